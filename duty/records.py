"""Reading the book: long questions go to a thread of their own, and answer with a Future."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from duty.coverage.view import WeeksView
from duty.patrol.view import ShiftView
from duty.report.view import ShiftReport

if TYPE_CHECKING:
    from duty.book.verify import Verified

Progress = Callable[[int, int], bool]
"""Called with how much of how much is done; answers whether to go on. In the reader's thread."""


class Records(Protocol):
    """A Future that cannot be answered raises base.errors.PersonError; one that was cancelled is cancelled."""

    def shifts(self) -> Future[tuple[ShiftView, ...]]:
        """Those with anything in the book, newest first, at most the last 100."""
        ...

    def shift_report(self, shift: ShiftView) -> Future[ShiftReport]: ...

    def period_report(self, from_wall_ns: int, to_wall_ns: int) -> Future[ShiftReport]:
        """A week or a month by the same figures."""
        ...

    def weeks(self, from_wall_ns: int, to_wall_ns: int) -> Future[WeeksView]: ...

    def personal(self, incident_uuid: str, operator: str) -> Future[Mapping[str, str]]:
        """What has not been purged; that somebody looked is written down first."""
        ...

    def purge(self, incident_uuid: str, operator: str, reason: str) -> Future[int]:
        """Erase the personal content of an incident and its acts; how many rows it was."""
        ...

    def verify(self, head: str | None, progress: Progress) -> "Future[Verified]": ...

    def backup(self, to: Path, progress: Progress) -> Future[Path]: ...
