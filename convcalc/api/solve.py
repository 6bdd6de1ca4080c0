"""Inverse questions: `convcalc.solve.conv(11, kernel=3, stride=2, padding="P", want=7)`.

Every letter is an unknown, and "1..11" in place of a number one between these bounds.
"""

from __future__ import annotations

from typing import Any

from convcalc.api.result import Result
from convcalc.api.words import Value, options, word


class Solution(Result):
    """What was found; `ok` says whether there is a solution. See `Result`."""

    __slots__ = ()
    best: Any
    parts: Any
    count: Any


def conv(size: Value, **given: Value) -> Solution:
    """Unknowns of a convolution: the arguments of `convcalc.conv`, and the goal: `want`,
    `at_least`, `at_most`, `of` another quantity, `where="K=1..11"`.

    >>> import convcalc
    >>> convcalc.solve.conv(11, kernel=3, stride=2, padding="P", want=7).best
    {'P': 2}
    >>> convcalc.solve.conv(56, kernel="1..11", padding="0..5", want="same").count
    6
    """
    return _solve("conv", size, given)


def tconv(size: Value, **given: Value) -> Solution:
    """Unknowns of a transposed convolution; see `conv`."""
    return _solve("tconv", size, given)


def pool(size: Value, **given: Value) -> Solution:
    """Unknowns of a pooling; see `conv`."""
    return _solve("pool", size, given)


def kernel(size: Value, **given: Value) -> Solution:
    """Kernel and dilation of an effective kernel; see `conv`.

    >>> import convcalc
    >>> convcalc.solve.kernel("K", dilation=2, want=9).best
    {'K': 5}
    """
    return _solve("kernel", size, given)


def separable(size: Value, **given: Value) -> Solution:
    """Unknowns of a depthwise separable convolution whose costs are `want` of the standard one.

    >>> import convcalc
    >>> convcalc.solve.separable("56@64", kernel=3, out_channels="M", want="1/8").best
    {'M': 72}
    """
    return _solve("separable", size, given)


def layer(type: str, size: Value, **given: Value) -> Solution:
    """Unknowns of a layer of any type; see `conv`."""
    return Solution(("solve", "layer", type, word(size), *options(given)))


def rf(network: str, **given: Value) -> Solution:
    """Unknowns of a network in one line, by its receptive field.

    >>> import convcalc
    >>> convcalc.solve.rf("(N)*( conv3 )", at_least=31).best
    {'N': 15}
    """
    return _solve("rf", network, given)


def dilations(kernel: Value, **given: Value) -> Solution:
    """Schedules of dilation without gaps that see so far."""
    return _solve("dilations", kernel, given)


def width(network: str, **given: Value) -> Solution:
    """The widest version of a network within a budget of multiply-accumulates."""
    return _solve("width", network, given)


def inputs(network: str, **given: Value) -> Solution:
    """The input sizes that a network takes; `exact=True`: of which nothing is left unread."""
    return _solve("inputs", network, given)


def _solve(question: str, argument: Value, given: dict[str, Any]) -> Solution:
    return Solution(("solve", question, word(argument), *options(given)))
