"""Names that stand in annotations only: importing `typing` takes longer than many an answer."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any as Any
    from typing import ClassVar as ClassVar
    from typing import TypeAlias as TypeAlias
else:
    Any = ClassVar = TypeAlias = None
