"""A script, edited: what goes wrong in one table, what should be done about it in another."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from duty.precinct import Precinct
from sessions.training.script import SIMULATOR, InjectionKind, ReactionKind, Script
from ui.people.form import Form
from ui.shell.tables import as_rows
from ui.training import problems
from ui.words import training as words

WIDTH_PX = 1000
ROW_PX = 34
ROWS_SHOWN = 5
ID, KIND, AT, SPREAD, FOR, TARGETS = range(6)
INJECTION, REACTION, WITHIN, LATE, POINTS = range(5)
WIDTHS_PX = {ID: 120, KIND: 210, AT: 80, SPREAD: 120, FOR: 80}
MARK_WIDTHS_PX = {INJECTION: 190, REACTION: 290, WITHIN: 170, LATE: 120}
"""The last column has the rest."""


class Rows(QWidget):
    """A table with buttons to add and to remove a line."""

    def __init__(
        self,
        title: str,
        add: str,
        remove: str,
        headers: Sequence[str],
        widths_px: Mapping[int, int],
        new: Callable[[], None],
    ) -> None:
        super().__init__()
        self.table = QTableWidget(0, len(headers))
        self.table.setHorizontalHeaderLabels(list(headers))
        self.table.setAccessibleName(title)
        as_rows(self.table, row_px=ROW_PX)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        self.table.setShowGrid(True)
        titles = self.table.horizontalHeader()
        self.table.setFixedHeight(titles.sizeHint().height() + ROWS_SHOWN * ROW_PX + 4)
        for number, width_px in widths_px.items():
            self.table.setColumnWidth(number, width_px)
        titles.setStretchLastSection(True)
        heading = QLabel(title)
        heading.setProperty("role", "heading")
        self.add, self.remove = QPushButton(add), QPushButton(remove)
        for button in (self.add, self.remove):
            button.setAutoDefault(False)
        head = QHBoxLayout()
        head.addWidget(heading, 1)
        head.addWidget(self.add)
        head.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.table)
        self.add.clicked.connect(new)
        self.remove.clicked.connect(self._remove)
        self.table.itemSelectionChanged.connect(self._look)
        self._look()

    def append(self, cells: Sequence[str | QComboBox]) -> None:
        row = self.table.rowCount()
        self.table.insertRow(row)
        for column, cell in enumerate(cells):
            if isinstance(cell, QComboBox):
                cell.setProperty("role", "cell")
                self.table.setCellWidget(row, column, cell)
            else:
                self.table.setItem(row, column, QTableWidgetItem(cell))
        self.table.selectRow(row)
        self.table.scrollToBottom()

    def choose_none(self) -> None:
        """Once it is filled: the first line is in view, and none would be removed."""
        self.table.setCurrentCell(-1, -1)
        self.table.scrollToTop()
        self._look()

    def text(self, row: int, column: int) -> str:
        item = self.table.item(row, column)
        return item.text().strip() if item is not None else ""

    def data(self, row: int, column: int) -> Any:
        box = self.table.cellWidget(row, column)
        return box.currentData() if isinstance(box, QComboBox) else None

    def _remove(self) -> None:
        self.table.removeRow(self.table.currentRow())
        self._look()

    def _look(self) -> None:
        self.remove.setEnabled(self.table.currentRow() >= 0)


class ScriptEditor(Form):
    """Escape changes nothing. What is wrong is said over the buttons, each in a line."""

    kept = Signal(object)
    """Script"""

    def __init__(
        self,
        script: Script,
        precinct: Precinct,
        parent: QWidget | None = None,
        *,
        sessions: Sequence[tuple[str, str]] = (),
    ) -> None:
        """`sessions`: (title, id) of those that a run could be played on."""
        super().__init__(parent, width_px=WIDTH_PX)
        self._script, self._precinct = script, precinct
        self.setWindowTitle(self.tr("Training script"))
        self.say(self.tr("Training script"))
        self.title = self.line(self.tr("&Title"), most=80, text=script.title)
        self.minutes = self.line(self.tr("Length, &minutes"), most=6, text=f"{script.minutes:g}")
        self.base = self.choice(self.tr("Takes &place in"), self._bases(sessions))
        self.base.setCurrentIndex(max(0, self.base.findData(script.base)))
        self.from_time = self.line(self.tr("&From, minutes:seconds"), most=8, text=words.clock(script.from_s))
        self.base.currentIndexChanged.connect(self._look_at_base)
        self._look_at_base()
        self.false_points = self.line(self.tr("For naming what is &not so"), most=4, text=str(script.false_points))
        self.notes = self.paragraph(self.tr("N&otes for the trainer"), height_px=56)
        self.notes.setPlainText(script.notes)
        self.injections = Rows(
            self.tr("What goes wrong"),
            self.tr("Add"),
            self.tr("Remove"),
            [
                self.tr("Id"),
                self.tr("What"),
                self.tr("At, s"),
                self.tr("Up to later, s"),
                self.tr("For, s"),
                self.tr("Where (ids; empty: any)"),
            ],
            WIDTHS_PX,
            self._new_injection,
        )
        self.marks = Rows(
            self.tr("What should be done about it"),
            self.tr("Add"),
            self.tr("Remove"),
            [
                self.tr("Id of what goes wrong"),
                self.tr("Reaction"),
                self.tr("All points within, s"),
                self.tr("Half until, s"),
                self.tr("Points"),
            ],
            MARK_WIDTHS_PX,
            self._new_mark,
        )
        for number, part in enumerate((self.injections, self.marks)):
            self.column.insertWidget(3 + number, part)
        self.do_button.setText(self.tr("Keep"))
        self._fill()

    def _bases(self, sessions: Sequence[tuple[str, str]]) -> list[tuple[str, object]]:
        """The simulator, then sessions; also one that is not in the library any more, so that nothing is lost."""
        found: list[tuple[str, object]] = [(self.tr("the simulator"), SIMULATOR), *sessions]
        base = self._script.base
        if base not in (data for _, data in found):
            found.append((self.tr("{session} (not in the library)").replace("{session}", base), base))
        return found

    def _look_at_base(self) -> None:
        on_session = self.base.currentData() != SIMULATOR
        self.from_time.setEnabled(on_session)
        self.from_time.setToolTip(
            self.tr("A run begins four seconds after the beginning of the session at the earliest")
            if on_session
            else self.tr("The simulator has only one beginning")
        )

    def _from_s(self) -> float | str:
        """What cannot be read is given as it stands, for the script to refuse."""
        text = self.from_time.text().strip()
        if self.base.currentData() == SIMULATOR:
            return 0.0
        if text == words.clock(self._script.from_s):
            return self._script.from_s  # parts of a second stay
        parts = text.split(":")
        if len(parts) > 3 or not all(part.isascii() and part.isdecimal() for part in parts):
            return text
        return float(sum(int(part) * 60**place for place, part in enumerate(reversed(parts))))

    def _fill(self) -> None:
        for one in self._script.injections:
            figures = [f"{one.at_s:g}", f"{one.spread_s:g}", f"{one.for_s:g}", ", ".join(one.targets)]
            self.injections.append([one.id, self._kinds(one.kind), *figures])
        for mark in self._script.marks:
            figures = [f"{mark.within_s:g}", f"{mark.late_s:g}", str(mark.points)]
            self.marks.append([mark.injection, self._reactions(mark.reaction), *figures])
        self.injections.choose_none()
        self.marks.choose_none()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.title.setFocus()

    def _kinds(self, chosen: InjectionKind) -> QComboBox:
        box = QComboBox()
        for kind in InjectionKind:
            ids = ", ".join(thing for _, thing in words.targets(self._precinct, kind))
            box.addItem(words.injection(kind), kind)
            box.setItemData(box.count() - 1, ids, Qt.ItemDataRole.ToolTipRole)
        box.setCurrentIndex(list(InjectionKind).index(chosen))
        return box

    def _reactions(self, chosen: ReactionKind) -> QComboBox:
        box = QComboBox()
        for kind in ReactionKind:
            box.addItem(words.reaction(kind), kind)
        box.setCurrentIndex(list(ReactionKind).index(chosen))
        return box

    def _new_injection(self) -> None:
        taken = {self.injections.text(row, ID) for row in range(self.injections.table.rowCount())}
        number = next(n for n in range(1, len(taken) + 2) if f"i{n}" not in taken)
        self.injections.append([f"i{number}", self._kinds(InjectionKind.LINK_LOSS), "60", "30", "60", ""])

    def _new_mark(self) -> None:
        row = self.injections.table.currentRow()
        of = self.injections.text(row, ID) if row >= 0 else ""
        self.marks.append([of, self._reactions(ReactionKind.NOTICED), "30", "60", "10"])

    def do(self) -> None:
        try:
            script = Script.model_validate(self._data())
        except ValidationError as error:
            self.say_hint("\n".join(problems.lines(error)), wrong=True)
            return
        self.kept.emit(script)
        self.accept()

    def _data(self) -> dict[str, Any]:
        inj, marks = self.injections, self.marks
        return {
            "id": self._script.id,
            "title": self.title.text().strip(),
            "notes": self.notes.toPlainText(),
            "minutes": self.minutes.text(),
            "base": self.base.currentData(),
            "from_s": self._from_s(),
            "false_points": self.false_points.text(),
            "injections": [
                {
                    "id": inj.text(row, ID),
                    "kind": inj.data(row, KIND),
                    "at_s": inj.text(row, AT),
                    "spread_s": inj.text(row, SPREAD) or "0",
                    "for_s": inj.text(row, FOR),
                    "targets": tuple(part.strip() for part in inj.text(row, TARGETS).split(",") if part.strip()),
                }
                for row in range(inj.table.rowCount())
            ],
            "marks": [
                {
                    "injection": marks.text(row, INJECTION),
                    "reaction": marks.data(row, REACTION),
                    "within_s": marks.text(row, WITHIN),
                    "late_s": marks.text(row, LATE),
                    "points": marks.text(row, POINTS),
                }
                for row in range(marks.table.rowCount())
            ],
        }
