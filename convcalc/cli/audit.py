"""`convcalc audit NETWORK...`: what whole networks cost, layer by layer, and whether they may."""

from __future__ import annotations

from convcalc.annotations import TypeAlias
from convcalc.cli.columns import columns_named
from convcalc.cli.command import ALL, Arguments, Call, Command
from convcalc.cli.folder import networks_among
from convcalc.cli.networks import (
    DTYPES,
    NETWORK,
    expected,
    measured,
    opened,
    whole_number,
)
from convcalc.cli.options import LETTER_SETS, Option
from convcalc.cli.page import again, is_page
from convcalc.cli.show import show
from convcalc.cli.verdicts import Judged, conclude
from convcalc.errors import Message, UsageError
from convcalc.network.budget import Limit, judge, read_limit, read_limits
from convcalc.network.conventions import CONVENTIONS
from convcalc.network.graph import Network
from convcalc.network.totals import GROUPINGS
from convcalc.render import INSPECTIONS, PAGES
from convcalc.report.audit import audit_document
from convcalc.report.audit_rows import View
from convcalc.report.audit_table import OUTLINED
from convcalc.report.document import Document
from convcalc.rules.severity import NEVER, SEVERITIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from convcalc.cli.lint import Linter
    from convcalc.errors import ConvcalcError

    Audited: TypeAlias = "tuple[Document | None, list[Judged], list[tuple[str, ConvcalcError]]]"

BUDGETS = {
    "max_params": ("params", "max"),
    "max_macs": ("macs", "max"),
    "max_flops": ("flops", "max"),
    "max_peak_memory": ("peak_memory", "max"),
    "max_weight_memory": ("weight_memory", "max"),
    "max_layers": ("layers", "max"),
    "min_rf": ("receptive_field", "min"),
    "expect_output": ("output", "equal"),
}
"""Budget option -> the quantity and the kind of limit."""

ALONE = ("by", "top", "sort", "depth", "columns", "details", "reconcile", "layer", "steps")
"""Options that mean something for a single network only."""


LINTING = (
    Option("rules", ("--rules",)),
    Option("select", ("--select",), "RULES", values="rules"),
    Option("ignore", ("--ignore",), "RULES", values="rules"),
    Option("extend_select", ("--extend-select",), "RULES", values="rules"),
    Option("fail_on", ("--fail-on",), "SEVERITY", (*SEVERITIES, NEVER), NEVER),
    Option("baseline", ("--baseline",), "FILE", values="files"),
    Option("write_baseline", ("--write-baseline",), "FILE", values="files"),
)
"""Options about the rules for networks."""


def command() -> Command:
    """The command with its options."""
    amounts = [Option(name, (f"--{name.replace('_', '-')}",), "AMOUNT") for name in BUDGETS]
    return Command(
        "audit",
        run,
        Arguments("NETWORK...", 1, None, ("networks",)),
        (
            *NETWORK,
            Option("batch_size", ("--batch-size",), "N", default=1),
            Option("dtype", ("--dtype",), "TYPE", DTYPES, DTYPES[0]),
            Option("by", ("--by",), "GROUP", tuple(GROUPINGS), "layer"),
            Option("top", ("--top",), "N"),
            Option("sort", ("--sort",), "NAME", values="columns"),
            Option("depth", ("--depth",), "N", words="depth_shown"),
            Option("details", ("--details",)),
            Option("columns", ("--columns",), "NAMES", values="columns"),
            Option("count", ("--count",), "CONVENTION", tuple(CONVENTIONS), "macs"),
            Option("reconcile", ("--reconcile",)),
            *amounts,
            Option("strict", ("--strict",)),
            Option("layer", ("--layer",), "LAYER", words="layer_alone"),
            *LINTING,
        ),
        examples=(
            "convcalc audit resnet50 --by stage",
            "convcalc audit mobilenet_v1:width=0.5 --max-params 2M --max-macs 200M",
            'convcalc audit "3x32x32: conv3p1@16 bn relu gap linear@10"',
            "convcalc audit resnet50 mobilenet_v2 efficientnet_b0",
        ),
        honours=ALL,
        formats=(*PAGES, *INSPECTIONS),
    )


def run(call: Call) -> int:
    """Audit one network, or compare several; 1 if a limit is not kept."""
    call.arguments = networks_among(call)
    linter = linter_of(call)
    if call.settings.format in INSPECTIONS:
        from convcalc.cli.inspect import inspect

        _demand(call, "audit.of_pages", format=call.settings.format)
        return inspect(call, _limits, linter)
    document, judged, failed = audited(call, linter)
    if document is not None:
        show(call, document)
    if linter is not None:
        linter.close()
    return conclude(call, judged, failed)


def audited(call: Call, linter: Linter | None) -> Audited:
    """The answer, what became of the limits of each network, and what is wrong with other files."""
    given = call.given
    by = given.get("by", "layer")
    columns = _columns(call)
    sort = columns_named([given["sort"].strip()], by)[0] if "sort" in given else ""
    top = whole_number("top", given["top"]) if "top" in given else None
    depth = whole_number("depth", given["depth"]) if "depth" in given else None
    view = View(
        by, top, columns, given.get("count", "macs"), depth, "details" in given, sort,
        given.get("layer"),
    )  # fmt: skip
    if depth is not None and (by not in OUTLINED or top is not None or sort):
        raise UsageError(Message("audit.depth_in_order"))
    if view.layer is not None and by != "layer":
        raise UsageError(Message("audit.layer_by_layer"))
    if len(call.arguments) > 1:
        from convcalc.cli.compared import compared

        _demand(call, "audit.one_network_only")
        return compared(call, view, _limits, linter)
    return *_single(call, view, linter), []


def _demand(call: Call, code: str, **fields: str) -> None:
    """Refuse what is for the page of a single network.

    Raises:
        UsageError: it is asked for.
    """
    for name in ALONE:
        if name in call.given or (name == "steps" and call.settings.steps):
            raise UsageError(Message(code, option=f"--{name}", **fields))


def _columns(call: Call) -> tuple[str, ...]:
    """The columns that are asked for, by the option or the project (of layers)."""
    project = call.settings.project
    usual = project.words("columns") if project is not None and "by" not in call.given else None
    names = call.given["columns"].split(",") if "columns" in call.given else usual or ()
    kept = [name.strip() for name in names if name.strip()]
    return tuple(columns_named(kept, call.given.get("by", "layer")))


def linter_of(call: Call) -> Linter | None:
    """The rules, where somebody asked for them, or where a page for people may tell of them."""
    asked = any(option.name in call.given for option in LINTING)
    page = call.settings.format not in ("plain", "csv", "json") and not call.settings.quiet
    project = call.settings.project
    strict = project is not None and any(key in project.values for key in ("fail-on", "baseline"))
    reads = call.settings.format in ("html", *INSPECTIONS)
    plain = not page or (len(call.arguments) > 1 and not reads) or call.settings.steps
    if plain and not asked and not strict:
        return None
    from convcalc.cli.lint import Linter

    return Linter(call, asked or call.settings.format == "html")


def _single(call: Call, view: View, linter: Linter | None) -> tuple[Document, list[Judged]]:
    text, page = call.arguments[0], is_page(call)
    network = opened(call, text)
    measures = measured(call, network)
    verdicts = judge(measures, _limits(call, text, network))
    lint = None if linter is None else linter.run(text, measures)
    judged = [Judged(text, measures, verdicts, lint)]
    if call.given.get("reconcile"):
        from convcalc.report.reconcile import reconcile_document

        return reconcile_document(network), judged
    if page:
        from convcalc.report.draw.page import audit_page

        document = audit_document(measures, View(details=True), verdicts, call.settings.of, lint)
        by, line = call.given.get("by", "stage"), again(call, "audit")
        return audit_page(document, measures, verdicts, by, line), judged
    document = audit_document(measures, view, verdicts, call.settings.of, lint)
    if call.settings.steps:
        from convcalc.report.audit_steps import audit_steps

        name, whole = call.given.get("layer"), call.settings.letters != LETTER_SETS[0]
        document = audit_steps(network, document, name, whole)
    return document, judged


def _limits(call: Call, text: str, network: Network) -> list[Limit]:
    """What is demanded: by options, by the file, by the project, and what the file promises.

    An option takes the place of a limit of the file on the same quantity, and this of one of the
    project.

    Raises:
        UsageError: a limit that cannot be read.
    """
    project = call.settings.project
    sources = [
        [
            read_limit(quantity, call.given[name], "option", kind)
            for name, (quantity, kind) in BUDGETS.items()
            if name in call.given
        ],
        read_limits(network.budget, "file"),
        [] if project is None else project.budget,
    ]
    found: dict[tuple[str, str], Limit] = {}
    for source in sources:
        for limit in source:
            found.setdefault((limit.quantity, limit.kind), limit)
    return [*found.values(), *expected(call, text, network)]
