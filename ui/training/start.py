"""Before a run: who is trained, and with which seed."""

import random

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from sessions.training.script import Script
from ui.people.form import Form
from ui.words import training as words

NAME_LIMIT = 80
LARGEST_SEED = 999_999


class StartDialog(Form):
    chosen = Signal(str, int)
    """(trainee, seed)"""

    def __init__(self, script: Script, trainee: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Start a run"))
        counted = words.Counted()
        parts = [words.clock(script.minutes * 60), counted.injections(len(script.injections))]
        self.say(script.title, " · ".join([*parts, counted.marks(len(script.marks))]))
        self.trainee = self.line(self.tr("&Trainee"), most=NAME_LIMIT, text=trainee)
        self.seed = self.line(self.tr("&Seed"), most=6, text=str(random.randrange(1, LARGEST_SEED)))
        self.seed.setToolTip(self.tr("The same seed gives the same run: the same things at the same moments"))
        self.another = QPushButton(self.tr("&Another seed"))
        self.another.setAutoDefault(False)
        self.buttons.insertWidget(0, self.another)
        self.do_button.setText(self.tr("Start"))
        self.another.clicked.connect(lambda: self.seed.setText(str(random.randrange(1, LARGEST_SEED))))

    def do(self) -> None:
        trainee, seed = self.trainee.text().strip(), self.seed.text().strip()
        if not trainee:
            self.say_hint(self.tr("Say who is trained: runs are kept by name."), wrong=True)
            self.trainee.setFocus()
        elif not (seed.isascii() and seed.isdecimal()):
            self.say_hint(self.tr("The seed is a whole number."), wrong=True)
            self.seed.setFocus()
        else:
            self.chosen.emit(trainee, int(seed))
            self.accept()
