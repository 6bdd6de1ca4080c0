"""Text files of old tools: what counts in them is ASCII, whatever the comments are written in."""

from __future__ import annotations

from convcalc.load.contents import no_text
from convcalc.load.readers import Data


def decoded(data: Data, name: str) -> str:
    """The text of a file in UTF-8, UTF-16 with its mark, or any encoding that extends ASCII.

    Raises:
        UsageError: it is no text.
    """
    content = bytes(data)
    utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16" if utf16 else "utf-8-sig", "latin-1"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    raise no_text(content, name)
