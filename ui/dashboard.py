"""One run of the dashboard: the window, its end, its status lines and its report."""

import gc
import logging
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from base.errors import PersonError
from sessions.room import Sessions
from sessions.world import World
from ui import theme
from ui.bridge import Bridge
from ui.figures import Figures
from ui.garbage import GarbageCollector
from ui.main_window import MainWindow
from ui.replay.at_start import OpenAtStart
from ui.replay.workspace import ReplayWorkspace
from ui.shell.rail import Workspace
from ui.wall.workspace import WallWorkspace

log = logging.getLogger(__name__)

STATUS_LINE_MS = 1000
WALL_PICTURE_EVERY = 10
FAST_PNG = 90
"""Qt's "quality" of a PNG is how little it is compressed: the usual 1080p picture would stop the window for 0.3 s."""


@dataclass(frozen=True, slots=True)
class Options:
    workspace: str | None
    seconds: float | None
    report: Path | None
    screenshot: Path | None
    offscreen: bool
    wall_picture: Path
    """Where the picture of the wall goes when there is no display."""
    settings: Path
    config: Path | None = None
    """The precinct's file, where plans are edited; None: there is none."""
    record: bool = False
    """Record from the first moment."""
    session: str | None = None
    """What to open: a session's id, or a path."""


def run(
    application: QApplication,
    world: World,
    options: Options,
    *,
    start: Callable[[], None],
    sessions: Sessions | None = None,
) -> int:
    """Show the window, start the world, and come back when it is closed; the exit code.

    Raises PersonError when the report or the screenshot cannot be written.
    """
    bridge = Bridge(world, sessions=sessions)
    garbage = GarbageCollector(application)
    garbage.start()
    settings = QSettings(str(options.settings), QSettings.Format.IniFormat)
    with theme.held_back():
        window = MainWindow(bridge, settings, config=options.config)
    wall = window.workspaces[Workspace.WALL]
    assert isinstance(wall, WallWorkspace)
    figures = Figures(bridge, wall.view, window.banner, window)
    if options.workspace:
        window.show_workspace(options.workspace)
    if options.offscreen:
        window.resize(1920, 1080)
    window.show()
    # The rest waits for the first paint: what starts now would compete with it for the processor.
    QTimer.singleShot(0, lambda: _begin(bridge, figures, start, lambda: _open(window, bridge, options)))
    if options.seconds is not None:
        QTimer.singleShot(round(options.seconds * 1000), window.close)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: window.close())  # Python runs it at the bridge's next tick
    lines = _StatusLines(figures, window, options.wall_picture) if options.offscreen else None
    problems: list[str] = []
    window.closing.connect(lambda: problems.extend(_kept(figures, window, options)))
    code = application.exec()
    bridge.stop()
    garbage.stop()
    if lines is not None:
        lines.stop()
    if problems:
        raise PersonError("; ".join(problems))
    return code


def _begin(bridge: Bridge, figures: Figures, start: Callable[[], None], then: Callable[[], None]) -> None:
    figures.window_shown()
    start()
    gc.freeze()  # what was imported and built lives as long as the window: no collection need look at it
    bridge.start()
    then()


def _plug_in_training(window: MainWindow, bridge: Bridge) -> None:
    """Its window is a MainWindow itself, so that it is put into the workspace from here."""
    replay = window.workspaces.get(Workspace.REPLAY)
    if bridge.sessions is None or bridge.sessions.training is None or not isinstance(replay, ReplayWorkspace):
        return
    from ui.training.page import TrainingPage  # once the window is shown

    page = TrainingPage(bridge, bridge.sessions.training, window.acts.gate)
    page.recording_requested.connect(replay.open_at)
    window.closing.connect(page.close_down)
    replay.set_training_page(page)


def _open(window: MainWindow, bridge: Bridge, options: Options) -> None:
    """What the command line asked for beside the window."""
    if bridge.sessions is None:
        return
    _plug_in_training(window, bridge)
    if options.record:
        bridge.sessions.recorder.start("")
    replay = window.workspaces.get(Workspace.REPLAY)
    if options.session is not None and isinstance(replay, ReplayWorkspace):
        window.show_workspace(Workspace.REPLAY)
        OpenAtStart(options.session, replay, bridge.sessions.library, window.acts.gate)


def _kept(figures: Figures, window: MainWindow, options: Options) -> list[str]:
    """Qt prints what a slot raises and goes on: a report that failed must not end as a success."""
    try:
        return _keep(figures, window, options)
    except Exception as error:
        log.exception("what was asked for could not be kept")
        return [f"The report or the screenshot could not be made: {error!r}"]


def _keep(figures: Figures, window: MainWindow, options: Options) -> list[str]:
    """Write what was asked for, while the window is still whole; what could not be written, one sentence each."""
    problems = []
    if options.screenshot is not None:
        problems += _save_picture(window, options.screenshot)
    if options.report is not None:
        try:
            figures.write_report(options.report)
        except OSError as error:
            problems.append(f"The report {options.report} cannot be written: {error.strerror or error}")
    return problems


def _save_picture(window: MainWindow, path: Path) -> list[str]:
    if window.grab().save(str(path), "PNG", FAST_PNG):
        return []
    return [f"The picture {path} cannot be written: is the folder there, and may it be written to?"]


class _StatusLines:
    """No display: a line a second in the terminal, and a picture of the wall every few seconds."""

    def __init__(self, figures: Figures, window: MainWindow, picture: Path) -> None:
        self._figures = figures
        self._window = window
        self._picture = picture
        self._count = 0
        self._timer = QTimer()
        self._timer.timeout.connect(self._tell)
        self._timer.start(STATUS_LINE_MS)
        line = QCoreApplication.translate("StatusLine", "A picture of the wall is kept in {path}")
        sys.stdout.write(line.format(path=picture) + "\n")
        sys.stdout.flush()

    def stop(self) -> None:
        self._timer.stop()

    def _tell(self) -> None:
        self._count += 1
        sys.stdout.write(self._figures.status_line() + "\n")
        sys.stdout.flush()
        if self._count % WALL_PICTURE_EVERY == 1:
            self._picture.parent.mkdir(parents=True, exist_ok=True)
            _save_picture(self._window, self._picture)
