"""darknet's .cfg: its own padding, references, heads, defaults. The totals were counted by another
program, which agrees with the published weight files."""

from __future__ import annotations

import pytest

from convcalc.errors import ConvcalcError
from convcalc.load.load import document_of_data, load_document
from convcalc.network.graph import Network
from tests.load.helpers import buffers, macs, params, types


def network(text: str, size: int = 16) -> Network:
    head = f"[net]\nbatch=4\nheight={size}\nwidth={size}\nchannels=3\n"
    return load_document(document_of_data((head + text).encode(), "net.cfg", ".cfg"))


def outputs(found: Network) -> list[tuple[object, ...]]:
    shapes = [found.nodes[index].shape for index in found.outputs]
    return [(shape.channels, *shape.spatial) for shape in shapes]


CONV = "[convolutional]\nbatch_normalize=1\nfilters=8\nsize=3\nstride=1\npad=1\nactivation=leaky\n"


@pytest.mark.parametrize(
    ("text", "kinds", "learned", "stored", "products", "shapes"),
    [
        (CONV, "conv bn leaky_relu", 232, 16, 55296, [(8, 16, 16)]),
        # pad is a switch: the number is in `padding`; logistic is what an activation is by default
        ("[conv]\nfilters=2\nsize=5\npadding=1\n", "conv sigmoid", 152, 0, 29400, [(2, 14, 14)]),
        ("[conv]\nfilters=3\nsize=3\npad=1\ndilation=2\ngroups=3\nactivation=linear\n",
         "conv", 30, 0, 6912, [(3, 16, 16)]),
        # the first of two equal keys holds, blanks mean nothing, comments end numbers
        ("[conv]\n fil ters = 4 # not 5\nfilters=9\nactivation=linear",
         "conv", 16, 0, 3072, [(4, 16, 16)]),
        # padding in all, half of it before: the size stays, and an odd one is rounded up
        ("[maxpool]\nsize=2\nstride=1\n[maxpool]\nsize=3\nstride=2", "maxpool maxpool", 0, 0, 0,
         [(3, 8, 8)]),
        ("[maxpool]\nstride=3", "maxpool", 0, 0, 0, [(3, 6, 6)]),
        ("[local_avgpool]\nsize=2\nstride=2\n[avgpool]\n[softmax]\n[cost]", "avgpool gap softmax",
         0, 0, 0, [(3, 1, 1)]),
        (CONV + "[route]\nlayers=-1\ngroups=2\ngroup_id=1\n[route]\nlayers=-1,0",
         "conv bn leaky_relu slice concat", 232, 16, 55296, [(12, 16, 16)]),
        (CONV + CONV + "[shortcut]\nfrom=-2\nactivation=leaky",
         "conv bn leaky_relu conv bn leaky_relu add leaky_relu", 824, 32, 202752, [(8, 16, 16)]),
        # other channels are added as far as they go
        (CONV + "[conv]\nfilters=4\nactivation=linear\n[shortcut]\nfrom=-2",
         "conv bn leaky_relu conv partial_add", 268, 16, 63488, [(4, 16, 16)]),
        (CONV + CONV + "[shortcut]\nfrom=-2\nweights_type=per_channel",
         "conv bn leaky_relu conv bn leaky_relu scale scale add", 840, 32, 202752, [(8, 16, 16)]),
        ("[conv]\nfilters=2\nsize=3\npad=1\nstride_x=2\nstride_y=1\nactivation=mish",
         "conv mish", 56, 0, 6912, [(2, 16, 8)]),
        (CONV + "[avgpool]\n[conv]\nfilters=8\n[scale_channels]\nfrom=0",
         "conv bn leaky_relu gap conv sigmoid mul", 304, 16, 55360, [(8, 16, 16)]),
        ("[reorg]\nstride=2\n[upsample]\nstride=2\n[upsample]\nstride=-4",
         "pixel_unshuffle upsample upsample", 0, 0, 0, [(12, 4, 4)]),
        ("[crop]\ncrop_height=8\ncrop_width=12\n[dropout]\n[connected]\noutput=5\nactivation=relu",
         "crop linear relu", 1445, 0, 1440, [(5,)]),
        ("[local]\nfilters=2\nsize=3\nstride=1\npad=1\nactivation=linear\n[batchnorm]",
         "local bn", 14340, 4, 13824, [(2, 16, 16)]),
        ("[deconvolutional]\nfilters=2\nsize=4\nstride=2\npadding=1\nactivation=linear",
         "tconv", 98, 0, 24576, [(2, 32, 32)]),
        (CONV + "[conv]\nfilters=8\nsize=3\npad=1\nbatch_normalize=1\nactivation=linear\n[conv]\n"
         "filters=8\nsize=3\npad=1\nbatch_normalize=1\nactivation=linear\nshare_index=-1",
         "conv bn leaky_relu conv bn conv bn", 824, 32, 350208, [(8, 16, 16)]),
    ],
)  # fmt: skip
def test_sections(text, kinds, learned, stored, products, shapes):
    found = network(text)
    assert types(found) == kinds.split()
    assert (params(found), buffers(found), macs(found)) == (learned, stored, products)
    assert outputs(found) == shapes


def test_every_head_is_an_output_and_has_the_channels_for_its_boxes():
    head = "[conv]\nfilters=21\nactivation=linear\n[yolo]\nmask=0,1,2 # of six\nclasses=2\nnum=6\n"
    found = network(CONV + head + "[route]\nlayers=-3\n[maxpool]\nstride=2\n" + head)
    assert outputs(found) == [(21, 16, 16), (21, 8, 8)]
    with pytest.raises(ConvcalcError) as refused:
        network(CONV + "[conv]\nfilters=255\n[region]\nclasses=20\nnum=5\ncoords=4\n")
    error = refused.value
    assert (error.code, error.exit_code, error.message.fields["line"]) == ("darknet.head", 1, 16)
    assert error.message.fields["wanted"] == 125


@pytest.mark.parametrize(
    ("text", "learned", "stored", "products"),
    [
        ("[rnn]\noutput=4\nhidden=6\n", 13 * 6 + 7 * 6 + 7 * 4, 0, 12 * 6 + 36 + 24),
        ("[gru]\noutput=4\n", 3 * (13 * 4 + 5 * 4), 0, 3 * (48 + 16)),
        ("[lstm]\noutput=4\nbatch_normalize=1\n", 4 * (48 + 16 + 16), 8 * 8, 4 * (48 + 16)),
    ],
)
def test_recurrent_layers_are_one_step_in_time(text, learned, stored, products):
    document = document_of_data(f"[net]\ninputs=12\n{text}".encode(), "net.cfg", ".cfg")
    found = load_document(document)
    assert (params(found), buffers(found), macs(found)) == (learned, stored, products)
    assert outputs(found) == [(4,)]
    assert [note.code for note in document.notes] == ["darknet.step"]


def test_what_darknet_ignores_is_said_if_it_is_nearly_a_key():
    text = "[net]\nwidth=8\nheight=8\nchannels=1\n[conv]\nfilter=64\nlearning_rate=1\n"
    (note,) = document_of_data(text.encode(), "net.cfg", ".cfg").notes
    assert (note.code, note.fields["meant"], note.fields["line"]) == (
        "darknet.key_ignored", "filters", 6,
    )  # fmt: skip


def test_a_section_that_is_not_known_is_named_and_leaves_the_totals_open():
    found = network(CONV + "[conv_lstm]\noutput=3\n")
    assert not found.complete
    assert types(found)[-1] == "opaque"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "network.empty", 1),
        ("[conv]\nfilters=two\n", "darknet.not_whole", 7),
        ("[conv]\nfilters=2e3\n", "darknet.not_whole", 7),
        ("[conv]\nfilters\n", "darknet.not_a_line", 7),
        ("[route]\nlayers=0\n", "darknet.no_such_layer", 7),
        ("[maxpool]\n[shortcut]\nfrom=-9\n", "darknet.no_such_layer", 8),
        ("[route]\n", "darknet.not_whole", 6),
        ("[avgpool]\n[route]\nlayers=-1\ngroups=2\n", "darknet.groups", 9),
        ("[conv]\nsize=5\npadding=1\ndilation=2\n", "darknet.dilation", 9),
        ("[conv]\nfilters=0\n", "parameter.too_small", 6),
        ("[conv]\nsize=3\nstride=99999999999\n[conv]\nsize=5\n", "size.kernel_exceeds_input", 9),
    ],
)
def test_mistakes_have_a_line(text, code, line):
    with pytest.raises(ConvcalcError) as refused:
        network(text)
    assert (refused.value.code, refused.value.message.fields["line"]) == (code, line)


def test_no_section_name_reaches_anything_but_a_layer():
    assert types(network("[__init__]\n[number]\n[document]\n")) == ["opaque"] * 3
