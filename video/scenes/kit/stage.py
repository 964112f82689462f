"""A scene ready to be filmed: the finished backdrop, what moves on it, and the weather in front."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from video.scenes.kit.backdrop import Backdrop, vignette
from video.scenes.kit.camera import Camera, Plane
from video.scenes.kit.light import Light
from video.scenes.kit.movers import draw
from video.scenes.kit.paint import Image
from video.scenes.kit.traffic import Train, placed

GRAINS = 5


@dataclass(frozen=True)
class Water:
    """Where the picture is water: coverage 0–255 and two fields of wave phase 0–255, at the picture's size."""

    top: int
    coverage: Image
    phase_a: Image
    phase_b: Image
    strength: float


class Stage:
    """`frame(phase)` is the picture at `phase` (0–1) of the loop: BGR, 8 bits, the camera's size."""

    def __init__(
        self, backdrop: Backdrop, trains: Sequence[Train], *, seconds: float = 12.0, water: Water | None = None
    ) -> None:
        self.camera: Camera = backdrop.base_camera
        self.light: Light = backdrop.light
        self.still: Image = backdrop.finished()
        self.near: Plane = backdrop.near
        self.trains = tuple(trains)
        self.seconds = seconds
        self.water = water
        self._dice = np.random.default_rng(5)
        shape = (self.camera.height_px, self.camera.width_px)
        self._grain = [self._make_grain(shape) for _ in range(GRAINS)]
        self._rain = self._make_rain(shape) if self.light.rain else None
        self._edge = (255 * vignette(self.camera)).astype(np.uint8)
        axis = self.camera.axes[2]
        self._forward = (float(axis[0]), float(axis[1]))

    def frame(self, phase: float, index: int = 0) -> Image:
        image = self.still.copy()
        if self.water is not None:
            ripple(image, self.water, phase)
        things = [p for train in self.trains for p in placed(train, phase)]
        forward, eye = self._forward, self.camera.eye_m
        things.sort(key=lambda p: -((p.x_m - eye[0]) * forward[0] + (p.y_m - eye[1]) * forward[1]))
        for thing in things:
            draw(image, self.near, self.camera, self.light, thing, phase * self.seconds)
        if self._rain is not None:
            height = image.shape[0]
            for layer, falls in zip(self._rain, (17, 11), strict=True):
                shift = round(phase * falls * height) % height
                cv2.add(image[shift:], layer[: height - shift], dst=image[shift:])
                if shift:
                    cv2.add(image[:shift], layer[height - shift :], dst=image[:shift])
        cv2.add(image, self._grain[index % GRAINS], dst=image)
        return image

    def _make_grain(self, shape: tuple[int, int]) -> Image:
        half = (shape[0] // 2, shape[1] // 2)
        noise = np.clip(self._dice.normal(0, self.light.grain, half), 0, 12).astype(np.uint8)
        grain: Image = cv2.cvtColor(cv2.resize(noise, shape[::-1], interpolation=cv2.INTER_LINEAR), cv2.COLOR_GRAY2BGR)  # type: ignore[assignment]
        return grain

    def _make_rain(self, shape: tuple[int, int]) -> tuple[Image, Image]:
        height, width = shape
        layers = []
        for count, long_px, bright in ((170, 46, 34), (420, 22, 20)):
            layer = np.zeros((height, width), np.uint8)
            for _ in range(count):
                x, y = self._dice.uniform(0, width), self._dice.uniform(0, height)
                reach = long_px * self._dice.uniform(0.6, 1.3)
                for wrap in (0, -height):
                    start, end = (round(x), round(y + wrap)), (round(x - reach * 0.10), round(y + wrap + reach))
                    cv2.line(layer, start, end, float(bright * self._dice.uniform(0.5, 1.0)), 1, cv2.LINE_AA)
            soft = cv2.blur(layer, (2, 3))
            layers.append(cv2.cvtColor(soft, cv2.COLOR_GRAY2BGR))
        return layers[0], layers[1]  # type: ignore[return-value]


def make_water(backdrop: Backdrop, corners: Sequence[tuple[float, float]], strength: float = 1.0) -> Water | None:
    """Waves for a polygon of the ground that was painted as water; what stands nearer keeps still."""
    from video.scenes.kit.backdrop import SCALE
    from video.scenes.kit.paint import mask_of

    camera = backdrop.base_camera
    outline = camera.outline([(x, y, 0.0) for x, y in corners])
    if outline is None:
        return None
    whole = (slice(0, camera.height_px), slice(0, camera.width_px))
    mask = mask_of(outline, whole, 2)
    mask[np.isfinite(backdrop.near)] = 0
    top = int(np.flatnonzero(mask.any(axis=1))[0])
    x, y = backdrop.x[::SCALE, ::SCALE][top:], backdrop.y[::SCALE, ::SCALE][top:]
    warp = backdrop._sample(x * np.float32(6), y * np.float32(6))
    phase_a = ((y * np.float32(0.42) + x * np.float32(0.10) + warp * np.float32(0.9)) * 256) % 256
    phase_b = ((y * np.float32(0.95) - x * np.float32(0.21) + warp * np.float32(1.6)) * 256) % 256
    fade = np.clip(70 / (np.hypot(x - camera.eye_m[0], y - camera.eye_m[1]) + 1), 0.15, 1)
    coverage = (mask[top:] * fade).astype(np.uint8)
    return Water(top, coverage, phase_a.astype(np.uint8), phase_b.astype(np.uint8), strength)


def ripple(image: Image, water: Water, phase: float) -> None:
    angles = np.arange(256) * (2 * np.pi / 256)
    waves = []
    for field, turns, gain in ((water.phase_a, 4, 11.0), (water.phase_b, 7, 8.0)):
        crest = np.clip(np.sin(angles - 2 * np.pi * phase * turns), 0, 1) ** 3
        waves.append(cv2.LUT(field, (gain * water.strength * crest).astype(np.uint8)))
    light = cv2.multiply(cv2.add(waves[0], waves[1]), water.coverage, scale=1 / 255)
    roi = image[water.top :]
    cv2.add(roi, cv2.cvtColor(light, cv2.COLOR_GRAY2BGR), dst=roi)
