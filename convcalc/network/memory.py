"""Memory of a network: activations at their peak, training, weights by number format.

Elements are counted first and priced in bytes at the end. Views (flatten, reshape, dropout and
identity at inference) are no tensors of their own. Where sizes are symbols a peak has no single
value, and is unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from convcalc.algebra.expr import Expr, Size
from convcalc.algebra.settle import settled
from convcalc.formulas.memory import arithmetic_intensity, storage_bytes
from convcalc.network.graph import Network, Node, elements
from convcalc.network.schedule import Task, alive, schedule
from convcalc.network.totals import added
from convcalc.record import NamedTuple

BITS = {"fp32": 32, "fp16": 16, "bf16": 16, "int8": 8, "int4": 4}
"""Number formats and the bits of one number."""


class Peak(NamedTuple):
    """The largest number of elements live at once, per sample.

    `node` is the layer that runs then; `order` the nodes in the order that reaches this peak;
    `proven`: no order has a smaller one; `alive`: elements live while each node of the order runs,
    not told `in_place`.
    """

    elements: int
    node: Node
    order: tuple[Node, ...]
    proven: bool
    alive: tuple[int, ...] = ()


def peak(network: Network, in_place: bool = False, depthwise: bool = False) -> Peak | None:
    """Peak activation memory over a good order of the layers; None if it is unknown.

    A tensor stays until its last reader has run, so a skip keeps its tensor alive; inputs and
    outputs of the network count too. By default each layer writes a tensor of its own;
    `in_place`: elementwise layers write over their input where they can; `depthwise`: depthwise
    convolutions do, too, a channel at a time (rows still to be read must be kept beside, which is
    not counted).
    Source: Sandler et al. (2018), MobileNetV2, section 5.1.
    """
    stored = _stored(network)
    sizes: dict[int, int] = {}
    for index in stored:
        size = elements(network.nodes[index].shape)
        if not isinstance(size, int):
            return None
        sizes[index] = size
    number: dict[int, int] = {}
    owner = _owners(network)
    kept = {owner[index] for index in network.outputs}
    tasks: list[Task] = []
    for index in stored:
        node = network.nodes[index]
        number[index] = len(tasks)
        reads = dict.fromkeys(number[owner[source]] for source in node.inputs)
        over = in_place and (
            node.traits.MEMORY == "over" or (depthwise and by_channel(network, node))
        )
        tasks.append(Task(sizes[index], tuple(reads), over, index in kept))
    found = schedule(tasks)
    order = tuple([network.nodes[stored[task]] for task in found.order])
    steps = () if in_place else tuple(alive(tasks, found.order))
    return Peak(found.peak, network.nodes[stored[found.at]], order, found.proven, steps)


def by_channel(network: Network, node: Node) -> bool:
    """Whether it is a convolution of each channel by itself."""
    return node.layer is not None and node.layer.by_channel(network.nodes[node.inputs[0]].shape)


def _view(node: Node) -> bool:
    """Whether it has the memory of its input at inference."""
    return node.traits.MEMORY in ("view", "view-at-inference")


def _owners(network: Network) -> list[int]:
    """For each node, the node whose tensor it is: itself, or for a view the source of its input."""
    owners: list[int] = []
    for node in network.nodes:
        owners.append(owners[node.inputs[0]] if _view(node) else node.index)
    return owners


def _stored(network: Network) -> list[int]:
    """The nodes that have a tensor of their own, inputs first."""
    rest = [node.index for node in network.nodes if node.sheet is not None and not _view(node)]
    return [*network.inputs, *rest]


def saved_activations(network: Network) -> Size | None:
    """Elements that a training step keeps for the backward pass, per sample: every input and every
    output of a layer (an upper bound: some layers need less)."""
    kept = [node for node in network.nodes if node.traits.MEMORY != "view"]
    return added(elements(node.shape) for node in kept)


class Training(NamedTuple):
    """Bytes of one training step: saved activations of the batch, weights, their gradients, and
    what the optimiser stores."""

    activations: Size
    weights: Size
    gradients: Size
    state: Size

    @property
    def total(self) -> Size:
        """All of it."""
        return settled(self.activations + self.weights + self.gradients + self.state)


OPTIMISERS = {"sgd": 0, "momentum": 1, "adam": 2}
"""Optimisers and the numbers they store for each weight."""


def training(
    network: Network, params: Size | None, batch: Size = 1, optimiser: str = "momentum"
) -> Training | None:
    """Memory of a training step in fp32; None if something is unknown.

    SGD with momentum takes three times the weights (with gradients), Adam four times.
    """
    saved = saved_activations(network)
    if saved is None or params is None:
        return None
    weights = settled(storage_bytes(params, 32))
    return Training(
        settled(storage_bytes(saved * batch, 32)), weights, weights, weights * OPTIMISERS[optimiser]
    )


def forward_backward(network: Network) -> dict[str, Size | None]:
    """Elements of a "forward/backward pass" as other programs count it, per sample: twice the
    outputs, for their gradients. None where they look into layers that are one here.

    torchinfo takes the outputs of layers with parameters; torchsummary those of all modules, which
    are all layers where nothing joins: a block that is a module counts once more, and a join that
    is none does not.
    Sources: sksq96/pytorch-summary, torchsummary.py; TylerYep/torchinfo, model_statistics.py.
    """
    layers = list(network.layers)
    weighted = [node for node, sheet in layers if sheet.parts]
    whole = all(not part.stage for _, sheet in layers for part in sheet.parts)
    everything = added(elements(node.shape) for node, _ in layers)
    chain = all(len(node.inputs) == 1 for node, _ in layers)
    sums = {
        "all_layers": everything,
        "torchsummary": everything if chain else None,
        "torchinfo": added(elements(node.shape) for node in weighted),
    }
    return {
        name: settled(2 * total) if whole and network.told and total is not None else None
        for name, total in sums.items()
    }


def weight_bytes(params: Size, bits: int) -> Size:
    """Bytes of the weights at so many bits each, without scales and zero points."""
    return settled(storage_bytes(params, bits))


def intensity(network: Network, node: Node, bits: int = 32, batch: Size = 1) -> Fraction | None:
    """FLOPs for each byte that the layer moves, each tensor read or written once: inputs and
    outputs of the whole batch, but the weights a single time.

    None without multiply-accumulates, or if it is unknown or depends on a symbol.
    """
    sheet = node.sheet
    if sheet is None or not sheet.known:
        return None
    moved: Sequence[Size | None] = (
        batch,
        added(elements(network.nodes[source].shape) for source in node.inputs),
        elements(node.shape),
        added(part.count for part in sheet.parts) if sheet.shared else sheet.params,
        sheet.macs,
    )
    numbers = [count for count in moved if isinstance(count, int)]
    if len(numbers) < len(moved) or not numbers[-1]:
        return None
    samples, x, y, w, macs = numbers
    result = arithmetic_intensity(samples * macs, samples * x, samples * y, w, bits)
    return None if isinstance(result, Expr) else result
