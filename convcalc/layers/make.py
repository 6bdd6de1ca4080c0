"""From a type, a mapping of parameters and a dialect to a layer: the only way in.

Everything that can be said before the input is known is checked here: names, values, lengths,
contradictions, the dialect's own rules. What a type needs for this (its keys, readers and
defaults) is worked out once and kept, since `batch` makes a layer for each line.
"""

from __future__ import annotations

from functools import lru_cache

from convcalc.algebra.expr import Expr
from convcalc.annotations import Any, TypeAlias
from convcalc.errors import LayerError, Message, UsageError
from convcalc.layers.base import REQUIRED, Layer, Origin, Param, Shape, Sheet
from convcalc.layers.demands import demands, symbols
from convcalc.layers.dialects import DEFAULT, DIALECTS, dialect_named
from convcalc.layers.index import FOREIGN, look_up, resolve
from convcalc.layers.numbers import shown
from convcalc.layers.python_spelling import python_value
from convcalc.layers.read import CHANNEL_KEYS, CHANNELS, PARAM_ALIASES
from convcalc.layers.values import READERS
from convcalc.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from convcalc.layers.dialects.classes import Constructor

Key: TypeAlias = "tuple[str, Param, Callable[[Param, Any, int], Any]]"


class _Plan(NamedTuple):
    """What reading the parameters of one type in one dialect, for one number of axes, needs."""

    layer: type[Layer]
    origin: Origin
    axes: int
    keys: dict[str, Key]
    defaults: dict[str, Any]
    required: tuple[str, ...]
    translate: Callable[[dict[str, Any], int], None] | None
    told: tuple[str, ...]
    """The keys that an error names."""
    free: bool
    """Whether no class of a framework says which keys there are."""


@lru_cache(maxsize=1024)
def _plan(type_name: str, given_dialect: str | None, dims: int) -> _Plan:
    entry = look_up(type_name)
    name = given_dialect or entry.dialect or DEFAULT
    origin = Origin(type_name, name, given_dialect is None and entry.dialect is not None)
    dialect = dialect_named(name)
    layer = resolve(type_name)
    vector = dims == 0 and entry.type == "bn" and entry.dims == 1  # torch's BatchNorm1d takes both
    if entry.dims is not None and dims != entry.dims and not vector:
        raise UsageError(
            Message("layer.fixed_dims", kind=shown(type_name), wanted=entry.dims, dims=dims)
        )
    if dims not in layer.DIMS:
        allowed = ", ".join(map(str, layer.DIMS))
        raise LayerError(Message("layer.dims", kind=layer.TYPE, dims=dims, allowed=allowed))
    axes = dims if layer.AXES is None else layer.AXES
    params = (*layer.PARAMS, *dialect.PARAMS.get(layer.TYPE, ()))
    own = dialect.DEFAULTS.get(layer.TYPE, {})
    keys: dict[str, Key] = {}
    defaults: dict[str, Any] = {}
    for param in params:
        keys[param.name] = (param.name, param, reader := READERS[param.kind])
        default = own.get(param.name, param.default)
        if default is not REQUIRED:
            defaults[param.name] = None if default is None else reader(param, default, axes)
    for param in params:
        for alias in PARAM_ALIASES.get(param.name, ()):
            keys.setdefault(alias, keys[param.name])
    for alias, name in layer.KEYS.items():
        keys.setdefault(alias, keys[name])
    for key, (name, reader) in {**dialect.KEYS, **dialect.KEYS_OF.get(layer.TYPE, {})}.items():
        if name in keys:
            keys[key] = (name, keys[name][1], reader)
    for key in CHANNEL_KEYS:
        keys.setdefault(key, (CHANNELS.name, CHANNELS, READERS["count"]))
    told, free = tuple([param.name for param in layer.PARAMS]), True
    if type_name in FOREIGN and (given_dialect or entry.dialect):
        from convcalc.layers.dialects.classes import constructor

        named = constructor(origin.dialect, type_name)
        if named is not None:
            every = keys
            keys, told, free = _of_class(keys, named), named.arguments, False
            for parameter, default in named.fixed.items():
                _, param, reader = every[parameter]
                if default is REQUIRED:
                    defaults.pop(parameter, None)
                else:
                    defaults[parameter] = None if default is None else reader(param, default, axes)
    translate = dialect.TRANSLATIONS.get(layer.TYPE)
    required = tuple([param.name for param in params if param.name not in defaults])
    return _Plan(layer, origin, axes, keys, defaults, required, translate, told, free)


def _of_class(keys: Mapping[str, Key], named: Constructor) -> dict[str, Key]:
    """The keys of a framework's class: its arguments, and our names for the same."""
    meant = {keys[key][0] for key in named.arguments if key in keys} - {CHANNELS.name}
    of_class = {
        key: (name, param, named.read.get(name, reader))
        for key, (name, param, reader) in keys.items()
        if (key == name and name in meant) or key in named.arguments or name == CHANNELS.name
    }
    for key in named.arguments:
        of_class.setdefault(key, (key, CHANNELS, named.read.get(key, _no_effect)))
    return of_class


def _no_effect(param: Param, value: Any, dims: int) -> None:
    """Reads an argument that says nothing about sizes and costs."""


@lru_cache(maxsize=512)
def _without_effect(kind: str, dialect: str | None, dims: int) -> frozenset[str]:
    """The arguments without effect that classes for this type have, in a framework or in any."""
    from convcalc.layers.dialects.classes import TABLES, constructors

    found: set[str] = set()
    for framework in (dialect,) if dialect else TABLES:
        keys = _plan(kind, framework, dims).keys
        for named in constructors(framework, kind):
            found.update(key for key in named.arguments if key not in (*keys, *named.read))
    return frozenset(found)


def _keeps_all(param: Param) -> bool:
    """Whether None is a value of its own: no axis of a size that is wanted changes."""
    return param.kind == "sizes" and param.default is REQUIRED


def parameter_keys(type_name: str, dims: int = 2, dialect: str | None = None) -> tuple[str, ...]:
    """Every key that `make` takes for this type, the parameter's own names first.

    Raises:
        UsageError: no such layer or dialect.
    """
    plan = _plan(type_name, dialect, dims)
    return tuple(sorted(plan.keys, key=lambda key: plan.keys[key][0] != key))


@lru_cache(maxsize=1024)
def has_effect(type_name: str, key: str, dialect: str | None) -> bool:
    """Whether a key of this class says something about sizes and costs; one that it lacks does."""
    dims = look_up(type_name).dims or resolve(type_name).DIMS[-1]
    keys = _plan(type_name, dialect, dims).keys
    return key not in keys or keys[key][2] is not _no_effect


@lru_cache(maxsize=512)
def meanings(type_name: str) -> dict[str, Param | None]:
    """Every key that this type has in some dialect, and the parameter it means; None: no effect.

    Raises:
        UsageError: no such layer.
    """
    entry = look_up(type_name)
    dims = entry.dims or resolve(type_name).DIMS[-1]
    found: dict[str, Param | None] = {}
    for dialect in (None, *DIALECTS):
        plan = _plan(type_name, dialect, dims)
        for key, (_, param, reader) in plan.keys.items():
            found.setdefault(key, None if reader is _no_effect else param)
        if plan.free:
            for key in _without_effect(plan.layer.TYPE, dialect, dims):
                found.setdefault(key, None)
    return found


def make(type_name: str, given: Mapping[str, Any], dims: int, dialect: str | None = None) -> Layer:
    """The layer of this type with these parameters, for inputs with `dims` spatial axes.

    Without a `dialect` it follows the framework that alone has a type of this name, else torch.

    Raises:
        UsageError: an unknown type, parameter or dialect; a parameter missing or given twice.
        LayerError: a value that no such layer can have.
        InputError: a text that is not an expression.
    """
    plan = _plan(type_name, dialect, dims)
    keys, axes = plan.keys, plan.axes
    values = plan.defaults.copy()
    seen = set()
    for key, value in given.items():
        entry = keys.get(key)
        if entry is None:
            if plan.free and key in _without_effect(plan.layer.TYPE, dialect, dims):
                continue
            raise _unknown_key(plan, key)
        name, param, reader = entry
        if type(value) is str:
            value = python_value(value)
        if value is None and values.get(name) is None and not _keeps_all(param):
            continue
        read = reader(param, value, axes)
        if read is None:
            continue
        if type(value) is not int:
            for part in symbols(read):
                demands(values).whole(param.name, part, param.minimum)
        if name in seen:
            raise _given_twice(plan, name, given)
        seen.add(name)
        values[name] = read
    for name in plan.required:
        if name not in values:
            raise UsageError(Message("parameter.missing", kind=plan.layer.TYPE, name=name))
    if plan.translate is not None:
        plan.translate(values, axes)
    channels = values.pop(CHANNELS.name, None)
    other = values.pop("as", None)
    layer = (plan.layer if other is None else resolve(other))(**values)
    layer.origin = plan.origin
    if channels is not None:
        told = [key for key in given if key in keys and keys[key][0] == CHANNELS.name]
        layer.incoming = told[0], channels
    return layer


def analyse(
    type_name: str,
    inputs: tuple[Shape, ...],
    given: Mapping[str, Any],
    dims: int | None = None,
    dialect: str | None = None,
    record: bool = False,
) -> tuple[Layer, Sheet]:
    """The layer, and the sheet of facts about it for these inputs.

    `dims` is the number of spatial axes, by default that of the first input.

    Raises:
        UsageError, LayerError, InputError: as `make`, and where the layer does not fit the input.
    """
    if dims is None:
        dims = len(inputs[0].spatial) if inputs else 2
    layer = make(type_name, given, dims, dialect)
    sheet = work_out(layer, inputs, dims, record)
    for shape in inputs:
        for size in shape.spatial:
            if isinstance(size, Expr):
                sheet.whole("size", size, 1)
        if isinstance(shape.channels, Expr):
            sheet.whole("in", shape.channels, 1)
    _settle(sheet)
    return layer, sheet


def _settle(sheet: Sheet) -> None:
    """Keep the conditions that are open.

    Raises:
        LayerError: they cannot hold.
    """
    if sheet.conditions:
        from convcalc.layers.conditions import still_open

        sheet.conditions = still_open(sheet.conditions)


def work_out(layer: Layer, inputs: tuple[Shape, ...], dims: int, record: bool = False) -> Sheet:
    """The sheet of facts about a layer for inputs with `dims` spatial axes.

    Raises:
        UsageError, LayerError: the layer does not fit these inputs.
    """
    fewest, most = layer.INPUTS
    if len(inputs) < fewest or (most is not None and len(inputs) > most):
        raise _wrong_inputs(layer, len(inputs))
    if most == 1 and len(inputs[0].spatial) != dims:
        given = len(inputs[0].spatial)
        raise LayerError(Message("layer.axes", kind=layer.TYPE, given=given, dims=dims))
    sheet = layer.sheet(*inputs, record=record)
    _settle(sheet)
    for size in sheet.output.spatial:
        if isinstance(size, int) and size < 1:
            raise LayerError(Message("size.empty_output", kind=layer.TYPE, output=size))
    return sheet


def _wrong_inputs(layer: Layer, given: int) -> UsageError:
    fewest, most = layer.INPUTS
    if most == 1:
        return UsageError(Message("layer.one_input", kind=layer.TYPE, given=given))
    return UsageError(Message("layer.too_few_inputs", kind=layer.TYPE, given=given, least=fewest))


def _unknown_key(plan: _Plan, key: Any) -> UsageError:
    from convcalc.layers.meant import did_you_mean

    hints = _meant(plan, str(key)) or did_you_mean(str(key), plan.told)
    allowed = ", ".join(plan.told) or "-"
    kind = plan.layer.TYPE if plan.free else plan.origin.name
    return UsageError(
        Message("parameter.unknown", kind=kind, name=shown(key), allowed=allowed), *hints
    )


def _meant(plan: _Plan, key: str) -> list[Message]:
    """What a word that others use for a parameter is called here, or who has it."""
    for name, aliases in PARAM_ALIASES.items():
        if key == name or key in aliases:
            called = [
                told for told in plan.told if told in plan.keys and plan.keys[told][0] == name
            ]
            if called:
                return [Message("hint.did_you_mean", word=called[0])]
    if plan.free:
        from convcalc.layers.dialects.classes import TABLES, constructors

        for dialect in TABLES:
            if any(key in named.arguments for named in constructors(dialect, plan.layer.TYPE)):
                return [Message("hint.argument_of", name=key, dialect=dialect)]
    return []


def _given_twice(plan: _Plan, name: str, given: Mapping[str, Any]) -> UsageError:
    names = [key for key in given if key in plan.keys and plan.keys[key][0] == name]
    return UsageError(Message("parameter.twice", name=name, keys=", ".join(names)))
