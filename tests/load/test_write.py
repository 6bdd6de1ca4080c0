"""Networks written back: reading what was written gives the same network."""

# ruff: noqa: E501  (tables: one case a line)

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from convcalc.errors import ConvcalcError, UsageError
from convcalc.inverse.networks import convert, load
from convcalc.load.document import document_of_line
from convcalc.load.load import document_of_text, load_document
from convcalc.load.write import write_document
from convcalc.network.field import fields
from convcalc.network.graph import spelt
from convcalc.network.totals import totals
from convcalc.report.network_values import field_value, jump_value, start_value
from convcalc.zoo import NAMES

from .helpers import fingerprint, meaning, read

EXTENSIONS = (".yaml", ".json", ".toml")
LINES = (
    "conv3p1@8", "conv1x3p0x1@4b0", "conv3/2p1@8", "conv3p1:2@8", "conv3p2d2@8", "relu", "relu6", "bn",
    "maxpool3/2p1c1", "avgpool2", "dropout0.2", "lrn5", "gn2", "upsample2", "tconv4/2p1@8", "se2",
    "adaptive_avgpool9", "pad1:2", "conv(kernel=3, padding=same, out=8)", "conv(kernel=[3, 1], pad=1)",
    "depthwise3p1", "leaky_relu", "conv(kernel=3, padding=[[1, 1], [0, 2]])", "Conv2d(kernel=3, padding=1)",
    "upsample(scale=1.5, mode=bilinear)", "channel_shuffle(groups=2)", "pool_unit", "unit(8)", "unit(width)",
    "unit(2*width, stride=2)", "conv3p1@width", "conv3p1@(2*cin)", "conv1@(max(4, cin//2))",
    "conv(kernel=3, padding=1, out=width + 1, bias=width > 8)",
)  # fmt: skip
BLOCKS = {
    "unit(width, stride=1)": "add[ conv3/(stride)p1@width bn | if(stride > 1 or cin != width)"
    "[ conv1/(stride)@width | ] ] relu",
    "pool_unit": ["maxpool3/1p1", {"inner": "conv1@8"}, "add[ | from(inner) ]"],
}

texts = st.lists(st.sampled_from(LINES), min_size=1, max_size=4).map(" ".join)


def entries(inner):
    paths = st.lists(
        st.one_of(st.just("conv1@8"), st.just("conv3p1@8 relu")), min_size=2, max_size=3
    )
    return st.one_of(
        texts,
        st.builds(lambda chain: f"3*( {chain} )", st.sampled_from(("conv3p1@8 relu", "bn"))),
        st.builds(lambda ways: {"add": ways}, paths),
        st.builds(lambda ways: {"concat": [*ways, ""]}, paths),
        st.builds(lambda n, body: {"repeat": n, "layers": body}, st.integers(0, 3), inner),
        st.builds(
            lambda a, b: {"if": "width > 8", "then": a, "else": b},
            inner,
            st.one_of(st.just(""), inner),
        ),
    )


items = st.recursive(
    texts, lambda inner: st.lists(entries(inner), min_size=1, max_size=3), max_leaves=6
)


@st.composite
def files(draw):
    """A network file as data, with knobs, defaults, blocks, named steps and references."""
    chains = draw(st.lists(items, min_size=1, max_size=4))
    steps = [{f"step{number}": chain} for number, chain in enumerate(chains)]
    steps.append({"joined": "concat[ | upsample(like=first) ]"} if draw(st.booleans()) else "relu")
    text = json.dumps(steps)
    data = {
        "convcalc": 1,
        "name": draw(
            st.sampled_from(("net", "a b", "yes: no", "1.5", "ネット", "true", "# x", "'q'"))
        ),
        "input": draw(st.sampled_from(("4x40x40", "40x36@4", "4x(8*5)x40"))),
        "set": {
            "width": draw(st.sampled_from(("8", "12", 16))),
            "twice": "(2*width)",
            "word": "relu",
        },
        "layers": [{"first": "conv1@4"}, *steps],
        "expect": {"params": 3, "output": "3x4"},
        "budget": {"params": "30M", "field": {"min": 5}},
    }
    if draw(st.booleans()):
        data["defaults"] = {"conv": {"bias": "false"}, "maxpool": {"padding": 1}}
    used = {name: body for name, body in BLOCKS.items() if name.split("(")[0] in text}
    if used:
        data["blocks"] = used
    return data


QUICK = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))


@given(files())
@QUICK
def test_files_survive_writing(data):
    text = json.dumps(data)
    document = document_of_text(text, "net.json", ".json")
    try:
        network = load_document(document)
    except ConvcalcError as error:
        network, failure = None, error
    for extension in EXTENSIONS:
        written = write_document(document, extension)
        if network is None:
            with pytest.raises(ConvcalcError) as caught:
                read(written, extension)
            assert caught.value.code == failure.code
        else:
            assert fingerprint(read(written, extension)) == fingerprint(network)
        again = document_of_text(written, "net" + extension, extension)
        assert write_document(again, extension) == written


@given(
    st.lists(
        st.one_of(texts, st.builds(lambda a, b: f"add[ {a} | {b} ]", texts, texts)), min_size=1
    ).map(" ".join)
)
@QUICK
def test_lines_survive_writing(text):
    try:
        network = load("4x40x40: " + text, {"width": "8"})
    except ConvcalcError:
        return
    line = convert("4x40x40: " + text, "line", {"width": "8"})
    assert meaning(load(line)) == meaning(network)
    document = document_of_line("4x40x40: " + text)
    written = write_document(document, ".yaml")
    assert meaning(read(written, sets={"width": "8"} if "width" in written else {})) == meaning(
        network
    )


ANY_AXES = (
    "conv3p1@8", "conv3/2@4b0", "conv3p1d1@8", "relu", "bn", "maxpool2", "avgpool3/2p1", "tconv4/2p1@8",
    "upsample2", "depthwise3p1", "adaptive_avgpool5", "dropout0.5", "conv(kernel=3, padding=1:2, out=8)",
    "add[ conv3p1@8 | conv1@8 ]", "concat[ | conv3p1@8 relu ]", "2*( conv3p1@8 relu )", "gap", "linear@10",
)  # fmt: skip
NAMED = ("Conv{}d(kernel=3, padding=1, out=8)", "BatchNorm{}d()", "MaxPool{}d(kernel=2)")
SHAPES = {
    1: ("", "20@4", "4x20", "L@4", "20"),
    2: ("", "20x20@4", "4x20x18", "HxW@4", "20x20", "20x18"),
    3: ("", "20x20x20@4", "4x6x20x18", "20@4", "6x20x18"),
}


@given(
    st.sampled_from((1, 2, 3)),
    st.data(),
    st.lists(st.sampled_from((*ANY_AXES, *NAMED)), min_size=1, max_size=5).map(" ".join),
)
@QUICK
def test_networks_of_any_axes_survive_writing(dims, data, layers):
    """Written as a line or a file, a network reads back as the same, with nothing said beside it."""
    shape = data.draw(st.sampled_from(SHAPES[dims]))
    text = (f"{shape}: " if shape else "") + layers.replace("{}", str(dims))
    try:
        network = load(text, dims=dims)
    except ConvcalcError:
        return
    assert len(network.nodes[0].shape.spatial) == dims
    for extension in EXTENSIONS:
        assert meaning(read(convert(text, "x" + extension, dims=dims), extension)) == meaning(
            network
        )
    line, refused = "", None
    try:
        line = convert(text, "line", dims=dims)
    except ConvcalcError as error:
        refused = error
    if refused is not None:
        assert refused.message.fields["reason"].code == "load.line.axes"
        maps = text.partition("linear@10")[0]  # behind it there are vectors, which have no axes
        assert not {"conv3p1@8", "maxpool2", "bn"} & set(maps.split())
        return
    again = load(line)
    assert meaning(again) == meaning(network)
    assert [str(sheet.params) for _, sheet in again.layers] == [
        str(sheet.params) for _, sheet in network.layers
    ]


@pytest.mark.parametrize(
    "name", ["resnet18", "unet", "googlenet", "mobilenet_v3_small", "fcn8s", "wavenet"]
)
def test_the_zoo_survives_writing(name):
    network = load(name)
    for extension in EXTENSIONS:
        written = convert(name, "x" + extension)
        assert fingerprint(read(written, extension))[:4] == fingerprint(network)[:4]


def audited(network):
    """What an audit says of every layer, but for names and steps."""
    fields_of = [
        tuple(map(str, (field_value(field), jump_value(field), start_value(field))))
        for field in fields(network)
    ]
    rows = [
        (node.type, node.inputs, spelt(node.shape), node.sheet and node.sheet.params,
         node.sheet and node.sheet.macs, field)
        for node, field in zip(network.nodes, fields_of, strict=True)
    ]  # fmt: skip
    return rows, totals(network)


def named(network):
    return [(node.name, node.stage, node.block) for node in network.nodes]


FIRST = {file: name for name, file in reversed(NAMES.items())}.values()


@pytest.mark.parametrize("name", NAMES)
def test_the_whole_zoo_is_audited_as_before(name):
    """In every form, or it is refused with the reason; JSON and TOML once for each file."""
    network = load(name)
    before = audited(network)
    for extension in EXTENSIONS if name in FIRST else EXTENSIONS[:1]:
        again = read(convert(name, "x" + extension), extension)
        assert again.name == name
        assert (audited(again), named(again)) == (before, named(network))
    reason, line = None, ""
    try:
        line = convert(name, "line")
    except UsageError as error:
        reason = error.message.fields["reason"].code
    if reason is None:
        assert audited(load(line.strip())) == before
    else:
        assert reason in (
            "load.line.outputs", "load.line.dialect", "load.line.order", "load.line.shared",
            "load.line.axes",
        )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "CxHxW: conv3p1@(cin)", "HxW@C: conv1@(2*C) relu", "(2*H)x(W+1)@3: conv3@4 gap linear@10",
        "3x8x8: add[ conv1@(cin) | ] conv1@(2*cin)", "Conv1d(out=4, kernel=3) relu",
        "8x7@16: attention(heads=4)[ | conv1@8 ] attention4 attention(4)", "9@16: lstm8 Conv1d(kernel=3, out=4)",
        '9x9@16: opaque(what="x, y", size=[81], params=3, macs=4, rf=global) spp(levels=[4, 2])',
        "9x9@16: maximum[ | channel_max ] partial_add[ conv3/2p1@8 | ] glu scale(over=one)",
        "HxW@C: conv3p1@C add[ conv3p1@C | ] upsample(scale=1.5)",
    ],
)  # fmt: skip
def test_lines_with_letters_read_back(text):
    network = load(text)
    again = load(convert(text, "line").strip())
    assert [str(row[:3]) for row in audited(again)[0]] == [
        str(row[:3]) for row in audited(network)[0]
    ]
    assert named(again) == named(network)


def test_a_line_that_could_not_be_read_is_refused():
    with pytest.raises(UsageError) as caught:
        convert("3x8x8: conv3p1@c", "line", {"c": "C"})
    assert caught.value.message.fields["reason"].code == "load.line.unreadable"


def test_other_orders_are_refused():
    """What crops the first maps of a U-Net runs late in the file, and would run first in a line."""
    with pytest.raises(UsageError) as caught:
        convert("unet", "line")
    assert caught.value.message.fields["reason"].code == "load.line.order"


def test_a_line_says_what_it_leaves_out(tmp_path):
    path = tmp_path / "net.yaml"
    path.write_text(
        "input: 3x8x8\nlayers:\n  - stem: conv3@4\n  - relu\nexpect: {params: 112}\n"
        "budget: {params: 200}\n",
        encoding="utf-8",
    )
    left = []
    convert(str(path), "line", left=left)
    (message,) = left
    assert [part.code.rpartition(".")[2] for part in message.fields["parts"]] == [
        "names", "steps", "expect", "budget",
    ]  # fmt: skip
    left.clear()
    convert("3x8x8: conv3@4 relu", "line", left=left)
    assert left == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "input: {a: 1x8x8, b: 1x8x8}\nlayers:\n  - add[ from(a) | from(b) ]\n",
            "load.line.inputs",
        ),
        ("input: 1x8x8\noutputs: [a]\nlayers:\n  - a: relu\n  - gap\n", "load.line.outputs"),
        ("input: 1x8x8\ndialect: keras\nlayers:\n  - relu\n", "load.line.dialect"),
        (
            "input: 1x8x8\nlayers:\n  - a: relu\n  - b: bn\n  - add[ from(a) bn | from(b) sigmoid ]\n"
            "  - c: relu\n  - mul[ from(b) | from(c) ]\n",
            "load.line.shared",
        ),
    ],
)
def test_what_no_line_can_say(tmp_path, text, reason):
    path = tmp_path / "net.yaml"
    path.write_text(text)
    with pytest.raises(ConvcalcError) as caught:
        convert(str(path), "line")
    assert caught.value.message.fields["reason"].code == reason


def test_settings_and_input_are_written():
    written = convert("resnet50:classes=10", "x.yaml", {"units1": "1"}, "3x64x64")
    assert "classes: 10" in written
    assert "units1: 1" in written
    assert "input: 3x64x64" in written


def test_an_unknown_format():
    with pytest.raises(ConvcalcError) as caught:
        convert("resnet50", "x.txt")
    assert caught.value.code == "load.unknown_format"


def test_yaml_reads_well():
    assert convert("unet", "x.yaml").splitlines()[:16] == [
        "convcalc: 1",
        "name: unet",
        "input: 1x572x572",
        "set:",
        "  padding: 0",
        "  base: 64",
        "  classes: 2",
        "blocks:",
        "  double(width): conv3p(padding)@width relu conv3p(padding)@width relu",
        "  up(skip, width):",
        "    - wider: tconv2/2@width",
        "    - concat[ from(skip) crop(like=wider) | ] double(width)",
        "layers:",
        "  - down1: double(base)",
        "  - down2: maxpool2 double(2*base)",
        "  - down3: maxpool2 double(4*base)",
    ]


@pytest.mark.parametrize("target", ["x.yaml", "line"])
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("3x8x8: conv3p1@3 conv(kernel=3, padding=1, out=3, share=conv1)", "load.unknown_step"),
        ("3x8x8: relu(share=zzz)", "load.unknown_step"),
        ("3x8x8: relu from(q)", "load.unknown_step"),
        ("3x8x8: use(nonexistent)", "load.unknown_network"),
        ("3x8x8: conv9@4", "size.kernel_exceeds_input"),
        ("3x8x8: conv3p1@(n)", "load.unknown_name"),
        ("3x8x8: add[ conv3@4 | ]", "combine.channels_differ"),
    ],
)
def test_what_cannot_be_read_is_not_written(text, code, target):
    for read_it in (load, lambda line: convert(line, target)):
        with pytest.raises(ConvcalcError) as caught:
            read_it(text)
        assert caught.value.code == code


def test_a_part_that_is_not_whole_leaves_the_network_open(tmp_path):
    (tmp_path / "part.yaml").write_text(
        "input: 3x8x8\nlayers: conv3p1@4\ncomplete: false\nnotes: seen in part\n"
    )
    path = tmp_path / "net.yaml"
    path.write_text("input: 3x8x8\nlayers: use(./part.yaml) relu\n")
    network = load(str(path))
    assert not network.complete
    assert [note.fields["text"] for note in network.notes] == ["seen in part"]
