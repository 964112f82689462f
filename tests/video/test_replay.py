"""Recorded tapes replayed in real workers: the right picture at the right time, whatever the playhead does."""

import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import run

import av
import pytest

from base.clock import NS_PER_MS, NS_PER_S, SystemClock
from base.playhead import Playhead
from tests.video.conftest import camera, wait_for
from tests.video.tapes import FPS, INTERVAL_NS, START_NS, read_number, record, write_numbered
from video.config import CameraConfig
from video.feed import HIDDEN, CameraFacts, CameraState, Reason, StreamDemand
from video.recording.head import head_of
from video.recording.segments import Kept, SegmentFolder
from video.replay.feed import ReplayFeed
from video.replay.settled import Settled
from video.replay.tape import Clip, Tape
from video.replay.turns import KEYS_LIMIT_S

COUNT = 300
GAP_AT, GAP_NS = 100, 20 * NS_PER_S
END_NS = START_NS + COUNT * INTERVAL_NS


def test_the_feed_loads_no_decoder() -> None:
    code = "import sys, video.replay.feed, video.replay.clips; sys.exit('cv2' in sys.modules or 'av' in sys.modules)"
    assert run([sys.executable, "-c", code], check=False, timeout=30).returncode == 0


class Room:
    """A feed, and the deck that a test is."""

    def __init__(self, cameras: tuple[CameraConfig, ...], tapes: tuple[Tape, ...], *, workers: int = 1) -> None:
        self.clock = SystemClock()
        self.feed = ReplayFeed(cameras, tapes, clock=self.clock, workers=workers)
        self.feed.start()
        self.version = 0

    def go(
        self, tape_ns: int, rate: float = 0.0, *, exact: bool = True, jump: bool = True, to_ns: int = END_NS
    ) -> "Room":
        self.version += 1
        now_ns = self.clock.monotonic_ns()
        self.feed.set_playhead(Playhead(self.version, tape_ns, now_ns, rate, START_NS, to_ns, jump, exact))
        return self

    def settle(self, index: int = 0) -> Settled:
        try:
            wait_for(lambda: self.feed.settled()[index].is_final)
        except AssertionError as error:
            error.add_note(str(self.facts(index)))
            raise
        return self.feed.settled()[index]

    def number(self, index: int = 0) -> int | None:
        """Of the newest picture: as with live ones, of two in a bunch the earlier may be given first."""
        while True:
            with self.feed.picture(index) as picture:
                if picture is None or picture.sequence == int(self.feed.sequences()[index]):
                    return None if picture is None else read_number(picture.pixels)

    def facts(self, index: int = 0) -> CameraFacts:
        return self.feed.facts()[index]

    def show(self, index: int = 0, width: int = 192, height: int = 108, priority: int = 0) -> None:
        self.feed.demand(index, StreamDemand(width, height, priority=priority))

    def watch(self, until: Callable[[], bool], index: int = 0) -> list[tuple[int, int, int]]:
        """(tape time when it was first seen, its own, its number) of each picture that came."""
        seen: list[tuple[int, int, int]] = []
        last = int(self.feed.sequences()[index])
        ends_s = time.monotonic() + 20
        while not until():
            assert time.monotonic() < ends_s
            if int(self.feed.sequences()[index]) != last:
                with self.feed.picture(index) as picture:
                    assert picture is not None
                    last = picture.sequence
                    number = read_number(picture.pixels)
                    assert number is not None
                    seen.append((self.feed.tape_ns(), picture.received_at_ns, number))
            time.sleep(0.002)
        return seen


def at(number: int) -> int:
    """The tape time of a picture of the plain tape."""
    return START_NS + number * INTERVAL_NS


@pytest.fixture(scope="module")
def tapes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Tape]:
    folder = tmp_path_factory.mktemp("tapes")
    plain = write_numbered(folder / "plain.mp4", count=COUNT)
    reordered = write_numbered(folder / "reordered.mp4", count=COUNT, b_frames=2)
    hevc = write_numbered(folder / "hevc.mp4", count=COUNT, b_frames=2, codec="libx265")
    foreign = write_numbered(folder / "foreign.mp4", count=100, b_frames=2)
    second = write_numbered(folder / "second.mkv", count=100, first=200)
    damaged = record(plain, folder / "damaged")
    data = bytearray((damaged / "00001.mp4").read_bytes())
    data[len(data) // 2 :] = random.Random(1).randbytes(len(data) - len(data) // 2)
    (damaged / "00001.mp4").write_bytes(data)
    (damaged / "00002.mp4").unlink()
    clips = (Clip(foreign, START_NS), Clip(second, START_NS + 6 * NS_PER_S), Clip(folder / "none.mp4", START_NS))
    return {
        "plain": Tape("plain", record(plain, folder / "plain")),
        "masked": Tape("masked", folder / "plain"),
        "reordered": Tape("reordered", record(reordered, folder / "reordered")),
        "hevc": Tape("hevc", record(hevc, folder / "hevc", segment_pictures=75)),
        "gap": Tape("gap", record(plain, folder / "gap", pause_after={GAP_AT: GAP_NS})),
        "damaged": Tape("damaged", damaged),
        "offset": Tape("offset", folder / "plain", offset_ns=-2 * NS_PER_S),
        "foreign": Tape("foreign", clips=clips, offset_ns=NS_PER_S, cache=folder / "cache"),
        "empty": Tape("empty", folder / "nothing"),
    }


@pytest.fixture(scope="module")
def names(tapes: dict[str, Tape]) -> dict[str, int]:
    return {name: index for index, name in enumerate(tapes)}


@pytest.fixture(scope="module")
def shared(tapes: dict[str, Tape]) -> Iterator[Room]:
    lower_half = [[(0.0, 0.5), (1.0, 0.5), (1.0, 1.0), (0.0, 1.0)]]
    cameras = tuple(camera("/x", id=name, masks=lower_half if name == "masked" else []) for name in tapes)
    room = Room(cameras, tuple(tapes.values()))
    try:
        wait_for(room.feed.process_ids)
        yield room
    finally:
        assert room.feed.stop()


@pytest.fixture
def room(shared: Room) -> Iterator[Room]:
    yield shared
    for index in range(len(shared.feed.cameras)):
        shared.feed.demand(index, HIDDEN)
    shared.go(START_NS)


@pytest.mark.parametrize("name", ["plain", "reordered", "hevc"])
def test_exact_seeks_show_the_very_picture(room: Room, names: dict[str, int], name: str) -> None:
    index = names[name]
    room.show(index)
    seed = random.randrange(10_000)
    print("seed", seed)
    chance = random.Random(seed)
    for _ in range(12):
        number = chance.randrange(COUNT)
        assert room.go(at(number) + chance.randrange(INTERVAL_NS)).settle(index) is Settled.EXACT
        assert room.number(index) == number
        facts = room.facts(index)
        assert (facts.state, facts.picture_at_ns, facts.keys_only) == (CameraState.LIVE, at(number), False)


def test_seeks_while_the_handle_is_dragged_show_the_nearest_key_frame(room: Room, names: dict[str, int]) -> None:
    index = names["plain"]
    room.show(index)
    for number, key in ((60, 50), (64, 75), (3, 0), (299, 275), (150, 150)):
        assert room.go(at(number), exact=False).settle(index) is Settled.KEY_ONLY
        assert room.number(index) == key
        assert room.facts(index).keys_only
    assert room.go(at(150), jump=False).settle(index) is Settled.EXACT
    assert not room.facts(index).keys_only


def test_steps_by_one_picture_both_ways(room: Room, names: dict[str, int]) -> None:
    index = names["plain"]
    room.show(index)
    room.go(at(120)).settle(index)
    for number in [*range(119, 90, -1), *range(91, 130)]:
        assert room.go(at(number)).settle(index) is Settled.EXACT
        assert room.number(index) == number


@pytest.mark.alone
@pytest.mark.parametrize("rate", [1.0, 2.0])
def test_every_picture_is_shown_at_its_time(room: Room, names: dict[str, int], rate: float) -> None:
    index = names["plain"]
    room.show(index)
    ends_s = time.monotonic() + 40
    while True:  # the machine may be busy with other things: then pictures are left out, as they should be
        room.go(at(80)).settle(index)
        room.go(at(80), rate, jump=False)
        seen = room.watch(lambda: room.feed.tape_ns() > at(80 + 40), index)
        numbers = [number for _, _, number in seen]
        assert numbers == sorted(set(numbers))
        assert all(own_ns == at(number) for _, own_ns, number in seen)
        late_ns = sorted(shown_ns - own_ns for shown_ns, own_ns, _ in seen)
        assert late_ns[0] >= -2 * NS_PER_MS
        if len(numbers) >= 38 and late_ns[len(late_ns) * 3 // 4] < 50 * NS_PER_MS:
            break
        if time.monotonic() > ends_s:
            pytest.fail(f"{len(numbers)} of 40 pictures, late by {[round(ns / NS_PER_MS) for ns in late_ns]} ms")
    assert room.facts(index).state is CameraState.LIVE
    room.go(at(120), 0.0, jump=False)


@pytest.mark.parametrize(("rate", "start", "until"), [(4.0, 10, 210), (-2.0, 210, 110), (32.0, 0, 299)])
def test_fast_and_backward_show_key_frames(
    room: Room, names: dict[str, int], rate: float, start: int, until: int
) -> None:
    index = names["plain"]
    room.show(index)
    room.go(at(start)).settle(index)
    room.go(at(start), rate, jump=False)
    wait_for(lambda: room.feed.settled()[index] is Settled.KEY_ONLY)
    seen = room.watch(lambda: (room.feed.tape_ns() - at(until)) * rate > 0 or room.feed.tape_ns() >= END_NS, index)
    numbers = [number for _, _, number in seen]
    assert all(number % FPS == 0 for number in numbers)
    assert numbers == sorted(set(numbers), reverse=rate < 0)
    assert len(numbers) >= (2 if rate > 8 else 3)
    facts = room.facts(index)
    assert (facts.keys_only, facts.state) == (True, CameraState.LIVE)
    assert room.go(at(until), jump=False).settle(index) is Settled.EXACT
    assert room.number(index) == until


def test_nothing_exact_comes_before_a_key_frame_of_every_camera(tapes: dict[str, Tape]) -> None:
    """Of any worker: `settled` is read twice, and what is exact in the first leaves none waiting in the second."""
    cameras = tuple(camera("/x", id=f"c{number}") for number in range(6))
    room = Room(cameras, tuple(Tape(c.id, tapes["plain"].folder) for c in cameras), workers=2)
    try:
        for index in range(6):
            room.show(index, priority=int(index == 4))
        room.go(at(0)).settle()
        for place in (45, 170, 95, 270):  # 20 packets after their key frames
            began_s = time.monotonic()
            room.go(at(place))
            while not all(settled is Settled.EXACT for settled in room.feed.settled()):
                if Settled.EXACT in room.feed.settled() and Settled.WAITING in room.feed.settled():
                    assert time.monotonic() - began_s >= KEYS_LIMIT_S  # only for one that hangs, or a starved machine
                assert time.monotonic() - began_s < 20
                time.sleep(0.001)
            assert [room.number(index) for index in range(6)] == [place] * 6
    finally:
        assert room.feed.stop()


def test_gaps_are_offline_and_pictures_age_as_they_did(room: Room, names: dict[str, int]) -> None:
    index = names["gap"]
    room.show(index)
    last_ns = at(GAP_AT - 1)
    end_ns = END_NS + GAP_NS
    expected = (
        (0, CameraState.LIVE, 99), (NS_PER_S, CameraState.LIVE, 99), (3 * NS_PER_S, CameraState.STALE, 99),
        (6 * NS_PER_S, CameraState.OFFLINE, None), (GAP_NS - NS_PER_S, CameraState.OFFLINE, None),
        (GAP_NS + INTERVAL_NS, CameraState.LIVE, 100),
    )  # fmt: skip
    for order in (expected, tuple(reversed(expected))):
        for after_ns, state, number in order:
            room.go(last_ns + after_ns, to_ns=end_ns).settle(index)
            facts = room.facts(index)
            assert (facts.state, room.number(index)) == (state, number), after_ns
            assert facts.reason is (Reason.NONE if state is CameraState.LIVE else Reason.ENDED)
    room.go(last_ns + 4_800 * NS_PER_MS, 2.0, to_ns=end_ns).settle(index)
    wait_for(lambda: room.facts(index).state is CameraState.OFFLINE)
    wait_for(lambda: room.number(index) is None)
    room.go(last_ns + GAP_NS - NS_PER_S, 2.0, to_ns=end_ns)
    wait_for(lambda: room.facts(index).state is CameraState.LIVE)
    assert (room.number(index) or 0) >= 100


def test_before_the_beginning_and_without_any_tape_there_is_nothing(room: Room, names: dict[str, int]) -> None:
    for name in ("offset", "empty"):
        room.show(names[name])
    assert room.go(at(270)).settle(names["offset"]) is Settled.EXACT
    assert room.settle(names["empty"]) is Settled.NOTHING_HERE
    assert room.facts(names["empty"]).state is CameraState.OFFLINE
    room.go(END_NS + 4 * NS_PER_S, to_ns=END_NS + 9 * NS_PER_S)
    assert room.settle(names["offset"]) is Settled.NOTHING_HERE


def test_an_offset_aligns_a_tape_with_the_others(room: Room, names: dict[str, int]) -> None:
    index = names["offset"]
    room.show(index)
    assert room.go(at(100)).settle(index) is Settled.EXACT
    assert room.number(index) == 150


def test_foreign_clips_follow_one_another(room: Room, names: dict[str, int], tapes: dict[str, Tape]) -> None:
    index = names["foreign"]
    room.show(index)
    to_ns = START_NS + 20 * NS_PER_S
    chance = random.Random(7)
    first, second = START_NS + NS_PER_S, START_NS + 7 * NS_PER_S
    for number in chance.sample(range(100), 6):
        for begins_ns, counted_from in ((first, 0), (second, 200)):
            place_ns = begins_ns + number * INTERVAL_NS + 2 * NS_PER_MS
            assert room.go(place_ns, to_ns=to_ns).settle(index) is Settled.EXACT
            assert room.number(index) == counted_from + number
    assert tapes["foreign"].cache is not None
    assert len(list(tapes["foreign"].cache.glob("clip-*.idx"))) == 2


def test_damaged_and_missing_segments_are_gaps(room: Room, names: dict[str, int]) -> None:
    index = names["damaged"]
    room.show(index)
    restarts = room.feed.worker_restarts
    for number in (120, 199, 150, 260, 299):
        room.go(at(number)).settle(index)
        shown = room.number(index)
        assert shown is None or shown <= number
    assert room.go(at(299)).settle(index) is Settled.NOTHING_HERE
    assert room.go(at(99)).settle(index) is Settled.EXACT
    assert room.number(index) == 99
    assert room.feed.worker_restarts == restarts


def test_masks_are_burned_in_as_live(room: Room, names: dict[str, int]) -> None:
    index = names["masked"]
    room.show(index)
    room.go(at(42)).settle(index)
    with room.feed.picture(index) as picture:
        assert picture is not None
        assert not picture.pixels[60:, :, :3].any()
        assert picture.pixels[:50, :, :3].any()


def test_a_tile_that_grows_or_comes_back_is_drawn_anew(room: Room, names: dict[str, int]) -> None:
    index = names["plain"]
    room.show(index, 96, 54)
    room.go(at(33)).settle(index)
    assert room.facts(index).width == 96
    room.show(index, 192, 108)
    wait_for(lambda: room.facts(index).width == 192)
    assert room.settle(index) is Settled.EXACT
    room.feed.demand(index, HIDDEN)
    wait_for(lambda: room.facts(index).hidden)
    room.go(at(222))
    assert room.settle(index) is Settled.NOTHING_HERE
    wait_for(lambda: room.facts(index).state is CameraState.LIVE)
    room.show(index)
    assert room.settle(index) is Settled.EXACT
    assert room.number(index) == 222


def test_another_size_or_focus_is_no_seek(room: Room, names: dict[str, int]) -> None:
    index = names["plain"]
    room.show(index)
    room.go(at(70)).settle(index)
    for focus in ("", "plain", ""):
        room.show(index, 150, 84)
        room.feed.set_focus(focus)
        for _ in range(20):
            assert room.facts(index).state is CameraState.LIVE
            assert room.number(index) == 70
            time.sleep(0.002)
    wait_for(lambda: room.facts(index).width == 148)


def test_a_worker_that_is_killed_finds_its_place_again(tapes: dict[str, Tape]) -> None:
    room = Room((camera("/x", id="plain"),), (tapes["plain"],))
    try:
        room.show()
        room.go(at(40)).settle()
        assert room.number() == 40
        (process_id,) = room.feed.process_ids()
        os.kill(process_id, signal.SIGKILL)
        wait_for(lambda: room.feed.worker_restarts == 1)
        room.go(at(207))
        assert room.settle() is Settled.EXACT
        assert room.number() == 207
        assert room.facts().state is CameraState.LIVE
        room.go(at(207), 1.0, jump=False)
        room.watch(lambda: room.feed.tape_ns() > at(212))
    finally:
        assert room.feed.stop()


def test_a_disk_that_is_back_is_read_again(tapes: dict[str, Tape], tmp_path: Path) -> None:
    assert tapes["plain"].folder is not None
    folder = tmp_path / "plain"
    shutil.copytree(tapes["plain"].folder, folder)
    room = Room((camera("/x", id="plain"),), (Tape("plain", folder),))
    try:
        room.show()
        assert room.go(at(40)).settle() is Settled.EXACT
        (folder / "00001.mp4").rename(tmp_path / "away")
        room.go(at(180)).settle()
        assert (room.number(), room.facts().state) == (99, CameraState.STALE)  # as live, 3.2 s after the last picture
        (tmp_path / "away").rename(folder / "00001.mp4")
        ends_s = time.monotonic() + 20
        while room.number() != 180:
            assert time.monotonic() < ends_s
            room.go(at(180)).settle()
            time.sleep(0.1)
        assert room.facts().state is CameraState.LIVE
    finally:
        assert room.feed.stop()


def test_a_disk_that_is_back_leaves_no_picture_under_anothers_number(tapes: dict[str, Tape], tmp_path: Path) -> None:
    """Without the first segment picture 250 is the 150th; with it again, another is."""
    folder = tmp_path / "tape"
    assert tapes["plain"].folder is not None
    shutil.copytree(tapes["plain"].folder, folder)
    room = Room((camera("/x", id="c"),), (Tape("c", folder),))
    try:
        room.show()
        assert room.go(at(250)).settle() is Settled.EXACT
        (folder / "00000.mp4").rename(tmp_path / "away")
        assert room.go(at(50)).settle() is Settled.NOTHING_HERE
        assert room.go(at(250)).settle() is Settled.EXACT
        (tmp_path / "away").rename(folder / "00000.mp4")
        time.sleep(3.1)  # it is not tried with every seek
        assert room.go(at(150)).settle() is Settled.EXACT
        assert room.number() == 150
    finally:
        assert room.feed.stop(10)


@pytest.mark.parametrize("b_frames", [0, 2])
def test_a_tape_that_is_being_recorded_grows(tmp_path: Path, b_frames: int) -> None:
    """Shown up to what was written, and on by itself: what comes is looked for near the end, in the same segment."""
    clip = write_numbered(tmp_path / "clip.mp4", count=150, b_frames=b_frames)
    with av.open(str(clip)) as container:
        stream = container.streams.video[0]
        head = head_of(stream)
        kept = [
            Kept(head, bytes(p), p.pts, p.dts, p.is_keyframe, p.is_keyframe, at(number))
            for number, p in enumerate(packet for packet in container.demux(stream) if packet.size)
        ]
    segments = SegmentFolder(tmp_path / "tape", segment_s=4.0)
    segments.write(kept[:50])
    room = Room((camera("/x", id="tape"),), (Tape("tape", tmp_path / "tape"),))
    try:
        room.show()
        assert room.go(at(45)).settle() is Settled.EXACT
        assert room.number() == 45
        room.go(at(80)).settle()
        assert (room.number() or 0) < 50
        segments.write(kept[50:90])
        wait_for(lambda: room.number() == 80)
        assert room.settle() is Settled.EXACT
        assert room.facts().state is CameraState.LIVE
        segments.write(kept[90:])  # and into another segment
        room.go(at(85), 1.0, jump=False)
        room.watch(lambda: room.number() == 149)
        assert room.go(at(60)).settle() is Settled.EXACT
        assert room.number() == 60
    finally:
        segments.close()
        assert room.feed.stop()


def test_never_started_can_be_stopped() -> None:
    assert ReplayFeed((), (), clock=SystemClock()).stop()
