"""From a place on a tape to its picture, with as little decoding as what is open and decoded already allows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

import av.error
from av.video.frame import VideoFrame

from video.replay.index import Reel, TapeIndex
from video.replay.reels import Numbered, OpenReel
from video.replay.segments import Head, SegmentReel
from video.source import VideoPacket

REORDERED = 20
"""So many packets after a picture's own it must have come out of any decoder; H.264 reorders 16 at most."""
KEPT_OF_REORDERED = 6
"""At the end of a file a decoder that reorders hands over so many at once, and all are to be shown."""


class Missing(Enum):
    """Why there is no picture."""

    YET = 0
    """More packets must be decoded first."""
    FOR_GOOD = 1
    """The file, or this place in it, cannot be read."""


@dataclass(frozen=True, slots=True)
class Decoded:
    frame: VideoFrame
    packet: int
    """Its number: of the one asked for, or of the nearest before it where that one is damaged."""
    pixel_aspect: float
    rotation_deg: int


class TapeDecoder:
    """One camera's. A file, a decoder in the middle of a group of pictures, and the pictures that came out last.

    Work is done in portions, so that a better use of the processor can go first, or a newer wish replace this one.
    """

    def __init__(self, index: TapeIndex, entering: Callable[[], None], opening: Callable[[bool], None]) -> None:
        """`entering` is called before each packet goes into the decoder, `opening` around the opening of a file."""
        self.index = index
        self.most_kept_bytes = 0
        """For decoded pictures, so that a step back is quick; the newest is kept in any case."""
        self._entering = entering
        self._opening = opening
        self._reel: OpenReel | SegmentReel | None = None
        self._head: Head | None = None
        self._coming: Iterator[Numbered] | None = None
        """The packets after those that the decoder has had; None when it must begin anew."""
        self._start = 0
        self._fed = -1
        self._aim = -1
        self._by_stamp: dict[int, int] = {}
        """Of the packets whose pictures have not come out: the packet's number by its time stamp."""
        self._in_turn: list[int] = []
        self._kept: dict[int, VideoFrame] = {}
        self._rotation_deg = 0

    def close(self) -> None:
        self._forget()
        self._kept.clear()
        if self._reel is not None:
            self._reel.close()
            self._reel = None
        self._head = None

    def key(self, packet: int) -> Decoded | Missing:
        """The picture of a key packet, at once. Raises SourceError when its file cannot be opened."""
        self._aim = packet
        if packet in self._kept:
            return self._decoded(packet)
        reel = self._open(packet)
        key = reel.key(packet)
        if key is None:
            return Missing.FOR_GOOD
        self._begin(packet)
        self._feed_next()
        if packet not in self._kept:  # it reorders, and holds a lone picture back until it is drained
            self._drain()
        return self._decoded(packet) if packet in self._kept else Missing.FOR_GOOD

    def aim(self, packet: int) -> None:
        """Go on, or begin anew, to see this packet's picture. Raises SourceError when its file cannot be opened."""
        self._aim = packet
        if packet in self._kept:
            return
        self._open(packet)
        start = self.index.decoded_from(packet)
        if start is None:
            self._forget()
        elif self._coming is None or not self._start <= start <= self._fed + 1 or not self._is_ahead(packet):
            self._begin(start)

    def work(self, packets: int) -> Decoded | Missing:
        """Decode so many packets at most. YET when the aim has not been reached."""
        for _ in range(packets):
            if self._aim in self._kept:
                return self._decoded(self._aim)
            if self._coming is None or self._fed > self._aim + REORDERED:
                return self._nearest_before()
            self._feed_next()
        return self._decoded(self._aim) if self._aim in self._kept else Missing.YET

    def on_the_way(self) -> Decoded | None:
        """The newest picture that has come out since decoding began at the present group."""
        newest = next(reversed(self._kept), None)
        return self._decoded(newest) if newest is not None and newest >= self._start else None

    def distance(self, packet: int) -> int:
        """How many packets must be decoded to see it."""
        if packet in self._kept:
            return 0
        start = self.index.decoded_from(packet)
        if start is None:
            return 0
        return packet - (self._fed if self._coming is not None and self._is_ahead(packet) else start - 1)

    def _is_ahead(self, packet: int) -> bool:
        """Whether its picture is still to come out of the decoder as it stands, from the file that is open."""
        if self._reel is None or not self._reel.reel.first <= self._fed < packet + REORDERED:
            return False
        if packet > self._fed:
            return packet < self._reel.reel.first + self._reel.reel.count
        return packet in self._by_stamp.values() or packet in self._in_turn

    def _open(self, packet: int) -> OpenReel | SegmentReel:
        wanted = self.index.reels[self.index.reel_of(packet)]
        if self._reel is not None and self._reel.reel == wanted:
            return self._reel
        self._forget()
        if self._reel is not None:
            self._reel.close()
            self._reel = None
        self._opening(True)
        try:
            self._reel = self._opened(wanted)
        finally:
            self._opening(False)
        return self._reel

    def _opened(self, reel: Reel) -> OpenReel | SegmentReel:
        if not reel.is_foreign:
            try:
                opened = SegmentReel(self.index, reel, self._head)
            except ValueError:
                return OpenReel(self.index, reel)
            self._head = opened.head
            return opened
        return OpenReel(self.index, reel)

    def _begin(self, key: int) -> None:
        """Begin anew at that key packet."""
        assert self._reel is not None
        if self._reel.decoder.is_open:
            self._reel.decoder.flush_buffers()
        self._by_stamp.clear()
        self._in_turn.clear()
        self._coming = self._reel.packets_from(key)
        self._start, self._fed = key, key - 1

    def _forget(self) -> None:
        self._coming = None
        self._by_stamp.clear()
        self._in_turn.clear()
        self._fed = -1

    def _feed_next(self) -> None:
        assert self._coming is not None
        numbered = next(self._coming, None)
        if numbered is None:
            self._drain()
            return
        self._fed, packet = numbered
        if packet.pts is not None:
            self._by_stamp[packet.pts] = self._fed
        else:
            self._in_turn.append(self._fed)
        self._decode(packet)

    def _drain(self) -> None:
        self._decode(None)
        self._coming = None

    def _decode(self, packet: VideoPacket | None) -> None:
        assert self._reel is not None
        self._entering()
        try:
            frames = self._reel.decoder.decode(packet)
        except av.error.FFmpegError:
            return
        for frame in frames:
            number = self._number_of(frame)
            if number is not None:
                self._keep(number, frame)

    def _number_of(self, frame: VideoFrame) -> int | None:
        if frame.pts is not None and frame.pts in self._by_stamp:
            return self._by_stamp.pop(frame.pts)
        return self._in_turn.pop(0) if self._in_turn else None

    def _keep(self, number: int, frame: VideoFrame) -> None:
        self._rotation_deg = frame.rotation
        self._kept.pop(number, None)
        self._kept[number] = frame
        size = max(sum(plane.buffer_size for plane in frame.planes), 1)
        least = 1 if self.index.packet_of is None else KEPT_OF_REORDERED
        while len(self._kept) > max(least, self.most_kept_bytes // size):
            self._kept.pop(next(n for n in self._kept if n != self._aim))

    def _decoded(self, packet: int) -> Decoded:
        aspect = self._reel.pixel_aspect if self._reel is not None else 1.0
        return Decoded(self._kept[packet], packet, aspect, self._rotation_deg)

    def _nearest_before(self) -> Decoded | Missing:
        """Where the aim itself is damaged: the picture before it out of the same group, as a live tile would keep."""
        if self._aim < 0:
            return Missing.FOR_GOOD
        aim, start = self.index.picture(self._aim), self.index.decoded_from(self._aim)
        if start is None:
            return Missing.FOR_GOOD
        first = self.index.picture(start)
        before = [n for n in self._kept if first <= self.index.picture(n) <= aim]
        return self._decoded(max(before, key=self.index.picture)) if before else Missing.FOR_GOOD
