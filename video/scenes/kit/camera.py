"""The pinhole camera: points in metres to points in pixels."""

from dataclasses import dataclass, replace
from functools import cached_property
from math import cos, radians, sin, tan

import numpy as np
from numpy.typing import ArrayLike, NDArray

Points = NDArray[np.float64]
Plane = NDArray[np.float32]

NEAR_M = 0.4


@dataclass(frozen=True)
class Camera:
    """`yaw_deg` turns clockwise from +y; `pitch_deg` looks down when positive."""

    eye_m: tuple[float, float, float]
    yaw_deg: float = 0.0
    pitch_deg: float = 15.0
    hfov_deg: float = 70.0
    width_px: int = 1280
    height_px: int = 720

    @cached_property
    def eye(self) -> Points:
        return np.array(self.eye_m, float)

    @cached_property
    def focal_px(self) -> float:
        return self.width_px / 2 / tan(radians(self.hfov_deg / 2))

    @cached_property
    def centre_px(self) -> Points:
        return np.array([self.width_px / 2, self.height_px / 2])

    @cached_property
    def axes(self) -> Points:
        """Rows: right, down, forward; shape (3, 3)."""
        yaw, pitch = radians(self.yaw_deg), radians(self.pitch_deg)
        return np.array(
            [
                [cos(yaw), -sin(yaw), 0.0],
                [-sin(yaw) * sin(pitch), -cos(yaw) * sin(pitch), -cos(pitch)],
                [sin(yaw) * cos(pitch), cos(yaw) * cos(pitch), -sin(pitch)],
            ]
        )

    @property
    def horizon_px(self) -> float:
        """The row of the horizon; may lie outside the picture."""
        return self.height_px / 2 - self.focal_px * tan(radians(self.pitch_deg))

    def scaled(self, factor: int) -> "Camera":
        return replace(self, width_px=self.width_px * factor, height_px=self.height_px * factor)

    def view(self, points: ArrayLike) -> Points:
        """World points (n, 3) to camera coordinates (n, 3): metres right, down and forward."""
        seen: Points = (np.asarray(points, float) - self.eye) @ self.axes.T
        return seen

    def project(self, points: ArrayLike) -> tuple[Points, Points]:
        """World points (n, 3) to pixels (n, 2) and depths (n,) in metres; depth ≤ 0 lies behind the camera."""
        seen = self.view(points)
        depth = seen[:, 2]
        safe = np.maximum(depth, 1e-3)
        return seen[:, :2] * (self.focal_px / safe)[:, None] + self.centre_px, depth

    def outline(self, points: ArrayLike) -> Points | None:
        """A polygon (n, 3) cut to what the camera can see, in pixels (m, 2); None when nothing of it is in view."""
        polygon = self.view(points)
        x_limit = self.width_px / 2 / self.focal_px * 1.05
        y_limit = self.height_px / 2 / self.focal_px * 1.05
        planes = ((0, 0, 1, -NEAR_M), (1, 0, x_limit, 0), (-1, 0, x_limit, 0), (0, 1, y_limit, 0), (0, -1, y_limit, 0))
        for a, b, c, d in planes:
            polygon = _cut(polygon, polygon @ np.array([a, b, c], float) + d)
            if len(polygon) < 3:
                return None
        outline: Points = polygon[:, :2] * (self.focal_px / polygon[:, 2])[:, None] + self.centre_px
        return outline

    def rays(self) -> tuple[Plane, Plane, Plane]:
        """Direction of every pixel's ray with a forward part of 1, as three arrays of shape (height, width)."""
        u = (np.arange(self.width_px, dtype=np.float32) + 0.5 - self.width_px / 2) / self.focal_px
        v = (np.arange(self.height_px, dtype=np.float32) + 0.5 - self.height_px / 2) / self.focal_px
        axes = self.axes.astype(np.float32)
        right, down, forward = axes
        parts = [u[None, :] * right[i] + v[:, None] * down[i] + forward[i] for i in range(3)]
        return parts[0], parts[1], parts[2]


def _cut(polygon: Points, sides: Points) -> Points:
    """Sutherland-Hodgman against one plane: keep what has `sides` ≥ 0."""
    if (sides >= 0).all():
        return polygon
    kept: list[Points] = []
    for i in range(len(polygon)):
        here, there = polygon[i - 1], polygon[i]
        a, b = float(sides[i - 1]), float(sides[i])
        if (a >= 0) != (b >= 0):
            kept.append(here + (there - here) * (a / (a - b)))
        if b >= 0:
            kept.append(there)
    return np.array(kept) if kept else np.empty((0, 3))
