"""Recorded cameras through the door that live ones come through: facts and pictures by the playhead's time.

Imports neither OpenCV nor FFmpeg: decoders are loaded in the workers only.
"""

import logging
import os
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from base.clock import Clock
from base.errors import PersonError
from base.playhead import STOPPED, Playhead
from base.worker import Worker
from video.board import Board
from video.config import CameraConfig
from video.crew import Crew
from video.feed import HIDDEN, CameraFacts, CameraState, Picture, Reason, StreamDemand, StreamKind
from video.freshness import Verdict, amber_after_ns, grey_after_ns
from video.holds import Holds
from video.isolation import Groups
from video.masked_share import masked_share
from video.replay.settled import Settled, is_of_playhead, read_settled, settled_before
from video.replay.tape import Tape
from video.slots import SlotReader, pictures_file
from video.status import Status

log = logging.getLogger(__name__)

FOCUS_PRIORITY = 1_000
"""Above any that a wall gives."""


class ReplayFeed(Worker):
    """The cameras of a session, each with its tape, decoded by worker processes as live ones are.

    All times in facts and pictures are tape time, so that views whose clock is the replay's compute right ages.
    Pictures, facts and the playhead are for one thread, the one that shows them.
    """

    def __init__(
        self,
        cameras: tuple[CameraConfig, ...],
        tapes: tuple[Tape, ...],
        *,
        clock: Clock,
        workers: int | None = None,
        spare: bool = False,
        frozen_since: Callable[[str, int], int | None] = lambda _camera, _at: None,
    ) -> None:
        """`tapes` in the order of `cameras`, an empty one for a camera without material; `clock` is the desk's own.
        `frozen_since` knows of a camera id and a tape time what was recorded of a picture that stood still.

        Raises PersonError when there is no memory to share with the workers.
        """
        super().__init__("video replay")
        if tuple(tape.camera_id for tape in tapes) != tuple(camera.id for camera in cameras):
            raise ValueError("a tape for each camera, in their order")
        self._cameras = cameras
        self._frozen_since = frozen_since
        self._clock = clock
        count = min(workers or max(2, (os.cpu_count() or 2) - 1), max(len(cameras), 1))
        try:
            self._board = Board.create(len(cameras), count + len(cameras) + 2)
            self._pictures = pictures_file(len(cameras))
            reader = SlotReader(self._board, self._pictures)
        except OSError as error:
            raise PersonError(f"no shared memory for {len(cameras)} cameras: {error.strerror}") from None
        self._groups = Groups.spread(len(cameras), count)
        self._crew = Crew(cameras, self._groups, self._board, self._pictures, clock, spare=spare, tapes=tapes)
        self._masked_shares = tuple(masked_share(camera.masks) for camera in cameras)
        self._demands = [HIDDEN] * len(cameras)
        self._statuses: list[tuple[int, Status]] = [(-1, Status())] * len(cameras)
        self._holds = Holds(reader, len(cameras))
        self._playhead = STOPPED
        self._focus = ""
        self._process_ids: tuple[int, ...] = ()
        self._stop_limit_s = 3.0
        self._ended_well = True

    # The playhead

    @property
    def playhead(self) -> Playhead:
        return self._playhead

    def set_playhead(self, playhead: Playhead) -> None:
        """Go there, or on like this. Returns at once; `settled` tells when the pictures are there."""
        self._playhead = playhead
        self._board.write_playhead(playhead)

    def tape_ns(self) -> int:
        return self._playhead.tape_ns(self._clock.monotonic_ns())

    def settled(self) -> tuple[Settled, ...]:
        """How far each camera has come with the present playhead, in the cameras' order.

        While it plays a camera is settled when it has shown its first picture of this place.
        """
        return tuple(self._settled(index) for index in range(len(self._cameras)))

    # The wall's door

    @property
    def cameras(self) -> tuple[CameraConfig, ...]:
        return self._cameras

    @property
    def worker_restarts(self) -> int:
        return self._crew.restarts

    def process_ids(self) -> tuple[int, ...]:
        return self._process_ids

    def facts(self) -> tuple[CameraFacts, ...]:
        tape_ns = self.tape_ns()
        sequences = self._board.sequences()
        worker_of = self._groups.workers()
        return tuple(
            self._facts_of(index, tape_ns, int(sequences[index]), worker_of.get(index, 0))
            for index in range(len(self._cameras))
        )

    def sequences(self) -> NDArray[np.uint64]:
        return self._board.sequences()

    def demand(self, index: int, demand: StreamDemand) -> None:
        if demand == self._demands[index]:
            return
        self._demands[index] = demand
        self._write_demand(index)

    def set_focus(self, camera_id: str) -> None:
        """Whose pictures come first after a seek, and are kept for steps back; "" for nobody's."""
        before, self._focus = self._focus, camera_id
        for index, camera in enumerate(self._cameras):
            if camera_id != before and camera.id in (before, camera_id) and not self._demands[index].hidden:
                self._write_demand(index)

    def _write_demand(self, index: int) -> None:
        demand = self._demands[index]
        if self._cameras[index].id == self._focus and not demand.hidden:
            demand = replace(demand, priority=demand.priority + FOCUS_PRIORITY)
        self._board.write_demand(index, demand, 0 if demand.hidden else self._clock.monotonic_ns())

    def picture(self, index: int) -> AbstractContextManager[Picture | None]:
        """None also where nothing was received around this time: the slot's picture is of elsewhere."""
        if self._settled(index) is Settled.NOTHING_HERE:
            return nullcontext()
        return self._holds.hold(index)

    def stop(self, timeout_s: float = 3.0) -> bool:
        """End all workers; True when they and the thread have ended within `timeout_s`."""
        self._stop_limit_s = timeout_s
        self.ask_to_stop()
        return self.join(timeout_s + 0.5) and self._ended_well

    # In a thread of its own: it starts the processes, so it must live as long as they are to.

    def started(self) -> None:
        self._crew.start()
        self._process_ids = self._crew.process_ids

    def run_once(self) -> None:
        self._crew.watch()
        self._process_ids = self._crew.process_ids

    def ended(self) -> None:
        self._ended_well = self._crew.end(self._stop_limit_s * 0.85)
        self._process_ids = ()
        self._board.file.close()
        self._pictures.close()

    # What is true of one camera

    def _settled(self, index: int) -> Settled:
        if self._demands[index].hidden:
            return Settled.NOTHING_HERE
        word = self._board.settled_word(index)
        now = read_settled(word, self._board.playhead_changes(), self._board.demand_version(index))
        if now is not None:
            return now
        before = settled_before(word)
        if is_of_playhead(word, self._board.playhead_changes()):  # only another size is wanted, or it was hidden
            return Settled.WAITING if before is Settled.NOTHING_HERE else before
        if self._playhead.is_jump or before is Settled.WAITING:
            return Settled.WAITING
        return Settled.KEY if before is Settled.KEY_ONLY else before  # it plays on: the picture is still of this place

    def _facts_of(self, index: int, tape_ns: int, sequence: int, worker: int) -> CameraFacts:
        version, status = self._statuses[index]
        if version != self._board.status_version(index):
            version, status = self._board.status_version(index), self._board.read_status(index) or status
            self._statuses[index] = (version, status)
        hidden = self._demands[index].hidden
        settled = self._settled(index)
        verdict = judge_replayed(status, settled, tape_ns, self._playhead.rate, hidden=hidden)
        here = hidden or settled is not Settled.NOTHING_HERE
        return CameraFacts(
            camera_id=self._cameras[index].id,
            state=verdict.state,
            reason=verdict.reason,
            detail=status.detail,
            stream=status.stream,
            source_fps=status.source_fps,
            source_width=status.source_width,
            source_height=status.source_height,
            width=status.width,
            height=status.height,
            sequence=sequence,
            picture_at_ns=status.picture_at_ns or None if here else None,
            state_since_ns=verdict.since_ns,
            next_try_ns=None,
            reconnects=status.reconnects,
            first_picture_s=status.first_picture_s,
            latency_ms=status.latency_ms,
            worker=worker,
            hidden=hidden,
            frozen_since_ns=self._frozen_since(self._cameras[index].id, tape_ns),
            masked_share=self._masked_shares[index],
            keys_only=not hidden and (settled in (Settled.KEY, Settled.KEY_ONLY) or status.stream is StreamKind.KEY),
        )


def judge_replayed(status: Status, settled: Settled, tape_ns: int, rate: float, *, hidden: bool) -> Verdict:
    """What to show of a camera at that tape time: as live, from the age of its data, and never live while it seeks.

    What was received is known beforehand: `status.packet_at_ns` is the end of the stretch without a gap, so that the
    verdict is the same after a seek and after playing, at any speed. A picture that is far behind it is stale, though:
    a worker that hangs cannot look alive.
    """
    if status.reason is Reason.CODEC:
        return Verdict(CameraState.UNSUPPORTED, status.reason, status.reason_since_ns)
    if status.reason not in (Reason.NONE, Reason.ENDED):
        state = CameraState.CONNECTING if status.reason is Reason.WORKER_LOST else CameraState.OFFLINE
        return Verdict(state, status.reason, tape_ns)
    if settled is Settled.WAITING:
        return Verdict(CameraState.CONNECTING, Reason.STARTING, tape_ns)
    last_ns = status.packet_at_ns
    amber_ns, grey_ns = amber_after_ns(status.source_fps), grey_after_ns(status.source_fps)
    if last_ns == 0 or tape_ns - last_ns >= grey_ns or (settled is Settled.NOTHING_HERE and not hidden):
        return Verdict(CameraState.OFFLINE, Reason.ENDED, last_ns + grey_ns if 0 < last_ns < tape_ns else tape_ns)
    if tape_ns - last_ns >= amber_ns:
        return Verdict(CameraState.STALE, Reason.ENDED, last_ns + amber_ns)
    behind_ns = min(tape_ns, last_ns) - status.picture_at_ns
    allowed_ns = grey_ns if settled is Settled.EXACT else grey_ns * 2
    if not hidden and rate > 0 and behind_ns > allowed_ns * max(rate, 1.0):
        return Verdict(CameraState.STALE, Reason.TIMED_OUT, tape_ns)
    return Verdict(CameraState.LIVE, Reason.NONE, status.live_since_ns)
