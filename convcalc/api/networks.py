"""Whole networks: `convcalc.network("resnet50")`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from convcalc.api.result import Result
from convcalc.api.words import Value, options, word
from convcalc.cli.line import read
from convcalc.errors import Message, UsageError
from convcalc.load.load import document_of_data, read_document
from convcalc.load.names import Handed, Reference, resolve
from convcalc.network.graph import spelt

if TYPE_CHECKING:
    import torch


class NetworkAudit(Result):
    """The audit of a network; see `Result`."""

    __slots__ = ()
    params: Any
    buffers: Any
    macs: Any
    flops: Any
    activations: Any
    peak_memory: Any
    output: Any
    layers: Any
    budgets: Any
    findings: Any
    complete: bool


class NetworkResult(NetworkAudit):
    """A network, and its audit; what else can be asked of it are methods.

    >>> import convcalc
    >>> net = convcalc.network("resnet50")
    >>> net.params, net.macs
    (25557032, 4089184256)
    >>> net.receptive_field().receptive_field
    427
    >>> net.legal_inputs().letters[0]["computes"]
    [{'min': 1, 'max': None, 'step': 1}]
    >>> net.closed_form().macs.subs(H=224, W=224) == net.macs
    True
    """

    __slots__ = ("_settings", "_source")
    _source: str
    _settings: tuple[str, ...]

    def __init__(self, source: str, settings: Sequence[str]) -> None:
        """Read the network and audit it.

        Raises:
            ConvcalcError: there is none, or its layers do not fit.
        """
        object.__setattr__(self, "_source", source)
        object.__setattr__(self, "_settings", tuple(settings))
        super().__init__(("audit", source, *settings))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._source, self._settings)

    def audit(
        self,
        *,
        by: str | None = None,
        top: int | None = None,
        columns: str | Sequence[str] | None = None,
        count: str | None = None,
        batch_size: Value | None = None,
        **limits: Value,
    ) -> NetworkAudit:
        """The audit by layer (default), block, stage or type; `limits` as `max_params="30M"`, and
        the other options of `convcalc audit`. `ok` says whether all limits are kept."""
        listed = columns if columns is None or isinstance(columns, str) else ",".join(columns)
        given = {"by": by, "top": top, "columns": listed, "count": count, "batch_size": batch_size}
        return NetworkAudit(self._line("audit", {**given, **limits}))

    def receptive_field(
        self,
        *,
        layer: str | None = None,
        unit: Value | None = None,
        **others: Value,
    ) -> Result:
        """What the outputs, or those of a layer, see of the input; options of `convcalc rf`."""
        return Result(self._line("rf", {"layer": layer, "unit": unit, **others}))

    def closed_form(self) -> NetworkAudit:
        """The audit with letters in place of the sizes of the input: its parameters,
        multiply-accumulates ... are expressions, which hold for every size."""
        from convcalc.cli.networks import with_letters

        found = with_letters(read(list(self._words)).call(alone=True), self._source)
        if found.symbolic is None:
            assert found.impossible is not None
            raise found.impossible
        shape = found.symbolic.nodes[found.symbolic.inputs[0]].shape
        return NetworkAudit(self._line("audit", {"input": spelt(shape)}))

    def legal_inputs(self, *, exact: bool = False, **others: Value) -> Result:
        """The input sizes that the network takes; with `exact` those of which nothing is left
        unread. Options of `convcalc solve inputs`."""
        words = self._line("solve", {"exact": exact or None, **others})
        return Result((words[0], "inputs", *words[1:]))

    def diff(self, other: str | NetworkResult) -> Result:
        """What changes from this network to another one."""
        second = other._source if isinstance(other, NetworkResult) else other
        return Result(("diff", self._source, second, *self._settings))

    def _line(self, command: str, given: dict[str, Value | None]) -> tuple[str, ...]:
        settings = self._settings
        if given.get("input") is not None:
            settings = tuple([one for one in settings if not one.startswith("--input=")])
        return (command, self._source, *settings, *options(given))


def network(
    source: str | os.PathLike[str] | torch.nn.Module,
    *,
    input: Value | None = None,
    dialect: str | None = None,
    dims: int | None = None,
    **settings: Value,
) -> NetworkResult:
    """A network, and its audit.

    >>> import convcalc
    >>> convcalc.network("3x32x32: conv3p1@16 relu gap linear@10").params
    618
    >>> convcalc.network("mobilenet_v1", width=0.5).params
    1331592

    Args:
        source: a name of the zoo, a file, a network in one line, text that was pasted (a program,
            `print(model)`, YAML ...), or a PyTorch module, which needs `input`.
        input: the shape of the input, "3x224x224" or (3, 224, 224).
        settings: of the network, as `width` or `classes`.

    Raises:
        ConvcalcError: there is none, or its layers do not fit.
    """
    if not isinstance(source, str | os.PathLike):
        if not callable(getattr(source, "forward", None)):
            raise UsageError(Message("python.network", kind=type(source).__name__))
        from convcalc.load.readers.live.module import module_document

        shape = input if not isinstance(input, list | tuple) else tuple(input)
        return NetworkResult(Handed.over(module_document(source, shape)), ())
    given = options({"input": input, "dialect": dialect, "dims": dims})
    given += [f"--set={name}={word(value)}" for name, value in settings.items()]
    return NetworkResult(_read(source), given)


def _read(source: str | os.PathLike[str]) -> str:
    """The source as an argument; a file is read now, so that all answers are of the same one."""
    if not isinstance(source, str):
        path = os.fspath(source)
        return Handed.over(read_document(Reference("file", path, path, {})))
    if "\n" in source.strip():
        return Handed.over(document_of_data(source.encode(errors="surrogatepass"), "<text>"))
    reference = resolve(source)
    if reference.kind in ("file", "stdin") and not reference.settings:
        return Handed.over(read_document(reference))
    return source
