"""Places to local metres, and metres to pixels. No Qt here."""

from collections.abc import Sequence
from math import ceil, floor, log10
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from base.geodesy import LocalFrame, Position

Metres = NDArray[np.float64]
"""Shape (n, 2): x east and y north of the precinct's centre, in metres."""
FARTHEST_STEP_M = 100_000.0
NO_POINTS: Metres = np.empty((0, 2))


class Window(NamedTuple):
    """What part of the plane is on the screen. `left_m` and `top_m` are the upper left corner."""

    left_m: float
    top_m: float
    pixels_per_m: float
    width_px: float
    height_px: float

    def to_px(self, x_m: float, y_m: float) -> tuple[float, float]:
        return (x_m - self.left_m) * self.pixels_per_m, (self.top_m - y_m) * self.pixels_per_m

    def to_px_array(self, points: Metres) -> Metres:
        return (points - (self.left_m, self.top_m)) * (self.pixels_per_m, -self.pixels_per_m)

    def to_metres(self, x_px: float, y_px: float) -> tuple[float, float]:
        return self.left_m + x_px / self.pixels_per_m, self.top_m - y_px / self.pixels_per_m

    def has(self, x_px: float, y_px: float, margin_px: float = 0.0) -> bool:
        return -margin_px <= x_px <= self.width_px + margin_px and -margin_px <= y_px <= self.height_px + margin_px


def ring_xy(frame: LocalFrame, ring: Sequence[tuple[float, float]]) -> Metres:
    """A ring or line of (latitude, longitude) in metres.

    Each vertex is taken the short way round from the one before it: a zone across the antimeridian, or across the
    meridian opposite to the precinct, stays in one piece instead of being drawn around the world.
    """
    if not ring:
        return NO_POINTS
    degrees = np.array(ring, float)
    xs, ys = frame.to_xy_arrays(degrees[:, 0], degrees[:, 1])
    world_m = 2 * abs(frame.to_xy(frame.origin.latitude, frame.origin.longitude + 179.999999)[0])
    steps = np.diff(xs, prepend=xs[0])
    xs = xs - world_m * np.cumsum(np.round(steps / world_m))
    return np.column_stack((xs, ys))


def trail_xy(frame: LocalFrame, trail: Sequence[Position]) -> Metres:
    return ring_xy(frame, [(p.latitude, p.longitude) for p in trail]) if trail else NO_POINTS


def grown_trail(
    frame: LocalFrame, known: Metres, before: Sequence[Position], trail: Sequence[Position]
) -> Metres | None:
    """`known`, which is `before` in metres, brought to `trail`: old points off its start, new ones at its end.

    None where `trail` is not simply a later moment of `before`, or a new point lies on another side of the world.
    """
    if not before or not trail:
        return None
    added = next((n for n in range(1, min(9, len(trail))) if trail[-1 - n] is before[-1]), None)
    if added is None:
        return None
    kept = len(trail) - added
    if kept > len(known) or before[-kept] is not trail[0]:
        return None
    new = np.array([frame.to_xy(p.latitude, p.longitude) for p in trail[-added:]])
    if np.abs(new - known[-1]).max() > FARTHEST_STEP_M:
        return None
    return np.concatenate((known[-kept:], new))


def nice_step(at_least: float) -> float:
    """The smallest 1, 2 or 5 × 10ⁿ that is not below `at_least`."""
    power = 10.0 ** floor(log10(at_least))
    return next(m * power for m in (1.0, 2.0, 5.0, 10.0) if m * power >= at_least * (1 - 1e-9))


def steps_between(low: float, high: float, step: float) -> list[float]:
    """The multiples of `step` in [low, high]; none when there would be more than a screen can show."""
    first, last = ceil(low / step), floor(high / step)
    return [i * step for i in range(first, last + 1)] if last - first < 400 else []


def inside(rings: Sequence[Metres], x_m: float, y_m: float) -> bool:
    """Whether a point is in an area of rings, holes by the even-odd rule; for picking with the mouse only."""
    odd = False
    for ring in rings:
        xs, ys = ring[:, 0], ring[:, 1]
        next_xs, next_ys = np.roll(xs, -1), np.roll(ys, -1)
        crossing = (ys > y_m) != (next_ys > y_m)
        with np.errstate(divide="ignore", invalid="ignore"):
            at = xs + (y_m - ys) * (next_xs - xs) / (next_ys - ys)
        odd ^= bool(np.count_nonzero(crossing & (x_m < at)) % 2)
    return odd
