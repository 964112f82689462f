"""How a round's sightings get into the book, and its view."""

from duty.book.rows import Receipt
from duty.patrol.round import TENTHS, Round
from duty.patrol.view import Answer, CameraInStep, NotSeen, RoundState, RoundView, StepView

SAFE = (Receipt.COMMITTED, Receipt.SPOOLED)


class Progress:
    """Where the rows of one round's sightings are, by camera."""

    def __init__(self) -> None:
        self.changes = 0
        self._receipts: dict[str, Receipt] = {}
        self._counts: dict[Receipt, int] = dict.fromkeys(Receipt, 0)

    def note(self, camera_id: str, receipt: Receipt) -> None:
        self.changes += 1
        before = self._receipts.get(camera_id)
        if before is not None:
            self._counts[before] -= 1
        self._receipts[camera_id] = receipt
        self._counts[receipt] += 1

    def of(self, camera_id: str) -> Receipt:
        return self._receipts.get(camera_id, Receipt.UNKNOWN)

    @property
    def is_settled(self) -> bool:
        """Nothing is in memory only."""
        return not self._counts[Receipt.WAITING]

    @property
    def done(self) -> int:
        return sum(self._counts[receipt] for receipt in SAFE)

    @property
    def unsaved(self) -> int:
        return self._counts[Receipt.WAITING] + self._counts[Receipt.SPOOLED]

    @property
    def refused(self) -> tuple[str, ...]:
        if not self._counts[Receipt.REFUSED]:
            return ()
        return tuple(camera for camera, receipt in self._receipts.items() if receipt is Receipt.REFUSED)


def round_view(walked: Round, progress: Progress) -> RoundView:
    plan = walked.plan
    is_on = walked.state in (RoundState.RUNNING, RoundState.PAUSED)
    return RoundView(
        uuid=plan.uuid,
        kind=plan.kind,
        name=plan.name,
        state=walked.state,
        pause=walked.pause_reason,
        step=_step_view(walked, progress) if is_on and not walked.is_walked else None,
        next_cameras=walked.next_cameras if is_on else (),
        steps=len(plan.steps),
        cameras_done=progress.done,
        cameras_total=sum(len(step) for step in plan.steps),
        unsaved=progress.unsaved,
        began_wall_ns=plan.began_wall_ns,
        left_s=_tenths(walked.left_s()) if is_on else 0.0,
        refused=progress.refused,
    )


def _step_view(walked: Round, progress: Progress) -> StepView:
    cameras = tuple(_camera(walked, progress, camera_id, i + 1) for i, camera_id in enumerate(walked.cameras))
    return StepView(
        number=walked.number,
        cameras=cameras,
        chosen=walked.chosen,
        dwell_s=walked.plan.dwell_s,
        can_go_on=walked.can_go_on,
    )


def _camera(walked: Round, progress: Progress, camera_id: str, number: int) -> CameraInStep:
    evidence = walked.evidence(camera_id)
    answer = walked.answers.get(camera_id, Answer.NONE)
    return CameraInStep(
        camera_id=camera_id,
        number=number,
        not_seen=evidence.not_seen_observed if answer is Answer.NONE else NotSeen.NONE,
        dwelt_s=_tenths(min(evidence.dwelt_ns / 1e9, walked.plan.dwell_s)),
        displayed=evidence.displayed,
        looked=evidence.looked,
        answer=answer,
        receipt=progress.of(camera_id),
    )


def _tenths(seconds: float) -> float:
    return int(seconds * TENTHS) / TENTHS
