"""The door to the recorder: what is being recorded, and the acts of people on it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from duty.recording import RecordingMode
from sessions.manifest import Why
from sessions.rows import Topic


class RecorderState(StrEnum):
    OFF = "off"
    READY = "ready"
    """Nothing is kept; in mode `incidents` the last minute stands ready."""
    RECORDING = "recording"
    ENDING = "ending"


class RecorderFault(StrEnum):
    NONE = ""
    DISK_FULL = "disk_full"
    """Nothing is left that may be deleted to make room."""
    DISK_SLOW = "disk_slow"
    DISK_GONE = "disk_gone"
    """The folder is not there or cannot be written."""
    PROCESS_LOST = "process_lost"
    """The process that writes telemetry and rows died; it is started again."""


@dataclass(frozen=True, slots=True)
class RecorderView:
    """Replaced whole when something changed; ask once a tick."""

    mode: RecordingMode
    state: RecorderState
    session_id: str
    """"" while nothing is recorded."""
    why: Why | None
    since_wall_ns: int | None
    written_bytes: int
    """By this session so far."""
    cameras: int
    """Recorded now."""
    cameras_wrong: int
    """Ordered and not recorded, whatever the reason: CameraFacts.recording says which and why."""
    messages: int
    """MAVLink messages in this session's logs."""
    kept_bytes: int
    """All sessions together."""
    free_bytes: int | None
    """On their disk; None when it cannot be asked."""
    fault: RecorderFault
    fault_since_wall_ns: int | None
    lost: int
    """Packets and pieces of MAVLink that this session had to leave out."""


class RecorderRoom(Protocol):
    """Every method returns at once."""

    def view(self) -> RecorderView: ...

    def start(self, operator: str) -> None:
        """A person's act. With mode `incidents` what stands ready is kept, too."""
        ...

    def stop(self, operator: str) -> None:
        """A person's act; an `always` recording begins anew with the next session."""
        ...

    def bookmark(self, operator: str, note: str) -> None:
        """At this moment; protects the session. While nothing is recorded: starts a recording."""
        ...

    def note(self, topic: Topic, key: str, body: object) -> None:
        """Something happened now, for the session's rows; `body` is what json.dumps takes. Any thread."""
        ...
