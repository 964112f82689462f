"""Coverage as it is now: sectors, blind squares, ages and parts of deadlines."""

import time
from dataclasses import replace
from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point, Polygon

from base.clock import NS_PER_S
from base.geodesy import LocalFrame, Position, bearing_deg, distance_m, moved
from duty.config import PrecinctConfig
from duty.coverage.grid import MOST_CELLS
from duty.coverage.live import NOT_YET, Coverage
from duty.coverage.view import CoverageView, Ring
from duty.patrol.config import AreaConfig, PatrolConfig, PlanLevel, Tier
from duty.patrol.view import DueCamera, PatrolView, ShiftView
from duty.precinct import Precinct
from video.config import CameraConfig
from video.feed import CameraFacts, CameraState, Reason, StreamKind

CENTRE = Position(31.2304, 121.4737)
NOW_NS = 1_800_000_000 * NS_PER_S
HOUR_NS = 3600 * NS_PER_S
SHIFT = ShiftView("2027-01-15/day", "day", "Day", NOW_NS - HOUR_NS, NOW_NS + 8 * HOUR_NS)
SIGHT_M = 120.0

headings = st.floats(0, 359.9)
fields = st.floats(10, 360)


def camera(
    number: int,
    place: Position | None = CENTRE,
    heading: float | None = 0.0,
    field: float | None = 70.0,
    area: str = "Town",
) -> CameraConfig:
    return CameraConfig(
        id=f"c{number}",
        name=f"Camera {number}",
        address="rtsp://127.0.0.1/1",
        latitude=None if place is None else place.latitude,
        longitude=None if place is None else place.longitude,
        heading_deg=heading,
        field_of_view_deg=field,
        area=area or None,
    )


def facts(camera_id: str, state: CameraState = CameraState.LIVE, **changes: object) -> CameraFacts:
    live = CameraFacts(
        camera_id=camera_id,
        state=state,
        reason=Reason.NONE,
        detail="",
        stream=StreamKind.SUB,
        source_fps=25.0,
        source_width=1280,
        source_height=720,
        width=480,
        height=270,
        sequence=1,
        picture_at_ns=1,
        state_since_ns=0,
        next_try_ns=None,
        reconnects=0,
        first_picture_s=0.3,
        latency_ms=20.0,
        worker=0,
    )
    return replace(live, **changes)  # type: ignore[arg-type]


def box(centre: Position, half_m: float) -> Ring:
    frame = LocalFrame(centre)
    corners = ((-half_m, -half_m), (half_m, -half_m), (half_m, half_m), (-half_m, half_m))
    return tuple((p.latitude, p.longitude) for p in (frame.to_position(x, y) for x, y in corners))


def precinct(
    *cameras: CameraConfig, ring: Ring = (), cell_m: float = 50.0, centre: Position = CENTRE, sight_m: float = SIGHT_M
) -> Precinct:
    return Precinct(
        precinct=PrecinctConfig(name="P", time_zone="Asia/Shanghai", centre=(centre.latitude, centre.longitude)),
        cameras=cameras,
        areas=(AreaConfig(id="town", name="Town", ring=ring),),
        patrol=PatrolConfig(cell_m=cell_m, sight_m=sight_m),
    )


def patrol(*due: DueCamera, loaded: bool = True, shift: ShiftView | None = SHIFT) -> PatrolView:
    return PatrolView(
        plan=PlanLevel.ROUTINE,
        plan_since_wall_ns=None,
        plan_by="",
        shift=shift,
        round=None,
        due=due,
        tiers=(),
        nobody_since_wall_ns=None,
        loaded=loaded,
    )


def due(camera_id: str, **changes: object) -> DueCamera:
    item = DueCamera(camera_id, "town", Tier.KEY, NOW_NS + HOUR_NS, NOW_NS - HOUR_NS, overdue=False, out=False)
    return replace(item, **changes)  # type: ignore[arg-type]


def middle_of(cell: Ring) -> Position:
    """Of a square, as far from the code's own arithmetic as it can be had."""
    west = cell[0][1]
    turned = [(longitude - west + 180.0) % 360.0 - 180.0 for _, longitude in cell[:4]]
    longitude = (west + sum(turned) / 4 + 180.0) % 360.0 - 180.0
    return Position(sum(latitude for latitude, _ in cell[:4]) / 4, longitude)


def looked_at(made: Precinct, *healthy: str) -> CoverageView:
    return Coverage(made).view(patrol(), [facts(c) for c in healthy], NOW_NS)


@settings(max_examples=40, deadline=None)
@given(heading=headings, field=fields, away=st.floats(5, 110), turn=st.floats(-179, 179))
def test_a_camera_sees_what_lies_before_it_and_never_what_lies_behind(
    heading: float, field: float, away: float, turn: float
) -> None:
    """Every blind square's middle is out of the sector, every other one in it, by bearing and distance."""
    eye = camera(1, moved(CENTRE, heading + turn, away), heading, field)
    made = precinct(eye, ring=box(CENTRE, 200.0), cell_m=20.0)
    everything = set(looked_at(made).blind)
    blind = set(looked_at(made, "c1").blind)
    assert blind <= everything
    assert eye.latitude is not None
    assert eye.longitude is not None
    place = Position(eye.latitude, eye.longitude)
    for cell in everything:
        middle = middle_of(cell)
        metres = distance_m(place, middle)
        off = abs((bearing_deg(place, middle) - heading + 180.0) % 360.0 - 180.0)
        if abs(metres - SIGHT_M) < 0.5 or abs(off - field / 2) < 0.5 or metres < 0.5:
            continue  # on the edge: either is right
        assert (cell not in blind) == (metres < SIGHT_M and (off < field / 2 or field >= 360.0))


rings = st.lists(st.tuples(st.floats(20, 900), st.floats(0.1, 1.0)), min_size=3, max_size=9).map(
    lambda spokes: tuple(
        (p.latitude, p.longitude)
        for p in (moved(CENTRE, 360.0 * i / len(spokes), radius * share) for i, (radius, share) in enumerate(spokes))
    )
)


@settings(max_examples=40, deadline=None)
@given(ring=rings, cell_m=st.floats(20, 200))
def test_every_square_lies_in_its_area_and_together_they_are_as_large(ring: Ring, cell_m: float) -> None:
    made = Coverage(precinct(camera(1, None), ring=ring, cell_m=cell_m))
    view = made.view(patrol(), [], NOW_NS)
    frame = LocalFrame(CENTRE)
    outline = Polygon([frame.to_xy(*corner) for corner in ring])
    assert len(view.blind) == view.cells >= 1
    for cell in view.blind:
        middle = middle_of(cell)
        assert outline.buffer(0.5).contains(Point(frame.to_xy(middle.latitude, middle.longitude)))
    area_m2 = view.cells * view.cell_m**2
    edge_m2 = outline.length * view.cell_m * 1.5 + view.cell_m**2
    assert abs(area_m2 - outline.area) <= edge_m2


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.floats(-600, 600), st.floats(-600, 600), headings, fields), max_size=12), st.data())
def test_counts_add_up(eyes: list[tuple[float, float, float, float]], data: st.DataObject) -> None:
    frame = LocalFrame(CENTRE)
    cameras = [
        camera(i, frame.to_position(x, y), heading, field, area=("Town", "Harbour", "")[i % 3])
        for i, (x, y, heading, field) in enumerate(eyes)
    ]
    made = Coverage(precinct(*cameras))
    names = [c.id for c in cameras]
    items = [due(c, overdue=data.draw(st.booleans()), out=data.draw(st.booleans())) for c in names]
    one, other = (data.draw(st.sets(st.sampled_from(names))) if names else set() for _ in range(2))
    view = made.view(patrol(*items), [facts(c) for c in one], NOW_NS)
    assert sum(a.cells for a in view.areas) == view.cells
    assert sum(a.blind for a in view.areas) == len(view.blind) <= view.cells
    assert sum(a.cameras for a in view.areas) == len(cameras)
    assert sum(a.overdue for a in view.areas) == sum(c.overdue for c in view.cameras)
    assert sum(a.out for a in view.areas) == sum(c.out for c in view.cameras)
    assert {c.camera_id for c in view.cameras if c.healthy} == one
    both = made.view(patrol(), [facts(c) for c in one | other], NOW_NS)
    assert set(both.blind) <= set(view.blind), "another healthy camera hides nothing"


@pytest.mark.parametrize(
    "place",
    [Position(a, o) for a in (-90.0, -89.999, -60.0, 0.0, 89.9999, 90.0) for o in (-180.0, 179.9999, 180.0, 0.0)],
)
@pytest.mark.parametrize("ring", [True, False])
def test_poles_and_the_antimeridian(place: Position, ring: bool) -> None:
    corners = tuple((min(90.0, max(-90.0, a)), o) for a, o in box(place, 300.0)) if ring else ()
    made = precinct(camera(1, place), camera(2, None), ring=corners, centre=place, cell_m=20.0)
    view = looked_at(made, "c1")
    assert 0 < view.cells <= MOST_CELLS
    for latitude, longitude in [corner for cell in view.blind for corner in cell] + list(view.cameras[0].sector):
        assert -90.0 <= latitude <= 90.0
        assert -180.0 <= longitude <= 180.0
    if abs(place.latitude) <= 60.0:
        seen = view.cells - len(view.blind)
        assert 16 <= seen <= 28, "a sector of 70° and 120 m is 22 squares of 20 m"


def test_the_longest_sector_and_the_smallest_squares_stay_bounded() -> None:
    huge = precinct(camera(1), ring=box(CENTRE, 40_000.0), cell_m=20.0)
    made = Coverage(huge)
    assert made.cell_m > 20.0
    view = made.view(patrol(), [], NOW_NS)
    assert 0.5 * MOST_CELLS < view.cells <= MOST_CELLS
    assert view.cells * made.cell_m**2 == pytest.approx(80_000.0**2, rel=0.03)
    assert view.cell_m == made.cell_m


def test_a_long_thin_area_aslant_does_not_try_millions_of_squares() -> None:
    frame = LocalFrame(CENTRE)
    corners = ((0.0, 0.0), (60_000.0, 60_000.0), (60_000.0, 60_020.0), (0.0, 20.0))
    ring = tuple((p.latitude, p.longitude) for p in (frame.to_position(x, y) for x, y in corners))
    started = time.thread_time()
    view = looked_at(precinct(camera(1), ring=ring, cell_m=20.0), "c1")
    assert 1 <= view.cells <= MOST_CELLS
    assert time.thread_time() - started < 2.0


def test_an_area_smaller_than_a_square_still_is_one() -> None:
    view = looked_at(precinct(camera(1, None), ring=box(CENTRE, 3.0), cell_m=100.0))
    assert view.cells == 1
    assert distance_m(middle_of(view.blind[0]), CENTRE) < 5.0


@pytest.mark.parametrize(
    "ring",
    [
        ((31.0, 121.0), (31.001, 121.0), (31.002, 121.0)),
        ((31.0, 121.0), (31.001, 121.001), (31.001, 121.0), (31.0, 121.001)),
    ],
)
def test_a_ring_without_an_inside_or_crossing_itself_is_borne(ring: Ring) -> None:
    view = looked_at(precinct(camera(1), ring=ring), "c1")
    assert view.cells == sum(a.cells for a in view.areas)
    assert (view.cells == 0) == (len(ring) == 3)


def test_areas_that_only_cameras_name_are_looked_for_around_them() -> None:
    view = looked_at(precinct(camera(1, area="Harbour")), "c1")
    harbour = next(a for a in view.areas if a.name == "Harbour")
    assert harbour.cells == ceil(2 * SIGHT_M / 50.0) ** 2
    assert 0 < harbour.blind < harbour.cells
    assert next(a for a in view.areas if a.area_id == "town").cells == 0


@pytest.mark.parametrize(
    ("heading", "field", "corners"), [(None, 70.0, 0), (10.0, None, 0), (None, 360.0, 38), (10.0, 90.0, 12)]
)
def test_a_sector_needs_heading_and_field_unless_it_is_all_around(
    heading: float | None, field: float | None, corners: int
) -> None:
    view = looked_at(precinct(camera(1, heading=heading, field=field), ring=box(CENTRE, 300.0)), "c1")
    assert len(view.cameras[0].sector) == corners
    assert (len(view.blind) < view.cells) == (corners > 0)
    if corners:
        assert view.cameras[0].sector[0] == view.cameras[0].sector[-1]


@pytest.mark.parametrize(
    ("changes", "healthy"),
    [
        ({}, True),
        ({"hidden": True}, True),
        ({"state": CameraState.STALE}, False),
        ({"state": CameraState.OFFLINE}, False),
        ({"state": CameraState.CONNECTING}, False),
        ({"frozen_since_ns": 5}, False),
        ({"masked_share": 0.89}, True),
        ({"masked_share": 0.9}, False),
    ],
)
def test_only_a_healthy_camera_sees(changes: dict[str, object], healthy: bool) -> None:
    made = Coverage(precinct(camera(1), ring=box(CENTRE, 300.0)))
    view = made.view(patrol(), [replace(facts("c1"), **changes)], NOW_NS)  # type: ignore[arg-type]
    assert view.cameras[0].healthy is healthy
    assert (len(view.blind) < view.cells) is healthy


def test_blind_squares_are_made_anew_only_when_the_healthy_cameras_change() -> None:
    made = Coverage(precinct(camera(1), camera(2, moved(CENTRE, 90, 400)), ring=box(CENTRE, 500.0)))
    first = made.view(patrol(), [facts("c1")], NOW_NS)
    again = made.view(patrol(due("c1")), [facts("c1", sequence=7), facts("c2", CameraState.STALE)], NOW_NS + HOUR_NS)
    assert again.blind is first.blind
    other = made.view(patrol(), [facts("c1"), facts("c2")], NOW_NS)
    assert other.blind is not first.blind
    assert made.view(patrol(), [facts("c1")], NOW_NS).blind == first.blind


def test_age_and_part_of_the_deadline() -> None:
    made = Coverage(precinct(camera(1), camera(2), camera(3)))
    items = (
        due("c1", last_seen_wall_ns=NOW_NS - HOUR_NS // 4, due_wall_ns=NOW_NS + HOUR_NS * 3 // 4),
        due("c2", last_seen_wall_ns=NOW_NS - 3 * HOUR_NS, due_wall_ns=NOW_NS - HOUR_NS, overdue=True),
        due("c3", last_seen_wall_ns=None, due_wall_ns=NOW_NS + HOUR_NS),
    )
    one, two, three = made.view(patrol(*items), [], NOW_NS).cameras
    assert [c.age_s for c in (one, two, three)] == [900.0, 3 * 3600.0, None]
    assert [c.part for c in (one, two)] == pytest.approx([0.25, 1.5])
    assert three.part == pytest.approx(0.5), "from the shift's begin"
    assert [c.overdue for c in (one, two, three)] == [False, True, False]


@settings(max_examples=60, deadline=None)
@given(
    seen=st.none() | st.integers(-20 * HOUR_NS, 20 * HOUR_NS),
    until=st.integers(-20 * HOUR_NS, 20 * HOUR_NS),
    overdue=st.booleans(),
    shift=st.booleans(),
)
def test_overdue_is_a_part_of_one_and_nothing_else_is(seen: int | None, until: int, overdue: bool, shift: bool) -> None:
    """Whatever the wall clock was set to meanwhile."""
    item = due(
        "c1",
        last_seen_wall_ns=None if seen is None else NOW_NS + seen,
        due_wall_ns=NOW_NS + until,
        overdue=overdue,
    )
    made = Coverage(precinct(camera(1)))
    shown = made.view(patrol(item, shift=SHIFT if shift else None), [], NOW_NS).cameras[0]
    assert shown.overdue is overdue
    assert shown.age_s is None or shown.age_s >= 0.0
    assert (shown.age_s is None) == (seen is None or seen > 60 * NS_PER_S)
    if overdue:
        assert shown.part is not None
        assert shown.part >= 1.0
    else:
        assert shown.part is None or 0.0 <= shown.part <= NOT_YET


def test_nothing_is_called_overdue_before_the_book_has_told() -> None:
    item = due("c1", overdue=True, due_wall_ns=NOW_NS - HOUR_NS, last_seen_wall_ns=None)
    shown = Coverage(precinct(camera(1))).view(patrol(item, loaded=False), [], NOW_NS)
    assert (shown.cameras[0].overdue, shown.cameras[0].part, shown.cameras[0].age_s) == (False, None, None)
    assert sum(a.overdue for a in shown.areas) == 0


def test_551_cameras_and_twenty_thousand_squares_are_quick() -> None:
    """The window's thread asks twice a second; 50 ms with a margin for a busy machine."""
    frame = LocalFrame(CENTRE)
    cameras = [
        camera(i, frame.to_position(170.0 * (i % 24) - 2000, 170.0 * (i // 24) - 2000), float(i * 37 % 360))
        for i in range(551)
    ]
    made = Coverage(precinct(*cameras, ring=box(CENTRE, 2_050.0), cell_m=29.0))
    items = tuple(due(c.id) for c in cameras)
    all_facts = [facts(c.id) for c in cameras]
    taken = []
    for gone in range(5):
        started = time.thread_time()
        view = made.view(patrol(*items), all_facts[gone:], NOW_NS)
        taken.append(time.thread_time() - started)
    assert view.cells > 0.9 * MOST_CELLS
    assert sorted(taken)[2] < 0.15
