"""Larger things that a few scenes put together from the kit's blocks."""

from collections.abc import Sequence

import numpy as np

from video.scenes.kit import props
from video.scenes.kit.backdrop import Backdrop
from video.scenes.kit.light import bgr
from video.scenes.kit.paint import disc

STALLS = ("#b5483c", "#3f7a66", "#c9a44a", "#3f6288", "#8a5a7a", "#d7d2c4")
_GOODS = ("#d9822b", "#b8322a", "#6f9b3c", "#d9c04a", "#8e5a3a", "#c9c4b8")


def stall(b: Backdrop, x: float, y: float, awning: str, seed: int) -> None:
    """A market stall: a table with goods under an awning."""
    dice = np.random.default_rng(seed)
    props.block(b, x - 0.9, y - 1.7, x + 0.9, y + 1.7, 0, 0.85, "#8d7355")
    for dy in np.arange(-1.5, 1.5, 0.75):
        props.block(b, x - 0.8, y + dy, x + 0.8, y + dy + 0.62, 0.85, 1.05, str(dice.choice(np.array(_GOODS))))
    for dx, dy in ((-1, -1.8), (1, -1.8), (-1, 1.8), (1, 1.8)):
        props.pole(b, x + dx, y + dy, 0, 2.4, 0.035, bgr("#8b8f92") * b.light.shade((0, -1, 0)))
    inner = -1 if x > 0 else 1
    low, high = x + 1.25 * inner, x - 1.0 * inner
    own = bgr(awning) * b.light.shade((0.3 * inner, -0.2, 0.9))
    for i in range(6):
        y0, y1 = y - 1.9 + i * 3.8 / 6, y - 1.9 + (i + 1) * 3.8 / 6
        tone = own if i % 2 else own * np.float32(0.55) + np.float32(105) * np.array(b.light.ambient, np.float32)
        b.face(np.array([(low, y0, 2.25), (low, y1, 2.25), (high, y1, 2.85), (high, y0, 2.85)]), tone)
        b.face(np.array([(low, y0, 2.0), (low, y1, 2.0), (low, y1, 2.25), (low, y0, 2.25)]), tone * np.float32(0.85))


def lantern_strings(b: Backdrop, rows: Sequence[float], half_m: float, high_m: float) -> None:
    """Red lanterns over the street."""
    for y in sorted(rows, reverse=True):
        xs = np.linspace(-half_m, half_m, 11)
        sag = high_m + 0.9 * (xs / half_m) ** 2
        for i in range(10):
            props.bar(b, (xs[i], y, sag[i]), (xs[i + 1], y, sag[i + 1]), 0.012, bgr("#3a3a3a"))
        for x, z in list(zip(xs, sag, strict=True))[1:-1]:
            px, depth = b.camera.project([(x, y, z - 0.28)])
            if depth[0] > 1:
                per_m = b.camera.focal_px / float(depth[0])
                red = bgr("#c8301f") * (b.light.shade((0, -0.8, 0.4)) + np.float32(0.15))
                disc(b.image, px[0, 0], px[0, 1], 0.24 * per_m, red)
                disc(b.image, px[0, 0] - 0.07 * per_m, px[0, 1] - 0.05 * per_m, 0.10 * per_m, red * np.float32(1.3))
                disc(
                    b.image, px[0, 0], px[0, 1] + 0.27 * per_m, 0.05 * per_m, bgr("#d9a93b") * b.light.shade((0, -1, 0))
                )


def gantry(b: Backdrop, y: float, half_m: float) -> None:
    """A sign gantry over a fast road; the signs are blue and empty."""
    for s in (-1, 1):
        props.block(b, half_m * s - 0.2, y - 0.2, half_m * s + 0.2, y + 0.2, 0, 7.4, "#8b9094")
    props.block(b, -half_m, y - 0.15, half_m, y + 0.15, 6.9, 7.4, "#8b9094")
    for x in (-9.5, 3.0):
        props.block(b, x, y - 0.4, x + 6.5, y - 0.3, 5.6, 8.4, "#1f5fa8", glowing=0.35 if b.light.lamps_on else 0.0)
        for i, w in enumerate((4.4, 3.0)):
            props.block(
                b,
                x + 0.6,
                y - 0.46,
                x + 0.6 + w,
                y - 0.42,
                7.4 - i * 0.9,
                7.75 - i * 0.9,
                "#e8eef4",
                glowing=0.3 if b.light.lamps_on else 0.0,
            )


def shelter(b: Backdrop, x: float, y0: float, y1: float) -> None:
    """A bus shelter that opens toward −x."""
    props.block(b, x + 1.5, y0, x + 1.6, y1, 0.4, 2.4, "#9fb3bd")
    for y in np.arange(y1 - 2.4, y0, -2.5):
        props.block(
            b, x + 1.44, y, x + 1.49, y + 1.6, 0.7, 2.2, ("#d9822b", "#3f7fb0", "#b8434a", "#4a8f6a")[int(y) % 4]
        )
    props.block(b, x + 0.9, y0 + 1, x + 1.4, y1 - 1, 0.42, 0.5, "#7d6a54")
    for y in (y0 + 0.1, (y0 + y1) / 2, y1 - 0.1):
        props.pole(b, x + 1.55, y, 0, 2.6, 0.06, bgr("#5d6367") * b.light.shade((0, -1, 0)))
    props.block(b, x - 0.2, y0 - 0.4, x + 1.8, y1 + 0.4, 2.55, 2.72, "#4e565c")


def bench(b: Backdrop, x: float, y: float) -> None:
    props.block(b, x - 0.8, y - 0.2, x + 0.8, y + 0.2, 0.38, 0.46, "#8a6a48")
    props.block(b, x - 0.8, y + 0.18, x + 0.8, y + 0.24, 0.5, 0.9, "#8a6a48")
    for s in (-0.7, 0.7):
        props.block(b, x + s - 0.04, y - 0.2, x + s + 0.04, y + 0.2, 0, 0.38, "#4c4f52")


def containers(b: Backdrop, x: float, y: float, columns: int, high: int, seed: int) -> None:
    """A stack of 12-m boxes along y, far ones first."""
    dice = np.random.default_rng(seed)
    paints = np.array(("#a8472f", "#2f5f8a", "#4f7a4a", "#b98a34", "#7a7f84", "#8a3038", "#3f7f86"))
    for column in reversed(range(columns)):
        for level in range(int(dice.integers(max(1, high - 1), high + 1))):
            y0 = y + column * 12.6
            colour = str(dice.choice(paints))
            props.block(b, x, y0, x + 2.44, y0 + 12.2, level * 2.6, level * 2.6 + 2.56, colour)
            tone = bgr(colour) * np.float32(0.82)
            side = x if b.camera.eye[0] < x else x + 2.44
            shade = b.light.shade((-1 if side == x else 1, 0, 0)) + b.light.at(side, y0 + 6) * np.float32(0.7)
            for rib in np.arange(y0 + 0.5, y0 + 12, 0.8):
                b.face(
                    np.array(
                        [
                            (side, rib, level * 2.6 + 0.2),
                            (side, rib + 0.3, level * 2.6 + 0.2),
                            (side, rib + 0.3, level * 2.6 + 2.4),
                            (side, rib, level * 2.6 + 2.4),
                        ]
                    ),
                    tone * shade,
                    solid=False,
                )


def crane(b: Backdrop, x: float, y: float) -> None:
    """A quay crane against the sky."""
    for dx in (-6, 6):
        for dy in (-5, 5):
            props.block(b, x + dx - 0.5, y + dy - 0.5, x + dx + 0.5, y + dy + 0.5, 0, 26, "#c25b3a")
    props.block(b, x - 7, y - 6, x + 7, y + 6, 25, 27, "#b55436")
    props.block(b, x - 26, y - 1.2, x + 30, y + 1.2, 28, 29.6, "#c25b3a")
    props.block(b, x - 3, y - 3, x + 3, y + 3, 29, 33, "#d8d4c8")
    props.bar(b, (x, y, 42), (x + 28, y, 29), 0.25, bgr("#a94d32"))
    props.bar(b, (x, y, 42), (x - 24, y, 29), 0.25, bgr("#a94d32"))
    props.bar(b, (x, y, 30), (x, y, 42), 0.5, bgr("#a94d32"))
