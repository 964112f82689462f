"""A page of the Patrol workspace."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from duty.patrol.view import PatrolView
from ui.bridge import Bridge


class CoveragePage(QWidget):
    wall_requested = Signal(str)
    """Show this camera (its id) on the wall."""
    round_requested = Signal(object, str)
    """Begin a round: RoundKind, and the area's id or ""."""
    plans_requested = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._tiers = QLabel()
        column = QVBoxLayout(self)
        column.addWidget(self._tiers)
        column.addStretch(1)
        bridge.patrol_changed.connect(self._take_patrol)

    def key_lines(self) -> list[tuple[tuple[str, ...], str]]:
        """For the list of keys: keys as written, and what they do."""
        return []

    def _take_patrol(self, patrol: PatrolView) -> None:
        overdue = sum(tier.overdue for tier in patrol.tiers)
        self._tiers.setText(self.tr("Overdue: {n}").replace("{n}", str(overdue)))
