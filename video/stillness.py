"""Whether a stream's pictures still show anything new: the verdict "frozen picture".

A camera whose sensor hangs goes on sending pictures, all of them the same, often with its clock still ticking over
them. What tells it from a street where nothing moves is noise: every sensor has some, and encoders must code it anew
in each key frame. Measured on a still night street with noise of 0.3 to 4 grey levels, at 40 to 3,000 kbit/s: between
two key frames of a camera that lives 98 to 100 % of the cells differ in some sample, also at 40 kbit/s, where the
pictures in between stay the same for seconds; in a drawn street of flat, dark areas 5 to 100 %. Of a frozen one none
do, with a ticking clock up to 22 %: H.264 and H.265 predict from the clock's blocks, so that the difference creeps on
from them; it hangs together with the clock, and noise does not. So key frames are compared with key frames exactly,
and pictures in between only for movement. An encoder that changes its quantiser
from key frame to key frame all the time (x264 at a constant rate does) hides a freeze from this; calling it frozen
would accuse quiet streets too.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from base.clock import NS_PER_S
from video.freshness import FROZEN_AFTER_NS

LOOK_EVERY_NS = 18 * NS_PER_S // 10
KEY_EVERY_NS = LOOK_EVERY_NS // 2
"""At most so often, a little less than the seconds that key frames often come in. A look costs 0.1 to 0.5 ms, mostly
for memory that is not at hand: one a second is 0.5 to 1 % of decoding and scaling 720p at 25 fps (55 ms a second)."""
KEYS_ALIKE = 2
"""So many key frames must have equalled the one before them: with one alone a short stutter would count."""
ROWS, COLUMNS = 18, 32
NOISY_SHARE = 0.35
"""Two key frames that differ in more of the cells than this carry new noise; fewer must lie apart from a clock. Beyond
0.4 also noise hangs together (the percolation threshold of a square lattice with diagonals)."""
SCATTERED_SHARE = 0.02
MOVED_LEVELS = 4
"""A cell has moved when its mean did, by so many grey levels: above what coding does to a still cell's mean."""
CLOCK_SHARE = 0.04
"""Of the cells, what may move all the time in a frozen picture: hours, minutes and seconds in large digits touch up to
15 of the 576."""
_NEAR = np.ones((5, 5), np.uint8)
_SAMPLES_DOWN, _SAMPLES_ACROSS = 5 * ROWS, 5 * COLUMNS


@dataclass(frozen=True, slots=True)
class _Look:
    samples: NDArray[np.uint8]
    """Shape (ROWS × n, COLUMNS × m): cells of n × m samples."""
    means: NDArray[np.uint8]
    """Shape (ROWS, COLUMNS)."""


class Stillness:
    """The memory of one camera."""

    def __init__(self, frozen_since_ns: int | None = None) -> None:
        """`frozen_since_ns`: what was known before, by the worker that had the camera until now."""
        self.frozen_since_ns = frozen_since_ns
        """Monotonic; None while the picture is not frozen, or not known to be."""
        self._since_ns = frozen_since_ns
        self._start: _Look | None = None
        self._key: _Look | None = None
        self._keys_alike = 0
        self._moved: NDArray[np.bool_] = np.zeros((ROWS, COLUMNS), np.bool_)
        self._economy = False
        self._looked_ns = 0
        self._looked_at_key_ns = 0

    def look(self, frame: VideoFrame, received_ns: int, *, economy: bool = False) -> int | None:
        """Take in a decoded picture; since when the picture is frozen. Most pictures are passed over.

        `economy`: decoded more cheaply, which makes another picture of the same data.
        """
        is_key = bool(frame.key_frame)
        due_ns = self._looked_at_key_ns + KEY_EVERY_NS if is_key else self._looked_ns + LOOK_EVERY_NS
        if received_ns < due_ns:
            return self.frozen_since_ns
        self._looked_ns = received_ns
        if is_key:
            self._looked_at_key_ns = received_ns
        if economy != self._economy:
            self._economy = economy
            self._renew()
        look = _look_at(frame)
        if look is not None:
            self._compare(look, received_ns, is_key=is_key)
        return self.frozen_since_ns

    def _compare(self, look: _Look, received_ns: int, *, is_key: bool) -> None:
        if self._start is not None and self._start.samples.shape != look.samples.shape:
            self._renew()
        if self._since_ns is None:
            self._since_ns = received_ns
        if self._start is None:
            self._start = look
            self._moved[:] = False
        elif self._has_moved(look) or (is_key and self._is_noisy(look)):
            self._begin(look, received_ns)
        elif is_key and self._key is not None:
            self._keys_alike += 1
        if is_key:
            self._key = look
        if self._keys_alike >= KEYS_ALIKE and received_ns - self._since_ns >= FROZEN_AFTER_NS:
            self.frozen_since_ns = self._since_ns

    def _renew(self) -> None:
        """The same scene comes by another way (stream, decoder): only what follows can be compared; verdicts stay."""
        self._start = self._key = None
        self._keys_alike = 0

    def _begin(self, look: _Look, received_ns: int) -> None:
        self.frozen_since_ns = None
        self._since_ns = received_ns
        self._start = look
        self._keys_alike = 0
        self._moved[:] = False

    def _has_moved(self, look: _Look) -> bool:
        """Against the first picture, so that slow movement adds up; cells that ever moved count for good."""
        assert self._start is not None
        self._moved |= cv2.absdiff(look.means, self._start.means) > MOVED_LEVELS
        return bool(np.count_nonzero(self._moved) > CLOCK_SHARE * self._moved.size)

    def _is_noisy(self, look: _Look) -> bool:
        if self._key is None:
            return False
        down, across = look.samples.shape[0] // ROWS, look.samples.shape[1] // COLUMNS
        rows_differ = (look.samples != self._key.samples).reshape(ROWS, down, -1).any(axis=1)
        differs = rows_differ.reshape(ROWS, COLUMNS, across).any(axis=2)
        if not SCATTERED_SHARE < differs.mean() <= NOISY_SHARE:
            return bool(differs.mean() > NOISY_SHARE)
        return bool((differs & ~_grown(self._moved, differs)).mean() > SCATTERED_SHARE)


def _grown(seeds: NDArray[np.bool_], within: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """`seeds` and every cell of `within` that hangs together with them, over gaps of one cell."""
    grown = seeds
    while True:
        near = cv2.dilate(grown.astype(np.uint8), _NEAR).astype(np.bool_)
        wider = grown | (near & within)
        if np.array_equal(wider, grown):
            return grown
        grown = wider


def _look_at(frame: VideoFrame) -> _Look | None:
    """Some 90 × 160 samples of the first plane (brightness, where the format has it), by cells; None: too small."""
    plane = frame.planes[0]
    step = plane.line_size
    if step <= 0:
        return None
    form = frame.format
    bits = form.components[0].bits if form.is_planar else form.padded_bits_per_pixel
    width = min(step, plane.width * ((bits + 7) // 8))  # beyond it lie bytes that nobody wrote
    rows = np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, step)[:, :width]
    rows = rows[:: max(1, plane.height // _SAMPLES_DOWN), :: max(1, width // _SAMPLES_ACROSS)]
    down, across = rows.shape[0] // ROWS, rows.shape[1] // COLUMNS
    if not down or not across:
        return None
    samples = np.ascontiguousarray(rows[: down * ROWS, : across * COLUMNS])
    means = cv2.resize(samples, (COLUMNS, ROWS), interpolation=cv2.INTER_AREA)
    return _Look(samples, np.asarray(means, np.uint8))
