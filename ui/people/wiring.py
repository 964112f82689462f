"""The acts of people in the main window: actions, their dialogs, and what an act that nobody may do says."""

from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from duty.patrol.config import PlanLevel
from duty.people import HandOverDone, OperatorsView, Right
from ui.bridge import Bridge
from ui.people.first import NewOperatorDialog
from ui.people.gate import Gate
from ui.people.hand_over import HandOverDialog
from ui.people.hand_over_page import HandOverPage
from ui.people.manage import OperatorsDialog
from ui.people.password import PasswordDialog
from ui.people.plan import SwitchPlanDialog
from ui.people.sign_in import SignInDialog
from ui.shell.actions import Actions
from ui.shell.paper import PaperDialog, document_of
from ui.words import coverage, duty


class PeopleWiring(QObject):
    def __init__(
        self, bridge: Bridge, gate: Gate, actions: Actions, window: QWidget, *, config: Path | None = None
    ) -> None:
        """`config` is the precinct's file, where plans that were edited are kept; None: there is none."""
        super().__init__(window)
        self._bridge, self._gate, self._actions, self._window, self._config = bridge, gate, actions, window, config
        self._dialog: QDialog | None = None
        self._first_offered = False
        self._plans = {level: QAction(self) for level in PlanLevel}
        self._rights = {
            actions.operators: Right.OPERATORS,
            actions.hand_over: Right.HAND_OVER,
            **dict.fromkeys(self._plans.values(), Right.SWITCH_PLAN),
        }
        self.menu = QMenu(window)
        self.plan_menu = QMenu(self.menu)
        self._fill()
        self._connect()
        self.retranslate()

    def _fill(self) -> None:
        a = self._actions
        group = QActionGroup(self)
        for action in self._plans.values():
            action.setCheckable(True)
            group.addAction(action)
            self.plan_menu.addAction(action)
        self.plan_menu.addSeparator()
        self.plan_menu.addAction(a.plans)
        for menu in (self.menu, self.plan_menu):
            menu.setToolTipsVisible(True)
        self.menu.addActions([a.sign_in, a.sign_out, a.hand_over])
        self.menu.addSeparator()
        self.menu.addMenu(self.plan_menu)
        self.menu.addSeparator()
        self.menu.addActions([a.own_password, a.operators])

    def _connect(self) -> None:
        a, gate = self._actions, self._gate
        a.sign_in.triggered.connect(self.sign_in)
        a.sign_out.triggered.connect(self.sign_out)
        a.own_password.triggered.connect(self.change_own_password)
        a.hand_over.triggered.connect(lambda: gate.then(Right.HAND_OVER, self.hand_over))
        a.operators.triggered.connect(lambda: gate.then(Right.OPERATORS, self.show_operators))
        a.plans.triggered.connect(self.show_plans)
        for level, action in self._plans.items():
            action.triggered.connect(lambda _checked=False, chosen=level: self._ask_for_plan(chosen))
        gate.sign_in_requested.connect(self.sign_in)
        self._bridge.operators_changed.connect(self._heard)
        self._bridge.patrol_changed.connect(self._offer)

    # Signing in and out.

    def sign_in(self) -> None:
        """Ctrl+L: sign in, or change over. At the very first start: make the first supervisor."""
        view = self._bridge.operators
        first = view is not None and view.none_yet
        kind: type[QDialog] = NewOperatorDialog if first else SignInDialog
        self._open(kind, done=self._gate.go_on, given_up=self._gate.forget)

    def sign_out(self) -> None:
        if self._gate.operator is not None:
            self._bridge.world.operators.sign_out()

    def change_own_password(self) -> None:
        person = self._gate.operator
        if person is not None:
            self._open(lambda bridge, window: PasswordDialog(bridge, person, window))

    def show_operators(self) -> None:
        self._open(OperatorsDialog)

    # Hand-over.

    def hand_over(self) -> None:
        def made(bridge: Bridge, window: QWidget) -> QDialog:
            dialog = HandOverDialog(bridge, window)
            dialog.done_.connect(self._show_page)
            return dialog

        self._open(made)

    def _show_page(self, done: HandOverDone) -> None:
        QTimer.singleShot(0, self, lambda: self.show_page(done))  # when the dialog before it is gone

    def show_page(self, done: HandOverDone) -> None:
        world = self._bridge.world
        zone = ZoneInfo(world.precinct.precinct.time_zone)
        names = {camera.id: camera.name for camera in world.cameras.cameras}
        document = document_of(HandOverPage().html(done, world.precinct.precinct.name, names, zone))
        name = f"hand-over-{duty.local(done.at_wall_ns, zone):%Y-%m-%d-%H%M}"
        PaperDialog(self.tr("Hand-over"), document, name, self._window).open()

    # Plans.

    def _ask_for_plan(self, level: PlanLevel) -> None:
        self._offer()  # the mark stays where the plan is until the book has it
        patrol = self._bridge.patrol
        if patrol is not None and patrol.plan is not level:
            self._gate.then(Right.SWITCH_PLAN, lambda: self._open(lambda b, w: SwitchPlanDialog(b, level, w)))

    def show_plans(self) -> None:
        from ui.plans.dialog import PlansDialog  # an editor that is seldom wanted must not delay the window

        self._open(lambda bridge, window: PlansDialog(bridge, window, config=self._config))

    # What all of them share.

    def _open(
        self,
        make: Callable[[Bridge, QWidget], QDialog],
        *,
        done: Callable[[], object] | None = None,
        given_up: Callable[[], object] | None = None,
    ) -> None:
        """One at a time: a key that is pressed again must not pile them up."""
        if self._dialog is not None:
            return
        dialog = self._dialog = make(self._bridge, front(self._window))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def gone() -> None:  # also when the window that it belonged to went first
            if self._dialog is dialog:
                self._dialog = None

        def ended(result: int) -> None:
            gone()
            follow = done if result == QDialog.DialogCode.Accepted else given_up
            if follow is not None:
                follow()

        dialog.finished.connect(ended)
        dialog.destroyed.connect(gone)
        dialog.open()

    def _heard(self, view: OperatorsView) -> None:
        self._offer()
        # The empty book of a training run has its trainee all the same.
        asked_for = view.loaded and view.none_yet and self._gate.operator is None
        if asked_for and not self._first_offered and self._window.isVisible():
            self._first_offered = True
            self.sign_in()

    def _offer(self) -> None:
        """Say what can be done now, and of the rest why not."""
        somebody = self._gate.operator is not None
        self._actions.sign_out.setEnabled(somebody)
        self._actions.own_password.setEnabled(somebody)
        for action, right in self._rights.items():
            offer(action, self._gate, right)
        patrol = self._bridge.patrol
        self._actions.plans.setEnabled(patrol is not None)
        for level, action in self._plans.items():
            action.setChecked(patrol is not None and patrol.plan is level)
            if patrol is None:
                action.setEnabled(False)

    def retranslate(self) -> None:
        self.menu.setTitle(self.tr("Operator and plan"))
        self.plan_menu.setTitle(self.tr("Plan"))
        for level, action in self._plans.items():
            action.setText(coverage.plan(level))
        self._offer()


def front(window: QWidget) -> QWidget:
    """The window that a dialog belongs to: the one that a person works in; `window` where that is a dialog."""
    active = QApplication.activeWindow()
    return active if active is not None and active.isVisible() and not isinstance(active, QDialog) else window


def offer(action: QAction, gate: Gate, right: Right) -> None:
    """Enabled where it can be tried; else its tool tip says which roles may."""
    why_not = gate.why_not(right)
    action.setEnabled(not why_not)
    action.setToolTip(why_not or action.text())
