"""Sheets of the quiz read as a student reads them, and each key and each wrong option worked out
again by `quiz_answers`, which shares no arithmetic with convcalc.

    python -m tests.oracles.quiz_sheets 500        # so many sheets, all levels, both languages

The numbers are those that stand in the sentence: its wording is found in `templates.txt`, and what
stands where a letter was is that letter. So a question that does not tell all its numbers fails.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import convcalc
from tests.oracles.quiz_answers import ANSWERS

TEMPLATES = Path(convcalc.__file__).parent / "teach" / "quiz" / "templates.txt"
LETTER = re.compile(r"\\\{(\w+)(?:\\ (\w+))?\\\}")
PLURAL = re.compile(
    r"\b1 (channel|pixel|row|column|filter|layer|window|map|group|sample)s\b|\(s\)|[{}]"
)
NUMBER = r"-?\d+(?:\.\d+)?"


@cache
def wordings() -> dict[str, list[re.Pattern[str]]]:
    """Kind of question -> its sentences, with a group for each letter."""
    found: dict[str, list[re.Pattern[str]]] = {}
    blocks = TEMPLATES.read_text(encoding="utf-8").split("\n\n")
    for number, block in enumerate(blocks[1:], 1):
        head, *lines = block.strip().split("\n")
        texts = [line.split(" ", 3)[3] for line in lines if line.startswith(("  en ", "  ja "))]
        found[f"{head.split()[0]}-{number}"] = [_pattern(text) for text in texts]
    return found


def _pattern(text: str) -> re.Pattern[str]:
    seen: set[str] = set()

    def group(match: re.Match[str]) -> str:
        letter, counted = match.groups()
        said = f" {counted}s?" if counted else ""
        if letter in seen:
            return f"(?P={letter}){said}"
        seen.add(letter)
        return f"(?P<{letter}>{NUMBER}){said}"

    return re.compile(LETTER.sub(group, re.escape(text)))


def letters(kind: str, sentence: str) -> dict[str, Any]:
    """The numbers in a sentence, by the letters of its wording."""
    (match,) = [match for one in wordings()[kind] if (match := one.fullmatch(sentence))]
    numbers = {letter: Fraction(text) for letter, text in match.groupdict().items()}
    return {
        letter: int(value) if value.denominator == 1 else value for letter, value in numbers.items()
    }


def value(shown: Any) -> Any:
    """An option of the JSON: numbers exact, sizes and rows as tuples."""
    return tuple(map(value, shown)) if isinstance(shown, list) else Fraction(shown)


def faults(item: dict[str, Any]) -> Iterator[str]:
    """What is wrong with a question of a sheet's JSON."""
    values = [json.dumps(option["value"]) for option in item["options"]]
    if not 2 <= len(set(values)) == len(values) <= 4:
        yield "options that say the same"
    if [option["mark"] for option in item["options"] if option["correct"]] != [item["answer"]]:
        yield "no right option, or several"
    if item["kind"] in ("number", "matrix"):
        yield from _recomputed(item)
    elif item["kind"] != "truth":
        yield from ("no reason" for one in item["options"] if bool(one["reason"]) == one["correct"])
    if PLURAL.search(item["question"]):
        yield "a plural of one"


def _recomputed(item: dict[str, Any]) -> Iterator[str]:
    right, slips = ANSWERS[item["name"]](**letters(item["name"], item["question"]))
    for option in item["options"]:
        found = value(option["value"])
        if option["correct"] != (found == right):
            yield f"{option['value']} is not right as it says; {right} is"
        if option["correct"] == bool(option["slips"]):
            yield f"{option['value']} has the slips {option['slips']}"
        for code in option["slips"]:
            leads = slips.get(code)
            if found not in (leads if isinstance(leads, set) else {leads}):
                yield f"{code} leads to {leads}, not to {option['value']}"
        yield from _impossible(item["kind"], found, right)


def _impossible(kind: str, found: Any, right: Any) -> Iterator[str]:
    """An option that cannot be the answer, whatever the numbers are."""
    if kind == "matrix":
        if [len(row) for row in found] != [len(row) for row in right]:
            yield f"{found} has another shape"
        return
    for one, other in zip(
        *(part if isinstance(part, tuple) else (part,) for part in (found, right)), strict=True
    ):
        if one <= 0 or (Fraction(other).denominator == 1 and one.denominator != 1):
            yield f"{one} is impossible"


def sheets(run: Any, first: int, count: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """So many sheets, the levels and languages in turn."""
    for seed in range(first, first + count):
        lang = "ja" if seed % 2 else "en"
        line = f"quiz --seed {seed} --level {seed % 3 + 1} --lang {lang} --count 21"
        yield line, json.loads(run(*line.split(), "--json").out)


def main() -> int:
    """Check so many sheets, and say what is wrong."""
    from tests.cli.conftest import run

    wrong: list[str] = []
    seen: dict[str, int] = {}
    for line, sheet in sheets(run, 0, int(sys.argv[1])):
        for item in sheet["items"]:
            name = item["name"]
            seen[name] = seen.get(name, 0) + 1
            wrong += [f"{name} ({line}): {fault} | {item['question']}" for fault in faults(item)]
    sys.stdout.write(
        "\n".join(
            [
                *wrong,
                f"{sum(seen.values())} questions of {len(seen)} kinds, {len(wrong)} faults",
                "",
            ]
        )
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
