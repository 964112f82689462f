"""What the officer does on a round: each act asks the patrol at once, and what it refuses is said in place."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from base.clock import NS_PER_S
from base.errors import PersonError
from duty.patrol.view import Answer, CameraInStep, NotSeen, Refusal, RoundState, RoundView
from ui.bridge import Bridge
from ui.patrol.answer_line import AnswerLine
from ui.patrol.stills import FINDINGS, REFERENCES, KeptStill, discard, keep, picture_of, still_path
from ui.words import patrol as words

STILL_LIMIT_NS = 5 * NS_PER_S
"""A disk that takes longer does not keep a finding out of the book: it is noted without its still."""


@dataclass
class _Finding:
    """What is being noted: A was pressed, the word is being typed."""

    place: tuple[str, int, str]
    """Round, step, camera."""
    still: Future[KeptStill] | None
    word: str | None = None
    """Enter was pressed; it waits for the still since `since_ns`."""
    since_ns: int = 0
    go_on: bool = False
    """The round was paused meanwhile and the officer was told: Enter goes on with it first."""


@dataclass(frozen=True)
class _Reference:
    camera_id: str
    still: Future[KeptStill] = field(repr=False)


class RoundActs(QObject):
    reference_toggled = Signal()
    reference_kept = Signal()
    leave_requested = Signal()
    """Escape with nothing to leave but the round."""

    def __init__(self, bridge: Bridge, line: AnswerLine, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge, self._line = bridge, line
        self._feed, self._clock = bridge.world.cameras, bridge.world.clock
        self._patrol, self._data = bridge.world.patrol, bridge.world.data
        self._index = {camera.id: i for i, camera in enumerate(self._feed.cameras)}
        self._finding: _Finding | None = None
        self._references: list[_Reference] = []
        self.picture_is_shown: Callable[[str], bool] = lambda _camera_id: False
        """Whether the camera's tile shows a picture now: a still is taken of nothing else."""

    # The keys

    def normal(self, *, held: bool = False) -> None:
        refusal = self._patrol.normal(held=held)
        if refusal is None:
            self._line.be_quiet()
        else:
            self._line.say(self._why_not_normal(refusal))

    def choose(self, number: int) -> None:
        running = self._running()
        if running is not None and running.step is not None and number > len(running.step.cameras):
            return
        self._say(self._patrol.choose(number))

    def abnormal(self) -> None:
        camera = self._chosen(unanswered=True)
        running = self._running()
        if camera is None or running is None or running.step is None:
            return
        still = None
        if self.picture_is_shown(camera.camera_id):
            still = self._take(FINDINGS, camera.camera_id)
        self._finding = _Finding((running.uuid, running.step.number, camera.camera_id), still)
        prompt = self.tr("{n} {camera} is abnormal:").replace("{n}", str(camera.number))
        prompt = prompt.replace("{camera}", self._name(camera.camera_id))
        self._line.ask_word(prompt, self.tr("What do you see?"), self._take_word, self._drop_finding)
        if still is None:
            self._line.say(self.tr("There is no picture of it now: noted without a still."))

    def cannot_see(self) -> None:
        camera = self._chosen(unanswered=True)
        if camera is None:
            return
        prompt = self.tr("{n} {camera} cannot be seen:").replace("{n}", str(camera.number))
        prompt = prompt.replace("{camera}", self._name(camera.camera_id))
        self._line.ask_word(prompt, self.tr("Why? (may stay empty)"), self._take_why)

    def toggle_reference(self) -> None:
        if self._chosen() is not None:
            self.reference_toggled.emit()

    def keep_reference(self) -> None:
        camera = self._chosen()
        if camera is None:
            return
        camera_id = camera.camera_id
        if camera.not_seen not in (NotSeen.NONE, NotSeen.DWELLING) or not self.picture_is_shown(camera_id):
            self._line.say(self.tr("Only a fresh picture can be the reference."))
        elif camera_id in self._patrol.references():
            question = self.tr("Replace the reference of {camera} by the present picture?")
            question = question.replace("{camera}", self._name(camera_id))
            yes, no = self.tr("Replace"), self.tr("Leave it")
            # taken now: it is the picture that the question is about
            still = self._take(REFERENCES, camera_id)
            self._line.ask(question, yes, no, lambda: self._keep(camera_id, still), lambda: self._discard(still))
        else:
            self._keep(camera_id, self._take(REFERENCES, camera_id))

    def pause_or_resume(self) -> None:
        running = self._running()
        if running is not None and running.state is RoundState.PAUSED:
            self._say(self._patrol.resume())
        else:
            self._say(self._patrol.pause())

    def back(self) -> None:
        self.leave_requested.emit()

    def ask_to_abandon(self) -> None:
        running = self._running()
        if running is None:
            return
        question = self.tr("End the round here? What has been answered stays in the book.")
        yes, no = self.tr("End it"), self.tr("Go on")
        self._line.ask(question, yes, no, lambda: self._say(self._patrol.abandon()))

    # What time brings

    def look(self) -> None:
        """At every tick: stills that have been written, a finding whose step is over."""
        if self._finding is not None:
            self._look_at_finding(self._finding)
        for reference in [r for r in self._references if r.still.done()]:
            self._references.remove(reference)
            self._set_reference(reference)

    def close(self) -> None:
        self._line.leave()

    # A finding

    def _take_word(self, word: str) -> None:
        finding = self._finding
        if finding is None:
            return
        if not word:
            self._line.say(words.refusal(Refusal.NO_WORD))
            return
        finding.word, finding.since_ns = word, self._clock.monotonic_ns()
        self._look_at_finding(finding)

    def _look_at_finding(self, finding: _Finding) -> None:
        running = self._running()
        if running is None or _place(running) != finding.place:
            self._line.leave()  # the round went on without it: nothing may be noted about another camera
            return
        if finding.word is None:
            return
        still = finding.still
        if still is not None and not still.done():
            if self._clock.monotonic_ns() - finding.since_ns < STILL_LIMIT_NS:
                return
            discard(self._data, still)
            still = None
            self._line.say(self.tr("The disk takes too long: noted without its still."))
        self._note(finding, finding.word, still)

    def _note(self, finding: _Finding, word: str, still: Future[KeptStill] | None) -> None:
        if finding.go_on:
            finding.go_on = False
            self._patrol.resume()
        kept, trouble = _result(still)
        refusal = self._patrol.abnormal(word, kept)
        if refusal is not None:
            finding.word = None  # the words stay in the field
            finding.go_on = refusal is Refusal.PAUSED
            paused = self.tr("The round is paused: Enter goes on with it and notes this.")
            self._line.say(paused if finding.go_on else words.refusal(refusal))
            return
        self._finding = None
        self._line.finish(remember=word)
        if trouble:
            self._line.say(self.tr("Noted without its still: {why}").replace("{why}", trouble))

    def _drop_finding(self) -> None:
        finding, self._finding = self._finding, None
        if finding is not None:
            self._discard(finding.still)

    def _take_why(self, word: str) -> None:
        refusal = self._patrol.cannot_see(word)
        if refusal is None:
            self._line.finish()
        else:
            self._line.say(words.refusal(refusal))

    # References

    def _keep(self, camera_id: str, still: Future[KeptStill] | None) -> None:
        if still is not None:
            self._references.append(_Reference(camera_id, still))

    def _set_reference(self, reference: _Reference) -> None:
        kept, trouble = _result(reference.still)
        if kept is None:
            self._line.say(self.tr("The reference was not kept: {why}").replace("{why}", trouble))
            return
        refusal = self._patrol.set_reference(reference.camera_id, kept)
        if refusal is not None:
            self._discard(reference.still)
            self._line.say(words.refusal(refusal))
            return
        said = self.tr("The present picture is the reference of {camera} now.")
        self._line.say(said.replace("{camera}", self._name(reference.camera_id)), calm=True)
        self.reference_kept.emit()

    # Inside

    def _running(self) -> RoundView | None:
        """The round as it is at this moment, not as it was at the last tick."""
        view = self._patrol.view().round
        return view if view is not None and view.state in (RoundState.RUNNING, RoundState.PAUSED) else None

    def _chosen(self, *, unanswered: bool = False) -> CameraInStep | None:
        """The camera that the act is about; says what is missing where there is none."""
        running = self._running()
        if running is None or running.step is None:
            self._line.say(words.refusal(Refusal.NO_ROUND))
            return None
        if running.state is RoundState.PAUSED:
            self._line.say(words.refusal(Refusal.PAUSED))
            return None
        step = running.step
        if step.chosen is None and len(step.cameras) == 1:
            self._say(self._patrol.choose(step.cameras[0].number))
            chosen: str | None = step.cameras[0].camera_id
        else:
            chosen = step.chosen
        camera = next((c for c in step.cameras if c.camera_id == chosen), None)
        if camera is None:
            self._line.say(words.refusal(Refusal.NO_SUCH_CAMERA))
        elif unanswered and camera.answer is not Answer.NONE:
            self._line.say(
                self.tr("{camera} has its answer already.").replace("{camera}", self._name(camera.camera_id))
            )
            return None
        return camera

    def _why_not_normal(self, refusal: Refusal) -> str:
        running = self._running()
        if running is None or running.step is None:
            return words.refusal(refusal)
        if refusal is Refusal.EARLY:
            open_ = [c for c in running.step.cameras if c.answer is Answer.NONE]
            return words.too_early(running.step.dwell_s - min((c.dwelt_s for c in open_), default=0.0))
        if refusal is not Refusal.NOT_SEEN:
            return words.refusal(refusal)
        calm = (NotSeen.NONE, NotSeen.DWELLING)
        waiting = [c for c in running.step.cameras if c.answer is Answer.NONE and c.not_seen not in calm]
        if not waiting:
            return words.refusal(refusal)
        said = [f"{c.number} {self._name(c.camera_id)}: {words.not_seen(c.not_seen)}" for c in waiting]
        return words.cannot_be_ticked(said)

    def _say(self, refusal: Refusal | None) -> None:
        if refusal is not None:
            self._line.say(words.refusal(refusal))
        elif not self._line.is_asking:
            self._line.be_quiet()

    def _name(self, camera_id: str) -> str:
        index = self._index.get(camera_id)
        return camera_id if index is None else self._feed.cameras[index].name

    def _take(self, folder: str, camera_id: str) -> Future[KeptStill] | None:
        index = self._index.get(camera_id)
        image = None if index is None else picture_of(self._feed, index)
        if image is None:
            return None
        return keep(image, self._data, still_path(folder, camera_id, self._clock.wall_ns()))

    def _discard(self, still: Future[KeptStill] | None) -> None:
        if still is not None:
            discard(self._data, still)


def _place(running: RoundView) -> tuple[str, int, str]:
    """Round, step and chosen camera."""
    step = running.step
    return (running.uuid, 0, "") if step is None else (running.uuid, step.number, step.chosen or "")


def _result(still: Future[KeptStill] | None) -> tuple[KeptStill | None, str]:
    """What was kept, and why not: one of the two is empty, both where there was nothing to keep."""
    if still is None:
        return None, ""
    error = still.exception()
    if error is None:
        return still.result(), ""
    return None, str(error) if isinstance(error, PersonError) else repr(error)
