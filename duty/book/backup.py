"""A copy of the book while it is in use: always one SQLite file, from either database, as it was at one moment.

To restore is to put the file in the book's place, or to open it where it is.
"""

import os
import re
import sqlite3
from collections.abc import Callable
from concurrent.futures import CancelledError
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from duty.book import tables
from duty.book.append import cause
from duty.book.errors import BookError
from duty.book.sqlite import make_private
from duty.book.store import Book

Progress = Callable[[int, int], bool]
PAGES = 1000
ROWS = 2000
NAME = re.compile(r"book-\d{8}-\d{6}\.sqlite")


def backup(book: Book, to: Path, progress: Progress | None = None) -> Path:
    """Copy the book into the new file `to`, which is there whole or not at all. `progress` answers whether to go on.

    The copy holds personal content and password hashes: its file is the owner's alone, and what is purged from the book
    later is still in it. Raises BookError (`to` is there already, a full disk, …), CancelledError.
    """
    part = to.with_name(f".{to.name}.part")
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        if to.exists():
            raise BookError(f"{to} is there already: a backup never overwrites anything")
        part.unlink(missing_ok=True)
        make_private(part)
        with book.reading() as connection:
            if book.is_file:
                _copy_pages(connection, part, progress)
            else:
                _copy_rows(connection, part, progress)
        _finish(part, to)
    except (OSError, sqlite3.Error, SQLAlchemyError) as error:
        raise BookError(f"The backup {to} could not be made: {cause(error)}") from error
    finally:
        for left in (part, *(part.with_name(part.name + end) for end in ("-wal", "-shm", "-journal"))):
            with suppress(OSError):
                left.unlink()
    return to


def backup_name(at_wall_ns: int) -> str:
    return datetime.fromtimestamp(at_wall_ns // 10**9, UTC).strftime("book-%Y%m%d-%H%M%S.sqlite")


def rotate(folder: Path, keep: int) -> tuple[Path, ...]:
    """Remove all but the newest `keep` backups that backup_name has named; what was removed. Raises BookError."""
    try:
        found = sorted(path for path in folder.iterdir() if NAME.fullmatch(path.name))
        old = tuple(found[: max(0, len(found) - keep)])
        for path in old:
            path.unlink()
    except OSError as error:
        raise BookError(f"Old backups in {folder} could not be removed: {error.strerror or error}") from error
    return old


def _copy_pages(connection: Connection, part: Path, progress: Progress | None) -> None:
    """SQLite's own: the open read transaction keeps the pages as they are, while others write on."""
    connection.execute(sa.select(tables.head.c.seq)).all()  # the view is of this moment
    source = cast(sqlite3.Connection, connection.connection.dbapi_connection)

    def tell(status: int, remaining: int, total: int) -> None:
        if progress is not None and not progress(total - remaining, total):
            raise CancelledError

    with closing(sqlite3.connect(part)) as target:
        source.backup(target, pages=PAGES, progress=tell, sleep=0.0)


def _copy_rows(connection: Connection, part: Path, progress: Progress | None) -> None:
    everything = tables.METADATA.sorted_tables
    total = sum(connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one() for table in everything)
    copy, done = Book(part), 0
    try:
        with copy.transaction() as target:
            target.execute(sa.delete(tables.head))
            below = cast(sqlite3.Connection, target.connection.dbapi_connection)  # ten times as fast as through Core
            for table in everything:
                key, last = next(iter(table.primary_key)), None
                names = [column.name for column in table.columns]
                query = sa.select(table).order_by(key).limit(ROWS)
                quoted = ", ".join(f'"{name}"' for name in names)
                insert = f"INSERT INTO {table.name} ({quoted}) VALUES ({', '.join('?' * len(names))})"
                while rows := connection.execute(query if last is None else query.where(key > last)).all():
                    below.executemany(insert, [tuple(row) for row in rows])
                    last = rows[-1][names.index(key.name)]
                    done += len(rows)
                    if progress is not None and not progress(done, total):
                        raise CancelledError
    finally:
        copy.close()


def _finish(part: Path, to: Path) -> None:
    """Sound, one file without a log beside it, on the disk, under its name: a good older copy may go for this one."""
    with closing(sqlite3.connect(part)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE").fetchone()
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise BookError(f"The backup {to} was not kept, because the book is damaged: {found.splitlines()[-1]}")
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    if os.name == "posix":
        os.link(part, to)  # unlike a rename it never takes the place of what has come there meanwhile
        folder = os.open(to.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    else:
        part.rename(to)  # refuses by itself there
