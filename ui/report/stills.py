"""The stills of findings, small enough to stand in a report. Masks are in them already."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt
from PySide6.QtGui import QImageReader, QImageWriter

WIDTH_PX = 480
QUALITY = 80
MOST_BYTES = 40_000_000
"""A file beyond this is no still of ours."""


def small_stills(data: Path) -> Callable[[str], bytes | None]:
    """Reads a picture by its path below `data` and answers with a JPEG; None where it is not there or is none.

    Paths come from the book, and books can be meddled with: nothing outside of `data` is read. Any thread.
    """
    folder = data.resolve()

    def small(path: str) -> bytes | None:
        try:
            file = (folder / path).resolve()
            if not file.is_relative_to(folder) or not file.is_file() or file.stat().st_size > MOST_BYTES:
                return None
        except (OSError, ValueError):
            return None
        reader = QImageReader(str(file))
        size = reader.size()
        if not size.isValid():
            return None
        if size.width() > WIDTH_PX:
            reader.setScaledSize(size.scaled(QSize(WIDTH_PX, 100_000), Qt.AspectRatioMode.KeepAspectRatio))
        image = reader.read()
        if image.isNull():
            return None
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QImageWriter(buffer, b"jpeg")
        writer.setQuality(QUALITY)
        if not writer.write(image):
            return None
        return bytes(buffer.data().data())

    return small
