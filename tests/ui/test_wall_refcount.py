"""Guards the PySide6 pin (docs/decisions/0003): 6.12.0 on Python 3.11 loses a reference to None on every update(rect),
and the program aborts within minutes of a moving wall."""

import sys

from PySide6.QtCore import QRect
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

CALLS = 2_000
NOISE = 200
"""Other threads and the interpreter itself move the count a little."""


def test_updating_a_widget_keeps_the_references_to_none(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    rect, region = QRect(0, 0, 4, 4), QRegion(0, 0, 4, 4)
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        widget.update(rect)
    by_rect = sys.getrefcount(None) - before
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        widget.update(region)
    by_region = sys.getrefcount(None) - before
    assert abs(by_rect) < NOISE
    assert abs(by_region) < NOISE
