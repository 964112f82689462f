"""No order of freeze, stall, reconnect, mask, layout change, pause, clock change or crash credits a camera that was not
fresh on screen; every answer is written exactly once. A random desk against an oracle that reads the log afterwards."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from duty.book.rows import Receipt, Row
from duty.patrol.config import PlanLevel
from duty.patrol.view import Answer, Refusal, RoundKind, RoundState
from tests.duty.patrol import oracle
from tests.duty.patrol.station import LI, PILOT, WANG, Station, Still, precinct
from video.feed import CameraState

DWELL_S = 2.0
CAMERAS = 5
PLANS = [{"level": level, "dwell_s": DWELL_S, "step": 3} for level in ("routine", "heightened", "highest")]
ROUTES = [{"id": "walk", "name": "Walk", "cameras": ["c04", "c01", "c04"]}]
NUMBERS = st.integers(1, 3)
INTERRUPTIONS = st.sampled_from(["pause", "alarm", "hang", "nobody", "change over"])
ANSWERS = st.sampled_from(["space", "space", "abnormal", "cannot see"])
CHANGES = st.sampled_from(
    [
        {"streams": False},
        {"streams": False, "fps": 25.0},
        {"streams": False, "fps": 0.5},
        {"streams": True},
        {"frozen": True},
        {"frozen": False},
        {"state": CameraState.STALE},
        {"state": CameraState.OFFLINE},
        {"state": CameraState.LIVE},
        {"in_view": False},
        {"in_view": True},
        {"width_px": 319},
        {"width_px": 320},
        {"masked_share": 0.95},
        {"masked_share": 0.5},
        {"fps": 0.5},
        {"fps": None},
        {"sequence": 0, "painted_at_ns": None, "received_at_ns": None, "streams": False},
    ]
)


class Desk(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.station = Station(precinct(CAMERAS, plans=PLANS, routes=ROUTES, patrol={"key_cameras": ["c02"]}))
        self.station.ledger.at_once = False
        self.log: dict[str, list[oracle.Entry]] = {}
        self.step: tuple[str, int] | None = None
        self.step_began = 0
        self.checked = 0
        self.answered: set[tuple[object, object]] = set()
        self.aimed: list[int] = []

    # What happens to the pictures.

    @initialize()
    def begin(self) -> None:
        self.tick(0.1)
        self.start(RoundKind.ALL)

    def tick(self, seconds: float) -> None:
        self.station.clock.advance(seconds)
        self.new_step()
        self.station.look()
        now = self.station.clock.monotonic_ns()
        if not self.is_running:  # this look paused it: what was on screen before does not count any more
            self.log, self.aimed = {}, []
        else:
            for camera in self.station.cameras:
                self.log.setdefault(camera, []).append(self.entry(camera, now))
        self.new_step()

    def entry(self, camera: str, now: int) -> oracle.Entry:
        tile = self.station.tiles[camera]
        well = (
            tile.in_view
            and tile.state is CameraState.LIVE
            and not tile.frozen
            and tile.sequence > 0
            and tile.width_px >= 320
            and tile.masked_share < 0.9
        )
        return oracle.Entry(now, tile.painted_at_ns, tile.received_at_ns, tile.fps, well)

    def new_step(self) -> None:
        view = self.station.patrol.view().round
        step = None if view is None or view.step is None else (view.uuid, view.step.number)
        if step != self.step:
            self.step = step
            self.log, self.aimed = {}, []
            self.step_began = self.station.clock.monotonic_ns()
            self.station.come_up()

    @property
    def is_running(self) -> bool:
        view = self.station.patrol.view().round
        return view is not None and view.state is RoundState.RUNNING

    def tile_of(self, number: int) -> str | None:
        cameras = self.station.cameras
        return cameras[number % len(cameras)] if cameras else None

    @rule(seconds=st.sampled_from([0.02, 0.1, 0.4, 0.9, 1.0, 1.1, 3.0]))
    def time_passes(self, seconds: float) -> None:
        self.tick(seconds)

    @rule(seconds=st.sampled_from([0.6, 1.8, 2.0, 2.2, 2.6]))
    def watch(self, seconds: float) -> None:
        for _ in range(round(seconds * 5)):
            self.tick(0.2)

    @rule(seconds=st.sampled_from([2.2, 3.0]))
    def all_is_well(self, seconds: float) -> None:
        for camera, tile in self.station.tiles.items():
            good = replace(tile, streams=True, state=CameraState.LIVE, in_view=True, width_px=640)
            self.station.tiles[camera] = replace(good, frozen=False, masked_share=0.0)
        self.watch(seconds)

    @rule(number=NUMBERS)
    def a_picture_lags(self, number: int) -> None:
        """One that was received a while ago, painted now."""
        camera = self.tile_of(number)
        if camera is not None:
            self.station.tiles[camera].paint(self.station.clock.monotonic_ns(), lag_ns=oracle.SECOND * 19 // 10)

    @rule(number=NUMBERS, change=CHANGES)
    @precondition(lambda self: bool(self.station.cameras))
    def a_tile_changes(self, number: int, change: dict[str, object]) -> None:
        camera = self.tile_of(number)
        assert camera is not None
        self.station.tiles[camera] = replace(self.station.tiles[camera], **change)  # type: ignore[arg-type]

    @rule(
        number=NUMBERS,
        change=CHANGES,
        before=st.sampled_from([0.0, 0.5, 1.5, 2.5]),
        lasting=st.sampled_from([0.0, 0.2, 1.0, 2.2, 3.0]),
        after=st.sampled_from([0.0, 0.5, 1.6, 2.2]),
        is_undone=st.booleans(),
        answer=ANSWERS,
    )
    @precondition(lambda self: bool(self.station.cameras))
    def trouble_in_a_step(
        self,
        number: int,
        change: dict[str, object],
        before: float,
        lasting: float,
        after: float,
        is_undone: bool,
        answer: str,
    ) -> None:
        """All is well, then something is not, for a while or to the end; and then the officer answers."""
        self.resume()
        self.all_is_well(before)
        self.a_tile_changes(number, change)
        self.watch(lasting)
        if is_undone:
            self.all_is_well(after)
        else:
            self.watch(after)
        if answer == "abnormal":
            self.abnormal(number, "fire", True)
        elif answer == "cannot see":
            self.cannot_see(number)
        else:
            self.press_space()

    @rule(before=st.sampled_from([0.5, 1.5, 2.5]), after=st.sampled_from([0.0, 0.5, 1.6, 2.2]), how=INTERRUPTIONS)
    @precondition(lambda self: bool(self.station.cameras))
    def interruption_in_a_step(self, before: float, after: float, how: str) -> None:
        self.resume()
        self.all_is_well(before)
        if how == "hang":
            self.tick(1.1)
        elif how == "nobody":
            self.tick(600)
            assert not self.is_running
            self.station.patrol.touched()
            self.resume()
        elif how == "change over":
            self.somebody_signs_in(WANG if self.station.who is LI else LI)
            self.resume()
        else:
            self.a_key(how)
            self.a_key("resume")
        self.watch(after)
        self.press_space()

    @rule(change=st.sampled_from([{"in_view": False}, {"in_view": True}, {"width_px": 200}, {"width_px": 500}]))
    def the_layout_changes(self, change: dict[str, object]) -> None:
        for camera in self.station.cameras:
            self.station.tiles[camera] = replace(self.station.tiles[camera], **change)  # type: ignore[arg-type]

    @rule(seconds=st.sampled_from([-86400, -3600, -61, -1, 1, 61, 3600, 86400]))
    def the_wall_clock_steps(self, seconds: int) -> None:
        self.station.clock.step_wall(seconds)

    # What the officer does.

    @rule(kind=st.sampled_from([RoundKind.ALL, RoundKind.DUE]))
    @precondition(lambda self: not self.is_running)
    def start(self, kind: RoundKind) -> None:
        refusal = self.station.patrol.start(kind)
        self.new_step()
        assert (refusal is None) == (self.station.who in (LI, WANG))

    @precondition(lambda self: not self.station.cameras)
    @rule(which=st.sampled_from([(RoundKind.ROUTE, "walk"), (RoundKind.AREA, "north")]))
    def start_another(self, which: tuple[RoundKind, str]) -> None:
        self.station.patrol.start(*which)
        self.new_step()

    @rule()
    def press_space(self) -> None:
        self.new_step()
        view = self.station.patrol.view().round
        before = self.station.cameras
        was_on = self.is_running
        refusal = self.station.patrol.normal(held=False)
        if refusal is None:
            assert view is not None
            assert was_on
            rows = self.station.ledger.writes[-1] if self.unanswered(before, view.uuid) else ()
            assert {r.values["camera_id"] for r in rows} == self.unanswered(before, view.uuid)
            self.check_rows()
            self.new_step()
            assert self.station.cameras != before
        elif refusal in (Refusal.EARLY, Refusal.NOT_SEEN):
            assert view is not None
            now = self.station.clock.monotonic_ns()
            ticked = [self.could_be_ticked(c, now) for c in self.unanswered(before, view.uuid)]
            assert not all(ticked), "all had been seen"

    def unanswered(self, cameras: tuple[str, ...], round_uuid: str) -> set[object]:
        return {c for c in cameras if (round_uuid, c) not in self.answered}

    def could_be_ticked(self, camera: object, now: int) -> bool:
        log = self.log.get(str(camera), [])
        found = oracle.runs(log, self.step_began)
        if not found or found[-1][1] != log[-1].at or now - log[-1].at > oracle.LONGEST_SILENCE:
            return False
        return found[-1][1] - found[-1][0] >= DWELL_S * oracle.SECOND

    @rule()
    def hold_space(self) -> None:
        writes = len(self.station.ledger.rows("sighting"))
        assert self.station.patrol.normal(held=True) is not None
        assert len(self.station.ledger.rows("sighting")) == writes

    @rule(number=NUMBERS)
    def choose(self, number: int) -> None:
        if self.station.patrol.choose(number) is None:
            self.aimed.append(self.station.clock.monotonic_ns())

    @rule(number=NUMBERS, word=st.sampled_from(["fire", "fallen", " "]), with_still=st.booleans())
    def abnormal(self, number: int, word: str, with_still: bool) -> None:
        self.choose(number)
        if self.station.patrol.abnormal(word, Still() if with_still else None) is None:
            self.aimed.append(self.station.clock.monotonic_ns())
            assert word.strip()
            assert [r.table for r in self.station.ledger.writes[-1]] == ["sighting", "incident", "still"][
                : 2 + with_still
            ]
            self.check_rows()

    @rule(number=NUMBERS)
    def cannot_see(self, number: int) -> None:
        self.choose(number)
        if self.station.patrol.cannot_see() is None:
            self.aimed.append(self.station.clock.monotonic_ns())
            self.check_rows()

    @rule(key=st.sampled_from(["pause", "resume", "alarm", "abandon", "touched"]))
    def a_key(self, key: str) -> None:
        was_running = self.is_running
        getattr(self.station.patrol, key)()
        if was_running and not self.is_running:
            self.log, self.aimed = {}, []

    @rule()
    def resume(self) -> None:
        self.station.who = self.station.who if self.station.who in (LI, WANG) else LI
        self.station.patrol.resume()

    @rule(who=st.sampled_from([LI, LI, WANG, WANG, PILOT, None]))
    def somebody_signs_in(self, who: object) -> None:
        self.station.who = who  # type: ignore[assignment]
        self.tick(0.02)
        if not self.is_running:
            self.log, self.aimed = {}, []

    @rule(level=st.sampled_from(list(PlanLevel)))
    def switch_plan(self, level: PlanLevel) -> None:
        self.station.patrol.switch_plan(level)

    # What happens to the rows.

    @rule(receipt=st.sampled_from([Receipt.COMMITTED, Receipt.COMMITTED, Receipt.SPOOLED, Receipt.REFUSED]))
    def the_book_answers(self, receipt: Receipt) -> None:
        self.station.ledger.settle(receipt)
        self.tick(0.02)

    @rule(receipt=st.sampled_from([Receipt.COMMITTED, Receipt.REFUSED]))
    def the_spool_joins(self, receipt: Receipt) -> None:
        self.station.ledger.settle(receipt, of=Receipt.SPOOLED)
        self.tick(0.02)

    @rule()
    def crash(self) -> None:
        """What was in memory only is lost; what was spooled joins at the next start."""
        self.station.ledger.settle(Receipt.COMMITTED, of=Receipt.SPOOLED)
        self.station.ledger.forget_waiting()
        self.station.begin()
        self.log, self.aimed, self.step = {}, [], None
        self.checked = len(self.station.ledger.rows("sighting"))
        self.tick(0.02)
        self.station.ledger.settle(Receipt.COMMITTED)
        in_book = {r.uuid for r in self.station.ledger.committed}
        started = {r.values["subject"] for r, _ in self.station.ledger.acts("round_started") if r.uuid in in_book}
        ended = [r.values["subject"] for r, _ in self.station.ledger.acts("round_ended")]
        assert started <= set(ended), "what began before the crash has ended"

    # What must hold.

    def check_rows(self) -> None:
        """Every sighting that was written since, against the log as it is now."""
        rows = self.station.ledger.rows("sighting")
        for row in rows[self.checked :]:
            self.check(row)
        self.checked = len(rows)

    def check(self, row: Row) -> None:
        values, camera = row.values, str(row.values["camera_id"])
        assert self.step is not None
        assert (values["round_uuid"], values["step"]) == self.step, "a row of the present step only"
        assert (values["round_uuid"], camera) not in self.answered, "one answer for each camera of a round"
        self.answered.add((values["round_uuid"], camera))
        log = self.log.get(camera, [])
        found = oracle.runs(log, self.step_began)
        longest = max((to - since for since, to in found), default=0)
        displayed = longest >= DWELL_S * oracle.SECOND
        assert values["displayed_ms"] == longest // 1_000_000
        assert values["displayed"] == displayed
        assert values["credited"] == (displayed and values["answer"] in ("normal", "abnormal"))
        if values["answer"] == Answer.NORMAL.value:
            assert self.could_be_ticked(camera, self.station.clock.monotonic_ns())
        else:
            assert values["looked"] == bool(found and self.aimed and self.aimed[-1] >= found[-1][0])
        if values["answer"] == Answer.ABNORMAL.value:
            assert found, "there was a fresh picture"
        assert self.station.who is not None
        assert row.operator == self.station.who.login
        assert row.at_wall_ns == self.station.clock.wall_ns()

    @invariant()
    def nothing_is_written_behind_our_back(self) -> None:
        assert len(self.station.ledger.rows("sighting")) == self.checked

    @invariant()
    def the_view_tells_the_truth_about_the_book(self) -> None:
        view = self.station.patrol.view()
        if view.round is None:
            return
        rows = [r for r in self.station.ledger.rows("sighting") if r.values["round_uuid"] == view.round.uuid]
        receipts = [self.station.ledger.receipts[r.uuid] for r in rows]
        if view.round.state is RoundState.FINISHED:
            assert len(rows) == view.round.cameras_total
            assert Receipt.WAITING not in receipts
        assert view.round.cameras_done <= sum(r in (Receipt.COMMITTED, Receipt.SPOOLED) for r in receipts) + sum(
            r is Receipt.REFUSED for r in receipts
        )
        if view.round.step is not None:
            for camera in view.round.step.cameras:
                if camera.receipt is Receipt.COMMITTED:
                    (row,) = [r for r in rows if r.values["camera_id"] == camera.camera_id]
                    assert self.station.ledger.receipts[row.uuid] is Receipt.COMMITTED

    def teardown(self) -> None:
        """In the end the due list knows of each camera what the book knows."""
        self.station.ledger.settle(Receipt.COMMITTED, of=Receipt.SPOOLED)
        self.station.ledger.settle(Receipt.COMMITTED)
        for _ in range(4):
            self.tick(1.1)
        last: dict[str, int] = {}
        for row in self.station.ledger.rows("sighting"):
            if row.values["credited"] and self.station.ledger.receipts[row.uuid] is Receipt.COMMITTED:
                last[str(row.values["camera_id"])] = row.at_wall_ns
        latest = self.station.clock.wall_ns() + 60 * oracle.SECOND
        for camera in self.station.patrol.view().due:
            at = last.get(camera.camera_id)
            assert camera.last_seen_wall_ns == (None if at is None or at > latest else at)


def run(examples: int, steps: int) -> None:
    run_state_machine_as_test(
        Desk,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            print_blob=True,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_only_what_was_fresh_on_screen_is_credited() -> None:
    run(examples=40, steps=40)


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_only_what_was_fresh_on_screen_is_credited_soak() -> None:
    run(examples=3000, steps=80)
