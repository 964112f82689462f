"""What comes while something is recorded, from whichever thread, on its way to the process that writes it."""

import logging
from collections.abc import Sequence

from base.clock import Clock
from drones.events import LinkChanged, LinkEvent
from duty.book.rows import Row
from sessions.recorder import happenings
from sessions.recorder.messages import CloseSession
from sessions.recorder.process import Line
from sessions.recorder.session import Current
from sessions.rows import MOST_BODY_BYTES, SessionRow, Topic

log = logging.getLogger(__name__)


class Intake:
    """Never waits and never raises: what is not recorded is let by, what does not fit is counted by the line."""

    def __init__(self, line: Line, clock: Clock) -> None:
        self._line = line
        self._clock = clock
        self._layouts: dict[str, str] = {}
        self._links: dict[str, LinkChanged] = {}
        """As they were last: a session begins with it."""
        self._first_ns = 0
        self.is_open = False

    # Any thread.

    def take_events(self, events: Sequence[LinkEvent]) -> None:
        for event in events:
            if isinstance(event, LinkChanged):
                self._links[event.link] = event
        if self.is_open:
            self._line.put_events(events)

    def take_rows(self, rows: Sequence[Row]) -> None:
        if self.is_open:
            found = happenings.of_the_book(rows, self._clock.wall_ns(), self._clock.monotonic_ns())
            first_ns = self._first_ns
            self.put(*(row for row in found if row.at_tape_ns >= first_ns))  # older ones come late out of a spool

    def note(self, topic: Topic, key: str, body: object) -> None:
        text = happenings.as_json(body)
        if len(text.encode()) > MOST_BODY_BYTES:
            log.error("a row on %s %s is too long for the session: it is left out", topic, key)
            return
        if topic is Topic.LAYOUT:
            self._layouts[key] = text
        self.put(SessionRow(self._clock.monotonic_ns(), topic, key, text))

    def put(self, *rows: SessionRow) -> None:
        if self.is_open:
            for row in rows:
                self._line.put_row(row)

    # The recorder's thread.

    def open(self, session: Current) -> None:
        """What comes goes into this session from now on."""
        self._line.put_order(session.opening())
        if self._links:
            self._line.put_events(list(self._links.values()))
        self._first_ns = session.manifest.started_tape_ns
        self.is_open = True

    def put_layouts(self, now_ns: int) -> None:
        self.put(*(SessionRow(now_ns, Topic.LAYOUT, key, body) for key, body in list(self._layouts.items())))

    def close(self) -> None:
        self.is_open = False
        self._line.put_order(CloseSession())
