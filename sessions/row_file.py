"""The SQLite file behind sessions.rows: one writer, and readers beside it or years later.

In WAL mode: what was committed survives kill -9 of the writer, and a reader never waits for it. `synchronous=NORMAL`:
only a check point waits for the disk, and a loss of power costs the last moments, never the file. Rejected: a rollback
journal, which a reader on a read-only medium could not roll back.
"""

import contextlib
import logging
import shutil
import sqlite3
import tempfile
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sessions.rows import MOST_BODY_BYTES, SessionRow, Topic

log = logging.getLogger(__name__)

_BUSY_S = 1.0
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS row (id INTEGER PRIMARY KEY, at_tape_ns INTEGER NOT NULL, topic TEXT NOT NULL,"
    " key TEXT NOT NULL, body TEXT NOT NULL)",
    "CREATE INDEX IF NOT EXISTS row_by_key ON row (topic, key, at_tape_ns)",
    "CREATE INDEX IF NOT EXISTS row_by_time ON row (at_tape_ns)",
)
_TABLE = _SCHEMA[0].replace("IF NOT EXISTS ", "")
"""As SQLite keeps it. Another one is no table of ours: a view or a computed column of that name would be run."""
_COLUMNS = "at_tape_ns, topic, key, body"
_INSERT = f"INSERT INTO row ({_COLUMNS}) VALUES (?, ?, ?, ?)"
_TOPICS = frozenset(Topic)
_DAMAGE = (sqlite3.Error, MemoryError, OverflowError, UnicodeError)
"""What SQLite says of pages that are none; it takes a damaged length for a reason to ask for a terabyte."""
_LEAST_ROW_BYTES = 8
_LONGEST_BYTES = 1_000_000
_SALVAGE_ROWS = 512
"""Read at once from a damaged file; where that fails, by halves, down to single rows."""
_SALVAGE_FAILURES = 1_000
"""After so many the rest is given up: the file is dust."""


def make(path: Path) -> None:
    """An empty file of rows, unless there is one: made beside and put in its place, so that nobody who looks into a
    session that has just begun finds a file without its table. Raises sqlite3.Error and OSError."""
    if path.exists():
        return
    beside = path.with_name(path.name + ".new")
    beside.unlink(missing_ok=True)  # of a process that died here
    with contextlib.closing(sqlite3.connect(beside, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode=MEMORY")
        db.execute("BEGIN")
        for statement in _SCHEMA:
            db.execute(statement)
        db.execute("COMMIT")
    beside.replace(path)


class RowWriter:
    """Appends; one thread. Raises sqlite3.Error and OSError, and then the rows of that call are not there."""

    def __init__(self, path: Path) -> None:
        """Opens what is there, too: a recording goes on in the same file after its process died."""
        self._db = sqlite3.connect(path, timeout=_BUSY_S, isolation_level=None)
        try:
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=NORMAL")
            for statement in _SCHEMA:
                self._db.execute(statement)
        except BaseException:
            self._db.close()
            raise

    def add(self, rows: Iterable[SessionRow]) -> None:
        """In one transaction. ValueError for a body over 64 KB."""
        values = [(row.at_tape_ns, row.topic.value, row.key, row.body) for row in rows]
        for value in values:
            if len(value[3].encode()) > MOST_BODY_BYTES:
                raise ValueError(f"a row on {value[1]} {value[2]} is longer than {MOST_BODY_BYTES} bytes")
        self._db.execute("BEGIN IMMEDIATE")
        try:
            self._db.executemany(_INSERT, values)
            self._db.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):  # a full disk has rolled it back by itself
                self._db.execute("ROLLBACK")
            raise

    def close(self) -> None:
        """Leaves one file where it can: the log is written into it."""
        self._db.close()


class RowReader:
    """What a session's rows were; any thread, one question at a time. Never raises: `trouble` says what is missing."""

    def __init__(self, path: Path) -> None:
        self.trouble = ""
        """One sentence: the file is missing or damaged, and what could be read of it is all there is."""
        self._path = path
        self._lock = threading.Lock()
        self._copy: tempfile.TemporaryDirectory[str] | None = None
        self._salvaged = False
        self._db = self._open()

    def last(self, topic: Topic, key: str, at_tape_ns: int) -> SessionRow | None:
        """The last record of one key at or before that time; of several at the same time, the one written last."""
        where = "topic = ? AND key = ? AND at_tape_ns <= ? ORDER BY at_tape_ns DESC, id DESC LIMIT 1"
        rows = self._ask(f"SELECT {_COLUMNS} FROM row WHERE {where}", (topic.value, key, at_tape_ns))
        return rows[0] if rows else None

    def all_last(self, topic: Topic, at_tape_ns: int) -> tuple[SessionRow, ...]:
        """The last record of every key of a topic at or before that time, in order of keys."""
        found = (self.last(topic, key, at_tape_ns) for key in self.keys(topic))
        return tuple(row for row in found if row is not None)

    def keys(self, topic: Topic) -> tuple[str, ...]:
        """From key to next key through the index: a count of keys, not of rows, is what it costs."""
        statement = (
            "WITH RECURSIVE one(key) AS (SELECT min(key) FROM row WHERE topic = :topic UNION ALL"
            " SELECT (SELECT min(key) FROM row WHERE topic = :topic AND key > one.key) FROM one WHERE key IS NOT NULL)"
            " SELECT key FROM one WHERE key IS NOT NULL"
        )
        return tuple(str(key) for (key,) in self._ask_raw(statement, {"topic": topic.value}))

    def between(
        self, from_tape_ns: int, to_tape_ns: int, topics: Iterable[Topic] | None = None
    ) -> tuple[SessionRow, ...]:
        """All with from ≤ time < to, in order of time, then of writing; of these topics, or of all."""
        wanted = None if topics is None else sorted({topic.value for topic in topics})
        where, values = "at_tape_ns >= ? AND at_tape_ns < ?", [from_tape_ns, to_tape_ns]
        if wanted is not None:
            where += f" AND topic IN ({', '.join('?' * len(wanted))})"
        statement = f"SELECT {_COLUMNS} FROM row WHERE {where} ORDER BY at_tape_ns, id"
        return self._ask(statement, (*values, *(wanted or ())))

    def span(self) -> tuple[int, int] | None:
        """Tape times of the first and the last row; None when there is none."""
        rows = self._ask_raw("SELECT min(at_tape_ns), max(at_tape_ns) FROM row", ())
        first, last = rows[0] if rows else (None, None)
        return None if first is None or last is None else (int(first), int(last))

    def count(self) -> int:
        rows = self._ask_raw("SELECT count(*) FROM row", ())
        return int(rows[0][0]) if rows else 0

    def close(self) -> None:
        with self._lock:
            self._db.close()
            if self._copy is not None:
                self._copy.cleanup()
                self._copy = None

    def _ask(self, statement: str, values: Any) -> tuple[SessionRow, ...]:
        return tuple(row for value in self._ask_raw(statement, values) if (row := _row(value)) is not None)

    def _ask_raw(self, statement: str, values: Any) -> list[tuple[Any, ...]]:
        with self._lock:
            try:
                return self._db.execute(statement, values).fetchall()
            except _DAMAGE as error:
                if self._salvaged:
                    raise
                self._salvage(error)
            return self._db.execute(statement, values).fetchall()

    def _open(self) -> sqlite3.Connection:
        if not self._path.is_file():
            self._salvaged = True
            self.trouble = f"The rows of the session are missing: there is no {self._path.name}."
            return _in_memory()
        try:
            return self._opened()
        except (*_DAMAGE, OSError) as error:
            self._db = _in_memory()
            self._salvage(error)
            return self._db

    def _opened(self) -> sqlite3.Connection:
        """Without ever writing: beside the writer, on a medium that cannot be written, or as a copy elsewhere."""
        log_path = self._path.with_name(self._path.name + "-wal")
        has_log = log_path.is_file() and log_path.stat().st_size > 0
        if not log_path.exists():  # nobody writes: a reader need not leave files of its own there either
            attempts = ["mode=ro&immutable=1"]
        else:
            attempts = ["mode=ro"] if has_log else ["mode=ro", "mode=ro&immutable=1"]
        for options in attempts:
            with contextlib.suppress(*_DAMAGE):
                return _connected(self._path, options)
        self._copy = tempfile.TemporaryDirectory(prefix="mouse-patrol-rows-")
        copy = Path(self._copy.name) / self._path.name
        shutil.copyfile(self._path, copy)
        if has_log:
            shutil.copyfile(log_path, copy.with_name(copy.name + "-wal"))
        return _connected(copy, "mode=rw")

    def _salvage(self, error: Exception) -> None:
        """Everything that can still be read goes into memory, and questions are asked there."""
        self._salvaged = True
        memory = _in_memory()
        kept = 0
        path = self._path if self._copy is None else Path(self._copy.name) / self._path.name
        with contextlib.suppress(*_DAMAGE, OSError):
            source = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
            with contextlib.closing(source):
                _need_our_table(source)
                for values in _readable(source, most=path.stat().st_size // _LEAST_ROW_BYTES):
                    if _row(values) is not None:
                        memory.execute(_INSERT, values)
                        kept += 1
        self._db.close()
        self._db = memory
        self.trouble = f"The rows of the session are damaged ({error}): {kept} of them could be read."
        log.warning("%s: %s", self._path, self.trouble)


def _connected(path: Path, options: str) -> sqlite3.Connection:
    db = sqlite3.connect(f"{path.absolute().as_uri()}?{options}", uri=True, timeout=_BUSY_S, check_same_thread=False)
    try:
        _need_our_table(db)
        db.execute("SELECT id FROM row LIMIT 1").fetchall()
        db.execute("PRAGMA query_only=1")
    except BaseException:
        db.close()
        raise
    return db


def _need_our_table(db: sqlite3.Connection) -> None:
    """Raises sqlite3.DatabaseError. From then on no text longer than a row's comes into memory either."""
    db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_BYTES)
    found = db.execute("SELECT type, sql FROM sqlite_master WHERE name = 'row'").fetchall()
    if found and found != [("table", _TABLE)]:
        raise sqlite3.DatabaseError("no table of a recorder")


def _in_memory() -> sqlite3.Connection:
    db = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
    for statement in _SCHEMA:
        db.execute(statement)
    return db


def _readable(source: sqlite3.Connection, most: int) -> Iterator[tuple[object, ...]]:
    """All rows that can be read, without the indices: by ranges of ids, around the places that cannot.

    `most` is how many a file of its size can hold: a damaged page may say anything.
    """
    highest = most
    with contextlib.suppress(*_DAMAGE):
        highest = min(most, source.execute("SELECT max(id) FROM row").fetchone()[0] or 0)
    ranges = [(first, first + _SALVAGE_ROWS - 1) for first in range(1, highest + 1, _SALVAGE_ROWS)][::-1]
    failures = 0
    while ranges and failures < _SALVAGE_FAILURES:
        first, last = ranges.pop()
        try:
            found = source.execute(
                f"SELECT {_COLUMNS} FROM row NOT INDEXED WHERE id BETWEEN ? AND ? ORDER BY id", (first, last)
            ).fetchall()
        except _DAMAGE:
            failures += 1
            if first < last:
                middle = (first + last) // 2
                ranges += [(middle + 1, last), (first, middle)]
            continue
        yield from found


def _row(values: tuple[object, ...]) -> SessionRow | None:
    """None for what no writer of ours has written: a damaged page may hold anything."""
    at_tape_ns, topic, key, body = values
    if not (isinstance(at_tape_ns, int) and isinstance(topic, str) and topic in _TOPICS):
        return None
    return SessionRow(at_tape_ns, Topic(topic), key, body) if isinstance(key, str) and isinstance(body, str) else None
