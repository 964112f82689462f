"""What the sightings say: how many, which deadlines were met and missed, which cameras were late, and by whom."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from base.clock import NS_PER_S
from duty.book.tables import sighting
from duty.coverage.view import OnTime
from duty.patrol.config import PlanLevel, Tier
from duty.report.deadlines import QUARTER_NS, spread
from duty.report.period import Period
from duty.report.view import LateCamera, TierFigures

CAMERAS_A_QUERY = 500
ROWS_A_PART = 20_000


@dataclass(frozen=True, slots=True)
class Counted:
    sightings: int
    displayed: int
    looked: int
    credited: int
    abnormal: int
    cannot_see: int


class Answered(NamedTuple):
    """A row of the table `sighting`."""

    at_ns: int
    camera_id: str
    area_id: str
    plan: str
    tier: str
    operator: str
    credited: bool
    answer: str
    due_ns: int | None
    interval_s: int | None
    note: str


@dataclass(frozen=True, slots=True)
class RoundCount:
    round_uuid: str
    operator: str
    sightings: int
    credited: int
    first_wall_ns: int

    def with_more(self, other: "RoundCount | None") -> "RoundCount":
        if other is None:
            return self
        return replace(
            self,
            sightings=self.sightings + other.sightings,
            credited=self.credited + other.credited,
            first_wall_ns=min(self.first_wall_ns, other.first_wall_ns),
        )


@dataclass
class OnTimeTable:
    """Deadlines met and missed, counted up."""

    groups: dict[tuple[str, int, str], list[int]] = field(default_factory=dict)
    """[met, missed] by area, hour and plan."""
    tiers: dict[str, list[int]] = field(default_factory=dict)
    """[met, missed] by tier."""
    last: dict[str, int] = field(default_factory=dict)
    """The last sighting that counts, by camera."""
    late: dict[str, LateCamera] = field(default_factory=dict)

    def add(self, area_id: str, hour: int, plan: str, tier: str, *, met: int = 0, missed: int = 0) -> None:
        for counted in (
            self.groups.setdefault((area_id, hour, plan), [0, 0]),
            self.tiers.setdefault(tier, [0, 0]),
        ):
            counted[0] += met
            counted[1] += missed

    def add_late(self, camera_id: str, area_id: str, missed: int, late_s: int) -> None:
        was = self.late.get(camera_id)
        if was is None:
            self.late[camera_id] = LateCamera(camera_id, area_id, missed, late_s, None)
        else:
            worst_s = max(was.worst_s, late_s)
            self.late[camera_id] = LateCamera(camera_id, area_id, was.missed + missed, worst_s, None)

    def on_time(self) -> tuple[OnTime, ...]:
        return tuple(
            OnTime(area_id, hour, PlanLevel(plan), *counted)
            for (area_id, hour, plan), counted in sorted(self.groups.items())
        )


def count(connection: Connection, period: Period) -> tuple[Counted, tuple[RoundCount, ...]]:
    """All that were stored in the period, in one pass: by round, and summed up."""
    s = sighting.c
    query = sa.select(
        s.round_uuid,
        s.operator,
        sa.func.count(),
        sa.func.count().filter(s.displayed),
        sa.func.count().filter(s.looked),
        sa.func.count().filter(s.credited),
        sa.func.count().filter(s.answer == "abnormal"),
        sa.func.count().filter(s.answer == "cannot_see"),
        sa.func.min(s.at_wall_ns),
    )
    totals = [0] * 6
    rounds: dict[tuple[str, str], RoundCount] = {}
    for within in _parts(period):
        for row in connection.execute(query.where(*within).group_by(s.round_uuid, s.operator)):
            numbers = [int(n) for n in row[2:8]]
            totals = [a + b for a, b in zip(totals, numbers, strict=True)]
            part = RoundCount(row[0], row[1], numbers[0], numbers[3], int(row[8]))
            rounds[row[0], row[1]] = part.with_more(rounds.get((row[0], row[1])))
    return Counted(*totals), tuple(rounds.values())


def notable(connection: Connection, period: Period) -> tuple[Answered, ...]:
    """In one walk, the few rows that are looked at one by one: late ones, those of once a shift, abnormal ones."""
    s = sighting.c
    query = sa.select(
        s.at_wall_ns,
        s.camera_id,
        s.area_id,
        s.plan,
        s.tier,
        s.operator,
        s.credited,
        s.answer,
        s.due_wall_ns,
        s.interval_s,
        s.note,
    ).where(
        sa.or_(
            s.answer == "abnormal",
            sa.and_(s.credited, sa.or_(s.due_wall_ns < s.at_wall_ns, s.interval_s.is_(None))),
        ),
        sa.or_(s.answer == "abnormal", s.due_wall_ns.is_not(None)),
        *_within(period),
    )
    rows = [Answered(*row) for row in connection.execute(query.order_by(s.id))]
    return tuple(sorted(rows, key=lambda row: row.at_ns))  # what was spooled joined the book late


def on_time(
    connection: Connection, period: Period, level: PlanLevel, levels: "PlanAt", answers: Sequence[Answered]
) -> OnTimeTable:
    """Every deadline of the period, met or missed. `level` is the plan in force at its end, `answers` are `notable`."""
    table = OnTimeTable()
    _add_met(connection, period, table)
    met_once = _add_met_once(period, table, answers)
    _add_seen_late(period, table, answers)
    table.last = last_seen(connection, period.end_ns)
    _add_unseen(period, table, level)
    _add_unseen_in_shifts(connection, period, table, levels, met_once)
    for camera_id, late in table.late.items():
        table.late[camera_id] = replace(late, last_seen_wall_ns=table.last.get(camera_id))
    return table


class PlanAt:
    """Which plan was in force when: switches in order, and the one before the first."""

    def __init__(self, first: PlanLevel, switches: list[tuple[int, PlanLevel]]) -> None:
        self._first = first
        self._switches = sorted(switches, key=lambda s: s[0])

    def at(self, wall_ns: int) -> PlanLevel:
        level = self._first
        for at_ns, switched in self._switches:
            if at_ns > wall_ns:
                break
            level = switched
        return level


def tiers(period: Period, level: PlanLevel, table: OnTimeTable) -> tuple[TierFigures, ...]:
    """Cameras by the plan in force at the end; deadlines by the tier that each camera had at the time."""
    seen = {camera_id for camera_id, at_ns in table.last.items() if at_ns >= period.from_ns}
    watched = period.watched(level)
    found = []
    for tier in Tier:
        ids = [w.camera_id for w in watched if w.tier is tier]
        met, not_met = table.tiers.get(tier.value, (0, 0))
        found.append(TierFigures(tier, len(ids), sum(i in seen for i in ids), met, not_met))
    return tuple(found)


def last_seen(connection: Connection, before_ns: int) -> dict[str, int]:
    """The last sighting of each camera that counts, before a moment."""
    s = sighting.c
    query = sa.select(s.camera_id, sa.func.max(s.at_wall_ns)).where(s.credited, s.at_wall_ns < before_ns)
    return {row[0]: int(row[1]) for row in connection.execute(query.group_by(s.camera_id))}


def _add_met(connection: Connection, period: Period, table: OnTimeTable) -> None:
    s = sighting.c
    quarter = (s.due_wall_ns // QUARTER_NS).label("quarter")
    query = (
        sa.select(quarter, s.area_id, s.plan, s.tier, sa.func.count())
        .where(s.credited, s.interval_s.is_not(None), s.due_wall_ns >= s.at_wall_ns)
        .group_by(quarter, s.area_id, s.plan, s.tier)
    )
    for within in _parts(period):
        for number, area_id, plan, tier, met in connection.execute(query.where(*within)):
            table.add(area_id, period.hour_of(int(number)), plan, tier, met=met)


def _add_met_once(period: Period, table: OnTimeTable, answers: Iterable[Answered]) -> dict[tuple[str, int], int]:
    """Once a shift is one deadline, however often the camera was seen: that of the first row.

    Returns the last such row's time by (camera, deadline).
    """
    first: dict[tuple[str, int], Answered] = {}
    last: dict[tuple[str, int], int] = {}
    for row in answers:
        if row.credited and row.interval_s is None and row.due_ns is not None and row.at_ns <= row.due_ns:
            key = (row.camera_id, row.due_ns)
            first.setdefault(key, row)
            last[key] = max(last.get(key, row.at_ns), row.at_ns)
    for (_, due_ns), row in first.items():
        table.add(row.area_id, period.hour_of(due_ns // QUARTER_NS), row.plan, row.tier, met=1)
    return last


def _add_seen_late(period: Period, table: OnTimeTable, answers: Iterable[Answered]) -> None:
    """Seen at last: every deadline that had passed, but those of the period before."""
    for row in answers:
        if not row.credited or row.due_ns is None or row.at_ns <= row.due_ns:
            continue
        hours = spread(
            row.due_ns,
            row.interval_s,
            after_ns=period.counted_from_ns,
            until_ns=row.at_ns,
            hour_of=period.hour_of,
        )
        for hour, number in hours.items():
            table.add(row.area_id, hour, row.plan, row.tier, missed=number)
        if hours:
            table.add_late(row.camera_id, row.area_id, sum(hours.values()), (row.at_ns - row.due_ns) // NS_PER_S)


def _add_unseen(period: Period, table: OnTimeTable, level: PlanLevel) -> None:
    """Cameras with an interval that are overdue at the end."""
    if period.began_ns is None:
        return
    for camera in period.watched(level):
        if camera.interval_s is None:
            continue
        due_ns = table.last.get(camera.camera_id, period.counted_from_ns) + camera.interval_s * NS_PER_S
        after_ns = period.counted_from_ns
        hours = spread(due_ns, camera.interval_s, after_ns=after_ns, until_ns=period.end_ns, hour_of=period.hour_of)
        for hour, number in hours.items():
            table.add(camera.area_id, hour, level.value, camera.tier.value, missed=number)
        if hours:
            late_s = (period.end_ns - due_ns) // NS_PER_S
            table.add_late(camera.camera_id, camera.area_id, sum(hours.values()), late_s)


def _add_unseen_in_shifts(
    connection: Connection,
    period: Period,
    table: OnTimeTable,
    levels: PlanAt,
    met_once: dict[tuple[str, int], int],
) -> None:
    """Cameras that are looked at once a shift and were not, for each shift that ended in the period."""
    for shift in period.shifts_ended():
        due_ns = shift.end_wall_ns
        level = levels.at(due_ns - 1)
        once = [w for w in period.watched(level) if w.interval_s is None]
        seen = {w.camera_id for w in once if shift.start_wall_ns <= met_once.get((w.camera_id, due_ns), -1) < due_ns}
        rest = [w.camera_id for w in once if w.camera_id not in seen]
        seen |= set(_seen(connection, rest, shift.start_wall_ns, due_ns))
        hour = period.hour_of(due_ns // QUARTER_NS)
        for camera in once:
            if camera.camera_id not in seen:
                table.add(camera.area_id, hour, level.value, camera.tier.value, missed=1)
                table.add_late(camera.camera_id, camera.area_id, 1, 0)


def _seen(connection: Connection, camera_ids: list[str], from_ns: int, to_ns: int) -> Iterator[str]:
    s = sighting.c
    for start in range(0, len(camera_ids), CAMERAS_A_QUERY):
        query = (
            sa.select(s.camera_id)
            .distinct()
            .where(
                s.camera_id.in_(camera_ids[start : start + CAMERAS_A_QUERY]),
                s.credited,
                s.at_wall_ns >= from_ns,
                s.at_wall_ns < to_ns,
            )
        )
        yield from connection.execute(query).scalars()


def _within(period: Period, ids: range | None = None) -> tuple[sa.ColumnElement[bool], ...]:
    """`+ 0`, because either database would take the index of times, and go to the table for each row."""
    s = sighting.c
    ids = period.ids if ids is None else ids
    at = s.at_wall_ns + 0
    return s.id >= ids.start, s.id < ids.stop, at >= period.from_ns, at < period.end_ns


def _parts(period: Period) -> Iterator[tuple[sa.ColumnElement[bool], ...]]:
    """Groups of some thousands of rows are sorted in the cache: a third quicker than all at once."""
    for start in range(period.ids.start, period.ids.stop, ROWS_A_PART):
        yield _within(period, range(start, min(start + ROWS_A_PART, period.ids.stop)))
