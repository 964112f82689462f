import logging
import threading
import time

import pytest

from base.backoff import Backoff
from base.clock import NS_PER_S, ManualClock, SystemClock
from base.worker import Worker


def test_backoff_grows_to_half_a_minute_and_starts_anew() -> None:
    backoff = Backoff()
    assert [backoff.next_delay_s() for _ in range(7)] == [1, 2, 4, 8, 16, 30, 30]
    backoff.reset()
    assert backoff.next_delay_s() == 1


def test_stepping_the_wall_clock_moves_no_age() -> None:
    clock = ManualClock()
    before_ns = clock.monotonic_ns()
    clock.step_wall(-3600)
    assert clock.monotonic_ns() == before_ns
    clock.advance(1.5)
    assert clock.monotonic_ns() - before_ns == 1_500_000_000
    with pytest.raises(ValueError, match="backward"):
        clock.advance(-1)


@pytest.mark.skipif(not hasattr(time, "CLOCK_BOOTTIME"), reason="Linux's clock")
def test_the_time_asleep_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture of before the machine was suspended is not fresh after it."""
    clock = SystemClock()
    before_ns = clock.monotonic_ns()
    awake = time.clock_gettime_ns

    def slept_an_hour(which: int) -> int:
        return awake(which) + (3600 * NS_PER_S if which == time.CLOCK_BOOTTIME else 0)

    monkeypatch.setattr(time, "clock_gettime_ns", slept_an_hour)
    assert 3600 * NS_PER_S <= clock.monotonic_ns() - before_ns < 3660 * NS_PER_S


class Stumbling(Worker):
    pause_after_error_s = 0.0

    def __init__(self) -> None:
        super().__init__("stumbling")
        self.turns = 0
        self.enough = threading.Event()
        self.was_ended = False

    def run_once(self) -> None:
        self.turns += 1
        if self.turns == 1:
            raise ValueError("the first turn always fails")
        if self.turns >= 3:
            self.enough.set()
            self.stopping.wait()

    def ended(self) -> None:
        self.was_ended = True


def test_a_failing_turn_is_logged_and_does_not_end_the_worker(caplog: pytest.LogCaptureFixture) -> None:
    worker = Stumbling()
    with caplog.at_level(logging.ERROR):
        worker.start()
        assert worker.enough.wait(5)
        assert worker.stop(5)
    assert "a turn failed" in caplog.text
    assert worker.was_ended
    with pytest.raises(RuntimeError):
        worker.start()


class Unready(Stumbling):
    def started(self) -> None:
        raise OSError("no room")


def test_a_worker_that_cannot_start_says_so_and_ends(caplog: pytest.LogCaptureFixture) -> None:
    worker = Unready()
    with caplog.at_level(logging.ERROR):
        worker.start()
        assert worker.join(5)
    assert "stumbling could not start" in caplog.text
    assert (worker.turns, worker.was_ended) == (0, True)
