"""`convcalc draw COMMAND ...`: the picture of what the command computes."""

from __future__ import annotations

from convcalc.annotations import TypeAlias
from convcalc.cli.arguments import first_word
from convcalc.cli.command import Arguments, Call, Command
from convcalc.cli.group import ALIASES, build
from convcalc.cli.one_layer import LayerInquiry
from convcalc.cli.options import SHARED, Option
from convcalc.cli.show import show
from convcalc.errors import Message, UsageError
from convcalc.layers.index import find
from convcalc.record import NamedTuple
from convcalc.render import PICTURES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from convcalc.report.document import Document

    Builder: TypeAlias = "Callable[[Command, Call], Document]"

USAGE = "COMMAND..."
EXAMPLES = (
    "convcalc draw conv 5 -k 3 -s 2 -p 1",
    "convcalc draw conv 5 -k 3 -s 2 -p 1 --format svg",
    "convcalc draw pool 9 -k 4 -s 4 -p 2 --ceil",
    "convcalc draw tconv 5 -k 3 -s 2 -p 1 --view overlap",
    'convcalc draw rf "3*( conv3/1d2 )" --coverage',
)
LOOK = (
    Option("theme", ("--theme",), "THEME", ("auto", "light", "dark"), "auto"),
    Option("width", ("--width",), "PIXELS", (), 600, words="picture_width"),
    Option("colours", ("--colours", "--colors"), "HUE=#RRGGBB,..."),
)
"""How a picture in SVG looks."""
ON_PAGES = ("theme", "colours")
"""Those that an HTML page has as well."""
WIDTHS = range(320, 4001)
VIEWS = ("windows", "animate")
WALKS = tuple([Option(name, (f"--{name}",), words=f"draw_{name}") for name in VIEWS])
"""Other views of windows, in SVG."""

VIEW = Option("view", ("--view",), "VIEW", ("scatter", "zeros", "overlap"), "scatter")
"""What of a transposed convolution is shown."""


class Drawn(NamedTuple):
    """A command that can be drawn: what makes the picture of its call, options of the picture
    besides `LOOK`, the formats, and which of the command's own options mean something for it."""

    build: Builder
    options: tuple[Option, ...] = ()
    formats: tuple[str, ...] = PICTURES
    keeps: Callable[[Option], bool] = lambda option: True


def _layer(inner: Command, call: Call) -> Document:
    from convcalc.report.draw.layer import layer_picture

    views = [view for view in VIEWS if call.given.pop(view, False)]
    if "view" in call.given:
        views.append(call.given.pop("view"))
    if len(views) > 1:
        raise UsageError(Message("draw.one_view", first=f"--{views[0]}", second=f"--{views[1]}"))
    assert inner.inquire is not None
    inquiry = inner.inquire(call)
    assert isinstance(inquiry, LayerInquiry)
    layer, record = inquiry.recorded()
    return layer_picture(layer, record, *views)


def _field(inner: Command, call: Call) -> Document:
    from convcalc.cli.rf import FieldInquiry

    assert inner.inquire is not None
    inquiry = inner.inquire(call)
    assert isinstance(inquiry, FieldInquiry)
    return inquiry.picture()


def _audit(inner: Command, call: Call) -> Document:
    from convcalc.cli.folder import networks_among

    call.arguments = networks_among(call)
    if call.settings.format == "html":
        from convcalc.cli.audit import audited, linter_of

        document, _, failed = audited(call, linter_of(call))
        if document is None:
            raise failed[0][1]
        return document
    from convcalc.cli.networks import measured, opened
    from convcalc.report.draw.network import network_drawing, rivals_drawing

    alone = [option.name for option in PARTS if option.name in call.given]
    if alone and len(call.arguments) > 1:
        raise UsageError(Message("audit.one_network_only", option=f"--{alone[0]}"))
    by, view = call.given.pop("by", "stage"), call.given.pop("view", None)
    networks = [(text, measured(call, opened(call, text))) for text in call.arguments]
    if len(networks) == 1:
        return network_drawing(networks[0][1], by, view)
    return rivals_drawing(networks)


def _of_networks(option: Option) -> bool:
    """Whether an option of `audit` means something for its picture."""
    from convcalc.cli.networks import NETWORK

    return option in NETWORK or option.name in ("batch_size", "dtype")


PARTS = (
    Option("by", ("--by",), "GROUP", ("stage", "block", "type", "layer"), "stage"),
    Option("view", ("--view",), "VIEW", ("costs", "shape", "field", "memory"), words="draw_view"),
)
"""What is shown of a network."""

DRAWN: Mapping[str, Drawn] = {
    "conv": Drawn(_layer, WALKS),
    "tconv": Drawn(_layer, (VIEW,)),
    "pool": Drawn(_layer, WALKS),
    "layer": Drawn(_layer, WALKS),
    "rf": Drawn(_field, keeps=lambda option: option.name != "all_layers"),
    "audit": Drawn(_audit, PARTS, (*PICTURES, "html"), _of_networks),
}
"""Command -> how it is drawn."""


def command() -> Command:
    """The command; its options are those of the command it draws."""
    return Command(
        "draw", None, Arguments(USAGE, 0, None, ("drawn",)), LOOK,
        honours=("letters",), examples=EXAMPLES, formats=PICTURES, bind=_bound,
    )  # fmt: skip


def _bound(command: Command, words: list[str]) -> tuple[Command, list[str]]:
    """The command with the options and arguments of the one that is drawn."""
    at = first_word(words, (*SHARED, *command.options))
    if at == len(words):
        return command._replace(run=_incomplete), words
    name = ALIASES.get(words[at], words[at])
    if name not in DRAWN:
        from convcalc.cli.usage import not_drawn

        raise not_drawn(words[at], tuple(DRAWN))
    inner, rest = build(name).bound(words[at + 1 :])
    kind = find(rest[0]) if name == "layer" and rest else None
    drawn = DRAWN[kind.type if kind is not None and kind.type in DRAWN else name]
    own = (*drawn.options, *LOOK)

    def run(call: Call) -> int:
        look = _look(call)
        return show(call, drawn.build(inner, call), **look)

    bound = command._replace(
        run=run, options=(*filter(drawn.keeps, inner.options), *own), arguments=inner.arguments,
        formats=drawn.formats, within=inner,
    )  # fmt: skip
    return bound, [*words[:at], *rest]


def _incomplete(call: Call) -> int:
    from convcalc.cli.usage import missing

    raise missing("draw", USAGE, 0, EXAMPLES)


def _look(call: Call) -> dict[str, object]:
    """The options of SVG, taken from the call.

    Raises:
        UsageError: one of them where no SVG is written, or a width that no picture has.
    """
    names = [option.name for option in (*LOOK, *WALKS) if option.name in call.given]
    page = call.settings.format == "html"
    idle = (
        []
        if call.settings.format == "svg"
        else [name for name in names if not page or name not in ON_PAGES]
    )
    if idle:
        raise UsageError(
            Message("draw.only_svg", option=f"--{idle[0]}"), Message("draw.only_svg_hint")
        )
    look = {one.name: call.given[one.name] for one in LOOK if one.name in call.given}
    if not page:  # a page names them
        for name in look:
            del call.given[name]
    if "width" in look:
        text = look["width"]
        wide = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
        if wide not in WIDTHS:
            least, most = WIDTHS[0], WIDTHS[-1]
            raise UsageError(Message("draw.width", value=text, least=least, most=most))
        look["width"] = wide
    return look
