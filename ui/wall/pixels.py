"""Between the screen's own pixels and Qt's device-independent ones; `scale` is how many of the former to one."""

from math import ceil, floor

import numpy as np
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter

from ui.wall.layout import Rect
from video.feed import Picture


def logical_around(rect: Rect, scale: float) -> QRect:
    """The smallest device-independent rectangle that covers `rect`.

    At a fractional scale the painter's origin may be moved by half a pixel (`to_device_pixels`): that is covered too.
    """
    slack = 0.0 if scale == int(scale) else 0.5
    x, y = floor((rect.x - slack) / scale), floor((rect.y - slack) / scale)
    return QRect(x, y, ceil((rect.right + slack) / scale) - x, ceil((rect.bottom + slack) / scale) - y)


def logical_inside(rect: Rect, scale: float) -> QRect:
    """The largest device-independent rectangle that `rect` covers for certain."""
    slack = 0.0 if scale == int(scale) else 0.5
    x, y = ceil((rect.x + slack) / scale), ceil((rect.y + slack) / scale)
    right, bottom = floor((rect.right - slack) / scale), floor((rect.bottom - slack) / scale)
    return QRect(x, y, max(0, right - x), max(0, bottom - y))


def device_around(rect: QRect, scale: float) -> Rect:
    """A rectangle of device pixels that covers `rect` with a pixel to spare."""
    x, y = floor(rect.x() * scale) - 1, floor(rect.y() * scale) - 1
    right, bottom = ceil((rect.x() + rect.width()) * scale) + 1, ceil((rect.y() + rect.height()) * scale) + 1
    return Rect(x, y, right - x, bottom - y)


def to_qrect(rect: Rect) -> QRect:
    return QRect(rect.x, rect.y, rect.width, rect.height)


def to_device_pixels(painter: QPainter, scale: float) -> None:
    """One unit is one pixel of the screen from here on, and the origin lies on a whole one."""
    painter.scale(1 / scale, 1 / scale)
    device = painter.deviceTransform()
    painter.translate(round(device.dx()) - device.dx(), round(device.dy()) - device.dy())


def wrapped(picture: Picture) -> QImage:
    """The picture's memory as an image, nothing copied; valid only while the picture is held."""
    pixels = picture.pixels
    height, width = pixels.shape[:2]
    stride = pixels.strides[0]
    if not pixels.flags.c_contiguous:  # rows padded in the slot: the same bytes seen as one line
        pixels = np.lib.stride_tricks.as_strided(
            pixels, shape=((height - 1) * stride + width * 4,), strides=(1,), writeable=False
        )
    return QImage(pixels.data, width, height, stride, QImage.Format.Format_RGB32)
