"""What our own recorder wrote, replayed: from a camera's file through both to numbers on the screen."""

import time
from pathlib import Path

from base.clock import SystemClock
from base.playhead import Playhead
from tests.video.conftest import MakeWall, camera, wait_for
from tests.video.tapes import read_number, write_numbered
from video.config import CameraConfig
from video.feed import CameraState, StreamDemand
from video.recording.order import RecordOrder, RecordState
from video.recording.repair import mend
from video.replay.feed import ReplayFeed
from video.replay.index import open_index
from video.replay.settled import Settled
from video.replay.tape import Tape

COUNT = 100


def test_what_was_live_comes_back_at_its_time(make_wall: MakeWall, tmp_path: Path) -> None:
    """What was seen live at a time is what is seen in the replay at that time; also when the index was lost."""
    clip = write_numbered(tmp_path / "clip.mp4", count=COUNT)
    masks = [[(0.9, 0.0), (1.0, 0.0), (1.0, 1.0), (0.9, 1.0)]]
    cameras = (camera(clip, 1), camera(clip, 2, masks=masks))
    wall = make_wall(*cameras).show(0, 192, 108)
    wall.wait_for_pictures(1)
    wall.supervisor.record(RecordOrder(str(tmp_path / "video"), frozenset({"c1", "c2"})))
    wall.wait(lambda facts: facts.recording is RecordState.ON)
    wall.wait(lambda facts: facts.recording is RecordState.MASKED, 1)
    live: dict[int, int] = {}
    wait_for(lambda: wall.facts().recorded_bytes > 0)
    ends_s = time.monotonic() + 2
    while time.monotonic() < ends_s:
        with wall.supervisor.picture(0) as picture:
            assert picture is not None
            number = read_number(picture.pixels)
            assert number is not None
            live[picture.received_at_ns] = number
        time.sleep(0.005)
    wall.supervisor.record(None)
    for index in (0, 1):
        wall.wait(lambda facts: facts.recording is RecordState.OFF, index)
    assert wall.supervisor.stop()
    _compare(cameras, tmp_path / "video", live, exact_times=True)
    (tmp_path / "video" / "c1" / "packets.idx").unlink()
    assert mend(tmp_path / "video" / "c1")
    _compare(cameras, tmp_path / "video", live, exact_times=False)


def _compare(cameras: tuple[CameraConfig, ...], folder: Path, live: dict[int, int], *, exact_times: bool) -> None:
    tapes = tuple(Tape(f"c{number}", folder / f"c{number}") for number in (1, 2))
    index = open_index(tapes[0])
    assert index.first_ns is not None
    assert index.last_ns is not None
    clock = SystemClock()
    feed = ReplayFeed(cameras, tapes, clock=clock, workers=1)
    feed.start()
    try:
        for camera_index in (0, 1):
            feed.demand(camera_index, StreamDemand(192, 108))
        seen = 0
        inside = {at_ns: number for at_ns, number in live.items() if index.first_ns <= at_ns <= index.last_ns}
        assert len(inside) > 10
        for version, (at_ns, number) in enumerate(list(inside.items())[::4]):
            feed.set_playhead(Playhead(version + 1, at_ns, clock.monotonic_ns(), 0.0, 0, index.last_ns))
            wait_for(lambda: all(s.is_final for s in feed.settled()))
            shown, shown_at_ns = _newest(feed)
            if exact_times:
                assert (shown, shown_at_ns) == (number, at_ns)
            else:
                assert abs(shown - number) % (COUNT - 3) <= 3  # times were made from the stamps
            seen += 1
        assert feed.settled() == (Settled.EXACT, Settled.EXACT)
        with feed.picture(1) as picture:
            assert picture is not None
            assert not picture.pixels[:, 180:, :3].any()
            assert picture.pixels[:, :160, :3].max() > 200
        whole, masked = feed.facts()
        assert whole.state is CameraState.LIVE
        assert masked.state in (CameraState.LIVE, CameraState.STALE)  # a key picture at most every 2 s: one was enough
        assert seen > 2
    finally:
        assert feed.stop()


def _newest(feed: ReplayFeed) -> tuple[int, int]:
    """Number and time; of two in a bunch the earlier may be given first, as live."""
    while True:
        with feed.picture(0) as picture:
            assert picture is not None
            if picture.sequence == int(feed.sequences()[0]):
                number = read_number(picture.pixels)
                assert number is not None
                return number, picture.received_at_ns
