"""Fixtures of the window's tests: offscreen, in our theme, on a world of plain values. Qt's warnings fail.

As in the program (ui.garbage) nothing is collected while Qt works: only after a test, in the main thread.
"""

import gc
import os
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from tests.ui.fake_world import FakeWorld
from ui import application, theme
from ui.bridge import Bridge

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
HERE = Path(__file__).parent
MIDDLE, FULL = 1, 2
FULL_EVERY = 40
"""Tests from one full collection to the next: it takes a second once a thousand tests have been collected."""

_ended = 0


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol() -> Generator[None, object, object]:
    global _ended
    gc.disable()
    try:
        return (yield)
    finally:
        _ended += 1
        gc.collect(MIDDLE if _ended % FULL_EVERY else FULL)
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            # The offscreen platform says so of every window: it has no window manager that could be told.
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


@pytest.fixture(autouse=True)
def _fresh_looks(qapp: QApplication) -> Iterator[None]:
    """Every test starts dark and in our fonts; set only where it is not so, for a style sheet restyles all widgets."""
    if theme.current() is not theme.DARK or not qapp.styleSheet():
        qapp.setStyle("Fusion")
        qapp.setFont(theme.text_font(theme.DARK.normal))
        theme.set_current(theme.DARK)
    yield
    _delete_windows(qapp)
    if application.language() != application.ENGLISH:
        application.set_language(qapp, application.ENGLISH)


@pytest.fixture
def fake() -> FakeWorld:
    return FakeWorld()


@pytest.fixture
def bridge(qapp: QApplication, fake: FakeWorld) -> Iterator[Bridge]:
    """Not started: a test calls `bridge.tick()` when it wants news."""
    made = Bridge(fake.world)
    yield made
    made.stop()


def _delete_windows(app: QApplication) -> None:
    """Widgets that are only closed are styled again with every theme: a second for each later test."""
    for window in app.topLevelWidgets():
        if window.parent() is None:  # a dialog goes with its window
            window.close()
            window.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
