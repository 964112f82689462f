"""A thread that does one thing over and over, says when it fails, and stops when asked."""

import logging
import threading
from abc import ABC, abstractmethod

log = logging.getLogger(__name__)


class Worker(ABC):
    """Calls `run_once` until told to stop. An exception is logged and does not end the thread."""

    pause_after_error_s = 1.0

    def __init__(self, name: str) -> None:
        self.name = name
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    @abstractmethod
    def run_once(self) -> None:
        """One turn: must come back within about a second so that stopping is quick."""

    def started(self) -> None:
        """Runs in the thread before the first turn."""

    def ended(self) -> None:
        """Runs in the thread after the last turn, also after an error in `started`."""

    @property
    def stopping(self) -> threading.Event:
        return self._stopping

    def start(self) -> None:
        if self._thread is not None:
            raise RuntimeError(f"{self.name} was already started")
        self._thread = threading.Thread(target=self._run, name=self.name, daemon=True)
        self._thread.start()

    def ask_to_stop(self) -> None:
        self._stopping.set()

    def join(self, timeout_s: float) -> bool:
        """True when the thread has ended within `timeout_s` seconds; a late one is logged."""
        if self._thread is None:
            return True
        self._thread.join(timeout_s)
        if self._thread.is_alive():
            log.error("%s did not stop within %.1f s", self.name, timeout_s)
            return False
        return True

    def stop(self, timeout_s: float) -> bool:
        """Ask and wait; True when it has ended in time."""
        self.ask_to_stop()
        return self.join(timeout_s)

    def _run(self) -> None:
        try:
            try:
                self.started()
            except Exception:
                log.exception("%s could not start", self.name)
                return
            while not self._stopping.is_set():
                try:
                    self.run_once()
                except Exception:
                    log.exception("%s: a turn failed", self.name)
                    self._stopping.wait(self.pause_after_error_s)
        finally:
            self.ended()
