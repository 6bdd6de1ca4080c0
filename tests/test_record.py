"""The quick `NamedTuple` behaves as that of `typing`."""

from __future__ import annotations

import copy
import pickle
import typing
from typing import Any

import pytest

from convcalc import record


class Slow(typing.NamedTuple):
    """A record of `typing`."""

    name: str
    size: int = 3
    more: Any = None

    @property
    def double(self) -> int:
        return 2 * self.size


class Quick(record.NamedTuple):
    """The same of ours."""

    name: str
    size: int = 3
    more: Any = None

    @property
    def double(self) -> int:
        return 2 * self.size


GIVEN: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
    (("a",), {}), (("a", 5), {}), (("a", 5, [1]), {}), ((), {"name": "a", "more": 2}),
    (("a",), {"size": 0}),
]  # fmt: skip


@pytest.mark.parametrize(("values", "named"), GIVEN)
def test_the_same_record(values: tuple[Any, ...], named: dict[str, Any]) -> None:
    slow, quick = Slow(*values, **named), Quick(*values, **named)
    assert quick == slow == tuple(quick)
    assert (quick.name, quick.size, quick.more) == (slow.name, slow.size, slow.more)
    assert quick.double == slow.double
    assert repr(quick) == repr(slow).replace("Slow", "Quick")
    assert quick._asdict() == slow._asdict()
    assert quick._replace(size=9) == slow._replace(size=9)
    assert type(quick._replace(size=9)) is Quick
    assert Quick._fields == Slow._fields
    assert Quick._make(slow) == quick
    for other in (copy.copy(quick), copy.deepcopy(quick), pickle.loads(pickle.dumps(quick))):
        assert (type(other), other) == (Quick, quick)
    match quick:
        case Quick(name, size):
            assert (name, size) == quick[:2]


@pytest.mark.parametrize(
    ("values", "named"), [((), {}), ((1, 2, 3, 4), {}), (("a",), {"other": 1}), ((1,), {"name": 2})]
)
def test_the_same_refusals(values: tuple[Any, ...], named: dict[str, Any]) -> None:
    for made in (Slow, Quick):
        with pytest.raises(TypeError):
            made(*values, **named)


@pytest.mark.parametrize("name", ["size", "other"])
def test_nothing_is_set(name: str) -> None:
    for one in (Slow("a"), Quick("a")):
        with pytest.raises(AttributeError):
            setattr(one, name, 1)


def test_a_record_of_many_fields() -> None:
    names = [f"f{number}" for number in range(13)]
    space = {"__annotations__": dict.fromkeys(names, "int"), "f11": 11, "f12": 12}
    wide: Any = type(record.NamedTuple)("Wide", (record.NamedTuple,), space)
    assert tuple(wide(*range(11))) == tuple(range(13))
    assert wide(*range(11), f12=0).f12 == 0
    assert wide(*range(12), f12=5) == wide(*range(11))._replace(f12=5)
    for values, named in (
        (range(10), {}),
        (range(14), {}),
        (range(11), {"f": 1}),
        (range(13), {"f0": 1}),
    ):
        with pytest.raises(TypeError):
            wide(*values, **named)
