"""The judgement: reasons, datums, edges, hysteresis."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drones.picture import Altitude, AltitudeDatum, Verdict, VerdictReason
from drones.verdicts import Evidence, judge

IN, CLEAR, CANNOT = Verdict.IN_BREACH, Verdict.CLEAR, Verdict.CANNOT_TELL
R = VerdictReason
A = AltitudeDatum
INSIDE = Evidence(
    depth_m=100.0,
    position_is_old=False,
    horizontal_m=None,
    vertical_m=None,
    altitudes=(),
    airborne=True,
    ours=False,
    claims_ours=False,
    zone_active=True,
)
UPPER = Altitude(120, A.AMSL)


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        (INSIDE, (IN, (R.INSIDE,))),
        (replace(INSIDE, depth_m=-100.0), (CLEAR, (R.OUTSIDE,))),
        (replace(INSIDE, depth_m=None), (CANNOT, (R.POSITION_UNKNOWN,))),
        (replace(INSIDE, zone_active=False), (CLEAR, (R.ZONE_INACTIVE,))),
        (replace(INSIDE, ours=True), (CLEAR, (R.OURS,))),
        (replace(INSIDE, claims_ours=True), (IN, (R.INSIDE, R.SERIAL_WITHOUT_POSITION))),
        (replace(INSIDE, airborne=False), (CLEAR, (R.ON_GROUND,))),
        (replace(INSIDE, airborne=None), (IN, (R.INSIDE,))),
        (replace(INSIDE, horizontal_m=30.0, depth_m=10.0), (CANNOT, (R.NEAR_EDGE,))),
        (replace(INSIDE, horizontal_m=30.0, depth_m=-10.0), (CANNOT, (R.NEAR_EDGE,))),
        (replace(INSIDE, horizontal_m=30.0, depth_m=-31.0), (CLEAR, (R.OUTSIDE,))),
        (replace(INSIDE, horizontal_m=18_520.0, depth_m=-700.0), (CLEAR, (R.OUTSIDE,))),
    ],
)
def test_without_limits(evidence: Evidence, expected: tuple[Verdict, tuple[VerdictReason, ...]]) -> None:
    assert judge(evidence, None, None, None) == expected


@pytest.mark.parametrize(
    ("altitudes", "expected"),
    [
        ((), (CANNOT, (R.ALTITUDE_UNKNOWN,))),
        ((Altitude(100, A.AMSL),), (IN, (R.INSIDE,))),
        ((Altitude(121, A.AMSL),), (CLEAR, (R.ABOVE,))),
        ((Altitude(50, A.HOME),), (CANNOT, (R.DATUM_UNKNOWN,))),
        ((Altitude(50, A.PRESSURE),), (CANNOT, (R.DATUM_UNKNOWN,))),
        ((Altitude(60, A.ELLIPSOID),), (CANNOT, (R.DATUM_UNKNOWN,))),
        ((Altitude(10, A.ELLIPSOID),), (IN, (R.INSIDE,))),
        ((Altitude(210, A.ELLIPSOID),), (CLEAR, (R.ABOVE,))),
        ((Altitude(60, A.ELLIPSOID), Altitude(125, A.AMSL)), (CLEAR, (R.ABOVE,))),
    ],
)
def test_heights_are_compared_in_their_datum(
    altitudes: tuple[Altitude, ...], expected: tuple[Verdict, tuple[VerdictReason, ...]]
) -> None:
    assert judge(replace(INSIDE, altitudes=altitudes), None, UPPER, None) == expected


def test_from_the_ground_up_needs_no_height_for_the_lower_limit() -> None:
    assert judge(INSIDE, Altitude(0, A.GROUND), None, None) == (IN, (R.INSIDE,))
    assert judge(INSIDE, Altitude(50, A.GROUND), None, None) == (CANNOT, (R.ALTITUDE_UNKNOWN,))
    below = replace(INSIDE, altitudes=(Altitude(20, A.GROUND),))
    assert judge(below, Altitude(50, A.GROUND), UPPER, None) == (CLEAR, (R.BELOW,))


def test_an_old_position_keeps_suspicion_and_raises_none() -> None:
    old = replace(INSIDE, position_is_old=True)
    assert judge(old, None, None, IN) == (CANNOT, (R.POSITION_OLD,))
    assert judge(old, None, None, CANNOT) == (CANNOT, (R.POSITION_OLD,))
    assert judge(old, None, None, None)[0] is CLEAR


def test_jitter_at_the_edge_does_not_flap() -> None:
    before: Verdict | None = None
    seen = []
    for depth_m in (-20, -1, 1, -1, 1, -4.9, 0, -4, -5.1, -1, -0.1, 0.2, -3, -30):
        before = judge(replace(INSIDE, depth_m=float(depth_m)), None, None, before)[0]
        seen.append(before)
    assert seen == [CLEAR] * 2 + [IN] * 6 + [CLEAR] * 3 + [IN] * 2 + [CLEAR]


def test_jitter_about_the_upper_limit_does_not_flap() -> None:
    before: Verdict | None = None
    seen = []
    for metres in (110, 121, 124, 119, 126, 121, 119):
        evidence = replace(INSIDE, altitudes=(Altitude(metres, A.AMSL),))
        before = judge(evidence, None, UPPER, before)[0]
        seen.append(before)
    assert seen == [IN] * 4 + [CLEAR] * 2 + [IN]


altitudes = st.lists(
    st.builds(Altitude, st.floats(-500, 9000), st.sampled_from(list(A))), max_size=3, unique_by=lambda a: a.datum
).map(tuple)
evidences = st.builds(
    Evidence,
    depth_m=st.one_of(st.none(), st.floats(-2000, 2000)),
    position_is_old=st.booleans(),
    horizontal_m=st.one_of(st.none(), st.floats(0, 20_000)),
    vertical_m=st.one_of(st.none(), st.floats(0, 150)),
    altitudes=altitudes,
    airborne=st.one_of(st.none(), st.booleans()),
    ours=st.booleans(),
    claims_ours=st.booleans(),
    zone_active=st.booleans(),
)
limits = st.one_of(st.none(), st.builds(Altitude, st.floats(-100, 5000), st.sampled_from(list(A))))


@given(evidences, limits, limits, st.one_of(st.none(), st.sampled_from(list(Verdict))))
def test_what_always_holds(
    evidence: Evidence, lower: Altitude | None, upper: Altitude | None, before: Verdict | None
) -> None:
    verdict, reasons = judge(evidence, lower, upper, before)
    assert reasons
    assert (verdict, reasons) == judge(evidence, lower, upper, before)
    if verdict is IN:
        assert evidence.zone_active
        assert not evidence.ours
        assert evidence.depth_m is not None
        assert R.INSIDE in reasons
        assert judge(evidence, lower, upper, IN)[0] is IN  # a breach does not end by itself
    if evidence.claims_ours and not evidence.ours:  # a serial alone never clears
        assert verdict is judge(replace(evidence, claims_ours=False), lower, upper, before)[0]
