"""Crossings and a roundabout."""

from dataclasses import replace

import numpy as np

from video.scenes.kit import props
from video.scenes.kit.backdrop import Backdrop
from video.scenes.kit.camera import Camera
from video.scenes.kit.facade import Front, Style
from video.scenes.kit.light import DAY, RAIN
from video.scenes.kit.stage import Stage
from video.scenes.kit.traffic import Kind, Path, Train, waiting
from video.scenes.places.common import (
    asphalt,
    drive,
    kerb,
    mixed,
    paving,
    queue,
    ride,
    skyline,
    stand,
    terrace,
    walk,
)


def crossroads() -> Stage:
    """A busy crossing in the afternoon, from a mast at its corner."""
    camera = Camera((-13.0, -17.5, 8.2), yaw_deg=31, pitch_deg=17, hfov_deg=72)
    b = Backdrop(camera, DAY, 11)
    b.sky()
    b.everywhere("#a49f96", b.slabs(1.0))
    for x0, y0, x1, y1 in ((-9, -60, 9, 260), (-140, -8, 220, 8)):
        asphalt(b, x0, y0, x1, y1)
    for s in (-1, 1):
        for a, c in ((-60, -12), (12, 250)):
            kerb(b, 9 * s, a, 9 * s, c)
            props.dashes(b, 4.4 * s, a, 4.4 * s, c)
        for a, c in ((-120, -12), (12, 200)):
            kerb(b, a, 8 * s, c, 8 * s)
            props.dashes(b, a, 4.0 * s, c, 4.0 * s)
    for begin, end in ((-60.0, -13.5), (13.5, 250.0)):
        props.dashes(b, -0.12, begin, -0.12, end, gap_m=0, colour="#d1b25a")
        props.dashes(b, 0.16, begin, 0.16, end, gap_m=0, colour="#d1b25a")
    for a, c in ((-120, -14), (14, 200)):
        props.dashes(b, a, 0.0, c, 0.0, gap_m=0, colour="#d1b25a", wide_m=0.2)
    props.zebra(b, -8.6, 9.2, 8.8, 12.6, along_x=True)
    props.zebra(b, -8.6, -12.6, 8.8, -9.2, along_x=True)
    props.zebra(b, 10.0, -7.6, 13.4, 7.8, along_x=False)
    props.zebra(b, -13.4, -7.6, -10.0, 7.8, along_x=False)
    for x0, y0, x1, y1, high in (
        (14, 15, 60, 70, 26),
        (-70, 16, -15, 60, 22),
        (15, -60, 60, -14, 18),
        (-60, -70, -16, -15, 20),
    ):
        b.box_shadow(x0, y0, x1, y1, high)
    for y in (18, 27, 36, 46, 58):
        b.shadow_disc(11.6, y - 2, 2.2)
        b.shadow_disc(-11.2, y - 2, 2.2)
    b.light_ground()
    b.house(-30, 150, 60, 170, 44, Front(Style.OFFICE, "#8fa0ab", seed=5))
    b.house(-90, 110, -22, 140, 34, Front(Style.FLATS, "#b8aa98", seed=6))
    terrace(b, -40, -15.5, 16, 120, 21, height=(16, 30))
    terrace(b, 15.5, 44, 70, 140, 22, height=(16, 34))
    b.house(44, 16, 90, 50, 17, Front(Style.OLD, "#a58470", shops=True, seed=33))
    b.house(15.5, 15, 43.5, 69, 25, Front(Style.OFFICE, "#9aa7b0", shops=True, seed=31))
    b.house(60, -40, 110, -12, 20, Front(Style.FLATS, "#bcae9c", shops=True, seed=36))
    for y in (58, 46, 36, 27, 18):
        props.tree(b, -11.2, y, 7.2)
        props.tree(b, 11.6, y, 7.4)
    for x in (60, 48, 36, 25):
        props.tree(b, x, 10.6, 6.5)
    props.street_lamp(b, -10.3, 30, 8.5, toward_deg=90)
    props.street_lamp(b, 10.3, 22, 8.5, toward_deg=-90)
    props.signal(b, 10.2, 13.2, arm_m=5.5, toward_deg=-90, lit="#3ddc84")
    props.signal(b, 14.4, -9.0, arm_m=4.5, toward_deg=0, lit="#ff5a4d")
    north, east = waiting(0.02, 0.46), waiting(0.52, 0.96)
    trains = [
        queue(Path((2.2, -58), (2.2, 112)), 45.0, (0, 7.5, 15.5), mixed(3, 1), 1, north),
        queue(Path((6.6, -58), (6.6, 112)), 45.0, (0, 9), [Kind.SUV, Kind.VAN], 2, north),
        queue(Path((-2.2, 112), (-2.2, -40)), 99.0, (0, 8, 16), mixed(3, 3), 3, north),
        queue(Path((-6.6, 112), (-6.6, -40)), 95.0, (0, 13), [Kind.BUS, Kind.TAXI], 4, north),
        queue(Path((-40, -2.0), (80, -2.0)), 26.0, (0, 8, 16), mixed(3, 5), 5, east),
        queue(Path((-40, -6.0), (80, -6.0)), 26.0, (0, 9), [Kind.POLICE, Kind.CAR], 6, east),
        queue(Path((80, 2.0), (-40, 2.0)), 66.0, (0, 8.5), mixed(2, 7), 7, east),
        queue(Path((80, 6.0), (-40, 6.0)), 66.0, (0, 14), [Kind.VAN, Kind.SUV], 8, east),
        walk(Path((-24, 10.6), (34, 10.6)), (0, 3.1, 9.5), 9),
        walk(Path((34, 11.6), (-24, 11.6)), (1.7, 11), 10),
        walk(Path((11.4, -18), (11.4, 32)), (2, 9), 11),
        walk(Path((12.6, 32), (12.6, -18)), (4, 12.2), 12),
        ride(Path((8.2, -30), (8.2, 90)), (10, 40), 13),
        *stand([(10.4, 8.8, -60), (-9.8, 9.4, 100), (-10.4, 9.9, 90)], 15),
    ]
    return Stage(b, trains)


def crossing_rain() -> Stage:
    """People hurry over a crossing under umbrellas."""
    camera = Camera((7.6, -12.5, 6.4), yaw_deg=-24, pitch_deg=15, hfov_deg=66)
    b = Backdrop(camera, RAIN, 14)
    b.sky()
    b.everywhere("#8f8c86", b.slabs(0.8))
    asphalt(b, -8, -40, 8, 320, "#5d6063")
    for x in (-8, 8):
        props.dashes(b, x, -40, x, 320, wide_m=0.28, gap_m=0.0, colour="#b5b2aa")
    for x in (-4, 4):
        props.dashes(b, x, 9, x, 320)
    for off in (-0.15, 0.15):
        props.dashes(b, off, 9, off, 320, gap_m=0, colour="#c7a951")
    props.zebra(b, -7.6, 1.5, 7.8, 6.5, along_x=True)
    for y in (8.2,):
        b.ground([(0.4, y), (7.8, y), (7.8, y + 0.4), (0.4, y + 0.4)], "#c9cbc6")
    b.light_ground()
    skyline(b, 200, -90, 60, 4, (28, 60))
    terrace(b, -34, -12.5, -10, 150, 61, height=(12, 26))
    terrace(b, 12.5, 34, 14, 150, 62, height=(12, 26))
    b.mirror_wet()
    for y in (78, 62, 46, 31, 17):
        props.tree(b, -10.0, y, 6.6, 2.0, "#48623a")
        props.tree(b, 10.2, y + 4, 6.6, 2.0, "#48623a")
    props.signal(b, -9.0, 8.6, toward_deg=90, lit="#ff5a4d", arm_m=5)
    props.railing(b, (-8.6, 9), (-8.6, 40))
    stop = waiting(0.05, 0.70)
    trains = [
        queue(Path((-2.0, 120), (-2.0, -20)), 107.0, (0, 8, 16), mixed(3, 31), 31, stop),
        queue(Path((-6.0, 120), (-6.0, -20)), 105.0, (0, 13), [Kind.BUS, Kind.CAR], 32, stop),
        queue(Path((2.0, -30), (2.0, 110)), 29.0, (0, 9), [Kind.TAXI, Kind.SUV], 33, stop),
        walk(Path((-20, 2.6), (-8, 2.6), (8, 2.9), (20, 2.4)), (0, 4.6, 9.4), 34, umbrellas=0.85),
        walk(Path((20, 4.3), (8, 4.4), (-8, 4.0), (-20, 4.5)), (2, 7.7, 13), 35, umbrellas=0.85),
        walk(Path((20, 5.6), (-20, 5.7)), (5,), 36, umbrellas=1.0),
        walk(Path((-10.6, 60), (-10.6, -10)), (6, 12), 37, umbrellas=1.0),
        *stand([(-9.3, 5.2, 100), (9.4, 3.0, -95)], 38, umbrellas=1.0),
    ]
    return Stage(b, trains)


def roundabout() -> Stage:
    """Cars circle a green island."""
    camera = Camera((-22.0, -34.0, 15.0), yaw_deg=32, pitch_deg=20, hfov_deg=74)
    b = Backdrop(camera, replace(DAY, sun_azimuth_deg=230), 18)
    b.sky()
    b.everywhere("#8f9a72", b.mottled(6, 0.14, 0.2))
    ring = [(24 * np.sin(a), 24 * np.cos(a)) for a in np.linspace(0, 2 * np.pi, 64)]
    b.ground([(x * 1.2, y * 1.2) for x, y in ring], "#a8a297", b.slabs(0.9))
    for x0, y0, x1, y1 in ((-9, -140, 9, 240), (-140, -9, 240, 9)):
        paving(b, x0 - 3, y0, x1 + 3, y1) if x0 == -9 else paving(b, x0, y0 - 3, x1, y1 + 3)
    for x0, y0, x1, y1 in ((-8, -140, 8, 240), (-140, -8, 240, 8)):
        asphalt(b, x0, y0, x1, y1)
    b.ground(ring, "#6a6d70", b.mottled(5, 0.08, 0.1))
    for a, c in ((26, 240), (-140, -26)):
        props.dashes(b, 0, a, 0, c, gap_m=0, colour="#d1b25a", wide_m=0.2)
        props.dashes(b, a, 0, c, 0, gap_m=0, colour="#d1b25a", wide_m=0.2)
    for a in np.linspace(0, 2 * np.pi, 48, endpoint=False):
        p = [(17.6 * np.sin(t), 17.6 * np.cos(t)) for t in (a, a + 0.06)]
        props.dashes(b, *p[0], *p[1], gap_m=0)
    for s in (-1, 1):
        props.zebra(b, -7.6, 27 * s - 2, 7.8, 27 * s + 2, along_x=True)
        props.zebra(b, 27 * s - 2, -7.6, 27 * s + 2, 7.8, along_x=False)
    b.ground([(x * 0.50, y * 0.50) for x, y in ring], "#b9b6ae")
    b.ground([(x * 0.48, y * 0.48) for x, y in ring], "#6f8f4e", b.mottled(3, 0.18, 0.15))
    b.ground([(x * 0.22, y * 0.22) for x, y in ring], "#b0705f", b.mottled(0.8, 0.35, 0.1))
    b.box_shadow(-1, -1, 1, 1, 9)
    b.light_ground()
    skyline(b, 190, -140, 330, 7, (22, 64))
    for y in (150, 104, 60, 24, -20, -60):
        b.house(
            150 + y % 17,
            y,
            190,
            y + 38,
            16 + (y * 7) % 23,
            Front((Style.FLATS, Style.OFFICE)[y // 2 % 2], "#b5ada2", shops=True, seed=abs(y)),
        )
    b.house(36, 40, 80, 90, 24, Front(Style.OFFICE, "#a8b4bc", shops=True, seed=91))
    b.house(-80, 42, -36, 84, 18, Front(Style.FLATS, "#bfae98", shops=True, seed=92))
    b.house(44, -60, 90, -36, 15, Front(Style.OLD, "#a9826e", shops=True, seed=93))
    for x, y in (
        (16, 62),
        (16, 48),
        (-16, 62),
        (-16, 48),
        (60, 16),
        (46, 16),
        (32, 30),
        (-30, 31),
        (60, -15),
        (44, -15),
    ):
        props.tree(b, x, y, 7.5, 2.5)
    for a in range(8):
        props.bush(b, 8.5 * np.sin(a * 0.785), 8.5 * np.cos(a * 0.785), 0.9)
    props.block(b, -1.6, -1.6, 1.6, 1.6, 0, 1.6, "#c9c4b8")
    props.block(b, -0.5, -0.5, 0.5, 0.5, 1.6, 8.5, "#d8d4c8")
    around = [(14.6 * np.sin(-a), 14.6 * np.cos(-a)) for a in np.linspace(0, 4 * np.pi, 97)]
    turn = Path(
        (2.6, -120),
        (2.6, -40),
        (5, -27),
        (13.5, -16.5),
        (20.6, -4),
        (19.5, 8),
        (14, 16.5),
        (5.5, 24),
        (2.6, 40),
        (2.6, 140),
    )
    across = Path((-5.4, 140), (-5.4, 40), (-8.5, 26), (-17, 14), (-21, 2), (-27, -4.5), (-40, -5.4), (-120, -5.4))
    west = Path(
        (140, 2.6), (40, 2.6), (27, 5), (17, 13), (4, 21), (-8, 19.5), (-17, 13), (-26, 5), (-40, 2.6), (-120, 2.6)
    )
    trains = [
        Train(
            Kind.CAR,
            Path(*around),
            2 * np.pi * 14.6,
            (6.0, 40.0, 71.0),
            ("#e8eaea", "#7c1f22", "#2b2f33"),
            kinds=(Kind.CAR, Kind.SUV, Kind.TAXI),
        ),
        drive(turn, (6, 62), mixed(2, 71), 71, stride=100),
        drive(across, (20, 74), [Kind.SUV, Kind.VAN], 72, stride=104),
        drive(west, (12, 60), [Kind.BUS, Kind.CAR], 73, stride=100),
        walk(Path((-20, 27), (20, 27)), (2, 9), 74),
        walk(Path((27, -16), (27, 16)), (5,), 75),
        walk(Path((-27.5, 16), (-27.5, -16)), (1, 10), 76),
    ]
    return Stage(b, trains)
