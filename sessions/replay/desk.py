"""Incidents of a replay: as they were recorded, at the playhead's time. Nothing can be done with them."""

from bisect import bisect_right
from collections.abc import Sequence

from pydantic import TypeAdapter, ValidationError

from base.clock import Clock
from duty.incidents import CLOSED_SHOWN, Dispatch, Disposition, IncidentState, IncidentView, NewIncident
from duty.patrol.patrol import StillFile
from sessions.rows import SessionRow

_INCIDENT: TypeAdapter[IncidentView] = TypeAdapter(IncidentView)


class ReplayDesk:
    """sessions.world.IncidentDesk. Acts are of the live World only: here each of them does nothing, and no book is
    behind it that could take them. For the window's thread."""

    def __init__(self, rows: Sequence[SessionRow], clock: Clock) -> None:
        """`rows` are those of Topic.INCIDENT, by time: each is a whole incident as it was from then on."""
        self._rows = rows
        self._times = [row.at_tape_ns for row in rows]
        self._clock = clock
        self._known: dict[int, IncidentView | None] = {}
        """Those that were looked at, by their row's place; None: it cannot be read."""
        self._shown_of = 0
        self._shown: tuple[IncidentView, ...] = ()

    def incidents(self) -> tuple[IncidentView, ...]:
        """Open ones first, newest first; then the latest closed. The same tuple until something changes."""
        known = bisect_right(self._times, self._clock.monotonic_ns())
        if known != self._shown_of:
            self._shown_of, self._shown = known, self._as_of(known)
        return self._shown

    def counts(self) -> tuple[int, int]:
        """Open, and all that the session knows of until now."""
        shown = self.incidents()
        return sum(view.state is not IncidentState.CLOSED for view in shown), len(shown)

    def _as_of(self, known: int) -> tuple[IncidentView, ...]:
        last = {self._rows[place].key: place for place in range(known)}
        views = [view for place in last.values() if (view := self._view(place)) is not None]
        views.sort(key=lambda view: (-view.raised_wall_ns, -abs(view.incident_id)))
        still_open = [view for view in views if view.state is not IncidentState.CLOSED]
        closed = [view for view in views if view.state is IncidentState.CLOSED]
        return (*still_open, *closed[:CLOSED_SHOWN])

    def _view(self, place: int) -> IncidentView | None:
        if place not in self._known:
            self._known[place] = read_incident(self._rows[place].body)
        return self._known[place]

    def trouble(self) -> str:
        return ""

    # Acts: a replay is looked at.

    def acknowledge(self, incident_id: int) -> None: ...

    def acknowledge_all(self) -> None: ...

    def close(self, incident_id: int, disposition: Disposition, note: str) -> None: ...

    def open_incident(self, new: NewIncident, still: StillFile | None = None) -> str:
        return ""

    def dispatch(self, incident_id: int, dispatch: Dispatch) -> None: ...

    def on_scene(self, incident_id: int, responder_id: str) -> None: ...

    def escalate(self, incident_id: int, told: str) -> None: ...

    def correct(self, incident_id: int, note: str) -> None: ...


def read_incident(body: str) -> IncidentView | None:
    """A row's incident; None where the row was damaged."""
    try:
        return _INCIDENT.validate_json(body)
    except ValidationError:
        return None
