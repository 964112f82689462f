"""The packets of a span one after the other, with the times at which they came. Needs FFmpeg: in a child process."""

import errno
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
from video.open_errors import SourceError
from video.recording.packets import KEY, NO_STAMP
from video.replay.index import Reel
from video.replay.reels import open_file

LONGEST_PAUSE_S = 10.0
"""Of the stream's own time, within one file."""
_MOST_TICKS = 2**60
_OUR_LACK = (errno.EMFILE, errno.ENFILE, errno.ENOMEM)


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
    """In the order in which they came. Packets whose segment cannot be opened are counted as gone.

    A file stays open as long as a packet of it may be in use: whoever asks the stream of the newest packet, or of the
    one before, for its pixels' shape asks the open file.
    """
    part: Part | None = None
    held: list[InputContainer] = []
    decoding: InputContainer | None = None
    """The part's first: the decoder belongs to it."""
    for piece in taken.pieces:
        opened = _opened(piece)
        if opened is None:
            faults.gone += len(piece.packets)
            continue
        container, stream = opened
        held = [*_let_go(held, decoding), container]
        if piece.is_foreign:
            part = _foreign_part(stream, piece)
            for came in _strange(container, stream, piece, part, faults):
                yield came
                decoding = container
            continue
        packets = _demuxed(container, stream, piece)
        faults.gone += len(piece.packets) - len(packets)
        if not packets:
            held.pop().close()
            continue
        starts = part is None or _breaks(part, stream, packets[0])
        if starts or part is None:
            part = Part(_kind(stream), 0)
        base = None if piece.about is None else piece.about.time_base
        _note_times(part, packets, piece)
        for packet, row in zip(packets, piece.packets, strict=False):
            faults.disagree += packet.size != int(row["size"])
            assert packet.dts is not None
            part.last_dts = packet.dts
            yield Came(packet, stream, row, base, part, starts)
            if starts:  # whoever decodes has let go of the decoder of the part before
                decoding, starts = container, False


def _let_go(held: list[InputContainer], decoding: InputContainer | None) -> list[InputContainer]:
    """What stays open; all the files of a day would be more than a process may have."""
    stays = [container for container in held[:-2] if container is decoding] + held[-2:]
    for container in held[:-2]:
        if container is not decoding:
            container.close()
    return stays


def _opened(piece: Piece) -> tuple[InputContainer, VideoStream] | None:
    try:
        if piece.is_foreign:
            return open_file(Reel(piece.path, 0, 0, is_foreign=True))
        container = av.open(f"file:{piece.path}", format="mp4")
        return container, container.streams.video[0]
    except (SourceError, av.error.FFmpegError, OSError, IndexError) as error:
        if isinstance(error, OSError) and error.errno in _OUR_LACK:
            raise  # the segment is there
        return None


def _foreign_part(stream: VideoStream, piece: Piece) -> Part:
    """Each clip is a part of its own. Its index was made of the same file, so its stamps are the packets' own."""
    part, stamps = Part(_kind(stream), 0), np.sort(piece.packets["pts"])
    if len(stamps) and stamps[0] != NO_STAMP:
        part.seen_ns.update(zip(stamps.tolist(), np.sort(piece.packets["received_ns"]).tolist(), strict=True))
    return part


def _strange(
    container: InputContainer, stream: VideoStream, piece: Piece, part: Part, faults: Faults
) -> Iterator[Came]:
    """One after the other and never all at once: a clip may be hours long. Counted as the index counts them."""
    place, rows = 0, len(piece.packets)
    try:
        for packet in container.demux(stream):
            if not packet.size:
                continue
            at = place - piece.skip
            if at == rows:
                break
            if at >= 0:
                row = piece.packets[at]
                faults.disagree += packet.size != int(row["size"])
                yield Came(packet, stream, row, None, part, starts_part=at == 0)
            place += 1
    except av.error.FFmpegError:
        pass  # a clip that breaks off: what is missing of it is counted
    faults.gone += rows - min(max(place - piece.skip, 0), rows)


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
