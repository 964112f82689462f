"""Crossings, avenues and lanes."""

import numpy as np

from video.scenes.kit import props
from video.scenes.kit.backdrop import Backdrop
from video.scenes.kit.camera import Camera
from video.scenes.kit.facade import Front, Style
from video.scenes.kit.light import DAY
from video.scenes.kit.stage import Stage
from video.scenes.kit.traffic import Kind, Path, waiting
from video.scenes.places.common import asphalt, drive, kerb, mixed, paving, ride, stand, terrace, walk


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
    for a, c in ((-60, -13.5), (13.5, 250)):
        props.dashes(b, -0.12, a, -0.12, c, gap_m=0, colour="#d1b25a")
        props.dashes(b, 0.16, a, 0.16, c, gap_m=0, colour="#d1b25a")
    for a, c in ((-120, -14), (14, 200)):
        props.dashes(b, a, 0.0, c, 0.0, gap_m=0, colour="#d1b25a", wide_m=0.2)
    props.zebra(b, -8.6, 9.2, 8.8, 12.6, along_x=True)
    props.zebra(b, -8.6, -12.6, 8.8, -9.2, along_x=True)
    props.zebra(b, 10.0, -7.6, 13.4, 7.8, along_x=False)
    props.zebra(b, -13.4, -7.6, -10.0, 7.8, along_x=False)
    for x0, y0, x1, y1, high in ((14, 15, 60, 70, 26), (-70, 16, -15, 60, 22), (15, -60, 60, -14, 18), (-60, -70, -16, -15, 20)):
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
    north, stop = waiting(0.02, 0.44), waiting(0.50, 0.93)
    trains = [
        drive(Path((2.2, -60), (2.2, 240)), (6, 24, 60, 78), mixed(4, 1), 1, stride=96, profile=stop),
        drive(Path((6.6, -60), (6.6, 240)), (15, 70), [Kind.SUV, Kind.VAN], 2, stride=96, profile=stop),
        drive(Path((-2.2, 240), (-2.2, -60)), (0, 20, 66), mixed(3, 3), 3, stride=96, profile=stop),
        drive(Path((-6.6, 240), (-6.6, -60)), (30, 84), [Kind.TAXI, Kind.BUS], 4, stride=96, profile=stop),
        drive(Path((-120, -2.0), (200, -2.0)), (18, 32, 70), mixed(3, 5), 5, stride=92, profile=north),
        drive(Path((-120, -6.0), (200, -6.0)), (10, 55), [Kind.CAR, Kind.POLICE], 6, stride=92, profile=north),
        drive(Path((200, 2.0), (-120, 2.0)), (8, 40, 62), mixed(3, 7), 7, stride=92, profile=north),
        drive(Path((200, 6.0), (-120, 6.0)), (25, 84), [Kind.VAN, Kind.CAR], 8, stride=92, profile=north),
        walk(Path((-30, 10.6), (40, 10.6)), (0, 3.1, 9.5, 12.8), 9),
        walk(Path((40, 11.6), (-30, 11.6)), (1.7, 6.4, 11), 10),
        walk(Path((11.4, -20), (11.4, 40)), (2, 9, 13), 11),
        walk(Path((12.6, 40), (12.6, -20)), (4, 6.2), 12),
        ride(Path((8.2, -40), (8.2, 120)), (10, 40), 13),
        ride(Path((-60, -7.3), (120, -7.3)), (22,), 14),
        *stand([(10.4, 8.8, -60), (-9.8, 9.4, 100), (-10.4, 9.9, 90)], 15),
    ]
    return Stage(b, trains)


_ = np
