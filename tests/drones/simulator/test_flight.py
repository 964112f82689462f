"""The pure flight model: what must hold for any plan, wind and step."""

from dataclasses import replace
from math import hypot

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drones.simulator.dock import dock_state
from drones.simulator.flight import COVER_S, Drone, Phase, Plan, at_home, on_patrol, step

metres = st.floats(-900, 900)
plans = st.builds(
    Plan,
    home=st.tuples(metres, metres),
    route=st.lists(st.tuples(metres, metres), min_size=3, max_size=12).map(tuple),
    height_m=st.floats(20, 150),
    speed_mps=st.floats(4, 14),
    docked=st.booleans(),
)
winds = st.tuples(st.floats(-12, 12), st.floats(-12, 12))
SQUARE = Plan((0.0, 0.0), ((200, 200), (400, 200), (400, 400), (200, 400)), 80.0, docked=True)


@given(plans, winds, st.floats(0.02, 1.5), st.floats(20, 100))
@settings(max_examples=40, deadline=None)
def test_it_stays_above_ground_and_its_battery_only_falls_in_flight(
    plan: Plan, wind: tuple[float, float], dt_s: float, battery: float
) -> None:
    drone = on_patrol(plan, 0, battery)
    for _ in range(250):
        before, drone = drone, step(drone, plan, dt_s, wind)
        assert drone.height_m >= 0
        assert drone.height_m <= plan.height_m + 1
        assert 0 <= drone.battery_percent <= 100
        assert 0 <= drone.heading_deg < 360
        if before.flying and drone.flying:
            assert drone.battery_percent < before.battery_percent or before.battery_percent == 0
        moved = hypot(drone.x_m - before.x_m, drone.y_m - before.y_m)
        assert moved <= plan.speed_mps * dt_s + 1.1, "no jumps"


@given(plans, winds)
@settings(max_examples=15, deadline=None)
def test_it_always_comes_home_and_sets_out_again(plan: Plan, wind: tuple[float, float]) -> None:
    drone = on_patrol(plan, 1, 40.0)
    home_again = False
    for _ in range(4000):
        drone = step(drone, plan, 0.5, wind)
        if drone.phase is Phase.WAITING and not home_again:
            home_again = True
            assert (drone.x_m, drone.y_m, drone.height_m) == (*plan.home, 0.0)
        if home_again and drone.phase is Phase.PATROLLING:
            return
    pytest.fail(f"never came home and left again: {drone}")


def test_the_phases_come_in_order_and_the_cover_opens_first() -> None:
    drone, seen = at_home(SQUARE, 99.0), [Phase.WAITING]
    covers = []
    for _ in range(20_000):
        drone = step(drone, SQUARE, 0.1)
        if drone.phase is not seen[-1]:
            seen.append(drone.phase)
        if drone.phase is Phase.OPENING:
            covers.append(dock_state(drone).cover)
        if len(seen) == 8:
            break
    opening, climbing = Phase.OPENING, Phase.CLIMBING
    assert seen == [
        Phase.WAITING,
        opening,
        climbing,
        Phase.PATROLLING,
        Phase.RETURNING,
        Phase.LANDING,
        Phase.CLOSING,
        Phase.WAITING,
    ]
    assert covers[0] == 3, "half open"
    assert covers[-1] == 2, "open"
    assert len(covers) == pytest.approx(COVER_S * 10, abs=2)
    assert dock_state(drone).drone_present == 2
    assert dock_state(drone).charge == 2, "charging"


def test_a_long_step_is_the_same_as_many_short_ones() -> None:
    one = two = on_patrol(SQUARE, 0, 80.0)
    for _ in range(20):
        one = step(one, SQUARE, 2.0)
    for _ in range(160):
        two = step(two, SQUARE, 0.25)
    assert one == replace(two, phase_s=one.phase_s)


def test_it_turns_smoothly() -> None:
    drone = on_patrol(SQUARE, 0, 100.0)
    for _ in range(1200):
        before, drone = drone, step(drone, SQUARE, 0.1)
        turned = abs((drone.heading_deg - before.heading_deg + 180) % 360 - 180)
        assert turned <= 2.5


def test_an_empty_drone_is_still_brought_down() -> None:
    drone = replace(on_patrol(SQUARE, 0, 0.0), x_m=900.0)
    for _ in range(2400):
        drone = step(drone, SQUARE, 0.25)
        if drone.phase is Phase.WAITING:
            break
    assert isinstance(drone, Drone)
    assert (drone.phase, drone.height_m) == (Phase.WAITING, 0.0)
