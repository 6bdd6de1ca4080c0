"""The options of `value` that are tensors or numbers, and how they are read: text, file, pipe."""

from __future__ import annotations

import os
import sys
from typing import Any

from convcalc.algebra.arithmetic import Exact
from convcalc.cli.options import Option
from convcalc.cli.output import cannot_read
from convcalc.errors import InputError, Message, UsageError
from convcalc.tensors.read import MOST_LENGTH, Array, read_array
from convcalc.tensors.request import vector

TENSORS = {
    "data": Option("data", ("--data",), "M"),
    "weight": Option("weight", ("-w", "--weight"), "M"),
    "bias": Option("biases", ("--bias",), "M"),
    "gamma": Option("gamma", ("--gamma",), "M"),
    "beta": Option("beta", ("--beta",), "M"),
    "mean": Option("mean", ("--mean", "--running-mean"), "M"),
    "var": Option("var", ("--var", "--running-var"), "M"),
    "indices": Option("indices", ("--indices",), "M"),
    "pooled_from": Option("pooled_from", ("--pooled-from",), "M"),
}
NUMBERS = {
    "eps": Option("eps", ("--eps",), "X"),
    "momentum": Option("momentum", ("--momentum",), "X"),
}
SWITCHES = {
    "flip": Option("flip", ("--flip",)),
    "training": Option("training", ("--training",)),
}


def read_option_number(name: str, text: str) -> Exact:
    """One exact number, written like those of a tensor."""
    flag = NUMBERS[name].flags[0]
    (value,) = vector(read_array(text, flag), name, 1)
    return value


def read_tensors(given: dict[str, Any]) -> dict[str, Array]:
    """The tensors among the options, which are taken out of `given`."""
    arrays = {}
    piped = ""
    for key, option in TENSORS.items():
        text = given.pop(option.name, None)
        if text is None:
            continue
        flag = option.flags[-1] if key == "weight" else option.flags[0]
        if text == "-":
            if piped:
                raise UsageError(Message("value.piped_twice", first=piped, second=flag))
            piped = flag
        arrays[key] = read_array(_content(text), flag)
    return arrays


def _content(text: str) -> str:
    """The text itself, that of the file after `@`, or for `-` standard input."""
    if text == "-":
        return _decoded(sys.stdin.buffer.read(MOST_LENGTH + 1), text)
    if not text.startswith("@"):
        return text
    path = text[1:]
    try:
        with open(os.path.expanduser(path), "rb") as file:
            return _decoded(file.read(MOST_LENGTH + 1), path)
    except OSError as error:
        raise cannot_read(path, error) from None


def _decoded(content: bytes, path: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(Message("value.not_utf8", path=path, position=error.start + 1)) from None
