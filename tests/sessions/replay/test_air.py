"""The air of a replay follows its playhead: forward, backward, in jumps, and says how far behind it is."""

import random

import pytest

from base.clock import NS_PER_S, ManualClock
from base.playhead import Playhead
from drones.picture import AirPicture
from sessions.replay import air
from sessions.replay.air import BACK_NS, GRID_NS, SKIP_NS, ReplayAir
from sessions.replay.clock import ReplayClock
from tests.sessions.replay.fakes import CountedAir

FIRST_NS, LAST_NS = 100 * NS_PER_S, 700 * NS_PER_S


class Bench:
    def __init__(self) -> None:
        self.live = ManualClock()
        self.tape = CountedAir(FIRST_NS)
        self.clock = ReplayClock(self.live, started_tape_ns=FIRST_NS, started_wall_ns=0)
        self.air = ReplayAir(lambda: self.tape, self.clock)
        self.air._wait = lambda playhead, wanted_ns: None  # type: ignore[method-assign]  # its turns are counted here
        self.version = 0

    def set(self, tape_ns: int, rate: float = 0.0, *, is_jump: bool = True) -> None:
        self.version += 1
        now_ns = self.live.monotonic_ns()
        self.clock.playhead = Playhead(self.version, tape_ns, now_ns, rate, FIRST_NS, LAST_NS, is_jump=is_jump)

    def turns(self, limit: int = 100) -> int:
        """Until the present place is reached; how many it took."""
        for turn in range(1, limit + 1):
            self.air.run_once()
            if self.at() == self.clock.monotonic_ns() // GRID_NS * GRID_NS:
                return turn
        return pytest.fail(f"not there after {limit} turns")

    def at(self) -> int:
        picture: AirPicture = self.air.picture()
        assert picture.aircraft_forgotten == (picture.at_ns - FIRST_NS) // GRID_NS  # the state is that of its time
        return picture.at_ns


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_a_jump_is_one_turn_however_far(bench: Bench) -> None:
    for tape_ns in (FIRST_NS, LAST_NS, FIRST_NS + 5, LAST_NS - NS_PER_S // 3):
        bench.set(tape_ns)
        assert bench.turns() == 1
        assert bench.air.settled_version == bench.version
        assert bench.air.behind_s == 0


def test_playing_on_seeks_nothing(bench: Bench) -> None:
    bench.set(FIRST_NS, 1.0)
    bench.turns()
    seeks = len(bench.tape.seeks)
    for _ in range(200):
        bench.live.advance(0.033)
        bench.turns()
    assert len(bench.tape.seeks) == seeks
    assert bench.at() == FIRST_NS + 66 * GRID_NS


def test_backward_each_stretch_is_played_once(bench: Bench) -> None:
    bench.set(LAST_NS, -1.0)
    bench.turns()
    played, seeks = bench.tape.played, len(bench.tape.seeks)
    for _ in range(300):
        bench.live.advance(0.1)
        bench.turns()
    assert bench.at() == LAST_NS - 300 * GRID_NS
    assert bench.tape.played - played <= 300 + BACK_NS // GRID_NS
    assert len(bench.tape.seeks) - seeks <= 300 * GRID_NS // BACK_NS + 2


def test_what_is_too_far_behind_is_left_out_and_said(bench: Bench) -> None:
    bench.set(FIRST_NS, 1.0)
    bench.turns()
    bench.live.advance(5.0)
    bench.air.run_once()
    assert bench.air.behind_s == pytest.approx(4.0)
    bench.turns()
    assert bench.air.behind_s == 0
    seeks = len(bench.tape.seeks)
    bench.live.advance(SKIP_NS / NS_PER_S + 5)
    assert bench.turns() == 1
    assert len(bench.tape.seeks) == seeks + 1


def test_a_disk_that_is_gone_is_said_and_tried_again(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(air, "_AGAIN_S", 0.0)
    bench.set(FIRST_NS)
    bench.turns()
    seek, gone = bench.tape.seek, [OSError(5, "Input/output error")] * 3

    def seek_or_not(tape_ns: int) -> None:
        if gone:
            raise gone.pop()
        seek(tape_ns)

    bench.tape.seek = seek_or_not  # type: ignore[method-assign]
    bench.set(LAST_NS)
    bench.air.run_once()
    assert bench.air.trouble == "The telemetry cannot be read: Input/output error."
    assert bench.at() == FIRST_NS
    assert bench.air.settled_version < bench.version
    assert bench.turns() == 3
    assert bench.air.trouble == ""


def test_any_way_leads_to_the_state_of_the_place(bench: Bench) -> None:
    seed = random.randrange(1_000_000)
    print(f"seed {seed}")
    dice = random.Random(seed)
    bench.set(FIRST_NS)
    bench.turns()
    for _ in range(300):
        match dice.randrange(3):
            case 0:
                bench.set(dice.randrange(FIRST_NS, LAST_NS), dice.choice([0.0, 1.0, -1.0, 8.0, -8.0]))
            case 1:
                bench.set(bench.clock.monotonic_ns(), dice.choice([0.0, 1.0, -2.0, 32.0]), is_jump=False)
            case _:
                bench.live.advance(dice.random() * 2)
        for _ in range(dice.randrange(3)):
            bench.air.run_once()
            bench.at()
    bench.turns()
