"""The one place where an error becomes what people (or scripts, with `--json`) read of it."""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Sequence

from convcalc.cli.language import choose, requested
from convcalc.cli.output import forget
from convcalc.cli.settings import JAPANESE, SIGNS, can_write, wants_colour
from convcalc.errors import ConvcalcError, InputError, Message
from convcalc.render.measure import cells
from convcalc.render.wording import Wording
from convcalc.visible import in_json, visible

CRASH = 2
NO = 1
ROOM = 72
"""Cells of a quoted line around the place of a mistake."""


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
        said = _page(error, Wording(lang, ascii), colour)
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
    return _lines(error, wording, wording.say(error.message), f"[{error.code}]")


def _page(error: ConvcalcError, wording: Wording, colour: bool) -> str:
    label = wording.word("cli.error")
    sentence = wording.say(error.message)
    first = wording.say(Message("cli.error_line", label=label, sentence=sentence))
    code = f"[{error.code}]"
    if colour:
        first = first.replace(label, f"\x1b[1;31m{label}\x1b[0m", 1)
        code = f"\x1b[2m{code}\x1b[0m"
    return _lines(error, wording, first, code)


def _lines(error: ConvcalcError, wording: Wording, first: str, code: str) -> str:
    lines = [f"{first} {code}"]
    if isinstance(error, InputError) and error.text is not None and error.position is not None:
        lines += ["    " + line for line in caret(error.text, error.position)]
    for hint in error.hints:
        lines.append("  " + wording.say(Message("cli.hint_line", hint=wording.say(hint))))
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


def caret(text: str, position: int) -> tuple[str, str]:
    """The part of `text` around `position`, and a line with a caret below that character."""
    text = "".join(" " if character in "\t\r\n\v\f" else character for character in text)
    position = len(visible(text[:position]))
    text = visible(text)
    start = max(0, min(position - ROOM // 2, len(text) - ROOM))
    end = min(len(text), start + ROOM)
    before = "… " if start else ""
    quoted = before + text[start:end] + (" …" if end < len(text) else "")
    return quoted, " " * (cells(before) + cells(text[start:position])) + "^"
