"""Places on the earth: WGS84 degrees in and out, local metres between."""

from dataclasses import dataclass
from functools import cache
from math import atan2, cos, degrees, hypot, radians, sin, sqrt

from numpy.typing import ArrayLike, NDArray

WGS84_A_M = 6_378_137.0
WGS84_E2 = 6.694379990141317e-3


@dataclass(frozen=True, slots=True)
class Position:
    """A point on the WGS84 ellipsoid, in degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class LocalFrame:
    """A plane tangent at `origin`: x east and y north, in metres.

    Uses the ellipsoid's radii of curvature at the origin: the error against a geodesic is under 0.1 % within 50 km of
    it at up to 60° latitude, which is what a precinct needs. Who is in which zone is decided on degrees, in `drones`.
    """

    origin: Position

    def to_xy(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Degrees to metres east and north of the origin."""
        north_m, east_m = _metres_per_degree(self.origin.latitude)
        turned = (longitude - self.origin.longitude + 180.0) % 360.0 - 180.0
        return turned * east_m, (latitude - self.origin.latitude) * north_m

    def to_position(self, x_m: float, y_m: float) -> Position:
        north_m, east_m = _metres_per_degree(self.origin.latitude)
        longitude = (self.origin.longitude + x_m / east_m + 180.0) % 360.0 - 180.0
        return Position(self.origin.latitude + y_m / north_m, longitude)

    def to_xy_arrays(self, latitudes: ArrayLike, longitudes: ArrayLike) -> tuple[NDArray, NDArray]:  # type: ignore[type-arg]
        """The same for arrays of shape (n,), degrees to metres."""
        import numpy as np

        north_m, east_m = _metres_per_degree(self.origin.latitude)
        turned = (np.asarray(longitudes, float) - self.origin.longitude + 180.0) % 360.0 - 180.0
        return turned * east_m, (np.asarray(latitudes, float) - self.origin.latitude) * north_m


@cache
def _metres_per_degree(latitude: float) -> tuple[float, float]:
    s = sin(radians(latitude))
    w = sqrt(1.0 - WGS84_E2 * s * s)
    meridian_m = WGS84_A_M * (1.0 - WGS84_E2) / w**3
    prime_vertical_m = WGS84_A_M / w
    return radians(meridian_m), radians(prime_vertical_m * max(cos(radians(latitude)), 1e-9))


def distance_m(a: Position, b: Position) -> float:
    """Distance in metres, good to 0.1 % over tens of kilometres (midpoint frame); not for ocean crossings."""
    north_m, east_m = _metres_per_degree(round((a.latitude + b.latitude) / 2, 4))
    turned = (b.longitude - a.longitude + 180.0) % 360.0 - 180.0
    return hypot(turned * east_m, (b.latitude - a.latitude) * north_m)


def bearing_deg(a: Position, b: Position) -> float:
    """The initial true bearing from a to b, 0 ≤ bearing < 360, clockwise from north."""
    north_m, east_m = _metres_per_degree(round((a.latitude + b.latitude) / 2, 4))
    turned = (b.longitude - a.longitude + 180.0) % 360.0 - 180.0
    bearing = degrees(atan2(turned * east_m, (b.latitude - a.latitude) * north_m)) % 360.0
    return bearing if bearing < 360.0 else 0.0  # the remainder of a tiny negative angle rounds to 360


def moved(start: Position, bearing: float, metres: float) -> Position:
    """`start` moved by `metres` along `bearing` degrees."""
    frame = LocalFrame(start)
    return frame.to_position(metres * sin(radians(bearing)), metres * cos(radians(bearing)))
