"""Patrols without a window until it is killed: says each time how much of its round the book has acknowledged.

python -m tests.duty.round_child BOOK: a line "SAVED round-uuid cameras" whenever nothing waits any more.
"""

import sys
import threading
import time
from pathlib import Path

from base.clock import SystemClock
from duty.book.store import Book
from duty.config import PrecinctConfig
from duty.desk import Desk
from duty.patrol.config import PlanConfig, PlanLevel
from duty.patrol.room import Patrol
from duty.patrol.view import RoundKind, Shown
from duty.people import OperatorView, Role
from duty.precinct import Precinct
from duty.reading import BookReader
from video.config import CameraConfig
from video.feed import CameraState, StreamKind

SPEED = 200
CAMERAS = 64
OFFICER = OperatorView("officer", "Officer", Role.DUTY_OFFICER)


class QuickClock:
    """Time that runs SPEED times as fast: a dwell of a second takes five milliseconds."""

    def __init__(self) -> None:
        self._clock = SystemClock()
        self._wall_ns, self._monotonic_ns = self._clock.wall_ns(), self._clock.monotonic_ns()

    def wall_ns(self) -> int:
        return self._wall_ns + (self._clock.monotonic_ns() - self._monotonic_ns) * SPEED

    def monotonic_ns(self) -> int:
        return self._monotonic_ns + (self._clock.monotonic_ns() - self._monotonic_ns) * SPEED

    def wait(self, event: threading.Event, timeout_s: float) -> bool:
        return self._clock.wait(event, timeout_s / SPEED)


def precinct() -> Precinct:
    cameras = tuple(
        CameraConfig(id=f"c{i:02d}", name=f"Camera {i}", address=f"rtsp://127.0.0.1/{i}", area="Town")
        for i in range(CAMERAS)
    )
    plan = PlanConfig(level=PlanLevel.ROUTINE, dwell_s=1, step=4)
    place = PrecinctConfig(name="Killed", time_zone="UTC", centre=(31.2, 121.5))
    return Precinct(precinct=place, cameras=cameras, plans=(plan,))


def shown(camera_id: str, sequence: int, now_ns: int) -> Shown:
    return Shown(
        camera_id=camera_id,
        in_view=True,
        width_px=640,
        height_px=360,
        sequence=sequence,
        painted_at_ns=now_ns,
        received_at_ns=now_ns,
        state=CameraState.LIVE,
        source_fps=25.0,
        stream=StreamKind.MAIN,
        frozen=False,
        masked_share=0.0,
    )


def main(path: Path) -> None:
    clock = QuickClock()
    desk = Desk(lambda: Book(path), clock, who=lambda: OFFICER.login)
    reader = BookReader(lambda: Book(path))
    desk.start()
    patrol = Patrol(precinct(), clock, desk, lambda: OFFICER, reader.do)
    sequence = 0
    said: tuple[str, int] | None = None
    while True:
        sequence += 1
        now_ns = clock.monotonic_ns()
        view = patrol.view()
        walk = view.round
        step = walk.step if walk is not None else None
        patrol.advance([shown(camera.camera_id, sequence, now_ns) for camera in (step.cameras if step else ())])
        patrol.touched()
        if walk is not None and walk.unsaved == 0 and said != (walk.uuid, walk.cameras_done):
            said = (walk.uuid, walk.cameras_done)
            sys.stdout.write(f"SAVED {walk.uuid} {walk.cameras_done}\n")
            sys.stdout.flush()
        if view.loaded and (walk is None or (step is None and walk.unsaved == 0)):
            patrol.start(RoundKind.ALL)
        elif step is not None and step.can_go_on:
            if step.number % 3 == 0:
                patrol.choose(1)
                patrol.cannot_see("dark")
            patrol.normal(held=False)
        time.sleep(0.002)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
