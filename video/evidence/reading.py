"""The packets of a span one after the other, with the times at which they came. Needs FFmpeg: in a child process."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

import av
import av.error
import numpy as np
from av.container import InputContainer
from av.packet import Packet
from av.video.stream import VideoStream

from video.evidence.span import Piece, Taken
from video.recording.packets import KEY

LONGEST_PAUSE_S = 10.0
"""Of the stream's own time, within one file."""
_MOST_TICKS = 2**60


@dataclass(frozen=True, slots=True)
class Came:
    """One packet. Its stamps go on over the segments of a part, as the source's did."""

    packet: "Packet[VideoStream]"
    stream: VideoStream
    row: np.void
    """Of the index."""
    source_base: Fraction | None
    """Time base of the stamps in the row."""
    part: "Part"
    starts_part: bool

    @property
    def received_ns(self) -> int:
        return int(self.row["received_ns"])

    @property
    def is_key(self) -> bool:
        return bool(self.row["flags"] & KEY)


@dataclass(slots=True)
class Part:
    """A stretch with one kind of stream and no break in its time: it fits into one file, and into one decoder."""

    kind: tuple[object, ...]
    last_dts: int
    seen_ns: dict[int, int] = field(default_factory=dict)
    """When the picture with a packet's pts is seen. Of pictures that were sent in another order than they are seen in,
    the k-th that is seen has the k-th time at which one came, as in the replay."""


@dataclass(slots=True)
class Faults:
    disagree: int = 0
    """Packets of another size than the index says."""
    gone: int = 0


def packets_of(taken: Taken, faults: Faults) -> Iterator[Came]:
    """In the order in which they came. Packets whose segment cannot be opened are counted as gone."""
    part: Part | None = None
    held: list[InputContainer] = []
    try:
        for piece in taken.pieces:
            try:
                container = av.open(f"file:{piece.path}", format="mp4")
                stream = container.streams.video[0]
            except (av.error.FFmpegError, OSError, IndexError):
                faults.gone += len(piece.packets)
                continue
            packets = _demuxed(container, stream, piece)
            faults.gone += len(piece.packets) - len(packets)
            if not packets:
                container.close()
                continue
            starts = part is None or _breaks(part, stream, packets[0])
            if starts or part is None:
                part = Part(_kind(stream), 0)
            base = None if piece.about is None else piece.about.time_base
            _note_times(part, packets, piece)
            held.append(container)
            for packet, row in zip(packets, piece.packets, strict=False):
                faults.disagree += packet.size != int(row["size"])
                assert packet.dts is not None
                part.last_dts = packet.dts
                yield Came(packet, stream, row, base, part, starts)
                if starts:  # whoever decodes has let go of the decoder of the part before
                    _close(held[:-1])
                    held, starts = held[-1:], False
    finally:
        _close(held)


def _demuxed(container: InputContainer, stream: VideoStream, piece: Piece) -> list["Packet[VideoStream]"]:
    """The k-th packet of a segment is the k-th in the index: both were written in one go."""
    wanted, packets = piece.skip + len(piece.packets), []
    shift = _base_ticks(stream, piece)
    place = 0
    try:
        for packet in container.demux(stream):
            if packet.dts is None or packet.size == 0:
                continue
            place += 1
            if place > piece.skip:
                packet.dts += shift
                if packet.pts is not None:
                    packet.pts += shift
                packets.append(packet)
            if place == wanted:
                break
    except av.error.FFmpegError:
        return packets  # a segment that was cut off: what is missing of it is counted
    return packets


def _base_ticks(stream: VideoStream, piece: Piece) -> int:
    """What the source counted when the segment's file began at 0, in the file's ticks."""
    if piece.about is None or not stream.time_base:
        return 0
    ticks = round(piece.about.base_dts * piece.about.time_base / stream.time_base)
    return ticks if abs(ticks) < _MOST_TICKS else 0


def _note_times(part: Part, packets: list["Packet[VideoStream]"], piece: Piece) -> None:
    stamps = sorted(packet.pts for packet in packets if packet.pts is not None)
    part.seen_ns.update(zip(stamps, np.sort(piece.packets["received_ns"]).tolist(), strict=False))


def _breaks(part: Part, stream: VideoStream, first: "Packet[VideoStream]") -> bool:
    assert first.dts is not None
    after_s = float((first.dts - part.last_dts) * (stream.time_base or 0))
    return _kind(stream) != part.kind or not 0 < after_s <= LONGEST_PAUSE_S


def _kind(stream: VideoStream) -> tuple[object, ...]:
    context = stream.codec_context
    return context.name, context.width, context.height, bytes(context.extradata or b""), stream.time_base


def _close(containers: list[InputContainer]) -> None:
    """A decoder belongs to the first container of its part: that stays open until the part ends."""
    for container in containers:
        container.close()
