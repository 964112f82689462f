"""The process that makes thumbnails: gets (camera id, tape ns, path), says whether the path is there now.

OpenCV and FFmpeg are imported in here only after the spawn, so that the parent can import this module for its name.
"""

import os
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from base.lifeline import leave_terminal, tie_to_parent
from video.config import Polygon
from video.replay.tape import Tape

if TYPE_CHECKING:
    from video.replay.decoding import Decoded, TapeDecoder

QUALITY = 78
NICENESS = 10
OPEN_FILES = 8


@dataclass(frozen=True, slots=True)
class Wish:
    camera_id: str
    tape_ns: int
    path: Path


@dataclass(frozen=True, slots=True)
class Post:
    """Everything that the process is born with."""

    wishes: Connection
    tapes: tuple[Tape, ...]
    masks: tuple[tuple[Polygon, ...], ...]
    box: tuple[int, int]


def main(post: Post) -> None:
    """Until the wishes end, which they also do when the parent is killed."""
    tie_to_parent()
    leave_terminal()
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    import av.logging
    import cv2

    cv2.setNumThreads(1)
    av.logging.set_level(None)
    maker = _Maker(post)
    while True:
        try:
            wish: Wish = post.wishes.recv()
            post.wishes.send(maker.make(wish))
        except (EOFError, OSError):
            return


class _Maker:
    """Keeps the tapes open that were asked for last."""

    def __init__(self, post: Post) -> None:
        self._post = post
        self._places = {tape.camera_id: place for place, tape in enumerate(post.tapes)}
        self._decoders: dict[str, TapeDecoder] = {}

    def make(self, wish: Wish) -> bool:
        """False where there is no picture around that time, or no room for it."""
        from video.freshness import grey_after_ns
        from video.open_errors import SourceError
        from video.replay.decoding import Missing

        place = self._places.get(wish.camera_id)
        if place is None:
            return False
        decoder = self._decoder(self._post.tapes[place])
        index = decoder.index
        key = index.key_near(wish.tape_ns)
        if key is None or abs(int(index.times_ns[key]) - wish.tape_ns) > max(
            grey_after_ns(index.fps_around(key)), _FAR_NS
        ):
            return False
        try:
            decoded = decoder.key(index.packet(key))
        except SourceError:
            return False
        if isinstance(decoded, Missing):
            return False
        try:
            self._write(decoded, self._post.masks[place], wish.path)
        except (OSError, ValueError):
            return False
        return True

    def _decoder(self, tape: Tape) -> "TapeDecoder":
        from video.replay.clips import open_tape
        from video.replay.decoding import TapeDecoder

        decoder = self._decoders.pop(tape.camera_id, None)
        if decoder is None:
            decoder = TapeDecoder(open_tape(tape), lambda: None, lambda _: None)
        self._decoders[tape.camera_id] = decoder
        while len(self._decoders) > OPEN_FILES:
            self._decoders.pop(next(iter(self._decoders))).close()
        return decoder

    def _write(self, decoded: "Decoded", masks: tuple[Polygon, ...], path: Path) -> None:
        """Whole, or not at all."""
        import cv2
        import numpy as np

        from video.masks import Masks
        from video.scaling import Scaler, plan

        frame = decoded.frame
        how = plan(frame.width, frame.height, decoded.pixel_aspect, decoded.rotation_deg, self._post.box)
        pixels = np.empty((how.height, how.width, 4), np.uint8)
        Scaler().draw(frame, how, pixels)
        Masks(masks).burn(pixels)
        fine, data = cv2.imencode(".jpg", pixels[..., :3], [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
        if not fine:
            raise ValueError("the picture cannot be written as JPEG")
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.stem}.{os.getpid()}.part")
        try:
            part.write_bytes(data.tobytes())
            part.replace(path)
        except OSError:
            with suppress(OSError):
                part.unlink()
            raise


_FAR_NS = 10_000_000_000
"""Key frames of some cameras are 10 s apart."""
