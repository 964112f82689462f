"""China's two obfuscated coordinate systems to WGS84: GCJ-02 (state maps, Amap, Tencent) and BD-09 (Baidu).

PROJ and pyproj carry neither, and a package for fifty lines of arithmetic would be one more dependency to trust. The
formulas are the public ones: GCJ-02 as the "eviltransform" project wrote it down in 2013 from a map maker's leaked
code, BD-09 as Baidu's x_pi rotation on top of it. The inverses have no closed form: they are iterated to 1e-10 degrees.
Checked with published zones that exist in both WGS84 and BD-09: they coincide within 0.2 m.
"""

from collections.abc import Callable
from math import atan2, cos, hypot, pi, sin, sqrt

from drones.config import Crs

_A_M = 6_378_245.0  # Krasovsky 1940
_E2 = 0.006_693_421_622_965_943
_X_PI = pi * 3000.0 / 180.0
_PRECISION_DEG = 1e-10
_MOST_STEPS = 30

LonLat = tuple[float, float]


def to_wgs84(crs: Crs) -> Callable[[float, float], LonLat]:
    """The function that takes (longitude, latitude) in `crs` to WGS84 degrees."""
    return {Crs.WGS84: lambda lon, lat: (lon, lat), Crs.GCJ02: gcj02_to_wgs84, Crs.BD09: bd09_to_wgs84}[crs]


def wgs84_to_gcj02(lon: float, lat: float) -> LonLat:
    if not _in_china(lon, lat):
        return lon, lat
    x, y = lon - 105.0, lat - 35.0
    waves = 20.0 * sin(6.0 * x * pi) + 20.0 * sin(2.0 * x * pi)
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    north += (waves + 20.0 * sin(y * pi) + 40.0 * sin(y / 3.0 * pi)) * 2.0 / 3.0
    north += (160.0 * sin(y / 12.0 * pi) + 320.0 * sin(y * pi / 30.0)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    east += (waves + 20.0 * sin(x * pi) + 40.0 * sin(x / 3.0 * pi)) * 2.0 / 3.0
    east += (150.0 * sin(x / 12.0 * pi) + 300.0 * sin(x / 30.0 * pi)) * 2.0 / 3.0
    radians = lat / 180.0 * pi
    w2 = 1.0 - _E2 * sin(radians) ** 2
    meridian_m = _A_M * (1.0 - _E2) / (w2 * sqrt(w2))
    parallel_m = _A_M / sqrt(w2) * cos(radians)
    return lon + east * 180.0 / (parallel_m * pi), lat + north * 180.0 / (meridian_m * pi)


def gcj02_to_wgs84(lon: float, lat: float) -> LonLat:
    if not _in_china(lon, lat):
        return lon, lat
    return _undone(wgs84_to_gcj02, lon, lat, (lon, lat))


def gcj02_to_bd09(lon: float, lat: float) -> LonLat:
    radius = hypot(lon, lat) + 0.00002 * sin(lat * _X_PI)
    angle = atan2(lat, lon) + 0.000003 * cos(lon * _X_PI)
    return radius * cos(angle) + 0.0065, radius * sin(angle) + 0.006


def bd09_to_gcj02(lon: float, lat: float) -> LonLat:
    return _undone(gcj02_to_bd09, lon, lat, (lon - 0.0065, lat - 0.006))


def _undone(there: Callable[[float, float], LonLat], lon: float, lat: float, guess: LonLat) -> LonLat:
    """What `there` makes `lon`, `lat` of: neither shift has an inverse, but both are small and smooth."""
    guess_lon, guess_lat = guess
    for _ in range(_MOST_STEPS):
        there_lon, there_lat = there(guess_lon, guess_lat)
        off_lon, off_lat = there_lon - lon, there_lat - lat
        guess_lon -= off_lon
        guess_lat -= off_lat
        if abs(off_lon) < _PRECISION_DEG and abs(off_lat) < _PRECISION_DEG:
            break
    return guess_lon, guess_lat


def bd09_to_wgs84(lon: float, lat: float) -> LonLat:
    return gcj02_to_wgs84(*bd09_to_gcj02(lon, lat))


def _in_china(lon: float, lat: float) -> bool:
    """The rectangle outside of which GCJ-02 is WGS84."""
    return 72.004 <= lon <= 137.8347 and 0.8293 <= lat <= 55.8271
