"""What a worker says of one camera, as a record of fixed size in shared memory."""

import math
from dataclasses import dataclass, replace
from enum import IntEnum
from struct import Struct

from video.feed import Reason, StreamKind


class Phase(IntEnum):
    """Where the camera's thread is. What a person sees follows from it and from the data's age: video.freshness."""

    IDLE = 0
    CONNECTING = 1
    STREAMING = 2
    WAITING = 3
    """For the next try."""


@dataclass(slots=True)
class Status:
    """Its packed form crosses to another process; its writer changes it in place, hundreds of times a second.

    All *_ns are on the monotonic clock; 0 for never.
    """

    phase: Phase = Phase.IDLE
    reason: Reason = Reason.NONE
    """Why the last try or stream failed; NONE again with the first picture after it."""
    stream: StreamKind = StreamKind.MAIN
    counts_packets: bool = False
    """Freshness goes by packets: nothing, or key frames only, is decoded."""
    source_width: int = 0
    source_height: int = 0
    width: int = 0
    height: int = 0
    reconnects: int = 0
    pictures: int = 0
    late: int = 0
    """Pictures dropped because they came too late to be worth showing."""
    source_fps: float | None = None
    first_picture_s: float | None = None
    latency_ms: float | None = None
    phase_since_ns: int = 0
    reason_since_ns: int = 0
    live_since_ns: int = 0
    """The first data of the present run."""
    picture_at_ns: int = 0
    packet_at_ns: int = 0
    next_try_ns: int = 0
    frozen_since_ns: int = 0
    """Of the pictures that are decoded; 0: not frozen, or nothing is decoded."""
    detail: str = ""

    def with_(self, **changes: object) -> "Status":
        return replace(self, **changes)  # type: ignore[arg-type]


_RECORD = Struct("<4B4x7Q3d7Q2x222s")
SIZE = _RECORD.size
_DETAIL_BYTES = 222
_REASONS = tuple(Reason)
_STREAMS = tuple(StreamKind)
_REASON_CODES = {reason: code for code, reason in enumerate(_REASONS)}
_STREAM_CODES = {stream: code for code, stream in enumerate(_STREAMS)}


def pack_into(buffer: memoryview, offset: int, status: Status) -> None:
    """Write the record's SIZE bytes; the detail is cut to 222 bytes of UTF-8."""
    _RECORD.pack_into(
        buffer,
        offset,
        status.phase,
        _REASON_CODES[status.reason],
        _STREAM_CODES[status.stream],
        status.counts_packets,
        status.source_width,
        status.source_height,
        status.width,
        status.height,
        status.reconnects,
        status.pictures,
        status.late,
        _nan(status.source_fps),
        _nan(status.first_picture_s),
        _nan(status.latency_ms),
        status.phase_since_ns,
        status.reason_since_ns,
        status.live_since_ns,
        status.picture_at_ns,
        status.packet_at_ns,
        status.next_try_ns,
        status.frozen_since_ns,
        status.detail.encode(errors="replace")[:_DETAIL_BYTES],
    )


def unpack_from(buffer: memoryview, offset: int) -> Status:
    """Read a record. Raises ValueError when it is none: a dying worker can have written anything."""
    values = _RECORD.unpack_from(buffer, offset)
    phase, reason, stream, counts_packets = values[:4]
    if reason >= len(_REASONS) or stream >= len(_STREAMS):
        raise ValueError("not a status record")
    source_fps, first_picture_s, latency_ms = (None if math.isnan(value) else value for value in values[11:14])
    return Status(  # type: ignore[misc, call-arg]  # mypy cannot count what is unpacked from Any
        Phase(phase),
        _REASONS[reason],
        _STREAMS[stream],
        bool(counts_packets),
        *values[4:11],
        source_fps,
        first_picture_s,
        latency_ms,
        *values[14:21],
        detail=values[21].rstrip(b"\0").decode(errors="ignore"),
    )


def _nan(value: float | None) -> float:
    return math.nan if value is None else value
