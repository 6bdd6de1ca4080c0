"""The tensors that a layer is given: from `56x56@64`, or from the keys of a case, to a `Shape`."""

from __future__ import annotations

from convcalc.algebra.expr import Size, same
from convcalc.annotations import Any, TypeAlias
from convcalc.errors import InputError, LayerError, Message, UsageError
from convcalc.layers.base import Param, Shape
from convcalc.layers.numbers import LIMIT, plain_number, read_integer, shown
from convcalc.layers.python_spelling import python_value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping

SIZE = Param("size", "count", minimum=1)
CHANNELS = Param("in", "count", minimum=1)
DIMS = Param("dims", "count", minimum=1)
CHANNEL_KEYS = (
    "in", "in_channels", "channels", "in_features", "num_features", "num_channels",
    "input_size", "embed_dim",
)  # fmt: skip
"""What frameworks call the channels that come in, as a parameter of the layer."""
KERNEL_KEYS = ("kernel", "kernel_size", "kernel_shape", "pool_size", "ksize", "filter_size")
PARAM_ALIASES: dict[str, tuple[str, ...]] = {
    "kernel": KERNEL_KEYS[1:],
    "stride": ("strides",),
    "padding": ("pad",),
    "dilation": ("dilations", "dilation_rate", "rate"),
    "groups": ("group", "num_groups"),
    "out": ("out_channels", "out_features", "filters", "units", "num_output"),
    "bias": ("use_bias", "bias_term"),
    "ceil": ("ceil_mode",),
    "multiplier": ("depth_multiplier",),
    "output_size": ("output_shape",),
    "scale": ("scale_factor",),
    "mode": ("interpolation",),
    "factor": ("upscale_factor", "downscale_factor", "block_size", "blocksize"),
    "amount": ("cropping",),
    "affine": ("elementwise_affine",),
    "parameters": ("num_parameters",),
    "norm": ("norm_type",),
    "window": ("local_size",),
    "p": ("rate", "probability"),
    "reduction": ("ratio",),
    "hidden": ("hidden_size", "units"),
    "layers": ("num_layers",),
    "heads": ("num_heads",),
    "head_size": ("key_dim",),
    "ratio": ("output_ratio",),
    "sequence": ("return_sequences",),
}
"""Parameter -> what frameworks call it. The first parameter of a layer that has a name wins."""
MOST_DIMS = 3

Case: TypeAlias = "MutableMapping[str, Any]"


def read_size(text: str, dims: int | None = None, kernel_dims: int | None = None) -> Shape:
    """A SIZE such as `224`, `224x160`, `HxW@C`, or `@512` for a vector.

    One number is a square of `dims` axes, by default as many as the kernel has parts, else 2.
    Three numbers need `dims` 3 or a kernel of three parts, because `224x224x32` often means 32
    channels.

    Raises:
        UsageError, LayerError: not a size, or one that could be read both ways.
        InputError: a part is not an expression.
    """
    number = plain_number(text)
    if number is not None:
        axes = dims or (kernel_dims if kernel_dims is not None and kernel_dims > 1 else 2)
        return Shape(None, (read_integer(SIZE, number),) * axes)
    from convcalc.algebra.parse import parse_expression

    if text.lstrip().startswith("@"):
        return Shape(read_integer(CHANNELS, parse_expression(text.lstrip()[1:])), ())
    if dims is None and kernel_dims is not None and kernel_dims > 1:
        dims = kernel_dims
    sizes, channels = _numbers(text, dims)
    if len(sizes) == 1:
        return Shape(channels, sizes * (dims or 2))
    wanted = dims or (2 if len(sizes) == 2 else None)
    if len(sizes) == wanted:
        return Shape(channels, sizes)
    from convcalc.layers.order import size_hints

    raise UsageError(_unfit(text, len(sizes), wanted), *size_hints(sizes, channels, dims))


def _unfit(text: str, count: int, dims: int | None) -> Message:
    """Why a SIZE of so many numbers is none for so many axes (None: unknown)."""
    if count > MOST_DIMS:
        return Message("size.too_many_axes", text=shown(text), given=count)
    if dims is None:
        return Message("size.three_numbers", text=shown(text))
    return Message("size.wrong_axes", text=shown(text), given=count, dims=dims)


def _numbers(text: str, dims: int | None) -> tuple[tuple[Size, ...], Size | None]:
    """The sizes of a SIZE, and its channels.

    Raises:
        UsageError, LayerError, InputError: it is none, or could be read as another one.
    """
    from convcalc.algebra.parse import parse_grid

    try:
        grid = parse_grid(text)
    except InputError as error:
        if error.message.code not in ("expr.digit_groups", "expr.product"):
            raise
        from convcalc.layers.order import reread

        raise reread(error, lambda other: read_size(other, dims)) from None
    if any(len(cell) != 1 for cell in grid.cells):
        raise UsageError(Message("size.pair", text=shown(text)))
    sizes = tuple([read_integer(SIZE, cell[0]) for cell in grid.cells])
    return sizes, None if grid.at is None else read_integer(CHANNELS, grid.at)


def merge_channels(at: Size | None, option: Size | None) -> Size | None:
    """The input channels, given after `@`, as an option, or as both if they agree.

    Raises:
        UsageError: they differ.
    """
    if at is None or option is None:
        return option if at is None else at
    if same(at, option):
        return at
    raise UsageError(Message("size.channels_twice", at=at, option=option))


def read_channels(value: Any) -> Size:
    """Input channels, at least one."""
    if type(value) is int and 0 < value < LIMIT:
        return value
    return read_integer(CHANNELS, value)


def read_shape_of_case(
    case: Case, default_dims: int | None = None
) -> tuple[tuple[Shape, ...], int]:
    """The input tensors of a batch case and its number of spatial axes.

    Takes the keys it reads (`size`, `in` and its other names, `inputs`, `dims`) out of the case.
    `default_dims` is the number of axes of a size that is a single number (else 2).

    Raises:
        UsageError: no size, or sizes and `dims` that contradict each other.
        LayerError, InputError: a size or channels that cannot be.
    """
    dims = case.pop("dims", None)
    if dims is None:
        dims = default_dims
    elif type(dims) is not int or not 1 <= dims <= MOST_DIMS:
        raise LayerError(Message("case.dims", value=shown(dims)))
    if "inputs" in case:
        return _several(case, dims)
    shape = _shape(case, dims)
    return (shape,), len(shape.spatial)


def _several(case: Case, dims: int | None) -> tuple[tuple[Shape, ...], int]:
    given = case.pop("inputs")
    if "size" in case:
        raise UsageError(Message("case.size_and_inputs"))
    if type(given) is not list or not all(type(part) is dict for part in given):
        raise UsageError(Message("case.inputs", value=shown(given)))
    if not given:
        raise UsageError(Message("case.no_inputs"))
    shapes = []
    for part in given:
        rest = dict(part)
        if "in" not in rest:
            rest["in"] = _other_channels(rest)
        shapes.append(_shape(rest, dims))
        for key in rest:
            raise UsageError(Message("case.unknown_input_key", key=shown(key)))
    return tuple(shapes), len(shapes[0].spatial)


def _shape(case: Case, dims: int | None) -> Shape:
    channels = case.pop("in", None)
    if channels is not None and not (type(channels) is int and 0 < channels < LIMIT):
        channels = read_integer(CHANNELS, channels)
    size = case.pop("size", None)
    if type(size) is list:
        spatial = _spatial(size)
        if dims is not None and len(spatial) != dims:
            raise UsageError(Message("case.axes", given=len(spatial), dims=dims))
        return Shape(channels, spatial)
    if size is None:
        raise UsageError(Message("case.no_size"))
    if type(size) is str:
        shape = read_size(size, dims, kernel_axes(case))
        return Shape(merge_channels(shape.channels, channels), shape.spatial)
    return Shape(channels, (read_integer(SIZE, size),) * (dims or 2))


def _other_channels(case: Case) -> Any:
    for key in CHANNEL_KEYS:
        if key in case:
            return case.pop(key)
    return None


def _spatial(size: list[Any]) -> tuple[Size, ...]:
    if len(size) > MOST_DIMS:
        raise UsageError(Message("case.too_many_axes", given=len(size)))
    for part in size:
        if not (type(part) is int and 0 < part < LIMIT):
            return tuple([read_integer(SIZE, part) for part in size])
    return tuple(size)


def axes_of(*values: Any) -> int | None:
    """How many axes these values name: 3 for `3x3x3` or `(3, 3, 3)`; None if one stands for all, or
    if they cannot be read, which their reader then says."""
    most = 1
    for value in values:
        if type(value) is str:
            if plain_number(value) is not None:
                continue
            value = python_value(value)
        if type(value) in (list, tuple):
            most = max(most, len(value))
        elif type(value) is str:
            from contextlib import suppress

            from convcalc.algebra.parse import parse_grid

            with suppress(InputError):
                most = max(most, len(parse_grid(value).cells))
    return most if most > 1 else None


def kernel_axes(given: Mapping[str, Any]) -> int | None:
    """How many axes the kernel names, under any of its names."""
    return axes_of(*[given[key] for key in KERNEL_KEYS if key in given])
