"""A run in a window of its own: the very dashboard that the trainee will sit at, under a band that says TRAINING."""

import logging
import tempfile
import threading
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QMessageBox

from base.errors import PersonError
from sessions.training.room import TrainingRoom
from sessions.training.runs import Run
from sessions.training.script import InjectionKind
from sessions.training.stage import Stage, StageState
from ui.bridge import Bridge
from ui.main_window import MainWindow
from ui.shell.rail import Workspace
from ui.sound import Player
from ui.training.band import TrainingBand
from ui.training.notice import NoticeDialog
from ui.words import training as words
from ui.words.troubles import said

log = logging.getLogger(__name__)

LOOK_MS = 100


class TrainingWindow(MainWindow):
    """Ends the run when it is closed. Its settings go with it: a run changes nothing of the desk."""

    ended = Signal(object, str)
    """(Run, why it could not be kept: "" when it was)"""

    def __init__(self, stage: Stage, training: TrainingRoom, *, player: Player | None = None) -> None:
        self._stage, self._training = stage, training
        self._folder = tempfile.TemporaryDirectory(prefix="mouse-patrol-training-")
        self._training_bridge = Bridge(stage.scene.world)
        settings = QSettings(str(Path(self._folder.name) / "settings.ini"), QSettings.Format.IniFormat)
        super().__init__(self._training_bridge, settings, player=player)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.band = TrainingBand(stage, ZoneInfo(stage.scene.world.precinct.precinct.time_zone))
        centre = self.centralWidget()
        column = centre.layout() if centre is not None else None
        assert column is not None
        column.insertWidget(0, self.band)  # type: ignore[attr-defined]  # a box layout of the window's own
        self.rail.button(Workspace.REPLAY).hide()  # a run has no library
        self.actions_.workspaces[Workspace.REPLAY].setEnabled(False)
        self._notice = QAction(self)
        self._notice.setShortcut(QKeySequence(Qt.Key.Key_F12))
        self.addAction(self._notice)
        self._notice.triggered.connect(self.ask)
        self.band.notice_requested.connect(self.ask)
        self.band.end_requested.connect(self.close)
        self._ending: threading.Thread | None = None
        self._run: Run | None = None
        self._trouble = ""
        self._asked = False
        self._training_bridge.ticked.connect(self._advance)
        self._look_timer = QTimer(self)
        self._look_timer.setInterval(LOOK_MS)
        self._look_timer.timeout.connect(self._look_at_the_end)
        self._say()
        self._training_bridge.start()

    def ask(self) -> None:
        """The trainee has something to say."""
        if self._stage.state() is not StageState.RUNNING:
            return
        dialog = NoticeDialog(self._stage.scene.world.precinct, self)
        dialog.noticed.connect(self._say_noticed)
        dialog.open()

    def end(self) -> None:
        """Without asking: the program ends, or the person has agreed. The window goes when everything has stopped."""
        if self._ending is not None:
            return
        self._asked = True
        self._training_bridge.stop()
        self._ending = threading.Thread(target=self._stop, name="training ends", daemon=True)
        self._ending.start()
        self.setEnabled(False)
        self._look_timer.start()

    def wait_for_end(self) -> None:
        """For the end of the program: a few seconds at most."""
        self.end()
        if self._ending is not None:
            self._ending.join(5.0)
        self._look_at_the_end()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._run is not None:
            super().closeEvent(event)
            self._folder.cleanup()
            return
        event.ignore()
        if self._ending is not None:
            return
        if self._asked or self._stage.state() is StageState.OVER:
            self.end()
        else:
            self._ask_to_end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "band"):
            self._say()

    def _say(self) -> None:
        super()._say()
        if hasattr(self, "band"):
            title = self.tr("TRAINING – {title}").replace("{title}", self._stage.brief.script.title)
            self.setWindowTitle(title)
            self._notice.setText(self.tr("What is wrong?"))

    def _advance(self) -> None:
        self._stage.advance()
        self.band.tick()
        if self._stage.state() is StageState.OVER and not self._asked:
            self._asked = True
            self._tell_over()

    def _tell_over(self) -> None:
        box = QMessageBox(self)
        box.setWindowTitle(self.tr("The run is over"))
        box.setText(self.tr("The run is over: the debrief comes next."))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.finished.connect(self.end)
        box.open()

    def _ask_to_end(self) -> None:
        """Asked in a dialog that the window goes on behind; Enter and Escape go on."""
        box = QMessageBox(self)
        box.setWindowTitle(self.tr("End the run?"))
        box.setText(self.tr("End the run now? What was done so far is scored and kept."))
        end = box.addButton(self.tr("End the run"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(self.tr("Go on"), QMessageBox.ButtonRole.RejectRole))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        end.clicked.connect(self.end)
        box.open()

    def _say_noticed(self, about: InjectionKind, target: str) -> None:
        self._stage.notice(about, target)
        known = words.targets(self._stage.scene.world.precinct, about)
        name = next((name for name, thing in known if thing == target), "")
        self.band.note(f"{words.injection(about)} {name}".strip())

    def _stop(self) -> None:
        """In a thread of its own. Whatever goes wrong, the window that waits for the run gets it."""
        run = self._stage.end()
        try:
            self._training.keep(run)
        except PersonError as error:
            self._trouble = str(error)
        except Exception as error:
            log.exception("the run %s could not be kept", run.id)
            self._trouble = f"{type(error).__name__}: {error}"
        self._run = run

    def _look_at_the_end(self) -> None:
        if self._run is None:
            return
        self._look_timer.stop()
        self.ended.emit(self._run, said(self._trouble))
        self.close()
