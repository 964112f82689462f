"""Packets to segments in one process: what comes out is what went in, whatever source, order and disk do."""

import os
import random
import resource
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from base.clock import NS_PER_S, SystemClock
from tests.video.clips import join_sizes, turn, write_clip
from tests.video.conftest import camera, wait_for
from tests.video.recorded import ffprobe_packets, mpv_plays, packets_of, stored, units_of
from video.board import Board
from video.config import CameraConfig
from video.recording import segments as segments_module
from video.recording import writer as writer_module
from video.recording.head import head_of
from video.recording.order import RecordOrder, RecordState
from video.recording.packets import read_index, read_segments
from video.recording.repair import mend
from video.recording.segments import Kept, SegmentFolder
from video.recording.tap import Tap
from video.recording.writer import Writer
from video.source import Source, VideoPacket, address_of, open_source

FRAME_NS = NS_PER_S // 25


@dataclass
class Desk:
    """A camera's tap, a writer of its own, and a clock that runs as the packets come."""

    config: CameraConfig
    board: Board
    writer: Writer
    tap: Tap
    now_ns: int = 5 * NS_PER_S

    def order(self, folder: Path, **more: object) -> None:
        self.tap.order(RecordOrder(str(folder), frozenset({self.config.id}), **more))  # type: ignore[arg-type]

    @property
    def state(self) -> RecordState:
        return self.board.read_recording(0)[0]

    @property
    def size_bytes(self) -> int:
        return self.board.read_recording(0)[1]

    @property
    def lost(self) -> int:
        return self.board.read_recording(0)[2]

    def play(self, count: int | None = None, rounds: int = 1, pause_s: float = 0.0) -> int:
        """`count` packets of the camera's clip, all when None, as fast as they come; how many they were."""
        taken = 0
        with closing(open_source(address_of(self.config, sub=False))) as source:
            self.tap.opened(source)
            for packet in _once(source, rounds):
                if packet is None:
                    self.tap.rewound()
                    continue
                if count is not None and taken >= count:
                    break
                self.tap.take(packet, self.now_ns)
                self.now_ns += FRAME_NS
                taken += 1
                if pause_s:
                    time.sleep(pause_s)
        return taken

    def finish(self) -> None:
        self.tap.order(None)
        self.writer.end()
        assert self.writer.join(20)


def _once(source: Source, rounds: int) -> Iterator[VideoPacket | None]:
    for packet in source.packets():
        if packet is None:
            rounds -= 1
            if not rounds:
                return
        yield packet


MakeDesk = Callable[..., Desk]


@pytest.fixture
def make_desk() -> Iterator[MakeDesk]:
    desks: list[Desk] = []

    def make(clip: Path, **more: object) -> Desk:
        config = camera(clip, **more)  # type: ignore[arg-type]
        board, writer = Board.create(1, 1), Writer(SystemClock())
        desks.append(Desk(config, board, writer, Tap(writer, board, 0, config)))
        return desks[-1]

    yield make
    for desk in desks:
        desk.writer.end()
        assert desk.writer.join(20)
        desk.board.file.close()


CLIPS: dict[str, dict[str, object]] = {
    "plain.mp4": {},
    "reordered.mp4": {"b_frames": 2},
    "hevc.mp4": {"codec": "libx265"},
    "pictures.mkv": {"codec": "mjpeg", "pixel_format": "yuvj420p"},
    "raw.h264": {"b_frames": 2},
    "fourth.mp4": {"codec": "mpeg4"},
    "ninth.webm": {"codec": "libvpx-vp9", "options": {"cpu-used": "8", "deadline": "realtime"}},
    "stamps.ts": {"b_frames": 1},
}


@pytest.fixture(scope="module")
def clip(clips: Path) -> Callable[[str], Path]:
    def made(name: str) -> Path:
        path = clips / f"recorded-{name}"
        return path if path.exists() else write_clip(path, seconds=2, gop=20, **CLIPS[name])  # type: ignore[arg-type]

    return made


@pytest.mark.parametrize("name", CLIPS)
def test_what_comes_out_is_what_went_in(
    make_desk: MakeDesk, tmp_path: Path, clip: Callable[[str], Path], name: str
) -> None:
    desk = make_desk(clip(name))
    desk.order(tmp_path, segment_s=1.0)
    desk.play()
    desk.finish()
    found, wanted = stored(tmp_path / "c1"), packets_of(clip(name))
    assert [(p.units, p.pts, p.dts, p.is_key) for p in found] == wanted
    assert [p.received_ns for p in found] == [5 * NS_PER_S + i * FRAME_NS for i in range(len(wanted))]
    segments = read_segments(tmp_path / "c1")
    assert len(segments) > 1
    for number in segments:
        first = next(p for p in found if p.segment == number)
        assert first.is_key
    if wanted[0][2] is not None:
        for p in found:
            assert p.dts is not None
            assert p.pts is not None
            ours = (p.file_pts + segments[p.segment].base_dts, p.file_dts + segments[p.segment].base_dts)
            assert ours == (p.pts, p.dts)
    assert (desk.state, desk.lost) == (RecordState.OFF, 0)
    assert ffprobe_packets(tmp_path / "c1" / segments[0].file_name) == sum(p.segment == 0 for p in found)


def test_a_segment_ends_with_the_first_key_frame_after_its_length(make_desk: MakeDesk, tmp_path: Path) -> None:
    desk = make_desk(write_clip(tmp_path / "a.mp4", seconds=6, gop=25))
    desk.order(tmp_path / "out", segment_s=1.5)
    desk.play()
    desk.finish()
    index = read_index(tmp_path / "out" / "c1")
    assert np.bincount(index["segment"]).tolist() == [50, 50, 50]
    mpv_plays(tmp_path / "out" / "c1" / "00001.mp4", 50)


def test_a_kill_in_the_middle_of_a_write_leaves_a_file_that_plays(
    short_clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The writing ends at any byte of a fragment, and nothing is tidied up."""
    seed = random.randrange(2**32)
    print("seed", seed)
    chance = random.Random(seed)
    packets = _kept(short_clip)
    write = os.write
    for case, cut in enumerate([1, 9, 700, chance.randrange(4000)]):

        def cut_off(file: int, data: memoryview, cut: int = cut) -> int:
            write(file, data[:cut])
            raise _KilledError

        folder = SegmentFolder(tmp_path / f"c{case}", 20.0)
        for at in (0, 20, 40):
            folder.write(packets[at : at + 20])
        with monkeypatch.context() as patch:
            patch.setattr(os, "write", cut_off)
            with pytest.raises(_KilledError):
                folder.write(packets[60:80])
        folder.close()
        file = tmp_path / f"c{case}" / "00000.mp4"
        assert len(stored(file.parent)) == 60
        assert ffprobe_packets(file) == 60
        mend(file.parent)
        assert len(read_index(file.parent)) == 60
    mpv_plays(file, 60)


class _KilledError(BaseException):
    pass


def _kept(clip: Path) -> list[Kept]:
    """A clip's packets as the writer's thread gets them."""
    with closing(open_source(address_of(camera(clip), sub=False))) as source:
        head = head_of(source.stream)
        return [
            Kept(head, bytes(p), p.pts, p.dts, p.is_keyframe, p.is_keyframe, i * FRAME_NS)
            for i, p in enumerate(_once(source, 1))
            if p is not None
        ]


def test_a_file_that_starts_again_is_another_segment(make_desk: MakeDesk, short_clip: Path, tmp_path: Path) -> None:
    desk = make_desk(short_clip)
    desk.order(tmp_path)
    desk.play(rounds=3)
    desk.finish()
    assert np.bincount(read_index(tmp_path / "c1")["segment"]).tolist() == [100, 100, 100]


def test_a_camera_whose_clock_leaps_begins_another_segment(
    make_desk: MakeDesk, short_clip: Path, tmp_path: Path
) -> None:
    """At once where a key frame leaps, else with the next key frame; the index keeps the camera's own stamps."""
    packets = _kept(short_clip)
    for name, leap_at, begins_at in (("key", 50, 50), ("between", 60, 75)):
        folder = SegmentFolder(tmp_path / name, 20.0)
        leapt = [
            p._replace(dts=(p.dts or 0) - 10**7, pts=(p.pts or 0) - 10**7) if i >= leap_at else p
            for i, p in enumerate(packets)
        ]
        for at in range(0, 100, 10):
            folder.write(leapt[at : at + 10])
        folder.close()
        found = stored(tmp_path / name)
        assert [(p.pts, p.dts) for p in found] == [(p.pts, p.dts) for p in leapt]
        assert [p.segment for p in found] == [0] * begins_at + [1] * (100 - begins_at)
        assert all(b.file_dts > a.file_dts for a, b in pairwise(found) if a.segment == b.segment)


def test_another_size_is_another_segment(make_desk: MakeDesk, short_clip: Path, tmp_path: Path) -> None:
    parts = [write_clip(tmp_path / "small.mp4", seconds=1), write_clip(tmp_path / "b.mp4", width=640, height=480)]
    joined = join_sizes(tmp_path / "joined.h264", parts)
    desk = make_desk(joined)
    desk.order(tmp_path / "out")
    desk.play()
    desk.finish()
    sizes = [(s.width, s.height) for s in read_segments(tmp_path / "out" / "c1").values()]
    assert sizes == [(320, 180), (640, 480)]
    assert [p.units for p in stored(tmp_path / "out" / "c1")] == [p[0] for p in packets_of(joined)]
    for number, size in enumerate(sizes):
        with av.open(str(tmp_path / "out" / "c1" / f"{number:05}.mp4")) as container:
            assert {(frame.width, frame.height) for frame in container.decode(video=0)} == {size}


def test_a_turned_camera_stays_turned(make_desk: MakeDesk, tmp_path: Path) -> None:
    desk = make_desk(turn(write_clip(tmp_path / "a.mp4", seconds=1), 1))
    desk.order(tmp_path / "out")
    desk.play()
    desk.finish()
    with av.open(str(tmp_path / "out" / "c1" / "00000.mp4")) as container:
        assert next(container.decode(video=0)).rotation == -90


def test_a_codec_without_a_place_in_mp4_is_said(make_desk: MakeDesk, tmp_path: Path) -> None:
    desk = make_desk(write_clip(tmp_path / "a.webm", codec="libvpx", seconds=1, options={"deadline": "realtime"}))
    desk.order(tmp_path / "out")
    desk.play()
    states = [desk.state]
    desk.order(tmp_path / "another")
    states.append(desk.state)
    desk.play()
    assert [*states, desk.state] == [RecordState.CODEC, RecordState.WAITING, RecordState.CODEC]


def test_an_order_for_more_cameras_breaks_nothing_and_another_session_misses_nothing(
    make_desk: MakeDesk, short_clip: Path, tmp_path: Path
) -> None:
    desk = make_desk(short_clip)
    one = RecordOrder(str(tmp_path / "one"), frozenset({"c1"}))
    with closing(open_source(address_of(desk.config, sub=False))) as source:
        desk.tap.opened(source)
        for number, packet in enumerate(_once(source, 1)):
            assert packet is None or packet.size
            if number == 10:  # in the middle of a group
                desk.tap.order(one)
            if number == 40:
                desk.tap.order(replace(one, cameras=frozenset({"c1", "c2"})))
            if number == 60:
                desk.tap.order(replace(one, folder=str(tmp_path / "two")))
            if packet is not None:
                desk.tap.take(packet, number)
    desk.finish()
    first, second = read_index(tmp_path / "one" / "c1"), read_index(tmp_path / "two" / "c1")
    assert first["received_ns"].tolist() == list(range(25, 60))
    assert second["received_ns"].tolist() == list(range(50, 100))
    assert set(first["segment"]) == set(second["segment"]) == {0}


def test_a_packet_that_comes_while_the_recording_is_closed_opens_no_file(
    make_desk: MakeDesk, short_clip: Path, tmp_path: Path
) -> None:
    desk = make_desk(short_clip)
    desk.order(tmp_path)
    desk.play(30)
    recording = desk.tap._recording
    assert recording is not None
    desk.tap.order(None)
    wait_for(lambda: recording._is_finished)
    recording.put(_kept(short_clip)[0])
    desk.finish()
    assert (len(read_index(tmp_path / "c1")), len(list((tmp_path / "c1").glob("*.mp4")))) == (30, 1)
    assert desk.state is RecordState.OFF


def test_a_packet_without_nal_units_is_kept_as_it_came(clip: Callable[[str], Path], tmp_path: Path) -> None:
    packets = _kept(clip("raw.h264"))[:20]
    packets[5] = packets[5]._replace(data=b"\0\0\0\1")
    packets[6] = packets[6]._replace(data=b"?")
    folder = SegmentFolder(tmp_path / "c1", 20.0)
    folder.write(packets)
    folder.close()
    assert read_index(tmp_path / "c1")["size"].tolist()[5:7] == [4, 1]
    assert ffprobe_packets(tmp_path / "c1" / "00000.mp4") == 20


def test_a_stream_without_key_frames_is_recorded_after_a_while(
    make_desk: MakeDesk, short_clip: Path, tmp_path: Path
) -> None:
    desk = make_desk(short_clip)
    desk.order(tmp_path, segment_s=1.0)
    with closing(open_source(address_of(desk.config, sub=False))) as source:
        desk.tap.opened(source)
        for number, packet in enumerate(p for p in _once(source, 8) if p is not None and not p.is_keyframe):
            desk.tap.take(packet, (1 + number) * FRAME_NS)
    desk.finish()
    index = read_index(tmp_path / "c1")
    assert index["received_ns"][0] == pytest.approx(10 * NS_PER_S, abs=3 * FRAME_NS)
    assert len(set(index["segment"])) > 1


class TestMasked:
    MASK = (((0.0, 0.0), (0.5, 0.0), (0.5, 0.5), (0.0, 0.5)),)

    @pytest.mark.parametrize("turns", [0, 1])
    def test_nothing_of_the_original_is_on_the_disk(self, make_desk: MakeDesk, tmp_path: Path, turns: int) -> None:
        path = write_clip(tmp_path / "a.mp4", seconds=7)
        if turns:
            turn(path, turns)
        desk = make_desk(path, masks=self.MASK)
        desk.order(tmp_path / "out")
        desk.play()
        assert desk.state is RecordState.MASKED
        desk.finish()
        data = b"".join(file.read_bytes() for file in (tmp_path / "out" / "c1").iterdir())
        for units, _, _, _ in packets_of(path):
            for unit in units:
                if unit[0] & 0x1F in (1, 5):  # a picture's slice
                    assert unit[8:40] not in data
        index = read_index(tmp_path / "out" / "c1")
        assert np.diff(index["received_ns"]).tolist() == [2 * NS_PER_S] * 3
        (segment,) = read_segments(tmp_path / "out" / "c1").values()
        assert (segment.masked, segment.codec) == (True, "mjpeg")
        assert (segment.width, segment.height) == ((180, 320) if turns else (320, 180))
        with av.open(str(tmp_path / "out" / "c1" / segment.file_name)) as container:
            pictures = [frame.to_ndarray(format="gray") for frame in container.decode(video=0)]
        assert len(pictures) == 4
        for picture in pictures:
            height, width = picture.shape
            assert picture[: height // 2 - 8, : width // 2 - 8].max() < 12
            assert picture[height // 2 + 8 :, width // 2 + 8 :].max() > 80

    def test_the_original_is_kept_where_the_order_says_so(self, make_desk: MakeDesk, tmp_path: Path) -> None:
        path = write_clip(tmp_path / "a.mp4", seconds=1)
        desk = make_desk(path, masks=self.MASK)
        desk.order(tmp_path / "out", unmasked=frozenset({"c1"}))
        desk.play()
        desk.finish()
        assert [p.units for p in stored(tmp_path / "out" / "c1")] == [p[0] for p in packets_of(path)]

    def test_a_change_of_the_order_takes_no_original_along(
        self, make_desk: MakeDesk, short_clip: Path, tmp_path: Path
    ) -> None:
        desk = make_desk(short_clip, masks=self.MASK)
        desk.order(tmp_path / "open", unmasked=frozenset({"c1"}))
        desk.play(20)
        desk.order(tmp_path / "masked")
        desk.play(20)
        desk.finish()
        assert all(segment.masked for segment in read_segments(tmp_path / "masked" / "c1").values())
        assert len(read_index(tmp_path / "masked" / "c1")) == 1


class TestDisk:
    """Full, gone, slow, and back again. The camera's thread never waits, and what was written stays readable."""

    @pytest.fixture(autouse=True)
    def tries_soon(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(writer_module, "RETRY_S", (0.0,))
        monkeypatch.setattr(writer_module, "SLOW_HELD_NS", NS_PER_S // 10)

    def goes_on(self, desk: Desk, folder: Path) -> None:
        """After recovery a new segment takes all that comes, from a key frame on."""
        before = set(read_segments(folder))

        def again() -> bool:
            desk.play(50)
            time.sleep(0.05)
            return desk.state is RecordState.ON

        wait_for(again)
        desk.play(50)
        desk.finish()
        found = stored(folder)
        new = [p for p in found if p.segment not in before]
        assert new
        assert new[0].is_key
        for number in {max(before, default=new[0].segment), new[0].segment}:
            indexed = sum(p.segment == number for p in found)
            assert ffprobe_packets(folder / f"{number:05}.mp4") == indexed > 0

    @pytest.mark.parametrize("kind", ["small", "limited"])
    def test_full(self, make_desk: MakeDesk, short_clip: Path, tmp_path: Path, kind: str) -> None:
        with (small_disk if kind == "small" else limited_files)(tmp_path / "disk") as make_room:
            desk = make_desk(short_clip)
            folder = tmp_path / "disk" / "out" / "c1"
            desk.order(folder.parent, segment_s=1e6 if kind == "limited" else 1.0)

            played = 0

            def is_full() -> bool:
                nonlocal played
                played += desk.play()
                time.sleep(0.02)
                return desk.state is RecordState.DISK_FULL

            wait_for(is_full)
            wait_for(lambda: not desk.writer._queued_bytes)
            held = len(stored(folder))
            assert held + desk.lost == pytest.approx(played, abs=250)  # a fragment that the index had no room for
            assert 0 < held == len(read_index(folder))
            size_bytes = sum(file.stat().st_size for file in folder.glob("*.mp4")) + 32 * held
            assert desk.size_bytes == pytest.approx(size_bytes, rel=0.1)
            make_room()
            self.goes_on(desk, folder)

    @pytest.mark.parametrize("moved", [False, True])
    def test_gone_and_back(self, make_desk: MakeDesk, short_clip: Path, tmp_path: Path, moved: bool) -> None:
        desk = make_desk(short_clip)
        session = tmp_path / "session"
        session.mkdir()
        desk.order(session / "video")
        desk.play()
        wait_for(lambda: desk.size_bytes > 0)
        if moved:
            session.rename(tmp_path / "elsewhere")
        else:
            shutil.rmtree(session)

        def is_gone() -> bool:
            desk.play(50)
            time.sleep(0.05)
            return desk.state is RecordState.DISK_GONE

        wait_for(is_gone)
        assert not session.exists()  # nothing is made up on the disk below a mount
        if moved:
            (tmp_path / "elsewhere").rename(session)
        else:
            session.mkdir()
        self.goes_on(desk, session / "video" / "c1")

    def test_never_there(self, make_desk: MakeDesk, short_clip: Path, tmp_path: Path) -> None:
        desk = make_desk(short_clip)
        (tmp_path / "file").write_text("not a folder")
        desk.order(tmp_path / "file" / "video")
        desk.play(30)
        wait_for(lambda: desk.state is RecordState.DISK_GONE)
        assert desk.lost == 30
        (tmp_path / "file").unlink()
        (tmp_path / "file").mkdir()
        self.goes_on(desk, tmp_path / "file" / "video" / "c1")

    def test_slow(self, make_desk: MakeDesk, short_clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        released = threading.Event()
        add = segments_module._Appended.add

        def slow_add(self: segments_module._Appended, data: bytes, hidden_by: bytes = b"") -> None:
            assert released.wait(60)
            add(self, data, hidden_by)

        monkeypatch.setattr(segments_module._Appended, "add", slow_add)
        desk = make_desk(short_clip)
        desk.order(tmp_path, most_queued_bytes=20_000)
        longest_s = 0.0
        with closing(open_source(address_of(desk.config, sub=False))) as source:
            desk.tap.opened(source)
            for packet in _once(source, 10):
                if packet is None:
                    desk.tap.rewound()
                    continue
                started_s = time.thread_time()
                desk.tap.take(packet, desk.now_ns)
                longest_s = max(longest_s, time.thread_time() - started_s)
                desk.now_ns += FRAME_NS
                assert desk.writer._queued_bytes <= 20_000
            assert desk.state is RecordState.DISK_SLOW
            lost = desk.lost
            assert lost > 100
            released.set()
            wait_for(lambda: desk.state is RecordState.ON)
            for packet in _once(source, 1):
                if packet is not None:
                    desk.tap.take(packet, desk.now_ns)
                    desk.now_ns += FRAME_NS
        desk.finish()
        found = stored(tmp_path / "c1")
        assert len(found) + desk.lost == 1100
        gaps = [b for a, b in pairwise(found) if b.received_ns - a.received_ns > FRAME_NS]
        assert gaps
        assert all(packet.is_key for packet in gaps)
        assert longest_s < 0.1

    def test_one_visit_that_takes_long_is_said_before_anything_is_lost(
        self, make_desk: MakeDesk, short_clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(writer_module, "SLOW_AFTER_NS", NS_PER_S // 10)
        released = threading.Event()
        fstat = segments_module._Appended._see_that_it_is_there

        def slow(self: segments_module._Appended) -> None:
            assert released.wait(60)
            fstat(self)

        monkeypatch.setattr(segments_module._Appended, "_see_that_it_is_there", slow)
        desk = make_desk(short_clip)
        desk.order(tmp_path)

        def is_slow() -> bool:
            desk.play(30)
            return desk.state is RecordState.DISK_SLOW

        wait_for(is_slow)
        assert desk.lost == 0
        released.set()
        wait_for(lambda: desk.state is RecordState.ON or desk.play(1) == 0)


@contextmanager
def small_disk(folder: Path) -> Iterator[Callable[[], None]]:
    """A tmpfs of 300 kB, or files that are limited where mounting is refused; the value makes room."""
    folder.mkdir()
    (folder / "filler").write_bytes(b"")
    mount = ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        folder.rmdir() if not any(folder.iterdir()) else shutil.rmtree(folder)
        with limited_files(folder) as make_room:
            yield make_room
        return

    def enlarge() -> None:
        subprocess.run(["mount", "-o", "remount,size=9m", str(folder)], check=True)

    try:
        yield enlarge
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@contextmanager
def limited_files(folder: Path) -> Iterator[Callable[[], None]]:
    """No file of this process may grow beyond 100 kB."""
    folder.mkdir(exist_ok=True)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        yield lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_units_are_told_apart_as_the_tests_think() -> None:
    assert units_of(b"\0\0\0\1ab\0\0\1c", "h264", has_start_codes=True) == (b"ab", b"c")
