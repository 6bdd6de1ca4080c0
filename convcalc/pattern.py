"""`re.compile`, put off until a pattern is first used: an audit defines fifty and uses ten."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from typing import AnyStr

    def pattern(text: AnyStr) -> re.Pattern[AnyStr]:
        """A regular expression; its flags stand in its text."""

else:

    class pattern:  # noqa: N801
        """Stands for the compiled expression, whose methods it takes over one by one."""

        def __init__(self, text):
            self._text = text

        def __getattr__(self, name):
            import re

            method = getattr(re.compile(self._text), name)
            setattr(self, name, method)
            return method
