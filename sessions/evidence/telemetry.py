"""A telemetry log cut to a span: whole records, as they stand in the file that was recorded."""

import mmap
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from drones.framing import frame_of, frame_size
from drones.recording_rules import place_of
from drones.replay_tape import LONGEST_PAUSE_US, YEAR_2100_US
from drones.tlog import STAMP_BYTES, records
from drones.tlog_index import OPEN, RESTRICTED, times_us
from sessions.evidence.material import Log

CHECK_EVERY = 5_000
GAP_US = 5_000_000
"""So long without a message is a gap of a link."""
Record = tuple[int, int, bytes]
"""When it came, as the session's UTC in µs; its stamp in the file; its frame."""


@dataclass(frozen=True, slots=True)
class CutLog:
    records: int
    gaps_us: tuple[tuple[int, int], ...]
    """(from, to) without a message, within the span; its ends count. The session's UTC."""
    left_out: int = 0
    """Records of the span that go into the other file, pilots' positions, or nowhere, signing keys."""


def cut_log(log: Log, target: Path | None, from_us: int, to_us: int, check: Callable[[int], None]) -> CutLog:
    """Copy the records of the span (the session's UTC in µs, both ends belong to it) into `target`, with the stamps
    that they have; None: only look.

    `check` hears how many bytes of the source are behind, and may raise. Raises OSError. A source that is not there
    has no records; bytes that are no whole frame are left out.
    """
    count, left_out, since = 0, 0, from_us
    gaps: list[tuple[int, int]] = []
    place = RESTRICTED if log.is_restricted else OPEN
    with ExitStack() as stack:
        out = None if target is None else stack.enter_context(target.open("wb"))
        for came_us, stamp, raw in _strange(log, check) if log.is_foreign else _ours(log, check):
            if not from_us <= came_us <= to_us:
                continue
            if log.is_foreign and place_of(frame_of(raw)) != place:
                left_out += 1
                continue
            if came_us - since > GAP_US:
                gaps.append((since, came_us))
            since, count = max(came_us, since), count + 1
            if out is not None:
                out.write(stamp.to_bytes(STAMP_BYTES, "big") + raw)
    if to_us - since > GAP_US:
        gaps.append((since, to_us))
    return CutLog(count, tuple(gaps), left_out)


def _ours(log: Log, check: Callable[[int], None]) -> Iterator[Record]:
    for stamp, raw in _whole(log.path, check):
        yield stamp, stamp, raw


def _strange(log: Log, check: Callable[[int], None]) -> Iterator[Record]:
    """Where its stamps make no sense, it came when the replay shows it."""
    stamps = [stamp for stamp, _ in _whole(log.path, check)]
    times = times_us(stamps, lowest_us=0, highest_us=YEAR_2100_US, longest_gap_us=LONGEST_PAUSE_US)
    for came_us, (stamp, raw) in zip(times, _whole(log.path, check), strict=False):
        yield came_us + log.shift_ns // 1000, stamp, raw


def _whole(source: Path, check: Callable[[int], None]) -> Iterator[tuple[int, bytes]]:
    try:
        size = source.stat().st_size
    except FileNotFoundError:
        return
    if not size:
        return
    behind = 0
    with source.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        for number, (stamp, raw) in enumerate(records(data)):
            behind += STAMP_BYTES + len(raw)
            if number % CHECK_EVERY == 0:
                check(min(behind, size))
            if frame_size(raw, 0, len(raw)) == len(raw):
                yield stamp, raw
    check(size)
