"""What needs a person now, most urgent first: drawn from the incidents, the air and the cameras."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Urgency(IntEnum):
    """ISA-18.2's order: few alarms, each one with an act."""

    ALARM = 3
    WARNING = 2
    NOTICE = 1


class AttentionKind(StrEnum):
    BREACH = "breach"
    """An open airspace incident; `subject` the track, `place` the zone, `incident_id` set."""
    CANNOT_TELL = "cannot_tell"
    """A track that may be in a zone: evidence is missing."""
    LINK_LOST = "link_lost"
    """A drone or dock of ours is not heard any more."""
    BATTERY_LOW = "battery_low"
    OWN_IN_ZONE = "own_in_zone"
    DOCK_ALARM = "dock_alarm"
    CAMERA_OFFLINE = "camera_offline"
    CAMERA_UNAUTHORISED = "camera_unauthorised"
    LINK_CLOSED = "link_closed"
    ZONE_QUARANTINED = "zone_quarantined"
    BOOK_UNAVAILABLE = "book_unavailable"
    """A row could not be written; it is kept and tried again."""


@dataclass(frozen=True, slots=True)
class AttentionItem:
    key: str
    """The same thing has the same key for as long as it lasts."""
    kind: AttentionKind
    urgency: Urgency
    subject: str
    place: str
    value: str
    """A figure or a code that the kind needs: battery percent, camera reason, verdict reason, detail."""
    since_ns: int
    """Monotonic."""
    incident_id: int | None = None
    acknowledged: bool = False
