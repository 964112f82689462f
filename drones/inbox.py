"""The door between the link threads and the air thread: bounded in bytes, and it counts what it had to throw away."""

import logging
import threading
from collections import deque
from collections.abc import Callable, Sequence

from drones.events import Chunk, LinkEvent

log = logging.getLogger(__name__)

MOST_BYTES = 16_000_000
_EVENT_BYTES = 64
"""What an event costs beside its bytes, roughly; empty datagrams must not be free."""


class Inbox:
    def __init__(self, most_bytes: int = MOST_BYTES, tap: Callable[[Sequence[LinkEvent]], None] | None = None) -> None:
        self._most_bytes = most_bytes
        self._tap = tap
        self._events: deque[LinkEvent] = deque()
        self._bytes = 0
        self._changed = threading.Condition()
        self.dropped = 0

    def put(self, events: Sequence[LinkEvent]) -> None:
        """Never waits: when full, the oldest bytes go (changes of a link's state stay) and the loss is logged."""
        if self._tap is not None:
            self._tap(events)
        with self._changed:
            before = self.dropped
            for event in events:
                self._events.append(event)
                self._bytes += _weight(event)
            if self._bytes > self._most_bytes:
                self._drop()
            self._changed.notify_all()
        if self.dropped > before:
            log.error("the air thread is behind: %d pieces of MAVLink were lost", self.dropped - before)

    def wait_for_room(self, timeout_s: float) -> bool:
        """For sources that can wait, such as a log: True once less than half of the room is taken."""
        with self._changed:
            return self._changed.wait_for(lambda: self._bytes < self._most_bytes // 2, timeout_s)

    def take(self, timeout_s: float) -> list[LinkEvent]:
        """All that is there, at once if anything is; [] after `timeout_s`."""
        with self._changed:
            if not self._events:
                self._changed.wait(timeout_s)
            events = list(self._events)
            self._events.clear()
            self._bytes = 0
            self._changed.notify_all()
            return events

    def _drop(self) -> None:
        kept: deque[LinkEvent] = deque()
        while self._events and self._bytes > self._most_bytes // 2:
            event = self._events.popleft()
            if isinstance(event, Chunk):
                self._bytes -= _weight(event)
                self.dropped += 1
            else:
                kept.append(event)
        self._events.extendleft(reversed(kept))


def _weight(event: LinkEvent) -> int:
    return _EVENT_BYTES + (len(event.data) if isinstance(event, Chunk) else 0)
