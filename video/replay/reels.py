"""One open file of a tape: its packets, by their place in the tape's index."""

from collections.abc import Iterator
from typing import cast

import av
import av.error
import numpy as np
from av.container import InputContainer
from av.stream import Discard
from av.video.stream import VideoStream

from video.feed import Reason
from video.open_errors import SourceError, source_error
from video.recording.packets import NO_STAMP
from video.replay.index import Reel, TapeIndex
from video.source import VideoPacket

LOOK_AHEAD = 2_000
"""After a damaged place the next packet is looked for among so many records."""
SEEK_BEYOND = 200
"""Packets of a foreign clip that are rather read than sought over."""
_STRANGE = {
    "format_whitelist": "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,flv,mpegts,mpeg,mpegvideo,h264,hevc,mjpeg,m4v",
    "protocol_whitelist": "file",
}
"""A file of somebody else's may be a list of other files, or of addresses (HLS, concat), whatever it is called: only
what holds its pictures itself is opened, and nothing but that file."""
_OPTIONS = {"analyzeduration": "0", "probesize": "4096"}
_STREAM_OPTIONS = [{"skip_frame": "all"}]
"""Ours say everything in their header. Probing would decode a key frame twice, to learn what its decoder says anyway:
27 ms with 720p, against 1.2 ms."""

Numbered = tuple[int, VideoPacket]


class OpenReel:
    """Reads forward, keeps its key packets and the group that it is in, and goes back by reading anew.

    From the start of a segment of 20 s all its packets are read in some 5 ms; a foreign clip of hours is sought in.
    Raises SourceError when it cannot be opened.
    """

    def __init__(self, index: TapeIndex, reel: Reel) -> None:
        self.reel = reel
        self._index = index
        self._keys: dict[int, VideoPacket] = {}
        self._group: list[Numbered] = []
        self._trusts_size: bool | None = None
        self._container, self._stream = open_file(reel)
        self.decoder = self._stream.codec_context
        """One for the whole life of this, however often the file is read anew."""
        self._aspect = float(self.decoder.sample_aspect_ratio or self._stream.sample_aspect_ratio or 1)
        self._coming = self._numbered(reel.first)
        self._next = reel.first

    @property
    def pixel_aspect(self) -> float:
        return float(self.decoder.sample_aspect_ratio or self._aspect)

    def close(self) -> None:
        self._group.clear()
        self._keys.clear()
        self._container.close()

    def key(self, packet: int) -> VideoPacket | None:
        """The key packet of that number; None when it is not in the file (any more)."""
        if packet not in self._keys:
            self._go_to(packet)
        return self._keys.get(packet)

    def packets_from(self, packet: int) -> Iterator[Numbered]:
        """From the key packet of that number on, to the file's end. One of these at a time."""
        key = self.key(packet)
        if key is None:
            return
        yield packet, key
        if not (self._group and self._group[0][0] == packet):
            self._go_to(packet)
            if not (self._group and self._group[0][0] == packet):
                return
        group, read = self._group, 1
        while True:
            while read < len(group):
                yield group[read]
                read += 1
            if self._read() is None:
                return
            if self._group is not group:
                group, read = self._group, 0

    def _go_to(self, key: int) -> None:
        """Until the group that begins with this packet is the present one, or the end."""
        far = self.reel.is_foreign and key > self._next + SEEK_BEYOND
        if key < self._next or far:
            self._again(key)
        while self._next <= key:
            if self._read() is None:
                return

    def _read(self) -> Numbered | None:
        numbered = next(self._coming, None)
        if numbered is None:
            self._next = max(self._next, self.reel.first + self.reel.count)
            return None
        number, packet = numbered
        self._next = number + 1
        if self._index.is_key[number]:
            self._group = [numbered]
            self._keys[number] = packet
            if self.reel.is_foreign and len(self._keys) > 32:  # an hour's would be much memory
                self._keys.pop(next(iter(self._keys)))
        elif self._group:
            self._group.append(numbered)
        return numbered

    def _again(self, key: int) -> None:
        self._group = []
        self._container.close()  # not sought in: that would flush the decoder in the middle of its group
        self._container, self._stream = open_file(self.reel)
        self._coming = self._sought(key) if self.reel.is_foreign else self._numbered(self.reel.first)
        self._next = key if self.reel.is_foreign else self.reel.first

    def _sought(self, key: int) -> Iterator[Numbered]:
        """From that key packet on. Formats without an index cannot seek, or land after it: those are read anew."""
        record = self._index.packets[key]
        stamp = int(record["dts"]) if record["dts"] != NO_STAMP else int(record["pts"])
        try:
            if stamp == NO_STAMP:
                raise av.error.FFmpegError(0, "no stamps")
            self._container.seek(stamp, stream=self._stream, backward=True)
            for packet in self._demuxed():
                place = self._place_of(packet, self.reel.first)
                if place is None or place > key:
                    break
                if place == key:
                    yield key, packet
                    yield from self._numbered(key + 1)
                    return
        except av.error.FFmpegError:
            pass
        self._container.close()
        self._container, self._stream = open_file(self.reel)
        yield from self._numbered(self.reel.first)

    def _numbered(self, number: int) -> Iterator[Numbered]:
        """Packets with their numbers, from the one where the file stands."""
        end = self.reel.first + self.reel.count
        sizes = self._index.packets["size"]
        for packet in self._demuxed():
            if number >= end:
                return
            if self._trusts_size is None:
                self._trusts_size = int(sizes[number]) == packet.size
            if self._trusts_size and int(sizes[number]) != packet.size:
                place = self._place_of(packet, number)
                if place is None:
                    continue
                number = place
            yield number, packet
            number += 1

    def _demuxed(self) -> Iterator[VideoPacket]:
        """Whatever can be read; damage ends it."""
        try:
            for packet in self._container.demux(self._stream):
                if packet.size:
                    yield packet
        except av.error.FFmpegError:
            return

    def _place_of(self, packet: VideoPacket, start: int) -> int | None:
        """The first record from `start` on that may be this packet's."""
        end = self.reel.first + self.reel.count
        records = self._index.packets[start : end if self.reel.is_foreign else min(end, start + LOOK_AHEAD)]
        fits = records["size"] == packet.size
        if self.reel.is_foreign:  # there the stamps are the file's own
            for name, stamp in (("pts", packet.pts), ("dts", packet.dts)):
                fits &= records[name] == (NO_STAMP if stamp is None else stamp)
        else:
            fits &= self._index.is_key[start : start + len(records)] == packet.is_keyframe
        found = int(np.argmax(fits)) if len(fits) else 0
        return start + found if len(fits) and bool(fits[found]) else None


def open_strange(url: str) -> InputContainer:
    """Raises FFmpegError, OSError, ValueError."""
    return av.open(url, options=dict(_STRANGE), metadata_errors="replace")


def open_file(reel: Reel) -> tuple[InputContainer, VideoStream]:
    """Only its pictures are read. Raises SourceError with the reason why it cannot be."""
    try:
        if not reel.path.is_file():  # a pipe would be waited for without end
            raise SourceError(Reason.NO_FILE, reel.path.name)
        url = f"file:{reel.path}"  # or else a name such as "concat:…" is taken for a protocol
        if reel.is_foreign:
            container = open_strange(url)
        else:
            container = av.open(
                url,
                format="mov",
                options=dict(_OPTIONS),
                stream_options=_STREAM_OPTIONS,  # type: ignore[arg-type]  # its stub says a list of strings
                metadata_errors="replace",
            )
    except (av.error.FFmpegError, OSError, ValueError) as error:
        raise source_error(error, while_connecting=False) from None
    try:
        return container, _video_stream(container)
    except BaseException:
        container.close()
        raise


def _video_stream(container: InputContainer) -> VideoStream:
    if not container.streams.video:
        raise SourceError(Reason.NO_VIDEO)
    stream = cast(VideoStream, container.streams.best("video") or container.streams.video[0])
    if stream.codec_context is None:
        raise SourceError(Reason.CODEC)
    for other in container.streams:
        if other is not stream:
            other.discard = Discard.all
    stream.codec_context.thread_count = 1
    return stream
