"""Constructions of PyTorch and Keras as they are pasted, in every form."""

from __future__ import annotations

import pytest

from convcalc.errors import ConvcalcError
from convcalc.inverse.networks import load
from convcalc.load.constructors import read_constructor
from convcalc.load.load import document_of_data, load_document
from convcalc.network.graph import spelt
from convcalc.network.measures import Measures
from tests.load.helpers import layers, macs, params, types

LENET = """
class LeNet(nn.Module):
    def __init__(self, classes=10):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, 5)
        self.pool = nn.MaxPool2d(2, 2)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(16 * 4 * 4, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, classes)
"""
RESIDUAL = """
from tensorflow import keras
from tensorflow.keras import layers
inputs = keras.Input(shape=(32, 32, 3))
x = layers.Conv2D(8, 3, padding="same", activation="relu", name="stem")(inputs)
skip = x
x = layers.Conv2D(8, 3, padding="same")(x)
x = layers.BatchNormalization()(x)
x = layers.add([x, skip])
y = layers.Conv2D(4, 1)(x)
x = layers.Concatenate()([x, y])
side = layers.Dense(7)(x)
x = layers.GlobalAveragePooling2D()(x)
model = keras.Model(inputs, layers.Dense(5, activation="softmax")(x))
"""
BUILT = """
def block(x, filters, stride=1):
    for _ in range(2):
        x = Conv2D(filters, 3, strides=stride, padding='same')(x)
    return x

x = Input((32, 32, 3))
out = block(block(x, 8), filters=16)
"""

FORMS = {
    # program: types, parameters, MACs; the last two counted by hand
    "nn.Sequential(nn.Conv2d(3, 8, 3), nn.ReLU())": ("conv relu", 224, 194_400),
    "torch.nn.Sequential(*[torch.nn.Conv2d(3, 8, 3)], torch.nn.ReLU(),)": (
        "conv relu", 224, 194_400),
    "nn.Sequential(OrderedDict([('a', nn.Conv2d(3, 8, 3)), ('b', nn.ReLU())]))": (
        "conv relu", 224, 194_400),
    "nn.Conv2d(3, 8, 3),\n  nn.ReLU(),\n": ("conv relu", 224, 194_400),
    "        nn.Conv2d(3, 8, 3),  # stem\n        nn.ReLU(inplace=True),": (
        "conv relu", 224, 194_400),
    "[nn.Conv2d(3, 8, 3), nn.ReLU()]": ("conv relu", 224, 194_400),
    ">>> net = nn.Sequential(\n...     nn.Conv2d(3, 8, 3))\n>>> net\nSequential(\n)": (
        "conv", 224, 194_400),
    "```python\nnn.Conv2d(3, 8, kernel_size=(3, 3))\n```": ("conv", 224, 194_400),
    "> nn.Conv2d(3, 8, 3)\n> nn.ReLU()": ("conv relu", 224, 194_400),
    "self.a = nn.Conv2d(3, 8, 3)\nself.b = nn.Conv2d(8, 4, 1, bias=False)": (
        "conv conv", 256, 223_200),
    "layers = []\nfor i in range(2):\n    layers.append(nn.Conv2d(3, 3, 1))\n"
    "layers += [nn.ReLU()]\nnet = nn.Sequential(*layers)": ("conv conv relu", 24, 18_432),
    "c = 8\nnet = nn.Sequential(nn.Conv2d(3, c // 2, 1), nn.Conv2d(c // 2, 2 * c, 1))": (
        "conv conv", 96, 77_824),
    "nn.ConvTranspose2d(3, 8, 4, 2, 1, 0, 1, False, 1)": ("tconv", 384, 393_216),
    "keras.Sequential([keras.Input((32, 32, 3)), layers.Conv2D(8, 3, activation='relu')])": (
        "conv relu", 224, 194_400),
    "Sequential([Conv2D(8, 3, input_shape=(32, 32, 3)), MaxPooling2D(), Flatten(), Dense(2)])": (
        "conv maxpool flatten linear", 224 + 3602, 194_400 + 3600),
    "model = Sequential()\nmodel.add(Conv2D(8, (3, 3), input_shape=(32, 32, 3)))\n"
    "model.add(Dropout(0.5))\nmodel.compile(optimizer='adam')\nmodel.summary()": (
        "conv dropout", 224, 194_400),
    "tf.keras.layers.Conv2DTranspose(8, 4, 2, 'same', None, None, (1, 1), 'relu', False)": (
        "tconv relu", 384, 393_216),
    "L.SeparableConv2D(8, 3, 1, 'same', None, (1, 1), 2)": (
        "separable", 3 * 2 * 9 + 6 * 8 + 8, 1024 * (54 + 48)),
    RESIDUAL: (
        "conv relu conv bn add conv concat gap linear softmax", 224 + 584 + 16 + 36 + 65,
        221_184 + 589_824 + 32_768 + 60),
    BUILT: (
        "conv conv conv conv", 224 + 584 + 1168 + 2320,
        1024 * (216 + 576 + 1152 + 2304)),
}  # fmt: skip


def read(text: str, **options: str):
    return load_document(document_of_data(text.encode(), "net.py", ".py"), **options)


@pytest.mark.parametrize("text", FORMS)
def test_forms(text):
    network = read(text, input="1x28x28" if text == LENET else "3x32x32")
    assert (" ".join(types(network)), params(network), macs(network)) == FORMS[text]


@pytest.mark.parametrize("text", [text for text in FORMS if text.count("\n") < 2])
def test_an_argument_and_standard_input_are_read_alike(text, monkeypatch):
    assert layers(load(f"3x32x32: {text}")) == layers(read(text, input="3x32x32"))


def test_a_program_without_the_calls_says_what_is_assumed():
    document = document_of_data(LENET.encode(), "net.py", ".py")
    assert [note.code for note in document.notes] == ["source.note.order"]
    assert not document_of_data(RESIDUAL.encode(), "net.py", ".py").notes


def test_names_of_the_program():
    network = read("nn.Sequential(nn.Sequential(nn.ReLU(), nn.Tanh()), nn.ReLU())")
    assert [node.name for node in network.nodes][1:] == ["0.0", "0.1", "1"]
    assert read(RESIDUAL).nodes[1].name == "stem"


MNIST = """
import torch.nn.functional as F
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 32, 3, 1)
        self.conv2 = nn.Conv2d(32, 64, 3, 1)
        self.dropout1 = nn.Dropout(0.25)
        self.fc1 = nn.Linear(9216, 128)
        self.fc2 = nn.Linear(128, 10)

    def forward(self, x):
        x = F.relu(self.conv1(x))
        x = F.relu(self.conv2(x))
        x = F.max_pool2d(x, 2)
        x = self.dropout1(x).view(x.size(0), -1)
        x = F.relu(self.fc1(x))
        return F.log_softmax(self.fc2(x), dim=1)

if __name__ == "__main__":
    train(Net())
"""
BLOCKS = """
class Block(nn.Module):
    def __init__(self, cin, cout, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(cin, cout, 3, stride, 1, bias=False)
        self.relu = nn.ReLU()
        self.conv2 = nn.Conv2d(cout, cout, 3, 1, 1, bias=False)
        self.short = nn.Conv2d(cin, cout, 1, stride)

    def forward(self, x):
        out = self.conv2(self.relu(self.conv1(x)))
        out += self.short(x)
        return self.relu(out)

class Net(nn.Module):
    def __init__(self, classes=5):
        super().__init__()
        self.layer1 = self._make(4, 2)
        self.fc = nn.Linear(4, classes)

    def _make(self, width, blocks):
        layers = [Block(3, width, 2)]
        for _ in range(1, blocks):
            layers.append(Block(width, width))
        return nn.Sequential(*layers)

    def forward(self, x):
        return self.fc(torch.flatten(self.layer1(x).mean([2, 3]), 1))

net = Net()
"""


def test_a_forward_of_plain_calls_is_followed():
    network = read(MNIST, input="1x28x28")
    assert " ".join(types(network)) == (
        "conv relu conv relu maxpool dropout flatten linear relu linear log_softmax"
    )
    assert (params(network), macs(network)) == (1_199_882, 11_992_448)
    assert network.complete
    assert not network.notes
    assert [node.name for node in network.nodes][1:4] == ["conv1", "relu1", "conv2"]


def test_classes_in_classes_are_followed():
    network = read(BLOCKS, input="3x8x8")
    block = "conv relu conv conv add relu"
    assert " ".join(types(network)) == f"{block} {block} adaptive_avgpool flatten flatten linear"
    assert params(network) == (108 + 144 + 16) + (144 + 144 + 20) + 25
    assert network.nodes[7].name == "layer1.1.conv1"


@pytest.mark.parametrize(
    "line", ["if self.training: x = self.conv1(x)", "x = x.permute(0, 2, 3, 1)", "x = magic(x)"]
)
def test_a_forward_that_is_not_followed_is_said_to_be_so(line):
    text = MNIST.replace("x = F.max_pool2d(x, 2)", line)
    network = read(text, input="1x28x28")
    assert params(network) == 1_199_882
    assert [note.code for note in network.notes] == ["source.note.forward"]
    assert not network.complete


SHAPES = {
    "nn.Conv2d(3, 8, 3)": "HxW@3",
    "nn.ReLU(), nn.Conv1d(3, 8, 3)": "L@3",
    "nn.Linear(784, 10)": "@784",
    "nn.Flatten(), nn.Linear(784, 10)": "HxW",
    "Conv2D(8, 3, data_format='channels_first', input_shape=(3, 28, 30))": "28x30@3",
    "Conv2D(8, 3, batch_input_shape=(None, 28, 30, 3))": "28x30@3",
    "Dense(8, input_dim=20)": "@20",
    "keras.Sequential([keras.Input((None, None, 3)), Conv2D(8, 3)])": "HxW@3",
    "x = Input(shape=(100, 5))\nConv1D(3, 5)(x)": "100@5",
}


@pytest.mark.parametrize("text", SHAPES)
def test_the_input_is_what_is_said_or_what_the_first_layer_is_made_for(text):
    assert spelt(read(text).nodes[0].shape) == SHAPES[text]


REFUSED = {
    # program: code, line, column
    "nn.Conv2d(3, __import__('os').system('ls'), 3)": ("source.no_value", 1, 14),
    "nn.Conv2d(3, open('x').read(), 3)": ("source.no_value", 1, 14),
    "nn.Conv2d(3, [1 for _ in range(9**9)], 3)": ("source.no_value", 1, 14),
    "nn.Conv2d(3, 9**9**9**9, 3)": ("expr.exponent", 1, 18),
    "nn.Sequential(nn.Conv2d(3, 8, 3), nn.Conv2d(4, 8, 3))": ("layer.channels_differ", 1, 35),
    "nn.Sequential(nn.Conv2d(3, 8, 31), nn.Flatten(), nn.Linear(7, 1))": (
        "layer.channels_differ",
        1,
        50,
    ),
    "nn.Sequential(nn.Conv2d(3, 8, 31), nn.Linear(32, 1))": ("layer.features_differ", 1, 36),
    "nn.Conv2d(3, 8, 3)\nlayers.Dense(10)": ("source.two_frameworks", 2, 1),
    "PReLU(), Dropout(0.5)": ("source.which_framework", 1, 1),
    "Softmax(1),": ("source.which_framework", 1, 1),
    "nn.ReLU(True, 1, 2)": ("source.too_many_arguments", 1, 1),
    "nn.Conv2d(3, 8, 3, 2, stride=2)": ("load.twice", 1, 1),
    "nn.Conv2d(3, 8, 3, wibble=2)": ("parameter.unknown", 1, 1),
    "nn.Conv2d(3, 8, 3": ("source.not_python", 1, 10),
    "x = 3": ("source.no_layers", 1, 1),
    "net = nn.Sequential(nn.Conv2d(3, 8, 3), wibble(3))": ("source.no_layer", 1, 41),
    "nn.ReLU(), ..., nn.Tanh()": ("source.no_layer", 1, 12),
    "if fast:\n    net = nn.Conv2d(3, 8, 3)": ("source.not_followed", 1, 1),
    "while True:\n    net.add(nn.Conv2d(3, 8, 3))": ("source.not_followed", 1, 1),
    "layers.Dense(3, activation='wibble')": ("source.unknown_activation", 1, 1),
    "def f(x):\n    return f(x)\nx = f(nn.ReLU())\n": ("load.too_deep", 2, 12),
    "for i in range(10**9):\n    x = nn.ReLU()": ("load.too_many_steps", 2, 5),
    "layers.ReLU()(3)": ("source.no_tensor", 1, 1),
    "nn.Conv2d(" * 150: ("source.not_python", 1, 1500),
    "nn.Conv2d(3, 8, " + "(" * 5000: ("source.not_python", 1, 216),
    "a = [nn.ReLU()]\n" + "a = a + a\n" * 40: ("load.too_many_steps", 17, 5),
    "s = nn.Sequential(nn.ReLU())\n" + "s = nn.Sequential(s, s)\n" * 40: (
        "load.too_many_layers",
        1,
        1,
    ),
    "s = nn.Sequential()\n" + "s = nn.Sequential(s)\n" * 2000: ("load.too_many_layers", 1, 1),
    "nn.ReLU()\x00": ("source.not_python", 1, 1),
}


@pytest.mark.parametrize("text", REFUSED)
def test_refused(text):
    with pytest.raises(ConvcalcError) as caught:
        read(text, input="3x32x32")
    error = caught.value
    assert (error.code, error.place.line, error.place.column) == REFUSED[text]


STRAYS = {
    # what is no layer, among layers: the class that is named
    "SelfAttention(8)": None, "CBAM(8, 16)": None, "ResBlock(8)": None, "nn.Foo(8)": None,
    "os.remove('x')": None, "nn.ReLU": None, "3": None, "resblock(8)": None,
    "[CBAM(8)]": None, "nn.Linaer(8, 4)": "nn.Linear", "nn.BatchNorm2D(8)": "nn.BatchNorm2d",
    "nn.Conv2D(8, 8, 3)": "nn.Conv2d",
    "tf.keras.layers.BatchNorm()": "tf.keras.layers.BatchNormalization",
}  # fmt: skip
LISTINGS = ("nn.Conv2d(3, 8, 3), {}, nn.Conv2d(8, 8, 3)", "nn.Conv2d(3, 8, 3)\n{}\nnn.ReLU()\n",
            "[nn.Conv2d(3, 8, 3), {}]", "nn.Sequential(nn.Conv2d(3, 8, 3), {})",
            "nn.Sequential(nn.Conv2d(3, 8, 3))\n{}")  # fmt: skip


@pytest.mark.parametrize("listing", LISTINGS)
@pytest.mark.parametrize("stray", STRAYS)
def test_what_is_no_layer_does_not_vanish_among_layers(listing, stray):
    with pytest.raises(ConvcalcError) as caught:
        read(listing.format(stray), input="3x32x32")
    place = caught.value.place
    before = listing[: listing.index("{")]
    column = len(before.rsplit("\n", 1)[-1]) + 1
    inner = column + stray.startswith("[")
    assert caught.value.code == "source.no_layer"
    assert place.line == before.count("\n") + 1
    assert place.column in (column, inner)
    if STRAYS[stray]:
        assert STRAYS[stray] in str(caught.value.hints[0].fields.values())


ATTRIBUTES = """
class Net(nn.Module):
    def __init__(self, norm_layer=None):
        super().__init__()
        self.hidden, self.size = int(8), config.get("size")
        self.conv1 = nn.Conv2d(3, 8, 3)
        {}
        self.conv2 = nn.Conv2d(8, 8, 3)
    def forward(self, x):
        return {}
"""
MODULES = {
    "self.att = SelfAttention(8)": "SelfAttention",
    "self.att = SelfAttention(*sizes, **more)": "SelfAttention",
    "self.att = norm_layer(8)": "norm_layer",
    "self.att = torchvision.models.resnet18()": "resnet18",
    "self.att = nn.utils.weight_norm(nn.Conv2d(8, 8, 1))": "weight_norm",
    "self.att = torch.compile(nn.Conv2d(8, 8, 1))": "compile",
    "self.att = getattr(nn, 'Conv2d')(8, 8, 1)": "getattr(nn, 'Conv2d')",
    "self.att = nn.Parameter(torch.zeros(3))": "Parameter",
    "self.add_module('att', SelfAttention(8))": "SelfAttention",
    "setattr(self, 'att', SelfAttention(8))": "SelfAttention",
    "self.att, self.b = SelfAttention(8), nn.ReLU()": "SelfAttention",
}
FORWARDS = {
    "magic(x)": "source.note.forward",
    "self.conv2(self.att(self.conv1(x)))": "read.unknown",
}


@pytest.mark.parametrize("forward", FORWARDS)
@pytest.mark.parametrize("line", MODULES)
def test_a_module_that_is_not_known_is_of_unknown_cost(line, forward):
    network = read(ATTRIBUTES.format(line, forward), input="3x32x32")
    opaque = [node for node in network.nodes if node.type == "opaque"]
    assert [node.layer.values["what"] for node in opaque] == [MODULES[line]]
    assert (opaque[0].place.line, opaque[0].name) == (7, "att")
    assert [note.code for note in network.notes] == [FORWARDS[forward]]
    assert not network.complete
    assert Measures(network).figure("params") is None
    assert Measures(network).least("params") == 224 + 584


def test_attributes_and_names_without_a_class():
    for owner in ("self.", ""):
        lines = ("conv1 = nn.Conv2d(3, 8, 3)", "att = CBAM(8)", "conv2 = nn.Conv2d(8, 8, 3)")
        network = read("\n".join(owner + line for line in lines), input="3x32x32")
        assert types(network) == ["conv", "opaque", "conv"]


def test_layers_that_only_a_run_could_choose_do_not_vanish():
    text = "self.a = nn.Conv2d(3, 8, 3)\nself.b = nn.Conv2d(8, 8, 3) if fast else nn.ReLU()"
    with pytest.raises(ConvcalcError) as caught:
        read(text)
    assert (caught.value.code, caught.value.place.line) == ("source.no_layer", 2)


KERAS_UNKNOWN = ("y = MyAtt(4)(y)", "y = MyAtt(4)(inputs=[y, x])", "y = magic(y)", "z = magic(y)")


@pytest.mark.parametrize("line", KERAS_UNKNOWN)
def test_an_unknown_layer_on_tensors_is_named_where_it_stands(line):
    text = f"x = Input((9, 9, 3))\ny = Conv2D(4, 3)(x)\n{line}\nModel(x, Dense(3)({line[0]}))"
    with pytest.raises(ConvcalcError) as caught:
        read(text)
    place = caught.value.place
    assert (caught.value.code, place.line, place.column) == ("source.no_layer", 3, 5)


def test_an_unknown_function_that_stands_last_is_refused():
    text = "x = Input((9, 9, 3))\ny = Conv2D(4, 3)(x)\nout = magic(y)\n"
    with pytest.raises(ConvcalcError) as caught:
        read(text)
    assert (caught.value.code, caught.value.place.line) == ("source.no_layer", 3)
    assert types(read(text.replace("out", "size") + "y = ReLU()(y)")) == ["conv", "relu"]


COMPREHENSIONS = {
    "nn.Sequential(*[nn.Conv2d(3, 3, 3) for _ in range(3)])": "conv conv conv",
    "nn.Sequential(*(nn.Conv2d(3, 3, k) for k in (1, 3) for _ in range(2)))": "conv " * 4,
    "n = 2\nb = [nn.ReLU() for i in range(n)]\nnn.Sequential(nn.Conv2d(3, 3, 1), *b)":
        "conv relu relu",
    "[nn.Conv2d(3 * 2**i, 6 * 2**i, 1) for i in range(2)]": "conv conv",
}  # fmt: skip


@pytest.mark.parametrize("text", COMPREHENSIONS)
def test_comprehensions_over_a_range_are_followed(text):
    assert types(read(text, input="3x32x32")) == COMPREHENSIONS[text].split()


@pytest.mark.parametrize(
    ("loop", "code"),
    [
        ("for _ in range(9**9)", "load.too_many_steps"),
        ("for _ in range(400) for _ in range(400)", "load.too_many_steps"),
        ("for _ in range(n)", "source.no_layer"),
        ("for i in range(3) if i", "source.no_layer"),
    ],
)
def test_comprehensions_that_are_too_long_or_not_known(loop, code):
    with pytest.raises(ConvcalcError) as caught:
        read(f"nn.Sequential(*[nn.ReLU() {loop}])")
    assert caught.value.code == code


PLAIN = (
    "torch.manual_seed(0)",
    "loss = nn.CrossEntropyLoss()\nerr = loss(net(x), y)",
    "print(net)",
    "net.eval()",
    "net",
    "'a text'",
    "self.x()",
    "super().__init__()",
    "f()",
)


@pytest.mark.parametrize("line", PLAIN)
def test_statements_that_are_no_layers_do_no_harm(line):
    text = f"def f():\n    pass\nnet = nn.Conv2d(3, 8, 3)\nnn.ReLU()\n{line}"
    assert types(read(text, input="3x32x32")) == ["conv", "relu"]


def test_what_a_word_behind_other_characters_points_at():
    with pytest.raises(ConvcalcError) as caught:
        read("# 畳み込み\n  '畳', nn.Conv2d(3, f(), 3)\n")
    assert (caught.value.place.line, caught.value.place.column) == (2, 21)


def test_a_layer_called_twice_shares_its_weights():
    text = "f = Dense(4)\na = Input((3,))\nb = Input((3,))\nlayers.concatenate([f(a), f(b)])"
    assert (params(read(text)), macs(read(text))) == (16, 24)


def test_a_symbol_is_a_setting():
    network = load("3x32x32: nn.Conv2d(3, c, 3), nn.Conv2d(c, 2*c, 1)", {"c": "4"})
    assert [node.shape.channels for node in network.nodes] == [3, 4, 8]


ITEMS = {
    "conv3p1@8 nn.BatchNorm2d(8) Conv2d(8, 4, 3, bias=False), relu": "conv bn conv relu",
    "add[ nn.Conv2d(3, 3, 3, padding=1) | ] relu": "conv add relu",
    "2*( nn.Sequential(nn.Conv2d(3, 3, 1), nn.ReLU()) ) relu": "conv relu conv relu relu",
    "layers.Conv2D(8, 3, activation='relu') flatten": "conv relu flatten",
}


@pytest.mark.parametrize("text", ITEMS)
def test_constructions_are_items_of_notation(text, tmp_path):
    assert " ".join(types(load(f"3x32x32: {text}"))) == ITEMS[text]
    path = tmp_path / "net.yaml"
    path.write_text(f'input: 3x32x32\nlayers:\n  - all: "{text}"\n', "utf-8")
    assert " ".join(types(load(str(path)))) == ITEMS[text]


CONSTRUCTORS = {
    "nn.Conv2d(3, 64, 7, 2, 3)": (
        "Conv2d", "torch", ["out=64", "kernel=7", "stride=2", "padding=3"], "3"),
    "Conv2D(32, (3, 5), padding='same', activation='relu')": (
        "Conv2D", "keras", ["out=32", "kernel=3x5", "padding=same"], None),
    "nn.Linear(c, 2*c)": ("Linear", "torch", ["out=(2*c)"], "(c)"),
    "ReLU()": ("ReLU", None, [], None),
    "layers.Dense(10)": ("Dense", "keras", ["out=10"], None),
}  # fmt: skip


@pytest.mark.parametrize("text", CONSTRUCTORS)
def test_a_single_constructor(text):
    found = read_constructor(text)
    assert (found.type, found.dialect, found.pairs(), found.channels) == CONSTRUCTORS[text]


def test_keras_in_notation_where_only_a_dialect_could_tell():
    with pytest.raises(ConvcalcError) as caught:
        load("3x8x8: conv3@4 layers.PReLU()")
    assert caught.value.code == "source.dialect_wanted"
