"""Questions about concepts: the term for a description, whether a statement holds, which holds.

Terms, and what is true of which layer, stand in `words/facts.json`, as regular expressions over the
text in one spelling, of both languages at once. A description, or a statement, is only answered if
all of its words are known here or belong to what was matched; else it is left to be refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

from convcalc.ask.reply import AnswerLine, Reply
from convcalc.ask.segment import Lexeme, segment
from convcalc.ask.sheet import Marked
from convcalc.ask.text import QuestionText

_SIZES = re.compile(
    r"(?<![\d.])(?!1\s*[x×]\s*1(?!\d)|3\s*[x×]\s*3)\d+\s*[x×]\s*\d+|\d{2,}"
    r"|(?<![\d.x×])[2-9](?![\d.x×dD])"
)
_PARENTS = {
    "maxpool": "pooling", "avgpool": "pooling", "separable": "conv", "dilation": "conv",
    "groups": "conv", "pointwise": "conv", "tconv": "conv",
}  # fmt: skip
"""What is true of the second is true of the first, unless something else is said of it."""
_TERM_OF = {
    "conv": "convolution", "fc": "fully_connected", "tconv": "transposed_convolution",
    "bn": "batch_norm", "ln": "layer_norm", "relu": "activation", "groups": "grouped",
    "separable": "depthwise_separable", "maxpool": "pooling", "avgpool": "pooling",
    "depth": "receptive_field", "flatten": "fully_connected",
}  # fmt: skip
"""Where the glossary has another key than the table of facts."""
_BROADER = {"maxpool": "pooling", "avgpool": "pooling", "gap": "avgpool"}
"""A term, and the one that its description fits, too."""
_WORDS = {
    "given:stride": "stride", "given:padding": "padding", "given:kernel": "kernel",
    "given:filter": "kernel", "given:channels": "channel", "given:dilation": "dilation",
    "given:input": "feature_map", "ask:rf": "receptive_field", "layer:maxpool": "maxpool",
    "ask:effective_kernel": "effective_kernel", "layer:gap": "gap", "layer:avgpool": "avgpool",
    "layer:pool": "pooling", "layer:linear": "fully_connected", "layer:bn": "batch_norm",
    "layer:ln": "layer_norm", "layer:in": "instance_norm", "layer:gn": "group_norm",
    "layer:dilated": "dilation", "layer:tconv": "transposed_convolution",
    "layer:separable": "depthwise_separable", "layer:pointwise": "pointwise",
    "layer:grouped": "grouped", "layer:flatten": "flatten", "layer:unpool": "unpooling",
    "layer:pixel_shuffle": "pixel_shuffle", "layer:im2col": "im2col", "layer:relu": "activation",
}  # fmt: skip
"""The term that a word of the lexicon is."""


@lru_cache(maxsize=1)
def _facts() -> Mapping[str, Any]:
    text = (files("convcalc.ask") / "words" / "facts.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def known_reply(text: QuestionText) -> Reply | None:
    """The reply to a question about concepts without options; None if it is none."""
    if _SIZES.search(text.plain):
        return None
    if any(token.is_("wh:truth") for token in segment(text)):
        holds = _holds(text, None)
        return (
            None
            if holds is None
            else Reply((AnswerLine(("explain", holds[1])),), "judged", holds[0])
        )
    key = _term(text)
    return None if key is None else _named(key, text.japanese)


def known_choice(stem: QuestionText, options: Sequence[Marked]) -> tuple[Reply, Marked] | None:
    """The reply to a question about concepts with options, and the right one; None if none."""
    if _SIZES.search(stem.plain):
        return None
    key = _term(stem)
    named = [marked for marked in options if key is not None and key in _keys(marked.text)]
    if key is not None and len(named) == 1:
        return _named(key, stem.japanese), named[0]
    wanted = len(re.findall(_facts()["denied"], stem.plain)) % 2 == 0
    subject = _subject(stem.plain, ())
    properties = _properties(stem.plain)
    if properties and subject in (None, "conv", "pooling"):
        subjects = [_whole_subject(marked.text.plain) for marked in options]
        verdicts = [_fact(subject, properties[0][0]) for subject in subjects]
        if verdicts.count(wanted) == 1 and None not in verdicts:
            place = verdicts.index(wanted)
            return _judged(_term_of(subjects[place])), options[place]
        return None
    if not re.search(_facts()["traits"], stem.plain):
        return None
    judged = [_holds(marked.text, subject) for marked in options]
    fitting = [
        n for n, verdict in enumerate(judged) if verdict is not None and verdict[0] is wanted
    ]
    if len(fitting) != 1 or not (wanted or None not in judged):
        return None
    (place,) = fitting
    verdict = judged[place]
    return None if verdict is None else (_judged(verdict[1]), options[place])


def _judged(term: str) -> Reply:
    return Reply((AnswerLine(("explain", term)),), "judged", True)


def _named(key: str, japanese: bool) -> Reply:
    english, own = _facts()["terms"][key]["en"], _facts()["terms"][key]["ja"]
    said = own if japanese else english
    short = re.split(r"[（(]", said)[0].strip()
    term = "pooling" if key in ("maxpool", "avgpool") else key
    return Reply((AnswerLine(("explain", term)),), "fixed", (short, said, english, own))


def _term(text: QuestionText) -> str | None:
    """The key of the one term that the description fits."""
    if not re.search(_facts()["asks_term"], text.plain):
        return None
    fits: dict[str, tuple[int, list[tuple[int, int]]]] = {}
    for key, term in _facts()["terms"].items():
        for parts in term["described"]:
            matches = [[m.span() for m in re.finditer(part, text.plain)] for part in parts]
            if all(matches) and len(parts) >= fits.get(key, (0, []))[0]:
                fits[key] = (len(parts), [span for spans in matches for span in spans])
    for key, parent in _BROADER.items():
        if key in fits:
            fits.pop(parent, None)
    best = max((count for count, _ in fits.values()), default=0)
    found = [key for key, (count, _) in fits.items() if count == best]
    if len(found) != 1 or _strange(text, fits[found[0]][1]):
        return None
    return found[0]


def _strange(text: QuestionText, spans: Sequence[tuple[int, int]]) -> list[Lexeme]:
    """The words that neither the lexicon knows nor the match covers."""
    covered = [*spans, *[m.span() for m in _neutral().finditer(text.plain)]]
    return [t for t in segment(text) if t.kind == "unknown" and not _inside(t, covered)]


def _inside(token: Lexeme, spans: Sequence[tuple[int, int]]) -> bool:
    places = set(range(token.start, token.end))
    for start, end in spans:
        places -= set(range(start, end))
    return 2 * len(places) <= token.end - token.start


@lru_cache(maxsize=1)
def _neutral() -> re.Pattern[str]:
    facts = _facts()
    plain = [facts["neutral"], facts["traits"], facts["denied"], *facts["subjects"].values()]
    return re.compile("|".join(plain))


def _subject(plain: str, spans: Sequence[tuple[int, int]]) -> str | None:
    """What a statement is about: the first that is named, the longest name at that place."""
    found = []
    for name, pattern in _facts()["subjects"].items():
        for match in re.finditer(pattern, plain):
            if not any(match.start() >= start and match.end() <= end for start, end in spans):
                found.append((match.start(), match.start() - match.end(), name))
    return min(found)[2] if found else None


def _whole_subject(plain: str) -> str | None:
    """The subject that a whole option names."""
    stripped = plain.strip(" .。、,;\n")
    found = [
        (len(match.group()), name)
        for name, pattern in _facts()["subjects"].items()
        if (match := re.match(pattern, stripped))
    ]
    return max(found)[1] if found and max(found)[0] >= len(stripped) - 2 else None


def _properties(plain: str) -> list[tuple[str, tuple[int, int]]]:
    """What is said of it; of two that overlap, the longer."""
    found = [
        (name, match.span())
        for name, fact in _facts()["properties"].items()
        for match in re.finditer(fact["said"], plain)
        if match.group().strip()
    ]
    found.sort(key=lambda entry: entry[1][0] - entry[1][1])
    kept: list[tuple[str, tuple[int, int]]] = []
    for name, (start, end) in found:
        if not any(start < e and end > s for _, (s, e) in kept):
            kept.append((name, (start, end)))
    return kept


def _fact(subject: str | None, name: str) -> bool | None:
    fact = _facts()["properties"][name]
    while subject is not None:
        if subject in fact["true"]:
            return True
        if subject in fact["false"]:
            return False
        subject = _PARENTS.get(subject)
    return None


def _holds(text: QuestionText, subject: str | None) -> tuple[bool, str] | None:
    """Whether the statement is true, and the term that says why; None if it is not known here."""
    plain = text.plain
    properties = _properties(plain)
    if len(properties) != 1:
        return None
    ((name, span),) = properties
    subject = _subject(plain, [span]) or subject
    fact = _fact(subject, name)
    truth = [(t.start, t.end) for t in segment(text) if t.is_("wh:truth")]
    if fact is None or _strange(text, [span, *truth]):
        return None
    apart = [span, *truth]
    denials = [
        match
        for match in re.finditer(_facts()["denied"], plain)
        if not any(start <= match.start() < end for start, end in apart)
    ]
    inside = re.findall(r"\bno\b|nothing", plain[slice(*span)]) if name == "params" else []
    holds = fact if (len(denials) + len(inside)) % 2 == 0 else not fact
    return holds, _term_of(subject)


def _term_of(subject: str | None) -> str:
    return _TERM_OF.get(subject or "conv", subject or "convolution")


def _keys(text: QuestionText) -> set[str]:
    """The terms that an option names."""
    plain = text.plain.strip(" .。、,;\n")
    for key, term in _facts()["terms"].items():
        own = term["ja"].lower().replace("（", "(").replace("）", ")")
        names = [*re.split(r"[()]", term["en"].lower()), *re.split(r"[()]", own), own]
        if plain in [name.strip() for name in names if name.strip()]:
            return {key}
    names = [f"{token.kind}:{token.name}" for token in segment(text)]
    return {_WORDS[name] for name in names if name in _WORDS}
