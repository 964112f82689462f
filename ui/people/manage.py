"""The operators, for a supervisor: who there is, who may sign in, and as what."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from duty.people import OperatorsView, OperatorView, Role, SignInState
from ui import theme
from ui.bridge import Bridge
from ui.people.first import NAME_LIMIT, NewOperatorDialog
from ui.people.form import Form
from ui.people.password import PasswordDialog
from ui.shell.labels import PlainLabel
from ui.shell.tables import as_rows
from ui.words import people as words


class OperatorsDialog(QDialog):
    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Operators"))
        self._bridge = bridge
        self._people: tuple[OperatorView, ...] = ()
        self.table = QTableWidget(0, 4)
        self.add_button = QPushButton(self.tr("&Add…"))
        self.change_button = QPushButton(self.tr("&Change…"))
        self.password_button = QPushButton(self.tr("Set &password…"))
        self.close_button = QPushButton(self.tr("Close"))
        self.hint = PlainLabel()
        self.hint.setWordWrap(True)
        self.hint.setProperty("role", "quiet")
        self.hint.setText(
            self.tr("Nobody is ever removed: what they did stays in the book. Who left is made inactive.")
        )
        self._lay_out()
        self.add_button.clicked.connect(self._add)
        self.change_button.clicked.connect(self._change)
        self.password_button.clicked.connect(self._set_password)
        self.close_button.clicked.connect(self.accept)
        self.table.itemSelectionChanged.connect(self._offer)
        self.table.activated.connect(self._change)
        bridge.operators_changed.connect(self._show)
        if bridge.operators is not None:
            self._show(bridge.operators)

    def _lay_out(self) -> None:
        titles = [self.tr("Login"), self.tr("Name"), self.tr("Role"), self.tr("May sign in")]
        self.table.setHorizontalHeaderLabels(titles)
        as_rows(self.table)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.add_button, self.change_button, self.password_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch()
        row.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(self.table, 1)
        column.addWidget(self.hint)
        column.addLayout(row)
        self.resize(680, 440)

    def selected(self) -> OperatorView | None:
        row = self.table.currentRow()
        return self._people[row] if 0 <= row < len(self._people) else None

    def _show(self, view: OperatorsView) -> None:
        if view.people == self._people:
            return
        before = self.selected()
        self._people = view.people
        self.table.setRowCount(len(view.people))
        for row, person in enumerate(view.people):
            active = self.tr("yes") if person.active else self.tr("no")
            for column, text in enumerate((person.login, person.name, words.role(person.role), active)):
                item = QTableWidgetItem(text)
                if not person.active:
                    item.setForeground(theme.palette(theme.current()).placeholderText())
                self.table.setItem(row, column, item)
        logins = [person.login for person in view.people]
        self.table.selectRow(logins.index(before.login) if before is not None and before.login in logins else 0)
        self._offer()

    def _offer(self) -> None:
        for button in (self.change_button, self.password_button):
            button.setEnabled(self.selected() is not None)

    def _add(self) -> None:
        NewOperatorDialog(self._bridge, self).open()

    def _change(self) -> None:
        person = self.selected()
        if person is not None:
            ChangeOperatorDialog(self._bridge, person, self).open()

    def _set_password(self) -> None:
        person = self.selected()
        if person is not None:
            PasswordDialog(self._bridge, person, self).open()


class ChangeOperatorDialog(Form):
    def __init__(self, bridge: Bridge, person: OperatorView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._person = bridge, person
        self._asked: OperatorView | None = None
        self.setWindowTitle(self.tr("Change operator"))
        self.say(self.tr("{login}: name, role, sign-in").replace("{login}", person.login))
        self.name = self.line(self.tr("&Name"), most=NAME_LIMIT, text=person.name)
        self.role = self.choice(self.tr("&Role"), [(words.role(role), role) for role in Role])
        self.role.setCurrentIndex(list(Role).index(person.role))
        self.active = QCheckBox(self.tr("&May sign in"))
        self.active.setChecked(person.active)
        self.fields.addRow("", self.active)
        self.do_button.setText(self.tr("Change"))
        bridge.operators_changed.connect(self._heard)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.name.setFocus()
        self.name.selectAll()

    def do(self) -> None:
        name = self.name.text().strip()
        if not name:
            self.name.setFocus()
            return
        wanted = OperatorView(self._person.login, name, Role(self.role.currentData()), self.active.isChecked())
        if wanted == self._person:
            self.accept()
            return
        self._asked = wanted
        self.do_button.setEnabled(False)
        self.say_hint(self.tr("Being written…"))
        self._bridge.world.operators.change(wanted.login, name=name, role=wanted.role, active=wanted.active)

    def _heard(self, view: OperatorsView) -> None:
        if self._asked is None or view.state is SignInState.CHECKING:
            return
        if self._asked in view.people:
            self.accept()
        elif words.not_done(view):
            self._asked = None
            self.do_button.setEnabled(True)
            self.say_hint(words.not_done(view), wrong=True)
