"""The text of `print(model)`: the modules of a PyTorch network in the order of their registration.

    line = indent ["(" name "): "] [count " x "] Class "(" arguments ")"

A module with children has them on lines of their own, perhaps behind a line with its arguments.
"""

from __future__ import annotations

import ast
import re

from convcalc.errors import Message
from convcalc.layers.dialects.classes import constructor
from convcalc.load.ast import NetworkDocument, Value
from convcalc.load.readers.calls import FRAMEWORKS, Construction, Translator
from convcalc.load.readers.code import Code, Unread, tree_of
from convcalc.load.readers.library import known_as
from convcalc.load.readers.modules import document_of_modules
from convcalc.load.readers.paste import Paste
from convcalc.load.readers.things import Container, Part
from convcalc.network.bounds import most_layers, raising
from convcalc.network.graph import NetworkError
from convcalc.pattern import pattern

MODULE = pattern(
    r"(?P<before>.*?)(?:\((?P<name>[^()]+)\): )?(?:(?P<count>\d+) x )?"
    r"(?P<kind>[A-Za-z_][\w.\[\], ]*?)\((?P<rest>.*)\Z"
)
RANGE = pattern(r"(\d+)-(\d+)\Z")
WRAPPERS = (
    "DataParallel",
    "DistributedDataParallel",
    "OptimizedModule",
    "FullyShardedDataParallel",
)
DEEPEST = 100
MOST_COPIES = 10_000


class Module:
    """A module of the text: its class, where it stands, its arguments, its children."""

    def __init__(self, kind: str, line: int, column: int) -> None:
        self.kind = kind
        self.line = line
        self.column = column
        self.arguments = ""
        self.children: list[tuple[str, Module]] = []
        self.copies = 0


def module_of(paste: Paste) -> Module:
    """The outermost module of a text; the lines before and behind it are not looked at.

    Raises:
        NetworkError: a line within it that belongs to no module, or its end is missing.
    """
    root: Module | None = None
    limit, count = most_layers(), 0
    open_: list[Module] = []
    for number, line in enumerate(paste.lines):
        text = line.strip()
        if not text:
            continue
        if text == ")" and open_:
            open_.pop()
            if not open_:
                return _unwrapped(root)
            continue
        found = MODULE.match(line)
        if found is None or (open_ and not _is_child(found)):
            if open_:
                open_[-1].arguments += text
            continue
        count += 1
        if count > 4 * limit:  # containers are no layers
            message = Message("load.too_many_layers", limit=limit)
            raise paste.error(number, 0, message, raising())
        module = Module(found["kind"].split(".")[-1], number, found.start("kind"))
        if open_:
            _adopt(open_[-1], found, module, paste)
        else:
            root = module
        if _closed(found["rest"]):
            module.arguments = found["rest"].rstrip()[:-1]
            if root is module:
                return module
        elif found["rest"].strip():
            raise paste.error(number, found.start("rest"), Message("printed.unclosed_line"))
        else:
            open_.append(module)
            if len(open_) > DEEPEST:
                raise paste.error(number, 0, Message("load.too_deep", limit=DEEPEST))
    if root is None:
        raise paste.error(0, 0, Message("source.no_layers"))
    raise paste.error(open_[-1].line, open_[-1].column, Message("printed.unclosed"))


def _is_child(found: re.Match[str]) -> bool:
    return found["name"] is not None and not found["before"].strip()


def _adopt(parent: Module, found: re.Match[str], child: Module, paste: Paste) -> None:
    """Add a child; `(0-2): 3 x Block(` stands for three."""
    name, count = found["name"], int(found["count"] or 1)
    both = RANGE.match(name)
    first = int(both[1]) if both else 0
    if found["count"] and (both is None or int(both[2]) - first + 1 != count):
        raise paste.error(child.line, found.start("name"), Message("printed.count", name=name))
    child.copies = count
    root_copies = 1
    for index in range(count):
        parent.children.append((str(first + index) if found["count"] else name, child))
        root_copies += 1
        if root_copies > MOST_COPIES:
            raise paste.error(
                child.line,
                found.start("count"),
                Message("load.too_many_repeats", value=count, limit=MOST_COPIES),
            )


def _closed(rest: str) -> bool:
    """Whether the bracket of a class is closed on its own line."""
    depth = 1
    for character in rest:
        depth += (character == "(") - (character == ")")
    return depth == 0 and rest.rstrip().endswith(")")


def _unwrapped(root: Module | None) -> Module:
    assert root is not None
    while root.kind in WRAPPERS and len(root.children) == 1:
        root = root.children[0][1]
    return root


def document_of_print(paste: Paste, name: str) -> NetworkDocument:
    """The network whose modules a text lists.

    Raises:
        NetworkError: it lists none, or is cut off.
    """
    paste.prompted(code=False)
    paste.logged()
    module = module_of(paste)
    code = Code(paste)
    taken: set[tuple[str, str]] = set()
    part = part_of(module, code, taken)
    root = part if isinstance(part, Container) else Container([("", part)], _node(module))
    notes = [Message("printed.taken", kind=kind, name=other) for kind, other in sorted(taken)]
    return document_of_modules(root, Translator(code, None), name, notes)


def part_of(module: Module, code: Code, taken: set[tuple[str, str]]) -> Part:
    """A module as a container, or as the construction of a layer; `taken` receives the classes that
    are taken for others."""
    node = _node(module)
    own = construction(module, code, node)
    if own.name != module.kind and own.name != "Identity":
        taken.add((module.kind, own.name))
    if module.kind == "MultiheadAttention":  # what it projects with is no module of its own
        return attention_of(own, module, code)
    if not module.children:
        return own
    parts: list[tuple[str, Part]] = []
    if module.arguments:
        parts.append(("", own))
    made: dict[int, Part] = {}
    for name, child in module.children:
        part = made.get(id(child))
        if part is None:
            part = made[id(child)] = part_of(child, code, taken)
        parts.append((name, part))
    return Container(parts, node, module.kind)


def _node(module: Module) -> ast.AST:
    return ast.Name(module.kind, lineno=module.line + 1, col_offset=module.column)


def construction(module: Module, code: Code, node: ast.AST) -> Construction:
    """The layer that a module without children is."""
    positional, keywords = arguments_of(module, code)
    name, positional, keywords = known_as(module.kind, positional, keywords)
    frameworks = frozenset([known for known in FRAMEWORKS if constructor(known, name)][:1])
    return Construction(name, positional, keywords, frameworks, code.place(node), node)


def attention_of(own: Construction, module: Module, code: Code) -> Construction:
    """The attention whose width its output projection shows."""
    for name, child in module.children:
        if name == "out_proj":
            width = arguments_of(child, code)[1].get("in_features")
            if width is not None:
                return own._replace(positional=(width,), frameworks=frozenset())
    return own._replace(frameworks=frozenset())


def arguments_of(
    module: Module, code: Code
) -> tuple[tuple[Value | Unread, ...], dict[str, Value | Unread]]:
    """The arguments as they are printed; bare words (`padding=same`) are words."""
    try:
        (statement,) = tree_of(f"f({module.arguments})")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return (), {}
    call = statement.value if isinstance(statement, ast.Expr) else None
    if not isinstance(call, ast.Call):
        return (), {}
    positional = tuple([_value(part, code) for part in call.args])
    return positional, {key.arg: _value(key.value, code) for key in call.keywords if key.arg}


def _value(node: ast.expr, code: Code) -> Value | Unread:
    if isinstance(node, ast.Name):
        return node.id
    try:
        return code.value(node)
    except NetworkError as error:
        return Unread(node, error)
