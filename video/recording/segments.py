"""One camera's folder being written: segments, their list, their index. For the writer's thread."""

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np

from base.clock import NS_PER_S
from video.recording.boxes import RECORDS, SEGMENT, Sample, fragment, hiding_box, own_box
from video.recording.head import Head
from video.recording.packets import INDEX_NAME, KEY, LAST_SEGMENT, NO_STAMP, PACKET, SEGMENTS_NAME, Segment
from video.recording.repair import mend
from video.recording.stamps import Stamps

KEYLESS_SEGMENTS = 6
"""So many times a segment's length without a key frame ends it at any packet: some streams never mark one."""
_FLAGS = os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0)


class Kept(NamedTuple):
    """A packet on its way to the disk."""

    head: Head
    data: bytes
    """As the source sent it."""
    pts: int | None
    dts: int | None
    is_key: bool
    may_begin: bool
    """A segment can begin with it: a key frame, or any packet of a stream that has none."""
    received_ns: int


class SegmentFolder:
    """Raises OSError from every method when the disk does not take it; what was written before stays whole."""

    def __init__(self, folder: Path, segment_s: float) -> None:
        """Takes over a folder that has segments already: a worker before this one may have been killed."""
        folder.parent.mkdir(exist_ok=True)  # no further up: a disk that is not mounted must not be made up
        folder.mkdir(exist_ok=True)
        mend(folder)
        for part in folder.glob("*.part"):
            part.unlink(missing_ok=True)
        self._folder = folder
        self._segment_ns = round(segment_s * NS_PER_S)
        self._number = _last_number(folder)
        self._list = _Appended(folder / SEGMENTS_NAME)
        try:
            self._index = _Appended(folder / INDEX_NAME)
        except BaseException:
            self._list.close()
            raise
        self._open: _Open | None = None
        self.written_packets = 0
        self.written_bytes = 0
        """Of both, what the disk has got since this object was made."""

    def write(self, packets: Iterable[Kept]) -> None:
        """All of them, in as many segments as it takes."""
        waiting: list[Kept] = []
        for packet in packets:
            if self._begins(packet):
                self._flush(waiting)
                waiting = []
                self._begin(packet)
            if self._open is not None:
                self._open.take(packet)
                waiting.append(packet)
        self._flush(waiting)

    def close(self) -> None:
        self._end_segment()
        self._list.close()
        self._index.close()

    def _begins(self, packet: Kept) -> bool:
        opened = self._open
        if opened is None:
            return packet.may_begin
        age_ns = packet.received_ns - opened.first_received_ns
        if not packet.is_key:
            return packet.may_begin and (packet.head is not opened.head or age_ns > KEYLESS_SEGMENTS * self._segment_ns)
        stamps = opened.stamps
        is_other = packet.head is not opened.head or stamps.is_broken or stamps.leaps(packet.dts)
        return is_other or age_ns >= self._segment_ns

    def _begin(self, first: Kept) -> None:
        self._end_segment()
        if self._number >= LAST_SEGMENT:
            raise OSError(0, "no number is left for another segment")
        self._number += 1
        self._open = _Open(self._number, first)

    def _end_segment(self) -> None:
        if self._open is not None:
            opened, self._open = self._open, None
            opened.close()

    def _flush(self, packets: list[Kept]) -> None:
        """A fragment of `packets`; segments.jsonl is told with the first, the index after each."""
        opened = self._open
        if opened is None or not packets:
            return
        records = _records(packets, opened).tobytes()
        is_first = opened.file is None
        self.written_bytes += opened.write(self._folder, records) + len(records)
        self.written_packets += len(packets)  # in the file: what the lists cannot take now, repair gives them later
        if is_first:
            self._list.add(opened.segment.line())
        self._index.add(records)


class _Open:
    """The segment that is being written. Its file is made with its first fragment: no empty files on a full disk."""

    def __init__(self, number: int, first: Kept) -> None:
        head = first.head
        self.head = head
        self.number = number
        self.first_received_ns = first.received_ns
        self.stamps = Stamps(head.time_base, head.timescale, first.received_ns)
        self.file: _Appended | None = None
        self._samples: list[Sample] = []
        self._fragments = 0

    @property
    def segment(self) -> Segment:
        """As far as the packets up to now tell."""
        head = self.head
        return Segment(
            self.number,
            head.time_base,
            self.stamps.base_dts or 0,
            self.first_received_ns,
            head.codec,
            head.width,
            head.height,
            head.masked,
        )

    def take(self, packet: Kept) -> None:
        dts, pts = self.stamps.place(packet.pts, packet.dts, packet.received_ns)
        self._samples.append(Sample(packet.head.stored(packet.data), dts, pts, packet.is_key))

    @property
    def sizes(self) -> list[int]:
        return [len(sample.data) for sample in self._samples]

    def write(self, folder: Path, records: bytes) -> int:
        """What was taken, as one fragment behind its index `records`; the size in bytes."""
        self._fragments += 1
        data = own_box(RECORDS, records) + fragment(self._fragments, self._samples, self.stamps.step)
        self._samples = []
        if self.file is None:
            data = self.head.data + own_box(SEGMENT, self.segment.line()) + data
            self.file = _appended_new(folder / self.segment.file_name, data)
        else:
            self.file.add(data, hidden_by=hiding_box(len(data)))
        return len(data)

    def close(self) -> None:
        if self.file is not None:
            self.file.close()


class _Appended:
    """A file that whole pieces are added to: one that does not fit is taken back."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = os.open(path, _FLAGS, 0o640)
        self._size = os.lseek(self._file, 0, os.SEEK_END)

    def add(self, data: bytes, hidden_by: bytes = b"") -> None:
        """At the end. Raises OSError with the file as it was before.

        `hidden_by` stands in the place of the first bytes until all others are written: a kill in the middle of the
        writing leaves nothing that a reader stumbles over.
        """
        if hidden_by:  # a segment's fragments, twice a second; the lists stand beside it
            self._see_that_it_is_there()
        try:
            self._write(memoryview(hidden_by + data[len(hidden_by) :]))
            if hidden_by:
                os.lseek(self._file, self._size, os.SEEK_SET)
                self._write(memoryview(data[: len(hidden_by)]))
                os.lseek(self._file, self._size + len(data), os.SEEK_SET)
        except OSError:
            self._take_back()
            raise
        self._size += len(data)

    def close(self) -> None:
        file, self._file = self._file, -1
        if file >= 0:
            os.close(file)

    def named(self, path: Path) -> None:
        self._path.rename(path)
        self._path = path

    def _write(self, data: memoryview) -> None:
        while data:
            data = data[os.write(self._file, data) :]

    def _see_that_it_is_there(self) -> None:
        """What was deleted, moved or unmounted still takes every byte, and nobody would ever find them."""
        named, held = self._path.stat(), os.fstat(self._file)
        if (named.st_ino, named.st_dev) != (held.st_ino, held.st_dev):
            raise FileNotFoundError(2, "another file stands in its place", str(self._path))

    def _take_back(self) -> None:
        try:
            os.ftruncate(self._file, self._size)
            os.lseek(self._file, self._size, os.SEEK_SET)
        except OSError:  # repair finds the whole part
            return


def _appended_new(path: Path, data: bytes) -> _Appended:
    """Under its name once `data` is in it: no player can open half a head."""
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    file = _Appended(part)
    try:
        file.add(data)
        file.named(path)
    except OSError:
        file.close()
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    return file


def _records(packets: list[Kept], opened: _Open) -> "np.ndarray[tuple[int], np.dtype[np.void]]":
    records = np.zeros(len(packets), PACKET)
    records["received_ns"] = [packet.received_ns for packet in packets]
    records["pts"] = [NO_STAMP if packet.pts is None else packet.pts for packet in packets]
    records["dts"] = [NO_STAMP if packet.dts is None else packet.dts for packet in packets]
    records["size"] = opened.sizes
    records["segment"] = opened.number
    records["flags"] = [KEY if packet.is_key else 0 for packet in packets]
    return records


def _last_number(folder: Path) -> int:
    """-1 when there is none. Of the files and of the index: a file may have been deleted."""
    numbers = [int(path.stem) for path in folder.glob("*.mp4") if path.stem.isdecimal() and path.stem.isascii()]
    return max([number for number in numbers if number <= LAST_SEGMENT], default=-1)
