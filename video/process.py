"""One worker process as the supervisor holds it: started, listened to, ended."""

import logging
import multiprocessing
import os
import signal
from multiprocessing.connection import Connection

from video import worker
from video.board import Board
from video.config import CameraConfig
from video.memory import SharedFile
from video.orders import Order, Serve
from video.replay.tape import Tape

log = logging.getLogger(__name__)
_LEVELS = {name: getattr(logging, name) for name in ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")}
_LINE_LIMIT = 2_000


class WorkerProcess:
    """Start it from the thread that is to outlive it: the kernel ends the child with that thread."""

    def __init__(
        self,
        place: int,
        cameras: tuple[CameraConfig, ...],
        board: Board,
        pictures: SharedFile,
        tapes: tuple[Tape, ...] | None = None,
    ) -> None:
        context = multiprocessing.get_context("spawn")
        orders_read, self._orders = context.Pipe(duplex=False)
        self.voice: Connection
        self.voice, voice_write = context.Pipe(duplex=False)
        os.set_blocking(self.voice.fileno(), False)
        self.place = place
        self.cameras: tuple[int, ...] = ()
        self._heard = b""
        post = worker.Post(
            place, os.getpid(), orders_read, voice_write, board.file, pictures, cameras, board.workers, tapes
        )
        self._process = context.Process(target=worker.main, args=(post,), name=f"video worker {place}", daemon=True)
        try:
            self._process.start()
        except BaseException:
            self._orders.close()
            self.voice.close()
            raise
        finally:
            orders_read.close()
            voice_write.close()

    @property
    def id(self) -> int:
        return self._process.pid or 0

    @property
    def sentinel(self) -> int:
        return self._process.sentinel

    @property
    def is_alive(self) -> bool:
        return self._process.is_alive()

    @property
    def ended_by(self) -> str:
        """How it ended, for the log."""
        code = self._process.exitcode
        if code is not None and code < 0:
            return signal.Signals(-code).name
        return f"exit code {code}"

    def serve(self, cameras: tuple[int, ...]) -> None:
        """Hand it cameras by their indices."""
        self.cameras += cameras
        self.tell(Serve(cameras))

    def tell(self, order: Order) -> None:
        """One that has just died is no error here: its sentinel tells."""
        try:
            self._orders.send(order)
        except OSError:
            log.debug("worker %d died before its orders", self.place)

    def listen(self) -> bool:
        """Write what it says into the log; False when it will say no more."""
        try:
            data = os.read(self.voice.fileno(), 65536)
        except BlockingIOError:
            return True
        except OSError:
            return False
        *lines, self._heard = (self._heard + data).split(b"\n")
        self._heard = self._heard[-_LINE_LIMIT:]
        for line in lines:
            text = line[:_LINE_LIMIT].decode(errors="replace").rstrip()
            level, _, rest = text.partition(" ")
            known = _LEVELS.get(level)
            log.log(known or logging.WARNING, "worker %d: %s", self.place, rest if known else text)
        return bool(data)

    def ask_to_end(self) -> None:
        """The end of the orders is the order to end."""
        self._orders.close()

    def terminate(self) -> None:
        self._process.terminate()

    def kill(self) -> None:
        self._process.kill()

    def join(self, timeout_s: float) -> bool:
        self._process.join(max(0.0, timeout_s))
        return not self._process.is_alive()

    def close(self) -> None:
        """After its end: say the last words and let the handles go."""
        self.listen()
        self._orders.close()
        self.voice.close()
        self._process.close()
