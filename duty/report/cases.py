"""Findings with their stills, and incidents with the times that people took."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from base.clock import NS_PER_S
from duty.book.tables import incident, incident_act, still
from duty.incidents import Disposition, IncidentAct, IncidentKind
from duty.report.period import Period
from duty.report.sightings import Answered
from duty.report.view import Finding, IncidentFigures


def findings(connection: Connection, period: Period, answers: Iterable[Answered]) -> tuple[Finding, ...]:
    """Abnormal ones of the `answers`, and what was seen on a camera outside of a round, in the order of their times.

    A finding of a round and the incident that it opened are written in one transaction, with one time.
    """
    i, k = incident.c, still.c
    kept: dict[str, str] = {}
    opened: dict[tuple[str, int], tuple[int, str]] = {}
    found: list[Finding] = []
    by_hand: dict[tuple[str, int], Finding] = {}
    is_finding = sa.and_(
        i.kind == IncidentKind.FINDING.value, i.at_wall_ns >= period.from_ns, i.at_wall_ns < period.end_ns
    )
    stills = sa.select(k.incident_uuid, k.path).join(incident, i.uuid == k.incident_uuid).where(is_finding)
    for uuid, path in connection.execute(stills.order_by(k.id)):
        kept.setdefault(uuid, path)
    query = sa.select(i.id, i.uuid, i.camera_id, i.at_wall_ns, i.operator, i.title).where(is_finding).order_by(i.id)
    for number, uuid, camera_id, at_ns, operator, title in connection.execute(query):
        key = (camera_id, int(at_ns))
        opened[key] = (int(number), uuid)
        by_hand[key] = Finding(camera_id, int(at_ns), operator, title, kept.get(uuid, ""), int(number))
    for row in answers:
        if row.answer == "abnormal":
            by_hand.pop((row.camera_id, row.at_ns), None)
            number, uuid = opened.get((row.camera_id, row.at_ns), (None, ""))
            found.append(Finding(row.camera_id, row.at_ns, row.operator, row.note, kept.get(uuid, ""), number))
    return tuple(sorted([*found, *by_hand.values()], key=lambda f: (f.at_wall_ns, f.camera_id)))


def incidents(connection: Connection, period: Period) -> tuple[IncidentFigures, ...]:
    """Those that were raised in the period; followed to their end, whenever that was."""
    i, a = incident.c, incident_act.c
    raised = sa.and_(i.at_wall_ns >= period.from_ns, i.at_wall_ns < period.end_ns)
    acts: dict[str, list[sa.RowMapping]] = {}
    query = sa.select(a.incident_uuid, a.act, a.at_wall_ns, a.responder_id, a.disposition)
    for done in connection.execute(
        query.join(incident, i.uuid == a.incident_uuid).where(raised).order_by(a.id)
    ).mappings():
        acts.setdefault(done["incident_uuid"], []).append(done)
    found = []
    for row in connection.execute(sa.select(incident).where(raised).order_by(i.at_wall_ns, i.id)):
        then = acts.get(row.uuid, [])
        closed = next((one for one in then if one["act"] == IncidentAct.CLOSED), None)
        sent = [one["responder_id"] for one in then if one["act"] == IncidentAct.DISPATCHED]
        found.append(
            IncidentFigures(
                number=row.id,
                kind=IncidentKind(row.kind) if row.kind in set(IncidentKind) else IncidentKind.OTHER,
                title=row.title,
                subject=row.subject,
                zone_name=row.zone_name,
                raised_wall_ns=row.at_wall_ns,
                to_acknowledge_s=_took(row.at_wall_ns, then, IncidentAct.ACKNOWLEDGED),
                to_dispatch_s=_took(row.at_wall_ns, then, IncidentAct.DISPATCHED),
                to_close_s=_took(row.at_wall_ns, then, IncidentAct.CLOSED),
                responders=tuple(dict.fromkeys(sent)),
                disposition=None if closed is None else _disposition(closed["disposition"]),
            )
        )
    return tuple(found)


def _took(raised_ns: int, then: Iterable[sa.RowMapping], act: IncidentAct) -> float | None:
    """Seconds to the first such act; None where there was none, or the clock was set back between them."""
    first_ns = next((int(one["at_wall_ns"]) for one in then if one["act"] == act), None)
    return None if first_ns is None or first_ns < raised_ns else (first_ns - raised_ns) / NS_PER_S


def _disposition(value: str) -> Disposition:
    return Disposition(value) if value in set(Disposition) else Disposition.OTHER
