"""The acts of incidents in the main window: actions, their dialogs, and which incident a key speaks of."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from base.geodesy import Position
from duty.dispatch import suggest
from duty.incidents import IncidentState, IncidentView
from duty.people import Right
from ui.bridge import Bridge
from ui.incidents.acts import IncidentActs
from ui.incidents.card import CardPage
from ui.incidents.closing import ClosingDialog
from ui.incidents.opening import NewIncidentDialog
from ui.incidents.personal import PurgeDialog
from ui.incidents.sending import SendDialog
from ui.incidents.word import WordDialog
from ui.incidents.workspace import IncidentsWorkspace
from ui.people.wiring import front, offer
from ui.plans.in_force import precinct_in_force
from ui.shell.actions import Actions
from ui.shell.paper import PaperDialog


class IncidentWiring(QObject):
    def __init__(
        self,
        bridge: Bridge,
        acts: IncidentActs,
        actions: Actions,
        workspace: IncidentsWorkspace,
        window: QWidget,
        *,
        in_banner: Callable[[], IncidentView | None],
        show_workspace: Callable[[], None],
    ) -> None:
        """`in_banner()` is the alarm that waits longest; `show_workspace()` brings the list of incidents up."""
        super().__init__(window)
        self._bridge, self._acts, self._actions = bridge, acts, actions
        self._workspace, self._window = workspace, window
        self._in_banner, self._show_workspace = in_banner, show_workspace
        self._rights = {
            actions.close_incident: Right.INCIDENTS,
            actions.add_word: Right.INCIDENTS,
            actions.new_incident: Right.INCIDENTS,
            actions.new_incident_here: Right.INCIDENTS,
            actions.send: Right.DISPATCH,
            actions.on_scene: Right.DISPATCH,
        }
        a, gate = actions, acts.gate
        a.acknowledge.triggered.connect(self.acknowledge)
        a.acknowledge_all.triggered.connect(acts.acknowledge_all)
        a.close_incident.triggered.connect(self.close_selected)
        a.send.triggered.connect(self.send)
        a.on_scene.triggered.connect(self.on_scene)
        a.add_word.triggered.connect(self.add_word)
        a.card.triggered.connect(self.show_card)
        a.new_incident.triggered.connect(lambda: self.open_incident())
        acts.close_requested.connect(self.ask_to_close)
        acts.opened.connect(self._show_opened)
        workspace.detail.personal.purge_requested.connect(self._purge)
        gate.changed.connect(self.offer)
        self.offer()

    def offer(self) -> None:
        """Enable what can be done now; the tool tip of the rest says which roles may."""
        gate, waiting = self._acts.gate, len(self._acts.waiting())
        for action, right in self._rights.items():
            offer(action, gate, right)
        why_not = gate.why_not(Right.INCIDENTS)
        for action, least in ((self._actions.acknowledge, 1), (self._actions.acknowledge_all, 2)):
            action.setEnabled(waiting >= least and not why_not)
            action.setToolTip(why_not or action.text())
        self._actions.card.setEnabled(bool(self._bridge.incidents))

    def chosen(self) -> IncidentView | None:
        """Where Incidents are worked in the selected one, elsewhere the alarm in the banner."""
        working = self._workspace.isVisible() and self._workspace.window() is front(self._window)
        return self._workspace.selected() if working else self._in_banner()

    def _has_keyboard(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and self._workspace.isAncestorOf(focus)

    def _chosen_or_go(self) -> IncidentView | None:
        """None after going to Incidents: elsewhere, with no alarm, one first sees what one speaks of."""
        view = self.chosen()
        if view is None and not self._workspace.isVisible():
            self._show_workspace()
        elif view is None:
            view = self._workspace.selected()
        return view

    # The acts.

    def acknowledge(self) -> None:
        """F2: the incident that has the keyboard in Incidents, else the one in the banner, else the selected one."""
        view = self._workspace.selected() if self._has_keyboard() else None
        if view is None or view.state is not IncidentState.NEW:
            view = self._in_banner() or self.chosen()
        if view is not None:
            self._acts.acknowledge(view.incident_id)

    def close_selected(self) -> None:
        """F4: in Incidents the selected one; elsewhere it goes there first, so that one sees what one closes."""
        if not self._workspace.isVisible():
            self._show_workspace()
            return
        view = self._workspace.selected()
        can_close = view is not None and view.state not in (IncidentState.NEW, IncidentState.CLOSED)
        if view is not None and can_close and not self._acts.is_pending(view.incident_id):
            self.ask_to_close(view)

    def ask_to_close(self, view: IncidentView) -> None:
        def ask() -> None:
            dialog = ClosingDialog(view, self._parent())
            dialog.chosen.connect(lambda v, how, note: self._acts.close(v.incident_id, how, note))
            self._open(dialog)

        self._acts.gate.then(Right.INCIDENTS, ask)

    def send(self) -> None:
        """F5: the confirm card for the alarm in the banner, in Incidents for the selected one."""
        view = self._chosen_or_go()
        if view is None or view.state is IncidentState.CLOSED:
            return

        def ask() -> None:
            now = self._acts.find(view.incident_id) or view
            clock = self._bridge.world.clock
            bridge = self._bridge
            found = suggest(now, precinct_in_force(bridge.world), bridge.air, bridge.incidents, clock.monotonic_ns())
            dialog = SendDialog(now, found, clock, self._parent())
            dialog.sent.connect(lambda v, dispatch: self._acts.dispatch(v.incident_id, dispatch))
            self._open(dialog)

        self._acts.gate.then(Right.DISPATCH, ask)

    def on_scene(self) -> None:
        """Of several that are on their way a menu asks which one."""
        view = self._chosen_or_go()
        going = [] if view is None else [d.responder_id for d in view.dispatches if d.on_scene_wall_ns is None]
        if view is None or not going:
            return
        if len(going) == 1:
            self._acts.on_scene(view.incident_id, going[0])
            return
        menu = QMenu(self._parent())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        names = self._workspace.detail.responders
        for responder_id in going:
            entry = QAction(names.get(responder_id, responder_id), menu)
            entry.triggered.connect(lambda _checked=False, r=responder_id: self._acts.on_scene(view.incident_id, r))
            menu.addAction(entry)
        button = self._workspace.detail.buttons[self._actions.on_scene]
        at = button if button.isVisible() else self._window
        menu.popup(at.mapToGlobal(QPoint(0, at.height() if at is button else at.height() // 2)))
        menu.setActiveAction(menu.actions()[0])

    def add_word(self) -> None:
        view = self._chosen_or_go()
        if view is None:
            return

        def ask() -> None:
            dialog = WordDialog(view, self._parent())
            dialog.said.connect(lambda v, text: self._acts.correct(v.incident_id, text))
            self._open(dialog)

        self._acts.gate.then(Right.INCIDENTS, ask)

    def show_card(self) -> None:
        view = self._chosen_or_go()
        if view is not None:
            number = view.incident_id if view.incident_id > 0 else view.uuid[:8]
            document = CardPage(self._bridge).document(view)
            self._open(PaperDialog(self.tr("Incident card"), document, f"incident-{number}", self._parent()))

    def open_incident(self, *, camera_id: str = "", position: Position | None = None) -> None:
        """By hand; `camera_id` from the wall, `position` from the map."""

        def ask() -> None:
            dialog = NewIncidentDialog(self._bridge, self._parent(), camera_id=camera_id, position=position)
            dialog.opened.connect(self._acts.open_incident)
            self._open(dialog)

        self._acts.gate.then(Right.INCIDENTS, ask)

    def _show_opened(self, incident_id: int) -> None:
        self._show_workspace()
        self._workspace.select(incident_id)

    def _purge(self, view: IncidentView) -> None:
        self._acts.gate.then(
            Right.PURGE, lambda: self._open(PurgeDialog(self._bridge, self._acts.gate, view, self._parent()))
        )

    def _parent(self) -> QWidget:
        return front(self._window)

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
