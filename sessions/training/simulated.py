"""A scene of our own making: the demo precinct's cameras, and a simulated fleet that does what the script says."""

import socket
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from base.clock import NS_PER_S, Clock, SystemClock
from base.lifecycle import Lifecycle
from drones.simulator.child import SimulatorProcess
from drones.simulator.trouble import Trouble, TroubleKind
from duty.book.rows import Row
from duty.people import OperatorView, Role
from duty.precinct import Precinct
from sessions.building import Given, build
from sessions.manifest import Why
from sessions.tapping import Tapped
from sessions.training.freezing import FreezingFeed
from sessions.training.script import Cast, InjectionKind, Planned, plan
from sessions.training.stage import Brief
from sessions.world import World, WorldKind
from video.supervisor import Supervisor

BEGINS_AFTER_S = 4.0
"""For cameras and the simulator's process to come up: the run's first second shows a precinct at work."""
LAST_WRITES_S = 15.0
"""For the last of the recording to reach the disk."""
SETTLE_S = 1.0
"""The simulated fleet is in the air so long before the run begins."""
_TROUBLES = {
    InjectionKind.LINK_LOSS: TroubleKind.LINK_LOSS,
    InjectionKind.DOCK_RAIN: TroubleKind.DOCK_RAIN,
    InjectionKind.COVER_JAMMED: TroubleKind.COVER_JAMMED,
    InjectionKind.BLACK_FLIGHT: TroubleKind.BLACK_FLIGHT,
}


@dataclass(frozen=True, slots=True)
class SimulatedScene:
    """sessions.training.stage.Scene."""

    world: World
    clock: Clock
    begins_ns: int
    cameras: FreezingFeed
    life: Lifecycle
    tapped: Tapped

    @property
    def session_id(self) -> str:
        return self.tapped.session_id()

    @property
    def begins_tape_ns(self) -> int | None:
        """Tape time is this machine's clock."""
        return self.begins_ns


def open_simulated(
    brief: Brief,
    rows: Callable[[Sequence[Row]], None],
    *,
    precinct: Callable[[int], Precinct],
    version: str,
    folder: Path,
    record_into: Path | None = None,
) -> tuple[tuple[Planned, ...], SimulatedScene]:
    """Start it. `precinct` makes the precinct that listens on a loopback UDP port; `folder` takes the scratch book.

    `record_into`, where sessions are kept: the run is recorded for its debrief.

    The simulator sends to that port of this machine and nowhere else. Raises PersonError.
    """
    port = _free_udp_port()
    where = precinct(port)
    planned = plan(brief.script, cast_of(where), brief.seed)
    life = Lifecycle()
    folder.mkdir(parents=True, exist_ok=True)
    scratch = tempfile.TemporaryDirectory(prefix="training-", dir=folder)
    life.when_nothing_runs(scratch.cleanup)
    try:
        clock = SystemClock()
        tapped = Tapped(rows)
        supervisor = Supervisor(where.cameras, clock=clock)
        life.at_start(supervisor.start)
        life.at_stop("cameras", supervisor.stop)
        cameras = FreezingFeed(supervisor, clock)
        trainee = OperatorView("trainee", brief.trainee or "trainee", Role.SUPERVISOR)
        built = build(
            WorldKind.TRAINING,
            where,
            Path(scratch.name),
            life,
            version=version,
            always=trainee,
            taps=tapped.taps,
            given=Given(clock=clock, cameras=cameras),
        )
        if record_into is not None:
            recorder = tapped.recorder_of(
                built, where, supervisor, folder=record_into, version=version, asked=Why.TRAINING
            )
            life.at_start(recorder.begin, lambda: recorder.start(brief.trainee))
            # whoever waits for the score does not wait for it: on a slow disk it may take longer than the rest
            life.at_stop("recorder of the run", lambda limit_s: recorder.end(max(limit_s, LAST_WRITES_S)))
        begins_ns = clock.monotonic_ns() + round(BEGINS_AFTER_S * NS_PER_S)
        simulator = SimulatorProcess(
            f"udpout:127.0.0.1:{port}",
            drones=len(where.drones),
            docks=len(where.docks),
            seed=brief.seed,
            troubles=_troubles(planned, where),
            start_ns=begins_ns - round(SETTLE_S * NS_PER_S),
        )
        life.at_start(simulator.start)
        life.at_stop("simulator", simulator.stop)
        life.start()
    except BaseException:
        life.stop()
        raise
    return planned, SimulatedScene(built.world, clock, begins_ns, cameras, life, tapped)


def cast_of(precinct: Precinct) -> Cast:
    return Cast(
        drones=tuple(drone.id for drone in precinct.drones),
        docks=tuple(dock.id for dock in precinct.docks),
        cameras=tuple(camera.id for camera in precinct.cameras),
    )


def _troubles(planned: Sequence[Planned], precinct: Precinct) -> tuple[Trouble, ...]:
    """By the simulator's time, which begins before the run's."""
    systems = {drone.id: drone.system for drone in precinct.drones} | {dock.id: dock.system for dock in precinct.docks}
    return tuple(
        Trouble(_TROUBLES[one.kind], systems.get(one.target, 0), one.from_s + SETTLE_S, one.to_s + SETTLE_S)
        for one in planned
        if one.kind in _TROUBLES
    )


def _free_udp_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
