"""Painting what moves: vehicles, people, boats, with their shadows and lights."""

from math import cos, radians, sin

import cv2
import numpy as np
from numpy.typing import NDArray

from video.scenes.kit import craft, figures, meshes
from video.scenes.kit.camera import Camera, Plane, Points
from video.scenes.kit.light import Colour, Light, bgr
from video.scenes.kit.meshes import Mesh, Part
from video.scenes.kit.paint import SHIFT, Image, box_of, brighten, darken, fixed, glow
from video.scenes.kit.traffic import Kind, Placed

_FIXED = {
    Part.GLASS: "#2c363f",
    Part.DARK: "#22262a",
    Part.HEADLIGHT: "#dfe4e6",
    Part.TAILLIGHT: "#8d2420",
    Part.TYRE: "#1b1c1e",
    Part.HUB: "#8b9094",
    Part.BEACON_RED: "#a02a2a",
    Part.BEACON_BLUE: "#274fb0",
}

_REACH_M = {Kind.BUS: 9.0, Kind.LORRY: 10.0, Kind.BARGE: 26.0, Kind.BOAT: 8.0}
_FOOT_REACH_M = 1.9
"""How far from its middle something reaches, shadow and lights included."""
_SHADOW_PX_PER_M = 6.0
"""Smaller than this nobody sees a shadow."""


def mesh_of(kind: Kind) -> Mesh:
    match kind:
        case Kind.SUV:
            return meshes.car(1.04, 1.16)
        case Kind.POLICE:
            return meshes.police_car()
        case Kind.VAN:
            return meshes.van()
        case Kind.BUS:
            return meshes.bus()
        case Kind.LORRY:
            return meshes.lorry()
        case Kind.BOAT:
            return craft.launch()
        case Kind.BARGE:
            return craft.barge()
        case Kind.DRONE:
            return craft.copter()
        case _:
            return meshes.car()


def draw_vehicle(
    image: Image,
    camera: Camera,
    light: Light,
    kind: Kind,
    x: float,
    y: float,
    heading_deg: float,
    colour: str,
    *,
    shadow: bool = True,
    lights: bool = True,
    beacon: float = -1.0,
    z_m: float = 0.0,
) -> Points | None:
    """Paint one and return its outline in pixels; None when it is out of view. `beacon` 0–1 flashes a police car's."""
    mesh = mesh_of(kind)
    place = np.array([x, y, z_m])
    world = meshes.turned(mesh.vertices, heading_deg) + place
    px, depth = camera.project(world)
    if depth.min() < 1.0:
        return None
    height, width = image.shape[:2]
    low, high = px.min(axis=0), px.max(axis=0)
    if low[0] > width + 200 or low[1] > height + 200 or high[0] < -200 or high[1] < -200:
        return None
    if shadow and z_m < 0.5 and camera.focal_px / float(depth.mean()) > _SHADOW_PX_PER_M:
        _vehicle_shadow(image, camera, light, mesh, x, y, heading_deg)
    if lights and light.headlights:
        _beam(image, camera, light, mesh, x, y, heading_deg)
    local = light.at(x, y)
    centres = meshes.turned(mesh.centres, heading_deg) + place
    normals = meshes.turned(mesh.normals, heading_deg)
    towards = camera.eye - centres
    distance = np.linalg.norm(towards, axis=1)
    visible = (normals * towards).sum(axis=1) > 0
    small = camera.focal_px / float(depth.mean()) * mesh.length_m < 26
    tones = _tones(mesh, bgr(colour), light, normals, local, lights, beacon).tolist()
    points = fixed(px)
    for i in np.argsort(mesh.layers - distance).tolist():
        if visible[i] and not (small and mesh.faces[i].part in (Part.HUB, Part.DARK)):
            cv2.fillConvexPoly(image, points[mesh.corner_lists[i]], tones[i], cv2.LINE_AA, SHIFT)
    if lights and light.headlights:
        _lamps(image, camera, light, mesh, centres, visible)
    hull: Points = cv2.convexHull(px.astype(np.float32))[:, 0].astype(float)
    return hull


def _tones(
    mesh: Mesh, body: Colour, light: Light, normals: Points, local: Colour, lights: bool, beacon: float
) -> NDArray[np.float32]:
    """The lit colour of every face, (faces, 3)."""
    own = np.array([_own_colour(part, body) for part in Part], np.float32)[mesh.parts]
    tones = own * (light.shades(normals) + local * np.float32(0.75))
    glass = mesh.parts == Part.GLASS
    sky = (bgr(light.sky_low) * np.float32(0.7) + bgr(light.sky_top) * np.float32(0.3)) * np.float32(0.8)
    tones[glass] += np.maximum(0.0, 0.16 + 0.42 * normals[glass, 2:3]).astype(np.float32) * sky
    if lights and light.headlights:
        tones[mesh.parts == Part.HEADLIGHT] = bgr("#fff7e2")
        tones[mesh.parts == Part.TAILLIGHT] = bgr("#e03a30")
    if beacon >= 0:
        tones[mesh.parts == Part.BEACON_RED] = bgr("#ff4b42") if beacon < 0.5 else bgr("#5a1c1c")
        tones[mesh.parts == Part.BEACON_BLUE] = bgr("#4f86ff") if beacon >= 0.5 else bgr("#1b2a5a")
    return tones


def _own_colour(part: Part, body: Colour) -> Colour:
    if part is Part.ROOF:
        return body * np.float32(1.04)
    if part is Part.TRIM:
        return body * np.float32(0.55) + np.float32(70)
    return bgr(_FIXED[part]) if part in _FIXED else body


def _local(x: float, y: float, heading_deg: float, right: float, ahead: float) -> tuple[float, float]:
    c, s = cos(radians(heading_deg)), sin(radians(heading_deg))
    return x + right * c + ahead * s, y - right * s + ahead * c


def _vehicle_shadow(
    image: Image, camera: Camera, light: Light, mesh: Mesh, x: float, y: float, heading_deg: float
) -> None:
    half_w, half_l = mesh.width_m / 2, mesh.length_m / 2
    base = [
        _local(x, y, heading_deg, r, a)
        for r, a in ((-half_w, -half_l), (half_w, -half_l), (half_w, half_l), (-half_w, half_l))
    ]
    strength = 0.45
    points = [(px, py, 0.0) for px, py in base]
    if light.sunny:
        sx, sy, sz = light.sun_direction
        high = mesh.height_m * 0.85
        dx, dy = -sx / max(sz, 0.18) * high, -sy / max(sz, 0.18) * high
        points += [(px + dx, py + dy, 0.0) for px, py in base]
        strength = 0.50
    px, depth = camera.project(points)
    if depth.min() > 0.8:
        hull = cv2.convexHull(px.astype(np.float32))[:, 0].astype(float)
        darken(image, hull, strength, 0.10 * camera.focal_px / float(depth.mean()))


def _beam(image: Image, camera: Camera, light: Light, mesh: Mesh, x: float, y: float, heading_deg: float) -> None:
    front = mesh.length_m / 2
    corners = [(-0.8, front), (0.8, front), (2.6, front + 10), (-2.6, front + 10)]
    points = [(*_local(x, y, heading_deg, r, a), 0.02) for r, a in corners]
    px, depth = camera.project(points)
    if depth.min() > 1.5:
        power = 0.10 if light.wet and not light.lamps_on else 0.20
        brighten(image, px, bgr("#ffe9c4") * np.float32(power), 0.9 * camera.focal_px / float(depth.mean()))


def _lamps(image: Image, camera: Camera, light: Light, mesh: Mesh, centres: Points, visible: NDArray[np.bool_]) -> None:
    for i, face in enumerate(mesh.faces):
        if not visible[i] or face.part not in (Part.HEADLIGHT, Part.TAILLIGHT):
            continue
        px, depth = camera.project(centres[i : i + 1])
        per_m = camera.focal_px / max(float(depth[0]), 1.0)
        head = face.part is Part.HEADLIGHT
        colour = (
            bgr("#ffefcf") * np.float32(0.8 if light.lamps_on else 0.45) if head else bgr("#ff3a2e") * np.float32(0.5)
        )
        glow(image, px[0, 0], px[0, 1], max(3.0, (0.75 if head else 0.42) * per_m), colour)
        if light.wet > 0.3:
            mirrored = camera.project(centres[i : i + 1] * (1, 1, -1))[0]
            glow(
                image,
                mirrored[0, 0],
                mirrored[0, 1],
                max(2.0, 0.36 * per_m),
                colour * np.float32(0.6 * light.wet),
                stretch=4.0,
            )


def draw_person(image: Image, camera: Camera, light: Light, who: Placed) -> Points | None:
    """Somebody on foot or on two wheels; returns the outline's corners in pixels."""
    looks = who.looks or figures.Looks()
    pose = figures.pose(looks, round(who.swing * figures.POSES) % figures.POSES, who.kind is Kind.STANDING)
    world = meshes.turned(pose.joints, who.heading_deg) + np.array([who.x_m, who.y_m, 0.0])
    px, depth = camera.project(world)
    height, width = image.shape[:2]
    if depth.min() < 1.0 or px[:, 0].max() < -40 or px[:, 0].min() > width + 40 or px[:, 1].min() > height + 60:
        return None
    if camera.focal_px / depth[0] > _SHADOW_PX_PER_M:
        _person_shadow(image, camera, light, who)
    shade = light.shade((0.0, -0.75, 0.35)) * np.float32(1.05) + light.at(who.x_m, who.y_m) * np.float32(0.7)
    figures.draw_figure(image, camera, world, px, depth, pose, shade)
    return px


def _person_shadow(image: Image, camera: Camera, light: Light, who: Placed) -> None:
    long_m = 0.75 if who.looks and who.looks.ride is not figures.Ride.NONE else 0.26
    foot = [
        _local(who.x_m, who.y_m, who.heading_deg, r, a)
        for r, a in ((-0.2, -long_m), (0.2, -long_m), (0.2, long_m), (-0.2, long_m))
    ]
    points = [(x, y, 0.0) for x, y in foot]
    strength = 0.34
    if light.sunny:
        sx, sy, sz = light.sun_direction
        reach = 1.65 / max(sz, 0.22)
        points += [(x - sx * reach, y - sy * reach, 0.0) for x, y in foot]
        strength = 0.42
    px, depth = camera.project(points)
    if depth.min() > 0.8:
        hull = cv2.convexHull(px.astype(np.float32))[:, 0].astype(float)
        darken(image, hull, strength, 0.05 * camera.focal_px / float(depth.mean()))


def draw(image: Image, near: Plane, camera: Camera, light: Light, what: Placed, seconds: float) -> None:
    """Paint one mover behind whatever stands nearer to the camera."""
    px, depths = camera.project([(what.x_m, what.y_m, what.z_m + 0.6)])
    depth = float(depths[0])
    if depth < 1.0:
        return
    on_foot = what.kind in (Kind.PERSON, Kind.STANDING)
    reach = (_FOOT_REACH_M if on_foot else _REACH_M.get(what.kind, 4.5)) * camera.focal_px / depth
    area = box_of(np.vstack([px - reach, px + reach]), image)
    if area is None:
        return
    hidden = (near[area] < depth - (0.2 if on_foot else 0.6)).view(np.uint8)
    share = cv2.countNonZero(hidden) / hidden.size
    if share > 0.985:
        return
    before = image[area].copy() if share > 0 else None
    if on_foot:
        draw_person(image, camera, light, what)
    else:
        beacon = (seconds * 2.0) % 1.0 if what.kind is Kind.POLICE else -1.0
        draw_vehicle(
            image,
            camera,
            light,
            what.kind,
            what.x_m,
            what.y_m,
            what.heading_deg,
            what.colour,
            beacon=beacon,
            z_m=what.z_m,
            lights=what.kind is not Kind.DRONE,
        )
    if before is not None:
        cv2.copyTo(before, hidden, image[area])
