"""Rows that wait on this machine's disk while the book's server is away, in the order in which they were written.

A small SQLite file of its own: a batch that `put` has returned from survives the program and a power cut. A batch that
was joined and not yet crossed out, because the program was killed between the two, is joined again: Book.append
leaves rows alone that it has already.
"""

import json
import logging
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from duty.book.errors import BookError, RowRefused
from duty.book.rows import Row
from duty.book.sqlite import make_private
from duty.book.store import Book

log = logging.getLogger(__name__)

TABLES = """
CREATE TABLE IF NOT EXISTS batch (id INTEGER PRIMARY KEY AUTOINCREMENT, content TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS refused (id INTEGER PRIMARY KEY, why TEXT NOT NULL, content TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Batch:
    number: int
    rows: tuple[Row, ...]


class Spool:
    """One thread's; the file is made at the first `put`, and is the owner's alone: it may hold personal content."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection: sqlite3.Connection | None = None

    def put(self, rows: Sequence[Row]) -> Batch:
        """Keep the rows of one transaction. On the disk when it returns. Raises BookError."""
        content = json.dumps([_to_json(row) for row in rows])
        with self._opened() as connection:
            number = connection.execute("INSERT INTO batch (content) VALUES (?)", (content,)).lastrowid
        assert number is not None
        return Batch(number, tuple(rows))

    def batches(self) -> Iterator[Batch]:
        """The oldest first; read one at a time, so that a long absence need not fit in memory. Raises BookError."""
        last = 0
        while self.path.exists():
            with self._opened() as connection:
                query = "SELECT id, content FROM batch WHERE id > ? ORDER BY id LIMIT 1"
                found = connection.execute(query, (last,)).fetchone()
            if found is None:
                return
            last = found[0]
            try:
                rows = tuple(_from_json(row) for row in json.loads(found[1]))
            except (ValueError, TypeError, KeyError) as error:
                self._set_aside(last, f"it cannot be read: {error}")
                continue
            yield Batch(last, rows)

    def done(self, batch: Batch) -> None:
        """The book has it: cross it out; with the last one its personal content leaves the disk. Raises BookError."""
        with self._opened() as connection:
            connection.execute("DELETE FROM batch WHERE id = ?", (batch.number,))
            waiting = connection.execute("SELECT 1 FROM batch LIMIT 1").fetchone()
        if waiting is None:
            self._empty_log()

    def refuse(self, batch: Batch, why: str) -> None:
        """The book will never take it: keep it aside, for a person to look at. Raises BookError."""
        self._set_aside(batch.number, why)

    def count(self) -> int:
        """Batches that wait. Raises BookError."""
        return self._count("batch")

    def refused_count(self) -> int:
        return self._count("refused")

    def join(self, book: Book, tell: Callable[[Batch, RowRefused | None], None]) -> int:
        """Bring everything into the book, in order; how many batches. `tell` hears of each, and whether it was refused.

        Raises BookError at the first that cannot be written now; it and those after it stay.
        """
        joined = 0
        for batch in self.batches():
            try:
                book.append(batch.rows)
            except RowRefused as error:
                self.refuse(batch, str(error))
                tell(batch, error)
                continue
            self.done(batch)
            joined += 1
            tell(batch, None)
        return joined

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _count(self, table: str) -> int:
        if not self.path.exists():
            return 0
        with self._opened() as connection:
            return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

    def _set_aside(self, number: int, why: str) -> None:
        log.error("batch %d of the spool %s is kept aside: %s", number, self.path, why)
        with self._opened() as connection:
            connection.execute(
                "INSERT INTO refused (id, why, content) SELECT id, ?, content FROM batch WHERE id = ?", (why, number)
            )
            connection.execute("DELETE FROM batch WHERE id = ?", (number,))

    def _empty_log(self) -> None:
        try:
            if self._connection is not None:
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.Error as error:
            log.warning("the log of the spool %s could not be emptied: %s", self.path, error)

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """A transaction. Whatever fails, the next one opens the file anew; a damaged file is kept aside, as it may hold
        what was promised to be kept, and a new one is begun."""
        try:
            if self._connection is None or not self.path.exists():
                self.close()
                self._connection = _connect(self.path)
            self._connection.execute("BEGIN IMMEDIATE")
            yield self._connection
            self._connection.execute("COMMIT")
        except (sqlite3.Error, OSError) as error:
            self.close()
            if getattr(error, "sqlite_errorcode", None) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
                self._begin_anew(error)
            raise BookError(f"The spool {self.path} cannot be used: {error}") from error
        except BaseException:
            self.close()
            raise

    def _begin_anew(self, error: Exception) -> None:
        aside = f".damaged-{time.time_ns()}"
        for end in ("", "-wal", "-shm"):
            path = self.path.with_name(self.path.name + end)
            with suppress(OSError):
                path.rename(path.with_name(self.path.name + aside + end))
        log.error("the spool %s is damaged (%s): it is kept aside as %s%s", self.path, error, self.path.name, aside)


def _connect(path: Path) -> sqlite3.Connection:
    make_private(path)
    connection = sqlite3.connect(path, isolation_level=None, timeout=2.0)
    try:
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON"):
            connection.execute(f"PRAGMA {pragma}").fetchall()
        connection.executescript(TABLES)
    except BaseException:
        connection.close()
        raise
    return connection


def _to_json(row: Row) -> dict[str, object]:
    return {
        "table": row.table,
        "values": dict(row.values),
        "at_wall_ns": row.at_wall_ns,
        "operator": row.operator,
        "personal": dict(row.personal),
        "uuid": row.uuid,
    }


def _from_json(found: dict[str, object]) -> Row:
    return Row(**found)  # type: ignore[arg-type]  # what _to_json wrote
