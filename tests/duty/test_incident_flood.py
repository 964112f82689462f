"""Fifty incidents in a zone, and one for all the others: whatever comes, closes and comes again."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from duty.incident_flood import MOST_IN_ZONE, MOST_JOINED, OpenMatters, Place, late
from duty.incidents import MANY, IncidentKind, IncidentState, IncidentView
from tests.ui.fake_world import incident


def breach(n: int, zone: str = "Z1") -> IncidentView:
    return incident(-n, uuid=f"{zone}-{n}", subject=f"T{n}", zone_id=zone)


def closed(view: IncidentView) -> IncidentView:
    return replace(view, state=IncidentState.CLOSED)


def test_the_fifty_first_shares_and_another_zone_does_not() -> None:
    shown = late((), [breach(n) for n in range(200)] + [breach(n, "Z2") for n in range(3)])
    ours = [view for view in shown if view.zone_id == "Z1"]
    assert len(ours) == MOST_IN_ZONE + 1
    [many] = [view for view in ours if view.subject == MANY]
    assert many.tracks == 200 - MOST_IN_ZONE
    assert len([view for view in shown if view.zone_id == "Z2"]) == 3


def test_the_same_track_is_one_matter_for_as_long_as_it_is_open() -> None:
    matters = OpenMatters.of([breach(1)])
    assert matters.place(breach(1)) == (Place.KNOWN, "Z1-1")
    assert matters.place(breach(1, "Z2")) == (Place.OWN, "")
    matters.heard(closed(breach(1)))
    assert matters.place(breach(1)) == (Place.OWN, "")


def test_who_joined_stays_joined_when_there_is_room_again() -> None:
    views = [breach(n) for n in range(MOST_IN_ZONE)]
    matters = OpenMatters.of(views)
    assert matters.place(breach(60)) == (Place.FIRST_OF_MANY, "")
    many = replace(breach(60), subject=MANY)
    matters.heard(many)
    matters.join(many.uuid, ["T60", "T61"])
    assert matters.place(breach(62)) == (Place.JOINS, many.uuid)
    for view in views[:10]:
        matters.heard(closed(view))
    assert matters.place(breach(61)) == (Place.KNOWN, many.uuid)
    assert matters.place(breach(63)) == (Place.OWN, "")
    matters.heard(closed(many))
    assert matters.place(breach(61)) == (Place.OWN, "")


def test_the_number_of_many_has_an_end() -> None:
    matters = OpenMatters.of([breach(n) for n in range(MOST_IN_ZONE)])
    many = replace(breach(99), subject=MANY)
    matters.heard(many)
    matters.join(many.uuid, [f"X{n}" for n in range(MOST_JOINED)])
    assert matters.place(breach(70)) == (Place.KNOWN, many.uuid)


def test_a_call_in_the_same_place_is_another_matter() -> None:
    matters = OpenMatters.of([replace(breach(1), kind=IncidentKind.CALL)])
    assert matters.place(breach(1)) == (Place.OWN, "")


@given(st.lists(st.tuples(st.integers(0, 70), st.sampled_from(["Z1", "Z2"])), max_size=300))
def test_what_waits_is_shown_once_each_and_never_more_than_so_many(arrivals: list[tuple[int, str]]) -> None:
    shown = late((), [breach(n, zone) for n, zone in arrivals])
    for zone in ("Z1", "Z2"):
        own = [view.subject for view in shown if view.zone_id == zone and view.subject != MANY]
        many = [view for view in shown if view.zone_id == zone and view.subject == MANY]
        different = {n for n, z in arrivals if z == zone}
        assert len(own) == len(set(own)) == min(len(different), MOST_IN_ZONE)
        assert sum(view.tracks for view in many) == max(0, len(different) - MOST_IN_ZONE)
        assert len(many) <= 1
    assert late(shown, [breach(n, zone) for n, zone in arrivals]) == ()
