"""A person starts, stops and bookmarks a recording: each needs the right to record."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from duty.people import Right
from duty.recording import RecordingMode
from sessions.recording import RecorderRoom, RecorderState, RecorderView
from ui.bridge import Bridge
from ui.people.gate import Gate

NOTE_LIMIT = 2000


class RecordingActs(QObject):
    changed = Signal()
    """Something was asked of the recorder."""
    note_requested = Signal()
    """A bookmark is set; a word for it may follow."""

    def __init__(self, bridge: Bridge, gate: Gate, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge, self.gate = bridge, gate

    def view(self) -> RecorderView | None:
        """None where nothing can be recorded."""
        return self._bridge.sessions.recorder.view() if self._bridge.sessions is not None else None

    @property
    def recording(self) -> bool:
        view = self.view()
        return view is not None and view.state is RecorderState.RECORDING

    def possible(self) -> bool:
        view = self.view()
        return view is not None and view.mode is not RecordingMode.OFF

    def why_not(self) -> str:
        return self.gate.why_not(Right.RECORD)

    def toggle(self) -> None:
        """Stop what runs when the hand comes, not what began while somebody signed in."""
        if self.recording:
            self._act(lambda: self._recorder().stop(self.gate.login))
        elif self.possible():
            self._act(lambda: self._recorder().start(self.gate.login))

    def bookmark(self, note: str = "") -> None:
        said = note.strip()[:NOTE_LIMIT]
        if self.possible():
            self._act(lambda: self._recorder().bookmark(self.gate.login, said))

    def _recorder(self) -> RecorderRoom:
        assert self._bridge.sessions is not None
        return self._bridge.sessions.recorder

    def _act(self, act: Callable[[], object]) -> None:
        def then() -> None:
            act()
            self.changed.emit()

        self.gate.then(Right.RECORD, then)
