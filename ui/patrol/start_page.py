"""Before a round: what is due, how long it will take, and the rounds that can be walked."""

from collections import Counter
from math import ceil

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from duty.patrol.config import PlanConfig, Tier
from duty.patrol.steps import due_round
from duty.patrol.view import DueCamera, PatrolView, RoundKind
from duty.precinct import Precinct
from ui import theme
from ui.bridge import Bridge
from ui.patrol.answer_line import SAID_FOR_MS
from ui.patrol.covers import ENTER
from ui.plans.in_force import precinct_in_force
from ui.shell.focus import FocusPage
from ui.shell.labels import ElidedLabel, PlainLabel
from ui.words import coverage
from ui.words import patrol as words


class RoundButton(QPushButton):
    """A round that can be walked: its name, and beside it how much it is."""

    def __init__(self, kind: RoundKind, which: str, name: str) -> None:
        super().__init__()
        self.kind, self.which = kind, which
        self._name, self._late, self._words = ElidedLabel(name), PlainLabel(), PlainLabel()
        self._late.setProperty("role", "attention")
        self._late.setFont(theme.text_font(theme.current().small))
        self._words.setProperty("role", "caption")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(8)
        row.addWidget(self._name, 1)
        row.addWidget(self._late)
        row.addWidget(self._words)
        for label in (self._name, self._late, self._words):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setMinimumHeight(36)

    def set_words(self, late: str, text: str) -> None:
        """How much of it is overdue, and how much it is."""
        self._late.setText(late)
        self._words.setText(text)
        self.setAccessibleName(", ".join(part for part in (self._name.text(), late, text) if part))


class StartPage(FocusPage):
    start_requested = Signal(object, str)
    """RoundKind, and the area's or the route's id."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._world, self._clock = bridge.world, bridge.world.clock
        self._precinct: Precinct | None = None
        self._plans: dict[str, PlanConfig] = {}
        self._names = {camera.id: camera.name for camera in bridge.world.precinct.cameras}
        self._counts = words.PatrolCounts(self)
        self._view: PatrolView | None = None
        self.title, self.oldest, self.why = PlainLabel(), ElidedLabel(), PlainLabel()
        self.title.setProperty("role", "title")
        self.oldest.setProperty("role", "quiet")
        self.why.setProperty("role", "caption")
        self.why.setWordWrap(True)
        self.due, self.all = QPushButton(), QPushButton()
        self.due.setProperty("role", "primary")
        self.due_words, self.all_words = ElidedLabel(), ElidedLabel()
        for label in (self.due_words, self.all_words):
            label.setProperty("role", "caption")
        self.said = ElidedLabel()
        self.said.setProperty("role", "attention")
        self._fade = QTimer(self)
        self._fade.setSingleShot(True)
        self._fade.setInterval(SAID_FOR_MS)
        self._fade.timeout.connect(self.said.clear)
        self.areas: list[RoundButton] = []
        self.routes: list[RoundButton] = []
        self._route_sizes: dict[str, int] = {}
        self._lists = QWidget()
        self._titles: list[QLabel] = []
        self._column = QVBoxLayout(self)
        self._build()
        self._take_precinct(precinct_in_force(bridge.world))
        self.hand_focus_to(self.due)
        self._retranslate()

    def _build(self) -> None:
        self.due.clicked.connect(lambda: self.start_requested.emit(RoundKind.DUE, ""))
        self.all.clicked.connect(lambda: self.start_requested.emit(RoundKind.ALL, ""))
        first = QGridLayout()
        first.setHorizontalSpacing(16)
        first.setVerticalSpacing(8)
        for place, (button, label) in enumerate(((self.due, self.due_words), (self.all, self.all_words))):
            button.setMinimumHeight(40)
            first.addWidget(button, place, 0)
            first.addWidget(label, place, 1)
        first.setColumnStretch(1, 1)
        column = self._column
        column.setContentsMargins(32, 28, 32, 20)
        column.setSpacing(12)
        column.addWidget(self.title)
        column.addWidget(self.oldest)
        column.addSpacing(4)
        column.addLayout(first)
        column.addWidget(self.said)
        column.addWidget(self._lists, 1)
        column.addWidget(self.why)

    def _take_precinct(self, precinct: Precinct) -> None:
        """Plans, areas and routes may be edited while the program runs."""
        if precinct is self._precinct:
            return
        self._precinct = precinct
        self._plans = {plan.level.value: plan for plan in precinct.all_plans()}
        self.areas = [RoundButton(RoundKind.AREA, area.id, area.name) for area in precinct.all_areas()]
        self.routes = [RoundButton(RoundKind.ROUTE, route.id, route.name) for route in precinct.routes]
        self._route_sizes = {route.id: len(route.cameras) for route in precinct.routes}
        self._titles = []
        before, self._lists = self._lists, QWidget()
        row = QHBoxLayout(self._lists)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        for buttons in (self.areas, self.routes):
            if buttons:
                row.addLayout(self._list(buttons), 1)
        self._column.replaceWidget(before, self._lists)
        before.deleteLater()
        self._say_titles()

    def _list(self, buttons: list[RoundButton]) -> QVBoxLayout:
        title = PlainLabel()
        title.setProperty("role", "heading")
        self._titles.append(title)
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 4, 0)
        rows.setSpacing(4)
        for button in buttons:
            button.clicked.connect(lambda _checked=False, b=button: self.start_requested.emit(b.kind, b.which))
            rows.addWidget(button)
        rows.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(title)
        column.addWidget(scroll, 1)
        return column

    def say(self, text: str) -> None:
        """Why a round does not begin, for a few seconds."""
        self.said.setText(text)
        self._fade.start()

    def show_patrol(self, view: PatrolView) -> None:
        self._view = view
        self._take_precinct(precinct_in_force(self._world))
        now_wall_ns = self._clock.wall_ns()
        due = [d for d in view.due if not d.out and (d.overdue or d.due_wall_ns <= now_wall_ns)]
        self.title.setText(self._counts.are_due(len(due)) if due else self.tr("Nothing is due now"))
        self.oldest.setText(self._first_words(due, view, now_wall_ns))
        self.due_words.setText(self.tr("{cost}: due, and due soon").replace("{cost}", self._cost(self._offered(view))))
        self.all_words.setText(self._cost(len(view.due)))
        sizes = Counter(d.area_id for d in view.due)
        late = Counter(d.area_id for d in due)
        for button in self.areas:
            self._say_round(button, sizes[button.which], late[button.which])
        for button in self.routes:
            self._say_round(button, self._route_sizes[button.which], 0)
        plan = self._plans[view.plan.value]
        self.why.setText(self._why(plan))

    def _offered(self, view: PatrolView) -> int:
        """How many cameras the round of what is due would visit now."""
        size = self._plans[view.plan.value].step
        intervals: dict[Tier, int | None] = dict.fromkeys(Tier) | {tier.tier: tier.interval_s for tier in view.tiers}
        out = [due.camera_id for due in view.due if due.out]
        return len(due_round(view.due, intervals, view.shift, self._clock.wall_ns(), not_now=out, size=size))

    def _say_round(self, button: RoundButton, cameras: int, late: int) -> None:
        button.setEnabled(cameras > 0)
        said = self._cost(cameras) if cameras else self._counts.cameras(0)
        button.set_words(self._counts.overdue(late) if late else "", said)

    def _first_words(self, due: list[DueCamera], view: PatrolView, now_wall_ns: int) -> str:
        if due:
            late = coverage.due_in(due[0].due_wall_ns, now_wall_ns)
            text = self.tr("Oldest: {camera}, {late}")
            return text.replace("{camera}", self._names.get(due[0].camera_id, due[0].camera_id)).replace("{late}", late)
        later = [d for d in view.due if not d.out]
        if not later:
            return ""
        text = self.tr("Next: {camera}, {time}")
        name = self._names.get(later[0].camera_id, later[0].camera_id)
        return text.replace("{camera}", name).replace("{time}", coverage.due_in(later[0].due_wall_ns, now_wall_ns))

    def _cost(self, cameras: int) -> str:
        """Such as "64 cameras · 16 steps · about 3 minutes", under the present plan."""
        assert self._view is not None
        plan = self._plans[self._view.plan.value]
        steps = ceil(cameras / plan.step)
        minutes = max(1, ceil(steps * plan.dwell_s / 60))
        parts = (self._counts.cameras(cameras), self._counts.steps(steps), self._counts.minutes(minutes))
        return " · ".join(parts)

    def _why(self, plan: PlanConfig) -> str:
        """Why a step has as many cameras as it has (figures: duty.patrol.config)."""
        text = self.tr(
            "{n} at a time, each for at least {seconds} s: the plan says so. People found 74 % of events on four "
            "pictures, 58 % on six and 53 % on nine, so four is the usual step."
        )
        return text.replace("{n}", str(plan.step)).replace("{seconds}", f"{plan.dwell_s:g}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard; elsewhere it begins the round of what is due."""
        if event.key() in ENTER:
            if event.isAutoRepeat():
                return
            focus = self.focusWidget()
            button = focus if isinstance(focus, QPushButton) and focus.hasFocus() else self.due
            button.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.due.setText(self.tr("Walk what is due  {key}").replace("{key}", "Enter"))
        self.all.setText(self.tr("All cameras"))
        self._say_titles()
        if self._view is not None:
            self.show_patrol(self._view)

    def _say_titles(self) -> None:
        said = ((self.tr("By area"), self.areas), (self.tr("By route"), self.routes))
        for label, name in zip(self._titles, [name for name, buttons in said if buttons], strict=True):
            label.setText(name)
