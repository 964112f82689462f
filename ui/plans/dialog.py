"""The three plans side by side; switching from one to another is one act."""

from pathlib import Path

from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from duty.patrol.config import PlanLevel
from ui.bridge import Bridge


class PlansDialog(QDialog):
    def __init__(self, bridge: Bridge, parent: QWidget | None = None, *, config: Path | None = None) -> None:
        """`config` is the file that an edit is saved to; None: there is none (the demo)."""
        super().__init__(parent)
        self._bridge, self._config = bridge, config
        self.setWindowTitle(self.tr("Plans"))
        self._words = QLabel()
        column = QVBoxLayout(self)
        column.addWidget(self._words)
        for level in PlanLevel:
            button = QPushButton(level.value)
            button.clicked.connect(lambda _checked=False, chosen=level: self._switch(chosen))
            column.addWidget(button)

    def _switch(self, level: PlanLevel) -> None:
        refusal = self._bridge.world.patrol.switch_plan(level)
        self._words.setText("" if refusal is None else refusal.value)
