"""The line under the pictures: what the program says, the word that an answer needs, a question before an act.

In its place and never a dialog: the pictures stay in view, and the keyboard goes back to them.
"""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QEvent, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QFrame, QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QWidget

from ui.marks import Mark
from ui.shell.labels import ElidedLabel, MarkLabel, set_role

SAID_FOR_MS = 6000
HEIGHT_PX = 48
MOST_LETTERS = 500
RECENT = 12


class Asking(StrEnum):
    NOTHING = ""
    WORD = "word"
    QUESTION = "question"


class WordField(QLineEdit):
    """Enter takes, Escape leaves; a key that is held down does neither."""

    taken = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.taken.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class AnswerLine(QFrame):
    finished = Signal()
    """Nothing is asked any more: the keyboard goes back to the pictures."""
    changed = Signal()
    """There is something to read or to do in it, or nothing any more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.asking = Asking.NOTHING
        self._is_calm = True
        self._done: Callable[[str], object] = lambda _word: None
        self._dropped: Callable[[], object] = lambda: None
        self._recent = QStringListModel(self)
        self.setProperty("role", "foot")
        self.setFixedHeight(HEIGHT_PX)
        self._mark = MarkLabel(18, Mark.ATTENTION)
        self.text = ElidedLabel()
        self.prompt = ElidedLabel()
        self.prompt.setProperty("role", "heading")
        self.prompt.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.prompt.setMinimumWidth(120)
        self.field = WordField()
        self.field.setMaxLength(MOST_LETTERS)
        self.field.setMinimumWidth(80)
        completer = QCompleter(self._recent, self.field)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        self.field.setCompleter(completer)
        self.yes, self.no = QPushButton(), QPushButton()
        self.yes.setProperty("role", "primary")
        for button in (self.yes, self.no):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 8, 4)
        row.setSpacing(12)
        row.addWidget(self._mark)
        row.addWidget(self.prompt)
        row.addWidget(self.field, 1)
        row.addWidget(self.text, 1)
        row.addWidget(self.yes)
        row.addWidget(self.no)
        self._fade = QTimer(self)
        self._fade.setSingleShot(True)
        self._fade.setInterval(SAID_FOR_MS)
        self._fade.timeout.connect(self.be_quiet)
        self.field.taken.connect(self._take)
        self.field.left.connect(self.leave)
        self.yes.clicked.connect(self._take)
        self.no.clicked.connect(self.leave)
        self._show()

    @property
    def is_asking(self) -> bool:
        return self.asking is not Asking.NOTHING

    @property
    def is_needed(self) -> bool:
        """Something is asked or said."""
        return self.is_asking or bool(self.text.text())

    # What it is asked to do

    def say(self, text: str, *, calm: bool = False) -> None:
        """One sentence for a few seconds; while something is asked, beside the question."""
        self.text.setText(text)
        self.text.setAccessibleName(text)
        self._is_calm = calm
        set_role(self.text, "" if calm else "attention")
        self._fade.start()
        self._show()

    def be_quiet(self) -> None:
        self._fade.stop()
        self.text.setText("")
        self._show()

    def ask_word(
        self, prompt: str, hint: str, done: Callable[[str], object], dropped: Callable[[], object] = lambda: None
    ) -> None:
        """`done` gets the word when Enter is pressed, and calls `finish` when it was taken; `dropped` after Escape."""
        self.leave()
        self.asking, self._done, self._dropped = Asking.WORD, done, dropped
        self.prompt.setText(prompt)
        self.field.clear()
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(prompt)
        self.yes.setText(self.tr("Take (Enter)"))
        self.no.setText(self.tr("Leave (Esc)"))
        self.be_quiet()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask(
        self,
        question: str,
        yes: str,
        no: str,
        done: Callable[[], object],
        dropped: Callable[[], object] = lambda: None,
    ) -> None:
        """A question that Enter says yes to and Escape no; `key` is given the keys."""
        self.leave()
        self.asking, self._done, self._dropped = Asking.QUESTION, lambda _word: done(), dropped
        self.prompt.setText(question)
        self.yes.setText(f"{yes} (Enter)")
        self.no.setText(f"{no} (Esc)")
        self.be_quiet()

    def key(self, event: QKeyEvent) -> bool:
        """A key while a question is asked; False when nothing is."""
        if self.asking is not Asking.QUESTION:
            return False
        if not event.isAutoRepeat():
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take()
            elif event.key() == Qt.Key.Key_Escape:
                self.leave()
        return True

    def finish(self, remember: str = "") -> None:
        """What was asked is done."""
        if self.asking is Asking.NOTHING:
            return
        if remember:
            words = [remember, *(w for w in self._recent.stringList() if w != remember)]
            self._recent.setStringList(words[:RECENT])
        self.asking = Asking.NOTHING
        self.field.clear()
        self._show()
        self.finished.emit()

    def leave(self) -> None:
        """What was asked is dropped."""
        if self.asking is not Asking.NOTHING:
            dropped = self._dropped
            self.finish()
            dropped()

    # Inside

    def _take(self) -> None:
        if self.asking is Asking.QUESTION:
            done = self._done
            self.finish()
            done("")
        elif self.asking is Asking.WORD:
            self._done(self.field.text().strip())

    def _show(self) -> None:
        asking = self.asking is not Asking.NOTHING
        self.prompt.setVisible(asking)
        self.field.setVisible(self.asking is Asking.WORD)
        self.yes.setVisible(asking)
        self.no.setVisible(asking)
        said = bool(self.text.text())
        self._mark.setVisible(said and not self._is_calm)
        self.text.setVisible(said or self.asking is Asking.QUESTION)
        self.changed.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.leave()
            self.be_quiet()
