"""A telemetry log cut to a span: whole records, as they stand in the session's file."""

import mmap
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from drones.framing import frame_size
from drones.tlog import STAMP_BYTES, records

CHECK_EVERY = 5_000
GAP_US = 5_000_000
"""So long without a message is a gap of a link."""


@dataclass(frozen=True, slots=True)
class CutLog:
    records: int
    gaps_us: tuple[tuple[int, int], ...]
    """(from, to) without a message, within the span; its ends count."""


def cut_log(source: Path, target: Path | None, from_us: int, to_us: int, check: Callable[[int], None]) -> CutLog:
    """Copy the records stamped in the span (UTC in µs, both ends belong to it) into `target`; None: only look.

    `check` hears how many bytes of the source are behind, and may raise. Raises OSError. A source that is not there
    has no records; bytes that are no whole frame are left out.
    """
    count, since = 0, from_us
    gaps: list[tuple[int, int]] = []
    with ExitStack() as stack:
        out = None if target is None else stack.enter_context(target.open("wb"))
        for stamp, raw in _whole(source, check):
            if not from_us <= stamp <= to_us:
                continue
            if stamp - since > GAP_US:
                gaps.append((since, stamp))
            since, count = max(stamp, since), count + 1
            if out is not None:
                out.write(stamp.to_bytes(STAMP_BYTES, "big") + raw)
    if to_us - since > GAP_US:
        gaps.append((since, to_us))
    return CutLog(count, tuple(gaps))


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
