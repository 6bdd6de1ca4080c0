"""Networks that tell what is on a picture: plain, with several paths, residual, dense."""

from __future__ import annotations

from convcalc.zoo.family import Family, Variant

# fmt: off
CLASSIFIERS: dict[str, Family] = {
    "lenet5": Family(
        1998,
        "LeCun et al., Gradient-based learning applied to document recognition",
        {
            "lenet5": Variant("",
                None, 60_000, 327_256, 0, 32),
            "lenet5_modern": Variant("original=false",
                None, 61_706, 416_520, 0, 32),
            "lenet5_d2l": Variant("original=false padding=2",
                "1x28x28", 61_706, 416_520, 0, 32),
        },
    ),
    "alexnet": Family(
        2012,
        "Krizhevsky et al., ImageNet classification with deep convolutional neural networks",
        {
            "alexnet": Variant("",
                None, 60_965_224, 724_406_816, 0, 195),
            "alexnet_one_tower": Variant("groups=1",
                None, 62_378_344, 1_135_256_096, 0, 195),
            "alexnet_torchvision": Variant("torchvision=true",
                "3x224x224", 61_100_840, 714_188_480, 0, 195),
        },
    ),
    "zfnet": Family(
        2013,
        "Zeiler, Fergus, Visualizing and understanding convolutional networks",
        {
            "zfnet": Variant("", None, 62_357_608, 1_168_032_896, 0, 171),
        },
    ),
    "nin": Family(
        2013,
        "Lin et al., Network in network",
        {
            "nin": Variant("",
                None, 966_986, 222_486_528, 0, 27),
            "nin_cifar100": Variant("classes=100",
                None, 984_356, 223_592_448, 0, 27),
        },
    ),
    "nin_imagenet": Family(
        2013,
        "Lin et al., Network in network",
        {
            "nin_imagenet": Variant("",
                None, 7_595_176, 1_105_996_320, 0, 195),
            "nin_d2l": Variant(
                "d2l=true classes=10",
                "1x224x224", 1_992_166, 762_297_352, 0, 195),
        },
    ),
    "vgg": Family(
        2014,
        "Simonyan, Zisserman, Very deep convolutional networks for large-scale image recognition",
        {
            "vgg11": Variant("first=1 second=1 third=2 fourth=2 fifth=2",
                None, 132_863_336, 7_609_090_048, 0, 150),
            "vgg13": Variant("third=2 fourth=2 fifth=2",
                None, 133_047_848, 11_308_466_176, 0, 156),
            "vgg16_c": Variant(
                "third=2 fourth=2 fifth=2 pointwise=true",
                None, 133_638_952, 11_770_888_192, 0, 156),
            "vgg16": Variant("", None, 138_357_544, 15_470_264_320, 0, 212),
            "vgg19": Variant("third=4 fourth=4 fifth=4",
                None, 143_667_240, 19_632_062_464, 0, 268),
            "vgg11_bn": Variant(
                "first=1 second=1 third=2 fourth=2 fifth=2 normalise=true",
                None, 132_868_840, 7_609_090_048, 5_504, 150),
            "vgg13_bn": Variant("third=2 fourth=2 fifth=2 normalise=true",
                None, 133_053_736, 11_308_466_176, 5_888, 156),
            "vgg16_bn": Variant("normalise=true",
                None, 138_365_992, 15_470_264_320, 8_448, 212),
            "vgg19_bn": Variant("third=4 fourth=4 fifth=4 normalise=true",
                None, 143_678_248, 19_632_062_464, 11_008, 268),
            "vgg11_torchvision": Variant(
                "first=1 second=1 third=2 fourth=2 fifth=2 torchvision=true",
                None, 132_863_336, 7_609_090_048, 0, 150),
            "vgg13_torchvision": Variant(
                "third=2 fourth=2 fifth=2 torchvision=true",
                None, 133_047_848, 11_308_466_176, 0, 156),
            "vgg16_torchvision": Variant(
                "torchvision=true",
                None, 138_357_544, 15_470_264_320, 0, 212),
            "vgg19_torchvision": Variant(
                "third=4 fourth=4 fifth=4 torchvision=true",
                None, 143_667_240, 19_632_062_464, 0, 268),
            "vgg11_bn_torchvision": Variant(
                "first=1 second=1 third=2 fourth=2 fifth=2 normalise=true torchvision=true",
                None, 132_868_840, 7_609_090_048, 5_504, 150),
            "vgg13_bn_torchvision": Variant(
                "third=2 fourth=2 fifth=2 normalise=true torchvision=true",
                None, 133_053_736, 11_308_466_176, 5_888, 156),
            "vgg16_bn_torchvision": Variant(
                "normalise=true torchvision=true",
                None, 138_365_992, 15_470_264_320, 8_448, 212),
            "vgg19_bn_torchvision": Variant(
                "third=4 fourth=4 fifth=4 normalise=true torchvision=true",
                None, 143_678_248, 19_632_062_464, 11_008, 268),
        },
    ),
    "googlenet": Family(
        2014,
        "Szegedy et al., Going deeper with convolutions",
        {
            "googlenet": Variant("", None, 6_998_552, 1_582_671_872, 0, 715),
            "googlenet_aux": Variant("aux=true",
                None, 13_378_280, 1_591_044_096, 0, 715),
            "googlenet_torchvision": Variant(
                "torchvision=true",
                None, 6_624_904, 1_498_376_192, 14_560, 379),
            "googlenet_torchvision_aux": Variant(
                "torchvision=true aux=true",
                None, 13_004_888, 1_506_748_416, 15_072, 379),
        },
    ),
    "bn_inception": Family(
        2015,
        "Ioffe, Szegedy, Batch normalization",
        {
            "bn_inception": Variant("",
                None, 11_295_240, 2_032_600_064, 20_032, 699),
        },
    ),
    "inception_v3": Family(
        2015,
        "Szegedy et al., Rethinking the Inception architecture for computer vision",
        {
            "inception_v3": Variant("",
                None, 23_834_568, 5_713_216_096, 34_432, 1_311),
            "inception_v3_aux": Variant("aux=true",
                None, 27_161_264, 5_718_899_296, 36_224, 1_311),
        },
    ),
    "resnet": Family(
        2015,
        "He et al., Deep residual learning for image recognition",
        {
            "resnet18": Variant("units1=2 units2=2 units3=2 units4=2 bottleneck=false",
                None, 11_689_512, 1_814_073_344, 9_600, 435),
            "resnet34": Variant("bottleneck=false",
                None, 21_797_672, 3_663_761_408, 17_024, 899),
            "resnet50": Variant("",
                None, 25_557_032, 4_089_184_256, 53_120, 427),
            "resnet101": Variant("units3=23",
                None, 44_549_160, 7_801_405_440, 105_344, 971),
            "resnet152": Variant("units2=8 units3=36",
                None, 60_192_808, 11_513_626_624, 151_424, 1_451),
            "resnet18_v1": Variant(
                "units1=2 units2=2 units3=2 units4=2 bottleneck=false version=1",
                None, 11_689_512, 1_814_073_344, 9_600, 435),
            "resnet34_v1": Variant("bottleneck=false version=1",
                None, 21_797_672, 3_663_761_408, 17_024, 899),
            "resnet50_v1": Variant(
                "version=1",
                None, 25_557_032, 3_857_973_248, 53_120, 483),
            "resnet101_v1": Variant(
                "units3=23 version=1",
                None, 44_549_160, 7_570_194_432, 105_344, 1_027),
            "resnet152_v1": Variant(
                "units2=8 units3=36 version=1",
                None, 60_192_808, 11_282_415_616, 151_424, 1_507),
            "resnet18_v2": Variant(
                "units1=2 units2=2 units3=2 units4=2 bottleneck=false version=2",
                None, 11_687_720, 1_814_073_344, 7_808, 435),
            "resnet34_v2": Variant("bottleneck=false version=2",
                None, 21_795_880, 3_663_761_408, 15_232, 899),
            "resnet50_v2": Variant("version=2",
                None, 25_549_352, 4_089_184_256, 45_440, 427),
            "resnet101_v2": Variant("units3=23 version=2",
                None, 44_541_480, 7_801_405_440, 97_664, 971),
            "resnet152_v2": Variant(
                "units2=8 units3=36 version=2",
                None, 60_185_128, 11_513_626_624, 143_744, 1_451),
            "resnext50_32x4d": Variant("groups=32 group_width=4",
                None, 25_028_904, 4_230_479_872, 68_224, 427),
            "resnext101_32x8d": Variant(
                "units3=23 groups=32 group_width=8",
                None, 88_791_336, 16_414_015_488, 202_880, 971),
            "wide_resnet50_2": Variant(
                "group_width=128",
                None, 68_883_240, 11_398_021_120, 68_224, 427),
            "se_resnext50_32x4d": Variant(
                "groups=32 group_width=4 reduction=16",
                None, 27_559_896, 4_232_994_816, 68_224, 427),
            "se_resnext101_32x4d": Variant(
                "units3=23 groups=32 group_width=4 reduction=16",
                None, 48_955_416, 7_974_739_968, 137_856, 971),
            "se_resnet50": Variant(
                "version=1 reduction=16",
                None, 28_088_024, 3_860_488_192, 53_120, 483),
        },
    ),
    "resnet_v2_keras": Family(
        2016,
        "He et al., Identity mappings in deep residual networks",
        {
            "resnet50_v2_keras": Variant(
                "",
                None, 25_568_360, 3_482_255_360, 45_440, 483),
        },
    ),
    "densenet": Family(
        2016,
        "Huang et al., Densely connected convolutional networks",
        {
            "densenet121": Variant("",
                None, 7_978_856, 2_834_161_664, 83_648, 2_071),
            "densenet169": Variant("layers3=32 layers4=32",
                None, 14_149_480, 3_359_843_328, 158_400, 3_351),
            "densenet201": Variant("layers3=48 layers4=32",
                None, 20_013_928, 4_291_365_888, 229_056, 3_863),
            "densenet161": Variant(
                "growth=48 start=96 layers3=36 layers4=24",
                None, 28_681_000, 7_727_907_072, 219_936, 2_967),
        },
    ),
}
# fmt: on
