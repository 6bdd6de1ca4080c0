"""From a question to the command lines that answer it, with what had to be taken as usual."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from convcalc.ask.asked import COUNTED, Understood, bias, missing, need, tail
from convcalc.ask.fit import fit_padding
from convcalc.ask.question import POOLS, ReadQuestion, name_of
from convcalc.ask.shape import Input, grid, input_of, size_text
from convcalc.ask.simple import linear, padded, scaled, whole
from convcalc.errors import Message, UsageError


def commands(question: ReadQuestion, of: str | None = None) -> list[Understood]:
    """The command lines that answer a question, one for each thing it asks for.

    Args:
        of: the quantity to ask for in place of those that the question names.

    Raises:
        UsageError: a given is missing, or two of them contradict each other.
    """
    targets = [of] if of else _targets(question)
    found: list[Understood] = []
    for target in targets:
        for kind in _kinds(question, target):
            line = _line(question, kind, target)
            if line not in found:
                found.append(line)
    return found


def _targets(question: ReadQuestion) -> list[str]:
    targets = list(dict.fromkeys(question.targets))
    if "ratio" in targets:
        return ["ratio"]
    if "rf" in targets and "effective_kernel" in targets:
        targets.remove("rf")
    if targets:
        return targets
    if question.kind == "bn":
        return ["params"]
    if "input" not in question.given:
        if question.kind == "separable" and "out" in question.given:
            return ["ratio"]
        if "dilation" in question.given:
            return ["effective_kernel"]
    return ["size"]


def _kinds(question: ReadQuestion, target: str) -> list[str]:
    """The layer, or two where the separable convolution is set beside the standard one."""
    kind = question.kind
    beside = "standard" in question.kinds and kind in ("separable", "depthwise")
    return ["conv", kind] if beside and target in COUNTED else [kind]


def _line(question: ReadQuestion, kind: str, target: str) -> Understood:
    if question.unknown is not None:
        return _inverse(question, kind)
    if target == "values":
        return _statistics(question)
    if target in ("effective_kernel", "rf"):
        asked = _reach(question, target)
    elif target == "ratio":
        asked = _ratio(question, kind)
    else:
        _all_used(question, kind)
        asked = _BUILDERS.get(kind, _sliding)(question, kind, target)
    return asked._replace(assumed=(*question.assumed, *asked.assumed))


def _all_used(question: ReadQuestion, kind: str) -> None:
    """Refuse a given that the layer has no use for: it would be passed over in silence.

    Raises:
        UsageError: groups of a pooling, say.
    """
    known = _USED.get(kind, (*_WINDOW, "out"))
    for name, value in question.given.items():
        if name not in known and not (name == "layers" and value == (1,)):
            raise UsageError(
                Message("ask.unused", name=name_of(name), kind=Message(f"ask.kind.{kind}"))
            )


_WINDOW = ("input", "in", "kernel", "stride", "padding", "dilation", "output", "layers")
_USED = {
    "conv": (*_WINDOW, "out", "groups"),
    "tconv": (*_WINDOW, "out", "groups", "output_padding"),
    "pool": _WINDOW,
    "maxpool": _WINDOW,
    "avgpool": _WINDOW,
    "unpool": _WINDOW,
    "linear": ("input", "in", "out", "output"),
    "gap": ("input", "in"),
    "flatten": ("input", "in"),
    "bn": ("input", "in", "batch"),
    "upsample": ("input", "in", "scale", "dilation"),
    "pixel_shuffle": ("input", "in", "scale", "dilation"),
    "pad": ("input", "in", "padding"),
}
"""Givens that a layer has a use for; the rest of the layers are windows with filters."""


def _reach(question: ReadQuestion, target: str) -> Understood:
    """How far a kernel, or a stack of layers, sees."""
    stacked = "rf" in question.lists or any(name in question.lists for name in _CHAIN)
    count = question.given.get("layers", (1,))[0]
    if target == "rf" and (stacked or count > 1):
        from convcalc.ask.stack import chain

        return Understood(("rf", chain(question), "--steps"), ())
    if "kernel" not in question.given:
        raise missing("kernel")
    _stack_refused(question)
    if target == "effective_kernel" or "dilated" in question.flags:
        need(question, "dilation")
    words = ["kernel", grid(question.given["kernel"])]
    if "dilation" in question.given:
        words += ["-d", grid(question.given["dilation"])]
    told = (Message("ask.one_layer"),) if target == "rf" else ()
    return Understood((*words, "--steps"), told)


_CHAIN = ("kernel", "stride", "dilation")


LETTERS = {"input": "H", "kernel": "K", "stride": "S", "padding": "P", "dilation": "D",
           "output_padding": "A"}  # fmt: skip
TURNED = ("conv", "tconv", *POOLS)


def _inverse(question: ReadQuestion, kind: str) -> Understood:
    """Which padding, stride ... leads to the output that the question tells."""
    unknown = question.unknown or ""
    if kind not in TURNED:
        raise UsageError(Message("ask.no_value", name=name_of(unknown)))
    any_input = (
        "output" not in question.given
        and unknown == "padding"
        and (question.given.get("stride", (1,)) == (1,))
    )
    known = ("kernel",) if any_input else ("input", "kernel")
    need(question, *(name for name in known if name != unknown))
    shape = input_of(question)
    size = LETTERS["input"] if shape.spatial is None else grid(shape.spatial)
    if unknown != "input":
        question.given[unknown] = LETTERS[unknown]
    wanted = question.given.get("output", ())[: shape.dims]
    words = ["solve", *_head(kind), size, *_window(question, kind, shape)]
    dims = ["--dims", str(shape.dims)] if shape.dims != 2 else []
    return Understood((*words, *dims, "--want", grid(wanted) if wanted else "same"), ())


def _statistics(question: ReadQuestion) -> Understood:
    """How many values share a mean and a variance."""
    size = question.given.get("input", ())
    if len(size) == 4:
        question.put("batch", size[:1])
    need(question, "input", "batch")
    shape = input_of(question)
    if shape.channels is None:
        raise missing("in")
    words = ("compare", "norm", size_text(shape), "--batch-size", grid(question.given["batch"]))
    return Understood(words, ())


def _fit_output(question: ReadQuestion, kind: str, shape: Input) -> None:
    """Take what follows from an output that the question tells: channels and padding."""
    output = question.given.get("output")
    if output is not None:
        if len(output) > shape.dims:
            question.put("out", output[-1:])
        fit_padding(question, kind, shape)


def _ratio(question: ReadQuestion, kind: str) -> Understood:
    if kind != "separable":
        raise UsageError(Message("ask.ratio_of"))
    need(question, "kernel")
    shape = input_of(question)
    _fit_output(question, kind, shape)
    need(question, "out")
    size = size_text(shape) if shape.channels is not None else f"{size_text(shape)}@C"
    words = ["separable", size, *_window(question, kind, shape)]
    words += ["-o", grid(question.given["out"]), "--of", "ratio", "--steps"]
    return Understood(tuple(words), ())


def _sliding(question: ReadQuestion, kind: str, target: str) -> Understood:
    """A window that slides: convolutions and poolings."""
    shape = input_of(question)
    absent = []
    if shape.spatial is None and target not in ("params",):
        absent.append("input")
    if "kernel" not in question.given and kind != "pointwise":
        absent.append("kernel")
    absent += [name for flag, name in _FLAGGED if flag in question.flags
               and name not in question.given]  # fmt: skip
    if absent:
        raise missing(*absent)
    _stack_refused(question)
    _fit_output(question, kind, shape)
    assumed = _assumptions(question, kind, target)
    shape, counted = _channels(question, kind, target, shape)
    words = [*_head(kind), size_text(shape), *_window(question, kind, shape)]
    if "groups" in question.given:
        words += ["-g", grid(question.given["groups"])]
    if "out" in question.given and (kind not in POOLS and kind != "depthwise"):
        words += ["-o", grid(question.given["out"])]
    said = bias(question, kind, target)
    words += [*said.words, *tail(kind, shape, target)]
    return Understood(tuple(words), (*assumed, *counted, *said.assumed))


_FLAGGED = (("dilated", "dilation"), ("grouped", "groups"))


def _head(kind: str) -> tuple[str, ...]:
    if kind in POOLS:
        return ("pool",)
    return (kind,) if kind in ("conv", "tconv") else ("layer", kind)


def _window(question: ReadQuestion, kind: str, shape: Input) -> list[str]:
    """The options of the window, in the order in which they are usually told."""
    given = question.given
    words: list[str] = []
    for flag, name in _OPTIONS:
        value = given.get(name)
        if value is None or (kind == "pointwise" and name == "kernel"):
            continue
        usual = {"stride": kind not in POOLS, "dilation": True, "padding": True}.get(name, False)
        if usual and value == ((0,) if name == "padding" else (1,)):
            continue
        words += [flag, value if isinstance(value, str) else grid(value)]
    if kind == "avgpool":
        words += ["--type", "avg"]
    if "ceil" in question.flags and kind in POOLS:
        words.append("--ceil")
    if given.get("padding") == "same" and given.get("stride", (1,)) != (1,):
        words += ["--dialect", "keras"]
    return words


_OPTIONS = (
    ("-k", "kernel"),
    ("-s", "stride"),
    ("-p", "padding"),
    ("-d", "dilation"),
    ("-a", "output_padding"),
)


def _assumptions(question: ReadQuestion, kind: str, target: str) -> list[Message]:
    """What the question leaves open, where the answer depends on it."""
    if target == "params" and kind != "local":
        return []
    found = []
    if "stride" not in question.given:
        own = kind in POOLS or kind == "unpool"
        found.append(Message("ask.assumed.stride_kernel" if own else "ask.assumed.stride"))
    if "padding" not in question.given:
        found.append(Message("ask.assumed.padding"))
    if question.given.get("padding") == "same" and question.given.get("stride", (1,)) != (1,):
        found.append(Message("ask.assumed.same"))
    return found


def _channels(
    question: ReadQuestion, kind: str, target: str, shape: Input
) -> tuple[Input, tuple[Message, ...]]:
    """Counts need channels: both, or, where none is mentioned, a single one of each."""
    if target not in COUNTED:
        return shape, ()
    single = kind in (*POOLS, "depthwise", "unpool")
    given = question.given
    if shape.channels is None and "out" not in given:
        if not single:
            given["out"] = (1,)
        return shape._replace(channels=1), (Message("ask.assumed.channels"),)
    if shape.channels is None:
        raise missing("in")
    if "out" not in given and not single:
        raise missing("out")
    return shape, ()


def _stack_refused(question: ReadQuestion) -> None:
    if question.given.get("layers", (1,))[0] > 1:
        raise UsageError(Message("ask.several_layers"), Message("ask.one_at_a_time"))


_BUILDERS: Mapping[str, Callable[[ReadQuestion, str, str], Understood]] = {
    "linear": linear,
    "gap": whole,
    "flatten": whole,
    "bn": whole,
    "upsample": scaled,
    "pixel_shuffle": scaled,
    "pad": padded,
}
