"""Which cameras are ordered to be recorded and are not, and why."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QWidget

from ui.bridge import Bridge
from ui.people.form import Form
from ui.shell.labels import PlainLabel
from ui.words import cameras as camera_words
from ui.words import sessions as words
from video.feed import CameraFacts
from video.recording.order import RecordState

LOOK_MS = 500
GOOD = (RecordState.OFF, RecordState.ON, RecordState.MASKED)


def not_recorded(cameras: tuple[CameraFacts, ...]) -> tuple[CameraFacts, ...]:
    """Ordered and not recorded; one that waits for its stream is among them for as long as it waits."""
    return tuple(c for c in cameras if c.recording not in GOOD)


class WrongDialog(Form):
    """Kept up to date while it is open."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent, width_px=560)
        self._bridge = bridge
        self._names = {camera.id: camera.name for camera in bridge.world.cameras.cameras}
        self._shown: list[tuple[str, str]] | None = None
        self.setWindowTitle(self.tr("Cameras that are not recorded"))
        self.say(self.tr("Cameras that are not recorded"), self.tr("The others go on being recorded."))
        self._inside = QWidget()
        self._grid = QGridLayout(self._inside)
        self._grid.setContentsMargins(0, 0, 8, 0)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._inside)
        scroll.setMinimumHeight(220)
        self.column.insertWidget(self.column.indexOf(self.hint), scroll)
        self.do_button.setText(self.tr("Close"))
        self.cancel_button.hide()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self.look()

    def lines(self) -> list[tuple[str, str]]:
        """A camera's name, and why; its own trouble too where it has no picture."""
        said = []
        for facts in not_recorded(self._bridge.cameras):
            why = words.record_state(facts.recording)
            cause = camera_words.cause(facts.reason, facts.detail) if facts.recording is RecordState.WAITING else ""
            said.append((self._names.get(facts.camera_id, facts.camera_id), f"{why}\n{cause}" if cause else why))
        return said

    def look(self) -> None:
        lines = self.lines()
        if lines == self._shown:
            return
        self._shown = lines
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        top = Qt.AlignmentFlag.AlignTop
        for row, (name, why) in enumerate(lines):
            name_label, why_label = PlainLabel(name), PlainLabel(why)
            why_label.setWordWrap(True)
            why_label.setProperty("role", "quiet")
            self._grid.addWidget(name_label, row, 0, top)
            self._grid.addWidget(why_label, row, 1, top)
        if not lines:
            self._grid.addWidget(QLabel(self.tr("All of them are recorded now.")), 0, 0)
        self._grid.setRowStretch(max(1, len(lines)), 1)

    def do(self) -> None:
        self.accept()
