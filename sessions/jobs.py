"""Long work: how far it is, how long it will take, and how it is cancelled. The window looks at it at its tick."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from base.errors import PersonError

T = TypeVar("T")
log = logging.getLogger(__name__)

_SURE_AFTER_S = 1.0
"""A remaining time that is told earlier jumps about."""


class JobState(StrEnum):
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class CancelledError(Exception):
    """Raised inside the work by `Progress.check`, and by nothing else."""


@dataclass(frozen=True, slots=True)
class JobView:
    state: JobState
    done: int
    total: int
    """0: not known yet."""
    step: str
    """What is being worked on now: a camera's id, a file's name; may be empty."""
    elapsed_s: float
    remaining_s: float | None
    error: str
    """One sentence for a person; "" unless it failed."""

    @property
    def share(self) -> float | None:
        """0 to 1; None while the total is not known."""
        return min(self.done / self.total, 1.0) if self.total else None


class Progress:
    """The work's side of a job."""

    def __init__(self, cancelled: threading.Event) -> None:
        self.cancelled = cancelled
        self.done, self.total, self.step = 0, 0, ""

    def check(self) -> None:
        """Raises CancelledError when the work is no longer wanted: call it between the parts of anything long."""
        if self.cancelled.is_set():
            raise CancelledError

    def say(self, done: int, total: int, step: str = "") -> None:
        """How much of how much, in any unit. Raises CancelledError."""
        self.done, self.total, self.step = done, total, step
        self.check()


class Job(Generic[T]):
    """One piece of work in a thread of its own, begun at once."""

    def __init__(self, name: str, work: Callable[[Progress], T]) -> None:
        self.name = name
        self._work = work
        self._cancelled = threading.Event()
        self._progress = Progress(self._cancelled)
        self._started_s = time.monotonic()
        self._ended_s: float | None = None
        self._result: T | None = None
        self._error = ""
        self._state = JobState.RUNNING
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def view(self) -> JobView:
        progress = self._progress
        elapsed_s = (self._ended_s or time.monotonic()) - self._started_s
        remaining_s = None
        if self._state is JobState.RUNNING and progress.total and progress.done and elapsed_s > _SURE_AFTER_S:
            remaining_s = elapsed_s * (progress.total - progress.done) / progress.done
        return JobView(self._state, progress.done, progress.total, progress.step, elapsed_s, remaining_s, self._error)

    def cancel(self) -> None:
        """Ask; the state says when it has ended."""
        self._cancelled.set()

    def result(self) -> T:
        """Of a job that is DONE."""
        if self._state is not JobState.DONE:
            raise RuntimeError(f"{self.name} is {self._state}")
        return self._result  # type: ignore[return-value]  # None is a result where T allows it

    def wait(self, timeout_s: float) -> JobView:
        """For commands without a window, and for tests."""
        self._thread.join(timeout_s)
        return self.view()

    def _run(self) -> None:
        state = JobState.FAILED
        try:
            self._result = self._work(self._progress)
            state = JobState.DONE
        except CancelledError:
            state = JobState.CANCELLED
        except PersonError as error:
            self._error = str(error)
        except Exception as error:
            log.exception("%s failed", self.name)
            self._error = f"{type(error).__name__}: {error}"
        self._ended_s = time.monotonic()
        self._state = state
