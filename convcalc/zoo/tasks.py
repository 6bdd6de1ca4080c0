"""Networks that find things, make pictures, or read films, words and sounds."""

from __future__ import annotations

from convcalc.zoo.family import Family, Variant

# fmt: off
TASKS: dict[str, Family] = {
    "yolov3": Family(
        2018,
        "Redmon, Farhadi, YOLOv3",
        {
            "yolov3": Variant("",
                None, 61_949_149, 32_932_037_632, 52_608, 917),
        },
    ),
    "yolov5": Family(
        2020,
        "Ultralytics, YOLOv5 (release 6)",
        {
            "yolov5n": Variant("width=0.25",
                None, 1_872_157, 2_234_060_800, 9_504, 714),
            "yolov5s": Variant("",
                None, 7_235_389, 8_216_780_800, 19_008, 714),
            "yolov5m": Variant("depth=0.67 width=0.75",
                None, 21_190_557, 24_436_224_000, 36_768, 946),
            "yolov5l": Variant("depth=1 width=1",
                None, 46_563_709, 54_496_870_400, 60_032, 1_210),
            "yolov5x": Variant("depth=1.33 width=1.25",
                None, 86_749_405, 102_724_096_000, 88_800, 1_442),
        },
    ),
    "yolov8": Family(
        2023,
        "Ultralytics, YOLOv8",
        {
            "yolov8n": Variant("",
                None, 3_157_184, 4_371_456_000, 10_592, 911),
            "yolov8s": Variant("width=0.5",
                None, 11_166_544, 14_300_774_400, 20_032, 911),
            "yolov8m": Variant("depth=0.67 width=0.75 most=768",
                None, 25_902_624, 39_467_827_200, 33_120, 1_343),
            "yolov8l": Variant("depth=1 width=1 most=512",
                None, 43_691_504, 82_573_721_600, 46_464, 1_775),
            "yolov8x": Variant("depth=1 width=1.25 most=512",
                None, 68_229_632, 128_901_632_000, 58_080, 1_775),
        },
    ),
    "mtcnn": Family(
        2016,
        "Zhang et al., Joint face detection and alignment using multitask cascaded "
        "convolutional networks",
        {
            "mtcnn_pnet": Variant("", None, 6_632, 44_760, 0, 12),
            "mtcnn_rnet": Variant("net=2", "3x24x24", 100_178, 1_530_768, 0, 17),
            "mtcnn_onet": Variant("net=3", "3x48x48", 389_040, 12_909_952, 0, 33),
        },
    ),
    "patchgan": Family(
        2016,
        "Isola et al., Image-to-image translation with conditional adversarial networks",
        {
            "patchgan": Variant("",
                None, 2_768_705, 3_197_140_992, 1_792, 70),
        },
    ),
    "pix2pix": Family(
        2016,
        "Isola et al., Image-to-image translation with conditional adversarial networks",
        {
            "pix2pix": Variant("",
                None, 54_413_955, 6_048_186_368, 9_856, 1_278),
        },
    ),
    "edsr": Family(
        2017,
        "Lim et al., Enhanced deep residual networks for single image super-resolution",
        {
            "edsr_baseline": Variant("",
                None, 1_369_859, 3_162_488_832, 0, 72),
            "edsr": Variant("units=32 width=256 scaled=true",
                None, 40_729_603, 93_847_486_464, 0, 136),
        },
    ),
    "c3d": Family(
        2014,
        "Tran et al., Learning spatiotemporal features with 3D convolutional networks",
        {
            "c3d": Variant("", None, 79_991_015, 38_548_959_232, 0, 150),
        },
    ),
    "resnet_video": Family(
        2017,
        "Tran et al., A closer look at spatiotemporal convolutions for action recognition",
        {
            "r3d_18": Variant("",
                None, 33_371_472, 40_696_553_472, 9_600, 219),
            "mc3_18": Variant("flat=true",
                None, 11_695_440, 43_342_635_008, 9_600, 219),
            "r2plus1d_18": Variant("apart=true",
                None, 31_505_325, 40_519_080_960, 25_350, 219),
        },
    ),
    "crnn": Family(
        2015,
        "Shi et al., An end-to-end trainable neural network for image-based sequence "
        "recognition",
        {
            "crnn": Variant("",
                None, 8_331_301, 705_143_808, 2_560, 86),
        },
    ),
    "tcn": Family(
        2018,
        "Bai et al., An empirical evaluation of generic convolutional and recurrent networks "
        "for sequence modeling",
        {
            "tcn": Variant("",
                None, 66_510, 51_802_800, 0, 3_061),
        },
    ),
    "wav2vec2": Family(
        2020,
        "Baevski et al., wav2vec 2.0",
        {
            "wav2vec2_encoder": Variant(
                "layers=0",
                None, 4_200_448, 2_450_123_776, 0, 400),
            "wav2vec2_base": Variant("",
                None, 94_370_944, 6_911_374_336, 0, 41_040),
        },
    ),
}
# fmt: on
