"""Street furniture and trees, painted into a backdrop; call from far to near."""

from math import cos, pi, radians, sin

import cv2
import numpy as np

from video.scenes.kit.backdrop import SCALE, Backdrop, flat
from video.scenes.kit.light import Colour, Lamp, bgr, scalar
from video.scenes.kit.movers import draw_vehicle
from video.scenes.kit.paint import disc, glow
from video.scenes.kit.traffic import Kind


def tree(b: Backdrop, x: float, y: float, high_m: float = 7.0, spread_m: float = 2.4, leaf: str = "#4f6b3a") -> None:
    """A broad-leaved street tree: a trunk and a few hundred dabs of leaf, darker below and away from the sun."""
    view = b.camera.view([(x, y, high_m * 0.6)])[0]
    depth = float(view[2])
    if depth < 1.5:
        return
    per_m = b.camera.focal_px / depth
    trunk = flat("#5a4a3c", b.light, (0, -1, 0)) + bgr("#5a4a3c") * b.light.at(x, y) * np.float32(0.8)
    pole(b, x, y, 0, high_m * 0.55, 0.15, trunk)
    dice = b.dice
    sun = np.array(b.light.sun_direction)
    count = int(np.clip(per_m * 13, 80, 900))
    dab = min(1.1, (330 / count) ** 0.4)
    direction = dice.normal(0, 1, (count, 3))
    direction /= np.linalg.norm(direction, axis=1)[:, None]
    radius = dice.uniform(0.45, 1.0, count)[:, None] ** 0.6
    lumps = direction * radius * (1 + 0.16 * np.sin(direction[:, :1] * 7 + direction[:, 1:2] * 5))
    points = lumps * (spread_m, spread_m, high_m * 0.34) + (x, y, high_m * 0.68)
    px, depths = b.camera.project(points)
    facing = direction @ sun
    upward = direction[:, 2]
    local = b.light.at(x, y)
    toward = direction @ ((b.camera.eye - (x, y, high_m * 0.68)) / depth)
    order = np.argsort(toward + 0.35 * upward)
    own = bgr(leaf)
    for i in order:
        shade = np.array(b.light.ambient, np.float32) * np.float32(0.62 + 0.34 * upward[i])
        shade = shade + np.array(b.light.sun, np.float32) * np.float32(max(0.0, 0.25 + 0.95 * facing[i]))
        shade = shade + local * np.float32(0.45 - 0.35 * upward[i])
        colour = b.hazed(own * shade * np.float32(dice.uniform(0.82, 1.18)), depth)
        size = dice.uniform(0.16, 0.34) * dab * spread_m / 2.4 * b.camera.focal_px / max(float(depths[i]), 1.0)
        disc(b.image, float(px[i, 0]), float(px[i, 1]), max(size, 1.0), colour)
        if radius[i] < 0.99:
            centre = (round(float(px[i, 0]) / SCALE), round(float(px[i, 1]) / SCALE))
            mask_radius = max(1, round(size / SCALE * 1.1))
            _hide_disc(b, centre, mask_radius, depth)


def _hide_disc(b: Backdrop, centre: tuple[int, int], radius: int, depth: float) -> None:
    x, y = centre
    height, width = b.near.shape
    if -radius < x < width + radius and -radius < y < height + radius:
        area = b.near[max(0, y - radius) : y + radius, max(0, x - radius) : x + radius]
        if area.size and float(area.min()) >= depth:
            cv2.circle(b.near, centre, radius, depth, -1)


def bush(b: Backdrop, x: float, y: float, radius_m: float = 0.8, leaf: str = "#45613a") -> None:
    px, depth = b.camera.project([(x, y, radius_m * 0.5)])
    if depth[0] < 1.5:
        return
    per_m = b.camera.focal_px / float(depth[0])
    for _ in range(int(np.clip(per_m, 14, 60))):
        angle, out = b.dice.uniform(0, 2 * pi), b.dice.uniform(0, 1) ** 0.5
        up = sin(angle) * out
        shade = b.light.shade((0, -0.4, 0.5 + 0.5 * up)) * np.float32(0.72 + 0.3 * up) + b.light.at(x, y) * np.float32(
            0.5
        )
        colour = b.hazed(bgr(leaf) * shade * np.float32(b.dice.uniform(0.8, 1.2)), float(depth[0]))
        disc(
            b.image,
            float(px[0, 0] + cos(angle) * out * radius_m * per_m),
            float(px[0, 1] - up * radius_m * 0.7 * per_m),
            max(1.0, 0.18 * per_m),
            colour,
        )
    b.hide(
        np.array(
            [
                px[0] + np.array([c * radius_m, s * radius_m * 0.7]) * per_m
                for c, s in ((-1, 0), (-0.7, -0.7), (0, -1), (0.7, -0.7), (1, 0), (0.7, 0.7), (0, 1), (-0.7, 0.7))
            ]
        )
        / SCALE,
        float(depth[0]),
    )


def pole(b: Backdrop, x: float, y: float, z0: float, z1: float, radius_m: float, colour: Colour) -> None:
    """An upright post: a lit and a shaded half."""
    _px, depth = b.camera.project([(x, y, z0), (x, y, z1)])
    if depth.min() < 0.8:
        return
    r = np.maximum(radius_m * b.camera.focal_px / depth, 0.9)
    across = b.camera.axes[0][:2]
    side = (
        np.array([across[0], across[1], 0.0])
        * radius_m
        * max(1.0, 0.9 / float(radius_m * b.camera.focal_px / depth.min()))
    )
    low, high = np.array([x, y, z0]), np.array([x, y, z1])
    b.face(np.array([low - side, low + side, high + side, high - side]), colour)
    if r.max() > 3:
        b.face(np.array([low, low + side, high + side, high]), colour * np.float32(0.72))


def bar(
    b: Backdrop, start: tuple[float, float, float], end: tuple[float, float, float], radius_m: float, colour: Colour
) -> None:
    """A thin beam between two points."""
    px, depth = b.camera.project([start, end])
    if depth.min() < 0.8:
        return
    thick = max(1, round(2 * radius_m * b.camera.focal_px / float(depth.mean())))
    a, c = [(round(float(p[0]) * 16), round(float(p[1]) * 16)) for p in px]
    cv2.line(b.image, a, c, scalar(b.hazed(colour, float(depth.mean()))), thick, cv2.LINE_AA, 4)


def street_lamp(
    b: Backdrop, x: float, y: float, high_m: float = 7.0, arm_m: float = 1.6, toward_deg: float = 90.0
) -> Lamp:
    """A mast with an arm toward `toward_deg`; returns the lamp for the light to know."""
    grey = flat("#777c80", b.light, (0, -1, 0)) + b.light.at(x, y) * np.float32(12)
    dx, dy = arm_m * sin(radians(toward_deg)), arm_m * cos(radians(toward_deg))
    pole(b, x, y, 0, high_m, 0.08, grey)
    bar(b, (x, y, high_m), (x + dx, y + dy, high_m + 0.25), 0.06, grey)
    bar(b, (x + dx * 0.75, y + dy * 0.75, high_m + 0.18), (x + dx * 1.2, y + dy * 1.2, high_m + 0.24), 0.11, grey)
    if b.light.lamps_on:
        px, depth = b.camera.project([(x + dx, y + dy, high_m + 0.12)])
        if depth[0] > 1:
            per_m = b.camera.focal_px / float(depth[0])
            colour = bgr("#ffdcae")
            glow(b.image, px[0, 0], px[0, 1], max(14.0, 1.5 * per_m), colour * np.float32(0.75))
            disc(b.image, px[0, 0], px[0, 1], max(1.6, 0.17 * per_m), bgr("#fff6e0"))
    return Lamp(x + dx, y + dy, high_m)


def lamp_at(
    x: float, y: float, high_m: float = 7.0, arm_m: float = 1.6, toward_deg: float = 90.0, power: float = 0.8
) -> Lamp:
    """The light of a `street_lamp` with the same arguments."""
    return Lamp(x + arm_m * sin(radians(toward_deg)), y + arm_m * cos(radians(toward_deg)), high_m, power=power)


def block(
    b: Backdrop, x0: float, y0: float, x1: float, y1: float, z0: float, z1: float, colour: str, glowing: float = 0.0
) -> None:
    """A plain box, lit by the hour and the lamps; `glowing` adds light of its own."""
    local = b.light.at((x0 + x1) / 2, (y0 + y1) / 2) * np.float32(0.7)
    eye = b.camera.eye
    own = bgr(colour)
    faces = (
        ((0, 0, -1), eye[2] < z0, [(x0, y0, z0), (x0, y1, z0), (x1, y1, z0), (x1, y0, z0)]),
        ((0, 0, 1), eye[2] > z1, [(x0, y0, z1), (x1, y0, z1), (x1, y1, z1), (x0, y1, z1)]),
        ((0, -1, 0), eye[1] < y0, [(x0, y0, z0), (x1, y0, z0), (x1, y0, z1), (x0, y0, z1)]),
        ((0, 1, 0), eye[1] > y1, [(x1, y1, z0), (x0, y1, z0), (x0, y1, z1), (x1, y1, z1)]),
        ((1, 0, 0), eye[0] > x1, [(x1, y0, z0), (x1, y1, z0), (x1, y1, z1), (x1, y0, z1)]),
        ((-1, 0, 0), eye[0] < x0, [(x0, y1, z0), (x0, y0, z0), (x0, y0, z1), (x0, y1, z1)]),
    )
    for normal, visible, corners in faces:
        if visible:
            tone = np.float32(0.75 if normal[2] < 0 else 1.0)
            shade = b.light.shade((float(normal[0]), float(normal[1]), float(normal[2]))) * tone
            b.face(
                np.array(corners, float),
                (own * (shade + local + np.float32(glowing))).astype(np.float32),
                glowing=glowing > 0,
            )


def railing(
    b: Backdrop,
    start: tuple[float, float],
    end: tuple[float, float],
    high_m: float = 1.05,
    colour: str = "#9aa0a4",
    step_m: float = 1.6,
) -> None:
    """Posts and two bars; seen through, so it hides nothing."""
    tone = flat(colour, b.light, (0, -1, 0)) + b.light.at(
        (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    ) * np.float32(40)
    a, c = np.array(start), np.array(end)
    length = float(np.hypot(*(c - a)))
    for f in np.arange(0, length + 0.01, step_m) / max(length, 0.1):
        x, y = a + (c - a) * f
        bar(b, (x, y, 0), (x, y, high_m), 0.03, tone)
    pieces = max(1, int(length / 4))
    for z in (high_m, high_m * 0.55):
        for i in range(pieces):
            p, q = a + (c - a) * (i / pieces), a + (c - a) * ((i + 1) / pieces)
            bar(b, (p[0], p[1], z), (q[0], q[1], z), 0.028, tone)


def zebra(b: Backdrop, x0: float, y0: float, x1: float, y1: float, *, along_x: bool, stripe_m: float = 0.5) -> None:
    """A pedestrian crossing within the rectangle; `along_x` when people walk along x."""
    if along_x:
        for x in np.arange(x0, x1, 2 * stripe_m):
            b.ground([(x, y0), (x + stripe_m, y0), (x + stripe_m, y1), (x, y1)], "#c9cbc6")
    else:
        for y in np.arange(y0, y1, 2 * stripe_m):
            b.ground([(x0, y), (x1, y), (x1, y + stripe_m), (x0, y + stripe_m)], "#c9cbc6")


def dashes(
    b: Backdrop,
    x0: float,
    y0: float,
    x1: float,
    y1: float,
    *,
    wide_m: float = 0.14,
    dash_m: float = 3.0,
    gap_m: float = 4.5,
    colour: str = "#c6c8c3",
) -> None:
    """A broken line; `gap_m` = 0 gives an unbroken one."""
    a, c = np.array([x0, y0]), np.array([x1, y1])
    length = float(np.hypot(*(c - a)))
    along = (c - a) / max(length, 1e-6)
    side = np.array([-along[1], along[0]]) * wide_m / 2
    step = dash_m + gap_m if gap_m else 8.0
    for s in np.arange(0, length, step):
        p, q = a + along * s, a + along * min(s + (dash_m if gap_m else step), length)
        b.ground([tuple(p - side), tuple(q - side), tuple(q + side), tuple(p + side)], colour)


def parked(b: Backdrop, x: float, y: float, heading_deg: float, colour: str, kind: Kind = Kind.CAR) -> None:
    """A vehicle that stays; hides what passes behind it."""
    outline = draw_vehicle(b.image, b.camera, b.light, kind, x, y, heading_deg, colour, shadow=True, lights=False)
    depth = float(b.camera.view([(x, y, 0.7)])[0, 2])
    if outline is not None:
        b.hide(outline / SCALE, depth)


def signal(
    b: Backdrop,
    x: float,
    y: float,
    high_m: float = 5.2,
    arm_m: float = 4.0,
    toward_deg: float = 90.0,
    lit: str = "#3ddc84",
) -> None:
    """A traffic light on a mast arm."""
    grey = flat("#5e6468", b.light, (0, -1, 0)) + b.light.at(x, y) * np.float32(10)
    dx, dy = arm_m * sin(radians(toward_deg)), arm_m * cos(radians(toward_deg))
    pole(b, x, y, 0, high_m, 0.09, grey)
    bar(b, (x, y, high_m - 0.1), (x + dx, y + dy, high_m), 0.07, grey)
    block(b, x + dx - 0.55, y + dy - 0.1, x + dx + 0.55, y + dy + 0.1, high_m - 0.25, high_m + 0.2, "#23272a")
    offset = {"#ff5a4d": -0.34, "#ffc94d": 0.0}.get(lit, 0.34)
    px, depth = b.camera.project([(x + dx + offset, y + dy, high_m)])
    if depth[0] > 1:
        per_m = b.camera.focal_px / float(depth[0])
        disc(b.image, px[0, 0], px[0, 1], max(1.4, 0.12 * per_m), bgr(lit))
        if b.light.lamps_on:
            glow(b.image, px[0, 0], px[0, 1], max(8.0, 0.7 * per_m), bgr(lit) * np.float32(0.5))
