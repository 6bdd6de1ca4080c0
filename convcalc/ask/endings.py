"""Endings of verbs: those of a Japanese verb by its group, the forms of a regular English one."""

from __future__ import annotations

from functools import cache

_SURU = (
    "する", "した", "し", "して", "せよ", "すると", "したとき", "する時", "しよう", "しなさい",
    "しています", "している", "していた", "してい", "すれば", "したら", "します", "しました",
    "してください", "せ", "させ", "させる", "させた", "させて", "させると", "される", "された",
    "され", "されて", "すること", "したもの", "するもの", "できる", "でき", "しており", "しながら",
    "したい",
)  # fmt: skip
_SURU_NOT = (
    "しない", "せず", "せずに", "しなかった", "しません", "していない", "しないで", "されない",
    "されず", "せぬ", "しないとき", "できない",
)  # fmt: skip
_GODAN = {
    "う": "わいえおっ", "く": "かきけこい", "す": "さしせそし", "む": "まみめもん",
    "る": "らりれろっ", "つ": "たちてとっ", "ぐ": "がぎげごい", "ぶ": "ばびべぼん",
}  # fmt: skip
_VOICED = "むぐぶ"
_VOWELS = "aeiou"


@cache
def endings(group: str) -> tuple[str, ...]:
    """The endings of a Japanese verb: `する`, `る1` (一段), `う` ... (五段); `!` negative ones."""
    negative, group = group.startswith("!"), group.strip("!")
    if group == "する":
        return _SURU_NOT if negative else _SURU
    if group == "る1":
        a, i, e, will, t = "", "", "れ", "よう", ""
        passive = potential = "られ"
        plain, orders = "る", ("よ", "なさい")
    else:
        a, i, e, o, t = tuple(_GODAN[group])
        will, passive, potential = o + "う", a + "れ", e
        plain, orders = group, (e, i + "なさい")
    te, ta = ("で", "だ") if group in _VOICED else ("て", "た")
    if negative:
        made = ("ない", "ず", "ずに", "なかった", "ないで", "ぬ", "なくて", "ないとき")
        return (*(a + end for end in made), i + "ません", t + te + "いない", t + te + "いません")
    going = ("", "いる", "いく", "ください", "い", "おり", "いった")
    aims = [plain + end for end in ("には", "ため", "ために", "ための")]
    stems = (plain, plain + "と", plain + "こと", will, e + "ば", *orders, *aims)
    after = [i + end for end in ("", "ます", "ました", "ながら", "たい")]
    past = [t + ta + end for end in ("", "とき", "ら", "もの")]
    passives = [passive + end for end in ("る", "た", "て", "")]
    can = [potential + end for end in ("る", "た", "ます", "")]
    causes = [] if group == "る1" else [a + "せ" + end for end in ("る", "た", "て", "")]
    said = (*stems, *after, *past, *[t + te + end for end in going], *passives, *can, *causes)
    return tuple(dict.fromkeys(said))


def english_forms(word: str) -> str:
    """A regular English verb and its forms, as a pattern; the participle may take a preposition."""
    stem = word[:-1] if word[-1] in "ey" else word
    changes = word[-1] == "y" and word[-2] not in _VOWELS
    past = f"{stem}ied" if changes else f"{stem}ed" if word[-1] == "e" else f"{word}ed"
    third = f"{stem}ies" if changes else f"{word}s"
    active = f"{stem}ing" if word[-1] == "e" else f"{word}ing"
    return f"{word}|{third}|{past}( (by|with|to|in|through|as|from|up)|)|{active}"
