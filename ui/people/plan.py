"""Switching the plan by one act: what is in force now, what changes, and a second look before it counts."""

from PySide6.QtWidgets import QGridLayout, QWidget

from duty.patrol.config import PlanConfig, PlanLevel
from duty.patrol.view import PatrolView
from ui.bridge import Bridge
from ui.people.form import Form
from ui.plans.in_force import precinct_in_force
from ui.shell.labels import PlainLabel
from ui.words import coverage, figures


class SwitchPlanDialog(Form):
    """Closes by itself (accepted) when the plan is in force."""

    def __init__(self, bridge: Bridge, level: PlanLevel, parent: QWidget | None = None) -> None:
        super().__init__(parent, width_px=520)
        self._bridge, self._level = bridge, level
        self._asked = False
        self.setWindowTitle(self.tr("Switch the plan"))
        self.say(
            self.tr("Switch to “{plan}”?").replace("{plan}", coverage.plan(level)),
            self.tr("It counts from now on for everybody, and is written in the duty book with your name."),
        )
        plans = {plan.level: plan for plan in precinct_in_force(bridge.world).all_plans()}
        patrol = bridge.patrol
        if patrol is not None:
            self.column.insertLayout(2, self._compared(plans[patrol.plan], plans[level]))
        self.do_button.setText(self.tr("Switch"))
        bridge.patrol_changed.connect(self._heard)

    def _compared(self, now: PlanConfig, then: PlanConfig) -> QGridLayout:
        """One line for each figure: as it is, and as it will be."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(2, 1)
        headings = ("", coverage.plan(now.level), coverage.plan(then.level))
        lines = list(zip(self._figures(now), self._figures(then), strict=True))
        rows = [headings, *((name, value, new) for (name, value), (_, new) in lines)]
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                label = PlainLabel(text)
                label.setWordWrap(column == 2)
                changed = row > 0 and column == 2 and texts[1] != texts[2]
                label.setProperty("role", "heading" if changed else "quiet" if column < 2 or row == 0 else "")
                grid.addWidget(label, row, column)
        return grid

    def _figures(self, plan: PlanConfig) -> list[tuple[str, str]]:
        every = self.tr("every {time}")
        areas = {area.id: area.name for area in precinct_in_force(self._bridge.world).all_areas()}
        ordinary_min = plan.ordinary_every_min
        once = self.tr("once a shift")
        key = every.replace("{time}", figures.age(plan.key_every_min * 60))
        return [
            (self.tr("Key cameras"), key),
            (
                self.tr("Ordinary cameras"),
                once if ordinary_min is None else every.replace("{time}", figures.age(ordinary_min * 60)),
            ),
            (self.tr("On the screen for"), coverage.span(plan.dwell_s)),
            (self.tr("Cameras a step"), str(plan.step)),
            (
                self.tr("All cameras are key in"),
                self.tr(", ").join(areas.get(a, a) for a in plan.key_areas) or figures.UNKNOWN,
            ),
        ]

    def do(self) -> None:
        refusal = self._bridge.world.patrol.switch_plan(self._level)
        if refusal is not None:
            self.say_hint(self.tr("The plan was not switched: you may not, or nobody is signed in."), wrong=True)
            return
        self._asked = True
        self.do_button.setEnabled(False)
        self.say_hint(self.tr("Being written…"))

    def _heard(self, view: PatrolView) -> None:
        if self._asked and view.plan is self._level:
            self.accept()
