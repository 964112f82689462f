"""Packets to frames: which packets are decoded at all, and how cheaply."""

from collections.abc import Callable, Iterable
from enum import Enum

import av.error
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from base.clock import NS_PER_S
from video.source import VideoPacket

BACKLOG_BYTES = 4 * 1024 * 1024
BACKLOG_PACKETS = 600
WITHOUT_KEY_NS = 10 * NS_PER_S
"""Some streams refresh bit by bit and never mark a key frame: after this long any frame will do."""


class Mode(Enum):
    NOTHING = 0
    KEYS = 1
    ALL = 2


class Decoder:
    """The decoding end of one source.

    While a tile is hidden, the packets since the last key frame are kept (4 MB at most) and decoded in one go when it
    is seen again: waiting for the next key frame instead would cost up to 2 s of an old picture with common cameras,
    10 s and more with "smart" codecs, and the packets were received anyway.
    """

    def __init__(self, stream: VideoStream, now_ns: int, entering: Callable[[], None]) -> None:
        """`entering` is called before each packet goes into the decoder: should it crash or hang there."""
        self._entering = entering
        self._own = self._context = stream.codec_context
        self._own.thread_count = 1
        self._economy = False
        self._backlog: list[VideoPacket] | None = None
        """Packets to decode before the next one makes sense; None: only a key frame does."""
        self._backlog_bytes = 0
        self._opened_ns = now_ns
        self.rotation_deg = 0
        self.errors = 0
        """Packets in a row that could not be decoded."""

    def rewound(self) -> None:
        """The source plays from its start again (seeking has flushed the decoder that belongs to the stream)."""
        if self._context is not self._own:
            self._context.flush_buffers()
        self._backlog = None

    def drop_until_key(self) -> None:
        """Too late to catch up by skipping pictures: give up the rest of this group."""
        self._backlog = None

    def feed(self, packet: VideoPacket, mode: Mode, *, economy: bool, half_rate: bool, now_ns: int) -> list[VideoFrame]:
        """The frames that are to be shown now, usually one; none while only a key frame would make sense."""
        if packet.is_keyframe:
            self._backlog, self._backlog_bytes = [], 0
            if economy != self._economy and mode is Mode.ALL:
                self._change_economy(economy)
        elif self._backlog is None:
            if mode is not Mode.ALL or now_ns - self._opened_ns < WITHOUT_KEY_NS:
                return []
            self._backlog = []
        if mode is Mode.KEYS and packet.is_keyframe:
            frames = self._decode_alone(packet)
            self._keep(packet)
            return frames
        if mode is not Mode.ALL:
            self._keep(packet)
            return []
        self._context.skip_frame = "NONREF" if half_rate else "DEFAULT"
        if self._backlog:
            waiting, self._backlog = self._backlog, []
            self._backlog_bytes = 0
            frames = self._decode([*waiting, packet])
            return frames[-1:]
        return self._decode([packet])

    def _keep(self, packet: VideoPacket) -> None:
        if self._backlog is None:
            return
        self._backlog.append(packet)
        self._backlog_bytes += packet.size
        if self._backlog_bytes > BACKLOG_BYTES or len(self._backlog) > BACKLOG_PACKETS:
            self._backlog = None

    def _decode(self, packets: Iterable[VideoPacket | None]) -> list[VideoFrame]:
        frames: list[VideoFrame] = []
        for packet in packets:
            self._entering()
            try:
                frames += self._context.decode(packet)
            except av.error.FFmpegError:
                self.errors += 1
        if frames:
            self.errors = 0
            if self._context is self._own:  # only the stream's own decoder knows the container's display matrix
                self.rotation_deg = frames[-1].rotation
        return frames

    def _decode_alone(self, packet: VideoPacket) -> list[VideoFrame]:
        """Drained, because a decoder that reorders would hold a lone key frame back until the ones after it."""
        frames = self._decode([packet, None])
        self._context.flush_buffers()
        return frames[-1:]

    def _change_economy(self, economy: bool) -> None:
        """Options count when a decoder is opened: economy is a second decoder, and a key frame the place to change."""
        self._economy = economy
        if not economy:
            self._own.flush_buffers()
            self._context = self._own
            return
        cheaper = VideoCodecContext.create(self._own.name, "r")
        assert isinstance(cheaper, VideoCodecContext)
        cheaper.extradata = self._own.extradata
        cheaper.thread_count = 1
        cheaper.flags |= self._own.flags
        cheaper.options = {"skip_loop_filter": "all"}
        self._context = cheaper
