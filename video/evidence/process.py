"""The child process as its parent holds it: told, listened to, ended. Loads neither FFmpeg nor OpenCV here."""

import multiprocessing
from collections.abc import Callable
from types import TracebackType
from typing import Self

from video.evidence import child
from video.evidence.order import Done, EvidenceError, Failed, Order

LOOK_EVERY_S = 0.1
END_LIMIT_S = 2.0


class Scissors:
    """A process for one export, started by its first order. For one thread, in a `with` block."""

    def __init__(self) -> None:
        self._context = multiprocessing.get_context("spawn")
        self._process: multiprocessing.context.SpawnProcess | None = None

    @property
    def process_id(self) -> int | None:
        return None if self._process is None else self._process.pid

    def obey(self, order: Order, heard: Callable[[int, int], None]) -> Done:
        """`heard` gets packets done and in all, again and again, and may raise to break off. Raises EvidenceError."""
        if self._process is None:
            self._start()
        at = (0, 0)
        try:
            self._pipe.send(order)
            while True:
                while self._pipe.poll(LOOK_EVERY_S):
                    said = self._pipe.recv()
                    if isinstance(said, Done):
                        return said
                    if isinstance(said, Failed):
                        raise EvidenceError(said.sentence, no_space=said.no_space)
                    at = said[1:]
                    heard(*at)
                heard(*at)
        except (EOFError, OSError):
            self.end()
            raise EvidenceError(f"{order.span.camera_id}: the process that cuts the clips was ended.") from None

    def end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        self._pipe.close()
        process.kill()  # what it had begun is thrown away in any case
        process.join(END_LIMIT_S)
        process.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def _start(self) -> None:
        self._pipe, theirs = self._context.Pipe()
        process = self._context.Process(target=child.main, args=(theirs,), name="evidence", daemon=True)
        try:
            process.start()
        finally:
            theirs.close()
        self._process = process
