"""Editing plans, shifts, key cameras and routes, with the dry run beside it; saved into the configuration file."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from base.errors import ConfigurationError, PersonError
from duty import plan_file
from duty.people import Right
from duty.precinct import Precinct, load
from ui.bridge import Bridge
from ui.plans.cameras_list import CamerasList
from ui.plans.copying import write_copy
from ui.plans.draft import Draft, Problem, applied, changes_of, draft_of, problems_of, summary_of
from ui.plans.in_force import precinct_in_force, put_in_force
from ui.plans.plans_tab import PlansTab
from ui.plans.routes_tab import RoutesTab
from ui.plans.shifts_tab import ShiftsTab
from ui.plans.trial_table import TrialTable
from ui.shell.labels import set_role
from ui.words import coverage as words

TRY_AFTER_MS = 150
"""The dry run waits for the end of a quick row of changes."""
SIDE_WIDTH = 400
MOST_UNDONE = 200


class PlanEditor(QDialog):
    saved = Signal(object)
    """The Precinct as it is from now on."""

    def __init__(
        self,
        bridge: Bridge,
        parent: QWidget | None = None,
        *,
        config: Path | None = None,
        precinct: Precinct | None = None,
    ) -> None:
        """`config` is the file that is saved to; None: there is none. `precinct` is what is in force, where the caller
        knows better than the world."""
        super().__init__(parent)
        self.setModal(True)
        self._bridge, self._config = bridge, config
        self._base = precinct or precinct_in_force(bridge.world)
        self._file: plan_file.PlanFile | None = None
        self._unreadable = ""
        self._read()
        self._before = draft_of(self._base)
        self._history: list[Draft] = [self._before]
        self._at = 0
        self._last_what = ""
        self._discarding = False
        self.setWindowTitle(self.tr("Edit the plans"))
        self.plans, self.shifts = PlansTab(self._base), ShiftsTab()
        self.keys, self.routes = CamerasList(self._base, ticks=True), RoutesTab(self._base)
        self.trial = TrialTable()
        self.tabs = QTabWidget()
        self.key_words, self.hint = QLabel(), QLabel()
        self.undo_button, self.redo_button = QPushButton(self.tr("Undo")), QPushButton(self.tr("Redo"))
        self.copy_button = QPushButton(self.tr("Save a copy…"))
        self.cancel_button, self.save_button = QPushButton(self.tr("Cancel")), QPushButton(self.tr("Save"))
        self._try_timer = QTimer(self)
        self._try_timer.setSingleShot(True)
        self._try_timer.setInterval(TRY_AFTER_MS)
        self._try_timer.timeout.connect(self.try_now)
        self._build()
        self._connect()
        self._show()
        self.try_now()
        room = self.screen().availableGeometry()
        self.resize(min(1240, room.width() - 80), min(760, room.height() - 80))

    @property
    def draft(self) -> Draft:
        return self._history[self._at]

    @property
    def problems(self) -> tuple[Problem, ...]:
        return problems_of(self.draft)

    @property
    def is_changed(self) -> bool:
        return self.draft != self._before

    def take(self, draft: Draft, what: str = "") -> None:
        """The next state. Changes in a row of the same field (`what`) are one step to undo."""
        if draft == self.draft:
            return
        same = what != "" and what == self._last_what and self._at > 0
        del self._history[self._at + (0 if same else 1) :]
        self._history.append(draft)
        del self._history[1 : max(1, len(self._history) - MOST_UNDONE)]
        self._at = len(self._history) - 1
        self._last_what = what
        self._show()

    def undo(self) -> None:
        self._step(-1)

    def redo(self) -> None:
        self._step(1)

    def try_now(self) -> None:
        """The dry run of what stands in the fields."""
        self._try_timer.stop()
        if self.problems:
            self.trial.show_nothing(self.tr("The dry run goes on when nothing is wrong in the fields."))
            return
        self.trial.show_precinct(applied(self._base, self.draft), self._bridge.world.clock.wall_ns())

    def save(self) -> None:
        if self._config is None:
            self.save_copy()
            return
        if self._has_problem() or not self._may():
            return
        if not self.is_changed:
            self.accept()
            return
        if self._file is None:
            self._say(self._unreadable, wrong=True)
            return
        try:
            self._file, precinct = plan_file.save(self._file, changes_of(self._base, self.draft))
        except PersonError as error:
            self._say(_sentence(error), wrong=True)
            return
        refusal = put_in_force(
            self._bridge.world, precinct, file=str(self._config), summary=summary_of(self._before, self.draft)
        )
        self._before = self.draft
        self.saved.emit(precinct)
        if refusal is None:
            self.accept()
            return
        self._show()
        said = self.tr("The file was saved, but the plans count only after a new start: {why}")
        self._say(said.replace("{why}", words.switch_refused(refusal)), wrong=True)

    def save_copy(self) -> None:
        """Ask for a place, and write the whole configuration there with the changes in it."""
        if self._has_problem() or not self._may():
            return
        start = str(Path.home() / "precinct.toml")
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Save a copy"), start, self.tr("Configuration (*.toml)"))
        if name:
            self.write_copy(Path(name))

    def write_copy(self, path: Path) -> None:
        path = path if path.suffix else path.with_suffix(".toml")
        try:
            write_copy(applied(self._base, self.draft), path)
        except PersonError as error:
            self._say(_sentence(error), wrong=True)
            return
        self._before = self.draft
        self._show()
        pattern = self.tr("Saved as {path}. It counts when the program is started with --config and this file.")
        self._say(pattern.replace("{path}", str(path)))

    def reject(self) -> None:
        """Escape and Cancel: what was changed is given up only at the second time."""
        if self.is_changed and not self._discarding:
            self._discarding = True
            self._say(self.tr("There are changes that were not saved. Once more gives them up."), wrong=True)
            self.cancel_button.setText(self.tr("Give them up"))
            return
        super().reject()

    def _read(self) -> None:
        """The file as it is now, which somebody may have edited since the program began."""
        if self._config is None:
            return
        try:
            self._file = plan_file.read(self._config)
            self._base = load(self._config)
        except ConfigurationError as error:
            self._file, self._unreadable = None, _sentence(error)

    def _step(self, by: int) -> None:
        if 0 <= self._at + by < len(self._history):
            self._at += by
            self._last_what = ""
            self._show()

    def _show(self) -> None:
        draft, problems = self.draft, self.problems
        self._discarding = False
        self.plans.show_draft(draft)
        self.shifts.show_draft(draft, problems)
        self.keys.tick(draft.key_cameras)
        self.routes.show_draft(draft, problems)
        self.key_words.setText(self.tr("%n key camera(s) under every plan", "", len(draft.key_cameras)))
        self.undo_button.setEnabled(self._at > 0)
        self.redo_button.setEnabled(self._at < len(self._history) - 1)
        self.cancel_button.setText(self.tr("Cancel") if self.is_changed else self.tr("Close"))
        self.save_button.setEnabled(self.is_changed and not problems and self._config is not None)
        self.copy_button.setEnabled(not problems)
        self._try_timer.start()
        if self._config is None:
            self._say(self.tr("This is the demo: it has no file, so changes can only be saved as a copy elsewhere."))
        else:
            self._say(self._unreadable, wrong=bool(self._unreadable))

    def _has_problem(self) -> bool:
        """Go to the first one."""
        for problem in self.problems:
            tab = self.shifts if problem.part == "shifts" else self.routes
            self.tabs.setCurrentWidget(tab)
            tab.focus_problem(problem)
            return True
        return False

    def _may(self) -> bool:
        operators = self._bridge.world.operators.view()
        if operators.current is not None and operators.current.may(Right.EDIT_PLANS):
            return True
        self._say(self.tr("Only a supervisor who is signed in may edit the plans."), wrong=True)
        return False

    def _say(self, text: str, *, wrong: bool = False) -> None:
        self.hint.setText(text)
        set_role(self.hint, "alarm" if wrong else "quiet")

    def _tick(self) -> None:
        self.take(Draft(self.draft.plans, self.draft.shifts, self.draft.routes, self.keys.ticked()))

    def _connect(self) -> None:
        for tab in (self.plans, self.shifts, self.routes):
            tab.changed.connect(self.take)
        self.keys.ticked_changed.connect(self._tick)
        for button, act in (
            (self.undo_button, self.undo),
            (self.redo_button, self.redo),
            (self.copy_button, self.save_copy),
            (self.cancel_button, self.reject),
            (self.save_button, self.save),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, act=act: act())
        for keys, act in (
            (QKeySequence.StandardKey.Undo, self.undo),
            (QKeySequence.StandardKey.Redo, self.redo),
            (QKeySequence.StandardKey.Save, self.save),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(act)

    def _build(self) -> None:
        key_tab = QWidget()
        keys = QVBoxLayout(key_tab)
        keys.addWidget(self.key_words)
        keys.addWidget(self.keys, 1)
        for widget, title in (
            (self.plans, self.tr("Plans")),
            (self.shifts, self.tr("Shifts")),
            (key_tab, self.tr("Key cameras")),
            (self.routes, self.tr("Routes")),
        ):
            self.tabs.addTab(widget, title)
        side = QFrame()
        side.setFixedWidth(SIDE_WIDTH)
        side_column = QVBoxLayout(side)
        side_column.setContentsMargins(0, 0, 0, 0)
        side_column.addWidget(self.trial)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(self.tabs, 1)
        middle.addWidget(side)
        self.hint.setWordWrap(True)
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.save_button.setProperty("role", "primary")
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for button in (self.undo_button, self.redo_button):
            foot.addWidget(button)
        foot.addWidget(self.hint, 1)
        self.save_button.setVisible(self._config is not None)
        for button in (self.copy_button, self.cancel_button, self.save_button):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addLayout(middle, 1)
        column.addLayout(foot)


def _sentence(error: PersonError) -> str:
    if isinstance(error, ConfigurationError):
        return f"{error.source}: " + "\n".join(error.problems)
    return str(error)
