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

from video.evidence.canvas import BT601, BT709, Canvas, matrix_of
from video.evidence.caption import Caption
from video.evidence.cut import Written, utc_text
from video.evidence.order import RENDERED, UNSEEN_AFTER_NS, Done, Render
from video.evidence.reading import Came, Faults, packets_of
from video.evidence.span import Taken, take
from video.scaling import plan

BOX = (1920, 1080)
TICKS = 90_000
STANDS_NS = 1_000_000_000
"""How long the last picture before a gap is shown."""
SAY_EVERY = 10
_GREY = 48


def render(order: Render, say: Callable[[int, int], None]) -> Done:
    """Raises OSError where the target cannot be written. `say` hears of packets done and in all."""
    taken, faults = take(order.span, originals=False), Faults()
    film = _Film(order)
    drawn = 0
    first_ns = last_ns = None
    pictures = _Pictures(taken, faults)
    try:
        for number, seen in enumerate(pictures, 1):
            if number % SAY_EVERY == 0:
                say(pictures.packets, taken.count)
            if seen.at_ns < order.span.from_ns:
                film.remember(seen)
            elif seen.at_ns <= order.span.to_ns:
                film.show(seen)
                drawn, last_ns = drawn + 1, seen.at_ns
                first_ns = seen.at_ns if first_ns is None else first_ns
        film.close()
    finally:
        film.give_up()
    wrong = faults.disagree + pictures.broken
    return Done(film.files, drawn, first_ns, last_ns, 0, wrong, taken.without_key, faults.gone)


@dataclass(frozen=True, slots=True)
class Seen:
    frame: VideoFrame
    at_ns: int
    """Tape time at which its data came."""
    aspect: float
    """Of a pixel, width by height."""


class _Pictures:
    """Decoded pictures in the order in which they are seen, each with its time."""

    def __init__(self, taken: Taken, faults: Faults) -> None:
        self._taken, self._faults = taken, faults
        self.packets = 0
        self.broken = 0

    def __iter__(self) -> Iterator[Seen]:
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

    def _decoded(self, context: VideoCodecContext, came: Came | None, near: Came) -> Iterator[Seen]:
        try:
            frames = context.decode(came.packet if came is not None else None)
        except av.error.FFmpegError:
            self.broken += 1
            return
        for frame in frames:
            at_ns = near.part.seen_ns.get(frame.pts, near.received_ns) if frame.pts is not None else near.received_ns
            yield Seen(frame, at_ns, float(context.sample_aspect_ratio or near.stream.sample_aspect_ratio or 1))


@dataclass(slots=True)
class _Encoder:
    container: OutputContainer
    written: Written
    stream: VideoStream
    caption: Caption
    width: int
    height: int
    """Of the pictures, without the caption."""
    canvas: Canvas


class _Film:
    """The clip that is written; there is none before the first picture, for its size is that one's."""

    def __init__(self, order: Render) -> None:
        self._order, self._path = order, Path(order.target) / RENDERED
        self._encoder: _Encoder | None = None
        self._last_ticks = -1
        self._shown_ns = self._told_ns = order.span.from_ns
        self._before: Seen | None = None
        self.files: tuple[str, ...] = ()

    def remember(self, seen: Seen) -> None:
        """What stood there when the span began, until the next picture came."""
        self._before = seen

    def show(self, seen: Seen) -> None:
        if self._encoder is None:
            self._begin(seen)
        else:
            self._gap(seen.at_ns)
        self._draw(seen)
        self._put(seen.at_ns)

    def close(self) -> None:
        span, before = self._order.span, self._before
        if self._encoder is None and before is not None and span.from_ns - before.at_ns <= UNSEEN_AFTER_NS:
            self._begin(before)  # no picture came in a short span: the one before it stood there all the time
        encoder = self._encoder
        if encoder is None:
            return
        self._gap(span.to_ns)
        if self._shown_ns < span.to_ns:
            self._put(span.to_ns, told_ns=self._told_ns)  # the clip is as long as its span
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

    def _begin(self, first: Seen) -> None:
        """At 0 there is something in any case: players count a clip's time from its first picture."""
        from_ns, before = self._order.span.from_ns, self._before
        how = plan(first.frame.width, first.frame.height, first.aspect, first.frame.rotation, BOX)
        self._encoder = self._open(how.width, how.height, matrix_of(first.frame) or BT601)
        if before is not None and from_ns - before.at_ns <= UNSEEN_AFTER_NS:
            self._draw(before)
            self._put(from_ns, told_ns=before.at_ns)
            self._gap(first.at_ns)
        elif first.at_ns > from_ns:
            self._card(from_ns, from_ns, first.at_ns)

    def _gap(self, next_ns: int) -> None:
        """A card, where the next picture is too far away."""
        if next_ns - self._shown_ns > UNSEEN_AFTER_NS:
            self._card(self._shown_ns + STANDS_NS, self._shown_ns, next_ns)

    def _card(self, at_ns: int, since_ns: int, until_ns: int) -> None:
        encoder, offset_ns = self._encoder, self._order.span.shown_offset_ns
        assert encoder is not None
        card = np.full((encoder.height, encoder.width), _GREY, np.uint8)
        span = f"{utc_text(since_ns + offset_ns)} – {utc_text(until_ns + offset_ns)}"
        encoder.caption.write_middle(card, ("无录像  NO PICTURES RECORDED", span))
        encoder.canvas.show_card(card)
        self._put(at_ns)

    def _draw(self, seen: Seen) -> None:
        encoder, frame = self._encoder, seen.frame
        assert encoder is not None
        how = plan(frame.width, frame.height, seen.aspect, frame.rotation, (encoder.width, encoder.height))
        encoder.canvas.show(frame, how)

    def _put(self, at_ns: int, told_ns: int | None = None) -> None:
        """The canvas at that time; `told_ns` is what its caption says, where that is another."""
        encoder = self._encoder
        assert encoder is not None
        self._shown_ns, self._told_ns = at_ns, at_ns if told_ns is None else told_ns
        encoder.canvas.write_caption(encoder.caption.draw(self._told_ns + self._order.span.shown_offset_ns))
        frame = encoder.canvas.frame()
        ticks = (at_ns - self._order.span.from_ns) * TICKS // 10**9
        self._last_ticks = frame.pts = max(ticks, self._last_ticks + 1)
        frame.time_base = Fraction(1, TICKS)
        encoder.container.mux(encoder.stream.encode(frame))

    def _open(self, width: int, height: int, matrix: int) -> _Encoder:
        order = self._order
        caption = Caption(width, height, order.name, order.case_number, order.zone)
        written = Written(self._path)
        container = av.open(written, "w", format="mp4", options={"use_editlist": "0"})
        stream = _stream(container)
        stream.width, stream.height, stream.pix_fmt = width, caption.height + height, "yuv420p"
        stream.time_base = stream.codec_context.time_base = Fraction(1, TICKS)
        context = stream.codec_context
        context.colorspace, context.color_primaries, context.color_trc, context.color_range = matrix, BT709, BT709, 1
        canvas = Canvas(width, caption.height, height, matrix, order.masks)
        return _Encoder(container, written, stream, caption, width, height, canvas)


def _stream(container: OutputContainer) -> VideoStream:
    threads = str(min(2, os.cpu_count() or 1))
    try:
        options = {"preset": "superfast", "crf": "20", "bf": "0", "g": "50", "threads": threads}
        return container.add_stream("libx264", rate=25, options=options)
    except (ValueError, av.error.FFmpegError):  # an FFmpeg without the GPL's parts
        return container.add_stream("mpeg4", rate=25, options={"qscale": "3", "g": "25"})
