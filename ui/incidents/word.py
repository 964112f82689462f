"""A word more about an incident: a correction or a report. Nothing that stands is overwritten."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from duty.incidents import IncidentView
from ui.people.form import Form
from ui.words import duty

WORD_LIMIT = 2000


class WordDialog(Form):
    said = Signal(object, str)
    """(IncidentView, the words)"""

    def __init__(self, view: IncidentView, parent: QWidget | None = None) -> None:
        super().__init__(parent, width_px=520)
        self._view = view
        number = duty.incident_number(view.incident_id)
        self.setWindowTitle(self.tr("Add a word to incident {number}").replace("{number}", number))
        self.say(
            duty.incident_title(view),
            self.tr("It is added with your name and the time; what stands already stays as it is."),
        )
        self.word = self.paragraph(self.tr("&Words"), height_px=112)
        self.word.textChanged.connect(self._offer)
        self.do_button.setText(self.tr("Add"))
        self._offer()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.word.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter makes a new line in the field: Ctrl+Enter adds."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.do()
            return
        super().keyPressEvent(event)

    def _text(self) -> str:
        return self.word.toPlainText().strip()[:WORD_LIMIT]

    def _offer(self) -> None:
        self.do_button.setEnabled(bool(self._text()))
        self.say_hint(self.tr("Ctrl+Enter adds it."))

    def do(self) -> None:
        if self._text():
            self.said.emit(self._view, self._text())
            self.accept()
