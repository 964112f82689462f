"""What the policy wants, done: sessions begin and end, rows are written, troubles are told.

One thread. The disk may hold it up, nothing else waits for it; the line to the writing process has a thread of its own.
"""

import logging
import queue
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from base.clock import NS_PER_S, Clock
from base.worker import Worker
from duty.acts import ActKind, act
from duty.book.rows import Ledger, Value
from duty.incidents import IncidentView
from duty.recording import RecordingMode
from sessions.in_use import sweep
from sessions.kept import KeptBookmark
from sessions.manifest import CutOff, Why
from sessions.recorder import happenings
from sessions.recorder.bookmarks import Bookmarks
from sessions.recorder.faults import fault_of
from sessions.recorder.intake import Intake
from sessions.recorder.policy import Begin, End, Keep, LetGo, Policy, Step
from sessions.recorder.process import WritingProcess
from sessions.recorder.root import Root
from sessions.recorder.session import Current, Station, remove_left_ready
from sessions.recorder.trouble import Change, Trouble, of_cameras
from sessions.recorder.viewing import nothing_yet, recording, standing_by, written_bytes
from sessions.recording import RecorderFault, RecorderState, RecorderView
from sessions.retention import Retention
from sessions.rows import SessionRow, Topic
from video.feed import CameraFacts
from video.recording.order import RecordOrder

log = logging.getLogger(__name__)

LOOK_EVERY_S = 0.25
RELEASE_AFTER_NS = 5 * NS_PER_S
"""The last packets of an ended session are on their way for a moment."""
TRY_AGAIN_NS = NS_PER_S


class Recording(Worker):
    def __init__(
        self,
        station: Station,
        clock: Clock,
        ledger: Ledger,
        *,
        record_video: Callable[[RecordOrder | None], None],
        camera_facts: Callable[[], tuple[CameraFacts, ...]],
        incidents: Callable[[], Sequence[IncidentView]],
        most_queued_bytes: int,
        asked: Why = Why.PERSON,
    ) -> None:
        super().__init__("recorder")
        self._station, self._config = station, station.precinct.recording
        self._clock, self._ledger = clock, ledger
        self._record_video, self._camera_facts, self._incidents_shown = record_video, camera_facts, incidents
        self._root = Root(station.root)
        self._policy = Policy(self._config, asked)
        self.process = WritingProcess(clock, most_queued_bytes)
        self.intake = Intake(self.process.line, clock)
        self._retention = Retention(station.root, self._config, clock, ledger, growing=self._growing)
        self._trouble = Trouble()
        self._cameras = happenings.Cameras()
        self._incidents = happenings.Incidents(self._config.after_s * NS_PER_S, clock.wall_ns())
        self._wall = happenings.WallClock()
        self._wishes: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._current: Current | None = None
        self._aside: Current | None = None
        """Stood ready before the present one: its end may still be within the time that an incident keeps."""
        self._ended: list[Current] = []
        self._bookmarks = Bookmarks(self.intake, self._say)
        self._disk_fault = RecorderFault.NONE
        """Found by this thread: while it lasts nothing is written."""
        self._failed_with = ""
        self._try_at_ns = 0
        self._lost_at_begin = self._dropped_before = 0
        self.turned_ns: int | None = None
        self.view = nothing_yet(self._config.mode)

    # Any thread.

    def wish_start(self, operator: str) -> None:
        self._wishes.put(lambda: self._policy.start(operator))

    def wish_stop(self, operator: str) -> None:
        self._wishes.put(self._policy.stop)

    def wish_bookmark(self, operator: str, note: str) -> None:
        at_tape_ns = self._clock.monotonic_ns()
        self._wishes.put(lambda: self._bookmark(KeptBookmark(at_tape_ns=at_tape_ns, note=note, operator=operator)))

    # The recorder's own thread.

    def started(self) -> None:
        if self._config.mode is RecordingMode.OFF:
            self._retention.start()
            return
        self.process.start()
        self._retention.start()
        try:
            if self._root.is_there():
                sweep(self._root.path)
                remove_left_ready(self._root.path)
        except OSError as error:
            log.warning("what an earlier run left behind cannot be removed: %s", error)

    def run_once(self) -> None:
        self.turned_ns = self._clock.monotonic_ns()
        while not self._wishes.empty():
            self._wishes.get()()
        now_ns = self._clock.monotonic_ns()
        facts = self._camera_facts()
        rows = self._look(facts, now_ns)
        self.intake.put(*rows)
        self._mind_the_disk()
        if self._disk_fault is RecorderFault.NONE:
            self._follow(self._policy.advance(now_ns), now_ns)
        self._release(now_ns)
        self._tell(facts, now_ns)
        self._clock.wait(self.stopping, LOOK_EVERY_S)

    def ended(self) -> None:
        now_ns = self._clock.monotonic_ns()
        try:
            self._end(CutOff.PROGRAM_ENDED, now_ns)
        except OSError as error:
            log.error("the session's end could not be written: %s", error)
        for one in self._ended:
            one.release()
        self._drop_aside()
        self._retention.ask_to_stop()

    def stop(self, timeout_s: float) -> bool:
        until_s = time.monotonic() + timeout_s
        self._retention.ask_to_stop()
        own = super().stop(timeout_s * 0.4)
        process = self.process.stop(max(0.3, until_s - time.monotonic()))
        return self._retention.join(max(0.1, until_s - time.monotonic())) and own and process

    def _look(self, facts: tuple[CameraFacts, ...], now_ns: int) -> list[SessionRow]:
        rows = self._cameras.look(facts, now_ns)
        incidents, raised = self._incidents.look(self._incidents_shown(), now_ns, self._clock.wall_ns())
        self._policy.incidents(self._incidents.open_count, raised=raised, now_ns=now_ns)
        return [*rows, *incidents, *self._wall.look(self._clock.wall_ns(), self._clock.monotonic_ns())]

    # Steps of the policy.

    def _follow(self, steps: tuple[Step, ...], now_ns: int) -> None:
        try:
            if len(steps) == 2 and isinstance(steps[0], End) and isinstance(steps[1], Begin):
                self._begin(steps[1], steps[0].cut_off)
                return
            for step in steps:
                if isinstance(step, Begin):
                    self._begin(step)
                elif isinstance(step, Keep):
                    self._keep(step)
                elif isinstance(step, LetGo):
                    self._let_go(step.before_tape_ns)
                else:
                    self._end(step.cut_off, now_ns)
        except OSError as error:
            self._fail(fault_of(error), str(error))

    def _begin(self, step: Begin, ending: CutOff | None = None) -> None:
        """After another one (`ending`) without a gap: its folder is made first, and whatever comes goes into the old
        session until the line says that the new one is open."""
        now_ns, wall_ns = self._clock.monotonic_ns(), self._clock.wall_ns()
        try:
            current = Current(self._station, step, now_tape_ns=now_ns, now_wall_ns=wall_ns)
        except OSError:
            self._policy.lost()
            if ending is not None:
                self._end(ending, now_ns)
            raise
        before, self._current = self._current, current
        self._lost_at_begin = self.process.lost
        self._say_all_again()
        self._write_into(current)
        self.intake.put(*self._look(self._camera_facts(), now_ns))
        self.intake.put_layouts(now_ns)
        if before is not None and ending is not None:
            self._finish(before, ending, self._clock.monotonic_ns())
        if not step.ready:
            self._has_begun(current, step.why, step.operator)

    def _say_all_again(self) -> None:
        for one in (self._cameras, self._incidents, self._wall):
            one.anew()

    def _keep(self, step: Keep) -> None:
        current, aside = self._current, self._aside
        if aside is not None:
            self._aside = None
            if (aside.ended_tape_ns or 0) > step.from_tape_ns and aside.is_there():
                aside.keep(step.why, step.operator, step.from_tape_ns)
                aside.release()
                self._has_begun(aside, step.why, step.operator)
                self._say(ActKind.RECORDING_ENDED, aside.id, {"why": aside.manifest.cut_off})
            else:
                aside.discard()
        if current is not None:
            current.keep(step.why, step.operator, step.from_tape_ns)
            self._has_begun(current, step.why, step.operator)

    def _has_begun(self, session: Current, why: Why, operator: str) -> None:
        log.info("session %s is being recorded (%s)", session.id, why)
        self._say(ActKind.RECORDING_STARTED, session.id, {"why": why}, operator)
        self._bookmarks.has_begun(session)

    def _let_go(self, before_tape_ns: int) -> None:
        if self._aside is not None and (self._aside.ended_tape_ns or 0) < before_tape_ns:
            self._drop_aside()
        if self._current is not None:
            self._current.let_go(before_tape_ns)

    def _drop_aside(self) -> None:
        aside, self._aside = self._aside, None
        if aside is not None:
            aside.discard()

    def _end(self, cut_off: CutOff, now_ns: int) -> None:
        current, self._current = self._current, None
        if current is None:
            return
        self.intake.close()
        self._record_video(None)
        self._finish(current, cut_off, now_ns)

    def _finish(self, session: Current, cut_off: CutOff, now_ns: int) -> None:
        """Nothing more comes into it."""
        if session.ready and cut_off is CutOff.PROGRAM_ENDED:
            session.discard()
            return
        if session.ready:
            self._drop_aside()
            self._aside = session
            session.end(cut_off, now_ns)
            return
        self._ended.append(session)
        try:
            session.end(cut_off, now_ns)
        finally:
            self._say(ActKind.RECORDING_ENDED, session.id, {"why": cut_off})

    def _write_into(self, current: Current) -> None:
        self.intake.open(current)
        self._record_video(current.order(self._station.precinct))

    def _release(self, now_ns: int) -> None:
        gone = [one for one in self._ended if now_ns - (one.ended_tape_ns or 0) > RELEASE_AFTER_NS]
        for one in gone:
            one.release()
            self._ended.remove(one)

    def _bookmark(self, bookmark: KeptBookmark) -> None:
        """It starts a session where none is recorded."""
        if self._current is not None and not self._current.ready:
            self._bookmarks.set(bookmark, self._current)
        elif self._config.mode is not RecordingMode.OFF:
            self._bookmarks.set(bookmark, None)
            self._policy.start(bookmark.operator)

    # What is wrong, and what is told.

    def _mind_the_disk(self) -> None:
        """Is everything there, and is there room? What is recorded stops before the disk is full, and goes on."""
        current = self._current
        if not self._root.is_there():
            self._fail(RecorderFault.DISK_GONE, self._root.why)
        elif self._retention.full and (current is not None or self._policy_wants()):
            self._fail(RecorderFault.DISK_FULL, "nothing is left that may be deleted")
        elif current is not None and not current.is_there():
            self._fail(RecorderFault.DISK_GONE, f"{current.folder} is not there any more")
            self._forget()
        elif self._disk_fault is not RecorderFault.NONE and self._clock.monotonic_ns() >= self._try_at_ns:
            self._go_on()

    def _growing(self) -> tuple[str, int]:
        return self.view.session_id, self.view.written_bytes

    def _policy_wants(self) -> bool:
        return self._policy.wanted_by is not None or self._config.mode is RecordingMode.ALWAYS

    def _fail(self, fault: RecorderFault, detail: str) -> None:
        if self._disk_fault is fault:
            return
        if detail != self._failed_with:
            log.error("recording stops: %s", detail)
        self._disk_fault, self._failed_with = fault, detail
        self._try_at_ns = self._clock.monotonic_ns() + TRY_AGAIN_NS
        if self.intake.is_open:
            self.intake.close()
        self._record_video(None)

    def _go_on(self) -> None:
        self._disk_fault = RecorderFault.NONE
        if self._current is not None:
            self._write_into(self._current)
            self._say_all_again()  # what changed meanwhile was seen, and not written

    def _forget(self) -> None:
        """The session's folder was removed: the next one begins."""
        current, self._current = self._current, None
        self._policy.lost()
        if current is not None:
            current.release()
            if not current.ready:
                self._say(ActKind.RECORDING_ENDED, current.id, {"why": CutOff.DISK})

    def _faults(self, facts: tuple[CameraFacts, ...]) -> set[RecorderFault]:
        faults = {self._disk_fault, self.process.report.fault}
        if self._current is not None:
            faults |= of_cameras(facts)
            if self.process.is_down:
                faults.add(RecorderFault.PROCESS_LOST)
            dropped, self._dropped_before = self._dropped_before, self.process.line.dropped
            if self.process.is_slow or self._dropped_before > dropped:
                faults.add(RecorderFault.DISK_SLOW)
        return faults

    def _tell(self, facts: tuple[CameraFacts, ...], now_ns: int) -> None:
        change = self._trouble.look(self._faults(facts), self.process.lost, now_ns)
        if change is not None:
            self._tell_trouble(change, now_ns)
        view = self._viewed(facts)
        if view != self.view:
            self.view = view

    def _tell_trouble(self, change: Change, now_ns: int) -> None:
        session_id = self._current.id if self._current is not None else ""
        if change.fault is not RecorderFault.NONE:
            log.error("recording is in trouble: %s", change.fault)
        else:
            log.info("recording is well again")
            self._failed_with = ""
        self._say(ActKind.RECORDING_TROUBLE, session_id, {"what": change.fault})
        if change.over is not RecorderFault.NONE:
            self._gap(change.over_since_tape_ns, change.over, 0, over=False)
            self._gap(now_ns, change.over, change.lost, over=True)

    def _gap(self, at_tape_ns: int, why: RecorderFault, lost: int, *, over: bool) -> None:
        body = happenings.as_json({"why": why, "lost": lost, "over": over})
        self.intake.put(SessionRow(at_tape_ns, Topic.GAP, "", body))

    def _viewed(self, facts: tuple[CameraFacts, ...]) -> RecorderView:
        current, report = self._current, self.process.report
        view = standing_by(
            self._config.mode,
            self._retention,
            written_bytes=written_bytes(report, facts) if current is not None else 0,
            fault=self._trouble.fault,
            fault_since_wall_ns=self._fault_since_wall_ns(),
        )
        if current is None or current.ready:
            is_ending = bool(self._ended) and report.closed != str(self._ended[-1].folder)
            return replace(view, state=RecorderState.ENDING) if is_ending else view
        running = self._policy.running
        return recording(
            view,
            current,
            facts,
            report,
            why=running.why if running is not None else None,
            ordered=len(self._station.precinct.cameras) - len(self._config.leave_out),
            lost=self.process.lost - self._lost_at_begin,
        )

    def _fault_since_wall_ns(self) -> int | None:
        """The same as long as the fault is: a view is replaced only when something changed."""
        if self._trouble.fault is RecorderFault.NONE:
            return None
        if self._trouble.fault is self.view.fault and self.view.fault_since_wall_ns is not None:
            return self.view.fault_since_wall_ns
        return self._clock.wall_ns() - (self._clock.monotonic_ns() - self._trouble.since_tape_ns)

    def _say(self, kind: ActKind, subject: str, detail: dict[str, Value | list[str]], operator: str = "") -> None:
        at_wall_ns = self._clock.wall_ns()
        self._ledger.write(act(kind, subject, at_wall_ns=at_wall_ns, operator=operator, detail=detail))
