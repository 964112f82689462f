"""What the records ask the book: which shifts have anything in it, and personal content."""

import json
from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from duty.acts import ActKind
from duty.book.store import read_personal
from duty.book.tables import act as acts
from duty.book.tables import incident, incident_act, sighting
from duty.patrol.shifts import Shifts
from duty.patrol.view import ShiftView
from duty.report.period import DAY_NS, book_began

SHIFTS_SHOWN = 100
_A_SHIFTS_ACTS = (
    ActKind.SIGNED_IN,
    ActKind.HANDED_OVER,
    ActKind.PLAN_SWITCHED,
    ActKind.ROUND_STARTED,
    ActKind.CAMERA_OUT,
    ActKind.DRONE_ARMED,
)


def shifts_in(connection: Connection, shifts: Shifts, now_ns: int) -> tuple[ShiftView, ...]:
    """Those with anything in the book, newest first, at most the last SHIFTS_SHOWN."""
    began_ns = book_began(connection)
    if began_ns is None:
        return ()
    found: list[ShiftView] = []
    until_ns = now_ns + 1
    while until_ns > began_ns - 3 * DAY_NS and len(found) < SHIFTS_SHOWN:
        for shift in reversed(shifts.between(until_ns - 7 * DAY_NS, until_ns)):
            if shift.end_wall_ns > began_ns and _has_anything(connection, shift) and len(found) < SHIFTS_SHOWN:
                found.append(shift)
        until_ns -= 7 * DAY_NS
    return tuple(found)


def _has_anything(connection: Connection, shift: ShiftView) -> bool:
    def within(table: sa.Table) -> sa.ColumnElement[bool]:
        return sa.and_(table.c.at_wall_ns >= shift.start_wall_ns, table.c.at_wall_ns < shift.end_wall_ns)

    kinds = [k.value for k in _A_SHIFTS_ACTS]
    return any(
        connection.execute(sa.select(table.c.id).where(condition).limit(1)).first() is not None
        for table, condition in (
            (sighting, within(sighting)),
            (incident, within(incident)),
            (acts, sa.and_(acts.c.kind.in_(kinds), within(acts))),
        )
    )


def personal_of(connection: Connection, incident_uuid: str) -> Mapping[str, str]:
    """What is known by name; several different contents of one name stand beside each other."""
    uuids = rows_of(connection, incident_uuid)
    contents = read_personal(connection, uuids)
    found: dict[str, list[str]] = {}
    for uuid in uuids:
        for name, text in json.loads(contents.get(uuid, "{}")).items():
            if text not in found.setdefault(name, []):
                found[name].append(text)
    return {name: " · ".join(texts) for name, texts in found.items()}


def rows_of(connection: Connection, incident_uuid: str) -> list[str]:
    """The incident and its acts, whose personal content is the incident's."""
    query = sa.select(incident_act.c.uuid).where(incident_act.c.incident_uuid == incident_uuid)
    return [incident_uuid, *connection.execute(query.order_by(incident_act.c.id)).scalars()]
