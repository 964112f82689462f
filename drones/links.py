"""A thread for each link: opens, reads, hands on, opens again. Listens only, unless the configuration lets it speak."""

import contextlib
import logging
import mmap
from collections.abc import Iterator
from pathlib import Path

from base.backoff import Backoff
from base.clock import NS_PER_S, Clock
from base.worker import Worker
from drones import dialect, tlog
from drones.config import LinkConfig, LinkKind
from drones.events import Chunk, LinkChanged, LinkEvent, PeerGone
from drones.inbox import Inbox
from drones.picture import LinkState
from drones.transports import LinkError, Transport, open_transport

log = logging.getLogger(__name__)

_READ_S = 0.25
_GATHER_S = 0.003
"""A pause after each read, so that a busy link hands on bundles and not single datagrams: the longest delay by it."""
_HEARTBEAT_NS = NS_PER_S
_STEADY_NS = 5 * NS_PER_S
"""A link that held so long starts its next back-off from the beginning."""
_GCS, _INVALID_AUTOPILOT, _ACTIVE, _GCS_COMPONENT = 6, 8, 4, 190
_LOG_BATCH = 256


def link_worker(link: LinkConfig, inbox: Inbox, clock: Clock, *, log_speed: float = 1.0) -> Worker:
    if link.kind is LinkKind.LOG:
        return LogWorker(link, inbox, clock, speed=log_speed)
    return LinkWorker(link, inbox, clock)


class LinkWorker(Worker):
    """One live link. What cannot be opened or breaks is closed with its cause, and tried again after 1, 2, 4 … 30 s."""

    def __init__(self, link: LinkConfig, inbox: Inbox, clock: Clock) -> None:
        super().__init__(f"link {link.name}")
        self._link = link
        self._inbox = inbox
        self._clock = clock
        self._backoff = Backoff()
        self._voice = _Voice(link.system_id) if link.transmit and link.system_id is not None else None

    def run_once(self) -> None:
        try:
            transport = open_transport(self._link)
        except (LinkError, OSError) as error:
            self._wait_after(error)
            return
        opened_at_ns = self._clock.monotonic_ns()
        self._inbox.put([LinkChanged(self._link.name, LinkState.WAITING, transport.detail)])
        try:
            self._listen(transport)
            return
        except (LinkError, OSError) as error:
            broken: Exception = error
        finally:
            with contextlib.suppress(OSError):
                transport.close()
        if self._clock.monotonic_ns() - opened_at_ns > _STEADY_NS:
            self._backoff.reset()
        self._wait_after(broken)

    def ended(self) -> None:
        self._inbox.put([LinkChanged(self._link.name, LinkState.CLOSED, "")])

    def _listen(self, transport: Transport) -> None:
        next_heartbeat_ns = 0
        while not self.stopping.is_set():
            received = transport.read(_READ_S)
            now_ns = self._clock.monotonic_ns()
            name = self._link.name
            events: list[LinkEvent] = [Chunk(name, sender, data, now_ns) for sender, data in received.pieces]
            events += [PeerGone(name, sender) for sender in received.gone]
            if events:
                self._inbox.put(events)
                self.stopping.wait(_GATHER_S)
            if self._voice is not None and now_ns >= next_heartbeat_ns:
                next_heartbeat_ns = now_ns + _HEARTBEAT_NS
                transport.send(self._voice.heartbeat())

    def _wait_after(self, error: Exception) -> None:
        detail = str(error) if isinstance(error, LinkError) else (getattr(error, "strerror", None) or str(error))
        if self._backoff.failures == 0:
            log.warning("link %s (%s): %s", self._link.name, self._link.shown_address, detail)
        self._inbox.put([LinkChanged(self._link.name, LinkState.CLOSED, detail)])
        self._clock.wait(self.stopping, self._backoff.next_delay_s())


class _Voice:
    """Our own HEARTBEAT, as a ground station under our own system id. Nothing else is ever said yet."""

    def __init__(self, system_id: int) -> None:
        self._mavlink = dialect.load()
        self._mav = self._mavlink.MAVLink(None, system_id, _GCS_COMPONENT)

    def heartbeat(self) -> bytes:
        message = self._mavlink.MAVLink_heartbeat_message(_GCS, _INVALID_AUTOPILOT, 0, 0, _ACTIVE, 3)
        frame = bytes(message.pack(self._mav))
        self._mav.seq = (self._mav.seq + 1) % 256
        return frame


class LogWorker(Worker):
    """Plays a .tlog at its own pace by its stamps, `speed` times as fast (inf: as fast as the air thread can)."""

    def __init__(self, link: LinkConfig, inbox: Inbox, clock: Clock, *, speed: float = 1.0) -> None:
        super().__init__(f"log {link.name}")
        self._link = link
        self._path = Path(link.address.removeprefix("file:"))
        self._inbox = inbox
        self._clock = clock
        self._speed = speed
        self._backoff = Backoff()

    def run_once(self) -> None:
        name = self._link.name
        try:
            if self._path.exists() and not self._path.is_file():  # a pipe would be waited for without end
                raise LinkError(f"{self._path.name} is not a file")
            with self._path.open("rb") as file, _mapped(file.fileno()) as data:
                if not tlog.is_tlog(data):
                    raise LinkError(f"{self._path.name} holds no telemetry log")
                detail = "a log cannot be spoken to: transmit has no effect" if self._link.transmit else ""
                self._inbox.put([LinkChanged(name, LinkState.WAITING, detail)])
                for batch in self._batches(data):
                    self._inbox.put(batch)
        except (LinkError, OSError, ValueError) as error:
            detail = str(error) if isinstance(error, LinkError) else (getattr(error, "strerror", None) or str(error))
            if self._backoff.failures == 0:
                log.warning("link %s: the log %s cannot be played: %s", name, self._path, detail)
            self._inbox.put([LinkChanged(name, LinkState.CLOSED, detail)])
            self._clock.wait(self.stopping, self._backoff.next_delay_s())
            return
        if not self.stopping.is_set():
            self._inbox.put([LinkChanged(name, LinkState.ENDED, "")])
            self.ask_to_stop()

    def _batches(self, data: mmap.mmap) -> Iterator[list[LinkEvent]]:
        """Records that are due together; each stamped when it is handed on."""
        batch: list[LinkEvent] = []
        due_ns = self._clock.monotonic_ns()
        for gap_s, raw in tlog.paced(data):
            due_ns += round(gap_s / self._speed * NS_PER_S)
            ahead_s = (due_ns - self._clock.monotonic_ns()) / NS_PER_S
            if ahead_s > 0 or len(batch) >= _LOG_BATCH:
                yield batch
                batch = []
                while not self.stopping.is_set() and not self._inbox.wait_for_room(_READ_S):
                    pass
            if ahead_s > 0:
                self._clock.wait(self.stopping, ahead_s)
            if self.stopping.is_set():
                return
            batch.append(Chunk(self._link.name, 1, raw, self._clock.monotonic_ns()))
        yield batch


def _mapped(file: int) -> mmap.mmap:
    return mmap.mmap(file, 0, access=mmap.ACCESS_READ)
