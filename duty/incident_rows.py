"""Incidents as rows of the book: made for writing, put together again when read."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from base.geodesy import Position
from duty.book.rows import Row
from duty.book.tables import incident, incident_act
from duty.incidents import CLOSED_SHOWN, Disposition, IncidentKind, IncidentState, IncidentView


def new_incident(view: IncidentView, operator: str = "") -> Row:
    place = view.position
    return Row(
        "incident",
        {
            "kind": view.kind.value,
            "subject": view.subject,
            "title": view.title,
            "camera_id": view.camera_id,
            "area_id": view.area_id,
            "zone_id": view.zone_id,
            "zone_name": view.zone_name,
            "latitude": None if place is None else place.latitude,
            "longitude": None if place is None else place.longitude,
            "reasons": ",".join(view.reasons),
        },
        at_wall_ns=view.raised_wall_ns,
        operator=operator,
        uuid=view.uuid,
    )


def new_act(
    view: IncidentView,
    act: str,
    at_wall_ns: int,
    operator: str,
    *,
    disposition: Disposition | None = None,
    note: str = "",
) -> Row:
    values = {
        "incident_uuid": view.uuid,
        "act": act,
        "responder_id": "",
        "channel": "",
        "told": "",
        "read_back": "",
        "distance_m": None,
        "how": "",
        "disposition": "" if disposition is None else disposition.value,
        "note": note,
    }
    return Row("incident_act", values, at_wall_ns=at_wall_ns, operator=operator)


def read_incidents(connection: Connection) -> tuple[IncidentView, ...]:
    """Every open incident and the latest closed ones, newest first."""
    closed = sa.select(incident_act.c.incident_uuid).where(incident_act.c.act == "closed")
    newest = sa.desc(incident.c.id)
    rows = [
        *connection.execute(sa.select(incident).where(incident.c.uuid.not_in(closed)).order_by(newest)).mappings(),
        *connection.execute(
            sa.select(incident).where(incident.c.uuid.in_(closed)).order_by(newest).limit(CLOSED_SHOWN)
        ).mappings(),
    ]
    acts: dict[str, list[RowMapping]] = {row["uuid"]: [] for row in rows}
    for act in connection.execute(sa.select(incident_act).order_by(incident_act.c.id)).mappings():
        if act["incident_uuid"] in acts:
            acts[act["incident_uuid"]].append(act)
    return tuple(_view(row, acts[row["uuid"]]) for row in rows)


def count_incidents(connection: Connection) -> int:
    return int(connection.execute(sa.select(sa.func.count()).select_from(incident)).scalar_one())


def _view(row: RowMapping, acts: list[RowMapping]) -> IncidentView:
    acknowledged = next((a for a in acts if a["act"] == "acknowledged"), None)
    closed = next((a for a in acts if a["act"] == "closed"), None)
    state = IncidentState.CLOSED if closed else IncidentState.ACKNOWLEDGED if acknowledged else IncidentState.NEW
    place = None if row["latitude"] is None else Position(row["latitude"], row["longitude"])
    return IncidentView(
        incident_id=row["id"],
        uuid=row["uuid"],
        kind=IncidentKind(row["kind"]),
        state=state,
        subject=row["subject"],
        title=row["title"],
        camera_id=row["camera_id"],
        area_id=row["area_id"],
        zone_id=row["zone_id"],
        zone_name=row["zone_name"],
        position=place,
        reasons=tuple(row["reasons"].split(",")) if row["reasons"] else (),
        raised_wall_ns=row["at_wall_ns"],
        acknowledged_wall_ns=None if acknowledged is None else acknowledged["at_wall_ns"],
        closed_wall_ns=None if closed is None else closed["at_wall_ns"],
        disposition=Disposition(closed["disposition"]) if closed else None,
        note=closed["note"] if closed else "",
        evidence_at_ns=None,
        committed_at_ns=None,
    )
