"""The book's file or server: opened, brought to the newest tables, appended to, read.

One thread writes with a Book; readers have a Book of their own. A call that returns has committed.
"""

import logging
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from duty.book import sqlite, tables
from duty.book.append import RUN_LIMIT, append_rows, cause, lock_head
from duty.book.errors import BookError, RowRefused
from duty.book.limits import MIGRATE_S, OPEN_S, READ_S
from duty.book.migrations import REVISIONS
from duty.book.rows import Row

log = logging.getLogger(__name__)

__all__ = ["Book", "BookError", "RowRefused", "chain_head", "read_personal"]

MIGRATION_LOCK = 0x6D6F757365  # "mouse"
_MIGRATING = threading.Lock()
"""Alembic keeps what it works on in globals: one book at a time in a process, whichever book it is."""


class Book:
    def __init__(self, where: Path | sa.URL) -> None:
        """`where` is a SQLite file or a PostgreSQL URL (postgresql+psycopg://…)."""
        self.url = where if isinstance(where, sa.URL) else sa.URL.create("sqlite", database=str(where))
        self.path = Path(self.url.database or "") if self.is_file else None
        self._engine: Engine | None = None
        self._file: tuple[int, int] | None = None
        """Which file it was when it was opened first: rows in a file that nobody can find again are not kept."""

    @property
    def is_file(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    @property
    def name(self) -> str:
        """What a sentence calls it; free of passwords."""
        return str(self.path) if self.path is not None else self.url.render_as_string(hide_password=True)

    def open(self) -> None:
        """Make what is missing and run the migrations that it lacks. Raises BookError; may be called again.

        A file that was taken away or put in another's place is not followed: what is known would not be in it.
        """
        if self._file is not None and self.path is not None and _file_of(self.path) != self._file:
            self.close()
            raise BookError(
                f"The book {self.path} was removed or replaced while it was in use: nothing can be written. "
                "Put it back, or start the program again to begin with what is there now."
            )
        if self._engine is not None:
            return
        engine: Engine | None = None
        try:
            if self.path is not None:
                sqlite.make_private(self.path)
                engine = sqlite.make_engine(self.url)
            else:
                from duty.book import postgres  # a tenth of a second to import

                engine = postgres.make_engine(self.url)
            self._bring_up_to_date(engine)
        except BookError:
            if engine is not None:
                engine.dispose()
            raise
        except (SQLAlchemyError, OSError) as error:
            if engine is not None:
                engine.dispose()
            raise BookError(f"The book {self.name} cannot be opened: {cause(error)}") from error
        self._engine = engine
        self._file = None if self.path is None else _file_of(self.path)

    def close(self) -> None:
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None

    def append(self, rows: Sequence[Row], also: Callable[[Connection], None] | None = None) -> dict[str, int]:
        """Write all rows and their links in one transaction, and what `also` does; their ids by uuid. Raises BookError.

        A row whose uuid is there already is left as it is: what was spooled or tried twice is written once. `also` must
        bear to be done twice too: where a server goes away during the commit, nobody knows whether it was done.
        """
        try:
            return self._append(rows, also, RUN_LIMIT)
        except RowRefused:
            if len(rows) == 1:
                raise
            return self._append(rows, also, 1)  # one by one, to say which

    def _append(self, rows: Sequence[Row], also: Callable[[Connection], None] | None, run_limit: int) -> dict[str, int]:
        with self.transaction() as connection:
            ids = append_rows(connection, lock_head(connection), rows, run_limit)
            if also is not None:
                also(connection)
        return ids

    def _bring_up_to_date(self, engine: Engine) -> None:
        """Two programs may find the same new server at once: one makes the tables, the other waits and finds them."""
        with engine.connect().execution_options(reading=True) as connection:
            if self._is_newest(connection):
                return
        with (
            engine.connect().execution_options(patience_s=OPEN_S if self.is_file else MIGRATE_S) as connection,
            connection.begin(),
        ):
            if not self.is_file:
                from duty.book.postgres import check_encoding

                check_encoding(connection)
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(MIGRATION_LOCK)))
            if not self._is_newest(connection):
                _migrate(connection)

    def _is_newest(self, connection: Connection) -> bool:
        revision = _revision(connection)
        if revision is not None and revision not in REVISIONS:
            raise BookError(
                f"The book {self.name} was written by a newer Mouse Patrol (its tables are of revision {revision}, "
                f"this program knows {REVISIONS[-1]}): open it with that one."
            )
        return revision == REVISIONS[-1]

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Committed when the block ends, rolled back when it raises. Raises BookError for what the database says."""
        self.open()
        assert self._engine is not None
        try:
            with self._engine.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise BookError(f"The book {self.name} cannot be written: {cause(error)}") from error

    def forget_traces(self) -> bool:
        """After an erasure: empty SQLite's log, which holds pages as they were; have PostgreSQL vacuum the table.

        False where somebody is still reading what was before; the log is then emptied when the last Book closes.
        """
        self.open()
        assert self._engine is not None
        try:
            if self.is_file:
                done = sqlite.empty_log(self._engine)
            else:
                with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                    connection.exec_driver_sql("VACUUM personal")
                done = True
        except SQLAlchemyError as error:
            log.warning("what was erased may still be in the files of the book %s: %s", self.name, cause(error))
            return False
        if not done:
            log.warning("what was erased is still in the log of the book %s, because it is being read", self.name)
        return done

    def _reading_options(self) -> dict[str, object]:
        if self.is_file:
            return {"reading": True}
        return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True, "patience_s": READ_S}

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view for a block of queries. Raises BookError."""
        self.open()
        assert self._engine is not None
        try:
            with self._engine.connect().execution_options(**self._reading_options()) as connection:
                yield connection
        except SQLAlchemyError as error:
            raise BookError(f"The book {self.name} cannot be read: {cause(error)}") from error


def _revision(connection: Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def _migrate(connection: Connection) -> None:
    from alembic import command  # a quarter of a second to import: only where there is something to do
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    with _MIGRATING:
        command.upgrade(config, "head")


def _file_of(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def chain_head(connection: Connection) -> tuple[int, str]:
    """Sequence number and hash of the last link: what a station signs at hand-over."""
    row = connection.execute(sa.select(tables.head.c.seq, tables.head.c.hash)).one()
    return row.seq, row.hash


def read_personal(connection: Connection, row_uuids: Sequence[str]) -> Mapping[str, str]:
    """What has not been purged of those rows: canonical JSON by the row's uuid. Looking is an act: write it down."""
    query = sa.select(tables.personal.c.row_uuid, tables.personal.c.content).where(
        tables.personal.c.row_uuid.in_(list(row_uuids)), tables.personal.c.content.is_not(None)
    )
    return {row.row_uuid: row.content for row in connection.execute(query)}
