"""Small dialogs of the library: another title, and a second look before a session is gone for good."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from sessions.library import SessionEntry
from ui.people.form import Form
from ui.words import duty
from ui.words import sessions as words
from ui.words.counts import Counts

TITLE_LIMIT = 120
NAMES_SHOWN = 4


class RenameDialog(Form):
    chosen = Signal(str, str)
    """(session id, title)"""

    def __init__(self, entry: SessionEntry, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent, width_px=480)
        self._entry = entry
        self.setWindowTitle(self.tr("Rename the session"))
        self.say(words.title(entry, zone), self.tr("Without a title it is called by the time when it began."))
        self.title = self.line(self.tr("&Title"), most=TITLE_LIMIT, text=entry.title)
        self.do_button.setText(self.tr("Rename"))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.title.setFocus()
        self.title.selectAll()

    def do(self) -> None:
        self.accept()
        self.chosen.emit(self._entry.id, self.title.text().strip())


class DeleteDialog(Form):
    """Names what is lost; Enter by habit keeps it."""

    chosen = Signal(str)
    """Session id."""

    def __init__(self, entry: SessionEntry, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent, width_px=520)
        self._entry = entry
        self.setWindowTitle(self.tr("Delete the session"))
        question = self.tr("Delete “{title}” for good?").replace("{title}", words.title(entry, zone))
        self.say(question, "\n".join(self._lost(entry, zone)))
        self.do_button.setText(self.tr("Delete for good"))
        self.do_button.setProperty("role", "")
        self.do_button.setDefault(False)
        self.do_button.setAutoDefault(False)
        self.cancel_button.setText(self.tr("Keep it"))
        self.cancel_button.setProperty("role", "primary")
        self.cancel_button.setAutoDefault(True)
        self.cancel_button.setDefault(True)
        self.say_hint(self.tr("Nothing brings it back."), wrong=True)

    def _lost(self, entry: SessionEntry, zone: ZoneInfo) -> list[str]:
        lines = [self.tr("This is lost:"), f"• {words.started(entry, zone)}, {duty.span(entry.length_s)}"]
        if entry.cameras:
            named = Counts().listed(list(entry.cameras), NAMES_SHOWN)
            lines.append("• " + self.tr("video of {cameras}").replace("{cameras}", named))
        if entry.incidents:
            named = Counts().listed(list(entry.incidents), NAMES_SHOWN)
            lines.append("• " + self.tr("what was recorded of {incidents}").replace("{incidents}", named))
        if entry.bookmarks:
            lines.append("• " + Counts().bookmarks(len(entry.bookmarks)))
        lines.append("• " + self.tr("{size} on the disk").replace("{size}", words.size(entry.bytes)))
        return lines

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.cancel_button.setFocus()

    def do(self) -> None:
        self.accept()
        self.chosen.emit(self._entry.id)
