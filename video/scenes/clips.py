"""The demo's clips: drawn once by child processes, then kept. This side imports neither OpenCV nor FFmpeg.

A clip gets its final name only when it is whole, so a crash, a full disk or a cancel leaves no broken one behind.
"""

import contextlib
import hashlib
import logging
import multiprocessing
import os
import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path

import psutil

from base.errors import PersonError
from video.scenes.child import FPS, main

log = logging.getLogger(__name__)

DRAWING_VERSION = 1
"""Raise it whenever the pictures change: clips of another version are drawn anew and the old ones removed."""
SECONDS = 12
FRAMES = FPS * SECONDS
SPACE_A_CLIP_BYTES = 8_000_000
MAX_PROCESSES = 4

Progress = Callable[[int, int, str], None]
"""Frames done, frames in all, the id of the scene that moved on."""


@dataclass(frozen=True, slots=True)
class SceneInfo:
    id: str
    name: str
    """English; the precinct has the names that people see."""


SCENES = (
    SceneInfo("crossroads", "Crossroads"),
    SceneInfo("market_street", "Market street"),
    SceneInfo("avenue", "Avenue at dusk"),
    SceneInfo("river_road", "River road"),
    SceneInfo("crossing_rain", "Pedestrian crossing in the rain"),
    SceneInfo("station_square", "Station square"),
    SceneInfo("alley_night", "Alley at night"),
    SceneInfo("school_gate", "School gate"),
    SceneInfo("roundabout", "Roundabout"),
    SceneInfo("garage", "Underground garage"),
    SceneInfo("park_path", "Park path"),
    SceneInfo("elevated_night", "Elevated road at night"),
    SceneInfo("bus_stop", "Bus stop"),
    SceneInfo("harbour_road", "Harbour road"),
    SceneInfo("metro_entrance", "Metro entrance, night rain"),
    SceneInfo("roof_dock", "Roof with the police dock"),
)


def path_of(folder: Path, scene_id: str) -> Path:
    version = hashlib.sha256(f"{DRAWING_VERSION} {FPS} {SECONDS}".encode()).hexdigest()[:8]
    return folder / f"{scene_id}-{version}.mp4"


def ensure(
    folder: Path,
    progress: Progress,
    stop: threading.Event,
    *,
    scenes: tuple[str, ...] | None = None,
    frames: int = FRAMES,
) -> tuple[Path, ...]:
    """Draw the clips that are missing in `folder` and return all that are there, in the order of SCENES.

    Blocks until all are drawn, or until soon after `stop` is set: then only the whole ones are returned.
    `progress` is called in this thread. Raises PersonError when the folder cannot be written or the disk is full.
    """
    wanted = scenes if scenes is not None else tuple(s.id for s in SCENES)
    paths = {scene: path_of(folder, scene) for scene in wanted}
    _prepare(folder)
    missing = [scene for scene, path in paths.items() if not path.is_file()]
    if missing:
        _check_space(folder, len(missing))
        _Crew(folder, missing, len(wanted), frames, progress, stop).work()
    _remove_others(folder, wanted, set(paths.values()))
    return tuple(path for path in paths.values() if path.is_file())


def _prepare(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".{os.getpid()}.probe"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise _cannot_write(folder, error.strerror or str(error)) from None
    for left_over in folder.glob(".*.part"):
        owner = left_over.name.split(".")[-2]
        if owner.isdigit() and not psutil.pid_exists(int(owner)):
            with contextlib.suppress(OSError):
                left_over.unlink()


def _check_space(folder: Path, clips: int) -> None:
    need, free = clips * SPACE_A_CLIP_BYTES, shutil.disk_usage(folder).free
    if free < need:
        raise _cannot_write(folder, f"{need // 1_000_000} MB are needed and {free // 1_000_000} MB are free")


def _cannot_write(folder: Path, why: str) -> PersonError:
    return PersonError(f"the demo’s camera clips cannot be written to {folder}: {why}")


def _remove_others(folder: Path, wanted: tuple[str, ...], keep: set[Path]) -> None:
    for scene in wanted:
        for old in folder.glob(f"{scene}-????????.mp4"):
            if old not in keep:
                with contextlib.suppress(OSError):
                    old.unlink()


class _Crew:
    """The processes that draw, a scene at a time each."""

    def __init__(
        self, folder: Path, missing: list[str], clips: int, frames: int, progress: Progress, stop: threading.Event
    ) -> None:
        self._folder, self._frames, self._progress, self._stop = folder, frames, progress, stop
        self._queue = list(missing)
        self._total = clips * frames
        self._done = dict.fromkeys(missing, 0)
        self._before = (clips - len(missing)) * frames
        self._busy: dict[Connection, str] = {}
        self._processes: list[SpawnProcess] = []

    def work(self) -> None:
        try:
            for _ in range(min(len(self._queue), MAX_PROCESSES, os.cpu_count() or 1)):
                self._start_one()
            while self._busy and not self._stop.is_set():
                for ready in wait(list(self._busy), timeout=0.1):
                    assert isinstance(ready, Connection)
                    self._hear(ready)
        finally:
            self._end()

    def _start_one(self) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=main, args=(theirs,), name="clip drawer", daemon=True)
        process.start()
        theirs.close()
        self._processes.append(process)
        self._give(ours)

    def _give(self, connection: Connection) -> None:
        if not self._queue:
            self._busy.pop(connection, None)
            connection.close()
            return
        scene = self._queue.pop(0)
        self._busy[connection] = scene
        with contextlib.suppress(OSError):  # a child that is gone shows in _hear
            connection.send((scene, str(path_of(self._folder, scene)), self._frames))

    def _hear(self, connection: Connection) -> None:
        scene = self._busy[connection]
        try:
            kind, value = connection.recv()
        except (EOFError, OSError):
            raise PersonError(f"the process that drew the demo’s clip “{scene}” ended before it was done") from None
        if kind == "failed":
            raise _cannot_write(self._folder, value)
        self._done[scene] = self._frames if kind == "whole" else int(value)
        self._progress(self._before + sum(self._done.values()), self._total, scene)
        if kind == "whole":
            self._give(connection)

    def _end(self) -> None:
        for connection in list(self._busy):
            connection.close()
        deadline = time.monotonic() + 0.5
        for process in self._processes:
            if self._busy:
                process.terminate()
            process.join(max(0.05, deadline - time.monotonic()))
            if process.is_alive():
                process.kill()
                process.join(1.0)
            if process.pid is not None:
                for left_over in self._folder.glob(f".*.{process.pid}.part"):
                    with contextlib.suppress(OSError):
                        left_over.unlink()
            process.close()
