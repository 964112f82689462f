"""The lines that a drawn clip has above its pictures: what, whose, when. Nothing of the picture is covered by them.

OpenCV 5 has a typeface of its own with Chinese in it ("uni", WenQuanYi Micro Hei): no other library is needed for it.
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]

_INK = 255
_PAPER = 0
_SMALLEST_PX, _LARGEST_PX = 9, 30
_WIDE_PX = 720
"""From this width on UTC and local time stand in one line."""


class Caption:
    """Of one clip: its height is settled with the first picture and stays."""

    def __init__(self, width: int, height: int, name: str, case_number: str, zone: str) -> None:
        self._face = cv2.FontFace("uni")
        self._zone, self._zone_name = ZoneInfo(zone), zone
        self._wide = width >= _WIDE_PX
        self._what = "    ".join(one for one in (_one_line(name), _one_line(case_number)) if one)
        self._width = width
        lines = self._lines(0)
        wanted = min(max(height // 28, _SMALLEST_PX + 2), _LARGEST_PX)
        self._size = next(
            (size for size in range(wanted, _SMALLEST_PX, -1) if all(self._fits(line, size) for line in lines[1:])),
            _SMALLEST_PX,
        )
        self._line_px = round(self._size * 1.5)
        self.height = (len(lines) * self._line_px + self._size // 2 + 1) // 2 * 2
        self._first: Pixels | None = None
        """With the line that stays."""
        self._drawn = np.empty((self.height, width), np.uint8)

    def draw(self, wall_ns: int) -> Pixels:
        """Greys of shape (height, width), valid until the next time."""
        first, *others = self._lines(wall_ns)
        if self._first is None:
            self._first = np.full((self.height, self._width), _PAPER, np.uint8)
            self._write(self._first, first, self._size // 2, self._line_px - self._size // 4, self._size)
        np.copyto(self._drawn, self._first)
        for number, line in enumerate(others, 2):
            self._write(self._drawn, line, self._size // 2, number * self._line_px - self._size // 4, self._size)
        return self._drawn

    def write_middle(self, grey: Pixels, lines: tuple[str, ...]) -> None:
        """For a card in a picture's place, shape (rows, width)."""
        rows, width = grey.shape
        for number, line in enumerate(lines):
            size = next((size for size in range(self._size, 5, -1) if self._fits(line, size)), 5)
            x = max(0, (width - self._measure(line, size)) // 2)
            y = rows // 2 + round((number - len(lines) / 2 + 0.8) * self._line_px)
            self._write(grey, line, x, y, size)

    def _lines(self, wall_ns: int) -> tuple[str, ...]:
        ms = wall_ns // 1_000_000 % 1000
        moment = datetime.fromtimestamp(wall_ns // 10**9, UTC)
        utc = f"{moment:%Y-%m-%d %H:%M:%S}.{ms:03d} UTC"
        there = moment.astimezone(self._zone)
        local = f"{there:%Y-%m-%d %H:%M:%S}.{ms:03d} {there:%z} {self._zone_name}"
        return (self._what, f"{utc}    {local}") if self._wide else (self._what, utc, local)

    def _fits(self, line: str, size: int) -> bool:
        return self._measure(line, size) <= self._width - size

    def _measure(self, line: str, size: int) -> int:
        _x, _y, width, _height = cv2.getTextSize((0, 0), line, (0, 0), self._face, size)
        return int(width)

    def _write(self, drawn: Pixels, line: str, x: int, y: int, size: int) -> None:
        cv2.putText(drawn, line, (x, y), _INK, self._face, size)


def _one_line(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:120]
