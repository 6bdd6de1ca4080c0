r"""Text from outside, made safe to show: nothing in it moves the cursor, or hides or turns letters.

Controls, marks of direction, characters without width, ends of lines become escapes: \x1b, \u202e.
"""

from __future__ import annotations

from convcalc.pattern import pattern

UNSAFE = pattern(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160"
    "\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\ud800-\udfff\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Controls, format characters and letters that show nothing; the spaces of Japanese stay."""
NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def visible(text: str) -> str:
    """The text with each unsafe character as an escape that can be read."""
    if text.isascii() and text.isprintable():
        return text
    return UNSAFE.sub(lambda found: NAMED.get(found[0]) or _python(found[0]), text)


def in_json(text: str) -> str:
    """JSON with the unsafe characters in its strings as JSON's own escapes."""
    import json

    return UNSAFE.sub(lambda found: _hex(found[0]) or json.dumps(found[0])[1:-1], text)


def in_toml(text: str) -> str:
    """The same for a string of TOML, which knows no surrogate pairs."""
    return UNSAFE.sub(lambda found: _hex(found[0]) or f"\\U{ord(found[0]):08x}", text)


def _python(character: str) -> str:
    code = ord(character)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return _hex(character) or f"\\U{code:08x}"


def _hex(character: str) -> str:
    """Four digits; nothing for a character beyond them."""
    return f"\\u{ord(character):04x}" if ord(character) <= 0xFFFF else ""
