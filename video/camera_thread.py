"""One camera in its worker: open, demux, decode, show; and again after a failure."""

import logging
import threading
from collections.abc import Callable
from contextlib import closing
from functools import partial

from base.backoff import Backoff
from base.clock import NS_PER_S, Clock
from video.board import Board
from video.config import CameraConfig
from video.feed import HIDDEN, Reason, StreamDemand, StreamKind
from video.memory import SharedFile
from video.open_errors import SourceError
from video.opening import Opening
from video.playing import Playing
from video.recording.main_stream import MainStream
from video.recording.order import RecordOrder
from video.recording.tap import Tap
from video.recording.writer import Writer
from video.screen import Screen
from video.source import Address, Source, address_of, open_source
from video.status import Phase, Status
from video.stillness import Stillness
from video.stream_choice import StreamChoice

log = logging.getLogger(__name__)

LOOK_EVERY_NS = NS_PER_S // 2
STEADY_AFTER_NS = 10 * NS_PER_S
"""A connection that lasted this long was a good one: the next failure starts at the shortest wait again."""
RARE_TRY_S = {Reason.WRONG_PASSWORD: 300.0, Reason.CODEC: 300.0, Reason.BAD_ADDRESS: 300.0, Reason.MISSING_SECRET: 30.0}
"""Trying a wrong password every few seconds locks an account; a codec does not appear by itself."""
MAIN_RETRY_NS = 30 * NS_PER_S


class CameraThread:
    """Has the camera's slot and status to itself for as long as its worker lives."""

    def __init__(
        self,
        index: int,
        config: CameraConfig,
        board: Board,
        pictures: SharedFile,
        clock: Clock,
        stopping: threading.Event,
        opener: Callable[[Address], Source] = open_source,
        writer: Writer | None = None,
    ) -> None:
        """`writer` takes what is recorded; without one nothing can be."""
        self.index = index
        self.clock = clock
        self.stopping = stopping
        self.board = board
        self.screen = Screen(board, pictures, index, config.masks)
        self.status = board.read_status(index) or Status()
        """Goes on from what a worker before this one left: the last picture's age, the count of reconnects."""
        self.stillness = Stillness(self.status.frozen_since_ns or None)
        self.demand: StreamDemand = HIDDEN
        self.visible_since_ns = 0
        self.opened_at_ns = 0
        self._config = config
        self._opener = opener
        self._backoff = Backoff()
        self._choice = StreamChoice(has_sub=config.sub_address is not None)
        self._on_sub = False
        self._demand_version = -1
        self._look_due_ns = 0
        self._main_due_ns = 0
        self._record_tap = Tap(writer, board, index, config) if writer is not None else None
        self._main_stream: MainStream | None = None
        self.tap = self._record_tap if config.sub_address is None else None
        self._opening: tuple[Opening, bool] | None = None
        """The other stream, on its way; whether it is the sub-stream."""

    def run(self) -> None:
        """Until told to stop. Whatever happens becomes a status; nothing ends the thread but the end of the worker."""
        while not self.stopping.is_set():
            started_ns = self.clock.monotonic_ns()
            try:
                self._session(started_ns)
                continue
            except SourceError as raised:
                error = raised
            except OSError as raised:
                error = SourceError(Reason.NO_MEMORY, raised.strerror or "")
            except Exception:
                log.exception("camera %s: an error that was not foreseen", self._config.id)
                error = SourceError(Reason.BROKEN, "internal error")
            self._wait_after(error, started_ns)
        if self._main_stream is not None:
            self._main_stream.stop()

    def record(self, order: RecordOrder | None) -> None:
        """From the worker's main thread; returns at once."""
        tap = self._record_tap
        if tap is None:
            return
        is_recorded = tap.order(order)
        if self.tap is not None:
            return
        if is_recorded and self._main_stream is None:
            self._main_stream = MainStream(self._config, tap, self.clock, self._opener)
        elif not is_recorded and self._main_stream is not None:
            self._main_stream.stop()
            self._main_stream = None

    def say(self, **changes: object) -> None:
        for name, value in changes.items():
            setattr(self.status, name, value)
        self.board.write_status(self.index, self.status)

    def _session(self, started_ns: int) -> None:
        """One connection, from opening to its end. Raises SourceError; returns when told to stop."""
        self.look_at_demand(started_ns)
        self._choice.choose(self.demand, started_ns)
        self._on_sub = self._choice.uses_sub(started_ns)
        again = self.status.reason is not Reason.NONE
        self.say(phase=Phase.CONNECTING, phase_since_ns=started_ns, next_try_ns=0)
        source = self._open(started_ns)
        if again:
            self.say(reconnects=self.status.reconnects + 1)
        while True:
            now_ns = self.clock.monotonic_ns()
            self.say(phase=Phase.STREAMING, phase_since_ns=now_ns, stream=self._choice.kind)
            try:
                with closing(source):
                    following = Playing(self, source).play()
            finally:
                if self.tap is not None:
                    self.tap.closed()
                self._give_up_opening()
            if following is None:
                return
            source = following

    def _open(self, now_ns: int) -> Source:
        self.opened_at_ns = now_ns
        self.board.mark_opening(self.index, now_ns)
        try:
            return self._opener(address_of(self._config, sub=self._on_sub))
        except SourceError:
            if not self._on_sub:
                raise
            self._choice.sub_failed(now_ns)
            self._on_sub = False
            return self._opener(address_of(self._config, sub=False))
        finally:
            self.board.mark_opening(self.index, 0)

    def look_at_demand(self, now_ns: int) -> None:
        """Take over a demand that has changed. Cheap when it has not: called for every packet."""
        version = self.board.demand_version(self.index)
        if version == self._demand_version:
            return
        read = self.board.read_demand(self.index)
        if read is None:
            return  # being written: with the next packet
        self._demand_version = version
        self.demand, self.visible_since_ns = read
        if self.demand.hidden:
            self.stillness = Stillness()
            self.say(frozen_since_ns=0)
        self._look_due_ns = now_ns

    def other_source(self, now_ns: int) -> Source | None:
        """The other stream's source, once it is open, when the tile has outgrown or no longer needs this one.

        Never waits: this one plays on until the other is there. Whether another is needed is looked at every 500 ms.
        """
        if self._opening is not None and self._opening[0].is_done:
            source = self._opened(now_ns)
            if source is not None:
                return source
        if now_ns < self._look_due_ns:
            return None
        self._look_due_ns = now_ns + LOOK_EVERY_NS
        kind = self._choice.choose(self.demand, now_ns)
        wants_sub = self._choice.uses_sub(now_ns)
        if wants_sub == self._on_sub:
            self._give_up_opening()
            if kind is not self.status.stream:
                self.say(stream=kind)
        elif self._opening is None and (wants_sub or now_ns >= self._main_due_ns):
            open_it = partial(self._open_other, sub=wants_sub)
            self._opening = (Opening(f"camera {self._config.id}", open_it), wants_sub)
        return None

    def _open_other(self, *, sub: bool) -> Source:
        return self._opener(address_of(self._config, sub=sub))

    def _opened(self, now_ns: int) -> Source | None:
        assert self._opening is not None
        (opening, is_sub), self._opening = self._opening, None
        try:
            source = opening.take()
        except SourceError as error:
            log.warning("camera %s: the other stream: %s %s", self._config.id, error.reason, error.detail)
            if is_sub:
                self._choice.sub_failed(now_ns)
            else:
                self._main_due_ns = now_ns + MAIN_RETRY_NS
            return None
        self._on_sub = is_sub
        return source

    def _give_up_opening(self) -> None:
        if self._opening is not None:
            self._opening[0].give_up()
            self._opening = None

    @property
    def decodes_keys_only(self) -> bool:
        return self._choice.kind is StreamKind.KEY

    def _wait_after(self, error: SourceError, started_ns: int) -> None:
        now_ns = self.clock.monotonic_ns()
        if self.status.phase is Phase.STREAMING and now_ns - started_ns >= STEADY_AFTER_NS:
            self._backoff.reset()
        delay_s = max(self._backoff.next_delay_s(), RARE_TRY_S.get(error.reason, 0.0))
        log.info("camera %s: %s %s; next try in %.0f s", self._config.id, error.reason, error.detail, delay_s)
        self.say(
            phase=Phase.WAITING,
            phase_since_ns=now_ns,
            reason=error.reason,
            reason_since_ns=self.status.reason_since_ns if error.reason is self.status.reason else now_ns,
            detail=error.detail,
            next_try_ns=now_ns + round(delay_s * NS_PER_S),
        )
        self.clock.wait(self.stopping, delay_s)
