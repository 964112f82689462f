"""What a round came to, gathered from the views as it goes: for its last page. The book's figures are the report's."""

from collections.abc import Iterable
from dataclasses import dataclass

from duty.patrol.view import Answer, PatrolView, RoundView


@dataclass(frozen=True, slots=True)
class RoundTotals:
    seen: int
    """Answers given, without those that could not be seen."""
    late: int
    """Of the cameras that came up, how many were overdue."""
    abnormal: int
    cannot_see: int


class RoundTally:
    def __init__(self) -> None:
        self._uuid = ""
        self._answers: dict[tuple[int, str], Answer] = {}
        self._late: set[tuple[int, str]] = set()

    def take(self, view: PatrolView) -> None:
        running = view.round
        if running is None:
            return
        if running.uuid != self._uuid:
            self._uuid = running.uuid
            self._answers.clear()
            self._late.clear()
        if running.step is None:
            return
        number = running.step.number
        for camera in running.step.cameras:
            place = number, camera.camera_id
            if place not in self._answers and camera.camera_id in _overdue(view):
                self._late.add(place)
            self._answers[place] = camera.answer

    def totals(self, ended: RoundView) -> RoundTotals:
        answers: Iterable[Answer] = self._answers.values()
        given = list(answers)
        cannot_see = given.count(Answer.CANNOT_SEE)
        return RoundTotals(
            seen=max(0, ended.cameras_done - cannot_see),
            late=len(self._late),
            abnormal=given.count(Answer.ABNORMAL),
            cannot_see=cannot_see,
        )


def _overdue(view: PatrolView) -> frozenset[str]:
    return frozenset(due.camera_id for due in view.due if due.overdue)
