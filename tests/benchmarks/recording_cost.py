"""record_extra_cores: the same cameras and the same fleet, recorded and not, in turn.

16 cameras of 720p 25 fps over RTSP, and 59 MAVLink systems (46 drones, 13 docks) over UDP from a simulator of its own
process. Whole process trees are measured, the simulator and the servers left out.

The figure is told with the fleet's workspace before the wall: packets go to the recorder before anything is decoded,
and what decoding costs moves from run to run by more than the whole bar. That of the wall in full screen stands in the
note, with as many cameras as the machine shows without losing pictures: from a full one recording would take what it
needs out of the pictures, and be seen nowhere.
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
    rounds = [
        (_run(CAMERAS, is_recorded=False, is_shown=False), _run(CAMERAS, is_recorded=True, is_shown=False))
        for _ in range(ROUNDS)
    ]
    extra = [on.cores - off.cores for off, on in rounds]
    note = f"{CAMERAS} x 720p25 RTSP and {DRONES + DOCKS} MAVLink systems, {SECONDS:g} s each in turn, not decoded: "
    note += f"cores more {_list(extra)}; {_parts(rounds, _PARTS)}. {_shown()}"
    return Row("record_extra_cores", round(median(extra), 3), "cores", 0.1, "lower", "the same, not recorded", note)


def _shown() -> str:
    """What the wall says, in words."""
    starved = ""
    for cameras in (CAMERAS, *FEWER):
        rounds: list[Round] = []
        last = _run(cameras, is_recorded=False)
        while has_all_pictures(last, cameras):
            off, last = last, _run(cameras, is_recorded=True)
            if has_all_pictures(last, cameras):
                rounds.append((off, last))
                if len(rounds) == ROUNDS:
                    extra = _list([on.cores - off.cores for off, on in rounds])
                    return f"{starved}{cameras} shown: cores more {extra}; {_parts(rounds, _PARTS | _PICTURES)}"
                last = _run(cameras, is_recorded=False)
        starved += f"{cameras} shown: {last.pictures / last.seconds:.0f} of {FPS * cameras} pictures/s, which is full. "
    return starved.strip()


def has_all_pictures(run: WallRun, cameras: int) -> bool:
    return run.pictures / run.seconds >= FULL_RATE * FPS * cameras


def _parts(rounds: list[Round], parts: dict[str, Callable[[WallRun], float]]) -> str:
    return "recorded and not: " + "; ".join(f"{name} {_both(rounds, of)}" for name, of in parts.items())


_PARTS: dict[str, Callable[[WallRun], float]] = {
    "cores of the workers": lambda run: run.video_cores,
    "of the window's process": lambda run: run.ui_cores,
    "of the others": lambda run: run.cores - run.video_cores - run.ui_cores,
}
_PICTURES: dict[str, Callable[[WallRun], float]] = {
    "ms CPU a picture": lambda run: run.ms_a_picture,
    "pictures/s": lambda run: run.pictures / run.seconds,
}


def _both(rounds: list[Round], of: Callable[[WallRun], float]) -> str:
    return f"{_list([of(on) for _, on in rounds])} and {_list([of(off) for off, _ in rounds])}"


def _run(cameras: int, *, is_recorded: bool, is_shown: bool = True) -> WallRun:
    with _fleet() as link:
        if not is_recorded:
            return run_wall(cameras, SECONDS, more_configuration=link, is_shown=is_shown)
        return run_wall(
            cameras,
            SECONDS,
            command_words=["record"],
            more_configuration=link,
            look=lambda data: _look(data, cameras),
            is_shown=is_shown,
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
