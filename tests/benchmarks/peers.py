"""The other sides of the wall's rows: FFmpeg's decoding and scaling alone, and the usual OpenCV wall."""

import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from base.errors import PersonError
from tests.benchmarks.clips import clips
from tests.benchmarks.display import virtual_display
from tests.benchmarks.processes import cpu_s, end, tree
from tests.benchmarks.wall_program import SCREEN, WARM_UP_S, WallRun, on_display, serve, urls

OPENCV_WALL = Path(__file__).with_name("peer_opencv_wall.py")
KEEPS_UP = 0.6
"""CPU for each picture stays right when others use the machine too, but not when pictures hardly come at all."""


def run_ffmpeg(count: int, seconds: float, width: int, height: int) -> WallRun:
    """`count` times `ffmpeg -threads 1` on the clips, decoding and scaling to the pictures' size, nothing shown.

    Throttled to the clips' own rate (-re), as the wall is by its cameras: flat out, one process would keep its code and
    tables in the cache, and the comparison would be of another kind of work.
    """
    if shutil.which("ffmpeg") is None:
        raise PersonError("ffmpeg is not installed: apt-get install ffmpeg")
    chain = f"scale={width}:{height}:flags=fast_bilinear,format=bgr0"
    counters = []
    try:
        for path in clips(count):
            command = ["ffmpeg", "-nostdin", "-v", "error", "-stats_period", "0.1", "-progress", "pipe:1"]
            command += ["-threads", "1", "-re", "-i", str(path), "-vf", chain, "-an", "-f", "null", "-"]
            process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
            counters.append(Counter(process, _frame_of))
        time.sleep(2.0)
        run = measured(counters, seconds)
    finally:
        for counter in counters:
            end(counter.process)
            counter.join()
    if run.pictures < KEEPS_UP * 25 * count * run.seconds:
        raise PersonError(f"ffmpeg did not keep up ({run.pictures / run.seconds:.0f} pictures a second): machine busy?")
    return run


def run_opencv(count: int, seconds: float) -> WallRun:
    """The usual wall on the same streams, on a screen of the same size."""
    with serve(count) as server, virtual_display(*SCREEN) as display:
        command = [sys.executable, str(OPENCV_WALL), *urls(server, count)]
        process = subprocess.Popen(command, env=on_display(display), stdout=subprocess.PIPE, text=True)
        counter = Counter(process, _shown_of)
        try:
            time.sleep(WARM_UP_S + 2.0)
            run = measured([counter], seconds)
        finally:
            end(process)
            counter.join()
    if not run.pictures:
        raise PersonError("the OpenCV wall showed nothing")
    return run


class Counter:
    """Follows how many pictures a process says that it has done."""

    def __init__(self, process: subprocess.Popen[str], number: Callable[[str], int | None]) -> None:
        self.process = process
        self.pictures = 0
        self._number = number
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def join(self) -> None:
        self._thread.join(5)
        if self.process.stdout is not None:
            self.process.stdout.close()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            number = self._number(line)
            if number is not None:
                self.pictures = number


def measured(counters: list[Counter], seconds: float) -> WallRun:
    members = [p for counter in counters for p in tree(counter.process.pid)]
    pictures, used, started = sum(c.pictures for c in counters), cpu_s(members), time.monotonic()
    time.sleep(seconds)
    passed = time.monotonic() - started
    return WallRun(passed, cpu_s(members) - used, sum(c.pictures for c in counters) - pictures)


def _frame_of(line: str) -> int | None:
    """A line of `ffmpeg -progress`; the last one may be cut short."""
    name, _, value = line.strip().partition("=")
    return int(value) if name == "frame" and value.isdigit() else None


def _shown_of(line: str) -> int | None:
    """A line of the OpenCV wall; the last one may be cut short."""
    words = line.split()
    return int(words[1]) if len(words) == 2 and line.endswith("\n") else None
