"""A masked camera's recording: key pictures, masked before anything of them leaves the thread that received them."""

from fractions import Fraction

import av.error
import numpy as np
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame

from base.clock import NS_PER_S
from video.config import Polygon
from video.masks import Masks
from video.recording.head import PIXEL_FORMAT, Head, head_of, head_of_masked
from video.recording.segments import Kept
from video.scaling import Scaler, plan
from video.source import Source, VideoPacket

EVERY_NS = 2 * NS_PER_S
"""At most; a picture costs about 10 ms."""
LARGEST_BOX = (3840, 2160)
QUALITY = 4
"""Of MJPEG, 2 the best."""


class MaskedPictures:
    """Of one source. A decoder of its own: the wall's may be skipping pictures, or the loop filter."""

    def __init__(self, masks: tuple[Polygon, ...], source: Source) -> None:
        """Raises NotStorableError for a stream whose rotation cannot be told: its masks would lie elsewhere.

        ValueError while the stream says too little of itself.
        """
        self._stream_head = head_of(source.stream)
        own = source.stream.codec_context
        decoder = VideoCodecContext.create(own.name, "r")
        assert isinstance(decoder, VideoCodecContext)
        decoder.extradata = own.extradata
        decoder.thread_count = 1
        self._decoder = decoder
        self._source = source
        self._masks = Masks(masks)
        self._scaler = Scaler()
        self._encoder: VideoCodecContext | None = None
        self._head: Head | None = None
        self._last_ns: int | None = None
        self._encoded_count = 0

    def picture(self, packet: VideoPacket, received_ns: int) -> Kept | None:
        """The masked picture of a key frame that is due; None for every other packet."""
        if not packet.is_keyframe or (self._last_ns is not None and received_ns - self._last_ns < EVERY_NS):
            return None
        frame = self._decoded(packet)
        if frame is None:
            return None
        self._last_ns = received_ns
        head, data = self._encoded(self._masked(frame))
        return Kept(head, data, packet.pts, packet.dts, True, True, received_ns)

    def _decoded(self, packet: VideoPacket) -> VideoFrame | None:
        try:
            frames = [*self._decoder.decode(packet), *self._decoder.decode(None)]
        except av.error.FFmpegError:
            frames = []
        finally:
            self._decoder.flush_buffers()
        return frames[-1] if frames else None

    def _masked(self, frame: VideoFrame) -> VideoFrame:
        """Upright, with square pixels, because masks are drawn on what is seen."""
        rotation_deg = self._stream_head.rotation_deg
        how = plan(frame.width, frame.height, self._source.pixel_aspect, rotation_deg, LARGEST_BOX)
        pixels = np.empty((how.height, how.width, 4), np.uint8)
        self._scaler.draw(frame, how, pixels, economy=False)
        self._masks.burn(pixels)
        return VideoFrame.from_ndarray(pixels, format="bgra")

    def _encoded(self, frame: VideoFrame) -> tuple[Head, bytes]:
        encoder = self._encoder
        if encoder is None or (encoder.width, encoder.height) != (frame.width, frame.height):
            encoder = _encoder(frame.width, frame.height)
            self._encoder = encoder
            self._head = head_of_masked(frame.width, frame.height, self._stream_head.time_base)
        assert self._head is not None
        frame = frame.reformat(format=PIXEL_FORMAT)
        frame.pts = self._encoded_count
        self._encoded_count += 1
        return self._head, b"".join(bytes(packet) for packet in encoder.encode(frame))


def _encoder(width: int, height: int) -> VideoCodecContext:
    encoder = VideoCodecContext.create("mjpeg", "w")
    assert isinstance(encoder, VideoCodecContext)
    encoder.width, encoder.height, encoder.pix_fmt = width, height, PIXEL_FORMAT
    encoder.time_base = Fraction(1, 25)
    encoder.thread_count = 1
    encoder.options = {"qmin": str(QUALITY), "qmax": str(QUALITY)}
    return encoder
