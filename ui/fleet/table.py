"""How a table of RowsModel looks: marks, bars and ages painted by hand, one read of the model for each cell."""

from collections.abc import Hashable
from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui import theme
from ui.fleet.rows import CELL_ROLE, KEY_ROLE, Cell, RowsModel, Tone
from ui.marks import paint_mark

ROW_HEIGHT = 32
PADDING = 8
MARK = 16
BAR_WIDTH = 32
BAR_HEIGHT = 6


class CellDelegate(QStyledItemDelegate):
    """Paints a Cell: mark, bar, text, and what stands aside in a quieter colour."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        cell: Cell = index.data(CELL_ROLE)
        rect = option.rect
        state = option.state
        tokens = theme.current()
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, QColor(tokens.line))
            if index.column() == 0:
                painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(tokens.accent))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(tokens.raised))
        inner = rect.adjusted(PADDING, 0, -PADDING, 0)
        if cell.mark is not None:
            paint_mark(painter, QRectF(inner.left(), inner.center().y() - MARK / 2 + 1, MARK, MARK), cell.mark, tokens)
            inner.setLeft(inner.left() + MARK + PADDING)
        if cell.fill is not None:
            _paint_bar(painter, inner, cell, tokens)
            inner.setLeft(inner.left() + BAR_WIDTH + PADDING)
        model = index.model()
        right = isinstance(model, RowsModel) and model.columns[index.column()].figures
        _paint_words(painter, inner, cell, right, QFontMetrics(painter.font()), tokens)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        cell: Cell = index.data(CELL_ROLE)
        metrics = option.fontMetrics
        width = 2 * PADDING + metrics.horizontalAdvance(cell.text)
        if cell.aside:
            width += PADDING + metrics.horizontalAdvance(cell.aside)
        if cell.mark is not None:
            width += MARK + PADDING
        if cell.fill is not None:
            width += BAR_WIDTH + PADDING
        return QSize(width, ROW_HEIGHT)


class RowsTable(QTableView):
    """A table of whole rows, with one selected at most. Enter and double-click open; Escape lets go."""

    opened = Signal(object)
    """The key of the row that was opened."""
    chosen = Signal(object)
    """The key of the selected row, or None."""

    def __init__(self, model: RowsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows_model = model
        self._widths: dict[int, int] = {}
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self))
        self.setFont(theme.figures_font(theme.current().normal))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        # Tab leaves the table; inside it the arrows move.
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setSortIndicatorClearable(True)
        columns.setStretchLastSection(True)
        columns.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(KEY_ROLE)))
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit(self.chosen_key()))

    def chosen_key(self) -> Hashable | None:
        rows = self.selectionModel().selectedRows()
        key: Hashable | None = rows[0].data(KEY_ROLE) if rows else None
        return key

    def choose(self, key: Hashable) -> bool:
        row = self.rows_model.row_of(key)
        if row is None:
            return False
        self.selectRow(row)
        self.scrollTo(self.rows_model.index(row, 0))
        return True

    def fit_columns(self, *, anew: bool = False) -> None:
        """Widths from the titles, the samples and what is shown now; they only grow, unless `anew`."""
        metrics = QFontMetrics(self.font())
        small = QFontMetrics(self.horizontalHeader().font())
        for number, column in enumerate(self.rows_model.columns):
            width = max(
                small.horizontalAdvance(column.title) + 2 * PADDING + 12,
                metrics.horizontalAdvance(column.sample) + 3 * PADDING if column.sample else 0,
                self.sizeHintForColumn(number),
                0 if anew else self._widths.get(number, 0),
            )
            self._widths[number] = width
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Hide the least important columns until the rest fits: nothing is cut off, and the details have it all."""
        columns = self.rows_model.columns
        if len(self._widths) != len(columns):
            return
        hidden: set[int] = set()
        for number in sorted(range(len(columns)), key=lambda n: -columns[n].gives_way):
            if sum(w for n, w in self._widths.items() if n not in hidden) <= self.viewport().width():
                break
            if columns[number].gives_way:
                hidden.add(number)
        last = max(n for n in self._widths if n not in hidden)
        for number, width in self._widths.items():
            self.setColumnHidden(number, number in hidden)
            # The last one is stretched by the header; its own width must not overflow.
            self.setColumnWidth(number, min(width, 64) if number == last else width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if index.isValid():
                self.opened.emit(index.data(KEY_ROLE))
            case Qt.Key.Key_Escape if self.selectionModel().hasSelection():
                self.clearSelection()
            case _:
                super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Arriving by keyboard with nothing current: the first row becomes current, so that arrows work at once."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rows_model.rowCount():
            self.selectionModel().setCurrentIndex(
                self.rows_model.index(0, 0), self.selectionModel().SelectionFlag.NoUpdate
            )


def _paint_bar(painter: QPainter, inner: QRect, cell: Cell, tokens: theme.Tokens) -> None:
    top = inner.center().y() - BAR_HEIGHT // 2 + 1
    painter.fillRect(QRect(QPoint(inner.left(), top), QSize(BAR_WIDTH, BAR_HEIGHT)), QColor(tokens.line))
    width = round(BAR_WIDTH * min(1.0, max(0.0, cell.fill or 0.0)))
    colour = tone_colour(tokens.ok if cell.tone is Tone.NORMAL else cell.tone.value, tokens)
    painter.fillRect(QRect(QPoint(inner.left(), top), QSize(width, BAR_HEIGHT)), colour)


def _paint_words(
    painter: QPainter, inner: QRect, cell: Cell, right: bool, metrics: QFontMetrics, tokens: theme.Tokens
) -> None:
    aside_width = metrics.horizontalAdvance(cell.aside) + PADDING if cell.aside else 0
    room = inner.width() - aside_width
    text = cell.text
    width = metrics.horizontalAdvance(text)
    if width > room:
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(room, 0))
        width = metrics.horizontalAdvance(text)
    left = inner.right() + 1 - width - aside_width if right else inner.left()
    baseline = inner.top() + (inner.height() + metrics.ascent() - metrics.descent()) // 2
    painter.setPen(tone_colour(cell.tone.value, tokens))
    painter.drawText(left, baseline, text)
    if cell.aside:
        painter.setPen(QColor(tokens.quiet))
        painter.drawText(left + width + PADDING, baseline, cell.aside)


@lru_cache(maxsize=64)
def tone_colour(name: str, tokens: theme.Tokens) -> QColor:
    """The theme's colour for a tone's value, or for a colour given as #RRGGBB."""
    return QColor(name if name.startswith("#") else getattr(tokens, name))
