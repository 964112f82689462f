"""One drone's flight as a pure function of state and time: metres east, north and above home, seconds, percent."""

from dataclasses import dataclass, replace
from enum import Enum, auto
from math import atan2, cos, degrees, exp, hypot, radians, sin

Xy = tuple[float, float]


class Phase(Enum):
    WAITING = auto()
    """At home, rotors still: charging, or charged and waiting for its time."""
    OPENING = auto()
    """The dock's cover opens."""
    CLIMBING = auto()
    PATROLLING = auto()
    RETURNING = auto()
    LANDING = auto()
    CLOSING = auto()


@dataclass(frozen=True, slots=True)
class Plan:
    home: Xy
    route: tuple[Xy, ...]
    height_m: float
    speed_mps: float = 11.0
    docked: bool = False
    return_at_percent: float = 31.0
    rest_s: float = 25.0
    """How long it stays at home once it is charged."""


@dataclass(frozen=True, slots=True)
class Drone:
    phase: Phase
    x_m: float
    y_m: float
    height_m: float
    heading_deg: float = 0.0
    speed_mps: float = 0.0
    climb_mps: float = 0.0
    battery_percent: float = 100.0
    corner: int = 0
    phase_s: float = 0.0
    """Since the phase began."""
    full_s: float = 0.0
    """Since the battery was full."""
    flown_m: float = 0.0
    sorties: int = 0

    @property
    def flying(self) -> bool:
        return self.phase in (Phase.CLIMBING, Phase.PATROLLING, Phase.RETURNING, Phase.LANDING)


TURN_DPS = 24.0
ACCELERATION_MPS2 = 2.2
CLIMB_MPS = 3.5
SINK_MPS = 2.2
SLOW_SINK_MPS = 0.8
CORNER_M = 22.0
COVER_S = 6.0
DRAIN_PERCENT_S = 0.125
CHARGE_PERCENT_S = 0.42
MAX_STEP_S = 0.25


def at_home(plan: Plan, battery_percent: float, full_s: float = 0.0) -> Drone:
    return Drone(Phase.WAITING, *plan.home, 0.0, battery_percent=battery_percent, full_s=full_s)


def compass(degrees_any: float) -> float:
    """0 ≤ result < 360; the remainder of a tiny negative angle alone would round to 360."""
    turned = degrees_any % 360.0
    return turned if turned < 360.0 else 0.0


def on_patrol(plan: Plan, corner: int, battery_percent: float) -> Drone:
    """In the middle of its work, on the way to the corner after `corner`."""
    x, y = plan.route[corner % len(plan.route)]
    ahead = plan.route[(corner + 1) % len(plan.route)]
    heading = compass(degrees(atan2(ahead[0] - x, ahead[1] - y)))
    return Drone(
        Phase.PATROLLING,
        x,
        y,
        plan.height_m,
        heading,
        plan.speed_mps,
        0.0,
        battery_percent,
        corner + 1,
        phase_s=60.0,
        sorties=1,
    )


def step(drone: Drone, plan: Plan, dt_s: float, wind: Xy = (0.0, 0.0)) -> Drone:
    """The drone `dt_s` seconds later; long steps are cut so that no corner is jumped over.

    The wind costs battery, not position: the autopilot holds its track.
    """
    left = dt_s
    while left > 1e-9:
        part = min(left, MAX_STEP_S)
        drone = _step(drone, plan, part, wind)
        left -= part
    return drone


def _step(drone: Drone, plan: Plan, dt_s: float, wind: Xy) -> Drone:
    drone = replace(drone, phase_s=drone.phase_s + dt_s)
    if drone.flying:
        effort = 1.0 + 0.012 * hypot(*wind) + (0.25 if drone.phase is Phase.CLIMBING else 0.0)
        drone = replace(drone, battery_percent=max(0.0, drone.battery_percent - DRAIN_PERCENT_S * effort * dt_s))
    match drone.phase:
        case Phase.WAITING:
            return _wait(drone, plan, dt_s)
        case Phase.OPENING:
            return _enter(drone, Phase.CLIMBING, sorties=drone.sorties + 1) if drone.phase_s >= COVER_S else drone
        case Phase.CLIMBING:
            drone = _vertical(drone, plan.height_m, CLIMB_MPS, dt_s)
            return _enter(drone, Phase.PATROLLING) if drone.height_m >= plan.height_m - 0.05 else drone
        case Phase.PATROLLING:
            return _patrol(drone, plan, dt_s)
        case Phase.RETURNING:
            return _return(drone, plan, dt_s)
        case Phase.LANDING:
            return _land(drone, plan, dt_s)
        case Phase.CLOSING:
            return _enter(drone, Phase.WAITING, full_s=0.0) if drone.phase_s >= COVER_S else drone


def _enter(drone: Drone, phase: Phase, **changes: float) -> Drone:
    return replace(drone, phase=phase, phase_s=0.0, **changes)  # type: ignore[arg-type]


def _wait(drone: Drone, plan: Plan, dt_s: float) -> Drone:
    battery = min(100.0, drone.battery_percent + CHARGE_PERCENT_S * dt_s)
    full_s = drone.full_s + dt_s if battery >= 100.0 else 0.0
    drone = replace(drone, battery_percent=battery, full_s=full_s, speed_mps=0.0, climb_mps=0.0, height_m=0.0)
    if full_s < plan.rest_s:
        return drone
    return _enter(drone, Phase.OPENING if plan.docked else Phase.CLIMBING, sorties=drone.sorties + (not plan.docked))


def _patrol(drone: Drone, plan: Plan, dt_s: float) -> Drone:
    if drone.battery_percent <= plan.return_at_percent:
        return _enter(drone, Phase.RETURNING)
    target = plan.route[drone.corner % len(plan.route)]
    if hypot(target[0] - drone.x_m, target[1] - drone.y_m) < CORNER_M:
        drone = replace(drone, corner=(drone.corner + 1) % len(plan.route))
        target = plan.route[drone.corner]
    drone = _vertical(drone, plan.height_m, CLIMB_MPS, dt_s)
    return _steer(drone, target, plan.speed_mps, dt_s)


def _return(drone: Drone, plan: Plan, dt_s: float) -> Drone:
    away_m = hypot(plan.home[0] - drone.x_m, plan.home[1] - drone.y_m)
    if away_m < 1.0 and drone.speed_mps < 0.8:
        return _enter(replace(drone, x_m=plan.home[0], y_m=plan.home[1], speed_mps=0.0), Phase.LANDING)
    allowed = min(plan.speed_mps, max(0.5, (2 * 0.5 * ACCELERATION_MPS2 * away_m) ** 0.5))
    drone = _vertical(drone, plan.height_m, CLIMB_MPS, dt_s)
    return _steer(drone, plan.home, allowed, dt_s, pivot=away_m < 60)


def _land(drone: Drone, plan: Plan, dt_s: float) -> Drone:
    sink = SLOW_SINK_MPS if drone.height_m < 8 else SINK_MPS
    drone = _vertical(replace(drone, speed_mps=0.0), 0.0, sink, dt_s)
    if drone.height_m > 0.02:
        return drone
    landed = replace(drone, height_m=0.0, climb_mps=0.0)
    return _enter(landed, Phase.CLOSING) if plan.docked else _enter(landed, Phase.WAITING, full_s=0.0)


def _steer(drone: Drone, target: Xy, speed_mps: float, dt_s: float, *, pivot: bool = False) -> Drone:
    """Turn toward the target no faster than TURN_DPS, slower the more it has to turn, and move."""
    bearing = degrees(atan2(target[0] - drone.x_m, target[1] - drone.y_m))
    off = (bearing - drone.heading_deg + 180) % 360 - 180
    limit = TURN_DPS * (3 if pivot else 1) * dt_s
    turned = max(-limit, min(limit, off))
    heading = compass(drone.heading_deg + turned)
    wanted = speed_mps * max(0.12 if pivot else 0.45, cos(radians(min(90.0, abs(off)))))
    change = max(-2 * ACCELERATION_MPS2 * dt_s, min(ACCELERATION_MPS2 * dt_s, wanted - drone.speed_mps))
    speed = max(0.0, drone.speed_mps + change)
    gone = min(speed * dt_s, hypot(target[0] - drone.x_m, target[1] - drone.y_m))
    return replace(
        drone,
        x_m=drone.x_m + gone * sin(radians(heading)),
        y_m=drone.y_m + gone * cos(radians(heading)),
        heading_deg=heading,
        speed_mps=speed,
        flown_m=drone.flown_m + gone,
    )


def _vertical(drone: Drone, height_m: float, fastest_mps: float, dt_s: float) -> Drone:
    off = height_m - drone.height_m
    ease = 1 - exp(-dt_s * 1.6)
    wanted = max(-fastest_mps, min(fastest_mps, off * 1.2 if abs(off) > 0.4 else off / dt_s))
    climb = drone.climb_mps + (wanted - drone.climb_mps) * (ease if abs(off) > 0.4 else 1.0)
    moved = max(-abs(off), min(abs(off), climb * dt_s)) if off else 0.0
    return replace(drone, height_m=max(0.0, drone.height_m + moved), climb_mps=moved / dt_s if dt_s else 0.0)
