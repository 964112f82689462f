"""The Incidents workspace: a table of what happened, and the details of one with its acts."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QItemSelectionModel, Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from duty.incidents import IncidentView
from ui.bridge import Bridge
from ui.incidents.acts import IncidentActs
from ui.incidents.detail import IncidentDetail
from ui.incidents.model import Column, IncidentModel
from ui.shell.actions import Actions
from ui.shell.banner import with_key
from ui.shell.labels import PlainLabel
from ui.shell.tables import as_rows

WIDTHS_PX = {Column.NUMBER: 56, Column.STATE: 152, Column.RAISED: 160, Column.AGE: 72}
NEEDS_PX = {Column.AGE: 980, Column.ZONE: 1240, Column.REASONS: 1700}
"""Columns that are shown only where the workspace is at least so wide."""


class IncidentsWorkspace(QWidget):
    """Acts go through `acts`; a state is shown only when the desk's snapshot has it."""

    def __init__(
        self,
        bridge: Bridge,
        acts: IncidentActs,
        actions: Actions,
        parent: QWidget | None = None,
    ) -> None:
        """`actions` are the shell's; what they do with the selected incident is wired elsewhere."""
        super().__init__(parent)
        self._bridge, self._acts = bridge, acts
        zone = ZoneInfo(bridge.world.precinct.precinct.time_zone)
        self.model = IncidentModel(bridge.world.clock, zone, acts.is_pending, self, cameras=acts.camera_names)
        self.table = _table(self.model)
        self.detail = IncidentDetail(bridge, acts, zone, actions)
        self._new = actions.new_incident
        self.new_button = QPushButton()
        self.new_button.setProperty("role", "small")
        self.new_button.setAutoDefault(True)
        self.new_button.clicked.connect(actions.new_incident.trigger)
        self._title, self._counts = PlainLabel(), PlainLabel()
        self._title.setProperty("role", "title")
        self._counts.setProperty("role", "quiet")
        self.trouble = PlainLabel()
        self.trouble.setProperty("role", "alarm")
        self.trouble.setWordWrap(True)
        self.empty = PlainLabel()
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
        head.addWidget(self.new_button)
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
        self._counts.setText(self._counted().replace("{open}", str(opened)).replace("{all}", str(total)))
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
        self.new_button.setText(with_key(self._new))
        self.table.setAccessibleName(self.tr("Incidents"))
        self.empty.setText(self._nothing())
        self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)

    def _counted(self) -> str:
        """With {open} and {all}."""
        return self.tr("{open} open · {all} in the book")

    def _nothing(self) -> str:
        """What stands in the list's place."""
        no_incident = self.tr("No incidents.")
        when = self.tr("One is raised by itself when an aircraft that is not ours is in an active zone.")
        by_hand = self.tr("What was seen on a round becomes one too; for a call, open one here.")
        return f"{no_incident}\n{when}\n{by_hand}"


def _table(model: IncidentModel) -> QTableView:
    table = QTableView()
    table.setModel(model)
    as_rows(table)
    table.setWordWrap(False)
    table.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # serial numbers differ at their ends
    table.setMinimumWidth(320)
    header = table.horizontalHeader()
    for column, width_px in WIDTHS_PX.items():
        table.setColumnWidth(column, width_px)
    for column in (Column.SUBJECT, Column.ZONE, Column.REASONS):
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
    return table
