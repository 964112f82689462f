"""What a trainer lets go wrong shows in the picture of the air, begins and ends in time, and nothing else does."""

from collections.abc import Sequence

import pytest

from base.clock import NS_PER_S
from drones import zones as zone_files
from drones.air import Air
from drones.config import DockConfig, DroneConfig, LinkConfig
from drones.dialect import load
from drones.events import Chunk, Now
from drones.picture import AirPicture, CoverState, Presence
from drones.simulator.fleet import Fleet
from drones.simulator.geography import FIRST_DOCK_SYSTEM
from drones.simulator.guests import GONE_S
from drones.simulator.trouble import Trouble, TroubleKind


def pictures(troubles: Sequence[Trouble] | None, at_s: Sequence[float]) -> list[AirPicture]:
    """The air at each of the (rising) times."""
    fleet = Fleet(load(), drones=3, docks=2, seed=1, rate=0.25, troubles=troubles)
    air = Air(
        links=[LinkConfig(name="sim", address="udpin:127.0.0.1:14550")],
        drones=[DroneConfig(id=f"d{n}", name=f"D{n}", system=n) for n in (1, 2, 3)],
        docks=[DockConfig(id=f"k{n}", name=f"K{n}", system=FIRST_DOCK_SYSTEM + n) for n in (0, 1)],
        zones=zone_files.EMPTY,
    )
    found = []
    for wanted_s in at_s:
        while fleet.t_s < wanted_s:
            now_ns = round(fleet.t_s * NS_PER_S) + NS_PER_S
            for datagram in fleet.advance():
                air.feed(Chunk("sim", 1, datagram, now_ns))
        now = Now(round(wanted_s * NS_PER_S) + NS_PER_S, 1_800_000_000 * NS_PER_S)
        air.evaluate(now)
        air.advance(now)
        found.append(air.picture(now))
    return found


def test_a_dock_in_the_rain_with_a_jammed_cover() -> None:
    rain = Trouble(TroubleKind.DOCK_RAIN, FIRST_DOCK_SYSTEM, 10, 20)
    jam = Trouble(TroubleKind.COVER_JAMMED, FIRST_DOCK_SYSTEM + 1, 12, 25)
    before, amid, after = pictures([rain, jam], [8, 15, 28])
    for picture, first, second in ((before, 0, False), (amid, 3, True), (after, 0, False)):
        docks = {dock.system: dock for dock in picture.docks}
        assert docks[FIRST_DOCK_SYSTEM].rain_level == first
        assert docks[FIRST_DOCK_SYSTEM + 1].rain_level == 0
        assert (docks[FIRST_DOCK_SYSTEM + 1].cover is CoverState.ABNORMAL) is second
        assert bool(docks[FIRST_DOCK_SYSTEM + 1].alarm) is second


@pytest.mark.parametrize("system", [2, FIRST_DOCK_SYSTEM])
def test_a_lost_link_and_its_return(system: int) -> None:
    before, amid, after = pictures([Trouble(TroubleKind.LINK_LOSS, system, 10, 40)], [9, 35, 44])

    def presence(picture: AirPicture) -> Presence:
        docks = {dock.system: dock.presence for dock in picture.docks}
        return (docks | {vehicle.system: vehicle.presence for vehicle in picture.vehicles})[system]

    assert presence(before) is Presence.OK
    assert presence(amid) is not Presence.OK
    assert presence(after) is Presence.OK


def test_a_black_flight_comes_when_it_is_on_the_list_and_only_then() -> None:
    listed = [Trouble(TroubleKind.BLACK_FLIGHT, 0, 20, 20 + GONE_S)]
    calm, before, amid = (len(p.tracks) for p in (*pictures([], [60]), *pictures(listed, [15, 60])))
    assert amid == calm + 1
    assert before <= calm
    assert len(pictures(None, [60])[0].tracks) == calm + 1, "without a list the fleet has its own"


def test_the_same_list_gives_the_same_run() -> None:
    listed = [Trouble(TroubleKind.LINK_LOSS, 1, 5, 9), Trouble(TroubleKind.BLACK_FLIGHT, 0, 3, 120)]
    assert pictures(listed, [20]) == pictures(listed, [20])
