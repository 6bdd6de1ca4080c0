"""`convcalc ask TEXT`: a question in words, as the command that answers it, and its answer."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from typing import Any

from convcalc.ask.asked import Understood
from convcalc.ask.read import read
from convcalc.cli.command import ALL, Arguments, Call, Command
from convcalc.cli.line import read as read_line
from convcalc.cli.output import destination, held_back
from convcalc.cli.settings import Settings
from convcalc.cli.show import show
from convcalc.report.ask import ask_document


def command() -> Command:
    """The command; the question is its only argument."""
    return Command(
        "ask",
        run,
        Arguments("TEXT...", 1, None),
        examples=(
            'convcalc ask "224x224 input, 7x7 kernel, stride 2, padding 3: output size?"',
            'convcalc ask "入力サイズ11×11、パディング幅2、カーネル幅3×3、ストライド2"',
            'convcalc ask "3x3 kernel, dilation rate 2: effective kernel size?"',
        ),
        honours=ALL,
    )


def run(call: Call) -> int:
    """Read the question, show the command that it became, and run it."""
    text = " ".join(call.arguments)
    if text == "-":
        text = sys.stdin.read()
    settings = call.settings
    asked = read(text, settings.of)
    if settings.format in ("json", "latex") and not settings.quiet:
        return _as_one(call, asked)
    if settings.output_file is None:
        with held_back():
            return _answer(call, asked)
    with destination(settings.output_file) as stream, redirect_stdout(stream):
        return _answer(_elsewhere(call), asked)


def _answer(call: Call, asked: Sequence[Understood]) -> int:
    settings, code = call.settings, 0
    for place, one in enumerate(asked):
        if place and not settings.quiet:
            sys.stdout.write("\n")
        if not settings.quiet:
            if settings.format == "csv":
                with redirect_stdout(sys.stderr):
                    show(_plain(call), ask_document(one.words, one.assumed))
            else:
                show(call, ask_document(one.words, one.assumed))
                sys.stdout.write("\n")
        code = max(code, _execute(one, settings))
    return code


def _execute(one: Understood, settings: Settings) -> int:
    """Run the command in this process, with the settings of this one."""
    words = [word for word in one.words if not (settings.quiet and word == "--steps")]
    words[1:1] = _settings(settings)
    return read_line(words).answer()


def _settings(settings: Settings) -> list[str]:
    words = ["--format", settings.format, "--lang", settings.lang, "--letters", settings.letters]
    switches = (
        ("--quiet", settings.quiet),
        ("--ascii", settings.ascii),
        ("--no-header", not settings.header),
    )
    return words + [word for word, wanted in switches if wanted]


def _as_one(call: Call, asked: Sequence[Understood]) -> int:
    """JSON and LaTeX: one document of all commands and their answers."""
    code, pages = 0, []
    for one in asked:
        echo, answer = io.StringIO(), io.StringIO()
        with redirect_stdout(echo):
            show(_elsewhere(call), ask_document(one.words, one.assumed))
        with redirect_stdout(answer):
            code = max(code, _execute(one, call.settings))
        pages.append((echo.getvalue(), answer.getvalue()))
    join = _join_json if call.settings.format == "json" else _join_latex
    with destination(call.settings.output_file) as stream:
        stream.write(join(pages))
    return code


def _join_json(pages: Sequence[tuple[str, str]]) -> str:
    answers: list[dict[str, Any]] = []
    for echo, answer in pages:
        told = json.loads(echo)
        answers.append(
            {"command": told["command"], "assumed": told["assumed"], "answer": json.loads(answer)}
        )
    document = {"convcalc": 1, "kind": "ask", "answers": answers}
    return json.dumps(document, ensure_ascii=False) + "\n"


def _join_latex(pages: Sequence[tuple[str, str]]) -> str:
    """The bodies of several documents under the preamble of the longest."""
    begin, end = "\\begin{document}", "\\end{document}"
    parts = [page.partition(begin) for pair in pages for page in pair]
    preamble = max((before for before, _, _ in parts), key=len)
    bodies = [body.partition(end)[0].strip("\n") for _, _, body in parts]
    return "\n".join((preamble + begin, *bodies, end)) + "\n"


def _elsewhere(call: Call) -> Call:
    """The same call writing to standard output, which has been redirected."""
    return _with(call, output_file=None)


def _plain(call: Call) -> Call:
    return _with(call, format="plain", output_file=None)


def _with(call: Call, **changes: Any) -> Call:
    return Call(call.command, call.arguments, call.given, call.settings.having(**changes))
