"""What floats and what flies."""

from functools import cache
from math import cos, pi, sin

from video.scenes.kit.meshes import Builder, Mesh, Part, Vertex


def _hull(b: Builder, half: float, rear: float, front: float, bow: float, deck: float) -> None:
    side: list[Vertex] = [(half * 0.8, rear, 0.0), (half * 0.8, front, 0.0), (half, front, deck), (half, rear, deck)]
    b.both_sides(side, Part.BODY)
    b.both_sides(
        [(half * 0.8, front, 0.0), (0.0, bow, 0.15), (0.0, bow + 0.5, deck + 0.25), (half, front, deck)], Part.BODY
    )
    b.add(
        [
            (-half, rear, deck),
            (half, rear, deck),
            (half, front, deck),
            (0, bow + 0.5, deck + 0.2),
            (-half, front, deck),
        ],
        Part.ROOF,
    )
    b.add([(-half * 0.8, rear, 0), (half * 0.8, rear, 0), (half, rear, deck), (-half, rear, deck)], Part.BODY)


@cache
def launch() -> Mesh:
    """A patrol launch, 11 m."""
    b = Builder()
    _hull(b, 1.7, -5.0, 2.6, 5.6, 1.2)
    b.box(1.15, -2.4, 1.4, 1.2, 2.9, Part.TRIM, Part.ROOF)
    b.both_sides([(1.16, -2.1, 1.9), (1.16, 1.2, 1.9), (1.16, 1.2, 2.6), (1.16, -2.1, 2.6)], Part.GLASS, 0.3)
    b.add([(1.0, 1.41, 1.9), (-1.0, 1.41, 1.9), (-1.0, 1.41, 2.6), (1.0, 1.41, 2.6)], Part.GLASS, 0.3)
    return b.mesh()


@cache
def barge() -> Mesh:
    """A sand barge, 42 m."""
    b = Builder()
    _hull(b, 4.2, -20.0, 17.0, 21.5, 1.7)
    b.box(3.2, -9.0, 13.0, 1.7, 3.0, Part.TRIM, Part.TRIM)
    b.box(2.6, -18.5, -13.0, 1.7, 6.2, Part.HUB, Part.ROOF)
    b.both_sides([(2.61, -18.0, 4.4), (2.61, -13.4, 4.4), (2.61, -13.4, 5.5), (2.61, -18.0, 5.5)], Part.GLASS, 0.3)
    b.add([(2.3, -12.99, 4.4), (-2.3, -12.99, 4.4), (-2.3, -12.99, 5.5), (2.3, -12.99, 5.5)], Part.GLASS, 0.3)
    return b.mesh()


@cache
def copter() -> Mesh:
    """A police quadcopter, 1.6 m across."""
    b = Builder()
    b.box(0.20, -0.35, 0.35, 0.12, 0.34, Part.BODY, Part.ROOF)
    b.add([(-0.2, 0.35, 0.12), (0.2, 0.35, 0.12), (0.2, -0.35, 0.12), (-0.2, -0.35, 0.12)], Part.TRIM)
    b.box(0.09, 0.36, 0.52, 0.02, 0.16, Part.DARK)
    for sx in (-1, 1):
        for sy in (-1, 1):
            tip = (0.72 * sx, 0.72 * sy)
            side = 0.035
            arm: list[Vertex] = [(-side, side * sx * sy, 0.3), (side, -side * sx * sy, 0.3)]
            arm += [(tip[0] + side, tip[1] - side * sx * sy, 0.3), (tip[0] - side, tip[1] + side * sx * sy, 0.3)]
            b.add(arm, Part.DARK)
            b.add(arm[::-1], Part.DARK)
            ring: list[Vertex] = [
                (tip[0] + 0.42 * cos(a * pi / 6), tip[1] + 0.42 * sin(a * pi / 6), 0.38) for a in range(12)
            ]
            b.add(ring, Part.HUB, 0.1)
            b.add(ring[::-1], Part.HUB, 0.1)
        b.box(0.24, -0.28, -0.22, 0.0, 0.12, Part.DARK)
    return b.mesh()
