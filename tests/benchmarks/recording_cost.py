"""record_extra_cores: the same wall and the same fleet, recorded and not, in turn.

The wall: 16 cameras of 720p 25 fps over RTSP in full screen. The fleet: 59 MAVLink systems (46 drones, 13 docks) over
UDP from a simulator of its own process. Whole process trees are measured, the simulator and the servers left out.
"""

import socket
import subprocess
import sys
from collections.abc import Iterator
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
DRONES, DOCKS = 46, 13
SECONDS = 15.0
ROUNDS = 3
FPS = 25
LEAST_FPS = 20.0
FULL_RATE = 0.93
"""Of all pictures: below it the machine was full, and what recording takes would be taken from the pictures."""


def row() -> Row:
    """Raises PersonError when the program does not record all that it should."""
    rounds = [_round() for _ in range(ROUNDS)]
    shortest = min(run.pictures / run.seconds for pair in rounds for run in pair)
    if shortest < FULL_RATE * FPS * CAMERAS:
        raise PersonError(f"the machine was too busy to tell: {shortest:.0f} pictures/s of {FPS * CAMERAS}")
    extra = [on.cores - off.cores for off, on in rounds]
    offs, ons = zip(*rounds, strict=True)
    note = (
        f"{CAMERAS} x 720p25 RTSP and {DRONES + DOCKS} MAVLink systems, {SECONDS:g} s each in turn; "
        f"cores more {_list(extra)}; recorded {_list([run.cores for run in ons])}, "
        f"not recorded {_list([run.cores for run in offs])}; ms CPU a picture {_list([r.ms_a_picture for r in ons])}, "
        f"{_list([r.ms_a_picture for r in offs])}; pictures/s {_list([r.pictures / r.seconds for r in ons])}, "
        f"{_list([r.pictures / r.seconds for r in offs])}"
    )
    return Row("record_extra_cores", round(median(extra), 3), "cores", 0.1, "lower", "the wall without recording", note)


def _round() -> tuple[WallRun, WallRun]:
    """Not recorded, and recorded."""
    return _run(is_recorded=False), _run(is_recorded=True)


def _run(*, is_recorded: bool) -> WallRun:
    with _fleet() as link:
        if not is_recorded:
            return run_wall(CAMERAS, SECONDS, more_configuration=link)
        return run_wall(CAMERAS, SECONDS, command_words=["record"], more_configuration=link, look=_look)


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


def _look(data: Path) -> None:
    """Whether all that was shown and heard is in the session."""
    sessions = [path for path in (data / "sessions").iterdir() if (path / "manifest.json").exists()]
    if len(sessions) != 1:
        raise PersonError(f"There are {len(sessions)} sessions, and it was one that was to be recorded.")
    folders = sorted((sessions[0] / "video").iterdir())
    packets = [len(read_index(folder)) for folder in folders]
    if len(packets) != CAMERAS or min(packets) < SECONDS * LEAST_FPS:
        raise PersonError(f"Not all cameras were recorded; packets: {packets}.")
    systems = {raw[5] for log in (sessions[0] / "links").glob("*.tlog") for raw in _messages(log)}
    if len(systems) < DRONES + DOCKS:
        raise PersonError(f"Telemetry of {len(systems)} systems was recorded, of {DRONES + DOCKS} it was to be.")


def _messages(log: Path) -> Iterator[bytes]:
    return (raw for _, raw in tlog.paced(log.read_bytes()) if raw[:1] == b"\xfd" and len(raw) > 5)


def _list(values: list[float]) -> str:
    return "/".join(f"{value:.3g}" for value in values)
