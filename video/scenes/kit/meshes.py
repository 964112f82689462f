"""Solid things with flat faces, vehicles above all, placed and painted back to front."""

from dataclasses import dataclass
from enum import IntEnum
from functools import cache, cached_property
from math import cos, pi, radians, sin

import numpy as np
from numpy.typing import NDArray

from video.scenes.kit.camera import Points

Vertex = tuple[float, float, float]


class Part(IntEnum):
    BODY = 0
    GLASS = 1
    DARK = 2
    HEADLIGHT = 3
    TAILLIGHT = 4
    TYRE = 5
    HUB = 6
    TRIM = 7
    ROOF = 8
    BEACON_RED = 9
    BEACON_BLUE = 10


@dataclass(frozen=True)
class Face:
    corners: tuple[int, ...]
    part: Part
    layer: float = 0.0
    """Metres by which it is painted later than where it lies: a window on its wall."""


@dataclass(frozen=True)
class Mesh:
    """Faces wind counter-clockwise seen from outside. x right, y ahead, z up; the origin on the ground."""

    vertices: Points
    faces: tuple[Face, ...]
    length_m: float
    width_m: float
    height_m: float

    @cached_property
    def centres(self) -> Points:
        return np.array([self.vertices[list(f.corners)].mean(axis=0) for f in self.faces])

    @cached_property
    def normals(self) -> Points:
        found = []
        for face in self.faces:
            p = self.vertices[list(face.corners)]
            n = np.cross(p, np.roll(p, -1, axis=0)).sum(axis=0)
            found.append(n / (np.linalg.norm(n) or 1.0))
        return np.array(found)

    @cached_property
    def corner_lists(self) -> list[NDArray[np.intp]]:
        return [np.array(f.corners, np.intp) for f in self.faces]

    @cached_property
    def parts(self) -> NDArray[np.intp]:
        return np.array([f.part for f in self.faces], np.intp)

    @cached_property
    def layers(self) -> NDArray[np.float64]:
        return np.array([f.layer for f in self.faces])


def turned(points: Points, heading_deg: float) -> Points:
    """Rotate (n, 3) about the vertical: heading clockwise from +y."""
    c, s = cos(radians(heading_deg)), sin(radians(heading_deg))
    result: Points = points @ np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])
    return result


class Builder:
    def __init__(self) -> None:
        self.vertices: list[Vertex] = []
        self.faces: list[Face] = []

    def add(self, corners: list[Vertex], part: Part, layer: float = 0.0) -> None:
        start = len(self.vertices)
        self.vertices += corners
        self.faces.append(Face(tuple(range(start, start + len(corners))), part, layer))

    def both_sides(self, corners: list[Vertex], part: Part, layer: float = 0.0) -> None:
        """A face on the right side (+x), given counter-clockwise from there, and its mirror image."""
        self.add(corners, part, layer)
        self.add([(-x, y, z) for x, y, z in reversed(corners)], part, layer)

    def wheel(self, x: float, y: float, radius: float) -> None:
        ring = [(x, y + radius * cos(a), radius + radius * sin(a)) for a in np.arange(12) * (pi / 6)]
        self.both_sides(ring, Part.TYRE, 0.25)
        hub = [(x + 0.01, y + 0.55 * radius * cos(a), radius + 0.55 * radius * sin(a)) for a in np.arange(8) * (pi / 4)]
        self.both_sides(hub, Part.HUB, 0.3)

    def box(self, x: float, y0: float, y1: float, z0: float, z1: float, part: Part, top: Part | None = None) -> None:
        self.both_sides([(x, y0, z0), (x, y1, z0), (x, y1, z1), (x, y0, z1)], part)
        self.add([(x, y1, z0), (-x, y1, z0), (-x, y1, z1), (x, y1, z1)], part)
        self.add([(-x, y0, z0), (x, y0, z0), (x, y0, z1), (-x, y0, z1)], part)
        self.add([(-x, y0, z1), (x, y0, z1), (x, y1, z1), (-x, y1, z1)], top or part)

    def across(self, profile: list[tuple[float, float, float]], parts: list[Part]) -> None:
        """Strips across the width, from the front over the top to the rear; profile points are (y, z, half width)."""
        for (y0, z0, x0), (y1, z1, x1), part in zip(profile, profile[1:], parts, strict=False):
            self.add([(x0, y0, z0), (-x0, y0, z0), (-x1, y1, z1), (x1, y1, z1)], part)

    def mesh(self) -> Mesh:
        vertices = np.array(self.vertices)
        low, high = vertices.min(axis=0), vertices.max(axis=0)
        size = high - low
        return Mesh(vertices, tuple(self.faces), float(size[1]), float(size[0]), float(high[2]))


def _between(a: Vertex, b: Vertex, f: float) -> Vertex:
    return a[0] + (b[0] - a[0]) * f, a[1] + (b[1] - a[1]) * f, a[2] + (b[2] - a[2]) * f


@cache
def car(scale: float = 1.0, tall: float = 1.0) -> Mesh:
    """A saloon; `tall` > 1 makes it an SUV."""
    k, t = scale, tall
    profile = [
        (2.20 * k, 0.28, 0.80),
        (2.28 * k, 0.62 * t, 0.84),
        (2.12 * k, 0.78 * t, 0.88),
        (0.95 * k, 1.00 * t, 0.90),
        (0.20 * k, 1.43 * t, 0.69),
        (-1.20 * k, 1.45 * t, 0.67),
        (-1.92 * k, 1.06 * t, 0.86),
        (-2.24 * k, 0.99 * t, 0.86),
        (-2.28 * k, 0.58 * t, 0.84),
        (-2.20 * k, 0.28, 0.80),
    ]
    b = Builder()
    b.across(
        profile, [Part.BODY, Part.BODY, Part.BODY, Part.GLASS, Part.ROOF, Part.GLASS, Part.BODY, Part.BODY, Part.BODY]
    )
    side = [(x, y, z) for y, z, x in profile]
    b.both_sides([side[i] for i in (9, 0, 1, 2, 3, 6, 7, 8)], Part.BODY)
    low_front, high_front, high_rear, low_rear = side[3], side[4], side[5], side[6]
    b.both_sides([low_rear, low_front, high_front, high_rear], Part.BODY)
    for f0, f1 in ((0.10, 0.50), (0.54, 0.90)):
        low = [_between(low_front, low_rear, f) for f in (f0, f1)]
        high = [_between(high_front, high_rear, f) for f in (f0, f1)]
        pane = [_between(low[1], high[1], 0.1), _between(low[0], high[0], 0.1)]
        pane += [_between(low[0], high[0], 0.88), _between(low[1], high[1], 0.88)]
        b.both_sides([(x + 0.01, y, z) for x, y, z in pane], Part.GLASS, 0.4)
    for y, r in ((1.38 * k, 0.33), (-1.36 * k, 0.33)):
        b.wheel(0.89, y, r)
    _lights(b, 2.27 * k, -2.29 * k, 0.84, 0.58 * t, 0.74 * t, 0.30)
    b.add(
        [(0.35, 2.29 * k, 0.36), (-0.35, 2.29 * k, 0.36), (-0.35, 2.29 * k, 0.52), (0.35, 2.29 * k, 0.52)],
        Part.DARK,
        0.4,
    )
    return b.mesh()


def _lights(b: Builder, front: float, rear: float, half: float, z0: float, z1: float, wide: float) -> None:
    for s in (1, -1):
        inner, outer = sorted((s * (half - wide), s * half))
        b.add([(outer, front, z0), (inner, front, z0), (inner, front, z1), (outer, front, z1)], Part.HEADLIGHT, 0.5)
        b.add(
            [(inner, rear, z0), (outer, rear, z0), (outer, rear, z1 + 0.08), (inner, rear, z1 + 0.08)],
            Part.TAILLIGHT,
            0.5,
        )


@cache
def police_car() -> Mesh:
    base = car(1.03, 1.06)
    b = Builder()
    b.vertices = [tuple(v) for v in base.vertices.tolist()]
    b.faces = list(base.faces)
    z = 1.53
    b.box(0.56, -0.55, -0.25, z, z + 0.13, Part.TRIM)
    for s, part in ((1, Part.BEACON_RED), (-1, Part.BEACON_BLUE)):
        x0, x1 = sorted((s * 0.12, s * 0.55))
        b.add([(x1, -0.24, z), (x0, -0.24, z), (x0, -0.24, z + 0.13), (x1, -0.24, z + 0.13)], part, 0.6)
        b.add([(x0, -0.56, z), (x1, -0.56, z), (x1, -0.56, z + 0.13), (x0, -0.56, z + 0.13)], part, 0.6)
        b.add([(x0, -0.55, z + 0.14), (x1, -0.55, z + 0.14), (x1, -0.25, z + 0.14), (x0, -0.25, z + 0.14)], part, 0.6)
    b.both_sides([(0.90, -2.1, 0.52), (0.90, 2.0, 0.52), (0.91, 2.0, 0.74), (0.91, -2.1, 0.74)], Part.TRIM, 0.2)
    return b.mesh()


@cache
def van() -> Mesh:
    profile = [
        (2.45, 0.32, 0.88),
        (2.52, 0.80, 0.92),
        (2.30, 1.10, 0.94),
        (1.70, 1.90, 0.84),
        (1.40, 2.02, 0.82),
        (-2.35, 2.05, 0.84),
        (-2.48, 1.80, 0.90),
        (-2.50, 1.05, 0.94),
        (-2.48, 0.34, 0.90),
    ]
    b = Builder()
    b.across(profile, [Part.BODY, Part.BODY, Part.GLASS, Part.ROOF, Part.ROOF, Part.BODY, Part.BODY, Part.BODY])
    side = [(x, y, z) for y, z, x in profile]
    b.both_sides([side[i] for i in (8, 0, 1, 2, 3, 4, 5, 6, 7)], Part.BODY)
    b.both_sides([(0.945, 1.05, 1.12), (0.945, 2.12, 1.14), (0.86, 1.66, 1.80), (0.86, 1.05, 1.82)], Part.GLASS, 0.4)
    b.add([(-0.7, -2.51, 1.15), (0.7, -2.51, 1.15), (0.68, -2.5, 1.75), (-0.68, -2.5, 1.75)], Part.GLASS, 0.4)
    for y in (1.55, -1.55):
        b.wheel(0.95, y, 0.35)
    _lights(b, 2.53, -2.52, 0.92, 0.70, 0.92, 0.28)
    return b.mesh()


@cache
def bus() -> Mesh:
    b = Builder()
    b.box(1.25, -5.8, 5.8, 0.32, 3.05, Part.BODY, Part.ROOF)
    b.both_sides([(1.26, -5.5, 1.25), (1.26, 5.5, 1.25), (1.26, 5.5, 2.45), (1.26, -5.5, 2.45)], Part.GLASS, 0.3)
    for y in np.arange(-3.7, 5.0, 1.85):
        b.both_sides(
            [(1.265, y, 1.25), (1.265, y + 0.1, 1.25), (1.265, y + 0.1, 2.45), (1.265, y, 2.45)], Part.BODY, 0.5
        )
    for y in (-0.6, 4.0):
        b.add([(1.268, y, 0.45), (1.268, y + 1.1, 0.45), (1.268, y + 1.1, 2.5), (1.268, y, 2.5)], Part.DARK, 0.6)
    b.both_sides([(1.262, -5.8, 0.62), (1.262, 5.8, 0.62), (1.262, 5.8, 0.9), (1.262, -5.8, 0.9)], Part.TRIM, 0.2)
    b.add([(1.15, 5.81, 1.05), (-1.15, 5.81, 1.05), (-1.15, 5.81, 2.55), (1.15, 5.81, 2.55)], Part.GLASS, 0.3)
    b.add([(0.9, 5.82, 2.66), (-0.9, 5.82, 2.66), (-0.9, 5.82, 2.92), (0.9, 5.82, 2.92)], Part.DARK, 0.4)
    b.add([(-1.0, -5.81, 1.5), (1.0, -5.81, 1.5), (1.0, -5.81, 2.4), (-1.0, -5.81, 2.4)], Part.GLASS, 0.3)
    for y in (3.6, -3.2):
        b.wheel(1.27, y, 0.48)
    _lights(b, 5.82, -5.82, 1.15, 0.60, 0.85, 0.35)
    return b.mesh()


@cache
def lorry() -> Mesh:
    """A harbour lorry: the cab and one container."""
    b = Builder()
    b.box(1.22, -7.0, 3.2, 1.15, 3.75, Part.TRIM)
    for y in np.arange(-6.6, 3.0, 0.6):
        b.both_sides([(1.225, y, 1.3), (1.225, y + 0.22, 1.3), (1.225, y + 0.22, 3.6), (1.225, y, 3.6)], Part.ROOF, 0.3)
    b.box(1.0, -7.0, 3.6, 0.7, 1.1, Part.DARK)
    b.box(1.2, 3.7, 5.9, 0.5, 3.1, Part.BODY, Part.ROOF)
    b.add([(1.1, 5.91, 1.6), (-1.1, 5.91, 1.6), (-1.1, 5.91, 2.7), (1.1, 5.91, 2.7)], Part.GLASS, 0.3)
    b.both_sides([(1.21, 4.3, 1.7), (1.21, 5.7, 1.7), (1.21, 5.7, 2.6), (1.21, 4.3, 2.6)], Part.GLASS, 0.3)
    for y in (4.9, 2.4, -4.2, -5.5):
        b.wheel(1.22, y, 0.5)
    _lights(b, 5.92, -7.01, 1.1, 0.75, 1.0, 0.3)
    return b.mesh()
