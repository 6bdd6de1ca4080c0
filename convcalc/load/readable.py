"""A network of another program as a file of ours: brackets, stages, repeats, blocks."""

from __future__ import annotations

from convcalc.load.ast import NetworkDocument
from convcalc.load.expand import Written
from convcalc.load.folding import Folding
from convcalc.load.place import Source
from convcalc.load.structure import Structure
from convcalc.network.graph import Network


def readable(network: Network, written: dict[int, Written], source: Source) -> NetworkDocument:
    """The document of a network as built; its blocks and repeats fold what has the same structure.

    `written` is what the builder was given, by layer.
    """
    structure = Structure(network, written)
    folding = Folding()
    layers = folding.document(structure.items())
    return NetworkDocument(
        source=source,
        name=network.name,
        dims=None,
        inputs=structure.inputs(),
        dialect=network.dialect,
        knobs={},
        defaults={},
        blocks=folding.blocks,
        layers=layers,
        outputs=structure.outputs(),
        expect={},
        budget={},
        complete=network.told,
    )
