"""One construction of a layer, `nn.Conv2d(3, 64, kernel_size=7)`, as a layer of ours."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from convcalc.errors import Message
from convcalc.layers.dialects.classes import constructor
from convcalc.layers.index import FOREIGN
from convcalc.layers.make import has_effect, meanings
from convcalc.layers.meant import did_you_mean
from convcalc.load.ast import LayerUse, Value
from convcalc.load.readers.code import Code, Unread
from convcalc.load.readers.keras.tables import ACTIVATIONS, NOTHING
from convcalc.load.readers.library import OTHER_ACTIVATIONS, POINTWISE, is_class, params_of
from convcalc.network.graph import Place
from convcalc.record import NamedTuple

FRAMEWORKS = {"torch": "PyTorch", "keras": "Keras"}
PREFIXES = {
    **dict.fromkeys(("torch", "nn"), "torch"),
    **dict.fromkeys(("keras", "tf", "tensorflow", "layers", "L", "tfl", "kl"), "keras"),
}
"""First part of a dotted name -> the framework that it stands for, unless an import says more."""
DIFFERENT = ("PReLU",)
"""Classes of both frameworks that differ even without arguments."""
SHAPES = ("input_shape", "batch_input_shape", "batch_shape", "input_dim", "shape")


class Construction(NamedTuple):
    """One construction: what stands in the brackets, and where. `frameworks` are those that it may
    belong to by its prefix and its name."""

    name: str
    positional: tuple[Value | Unread, ...]
    keywords: Mapping[str, Value | Unread]
    frameworks: frozenset[str]
    place: Place
    node: ast.AST

    def keyword(self, name: str) -> Value:
        """A keyword's value; None if it is not given, or is none."""
        value = self.keywords.get(name)
        return None if isinstance(value, Unread) else value


def frameworks_of(path: tuple[str, ...], imported: Mapping[str, str]) -> frozenset[str]:
    """The frameworks that a dotted name may belong to; none if no one has such a class."""
    known = frozenset(name for name in FRAMEWORKS if is_class(name, path[-1]))
    told = _told(path, imported)
    return known if told is None else known & {told}


def _told(path: tuple[str, ...], imported: Mapping[str, str]) -> str | None:
    return imported.get(path[0]) or (PREFIXES.get(path[0]) if len(path) > 1 else None)


def meant(path: tuple[str, ...], imported: Mapping[str, str]) -> list[Message]:
    """The hint for a dotted name that no class has: the nearest class of its framework."""
    if not path:
        return []
    told = _told(path, imported)
    allowed = FRAMEWORKS if told is None else (told,)
    pool = [name for name in FOREIGN if any(constructor(one, name) for one in allowed)]
    return did_you_mean(path[-1], pool, before="".join(f"{part}." for part in path[:-1]))


def likely(call: Construction) -> frozenset[str]:
    """The frameworks whose class has the keywords that are used."""
    fitting = frozenset(
        name
        for name in call.frameworks
        if (found := constructor(name, call.name)) is not None
        and set(call.keywords) - set(SHAPES) <= set(found.arguments)
    )
    return fitting or call.frameworks


class Translator:
    """Constructions as layers of ours, all of one framework (None: no matter which)."""

    def __init__(self, code: Code, framework: str | None) -> None:
        self.code = code
        self.framework = framework

    def layers(self, call: Construction) -> Iterator[LayerUse]:
        """The layer, and the activation that it names.

        Raises:
            NetworkError: arguments that the class does not have, or that are no values.
        """
        framework = self.of(call)
        if call.name == "Identity":  # PyTorch's takes any arguments
            yield LayerUse("identity", (), call.place)
            return
        if not call.frameworks or constructor(framework or "torch", call.name) is None:
            yield self.other(call)
            return
        given = self.arguments(call)
        activation = given.pop("activation", None)
        kept = {
            key: value
            for key, value in given.items()
            if not isinstance(value, Unread) or has_effect(call.name, key, framework)
        }
        for value in kept.values():
            if isinstance(value, Unread):
                raise value.error
        effective = {
            key: value
            for key, value in kept.items()
            if not isinstance(value, Unread) and has_effect(call.name, key, framework)
        }
        yield LayerUse(call.name, tuple(effective.items()), call.place)
        if activation is not None:
            yield self.activation(call, activation)

    def other(self, call: Construction) -> LayerUse:
        """A class that has no table of its arguments."""
        first = call.positional[0] if call.positional else call.keywords.get("activation")
        if call.name == "Activation" and first is not None:
            return self.activation(call, first)
        if call.frameworks == {"keras"} and NOTHING.match(call.name):
            return LayerUse("identity", (), call.place)
        if call.name in POINTWISE:
            return LayerUse("elementwise", (("what", call.name),), call.place)
        return LayerUse("opaque", told(call), call.place)

    def of(self, call: Construction) -> str | None:
        """The framework of one construction."""
        return next(iter(call.frameworks)) if len(call.frameworks) == 1 else self.framework

    def arguments(self, call: Construction) -> dict[str, Value | Unread]:
        """The arguments by their names.

        Raises:
            NetworkError: too many by position, or one given twice.
        """
        found = constructor(self.of(call) or "torch", call.name)
        assert found is not None, call.name
        order = found.arguments[: found.positional]
        if len(call.positional) > len(order):
            message = Message(
                "source.too_many_arguments",
                kind=call.name,
                most=len(order),
                given=len(call.positional),
            )
            raise self.code.error(call.node, message)
        given: dict[str, Value | Unread] = dict(zip(order, call.positional, strict=False))
        for key, value in call.keywords.items():
            if key in given:
                raise self.code.error(call.node, Message("load.twice", name=key))
            if key not in SHAPES and key != "name":
                given[key] = value
        return given

    def activation(self, call: Construction, value: Value | Unread) -> LayerUse:
        """The layer behind `activation="relu"` or `activation=tf.nn.relu`."""
        word = value
        if isinstance(value, Unread) and isinstance(value.node, ast.Attribute | ast.Name):
            word = value.node.attr if isinstance(value.node, ast.Attribute) else value.node.id
        if not isinstance(word, str):
            node = value.node if isinstance(value, Unread) else call.node
            raise self.code.error(node, Message("source.no_activation", allowed=_known()))
        if word.lower() in OTHER_ACTIVATIONS:
            return LayerUse("elementwise", (("what", word),), call.place)
        found = "identity" if word == "linear" else ACTIVATIONS.get(word.lower())
        if found is None:
            message = Message("source.unknown_activation", name=word, allowed=_known())
            raise self.code.error(call.node, message)
        return LayerUse(found, (), call.place)


def _known() -> str:
    return ", ".join(name for name in (*ACTIVATIONS, *OTHER_ACTIVATIONS) if name.islower())


def told(call: Construction) -> tuple[tuple[str, Value], ...]:
    """What is known of a layer that no type of ours is: its name, perhaps its parameters."""
    params = params_of(call.name, call.positional, call.keywords)
    known: tuple[tuple[str, Value], ...] = () if params is None else (("params", params),)
    return (*known, ("what", call.name))


def agreed(code: Code, calls: list[Construction]) -> str | None:
    """The framework that all these constructions belong to; None if it does not matter.

    Raises:
        NetworkError: they belong to two, or could and would mean something else in each.
    """
    found: dict[str, Construction] = {}
    for call in calls:
        frameworks = likely(call)
        if len(frameworks) == 1:
            found.setdefault(next(iter(frameworks)), call)
    if len(found) == 1:
        return next(iter(found))
    if len(found) == 2:
        one, other = found["torch"], found["keras"]
        message = Message(
            "source.two_frameworks", one=one.name, line=one.place.line, other=other.name
        )
        raise code.error(other.node, message)
    for call in calls:
        if call.frameworks and ambiguous(call):
            raise code.error(
                call.node,
                Message("source.which_framework", kind=call.name),
                Message("expr.write", text=f"nn.{call.name}"),
                Message("expr.write", text=f"layers.{call.name}"),
            )
    return None


def ambiguous(call: Construction) -> bool:
    """Whether a class of both frameworks would mean something else in each."""
    meant = []
    for framework in FRAMEWORKS:
        found = constructor(framework, call.name)
        if found is None:
            return False
        order = found.arguments[: found.positional]
        known = meanings(call.name)
        keys = [*order[: len(call.positional)], *call.keywords]
        params = [known.get(key) if has_effect(call.name, key, framework) else None for key in keys]
        meant.append([None if param is None else param.name for param in params])
    return call.name in DIFFERENT or meant[0] != meant[1]
