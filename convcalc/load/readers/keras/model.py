"""Models as graphs: layers in a row, or calls that name the tensors they take.

A tensor of the file is [layer, call, number]. Sources: keras.src.models.functional (Keras 3:
`__keras_tensor__` anywhere among the arguments) and Keras 2 (`[[name, call, number, arguments]]`,
where the calls of a nested model are counted from 1).
"""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heapify, heappop, heappush

from convcalc.annotations import Any
from convcalc.load.readers.keras.config import LayerConfig, ModelText, is_int, is_shape
from convcalc.load.readers.keras.layers import KerasLayers
from convcalc.record import NamedTuple

MODELS = ("Functional", "Model", "Sequential")
MOST_LEVELS = 20

Reference = tuple[str, int, int]


class Calling(NamedTuple):
    """One call of a layer: the tensors it takes, what the file says of their shapes, and all its
    arguments."""

    layer: LayerConfig
    number: int
    tensors: list[Reference]
    shapes: list[Any]
    arguments: Any


class Models:
    """Calls models, nested ones as often as the file does."""

    def __init__(self, text: ModelText, layers: KerasLayers) -> None:
        self.text = text
        self.layers = layers
        self.levels = 0

    def read(self, model: LayerConfig) -> list[int]:
        """The outputs of the outermost model, its inputs being those of the network."""
        if self.is_sequential(model):
            return [self.row(model, None, "")]
        return self.call(model, None, "")

    def is_sequential(self, model: LayerConfig) -> bool:
        return isinstance(model.config, list) or (
            model.kind == "Sequential" and "input_layers" not in model.config
        )

    def layers_of(self, model: LayerConfig) -> list[LayerConfig]:
        """The layers that a model has.

        Raises:
            NetworkError: there are too many.
        """
        entries = model.entries("layers")
        self.layers.counted(model, len(entries))
        return [LayerConfig(self.text, entry) for entry in entries]

    def call(self, model: LayerConfig, given: list[int] | None, path: str) -> list[int]:
        """The outputs of a functional model; without `given` its inputs are new ones.

        Raises:
            NetworkError: a call waits for itself, or for a tensor that nothing makes.
        """
        if "layers" not in model.config:
            raise model.error("keras.subclassed")
        layers = self.layers_of(model)
        by_name = {layer.name: layer for layer in layers}
        made: dict[Reference, int] = {}
        names = list(references(model.get("input_layers")))
        if given is not None and len(given) != len(names):
            raise model.error("keras.inputs", given=len(given), wanted=len(names))
        for at, (name, number, tensor) in enumerate(names):
            if name not in by_name:
                raise model.error("keras.no_tensor", tensor=name)
            handle = self.layers.input(by_name[name]) if given is None else given[at]
            made[name, number, tensor] = handle
        calls = [call for layer in layers for call in self.calls(layer) if call.tensors]
        told = {
            ref: shape
            for call in calls
            for ref, shape in zip(call.tensors, call.shapes, strict=True)
        }

        def found(reference: Reference, asking: LayerConfig) -> int:
            name, number, at = reference
            if reference not in made:
                first = made.get((name, number, 0))
                if first is None or name not in by_name:
                    raise asking.error("keras.no_tensor", tensor=name)
                self.layers.counted(asking)
                made[reference] = self.layers.more(by_name[name], first, at, told.get(reference))
            return made[reference]

        for call in in_order(calls, made):
            inputs = [found(reference, call.layer) for reference in call.tensors]
            for handle, (name, _, _), shape in zip(inputs, call.tensors, call.shapes, strict=True):
                self.layers.same_shape(call.layer, handle, shape, name)
            shape = told.get((call.layer.name, call.number, 0))
            for at, handle in enumerate(self.apply(call, inputs, path, shape)):
                made[call.layer.name, call.number, at] = handle
        outputs = list(references(model.get("output_layers")))
        if not outputs:
            raise model.error("keras.no_tensor", tensor="output_layers")
        return [found(reference, model) for reference in outputs]

    def row(self, model: LayerConfig, given: int | None, path: str) -> int:
        """The output of a sequential model.

        Raises:
            NetworkError: it has no layers.
        """
        handle = given
        layers = self.layers_of(model)
        shapes = [built_for(layer) for layer in layers]
        for at, layer in enumerate(layers):
            if layer.kind == "InputLayer":
                handle = self.layers.input(layer) if handle is None else handle
                continue
            if handle is None:
                shape = model.get("build_input_shape") or layer.get("batch_input_shape")
                handle = self.layers.input(layer, shape or layer.get("batch_shape"))
            self.layers.same_shape(layer, handle, shapes[at])
            told = shapes[at + 1] if at + 1 < len(layers) else None
            (handle, *_) = self.apply(Calling(layer, 0, [], [], None), [handle], path, told)
        if handle is None or not layers:
            raise model.error("network.empty")
        return handle

    def apply(self, call: Calling, inputs: list[int], path: str, told: Any) -> list[int]:
        """What one call makes: a model once more, or a layer."""
        layer = call.layer
        if not is_model(layer):
            return self.layers.apply(layer, inputs, call.arguments, path, told)
        self.levels += 1
        self.layers.counted(layer)
        if self.levels > MOST_LEVELS:
            raise layer.error("keras.deep")
        inner = f"{path}{layer.name}/"
        if self.is_sequential(layer):
            found = [self.row(layer, inputs[0], inner)]
        else:
            found = self.call(layer, inputs, inner)
        self.levels -= 1
        return found

    def calls(self, layer: LayerConfig) -> Iterator[Calling]:
        """The calls of a layer, numbered as others name them.

        Raises:
            NetworkError: the file does not say what they take.
        """
        nodes = layer.entry.get("inbound_nodes") or []
        if not isinstance(nodes, list):
            raise layer.error("keras.nodes")
        for number, node in enumerate(nodes):
            tensors = list(keras_tensors(node))
            self.layers.counted(layer, len(tensors))
            if tensors:
                shapes = [shape for _, shape in tensors]
                yield Calling(layer, number, [found for found, _ in tensors], shapes, node)
            else:
                first = 1 if is_model(layer) else 0
                found = list(references(node))
                self.layers.counted(layer, len(found))
                yield Calling(layer, number + first, found, [None] * len(found), node)


def is_model(layer: LayerConfig) -> bool:
    """Whether a layer is a model, be it of a class of the user's."""
    return layer.kind in MODELS or (layer.is_map and "input_layers" in layer.config)


def built_for(layer: LayerConfig) -> Any:
    """The shape that a layer of a row was built for, if the file says it."""
    build = layer.entry.get("build_config")
    return build.get("input_shape") if isinstance(build, dict) else None


def in_order(calls: list[Calling], made: dict[Reference, int]) -> Iterator[Calling]:
    """The calls, each after those whose tensors it takes, as near to their order as can be.

    Raises:
        NetworkError: some wait for each other, or for what no call makes.
    """
    known = {(name, number) for name, number, _ in made}
    waiting: dict[tuple[str, int], list[int]] = {}
    open_ = [0] * len(calls)
    for at, call in enumerate(calls):
        for name, number in {(name, number) for name, number, _ in call.tensors} - known:
            waiting.setdefault((name, number), []).append(at)
            open_[at] += 1
    ready = [at for at, count in enumerate(open_) if not count]
    heapify(ready)
    done = 0
    while ready:
        call = calls[heappop(ready)]
        done += 1
        yield call
        for at in waiting.pop((call.layer.name, call.number), ()):
            open_[at] -= 1
            if not open_[at]:
                heappush(ready, at)
    if done < len(calls):
        stuck = next(calls[at] for at, count in enumerate(open_) if count)
        names = ", ".join(sorted({name for name, _, _ in stuck.tensors}))
        raise stuck.layer.error("keras.no_tensor", tensor=names)


def references(value: Any) -> Iterator[Reference]:
    """The tensors named in `input_layers`, `output_layers` or a call of Keras 2: one, a list or a
    map of them, and those among the keyword arguments behind a name."""
    if isinstance(value, dict):
        for key in sorted(value):
            yield from references(value[key])
    elif isinstance(value, list):
        if len(value) >= 3 and isinstance(value[0], str) and is_int(value[1]) and is_int(value[2]):
            yield value[0], value[1], value[2]
            value = value[3:]
        for part in value:
            yield from references(part)


def keras_tensors(value: Any) -> Iterator[tuple[Reference, Any]]:
    """The tensors among the arguments of a call of Keras 3, with their shapes."""
    if isinstance(value, dict) and value.get("class_name") == "__keras_tensor__":
        config = value.get("config")
        if isinstance(config, dict):
            for reference in references(config.get("keras_history")):
                shape = config.get("shape")
                yield reference, shape if is_shape(shape) else None
        return
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for part in parts:
        yield from keras_tensors(part)
