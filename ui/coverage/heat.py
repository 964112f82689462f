"""The share of deadlines met by area and hour, as a table that is read by its numbers; colour only helps the eye."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from duty.coverage.view import OnTime
from ui import theme
from ui.fleet.rows import natural
from ui.words import coverage as words
from ui.words import figures

HOURS = 24
GOOD_FROM = 95
FAIR_FROM = 80
"""Per cent, as shown: a cell must not look poor beside an equal number that does not."""
ROW_HEIGHT = 32
MET_ROLE = Qt.ItemDataRole.UserRole + 1
NOWHERE = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class Met(NamedTuple):
    met: int = 0
    missed: int = 0

    @property
    def all(self) -> int:
        return self.met + self.missed

    @property
    def percent(self) -> int | None:
        return words.percent(self.met, self.all)

    def plus(self, other: OnTime) -> "Met":
        return Met(self.met + other.met, self.missed + other.missed)


class HeatRow(NamedTuple):
    name: str
    hours: tuple[Met, ...]
    total: Met


def heat_rows(groups: Iterable[OnTime], names: Mapping[str, str], no_area: str, all_areas: str) -> list[HeatRow]:
    """A row for each area with deadlines, by name; where there are more than one, all of them together come first."""
    cells: dict[str, dict[int, Met]] = defaultdict(lambda: defaultdict(Met))
    for group in groups:
        for area_id in (group.area_id, None):
            key = "\0" if area_id is None else area_id
            cells[key][group.hour % HOURS] = cells[key][group.hour % HOURS].plus(group)
    rows = []
    for area_id, hours in cells.items():
        name = all_areas if area_id == "\0" else names.get(area_id, area_id) or no_area
        total = Met(sum(m.met for m in hours.values()), sum(m.missed for m in hours.values()))
        rows.append((area_id != "\0", natural(name), HeatRow(name, tuple(hours[h] for h in range(HOURS)), total)))
    rows.sort(key=lambda row: row[:2])
    shown = [row for *_, row in rows]
    return shown if len(shown) != 2 else shown[1:]


class HeatModel(QAbstractTableModel):
    """Columns: the total, then the hours 0 to 23 on the precinct's clock."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[HeatRow] = []

    def show(self, rows: list[HeatRow]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def met(self, index: Index) -> Met:
        row = self.rows[index.row()]
        return row.total if index.column() == 0 else row.hours[index.column() - 1]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else HOURS + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        met = self.met(index)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return figures.UNKNOWN if met.percent is None else str(met.percent)
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return self._sentence(index, met)
            case Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignCenter
            case _ if role == MET_ROLE:
                return met
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation is Qt.Orientation.Vertical:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            return self.rows[section].name if section < len(self.rows) else None
        return self.tr("All") if section == 0 else f"{section - 1:02d}"

    def _sentence(self, index: Index, met: Met) -> str:
        row = self.rows[index.row()]
        if not met.all:
            return self.tr("No deadline fell due")
        pattern = self.tr("{met} of {all} deadlines were met ({share})")
        text = pattern.replace("{met}", figures.count(met.met)).replace("{all}", figures.count(met.all))
        text = text.replace("{share}", words.share(met.met, met.all))
        if index.column() == 0:
            return f"{row.name}: {text}"
        hour = index.column() - 1
        return f"{row.name}, {hour:02d}:00–{(hour + 1) % HOURS:02d}:00: {text}"


class HeatDelegate(QStyledItemDelegate):
    """A tint where a person should look, the number always; the lower the share, the stronger and the bolder."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        met: Met = index.data(MET_ROLE)
        tokens = theme.current()
        rect: QRect = option.rect
        tint = tint_of(met.percent, tokens)
        if tint is not None:
            painter.fillRect(rect.adjusted(1, 1, -1, -1), tint)
        poor = met.percent is not None and met.percent < FAIR_FROM
        font = theme.figures_font(tokens.normal)
        font.setBold(poor or index.column() == 0)
        painter.setFont(font)
        painter.setPen(QColor(tokens.text if met.all else tokens.disabled))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(index.data()))
        if poor:  # a second sign besides the colour: the cell is underlined
            painter.fillRect(QRect(rect.left() + 6, rect.bottom() - 4, rect.width() - 12, 2), QColor(tokens.attention))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QColor(tokens.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))


class HeatTable(QTableView):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heat = HeatModel(self)
        self.setModel(self.heat)
        self.setItemDelegate(HeatDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        columns, rows = self.horizontalHeader(), self.verticalHeader()
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        columns.setMinimumSectionSize(34)
        columns.setHighlightSections(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        rows.setHighlightSections(False)

    def show_rows(self, rows: list[HeatRow]) -> None:
        """As tall as its rows, where there is room: what follows stands right below."""
        self.heat.show(rows)
        self.setMaximumHeight(self.horizontalHeader().sizeHint().height() + len(rows) * ROW_HEIGHT + 4)


def tint_of(percent: int | None, tokens: theme.Tokens) -> QColor | None:
    """None where all is well, or nothing is known."""
    if percent is None or percent >= GOOD_FROM:
        return None
    tint = QColor(tokens.attention)
    tint.setAlphaF(0.16 if percent >= FAIR_FROM else 0.4)
    return tint
