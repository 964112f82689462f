"""A recorded segment read by its index alone: each packet where it stands in the file, without a demuxer.

Opening a file with FFmpeg and reading it up to the wanted key frame takes 5 ms with 720p, this 0.5 ms; with 16 cameras
that is a quarter of what a seek may take. What does not look as the recorder writes it is left to video.replay.reels.
"""

import os
from bisect import bisect_right
from collections.abc import Iterator
from struct import Struct
from typing import cast

import numpy as np
from av.packet import Packet
from av.video.codeccontext import VideoCodecContext

from video.recording.packets import NO_STAMP
from video.replay.index import Reel, TapeIndex, Times
from video.replay.reels import Numbered, open_file
from video.source import VideoPacket

_BOX = Struct(">I4s")
_LARGE = Struct(">Q")
_HEAD_LIMIT = 1_000_000
_MOST_BOXES = 100_000
_MOST_BYTES = 1 << 48
"""Of a box: beyond it neither the system nor numpy can count."""


class Head:
    """The decoder for segments that begin alike: it is made once for all of them."""

    def __init__(self, data: bytes, reel: Reel) -> None:
        """Raises SourceError when FFmpeg makes nothing of it."""
        self.data = data
        container, stream = open_file(reel)
        with container:
            self.decoder: VideoCodecContext = stream.codec_context
            self.aspect = float(self.decoder.sample_aspect_ratio or stream.sample_aspect_ratio or 1)


class SegmentReel:
    """The same door as video.replay.reels.OpenReel. Raises SourceError, and ValueError for what is not as expected."""

    def __init__(self, index: TapeIndex, reel: Reel, head: Head | None) -> None:
        """`head`: of the segment before, which is used again where this one has the same."""
        self.reel = reel
        self._index = index
        self._fd = -1
        try:
            self._fd = os.open(reel.path, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0))
            data, self._offsets = _layout(self._fd, reel, index)
            self._file_bytes = os.fstat(self._fd).st_size
        except OSError as error:
            self.close()
            raise ValueError(error.strerror or "cannot be read") from None
        except ValueError:
            self.close()
            raise
        try:
            self.head = head if head is not None and head.data == data else Head(data, reel)
        except BaseException:
            self.close()
            raise
        self.decoder = self.head.decoder

    @property
    def pixel_aspect(self) -> float:
        return float(self.decoder.sample_aspect_ratio or self.head.aspect)

    def close(self) -> None:
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def key(self, packet: int) -> VideoPacket | None:
        """The packet of that number; None when it is not in the file (any more)."""
        place = packet - self.reel.first
        if not 0 <= place < len(self._offsets):
            return None
        record = self._index.packets[packet]
        size = int(record["size"])
        if size > self._file_bytes:
            self._file_bytes = os.fstat(self._fd).st_size  # one that is being recorded grows
            if size > self._file_bytes:
                return None  # nobody asks for gigabytes because an index says so
        try:
            data = os.pread(self._fd, size, int(self._offsets[place]))
        except OSError:
            return None
        if len(data) < size:
            return None
        made = cast("VideoPacket", Packet(data))
        made.pts = None if record["pts"] == NO_STAMP else int(record["pts"])
        made.dts = None if record["dts"] == NO_STAMP else int(record["dts"])
        made.is_keyframe = bool(self._index.is_key[packet])
        return made

    def packets_from(self, packet: int) -> Iterator[Numbered]:
        """From the packet of that number on, to the file's end or the first that cannot be read."""
        for number in range(packet, self.reel.first + self.reel.count):
            read = self.key(number)
            if read is None:
                return
            yield number, read


def _layout(fd: int, reel: Reel, index: TapeIndex) -> tuple[bytes, Times]:
    """The file's head, and where each packet that is whole begins. Raises ValueError when it is laid out otherwise."""
    sizes = index.packets["size"][reel.first : reel.first + reel.count].astype(np.int64)
    ends = np.cumsum(sizes)
    until_of = ends.tolist()  # looked through with bisect: numpy takes ten times as long for one
    file_bytes = os.fstat(fd).st_size
    shifts: list[tuple[int, int]] = []
    """Up to which packet, and what is to be added to where it begins among all payloads."""
    head_end, at, payload, placed = 0, 0, 0, 0
    for _ in range(_MOST_BOXES):
        box = os.pread(fd, 16, at)
        if len(box) < _BOX.size:
            break
        size, kind = _BOX.unpack_from(box)
        header = _BOX.size
        if size == 1 and len(box) == 16:
            (size,), header = _LARGE.unpack_from(box, _BOX.size), 16
        if size < header:
            break  # also 0, "to the end of the file": the recorder writes none
        size = min(size, _MOST_BYTES)  # it may say anything
        if kind == b"moov":
            head_end = at + size
        elif kind == b"mdat":
            until = bisect_right(until_of, payload + size - header, placed)
            shifts.append((until, at + header - payload))
            payload += size - header
            is_cut_off = until == len(until_of) or at + size >= file_bytes
            if not is_cut_off and (until == 0 or until_of[until - 1] != payload):
                raise ValueError("its packets are not those of the index")
            placed = until
        at += size
    if not 0 < head_end <= _HEAD_LIMIT:
        raise ValueError("it has no head")
    offsets = ends - sizes
    begins = 0
    for until, shift in shifts:
        offsets[begins:until] += shift
        begins = until
    return os.pread(fd, head_end, 0), offsets[:placed]
