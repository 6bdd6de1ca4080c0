"""The one place where an error becomes what people (or scripts, with `--json`) read of it."""

from __future__ import annotations

import json
import os
import shlex
import sys
import traceback
from collections.abc import Sequence

from convcalc.cli.language import choose, requested
from convcalc.cli.lines import broken, columns, held
from convcalc.cli.output import forget
from convcalc.cli.settings import JAPANESE, SIGNS, can_write, wants_colour
from convcalc.errors import ConvcalcError, InputError, Message
from convcalc.render.measure import NO_BREAK, cells
from convcalc.render.wording import Wording
from convcalc.visible import in_json, visible

CRASH = 2
NO = 1
ROOM = 72
"""Cells of a quoted line around the place of a mistake."""
INDENT = "    "
LEFT_OUT = " …"


def report(error: Exception, arguments: Sequence[str]) -> int:
    """Say on standard error what went wrong; the exit code.

    Anything but a `ConvcalcError` is a crash of our own, save an `OSError`: files are opened
    elsewhere, so that it can only be standard output that fails (a full disk).
    """
    if isinstance(error, OSError):
        reason = error.strerror or type(error).__name__
        error = InputError(Message("file.output_failed", reason=reason))
    if not isinstance(error, ConvcalcError):
        if os.environ.get("CONVCALC_DEBUG"):
            traceback.print_exception(error)
        error = _crash(error)
    from convcalc.cli.leads import leads

    error.hints = leads(error, arguments)
    before_dashes = arguments[: arguments.index("--")] if "--" in arguments else arguments
    as_json = "--json" in before_dashes or requested(arguments, "--format") == "json"
    if as_json:
        lang = "ja" if requested(arguments) == "ja" else "en"
        said = _line(error, Wording(lang, grouping=False))
    else:
        lang = choose(arguments, os.environ)
        if error.lang is not None and not requested(arguments):
            lang = error.lang
        if lang == "ja" and not can_write(sys.stderr, JAPANESE):
            lang = "en"
        ascii = "--ascii" in before_dashes or not can_write(sys.stderr, SIGNS)
        colour = wants_colour(sys.stderr.isatty())
        _in_line(error, before_dashes)
        said = _page(error, Wording(lang, ascii), colour, columns(sys.stderr))
    # what was answered stands before what is wrong; it may be that nobody listens
    for stream, text in ((sys.stdout, ""), (sys.stderr, said + "\n")):
        try:
            stream.write(text)
            stream.flush()
        except OSError:
            forget(stream)
    return 0 if error.exit_code == NO and "--exit-zero" in before_dashes else error.exit_code


def _crash(error: Exception) -> ConvcalcError:
    reason = f"{type(error).__name__}: {error}".splitlines()[0][:200]
    return ConvcalcError(Message("internal.crash", reason=reason), Message("internal.crash_hint"))


def told(error: ConvcalcError) -> str:
    """What `str` of an error says: the page without the name of the program."""
    wording = Wording(error.lang or choose((), os.environ))
    return _lines(error, wording, wording.say(error.message))


def _in_line(error: ConvcalcError, arguments: Sequence[str]) -> None:
    """Show the word of the command line that is wrong where it stands in it, beside its option."""
    if not isinstance(error, InputError) or error.position is None:
        return
    word = error.text
    if word is None or arguments.count(word) != 1 or shlex.quote(word) != word:
        return
    before = shlex.join(["convcalc", *arguments[: arguments.index(word)], ""]).removesuffix("''")
    error.text = shlex.join(["convcalc", *arguments])
    error.position += len(before)


def _page(error: ConvcalcError, wording: Wording, colour: bool, width: int | None) -> str:
    label = wording.word("cli.error")
    sentence = wording.say(error.message)
    first = wording.say(Message("cli.error_line", label=label, sentence=sentence))
    said = _lines(error, wording, first, width)
    if colour:
        code = f"[{error.code}]"
        said = said.replace(label, f"\x1b[1;31m{label}\x1b[0m", 1)
        said = said.replace(code, f"\x1b[2m{code}\x1b[0m", 1)
    return said


def _lines(error: ConvcalcError, wording: Wording, first: str, width: int | None = None) -> str:
    lines = [broken(f"{first} [{error.code}]", width)]
    if isinstance(error, InputError) and error.text is not None and error.position is not None:
        room = ROOM if width is None else min(ROOM, width - len(INDENT + LEFT_OUT + LEFT_OUT))
        lines += [INDENT + line for line in caret(error.text, error.position, room)]
    for hint in error.hints:
        told = Message("cli.hint_line", hint=held(hint, wording))
        lines.append(broken("  " + wording.say(told), width).replace(NO_BREAK, " "))
    return "\n".join(lines)


def _line(error: ConvcalcError, wording: Wording) -> str:
    from convcalc.render.json import exact

    said: dict[str, object] = {
        "code": error.code,
        "message": wording.say(error.message),
        "fields": exact(dict(error.message.fields), wording.lang),
        "hints": [wording.say(hint) for hint in error.hints],
    }
    if isinstance(error, InputError) and error.position is not None:
        said["position"] = error.position
    line = json.dumps({"convcalc": 1, "kind": "error", "error": said}, ensure_ascii=False)
    return in_json(line)


def caret(text: str, position: int, room: int = ROOM) -> tuple[str, str]:
    """The part of `text` around `position` that so many cells have room for, and a line with
    carets below the word that begins there."""
    text = "".join(" " if character in "\t\r\n\v\f" else character for character in text)
    last = _end(text, position)
    position, last = len(visible(text[:position])), len(visible(text[:last]))
    text = visible(text)
    start = end = position
    while start and cells(text[start - 1 : end]) <= room // 2:
        start -= 1
    while end < len(text) and cells(text[start : end + 1]) <= room:
        end += 1
    while start and cells(text[start - 1 : end]) <= room:
        start -= 1
    before = LEFT_OUT[::-1] if start else ""
    quoted = before + text[start:end] + (LEFT_OUT if end < len(text) else "")
    below = "^" * max(cells(text[position : min(last, end)]), 1)
    return quoted, " " * (cells(before) + cells(text[start:position])) + below


def _end(text: str, position: int) -> int:
    """Where the word ends that begins there: letters and digits, after signs other than brackets
    and quotes."""
    end = position
    while end < len(text) and not (text[end].isalnum() or text[end] in "_ ()[]{}\"'“”`"):
        end += 1
    while end < len(text) and (text[end].isalnum() or text[end] in "._"):
        end += 1
    return end if end > position else position + 1
