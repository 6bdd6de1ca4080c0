# ruff: noqa: E501
"""Caffe's .prototxt: three generations, phases, blobs, pools that round up, layers of forks."""

from __future__ import annotations

from pathlib import Path

import pytest

from convcalc.errors import ConvcalcError
from convcalc.load.load import document_of_data, load_document
from convcalc.load.place import Source
from convcalc.load.readers.caffe.textproto import parse
from convcalc.network.graph import Network
from tests.load.helpers import macs, params, types

DATA = Path(__file__).resolve().parents[2] / "data"
INPUT = 'input: "data" input_shape { dim: 1 dim: 3 dim: 16 dim: 16 }\n'


def network(text: str, input: str | None = None) -> Network:
    return load_document(document_of_data(text.encode(), "net.prototxt", ".prototxt"), input=input)


def chain(*layers: str) -> str:
    """Layers, each on the one before."""
    return INPUT + "".join(
        f'layer {{ name: "l{at}" bottom: "{f"l{at - 1}" if at else "data"}" top: "l{at}" {text} }}\n'
        for at, text in enumerate(layers)
    )


def outputs(found: Network) -> list[tuple[object, ...]]:
    shapes = [found.nodes[index].shape for index in found.outputs]
    return [(shape.channels, *shape.spatial) for shape in shapes]


def test_text_format():
    text = """
    a: 1, b: "x" 'y' ; c { d: [1, 2] } c: <d: -3> # comment "
    c { d: -1.5e-3 e: TRUE f: "\\"q\\"" g [ { h: 1 }, { h: 2 } ] }
    """
    found = parse(Source("f", text.replace("g [", "g: [")))
    assert found.texts("a") == ["1"]
    assert found.texts("b") == ["xy"]
    assert [one.texts("d") for one in found.messages("c")] == [["1", "2"], ["-3"], ["-1.5e-3"]]
    assert found.messages("c")[2].text("f") == '"q"'
    assert [one.int("h", 0) for one in found.messages("c")[2].messages("g")] == [1, 2]


@pytest.mark.parametrize(
    ("layer", "kind", "learned", "products", "shape"),
    [
        ('type: "Convolution" convolution_param { num_output: 4 kernel_size: 3 pad: 1 stride: 2 }',
         "conv", 112, 6912, (4, 8, 8)),
        ('type: "Convolution" convolution_param { num_output: 6 kernel_h: 1 kernel_w: 3 pad_h: 0 '
         'pad_w: 1 group: 3 bias_term: false }', "conv", 18, 4608, (6, 16, 16)),
        ('type: "Convolution" convolution_param { num_output: 2 kernel_size: 3 kernel_size: 1 '
         'dilation: 2 }', "conv", 20, 3456, (2, 12, 16)),
        ('type: "Deconvolution" convolution_param { num_output: 3 kernel_size: 4 stride: 2 pad: 1 '
         'group: 3 bias_term: false }', "tconv", 48, 12288, (3, 32, 32)),
        ('type: "ConvolutionDepthwise" convolution_param { num_output: 3 kernel_size: 3 }',
         "conv", 30, 5292, (3, 14, 14)),
        ('type: "InnerProduct" inner_product_param { num_output: 10 }', "linear", 7690, 7680, (10,)),
        # rounds up, and drops a last window in the padding only if there is padding
        ('type: "Pooling" pooling_param { kernel_size: 3 stride: 2 }', "maxpool", 0, 0, (3, 8, 8)),
        ('type: "Pooling" pooling_param { kernel_size: 1 stride: 3 }', "maxpool", 0, 0, (3, 6, 6)),
        ('type: "Pooling" pooling_param { pool: AVE kernel_size: 2 stride: 2 pad: 1 }',
         "avgpool", 0, 0, (3, 9, 9)),
        ('type: "Pooling" pooling_param { kernel_size: 3 stride: 2 round_mode: FLOOR }',
         "maxpool", 0, 0, (3, 7, 7)),
        ('type: "Pooling" pooling_param { kernel_size: 3 stride: 2 ceil_mode: false }',
         "maxpool", 0, 0, (3, 7, 7)),
        ('type: "Pooling" pooling_param { kernel_size: 3 }', "maxpool", 0, 0, (3, 14, 14)),
        ('type: "Pooling" pooling_param { pool: AVE global_pooling: true }', "gap", 0, 0, (3, 1, 1)),
        ('type: "BatchNorm"', "bn", 0, 0, (3, 16, 16)),
        ('type: "BN"', "bn", 6, 0, (3, 16, 16)),
        ('type: "Scale"', "scale", 3, 0, (3, 16, 16)),
        ('type: "Scale" scale_param { bias_term: true }', "scale", 6, 0, (3, 16, 16)),
        ('type: "Bias"', "opaque", 3, 0, (3, 16, 16)),
        ('type: "PReLU"', "prelu", 3, 0, (3, 16, 16)),
        ('type: "PReLU" prelu_param { channel_shared: true }', "prelu", 1, 0, (3, 16, 16)),
        ('type: "ReLU" relu_param { negative_slope: 0.1 }', "leaky_relu", 0, 0, (3, 16, 16)),
        ('type: "LRN" lrn_param { norm_region: WITHIN_CHANNEL local_size: 3 }', "opaque", 0, 0,
         (3, 16, 16)),
        ('type: "Reshape" reshape_param { shape { dim: 0 dim: 0 dim: -1 dim: 8 } }', "reshape", 0, 0,
         (3, 32, 8)),
        ('type: "Flatten"', "flatten", 0, 0, (768,)),
        ('type: "Interp" interp_param { zoom_factor: 2 }', "upsample crop", 0, 0, (3, 31, 31)),
        ('type: "Interp" interp_param { shrink_factor: 2 }', "maxpool", 0, 0, (3, 8, 8)),
        ('type: "Upsample" upsample_param { scale: 2 }', "upsample", 0, 0, (3, 32, 32)),
        ('type: "Power" power_param { scale: 2 }', "elementwise", 0, 0, (3, 16, 16)),
    ],
)  # fmt: skip
def test_layers(layer, kind, learned, products, shape):
    found = network(chain(layer))
    assert types(found) == kind.split()
    assert (params(found), macs(found), outputs(found)) == (learned, products, [shape])
    assert found.complete


def test_three_generations_are_one_network():
    now = (
        INPUT
        + """
    layer { name: "c" type: "Convolution" bottom: "data" top: "c"
            convolution_param { num_output: 4 kernel_size: 3 pad: 2 } }
    layer { name: "r" type: "ReLU" bottom: "c" top: "c" }
    layer { name: "p" type: "Pooling" bottom: "c" top: "p" pooling_param { kernel_size: 2 stride: 2 } }
    layer { name: "f" type: "InnerProduct" bottom: "p" top: "f" inner_product_param { num_output: 2 } }
    """
    )
    then = (
        now.replace("layer {", "layers {")
        .replace('"Convolution"', "CONVOLUTION")
        .replace('"ReLU"', "RELU")
        .replace('"Pooling"', "POOLING")
        .replace('"InnerProduct"', "INNER_PRODUCT")
    )
    first = INPUT.replace("input_shape { dim: 1 dim: 3 dim: 16 dim: 16 }",
                          "input_dim: 1 input_dim: 3 input_dim: 16 input_dim: 16") + """
    layers { layer { name: "pad" type: "padding" pad: 2 } bottom: "data" top: "padded" }
    layers { layer { name: "c" type: "conv" num_output: 4 kernelsize: 3 } bottom: "padded" top: "c" }
    layers { layer { name: "r" type: "relu" } bottom: "c" top: "c" }
    layers { layer { name: "p" type: "pool" pool: MAX kernelsize: 2 stride: 2 } bottom: "c" top: "p" }
    layers { layer { name: "f" type: "innerproduct" num_output: 2 } bottom: "p" top: "f" }
    """  # fmt: skip
    totals = [(params(n), macs(n), types(n), outputs(n)) for n in map(network, (now, then, first))]
    assert totals[0] == totals[1] == totals[2]
    assert totals[0][0] == 112 + 2 * 4 * 81 + 2


def test_a_file_of_the_middle_generation():
    found = network((DATA / "v1_format.prototxt").read_text())
    assert (params(found), macs(found), outputs(found)) == (34507, 3786648, [(11,)])


def test_phases_and_stages():
    def layer(name: str, rule: str) -> str:
        return f'layer {{ name: "{name}" type: "AbsVal" bottom: "data" top: "{name}" {rule} }}\n'

    text = INPUT + "".join(
        layer(f"l{at}", rule)
        for at, rule in enumerate(
            ("", "include { phase: TEST }", "include { phase: TRAIN }", "exclude { phase: TRAIN }",
             'include { stage: "deploy" }', 'include { not_stage: "deploy" }',
             "include { min_level: 1 }", 'include { phase: TRAIN } include { stage: "deploy" }')
        )
    )  # fmt: skip
    assert [node.name for node in network(text).nodes[1:]] == ["l0", "l1", "l3", "l5"]
    staged = 'state { stage: "deploy" }\n' + text
    assert [node.name for node in network(staged).nodes[1:]] == ["l0", "l1", "l3", "l4", "l7"]


def test_blobs_in_place_and_made_again():
    text = (
        chain('type: "ReLU"')
        + """
    layer { name: "again" type: "Pooling" bottom: "l0" top: "l0" pooling_param { kernel_size: 4 } }
    layer { name: "last" type: "AbsVal" bottom: "l0" top: "end" }
    """
    )
    found = network(text)
    assert outputs(found) == [(3, 13, 13)]


def test_weights_with_one_name_are_shared():
    conv = 'type: "Convolution" param { name: "w" } param { name: "b" } convolution_param { num_output: 3 kernel_size: 3 pad: 1 }'
    found = network(chain(conv, conv))
    assert (params(found), macs(found)) == (84, 2 * 81 * 256)
    old = conv.replace('param { name: "w" } param { name: "b" }', 'param: "w" param: "b"')
    assert params(network(chain(old, old).replace("layer {", "layers {").replace(
        '"Convolution"', "CONVOLUTION"))) == 84  # fmt: skip
    with pytest.raises(ConvcalcError) as refused:
        network(chain(conv, conv.replace('param { name: "b" }', "")))
    assert refused.value.code == "caffe.partly_shared"


def test_slices_crops_sums_and_their_axes():
    text = (
        chain('type: "Convolution" convolution_param { num_output: 4 kernel_size: 5 }')
        + """
    layer { name: "s" type: "Slice" bottom: "l0" top: "a" top: "b" slice_param { slice_point: 1 } }
    layer { name: "k" type: "Crop" bottom: "data" bottom: "a" top: "k" crop_param { offset: 2 } }
    layer { name: "cat" type: "Concat" bottom: "k" bottom: "a" bottom: "b" top: "cat" }
    layer { name: "x" type: "Axpy" bottom: "cat" bottom: "cat" bottom: "cat" top: "x" }
    layer { name: "e" type: "Eltwise" bottom: "x" bottom: "cat" top: "e" eltwise_param { operation: MAX } }
    """
    )
    found = network(text)
    assert types(found) == ["conv", "slice", "slice", "crop", "concat", "mul", "add", "maximum"]
    assert outputs(found) == [(7, 12, 12)]
    assert outputs(load_document(document_of_data(text.encode(), "n.prototxt", ".prototxt"),
                                 input="20x20")) == [(7, 16, 16)]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ('layer { type: "Input" name: "data" top: "data" input_param { shape: { dim: 1 dim: 3 dim: 8 dim: 9 } } }',
         (3, 8, 9)),
        ('layer { type: "MemoryData" name: "m" top: "data" top: "label" memory_data_param { batch_size: 1 '
         'channels: 3 height: 8 width: 9 } }', (3, 8, 9)),
        ('layer { type: "DummyData" name: "m" top: "data" dummy_data_param { shape { dim: 9 dim: 3 dim: 8 '
         'dim: 9 } } }', (3, 8, 9)),
        ('layer { type: "Data" name: "m" top: "data" top: "label" transform_param { crop_size: 8 '
         'mean_value: 1 mean_value: 2 mean_value: 3 } }', (3, 8, 8)),
        ('layer { type: "ImageData" name: "m" top: "data" top: "label" image_data_param { new_height: 8 '
         'new_width: 9 } }', (3, 8, 9)),
    ],
)  # fmt: skip
def test_inputs_that_say_their_shape(text, shape):
    found = network(text + ' layer { name: "a" type: "AbsVal" bottom: "data" top: "a" }'
                    ' layer { name: "l" type: "SoftmaxWithLoss" bottom: "a" bottom: "label" }')  # fmt: skip
    assert outputs(found) == [shape]


def test_an_input_without_a_shape_is_asked_for():
    text = """layer { name: "d" type: "Data" top: "data" top: "label" include { phase: TEST } }
    layer { name: "s" type: "Slice" bottom: "data" top: "a" top: "b" }
    layer { name: "c" type: "Convolution" bottom: "a" top: "c" convolution_param { num_output: 2 kernel_size: 1 } }
    layer { name: "e" type: "Convolution" bottom: "b" top: "e" convolution_param { num_output: 2 kernel_size: 1 } }
    """
    document = document_of_data(text.encode(), "net.prototxt", ".prototxt")
    assert [note.code for note in document.notes] == ["read.no_size"]
    assert params(network(text, "4x8x8")) == 2 * (2 * 2 + 2)


def test_what_is_not_known_is_named_and_leaves_the_totals_open():
    found = network(chain('type: "Python" python_param { module: "a" layer: "B" }', 'type: "ReLU"'))
    assert types(found) == ["opaque", "relu"]
    assert not found.complete
    assert found.nodes[1].layer is not None
    assert found.nodes[1].layer.values["what"] == "Python"


def test_shapes_that_caffe_does_not_add_are_refused():
    text = chain('type: "Pooling" pooling_param { kernel_size: 2 stride: 2 }')
    text += 'layer { name: "e" type: "Eltwise" bottom: "l0" bottom: "data" top: "e" }'
    with pytest.raises(ConvcalcError) as refused:
        network(text)
    assert (refused.value.code, refused.value.exit_code) == ("caffe.eltwise", 1)
    assert refused.value.message.fields["shapes"] == "8x8@3 + 16x16@3"


def test_heads_of_ssd():
    text = chain('type: "Convolution" convolution_param { num_output: 4 kernel_size: 1 }',
                 'type: "Permute" permute_param { order: 0 order: 2 order: 3 order: 1 }',
                 'type: "Flatten"') + """
    layer { name: "prior" type: "PriorBox" bottom: "l0" bottom: "data" top: "prior" }
    layer { name: "out" type: "DetectionOutput" bottom: "l2" bottom: "prior" top: "out" }
    """  # fmt: skip
    found = network(text)
    assert outputs(found) == [(1024,)]
    assert found.complete


def test_detectors_are_counted_for_one_region_and_losses_end():
    text = (
        chain('type: "Convolution" convolution_param { num_output: 8 kernel_size: 1 }')
        .replace(INPUT, INPUT.replace("input_shape", 'input: "rois" input_shape', 1))
        .replace("dim: 16 }\n", "dim: 16 } input_shape { dim: 300 dim: 5 }\n")
        + """
    layer { name: "roi" type: "ROIPooling" bottom: "l0" bottom: "rois" top: "roi"
            roi_pooling_param { pooled_h: 3 pooled_w: 2 } }
    layer { name: "fc" type: "InnerProduct" bottom: "roi" top: "fc" inner_product_param { num_output: 5 } }
    layer { name: "loss" type: "SmoothL1LossOHEM" bottom: "fc" bottom: "l0" top: "each" }
    layer { name: "sum" type: "Eltwise" bottom: "each" bottom: "each" top: "sum" }
    layer { name: "big" type: "Interp" bottom: "l0" bottom: "data" top: "big" interp_param { } }
    """
    )
    found = network(text)
    assert types(found) == ["conv", "roi_pool", "linear", "upsample"]
    assert [note.code for note in found.notes] == ["caffe.regions"]
    assert (params(found), outputs(found)) == (32 + 8 * 6 * 5 + 5, [(5,), (8, 16, 16)])


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "caffe.no_layers", 1),
        ("base_lr: 0.1\nmax_iter: 5", "caffe.no_layers", 1),
        ("layer {\nname: 'a'", "prototext.open", 1),
        ("layer {\nname: 'a }", "prototext.string", 2),
        ("layer {\n name }", "prototext.colon", 2),
        ("layer { name: 'a' } }", "prototext.field", 1),
        ("layer: 5", "prototext.no_message", 1),
        ("layer { name { a: 1 } }", "prototext.not_message", 1),
        ("<html>", "prototext.field", 1),
        ("{% for %}", "prototext.field", 1),
        ("a {" * 60, "load.too_deep", 1),
        ("layer { } layers { }", "caffe.generations", 1),
        (INPUT + "layer { include { } exclude { } }", "caffe.include_and_exclude", 2),
        ('input: "a" input_dim: 3 layer { type: "ReLU" bottom: "a" top: "a" }', "caffe.input_dim", 1),
        ('input: "a" input: "b" input_shape { } layer { type: "ReLU" }', "caffe.inputs", 1),
        (INPUT + '\nlayer { type: "ReLU" bottom: "nothing" top: "x" }', "caffe.no_blob", 3),
        (INPUT + 'layer { type: "Parameter" top: "x" }', "caffe.no_bottom", 2),
        (chain('type: "Convolution" convolution_param { num_output: 4 }'), "parameter.missing", 2),
        (chain('type: "Convolution" convolution_param { num_output: x kernel_size: 1 }'),
         "prototext.not_whole", 2),
        (chain('type: "InnerProduct" inner_product_param { num_output: 4 bias_term: 7 }'),
         "prototext.not_flag", 2),
        (chain('type: "Slice" slice_param { slice_point: 1 slice_point: 2 }'), "caffe.slice", 2),
        (chain('type: "SPP" spp_param { pyramid_height: 99 }'), "caffe.pyramid", 2),
    ],
)  # fmt: skip
def test_mistakes_have_a_line(text, code, line):
    with pytest.raises(ConvcalcError) as refused:
        network(text)
    assert (refused.value.code, refused.value.message.fields["line"]) == (code, line)
