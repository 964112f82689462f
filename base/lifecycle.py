"""What was built, how it is started, and how it is stopped: everything at once, the last one last."""

import logging
import threading
from collections.abc import Callable

log = logging.getLogger(__name__)

STOP_LIMIT_S = 3.0
Stop = Callable[[float], bool]
"""Stops one thing within so many seconds; True when it has ended in time."""


class Lifecycle:
    """Filled while building; `stop` may be called at any time, also twice, and after a building that failed."""

    def __init__(self) -> None:
        self._starts: list[Callable[[], object]] = []
        self._stops: list[tuple[str, Stop]] = []
        self._last: list[tuple[str, Stop]] = []
        self._finally: list[Callable[[], object]] = []

    def at_start(self, *starts: Callable[[], object]) -> None:
        """In the order of calling."""
        self._starts += starts

    def at_stop(self, name: str, stop: Stop) -> None:
        """With all others at the same time."""
        self._stops.append((name, stop))

    def at_last(self, name: str, stop: Stop) -> None:
        """When all others have ended, because they still wrote to it."""
        self._last.append((name, stop))

    def when_nothing_runs(self, work: Callable[[], object]) -> None:
        self._finally.append(work)

    def start(self) -> None:
        for start in self._starts:
            start()

    def stop(self) -> None:
        threads = [
            threading.Thread(target=_stop_one, args=one, name=f"stopping {one[0]}", daemon=True) for one in self._stops
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(STOP_LIMIT_S)
        for name, stop in self._last:
            _stop_one(name, stop)
        self._stops.clear()
        self._last.clear()
        for work in self._finally:
            try:
                work()
            except Exception:  # a folder that cannot be removed keeps nobody from what comes after it
                log.exception("after everything has stopped")
        self._finally.clear()


def _stop_one(name: str, stop: Stop) -> None:
    try:
        if not stop(STOP_LIMIT_S * 0.8):
            log.error("%s did not stop in time", name)
    except Exception:
        log.exception("%s did not stop", name)
