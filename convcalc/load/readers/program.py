"""A program that builds a network, followed statement by statement without being run.

What it knows are layers, containers, tensors and numbers; anything else has no value here, and is
an error only where a layer would depend on it.
"""

from __future__ import annotations

import ast
from collections.abc import Callable

from convcalc.annotations import Any
from convcalc.errors import Message
from convcalc.load.readers.calls import frameworks_of
from convcalc.load.readers.code import Code, path_of
from convcalc.load.readers.expressions import (
    CONTAINERS,
    DEEPEST,
    MOST_STEPS,
    OPERATORS,
    Expressions,
)
from convcalc.load.readers.things import (
    Container,
    Function,
    Model,
    ModuleClass,
    Object,
    Part,
    TensorRef,
    UnknownValue,
)
from convcalc.load.readers.unknown import is_class, module_of, refuse_ends, without_layers

IDLE = (ast.Pass, ast.Assert, ast.Delete)
"""Statements without effect on tensors."""
GROWING = ("add", "append", "add_module", "extend")
"""Methods that add layers to a container or a list."""
REGISTERING = (("self", "add_module"), ("self", "register_module"), ("setattr",))
"""Calls that do what `self.name = layer` does."""

CHOOSING = (ast.IfExp, ast.BoolOp, ast.Subscript, ast.BinOp)
"""Expressions that choose or repeat layers."""


class Program(Expressions):
    """Follows the statements of a program."""

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self.module: ModuleClass | None = None
        self.unfollowed = False
        self.following = False
        self.statements: dict[type[ast.stmt], Callable[[Any], Any]] = {
            ast.Expr: lambda node: self.expression(node),
            ast.Assign: lambda node: self.assign(node.targets, node.value),
            ast.AnnAssign: lambda node: self.assign([node.target], node.value or node.target),
            ast.AugAssign: self.enlarge,
            ast.Import: self.import_,
            ast.ImportFrom: self.import_,
            ast.ClassDef: self.class_,
            ast.FunctionDef: self.function,
            ast.For: self.loop,
            ast.With: lambda node: self.block(node.body),
        }

    def block(self, body: list[ast.stmt]) -> None:
        """Follow statements.

        Raises:
            NetworkError: one that layers depend on and that is not followed here.
        """
        for node in body:
            self.count(node)
            known = self.statements.get(type(node))
            if known is not None:
                known(node)
            elif builds(node, self) or (self.following and not isinstance(node, IDLE)):
                raise self.not_followed(node)

    # Statements

    def import_(self, node: ast.Import | ast.ImportFrom) -> None:
        module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
        for alias in node.names:
            dotted = f"{module}.{alias.name}" if module else alias.name
            first = dotted.split(".")[0]
            framework = "torch" if first == "torch" else None
            framework = "keras" if first in ("keras", "tensorflow", "tf_keras") else framework
            if framework is not None:
                self.imported[alias.asname or dotted.split(".")[-1 if module else 0]] = framework

    def class_(self, node: ast.ClassDef) -> None:
        if any(isinstance(part, ast.FunctionDef) and part.name == "__init__" for part in node.body):
            self.names[node.name] = self.module = ModuleClass(node)

    def finish(self) -> None:
        """Where only classes stand, the last one is the network, with the arguments that it has
        unless given.

        Raises:
            NetworkError: what is no layer stands in a list of layers, or one a line among them.
        """
        bare = [part for name, part in self.roots.values() if not name]
        alone = not self.roots and not self.nodes and self.module is None
        for node in self.strays:
            if bare or (alone and isinstance(node, ast.Call)):
                raise self.no_layer(node)
        refuse_ends(self)
        if not self.nodes and not self.roots and self.module is not None:
            name = self.module.node.name
            built = self.instance(self.module, ast.Call(ast.Name(name), [], []))
            self.roots[id(built)] = "", built

    def instance(self, found: ModuleClass, node: ast.Call) -> Container:
        """The layers that a module's `__init__` registers, in their order."""
        if self.depth > DEEPEST:
            raise self.code.error(node, Message("load.too_deep", limit=DEEPEST))
        methods = {
            part.name: Function(part)
            for part in found.node.body
            if isinstance(part, ast.FunctionDef)
        }
        if {"forward", "call"} & set(methods):
            self.unfollowed = True
        outer = self.attributes, self.methods, self.roots
        self.attributes, self.methods, self.roots = {}, methods, {}
        try:
            self.follow(methods["__init__"], node)
            attributes = self.attributes
            parts = [(name, one) for name, one in attributes.items() if isinstance(one, Part)]
        finally:
            self.attributes, self.methods, self.roots = outer
        built = Container(parts, found.node, found.node.name)
        built.forward = methods.get("forward") or methods.get("call")
        built.methods, built.attributes = methods, attributes
        self.labels.update((id(part), (name,)) for name, part in parts)
        return built

    def run(self, module: Container, tensors: list[TensorRef], name: str) -> TensorRef:
        """Follow `forward` on these tensors.

        Raises:
            NetworkError: it does what is not followed, or returns something else than one tensor.
        """
        assert module.forward is not None
        outer = self.attributes, self.methods, self.names, self.prefix, self.following
        self.attributes, self.methods = module.attributes, module.methods
        self.names, self.prefix, self.following = dict(self.names), [name] if name else [], True
        arguments = [one.arg for one in module.forward.node.args.args if one.arg != "self"]
        self.defaults(module.forward.node)
        self.names.update(zip(arguments, tensors, strict=False))
        try:
            result = self.returned(module.forward.node.body)
        finally:
            self.attributes, self.methods, self.names, self.prefix, self.following = outer
        if not isinstance(result, TensorRef):
            raise self.code.error(module.forward.node, Message("source.no_tensor"))
        return result

    def tensor_function(self, node: ast.Call) -> TensorRef | None:
        from convcalc.load.readers.functional import called

        return called(self, node)

    def function(self, node: ast.FunctionDef) -> None:
        self.names[node.name] = Function(node)

    def defaults(self, node: ast.FunctionDef) -> None:
        """Arguments by the values that they have unless given; without one, they are names."""
        arguments = [*node.args.posonlyargs, *node.args.args]
        for argument in arguments:
            self.names.pop(argument.arg, None)
        late = zip(reversed(arguments), reversed(node.args.defaults), strict=False)
        pairs = [*late, *zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)]
        for argument, default in pairs:
            if default is not None:
                self.names[argument.arg] = self.evaluate(default)

    def loop(self, node: ast.For) -> None:
        """`for _ in range(3)`, a list of numbers, or a list of layers."""
        values = self.repeated(node.iter)
        if values is None or not isinstance(node.target, ast.Name):
            if builds(node, self) or self.following:
                raise self.not_followed(node)
            return
        for value in values:
            self.names[node.target.id] = value
            self.block(node.body)

    def repeated(self, node: ast.expr) -> list[Object] | None:
        if isinstance(node, ast.Call) and path_of(node.func) == ("range",):
            limits = [self.evaluate(part) for part in node.args]
            if 0 < len(limits) <= 3 and all(type(limit) is int for limit in limits):
                return list(range(*limits)[: MOST_STEPS + 1]) if 0 not in limits[2:] else None
            return None
        found = self.evaluate(node)
        if isinstance(found, Container):
            return [part for _, part in found.parts]
        return found if isinstance(found, list) else None

    def expression(self, node: ast.Expr) -> None:
        """A statement of its own: a construction, a call such as `model.add(...)`, a list."""
        value = node.value
        if isinstance(value, ast.Call) and self.grow(value):
            return
        found = self.evaluate(value)
        if isinstance(found, list):
            self.listing(found, value)
        elif isinstance(found, Part | TensorRef | Model):
            self.root(found, "")
        elif not isinstance(found, str) and not without_layers(self, found, value):
            self.strays.append(value)

    def listing(self, found: list[Object], node: ast.expr) -> None:
        """Layers of a list without a name; a word may stand before each."""
        nodes = node.elts if isinstance(node, ast.List | ast.Tuple) else []
        for index, (part, behind) in enumerate(zip(found, [*found[1:], None], strict=True)):
            at = nodes[index] if len(nodes) == len(found) else node
            if isinstance(part, list):
                self.listing(part, at)
            elif isinstance(part, Part | TensorRef | Model):
                self.root(part, "")
            elif not isinstance(part, str) or not isinstance(behind, Part):
                self.strays.append(part.node if isinstance(part, UnknownValue) else at)

    def grow(self, node: ast.Call) -> bool:
        """`model.add(layer)`: whether it is that."""
        if path_of(node.func) in REGISTERING and len(node.args) > 1:
            label, found = [self.evaluate(argument) for argument in node.args[-2:]]
            self.register(label if isinstance(label, str) else "", found)
            return True
        if not isinstance(node.func, ast.Attribute) or node.func.attr not in GROWING:
            return False
        stack = self.evaluate(node.func.value)
        if not isinstance(stack, Container | list) or not node.args:
            return False
        value = self.evaluate(node.args[-1])
        name = ""
        if node.func.attr == "add_module":
            name = str(self.evaluate(node.args[0]))
        for part in value if node.func.attr == "extend" and isinstance(value, list) else [value]:
            if isinstance(stack, list):
                stack.append(part)
                continue
            if not isinstance(part, Part):
                raise self.no_layer(part.node if isinstance(part, UnknownValue) else node.args[-1])
            self.roots.pop(id(part), None)
            stack.parts.append((name or str(len(stack.parts)), part))
        return True

    def assign(self, targets: list[ast.expr], value: ast.expr) -> None:
        found = self.evaluate(value)
        if found is None and isinstance(value, CHOOSING) and builds(value, self):
            raise self.no_layer(value)
        for target in targets:
            self.bind(target, found)

    def bind(self, target: ast.expr, found: Object) -> None:
        if isinstance(target, ast.Name):
            if isinstance(found, UnknownValue) and isinstance(self.names.get(target.id), TensorRef):
                raise self.no_layer(found.node)
            self.names[target.id] = found
            if self.nodes and isinstance(found, UnknownValue) and isinstance(found.node, ast.Call):
                self.ends[found.node] = self.on_tensors(found.node)
            self.root(module_of(self, found) if is_class(found) else found, target.id)
        elif isinstance(target, ast.Attribute):
            self.register(target.attr, found)
        elif isinstance(target, ast.Tuple) and isinstance(found, list):
            for one, part in zip(target.elts, found, strict=False):
                self.bind(one, part)

    def register(self, name: str, found: Object) -> None:
        """`self.name = layer`; a module that is not known is one of unknown cost."""
        found = module_of(self, found, isinstance(found, UnknownValue) and builds(found.node, self))
        self.attributes[name or str(len(self.attributes))] = found
        self.root(found, name)

    def enlarge(self, node: ast.AugAssign) -> None:
        """`layers += [...]`."""
        before = self.evaluate(node.target)
        value = self.evaluate(node.value)
        operator = OPERATORS.get(type(node.op))
        if isinstance(before, TensorRef) and isinstance(value, TensorRef) and operator:
            if isinstance(node.target, ast.Name):
                self.names[node.target.id] = self.tensor(operator, (before, value), "", node)
        elif isinstance(before, list) and isinstance(value, list) and isinstance(node.op, ast.Add):
            before += self.fits(before + value, node)[len(before) :]
        elif builds(node, self) or isinstance(before, TensorRef):
            raise self.not_followed(node)
        elif isinstance(node.target, ast.Name):
            self.names[node.target.id] = None

    def root(self, found: Object, name: str) -> None:
        """Remember a layer that stands for itself."""
        if isinstance(found, Model):
            self.model = found
        elif isinstance(found, Part):
            old = self.roots.get(id(found))
            self.roots[id(found)] = (old[0] if old and old[0] else name, found)

    # Functions

    def follow(self, function: Function, node: ast.Call) -> Object:
        """The result of a function of the program."""
        if self.depth > DEEPEST:
            raise self.code.error(node, Message("load.too_deep", limit=DEEPEST))
        arguments = [self.evaluate(argument) for argument in node.args]
        keywords = {key.arg: self.evaluate(key.value) for key in node.keywords if key.arg}
        outer, self.names = self.names, dict(self.names)
        self.defaults(function.node)
        names = [one.arg for one in function.node.args.args if one.arg != "self"]
        self.names.update(zip(names, arguments, strict=False))
        self.names.update(keywords)
        try:
            return self.returned(function.node.body)
        finally:
            self.names = outer

    def returned(self, body: list[ast.stmt]) -> Object:
        for statement in body:
            if isinstance(statement, ast.Return):
                return None if statement.value is None else self.evaluate(statement.value)
            self.depth += 1
            self.block([statement])
            self.depth -= 1
        return None


def builds(node: ast.AST, program: Program) -> bool:
    """Whether something in a statement constructs layers, or adds them to a container."""
    return any(isinstance(part, ast.Call) and _builds(part, program) for part in ast.walk(node))


def _builds(node: ast.Call, program: Program) -> bool:
    path = path_of(node.func)
    if not path:
        return isinstance(node.func, ast.Call)
    grows = path[-1] in GROWING and len(path) > 1
    return grows or path[-1] in CONTAINERS or bool(frameworks_of(path, program.imported))
