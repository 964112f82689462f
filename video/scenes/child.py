"""The process that draws clips: gets (scene, path, frames), says ("frame", n), then ("whole", "") or ("failed", why).

OpenCV and FFmpeg are imported in here only after the spawn, so that the parent can import this module for its name.
"""

import io
import os
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from base.lifeline import leave_terminal, tie_to_parent

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

FPS = 15
REPORT_EVERY = 6


def main(orders: Connection) -> None:
    tie_to_parent()
    leave_terminal()
    import cv2

    cv2.setNumThreads(1)
    while True:
        try:
            scene, path, frames = orders.recv()
        except (EOFError, OSError):
            return
        try:
            draw_clip(scene, Path(path), frames, orders)
        except OSError as error:
            orders.send(("failed", error.strerror or str(error)))
            return
        orders.send(("whole", ""))


def draw_clip(scene: str, path: Path, frames: int, reports: Connection | None = None) -> None:
    """Draw one scene into `path`, which appears only when it is whole. Raises OSError."""
    from video.scenes.places import stage_of

    stage = stage_of(scene)

    def pictures() -> "Iterator[NDArray[uint8]]":
        for i in range(frames):
            yield stage.frame(i / frames, i)
            if reports is not None and i % REPORT_EVERY == 0:
                reports.send(("frame", i))

    data = encoded(pictures())
    part = path.with_name(f".{path.stem}.{os.getpid()}.part")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def encoded(pictures: "Iterator[NDArray[uint8]]") -> bytes:
    """BGR pictures of one size as H.264 in MP4: no B-frames, a key frame every 2 s, cheap to decode.

    Encoded in memory: a full disk then shows as a plain OSError of Python's, not somewhere within FFmpeg.
    """
    import av
    import cv2
    import numpy as np
    from av.video.stream import VideoStream

    buffer = io.BytesIO()
    options = {"preset": "ultrafast", "tune": "fastdecode", "crf": "24", "bf": "0", "g": str(2 * FPS), "threads": "1"}
    with av.open(buffer, "w", format="mp4") as container:
        stream: VideoStream | None = None
        for picture in pictures:
            if stream is None:
                stream = container.add_stream("libx264", rate=FPS, options=options)
                stream.height, stream.width = picture.shape[:2]
                stream.pix_fmt = "yuv420p"
            planes = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2YUV_I420), np.uint8)
            frame = av.VideoFrame.from_ndarray(planes, format="yuv420p")
            container.mux(stream.encode(frame))
        if stream is not None:
            container.mux(stream.encode(None))
    return buffer.getvalue()
