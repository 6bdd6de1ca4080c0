"""English: what is wrong with an ONNX file, and what must be said of one."""

from __future__ import annotations

TEXT: dict[str, str] = {
    # the file
    "onnx.cut": "{file} ends too early: a part of it reaches beyond its {size} bytes",
    "onnx.damaged": "{file} is no ONNX file, or damaged (byte {byte})",
    "onnx.no_graph": "{file} holds no graph of operations",
    "onnx.no_input": "{file} has no input beside its weights",
    "onnx.no_output": "{file} has no output that depends on its inputs",
    "onnx.no_shape": "{file} does not say the shape of its input {name}",
    "onnx.input_rank": "the input {name} of {file} has {rank} axes; known are up to 5",
    "onnx.opset": "{file} is of opset {opset}; read are {oldest} and later",
    "onnx.too_deep": "{file} has graphs nested more than {limit} levels deep",
    "onnx.too_many_nodes": "{file} has more than {limit} nodes",
    "onnx.too_many_fields": "{file} has more than {limit} fields",
    "onnx.negative_size": "the tensor {tensor} of {file} has a negative size: {shape}",
    "onnx.elements": "the tensor {tensor} of {file} has {found} values where its shape is {shape}",
    # a node
    "onnx.undefined": "{op} reads {name}, which nothing before it makes",
    "onnx.no_data": "operand {number} of {op} must come from an input of the network",
    "onnx.not_constant": "operand {number} of {op}, {name}, is worked out from the inputs of the network; "
    "it must be stored in the file",
    "onnx.unknown_value": "{op} needs the value of operand {number}, {name}, and this is not in the file",
    "onnx.not_folded": "{op} of constants is not worked out",
    "onnx.attribute": "{op} has no attribute {name}, or one that it cannot have",
    "onnx.no_axis": "{op} names axis {axis} of a tensor that has {rank}",
    "onnx.permutation": "{op} cannot put {rank} axes into the order {order}",
    "onnx.rank": "{op} needs channels, and its input has {rank} axes in all",
    "onnx.ranks_differ": "the operands of {op} have different numbers of axes",
    "onnx.no_position": "{op} takes position {position} of an axis of size {size}",
    "onnx.unknown_slice": "which part of axis {axis} {op} takes cannot be said",
    "onnx.not_broadcast": "{op} cannot stretch {shape} and {other} to each other",
    "onnx.reshape": "{op} cannot make {wanted} of {shape}",
    "onnx.misused": "{op} has {count} operands, with attributes, that it cannot have",
    "onnx.split": "{op} cannot cut {size} into {count} equal parts",
    "onnx.weight": "the sizes of operand {number} of {op}, its weight, are not known or do not fit",
    "onnx.channels": "the weight of {op} is made for {wanted} channels, and {channels} come in",
    "onnx.features": "the weight of {op} is made for {wanted} features, and {features} come in",
    "onnx.condition": "which body {op} runs depends on the inputs of the network",
    # what must be said
    "onnx.note.folded": "{count} layers hold a batch normalisation that the exporter folded into them: "
    "a bias each, where the network had a scale and a shift",
    "onnx.note.merged": "{count} stored vectors serve several layers, as exporters store equal ones once; "
    "they are counted once: {numbers} parameters fewer than if each layer had its own",
    "onnx.note.same_shape": "{op} ({step}) is not known, and the file does not say the shape of its "
    "result: that of its input is taken",
    "onnx.note.other_shape": "the file gives its output {name} the shape {said}; worked out is {found}",
}
