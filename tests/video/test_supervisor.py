"""The whole video room on files and servers: pictures in the slots, facts that tell the truth."""

import sys
import time
from pathlib import Path
from subprocess import run

import numpy as np
import pytest

from base.clock import SystemClock
from tests.servers.mjpeg import MjpegServer
from tests.servers.rtsp import Mount, RtspServer
from tests.video.clips import bars, join_sizes, jpegs, turn, write_clip
from tests.video.conftest import MakeWall, camera, wait_for
from video.feed import HIDDEN, CameraState, Reason, StreamDemand, StreamKind
from video.supervisor import Supervisor


def test_the_supervisor_loads_no_decoder() -> None:
    code = "import sys, video.supervisor; sys.exit('cv2' in sys.modules or 'av' in sys.modules)"
    assert run([sys.executable, "-c", code], check=False, timeout=30).returncode == 0


def test_files_become_live_pictures_of_the_demanded_size(make_wall: MakeWall, short_clip: Path) -> None:
    masked = camera(short_clip, 2, masks=[[(0.5, 0.0), (1.0, 0.0), (1.0, 1.0), (0.5, 1.0)]])
    wall = make_wall(camera(short_clip), masked)
    assert wall.facts().state is CameraState.CONNECTING
    wall.show(0, 160, 90).show(1, 320, 180)
    facts = wall.wait(lambda f: f.state is CameraState.LIVE and f.sequence > 10)
    wall.wait_for_pictures(index=1)
    assert (facts.reason, facts.width, facts.height) == (Reason.NONE, 160, 90)
    assert (facts.source_width, facts.source_height, facts.stream) == (320, 180, StreamKind.MAIN)
    assert facts.source_fps == pytest.approx(25, rel=0.2)
    assert facts.first_picture_s is not None
    assert 0 < facts.first_picture_s < 20
    assert facts.latency_ms is not None
    assert facts.picture_at_ns is not None
    assert facts.picture_at_ns <= time.monotonic_ns()
    with wall.supervisor.picture(0) as picture:
        assert picture is not None
        assert picture.pixels.shape == (90, 160, 4)
        assert picture.pixels[..., :3].std() > 30
        with wall.supervisor.picture(0) as again:
            assert again is picture
    with wall.supervisor.picture(1) as picture:
        assert picture is not None
        assert not picture.pixels[:, 160:, :3].any()
        assert picture.pixels[:, :150, :3].any()
    wall.wait(lambda f: f.sequence > 110)  # over the end of the 4 s: the loop is no reconnection
    assert wall.facts().reconnects == 0
    assert {wall.facts(0).worker, wall.facts(1).worker} == {0, 1}


def test_a_larger_demand_grows_the_picture_without_a_gap(make_wall: MakeWall, clips: Path) -> None:
    clip = write_clip(clips / "hd.mp4", width=1280, height=720, seconds=2)
    wall = make_wall(camera(clip)).show(0, 160, 90)
    wall.wait_for_pictures()
    wall.show(0, 3840, 2160)
    seen: set[tuple[int, ...]] = set()
    while not {(160, 90), (1280, 720)} <= seen:
        with wall.supervisor.picture(0) as picture:
            assert picture is not None
            seen.add(picture.pixels.shape[1::-1])
        assert wall.facts().state is CameraState.LIVE
    wall.show(0, 320, 180)
    wall.wait(lambda f: (f.width, f.height) == (320, 180))


def test_hidden_cameras_are_received_and_not_decoded(make_wall: MakeWall, short_clip: Path) -> None:
    wall = make_wall(camera(short_clip))
    wall.wait(lambda f: f.state is CameraState.LIVE)
    assert wall.sequence() == 0
    wall.show()
    wall.wait_for_pictures()
    wall.supervisor.demand(0, HIDDEN)
    time.sleep(0.3)
    stopped = wall.sequence()
    time.sleep(0.5)
    assert wall.sequence() == stopped
    assert wall.facts().state is CameraState.LIVE
    time.sleep(1.6)  # the picture is old by now
    wall.show()
    assert wall.facts().state in (CameraState.CONNECTING, CameraState.LIVE)
    wall.wait_for_pictures()
    assert wall.wait(lambda f: f.state is CameraState.LIVE).first_picture_s is not None


def test_the_highest_rate_is_kept(make_wall: MakeWall, short_clip: Path) -> None:
    wall = make_wall(camera(short_clip)).show(max_fps=5)
    wall.wait_for_pictures(2)
    before, started = wall.sequence(), time.monotonic()
    time.sleep(2)
    assert (wall.sequence() - before) / (time.monotonic() - started) == pytest.approx(5, abs=1)
    assert wall.facts().source_fps == pytest.approx(25, rel=0.3)


def test_tiny_tiles_get_key_frames_and_stay_live(make_wall: MakeWall, short_clip: Path) -> None:
    wall = make_wall(camera(short_clip)).show(0, 64, 36)
    wall.wait_for_pictures(3)
    facts = wall.facts()
    assert (facts.stream, facts.state) == (StreamKind.KEY, CameraState.LIVE)
    before, started = wall.sequence(), time.monotonic()
    time.sleep(2)
    assert (wall.sequence() - before) / (time.monotonic() - started) < 3


def test_small_tiles_take_the_sub_stream_and_large_ones_the_main(make_wall: MakeWall, clips: Path) -> None:
    main = write_clip(clips / "main.mp4", width=640, height=360, seconds=2)
    sub = write_clip(clips / "sub.mp4", width=160, height=90, seconds=2)
    wall = make_wall(camera(main, sub_address=str(sub))).show(0, 240, 135)
    facts = wall.wait(lambda f: f.sequence > 0)
    assert (facts.stream, facts.source_width) == (StreamKind.SUB, 160)
    wall.show(0, 1920, 1080)
    facts = wall.wait(lambda f: f.source_width == 640)
    assert (facts.stream, facts.reconnects, facts.state) == (StreamKind.MAIN, 0, CameraState.LIVE)


def test_a_sub_stream_that_is_not_there_falls_back_to_the_main(make_wall: MakeWall, clips: Path) -> None:
    main = write_clip(clips / "main2.mp4", seconds=2)
    wall = make_wall(camera(main, sub_address=str(clips / "nothing.mp4"))).show(0, 240, 135)
    assert wall.wait(lambda f: f.sequence > 0).source_width == 320


def test_every_size_codec_and_turn_on_one_wall(make_wall: MakeWall, clips: Path) -> None:
    hevc = write_clip(clips / "hevc.mp4", width=320, height=180, seconds=2, codec="libx265")
    odd = write_clip(clips / "odd.mp4", width=321, height=179, seconds=2, pixel_format="yuv444p")
    turned = turn(write_clip(clips / "upright.mp4", seconds=2), 1)
    reordered = write_clip(clips / "b.mp4", seconds=2, b_frames=2)
    wall = make_wall(*(camera(path, number) for number, path in enumerate((hevc, odd, turned, reordered), 1)))
    for index in range(4):
        wall.show(index, 320, 320)
    for index, (width, height) in enumerate(((320, 180), (320, 178), (180, 320), (320, 180))):
        facts = wall.wait(lambda f: f.sequence > 3, index)
        assert (facts.state, facts.width, facts.height) == (CameraState.LIVE, width, height)


def test_a_stream_that_changes_its_resolution_half_way(make_wall: MakeWall, clips: Path) -> None:
    parts = [
        write_clip(clips / "p1.mp4", width=320, height=180, seconds=0.6),
        write_clip(clips / "p2.mp4", width=640, height=480, seconds=0.6),
    ]
    wall = make_wall(camera(join_sizes(clips / "changes.h264", parts))).show(0, 800, 600)
    seen = set()
    for _ in range(2):
        for size in ((320, 180), (640, 480)):
            wall.wait(lambda f, size=size: (f.width, f.height) == size)  # type: ignore[misc]
            seen.add(size)
    facts = wall.facts()
    assert (facts.state, facts.reconnects) == (CameraState.LIVE, 0)


def test_a_picture_is_the_same_as_what_was_encoded(make_wall: MakeWall, clips: Path) -> None:
    still = write_clip(clips / "still.mp4", moving=False, seconds=1, options={"crf": "5"})
    wall = make_wall(camera(still)).show(0, 320, 180)
    wall.wait_for_pictures()
    with wall.supervisor.picture(0) as picture:
        assert picture is not None
        middles = [column for column in range(320) if 12 <= column % 40 < 28]
        off = np.abs(picture.pixels[:, middles, :3].astype(int) - bars(320, 180)[:, middles, ::-1])
        assert off.max() < 16
        assert off.mean() < 5


def test_files_that_are_wrong_say_so_and_the_others_play(make_wall: MakeWall, tmp_path: Path, short_clip: Path) -> None:
    damaged = tmp_path / "损坏 damaged.mp4"
    damaged.write_bytes(b"\0\0\0\x18ftypmp42" + bytes(4000))
    unknown = tmp_path / "unknown.mp4"
    unknown.write_bytes(short_clip.read_bytes().replace(b"avc1", b"svac"))
    wall = make_wall(camera(damaged), camera(tmp_path / "none.mp4", 2), camera(unknown, 3), camera(short_clip, 4))
    for index in range(4):
        wall.show(index)
    wall.wait(lambda f: (f.state, f.reason) == (CameraState.OFFLINE, Reason.BROKEN))
    facts = wall.wait(lambda f: (f.state, f.reason) == (CameraState.OFFLINE, Reason.NOT_FOUND), 1)
    assert facts.next_try_ns is not None
    facts = wall.wait(lambda f: f.state is CameraState.UNSUPPORTED, 2)
    assert (facts.reason, facts.detail) == (Reason.CODEC, "svac")
    wall.wait_for_pictures(5, index=3)
    assert wall.supervisor.worker_restarts == 0


def test_a_file_that_appears_later_comes_within_one_step(make_wall: MakeWall, tmp_path: Path, short_clip: Path) -> None:
    wall = make_wall(camera(tmp_path / "later.mp4")).show()
    wall.wait(lambda f: f.reason is Reason.NOT_FOUND)
    (tmp_path / "later.mp4").write_bytes(short_clip.read_bytes())
    facts = wall.wait(lambda f: f.state is CameraState.LIVE)
    assert (facts.reconnects, facts.reason, facts.detail, facts.next_try_ns) == (1, Reason.NONE, "", None)


def test_mjpeg_over_http(make_wall: MakeWall) -> None:
    with MjpegServer(jpegs(), fps=15) as server:
        wall = make_wall(camera(server.url)).show(0, 160, 90)
        facts = wall.wait(lambda f: f.state is CameraState.LIVE and f.sequence > 20)
        assert (facts.width, facts.height) == (160, 90)
        assert facts.source_fps == pytest.approx(15, rel=0.3)


def test_rtsp_h264_and_h265(make_wall: MakeWall, long_clip: Path, clips: Path) -> None:
    hevc = write_clip(clips / "hevc-long.mp4", width=160, height=90, seconds=30, codec="libx265", fps=10)
    with RtspServer(Mount("/a", long_clip), Mount("/h", hevc, "h265")) as server:
        wall = make_wall(camera(server.url("/a")), camera(server.url("/h"), 2), camera(server.url("/a"), 3)).show(0)
        wall.show(1).show(2)
        for index, fps in ((0, 25), (1, 10), (2, 25)):
            facts = wall.wait(lambda f: f.state is CameraState.LIVE and f.sequence > 15, index)
            assert facts.source_fps == pytest.approx(fps, rel=0.3)
            assert facts.first_picture_s is not None
            assert facts.first_picture_s < 10


def test_a_wrong_password_is_said_as_such_and_tried_rarely(
    make_wall: MakeWall, long_clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOUSE_PATROL_SECRET_GATE", "guess")
    with RtspServer(Mount("/a", long_clip), auth="digest", user="u", password="right") as server:
        wall = make_wall(camera(server.url("/a"), user="u", secret="gate")).show()
        facts = wall.wait(lambda f: f.state is CameraState.UNAUTHORISED)
        assert facts.reason is Reason.WRONG_PASSWORD
        assert "guess" not in facts.detail
        assert facts.next_try_ns is not None
        assert facts.next_try_ns - time.monotonic_ns() > 200e9


@pytest.mark.slow
def test_a_server_that_stops_is_stale_then_offline_then_back(make_wall: MakeWall, long_clip: Path) -> None:
    with RtspServer(Mount("/a", long_clip)) as server:
        wall = make_wall(camera(server.url("/a"))).show()
        wall.wait(lambda f: f.state is CameraState.LIVE and f.sequence > 5)
        server.stop()
        stale = wall.wait(lambda f: f.state is not CameraState.LIVE)
        assert stale.state is CameraState.STALE
        assert stale.picture_at_ns is not None
        assert stale.state_since_ns - stale.picture_at_ns == 2_000_000_000
        gone = wall.wait(lambda f: f.state is not CameraState.STALE)
        assert (gone.state, gone.reason) == (CameraState.OFFLINE, Reason.REFUSED)
        assert gone.picture_at_ns is not None
        assert gone.state_since_ns - gone.picture_at_ns == 5_000_000_000
        waiting = wall.wait(lambda f: f.next_try_ns is not None)
        server.start()
        wall.wait(lambda f: f.state is CameraState.LIVE)
        assert waiting.next_try_ns is not None
        assert time.monotonic_ns() < waiting.next_try_ns + 8e9
        assert wall.facts().reconnects == 1


@pytest.mark.slow
def test_a_server_that_freezes_is_found_out_by_age(make_wall: MakeWall, long_clip: Path) -> None:
    import os
    import signal

    with RtspServer(Mount("/a", long_clip)) as server:
        wall = make_wall(camera(server.url("/a"))).show()
        wall.wait(lambda f: f.state is CameraState.LIVE and f.sequence > 5)
        os.kill(server.pid, signal.SIGSTOP)
        try:
            assert wall.wait(lambda f: f.state is not CameraState.LIVE).state is CameraState.STALE
            facts = wall.wait(lambda f: f.state is not CameraState.STALE)
            assert (facts.state, facts.reason) == (CameraState.OFFLINE, Reason.TIMED_OUT)
        finally:
            os.kill(server.pid, signal.SIGCONT)
        wall.wait(lambda f: f.state is CameraState.LIVE)


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
