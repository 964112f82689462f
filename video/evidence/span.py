"""Which packets a span takes: from the key frame at or before its beginning to its end. Needs no decoder."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from video.evidence.order import UNSEEN_AFTER_NS, Span
from video.recording.packets import KEY, Packets, Segment, read_index, read_segments
from video.replay.clips import open_kept
from video.replay.index import EMPTY, TapeIndex

Times = NDArray[np.int64]
Places = NDArray[np.intp]


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
    is_foreign: bool = False
    """A clip of somebody else's: any container, and stamps of its own."""


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
    packets, paths = _material(span)
    if not len(packets):
        return Taken((), 0, 0)
    received = np.maximum.accumulate(packets["received_ns"])  # it never runs back, or the index is damaged
    inside, end = (int(at) for at in np.searchsorted(received, (span.from_ns, span.to_ns), "right"))
    keys = np.flatnonzero(packets["flags"] & KEY)
    first, without_key = _first(received, keys, inside, end, span.from_ns)
    if first >= end:
        return Taken((), 0, without_key)
    hides = originals and span.is_masked and not span.unmasked
    segments = {} if paths is not None else read_segments(Path(span.folder))
    pieces, left_out = [], 0
    for piece in _by_segment(span, packets, paths, segments, first, end):
        # of a segment that nothing is known of, it may not be believed that it is masked
        if hides and (piece.about is None or not piece.about.masked):
            left_out += len(piece.packets)
        else:
            pieces.append(piece)
    return Taken(tuple(pieces), left_out, without_key)


def times_of(span: Span) -> Times:
    """When each packet of the camera came, in its own tape time; never falling."""
    times: Times = np.maximum.accumulate(_material(span)[0]["received_ns"])
    return times


def _material(span: Span) -> tuple[Packets, tuple[Path, ...] | None]:
    """All packets that there are of the camera; of foreign clips also their files, which `segment` counts."""
    if span.foreign is None:
        return read_index(Path(span.folder)), None
    index = open_kept(span.foreign)
    return (EMPTY.packets, ()) if index is None else (_counted(index), tuple(reel.path for reel in index.reels))


def _counted(index: TapeIndex) -> Packets:
    packets = index.packets.copy()
    packets["received_ns"] = index.times_ns
    packets["segment"] = np.repeat(np.arange(len(index.reels)), [reel.count for reel in index.reels])
    return packets


def _first(received: Times, keys: Places, inside: int, end: int, from_ns: int) -> tuple[int, int]:
    """The key frame at or before the span's beginning, and 0; where there is none, or where the last picture before it
    is too old to say anything of then: the first one inside, and how many packets there are before that."""
    if inside and received[inside - 1] >= from_ns - UNSEEN_AFTER_NS:
        before = int(np.searchsorted(keys, inside)) - 1
        if before >= 0:
            return int(keys[before]), 0
    after = int(np.searchsorted(keys, inside))
    first = min(int(keys[after]), end) if after < len(keys) else end
    return first, max(first - inside, 0)


def _by_segment(
    span: Span,
    packets: Packets,
    paths: tuple[Path, ...] | None,
    segments: dict[int, Segment],
    first: int,
    end: int,
) -> Iterator[Piece]:
    numbers = packets["segment"]
    at = first
    while at < end:
        number = int(numbers[at])
        changes = np.flatnonzero(numbers[at:end] != number)
        until = at + int(changes[0]) if len(changes) else end
        skip = at - int(np.flatnonzero(numbers == number)[0])
        path = Path(span.folder) / f"{number:05}.mp4" if paths is None else paths[number]
        yield Piece(number, segments.get(number), path, skip, packets[at:until], is_foreign=paths is not None)
        at = until
