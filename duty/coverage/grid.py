"""The squares in which blind spots are counted, and which camera's sector has which square's middle in it.

All of it stands still: the work is done once, and each later question is a few sums over small arrays.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from base.geodesy import LocalFrame, Position, moved
from duty.coverage.view import Ring
from video.config import CameraConfig

Floats = NDArray[np.float64]
MOST_CELLS = 20_000
"""Of all areas together: more would neither be read by a person nor be painted at once. The squares grow instead."""
MOST_TRIED = 6 * MOST_CELLS
"""Squares of the boxes around the areas: a long area that lies aslant fills little of its box."""
ARC_STEP_DEG = 10.0


@dataclass(frozen=True, slots=True)
class Cells:
    """The squares of one area, from south to north. Arrays are read-only."""

    latitudes: Floats
    longitudes: Floats
    """Of the middles, degrees, shape (cells,)."""
    rings: tuple[Ring, ...]
    """The four corners of each, and the first again."""


NO_CELLS = Cells(np.empty(0), np.empty(0), ())


@dataclass(frozen=True, slots=True)
class Shape:
    """An area in its own plane: metres east and north of `frame.origin`."""

    frame: LocalFrame
    outline: BaseGeometry
    """Not empty."""

    @property
    def box_m(self) -> tuple[float, float, float, float]:
        """West, south, east, north."""
        west, south, east, north = self.outline.bounds
        return west, south, east, north


def shape_of_ring(ring: Ring) -> Shape | None:
    """None where the ring has no inside at all."""
    frame = _frame_of(ring)
    outline = shapely.make_valid(Polygon(_in_one_piece(frame, ring)))
    return None if outline.is_empty or outline.area <= 0.0 else Shape(frame, outline)


def shape_around(places: Sequence[Position], sight_m: float) -> Shape | None:
    """The box of the cameras, and as far around as they see."""
    if not places:
        return None
    ring = [(p.latitude, p.longitude) for p in places]
    frame = _frame_of(ring)
    xs, ys = zip(*_in_one_piece(frame, ring), strict=True)
    return Shape(frame, shapely.box(min(xs) - sight_m, min(ys) - sight_m, max(xs) + sight_m, max(ys) + sight_m))


def cells_of(shapes: Sequence[Shape | None], cell_m: float) -> tuple[list[Cells], float]:
    """The squares of each shape, and their side in metres: `cell_m`, or more where that would be too many."""
    boxes_m2 = sum(_box_m2(shape) for shape in shapes if shape is not None)
    side_m = max(cell_m, math.sqrt(boxes_m2 / MOST_TRIED))
    while True:
        middles = [np.empty((0, 2)) if shape is None else _middles(shape, side_m) for shape in shapes]
        count = sum(len(m) for m in middles)
        if count <= MOST_CELLS:
            pairs = zip(shapes, middles, strict=True)
            return [NO_CELLS if s is None else _cells(s.frame, m, side_m) for s, m in pairs], side_m
        side_m *= 1.01 * math.sqrt(count / MOST_CELLS)


def sector_of(camera: CameraConfig, sight_m: float) -> Ring:
    """What a camera looks at, as a closed ring; empty where place, heading or field of view is unknown.

    One that looks all around needs no heading.
    """
    place, field_deg = place_of(camera), camera.field_of_view_deg
    if place is None or field_deg is None or (camera.heading_deg is None and field_deg < 360.0):
        return ()
    start_deg = (camera.heading_deg or 0.0) - field_deg / 2
    steps = max(2, math.ceil(field_deg / ARC_STEP_DEG))
    arc = [_corner(moved(place, start_deg + field_deg * i / steps, sight_m)) for i in range(steps + 1)]
    apex = [] if field_deg >= 360.0 else [(place.latitude, place.longitude)]
    return (*apex, *arc, (apex or arc)[0])


def seen_by(camera: CameraConfig, cells: Cells, sight_m: float) -> NDArray[np.intp]:
    """Indices of the squares whose middle lies in the camera's sector."""
    place, field_deg = place_of(camera), camera.field_of_view_deg
    if place is None or field_deg is None or (camera.heading_deg is None and field_deg < 360.0):
        return np.empty(0, np.intp)
    frame = LocalFrame(place)
    metres_per_degree = abs(frame.to_xy(place.latitude + 1.0, place.longitude)[1])
    reach_deg = 1.01 * sight_m / metres_per_degree
    low, high = np.searchsorted(cells.latitudes, (place.latitude - reach_deg, place.latitude + reach_deg))
    if low == high:
        return np.empty(0, np.intp)
    xs, ys = frame.to_xy_arrays(cells.latitudes[low:high], cells.longitudes[low:high])
    near = np.hypot(xs, ys) <= sight_m
    if field_deg < 360.0:
        off_deg = (np.degrees(np.arctan2(xs, ys)) - (camera.heading_deg or 0.0) + 180.0) % 360.0 - 180.0
        near &= np.abs(off_deg) <= field_deg / 2
    seen: NDArray[np.intp] = np.flatnonzero(near) + low
    return seen


def place_of(camera: CameraConfig) -> Position | None:
    if camera.latitude is None or camera.longitude is None:
        return None
    return Position(camera.latitude, camera.longitude)


def _frame_of(ring: Iterable[tuple[float, float]]) -> LocalFrame:
    """A plane at the middle of the points' box, counted the short way round from the first of them."""
    degrees = np.array(list(ring), float)
    first = degrees[0, 1]
    turned = (degrees[:, 1] - first + 180.0) % 360.0 - 180.0
    middle = first + (turned.min() + turned.max()) / 2
    latitude = (degrees[:, 0].min() + degrees[:, 0].max()) / 2
    return LocalFrame(Position(float(latitude), float((middle + 180.0) % 360.0 - 180.0)))


def _in_one_piece(frame: LocalFrame, ring: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    return [frame.to_xy(latitude, longitude) for latitude, longitude in ring]


def _box_m2(shape: Shape) -> float:
    west, south, east, north = shape.box_m
    return (east - west) * (north - south)


def _middles(shape: Shape, side_m: float) -> Floats:
    """Middles of the squares that belong to the shape, (n, 2) metres, row by row from the south.

    An area that is too narrow for any of them still is one square: it must not count as seen because it is small.
    """
    west, south, east, north = shape.box_m
    columns, rows = (max(1, math.ceil(span / side_m)) for span in (east - west, north - south))
    # Equal margins on both sides: the squares' edges do not hang on where the box happens to begin.
    left = (west + east - columns * side_m) / 2 + side_m / 2
    low = (south + north - rows * side_m) / 2 + side_m / 2
    xs, ys = np.meshgrid(left + side_m * np.arange(columns), low + side_m * np.arange(rows))
    shapely.prepare(shape.outline)
    inside = shapely.contains_xy(shape.outline, xs.ravel(), ys.ravel())
    if not inside.any():
        point = shape.outline.representative_point()
        return np.array([[point.x, point.y]])
    return np.column_stack((xs.ravel()[inside], ys.ravel()[inside]))


def _cells(frame: LocalFrame, middles: Floats, side_m: float) -> Cells:
    latitudes, longitudes = _degrees(frame, middles[:, 0], middles[:, 1])
    corners = []
    for dx, dy in ((-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)):
        lats, lons = _degrees(frame, middles[:, 0] + dx * side_m, middles[:, 1] + dy * side_m)
        corners.append(zip(lats.tolist(), lons.tolist(), strict=True))
    rings = tuple((a, b, c, d, a) for a, b, c, d in zip(*corners, strict=True))
    for array in (latitudes, longitudes):
        array.setflags(write=False)
    return Cells(latitudes, longitudes, rings)


def _degrees(frame: LocalFrame, xs_m: Floats, ys_m: Floats) -> tuple[Floats, Floats]:
    """LocalFrame.to_position for arrays; latitudes stop at the poles."""
    origin = frame.origin
    east_m, north_m = frame.to_xy(origin.latitude + 1.0, origin.longitude + 1.0)
    longitudes = (origin.longitude + xs_m / east_m + 180.0) % 360.0 - 180.0
    return np.clip(origin.latitude + ys_m / north_m, -90.0, 90.0), longitudes


def _corner(place: Position) -> tuple[float, float]:
    return min(90.0, max(-90.0, place.latitude)), place.longitude
