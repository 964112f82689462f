"""A patrol that shows what a test gives it and remembers what it was asked."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from base.clock import NS_PER_S, ManualClock
from duty.patrol.config import PlanLevel
from duty.patrol.patrol import StillFile
from duty.patrol.view import PatrolView, Refusal, RoundKind, ShiftView, Shown


class FakePatrol:
    """duty.patrol.patrol.PatrolRoom: `show` sets the view; `calls` holds what was asked; `refusal` is the answer."""

    def __init__(self, clock: ManualClock) -> None:
        now_ns = clock.wall_ns()
        shift = ShiftView("2026-01-01/day", "day", "Day", now_ns - 3600 * NS_PER_S, now_ns + 8 * 3600 * NS_PER_S)
        self._view = PatrolView(
            plan=PlanLevel.ROUTINE,
            plan_since_wall_ns=None,
            plan_by="",
            shift=shift,
            round=None,
            due=(),
            tiers=(),
            nobody_since_wall_ns=None,
            loaded=True,
        )
        self.calls: list[tuple[object, ...]] = []
        self.shown: tuple[Shown, ...] = ()
        self.refusal: Refusal | None = None
        self.kept: dict[str, str] = {}

    def show(self, **changes: object) -> None:
        self._view = replace(self._view, **changes)  # type: ignore[arg-type]

    def view(self) -> PatrolView:
        return self._view

    def advance(self, shown: Sequence[Shown]) -> None:
        self.shown = tuple(shown)

    def touched(self) -> None:
        self.calls.append(("touched",))

    def alarm(self) -> None:
        self.calls.append(("alarm",))

    def start(self, kind: RoundKind, which: str = "") -> Refusal | None:
        return self._asked("start", kind, which)

    def pause(self) -> Refusal | None:
        return self._asked("pause")

    def resume(self) -> Refusal | None:
        return self._asked("resume")

    def abandon(self) -> Refusal | None:
        return self._asked("abandon")

    def choose(self, number: int) -> Refusal | None:
        return self._asked("choose", number)

    def normal(self, *, held: bool) -> Refusal | None:
        return self._asked("normal", held)

    def abnormal(self, word: str, still: StillFile | None) -> Refusal | None:
        return self._asked("abnormal", word, still)

    def cannot_see(self, word: str = "") -> Refusal | None:
        return self._asked("cannot_see", word)

    def switch_plan(self, level: PlanLevel) -> Refusal | None:
        return self._asked("switch_plan", level)

    def close_ticket(self, camera_id: str, note: str) -> Refusal | None:
        return self._asked("close_ticket", camera_id, note)

    def set_reference(self, camera_id: str, still: StillFile) -> Refusal | None:
        return self._asked("set_reference", camera_id, still)

    def references(self) -> Mapping[str, str]:
        return self.kept

    def _asked(self, *call: object) -> Refusal | None:
        self.calls.append(call)
        return self.refusal
