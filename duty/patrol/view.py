"""The doors of the patrol: what it is told, and what it shows. Frozen values only."""

from dataclasses import dataclass
from enum import StrEnum

from duty.book.rows import Receipt
from duty.patrol.config import PlanLevel, Tier
from video.feed import CameraState, StreamKind

# What the patrol is told, at every tick, of each camera of the present step.


@dataclass(frozen=True, slots=True)
class Shown:
    """What one tile of the round really shows at this moment. *_ns are monotonic."""

    camera_id: str
    in_view: bool
    """In a window that can be seen: not hidden, not minimised, not another workspace."""
    width_px: int
    """Of the painted picture, device pixels; 0 when none is painted."""
    height_px: int
    sequence: int
    """Of the picture that was painted last; 0 for none since the tile came up."""
    painted_at_ns: int | None
    received_at_ns: int | None
    """When the data of the painted picture was received."""
    state: CameraState
    source_fps: float | None
    stream: StreamKind
    frozen: bool
    """Pictures come, and nothing in them has changed for too long: not healthy."""
    masked_share: float
    """Of the picture's area under privacy masks, 0 to 1."""


# What it shows.


class Answer(StrEnum):
    NONE = ""
    NORMAL = "normal"
    ABNORMAL = "abnormal"
    CANNOT_SEE = "cannot_see"


class NotSeen(StrEnum):
    """Why a camera cannot be ticked as normal at this moment."""

    NONE = ""
    NO_PICTURE = "no_picture"
    """None has been painted since the step began."""
    NOT_LIVE = "not_live"
    STALE = "stale"
    FROZEN = "frozen"
    TOO_SMALL = "too_small"
    HIDDEN = "hidden"
    MASKED = "masked"
    DWELLING = "dwelling"
    """All is well; it has only not been on screen for long enough."""


class Refusal(StrEnum):
    """Why an act of the officer was not taken; the words are the window's."""

    EARLY = "early"
    """Before the dwell was over."""
    HELD = "held"
    """A key that is held down, or was down before the step came up."""
    NOT_SEEN = "not_seen"
    """A camera of the step has no fresh picture: N, or wait."""
    NO_WORD = "no_word"
    PAUSED = "paused"
    NO_ROUND = "no_round"
    NO_SUCH_CAMERA = "no_such_camera"
    SIGNED_OUT = "signed_out"
    NO_RIGHT = "no_right"
    SHIFT_UNKNOWN = "shift_unknown"
    NOTHING_DUE = "nothing_due"


class RoundKind(StrEnum):
    DUE = "due"
    """What is due, most urgent first."""
    AREA = "area"
    ROUTE = "route"
    ALL = "all"


class RoundState(StrEnum):
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    ABANDONED = "abandoned"


class PauseReason(StrEnum):
    NONE = ""
    ASKED = "asked"
    ALARM = "alarm"
    NOBODY = "nobody"
    """Ten minutes (as configured) without any input."""
    SIGNED_OUT = "signed_out"


@dataclass(frozen=True, slots=True)
class CameraInStep:
    camera_id: str
    number: int
    """1 to 9: the key that chooses it."""
    not_seen: NotSeen
    dwelt_s: float
    """How long a fresh, healthy, large enough picture has been on screen without a gap; at most the dwell."""
    displayed: bool
    """For as long as the dwell, in this step."""
    looked: bool
    answer: Answer
    receipt: Receipt
    """Of its sighting: the tick is shown when it is COMMITTED (or, marked, SPOOLED)."""


@dataclass(frozen=True, slots=True)
class StepView:
    number: int
    """From 1."""
    cameras: tuple[CameraInStep, ...]
    chosen: str | None
    """The camera that A, N and R are about."""
    dwell_s: float
    can_go_on: bool
    """Space would be taken now."""


@dataclass(frozen=True, slots=True)
class RoundView:
    uuid: str
    kind: RoundKind
    name: str
    """The area's or route's name; "" for the others."""
    state: RoundState
    pause: PauseReason
    step: StepView | None
    next_cameras: tuple[str, ...]
    """Of the next step: connect them now."""
    steps: int
    cameras_done: int
    cameras_total: int
    unsaved: int
    """Sightings of this round that are not in the book yet."""
    began_wall_ns: int
    left_s: float
    """At the least, from dwell and steps left."""
    refused: tuple[str, ...] = ()
    """Cameras whose sighting the book would not take: it did not happen, and they are due as before."""


@dataclass(frozen=True, slots=True)
class DueCamera:
    camera_id: str
    area_id: str
    tier: Tier
    due_wall_ns: int
    last_seen_wall_ns: int | None
    """The last sighting that counts; None: not in the book's memory."""
    overdue: bool
    out: bool
    """A repair ticket is open: it cannot be seen at the moment."""


@dataclass(frozen=True, slots=True)
class TierView:
    tier: Tier
    interval_s: int | None
    """None: once a shift."""
    cameras: int
    on_time: int
    overdue: int
    next_due_wall_ns: int | None
    """The earliest deadline that has not passed."""


@dataclass(frozen=True, slots=True)
class ShiftView:
    key: str
    """Such as 2026-11-22/night: the date on which it began, and the shift's id."""
    shift_id: str
    name: str
    start_wall_ns: int
    end_wall_ns: int


@dataclass(frozen=True, slots=True)
class PatrolView:
    """Replaced whole when something changed."""

    plan: PlanLevel
    plan_since_wall_ns: int | None
    plan_by: str
    shift: ShiftView | None
    """None between shifts."""
    round: RoundView | None
    due: tuple[DueCamera, ...]
    """All cameras, most urgent first."""
    tiers: tuple[TierView, ...]
    nobody_since_wall_ns: int | None
    """Nobody is at the desk since."""
    loaded: bool
    """The book has told what was seen before; until then nothing is called overdue."""
