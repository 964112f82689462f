"""The fleet workspace: tables of drones, docks and links, and the details of the one that is selected."""

from collections.abc import Hashable
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QFontDatabase, QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from drones.picture import AirPicture, DockView, VehicleView
from ui.bridge import Bridge
from ui.fleet import docks, drones, facts, links
from ui.fleet.detail import DetailPanel
from ui.fleet.drones import Now
from ui.fleet.history import History
from ui.fleet.section import Section
from ui.fleet.table import ROW_HEIGHT
from ui.shell.focus import FocusPage

REFRESH_MS = 200
"""Five times a second: faster figures cannot be read."""
FRAME_HEIGHT = 100
"""A section's heading and column titles."""


class FleetWorkspace(FocusPage):
    show_on_map_requested = Signal(str, int)
    """The kind ("drone" or "dock") and the system id of what a person wants to see on the map."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._zone = ZoneInfo(bridge.world.precinct.precinct.time_zone)
        self._picture: AirPicture = bridge.air
        self._history = History()
        self._selected: tuple[str, int] | None = None
        self._arranged_for: tuple[int, int, int, int] | None = None
        self.filter_box = QLineEdit()
        self.drones = Section(drones.columns, lambda: self.tr("Drones"))
        self.docks = Section(docks.columns, lambda: self.tr("Docks"))
        self.links = Section(links.columns, lambda: self.tr("Links"))
        self.detail = DetailPanel()
        self.empty_title = _centred("title")
        self.empty_advice = _centred("quiet")
        self.empty_example = QLabel()
        self._title = QLabel()
        self._title.setProperty("role", "title")
        self._build()
        self._connect()
        self.retranslate()

    @property
    def empty_shown(self) -> bool:
        return self._top.currentIndex() == 1

    @property
    def selected(self) -> tuple[str, int] | None:
        """("drone" | "dock", system id) of what the details show."""
        return self._selected

    def select(self, kind: str, system: int) -> bool:
        """Select a drone or a dock; False when there is no such row."""
        table = {"drone": self.drones.table, "dock": self.docks.table}.get(kind)
        return table is not None and table.choose(system)

    def refresh(self) -> None:
        """Bring tables and details up to this moment: ages grow even while nothing is heard."""
        now = self._now()
        picture = self._picture
        zone_names = {zone.zone_id: zone.name for zone in picture.zones}
        drone_names = {vehicle.system: drones.name_of(vehicle) for vehicle in picture.vehicles}
        self.drones.show_rows([drones.row(v, now, zone_names) for v in picture.vehicles], now.monotonic_ns)
        self.docks.show_rows([docks.row(d, now, drone_names) for d in picture.docks], now.monotonic_ns)
        self.links.show_rows([links.row(link, now) for link in picture.links], now.monotonic_ns)
        self._show_emptiness(picture)
        self._show_detail(now)

    def retranslate(self) -> None:
        self._title.setText(self.tr("Fleet"))
        self.filter_box.setPlaceholderText(self.tr("Filter by name, id, mode, state or link (Ctrl+F)"))
        for section in (self.drones, self.docks, self.links):
            section.retranslate()
        self.detail.retranslate()

    def key_lines(self) -> list[tuple[tuple[str, ...], str]]:
        """For the list of keys: keys as written, and what they do."""
        return [
            (("↑", "↓"), self.tr("Select a row")),
            (("Enter", "Ctrl+M"), self.tr("Show the selected one on the map")),
            (("Esc",), self.tr("Close the details")),
            (("Ctrl+F",), self.tr("Filter the tables")),
        ]

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            if self.isVisible():
                self.refresh()

    def _now(self) -> Now:
        clock = self._bridge.world.clock
        return Now(clock.monotonic_ns(), clock.wall_ns(), self._zone)

    def _take(self, picture: AirPicture) -> None:
        self._picture = picture
        self._history.take(picture, self._bridge.world.clock.monotonic_ns())

    def _show_emptiness(self, picture: AirPicture) -> None:
        empty = not picture.vehicles and not picture.docks
        self._top.setCurrentIndex(int(empty))
        self.docks.setVisible(bool(picture.docks))
        self.links.setVisible(bool(picture.links))
        if empty:
            words = links.nothing_heard(self._bridge.world.precinct.links, picture.links)
            for label, text in zip((self.empty_title, self.empty_advice, self.empty_example), words, strict=True):
                label.setText(text)
                label.setVisible(bool(text))
        self._arrange(len(picture.vehicles), len(picture.docks), len(picture.links))

    def _arrange(self, drone_count: int, dock_count: int, link_count: int) -> None:
        """Share the height by what there is to list; again only when that changes: a person may move the split."""
        height = self._split.height()
        counts = (drone_count, dock_count, link_count, height)
        if counts == self._arranged_for:
            return
        self._arranged_for = counts
        link_room = FRAME_HEIGHT + ROW_HEIGHT * min(link_count, 4) if link_count else 0
        dock_room = FRAME_HEIGHT + ROW_HEIGHT * min(dock_count, 13) if dock_count else 0
        dock_room = min(dock_room, (height - link_room) * 2 // 5)
        self._split.setSizes([max(0, height - link_room - dock_room), dock_room, link_room])

    def _chosen(self, kind: str, system: Hashable | None) -> None:
        if isinstance(system, int):
            other = self.drones.table if kind == "dock" else self.docks.table
            with QSignalBlocker(other.selectionModel()):
                other.clearSelection()
            other.viewport().update()
            self._selected = (kind, system)
        elif self._selected is not None and self._selected[0] == kind:
            self._selected = None
        self._show_detail(self._now())

    def _show_detail(self, now: Now) -> None:
        thing = self._selected_view()
        self.detail.setVisible(thing is not None)
        if thing is None:
            return
        if isinstance(thing, VehicleView):
            zone_names = {zone.zone_id: zone.name for zone in self._picture.zones}
            state = drones.state_of(thing, now, zone_names)
            self.detail.show_thing(drones.name_of(thing), state, facts.of_drone(thing, now, zone_names))
            self.detail.show_history(self._history.samples(thing.system), now.monotonic_ns)
        else:
            drone_names = {vehicle.system: drones.name_of(vehicle) for vehicle in self._picture.vehicles}
            self.detail.show_thing(
                docks.name_of(thing), docks.state_of(thing, now), facts.of_dock(thing, now, drone_names)
            )
            self.detail.show_history((), now.monotonic_ns)
        self.detail.show_texts(self._history.texts(thing.system), now)

    def _selected_view(self) -> VehicleView | DockView | None:
        if self._selected is None:
            return None
        kind, system = self._selected
        things: tuple[VehicleView | DockView, ...] = self._picture.docks if kind == "dock" else self._picture.vehicles
        return next((thing for thing in things if thing.system == system), None)

    def _filter(self, text: str) -> None:
        for section in (self.drones, self.docks, self.links):
            section.model.set_filter(text)

    def _ask_for_map(self) -> None:
        if self._selected is not None:
            self.show_on_map_requested.emit(*self._selected)

    def _let_go(self) -> None:
        for table in (self.drones.table, self.docks.table):
            table.clearSelection()

    def _connect(self) -> None:
        self._timer = QTimer(self)
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self.refresh)
        self._bridge.air_changed.connect(self._take)
        self.filter_box.textChanged.connect(self._filter)
        self.drones.table.chosen.connect(lambda key: self._chosen("drone", key))
        self.docks.table.chosen.connect(lambda key: self._chosen("dock", key))
        for table in (self.drones.table, self.docks.table):
            table.opened.connect(lambda _key: self._ask_for_map())
        self.detail.show_on_map_requested.connect(self._ask_for_map)
        self.detail.close_requested.connect(self._let_go)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.filter_box.setFocus)
        clear = QShortcut(QKeySequence("Esc"), self.filter_box)
        clear.setContext(Qt.ShortcutContext.WidgetShortcut)
        clear.activated.connect(self.filter_box.clear)

    def _build(self) -> None:
        self.filter_box.setClearButtonEnabled(True)
        self.filter_box.setFixedWidth(360)
        heading = QHBoxLayout()
        heading.setContentsMargins(8, 0, 0, 0)
        heading.addWidget(self._title)
        heading.addStretch(1)
        heading.addWidget(self.filter_box)
        self.empty_example.setTextFormat(Qt.TextFormat.PlainText)
        self.empty_example.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.empty_example.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        empty = QWidget()
        inside = QVBoxLayout(empty)
        inside.setSpacing(16)
        inside.addStretch(1)
        inside.addWidget(self.empty_title)
        inside.addWidget(self.empty_advice)
        inside.addWidget(self.empty_example, 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addStretch(1)
        self._top = QStackedWidget()
        self._top.addWidget(self.drones)
        self._top.addWidget(empty)
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(9)
        # Wide enough for the hand, and drawn by the gap alone.
        self._split.setStyleSheet("QSplitter::handle { background: transparent; }")
        for part in (self._top, self.docks, self.links):
            self._split.addWidget(part)
        tables = QVBoxLayout()
        tables.setContentsMargins(16, 16, 16, 16)
        tables.setSpacing(8)
        tables.addLayout(heading)
        tables.addWidget(self._split, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(tables, 1)
        layout.addWidget(self.detail)
        self.detail.hide()
        self.hand_focus_to(self.drones.table)
        # The tables first: they are what the keyboard is for.
        self.setTabOrder(self.drones.table, self.drones.sorts)
        self.setTabOrder(self.drones.sorts, self.docks.table)
        self.setTabOrder(self.docks.table, self.docks.sorts)
        self.setTabOrder(self.docks.sorts, self.links.table)
        self.setTabOrder(self.links.table, self.links.sorts)
        self.setTabOrder(self.links.sorts, self.filter_box)


def _centred(role: str) -> QLabel:
    label = QLabel()
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
