"""Who is proposed, in which order, and who is not."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from base.clock import NS_PER_S
from base.geodesy import Position, distance_m
from drones.picture import AirPicture, ChargeState, CoverState, DockMode, Presence
from duty.dispatch import Caution, From, Point, SuggestionKind, fixed_point, suggest
from duty.incidents import DispatchView, IncidentKind, IncidentState, IncidentView
from duty.precinct import Precinct
from tests.ui.fake_world import CENTRE, NOW_NS, dock, incident, vehicle

HERE = CENTRE


def near(metres: float) -> tuple[float, float]:
    return CENTRE.latitude + metres / 111_000, CENTRE.longitude


def precinct(**more: object) -> Precinct:
    def responder(name: str, metres: float | None, **fields: object) -> dict[str, object]:
        place = {} if metres is None else dict(zip(("latitude", "longitude"), near(metres), strict=True))
        return {"id": name, "name": name.title(), **place, **fields}

    a, o = CENTRE.latitude, CENTRE.longitude
    data: dict[str, object] = {
        "precinct": {"name": "P", "time_zone": "Asia/Shanghai", "centre": (a, o)},
        "cameras": [
            {
                "id": "c01",
                "name": "Gate",
                "address": "rtsp://127.0.0.1/1",
                "latitude": a,
                "longitude": o,
                "area": "Old town",
            },
            {"id": "c02", "name": "Nowhere", "address": "rtsp://127.0.0.1/2", "area": "Old town"},
        ],
        "areas": [
            {
                "id": "old",
                "name": "Old town",
                "ring": [(a - 0.01, o - 0.01), (a - 0.01, o + 0.01), (a + 0.01, o + 0.01), (a + 0.01, o - 0.01)],
                "responders": ["station", "post"],
            }
        ],
        "responders": [
            responder("near", 100, radio="ch 1", phone="110", report_to="Command"),
            responder("far", 900),
            responder("lost", None),
            responder("post", 600, kind="post"),
            responder("station", 700, kind="station"),
        ],
        "drones": [{"id": "d02", "name": "Swift", "system": 2}],
        "docks": [{"id": "k101", "name": "Roof", "system": 101, "drone": "d02", "latitude": a, "longitude": o}],
        **more,
    }
    return Precinct.model_validate(data)


HOME = vehicle(2, armed=False, battery_percent=90)
DOCK = dock(101, battery_percent=88, mode=DockMode.IDLE, drone_system=2)
AIR = AirPicture(NOW_NS, vehicles=(HOME,), docks=(DOCK,))
CALL = incident(1, kind=IncidentKind.CALL, position=HERE, camera_id="", area_id="")


def sent_to(view: IncidentView, *responders: str) -> IncidentView:
    dispatches = tuple(DispatchView(one, "", "", "", 0, None, "", None, "") for one in responders)
    return replace(view, state=IncidentState.DISPATCHED, dispatches=dispatches)


def names(view: IncidentView = CALL, air: AirPicture = AIR, others: tuple[IncidentView, ...] = ()) -> list[str]:
    return [one.responder_id for one in suggest(view, precinct(), air, (view, *others), NOW_NS)]


def test_the_bound_ones_first_then_by_distance_unknown_last_then_the_drone() -> None:
    assert names() == ["post", "station", "near", "far", "lost", "d02"]
    found = suggest(CALL, precinct(), AIR, (CALL,), NOW_NS)
    assert [one.rank for one in found] == [1, 2, 3, 4, 5, 6]
    first, third = found[0], found[2]
    assert first.bound
    assert first.distance_m == pytest.approx(600, rel=0.01)
    assert first.how == f"rank=1 bound distance_m={first.distance_m:.0f} from=configured to=given"
    assert (third.channels, third.report_to) == (("ch 1", "110"), "Command")
    assert found[4].distance_m is None
    assert found[4].measured_from is From.UNKNOWN
    assert found[5].how == f"rank=6 distance_m={found[5].distance_m:.0f} from=dock to=given percent=88"


def test_whoever_is_busy_comes_last_and_whoever_was_sent_here_is_left_out() -> None:
    other = sent_to(incident(7, kind=IncidentKind.CALL), "post", "near", "d02")
    assert names(others=(other,)) == ["station", "far", "lost", "post", "near"]
    found = suggest(CALL, precinct(), AIR, (CALL, other), NOW_NS)
    assert [one.busy_with for one in found] == [None, None, None, 7, 7]
    assert names(others=(replace(other, state=IncidentState.CLOSED),))[0] == "post"
    assert "station" not in names(sent_to(CALL, "station"))


def test_no_drone_is_proposed_for_an_aircraft() -> None:
    breach = incident(1, position=HERE)
    found = suggest(breach, precinct(), AIR, (breach,), NOW_NS)
    assert [one.kind for one in found].count(SuggestionKind.DRONE) == 0
    assert found[0].point.basis is Point.RAISED
    assert found[0].bound, "the area is that of the place where it was raised"


@pytest.mark.parametrize(
    "air",
    [
        replace(AIR, docks=(replace(DOCK, presence=Presence.STALE),)),
        replace(AIR, docks=(replace(DOCK, presence=Presence.LOST),)),
        replace(AIR, docks=(replace(DOCK, alarm=True),)),
        replace(AIR, docks=(replace(DOCK, alarm=None),)),
        replace(AIR, docks=(replace(DOCK, emergency_stop=True),)),
        replace(AIR, docks=(replace(DOCK, cover=CoverState.ABNORMAL),)),
        replace(AIR, docks=(replace(DOCK, cover=CoverState.UNKNOWN),)),
        replace(AIR, docks=(replace(DOCK, mode=DockMode.UPGRADING),)),
        replace(AIR, docks=(replace(DOCK, drone_present=False),)),
        replace(AIR, docks=(replace(DOCK, drone_present=None),)),
        replace(AIR, docks=(replace(DOCK, drone_system=3),)),
        replace(AIR, docks=(replace(DOCK, charge=ChargeState.FAULT),)),
        replace(AIR, docks=(replace(DOCK, network_quality=0),)),
        replace(AIR, docks=(replace(DOCK, battery_percent=59),)),
        replace(AIR, docks=()),
        replace(AIR, vehicles=(replace(HOME, armed=True),)),
        replace(AIR, vehicles=(replace(HOME, armed=None),)),
        replace(AIR, vehicles=(replace(HOME, presence=Presence.LOST),)),
        replace(AIR, vehicles=(replace(HOME, battery_percent=59),)),
        replace(AIR, vehicles=(replace(HOME, battery_low=True),)),
        replace(AIR, vehicles=()),
        replace(AIR, at_ns=NOW_NS - 6 * NS_PER_S),
        replace(AIR, docks=(replace(DOCK, position=Position(CENTRE.latitude + 0.1, CENTRE.longitude)),)),
    ],
)
def test_a_drone_that_is_not_known_to_be_well_is_not_proposed(air: AirPicture) -> None:
    assert "d02" not in names(air=air)


def test_a_drone_comes_with_its_dock_its_charge_and_the_weather() -> None:
    windy = replace(AIR, docks=(replace(DOCK, wind_mps=12.0, rain_level=2, position=None, battery_percent=None),))
    drone = suggest(CALL, precinct(), windy, (CALL,), NOW_NS)[-1]
    assert (drone.kind, drone.dock_name, drone.percent) == (SuggestionKind.DRONE, "Roof", 90)
    assert drone.cautions == (Caution.WIND, Caution.RAIN)
    assert drone.measured_from is From.CONFIGURED


def test_the_fixed_point() -> None:
    def basis(**changes: object) -> tuple[Point, str]:
        found = fixed_point(replace(CALL, **changes), precinct())  # type: ignore[arg-type]
        return found.basis, found.area_id

    assert basis() == (Point.GIVEN, "old")
    assert basis(position=None, camera_id="c01") == (Point.CAMERA, "old")
    assert basis(position=None, camera_id="c02") == (Point.AREA, "old")
    assert basis(position=None, area_id="old") == (Point.AREA, "old")
    assert basis(position=None) == (Point.UNKNOWN, "")
    assert basis(position=Position(CENTRE.latitude + 1, CENTRE.longitude)) == (Point.GIVEN, "")
    assert basis(position=None, camera_id="gone", area_id="gone") == (Point.UNKNOWN, "")


def test_without_any_place_everybody_is_still_there() -> None:
    view = replace(CALL, position=None)
    assert names(view) == ["far", "lost", "near", "post", "station"]


@given(
    st.lists(st.tuples(st.floats(-0.05, 0.05), st.floats(-0.05, 0.05)), min_size=1, max_size=12),
    st.floats(-0.05, 0.05),
    st.floats(-0.05, 0.05),
)
def test_the_nearest_free_one_is_really_the_nearest(
    places: list[tuple[float, float]], north: float, east: float
) -> None:
    here = Position(CENTRE.latitude + north, CENTRE.longitude + east)
    responders = [
        {"id": f"t{n}", "name": f"T{n}", "latitude": CENTRE.latitude + a, "longitude": CENTRE.longitude + o}
        for n, (a, o) in enumerate(places)
    ]
    made = precinct(responders=responders, areas=[])
    view = replace(CALL, position=here)
    found = suggest(view, made, AirPicture(NOW_NS), (view,), NOW_NS)
    by_hand = sorted(distance_m(here, Position(float(r["latitude"]), float(r["longitude"]))) for r in responders)  # type: ignore[arg-type]
    assert [one.distance_m for one in found] == by_hand
    assert {one.responder_id for one in found} == {r["id"] for r in responders}
