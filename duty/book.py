"""The duty book: a SQLite file in WAL mode, brought to the newest tables when it is opened.

One thread uses a Book. A call that returns has committed.
"""

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, RowMapping
from sqlalchemy.exc import SQLAlchemyError

from base.geodesy import Position
from duty.incidents import CLOSED_SHOWN, BookError, Disposition, IncidentKind, IncidentState, IncidentView
from duty.tables import incident, incident_act


class Book:
    def __init__(self, path: Path) -> None:
        self.path = path
        self._engine: Engine | None = None
        self._file: tuple[int, int] | None = None
        """Which file it was when it was opened first: rows in a file that nobody can find again are not kept."""

    def open(self) -> None:
        """Make the file and its folder where they are missing, and run what migrations it lacks.

        Raises BookError; may be called again. A file that was taken away or put in another's place is not followed:
        what is known of the incidents would not be in it.
        """
        if self._file is not None and _file_of(self.path) != self._file:
            self.close()
            raise BookError(
                f"The book {self.path} was removed or replaced while it was in use: nothing can be written. "
                "Put it back, or start the program again to begin with what is there now."
            )
        if self._engine is not None:
            return
        engine: Engine | None = None
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            engine = sa.create_engine(sa.URL.create("sqlite", database=str(self.path)), poolclass=sa.pool.StaticPool)
            sa.event.listen(engine, "connect", _prepare)
            with engine.connect() as connection:
                _migrate(connection)
                connection.commit()
        except (SQLAlchemyError, OSError) as error:
            if engine is not None:
                engine.dispose()
            raise BookError(f"The book {self.path} cannot be opened: {_cause(error)}") from error
        self._engine = engine
        self._file = _file_of(self.path)

    def close(self) -> None:
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None

    def raise_incident(self, view: IncidentView) -> int:
        """Write a new incident; its id in the book. Raises BookError when it could not be committed."""
        place = view.position
        values = {
            "kind": view.kind,
            "subject": view.subject,
            "zone_id": _storable(view.zone_id),
            "zone_name": _storable(view.zone_name),
            "latitude": place and place.latitude,
            "longitude": place and place.longitude,
            "reasons": ",".join(view.reasons),
            "raised_wall_ns": view.raised_wall_ns,
        }
        with _Committed(self) as connection:
            key = connection.execute(sa.insert(incident).values(values)).inserted_primary_key
            assert key is not None
            return int(key[0])

    def acknowledge(self, incident_id: int, at_wall_ns: int) -> None:
        self._act(incident_id, "acknowledged", at_wall_ns, None, "")

    def close_incident(self, incident_id: int, at_wall_ns: int, disposition: Disposition, note: str) -> None:
        self._act(incident_id, "closed", at_wall_ns, disposition, note)

    def incidents(self) -> tuple[IncidentView, ...]:
        """Every open incident and the latest closed ones, newest first. Raises BookError."""
        closed = sa.select(incident_act.c.incident_id).where(incident_act.c.act == "closed")
        newest = sa.desc(incident.c.id)
        with _Committed(self) as connection:
            rows = [
                *connection.execute(
                    sa.select(incident).where(incident.c.id.not_in(closed)).order_by(newest)
                ).mappings(),
                *connection.execute(
                    sa.select(incident).where(incident.c.id.in_(closed)).order_by(newest).limit(CLOSED_SHOWN)
                ).mappings(),
            ]
            acts: dict[int, list[RowMapping]] = {row["id"]: [] for row in rows}
            for act in connection.execute(sa.select(incident_act).order_by(incident_act.c.id)).mappings():
                if act["incident_id"] in acts:
                    acts[act["incident_id"]].append(act)
        return tuple(_view(row, acts[row["id"]]) for row in rows)

    def count(self) -> int:
        """All incidents that the book holds. Raises BookError."""
        with _Committed(self) as connection:
            return int(connection.execute(sa.select(sa.func.count()).select_from(incident)).scalar_one())

    def _act(self, incident_id: int, act: str, at_wall_ns: int, disposition: Disposition | None, note: str) -> None:
        values = {
            "incident_id": incident_id,
            "act": act,
            "at_wall_ns": at_wall_ns,
            "disposition": disposition,
            "note": _storable(note),
        }
        with _Committed(self) as connection:
            connection.execute(sa.insert(incident_act).values(values))

    def _connect(self) -> Connection:
        self.open()
        assert self._engine is not None
        return self._engine.connect()


class _Committed:
    """A transaction that is committed when its block ends, or rolled back and told as a BookError."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def __enter__(self) -> Connection:
        self._connection = self._book._connect()
        return self._connection

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        try:
            if error is None:
                self._connection.commit()
            else:
                self._connection.rollback()
        except SQLAlchemyError as late:
            raise BookError(f"The book {self._book.path} cannot be written: {_cause(late)}") from late
        finally:
            self._connection.close()
        if isinstance(error, SQLAlchemyError):
            raise BookError(f"The book {self._book.path} cannot be written: {_cause(error)}") from error


def _prepare(connection: sa.engine.interfaces.DBAPIConnection, record: object) -> None:
    """WAL, so that readers never block the writer; FULL, so that a committed row survives a power cut."""
    cursor = connection.cursor()
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "busy_timeout = 500"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _migrate(connection: Connection) -> None:
    from alembic import command  # a quarter of a second to import: only here, in the book's thread
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _file_of(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _storable(text: str) -> str:
    """Half a character (a lone surrogate, as keyboards and JSON can make) would be refused for ever."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _cause(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error).splitlines()[0]


def _view(row: RowMapping, acts: list[RowMapping]) -> IncidentView:
    acknowledged = next((a for a in acts if a["act"] == "acknowledged"), None)
    closed = next((a for a in acts if a["act"] == "closed"), None)
    state = IncidentState.CLOSED if closed else IncidentState.ACKNOWLEDGED if acknowledged else IncidentState.NEW
    place = None if row["latitude"] is None else Position(row["latitude"], row["longitude"])
    return IncidentView(
        incident_id=row["id"],
        kind=IncidentKind(row["kind"]),
        state=state,
        subject=row["subject"],
        zone_id=row["zone_id"],
        zone_name=row["zone_name"],
        position=place,
        reasons=tuple(row["reasons"].split(",")) if row["reasons"] else (),
        raised_wall_ns=row["raised_wall_ns"],
        acknowledged_wall_ns=None if acknowledged is None else acknowledged["at_wall_ns"],
        closed_wall_ns=None if closed is None else closed["at_wall_ns"],
        disposition=Disposition(closed["disposition"]) if closed else None,
        note=closed["note"] if closed else "",
        evidence_at_ns=None,
        committed_at_ns=None,
    )
