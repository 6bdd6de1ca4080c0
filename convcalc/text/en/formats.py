"""English: what is wrong with files of Caffe, darknet and Keras, and what must be said of them."""

from __future__ import annotations

TEXT: dict[str, str] = {
    "read.not_text": "{file} is not a text",
    "read.no_size": "the file does not say all of the shape of {name}: give it with --input",
    "read.unknown": "what {what} makes is not known: the shape of its input is taken for that of its output",
    "read.fixed": "the size of what {what} makes is that at the input of the file",
    "read.fixed_input": "--input must be that of the file, since the size of what {what} makes is known there only",
    "read.long_name": "a name has at most {limit} characters",
    # darknet
    "darknet.no_net": "a darknet file begins with the section [net]",
    "darknet.not_a_line": "neither a [section], a comment nor key=value: {text}",
    "darknet.not_whole": "{key} of [{section}] takes whole numbers, not {value}",
    "darknet.key_ignored": "{where}: darknet ignores {key} in [{section}] ({meant} is a key it has)",
    "darknet.no_such_layer": "{key}={value} in [{section}] names no layer before it; the last one is "
    "number {last}",
    "darknet.groups": "{channels} channels cannot be taken apart into {groups} groups, or there is no "
    "such group",
    "darknet.dilation": "a dilated convolution of size {size} with padding {padding} has another "
    "length in darknet than it computes; only size = 2 x padding + 1 is sound",
    "darknet.head": "[{section}] needs {wanted} channels by its boxes and classes, and gets {given}: "
    "set filters={wanted} in the layer before it",
    "darknet.blur": "the blur of an antialiased layer is shown as an average over the same window; it "
    "learns nothing",
    "darknet.step": "recurrent layers are counted for one step in time",
    # Caffe
    "caffe.no_layers": "there is no layer or layers in it: a solver or a map of labels, not a network",
    "caffe.generations": "layer and layers stand in one file, which Caffe refuses",
    "caffe.include_and_exclude": "a layer has include or exclude, not both",
    "caffe.input_dim": "each input has four numbers of input_dim; {count} cannot be shared out",
    "caffe.inputs": "{inputs} inputs and {shapes} shapes for them",
    "caffe.no_blob": "layer {layer} ({kind}): nothing before it makes the blob {blob}",
    "caffe.no_bottom": "layer {layer} ({kind}) has no bottom and reads no data: such layers are not read",
    "caffe.partly_shared": "layer {layer} ({kind}) shares some of its weights with another and not "
    "all, which is not read: {names}",
    "caffe.eltwise": "layer {layer} ({kind}): Caffe adds equal shapes only, not {shapes}",
    "caffe.slice": "layer {layer} ({kind}): {channels} channels with {points} slice points cannot "
    "become {tops} tops",
    "caffe.pyramid": "layer {layer} ({kind}): pyramid_height is from 1 to 10, not {value}",
    "caffe.regions": "layers behind the pooling of regions are counted for one region",
    "caffe.train": "the file has a network for the phase TRAIN only; that is shown",
    # protocol buffers
    "prototext.open": "this {sign} is never closed",
    "prototext.field": "the name of a field is expected here, not “{found}”",
    "prototext.colon": "“:” or “{{” is expected after {field}, not “{found}”",
    "prototext.string": "this string is never closed in its line",
    "prototext.value": "a value is expected here, not “{found}”",
    "prototext.not_message": "{field} is a single value here, not fields in braces",
    "prototext.no_message": "{field} has fields in braces here, not the value {value}",
    "prototext.not_whole": "{field} is a whole number, not {value}",
    "prototext.not_flag": "{field} is true or false, not {value}",
    # Keras
    "keras.json": "this is not JSON: {reason}",
    "keras.deep": "this is nested too deep for a model",
    "keras.weights_only": "{file} holds weights only; save the whole model, or its to_json()",
    "keras.no_config": "{file} has no {member} in it: not an archive of Keras",
    "keras.damaged": "{file} is damaged or cut off",
    "keras.not_a_layer": "a layer has class_name and config; this has not: {found}",
    "keras.subclassed": "{layer} ({kind}) is a model of its own code, which is not in the file; a model "
    "of layers (functional or sequential) is",
    "keras.wrong_type": "{layer} ({kind}): {key} cannot be {value}",
    "keras.nodes": "{layer} ({kind}): inbound_nodes must be a list",
    "keras.inputs": "{layer} ({kind}) has {wanted} inputs, and is called with {given}",
    "keras.no_tensor": "{layer} ({kind}) waits for {tensor}, which nothing makes before it, or which waits for "
    "it in turn",
    "keras.layouts": "{layer} ({kind}) has its channels last, other layers have them first: not read",
    "keras.shape": "{layer} ({kind}): the file says that {tensor} is {file}, worked out it is {ours}",
}  # fmt: skip
