"""What people do with incidents. An act is a wish until the desk's snapshot shows it: only then is it done."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from base.clock import NS_PER_S
from duty.incidents import Dispatch, Disposition, IncidentKind, IncidentState, IncidentView, NewIncident
from duty.patrol.patrol import StillFile
from duty.people import Right
from ui.bridge import Bridge
from ui.people.gate import Gate

Done = Callable[[IncidentView], bool]
"""Whether the book has what was wished for."""
REFUSED_AFTER_NS = 10 * NS_PER_S
"""The desk says nothing of an act that is not in order (another was quicker); a book that is well takes no second."""


class IncidentActs(QObject):
    """Every act needs a right; where nobody is signed in, the sign-in comes first and the act goes on after it."""

    changed = Signal()
    """Incidents changed, an act was asked for, or the book has it now."""
    close_requested = Signal(object)
    """A person wants to close this IncidentView: ask how it ended."""
    show_on_map_requested = Signal(object)
    """The IncidentView whose aircraft or camera to show."""
    opened = Signal(int)
    """An incident that was opened here by hand is in the book: its number."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.gate = Gate(bridge, self)
        self._pending: dict[int, tuple[Done, int]] = {}
        """What is waited for, and since when (monotonic ns)."""
        self._opened: set[str] = set()
        self.camera_names = {camera.id: camera.name for camera in bridge.world.cameras.cameras}
        bridge.incidents_changed.connect(self._look)
        self.gate.changed.connect(self.changed)

    def is_pending(self, incident_id: int) -> bool:
        """An act on it was asked for and is not in the book yet. One that the desk did not take is forgotten."""
        if incident_id not in self._pending:
            return False
        waited_ns = self._now_ns() - self._pending[incident_id][1]
        if waited_ns > REFUSED_AFTER_NS and not self.trouble():
            del self._pending[incident_id]
            return False
        return True

    def _now_ns(self) -> int:
        return self._bridge.world.clock.monotonic_ns()

    def trouble(self) -> str:
        """Why the book cannot be written at the moment; "" when all is well."""
        return self._bridge.world.desk.trouble()

    def waiting(self) -> tuple[IncidentView, ...]:
        """Incidents that nobody has acknowledged yet, the oldest first: a new one must not slip under a finger that is
        about to acknowledge another."""
        new = [i for i in self._bridge.incidents if i.state is IncidentState.NEW]
        return tuple(sorted(new, key=lambda i: (i.raised_wall_ns, i.incident_id)))

    def alarms(self) -> tuple[IncidentView, ...]:
        """Those that wait, without what the person who is signed in has opened: nobody is alarmed of his own words."""
        return tuple(i for i in self.waiting() if not i.is_of(self.operator))

    @property
    def operator(self) -> str:
        """The login of whoever is signed in; "" for nobody."""
        view = self._bridge.operators
        return view.current.login if view is not None and view.current is not None else ""

    def find(self, incident_id: int) -> IncidentView | None:
        return next((i for i in self._bridge.incidents if i.incident_id == incident_id), None)

    # The acts.

    def acknowledge(self, incident_id: int) -> None:
        """Silence its alarm."""
        self.gate.then(Right.INCIDENTS, lambda: self._acknowledge(incident_id))

    def acknowledge_all(self) -> None:
        """Silence all that are shown at this moment; one that comes a moment later sounds."""
        self.gate.then(Right.INCIDENTS, self._acknowledge_all)

    def close(self, incident_id: int, disposition: Disposition, note: str) -> None:
        def act(view: IncidentView) -> None:
            self._wish(view, lambda v: v.state is IncidentState.CLOSED)
            self._bridge.world.desk.close(view.incident_id, disposition, note)

        self._with_open(Right.INCIDENTS, incident_id, act)

    def dispatch(self, incident_id: int, dispatch: Dispatch) -> None:
        """A responder has been told; the desk acknowledges a new incident by it."""

        def act(view: IncidentView) -> None:
            told = len(view.dispatches)
            self._wish(view, lambda v: len(v.dispatches) > told)
            self._bridge.world.desk.dispatch(view.incident_id, dispatch)

        self._with_open(Right.DISPATCH, incident_id, act)

    def on_scene(self, incident_id: int, responder_id: str) -> None:
        def act(view: IncidentView) -> None:
            before = _arrived(view)
            self._wish(view, lambda v: _arrived(v) > before)
            self._bridge.world.desk.on_scene(view.incident_id, responder_id)

        self._with_open(Right.DISPATCH, incident_id, act)

    def correct(self, incident_id: int, note: str) -> None:
        """A word more; a closed incident takes one too."""

        def act() -> None:
            view = self.find(incident_id)
            if view is not None:
                said = len(view.notes)
                self._pending[incident_id] = (lambda v: len(v.notes) > said), self._now_ns()
                self._bridge.world.desk.correct(incident_id, note)
                self.changed.emit()

        self.gate.then(Right.INCIDENTS, act)

    def open_incident(self, new: NewIncident, still: StillFile | None = None) -> None:
        """`opened` follows when its row is committed."""

        def act() -> None:
            self._opened.add(self._bridge.world.desk.open_incident(new, still))
            self._look(self._bridge.incidents)

        self.gate.then(Right.INCIDENTS, act)

    def _acknowledge(self, incident_id: int) -> None:
        view = self.find(incident_id)
        if view is None or view.state is not IncidentState.NEW or self.is_pending(incident_id):
            return
        self._wish(view, lambda v: v.state is not IncidentState.NEW)
        self._bridge.world.desk.acknowledge(incident_id)
        self.changed.emit()

    def _acknowledge_all(self) -> None:
        for view in self.waiting():
            self._wish(view, lambda v: v.state is not IncidentState.NEW)
        self._bridge.world.desk.acknowledge_all()
        self.changed.emit()

    def _with_open(self, right: Right, incident_id: int, act: Callable[[IncidentView], None]) -> None:
        def checked() -> None:
            view = self.find(incident_id)
            if view is not None and view.state is not IncidentState.CLOSED:
                act(view)
                self.changed.emit()

        self.gate.then(right, checked)

    def _wish(self, view: IncidentView, done: Done) -> None:
        self._pending[view.incident_id] = (lambda v: v.state is IncidentState.CLOSED or done(v)), self._now_ns()

    def _look(self, incidents: tuple[IncidentView, ...]) -> None:
        if self._pending:
            views = {i.incident_id: i for i in incidents}
            done = [k for k, (is_done, _) in self._pending.items() if k not in views or is_done(views[k])]
            for incident_id in done:
                del self._pending[incident_id]
        self.changed.emit()
        for view in [i for i in incidents if i.uuid in self._opened] if self._opened else []:
            self._opened.discard(view.uuid)
            self.opened.emit(view.incident_id)


def has_place_on_map(view: IncidentView) -> bool:
    """The map shows aircraft, zones and cameras: a mere position is none of them."""
    return view.kind is IncidentKind.AIRSPACE or bool(view.camera_id)


def _arrived(view: IncidentView) -> int:
    return sum(d.on_scene_wall_ns is not None for d in view.dispatches)
