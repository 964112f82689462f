"""The door to the recorder, for the window and for the taps of the live World."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from base.clock import NS_PER_S, Clock
from drones.events import LinkEvent
from duty.book.rows import Ledger, Row
from duty.incidents import IncidentView
from duty.precinct import Precinct
from sessions.manifest import Why
from sessions.recorder.process import MOST_QUEUED_BYTES
from sessions.recorder.recording import Recording
from sessions.recorder.session import Station
from sessions.recording import RecorderFault, RecorderView
from sessions.rows import Topic
from video.feed import CameraFacts
from video.recording.order import RecordOrder

HELD_UP_NS = 4 * NS_PER_S
"""The recorder's own thread has not come round for so long: its disk holds it up."""


class Recorder:
    """sessions.recording.RecorderRoom. Lives from `begin` to `end`; `start` and `stop` are acts of people."""

    def __init__(
        self,
        precinct: Precinct,
        folder: Path,
        clock: Clock,
        ledger: Ledger,
        *,
        station: str,
        version: str,
        record_video: Callable[[RecordOrder | None], None],
        camera_facts: Callable[[], tuple[CameraFacts, ...]],
        incidents: Callable[[], Sequence[IncidentView]],
        most_queued_bytes: int = MOST_QUEUED_BYTES,
        asked: Why = Why.PERSON,
    ) -> None:
        """`folder` is where sessions are kept: `precinct.recording.folder`, or `sessions` in the data folder. The
        callables are asked in the recorder's thread. `asked` is why a session is recorded that somebody started."""
        self._clock = clock
        self._recording = Recording(
            Station(folder, precinct, station, version),
            clock,
            ledger,
            record_video=record_video,
            camera_facts=camera_facts,
            incidents=incidents,
            most_queued_bytes=most_queued_bytes,
            asked=asked,
        )

    def begin(self) -> None:
        """Start threads; the writing process comes with the first session."""
        self._recording.start()

    def end(self, timeout_s: float) -> bool:
        """End what is being recorded; True when all of it was written within `timeout_s`."""
        return self._recording.stop(timeout_s)

    def session_id(self) -> str:
        """Of the session that is being recorded, "" for none; one that only stands ready is none."""
        return self._recording.view.session_id

    def process_id(self) -> int | None:
        """Of the process that writes telemetry and rows, for figures."""
        return self._recording.process.process_id

    # RecorderRoom.

    def view(self) -> RecorderView:
        view, turned_ns = self._recording.view, self._recording.turned_ns
        if view.fault is RecorderFault.NONE and turned_ns is not None:
            late_ns = self._clock.monotonic_ns() - turned_ns
            if late_ns > HELD_UP_NS and not self._recording.stopping.is_set():
                since_wall_ns = self._clock.wall_ns() - late_ns
                return replace(view, fault=RecorderFault.DISK_SLOW, fault_since_wall_ns=since_wall_ns)
        return view

    def start(self, operator: str) -> None:
        self._recording.wish_start(operator)

    def stop(self, operator: str) -> None:
        self._recording.wish_stop(operator)

    def bookmark(self, operator: str, note: str) -> None:
        self._recording.wish_bookmark(operator, note)

    def note(self, topic: Topic, key: str, body: object) -> None:
        self._recording.intake.note(topic, key, body)

    # Taps of the live World; they neither wait nor raise.

    def take_events(self, events: Sequence[LinkEvent]) -> None:
        """AirService's, in the links' threads."""
        self._recording.intake.take_events(events)

    def take_rows(self, rows: Sequence[Row]) -> None:
        """Desk's, in the desk's thread."""
        self._recording.intake.take_rows(rows)
