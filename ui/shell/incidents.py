"""The Incidents workspace: a table of what happened, the details of one, and the two acts."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QItemSelectionModel, Qt, QTimer
from PySide6.QtGui import QAction, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from duty.incidents import IncidentState, IncidentView
from ui.bridge import Bridge
from ui.shell.acts import IncidentActs
from ui.shell.banner import with_key
from ui.shell.incident_model import Column, IncidentModel, incident_mark
from ui.shell.labels import ElidedLabel, MarkLabel
from ui.words import duty, figures

WIDTHS_PX = {Column.NUMBER: 56, Column.STATE: 152, Column.RAISED: 160, Column.AGE: 72}
NEEDS_PX = {Column.AGE: 980, Column.ZONE: 1140, Column.REASONS: 1400}
"""Columns that are shown only where the workspace is at least so wide."""


class IncidentsWorkspace(QWidget):
    """Acts go through `acts`; a state is shown only when the desk's snapshot has it."""

    def __init__(
        self,
        bridge: Bridge,
        acts: IncidentActs,
        *,
        acknowledge: QAction,
        close_incident: QAction,
        show_on_map: QAction,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge, self._acts = bridge, acts
        zone = ZoneInfo(bridge.world.precinct.precinct.time_zone)
        self.model = IncidentModel(bridge.world.clock, zone, acts.is_pending, self)
        self.table = _table(self.model)
        self.detail = IncidentDetail(bridge, acts, zone, (acknowledge, close_incident, show_on_map))
        self._title, self._counts = QLabel(), QLabel()
        self._title.setProperty("role", "title")
        self._counts.setProperty("role", "quiet")
        self.trouble = QLabel()
        self.trouble.setProperty("role", "alarm")
        self.trouble.setWordWrap(True)
        self.empty = QLabel()
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setProperty("role", "quiet")
        self.pages = QStackedWidget()
        self._lay_out()
        bridge.incidents_changed.connect(self._show)
        acts.changed.connect(self._refresh)
        self.table.selectionModel().currentRowChanged.connect(self._selected)
        self.model.modelReset.connect(self._selected)
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._each_second)
        self._say()
        self._show(bridge.incidents)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._title)
        head.addWidget(self._counts)
        head.addStretch()
        filled = QWidget()
        row = QHBoxLayout(filled)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.table, 1)
        row.addWidget(self.detail)
        self.pages.addWidget(filled)
        self.pages.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.trouble)
        column.addWidget(self.pages, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What there is no room for is in the details beside the table."""
        super().resizeEvent(event)
        for column, from_px in NEEDS_PX.items():
            self.table.setColumnHidden(column, self.width() < from_px)

    def selected(self) -> IncidentView | None:
        return self.model.incident(self.table.currentIndex().row())

    def select(self, incident_id: int) -> None:
        row = self.model.row_of(incident_id)
        if row is not None:
            index = self.model.index(row, 0)
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.table.selectionModel().setCurrentIndex(index, flags)
            self.table.scrollTo(index)

    def _show(self, incidents: tuple[IncidentView, ...]) -> None:
        before = self.selected()
        self.model.set_rows(incidents)
        self.pages.setCurrentIndex(0 if incidents else 1)
        if before is not None:
            self.select(before.incident_id)
        if self.selected() is None and incidents:
            self.select(incidents[0].incident_id)
        self._refresh()

    def _selected(self) -> None:
        self.detail.show_incident(self.selected())

    def _refresh(self) -> None:
        self.model.refresh()
        self._selected()
        self._each_second()

    def _each_second(self) -> None:
        self.model.refresh_ages()
        opened, total = self._bridge.world.desk.counts()
        counts = self.tr("{open} open · {all} in the book")
        self._counts.setText(counts.replace("{open}", str(opened)).replace("{all}", str(total)))
        trouble = self._acts.trouble()
        self.trouble.setVisible(bool(trouble))
        self.trouble.setText(self.tr("The book cannot be written: {why}").replace("{why}", trouble) if trouble else "")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._each_second()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
            self._refresh()

    def _say(self) -> None:
        self._title.setText(self.tr("Incidents"))
        self.table.setAccessibleName(self.tr("Incidents"))
        no_incident = self.tr("No incidents.")
        when = self.tr("One is raised by itself when an aircraft that is not ours is in an active zone.")
        self.empty.setText(f"{no_incident}\n{when}")
        self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)


def _table(model: IncidentModel) -> QTableView:
    table = QTableView()
    table.setModel(model)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # serial numbers differ at their ends
    table.setMinimumWidth(320)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(36)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    for column, width_px in WIDTHS_PX.items():
        table.setColumnWidth(column, width_px)
    for column in (Column.SUBJECT, Column.ZONE, Column.REASONS):
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
    header.setMinimumSectionSize(48)
    return table


class IncidentDetail(QFrame):
    """Everything that the book has of one incident, and what can be done with it now."""

    def __init__(
        self, bridge: Bridge, acts: IncidentActs, zone: ZoneInfo, actions: tuple[QAction, QAction, QAction]
    ) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setFixedWidth(304)
        self._bridge, self._acts, self._zone = bridge, acts, zone
        self._view: IncidentView | None = None
        self._mark, self._title, self._state = MarkLabel(20), ElidedLabel(), QLabel()
        self._title.setProperty("role", "heading")
        self._state.setProperty("role", "quiet")
        self._rows = [(QLabel(), QLabel()) for _ in range(9)]
        self._actions = actions
        self.acknowledge_button, self.close_button, self.map_button = (QPushButton() for _ in actions)
        for button, act in zip(self._buttons(), (self._acknowledge, self._close, self._show_on_map), strict=True):
            button.setAutoDefault(True)
            button.clicked.connect(act)
        self.acknowledge_button.setProperty("role", "primary")
        self._lay_out()
        self.show_incident(None)

    def _buttons(self) -> tuple[QPushButton, QPushButton, QPushButton]:
        return self.acknowledge_button, self.close_button, self.map_button

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._mark)
        head.addWidget(self._title, 1)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        for name, value in self._rows:
            name.setProperty("role", "caption")
            value.setWordWrap(True)
            value.setTextFormat(Qt.TextFormat.PlainText)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            form.addRow(name, value)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._state)
        column.addLayout(form)
        column.addStretch()
        for button in self._buttons():
            column.addWidget(button)

    def _acknowledge(self) -> None:
        if self._view is not None:
            self._acts.acknowledge(self._view.incident_id)

    def _close(self) -> None:
        if self._view is not None:
            self._acts.close_requested.emit(self._view)

    def _show_on_map(self) -> None:
        if self._view is not None:
            self._acts.show_on_map_requested.emit(self._view.subject)

    def show_incident(self, view: IncidentView | None) -> None:
        self._view = view
        self._mark.setVisible(view is not None)
        pending = view is not None and self._acts.is_pending(view.incident_id)
        if view is None:
            self._title.setText(self.tr("No incident selected"))
            self._state.setText("")
        else:
            self._mark.set_mark(incident_mark(view))
            self._title.setText(duty.incident_kind(view.kind))
            self._state.setText(self.tr("Being written…") if pending else duty.incident_state(view.state))
        shown = [] if view is None else [(n, v) for n, v in self._fields(view) if v]
        for (name, value), (said, text) in zip(self._rows, [*shown, *[("", "")] * 9], strict=False):
            name.setText(said)
            value.setText(text)
            name.setVisible(bool(said))
            value.setVisible(bool(said))
        self._offer(view, pending)

    def _offer(self, view: IncidentView | None, pending: bool) -> None:
        state = view.state if view is not None else None
        self.acknowledge_button.setVisible(state is IncidentState.NEW)
        self.close_button.setVisible(state not in (None, IncidentState.NEW, IncidentState.CLOSED))
        self.map_button.setVisible(view is not None)
        for button, action in zip(self._buttons(), self._actions, strict=True):
            button.setText(with_key(action))
            button.setEnabled(not pending or button is self.map_button)

    def _fields(self, view: IncidentView) -> list[tuple[str, str]]:
        now_ns = self._bridge.world.clock.wall_ns()

        def at(wall_ns: int | None) -> str:
            return duty.clock_time(wall_ns, self._zone, now_ns)

        return [
            (self.tr("Number"), duty.incident_number(view.incident_id)),
            (self.tr("Aircraft"), view.subject),
            (self.tr("Zone"), view.zone_name),
            (self.tr("Why"), duty.reasons(view.reasons)),
            (self.tr("Seen at"), figures.place(view.position) if view.position is not None else ""),
            (self.tr("Raised"), at(view.raised_wall_ns)),
            (self.tr("Acknowledged"), at(view.acknowledged_wall_ns)),
            (self.tr("Closed"), self._closed(view, at(view.closed_wall_ns))),
            (self.tr("Note"), view.note),
        ]

    def _closed(self, view: IncidentView, at: str) -> str:
        return f"{at}\n{duty.disposition(view.disposition)}" if at and view.disposition is not None else at

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.show_incident(self._view)
