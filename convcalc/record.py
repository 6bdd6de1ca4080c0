"""`NamedTuple`, made in a fraction of the time: a one-liner defines three dozen of them.

The class of `typing` compiles a function for each class, and importing `typing` alone takes as long
as answering. Here a function compiled once for each number of fields is given their names; type
checkers see the class of `typing`. Of more than twelve fields, each record takes a little longer.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
else:
    from _collections import _tuplegetter

    _new = tuple.__new__
    _MAKERS = (
        lambda _: _new(_, ()),
        lambda _, a: _new(_, (a,)),
        lambda _, a, b: _new(_, (a, b)),
        lambda _, a, b, c: _new(_, (a, b, c)),
        lambda _, a, b, c, d: _new(_, (a, b, c, d)),
        lambda _, a, b, c, d, e: _new(_, (a, b, c, d, e)),
        lambda _, a, b, c, d, e, f: _new(_, (a, b, c, d, e, f)),
        lambda _, a, b, c, d, e, f, g: _new(_, (a, b, c, d, e, f, g)),
        lambda _, a, b, c, d, e, f, g, h: _new(_, (a, b, c, d, e, f, g, h)),
        lambda _, a, b, c, d, e, f, g, h, i: _new(_, (a, b, c, d, e, f, g, h, i)),
        lambda _, a, b, c, d, e, f, g, h, i, j: _new(_, (a, b, c, d, e, f, g, h, i, j)),
        lambda _, a, b, c, d, e, f, g, h, i, j, k: _new(_, (a, b, c, d, e, f, g, h, i, j, k)),
        lambda _, a, b, c, d, e, f, g, h, i, j, k, m: _new(_, (a, b, c, d, e, f, g, h, i, j, k, m)),
    )  # fmt: skip
    """Number of fields -> what makes a record of them."""

    def _made(_, *given, **named):
        """A record of many fields."""
        rest = {**_._defaults, **named}
        left = _._fields[len(given) :]
        if len(given) > len(_._fields) or not named.keys() <= set(left) <= rest.keys():
            raise TypeError(f"{_.__name__} takes {', '.join(_._fields)}")
        return _new(_, (*given, *[rest[field] for field in left]))

    class _Record(type):
        """Turns the annotations of a class into the fields of a tuple."""

        def __new__(meta, name, bases, space):
            fields = tuple(space.get("__annotations__", ()))
            if fields:
                given = {field: space[field] for field in fields if field in space}
                if len(fields) < len(_MAKERS):
                    maker = _MAKERS[len(fields)]
                    code = maker.__code__.replace(co_varnames=("_", *fields), co_name="__new__")
                    usual = tuple(given.values())
                    space["__new__"] = type(maker)(code, maker.__globals__, "__new__", usual)
                else:
                    space["__new__"] = _made
                    space["_defaults"] = given
                space["__match_args__"] = space["_fields"] = fields
                for place, field in enumerate(fields):
                    space[field] = _tuplegetter(place, "")
            space["__slots__"] = ()
            return super().__new__(meta, name, bases, space)

    class NamedTuple(tuple, metaclass=_Record):
        """Fields by name and by place; a class attribute is the default of its field."""

        @classmethod
        def _make(cls, values):
            return cls(*values)

        def _replace(self, **changes):
            return type(self)(**{**self._asdict(), **changes})

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self):
            told = ", ".join([f"{name}={value!r}" for name, value in self._asdict().items()])
            return f"{type(self).__name__}({told})"

        def __getnewargs__(self):
            return tuple(self)
