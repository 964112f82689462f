"""What can be reported: the last days, and the shifts of the book, newest first."""

from dataclasses import dataclass
from datetime import tzinfo

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from duty.patrol.view import ShiftView
from ui.words import duty

PERIODS_DAYS = (7, 30)


@dataclass(frozen=True, slots=True)
class Choice:
    """Of the two, one."""

    shift: ShiftView | None
    days: int | None

    @property
    def key(self) -> str:
        return self.shift.key if self.shift is not None else f"{self.days} days"


class Choices(QListWidget):
    chosen = Signal(object)
    """Choice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(248)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentRowChanged.connect(self._tell)
        self._choices: list[Choice] = []

    @property
    def choice(self) -> Choice | None:
        row = self.currentRow()
        return self._choices[row] if 0 <= row < len(self._choices) else None

    def show_shifts(self, shifts: tuple[ShiftView, ...], zone: tzinfo, now_wall_ns: int) -> None:
        """The choice of before stays chosen where it is still there; else the newest shift."""
        before = self.choice
        self._choices = [*(Choice(shift, None) for shift in shifts), *(Choice(None, days) for days in PERIODS_DAYS)]
        if not shifts:
            self._choices = []
        with QSignalBlocker(self):
            self.clear()
            for choice in self._choices:
                self.addItem(QListWidgetItem(self._words(choice, zone, now_wall_ns)))
        keys = [choice.key for choice in self._choices]
        row = keys.index(before.key) if before is not None and before.key in keys else 0
        if keys:
            with QSignalBlocker(self):
                self.setCurrentRow(row)
            if before is None or before.key != keys[row]:
                self._tell(row)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.currentRow() < 0 and self.count():
            self.setCurrentRow(0)

    def _tell(self, row: int) -> None:
        if 0 <= row < len(self._choices):
            self.chosen.emit(self._choices[row])

    def _words(self, choice: Choice, zone: tzinfo, now_wall_ns: int) -> str:
        shift = choice.shift
        if shift is None:
            return self.tr("Last %n day(s)", "", choice.days or 0)
        start, end = duty.local(shift.start_wall_ns, zone), duty.local(shift.end_wall_ns, zone)
        said = f"{start:%Y-%m-%d}  {shift.name}\n{start:%H:%M} – {end:%H:%M}"
        if now_wall_ns < shift.end_wall_ns:
            said += " · " + self.tr("not over yet")
        return said
