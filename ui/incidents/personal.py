"""Personal content of an incident: hidden until somebody asks for it, and that they looked is written down."""

from collections.abc import Mapping
from concurrent.futures import CancelledError, Future
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from base.errors import PersonError
from duty.incidents import IncidentView
from duty.people import Right
from ui.bridge import Bridge
from ui.people.form import Form
from ui.people.gate import Gate
from ui.shell.labels import PlainLabel, set_role

LOOK_EVERY_MS = 50
HIDE_AFTER_MS = 60_000
"""Shown for a minute: a screen that everybody sees is no place for it."""
REASON_LIMIT = 200
MASKED = "••••••"


class Personal(QWidget):
    """Caller and phone number, masked; "Show" asks the book, which writes down that somebody looked."""

    purge_requested = Signal(object)
    """The IncidentView whose personal content a supervisor wants erased."""

    def __init__(self, bridge: Bridge, gate: Gate) -> None:
        super().__init__()
        self._bridge, self._gate = bridge, gate
        self._view: IncidentView | None = None
        self._asked: Future[Mapping[str, str]] | None = None
        self.value, self._about = PlainLabel(), PlainLabel()
        self.value.setWordWrap(True)
        self._about.setWordWrap(True)
        self._about.setProperty("role", "caption")
        self.show_button, self.purge_button = QPushButton(), QPushButton()
        for button in (self.show_button, self.purge_button):
            button.setProperty("role", "small")
            button.setAutoDefault(True)
        self.show_button.clicked.connect(self._toggle)
        self.purge_button.clicked.connect(self._purge)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._hide_timer = QTimer(self)
        self._hide_timer.setSingleShot(True)
        self._hide_timer.setInterval(HIDE_AFTER_MS)
        self._hide_timer.timeout.connect(self._mask)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.show_button)
        row.addWidget(self.purge_button)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self.value, self._about):
            column.addWidget(part)
        column.addLayout(row)
        self._mask()

    def show_incident(self, view: IncidentView | None) -> None:
        if view is None or self._view is None or view.uuid != self._view.uuid or not view.has_personal:
            self._mask()
        self._view = view
        self.setVisible(view is not None and view.has_personal)
        self.offer()

    def offer(self) -> None:
        why_not = self._gate.why_not(Right.SEE_PERSONAL)
        self.show_button.setEnabled(not why_not and self._asked is None)
        self.show_button.setToolTip(why_not)
        self.purge_button.setVisible(self._gate.may(Right.PURGE))
        self.purge_button.setText(self.tr("Erase…"))
        self._about.setText(self.tr("Who looks at it is written in the duty book."))
        self.show_button.setText(self.tr("Show") if not self._hide_timer.isActive() else self.tr("Hide"))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._mask()

    def _toggle(self) -> None:
        if self._hide_timer.isActive():
            self._mask()
        elif self._view is not None:
            uuid = self._view.uuid
            self._gate.then(Right.SEE_PERSONAL, lambda: self._ask(uuid))

    def _ask(self, uuid: str) -> None:
        self._asked = self._bridge.world.records.personal(uuid, self._gate.login)
        self.value.setText(self.tr("Being fetched…"))
        self._timer.start()
        self.offer()

    def _look(self) -> None:
        if self._asked is None or not self._asked.done():
            return
        asked, self._asked = self._asked, None
        self._timer.stop()
        try:
            found = asked.result()
        except (PersonError, CancelledError) as error:
            self._say(self.tr("It cannot be shown: {why}").replace("{why}", str(error)), "alarm")
        else:
            lines = [f"{self._word(key)}: {value}" for key, value in found.items() if value]
            self._say("\n".join(lines) or self.tr("It was erased."), "")
            self._hide_timer.start()
        self.offer()

    def _say(self, text: str, role: str) -> None:
        self.value.setText(text)
        set_role(self.value, role)

    def _mask(self) -> None:
        self._timer.stop()
        self._hide_timer.stop()
        self._asked = None
        self._say(MASKED, "")
        self.offer()

    def _purge(self) -> None:
        if self._view is not None:
            self.purge_requested.emit(self._view)

    def _word(self, key: str) -> str:
        known = {"caller": self.tr("Caller"), "caller_phone": self.tr("Phone"), "phone": self.tr("Phone")}
        return known.get(key, key)


class PurgeDialog(Form):
    """Erasing cannot be taken back; the reason stays in the book, and that it was done."""

    def __init__(self, bridge: Bridge, gate: Gate, view: IncidentView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._gate, self._view = bridge, gate, view
        self._asked: Future[int] | None = None
        self.setWindowTitle(self.tr("Erase personal content"))
        self.say(
            self.tr("Erase the personal content of incident {number}?").replace("{number}", str(view.incident_id)),
            self.tr("Names and phone numbers are gone for good. That they were erased, by whom and why, stays."),
        )
        self.reason = self.line(self.tr("&Reason"), most=REASON_LIMIT)
        self.do_button.setText(self.tr("Erase for good"))
        self.reason.textChanged.connect(self._offer)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._offer()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reason.setFocus()

    def _offer(self) -> None:
        self.do_button.setEnabled(self._asked is None and bool(self.reason.text().strip()))

    def do(self) -> None:
        reason = self.reason.text().strip()
        if not reason or self._asked is not None:
            return
        self._asked = self._bridge.world.records.purge(self._view.uuid, self._gate.login, reason)
        self.say_hint(self.tr("Being erased…"))
        self._timer.start()
        self._offer()

    def _look(self) -> None:
        if self._asked is None or not self._asked.done():
            return
        asked: Future[Any] = self._asked
        self._asked = None
        self._timer.stop()
        try:
            asked.result()
        except (PersonError, CancelledError) as error:
            self.say_hint(self.tr("It was not erased: {why}").replace("{why}", str(error)), wrong=True)
            self._offer()
        else:
            self.accept()
