"""One opened session: the replayed wall, fleet, airspace and incidents on the deck's clock, and the tape's controls."""

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from duty.people import Right
from sessions.replay.view import Deck
from ui.airspace.workspace import AirspaceWorkspace
from ui.bridge import Bridge
from ui.fleet.workspace import FleetWorkspace
from ui.people.gate import Gate
from ui.replay import keys
from ui.replay.band import ReplayBand
from ui.replay.bridge import ReplayBridge
from ui.replay.control import DeckControl
from ui.replay.go_to import GoToDialog
from ui.replay.halves import FRAME_PX, Framed, LiveHalf
from ui.replay.incidents import ReplayIncidents
from ui.replay.timeline import TimelineView
from ui.replay.transport import Transport
from ui.replay.wall import ReplayWall, ReplayWallView
from ui.shell.focus import FocusPage
from ui.shell.labels import PlainLabel
from ui.words.troubles import said

TIMELINE_SHARE = 0.26
"""Of the page's height, at most, for the timeline."""


@dataclass(frozen=True, slots=True)
class Stand:
    """Where somebody is in a session, and what of it is before them."""

    tape_ns: int
    goes: bool
    """Time passes, or would if there were more of it."""
    rate: float
    loop: tuple[int, int] | None
    focus: str
    page: int
    beside_live: bool


class DeckPage(FocusPage):
    """Owns the deck: closing the page ends the deck's processes."""

    close_requested = Signal()
    more_requested = Signal()
    """What came since it was opened, of a session that is still being recorded."""
    export_requested = Signal()

    def __init__(
        self, live: Bridge, deck: Deck, gate: Gate, title: str, can_export: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.deck, self._live, self._title, self._gate = deck, live, title, gate
        world = deck.world
        self.zone = ZoneInfo(world.precinct.precinct.time_zone)
        self.bridge = ReplayBridge(deck, live.world.clock, self)
        self.control = DeckControl(deck, gate, self)
        self.wall = ReplayWall(self.bridge, ReplayWallView(self.bridge, lambda: deck.view().seeking), self._window_band)
        self._fleet: FleetWorkspace | None = None
        self._airspace: AirspaceWorkspace | None = None
        self._incidents: ReplayIncidents | None = None
        self.live_half: LiveHalf | None = None
        self.band = self._new_band()
        self._bands: list[ReplayBand] = [self.band]
        self.transport = Transport(self.control, deck.manifest, self.zone)
        self.timeline = TimelineView(self.control, deck.manifest, self.zone)
        self.tabs, self.pages = QTabBar(), QStackedWidget()
        self.more_button, self.beside_button, self.export_button, self.close_button = (QPushButton() for _ in range(4))
        self.more_button.setVisible(deck.view().goes_on)
        self.export_button.setVisible(can_export)
        self.trouble = PlainLabel()
        self.trouble.setProperty("role", "attention")
        self.trouble.setWordWrap(True)
        self.trouble.setContentsMargins(16, 0, 16, 8)
        self.trouble.hide()
        step = self.wall.view.step
        self.keys = keys.DeckKeys(self.control, step)
        self._wall_keys = self.wall.view.key_taker
        self.wall.view.key_taker = lambda event: self.keys.press(event) or self._wall_keys(event)
        self._lay_out()
        self._connect()
        self.retranslate()
        self.wall.view.select(self._focus_index())
        self.bridge.start()

    # What it is made of

    def _lay_out(self) -> None:
        for page in (self.wall, _room(), _room(), _room()):
            self.tabs.addTab("")
            self.pages.addWidget(page)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.beside_button.setCheckable(True)
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 8, 0)
        head.setSpacing(8)
        head.addWidget(self.tabs)
        head.addStretch(1)
        for button in (self.more_button, self.beside_button, self.export_button, self.close_button):
            button.setProperty("role", "small")
            button.setAutoDefault(False)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # after a click Space still plays
            head.addWidget(button)
        half = Framed()
        half.column.addWidget(self.band)
        half.column.addLayout(head)
        half.column.addWidget(self.trouble)
        half.column.addWidget(self.pages, 1)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(8)
        self.split.addWidget(half)
        foot = Framed()
        foot.column.setContentsMargins(FRAME_PX, FRAME_PX, FRAME_PX, FRAME_PX)
        foot.column.addWidget(self.transport)
        foot.column.addWidget(self.timeline)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.split, 1)
        column.addWidget(foot)
        self.hand_focus_to(self.wall.view)
        self._listen_to_tables()

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self.show_page)
        self.beside_button.toggled.connect(self.set_beside_live)
        self.close_button.clicked.connect(self.close_requested)
        self.export_button.clicked.connect(self.export_requested)
        self.more_button.clicked.connect(self.more_requested)
        self.bridge.ticked.connect(self._tick)
        self.wall.view.changed.connect(self._focus)
        self.timeline.camera_requested.connect(self._select_camera)
        self.control.time_requested.connect(self._ask_for_time)
        self.control.acted.connect(self.timeline.tick)
        self._gate.changed.connect(self._offer)

    def _listen_to_tables(self) -> None:
        """A table takes letters for a search and Space for a choice: here they are the tape's."""
        for table in self.findChildren(QAbstractItemView):
            table.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.text().strip(" ").isalpha():
            return self.keys.press(event)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Space:
            return self.keys.press(event)
        return False

    # The other pages, built when they are first shown: the pictures of the wall come sooner.

    @property
    def fleet(self) -> FleetWorkspace:
        if self._fleet is None:
            self._fleet = FleetWorkspace(self.bridge)
            self._fleet.show_on_map_requested.connect(self._show_on_map)
            self._furnish(1, self._fleet)
        return self._fleet

    @property
    def airspace(self) -> AirspaceWorkspace:
        if self._airspace is None:
            self._airspace = AirspaceWorkspace(self.bridge)
            self._furnish(2, self._airspace)
        return self._airspace

    @property
    def incidents(self) -> ReplayIncidents:
        if self._incidents is None:
            self._incidents = ReplayIncidents(self.bridge)
            self._furnish(3, self._incidents)
        return self._incidents

    def _furnish(self, index: int, page: QWidget) -> None:
        room = self.pages.widget(index)
        layout = room.layout() if room is not None else None
        if layout is not None:
            layout.addWidget(page)

    def _new_band(self) -> ReplayBand:
        return ReplayBand(self.deck.world.clock, self.zone, self._title)

    def _window_band(self) -> ReplayBand:
        """For another window that shows a part of this replay; it goes with that window."""
        band = self._new_band()
        self._bands.append(band)
        band.destroyed.connect(lambda: self._bands.remove(band) if band in self._bands else None)
        return band

    # What is shown

    def show_page(self, index: int) -> None:
        makers: tuple[Callable[[], QWidget], ...] = (
            lambda: self.wall,
            lambda: self.fleet,
            lambda: self.airspace,
            lambda: self.incidents,
        )
        self.hand_focus_to(makers[index]())
        self.pages.setCurrentIndex(index)
        if self.tabs.currentIndex() != index:
            self.tabs.setCurrentIndex(index)
        self._listen_to_tables()

    def set_beside_live(self, wanted: bool) -> None:
        """The live wall at the left, this replay at the right, each half as wide."""
        if wanted and self.live_half is None:
            self.live_half = LiveHalf(self._live, self.zone)
            self.split.insertWidget(0, self.live_half)
            self.split.setSizes([self.width() // 2, self.width() // 2])
            for i in range(self.split.count()):
                self.split.setStretchFactor(i, 1)
        elif not wanted and self.live_half is not None:
            half, self.live_half = self.live_half, None
            half.hide()
            half.setParent(None)
            half.deleteLater()
        self.wall.bar.setVisible(not wanted)  # its width is the live half's; keys choose grid and camera as well
        if self.beside_button.isChecked() is not wanted:
            self.beside_button.setChecked(wanted)

    def _tick(self) -> None:
        for band in self._bands:
            band.tick()
        self.transport.tick()
        trouble = said(self.deck.view().trouble)
        if trouble != self.trouble.text():
            self.trouble.setText(trouble)
            self.trouble.setVisible(bool(trouble))
        if self.isVisible():
            self.timeline.tick()

    def _focus(self) -> None:
        """The camera that is selected on the wall is the one that frame steps go by."""
        index = self.wall.view.selected
        camera_id = self.wall.view.model.cameras[index].id if index is not None else ""
        if camera_id and camera_id != self.deck.view().focus:
            self.deck.set_focus(camera_id)
            self.timeline.redraw()

    def _focus_index(self) -> int:
        ids = [camera.id for camera in self.wall.view.model.cameras]
        focus = self.deck.view().focus
        return ids.index(focus) if focus in ids else 0

    def _select_camera(self, camera_id: str) -> None:
        if self._select(camera_id):
            self.show_page(0)

    def _select(self, camera_id: str) -> bool:
        ids = [camera.id for camera in self.wall.view.model.cameras]
        if camera_id in ids:
            self.wall.view.select(ids.index(camera_id))
        return camera_id in ids

    def _show_on_map(self, kind: str, system: int) -> None:
        self.show_page(2)
        self.airspace.show_on_map(kind, system)

    def _ask_for_time(self) -> None:
        line = self.deck.timeline
        span = line.first_tape_ns, line.last_tape_ns
        dialog = GoToDialog(self.deck.manifest, self.zone, self.deck.tape_ns(), span, self)
        dialog.chosen.connect(self.control.go_to)
        dialog.open()

    # Its end

    def stand(self) -> Stand:
        """For a page of the same session that takes this one's place."""
        view = self.deck.view()
        return Stand(
            self.deck.tape_ns(),
            goes=view.playing or (view.at_end and view.rate > 0),
            rate=view.rate,
            loop=view.loop,
            focus=view.focus,
            page=self.pages.currentIndex(),
            beside_live=self.live_half is not None,
        )

    def take_up(self, stand: Stand) -> None:
        """Paused where it stood at the end, it goes on: there is more now."""
        self.show_page(stand.page)
        self.set_beside_live(stand.beside_live)
        self._select(stand.focus)
        self.deck.set_rate(stand.rate)
        self.deck.set_loop(stand.loop)
        self.deck.seek(stand.tape_ns)
        if stand.goes:
            self.deck.play()

    def close_down(self) -> None:
        """Stop everything that belongs to the deck; the page is of no use afterwards."""
        self.bridge.stop()
        self.timeline.preview.leave()
        self.wall.leave_full_screen()
        self.set_beside_live(False)
        self.deck.close()

    # Qt's events

    def event(self, event: QEvent) -> bool:
        """A letter of the deck is the deck's, though a button of the map has it for its own."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self.keys.takes(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.keys.press(event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.timeline.set_height(round(self.height() * TIMELINE_SHARE))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        for i, text in enumerate((self.tr("Wall"), self.tr("Fleet"), self.tr("Airspace"), self.tr("Incidents"))):
            self.tabs.setTabText(i, text)
        self.tabs.setAccessibleName(self.tr("What of the replay is shown"))
        self.beside_button.setText(self.tr("Beside live"))
        self.beside_button.setToolTip(self.tr("The live wall at the left, this replay at the right"))
        self.export_button.setText(self.tr("Export…"))
        self.more_button.setText(self.tr("Up to now"))
        self.more_button.setToolTip(
            self.tr("It is still being recorded: open what came since, and go on from the same moment")
        )
        self._offer()
        self.close_button.setText(self.tr("Close the session"))

    def _offer(self) -> None:
        """What the person at the desk may do with the session."""
        why_not = self._gate.why_not(Right.EXPORT)
        self.export_button.setEnabled(not why_not)
        self.export_button.setToolTip(why_not or self.tr("Take pictures and data out as evidence"))
        self.transport.offer()


def _room() -> QWidget:
    """An empty page."""
    room = QWidget()
    QVBoxLayout(room).setContentsMargins(0, 0, 0, 0)
    return room
