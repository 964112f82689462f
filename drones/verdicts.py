"""Whether a track is in a zone: one pure judgement, from what is known and what was judged before."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from drones.picture import Altitude, AltitudeDatum, Verdict, VerdictReason

HYSTERESIS_M = 5.0
"""A track that was in breach must be so far outside, beyond its stated accuracy, before it is called clear again."""
MOST_REACH_M = 500.0
"""Worse accuracies than that say nothing any more; they would make every zone of a city uncertain."""

_GEOID_M = {
    (AltitudeDatum.ELLIPSOID, AltitudeDatum.AMSL): (-85.4, 107.0),
    (AltitudeDatum.AMSL, AltitudeDatum.ELLIPSOID): (-107.0, 85.4),
}
"""What has to be added to a height to change its datum, somewhere between these two: EGM96's geoid is nowhere on earth
lower than -107.0 m or higher than 85.4 m over the ellipsoid. Without a geoid at hand two heights are compared only
where both ends of that agree; within, the datum is what is missing."""

IN, CLEAR, CANNOT = Verdict.IN_BREACH, Verdict.CLEAR, Verdict.CANNOT_TELL
R = VerdictReason


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a track against one zone. Depths are metres inside the edge, negative outside."""

    depth_m: float | None
    """None: its position is unknown."""
    position_is_old: bool
    horizontal_m: float | None
    vertical_m: float | None
    altitudes: Sequence[Altitude]
    airborne: bool | None
    ours: bool
    claims_ours: bool
    """It broadcasts a serial of ours."""
    zone_active: bool
    awaiting_own: bool = False
    """Our drone's own position, which may still clear it, is not there yet and cannot have been."""


class _Side(Enum):
    IN = auto()
    OUT = auto()
    EDGE = auto()


def judge(
    evidence: Evidence, lower: Altitude | None, upper: Altitude | None, before: Verdict | None
) -> tuple[Verdict, tuple[VerdictReason, ...]]:
    """The verdict, and why. `before` is the last verdict on this pair, None if there was none."""
    settled = _without_looking(evidence, before)
    if settled is not None or evidence.depth_m is None:
        return settled or (CANNOT, (R.POSITION_UNKNOWN,))
    level = _side(evidence.depth_m, evidence.horizontal_m, before)
    if level is _Side.OUT:
        return CLEAR, (R.OUTSIDE,)
    if evidence.airborne is False:
        return CLEAR, (R.ON_GROUND,)
    sides = [level]
    unknown: list[VerdictReason] = []
    for limit, sign, beyond in ((lower, 1, R.BELOW), (upper, -1, R.ABOVE)):
        side = _limit_side(limit, sign, evidence, before)
        if side is _Side.OUT:
            return CLEAR, (beyond,)
        if isinstance(side, VerdictReason):
            unknown.append(side)
        else:
            sides.append(side)
    claim = (R.SERIAL_WITHOUT_POSITION,) if evidence.claims_ours else ()
    if unknown:
        return CANNOT, (*dict.fromkeys(unknown), *claim)
    if _Side.EDGE in sides:
        return CANNOT, (R.NEAR_EDGE, *claim)
    if evidence.awaiting_own:
        return CANNOT, claim
    return IN, (R.INSIDE, *claim)


def _without_looking(evidence: Evidence, before: Verdict | None) -> tuple[Verdict, tuple[VerdictReason, ...]] | None:
    """What needs no look at where it is."""
    if not evidence.zone_active:
        return CLEAR, (R.ZONE_INACTIVE,)
    if evidence.ours:
        return CLEAR, (R.OURS,)
    if evidence.position_is_old:  # it may have gone anywhere: what was suspicious stays so, the rest is not raised
        return (CLEAR, (R.OUTSIDE,)) if before in (None, CLEAR) else (CANNOT, (R.POSITION_OLD,))
    return None


def _side(depth_m: float, accuracy_m: float | None, before: Verdict | None) -> _Side:
    """Where a depth lies, accuracy and hysteresis considered: who was in must get clearly out, and vice versa."""
    reach_m = min(accuracy_m or 0.0, MOST_REACH_M)
    if before is IN:
        return _Side.OUT if depth_m < -(reach_m + HYSTERESIS_M) else _Side.IN
    if depth_m >= reach_m:
        return _Side.IN
    margin_m = HYSTERESIS_M if before is CANNOT and reach_m else 0.0
    return _Side.OUT if depth_m <= -(reach_m + margin_m) else _Side.EDGE


def _limit_side(limit: Altitude | None, sign: int, evidence: Evidence, before: Verdict | None) -> _Side | VerdictReason:
    """Against one vertical limit; heights are compared in the same datum only."""
    if limit is None or (sign > 0 and limit.datum is AltitudeDatum.GROUND and limit.metres <= 0):
        return _Side.IN  # nothing flies below the ground
    for altitude in evidence.altitudes:
        if altitude.datum is limit.datum:
            return _side((altitude.metres - limit.metres) * sign, evidence.vertical_m, before)
    for altitude in evidence.altitudes:
        if (altitude.datum, limit.datum) in _GEOID_M:
            sides = {
                _side((altitude.metres + shift - limit.metres) * sign, evidence.vertical_m, before)
                for shift in _GEOID_M[altitude.datum, limit.datum]
            }
            if len(sides) == 1:
                return sides.pop()
    return R.DATUM_UNKNOWN if evidence.altitudes else R.ALTITUDE_UNKNOWN
