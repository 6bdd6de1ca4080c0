"""Which language to speak: decided from the arguments and the environment, before anything else."""

from __future__ import annotations

from convcalc.text import LANGUAGES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def requested(arguments: Sequence[str], option: str = "--lang") -> str | None:
    """The value of the last such option before `--`, known or not; None if there is none."""
    found = None
    for position, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == option and position + 1 < len(arguments):
            found = arguments[position + 1]
        elif argument.startswith(f"{option}="):
            found = argument[len(option) + 1 :]
    return found


def choose(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language of the answer: `--lang`, CONVCALC_LANG, then the locale.

    LANGUAGE is a list in order of preference that the C locale switches off, as in gettext.
    """
    for wish in (requested(arguments), environment.get("CONVCALC_LANG")):
        if wish and _base(wish) in LANGUAGES:
            return _base(wish)
    locale = ""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        locale = environment.get(name, "")
        if locale:
            break
    if _base(locale) in ("c", "posix"):
        return "en"
    for name in (*environment.get("LANGUAGE", "").split(":"), locale):
        if _base(name) in LANGUAGES:
            return _base(name)
    return "en"


def _base(locale: str) -> str:
    """`ja` of `ja_JP.UTF-8@modifier`."""
    return locale.strip().replace("-", "_").partition(".")[0].partition("_")[0].lower()
