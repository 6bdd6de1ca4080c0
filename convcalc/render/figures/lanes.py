"""The rows of an axis of a transposed convolution: one for each input pixel, with what it writes,
or one for each output, with what its window reads of the stretched input."""

from __future__ import annotations

from convcalc.report.geometry import SpreadAxis


class Lanes:
    """The rows of one view, in the form in which `extract` and SVG take an axis."""

    def __init__(self, axis: SpreadAxis, view: str) -> None:
        self.axis = axis
        self.writes = view == "scatter"
        self.windows = axis.size if self.writes else axis.outputs
        self.size = axis.outputs if self.writes else axis.stretched.stop
        places = axis.canvas if self.writes else axis.stretched
        self.start, self.stop = places.start, places.stop

    def taps(self, number: int) -> range:
        """The positions of a row."""
        return self.axis.written(number) if self.writes else self.axis.read(number)

    def starts(self, position: int) -> bool:
        """Whether a row begins at a position."""
        step = self.axis.window.stride if self.writes else 1
        return not (position - self.taps(0)[0]) % step

    def kind(self, position: int) -> str:
        """What lies at a position: of the canvas `output` or `cropped`; of the stretched input
        `pixel`, `inserted` or `padding`."""
        if self.writes:
            return "output" if 0 <= position < self.axis.outputs else "cropped"
        if self.axis.pixel(position) is not None:
            return "pixel"
        inside = 0 < position < (self.axis.size - 1) * self.axis.window.stride
        return "inserted" if inside else "padding"
