"""The worker processes: started, watched, replaced, ended. Lives in the supervisor's thread."""

import logging
from multiprocessing.connection import wait

from base.backoff import Backoff
from base.clock import NS_PER_S, Clock
from video.board import Board
from video.config import CameraConfig
from video.economy import Economy
from video.feed import Reason
from video.isolation import Groups
from video.load import Load
from video.memory import SharedFile
from video.orders import Record
from video.process import WorkerProcess
from video.recording.order import RecordOrder, RecordState
from video.replay.tape import Tape
from video.status import Phase, Status

log = logging.getLogger(__name__)

START_LIMIT_NS = 30 * NS_PER_S
"""For a process to load its libraries and beat for the first time, on a busy machine."""
SILENT_LIMIT_NS = 6 * NS_PER_S
"""No heart beat for so long: the process is stopped, or something in it holds the interpreter's lock for ever."""
DECODING_LIMIT_NS = 10 * NS_PER_S
"""One packet in the decoder for so long: it hangs there."""
RESTART_DELAYS_S = (0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0)
LIVED_WELL_NS = 60 * NS_PER_S
SPARE_AFTER_NS = 3 * NS_PER_S
"""The spare worker waits, with everything loaded, to take over at once; it is made when starting up is done."""
WATCH_EVERY_S = 0.2


class Crew:
    """One process for each group of cameras, and a spare. All methods are for one thread."""

    def __init__(
        self,
        cameras: tuple[CameraConfig, ...],
        groups: Groups,
        board: Board,
        pictures: SharedFile,
        clock: Clock,
        *,
        spare: bool,
        tapes: tuple[Tape, ...] | None = None,
    ) -> None:
        self.restarts = 0
        self._cameras = cameras
        self._groups = groups
        self._board = board
        self._pictures = pictures
        self._clock = clock
        self._wants_spare = spare
        self._spare: WorkerProcess | None = None
        self._processes: dict[int, WorkerProcess] = {}
        self._born_ns: dict[int, int] = {}
        self._due_ns: dict[int, int] = {}
        self._backoffs: dict[int, Backoff] = {}
        self._guilty: dict[int, tuple[int, ...]] = {}
        self._places = list(range(board.workers))
        self._spare_due_ns = 0
        self._watched_ns = clock.monotonic_ns()
        self._economy = Economy()
        self._load = Load()
        self._load_ns = self._watched_ns
        self._tapes = tapes
        self._recording: RecordOrder | None = None

    def record(self, order: RecordOrder | None) -> None:
        """Tell every worker; those that are started later are told with their cameras."""
        if order == self._recording:
            return
        self._recording = order
        for process in self._processes.values():
            process.tell(Record(order))

    def start(self) -> None:
        for group, members in enumerate(self._groups.groups):
            if members:
                self._due_ns[group] = 0
        self._start_due(self._clock.monotonic_ns())

    @property
    def process_ids(self) -> tuple[int, ...]:
        return tuple(process.id for process in self._all())

    def watch(self) -> None:
        """One turn: wait for news at most WATCH_EVERY_S, then see to everything that has happened."""
        processes = self._all()
        news = wait([p.sentinel for p in processes] + [p.voice for p in processes], WATCH_EVERY_S)
        for process in processes:
            if process.voice in news:
                process.listen()
        now_ns = self._clock.monotonic_ns()
        for group, process in list(self._processes.items()):
            if not process.is_alive:
                self._bury(group, process, now_ns)
        if self._spare is not None and not self._spare.is_alive:
            log.warning("the spare video worker ended: %s", self._spare.ended_by)
            self._let_go(self._spare)
            self._spare = None
        if now_ns - self._watched_ns < 2 * NS_PER_S:  # else this process was stopped itself, and so were the others
            self._look_for_hanging(now_ns)
        self._watched_ns = now_ns
        self._start_due(now_ns)
        self._see_to_spare(now_ns)
        self._look_at_load(now_ns)

    def end(self, limit_s: float) -> bool:
        """End them all, the slow ones by force; True when all have ended within `limit_s`."""
        processes = self._all()
        ends_ns = self._clock.monotonic_ns() + round(limit_s * NS_PER_S)
        for process in processes:
            process.ask_to_end()
        for share, act in ((0.45, WorkerProcess.terminate), (0.7, WorkerProcess.kill)):
            by_ns = ends_ns - round(limit_s * (1 - share) * NS_PER_S)
            for process in processes:
                if not process.join((by_ns - self._clock.monotonic_ns()) / NS_PER_S):
                    act(process)
        all_ended = True
        for process in processes:
            if process.join((ends_ns - self._clock.monotonic_ns()) / NS_PER_S):
                self._let_go(process)
            else:
                all_ended = False
                log.error("video worker %d (process %d) did not end", process.place, process.id)
        self._processes.clear()
        self._spare = None
        return all_ended

    def _all(self) -> list[WorkerProcess]:
        return [*(self._processes[group] for group in sorted(self._processes)), *([self._spare] if self._spare else [])]

    def _start_due(self, now_ns: int) -> None:
        for group in [group for group, due_ns in self._due_ns.items() if due_ns <= now_ns]:
            process = self._spare or self._new_process(now_ns)
            if process is None:
                self._due_ns[group] = now_ns + NS_PER_S
                continue
            self._spare = None if process is self._spare else self._spare
            del self._due_ns[group]
            self._processes[group] = process
            self._born_ns[group] = now_ns
            self._spare_due_ns = now_ns + SPARE_AFTER_NS
            if self._recording is not None:
                process.tell(Record(self._recording))
            process.serve(tuple(self._groups.groups[group]))

    def _new_process(self, now_ns: int) -> WorkerProcess | None:
        place = self._places.pop(0)
        self._board.beat(place, now_ns + START_LIMIT_NS - SILENT_LIMIT_NS)
        try:
            return WorkerProcess(place, self._cameras, self._board, self._pictures, self._tapes)
        except OSError as error:
            log.error("a video worker could not be started: %s", error)
            self._places.append(place)
            return None

    def _see_to_spare(self, now_ns: int) -> None:
        if self._wants_spare and self._spare is None and self._processes and now_ns >= self._spare_due_ns:
            self._spare_due_ns = now_ns + 10 * NS_PER_S  # not at once again where it cannot be started
            self._spare = self._new_process(now_ns)

    def _let_go(self, process: WorkerProcess) -> None:
        self._places.append(process.place)
        process.close()

    def _bury(self, group: int, process: WorkerProcess, now_ns: int) -> None:
        """Its cameras wait for the next one; whoever was to blame gets one of its own."""
        inside = self._inside_decoder(group, process)
        names = ", ".join(self._cameras[i].id for i in inside)
        log.error("video worker %d ended: %s; in the decoder: %s", group, process.ended_by, names or "nobody")
        del self._processes[group]
        for index in process.cameras:
            self._board.mark_busy(index, 0)
            self._board.mark_opening(index, 0)
            self._say_lost(index, now_ns)
            self._say_not_recorded(index)
        self.restarts += 1
        has_worked = self._board.last_beat_ns(process.place) <= now_ns  # one that never came up has met no camera
        new_groups = self._groups.died(group, inside, now_ns) if has_worked else []
        self._let_go(process)
        for new in new_groups:
            members = [self._cameras[i].id for i in self._groups.groups[new]]
            log.warning("video worker %d is for %s from now on", new, ", ".join(members))
        backoff = self._backoffs.setdefault(group, Backoff(RESTART_DELAYS_S))
        if now_ns - self._born_ns[group] > LIVED_WELL_NS:
            backoff.reset()
        delay_ns = 0 if new_groups else round(backoff.next_delay_s() * NS_PER_S)
        self._due_ns[group] = now_ns + delay_ns
        self._due_ns |= dict.fromkeys(new_groups, now_ns)

    def _inside_decoder(self, group: int, process: WorkerProcess) -> tuple[int, ...]:
        """The cameras that were being decoded when it ended, or else the one that was being opened."""
        hanging = self._guilty.pop(group, None)
        if hanging is not None:
            return hanging
        decoding = tuple(i for i in process.cameras if self._board.busy_since_ns(i))
        opening = tuple(i for i in process.cameras if self._board.opening_since_ns(i))
        return decoding or (opening if len(opening) == 1 else ())

    def _say_lost(self, index: int, now_ns: int) -> None:
        """The status has no other writer now. One that was cut off in the middle of writing starts afresh."""
        status = self._board.read_status(index) or Status()
        if status.reason is Reason.NONE:
            status = status.with_(reason=Reason.WORKER_LOST, reason_since_ns=now_ns, detail="")
        self._board.write_status(index, status.with_(phase=Phase.IDLE, phase_since_ns=now_ns, next_try_ns=0))

    def _say_not_recorded(self, index: int) -> None:
        """What the next worker goes on from: bytes and losses so far."""
        order = self._recording
        is_wanted = order is not None and self._cameras[index].id in order.cameras
        _, size_bytes, lost = self._board.read_recording(index)
        self._board.write_recording(index, RecordState.WAITING if is_wanted else RecordState.OFF, size_bytes, lost)

    def _look_for_hanging(self, now_ns: int) -> None:
        for group, process in self._processes.items():
            silent_ns = now_ns - self._board.last_beat_ns(process.place)
            stuck = tuple(i for i in process.cameras if 0 < self._board.busy_since_ns(i) < now_ns - DECODING_LIMIT_NS)
            if stuck and group not in self._guilty:
                self._guilty[group] = stuck
            if stuck or silent_ns > SILENT_LIMIT_NS:
                log.error("video worker %d hangs: ended by force", group)
                process.kill()
        if self._spare is not None and now_ns - self._board.last_beat_ns(self._spare.place) > SILENT_LIMIT_NS:
            self._spare.kill()

    def _look_at_load(self, now_ns: int) -> None:
        elapsed_ns = now_ns - self._load_ns
        if elapsed_ns < NS_PER_S:
            return
        self._load_ns = now_ns
        workers = self._load.workers(self.process_ids, elapsed_ns / NS_PER_S)
        wanted = self._economy.look(machine=self._load.machine(), workers=workers)
        if wanted != self._board.economy:
            log.info("decoding %s the loop filter from now on", "without" if wanted else "with")
            self._board.economy = wanted
