"""Questions to the book, in the reader's thread: shifts, reports, personal content, verifying, backing up.

The libraries behind the book are loaded in that thread, by the first question: the window does not wait for them.
"""

from collections.abc import Callable, Collection, Mapping
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from base.clock import Clock
from base.errors import PersonError
from duty.acts import ActKind, act
from duty.coverage.view import WeeksView
from duty.patrol.shifts import Shifts
from duty.patrol.view import ShiftView
from duty.people import Right
from duty.precinct import Precinct
from duty.reading import BookReader
from duty.records import Progress
from duty.report.view import ShiftReport

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from duty.book.store import Book
    from duty.book.verify import Verified

T = TypeVar("T")


class BookRecords:
    """duty.records.Records. `may` says what whoever is signed in may do; it is asked again here, whoever asks."""

    def __init__(
        self,
        reader: BookReader,
        precinct: Precinct,
        clock: Clock,
        data: Path,
        may: Callable[[Right], bool],
        known_keys: Callable[[], Collection[str]] = tuple,
        on_purged: Callable[[str], object] = lambda incident_uuid: None,
    ) -> None:
        """`known_keys` are the public keys of our stations, for `verify`; asked when they are needed. `on_purged` hears
        in the reader's thread of each incident whose personal content was erased."""
        self._reader = reader
        self._precinct = precinct
        self._clock = clock
        self._data = data
        self._may = may
        self._known_keys = known_keys
        self._on_purged = on_purged
        self._shifts = Shifts(precinct.zone().key, precinct.all_shifts())

    def shifts(self) -> Future[tuple[ShiftView, ...]]:
        def ask(connection: "Connection") -> tuple[ShiftView, ...]:
            from duty.record_queries import shifts_in

            return shifts_in(connection, self._shifts, self._clock.wall_ns())

        return self._read(Right.REPORTS, ask)

    def shift_report(self, shift: ShiftView) -> Future[ShiftReport]:
        return self._report(shift.start_wall_ns, shift.end_wall_ns, shift)

    def period_report(self, from_wall_ns: int, to_wall_ns: int) -> Future[ShiftReport]:
        return self._report(from_wall_ns, to_wall_ns, None)

    def _report(self, from_wall_ns: int, to_wall_ns: int, shift: ShiftView | None) -> Future[ShiftReport]:
        def ask(connection: "Connection") -> ShiftReport:
            from duty.report.figures import shift_report

            now_ns = self._clock.wall_ns()
            return shift_report(connection, self._precinct, from_wall_ns, to_wall_ns, shift, now_ns)

        return self._read(Right.REPORTS, ask)

    def weeks(self, from_wall_ns: int, to_wall_ns: int) -> Future[WeeksView]:
        def ask(connection: "Connection") -> WeeksView:
            from duty.report.weeks import weeks

            return weeks(connection, self._precinct, from_wall_ns, to_wall_ns, self._clock.wall_ns())

        return self._read(Right.REPORTS, ask)

    def personal(self, incident_uuid: str, operator: str) -> Future[Mapping[str, str]]:
        def look(book: "Book") -> Mapping[str, str]:
            from duty.record_queries import personal_of

            seen = act(
                ActKind.PERSONAL_SEEN, incident_uuid, at_wall_ns=self._clock.wall_ns(), operator=operator, detail={}
            )
            book.append([seen])
            with book.reading() as connection:
                return personal_of(connection, incident_uuid)

        return self._do(Right.SEE_PERSONAL, look)

    def purge(self, incident_uuid: str, operator: str, reason: str) -> Future[int]:
        def erase(book: "Book") -> int:
            from duty.book import personal
            from duty.record_queries import rows_of

            with book.reading() as connection:
                uuids = rows_of(connection, incident_uuid)
            count = personal.purge(book, uuids, self._clock.wall_ns(), operator, reason)
            self._on_purged(incident_uuid)
            return count

        return self._do(Right.PURGE, erase)

    def verify(self, head: str | None, progress: Progress) -> "Future[Verified]":
        def check(book: "Book") -> "Verified":
            from duty.book.verify import verify

            return verify(book, head, self._known_keys(), self._until_stopped(progress))

        return self._do(Right.VERIFY, check)

    def backup(self, to: Path, progress: Progress) -> Future[Path]:
        def copy(book: "Book") -> Path:
            from duty.book.backup import backup

            made = backup(book, to, self._until_stopped(progress))
            book.append([act(ActKind.BACKED_UP, made.name, at_wall_ns=self._clock.wall_ns(), operator="")])
            return made

        return self._do(Right.VERIFY, copy)

    def _until_stopped(self, progress: Progress) -> Progress:
        return lambda done, total: not self._reader.stopping.is_set() and progress(done, total)

    def _read(self, right: Right, question: "Callable[[Connection], T]") -> Future[T]:
        def ask(book: "Book") -> T:
            with book.reading() as connection:
                return question(connection)

        return self._do(right, ask)

    def _do(self, right: Right, work: "Callable[[Book], T]") -> Future[T]:
        if not self._may(right):
            refused: Future[T] = Future()
            refused.set_exception(PersonError("Whoever is signed in may not do this: sign in as somebody who may."))
            return refused

        def careful(book: "Book") -> T:
            try:
                return work(book)
            except (ValueError, KeyError, TypeError) as error:
                raise PersonError(f"The book {book.name} holds something that cannot be understood: {error}") from error

        return self._reader.do(careful)
