"""What the index of the zoo says: of a family its paper, of a name its knobs and totals.

`params` counts what is learnt, `buffers` the running statistics of batch norms; `macs` are the
multiply-accumulates of convolutions and linear layers. `field` is the receptive field of the last
map, in pixels of the input, along the convolutions and pools (None: the whole input). Each number
is compared with what the file gives in tests/zoo. Years are those of the first publication.
"""

from __future__ import annotations

from convcalc.record import NamedTuple


class Variant(NamedTuple):
    """One name: its knobs (`name=value`, with spaces between), its input if it is not that of the
    file, and its totals."""

    knobs: str
    input: str | None
    params: int
    macs: int
    buffers: int
    field: int | None


class Family(NamedTuple):
    """One file: when and where the network was first described, and its names."""

    year: int
    paper: str
    variants: dict[str, Variant]
