"""How others count the operations of a network: each convention a small table of terms.

A term says which layers it concerns, what is counted for each of them, and how many times. A
convention is here only if its source settles it and a published figure comes out exactly; the
sources are named below. What a convention does not list, it counts as 0. Composite layers
(squeeze-and-excitation, separable convolutions) count as the layers they are made of.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from convcalc.algebra.expr import Size
from convcalc.algebra.settle import settled
from convcalc.annotations import TypeAlias
from convcalc.layers.base import Shape, Sheet
from convcalc.network.graph import Network, Node, elements
from convcalc.network.totals import added, weighted_outputs
from convcalc.record import NamedTuple


class CountedLayer(NamedTuple):
    """One layer as the terms see it."""

    network: Network
    node: Node
    sheet: Sheet

    @property
    def input(self) -> Shape:
        """Shape of its first input."""
        return self.network.nodes[self.node.inputs[0]].shape

    @property
    def affine(self) -> bool:
        """Whether a normalisation learns a scale and a shift."""
        return bool(self.sheet.parts)


Rule: TypeAlias = "Callable[[CountedLayer], Size | None]"


def _macs(case: CountedLayer) -> Size | None:
    return case.sheet.macs if case.sheet.known else None


def _macs_by_output(case: CountedLayer) -> Size | None:
    """As if a transposed convolution did its kernel at every output, like a convolution."""
    if not case.sheet.known or case.node.type != "tconv":
        return _macs(case)
    weights = case.sheet.parts[0].count
    return weights * _positions(case.node.shape)


def _bias(case: CountedLayer) -> Size | None:
    """One for each output element of a convolution or linear layer with a bias."""
    if not case.sheet.known:
        return None
    stages = list(dict.fromkeys(part.stage for part in case.sheet.parts))
    biased = {part.stage for part in case.sheet.parts if part.kind == "bias"}
    shapes = weighted_outputs(case.network, case.node, case.sheet)
    return added(
        elements(shape) for stage, shape in zip(stages, shapes, strict=False) if stage in biased
    )


def _once(case: CountedLayer) -> Size | None:
    """Each parameter once."""
    return case.sheet.params


def _outputs(case: CountedLayer) -> Size | None:
    return elements(case.node.shape)


def _inputs(case: CountedLayer) -> Size | None:
    return elements(case.input)


def _normalised(plain: int, affine: int) -> Rule:
    """So many operations an element, without and with a learnt scale and shift."""

    def rule(case: CountedLayer) -> Size | None:
        count = elements(case.node.shape)
        return None if count is None else count * (affine if case.affine else plain)

    return rule


def _inputs_and_outputs(case: CountedLayer) -> Size | None:
    return added((elements(case.input), elements(case.node.shape)))


def _squeezed(rule: Rule) -> Rule:
    """A rule for global pooling, applied to the squeeze inside squeeze-and-excitation too."""

    def inner(case: CountedLayer) -> Size | None:
        if case.node.type != "se":
            return rule(case)
        node = case.node
        pooled = Shape(node.shape.channels, (1,) * len(node.shape.spatial))
        squeeze = Node(node.index, node.name, "gap", None, node.inputs, pooled, None, None, "", "")
        return rule(CountedLayer(case.network, squeeze, case.sheet))

    return inner


def _window(squared: str) -> Rule:
    """The values of the window (or the strides multiplied) for each output of a pooling."""

    def rule(case: CountedLayer) -> Size | None:
        count = elements(case.node.shape)
        for window in case.sheet.windows:
            if count is None or window.kind == "whole":
                break
            count = count * (window.kernel if squared == "kernel" else window.stride)
        if case.node.type in ("gap", "gmp") and squared == "kernel":
            return elements(case.input)
        return count

    return rule


def _softmax(case: CountedLayer) -> Size | None:
    """n exponentials, n - 1 additions and n divisions for n channels, at every position."""
    count = elements(case.node.shape)
    return None if count is None else 3 * count - _positions(case.node.shape)


def _positions(shape: Shape) -> Size:
    count: Size = 1
    for size in shape.spatial:
        count = count * size
    return count


def _interpolated(costs: Mapping[str, int]) -> Rule:
    """So many operations for each output element, by interpolation mode."""

    def rule(case: CountedLayer) -> Size | None:
        assert case.node.layer is not None
        count = elements(case.node.shape)
        times = costs.get(case.node.layer.values["mode"], 0)
        return None if count is None else count * times

    return rule


class CountedTerm(NamedTuple):
    """What a convention counts: `key` names it, `types` are the layers (None: any with weights)."""

    key: str
    types: tuple[str, ...] | None
    rule: Rule
    times: int = 1


class Convention(NamedTuple):
    """A way to count. `source` names where it is defined; `by_output`: it counts transposed
    convolutions by their outputs, which is wrong (each input meets the kernel once)."""

    name: str
    source: str
    terms: tuple[CountedTerm, ...]
    by_output: bool = False


NORM = ("bn", "gn", "ln", "instancenorm")
RELU = ("relu", "relu6", "leaky_relu", "prelu", "elu", "gelu")
MAX = ("maxpool", "adaptive_maxpool", "gmp")
AVERAGE = ("avgpool", "adaptive_avgpool", "gap")
ADAPTIVE = ("adaptive_avgpool", "gap", "se")
MACS = CountedTerm("macs", None, _macs)
TWICE = CountedTerm("macs", None, _macs, 2)
WRONG = CountedTerm("macs", None, _macs_by_output)
BIAS = CountedTerm("bias", None, _bias)

THOP = (
    WRONG,
    CountedTerm("norm", NORM, _normalised(2, 4)),
    CountedTerm("activation", ("prelu",), _outputs),
    CountedTerm("activation", ("softmax",), _softmax),
    CountedTerm("pool", ("avgpool",), _outputs),
    CountedTerm("pool", ADAPTIVE, _squeezed(_inputs_and_outputs)),
    CountedTerm(
        "upsample",
        ("upsample",),
        _interpolated({"nearest": 1, "linear": 5, "bilinear": 11, "trilinear": 31, "bicubic": 259}),
    ),
)

CONVENTIONS: dict[str, Convention] = {
    convention.name: convention
    for convention in (
        Convention("macs", "multiply-accumulates of convolutions and linear layers", (MACS,)),
        Convention("flops", "2 FLOPs for each multiply-accumulate", (TWICE,)),
        Convention(
            "papers",
            "He et al. (2016), Howard et al. (2017), Szegedy et al. (2015), Tan & Le (2019)",
            (MACS,),
        ),
        Convention("torchvision", "torchvision weights metadata, _ops", (MACS,)),
        Convention("torch", "torch.utils.flop_counter.FlopCounterMode", (TWICE,)),
        Convention(
            "fvcore",
            "facebookresearch/fvcore, fvcore/nn/flop_count.py and jit_handles.py",
            (
                MACS,
                CountedTerm("norm", ("bn",), _normalised(1, 2)),
                CountedTerm("norm", ("gn", "ln", "instancenorm"), _normalised(4, 5)),
                CountedTerm("pool", ADAPTIVE, _squeezed(_inputs)),
                CountedTerm(
                    "upsample", ("upsample",), _interpolated({"nearest": 1, "bilinear": 4})
                ),
            ),
        ),
        Convention("pycls", "facebookresearch/pycls, pycls/models/blocks.py", (MACS, BIAS)),
        Convention(
            "ptflops",
            "sovrasov/flops-counter.pytorch, ptflops/pytorch_ops.py",
            (
                WRONG,
                BIAS,
                CountedTerm("norm", NORM, _normalised(1, 2)),
                CountedTerm("activation", RELU, _outputs),
                CountedTerm("pool", (*MAX, *AVERAGE, "se"), _squeezed(_inputs)),
                CountedTerm("upsample", ("upsample",), _outputs),
            ),
            by_output=True,
        ),
        Convention(
            "thop",
            "Lyken17/pytorch-OpCounter 0.1.1, thop/vision/basic_hooks.py",
            THOP,
            by_output=True,
        ),
        Convention(
            "ultralytics",
            "ultralytics/ultralytics, utils/torch_utils.py: GFLOPs are twice what thop counts",
            tuple([term._replace(times=2) for term in THOP]),
            by_output=True,
        ),
        Convention(
            "torchinfo",
            "TylerYep/torchinfo, torchinfo/layer_info.py",
            (
                WRONG,
                BIAS,
                CountedTerm("norm", NORM, _once),
                CountedTerm("activation", ("prelu",), _once),
            ),
            by_output=True,
        ),
        Convention(
            "tf",
            "tf.profiler, as tabulated by google-research/receptive_field",
            (
                TWICE,
                BIAS,
                CountedTerm("norm", ("bn",), _outputs),
                CountedTerm("pool", (*MAX, *AVERAGE), _window("kernel")),
            ),
        ),
        Convention(
            "convnet-burden",
            "albanie/convnet-burden, core/burden.m",
            (
                MACS,
                BIAS,
                CountedTerm("activation", ("relu", "relu6"), _outputs, 2),
                CountedTerm("pool", ("maxpool", "avgpool", "gap", "gmp"), _window("stride"), 2),
                CountedTerm("merge", ("add",), _outputs),
            ),
        ),
    )
}
"""Name -> convention. Absent: counters that change from version to version or that no published
figure settles (deepspeed, keras-flops, the first versions of thop)."""


_OWN = ("macs", "flops", "papers")
SETTLED: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("attention", "lstm", "gru", "rnn"), (*_OWN, "torch")),
    "deform_conv": _OWN,
}
"""Types that some counters leave out or count otherwise -> the conventions that are known here;
what the others count is unknown."""


class TermCount(NamedTuple):
    """What a convention counts for one term."""

    key: str
    value: Size | None


def count_terms(network: Network, convention: Convention) -> list[TermCount]:
    """The count of each term, those of the same key together, in the convention's order."""
    found: dict[str, list[Size | None]] = {term.key: [] for term in convention.terms}
    for node, sheet in network.layers:
        for key, value in _of_layer(CountedLayer(network, node, sheet), convention):
            found[key].append(value)
    return [TermCount(key, added(values)) for key, values in found.items()]


def count(network: Network, convention: Convention, node: Node | None = None) -> Size | None:
    """The operations of a network, or of one of its layers, as the convention counts them."""
    if node is None:
        return added(term.value for term in count_terms(network, convention))
    if node.sheet is None:
        return 0
    case = CountedLayer(network, node, node.sheet)
    return added(value for _, value in _of_layer(case, convention))


def _of_layer(case: CountedLayer, convention: Convention) -> list[tuple[str, Size | None]]:
    kind, terms = case.node.type, convention.terms
    if convention.name not in SETTLED.get(kind, (convention.name,)):
        return [(terms[0].key, None)]
    weighted = not (case.sheet.known and isinstance(case.sheet.macs, int) and not case.sheet.macs)
    counts: list[tuple[str, Size | None]] = []
    for term in terms:
        if (weighted and kind not in NORM) if term.types is None else kind in term.types:
            value = term.rule(case)
            counts.append((term.key, None if value is None else settled(value * term.times)))
    return counts
