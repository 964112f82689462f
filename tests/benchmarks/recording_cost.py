"""record_extra_cores: the same wall and the same fleet, recorded and not, in turn.

The wall: 16 cameras of 720p 25 fps over RTSP in full screen. The fleet: 59 MAVLink systems (46 drones, 13 docks) over
UDP from a simulator of its own process. Whole process trees are measured, the simulator and the servers left out.

Where a machine is too small for 16 such cameras, what recording takes would be taken from the pictures and be seen
nowhere. Then fewer cameras are shown, until the wall has all its pictures; what the video workers take more is
multiplied by the cameras that are missing, and the window's process and the recorder's count as they are: they have all
59 systems. The note says so.
"""

import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from base.errors import PersonError
from drones import tlog
from tests.benchmarks.processes import end
from tests.benchmarks.rows import Row
from tests.benchmarks.wall_program import ROOT, WallRun, run_wall
from video.recording.packets import read_index

CAMERAS = 16
FEWER = (8, 4)
DRONES, DOCKS = 46, 13
SECONDS = 15.0
ROUNDS = 3
FPS = 25
LEAST_FPS = 20.0
FULL_RATE = 0.93
"""Of all pictures: below it the machine was full, and what recording takes would be taken from the pictures."""
Round = tuple[WallRun, WallRun]
"""Not recorded, and recorded."""


def row() -> Row:
    """Raises PersonError when the program does not record all that it should."""
    starved = ""
    for cameras in (CAMERAS, *FEWER):
        rounds: list[Round] = []
        last = _run(cameras, is_recorded=False)
        while has_all_pictures(last, cameras):
            off, last = last, _run(cameras, is_recorded=True)
            if has_all_pictures(last, cameras):
                rounds.append((off, last))
                if len(rounds) == ROUNDS:
                    return _row(rounds, cameras, starved)
                last = _run(cameras, is_recorded=False)
        starved += f"{cameras} cameras had {last.pictures / last.seconds:.0f} pictures/s of {FPS * cameras} here; "
    raise PersonError(f"the machine was too busy to tell: {starved.removesuffix('; ')}")


def has_all_pictures(run: WallRun, cameras: int) -> bool:
    return run.pictures / run.seconds >= FULL_RATE * FPS * cameras


def extra_cores(off: WallRun, on: WallRun, cameras: int) -> float:
    """What recording takes more with 16 cameras, measured with so many."""
    video = on.video_cores - off.video_cores
    return video * CAMERAS / cameras + (on.cores - on.video_cores) - (off.cores - off.video_cores)


def _row(rounds: list[Round], cameras: int, starved: str) -> Row:
    extra = [extra_cores(off, on, cameras) for off, on in rounds]
    note = f"{cameras} x 720p25 RTSP and {DRONES + DOCKS} MAVLink systems, {SECONDS:g} s each in turn; "
    if starved:
        note = f"{starved}so {cameras} were shown, and the workers' part counts {CAMERAS / cameras:g} times; {note}"
    note += f"cores more {_list(extra)}; recorded and not: "
    note += "; ".join(f"{name} {_both(rounds, of)}" for name, of in _PARTS.items())
    return Row("record_extra_cores", round(median(extra), 3), "cores", 0.1, "lower", "the wall without recording", note)


_PARTS: dict[str, Callable[[WallRun], float]] = {
    "cores of the workers": lambda run: run.video_cores,
    "of the window's process": lambda run: run.ui_cores,
    "of the others": lambda run: run.cores - run.video_cores - run.ui_cores,
    "ms CPU a picture": lambda run: run.ms_a_picture,
    "pictures/s": lambda run: run.pictures / run.seconds,
}


def _both(rounds: list[Round], of: Callable[[WallRun], float]) -> str:
    return f"{_list([of(on) for _, on in rounds])} and {_list([of(off) for off, _ in rounds])}"


def _run(cameras: int, *, is_recorded: bool) -> WallRun:
    with _fleet() as link:
        if not is_recorded:
            return run_wall(cameras, SECONDS, more_configuration=link)
        return run_wall(
            cameras, SECONDS, command_words=["record"], more_configuration=link, look=lambda data: _look(data, cameras)
        )


@contextmanager
def _fleet() -> Iterator[str]:
    """The simulated fleet on the air; the value is its link's part of the configuration."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, str(ROOT / "app.py"), "simulate", "--url", f"udpout:127.0.0.1:{port}"]
    command += ["--drones", str(DRONES), "--docks", str(DOCKS)]
    fleet = subprocess.Popen(
        command, cwd=ROOT, text=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield f'[[links]]\nname = "fleet"\naddress = "udpin:127.0.0.1:{port}"\n'
        if fleet.poll() is not None:
            raise PersonError("the simulated fleet ended too early")
    finally:
        end(fleet)


def _look(data: Path, cameras: int) -> None:
    """Whether all that was shown and heard is in the session."""
    sessions = [path for path in (data / "sessions").iterdir() if (path / "manifest.json").exists()]
    if len(sessions) != 1:
        raise PersonError(f"There are {len(sessions)} sessions, and it was one that was to be recorded.")
    folders = sorted((sessions[0] / "video").iterdir())
    packets = [len(read_index(folder)) for folder in folders]
    if len(packets) != cameras or min(packets) < SECONDS * LEAST_FPS:
        raise PersonError(f"Not all cameras were recorded; packets: {packets}.")
    systems = {raw[5] for log in (sessions[0] / "links").glob("*.tlog") for raw in _messages(log)}
    if len(systems) < DRONES + DOCKS:
        raise PersonError(f"Telemetry of {len(systems)} systems was recorded, of {DRONES + DOCKS} it was to be.")


def _messages(log: Path) -> Iterator[bytes]:
    return (raw for _, raw in tlog.paced(log.read_bytes()) if raw[:1] == b"\xfd" and len(raw) > 5)


def _list(values: list[float]) -> str:
    return "/".join(f"{value:.3g}" for value in values)
