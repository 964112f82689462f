"""Reading at the start what the book remembers for the patrol: SQL, and quick with a million sightings."""

import json

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from duty.acts import ActKind
from duty.book.store import Book
from duty.book.tables import act, incident, sighting, still, ticket, ticket_act
from duty.patrol.config import PlanLevel
from duty.patrol.due import FUTURE_NS
from duty.patrol.memory import Memory, PlanInForce


def recall(book: Book, now_wall_ns: int, station: str = "") -> Memory:
    """Raises BookError."""
    with book.reading() as connection:
        return Memory(
            credited=_last(connection, credited=True, now_wall_ns=now_wall_ns),
            tried=_last(connection, credited=False, now_wall_ns=now_wall_ns),
            tickets=_open_tickets(connection),
            references=_references(connection),
            plan=_plan(connection),
            unfinished=_unfinished(connection, station),
            began_wall_ns=_began(connection),
        )


def _last(connection: Connection, *, credited: bool, now_wall_ns: int) -> dict[str, int]:
    """Two look-ups in the index ix_sighting_camera for each camera that the book knows, never a walk through the table.

    SQLite and PostgreSQL both walk an index from one camera to the next only when they are told to, by a recursion.
    """
    first = sa.select(sa.func.min(sighting.c.camera_id).label("camera_id")).cte("cameras", recursive=True)
    following = sa.select(sa.func.min(sighting.c.camera_id)).where(sighting.c.camera_id > first.c.camera_id)
    cameras = first.union_all(sa.select(following.scalar_subquery()).where(first.c.camera_id.is_not(None)))
    of_camera = (sighting.c.camera_id == cameras.c.camera_id) & (sighting.c.credited == sa.literal(credited))
    newest = sa.select(sa.func.max(sighting.c.at_wall_ns)).where(of_camera).scalar_subquery()
    found = {
        row.camera_id: row.at_wall_ns
        for row in connection.execute(
            sa.select(cameras.c.camera_id, newest.label("at_wall_ns")).where(cameras.c.camera_id.is_not(None))
        )
        if row.at_wall_ns is not None
    }
    for camera_id, at_wall_ns in found.items():
        if at_wall_ns > now_wall_ns + FUTURE_NS:
            found[camera_id] = _written_last(connection, camera_id, credited, at_wall_ns, now_wall_ns)
    return found


def _written_last(connection: Connection, camera_id: str, credited: bool, ahead_wall_ns: int, now_wall_ns: int) -> int:
    """A sighting lies in the future, so the clock was wrong once: the one that was written last says what is so."""
    of_camera = (sighting.c.camera_id == camera_id) & (sighting.c.credited == credited)
    within = sa.select(sa.func.max(sighting.c.at_wall_ns)).where(
        of_camera, sighting.c.at_wall_ns <= now_wall_ns + FUTURE_NS
    )
    rows = connection.execute(
        sa.select(sighting.c.at_wall_ns)
        .where(of_camera, sighting.c.at_wall_ns.in_([ahead_wall_ns, within.scalar_subquery()]))
        .order_by(sighting.c.id.desc())
        .limit(1)
    )
    return int(rows.scalar_one())


def _open_tickets(connection: Connection) -> dict[str, tuple[str, ...]]:
    closed = sa.select(ticket_act.c.ticket_uuid).where(ticket_act.c.act == "closed")
    found: dict[str, tuple[str, ...]] = {}
    for row in connection.execute(
        sa.select(ticket.c.camera_id, ticket.c.uuid).where(ticket.c.uuid.not_in(closed)).order_by(ticket.c.id)
    ):
        found[row.camera_id] = (*found.get(row.camera_id, ()), row.uuid)
    return found


def _references(connection: Connection) -> dict[str, str]:
    newest = sa.select(sa.func.max(still.c.id)).where(still.c.purpose == "reference").group_by(still.c.camera_id)
    return {
        row.camera_id: row.path
        for row in connection.execute(sa.select(still.c.camera_id, still.c.path).where(still.c.id.in_(newest)))
    }


def _plan(connection: Connection) -> PlanInForce | None:
    """The switch that was written last, whatever the clock said then."""
    last = sa.select(sa.func.max(act.c.id)).where(act.c.kind == ActKind.PLAN_SWITCHED.value).scalar_subquery()
    row = connection.execute(sa.select(act).where(act.c.id == last)).one_or_none()
    if row is None or row.subject not in {level.value for level in PlanLevel}:
        return None
    return PlanInForce(PlanLevel(row.subject), row.at_wall_ns, row.operator)


def _began(connection: Connection) -> int | None:
    """As duty.report counts: of acts, sightings and incidents, whatever was first."""
    times = [
        connection.execute(sa.select(sa.func.min(table.c.at_wall_ns))).scalar_one()
        for table in (act, sighting, incident)
    ]
    return min((int(at_ns) for at_ns in times if at_ns is not None), default=None)


def _unfinished(connection: Connection, station: str) -> tuple[str, ...]:
    """Of this desk only: another one that shares the book may be in the middle of its round."""
    ended = sa.select(act.c.subject).where(act.c.kind == ActKind.ROUND_ENDED.value)
    started = sa.select(act.c.subject, act.c.detail).where(
        act.c.kind == ActKind.ROUND_STARTED.value, act.c.subject.not_in(ended)
    )
    return tuple(row.subject for row in connection.execute(started) if _station_of(row.detail) == station)


def _station_of(detail: str) -> str:
    try:
        return str(json.loads(detail).get("station", ""))
    except (ValueError, AttributeError):
        return ""
