"""The demo precinct fits the simulator: places, serials, zones, routes."""

from functools import cache
from pathlib import Path

import pytest
import shapely

from base.clock import NS_PER_S
from base.geodesy import Position, distance_m
from drones.config import Crs
from drones.dialect import load
from drones.geojson import Zone, parse
from drones.simulator import geography as places
from drones.simulator.fleet import Fleet
from drones.simulator.guests import ENTERS_S, VISIT_EVERY_S, black_flight, visitor
from duty.demo import precinct
from video.scenes.clips import SCENES, path_of

NOW_NS = 1_790_000_000 * NS_PER_S
GRAZED = "Z2"


@cache
def zones(language: str = "en") -> tuple[Zone, ...]:
    (file,) = precinct(Path("/clips"), 14550, language).zones
    path = Path(file.path)
    found, refused = parse(path.read_bytes(), source=path.name, crs=Crs.WGS84)
    assert refused == []
    return tuple(found)


def inside(zone: Zone, x_m: float, y_m: float) -> bool:
    position = places.FRAME.to_position(x_m, y_m)
    return bool(shapely.contains_xy(zone.area, position.longitude, position.latitude))


@pytest.mark.parametrize("language", ["en", "zh_CN", "fr"])
def test_it_is_complete_in_every_language(language: str) -> None:
    demo = precinct(Path("/clips"), 14551, language)
    assert (len(demo.cameras), len(demo.drones), len(demo.docks)) == (16, 12, 4)
    assert len({c.area for c in demo.cameras}) == 10
    assert len({c.name for c in demo.cameras}) == 16
    assert [c.address for c in demo.cameras] == [str(path_of(Path("/clips").absolute(), s.id)) for s in SCENES]
    assert demo.links[0].address == "udpin:127.0.0.1:14551"
    assert not demo.links[0].transmit
    assert len(demo.responders) >= 5
    assert all(Path(z.path).is_file() for z in demo.zones)


@pytest.mark.parametrize("count", [1, 3, 16, 64, 551])
def test_it_has_as_many_cameras_as_asked_for(count: int) -> None:
    demo = precinct(Path("/clips"), 14551, "zh_CN", count)
    assert len(demo.cameras) == count
    assert len({(c.latitude, c.longitude) for c in demo.cameras}) == count
    assert set(demo.patrol.key_cameras) <= {c.id for c in demo.cameras}
    assert len({a.name for a in demo.areas}) == 10


def test_its_patrol_is_complete() -> None:
    demo = precinct(Path("/clips"), 14551)
    assert demo.all_areas() == demo.areas
    assert {c.area for c in demo.cameras} == {a.name for a in demo.areas}
    for camera in demo.cameras:
        area = next(a for a in demo.areas if a.name == camera.area)
        assert camera.latitude is not None
        assert camera.longitude is not None
        assert shapely.Polygon(area.ring).contains(shapely.Point(camera.latitude, camera.longitude))
    assert [p.level.value for p in demo.all_plans()] == ["routine", "heightened", "highest"]


def test_the_chinese_names_are_chinese() -> None:
    demo = precinct(Path("/clips"), 1, "zh_CN")
    names = [
        n.name
        for part in (
            demo.cameras,
            demo.drones,
            demo.docks,
            demo.responders,
            demo.links,
            demo.areas,
            demo.shifts,
            demo.routes,
        )
        for n in part
    ]
    assert [n for n in [demo.precinct.name, *names] if not any("一" <= c <= "鿿" for c in n)] == []
    assert [z.area.equals(e.area) for z, e in zip(zones("zh_CN"), zones(), strict=True)] == [True] * len(zones())


def test_drones_and_docks_are_the_simulators() -> None:
    demo = precinct(Path("/clips"), 1)
    for number, drone in enumerate(demo.drones, 1):
        assert (drone.system, drone.remote_id) == (number, places.serial(number))
    for number, dock in enumerate(demo.docks, 1):
        assert dock.system == places.FIRST_DOCK_SYSTEM + number - 1
        assert dock.drone == f"d{places.dock_drone(number, 12):02d}"
        home = places.FRAME.to_position(*places.dock_home(number))
        assert dock.latitude is not None
        assert dock.longitude is not None
        assert distance_m(Position(dock.latitude, dock.longitude), home) < 1.0


def test_one_zone_is_out_of_force() -> None:
    assert [z.zone_id for z in zones() if not z.schedule.active(NOW_NS)] == ["Z5"]


def test_the_black_flight_crosses_into_the_prohibited_zone_on_time() -> None:
    (quarter,) = [z for z in zones() if z.zone_id == "Z1"]
    for visit in (0, 1):
        entered = next(
            t
            for t in (i / 10 for i in range(20, 1200))
            if (g := black_flight(visit * VISIT_EVERY_S + t)) and inside(quarter, g.x_m, g.y_m)
        )
        assert entered == pytest.approx(ENTERS_S, abs=0.5)
    serials = {g.serial for t in (20, 20 + VISIT_EVERY_S) if (g := black_flight(t))}
    assert len(serials) == 2
    last = black_flight(111)
    assert last is not None
    assert not inside(quarter, last.x_m, last.y_m)


def test_the_visitor_stays_out_of_every_zone() -> None:
    places_seen = [visitor(t) for t in range(300)]
    assert not [z.zone_id for z in zones() for g in places_seen if inside(z, g.x_m, g.y_m)]


def test_our_drones_keep_out_of_zones_but_for_the_one_that_grazes_the_helipad() -> None:
    fleet = Fleet(load(), drones=12, docks=4, seed=1, rate=0.25)
    active = [z for z in zones() if z.schedule.active(NOW_NS)]
    entered: set[tuple[int, str]] = set()
    ticks_inside = 0
    furthest_m = 0.0
    for tick in range(5 * 60 * 10):
        fleet.advance()
        if tick % 5:
            continue
        for number, drone in enumerate(fleet.drones, 1):
            furthest_m = max(furthest_m, abs(drone.x_m), abs(drone.y_m))
            hits = {(number, z.zone_id) for z in active if inside(z, drone.x_m, drone.y_m)}
            entered |= hits
            ticks_inside += bool(hits)
    assert entered == {(places.GRAZING_DRONE, GRAZED)}
    assert 5 < ticks_inside < 300, "it grazes: some seconds in some minutes"
    assert furthest_m < 2000
