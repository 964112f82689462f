"""Everything known of one vehicle or dock: each value with the age that is its own."""

from collections.abc import Iterable
from datetime import UTC

from base.clock import NS_PER_S
from tests.ui.fake_world import NOW_NS, dock, vehicle
from ui.fleet.drones import Now
from ui.fleet.facts import Fact, of_dock, of_drone
from ui.words import figures

OLD_NS = NOW_NS - 75 * NS_PER_S
NEW_NS = NOW_NS - NS_PER_S
NOW = Now(NOW_NS, 0, UTC)


def ages(facts: Iterable[Fact]) -> dict[str, str]:
    return {fact.label: fact.age for fact in facts}


def test_a_silent_gps_shows_beside_a_fresh_position() -> None:
    shown = ages(
        of_drone(
            vehicle(1, position_at_ns=NEW_NS, gps_at_ns=OLD_NS, battery_at_ns=NEW_NS, battery_volts_at_ns=OLD_NS),
            NOW,
            {},
        )
    )
    assert (shown["Position"], shown["Battery"]) == ("", "")
    assert shown["GPS"] == shown["Satellites"] == shown["Voltage"] == figures.age(75)


def test_a_dock_that_leaves_values_out_shows_how_old_they_are() -> None:
    told = (("mode", NEW_NS), ("cover", NEW_NS), ("temperature_in_c", OLD_NS), ("wind_mps", OLD_NS))
    shown = ages(of_dock(dock(101, status_at_ns=NEW_NS, told_at_ns=told), NOW, {}))
    assert (shown["Mode"], shown["Cover"]) == ("", "")
    assert shown["Inside"] == shown["Wind"] == figures.age(75)
