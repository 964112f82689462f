"""Stopping goes on whatever one of the things that are stopped does."""

import pytest

from base.lifecycle import Lifecycle


def test_one_that_fails_to_stop_keeps_nobody_from_stopping(caplog: pytest.LogCaptureFixture) -> None:
    life, ended = Lifecycle(), []

    def fails(_timeout_s: float = 0.0) -> bool:
        raise OSError("Directory not empty")

    def ends(name: str) -> bool:
        ended.append(name)
        return True

    life.at_stop("worse", fails)
    life.at_stop("other", lambda _s: ends("other"))
    life.at_last("worst", fails)
    life.at_last("book", lambda _s: ends("book"))
    life.when_nothing_runs(fails)
    life.when_nothing_runs(lambda: ends("lock"))
    life.stop()
    assert ended == ["other", "book", "lock"]
    assert len(caplog.records) == 3
    life.stop()
    assert ended == ["other", "book", "lock"], "once"
