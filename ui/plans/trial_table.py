"""The dry run of every plan in every shift: a table of verdicts, and below it what to change where one does not fit."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from duty.patrol.config import PlanLevel
from duty.patrol.dry_run import DryRun, dry_run
from duty.precinct import Precinct
from ui.marks import Mark
from ui.plans.trying import Trial
from ui.shell.labels import MarkLabel
from ui.words import coverage as words


class TrialTable(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trial = Trial()
        self.runs: tuple[DryRun, ...] = ()
        self.heading, self.details = QLabel(self.tr("Dry run")), QLabel()
        self.heading.setProperty("role", "heading")
        self.details.setWordWrap(True)
        self.details.setTextFormat(Qt.TextFormat.PlainText)
        self.details.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._table = QWidget()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self.details)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(self._table)
        column.addWidget(scroll, 1)

    def show_precinct(self, precinct: Precinct, now_wall_ns: int) -> None:
        """Try every plan in every shift of it."""
        shifts = precinct.all_shifts()
        self.runs = tuple(dry_run(precinct, level, shift, now_wall_ns) for shift in shifts for level in PlanLevel)
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        for column, level in enumerate(PlanLevel):
            grid.addWidget(_quiet(words.plan(level)), 0, column + 1)
            grid.setColumnStretch(column + 1, 1)
        for row, shift in enumerate(shifts):
            grid.addWidget(_quiet(shift.name), row + 1, 0)
            for column in range(len(PlanLevel)):
                run = self.runs[row * len(PlanLevel) + column]
                grid.addLayout(self._cell(run), row + 1, column + 1)
        self.layout().replaceWidget(self._table, table)  # type: ignore[union-attr]
        self._table.hide()
        self._table.deleteLater()
        self._table = table
        names = {shift.id: shift.name for shift in shifts}
        stories: dict[tuple[PlanLevel, str], list[str]] = {}
        for run in self._worth_telling():
            stories.setdefault((run.level, self._story(run)), []).append(names[run.shift_id])
        self.details.setText(
            "\n\n".join(f"{self._head(level, told)}\n{story}" for (level, story), told in stories.items())
        )

    def show_nothing(self, why: str) -> None:
        """While the draft is wrong."""
        self.details.setText(why)

    def _worth_telling(self) -> list[DryRun]:
        """What does not fit, or hardly; where all is well the fullest one, for its sum."""
        told = [run for run in self.runs if self._trial.mark(run) is not Mark.OK]
        return sorted(told or [max(self.runs, key=lambda r: r.share)], key=lambda run: -run.share)

    def _head(self, level: PlanLevel, shifts: list[str]) -> str:
        pattern = self.tr("{plan}: {shifts}").replace("{plan}", words.plan(level))
        return pattern.replace("{shifts}", self.tr(", ").join(shifts))

    def _story(self, run: DryRun) -> str:
        lines = [self._trial.verdict(run), *self._trial.sums(run)]
        advice = self._trial.advice_text(run)
        return "\n".join((*lines, advice) if advice else lines)

    def _cell(self, run: DryRun) -> QHBoxLayout:
        mark = MarkLabel(16, self._trial.mark(run))
        text = QLabel(self._trial.short(run))
        text.setToolTip("\n".join(self._trial.sums(run)))
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(mark)
        row.addWidget(text, 1)
        return row


def _quiet(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", "quiet")
    return label
