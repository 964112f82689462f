"""Where each record of a recorded .tlog is: the .idx beside it.

32 bytes of head (magic, and an identity that changes when the index is made anew), then one ROW for each message in
the order of its arrival, whichever file it is in. What was left out, or was deleted since, has its row all the same: so
that counters and losses of a replay are right without it.
"""

import contextlib
import os
import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from drones import tlog
from drones.framing import V1, V2, Frame, frame_size

ROW = np.dtype(
    [
        ("at", "<i8"),  # tape ns, whole microseconds of UTC
        ("offset", "<u8"),  # of the record's stamp in its file
        ("id", "<u4"),
        ("sender", "<u4"),  # the peer of the link, Chunk.sender
        ("size", "<u2"),  # of the frame, without the stamp
        ("system", "u1"),
        ("component", "u1"),
        ("sequence", "u1"),
        ("place", "u1"),
        ("spare", "<u2"),
    ]
)
OPEN, RESTRICTED, LEFT_OUT = 0, 1, 2
"""Places: NN.tlog, NN.restricted.tlog, nowhere."""
MAGIC = b"MPIDX\x01\0\0"
HEAD_BYTES = 32
ID_BYTES = 16
ROW_STRUCT = struct.Struct("<qQIIHBBBBH")
"""The same for one row at a time; `spare` is 0."""
_READ_BYTES = 1 << 23
_LONGEST_RECORD = 1024
_LEAP_US = round(tlog.LONGEST_GAP_S * 1e6)
assert ROW_STRUCT.size == ROW.itemsize

Rows = NDArray[np.void]
"""Shape (n,), dtype ROW."""


@dataclass(frozen=True, slots=True)
class Relation:
    """Between tape time and UTC, both in nanoseconds; the manifest's."""

    started_tape_ns: int
    started_wall_ns: int

    def wall_ns(self, tape_ns: int) -> int:
        return tape_ns - self.started_tape_ns + self.started_wall_ns

    def stamp_us(self, tape_ns: int) -> int:
        return self.wall_ns(tape_ns) // 1000

    def tape_ns(self, stamp_us: int) -> int:
        return stamp_us * 1000 - self.started_wall_ns + self.started_tape_ns


@dataclass(frozen=True, slots=True)
class Names:
    """One link's files."""

    folder: Path
    number: int

    @property
    def open(self) -> Path:
        return self.folder / f"{self.number:02d}.tlog"

    @property
    def restricted(self) -> Path:
        return self.folder / f"{self.number:02d}.restricted.tlog"

    @property
    def index(self) -> Path:
        return self.folder / f"{self.number:02d}.idx"


def head(identity: bytes) -> bytes:
    return (MAGIC + identity).ljust(HEAD_BYTES, b"\0")


def new_identity() -> bytes:
    return os.urandom(ID_BYTES)


def empty() -> Rows:
    return np.zeros(0, ROW)


class RowFile:
    """An index that is read as it is needed, and rows behind it that are in memory only."""

    def __init__(self, path: Path | None, count: int, more: Rows | None = None) -> None:
        """The first `count` rows of the file. Raises OSError."""
        self._file = None if path is None else os.open(path, os.O_RDONLY)
        self._count = count if path is not None else 0
        self.more = empty() if more is None else more

    def __len__(self) -> int:
        return self._count + len(self.more)

    def rows(self, start: int, stop: int) -> Rows:
        """Raises OSError."""
        count = self._count
        if start >= count:
            return self.more[start - count : stop - count]
        assert self._file is not None
        in_file = min(stop, count) - start
        data = os.pread(self._file, in_file * ROW.itemsize, HEAD_BYTES + start * ROW.itemsize)
        if len(data) != in_file * ROW.itemsize:
            raise OSError(5, "the index is shorter than it was")
        found = np.frombuffer(data, ROW)
        return found if stop <= count else np.concatenate((found, self.more[: stop - count]))

    def blocks(self, rows: int = 1 << 19) -> Iterator[Rows]:
        for start in range(0, len(self), rows):
            yield self.rows(start, min(start + rows, len(self)))

    @property
    def is_as_written(self) -> bool:
        """Whether the file holds these rows and no other."""
        if self._file is None or len(self.more):
            return False
        return os.fstat(self._file).st_size == HEAD_BYTES + self._count * ROW.itemsize

    def cut(self, count: int) -> None:
        """Keep the first `count` rows of the file."""
        self._count = min(self._count, count)

    def close(self) -> None:
        file, self._file, self._count = self._file, None, 0
        if file is not None:
            os.close(file)


def identity_of(path: Path) -> tuple[bytes, int] | None:
    """(identity, whole rows) of an index; None when it is none."""
    try:
        with path.open("rb") as file:
            start = file.read(HEAD_BYTES)
            size = os.fstat(file.fileno()).st_size
    except OSError:
        return None
    if len(start) < HEAD_BYTES or not start.startswith(MAGIC):
        return None
    return start[len(MAGIC) : len(MAGIC) + ID_BYTES], (size - HEAD_BYTES) // ROW.itemsize


@dataclass(slots=True)
class Looked:
    """What a look at an index from end to end has found."""

    at_ns: NDArray[np.int64]
    size: NDArray[np.uint16]
    ends: tuple[int, int]
    """Bytes of the open and of the restricted file that the rows cover."""
    has_restricted: bool


def look(
    file: RowFile, sizes: tuple[int | None, int | None], within_ns: tuple[int, int] = (-(1 << 62), 1 << 62)
) -> Looked | None:
    """The rows before the first that is beyond the end of a file (None: not there, no end); None if they cannot be so,
    as when a time is not `within_ns`.

    A flipped bit in what is not looked at does no harm but to counters.
    """
    times: list[NDArray[np.int64]] = [np.zeros(0, np.int64)]
    lengths: list[NDArray[np.uint16]] = [np.zeros(0, np.uint16)]
    ends = [0, 0]
    last_ns, highest_ns = within_ns
    has_restricted = False
    for block in file.blocks():
        at, size, offset = (np.ascontiguousarray(block[name]) for name in ("at", "size", "offset"))
        place = block["place"]
        after = offset + size + np.uint64(tlog.STAMP_BYTES)
        keep = len(block)
        before = (ends[0], ends[1])
        for number in (OPEN, RESTRICTED):
            chosen = np.flatnonzero(place == number)
            if not len(chosen):
                continue
            has_restricted |= number == RESTRICTED
            begins, finishes = offset[chosen], after[chosen]
            if begins[0] < ends[number] or (begins[1:] < finishes[:-1]).any() or (finishes > 1 << 48).any():
                return None
            limit = sizes[number]
            beyond = np.flatnonzero(finishes > (1 << 62 if limit is None else limit))
            if len(beyond):
                keep = min(keep, int(chosen[beyond[0]]))
            ends[number] = int(finishes[-1])
        if at[0] < last_ns or at[-1] > highest_ns or (at[1:] < at[:-1]).any() or (place > LEFT_OUT).any():
            return None
        last_ns = int(at[-1])
        times.append(at[:keep])
        lengths.append(size[:keep])
        if keep < len(block):
            for number in (OPEN, RESTRICTED):
                chosen = np.flatnonzero(place[:keep] == number)
                ends[number] = int(after[chosen[-1]]) if len(chosen) else before[number]
            break
    return Looked(np.concatenate(times), np.concatenate(lengths), (ends[0], ends[1]), has_restricted)


Found = tuple[int, int, bytes]
"""(stamp in µs, offset of the stamp, frame) of one record."""


def scan(data: bytes, is_whole: Callable[[bytes], bool]) -> Iterator[Found]:
    """The records of a log whose bytes are a frame; what is none is passed over.

    A frame is believed when another record follows it or the log ends there; else `is_whole` looks at its CRC.
    """
    at, end, step = 0, len(data), tlog.STAMP_BYTES
    while at + step < end:
        begin = at + step
        size = frame_size(data, begin, end) if data[begin] in (V1, V2) else None
        after = end + 1 if size is None else begin + size
        if after <= end:
            frame = data[begin:after]
            left = end - after
            if left <= step or data[after + step] in (V1, V2) or is_whole(frame):
                yield int.from_bytes(data[at:begin], "big"), at, frame
                at = after
                continue
        at = tlog.next_record(data, at + 1, end)


def scan_file(path: Path, start: int, is_whole: Callable[[bytes], bool]) -> Iterator[Found]:
    """The same of a file from `start` on, read piece by piece. Raises OSError."""
    with path.open("rb") as file:
        file.seek(start)
        data = b""
        while True:
            more = file.read(_READ_BYTES)
            data += more
            limit = len(data) - _LONGEST_RECORD if more else len(data)
            done = 0
            for stamp, at, frame in scan(data, is_whole):
                if at > limit:
                    break
                done = at + tlog.STAMP_BYTES + len(frame)
                yield stamp, start + at, frame
            if not more:
                return
            done = max(done, limit, 0)
            start, data = start + done, data[done:]


def times_us(stamps: Sequence[int], *, lowest_us: int, highest_us: int, longest_gap_us: int) -> list[int]:
    """Times that never run back, by the stamps that make sense, as tlog.paced has it.

    A stamp out of bounds, or one that leaps ahead or back and returns with the next, says nothing: time stands still.
    After a step back time goes on from where it was. Longer pauses than `longest_gap_us` are cut to that.
    """
    made: list[int] = []
    now_us = first_us = sound_us = None
    for i, stamp in enumerate(stamps):
        following = stamps[i + 1] if i + 1 < len(stamps) else stamp
        leaps = following < stamp and (sound_us is None or stamp - sound_us > _LEAP_US)
        dips = sound_us is not None and stamp < sound_us <= following
        if lowest_us <= stamp <= highest_us and not leaps and not dips:
            if now_us is None or sound_us is None:
                now_us = first_us = stamp
            else:
                now_us += min(max(stamp - sound_us, 0), longest_gap_us)
            sound_us = stamp
        made.append(-1 if now_us is None else now_us)
    return [(lowest_us if first_us is None else first_us) if t < 0 else t for t in made]


def packed(at_tape_ns: int, offset: int, frame: Frame, *, sender: int, size: int, place: int) -> bytes:
    """One ROW."""
    _, message_id, system, component, sequence, _, _ = frame
    return ROW_STRUCT.pack(
        at_tape_ns, offset, message_id, sender & 0xFFFFFFFF, size, system, component, sequence, place, 0
    )  # fmt: skip


def write(path: Path, identity: bytes, rows: Rows) -> None:
    """Replace the index whole. Raises OSError."""
    beside = path.with_suffix(".new")
    try:
        with beside.open("wb") as file:
            file.write(head(identity))
            file.write(rows.tobytes())
        beside.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise
