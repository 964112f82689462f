"""The air, running: link threads, the air thread that reduces what they hear, and the picture for all to see."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace

from base.clock import NS_PER_S, Clock
from base.worker import Worker
from drones import picture as pictures
from drones import zones as zone_files
from drones.air import Air
from drones.config import DockConfig, DroneConfig, LinkConfig, ZoneFileConfig
from drones.events import LinkEvent, Now
from drones.inbox import Inbox
from drones.links import link_worker
from drones.modes import load as load_modes
from drones.picture import AirPicture, TrackView, VerdictView
from drones.zones import ZoneIndex

log = logging.getLogger(__name__)

PUBLISH_NS = NS_PER_S // 10
_IDLE_PUBLISH_NS = NS_PER_S // 2
ZONES_A_BATCH = 500
"""Entered in the index at once: a quarter of a second on a slow machine, so that stopping waits no longer."""
OnVerdict = Callable[[VerdictView, TrackView], None]


class AirService:
    """Starts and stops everything of this room.

    `on_verdict` is called in the air thread on each change of a (track, zone) verdict, right after the batch of
    datagrams that brought it, before the picture that shows it is published. `log_speed` is how fast .tlog links play.
    `tap` is given everything that the links bring, in their threads and before anything is made of it; it must neither
    wait nor raise.
    """

    def __init__(
        self,
        *,
        links: Sequence[LinkConfig],
        drones: Sequence[DroneConfig],
        docks: Sequence[DockConfig],
        zones: Sequence[ZoneFileConfig],
        clock: Clock,
        on_verdict: OnVerdict,
        log_speed: float = 1.0,
        tap: Callable[[Sequence[LinkEvent]], None] | None = None,
    ) -> None:
        self._clock = clock
        self._inbox = Inbox(tap=tap)
        air = Air(links=links, drones=drones, docks=docks, zones=zone_files.EMPTY)
        self._air = _AirWorker(air, self._inbox, clock, on_verdict, zone_files=len(zones))
        self._zones = _ZoneReader(zones, self._air)
        self._links = [link_worker(link, self._inbox, clock, log_speed=log_speed) for link in links]

    def start(self) -> None:
        self._air.start()
        self._zones.start()
        for link in self._links:
            link.start()

    def stop(self, timeout_s: float = 3.0) -> bool:
        """Stop links, then the air; True when all ended in time. What was late is logged."""
        self._zones.ask_to_stop()
        for link in self._links:
            link.ask_to_stop()
        deadline_ns = self._clock.monotonic_ns() + round(timeout_s * NS_PER_S)

        def left_s() -> float:
            return max(0.1, (deadline_ns - self._clock.monotonic_ns()) / NS_PER_S)

        in_time = [worker.join(left_s()) for worker in (*self._links, self._zones)]
        self._air.ask_to_stop()
        in_time.append(self._air.join(left_s()))
        return all(in_time)

    def picture(self) -> AirPicture:
        """As last reduced; replaced whole, never changed in place. Any thread."""
        return self._air.picture


class _ZoneReader(Worker):
    """Reads the zone files beside the air, one after the other: a large one takes seconds, and none may be waited for.

    Rejected: a child process. Handing its polygons over costs half of what reading them does.
    """

    def __init__(self, files: Sequence[ZoneFileConfig], air: "_AirWorker") -> None:
        super().__init__("zone files")
        self._files = list(files)
        self._air = air
        self._index = zone_files.EMPTY

    def run_once(self) -> None:
        if not self._files:
            self.ask_to_stop()
            return
        zones, refused = zone_files.load_file(self._files.pop(0), stopped=self.stopping.is_set)
        for one in refused:
            log.warning("%s", one.why)
        index = self._index.extended([], refused)
        for batch in range(0, len(zones), ZONES_A_BATCH):
            if self.stopping.is_set():
                return
            index = index.extended(zones[batch : batch + ZONES_A_BATCH], [])
        self._index = index
        self._air.take_zones(index, files_left=len(self._files))


class _AirWorker(Worker):
    pause_after_error_s = 0.1

    def __init__(self, air: Air, inbox: Inbox, clock: Clock, on_verdict: OnVerdict, *, zone_files: int) -> None:
        super().__init__("air")
        self.air = air
        self._inbox = inbox
        self._clock = clock
        self._on_verdict = on_verdict
        self._published_at_ns = 0
        self._changed = False
        self._taken: ZoneIndex | None = None
        self._overflow_to_log = 1
        self._zones: tuple[ZoneIndex | None, int] = (None, zone_files)
        """What the reader of zone files has found and this thread has not taken yet; files still to come."""
        self.picture = pictures.EMPTY

    def take_zones(self, zones: ZoneIndex, *, files_left: int) -> None:
        """Called in the reader's thread."""
        self._zones = (zones, files_left)

    def started(self) -> None:
        self._publish(self._now())
        load_modes()  # now, and not when the first heartbeat and perhaps a verdict are waiting

    def run_once(self) -> None:
        wait_s = max(0.0, (self._published_at_ns + PUBLISH_NS - self._clock.monotonic_ns()) / NS_PER_S)
        events = self._inbox.take(wait_s if wait_s > 0 else PUBLISH_NS / NS_PER_S)
        for event in events:
            try:
                self.air.feed(event)
            except Exception:  # one piece that nobody foresaw must not take the rest of its batch with it
                log.exception("a piece of MAVLink from link %s could not be understood", event.link)
        now = self._now()
        self._changed |= bool(events)
        zones, _ = self._zones
        if zones is not None and zones is not self._taken:
            self._taken = zones
            self.air.take_zones(zones)
            self._changed = True
        if events:
            self._tell(now)
        since_ns = now.monotonic_ns - self._published_at_ns
        if since_ns >= (PUBLISH_NS if self._changed else _IDLE_PUBLISH_NS):
            self.air.advance(now)
            self._tell(now)
            self._publish(now)

    def _tell(self, now: Now) -> None:
        for verdict, track in self.air.evaluate(now):
            try:
                self._on_verdict(verdict, track)
            except Exception:
                log.exception("the verdict on %s in %s could not be handed on", verdict.track_id, verdict.zone_id)

    def _publish(self, now: Now) -> None:
        self.picture = replace(self.air.picture(now), zone_files_to_read=self._zones[1])
        if self.air.overflowed >= self._overflow_to_log:
            log.warning("%d aircraft were forgotten: more ids are heard than can be real", self.air.overflowed)
            self._overflow_to_log = 2 * self.air.overflowed
        self._published_at_ns = now.monotonic_ns
        self._changed = False

    def _now(self) -> Now:
        return Now(self._clock.monotonic_ns(), self._clock.wall_ns())
