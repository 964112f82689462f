"""From a decoded frame to BGRX pixels of the tile's size, written straight into the slot.

Measured on frames of 1280 × 720 to 640 × 360, one thread, median (docs/decisions/0001): swscale in one go to bgr0 and a
copy 1.43 ms; swscale to small yuv420p, then to bgr0, and a copy 0.85 ms; OpenCV's resize of the three planes and its
conversion straight into the slot 0.54 ms. OpenCV converts BT.601 limited range only: every other colour space goes from
the small planes through swscale's unscaled conversion, which costs one copy of the small picture more.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from av.video.frame import VideoFrame
from av.video.plane import VideoPlane
from av.video.reformatter import VideoReformatter
from numpy.typing import NDArray

from video.sizes import displayed_size, fit, quarter_turns_clockwise, turned

Pixels = NDArray[np.uint8]

_PLANAR_8_BIT = frozenset(f"yuv{kind}{sampling}p" for kind in ("", "j") for sampling in (410, 411, 420, 422, 440, 444))
_UNSPECIFIED_SPACES = (2, 3)  # AVCOL_SPC_UNSPECIFIED, _RESERVED
_BT601_SPACES = (5, 6, *_UNSPECIFIED_SPACES)  # BT470BG, SMPTE170M; swscale takes an unspecified one for these too
_SWSCALE_SPACES = {1: 1, 4: 4, 5: 5, 6: 5, 7: 7, 9: 9, 10: 9}  # AVCOL_SPC_* to SWS_CS_*
_FULL_RANGE = 2
_STEP_PX = 32
_TURNS = (None, cv2.ROTATE_90_CLOCKWISE, cv2.ROTATE_180, cv2.ROTATE_90_COUNTERCLOCKWISE)


@dataclass(frozen=True, slots=True)
class Plan:
    """How frames of one kind become pictures of one size."""

    width: int
    height: int
    """Of the picture in the slot, upright."""
    scaled_width: int
    scaled_height: int
    """Before it is turned."""
    turns: int


def plan(frame_width: int, frame_height: int, aspect: float, rotation_deg: int, box: tuple[int, int]) -> Plan:
    turns = quarter_turns_clockwise(rotation_deg)
    shown = turned(*displayed_size(frame_width, frame_height, aspect), turns * 90)  # type: ignore[arg-type]
    width, height = fit(*shown, *box)
    scaled = turned(width, height, turns * 90)
    return Plan(width, height, *scaled, turns)


class Scaler:
    """Keeps the scratch buffers of one camera. Not for several threads at once."""

    def __init__(self) -> None:
        self._halves = True
        self._to_bgr = VideoReformatter()
        self._whole = VideoReformatter()
        self._small = VideoFrame(2, 2, "yuv420p")
        self._i420: Pixels = np.empty((0, 0), np.uint8)
        self._upright: Pixels = np.empty((0, 0, 4), np.uint8)

    def draw(self, frame: VideoFrame, how: Plan, target: Pixels, *, economy: bool = False) -> None:
        """Fill `target`, shape (how.height, how.width, 4), BGRX. `economy`: one bilinear step, like fast_bilinear."""
        self._halves = not economy
        if how.turns == 0:
            self._scale(frame, how.scaled_width, how.scaled_height, target)
            return
        if self._upright.shape[:2] != (how.scaled_height, how.scaled_width):
            self._upright = np.empty((how.scaled_height, how.scaled_width, 4), np.uint8)
        self._scale(frame, how.scaled_width, how.scaled_height, self._upright)
        turn = _TURNS[how.turns]
        assert turn is not None
        cv2.rotate(self._upright, turn, dst=target)

    def _scale(self, frame: VideoFrame, width: int, height: int, target: Pixels) -> None:
        if frame.format.name not in _PLANAR_8_BIT:
            self._by_swscale(frame, width, height, target)
            return
        full_range = frame.color_range == _FULL_RANGE or frame.format.name.startswith("yuvj")
        if frame.colorspace in _BT601_SPACES and not full_range:
            cv2.cvtColor(self._to_i420(frame, width, height), cv2.COLOR_YUV2BGRA_I420, dst=target)
            return
        converted = self._to_bgr.reformat(
            self._to_small_frame(frame, width, height),
            format="bgr0",
            src_colorspace=_SWSCALE_SPACES.get(frame.colorspace, 5),
            src_color_range=2 if full_range else 1,
            dst_color_range=2,
            threads=1,
        )
        _copy_packed(converted, target)

    def _to_i420(self, frame: VideoFrame, width: int, height: int) -> Pixels:
        """The frame's planes scaled to width × height, both even, in one array of shape (height × 3/2, width)."""
        if self._i420.shape != (height * 3 // 2, width):
            self._i420 = np.empty((height * 3 // 2, width), np.uint8)
        chroma = self._i420[height:].reshape(2, height // 2, width // 2)
        for plane, out in zip(frame.planes, (self._i420[:height], chroma[0], chroma[1]), strict=True):
            _resize(_rows(plane)[:, : plane.width], out, halves=self._halves)
        return self._i420

    def _to_small_frame(self, frame: VideoFrame, width: int, height: int) -> VideoFrame:
        """The same on the left of a frame of FFmpeg's. That is as wide as its unscaled conversion goes at one step: of
        other widths it leaves the last columns as they were in memory."""
        whole = -(-width // _STEP_PX) * _STEP_PX
        if (self._small.width, self._small.height) != (whole, height):
            self._small = VideoFrame(whole, height, "yuv420p")
        for plane, out, across in zip(frame.planes, self._small.planes, (width, width // 2, width // 2), strict=True):
            _resize(_rows(plane)[:, : plane.width], _rows(out)[:, :across], halves=self._halves)
        return self._small

    def _by_swscale(self, frame: VideoFrame, width: int, height: int, target: Pixels) -> None:
        """Packed, grey, 10-bit and other rarer formats."""
        colour = {"src_colorspace": _SWSCALE_SPACES[frame.colorspace]} if frame.colorspace in _SWSCALE_SPACES else {}
        converted = self._whole.reformat(
            frame, width, height, "bgr0", interpolation="FAST_BILINEAR", dst_color_range=2, threads=1, **colour
        )
        _copy_packed(converted, target)


def _resize(stored: Pixels, out: Pixels, *, halves: bool) -> None:
    """With `halves`: by averaging as long as that is not too small, then bilinear, so that no pixel of the source is
    skipped (fast_bilinear skips them beyond a half); at exactly a half that is quicker, too."""
    height, width = out.shape
    while halves and stored.shape[0] >= 2 * height and stored.shape[1] >= 2 * width:
        half_height, half_width = stored.shape[0] // 2, stored.shape[1] // 2
        even = stored[: half_height * 2, : half_width * 2]
        if (half_height, half_width) == (height, width):
            cv2.resize(even, (width, height), dst=out, interpolation=cv2.INTER_AREA)
            return
        stored = cv2.resize(even, (half_width, half_height), interpolation=cv2.INTER_AREA)  # type: ignore[assignment]
    cv2.resize(stored, (width, height), dst=out, interpolation=cv2.INTER_LINEAR)


def _copy_packed(frame: VideoFrame, target: Pixels) -> None:
    height, width = target.shape[:2]
    np.copyto(target, _rows(frame.planes[0])[:height, : width * 4].reshape(height, width, 4))


def _rows(plane: VideoPlane) -> Pixels:
    """The plane's memory, not a copy of it, with what pads its rows. Its lines may not run upward."""
    if plane.line_size <= 0:
        raise ValueError("a picture stored from the bottom up")
    return np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)
