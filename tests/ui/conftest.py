"""Fixtures of the window's tests: offscreen, in our theme, on a world of plain values. Qt's warnings fail."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from tests.ui.fake_world import FakeWorld
from ui import application, theme
from ui.bridge import Bridge

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
HERE = Path(__file__).parent


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
    for window in qapp.topLevelWidgets():
        window.close()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
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


@pytest.fixture
def windows_deleted(qapp: QApplication) -> Iterator[None]:
    """Widgets that are only closed are styled again with every theme: a second for each later test."""
    yield
    for window in qapp.topLevelWidgets():
        window.close()
        window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
