"""The index of the zoo: for each family its paper, for each name its knobs and totals.

`params` counts what is learnt, `buffers` the running statistics of batch norms; `macs` are the
multiply-accumulates of convolutions and linear layers. `field` is the receptive field of the last
map, in pixels of the input, along the convolutions and pools (None: the whole input). Each number
is compared with what the file gives in tests/zoo. Years are those of the first publication.
"""

from __future__ import annotations

from typing import NamedTuple


class Variant(NamedTuple):
    """One name: its knobs (`name=value`, with spaces between), its input if it is not that of the
    file, and its totals."""

    summary: str
    knobs: str
    input: str | None
    params: int
    macs: int
    buffers: int
    field: int | None


class Family(NamedTuple):
    """One file: when and where the network was first described, and its names."""

    year: int
    paper: str
    variants: dict[str, Variant]


# fmt: off
FAMILIES: dict[str, Family] = {
    "lenet5": Family(
        1998,
        "LeCun et al., Gradient-based learning applied to document recognition",
        {
            "lenet5": Variant("LeNet-5 as published, with the sparse C3", "",
                None, 60_000, 327_256, 0, 32),
            "lenet5_modern": Variant("LeNet-5 with a dense C3 and plain pools", "original=false",
                None, 61_706, 416_520, 0, 32),
            "lenet5_d2l": Variant("LeNet-5 for MNIST, padded", "original=false padding=2",
                "1x28x28", 61_706, 416_520, 0, 32),
        },
    ),
    "alexnet": Family(
        2012,
        "Krizhevsky et al., ImageNet classification with deep convolutional neural networks",
        {
            "alexnet": Variant("AlexNet on two towers (BVLC)", "",
                None, 60_965_224, 724_406_816, 0, 195),
            "alexnet_one_tower": Variant("AlexNet without groups", "groups=1",
                None, 62_378_344, 1_135_256_096, 0, 195),
            "alexnet_torchvision": Variant("AlexNet of torchvision", "torchvision=true",
                "3x224x224", 61_100_840, 714_188_480, 0, 195),
        },
    ),
    "zfnet": Family(
        2013,
        "Zeiler, Fergus, Visualizing and understanding convolutional networks",
        {
            "zfnet": Variant("ZFNet", "", None, 62_357_608, 1_168_032_896, 0, 171),
        },
    ),
    "nin": Family(
        2013,
        "Lin et al., Network in network",
        {
            "nin": Variant("Network in Network for CIFAR-10", "",
                None, 966_986, 222_486_528, 0, 27),
            "nin_cifar100": Variant("Network in Network for CIFAR-100", "classes=100",
                None, 984_356, 223_592_448, 0, 27),
        },
    ),
    "nin_imagenet": Family(
        2013,
        "Lin et al., Network in network",
        {
            "nin_imagenet": Variant("Network in Network for ImageNet", "",
                None, 7_595_176, 1_105_996_320, 0, 195),
            "nin_d2l": Variant(
                "Network in Network of Dive into Deep Learning", "d2l=true classes=10",
                "1x224x224", 1_992_166, 762_297_352, 0, 195),
        },
    ),
    "vgg": Family(
        2014,
        "Simonyan, Zisserman, Very deep convolutional networks for large-scale image recognition",
        {
            "vgg11": Variant("VGG-11 (column A)", "first=1 second=1 third=2 fourth=2 fifth=2",
                None, 132_863_336, 7_609_090_048, 0, 150),
            "vgg13": Variant("VGG-13 (column B)", "third=2 fourth=2 fifth=2",
                None, 133_047_848, 11_308_466_176, 0, 156),
            "vgg16_c": Variant(
                "VGG column C: 16 layers, three of them 1x1",
                "third=2 fourth=2 fifth=2 pointwise=true",
                None, 133_638_952, 11_770_888_192, 0, 156),
            "vgg16": Variant("VGG-16 (column D)", "", None, 138_357_544, 15_470_264_320, 0, 212),
            "vgg19": Variant("VGG-19 (column E)", "third=4 fourth=4 fifth=4",
                None, 143_667_240, 19_632_062_464, 0, 268),
            "vgg11_bn": Variant(
                "VGG-11 with batch norm",
                "first=1 second=1 third=2 fourth=2 fifth=2 normalise=true",
                None, 132_868_840, 7_609_090_048, 5_504, 150),
            "vgg13_bn": Variant("VGG-13 with batch norm", "third=2 fourth=2 fifth=2 normalise=true",
                None, 133_053_736, 11_308_466_176, 5_888, 156),
            "vgg16_bn": Variant("VGG-16 with batch norm", "normalise=true",
                None, 138_365_992, 15_470_264_320, 8_448, 212),
            "vgg19_bn": Variant("VGG-19 with batch norm", "third=4 fourth=4 fifth=4 normalise=true",
                None, 143_678_248, 19_632_062_464, 11_008, 268),
            "vgg11_torchvision": Variant(
                "VGG-11 of torchvision",
                "first=1 second=1 third=2 fourth=2 fifth=2 torchvision=true",
                None, 132_863_336, 7_609_090_048, 0, 150),
            "vgg13_torchvision": Variant(
                "VGG-13 of torchvision",
                "third=2 fourth=2 fifth=2 torchvision=true",
                None, 133_047_848, 11_308_466_176, 0, 156),
            "vgg16_torchvision": Variant(
                "VGG-16 of torchvision",
                "torchvision=true",
                None, 138_357_544, 15_470_264_320, 0, 212),
            "vgg19_torchvision": Variant(
                "VGG-19 of torchvision",
                "third=4 fourth=4 fifth=4 torchvision=true",
                None, 143_667_240, 19_632_062_464, 0, 268),
            "vgg11_bn_torchvision": Variant(
                "VGG-11 of torchvision, with batch norm",
                "first=1 second=1 third=2 fourth=2 fifth=2 normalise=true torchvision=true",
                None, 132_868_840, 7_609_090_048, 5_504, 150),
            "vgg13_bn_torchvision": Variant(
                "VGG-13 of torchvision, with batch norm",
                "third=2 fourth=2 fifth=2 normalise=true torchvision=true",
                None, 133_053_736, 11_308_466_176, 5_888, 156),
            "vgg16_bn_torchvision": Variant(
                "VGG-16 of torchvision, with batch norm",
                "normalise=true torchvision=true",
                None, 138_365_992, 15_470_264_320, 8_448, 212),
            "vgg19_bn_torchvision": Variant(
                "VGG-19 of torchvision, with batch norm",
                "third=4 fourth=4 fifth=4 normalise=true torchvision=true",
                None, 143_678_248, 19_632_062_464, 11_008, 268),
        },
    ),
    "googlenet": Family(
        2014,
        "Szegedy et al., Going deeper with convolutions",
        {
            "googlenet": Variant("GoogLeNet (BVLC)", "", None, 6_998_552, 1_582_671_872, 0, 715),
            "googlenet_aux": Variant("GoogLeNet with the auxiliary heads", "aux=true",
                None, 13_378_280, 1_591_044_096, 0, 715),
            "googlenet_torchvision": Variant(
                "GoogLeNet of torchvision, with batch norm", "torchvision=true",
                None, 6_624_904, 1_498_376_192, 14_560, 379),
            "googlenet_torchvision_aux": Variant(
                "GoogLeNet of torchvision with the auxiliary heads", "torchvision=true aux=true",
                None, 13_004_888, 1_506_748_416, 15_072, 379),
        },
    ),
    "bn_inception": Family(
        2015,
        "Ioffe, Szegedy, Batch normalization",
        {
            "bn_inception": Variant("BN-Inception (Inception v2)", "",
                None, 11_295_240, 2_032_600_064, 20_032, 699),
        },
    ),
    "inception_v3": Family(
        2015,
        "Szegedy et al., Rethinking the Inception architecture for computer vision",
        {
            "inception_v3": Variant("Inception v3", "",
                None, 23_834_568, 5_713_216_096, 34_432, 1_311),
            "inception_v3_aux": Variant("Inception v3 with the auxiliary head", "aux=true",
                None, 27_161_264, 5_718_899_296, 36_224, 1_311),
        },
    ),
    "resnet": Family(
        2015,
        "He et al., Deep residual learning for image recognition",
        {
            "resnet18": Variant("ResNet-18", "units1=2 units2=2 units3=2 units4=2 bottleneck=false",
                None, 11_689_512, 1_814_073_344, 9_600, 435),
            "resnet34": Variant("ResNet-34", "bottleneck=false",
                None, 21_797_672, 3_663_761_408, 17_024, 899),
            "resnet50": Variant("ResNet-50, stride in the 3x3 (v1.5)", "",
                None, 25_557_032, 4_089_184_256, 53_120, 427),
            "resnet101": Variant("ResNet-101, stride in the 3x3 (v1.5)", "units3=23",
                None, 44_549_160, 7_801_405_440, 105_344, 971),
            "resnet152": Variant("ResNet-152, stride in the 3x3 (v1.5)", "units2=8 units3=36",
                None, 60_192_808, 11_513_626_624, 151_424, 1_451),
            "resnet18_v1": Variant(
                "ResNet-18, as in the paper",
                "units1=2 units2=2 units3=2 units4=2 bottleneck=false version=1",
                None, 11_689_512, 1_814_073_344, 9_600, 435),
            "resnet34_v1": Variant("ResNet-34, as in the paper", "bottleneck=false version=1",
                None, 21_797_672, 3_663_761_408, 17_024, 899),
            "resnet50_v1": Variant(
                "ResNet-50, stride in the first 1x1, as in the paper", "version=1",
                None, 25_557_032, 3_857_973_248, 53_120, 483),
            "resnet101_v1": Variant(
                "ResNet-101, stride in the first 1x1, as in the paper", "units3=23 version=1",
                None, 44_549_160, 7_570_194_432, 105_344, 1_027),
            "resnet152_v1": Variant(
                "ResNet-152, stride in the first 1x1, as in the paper",
                "units2=8 units3=36 version=1",
                None, 60_192_808, 11_282_415_616, 151_424, 1_507),
            "resnet18_v2": Variant(
                "ResNet-18 with pre-activation",
                "units1=2 units2=2 units3=2 units4=2 bottleneck=false version=2",
                None, 11_687_720, 1_814_073_344, 7_808, 435),
            "resnet34_v2": Variant("ResNet-34 with pre-activation", "bottleneck=false version=2",
                None, 21_795_880, 3_663_761_408, 15_232, 899),
            "resnet50_v2": Variant("ResNet-50 with pre-activation", "version=2",
                None, 25_549_352, 4_089_184_256, 45_440, 427),
            "resnet101_v2": Variant("ResNet-101 with pre-activation", "units3=23 version=2",
                None, 44_541_480, 7_801_405_440, 97_664, 971),
            "resnet152_v2": Variant(
                "ResNet-152 with pre-activation", "units2=8 units3=36 version=2",
                None, 60_185_128, 11_513_626_624, 143_744, 1_451),
            "resnext50_32x4d": Variant("ResNeXt-50, 32 groups", "groups=32 group_width=4",
                None, 25_028_904, 4_230_479_872, 68_224, 427),
            "resnext101_32x8d": Variant(
                "ResNeXt-101, 32 groups", "units3=23 groups=32 group_width=8",
                None, 88_791_336, 16_414_015_488, 202_880, 971),
            "wide_resnet50_2": Variant(
                "Wide ResNet-50, twice the inner channels", "group_width=128",
                None, 68_883_240, 11_398_021_120, 68_224, 427),
            "se_resnet50": Variant(
                "ResNet-50 (v1) with squeeze-and-excitation", "version=1 reduction=16",
                None, 28_088_024, 3_860_488_192, 53_120, 483),
        },
    ),
    "resnet_v2_keras": Family(
        2016,
        "He et al., Identity mappings in deep residual networks",
        {
            "resnet50_v2_keras": Variant(
                "ResNet-50 v2 of Keras, strides at the ends of the stages", "",
                None, 25_568_360, 3_482_255_360, 45_440, 483),
        },
    ),
    "densenet": Family(
        2016,
        "Huang et al., Densely connected convolutional networks",
        {
            "densenet121": Variant("DenseNet-121", "",
                None, 7_978_856, 2_834_161_664, 83_648, 2_071),
            "densenet169": Variant("DenseNet-169", "layers3=32 layers4=32",
                None, 14_149_480, 3_359_843_328, 158_400, 3_351),
            "densenet201": Variant("DenseNet-201", "layers3=48 layers4=32",
                None, 20_013_928, 4_291_365_888, 229_056, 3_863),
            "densenet161": Variant(
                "DenseNet-161, growth 48", "growth=48 start=96 layers3=36 layers4=24",
                None, 28_681_000, 7_727_907_072, 219_936, 2_967),
        },
    ),
    "squeezenet": Family(
        2016,
        "Iandola et al., SqueezeNet",
        {
            "squeezenet1_0": Variant("SqueezeNet 1.0", "", None, 1_248_424, 818_924_576, 0, 155),
            "squeezenet1_1": Variant("SqueezeNet 1.1", "version=1.1",
                None, 1_235_496, 349_151_936, 0, 207),
            "squeezenet1_0_caffe": Variant(
                "SqueezeNet 1.0 of the official prototxt, last 1x1 padded", "final_padding=1",
                "3x227x227", 1_248_424, 861_339_936, 0, 155),
        },
    ),
    "xception": Family(
        2016,
        "Chollet, Xception",
        {
            "xception": Variant("Xception", "", None, 22_855_952, 8_357_403_496, 54_528, 1_083),
        },
    ),
    "mobilenet_v1": Family(
        2017,
        "Howard et al., MobileNets",
        {
            "mobilenet_v1": Variant("MobileNet v1", "", None, 4_231_976, 568_740_352, 21_888, 315),
            "mobilenet_v1_075": Variant("MobileNet v1, width 0.75", "width=0.75",
                None, 2_585_560, 325_400_448, 16_416, 315),
            "mobilenet_v1_050": Variant("MobileNet v1, width 0.5", "width=0.5",
                None, 1_331_592, 149_497_088, 10_944, 315),
            "mobilenet_v1_025": Variant("MobileNet v1, width 0.25", "width=0.25",
                None, 470_072, 41_030_272, 5_472, 315),
            "mobilenet_v1_plain": Variant("MobileNet v1 with plain convolutions", "separable=false",
                None, 29_294_088, 4_867_293_184, 11_968, 315),
            "mobilenet_v1_shallow": Variant(
                "MobileNet v1 without its five equal layers", "middle=0",
                None, 2_887_976, 307_323_392, 11_648, 155),
        },
    ),
    "mobilenet_v2": Family(
        2018,
        "Sandler et al., MobileNetV2",
        {
            "mobilenet_v2": Variant("MobileNet v2", "", None, 3_504_872, 300_774_272, 34_112, 491),
            "mobilenet_v2_140": Variant("MobileNet v2, width 1.4", "width=1.40",
                None, 6_108_776, 582_195_824, 47_936, 491),
            "mobilenet_v2_130": Variant("MobileNet v2, width 1.3", "width=1.30",
                None, 5_386_792, 509_374_560, 44_256, 491),
            "mobilenet_v2_075": Variant("MobileNet v2, width 0.75", "width=0.75",
                None, 2_636_424, 209_069_792, 26_640, 491),
            "mobilenet_v2_050": Variant("MobileNet v2, width 0.5", "width=0.50",
                None, 1_968_680, 97_131_840, 18_544, 491),
            "mobilenet_v2_035": Variant("MobileNet v2, width 0.35", "width=0.35",
                None, 1_677_128, 59_285_808, 14_080, 491),
        },
    ),
    "mobilenet_v3": Family(
        2019,
        "Howard et al., Searching for MobileNetV3",
        {
            "mobilenet_v3_large": Variant("MobileNet v3, large", "",
                None, 5_483_032, 216_589_760, 24_400, 595),
            "mobilenet_v3_small": Variant("MobileNet v3, small", "large=false",
                None, 2_542_856, 56_510_400, 12_112, 639),
        },
    ),
    "shufflenet_v1": Family(
        2017,
        "Zhang et al., ShuffleNet",
        {
            "shufflenet_v1": Variant("ShuffleNet v1, 3 groups", "",
                None, 1_865_728, 137_460_672, 24_480, 527),
            "shufflenet_v1_g1": Variant("ShuffleNet v1, 1 group", "groups=1 channels=144",
                None, 1_531_936, 143_078_976, 14_688, 527),
            "shufflenet_v1_g2": Variant("ShuffleNet v1, 2 groups", "groups=2 channels=200",
                None, 1_733_848, 140_836_512, 20_400, 527),
            "shufflenet_v1_g3": Variant("ShuffleNet v1, 3 groups", "",
                None, 1_865_728, 137_460_672, 24_480, 527),
            "shufflenet_v1_g4": Variant("ShuffleNet v1, 4 groups", "groups=4 channels=272",
                None, 1_968_344, 134_339_776, 27_744, 527),
            "shufflenet_v1_g8": Variant("ShuffleNet v1, 8 groups", "groups=8 channels=384",
                None, 2_434_768, 138_365_952, 39_168, 527),
        },
    ),
    "shufflenet_v2": Family(
        2018,
        "Ma et al., ShuffleNet V2",
        {
            "shufflenet_v2": Variant("ShuffleNet v2, width 1", "",
                None, 2_278_604, 144_907_992, 16_180, 527),
            "shufflenet_v2_x0_5": Variant("ShuffleNet v2, width 0.5", "channels=48",
                None, 1_366_792, 40_476_448, 7_952, 527),
            "shufflenet_v2_x1_0": Variant("ShuffleNet v2, width 1", "",
                None, 2_278_604, 144_907_992, 16_180, 527),
            "shufflenet_v2_x1_5": Variant("ShuffleNet v2, width 1.5", "channels=176",
                None, 3_503_624, 295_759_392, 23_440, 527),
            "shufflenet_v2_x2_0": Variant("ShuffleNet v2, width 2", "channels=244 last=2048",
                None, 7_393_996, 583_253_464, 33_716, 527),
        },
    ),
    "mnasnet": Family(
        2018,
        "Tan et al., MnasNet",
        {
            "mnasnet": Variant("MnasNet-A1, with squeeze-excite", "",
                None, 3_887_038, 311_579_072, 33_488, 659),
            "mnasnet0_5": Variant(
                "MnasNet-B1 of torchvision, width 0.5", "torchvision=true width=0.5",
                None, 2_218_512, 104_455_968, 20_624, 843),
            "mnasnet0_75": Variant(
                "MnasNet-B1 of torchvision, width 0.75", "torchvision=true width=0.75",
                None, 3_170_208, 215_493_104, 29_808, 843),
            "mnasnet1_0": Variant("MnasNet-B1 of torchvision, width 1.0", "torchvision=true",
                None, 4_383_312, 314_415_872, 37_920, 843),
            "mnasnet1_3": Variant(
                "MnasNet-B1 of torchvision, width 1.3", "torchvision=true width=1.3",
                None, 6_282_256, 526_362_432, 48_816, 843),
        },
    ),
    "efficientnet": Family(
        2019,
        "Tan, Le, EfficientNet",
        {
            "efficientnet_b0": Variant("EfficientNet-B0", "",
                None, 5_288_548, 385_814_752, 42_016, 851),
            "efficientnet_b1": Variant("EfficientNet-B1", "depth=1.1",
                "3x240x240", 7_794_184, 686_802_832, 62_048, 1_183),
            "efficientnet_b2": Variant("EfficientNet-B2", "width=1.1 depth=1.2",
                "3x260x260", 9_109_994, 993_561_872, 67_568, 1_183),
            "efficientnet_b3": Variant("EfficientNet-B3", "width=1.2 depth=1.4",
                "3x300x300", 12_233_232, 1_827_141_392, 87_296, 1_407),
            "efficientnet_b4": Variant("EfficientNet-B4", "width=1.4 depth=1.8",
                "3x380x380", 19_341_616, 4_393_771_024, 125_200, 1_799),
            "efficientnet_b5": Variant("EfficientNet-B5", "width=1.6 depth=2.2",
                "3x456x456", 30_389_784, 10_266_384_752, 172_736, 2_131),
            "efficientnet_b6": Variant("EfficientNet-B6", "width=1.8 depth=2.6",
                "3x528x528", 43_040_704, 19_067_593_536, 224_432, 2_523),
            "efficientnet_b7": Variant("EfficientNet-B7", "width=2.0 depth=3.1",
                "3x600x600", 66_347_960, 37_745_884_192, 310_720, 3_079),
        },
    ),
    "efficientnet_v2": Family(
        2021,
        "Tan, Le, EfficientNetV2",
        {
            "efficientnet_v2_s": Variant("EfficientNetV2-S", "",
                None, 21_458_488, 8_365_617_152, 153_872, 1_487),
            "efficientnet_v2_m": Variant(
                "EfficientNetV2-M",
                "width3=80 width4=160 width5=176 width6=304 width7=512 count1=3 count2=5 "
                "count3=5 count4=7 count5=14 count6=18 count7=5",
                "3x480x480", 54_139_356, 24_582_460_384, 292_032, 2_219),
            "efficientnet_v2_l": Variant(
                "EfficientNetV2-L",
                "width1=32 width2=64 width3=96 width4=192 width5=224 width6=384 width7=640 "
                "count1=4 count2=7 count3=7 count4=10 count5=19 count6=25 count7=7",
                "3x480x480", 118_515_272, 56_079_699_008, 512_576, 3_103),
        },
    ),
    "unet": Family(
        2015,
        "Ronneberger et al., U-Net",
        {
            "unet": Variant("U-Net with valid convolutions", "",
                None, 31_030_658, 150_428_424_448, 0, 204),
            "unet_same": Variant("U-Net with padding", "padding=1",
                "1x512x512", 31_030_658, 192_384_335_872, 0, 204),
        },
    ),
    "fcn": Family(
        2014,
        "Long et al., Fully convolutional networks for semantic segmentation",
        {
            "fcn8s": Variant("FCN-8s on VGG-16", "", None, 134_489_759, 181_529_034_048, 0, 468),
            "fcn16s": Variant("FCN-16s on VGG-16", "stride=16",
                None, 134_815_994, 181_448_086_272, 0, 468),
            "fcn32s": Variant("FCN-32s on VGG-16", "stride=32",
                None, 136_152_917, 181_365_854_976, 0, 436),
        },
    ),
    "segnet": Family(
        2015,
        "Badrinarayanan et al., SegNet",
        {
            "segnet": Variant("SegNet on VGG-16", "",
                None, 29_449_355, 106_712_432_640, 15_872, 404),
        },
    ),
    "deeplab_largefov": Family(
        2014,
        "Chen et al., Semantic image segmentation with deep convolutional nets and fully "
        "connected CRFs",
        {
            "deeplab_largefov": Variant("DeepLab v1 with a large field of view", "",
                None, 20_505_429, 50_928_085_696, 0, 435),
        },
    ),
    "dilation8": Family(
        2015,
        "Yu, Koltun, Multi-scale context aggregation by dilated convolutions",
        {
            "dilation8": Variant("Dilation8: front end and context module", "",
                None, 141_149_720, 826_395_410_952, 0, 908),
            "dilation8_frontend": Variant("Dilation8 without its context module", "context=false",
                None, 134_346_581, 791_561_657_088, 0, 380),
        },
    ),
    "deeplabv3": Family(
        2017,
        "Chen et al., Rethinking atrous convolution for semantic image segmentation",
        {
            "deeplabv3_resnet50": Variant("DeepLabv3 on ResNet-50, output stride 8", "",
                None, 42_004_074, 178_721_945_088, 57_216, 1_027),
            "deeplabv3_resnet50_os16": Variant(
                "DeepLabv3 on ResNet-50, output stride 16, no auxiliary head",
                "output_stride=16 rate=6 aux=false",
                "3x513x513", 39_638_869, 51_078_150_592, 56_704, 1_051),
            "fcn_resnet50": Variant("FCN head on a dilated ResNet-50", "aspp=false",
                None, 35_322_218, 152_716_512_000, 54_656, 451),
        },
    ),
    "espcn": Family(
        2016,
        "Shi et al., Real-time single image and video super-resolution",
        {
            "espcn": Variant("ESPCN, three times larger", "", None, 22_729, 5_212_569_600, 0, 9),
        },
    ),
    "wavenet": Family(
        2016,
        "van den Oord et al., WaveNet",
        {
            "wavenet": Variant("WaveNet, five times the dilations 1 to 512", "",
                None, 1_515_968, 23_756_800_000, 0, 5_117),
        },
    ),
    "dcgan_generator": Family(
        2015,
        "Radford et al., Unsupervised representation learning with deep convolutional "
        "generative adversarial networks",
        {
            "dcgan_generator": Variant("Generator of DCGAN", "",
                None, 18_855_040, 640_614_400, 3_840, 7),
            "dcgan_generator_pytorch": Variant(
                "Generator of DCGAN, smaller, kernels 4x4", "kernel=4 width=64",
                None, 3_576_704, 104_628_224, 1_920, 6),
        },
    ),
    "keras_cnn": Family(
        2015,
        "keras.io, Simple MNIST convnet",
        {
            "keras_cnn": Variant("A small CNN for digits", "", None, 225_034, 2_631_040, 0, 10),
        },
    ),
    "inverted_residual_block": Family(
        2018,
        "Sandler et al., MobileNetV2",
        {
            "inverted_residual_block": Variant("An inverted residual", "",
                None, 8_832, 25_740_288, 624, 3),
        },
    ),
    "mbconv_block": Family(
        2019,
        "Tan, Le, EfficientNet",
        {
            "mbconv_block": Variant("An MBConv block (the second of EfficientNet-B0)", "",
                None, 6_004, 29_203_200, 432, 3),
        },
    ),
    "fused_mbconv_block": Family(
        2021,
        "Tan, Le, EfficientNetV2",
        {
            "fused_mbconv_block": Variant("A Fused-MBConv block", "",
                None, 92_640, 849_346_560, 480, 3),
        },
    ),
    "inception_block": Family(
        2014,
        "Szegedy et al., Going deeper with convolutions",
        {
            "inception_block": Variant("An Inception module (3a of GoogLeNet)", "",
                None, 163_696, 128_049_152, 0, 5),
        },
    ),
    "aspp_block": Family(
        2017,
        "Chen et al., Rethinking atrous convolution for semantic image segmentation",
        {
            "aspp_block": Variant("Atrous spatial pyramid pooling", "",
                None, 15_535_104, 16_343_957_504, 3_072, 37),
        },
    ),
}
# fmt: on
