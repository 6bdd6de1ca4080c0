"""What a file of Keras says of one layer, read with care: anything may stand anywhere."""

from __future__ import annotations

import json
from collections.abc import Sequence

from convcalc.annotations import Any
from convcalc.errors import Message
from convcalc.layers.numbers import shown
from convcalc.load.place import Source
from convcalc.network.graph import NetworkError, Place
from convcalc.pattern import pattern

NAMES = pattern(r'"name"\s*:\s*("(?:[^"\\]+|\\.)*")')
LARGEST = 10**12

Dims = Sequence[int | None]


class ModelText:
    """The text of a file, and where its layers stand in it."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.starts: dict[str, int] = {}
        for name in NAMES.finditer(source.text):
            self.starts.setdefault(name.group(1), name.start())

    def start(self, name: str) -> int:
        """Where a layer says its name first."""
        return self.starts.get(json.dumps(name), self.starts.get(f'"{name}"', 0))

    def error(self, name: str, code: str, **fields: object) -> NetworkError:
        message = Message(code, layer=shown(name), **fields)
        return self.source.error(self.start(name), message)


class LayerConfig:
    """One layer of a model: its class, its arguments, and its calls."""

    def __init__(self, text: ModelText, entry: Any) -> None:
        if not isinstance(entry, dict) or not isinstance(entry.get("config"), dict | list):
            raise text.error("", "keras.not_a_layer", found=shown(entry))
        self.text = text
        self.entry = entry
        self.config: Any = entry["config"]
        word = entry.get("class_name")
        if not isinstance(word, str):
            raise text.error("", "keras.not_a_layer", found=shown(entry))
        self.kind = word
        module = entry.get("module") or "keras"
        self.own = isinstance(module, str) and module.split(".")[0] in ("keras", "tf_keras")
        self.operation = isinstance(module, str) and ".ops" in module
        name = entry.get("name") or (self.config.get("name") if self.is_map else None)
        self.name = name if isinstance(name, str) else self.kind

    @property
    def is_map(self) -> bool:
        return isinstance(self.config, dict)

    @property
    def place(self) -> Place:
        return self.text.source.place(self.text.start(self.name))

    def get(self, key: str, default: Any = None) -> Any:
        value = self.config.get(key) if self.is_map else None
        return default if value is None else value

    def error(self, code: str, **fields: object) -> NetworkError:
        return self.text.error(self.name, code, kind=self.kind, **fields)

    def wrong(self, key: str) -> NetworkError:
        return self.error("keras.wrong_type", key=key, value=shown(self.get(key)))

    def number(self, key: str, default: int | None = None) -> int:
        """A whole number, which must stand there if there is no default.

        Raises:
            NetworkError: none stands there.
        """
        value = self.get(key, default)
        if not is_int(value):
            raise self.wrong(key)
        return int(value)

    def numbers(self, key: str, default: Any = None) -> list[int]:
        """Whole numbers; one stands for a list of one."""
        value = self.get(key, default)
        found = list(value) if isinstance(value, list | tuple) else [value]
        if not found or not all(map(is_int, found)):
            raise self.wrong(key)
        return found

    def flag(self, key: str, default: bool) -> bool:
        value = self.get(key, default)
        if not isinstance(value, bool):
            raise self.wrong(key)
        return value

    def word(self, key: str, default: str) -> str:
        """A word, or the name of the class that stands in its place."""
        value = self.get(key, default)
        if isinstance(value, dict):
            value = value.get("class_name")
        if not isinstance(value, str):
            raise self.wrong(key)
        return value

    def entries(self, key: str) -> list[Any]:
        value = self.config if isinstance(self.config, list) else self.get(key, [])
        if not isinstance(value, list):
            raise self.wrong(key)
        return value

    def inner(self, key: str = "layer") -> LayerConfig:
        """The layer that a wrapper holds."""
        return LayerConfig(self.text, self.get(key))


def is_int(value: Any) -> bool:
    """Whether a value is a number that a layer may have."""
    return type(value) is int and -LARGEST < value < LARGEST


def is_shape(value: Any) -> bool:
    """Whether a value is a shape with the batch in front."""
    return isinstance(value, list) and all(size is None or is_int(size) for size in value)
