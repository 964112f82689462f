"""The whole video room on files and servers: pictures in the slots, facts that tell the truth."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import run

import numpy as np
import pytest

from base.clock import SystemClock
from tests.servers.mjpeg import MjpegServer
from tests.servers.rtsp import Mount, RtspServer
from tests.video.clips import bars, join_sizes, jpegs, turn, write_clip
from tests.video.conftest import LIMIT_S, MakeWall, Wall, camera, wait_for
from video.config import CameraConfig
from video.feed import HIDDEN, CameraState, Reason, StreamDemand, StreamKind
from video.supervisor import Supervisor


def test_the_supervisor_loads_no_decoder() -> None:
    code = "import sys, video.supervisor; sys.exit('cv2' in sys.modules or 'av' in sys.modules)"
    assert run([sys.executable, "-c", code], check=False, timeout=30).returncode == 0


SECRET = "MOUSE_PATROL_SECRET_WALL_TEST"


class SharedWall(Wall):
    """One worker for the many cameras of this module: each test shows its own and hides it again."""

    def __init__(self, **cameras: CameraConfig) -> None:
        self.indices = {name: index for index, name in enumerate(cameras)}
        super().__init__(*cameras.values())

    @contextmanager
    def shown(self, name: str, width: int = 320, height: int = 180, max_fps: float = 60.0) -> Iterator[int]:
        index = self.indices[name]
        self.show(index, width, height, max_fps)
        try:
            yield index
        finally:
            self.supervisor.demand(index, HIDDEN)


@pytest.fixture(scope="module")
def wall(clips: Path, short_clip: Path, long_clip: Path) -> Iterator[SharedWall]:
    unknown = clips / "unknown.mp4"
    unknown.write_bytes(short_clip.read_bytes().replace(b"avc1", b"svac"))
    damaged = clips / "损坏 damaged.mp4"
    damaged.write_bytes(b"\0\0\0\x18ftypmp42" + bytes(4000))
    parts = [
        write_clip(clips / "p1.mp4", width=320, height=180, seconds=0.6),
        write_clip(clips / "p2.mp4", width=640, height=480, seconds=0.6),
    ]
    sub = str(write_clip(clips / "sub.mp4", width=160, height=90, seconds=2))
    hevc = write_clip(clips / "hevc-long.mp4", width=160, height=90, seconds=60, codec="libx265", fps=10)
    os.environ[SECRET] = "guess"
    with (
        RtspServer(Mount("/a", long_clip), Mount("/h", hevc, "h265")) as server,
        RtspServer(Mount("/a", long_clip), auth="digest", user="u", password="right") as guarded,
        MjpegServer(jpegs(), fps=15) as mjpeg,
    ):
        addresses: dict[str, Path | str] = {
            "plain": write_clip(clips / "shorter.mp4", seconds=1),
            "hidden": short_clip,
            "thin": short_clip,
            "tiny": short_clip,
            "later": clips / "later.mp4",
            "damaged": damaged,
            "unknown": unknown,
            "hd": write_clip(clips / "hd.mp4", width=1280, height=720, seconds=2),
            "hevc": write_clip(clips / "hevc.mp4", seconds=2, codec="libx265"),
            "odd": write_clip(clips / "odd.mp4", width=321, height=179, seconds=2, pixel_format="yuv444p"),
            "turned": turn(write_clip(clips / "upright.mp4", seconds=2), 1),
            "reordered": write_clip(clips / "b.mp4", seconds=2, b_frames=2),
            "changes": join_sizes(clips / "changes.h264", parts),
            "still": write_clip(clips / "still.mp4", moving=False, seconds=1, options={"crf": "5"}),
            "mjpeg": mjpeg.url,
            "rtsp": server.url("/a"),
            "rtsp_again": server.url("/a"),
            "rtsp_hevc": server.url("/h"),
        }
        cameras = {name: camera(address) for name, address in addresses.items()}
        cameras |= {
            "masked": camera(short_clip, masks=[[(0.5, 0.0), (1.0, 0.0), (1.0, 1.0), (0.5, 1.0)]]),
            "with_sub": camera(write_clip(clips / "main.mp4", width=640, height=360, seconds=2), sub_address=sub),
            "without_sub": camera(short_clip, sub_address=str(clips / "nothing.mp4")),
            "guarded": camera(guarded.url("/a"), user="u", secret="wall-test"),
        }
        shared = SharedWall(**cameras)
        try:
            wait_for(shared.supervisor.process_ids)
            shared.wait(lambda f: f.state is CameraState.LIVE, shared.indices["mjpeg"])
            yield shared
        finally:
            assert shared.supervisor.stop()
            del os.environ[SECRET]


def test_a_file_that_appears_later_is_found(wall: SharedWall, clips: Path, short_clip: Path) -> None:
    with wall.shown("later") as index:
        facts = wall.wait(lambda f: (f.state, f.reason) == (CameraState.OFFLINE, Reason.NO_FILE), index)
        wall.wait(lambda f: f.next_try_ns is not None, index)
        (clips / "later.mp4").write_bytes(short_clip.read_bytes())
        facts = wall.wait(lambda f: f.state is CameraState.LIVE, index, limit_s=40)  # the wait may have grown to 30 s
        assert (facts.reconnects, facts.reason, facts.detail, facts.next_try_ns) == (1, Reason.NONE, "", None)


def test_a_file_becomes_live_pictures_of_the_demanded_size(wall: SharedWall) -> None:
    with wall.shown("plain", 160, 90) as index:
        facts = wall.wait(lambda f: f.state is CameraState.LIVE and f.sequence > 10, index)
        assert (facts.reason, facts.width, facts.height) == (Reason.NONE, 160, 90)
        assert (facts.source_width, facts.source_height, facts.stream) == (320, 180, StreamKind.MAIN)
        assert facts.source_fps == pytest.approx(25, rel=0.2)
        assert facts.first_picture_s is not None
        assert 0 < facts.first_picture_s < 20
        assert facts.latency_ms is not None
        assert facts.picture_at_ns is not None
        assert facts.picture_at_ns <= time.monotonic_ns()
        with wall.supervisor.picture(index) as picture:
            assert picture is not None
            assert picture.pixels.shape == (90, 160, 4)
            assert picture.pixels[..., :3].std() > 30
            with wall.supervisor.picture(index) as again:
                assert again is picture
        wall.wait(lambda f: f.sequence > 40, index)  # over the end of the file: the loop is no reconnection
        assert wall.facts(index).reconnects == 0


def test_masks_are_in_the_picture(wall: SharedWall) -> None:
    with wall.shown("masked") as index:
        wall.wait_for_pictures(1, index)
        with wall.supervisor.picture(index) as picture:
            assert picture is not None
            assert not picture.pixels[:, 160:, :3].any()
            assert picture.pixels[:, :150, :3].any()


def test_a_larger_demand_grows_the_picture_without_a_gap(wall: SharedWall) -> None:
    with wall.shown("hd", 160, 90) as index:
        wall.wait_for_pictures(1, index)
        wall.show(index, 3840, 2160)
        seen: set[tuple[int, ...]] = set()
        ends = time.monotonic() + LIMIT_S
        while not {(160, 90), (1280, 720)} <= seen:
            assert time.monotonic() < ends, seen
            with wall.supervisor.picture(index) as picture:
                assert picture is not None
                seen.add(picture.pixels.shape[1::-1])
            assert wall.facts(index).state is CameraState.LIVE
        wall.show(index, 320, 180)
        wall.wait(lambda f: (f.width, f.height) == (320, 180), index)


def test_hidden_cameras_are_received_and_not_decoded(wall: SharedWall) -> None:
    index = wall.indices["hidden"]
    wall.wait(lambda f: f.state is CameraState.LIVE, index)
    assert wall.sequence(index) == 0
    with wall.shown("hidden"):
        wall.wait_for_pictures(1, index)
        assert not wall.facts(index).hidden
    assert wall.facts(index).hidden
    time.sleep(0.3)
    stopped = wall.sequence(index)
    time.sleep(2.2)  # and the picture is old by now
    assert wall.sequence(index) == stopped
    assert wall.facts(index).state is CameraState.LIVE
    with wall.shown("hidden"):
        assert wall.facts(index).state in (CameraState.CONNECTING, CameraState.LIVE)
        wall.wait_for_pictures(1, index)
        wall.wait(lambda f: f.state is CameraState.LIVE, index)


def test_the_highest_rate_is_kept(wall: SharedWall) -> None:
    with wall.shown("thin", max_fps=5) as index:
        wall.wait_for_pictures(2, index)
        before, started = wall.sequence(index), time.monotonic()
        time.sleep(1.5)
        assert (wall.sequence(index) - before) / (time.monotonic() - started) == pytest.approx(5, abs=1.5)
        assert wall.facts(index).source_fps == pytest.approx(25, rel=0.3)


def test_tiny_tiles_get_key_frames_and_stay_live(wall: SharedWall) -> None:
    with wall.shown("tiny", 64, 36) as index:
        wall.wait_for_pictures(2, index)
        before, started = wall.sequence(index), time.monotonic()
        time.sleep(1.2)
        facts = wall.facts(index)
        assert (facts.stream, facts.state) == (StreamKind.KEY, CameraState.LIVE)
        assert (facts.sequence - before) / (time.monotonic() - started) < 3


def test_small_tiles_take_the_sub_stream_and_large_ones_the_main(wall: SharedWall) -> None:
    index = wall.indices["with_sub"]
    wall.show(index, 240, 135)
    facts = wall.wait(lambda f: f.sequence > 0 and f.source_width == 160, index, limit_s=30)
    assert facts.stream is StreamKind.SUB
    wall.show(index, 1920, 1080)
    facts = wall.wait(lambda f: f.source_width == 640, index)
    assert (facts.stream, facts.reconnects, facts.state) == (StreamKind.MAIN, 0, CameraState.LIVE)
    wall.supervisor.demand(index, HIDDEN)


def test_a_sub_stream_that_is_not_there_falls_back_to_the_main(wall: SharedWall) -> None:
    with wall.shown("without_sub", 240, 135) as index:
        assert wall.wait(lambda f: f.sequence > 0, index).source_width == 320


@pytest.mark.parametrize(
    ("name", "size"),
    [("hevc", (320, 180)), ("odd", (320, 178)), ("turned", (180, 320)), ("reordered", (320, 180))],
)
def test_codecs_sizes_and_turns(wall: SharedWall, name: str, size: tuple[int, int]) -> None:
    with wall.shown(name, 320, 320) as index:
        facts = wall.wait(lambda f: f.sequence > 3, index)
        assert (facts.state, (facts.width, facts.height)) == (CameraState.LIVE, size)


def test_a_stream_that_changes_its_resolution_half_way(wall: SharedWall) -> None:
    with wall.shown("changes", 800, 600) as index:
        for size in ((320, 180), (640, 480), (320, 180), (640, 480)):
            wall.wait(lambda f, size=size: (f.width, f.height) == size, index)  # type: ignore[misc]
        facts = wall.facts(index)
        assert (facts.state, facts.reconnects) == (CameraState.LIVE, 0)


def test_a_picture_is_the_same_as_what_was_encoded(wall: SharedWall) -> None:
    with wall.shown("still") as index:
        wall.wait_for_pictures(1, index)
        with wall.supervisor.picture(index) as picture:
            assert picture is not None
            middles = [column for column in range(320) if 12 <= column % 40 < 28]
            off = np.abs(picture.pixels[:, middles, :3].astype(int) - bars(320, 180)[:, middles, ::-1])
            assert off.max() < 16
            assert off.mean() < 5


def test_files_that_are_wrong_say_so(wall: SharedWall) -> None:
    with wall.shown("damaged") as index:
        wall.wait(lambda f: (f.state, f.reason) == (CameraState.OFFLINE, Reason.BROKEN), index)
    with wall.shown("unknown") as index:
        facts = wall.wait(lambda f: f.state is CameraState.UNSUPPORTED, index)
        assert (facts.reason, facts.detail) == (Reason.CODEC, "svac")
    assert wall.supervisor.worker_restarts == 0


def test_mjpeg_over_http(wall: SharedWall) -> None:
    with wall.shown("mjpeg", 160, 90) as index:
        facts = wall.wait(lambda f: f.state is CameraState.LIVE and f.sequence > 20, index)
        assert (facts.width, facts.height) == (160, 90)
        assert facts.source_fps == pytest.approx(15, rel=0.3)


@pytest.mark.parametrize(("name", "fps"), [("rtsp", 25), ("rtsp_again", 25), ("rtsp_hevc", 10)])
def test_rtsp(wall: SharedWall, name: str, fps: int) -> None:
    with wall.shown(name) as index:
        facts = wall.wait(lambda f: f.state is CameraState.LIVE and f.sequence > 8, index)
        assert facts.source_fps == pytest.approx(fps, rel=0.4)
        assert facts.first_picture_s is not None
        assert facts.first_picture_s < 10


def test_a_wrong_password_is_said_as_such_and_tried_rarely(wall: SharedWall) -> None:
    with wall.shown("guarded") as index:
        facts = wall.wait(lambda f: f.state is CameraState.UNAUTHORISED, index)
        assert facts.reason is Reason.WRONG_PASSWORD
        assert "guess" not in facts.detail
        assert facts.next_try_ns is not None
        assert facts.next_try_ns - time.monotonic_ns() > 200e9


@pytest.mark.slow
def test_a_server_that_stops_or_freezes_is_stale_then_offline_then_back(make_wall: MakeWall, long_clip: Path) -> None:
    """Camera 0's server is killed and started again; camera 1's is stopped with its connections open."""
    with RtspServer(Mount("/a", long_clip)) as killed, RtspServer(Mount("/a", long_clip)) as frozen:
        wall = make_wall(camera(killed.url("/a")), camera(frozen.url("/a"), 2)).show(0).show(1)
        for index in (0, 1):
            wall.wait(lambda f: f.state is CameraState.LIVE and f.sequence > 5, index)
        killed.stop()
        os.kill(frozen.pid, signal.SIGSTOP)
        try:
            for index in (0, 1):
                stale = wall.wait(lambda f: f.state is not CameraState.LIVE, index)
                assert stale.state is CameraState.STALE
                assert stale.picture_at_ns is not None
                assert stale.state_since_ns - stale.picture_at_ns == 2_000_000_000
            for index, reason in ((0, Reason.REFUSED), (1, Reason.TIMED_OUT)):
                gone = wall.wait(lambda f: f.state is not CameraState.STALE, index)
                assert (gone.state, gone.reason) == (CameraState.OFFLINE, reason)
                assert gone.picture_at_ns is not None
                assert gone.state_since_ns - gone.picture_at_ns == 5_000_000_000
        finally:
            os.kill(frozen.pid, signal.SIGCONT)
        waiting = wall.wait(lambda f: f.next_try_ns is not None)
        killed.start()
        for index in (0, 1):
            wall.wait(lambda f: f.state is CameraState.LIVE, index)
        assert waiting.next_try_ns is not None
        assert time.monotonic_ns() < waiting.next_try_ns + 8e9
        assert wall.facts(0).reconnects == 1


def test_no_cameras_at_all(make_wall: MakeWall) -> None:
    wall = make_wall()
    assert wall.supervisor.facts() == ()
    assert wall.supervisor.sequences().tolist() == []


def test_never_started_can_be_stopped() -> None:
    assert Supervisor((camera("/none.mp4"),), clock=SystemClock()).stop()


def test_the_number_of_workers_can_be_set(make_wall: MakeWall, short_clip: Path) -> None:
    wall = make_wall(*(camera(short_clip, number) for number in range(1, 4)), workers=3)
    wait_for(lambda: len(wall.supervisor.process_ids()) == 3)
    assert [facts.worker for facts in wall.supervisor.facts()] == [0, 1, 2]
    wall.supervisor.demand(1, StreamDemand(64, 64))
    wall.wait_for_pictures(index=1)
