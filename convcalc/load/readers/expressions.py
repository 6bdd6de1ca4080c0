"""The expressions of a program that builds a network: constructions, and calls on tensors."""

from __future__ import annotations

import ast
from abc import ABC, abstractmethod
from fractions import Fraction

from convcalc.errors import Message
from convcalc.layers.numbers import shown
from convcalc.load.ast import Value
from convcalc.load.expression import Expression
from convcalc.load.readers.calls import Construction, frameworks_of, meant
from convcalc.load.readers.code import Code, Unread, path_of
from convcalc.load.readers.things import (
    Application,
    Container,
    Function,
    InputSpec,
    Model,
    ModuleClass,
    Object,
    Part,
    TensorRef,
    UnknownValue,
)
from convcalc.network.graph import NetworkError

MOST_STEPS = 40_000
DEEPEST = 40
CONTAINERS = ("Sequential", "ModuleList")
INPUTS = ("Input", "InputLayer")
MODELS = ("Model", "Functional")
MERGES = {
    "add": "add",
    "Add": "add",
    "multiply": "mul",
    "Multiply": "mul",
    "mul": "mul",
    "concatenate": "concat",
    "Concatenate": "concat",
    "concat": "concat",
    "cat": "concat",
}
"""Classes and functions of several tensors -> our type."""
OPERATORS: dict[type[ast.operator], str] = {ast.Add: "add", ast.Mult: "mul"}


class Expressions(ABC):
    """Works expressions out; `nodes` is what tensors are made of, `roots` the layers and containers
    that are part of no other and that no tensor went through, `strays` what stands among these
    without being known."""

    def __init__(self, code: Code) -> None:
        self.code = code
        self.names: dict[str, Object] = {}
        self.attributes: dict[str, Object] = {}
        self.methods: dict[str, Function] = {}
        self.labels: dict[int, tuple[str, ...]] = {}
        self.prefix: list[str] = []
        self.imported: dict[str, str] = {}
        self.nodes: list[Application] = []
        self.roots: dict[int, tuple[str, Part]] = {}
        self.calls: list[Construction] = []
        self.strays: list[ast.expr] = []
        self.ends: dict[ast.expr, list[Object]] = {}
        self.model: Model | None = None
        self.steps = 0
        self.depth = 0

    def count(self, node: ast.AST) -> None:
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise self.code.error(node, Message("load.too_many_steps", limit=MOST_STEPS))

    def not_followed(self, node: ast.AST) -> NetworkError:
        """The error for a construct that decides which layers there are."""
        word = self.code.text(node).split()[0].rstrip(":")
        return self.code.error(node, Message("source.not_followed", word=shown(word)))

    def no_layer(self, node: ast.AST) -> NetworkError:
        """The error for what stands where a layer should, and the nearest class."""
        hints = meant(path_of(node.func), self.imported) if isinstance(node, ast.Call) else []
        text = shown(self.code.text(node))
        return self.code.error(node, Message("source.no_layer", text=text), *hints)

    def evaluate(self, node: ast.expr) -> Object:
        """What an expression is; None for what has no value here."""
        self.count(node)
        self.depth += 1
        if self.depth > DEEPEST * 5:
            raise self.code.error(node, Message("load.too_deep", limit=DEEPEST * 5))
        try:
            return self.found(node)
        finally:
            self.depth -= 1

    def found(self, node: ast.expr) -> Object:
        if isinstance(node, ast.Call):
            return self.call(node)
        if isinstance(node, ast.Name) and node.id in self.names:
            return self.names[node.id]
        if isinstance(node, ast.Attribute):
            return self.attributes.get(node.attr) if path_of(node)[:1] == ("self",) else None
        if isinstance(node, ast.List | ast.Tuple):
            return self.listed(node)
        if isinstance(node, ast.ListComp | ast.GeneratorExp):
            return self.comprehended(node, node.generators)
        if isinstance(node, ast.Dict):
            pairs = zip(node.keys, node.values, strict=True)
            return [[key and self.evaluate(key), self.evaluate(value)] for key, value in pairs]
        if isinstance(node, ast.BinOp):
            operator = OPERATORS.get(type(node.op))
            left, right = self.evaluate(node.left), self.evaluate(node.right)
            if isinstance(left, TensorRef) and isinstance(right, TensorRef):
                if operator is None:
                    raise self.not_followed(node)
                return self.tensor(operator, (left, right), "", node)
            if isinstance(left, TensorRef) and isinstance(right, int | Fraction):
                return left
            if isinstance(left, list) and isinstance(right, list) and operator == "add":
                return self.fits(left + right, node)
        value = self.value(node)
        return None if isinstance(value, Unread) else value

    def value(self, node: ast.expr) -> Value | Unread:
        """An argument: a value with the numbers of the program in it, or nothing that we read."""
        try:
            value = self.code.value(node)
            if isinstance(value, Expression):
                if all(type(self.names.get(name)) in (int, bool, str) for name in value.names):
                    found: Value = value.value(self.names)
                    return found
                if any(name in self.names for name in value.names):
                    raise self.code.no_value(node)
        except NetworkError as error:
            return Unread(node, error)
        return value

    def listed(self, node: ast.List | ast.Tuple) -> list[Object]:
        found: list[Object] = []
        for part in node.elts:
            inner = self.evaluate(part.value if isinstance(part, ast.Starred) else part)
            if isinstance(part, ast.Starred) and isinstance(inner, list):
                found += inner
            elif isinstance(part, ast.Starred) and isinstance(inner, Container):
                found += [child for _, child in inner.parts]
            else:
                found.append(inner)
            self.fits(found, node)
        return found

    def comprehended(
        self, node: ast.ListComp | ast.GeneratorExp, loops: list[ast.comprehension]
    ) -> list[Object] | UnknownValue:
        """`[nn.Conv2d(3, 3, 3) for _ in range(3)]`, its loops over what `for` may go over."""
        if not loops:
            return [self.evaluate(node.elt)]
        target, values = loops[0].target, self.repeated(loops[0].iter)
        if values is None or loops[0].ifs or not isinstance(target, ast.Name):
            return UnknownValue(node)
        outer, self.names = self.names, dict(self.names)
        found: list[Object] = []
        try:
            for value in values:
                self.count(node)
                self.names[target.id] = value
                inner = self.comprehended(node, loops[1:])
                if isinstance(inner, UnknownValue):
                    return inner
                found += inner
        finally:
            self.names = outer
        return found

    @abstractmethod
    def repeated(self, node: ast.expr) -> list[Object] | None:
        """What a loop goes over; None where only a run could tell."""

    def fits(self, entries: list[Object], node: ast.AST) -> list[Object]:
        """A list that is not longer than a program has steps."""
        if len(entries) > MOST_STEPS:
            raise self.code.error(node, Message("load.too_many_steps", limit=MOST_STEPS))
        return entries

    def call(self, node: ast.Call) -> Object:
        """A construction, or a layer called on tensors."""
        path = path_of(node.func)
        if path:
            own = self.names.get(path[0]) if len(path) == 1 else None
            if path[0] == "self" and len(path) == 2:
                own = self.methods.get(path[1])
            if isinstance(own, Function):
                return self.follow(own, node)
            if isinstance(own, ModuleClass):
                return self.instance(own, node)
            if path[-1] in INPUTS:
                return self.input(node)
            if path[-1] in MODELS:
                return self.functional(node)
            if path[-1] in CONTAINERS:
                return self.container(node)
            if path[-1] == "OrderedDict":
                return self.evaluate(node.args[0]) if node.args else []
            frameworks = frameworks_of(path, self.imported)
            if frameworks:
                return self.construction(node, path[-1], frameworks)
            if path[-1] in MERGES and node.args:
                found = self.evaluate(node.args[0])
                parts = found if isinstance(found, list) else [self.evaluate(x) for x in node.args]
                if parts and all(isinstance(part, TensorRef | InputSpec) for part in parts):
                    return self.tensor(MERGES[path[-1]], parts, "", node)
        found = self.tensor_function(node)
        if found is not None:
            return found
        part = self.evaluate(node.func)
        if isinstance(part, Construction | Container):
            given = [self.evaluate(argument) for argument in node.args]
            tensors = given[0] if len(given) == 1 and isinstance(given[0], list) else given
            return self.apply(part, tensors, node)
        if isinstance(part, UnknownValue) and self.on_tensors(node):
            raise self.no_layer(part.node)
        return UnknownValue(node)

    def on_tensors(self, node: ast.Call) -> list[Object]:
        """The tensors among the arguments of a call, as far as these are followed."""
        before = len(self.nodes)
        try:
            given = self.listed(ast.List([*node.args, *[key.value for key in node.keywords]]))
        except NetworkError:
            given = []
        del self.nodes[before:]  # what only this call reads is no part of the network
        parts = [one for part in given for one in (part if isinstance(part, list) else [part])]
        return [part for part in parts if isinstance(part, TensorRef | InputSpec)]

    def construction(self, node: ast.Call, name: str, frameworks: frozenset[str]) -> Construction:
        keywords = {key.arg: self.value(key.value) for key in node.keywords if key.arg}
        if any(isinstance(part, ast.Starred) for part in node.args) or len(keywords) < len(
            node.keywords
        ):
            raise self.code.no_value(node)
        arguments = tuple([self.value(part) for part in node.args])
        call = Construction(name, arguments, keywords, frameworks, self.code.place(node), node)
        self.calls.append(call)
        return call

    def container(self, node: ast.Call) -> Container:
        """`nn.Sequential(a, b)`, `Sequential([a, b])`, `nn.Sequential(OrderedDict([...]))`."""
        arguments = self.listed(ast.List(elts=node.args))
        while len(arguments) == 1 and isinstance(arguments[0], list):
            arguments = arguments[0]
        parts: list[tuple[str, Part]] = []
        for index, part in enumerate(arguments):
            name = str(index)
            if isinstance(part, list) and len(part) == 2 and isinstance(part[0], str):
                name, part = part
            if not isinstance(part, Part):
                at = node.args[index] if len(arguments) == len(node.args) else node
                raise self.no_layer(part.node if isinstance(part, UnknownValue) else at)
            self.roots.pop(id(part), None)
            parts.append((name, part))
        return Container(parts, node)

    def input(self, node: ast.Call) -> InputSpec:
        given = {key.arg: key.value for key in node.keywords}
        for name in ("shape", "batch_shape", "input_shape", "batch_input_shape"):
            if name in given:
                return InputSpec(self.value(given[name]), name.startswith("batch"), node)
        return InputSpec(self.value(node.args[0]) if node.args else None, False, node)

    def functional(self, node: ast.Call) -> Model | None:
        given = {key.arg: key.value for key in node.keywords}
        ends = [*node.args, given.get("inputs"), given.get("outputs")]
        found = [self.evaluate(end) for end in ends if end is not None]
        sides = [part if isinstance(part, list) else [part] for part in found]
        if len(sides) < 2:
            return None
        first, last = (tuple([self.resolved(one, node) for one in side]) for side in sides[:2])
        return Model(first, last)

    @abstractmethod
    def tensor_function(self, node: ast.Call) -> TensorRef | None:
        """The tensor behind a function or a method of tensors."""

    @abstractmethod
    def run(self, module: Container, tensors: list[TensorRef], name: str) -> TensorRef:
        """The tensor that `forward` of a class of the program returns."""

    @abstractmethod
    def instance(self, found: ModuleClass, node: ast.Call) -> Object:
        """The layers that a class of the program registers."""

    @abstractmethod
    def follow(self, function: Function, node: ast.Call) -> Object:
        """The result of a function of the program."""

    # Tensors

    def apply(self, part: Part, inputs: list[Object], node: ast.AST, name: str = "") -> TensorRef:
        """The tensor behind a layer, or behind all layers of a container."""
        self.count(node)
        tensors = [self.resolved(one, node) for one in inputs]
        self.roots.pop(id(part), None)
        name = name or ".".join([*self.prefix, *self.labels.get(id(part), ())])
        if isinstance(part, Container) and part.forward is not None:
            return self.run(part, tensors, name)
        if isinstance(part, Container):
            for label, child in part.parts:
                path = f"{name}.{label}" if name else label
                tensors = [self.apply(child, list(tensors), node, path)]
            if len(tensors) != 1:
                raise self.code.error(node, Message("source.no_tensor"))
            return tensors[0]
        if isinstance(part, InputSpec):
            return tensors[0]
        own = part.keyword("name")
        return self.tensor(part, tensors, own if isinstance(own, str) else name, node)

    def tensor(
        self,
        part: Construction | str,
        inputs: list[Object] | tuple[Object, ...],
        name: str,
        node: ast.AST,
    ) -> TensorRef:
        indices = tuple([self.resolved(one, node).number for one in inputs])
        if not indices:
            raise self.code.error(node, Message("source.no_tensor"))
        self.nodes.append(Application(part, indices, name, node))
        return TensorRef(len(self.nodes) - 1)

    def resolved(self, found: Object, node: ast.AST) -> TensorRef:
        """A tensor, or that of an input.

        Raises:
            NetworkError: it is neither.
        """
        if isinstance(found, InputSpec):
            for index, known in enumerate(self.nodes):
                if known.part is found:
                    return TensorRef(index)
            self.roots.pop(id(found), None)
            self.nodes.append(Application(found, (), "", found.node))
            return TensorRef(len(self.nodes) - 1)
        if isinstance(found, UnknownValue):
            raise self.no_layer(found.node)
        if not isinstance(found, TensorRef):
            raise self.code.error(node, Message("source.no_tensor"))
        return found
