"""What a trainee says: what is wrong, and with what."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from duty.precinct import Precinct
from sessions.training.script import InjectionKind
from ui.people.form import Form
from ui.words import training as words


class NoticeDialog(Form):
    """Two lists; first letters and arrows choose, Enter says it."""

    noticed = Signal(object, str)
    """(InjectionKind, id of what it is about; "" for an aircraft)"""

    def __init__(self, precinct: Precinct, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._precinct = precinct
        self.setWindowTitle(self.tr("What is wrong?"))
        self.say(self.tr("What is wrong?"))
        self.what = self.choice(self.tr("&What"), [(words.injection(kind), kind) for kind in InjectionKind])
        self.which = self.choice(self.tr("W&ith"), [])
        self.do_button.setText(self.tr("Say so"))
        self.what.currentIndexChanged.connect(self._list)
        self._list()
        self.what.setFocus()

    def _list(self) -> None:
        self.which.clear()
        for name, thing in words.targets(self._precinct, InjectionKind(self.what.currentData())):
            self.which.addItem(name, thing)
        self.which.setEnabled(self.which.count() > 0)

    def do(self) -> None:
        self.noticed.emit(InjectionKind(self.what.currentData()), self.which.currentData() or "")
        self.accept()
