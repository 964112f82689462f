"""Deadlines, the due list and the due round, as pure functions."""

from hypothesis import given
from hypothesis import strategies as st

from base.clock import NS_PER_S
from duty.patrol.config import PlanLevel, Tier
from duty.patrol.due import FUTURE_NS, ShiftTimes, deadline, due_list, tier_views
from duty.patrol.plan import CameraPlan, PlanTable
from duty.patrol.steps import chunks, due_round
from duty.patrol.view import ShiftView
from tests.duty.patrol.station import precinct

HOUR_NS = 3600 * NS_PER_S
DAY = ShiftView("2026-11-22/day", "day", "Day", 100 * HOUR_NS, 112 * HOUR_NS)
NIGHT = ShiftView("2026-11-22/night", "night", "Night", 112 * HOUR_NS, 124 * HOUR_NS)
TIMES = ShiftTimes(DAY, NIGHT)
KEY = CameraPlan("k", "a", Tier.KEY, 1800)
ORDINARY = CameraPlan("o", "a", Tier.ORDINARY, None)
NOW = 101 * HOUR_NS


def due(plan: CameraPlan, last: int | None, times: ShiftTimes = TIMES, now: int = NOW) -> tuple[int, int | None]:
    found = deadline(plan, last, times, now)
    return found.due_wall_ns, found.of_record


def test_every_half_hour() -> None:
    half_ns = 1800 * NS_PER_S
    assert due(KEY, NOW - 60) == (NOW - 60 + half_ns,) * 2
    assert due(KEY, None) == (DAY.start_wall_ns + half_ns,) * 2
    assert due(KEY, None, ShiftTimes(None, NIGHT)) == (NIGHT.start_wall_ns + half_ns, None)
    assert due(KEY, NOW + FUTURE_NS) == (NOW + FUTURE_NS + half_ns,) * 2
    assert due(KEY, NOW + FUTURE_NS + 1) == (NOW, None), "written while the clock was wrong"


def test_what_was_never_seen_is_not_late_before_there_was_a_book() -> None:
    half_ns = 1800 * NS_PER_S
    five_hours_in = DAY.start_wall_ns + 5 * HOUR_NS
    new = ShiftTimes(DAY, NIGHT, began_wall_ns=five_hours_in)
    assert due(KEY, None, new, five_hours_in + 1) == (five_hours_in + half_ns,) * 2
    assert due(KEY, None, ShiftTimes(DAY, NIGHT, began_wall_ns=DAY.start_wall_ns - 1)) == due(KEY, None)
    assert due(KEY, five_hours_in - 1, new, five_hours_in) == (five_hours_in - 1 + half_ns,) * 2
    assert due(ORDINARY, None, new, five_hours_in) == (DAY.end_wall_ns,) * 2
    in_the_future = ShiftTimes(DAY, NIGHT, began_wall_ns=NOW + 1)
    assert due(KEY, None, in_the_future) == due(KEY, None), "begun while the clock was wrong"
    found = due_list([KEY], {}, {}, in_the_future, NOW)
    assert found.until_wall_ns <= NOW + 1


def test_once_a_shift() -> None:
    assert due(ORDINARY, None) == (DAY.end_wall_ns,) * 2
    assert due(ORDINARY, DAY.start_wall_ns - 1) == (DAY.end_wall_ns,) * 2
    assert due(ORDINARY, DAY.start_wall_ns) == (NIGHT.end_wall_ns, None), "this shift's deadline is met already"
    assert due(ORDINARY, NOW, ShiftTimes(None, NIGHT)) == (NIGHT.end_wall_ns, None)


def test_the_plan_says_the_tier() -> None:
    plans = [{"level": "highest", "key_every_min": 10, "ordinary_every_min": 60, "key_areas": ["north"]}]
    table = PlanTable(precinct(4, patrol={"key_cameras": ["c02"]}, plans=plans))
    assert [c.tier for c in table.cameras[PlanLevel.ROUTINE].values()] == [
        Tier.ORDINARY,
        Tier.KEY,
        Tier.ORDINARY,
        Tier.ORDINARY,
    ]
    highest = table.cameras[PlanLevel.HIGHEST]
    assert [(c.area_id, c.tier, c.interval_s) for c in highest.values()] == [
        ("north", Tier.KEY, 600),
        ("south", Tier.KEY, 600),
        ("north", Tier.KEY, 600),
        ("south", Tier.ORDINARY, 3600),
    ]


PLANS = [CameraPlan(f"c{i}", "a", Tier.KEY if i < 3 else Tier.ORDINARY, 1800 if i < 3 else None) for i in range(8)]
SEEN = st.dictionaries(
    st.sampled_from([p.camera_id for p in PLANS]), st.integers(90 * HOUR_NS, 103 * HOUR_NS), max_size=8
)


@given(seen=SEEN, now=st.integers(DAY.start_wall_ns, DAY.end_wall_ns - 1), later=st.integers(0, 2 * HOUR_NS))
def test_the_list_is_right_for_as_long_as_it_says(seen: dict[str, int], now: int, later: int) -> None:
    noticed = {camera: now for camera, at in seen.items() if at > now + FUTURE_NS}
    first = due_list(PLANS, seen, noticed, TIMES, now)
    assert [c.due_wall_ns for c in first.cameras] == sorted(c.due_wall_ns for c in first.cameras)
    assert {c.camera_id for c in first.cameras} == {p.camera_id for p in PLANS}
    assert first.from_wall_ns == now < first.until_wall_ns <= DAY.end_wall_ns
    moment = min(now + later, first.until_wall_ns - 1)
    again = due_list(PLANS, seen, noticed, TIMES, moment)
    if moment > now:
        assert {c.camera_id: c.overdue for c in again.cameras if c.camera_id not in noticed} == {
            c.camera_id: c.overdue for c in first.cameras if c.camera_id not in noticed
        }
    views = tier_views(first.cameras, {Tier.KEY: 1800, Tier.ORDINARY: None}, now)
    assert [(v.cameras, v.on_time + v.overdue) for v in views] == [(3, 3), (5, 5)]
    assert not any(c.overdue for c in due_list(PLANS, seen, noticed, TIMES, now, loaded=False).cameras)


@given(seen=SEEN, now=st.integers(DAY.start_wall_ns, DAY.end_wall_ns - 1), size=st.integers(1, 9))
def test_a_due_round_leaves_nothing_out_that_is_overdue(seen: dict[str, int], now: int, size: int) -> None:
    found = due_list(PLANS, seen, {}, TIMES, now).cameras
    resting = {"c1"}
    cameras = due_round(found, {Tier.KEY: 1800, Tier.ORDINARY: None}, DAY, now, not_now=resting, size=size)
    assert {c.camera_id for c in found if c.overdue} - resting <= set(cameras)
    assert not resting & set(cameras)
    offered = [c.camera_id for c in found if c.camera_id in cameras and c.overdue]
    assert list(cameras[: len(offered)]) == offered, "most urgent first"
    steps = chunks(cameras, size)
    assert sum(steps, ()) == cameras
    assert all(len(step) == size for step in steps[:-1])


def test_a_camera_is_visited_once() -> None:
    assert chunks(("a", "b", "a", "c"), 2) == (("a", "b"), ("c",))
