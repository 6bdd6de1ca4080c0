"""The field worked out layer by layer, as it is written in an exam."""

from __future__ import annotations

from typing import Any

from convcalc.algebra.expr import Var, substitute
from convcalc.errors import LayerError, Message
from convcalc.formulas.field import field_growth, field_jump
from convcalc.formulas.size import effective_kernel
from convcalc.layers.base import IDENTITY, Window
from convcalc.network.field import Reach
from convcalc.network.study import Study
from convcalc.report.document import Document, Lettered, Node, Note, StepLine, Steps
from convcalc.report.fields import line
from convcalc.report.network_values import span
from convcalc.report.steps import on_axes
from convcalc.report.values import neat

R, J, K, KE, S, D = map(Var, ("r", "j", "k", "k_e", "s", "d"))
GROWTH, JUMP, EFFECTIVE = field_growth(R, KE, J), field_jump(J, S), effective_kernel(K, D)
FIELD, BEFORE, KERNEL, APART, NEAR, STRIDE = map(
    Var, ("r_l", "r_{l−1}", "k_l", "j_l", "j_{l−1}", "s_l")
)
"""The letters of layer l: its field and that of the layer before, its kernel, its jump and that of
the layer before, its stride."""
LETTERS = {"field": Lettered(R), "jump": Lettered(J), "kernel": Lettered(KE)}
AT_INPUT = {"field": Lettered(Var("r_0")), "jump": Lettered(Var("j_0")), "kernel": Lettered(KERNEL)}


def rf_steps(study: Study, document: Document) -> Document:
    """`document` with its tables replaced by the worked answer, one derivation an axis (or one for
    all where they agree).

    Raises:
        LayerError: the layer has no field that could be worked out.
    """
    local = study.field.local
    if local is None:
        raise LayerError(Message("rf.nothing_to_work_out", layer=study.target.name))
    square = all(axis is local[0] for axis in local)
    title = Message("rf.steps_title", layer=study.target.name)
    nodes: list[Node] = []
    data = []
    for axis in range(1 if square else len(local)):
        lines, rows = _lines(study, axis)
        axes = range(len(local)) if square else (axis,)
        nodes.append(Steps(on_axes(title, axes, len(local)), tuple(lines)))
        data.append({"axis": None if square else axis, "layers": rows})
    if study.meetings:
        nodes.append(Note(Message("rf.steps_path")))
    return document.told({**document.data, "derivations": data}, nodes)


def _lines(study: Study, axis: int) -> tuple[list[StepLine], list[dict[str, Any]]]:
    """The lines of a derivation on one axis, and the numbers in them."""
    lines = [
        line("steps.given", Message(_given(study), **AT_INPUT)),
        StepLine(Message("step.formula"), Lettered(FIELD),
                 Lettered(field_growth(BEFORE, KERNEL, NEAR)), note=Message("rf.source")),
        StepLine(Message("rf.steps_then"), Lettered(APART), Lettered(field_jump(NEAR, STRIDE))),
    ]  # fmt: skip
    rows: list[dict[str, Any]] = []
    field: Any = 1
    jump: Any = 1
    for node in study.path:
        assert node.sheet is not None
        window = node.sheet.windows[axis] if axis < len(node.sheet.windows) else IDENTITY
        if _changes_nothing(window):
            continue
        if window.kind == "slide" and isinstance(field, int):
            words, field, jump = _slide(window, field, jump)
        else:
            reach = study.fields[node.index].axes[axis]
            assert isinstance(reach, Reach)
            field, jump = span(reach), neat(reach.jump)
            kind = "ranged" if window.kind == "slide" else window.kind
            words = Message(f"rf.steps_{kind}", r=field, j=jump, **LETTERS)
        rows.append({"layer": node.name, "receptive_field": field, "jump": jump})
        lines.append(StepLine(Message("rf.steps_layer", layer=node.name), words=words))
    reach = study.field.axes[axis]
    assert isinstance(reach, Reach)
    answer = span(reach)
    if isinstance(field, int) and answer != field:
        lines.append(line("rf.together", Message("rf.steps_union", r=answer, **LETTERS)))
    return [*lines, line("steps.answer", answer)], rows


def _given(study: Study) -> str:
    """Where a kernel is dilated, the kernel of the formula is the effective one."""
    windows = [window for node in study.path if node.sheet for window in node.sheet.windows]
    dilated = any(window.kind == "slide" and window.dilation != 1 for window in windows)
    return "rf.steps_given_dilated" if dilated else "rf.steps_given"


def _changes_nothing(window: Window) -> bool:
    """Whether field and jump stay: elementwise layers, 1 x 1 convolutions, padding, crops."""
    return window.kind == "slide" and bool(window.kernel == 1 and window.stride == 1)


def _slide(window: Window, field: int, jump: int) -> tuple[Message, int, int]:
    """The line of a sliding window, and what it makes of field and jump."""
    spread = effective_kernel(window.kernel, window.dilation)
    grown = substitute(GROWTH, {"r": field, "k_e": spread, "j": jump})
    wider, further = field_growth(field, spread, jump), field_jump(jump, window.stride)
    fields: dict[str, Any] = {"grown": grown, "r": wider, "j": further, **LETTERS}
    code = "rf.steps_slide"
    if window.stride != 1:
        code = "rf.steps_stride"
        fields["step"] = substitute(JUMP, {"j": jump, "s": window.stride})
    words = Message("rf.steps_only_stride" if window.kernel == 1 else code, **fields)
    if window.dilation != 1:
        kernel = substitute(EFFECTIVE, {"k": window.kernel, "d": window.dilation})
        effective = Message("rf.steps_effective", expression=kernel, value=spread, **LETTERS)
        words = Message("rf.steps_dilated", effective=effective, line=words)
    return words, wider, further
