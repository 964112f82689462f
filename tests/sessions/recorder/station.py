"""A recorder with everything around it that a test moves: cameras, incidents, a ledger, and MAVLink with numbers."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from base.clock import SystemClock
from drones.config import LinkConfig
from drones.events import Chunk
from duty.config import PrecinctConfig
from duty.incidents import IncidentKind, IncidentState, IncidentView
from duty.precinct import Precinct
from duty.recording import RecordingConfig, RecordingMode
from sessions.files import SessionFiles
from sessions.recorder.recorder import Recorder
from sessions.row_file import RowReader
from sessions.rows import SessionRow, Topic
from tests.drones.support import M, Speaker, heartbeat
from tests.duty.kept import Kept
from tests.duty.waiting import until
from video.config import CameraConfig
from video.feed import CameraFacts, CameraState, Reason, StreamKind
from video.recording.order import RecordOrder, RecordState

LINK = "fleet"
SYSTEMS = 3


def precinct(**recording: Any) -> Precinct:
    return Precinct(
        precinct=PrecinctConfig(name="Test", time_zone="UTC", centre=(31.2, 121.5)),
        cameras=(
            CameraConfig(id="c1", name="One", address="rtsp://127.0.0.1/1", user="u", secret="s"),
            CameraConfig(id="c2", name="Two", address="rtsp://127.0.0.1/2"),
        ),
        links=(LinkConfig(name=LINK, address="udpin:127.0.0.1:0"),),
        recording=RecordingConfig(**{"least_free_gb": 0.05} | recording),
    )


def facts(camera_id: str, **changes: Any) -> CameraFacts:
    made = CameraFacts(
        camera_id=camera_id,
        state=CameraState.LIVE,
        reason=Reason.NONE,
        detail="",
        stream=StreamKind.MAIN,
        source_fps=25.0,
        source_width=640,
        source_height=360,
        width=640,
        height=360,
        sequence=1,
        picture_at_ns=1,
        state_since_ns=1,
        next_try_ns=None,
        reconnects=0,
        first_picture_s=0.1,
        latency_ms=1.0,
        worker=0,
    )
    return replace(made, **changes)


def incident(uuid: str, **changes: Any) -> IncidentView:
    made = IncidentView(
        incident_id=1,
        kind=IncidentKind.OTHER,
        state=IncidentState.NEW,
        subject="somebody",
        zone_id="",
        zone_name="",
        position=None,
        reasons=(),
        raised_wall_ns=time.time_ns(),
        acknowledged_wall_ns=None,
        closed_wall_ns=None,
        disposition=None,
        note="",
        evidence_at_ns=None,
        committed_at_ns=None,
        uuid=uuid,
    )
    return replace(made, **changes)


@dataclass
class Station:
    folder: Path
    """Of sessions."""
    precinct: Precinct
    most_queued_bytes: int = 16_000_000
    cameras: dict[str, CameraFacts] = field(default_factory=lambda: {"c1": facts("c1"), "c2": facts("c2")})
    incidents: tuple[IncidentView, ...] = ()
    orders: list[RecordOrder | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.clock, self.ledger = SystemClock(), Kept()
        self.sent = 0
        self._speakers = [Speaker(system) for system in range(1, SYSTEMS + 1)]
        self._lock = threading.Lock()
        self.recorder = Recorder(
            self.precinct,
            self.folder,
            self.clock,
            self.ledger,
            station="desk",
            version="1",
            record_video=self._record,
            camera_facts=lambda: tuple(self.cameras.values()),
            incidents=lambda: self.incidents,
            most_queued_bytes=self.most_queued_bytes,
        )

    def _record(self, order: RecordOrder | None) -> None:
        """As the workers would."""
        if not self.orders or self.orders[-1] != order:
            self.orders.append(order)
        state = RecordState.OFF if order is None else RecordState.ON
        self.cameras = {name: replace(one, recording=state) for name, one in self.cameras.items()}

    def say(self, count: int = 1) -> None:
        """Heartbeats that carry a running number."""
        with self._lock:
            for _ in range(count):
                speaker = self._speakers[self.sent % SYSTEMS]
                data = speaker.say(heartbeat(custom_mode=self.sent))
                self.recorder.take_events((Chunk(LINK, 1, data, self.clock.monotonic_ns()),))
                self.sent += 1

    @contextmanager
    def talking(self, per_s: float = 50.0) -> Iterator[None]:
        ended = threading.Event()

        def talk() -> None:
            while not ended.wait(1 / per_s):
                self.say()

        thread = threading.Thread(target=talk, name="talking")
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()

    def acts(self, kind: str) -> list[str]:
        """The details of what was written of a kind."""
        return [str(row.values["detail"]) for row in self.ledger.rows if row.values["kind"] == kind]

    def wait_recording(self) -> str:
        until(lambda: bool(self.recorder.session_id()))
        return self.recorder.session_id()

    def files(self, session_id: str) -> SessionFiles:
        return SessionFiles(self.folder / session_id)


@contextmanager
def running(folder: Path, *, most_queued_bytes: int = 16_000_000, **recording: Any) -> Iterator[Station]:
    station = Station(folder, precinct(**{"mode": RecordingMode.ON_DEMAND} | recording), most_queued_bytes)
    station.recorder.begin()
    try:
        yield station
    finally:
        station.recorder.end(10.0)


def numbers(files: SessionFiles, link: int = 0) -> list[int]:
    """The running numbers in a session's log, as it stands there."""
    path = files.links / f"{link:02}.tlog"
    found = []
    data = path.read_bytes() if path.exists() else b""
    reader = M.MAVLink(None)
    for _, frame in records(data):
        message = reader.decode(bytearray(frame))
        found.append(message.custom_mode)
    return found


def records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """(µs, frame) of a .tlog; a last record that is cut off is left out."""
    at = 0
    while at + 10 <= len(data):
        length = 8 + (data[at + 9] + 12 if data[at + 8] == 0xFD else data[at + 9] + 8)
        if at + length > len(data):
            return
        yield int.from_bytes(data[at : at + 8], "big"), data[at + 8 : at + length]
        at += length


def rows_of(files: SessionFiles, topic: Topic) -> tuple[SessionRow, ...]:
    if not files.rows.exists():
        return ()
    reader = RowReader(files.rows)
    try:
        assert reader.trouble == ""
        return reader.between(0, 2**62, [topic])
    finally:
        reader.close()
