"""What is asked of a tiny tensor, made ready: maps of two axes, windows of two axes, weights."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from convcalc.algebra.arithmetic import Exact
from convcalc.errors import InputError, LayerError, Message, UsageError
from convcalc.layers.base import IDENTITY, Layer, Shape, Sheet, Window
from convcalc.tensors.page import Grid, Sample
from convcalc.tensors.reach import Taps, reads, taps
from convcalc.tensors.read import Array

MOST_OUTPUTS = 65_536
MOST_WORK = 1_000_000
"""Products, or values that are compared or added."""


class Request(NamedTuple):
    """One layer on a tiny batch.

    arrays: the other tensors by name (weight, bias, gamma ...); numbers: eps, momentum, as exact
    numbers; switches: flip, training; given: the parameters of the layer as they were given.
    """

    kind: str
    layer: Layer | None
    sheet: Sheet
    batch: tuple[Sample, ...]
    dims: int
    arrays: dict[str, Array]
    numbers: dict[str, Exact]
    switches: frozenset[str]
    dialect: str
    given: Mapping[str, Any]

    @property
    def sample(self) -> Sample:
        """The only sample.

        Raises:
            UsageError: there are several, which this layer would treat one by one.
        """
        if len(self.batch) > 1:
            raise UsageError(Message("value.one_sample", given=len(self.batch)))
        return self.batch[0]

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns of the input."""
        return len(self.batch[0][0]), len(self.batch[0][0][0])

    @property
    def output(self) -> tuple[int, int]:
        """Rows and columns of the output."""
        height, width = (1, *self.sheet.output.spatial)[-2:]
        assert isinstance(height, int)
        assert isinstance(width, int)
        return height, width

    @property
    def windows(self) -> tuple[Window, Window]:
        """The windows of rows and columns."""
        rows, columns = (IDENTITY, *self.sheet.windows)[-2:]
        return rows, columns

    @property
    def padding(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """Padding of rows and columns, in numbers."""
        rows, columns = ((0, 0), *(self.sheet.padding or ((0, 0), (0, 0))))[-2:]
        return rows, columns  # type: ignore[return-value]

    def reads(self) -> tuple[list[list[int]], list[list[int]]]:
        """The rows and the columns of the input that each row and column of the output reads."""
        (rows, columns), (height, width) = self.windows, self.size
        return reads(rows, height, self.output[0]), reads(columns, width, self.output[1])

    def taps(self) -> tuple[Taps, Taps]:
        """The taps of each row and of each column of the output."""
        rows, columns = map(taps, self.windows, self.size, self.output)
        return rows, columns

    def setting(self, name: str) -> Any:
        """A parameter of the layer."""
        assert self.layer is not None
        return self.layer.values[name]

    def bounded(self, reads: int) -> None:
        """Refuse what nobody would work by hand: `reads` values for each output value.

        Raises:
            LayerError: the output or the work is too large.
        """
        height, width = self.output
        channels = self.sheet.output.channels
        outputs = height * width * (channels if isinstance(channels, int) else 1)
        if outputs > MOST_OUTPUTS:
            raise LayerError(Message("value.too_many_outputs", given=outputs, most=MOST_OUTPUTS))
        if outputs * reads > MOST_WORK:
            raise LayerError(Message("value.too_much", given=outputs * reads, most=MOST_WORK))

    def vector(self, name: str, length: int, default: Exact) -> list[Exact]:
        """One number for each channel.

        Raises:
            UsageError: another number of them is given.
        """
        array = self.arrays.get(name)
        return [default] * length if array is None else vector(array, name, length)


def vector(array: Array, name: str, length: int) -> list[Exact]:
    """The numbers of an array, of which there must be so many; a single one stands for all.

    Raises:
        UsageError: there are others.
    """
    values = array.flat()
    if len(values) == 1:
        return values * length
    if len(values) != length:
        raise UsageError(
            Message("value.wrong_count", name="--" + name, given=len(values), wanted=length)
        )
    return values


def levels(array: Array, dims: int, name: str) -> tuple[Any, int]:
    """The entries with maps of two axes as their last levels, and how many levels are above those.

    Raises:
        InputError: it has too many levels, or its text shows a map where a series is wanted.
    """
    spatial = array.dims if array.dims is not None else min(dims, len(array.shape))
    above = len(array.shape) - spatial
    if spatial > dims:
        raise InputError(Message("value.not_a_series", name="--" + name))
    if above > 2:
        raise InputError(
            Message("value.levels", name="--" + name, given=len(array.shape), most=dims + 2)
        )
    entries: Any = array.entries
    if spatial == 1:
        entries = _wrapped(entries, above)
    return entries, above


def _wrapped(entries: Any, above: int) -> Any:
    """Each series as a map of one row."""
    if above == 0:
        return (entries,)
    return tuple(_wrapped(part, above - 1) for part in entries)


def batch_of(array: Array, dims: int, name: str = "data") -> tuple[Sample, ...]:
    """The data as samples of channels of maps.

    Raises:
        InputError: it has too many levels.
    """
    entries, above = levels(array, dims, name)
    if above == 0:
        return ((entries,),)
    return (entries,) if above == 1 else entries


def maps_of(array: Array, dims: int, name: str) -> tuple[Grid, ...]:
    """An array of at most one level of channels, as maps.

    Raises:
        InputError: it has too many levels.
    """
    samples = batch_of(array, dims, name)
    if len(samples) > 1:
        raise UsageError(Message("value.one_sample", given=len(samples)))
    return samples[0]


def shape_of(batch: tuple[Sample, ...], dims: int) -> Shape:
    """The shape of one sample."""
    sample = batch[0]
    sizes = (len(sample[0]), len(sample[0][0]))
    return Shape(len(sample), sizes[2 - dims :])
