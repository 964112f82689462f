"""What the coverage map shows, in local metres: areas, blind squares, cameras with their sectors. No painting here."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from base.geodesy import LocalFrame
from duty.coverage.view import CameraCoverage, CoverageView, Ring
from duty.precinct import Precinct
from ui.airspace.geometry import Metres, ring_xy
from ui.airspace.scene import NEAR_M, Eye, Key, Kind, Scene

SHADES = 8
"""Steps of colour between half of a deadline and all of it: the picture is painted anew only when one changes."""
SHADES_EVERY_S = 5.0
"""A shade alone waits so long for the next: painting 551 sectors took 90 ms, and one of them darkens every second."""
SOON_FROM = 0.75
"""With this part of the deadline gone a camera wears a ring: a person may plan for it."""


class Look(StrEnum):
    """The sign of a camera: readable without its colour."""

    UNKNOWN = "unknown"
    """The book has not told yet, or no deadline runs."""
    CALM = "calm"
    SOON = "soon"
    OVERDUE = "overdue"
    OUT = "out"
    """A repair ticket is open."""


class Patch(NamedTuple):
    """One camera's place and sector."""

    eye: Eye
    sector: Metres
    look: Look
    shade: int
    """0 seen lately … SHADES at the deadline."""
    healthy: bool


class Outline(NamedTuple):
    area_id: str
    name: str
    ring: Metres


class Dark(NamedTuple):
    """The blind squares of one area."""

    area_id: str
    boxes: NDArray[np.float64]
    """West, south, east and north of each, metres, shape (squares, 4)."""


class CoverageScene(Scene):
    """The map's scene without aircraft: `eyes` are the cameras, as the airspace's map picks them."""

    def __init__(self, precinct: Precinct) -> None:
        super().__init__(LocalFrame(precinct.precinct.centre_position))
        self.take_precinct(precinct)
        self.patches: tuple[Patch, ...] = ()
        self.dark: tuple[Dark, ...] = ()
        self._blind_from: tuple[Ring, ...] = ()
        self._shades: tuple[int, ...] = ()
        self._shaded_at_s = 0.0

    def take_precinct(self, precinct: Precinct) -> None:
        """Its areas and cameras from the next `take` on."""
        self._names = {camera.id: camera for camera in precinct.cameras}
        self.outlines = tuple(
            Outline(area.id, area.name, ring_xy(self.frame, (*area.ring, area.ring[0])))
            for area in precinct.all_areas()
            if area.ring
        )
        self._sectors: dict[str, Metres] = {}
        self._signs: tuple[tuple[str, Look, bool], ...] | None = None

    def take(self, view: CoverageView, now_s: float) -> bool:
        """Whether anything has to be painted anew. `now_s` is monotonic."""
        shown = [(camera, *look_of(camera)) for camera in view.cameras if camera.position is not None]
        signs = tuple((camera.camera_id, look, camera.healthy) for camera, look, _ in shown)
        shades = tuple(shade for _, _, shade in shown)
        shaded = shades != self._shades and now_s - self._shaded_at_s >= SHADES_EVERY_S
        if signs == self._signs and view.blind is self._blind_from and not shaded:
            return False
        self._signs, self._shades, self._shaded_at_s = signs, shades, now_s
        self.patches = tuple(self._patch(c) for c in view.cameras if c.position is not None)
        self.eyes = tuple(patch.eye for patch in self.patches)
        if view.blind is not self._blind_from:
            self._blind_from = view.blind
            self.dark = darks_of(self.frame, view)
        self.still_version += 1
        return True

    def patch(self, key: Key | None) -> Patch | None:
        return next((p for p in self.patches if p.eye.key == key), None)

    def box_m(self) -> tuple[float, float, float, float] | None:
        points = [np.array([(p.eye.x_m, p.eye.y_m)]) for p in self.patches]
        points += [outline.ring for outline in self.outlines]
        near = np.concatenate(points) if points else np.empty((0, 2))
        near = near[(np.abs(near) < NEAR_M).all(axis=1)]
        if not len(near):
            return None
        (west, south), (east, north) = near.min(axis=0), near.max(axis=0)
        return float(west), float(east), float(south), float(north)

    def _patch(self, camera: CameraCoverage) -> Patch:
        assert camera.position is not None
        config = self._names[camera.camera_id]
        if camera.camera_id not in self._sectors:
            self._sectors[camera.camera_id] = ring_xy(self.frame, camera.sector)
        eye = Eye(
            Key(Kind.CAMERA, camera.camera_id),
            *self.frame.to_xy(camera.position.latitude, camera.position.longitude),
            config.heading_deg,
            config.field_of_view_deg or 0.0,
            config.name,
            not camera.healthy,
            camera.position,
        )
        return Patch(eye, self._sectors[camera.camera_id], *look_of(camera), camera.healthy)


def look_of(camera: CameraCoverage) -> tuple[Look, int]:
    """Its sign and shade."""
    if camera.out:
        return Look.OUT, 0
    if camera.part is None:
        return Look.UNKNOWN, 0
    if camera.overdue:
        return Look.OVERDUE, SHADES
    shade = min(SHADES, max(0, int((camera.part - 0.5) * 2 * SHADES)))
    return Look.SOON if camera.part >= SOON_FROM else Look.CALM, shade


def darks_of(frame: LocalFrame, view: CoverageView) -> tuple[Dark, ...]:
    """The blind squares come in the order of the areas."""
    boxes = boxes_of(frame, view.blind)
    found, first = [], 0
    for area in view.areas:
        found.append(Dark(area.area_id, boxes[first : first + area.blind]))
        first += area.blind
    return tuple(found)


def boxes_of(frame: LocalFrame, rings: Sequence[Ring]) -> NDArray[np.float64]:
    """West, south, east, north of small rings, shape (rings, 4): one pass over all of them."""
    if not rings:
        return np.empty((0, 4))
    degrees = np.array(rings, float)
    xs, ys = frame.to_xy_arrays(degrees[:, :4, 0], degrees[:, :4, 1])
    return np.column_stack((xs.min(axis=1), ys.min(axis=1), xs.max(axis=1), ys.max(axis=1)))
