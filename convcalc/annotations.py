"""Names that matter to annotations only: importing `typing` takes longer than many an answer."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any as Any
    from typing import ClassVar as ClassVar
    from typing import Generic as Generic
    from typing import TypeAlias as TypeAlias
    from typing import TypeVar as TypeVar
else:
    Any = ClassVar = TypeAlias = None

    def TypeVar(*_):  # noqa: N802
        """Nothing, which may stand between the brackets of `Generic`."""

    class Generic:
        """A base that takes what stands in its brackets for nothing."""

        def __class_getitem__(cls, _):
            return cls
