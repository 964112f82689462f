"""A segment file's head, made by FFmpeg's muxer from the stream that is recorded."""

import io
import math
import struct
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import av
import av.error
from av.container import OutputContainer
from av.video.stream import VideoStream

from video.recording.boxes import nal_units, units_with_lengths, with_lengths

MUXER_OPTIONS = {
    "movflags": "empty_moov+default_base_moof",
    "use_editlist": "0",
    "avoid_negative_ts": "disabled",
}
PIXEL_FORMAT = "yuvj420p"
"""Of masked pictures."""
_MOST_TIMESCALE = 2**31 - 1
_NAL_CODECS = {"h264": (7, 8), "hevc": (32, 33, 34)}
"""Types of the units that say how the pictures are made: SPS and PPS; VPS, SPS and PPS."""


class NotStorableError(Exception):
    """MP4 has no place for this codec; the text is its name."""


@dataclass(frozen=True, eq=False, slots=True)
class Head:
    """Everything that a segment's packets have in common. Another one is another segment: compared by identity."""

    data: bytes
    """ftyp and moov, with no packet in it."""
    codec: str
    width: int
    height: int
    time_base: Fraction
    """The source's."""
    timescale: int
    """The file's ticks a second; whole source ticks where that is possible."""
    is_annex_b: bool
    """The source's packets have start codes, MP4 wants lengths."""
    length_bytes: int = 4
    """Before each NAL unit, where there are no start codes."""
    parameters: frozenset[bytes] = frozenset()
    """Parameter sets that the key frames bring along, when they were last seen."""
    masked: bool = False

    @property
    def rotation_deg(self) -> int:
        """Counter-clockwise, as FFmpeg counts: from the display matrix in tkhd (ISO/IEC 14496-12, 8.3.2)."""
        at = self.data.index(b"tkhd") + 44
        a, b = struct.unpack(">2i", self.data[at : at + 8])
        return -round(math.degrees(math.atan2(b, a)))

    def stored(self, packet: bytes) -> bytes:
        """The packet as MP4 takes it: the same NAL units behind lengths instead of start codes.

        One without any is kept as it came: an empty one would not be counted by every reader.
        """
        return (with_lengths(nal_units(packet)) or packet) if self.is_annex_b else packet

    def parameters_of(self, key: bytes) -> frozenset[bytes]:
        """Parameter sets in a key frame's packet; none when it brings none. Some bring each of them twice."""
        kinds = _NAL_CODECS.get(self.codec)
        if kinds is None:
            return frozenset()
        units = nal_units(key) if self.is_annex_b else units_with_lengths(key, self.length_bytes)
        return frozenset(unit for unit in units if _kind(self.codec, unit) in kinds)


def head_of(stream: VideoStream) -> Head:
    """Raises NotStorableError; ValueError while the stream says too little of itself."""
    codec = stream.codec_context.codec.canonical_name
    time_base = stream.time_base or Fraction(1, 90_000)
    extradata = bytes(stream.codec_context.extradata or b"")
    is_annex_b = codec in _NAL_CODECS and extradata[:1] != b"\1"
    width, height = stream.codec_context.width, stream.codec_context.height
    if not width or not height:
        raise ValueError("the stream has no size yet")
    data, timescale = _muxed(stream, _timescale(time_base), codec)
    return Head(data, codec, width, height, time_base, timescale, is_annex_b, _length_bytes(codec, extradata))


def head_of_key(head: Head, key: bytes) -> Head:
    """For a stream whose key frame brought other parameter sets than `head` was made with.

    Raises NotStorableError; ValueError when the key frame cannot be understood.
    """
    if not head.is_annex_b and head.length_bytes != 4:
        raise ValueError("lengths that another head would not have")
    units = nal_units(key) if head.is_annex_b else units_with_lengths(key, head.length_bytes)
    stream = b"".join(b"\0\0\0\1" + unit for unit in units)
    try:
        with av.open(io.BytesIO(stream), format=head.codec) as container:
            video = container.streams.video[0]
            if not video.codec_context.width:
                raise ValueError("a key frame without a size")
            data, timescale = _muxed(video, head.timescale, head.codec)
            size = video.codec_context.width, video.codec_context.height
    except (av.error.FFmpegError, IndexError) as error:
        raise ValueError(f"a key frame that cannot be understood: {error}") from None
    return Head(
        data, head.codec, *size, head.time_base, timescale, head.is_annex_b, head.length_bytes, head.parameters_of(key)
    )


def head_of_masked(width: int, height: int, time_base: Fraction) -> Head:
    """For MJPEG pictures of our own; `time_base` is the source's."""

    def add(container: OutputContainer) -> None:
        stream = container.add_stream("mjpeg", rate=1)
        stream.width, stream.height, stream.pix_fmt = width, height, PIXEL_FORMAT

    timescale = _timescale(time_base)
    data, timescale = _written(add, timescale)
    return Head(data, "mjpeg", width, height, time_base, timescale, is_annex_b=False, masked=True)


def _timescale(time_base: Fraction) -> int:
    return time_base.denominator if time_base.denominator <= _MOST_TIMESCALE else 90_000


def _muxed(stream: VideoStream, timescale: int, codec: str) -> tuple[bytes, int]:
    try:
        return _written(lambda container: container.add_stream_from_template(stream, opaque=True), timescale)
    except (av.error.FFmpegError, ValueError):
        raise NotStorableError(codec) from None


def _written(add_stream: Callable[[OutputContainer], object], timescale: int) -> tuple[bytes, int]:
    """ftyp and moov, and the time scale that the muxer made of the wish."""
    written = _Written()
    options = MUXER_OPTIONS | {"video_track_timescale": str(timescale)}
    with av.open(written, "w", format="mp4", options=options) as container:
        add_stream(container)
        container.start_encoding()
        head = bytes(written.data)
        time_base = container.streams[0].time_base
    assert time_base is not None
    return head, time_base.denominator


class _Written:
    """A file without a place to seek to: the muxer writes straight on."""

    def __init__(self) -> None:
        self.data = bytearray()

    def write(self, data: bytes) -> int:
        self.data += data
        return len(data)


def _kind(codec: str, unit: bytes) -> int:
    return unit[0] & 0x1F if codec == "h264" else unit[0] >> 1 & 0x3F


def _length_bytes(codec: str, extradata: bytes) -> int:
    """From avcC or hvcC (ISO/IEC 14496-15)."""
    at = {"h264": 4, "hevc": 21}.get(codec)
    if at is None or extradata[:1] != b"\1" or len(extradata) <= at:
        return 4
    return (extradata[at] & 3) + 1
