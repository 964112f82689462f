"""Incidents as the book has them: SQL, and put together by duty/incident_rows.py."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from duty.book.rows import Value
from duty.book.tables import incident, incident_act, personal, still
from duty.incident_rows import joined, raised, with_act, with_still
from duty.incidents import CLOSED_SHOWN, IncidentAct, IncidentView

PARAMETERS = 500
"""Values in one IN (…): databases have a limit, and a flood has more incidents."""


def read_incidents(connection: Connection) -> tuple[IncidentView, ...]:
    """Every open incident and the latest closed ones, newest first."""
    closing = incident_act.alias()
    is_closed = (
        sa.select(closing.c.id)
        .where(closing.c.incident_uuid == incident.c.uuid, closing.c.act == IncidentAct.CLOSED.value)
        .exists()
    )
    newest = sa.desc(incident.c.id)
    rows = [
        *connection.execute(sa.select(incident).where(~is_closed).order_by(newest)).mappings(),
        *connection.execute(sa.select(incident).where(is_closed).order_by(newest).limit(CLOSED_SHOWN)).mappings(),
    ]
    return _together(connection, [dict(row) for row in rows])


def read_incidents_of(connection: Connection, uuids: Sequence[str]) -> tuple[IncidentView, ...]:
    """Those of the given uuids that the book has."""
    rows: list[dict[str, Value]] = []
    for part in _parts(uuids):
        rows += [
            dict(row) for row in connection.execute(sa.select(incident).where(incident.c.uuid.in_(part))).mappings()
        ]
    return _together(connection, rows)


def read_joined(connection: Connection, incident_uuid: str) -> tuple[str, ...]:
    """All tracks beside the first that an incident stands for."""
    query = sa.select(incident_act.c.note).where(
        incident_act.c.incident_uuid == incident_uuid, incident_act.c.act == IncidentAct.JOINED.value
    )
    return tuple(one for row in connection.execute(query).mappings() for one in joined({"note": row["note"]}))


def count_incidents(connection: Connection) -> int:
    return int(connection.execute(sa.select(sa.func.count()).select_from(incident)).scalar_one())


def _together(connection: Connection, rows: Sequence[Mapping[str, Value]]) -> tuple[IncidentView, ...]:
    """Each with its own acts and stills; no other act is read, however many the book has."""
    views = {str(row["uuid"]): raised(row, _id(row)) for row in rows}
    incidents_of: dict[str, str] = {uuid: uuid for uuid in views}
    for part in _parts(list(views)):
        acts = sa.select(incident_act).where(incident_act.c.incident_uuid.in_(part)).order_by(incident_act.c.id)
        for act in connection.execute(acts).mappings():
            uuid = act["incident_uuid"]
            views[uuid] = with_act(views[uuid], dict(act))
            if act["personal_hmac"]:
                incidents_of[act["uuid"]] = uuid
        photos = sa.select(still).where(still.c.incident_uuid.in_(part)).order_by(still.c.id)
        for photo in connection.execute(photos).mappings():
            views[photo["incident_uuid"]] = with_still(views[photo["incident_uuid"]], dict(photo))
    for part in _parts(list(incidents_of)):
        there = sa.select(personal.c.row_uuid).where(personal.c.row_uuid.in_(part), personal.c.content.is_not(None))
        for row_uuid in connection.execute(there).scalars():
            uuid = incidents_of[row_uuid]
            views[uuid] = replace(views[uuid], has_personal=True)
    return tuple(views.values())


def _id(row: Mapping[str, Value]) -> int:
    value = row["id"]
    assert isinstance(value, int)
    return value


def _parts(uuids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (uuids[start : start + PARAMETERS] for start in range(0, len(uuids), PARAMETERS))
