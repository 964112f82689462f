"""What an incident is, and what may be done with it."""

from dataclasses import dataclass
from enum import StrEnum

from base.errors import PersonError
from base.geodesy import Position

CLOSED_SHOWN = 200
"""How many of the latest closed incidents are loaded; the others stay in the book."""


class BookError(PersonError):
    """The book cannot be opened or written at the moment; the sentence names the file and the cause."""


class IncidentKind(StrEnum):
    AIRSPACE = "airspace"
    """A track that is none of ours in an active zone."""


class IncidentState(StrEnum):
    NEW = "new"
    ACKNOWLEDGED = "acknowledged"
    CLOSED = "closed"


class Disposition(StrEnum):
    """How an incident ended."""

    HANDED_OVER = "handed_over"
    PILOT_REACHED = "pilot_reached"
    LEFT_ZONE = "left_zone"
    PERMITTED = "permitted"
    FALSE_ALARM = "false_alarm"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class IncidentView:
    """One incident as the book has it. *_wall_ns are UTC nanoseconds since 1970."""

    incident_id: int
    kind: IncidentKind
    state: IncidentState
    subject: str
    """The track's id."""
    zone_id: str
    zone_name: str
    position: Position | None
    reasons: tuple[str, ...]
    raised_wall_ns: int
    acknowledged_wall_ns: int | None
    closed_wall_ns: int | None
    disposition: Disposition | None
    note: str
    evidence_at_ns: int | None
    """Monotonic receive time of the completing datagram; None for one that was loaded from the book."""
    committed_at_ns: int | None
    """Monotonic time at which its row was committed; None for one that was loaded."""
