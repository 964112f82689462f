"""SQLite: an engine with the pragmas that the book relies on."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import cast

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.exc import OperationalError

from duty.book.limits import OPEN_S

BUSY_MS = 2000
"""Waiting writers are woken in no order, so one can starve for a while."""


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
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    _to_wal(cursor)
    for pragma in (
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _to_wal(cursor: DBAPICursor) -> None:
    """Of several that open a new file at once one changes it; the others hear at once that it is locked."""
    give_up_s = time.monotonic() + OPEN_S
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > give_up_s:
                raise
            time.sleep(0.02)
        else:
            return


def _begin(connection: Connection) -> None:
    """Readers say so; everyone else takes the write lock at once, so that two never find out half-way.

    With the option `patience_s` it waits that long for the lock: another may be making the tables on a slow disk.
    """
    options = connection.get_execution_options()
    if options.get("reading", False):
        connection.exec_driver_sql("BEGIN")
        return
    patience_s = options.get("patience_s")
    if patience_s is None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        return
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {round(patience_s * 1000)}")
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {BUSY_MS}")
