"""The one place where the world's threads and processes meet Qt: pulled at a tick, in the GUI's thread."""

import time
from collections import deque

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from base.clock import NS_PER_MS
from drones.picture import AirPicture
from duty.incidents import IncidentView
from duty.patrol.view import PatrolView
from duty.people import OperatorsView
from sessions.room import Sessions
from sessions.world import World
from ui.wall.demand import DemandBroker
from video.feed import CameraFacts

TICK_MS = 20
"""A 40 ms tick would lose every fourth picture of a 25 fps camera at the worst phase; 10 ms costs a third more."""
FACTS_EVERY_NS = 200 * NS_PER_MS


class Bridge(QObject):
    """Emits what changed. `ticked` comes first in every tick, for the wall; the rest only when there is news."""

    ticked = Signal(object)
    """The clock's monotonic time in nanoseconds (object: an int of 64 bits)."""
    cameras_changed = Signal(object)
    """tuple[CameraFacts, ...], five times a second."""
    air_changed = Signal(object)
    """AirPicture, whenever the reducer made a new one."""
    incidents_changed = Signal(object)
    """tuple[IncidentView, ...]."""
    patrol_changed = Signal(object)
    """PatrolView."""
    operators_changed = Signal(object)
    """OperatorsView."""

    def __init__(self, world: World, parent: QObject | None = None, *, sessions: Sessions | None = None) -> None:
        super().__init__(parent)
        self.world = world
        self.sessions = sessions
        """Recorder, library and replay: of the live World only."""
        self.demands = DemandBroker(world.cameras)
        """What all views together need of the cameras."""
        self.cameras: tuple[CameraFacts, ...] = ()
        self.air: AirPicture = world.air.picture()
        self.incidents: tuple[IncidentView, ...] = ()
        self.patrol: PatrolView | None = None
        self.operators: OperatorsView | None = None
        self.tick_intervals_ms: deque[float] = deque(maxlen=20_000)
        self.tick_work_ms: deque[float] = deque(maxlen=20_000)
        self._facts_due_ns = 0
        self._last_tick_ns: int | None = None
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)

    def start(self) -> None:
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def tick(self) -> None:
        """One pull. Public so that tests and the report can drive it without a timer."""
        started_ns = time.perf_counter_ns()
        if self._last_tick_ns is not None:
            self.tick_intervals_ms.append((started_ns - self._last_tick_ns) / NS_PER_MS)
        self._last_tick_ns = started_ns
        now_ns = self.world.clock.monotonic_ns()
        self.ticked.emit(now_ns)
        incidents = self.world.desk.incidents()
        if incidents is not self.incidents:
            self.incidents = incidents
            self.incidents_changed.emit(incidents)
        self._pull_duty()
        air = self.world.air.picture()
        if air is not self.air:
            self.air = air
            self.air_changed.emit(air)
        if self._facts_are_due(now_ns):
            self.cameras = self.world.cameras.facts()
            self.cameras_changed.emit(self.cameras)
        self.tick_work_ms.append((time.perf_counter_ns() - started_ns) / NS_PER_MS)

    def _facts_are_due(self, now_ns: int) -> bool:
        """`now_ns` is the world's monotonic time."""
        if now_ns < self._facts_due_ns:
            return False
        self._facts_due_ns = now_ns + FACTS_EVERY_NS
        return True

    def _pull_duty(self) -> None:
        operators = self.world.operators.view()
        if operators is not self.operators:
            self.operators = operators
            self.operators_changed.emit(operators)
        patrol = self.world.patrol.view()
        if patrol is not self.patrol:
            self.patrol = patrol
            self.patrol_changed.emit(patrol)
