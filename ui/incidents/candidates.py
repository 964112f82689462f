"""Who could be sent, as the confirm card lists them."""

from dataclasses import dataclass

from base.geodesy import Position, distance_m
from duty.incidents import IncidentState, IncidentView
from ui.bridge import Bridge


@dataclass(frozen=True, slots=True)
class Candidate:
    responder_id: str
    name: str
    distance_m: float | None
    how: str
    """How the distance was found, for the record."""
    channels: tuple[str, ...]
    """Radio first, then phone."""
    report_to: str
    busy_with: int | None
    """The number of another open incident that it was sent to."""
    drone: bool
    """A proposal to its pilot, for a fixed point."""
    note: str
    """Charge and dock of a drone."""


def candidates(bridge: Bridge, view: IncidentView) -> tuple[Candidate, ...]:
    busy: dict[str, int] = {}
    for incident in bridge.incidents:
        if incident.state is not IncidentState.CLOSED:
            busy.update({d.responder_id: incident.incident_id for d in incident.dispatches})
    made = []
    for responder in bridge.world.precinct.responders:
        away = None
        if view.position is not None and responder.latitude is not None and responder.longitude is not None:
            away = distance_m(view.position, Position(responder.latitude, responder.longitude))
        made.append(
            Candidate(
                responder_id=responder.id,
                name=responder.name,
                distance_m=away,
                how="straight line from the configured position" if away is not None else "",
                channels=tuple(c for c in (responder.radio, responder.phone) if c),
                report_to=responder.report_to or "",
                busy_with=busy.get(responder.id),
                drone=False,
                note="",
            )
        )
    far = float("inf")
    return tuple(
        sorted(made, key=lambda c: (c.busy_with is not None, c.distance_m if c.distance_m is not None else far))
    )
