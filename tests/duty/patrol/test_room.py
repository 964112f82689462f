"""The patrol as the window drives it."""

import time
from dataclasses import replace

import pytest

from base.clock import NS_PER_S
from base.errors import PersonError
from duty.book.rows import Receipt, Row
from duty.patrol.config import PlanLevel, Tier
from duty.patrol.memory import Memory
from duty.patrol.view import Answer, NotSeen, PauseReason, Refusal, RoundKind, RoundState
from tests.duty.patrol.station import AT_NOON, PILOT, WANG, Station, Still, precinct
from video.feed import CameraState

NOTHING = Memory({}, {}, {}, {}, None, ())


def sightings(station: Station) -> list[Row]:
    return station.ledger.rows("sighting")


@pytest.fixture
def station() -> Station:
    found = Station()
    found.watch(0.1)
    assert found.patrol.view().loaded
    return found


@pytest.fixture
def walking(station: Station) -> Station:
    """In the first step of a round over all six cameras, its dwell over."""
    assert station.patrol.start(RoundKind.ALL) is None
    station.watch(8.4)
    return station


def test_a_round_is_walked_with_the_space_bar(station: Station) -> None:
    assert station.patrol.start(RoundKind.ALL) is None
    assert station.round.steps == 2
    assert station.cameras == ("c01", "c02", "c03", "c04")
    assert station.round.next_cameras == ("c05", "c06")
    station.walk()
    assert station.round.state is RoundState.FINISHED
    assert (station.round.cameras_done, station.round.unsaved, station.round.left_s) == (6, 0, 0.0)
    rows = sightings(station)
    assert [r.values["camera_id"] for r in rows] == ["c01", "c02", "c03", "c04", "c05", "c06"]
    for row in rows:
        assert row.operator == "li"
        assert (row.values["displayed"], row.values["looked"], row.values["credited"]) == (True, True, True)
        assert row.values["answer"] == "normal"
        assert 8000 <= int(row.values["displayed_ms"] or 0) <= 8600
        assert (row.values["dwell_ms"], row.values["width_px"], row.values["stream"]) == (8000, 640, "sub")
        assert (row.values["tier"], row.values["plan"], row.values["shift"]) == (
            "ordinary",
            "routine",
            "2026-11-22/day",
        )
    assert [len([r for r in rows if r.table == "sighting"]) for rows in station.ledger.writes[1:3]] == [4, 2]
    (ended,) = station.ledger.acts("round_ended")
    assert ended[1] == {"state": "finished"}


def test_the_step_says_how_far_it_is(walking: Station) -> None:
    assert walking.step.can_go_on
    assert {c.not_seen for c in walking.step.cameras} == {NotSeen.NONE}
    assert {c.dwelt_s for c in walking.step.cameras} == {8.0}
    assert not any(c.looked for c in walking.step.cameras)
    walking.patrol.choose(2)
    assert all(c.looked for c in walking.step.cameras)
    assert walking.step.chosen == "c02"


def test_space_before_the_dwell_is_early_and_is_written_down_once_in_a_while(station: Station) -> None:
    station.patrol.start(RoundKind.ALL)
    for _ in range(100):
        station.tick()
        assert station.patrol.normal(held=False) is Refusal.EARLY
    assert station.patrol.normal(held=True) is Refusal.HELD
    assert [detail for _, detail in station.ledger.acts("tried_early")] == [
        {"refusal": "early", "tries": 1},
        {"refusal": "held", "tries": 1},
    ]
    station.patrol.pause()
    station.patrol.abandon()
    assert station.ledger.acts("tried_early")[-1][1] == {"refusal": "early", "tries": 99}
    assert not sightings(station)


def test_a_held_key_walks_nothing(walking: Station) -> None:
    assert walking.patrol.normal(held=True) is Refusal.HELD
    assert walking.step.number == 1
    assert walking.patrol.normal(held=False) is None
    assert walking.patrol.normal(held=False) is Refusal.EARLY
    assert len(sightings(walking)) == 4


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"streams": False}, NotSeen.STALE),
        ({"frozen": True}, NotSeen.FROZEN),
        ({"in_view": False}, NotSeen.HIDDEN),
        ({"width_px": 319}, NotSeen.TOO_SMALL),
        ({"masked_share": 0.9}, NotSeen.MASKED),
        ({"masked_share": float("nan")}, NotSeen.MASKED),
        ({"state": CameraState.STALE}, NotSeen.STALE),
        ({"state": CameraState.OFFLINE}, NotSeen.NOT_LIVE),
    ],
)
def test_what_cannot_be_seen_is_not_ticked(walking: Station, wrong: dict[str, object], why: NotSeen) -> None:
    walking.tiles["c03"] = replace(walking.tiles["c03"], **wrong)  # type: ignore[arg-type]
    walking.watch(2.1)
    assert {c.camera_id: c.not_seen for c in walking.step.cameras if c.not_seen} == {"c03": why}
    assert walking.patrol.normal(held=False) is Refusal.NOT_SEEN
    walking.patrol.choose(3)
    assert walking.patrol.cannot_see("dark") is None
    assert walking.patrol.normal(held=False) is None
    rows = {str(r.values["camera_id"]): r.values for r in sightings(walking)}
    assert (rows["c03"]["answer"], rows["c03"]["credited"], rows["c03"]["note"]) == ("cannot_see", False, "dark")
    assert all(rows[c]["credited"] for c in ("c01", "c02", "c04"))


def test_a_break_starts_the_count_anew(walking: Station) -> None:
    walking.tiles["c01"].frozen = True
    walking.tick()
    walking.tiles["c01"].frozen = False
    walking.watch(7.5)
    assert walking.patrol.normal(held=False) is Refusal.EARLY
    walking.watch(0.8)
    assert walking.patrol.normal(held=False) is None


def test_a_window_that_hung_saw_nothing(walking: Station) -> None:
    walking.tick(1.2)
    assert {c.dwelt_s for c in walking.step.cameras} == {0.0}


def test_a_picture_from_before_the_step_is_none(station: Station) -> None:
    station.patrol.start(RoundKind.ALL)
    station.tick()
    for camera in station.cameras:
        station.tile(camera).streams = False
        station.tile(camera).painted_at_ns = station.clock.monotonic_ns() - 5 * NS_PER_S
    station.patrol.advance([station.tile(c).shown(c) for c in station.cameras])
    assert {c.not_seen for c in station.step.cameras} == {NotSeen.NO_PICTURE}


def test_a_finding_opens_an_incident_with_its_still(walking: Station) -> None:
    assert walking.patrol.abnormal("fire", None) is Refusal.NO_SUCH_CAMERA
    walking.patrol.choose(2)
    assert walking.patrol.abnormal("  ", Still()) is Refusal.NO_WORD
    assert walking.patrol.abnormal(" fire ", Still()) is None
    sighting, incident, still = walking.ledger.writes[-1]
    assert (sighting.table, incident.table, still.table) == ("sighting", "incident", "still")
    assert (sighting.values["answer"], sighting.values["credited"], sighting.values["note"]) == (
        "abnormal",
        True,
        "fire",
    )
    assert (incident.values["kind"], incident.values["title"], incident.values["camera_id"]) == (
        "finding",
        "fire",
        "c02",
    )
    assert incident.values["area_id"] == "south"
    assert incident.values["latitude"] == pytest.approx(31.201)
    assert still.values["incident_uuid"] == incident.uuid
    assert still.values["purpose"] == "finding"
    assert walking.patrol.abnormal("fire", Still()) is Refusal.NO_SUCH_CAMERA, "one answer a camera"
    assert walking.patrol.cannot_see() is Refusal.NO_SUCH_CAMERA
    assert walking.patrol.normal(held=False) is None
    assert len(sightings(walking)) == 4


def test_an_urgent_finding_does_not_wait_for_the_dwell_and_is_not_credited(station: Station) -> None:
    station.patrol.start(RoundKind.ALL)
    station.patrol.choose(1)
    assert station.patrol.abnormal("fire", None) is Refusal.NOT_SEEN, "no picture yet"
    station.watch(1.0)
    assert station.patrol.abnormal("fire", None) is None
    (row,) = sightings(station)
    assert (row.values["displayed"], row.values["looked"], row.values["credited"]) == (False, True, False)


def test_a_step_of_answers_only_goes_on_at_once(station: Station) -> None:
    station.patrol.start(RoundKind.ALL)
    for number in (1, 2, 3, 4):
        station.patrol.choose(number)
        assert station.patrol.cannot_see() is None
    assert station.patrol.normal(held=False) is None
    assert station.step.number == 2
    assert not any(r.values["looked"] for r in sightings(station))


def test_a_repair_ticket_is_opened_once_and_closed(walking: Station) -> None:
    walking.ledger.at_once = False
    walking.patrol.choose(1)
    walking.patrol.cannot_see("dark")
    walking.tick()
    assert not any(c.out for c in walking.patrol.view().due), "not in the book yet"
    walking.patrol.start(RoundKind.ALL)
    walking.patrol.choose(1)
    walking.patrol.cannot_see("dark")
    walking.ledger.settle(Receipt.COMMITTED)
    walking.watch(1.2)
    assert len(walking.ledger.rows("ticket")) == 1
    assert [c.camera_id for c in walking.patrol.view().due if c.out] == ["c01"]
    assert walking.patrol.close_ticket("c02", "") is Refusal.NO_SUCH_CAMERA
    assert walking.patrol.close_ticket("c01", "new cable") is None
    walking.ledger.settle(Receipt.COMMITTED)
    walking.watch(1.2)
    assert not any(c.out for c in walking.patrol.view().due)
    (closed,) = walking.ledger.rows("ticket_act")
    assert closed.values == {
        "ticket_uuid": walking.ledger.rows("ticket")[0].uuid,
        "act": "closed",
        "note": "new cable",
    }


def test_a_camera_that_is_out_rests_in_due_rounds_and_stays_listed() -> None:
    station = Station(precinct(4, patrol={"key_cameras": ["c01", "c02"]}))
    station.tick()
    station.patrol.start(RoundKind.DUE)
    station.tick()
    station.patrol.choose(station.cameras.index("c01") + 1)
    station.patrol.cannot_see()
    station.patrol.abandon()
    station.watch(1.2)
    assert [c.out for c in station.patrol.view().due if c.camera_id == "c01"] == [True]
    station.patrol.start(RoundKind.DUE)
    assert set(station.cameras) == {"c02", "c03", "c04"}
    station.patrol.abandon()
    station.clock.advance(1800)
    station.patrol.start(RoundKind.DUE)
    assert "c01" in station.cameras


def test_where_all_is_out_something_is_offered() -> None:
    station = Station(precinct(1))
    station.tick()
    station.patrol.start(RoundKind.DUE)
    station.patrol.cannot_see()  # the only camera is chosen by itself
    station.patrol.normal(held=False)
    station.watch(1.2)
    assert station.patrol.start(RoundKind.DUE) is None


def test_without_cameras_nothing_is_due() -> None:
    station = Station(precinct(0))
    station.tick()
    assert station.patrol.start(RoundKind.DUE) is Refusal.NOTHING_DUE
    assert station.patrol.start(RoundKind.ALL) is Refusal.NOTHING_DUE


def test_areas_and_routes() -> None:
    route = {"id": "walk", "name": "Along the river", "cameras": ["c05", "c02", "c05", "c01"]}
    station = Station(precinct(6, routes=[route]))
    assert station.patrol.start(RoundKind.AREA, "south") is None
    assert (station.round.name, station.cameras) == ("South", ("c02", "c04", "c06"))
    assert station.patrol.start(RoundKind.ROUTE, "walk") is None
    assert (station.round.name, station.cameras) == ("Along the river", ("c05", "c02", "c01"))
    assert station.patrol.start(RoundKind.ROUTE, "nowhere") is Refusal.NO_SUCH_CAMERA
    assert station.patrol.start(RoundKind.AREA, "nowhere") is Refusal.NO_SUCH_CAMERA
    (ended,) = station.ledger.acts("round_ended")
    assert ended[1] == {"state": "abandoned"}


@pytest.mark.parametrize("reason", [PauseReason.ASKED, PauseReason.ALARM, PauseReason.NOBODY])
def test_a_pause_keeps_the_place_and_starts_the_dwell_anew(walking: Station, reason: PauseReason) -> None:
    walking.patrol.choose(1)
    walking.patrol.cannot_see()
    if reason is PauseReason.ASKED:
        walking.patrol.pause()
    elif reason is PauseReason.ALARM:
        walking.patrol.alarm()
    else:
        walking.watch(600, 0.9)
    assert (walking.round.state, walking.round.pause) == (RoundState.PAUSED, reason)
    assert walking.patrol.normal(held=False) is Refusal.PAUSED
    assert walking.ledger.acts("round_paused")[-1][1] == {"reason": reason.value}
    walking.watch(30)
    assert walking.patrol.resume() is None
    assert walking.step.cameras[0].answer is Answer.CANNOT_SEE
    walking.watch(7)
    assert walking.patrol.normal(held=False) is Refusal.EARLY
    walking.watch(1.4)
    assert walking.patrol.normal(held=False) is None
    assert len(sightings(walking)) == 4


def test_nobody_at_the_desk(station: Station) -> None:
    station.clock.advance(599)
    station.tick()
    assert station.patrol.view().nobody_since_wall_ns is None
    station.clock.advance(1)
    station.tick()
    since = station.patrol.view().nobody_since_wall_ns
    assert since is not None
    assert abs(since - AT_NOON) < NS_PER_S
    assert station.ledger.acts("nobody")[0][1] == {"since_wall_ns": since}
    station.clock.step_wall(-86400)
    station.clock.advance(60)
    station.tick()
    station.patrol.touched()
    assert station.patrol.view().nobody_since_wall_ns is None
    assert station.ledger.acts("somebody")[0][1] == {"away_s": pytest.approx(660.1, abs=0.2)}


def test_another_officer_pauses_and_takes_it_up_again(walking: Station) -> None:
    walking.patrol.choose(1)
    walking.patrol.cannot_see()
    walking.who = WANG
    assert walking.patrol.normal(held=False) is Refusal.PAUSED
    assert walking.round.pause is PauseReason.SIGNED_OUT
    walking.patrol.resume()
    walking.watch(8.4)
    assert walking.patrol.normal(held=False) is None
    assert [r.operator for r in sightings(walking)] == ["li", "wang", "wang", "wang"]


def test_who_may(walking: Station) -> None:
    walking.who = None
    walking.tick()
    assert walking.round.pause is PauseReason.SIGNED_OUT
    for refusal in (
        walking.patrol.resume(),
        walking.patrol.normal(held=False),
        walking.patrol.start(RoundKind.ALL),
        walking.patrol.switch_plan(PlanLevel.HIGHEST),
        walking.patrol.set_reference("c01", Still()),
        walking.patrol.close_ticket("c01", ""),
        walking.patrol.abandon(),
    ):
        assert refusal is Refusal.SIGNED_OUT
    walking.who = PILOT
    assert walking.patrol.resume() is Refusal.NO_RIGHT
    assert walking.patrol.switch_plan(PlanLevel.HIGHEST) is Refusal.NO_RIGHT
    assert walking.patrol.start(RoundKind.ALL) is Refusal.NO_RIGHT
    assert not sightings(walking)


def test_acts_without_a_round(station: Station) -> None:
    assert station.patrol.normal(held=False) is Refusal.NO_ROUND
    assert station.patrol.choose(1) is Refusal.NO_ROUND
    assert station.patrol.pause() is Refusal.NO_ROUND
    assert station.patrol.resume() is Refusal.NO_ROUND
    station.patrol.start(RoundKind.ALL)
    assert station.patrol.choose(5) is Refusal.NO_SUCH_CAMERA
    assert station.patrol.choose(0) is Refusal.NO_SUCH_CAMERA


def test_a_tick_waits_for_its_row(walking: Station) -> None:
    walking.ledger.at_once = False
    walking.patrol.normal(held=False)
    assert walking.step.number == 2, "the next step comes up at once"
    assert (walking.round.unsaved, walking.round.cameras_done) == (4, 0)
    walking.watch(8.4)
    walking.patrol.normal(held=False)
    walking.tick()
    assert (walking.round.state, walking.round.step, walking.round.unsaved) == (RoundState.RUNNING, None, 6)
    assert all(c.last_seen_wall_ns is None for c in walking.patrol.view().due)
    assert walking.patrol.normal(held=False) is Refusal.NO_ROUND
    walking.ledger.settle(Receipt.COMMITTED)
    walking.watch(1.2)
    assert (walking.round.state, walking.round.unsaved, walking.round.cameras_done) == (RoundState.FINISHED, 0, 6)
    assert all(c.last_seen_wall_ns is not None for c in walking.patrol.view().due)


def test_what_is_spooled_finishes_the_round_and_may_still_be_refused(walking: Station) -> None:
    walking.ledger.at_once = False
    walking.walk()
    walking.ledger.settle(Receipt.SPOOLED)
    walking.watch(1.2)
    assert (walking.round.state, walking.round.unsaved, walking.round.refused) == (RoundState.FINISHED, 6, ())
    assert all(c.last_seen_wall_ns is not None for c in walking.patrol.view().due)
    walking.ledger.settle(Receipt.REFUSED, of=Receipt.SPOOLED)
    walking.watch(2.4)
    assert len(walking.round.refused) == 6
    assert all(c.last_seen_wall_ns is None for c in walking.patrol.view().due), "due as before"


def test_a_refused_sighting_did_not_happen(walking: Station) -> None:
    walking.ledger.at_once = False
    walking.patrol.normal(held=False)
    walking.ledger.settle(Receipt.REFUSED)
    walking.watch(1.2)
    assert walking.round.refused == ("c01", "c02", "c03", "c04")
    assert (walking.round.unsaved, walking.round.cameras_done) == (0, 0)
    assert all(c.last_seen_wall_ns is None for c in walking.patrol.view().due)


def test_the_plan_is_switched_when_it_is_written(station: Station) -> None:
    station.ledger.at_once = False
    assert station.patrol.switch_plan(PlanLevel.HIGHEST) is None
    assert station.patrol.view().plan is PlanLevel.ROUTINE
    station.ledger.settle(Receipt.COMMITTED)
    station.watch(1.2)
    view = station.patrol.view()
    assert (view.plan, view.plan_by) == (PlanLevel.HIGHEST, "li")
    assert view.plan_since_wall_ns is not None
    assert {t.tier: t.interval_s for t in view.tiers} == {Tier.KEY: 600, Tier.ORDINARY: 3600}
    assert station.patrol.switch_plan(PlanLevel.HIGHEST) is None
    assert len(station.ledger.acts("plan_switched")) == 1
    assert station.ledger.acts("plan_switched")[0][1] == {"before": "routine"}


def test_plans_pressed_quickly_end_with_the_last_one(station: Station) -> None:
    station.ledger.at_once = False
    station.patrol.switch_plan(PlanLevel.HIGHEST)
    station.patrol.switch_plan(PlanLevel.ROUTINE)
    station.ledger.settle(Receipt.COMMITTED)
    station.tick()
    assert station.patrol.view().plan is PlanLevel.ROUTINE
    assert len(station.ledger.acts("plan_switched")) == 2


def test_a_reference_picture_is_kept_once_its_row_is(station: Station) -> None:
    station.ledger.at_once = False
    station.patrol.set_reference("c01", Still("references/c01.jpg"))
    assert station.patrol.references() == {}
    station.ledger.settle(Receipt.COMMITTED)
    station.tick()
    assert station.patrol.references() == {"c01": "references/c01.jpg"}
    assert station.patrol.set_reference("c99", Still()) is Refusal.NO_SUCH_CAMERA


def test_until_the_book_answers_nothing_is_overdue_and_it_is_asked_again(caplog: pytest.LogCaptureFixture) -> None:
    station = Station(memory=PersonError("the book is away"))
    station.clock.advance(86400)
    station.watch(4.8)
    view = station.patrol.view()
    assert (view.loaded, station.asked) == (False, 1)
    assert view.due
    assert not any(c.overdue for c in view.due)
    assert station.patrol.start(RoundKind.ALL) is None, "the officer need not wait"
    station.walk()
    assert {r.values["due_wall_ns"] for r in sightings(station)} == {None}, "no deadline is made up"
    station.memory = replace(NOTHING, credited={"c01": AT_NOON - 86400 * NS_PER_S})
    station.watch(6)
    view = station.patrol.view()
    assert view.loaded
    assert station.asked >= 2
    assert all(c.last_seen_wall_ns is not None and c.last_seen_wall_ns > AT_NOON for c in view.due)
    assert [r.message for r in caplog.records] == ["what was seen before is not known yet: the book is away"]


def test_a_round_that_a_crash_left_behind_is_ended(walking: Station) -> None:
    walking.patrol.normal(held=False)
    uuid = walking.round.uuid
    walking.begin()
    walking.watch(0.1)
    assert [(r.values["subject"], d) for r, d in walking.ledger.acts("round_ended")] == [(uuid, {"state": "abandoned"})]
    assert sum(c.last_seen_wall_ns is not None for c in walking.patrol.view().due) == 4
    walking.begin()
    walking.watch(0.1)
    assert len(walking.ledger.acts("round_ended")) == 1


def test_between_shifts_no_round_begins() -> None:
    shifts = [{"id": "night", "name": "Night", "start": "20:00", "end": "04:00"}]
    station = Station(precinct(2, shifts=shifts))
    station.tick()
    assert station.patrol.view().shift is None
    assert station.patrol.start(RoundKind.ALL) is Refusal.SHIFT_UNKNOWN
    station.clock.advance(8 * 3600)
    station.watch(1.2)
    assert station.patrol.start(RoundKind.ALL) is None
    station.clock.advance(8 * 3600)  # the shift ends in the middle of the round
    station.patrol.touched()
    station.watch(8.4)
    assert station.patrol.view().shift is None
    assert station.patrol.normal(held=False) is None
    assert [(r.values["shift"], r.values["due_wall_ns"]) for r in sightings(station)] == [("", None)] * 2


def test_a_round_goes_on_into_the_next_shift() -> None:
    station = Station()
    station.clock.advance(8 * 3600 - 10)
    station.patrol.touched()
    station.tick()
    station.patrol.start(RoundKind.ALL)
    station.walk()
    shifts = [r.values["shift"] for r in sightings(station)]
    assert shifts == ["2026-11-22/day"] * 4 + ["2026-11-22/night"] * 2


def test_the_clock_set_back_and_forward(station: Station) -> None:
    station.patrol.start(RoundKind.ALL)
    station.walk()
    seen = {c.camera_id: c.last_seen_wall_ns for c in station.patrol.view().due}
    station.clock.step_wall(-7200)
    station.watch(2.4)
    due = station.patrol.view().due
    assert all(c.last_seen_wall_ns is None and c.overdue for c in due), "unknown: due now"
    station.patrol.start(RoundKind.DUE)
    station.watch(8.4)
    station.clock.step_wall(3600)
    assert station.patrol.normal(held=False) is None, "wall time measures no dwell"
    assert {r.values["due_wall_ns"] for r in sightings(station)[-4:]} == {None}
    station.clock.step_wall(3600)
    station.watch(2.4)
    due = station.patrol.view().due
    assert not any(c.overdue for c in due)
    assert sum(c.last_seen_wall_ns == seen[c.camera_id] for c in due) == 2


def test_replan_takes_effect_without_a_new_start(walking: Station) -> None:
    new = precinct(
        1,
        patrol={"key_cameras": ["c01"], "plan": "heightened"},
        plans=[{"level": "heightened", "key_every_min": 7, "step": 2, "dwell_s": 3}],
    )
    assert walking.patrol.replan(new, file="precinct.toml", summary="keys") is Refusal.NO_RIGHT
    assert walking.patrol.replan(new) is None
    view = walking.patrol.view()
    assert (view.plan, {t.tier: t.interval_s for t in view.tiers}[Tier.KEY]) == (PlanLevel.HEIGHTENED, 420)
    assert len(view.due) == 6, "cameras stay as they were at the start"
    assert walking.patrol.normal(held=False) is None, "the round goes on with its own dwell"
    walking.who = WANG
    assert walking.patrol.replan(new, file="precinct.toml", summary="keys") is None
    assert walking.ledger.acts("plans_edited")[0][1] == {"summary": "keys"}
    walking.patrol.start(RoundKind.ALL)
    assert len(walking.cameras) == 2


def test_nothing_new_is_the_same_view_and_costs_next_to_nothing() -> None:
    keys = [f"c{i:02d}" for i in range(1, 60)]
    station = Station(precinct(551, patrol={"key_cameras": keys}))
    station.watch(1.0)
    station.patrol.start(RoundKind.ALL)
    station.watch(8.6)
    view = station.patrol.view()
    shown = [station.tile(c).shown(c) for c in station.cameras]
    took = []
    for _ in range(200):
        begun = time.thread_time()
        station.patrol.advance(shown)
        took.append(time.thread_time() - begun)
    assert station.patrol.view() is view
    median_ms = sorted(took)[100] * 1000
    print(f"advance with nothing new: {median_ms:.3f} ms")
    assert median_ms < 0.2


@pytest.mark.parametrize("told", [True, False])
def test_a_new_book_begins_without_anything_late(told: bool) -> None:
    """The shift has been on for hours: nobody could have looked before there was a book."""
    walked = precinct(2, patrol={"key_cameras": ["c01"]})
    memory = replace(NOTHING, began_wall_ns=AT_NOON - NS_PER_S) if told else NOTHING
    station = Station(precinct=walked, memory=memory)
    station.tick()

    def due_wall_ns() -> int:
        (camera,) = [c for c in station.patrol.view().due if c.camera_id == "c01"]
        assert station.patrol.view().loaded
        assert not camera.overdue
        return camera.due_wall_ns

    began_wall_ns = AT_NOON - NS_PER_S if told else AT_NOON
    assert due_wall_ns() == began_wall_ns + 1800 * NS_PER_S
    assert station.patrol.replan(walked) is None
    assert due_wall_ns() == began_wall_ns + 1800 * NS_PER_S
    assert station.patrol.start(RoundKind.ALL) is None
    station.walk()
    assert {r.values["due_wall_ns"] for r in station.ledger.rows("sighting") if r.values["tier"] == "key"} == {
        began_wall_ns + 1800 * NS_PER_S
    }


def test_what_was_spooled_and_joins_late_does_not_set_the_clock_back() -> None:
    """The book is back: what came last is told of first, for spooled rows are asked about once a second only."""
    station = Station(precinct=precinct(1, patrol={"key_cameras": ["c01"]}), memory=NOTHING)
    station.ledger.at_once = False
    station.tick()
    assert station.patrol.start(RoundKind.ALL) is None
    station.walk()
    station.ledger.settle(Receipt.SPOOLED)
    station.tick()
    first_wall_ns = station.patrol.view().due[0].last_seen_wall_ns
    assert first_wall_ns is not None
    assert station.patrol.start(RoundKind.ALL) is None
    station.walk()
    (first, last) = station.ledger.rows("sighting")
    assert first.at_wall_ns == first_wall_ns < last.at_wall_ns
    for row in (last, first):
        station.ledger.receipts[row.uuid] = Receipt.COMMITTED
        station.tick(1.2)
        station.tick(1.2)
        assert station.patrol.view().due[0].last_seen_wall_ns == last.at_wall_ns
