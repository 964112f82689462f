"""A page that hands the keyboard on to one of its parts."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


class FocusPage(QWidget):
    """Who gives it the focus gives it to the part that it names.

    No focus proxy: Tab comes upon the page before it comes upon the page's parts, goes to the proxy at once, and never
    reaches what stands before it, such as the bar over a wall (Qt 6, QApplicationPrivate::focusNextPrevChild_helper).
    """

    _focused_part: QWidget | None = None

    def hand_focus_to(self, part: QWidget) -> None:
        self._focused_part = part

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:  # noqa: N802
        if self._focused_part is None:
            super().setFocus(reason)
        else:
            self._focused_part.setFocus(reason)
