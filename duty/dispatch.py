"""Who could be sent to an incident, the nearest first, and how that was found. Pure: codes and numbers, no words.

Responders are what the configuration says, where it says: nobody's position is followed. A drone is a proposal to its
pilot, for a fixed point on the ground, and only for incidents that have one: never for an aircraft, never for a person.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from base.clock import NS_PER_S
from base.geodesy import Position, distance_m
from drones.config import DockConfig, DroneConfig
from drones.picture import AirPicture, ChargeState, CoverState, DockMode, DockView, Presence, VehicleView
from duty.config import ResponderConfig, ResponderKind
from duty.incidents import IncidentKind, IncidentState, IncidentView
from duty.patrol.config import AreaConfig
from duty.precinct import Precinct

LEAST_PERCENT = 60
"""Of a drone that is proposed: there, a quarter of an hour over the place, and back, with a third left."""
FARTHEST_M = 5_000.0
AIR_OLD_AFTER_NS = 5 * NS_PER_S
"""An air thread that hangs says nothing of what a drone is like now."""
WINDY_MPS, RAINY_LEVEL = 10.0, 2


class Point(StrEnum):
    """What the distances are measured to: a place that does not move."""

    GIVEN = "given"
    """The incident's own position."""
    RAISED = "raised"
    """Where the aircraft was when its incident began. Nobody is led after it."""
    CAMERA = "camera"
    """The camera that it was seen on."""
    AREA = "area"
    """The middle of its area."""
    UNKNOWN = "unknown"


class From(StrEnum):
    """What the distances are measured from."""

    CONFIGURED = "configured"
    DOCK = "dock"
    """The dock's own report of where it is."""
    UNKNOWN = "unknown"


class SuggestionKind(StrEnum):
    TEAM = "team"
    POST = "post"
    STATION = "station"
    DRONE = "drone"


class Caution(StrEnum):
    """What the pilot should know of the weather at the dock."""

    WIND = "wind"
    RAIN = "rain"


@dataclass(frozen=True, slots=True)
class FixedPoint:
    position: Position | None
    basis: Point
    area_id: str
    """The area that it is in; "" when that is not known."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    responder_id: str
    """A responder's id, or a drone's."""
    name: str
    kind: SuggestionKind
    bound: bool
    """To the incident's area: asked first."""
    distance_m: float | None
    """Along the great circle."""
    measured_from: From
    point: FixedPoint
    rank: int
    """1: the first to be asked."""
    channels: tuple[str, ...] = ()
    """Radio, then phone."""
    report_to: str = ""
    busy_with: int | None = None
    """The open incident that it was sent to: it comes after everybody who is free."""
    dock_name: str = ""
    percent: int | None = None
    """A drone's charge."""
    cautions: tuple[Caution, ...] = ()

    @property
    def how(self) -> str:
        """For the record, in a language that stays the same: such as `rank=1 bound distance_m=412 from=configured`."""
        distance = "unknown" if self.distance_m is None else f"{self.distance_m:.0f}"
        words = [
            f"rank={self.rank}",
            "bound" if self.bound else "",
            f"distance_m={distance}",
            f"from={self.measured_from}",
            f"to={self.point.basis}",
            "" if self.percent is None else f"percent={self.percent}",
            "" if self.busy_with is None else f"busy={self.busy_with}",
        ]
        return " ".join(word for word in words if word)


def suggest(
    incident: IncidentView, precinct: Precinct, air: AirPicture, incidents: Iterable[IncidentView], now_ns: int
) -> tuple[Suggestion, ...]:
    """Free ones first: those bound to the incident's area, then by distance, unknown positions last; then drones; then
    who is busy. Whoever was sent to this incident already is left out. `now_ns` is monotonic."""
    point = fixed_point(incident, precinct)
    busy = _busy(incident, incidents)
    sent = {one.responder_id for one in incident.dispatches}
    area = next((area for area in precinct.all_areas() if area.id == point.area_id), None)
    bound = () if area is None else area.responders
    people = [_of_responder(one, point, bound, busy) for one in precinct.responders if one.id not in sent]
    drones: list[Suggestion] = []
    if incident.kind is not IncidentKind.AIRSPACE and now_ns - air.at_ns < AIR_OLD_AFTER_NS:
        drones = [one for one in _drones(point, precinct, air) if one.responder_id not in {*sent, *busy}]
    ordered = sorted([*people, *drones], key=_order)
    return tuple(_ranked(one, rank) for rank, one in enumerate(ordered, 1))


def fixed_point(incident: IncidentView, precinct: Precinct) -> FixedPoint:
    """The place to send somebody to. It is the incident's, and stays where it is whatever moves on."""
    camera = next((camera for camera in precinct.cameras if camera.id == incident.camera_id), None)
    areas = precinct.all_areas()
    area = next((area for area in areas if area.id == incident.area_id), None)
    if area is None and camera is not None:
        area = next((area for area in areas if area.name == camera.area), None)
    position, basis = incident.position, Point.GIVEN
    if position is not None and incident.kind is IncidentKind.AIRSPACE:
        basis = Point.RAISED
    elif position is None and camera is not None and camera.latitude is not None and camera.longitude is not None:
        position, basis = Position(camera.latitude, camera.longitude), Point.CAMERA
    if area is None and position is not None:
        area = next((area for area in areas if _is_inside(position, area)), None)
    if position is None and area is not None and area.ring:
        corners = len(area.ring)
        position = Position(sum(a for a, _ in area.ring) / corners, sum(o for _, o in area.ring) / corners)
        basis = Point.AREA
    return FixedPoint(position, basis if position is not None else Point.UNKNOWN, "" if area is None else area.id)


def _is_inside(position: Position, area: AreaConfig) -> bool:
    """Whether a line to the north crosses the ring an odd number of times. Precincts do not lie across 180°."""
    inside = False
    for (a1, o1), (a2, o2) in zip(area.ring, area.ring[1:] + area.ring[:1], strict=True):
        if (o1 > position.longitude) != (o2 > position.longitude):
            crossed_at = a1 + (position.longitude - o1) / (o2 - o1) * (a2 - a1)
            inside ^= crossed_at > position.latitude
    return inside


def _busy(incident: IncidentView, incidents: Iterable[IncidentView]) -> Mapping[str, int]:
    """Who was sent to which other open incident."""
    return {
        one.responder_id: other.incident_id
        for other in incidents
        if other.state is not IncidentState.CLOSED and other.incident_id != incident.incident_id
        for one in other.dispatches
    }


def _order(one: Suggestion) -> tuple[bool, bool, bool, float, str]:
    far = one.distance_m if one.distance_m is not None else float("inf")
    return one.busy_with is not None, one.kind is SuggestionKind.DRONE, not one.bound, far, one.responder_id


def _ranked(one: Suggestion, rank: int) -> Suggestion:
    return replace(one, rank=rank)


def _of_responder(one: ResponderConfig, point: FixedPoint, bound: Iterable[str], busy: Mapping[str, int]) -> Suggestion:
    place = None
    if one.latitude is not None and one.longitude is not None:
        place = Position(one.latitude, one.longitude)
    kinds = {
        ResponderKind.TEAM: SuggestionKind.TEAM,
        ResponderKind.POST: SuggestionKind.POST,
        ResponderKind.STATION: SuggestionKind.STATION,
    }
    return Suggestion(
        responder_id=one.id,
        name=one.name,
        kind=kinds[one.kind],
        bound=one.id in bound,
        distance_m=_distance(place, point),
        measured_from=From.UNKNOWN if place is None else From.CONFIGURED,
        point=point,
        rank=0,
        channels=tuple(channel for channel in (one.radio, one.phone) if channel),
        report_to=one.report_to or "",
        busy_with=busy.get(one.id),
    )


def _distance(place: Position | None, point: FixedPoint) -> float | None:
    return None if place is None or point.position is None else distance_m(place, point.position)


def _drones(point: FixedPoint, precinct: Precinct, air: AirPicture) -> Iterable[Suggestion]:
    if point.position is None:
        return
    docks = {dock.config_id: dock for dock in air.docks}
    vehicles = {vehicle.config_id: vehicle for vehicle in air.vehicles}
    drones = {drone.id: drone for drone in precinct.drones}
    for config in precinct.docks:
        drone = drones.get(config.drone or "")
        dock, vehicle = docks.get(config.id), vehicles.get(config.drone)
        if drone is not None and dock is not None and vehicle is not None:
            made = _of_drone(drone, vehicle, config, dock, point)
            if made is not None:
                yield made


def _of_drone(
    drone: DroneConfig, vehicle: VehicleView, config: DockConfig, dock: DockView, point: FixedPoint
) -> Suggestion | None:
    """None unless everything that matters is known to be well: an unknown is no yes."""
    percent = _percent(vehicle, dock)
    if not _is_healthy(dock, vehicle) or percent is None or percent < LEAST_PERCENT:
        return None
    place, basis = dock.position, From.DOCK
    if place is None and config.latitude is not None and config.longitude is not None:
        place, basis = Position(config.latitude, config.longitude), From.CONFIGURED
    away_m = _distance(place, point)
    if away_m is None or away_m > FARTHEST_M:
        return None
    windy = dock.wind_mps is not None and dock.wind_mps >= WINDY_MPS
    rainy = dock.rain_level is not None and dock.rain_level >= RAINY_LEVEL
    return Suggestion(
        responder_id=drone.id,
        name=drone.name,
        kind=SuggestionKind.DRONE,
        bound=False,
        distance_m=away_m,
        measured_from=basis,
        point=point,
        rank=0,
        dock_name=config.name,
        percent=percent,
        cautions=(*((Caution.WIND,) if windy else ()), *((Caution.RAIN,) if rainy else ())),
    )


def _percent(vehicle: VehicleView, dock: DockView) -> int | None:
    """The lower one, where the drone and its dock do not agree."""
    return min((one for one in (vehicle.battery_percent, dock.battery_percent) if one is not None), default=None)


def _is_healthy(dock: DockView, vehicle: VehicleView) -> bool:
    """The drone is at home in it, on the ground, and both are heard."""
    return (
        dock.presence is Presence.OK
        and dock.drone_present is True
        and dock.drone_system in (None, vehicle.system)
        and dock.alarm is False
        and dock.emergency_stop is False
        and dock.cover in (CoverState.CLOSED, CoverState.OPEN, CoverState.HALF)
        and dock.mode is DockMode.IDLE
        and dock.charge is not ChargeState.FAULT
        and dock.network_quality != 0
        and vehicle.presence is Presence.OK
        and vehicle.armed is False
        and not vehicle.battery_low
    )
