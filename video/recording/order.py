"""What the workers are told to record, and what they say of it."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class RecordOrder:
    """For all cameras at once; replaced whole. None in its place ends the recording and closes all segments."""

    folder: str
    """The session's video folder; each camera has one of its own in it, see docs/session-format.md."""
    cameras: frozenset[str]
    """Ids of those that are recorded."""
    unmasked: frozenset[str] = frozenset()
    """Of the cameras with privacy masks: those whose original may be kept. The others: masked key pictures."""
    segment_s: float = 20.0
    """A segment ends with the first key frame after so long; also where the stream's parameters or its time break."""
    flush_s: float = 0.5
    """No packet waits longer than this for its way to the disk."""
    most_queued_bytes: int = 32_000_000
    """A worker's packets that wait for the disk; beyond it whole groups of pictures are lost, and counted."""


class RecordState(StrEnum):
    """Of one camera, in `CameraFacts.recording`."""

    OFF = "off"
    WAITING = "waiting"
    """Ordered; no key frame has come yet."""
    ON = "on"
    MASKED = "masked"
    """Masked key pictures only."""
    DISK_FULL = "disk_full"
    DISK_SLOW = "disk_slow"
    """Packets are being lost because the disk does not take them in time."""
    DISK_GONE = "disk_gone"
    """The folder is not there or cannot be written."""
    CODEC = "codec"
    """This camera's codec has no place in the segment's format."""
    NO_STREAM = "no_stream"
    """Its main stream, which a connection of its own records, cannot be opened."""
