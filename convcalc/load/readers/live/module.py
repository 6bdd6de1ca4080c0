"""PyTorch modules as networks: from Python, and by `torch:package.module:factory`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any

from convcalc.errors import Message, UsageError
from convcalc.load.ast import NetworkDocument
from convcalc.load.load import load_document
from convcalc.network.graph import Network
from convcalc.visible import visible

if TYPE_CHECKING:
    import torch


def from_torch(module: Any, example: Any) -> Network:
    """The network that a PyTorch module is, as it runs on an input.

    `module` is a `torch.nn.Module`; it is run once on the meta device, where nothing is allocated,
    and stays as it is. `example` is the shape of an input without the batch, (3, 224, 224) or
    "3x224x224", or a tensor with the batch, or a tuple of such tensors. Parameters that are used
    several times count once, multiply-accumulates each time; all figures are of one sample.

    Raises:
        UsageError: torch is missing, it is no module, or it does not run on such an input.
        NetworkError: an operation that does not fit where it stands.
    """
    return load_document(module_document(module, example))


def module_document(module: Any, example: Any) -> NetworkDocument:
    """The document of a PyTorch module as it runs on an input: see `from_torch`.

    Raises:
        UsageError: as there.
    """
    name = type(module).__name__
    return _document(module, _examples(example, name), name)


def read_factory(target: str, input: str | None, settings: Mapping[str, str]) -> NetworkDocument:
    """The document of the module that `package.module:factory` makes, called with these settings
    and run on this input. It imports and runs the code of its user.

    Raises:
        UsageError: there is no such function, it fails, or what it makes does not run.
    """
    _torch(target)
    path, colon, name = target.partition(":")
    if not (colon and path and name.isidentifier()):
        raise UsageError(Message("torch.target", target=visible(target)), _hint("target"))
    made = _made(_imported(path, name), target, settings)
    if input is None:
        raise UsageError(Message("torch.input_needed", target=visible(target)), _hint("input"))
    return _document(made, _examples(input, target), name)


def _torch(target: str) -> Any:
    try:
        return import_module("torch")
    except ImportError:
        raise UsageError(Message("torch.missing", target=visible(target))) from None


def _hint(name: str) -> Message:
    return Message(f"torch.hint.{name}")


def _imported(path: str, name: str) -> Any:
    """What a module calls by a name; modules of the current directory are found, as by python -m.

    Raises:
        UsageError: it cannot be imported, or has no such name.
    """
    with _here():
        try:
            module = import_module(path)
        except Exception as error:
            fields = {"kind": type(error).__name__, "reason": visible(str(error)[:200])}
            raise UsageError(Message("torch.no_import", module=visible(path), **fields)) from error
    try:
        return getattr(module, name)
    except AttributeError:
        fields = {"module": visible(path), "name": visible(name)}
        raise UsageError(Message("torch.no_name", **fields)) from None


@contextmanager
def _here() -> Iterator[None]:
    here = os.getcwd()
    sys.path.insert(0, here)
    try:
        yield
    finally:
        sys.path.remove(here)


def _made(factory: Any, target: str, settings: Mapping[str, str]) -> Any:
    """A module as it is; else what a class or a function makes.

    Raises:
        UsageError: the call fails.
    """
    import torch

    if isinstance(factory, torch.nn.Module):
        return factory
    arguments = {name: _argument(text) for name, text in settings.items()}
    with _here():
        try:
            return factory(**arguments)
        except Exception as error:
            fields = {"kind": type(error).__name__, "reason": visible(str(error)[:200])}
            raise UsageError(Message("torch.factory", target=visible(target), **fields)) from error


def _argument(text: str) -> Any:
    """A setting as an argument: a number, true or false, or the text itself."""
    if text in ("true", "false", "True", "False"):
        return text.lower() == "true"
    for read in (int, float):
        try:
            return read(text)
        except ValueError:
            continue
    return text


def _examples(example: Any, name: str) -> Sequence[torch.Tensor]:
    """The tensors that an example stands for.

    Raises:
        UsageError: it is none.
    """
    torch = _torch(name)
    if isinstance(example, torch.Tensor):
        return [example]
    if isinstance(example, list | tuple) and example and not isinstance(example[0], int):
        return [tensor for one in example for tensor in _examples(one, name)]
    sizes = example
    if isinstance(example, str):
        sizes = _sizes(example)
    if not isinstance(sizes, list | tuple) or not all(isinstance(n, int) and n > 0 for n in sizes):
        raise UsageError(Message("torch.shape", text=visible(str(example))), _hint("input"))
    return [torch.empty((1, *sizes), device="meta")]


def _sizes(text: str) -> list[int] | None:
    """Channels and sizes: 3x224x224, or 224x224@3."""
    spatial, _, channels = text.replace(",", "x").partition("@")
    parts = [*([channels] if channels else []), *spatial.split("x")]
    return (
        [int(part) for part in parts] if all(part.strip().isdecimal() for part in parts) else None
    )


def _document(module: Any, examples: Sequence[torch.Tensor], name: str) -> NetworkDocument:
    from convcalc.load.readers.live.record import checked, recorded
    from convcalc.load.readers.live.translate import translated

    return translated(recorded(checked(module), examples), name)
