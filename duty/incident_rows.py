"""Incidents as rows of the book: made for writing, and put together again from what was read or kept here.

What asks the book is in duty/incident_queries.py: nothing here needs its libraries.
"""

import json
from collections.abc import Mapping
from dataclasses import replace

from base.geodesy import Position
from duty.book.rows import Row, Value
from duty.incidents import (
    MANY,
    Dispatch,
    DispatchView,
    Disposition,
    IncidentAct,
    IncidentKind,
    IncidentState,
    IncidentView,
    NewIncident,
    NoteView,
    StillView,
)
from duty.patrol.patrol import StillFile

# Made for writing.


def new_incident(view: IncidentView, operator: str = "", personal: Mapping[str, str] | None = None) -> Row:
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
        personal=dict(personal or {}),
        uuid=view.uuid,
    )


def opened_by_hand(new: NewIncident, photo: StillFile | None, at_wall_ns: int, operator: str) -> tuple[Row, ...]:
    """The incident and its still. Who called is personal, and so is the number."""
    who = {"caller": new.caller.strip(), "caller_phone": new.caller_phone.strip()}
    place = new.position
    opened = Row(
        "incident",
        {
            "kind": new.kind.value,
            "subject": "",
            "title": new.title.strip(),
            "camera_id": new.camera_id,
            "area_id": new.area_id,
            "zone_id": "",
            "zone_name": "",
            "latitude": None if place is None else place.latitude,
            "longitude": None if place is None else place.longitude,
            "reasons": "",
        },
        at_wall_ns=at_wall_ns,
        operator=operator,
        personal={name: text for name, text in who.items() if text},
    )
    if photo is None:
        return (opened,)
    values: dict[str, Value] = {
        "purpose": "finding",
        "incident_uuid": opened.uuid,
        "camera_id": new.camera_id,
        "path": photo.path,
        "sha256": photo.sha256,
        "width_px": photo.width_px,
        "height_px": photo.height_px,
    }
    return opened, Row("still", values, at_wall_ns=at_wall_ns, operator=operator)


def new_act(
    incident_uuid: str,
    act: IncidentAct,
    at_wall_ns: int,
    operator: str,
    *,
    responder_id: str = "",
    told: str = "",
    how: str = "",
    disposition: Disposition | None = None,
    note: str = "",
    sent: Dispatch | None = None,
) -> Row:
    values: dict[str, Value] = {
        "incident_uuid": incident_uuid,
        "act": act.value,
        "responder_id": responder_id,
        "channel": "",
        "told": told,
        "read_back": "",
        "distance_m": None,
        "how": how,
        "disposition": "" if disposition is None else disposition.value,
        "note": note,
    }
    if sent is not None:
        values |= {
            "responder_id": sent.responder_id,
            "channel": sent.channel,
            "told": sent.told,
            "read_back": sent.read_back,
            "distance_m": sent.distance_m,
            "how": sent.how,
        }
    return Row("incident_act", values, at_wall_ns=at_wall_ns, operator=operator)


def incident_of(row: Row) -> str | None:
    """The uuid of the incident that a row says something of."""
    if row.table == "incident":
        return row.uuid
    if row.table in ("incident_act", "still"):
        return str(row.values.get("incident_uuid") or "") or None
    return None


# Put together: one row after another, from the book or from what waits for it.


def columns(row: Row) -> Mapping[str, Value]:
    """A row as the book would give it back; the id is missing."""
    return {**row.values, "uuid": row.uuid, "at_wall_ns": row.at_wall_ns, "operator": row.operator}


def raised(row: Mapping[str, Value], incident_id: int = 0) -> IncidentView:
    latitude, longitude = row["latitude"], row["longitude"]
    place = None
    if isinstance(latitude, int | float) and isinstance(longitude, int | float):
        place = Position(float(latitude), float(longitude))
    return IncidentView(
        incident_id=incident_id,
        uuid=_text(row, "uuid"),
        kind=_kind(_text(row, "kind")),
        state=IncidentState.NEW,
        subject=_text(row, "subject"),
        title=_text(row, "title"),
        camera_id=_text(row, "camera_id"),
        area_id=_text(row, "area_id"),
        zone_id=_text(row, "zone_id"),
        zone_name=_text(row, "zone_name"),
        position=place,
        reasons=tuple(reason for reason in _text(row, "reasons").split(",") if reason),
        raised_wall_ns=_at(row),
        acknowledged_wall_ns=None,
        closed_wall_ns=None,
        disposition=None,
        note="",
        evidence_at_ns=None,
        committed_at_ns=None,
        operator=_text(row, "operator"),
        tracks=0 if row["subject"] == MANY else 1,
    )


def with_act(view: IncidentView, row: Mapping[str, Value]) -> IncidentView:
    """`view` after one row of incident_act. An act that only a newer program knows is left out."""
    at_wall_ns, operator, note = _at(row), _text(row, "operator"), _text(row, "note")
    match _text(row, "act"):
        case IncidentAct.ACKNOWLEDGED if view.acknowledged_wall_ns is None:
            seen = replace(view, acknowledged_wall_ns=at_wall_ns, acknowledged_by=operator)
            return _at_least(seen, IncidentState.ACKNOWLEDGED)
        case IncidentAct.DISPATCHED:
            return _at_least(replace(view, dispatches=(*view.dispatches, _dispatch(row))), IncidentState.DISPATCHED)
        case IncidentAct.REPORTED:
            return _reported(view, _text(row, "responder_id"), _text(row, "told"))
        case IncidentAct.ON_SCENE:
            return _on_scene(view, _text(row, "responder_id"), at_wall_ns)
        case IncidentAct.NOTE:
            return replace(view, notes=(*view.notes, NoteView(at_wall_ns, operator, note)))
        case IncidentAct.ESCALATED:
            return replace(view, escalations=view.escalations + 1)
        case IncidentAct.JOINED:
            return replace(view, tracks=view.tracks + len(joined(row)))
        case IncidentAct.CLOSED if view.closed_wall_ns is None:
            how = _disposition(_text(row, "disposition"))
            return replace(view, state=IncidentState.CLOSED, closed_wall_ns=at_wall_ns, disposition=how, note=note)
    return view


def with_still(view: IncidentView, row: Mapping[str, Value]) -> IncidentView:
    photo = StillView(_text(row, "path"), _text(row, "camera_id"), _at(row), _text(row, "sha256"))
    return replace(view, stills=(*view.stills, photo))


def with_row(view: IncidentView | None, row: Row) -> IncidentView | None:
    """The same for a row that the book has not given back. None: its incident is not known here."""
    if row.table == "incident":
        return replace(raised(columns(row)), has_personal=bool(row.personal)) if view is None else view
    if view is None:
        return None
    if row.table == "still":
        return with_still(view, columns(row))
    return replace(with_act(view, columns(row)), has_personal=view.has_personal or bool(row.personal))


def joined(row: Mapping[str, Value]) -> tuple[str, ...]:
    """The tracks' ids of a JOINED row."""
    try:
        found = json.loads(_text(row, "note"))
    except ValueError:
        return ()
    return tuple(str(one) for one in found) if isinstance(found, list) else ()


def _dispatch(row: Mapping[str, Value]) -> DispatchView:
    distance = row["distance_m"]
    return DispatchView(
        responder_id=_text(row, "responder_id"),
        channel=_text(row, "channel"),
        told=_text(row, "told"),
        read_back=_text(row, "read_back"),
        told_wall_ns=_at(row),
        distance_m=float(distance) if isinstance(distance, int | float) else None,
        how=_text(row, "how"),
        on_scene_wall_ns=None,
        operator=_text(row, "operator"),
    )


def _reported(view: IncidentView, responder_id: str, told: str) -> IncidentView:
    sent = tuple(replace(one, reported_to=told) if one.responder_id == responder_id else one for one in view.dispatches)
    return replace(view, dispatches=sent)


def _on_scene(view: IncidentView, responder_id: str, at_wall_ns: int) -> IncidentView:
    sent = tuple(
        replace(one, on_scene_wall_ns=at_wall_ns)
        if one.responder_id == responder_id and one.on_scene_wall_ns is None
        else one
        for one in view.dispatches
    )
    if sent == view.dispatches:
        return view
    return _at_least(replace(view, dispatches=sent), IncidentState.ON_SCENE)


def _at_least(view: IncidentView, state: IncidentState) -> IncidentView:
    """States only go forward, in whatever order rows of two desks come."""
    order = list(IncidentState)
    return replace(view, state=max(view.state, state, key=order.index))


def _text(row: Mapping[str, Value], name: str) -> str:
    value = row[name]
    return value if isinstance(value, str) else ""


def _at(row: Mapping[str, Value]) -> int:
    value = row["at_wall_ns"]
    assert isinstance(value, int)
    return value


def _kind(value: str) -> IncidentKind:
    """One that a newer program wrote is shown as what it is to this one: something else."""
    return IncidentKind(value) if value in set(IncidentKind) else IncidentKind.OTHER


def _disposition(value: str) -> Disposition:
    return Disposition(value) if value in set(Disposition) else Disposition.OTHER
