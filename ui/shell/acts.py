"""What people do with incidents. An act is a wish until the desk's snapshot shows it: only then is it done."""

from PySide6.QtCore import QObject, Signal

from duty.incidents import Disposition, IncidentState, IncidentView
from duty.people import Right
from ui.bridge import Bridge
from ui.people.gate import Gate

_ORDER = {state: order for order, state in enumerate(IncidentState)}


class IncidentActs(QObject):
    changed = Signal()
    """Incidents changed, an act was asked for, or the book has it now."""
    close_requested = Signal(object)
    """A person wants to close this IncidentView: ask how it ended."""
    show_on_map_requested = Signal(str)
    """The track to show."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.gate = Gate(bridge, self)
        self._pending: dict[int, IncidentState] = {}
        bridge.incidents_changed.connect(self._look)

    def is_pending(self, incident_id: int) -> bool:
        return incident_id in self._pending

    def trouble(self) -> str:
        """Why the book cannot be written at the moment; "" when all is well."""
        return self._bridge.world.desk.trouble()

    def waiting(self) -> tuple[IncidentView, ...]:
        """Incidents that nobody has acknowledged yet, the oldest first: a new one must not slip under a finger that is
        about to acknowledge another."""
        new = [i for i in self._bridge.incidents if i.state is IncidentState.NEW]
        return tuple(sorted(new, key=lambda i: (i.raised_wall_ns, i.incident_id)))

    def find(self, incident_id: int) -> IncidentView | None:
        return next((i for i in self._bridge.incidents if i.incident_id == incident_id), None)

    def acknowledge(self, incident_id: int) -> None:
        """Silence its alarm; where nobody is signed in, after the sign-in."""
        self.gate.then(Right.INCIDENTS, lambda: self._acknowledge(incident_id))

    def _acknowledge(self, incident_id: int) -> None:
        view = self.find(incident_id)
        if view is None or view.state is not IncidentState.NEW or self.is_pending(incident_id):
            return
        self._pending[incident_id] = IncidentState.ACKNOWLEDGED
        self._bridge.world.desk.acknowledge(incident_id)
        self.changed.emit()

    def close(self, incident_id: int, disposition: Disposition, note: str) -> None:
        view = self.find(incident_id)
        if view is None or view.state is IncidentState.CLOSED:
            return
        self._pending[incident_id] = IncidentState.CLOSED
        self._bridge.world.desk.close(incident_id, disposition, note)
        self.changed.emit()

    def _look(self, incidents: tuple[IncidentView, ...]) -> None:
        states = {i.incident_id: i.state for i in incidents}
        done = [k for k, wanted in self._pending.items() if k not in states or _ORDER[states[k]] >= _ORDER[wanted]]
        for incident_id in done:
            del self._pending[incident_id]
        self.changed.emit()
