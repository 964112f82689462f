"""One plan as a card: how often, how long, how many, and whether the people on duty can keep it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from duty.patrol.config import PlanConfig, PlanLevel, Tier
from duty.patrol.dry_run import DryRun
from duty.precinct import Precinct
from ui.plans.trying import Trial
from ui.shell.labels import MarkLabel
from ui.words import coverage as words
from ui.words import figures


class PlanCard(QFrame):
    switch_requested = Signal(object)
    """The PlanLevel."""

    def __init__(self, level: PlanLevel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._level = level
        self._trial = Trial()
        self.title, self.badge = QLabel(words.plan(level)), QLabel(self.tr("in force"))
        self.title.setProperty("role", "title")
        self.badge.setProperty("role", "badge")
        self._values = [QLabel() for _ in range(5)]
        self._mark = MarkLabel(18)
        self.verdict, self.sums, self.advice = QLabel(), QLabel(), QLabel()
        self.sums.setProperty("role", "caption")
        self.switch_button = QPushButton(self.tr("Switch to this plan…"))
        self.switch_button.setAutoDefault(False)
        self.switch_button.clicked.connect(lambda: self.switch_requested.emit(self._level))
        for label in (*self._values, self.verdict, self.sums, self.advice):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._build()

    def show_plan(self, plan: PlanConfig, precinct: Precinct, run: DryRun) -> None:
        counts = {need.tier: need.cameras for need in run.tiers}
        areas = {area.id: area.name for area in precinct.all_areas()}
        ordinary_s = None if plan.ordinary_every_min is None else plan.ordinary_every_min * 60
        texts = (
            self._often(counts[Tier.KEY], words.every(plan.key_every_min * 60)),
            self._often(counts[Tier.ORDINARY], words.every(ordinary_s)),
            words.span(plan.dwell_s),
            str(plan.step),
            self.tr(", ").join(areas.get(a, a) for a in plan.key_areas) or figures.UNKNOWN,
        )
        for label, text in zip(self._values, texts, strict=True):
            label.setText(text)
        self._mark.set_mark(self._trial.mark(run))
        self.verdict.setText(self._trial.verdict(run))
        self.sums.setText("\n".join(self._trial.sums(run)))
        advice = self._trial.advice_text(run)
        self.advice.setText(advice)
        self.advice.setVisible(bool(advice))

    def show_state(self, *, in_force: bool, may_switch: bool) -> None:
        self.badge.setVisible(in_force)
        self.switch_button.setVisible(not in_force)
        self.switch_button.setEnabled(may_switch)

    def _often(self, cameras: int, every: str) -> str:
        return self.tr("%n camera(s), {every}", "", cameras).replace("{every}", every)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.badge)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        names = (
            self.tr("Key cameras"),
            self.tr("Ordinary cameras"),
            self.tr("On the screen for"),
            self.tr("Cameras a step"),
            self.tr("Wholly key areas"),
        )
        for row, (name, value) in enumerate(zip(names, self._values, strict=True)):
            label = QLabel(name)
            label.setProperty("role", "quiet")
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, row, 1, Qt.AlignmentFlag.AlignTop)
        line = QFrame()
        line.setProperty("role", "line")
        said = QHBoxLayout()
        said.setSpacing(8)
        said.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self.verdict, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(10)
        column.addLayout(head)
        column.addLayout(grid)
        column.addWidget(line)
        column.addLayout(said)
        column.addWidget(self.sums)
        column.addWidget(self.advice)
        column.addStretch(1)
        column.addWidget(self.switch_button)
