"""SQLite: an engine with the pragmas that the book relies on."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import cast

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError


def make_engine(url: sa.URL) -> Engine:
    """One connection, kept open."""
    engine = sa.create_engine(url, poolclass=sa.pool.StaticPool)
    sa.event.listen(engine, "connect", _prepare)
    sa.event.listen(engine, "begin", _begin)
    return engine


def make_private(path: Path) -> None:
    """Make the folder and an empty file for the owner alone, where there is none: SQLite's log gets the same rights."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def empty_log(engine: Engine) -> bool:
    """Bring the write-ahead log into the file and cut it to nothing; False where a reader still needs it."""
    raw = engine.raw_connection()
    cursor = raw.cursor()
    try:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy = cursor.fetchone()
        return busy is not None and busy[0] == 0
    except sqlite3.Error as error:
        raise OperationalError("PRAGMA wal_checkpoint(TRUNCATE)", None, error) from error
    finally:
        cursor.close()
        raw.close()


@contextmanager
def any_text(connection: Connection) -> Iterator[None]:
    """Read bytes that are no UTF-8, which somebody has put there, as half characters instead of failing at them."""
    if connection.dialect.name != "sqlite":
        yield
        return
    raw = cast(sqlite3.Connection, connection.connection.dbapi_connection)
    raw.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        raw.text_factory = str


def _prepare(connection: DBAPIConnection, record: object) -> None:
    """WAL, so that readers never block the writer; FULL, so that a committed row survives a power cut."""
    connection.isolation_level = None  # we say BEGIN ourselves, below
    cursor = connection.cursor()
    for pragma in (
        "busy_timeout = 2000",  # ms; waiting writers are woken in no order, so one can starve for a while
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    """Readers say so; everyone else takes the write lock at once, so that two never find out half-way."""
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
