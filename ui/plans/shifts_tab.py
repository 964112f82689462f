"""The shifts: names, times, and how many officers patrol at the same time."""

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import Qt, QTime, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from duty.patrol.config import ShiftConfig
from ui.plans.draft import Draft, Problem, uncovered
from ui.plans.wrong import wrong_words
from ui.shell.fields import with_margin

CLOCK = "HH:mm"


class ShiftRow:
    """The widgets of one shift."""

    def __init__(self, shift: ShiftConfig, remove: str) -> None:
        self.id = shift.id
        self.name = QLineEdit()
        self.start, self.end = with_margin(QTimeEdit()), with_margin(QTimeEdit())
        for clock in (self.start, self.end):
            clock.setDisplayFormat(CLOCK)
        self.officers = with_margin(QSpinBox())
        self.officers.setRange(1, 99)
        for field in (self.start, self.end, self.officers):
            field.lineEdit().setTextMargins(6, 0, 0, 0)  # the style sheet does not reach it
        self.remove = QPushButton(remove)
        self.remove.setAutoDefault(False)
        self.problem = QLabel()
        self.problem.setProperty("role", "alarm")

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        return self.name, self.start, self.end, self.officers, self.remove

    def show_shift(self, shift: ShiftConfig, problem: str) -> None:
        for widget in self.widgets:
            widget.blockSignals(True)
        if self.name.text() != shift.name:
            self.name.setText(shift.name)
        self.start.setTime(QTime.fromString(shift.start, CLOCK))
        self.end.setTime(QTime.fromString(shift.end, CLOCK))
        self.officers.setValue(shift.officers)
        for widget in self.widgets:
            widget.blockSignals(False)
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))


class ShiftsTab(QWidget):
    changed = Signal(object, str)
    """The Draft, and which field it was."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft: Draft | None = None
        self.rows: list[ShiftRow] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 1)
        self.add_button = QPushButton(self.tr("Add a shift"))
        self.add_button.setAutoDefault(False)
        self.add_button.clicked.connect(self._add)
        self.notice = QLabel()
        self.notice.setProperty("role", "attention")
        self.notice.setWordWrap(True)
        night = QLabel(
            self.tr(
                "Times are those of the clock of the precinct. A shift that ends no later than it begins ends on the "
                "next day. A change of the clock makes a shift longer or shorter, never double."
            )
        )
        night.setProperty("role", "caption")
        night.setWordWrap(True)
        column = QVBoxLayout(self)
        column.addLayout(self._grid)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.notice)
        column.addStretch(1)
        column.addWidget(night)

    def show_draft(self, draft: Draft, problems: tuple[Problem, ...]) -> None:
        self._draft = draft
        if [row.id for row in self.rows] != [shift.id for shift in draft.shifts]:
            self._lay_out(draft)
        said = {problem.id: wrong_words(problem.wrong) for problem in problems if problem.part == "shifts"}
        for row, shift in zip(self.rows, draft.shifts, strict=True):
            row.show_shift(shift, said.get(shift.id, ""))
        gaps = self.tr(", ").join(f"{begin}–{end}" for begin, end in uncovered(draft.shifts))
        text = said.get("", "") or (self.tr("Nobody is on duty {times}.").replace("{times}", gaps) if gaps else "")
        self.notice.setText(text)
        self.notice.setVisible(bool(text))

    def focus_problem(self, problem: Problem) -> None:
        row = next((row for row in self.rows if row.id == problem.id), None)
        (self.add_button if row is None else row.name).setFocus()

    def _lay_out(self, draft: Draft) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        titles = (self.tr("Name"), self.tr("Begins"), self.tr("Ends"), self.tr("Officers"))
        for column, title in enumerate(titles):
            label = QLabel(title)
            label.setProperty("role", "quiet")
            self._grid.addWidget(label, 0, column)
        self.rows = [ShiftRow(shift, self.tr("Remove")) for shift in draft.shifts]
        for number, row in enumerate(self.rows):
            for column, widget in enumerate(row.widgets):
                self._grid.addWidget(widget, 2 * number + 1, column)
            for title, widget in zip(titles, row.widgets, strict=False):
                widget.setAccessibleName(title)
            self._grid.addWidget(row.problem, 2 * number + 2, 0, 1, 5)
            self._connect(row)
        self._chain()

    def _connect(self, row: ShiftRow) -> None:
        row.name.textEdited.connect(self._teller(row.id, "name"))
        row.start.timeChanged.connect(lambda t: self._teller(row.id, "start")(t.toString(CLOCK)))
        row.end.timeChanged.connect(lambda t: self._teller(row.id, "end")(t.toString(CLOCK)))
        row.officers.valueChanged.connect(self._teller(row.id, "officers"))
        row.remove.clicked.connect(lambda _checked=False: self._remove(row.id))

    def _chain(self) -> None:
        chain = [widget for row in self.rows for widget in row.widgets] + [self.add_button]
        for before, after in pairwise(chain):
            self.setTabOrder(before, after)

    def _teller(self, shift_id: str, field: str) -> Callable[[object], None]:
        def tell(value: object) -> None:
            if self._draft is not None:
                self.changed.emit(self._draft.with_shift(shift_id, **{field: value}), f"shifts.{shift_id}.{field}")

        return tell

    def _add(self) -> None:
        if self._draft is not None:
            self.changed.emit(self._draft.with_new_shift(self.tr("New shift")), "")
            self.rows[-1].name.setFocus()
            self.rows[-1].name.selectAll()

    def _remove(self, shift_id: str) -> None:
        if self._draft is not None:
            self.changed.emit(self._draft.without("shifts", shift_id), "")
