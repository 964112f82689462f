"""What the command line asked to be opened: once the library is read, and somebody who may is signed in."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from duty.people import Right
from sessions.files import MANIFEST
from sessions.library import ForeignSource, Library
from ui.people.gate import Gate
from ui.replay.opening import Watched
from ui.replay.workspace import ReplayWorkspace
from ui.words.troubles import said

LOOK_MS = 100


class OpenAtStart(QObject):
    """`what` is a session's id or folder, or somebody else's .tlog, clip or folder of clips."""

    def __init__(self, what: str, workspace: ReplayWorkspace, library: Library, gate: Gate) -> None:
        super().__init__(workspace)
        self._what, self._workspace, self._library, self._gate = what, workspace, library, gate
        self._making: Watched[str] = Watched(
            self,
            show=lambda view: None,
            done=self._open_made,
            ended=lambda view: self._say(said(view.error)),
        )
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        if self._library.view().reading:
            return
        self._timer.stop()
        self._gate.then(Right.REPLAY, self._open)

    def _open(self) -> None:
        path = Path(self._what)
        is_session = (path / MANIFEST).is_file() and path.absolute().parent == self._library.view().folder
        if self._workspace.open_by_id(path.name if is_session else self._what):
            return
        if not path.exists():
            self._say(self.tr("There is no session or file “{name}”.").replace("{name}", self._what))
            return
        source = ForeignSource(path.absolute())
        self._making.watch(self._library.put_together(path.name, (source,), self._gate.login))

    def _open_made(self, session_id: str) -> None:
        self._workspace.show_made(session_id)

    def _say(self, sentence: str) -> None:
        if self._workspace.library is not None and sentence:
            self._workspace.library.say_trouble(sentence)
