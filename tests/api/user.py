"""A program of a user, which a strict type checker accepts; `.ci/run` asks mypy."""

from __future__ import annotations

import convcalc
from convcalc import ConvcalcError, Result


def main() -> list[Result]:
    """Each part of the package as its users call it."""
    layer = convcalc.conv((30, 20), kernel=3, padding=((1, 2), (0, 1)), out_channels=8)
    symbolic = convcalc.conv(convcalc.parse_expression("2*H"), kernel="K").size
    net = convcalc.network("resnet18", input=(3, 224, 224), classes=10)
    too_large: bool = net.params > 5_000_000
    rows: list[dict[str, object]] = net.audit(by="stage", max_params="5M").rows()
    latex: str = symbolic.latex
    try:
        convcalc.tconv(16, kernel=4, stride=2, padding=1, output_padding=1)
    except ConvcalcError as error:
        code: str = error.code
        raise SystemExit(code) from error
    assert too_large
    assert rows
    assert latex
    return [
        layer,
        layer.steps("ja", letters="exam"),
        layer.draw(theme="dark"),
        convcalc.pool(112, kernel=3, stride=2, ceil=True),
        convcalc.layer("concat", "28x28@64", "28x28@128"),
        convcalc.separable("56@64", kernel=3, out_channels=128),
        convcalc.solve.conv(11, kernel=3, stride=2, padding="P", want=7),
        convcalc.check(7, "conv", 11, kernel=3, stride=2, padding=2),
        net.receptive_field(),
        net.closed_form(),
        net.legal_inputs(exact=True),
    ]
