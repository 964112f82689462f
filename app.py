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

    from duty.book.store import Book
    from duty.precinct import Precinct
    from sessions.world import World

log = logging.getLogger("mouse_patrol")

STOP_LIMIT_S = 3.0
EXIT_OK, EXIT_FAILED, EXIT_USAGE = 0, 1, 2


def main(argv: list[str] | None = None) -> int:
    """Run one command; the process's exit code. Errors that a person can mend become one sentence on stderr."""
    from base.errors import ConfigurationError, PersonError

    arguments = parse(sys.argv[1:] if argv is None else argv)
    try:
        return int(arguments.run(arguments))
    except ConfigurationError as error:
        for problem in error.problems:
            print(f"{error.source}: {problem}", file=sys.stderr)
        return EXIT_USAGE
    except PersonError as error:
        print(error, file=sys.stderr)
        return EXIT_FAILED
    except KeyboardInterrupt:
        return 130


def parse(argv: list[str]) -> argparse.Namespace:
    dashboard = argparse.ArgumentParser(add_help=False)
    dashboard.add_argument("--config", type=Path, metavar="FILE", help="the precinct's configuration (TOML)")
    dashboard.add_argument("--language", choices=("en", "zh_CN"), help="otherwise the system's")
    dashboard.add_argument("--workspace", choices=("wall", "fleet", "airspace", "incidents"), help="what to show first")
    dashboard.add_argument(
        "--offscreen", action="store_true", help="no window: a status line a second, a picture in a file"
    )
    dashboard.add_argument(
        "--seconds", type=positive, metavar="N", help="end by itself N seconds after the first window"
    )
    dashboard.add_argument("--report", type=Path, metavar="FILE", help="write the figures of this run as JSON")
    dashboard.add_argument(
        "--screenshot", type=Path, metavar="FILE", help="save a picture of the window at the end (PNG)"
    )
    dashboard.add_argument("--data", type=Path, metavar="FOLDER", help="keep book, clips, settings and log there")

    parser = argparse.ArgumentParser(
        prog="mouse-patrol",
        description="A police precinct's video wall and drone fleet in one window. "
        "Without a configuration it opens a demo precinct, clearly marked.",
        parents=[dashboard],
    )
    parser.set_defaults(run=run_dashboard, demo=False)
    commands = parser.add_subparsers(title="commands", metavar="")

    demo = commands.add_parser("demo", parents=[dashboard], help="the demo precinct, whatever is configured")
    demo.set_defaults(run=run_dashboard, demo=True)

    check = commands.add_parser("check", help="say everything that is wrong with a configuration")
    check.add_argument("config", type=Path, metavar="CONFIG")
    check.set_defaults(run=run_check)

    simulate = commands.add_parser("simulate", help="the demo fleet alone, as MAVLink over loopback UDP")
    simulate.add_argument("--drones", type=count(250), default=12)
    simulate.add_argument("--docks", type=count(250), default=4)
    simulate.add_argument("--url", default="udpout:127.0.0.1:14550")
    simulate.add_argument("--seconds", type=positive, metavar="N")
    simulate.add_argument("--seed", type=int, default=1)
    simulate.set_defaults(run=run_simulate)
    return parser.parse_args(argv)


def positive(text: str) -> float:
    value = float(text)
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"expected a number above 0, got {text}")
    return value


def count(most: int) -> Callable[[str], int]:
    def parse_count(text: str) -> int:
        value = int(text)
        if not 0 <= value <= most:
            raise argparse.ArgumentTypeError(f"expected a whole number from 0 to {most}, got {text}")
        return value

    return parse_count


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


def run_dashboard(arguments: argparse.Namespace) -> int:
    gc.disable()  # until the window is shown: importing makes a million objects and no garbage
    from platformdirs import user_config_path, user_data_path

    from base.logs import keep_log

    data: Path = (arguments.data or user_data_path("mouse-patrol", appauthor=False)).absolute()
    keep_log(data)
    offscreen = arguments.offscreen or no_display()
    if offscreen:
        if not arguments.offscreen:
            print("There is no display: running offscreen. Ctrl+C ends.")
        os.environ["QT_QPA_PLATFORM"] = "offscreen"

    from ui.application import make_application

    application = make_application(sys.argv[:1], language=arguments.language, offscreen=offscreen)
    config: Path = arguments.config or user_config_path("mouse-patrol", appauthor=False) / "precinct.toml"
    demo = arguments.demo or (arguments.config is None and not config.exists())
    try:
        with Running(data) as running:
            world = running.demo_world(offscreen=offscreen) if demo else running.live_world(config)
            from ui.dashboard import Options, run

            options = Options(
                workspace=arguments.workspace,
                seconds=arguments.seconds,
                report=arguments.report,
                screenshot=arguments.screenshot,
                offscreen=offscreen,
                wall_picture=data / "wall.png",
                settings=(data / "demo" if demo else data) / "settings.ini",
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
        self._remove_folder = False

    def __enter__(self) -> Running:
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()

    def live_world(self, config: Path) -> World:
        from duty.precinct import load
        from sessions.world import WorldKind

        return self._world(WorldKind.LIVE, load(config), self.data / "book.sqlite")

    def demo_world(self, *, offscreen: bool) -> World:
        """The demo precinct: clips drawn once, an ephemeral port, a folder and a book that end with the run."""
        import tempfile

        from PySide6.QtCore import QCoreApplication, QLocale

        from duty.demo import precinct
        from sessions.world import WorldKind
        from ui.preparing import prepare
        from video.scenes import clips

        home = self.data / "demo"
        title = QCoreApplication.translate("Preparing", "Drawing the demo precinct's camera clips (only once)…")
        prepare(lambda progress, stop: clips.ensure(home / "clips", progress, stop), title, offscreen=offscreen)
        remove_left_behind(home)
        self.folder = Path(tempfile.mkdtemp(prefix=f"run-{os.getpid()}-", dir=home))
        self._remove_folder = True
        port = free_udp_port()
        language = "zh_CN" if QLocale().language() == QLocale.Language.Chinese else "en"
        demo = precinct(home / "clips", port, language=language)
        world = self._world(WorldKind.DEMO, demo, self.folder / "book.sqlite")
        self._starts.append(lambda: self._start_simulator(port, drones=len(demo.drones), docks=len(demo.docks)))
        return world

    def _start_simulator(self, port: int, *, drones: int, docks: int) -> None:
        """After the window is shown: its libraries take a fifth of a second to load."""
        from drones.simulator.child import SimulatorProcess

        simulator = SimulatorProcess(f"udpout:127.0.0.1:{port}", drones=drones, docks=docks, seed=1)
        self._stops.insert(0, ("simulator", simulator.stop))
        simulator.start()

    def _world(self, kind: object, precinct: Precinct, book: Path) -> World:
        from base.clock import SystemClock
        from drones.service import AirService
        from duty.desk import Desk
        from sessions.world import World, WorldKind
        from video.supervisor import Supervisor

        assert isinstance(kind, WorldKind)
        clock = SystemClock()
        desk = Desk(lambda: open_book(book), clock)
        air = AirService(
            links=precinct.links,
            drones=precinct.drones,
            docks=precinct.docks,
            zones=precinct.zones,
            clock=clock,
            on_verdict=desk.on_verdict,
        )
        cameras = Supervisor(precinct.cameras, clock=clock)
        self._starts += [cameras.start, desk.start, air.start]
        self._stops += [("cameras", cameras.stop), ("air", air.stop), ("incident desk", desk.stop)]
        return World(
            kind=kind,
            clock=clock,
            precinct=precinct,
            cameras=cameras,
            air=air,
            desk=desk,
            patrol=None,  # type: ignore[arg-type]
            operators=None,  # type: ignore[arg-type]
            records=None,  # type: ignore[arg-type]
            data=self.folder,
        )

    def start(self) -> None:
        for start in self._starts:
            start()
        gc.freeze()
        gc.enable()

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
        if self._remove_folder:
            import shutil

            shutil.rmtree(self.folder, ignore_errors=True)


def stop_one(name: str, stop: Callable[[float], bool]) -> None:
    if not stop(STOP_LIMIT_S * 0.8):
        log.error("%s did not stop in time", name)


def open_book(path: Path) -> Book:
    from duty.book.store import Book

    return Book(path)


def remove_left_behind(home: Path) -> None:
    """Remove the folders of demo runs that were killed."""
    import shutil

    import psutil

    for folder in home.glob("run-*-*"):
        pid = folder.name.split("-")[1]
        if pid.isdigit() and not psutil.pid_exists(int(pid)):
            shutil.rmtree(folder, ignore_errors=True)


def free_udp_port() -> int:
    import socket

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def no_display() -> bool:
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return False
    return not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main())
