"""The round, from what is due to what it came to; what is due stands beside it all the time.

At every tick it tells the patrol what the screen really shows, whatever workspace is in front: that nothing is shown is
a fact as well.
"""

from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QWidget

from base.clock import NS_PER_MS
from duty.incidents import IncidentView
from duty.patrol.view import Answer, PatrolView, Refusal, RoundKind, RoundState, RoundView
from duty.people import OperatorsView
from ui.bridge import Bridge
from ui.patrol.covers import EndedPage
from ui.patrol.reference_panel import ReferencePanel
from ui.patrol.round_keys import RoundKeys
from ui.patrol.run_page import RunPage
from ui.patrol.side import WIDTH_PX, SideColumn
from ui.patrol.start_page import StartPage
from ui.patrol.tally import RoundTally
from ui.patrol.watching import Activity, NewAlarms
from ui.plans.in_force import precinct_in_force
from ui.shell.focus import FocusPage
from ui.wall.workspace import Notice
from ui.words import patrol as words

SHOW_EVERY_NS = 100 * NS_PER_MS
"""A dwell that fills changes the view at every tick; a bar that moves ten times a second is smooth enough."""
NARROW_PX = 860
"""Below this the pictures need the side's room more."""
UNDER_WAY = (RoundState.RUNNING, RoundState.PAUSED)


class RoundPage(FocusPage):
    sign_in_requested = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._clock = bridge, bridge.world.clock
        self._patrol = bridge.world.patrol
        self._view: PatrolView | None = bridge.patrol
        self._left_uuid = ""
        """The ended round whose last page was left."""
        self._reference_of = ""
        """The camera whose reference is shown."""
        self._marks: object = None
        self._shown_ns = 0
        self._tally, self._alarms = RoundTally(), NewAlarms()
        self._activity = Activity(self._clock, self._patrol.touched, self)
        self._stack = QStackedWidget()
        self.notice = Notice(self._stack)
        self.start, self.run, self.ended = StartPage(bridge), RunPage(bridge), EndedPage()
        for page in (self.notice, self.start, self.run, self.ended):
            self._stack.addWidget(page)
        self.side = SideColumn(bridge)
        zone = ZoneInfo(bridge.world.precinct.precinct.time_zone)
        self.reference = ReferencePanel(bridge.world.data, zone)
        self.reference.hide()
        self._keys = RoundKeys(self.run.acts)
        self.run.pictures.key_taker = self._press
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._stack, 1)
        row.addWidget(self.reference)
        row.addWidget(self.side)
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)  # the side gives way: see minimumSizeHint
        self._connect(bridge)
        self._show()

    def _connect(self, bridge: Bridge) -> None:
        bridge.ticked.connect(self._tick)
        bridge.patrol_changed.connect(self._take_patrol)
        bridge.incidents_changed.connect(self._take_incidents)
        bridge.operators_changed.connect(self._take_operators)
        acts = self.run.acts
        acts.leave_requested.connect(self._back)
        acts.reference_toggled.connect(self._toggle_reference)
        acts.reference_kept.connect(self._show_reference)
        self.reference.keep_requested.connect(acts.keep_reference)
        self.reference.close_requested.connect(self._toggle_reference)
        self.run.cover.sign_in_requested.connect(self.sign_in_requested)
        self.start.start_requested.connect(self.begin)
        self.ended.done.connect(self._leave_ended)
        self.notice.button.clicked.connect(self.sign_in_requested)
        app = QCoreApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._application_changed)

    # What others ask of it

    def begin(self, kind: RoundKind, which: str = "") -> None:
        """Begin a round; what the patrol refuses is said in place."""
        refusal = self._patrol.start(kind, which)
        if refusal is Refusal.SIGNED_OUT:
            self.sign_in_requested.emit()
        if refusal is not None:
            self.start.say(words.refusal(refusal))

    def close_down(self) -> None:
        """The window closes: leave the application's events alone."""
        self._activity.stop()
        self.run.acts.close()

    def key_lines(self) -> list[tuple[tuple[str, ...], str]]:
        """For the list of keys: keys as written, and what they do."""
        return self._keys.lines()

    def minimumSizeHint(self) -> QSize:
        """Without what stands beside the pictures: that goes away where there is no room for it."""
        return self._stack.minimumSizeHint()

    # What the world tells

    def _tick(self, now_ns: int) -> None:
        self._patrol.advance(self.run.pictures.shown())
        self.run.acts.look()
        if self._marks is not None and now_ns - self._shown_ns >= SHOW_EVERY_NS and self.isVisible():
            self._show()

    def _take_patrol(self, view: PatrolView) -> None:
        self._view = view
        self._tally.take(view)
        if _marks(view) != self._marks:
            self._show()

    def _take_operators(self, _view: OperatorsView) -> None:
        self._show()

    def _take_incidents(self, incidents: tuple[IncidentView, ...]) -> None:
        operators = self._bridge.operators
        current = operators.current.login if operators is not None and operators.current is not None else ""
        is_new = self._alarms.look(incidents, current)
        running = self._round()
        if is_new and running is not None and running.state is RoundState.RUNNING:
            self._patrol.alarm()

    # What is shown

    def chosen_camera(self) -> str:
        """The id of the camera that is chosen in the step; "" for none."""
        running = self._round()
        return "" if running is None or running.step is None else running.step.chosen or ""

    def _round(self) -> RoundView | None:
        view = self._view.round if self._view is not None else None
        return view if view is not None and view.state in UNDER_WAY else None

    def _show(self) -> None:
        view = self._view
        self._shown_ns = self._clock.monotonic_ns()
        self._marks = _marks(view) if view is not None else None
        running, page = self._round(), self._page()
        self.run.show_round(running)
        chosen = running.step.chosen if running is not None and running.step is not None else None
        if chosen is not None and chosen != self._reference_of:
            self._show_reference()
        if running is None and self.reference.isVisibleTo(self):
            self._hide_reference()
        if view is not None:
            self.side.show_patrol(view)
            if page is self.start:
                self.start.show_patrol(view)
            if page is self.ended and view.round is not None:
                self.ended.show_round(view.round, self._tally.totals(view.round))
        self._share_room()
        self._go_to(page)

    def _page(self) -> QWidget:
        """What stands where the pictures are."""
        view, operators = self._view, self._bridge.operators
        running = self._round()
        if running is not None and running.step is not None:
            return self.run
        if view is not None and view.round is not None and view.round.uuid != self._left_uuid:
            return self.ended
        signed_out = operators is not None and operators.loaded and operators.current is None
        if not self._bridge.world.cameras.cameras:
            self._say(self.tr("No cameras are configured"), self.tr("A round needs cameras: add [[cameras]] sections."))
        elif view is None or not view.loaded:
            self._say(self.tr("Reading the book"), self.tr("What was seen before comes from the book. A moment."))
        elif signed_out:
            text = self.tr("A round is walked by somebody: what was seen is written down with a name.")
            self._say(self.tr("Nobody is signed in"), text, self.tr("Sign in…  {key}").replace("{key}", "Ctrl+L"))
        elif view.shift is None:
            self._say(self.tr("No shift is on now"), self._shifts_text())
        else:
            return self.start
        return self.notice

    def _say(self, title: str, text: str, button: str = "") -> None:
        self.notice.title.setText(title)
        self.notice.text.setText(text)
        self.notice.button.setText(button)
        self.notice.button.setVisible(bool(button))

    def _shifts_text(self) -> str:
        shifts = [f"{s.name} {s.start}–{s.end}" for s in precinct_in_force(self._bridge.world).all_shifts()]
        text = self.tr("A round belongs to a shift. The shifts are: {shifts}.")
        return text.replace("{shifts}", self.tr(", ").join(shifts))

    def _go_to(self, page: QWidget) -> None:
        if self._stack.currentWidget() is page:
            return
        focus = QApplication.focusWidget()
        had_keyboard = focus is not None and (focus is self or self.isAncestorOf(focus))
        target = self.notice.button if page is self.notice else page
        self._stack.setCurrentWidget(page)
        self.hand_focus_to(target)
        if had_keyboard:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    # The reference picture

    def _toggle_reference(self) -> None:
        if self.reference.isVisibleTo(self):
            self._hide_reference()
        else:
            self.reference.show()
            self._show_reference()
            self._share_room()

    def _hide_reference(self) -> None:
        self.reference.hide()
        self._share_room()

    def _show_reference(self) -> None:
        running = self._round()
        chosen = running.step.chosen if running is not None and running.step is not None else None
        if chosen is None or not self.reference.isVisibleTo(self):
            return
        self._reference_of = chosen
        names = {camera.id: camera.name for camera in self._bridge.world.cameras.cameras}
        path = self._patrol.references().get(chosen)
        self.reference.show_camera(names.get(chosen, chosen), path, self._clock.wall_ns())

    def _share_room(self) -> None:
        """The reference takes the side's place, and as much more as leaves the pictures large enough."""
        referring = self.reference.isVisibleTo(self)
        self.side.setVisible(not referring and self.width() >= NARROW_PX)
        if referring:
            running = self._round()
            alone = running is not None and running.step is not None and len(running.step.cameras) == 1
            self.reference.setFixedWidth(max(WIDTH_PX, int(self.width() * (0.5 if alone else 0.36))))

    # Keys

    def _press(self, event: QKeyEvent) -> bool:
        self._activity.note()
        return self.run.line.key(event) or self._keys.press(event)

    def _back(self) -> None:
        if self.reference.isVisibleTo(self):
            self._hide_reference()
        else:
            self.run.acts.ask_to_abandon()

    def _leave_ended(self) -> None:
        if self._view is not None and self._view.round is not None:
            self._left_uuid = self._view.round.uuid
        self._show()

    def _application_changed(self, state: Qt.ApplicationState) -> None:
        if state is not Qt.ApplicationState.ApplicationActive:
            self._keys.space.forget()

    # Qt's events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._stack.currentWidget() is not self.run or not self._press(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        self._keys.release(event)
        super().keyReleaseEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.run.retranslate()
            self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._activity.look_for_windows()
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._keys.space.forget()


def _marks(view: PatrolView) -> object:
    """What must be seen at once when it changes; the rest may wait for a tenth of a second."""
    running = view.round
    if running is None:
        return (view.loaded, view.shift is None, view.plan)
    step = running.step
    answers: tuple[Answer, ...] = () if step is None else tuple(c.answer for c in step.cameras)
    number = (0, None, False) if step is None else (step.number, step.chosen, step.can_go_on)
    return (view.loaded, view.shift is None, view.plan, running.uuid, running.state, running.pause, number, answers)
