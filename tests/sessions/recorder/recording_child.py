"""Records until it is killed: two cameras, numbered MAVLink and numbered rows; says every moment how far it is.

python -m tests.sessions.recorder.recording_child SESSIONS CLIP [spare]

It writes lines "number tape_ns", of what was handed over.
"""

import sys
import threading
from pathlib import Path

from base.clock import SystemClock
from drones.config import LinkConfig
from drones.events import Chunk
from duty.config import PrecinctConfig
from duty.precinct import Precinct
from duty.recording import RecordingConfig, RecordingMode
from sessions.recorder.recorder import Recorder
from sessions.rows import Topic
from tests.drones.support import Speaker, heartbeat
from tests.duty.kept import Kept
from tests.sessions.recorder.station import LINK
from video.config import CameraConfig
from video.supervisor import Supervisor

EVERY_S = 0.01


def main(folder: Path, clip: str, *, spare: bool) -> None:
    clock = SystemClock()
    cameras = tuple(CameraConfig(id=f"c{i}", name=f"Camera {i}", address=clip) for i in (1, 2))
    precinct = Precinct(
        precinct=PrecinctConfig(name="Killed", time_zone="UTC", centre=(31.2, 121.5)),
        cameras=cameras,
        links=(LinkConfig(name=LINK, address="udpin:127.0.0.1:0"),),
        recording=RecordingConfig(mode=RecordingMode.ALWAYS, least_free_gb=0.05),
    )
    supervisor = Supervisor(cameras, clock=clock, workers=1, spare=spare)
    recorder = Recorder(
        precinct,
        folder,
        clock,
        Kept(),
        station="desk",
        version="1",
        record_video=supervisor.record,
        camera_facts=supervisor.facts,
        incidents=tuple,
    )
    supervisor.start()
    recorder.begin()
    speaker, number, never = Speaker(1), 0, threading.Event()
    while not never.wait(EVERY_S):
        if not recorder.session_id():
            continue
        now_ns = clock.monotonic_ns()
        recorder.take_events((Chunk(LINK, 1, speaker.say(heartbeat(custom_mode=number)), now_ns),))
        recorder.note(Topic.LAYOUT, "wall", {"number": number})
        if recorder.view().messages and all(one.recorded_bytes for one in supervisor.facts()):
            sys.stdout.write(f"{number} {now_ns}\n")
            sys.stdout.flush()
        number += 1


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], spare="spare" in sys.argv[3:])
