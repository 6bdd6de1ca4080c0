"""From what stands on the command line to a network."""

from __future__ import annotations

import os
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache

from convcalc.algebra.expr import Expr, Var
from convcalc.algebra.parse import parse_expression
from convcalc.annotations import Any
from convcalc.errors import ConvcalcError, Message, UsageError
from convcalc.layers.meant import did_you_mean
from convcalc.layers.numbers import shown
from convcalc.load.arguments import evaluate
from convcalc.load.ast import NamedInput, NetworkDocument, Value
from convcalc.load.contents import MAX_BYTES, contents, decoded, mapped, standard_input
from convcalc.load.expand import Written, expand
from convcalc.load.names import Handed, Reference, resolve
from convcalc.load.other_input import at_input, filled_in, free_names, letters_of
from convcalc.load.place import ARGUMENT, INPUT, Piece, Source
from convcalc.load.readers import of_look, of_suffix, read
from convcalc.load.tree import Tree
from convcalc.network.graph import Network
from convcalc.pattern import pattern

OPEN = ("", ".json", ".txt")
"""Extensions of files of several formats."""

TOML = pattern(r"\[|[\w.\"'-]+\s*=")


def prepared(
    text: str,
    sets: Mapping[str, str] | None = None,
    input: str | None = None,
    dialect: str | None = None,
    usual: str | None = None,
) -> tuple[NetworkDocument, dict[str, str], str | None]:
    """The document that an argument names, all its settings, and the input asked for; `usual` is
    the dialect of our own texts that say none.

    Raises:
        NetworkError, UsageError: it cannot be read.
    """
    reference = resolve(text)
    settings = {**reference.settings, **(sets or {})}
    if reference.kind == "torch":
        return _of_factory(reference, settings, input)
    document = read_document(reference, dialect, usual)
    attached = settings.pop("input", None) if "input" not in document.knobs else None
    return document, settings, input if input is not None else attached


def _of_factory(
    reference: Reference, settings: dict[str, str], input: str | None
) -> tuple[NetworkDocument, dict[str, str], str | None]:
    """The document of a module of PyTorch: the settings are arguments of what makes it."""
    from convcalc.load.readers.live.module import read_factory

    attached = settings.pop("input", None)
    return read_factory(reference.text, input or attached, settings), {}, None


def load_document(
    document: NetworkDocument,
    sets: Mapping[str, str] | None = None,
    input: str | None = None,
    dims: int | None = None,
    written: dict[int, Written] | None = None,
) -> Network:
    """The network of a document at these settings; `written`: see `expand`.

    What the document expects, it expects of its own settings and input: with others, nothing.

    Raises:
        NetworkError, UsageError: an unknown setting, or layers that do not fit.
    """
    return fitting(document, sets, input, dims, written)[1]


def fitting(
    document: NetworkDocument,
    sets: Mapping[str, str] | None = None,
    input: str | None = None,
    dims: int | None = None,
    written: dict[int, Written] | None = None,
) -> tuple[NetworkDocument, Network]:
    """The network, as `load_document` has it, and the reading of the document that fits."""
    if document.otherwise is not None:
        try:
            return fitting(document._replace(otherwise=None), sets, input, dims, written)
        except ConvcalcError:
            if written is not None:
                written.clear()
            return fitting(document.otherwise, sets, input, dims, written)
    own = document
    if sets or input is not None:
        document = document._replace(expect={})
    knobs = knobs_of(document, sets or {})
    given = piece_of_input(input)
    if given is not None:
        knobs.update(filled_in(document, given, knobs, dims, sets or {}))
    if given is not None and document.notes:
        document = at_input(document, given, knobs, dims)
    return own, expand(document, knobs, given, written, dims)


def piece_of_input(input: str | None) -> Piece | None:
    """An input given beside the document, as text with a place."""
    return None if input is None else Piece(Source(INPUT, input), input, 0)


def knobs_of(document: NetworkDocument, sets: Mapping[str, str]) -> dict[str, Any]:
    """The value of each knob, in the order of the file.

    Raises:
        UsageError: a setting that the file does not have.
        NetworkError: a value that cannot be worked out.
    """
    letters = letters_of(document)
    free = free_names(document) if sets or letters else set()
    for name in sets:
        if name not in document.knobs and name not in free:
            hints = did_you_mean(name, (*document.knobs, *free))
            known = ", ".join((*document.knobs, *sorted(free)))
            if not known:
                raise UsageError(Message("load.no_settings", name=shown(name)))
            raise UsageError(Message("load.unknown_knob", name=shown(name), allowed=known), *hints)
    values: dict[str, Any] = {}
    for name, knob in document.knobs.items():
        usual = evaluate(knob.value, values)
        if name in sets:
            values[name] = _symbol_for(_setting(name, sets[name], values), usual)
        else:
            values[name] = usual
    for name, text in sets.items():
        if name not in values:
            values[name] = _setting(name, text, values)
    values.update((name, Var(name)) for name in letters & free if name not in values)
    return values


def _symbol_for(value: Any, usual: Any) -> Any:
    """A letter in the place of a number is a symbol: `--set base=B`.

    Raises:
        InputError: another word stands there.
    """
    number = isinstance(usual, int | Fraction | Expr) and not isinstance(usual, bool)
    if not number or not isinstance(value, str):
        return value
    return parse_expression(value)


def _setting(name: str, text: str, known: Mapping[str, Any]) -> Any:
    return evaluate(setting_value(name, text), known)


def setting_value(name: str, text: str) -> Value:
    """The value of a setting as it was given, before any name in it is known."""
    from convcalc.load.document import knob_value

    return knob_value(Piece(Source(f"--set {name}", text), text, 0))


def read_document(
    reference: Reference, dialect: str | None = None, usual: str | None = None
) -> NetworkDocument:
    """What the thing that a reference names says.

    A `dialect` given here takes the place of that of the document, which in another dialect than
    its own expects nothing; the `usual` one is that of a line, or of a file of ours, with none.

    Raises:
        NetworkError, UsageError: it cannot be read.
    """
    document = _document(reference)
    ours = reference.kind == "line" or reference.text.endswith((".yaml", ".yml", ".toml"))
    if dialect is None and document.dialect is None and ours and reference.kind != "zoo":
        dialect = usual
    if dialect is None or dialect == document.dialect:
        return document
    return document._replace(dialect=dialect, expect={})


def _document(reference: Reference) -> NetworkDocument:
    """The document in its own dialect."""
    if isinstance(reference.text, Handed):
        return reference.text.document
    if reference.kind == "line":
        return _line(reference.text)
    name = reference.shown
    if reference.kind == "stdin":
        return document_of_data(standard_input(), name)
    path = reference.text
    if reference.kind == "zoo":
        return _of_zoo(path, name)
    suffix = os.path.splitext(path)[1].lower()
    form = of_suffix(suffix)
    if form is not None and form.binary:
        return read(form, mapped(path) or contents(path), name)
    return document_of_data(contents(path), name, suffix)


@lru_cache(256)  # a comparison or a search asks for the same network many times
def _of_zoo(path: str, name: str) -> NetworkDocument:
    """The file of a family as one network of the zoo, whose own input is that of the index."""
    from convcalc.load.document import document_of_tree
    from convcalc.load.places import read_places
    from convcalc.zoo import entry

    source = Source(name, decoded(contents(path), name))
    found = entry(name)
    tree = read_places(source, found.file) or _tree(source, ".yaml")
    document = document_of_tree(tree, source, name)
    text = found.variant.input
    if text is None:
        return document._replace(name=name)
    own = NamedInput(None, Piece(Source(name, text), text, 0, exact=False))
    return document._replace(name=name, inputs=(own, *document.inputs[1:]), expect={})


def _line(text: str) -> NetworkDocument:
    """The network of an argument: notation, else constructions or whatever else people paste."""
    data = text.encode(errors="surrogatepass")
    form = of_look(data)
    if form is not None:
        return read(form, data, ARGUMENT)
    from convcalc.load.document import document_of_line

    return document_of_line(text)


def document_of_data(data: bytes, name: str, extension: str = "") -> NetworkDocument:
    """A document of ours or of another program: by its extension, or by how it looks where that
    says little.

    Raises:
        NetworkError, UsageError: a mistake in it.
    """
    form = of_look(data) if extension in OPEN else of_suffix(extension)
    if form is None:
        own = "" if extension == ".txt" else extension
        return document_of_text(decoded(data, name), name, own)
    if len(data) > MAX_BYTES:
        raise UsageError(Message("load.file_too_large", file=name, limit=MAX_BYTES))
    return read(form, data, name)


def document_of_text(text: str, name: str, extension: str = "") -> NetworkDocument:
    """A document of the format that the extension names; without one, of that which it looks like.

    Raises:
        NetworkError: a mistake in it.
    """
    from convcalc.load.document import document_of_line, document_of_tree

    text = text.removeprefix("\ufeff")
    extension = extension.lower() or _guess(text)
    if not extension:
        return document_of_line(text.strip())
    source = Source(name, text)
    stem = os.path.splitext(os.path.basename(name))[0].strip("<>")
    return document_of_tree(_tree(source, extension), source, stem)


def _tree(source: Source, extension: str) -> Tree:
    if extension == ".json":
        from convcalc.load.json_tree import read_json

        return read_json(source)
    if extension == ".toml":
        from convcalc.load.toml_tree import read_toml

        return read_toml(source)
    from convcalc.load.yaml_tree import read_yaml

    return read_yaml(source)


def _guess(text: str) -> str:
    """The format of a text without a file name; "" for a network in one line."""
    lines = [line.strip() for line in text.splitlines()]
    lines = [line for line in lines if line and not line.startswith("#")]
    if not lines or lines[0].startswith("{"):
        return ".json" if lines else ".yaml"
    if TOML.match(lines[0]):
        return ".toml"
    return ".yaml" if len(lines) > 1 else ""
