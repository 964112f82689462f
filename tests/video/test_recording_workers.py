"""Recording in real worker processes: real streams, kills, changes of the tile, the end of the program."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import psutil
import pytest

from base.clock import NS_PER_S, SystemClock
from tests.servers.rtsp import Mount, RtspServer
from tests.video.clips import write_clip
from tests.video.conftest import MakeWall, Wall, camera, wait_for
from tests.video.recorded import ffprobe_packets, mpv_plays, packets_of, stored
from video.recording.order import RecordOrder, RecordState
from video.recording.packets import read_index, read_segments
from video.recording.repair import mend

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
LOST_S = 1.0
"""At most, by a kill."""
BUSY_S = 0.7
"""What a test machine that does other things may add."""


def order(folder: Path, *cameras: str, **more: object) -> RecordOrder:
    return RecordOrder(str(folder), frozenset(cameras), **more)  # type: ignore[arg-type]


def test_rtsp_and_the_tile_s_changes_between_streams(make_wall: MakeWall, long_clip: Path, tmp_path: Path) -> None:
    """A camera without and one with a sub-stream, and one whose main stream is not there."""
    hevc = write_clip(tmp_path / "h.mp4", width=160, height=90, seconds=20, codec="libx265", fps=10, gop=10)
    mounts = Mount("/main", long_clip, shared=False), Mount("/hevc", hevc, codec="h265", shared=False)
    with RtspServer(*mounts) as server:  # not shared: GStreamer begins anew for all when somebody joins
        wall = make_wall(
            camera(server.url("/hevc")),
            camera(server.url("/main"), 2, sub_address=server.url("/hevc")),
            camera(server.url("/none"), 3, sub_address=server.url("/hevc")),
        )
        wall.supervisor.record(order(tmp_path / "out", "c1", "c2", "c3"))
        wall.show(1, 64, 36)
        wall.wait(lambda f: f.source_width == 160 and f.sequence > 2, 1)
        for index in (0, 1):
            wall.wait(lambda f: f.recording is RecordState.ON and f.recorded_bytes > 0, index)
        wall.show(1, 1920, 1080)
        wall.wait(lambda f: f.recording is RecordState.NO_STREAM, 2)
        time.sleep(1.0)
        wall.show(1, 64, 36)
        recorded = wall.facts(1).recorded_bytes
        wall.wait(lambda f: f.recorded_bytes > recorded + 2000, 1)
        wall.supervisor.record(None)
        wall.wait(lambda f: f.recording is RecordState.OFF, 1)
        assert wall.facts(2).recording is RecordState.OFF
        assert wall.facts(1).record_lost == 0
        assert wall.supervisor.stop()
    for name, clip in (("c1", hevc), ("c2", long_clip)):
        found = stored(tmp_path / "out" / name)
        assert len(found) > 15
        ours = [unit for packet in found for unit in packet.units]
        sent = [unit for units, *_ in packets_of(clip) for unit in units]
        is_hevc = name == "c1"
        assert _in_a_row(ours, sent, lambda unit, hevc=is_hevc: _is_slice(unit, is_hevc=hevc))  # type: ignore[misc]
        dts = np.array([packet.dts for packet in found if packet.dts is not None])
        assert len(dts) > len(found) - 5
        assert len({packet.segment for packet in found}) == 1
        fps = 10 if is_hevc else 25
        assert np.ptp(np.diff(dts)) <= 90_000 / fps * 0.6
    assert not (tmp_path / "out" / "c3").exists()


def _is_slice(unit: bytes, *, is_hevc: bool) -> bool:
    return unit[0] >> 1 & 0x3F < 32 if is_hevc else unit[0] & 0x1F in (1, 5)


def _in_a_row(found: list[bytes], sent: list[bytes], is_slice: Callable[[bytes], bool]) -> bool:
    """All of `sent` from the first to the last that was found, without a gap; parameter sets come as they like."""
    pictures, kept = ([unit for unit in units if is_slice(unit)] for units in (sent, found))
    return any(pictures[at : at + len(kept)] == kept for at in range(len(pictures)))


KILLS = 3


@pytest.mark.parametrize("go", [0, *(pytest.param(go, marks=pytest.mark.soak) for go in range(1, 10))])
def test_kill_9_of_a_worker_loses_a_second_at_most(
    make_wall: MakeWall, short_clip: Path, tmp_path: Path, go: int
) -> None:
    seed = random.randrange(2**32)
    print("go", go, "seed", seed)
    chance = random.Random(seed)
    clock = SystemClock()
    wall = make_wall(camera(short_clip))
    wall.supervisor.record(order(tmp_path / "out", "c1", segment_s=2.0))
    killed_ns = []
    process_ids = wall.supervisor.process_ids
    for number in range(KILLS):
        _wait_for_more(wall)
        time.sleep(chance.uniform(0.0, 1.5))
        _wait_for_more(wall)
        killed_ns.append(clock.monotonic_ns())
        os.kill(process_ids()[0], signal.SIGKILL)
        wait_for(lambda number=number: wall.supervisor.worker_restarts == number + 1)  # type: ignore[misc]
    _wait_for_more(wall)
    assert wall.supervisor.stop()
    folder = tmp_path / "out" / "c1"
    mend(folder)
    received = read_index(folder)["received_ns"]
    assert np.all(np.diff(received) > 0)
    for at_ns in killed_ns:
        newest = received[received <= at_ns].max()
        assert (at_ns - newest) / NS_PER_S < LOST_S + BUSY_S
    found, segments = stored(folder), read_segments(folder)
    for number, segment in segments.items():
        assert ffprobe_packets(folder / segment.file_name) == sum(p.segment == number for p in found)
    assert len(segments) > KILLS
    mpv_plays(folder / segments[max(segments)].file_name)


def _wait_for_more(wall: Wall) -> None:
    before = wall.facts().recorded_bytes
    wall.wait(lambda f: f.recorded_bytes > before)


CHILD = """
import sys, time
from pathlib import Path
from base.clock import SystemClock
from tests.video.conftest import camera
from video.feed import StreamDemand
from video.recording.order import RecordOrder
from video.supervisor import Supervisor

if __name__ == "__main__":
    supervisor = Supervisor((camera(sys.argv[1]),), clock=SystemClock(), workers=1, spare=False)
    supervisor.record(RecordOrder(sys.argv[2], frozenset({"c1"})))
    supervisor.start()
    while supervisor.facts()[0].recorded_bytes == 0:
        time.sleep(0.02)
    print("recording", *supervisor.process_ids(), flush=True)
    time.sleep(60)
"""


def test_kill_9_of_the_program(short_clip: Path, tmp_path: Path) -> None:
    script = tmp_path / "program.py"
    script.write_text(CHILD)
    program = subprocess.Popen(
        [sys.executable, str(script), str(short_clip), str(tmp_path / "out")],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert program.stdout is not None
    worker = int(program.stdout.readline().split()[1])
    killed_ns = SystemClock().monotonic_ns()
    program.kill()
    program.communicate()
    wait_for(lambda: not psutil.pid_exists(worker) or psutil.Process(worker).status() == psutil.STATUS_ZOMBIE)
    folder = tmp_path / "out" / "c1"
    file = folder / "00000.mp4"
    held = ffprobe_packets(file)
    mpv_plays(file, held)
    mend(folder)
    index = read_index(folder)
    assert len(index) == held > 0
    assert (killed_ns - index["received_ns"].max()) / NS_PER_S < LOST_S + BUSY_S


@pytest.mark.parametrize("way", ["stop", "terminate"])
def test_an_end_in_order_loses_nothing(make_wall: MakeWall, short_clip: Path, tmp_path: Path, way: str) -> None:
    wall: Wall = make_wall(camera(short_clip))
    wall.supervisor.record(order(tmp_path / "out", "c1"))
    wall.wait(lambda f: f.recorded_bytes > 0)
    ended_ns = SystemClock().monotonic_ns()
    if way == "stop":
        assert wall.supervisor.stop()
    else:
        os.kill(wall.supervisor.process_ids()[0], signal.SIGTERM)
        wall.wait(lambda f: f.recording is RecordState.WAITING)
        assert wall.supervisor.stop()
    received = read_index(tmp_path / "out" / "c1")["received_ns"]
    before = received[received <= ended_ns + NS_PER_S // 10]
    assert (ended_ns - before.max()) / NS_PER_S < 0.1
    assert not mend(tmp_path / "out" / "c1")
