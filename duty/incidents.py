"""What an incident is, and what may be done with it."""

from dataclasses import dataclass
from enum import StrEnum

from base.geodesy import Position

CLOSED_SHOWN = 200
"""How many of the latest closed incidents are loaded; the others stay in the book."""

MANY = "…"
"""The subject of an incident that stands for many tracks in a zone (see duty.incident_flood)."""


class IncidentKind(StrEnum):
    AIRSPACE = "airspace"
    """A track that is none of ours in an active zone."""
    FINDING = "finding"
    """Something that an officer saw on a camera."""
    CALL = "call"
    """Somebody phoned or came in."""
    OTHER = "other"


class IncidentState(StrEnum):
    NEW = "new"
    ACKNOWLEDGED = "acknowledged"
    DISPATCHED = "dispatched"
    """At least one responder has been told and has read it back."""
    ON_SCENE = "on_scene"
    CLOSED = "closed"


class IncidentAct(StrEnum):
    """`act` of the rows of incident_act; after each, the columns that it fills beside the note."""

    ACKNOWLEDGED = "acknowledged"
    DISPATCHED = "dispatched"
    """responder_id, channel, told, read_back, distance_m, how"""
    REPORTED = "reported"
    """told upward: told; responder_id says on whose account"""
    ON_SCENE = "on_scene"
    """responder_id"""
    NOTE = "note"
    ESCALATED = "escalated"
    """how: the level, from 1; told: whom, where a person did it"""
    JOINED = "joined"
    """note: a JSON list of further tracks' ids that this incident stands for, see duty.incident_flood"""
    CLOSED = "closed"
    """disposition"""


class Disposition(StrEnum):
    """How an incident ended."""

    HANDED_OVER = "handed_over"
    PILOT_REACHED = "pilot_reached"
    LEFT_ZONE = "left_zone"
    PERMITTED = "permitted"
    FALSE_ALARM = "false_alarm"
    SETTLED = "settled"
    """Dealt with on the spot."""
    NOTHING_FOUND = "nothing_found"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class DispatchView:
    """One responder who was told, and how."""

    responder_id: str
    channel: str
    """Radio channel or phone number that was used."""
    told: str
    """Who answered."""
    read_back: str
    """What they repeated."""
    told_wall_ns: int
    distance_m: float | None
    how: str
    """How the nearest was found, for the record."""
    on_scene_wall_ns: int | None
    operator: str
    reported_to: str = ""
    """Who was told upward on its account, and by which channel; "" when nobody was."""


@dataclass(frozen=True, slots=True)
class StillView:
    path: str
    """Below the data folder."""
    camera_id: str
    taken_wall_ns: int
    sha256: str


@dataclass(frozen=True, slots=True)
class NoteView:
    """A word added later: a correction, a report. Nothing is overwritten."""

    at_wall_ns: int
    operator: str
    text: str


@dataclass(frozen=True, slots=True)
class NewIncident:
    """What a person opens by hand, from a camera or from a call."""

    kind: IncidentKind
    title: str
    camera_id: str = ""
    area_id: str = ""
    position: Position | None = None
    caller: str = ""
    """Personal: purgeable."""
    caller_phone: str = ""
    """Personal: purgeable."""


@dataclass(frozen=True, slots=True)
class Dispatch:
    """What the confirm card records when a responder has been told."""

    responder_id: str
    channel: str
    told: str
    read_back: str
    distance_m: float | None
    how: str
    reported_to: str = ""
    """Who was told upward, and by which channel; "" when nobody was."""


@dataclass(frozen=True, slots=True)
class IncidentView:
    """One incident as the book has it. *_wall_ns are UTC nanoseconds since 1970."""

    incident_id: int
    kind: IncidentKind
    state: IncidentState
    subject: str
    """The track's id; MANY for one that stands for many tracks in a zone."""
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
    uuid: str = ""
    title: str = ""
    """A person's words; "" for those that the program raises."""
    camera_id: str = ""
    area_id: str = ""
    operator: str = ""
    """Who opened it; "" for the program."""
    acknowledged_by: str = ""
    dispatches: tuple[DispatchView, ...] = ()
    stills: tuple[StillView, ...] = ()
    notes: tuple[NoteView, ...] = ()
    escalations: int = 0
    """How often it was told further up because nobody acknowledged it."""
    has_personal: bool = False
    """There is personal content that has not been purged; looking at it is an act."""
    tracks: int = 1
    """How many tracks it stands for."""
    spooled: bool = False
    """Some of it is on this machine's disk only, because the book's server is away: it will join the book."""

    def is_of(self, operator: str) -> bool:
        """Opened by this operator (a login) and not told further up since: no alarm to that person."""
        return bool(operator) and self.operator == operator and not self.escalations

    @property
    def dispatched_wall_ns(self) -> int | None:
        return min((d.told_wall_ns for d in self.dispatches), default=None)

    @property
    def on_scene_wall_ns(self) -> int | None:
        return min((d.on_scene_wall_ns for d in self.dispatches if d.on_scene_wall_ns is not None), default=None)
