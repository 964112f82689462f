"""The real program with a wall of RTSP cameras in full screen, measured from outside."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import psutil

from base.errors import PersonError
from tests.benchmarks.clips import clips
from tests.benchmarks.display import virtual_display
from tests.benchmarks.processes import cpu_s, end, tree, wait_until
from tests.servers.rtsp import Mount, RtspServer

ROOT = Path(__file__).resolve().parents[2]
SCREEN = (1920, 1080)
WINDOW_LIMIT_S = 30.0
WARM_UP_S = 5.0
"""Until every camera has its picture at its size in full screen."""


@dataclass(frozen=True, slots=True)
class WallRun:
    """What a wall cost over the measured seconds."""

    seconds: float
    cpu_s: float
    pictures: float
    """Distinct ones that were painted."""
    ui_cpu_s: float = 0.0
    video_cpu_s: float = 0.0
    """Of the workers, which receive, decode and write video."""
    report: dict[str, Any] | None = None

    @property
    def ms_a_picture(self) -> float:
        return 1000 * self.cpu_s / self.pictures

    @property
    def ui_cores(self) -> float:
        return self.ui_cpu_s / self.seconds

    @property
    def video_cores(self) -> float:
        return self.video_cpu_s / self.seconds

    @property
    def cores(self) -> float:
        return self.cpu_s / self.seconds


def serve(count: int) -> RtspServer:
    """A real RTSP server with a stream for each camera; what it costs is nobody's."""
    return RtspServer(*(Mount(f"/camera{i}", path) for i, path in enumerate(clips(count))))


def urls(server: RtspServer, count: int) -> list[str]:
    return [server.url(f"/camera{i}") for i in range(count)]


def configuration(addresses: list[str]) -> str:
    lines = ["[precinct]", 'name = "Benchmark"', 'time_zone = "Asia/Shanghai"', "centre = [31.23, 121.47]"]
    for i, address in enumerate(addresses):
        lines += ["[[cameras]]", f'id = "c{i:02d}"', f'name = "Camera {i + 1}"', f'address = "{address}"']
    return "\n".join(lines) + "\n"


def run_wall(
    count: int,
    seconds: float,
    *,
    command_words: Sequence[str] = (),
    more_configuration: str = "",
    look: Callable[[Path], None] = lambda data: None,
    is_shown: bool = True,
) -> WallRun:
    """Start it as people do, press F11, let it settle, measure, end it with SIGTERM and read its report.

    `look` sees the data folder after the end. Not `is_shown`: another workspace stands before the wall, and the cameras
    are received and not decoded. Raises PersonError when it does not do its part.
    """
    with (
        serve(count) as server,
        virtual_display(*SCREEN) as display,
        tempfile.TemporaryDirectory(prefix="mouse-patrol-bench-") as name,
    ):
        folder = Path(name)
        config, report = folder / "precinct.toml", folder / "report.json"
        config.write_text(configuration(urls(server, count)) + more_configuration, encoding="utf-8")
        command = [
            sys.executable,
            str(ROOT / "app.py"),
            *command_words,
            "--config",
            str(config),
            "--data",
            str(folder / "data"),
        ]
        command += ["--workspace", "wall" if is_shown else "fleet", "--language", "en", "--report", str(report)]
        environment = on_display(display)
        with (folder / "said.txt").open("w+") as said:
            program = subprocess.Popen(
                command, env=environment, stdout=said, stderr=subprocess.STDOUT, text=True, cwd=ROOT
            )
            try:
                press_in_window("Mouse Patrol|鼠标巡逻", "F11", environment)
                time.sleep(WARM_UP_S)
                run = measure(program.pid, seconds)
            except PersonError as error:
                said.seek(0)
                raise PersonError(f"{error}; the program said: {said.read()[-2000:].strip() or 'nothing'}") from None
            finally:
                end(program)
            said.seek(0)
            if not report.exists():
                raise PersonError(f"The program wrote no report; it said: {said.read()[-2000:].strip() or 'nothing'}")
        look(folder / "data")
        figures = json.loads(report.read_text(encoding="utf-8"))
        shown = sum(camera["shown_fps"] for camera in figures["cameras"])
        if bool(shown) != is_shown:
            raise PersonError(
                f"The wall showed {shown:.0f} pictures a second: {[c['state'] for c in figures['cameras']]}"
            )
        return replace(run, pictures=shown * run.seconds, report=figures)


def measure(pid: int, seconds: float) -> WallRun:
    """CPU over `seconds`: the tree's, its root's, its video workers'; workers must neither come nor go meanwhile."""
    members = tree(pid)
    workers = [process for process in members if knows_video(process)]
    before = cpu_s(members), own_cpu_s(pid), cpu_s(workers)
    started = time.monotonic()
    time.sleep(seconds)
    passed = time.monotonic() - started
    used = cpu_s(members) - before[0], own_cpu_s(pid) - before[1], cpu_s(workers) - before[2]
    if {p.pid for p in tree(pid)} != {p.pid for p in members}:
        raise PersonError("processes came or went while they were measured: the figures would be wrong")
    return WallRun(passed, used[0], 0.0, used[1], used[2])


def knows_video(process: psutil.Process) -> bool:
    """Whether FFmpeg is loaded there: no other process of ours does."""
    return any("libavcodec" in part.path for part in process.memory_maps())


def own_cpu_s(pid: int) -> float:
    times = psutil.Process(pid).cpu_times()
    return times.user + times.system


def on_display(display: str) -> dict[str, str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("QT_", "WAYLAND", "PYTHONDONTWRITE"))}
    return environment | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}


def press_in_window(title: str, key: str, environment: dict[str, str]) -> None:
    """Wait for a window with that title (a regular expression), give it the keyboard, press a key."""
    found: list[str] = []

    def look() -> bool:
        command = ["xdotool", "search", "--onlyvisible", "--name", title]
        found[:] = subprocess.run(command, env=environment, capture_output=True, text=True, check=False).stdout.split()
        return bool(found)

    try:
        wait_until(look, within_s=WINDOW_LIMIT_S, what=f"a window called {title}")
    except FileNotFoundError:
        raise PersonError("xdotool is not installed: apt-get install xdotool") from None
    except TimeoutError as error:
        raise PersonError(str(error)) from None
    time.sleep(1.0)
    subprocess.run(["xdotool", "windowfocus", "--sync", found[-1], "key", key], env=environment, check=True)
