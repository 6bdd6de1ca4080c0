"""Networks made for few parameters and operations: separable, grouped, scaled."""

from __future__ import annotations

from convcalc.zoo.family import Family, Variant

# fmt: off
LEAN: dict[str, Family] = {
    "squeezenet": Family(
        2016,
        "Iandola et al., SqueezeNet",
        {
            "squeezenet1_0": Variant("", None, 1_248_424, 818_924_576, 0, 155),
            "squeezenet1_1": Variant("version=1.1",
                None, 1_235_496, 349_151_936, 0, 207),
            "squeezenet1_0_caffe": Variant(
                "final_padding=1",
                "3x227x227", 1_248_424, 861_339_936, 0, 155),
        },
    ),
    "xception": Family(
        2016,
        "Chollet, Xception",
        {
            "xception": Variant("", None, 22_855_952, 8_357_403_496, 54_528, 1_083),
        },
    ),
    "mobilenet_v1": Family(
        2017,
        "Howard et al., MobileNets",
        {
            "mobilenet_v1": Variant("", None, 4_231_976, 568_740_352, 21_888, 315),
            "mobilenet_v1_075": Variant("width=0.75",
                None, 2_585_560, 325_400_448, 16_416, 315),
            "mobilenet_v1_050": Variant("width=0.5",
                None, 1_331_592, 149_497_088, 10_944, 315),
            "mobilenet_v1_025": Variant("width=0.25",
                None, 470_072, 41_030_272, 5_472, 315),
            "mobilenet_v1_plain": Variant("separable=false",
                None, 29_294_088, 4_867_293_184, 11_968, 315),
            "mobilenet_v1_shallow": Variant(
                "middle=0",
                None, 2_887_976, 307_323_392, 11_648, 155),
        },
    ),
    "mobilenet_v2": Family(
        2018,
        "Sandler et al., MobileNetV2",
        {
            "mobilenet_v2": Variant("", None, 3_504_872, 300_774_272, 34_112, 491),
            "mobilenet_v2_140": Variant("width=1.40",
                None, 6_108_776, 582_195_824, 47_936, 491),
            "mobilenet_v2_130": Variant("width=1.30",
                None, 5_386_792, 509_374_560, 44_256, 491),
            "mobilenet_v2_075": Variant("width=0.75",
                None, 2_636_424, 209_069_792, 26_640, 491),
            "mobilenet_v2_050": Variant("width=0.50",
                None, 1_968_680, 97_131_840, 18_544, 491),
            "mobilenet_v2_035": Variant("width=0.35",
                None, 1_677_128, 59_285_808, 14_080, 491),
        },
    ),
    "mobilenet_v3": Family(
        2019,
        "Howard et al., Searching for MobileNetV3",
        {
            "mobilenet_v3_large": Variant("",
                None, 5_483_032, 216_589_760, 24_400, 595),
            "mobilenet_v3_small": Variant("large=false",
                None, 2_542_856, 56_510_400, 12_112, 639),
        },
    ),
    "shufflenet_v1": Family(
        2017,
        "Zhang et al., ShuffleNet",
        {
            "shufflenet_v1": Variant("",
                None, 1_865_728, 137_460_672, 24_480, 527),
            "shufflenet_v1_g1": Variant("groups=1 channels=144",
                None, 1_531_936, 143_078_976, 14_688, 527),
            "shufflenet_v1_g2": Variant("groups=2 channels=200",
                None, 1_733_848, 140_836_512, 20_400, 527),
            "shufflenet_v1_g3": Variant("",
                None, 1_865_728, 137_460_672, 24_480, 527),
            "shufflenet_v1_g4": Variant("groups=4 channels=272",
                None, 1_968_344, 134_339_776, 27_744, 527),
            "shufflenet_v1_g8": Variant("groups=8 channels=384",
                None, 2_434_768, 138_365_952, 39_168, 527),
        },
    ),
    "shufflenet_v2": Family(
        2018,
        "Ma et al., ShuffleNet V2",
        {
            "shufflenet_v2": Variant("",
                None, 2_278_604, 144_907_992, 16_180, 527),
            "shufflenet_v2_x0_5": Variant("channels=48",
                None, 1_366_792, 40_476_448, 7_952, 527),
            "shufflenet_v2_x1_0": Variant("",
                None, 2_278_604, 144_907_992, 16_180, 527),
            "shufflenet_v2_x1_5": Variant("channels=176",
                None, 3_503_624, 295_759_392, 23_440, 527),
            "shufflenet_v2_x2_0": Variant("channels=244 last=2048",
                None, 7_393_996, 583_253_464, 33_716, 527),
        },
    ),
    "mnasnet": Family(
        2018,
        "Tan et al., MnasNet",
        {
            "mnasnet": Variant("",
                None, 3_887_038, 311_579_072, 33_488, 659),
            "mnasnet0_5": Variant(
                "torchvision=true width=0.5",
                None, 2_218_512, 104_455_968, 20_624, 843),
            "mnasnet0_75": Variant(
                "torchvision=true width=0.75",
                None, 3_170_208, 215_493_104, 29_808, 843),
            "mnasnet1_0": Variant("torchvision=true",
                None, 4_383_312, 314_415_872, 37_920, 843),
            "mnasnet1_3": Variant(
                "torchvision=true width=1.3",
                None, 6_282_256, 526_362_432, 48_816, 843),
        },
    ),
    "efficientnet": Family(
        2019,
        "Tan, Le, EfficientNet",
        {
            "efficientnet_b0": Variant("",
                None, 5_288_548, 385_814_752, 42_016, 851),
            "efficientnet_b1": Variant("depth=1.1",
                "3x240x240", 7_794_184, 686_802_832, 62_048, 1_183),
            "efficientnet_b2": Variant("width=1.1 depth=1.2",
                "3x260x260", 9_109_994, 993_561_872, 67_568, 1_183),
            "efficientnet_b3": Variant("width=1.2 depth=1.4",
                "3x300x300", 12_233_232, 1_827_141_392, 87_296, 1_407),
            "efficientnet_b4": Variant("width=1.4 depth=1.8",
                "3x380x380", 19_341_616, 4_393_771_024, 125_200, 1_799),
            "efficientnet_b5": Variant("width=1.6 depth=2.2",
                "3x456x456", 30_389_784, 10_266_384_752, 172_736, 2_131),
            "efficientnet_b6": Variant("width=1.8 depth=2.6",
                "3x528x528", 43_040_704, 19_067_593_536, 224_432, 2_523),
            "efficientnet_b7": Variant("width=2.0 depth=3.1",
                "3x600x600", 66_347_960, 37_745_884_192, 310_720, 3_079),
        },
    ),
    "efficientnet_v2": Family(
        2021,
        "Tan, Le, EfficientNetV2",
        {
            "efficientnet_v2_s": Variant("",
                None, 21_458_488, 8_365_617_152, 153_872, 1_487),
            "efficientnet_v2_m": Variant(
                "width3=80 width4=160 width5=176 width6=304 width7=512 count1=3 count2=5 "
                "count3=5 count4=7 count5=14 count6=18 count7=5",
                "3x480x480", 54_139_356, 24_582_460_384, 292_032, 2_219),
            "efficientnet_v2_l": Variant(
                "width1=32 width2=64 width3=96 width4=192 width5=224 width6=384 width7=640 "
                "count1=4 count2=7 count3=7 count4=10 count5=19 count6=25 count7=7",
                "3x480x480", 118_515_272, 56_079_699_008, 512_576, 3_103),
        },
    ),
}
# fmt: on
