"""The trainer's page: scripts, and the runs of the chosen one. A run opens in a window of its own."""

import re
from collections.abc import Callable
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QPushButton,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from base.errors import PersonError
from duty.people import Right
from sessions.jobs import JobView
from sessions.training.room import ScriptEntry, TrainingRoom
from sessions.training.runs import Run
from sessions.training.script import SIMULATOR, Script
from sessions.training.stage import Brief, Stage
from ui.bridge import Bridge
from ui.people.gate import Gate
from ui.replay.opening import ProgressPage, Watched
from ui.shell.labels import PlainLabel
from ui.sound import Player
from ui.training.compare import Comparison
from ui.training.debrief import Debrief
from ui.training.editor import ScriptEditor
from ui.training.start import StartDialog
from ui.training.window import TrainingWindow
from ui.words import duty
from ui.words import sessions as session_words
from ui.words import training as words

SCRIPTS_PX = 320
MOST_COMPARED = 6


class TrainingPage(QWidget):
    recording_requested = Signal(str, object, object)
    """(session id, tape ns, tuple[Mark, ...])"""

    def __init__(
        self,
        bridge: Bridge,
        training: TrainingRoom,
        gate: Gate,
        parent: QWidget | None = None,
        *,
        make_player: Callable[[], Player | None] = lambda: None,
    ) -> None:
        super().__init__(parent)
        self._bridge, self._training, self._gate, self._make_player = bridge, training, gate, make_player
        self._zone = ZoneInfo(bridge.world.precinct.precinct.time_zone)
        self._entries: tuple[ScriptEntry, ...] = ()
        self._runs: tuple[Run, ...] = ()
        self._listed: list[Run] = []
        """Of the chosen script, as the table has them."""
        self.window_of_run: TrainingWindow | None = None
        self.debrief: Debrief | None = None
        self._brief: Brief | None = None
        self.pages, self.front, self.progress = QStackedWidget(), QWidget(), ProgressPage()
        self.scripts, self.runs, self.comparison = QListWidget(), QTableWidget(0, 4), Comparison()
        self.title, self.facts, self.notes, self.trouble = (PlainLabel() for _ in range(4))
        self.start_button, self.edit, self.copy, self.delete = (QPushButton() for _ in range(4))
        self.show_debrief, self.compare, self.delete_run = (QPushButton() for _ in range(3))
        self._starting: Watched[Stage] = Watched(
            self,
            show=self.progress.show_view,
            done=self._run_window,
            ended=self._not_started,
            drop=lambda stage: stage.scene.life.stop(),
        )
        self._lay_out()
        self._connect()
        self._say()
        self.refresh()

    # What others ask of it

    def refresh(self) -> None:
        """Read scripts and runs again."""
        row = max(0, self.scripts.currentRow())
        self._entries = self._training.scripts()
        self._runs = self._training.runs.all()
        self.scripts.clear()
        for entry in self._entries:
            self.scripts.addItem(QListWidgetItem(self._line(entry)))
        self.scripts.setCurrentRow(min(row, len(self._entries) - 1))
        self._show_script()

    def close_down(self) -> None:
        """The program ends: a run that goes on is scored and kept."""
        self._starting.close()
        if self.window_of_run is not None:
            self.window_of_run.wait_for_end()

    def key_lines(self) -> list[tuple[tuple[str, ...], str]]:
        return [(("F12",), self.tr("In a run: say what is wrong"))]

    # How it is made

    def _lay_out(self) -> None:
        self.scripts.setFixedWidth(SCRIPTS_PX)
        self.title.setProperty("role", "title")
        for label in (self.facts, self.notes):
            label.setProperty("role", "quiet")
            label.setWordWrap(True)
        self.trouble.setProperty("role", "alarm")
        self.trouble.setWordWrap(True)
        self.start_button.setProperty("role", "primary")
        self.runs.verticalHeader().hide()
        self.runs.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.runs.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.runs.setTabKeyNavigation(False)
        header = self.runs.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        self.comparison.hide()
        acts = QHBoxLayout()
        for button in (self.start_button, self.edit, self.copy, self.delete):
            acts.addWidget(button)
        acts.addStretch(1)
        of_runs = QHBoxLayout()
        for button in (self.show_debrief, self.compare, self.delete_run):
            of_runs.addWidget(button)
        of_runs.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(12)
        for part in (self.title, self.facts, self.notes, self.trouble):
            right.addWidget(part)
        right.addLayout(acts)
        right.addWidget(self.runs, 1)
        right.addLayout(of_runs)
        right.addWidget(self.comparison, 1)
        row = QHBoxLayout(self.front)
        row.setContentsMargins(24, 20, 24, 20)
        row.setSpacing(24)
        row.addWidget(self.scripts)
        row.addLayout(right, 1)
        self.pages.addWidget(self.front)
        self.pages.addWidget(self.progress)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)
        self.setFocusProxy(self.scripts)

    def _connect(self) -> None:
        self.scripts.currentRowChanged.connect(lambda _row: self._show_script())
        self.scripts.itemActivated.connect(lambda _item: self.ask_to_start())
        self.start_button.clicked.connect(self.ask_to_start)
        self.edit.clicked.connect(lambda: self._gate.then(Right.TRAIN, self._edit))
        self.copy.clicked.connect(lambda: self._gate.then(Right.TRAIN, self._copy))
        self.delete.clicked.connect(lambda: self._gate.then(Right.TRAIN, self._ask_to_delete))
        self.runs.itemSelectionChanged.connect(self._look)
        self.runs.activated.connect(lambda _index: self._debrief_chosen())
        self.show_debrief.clicked.connect(self._debrief_chosen)
        self.compare.clicked.connect(self._compare)
        self.delete_run.clicked.connect(lambda: self._gate.then(Right.TRAIN, self._ask_to_delete_run))
        self.progress.cancel_requested.connect(self._starting.cancel)
        self._gate.changed.connect(self._show_script)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
            self.refresh()

    def _say(self) -> None:
        self.start_button.setText(self.tr("Start a run…"))
        self.edit.setText(self.tr("Edit…"))
        self.copy.setText(self.tr("Duplicate"))
        self.delete.setText(self.tr("Delete…"))
        self.show_debrief.setText(self.tr("Debrief"))
        self.compare.setText(self.tr("Compare"))
        self.compare.setToolTip(self.tr("Choose up to six runs with Ctrl or Shift"))
        self.delete_run.setText(self.tr("Delete the run…"))
        self.scripts.setAccessibleName(self.tr("Training scripts"))
        self.runs.setAccessibleName(self.tr("Runs of this script"))
        self.runs.setHorizontalHeaderLabels([self.tr("When"), self.tr("Trainee"), self.tr("Seed"), self.tr("Points")])

    # Scripts

    @property
    def chosen(self) -> ScriptEntry | None:
        row = self.scripts.currentRow()
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def _line(self, entry: ScriptEntry) -> str:
        if entry.script is None:
            return f"{entry.name}\n" + self.tr("cannot be read")
        return f"{entry.script.title}\n{words.clock(entry.script.minutes * 60)}"

    def _show_script(self) -> None:
        entry = self.chosen
        script = entry.script if entry is not None else None
        self.trouble.setText(entry.trouble if entry is not None else "")
        if entry is None:
            self.title.setText(self.tr("No training script"))
            self.facts.setText(
                self.tr("Put a script into {folder} and come back, or ask somebody who has one.").replace(
                    "{folder}", str(self._training.scripts_folder)
                )
            )
            self.notes.clear()
        else:
            self.title.setText(script.title if script is not None else entry.name)
            self.facts.setText(self._facts(script) if script is not None else "")
            self.notes.setText(script.notes if script is not None else "")
        self._show_runs(script)
        self._look()

    def _facts(self, script: Script) -> str:
        counted = words.Counted()
        parts = [words.clock(script.minutes * 60), counted.injections(len(script.injections))]
        parts += [counted.marks(len(script.marks)), words.points(script.most_points, script.most_points)]
        if script.base != SIMULATOR:
            parts.append(self.tr("on the session {session}").replace("{session}", self._title_of(script.base)))
        return " · ".join(parts)

    def _title_of(self, session_id: str) -> str:
        sessions = self._bridge.sessions
        entries = sessions.library.view().entries if sessions is not None else ()
        return next((session_words.title(one, self._zone) for one in entries if one.id == session_id), session_id)

    def _edit(self) -> None:
        entry = self.chosen
        if entry is None or entry.script is None:
            return
        dialog = ScriptEditor(entry.script, self._bridge.world.precinct, self, sessions=self._sessions())
        dialog.kept.connect(lambda script: self._keep(entry.name, script))
        dialog.open()

    def _sessions(self) -> list[tuple[str, str]]:
        """(title, id) of all that can be opened, with their length."""
        sessions = self._bridge.sessions
        if sessions is None:
            return []
        return [
            (f"{session_words.title(one, self._zone)} · {words.clock(one.length_s)}", one.id)
            for one in sessions.library.view().entries
            if not one.trouble and not one.recording
        ]

    def _copy(self) -> None:
        entry = self.chosen
        if entry is None or entry.script is None:
            return
        names = {one.name for one in self._entries}
        stem = re.sub(r"-\d+$", "", entry.name)
        name = next(f"{stem}-{n}" for n in range(2, len(names) + 3) if f"{stem}-{n}" not in names)
        made = entry.script.model_copy(update={"id": re.sub(r"[^A-Za-z0-9_.-]", "-", name)[:40] or "script"})
        self._keep(name, made)

    def _keep(self, name: str, script: object) -> None:
        assert isinstance(script, Script)
        try:
            self._training.save_script(name, script)
        except PersonError as error:
            self.trouble.setText(str(error))
            return
        self.refresh()
        row = next((i for i, entry in enumerate(self._entries) if entry.name == name), self.scripts.currentRow())
        self.scripts.setCurrentRow(row)

    def _ask_to_delete(self) -> None:
        entry = self.chosen
        if entry is None:
            return
        title = entry.script.title if entry.script is not None else entry.name
        question = self.tr("Delete the script “{title}” for good? Its runs stay.").replace("{title}", title)
        self._ask(question, lambda: self._delete(entry.name))

    def _delete(self, name: str) -> None:
        try:
            self._training.delete_script(name)
        except PersonError as error:
            self.trouble.setText(str(error))
            return
        self.refresh()

    def _ask(self, question: str, do: Callable[[], None]) -> None:
        box = QMessageBox(self)
        box.setWindowTitle(self.tr("Delete?"))
        box.setText(question)
        yes = box.addButton(self.tr("Delete"), QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton(self.tr("Keep"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        yes.clicked.connect(lambda: do())
        box.open()

    # A run

    def ask_to_start(self) -> None:
        entry = self.chosen
        if entry is not None and entry.script is not None and self._can_start(entry.script):
            script = entry.script
            self._gate.then(Right.REPLAY, lambda: self._show_start(script))

    def _can_start(self, script: Script) -> bool:
        return self.window_of_run is None and not self._starting.busy and self._training.can_run(script)

    def _show_start(self, script: Script) -> None:
        operator = self._gate.operator
        dialog = StartDialog(script, operator.name if operator is not None else "", self)
        dialog.chosen.connect(lambda trainee, seed: self.start(script, trainee, seed))
        dialog.open()

    def start(self, script: Script, trainee: str, seed: int) -> None:
        self._brief = Brief(script, seed, trainee, self._gate.login)
        self.progress.begin(self.tr("Preparing the run “{title}”…").replace("{title}", script.title))
        self.pages.setCurrentWidget(self.progress)
        self._starting.watch(self._training.start(self._brief))

    def _run_window(self, stage: Stage) -> None:
        self.pages.setCurrentWidget(self.front)
        window = TrainingWindow(stage, self._training, player=self._make_player())
        self.window_of_run = window
        window.ended.connect(self._show_ended)
        window.resize(self.window().size())
        window.show()
        window.activateWindow()
        self._look()

    def _not_started(self, view: JobView) -> None:
        self.pages.setCurrentWidget(self.front)
        self.trouble.setText(view.error)
        self._look()

    def _show_ended(self, run: object, trouble: str) -> None:
        assert isinstance(run, Run)
        self.window_of_run = None
        self.refresh()
        self.show_run(run)
        if self.debrief is not None:
            self.debrief.say_trouble(trouble)

    # Runs

    def _show_runs(self, script: Script | None) -> None:
        """A trainee sees runs under the own name, a trainer everybody's."""
        operator = self._gate.operator
        sees_all = self._gate.may(Right.TRAIN)
        mine = {operator.name, operator.login} if operator is not None else set()
        self._listed = [
            run
            for run in self._runs
            if script is not None and run.script.id == script.id and (sees_all or run.trainee in mine)
        ]
        self.runs.setRowCount(len(self._listed))
        for row, run in enumerate(self._listed):
            when = duty.local(run.started_wall_ns, self._zone).strftime("%Y-%m-%d %H:%M")
            points = words.points(run.score.points, run.score.most)
            for column, text in enumerate((when, run.trainee, str(run.seed), points)):
                self.runs.setItem(row, column, QTableWidgetItem(text))
        self.comparison.hide()

    def _chosen_runs(self) -> list[Run]:
        rows = sorted({index.row() for index in self.runs.selectedIndexes()})
        return [self._listed[row] for row in rows if row < len(self._listed)]

    def _look(self) -> None:
        entry = self.chosen
        script = entry.script if entry is not None else None
        self.start_button.setEnabled(script is not None and self._can_start(script))
        why = ""
        if script is not None and not self._training.can_run(script):
            why = self.tr("Scripts that play on a recorded session cannot be run here.")
        self.start_button.setToolTip(why)
        for button in (self.edit, self.copy, self.delete, self.delete_run):
            button.setToolTip(self._gate.why_not(Right.TRAIN))
        may = not self._gate.why_not(Right.TRAIN)
        self.edit.setEnabled(script is not None and may)
        self.copy.setEnabled(script is not None and may)
        self.delete.setEnabled(entry is not None and may)
        chosen = self._chosen_runs()
        self.show_debrief.setEnabled(len(chosen) == 1)
        self.compare.setEnabled(1 < len(chosen) <= MOST_COMPARED)
        self.delete_run.setEnabled(len(chosen) == 1 and may)

    def _debrief_chosen(self) -> None:
        chosen = self._chosen_runs()
        if len(chosen) == 1:
            self.show_run(chosen[0])

    def show_run(self, run: Run) -> None:
        self._drop_debrief()
        author = self._gate.operator.name if self._gate.operator is not None else ""
        self.debrief = Debrief(run, self._training, self._zone, author)
        self.debrief.back_requested.connect(self._back)
        self.debrief.recording_requested.connect(self.recording_requested)
        self.pages.addWidget(self.debrief)
        self.pages.setCurrentWidget(self.debrief)
        self.debrief.focus_first()

    def _back(self) -> None:
        self._drop_debrief()
        self.pages.setCurrentWidget(self.front)
        self.refresh()
        self.scripts.setFocus()

    def _drop_debrief(self) -> None:
        page, self.debrief = self.debrief, None
        if page is not None:
            self.pages.removeWidget(page)
            page.deleteLater()

    def _compare(self) -> None:
        self.comparison.show_runs(self._chosen_runs())
        self.comparison.show()

    def _ask_to_delete_run(self) -> None:
        chosen = self._chosen_runs()
        if len(chosen) != 1:
            return
        when = duty.local(chosen[0].started_wall_ns, self._zone).strftime("%Y-%m-%d %H:%M")
        question = self.tr("Delete the run of {trainee}, {when}, with its notes for good?")
        self._ask(
            question.replace("{trainee}", chosen[0].trainee).replace("{when}", when),
            lambda: self._delete_run(chosen[0]),
        )

    def _delete_run(self, run: Run) -> None:
        try:
            self._training.runs.delete(run)
        except OSError as error:
            self.trouble.setText(error.strerror or str(error))
            return
        self.refresh()
