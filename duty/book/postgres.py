"""PostgreSQL: an engine whose calls end in seconds, whatever the server does.

A time limit in the server helps against a lock, not against a server that has stopped or a cable that was pulled; TCP's
own limits take minutes. So the connection itself looks at the clock while it waits, and breaks off.
"""

import time
from collections.abc import Generator
from typing import Any, cast

import psycopg
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import ArgumentError

from duty.book.errors import BookError
from duty.book.limits import CONNECT_S, IDLE_S, LOCK_S, PING_S, WRITE_S


def open_url(url: str, password: str | None) -> sa.URL:
    """`postgresql://user@host/database?sslmode=require` as psycopg's, with the password put in. Raises BookError."""
    try:
        parsed = sa.make_url(url)
    except (ArgumentError, ValueError):
        raise BookError("The book's address is not like postgresql://user@host/database") from None
    if parsed.get_backend_name() not in ("postgresql", "postgres") or not parsed.database:
        raise BookError("The book's address is not like postgresql://user@host/database")
    parsed = parsed.set(drivername="postgresql+psycopg")
    return parsed if password is None else parsed.set(password=password)


class PatientConnection(psycopg.Connection[Any]):
    """Gives up a wait after `patience_s` and is broken from then on."""

    patience_s = PING_S

    def wait(self, gen: Any, *args: Any, **named: Any) -> Any:
        return super().wait(self._within(gen), *args, **named)

    def _within(self, gen: Any) -> Generator[Any, Any, Any]:
        """psycopg wakes its generators each tenth of a second to let signals in: there we look at the clock."""
        until = time.monotonic() + self.patience_s
        try:
            wish = next(gen)
            while True:
                ready = yield wish
                if not ready and time.monotonic() > until:
                    gen.close()
                    self.pgconn.finish()
                    raise psycopg.OperationalError(f"the server has not answered for {self.patience_s:.0f} s")
                wish = gen.send(ready)
        except StopIteration as end:
            return end.value


def make_engine(url: sa.URL) -> Engine:
    """One connection is kept between appends, and asked whether it is still there before each."""
    engine = sa.create_engine(
        url, pool_size=1, max_overflow=2, pool_timeout=CONNECT_S, pool_pre_ping=True, creator=lambda: connect()
    )
    arguments = engine.dialect.create_connect_args(url)[1]
    settings = {
        "statement_timeout": f"{WRITE_S * 1000:.0f}",
        "lock_timeout": f"{LOCK_S * 1000:.0f}",
        "idle_in_transaction_session_timeout": f"{IDLE_S}s",
        "synchronous_commit": "on",
    }
    defaults = {
        "connect_timeout": CONNECT_S,
        "application_name": "mouse-patrol",
        "keepalives_idle": 5,
        "keepalives_interval": 2,
        "keepalives_count": 3,
        "tcp_user_timeout": 5000,
        "client_encoding": "utf8",
        "options": " ".join(f"-c {name}={value}" for name, value in settings.items()),
    }

    def connect() -> PatientConnection:
        return PatientConnection.connect(**{**defaults, **arguments})

    sa.event.listen(engine, "begin", _set_patience)
    sa.event.listen(engine, "checkin", _forget_patience)
    return engine


def check_encoding(connection: Connection) -> None:
    """A database in another encoding would refuse single rows, one day, for ever. Raises BookError."""
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    if encoding != "UTF8":
        raise BookError(
            f"The book {connection.engine.url.render_as_string(hide_password=True)} keeps texts as {encoding}: "
            "make its database anew with ENCODING 'UTF8'"
        )


def _forget_patience(connection: object, record: object) -> None:
    """The next who takes it asks first whether the server is still there, and should not wait long for that."""
    if isinstance(connection, PatientConnection):
        connection.patience_s = PING_S


def _set_patience(connection: Connection) -> None:
    options = connection.get_execution_options()
    patience_s = options.get("patience_s", WRITE_S)
    cast(PatientConnection, connection.connection.dbapi_connection).patience_s = patience_s
    if patience_s != WRITE_S:
        connection.exec_driver_sql(
            f"SET LOCAL statement_timeout = '{patience_s:.0f}s'; SET LOCAL lock_timeout = '{patience_s:.0f}s'; "
            f"SET LOCAL idle_in_transaction_session_timeout = '{patience_s:.0f}s'"
        )
