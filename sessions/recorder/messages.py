"""What goes to the process that writes telemetry and rows, and what comes back."""

from dataclasses import dataclass

from drones.config import DockConfig, DroneConfig, LinkConfig, ZoneFileConfig
from drones.events import Chunk, LinkEvent
from sessions.recording import RecorderFault
from sessions.rows import SessionRow


@dataclass(frozen=True, slots=True)
class OpenSession:
    """Write into this folder from now on; what was open is closed. The folder is there."""

    folder: str
    links: tuple[LinkConfig, ...]
    drones: tuple[DroneConfig, ...]
    docks: tuple[DockConfig, ...]
    zones: tuple[ZoneFileConfig, ...]
    started_tape_ns: int
    started_wall_ns: int


@dataclass(frozen=True, slots=True)
class CloseSession:
    """Everything onto the disk, and nothing more until the next one opens."""


@dataclass(frozen=True, slots=True)
class Batch:
    events: tuple[LinkEvent, ...]
    rows: tuple[SessionRow, ...]
    now_tape_ns: int
    """When it was put together: nothing older than this comes after it."""

    def __reduce__(self) -> tuple[object, ...]:
        """Pieces travel as plain tuples, which pickle knows by itself: a quarter of the time for a named one."""
        return _batch, ([tuple(e) if isinstance(e, Chunk) else e for e in self.events], self.rows, self.now_tape_ns)


def _batch(events: list[tuple[str, int, bytes, int] | LinkEvent], rows: tuple[SessionRow, ...], now_ns: int) -> Batch:
    return Batch(tuple(Chunk._make(e) if isinstance(e, tuple) else e for e in events), rows, now_ns)


Order = OpenSession | CloseSession | Batch


@dataclass(frozen=True, slots=True)
class Report:
    """Twice a second and after each change."""

    folder: str
    """Of the open session; "" for none."""
    fault: RecorderFault = RecorderFault.NONE
    detail: str = ""
    """In the system's own words, for the log."""
    written_bytes: int = 0
    """Telemetry and rows of this session."""
    messages: int = 0
    lost: int = 0
    """Pieces of telemetry and rows that came while nothing could be written, since the process began."""
    closed: str = ""
    """The folder that was closed last, whole."""
