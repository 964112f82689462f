"""One table with its heading: what it lists, how many, what is wrong in it, and the order it stands in."""

from collections import Counter
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from base.clock import NS_PER_S
from ui.fleet.rows import URGENT_FIRST, Column, Row, RowsModel
from ui.fleet.table import RowsTable

FIT_EVERY_NS = 5 * NS_PER_S


class Section(QWidget):
    """`retitle` gives the heading in the language of the moment."""

    def __init__(
        self, columns: Callable[[], tuple[Column, ...]], retitle: Callable[[], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._retitle = retitle
        self.model = RowsModel(columns, self)
        self.table = RowsTable(self.model)
        self._title = QLabel()
        self._title.setProperty("role", "heading")
        self._tally = QLabel()
        self._tally.setTextFormat(Qt.TextFormat.PlainText)
        self._tally.setProperty("role", "quiet")
        self._sorts = QComboBox()
        self._sorts.setFixedWidth(176)
        self._sorts.activated.connect(self._sort_chosen)
        self.table.horizontalHeader().sortIndicatorChanged.connect(lambda *_: self._show_sort())
        self._fitted_for: tuple[int, frozenset[str]] = (-1, frozenset())
        self._fit_due_ns = 0
        heading = QHBoxLayout()
        heading.setContentsMargins(8, 0, 0, 0)
        heading.setSpacing(16)
        heading.addWidget(self._title)
        heading.addWidget(self._tally, 1)
        heading.addWidget(self._sorts)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(heading)
        layout.addWidget(self.table, 1)
        self.retranslate()

    @property
    def sorts(self) -> QComboBox:
        return self._sorts

    def show_rows(self, rows: Sequence[Row], now_ns: int) -> None:
        self.model.update_rows(rows, now_ns)
        words = Counter(row.cells[0].text for row in sorted(rows, key=lambda r: -r.rank) if row.rank > 0)
        # Three words at most: the table itself has the rest.
        said = [f"{count} {word}" for word, count in words.most_common(3)]
        self._tally.setText("   ·   ".join([str(len(rows)), *said]))
        # New words may need more room, but measuring all is not done at every turn. What is wrong is not cut off.
        fitted_for = (len(rows), frozenset(words))
        if fitted_for != self._fitted_for or now_ns >= self._fit_due_ns:
            self._fitted_for = fitted_for
            self._fit_due_ns = now_ns + FIT_EVERY_NS
            self.table.fit_columns()

    def retranslate(self) -> None:
        self.model.retranslate()
        self._title.setText(self._retitle())
        self.table.setAccessibleName(self._retitle())
        self._sorts.clear()
        self._sorts.addItem(self.tr("Urgent first"), (URGENT_FIRST, Qt.SortOrder.AscendingOrder))
        for number, column in enumerate(self.model.columns):
            if number == 0:
                continue  # sorting by state is what "urgent first" does
            for order, pattern in (
                (Qt.SortOrder.AscendingOrder, self.tr("{column} ↑")),
                (Qt.SortOrder.DescendingOrder, self.tr("{column} ↓")),
            ):
                self._sorts.addItem(pattern.replace("{column}", column.title), (number, order))
        self._sorts.setToolTip(self.tr("The order of the rows; a click on a column's title does the same"))
        self._sorts.setAccessibleName(self.tr("Order of the rows"))
        self.table.fit_columns(anew=True)
        self._show_sort()

    def _sort_chosen(self, item: int) -> None:
        column, order = self._sorts.itemData(item)
        self.table.sortByColumn(column, order)

    def _show_sort(self) -> None:
        header = self.table.horizontalHeader()
        wanted = (header.sortIndicatorSection(), header.sortIndicatorOrder())
        found = next((i for i in range(self._sorts.count()) if self._sorts.itemData(i) == wanted), 0)
        self._sorts.setCurrentIndex(found)
