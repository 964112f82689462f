"""The table of the library: a picture and a line for each session, as many columns as there is room for."""

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from ui.replay.library_model import THUMBNAIL_PX, Column, LibraryModel
from ui.shell.tables import as_rows

WIDTHS_PX = {
    Column.PICTURE: THUMBNAIL_PX.width() + 16,
    Column.STARTED: 108,
    Column.LENGTH: 84,
    Column.WHY: 120,
    Column.CAMERAS: 84,
    Column.INCIDENTS: 88,
    Column.BOOKMARKS: 96,
    Column.SIZE: 92,
    Column.PROTECTED: 92,
}
NEEDS_PX = {
    Column.BOOKMARKS: 1420,
    Column.PROTECTED: 1340,
    Column.CAMERAS: 1260,
    Column.WHY: 1000,
    Column.SIZE: 1000,
    Column.STARTED: 940,
}
"""Columns that are shown only where the page is at least so wide; the details have them too."""


class SessionTable(QTableView):
    opened = Signal()

    def __init__(self, model: LibraryModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self._rows = model
        as_rows(self, row_px=THUMBNAIL_PX.height() + 9)
        self.setIconSize(THUMBNAIL_PX)
        for column, width_px in WIDTHS_PX.items():
            self.setColumnWidth(column, width_px)
        header = self.horizontalHeader()
        header.setSectionResizeMode(Column.TITLE, QHeaderView.ResizeMode.Stretch)
        header.setSortIndicator(Column.STARTED, Qt.SortOrder.DescendingOrder)
        self.setSortingEnabled(True)

    def choose(self, session_id: str) -> bool:
        """False when there is no such row."""
        row = self._rows.row_of(session_id)
        if row is None:
            return False
        index = self._rows.index(row, Column.TITLE)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)
        return True

    def fit(self, page_px: int) -> None:
        """Show the columns that a page of this width has room for."""
        for column, from_px in NEEDS_PX.items():
            self.setColumnHidden(column, page_px < from_px)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)
