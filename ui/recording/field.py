"""The recording in the bar at the foot: since when, how much, how much room is left; and what is wrong, in words.

The word for a bookmark is written here, too, in one line, so that it never lies over a picture.
"""

from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QToolButton, QWidget

from duty.people import Right
from sessions.recording import RecorderFault, RecorderState, RecorderView
from ui import theme
from ui.bridge import Bridge
from ui.marks import Mark, mark_icon
from ui.recording.acts import NOTE_LIMIT, RecordingActs
from ui.recording.wrong import WrongDialog
from ui.shell.actions import Actions
from ui.shell.labels import set_role
from ui.words import duty
from ui.words import sessions as words
from ui.words.counts import Counts

LOOK_MS = 250
MARK_PX = 14
AIR_PX = 3
SAID_MS = 4000


class BookmarkLine(QLineEdit):
    """Enter sets the bookmark, with or without a word; Escape sets none."""

    set = Signal()

    def __init__(self, acts: RecordingActs, parent: QWidget) -> None:
        super().__init__(parent)
        self._acts = acts
        self._before: QWidget | None = None
        self.setMaxLength(NOTE_LIMIT)
        self.setFixedWidth(340)
        self.setFixedHeight(26)
        self.hide()

    def begin(self) -> None:
        if self.isVisible():
            self.setFocus()
            return
        self._before = self.window().focusWidget()
        self.clear()
        self.show()
        self.window().activateWindow()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._acts.bookmark(self.text())
            self._end()
            self.set.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self._end()
        else:
            super().keyPressEvent(event)

    def _end(self) -> None:
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None


class RecordField(QWidget):
    """Hidden where nothing can be recorded."""

    def __init__(self, bridge: Bridge, acts: RecordingActs, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._acts, self._actions = bridge, acts, actions
        self._zone = ZoneInfo(bridge.world.precinct.precinct.time_zone)
        self._shown: tuple[object, ...] | None = None
        self._said = ""
        self.button, self.note = QToolButton(self), BookmarkLine(acts, self)
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setIconSize(QSize(MARK_PX + 2 * AIR_PX, MARK_PX))  # as far from its word as the other marks are
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        menu = QMenu(self.button)
        menu.addActions([actions.record, actions.bookmark])
        menu.addSeparator()
        self.wrong_entry = menu.addAction("")
        self.wrong_entry.triggered.connect(self.show_wrong)
        self.button.setMenu(menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.button)
        row.addWidget(self.note)
        actions.record.triggered.connect(acts.toggle)
        actions.bookmark.triggered.connect(self._bookmark)
        self.note.set.connect(self._bookmarked)
        acts.changed.connect(self.look)
        acts.gate.changed.connect(self._again)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(SAID_MS)
        self._quiet.timeout.connect(self._say_no_more)
        self.retranslate()

    def look(self) -> None:
        """Follow the recorder; nothing is touched while the words stay."""
        view = self._acts.view()
        self.setVisible(view is not None and self._acts.possible())
        for action in (self._actions.record, self._actions.bookmark):
            action.setEnabled(self._acts.possible() and not self._acts.why_not())
        if view is None:
            return
        text, role = self.text(view), self._role(view)
        now = (text, role, view, theme.current().name)
        if now == self._shown:
            return
        self._shown = now
        self.button.setText(text.replace("&", "&&"))
        self.button.setIcon(_dot() if role == "foot" and view.state is RecorderState.RECORDING else self._icon(role))
        set_role(self.button, role)
        self.button.setToolTip(self.tip(view))
        stop = view.state is RecorderState.RECORDING
        self._actions.record.setText(self.tr("Stop recording") if stop else self.tr("Start recording"))
        self.wrong_entry.setVisible(view.cameras_wrong > 0)
        self.wrong_entry.setText(self.tr("Cameras that are not recorded…"))

    def text(self, view: RecorderView) -> str:
        """The field's words."""
        parts = [self._state(view)]
        if view.fault is not RecorderFault.NONE:
            parts.append(words.fault_short(view.fault))
        elif view.cameras_wrong and view.state is RecorderState.RECORDING:
            parts.append(Counts().not_recorded(view.cameras_wrong))
        if view.state is RecorderState.RECORDING and (len(parts) == 1 or self._has_room()):
            parts.append(words.size(view.written_bytes))
        if view.free_bytes is not None and (view.fault is not RecorderFault.NONE or self._has_room()):
            parts.append(self.tr("{size} free").replace("{size}", words.size(view.free_bytes)))
        if self._said:
            parts.append(self._said)
        return " · ".join(parts)

    def _has_room(self) -> bool:
        return self.window().width() >= 1500

    def _state(self, view: RecorderView) -> str:
        match view.state:
            case RecorderState.RECORDING if view.since_wall_ns is not None:
                at = duty.local(view.since_wall_ns, self._zone).strftime("%H:%M")
                return self.tr("REC since {time}").replace("{time}", at)
            case RecorderState.RECORDING:
                return self.tr("REC")
            case RecorderState.ENDING:
                return self.tr("recording ends…")
            case _:
                return self.tr("not recording")

    def tip(self, view: RecorderView) -> str:
        lines = []
        if view.fault is not RecorderFault.NONE:
            lines += [words.fault(view.fault), words.fault_advice(view.fault)]
        if view.state is RecorderState.RECORDING:
            lines.append(f"{words.why(view.why)} · {Counts().recorded(view.cameras)}")
            if view.cameras_wrong:
                lines.append(Counts().not_recorded(view.cameras_wrong))
            if view.lost:
                lines.append(Counts().lost_packets(view.lost))
        kept = self.tr("all sessions together: {size}").replace("{size}", words.size(view.kept_bytes))
        free = self.tr("free on their disk: {size}").replace("{size}", words.size(view.free_bytes))
        return "\n".join([*lines, kept, free, self._acts.why_not()]).strip()

    def _role(self, view: RecorderView) -> str:
        wrong = view.cameras_wrong and view.state is RecorderState.RECORDING
        return "foot-attention" if view.fault is not RecorderFault.NONE or wrong else "foot"

    def _icon(self, role: str) -> QIcon:
        return mark_icon(Mark.ATTENTION if role == "foot-attention" else Mark.OFFLINE, MARK_PX, theme.current())

    def show_wrong(self) -> None:
        """Which cameras are ordered and not recorded, and why."""
        dialog = WrongDialog(self._bridge, self.window())
        dialog.open()

    def _bookmark(self) -> None:
        self._acts.gate.then(Right.RECORD, self.note.begin)

    def _bookmarked(self) -> None:
        self._said = self.tr("bookmark set")
        self._quiet.start()
        self.look()

    def _say_no_more(self) -> None:
        self._said = ""
        self.look()

    def _again(self) -> None:
        self._shown = None
        self.look()

    def retranslate(self) -> None:
        self.note.setPlaceholderText(self.tr("A word, if you like; Enter sets the bookmark"))
        self.note.setAccessibleName(self.tr("Word for the bookmark"))
        self.button.setAccessibleName(self.tr("Recording"))
        self._again()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self.retranslate()


def _dot() -> QIcon:
    """A filled red disc, which everybody knows: the word REC stands beside it."""
    icon = QIcon()
    for ratio in (1.0, 1.5, 2.0, 3.0):
        pixmap = QPixmap(round(MARK_PX * ratio), round(MARK_PX * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.current().alarm))
        painter.drawEllipse(QRectF(2, 2, MARK_PX - 4, MARK_PX - 4))
        painter.end()
        icon.addPixmap(pixmap)
    return icon
