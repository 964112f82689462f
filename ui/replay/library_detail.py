"""Everything that is known of one session, and what can be done with it."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from duty.people import Right
from sessions.library import SessionEntry
from sessions.manifest import Why
from ui.people.gate import Gate
from ui.replay.library_model import LibraryModel
from ui.shell.facts import facts_form, scrolled
from ui.shell.labels import PlainLabel
from ui.words import duty
from ui.words import sessions as words
from ui.words.counts import Counts
from ui.words.troubles import said

WIDTH_PX = 360
NAMES_SHOWN = 12
FIELDS = 9


class LibraryDetail(QFrame):
    open_requested = Signal()
    rename_requested = Signal()
    protect_requested = Signal()
    delete_requested = Signal()
    export_requested = Signal()

    def __init__(self, model: LibraryModel, gate: Gate, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setFixedWidth(WIDTH_PX)
        self._model, self._gate, self._zone = model, gate, zone
        self._entry: SessionEntry | None = None
        self.can_export = True
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title, self._trouble, self._note = PlainLabel(), PlainLabel(), PlainLabel()
        self._title.setProperty("role", "heading")
        self._trouble.setProperty("role", "attention")
        self._note.setProperty("role", "caption")
        for label in (self._title, self._trouble, self._note):
            label.setWordWrap(True)
        self._rows = [(PlainLabel(), PlainLabel()) for _ in range(FIELDS)]
        self.open_button, self.rename_button, self.protect_button = QPushButton(), QPushButton(), QPushButton()
        self.export_button, self.delete_button = QPushButton(), QPushButton()
        self._lay_out()
        for button, signal in (
            (self.open_button, self.open_requested),
            (self.rename_button, self.rename_requested),
            (self.protect_button, self.protect_requested),
            (self.export_button, self.export_requested),
            (self.delete_button, self.delete_requested),
        ):
            button.setAutoDefault(True)
            button.clicked.connect(signal)
        self.open_button.setProperty("role", "primary")
        gate.changed.connect(self.retranslate)
        self.show_entry(None)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        column.addLayout(facts_form(self._rows))
        column.addStretch()
        grid = QGridLayout()
        grid.setSpacing(8)
        grid.addWidget(self.open_button, 0, 0, 1, 2)
        grid.addWidget(self.rename_button, 1, 0)
        grid.addWidget(self.protect_button, 1, 1)
        grid.addWidget(self.export_button, 2, 0)
        grid.addWidget(self.delete_button, 2, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 16)
        whole.setSpacing(12)
        for widget in (self._picture, self._title, self._trouble):
            whole.addWidget(widget)
        whole.addWidget(scrolled(inside), 1)
        whole.addWidget(self._note)
        whole.addLayout(grid)

    def show_entry(self, entry: SessionEntry | None) -> None:
        self._entry = entry
        self.retranslate()

    def retranslate(self) -> None:
        entry = self._entry
        self._title.setText(self.tr("No session selected") if entry is None else words.title(entry, self._zone))
        self._picture.setVisible(entry is not None and entry.thumbnail is not None)
        if entry is not None and entry.thumbnail is not None:
            self._picture.setPixmap(self._model.thumbnail(entry))
        self._trouble.setText(said(entry.trouble) if entry is not None else "")
        self._trouble.setVisible(bool(self._trouble.text()))
        fields = [] if entry is None else [(n, v) for n, v in self._fields(entry) if v]
        for (name, value), (label, text) in zip(self._rows, [*fields, *[("", "")] * FIELDS], strict=False):
            name.setText(label)
            value.setText(text)
            name.setVisible(bool(label))
            value.setVisible(bool(label))
        self._offer(entry)

    def _fields(self, entry: SessionEntry) -> list[tuple[str, str]]:
        listed = Counts().listed
        marks = [bookmark.note or self.tr("(no words)") for bookmark in entry.bookmarks]
        ended = "" if entry.recording or entry.trouble or entry.why is Why.FOREIGN else words.cut_off(entry.cut_off)
        return [
            (self.tr("Began"), words.started(entry, self._zone)),
            (self.tr("Length"), "" if entry.trouble else duty.span(entry.length_s)),
            (self.tr("Why"), words.why(entry.why) if entry.why is not None else ""),
            (self.tr("Begun by"), entry.operator),
            (self.tr("Ended"), self.tr("being recorded") if entry.recording else ended),
            (self.tr("Cameras"), listed(list(entry.cameras), NAMES_SHOWN) if entry.cameras else ""),
            (self.tr("Incidents"), "\n".join(entry.incidents[:NAMES_SHOWN])),
            (self.tr("Bookmarks"), "\n".join(marks[:NAMES_SHOWN])),
            (self.tr("Size"), words.size(entry.bytes)),
        ]

    def _offer(self, entry: SessionEntry | None) -> None:
        self.open_button.setText(self.tr("Open (Enter)"))
        self.rename_button.setText(self.tr("Rename… (R)"))
        protected = entry is not None and entry.protected
        self.protect_button.setText(self.tr("Unprotect") if protected else self.tr("Protect"))
        self.export_button.setText(self.tr("Export…"))
        self.delete_button.setText(self.tr("Delete…"))
        why_open = self._gate.why_not(Right.REPLAY)
        why_change = self._gate.why_not(Right.SESSIONS)
        why_export = self._gate.why_not(Right.EXPORT)
        if entry is not None and not why_open:
            why_open = said(entry.trouble)
        why_delete = why_change or self.why_kept(entry)
        for button, why in (
            (self.open_button, why_open),
            (self.rename_button, why_change),
            (self.protect_button, why_change),
            (self.export_button, why_export or (said(entry.trouble) if entry is not None else "")),
            (self.delete_button, why_delete),
        ):
            button.setEnabled(entry is not None and not why)
            button.setToolTip(why)
            button.setVisible(entry is not None)
        self.export_button.setVisible(entry is not None and self.can_export)
        self._note.setText(why_delete if entry is not None else "")
        self._note.setVisible(bool(self._note.text()))

    def why_kept(self, entry: SessionEntry | None) -> str:
        """Why it cannot be deleted, whoever asks; "" when it can."""
        if entry is not None and entry.recording:
            return self.tr("It is being recorded: stop the recording first.")
        if entry is not None and entry.protected:
            return self.tr("It is protected: take the protection off before it can be deleted.")
        return ""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
