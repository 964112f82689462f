"""What the acts and tickets say: plans, rounds, nobody at the desk, cameras out, drones in the air."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from base.clock import NS_PER_S
from duty.acts import ActKind
from duty.book.tables import act, incident, incident_act, operator, ticket, ticket_act
from duty.patrol.config import PlanLevel
from duty.report.period import DAY_NS, Period
from duty.report.sightings import PlanAt, RoundCount
from duty.report.view import OutCamera, PlanSpan, RoundFigures, SortieFigures

LOOK_BACK_NS = 31 * DAY_NS
"""How long before the period something that is still going on in it may have begun."""


class Act(NamedTuple):
    kind: ActKind
    at_wall_ns: int
    operator: str
    subject: str
    detail: Mapping[str, Any]


def acts(connection: Connection, kinds: Sequence[ActKind], from_ns: int, to_ns: int) -> Iterator[Act]:
    """In the order of their times."""
    a = act.c
    query = sa.select(a.kind, a.at_wall_ns, a.operator, a.subject, a.detail).where(
        a.kind.in_([k.value for k in kinds]), a.at_wall_ns >= from_ns, a.at_wall_ns < to_ns
    )
    for row in connection.execute(query.order_by(a.at_wall_ns, a.id)):
        yield Act(ActKind(row[0]), int(row[1]), row[2], row[3], _detail(row[4]))


def plans(connection: Connection, period: Period) -> tuple[tuple[PlanSpan, ...], PlanAt]:
    """The plan in force when the period began, and every switch in it."""
    switches = [
        (a.at_wall_ns, PlanLevel(a.subject), a.operator)
        for a in acts(connection, (ActKind.PLAN_SWITCHED,), 0, period.end_ns)
    ]
    before = [s for s in switches if s[0] <= period.from_ns]
    first = before[-1] if before else (period.from_ns, period.first_plan, "")
    spans = [
        PlanSpan(first[1], period.from_ns, first[2]),
        *(PlanSpan(level, at_ns, by) for at_ns, level, by in switches if at_ns > period.from_ns),
    ]
    return tuple(spans), PlanAt(period.first_plan, [(at_ns, level) for at_ns, level, _ in switches])


def operators(connection: Connection, period: Period, rounds: Iterable[RoundCount]) -> tuple[str, ...]:
    """The logins of all who did anything in the period."""
    found = {r.operator for r in rounds}
    for table in (act, incident, incident_act, ticket, ticket_act):
        t = table.c
        query = sa.select(t.operator).distinct()
        found |= set(
            connection.execute(query.where(t.at_wall_ns >= period.from_ns, t.at_wall_ns < period.end_ns)).scalars()
        )
    return tuple(sorted(found - {""}))


def names(connection: Connection, logins: Iterable[str]) -> tuple[tuple[str, str], ...]:
    wanted = set(logins)
    rows = connection.execute(sa.select(operator.c.login, operator.c.name)).all()
    return tuple(sorted((row[0], row[1]) for row in rows if row[0] in wanted))


def rounds(connection: Connection, period: Period, counts: Iterable[RoundCount]) -> tuple[RoundFigures, ...]:
    """Every round that began in the period or has a sighting in it, in order."""
    by_round: dict[str, list[RoundCount]] = {}
    for counted in counts:
        by_round.setdefault(counted.round_uuid, []).append(counted)
    began: dict[str, Act] = {}
    ended: dict[str, Act] = {}
    for a in acts(
        connection, (ActKind.ROUND_STARTED, ActKind.ROUND_ENDED), period.from_ns - LOOK_BACK_NS, period.end_ns
    ):
        if a.kind is ActKind.ROUND_STARTED:
            began.setdefault(a.subject, a)
        else:
            ended[a.subject] = a
    wanted = set(by_round) | {uuid for uuid, a in began.items() if a.at_wall_ns >= period.from_ns}
    found = []
    for uuid in wanted - {""}:
        parts = by_round.get(uuid, [])
        start, end = began.get(uuid), ended.get(uuid)
        found.append(
            RoundFigures(
                uuid=uuid,
                operator=start.operator if start else min(p.operator for p in parts),
                began_wall_ns=start.at_wall_ns if start else min(p.first_wall_ns for p in parts),
                ended_wall_ns=None if end is None else end.at_wall_ns,
                sightings=sum(p.sightings for p in parts),
                credited=sum(p.credited for p in parts),
            )
        )
    return tuple(sorted(found, key=lambda r: (r.began_wall_ns, r.uuid)))


def nobody_s(connection: Connection, period: Period) -> float:
    """How long nobody was at the desk, from the last input to the next; until the program ended or began again."""
    kinds = (ActKind.NOBODY, ActKind.SOMEBODY, ActKind.PROGRAM_STARTED, ActKind.PROGRAM_ENDED)
    since_ns: int | None = None
    total_ns = 0
    for a in acts(connection, kinds, period.from_ns - LOOK_BACK_NS, period.end_ns):
        if a.kind is ActKind.NOBODY:
            if since_ns is None:
                since_ns = min(_whole(a.detail.get("since_wall_ns"), a.at_wall_ns), a.at_wall_ns)
        elif since_ns is not None:
            total_ns += _overlap(period, since_ns, a.at_wall_ns)
            since_ns = None
    if since_ns is not None:
        total_ns += _overlap(period, since_ns, period.end_ns)
    return total_ns / NS_PER_S


def out(connection: Connection, period: Period) -> tuple[OutCamera, ...]:
    """Cameras that could not be seen: a repair ticket was open, or they were heard to be out. What overlaps is one."""
    by_camera: dict[str, list[tuple[int, int | None, str]]] = {}
    for camera_id, since_ns, until_ns, word in (*_tickets(connection, period), *_outages(connection, period)):
        by_camera.setdefault(camera_id, []).append((since_ns, until_ns, word))
    found = []
    for camera_id, spans in by_camera.items():
        for since_ns, until_ns, word in _merged(spans):
            if since_ns < period.end_ns and (until_ns is None or until_ns > period.from_ns):
                out_s = _overlap(period, since_ns, period.end_ns if until_ns is None else until_ns) / NS_PER_S
                found.append(OutCamera(camera_id, since_ns, until_ns, out_s, word))
    return tuple(sorted(found, key=lambda o: (-o.out_s, o.camera_id, o.since_wall_ns)))


def sorties(connection: Connection, period: Period) -> tuple[SortieFigures, ...]:
    kinds = (ActKind.DRONE_ARMED, ActKind.DRONE_DISARMED, ActKind.PROGRAM_STARTED)
    flying: dict[str, int] = {}
    found = []
    for a in acts(connection, kinds, period.from_ns - DAY_NS, period.end_ns):
        if a.kind is ActKind.DRONE_ARMED:
            flying.setdefault(a.subject, a.at_wall_ns)
        elif a.kind is ActKind.DRONE_DISARMED and a.subject in flying:
            found.append(SortieFigures(a.subject, flying.pop(a.subject), a.at_wall_ns))
        elif a.kind is ActKind.PROGRAM_STARTED:  # nobody heard how these ended
            found += [SortieFigures(drone_id, at_ns, None) for drone_id, at_ns in flying.items()]
            flying.clear()
    found += [SortieFigures(drone_id, at_ns, None) for drone_id, at_ns in flying.items()]
    within = [s for s in found if (s.from_wall_ns if s.to_wall_ns is None else s.to_wall_ns) >= period.from_ns]
    return tuple(sorted(within, key=lambda s: (s.from_wall_ns, s.drone_id)))


def _tickets(connection: Connection, period: Period) -> Iterator[tuple[str, int, int | None, str]]:
    """Also some that were closed before the period: what is open in it may have begun while they were."""
    t, a = ticket.c, ticket_act.c
    closed = (
        sa.select(a.ticket_uuid, sa.func.min(a.at_wall_ns).label("at"))
        .where(a.act == "closed", a.at_wall_ns < period.end_ns)
        .group_by(a.ticket_uuid)
        .subquery()
    )
    query = (
        sa.select(t.camera_id, t.at_wall_ns, closed.c.at, t.note)
        .outerjoin(closed, closed.c.ticket_uuid == t.uuid)
        .where(t.at_wall_ns < period.end_ns, sa.or_(closed.c.at.is_(None), closed.c.at > period.from_ns - LOOK_BACK_NS))
    )
    for camera_id, since_ns, until_ns, word in connection.execute(query):
        yield camera_id, int(since_ns), None if until_ns is None else int(until_ns), word


def _outages(connection: Connection, period: Period) -> Iterator[tuple[str, int, int | None, str]]:
    """A program that starts anew does not know what came back meanwhile; it says again what is still out."""
    kinds = (ActKind.CAMERA_OUT, ActKind.CAMERA_BACK, ActKind.PROGRAM_STARTED)
    since: dict[str, Act] = {}
    for a in acts(connection, kinds, period.from_ns - LOOK_BACK_NS, period.end_ns):
        if a.kind is ActKind.CAMERA_OUT:
            since.setdefault(a.subject, a)
            continue
        for camera_id in [a.subject] if a.kind is ActKind.CAMERA_BACK else list(since):
            began = since.pop(camera_id, None)
            if began is not None:
                yield camera_id, began.at_wall_ns, a.at_wall_ns, _reason(began)
    for camera_id, began in since.items():
        yield camera_id, began.at_wall_ns, None, _reason(began)


def _merged(spans: list[tuple[int, int | None, str]]) -> list[tuple[int, int | None, str]]:
    found: list[tuple[int, int | None, str]] = []
    for since_ns, until_ns, word in sorted(spans, key=lambda s: (s[0], s[2])):
        if found and (found[-1][1] is None or found[-1][1] >= since_ns):
            before = found[-1]
            later = None if before[1] is None or until_ns is None else max(before[1], until_ns)
            found[-1] = (before[0], later, before[2] or word)
        else:
            found.append((since_ns, until_ns, word))
    return found


def _overlap(period: Period, since_ns: int, until_ns: int) -> int:
    return max(0, min(until_ns, period.end_ns) - max(since_ns, period.from_ns))


def _reason(a: Act) -> str:
    return str(a.detail.get("reason", ""))


def _whole(value: object, otherwise: int) -> int:
    return value if isinstance(value, int) else otherwise


def _detail(text: str) -> Mapping[str, Any]:
    try:
        detail = json.loads(text)
    except ValueError:
        return {}
    return detail if isinstance(detail, dict) else {}
