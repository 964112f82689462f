"""Stills: a copy of the picture that is on the screen, kept on disk before anything says so.

The picture is copied in the window's thread (a few hundred microseconds), compressed and written in a thread of its own
that ends with the file: compressing and an fsync would stop the window for longer than a tick.
"""

import hashlib
import os
import threading
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage

from base.clock import NS_PER_S
from base.errors import PersonError
from duty.book.rows import new_uuid
from ui.wall.pixels import wrapped
from video.feed import CameraFeed

QUALITY = 92
"""Of the JPEG: number plates of cars and small things far away keep their edges."""
FINDINGS, REFERENCES = "stills", "references"


@dataclass(frozen=True, slots=True)
class KeptStill:
    """A duty.patrol.patrol.StillFile: it is on the disk, whole."""

    path: str
    """Below the data folder, with slashes."""
    sha256: str
    width_px: int
    height_px: int


def picture_of(feed: CameraFeed, index: int) -> QImage | None:
    """A copy of the camera's newest picture; None where there is none."""
    with feed.picture(index) as picture:
        return None if picture is None else wrapped(picture).copy()


def still_path(folder: str, camera_id: str, at_wall_ns: int) -> str:
    """Where a still goes, below the data folder: by month, then by time, never the same twice."""
    at = datetime.fromtimestamp(at_wall_ns // NS_PER_S, UTC)
    return f"{folder}/{at:%Y-%m}/{at:%Y%m%dT%H%M%SZ}-{camera_id}-{new_uuid()[:8]}.jpg"


def keep(image: QImage, data: Path, path: str) -> Future[KeptStill]:
    """Write it in a thread of its own. The Future raises PersonError where it cannot be kept."""
    future: Future[KeptStill] = Future()

    def work() -> None:
        try:
            future.set_result(_written(image, data, path))
        except OSError as error:
            why = error.strerror or str(error)
            future.set_exception(PersonError(f"the still cannot be written to {data / path}: {why}"))
        except Exception as error:  # noqa: BLE001 - whoever waits for the still hears of it
            future.set_exception(error)

    threading.Thread(target=work, name="still").start()
    return future


def discard(data: Path, future: Future[KeptStill]) -> None:
    """Nobody wants it: a picture of a street is not kept without a reason."""

    def remove(done: Future[KeptStill]) -> None:
        if done.exception() is None:
            (data / done.result().path).unlink(missing_ok=True)

    future.add_done_callback(remove)


def _written(image: QImage, data: Path, path: str) -> KeptStill:
    content = _jpeg(image)
    target = data / path
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_suffix(".part")
    try:
        with half.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        half.replace(target)
    except OSError:
        half.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)
    return KeptStill(path, hashlib.sha256(content).hexdigest(), image.width(), image.height())


def _jpeg(image: QImage) -> bytes:
    space = QByteArray()
    buffer = QBuffer(space)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "JPEG", QUALITY):  # type: ignore[call-overload]
        raise PersonError("the still cannot be compressed")
    return bytes(space.data())


def _sync_folder(folder: Path) -> None:
    """The file's name is on the disk too (not every platform can open a folder)."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)
