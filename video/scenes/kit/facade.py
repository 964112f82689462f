"""House fronts as flat pictures, to be laid onto walls in perspective."""

from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np

from video.scenes.kit.light import Colour, Light, bgr, scalar
from video.scenes.kit.paint import Image

FLOOR_M = 3.3
_WARM = ("#ffd9a0", "#ffcf8a", "#fff0cf", "#e8eef5", "#ffc27a")
_SIGNS = ("#b8322a", "#1f6f8b", "#d99a2b", "#2f7d4f", "#7a3f8a", "#c2502e", "#e4e0d6", "#28507e")
_AWNINGS = ("#a23b32", "#2f6b57", "#c9b58a", "#35547a")


class Style(StrEnum):
    FLATS = "flats"
    OFFICE = "office"
    OLD = "old"
    WAREHOUSE = "warehouse"
    BLANK = "blank"


@dataclass(frozen=True)
class Front:
    style: Style = Style.FLATS
    wall: str = "#b9ab97"
    shops: bool = False
    seed: int = 0
    sheltered: float = 1.0


def front(wide_m: float, high_m: float, look: Front, light: Light, shade: Colour, px_per_m: float) -> Image:
    """A lit wall of that size; shape (high, wide, 3) at about `px_per_m`. Windows glow by the light's share."""
    dice = np.random.default_rng(abs(look.seed) * 7919 + round(wide_m * 10) * 31 + round(high_m * 10))
    k = float(np.clip(px_per_m, 3.0, 34.0))
    k = min(k, 2200 / max(wide_m, high_m))
    width, height = max(4, round(wide_m * k)), max(4, round(high_m * k))
    wall = bgr(look.wall) * shade
    image: Image = np.empty((height, width, 3), np.uint8)
    image[:] = np.clip(wall, 0, 255).astype(np.uint8)
    _weather(image, dice)
    painter = _Painter(image, k, dice, light, shade)
    ground_m = 4.0 if look.shops else 0.6
    if look.style is Style.WAREHOUSE:
        _warehouse(painter, wide_m, high_m, wall)
    elif look.style is Style.OFFICE:
        _office(painter, wide_m, high_m, ground_m)
    elif look.style is not Style.BLANK:
        _rows(painter, wide_m, high_m, ground_m, wall, old=look.style is Style.OLD)
    if look.shops:
        _shops(painter, wide_m, high_m)
    painter.rect(0, 0, wide_m, 0.45, wall * np.float32(0.78))
    return image


class _Painter:
    """Rectangles in metres; x from the left, y down from the top."""

    def __init__(self, image: Image, k: float, dice: np.random.Generator, light: Light, shade: Colour) -> None:
        self.image, self.k, self.dice, self.light, self.shade = image, k, dice, light, shade

    def rect(self, x: float, y: float, w: float, h: float, colour: Colour) -> None:
        k = self.k
        a = (round(x * k * 16), round(y * k * 16))
        b = (round((x + w) * k * 16) - 16, round((y + h) * k * 16) - 16)
        if b[0] >= a[0] and b[1] >= a[1]:
            cv2.rectangle(self.image, a, b, scalar(colour), -1, cv2.LINE_AA, 4)

    def pane(self, x: float, y: float, w: float, h: float, lit_share: float) -> None:
        """A window's glass: the sky's reflection, or a lit room."""
        dice, light = self.dice, self.light
        if dice.random() < lit_share:
            glow = bgr(str(dice.choice(_WARM))) * np.float32(dice.uniform(0.55, 1.0))
            self.rect(x, y, w, h, glow)
            if dice.random() < 0.5:
                self.rect(x, y, w * dice.uniform(0.2, 0.45), h, glow * np.float32(0.68))
            self.rect(x, y + h * 0.72, w, h * 0.28, glow * np.float32(0.8))
            return
        sky = bgr(light.sky_low) * np.float32(0.5) + bgr(light.sky_top) * np.float32(0.5)
        mirror = sky * np.float32(dice.uniform(0.22, 0.52)) + bgr("#1c242c") * self.shade * np.float32(0.5)
        self.rect(x, y, w, h, mirror)
        self.rect(x, y, w, h * 0.32, mirror * np.float32(0.72))
        if dice.random() < 0.35:
            self.rect(
                x,
                y,
                w * dice.uniform(0.25, 0.6),
                h,
                mirror * np.float32(0.5) + bgr("#b9b2a4") * self.shade * np.float32(0.4),
            )


def _weather(image: Image, dice: np.random.Generator) -> None:
    """Broad stains and a little grain, so that no wall is one flat colour."""
    height, width = image.shape[:2]
    coarse = dice.normal(0, 5, (max(2, height // 48), max(2, width // 20))).astype(np.float32)
    stain = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_LINEAR)
    grain = (
        cv2.resize(_GRAIN, (width, height), interpolation=cv2.INTER_NEAREST)
        if max(height, width) < 64
        else np.tile(_GRAIN, (height // 256 + 1, width // 256 + 1))[:height, :width]
    )
    factor = cv2.cvtColor(1 + (stain + grain) / np.float32(110), cv2.COLOR_GRAY2BGR)
    cv2.multiply(image, factor, dst=image, dtype=cv2.CV_8U)


_GRAIN = np.random.default_rng(3).normal(0, 2.2, (256, 256)).astype(np.float32)


def _rows(p: _Painter, wide_m: float, high_m: float, ground_m: float, wall: Colour, *, old: bool) -> None:
    dice = p.dice
    bay = float(dice.uniform(2.6, 3.4))
    bays = max(1, int((wide_m - 0.8) / bay))
    left = (wide_m - bays * bay) / 2
    window_w = bay * (0.46 if old else 0.60)
    balcony = dice.random(bays) < (0.0 if old else 0.45)
    y = 0.9
    while y + 2.4 < high_m - ground_m + 0.3:
        p.rect(0, y + 2.75, wide_m, 0.16, wall * np.float32(0.86))
        for i in range(bays):
            x = left + i * bay + (bay - window_w) / 2
            p.rect(x - 0.12, y + 0.38, window_w + 0.24, 1.85, wall * np.float32(1.16 if old else 0.74))
            p.pane(x, y + 0.5, window_w, 1.6, p.light.windows_lit)
            frame = wall * np.float32(0.62)
            p.rect(x + window_w / 2 - 0.04, y + 0.5, 0.08, 1.6, frame)
            p.rect(x - 0.1, y + 2.1, window_w + 0.2, 0.12, wall * np.float32(1.2))
            if balcony[i]:
                p.rect(x - 0.35, y + 1.55, window_w + 0.7, 0.95, wall * np.float32(0.9))
                p.rect(x - 0.35, y + 1.5, window_w + 0.7, 0.09, wall * np.float32(1.18))
                for rail in () if p.k < 9 else np.arange(x - 0.3, x + window_w + 0.3, 0.26):
                    p.rect(float(rail), y + 1.6, 0.05, 0.85, wall * np.float32(0.72))
            elif dice.random() < 0.4:
                box = bgr("#c9ccc9") * p.shade
                p.rect(x + window_w * 0.5, y + 2.28, 0.8, 0.5, box)
                p.rect(x + window_w * 0.5 + 0.14, y + 2.34, 0.38, 0.38, box * np.float32(0.62))
        y += FLOOR_M


def _office(p: _Painter, wide_m: float, high_m: float, ground_m: float) -> None:
    bays = max(1, int(wide_m / 1.5))
    step = wide_m / bays
    y = 1.0
    while y + 2.0 < high_m - ground_m + 0.4:
        lit_floor = p.dice.random() < 0.5
        for i in range(bays):
            share = p.light.windows_lit * (1.5 if lit_floor else 0.45)
            p.pane(i * step + 0.05, y, step - 0.1, 2.45, share)
        y += FLOOR_M


def _warehouse(p: _Painter, wide_m: float, high_m: float, wall: Colour) -> None:
    for x in np.arange(0.0, wide_m, 0.55):
        p.rect(float(x), 0.4, 0.2, high_m, wall * np.float32(0.88))
    for x in np.arange(3.0, wide_m - 5, 9.0):
        p.rect(float(x), high_m - 4.4, 4.2, 4.4, bgr("#5f6b72") * p.shade)
        for y in np.arange(high_m - 4.2, high_m, 0.42):
            p.rect(float(x), float(y), 4.2, 0.1, bgr("#49545b") * p.shade)
    for x in np.arange(1.0, wide_m - 2, 3.2):
        p.pane(float(x), 1.3, 2.0, 0.9, p.light.windows_lit)


def _shops(p: _Painter, wide_m: float, high_m: float) -> None:
    dice, top = p.dice, high_m - 3.9
    night = p.light.windows_lit > 0.15
    x = 0.0
    while x < wide_m - 1.5:
        w = min(float(dice.uniform(4.0, 7.5)), wide_m - x)
        sign = bgr(str(dice.choice(_SIGNS)))
        lit = sign * np.float32(1.25) + np.float32(35) if night else sign * p.shade
        p.rect(x + 0.1, top, w - 0.2, 0.95, lit)
        for g in np.arange(x + 0.7, x + w - 1.0, 0.62)[
            :7
        ]:  # strokes that stand for lettering, and can be read by nobody
            for _ in range(3):
                p.rect(
                    g + dice.uniform(0, 0.25),
                    top + dice.uniform(0.2, 0.5),
                    dice.uniform(0.08, 0.3),
                    dice.uniform(0.07, 0.26),
                    lit * np.float32(0.35) + np.float32(150 if night else 110) * p.shade.mean(),
                )
        glass_y = top + 1.05
        p.rect(x + 0.1, glass_y, w - 0.2, 2.85, bgr("#3b3f43") * p.shade)
        share = 0.9 if night else 0.25
        for i in range(max(1, int(w / 1.5))):
            p.pane(x + 0.2 + i * 1.5, glass_y + 0.15, min(1.35, x + w - (x + 0.2 + i * 1.5) - 0.2), 2.3, share)
        if dice.random() < 0.45:
            p.rect(x + 0.1, glass_y - 0.05, w - 0.2, 0.75, bgr(str(dice.choice(_AWNINGS))) * p.shade)
        x += w
