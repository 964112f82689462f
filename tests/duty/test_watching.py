"""Sorties and outages as the shift report will count them."""

import json
from dataclasses import replace

from base.clock import NS_PER_S, ManualClock
from drones.picture import AirPicture, Presence, VehicleKind, VehicleView
from duty.watching import Watch
from tests.duty.kept import Kept
from tests.ui.fake_world import camera_facts, vehicle
from video.feed import CameraFacts, CameraState, Reason

LIVE = camera_facts("c01", state=CameraState.LIVE)
OFFLINE = replace(LIVE, state=CameraState.OFFLINE, reason=Reason.TIMED_OUT)
HOME = vehicle(7, armed=False)
FLYING = replace(HOME, armed=True)


class Seen:
    """A watch whose world a test changes, second by second."""

    def __init__(self) -> None:
        self.clock, self.kept = ManualClock(), Kept()
        self.vehicles: tuple[VehicleView, ...] = ()
        self.cameras: tuple[CameraFacts, ...] = ()
        self.watch = Watch(lambda: AirPicture(0, vehicles=self.vehicles), lambda: self.cameras, self.kept, self.clock)

    def see(self, *vehicles: VehicleView, camera: CameraFacts | None = None, seconds: int = 1) -> list[str]:
        """What was written meanwhile."""
        before = len(self.kept.rows)
        self.vehicles, self.cameras = vehicles, () if camera is None else (camera,)
        for _ in range(seconds):
            self.watch.look()
            self.clock.advance(1)
        return [str(row.values["kind"]) for row in self.kept.rows[before:]]


def test_a_sortie_is_from_arming_to_disarming() -> None:
    seen = Seen()
    assert seen.see(HOME) == []
    assert seen.see(FLYING) == ["drone_armed"]
    assert seen.see(FLYING, seconds=5) == []
    assert seen.see(HOME) == ["drone_disarmed"]
    assert [(row.values["subject"], row.operator) for row in seen.kept.rows] == [("d07", ""), ("d07", "")]
    assert json.loads(str(seen.kept.rows[0].values["detail"])) == {"system": 7}


def test_a_lost_link_ends_no_sortie() -> None:
    seen = Seen()
    seen.see(FLYING)
    lost = replace(FLYING, presence=Presence.LOST, armed=False)
    assert seen.see(lost, seconds=30) == []
    assert seen.see(replace(FLYING, armed=None)) == []
    assert seen.see() == []
    assert seen.see(FLYING) == []
    assert seen.see(HOME) == ["drone_disarmed"], "it landed while nobody heard it: told when it is heard"


def test_a_drone_in_the_air_at_the_start_is_told_and_others_vehicles_are_not() -> None:
    seen = Seen()
    assert seen.see(FLYING, replace(FLYING, system=9, kind=VehicleKind.OTHER)) == ["drone_armed"]


def test_a_camera_is_out_after_a_minute_and_back_when_it_stays() -> None:
    seen = Seen()
    began_wall_ns = seen.clock.wall_ns()
    assert seen.see(camera=LIVE) == []
    assert seen.see(camera=OFFLINE, seconds=60) == []
    assert seen.see(camera=LIVE, seconds=5) == []
    assert seen.see(camera=OFFLINE, seconds=60) == []
    assert seen.see(camera=OFFLINE) == ["camera_out"]
    out = seen.kept.rows[-1]
    assert json.loads(str(out.values["detail"])) == {"reason": "timed_out"}
    assert (out.at_wall_ns - began_wall_ns) // NS_PER_S == 66, "since when it was away, not when it was called so"
    assert seen.see(camera=OFFLINE, seconds=100) == []
    for _ in range(5):
        assert seen.see(camera=LIVE, seconds=3) == []
        assert seen.see(camera=OFFLINE, seconds=3) == [], "now and then a picture is not back"
    assert seen.see(camera=LIVE, seconds=11) == ["camera_back"]
    assert json.loads(str(seen.kept.rows[-1].values["detail"])) == {"out_s": 191}


def test_a_frozen_camera_is_out_too_and_one_that_is_tried_again_is_not_back() -> None:
    seen = Seen()
    seen.see(camera=LIVE)
    frozen = replace(LIVE, frozen_since_ns=1)
    assert seen.see(camera=frozen, seconds=62) == ["camera_out"]
    assert json.loads(str(seen.kept.rows[-1].values["detail"])) == {"reason": "frozen"}
    assert seen.see(camera=replace(LIVE, state=CameraState.CONNECTING), seconds=30) == []
    assert seen.see(camera=replace(LIVE, hidden=True), seconds=30) == []
    assert seen.see(camera=LIVE, seconds=11) == ["camera_back"]


def test_a_clock_that_is_set_measures_no_outage() -> None:
    seen = Seen()
    seen.see(camera=LIVE)
    seen.see(camera=OFFLINE, seconds=10)
    seen.clock.step_wall(3600)
    assert seen.see(camera=OFFLINE, seconds=49) == []
    assert seen.see(camera=OFFLINE, seconds=3) == ["camera_out"]
