"""The deck: one playhead, its ends, loops, marks and speeds. On a manual clock, with followers that only listen."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from base.clock import NS_PER_S, ManualClock
from duty.config import PrecinctConfig
from duty.precinct import Precinct
from sessions.manifest import Manifest, Why
from sessions.replay.air import ReplayAir
from sessions.replay.clock import ReplayClock
from sessions.replay.deck import FRAME_NS, Parts, ReplayDeck
from sessions.replay.desk import ReplayDesk
from sessions.replay.patrol import RestingPatrol
from sessions.replay.people import Nobody
from sessions.replay.records import NoRecords
from sessions.replay.timeline import timeline
from sessions.replay.view import Mark, MarkKind
from sessions.world import World, WorldKind
from tests.sessions.replay.fakes import CountedAir, FakeCameras
from video.recording.packets import KEY, PACKET
from video.replay.index import Reel, TapeIndex
from video.replay.settled import Settled

START_NS = 500 * NS_PER_S
END_NS = START_NS + 60 * NS_PER_S
WALL_NS = 1_790_000_000 * NS_PER_S
PRECINCT = PrecinctConfig(name="Harbour", time_zone="Asia/Shanghai", centre=(31.2, 121.5))
MARKS = (
    Mark(START_NS + 10 * NS_PER_S, MarkKind.VERDICT, "t/z", ""),
    Mark(START_NS + 20 * NS_PER_S, MarkKind.INCIDENT, "u1", "a"),
    Mark(START_NS + 40 * NS_PER_S, MarkKind.BOOKMARK, "b", ""),
)


class Bench:
    """A deck with everything that it drives in sight. Its air's thread is stopped: nothing here waits for it."""

    def __init__(self) -> None:
        self.live = ManualClock()
        self.cameras = FakeCameras()
        self.tape = CountedAir(START_NS)
        self.notes: list[tuple[int, str, str]] = []
        clock = ReplayClock(self.live, started_tape_ns=START_NS, started_wall_ns=WALL_NS)
        self.air = ReplayAir(lambda: self.tape, clock)
        self.air.start = lambda: None  # type: ignore[method-assign]
        world = World(
            kind=WorldKind.REPLAY,
            clock=clock,
            precinct=Precinct(precinct=PRECINCT),
            cameras=self.cameras,
            air=self.air,
            desk=ReplayDesk((), clock),
            patrol=RestingPatrol(),
            operators=Nobody(),
            records=NoRecords(),
            data=Path("/nowhere"),
        )
        self.deck = ReplayDeck(
            Parts(
                world=world,
                manifest=Manifest(
                    id="s",
                    why=Why.PERSON,
                    program="",
                    started_tape_ns=START_NS,
                    started_wall_ns=WALL_NS,
                    ended_tape_ns=END_NS,
                    precinct=PRECINCT,
                ),
                folder=Path("/nowhere"),
                timeline=timeline(START_NS, END_NS, (), MARKS),
                clock=clock,
                cameras=self.cameras,
                air=self.air,
                indexes={"c1": pictures_at(START_NS, fps=10, seconds=60)},
                annotate=self.annotate,
                thumbnail=lambda camera_id, tape_ns: Path(f"/{camera_id}/{tape_ns}"),
            )
        )

    def annotate(self, tape_ns: int, text: str, operator: str) -> Mark:
        self.notes.append((tape_ns, text, operator))
        return Mark(tape_ns, MarkKind.ANNOTATION, operator, text)

    def pass_s(self, seconds: float) -> None:
        """In ticks of 20 ms, as the window's."""
        for _ in range(round(seconds / 0.02)):
            self.live.advance(0.02)
            self.deck.advance()

    @property
    def at_s(self) -> float:
        return (self.deck.tape_ns() - START_NS) / NS_PER_S


def pictures_at(start_ns: int, *, fps: int, seconds: int) -> TapeIndex:
    packets = np.zeros(fps * seconds, PACKET)
    packets["received_ns"] = start_ns + np.arange(len(packets)) * NS_PER_S // fps
    packets["pts"] = packets["dts"] = np.arange(len(packets))
    packets["flags"][::fps] = KEY
    times_ns = np.ascontiguousarray(packets["received_ns"])
    return TapeIndex((Reel(Path("00000.mp4"), 0, len(packets)),), packets, times_ns)


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_it_opens_paused_at_the_beginning_and_time_stands_still(bench: Bench) -> None:
    bench.pass_s(2)
    assert bench.at_s == 0
    assert not bench.deck.view().playing
    assert bench.deck.world.clock.wall_ns() == WALL_NS
    assert bench.cameras.running


@pytest.mark.parametrize(("rate", "after_s"), [(1.0, 32.0), (0.25, 30.5), (32.0, 60.0), (-1.0, 28.0), (-8.0, 14.0)])
def test_time_goes_at_the_speed_that_was_chosen(bench: Bench, rate: float, after_s: float) -> None:
    bench.deck.seek(START_NS + 30 * NS_PER_S)
    bench.deck.set_rate(rate)
    bench.deck.play()
    bench.pass_s(2)
    assert bench.at_s == pytest.approx(after_s, abs=0.001)
    assert bench.deck.world.clock.wall_ns() - WALL_NS == bench.deck.tape_ns() - START_NS


def test_a_change_of_speed_while_playing_is_no_jump(bench: Bench) -> None:
    bench.deck.play()
    bench.pass_s(1)
    bench.deck.set_rate(2.0)
    bench.pass_s(1)
    assert bench.at_s == pytest.approx(3.0, abs=0.001)
    assert not bench.cameras.playheads[-1].is_jump


def test_versions_only_grow_and_all_follow_the_same_playhead(bench: Bench) -> None:
    bench.deck.play()
    bench.deck.seek(START_NS + 5 * NS_PER_S, exact=False)
    bench.deck.seek(START_NS + 6 * NS_PER_S)
    bench.deck.pause()
    versions = [playhead.version for playhead in bench.cameras.playheads]
    assert versions == sorted(set(versions))
    assert bench.deck.playhead is bench.cameras.playheads[-1]


def test_at_the_end_it_pauses_and_plays_anew_from_the_beginning(bench: Bench) -> None:
    bench.deck.seek(END_NS - NS_PER_S)
    bench.deck.play()
    bench.pass_s(2)
    view = bench.deck.view()
    assert (view.playing, view.at_end, bench.at_s) == (False, True, 60.0)
    bench.deck.play()
    bench.pass_s(1)
    assert not bench.deck.view().at_end
    assert bench.at_s == pytest.approx(1.0, abs=0.001)


def test_backward_it_pauses_at_the_beginning(bench: Bench) -> None:
    bench.deck.seek(START_NS + NS_PER_S)
    bench.deck.set_rate(-4.0)
    bench.deck.play()
    bench.pass_s(1)
    assert (bench.deck.view().playing, bench.deck.view().at_end, bench.at_s) == (False, True, 0.0)


@pytest.mark.parametrize(("rate", "direction"), [(1.0, 1), (8.0, 1), (-2.0, -1)])
def test_a_loop_is_never_left(bench: Bench, rate: float, direction: int) -> None:
    loop = (START_NS + 10 * NS_PER_S, START_NS + 12 * NS_PER_S)
    bench.deck.set_rate(rate)
    bench.deck.set_loop(loop)
    bench.deck.play()
    turns, before_s = 0, bench.at_s
    for _ in range(400):
        bench.pass_s(0.02)
        assert 10 - 0.2 <= bench.at_s <= 12 + 0.2
        turns += (before_s - bench.at_s) * direction > 1
        before_s = bench.at_s
    assert turns >= 3
    assert bench.deck.view().playing


def test_a_loop_that_is_none(bench: Bench) -> None:
    bench.deck.set_loop((END_NS + 1, END_NS + 5))
    assert bench.deck.view().loop is None


def test_while_the_handle_is_dragged_time_is_where_the_hand_is(bench: Bench) -> None:
    bench.deck.play()
    for second in range(5, 25):
        bench.deck.seek(START_NS + second * NS_PER_S, exact=False)
        bench.pass_s(0.04)
        assert bench.at_s == second
        assert bench.deck.view().keys_only
        assert not bench.cameras.playheads[-1].exact
    bench.deck.seek(START_NS + 24 * NS_PER_S)
    bench.pass_s(1)
    assert bench.at_s == pytest.approx(25.0, abs=0.001)  # it plays on from where the handle was let go
    assert not bench.deck.view().keys_only


def test_a_seek_beyond_the_ends_stays_inside(bench: Bench) -> None:
    bench.deck.seek(END_NS + 10**12)
    assert bench.at_s == 60
    bench.deck.seek(-(10**18))
    assert bench.at_s == 0


def test_steps_go_by_the_pictures_of_the_camera_in_focus(bench: Bench) -> None:
    bench.deck.set_focus("c1")
    bench.deck.seek(START_NS + 5 * NS_PER_S + 30_000_000)
    bench.deck.step(1)
    assert bench.at_s == 5.1
    bench.deck.step(3)
    assert bench.at_s == 5.4
    bench.deck.step(-1)
    assert bench.at_s == 5.3
    bench.deck.set_focus("")
    bench.deck.step(1)
    assert bench.at_s == pytest.approx(5.3 + FRAME_NS / NS_PER_S)


def test_jumps_to_marks_by_kind(bench: Bench) -> None:
    jump = bench.deck.jump
    assert [mark and mark.name for mark in (jump(1), jump(1), jump(1), jump(1))] == ["t/z", "u1", "b", None]
    assert bench.at_s == 40
    assert [mark and mark.name for mark in (jump(-1), jump(-1), jump(-1))] == ["u1", "t/z", None]
    found = jump(1, frozenset({MarkKind.BOOKMARK}))
    assert found is MARKS[2]


def test_jumping_back_while_it_plays_gets_past_the_mark_just_jumped_to(bench: Bench) -> None:
    bench.deck.seek(START_NS + 45 * NS_PER_S)
    bench.deck.play()
    names = []
    for _ in range(3):
        mark = bench.deck.jump(-1)
        names.append(mark.name if mark else None)
        bench.pass_s(0.5)
    assert names == ["b", "u1", "t/z"]


def test_a_word_at_a_place_is_kept_and_becomes_a_mark(bench: Bench) -> None:
    bench.deck.seek(START_NS + 30 * NS_PER_S)
    bench.deck.annotate("look here", "wang")
    assert bench.notes == [(START_NS + 30 * NS_PER_S, "look here", "wang")]
    assert [mark.kind for mark in bench.deck.timeline.marks][2] is MarkKind.ANNOTATION


def test_seeking_until_pictures_and_states_are_there(bench: Bench) -> None:
    bench.air.run_once = _without_waiting(bench.air)  # type: ignore[method-assign]
    bench.air.run_once()
    bench.deck.advance()
    assert not bench.deck.view().seeking
    bench.cameras.came = Settled.KEY
    bench.deck.seek(START_NS + 9 * NS_PER_S)
    assert bench.deck.view().seeking
    bench.air.run_once()
    bench.deck.advance()
    assert bench.deck.view().seeking  # the exact pictures are on their way
    bench.cameras.came = Settled.EXACT
    bench.deck.advance()
    assert not bench.deck.view().seeking
    bench.deck.play()
    assert not bench.deck.view().seeking  # playing on is no seek


def _without_waiting(air: ReplayAir) -> Callable[[], None]:
    once = air.run_once
    air._wait = lambda playhead, wanted_ns: None  # type: ignore[method-assign]
    return once


def test_the_view_is_the_same_object_until_something_changed(bench: Bench) -> None:
    bench.pass_s(0.1)
    view = bench.deck.view()
    bench.pass_s(0.5)
    assert bench.deck.view() is view


def test_no_speed_of_a_replay(bench: Bench) -> None:
    with pytest.raises(ValueError, match="speed"):
        bench.deck.set_rate(3.0)
    with pytest.raises(ValueError, match="speed"):
        bench.deck.set_rate(0.0)


def test_closing_ends_what_follows(bench: Bench) -> None:
    bench.deck.close()
    bench.deck.close()
    assert bench.deck.wait_until_closed(5)
    assert not bench.cameras.running
    bench.deck.advance()
