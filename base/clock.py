"""Time, injected everywhere: no domain room asks the operating system for it.

`wall_ns` is for what people read and what is stored; `monotonic_ns` is for ages and time-outs, because the wall clock
may be stepped by NTP or by hand in the middle of a shift.
"""

import threading
import time
from typing import Protocol

NS_PER_S = 1_000_000_000
NS_PER_MS = 1_000_000


_WITH_SLEEP: int | None = getattr(time, "CLOCK_BOOTTIME", None)
"""Linux's CLOCK_MONOTONIC, which Python's monotonic_ns is, stands still while the machine is suspended."""


class Clock(Protocol):
    def wall_ns(self) -> int:
        """Nanoseconds since 1970-01-01 UTC."""
        ...

    def monotonic_ns(self) -> int:
        """Nanoseconds since an arbitrary start, never going back; on Linux the same in every process."""
        ...

    def wait(self, event: threading.Event, timeout_s: float) -> bool:
        """Sleep until `event` is set or `timeout_s` has passed; True if it was set."""
        ...


class SystemClock:
    def wall_ns(self) -> int:
        return time.time_ns()

    def monotonic_ns(self) -> int:
        """The time that the machine was asleep counts: pictures of before are old afterwards, and nobody was here."""
        return time.monotonic_ns() if _WITH_SLEEP is None else time.clock_gettime_ns(_WITH_SLEEP)

    def wait(self, event: threading.Event, timeout_s: float) -> bool:
        return event.wait(timeout_s)


class ManualClock:
    """A clock that stands still until a test moves it."""

    def __init__(self, *, wall_ns: int = 1_800_000_000 * NS_PER_S, monotonic_ns: int = 1_000 * NS_PER_S) -> None:
        self._wall_ns = wall_ns
        self._monotonic_ns = monotonic_ns

    def wall_ns(self) -> int:
        return self._wall_ns

    def monotonic_ns(self) -> int:
        return self._monotonic_ns

    def advance(self, seconds: float) -> None:
        if seconds < 0:
            raise ValueError("time does not run backward; use step_wall to move the wall clock")
        self._wall_ns += round(seconds * NS_PER_S)
        self._monotonic_ns += round(seconds * NS_PER_S)

    def step_wall(self, seconds: float) -> None:
        """Set the wall clock forward or back without time passing, as NTP or a person would."""
        self._wall_ns += round(seconds * NS_PER_S)

    def wait(self, event: threading.Event, timeout_s: float) -> bool:
        self.advance(timeout_s)
        return event.is_set()
