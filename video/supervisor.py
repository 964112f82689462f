"""The wall's feed of live cameras: facts and pictures out of shared memory, worker processes behind it.

Imports neither OpenCV nor FFmpeg: decoders are loaded in the workers only.
"""

import logging
import os
from contextlib import AbstractContextManager

import numpy as np
from numpy.typing import NDArray

from base.clock import Clock
from base.errors import PersonError
from base.worker import Worker
from video.board import Board
from video.config import CameraConfig
from video.crew import Crew
from video.feed import HIDDEN, CameraFacts, CameraState, Picture, StreamDemand
from video.freshness import judge
from video.holds import Holds
from video.isolation import Groups
from video.masked_share import masked_share
from video.recording.order import RecordOrder
from video.slots import SlotReader, pictures_file
from video.status import Status

log = logging.getLogger(__name__)


class Supervisor(Worker):
    """Serves `cameras` from `workers` processes (by default one less than there are cores, at least two).

    Every camera is hidden until it is demanded: received, not decoded. Pictures and facts are for one thread, the one
    that shows them; the processes are started and watched from a thread of the supervisor's own.
    """

    def __init__(
        self, cameras: tuple[CameraConfig, ...], *, clock: Clock, workers: int | None = None, spare: bool = True
    ) -> None:
        """Raises PersonError when there is no memory to share with the workers."""
        super().__init__("video supervisor")
        self._cameras = cameras
        self._clock = clock
        count = min(workers or max(2, (os.cpu_count() or 2) - 1), max(len(cameras), 1))
        try:
            self._board = Board.create(len(cameras), count + len(cameras) + 2)
            self._pictures = pictures_file(len(cameras))
            self._reader = SlotReader(self._board, self._pictures)
        except OSError as error:
            raise PersonError(f"no shared memory for {len(cameras)} cameras: {error.strerror}") from None
        self._groups = Groups.spread(len(cameras), count)
        self._crew = Crew(cameras, self._groups, self._board, self._pictures, clock, spare=spare)
        self._masked_shares = tuple(masked_share(camera.masks) for camera in cameras)
        self._demands = [HIDDEN] * len(cameras)
        self._visible_since_ns: list[int | None] = [None] * len(cameras)
        self._statuses: list[tuple[int, Status]] = [(-1, Status())] * len(cameras)
        self._holds = Holds(self._reader, len(cameras))
        self._process_ids: tuple[int, ...] = ()
        self._stop_limit_s = 3.0
        self._ended_well = True
        self._recording: RecordOrder | None = None

    @property
    def cameras(self) -> tuple[CameraConfig, ...]:
        return self._cameras

    @property
    def worker_restarts(self) -> int:
        return self._crew.restarts

    def process_ids(self) -> tuple[int, ...]:
        """The workers', the spare one's among them."""
        return self._process_ids

    def facts(self) -> tuple[CameraFacts, ...]:
        now_ns = self._clock.monotonic_ns()
        sequences = self._board.sequences()
        worker_of = self._groups.workers()
        return tuple(
            self._facts_of(index, now_ns, int(sequences[index]), worker_of.get(index, 0))
            for index in range(len(self._cameras))
        )

    def sequences(self) -> NDArray[np.uint64]:
        return self._board.sequences()

    def demand(self, index: int, demand: StreamDemand) -> None:
        if demand == self._demands[index]:
            return
        now_ns = self._clock.monotonic_ns()
        if demand.hidden:
            self._visible_since_ns[index] = None
        elif self._demands[index].hidden:
            self._visible_since_ns[index] = now_ns
        self._demands[index] = demand
        self._board.write_demand(index, demand, self._visible_since_ns[index] or 0)

    def picture(self, index: int) -> AbstractContextManager[Picture | None]:
        """Held twice at the same time it is the same picture: the first hold counts."""
        return self._holds.hold(index)

    def record(self, order: RecordOrder | None) -> None:
        """Record by `order` from now on, or no more. Returns at once; `CameraFacts.recording` tells what came of it."""
        self._recording = order

    def stop(self, timeout_s: float = 3.0) -> bool:
        """End all workers; True when they and the thread have ended within `timeout_s`."""
        self._stop_limit_s = timeout_s
        self.ask_to_stop()
        return self.join(timeout_s + 0.5) and self._ended_well

    # In the supervisor's thread: it starts the processes, so it must live as long as they are to.

    def started(self) -> None:
        self._crew.start()
        self._process_ids = self._crew.process_ids

    def run_once(self) -> None:
        self._crew.record(self._recording)
        self._crew.watch()
        self._process_ids = self._crew.process_ids

    def ended(self) -> None:
        self._ended_well = self._crew.end(self._stop_limit_s * 0.85)
        self._process_ids = ()
        self._board.file.close()
        self._pictures.close()

    def _facts_of(self, index: int, now_ns: int, sequence: int, worker: int) -> CameraFacts:
        version, status = self._statuses[index]
        if version != self._board.status_version(index):
            version, status = self._board.status_version(index), self._board.read_status(index) or status
            self._statuses[index] = (version, status)
        verdict = judge(status, now_ns, self._visible_since_ns[index])
        recording, recorded_bytes, record_lost = self._board.read_recording(index)
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
            picture_at_ns=status.picture_at_ns or None,
            state_since_ns=verdict.since_ns,
            next_try_ns=status.next_try_ns or None,
            reconnects=status.reconnects,
            first_picture_s=status.first_picture_s,
            latency_ms=status.latency_ms,
            worker=worker,
            hidden=self._demands[index].hidden,
            frozen_since_ns=_frozen_since_ns(status, verdict.state, hidden=self._demands[index].hidden),
            masked_share=self._masked_shares[index],
            recording=recording,
            recorded_bytes=recorded_bytes,
            record_lost=record_lost,
        )


def _frozen_since_ns(status: Status, state: CameraState, *, hidden: bool) -> int | None:
    """Only of pictures that come and are looked at."""
    coming = state in (CameraState.LIVE, CameraState.STALE) and not hidden
    return status.frozen_since_ns or None if coming else None
