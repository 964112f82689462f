"""Recorded tapes that draw their time: every picture carries its number as blocks, to be read off the screen."""

from pathlib import Path

import av
import numpy as np
from av.container import OutputContainer
from av.video.stream import VideoStream
from numpy.typing import NDArray

from base.clock import NS_PER_S
from video.recording.packets import INDEX_NAME, KEY, NO_STAMP, PACKET, SEGMENTS_NAME, Segment

BITS = 12
FPS = 25
START_NS = 5_000 * NS_PER_S
"""Tape time of the first picture."""
INTERVAL_NS = NS_PER_S // FPS


def numbered(number: int, width: int = 192, height: int = 108) -> NDArray[np.uint8]:
    """RGB: a row of white and black blocks, the number's bits from the left, over a band of their opposites."""
    picture = np.full((height, width, 3), 96, np.uint8)
    block = width // BITS
    for bit in range(BITS):
        is_set = bool(number >> bit & 1)
        picture[: height // 2, bit * block : (bit + 1) * block] = 235 if is_set else 16
        picture[height // 2 :, bit * block : (bit + 1) * block] = 16 if is_set else 235
    return picture


def read_number(pixels: NDArray[np.uint8]) -> int | None:
    """The number in a picture of any size; None when it is none, or not clear."""
    height, width = pixels.shape[:2]
    number = 0
    for bit in range(BITS):
        x = round((bit + 0.5) * width / BITS)
        upper, lower = (int(pixels[y, x - 1 : x + 2, :3].mean()) for y in (height // 4, height * 3 // 4))
        if abs(upper - lower) < 120:
            return None
        number |= (upper > lower) << bit
    return number


def write_numbered(
    path: Path,
    *,
    count: int = 150,
    first: int = 0,
    gop: int = 25,
    b_frames: int = 0,
    codec: str = "libx264",
    width: int = 192,
    height: int = 108,
) -> Path:
    """A clip of `count` pictures at 25 a second, the first of which has the number `first`."""
    options = {
        "libx264": {"preset": "ultrafast", "threads": "1", "sc_threshold": "0"},
        "libx265": {"preset": "ultrafast", "x265-params": "log-level=none:pools=1"},
    }.get(codec, {})
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=FPS, options=options)
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.gop_size = width, height, gop
        stream.pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
        stream.codec_context.max_b_frames = b_frames
        for number in range(count):
            frame = av.VideoFrame.from_ndarray(numbered(first + number, width, height), "rgb24")
            frame.pts = number
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def record(
    clip: Path,
    folder: Path,
    *,
    start_ns: int = START_NS,
    segment_pictures: int = 100,
    pause_after: dict[int, int] | None = None,
) -> Path:
    """Its packets as the recorder writes them, received at a steady 25 a second from `start_ns` on.

    `pause_after`: after so many packets nothing came for so many nanoseconds, and a segment ended.
    """
    folder.mkdir(parents=True, exist_ok=True)
    records: list[tuple[int, int, int, int, int, int]] = []
    lines: list[bytes] = []
    received_ns, begun_at = start_ns - INTERVAL_NS, 0
    with av.open(str(clip)) as source:
        stream = source.streams.video[0]
        out: OutputContainer | None = None
        for packet in source.demux(stream):
            if packet.dts is None:
                continue
            pause_ns = (pause_after or {}).get(len(records), 0)
            received_ns += INTERVAL_NS + pause_ns
            if packet.is_keyframe and (out is None or pause_ns or len(records) - begun_at >= segment_pictures):
                if out is not None:
                    out.close()
                begun_at = len(records)
                lines.append(_line(len(lines), stream, packet.dts, received_ns))
                out, target = _segment(folder / f"{len(lines) - 1:05}.mp4", stream)
            assert out is not None
            pts = NO_STAMP if packet.pts is None else packet.pts
            flags = KEY if packet.is_keyframe else 0
            records.append((received_ns, pts, packet.dts, packet.size, len(lines) - 1, flags))
            packet.stream = target
            out.mux(packet)
        if out is not None:
            out.close()
    (folder / INDEX_NAME).write_bytes(np.array(records, PACKET).tobytes())
    (folder / SEGMENTS_NAME).write_bytes(b"".join(lines))
    return folder


def _line(number: int, stream: VideoStream, base_dts: int, received_ns: int) -> bytes:
    context = stream.codec_context
    assert stream.time_base is not None
    segment = Segment(
        number, stream.time_base, base_dts, received_ns, context.name, context.width, context.height, masked=False
    )
    return segment.line()


def _segment(path: Path, stream: VideoStream) -> tuple[OutputContainer, VideoStream]:
    assert stream.time_base is not None
    options = {
        "movflags": "empty_moov+default_base_moof",
        "frag_duration": "500000",
        "flush_packets": "1",
        "use_editlist": "0",
        "avoid_negative_ts": "disabled",
        "video_track_timescale": str(stream.time_base.denominator),
    }
    out = av.open(str(path), "w", format="mp4", options=options)
    return out, out.add_stream_from_template(stream)
