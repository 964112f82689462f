"""Mouse Patrol: the command line, and the one place that knows all rooms.

Start order: arguments, configuration, Qt, (demo: clips), the window, then cameras, book, air and simulator, so that the
window is there before anything slow. Stop: everything is asked at once, the book last, three seconds in all.

Spawned children import this module again as their main module: no room and no Qt is imported at its top.
"""

from __future__ import annotations

import argparse
import gc
import logging
import os
import signal
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from duty.people import OperatorView
    from duty.precinct import Precinct
    from duty.recording import RecordingConfig
    from sessions.jobs import Progress
    from sessions.room import Sessions
    from sessions.training.room import SceneOpener, TakeRows
    from sessions.training.script import Planned
    from sessions.training.stage import Brief, Scene
    from sessions.world import World, WorldKind

log = logging.getLogger("mouse_patrol")

VERSION = "0.1.0"
EXIT_OK, EXIT_FAILED, EXIT_USAGE = 0, 1, 2


def main(argv: list[str] | None = None) -> int:
    """Run one command; the process's exit code. Errors that a person can mend become one sentence on stderr."""
    from base.errors import ConfigurationError, PersonError
    from ui.arguments import parse

    arguments = parse(sys.argv[1:] if argv is None else argv)
    try:
        return COMMANDS[arguments.command](arguments)
    except ConfigurationError as error:
        for problem in error.problems:
            print(f"{error.source}: {problem}", file=sys.stderr)
        return EXIT_USAGE
    except PersonError as error:
        print(error, file=sys.stderr)
        return EXIT_FAILED
    except KeyboardInterrupt:
        return 130


def run_check(arguments: argparse.Namespace) -> int:
    from duty.check import problems
    from duty.precinct import load

    precinct = load(arguments.config)
    found = problems(precinct)
    for problem in found:
        print(f"{arguments.config}: {problem}", file=sys.stderr)
    if found:
        return EXIT_USAGE
    print(
        f"{arguments.config}: in order: {len(precinct.cameras)} cameras, {len(precinct.links)} links, "
        f"{len(precinct.drones)} drones, {len(precinct.docks)} docks, {len(precinct.zones)} zone files, "
        f"{len(precinct.responders)} responders"
    )
    return EXIT_OK


def run_simulate(arguments: argparse.Namespace) -> int:
    from drones.simulator.run import run

    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    run(
        arguments.url,
        drones=arguments.drones,
        docks=arguments.docks,
        seconds=arguments.seconds,
        seed=arguments.seed,
        stop=stop,
    )
    return EXIT_OK


def run_report(arguments: argparse.Namespace) -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from duty.commands import Kept
    from ui.application import language, make_application
    from ui.report.command import make_report

    _application = make_application(sys.argv[:1], language=arguments.language, offscreen=True)
    data, config = places(arguments)
    with Kept(config, data) as kept:
        return make_report(
            kept.records,
            kept.precinct,
            kept.clock,
            kept.data,
            shift_key=arguments.shift,
            days=arguments.days,
            html=arguments.html,
            pdf=arguments.pdf,
            csv=arguments.csv,
            json=arguments.json,
            language=language(),
        )


def run_verify(arguments: argparse.Namespace) -> int:
    if arguments.evidence is not None:
        from sessions.evidence import verify as evidence

        key = [] if arguments.key is None else ["--key", str(arguments.key)]
        return evidence.main([str(arguments.evidence), *key])
    from duty.commands import verify

    data, config = places(arguments)
    return EXIT_FAILED if verify(config, data, arguments.head) else EXIT_OK


def run_export(arguments: argparse.Namespace) -> int:
    from sessions.evidence.command import run

    data, config = places(arguments)
    return run(arguments, config=config, data=data, version=VERSION)


def run_backup(arguments: argparse.Namespace) -> int:
    from duty.commands import backup

    data, config = places(arguments)
    backup(config, data, arguments.file.absolute())
    return EXIT_OK


def places(arguments: argparse.Namespace) -> tuple[Path, Path]:
    """The data folder and the configuration file, asked for or the user's own."""
    from platformdirs import user_config_path, user_data_path

    data: Path = arguments.data or user_data_path("mouse-patrol", appauthor=False)
    config: Path = arguments.config or user_config_path("mouse-patrol", appauthor=False) / "precinct.toml"
    return data.absolute(), config


def run_dashboard(arguments: argparse.Namespace) -> int:
    gc.disable()  # importing makes a million objects and no garbage; with a window, ui.garbage collects
    from base.logs import keep_log

    data, config = places(arguments)
    keep_log(data)
    offscreen = arguments.offscreen or no_display()
    if offscreen:
        if not arguments.offscreen:
            print("There is no display: running offscreen. Ctrl+C ends.")
        os.environ["QT_QPA_PLATFORM"] = "offscreen"

    import sessions.assembling  # noqa: F401 - before Qt: PySide reads the source of all that is imported after it
    from ui.application import make_application

    application = make_application(sys.argv[:1], language=arguments.language, offscreen=offscreen)
    nothing_configured = arguments.config is None and not config.exists()
    demo = arguments.demo or (nothing_configured and arguments.session is None)
    try:
        with Running(data) as running:
            world = (
                running.demo_world(offscreen=offscreen, cameras=arguments.cameras)
                if demo
                else running.live_world(None if nothing_configured else config)
            )
            from ui.dashboard import Options, run

            options = Options(
                workspace=arguments.workspace,
                seconds=arguments.seconds,
                report=arguments.report,
                screenshot=arguments.screenshot,
                offscreen=offscreen,
                wall_picture=data / "wall.png",
                settings=(data / "demo" if demo else data) / "settings.ini",
                config=None if demo or nothing_configured else config,
                record=arguments.record,
                session=arguments.session,
            )
            return run(application, world, options, start=running.life.start, sessions=running.sessions)
    except Exception as error:
        from base.errors import PersonError
        from ui.preparing import Cancelled

        if isinstance(error, Cancelled):
            return EXIT_OK
        if isinstance(error, PersonError) and not offscreen and arguments.seconds is None:
            from ui.shell.trouble import show_trouble

            show_trouble(error)
        raise


class Running:
    """What was built for this run, and how it is started and stopped."""

    def __init__(self, data: Path) -> None:
        from base.lifecycle import Lifecycle

        self.data = data
        self.folder = data
        self.sessions: Sessions | None = None
        self.life = Lifecycle()

    def __enter__(self) -> Running:
        return self

    def __exit__(self, *error: object) -> None:
        self.life.stop()

    def live_world(self, config: Path | None) -> World:
        """Without a configuration a precinct of nothing: to open sessions on a machine that has no cameras."""
        from duty.book.one_program import OneProgram
        from duty.precinct import empty, load
        from sessions.world import WorldKind

        precinct = empty() if config is None else load(config)
        lock = OneProgram(self.data)
        self.life.when_nothing_runs(lock.release)
        return self._world(WorldKind.LIVE, precinct, self.data)

    def demo_world(self, *, offscreen: bool, cameras: int | None) -> World:
        """The demo precinct: clips drawn once, an ephemeral port, a folder and a book that end with the run."""
        import tempfile

        from PySide6.QtCore import QCoreApplication

        from duty.demo import precinct
        from sessions.world import WorldKind
        from ui.preparing import prepare
        from video.scenes import clips

        home = self.data / "demo"
        title = QCoreApplication.translate("Preparing", "Drawing the demo precinct's camera clips (only once)…")
        prepare(lambda progress, stop: clips.ensure(home / "clips", progress, stop), title, offscreen=offscreen)
        remove_left_behind(home)
        self.folder = Path(tempfile.mkdtemp(prefix=f"run-{os.getpid()}-", dir=home))
        self.life.when_nothing_runs(lambda: remove_folder(self.folder))
        port = free_udp_port()
        language = "zh_CN" if is_chinese() else "en"
        demo = precinct(home / "clips", port, language=language, cameras=cameras)
        world = self._world(WorldKind.DEMO, demo, home)
        self.life.at_start(lambda: self._start_simulator(port, drones=len(demo.drones), docks=len(demo.docks)))
        return world

    def _start_simulator(self, port: int, *, drones: int, docks: int) -> None:
        """After the window is shown: its libraries take a fifth of a second to load."""
        from drones.simulator.child import SimulatorProcess

        simulator = SimulatorProcess(f"udpout:127.0.0.1:{port}", drones=drones, docks=docks, seed=1)
        self.life.at_stop("simulator", simulator.stop)
        simulator.start()

    def _world(self, kind: WorldKind, precinct: Precinct, home: Path) -> World:
        """`home` keeps sessions, evidence and trainings: the demo's outlive the run, other than its book."""
        from sessions.assembling import Studio
        from sessions.building import build
        from sessions.world import WorldKind

        is_demo = kind is WorldKind.DEMO
        studio = Studio()
        built = build(
            kind,
            precinct,
            self.folder,
            self.life,
            version=VERSION,
            always=demo_officer() if is_demo else None,
            demo_people=is_chinese() if is_demo else None,
            taps=studio.taps,
        )
        kept = precinct.recording.folder
        sessions = Path(kept).absolute() if kept else home / "sessions"
        self.sessions = studio.furnish(
            built,
            precinct,
            self.life,
            folder=sessions,
            home=home,
            version=VERSION,
            language="zh_CN" if is_chinese() else "en",
            openers=scene_openers(self.data, home, sessions, precinct.recording),
        )
        return built.world


def scene_openers(data: Path, home: Path, sessions: Path, recording: RecordingConfig) -> dict[str, SceneOpener]:
    """Where trainings take place. Asked in a job's thread, long after the window is shown."""

    def simulated(brief: Brief, rows: TakeRows, progress: Progress) -> tuple[tuple[Planned, ...], Scene]:
        from duty.demo import precinct
        from duty.recording import RecordingMode
        from sessions.training.simulated import open_simulated
        from video.scenes import clips

        folder = data / "demo" / "clips"
        clips.ensure(folder, lambda done, of, what: progress.say(done, of, what), progress.cancelled)
        progress.check()
        language = "zh_CN" if is_chinese() else "en"
        # how long sessions stay is the house's rule, also while a run adds one of its own
        rule = recording.model_copy(update={"mode": RecordingMode.ON_DEMAND, "keep_unmasked": (), "leave_out": ()})
        return open_simulated(
            brief,
            rows,
            precinct=lambda port: precinct(folder, port, language=language).model_copy(update={"recording": rule}),
            version=VERSION,
            folder=home / "training" / "scratch",
            record_into=None if recording.mode is RecordingMode.OFF else sessions,
        )

    return {"simulator": simulated}


def demo_officer() -> OperatorView:
    """Who is signed in from the start in the demo, by the name that the window's language has for him."""
    from duty.operators import DEMO_PEOPLE
    from duty.people import OperatorView

    login, role, name, chinese = DEMO_PEOPLE[0]
    return OperatorView(login, chinese if is_chinese() else name, role)


def is_chinese() -> bool:
    """Of the window, once the application is made."""
    from PySide6.QtCore import QLocale

    return QLocale().language() == QLocale.Language.Chinese


def remove_folder(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)


def remove_left_behind(home: Path) -> None:
    """Remove the folders of demo runs that were killed."""
    import psutil

    for folder in home.glob("run-*-*"):
        pid = folder.name.split("-")[1]
        if pid.isdigit() and not psutil.pid_exists(int(pid)):
            remove_folder(folder)


def free_udp_port() -> int:
    import socket

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def no_display() -> bool:
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return False
    return not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "dashboard": run_dashboard,
    "check": run_check,
    "report": run_report,
    "verify": run_verify,
    "backup": run_backup,
    "export": run_export,
    "simulate": run_simulate,
}

if __name__ == "__main__":
    sys.exit(main())
