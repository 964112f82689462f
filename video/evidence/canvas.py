"""What a drawn clip shows, as its encoder takes it: planes of yuv420p, limited range, the caption above the picture.

Pictures of cameras nearly always come like that, and are copied plane by plane: by way of RGB they cost twice as much,
and lost a little each way. Whatever comes otherwise takes that way.
"""

import cv2
import numpy as np
from av.video.frame import VideoFrame
from av.video.plane import VideoPlane
from av.video.reformatter import VideoReformatter
from numpy.typing import NDArray

from video.config import Polygon
from video.masks import Masks
from video.scaling import Plan, Scaler

Pixels = NDArray[np.uint8]

BT601, BT709 = 6, 1
"""AVCOL_SPC_SMPTE170M, _BT709. One that says nothing of itself is taken for the first, as on the wall."""
_LIKE_BT601 = (2, 3, 5, 6)
_SWSCALE_BT709, _LIMITED, _FULL = 1, 1, 2
_BLACK, _NEUTRAL = 16, 128
_LUMA = np.rint(_BLACK + np.arange(256) * 219 / 255).astype(np.uint8)
"""Of a grey from 0 to 255."""
_TURNS = (None, cv2.ROTATE_90_CLOCKWISE, cv2.ROTATE_180, cv2.ROTATE_90_COUNTERCLOCKWISE)


def matrix_of(frame: VideoFrame) -> int | None:
    """Which of the two turns its colours into RGB; None for another, and for what is not stored as the canvas is."""
    if frame.format.name != "yuv420p" or frame.color_range == _FULL or frame.width % 2 or frame.height % 2:
        return None
    return BT709 if frame.colorspace == BT709 else BT601 if frame.colorspace in _LIKE_BT601 else None


class Canvas:
    """`top` rows for the caption, then a picture of `width` × `height`; all three are even."""

    def __init__(self, width: int, top: int, height: int, matrix: int, masks: tuple[Polygon, ...]) -> None:
        self.matrix = matrix
        self._width, self._top, self._height = width, top, height
        rows = top + height
        self._planes = (
            np.full((rows, width), _BLACK, np.uint8),
            np.full((rows // 2, width // 2), _NEUTRAL, np.uint8),
            np.full((rows // 2, width // 2), _NEUTRAL, np.uint8),
        )
        self._masks = Masks(masks)
        self._has_masks = bool(masks)
        self._masked_size = (0, 0)
        self._masked: tuple[NDArray[np.bool_], NDArray[np.bool_]] = (np.zeros((0, 0), np.bool_),) * 2
        """Of a picture of that size: in its luma, and in its chroma."""
        self._scaler = Scaler()
        self._from_bgr = VideoReformatter()

    def write_caption(self, grey: Pixels) -> None:
        """Shape (top, width)."""
        cv2.LUT(grey, _LUMA, dst=self._planes[0][: self._top])

    def show_card(self, grey: Pixels) -> None:
        """In the picture's place; shape (height, width)."""
        luma, *chroma = self._of_picture()
        cv2.LUT(grey, _LUMA, dst=luma)
        for plane in chroma:
            plane[:] = _NEUTRAL

    def show(self, frame: VideoFrame, how: Plan) -> None:
        """`how` fits into the picture's place: around it there is black."""
        targets = self._of_picture()
        if (how.width, how.height) != (self._width, self._height):  # the stream changed its size half-way
            for plane, empty in zip(targets, (_BLACK, _NEUTRAL, _NEUTRAL), strict=True):
                plane[:] = empty
            top, left = (self._height - how.height) // 4 * 2, (self._width - how.width) // 4 * 2
            targets = _cut(targets, top, left, how.height, how.width)
        if matrix_of(frame) == self.matrix:
            for source, target in zip(frame.planes, targets, strict=True):
                _fit(_rows(source), target, how.turns)
        else:
            for source, target in zip(self._converted(frame, how).planes, targets, strict=True):
                target[:] = _rows(source)
        if self._has_masks:
            self._burn(targets)

    def frame(self) -> VideoFrame:
        """A copy for the encoder."""
        rows, width = self._planes[0].shape
        frame = VideoFrame(width, rows, "yuv420p")
        for plane, source in zip(frame.planes, self._planes, strict=True):
            _rows(plane)[:] = source
        return frame

    def _of_picture(self) -> tuple[Pixels, ...]:
        return _cut(self._planes, self._top, 0, self._height, self._width)

    def _converted(self, frame: VideoFrame, how: Plan) -> VideoFrame:
        """By way of RGB, as the wall shows it."""
        pixels = np.empty((how.height, how.width, 4), np.uint8)
        self._scaler.draw(frame, how, pixels)
        return self._from_bgr.reformat(
            VideoFrame.from_ndarray(pixels, "bgra"),
            format="yuv420p",
            dst_colorspace=_SWSCALE_BT709 if self.matrix == BT709 else 5,
            src_color_range=_FULL,
            dst_color_range=_LIMITED,
            threads=1,
        )

    def _burn(self, planes: tuple[Pixels, ...]) -> None:
        """Black where the wall's are, and no colour in any block that touches them."""
        size = (planes[0].shape[0], planes[0].shape[1])
        if size != self._masked_size:
            drawn = np.full((*size, 4), 255, np.uint8)
            self._masks.burn(drawn)
            black = drawn[:, :, 0] < 255
            self._masked_size = size
            blocks = black.reshape(size[0] // 2, 2, size[1] // 2, 2)
            self._masked = (black, np.asarray(blocks.any(axis=(1, 3)), np.bool_))
        luma, chroma = self._masked
        np.copyto(planes[0], np.uint8(_BLACK), where=luma)
        for plane in planes[1:]:
            np.copyto(plane, np.uint8(_NEUTRAL), where=chroma)


def _cut(planes: tuple[Pixels, ...], top: int, left: int, height: int, width: int) -> tuple[Pixels, ...]:
    luma, *chroma = planes
    half = (slice(top // 2, (top + height) // 2), slice(left // 2, (left + width) // 2))
    return luma[top : top + height, left : left + width], *(plane[half] for plane in chroma)


def _fit(source: Pixels, target: Pixels, turns: int) -> None:
    """Scaled by area where it becomes smaller, and turned."""
    turn = _TURNS[turns]
    height, width = target.shape if turns % 2 == 0 else target.shape[::-1]
    if source.shape != (height, width):
        way = cv2.INTER_AREA if source.shape[0] >= height else cv2.INTER_LINEAR
        source = np.asarray(cv2.resize(source, (width, height), interpolation=way), np.uint8)
    target[:] = source if turn is None else cv2.rotate(source, turn)


def _rows(plane: VideoPlane) -> Pixels:
    """Its memory, without what pads its rows."""
    whole = np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, abs(plane.line_size))
    return whole[:, : plane.width]
