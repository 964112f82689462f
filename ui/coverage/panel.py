"""The live view of coverage: the map with its legend, and beside it tiers, areas and the due list."""

from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from base.clock import NS_PER_S
from duty.coverage.live import Coverage
from duty.coverage.view import CameraCoverage, CoverageView
from duty.patrol.view import DueCamera, PatrolView, RoundKind
from duty.people import Right
from ui.airspace.scene import Key, Kind
from ui.bridge import Bridge
from ui.coverage import rows
from ui.coverage.card import CameraCard
from ui.coverage.legend import Legend
from ui.coverage.map import CoverageMap
from ui.coverage.scene import CoverageScene
from ui.coverage.tables import SideTable
from ui.coverage.tiers import Tiers
from ui.fleet.rows import RowsModel
from ui.plans.in_force import precinct_in_force
from ui.shell.labels import ElidedLabel
from ui.words import cameras as camera_words
from ui.words import coverage as words
from ui.words import duty, figures
from video.feed import CameraFacts

SIDE_WIDTH = 440


class CoveragePanel(QWidget):
    wall_requested = Signal(str)
    round_requested = Signal(object, str)
    plans_requested = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        precinct = self._precinct = precinct_in_force(bridge.world)
        self.coverage = Coverage(precinct)
        self.view: CoverageView | None = None
        self._patrol: PatrolView | None = None
        self._zone = precinct.zone()
        self._names = {camera.id: camera.name for camera in precinct.cameras}
        self._areas = {area.id: area.name for area in precinct.all_areas()}
        self._in_hand = False
        self._fitted_for: tuple[int, ...] | None = None
        self.scene = CoverageScene(precinct)
        self.map = CoverageMap(self.scene)
        self.map.describe = self._describe
        self.legend = Legend()
        self.card = CameraCard()
        self.tiers = Tiers()
        self.areas = SideTable(RowsModel(rows.area_columns, self))
        self.due = SideTable(RowsModel(rows.due_columns, self))
        self.plan, self.squares, self.empty_words = QLabel(), ElidedLabel(), QLabel(self.map)
        self.plans_button = QPushButton()
        self.blind_button, self.fit_button = QToolButton(), QToolButton()
        self._areas_title, self._due_title = _heading(), _heading()
        self._build()
        self._connect()
        self.retranslate()

    def refresh(self, patrol: PatrolView, facts: tuple[CameraFacts, ...]) -> None:
        """Everything as it is now; called twice a second while it can be seen."""
        now_ns = self._bridge.world.clock.wall_ns()
        self._patrol = patrol
        self._follow_plans()
        self.view = self.coverage.view(patrol, facts, now_ns)
        now_s = self._bridge.world.clock.monotonic_ns() / NS_PER_S
        if self.scene.take(self.view, now_s):
            self.map.advance(now_s)
        self._fit()
        self.plan.setText(
            words.plan_in_force(patrol.plan, patrol.plan_since_wall_ns, patrol.plan_by, self._zone, now_ns)
        )
        self.tiers.show_patrol(patrol, now_ns)
        monotonic_ns = self._bridge.world.clock.monotonic_ns()
        self.areas.rows_model.update_rows(rows.area_rows(self.view), monotonic_ns)
        self.due.rows_model.update_rows(rows.due_rows(patrol, self._names, self._areas, now_ns), monotonic_ns)
        overdue = sum(tier.overdue for tier in patrol.tiers)
        self._due_title.setText(self.tr("Due list: {n} overdue").replace("{n}", str(overdue)))
        self._show_squares(self.view)
        self.empty_words.setVisible(not self.scene.patches and not self.scene.outlines)
        self._show_card()

    def _follow_plans(self) -> None:
        """Areas may have been edited since the last look."""
        precinct = precinct_in_force(self._bridge.world)
        if precinct is not self._precinct:
            self._precinct = precinct
            self.coverage = Coverage(precinct)
            self._areas = {area.id: area.name for area in precinct.all_areas()}
            self.scene.take_precinct(precinct)

    def retranslate(self) -> None:
        self.plans_button.setText(self.tr("Plans…"))
        self.blind_button.setText(self.tr("Blind squares"))
        self.blind_button.setToolTip(self.tr("Hatch the squares that no healthy camera looks at (B)"))
        self.fit_button.setText(self.tr("Show everything"))
        self.fit_button.setToolTip(self.tr("Show everything (Home)"))
        self._areas_title.setText(self.tr("Areas"))
        self.map.setAccessibleName(self.tr("Coverage map"))
        self.areas.setAccessibleName(self.tr("Areas"))
        self.due.setAccessibleName(self.tr("Due list"))
        self.empty_words.setText(
            self.tr("Nothing is on the map yet: cameras need a latitude and a longitude in the configuration file.")
        )
        self.card.retranslate()
        for table in (self.areas, self.due):
            table.rows_model.retranslate()
            table.fit_columns(anew=True)
        self.map.restyle()
        if self._patrol is not None:
            self.refresh(self._patrol, self._bridge.cameras)

    def show_camera(self, camera_id: str) -> bool:
        """Select a camera, and bring it into view where it has a place; False when there is no such camera."""
        if camera_id not in self._names:
            return False
        key = Key(Kind.CAMERA, camera_id)
        if not self.map.show_thing(key):
            self.map.select(key)
        return True

    def _show_squares(self, view: CoverageView) -> None:
        if not view.cells:
            self.squares.setText(self.tr("No area has a ring or a camera with a place: there are no squares to count."))
            return
        pattern = self.tr("{blind} of {cells} squares of {side} are blind ({share})")
        side = figures.figure(view.cell_m, "m")
        if view.cell_m > self._precinct.patrol.cell_m:
            pattern = self.tr(
                "{blind} of {cells} squares of {side} (smaller ones would be too many) are blind ({share})"
            )
        text = pattern.replace("{blind}", figures.count(len(view.blind))).replace("{cells}", figures.count(view.cells))
        self.squares.setText(text.replace("{side}", side).replace("{share}", words.share(len(view.blind), view.cells)))

    def _show_card(self) -> None:
        key = self.map.selected
        camera = None if key is None else self._camera(key.name)
        self.card.setVisible(camera is not None)
        if camera is None:
            return
        operators = self._bridge.operators
        current = None if operators is None else operators.current
        self.card.show_camera(
            camera.camera_id,
            self.coverage.area_of(camera.camera_id),
            self._names[camera.camera_id],
            self._words_of(camera),
            may_start=current is not None and current.may(Right.PATROL),
        )

    def _words_of(self, camera: CameraCoverage) -> str:
        now_ns = self._bridge.world.clock.wall_ns()
        item = self._due_of(camera.camera_id)
        facts = next((f for f in self._bridge.cameras if f.camera_id == camera.camera_id), None)
        lines = [self._areas.get(self.coverage.area_of(camera.camera_id), self.tr("in no area"))]
        if item is not None:
            lines[0] += f" · {words.tier_of_one(item.tier)}"
            if self._patrol is not None and not self._patrol.loaded:
                lines.append(self.tr("Reading the book…"))
            else:
                lines.append(self.tr("Last seen {ago}").replace("{ago}", figures.ago(camera.age_s)))
                due = self.tr("Due {time} ({when})").replace(
                    "{time}", duty.clock_time(item.due_wall_ns, self._zone, now_ns)
                )
                lines.append(due.replace("{when}", words.due_in(item.due_wall_ns, now_ns)))
            if item.out:
                lines.append(self.tr("Out: a repair ticket is open"))
        if facts is not None:
            state = camera_words.state_word(facts.state)
            if facts.frozen_since_ns is not None:
                state = self.tr("{state}, but the picture is frozen").replace("{state}", state)
            elif facts.masked_share > 0 and not camera.healthy:
                state = self.tr("{state}, but masked out").replace("{state}", state)
            lines.append(self.tr("Picture: {state}").replace("{state}", state))
        if not camera.sector:
            lines.append(self.tr("Its place, heading or field of view is not known: it counts as seeing nothing here."))
        return "\n".join(lines)

    def _describe(self, key: Key) -> str:
        camera = self._camera(key.name)
        return "" if camera is None else f"{self._names[camera.camera_id]}\n{self._words_of(camera)}"

    def _camera(self, camera_id: str) -> CameraCoverage | None:
        cameras = () if self.view is None else self.view.cameras
        return next((c for c in cameras if c.camera_id == camera_id), None)

    def _due_of(self, camera_id: str) -> DueCamera | None:
        due = () if self._patrol is None else self._patrol.due
        return next((item for item in due if item.camera_id == camera_id), None)

    def _select(self, key: Key | None) -> None:
        if key is not None and self.due.chosen_key() != key.name:
            self.due.choose(key.name)
        elif key is None:
            self.due.clearSelection()
        self._show_card()

    def _choose_due(self, camera_id: object) -> None:
        if isinstance(camera_id, str) and (self.map.selected is None or self.map.selected.name != camera_id):
            self.show_camera(camera_id)

    def _choose_area(self, area_id: object) -> None:
        """Bring the area into view: its ring, or its cameras."""
        name = self._areas.get(str(area_id))
        points = [tuple(point) for o in self.scene.outlines if o.name == name for point in o.ring.tolist()]
        points = points or [
            (p.eye.x_m, p.eye.y_m) for p in self.scene.patches if self.coverage.area_of(p.eye.key.name) == area_id
        ]
        if points:
            xs, ys = zip(*points, strict=True)
            margin = max(60.0, 0.15 * max(max(xs) - min(xs), max(ys) - min(ys)))
            self._in_hand = True
            self.map.box.setRange(
                xRange=(min(xs) - margin, max(xs) + margin), yRange=(min(ys) - margin, max(ys) + margin), padding=0
            )

    def _fit(self) -> None:
        """Show everything, again when the window grows, until a person takes the view in hand."""
        now = (len(self.scene.patches), self.map.width(), self.map.height())
        if not self._in_hand and now != self._fitted_for:
            self._fitted_for = now
            self.map.fit_all()

    def _take_in_hand(self) -> None:
        self._in_hand = True

    def _show_all(self) -> None:
        self._in_hand, self._fitted_for = False, None
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self._fit)  # the map has its new size only after the layout's turn

    def _connect(self) -> None:
        self.map.selected_changed.connect(self._select)
        self.map.moved_by_hand.connect(self._take_in_hand)
        self.map.everything_requested.connect(self._show_all)
        self.fit_button.clicked.connect(self._show_all)
        self.blind_button.toggled.connect(self.map.show_blind)
        blind_key = QShortcut(QKeySequence("B"), self)
        blind_key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        blind_key.activated.connect(self.blind_button.click)
        self.plans_button.clicked.connect(self.plans_requested)
        self.due.chosen.connect(self._choose_due)
        self.due.opened.connect(lambda camera_id: self.wall_requested.emit(str(camera_id)))
        self.areas.chosen.connect(self._choose_area)
        self.areas.opened.connect(lambda area_id: self._ask_round(str(area_id)))
        self.card.wall_requested.connect(self.wall_requested)
        self.card.round_requested.connect(self._ask_round)

    def _ask_round(self, area_id: str) -> None:
        if area_id:
            self.round_requested.emit(RoundKind.AREA, area_id)

    def _build(self) -> None:
        self.blind_button.setCheckable(True)
        self.blind_button.setChecked(True)
        tools = QHBoxLayout()
        tools.setContentsMargins(16, 8, 16, 8)
        tools.setSpacing(8)
        for button in (self.blind_button, self.fit_button):
            button.setProperty("role", "flat")
        self.squares.setProperty("role", "quiet")
        tools.addWidget(self.blind_button)
        tools.addWidget(self.squares, 1)
        tools.addWidget(self.fit_button)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addLayout(tools)
        left.addWidget(self.map, 1)
        left.addWidget(self.legend)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(left, 1)
        layout.addWidget(self._side())
        chain: list[QWidget] = [self.map, self.card.wall_button, self.card.round_button, self.plans_button]
        chain += [self.areas, self.due, self.blind_button, self.fit_button]
        for before, after in pairwise(chain):
            self.setTabOrder(before, after)

    def _side(self) -> QFrame:
        side = QFrame()
        side.setProperty("role", "side")
        side.setFixedWidth(SIDE_WIDTH)
        column = QVBoxLayout(side)
        column.setContentsMargins(12, 12, 12, 8)
        column.setSpacing(8)
        head = QHBoxLayout()
        self.plan.setWordWrap(True)
        self.plan.setTextFormat(Qt.TextFormat.PlainText)
        self.plan.setProperty("role", "heading")
        head.addWidget(self.plan, 1)
        head.addWidget(self.plans_button)
        column.addLayout(head)
        column.addWidget(self.tiers)
        column.addWidget(self.card)
        for title, table, stretch in ((self._areas_title, self.areas, 2), (self._due_title, self.due, 3)):
            column.addWidget(title)
            column.addWidget(table, stretch)
        self.card.hide()
        self.empty_words.setProperty("role", "quiet")
        self.empty_words.setWordWrap(True)
        self.empty_words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty_words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        over_map = QVBoxLayout(self.map)
        over_map.addWidget(self.empty_words, 0, Qt.AlignmentFlag.AlignCenter)
        return side


def _heading() -> QLabel:
    label = QLabel()
    label.setProperty("role", "heading")
    return label
