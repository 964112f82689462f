"""Zones from GeoJSON (RFC 7946): bytes in, zones and refusals out. Nothing is ever widened, closed or mended.

A FeatureCollection of Polygon, MultiPolygon, or Point with `radius_m` (a circle). Properties, all optional:
- `id`, `name`; `restriction`: prohibited (the default), authorisation, conditional or information;
- `lower_m` with `lower_datum`, `upper_m` with `upper_datum` (amsl, ellipsoid, home, ground, pressure): no
  limit means all heights;
- `start`, `end`: ISO 8601 with an offset;
- `daily_start`, `daily_end` (HH:MM, may go over midnight) with `time_zone` (IANA).
Other properties are left alone.
"""

import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.validation import explain_validity

from base.clock import NS_PER_S
from base.errors import PersonError
from base.geodesy import Position, moved
from drones.config import Crs
from drones.crs import LonLat, to_wgs84
from drones.picture import Altitude, AltitudeDatum, Restriction

MOST_BYTES = 16_000_000
MOST_FEATURES = 10_000
MOST_POINTS = 200_000
"""In one file. So many points take 3 s (WGS84) to 10 s (BD-09) of one core, beside a window that must answer."""
_CIRCLE_POINTS = 128
_LARGEST_RADIUS_M = 500_000.0

_RESTRICTIONS = {
    "PROHIBITED": Restriction.PROHIBITED,
    "AUTHORISATION": Restriction.AUTHORISATION,
    "REQ_AUTHORISATION": Restriction.AUTHORISATION,
    "REQ_AUTHORIZATION": Restriction.AUTHORISATION,
    "CONDITIONAL": Restriction.CONDITIONAL,
    "INFORMATION": Restriction.INFORMATION,
    "NO_RESTRICTION": Restriction.INFORMATION,
}
_DATUMS = {d.value: d for d in AltitudeDatum} | {
    "agl": AltitudeDatum.GROUND,
    "wgs84": AltitudeDatum.ELLIPSOID,
    "msl": AltitudeDatum.AMSL,
}


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a zone is in force; None is no bound. Wall times in ns since 1970, minutes since local midnight."""

    start_wall_ns: int | None = None
    end_wall_ns: int | None = None
    daily: tuple[int, int, ZoneInfo] | None = None

    def active(self, wall_ns: int) -> bool:
        if self.start_wall_ns is not None and wall_ns < self.start_wall_ns:
            return False
        if self.end_wall_ns is not None and wall_ns >= self.end_wall_ns:
            return False
        if self.daily is None:
            return True
        begin, end, zone = self.daily
        local = datetime.fromtimestamp(wall_ns / NS_PER_S, zone)
        minute = local.hour * 60 + local.minute
        return begin <= minute < end if begin < end else minute >= begin or minute < end


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone that is in use. `area` holds (longitude, latitude) in WGS84 degrees."""

    zone_id: str
    name: str
    restriction: Restriction
    area: MultiPolygon
    lower: Altitude | None
    upper: Altitude | None
    schedule: Schedule
    source: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A feature that is not used, and why, in one sentence that names file and feature."""

    zone_id: str
    name: str
    source: str
    why: str


class _RefusalError(Exception):
    """Why one feature cannot be used, without its name."""


def parse(
    data: bytes, *, source: str, crs: Crs, stopped: Callable[[], bool] = lambda: False
) -> tuple[list[Zone], list[Refused]]:
    """The zones of one file; those read so far once `stopped` says so.

    Raises PersonError, one sentence, if the file as a whole cannot be used.
    """
    features = _features(data, source)
    _refuse_too_many(features, source)
    stem = source.replace("\\", "/").rpartition("/")[2].rpartition(".")[0] or source
    convert = to_wgs84(crs)
    zones: list[Zone] = []
    refused: list[Refused] = []
    for number, feature in enumerate(features, 1):
        if stopped():
            break
        properties = feature.get("properties") if isinstance(feature, dict) else None
        properties = properties if isinstance(properties, dict) else {}
        zone_id = _text(feature.get("id") if isinstance(feature, dict) else None) or _text(properties.get("id"))
        zone_id = zone_id or f"{stem}-{number}"
        name = _text(properties.get("name")) or zone_id
        try:
            zones.append(_zone(feature, properties, zone_id, name, source, convert))
        except _RefusalError as error:
            why = f"{source}, feature {number} (“{name}”) is not used: {error}"
            refused.append(Refused(zone_id, name, source, why))
    return zones, refused


def _features(data: bytes, source: str) -> list[Any]:
    if len(data) > MOST_BYTES:
        raise PersonError(f"the zone file {source} is larger than {MOST_BYTES // 1_000_000} MB")
    try:
        document = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise PersonError(f"the zone file {source} is not readable JSON: {error}") from None
    if not isinstance(document, dict):
        raise PersonError(f"the zone file {source} is not GeoJSON: expected an object of type FeatureCollection")
    features = document.get("features")
    if "UASZoneList" in document or (isinstance(features, list) and any(_is_ed269(f) for f in features)):
        raise PersonError(f"the zone file {source} is in ED-269 format, which is not read yet: give it as GeoJSON")
    if document.get("type") != "FeatureCollection" or not isinstance(features, list):
        raise PersonError(f"the zone file {source} is not GeoJSON: expected a FeatureCollection with features")
    if any(_is_ed318(f) for f in features):
        raise PersonError(
            f"the zone file {source} is in ED-318 format, which is not read yet: give it as plain GeoJSON"
        )
    return features


def _refuse_too_many(features: list[Any], source: str) -> None:
    if len(features) > MOST_FEATURES:
        raise PersonError(f"the zone file {source} has {len(features)} features, more than {MOST_FEATURES}")
    points = 0
    for feature in features:
        geometry = feature.get("geometry") if isinstance(feature, dict) else None
        points += _count_points(geometry.get("coordinates") if isinstance(geometry, dict) else None)
        if points > MOST_POINTS:
            raise PersonError(f"the zone file {source} has more than {MOST_POINTS} points: simplify its outlines")


def _count_points(coordinates: Any, depth: int = 0) -> int:
    """Of a Polygon's or a MultiPolygon's coordinates, whatever stands there instead of them."""
    if not isinstance(coordinates, list) or not coordinates or depth > 3:
        return 0
    if isinstance(coordinates[0], list) and coordinates[0] and isinstance(coordinates[0][0], list):
        return sum(_count_points(part, depth + 1) for part in coordinates)
    return len(coordinates)


def _is_ed269(feature: object) -> bool:
    return isinstance(feature, dict) and isinstance(feature.get("geometry"), list)


def _is_ed318(feature: object) -> bool:
    """Its heights stand in the geometry's `layer`; read as plain GeoJSON the zone would reach to the sky."""
    if not isinstance(feature, dict) or not isinstance(feature.get("geometry"), dict):
        return False
    geometry = feature["geometry"]
    parts = geometry.get("geometries") if isinstance(geometry.get("geometries"), list) else [geometry]
    return any(isinstance(part, dict) and ("layer" in part or "extent" in part) for part in parts)


def _zone(
    feature: Any, properties: dict[str, Any], zone_id: str, name: str, source: str, convert: Callable[..., LonLat]
) -> Zone:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise _RefusalError("it is not a GeoJSON Feature")
    word = properties.get("restriction", "prohibited")
    restriction = _RESTRICTIONS.get(word.upper()) if isinstance(word, str) else None
    if restriction is None:
        raise _RefusalError(f"its restriction {word!r} is none of prohibited, authorisation, conditional, information")
    lower, upper = _limit(properties, "lower"), _limit(properties, "upper")
    if lower and upper and lower.datum is upper.datum and lower.metres >= upper.metres:
        raise _RefusalError("its lower limit is not below its upper limit")
    area = _area(feature.get("geometry"), properties, convert)
    return Zone(zone_id, name, restriction, area, lower, upper, _schedule(properties), source)


def _limit(properties: dict[str, Any], side: str) -> Altitude | None:
    metres = properties.get(f"{side}_m")
    datum = properties.get(f"{side}_datum")
    if metres is None:
        if side in properties:
            raise _RefusalError(f"its {side} limit must be given as {side}_m with {side}_datum")
        return None
    if not _is_number(metres):
        raise _RefusalError(f"its {side}_m is not a number")
    known = _DATUMS.get(datum.lower()) if isinstance(datum, str) else None
    if known is None:
        raise _RefusalError(f"its {side}_m has no {side}_datum out of {', '.join(d.value for d in AltitudeDatum)}")
    return Altitude(float(metres), known)


def _schedule(properties: dict[str, Any]) -> Schedule:
    start, end = _moment(properties, "start"), _moment(properties, "end")
    if start is not None and end is not None and start >= end:
        raise _RefusalError("its start is not before its end")
    given = [properties.get(key) for key in ("daily_start", "daily_end", "time_zone")]
    if given[0] is None and given[1] is None:
        return Schedule(start, end)
    if any(not isinstance(g, str) for g in given):
        raise _RefusalError("a daily period needs daily_start, daily_end and time_zone")
    try:
        zone = ZoneInfo(str(given[2]))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise _RefusalError(f"its time_zone {given[2]!r} is not an IANA time zone such as Asia/Shanghai") from None
    begin, until = _minute(str(given[0])), _minute(str(given[1]))
    if begin == until:
        raise _RefusalError("its daily_start and daily_end are the same")
    return Schedule(start, end, (begin, until, zone))


def _moment(properties: dict[str, Any], key: str) -> int | None:
    value = properties.get(key)
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise _RefusalError(f"its {key} {value!r} is not a date and time in ISO 8601") from None
    if moment.tzinfo is None:
        raise _RefusalError(f"its {key} {value!r} has no offset such as +08:00 or Z")
    return round(moment.timestamp() * NS_PER_S)


def _minute(text: str) -> int:
    hours, _, minutes = text.partition(":")
    two_digits = all(part.isdecimal() and len(part) <= 2 for part in (hours, minutes))
    if two_digits and int(hours) <= 24 and int(minutes) < 60:
        minute = int(hours) * 60 + int(minutes)
        if minute <= 1440:
            return minute
    raise _RefusalError(f"its daily period has {text!r} where HH:MM was expected")


def _area(geometry: Any, properties: dict[str, Any], convert: Callable[..., LonLat]) -> MultiPolygon:
    if not isinstance(geometry, dict):
        raise _RefusalError("it has no geometry")
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind == "Point":
        return MultiPolygon([_circle(coordinates, properties.get("radius_m"), convert)])
    if kind == "Polygon":
        coordinates = [coordinates]
    elif kind != "MultiPolygon":
        raise _RefusalError(f"its geometry is {kind!r}, expected Polygon, MultiPolygon or a Point with radius_m")
    if not isinstance(coordinates, list) or not coordinates:
        raise _RefusalError("it has no coordinates")
    area = MultiPolygon([_polygon(rings, convert) for rings in coordinates])
    if not area.is_valid:
        raise _RefusalError(f"its outline is not valid ({explain_validity(area)})")
    return area


def _polygon(rings: Any, convert: Callable[..., LonLat]) -> Polygon:
    if not isinstance(rings, list) or not rings:
        raise _RefusalError("a polygon of it has no rings")
    converted = [_ring(ring, convert) for ring in rings]
    polygon = Polygon(converted[0], converted[1:])
    if not polygon.is_valid or polygon.area <= 0:
        raise _RefusalError(f"its outline is not valid ({explain_validity(polygon)})")
    shapely.prepare(polygon)
    return polygon


def _ring(ring: Any, convert: Callable[..., LonLat]) -> list[LonLat]:
    if not isinstance(ring, list) or len(ring) < 4:
        raise _RefusalError("a ring of it has fewer than four points")
    points = [_point(p) for p in ring]
    if points[0] != points[-1]:
        raise _RefusalError("a ring of it is not closed")
    if any(abs(b[0] - a[0]) > 180 for a, b in pairwise(points)):
        raise _RefusalError("it crosses the antimeridian in one piece; RFC 7946 asks for two polygons split there")
    return [convert(lon, lat) for lon, lat in points]


def _point(point: Any) -> LonLat:
    if not isinstance(point, list) or not 2 <= len(point) <= 4 or not all(_is_number(v) for v in point):
        raise _RefusalError("a point of it is not [longitude, latitude]")
    lon, lat = float(point[0]), float(point[1])
    if abs(lon) > 180 or abs(lat) > 90:
        raise _RefusalError(f"its point [{lon}, {lat}] is not on the earth; the order is longitude, latitude")
    return lon, lat


def _circle(centre: Any, radius_m: Any, convert: Callable[..., LonLat]) -> Polygon:
    """A polygon of 128 corners on the circle, so it lies inside: at 3 km it is nowhere more than 1 m too small."""
    if not _is_number(radius_m) or not 0 < radius_m <= _LARGEST_RADIUS_M:
        raise _RefusalError("it is a point without a radius_m between 0 and 500000")
    lon, lat = convert(*_point(centre))
    around = Position(lat, lon)
    corners = [moved(around, 360.0 * i / _CIRCLE_POINTS, float(radius_m)) for i in range(_CIRCLE_POINTS)]
    if any(abs(c.longitude - lon) > 180 or abs(c.latitude) >= 90 for c in corners):
        raise _RefusalError("its circle goes over the antimeridian or a pole")
    polygon = Polygon([(c.longitude, c.latitude) for c in corners])
    shapely.prepare(polygon)
    return polygon


def _is_number(value: Any) -> bool:
    """Whether it is a number that fits a float: JSON's whole numbers may have thousands of digits."""
    try:
        return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    except OverflowError:
        return False


def _text(value: Any) -> str:
    """At most 80 characters that can be shown and written: JSON may spell half a character (a lone surrogate)."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return str(value)[:80].encode("utf-8", "replace").decode("utf-8")
