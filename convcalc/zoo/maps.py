"""Networks that give a map, a picture or a sound, small ones, and single blocks."""

from __future__ import annotations

from convcalc.zoo.family import Family, Variant

# fmt: off
MAPS: dict[str, Family] = {
    "unet": Family(
        2015,
        "Ronneberger et al., U-Net",
        {
            "unet": Variant("",
                None, 31_030_658, 150_428_424_448, 0, 204),
            "unet_same": Variant("padding=1",
                "1x512x512", 31_030_658, 192_384_335_872, 0, 204),
        },
    ),
    "fcn": Family(
        2014,
        "Long et al., Fully convolutional networks for semantic segmentation",
        {
            "fcn8s": Variant("", None, 134_489_759, 181_529_034_048, 0, 468),
            "fcn16s": Variant("stride=16",
                None, 134_815_994, 181_448_086_272, 0, 468),
            "fcn32s": Variant("stride=32",
                None, 136_152_917, 181_365_854_976, 0, 436),
        },
    ),
    "segnet": Family(
        2015,
        "Badrinarayanan et al., SegNet",
        {
            "segnet": Variant("",
                None, 29_449_355, 106_712_432_640, 15_872, 404),
        },
    ),
    "deeplab_largefov": Family(
        2014,
        "Chen et al., Semantic image segmentation with deep convolutional nets and fully "
        "connected CRFs",
        {
            "deeplab_largefov": Variant("",
                None, 20_505_429, 50_928_085_696, 0, 435),
        },
    ),
    "dilation8": Family(
        2015,
        "Yu, Koltun, Multi-scale context aggregation by dilated convolutions",
        {
            "dilation8": Variant("",
                None, 141_149_720, 826_395_410_952, 0, 908),
            "dilation8_frontend": Variant("context=false",
                None, 134_346_581, 791_561_657_088, 0, 380),
        },
    ),
    "deeplabv3": Family(
        2017,
        "Chen et al., Rethinking atrous convolution for semantic image segmentation",
        {
            "deeplabv3_resnet50": Variant("",
                None, 42_004_074, 178_721_945_088, 57_216, 1_027),
            "deeplabv3_resnet50_os16": Variant(
                "output_stride=16 rate=6 aux=false",
                "3x513x513", 39_638_869, 51_078_150_592, 56_704, 1_051),
            "fcn_resnet50": Variant("aspp=false",
                None, 35_322_218, 152_716_512_000, 54_656, 451),
        },
    ),
    "espcn": Family(
        2016,
        "Shi et al., Real-time single image and video super-resolution",
        {
            "espcn": Variant("", None, 22_729, 5_212_569_600, 0, 9),
        },
    ),
    "wavenet": Family(
        2016,
        "van den Oord et al., WaveNet",
        {
            "wavenet": Variant("",
                None, 1_515_968, 23_756_800_000, 0, 5_117),
        },
    ),
    "dcgan_generator": Family(
        2015,
        "Radford et al., Unsupervised representation learning with deep convolutional "
        "generative adversarial networks",
        {
            "dcgan_generator": Variant("",
                None, 18_855_040, 640_614_400, 3_840, 7),
            "dcgan_generator_pytorch": Variant(
                "kernel=4 width=64",
                None, 3_576_704, 104_628_224, 1_920, 6),
        },
    ),
    "keras_cnn": Family(
        2015,
        "keras.io, Simple MNIST convnet",
        {
            "keras_cnn": Variant("", None, 225_034, 2_631_040, 0, 10),
        },
    ),
    "inverted_residual_block": Family(
        2018,
        "Sandler et al., MobileNetV2",
        {
            "inverted_residual_block": Variant("",
                None, 8_832, 25_740_288, 624, 3),
        },
    ),
    "mbconv_block": Family(
        2019,
        "Tan, Le, EfficientNet",
        {
            "mbconv_block": Variant("",
                None, 6_004, 29_203_200, 432, 3),
        },
    ),
    "fused_mbconv_block": Family(
        2021,
        "Tan, Le, EfficientNetV2",
        {
            "fused_mbconv_block": Variant("",
                None, 92_640, 849_346_560, 480, 3),
        },
    ),
    "inception_block": Family(
        2014,
        "Szegedy et al., Going deeper with convolutions",
        {
            "inception_block": Variant("",
                None, 163_696, 128_049_152, 0, 5),
        },
    ),
    "aspp_block": Family(
        2017,
        "Chen et al., Rethinking atrous convolution for semantic image segmentation",
        {
            "aspp_block": Variant("",
                None, 15_535_104, 16_343_957_504, 3_072, 37),
        },
    ),
}
# fmt: on
