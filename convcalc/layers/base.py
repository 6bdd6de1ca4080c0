"""What every layer is: parameters with ranges, and one method that works out a sheet of facts.

`Layer.infer(sheet, *inputs)` is the only place where a layer computes anything. Each number it
states goes through `sheet.use(quantity, axis, formula, *arguments)`: a plain `Sheet` evaluates the
formula, a `Record` also remembers which formula gave which number, and that is all a derivation
needs. Integers stay integers; a symbol among them gives expressions, and each requirement that
cannot be decided becomes a condition.
"""

from __future__ import annotations

from convcalc.algebra.expr import Size
from convcalc.annotations import Any, ClassVar, TypeAlias
from convcalc.layers.demands import Demands
from convcalc.layers.window import IDENTITY, UNKNOWN, WHOLE, Window
from convcalc.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Literal

__all__ = [
    "IDENTITY", "REQUIRED", "UNKNOWN", "WHOLE", "Layer", "Memory", "Origin", "Param", "Part",
    "Record", "Shape", "Sheet", "Use", "Window",
]  # fmt: skip

Memory: TypeAlias = 'Literal["own", "over", "view", "view-at-inference"]'

REQUIRED: Any = object()
"""Default of a parameter that must be given."""


class Shape:
    """One tensor without its batch axis: channels (None while unknown) and spatial sizes."""

    __slots__ = ("channels", "spatial")

    def __init__(self, channels: Size | None, spatial: tuple[Size, ...]) -> None:
        self.channels = channels
        self.spatial = spatial

    def __repr__(self) -> str:
        return f"Shape(channels={self.channels!r}, spatial={self.spatial!r})"


class Param:
    """A parameter of a layer: what the options, the keys of files and the documentation know.

    kind: `axes` (an integer for each spatial axis), `sizes` (the same, None = keep this axis),
    `count` (one integer), `padding` (pairs or a word), `pairs` (begin and end for each axis),
    `decimals` (an exact decimal for each axis), `decimal`, `flag`, `choice`, `shape`, `extent` (the
    sizes of all axes, however many), `counts` (integers, however many), `reach` (axes, or one of
    the choices), `text` (any words).
    minimum: the smallest value allowed of every integer in it.
    """

    __slots__ = ("choices", "default", "kind", "minimum", "name")

    def __init__(
        self,
        name: str,
        kind: str,
        default: Any = REQUIRED,
        minimum: int | None = None,
        choices: tuple[str, ...] = (),
    ) -> None:
        self.name = name
        self.kind = kind
        self.default = default
        self.minimum = minimum
        self.choices = choices


class Part(NamedTuple):
    """Learnable numbers of one kind: `stage` names the inner layer of a composite ("" = its own),
    `kind` is weight, bias, scale (gamma), shift (beta) or slope."""

    stage: str
    kind: str
    count: Size  # type: ignore[assignment]  # the field, not tuple.count


class Origin(NamedTuple):
    """How a layer was asked for: by which name, in which dialect ("" if in none), and whether that
    dialect was read from the name. For reports only; no rule looks at it."""

    name: str
    dialect: str
    inferred: bool = False


class Use(NamedTuple):
    """That `quantity` (of `axis`, None for a whole-layer quantity) came from this formula."""

    quantity: str
    axis: int | None
    formula: Callable[..., Any]
    arguments: tuple[Any, ...]
    value: Any
    stage: str


class Sheet(Demands):
    """Everything a layer states about itself for one input, per sample.

    While `known` is false the channels of a layer with weights are not given, and `params`,
    `buffers`, `macs` and `operations` are unknown, whatever they hold. `parts` splits the
    parameters. `operations` counts what is not a multiply-accumulate of a weight: additions,
    multiplications, comparisons, divisions, exponentials, square_roots, erf, tanh, powers; None
    where a count is unknown. `open` are the costs (params, macs) that nobody told; they are None.
    `shared`: its weights are those of another layer, so that it adds no parameters and no buffers.
    `unused` are the columns at the end of each padded axis that no window reaches. `inputs` are
    what came in, with channels that only the layer's own keys told; `flattened` is the length of
    the vector that a layer makes of a map before anything else.
    """

    __slots__ = (
        "buffers",
        "effective_kernel",
        "flattened",
        "inputs",
        "known",
        "macs",
        "open",
        "operations",
        "output",
        "padding",
        "parts",
        "shared",
        "stage",
        "unused",
        "windows",
    )

    def __init__(self) -> None:
        super().__init__()
        self.inputs: tuple[Shape, ...] = ()
        self.output = Shape(None, ())
        self.parts: list[Part] = []
        self.buffers: Size = 0
        self.macs: Size | None = 0
        self.operations: dict[str, Size | None] = {}
        self.flattened: Size | None = None
        self.known = True
        self.open: tuple[str, ...] = ()
        self.shared = False
        self.windows: tuple[Window, ...] = ()
        self.padding: tuple[tuple[Size, Size], ...] | None = None
        self.unused: tuple[Size, ...] | None = None
        self.effective_kernel: tuple[Size, ...] | None = None
        self.stage = ""

    @property
    def params(self) -> Size | None:
        """Learnable parameters that no other layer has, or None if they are unknown."""
        if not self.known or "params" in self.open:
            return None
        if self.shared:
            return 0
        total: Size = 0
        for part in self.parts:
            total = total + part.count
        return total

    def use(
        self, quantity: str, axis: int | None, formula: Callable[..., Any], *arguments: Any
    ) -> Any:
        """The value of `formula` on `arguments`, which is (part of) `quantity`."""
        return formula(*arguments)

    def unknown_channels(self) -> None:
        """The channels are not given: params, MACs and operations are unknown, not 0."""
        self.known = False

    def untold(self, *costs: str) -> None:
        """Nobody says what these cost: `params`, `macs`."""
        self.open = (*self.open, *costs)
        if "macs" in costs:
            self.macs = None

    def learn(self, kind: str, count: Size) -> None:
        """Add `count` learnable numbers."""
        self.parts.append(Part(self.stage, kind, count))

    def store(self, count: Size) -> None:
        """Add `count` stored numbers that are not learnt (running statistics)."""
        self.buffers = self.buffers + count

    def multiply_accumulate(self, count: Size) -> None:
        """Add `count` MACs."""
        self.macs = None if self.macs is None else self.macs + count

    def operate(self, operation: str, count: Size | None) -> None:
        """Add `count` operations that are not MACs (None: cannot be said for a symbol)."""
        before = self.operations.get(operation, 0)
        if count is None or before is None:
            self.operations[operation] = None
        else:
            self.operations[operation] = before + count

    def tally(
        self, operation: str, formula: Callable[..., Any], channels: Size | None, *others: Any
    ) -> None:
        """Add the operations that `formula` counts; unknown while the channels are."""
        if channels is None:
            self.operate(operation, None)
        else:
            self.operate(operation, self.use("operations", None, formula, channels, *others))


class Record(Sheet):
    """A sheet that remembers which formula gave each number."""

    __slots__ = ("uses",)

    def __init__(self) -> None:
        super().__init__()
        self.uses: list[Use] = []

    def use(
        self, quantity: str, axis: int | None, formula: Callable[..., Any], *arguments: Any
    ) -> Any:
        value = formula(*arguments)
        self.uses.append(Use(quantity, axis, formula, arguments, value, self.stage))
        return value


class Layer:
    """Base of all layer types. An instance holds values that the border has already checked.

    `demands` is what the border could not decide about them because of a symbol, `incoming` what
    the layer says of its own input, and under which key: `in_channels`, 64.
    """

    __slots__ = ("demands", "incoming", "origin", "values")
    TYPE: ClassVar[str]
    ALIASES: ClassVar[tuple[str, ...]] = ()
    """Other words for the type, in any case; those of frameworks stand with their classes."""
    PARAMS: ClassVar[tuple[Param, ...]] = ()
    DIMS: ClassVar[tuple[int, ...]] = (1, 2, 3)
    INPUTS: ClassVar[tuple[int, int | None]] = (1, 1)
    """Fewest and most input tensors (None: any number)."""
    KEYS: ClassVar[Mapping[str, str]] = {}
    """Names of its parameters that mean something else, or nothing clear, for other types."""
    AXES: ClassVar[int | None] = None
    """Of how many axes its parameters speak, if not of those of the input."""
    FIRST: ClassVar[str | None] = None
    """The parameter that a number straight after the name gives in the notation: conv3."""
    MEMORY: ClassVar[Memory] = "own"
    """Where its output stands: in a tensor of its own; "over" an input that nothing else needs, as
    each element needs only its own; or in its input's tensor, of which it is a view."""
    STATISTICS: ClassVar[bool] = False
    """Whether it only scales and shifts by what it sees of the whole map."""
    FEATURES: ClassVar[bool] = False
    """Whether it may take a map as one vector, with a weight for each element."""
    GATES: ClassVar[bool] = False
    """Whether a vector that comes in scales whole maps."""
    BROADCASTS: ClassVar[bool] = False
    """Whether axes of a single element stand for those of other inputs, all over."""
    SUBSAMPLES: ClassVar[bool] = False
    """Whether networks take every so many-th position of an input larger than the first."""
    CUTS: ClassVar[bool] = False
    """Whether it cuts maps so that they lie on others."""
    ADDS_UP: ClassVar[bool] = False
    """Whether its windows add up in the output where they overlap, evenly or not."""
    TRACED: ClassVar[bool] = False
    """Whether its facts are the same formulas whatever the numbers, so that what letters trace is
    true of every number that meets the conditions."""
    BORDER: ClassVar[str | None] = None
    """The parameter that says what a border is copied from, if not made of zeros."""

    def __init__(self, demands: Demands | None = None, **values: Any) -> None:
        self.demands = demands
        self.values = values
        self.origin = Origin(self.TYPE, "")
        self.incoming: tuple[str, Size] | None = None

    def __getattr__(self, name: str) -> Any:
        try:
            return self.values[name]
        except KeyError:
            raise AttributeError(f"{type(self).__name__} has no parameter {name!r}") from None

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        """State all facts about this layer for these inputs on `sheet`; the output's shape.

        Raises:
            LayerError: the layer has no output for these inputs.
        """
        raise TypeError(f"{type(self).__name__} must say what it computes")

    def by_channel(self, x: Shape) -> bool:
        """Whether it is a convolution of each channel by itself."""
        return False

    def weighted(self, x: Shape, output: Shape) -> tuple[Shape, ...]:
        """What the convolutions and linear layers in it put out, in order, if it has weights."""
        return (output,)

    def sheet(self, *inputs: Shape, record: bool = False) -> Sheet:
        """The facts about this layer for these inputs.

        Raises:
            LayerError: the layer has no output for these inputs, or is made for other ones.
        """
        sheet = Record() if record else Sheet()
        if self.demands is not None:
            sheet.conditions += self.demands.conditions
        if self.incoming is not None:
            key, given = self.incoming
            inputs = tuple([self.take(sheet, x, key, given) for x in inputs])
        sheet.inputs = inputs
        sheet.output = self.infer(sheet, *inputs)
        return sheet

    def take(self, sheet: Sheet, x: Shape, key: str, given: Size) -> Shape:
        """The input, with the channels that the layer's key gives where nothing else does.

        Raises:
            LayerError: other channels come in.
        """
        if x.channels is None:
            return Shape(given, x.spatial)
        fields = {"kind": self.origin.name, "name": key, "given": given, "incoming": x.channels}
        sheet.equal(x.channels, given, "layer.channels_differ", **fields)
        return Shape(given, x.spatial) if isinstance(given, int) else x

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        return iter(self.values.items())
