"""The networks of the zoo: totals, sizes along the way and receptive fields, all exact.

The numbers below were counted by hand from the tables of the papers, and with torch modules of the
same layers where there are such (its `FlopCounterMode` gives the MACs).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from convcalc.errors import ConvcalcError
from convcalc.inverse.networks import load
from convcalc.load.document import document_of_line
from convcalc.network.field import last_local
from convcalc.network.totals import totals
from convcalc.zoo import FAMILIES, NAMES, entry, path
from tests.zoo.measures import (
    channels_first,
    measure,
    network,
    nodes,
    output,
    receptive_fields,
    sizes,
    stages,
)

# name: params, MACs, running statistics
TOTALS = {
    "lenet5": (60_000, 327_256, 0),
    "lenet5_modern": (61_706, 416_520, 0),
    "lenet5_d2l": (61_706, 416_520, 0),
    "alexnet": (60_965_224, 724_406_816, 0),
    "alexnet_one_tower": (62_378_344, 1_135_256_096, 0),
    "alexnet_torchvision": (61_100_840, 714_188_480, 0),
    "zfnet": (62_357_608, 1_168_032_896, 0),
    "vgg11": (132_863_336, 7_609_090_048, 0),
    "vgg13": (133_047_848, 11_308_466_176, 0),
    "vgg16_c": (133_638_952, 11_770_888_192, 0),
    "vgg16": (138_357_544, 15_470_264_320, 0),
    "vgg19": (143_667_240, 19_632_062_464, 0),
    "vgg16_bn": (138_365_992, 15_470_264_320, 8_448),
    "vgg11_torchvision": (132_863_336, 7_609_090_048, 0),
    "vgg13_torchvision": (133_047_848, 11_308_466_176, 0),
    "vgg16_torchvision": (138_357_544, 15_470_264_320, 0),
    "vgg19_torchvision": (143_667_240, 19_632_062_464, 0),
    "vgg11_bn_torchvision": (132_868_840, 7_609_090_048, 5_504),
    "vgg13_bn_torchvision": (133_053_736, 11_308_466_176, 5_888),
    "vgg16_bn_torchvision": (138_365_992, 15_470_264_320, 8_448),
    "vgg19_bn_torchvision": (143_678_248, 19_632_062_464, 11_008),
    "nin": (966_986, 222_486_528, 0),
    "nin_cifar100": (984_356, 223_592_448, 0),
    "nin_imagenet": (7_595_176, 1_105_996_320, 0),
    "nin_d2l": (1_992_166, 762_297_352, 0),
    "googlenet": (6_998_552, 1_582_671_872, 0),
    "googlenet_aux": (13_378_280, 1_591_044_096, 0),
    "googlenet_torchvision": (6_624_904, 1_498_376_192, 14_560),
    "googlenet_torchvision_aux": (13_004_888, 1_506_748_416, 15_072),
    "bn_inception": (11_295_240, 2_032_600_064, 20_032),
    "inception_v3": (23_834_568, 5_713_216_096, 34_432),
    "inception_v3_aux": (27_161_264, 5_718_899_296, 36_224),
    "resnet18": (11_689_512, 1_814_073_344, 9_600),
    "resnet34": (21_797_672, 3_663_761_408, 17_024),
    "resnet50": (25_557_032, 4_089_184_256, 53_120),
    "resnet101": (44_549_160, 7_801_405_440, 105_344),
    "resnet152": (60_192_808, 11_513_626_624, 151_424),
    "resnet18_v1": (11_689_512, 1_814_073_344, 9_600),
    "resnet34_v1": (21_797_672, 3_663_761_408, 17_024),
    "resnet50_v1": (25_557_032, 3_857_973_248, 53_120),
    "resnet101_v1": (44_549_160, 7_570_194_432, 105_344),
    "resnet152_v1": (60_192_808, 11_282_415_616, 151_424),
    "resnet18_v2": (11_687_720, 1_814_073_344, 7_808),
    "resnet34_v2": (21_795_880, 3_663_761_408, 15_232),
    "resnet50_v2": (25_549_352, 4_089_184_256, 45_440),
    "resnet101_v2": (44_541_480, 7_801_405_440, 97_664),
    "resnet152_v2": (60_185_128, 11_513_626_624, 143_744),
    "resnet50_v2_keras": (25_568_360, 3_482_255_360, 45_440),
    "resnext50_32x4d": (25_028_904, 4_230_479_872, 68_224),
    "resnext101_32x8d": (88_791_336, 16_414_015_488, 202_880),
    "wide_resnet50_2": (68_883_240, 11_398_021_120, 68_224),
    "se_resnet50": (28_088_024, 3_860_488_192, 53_120),
    "densenet121": (7_978_856, 2_834_161_664, 83_648),
    "densenet169": (14_149_480, 3_359_843_328, 158_400),
    "densenet201": (20_013_928, 4_291_365_888, 229_056),
    "densenet161": (28_681_000, 7_727_907_072, 219_936),
    "squeezenet1_0": (1_248_424, 818_924_576, 0),
    "squeezenet1_1": (1_235_496, 349_151_936, 0),
    "squeezenet1_0_caffe": (1_248_424, 861_339_936, 0),
    "xception": (22_855_952, 8_357_403_496, 54_528),
    "mobilenet_v1": (4_231_976, 568_740_352, 21_888),
    "mobilenet_v1_075": (2_585_560, 325_400_448, 16_416),
    "mobilenet_v1_050": (1_331_592, 149_497_088, 10_944),
    "mobilenet_v1_025": (470_072, 41_030_272, 5_472),
    "mobilenet_v1_plain": (29_294_088, 4_867_293_184, 11_968),
    "mobilenet_v2": (3_504_872, 300_774_272, 34_112),
    "mobilenet_v2_140": (6_108_776, 582_195_824, 47_936),
    "mobilenet_v2_130": (5_386_792, 509_374_560, 44_256),
    "mobilenet_v2_075": (2_636_424, 209_069_792, 26_640),
    "mobilenet_v2_050": (1_968_680, 97_131_840, 18_544),
    "mobilenet_v2_035": (1_677_128, 59_285_808, 14_080),
    "mobilenet_v3_large": (5_483_032, 216_589_760, 24_400),
    "mobilenet_v3_small": (2_542_856, 56_510_400, 12_112),
    "shufflenet_v1_g1": (1_531_936, 143_078_976, 14_688),
    "shufflenet_v1_g2": (1_733_848, 140_836_512, 20_400),
    "shufflenet_v1_g3": (1_865_728, 137_460_672, 24_480),
    "shufflenet_v1_g4": (1_968_344, 134_339_776, 27_744),
    "shufflenet_v1_g8": (2_434_768, 138_365_952, 39_168),
    "shufflenet_v2_x0_5": (1_366_792, 40_476_448, 7_952),
    "shufflenet_v2_x1_0": (2_278_604, 144_907_992, 16_180),
    "shufflenet_v2_x1_5": (3_503_624, 295_759_392, 23_440),
    "shufflenet_v2_x2_0": (7_393_996, 583_253_464, 33_716),
    "efficientnet_b0": (5_288_548, 385_814_752, 42_016),
    "efficientnet_b1": (7_794_184, 686_802_832, 62_048),
    "efficientnet_b2": (9_109_994, 993_561_872, 67_568),
    "efficientnet_b3": (12_233_232, 1_827_141_392, 87_296),
    "efficientnet_b4": (19_341_616, 4_393_771_024, 125_200),
    "efficientnet_b5": (30_389_784, 10_266_384_752, 172_736),
    "efficientnet_b6": (43_040_704, 19_067_593_536, 224_432),
    "efficientnet_b7": (66_347_960, 37_745_884_192, 310_720),
    "efficientnet_v2_s": (21_458_488, 8_365_617_152, 153_872),
    "mnasnet": (3_887_038, 311_579_072, 33_488),
    "mnasnet0_5": (2_218_512, 104_455_968, 20_624),
    "mnasnet0_75": (3_170_208, 215_493_104, 29_808),
    "mnasnet1_0": (4_383_312, 314_415_872, 37_920),
    "mnasnet1_3": (6_282_256, 526_362_432, 48_816),
    "unet": (31_030_658, 150_428_424_448, 0),
    "fcn32s": (136_152_917, 181_365_854_976, 0),
    "fcn16s": (134_815_994, 181_448_086_272, 0),
    "fcn8s": (134_489_759, 181_529_034_048, 0),
    "segnet": (29_449_355, 106_712_432_640, 15_872),
    "deeplab_largefov": (20_505_429, 50_928_085_696, 0),
    "dilation8": (141_149_720, 826_395_410_952, 0),
    "dilation8_frontend": (134_346_581, 791_561_657_088, 0),
    "deeplabv3_resnet50": (42_004_074, 178_721_945_088, 57_216),
    "fcn_resnet50": (35_322_218, 152_716_512_000, 54_656),
    "espcn": (22_729, 360 * 640 * 22_624, 0),
    "wavenet": (1_515_968, 23_756_800_000, 0),
    "dcgan_generator": (18_855_040, 640_614_400, 3_840),
    "dcgan_generator_pytorch": (3_576_704, 104_628_224, 1_920),
    "keras_cnn": (225_034, 2_631_040, 0),
    "inception_block": (163_696, 128_049_152, 0),
    "aspp_block": (15_535_104, 16_343_957_504, 3_072),
}

# name at some setting: params, MACs
SETTINGS = {
    "mobilenet_v1:input=3x192x192": (4_231_976, 418_121_728),
    "mobilenet_v1:input=3x160x160": (4_231_976, 290_675_200),
    "mobilenet_v1:input=3x128x128": (4_231_976, 186_400_768),
    "unet:input=3x572x572,classes=1": (31_031_745, None),
    "mbconv_block:input=32x112x112,expand=1,stride=1,out=16": (1_448, None),
    "mbconv_block": (6_004, None),
}

# name: size, jump and padding before the image, of the last map
FIELDS = {
    "lenet5": (32, 4, 0),
    "alexnet": (195, 32, 64),
    "vgg16": (212, 32, 90),
    "googlenet": (715, 32, None),
    "bn_inception": (699, 32, None),
    "inception_v3": (1311, 32, 618),
    "resnet18": (435, 32, 217),
    "resnet34": (899, 32, 449),
    "resnet50": (427, 32, 213),
    "resnet101": (971, 32, 485),
    "resnet152": (1451, 32, 725),
    "resnet50_v1": (483, 32, 241),
    "resnet101_v1": (1027, 32, 513),
    "resnet152_v1": (1507, 32, 753),
    "mobilenet_v1": (315, 32, 126),
    "mobilenet_v2": (491, 32, 245),
    "efficientnet_b0": (851, 32, None),
    "efficientnet_b1": (1183, 32, None),
    "efficientnet_b2": (1183, 32, None),
    "efficientnet_b3": (1407, 32, None),
    "efficientnet_b4": (1799, 32, None),
    "efficientnet_b5": (2131, 32, None),
    "efficientnet_b6": (2523, 32, None),
    "efficientnet_b7": (3079, 32, None),
    "xception": (1083, 32, 538),
    "dilation8_frontend": (380, 8, 0),
    "wavenet": (5117, 1, 5116),
    "inception_block": (5, 1, 2),
}

INCEPTION = {
    "inception3a": (256, 163_696, 128_049_152),
    "inception3b": (480, 388_736, 304_267_264),
    "inception4a": (512, 376_176, 73_608_192),
    "inception4b": (512, 449_160, 87_908_352),
    "inception4c": (512, 510_104, 99_850_240),
    "inception4d": (528, 605_376, 118_515_712),
    "inception4e": (832, 868_352, 169_996_288),
    "inception5a": (832, 1_043_456, 51_079_168),
    "inception5b": (1024, 1_444_080, 70_697_984),
}

RESNET_STAGES = {
    "resnet18": (462_422_016, 411_041_792, 411_041_792, 411_041_792),
    "resnet34": (693_633_024, 873_463_808, 1_335_885_824, 642_252_800),
    "resnet50": (667_942_912, 1_027_604_480, 1_464_336_384, 809_238_528),
    "resnet50_v1": (667_942_912, 950_534_144, 1_387_266_048, 732_168_192),
    "resnet101_v1": (667_942_912, 950_534_144, 5_099_487_232, 732_168_192),
    "resnet152_v1": (667_942_912, 1_823_997_952, 7_938_244_608, 732_168_192),
}

EFFICIENTNET = {
    "b0": ("1.0", "1.0", 224, 16, (32, 16, 24, 40, 80, 112, 192, 320, 1280)),
    "b1": ("1.0", "1.1", 240, 23, (32, 16, 24, 40, 80, 112, 192, 320, 1280)),
    "b2": ("1.1", "1.2", 260, 23, (32, 16, 24, 48, 88, 120, 208, 352, 1408)),
    "b3": ("1.2", "1.4", 300, 26, (40, 24, 32, 48, 96, 136, 232, 384, 1536)),
    "b4": ("1.4", "1.8", 380, 32, (48, 24, 32, 56, 112, 160, 272, 448, 1792)),
    "b5": ("1.6", "2.2", 456, 39, (48, 24, 40, 64, 128, 176, 304, 512, 2048)),
    "b6": ("1.8", "2.6", 528, 45, (56, 32, 40, 72, 144, 200, 344, 576, 2304)),
    "b7": ("2.0", "3.1", 600, 55, (64, 32, 48, 80, 160, 224, 384, 640, 2560)),
}


def counted(text: str) -> tuple[int, int, int]:
    found = totals(network(text))
    return found.params, found.macs, found.buffers


@pytest.mark.parametrize("name", TOTALS)
def test_totals(name):
    assert counted(name) == TOTALS[name]


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith("_torchvision")])
@pytest.mark.parametrize("size", ["320", "256x200"])
def test_weights_behind_an_adaptive_pool_fit_any_input(name, size):
    assert totals(network(f"{name}:input={size}")).params == entry(name).variant.params


@pytest.mark.parametrize("name", NAMES)
def test_a_spatial_size_keeps_the_channels_of_the_variant(name):
    own = network(name)
    shape = own.nodes[own.inputs[0]].shape
    if len(shape.spatial) == 2:
        again = network(f"{name}:input={'x'.join(map(str, shape.spatial))}")
        assert totals(again) == totals(own)


@pytest.mark.parametrize("text", SETTINGS)
def test_totals_at_other_settings(text):
    params, macs = SETTINGS[text]
    found = counted(text)
    assert found[0] == params
    assert macs is None or found[1] == macs


@pytest.mark.parametrize("name", NAMES)
def test_the_index_says_what_the_file_gives(name):
    variant = entry(name).variant
    assert (variant.params, variant.macs, variant.buffers) == counted(name)
    found = last_local(network(name), receptive_fields(name))
    assert found is not None
    assert variant.field == max(axis.size for axis in found[1].local)
    assert network(name).name == name
    assert network(name).complete


@pytest.mark.parametrize("file", FAMILIES)
def test_a_file_keeps_its_promise_and_names_its_source(file):
    text = Path(path(file)).read_text(encoding="utf-8")
    header = text[: text.index("convcalc: 1")]
    assert "# Source: " in header
    assert all(line.startswith("#") for line in header.splitlines())
    found = load(path(file))
    counts = totals(found)
    promised = dict(found.expect)
    shape = str(promised.pop("output"))
    assert promised == {
        "params": counts.params,
        "macs": counts.macs,
        "buffers": counts.buffers,
    }
    assert shape == channels_first(found.nodes[found.outputs[0]])


def test_the_index_lists_every_file_and_only_settings_that_matter():
    assert {file.stem for file in Path(path("vgg")).parent.glob("*.yaml")} == set(FAMILIES)
    settings = {file: load(path(file)).knobs for file in FAMILIES}
    for name, file in NAMES.items():
        knobs = settings[file]
        for knob, value in entry(name).knobs.items():
            assert knob in knobs, name
            assert str(knobs[knob]).lower() != value, name


@pytest.mark.parametrize("name", NAMES)
def test_no_name_reads_as_a_network_in_one_line(name):
    with pytest.raises(ConvcalcError):
        document_of_line(name)


@pytest.mark.parametrize("name", FIELDS)
def test_receptive_fields(name):
    size, jump, padding = FIELDS[name]
    found = last_local(network(name), receptive_fields(name))
    assert found is not None
    for axis in found[1].local:
        assert (axis.size, axis.jump) == (size, jump)
        assert padding is None or axis.start == -padding


# Along the way


def test_lenet_5():
    assert [output("lenet5", stage) for stage in ("c1", "s2", "c3", "s4", "c5", "f6")] == [
        "28x28@6", "14x14@6", "10x10@16", "5x5@16", "1x1@120", "@84",
    ]  # fmt: skip
    connections = (122_304, 5_880, 151_600, 2_000, 48_120, 10_164)
    for stage, count in zip(stages("lenet5"), connections, strict=True):
        assert measure("lenet5", f"connections of {stage}") == count
    assert sum(connections) + 840 == measure("lenet5", "connections") == 340_908
    # every map of C3 but the last sees 3 or 4 of the 6 maps
    seen = [node.sheet.params // 25 for node in nodes("lenet5", "c3") if node.type == "conv"]
    assert seen == [3] * 6 + [4] * 9 + [6]


def test_alexnet():
    assert sizes("alexnet", "conv", "maxpool") == [55, 27, 27, 13, 13, 13, 13, 6]
    assert sizes("alexnet_torchvision", "conv", "maxpool") == [55, 27, 27, 13, 13, 13, 13, 6]
    as_convolution = receptive_fields("alexnet")[-1]
    assert as_convolution.everything
    assert sizes("zfnet", "conv", "maxpool") == [110, 55, 26, 13, 13, 13, 13, 6]


def test_vgg_16_layer_by_layer():
    found = [sheet.macs for _, sheet in network("vgg16").layers if sheet.macs]
    assert found == [
        86_704_128, 1_849_688_064, 924_844_032, 1_849_688_064, 924_844_032, 1_849_688_064,
        1_849_688_064, 924_844_032, 1_849_688_064, 1_849_688_064, 462_422_016, 462_422_016,
        462_422_016, 102_760_448, 16_777_216, 4_096_000,
    ]  # fmt: skip


def test_network_in_network():
    assert sizes("nin", "maxpool", "avgpool") == [16, 8]


@pytest.mark.parametrize("stage", INCEPTION)
def test_googlenet_module(stage):
    channels, params, macs = INCEPTION[stage]
    assert nodes("googlenet", stage)[-1].shape.channels == channels
    assert stages("googlenet")[stage].totals.params == params
    assert stages("googlenet")[stage].totals.macs == macs


def test_googlenet_auxiliary_heads():
    assert stages("googlenet_aux")["aux1"].totals.params == 3_188_840
    assert stages("googlenet_aux")["aux2"].totals.params == 3_190_888
    assert "aux1" not in stages("googlenet")
    assert sizes("googlenet_aux", "avgpool") == [4, 4]


def test_bn_inception_channels():
    channels = [
        nodes("bn_inception", f"inception{stage}")[-1].shape.channels
        for stage in ("3a", "3b", "3c", "4a", "4b", "4c", "4d", "4e", "5a", "5b")
    ]
    assert channels == [256, 320, 576, 576, 576, 608, 608, 1056, 1024, 1024]
    biases = sum(
        part.count
        for node, sheet in network("bn_inception").layers
        for part in sheet.parts
        if node.type == "conv" and part.kind == "bias"
    )
    assert 11_295_240 - biases == 11_285_224


def test_inception_v3_along_the_way():
    assert [output("inception_v3", stage) for stage in ("stem", "mixed5", "mixed6a")] == [
        "35x35@192", "35x35@288", "17x17@768",
    ]  # fmt: skip
    assert output("inception_v3", "mixed7a") == "8x8@1280"
    assert output("inception_v3", "mixed7") == "8x8@2048"
    assert stages("inception_v3_aux")["aux"].totals.params == 3_326_696


@pytest.mark.parametrize("name", RESNET_STAGES)
def test_resnet_stages(name):
    found = stages(name)
    assert found["stem"].totals.macs == 118_013_952
    assert tuple(found[f"stage{n}"].totals.macs for n in (1, 2, 3, 4)) == RESNET_STAGES[name]


def test_resnet_v2_of_keras_with_its_running_statistics():
    params, _, buffers = counted("resnet50_v2_keras")
    assert params + buffers == 25_613_800


def test_densenet_transitions():
    outputs = [output("densenet121", f"transition{n}") for n in (1, 2, 3)]
    assert outputs == ["28x28@128", "14x14@256", "7x7@512"]


def test_squeezenet_pools_round_up():
    assert sizes("squeezenet1_0", "maxpool") == [54, 27, 13]
    assert sizes("squeezenet1_0_caffe", "maxpool") == [55, 27, 13]
    assert nodes("squeezenet1_0_caffe", "head")[1].shape.spatial == (15, 15)


def test_xception_activations():
    assert totals(network("xception")).weighted_activations == 35_825_968


def test_mobilenet_v2_blocks():
    assert measure("mobilenet_v2", "count of depthwise") == 17
    assert sizes("mobilenet_v1", "depthwise")[-1] == 7


@pytest.mark.parametrize("name", EFFICIENTNET)
def test_efficientnet_scaling(name):
    width, depth, size, blocks, channels = EFFICIENTNET[name]
    full = f"efficientnet_{name}"
    knobs = {"width": "1.0", "depth": "1.0", **entry(full).knobs}
    assert knobs == {"width": width, "depth": depth}
    assert network(full).nodes[0].shape.spatial == (size, size)
    assert measure(full, "count of depthwise") == blocks
    steps = ["stem", *(f"stage{n}" for n in range(1, 8)), "last"]
    assert tuple(nodes(full, step)[-1].shape.channels for step in steps) == channels


def test_efficientnet_b0_activations():
    assert totals(network("efficientnet_b0")).weighted_activations == 6_748_036


def test_unet():
    assert sizes("unet", "input", "conv", "maxpool", "tconv", "concat") == [
        572, 570, 568, 284, 282, 280, 140, 138, 136, 68, 66, 64, 32, 30, 28,
        56, 56, 54, 52, 104, 104, 102, 100, 200, 200, 198, 196, 392, 392, 390, 388, 388,
    ]  # fmt: skip
    assert sizes("unet", "crop") == [56, 104, 200, 392]
    cuts = [-node.sheet.windows[0].begin for node in network("unet").nodes if node.type == "crop"]
    assert cuts == [4, 16, 40, 88]
    assert measure("unet", "count of conv") + measure("unet", "count of tconv") == 23
    bottom = receptive_fields("unet")[nodes("unet", "bottom")[-1].index]
    assert [(axis.size, axis.jump) for axis in bottom.local] == [(140, 16)] * 2
    assert output("unet_same", "head") == "512x512@2"


def test_fcn():
    assert sizes("fcn8s", "maxpool") == [349, 175, 88, 44, 22]
    assert sizes("fcn8s", "tconv") == [34, 70, 568]
    assert output("fcn8s", "fc6") == "16x16@4096"
    assert nodes("fcn8s:input=3x384x384", "fc6")[-1].shape.spatial == (13, 13)
    cuts = {
        name: [-node.sheet.windows[0].begin for node in network(name).nodes if node.type == "crop"]
        for name in ("fcn32s", "fcn16s", "fcn8s")
    }
    assert cuts == {"fcn32s": [19], "fcn16s": [5, 27], "fcn8s": [5, 9, 31]}
    up_to_scores = ("pool1", "pool2", "pool3", "pool4", "pool5", "fc6", "fc7", "score")
    assert sum(stages("fcn8s")[stage].totals.params for stage in up_to_scores) == 134_346_581


def test_segnet():
    found = stages("segnet")
    encoder = [found[stage].totals.params for stage in found if stage.startswith("encode")]
    assert sum(encoder) == 14_723_136
    shapes = [node.shape.spatial for node in network("segnet").nodes if node.type == "maxpool"]
    assert shapes == [(180, 240), (90, 120), (45, 60), (23, 30), (12, 15)]
    back = [node.shape.spatial for node in network("segnet").nodes if node.type == "unpool"]
    assert back == [(23, 30), (45, 60), (90, 120), (180, 240), (360, 480)]


def test_deeplab_v3():
    found = {name: group.totals.params for name, group in stages("deeplabv3_resnet50").items()}
    assert found["aspp"] == 15_535_104
    assert found["aspp"] + found["classifier"] == 16_130_837
    assert found["aux"] == 2_365_205
    backbone = ("stem", "stage1", "stage2", "stage3", "stage4")
    assert sum(found[stage] for stage in backbone) == 23_508_032
    assert output("deeplabv3_resnet50", "stage4") == "65x65@2048"
    assert output("deeplabv3_resnet50_os16", "stage4") == "33x33@2048"


def test_dilation_8():
    assert output("dilation8", "scores") == "66x66@21"
    assert output("dilation8", "context") == "66x66@21"
    context = load("66x66@21: conv3p33@42 conv3@42 conv3/1d2@84 conv3/1d4@168 conv3/1d8@336 "
                   "conv3/1d16@672 conv3@672 conv1@21")  # fmt: skip
    assert totals(context).params == stages("dilation8")["context"].totals.params


def test_espcn_field_in_low_resolution_pixels():
    (rows, columns) = last_local(network("espcn"), receptive_fields("espcn"))[1].local
    assert rows.size == columns.size == 9
    assert output("espcn", "head") == "1080x1920@1"


def test_single_blocks():
    assert counted("inverted_residual_block")[0] == 24 * 144 * 2 + 9 * 144 + 2 * (144 * 2 + 24)
    assert counted("fused_mbconv_block")[0] == 9 * 48 * 192 + 192 * 48 + 2 * (192 + 48)
