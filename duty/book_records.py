"""Questions to the book, in the reader's thread: shifts, reports, personal content, verifying, backing up."""

import json
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from base.clock import Clock
from base.errors import PersonError
from duty.acts import ActKind, act
from duty.book import personal
from duty.book.backup import backup
from duty.book.store import Book, read_personal
from duty.book.tables import act as acts
from duty.book.tables import incident, incident_act, sighting
from duty.book.verify import Verified, verify
from duty.coverage.view import WeeksView
from duty.patrol.shifts import Shifts
from duty.patrol.view import ShiftView
from duty.people import Right
from duty.precinct import Precinct
from duty.reading import BookReader
from duty.records import Progress
from duty.report.figures import shift_report
from duty.report.period import DAY_NS, book_began, zone_of
from duty.report.view import ShiftReport
from duty.report.weeks import weeks

T = TypeVar("T")
SHIFTS_SHOWN = 100
_A_SHIFTS_ACTS = (
    ActKind.SIGNED_IN,
    ActKind.HANDED_OVER,
    ActKind.PLAN_SWITCHED,
    ActKind.ROUND_STARTED,
    ActKind.CAMERA_OUT,
    ActKind.DRONE_ARMED,
)


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
    ) -> None:
        """`known_keys` are the public keys of our stations, for `verify`; asked when they are needed."""
        self._reader = reader
        self._precinct = precinct
        self._clock = clock
        self._data = data
        self._may = may
        self._known_keys = known_keys
        self._shifts = Shifts(zone_of(precinct).key, precinct.all_shifts())

    def shifts(self) -> Future[tuple[ShiftView, ...]]:
        return self._read(Right.REPORTS, self._shifts_in)

    def shift_report(self, shift: ShiftView) -> Future[ShiftReport]:
        return self._read(
            Right.REPORTS,
            lambda c: shift_report(
                c, self._precinct, shift.start_wall_ns, shift.end_wall_ns, shift, self._clock.wall_ns()
            ),
        )

    def period_report(self, from_wall_ns: int, to_wall_ns: int) -> Future[ShiftReport]:
        return self._read(
            Right.REPORTS,
            lambda c: shift_report(c, self._precinct, from_wall_ns, to_wall_ns, None, self._clock.wall_ns()),
        )

    def weeks(self, from_wall_ns: int, to_wall_ns: int) -> Future[WeeksView]:
        return self._read(
            Right.REPORTS, lambda c: weeks(c, self._precinct, from_wall_ns, to_wall_ns, self._clock.wall_ns())
        )

    def personal(self, incident_uuid: str, operator: str) -> Future[Mapping[str, str]]:
        def look(book: Book) -> Mapping[str, str]:
            seen = act(
                ActKind.PERSONAL_SEEN, incident_uuid, at_wall_ns=self._clock.wall_ns(), operator=operator, detail={}
            )
            book.append([seen])
            with book.reading() as connection:
                return _personal_of(connection, incident_uuid)

        return self._do(Right.SEE_PERSONAL, look)

    def purge(self, incident_uuid: str, operator: str, reason: str) -> Future[int]:
        def erase(book: Book) -> int:
            with book.reading() as connection:
                uuids = _rows_of(connection, incident_uuid)
            return personal.purge(book, uuids, self._clock.wall_ns(), operator, reason)

        return self._do(Right.PURGE, erase)

    def verify(self, head: str | None, progress: Progress) -> Future[Verified]:
        return self._do(
            Right.VERIFY, lambda book: verify(book, head, self._known_keys(), self._until_stopped(progress))
        )

    def backup(self, to: Path, progress: Progress) -> Future[Path]:
        return self._do(Right.VERIFY, lambda book: backup(book, to, self._until_stopped(progress)))

    def _until_stopped(self, progress: Progress) -> Progress:
        return lambda done, total: not self._reader.stopping.is_set() and progress(done, total)

    def _shifts_in(self, connection: Connection) -> tuple[ShiftView, ...]:
        began_ns = book_began(connection)
        if began_ns is None:
            return ()
        now_ns = self._clock.wall_ns()
        found: list[ShiftView] = []
        until_ns = now_ns + 1
        while until_ns > began_ns - 3 * DAY_NS and len(found) < SHIFTS_SHOWN:
            for shift in reversed(self._shifts.between(until_ns - 7 * DAY_NS, until_ns)):
                if shift.end_wall_ns > began_ns and _has_anything(connection, shift) and len(found) < SHIFTS_SHOWN:
                    found.append(shift)
            until_ns -= 7 * DAY_NS
        return tuple(found)

    def _read(self, right: Right, question: Callable[[Connection], T]) -> Future[T]:
        def ask(book: Book) -> T:
            with book.reading() as connection:
                return question(connection)

        return self._do(right, ask)

    def _do(self, right: Right, work: Callable[[Book], T]) -> Future[T]:
        if not self._may(right):
            refused: Future[T] = Future()
            refused.set_exception(PersonError("Whoever is signed in may not do this: sign in as somebody who may."))
            return refused

        def careful(book: Book) -> T:
            try:
                return work(book)
            except (ValueError, KeyError, TypeError) as error:
                raise PersonError(f"The book {book.name} holds something that cannot be understood: {error}") from error

        return self._reader.do(careful)


def _has_anything(connection: Connection, shift: ShiftView) -> bool:
    def within(table: sa.Table) -> sa.ColumnElement[bool]:
        return sa.and_(table.c.at_wall_ns >= shift.start_wall_ns, table.c.at_wall_ns < shift.end_wall_ns)

    kinds = [k.value for k in _A_SHIFTS_ACTS]
    return any(
        connection.execute(sa.select(table.c.id).where(condition).limit(1)).first() is not None
        for table, condition in (
            (sighting, within(sighting)),
            (incident, within(incident)),
            (acts, sa.and_(acts.c.kind.in_(kinds), within(acts))),
        )
    )


def _personal_of(connection: Connection, incident_uuid: str) -> Mapping[str, str]:
    """What is known by name; several different contents of one name stand beside each other."""
    uuids = _rows_of(connection, incident_uuid)
    contents = read_personal(connection, uuids)
    found: dict[str, list[str]] = {}
    for uuid in uuids:
        for name, text in json.loads(contents.get(uuid, "{}")).items():
            if text not in found.setdefault(name, []):
                found[name].append(text)
    return {name: " · ".join(texts) for name, texts in found.items()}


def _rows_of(connection: Connection, incident_uuid: str) -> list[str]:
    """The incident and its acts, whose personal content is the incident's."""
    query = sa.select(incident_act.c.uuid).where(incident_act.c.incident_uuid == incident_uuid)
    return [incident_uuid, *connection.execute(query.order_by(incident_act.c.id)).scalars()]
