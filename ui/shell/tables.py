"""Tables of rows: whole rows are chosen, Tab leaves them, and words stand at the left, as their heads do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView

ROW_PX = 36
LEAST_COLUMN_PX = 48


def as_rows(table: QTableView, *, row_px: int = ROW_PX, many: bool = False) -> None:
    """`many`: Ctrl and Shift choose several rows. Cells are changed by nobody: who wants that says so afterwards."""
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    kind = QAbstractItemView.SelectionMode
    table.setSelectionMode(kind.ExtendedSelection if many else kind.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(row_px)
    head = table.horizontalHeader()
    head.setHighlightSections(False)
    head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    head.setMinimumSectionSize(LEAST_COLUMN_PX)
