"""Workers that die, hang or are poisoned; parents that are killed; sources that hang when it is time to stop."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.children import shared_memory_of
from tests.video.conftest import MakeWall, Wall, camera, wait_for
from video.feed import CameraState, Reason

pytestmark = pytest.mark.slow

LIVE_AGAIN_S = 3.0
SOAK = pytest.mark.soak


def worker_of(wall: Wall, index: int) -> int:
    """The process that serves camera `index`, known by the order of the groups."""
    return wall.supervisor.process_ids()[wall.facts(index).worker]


@pytest.mark.parametrize("spare", [True, pytest.param(False, marks=pytest.mark.soak)], ids=["with a spare", "without"])
def test_kill_9_of_a_worker_blinks_only_its_own_tiles(make_wall: MakeWall, short_clip: Path, spare: bool) -> None:
    wall = make_wall(*(camera(short_clip, number) for number in range(1, 5)), workers=2, spare=spare)
    for index in range(4):
        wall.show(index)
    for index in range(4):
        wall.wait_for_pictures(5, index)
    wait_for(lambda: len(wall.supervisor.process_ids()) == 2 + spare)
    if spare:
        wait_for(lambda: psutil.Process(wall.supervisor.process_ids()[-1]).memory_info().rss > 60e6)
    others_before = wall.sequence(1)
    killed = time.monotonic()
    os.kill(worker_of(wall, 0), signal.SIGKILL)
    before = [wall.sequence(0), wall.sequence(2)]
    while wall.sequence(0) < before[0] + 5 or wall.sequence(2) < before[1] + 5:
        assert wall.facts(1).state is CameraState.LIVE
        assert wall.facts(0).state in (CameraState.LIVE, CameraState.STALE)
        assert time.monotonic() - killed < 15
        time.sleep(0.01)
    assert time.monotonic() - killed < LIVE_AGAIN_S * (1 if spare else 2)
    assert wall.sequence(1) > others_before
    assert wall.supervisor.worker_restarts == 1
    assert wall.wait(lambda f: f.state is CameraState.LIVE).reconnects == 1


def test_a_stopped_worker_never_looks_live_and_is_replaced(make_wall: MakeWall, short_clip: Path) -> None:
    wall = make_wall(camera(short_clip)).show()
    wall.wait_for_pictures(5)
    os.kill(worker_of(wall, 0), signal.SIGSTOP)
    assert wall.wait(lambda f: f.state is not CameraState.LIVE).state is CameraState.STALE
    wall.wait(lambda f: f.state is CameraState.LIVE)
    assert wall.supervisor.worker_restarts == 1


def test_a_stream_that_kills_its_worker_twice_gets_one_of_its_own(make_wall: MakeWall, clips: Path) -> None:
    """The kill comes whenever that camera is in the decoder: what a crash in the decoder would do."""
    from tests.video.clips import write_clip

    clip = write_clip(clips / "heavy.mp4", width=1280, height=720, seconds=2)
    light = write_clip(clips / "light.mp4", width=64, height=36, seconds=2, fps=2)
    wall = make_wall(camera(clip), camera(light, 2), camera(light, 3), workers=1)
    for index in range(3):
        wall.show(index)
    board = wall.supervisor._board
    for deaths in (1, 2):
        wall.wait_for_pictures(3)
        victim = worker_of(wall, 0)
        process = psutil.Process(victim)
        while True:  # stop it, and look: the kill must come while camera 0, and it alone, is inside
            process.suspend()
            time.sleep(0.002)
            if board.busy_since_ns(0) and not board.busy_since_ns(1) and not board.busy_since_ns(2):
                break
            process.resume()
            time.sleep(0.003)
        process.kill()
        wait_for(lambda deaths=deaths: wall.supervisor.worker_restarts == deaths)  # type: ignore[misc]
    wall.wait_for_pictures(3)
    wall.wait_for_pictures(2, index=1)
    workers = [facts.worker for facts in wall.supervisor.facts()]
    assert workers[0] not in workers[1:]
    assert workers[1] == workers[2]
    others = wall.sequence(1)
    os.kill(worker_of(wall, 1), 0)
    psutil.Process(wall.supervisor.process_ids()[-1]).kill()
    wait_for(lambda: wall.supervisor.worker_restarts == 3)
    assert wall.facts(1).state is CameraState.LIVE
    wait_for(lambda: wall.sequence(1) > others)


_PROGRAM = """
import sys, time
from base.clock import SystemClock
from video.config import CameraConfig
from video.feed import StreamDemand
from video.supervisor import Supervisor
if __name__ == "__main__":
    cameras = tuple(CameraConfig(id=f"c{n}", name="x", address=sys.argv[1]) for n in range(3))
    supervisor = Supervisor(cameras, clock=SystemClock(), workers=2)
    supervisor.start()
    for index in range(3):
        supervisor.demand(index, StreamDemand(640, 360))
    while supervisor.sequences().min() < 5 or len(supervisor.process_ids()) < 2:
        time.sleep(0.01)
    print("PIDS", *supervisor.process_ids(), flush=True)
    if len(sys.argv) > 2:
        sys.stdin.readline()
        sys.exit(0)
    time.sleep(60)
"""


@pytest.mark.parametrize(
    "ending", ["SIGKILL", "SIGTERM", pytest.param("SIGINT", marks=SOAK), pytest.param("exit", marks=SOAK)]
)
def test_no_orphan_and_no_memory_is_left_however_the_program_ends(
    tmp_path: Path, short_clip: Path, ending: str
) -> None:
    script = tmp_path / "program.py"
    script.write_text(_PROGRAM)
    command = [sys.executable, str(script), str(short_clip), *(["exit"] if ending == "exit" else [])]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment,
    ) as program:
        try:
            assert program.stdout is not None
            assert program.stdin is not None
            workers = [int(word) for word in program.stdout.readline().split()[1:]]
            assert len(workers) >= 2  # a spare one has come where the machine is slow
            children = psutil.Process(program.pid).children(recursive=True)
            shared = shared_memory_of([program.pid, *workers])
            if ending == "SIGKILL":
                psutil.Process(workers[0]).suspend()  # it cannot read the end of its orders
            if ending == "exit":
                program.stdin.write("\n")
                program.stdin.flush()
            else:
                os.kill(program.pid, signal.Signals[ending])
            assert program.stdout.read() == ""  # the end of the pipe: no child holds it open
        finally:
            program.kill()
    _, alive = psutil.wait_procs(children, timeout=5)
    assert not [process for process in alive if process.status() != psutil.STATUS_ZOMBIE]
    assert [path for path in shared if path.exists()] == []


def test_stopping_does_not_wait_for_sources_that_hang(make_wall: MakeWall, short_clip: Path) -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=16) as server:
        port = server.getsockname()[1]
        silent = [camera(f"rtsp://127.0.0.1:{port}/{number}", number) for number in range(1, 4)]
        wall = make_wall(*silent, camera(f"http://127.0.0.1:{port}/", 4), camera(short_clip, 5)).show(4)
        wall.wait_for_pictures(3, index=4)
        processes = [psutil.Process(pid) for pid in wall.supervisor.process_ids()]
        started = time.monotonic()
        assert wall.supervisor.stop(3.0)
        assert time.monotonic() - started < 3.0
        assert not any(process.is_running() for process in processes)
        assert wall.facts(0).state is CameraState.CONNECTING
        assert wall.facts(0).reason is Reason.STARTING


def test_stopping_ends_a_worker_that_is_stopped_itself(make_wall: MakeWall, short_clip: Path) -> None:
    wall = make_wall(camera(short_clip)).show()
    wall.wait_for_pictures(3)
    os.kill(worker_of(wall, 0), signal.SIGSTOP)
    started = time.monotonic()
    assert wall.supervisor.stop(3.0)
    assert time.monotonic() - started < 3.0


def test_the_last_picture_stays_after_the_end(make_wall: MakeWall, short_clip: Path) -> None:
    wall = make_wall(camera(short_clip)).show()
    wall.wait_for_pictures(3)
    assert wall.supervisor.stop()
    with wall.supervisor.picture(0) as picture:
        assert picture is not None
        assert picture.pixels.std() > 10
    assert wall.wait(lambda f: f.state is not CameraState.LIVE).state is CameraState.STALE
