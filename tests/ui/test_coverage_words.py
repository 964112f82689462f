"""Deadlines, shares and lengths of time in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from base.clock import NS_PER_S
from duty.patrol.config import Tier
from duty.patrol.view import DueCamera
from ui.words import coverage as words

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("interval_s", "said"),
    [
        (None, "once a shift"),
        (60, f"every 60{NBSP}s"),
        (600, f"every 10{NBSP}min"),
        (3600, f"every 1{NBSP}h"),
        (5400, f"every 90{NBSP}min"),
        (86400, f"every 24{NBSP}h"),
    ],
)
def test_every(qapp: QApplication, interval_s: float | None, said: str) -> None:
    assert words.every(interval_s) == said


@pytest.mark.parametrize(
    ("seconds", "said"), [(-5, "00:00"), (0, "00:00"), (59.9, "00:59"), (3599, "59:59"), (3600, "1:00:00")]
)
def test_countdown(seconds: float, said: str) -> None:
    assert words.countdown(seconds) == said


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_all_is_all_and_none_is_none(part: int, rest: int) -> None:
    percent = words.percent(part, part + rest)
    assert (percent is None) == (part + rest == 0)
    if percent is not None:
        assert 0 <= percent <= 100
        assert (percent == 100) == (rest == 0)
        assert (percent == 0) == (part == 0)


def test_a_deadline_in_few_words(qapp: QApplication) -> None:
    now_ns = 1_000_000 * NS_PER_S

    def said(left_s: int, *, overdue: bool = False, out: bool = False, loaded: bool = True) -> str:
        item = DueCamera("c", "a", Tier.KEY, now_ns + left_s * NS_PER_S, None, overdue, out)
        return words.due_word(item, now_ns, loaded)

    assert said(600) == f"in 10{NBSP}min"
    assert said(-600, overdue=True) == f"10{NBSP}min late"
    assert said(-600) == "due now", "the patrol has not called it overdue yet"
    assert said(-600, overdue=True, out=True) == "out"
    assert said(-600, overdue=True, loaded=False) == "–"
