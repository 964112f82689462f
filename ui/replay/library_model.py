"""The sessions of the library as rows: searched, filtered, sorted; thumbnails are read when they are first painted."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from enum import IntEnum, StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImageReader, QPixmap

from sessions.library import SessionEntry
from ui import theme
from ui.shell.icons import icon
from ui.shell.labels import plain_tip
from ui.words import duty
from ui.words import sessions as words
from ui.words.troubles import said

THUMBNAIL_PX = QSize(112, 63)
KEPT_THUMBNAILS = 400
Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    PICTURE = 0
    TITLE = 1
    STARTED = 2
    LENGTH = 3
    WHY = 4
    CAMERAS = 5
    INCIDENTS = 6
    BOOKMARKS = 7
    SIZE = 8
    PROTECTED = 9


class Only(StrEnum):
    """What the list can be narrowed to, beside each Why."""

    ALL = "all"
    INCIDENTS = "with_incidents"
    BOOKMARKS = "with_bookmarks"
    PROTECTED = "protected"
    TROUBLE = "with_trouble"


def matches(entry: SessionEntry, text: str, zone: ZoneInfo) -> bool:
    """Every word of `text` is somewhere in what is known of the session."""
    known = [
        entry.title,
        entry.id,
        words.started(entry, zone),
        words.why(entry.why),
        entry.operator,
        said(entry.trouble),
        *entry.cameras,
        *entry.incidents,
        *(bookmark.note for bookmark in entry.bookmarks),
        *(bookmark.operator for bookmark in entry.bookmarks),
    ]
    whole = "\n".join(known).casefold()
    return all(word in whole for word in text.casefold().split())


def passes(entry: SessionEntry, only: str) -> bool:
    """`only` is an Only or a Why."""
    match only:
        case Only.ALL:
            return True
        case Only.INCIDENTS:
            return bool(entry.incidents)
        case Only.BOOKMARKS:
            return bool(entry.bookmarks)
        case Only.PROTECTED:
            return entry.protected
        case Only.TROUBLE:
            return bool(entry.trouble)
        case _:
            return entry.why is not None and entry.why.value == only


_SORTED_BY: dict[Column, Callable[[SessionEntry], tuple[object, ...]]] = {
    Column.TITLE: lambda e: (e.title == "", e.title.casefold(), e.started_wall_ns),
    Column.LENGTH: lambda e: (e.length_s,),
    Column.WHY: lambda e: (words.why(e.why), e.started_wall_ns),
    Column.CAMERAS: lambda e: (len(e.cameras), e.started_wall_ns),
    Column.INCIDENTS: lambda e: (len(e.incidents), e.started_wall_ns),
    Column.BOOKMARKS: lambda e: (len(e.bookmarks), e.started_wall_ns),
    Column.SIZE: lambda e: (e.bytes,),
    Column.PROTECTED: lambda e: (e.protected, e.started_wall_ns),
}


class LibraryModel(QAbstractTableModel):
    def __init__(self, zone: ZoneInfo, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._all: tuple[SessionEntry, ...] = ()
        self._rows: tuple[SessionEntry, ...] = ()
        self._text, self._only = "", Only.ALL.value
        self._column, self._descending = Column.STARTED, True
        self._thumbnails: OrderedDict[Path, QPixmap] = OrderedDict()
        self._unread: set[Path] = set()

    def set_entries(self, entries: Sequence[SessionEntry]) -> None:
        self._all = tuple(entries)
        for path in self._unread:
            self._thumbnails.pop(path, None)  # it may have been half written
        self._unread.clear()
        self._refresh()

    def set_search(self, text: str) -> None:
        self._text = text.strip()
        self._refresh()

    def set_only(self, only: str) -> None:
        self._only = only
        self._refresh()

    @property
    def total(self) -> int:
        return len(self._all)

    @property
    def rows(self) -> tuple[SessionEntry, ...]:
        return self._rows

    def entry(self, row: int) -> SessionEntry | None:
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, session_id: str) -> int | None:
        return next((i for i, e in enumerate(self._rows) if e.id == session_id), None)

    def _refresh(self) -> None:
        shown = [e for e in self._all if passes(e, self._only) and matches(e, self._text, self._zone)]
        key = _SORTED_BY.get(self._column, lambda e: (e.started_wall_ns, e.id))
        shown.sort(key=key, reverse=self._descending)
        rows = tuple(shown)
        if rows == self._rows:
            return
        if [e.id for e in rows] == [e.id for e in self._rows]:  # the same sessions: the list stays as it is scrolled
            self._rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(Column) - 1))
        else:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    # Qt's questions

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._column = Column.STARTED if column == Column.PICTURE else Column(column)
        self._descending = order is Qt.SortOrder.DescendingOrder
        self._refresh()

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = Column(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        return self._heading(column) if role == Qt.ItemDataRole.DisplayRole else None

    def _heading(self, column: Column) -> str:
        match column:
            case Column.PICTURE:
                return ""
            case Column.TITLE:
                return self.tr("Session")
            case Column.STARTED:
                return self.tr("Began")
            case Column.LENGTH:
                return self.tr("Length")
            case Column.WHY:
                return self.tr("Why")
            case Column.CAMERAS:
                return self.tr("Cameras")
            case Column.INCIDENTS:
                return self.tr("Incidents")
            case Column.BOOKMARKS:
                return self.tr("Bookmarks")
            case Column.SIZE:
                return self.tr("Size")
            case Column.PROTECTED:
                return self.tr("Protected")

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entry(index.row())
        if entry is None:
            return None
        column = Column(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text_of(entry, column)
            case Qt.ItemDataRole.DecorationRole:
                return self._decoration(entry, column)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(column)
            case Qt.ItemDataRole.ForegroundRole:
                quiet = column is not Column.TITLE
                return QColor(theme.current().quiet) if quiet else None
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(self._tip(entry, column))
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._text_of(entry, column) or self._tip(entry, column)
        return None

    def _text_of(self, entry: SessionEntry, column: Column) -> str:
        match column:
            case Column.TITLE:
                second = said(entry.trouble) or (self.tr("being recorded") if entry.recording else "")
                first = words.title(entry, self._zone)
                return f"{first}\n{second}" if second else first
            case Column.STARTED:
                return duty.local(entry.started_wall_ns, self._zone).strftime("%Y-%m-%d\n%H:%M:%S")
            case Column.LENGTH:
                return "" if entry.trouble else duty.span(entry.length_s)
            case Column.WHY:
                return words.why(entry.why)
            case Column.CAMERAS:
                return str(len(entry.cameras)) if entry.cameras else ""
            case Column.INCIDENTS:
                return str(len(entry.incidents)) if entry.incidents else ""
            case Column.BOOKMARKS:
                return str(len(entry.bookmarks)) if entry.bookmarks else ""
            case Column.SIZE:
                return words.size(entry.bytes)
            case Column.PROTECTED:
                return self.tr("yes") if entry.protected else ""
            case Column.PICTURE:
                return ""

    def _decoration(self, entry: SessionEntry, column: Column) -> object:
        if column is Column.PICTURE:
            shown = QIcon(self.thumbnail(entry))
            shown.addPixmap(self.thumbnail(entry), QIcon.Mode.Selected)  # a style would tint that of a selected row
            return shown
        if column is Column.PROTECTED and entry.protected:
            return icon("lock-outline", theme.current().text).pixmap(16, 16)
        return None

    def _tip(self, entry: SessionEntry, column: Column) -> str:
        match column:
            case Column.CAMERAS:
                return "\n".join(entry.cameras[:40])
            case Column.INCIDENTS:
                return "\n".join(entry.incidents[:40])
            case Column.BOOKMARKS:
                return "\n".join(b.note for b in entry.bookmarks[:40])
            case Column.TITLE:
                return said(entry.trouble) or entry.title
            case _:
                return ""

    def thumbnail(self, entry: SessionEntry) -> QPixmap:
        """The session's picture, or a plain ground of its size; a damaged file is no picture."""
        path = entry.thumbnail
        kept = self._thumbnails.get(path) if path is not None else None
        if kept is not None:
            return kept
        made = QPixmap(THUMBNAIL_PX)
        made.fill(QColor(theme.current().raised))
        if path is not None:
            reader = QImageReader(str(path))
            reader.setScaledSize(reader.size().scaled(THUMBNAIL_PX, Qt.AspectRatioMode.KeepAspectRatio))
            image = reader.read()
            made = made if image.isNull() else QPixmap.fromImage(image)
            self._thumbnails[path] = made
            if image.isNull():
                self._unread.add(path)
            while len(self._thumbnails) > KEPT_THUMBNAILS:
                self._thumbnails.popitem(last=False)
        return made


def _alignment(column: Column) -> Qt.AlignmentFlag:
    figures = (Column.LENGTH, Column.CAMERAS, Column.INCIDENTS, Column.BOOKMARKS, Column.SIZE)
    side = Qt.AlignmentFlag.AlignRight if column in figures else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
