"""What moves: paths over the ground, and trains of vehicles and people that repeat without a seam.

Everything of one train goes `stride_m` along its path in one loop; its k-th member then stands where the (k+1)-th
began, so the last frame runs into the first. Members differ only where the stride is longer than what is seen.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import atan2, degrees

import numpy as np
from numpy.typing import NDArray

from video.scenes.kit.figures import Looks

Profile = Callable[[float], float]


class Kind(StrEnum):
    CAR = "car"
    SUV = "suv"
    TAXI = "taxi"
    POLICE = "police"
    VAN = "van"
    BUS = "bus"
    LORRY = "lorry"
    BOAT = "boat"
    BARGE = "barge"
    DRONE = "drone"
    PERSON = "person"
    STANDING = "standing"


class Path:
    """A polyline over the ground with rounded corners; distances in metres from its start."""

    def __init__(self, *corners: tuple[float, float], rounding: int = 3) -> None:
        points = np.array(corners, float)
        for _ in range(rounding):  # Chaikin: cuts corners, keeps the ends
            cut = np.empty((2 * len(points) - 2, 2))
            cut[0::2] = points[:-1] * 0.75 + points[1:] * 0.25
            cut[1::2] = points[:-1] * 0.25 + points[1:] * 0.75
            points = np.vstack([points[:1], cut, points[-1:]])
        self._points = points
        self._along: NDArray[np.float64] = np.concatenate([[0.0], np.hypot(*np.diff(points, axis=0).T).cumsum()])

    @property
    def length_m(self) -> float:
        return float(self._along[-1])

    def at(self, along_m: float) -> tuple[float, float, float]:
        """x, y and heading (clockwise from +y, degrees), the heading eased over a car's length."""
        x = float(np.interp(along_m, self._along, self._points[:, 0]))
        y = float(np.interp(along_m, self._along, self._points[:, 1]))
        ends = np.clip([along_m - 1.3, along_m + 1.3], 0.0, self.length_m)
        xs = np.interp(ends, self._along, self._points[:, 0])
        ys = np.interp(ends, self._along, self._points[:, 1])
        return x, y, degrees(atan2(xs[1] - xs[0], ys[1] - ys[0]))


def steady(phase: float) -> float:
    return phase


def waiting(begin: float, end: float) -> Profile:
    """Stands from `begin` to `end` of the loop (0–1), braking before and pulling away after."""
    ease = 0.13
    times = np.linspace(0.0, 1.0, 481)
    middle, half = (begin + end) / 2, (end - begin) / 2
    away = np.abs((times - middle + 0.5) % 1.0 - 0.5) - half
    speed = np.clip(away / ease, 0.0, 1.0)
    speed = speed * speed * (3 - 2 * speed)
    gone = np.concatenate([[0.0], ((speed[1:] + speed[:-1]) / 2).cumsum()])
    gone /= gone[-1]
    return lambda phase: float(np.interp(phase, times, gone))


@dataclass(frozen=True)
class Train:
    """`offsets_m` are where its members start on the path; each has the look of its place in `looks` or `colours`."""

    kind: Kind
    path: Path
    stride_m: float
    offsets_m: Sequence[float] = (0.0,)
    colours: Sequence[str] = ("#9aa3ab",)
    looks: Sequence[Looks] = ()
    profile: Profile = steady
    kinds: Sequence[Kind] = ()
    turn_deg: float = 0.0
    lift_m: Profile | None = None
    """Height above the ground by the phase of the loop."""


@dataclass(frozen=True, slots=True)
class Placed:
    kind: Kind
    x_m: float
    y_m: float
    heading_deg: float
    colour: str
    looks: Looks | None
    swing: float
    """How far through two steps somebody on foot is, 0–1."""
    z_m: float = 0.0


def placed(train: Train, phase: float) -> list[Placed]:
    """Where the train's members are at `phase` (0–1) of the loop."""
    result = []
    length, stride = train.path.length_m, train.stride_m
    gone = stride * train.profile(phase)
    lift = train.lift_m(phase) if train.lift_m else 0.0
    steps = max(1, round(stride / 1.45))
    for i, offset in enumerate(train.offsets_m):
        first = offset % stride if stride > 0 else offset
        copies = int(length // stride) + 2 if stride > 0 else 1
        for k in range(copies):
            along = first + k * stride - (stride if stride > 0 else 0) + gone
            if not 0.0 <= along <= length:
                continue
            x, y, heading = train.path.at(along)
            looks = train.looks[i % len(train.looks)] if train.looks else None
            kind = train.kinds[i % len(train.kinds)] if train.kinds else train.kind
            swing = (gone / stride * steps + 0.37 * i) % 1.0 if stride > 0 else 0.0
            result.append(
                Placed(kind, x, y, heading + train.turn_deg, train.colours[i % len(train.colours)], looks, swing, lift)
            )
    return result
