"""The debrief: what went wrong, what the trainee did about it, what that earned, and what the trainer says to it."""

from html import escape
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from base.clock import NS_PER_S
from sessions.replay import view as replay
from sessions.training.room import TrainingRoom
from sessions.training.runs import Note, Run
from sessions.training.scoring import Mark
from ui.shell.labels import PlainLabel
from ui.shell.tables import as_rows
from ui.training.timeline import RunTimeline
from ui.words import duty
from ui.words import training as words
from ui.words.troubles import said

NOTE_LIMIT = 500
ROW_PX = 32


class Debrief(QWidget):
    back_requested = Signal()
    recording_requested = Signal(str, object, object)
    """(session id, tape ns, tuple[Mark, ...]): show the recording at this moment, with what happened in the run"""

    def __init__(
        self,
        run: Run,
        training: TrainingRoom,
        zone: ZoneInfo,
        author: str,
        parent: QWidget | None = None,
    ) -> None:
        """`author` is who writes notes."""
        super().__init__(parent)
        self.run = run
        self._training, self._zone, self._author = training, zone, author
        self.title, self.facts, self.trouble = PlainLabel(), PlainLabel(), PlainLabel()
        self.title.setProperty("role", "title")
        self.facts.setProperty("role", "quiet")
        self.trouble.setProperty("role", "alarm")
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        self.points = PlainLabel()
        self.points.setProperty("role", "title")
        self.timeline = RunTimeline(run)
        self.table = QTableWidget(0, 6)
        self.notes = QTableWidget(0, 3)
        self.note = QLineEdit()
        self.note.setMaxLength(NOTE_LIMIT)
        self.add_note, self.back, self.save, self.recording = (QPushButton() for _ in range(4))
        self._lay_out()
        self.timeline.moment_chosen.connect(lambda _: self._say_moment())
        self.add_note.clicked.connect(self._annotate)
        self.note.returnPressed.connect(self._annotate)
        self.back.clicked.connect(self.back_requested)
        self.save.clicked.connect(self._ask_where)
        self.recording.clicked.connect(self._show_recording)
        self.table.cellClicked.connect(lambda row, _column: self._go_to(row))
        self.table.activated.connect(lambda index: self._go_to(index.row()))
        self._say()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addSpacing(16)
        head.addWidget(self.facts, 1)
        head.addWidget(self.points)
        for table in (self.table, self.notes):
            as_rows(table, row_px=ROW_PX)
            table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
        self.notes.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.notes.setMaximumHeight(180)
        line = QHBoxLayout()
        line.addWidget(self.note, 1)
        line.addWidget(self.add_note)
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.recording)
        foot.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.trouble)
        column.addWidget(self.timeline)
        column.addWidget(self.table, 1)
        column.addWidget(self.notes)
        column.addLayout(line)
        column.addLayout(foot)

    def say_trouble(self, sentence: str) -> None:
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def _say(self) -> None:
        run = self.run
        self.title.setText(run.script.title)
        began = duty.local(run.started_wall_ns, self._zone).strftime("%Y-%m-%d %H:%M")
        state = "" if run.ended else self.tr("broken off after {time}").replace("{time}", words.clock(run.length_s))
        seed = self.tr("seed {seed}").replace("{seed}", str(run.seed))
        self.facts.setText(" · ".join(part for part in (run.trainee, began, seed, state) if part))
        self.points.setText(words.points(run.score.points, run.score.most))
        headers = [
            self.tr("What"),
            self.tr("Where"),
            self.tr("Began at"),
            self.tr("Expected"),
            self.tr("When"),
            self.tr("Points"),
        ]
        self.table.setHorizontalHeaderLabels(headers)
        self.notes.setHorizontalHeaderLabels([self.tr("At"), self.tr("By"), self.tr("Note")])
        self.add_note.setText(self.tr("Add note"))
        self.back.setText(self.tr("Back to the runs"))
        self.save.setText(self.tr("Save as…"))
        self.recording.setText(self.tr("Show the recording here"))
        self.recording.setEnabled(bool(run.session_id) and run.started_tape_ns is not None)
        if not self.recording.isEnabled():
            self.recording.setToolTip(self.tr("There is no recording of this run"))
        self._fill()
        self._say_moment()

    def _say_moment(self) -> None:
        text = self.tr("A note at {time}").replace("{time}", words.clock(self.timeline.at_s))
        self.note.setPlaceholderText(text)

    def _fill(self) -> None:
        marks, false = self.run.score.marks, self.run.score.false
        self.table.setRowCount(len(marks) + len(false))
        for row, mark in enumerate(marks):
            self._put(self.table, row, self._cells(mark))
        for row, wrong in enumerate(false, len(marks)):
            about = words.injection(wrong.about) if wrong.about is not None else ""
            cells = [about, self._name(wrong.target), words.clock(wrong.at_s), "", self.tr("It was not so")]
            self._put(self.table, row, [*cells, f"{self.run.script.false_points:g}"])
        self.notes.setRowCount(len(self.run.notes))
        for row, note in enumerate(self.run.notes):
            self._put(self.notes, row, [words.clock(note.at_s), note.author, note.text])
        self.notes.setVisible(bool(self.run.notes))

    def _cells(self, mark: Mark) -> list[str]:
        planned = mark.planned
        when = words.after(mark.after_s) if mark.decided else self.tr("the run ended first")
        expected = f"{words.reaction(mark.expected.reaction)}, {words.expected(mark.expected)}"
        points = f"{mark.points:g} / {mark.expected.points}" if mark.decided else "–"
        where = self._name(planned.target)
        if planned.without_zone:
            where = self.tr("{aircraft}, with no no-fly zone there").replace("{aircraft}", where)
        return [
            words.injection(planned.kind),
            where,
            words.clock(planned.from_s) if planned.from_s < self.run.length_s else "–",
            expected,
            when,
            points,
        ]

    def _name(self, thing: str) -> str:
        return self.run.names.get(thing, thing)

    @staticmethod
    def _put(table: QTableWidget, row: int, cells: list[str]) -> None:
        for column, text in enumerate(cells):
            item = QTableWidgetItem(text)
            item.setToolTip(text if len(text) > 40 else "")
            table.setItem(row, column, item)

    def _go_to(self, row: int) -> None:
        """To where it began."""
        marks, false = self.run.score.marks, self.run.score.false
        if row < len(marks):
            self.timeline.choose(marks[row].planned.from_s)
        elif row - len(marks) < len(false):
            self.timeline.choose(false[row - len(marks)].at_s)

    def _annotate(self) -> None:
        text = self.note.text().strip()
        if not text:
            self.note.setFocus()
            return
        try:
            self.run = self._training.runs.annotate(
                self.run, Note(at_s=self.timeline.at_s, text=text, author=self._author)
            )
        except OSError as error:
            self.say_trouble(
                self.tr("The note cannot be kept: {why}").replace("{why}", said(error.strerror or str(error)))
            )
            return
        self.say_trouble("")
        self.note.clear()
        self.timeline.show_run(self.run)
        self._fill()

    def _show_recording(self) -> None:
        if self.run.started_tape_ns is not None:
            at_ns = self.run.started_tape_ns + round(self.timeline.at_s * NS_PER_S)
            self.recording_requested.emit(self.run.session_id, at_ns, self._marks(self.run.started_tape_ns))

    def _marks(self, begins_ns: int) -> tuple[replay.Mark, ...]:
        """What was let go wrong, and what was said to be wrong, for the timeline of the recording."""
        marks = []
        for one in self.run.planned:
            text = f"{words.injection(one.kind)} {self._name(one.target)}".strip()
            at_ns = begins_ns + round(one.from_s * NS_PER_S)
            marks.append(replay.Mark(at_ns, replay.MarkKind.INJECTION, one.id, text))
        for reaction in self.run.reactions:
            at_ns = begins_ns + round(reaction.at_s * NS_PER_S)
            text = f"{words.reaction(reaction.kind)} {self._name(reaction.target)}".strip()
            marks.append(replay.Mark(at_ns, replay.MarkKind.ACT, reaction.kind.value, text))
        return tuple(marks)

    def _ask_where(self) -> None:
        name = f"debrief-{self.run.script.id}-{self.run.id[:8]}"
        kinds = self.tr("PDF (*.pdf);;Web page (*.html)")
        path, kind = QFileDialog.getSaveFileName(self, self.tr("Save the debrief"), f"{name}.pdf", kinds)
        if path:
            self.save_to(Path(path), html="html" in kind)

    def save_to(self, path: Path, *, html: bool) -> None:
        """Errors are said on the page."""
        text = self.html()
        try:
            if html or path.suffix == ".html":
                path.write_text(text, encoding="utf-8")
            else:
                from ui.report.pdf import pdf_of

                head = f"{self.run.script.title} · {self.run.trainee}"
                path.write_bytes(pdf_of(text, title=head, head=head, page_of=self.tr("Page {page} of {pages}")))
        except OSError as error:
            self.say_trouble(self.tr("It cannot be saved: {why}").replace("{why}", said(error.strerror or str(error))))

    def html(self) -> str:
        """The same as on the page, for a printer or a mail."""

        def table(of: QTableWidget) -> str:
            titles = [of.horizontalHeaderItem(c) for c in range(of.columnCount())]
            head = "".join(f"<th align='left'>{escape(t.text() if t is not None else '')}</th>" for t in titles)
            rows = []
            for r in range(of.rowCount()):
                cells = [of.item(r, c) for c in range(of.columnCount())]
                rows.append("".join(f"<td>{escape(c.text() if c is not None else '')}</td>" for c in cells))
            body = "".join(f"<tr>{row}</tr>" for row in rows)
            return f"<table border='1' cellspacing='0' cellpadding='4' width='100%'><tr>{head}</tr>{body}</table>"

        parts = [f"<h2>{escape(self.title.text())}</h2>", f"<p>{escape(self.facts.text())}</p>"]
        parts += [f"<p><b>{escape(self.points.text())}</b></p>", table(self.table)]
        if self.run.notes:
            parts += [f"<h3>{escape(self.tr('Notes'))}</h3>", table(self.notes)]
        return f"<html><head><meta charset='utf-8'></head><body>{''.join(parts)}</body></html>"

    def focus_first(self) -> None:
        self.timeline.setFocus(Qt.FocusReason.OtherFocusReason)
