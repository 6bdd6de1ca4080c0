"""`convcalc design`: the cheapest stacks of layers that do what is asked, exactly."""

from __future__ import annotations

from convcalc.algebra.expr import Expr
from convcalc.annotations import Any
from convcalc.cli.command import NO, Arguments, Call, Command
from convcalc.cli.compared import with_progress
from convcalc.cli.main import INTERRUPTED
from convcalc.cli.networks import whole_number
from convcalc.cli.options import EXTRA, Option
from convcalc.cli.show import show
from convcalc.errors import Message, UsageError
from convcalc.inverse.design import Block, CostedStack, Search, Space
from convcalc.inverse.networks import load
from convcalc.layers.numbers import shown
from convcalc.layers.read import read_size
from convcalc.load.arguments import evaluate
from convcalc.load.ast import LayerUse
from convcalc.load.document import document_of_line
from convcalc.load.layer import accepts
from convcalc.network.budget import read_amount
from convcalc.report.design import design_document

BLOCKS = "conv1,conv3,conv5,dw3,maxpool2"
PADDED = ("conv", "dw")
CHANNELS = "16..512"
DEPTH = "1..12"
MOST_CHANNELS = 64
MOST_DEPTH = 40


def command() -> Command:
    """The command with its options."""
    return Command(
        "design",
        run,
        Arguments("", 0, 0),
        (
            Option("input", ("--input",), "SIZE", words="design_input"),
            Option("out", ("--out",), "SIZE", words="design_out"),
            EXTRA["dims"],
            Option("min_rf", ("--min-rf",), "N"),
            Option("max_params", ("--max-params",), "N"),
            Option("max_macs", ("--max-macs",), "N"),
            Option("blocks", ("--blocks",), "LAYERS", default=BLOCKS),
            Option("channels", ("--channels",), "LO..HI", default=CHANNELS),
            Option("stack_depth", ("--depth",), "LO..HI", default=DEPTH),
            Option("minimise", ("--minimise", "--minimize"), "WHAT", ("macs", "params"), "macs"),
            Option("designs", ("--top",), "N", default=10),
        ),
        honours=("quiet",),
        examples=(
            "convcalc design --input 224x224@3 --out 7x7@512 --min-rf 200 --max-macs 9M",
            "convcalc design --input 32x32@3 --out 8x8@256 --min-rf 63 --minimise params",
            "convcalc design --input 8000@1 --dims 1 --out 125@64 --blocks conv9/4p4,conv3",
        ),
    )


def run(call: Call) -> int:
    """Search, and show the front."""
    given = call.given
    for name in ("input", "out"):
        if name not in given:
            raise UsageError(Message("design.missing", option=f"--{name}"))
    space = read_space(given)
    top = whole_number("top", given.get("designs", "10"))
    search = Search(space)
    front: list[CostedStack] = []
    depth, stopped, most = 0, False, space.depths[1]
    layers = with_progress([str(depth) for depth in range(1, most + 1)])
    try:
        for _, front in zip(layers, search.fronts(), strict=True):  # noqa: B007
            depth += 1
    except KeyboardInterrupt:
        stopped = True
    missed = None if front else search.missed()
    by = given.get("minimise", "macs")
    code = show(call, design_document(space, front, top, by, missed, depth))
    return INTERRUPTED if stopped else code or (0 if front else NO)


def read_space(given: dict[str, Any]) -> Space:
    """What is searched.

    Raises:
        ConvcalcError: an option that cannot be read, or letters for numbers.
    """
    network = load(
        "identity", input=given["input"], dims=int(given["dims"]) if "dims" in given else None
    )
    shape = network.nodes[0].shape
    if not all(isinstance(number, int) for number in (shape.channels, *shape.spatial)):
        raise UsageError(Message("design.numbers", option="--input", value=shown(given["input"])))
    out = read_size(given["out"], len(shape.spatial))
    wanted = [number for number in (out.channels, *out.spatial) if number is not None]
    if any(isinstance(number, Expr) for number in wanted):
        raise UsageError(Message("design.numbers", option="--out", value=shown(given["out"])))
    blocks = [block for word in given.get("blocks", BLOCKS).split(",") for block in _blocks(word)]
    bounds = {
        name: read_amount(given[f"max_{name}"], name) if f"max_{name}" in given else None
        for name in ("params", "macs")
    }
    least = whole_number("min-rf", given["min_rf"]) if "min_rf" in given else None
    sizes = tuple([size for size in out.spatial if isinstance(size, int)])
    made = out.channels if isinstance(out.channels, int) else None
    channels = sorted({*_channels(given.get("channels", CHANNELS)), *([made] if made else [])})
    depths = _range("depth", given.get("stack_depth", DEPTH), MOST_DEPTH)
    return Space(
        shape, sizes, made, blocks, channels, depths, least, bounds["params"], bounds["macs"]
    )


def _blocks(word: str) -> list[Block]:
    """The layers that a word stands for: itself; of a bare kernel (`conv3`, `dw5`), with padding
    that keeps the size at stride 1, strides 1 and 2.

    Raises:
        UsageError, NetworkError: no layer, or an even kernel without its padding.
    """
    word = word.strip()
    if word.startswith("pool"):
        word = f"max{word}"  # which of them makes no difference to sizes and costs
    items = document_of_line(word).layers
    item = items[0]
    if len(items) != 1 or not isinstance(item, LayerUse):
        raise UsageError(Message("design.one_layer", word=shown(word)))
    given = {key: evaluate(value, {}) for key, value in item.given}
    if set(given) == {"kernel"} and item.type in PADDED:
        kernel = given["kernel"]
        kernels = kernel if isinstance(kernel, tuple) else (kernel,)
        if not all(isinstance(size, int) and size % 2 for size in kernels):
            raise UsageError(Message("design.even", word=shown(word)))
        padding = "x".join(str(size // 2) for size in kernels)
        if max(kernels) > 1:
            return [*_blocks(f"{word}p{padding}"), *_blocks(f"{word}/2p{padding}")]
    free = "out" in accepts(item.type) and "out" not in given
    return [Block(word, item.type, given, free)]


def _channels(text: str) -> list[int]:
    """The channels of `32,48`, `32..512` (doubled each time) and `32..512/16` (in steps of 16).

    Raises:
        UsageError: none of these, or too many.
    """
    found: set[int] = set()
    for part in text.split(","):
        span, _, step = part.partition("/")
        low, high = _range("channels", span, None)
        width = whole_number("channels", step) if step else None
        while low <= high and len(found) <= MOST_CHANNELS:
            found.add(low)
            low = low * 2 if width is None else low + width
    if len(found) > MOST_CHANNELS:
        raise UsageError(Message("design.many_channels", limit=MOST_CHANNELS))
    return sorted(found)


def _range(name: str, text: str, most: int | None) -> tuple[int, int]:
    """Both ends of `4..12`, or of a number alone.

    Raises:
        UsageError: no such range, or one that ends before it begins or beyond `most`.
    """
    head, dots, tail = text.strip().partition("..")
    low = whole_number(name, head)
    high = whole_number(name, tail) if dots else low
    if high < low:
        raise UsageError(Message("solve.empty_range", low=low, high=high))
    if most is not None and high > most:
        raise UsageError(Message("design.too_deep", limit=most))
    return low, high
