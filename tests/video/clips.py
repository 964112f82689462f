"""Clips that the tests make for themselves: small, quick to encode, with content that can be told apart."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.stream import VideoStream
from numpy.typing import NDArray


def bars(width: int, height: int, shift: int = 0) -> NDArray[np.uint8]:
    """Eight colour bars as RGB, shape (height, width, 3), the same ones all over and `shift` pixels to the right."""
    colours = np.array(
        [(235, 235, 235), (200, 200, 20), (20, 200, 200), (20, 200, 20),
         (200, 20, 200), (200, 20, 20), (20, 20, 200), (20, 20, 20)], np.uint8)  # fmt: skip
    columns = (np.arange(width) + shift) % width * 8 // width
    return np.broadcast_to(colours[columns], (height, width, 3)).copy()


def write_clip(
    path: Path,
    *,
    width: int = 320,
    height: int = 180,
    fps: int = 25,
    seconds: float = 4.0,
    codec: str = "libx264",
    gop: int = 25,
    b_frames: int = 0,
    pixel_format: str = "yuv420p",
    aspect: Fraction | None = None,
    moving: bool = True,
    options: dict[str, str] | None = None,
) -> Path:
    """Colour bars that move to the right. MP4 unless the name says otherwise."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=fps, options=(_quick(codec) | (options or {})))
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = width, height, pixel_format
        stream.gop_size = gop
        stream.codec_context.max_b_frames = b_frames
        if aspect is not None:
            stream.codec_context.sample_aspect_ratio = aspect
        for number in range(round(fps * seconds)):
            frame = av.VideoFrame.from_ndarray(bars(width, height, number * 4 if moving else 0), "rgb24")
            frame.pts = number
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def _quick(codec: str) -> dict[str, str]:
    if codec == "libx265":
        return {"preset": "ultrafast", "x265-params": "log-level=none:pools=1"}
    return {"preset": "ultrafast", "threads": "1"} if codec == "libx264" else {}


def join_sizes(path: Path, parts: list[Path]) -> Path:
    """One raw H.264 stream made of several clips' streams: its resolution changes half-way, as a camera's does."""
    with path.open("wb") as out:
        for part in parts:
            raw = part.with_suffix(".h264")
            with av.open(str(part)) as source, av.open(str(raw), "w", format="h264") as target:
                stream = target.add_stream_from_template(source.streams.video[0])
                for packet in source.demux(video=0):
                    if packet.dts is not None:
                        packet.stream = stream
                        target.mux(packet)
            out.write(raw.read_bytes())
    return path


def turn(path: Path, quarter_turns_clockwise: int) -> Path:
    """Write the display matrix of an upright-held telephone into an MP4: the pixels stay as they are."""
    matrices = {1: (0, 1, -1, 0), 2: (-1, 0, 0, -1), 3: (0, -1, 1, 0)}
    a, b, c, d = (value << 16 for value in matrices[quarter_turns_clockwise])
    data = bytearray(path.read_bytes())
    at = data.index(b"tkhd") + 4 + 4 + 20 + 8 + 8
    matrix = (a, b, 0, c, d, 0, 0, 0, 1 << 30)
    data[at : at + 36] = b"".join(value.to_bytes(4, "big", signed=True) for value in matrix)
    path.write_bytes(data)
    return path


def jpegs(count: int = 8, width: int = 320, height: int = 180) -> list[bytes]:
    pictures = []
    for number in range(count):
        context = av.CodecContext.create("mjpeg", "w")
        assert isinstance(context, av.VideoCodecContext)
        context.width, context.height, context.pix_fmt = width, height, "yuvj420p"
        context.time_base = Fraction(1, 25)
        frame = av.VideoFrame.from_ndarray(bars(width, height, number * 8), "rgb24").reformat(format="yuvj420p")
        frame.pts = number
        pictures.append(b"".join(bytes(packet) for packet in [*context.encode(frame), *context.encode(None)]))
    return pictures
