"""The words of convcalc: `text/<language>/*.py`, each a dict `TEXT` of templates by code.

A template is filled with `str.format` and named fields only. Adding a file is enough: all files of a
language are merged when its first word is asked for.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES = ("en", "ja")

_CATALOGUES: dict[str, dict[str, str]] = {}


def catalogue(lang: str) -> Mapping[str, str]:
    """Every code of a language and its template.

    Raises:
        KeyError: there is no such language.
    """
    found = _CATALOGUES.get(lang)
    if found is None:
        from pkgutil import iter_modules

        if lang not in LANGUAGES:
            raise KeyError(lang)
        found = {}
        for file in iter_modules(import_module(f"convcalc.text.{lang}").__path__):
            found.update(import_module(f"convcalc.text.{lang}.{file.name}").TEXT)
        _CATALOGUES[lang] = found
    return found


def codes(lang: str) -> frozenset[str]:
    """Every code that the language has words for."""
    return frozenset(catalogue(lang))


def lookup(code: str, lang: str) -> str:
    """The template of `code`: in `lang`, else in English, else the code itself."""
    found = catalogue(lang).get(code)
    if found is None and lang != "en":
        found = catalogue("en").get(code)
    return code if found is None else found
