"""Remarks below an answer: identities that the numbers happen to fulfil.

Identities are not how an answer is found (nobody learns the formula from o = i), but they are
worth knowing: Dumoulin & Visin's relationships 3, 4, 8, 10 and 11.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from convcalc.annotations import TypeAlias
from convcalc.errors import Message
from convcalc.layers.base import Use

Remarks: TypeAlias = "tuple[Message, ...]"


def remarks(formula: str, use: Use) -> Remarks:
    """What else is worth saying about this number; nothing where a symbol is among the values."""
    rule = _REMARKS.get(formula)
    if rule is None or not all(isinstance(value, int) for value in (*use.arguments, use.value)):
        return ()
    return rule(use.value, *use.arguments)


def _conv(o: int, i: int, k: int, s: int, p: int, q: int, d: int) -> Remarks:
    found: list[Message] = []
    if p == q and s == d == 1 and k > 1:
        if k % 2 and p == k // 2:
            found.append(Message("remark.half", relationship=3, kernel=k, padding=p))
        elif p == k - 1:
            found.append(Message("remark.full", relationship=4, kernel=k, more=k - 1))
    left = (i + p + q - d * (k - 1) - 1) % s
    unread = max(left - q, 0)
    if unread:
        found.append(Message("remark.unread", count=unread))
    return tuple(found)


def _tconv(o: int, i: int, k: int, s: int, p: int, q: int, d: int, a: int) -> Remarks:
    if not (p == q and s == d == 1 and a == 0 and k > 1):
        return ()
    if p == 0:
        return (Message("remark.transposed_valid", relationship=8, kernel=k, padding=k - 1),)
    if k % 2 and p == k // 2:
        return (Message("remark.transposed_half", relationship=10, kernel=k, padding=p),)
    if p == k - 1:
        return (Message("remark.transposed_full", relationship=11, kernel=k, less=k - 1),)
    return ()


def _same_padding(total: int, i: int, k: int, s: int, d: int) -> Remarks:
    return (Message("remark.same_split", small=total // 2, large=total - total // 2),)


_REMARKS: Mapping[str, Callable[..., Remarks]] = {
    "conv-output": _conv,
    "tconv-output": _tconv,
    "same-padding": _same_padding,
}
