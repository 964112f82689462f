"""What the process that cuts and draws is told, and what it answers. Plain values: they cross its pipe."""

from dataclasses import dataclass

from base.errors import PersonError
from video.config import Polygon
from video.replay.tape import Tape

ORIGINAL = "original"
RENDERED = "rendered.mp4"
TABLE = "packets.csv"
UNSEEN_AFTER_NS = 2_000_000_000
"""A picture stands for so long at most: longer without one is a gap, as a live tile turns amber after it."""


@dataclass(frozen=True, slots=True)
class Span:
    """One camera's recorded material, and how much of it."""

    camera_id: str
    folder: str
    """What the recorder wrote; see docs/session-format.md."""
    from_ns: int
    to_ns: int
    """Tape time as this camera's packets have it; both ends belong to it."""
    wall_offset_ns: int
    """UTC less tape time."""
    is_masked: bool
    """The camera has privacy masks."""
    unmasked: bool
    """Originals of such a camera may be taken."""
    offset_ns: int = 0
    """A person's word on this camera's clock: it is shown so much later than its packets say."""
    foreign: Tape | None = None
    """Clips that somebody else recorded, in place of the folder; without the offset."""

    @property
    def shown_offset_ns(self) -> int:
        """The UTC under which a picture is shown less the tape time of its packets."""
        return self.wall_offset_ns + self.offset_ns


@dataclass(frozen=True, slots=True)
class Cut:
    """Write the packets into `target` as they came: ORIGINAL-001.mp4 …, and TABLE."""

    span: Span
    target: str


@dataclass(frozen=True, slots=True)
class Render:
    """Draw RENDERED into `target`."""

    span: Span
    target: str
    masks: tuple[Polygon, ...]
    name: str
    case_number: str
    zone: str
    """IANA name, for the local time."""


Order = Cut | Render


@dataclass(frozen=True, slots=True)
class Done:
    """What became of an order."""

    files: tuple[str, ...]
    """Names in the target."""
    packets: int
    """Cut, or drawn."""
    first_ns: int | None = None
    """Tape time of the first one: of the key frame before the span. None where there is none at all."""
    last_ns: int | None = None
    left_out: int = 0
    """Packets of segments that may not be taken without the mask."""
    faults: int = 0
    """Packets that disagree with the index, or that could not be decoded."""
    without_key: int = 0
    """Packets of the span for which the key frame before them is missing: they cannot be shown."""
    gone: int = 0
    """Packets in the index whose segment is not there any more, or cannot be opened."""


@dataclass(frozen=True, slots=True)
class Failed:
    sentence: str
    no_space: bool = False


class EvidenceError(PersonError):
    """Cutting or drawing came to nothing."""

    def __init__(self, sentence: str, *, no_space: bool = False) -> None:
        super().__init__(sentence)
        self.no_space = no_space
