"""The shift report counted a second time: plain SQL through sqlite3, by the definitions of docs/report-shift.md.

Shares no code with duty.report: where the report adds up in the database, this walks rows, and the other way round.
`recount(path, from, to)` and `figures_of(report)` give dicts that must be equal; `differences` says where they are not.
"""

import sqlite3
from collections import Counter, defaultdict
from contextlib import closing
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from duty.precinct import Precinct
from duty.report.view import ShiftReport

S = 1_000_000_000
BACK = 31 * 86_400 * S


def recount(
    path: Path, from_wall_ns: int, to_wall_ns: int, precinct: Precinct | None = None, made_wall_ns: int | None = None
) -> dict[str, Any]:
    """Without a precinct, what the book alone says: no deadline of a camera that was not seen at all.

    `made_wall_ns`: when the report was made; nothing is counted beyond it.
    """
    end = max(from_wall_ns, to_wall_ns if made_wall_ns is None else min(to_wall_ns, made_wall_ns))
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        db.row_factory = sqlite3.Row
        found = {
            **_answers(db, from_wall_ns, end),
            **_rounds(db, from_wall_ns, end),
            **_incidents(db, from_wall_ns, end),
            "nobody_s": _nobody(db, from_wall_ns, end),
            "out": _out(db, from_wall_ns, end),
            "sorties": _sorties(db, from_wall_ns, end),
        }
        if precinct is not None:
            found |= _deadlines(db, precinct, from_wall_ns, end)
    return found


def figures_of(report: ShiftReport) -> dict[str, Any]:
    """The same from the report."""
    return {
        "sightings": report.sightings,
        "displayed": report.displayed,
        "looked": report.looked,
        "credited": report.credited,
        "abnormal": report.abnormal,
        "cannot_see": report.cannot_see,
        "rounds": {
            r.uuid: (r.operator, r.began_wall_ns, r.ended_wall_ns, r.sightings, r.credited) for r in report.rounds
        },
        "operators": list(report.operators),
        "findings": sorted(
            (f.at_wall_ns, f.camera_id, f.operator, f.word, f.still_path, f.incident_number or 0)
            for f in report.findings
        ),
        "incidents": {
            i.number: (
                i.kind.value,
                i.raised_wall_ns,
                _round(i.to_acknowledge_s),
                _round(i.to_dispatch_s),
                _round(i.to_close_s),
                sorted(i.responders),
                None if i.disposition is None else i.disposition.value,
            )
            for i in report.incidents
        },
        "nobody_s": _round(report.nobody_s),
        "out": sorted((o.camera_id, o.since_wall_ns, o.until_wall_ns or 0, _round(o.out_s)) for o in report.out),
        "sorties": sorted((s.drone_id, s.from_wall_ns, s.to_wall_ns or 0) for s in report.sorties),
        "plans": [(p.plan.value, p.from_wall_ns, p.by) for p in report.plans],
        "tiers": {t.tier.value: (t.cameras, t.seen, t.met, t.missed) for t in report.tiers},
        "on_time": {(g.area_id, g.hour, g.plan.value): (g.met, g.missed) for g in report.on_time if g.met or g.missed},
        "late": {c.camera_id: (c.missed, c.worst_s, c.last_seen_wall_ns) for c in report.late},
    }


def differences(report: ShiftReport, path: Path, precinct: Precinct | None = None) -> list[str]:
    """One line for each figure in which report and recount differ; empty when they agree."""
    again = recount(path, report.from_wall_ns, report.to_wall_ns, precinct, report.made_wall_ns)
    told = figures_of(report)
    return [f"{name}: report {told[name]!r}, recount {again[name]!r}" for name in again if told[name] != again[name]]


def _answers(db: sqlite3.Connection, start: int, end: int) -> dict[str, Any]:
    row = db.execute(
        """SELECT COUNT(*) AS sightings, TOTAL(displayed) AS displayed, TOTAL(looked) AS looked,
                  TOTAL(credited) AS credited, TOTAL(answer = 'abnormal') AS abnormal,
                  TOTAL(answer = 'cannot_see') AS cannot_see
           FROM sighting WHERE at_wall_ns >= ? AND at_wall_ns < ?""",
        (start, end),
    ).fetchone()
    return {name: int(row[name]) for name in row.keys()}  # noqa: SIM118 - a Row iterates over its values


def _rounds(db: sqlite3.Connection, start: int, end: int) -> dict[str, Any]:
    rounds: dict[str, list[Any]] = {}
    for uuid, operator, at in db.execute(
        """SELECT subject, operator, at_wall_ns FROM act
           WHERE kind = 'round_started' AND at_wall_ns >= ? AND at_wall_ns < ?""",
        (start - BACK, end),
    ):
        has = db.execute(
            "SELECT 1 FROM sighting WHERE round_uuid = ? AND at_wall_ns >= ? AND at_wall_ns < ?", (uuid, start, end)
        ).fetchone()
        if at >= start or has:
            rounds[uuid] = [operator, at, None, 0, 0]
    for uuid, credited, operator, at in db.execute(
        """SELECT round_uuid, credited, operator, at_wall_ns FROM sighting
           WHERE at_wall_ns >= ? AND at_wall_ns < ? AND round_uuid != '' ORDER BY at_wall_ns""",
        (start, end),
    ):
        counted = rounds.setdefault(uuid, [operator, at, None, 0, 0])
        counted[3] += 1
        counted[4] += credited
    for uuid, at in db.execute(
        "SELECT subject, MAX(at_wall_ns) FROM act WHERE kind = 'round_ended' AND at_wall_ns >= ? AND at_wall_ns < ?"
        " GROUP BY subject",
        (start - BACK, end),
    ):
        if uuid in rounds:
            rounds[uuid][2] = at
    who = set()
    for table in ("sighting", "act", "incident", "incident_act", "ticket", "ticket_act"):
        who |= {
            row[0]
            for row in db.execute(
                f"SELECT DISTINCT operator FROM {table} WHERE at_wall_ns >= ? AND at_wall_ns < ?", (start, end)
            )
        }
    return {"rounds": {uuid: tuple(r) for uuid, r in rounds.items()}, "operators": sorted(who - {""})}


def _incidents(db: sqlite3.Connection, start: int, end: int) -> dict[str, Any]:
    findings = [
        tuple(row)
        for row in db.execute(
            """SELECT s.at_wall_ns, s.camera_id, s.operator, s.note,
                      COALESCE((SELECT path FROM still k WHERE k.incident_uuid = i.uuid ORDER BY k.id LIMIT 1), ''),
                      COALESCE(i.id, 0)
               FROM sighting s LEFT JOIN incident i
                 ON i.kind = 'finding' AND i.camera_id = s.camera_id AND i.at_wall_ns = s.at_wall_ns
               WHERE s.answer = 'abnormal' AND s.at_wall_ns >= :start AND s.at_wall_ns < :end
               UNION ALL
               SELECT i.at_wall_ns, i.camera_id, i.operator, i.title,
                      COALESCE((SELECT path FROM still k WHERE k.incident_uuid = i.uuid ORDER BY k.id LIMIT 1), ''),
                      i.id
               FROM incident i
               WHERE i.kind = 'finding' AND i.at_wall_ns >= :start AND i.at_wall_ns < :end AND NOT EXISTS (
                 SELECT 1 FROM sighting s
                 WHERE s.answer = 'abnormal' AND s.camera_id = i.camera_id AND s.at_wall_ns = i.at_wall_ns)""",
            {"start": start, "end": end},
        )
    ]
    incidents = {}
    for row in db.execute(
        """SELECT i.id, i.uuid, i.kind, i.at_wall_ns AS raised,
             (SELECT at_wall_ns FROM incident_act WHERE incident_uuid = i.uuid AND act = 'acknowledged'
              ORDER BY id LIMIT 1) AS acknowledged,
             (SELECT at_wall_ns FROM incident_act WHERE incident_uuid = i.uuid AND act = 'dispatched'
              ORDER BY id LIMIT 1) AS dispatched,
             (SELECT at_wall_ns FROM incident_act WHERE incident_uuid = i.uuid AND act = 'closed'
              ORDER BY id LIMIT 1) AS closed,
             (SELECT disposition FROM incident_act WHERE incident_uuid = i.uuid AND act = 'closed'
              ORDER BY id LIMIT 1) AS disposition
           FROM incident i WHERE i.at_wall_ns >= ? AND i.at_wall_ns < ?""",
        (start, end),
    ):
        took = [
            None if row[name] is None or row[name] < row["raised"] else _round((row[name] - row["raised"]) / S)
            for name in ("acknowledged", "dispatched", "closed")
        ]
        sent = db.execute(
            "SELECT DISTINCT responder_id FROM incident_act WHERE incident_uuid = ? AND act = 'dispatched' ORDER BY 1",
            (row["uuid"],),
        )
        incidents[row["id"]] = (row["kind"], row["raised"], *took, [r[0] for r in sent], row["disposition"])
    return {"findings": sorted(findings), "incidents": incidents}


def _nobody(db: sqlite3.Connection, start: int, end: int) -> float:
    """Each NOBODY ends with the next SOMEBODY or the program's end or start; a NOBODY within another adds nothing."""
    total, until = 0, None
    for at, since in db.execute(
        """SELECT at_wall_ns, MIN(COALESCE(json_extract(detail, '$.since_wall_ns'), at_wall_ns), at_wall_ns)
           FROM act WHERE kind = 'nobody' AND at_wall_ns >= ? AND at_wall_ns < ? ORDER BY at_wall_ns, id""",
        (start - BACK, end),
    ):
        if until is not None and at < until:
            continue
        until = db.execute(
            """SELECT COALESCE(MIN(at_wall_ns), ?) FROM act WHERE at_wall_ns >= ? AND at_wall_ns < ?
               AND kind IN ('somebody', 'program_started', 'program_ended')""",
            (end, at, end),
        ).fetchone()[0]
        total += max(0, min(until, end) - max(since, start))
    return _round(total / S) or 0.0


def _out(db: sqlite3.Connection, start: int, end: int) -> list[tuple[Any, ...]]:
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    far = 2**62
    for camera, since, until in db.execute(
        """SELECT camera_id, at_wall_ns, (SELECT MIN(at_wall_ns) FROM ticket_act
                                          WHERE ticket_uuid = ticket.uuid AND act = 'closed' AND at_wall_ns < ?)
           FROM ticket WHERE at_wall_ns < ?""",
        (end, end),
    ):
        spans[camera].append((since, far if until is None else until))
    for camera, since, until in db.execute(
        """SELECT subject, at_wall_ns, (SELECT MIN(b.at_wall_ns) FROM act b
             WHERE (b.kind = 'program_started' OR (b.kind = 'camera_back' AND b.subject = a.subject))
               AND b.at_wall_ns >= a.at_wall_ns AND b.at_wall_ns < :end)
           FROM act a WHERE kind = 'camera_out' AND at_wall_ns >= :start AND at_wall_ns < :end""",
        {"start": start - BACK, "end": end},
    ):
        spans[camera].append((since, far if until is None else until))
    found = []
    for camera, several in spans.items():
        edges = sorted({edge for span in several for edge in span})
        covered = [(a, b) for a, b in pairwise(edges) if any(s <= a and b <= u for s, u in several)]
        joined: list[list[int]] = []
        for a, b in covered:
            if joined and joined[-1][1] == a:
                joined[-1][1] = b
            else:
                joined.append([a, b])
        for a, b in joined:
            if b > start:
                seconds = _round((min(b, end) - max(a, start)) / S)
                found.append((camera, a, 0 if b == far else b, seconds))
    return sorted(found)


def _sorties(db: sqlite3.Connection, start: int, end: int) -> list[tuple[Any, ...]]:
    found: dict[tuple[str, int], tuple[Any, ...]] = {}
    taken: Counter[str] = Counter()
    for drone, armed in db.execute(
        """SELECT subject, at_wall_ns FROM act
           WHERE kind = 'drone_armed' AND at_wall_ns >= ? AND at_wall_ns < ? ORDER BY 2, id""",
        (start - 86_400 * S, end),
    ):
        if armed < taken[drone]:
            continue
        ended = db.execute(
            """SELECT at_wall_ns, kind FROM act WHERE at_wall_ns >= ? AND at_wall_ns < ?
               AND (kind = 'program_started' OR (kind = 'drone_disarmed' AND subject = ?)) ORDER BY 1, id LIMIT 1""",
            (armed, end, drone),
        ).fetchone()
        landed = ended["at_wall_ns"] if ended is not None and ended["kind"] == "drone_disarmed" else None
        taken[drone] = end if ended is None else ended["at_wall_ns"]
        if (landed or armed) >= start:
            found[drone, armed] = (drone, armed, landed or 0)
    return sorted(found.values())


def _deadlines(  # noqa: C901 - one walk, so that it can be read beside the definitions
    db: sqlite3.Connection, precinct: Precinct, start: int, end: int
) -> dict[str, Any]:
    """One deadline after another, each looked at by itself."""
    zone = ZoneInfo(precinct.patrol.time_zone or precinct.precinct.time_zone)
    began = db.execute(
        "SELECT MIN(t) FROM (SELECT MIN(at_wall_ns) t FROM sighting UNION SELECT MIN(at_wall_ns) FROM act"
        " UNION SELECT MIN(at_wall_ns) FROM incident)"
    ).fetchone()[0]
    after = start if began is None else max(start, began)
    groups: dict[tuple[str, int, str], list[int]] = defaultdict(lambda: [0, 0])
    tiers: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    late: dict[str, list[Any]] = {}

    def miss(camera: str, area: str, plan: str, tier: str, deadline: int, late_s: int) -> None:
        groups[area, _hour(deadline, zone), plan][1] += 1
        tiers[tier][1] += 1
        was = late.setdefault(camera, [0, 0])
        was[0] += 1
        was[1] = max(was[1], late_s)

    met_once = set()
    for row in db.execute(
        "SELECT * FROM sighting WHERE credited AND due_wall_ns NOT NULL AND at_wall_ns >= ? AND at_wall_ns < ?"
        " ORDER BY at_wall_ns, id",
        (start, end),
    ):
        at, due, every = row["at_wall_ns"], row["due_wall_ns"], row["interval_s"]
        if at <= due:
            if every is None and (row["camera_id"], due) in met_once:
                continue
            if every is None:
                met_once.add((row["camera_id"], due))
            groups[row["area_id"], _hour(due, zone), row["plan"]][0] += 1
            tiers[row["tier"]][0] += 1
            continue
        deadlines = [due] if every is None else range(due, at + 1, every * S)
        for deadline in deadlines:
            if deadline > after:
                late_s = (at - due) // S
                miss(row["camera_id"], row["area_id"], row["plan"], row["tier"], deadline, late_s)

    switches = [("", 0, precinct.patrol.plan.value)] + [
        (by, at, level)
        for by, at, level in db.execute(
            """SELECT operator, at_wall_ns, subject FROM act
               WHERE kind = 'plan_switched' AND at_wall_ns < ? ORDER BY 2, id""",
            (end,),
        )
    ]
    in_force = switches[-1][2]
    areas = {area.name: area.id for area in precinct.all_areas()}
    last = dict(
        db.execute(
            "SELECT camera_id, MAX(at_wall_ns) FROM sighting WHERE credited AND at_wall_ns < ? GROUP BY 1", (end,)
        ).fetchall()
    )

    def of_plan(level: str) -> list[tuple[str, str, str, int | None]]:
        plan = {p.level.value: p for p in precinct.all_plans()}[level]
        found = []
        for camera in precinct.cameras:
            area = areas.get(camera.area or "", "")
            key = camera.id in precinct.patrol.key_cameras or area in plan.key_areas
            minutes = plan.key_every_min if key else plan.ordinary_every_min
            found.append((camera.id, area, "key" if key else "ordinary", None if minutes is None else minutes * 60))
        return found

    if began is not None:
        for camera, area, tier, every in of_plan(in_force):
            if every is not None:
                due = last.get(camera, after) + every * S
                for deadline in range(due, end + 1, every * S):
                    if deadline > after:
                        miss(camera, area, in_force, tier, deadline, (end - due) // S)
        for shift_start, shift_end in _shifts(precinct, zone, start, end):
            if not after < shift_end <= end:
                continue
            level = [level for _, at, level in switches if at < shift_end][-1]
            for camera, area, tier, every in of_plan(level):
                seen = db.execute(
                    "SELECT 1 FROM sighting WHERE credited AND camera_id = ? AND at_wall_ns >= ? AND at_wall_ns < ?",
                    (camera, shift_start, shift_end),
                ).fetchone()
                if every is None and seen is None:
                    miss(camera, area, level, tier, shift_end, 0)

    now = of_plan(in_force)
    before = [s for s in switches if s[1] <= start][-1]
    return {
        "tiers": {
            tier: (
                sum(t == tier for _, _, t, _ in now),
                sum(t == tier and last.get(camera, -1) >= start for camera, _, t, _ in now),
                *tiers[tier],
            )
            for tier in ("key", "ordinary")
        },
        "on_time": {key: tuple(counted) for key, counted in groups.items()},
        "late": {camera: (*counted, last.get(camera)) for camera, counted in late.items()},
        "plans": [(before[2], start, before[0]), *((level, at, by) for by, at, level in switches if at > start)],
    }


def _shifts(precinct: Precinct, zone: ZoneInfo, start: int, end: int) -> list[tuple[int, int]]:
    """Begin and end of every shift around the period; by walking the minutes of each day on the zone's clock."""
    found = []
    day = datetime.fromtimestamp(start // S, zone).date() - timedelta(days=3)
    last = datetime.fromtimestamp(end // S, zone).date() + timedelta(days=1)
    while day <= last:
        for shift in precinct.all_shifts():
            until = day if shift.end > shift.start else day + timedelta(days=1)
            found.append((_first_minute(zone, day, shift.start), _first_minute(zone, until, shift.end)))
        day += timedelta(days=1)
    return found


def _first_minute(zone: ZoneInfo, day: date, at: str) -> int:
    """The first minute at which the zone's clock shows this time of this day, or a later one."""
    noon = int(datetime(day.year, day.month, day.day, 12, tzinfo=zone).timestamp())
    wanted = f"{day:%Y-%m-%d} {at}"
    minute = noon - 16 * 3600
    step = 60 if int(at[3:]) % 15 else 900  # clocks change at quarters
    minute -= minute % step
    while f"{datetime.fromtimestamp(minute, zone):%Y-%m-%d %H:%M}" < wanted:
        minute += step
    return minute * S


def _hour(wall_ns: int, zone: ZoneInfo) -> int:
    return datetime.fromtimestamp(wall_ns // S, zone).hour


def _round(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 3)
