"""Static privacy masks, burned in where the picture is made: no process above ever has what is under them."""

import cv2
import numpy as np
from numpy.typing import NDArray

from video.config import Polygon

_BLACK = (0, 0, 0, 255)


class Masks:
    """Polygons in fractions of the shown picture (after rotation), kept as pixels for the present size."""

    def __init__(self, polygons: tuple[Polygon, ...]) -> None:
        self._polygons = polygons
        self._size = (0, 0)
        self._points: list[NDArray[np.int32]] = []

    def burn(self, pixels: NDArray[np.uint8]) -> None:
        """Paint them black into `pixels`, shape (height, width, 4); a pixel wider than drawn: scaling blends edges."""
        if not self._polygons:
            return
        height, width = pixels.shape[:2]
        if self._size != (width, height):
            self._size = (width, height)
            self._points = [_to_pixels(polygon, width, height) for polygon in self._polygons]
        for points in self._points:
            cv2.fillPoly(pixels, [points], _BLACK)
            cv2.polylines(pixels, [points], isClosed=True, color=_BLACK, thickness=3)


def _to_pixels(polygon: Polygon, width: int, height: int) -> NDArray[np.int32]:
    return np.rint(np.array(polygon) * (width, height)).astype(np.int32)
