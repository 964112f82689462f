"""The air, running: link threads, the air thread that reduces what they hear, and the picture for all to see."""

import logging
from collections.abc import Callable, Sequence

from base.clock import NS_PER_S, Clock
from base.worker import Worker
from drones import picture as pictures
from drones import zones as zone_files
from drones.air import Air
from drones.config import DockConfig, DroneConfig, LinkConfig, ZoneFileConfig
from drones.events import Now
from drones.inbox import Inbox
from drones.links import link_worker
from drones.modes import load as load_modes
from drones.picture import AirPicture, TrackView, VerdictView
from drones.zones import ZoneIndex

log = logging.getLogger(__name__)

PUBLISH_NS = NS_PER_S // 10
_IDLE_PUBLISH_NS = NS_PER_S // 2
OnVerdict = Callable[[VerdictView, TrackView], None]


class AirService:
    """Starts and stops everything of this room.

    `on_verdict` is called in the air thread on each change of a (track, zone) verdict, right after the batch of
    datagrams that brought it, before the picture that shows it is published. `log_speed` is how fast .tlog links play.
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
    ) -> None:
        self._clock = clock
        self._inbox = Inbox()
        found, refused = zone_files.load(zones)
        for one in refused:
            log.warning("%s", one.why)
        air = Air(links=links, drones=drones, docks=docks, zones=ZoneIndex(found, refused))
        self._air = _AirWorker(air, self._inbox, clock, on_verdict)
        self._links = [link_worker(link, self._inbox, clock, log_speed=log_speed) for link in links]

    def start(self) -> None:
        self._air.start()
        for link in self._links:
            link.start()

    def stop(self, timeout_s: float = 3.0) -> bool:
        """Stop links, then the air; True when all ended in time. What was late is logged."""
        for link in self._links:
            link.ask_to_stop()
        deadline_ns = self._clock.monotonic_ns() + round(timeout_s * NS_PER_S)

        def left_s() -> float:
            return max(0.1, (deadline_ns - self._clock.monotonic_ns()) / NS_PER_S)

        in_time = [link.join(left_s()) for link in self._links]
        self._air.ask_to_stop()
        in_time.append(self._air.join(left_s()))
        return all(in_time)

    def picture(self) -> AirPicture:
        """As last reduced; replaced whole, never changed in place. Any thread."""
        return self._air.picture


class _AirWorker(Worker):
    pause_after_error_s = 0.1

    def __init__(self, air: Air, inbox: Inbox, clock: Clock, on_verdict: OnVerdict) -> None:
        super().__init__("air")
        self.air = air
        self._inbox = inbox
        self._clock = clock
        self._on_verdict = on_verdict
        self._published_at_ns = 0
        self._changed = False
        self._overflow_to_log = 1
        self.picture = pictures.EMPTY

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
        self.picture = self.air.picture(now)
        if self.air.overflowed >= self._overflow_to_log:
            log.warning("%d aircraft were forgotten: more ids are heard than can be real", self.air.overflowed)
            self._overflow_to_log = 2 * self.air.overflowed
        self._published_at_ns = now.monotonic_ns
        self._changed = False

    def _now(self) -> Now:
        return Now(self._clock.monotonic_ns(), self._clock.wall_ns())
