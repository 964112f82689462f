"""The garage, the harbour, the metro and the roof with the dock."""

from dataclasses import replace

import numpy as np

from video.scenes.kit import props
from video.scenes.kit.backdrop import Backdrop
from video.scenes.kit.camera import Camera
from video.scenes.kit.facade import Front, Style
from video.scenes.kit.light import DUSK, INDOOR, NIGHT_RAIN, OVERCAST, Lamp, bgr
from video.scenes.kit.stage import Stage
from video.scenes.kit.traffic import Kind, Path, Train, waiting
from video.scenes.places.common import asphalt, drive, kerb, mixed, skyline, stand, terrace, walk
from video.scenes.places.furniture import containers, crane


def garage() -> Stage:
    """A parking level under the ground."""
    lamps = [Lamp(x, y, 2.9, "#e6f0ec", 0.85) for x in (0.0,) for y in range(-4, 70, 8)]
    lamps += [Lamp(x, y, 2.9, "#e6f0ec", 0.6) for x in (-10.0, 10.0) for y in range(4, 60, 16)]
    camera = Camera((2.4, -7.5, 2.72), yaw_deg=-7, pitch_deg=9, hfov_deg=80)
    b = Backdrop(camera, INDOOR.with_lamps(*lamps), 24)
    b.image[:] = np.array((34, 36, 36), np.uint8)
    b.everywhere("#7e8a84", b.mottled(3, 0.09, 0.1))
    b.ground([(-3.4, -20), (3.4, -20), (3.4, 70), (-3.4, 70)], "#6d7472", b.mottled(4, 0.08, 0.1))
    for y in np.arange(-8.0, 66, 2.7):
        for s in (-1, 1):
            props.dashes(b, 3.6 * s, y, 9.0 * s, y, wide_m=0.10, gap_m=0, colour="#d8d4b8")
    for s in (-1, 1):
        props.dashes(b, 3.5 * s, -10, 3.5 * s, 66, wide_m=0.10, gap_m=0, colour="#d8d4b8")
    for y in (6, 24, 44):
        b.ground(
            [(1.2, y), (1.6, y), (1.6, y + 2.2), (2.1, y + 2.2), (1.4, y + 3.6), (0.7, y + 2.2), (1.2, y + 2.2)],
            "#d8d4b8",
        )
    b.light_ground()
    grey = "#c4c8c2"
    props.block(b, -40, 66, 40, 67, 0, 3.1, grey)
    for s in (-1, 1):
        props.block(b, min(9.4 * s, 9.8 * s), -20, max(9.4 * s, 9.8 * s), 66, 0, 3.1, grey)
        props.block(b, min(9.36 * s, 9.39 * s), -20, max(9.36 * s, 9.39 * s), 66, 0.9, 1.25, "#3f7f66")
    for y in range(64, -14, -4):
        props.block(b, -9.6, y, 9.6, y + 4, 3.1, 3.2, "#8b8f8c")
    for y in range(60, -4, -8):
        props.block(b, -9.6, y, 9.6, y + 0.5, 2.8, 3.1, "#8f9390")
        props.block(b, -0.7, y - 4.1, 0.7, y - 3.9, 2.86, 2.92, "#f4f8f6", glowing=1.4)
        props.block(b, -0.75, y - 5.5, -0.45, y - 2.5, 2.86, 2.92, "#f4f8f6", glowing=1.4)
    for s in (-1, 1):
        props.bar(
            b,
            (5.2 * s, -6, 2.75),
            (5.2 * s, 64, 2.75),
            0.09,
            bgr("#a8352c") * b.light.shade((0, 0, -1)) * np.float32(1.3),
        )
    _parked_rows(b)
    b.mirror_wet()
    trains = [
        drive(Path((1.5, -4), (1.5, 40), (1.3, 62)), (8,), [Kind.CAR], 111, stride=66),
        drive(Path((-1.6, 62), (-1.6, -4)), (40,), [Kind.SUV], 112, stride=66),
        walk(Path((3.1, 44), (2.9, 2)), (0,), 113, stride=42.0 / 3),
        walk(Path((-3.0, 8), (-3.0, 50)), (6,), 114),
    ]
    return Stage(b, trains)


def _parked_rows(b: Backdrop) -> None:
    """Pillars and parked cars on both sides, far ones first."""
    dice = np.random.default_rng(240)
    kinds = (Kind.CAR, Kind.SUV, Kind.SUV, Kind.VAN)
    colours = ("#d9dcde", "#2b2f33", "#8f979d", "#5a6670", "#7c1f22", "#23395b")
    for y in np.arange(62.5, -3, -2.7):
        for s in (-1, 1):
            if abs((y + 2) % 8.1) < 2.7:
                props.block(b, 4.1 * s - 0.35, y - 0.1, 4.1 * s + 0.35, y + 0.6, 0, 3.1, "#b8bbb6")
                props.block(b, 4.1 * s - 0.36, y - 0.11, 4.1 * s + 0.36, y + 0.61, 0.2, 1.1, "#d0a93a")
            if dice.random() < 0.72:
                kind, colour = kinds[int(dice.integers(4))], colours[int(dice.integers(6))]
                props.parked(b, 6.6 * s, y + 1.3, -90.0 * s if dice.random() < 0.6 else 90.0 * s, colour, kind)


def harbour_road() -> Stage:
    """Lorries between container stacks at the end of the day."""
    lamps = [props.lamp_at(-8.4, y, 11, 2.6, 90, 0.8) for y in range(0, 160, 32)]
    camera = Camera((6.0, -16.0, 8.4), yaw_deg=-9, pitch_deg=12, hfov_deg=68)
    b = Backdrop(camera, replace(DUSK, ambient=(0.46, 0.41, 0.40), sky_top="#3b4f7c").with_lamps(*lamps), 26)
    b.sky()
    b.everywhere("#83817c", b.mottled(6, 0.1, 0.1))
    asphalt(b, -7.5, -40, 7.5, 400, "#6d6f70")
    for x in (-7.2, 7.2):
        props.dashes(b, x, -40, x, 400, gap_m=0, wide_m=0.18)
    props.dashes(b, 0, -40, 0, 400)
    for x in (9.5, 13.0):
        props.dashes(b, x, -40, x, 300, gap_m=0, wide_m=0.12, colour="#5a5c5e")
    b.light_ground()
    skyline(b, 420, -300, -60, 12, (20, 50))
    for x, y in ((60, 260), (96, 300), (-70, 330)):
        crane(b, x, y)
    b.house(24, 130, 80, 190, 12, Front(Style.WAREHOUSE, "#9aa3a6", seed=131))
    containers(b, -16.5, 14, 9, 4, 1)
    containers(b, -13.8, 14, 9, 3, 2)
    containers(b, 19.5, 30, 6, 4, 3)
    containers(b, 16.8, 24, 6, 3, 4)
    for y in range(128, -1, -32):
        props.street_lamp(b, -8.4, y, 11, 2.6, 90)
    props.block(b, 9.6, 6, 13, 10, 0, 2.8, "#c9ccc8")
    props.block(b, 9.5, 6.6, 9.6, 9.4, 1.1, 2.2, "#ffe2ac", glowing=0.8)
    props.bar(b, (9.4, 11, 1.1), (1.0, 11, 1.3), 0.07, bgr("#d8d8d4"))
    trains = [
        drive(Path((3.4, 12.5), (3.4, 260)), (6, 66), [Kind.LORRY, Kind.VAN], 131, stride=104),
        drive(Path((-3.4, 260), (-3.4, -12)), (20, 74), [Kind.LORRY, Kind.LORRY], 132, stride=100),
        drive(Path((-5.6, 200), (-5.6, -12)), (50,), [Kind.CAR], 133, stride=120),
        walk(Path((8.4, 60), (8.4, 2)), (3,), 134),
        *stand([(9.0, 5.2, -60), (-8.6, 22, 70), (-8.8, 23, -150)], 135),
    ]
    return Stage(b, trains)


def metro_entrance() -> Stage:
    """A metro entrance on a wet night."""
    lamps = [props.lamp_at(-6.2, y, 8, 2.2, -90, 0.7) for y in range(2, 90, 22)] + [
        Lamp(4.6, 9, 3.4, "#dff0ff", 1.5),
        Lamp(4.6, 15, 3.4, "#dff0ff", 1.2),
    ]
    lamps += [Lamp(12.2, y, 3.2, "#ffdcae", 0.7) for y in range(0, 60, 9)]
    camera = Camera((-3.2, -9.5, 5.4), yaw_deg=17, pitch_deg=13, hfov_deg=68)
    b = Backdrop(camera, NIGHT_RAIN.with_lamps(*lamps), 27)
    b.sky()
    b.everywhere("#8a8780", b.slabs(0.9))
    asphalt(b, -22, -40, -7.0, 260, "#5f6265")
    kerb(b, -7.0, -40, -7.0, 260)
    props.dashes(b, -11, -40, -11, 260)
    for off in (-0.15, 0.15):
        props.dashes(b, -14.6 + off, -40, -14.6 + off, 260, gap_m=0, colour="#c7a951")
    b.ground([(-2, -20), (-1.4, -20), (-1.4, 120), (-2, 120)], "#c2a23f", b.slabs(0.4))
    b.light_ground()
    skyline(b, 180, -120, 120, 13, (36, 90))
    terrace(b, -50, -26, 6, 160, 141, height=(16, 34))
    terrace(b, 13.0, 34, -14, 130, 142, height=(14, 30))
    for y in (68, 46, 24):
        props.street_lamp(b, -6.2, y, 8, 2.2, -90)
    props.block(b, 2.2, 18.5, 7.0, 19.0, 0, 3.3, "#dfe9ee", glowing=0.75)
    props.block(b, 6.8, 8, 7.0, 19, 0, 3.1, "#c4d6de", glowing=0.5)
    props.block(b, 2.2, 8, 2.4, 19, 0, 1.2, "#b9cdd6", glowing=0.4)
    for post_y in (18.2, 13.2, 8.2):
        for post_x in (2.3, 6.9):
            props.block(b, post_x - 0.12, post_y - 0.12, post_x + 0.12, post_y + 0.12, 0, 3.3, "#7b8790", glowing=0.2)
    props.block(b, 1.9, 7.2, 7.3, 19.3, 3.3, 3.65, "#5d6f7c", glowing=0.1)
    props.block(b, 1.9, 7.12, 7.3, 7.2, 3.3, 4.1, "#2f6db5", glowing=0.9)
    for x in (2.6, 3.4, 4.2, 5.0):
        props.block(b, x, 7.06, x + 0.5, 7.11, 3.5, 3.9, "#eaf3ff", glowing=0.9)
    props.pole(b, 1.4, 6.4, 0, 4.4, 0.09, bgr("#8a9299") * np.float32(0.6))
    props.block(b, 0.8, 6.3, 2.0, 6.5, 3.6, 4.8, "#c8332c", glowing=0.8)
    for y in (30, 40, 52):
        props.tree(b, 0.4, y, 6.0, 1.9, "#3f5636")
    b.mirror_wet()
    trains = [
        drive(Path((-9.0, -20), (-9.0, 150)), (6, 58), [Kind.TAXI, Kind.CAR], 141, stride=104),
        drive(Path((-12.8, -20), (-12.8, 150)), (40,), [Kind.BUS], 142, stride=96),
        drive(Path((-16.6, 150), (-16.6, -20)), (10, 50), mixed(2, 143), 143, stride=100),
        walk(Path((4.4, 12), (4.4, 6.0), (0.5, 2), (-1.0, -8)), (0, 6.1, 12.3), 144, umbrellas=0.8),
        walk(Path((9.6, -8), (8.6, 3), (5.4, 6), (5.2, 12.5)), (3, 9), 145, umbrellas=0.9),
        walk(Path((0.6, 60), (0.2, 20), (-0.6, -7)), (5, 11.4), 146, umbrellas=1.0),
        walk(Path((10.4, 60), (10.2, -6)), (2, 8.8), 147, umbrellas=0.9),
        *stand([(8.2, 5.6, -120), (1.0, 8.8, 160)], 148, umbrellas=0.5),
    ]
    return Stage(b, trains)


def roof_dock() -> Stage:
    """The police station's roof: the dock, and a drone that rises, looks round and comes back."""
    camera = Camera((-6.2, -8.6, 5.2), yaw_deg=29, pitch_deg=17, hfov_deg=74)
    b = Backdrop(camera, replace(OVERCAST, clouds=0.7, sun=(0.22, 0.24, 0.25), sky_top="#86a0b8"), 28)
    b.sky()
    b.everywhere("#9aa19a")
    b.light_ground()
    for y in (520, 330, 210, 130, 74):
        for x in range(-260, 420, 46):
            high = 8 + (x * 13 + y * 7) % 38
            look = Front(
                (Style.FLATS, Style.OFFICE)[(x + y) % 2],
                ("#b7ada0", "#a9b0b6", "#c0b6a8", "#98a3ab")[(x // 46 + y) % 4],
                seed=x + y,
            )
            b.house(x, y, x + 34, y + 30, high + 26, look, -38.0)
    roof = [(-9.0, -14.0), (14.0, -14.0), (14.0, 22.0), (-9.0, 22.0)]
    before = b.near.copy()
    b.ground(roof, "#8f938f", b.slabs(1.5))
    light_patch(b, roof)
    b.near[:] = before
    for x0, y0, x1, y1 in ((-9, 21.6, 14, 22), (-9.4, -14, -9, 22), (14, -14, 14.4, 22)):
        props.block(b, x0, y0, x1, y1, 0, 1.1, "#b9bab5")
    for left, front in ((9.5, 16.5), (6.4, 17.5)):
        props.block(b, left, front, left + 2.4, front + 2, 0.2, 1.7, "#cfd3d3")
        props.block(b, left + 0.3, front - 0.03, left + 1.9, front, 0.4, 1.5, "#7b8489")
    props.block(b, -7.5, 15, -3.5, 20, 0, 2.9, "#c7c1b4")
    props.block(b, -6.2, 14.95, -5.0, 15, 0, 2.1, "#5d6a70")
    props.pole(b, 12.2, 12, 0, 6.5, 0.06, bgr("#8b9094") * b.light.shade((0, -1, 0)))
    props.bar(b, (11.6, 12, 6.2), (12.8, 12, 6.2), 0.04, bgr("#6b7074"))
    props.bar(b, (11.8, 12, 5.6), (12.6, 12, 5.6), 0.04, bgr("#6b7074"))
    b.ground([(-0.6, 3.4), (5.2, 3.4), (5.2, 9.2), (-0.6, 9.2)], "#5d6366")
    props.dashes(b, -0.4, 3.6, 5.0, 3.6, wide_m=0.12, gap_m=0, colour="#d9b23c")
    props.dashes(b, -0.4, 9.0, 5.0, 9.0, wide_m=0.12, gap_m=0, colour="#d9b23c")
    props.dashes(b, -0.4, 3.6, -0.4, 9.0, wide_m=0.12, gap_m=0, colour="#d9b23c")
    props.dashes(b, 5.0, 3.6, 5.0, 9.0, wide_m=0.12, gap_m=0, colour="#d9b23c")
    dock(b, 2.3, 6.3)
    props.block(b, 5.9, 8.2, 6.6, 8.7, 0, 1.5, "#3e4a55")
    props.railing(b, (-8.7, 21.3), (13.7, 21.3), 1.7, "#aeb4b8", 2.2)
    rise = waiting(0.0, 0.10)

    def height(phase: float) -> float:
        half = 2 * min(rise(phase), 1 - rise(phase))
        return 1.05 + 4.4 * half * half * (3 - 2 * half)

    trains = [
        Train(
            Kind.DRONE, Path((2.3, 6.2), (2.3, 6.4), rounding=0), 0.0, (0.1,), ("#e6e9ea",), lift_m=height, turn_deg=150
        ),
        walk(Path((-3.8, 14), (-2.5, 9), (-1.8, -4)), (2,), 151, stride=18.6),
        *stand([(6.6, 5.4, -75)], 152),
    ]
    return Stage(b, trains)


def light_patch(b: Backdrop, corners: list[tuple[float, float]]) -> None:
    """Light a piece of ground that was painted after `light_ground`."""
    from video.scenes.kit.paint import box_of, mask_of

    outline = b.camera.outline([(x, y, 0.0) for x, y in corners])
    assert outline is not None
    area = box_of(outline, b.image)
    assert area is not None
    covered = mask_of(outline, area)[..., None] / np.float32(255)
    lit = b.image[area] * (np.array(b.light.ambient, np.float32) + np.array(b.light.sun, np.float32) * np.float32(0.7))
    b.image[area] = np.clip(b.image[area] * (1 - covered) + lit * covered, 0, 255).astype(np.uint8)


def dock(b: Backdrop, x: float, y: float) -> None:
    """A drone dock with both halves of its cover open."""
    props.block(b, x - 1.0, y - 1.0, x + 1.0, y + 1.0, 0.1, 0.9, "#e3e6e6")
    props.block(b, x - 0.85, y - 0.85, x + 0.85, y + 0.85, 0.9, 0.93, "#3b4248")
    props.block(b, x - 0.5, y - 0.06, x + 0.5, y + 0.06, 0.93, 0.94, "#e9c23f")
    props.block(b, x - 0.06, y - 0.5, x + 0.06, y + 0.5, 0.93, 0.94, "#e9c23f")
    props.block(b, x - 1.0, y - 1.03, x + 1.0, y - 1.0, 0.35, 0.55, "#2f6db5")
    for s in (-1, 1):
        white = bgr("#eceff0") * b.light.shade((s * 0.8, -0.2, 0.5))
        b.face(
            np.array(
                [
                    (x + s * 1.0, y - 1, 0.9),
                    (x + s * 1.0, y + 1, 0.9),
                    (x + s * 1.75, y + 1, 1.35),
                    (x + s * 1.75, y - 1, 1.35),
                ]
            ),
            white,
        )
        b.face(
            np.array(
                [
                    (x + s * 1.75, y - 1, 1.35),
                    (x + s * 1.75, y + 1, 1.35),
                    (x + s * 2.0, y + 1, 0.85),
                    (x + s * 2.0, y - 1, 0.85),
                ]
            ),
            white * np.float32(0.8),
        )
