"""Avenues and lanes."""

from dataclasses import replace

import numpy as np

from video.scenes.kit import props
from video.scenes.kit.backdrop import Backdrop
from video.scenes.kit.camera import Camera
from video.scenes.kit.facade import Front, Style
from video.scenes.kit.light import DUSK, MORNING, NIGHT, OVERCAST, Lamp, bgr
from video.scenes.kit.stage import Stage
from video.scenes.kit.traffic import Kind, Path, Train, waiting
from video.scenes.places.common import (
    asphalt,
    drive,
    mixed,
    ride,
    skyline,
    stand,
    straight,
    terrace,
    walk,
)
from video.scenes.places.furniture import STALLS, gantry, lantern_strings, shelter, stall


def market_street() -> Stage:
    """A walking street full of stalls on a bright morning."""
    camera = Camera((2.2, -11.0, 5.6), yaw_deg=-5, pitch_deg=15, hfov_deg=68)
    b = Backdrop(camera, replace(MORNING, sun_azimuth_deg=200, sun_height_deg=48), 12)
    b.sky()
    b.everywhere("#b0a698", b.slabs(0.6, turned=True))
    b.ground([(-0.5, -20), (0.5, -20), (0.5, 120), (-0.5, 120)], "#8f8578", b.slabs(0.4))
    for x in (-6.6, 6.6):
        b.box_shadow(min(x, 2 * x), -20, max(x, 2 * x), 120, 9)
    b.light_ground()
    skyline(b, 118, -40, 40, 2, (22, 40))
    terrace(b, -20, -7.2, -12, 110, 41, height=(8, 13), styles=(Style.OLD, Style.FLATS))
    terrace(b, 7.2, 20, -12, 110, 42, height=(8, 14), styles=(Style.OLD, Style.FLATS))
    dice = b.dice
    for i, y in enumerate(np.arange(66, -4, -5.2)):
        for s in (-1, 1):
            stall(b, 5.0 * s, float(y), STALLS[(i + (s > 0)) % len(STALLS)], int(dice.integers(99)))
    lantern_strings(b, (12, 24, 38, 54), 6.8, 5.0)
    trains = [
        walk(Path((-2.6, -9), (-2.2, 50), (-2.8, 90)), (0, 5, 11.2), 1),
        walk(Path((-1.4, 90), (-1.0, -9)), (2.5, 9, 14.5), 2),
        walk(Path((0.3, -9), (0.6, 90)), (4, 13), 3, children=0.4),
        walk(Path((1.4, 90), (1.8, -9)), (1, 7.5, 12.5), 4),
        walk(Path((2.9, -9), (2.6, 60)), (3, 10.5), 5),
        ride(Path((0.9, 90), (-0.3, -9)), (30,), 6, stride=52),
        *stand([(3.4, 4, 90), (-3.5, 9, -90), (3.5, 15, 95), (-3.4, 20, -80), (3.4, 26, 90), (-3.6, 33, -90)], 7),
    ]
    return Stage(b, trains)


def avenue() -> Stage:
    """A wide avenue after sunset, its lamps just lit."""
    lamps = [props.lamp_at(s * 12.6, y, 9.5, 2.4, -90.0 * s, 0.75) for y in range(-2, 190, 24) for s in (-1, 1)]
    camera = Camera((3.2, -16.0, 9.0), yaw_deg=-3, pitch_deg=11, hfov_deg=60)
    b = Backdrop(camera, DUSK.with_lamps(*lamps), 13)
    b.sky()
    b.everywhere("#8d8880")
    straight(b, (-11.5, 11.5), (-18, 18), -30, 420, (-7.9, -4.4, 4.4, 7.9), middle=None)
    b.ground([(-0.9, -30), (0.9, -30), (0.9, 420), (-0.9, 420)], "#4f6b3f", b.mottled(2, 0.2, 0.2))
    props.zebra(b, -11, 26, 11, 30, along_x=True)
    b.light_ground()
    skyline(b, 330, -160, 160, 3, (30, 95))
    terrace(b, -46, -18.5, -10, 250, 51, height=(18, 46), styles=(Style.OFFICE, Style.FLATS))
    terrace(b, 18.5, 46, -10, 250, 52, height=(20, 52), styles=(Style.OFFICE, Style.FLATS))
    for y in range(166, -3, -24):
        for s in (-1, 1):
            props.tree(b, s * 14.6, y + 9, 6.5, 1.9)
            props.street_lamp(b, s * 12.6, y, 9.5, 2.4, -90.0 * s)
        if y not in (22, 34):
            props.bush(b, 0.0, y + 5, 0.7)
    trains = [
        drive(Path((2.6, -14), (2.6, 250)), (5, 52, 96), mixed(3, 21), 21, stride=132),
        drive(Path((6.2, -14), (6.2, 250)), (30, 80), mixed(2, 22), 22, stride=126),
        drive(Path((9.7, -14), (9.7, 250)), (12, 70), [Kind.BUS, Kind.CAR], 23, stride=104),
        drive(Path((-2.6, 250), (-2.6, -14)), (15, 49, 110), mixed(3, 24), 24, stride=134),
        drive(Path((-6.2, 250), (-6.2, -14)), (36, 92), [Kind.SUV, Kind.POLICE], 25, stride=128),
        drive(Path((-9.7, 250), (-9.7, -14)), (20, 66), [Kind.VAN, Kind.TAXI], 26, stride=110),
        walk(Path((13.4, -8), (13.4, 60)), (0, 6), 27),
        walk(Path((-13.6, 60), (-13.6, -8)), (3, 11), 28),
        ride(Path((11.0, -12), (11.0, 140)), (8,), 29),
    ]
    return Stage(b, trains)


def alley_night() -> Stage:
    """An old lane at night, three lamps for its whole length."""
    lamps = [
        props.lamp_at(-2.7, 3.0, 4.6, 0.9, 90, 1.7),
        props.lamp_at(2.7, 20.0, 4.6, 0.9, -90, 1.6),
        props.lamp_at(-2.7, 40.0, 4.6, 0.9, 90, 1.6),
    ]
    camera = Camera((0.9, -9.0, 4.8), yaw_deg=-2, pitch_deg=14, hfov_deg=62)
    b = Backdrop(camera, replace(NIGHT, windows_lit=0.26).with_lamps(*lamps, Lamp(0, 66, 4, "#ffb46b", 1.0)), 15)
    b.sky()
    b.everywhere("#7d7870", b.slabs(0.7))
    b.ground([(-0.35, -20), (0.35, -20), (0.35, 100), (-0.35, 100)], "#5f5b55", b.slabs(0.5))
    b.light_ground()
    b.house(-14, 72, 16, 90, 11, Front(Style.OLD, "#8c7d6f", shops=True, seed=7))
    terrace(b, -14, -3.0, -12, 70, 71, height=(6.5, 10), shops=False, styles=(Style.OLD,))
    terrace(b, 3.0, 14, -12, 70, 72, height=(6.5, 11), shops=False, styles=(Style.OLD, Style.FLATS))
    for y in (48, 33, 26, 14, 9):
        for s in (-1, 1):
            if (y + s) % 3:
                props.block(b, min(2.2 * s, 2.95 * s), y, max(2.2 * s, 2.95 * s), y + 1.1, 0, 0.9, "#5d5a52")
    for x, y, toward in ((-2.7, 40, 90), (2.7, 20, -90), (-2.7, 3, 90)):
        props.street_lamp(b, x, y, 4.6, 0.9, toward)
    props.block(b, 2.6, 11.5, 2.8, 13.1, 2.6, 3.5, "#c0392b", glowing=0.9)
    props.bar(b, (-3, 28, 5.5), (3, 30, 5.7), 0.02, bgr("#111111"))
    props.bar(b, (-3, 16, 6.0), (3, 15, 5.6), 0.02, bgr("#111111"))
    trains = [
        walk(Path((-0.9, -6), (-0.7, 60)), (3,), 41),
        walk(Path((1.0, 60), (0.6, -6)), (12,), 42),
        ride(Path((0.2, 66), (0.3, -6)), (20,), 43, stride=74),
        *stand([(2.1, 12.4, -90)], 44),
    ]
    return Stage(b, trains)


def elevated_night() -> Stage:
    """Fast traffic on the ring viaduct, the city's lights below."""
    lamps = [Lamp(0.0, y, 10, "#ffd7a0", 1.35) for y in range(0, 260, 30)]
    camera = Camera((-4.5, -14.0, 10.5), yaw_deg=2, pitch_deg=13, hfov_deg=64)
    b = Backdrop(camera, NIGHT.with_lamps(*lamps), 16)
    b.sky()
    b.everywhere("#23262b", b.mottled(30, 0.2))
    asphalt(b, -13.5, -30, 13.5, 420, "#65686b")
    for x in (-9.2, -5.2, 5.2, 9.2):
        props.dashes(b, x, -30, x, 420, dash_m=6, gap_m=9)
    for x in (-13.0, -1.2, 1.2, 13.0):
        props.dashes(b, x, -30, x, 420, gap_m=0, wide_m=0.18)
    b.light_ground()
    skyline(b, 300, -220, 220, 5, (30, 100), -14)
    for s in (-1, 1):
        for y in (210, 150, 100, 62, 30):
            x0, x1 = sorted((s * (26 + y % 13), s * (56 + y % 17)))
            b.house(
                x0, y, x1, y + 26, 22 + y % 31, Front((Style.FLATS, Style.OFFICE)[y % 2], "#9aa0a4", seed=y + s), -12
            )
    for s in (-1, 1):
        for y in range(396, -13, -12):
            props.block(b, min(13.8 * s, 14.2 * s), y, max(13.8 * s, 14.2 * s), y + 12, 0, 1.15, "#9b9c99")
    for y in range(240, -1, -30):
        props.block(b, -0.4, y - 15, 0.4, y + 15, 0, 0.8, "#8f908e")
        for toward in (90.0, -90.0):
            props.street_lamp(b, 0.0, y, 10, 2.6, toward)
    gantry(b, 74, 13.8)
    trains = [
        drive(Path((3.2, -12), (3.2, 300)), (4, 60, 110), mixed(3, 51), 51, stride=216),
        drive(Path((7.2, -12), (7.2, 300)), (30, 100, 160), mixed(3, 52), 52, stride=198),
        drive(Path((11.2, -12), (11.2, 300)), (70, 140), [Kind.LORRY, Kind.VAN], 53, stride=170),
        drive(Path((-3.2, 300), (-3.2, -12)), (20, 92, 150), mixed(3, 54), 54, stride=214),
        drive(Path((-7.2, 300), (-7.2, -12)), (55, 128), mixed(2, 55), 55, stride=196),
        drive(Path((-11.2, 300), (-11.2, -12)), (10, 104), [Kind.BUS, Kind.CAR], 56, stride=168),
    ]
    return Stage(b, trains)


def bus_stop() -> Stage:
    """A bus calls, people wait under the shelter."""
    camera = Camera((-9.5, -11.5, 6.0), yaw_deg=36, pitch_deg=13, hfov_deg=70)
    b = Backdrop(camera, OVERCAST, 17)
    b.sky()
    b.everywhere("#a49f96", b.slabs(0.9))
    straight(b, (-6.5, 7.5), (-14, 16), -30, 260, (-3.0, 3.9))
    b.ground([(4.2, 6), (7.3, 6), (7.3, 30), (4.2, 30)], "#8a5f52", b.mottled(3, 0.1, 0.1))
    props.dashes(b, 4.1, 6, 4.1, 30, gap_m=0, colour="#d1b25a")
    b.light_ground()
    skyline(b, 190, -60, 120, 6, (26, 60))
    terrace(b, 18.5, 46, -14, 180, 81, height=(14, 30))
    terrace(b, -40, -14.5, 20, 150, 82, height=(12, 24))
    for y in (92, 72, 56, 42, 33, -2):
        props.tree(b, 10.4, y, 7.0, 2.3)
    for y in (70, 52, 36):
        props.tree(b, -9.6, y, 6.8, 2.2)
    shelter(b, 8.6, 13, 23)
    props.street_lamp(b, 8.4, 31, 8, toward_deg=-90)
    stop = waiting(0.30, 0.75)
    trains = [
        Train(Kind.BUS, Path((5.8, -48), (5.8, 150)), 120.0, (66.0 - 120 * stop(0.5),), ("#2f7d6b",), profile=stop),
        drive(Path((1.9, -26), (1.9, 150)), (12, 60), mixed(2, 61), 61, stride=102),
        drive(Path((-1.8, 150), (-1.8, -26)), (5, 40, 77), mixed(3, 62), 62, stride=108),
        drive(Path((-4.9, 150), (-4.9, -26)), (22, 70), [Kind.VAN, Kind.CAR], 63, stride=96),
        walk(Path((12.8, -12), (12.8, 70)), (2, 8.5), 64),
        walk(Path((13.8, 70), (13.8, -12)), (0, 6, 13), 65),
        walk(Path((-8.4, 60), (-8.4, -9)), (5, 10), 66),
        ride(Path((6.9, 60), (6.9, 140)), (12,), 67),
        *stand(
            [
                (8.9, 14.2, -90),
                (9.0, 15.4, -80),
                (9.2, 17.0, -100),
                (8.8, 18.4, -90),
                (9.5, 20.1, -60),
                (8.5, 21.6, -95),
            ],
            68,
        ),
    ]
    return Stage(b, trains)
