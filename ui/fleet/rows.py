"""A table model that changes as little as it can: cells that differ, rows that come or go, never a reset.

Sorting and filtering are done here and not in a QSortFilterProxyModel: a proxy calls back into Python for each pair of
rows at each change, and re-sorts under the reader's eyes ten times a second.
"""

from collections.abc import Callable, Hashable, Iterable
from enum import Enum
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from base.clock import NS_PER_S
from ui.marks import Mark
from ui.shell.labels import plain_tip

CELL_ROLE = Qt.ItemDataRole.UserRole + 1
KEY_ROLE = Qt.ItemDataRole.UserRole + 2
URGENT_FIRST = -1
RESORT_EVERY_NS = 2 * NS_PER_S
"""Rows sorted by a value that moves change places at most this often, so that a hand can hit them."""

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class Tone(Enum):
    """How loud a cell speaks; the theme decides the colour."""

    NORMAL = "text"
    QUIET = "quiet"
    """Kept values of something lost, and what is of little weight."""
    ATTENTION = "attention"
    ALARM = "alarm"
    OURS = "ours"
    UNKNOWN_AIRCRAFT = "unknown_aircraft"


class Cell(NamedTuple):
    text: str
    order: float | str | None = None
    """What it is sorted by; None is unknown and comes last both ways."""
    tone: Tone = Tone.NORMAL
    aside: str = ""
    """A second, quieter word after the text: an age, an id."""
    mark: Mark | None = None
    fill: float | None = None
    """A bar of 0 to 1 before the text."""
    tip: str = ""


class Row(NamedTuple):
    key: Hashable
    rank: int
    """Higher is more urgent."""
    name: str
    """Breaks ties, so that equals keep one order."""
    cells: tuple[Cell, ...]
    search: str
    """Lower-case text that the filter looks in."""


class Column(NamedTuple):
    title: str
    sample: str
    """A text as wide as the column has to be."""
    tip: str = ""
    figures: bool = False
    """Right-aligned."""
    gives_way: int = 0
    """Where room is short columns are hidden, the highest number first; 0 stays."""


class RowsModel(QAbstractTableModel):
    def __init__(self, columns: Callable[[], tuple[Column, ...]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._make_columns = columns
        self.columns = columns()
        self._given: tuple[Row, ...] = ()
        self._rows: list[Row] = []
        self._filter: tuple[str, ...] = ()
        self._sort_column = URGENT_FIRST
        self._descending = False
        self._sorted_at_ns: int | None = None

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(self._rows)

    def row_of(self, key: Hashable) -> int | None:
        return next((i for i, row in enumerate(self._rows) if row.key == key), None)

    def retranslate(self) -> None:
        self.columns = self._make_columns()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def update_rows(self, rows: Iterable[Row], now_ns: int) -> None:
        """Take the rows of this moment. Keys must be unique."""
        self._given = tuple(rows)
        self._take()
        moving = self._sort_column != URGENT_FIRST
        if not moving or self._sorted_at_ns is None or now_ns - self._sorted_at_ns >= RESORT_EVERY_NS:
            self._sorted_at_ns = now_ns
            self._arrange()

    def set_filter(self, text: str) -> None:
        """Keep the rows in which every word of `text` occurs."""
        self._filter = tuple(text.casefold().split())
        self._take()
        self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; URGENT_FIRST (-1) is the order in which a person should look."""
        self._sort_column = column
        self._descending = order == Qt.SortOrder.DescendingOrder
        self._arrange()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = index.row()
        if not 0 <= row < len(self._rows):
            return None
        cell = self._rows[row].cells[index.column()]
        if role == CELL_ROLE:
            return cell
        if role == KEY_ROLE:
            return self._rows[row].key
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{cell.text} {cell.aside}" if cell.aside else cell.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(cell.tip) or None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.figures else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def _take(self) -> None:
        """Bring the shown rows up to date in place: rows that went, cells that changed, rows that came."""
        wanted = {row.key: row for row in self._given if self._passes(row)}
        for last, first in _runs([i for i, row in enumerate(self._rows) if row.key not in wanted]):
            self.beginRemoveRows(NOWHERE, first, last)
            del self._rows[first : last + 1]
            self.endRemoveRows()
        for position, old in enumerate(self._rows):
            new = wanted.pop(old.key)
            if new != old:
                self._rows[position] = new
                self._tell_changes(position, old.cells, new.cells)
        if wanted:
            first = len(self._rows)
            self.beginInsertRows(NOWHERE, first, first + len(wanted) - 1)
            self._rows.extend(wanted.values())
            self.endInsertRows()

    def _tell_changes(self, position: int, old: tuple[Cell, ...], new: tuple[Cell, ...]) -> None:
        if len(old) != len(new):
            self.dataChanged.emit(self.index(position, 0), self.index(position, len(self.columns) - 1))
            return
        for column, (before, after) in enumerate(zip(old, new, strict=True)):
            # What only sorts may change without being seen.
            if before is not after and (before[0] != after[0] or before[2:] != after[2:]):
                index = self.index(position, column)
                self.dataChanged.emit(index, index)

    def _passes(self, row: Row) -> bool:
        return all(word in row.search for word in self._filter)

    def _arrange(self) -> None:
        ordered = self._ordered()
        if [r.key for r in ordered] == [r.key for r in self._rows]:
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        keys = [self._rows[i.row()].key for i in before]
        self._rows = ordered
        places = {row.key: i for i, row in enumerate(ordered)}
        self.changePersistentIndexList(
            before, [self.index(places[k], i.column()) for k, i in zip(keys, before, strict=True)]
        )
        self.layoutChanged.emit()

    def _ordered(self) -> list[Row]:
        by_name = sorted(self._rows, key=lambda row: natural(row.name))
        column = self._sort_column
        if column == URGENT_FIRST:
            return sorted(by_name, key=lambda row: -row.rank)
        known = [row for row in by_name if row.cells[column].order is not None]
        unknown = [row for row in by_name if row.cells[column].order is None]
        return sorted(known, key=lambda row: _order(row.cells[column].order), reverse=self._descending) + unknown


def natural(text: str) -> tuple[tuple[int, str], ...]:
    """A key that puts "Kestrel 2" before "Kestrel 10"."""
    parts: list[tuple[int, str]] = []
    digits = ""
    for letter in text.casefold() + "\0":
        if letter.isascii() and letter.isdigit():
            digits += letter
            continue
        if digits:
            parts.append((int(digits), ""))
            digits = ""
        parts.append((-1, letter))
    return tuple(parts)


def _order(value: float | str | None) -> tuple[float, tuple[tuple[int, str], ...]]:
    return (0.0, natural(value)) if isinstance(value, str) else (value or 0.0, ())


def _runs(positions: list[int]) -> list[tuple[int, int]]:
    """Positions as runs (last, first), from the bottom up, so that removing one leaves the others' numbers right."""
    runs: list[tuple[int, int]] = []
    for position in reversed(positions):
        if runs and runs[-1][1] == position + 1:
            runs[-1] = (runs[-1][0], position)
        else:
            runs.append((position, position))
    return runs
