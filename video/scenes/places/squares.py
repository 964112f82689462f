"""Squares, water, a school and a park."""

from dataclasses import replace

from video.scenes.kit import props
from video.scenes.kit.backdrop import Backdrop
from video.scenes.kit.camera import Camera
from video.scenes.kit.facade import Front, Style
from video.scenes.kit.light import DAY, MORNING, bgr
from video.scenes.kit.paint import disc
from video.scenes.kit.stage import Stage, make_water
from video.scenes.kit.traffic import Kind, Path, Train, waiting
from video.scenes.places.common import asphalt, drive, kerb, lawn, mixed, ride, skyline, stand, straight, terrace, walk
from video.scenes.places.furniture import bench

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
