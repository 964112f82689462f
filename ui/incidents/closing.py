"""The dialog that closes an incident: how it ended, a note, and a second look, because a closed one stays closed."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from duty.incidents import Disposition, IncidentView
from ui.people.form import FittingDialog
from ui.words import duty

NOTE_LIMIT = 2000
"""As the desk keeps it."""
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}


class ClosingDialog(FittingDialog):
    """Two steps in one window: choose, then confirm what will be written. Until then Escape changes nothing."""

    chosen = Signal(object, object, str)
    """(IncidentView, Disposition, note) after the second look."""

    def __init__(self, view: IncidentView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModal(True)
        self.setMinimumWidth(480)
        self._view = view
        number = duty.incident_number(view.incident_id)
        self.setWindowTitle(self.tr("Close incident {number}").replace("{number}", number))
        self._group = QButtonGroup(self)
        self._choices = {value: QRadioButton(duty.disposition(value)) for value in duty.dispositions(view.kind)}
        self.note = QPlainTextEdit()
        self.note.setPlaceholderText(self.tr("What was done, by whom (optional)"))
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(88)
        self._hint = QLabel()
        self._hint.setWordWrap(True)
        self._hint.setProperty("role", "quiet")
        self.back_button, self.close_button = QPushButton(), QPushButton()
        self.close_button.setProperty("role", "primary")
        self.close_button.setDefault(True)
        self._confirming = False
        self._lay_out()
        self._group.buttonClicked.connect(self._look)
        self.note.textChanged.connect(self._look)
        self.back_button.clicked.connect(self._back)
        self.close_button.clicked.connect(self._forward)
        self._look()

    def _lay_out(self) -> None:
        title = QLabel(duty.incident_title(self._view))
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setWordWrap(True)
        title.setProperty("role", "heading")
        ask = QLabel(self.tr("How did it end?"))
        ask.setProperty("role", "quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        column.addWidget(title)
        column.addWidget(ask)
        for button in self._choices.values():
            self._group.addButton(button)
            button.installEventFilter(self)
            column.addWidget(button)
        column.addWidget(self.note)
        column.addWidget(self._hint)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self.back_button)
        row.addWidget(self.close_button)
        column.addLayout(row)

    @property
    def disposition(self) -> Disposition | None:
        return next((value for value, button in self._choices.items() if button.isChecked()), None)

    def choice(self, value: Disposition) -> QRadioButton:
        return self._choices[value]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows choose. Qt alone only moves the focus while nothing is chosen yet: that looks chosen and is not."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in STEPS:
            buttons = list(self._choices.values())
            at = next(i for i, button in enumerate(buttons) if button is watched)
            button = buttons[min(max(at + STEPS[Qt.Key(event.key())], 0), len(buttons) - 1)]
            button.setFocus(Qt.FocusReason.TabFocusReason)
            button.click()
            return True
        return super().eventFilter(watched, event)

    def _text(self) -> str:
        return self.note.toPlainText().strip()[:NOTE_LIMIT]

    def _look(self) -> None:
        """Enable what can be done now and say what is still missing."""
        chosen = self.disposition
        lacks_note = chosen is Disposition.OTHER and not self._text()
        for widget in (*self._choices.values(), self.note):
            widget.setEnabled(not self._confirming)
        self.close_button.setEnabled(chosen is not None and not lacks_note)
        if self._confirming and chosen is not None:
            pattern = self.tr("It will be closed as “{how}”. A closed incident cannot be opened again.")
            self._hint.setText(pattern.replace("{how}", duty.disposition(chosen)))
        elif lacks_note:
            self._hint.setText(self.tr("Say in the note how it ended."))
        else:
            self._hint.setText(self.tr("A closed incident cannot be opened again."))
        self.back_button.setText(self.tr("Back") if self._confirming else self.tr("Cancel"))
        self.close_button.setText(self.tr("Close for good") if self._confirming else self.tr("Close…"))

    def _back(self) -> None:
        if not self._confirming:
            self.reject()
            return
        self._confirming = False
        self._look()

    def _forward(self) -> None:
        chosen = self.disposition
        if chosen is None:
            return
        if not self._confirming:
            self._confirming = True
            self._look()
            self.back_button.setFocus()  # a second Enter by habit must not close it
            return
        self.chosen.emit(self._view, chosen, self._text())
        self.accept()
