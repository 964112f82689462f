"""Where every picture of a tape is, out of `packets.idx`: times, key frames, gaps. Needs no decoder.

A picture's time is when its data was received. Encoders that reorder send pictures before others that are to be seen
first; there the k-th picture that is seen has the k-th time at which one came, so that time never runs back.
"""

import logging
import os
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from statistics import median

import numpy as np
from numpy.typing import NDArray

from base.clock import NS_PER_S
from video.recording.packets import KEY, NO_STAMP, PACKET, Packets, read_index
from video.replay.tape import Tape

log = logging.getLogger(__name__)

Times = NDArray[np.int64]

GAP_NS = 2 * NS_PER_S
"""So long without data is a gap, as a live tile turns amber after it."""
_DAY_NS = 86_400 * NS_PER_S
_ENOUGH = 65
"""Records at each end whose median is believed."""


def segment_name(number: int) -> str:
    return f"{number:05d}.mp4"


@dataclass(frozen=True, slots=True)
class Reel:
    """One file of a tape: a segment, or a foreign clip."""

    path: Path
    first: int
    """Index of its first packet among all of the tape's, as they were received."""
    count: int
    is_foreign: bool = False


@dataclass(frozen=True, eq=False)
class TapeIndex:
    """Pictures are counted as they are seen (`picture`), packets as they came (`packet`); both from 0."""

    reels: tuple[Reel, ...]
    packets: Packets
    """As they came and were written."""
    times_ns: Times
    """Of each picture, never falling, the tape's offset in it."""
    packet_of: NDArray[np.intp] | None = None
    """The packet of each picture; None where nothing was reordered or left out, and both counts are the same."""

    def __len__(self) -> int:
        return len(self.times_ns)

    # Which picture

    def at(self, tape_ns: int) -> int | None:
        """The newest picture at or before then; None before the first."""
        found = int(np.searchsorted(self.times_ns, tape_ns, "right")) - 1
        return found if found >= 0 else None

    def key_at(self, tape_ns: int) -> int | None:
        """The newest key frame at or before then."""
        found = int(np.searchsorted(self.key_times_ns, tape_ns, "right")) - 1
        return int(self.key_pictures[found]) if found >= 0 else None

    def key_near(self, tape_ns: int) -> int | None:
        """The nearest key frame on either side, within a group of pictures that was received without a gap."""
        before, after = self.key_at(tape_ns), self.key_after(tape_ns)
        if before is None or after is None:
            return after if before is None else before
        if not 0 <= self.times_ns[after] - tape_ns < tape_ns - self.times_ns[before]:
            return before
        between = self.times_ns[before : after + 1]
        return before if bool((np.diff(between) >= GAP_NS).any()) else after

    def key_after(self, tape_ns: int) -> int | None:
        """The next key frame after then."""
        found = int(np.searchsorted(self.key_times_ns, tape_ns, "right"))
        return int(self.key_pictures[found]) if found < len(self.key_pictures) else None

    def frame_at(self, tape_ns: int) -> int | None:
        """The tape time of the picture that is seen then; None before the first."""
        picture = self.at(tape_ns)
        return None if picture is None else int(self.times_ns[picture])

    def step(self, tape_ns: int, pictures: int) -> int | None:
        """The tape time of the picture so many after the one seen at `tape_ns`, or before with a negative count.

        Halts at the first and the last; None where there are no pictures at all.
        """
        if not len(self):
            return None
        at = self.at(tape_ns)
        wanted = pictures - 1 if at is None else at + pictures
        if pictures > 0 and at is not None:  # pictures of one bunch share their time: a step is to another moment
            wanted = max(wanted, int(np.searchsorted(self.times_ns, self.times_ns[at], "right")))
        elif pictures < 0 and at is not None:
            wanted = min(wanted, int(np.searchsorted(self.times_ns, self.times_ns[at], "left")) - 1)
        return int(self.times_ns[min(max(wanted, 0), len(self) - 1)])

    # What there is

    @cached_property
    def is_key(self) -> NDArray[np.bool_]:
        """Of each packet."""
        keys: NDArray[np.bool_] = (self.packets["flags"] & KEY) != 0
        return keys

    @cached_property
    def key_pictures(self) -> NDArray[np.intp]:
        pictures: NDArray[np.intp] = np.flatnonzero(
            self.is_key if self.packet_of is None else self.is_key[self.packet_of]
        )
        return pictures

    @cached_property
    def key_times_ns(self) -> Times:
        return self.times_ns[self.key_pictures]

    @property
    def first_ns(self) -> int | None:
        return int(self.times_ns[0]) if len(self) else None

    @property
    def last_ns(self) -> int | None:
        return int(self.times_ns[-1]) if len(self) else None

    def spans(self, longest_pause_ns: int = GAP_NS) -> tuple[tuple[int, int], ...]:
        """(first, last) times of the stretches in which pictures came without a longer pause."""
        if not len(self):
            return ()
        ends = self._ends(longest_pause_ns)
        firsts = self.times_ns[np.concatenate(([0], ends + 1))]
        lasts = self.times_ns[np.concatenate((ends, [len(self) - 1]))]
        return tuple(zip(firsts.tolist(), lasts.tolist(), strict=True))

    def gaps(self, from_ns: int, to_ns: int, longest_pause_ns: int = GAP_NS) -> tuple[tuple[int, int], ...]:
        """(from, to) without pictures for longer than that, within the span asked for, its ends included."""
        gaps, since_ns = [], from_ns
        for first_ns, last_ns in self.spans(longest_pause_ns):
            if first_ns >= to_ns:
                break
            if first_ns - since_ns > longest_pause_ns:
                gaps.append((since_ns, first_ns))
            since_ns = max(since_ns, last_ns)
        if to_ns - since_ns > longest_pause_ns:
            gaps.append((since_ns, to_ns))
        return tuple(gaps)

    def span_around(self, picture: int, longest_pause_ns: int = GAP_NS) -> tuple[int, int]:
        """(first, last) times of the stretch without a longer pause in which this picture is."""
        found = int(np.searchsorted(self._ends(longest_pause_ns), picture, "left"))
        ends = self._ends(longest_pause_ns)
        first = int(ends[found - 1]) + 1 if found else 0
        last = int(ends[found]) if found < len(ends) else len(self) - 1
        return int(self.times_ns[first]), int(self.times_ns[last])

    def _ends(self, longest_pause_ns: int) -> NDArray[np.intp]:
        """The pictures after which a longer pause comes."""
        return self._usual_ends if longest_pause_ns == GAP_NS else self._ends_before(longest_pause_ns)

    def _ends_before(self, longest_pause_ns: int) -> NDArray[np.intp]:
        return np.flatnonzero(np.diff(self.times_ns) > longest_pause_ns)

    @cached_property
    def _usual_ends(self) -> NDArray[np.intp]:
        return self._ends_before(GAP_NS)

    def density(self, from_ns: int, to_ns: int, bins: int) -> NDArray[np.float64]:
        """Bytes a second in each of `bins` equal parts of the span, shape (bins,)."""
        if bins <= 0 or to_ns <= from_ns:
            return np.zeros(max(bins, 0))
        edges = np.linspace(0, to_ns - from_ns, bins + 1)
        places = np.searchsorted(self.times_ns, from_ns + edges.astype(np.int64))
        sizes = self.packets["size"] if self.packet_of is None else self.packets["size"][self.packet_of]
        until = np.concatenate(([0.0], np.cumsum(sizes, dtype=np.float64)))
        return np.diff(until[places]) * bins * NS_PER_S / (to_ns - from_ns)

    def fps_around(self, picture: int) -> float | None:
        """Pictures a second near there: the median of up to 25 intervals."""
        times_ns = self.times_ns[max(0, picture - 13) : picture + 13].tolist()
        near_ns = [after - before for before, after in pairwise(times_ns) if after > before]
        return NS_PER_S / median(near_ns) if near_ns else None  # numpy's takes five times as long for so few

    def without(self, first: int, last: int) -> "TapeIndex":
        """The same without the pictures of the packets `first` to `last`: they turned out to be unreadable."""
        packet_of = np.arange(len(self.packets)) if self.packet_of is None else self.packet_of
        stays = (packet_of < first) | (packet_of > last)
        return TapeIndex(self.reels, self.packets, self.times_ns[stays], packet_of[stays])

    # How it is decoded

    def reel_of(self, packet: int) -> int:
        """Which of `reels` holds it."""
        return int(np.searchsorted(self._firsts, packet, "right")) - 1

    def packet(self, picture: int) -> int:
        return picture if self.packet_of is None else int(self.packet_of[picture])

    def picture(self, packet: int) -> int:
        """-1 for one that has been left out."""
        return packet if self._picture_of is None else int(self._picture_of[packet])

    def decoded_from(self, packet: int) -> int | None:
        """The key packet at which decoding must begin to see the picture of `packet`; None where there is none.

        Pictures that come after a key frame and are seen before it lean on the group before it, too.
        """
        reel = self.reels[self.reel_of(packet)]
        keys = self._key_packets
        found = int(np.searchsorted(keys, packet, "right")) - 1
        if found < 0 or keys[found] < reel.first:
            return None
        if self.packet_of is not None and self.picture(packet) < self.picture(int(keys[found])):
            found -= found > 0 and keys[found - 1] >= reel.first
        return int(keys[found])

    @cached_property
    def _firsts(self) -> NDArray[np.int64]:
        return np.array([reel.first for reel in self.reels], np.int64)

    @cached_property
    def _key_packets(self) -> NDArray[np.intp]:
        return np.flatnonzero(self.is_key)

    @cached_property
    def _picture_of(self) -> NDArray[np.intp] | None:
        if self.packet_of is None:
            return None
        inverse = np.full(len(self.packets), -1, np.intp)
        inverse[self.packet_of] = np.arange(len(self.packet_of))
        return inverse


EMPTY = TapeIndex((), np.empty(0, PACKET), np.empty(0, np.int64))


def open_index(tape: Tape) -> TapeIndex:
    """The index of what the recorder wrote; foreign clips need a demuxer the first time: video.replay.clips.

    90,000 packets (an hour at 25 a second) take some 3 ms. Damaged records are mended, and that is logged.
    """
    if tape.folder is None:
        return EMPTY
    try:
        return indexed(read_index(tape.folder), tape.folder, tape.offset_ns)
    except OSError as error:
        log.error("%s: the index of its pictures cannot be read: %s", tape.camera_id, error.strerror or error)
        return EMPTY


def indexed(packets: Packets, folder: Path, offset_ns: int) -> TapeIndex:
    """The index of recorded segments in `folder`. A record is told by its place: a damaged one is mended."""
    times_ns = _never_falling(packets, "received_ns", _DAY_NS) + offset_ns
    segments = _never_falling(packets, "segment", 1000)
    starts = np.flatnonzero(np.diff(segments, prepend=-1)) if len(packets) else np.empty(0, np.intp)
    counts = np.diff(starts, append=len(packets))
    reels = tuple(
        Reel(folder / segment_name(int(segments[start])), int(start), int(count))
        for start, count in zip(starts, counts, strict=True)
    )
    index = assembled(reels, packets, times_ns)
    there = {entry.name for entry in os.scandir(folder)} if reels else set()
    for reel in reels:
        if reel.path.name not in there:  # let go, to make room, or lost
            index = index.without(reel.first, reel.first + reel.count - 1)
    return index


def assembled(reels: tuple[Reel, ...], packets: Packets, times_ns: Times) -> TapeIndex:
    """`times_ns`: when each packet came, shape (packets,), never falling."""
    return TapeIndex(reels, packets, times_ns, _seen_order(reels, packets))


def _never_falling(packets: Packets, name: str, far: int) -> Times:
    values = packets[name].astype(np.int64)
    if len(values) < 2 or not bool((np.diff(values) < 0).any()):
        return values
    log.warning("an index of pictures is damaged in its %s", name)
    return _mended(values, far)


def _mended(values: Times, far: int) -> Times:
    """Never falling: what is beyond all measure, or alone among neighbours that agree, takes the value before it."""
    low, high = np.median(values[:_ENOUGH]) - far, np.median(values[-_ENOUGH:]) + far
    wild = (values < low) | (values > high)
    around = np.median(np.lib.stride_tricks.sliding_window_view(np.pad(values, 2, "edge"), 5), axis=1)
    alone = (values < np.roll(values, 1)) | (values > np.roll(values, -1))
    mended = np.where(wild, int(low), np.where(alone, around.astype(np.int64), values))
    first_fine = values[~wild][0] if not wild.all() else 0
    return np.maximum.accumulate(np.maximum(mended, first_fine if wild[0] else mended[0]))


def _seen_order(reels: tuple[Reel, ...], packets: Packets) -> NDArray[np.intp] | None:
    """The packet of each picture in the order in which they are seen; None when that is as they came."""
    pts = packets["pts"]
    if len(pts) < 2:
        return None
    falls = np.diff(pts) < 0
    for reel in reels[1:]:
        falls[reel.first - 1] = False
    if not bool(falls.any()):
        return None
    order = np.arange(len(pts))
    for reel in reels:
        part = slice(reel.first, reel.first + reel.count)
        if bool(falls[reel.first : reel.first + reel.count - 1].any()) and not bool((pts[part] == NO_STAMP).any()):
            order[part] = reel.first + np.argsort(pts[part], kind="stable")
    return order
