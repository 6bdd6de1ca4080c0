"""First guesses of people who have never read a page: each works, or is led there in one step."""

from __future__ import annotations

import shlex

import pytest

from tests.cli.conftest import Cli

WRITE = "  hint: write "

LED = [
    # what was typed, what the hint says to type
    ("flops resnet50", "convcalc audit resnet50 --of flops"),
    ("params resnet50", "convcalc audit resnet50 --of params"),
    ("macs mobilenet_v2", "convcalc audit mobilenet_v2 --of macs"),
    ("macs", "convcalc audit resnet50 --of macs"),
    ("parameters of alexnet", "convcalc audit alexnet --of params"),
    ("params conv 56@64 -k 3 -o 8", "convcalc conv 56@64 -k 3 -o 8 --of params"),
    ("params linear @512 -o 10", "convcalc layer linear @512 -o 10 --of params"),
    ("size 224 -k 3", "convcalc conv 224 -k 3 --of size"),
    ("receptive_field vgg16", "convcalc rf vgg16"),
    ("resnet50", "convcalc audit resnet50"),
    ("rules CC301", "convcalc explain CC301"),
    ("rules bias-before-norm", "convcalc explain bias-before-norm"),
    ("alexne", "convcalc audit alexnet"),
    ("summary2 resnet18", "convcalc audit resnet18"),
    ("gap 7@512", "convcalc layer gap 7@512"),
    ("relu 56@64", "convcalc layer relu 56@64"),
    ("bn 56@64", "convcalc layer bn 56@64"),
    ("add 56@64", "convcalc layer add 56@64 56@64"),
    ("flatten 7x7@512", "convcalc layer flatten 7x7@512"),
    ("upsample 14 --scale 2", "convcalc layer upsample 14 --scale 2"),
    ("linear", "convcalc layer linear @512 -o 10"),
    (
        "layer Linear in_features=512 out_features=10",
        "convcalc layer Linear @512 in_features=512 out_features=10",
    ),
    ("audit resnet50 --input 3 224 224", "convcalc audit resnet50 --input 3x224x224"),
    ("audit --input 224 160 vgg16", "convcalc audit --input 224x160 vgg16"),
    ("conv 224 -k 3 -f 64", "convcalc conv 224 -k 3 --out 64"),
    ("dense", "convcalc layer dense @512 -o 10"),
    ("fc 512 1000", "convcalc layer fc @512 -o 1000"),
    ("layer linear 512 1000", "convcalc layer linear @512 -o 1000"),
    ("depthwise 56@64 -k 3", "convcalc layer depthwise 56@64 -k 3"),
    ("depthwise 56@64", "convcalc layer depthwise 56@64 -k 3"),
    ("maxpool 112 2 2", "convcalc layer maxpool 112 -k 2 -s 2"),
    ("pooling 112 2", "convcalc pool 112 -k 2"),
    ("dilated 56@64 -k 3", "convcalc conv 56@64 -k 3 -d 2"),
    ("atrous 56@64 -k 3 -d 4", "convcalc conv 56@64 -k 3 -d 4"),
    ("transposed 16 -k 4 -s 2", "convcalc tconv 16 -k 4 -s 2"),
    ("Conv2d 224@3 -k 7", "convcalc layer Conv2d 224@3 -k 7"),
    ("conv2d 224 3", "convcalc layer Conv2d 224 -k 3"),
    ("ConvTranspose2d 16 -k 4", "convcalc layer ConvTranspose2d 16 -k 4"),
    ("plot conv 5 -k 3", "convcalc draw conv 5 -k 3"),
    ("draw conv 5 -k 3 --svg", "convcalc draw conv 5 -k 3 --format svg"),
    ("conv 5 -k 3 --animate", "convcalc draw conv 5 -k 3 --animate --format svg"),
    ("conv 5 -k 3 --format svg", "convcalc draw conv 5 -k 3 --format svg"),
    ("conv 5 -k 3 --plot", "convcalc conv 5 -k 3 --draw"),
    ("draw 5 -k 3", "convcalc draw conv 5 -k 3"),
    ("draw resnet18", "convcalc draw audit resnet18"),
    ("draw maxpool 5 -k 2", "convcalc draw layer maxpool 5 -k 2"),
    ("draw conv 5", "convcalc draw conv 5 -k 3"),
    ("conv3 relu", "convcalc audit 'conv3 relu'"),
    ("'3x32x32: conv3p1@16 relu'", "convcalc audit '3x32x32: conv3p1@16 relu'"),
    ("224 -k 3", "convcalc conv 224 -k 3"),
    ("224 conv -k 3", "convcalc conv 224 -k 3"),
    ("224 maxpool -k 2", "convcalc layer maxpool 224 -k 2"),
    ("convcalc conv 11 -k 3", "convcalc conv 11 -k 3"),
    ("CONV 11 -k 3", "convcalc conv 11 -k 3"),
    ("cnov 11 -k 3", "convcalc conv 11 -k 3"),
    ("stride", "convcalc explain stride"),
    ("receptive field", "convcalc explain 'receptive field'"),
    ("version", "convcalc --version"),
    ("-V", "convcalc --version"),
    ("man", "convcalc --help"),
    ("examples", "convcalc --help"),
    ("tutorial", "convcalc --help"),
    ("help", "convcalc --help"),
    ("cheat-sheet", "convcalc cheatsheet"),
    ("notation", "convcalc cheatsheet"),
    ("completions zsh", "convcalc completion zsh"),
    ("lint", "convcalc rules"),
    ("ci", "convcalc audit resnet50"),
    ("help conv", "convcalc conv --help"),
    ("list", "convcalc zoo"),
    ("models", "convcalc zoo"),
    ("conv 224", "convcalc conv 224 -k 3"),
    ("pool 112", "convcalc pool 112 -k 3"),
    ("tconv 7", "convcalc tconv 7 -k 3"),
    ("layer conv 224", "convcalc layer conv 224 -k 3"),
    ("layer gn 56@64", "convcalc layer gn 56@64 -g 8"),
    ("separable 56@64", "convcalc separable 56@64 -k 3 -o 128"),
    ("check 7 conv 11 3 2 2", "convcalc check 7 conv 11 -k 3 -s 2 -p 2"),
    ("solve conv 11 -s 2 --want 5", "convcalc solve conv 11 -s 2 --want 5 -k K"),
    ("conv 11 3 2 2", "convcalc conv 11 -k 3 -s 2 -p 2"),
    ("conv 11 k=3", "convcalc conv 11 -k 3"),
    ("conv 224 kernel 3", "convcalc conv 224 -k 3"),
    ("conv 224 kernel_size=3 padding=same", "convcalc conv 224 -k 3 -p same"),
    ("conv 11 3 same", "convcalc conv 11 -k 3 -p same"),
    ("conv 224 224", "convcalc conv 224x224 -k 3"),
    ("conv 224 224 3 -k 7", "convcalc conv 224x224@3 -k 7"),
    ("conv 3 224 224", "convcalc conv 224x224@3 -k 3"),
    ("conv '(224, 224)' -k 3", "convcalc conv 224x224 -k 3"),
    ("layer conv 224 3 2 1", "convcalc layer conv 224 -k 3 -s 2 -p 1"),
    ("layer conv 224 k=3 s=2", "convcalc layer conv 224 kernel=3 stride=2"),
    ("layer linear 512 out=1000 --of params",
     "convcalc layer linear @512 out=1000 --of params"),
    ("conv 224 -k 3 --of params", "convcalc conv 224@64 -k 3 --of params -o 128"),
    ("conv --size 224 -k 3", "convcalc conv 224 -k 3"),
    ("conv --input 224 -k 3", "convcalc conv 224 -k 3"),
    ("conv 224 -k 3 --csv", "convcalc conv 224 -k 3 --format csv"),
    ("conv 224 -k 3 --latex", "convcalc conv 224 -k 3 --format latex"),
    ("conv 224 -k 3 --markdown", "convcalc conv 224 -k 3 --format markdown"),
    ("conv 224 -k 3 --format md", "convcalc conv 224 -k 3 --format markdown"),
    ("conv 224 -k 3 --output json", "convcalc conv 224 -k 3 --format json"),
    ("conv 224 -k 3 --output a.txt", "convcalc conv 224 -k 3 --output-file a.txt"),
    ("conv 224@3 -k 3 --output 64", "convcalc conv 224@3 -k 3 --out 64"),
    ("conv 224 -k 3 -f csv", "convcalc conv 224 -k 3 --format csv"),
    ("conv 224 -k 3 --verbose", "convcalc conv 224 -k 3 --steps"),
    ("conv 224 -k 3 -v", "convcalc conv 224 -k 3 --steps"),
    ("conv 224 -k 3 --explain", "convcalc conv 224 -k 3 --steps"),
    ("conv 224 -k 3 --no-color", "NO_COLOR=1 convcalc conv 224 -k 3"),
    ("conv 224 -k 3 --bias=False", "convcalc conv 224 -k 3 --no-bias"),
    ("conv 224 -k 3 --bias false", "convcalc conv 224 -k 3 --no-bias"),
    ("conv 224 -k 3 --bias True", "convcalc conv 224 -k 3 --bias"),
    ("conv 224 --kernel_size 3", "convcalc conv 224 --kernel-size 3"),
    ("conv 224@3 -k 3 --filters 64", "convcalc conv 224@3 -k 3 --out 64"),
    ("conv 224 -k 3 --strides 2", "convcalc conv 224 -k 3 --stride 2"),
    ("conv 224 -k 3 --pad 1", "convcalc conv 224 -k 3 --padding 1"),
    ("conv 224 --kernal 3", "convcalc conv 224 --kernel 3"),
    ("pool 112 -k 2 --avg", "convcalc pool 112 -k 2 --type avg"),
    ("conv 224 -k 3 --dialect pytorch", "convcalc conv 224 -k 3 --dialect torch"),
    ("conv 224 -k 3 --framework tensorflow", "convcalc conv 224 -k 3 --dialect tf"),
    ("conv 224@3 -k 3 -o 8 --of parameters", "convcalc conv 224@3 -k 3 -o 8 --of params"),
    ("conv 224@3 -k 3 -o 8 --params", "convcalc conv 224@3 -k 3 -o 8 --of params"),
    ("conv 224 -k 3 --ja", "convcalc conv 224 -k 3 --lang ja"),
    ("audit resnet18 --sort-by macs", "convcalc audit resnet18 --sort macs"),
    ("audit resnet18 --order-by parameters", "convcalc audit resnet18 --sort parameters"),
    ("audit resnet18 --stage stage3", "convcalc audit resnet18 --layer stage3"),
    ("audit resnet18 --stage layer1", "convcalc audit resnet18 --by stage"),
    ("rf resnet18 --by stage", "convcalc audit resnet18 --by stage"),
    ("rf resnet18 --top=3", "convcalc audit resnet18 --top=3"),
    ("tconv 16 -k 4 -s 2 --view zeros", "convcalc draw tconv 16 -k 4 -s 2 --view zeros"),
    ("audit resnet18 --max-depth 2", "convcalc audit resnet18 --by stage"),
    ("audit resnet18 --batch 8", "convcalc audit resnet18 --batch-size 8"),
    ("audit resnet18 3x192x192", "convcalc audit resnet18 --input 3x192x192"),
    ("audit resnet18 params", "convcalc audit resnet18 --of params"),
    ("audit 3x32x32: conv3p1@16 relu", "convcalc audit '3x32x32: conv3p1@16 relu'"),
    ("rf conv3 conv3", "convcalc rf 'conv3 conv3'"),
    ("conv 'nn.Conv2d(3, 64, kernel_size=7, stride=2, padding=3)'",
     "convcalc conv 'nn.Conv2d(3, 64, kernel_size=7, stride=2, padding=3)' 224"),
    ("'nn.Conv2d(3, 64, 7)'", "convcalc layer Conv2d 224@3 out=64 kernel=7"),
    ("'nn.Linear(512, 10)'", "convcalc layer Linear @512 out=10"),
    ("'nn.MaxPool2d(2, 2)'", "convcalc layer MaxPool2d 224 kernel=2 stride=2"),
    ("mobilenetv2", "convcalc audit mobilenet_v2"),
    ("unet 572", "convcalc audit unet --input 572"),
    ("conv1d 100 -k 3", "convcalc layer Conv1d 100 -k 3"),
    ("conv2d 3 64 3", "convcalc layer Conv2d 224@3 out=64 kernel=3"),
    ("upsample 28 2", "convcalc layer upsample 28 --scale 2"),
    ("adaptive_avgpool 14 7", "convcalc layer adaptive_avgpool 14 --output-size 7"),
    ("pointwise 112@32 64", "convcalc layer pointwise 112@32 -o 64"),
    ("separable 112@32 3 64", "convcalc separable 112@32 -k 3 -o 64"),
    ("flatten 7x7x512", "convcalc layer flatten 7x7@512"),
    ("kernel 3 2", "convcalc kernel 3 -d 2"),
    ("dilation 3 2", "convcalc kernel 3 -d 2"),
    ("conv -i 28 -k 3", "convcalc conv 28 -k 3"),
    ("conv size=28 kernel=3", "convcalc conv 28 -k 3"),
    ("conv 227x227x3 11x11 4", "convcalc conv 227x227@3 -k 11x11 -s 4"),
    ("conv 112@32 3 64", "convcalc conv 112@32 -k 3 -o 64"),
    ("conv 224 -kernel 3", "convcalc conv 224 --kernel 3"),
    ("conv 224 -K 3", "convcalc conv 224 -k 3"),
    ("conv 224 -k '3 3'", "convcalc conv 224 -k 3x3"),
    ("conv 28 -k 3 -o out.csv", "convcalc conv 28 -k 3 --output-file out.csv"),
    ("conv 28 -k 3 --lang japanese", "convcalc conv 28 -k 3 --lang ja"),
    ("conv 28 -k 3 --dims=2d", "convcalc conv 28 -k 3 --dims=2"),
    ("pool max 224 2", "convcalc pool 224 --type max -k 2"),
    ("layer -k 3 conv 224", "convcalc layer conv 224 -k 3"),
    ("layer relu", "convcalc layer relu 56x56@64"),
    ("layers list", "convcalc layers"),
    ("zoo list", "convcalc zoo"),
    ("rf resnet 50", "convcalc rf resnet50"),
    ("rf 3 3 3", "convcalc rf 'conv3 conv3 conv3'"),
    ("audit resnet18 224", "convcalc audit resnet18 --input 224"),
    ("audit torchvision.models.resnet18", "convcalc audit resnet18"),
    ("diff resnet18,resnet34", "convcalc diff resnet18 resnet34"),
    ("what is stride", "convcalc explain stride"),
    ("check conv 32 -k 3 -s 2 15", "convcalc check 15 conv 32 -k 3 -s 2"),
    ("check 15 = conv 32 -k 3 -s 2", "convcalc check 15 conv 32 -k 3 -s 2"),
    ("solve conv 32 -k ? --want 16", "convcalc solve conv 32 -k K --want 16"),
    ("solve 32 -k 3 --want 16", "convcalc solve conv 32 -k 3 --want 16 -s S -p P"),
    ("solve conv 32 -k K --output 16", "convcalc solve conv 32 -k K --want 16"),
    ("quiz 5", "convcalc quiz -n 5"),
    ("value conv '1 2; 3 4' '1 0; 0 1'",
     "convcalc value conv --data '1 2; 3 4' --weight '1 0; 0 1'"),
    ("scale mobilenet_v1 0.5", "convcalc scale mobilenet_v1 --width 0.5"),
    ("convert resnet18 to yaml", "convcalc convert resnet18 yaml"),
    ("export resnet18", "convcalc convert resnet18 yaml"),
    ("'nn.Sequential(nn.Conv2d(3, 8, 3), nn.ReLU())'",
     "convcalc audit 'nn.Sequential(nn.Conv2d(3, 8, 3), nn.ReLU())'"),
    ("Conv2d 3 64 kernel_size=7 stride=2 padding=3",
     "convcalc layer Conv2d 224@3 out=64 kernel=7 stride=2 padding=3"),
    ("'nn.Conv2d(3, 64, 7, 2, 3)' 112x112 -q",
     "convcalc layer Conv2d 112x112@3 out=64 kernel=7 stride=2 padding=3 -q"),
    ("ConvTranspose2d 7x7@512 256 4 2 1",
     "convcalc layer ConvTranspose2d 7x7@512 out=256 kernel=4 stride=2 padding=1"),
    ("BatchNorm2d 64", "convcalc layer BatchNorm2d HxW@64"),
    ("linear --in_features 512 --out_features 10", "convcalc layer linear @512 --out 10"),
    ("conv --in_channels 3 --out_channels 64 --kernel_size 7",
     "convcalc conv --in-channels 3 --out-channels 64 --kernel-size 7 HxW"),
    ("conv 224@3 --filters 64 --kernel_size 3 --strides 2 --padding SAME",
     "convcalc conv 224@3 --out 64 --kernel-size 3 --stride 2 --padding SAME --dialect keras"),
    ("conv 224@3 -o 64 --kernel_shape 3,3 --pads 1,1,1,1 --strides 2,2",
     "convcalc conv 224@3 -o 64 --kernel 3 --padding 1 --stride 2,2"),
    ("tconv 7 -k 3 -s 2 -p 1 -op 1", "convcalc tconv 7 -k 3 -s 2 -p 1 -a 1"),
    ("conv 56@64 -k 3 --use_bias false", "convcalc conv 56@64 -k 3 --no-bias"),
    ("pool 112 -k 3 --ceil_mode False", "convcalc pool 112 -k 3 --no-ceil"),
    ("upsample 28@64 --scale_factor 2", "convcalc layer upsample 28@64 --scale 2"),
    ("params conv 3 64 -k 7", "convcalc conv HxW@3 -k 7 -o 64 --of params"),
    ("params -k 3 -i 64 -o 128", "convcalc conv HxW -k 3 -i 64 -o 128 --of params"),
    ("conv 56@64 -k 3 -o 8 -q params", "convcalc conv 56@64 -k 3 -o 8 -q --of params"),
    ("conv 56@64 -k 3 -o 8 --of size,params", "convcalc conv 56@64 -k 3 -o 8"),
    ("dwsconv 112@32 -k 3 -o 64", "convcalc separable 112@32 -k 3 -o 64"),
    ("audit ResNet-18 --batch_size 32", "convcalc audit ResNet-18 --batch-size 32"),
    ("audit resnet18 --input_shape '(1,3,256,256)'", "convcalc audit resnet18 --input 256x256@3"),
    ("audit mobilenet_v1 --alpha 0.5", "convcalc audit mobilenet_v1 --set width=0.5"),
    ("audit alexnet -o a.csv", "convcalc audit alexnet --format csv --output-file a.csv"),
    ("audit resnet18 --max-flops 4GFLOPs", "convcalc audit resnet18 --max-flops 4G"),
    ("convert alexnet --to json", "convcalc convert alexnet json"),
    ("rf 3x3 3x3", "convcalc rf 'conv3x3 conv3x3'"),
    ("rf -k 3,3,2 -s 1,2,1", "convcalc rf 'conv3/1 conv3/2 conv2/1'"),
    ("solve padding 224 -k 7 -s 2 --out 112",
     "convcalc solve conv 224 -k 7 -s 2 --want 112 --padding P"),
    ("conv 32 -k 5 -p ? --want 32", "convcalc solve conv 32 -k 5 -p P --want 32"),
    ("same-padding -k 5", "convcalc solve conv -k 5 -p P --want same 56x56@64"),
    ("check 7 'conv 11 -k 3 -s 2 -p 2'", "convcalc check 7 conv 11 -k 3 -s 2 -p 2"),
    ("'conv 11' -k 3", "convcalc conv 11 -k 3"),
    ("'Dense(128)' 784", "convcalc layer Dense @784 out=128"),
    ("flops 'nn.Linear(784, 128)'", "convcalc layer Linear @784 out=128 --of flops"),
    ("layernorm 768", "convcalc layer layernorm @768"),
    ("effective-kernel 3 2", "convcalc kernel 3 -d 2"),
    ("rf 7/2 3/2 3", "convcalc rf 'conv7/2 conv3/2 conv3'"),
    ("audit alexnet --format=xlsx", "convcalc audit alexnet --format=csv"),
    ("compare vgg16 vs alexnet", "convcalc compare vgg16 alexnet"),
    ("audit efficientnet_b0 --res 240", "convcalc audit efficientnet_b0 --input 240"),
    ("dilated-conv 64 3 --rate 4", "convcalc conv 64 --rate 4 -k 3"),
    ("atrous 65@256 -k 3 -r 6 -p 6", "convcalc conv 65@256 -k 3 --dilation 6 -p 6"),
    ("pool 55 --kernel_size 3 --strides 2 --mode average",
     "convcalc pool 55 --kernel-size 3 --stride 2 --type avg"),
    ("solve conv 32 -k 3 --padding ? --output-size 32",
     "convcalc solve conv 32 -k 3 --padding P --want 32"),
]  # fmt: skip


WORKS = [
    "conv 224 -k '[3,3]'",
    "conv 224 -k '(3, 5)'",
    "conv 224x224 -k 3 -s 2 -p 1",
    "conv 224 --kernel=3",
    "deconv 16 -k 4 -s 2",
    "summary resnet18 -q",
    "explain dilation",
    "layer fc 7x7@512 out=10",
    "zoo alexnet",
    "layers conv",
    "conv 224 -k 3 -p SAME",
]
"""First guesses that are simply right."""


@pytest.mark.parametrize("typed", WORKS)
def test_works(cli: Cli, typed: str) -> None:
    assert cli(*shlex.split(typed)).code == 0


@pytest.mark.parametrize(("typed", "meant"), LED, ids=[typed for typed, _ in LED])
def test_led_in_one_step(cli: Cli, typed: str, meant: str) -> None:
    first = cli(*shlex.split(typed))
    assert (first.code, first.out) == (2, "")
    written = [line[len(WRITE) :] for line in first.err.splitlines() if line.startswith(WRITE)]
    assert written == [meant]
    for line in written:
        words = shlex.split(line.removeprefix("NO_COLOR=1 "))
        assert words[0] == "convcalc"
        with_file = "--output-file" in words
        assert cli(*words[1 : -2 if with_file else None]).code in (0, 1)


@pytest.mark.parametrize(
    ("typed", "answers"),
    [("audit resnet50 -q --of params,macs", ["25557032", "4089184256"]),
     ("conv 56@64 -k 3 -o 8 --of=channels,params -q", ["8", "4616"])],
)  # fmt: skip
def test_several_quantities_are_asked_one_by_one(cli: Cli, typed: str, answers: list[str]) -> None:
    (hint,) = [line for line in cli(*typed.split()).err.splitlines() if line.startswith(WRITE)]
    lines = hint[len(WRITE) :].split("; ")
    assert [cli(*line.split()[1:]).out.strip() for line in lines] == answers


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("vgg", ["audit vgg11", "audit vgg16"]),
        ("efficientnet", ["audit efficientnet_b0", "audit efficientnet_b7"]),
        ("audit vgg", ["vgg11", "vgg13", "vgg16", "vgg19"]),
        ("audit mobilenet", ["mobilenet_v1", "mobilenet_v2", "mobilenet_v3_large"]),
        ("zoo densenet", ["densenet121", "densenet201"]),
    ],
)
def test_a_family_is_listed(cli: Cli, typed: str, names: list[str]) -> None:
    error = cli(typed).err
    assert "did you mean one of these: " in error
    for name in names:
        assert f"{name}," in error or f"{name}?" in error


@pytest.mark.parametrize(
    ("typed", "never"),
    [
        ("compare foo", "did you mean"),
        ("conv 224 -k 3 --output json", "--out json"),
        ("conv 224 -k 3 --input 224", "--in 224"),
        ("conv 224 --size 3 -k 3", "--stride"),
        ("conv 224 -k 3 --zzz", "write"),
        ("frobnicate", "write"),
        ("layer Conv2d 224 kernel_size=7 out=64 inchannels=3", "mean out_channels"),
        ("conv 224@64 -k 3 -o 63 -g 2", "1, 3, 7"),
        ("conv 224@64 -k 3 -p 1,2,1,2", "write"),
        ("params -k 3 -k 5 --filters 2", "-k 3 -k 5"),
        ("quiz 20 --topic padding", "write"),
        ("audit resnet34 --input_size 3 224 224", "resnet34_v2"),
        ("formula conv --tex", "write convcalc formulas"),
        ("macs conv 56 3 64 64", "explain"),
    ],
)
def test_no_hint_that_leads_nowhere(cli: Cli, typed: str, never: str) -> None:
    result = cli(typed)
    assert result.code == 2
    assert never not in result.err


def test_what_was_typed_with_control_characters_is_not_proposed(cli: Cli) -> None:
    assert WRITE not in cli("gap", "7@512", "--of", "\x1b[31m").err


@pytest.mark.parametrize("typed", ["flops resnet50", "conv 224", "vgg"])
def test_in_japanese_and_json(cli: Cli, typed: str) -> None:
    assert "ヒント" in cli(f"{typed} --lang ja").err
    assert '"hints": ["' in cli(f"{typed} --json").err
