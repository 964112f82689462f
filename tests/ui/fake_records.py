"""Records whose answers a test gives: every question waits as a Future in `asked`."""

from collections.abc import Mapping
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from duty.book.verify import Verified
from duty.coverage.view import WeeksView
from duty.patrol.view import ShiftView
from duty.records import Progress
from duty.report.view import ShiftReport


class FakeRecords:
    """duty.records.Records: `asked[n]` is (name, arguments, future); a test sets the future's result."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[object, ...], Future[Any]]] = []

    def shifts(self) -> Future[tuple[ShiftView, ...]]:
        return self._ask("shifts")

    def shift_report(self, shift: ShiftView) -> Future[ShiftReport]:
        return self._ask("shift_report", shift)

    def period_report(self, from_wall_ns: int, to_wall_ns: int) -> Future[ShiftReport]:
        return self._ask("period_report", from_wall_ns, to_wall_ns)

    def weeks(self, from_wall_ns: int, to_wall_ns: int) -> Future[WeeksView]:
        return self._ask("weeks", from_wall_ns, to_wall_ns)

    def personal(self, incident_uuid: str, operator: str) -> Future[Mapping[str, str]]:
        return self._ask("personal", incident_uuid, operator)

    def purge(self, incident_uuid: str, operator: str, reason: str) -> Future[int]:
        return self._ask("purge", incident_uuid, operator, reason)

    def verify(self, head: str | None, progress: Progress) -> Future[Verified]:
        return self._ask("verify", head, progress)

    def backup(self, to: Path, progress: Progress) -> Future[Path]:
        return self._ask("backup", to, progress)

    def _ask(self, name: str, *arguments: object) -> Future[Any]:
        future: Future[Any] = Future()
        self.asked.append((name, arguments, future))
        return future
