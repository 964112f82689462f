"""Light and colour: the hour, the sky, the street lamps. Colours are written "#rrggbb" and handled as BGR in 0–255."""

from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache
from math import cos, radians, sin

import numpy as np
from numpy.typing import NDArray

Colour = NDArray[np.float32]
Triple = tuple[float, float, float]


@cache
def bgr(text: str) -> Colour:
    """ "#rrggbb" as float32 BGR."""
    value = np.array([int(text[5:7], 16), int(text[3:5], 16), int(text[1:3], 16)], np.float32)
    value.setflags(write=False)
    return value


def scalar(colour: Colour) -> Triple:
    """For OpenCV's drawing calls, which saturate by themselves."""
    b, g, r = colour.tolist()
    return b, g, r


@dataclass(frozen=True)
class Lamp:
    """A street lamp: the head at (x, y, height), lighting a round pool on the ground."""

    x_m: float
    y_m: float
    height_m: float = 7.0
    colour: str = "#ffc98a"
    power: float = 1.0


@dataclass(frozen=True, eq=False)
class Light:
    """The hour. `ambient` and `sun` multiply a surface's own colour (BGR)."""

    sky_top: str
    sky_low: str
    haze: str
    haze_m: float
    ambient: Triple
    sun: Triple
    sun_azimuth_deg: float = 140.0
    sun_height_deg: float = 42.0
    clouds: float = 0.5
    windows_lit: float = 0.0
    lamps_on: bool = False
    headlights: bool = False
    wet: float = 0.0
    rain: bool = False
    grain: float = 1.6
    roof: bool = False
    lamps: tuple[Lamp, ...] = field(default=())

    def with_lamps(self, *lamps: Lamp) -> "Light":
        return replace(self, lamps=lamps)

    @cached_property
    def sun_direction(self) -> tuple[float, float, float]:
        """Unit vector from the ground to the sun."""
        azimuth, height = radians(self.sun_azimuth_deg), radians(self.sun_height_deg)
        return sin(azimuth) * cos(height), cos(azimuth) * cos(height), sin(height)

    @property
    def sunny(self) -> bool:
        return max(self.sun) > 0.12

    def shade(self, normal: Triple | NDArray[np.float64]) -> Colour:
        """What falls on a face with that outward normal, as BGR multipliers; the sky gives more from above."""
        facing = max(0.0, float(np.dot(np.asarray(normal, float), self.sun_direction)))
        sky = 0.82 + 0.18 * float(normal[2])
        return np.array(self.ambient, np.float32) * np.float32(sky) + np.array(self.sun, np.float32) * np.float32(
            facing
        )

    def shades(self, normals: NDArray[np.float64]) -> NDArray[np.float32]:
        """`shade` for many normals at once, (n, 3) to (n, 3)."""
        facing = np.maximum(0.0, normals @ np.array(self.sun_direction))
        sky = 0.82 + 0.18 * normals[:, 2]
        lit = np.outer(sky, self.ambient) + np.outer(facing, self.sun)
        return lit.astype(np.float32)

    def pools(self, x_m: NDArray[np.float32], y_m: NDArray[np.float32]) -> NDArray[np.float32]:
        """Lamp light on the ground at (x, y), BGR multipliers of shape (..., 3)."""
        total = np.zeros((*np.shape(x_m), 3), np.float32)
        if not self.lamps_on:
            return total
        for lamp in self.lamps:
            reach2 = (lamp.height_m * 1.1) ** 2
            near = ((x_m - lamp.x_m) ** 2 + (y_m - lamp.y_m) ** 2) / np.float32(reach2)
            total += (lamp.power / (1.0 + near) ** 2)[..., None] * (bgr(lamp.colour) / np.float32(255))
        return total

    def at(self, x_m: float, y_m: float) -> Colour:
        """Lamp light at one spot, good to half a metre; plain floats, as it is asked for every mover in every frame."""
        return _spot(self, round(x_m * 2), round(y_m * 2))


@lru_cache(maxsize=16384)
def _spot(light: Light, half_x: int, half_y: int) -> Colour:
    b = g = r = 0.0
    if light.lamps_on:
        x_m, y_m = half_x / 2, half_y / 2
        for lamp in light.lamps:
            near = ((x_m - lamp.x_m) ** 2 + (y_m - lamp.y_m) ** 2) / (lamp.height_m * 1.1) ** 2
            power = lamp.power / (1.0 + near) ** 2 / 255
            lb, lg, lr = scalar(bgr(lamp.colour))
            b, g, r = b + power * lb, g + power * lg, r + power * lr
    colour = np.array([b, g, r], np.float32)
    colour.setflags(write=False)
    return colour


DAY = Light("#5b8fc7", "#c9dcea", "#bcd0de", 620, (0.66, 0.62, 0.58), (0.62, 0.68, 0.72))
OVERCAST = Light("#9aa6b1", "#ccd3d8", "#bcc5cb", 420, (0.92, 0.91, 0.89), (0.10, 0.10, 0.10), clouds=1.0)
MORNING = Light(
    "#6f9bc8", "#f0dcc0", "#dcd0bd", 420, (0.66, 0.61, 0.57), (0.48, 0.60, 0.72), sun_azimuth_deg=95, sun_height_deg=22
)
DUSK = Light(
    "#2b3a66",
    "#e39b6c",
    "#8c7a86",
    520,
    (0.44, 0.35, 0.32),
    (0.06, 0.11, 0.18),
    sun_azimuth_deg=285,
    sun_height_deg=8,
    clouds=0.7,
    windows_lit=0.42,
    lamps_on=True,
    headlights=True,
    grain=2.0,
)
NIGHT = Light(
    "#0d1424",
    "#3a3a48",
    "#262a35",
    360,
    (0.26, 0.215, 0.19),
    (0.0, 0.0, 0.0),
    clouds=0.35,
    windows_lit=0.38,
    lamps_on=True,
    headlights=True,
    grain=2.6,
)
RAIN = Light(
    "#6d7882",
    "#a3adb4",
    "#9aa4ab",
    210,
    (0.60, 0.58, 0.55),
    (0.0, 0.0, 0.0),
    clouds=1.0,
    windows_lit=0.20,
    lamps_on=False,
    headlights=True,
    wet=0.55,
    rain=True,
    grain=1.8,
)
NIGHT_RAIN = replace(NIGHT, wet=0.9, rain=True, haze_m=240, windows_lit=0.45)
INDOOR = Light(
    "#1a1c1e",
    "#1a1c1e",
    "#2a2d30",
    160,
    (0.52, 0.52, 0.49),
    (0.0, 0.0, 0.0),
    clouds=0.0,
    lamps_on=True,
    headlights=True,
    roof=True,
    grain=2.2,
    wet=0.18,
)
