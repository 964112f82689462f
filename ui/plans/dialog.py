"""The three plans side by side, each tried for a shift; switching from one to another is one act."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from duty.patrol.config import PlanLevel, ShiftConfig
from duty.patrol.dry_run import dry_run
from duty.patrol.view import PatrolView
from duty.people import Right
from duty.precinct import Precinct
from ui.bridge import Bridge
from ui.people.plan import SwitchPlanDialog
from ui.plans.card import PlanCard
from ui.plans.editor import PlanEditor
from ui.plans.in_force import precinct_in_force
from ui.words import coverage as words


class PlansDialog(QDialog):
    """Escape closes; nothing changes before the confirmation."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None, *, config: Path | None = None) -> None:
        """`config` is the file that an edit is saved to; None: there is none (the demo)."""
        super().__init__(parent)
        self.setModal(True)
        self._bridge, self._config = bridge, config
        self.precinct: Precinct = precinct_in_force(bridge.world)
        precinct = self.precinct
        self._zone = precinct.zone()
        self.setWindowTitle(self.tr("Plans"))
        self.cards = {level: PlanCard(level) for level in PlanLevel}
        self.in_force, self.rights = QLabel(), QLabel()
        self.shift_box = QComboBox()
        self.edit_button, self.close_button = QPushButton(self.tr("Edit…")), QPushButton(self.tr("Close"))
        self._build()
        self._fill_shifts()
        self.shift_box.currentIndexChanged.connect(lambda _index: self._try())
        bridge.patrol_changed.connect(self._show_state)
        bridge.operators_changed.connect(self._show_state)
        self._try()
        self._show_state()
        room = self.screen().availableGeometry()
        self.resize(min(1180, room.width() - 80), min(self.sizeHint().height(), room.height() - 80))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._grow)

    def _grow(self) -> None:
        """A scroll area asks for little: what it hides now, the buttons at the cards' feet, gets room on the screen."""
        room = self.screen().availableGeometry()
        grown = min(self.height() + self._scroll.verticalScrollBar().maximum(), room.height() - 80)
        if grown > self.height():
            self.move(self.x(), max(room.top(), self.y() - (grown - self.height()) // 2))
            self.resize(self.width(), grown)

    def ask_for(self, level: PlanLevel) -> QDialog:
        """The confirmation, which says what changes."""
        dialog = SwitchPlanDialog(self._bridge, level, self)
        dialog.open()
        return dialog

    def edit(self) -> QDialog:
        editor = PlanEditor(self._bridge, self, config=self._config, precinct=self.precinct)
        editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        editor.saved.connect(self._take)
        editor.open()
        return editor

    def _take(self, precinct: Precinct) -> None:
        self.precinct = precinct
        self._fill_shifts()
        self._try()

    def _fill_shifts(self) -> None:
        chosen = self.shift_box.currentData()
        patrol = self._patrol()
        running = None if patrol is None or patrol.shift is None else patrol.shift.shift_id
        self.shift_box.blockSignals(True)
        self.shift_box.clear()
        for shift in self.precinct.all_shifts():
            self.shift_box.addItem(self._shift_words(shift, running == shift.id), shift.id)
        self.shift_box.setCurrentIndex(max(0, self.shift_box.findData(chosen or running)))
        self.shift_box.blockSignals(False)

    def _shift_words(self, shift: ShiftConfig, now: bool) -> str:
        officers = self.tr("%n officer(s)", "", shift.officers)
        text = f"{shift.name}  {shift.start}–{shift.end}, {officers}"
        return self.tr("{shift} (now)").replace("{shift}", text) if now else text

    def _try(self) -> None:
        shifts = {shift.id: shift for shift in self.precinct.all_shifts()}
        shift = shifts.get(self.shift_box.currentData(), next(iter(shifts.values())))
        now_ns = self._bridge.world.clock.wall_ns()
        plans = {plan.level: plan for plan in self.precinct.all_plans()}
        for level, card in self.cards.items():
            card.show_plan(plans[level], self.precinct, dry_run(self.precinct, level, shift, now_ns))

    def _show_state(self, _view: object = None) -> None:
        """A method, no lambda: Qt lets go of it when the dialog is gone."""
        patrol = self._patrol()
        operators = self._bridge.operators or self._bridge.world.operators.view()
        current = operators.current
        may_switch = current is not None and current.may(Right.SWITCH_PLAN)
        may_edit = current is not None and current.may(Right.EDIT_PLANS)
        for level, card in self.cards.items():
            card.show_state(in_force=patrol is not None and patrol.plan is level, may_switch=may_switch)
        self.edit_button.setEnabled(may_edit)
        if patrol is not None:
            now_ns = self._bridge.world.clock.wall_ns()
            text = words.plan_in_force(patrol.plan, patrol.plan_since_wall_ns, patrol.plan_by, self._zone, now_ns)
            self.in_force.setText(self.tr("In force: {plan}").replace("{plan}", text))
        if current is None:
            self.rights.setText(self.tr("Sign in to switch the plan or to edit the plans."))
        elif not may_switch:
            self.rights.setText(self.tr("Your role may neither switch nor edit the plans."))
        elif not may_edit:
            self.rights.setText(self.tr("Only a supervisor may edit the plans."))
        else:
            self.rights.setText("")

    def _patrol(self) -> PatrolView | None:
        return self._bridge.patrol or self._bridge.world.patrol.view()

    def _build(self) -> None:
        for label in (self.in_force, self.rights):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.in_force.setProperty("role", "heading")
        self.rights.setProperty("role", "quiet")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.in_force, 1)
        label = QLabel(self.tr("Try for the shift"))
        label.setProperty("role", "quiet")
        label.setBuddy(self.shift_box)
        self.shift_box.setAccessibleName(label.text())
        head.addWidget(label)
        head.addWidget(self.shift_box)
        cards = QHBoxLayout()
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(12)
        for card in self.cards.values():
            cards.addWidget(card, 1)
            card.switch_requested.connect(self.ask_for)
        inside = QWidget()
        inside.setLayout(cards)
        scroll = self._scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.edit_button)
        foot.addWidget(self.rights, 1)
        foot.addWidget(self.close_button)
        for button in (self.edit_button, self.close_button):
            button.setAutoDefault(False)
        self.edit_button.clicked.connect(self.edit)
        self.close_button.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addLayout(head)
        column.addWidget(scroll, 1)
        column.addLayout(foot)
