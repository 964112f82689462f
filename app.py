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

    from duty.people import OperatorView, Right
    from duty.precinct import Precinct
    from sessions.world import World, WorldKind

log = logging.getLogger("mouse_patrol")

VERSION = "0.1.0"
STOP_LIMIT_S = 3.0
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
    from duty.commands import verify

    data, config = places(arguments)
    return EXIT_FAILED if verify(config, data, arguments.head) else EXIT_OK


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

    from ui.application import make_application

    application = make_application(sys.argv[:1], language=arguments.language, offscreen=offscreen)
    demo = arguments.demo or (arguments.config is None and not config.exists())
    try:
        with Running(data) as running:
            world = (
                running.demo_world(offscreen=offscreen, cameras=arguments.cameras)
                if demo
                else running.live_world(config)
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
                config=None if demo else config,
            )
            return run(application, world, options, start=running.start)
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
        self.data = data
        self.folder = data
        self._starts: list[Callable[[], object]] = []
        self._stops: list[tuple[str, Callable[[float], bool]]] = []
        self._lasts: list[Callable[[], object]] = []
        """What is done when nothing runs any more."""

    def __enter__(self) -> Running:
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()

    def live_world(self, config: Path) -> World:
        from duty.book.one_program import OneProgram
        from duty.precinct import load
        from sessions.world import WorldKind

        precinct = load(config)
        lock = OneProgram(self.data)
        self._lasts.append(lock.release)
        return self._world(WorldKind.LIVE, precinct)

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
        self._lasts.append(lambda: remove_folder(self.folder))
        port = free_udp_port()
        language = "zh_CN" if is_chinese() else "en"
        demo = precinct(home / "clips", port, language=language, cameras=cameras)
        world = self._world(WorldKind.DEMO, demo)
        self._starts.append(lambda: self._start_simulator(port, drones=len(demo.drones), docks=len(demo.docks)))
        return world

    def _start_simulator(self, port: int, *, drones: int, docks: int) -> None:
        """After the window is shown: its libraries take a fifth of a second to load."""
        from drones.simulator.child import SimulatorProcess

        simulator = SimulatorProcess(f"udpout:127.0.0.1:{port}", drones=drones, docks=docks, seed=1)
        self._stops.insert(0, ("simulator", simulator.stop))
        simulator.start()

    def _world(self, kind: WorldKind, precinct: Precinct) -> World:
        from base.clock import SystemClock
        from drones.service import AirService
        from duty.acts import ActKind, act
        from duty.book_records import BookRecords
        from duty.desk import Desk
        from duty.keeping import Keeper
        from duty.opening import book_maker, known_keys, signer, spool_maker, station_of
        from duty.operators import BookOperators, seed_demo
        from duty.patrol.room import Patrol
        from duty.reading import BookReader
        from duty.watching import Watch
        from sessions.world import World, WorldKind
        from video.supervisor import Supervisor

        clock = SystemClock()
        make_book = book_maker(precinct, self.folder)
        reader = BookReader(make_book)
        quick = BookReader(make_book)  # nobody waits to sign in until a month's report is made
        is_demo = kind is WorldKind.DEMO
        officer = demo_officer() if is_demo else None
        desk = Desk(
            make_book,
            clock,
            make_spool=spool_maker(precinct, self.folder),
            who=lambda: operators.login_of_current(),
            escalate_after_s=precinct.patrol.escalate_after_s,
        )
        operators = BookOperators(quick.do, clock, sign=signer(self.folder), always=officer, ledger=desk)
        air = AirService(
            links=precinct.links,
            drones=precinct.drones,
            docks=precinct.docks,
            zones=precinct.zones,
            clock=clock,
            on_verdict=desk.on_verdict,
        )
        cameras = Supervisor(precinct.cameras, clock=clock)
        patrol = Patrol(precinct, clock, desk, lambda: operators.view().current, quick.do, station_of(self.folder))
        watch = Watch(air.picture, cameras.facts, desk, clock)
        keeper = Keeper(reader, precinct.book, clock, self.folder)

        def may(right: Right) -> bool:
            current = operators.view().current
            return current is not None and current.may(right)

        records = BookRecords(reader, precinct, clock, self.folder, may, known_keys(self.folder), desk.look_again)

        def say(kind: ActKind) -> None:
            desk.write(act(kind, VERSION, at_wall_ns=clock.wall_ns(), operator=""))

        def end(limit_s: float) -> bool:
            say(ActKind.PROGRAM_ENDED)
            return desk.stop(limit_s)

        say(ActKind.PROGRAM_STARTED)  # before everything else that is written: the report counts from it
        if is_demo:
            chinese = is_chinese()
            self._starts += [
                lambda: quick.do(lambda book: seed_demo(book, chinese=chinese, at_wall_ns=clock.wall_ns()))
            ]
        self._starts += [cameras.start, desk.start, air.start, watch.start, keeper.start]
        self._stops += [("cameras", cameras.stop), ("air", air.stop), ("watch", watch.stop), ("keeper", keeper.stop)]
        self._stops += [("book reader", reader.stop), ("quick book reader", quick.stop)]
        self._stops += [("incident desk", end)]
        return World(
            kind=kind,
            clock=clock,
            precinct=precinct,
            cameras=cameras,
            air=air,
            desk=desk,
            patrol=patrol,
            operators=operators,
            records=records,
            data=self.folder,
        )

    def start(self) -> None:
        for start in self._starts:
            start()

    def stop(self) -> None:
        """Stop everything at once, each within STOP_LIMIT_S; the book last, because the air still writes to it."""
        *early, last = self._stops or [("nothing", lambda _: True)]
        threads = [threading.Thread(target=stop_one, args=one, name=f"stopping {one[0]}", daemon=True) for one in early]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(STOP_LIMIT_S)
        stop_one(*last)
        self._stops.clear()
        for last_of_all in self._lasts:
            last_of_all()
        self._lasts.clear()


def stop_one(name: str, stop: Callable[[float], bool]) -> None:
    if not stop(STOP_LIMIT_S * 0.8):
        log.error("%s did not stop in time", name)


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
    "simulate": run_simulate,
}

if __name__ == "__main__":
    sys.exit(main())
