"""The patrol of a replay: nobody walks a round in the past."""

from collections.abc import Mapping, Sequence

from duty.patrol.config import PlanLevel
from duty.patrol.patrol import StillFile
from duty.patrol.view import PatrolView, Refusal, RoundKind, Shown

RESTING = PatrolView(
    plan=PlanLevel.ROUTINE,
    plan_since_wall_ns=None,
    plan_by="",
    shift=None,
    round=None,
    due=(),
    tiers=(),
    nobody_since_wall_ns=None,
    loaded=False,
)


class RestingPatrol:
    """duty.patrol.patrol.PatrolRoom without a round, and with a refusal for every act."""

    def view(self) -> PatrolView:
        return RESTING

    def advance(self, shown: Sequence[Shown]) -> None: ...

    def touched(self) -> None: ...

    def alarm(self) -> None: ...

    def start(self, kind: RoundKind, which: str = "") -> Refusal | None:
        return Refusal.SIGNED_OUT

    def pause(self) -> Refusal | None:
        return Refusal.NO_ROUND

    def resume(self) -> Refusal | None:
        return Refusal.NO_ROUND

    def abandon(self) -> Refusal | None:
        return Refusal.NO_ROUND

    def choose(self, number: int) -> Refusal | None:
        return Refusal.NO_ROUND

    def normal(self, *, held: bool) -> Refusal | None:
        return Refusal.NO_ROUND

    def abnormal(self, word: str, still: StillFile | None) -> Refusal | None:
        return Refusal.NO_ROUND

    def cannot_see(self, word: str = "") -> Refusal | None:
        return Refusal.NO_ROUND

    def switch_plan(self, level: PlanLevel) -> Refusal | None:
        return Refusal.SIGNED_OUT

    def close_ticket(self, camera_id: str, note: str) -> Refusal | None:
        return Refusal.SIGNED_OUT

    def set_reference(self, camera_id: str, still: StillFile) -> Refusal | None:
        return Refusal.SIGNED_OUT

    def references(self) -> Mapping[str, str]:
        return {}
