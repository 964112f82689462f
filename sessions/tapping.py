"""A World that is recorded: it is built with these taps, and the recorder comes afterwards, for it needs the World."""

from collections.abc import Callable, Sequence
from pathlib import Path

from drones.events import LinkEvent
from drones.picture import TrackView, VerdictView
from duty.book.rows import Row
from duty.precinct import Precinct
from sessions.building import Built, Taps
from sessions.manifest import Why
from sessions.recorder.happenings import verdict_body
from sessions.recorder.recorder import Recorder
from sessions.rows import Topic
from video.supervisor import Supervisor


class Tapped:
    """What happens before there is a recorder is not recorded."""

    def __init__(self, also_rows: Callable[[Sequence[Row]], None] | None = None) -> None:
        """`also_rows` is given the book's rows as well, and first."""
        self._also_rows = also_rows
        self._recorder: Recorder | None = None
        self.taps = Taps(events=self._events, verdict=self._verdict, rows=self._rows)

    def recorder_of(
        self,
        built: Built,
        precinct: Precinct,
        cameras: Supervisor,
        *,
        folder: Path,
        version: str,
        asked: Why = Why.PERSON,
    ) -> Recorder:
        """Made, and listening; whoever asked for it begins and ends it. `folder` is where sessions are kept."""
        self._recorder = Recorder(
            precinct,
            folder,
            built.world.clock,
            built.ledger,
            station=built.station,
            version=version,
            record_video=cameras.record,
            camera_facts=cameras.facts,
            incidents=built.world.desk.incidents,
            asked=asked,
        )
        return self._recorder

    def session_id(self) -> str:
        return "" if self._recorder is None else self._recorder.session_id()

    def _events(self, events: Sequence[LinkEvent]) -> None:
        if self._recorder is not None:
            self._recorder.take_events(events)

    def _verdict(self, verdict: VerdictView, track: TrackView) -> None:
        if self._recorder is not None:
            self._recorder.note(Topic.VERDICT, f"{verdict.track_id}/{verdict.zone_id}", verdict_body(verdict))

    def _rows(self, rows: Sequence[Row]) -> None:
        if self._also_rows is not None:
            self._also_rows(rows)
        if self._recorder is not None:
            self._recorder.take_rows(rows)
