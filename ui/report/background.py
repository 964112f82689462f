"""Work that would stop the window, in a thread of its own; what becomes of it is looked at in the window's thread."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from typing import Any

from PySide6.QtCore import QObject, QTimer

from base.errors import PersonError

log = logging.getLogger(__name__)
LOOK_EVERY_MS = 50


def in_background(work: Callable[[threading.Event], Any], name: str) -> "tuple[Future[Any], threading.Event]":
    """Runs `work` in a daemon thread; the event asks it to give up, and it raises CancelledError then."""
    future: Future[Any] = Future()
    future.set_running_or_notify_cancel()  # it cannot be taken back any more: the event is for that
    cancelled = threading.Event()

    def run() -> None:
        try:
            future.set_result(work(cancelled))
        except BaseException as error:  # noqa: BLE001 - whoever waits hears of it
            future.set_exception(error)

    threading.Thread(target=run, name=name, daemon=True).start()
    return future, cancelled


class Waiting(QObject):
    """Waits for one Future at a time. Whatever comes of one that was let go is not heard of."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._future: Future[Any] | None = None
        self._then: Callable[[Any], None] = lambda _: None
        self._otherwise: Callable[[str], None] = lambda _: None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    @property
    def waits(self) -> bool:
        return self._future is not None

    def wait(self, future: Future[Any], then: Callable[[Any], None], otherwise: Callable[[str], None]) -> None:
        """`then` gets the answer, `otherwise` a sentence, "" when it was cancelled by somebody else."""
        self.let_go()
        self._future, self._then, self._otherwise = future, then, otherwise
        self._timer.start()

    def let_go(self) -> None:
        future, self._future = self._future, None
        self._timer.stop()
        if future is not None:
            future.cancel()

    def look(self) -> None:
        """Public for the tests."""
        future = self._future
        if future is None or not future.done():
            return
        self._future = None
        self._timer.stop()
        try:
            answer = future.result()
        except CancelledError:
            self._otherwise("")
        except PersonError as error:
            self._otherwise(str(error))
        except Exception:
            log.exception("a report could not be made")
            self._otherwise(self.tr("Something went wrong; the log says more."))
        else:
            self._then(answer)
