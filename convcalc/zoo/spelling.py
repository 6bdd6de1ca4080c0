"""The names of the zoo in any usual spelling, and what others call the same networks.

A spelling is looked up without its case and without what separates its parts, unless these are two
numbers: `ResNet-50`, `VGG_16` and `regnet_x_1_6gf` (which is not 16gf). A tag of timm's behind a
full stop says how the weights were trained, which is nothing here.
"""

from __future__ import annotations

from functools import lru_cache

from convcalc.pattern import pattern

BETWEEN = pattern(r"(?<=\d)[-_. ]+(?=\d)|([-_. ]+)")
TAG = pattern(r"\.\w*in\d+k\w*\Z")

OTHERS: dict[str, str] = {
    "ghostnet_050": "ghostnet0_5",
    "ghostnet_100": "ghostnet",
    "ghostnet_130": "ghostnet1_3",
    "hrnetv2_w18": "hrnet_w18",
    "hrnetv2_w32": "hrnet_w32",
    "hrnetv2_w48": "hrnet_w48",
    "mnasnet_100": "mnasnet1_0",
    "mobilenetv2_100": "mobilenet_v2",
    "mobilenetv3_large_100": "mobilenet_v3_large",
    "mobilenetv3_small_100": "mobilenet_v3_small",
    **{
        f"regnet{kind}_{there}": f"regnet_{kind}_{here}"
        for kind in "xy"
        for there, here in (
            ("004", "400mf"),
            ("008", "800mf"),
            ("016", "1_6gf"),
            ("032", "3_2gf"),
            ("080", "8gf"),
            ("160", "16gf"),
            ("320", "32gf"),
        )
    },
    "resnetv2_50": "resnet50_v2",
    **{f"tf_efficientnet_b{phi}": f"efficientnet_b{phi}" for phi in range(8)},
    "seresnext50_32x4d": "se_resnext50_32x4d",
    "legacy_seresnext50_32x4d": "se_resnext50_32x4d",
    "seresnext101_32x4d": "se_resnext101_32x4d",
    "legacy_seresnext101_32x4d": "se_resnext101_32x4d",
    "legacy_xception": "xception",
    "lenet": "lenet5",
    **{f"resnet{layers}": f"resnet{layers}_cifar" for layers in (20, 32, 44, 56, 110)},
}
"""What others call it -> its name here. Each is the same network: a test holds those that
torchvision and timm build to its totals."""

SEVERAL: dict[str, tuple[str, ...]] = {"ResNet50V2": ("resnet50_v2", "resnet50_v2_keras")}
"""A spelling that could be two networks: Keras's is not that of the paper."""


def squashed(name: str) -> str:
    """A name without what may be spelt otherwise."""
    return BETWEEN.sub(lambda found: "" if found[1] else "_", name.strip().lower())


@lru_cache(maxsize=1)
def squashed_names(names: tuple[str, ...]) -> dict[str, str]:
    """Squashed name -> name, of the zoo and of others."""
    return {
        squashed(other): name
        for other, name in (*OTHERS.items(), *[(name, name) for name in names])
    }


def meant(name: str, names: dict[str, str]) -> tuple[str, ...]:
    """The networks of `names` (squashed name -> name) that a spelling may mean: one, none, or all
    that it could be."""
    for text in (name, TAG.sub("", name)):
        key = squashed(text)
        for word, several in SEVERAL.items():
            if key == squashed(word) and text not in several:
                return several
        if key in names:
            return (names[key],)
    return ()
