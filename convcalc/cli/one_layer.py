"""The commands about one layer: `conv tconv pool kernel separable layer`, as one table."""

from __future__ import annotations

from convcalc.algebra.expr import Expr
from convcalc.annotations import Any
from convcalc.cli.arguments import first_word
from convcalc.cli.command import ALL, Arguments, Call, Command
from convcalc.cli.options import DRAW, LETTER_SETS, SHARED, Option, layer_options
from convcalc.errors import Message, UsageError
from convcalc.layers.base import Param, Record, Shape
from convcalc.layers.index import find, look_up, resolve
from convcalc.layers.make import analyse
from convcalc.layers.read import axes_of, kernel_axes, merge_channels, read_channels, read_size
from convcalc.layers.values import READERS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from convcalc.algebra.expr import Size
    from convcalc.cli.command import Inquiry
    from convcalc.cli.settings import Settings
    from convcalc.layers.base import Layer, Sheet
    from convcalc.report.document import Document
    from convcalc.report.judge import Asked

EXTRA = ("in", "dims", "dialect")
"""Options of every layer command that are not parameters of a layer."""

DRAWN = ("conv", "tconv", "pool", "layer")
"""The commands that add the picture to their answer."""

EXAMPLES = {
    "conv": (
        "convcalc conv 11 -k 3 -s 2 -p 2",
        "convcalc conv 56x56@64 -k 3 -p 1 -o 128 --no-bias",
        "convcalc conv 11 -k 3 -s 2 -p 2 --steps",
        "convcalc conv HxW -k K -s 2 -p 1 -i C -o M",
    ),
    "tconv": (
        "convcalc tconv 16 -k 4 -s 2 -p 1",
        "convcalc tconv 16x16@64 -k 3 -s 2 -p 1 -a 1 -o 32",
        "convcalc tconv 16 -k 4 -s 2 -p 1 --steps",
    ),
    "pool": (
        "convcalc pool 112x112@64 -k 3 -s 2 -p 1",
        "convcalc pool 7 -k 7 --type avg",
        "convcalc pool 112 -k 3 -s 2 --ceil",
    ),
    "kernel": (
        "convcalc kernel 3 -d 2",
        "convcalc kernel 3x5 -d 2x1",
        "convcalc kernel 3 -d 2 --steps",
        "convcalc kernel K -d D",
    ),
    "separable": (
        "convcalc separable 56x56@64 -k 3 -p 1 -o 128",
        "convcalc separable 56x56@64 -k 3 -p 1 -o 128 --saving 8",
        "convcalc separable HxW@C -k K -o M",
    ),
    "layer": (
        "convcalc layer depthwise 56x56@64 -k 3 -p 1",
        "convcalc layer linear 7x7@512 out=4096",
        "convcalc layer concat 28x28@64 28x28@128",
    ),
}


def layer_command(name: str) -> Command:
    """The command of that name, with its options; `layer` has none before it knows the type."""
    types, names, more, inquire = TABLE[name]
    params = [param for kind in types for param in resolve(kind).PARAMS]
    if names:
        params = [param for param in params if param.name in names]
    if name == "separable":
        params.append(Param("groups", "count", None, minimum=1))  # of the grouped rival
    options = layer_options(params, *more)
    if name == "tconv":
        own = {"padding": "tconv_padding"}
        options = tuple([one._replace(words=own.get(one.name, "")) for one in options])
    typed = name == "layer"
    arguments = Arguments("K" if name == "kernel" else "SIZE")
    if typed:
        arguments = Arguments("TYPE SIZE... [KEY=VALUE]...", 2, None, ("types", ""))
    honours = (*ALL, DRAW.name) if name in DRAWN else ALL
    return Command(
        name, None, arguments, options, honours=honours, examples=EXAMPLES[name],
        inquire=inquire, bind=_bound if typed else _constructed,
    )  # fmt: skip


def _bound(command: Command, words: list[str]) -> tuple[Command, list[str]]:
    """`layer` with the options of the type that is its first argument."""
    position = first_word(words, SHARED)
    if position == len(words):
        return command, words
    if any(word[:1] == "-" for word in words[:position]):
        from convcalc.cli.usage import refuse_others

        refuse_others(words[:position], SHARED)
    if find(words[position]) is None:
        from convcalc.load.constructors import read_layer

        words[position : position + 1] = read_layer(words[position]).words()
    return command._replace(options=type_options(words[position])), words


def _constructed(command: Command, words: list[str]) -> tuple[Command, list[str]]:
    """`conv 224 "nn.Conv2d(3, 64, 7)"`: the layer that is constructed, if it is of the command."""
    for position, word in enumerate(words):
        if "(" in word and word[:1].isalpha():
            from convcalc.load.constructors import constructed

            found = constructed(word)
            if found is not None and look_up(found.type).type in TABLE[command.name][0]:
                rest = [*words[:position], *words[position + 1 :]]
                return _bound(layer_command("layer"), [*found.words(), *rest])
    return command, words


def type_options(kind: str) -> tuple[Option, ...]:
    """The options of a layer of that type.

    Raises:
        UsageError: there is no such type.
    """
    return layer_options(resolve(kind).PARAMS, *EXTRA)


class LayerInquiry:
    """A layer of one kind and its inputs; `given` are the layer's own parameters, as text."""

    __slots__ = ("dialect", "dims", "given", "inputs", "kind")

    def __init__(
        self, call: Call, kind: str, sizes: Sequence[str], dims: int | None = None
    ) -> None:
        """Read the inputs of a call; `dims` is the number of axes that the layer's name fixes.

        Raises:
            ConvcalcError: a size or a number of channels that cannot be.
        """
        given = dict(call.given)
        self.kind = kind
        self.dialect: str | None = given.pop("dialect", call.settings.dialect)
        channels = given.pop("in", None)
        asked = given.pop("dims", None)
        axes = int(asked) if asked else dims
        kernel = kernel_axes(given)
        self.inputs = tuple([_input(size, channels, axes, kernel) for size in sizes])
        self.given = given
        self.dims = int(asked or len(self.inputs[0].spatial))

    def analysed(self, record: bool) -> tuple[Layer, Sheet]:
        """The layer, and what it says of the inputs; with the formulas behind it if recorded.

        Raises:
            ConvcalcError: no such parameter or layer, or inputs that do not fit.
        """
        return analyse(self.kind, self.inputs, self.given, self.dims, self.dialect, record=record)

    def document(self, settings: Settings) -> Document:
        """Everything about the layer, or how it is derived."""
        layer, sheet = self.analysed(settings.steps or settings.draw)
        if settings.steps:
            from convcalc.report.steps import layer_steps

            assert isinstance(sheet, Record)
            whole = settings.letters != LETTER_SETS[0]
            document = layer_steps(layer, sheet.inputs, sheet, settings.of, whole)
        else:
            from convcalc.report.layer import layer_document

            document = layer_document(layer, sheet.inputs, sheet, settings.of)
        if not settings.pictured:
            return document
        from convcalc.report.draw.layer import with_picture

        assert isinstance(sheet, Record)
        return with_picture(document, layer, sheet)

    def recorded(self) -> tuple[Layer, Record]:
        """The layer, and the formulas behind what it says of the inputs.

        Raises:
            ConvcalcError: as `analysed`.
        """
        layer, sheet = self.analysed(record=True)
        assert isinstance(sheet, Record)
        return layer, sheet

    def asked(self, of: str | None) -> Asked:
        """The question of a quantity, the size unless there is none."""
        from convcalc.report.asked import layer_asked

        return layer_asked(*self.recorded(), of)


def _input(text: str, channels: str | None, dims: int | None, kernel: int | None) -> Shape:
    shape = read_size(text, dims, kernel)
    if channels is None:
        return shape
    return Shape(merge_channels(shape.channels, read_channels(channels)), shape.spatial)


def _pool(call: Call) -> LayerInquiry:
    return LayerInquiry(call, call.given.pop("type", "max") + "pool", call.arguments)


def _layer(call: Call) -> LayerInquiry:
    """The type and the sizes of its inputs; KEY=VALUE becomes an option of the call.

    Raises:
        UsageError: no size, or an option that is given twice.
    """
    kind, *words = call.arguments
    sizes = []
    for word in words:
        key, sign, value = word.partition("=")
        if not sign:
            sizes.append(word)
        elif call.given.setdefault(key.strip().replace("-", "_"), value.strip()) != value.strip():
            raise UsageError(Message("usage.given_twice", name=key.strip()))
    if not sizes:
        raise UsageError(
            Message("usage.missing_argument", name="SIZE", command="layer"),
            Message("usage.for_example", example=f"convcalc layer {kind} 56x56@64"),
        )
    return LayerInquiry(call, kind, sizes, look_up(kind).dims)


class KernelInquiry:
    """A kernel and its dilation, one value for each axis."""

    __slots__ = ("dilation", "kernel")

    def __init__(self, call: Call) -> None:
        """Read both.

        Raises:
            ConvcalcError: one of them cannot be.
        """
        from convcalc.layers.conv import DILATION, KERNEL

        (text,) = call.arguments
        rate = call.given.get("dilation", "1")
        asked = call.given.get("dims")
        dims = int(asked) if asked else axes_of(text, rate) or 2
        self.kernel: tuple[Size, ...] = READERS["axes"](KERNEL, text, dims)
        self.dilation: tuple[Size, ...] = READERS["axes"](DILATION, rate, dims)

    def document(self, settings: Settings) -> Document:
        """How far the kernel reaches, or how that is derived."""
        from convcalc.report.kernel import kernel_document, kernel_record

        if settings.steps:
            from convcalc.report.steps import kernel_steps

            return kernel_steps(kernel_record(self.kernel, self.dilation), settings.of)
        return kernel_document(self.kernel, self.dilation, settings.of)

    def asked(self, of: str | None) -> Asked:
        """The question of the effective kernel."""
        from convcalc.report.asked import kernel_asked

        return kernel_asked(self.kernel, self.dilation, of)


class SeparableInquiry(LayerInquiry):
    """A depthwise-separable convolution beside the standard one; `saving`: the one wanted."""

    __slots__ = ("saving",)

    def __init__(self, call: Call) -> None:
        """Read the input and what is wanted.

        Raises:
            ConvcalcError: a size, or a saving that is none.
        """
        text = call.given.pop("saving", None)
        super().__init__(call, "separable", call.arguments)
        self.saving: Any = None
        if text is not None:
            from convcalc.algebra.parse import parse_value

            self.saving = parse_value(text)
            if isinstance(self.saving, Expr) or self.saving <= 1:
                raise UsageError(Message("usage.saving", value=text))

    def document(self, settings: Settings) -> Document:
        """Both convolutions side by side, or how their ratio is derived."""
        shape, given, dims, dialect = self.inputs[0], self.given, self.dims, self.dialect
        if settings.steps:
            from convcalc.report.separable_steps import separable_steps

            return separable_steps(shape, given, dims, dialect, self.saving, settings.of)
        from convcalc.report.separable import separable_document

        return separable_document(shape, given, dims, dialect, self.saving, settings.of)

    def asked(self, of: str | None) -> Asked:
        """The question of the ratio of the costs, or of a quantity of the separable one."""
        from convcalc.report.asked import separable_asked

        return separable_asked(self.inputs[0], self.given, self.dims, self.dialect, of)


TABLE: Mapping[
    str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], Callable[[Call], Inquiry]]
] = {
    "conv": (("conv",), (), EXTRA, lambda call: LayerInquiry(call, "conv", call.arguments)),
    "tconv": (("tconv",), (), EXTRA, lambda call: LayerInquiry(call, "tconv", call.arguments)),
    "pool": (("maxpool", "avgpool", "lppool"), (), ("type", *EXTRA), _pool),
    "kernel": (("conv",), ("dilation",), ("dims",), KernelInquiry),
    "separable": (("separable",), (), ("saving", *EXTRA), SeparableInquiry),
    "layer": ((), (), (), _layer),
}
"""Command -> the types whose parameters are its options (those named, or all), its other options,
and how its question is read."""
