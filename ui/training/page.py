"""The trainer's page: scripts, and beside them the runs of the chosen one. A run opens in a window of its own."""

import re
from collections.abc import Callable
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
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
from ui.shell.focus import FocusPage
from ui.shell.labels import PlainLabel
from ui.sound import Player
from ui.training.debrief import Debrief
from ui.training.editor import ScriptEditor
from ui.training.questions import ask_to_delete
from ui.training.runs_panel import RunsPanel
from ui.training.start import StartDialog
from ui.training.window import TrainingWindow
from ui.words import sessions as session_words
from ui.words import training as words
from ui.words.troubles import said

SCRIPTS_PX = 320
MOST_COMPARED = 6


class TrainingPage(FocusPage):
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
        self.window_of_run: TrainingWindow | None = None
        self.debrief: Debrief | None = None
        self._brief: Brief | None = None
        self.pages, self.front, self.progress = QStackedWidget(), QWidget(), ProgressPage()
        self.scripts, self.runs = QListWidget(), RunsPanel(training.runs, gate, self._zone)
        self.title, self.facts, self.notes, self.trouble = (PlainLabel() for _ in range(4))
        self.start_button, self.edit, self.copy, self.delete = (QPushButton() for _ in range(4))
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
        self.runs.reload()
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
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for button in (self.start_button, self.edit, self.copy, self.delete):
            acts.addWidget(button)
        acts.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(12)
        for part in (self.title, self.facts, self.notes, self.trouble):
            right.addWidget(part)
        right.addLayout(acts)
        right.addSpacing(8)
        right.addWidget(self.runs, 1)
        row = QHBoxLayout(self.front)
        row.setContentsMargins(16, 12, 16, 16)
        row.setSpacing(16)
        row.addWidget(self.scripts)
        row.addLayout(right, 1)
        self.pages.addWidget(self.front)
        self.pages.addWidget(self.progress)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)
        self.hand_focus_to(self.scripts)

    def _connect(self) -> None:
        self.scripts.currentRowChanged.connect(lambda _row: self._show_script())
        self.scripts.itemActivated.connect(lambda _item: self.ask_to_start())
        self.start_button.clicked.connect(self.ask_to_start)
        self.edit.clicked.connect(lambda: self._gate.then(Right.TRAIN, self._edit))
        self.copy.clicked.connect(lambda: self._gate.then(Right.TRAIN, self._copy))
        self.delete.clicked.connect(lambda: self._gate.then(Right.TRAIN, self._ask_to_delete))
        self.runs.debrief_requested.connect(self.show_run)
        self.runs.trouble_said.connect(self._say_trouble)
        self.runs.deleted.connect(self.refresh)
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
        self.scripts.setAccessibleName(self.tr("Training scripts"))

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
        self._say_trouble(said(entry.trouble) if entry is not None else "")
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
            reads_notes = self._gate.may(Right.TRAIN)  # they tell a trainee what will happen
            self.notes.setText(script.notes if script is not None and reads_notes else "")
        self.notes.setVisible(bool(self.notes.text()))
        self.runs.show_script(script)
        self._look()

    def _facts(self, script: Script) -> str:
        counted = words.Counted()
        parts = [words.clock(script.minutes * 60), counted.injections(len(script.injections))]
        parts += [counted.marks(len(script.marks)), words.points_in_all(script.most_points)]
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
            self._say_trouble(said(str(error)))
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
        ask_to_delete(self, question, lambda: self._delete(entry.name))

    def _delete(self, name: str) -> None:
        try:
            self._training.delete_script(name)
        except PersonError as error:
            self._say_trouble(said(str(error)))
            return
        self.refresh()

    def _say_trouble(self, sentence: str) -> None:
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))

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
        self._say_trouble(said(view.error))
        self._look()

    def _show_ended(self, run: object, trouble: str) -> None:
        assert isinstance(run, Run)
        self.window_of_run = None
        self.refresh()
        self.show_run(run)
        if self.debrief is not None:
            self.debrief.say_trouble(trouble)

    def _look(self) -> None:
        entry = self.chosen
        script = entry.script if entry is not None else None
        self.start_button.setEnabled(script is not None and self._can_start(script))
        why = ""
        if script is not None and not self._training.can_run(script):
            why = self.tr("Scripts that play on a recorded session cannot be run here.")
        self.start_button.setToolTip(why)
        for button in (self.edit, self.copy, self.delete):
            button.setToolTip(self._gate.why_not(Right.TRAIN))
        may = not self._gate.why_not(Right.TRAIN)
        self.edit.setEnabled(script is not None and may)
        self.copy.setEnabled(script is not None and may)
        self.delete.setEnabled(entry is not None and may)

    # Its debrief

    def show_run(self, run: object) -> None:
        assert isinstance(run, Run)
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
