"""The door to evidence: what somebody wants to take out of the house, why, and what that amounts to."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from duty.people import Right
from sessions.jobs import Job

REASON_LIMIT = 500
CASE_LIMIT = 60
FEWEST_REASON = 6
"""Characters of a reason: "x" is none, and "盗窃案取证" is one."""


class Track(StrEnum):
    ORIGINALS = "originals"
    """The cameras' packets as they came, and a table of them."""
    RENDERED = "rendered"
    """A clip with time, names and masks burned in."""
    TELEMETRY = "telemetry"
    AUDIT = "audit"
    """The session's rows, and the duty book's with their places in its chain."""
    UNMASKED = "unmasked"
    """Originals of cameras with privacy masks, where the session has them. Needs Right.SEE_UNMASKED."""
    RESTRICTED = "restricted"
    """Remote ID with pilots' positions. Needs Right.SEE_RESTRICTED."""


USUAL = frozenset({Track.ORIGINALS, Track.RENDERED, Track.TELEMETRY, Track.AUDIT})
OF_CAMERAS = frozenset({Track.ORIGINALS, Track.RENDERED, Track.UNMASKED})
RIGHTS = {Track.UNMASKED: Right.SEE_UNMASKED, Track.RESTRICTED: Right.SEE_RESTRICTED}
"""What a track needs beside Right.EXPORT."""


@dataclass(frozen=True, slots=True)
class EvidenceRequest:
    session: Path
    """The session's folder."""
    cameras: tuple[str, ...]
    """Ids."""
    from_tape_ns: int
    to_tape_ns: int
    tracks: frozenset[Track]
    reason: str
    folder: Path
    """Made by the export: it must not be there yet. Until it is whole it is called the same with `.partial`."""
    operator: str
    """Login of whoever asks for it."""
    case_number: str = ""


@dataclass(frozen=True, slots=True)
class GapFact:
    """Something that is not in the session, though the span covers it."""

    source: str
    """A camera's id or a link's name; "" for everything."""
    from_tape_ns: int
    to_tape_ns: int
    why: str = ""
    """What the recorder said of it (a RecorderFault); "" when nothing came."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What an export would amount to."""

    packets: int
    original_bytes: int
    telemetry_bytes: int
    rendered_s: float
    """Of all clips together."""
    estimated_bytes: int
    """Of everything: the originals are counted, rendered clips are taken for as large."""
    free_bytes: int | None
    """Where it would go; None when that cannot be asked."""
    gaps: tuple[GapFact, ...]
    masked_only: tuple[str, ...]
    """Cameras whose originals are left out: they are unmasked, and that was not asked for."""
    nothing_of: tuple[str, ...]
    """Cameras that have no packet in the span."""
    resumes: bool
    """An interrupted export of the same is there, and would go on."""


class Exporter(Protocol):
    """Every method returns at once."""

    def who(self) -> str:
        """Login of whoever is signed in; "" for nobody."""
        ...

    def may(self, right: Right) -> bool:
        """Whoever is signed in."""
        ...

    def home(self) -> Path:
        """Where evidence goes if nothing else is said."""
        ...

    def measure(self, request: EvidenceRequest) -> Job[Measure]:
        """Reads the index only; nothing is written."""
        ...

    def start(self, request: EvidenceRequest) -> Job[Path]:
        """The folder, whole and signed. Fails with one sentence; what is finished by then is kept, and the same request
        goes on from there."""
        ...
