"""A run on a recorded session: everything real but the trainee; and the sentences of one that cannot be."""

import shutil
import socket
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from base.clock import NS_PER_S, Clock, ManualClock, SystemClock
from base.errors import PersonError
from drones import transports, zones
from drones.events import Chunk, LinkEvent
from drones.links import LinkWorker
from drones.picture import AirPicture, CoverState, Presence, TrackView, Verdict, VerdictView
from drones.replay import grid_before
from drones.simulator.child import SimulatorProcess
from drones.zones import ZoneIndex
from duty.book.rows import Row
from duty.incidents import IncidentKind
from sessions import manifest
from sessions.files import SessionFiles
from sessions.in_use import is_used
from sessions.jobs import CancelledError, Progress
from sessions.replay import opening
from sessions.replay.air_source import open_air
from sessions.sources import Sources
from sessions.training import replayed
from sessions.training.air import TrainingAir, changed_from, recorded_at
from sessions.training.replayed import ReplayedScene, open_replayed
from sessions.training.script import Expected, Injection, InjectionKind, Planned, ReactionKind, Script
from sessions.training.stage import Brief, Stage, StageState
from sessions.world import WorldKind
from tests.sessions import hour
from tests.sessions.replay.fakes import FakeCameras
from tests.sessions.replay.test_silent import reachable
from video.config import CameraConfig
from video.feed import StreamDemand

SCRIPT = Script(
    id="short",
    title="Short",
    minutes=0.2,
    base="small",
    from_s=6,
    injections=(
        Injection(id="jam", kind=InjectionKind.COVER_JAMMED, at_s=0, for_s=60, targets=("k01",)),
        Injection(id="rain", kind=InjectionKind.DOCK_RAIN, at_s=0, for_s=60, targets=("k02",)),
        Injection(id="link", kind=InjectionKind.LINK_LOSS, at_s=0, for_s=60, targets=("d02",)),
        Injection(id="freeze", kind=InjectionKind.CAMERA_FREEZE, at_s=1, spread_s=0.5, for_s=2, targets=("c01",)),
        Injection(id="black", kind=InjectionKind.BLACK_FLIGHT, at_s=0),
    ),
    marks=(
        Expected(injection="jam", reaction=ReactionKind.NOTICED, within_s=9, late_s=10, points=10),
        Expected(injection="freeze", reaction=ReactionKind.NOTICED, within_s=9, late_s=10, points=10),
        Expected(injection="black", reaction=ReactionKind.ACKNOWLEDGED, within_s=11, late_s=12, points=20),
    ),
)
LIMIT_S = 25.0


@pytest.fixture(scope="module")
def sessions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One small session: two cameras, six drones, two docks, 48 s."""
    folder = tmp_path_factory.mktemp("sessions")
    hour.make(hour.Wish(folder / "small", cameras=2, systems=8, minutes=0.8, width=320, height=180))
    return folder


def opened(
    sessions: Path, scratch: Path, script: Script = SCRIPT, *, seed: int = 3, stages: list[Stage] | None = None
) -> tuple[tuple[Planned, ...], ReplayedScene]:
    def take(rows: Sequence[Row]) -> None:
        for stage in stages or []:
            stage.take_rows(rows)

    return open_replayed(
        Brief(script, seed=seed, trainee="Li", trainer="Wang"),
        take,
        Progress(threading.Event()),
        folder_of=lambda name: sessions / name,
        version="test",
        scratch=scratch,
        live_clock=SystemClock(),
    )


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != "in_use.lock"]
    return {
        str(path.relative_to(folder)): (path.stat().st_size, path.stat().st_mtime_ns)
        for path in files
        if "thumbnails" not in path.parts
    }


@pytest.mark.slow
def test_a_run_from_its_beginning_to_its_score(sessions: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # the way in is short, so that the test is
    monkeypatch.setattr("drones.intruder.OUTSIDE_M", 100.0)
    monkeypatch.setattr(replayed, "LEAD_S", 2.0)
    before = stamps(sessions)
    stages: list[Stage] = []
    planned, scene = opened(sessions, tmp_path / "scratch", stages=stages)
    stage = Stage(Brief(SCRIPT, 3, "Li", "Wang"), planned, scene, now_wall_ns=SystemClock().wall_ns())
    stages.append(stage)
    world = scene.world
    world.cameras.demand(0, StreamDemand(320, 180))

    def wait(wanted: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + LIMIT_S
        while not wanted():
            stage.advance()
            world.cameras.facts()
            assert time.monotonic() < deadline, what
            time.sleep(0.02)

    try:
        assert world.kind is WorldKind.TRAINING
        assert stage.state() is StageState.WAITING
        assert scene.session_id == "small"
        assert scene.begins_tape_ns == hour.STARTED_TAPE_NS + 6 * NS_PER_S
        docks = {dock.config_id: dock for dock in world.air.picture().docks}
        assert docks["k01"].cover is not CoverState.ABNORMAL
        wait(lambda: stage.state() is StageState.RUNNING, "it begins")
        wait(lambda: _dock(world.air.picture(), "k01") == (CoverState.ABNORMAL, 0), "a cover jams")
        wait(lambda: _dock(world.air.picture(), "k02")[1] == 3, "it rains")
        stage.notice(InjectionKind.COVER_JAMMED, "k01")
        freeze = next(one for one in planned if one.kind is InjectionKind.CAMERA_FREEZE)

        def is_shown() -> bool:
            with world.cameras.picture(0) as held:
                return held is not None

        wait(lambda: stage.run_s() > freeze.from_s + 0.4 and is_shown(), "a camera freezes")
        with world.cameras.picture(0) as held:
            assert held is not None
            number, sequence = hour.read_number(held.pixels), held.sequence
        stage.notice(InjectionKind.CAMERA_FREEZE, "c01")
        wait(lambda: stage.run_s() > freeze.to_s - 0.3, "time passes")
        with world.cameras.picture(0) as held:
            assert held is not None
            assert (hour.read_number(held.pixels), held.sequence > sequence) == (number, True)

        def is_thawed() -> bool:
            with world.cameras.picture(0) as held:
                shown = hour.drawn_number(0, world.clock.monotonic_ns())
                return held is not None and (shown - hour.read_number(held.pixels)) % hour.CLIP < 12

        wait(lambda: stage.run_s() > freeze.to_s and is_thawed(), "the camera shows the session's time again")
        wait(lambda: _presence(world.air.picture(), "d02") is Presence.LOST, "a link is lost")
        assert _presence(world.air.picture(), "d01") is Presence.OK
        black = next(one for one in planned if one.kind is InjectionKind.BLACK_FLIGHT)
        wait(lambda: any(view.subject == black.target for view in world.desk.incidents()), "it is raised")
        incident = next(view for view in world.desk.incidents() if view.subject == black.target)
        assert (incident.kind, incident.zone_name) == (IncidentKind.AIRSPACE, "Government quarter")
        world.desk.acknowledge(incident.incident_id)
        wait(lambda: any(r.kind is ReactionKind.ACKNOWLEDGED for r in stage.reactions()), "the act is a reaction")
    finally:
        run = stage.end()
    assert [mark.points for mark in run.score.marks] == [10, 10, 20], run.score
    assert run.score.false == ()
    assert (run.session_id, run.started_tape_ns) == ("small", scene.begins_ns)
    assert abs(run.started_wall_ns - SystemClock().wall_ns()) < 60e9, "it was today, whenever the session was"
    assert list((tmp_path / "scratch").iterdir()) == [], "the scratch book is gone"
    assert stamps(sessions) == before, "the session is as it was"
    assert not is_used(sessions / "small")


def _dock(picture: AirPicture, dock: str) -> tuple[CoverState, int | None]:
    found = next(one for one in picture.docks if one.config_id == dock)
    return found.cover, found.rain_level


def _presence(picture: AirPicture, drone: str) -> Presence:
    return next(one.presence for one in picture.vehicles if one.config_id == drone)


@pytest.fixture
def without_video(monkeypatch: pytest.MonkeyPatch) -> None:
    """No processes: what is asked is not of pictures."""

    def fake(cameras: tuple[CameraConfig, ...], tapes: object, *, clock: Clock, **_: object) -> FakeCameras:
        return FakeCameras(cameras)

    monkeypatch.setattr(opening, "ReplayFeed", fake)


@pytest.fixture
def copied(sessions: Path, tmp_path: Path) -> SessionFiles:
    folder = tmp_path / "sessions" / "small"
    shutil.copytree(sessions / "small", folder, copy_function=shutil.copy)
    return SessionFiles(folder)


def said(sessions: Path, scratch: Path, script: Script = SCRIPT) -> str:
    """Why it cannot be opened. The fixture for all tests sees to it that nothing runs on."""
    with pytest.raises(PersonError) as caught:
        opened(sessions, scratch, script)
    assert not scratch.exists() or list(scratch.iterdir()) == []
    return str(caught.value)


@pytest.mark.usefixtures("without_video")
def test_the_same_seed_gives_the_same_run(sessions: Path, tmp_path: Path) -> None:
    script = SCRIPT.model_copy(
        update={
            "injections": (
                Injection(id="link", kind=InjectionKind.LINK_LOSS, at_s=1, spread_s=5),
                Injection(id="one", kind=InjectionKind.BLACK_FLIGHT, at_s=1, spread_s=5),
                Injection(id="two", kind=InjectionKind.BLACK_FLIGHT, at_s=1, spread_s=5),
            ),
            "marks": (),
        }
    )
    plans = []
    for seed in (1, 1, 2):
        planned, scene = opened(sessions, tmp_path / "scratch", script, seed=seed)
        scene.life.stop()
        plans.append({one.id: one for one in planned})
    assert plans[0] == plans[1]
    assert plans[0] != plans[2]
    flights = [plans[0]["one"], plans[0]["two"]]
    assert flights[0].target != flights[1].target
    assert all(one.to_s - one.from_s > 60 and not one.without_zone for one in flights)


@pytest.mark.usefixtures("without_video")
def test_a_session_that_cannot_carry_the_script_is_one_sentence(sessions: Path, tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    assert "is not there" in said(sessions, scratch, SCRIPT.model_copy(update={"base": "gone"}))
    long = said(sessions, scratch, SCRIPT.model_copy(update={"minutes": 0.75}))
    assert "too short" in long
    assert "0:42" in long
    assert "0:45" in long
    assert "0:00 from" in said(sessions, scratch, SCRIPT.model_copy(update={"from_s": 4000}))
    far = Injection(id="far", kind=InjectionKind.LINK_LOSS, at_s=1, targets=("d77",))
    assert "d77" in said(sessions, scratch, SCRIPT.model_copy(update={"injections": (far,), "marks": ()}))
    assert not is_used(sessions / "small")


@pytest.mark.usefixtures("without_video")
def test_a_damaged_session_is_one_sentence(copied: SessionFiles, tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    root = copied.folder.parent
    described = manifest.read(copied.manifest)
    manifest.write(described.model_copy(update={"links": ()}), copied.manifest)
    assert "no telemetry" in said(root, scratch)
    text = copied.manifest.read_text()
    copied.manifest.write_text(text[: len(text) // 2])
    assert "damaged" in said(root, scratch)


@pytest.mark.usefixtures("without_video")
def test_a_scratch_folder_that_cannot_be_made_is_one_sentence(sessions: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(PersonError, match="cannot be"):
        opened(sessions, tmp_path / "file" / "scratch")
    assert not is_used(sessions / "small")


@pytest.mark.usefixtures("without_video")
def test_it_is_cancelled_half_way(sessions: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cancelled = threading.Event()

    def load(_files: object) -> tuple[list[object], list[object]]:
        cancelled.set()
        return [], []

    monkeypatch.setattr(zones, "load", load)
    with pytest.raises(CancelledError):
        open_replayed(
            Brief(SCRIPT, 1, "Li", "Wang"),
            lambda rows: None,
            Progress(cancelled),
            folder_of=lambda name: sessions / name,
            version="test",
            scratch=tmp_path / "scratch",
            live_clock=SystemClock(),
        )
    assert not is_used(sessions / "small")


@pytest.mark.usefixtures("without_video")
def test_a_session_without_a_zone_says_so_in_the_plan(copied: SessionFiles, tmp_path: Path) -> None:
    shutil.rmtree(copied.zones)
    planned, scene = opened(copied.folder.parent, tmp_path / "scratch")
    scene.life.stop()
    assert [one.without_zone for one in planned if one.kind is InjectionKind.BLACK_FLIGHT] == [True]


def test_the_way_to_the_beginning_is_the_recordings_own(sessions: Path) -> None:
    """With what goes wrong later the state there is the same, and is not played from the beginning of the tape."""
    folder = sessions / "small"
    described = manifest.read(SessionFiles(folder).manifest)
    precinct = described.as_precinct(folder)
    progress = Progress(threading.Event())
    source = open_air(folder, described, precinct, Sources(), {}, progress)
    start_ns = hour.STARTED_TAPE_NS + 33 * NS_PER_S + 77
    index = ZoneIndex(*zones.load(precinct.zones))
    fed: list[int] = []

    def change(event: LinkEvent) -> tuple[LinkEvent, ...]:
        fed.append(event.received_at_ns if isinstance(event, Chunk) else 0)
        return (event,)

    parts = source.tape, precinct, index
    plain = recorded_at(start_ns, *parts, progress)
    player = changed_from(plain, *parts, change=change, inject=None)
    assert (player.picture(), player.state()) == (plain.picture(), plain.state())
    assert fed == []
    player.play_to(start_ns + 4 * NS_PER_S)
    plain.play_to(start_ns + 4 * NS_PER_S)
    assert player.state() == plain.state()
    assert min(fed) > grid_before(start_ns)
    before = recorded_at(hour.STARTED_TAPE_NS - NS_PER_S, *parts, progress)
    before = changed_from(before, *parts, change=change, inject=None)
    before.play_to(start_ns)
    plain.seek(start_ns)
    assert before.state() == plain.state()
    source.close()


def test_what_goes_on_already_is_told_and_every_change_once(sessions: Path) -> None:
    """The simulator's own aircraft is in the quarter from 15 s on."""
    folder = sessions / "small"
    described = manifest.read(SessionFiles(folder).manifest)
    precinct = described.as_precinct(folder)
    progress = Progress(threading.Event())
    source = open_air(folder, described, precinct, Sources(), {}, progress)
    index = ZoneIndex(*zones.load(precinct.zones))

    def breaches(start_s: float, until_s: float) -> list[str]:
        start_ns = hour.STARTED_TAPE_NS + round(start_s * NS_PER_S)
        plain = recorded_at(start_ns, source.tape, precinct, index, progress)
        player = changed_from(plain, source.tape, precinct, index, change=lambda e: (e,), inject=None)
        clock = ManualClock(monotonic_ns=start_ns, wall_ns=0)
        air = TrainingAir(player, clock)
        found: list[str] = []

        def hear(verdict: VerdictView, track: TrackView) -> None:
            if verdict.verdict is Verdict.IN_BREACH:
                found.append(track.track_id)

        assert air.listen(hear) is air
        air.start()
        clock.advance(until_s - start_s)
        end_ns = grid_before(hour.STARTED_TAPE_NS + round(until_s * NS_PER_S))
        deadline = time.monotonic() + LIMIT_S
        while air.picture().at_ns < end_ns:
            assert time.monotonic() < deadline
            time.sleep(0.005)
        assert air.stop(5.0)
        return found

    black = breaches(5, 40)
    assert len(black) == 1
    assert breaches(25, 30) == black, "it was there when the desk was taken over"
    assert breaches(5, 10) == []
    source.close()


def test_telemetry_that_is_gone_is_said_once_and_comes_back(sessions: Path, caplog: pytest.LogCaptureFixture) -> None:
    class Player:
        at_tape_ns = 0
        gone = True

        def play_to(self, tape_ns: int) -> None:
            if self.gone:
                raise OSError(5, "the disk is gone")
            self.at_tape_ns = tape_ns

        def picture(self) -> AirPicture:
            return AirPicture(self.at_tape_ns)

        def take_changes(self) -> list[object]:
            return []

    player = Player()
    clock = ManualClock(monotonic_ns=0, wall_ns=0)
    air = TrainingAir(player, clock)  # type: ignore[arg-type]
    air.stopping.wait = lambda timeout=None: False  # type: ignore[method-assign]
    clock.advance(3)
    air.run_once()
    air.run_once()
    assert "the disk is gone" in air.trouble
    assert len(caplog.records) == 1
    player.gone = False
    for _ in range(3):
        air.run_once()
    assert (air.trouble, air.picture().at_ns) == ("", 3 * NS_PER_S)


@pytest.mark.usefixtures("without_video")
def test_nothing_in_it_can_transmit(sessions: Path, tmp_path: Path) -> None:
    kinds = (
        socket.socket,
        LinkWorker,
        SimulatorProcess,
        *(k for k in vars(transports).values() if isinstance(k, type) and k.__module__ == transports.__name__),
    )
    _, scene = opened(sessions, tmp_path / "scratch")
    try:
        assert all(not link.transmit and link.system_id is None for link in scene.world.precinct.links)
        found = [one for one in reachable(scene, scene.world.air, scene.cameras) if isinstance(one, kinds)]
    finally:
        scene.life.stop()
    assert found == []
