"""How the desk's rows reach the book: in order, several calls in one commit, through the spool while it is away.

In the desk's thread only. What a call wrote is a transaction of its own or, with its neighbours, a part of one: never
less than whole.
"""

import logging
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from base.clock import NS_PER_MS, Clock
from base.errors import PersonError
from duty.book.errors import BookError, RowRefused
from duty.book.rows import Receipt, Row
from duty.receipts import Receipts

if TYPE_CHECKING:
    from duty.book.spool import Batch, Spool
    from duty.book.store import Book

log = logging.getLogger(__name__)

FEWEST_ROWS, MOST_ROWS = 16, 1024
SHORT_NS, LONG_NS = 40 * NS_PER_MS, 120 * NS_PER_MS
"""A commit that took longer makes the next one smaller: whoever waits behind it waits no longer than that."""
OUR_FAULT = (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError)
"""What a row that is no row makes Python say: it would say so for ever."""

Entry = tuple[Row, ...]
"""The rows of one call."""


class Kept(Protocol):
    """Who wants to know what became of rows."""

    def committed(self, rows: Sequence[Row], ids: Mapping[str, int], *, from_spool: bool) -> None: ...

    def spooled(self, rows: Sequence[Row]) -> None: ...

    def refused(self, rows: Sequence[Row]) -> None: ...


class DeskWriter:
    def __init__(
        self,
        make_book: "Callable[[], Book]",
        make_spool: "Callable[[], Spool] | None",
        clock: Clock,
        receipts: Receipts,
        kept: Kept,
    ) -> None:
        self._make_book, self._make_spool = make_book, make_spool
        self._clock, self._receipts, self._kept = clock, receipts, kept
        self._book: Book | None = None
        self._spool: Spool | None = None
        self._in_spool = True
        """There may be something: an earlier run's at the start."""
        self._line: deque[Entry] = deque()
        self._most_rows = FEWEST_ROWS
        self._singly = 0
        """So many of the next entries go one by one, to find the one that was refused."""

    @property
    def has_spool(self) -> bool:
        return self._make_spool is not None

    @property
    def idle(self) -> bool:
        return not self._line and not (self._in_spool and self.has_spool)

    @property
    def waiting(self) -> int:
        return len(self._line)

    def rows(self) -> Iterator[Row]:
        """All that are in nothing but memory."""
        return (row for entry in self._line for row in entry)

    def put(self, rows: Entry) -> None:
        if rows:
            self._line.append(rows)

    def book(self) -> "Book":
        """Raises BookError, whatever it is that hinders."""
        if self._book is None:
            try:
                self._book = self._make_book()
            except BookError:
                raise
            except PersonError as error:
                raise BookError(str(error)) from error
            except Exception as error:
                log.exception("The book could not be made")
                raise BookError(f"The book cannot be opened: {error}") from error
        return self._book

    def close(self) -> None:
        if self._book is not None:
            self._book.close()

    def end(self) -> None:
        self.close()
        if self._spool is not None:
            self._spool.close()

    # To the book. Everything raises BookError, and then nothing is lost.

    def join(self, until_ns: int) -> bool:
        """Bring into the book what the spool has, oldest first; False when the time was over before it was empty."""
        spool = self._opened_spool() if self._in_spool else None
        if spool is None:
            return True
        for batch in spool.batches():
            self._join(spool, batch)
            if self._clock.monotonic_ns() >= until_ns:
                return False
        self._in_spool = False
        spool.close()  # which empties its log: what was personal in it is gone from this disk
        return True

    def _join(self, spool: "Spool", batch: "Batch") -> None:
        try:
            self._commit(batch.rows, from_spool=True)
            spool.done(batch)
        except RowRefused as error:
            spool.refuse(batch, str(error))
            self._refuse(batch.rows, error)

    def commit_some(self) -> None:
        """The first entries of the line, in one transaction."""
        entries = self._first()
        rows = [row for entry in entries for row in entry]
        began_ns = self._clock.monotonic_ns()
        try:
            self._commit(rows, from_spool=False)
        except RowRefused as error:
            if len(entries) > 1:
                self._singly = len(entries)
                return
            self._line.popleft()
            self._refuse(rows, error)
        else:
            for _ in entries:
                self._line.popleft()
            self._adapt(len(rows), self._clock.monotonic_ns() - began_ns)
            self._kept_now(rows, from_spool=False)

    def _first(self) -> list[Entry]:
        if self._singly:
            self._singly -= 1
            return [self._line[0]]
        entries: list[Entry] = []
        count = 0
        for entry in self._line:
            count += len(entry)
            if entries and count > self._most_rows:
                break
            entries.append(entry)
        return entries

    def _adapt(self, rows: int, took_ns: int) -> None:
        if took_ns > LONG_NS:
            self._most_rows = max(FEWEST_ROWS, self._most_rows // 2)
        elif took_ns < SHORT_NS and 2 * rows >= self._most_rows:
            self._most_rows = min(MOST_ROWS, 2 * self._most_rows)

    def _commit(self, rows: Sequence[Row], *, from_spool: bool) -> None:
        try:
            self._ids = self.book().append(rows)
        except OUR_FAULT as error:
            log.exception("A row cannot be written")
            raise RowRefused(rows[0].uuid, rows[0].table, str(error)) from error
        if from_spool:
            self._kept_now(rows, from_spool=True)

    def _kept_now(self, rows: Sequence[Row], *, from_spool: bool) -> None:
        self._kept.committed(rows, self._ids, from_spool=from_spool)
        self._receipts.settled((row.uuid for row in rows), Receipt.COMMITTED)

    def _refuse(self, rows: Sequence[Row], error: BookError) -> None:
        log.error("%d rows will never be in the book: %s", len(rows), error)
        for row in rows:
            log.error("Refused: %s %s of %d: %s", row.table, row.uuid, row.at_wall_ns, dict(row.values))
        self._receipts.settled((row.uuid for row in rows), Receipt.REFUSED)
        self._kept.refused(rows)

    # To the spool.

    def spool_all(self) -> None:
        """What waits in memory goes to the disk; without a spool, or when it cannot be written, it waits on."""
        spool = self._opened_spool() if self._line else None
        if spool is None:
            return
        while self._line:
            rows = self._line[0]
            try:
                spool.put(rows)
            except (PersonError, OSError) as error:
                log.error("Rows cannot be kept on this machine either, and wait in memory: %s", error)
                return
            except OUR_FAULT as error:
                log.exception("A row cannot be kept")
                self._line.popleft()
                self._refuse(rows, RowRefused(rows[0].uuid, rows[0].table, str(error)))
                continue
            self._in_spool = True
            self._line.popleft()
            self._singly = max(0, self._singly - 1)
            self._kept.spooled(rows)
            self._receipts.spooled(row.uuid for row in rows)

    def spooled_before(self) -> Iterator[Row]:
        """What an earlier run left on this disk."""
        spool = self._opened_spool()
        if spool is not None:
            for batch in spool.batches():
                yield from batch.rows

    def _opened_spool(self) -> "Spool | None":
        if self._spool is None and self._make_spool is not None:
            try:
                self._spool = self._make_spool()
            except (PersonError, OSError) as error:
                log.error("Rows cannot be kept on this machine while the book is away: %s", error)
        return self._spool
