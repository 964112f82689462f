"""Hands for dialogs: the one that is open, with the keyboard in it."""

import time
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

LIMIT_S = 3.0
D = TypeVar("D", bound=QDialog)


def dialog(kind: type[D]) -> D:
    """The modal dialog, when it has the keyboard: a window becomes the active one a moment after it was shown."""
    limit_s = time.monotonic() + LIMIT_S
    while time.monotonic() < limit_s:
        shown, focus = QApplication.activeModalWidget(), QApplication.focusWidget()
        if isinstance(shown, kind) and focus is not None and shown.isAncestorOf(focus):
            return shown
        QTest.qWait(5)
    raise AssertionError(f"expected {kind.__name__}, got {QApplication.activeModalWidget()}")


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def type_in(field: QWidget, text: str) -> None:
    field.setFocus()
    assert focused() is field
    QTest.keyClicks(field, text)


def enter() -> None:
    QTest.keyClick(focused(), Qt.Key.Key_Return)


def is_gone(shown: QDialog) -> bool:
    return not isValid(shown) or not shown.isVisible()
