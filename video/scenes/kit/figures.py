"""People and what they ride: joints in metres, limbs as tapered strips that face the camera."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from math import cos, pi, radians, sin

import cv2
import numpy as np
from numpy.typing import NDArray

from video.scenes.kit.camera import Camera, Points
from video.scenes.kit.light import Colour, bgr
from video.scenes.kit.paint import SHIFT, Image, convex, disc, fixed

POSES = 40
FAR_PX_PER_M = 15.0
"""Poses through two steps; each is worked out once for each look."""

_END = np.array([(cos(a), sin(a)) for a in np.linspace(-pi / 2, pi / 2, 5)])


class Ride(StrEnum):
    NONE = ""
    BIKE = "bike"
    SCOOTER = "scooter"


@dataclass(frozen=True)
class Looks:
    shirt: str = "#4a5f7a"
    trousers: str = "#2e3440"
    hair: str = "#1d1a18"
    skin: str = "#c99a78"
    bag: str | None = None
    umbrella: str | None = None
    helmet: str | None = None
    frame: str = "#c8cdd2"
    stature: float = 1.0
    ride: Ride = Ride.NONE


@dataclass(frozen=True)
class Limb:
    start: int
    end: int
    start_radius_m: float
    end_radius_m: float
    colour: Colour


def walker(looks: Looks, swing: float, standing: bool = False) -> tuple[Points, list[Limb]]:
    """Joints of somebody on foot (x right, y ahead, z up) and the limbs between them; `swing` 0–1 through two steps."""
    phase = 2 * pi * swing
    leg = 0.0 if standing else radians(27) * sin(phase)
    k = looks.stature
    bob = 0.0 if standing else 0.022 * cos(2 * phase)
    hip, shoulder = 0.90 + bob, 1.42 + bob
    joints: list[tuple[float, float, float]] = [(0, 0, hip - 0.02), (0, 0.03, shoulder - 0.04), (0, 0.05, 1.62 + bob)]
    for side, angle in ((-1, leg), (1, -leg)):
        lift = max(0.0, -cos(phase) * side) * (0.0 if standing else 0.55)
        knee = (0.09 * side, 0.46 * sin(angle), hip - 0.46 * cos(angle))
        shin = angle - lift
        ankle = (0.09 * side, knee[1] + 0.44 * sin(shin), max(0.05, knee[2] - 0.44 * cos(shin)))
        toe = (0.10 * side, ankle[1] + 0.17, max(0.03, ankle[2] - 0.03))
        joints += [(0.08 * side, 0, hip), knee, ankle, toe]
    for side, angle in ((-1, -leg), (1, leg)):
        raised = looks.umbrella is not None and side == 1
        elbow = (0.23 * side, 0.27 * sin(angle * 0.9), shoulder - 0.08 - 0.27 * cos(angle * 0.9))
        hand = (0.22 * side, elbow[1] + 0.24 * sin(angle + 0.35), elbow[2] - 0.24 * cos(angle + 0.35))
        if raised:
            elbow, hand = (0.24, 0.12, shoulder - 0.28), (0.12, 0.30, shoulder - 0.12)
        joints += [(0.19 * side, 0, shoulder - 0.06), elbow, hand]
    return np.array(joints) * k, _limbs(looks, k)


def _limbs(looks: Looks, k: float) -> list[Limb]:
    shirt, trousers, skin = bgr(looks.shirt), bgr(looks.trousers), bgr(looks.skin)
    shoe = trousers * np.float32(0.45)
    limbs = []
    for hip, tone in ((3, 0.8), (7, 1.0)):
        dark = trousers * np.float32(tone)
        limbs += [
            Limb(hip + 2, hip + 3, 0.055 * k, 0.05 * k, shoe),
            Limb(hip, hip + 1, 0.105 * k, 0.08 * k, dark),
            Limb(hip + 1, hip + 2, 0.08 * k, 0.06 * k, dark),
        ]
    arms = [
        (Limb(a, a + 1, 0.07 * k, 0.055 * k, shirt * np.float32(0.86)), Limb(a + 1, a + 2, 0.05 * k, 0.04 * k, skin))
        for a in (11, 14)
    ]
    torso = [Limb(0, 1, 0.155 * k, 0.205 * k, shirt)]
    if looks.bag is not None:
        torso.append(Limb(0, 1, 0.10 * k, 0.15 * k, bgr(looks.bag)))
    return [*limbs, *arms[0], *torso, *arms[1]]


def rider(looks: Looks, swing: float) -> tuple[Points, list[Limb]]:
    """Somebody on a bicycle or an electric scooter, wheels and all."""
    phase = 2 * pi * swing
    scooter = looks.ride is Ride.SCOOTER
    frame, shirt, trousers = bgr(looks.frame), bgr(looks.shirt), bgr(looks.trousers)
    joints: list[tuple[float, float, float]] = [(0, -0.22, 0.92), (0, 0.02, 1.40), (0, 0.10, 1.62)]
    for side in (-1, 1):
        turn = phase + (pi if side > 0 else 0)
        foot = (0.12 * side, 0.14, 0.36) if scooter else (0.10 * side, 0.02 + 0.16 * sin(turn), 0.30 + 0.16 * cos(turn))
        joints += [(0.10 * side, -0.18, 0.90), (0.13 * side, 0.22, 0.74 if scooter else 0.62 + 0.08 * cos(turn)), foot]
    for side in (-1, 1):
        joints += [(0.19 * side, 0.02, 1.36), (0.27 * side, 0.20, 1.12), (0.26 * side, 0.42, 1.05)]
    joints += [(0, 0.56, 0.30), (0, -0.56, 0.30), (0, 0.40, 1.06), (0, -0.20, 0.80), (0, 0.05, 0.34)]
    front, rear, bars, seat, crank = 15, 16, 17, 18, 19
    thick = 0.11 if scooter else 0.035
    limbs = [
        Limb(front, bars, 0.04, 0.045, frame),
        Limb(rear, seat, thick * 1.3, thick * 1.6, frame),
        Limb(rear, crank, thick, thick, frame),
        Limb(crank, bars, thick, 0.05, frame),
        Limb(3, 4, 0.10, 0.08, trousers * np.float32(0.8)),
        Limb(4, 5, 0.075, 0.06, trousers * np.float32(0.8)),
        Limb(9, 10, 0.065, 0.05, shirt * np.float32(0.8)),
        Limb(10, 11, 0.05, 0.04, shirt * np.float32(0.8)),
        Limb(0, 1, 0.16, 0.20, shirt),
        Limb(6, 7, 0.10, 0.08, trousers),
        Limb(7, 8, 0.075, 0.06, trousers),
        Limb(12, 13, 0.065, 0.05, shirt),
        Limb(13, 14, 0.05, 0.04, shirt),
    ]
    return np.array(joints) * looks.stature, limbs


@dataclass(frozen=True)
class Pose:
    """Joints (n, 3) and limbs as arrays: joint indices, radii in metres, colours."""

    looks: Looks
    joints: Points
    ends: NDArray[np.intp]
    radii_m: NDArray[np.float64]
    colours: NDArray[np.float32]

    @cached_property
    def bold(self) -> NDArray[np.intp]:
        """The limbs that can still be made out from afar: no shoes, no forearms."""
        return np.flatnonzero(self.radii_m[:, 0] >= 0.058)


@lru_cache(maxsize=8192)
def pose(looks: Looks, number: int, standing: bool = False) -> Pose:
    """Pose `number` of POSES through two steps."""
    swing = number / POSES
    if looks.ride is Ride.NONE:
        joints, limbs = walker(looks, swing, standing)
    else:
        joints, limbs = rider(looks, swing * 2 % 1)
    return Pose(
        looks,
        joints,
        np.array([(limb.start, limb.end) for limb in limbs], np.intp),
        np.array([(limb.start_radius_m, limb.end_radius_m) for limb in limbs]),
        np.array([limb.colour for limb in limbs], np.float32),
    )


def draw_figure(
    image: Image, camera: Camera, world: Points, px: Points, depth: Points, pose: Pose, shade: Colour
) -> None:
    """Paint the limbs and the head; `world` are the joints in world metres, `px` and `depth` the same projected."""
    looks = pose.looks
    per_m = camera.focal_px / max(float(depth.mean()), 0.5)
    if looks.ride is not Ride.NONE:
        _wheels(image, camera, world, shade)
    kept = pose.bold if per_m < FAR_PX_PER_M else slice(None)
    ends = pose.ends[kept]
    outlines = fixed(_strips(px[ends[:, 0]], px[ends[:, 1]], np.maximum(pose.radii_m[kept] * per_m, 0.45)))
    for outline, colour in zip(outlines, (pose.colours[kept] * shade).tolist(), strict=True):
        cv2.fillConvexPoly(image, outline, colour, cv2.LINE_AA, SHIFT)
    x, y = px[2].tolist()
    head = 0.125 * looks.stature * per_m
    disc(image, x, y, head, bgr(looks.skin) * shade)
    cover = bgr(looks.helmet or looks.hair) * shade
    disc(image, x, y - 0.30 * head, head * (1.02 if looks.helmet else 0.86), cover)
    if looks.umbrella is not None:
        _umbrella(image, px[2], per_m, bgr(looks.umbrella) * shade)


def _strips(starts: Points, ends: Points, radii: Points) -> Points:
    """Tapered strips with round ends, (n, 10, 2), from (n, 2), (n, 2) and radii (n, 2), all in pixels."""
    along = ends - starts
    along = along / np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-6)[:, None]
    across = along[:, ::-1] * (-1, 1)
    fan = _END[None, :, :1] * along[:, None] + _END[None, :, 1:] * across[:, None]
    return np.concatenate(
        [ends[:, None] + radii[:, 1, None, None] * fan, starts[:, None] - radii[:, 0, None, None] * fan], axis=1
    )


def _wheels(image: Image, camera: Camera, world: Points, shade: Colour) -> None:
    ahead = world[15] - world[16]
    ahead = ahead / (np.linalg.norm(ahead) or 1.0)
    angles = np.arange(14) * (2 * pi / 14)
    for hub in (world[15], world[16]):
        ring = hub + 0.30 * (np.cos(angles)[:, None] * ahead + np.sin(angles)[:, None] * np.array([0.0, 0.0, 1.0]))
        px, depth = camera.project(ring)
        convex(image, px, bgr("#23262a") * shade)
        middle = px.mean(axis=0)
        if depth.mean() < 45:
            convex(image, middle + (px - middle) * 0.72, bgr("#6a6f74") * shade)


def _umbrella(image: Image, head_px: Points, per_m: float, colour: Colour) -> None:
    angles = np.linspace(pi, 2 * pi, 13)
    dome = head_px + np.column_stack([np.cos(angles) * 0.55, np.sin(angles) * 0.34 - 0.12]) * per_m
    convex(image, dome, colour)
    left = head_px + np.column_stack([np.cos(angles) * 0.55, np.sin(angles) * 0.34 - 0.12])[:7] * per_m
    convex(image, np.vstack([left, head_px + np.array([0.0, -0.12]) * per_m]), colour * np.float32(0.86))
