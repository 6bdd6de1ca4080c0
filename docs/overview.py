"""The pages made from the program or from other pages: cheat sheet, index, keys of JSON."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

from convcalc.cli.group import COMMANDS, build
from convcalc.text import lookup

DOCS = Path(__file__).resolve().parent
Run = Callable[..., str]

INDEX = {
    "Start": "../README.md guide.ja.md cheatsheet.md faq.md scope.md",
    "One layer": "one-liners.md solve.md exam-desk.md receptive-fields.md pictures.md",
    "Networks": "networks.md network-files.md readers.md zoo.md rules.md ci.md html.md",
    "Programs": "python.md python.ipynb scripts.md cookbook.md environment.md reference/json.md",
    "Reference": "numbers.md reference/commands.md reference/layers.md reference/formulas.md "
    "reference/terms.md reference/terms.ja.md reference/errors.md reference/rules.md "
    "reference/rules.ja.md reference/zoo-rules.md",
    "Study": "worked-answers.en.md worked-answers.ja.md curriculum.md note-errors.md",
    "The house": "architecture.md decisions.md speed.md ../CONTRIBUTING.md ../CHANGELOG.md",
}
"""Part of the index -> its pages, in order; a page that is not there yet is left out."""


FREE = ("given", "settings", "best", "names", "dialects_by_name")
"""Objects whose keys are letters and names of the case."""


def index_page() -> str:
    """The pages by what they are for, each with its own first line."""
    parts = ["Where to read on: every page, by what it is for."]
    for part, names in INDEX.items():
        found = [DOCS / name for name in names.split() if (DOCS / name).exists()]
        rows = [f"| [{title(path)}]({name_of(path)}) | {purpose(path)} |" for path in found]
        parts.append(f"## {part}\n\n| page | what it is for |\n|---|---|\n" + "\n".join(rows))
    return "\n\n".join(parts)


def name_of(path: Path) -> str:
    return f"../{path.name}" if ".." in path.parts else path.relative_to(DOCS).as_posix()


def source(path: Path) -> str:
    """The Markdown of a page; of a notebook that of its first cell."""
    text = path.read_text(encoding="utf-8")
    return "".join(json.loads(text)["cells"][0]["source"]) if path.suffix == ".ipynb" else text


def title(path: Path) -> str:
    return source(path).partition("\n")[0].lstrip("# ")


def purpose(path: Path) -> str:
    """The first sentence of a page below its title, its links as they lead from here."""
    paragraphs = [part for part in source(path).split("\n\n")[1:] if part[:1] not in "<!["]
    first = " ".join(paragraphs[0].split())
    sentence = re.match(r".*?[.。](?=\s|$)", first)
    return sentence[0] if sentence else first


def cheatsheet_page(convcalc: Run) -> str:
    """The cheat sheet in both languages, with the command that uses each line."""
    about = (
        "For the wall: notation and options on one page, as `convcalc cheatsheet` prints them. "
        "日本語は下にあります。"
    )
    parts = [about]
    for lang in ("en", "ja"):
        sheet = json.loads(convcalc("cheatsheet", "--json", "--lang", lang))["lines"]
        head = [lookup(f"cheat.column.{name}", lang) for name in ("part", "typed", "meaning")]
        rows = [f"| {' | '.join(head)} | |", "|---|---|---|---|"]
        before = ""
        for line in sheet:
            part = lookup(f"cheat.part.{line['part']}", lang)
            typed = " · ".join(code(one) for one in line["typed"].split(" · "))
            shown = part if part != before else ""
            rows.append(f"| {shown} | {typed} | {line['meaning']} | {code(line['example'])} |")
            before = part
        parts.append(f"## {lookup('cheat.title', lang)}\n\n" + "\n".join(rows))
    return "\n\n".join(parts)


def code(text: str) -> str:
    return f"`{text}`".replace("|", "\\|")


def json_page(convcalc: Run) -> str:
    """The keys of the JSON of each command, from its examples."""
    parts = [
        "For programs that read `--json`: the keys of each command, and what stands there. "
        "Integers are exact; a fraction is a text `1/2`; a formula is an object with `expr` and "
        "`latex`; what is not known is null. Every document begins with `convcalc` (1) and `kind`. "
        "The keys of `batch` are those of `conv` ([scripts](../scripts.md))."
    ]
    for name in COMMANDS:
        known = build(name)
        if "json" not in known.formats or name in ("batch", "quiz", "schema", "draw", "ask"):
            continue
        kinds: dict[str, dict[str, set[str]]] = {}
        for example in known.examples:
            words = shlex.split(re.sub(r" --format \w+", "", example))[1:]
            told = json.loads(convcalc(*words, "--json", "--exit-zero"))
            gather(told, "", kinds.setdefault(told["kind"], {}))
        for kind, keys in kinds.items():
            head = f"## {name}" if len(kinds) == 1 else f"## {name}: {kind}"
            rows = [
                f"| `{key}` | {', '.join(sorted(types))} |"
                for key, types in keys.items()
                if key not in ("convcalc", "kind")
            ]
            parts.append(f"{head}\n\n| key | |\n|---|---|\n" + "\n".join(rows))
    return "\n\n".join(parts)


def gather(value: Any, path: str, found: dict[str, set[str]]) -> None:
    """The keys below a value, `[]` for the entries of a list of objects, and their types."""
    for key, part in value.items():
        here = f"{path}{key}"
        types = found.setdefault(here, set())
        types.add(kind_of(part))
        inner = part if isinstance(part, list) else [part]
        for one in inner:
            if isinstance(one, dict) and kind_of(one) == "object" and key not in FREE:
                gather(one, f"{here}[]." if isinstance(part, list) else f"{here}.", found)


def kind_of(value: Any) -> str:
    if isinstance(value, dict):
        return "formula" if "expr" in value else "object"
    if isinstance(value, list):
        return (
            f"list of {' or '.join(sorted({kind_of(part) for part in value}))}" if value else "list"
        )
    if isinstance(value, str):
        return "fraction" if re.fullmatch(r"-?\d+/\d+", value) else "text"
    return {bool: "true or false", int: "integer", type(None): "null"}[type(value)]
