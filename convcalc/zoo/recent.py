"""Networks that tell what is on a picture: deep inceptions, searched, scaled and later ones."""

from __future__ import annotations

from convcalc.zoo.family import Family, Variant

# fmt: off
RECENT: dict[str, Family] = {
    "inception_v4": Family(
        2016,
        "Szegedy et al., Inception-v4, Inception-ResNet and the impact of residual connections "
        "on learning",
        {
            "inception_v4": Variant("",
                None, 42_679_816, 12_253_974_624, 63_168, 2_071),
        },
    ),
    "inception_resnet_v2": Family(
        2016,
        "Szegedy et al., Inception-v4, Inception-ResNet and the impact of residual connections "
        "on learning",
        {
            "inception_resnet_v2": Variant("",
                None, 55_843_464, 13_155_794_016, 60_544, 3_039),
        },
    ),
    "resnet_cifar": Family(
        2015,
        "He et al., Deep residual learning for image recognition",
        {
            "resnet20_cifar": Variant(
                "",
                None, 269_722, 40_551_040, 1_376, 81),
            "resnet32_cifar": Variant(
                "units=5",
                None, 464_154, 68_862_592, 2_272, 137),
            "resnet44_cifar": Variant(
                "units=7",
                None, 658_586, 97_174_144, 3_168, 193),
            "resnet56_cifar": Variant(
                "units=9",
                None, 853_018, 125_485_696, 4_064, 249),
            "resnet110_cifar": Variant(
                "units=18",
                None, 1_727_962, 252_887_680, 8_096, 501),
            "resnet20_cifar_b": Variant(
                "projections=true",
                None, 272_474, 40_813_184, 1_568, 81),
        },
    ),
    "darknet53": Family(
        2018,
        "Redmon, Farhadi, YOLOv3",
        {
            "darknet53": Variant("", None, 41_609_928, 9_285_115_904, 35_712, 725),
            "cspdarknet53": Variant("cross=true",
                None, 27_642_184, 6_533_652_480, 35_328, 725),
        },
    ),
    "hrnet": Family(
        2019,
        "Wang et al., Deep high-resolution representation learning for visual recognition",
        {
            "hrnet_w18": Variant("", None, 21_299_004, 4_283_537_072, 51_216, 2_847),
            "hrnet_w32": Variant("width=32",
                None, 41_232_680, 8_921_133_056, 74_624, 2_847),
            "hrnet_w48": Variant("width=48",
                None, 77_469_864, 17_277_996_032, 101_376, 2_847),
        },
    ),
    "ghostnet": Family(
        2019,
        "Han et al., GhostNet",
        {
            "ghostnet": Variant("", None, 5_182_508, 141_150_512, 21_968, 1_171),
            "ghostnet0_5": Variant("width=0.5",
                None, 2_587_292, 42_328_152, 10_984, 1_171),
            "ghostnet1_3": Variant("width=1.3",
                None, 7_358_820, 227_003_256, 28_536, 1_171),
        },
    ),
    "regnet": Family(
        2020,
        "Radosavovic et al., Designing network design spaces",
        {
            "regnet_x_400mf": Variant("",
                None, 5_157_512, 397_677_568, 36_672, 975),
            "regnet_x_800mf": Variant(
                "width1=64 width2=128 width3=288 width4=672 units2=3 units4=5",
                None, 7_259_656, 799_699_712, 37_312, 543),
            "regnet_x_1_6gf": Variant(
                "width1=72 width2=168 width3=408 width4=912 units1=2 units2=4 units3=10 "
                "units4=2 group=24",
                None, 9_190_136, 1_602_849_792, 43_504, 471),
            "regnet_x_3_2gf": Variant(
                "width1=96 width2=192 width3=432 width4=1008 units1=2 units2=6 units3=15 "
                "units4=2 group=48",
                None, 15_296_552, 3_176_621_952, 62_560, 663),
            "regnet_x_8gf": Variant(
                "width1=80 width2=240 width3=720 width4=1920 units1=2 units2=5 units3=15 "
                "units4=1 group=120",
                None, 39_572_648, 7_995_132_416, 90_464, 583),
            "regnet_x_16gf": Variant(
                "width1=256 width2=512 width3=896 width4=2048 units1=2 units2=6 units3=13 "
                "units4=1 group=128",
                None, 54_278_536, 15_940_755_456, 111_168, 535),
            "regnet_x_32gf": Variant(
                "width1=336 width2=672 width3=1344 width4=2520 units1=2 units2=7 units3=13 "
                "units4=1 group=168",
                None, 107_811_560, 31_735_929_792, 162_016, 551),
            "regnet_y_400mf": Variant(
                "width1=48 width2=104 width3=208 width4=440 units2=3 units3=6 units4=6 "
                "group=8 squeeze=true",
                None, 4_344_144, 401_842_848, 27_152, 575),
            "regnet_y_800mf": Variant(
                "width1=64 width2=128 width3=320 width4=768 units2=3 units3=8 units4=2 "
                "squeeze=true",
                None, 6_263_168, 797_176_832, 29_888, 383),
            "regnet_y_1_6gf": Variant(
                "width1=48 width2=120 width3=336 width4=888 units1=2 units2=6 units3=17 "
                "units4=2 group=24 squeeze=true",
                None, 11_202_430, 1_612_076_160, 52_672, 727),
            "regnet_y_3_2gf": Variant(
                "width1=72 width2=216 width3=576 width4=1512 units1=2 units2=5 units3=13 "
                "units4=1 group=24 squeeze=true",
                None, 19_436_338, 3_176_482_752, 66_160, 519),
            "regnet_y_8gf": Variant(
                "width1=168 width2=448 width3=896 width4=2016 units1=2 units2=4 units3=10 "
                "units4=1 group=56 squeeze=true",
                None, 39_180_068, 7_963_057_312, 85_744, 407),
            "regnet_y_16gf": Variant(
                "width1=224 width2=448 width3=1232 width4=3024 units1=2 units2=4 units3=11 "
                "units4=1 group=112 squeeze=true",
                None, 83_590_140, 15_911_510_272, 122_816, 439),
            "regnet_y_32gf": Variant(
                "width1=232 width2=696 width3=1392 width4=3712 units1=2 units2=5 units3=12 "
                "units4=1 group=232 squeeze=true",
                None, 145_046_770, 32_279_552_832, 158_288, 487),
            "regnet_x_400mf_torchvision": Variant("width4=400",
                None, 5_495_976, 413_812_608, 37_856, 975),
            "regnet_y_800mf_torchvision": Variant(
                "width1=64 width2=144 width3=320 width4=784 units2=3 units3=8 units4=2 "
                "squeeze=true",
                None, 6_432_512, 833_856_256, 30_432, 383),
            "regnet_y_8gf_torchvision": Variant(
                "width1=224 width2=448 width3=896 width4=2016 units1=2 units2=4 units3=10 "
                "units4=1 group=56 squeeze=true",
                None, 39_381_472, 8_473_070_592, 86_528, 407),
        },
    ),
    "repvgg": Family(
        2021,
        "Ding et al., RepVGG",
        {
            "repvgg_a0": Variant("",
                None, 9_108_968, 1_512_581_120, 23_648, 535),
            "repvgg_a0_deploy": Variant("deploy=true",
                None, 8_309_384, 1_361_451_008, 0, 535),
            "repvgg_a1": Variant("a=1",
                None, 14_092_264, 2_626_488_320, 29_824, 535),
            "repvgg_a2": Variant("a=1.5 b=2.75",
                None, 28_210_600, 5_685_345_280, 42_560, 535),
            "repvgg_b0": Variant("a=1 units1=4 units2=6 units3=16",
                None, 15_817_960, 3_397_191_680, 35_200, 647),
            "repvgg_b1": Variant("a=2 b=4 units1=4 units2=6 units3=16",
                None, 57_415_016, 13_128_089_600, 68_096, 647),
            "repvgg_b1g4": Variant(
                "a=2 b=4 groups=4 units1=4 units2=6 units3=16",
                None, 39_966_056, 8_118_517_760, 68_096, 647),
            "repvgg_b2": Variant("a=2.5 b=5 units1=4 units2=6 units3=16",
                None, 89_022_376, 20_418_170_880, 85_056, 647),
            "repvgg_b3": Variant("a=3 b=5 units1=4 units2=6 units3=16",
                None, 123_085_288, 29_120_696_320, 99_968, 647),
        },
    ),
    "convnext": Family(
        2022,
        "Liu et al., A ConvNet for the 2020s",
        {
            "convnext_tiny": Variant("", None, 28_589_128, 4_455_531_264, 0, 1_688),
            "convnext_small": Variant("units3=27",
                None, 50_223_688, 8_683_712_256, 0, 3_416),
            "convnext_base": Variant("width=128 units3=27",
                None, 88_591_464, 15_354_729_472, 0, 3_416),
            "convnext_large": Variant("width=192 units3=27",
                None, 197_767_336, 34_361_433_600, 0, 3_416),
        },
    ),
    "mobilenet_v4": Family(
        2024,
        "Qin et al., MobileNetV4",
        {
            "mobilenet_v4_conv_small": Variant("",
                None, 3_774_024, 186_005_568, 25_088, 943),
            "mobilenet_v4_conv_medium": Variant("size=2",
                "3x256x256", 9_715_512, 1_080_244_224, 67_904, 1_871),
            "mobilenet_v4_conv_large": Variant("size=3",
                "3x384x384", 32_590_864, 6_376_220_672, 149_552, 3_215),
        },
    ),
}
# fmt: on
