"""The page that lists the zoo, made from its index: `python -m tests.zoo.page` writes it."""

from __future__ import annotations

from pathlib import Path

from convcalc.inverse.networks import load
from convcalc.text import catalogue
from convcalc.zoo import FAMILIES, Variant, path

PAGE = Path(__file__).parents[2] / "docs" / "zoo.md"

HEAD = """\
# The zoo

The networks that are built in: their names, settings, and how their totals were checked.

Every name below stands for a network wherever a command takes one: `convcalc audit resnet50`,
`convcalc rf vgg16`, `convcalc diff resnet50 resnet50_v1`. `zoo:resnet50` says the same where a name
could be mistaken. A family is one file with knobs, which `--set` or the name itself can turn:
`mobilenet_v1:width=0.5,input=160x160@3`.

A bare name is the network of the paper. Two exceptions: `resnet50` and the others with bottlenecks
have their stride in the 3x3 (v1.5; `resnet50_v1` is the paper's), and `vgg16` is without batch norm
(`vgg16_bn`). Where torchvision has another network of the same name, its own ends in
`_torchvision`.

Parameters are those that are learnt; MACs are the multiply-accumulates of convolutions and linear
layers, for one image of the size of the input; the receptive field (RF) is that of the last map
along the convolutions and pools, in pixels of the input, whatever pooling or squeeze-and-excitation
of the whole map adds to it.
"""

TABLE = """\
| name | | input | params | MACs | RF |
|---|---|---|---:|---:|---:|
"""


def section(file: str) -> str:
    """A family: its paper, its knobs, and a row for each name."""
    family = FAMILIES[file]
    default = load(path(file))
    shape = default.nodes[default.inputs[0]].shape
    own = "x".join(map(str, (shape.channels, *shape.spatial)))
    knobs = ", ".join(f"`{name}` {spelt(value)}" for name, value in default.knobs.items())
    rows = [row(name, own, variant) for name, variant in family.variants.items()]
    return (
        f"\n## {file}\n\n{family.paper} ({family.year}). File `convcalc/zoo/{file}.yaml`"
        + (f"; knobs and their defaults: {knobs}.\n\n" if knobs else ".\n\n")
        + TABLE
        + "".join(rows)
    )


def spelt(value: object) -> str:
    """A knob as it is typed."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int | str) else f"{float(value):g}"


def row(name: str, own: str, variant: Variant) -> str:
    """One network."""
    field = "all" if variant.field is None else f"{variant.field:,}"
    about = catalogue("en")[f"zoo.about.{name}"]
    return (
        f"| `{name}` | {about} | {variant.input or own} | {variant.params:,} "
        f"| {variant.macs:,} | {field} |\n"
    )


def page() -> str:
    """The whole page."""
    return HEAD + "".join(map(section, FAMILIES))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
