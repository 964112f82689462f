"""A clip that is looked at: every picture of the span when it came, its masks burned in, its time above it.

Its own time is the time at which the pictures were received, so a pause is a pause. Where pictures are missing for more
than two seconds, a card says so: the last picture is not left standing as if nothing had happened.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import av.error
import numpy as np
from av.container import OutputContainer
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from numpy.typing import NDArray

from video.evidence.caption import Caption
from video.evidence.cut import Written, utc_text
from video.evidence.order import RENDERED, UNSEEN_AFTER_NS, Done, Render
from video.evidence.reading import Came, Faults, packets_of
from video.evidence.span import Taken, take
from video.masks import Masks
from video.scaling import Scaler, plan

BOX = (1920, 1080)
TICKS = 90_000
STANDS_NS = 1_000_000_000
"""How long the last picture before a gap is shown."""
SAY_EVERY = 10
_GREY = 48
_BT709 = 1
"""Said in the file, so that players need not guess the colours by the size."""


def render(order: Render, say: Callable[[int, int], None]) -> Done:
    """Raises OSError where the target cannot be written. `say` hears of packets done and in all."""
    taken, faults = take(order.span, originals=False), Faults()
    film = _Film(order)
    drawn = 0
    first_ns = last_ns = None
    pictures = _Pictures(taken, faults)
    try:
        for number, (frame, at_ns) in enumerate(pictures, 1):
            if number % SAY_EVERY == 0:
                say(pictures.packets, taken.count)
            if not order.span.from_ns <= at_ns <= order.span.to_ns:
                continue
            film.show(frame, at_ns)
            drawn, last_ns = drawn + 1, at_ns
            first_ns = at_ns if first_ns is None else first_ns
        film.close()
    finally:
        film.give_up()
    wrong = faults.disagree + pictures.broken
    return Done(film.files, drawn, first_ns, last_ns, 0, wrong, taken.without_key, faults.gone)


class _Pictures:
    """Decoded pictures in the order in which they are seen, each with its time."""

    def __init__(self, taken: Taken, faults: Faults) -> None:
        self._taken, self._faults = taken, faults
        self.packets = 0
        self.broken = 0

    def __iter__(self) -> Iterator[tuple[VideoFrame, int]]:
        context: VideoCodecContext | None = None
        last: Came | None = None
        for came in packets_of(self._taken, self._faults):
            self.packets += 1
            if came.starts_part or context is None:
                if context is not None and last is not None:
                    yield from self._decoded(context, None, last)
                context = came.stream.codec_context
                context.thread_count = 1
            last = came
            yield from self._decoded(context, came, came)
        if context is not None and last is not None:
            yield from self._decoded(context, None, last)

    def _decoded(self, context: VideoCodecContext, came: Came | None, near: Came) -> Iterator[tuple[VideoFrame, int]]:
        try:
            frames = context.decode(came.packet if came is not None else None)
        except av.error.FFmpegError:
            self.broken += 1
            return
        for frame in frames:
            yield frame, near.part.seen_ns.get(frame.pts if frame.pts is not None else -1, near.received_ns)


@dataclass(slots=True)
class _Encoder:
    container: OutputContainer
    written: Written
    stream: VideoStream
    caption: Caption
    width: int
    height: int
    """Of the pictures, without the caption."""
    canvas: NDArray[np.uint8]


class _Film:
    """The clip that is written; there is none before the first picture, for its size is that one's."""

    def __init__(self, order: Render) -> None:
        self._order, self._path = order, Path(order.target) / RENDERED
        self._masks, self._scaler = Masks(order.masks), Scaler()
        self._encoder: _Encoder | None = None
        self._last_ticks = -1
        self._shown_ns = order.span.from_ns
        self.files: tuple[str, ...] = ()

    def show(self, frame: VideoFrame, at_ns: int) -> None:
        aspect = float(frame.sample_aspect_ratio or 1) if hasattr(frame, "sample_aspect_ratio") else 1.0
        if self._encoder is None:
            first = plan(frame.width, frame.height, aspect, frame.rotation, BOX)
            self._encoder = self._open(first.width, first.height)
        encoder = self._encoder
        self._gap(at_ns, STANDS_NS if self._last_ticks >= 0 else 0)
        how = plan(frame.width, frame.height, aspect, frame.rotation, (encoder.width, encoder.height))
        pixels = np.empty((how.height, how.width, 4), np.uint8)
        self._scaler.draw(frame, how, pixels)
        self._masks.burn(pixels)
        picture = encoder.canvas[encoder.caption.height :]
        if picture.shape == pixels.shape:
            picture[:] = pixels
        else:  # the stream changed its size half-way
            picture[:] = 0
            top, left = (encoder.height - how.height) // 2, (encoder.width - how.width) // 2
            picture[top : top + how.height, left : left + how.width] = pixels
        self._put(at_ns)

    def close(self) -> None:
        encoder = self._encoder
        if encoder is None:
            return
        to_ns = self._order.span.to_ns
        self._gap(to_ns, STANDS_NS)
        if self._shown_ns < to_ns:
            self._put(to_ns)  # the clip is as long as its span
        encoder.container.mux(encoder.stream.encode(None))
        self._encoder = None
        try:
            encoder.container.close()
        finally:
            encoder.written.close()
        self.files = (RENDERED,)

    def give_up(self) -> None:
        """Something went wrong already: only let go of the file."""
        encoder, self._encoder = self._encoder, None
        if encoder is None:
            return
        try:
            encoder.container.close()
            encoder.written.close()
        except (OSError, av.error.FFmpegError):
            return

    def _gap(self, next_ns: int, stands_ns: int) -> None:
        """A card, where the next picture is that far away."""
        since_ns = self._shown_ns
        if next_ns - since_ns <= UNSEEN_AFTER_NS or self._encoder is None:
            return
        encoder, offset_ns = self._encoder, self._order.span.wall_offset_ns
        card = encoder.canvas[encoder.caption.height :]
        card[:] = _GREY
        span = f"{utc_text(since_ns + offset_ns)} – {utc_text(next_ns + offset_ns)}"
        encoder.caption.write_middle(card, ("无录像  NO PICTURES RECORDED", span))
        self._put(since_ns + stands_ns)

    def _put(self, at_ns: int) -> None:
        encoder = self._encoder
        assert encoder is not None
        encoder.caption.draw(encoder.canvas, at_ns + self._order.span.wall_offset_ns)
        frame = VideoFrame.from_ndarray(encoder.canvas, format="bgra").reformat(format="yuv420p", dst_colorspace=_BT709)
        ticks = (at_ns - self._order.span.from_ns) * TICKS // 10**9
        self._last_ticks = frame.pts = max(ticks, self._last_ticks + 1)
        frame.time_base = Fraction(1, TICKS)
        self._shown_ns = at_ns
        encoder.container.mux(encoder.stream.encode(frame))

    def _open(self, width: int, height: int) -> _Encoder:
        order = self._order
        caption = Caption(width, height, order.name, order.case_number, order.zone)
        written = Written(self._path)
        container = av.open(written, "w", format="mp4", options={"use_editlist": "0"})
        stream = _stream(container)
        stream.width, stream.height, stream.pix_fmt = width, caption.height + height, "yuv420p"
        stream.time_base = stream.codec_context.time_base = Fraction(1, TICKS)
        context = stream.codec_context
        context.colorspace, context.color_primaries, context.color_trc, context.color_range = _BT709, _BT709, _BT709, 1
        canvas = np.zeros((caption.height + height, width, 4), np.uint8)
        return _Encoder(container, written, stream, caption, width, height, canvas)


def _stream(container: OutputContainer) -> VideoStream:
    threads = str(min(2, os.cpu_count() or 1))
    try:
        options = {"preset": "veryfast", "crf": "20", "bf": "0", "g": "50", "threads": threads}
        return container.add_stream("libx264", rate=25, options=options)
    except (ValueError, av.error.FFmpegError):  # an FFmpeg without the GPL's parts
        return container.add_stream("mpeg4", rate=25, options={"qscale": "3", "g": "25"})
