"""A page of the Patrol workspace."""

from PySide6.QtWidgets import QWidget

from ui.bridge import Bridge


class ReportsPage(QWidget):
    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge

    def key_lines(self) -> list[tuple[tuple[str, ...], str]]:
        """For the list of keys: keys as written, and what they do."""
        return []
