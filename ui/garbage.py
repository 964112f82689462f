"""Garbage collection at a moment of our own: between events, in the window's thread.

A widget in a reference cycle dies when Python's collector finds it, and by itself the collector runs wherever Python
happens to allocate. In a `changeEvent` that is the middle of Qt's walk over all widgets (QApplication.setStyleSheet
goes over a copied list of pointers), and Qt then uses a widget that is gone; in another thread it destroys QObjects
outside of theirs. Both end the program. So nothing is collected by itself while there is a window, and a timer does it
instead.
"""

import gc
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS = 200
"""Young objects of a fifth of a second are looked through in well under a millisecond."""
FULL_EVERY_S = 30.0
"""A full collection looks at everything that was made since the window was shown; its pause should be rare."""
YOUNG, MIDDLE, FULL = 0, 1, 2


class GarbageCollector(QObject):
    """From `start` to `stop` automatic collection is off, and the timer follows the thresholds that `gc` has."""

    def __init__(self, parent: QObject | None = None, *, now_s: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._now_s = now_s
        self._full_due_s = now_s() + FULL_EVERY_S
        self._was_automatic = False
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.collect)

    def start(self) -> None:
        """Call it in the thread of the QApplication."""
        self._was_automatic = gc.isenabled()
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Automatic collection is again as `start` found it."""
        self._timer.stop()
        if self._was_automatic:
            gc.enable()

    def collect(self) -> int | None:
        """Collect the oldest generation whose count passed its threshold, and which that was; None: nothing is due."""
        due = self._due()
        if due is not None:
            gc.collect(due)
        return due

    def _due(self) -> int | None:
        over = [count > limit for count, limit in zip(gc.get_count(), gc.get_threshold(), strict=True)]
        if not over[YOUNG] or not gc.get_threshold()[YOUNG]:  # a first threshold of 0: somebody wants no collection
            return None
        if not over[MIDDLE]:
            return YOUNG
        now_s = self._now_s()
        if not over[FULL] or now_s < self._full_due_s:
            return MIDDLE
        self._full_due_s = now_s + FULL_EVERY_S
        return FULL
