"""`convcalc ask TEXT`: a question in words, as the command that answers it, and its answer."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from typing import Any

from convcalc.ask.read import Understood, read
from convcalc.ask.reply import AnswerLine
from convcalc.ask.sheet import Marked
from convcalc.ask.text import read_text
from convcalc.cli.command import ALL, NO, Arguments, Call, Command
from convcalc.cli.line import read as read_line
from convcalc.cli.output import destination, held_back
from convcalc.cli.settings import JAPANESE, Settings, can_write
from convcalc.cli.show import on_screen, show
from convcalc.errors import ConvcalcError, Message
from convcalc.report.ask import Value, answer, answer_document, ask_document, choose, trimmed
from convcalc.report.check import slip_words
from convcalc.report.document import Document
from convcalc.report.judge import judge
from convcalc.teach.answers import read_answer

LONGEST_DEFINITION = 200
DEFINITION = re.compile(
    r"(?:what(?: is|'s| are)(?: meant by)? +(?!the )(?:an? )?|(?:define|explain|describe"
    r"|(?:give )?(?:a |the )?(?:definition|meaning) of) +(?:an? |the )?)"
    r"([^?:.,;0-9]+?)(?: ?\((?:a |the )?definition\))? *[?.]*"
    r"|what does (?:an? |the )?([^?:.,;0-9]+?) mean *[?.]*"
    r"|([^、。，．？?：:,;0-9０-９]+?)(?:とは(?:何|なん|なに|どのようなもの|どういう(?:意味|もの|こと))?"
    r"(?:です|でしょう)?か?|の(?:意味|定義)(?:は(?:何(?:です)?か)?|を(?:述べよ|述べなさい|答えよ))"
    r"|(?:について|を)説明(?:せよ|しなさい|してください)) *[。？?]*",
    re.IGNORECASE,
)
"""A question that asks what a word means."""


def command() -> Command:
    """The command; the question is its only argument."""
    return Command(
        "ask",
        run,
        Arguments("TEXT...", 1, None),
        examples=(
            'convcalc ask "224x224 input, 7x7 kernel, stride 2, padding 3: output size?"',
            'convcalc ask "入力サイズ11×11、パディング幅2、カーネル幅3×3、ストライド2"',
            'convcalc ask "Which padding keeps a 9x9 convolution at its size? (a) 3 (b) 4 (c) 9"',
        ),
        honours=ALL,
    )


def run(call: Call) -> int:
    """Read the question, show the commands that it became, run them, and say the answer."""
    text = " ".join(call.arguments)
    if text == "-":
        text = sys.stdin.read()
    settings = call.settings
    try:
        if not settings.spoken and settings.format != "json":
            settings = settings._replace(lang=_language(text, settings))
            call = Call(call.command, call.arguments, call.given, settings)
        term = _defined(text)
        if term is not None:
            from convcalc.cli.explain import explained

            return explained(call, term)
        asked = read(text, settings.of)
        page = _Page(call, asked)
        if settings.format in ("json", "latex") and not settings.quiet:
            return page.as_one()
        if settings.output_file is None:
            with held_back(settings.pager and on_screen(call)):
                page.settings = settings._replace(pager=False)
                page.call = _with(call, page.settings)
                return page.write()
        with destination(settings.output_file) as stream, redirect_stdout(stream):
            return _Page(_with(call, settings._replace(output_file=None)), asked).write()
    except ConvcalcError as error:
        error.lang = settings.lang
        error.hints = (*_elsewhere(text), *error.hints)
        raise


def _defined(text: str) -> str | None:
    """The term of the glossary whose meaning is asked, and nothing else; None otherwise."""
    found = DEFINITION.fullmatch(text.strip()) if len(text) <= LONGEST_DEFINITION else None
    if found is None:
        return None
    from convcalc.report.glossary import find_term

    return find_term(next(filter(None, found.groups())).strip())


def _elsewhere(text: str) -> Iterator[Message]:
    """The commands that know what a question speaks of that names a network of the zoo, or asks
    what a term means."""
    from convcalc.report.glossary import find_term
    from convcalc.zoo import find

    words = re.findall(r"[^\W\d_][\w-]{2,40}", text[:2000], re.ASCII)
    for word in words:
        with suppress(ConvcalcError):
            name = find(word)
            if name is not None and not word.isalpha():
                yield Message("expr.write", text=f"convcalc audit {name}")
                return
    if re.search(r"\bmean|\bwhat is\b|\bexplain|とは|何ですか", text, re.IGNORECASE):
        for word in words:
            term = find_term(word)
            if term is not None:
                yield Message("expr.write", text=f"convcalc explain {term}")
                return


def _language(text: str, settings: Settings) -> str:
    """The language of the question, if the page can write it."""
    japanese = read_text(text[:2000].translate({ord(c): "2" for c in "²³¹⁰⁴⁵⁶⁷⁸⁹ⁿ"})).japanese
    writable = settings.output_file is not None or can_write(sys.stdout, JAPANESE)
    return "ja" if japanese and writable else "en"


class _Page:
    """The answer to one question in one format."""

    def __init__(self, call: Call, asked: Understood) -> None:
        self.call, self.asked, self.settings = call, asked, call.settings
        self.values = [answer(part.reply, self._bare) for part in asked.parts]
        self.code = 0
        self.told: list[tuple[Message, str]] = []
        self.wrong: list[tuple[str, Message]] = []
        if asked.options:
            self._choose(self.values[0])
        else:
            for part, values in zip(asked.parts, self.values, strict=True):
                for value in values:
                    told = value.told
                    told = Message("ask.part", mark=part.mark, value=told) if part.mark else told
                    self.told.append((told, self._spoken(value.bare)))

    def _bare(self, words: Sequence[str]) -> str:
        plain = self.settings._replace(quiet=True, format="plain", ascii=True, lang="en")
        return _output(words, plain).strip()

    def _spoken(self, bare: str) -> str:
        japanese = {"true": "正しい", "false": "誤り"} if self.settings.lang == "ja" else {}
        return japanese.get(bare, bare)

    def _choose(self, values: Sequence[Value]) -> None:
        """Which option is right, and why the others are not."""
        found, none = choose(self.asked.options, values[0])
        if self.asked.chosen is not None:
            found = [self.asked.chosen]
        if not found and none is not None:
            found = [none]
        if len(found) == 1:
            (right,) = found
            said = right.said
            told = Message("ask.option", mark=right.mark, text=said)
            short = any(character.isdigit() for character in said)
            self.told.append((told, f"{right.mark} {said}" if short else right.mark))
        elif found:
            marks = [Message("ask.quoted", word=option.mark) for option in found]
            told = Message("ask.options_open", marks=marks, value=values[0].told)
            self.told.append((told, " / ".join(option.mark for option in found)))
        else:
            self.told.append((Message("ask.no_option", value=values[0].told), "none"))
        self.code = 0 if len(found) == 1 else NO
        self.wrong = [*self._reasons([o for o in self.asked.options if o not in found])]

    def _reasons(self, options: Sequence[Marked]) -> Iterator[tuple[str, Message]]:
        """The slips that lead to the wrong options."""
        (line, *more) = self.asked.parts[0].reply.lines
        words = [word for word in line.words if word != "--steps"]
        command = read_line(words)
        if more or command.command is None or command.command.inquire is None:
            return
        asked = command.command.inquire(command.call()).asked(command.call().settings.of)
        for option in options:
            with suppress(ConvcalcError):
                for slip in judge(asked, read_answer(trimmed(option.said))).slips[:1]:
                    yield f"{option.mark} {option.said}", slip_words(slip, asked.dims)

    # writing

    def write(self) -> int:
        if self.settings.quiet:
            for _, bare in self.told:
                sys.stdout.write(f"{bare}\n")
            return self.code
        for place, (words, line) in enumerate(self._lines()):
            if place:
                sys.stdout.write("\n")
            self._page(ask_document(words, line.assumed, place + 1))
            if self.settings.format != "csv":
                sys.stdout.write("\n")
            self.code = max(self.code, _execute(words, self.settings))
        for document in self._answers():
            if self.settings.format != "csv":
                sys.stdout.write("\n")
            self._page(document)
        return self.code

    def _page(self, document: Document) -> None:
        """Show words beside the answer: in csv, not among the data."""
        if self.settings.format == "csv":
            plain = self.settings._replace(format="plain", output_file=None)
            with redirect_stdout(sys.stderr):
                show(_with(self.call, plain), document)
        else:
            show(self.call, document)

    def _answers(self) -> list[Document]:
        """The answers, where they are more than what the only command prints."""
        parts = self.asked.parts
        lines = [line for part in parts for line in part.reply.lines]
        alone = len(lines) == 1 and parts[0].reply.how == "each" and not self.asked.options
        if alone and lines[0].take == "plain" and not lines[0].both:
            return []
        wrong = self.wrong if len(self.told) == 1 else []
        return [answer_document(self.told, wrong)]

    def _lines(self) -> list[tuple[tuple[str, ...], AnswerLine]]:
        """The command lines to show, each once."""
        lines = [line for part in self.asked.parts for line in part.reply.lines]
        return list({line.words: (line.words, line) for line in lines}.values())

    def as_one(self) -> int:
        """JSON and LaTeX: one document of all commands and their answers."""
        call = _with(self.call, self.settings._replace(output_file=None))
        pages = []
        for words, line in self._lines():
            echo, page = io.StringIO(), io.StringIO()
            with redirect_stdout(echo):
                show(call, ask_document(words, line.assumed))
            with redirect_stdout(page):
                self.code = max(self.code, _execute(words, self.settings))
            pages.append((echo.getvalue(), page.getvalue()))
        if self.settings.format == "json":
            text = _join_json(pages, [bare for _, bare in self.told])
        else:
            last = io.StringIO()
            with redirect_stdout(last):
                for document in self._answers():
                    show(call, document)
            text = _join_latex([*pages, (last.getvalue(), "")])
        with destination(self.settings.output_file) as stream:
            stream.write(text)
        return self.code


def _execute(words: Sequence[str], settings: Settings) -> int:
    """Run the command in this process, with the settings of this one."""
    told = [word for word in words if not (settings.quiet and word == "--steps")]
    told[1:1] = _settings(settings)
    return read_line(told).answer()


def _output(words: Sequence[str], settings: Settings) -> str:
    """What the command prints."""
    page = io.StringIO()
    with redirect_stdout(page), redirect_stderr(io.StringIO()):
        _execute(words, settings._replace(output_file=None))
    return page.getvalue()


def _settings(settings: Settings) -> list[str]:
    words = ["--format", settings.format, "--lang", settings.lang]
    words += ["--letters", settings.letters] if settings.letters != "dv" else []
    switches = (
        ("--quiet", settings.quiet),
        ("--ascii", settings.ascii),
        ("--no-header", not settings.header),
        ("--no-pager", not settings.pager),
    )
    return words + [word for word, wanted in switches if wanted]


def _join_json(pages: Sequence[tuple[str, str]], results: list[str]) -> str:
    answers: list[dict[str, Any]] = []
    for echo, page in pages:
        told = json.loads(echo)
        answers.append(
            {"command": told["command"], "assumed": told["assumed"], "answer": json.loads(page)}
        )
    document = {"convcalc": 1, "kind": "ask", "answers": answers, "results": results}
    return json.dumps(document, ensure_ascii=False) + "\n"


def _join_latex(pages: Sequence[tuple[str, str]]) -> str:
    """The bodies of several documents under the preamble of the longest."""
    begin, end = "\\begin{document}", "\\end{document}"
    parts = [page.partition(begin) for pair in pages for page in pair if page]
    preamble = max((before for before, _, _ in parts), key=len)
    bodies = [body.partition(end)[0].strip("\n") for _, _, body in parts]
    return "\n".join((preamble + begin, *bodies, end)) + "\n"


def _with(call: Call, settings: Settings) -> Call:
    return Call(call.command, call.arguments, call.given, settings)
