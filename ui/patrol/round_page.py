"""The round: the step's pictures, what is due, and the keys that answer."""

from PySide6.QtWidgets import QWidget

from ui.bridge import Bridge


class RoundPage(QWidget):
    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge

    def key_lines(self) -> list[tuple[tuple[str, ...], str]]:
        """For the list of keys: keys as written, and what they do."""
        return []
