"""A table for a narrow place: the first column takes what the others leave, and nothing scrolls sideways."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QWidget

from ui.fleet.rows import RowsModel
from ui.fleet.table import RowsTable


class SideTable(RowsTable):
    def __init__(self, model: RowsModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self.horizontalHeader().setStretchLastSection(False)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _make_room(self) -> None:
        for number, width in self._widths.items():
            if number:
                self.setColumnWidth(number, width)
