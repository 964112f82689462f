"""The part of a scene that stands still: sky, ground, houses; painted once at twice the size and then reduced."""

from collections.abc import Callable, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from video.scenes.kit.camera import Camera, Plane, Points
from video.scenes.kit.facade import Front, front
from video.scenes.kit.light import Colour, Light, bgr, scalar
from video.scenes.kit.paint import Image, box_of, convex, fixed, mask_of, polygon

SCALE = 2
Texture = Callable[[Plane, Plane], Plane]
"""From world x and y to a factor of brightness around 1."""

_TILE = np.float32(512)


def _noise_tile(seed: int) -> NDArray[np.float32]:
    """Noise with structure at three sizes that repeats without a seam; about −1 to 1."""
    dice = np.random.default_rng(seed)
    side = int(_TILE)
    total = np.zeros((side, side), np.float32)
    for cells, weight in ((16, 0.5), (64, 0.3), (256, 0.3)):
        coarse = np.pad(dice.normal(0, 1, (cells, cells)).astype(np.float32), 2, mode="wrap")
        step = side // cells
        big = cv2.resize(coarse, ((cells + 4) * step, (cells + 4) * step), interpolation=cv2.INTER_CUBIC)
        total += (
            np.float32(weight) * np.asarray(big, np.float32)[2 * step : 2 * step + side, 2 * step : 2 * step + side]
        )
    return total


class Backdrop:
    """Paint in this order: sky, ground (colours, shadows), `light_ground`, then things from far to near."""

    def __init__(self, camera: Camera, light: Light, seed: int) -> None:
        self.base_camera = camera
        self.camera = camera.scaled(SCALE)
        self.light = light
        self.dice = np.random.default_rng(seed)
        self.noise = _noise_tile(seed)
        shape = (self.camera.height_px, self.camera.width_px)
        self.image: Image = np.zeros((*shape, 3), np.uint8)
        self.near: Plane = np.full((camera.height_px, camera.width_px), np.inf, np.float32)
        """Depth of what can stand before a moving thing, in metres, at the picture's own size."""
        rx, ry, rz = self.camera.rays()
        down = np.minimum(rz, np.float32(-1e-5))
        self.depth: Plane = np.where(rz < -1e-5, np.float32(-camera.eye_m[2]) / down, np.float32(np.inf))
        self.x: Plane = np.float32(camera.eye_m[0]) + rx * np.minimum(self.depth, 1e5)
        self.y: Plane = np.float32(camera.eye_m[1]) + ry * np.minimum(self.depth, 1e5)
        self._shadow: Image = np.zeros(shape, np.uint8)

    # ---------------------------------------------------------------- sky

    def sky(self) -> None:
        light, camera = self.light, self.camera
        rows = int(np.clip(camera.horizon_px + 4, 0, camera.height_px))
        if rows <= 0:
            return
        share = (np.linspace(0, 1, rows, dtype=np.float32) ** 1.5)[:, None, None]
        band = bgr(light.sky_top) * (1 - share) + bgr(light.sky_low) * share
        picture = np.repeat(band, camera.width_px, axis=1)
        if light.clouds > 0:
            above = np.linspace(1.0, 0.06, rows, dtype=np.float32)[:, None]
            across = np.linspace(-1, 1, camera.width_px, dtype=np.float32)[None, :]
            u = (across / (above + 0.25) * 90 + 200).astype(np.float32)
            v = np.repeat((70 / (above + 0.22)).astype(np.float32), camera.width_px, axis=1)
            field = self._sample(u, v) + np.float32(0.5) * self._sample(u * np.float32(2.7), v * np.float32(2.7))
            cover = np.clip((field + light.clouds * 0.9 - 0.35) * 0.9, 0, 1)[..., None] * np.float32(0.55)
            lit = bgr(light.sky_low) * np.float32(1.06) + np.float32(10 if light.sunny else 2)
            picture = picture * (1 - cover) + lit * cover
        self.image[:rows] = np.clip(picture, 0, 255).astype(np.uint8)

    # ---------------------------------------------------------------- ground

    def ground(self, corners: Sequence[tuple[float, float]], colour: str, texture: Texture | None = None) -> None:
        """Paint a polygon of the ground in its own colour, unlit."""
        outline = self.camera.outline([(x, y, 0.0) for x, y in corners])
        if outline is None:
            return
        if texture is None:
            polygon(self.image, outline, bgr(colour))
            return
        area = box_of(outline, self.image)
        if area is None:
            return
        mask = mask_of(outline, area).astype(np.float32)[..., None] / 255
        painted = bgr(colour) * texture(self.x[area], self.y[area])[..., None]
        roi = self.image[area]
        roi[:] = np.clip(roi * (1 - mask) + painted * mask, 0, 255).astype(np.uint8)

    def everywhere(self, colour: str, texture: Texture | None = None) -> None:
        """Paint the whole ground up to the horizon."""
        top = int(np.clip(self.camera.horizon_px, 0, self.camera.height_px))
        if top >= self.camera.height_px:
            return
        factor = texture(self.x[top:], self.y[top:]) if texture else np.ones_like(self.x[top:])
        self.image[top:] = np.clip(bgr(colour) * factor[..., None], 0, 255).astype(np.uint8)

    def mottled(self, size_m: float, strength: float, fine_m: float = 0.0) -> Texture:
        """A texture of blotches about `size_m` across, with finer grain where it can still be seen."""

        def texture(x_full: Plane, y_full: Plane) -> Plane:
            x, y = (
                x_full[::SCALE, ::SCALE],
                y_full[::SCALE, ::SCALE],
            )  # blotches need no more than the picture's own size
            depth = np.hypot(x - self.camera.eye_m[0], y - self.camera.eye_m[1])
            scale = np.float32(32 / size_m)
            value = (
                self._sample(x * scale, y * scale) * np.float32(strength) * np.clip(60 * size_m / (depth + 1), 0.25, 1)
            )
            if fine_m:
                scale = np.float32(2 / fine_m)
                value += (
                    self._sample(x * scale, y * scale)
                    * np.float32(strength)
                    * np.clip(9 * fine_m * 12 / (depth + 1), 0, 1)
                )
            wide = cv2.resize(1 + value, x_full.shape[::-1], interpolation=cv2.INTER_LINEAR)
            return np.asarray(wide, np.float32)

        return texture

    def slabs(self, size_m: float, strength: float = 0.14, turned: bool = False) -> Texture:
        """Paving: joints every `size_m` metres, each slab a little different."""
        mottled = self.mottled(2.5, 0.06, 0.08)

        def texture(x: Plane, y: Plane) -> Plane:
            u, v = ((x + y) / np.float32(1.414), (x - y) / np.float32(1.414)) if turned else (x, y)
            u, v = u / np.float32(size_m), v / np.float32(size_m)
            depth = np.hypot(x - self.camera.eye_m[0], y - self.camera.eye_m[1])
            seen = np.clip(26 * size_m / (depth + 1) - 0.15, 0, 1)
            fu, fv = u - np.floor(u), v - np.floor(v)
            edge = np.minimum(np.minimum(fu, 1 - fu), np.minimum(fv, 1 - fv)) * np.float32(size_m)
            joint = np.clip(1 - edge / np.float32(0.035), 0, 1)
            each = np.sin(np.floor(u) * np.float32(127.1) + np.floor(v) * np.float32(311.7)) * np.float32(43758.5)
            each = (each - np.floor(each) - 0.5) * np.float32(0.10)
            shade: Plane = mottled(x, y) + (each - joint * np.float32(strength * 1.6)) * seen
            return shade

        return texture

    def _sample(self, u: Plane, v: Plane) -> Plane:
        u, v = u - np.floor(u / _TILE) * _TILE, v - np.floor(v / _TILE) * _TILE
        sampled = cv2.remap(self.noise, u, v, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP)
        return np.asarray(sampled, np.float32)

    def shadow(self, corners: Sequence[tuple[float, float]], strength: float = 1.0) -> None:
        """Keep the sun off a polygon of the ground."""
        outline = self.camera.outline([(x, y, 0.0) for x, y in corners])
        if outline is not None:
            layer = np.zeros_like(self._shadow)
            cv2.fillPoly(layer, [fixed(outline)], 255 * strength, cv2.LINE_AA, 4)
            np.maximum(self._shadow, layer, out=self._shadow)

    def shadow_disc(self, x: float, y: float, radius_m: float, strength: float = 0.8) -> None:
        angles = np.linspace(0, 2 * np.pi, 14, endpoint=False)
        ragged = radius_m * self.dice.uniform(0.75, 1.15, 14)
        self.shadow([(x + r * np.cos(a), y + r * np.sin(a)) for a, r in zip(angles, ragged, strict=True)], strength)

    def box_shadow(self, x0: float, y0: float, x1: float, y1: float, high_m: float) -> None:
        """The shadow that a box throws on the ground: its footprint swept away from the sun."""
        sx, sy, sz = self.light.sun_direction
        dx, dy = -sx / max(sz, 0.12) * high_m, -sy / max(sz, 0.12) * high_m
        base = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
        cloud = np.array(base + [(x + dx, y + dy) for x, y in base], np.float32)
        hull = cv2.convexHull(cloud)[:, 0]
        self.shadow([(float(x), float(y)) for x, y in hull])

    def light_ground(self) -> None:
        """Turn the ground's own colours into lit ones: sun and shadow, lamp pools, haze."""
        light = self.light
        top = int(np.clip(self.camera.horizon_px, 0, self.camera.height_px))
        rows = slice(top, None)
        if top >= self.camera.height_px:
            return
        shade = cv2.blur(self._shadow, (9, 5))[rows].astype(np.float32)[..., None] / 255
        up = np.float32(max(0.0, light.sun_direction[2]))
        lit = np.array(light.ambient, np.float32) + np.array(light.sun, np.float32) * up * (
            1 - shade * np.float32(0.92)
        )
        lit = lit - shade * np.float32(0.06)
        if light.lamps_on and light.lamps:
            quarter = light.pools(self.x[rows][::4, ::4], self.y[rows][::4, ::4])
            lit = lit + cv2.resize(quarter, (self.x.shape[1], self.x.shape[0] - top), interpolation=cv2.INTER_LINEAR)
        picture = self.image[rows].astype(np.float32) * lit
        mist = self._mist(self.depth[rows])[..., None]
        picture = picture * (1 - mist) + bgr(light.haze) * mist
        self.image[rows] = np.clip(picture, 0, 255).astype(np.uint8)

    def _mist(self, depth: Plane | float) -> Plane:
        mist: Plane = 1 - np.exp(-np.minimum(np.asarray(depth, np.float32), 1e6) / np.float32(self.light.haze_m * 1.6))
        return np.clip(mist, 0, 0.94) * np.float32(0.85)

    def hazed(self, colour: Colour, depth_m: float) -> Colour:
        mist = float(self._mist(depth_m))
        return colour * np.float32(1 - mist) + bgr(self.light.haze) * np.float32(mist)

    # ---------------------------------------------------------------- solid things

    def face(self, corners: Points, colour: Colour, *, solid: bool = True, glowing: bool = False) -> None:
        """A flat polygon in space, already lit; hazed by its distance; `solid` hides what moves behind it."""
        outline = self.camera.outline(corners)
        if outline is None:
            return
        depth = float(np.maximum(self.camera.view(corners)[:, 2], 0.5).mean())
        convex(self.image, outline, colour if glowing else self.hazed(colour, depth))
        if solid:
            self.hide(outline / SCALE, depth)

    def hide(self, outline: Points, depth_m: float) -> None:
        """What lies deeper than `depth_m` does not show through this outline (base pixels)."""
        area = box_of(outline, self.near)  # type: ignore[arg-type]
        if area is not None:
            covered = mask_of(outline, area) > 127
            roi = self.near[area]
            np.minimum(roi, np.float32(depth_m), out=roi, where=covered)

    def quad(self, corners: Points, picture: Image, *, sunk: bool = False) -> None:
        """Lay a picture onto a rectangle in space; corners: upper left, upper right, lower right, lower left."""
        outline = self.camera.outline(corners)
        if outline is None:
            return
        area = box_of(outline, self.image)
        if area is None:
            return
        rows, columns = area
        view = self.camera.view(corners)
        height, width = picture.shape[:2]
        source = np.array([(0, 0), (width, 0), (width, height), (0, height)], float)
        to_texture = _homography(view, source, self.camera)
        to_texture = to_texture @ np.array([[1, 0, columns.start], [0, 1, rows.start], [0, 0, 1]], float)
        size = (columns.stop - columns.start, rows.stop - rows.start)
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        warped = cv2.warpPerspective(picture, to_texture, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
        mask = mask_of(outline, area).astype(np.float32)[..., None] / 255
        depth = float(np.maximum(view[:, 2], 1.0).mean())
        mist = float(self._mist(depth))
        roi = self.image[area]
        roi[:] = (roi * (1 - mask) + (warped * (1 - mist) + bgr(self.light.haze) * mist) * mask).astype(np.uint8)
        if not sunk:
            self._hide_plane(corners, outline / SCALE)

    def _hide_plane(self, corners: Points, outline: Points) -> None:
        area = box_of(outline, self.near)  # type: ignore[arg-type]
        if area is None:
            return
        camera = self.base_camera
        seen = camera.view(corners)
        normal = np.cross(seen[1] - seen[0], seen[2] - seen[0])
        rows, columns = area
        u = (np.arange(columns.start, columns.stop) + 0.5 - camera.width_px / 2) / camera.focal_px
        v = (np.arange(rows.start, rows.stop) + 0.5 - camera.height_px / 2) / camera.focal_px
        along = normal[0] * u[None, :] + normal[1] * v[:, None] + normal[2]
        depth = float(normal @ seen[0]) / np.where(np.abs(along) < 1e-9, 1e-9, along)
        roi = self.near[area]
        covered = (mask_of(outline, area) > 127) & (depth > 0)
        np.minimum(roi, depth.astype(np.float32), out=roi, where=covered)

    def house(
        self, x0: float, y0: float, x1: float, y1: float, high_m: float, look: Front, base_m: float = 0.0
    ) -> None:
        """A box of a house; the sides that face the camera get fronts."""
        low, top = base_m, base_m + high_m
        sides = (
            ((x0, y0), (x1, y0), (0.0, -1.0, 0.0)),
            ((x1, y0), (x1, y1), (1.0, 0.0, 0.0)),
            ((x1, y1), (x0, y1), (0.0, 1.0, 0.0)),
            ((x0, y1), (x0, y0), (-1.0, 0.0, 0.0)),
        )
        eye = self.camera.eye
        roof = np.array([(x0, y0, top), (x1, y0, top), (x1, y1, top), (x0, y1, top)])
        if eye[2] > top:
            self.face(roof, bgr("#8c8a86") * self.light.shade((0, 0, 1)) * np.float32(0.8))
        for i, ((ax, ay), (bx, by), normal) in enumerate(sides):
            if (eye[0] - ax) * normal[0] + (eye[1] - ay) * normal[1] <= 0:
                continue
            corners = np.array([(ax, ay, top), (bx, by, top), (bx, by, low), (ax, ay, low)])
            if self._is_out_of_view(corners):
                continue
            shade = self.light.shade(normal)
            near = max(3.0, float(np.maximum(self.camera.view(corners)[:, 2], 3.0).min()))
            wide = float(np.hypot(bx - ax, by - ay))
            side = Front(look.style, look.wall, look.shops, look.seed + i)
            picture = front(wide, high_m, side, self.light, shade, 1.1 * self.camera.focal_px / near)
            self._lamplit(picture, (ax, ay), (bx, by), normal)
            self.quad(corners, picture)

    def _is_out_of_view(self, corners: Points) -> bool:
        outline = self.camera.outline(corners)
        return outline is None or box_of(outline, self.image) is None

    def _lamplit(
        self, picture: Image, a: tuple[float, float], b: tuple[float, float], normal: tuple[float, float, float]
    ) -> None:
        """Street lamps on the lower floors."""
        if not (self.light.lamps_on and self.light.lamps):
            return
        height, width = picture.shape[:2]
        along = np.linspace(0, 1, 40, dtype=np.float32)
        xs = np.float32(a[0]) + along * np.float32(b[0] - a[0]) + np.float32(normal[0] * 1.5)
        ys = np.float32(a[1]) + along * np.float32(b[1] - a[1]) + np.float32(normal[1] * 1.5)
        strip = cv2.resize(self.light.pools(xs, ys)[None], (width, 1), interpolation=cv2.INTER_LINEAR).reshape(
            1, width, 3
        )
        per_m = width / max(1.0, float(np.hypot(b[0] - a[0], b[1] - a[1])))
        fall = np.exp(-np.linspace(height, 0, height, dtype=np.float32) / np.float32(7.0 * per_m))[:, None, None]
        gain = strip * fall * np.float32(95)
        picture[:] = np.clip(picture + gain * (0.35 + picture.astype(np.float32) / 255), 0, 255).astype(np.uint8)

    # ---------------------------------------------------------------- finish

    def mirror_wet(self) -> None:
        """A wet street shows what stands above it, smeared downward."""
        wet = self.light.wet
        top = int(np.clip(self.camera.horizon_px, 0, self.camera.height_px))
        if wet <= 0 or top <= 8 or top >= self.camera.height_px - 8:
            return
        rows = self.camera.height_px - top
        source = self.image[:top][::-1][: min(top, rows)]
        flipped = cv2.resize(source, (self.camera.width_px, rows), interpolation=cv2.INTER_LINEAR)
        small = cv2.resize(flipped, (self.camera.width_px // 4, rows // 4), interpolation=cv2.INTER_AREA)
        smeared = cv2.resize(cv2.blur(small, (5, 41)), (self.camera.width_px, rows), interpolation=cv2.INTER_LINEAR)
        ground = np.isinf(
            cv2.resize(self.near, (self.camera.width_px, self.camera.height_px), interpolation=cv2.INTER_NEAREST)[top:]
        )
        patches = np.clip(0.55 + 0.5 * self._sample(self.x[top:] * 5, self.y[top:] * 5), 0.1, 1)
        share = (patches * ground * np.float32(0.5 * wet))[..., None]
        roi = self.image[top:]
        roi[:] = np.clip(roi * (1 - share * 0.5) + smeared * share, 0, 255).astype(np.uint8)

    def bloom(self) -> None:
        """Bright spots spill over a little, as they do in a cheap lens at night."""
        small = cv2.resize(self.image, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
        bright = cv2.subtract(small, np.array([165.0, 165.0, 165.0, 0.0]))
        spill = cv2.add(cv2.GaussianBlur(bright, (0, 0), 5), cv2.GaussianBlur(bright, (0, 0), 18))
        cv2.add(self.image, cv2.resize(spill, (self.image.shape[1], self.image.shape[0])), dst=self.image)

    def finished(self) -> Image:
        """The picture at its own size, vignetted, with the sensor's fixed pattern."""
        if self.light.lamps_on:
            self.bloom()
        camera = self.base_camera
        picture = cv2.resize(self.image, (camera.width_px, camera.height_px), interpolation=cv2.INTER_AREA)
        noise = self.dice.normal(0, self.light.grain * 0.8, picture.shape[:2]).astype(np.float32)[..., None]
        final: Image = np.clip(picture * vignette(camera)[..., None] + noise, 0, 255).astype(np.uint8)
        return final


def vignette(camera: Camera) -> Plane:
    u = np.linspace(-1, 1, camera.width_px, dtype=np.float32)[None, :]
    v = np.linspace(-1, 1, camera.height_px, dtype=np.float32)[:, None]
    return 1 - np.float32(0.20) * (u * u * np.float32(0.75) + v * v * np.float32(0.35)) ** np.float32(1.4)


def _homography(view: Points, source: Points, camera: Camera) -> Points:
    """Picture pixels to texture pixels for a rectangle given in camera coordinates, also where it reaches behind."""
    origin, right, down = view[0], view[1] - view[0], view[3] - view[0]
    width, height = source[2]
    to_view = np.column_stack([right / width, down / height, origin])
    lens = np.array(
        [[camera.focal_px, 0, camera.width_px / 2], [0, camera.focal_px, camera.height_px / 2], [0, 0, 1.0]]
    )
    matrix: Points = np.linalg.inv(lens @ to_view)
    return matrix


def flat(colour: str, light: Light, normal: tuple[float, float, float] = (0, 0, 1)) -> Colour:
    """A colour as lit on a face with that normal."""
    return bgr(colour) * light.shade(normal)


__all__ = ["SCALE", "Backdrop", "Texture", "flat", "scalar", "vignette"]
