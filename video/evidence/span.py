"""Which packets a span takes: from the key frame at or before its beginning to its end. Needs no decoder."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from video.evidence.order import UNSEEN_AFTER_NS, Span
from video.recording.packets import KEY, Packets, Segment, read_index, read_segments


@dataclass(frozen=True, slots=True)
class Piece:
    """Of one segment, a stretch of its packets."""

    segment: int
    about: Segment | None
    """None where segments.jsonl does not know it."""
    path: Path
    skip: int
    """Packets of the segment before it."""
    packets: Packets


@dataclass(frozen=True, slots=True)
class Taken:
    pieces: tuple[Piece, ...]
    left_out: int
    """Packets that stand unmasked in their segments, which was not asked for."""
    without_key: int

    @property
    def count(self) -> int:
        return sum(len(piece.packets) for piece in self.pieces)

    @property
    def size(self) -> int:
        """Bytes of the packets themselves."""
        return sum(int(piece.packets["size"].sum()) for piece in self.pieces)


def take(span: Span, *, originals: bool) -> Taken:
    """What is recorded of the span. Drawn clips are masked anyway and take all; originals only what may be taken."""
    folder = Path(span.folder)
    packets = read_index(folder)
    if not len(packets):
        return Taken((), 0, 0)
    received = np.maximum.accumulate(packets["received_ns"])  # it never runs back, or the index is damaged
    first, end = int(np.searchsorted(received, span.from_ns)), int(np.searchsorted(received, span.to_ns, "right"))
    keys = np.flatnonzero(packets["flags"] & KEY)
    at = int(np.searchsorted(keys, first, "right")) - 1
    without_key = 0
    if at >= 0:
        first = int(keys[at])
    elif end > first:
        after = int(keys[0]) if len(keys) else end
        without_key = min(after, end) - first
        first = min(after, end)
    if not first < end or _last_is_old(received, first, end, span):
        return Taken((), 0, without_key)
    hides = originals and span.is_masked and not span.unmasked
    segments = read_segments(folder)
    pieces, left_out = [], 0
    for piece in _by_segment(folder, packets, segments, first, end):
        # of a segment that nothing is known of, it may not be believed that it is masked
        if hides and (piece.about is None or not piece.about.masked):
            left_out += len(piece.packets)
        else:
            pieces.append(piece)
    return Taken(tuple(pieces), left_out, without_key)


def _last_is_old(received: "np.ndarray[tuple[int], np.dtype[np.int64]]", first: int, end: int, span: Span) -> bool:
    """All there is came long before the span: the picture before a gap does not belong to what is after it."""
    return bool(received[end - 1] < span.from_ns - UNSEEN_AFTER_NS) and first < end


def _by_segment(folder: Path, packets: Packets, segments: dict[int, Segment], first: int, end: int) -> Iterator[Piece]:
    numbers = packets["segment"]
    at = first
    while at < end:
        number = int(numbers[at])
        changes = np.flatnonzero(numbers[at:end] != number)
        until = at + int(changes[0]) if len(changes) else end
        skip = at - int(np.flatnonzero(numbers == number)[0])
        yield Piece(number, segments.get(number), folder / f"{number:05}.mp4", skip, packets[at:until])
        at = until
