"""What the pictures of networks say in every form: amounts, shares, and captions."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from convcalc.algebra.decimals import percent
from convcalc.errors import Message
from convcalc.render.wording import Wording
from convcalc.report.document import Bytes, Count
from convcalc.report.figures import Bars, Curve, Figure, Profile


def amount(value: Any, in_bytes: bool, wording: Wording) -> str:
    """A value of a bar."""
    if not isinstance(value, int):
        return wording.value(value)
    return wording.value(Bytes(value) if in_bytes else Count(value))


def share(value: Any, whole: int | None) -> str:
    """What part of the whole it is; nothing where there is no whole or no value."""
    if not isinstance(value, int) or not whole:
        return ""
    return f"{percent(Fraction(value, whole))} %".replace("<", "< ").replace(">", "> ")


def profile_caption(profile: Profile, wording: Wording) -> str:
    """What the picture means, and what it leaves out."""
    told = [Message("draw.profile_legend")]
    if any(skip.plain for skip in profile.skips):
        told.append(Message("draw.profile_plain"))
    if any(not skip.plain for skip in profile.skips):
        told.append(Message("draw.profile_through"))
    folded = sum(column.folded for column in profile.columns)
    if folded > len(profile.columns):
        told.append(Message("draw.profile_folded", columns=len(profile.columns), layers=folded))
    if profile.hidden:
        told.append(Message("draw.profile_hidden", count=profile.hidden))
    return _joined(told, wording)


def _joined(told: list[Message], wording: Wording) -> str:
    """Sentences after each other; Japanese has no space between them."""
    return ("" if wording.lang == "ja" else " ").join(map(wording.say, told))


def curve_caption(curve: Curve, wording: Wording) -> str:
    """What the curve means, and the layer that is marked on it."""
    told = [curve.legend]
    if curve.marked is not None:
        name, value = curve.points[curve.marked]
        size = amount(value, curve.kind == "memory", wording)
        told.append(Message(f"draw.{curve.kind}_marked", layer=name, value=size))
    return _joined(told, wording)


def caption(figure: Figure, wording: Wording) -> str:
    """What a figure of a network means; bars speak for themselves."""
    if isinstance(figure, Profile):
        return profile_caption(figure, wording)
    return curve_caption(figure, wording) if isinstance(figure, Curve) else ""


def described(figure: Figure, wording: Wording) -> str:
    """What a figure shows, as text for those who do not see it."""
    title = wording.say(figure.title)
    if not isinstance(figure, Bars):
        return f"{title}: {caption(figure, wording)}"
    rows = [
        f"{wording.value(row.name)} "
        + ", ".join(
            f"{amount(value, column.bytes, wording)} {wording.say(column.label)}"
            for column, value in zip(figure.columns, row.values, strict=True)
        )
        for row in figure.rows
    ]
    return f"{title}: {'; '.join(rows)}."
