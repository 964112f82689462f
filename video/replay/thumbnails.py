"""Small pictures of a tape for its timeline, made in the background by a process of their own."""

import logging
import multiprocessing
import threading
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from base.clock import NS_PER_S
from base.worker import Worker
from video.config import CameraConfig
from video.replay import thumbnail_child
from video.replay.tape import Tape
from video.replay.thumbnail_child import Wish

log = logging.getLogger(__name__)

WIDTH_PX, HEIGHT_PX = 160, 90
GRID_S = 2
"""One picture for so much of a tape at most: key frames are seldom nearer to each other."""
MOST_WAITING = 200
"""Wishes; the oldest are forgotten first, because whoever asked has moved on."""
LIMIT_S = 15.0
"""For one picture, on a slow disk; then its process is ended and another takes the next one."""
PAUSE_AFTER_DEATH_S = 1.0


class Thumbnails(Worker):
    """Files under `folder`, <camera id>/<tape seconds>.jpg: masked, in a box of 160 × 90. They may be deleted any time.

    The seconds are the tape's own, without its offset, so that another offset needs no new pictures.
    """

    def __init__(self, cameras: tuple[CameraConfig, ...], tapes: tuple[Tape, ...], folder: Path) -> None:
        """`tapes` in the order of `cameras`."""
        super().__init__("thumbnails")
        self._tapes = {tape.camera_id: tape for tape in tapes}
        self._masks = tuple(camera.masks for camera in cameras)
        self._folder = folder
        self._wishes: dict[Path, Wish] = {}
        """The newest last: it is made first."""
        self._in_vain: set[Path] = set()
        self._suspects: set[Path] = set()
        self._news = threading.Condition()
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    def at(self, camera_id: str, tape_ns: int) -> Path | None:
        """A picture from about then; None while it is being made, or where there is none. Returns at once."""
        wish = self._wish(camera_id, tape_ns)
        if wish is None or wish.path in self._in_vain:
            return None
        if wish.path.is_file():
            return wish.path
        self._ask(wish)
        return None

    def ask(self, camera_id: str, tape_times_ns: tuple[int, ...]) -> None:
        """Make these in the background, the first one first."""
        for tape_ns in reversed(tape_times_ns[:MOST_WAITING]):
            wish = self._wish(camera_id, tape_ns)
            if wish is not None and wish.path not in self._in_vain and not wish.path.is_file():
                self._ask(wish)

    def forget(self) -> None:
        """Nothing of what was asked for is wanted any more."""
        with self._news:
            self._wishes.clear()

    def ask_to_stop(self) -> None:
        super().ask_to_stop()
        with self._news:
            self._wishes.clear()
            self._news.notify_all()
        process = self._process
        if process is not None and process.is_alive():
            process.kill()  # files appear whole or not at all

    # In the thread

    def run_once(self) -> None:
        with self._news:
            self._news.wait_for(lambda: self._wishes or self.stopping.is_set(), 1.0)
            if not self._wishes or self.stopping.is_set():
                return
            wish = self._wishes.pop(next(reversed(self._wishes)))
        if wish.path.is_file():
            return
        try:
            pipe = self._child()
            pipe.send(wish)
            if not pipe.poll(LIMIT_S):
                raise EOFError
            if not pipe.recv():
                self._in_vain.add(wish.path)
        except (EOFError, OSError):
            self._end_child()
            if not self.stopping.is_set():
                self._tried_in_vain(wish)
                self.stopping.wait(PAUSE_AFTER_DEATH_S)

    def ended(self) -> None:
        self._end_child()

    def _tried_in_vain(self, wish: Wish) -> None:
        """A wish may end its process once: the second time it was not by chance."""
        log.warning("no thumbnail of %s: its process ended", wish.camera_id)
        if wish.path in self._suspects:
            self._in_vain.add(wish.path)
        else:
            self._suspects.add(wish.path)
            self._ask(wish)

    def _child(self) -> Connection:
        if self._pipe is not None:
            return self._pipe
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        post = thumbnail_child.Post(theirs, tuple(self._tapes.values()), self._masks, (WIDTH_PX, HEIGHT_PX))
        process = context.Process(target=thumbnail_child.main, args=(post,), name="thumbnails", daemon=True)
        try:
            process.start()
        except BaseException:
            ours.close()
            raise
        finally:
            theirs.close()
        self._process, self._pipe = process, ours
        if self.stopping.is_set():
            process.kill()
        return ours

    def _end_child(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
        process, self._process, self._pipe = self._process, None, None
        if process is not None:
            process.kill()
            process.join(2.0)
            process.close()

    # Wishes

    def _wish(self, camera_id: str, tape_ns: int) -> Wish | None:
        tape = self._tapes.get(camera_id)
        if tape is None:
            return None
        own_s = (tape_ns - tape.offset_ns) // NS_PER_S // GRID_S * GRID_S
        return Wish(camera_id, own_s * NS_PER_S + tape.offset_ns, self._folder / camera_id / f"{own_s}.jpg")

    def _ask(self, wish: Wish) -> None:
        with self._news:
            self._wishes.pop(wish.path, None)
            self._wishes[wish.path] = wish
            while len(self._wishes) > MOST_WAITING:
                self._wishes.pop(next(iter(self._wishes)))
            self._news.notify_all()
