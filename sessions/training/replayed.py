"""A scene on a recorded session: what was recorded plays as it was, but for what the script lets go wrong."""

import random
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from base.clock import NS_PER_S, Clock
from base.errors import PersonError
from base.geodesy import Position
from base.lifecycle import Lifecycle
from base.worker import Worker
from drones import zones as zone_files
from drones.decoding import Decoder
from drones.injecting import Fault, FaultKind, Faults
from drones.intruder import Flight, Receiver, course_into, free_system, ground_of, serial_of
from drones.zones import ZoneIndex
from duty.book.rows import Row
from duty.people import OperatorView, Role
from duty.precinct import Precinct
from sessions import kept as kept_files
from sessions import sources as source_lists
from sessions.building import Given, Taps, build
from sessions.files import SessionFiles
from sessions.jobs import Progress
from sessions.manifest import Manifest, Why
from sessions.replay.air_source import AirSource, open_air
from sessions.replay.deck import ReplayDeck
from sessions.replay.opening import open_session
from sessions.sources import Sources
from sessions.training.air import TrainingAir, changed_from, recorded_at
from sessions.training.freezing import FreezingFeed
from sessions.training.script import InjectionKind, Planned, Script, plan
from sessions.training.simulated import cast_of
from sessions.training.stage import Brief
from sessions.world import World, WorldKind

LEAD_S = 4.0
"""It plays so long before the run begins: the run's first second shows pictures, and a precinct at work."""
_FAULTS = {
    InjectionKind.LINK_LOSS: FaultKind.LINK_LOSS,
    InjectionKind.DOCK_RAIN: FaultKind.DOCK_RAIN,
    InjectionKind.COVER_JAMMED: FaultKind.COVER_JAMMED,
}


@dataclass(frozen=True, slots=True)
class ReplayedScene:
    """sessions.training.stage.Scene. Its clock's monotonic time is the session's tape time."""

    world: World
    clock: Clock
    begins_ns: int
    cameras: FreezingFeed
    life: Lifecycle
    session_id: str

    @property
    def begins_tape_ns(self) -> int | None:
        return self.begins_ns


def open_replayed(
    brief: Brief,
    rows: Callable[[Sequence[Row]], None],
    progress: Progress,
    *,
    folder_of: Callable[[str], Path],
    version: str,
    scratch: Path,
    live_clock: Clock,
) -> tuple[tuple[Planned, ...], ReplayedScene]:
    """Start it. `folder_of` gives a session's folder by its id; `scratch` takes the run's own book, which goes with it.

    Who may open the session, and that it was opened, is the caller's to ask and to write down.
    Raises PersonError, CancelledError.
    """
    folder = folder_of(brief.script.base)
    files = SessionFiles(folder)
    if not files.manifest.is_file():
        raise PersonError(f"The script “{brief.script.title}” plays on a session that is not there.")
    life = Lifecycle()
    try:
        deck = open_session(folder, live_clock=live_clock, progress=progress)
        life.at_stop("replay of the run", lambda limit_s: _close(deck, limit_s))
        if isinstance(deck.world.air, Worker):
            deck.world.air.ask_to_stop()  # the run has an air of its own
        return _opened(brief, rows, progress, deck, life, version=version, scratch=scratch)
    except BaseException as error:
        life.stop()
        if isinstance(error, OSError):
            raise PersonError(f"The session {folder.name} cannot be read: {error.strerror or error}.") from None
        raise


def _opened(
    brief: Brief,
    rows: Callable[[Sequence[Row]], None],
    progress: Progress,
    deck: ReplayDeck,
    life: Lifecycle,
    *,
    version: str,
    scratch: Path,
) -> tuple[tuple[Planned, ...], ReplayedScene]:
    precinct, clock = deck.world.precinct, deck.world.clock
    begins_ns = _beginning(brief.script, deck)
    source = _air_source(deck.folder, deck.manifest, precinct, progress)
    life.when_nothing_runs(source.close)
    zones = ZoneIndex(*zone_files.load(precinct.zones))
    progress.check()
    planned = plan(brief.script, cast_of(precinct), brief.seed)
    start_ns = begins_ns - round(LEAD_S * NS_PER_S)
    plain = recorded_at(start_ns, source.tape, precinct, zones, progress)
    ground_m = ground_of(plain.picture().tracks)
    planned, receiver = _intruders(planned, brief.seed, precinct, zones, deck.manifest, begins_ns, ground_m)
    player = changed_from(
        plain,
        source.tape,
        precinct,
        zones,
        change=Faults(_faults(planned, precinct, begins_ns), Decoder()).change,
        inject=None if receiver is None else receiver.inject,
    )
    air = TrainingAir(player, clock)
    cameras = FreezingFeed(deck.world.cameras, clock)
    scratch.mkdir(parents=True, exist_ok=True)
    own = tempfile.TemporaryDirectory(prefix="training-", dir=scratch)
    life.when_nothing_runs(own.cleanup)
    deck.seek(start_ns)
    built = build(
        WorldKind.TRAINING,
        precinct,
        Path(own.name),
        life,
        version=version,
        always=OperatorView("trainee", brief.trainee or "trainee", Role.SUPERVISOR),
        taps=Taps(rows=rows),
        given=Given(clock=clock, cameras=cameras, air=air.listen),
    )
    life.at_start(air.start, deck.play)
    life.at_stop("air of the run", air.stop)
    life.start()
    return planned, ReplayedScene(built.world, clock, begins_ns, cameras, life, deck.folder.name)


def _beginning(script: Script, deck: ReplayDeck) -> int:
    """Tape time at which the run begins. Raises PersonError where the session ends before the script does."""
    line = deck.timeline
    begins_ns = line.first_tape_ns + round(max(script.from_s, LEAD_S) * NS_PER_S)
    left_s = max(0.0, (line.last_tape_ns - begins_ns) / NS_PER_S)
    if left_s < script.minutes * 60:
        raise PersonError(
            f"The session {deck.folder.name} is too short for the script “{script.title}”: "
            f"{_clock(left_s)} from where it begins, and the script takes {_clock(script.minutes * 60)}."
        )
    return begins_ns


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def _air_source(folder: Path, described: Manifest, precinct: Precinct, progress: Progress) -> AirSource:
    files = SessionFiles(folder)
    sources = source_lists.read(files.sources) if described.why is Why.FOREIGN else Sources()
    kept, _ = kept_files.read(folder)
    return open_air(folder, described, precinct, sources, kept.offsets_s, progress)


def _faults(planned: Sequence[Planned], precinct: Precinct, begins_ns: int) -> list[Fault]:
    systems = {drone.id: drone.system for drone in precinct.drones} | {dock.id: dock.system for dock in precinct.docks}
    return [
        Fault(_FAULTS[one.kind], systems[one.target], _tape(begins_ns, one.from_s), _tape(begins_ns, one.to_s))
        for one in planned
        if one.kind in _FAULTS
    ]


def _intruders(
    planned: tuple[Planned, ...],
    seed: int,
    precinct: Precinct,
    zones: ZoneIndex,
    described: Manifest,
    begins_ns: int,
    ground_m: float | None,
) -> tuple[tuple[Planned, ...], Receiver | None]:
    """The plan with what is known of its aircraft now, and what brings them. Raises PersonError."""
    if not any(one.kind is InjectionKind.BLACK_FLIGHT for one in planned):
        return planned, None
    if not precinct.links:
        raise PersonError("The session has no telemetry: no aircraft can come into it.")
    centre = Position(*precinct.precinct.centre)
    flights, told = [], []
    for one in planned:
        if one.kind is not InjectionKind.BLACK_FLIGHT:
            told.append(one)
            continue
        dice = random.Random(f"{seed}/{one.id}/flight")
        flight_ns = _tape(begins_ns, one.from_s)
        course = course_into(zones.zones, centre, described.wall_ns(flight_ns), dice, ground_m=ground_m)
        flights.append(Flight(course, serial_of(dice), flight_ns))
        to_s = one.from_s + course.length_s
        told.append(replace(one, target=flights[-1].serial, to_s=round(to_s, 1), without_zone=not course.zone_name))
    receiver = Receiver(
        flights,
        Decoder(),
        link=precinct.links[0].name,
        system=free_system([*(d.system for d in precinct.drones), *(d.system for d in precinct.docks)]),
        from_tape_ns=begins_ns,
        wall_less_tape_ns=described.started_wall_ns - described.started_tape_ns,
    )
    return tuple(told), receiver


def _tape(begins_ns: int, run_s: float) -> int:
    return begins_ns + round(run_s * NS_PER_S)


def _close(deck: ReplayDeck, limit_s: float) -> bool:
    deck.close()
    return deck.wait_until_closed(limit_s)
