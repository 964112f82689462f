"""Incidents as the rows of a table."""

from collections.abc import Callable, Mapping
from enum import IntEnum
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from base.clock import NS_PER_S, Clock
from duty.incidents import IncidentKind, IncidentState, IncidentView
from ui import theme
from ui.marks import Mark, mark_icon
from ui.shell.labels import plain_tip
from ui.words import duty, figures

Index = QModelIndex | QPersistentModelIndex
MARK_PX = 16


class Column(IntEnum):
    NUMBER = 0
    STATE = 1
    RAISED = 2
    AGE = 3
    SUBJECT = 4
    ZONE = 5
    REASONS = 6


def incident_mark(view: IncidentView) -> Mark:
    match view.state:
        case IncidentState.NEW:
            return Mark.ALARM
        case IncidentState.ACKNOWLEDGED | IncidentState.DISPATCHED | IncidentState.ON_SCENE:
            return Mark.UNKNOWN_AIRCRAFT
        case IncidentState.CLOSED:
            return Mark.OK


def subject(view: IncidentView) -> str:
    """A person's words; of an aircraft what it calls itself, of many how many."""
    if view.title or view.kind is not IncidentKind.AIRSPACE or view.tracks > 1:
        return duty.incident_title(view)
    return view.subject


class IncidentModel(QAbstractTableModel):
    """Rows in the desk's order: open ones first, newest first, then the latest closed."""

    def __init__(
        self,
        clock: Clock,
        zone: ZoneInfo,
        is_pending: Callable[[int], bool],
        parent: QObject | None = None,
        *,
        cameras: Mapping[str, str],
    ) -> None:
        """`cameras`: their names by id."""
        super().__init__(parent)
        self._clock, self._zone, self._is_pending = clock, zone, is_pending
        self._cameras = dict(cameras)
        self._rows: tuple[IncidentView, ...] = ()

    def set_rows(self, rows: tuple[IncidentView, ...]) -> None:
        """Same incidents in the same order: the cells are refreshed and the selection stays."""
        if [r.incident_id for r in rows] == [r.incident_id for r in self._rows]:
            self._rows = rows
            self.refresh()
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def refresh(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(Column) - 1))

    def refresh_ages(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, Column.AGE), self.index(len(self._rows) - 1, Column.AGE))

    def incident(self, row: int) -> IncidentView | None:
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, incident_id: int) -> int | None:
        return next((i for i, view in enumerate(self._rows) if view.incident_id == incident_id), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        titles = {
            Column.NUMBER: self.tr("No."),
            Column.STATE: self.tr("State"),
            Column.RAISED: self.tr("Raised"),
            Column.AGE: self.tr("Age"),
            Column.SUBJECT: self.tr("What"),
            Column.ZONE: self.tr("Where"),
            Column.REASONS: self.tr("Why"),
        }
        return titles[Column(section)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        view = self.incident(index.row())
        if view is None:
            return None
        column = Column(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(view, column)
            case Qt.ItemDataRole.ToolTipRole if column in (Column.SUBJECT, Column.ZONE, Column.REASONS):
                return plain_tip(self._text(view, column))
            case Qt.ItemDataRole.DecorationRole if column is Column.STATE:
                return mark_icon(incident_mark(view), MARK_PX)
            case Qt.ItemDataRole.ForegroundRole if view.state is IncidentState.CLOSED:
                return QColor(theme.current().quiet)
            case Qt.ItemDataRole.FontRole if column in (Column.NUMBER, Column.RAISED, Column.AGE):
                return theme.figures_font(theme.current().normal)
        return None

    def _text(self, view: IncidentView, column: Column) -> str:
        now_ns = self._clock.wall_ns()
        match column:
            case Column.NUMBER:
                return str(view.incident_id) if view.incident_id > 0 else figures.UNKNOWN
            case Column.STATE:
                pending = self._is_pending(view.incident_id)
                return self.tr("Being written…") if pending else duty.incident_state(view.state)
            case Column.RAISED:
                return duty.clock_time(view.raised_wall_ns, self._zone, now_ns)
            case Column.AGE:
                until_ns = view.closed_wall_ns or now_ns
                return figures.age(max(0.0, (until_ns - view.raised_wall_ns) / NS_PER_S))
            case Column.SUBJECT:
                return subject(view)
            case Column.ZONE:
                return view.zone_name or self._cameras.get(view.camera_id, view.camera_id)
            case Column.REASONS:
                return duty.reasons(view.reasons)
