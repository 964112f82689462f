"""Filling shapes into 8-bit pictures with sub-pixel edges."""

import cv2
import numpy as np
from numpy.typing import NDArray

from video.scenes.kit.camera import Points
from video.scenes.kit.light import Colour, scalar

Image = NDArray[np.uint8]
SHIFT = 4


def fixed(points: Points) -> NDArray[np.int32]:
    """Pixels to OpenCV's fixed point (pixel centres are whole numbers there)."""
    return np.rint((points - 0.5) * (1 << SHIFT)).astype(np.int32)


def convex(image: Image, points: Points, colour: Colour) -> None:
    cv2.fillConvexPoly(image, fixed(points), scalar(colour), cv2.LINE_AA, SHIFT)


def polygon(image: Image, points: Points, colour: Colour) -> None:
    cv2.fillPoly(image, [fixed(points)], scalar(colour), cv2.LINE_AA, SHIFT)


def disc(image: Image, x_px: float, y_px: float, radius_px: float, colour: Colour) -> None:
    centre = (round((x_px - 0.5) * 16), round((y_px - 0.5) * 16))
    cv2.circle(image, centre, max(1, round(radius_px * 16)), scalar(colour), -1, cv2.LINE_AA, SHIFT)


def box_of(points: Points, image: Image, margin_px: int = 2) -> tuple[slice, slice] | None:
    """The rows and columns that the points cover within the picture, or None when they are outside of it."""
    height, width = image.shape[:2]
    left = max(0, int(points[:, 0].min()) - margin_px)
    top = max(0, int(points[:, 1].min()) - margin_px)
    right = min(width, int(points[:, 0].max()) + margin_px + 2)
    bottom = min(height, int(points[:, 1].max()) + margin_px + 2)
    if left >= right or top >= bottom:
        return None
    return slice(top, bottom), slice(left, right)


def mask_of(points: Points, area: tuple[slice, slice], soft_px: float = 0.0) -> Image:
    """The polygon's coverage 0–255 within `area`, blurred by about `soft_px`."""
    rows, columns = area
    mask = np.zeros((rows.stop - rows.start, columns.stop - columns.start), np.uint8)
    cv2.fillPoly(mask, [fixed(points - (columns.start, rows.start))], 255.0, cv2.LINE_AA, SHIFT)
    if soft_px >= 0.7:
        side = 2 * round(soft_px) + 1
        cv2.blur(mask, (side, side), dst=mask)
    return mask


def darken(image: Image, points: Points, strength: float, soft_px: float) -> None:
    """Multiply what lies under the polygon by 1 − strength."""
    area = box_of(points, image, margin_px=round(soft_px) + 2)
    if area is None:
        return
    roi = image[area]
    mask = cv2.cvtColor(mask_of(points, area, soft_px), cv2.COLOR_GRAY2BGR)
    cv2.subtract(roi, cv2.multiply(roi, mask, scale=strength / 255), dst=roi)


def brighten(image: Image, points: Points, colour: Colour, soft_px: float) -> None:
    """Add `colour` under the polygon."""
    area = box_of(points, image, margin_px=round(soft_px) + 2)
    if area is None:
        return
    roi = image[area]
    mask = mask_of(points, area, soft_px)
    cv2.add(roi, _tinted(mask, colour), dst=roi)


_GLOW_SIZE = 64


def _glow_sprite() -> Image:
    line = np.linspace(-1, 1, _GLOW_SIZE, dtype=np.float32)
    distance = np.hypot(line[None, :], line[:, None])
    core = np.clip(1 - distance, 0, 1) ** 2.6
    sprite: Image = np.rint(255 * core).astype(np.uint8)
    return sprite


_GLOW = _glow_sprite()


def glow(image: Image, x_px: float, y_px: float, radius_px: float, colour: Colour, stretch: float = 1.0) -> None:
    """Add a soft round light; `stretch` makes it taller, for its reflection on a wet street."""
    half_w = max(1, round(radius_px))
    half_h = max(1, round(radius_px * stretch))
    left, top = round(x_px) - half_w, round(y_px) - half_h
    height, width = image.shape[:2]
    x0, y0, x1, y1 = max(0, left), max(0, top), min(width, left + 2 * half_w), min(height, top + 2 * half_h)
    if x0 >= x1 or y0 >= y1:
        return
    sprite = cv2.resize(_GLOW, (2 * half_w, 2 * half_h), interpolation=cv2.INTER_LINEAR)
    roi = image[y0:y1, x0:x1]
    cv2.add(roi, _tinted(sprite[y0 - top : y1 - top, x0 - left : x1 - left], colour), dst=roi)


def _tinted(mask: object, colour: Colour) -> Image:
    wide = cv2.cvtColor(np.ascontiguousarray(mask, np.uint8), cv2.COLOR_GRAY2BGR)
    level = np.array([*scalar(colour), 0.0])  # OpenCV takes four numbers for a scalar
    return np.asarray(cv2.multiply(wide, level, scale=1 / 255), np.uint8)
