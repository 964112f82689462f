"""A connection of the recording's own, for a camera whose tile changes between its streams."""

import logging
import threading
from collections.abc import Callable
from contextlib import closing

from base.backoff import Backoff
from base.clock import NS_PER_S, Clock
from video.config import CameraConfig
from video.feed import Reason
from video.open_errors import SourceError
from video.pacing import Pace
from video.recording.tap import Tap
from video.source import Address, Source, VideoPacket, address_of

log = logging.getLogger(__name__)

STEADY_AFTER_NS = 10 * NS_PER_S
RARE_TRY_S = {Reason.WRONG_PASSWORD: 300.0, Reason.CODEC: 300.0, Reason.BAD_ADDRESS: 300.0, Reason.MISSING_SECRET: 30.0}
"""As for the tile's: trying a wrong password every few seconds locks an account."""


class MainStream:
    """The camera's main stream from an order to record to its end, whatever the tile shows. A thread of its own."""

    def __init__(self, config: CameraConfig, tap: Tap, clock: Clock, opener: Callable[[Address], Source]) -> None:
        self._config = config
        self._tap = tap
        self._clock = clock
        self._opener = opener
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"camera {config.id}, recorded", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Does not wait: it ends with the next packet, or when opening gives up."""
        self._stopping.set()

    def join(self, timeout_s: float) -> None:
        self._thread.join(max(0.0, timeout_s))

    def _run(self) -> None:
        backoff = Backoff()
        while not self._stopping.is_set():
            started_ns = self._clock.monotonic_ns()
            try:
                self._receive()
                return
            except SourceError as raised:
                error = raised
            except Exception:
                log.exception("camera %s, recorded: an error that was not foreseen", self._config.id)
                error = SourceError(Reason.BROKEN, "internal error")
            if self._stopping.is_set():
                return
            self._tap.failed()
            if self._clock.monotonic_ns() - started_ns > STEADY_AFTER_NS:
                backoff.reset()
            delay_s = max(backoff.next_delay_s(), RARE_TRY_S.get(error.reason, 0.0))
            log.info("camera %s, recorded: %s; next try in %.0f s", self._config.id, error, delay_s)
            self._clock.wait(self._stopping, delay_s)

    def _receive(self) -> None:
        with closing(self._opener(address_of(self._config, sub=False))) as source:
            self._tap.opened(source)
            try:
                self._take_all(source)
            finally:
                self._tap.closed()

    def _take_all(self, source: Source) -> None:
        pace = Pace()
        time_base = float(source.stream.time_base or 0)
        media_s = 0.0
        for packet in source.packets():
            if self._stopping.is_set():
                return
            if packet is None:
                pace.rewound()
                self._tap.rewound()
                continue
            if not source.is_live:
                media_s = _media_s(packet, time_base, media_s + 1.0 / (source.claimed_fps or 25.0))
                now_ns = self._clock.monotonic_ns()
                due_ns = pace.due_ns(media_s, now_ns)
                if due_ns > now_ns:
                    self._clock.wait(self._stopping, (due_ns - now_ns) / NS_PER_S)
            self._tap.take(packet, self._clock.monotonic_ns())


def _media_s(packet: VideoPacket, time_base: float, otherwise_s: float) -> float:
    stamp = packet.dts if packet.dts is not None else packet.pts
    return otherwise_s if stamp is None else stamp * time_base
