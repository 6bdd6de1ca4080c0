"""The generated pages about rules: each with its reasons, and what all of them find in the zoo."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from convcalc.inverse.networks import load, variable
from convcalc.network.measures import Measures
from convcalc.render.wording import Wording
from convcalc.report.findings import sentence
from convcalc.rules.choice import chosen
from convcalc.rules.engine import run
from convcalc.rules.index import rules
from convcalc.rules.rule import Finding
from convcalc.text import lookup
from convcalc.zoo import NAMES

ABOUT = {
    "en": "Every rule for networks, as `convcalc explain CODE` tells it.\n\n"
    "[How to use them](../rules.md).",
    "ja": "ネットワークの規則を `convcalc explain コード` の言葉で並べたものです。\n\n"
    "[使い方（英語）](../rules.md)。",
}
ZOO = """\
What the rules in force find in each network of the zoo at its own input, so that everybody can
judge them.

Every line was looked at: what a network does on purpose is a note, or not found. Networks without a
line have no finding. *Tried* is a cure that was built and held to the rule again; `(n more)` are
layers that are written at the same place."""


def rules_page(lang: str, markdown: Callable[..., str]) -> str:
    """The rules, each with its title and its text."""
    parts = [ABOUT[lang]]
    for code, rule in rules().items():
        body = markdown("explain", code, "--lang", lang)
        parts.append(f"## {code} {rule.name}: {lookup(rule.words, lang)}\n\n{body.strip()}")
    return "\n\n".join(parts)


def zoo_page() -> str:
    """The findings in the zoo, by rule; networks of which the same is said share a line."""
    by_rule: dict[str, dict[str, list[str]]] = {}
    for name, finding in _findings():
        lines = by_rule.setdefault(finding.rule.code, {})
        lines.setdefault(_line(finding), []).append(name)
    silent = [rule for rule in chosen() if rule.code not in by_rule]
    parts = [ZOO]
    for code, lines in sorted(by_rule.items()):
        rule = rules()[code]
        rows = [f"| {', '.join(names)} | {line} |" for line, names in lines.items()]
        words = lookup(rule.words, "en")
        head = f"## {code} {rule.name}\n\n{words[0].upper()}{words[1:]} ({rule.severity})."
        parts.append(f"{head}\n\n| networks | finding |\n|---|---|\n" + "\n".join(rows))
    named = ", ".join(f"{rule.code} ({lookup(rule.words, 'en')})" for rule in silent)
    parts.append(f"## Nothing found\n\nBy {named}.")
    return "\n\n".join(parts)


def _findings() -> Iterator[tuple[str, Finding]]:
    in_force = chosen()
    for name in NAMES:
        measures = Measures(load(name))
        for finding in run(measures, in_force, lambda name=name: variable(name)):
            yield name, finding


def _line(finding: Finding) -> str:
    wording = Wording("en")
    text = wording.say(sentence(finding.message))
    text = re.sub(r"\(and (\d+|one) more layers? written here\)", r"(\1 more)", text)
    if finding.cure is not None:
        text += f". *Tried:* {wording.say(sentence(finding.cure))}"
    return text.replace("|", "\\|")
