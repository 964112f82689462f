"""Views of a patrol as plain values, for the tests of the round's page."""

from collections.abc import Mapping
from typing import Any

from base.clock import NS_PER_S, ManualClock
from duty.book.rows import Receipt
from duty.patrol.config import PlanLevel, Tier
from duty.patrol.view import (
    Answer,
    CameraInStep,
    DueCamera,
    NotSeen,
    PatrolView,
    PauseReason,
    RoundKind,
    RoundState,
    RoundView,
    ShiftView,
    StepView,
    TierView,
)

NOW_WALL_NS = ManualClock().wall_ns()


def cameras_in_step(
    count: int, changes: Mapping[int, Mapping[str, Any]] | None = None, *, start: int = 0
) -> tuple[CameraInStep, ...]:
    """c01, c02, … that have been on screen for a second; `changes` by number."""
    made = []
    for number in range(1, count + 1):
        fields: dict[str, Any] = {
            "camera_id": f"c{start + number:02d}",
            "number": number,
            "not_seen": NotSeen.DWELLING,
            "dwelt_s": 1.0,
            "displayed": False,
            "looked": False,
            "answer": Answer.NONE,
            "receipt": Receipt.UNKNOWN,
        }
        made.append(CameraInStep(**{**fields, **(changes or {}).get(number, {})}))
    return tuple(made)


def round_view(
    cameras: tuple[CameraInStep, ...],
    *,
    number: int = 1,
    chosen: str | None = None,
    can_go_on: bool = False,
    **changes: Any,
) -> RoundView:
    fields: dict[str, Any] = {
        "uuid": "a round",
        "kind": RoundKind.DUE,
        "name": "",
        "state": RoundState.RUNNING,
        "pause": PauseReason.NONE,
        "step": StepView(number, cameras, chosen, 8.0, can_go_on),
        "next_cameras": (),
        "steps": 4,
        "cameras_done": 0,
        "cameras_total": 16,
        "unsaved": 0,
        "began_wall_ns": NOW_WALL_NS,
        "left_s": 32.0,
    }
    return RoundView(**{**fields, **changes})


def due_cameras(count: int, *, overdue: int) -> tuple[DueCamera, ...]:
    """One a minute; the first `overdue` are late."""
    return tuple(
        DueCamera(
            f"c{i + 1:02d}",
            "old-town" if i % 2 == 0 else "riverside",
            Tier.KEY,
            NOW_WALL_NS + (i - overdue) * 60 * NS_PER_S + 30 * NS_PER_S,
            NOW_WALL_NS - 1800 * NS_PER_S,
            overdue=i < overdue,
            out=False,
        )
        for i in range(count)
    )


def tiers() -> tuple[TierView, ...]:
    return (
        TierView(Tier.KEY, 1800, 6, 4, 2, NOW_WALL_NS + 90 * NS_PER_S),
        TierView(Tier.ORDINARY, None, 3, 3, 0, NOW_WALL_NS + 3600 * NS_PER_S),
    )


def patrol_view(**changes: Any) -> PatrolView:
    shift = ShiftView("2026-01-01/day", "day", "Day", NOW_WALL_NS, NOW_WALL_NS + 8 * 3600 * NS_PER_S)
    fields: dict[str, Any] = {
        "plan": PlanLevel.ROUTINE,
        "plan_since_wall_ns": None,
        "plan_by": "",
        "shift": shift,
        "round": None,
        "due": (),
        "tiers": tiers(),
        "nobody_since_wall_ns": None,
        "loaded": True,
    }
    return PatrolView(**{**fields, **changes})
