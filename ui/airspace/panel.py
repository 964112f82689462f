"""The map with its tools, the read-out under it, and the side with selection, tracks, zones and legend."""

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from base.clock import NS_PER_S
from base.geodesy import LocalFrame
from drones.picture import EMPTY, AirPicture
from sessions.world import World
from ui import theme
from ui.airspace.card import SelectionCard, words_of
from ui.airspace.legend import Legend
from ui.airspace.lists import CardList, track_rows, zone_rows
from ui.airspace.map_view import MapView
from ui.airspace.scene import Key, Kind, Scene
from ui.words import figures
from video.feed import CameraFacts

SIDE_WIDTH = 336
LISTS_MS = 500
FOLLOW_INNER = 0.25
"""The view moves only when the drone leaves its inner half: a map that slides all the time is hard to read."""


class AirspacePanel(QWidget):
    def __init__(self, world: World, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._world = world
        self._picture: AirPicture = EMPTY
        self._in_hand = False
        self._fitted_for: tuple[int, ...] | None = None
        self._following: Key | None = None
        self._cursor_m: tuple[float, float] | None = None
        self.scene = Scene(LocalFrame(world.precinct.precinct.centre_position))
        self.map = MapView(self.scene)
        self.map.describe = self._describe
        self.card = SelectionCard()
        self.tracks = CardList()
        self.zones = CardList()
        self.legend = Legend()
        self.readout = QLabel()
        self.empty_words = QLabel(self.map)
        self._title = QLabel()
        self._tool_row = QHBoxLayout()
        self._tracks_title = _heading()
        self._zones_title = _heading()
        self._tools: list[tuple[QToolButton, Callable[[], str], str]] = []
        self._timer = QTimer(self)
        self._timer.setInterval(LISTS_MS)
        self._timer.timeout.connect(self.refresh_words)
        self._build()
        self._connect()
        self.retranslate()

    def take_air(self, picture: AirPicture) -> None:
        self._picture = picture
        self.scene.take_air(picture)
        self._fit()
        self._follow()
        self.map.advance(self._world.clock.monotonic_ns() / NS_PER_S)

    def take_cameras(self, facts: tuple[CameraFacts, ...]) -> None:
        self.scene.take_cameras(self._world.precinct.cameras, facts)
        self._fit()

    def resume(self) -> None:
        self.refresh_words()
        self._timer.start()

    def rest(self) -> None:
        self._timer.stop()

    def show_thing(self, kind: str, name: str) -> bool:
        return kind in set(Kind) and self.map.show_thing(Key(Kind(kind), name))

    def refresh_words(self) -> None:
        """Lists and card, twice a second: words need no more."""
        now_ns = self._world.clock.monotonic_ns()
        tracks = track_rows(self._picture, now_ns)
        zones = zone_rows(self._picture)
        self.tracks.show_rows(tracks, now_ns)
        self.zones.show_rows(zones, now_ns)
        lost = self._picture.aircraft_forgotten
        too_many = self.tr("too many: {n} left out").replace("{n}", str(lost)) if lost else ""
        self._tracks_title.setText(f"{self.tr('In the air')}   {len(tracks)}   {too_many}".rstrip())
        reading = self.tr("reading…") if self._picture.zone_files_to_read else ""
        self._zones_title.setText(f"{self.tr('Zones')}   {len(zones)}   {reading}".rstrip())
        self.empty_words.setVisible(not (self.scene.spots or self.scene.eyes or self.scene.areas))
        self._show_card()

    def retranslate(self) -> None:
        for button, word, key in self._tools:
            button.setText(word())
            button.setToolTip(f"{word()} ({key})")
        self._title.setText(self.tr("Airspace"))
        self._make_room_for_tools()
        self.card.retranslate()
        self.map.setAccessibleName(self.tr("Map"))
        self.tracks.setAccessibleName(self.tr("In the air"))
        self.zones.setAccessibleName(self.tr("Zones"))
        self.empty_words.setText(
            self.tr(
                "Nothing is on the map yet. Cameras with a latitude and a longitude, zone files and links "
                "come from the configuration file."
            )
        )
        self.scene.retranslate()
        self.scene.take_air(self._picture)
        self.map.restyle()
        self.legend.update()
        self.refresh_words()
        self._show_readout()

    def _fit(self) -> None:
        """Show everything, again when something joins or the window grows, until a person takes the view in hand."""
        if self._in_hand:
            return
        things = (
            len(self.scene.spots),
            len(self.scene.eyes),
            len(self.scene.areas),
            self.map.width(),
            self.map.height(),
        )
        if things != self._fitted_for:
            self._fitted_for = things
            self.map.fit_all()

    def _take_in_hand(self) -> None:
        self._in_hand = True
        self.card.follow_button.setChecked(False)

    def _show_all(self) -> None:
        self._in_hand = False
        self._fitted_for = None
        self.card.follow_button.setChecked(False)
        self._fit()

    def _follow(self) -> None:
        spot = self.scene.spot(self._following)
        if spot is None:
            return
        window = self.map.window_now
        x, y = window.to_px(spot.x_m, spot.y_m)
        if not window.has(x, y, -FOLLOW_INNER * min(window.width_px, window.height_px)):
            self._in_hand = True
            self.map.centre_on(spot.x_m, spot.y_m)

    def _set_following(self, on: bool) -> None:
        """Only drones of our own: nobody else is followed here."""
        key = self.map.selected
        self._following = key if on and key is not None and key.kind is Kind.DRONE else None
        self._follow()

    def _select(self, key: Key | None) -> None:
        if key != self._following:
            self.card.follow_button.setChecked(False)
        self.tracks.follow(key)
        self.zones.follow(key)
        self._show_card()

    def _choose(self, key: Key) -> None:
        """From a list: also what is not on the map may be selected, to be read about."""
        key = self.scene.same_as.get(key, key)
        if not self.map.show_thing(key):
            self.map.select(key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room_for_tools()
        # The map has its new size only after the layout's turn.
        QTimer.singleShot(0, self._fit)

    def _make_room_for_tools(self) -> None:
        """In a narrow window the title gives way: the rail says the same, and a tool with cut words says nothing."""
        margins = self._tool_row.contentsMargins()
        wanted_px = margins.left() + margins.right() + self._title.sizeHint().width()
        wanted_px += sum(b.sizeHint().width() + self._tool_row.spacing() for b, _, _ in self._tools)
        self._title.setVisible(wanted_px <= self.width() - SIDE_WIDTH)

    def _show_card(self) -> None:
        key = self.map.selected
        self.card.setVisible(key is not None)
        if key is None:
            return
        title, words = words_of(key, self._picture, self.scene, self._world.clock.monotonic_ns())
        self.card.show_words(title, words, self.scene.place_of(key), can_follow=key.kind is Kind.DRONE)

    def _describe(self, key: Key) -> str:
        title, words = words_of(key, self._picture, self.scene, self._world.clock.monotonic_ns())
        return f"{title}\n{words}".strip()

    def _cursor(self, point_m: tuple[float, float] | None) -> None:
        self._cursor_m = point_m
        self._show_readout()

    def _show_readout(self) -> None:
        if self._cursor_m is None:
            self.readout.setText(
                self.tr("Wheel or + −: zoom · drag or arrows: move · Home: everything · Tab, Ctrl+arrows: select")
            )
            return
        x_m, y_m = self._cursor_m
        place = figures.place(self.scene.frame.to_position(x_m, y_m))
        offset = self.tr("{east} east, {north} north of the centre")
        offset = offset.replace("{east}", figures.figure(x_m, "m")).replace("{north}", figures.figure(y_m, "m"))
        self.readout.setText(f"{place}   ·   {offset}")

    def _toggle(self, layer: str, on: bool) -> None:
        setattr(self.map.layers, layer, on)
        self.map.restyle()

    def _connect(self) -> None:
        self.map.selected_changed.connect(self._select)
        self.map.cursor_moved.connect(self._cursor)
        self.map.moved_by_hand.connect(self._take_in_hand)
        self.map.everything_requested.connect(self._show_all)
        self.tracks.chosen.connect(self._choose)
        self.zones.chosen.connect(self._choose)
        self.card.follow_changed.connect(self._set_following)
        self._shortcut("F", self.card.toggle_following)
        self._shortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.card.copy)

    def _shortcut(self, key: str | QKeySequence, act: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    def _build(self) -> None:
        tools = self._tool_row
        tools.setContentsMargins(16, 8, 16, 8)
        tools.setSpacing(8)
        self._title.setProperty("role", "title")
        self._title.setContentsMargins(8, 0, 16, 0)
        tools.addWidget(self._title)
        for layer, key, word in (
            ("cameras", "C", lambda: self.tr("Cameras")),
            ("zones", "Z", lambda: self.tr("Zones")),
            ("trails", "T", lambda: self.tr("Trails")),
            ("labels", "L", lambda: self.tr("Labels")),
        ):
            button = self._tool(word, key)
            button.setCheckable(True)
            button.setChecked(True)
            button.toggled.connect(lambda on, layer=layer: self._toggle(layer, on))
            tools.addWidget(button)
        tools.addStretch(1)
        fit = self._tool(lambda: self.tr("Show everything"), "Home")
        fit.clicked.connect(self._show_all)
        tools.addWidget(fit)
        self.readout.setProperty("role", "caption")
        self.readout.setFont(theme.figures_font(theme.current().small))
        self.readout.setContentsMargins(16, 6, 16, 6)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addLayout(tools)
        left.addWidget(self.map, 1)
        left.addWidget(self.readout)
        side = QFrame()
        side.setProperty("role", "panel")
        side.setFixedWidth(SIDE_WIDTH)
        column = QVBoxLayout(side)
        column.setContentsMargins(8, 12, 8, 8)
        column.setSpacing(8)
        for part, stretch in (
            (self.card, 0),
            (self._tracks_title, 0),
            (self.tracks, 3),
            (self._zones_title, 0),
            (self.zones, 2),
            (self.legend, 0),
        ):
            column.addWidget(part, stretch)
        self.card.hide()
        self.empty_words.setProperty("role", "quiet")
        self.empty_words.setWordWrap(True)
        self.empty_words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty_words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        over_map = QVBoxLayout(self.map)
        over_map.addWidget(self.empty_words, 0, Qt.AlignmentFlag.AlignCenter)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(left, 1)
        layout.addWidget(side)
        chain: list[QWidget] = [self.map, self.card.copy_button, self.card.follow_button, self.tracks, self.zones]
        chain += [button for button, _, _ in self._tools]
        for before, after in pairwise(chain):
            self.setTabOrder(before, after)

    def _tool(self, word: Callable[[], str], key: str) -> QToolButton:
        button = QToolButton()
        button.setProperty("role", "flat")
        self._tools.append((button, word, key))
        self._shortcut(key, button.click)
        return button


def _heading() -> QLabel:
    label = QLabel()
    label.setProperty("role", "heading")
    label.setContentsMargins(8, 4, 0, 0)
    return label
