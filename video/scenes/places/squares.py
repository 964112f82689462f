"""Squares, water, parks and roofs."""

from dataclasses import replace

import numpy as np

from video.scenes.kit import props
from video.scenes.kit.backdrop import Backdrop
from video.scenes.kit.camera import Camera
from video.scenes.kit.facade import Front, Style
from video.scenes.kit.light import DAY, DUSK, INDOOR, MORNING, NIGHT_RAIN, OVERCAST, Lamp, bgr
from video.scenes.kit.paint import disc
from video.scenes.kit.stage import Stage, make_water
from video.scenes.kit.traffic import Kind, Path, Train, waiting
from video.scenes.places.common import asphalt, drive, kerb, lawn, mixed, ride, skyline, stand, straight, terrace, walk
from video.scenes.places.furniture import bench, containers, crane

WATER = "#5f7f86"
MOORED = ((60, 60, "#6d4a3a"), (66, 128, "#4a5f52"), (118, 210, "#5a4a44"))


def river_road() -> Stage:
    """The embankment road, its promenade and barges on the river."""
    camera = Camera((-9.0, -17.0, 9.5), yaw_deg=36, pitch_deg=13, hfov_deg=72)
    b = Backdrop(camera, replace(DAY, sun_azimuth_deg=215, sun_height_deg=46), 21)
    b.sky()
    river = [(13.0, -60), (150, -60), (150, 700), (13.0, 700)]
    b.everywhere("#8f9a72")
    b.ground(river, WATER, b.mottled(26, 0.12))
    b.ground([(150, -60), (190, -60), (190, 700), (150, 700)], "#76865c", b.mottled(6, 0.2))
    straight(b, (-7.0, 5.0), (-11, 13), -40, 500, (-4.0, 2.0), middle=-1.0, walk_colour="#b3aa9b")
    for y in range(-8, 120, 12):
        b.shadow_disc(9.6, y + 2, 2.2)
    b.light_ground()
    for y in (560, 420, 300, 200, 110, 40):
        b.house(186, y, 230, y + 50, 30 + y % 37, Front((Style.OFFICE, Style.FLATS)[y % 20 // 10], "#aab2b6", seed=y))
    skyline(b, 640, 10, 260, 8, (30, 80))
    bridge(b, 330)
    terrace(b, -46, -14, 22, 260, 101, height=(12, 26), styles=(Style.FLATS, Style.OLD))
    for y in range(112, -9, -12):
        props.tree(b, -9.2, y + 5, 6.4, 2.1)
        props.tree(b, 8.6, y, 6.4, 2.2, "#5a7a44")
        props.railing(b, (12.6, y), (12.6, y + 12))
        if y % 24 == 4:
            props.street_lamp(b, 6.0, y + 5, 7.5, toward_deg=-90)
    water = make_water(b, river)
    trains = [
        *(Train(Kind.BARGE, Path((x, y), (x, y + 0.01), rounding=0), 0.0, (0.0,), (paint,)) for x, y, paint in MOORED),
        Train(Kind.BOAT, Path((30, 420), (28, -50)), 84.0, (30.0,), ("#e4e8ea",)),
        drive(Path((1.8, -30), (1.8, 220)), (8, 66), mixed(2, 81), 81, stride=116),
        drive(Path((4.0, -30), (4.0, 220)), (40,), [Kind.VAN], 82, stride=122),
        drive(Path((-2.6, 220), (-2.6, -30)), (0, 52), mixed(2, 83), 83, stride=118),
        drive(Path((-5.6, 220), (-5.6, -30)), (30, 90), [Kind.BUS, Kind.SUV], 84, stride=110),
        walk(Path((10.9, -10), (10.9, 70)), (1, 10), 85),
        walk(Path((11.9, 70), (11.9, -10)), (5, 6.1), 86),
        ride(Path((7.0, -10), (7.0, 120)), (12,), 87),
        *stand([(12.1, 9, 90), (12.1, 10.2, 80), (12.2, 27, 95)], 88),
    ]
    return Stage(b, trains, water=water)


def bridge(b: Backdrop, y: float) -> None:
    """A road bridge over the river, far away."""
    for x in range(30, 150, 30):
        props.block(b, x - 2, y - 3, x + 2, y + 3, -1, 13, "#a9a59b")
    props.block(b, 8, y - 4, 190, y + 4, 13, 15.5, "#bdb8ad")
    for x in (55, 110):
        props.block(b, x - 1.5, y - 1, x + 1.5, y + 1, 15, 52, "#c4c0b5")
        for i in range(1, 9):
            for s in (-1, 1):
                props.bar(b, (x, y, 50 - i * 2), (x + s * (4 + i * 3.2), y, 15.5), 0.12, bgr("#8f9499"))


def station_square() -> Stage:
    """The square before the railway station."""
    camera = Camera((-6.0, -30.0, 11.0), yaw_deg=8, pitch_deg=16, hfov_deg=72)
    b = Backdrop(camera, replace(MORNING, sun_azimuth_deg=130, sun_height_deg=34), 22)
    b.sky()
    b.everywhere("#b3aca0", b.slabs(1.6))
    for x in range(-60, 80, 12):
        b.ground([(x, -40), (x + 0.7, -40), (x + 0.7, 34), (x, 34)], "#8d867c", b.slabs(0.7))
    asphalt(b, -120, 34, 140, 46)
    kerb(b, -120, 34, 140, 34)
    props.dashes(b, -120, 40, 140, 40)
    props.zebra(b, -5, 34.4, 5, 45.6, along_x=True)
    lawn(b, -34, -6, -16, 14)
    lawn(b, 18, -6, 36, 14)
    b.box_shadow(-70, 58, 75, 90, 19)
    for x, y in ((-30, 0), (-20, 10), (22, 0), (32, 10)):
        b.shadow_disc(x - 4, y + 3, 2.3)
    b.light_ground()
    skyline(b, 130, -170, 190, 9, (30, 70))
    b.house(-66, 58, 70, 92, 15, Front(Style.OFFICE, "#c4c7c6", shops=True, seed=111))
    b.house(-22, 55, 26, 60, 19, Front(Style.OFFICE, "#d2d0c8", shops=True, seed=112))
    props.block(b, -26, 50, 30, 58, 8.2, 9.2, "#dcdad2")
    for x in range(-22, 30, 8):
        props.block(b, x - 0.4, 50.5, x + 0.4, 51.3, 0, 8.2, "#cfccc4")
    props.block(b, 0, 54, 5, 56, 19, 30, "#c9b79a")
    px, depth = b.camera.project([(2.5, 53.9, 26.5)])
    disc(b.image, px[0, 0], px[0, 1], 1.9 * b.camera.focal_px / depth[0], bgr("#3b3f45"))
    disc(b.image, px[0, 0], px[0, 1], 1.7 * b.camera.focal_px / depth[0], bgr("#eeeade"))
    for hand in ((0.0, 1.3), (0.9, 0.35)):
        props.bar(b, (2.5, 53.8, 26.5), (2.5 + hand[0], 53.8, 26.5 + hand[1]), 0.12, bgr("#24282c"))
    for x in (-30, -22, -14, 14, 22, 30, 38):
        props.parked(b, x, 36.2, 90, "#3fa7a0", Kind.TAXI)
    for x, y in ((-30, 12), (-20, 12), (22, 12), (32, 12), (-31, 0), (-20, -2), (21, -2), (32, 0)):
        props.tree(b, x, y, 6.2, 2.1)
    for x in (-40, -14, 14, 42):
        props.street_lamp(b, x, 20, 9, toward_deg=180)
    for y in (10, 2):
        bench(b, -14, y)
        bench(b, 16, y)
    trains = [
        drive(Path((-110, 42.8), (120, 42.8)), (5, 60), [Kind.BUS, Kind.CAR], 91, stride=106),
        drive(Path((120, 37.5), (-110, 37.5)), (30, 80), [Kind.TAXI, Kind.POLICE], 92, stride=100),
        walk(Path((-3, -22), (-2, 50)), (0, 6, 11), 93),
        walk(Path((3, 50), (2, -22)), (3, 8.5, 14), 94),
        walk(Path((-40, 24), (0, 26), (40, 22)), (2, 9.5), 95),
        walk(Path((40, 29), (-40, 30)), (5, 12), 96),
        walk(Path((-12, -20), (-9, 10), (-4, 34)), (1, 7), 97, children=0.3),
        walk(Path((12, 34), (10, 5), (4, -20)), (4, 10.5), 98),
        ride(Path((-44, 31.8), (60, 31.8)), (20,), 99, stride=52),
        *stand([(-9, 4, 40), (-8.2, 4.8, -140), (7, 16, 20), (12.5, 1, -60), (-3, 22, 0)], 100),
    ]
    return Stage(b, trains)


def school_gate() -> Stage:
    """Parents and children at the gate in the morning."""
    camera = Camera((8.5, -13.0, 6.4), yaw_deg=-24, pitch_deg=15, hfov_deg=66)
    b = Backdrop(camera, replace(MORNING, sun_azimuth_deg=150, sun_height_deg=36), 23)
    b.sky()
    b.everywhere("#a49f96", b.slabs(0.8))
    asphalt(b, -120, -4.5, 120, 4.5)
    for y in (-4.5, 4.5):
        kerb(b, -120, y, 120, y)
    props.dashes(b, -120, 0, -6, 0, gap_m=0, colour="#d1b25a")
    props.dashes(b, 6, 0, 120, 0, gap_m=0, colour="#d1b25a")
    props.zebra(b, -4.0, -4.2, 2.0, 4.4, along_x=False)
    b.ground([(-30, 12), (24, 12), (24, 60), (-30, 60)], "#a7645a", b.mottled(4, 0.07, 0.1))
    lawn(b, -26, 16, -12, 44, "#6f8f4e")
    b.box_shadow(-34, 46, 30, 60, 15)
    for x in (-22, -15, 10, 18):
        b.shadow_disc(x - 2, 10.5, 2.0)
    b.light_ground()
    skyline(b, 110, -120, 90, 10, (24, 54))
    b.house(-40, 48, 32, 62, 14.5, Front(Style.FLATS, "#d0b89a", seed=121))
    b.house(24, 20, 44, 60, 11, Front(Style.OLD, "#c98f6a", seed=122))
    props.pole(b, -8, 30, 0, 12, 0.09, bgr("#c8ccd0") * b.light.shade((0, -1, 0)))
    props.block(b, -8, 29.98, -5.6, 30.02, 10.2, 11.8, "#c8332c")
    for x0, x1 in ((-60, -9), (5, 60)):
        props.block(b, x0, 11.7, x1, 12.0, 0, 0.7, "#b59a80")
        props.railing(b, (x0, 11.8), (x1, 11.8), 2.2, "#5d6b62", 1.2)
    for x in (-9, 5):
        props.block(b, x - 0.7, 11.3, x + 0.7, 12.4, 0, 3.6, "#b98d70")
        props.block(b, x - 0.9, 11.1, x + 0.9, 12.6, 3.6, 3.9, "#d2c4b0")
    props.block(b, 5.8, 9.6, 8.4, 12.0, 0, 2.6, "#d9dcdc")
    props.block(b, -9, 11.6, -4, 11.9, 0.1, 1.3, "#c9cdd0")
    for x in (18, 10, -15, -22, -32):
        props.tree(b, x, 9.2, 6.3, 2.0)
    for bollard in (-14.0, -11.0, 8.5, 12.0):
        props.block(b, bollard - 0.1, 5.6, bollard + 0.1, 5.8, 0, 0.8, "#d9a93b")
    stop = waiting(0.12, 0.66)
    trains = [
        Train(Kind.BUS, Path((-100, -2.2), (90, -2.2)), 110.0, (86.0 - 110 * stop(0.4),), ("#e0a526",), profile=stop),
        drive(
            Path((90, 2.2), (-90, 2.2)),
            (79 - 80 * stop(0.4), 69 - 80 * stop(0.4)),
            [Kind.CAR, Kind.SUV],
            102,
            stride=80,
            profile=stop,
        ),
        walk(Path((-1.6, -8), (-1.2, 6), (-1.5, 40)), (0, 0.9, 9), 103, children=0.5),
        walk(Path((0.6, 30), (0.4, -8)), (6, 12.5), 104),
        walk(Path((-30, 7.2), (-4, 7.4), (-2.4, 14), (-3, 44)), (0, 0.8, 6, 6.9, 13), 105, children=0.5),
        walk(Path((26, 6.6), (4, 7.0), (1, 13), (0, 44)), (3, 3.8, 10, 10.9), 106, children=0.5),
        walk(Path((3, 9), (26, 7.8)), (5, 12), 107),
        ride(Path((-60, -3.7), (60, -3.7)), (18,), 108, stride=50),
        *stand([(3.6, 8.6, -90), (-6.8, 9.4, 90), (6.9, 7.4, -70), (-9.6, 8.2, 60), (4.6, 8.0, -100)], 109),
    ]
    return Stage(b, trains)


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


def park_path() -> Stage:
    """Joggers and walkers between old trees, a pond behind."""
    camera = Camera((2.0, -12.0, 5.6), yaw_deg=-8, pitch_deg=13, hfov_deg=66)
    b = Backdrop(camera, replace(DAY, sun_azimuth_deg=240, sun_height_deg=38), 25)
    b.sky()
    b.everywhere("#66853f", b.mottled(4, 0.15, 0.14))
    pond = [(5, 16), (12, 12), (26, 13), (34, 22), (30, 34), (18, 38), (8, 31), (4, 23)]
    b.ground([(x * 1.03 - 0.5, y * 1.02 - 0.3) for x, y in pond], "#9c9682")
    b.ground(pond, "#54757a", b.mottled(6, 0.1))
    left = [(-1.5, -20), (-1.6, 0), (-3.0, 14), (-5.0, 26), (-4.0, 42), (2, 58), (6, 90)]
    right = [(x + 3.2, y) for x, y in left]
    b.ground([*left, *reversed(right)], "#b5a287", b.mottled(2, 0.08, 0.06))
    b.ground([(-60, 44), (60, 47), (60, 49), (-60, 46)], "#b5a287", b.mottled(2, 0.08, 0.06))
    spots = [
        (-16, 60),
        (14, 62),
        (-30, 55),
        (28, 58),
        (-9, 52),
        (40, 48),
        (-22, 40),
        (-10, 34),
        (36, 38),
        (-14, 22),
        (-8.5, 13),
        (8, 8),
        (-6.5, 3),
        (13, 3),
    ]
    for x, y in spots:
        b.shadow_disc(x + 4, y + 2, 2.9)
        b.shadow_disc(x + 6, y + 3.5, 2.0)
    b.light_ground()
    skyline(b, 150, -140, 140, 11, (24, 60))
    for x in range(-70, 75, 7):
        props.tree(b, x, 84 + (x * 7) % 11, 9, 4.2, "#4d6a3a")
    for x, y in sorted(spots, key=lambda p: -p[1]):
        props.tree(b, x, y, 8.5 + (x + y) % 3, 3.1, ("#55733a", "#667f3c", "#4a6b40")[round(x * 3 + y) % 3])
    for x, y in ((4.5, 24), (7, 33), (20, 40), (30, 36)):
        props.bush(b, x, y, 1.0)
    for y in (20, 6):
        bench(b, 2.6 if y == 6 else -0.4, y)
    props.street_lamp(b, -3.4, 9, 4.2, 0.5, 90)
    props.street_lamp(b, -6.6, 27, 4.2, 0.5, 90)
    water = make_water(b, pond, 0.7)
    lane = Path((0, -10), (0, 2), (-1.2, 14), (-3.2, 26), (-2.2, 42), (3.8, 58), (7, 84))
    back = Path((7.6, 84), (4.6, 58), (-1.4, 42), (-2.4, 26), (-0.4, 14), (0.9, 2), (0.9, -10))
    trains = [
        walk(lane, (0, 0.9), 121, children=0.3),
        walk(back, (6, 12.4), 122, children=0.2),
        walk(Path((-0.8, -10), (-2.4, 14), (-4.2, 26), (-3.2, 42), (3, 58)), (3,), 123, stride=34),
        walk(Path((-50, 45.6), (50, 48.2)), (2, 10), 124),
        ride(Path((50, 48), (-50, 45.4)), (20,), 125, stride=48),
        *stand([(5.6, 18, 60), (5.0, 19.1, 80), (-7, 30, 120)], 126),
    ]
    return Stage(b, trains, water=water)


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
