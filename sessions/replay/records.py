"""The book of a replay's World: there is none to read."""

from collections.abc import Mapping
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from base.errors import PersonError
from duty.coverage.view import WeeksView
from duty.patrol.view import ShiftView
from duty.records import Progress
from duty.report.view import ShiftReport

if TYPE_CHECKING:
    from duty.book.verify import Verified

T = TypeVar("T")


class NoRecords:
    """duty.records.Records."""

    def shifts(self) -> Future[tuple[ShiftView, ...]]:
        return _no_book()

    def shift_report(self, shift: ShiftView) -> Future[ShiftReport]:
        return _no_book()

    def period_report(self, from_wall_ns: int, to_wall_ns: int) -> Future[ShiftReport]:
        return _no_book()

    def weeks(self, from_wall_ns: int, to_wall_ns: int) -> Future[WeeksView]:
        return _no_book()

    def personal(self, incident_uuid: str, operator: str) -> Future[Mapping[str, str]]:
        return _no_book()

    def purge(self, incident_uuid: str, operator: str, reason: str) -> Future[int]:
        return _no_book()

    def verify(self, head: str | None, progress: Progress) -> "Future[Verified]":
        return _no_book()

    def backup(self, to: Path, progress: Progress) -> Future[Path]:
        return _no_book()


def _no_book() -> Future[T]:
    answer: Future[T] = Future()
    answer.set_exception(PersonError("A replay has no book of its own: ask the live one."))
    return answer
