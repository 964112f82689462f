"""The worker process: a thread a camera, a heart beat, and an end with the parent's end."""

import contextlib
import ctypes
import faulthandler
import logging
import os
import signal
import sys
import threading
from collections import deque
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Protocol

from base.clock import SystemClock
from video.board import Board
from video.config import CameraConfig
from video.memory import SharedFile
from video.orders import Order, Record, Serve
from video.recording.order import RecordOrder
from video.replay.tape import Tape

if TYPE_CHECKING:
    from video.recording.writer import Writer
    from video.replay.turns import Turns

BEAT_S = 0.25
STAGGER_S = 0.005
"""Between the starts of two cameras: hundreds that open at the same moment starve the heart beat of the GIL."""
FAREWELL_S = 0.6
"""For the cameras' threads to close their connections properly; who is slower is cut off."""
LAST_WRITES_S = 0.4
"""And then for what is still on its way to the disk; a disk that hangs is not waited for."""
NICENESS = 5
_PR_SET_PDEATHSIG = 1

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Post:
    """Everything that a worker is born with."""

    place: int
    """Its place on the board for heart beats."""
    parent_id: int
    orders: Connection
    """video.orders come down here; its end is the worker's end."""
    voice: Connection
    """What the process and its libraries say: its standard output and error."""
    board: SharedFile
    pictures: SharedFile
    cameras: tuple[CameraConfig, ...]
    """All of them: orders stay short, and never wait in a pipe for a process that is still loading."""
    places: int
    tapes: tuple[Tape, ...] | None = None
    """Recorded material in the place of each camera: this worker replays."""


class Served(Protocol):
    """A camera in its worker."""

    def run(self) -> None:
        """In its thread, until told to stop."""
        ...

    def record(self, order: RecordOrder | None) -> None:
        """From the worker's main thread; returns at once."""
        ...


def main(post: Post) -> None:
    """Runs in the child until the orders end, which they also do when the parent is killed."""
    _die_with_parent(post.parent_id)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the whole group; the parent decides
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _speak_through(post.voice)
    _let_the_window_go_first()
    _allow_many_files()
    _prepare_libraries()
    board = Board(post.board, len(post.cameras), post.places)
    stopping = threading.Event()
    served: list[Served] = []
    threads: list[threading.Thread] = []
    waiting: deque[int] = deque()
    recording: RecordOrder | None = None
    clock = SystemClock()
    writer = None if post.tapes is not None else _writer(clock)
    turns = None if post.tapes is None else _turns(board, stopping)
    try:
        while True:
            board.beat(post.place, clock.monotonic_ns())
            if post.orders.poll(STAGGER_S if waiting else BEAT_S):
                order: Order = post.orders.recv()
                match order:
                    case Serve(cameras):
                        waiting.extend(cameras)
                    case Record(wanted):
                        recording = wanted
                        for camera in served:
                            camera.record(wanted)
            if waiting:
                camera, name = _served(post, waiting.popleft(), board, stopping, writer, turns)
                camera.record(recording)
                served.append(camera)
                threads.append(threading.Thread(target=camera.run, name=name, daemon=True))
                threads[-1].start()
    except (EOFError, OSError, _TerminatedError):
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        stopping.set()
    if writer is not None:
        writer.end()
    for thread in threads:
        thread.join(max(0.0, FAREWELL_S / max(len(threads), 1)))
    if writer is not None and not writer.join(LAST_WRITES_S):
        log.error("the disk did not take the last packets of the recording in time")
    os._exit(0)  # no waiting for a thread that hangs in a library


class _TerminatedError(Exception):
    """SIGTERM: what is being recorded is closed before the end."""


def _end_in_order(number: int, frame: object) -> None:
    raise _TerminatedError


def _writer(clock: SystemClock) -> "Writer":
    from video.recording.writer import Writer

    return Writer(clock)


def _turns(board: Board, stopping: threading.Event) -> "Turns":
    from video.replay.turns import Turns

    return Turns(board, stopping)


def _served(
    post: Post,
    index: int,
    board: Board,
    stopping: threading.Event,
    writer: "Writer | None",
    turns: "Turns | None",
) -> tuple[Served, str]:
    config = post.cameras[index]
    name = f"camera {config.id}"
    if post.tapes is not None:
        from video.replay.player import TapePlayer

        return TapePlayer(index, config, post.tapes[index], board, post.pictures, SystemClock(), stopping, turns), name
    from video.camera_thread import CameraThread

    return CameraThread(index, config, board, post.pictures, SystemClock(), stopping, writer=writer), name


def _die_with_parent(parent_id: int) -> None:
    """The kernel kills this process when the thread that started it ends: the supervisor's, which lives with the app.

    Reading the end of the orders does the same without Linux, but not for a worker that is stopped or holds the GIL.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent_id:
            os._exit(0)


def _let_the_window_go_first() -> None:
    """When the machine is full, late pictures are a lesser evil than a window that does not answer."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)


def _allow_many_files() -> None:
    """Hundreds of cameras have a connection and three files of their recording each; many systems begin with 1024."""
    if sys.platform != "win32":
        import resource

        with contextlib.suppress(OSError, ValueError):
            most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _speak_through(voice: Connection) -> None:
    """Standard output and error into the supervisor's log: the parent's own must not be kept open by a child."""
    for standard in (1, 2):
        os.dup2(voice.fileno(), standard)
    voice.close()
    faulthandler.enable()
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(levelname)s %(message)s", force=True)


def _prepare_libraries() -> None:
    import av.logging
    import cv2

    import video.camera_thread  # noqa: F401  # a spare worker has everything loaded before it is needed

    cv2.setNumThreads(1)
    av.logging.set_level(None)
