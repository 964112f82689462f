"""Everything that the book has of one incident, and what can be done with it now."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from duty.incidents import IncidentKind, IncidentState, IncidentView
from duty.people import Right
from ui.bridge import Bridge
from ui.incidents.acts import IncidentActs, has_place_on_map
from ui.incidents.history import History, operator_names, responder_names
from ui.incidents.model import incident_mark
from ui.incidents.personal import Personal
from ui.incidents.stills import Stills
from ui.plans.in_force import precinct_in_force
from ui.shell.actions import Actions
from ui.shell.banner import with_key
from ui.shell.facts import facts_form, scrolled
from ui.shell.labels import MarkLabel, set_role
from ui.words import duty, figures

WIDTH_PX = 392
FIELDS = 12


class IncidentDetail(QFrame):
    """Its buttons trigger the shell's actions, which speak of the selected incident: this one."""

    def __init__(self, bridge: Bridge, acts: IncidentActs, zone: ZoneInfo, actions: Actions) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setFixedWidth(WIDTH_PX)
        self._bridge, self._acts, self._zone, self._a = bridge, acts, zone, actions
        self.responders = responder_names(bridge.world.precinct)
        self._cameras = {camera.id: camera.name for camera in bridge.world.cameras.cameras}
        self._view: IncidentView | None = None
        self._mark, self._title, self._state = MarkLabel(20), QLabel(), QLabel()
        self._title.setProperty("role", "heading")
        self._state.setProperty("role", "quiet")
        self._rows = [(QLabel(), QLabel()) for _ in range(FIELDS)]
        self.personal = Personal(bridge, acts.gate)
        self._personal_name, self._story_name = QLabel(), QLabel()
        self.stills = Stills(bridge.world.data, self._cameras, zone)
        self._story = QLabel()
        for label in (self._title, self._state, self._story):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._story.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.buttons: dict[QAction, QPushButton] = {}
        self.button_box = QWidget()
        """Hidden where nothing can be done with an incident any more, as in a replay."""
        self._rights = {
            actions.acknowledge: Right.INCIDENTS,
            actions.send: Right.DISPATCH,
            actions.on_scene: Right.DISPATCH,
            actions.close_incident: Right.INCIDENTS,
            actions.add_word: Right.INCIDENTS,
            actions.card: None,
            actions.show_breach: None,
        }
        for action in self._rights:
            button = self.buttons[action] = QPushButton()
            button.setAutoDefault(True)
        self.acknowledge_button, self.close_button = (
            self.buttons[actions.acknowledge],
            self.buttons[actions.close_incident],
        )
        self.map_button = self.buttons[actions.show_breach]
        self._connect()
        self._lay_out()
        self.show_incident(None)

    def _connect(self) -> None:
        a = self._a
        self.acknowledge_button.clicked.connect(self._acknowledge)
        self.close_button.clicked.connect(self._close)
        self.map_button.clicked.connect(self._show_on_map)
        for action in (a.send, a.on_scene, a.add_word, a.card):
            self.buttons[action].clicked.connect(action.trigger)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._state)
        column.addWidget(self._scroll_area(), 1)
        self._button_grid = QGridLayout(self.button_box)
        self._button_grid.setContentsMargins(0, 0, 0, 0)
        self._button_grid.setSpacing(8)
        column.addWidget(self.button_box)

    def _scroll_area(self) -> QScrollArea:
        form = facts_form(self._rows)
        for name in (self._personal_name, self._story_name):
            name.setProperty("role", "caption")
        form.addRow(self._personal_name, self.personal)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(self.stills)
        column.addWidget(self._story_name)
        column.addWidget(self._story)
        column.addStretch()
        return scrolled(inside)

    @property
    def incident(self) -> IncidentView | None:
        return self._view

    def _acknowledge(self) -> None:
        if self._view is not None:
            self._acts.acknowledge(self._view.incident_id)

    def _close(self) -> None:
        if self._view is not None:
            self._acts.close_requested.emit(self._view)

    def _show_on_map(self) -> None:
        if self._view is not None:
            self._acts.show_on_map_requested.emit(self._view)

    def show_incident(self, view: IncidentView | None) -> None:
        self._view = view
        self._mark.setVisible(view is not None)
        pending = view is not None and self._acts.is_pending(view.incident_id)
        if view is None:
            self._title.setText(self.tr("No incident selected"))
            self._state.setText("")
        else:
            self._mark.set_mark(incident_mark(view))
            self._title.setText(duty.incident_kind(view.kind) if not view.title else view.title)
            self._state.setText(self.tr("Being written…") if pending else self._state_words(view))
        shown = [] if view is None else [(n, v) for n, v in self._fields(view) if v]
        for (name, value), (said, text) in zip(self._rows, [*shown, *[("", "")] * FIELDS], strict=False):
            if value.text() != text or name.text() != said:
                name.setText(said)
                value.setText(text)
            name.setVisible(bool(said))
            value.setVisible(bool(said))
        self.personal.show_incident(view)
        self._personal_name.setVisible(view is not None and view.has_personal)
        self._personal_name.setText(self.tr("Caller"))
        self.stills.show_stills(view.stills if view is not None else ())
        self._tell(view)
        self._offer(view, pending)

    def _state_words(self, view: IncidentView) -> str:
        parts = [duty.incident_state(view.state)]
        if view.escalations and view.state is IncidentState.NEW:
            parts.append(self.tr("told further up {n} ×").replace("{n}", str(view.escalations)))
        if view.spooled:
            parts.append(self.tr("kept on this machine, joins the book later"))
        return " · ".join(parts)

    def _tell(self, view: IncidentView | None) -> None:
        """What happened, in order; the first line alone says nothing that the fields do not say."""
        lines = History().lines(view, self.responders, operator_names(self._bridge.operators)) if view else []
        now_ns = self._bridge.world.clock.wall_ns()
        told = [
            f"{duty.clock_time(line.at_wall_ns, self._zone, now_ns)}  {line.what}"
            + (f" – {line.who}" if line.who else "")
            for line in lines
        ]
        text = "\n".join(told)
        if text != self._story.text():
            self._story.setText(text)
        self._story.setVisible(len(lines) > 1)
        self._story_name.setVisible(len(lines) > 1)
        self._story_name.setText(self.tr("What happened"))

    def _offer(self, view: IncidentView | None, pending: bool) -> None:
        """The next act first and marked; then the rest."""
        a, state = self._a, view.state if view is not None else None
        opened = state is not None and state is not IncidentState.CLOSED
        sent = [] if view is None else [d for d in view.dispatches if d.on_scene_wall_ns is None]
        offered = {
            a.acknowledge: state is IncidentState.NEW,
            a.on_scene: opened and bool(sent),
            a.send: opened,
            a.close_incident: opened and state is not IncidentState.NEW,
            a.add_word: view is not None,
            a.show_breach: view is not None and has_place_on_map(view),
            a.card: view is not None,
        }
        nexts = {
            IncidentState.NEW: a.acknowledge,
            IncidentState.ACKNOWLEDGED: a.send,
            IncidentState.DISPATCHED: a.on_scene,
            IncidentState.ON_SCENE: a.close_incident,
        }
        first = nexts.get(state) if state is not None else None
        order = sorted((act for act, there in offered.items() if there), key=lambda act: act is not first)
        self._arrange(order, first)
        for action, right in self._rights.items():
            button, why_not = self.buttons[action], self._acts.gate.why_not(right) if right is not None else ""
            button.setText(with_key(action))
            button.setToolTip(why_not)
            button.setEnabled(not why_not and (not pending or right is None or action is a.add_word))

    def _arrange(self, order: list[QAction], first: QAction | None) -> None:
        place = 0
        before: QWidget | None = None
        for action in order:
            button = self.buttons[action]
            wide = action is first
            row, column = (0, 0) if wide else (place // 2 + (first is not None), place % 2)
            place += 0 if wide else 1
            self._button_grid.addWidget(button, row, column, 1, 2 if wide else 1)
            set_role(button, "primary" if wide else "")
            button.setVisible(True)
            if before is not None:
                QWidget.setTabOrder(before, button)
            before = button
        for action, button in self.buttons.items():
            if action not in order:
                button.setVisible(False)
                set_role(button, "")

    def _area(self, area_id: str) -> str:
        areas = precinct_in_force(self._bridge.world).all_areas()
        return next((area.name for area in areas if area.id == area_id), area_id)

    def _fields(self, view: IncidentView) -> list[tuple[str, str]]:
        now_ns = self._bridge.world.clock.wall_ns()
        air = view.kind is IncidentKind.AIRSPACE
        closed = duty.clock_time(view.closed_wall_ns, self._zone, now_ns)
        spans = "\n".join(f"{name}: {duty.span(seconds)}" for name, seconds in duty.spans(view))
        return [
            (self.tr("Number"), duty.incident_number(view.incident_id)),
            (self.tr("Aircraft") if air else "", self._subject(view) if air else ""),
            (self.tr("Kind"), duty.incident_kind(view.kind) if view.title else ""),
            (self.tr("Zone"), view.zone_name),
            (self.tr("Area"), self._area(view.area_id)),
            (self.tr("Camera"), self._cameras.get(view.camera_id, view.camera_id)),
            (self.tr("Why"), duty.reasons(view.reasons)),
            (self.tr("Seen at"), figures.place(view.position) if view.position is not None else ""),
            (self.tr("Raised"), duty.clock_time(view.raised_wall_ns, self._zone, now_ns)),
            (self.tr("Times"), spans),
            (self.tr("Closed"), self._closed(view, closed)),
            (self.tr("Note"), view.note),
        ]

    def _subject(self, view: IncidentView) -> str:
        if view.tracks <= 1:
            return view.subject
        return self.tr("{n} aircraft").replace("{n}", str(view.tracks))

    def _closed(self, view: IncidentView, at: str) -> str:
        return f"{at}\n{duty.disposition(view.disposition)}" if at and view.disposition is not None else at

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.show_incident(self._view)
