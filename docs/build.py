"""Make the generated pages: the reference (from the program itself) and the picture of the README.

python docs/build.py            write them
python docs/build.py --check    say which are not what the program would print now, and exit 1
"""

from __future__ import annotations

import io
import os
import re
import shlex
import sys
from binascii import crc32
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path

from linting import rules_page, zoo_page
from man import manual
from overview import cheatsheet_page, index_page, json_page
from rich import _export_format
from rich.console import Console
from rich.terminal_theme import DEFAULT_TERMINAL_THEME, SVG_EXPORT_THEME, TerminalTheme
from rich.text import Text

from convcalc.cli.group import COMMANDS
from convcalc.cli.main import main as program
from convcalc.load.place import Source
from convcalc.load.tree import List, Map, Scalar, Tree
from convcalc.load.yaml_tree import read_yaml
from convcalc.report.explain import is_error
from convcalc.report.glossary import CURES
from convcalc.text import catalogue, codes, lookup
from convcalc.zoo import FAMILIES, FOLDER

DOCS = Path(__file__).resolve().parent
MADE = "<!-- made by docs/build.py: do not edit -->"
PICTURE_WIDTH = 96
LAYERS = "Every layer type with its parameters, as `convcalc layers` lists them."
FORMULAS = "Every formula with its name, as `convcalc formulas` lists them."
TERMINALS = {
    "steps": "conv 11 -k 3 -s 2 -p 2 --steps",
    "check": "check 6 conv 11 -k 3 -s 2 -p 2",
    "network": "audit resnet18 --by stage",
}
WINDOWS = "conv 5 -k 3 -s 2 -p 1"
THEMES = {"light": DEFAULT_TERMINAL_THEME, "dark": SVG_EXPORT_THEME}
TERMS = {
    "en": "Every term that `convcalc explain` explains.",
    "ja": "`convcalc explain` で引ける用語の一覧です。",
}
ERROR_ROOMS = (
    "algebra/*.py",
    "layers/**/*.py",
    "load/*.py",
    "network/*.py",
    "cli/usage.py",
    "report/batch.py",
)


def convcalc(*words: str, **environment: str) -> str:
    """What the program prints for this command line, run in this process."""
    before, out = dict(os.environ), io.StringIO()
    for name in before:
        if name.startswith(("LC_", "LANG", "CONVCALC", "NO_COLOR", "FORCE_COLOR")):
            del os.environ[name]
    os.environ.update({"COLUMNS": "96"} | environment)
    try:
        with redirect_stdout(out):
            code = program(words)
    finally:
        os.environ.clear()
        os.environ.update(before)
    if code:
        raise SystemExit(f"convcalc {' '.join(words)} ended with {code}")
    return out.getvalue()


def pages() -> Iterator[tuple[Path, str]]:
    """Every generated file and its text."""
    reference = DOCS / "reference"
    yield Path(FOLDER, "places.txt"), places()
    yield reference / "commands.md", commands_page()
    yield reference / "layers.md", page("Layer types", f"{LAYERS}\n\n{markdown('layers')}")
    yield reference / "formulas.md", page("Formulas", f"{FORMULAS}\n\n{markdown('formulas')}")
    yield reference / "terms.md", page("Terms", f"{TERMS['en']}\n\n{terms('en')}")
    yield reference / "terms.ja.md", page("用語", f"{TERMS['ja']}\n\n{terms('ja')}")
    yield reference / "errors.md", errors_page()
    for lang, title in (("en", "Rules"), ("ja", "規則")):
        name = "rules.md" if lang == "en" else f"rules.{lang}.md"
        yield reference / name, page(title, rules_page(lang, markdown))
    yield reference / "zoo-rules.md", page("The zoo under the rules", zoo_page())
    yield reference / "json.md", page("Keys of JSON", json_page(convcalc))
    yield reference / "convcalc.1", manual()
    yield DOCS / "cheatsheet.md", page("Cheat sheet", cheatsheet_page(convcalc))
    yield DOCS / "README.md", page("All pages", index_page())
    yield from terminals()
    yield from drawings()


def terminals() -> Iterator[tuple[Path, str]]:
    """The pictures of the README, light and dark."""
    for name, line in TERMINALS.items():
        for theme, colours in THEMES.items():
            yield DOCS / "images" / f"{name}-{theme}.svg", picture(line, colours)
    for theme in THEMES:
        words = ["draw", *WINDOWS.split(), "--format", "svg", "--theme", theme]
        yield DOCS / "images" / f"windows-{theme}.svg", convcalc(*words, TERM="dumb")


def drawings() -> Iterator[tuple[Path, str]]:
    """The pictures that pages show, each by the `draw` command printed beside it."""
    command = re.compile(r"^\$ convcalc (draw .+) --output-file (\S+\.svg)$", re.MULTILINE)
    for file in (DOCS.parent / "README.md", *sorted(DOCS.glob("*.md"))):
        text = file.read_text(encoding="utf-8")
        for words, name in command.findall(text):
            if f"images/{name})" in text or f'images/{name}"' in text:
                drawn = convcalc(*shlex.split(words), "--format", "svg", TERM="dumb")
                yield DOCS / "images" / name, drawn


def page(title: str, body: str) -> str:
    return f"# {title}\n\n{MADE}\n\n{body.strip()}\n"


def markdown(*words: str) -> str:
    """The program's own Markdown, without its title."""
    return re.sub(r"\A#+ .*\n", "", convcalc(*words, "--format", "markdown"))


def places() -> str:
    """Where everything stands in the files of the zoo (`convcalc.load.places`)."""
    lines = []
    for file in FAMILIES:
        source = Source(file, Path(FOLDER, f"{file}.yaml").read_text("utf-8"))
        tokens = " ".join(written(source, read_yaml(source)))
        lines.append(f"{file} {crc32(source.text.encode())} {tokens}\n")
    return "".join(lines)


def written(source: Source, tree: Tree) -> Iterator[str]:
    """The tokens of a tree.

    Raises:
        ValueError: a text in it is not as it stands in the source.
    """
    if isinstance(tree, Scalar):
        start, text = tree.piece.start, tree.piece.text
        if source.text[start : start + len(text)] != text:
            raise ValueError(text)
        yield f"{start}:{start + len(text)}{'q' * tree.quoted}{'f' * tree.piece.flow}"
        return
    yield f"{'{' if isinstance(tree, Map) else '['}{tree.piece.start}"
    parts = tree.items if isinstance(tree, List) else [part for pair in tree for part in pair]
    for part in parts:
        yield from written(source, part)
    yield "}"


def commands_page() -> str:
    parts = ["Every command with all its options, as `--help` prints them."]
    parts += [f"```text\n{convcalc('--help').rstrip()}\n```"]
    for name in COMMANDS:
        parts.append(f"## convcalc {name}\n\n```text\n{own_help(name)}\n```")
    return page("Commands", "\n\n".join(parts))


def own_help(name: str) -> str:
    """The help of a command without the options that all share."""
    text = convcalc(name, "--help")
    heading = lookup("cli.help.shared", "en")
    shared = re.compile(rf"^{re.escape(heading)}\n(?:  .*\n)+\n?", re.MULTILINE)
    return shared.sub("", text).strip("\n")


def terms(lang: str) -> str:
    """The glossary: every term with its title and its text."""
    found = [match for code in codes(lang) if (match := re.fullmatch(r"term\.([^.]+)", code))]
    parts = []
    for match in sorted(found, key=lambda match: lookup(match[0], lang).casefold()):
        body = markdown("explain", match[1], "--lang", lang)
        parts.append(f"## {lookup(match[0], lang)}\n\n{body.strip()}")
    return "\n\n".join(parts)


def errors_page() -> str:
    """Every error code with its sentence; the words in capitals stand for values."""
    patterns = catalogue("en")
    found = {
        match
        for room in ERROR_ROOMS
        for path in sorted((DOCS.parent / "convcalc").glob(room))
        for match in re.findall(r'"([a-z_]+\.[a-z_]+)"', path.read_text(encoding="utf-8"))
        if is_error(match, patterns) and lookup(match, "en") != match
    }
    rows = ["| code | English | 日本語 | `explain` has |", "|---|---|---|---|"]
    for code in sorted(found):
        told = (capitals(lookup(code, lang)).replace("|", "\\|") for lang in ("en", "ja"))
        more = "cause, example, cure" if code in CURES else "the sentence"
        rows.append(f"| `{code}` | {' | '.join(told)} | {more} |")
    about = (
        "Every error code with its sentence in both languages. For the likeliest ones "
        "`convcalc explain CODE` gives the cause, an example and the way out; for the others it "
        "repeats the sentence below, whose words in capitals stand for the values of the case."
    )
    return page("Error codes", f"{about}\n\n" + "\n".join(rows))


def capitals(pattern: str) -> str:
    """A sentence pattern with its fields in capitals: {kernel} is KERNEL."""
    return re.sub(r"\{([a-z_]*)(?:![a-z])?(?::[^}]*)?\}", lambda field: field[1].upper(), pattern)


def picture(line: str, colours: TerminalTheme) -> str:
    """A picture of what a terminal shows."""
    words = [*line.split(), "--format", "table", "--exit-zero"]
    shown = convcalc(*words, FORCE_COLOR="1", TERM="xterm-256color")
    console = Console(record=True, width=PICTURE_WIDTH, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi(f"$ convcalc {line}\n\n{shown.rstrip()}"))
    fonts = re.compile(r"@font-face \{\{.*?\}\}\s*", re.DOTALL)
    frame = fonts.sub("", _export_format.CONSOLE_SVG_FORMAT)
    frame = frame.replace("rgba(255,255,255,0.35)", "#8b949e")  # seen on white, too
    name = re.sub(r"\W+", "-", line)
    return (
        console.export_svg(title="convcalc", code_format=frame, unique_id=name, theme=colours)
        + "\n"
    )


def main(words: list[str]) -> int:
    stale = []
    for path, text in pages():
        old = path.read_text(encoding="utf-8") if path.exists() else None
        if old != text:
            stale.append(path)
            if "--check" not in words:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
    for path in stale:
        state = "stale" if "--check" in words else "written"
        sys.stdout.write(f"{state}: {path.relative_to(DOCS.parent)}\n")
    return 1 if stale and "--check" in words else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
