"""Where the demo precinct's drones live and fly: metres east and north of its centre.

The zones themselves are a file (resources/demo/zones.geojson); the routes here were laid out around them, and a test
holds the two together.
"""

from dataclasses import dataclass
from math import cos, pi, radians, sin

import numpy as np

from base.geodesy import LocalFrame, Position

CENTRE = Position(31.2050, 121.4700)
FRAME = LocalFrame(CENTRE)
GROUND_AMSL_M = 5.0
GEOID_M = 11.0
"""EGM96 at the centre: ellipsoid height = AMSL + this."""

Xy = tuple[float, float]

FIRST_DOCK_SYSTEM = 201
RECEIVER_SYSTEM = 240
GRAZING_DRONE = 7
"""Its route runs through the hospital's helipad zone for a few seconds each lap."""
LOW_DRONE = 5
"""Has a tired battery: starts low, and gets low on each of its sorties."""
SILENT_DRONE = 9
"""Loses its link now and then."""


@dataclass(frozen=True, slots=True)
class Beat:
    """One drone's home and the ring that it patrols."""

    home: Xy
    middle: Xy
    reach: Xy
    height_m: float
    docked: bool = False


BEATS = (
    Beat((-250, 160), (-330, -60), (330, 170), 80, docked=True),
    Beat((820, 140), (1050, 60), (260, 220), 95, docked=True),
    Beat((-980, -330), (-1020, -560), (330, 190), 85, docked=True),
    Beat((330, -660), (250, -880), (420, 150), 75, docked=True),
    Beat((-260, 700), (-150, 830), (230, 170), 90),
    Beat((1150, 640), (1180, 820), (280, 200), 100),
    Beat((-1060, 330), (-880, 330), (230, 190), 95),
    Beat((60, -240), (200, -280), (330, 170), 70),
    Beat((-560, -880), (-600, -1010), (300, 140), 75),
    Beat((1230, -250), (1350, -300), (220, 260), 90),
    Beat((380, 1080), (430, 1230), (380, 180), 105),
    Beat((-1240, 960), (-1340, 1130), (260, 190), 100),
)
GOVERNMENT_MIDDLE: Xy = (420.0, 450.0)


def beat(number: int) -> Beat:
    """The beat of drone `number` (from 1); those beyond the demo's twelve lie in rings around the precinct."""
    if number <= len(BEATS):
        return BEATS[number - 1]
    index = number - len(BEATS) - 1
    ring, place = divmod(index, 18)
    out_m, angle = 2300.0 + 900.0 * ring, 2 * pi * (place + 0.5 * ring) / 18
    middle = out_m * sin(angle), out_m * cos(angle)
    home = (out_m - 260) * sin(angle), (out_m - 260) * cos(angle)
    return Beat(home, middle, (220.0, 180.0), 70.0 + 5 * (index % 9), docked=True)


def route(number: int, corners: int = 10) -> tuple[Xy, ...]:
    """The corners of a lap, a ring with uneven sides; the same for a drone at every start."""
    where = beat(number)
    dice = np.random.default_rng(1000 + number)
    turn = 1 if number % 2 else -1
    start = radians(float(dice.uniform(0, 360)))
    points = []
    for i in range(corners):
        angle = start + turn * 2 * pi * i / corners
        uneven = 1.0 if number == GRAZING_DRONE else float(dice.uniform(0.74, 1.0))
        points.append(
            (
                where.middle[0] + where.reach[0] * uneven * sin(angle),
                where.middle[1] + where.reach[1] * uneven * cos(angle),
            )
        )
    return tuple(points)


def dock_drone(dock_number: int, drones: int) -> int | None:
    """Which drone lives in dock `dock_number` (from 1): the first four, then the outer ring's."""
    number = dock_number if dock_number <= 4 else len(BEATS) + dock_number - 4
    return number if number <= drones else None


def dock_home(dock_number: int) -> Xy:
    return beat(dock_number if dock_number <= 4 else len(BEATS) + dock_number - 4).home


def serial(number: int) -> str:
    """Drone `number`'s Remote ID serial, ANSI/CTA-2063-A: maker, length of the rest as one hex digit, the rest."""
    return f"1MP0BPD2604{number:05d}"
