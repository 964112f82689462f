"""Telemetry logs (.tlog): an 8-byte big-endian count of µs since 1970, then a MAVLink frame, over and over.

Stamps may run backward or be nonsense, and frames may be cut or corrupt; what is found between two good records is
handed on as it is, for the framer to judge and count.
"""

import mmap
from collections.abc import Iterator

from drones.framing import V1, V2, frame_size

STAMP_BYTES = 8
LONGEST_GAP_S = 5.0
_LOOK_FOR_START = 100_000
_IN_A_ROW = 4


def records(data: bytes | mmap.mmap) -> Iterator[tuple[int, bytes]]:
    """(stamp in µs, bytes) for each record: mostly one whole frame, else a stretch without a frame that can be told."""
    at = 0
    end = len(data)
    stamp = 0
    while at + STAMP_BYTES < end:
        after = _record_end(data, at, end)
        if after is not None and _starts_record(data, after, end):
            stamp = int.from_bytes(data[at : at + STAMP_BYTES], "big")
            yield stamp, data[at + STAMP_BYTES : after]
            at = after
            continue
        start = next_record(data, at + 1, end)
        yield stamp, data[at + STAMP_BYTES : max(start, at + STAMP_BYTES + 1)]
        at = start


def is_tlog(data: bytes | mmap.mmap) -> bool:
    """Whether near the beginning there are some records in a row, or the only ones of a short file."""
    limit = min(len(data), _LOOK_FOR_START)
    at = next_record(data, 0, limit)
    while at < limit:
        after: int | None = at
        for _ in range(_IN_A_ROW):
            after = _record_end(data, after, len(data)) if after is not None else None
            if after == len(data):
                return True
        if after is not None:
            return True
        at = next_record(data, at + 1, limit)
    return False


def paced(data: bytes | mmap.mmap) -> Iterator[tuple[float, bytes]]:
    """(seconds to wait, bytes) for each record: the distance of its stamp to the last one that makes sense.

    0 where stamps run backward or leap ahead and come back with the next record; a real pause is cut to 5 s.
    """
    following = records(data)
    current = next(following, None)
    sound_us: int | None = None
    while current is not None:
        stamp_us, raw = current
        current = next(following, None)
        gap_s = 0.0 if sound_us is None else (stamp_us - sound_us) / 1e6
        leaps = current is not None and current[0] < stamp_us and (sound_us is None or gap_s > LONGEST_GAP_S)
        if leaps:
            gap_s = 0.0
        else:
            sound_us = stamp_us
        yield min(max(gap_s, 0.0), LONGEST_GAP_S), raw


def next_record(data: bytes | mmap.mmap, at: int, end: int) -> int:
    """Where the next two records in a row begin, or `end`."""
    marker = at + STAMP_BYTES
    while True:
        marker = min((n for n in (data.find(bytes((m,)), marker, end) for m in (V1, V2)) if n >= 0), default=-1)
        if marker < 0:
            return end
        start = marker - STAMP_BYTES
        after = _record_end(data, start, end)
        if after is not None and _starts_record(data, after, end):
            return start
        marker += 1


def _record_end(data: bytes | mmap.mmap, at: int, end: int) -> int | None:
    begin = at + STAMP_BYTES
    if begin >= end or data[begin] not in (V1, V2):
        return None
    size = frame_size(data, begin, end)
    return begin + size if size is not None and begin + size <= end else None


def _starts_record(data: bytes | mmap.mmap, at: int, end: int) -> bool:
    return at == end or (at + STAMP_BYTES < end and data[at + STAMP_BYTES] in (V1, V2))
