"""One camera of a replay in its worker: finds, decodes and shows what the playhead points at."""

import threading

from base.clock import Clock
from video.board import Board
from video.config import CameraConfig
from video.memory import SharedFile
from video.recording.order import RecordOrder
from video.replay.tape import Tape


class TapePlayer:
    """Has the camera's slot and status to itself for as long as its worker lives."""

    def __init__(
        self,
        index: int,
        config: CameraConfig,
        tape: Tape,
        board: Board,
        pictures: SharedFile,
        clock: Clock,
        stopping: threading.Event,
    ) -> None:
        self.index = index
        self._config = config
        self._tape = tape
        self._board = board
        self._pictures = pictures
        self._clock = clock
        self._stopping = stopping

    def run(self) -> None:
        raise NotImplementedError

    def record(self, order: RecordOrder | None) -> None:
        """What is replayed is never recorded again."""
