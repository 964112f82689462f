"""Taking evidence out of the house: which cameras, which span, which tracks, why, and where to.

Not modal, though it stands before the window: an export takes minutes, and alarms are answered meanwhile.
"""

import hashlib
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLineEdit, QProgressBar, QPushButton, QWidget

from base.clock import NS_PER_S
from duty.people import Right
from sessions import manifest as manifests
from sessions.evidence.request import (
    CASE_LIMIT,
    FEWEST_REASON,
    OF_CAMERAS,
    REASON_LIMIT,
    EvidenceRequest,
    Exporter,
    Measure,
)
from sessions.files import SessionFiles
from sessions.jobs import Job, JobState, Progress
from sessions.library import SessionEntry
from sessions.manifest import Manifest
from sessions.replay.view import Deck
from ui.evidence import words
from ui.evidence.choices import CameraChoice, SpanChoice, TrackChoice
from ui.people.form import Form
from ui.shell.labels import PlainLabel
from ui.words import sessions as session_words
from ui.words.troubles import said

LOOK_EVERY_MS = 100
SETTLE_MS = 250
"""After a change, before it is measured anew."""


FOLDER_NAME = "evidence-{id}"


class EvidenceDialog(Form):
    """Opened from the deck, whose loop is then the span, or from the library (`deck` None: the whole session)."""

    def __init__(
        self, exporter: Exporter, deck: Deck | None, entry: SessionEntry, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, width_px=820)
        self.setModal(False)
        self._exporter, self._deck, self._entry = exporter, deck, entry
        self._manifest: Manifest | None = None
        self._reading: Job[Manifest] | None = None
        self._measuring: Job[Measure] | None = None
        self._job: Job[tuple[Path, str]] | Job[Path] | None = None
        self._measure: Measure | None = None
        self._made: Path | None = None
        self.setWindowTitle(self.tr("Export evidence"))
        self.say(
            self.tr("Export evidence"),
            self.tr("It is written in the duty book with your name and your reason before anything is copied."),
        )
        self._build()
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._measure_now)
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        if deck is not None:
            self._fill(deck.manifest)
        else:
            path = SessionFiles(entry.folder).manifest
            self._reading = Job("manifest", lambda progress: manifests.read(path))
        self.look()

    def open(self) -> None:
        self.show()

    def request(self) -> EvidenceRequest | None:
        """As chosen now; None before the session is known."""
        if self._manifest is None:
            return None
        from_ns, to_ns = self.span.span()
        return EvidenceRequest(
            session=self._entry.folder if self._deck is None else self._deck.folder,
            cameras=self.cameras.cameras(),
            from_tape_ns=from_ns,
            to_tape_ns=to_ns,
            tracks=self.tracks.tracks(),
            reason=self.reason.text().strip(),
            folder=Path(self.folder.text().strip()),
            operator=self._exporter.who(),
            case_number=self.case_number.text().strip(),
        )

    def do(self) -> None:
        """Export, or go on with what stopped."""
        request = self.request()
        if self._made is not None or request is None or self._lacks(request) or self.is_running:
            return
        self._job = self._exporter.start(request)
        self.look()

    @property
    def is_running(self) -> bool:
        return self._job is not None and self._job.view().state is JobState.RUNNING

    def reject(self) -> None:
        """While it runs, Escape and Cancel stop the export; the dialog stays and says what became of it."""
        if self.is_running and self._job is not None:
            self._job.cancel()
            return
        super().reject()

    def done(self, result: int) -> None:
        self._timer.stop()
        for job in (self._reading, self._measuring, self._job):
            if job is not None:
                job.cancel()
        super().done(result)

    # What is shown

    def look(self) -> None:
        """Public for the tests."""
        if self._reading is not None and self._reading.view().state is not JobState.RUNNING:
            read, self._reading = self._reading, None
            if read.view().state is JobState.DONE:
                self._fill(read.result())
            else:
                self._trouble = said(read.view().error)
        if self._measuring is not None and self._measuring.view().state is not JobState.RUNNING:
            measured, self._measuring = self._measuring, None
            view = measured.view()
            self._measure = measured.result() if view.state is JobState.DONE else None
            self._measure_trouble = said(view.error)
            self._show_amounts()
        self._show_job()

    def _show_job(self) -> None:
        job, request = self._job, self.request()
        running = self.is_running
        for widget in self._inputs:
            widget.setEnabled(not running and self._made is None and self._manifest is not None)
        self.bar.setVisible(running)
        self.cancel_button.setText(self.tr("Stop") if running else self.tr("Close"))
        self.do_button.setVisible(self._made is None and not running)
        self.show_button.setVisible(self._made is not None)
        if job is None:
            lacks = self._trouble or ("" if request is None else self._lacks(request))
            self.do_button.setText(self.tr("Export"))
            self.do_button.setEnabled(request is not None and not lacks)
            self.say_hint(lacks)
            return
        view = job.view()
        self.do_button.setEnabled(not running and request is not None and not self._lacks(request))
        self.do_button.setText(self.tr("Go on"))
        if running:
            share = view.share
            self.bar.setRange(0, 1000 if share is not None else 0)
            self.bar.setValue(round((share or 0) * 1000))
            left = session_words.remaining(view.remaining_s)
            self.say_hint("  ".join(part for part in (words.step(view.step), left) if part))
        elif view.state is JobState.DONE and self._made is None:
            self._finish(job)
        elif view.state is JobState.CANCELLED:
            self.say_hint(self.tr("Stopped. What is finished is kept: “Go on” continues from there."))
        elif view.state is JobState.FAILED:
            self.say_hint(said(view.error), wrong=True)

    def _finish(self, job: "Job[Path] | Job[tuple[Path, str]]") -> None:
        """First the folder's hash, in a thread; then how it is checked."""
        made = job.result()
        if isinstance(made, Path):
            self._job = Job("evidence hashed", lambda progress: _hashed(made, progress))
            return
        self._made, sha256 = made
        self.folder.setText(str(self._made))
        self.say_hint("")
        self.amounts.setText(
            self.tr(
                "The evidence is in {folder}\n\nSHA-256 of manifest.json: {sha256}\n\n"
                "To check it, on any machine with Python and the package cryptography: python3 verify.py in that "
                "folder. Give the station's public key by another way than the evidence."
            )
            .replace("{folder}", str(self._made))
            .replace("{sha256}", sha256)
        )
        self.amounts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.bar.hide()
        self.both.hide()
        self.do_button.hide()
        self.show_button.show()
        self.show_button.setFocus()
        self.fit()

    def _show_amounts(self) -> None:
        if self._made is not None:
            return
        measure = self._measure
        self.amounts.setText("\n".join(words.amounts(measure)) if measure is not None else self._measure_trouble)
        self.fit()

    def _lacks(self, request: EvidenceRequest) -> str:
        """What is still to be said; "" when it can begin."""
        if not self._exporter.may(Right.EXPORT):
            return self.tr("Your role may not export evidence.")
        if request.from_tape_ns >= request.to_tape_ns:
            return self.tr("The span ends before it begins.")
        if not request.tracks:
            return self.tr("Choose what is to be exported.")
        if not request.cameras and not request.tracks - OF_CAMERAS:
            return self.tr("Choose a camera.")
        if len(request.reason) < FEWEST_REASON:
            return self.tr("Say why it is exported.")
        if not request.folder.name or not request.folder.is_absolute():
            return self.tr("Choose where it goes.")
        if self._measure is not None and words.lacks_room(self._measure) and not self._measure.resumes:
            return self.tr("There is not enough room at that place.")
        return ""

    # What is chosen

    def _fill(self, manifest: Manifest) -> None:
        self._manifest = manifest
        view = None if self._deck is None else self._deck.view()
        if self._deck is not None:
            first_ns, last_ns = self._deck.timeline.first_tape_ns, self._deck.timeline.last_tape_ns
        else:
            first_ns = manifest.kept_from_tape_ns or manifest.started_tape_ns
            last_ns = manifest.ended_tape_ns or first_ns + round(max(self._entry.length_s, 1.0) * NS_PER_S)
        self._whole = first_ns, last_ns
        self.span.fill(manifest, first_ns, last_ns)
        self.cameras.fill(manifest, frozenset())
        self.tracks.fill(manifest)
        for button in (self.span.loop_button, self.span.begin_here, self.span.end_here):
            button.setVisible(self._deck is not None)
        if view is not None and view.loop is not None:
            self.span.show_span(*view.loop)
        self.span.loop_button.setEnabled(view is not None and view.loop is not None)
        free = _free_name(self._exporter.home() / FOLDER_NAME.format(id=manifest.id))
        self.folder.setText(str(free))
        self._changed()

    def _changed(self) -> None:
        if self._manifest is not None and self._made is None:
            self._settle.start()
        if self._job is not None and not self.is_running and self._made is None:
            self._job = None  # another wish: not the one that stopped
        self.look()

    def _measure_now(self) -> None:
        request = self.request()
        if request is None or self.is_running or self._made is not None:
            return
        if self._measuring is not None:
            self._measuring.cancel()
        self._measuring = self._exporter.measure(replace(request, reason=request.reason or "?"))

    def _build(self) -> None:
        self._trouble = self._measure_trouble = ""
        self._whole = (0, 0)
        self.cameras, self.span = CameraChoice(), SpanChoice()
        self.tracks = TrackChoice(self._exporter)
        self.both = self._side_by_side()
        self.column.insertWidget(2, self.both)
        self.fields.addRow(self.tr("Span"), self.span)
        self.reason = self.line(self.tr("&Reason"), most=REASON_LIMIT)
        self.reason.setPlaceholderText(self.tr("Why it is handed out, to whom"))
        self.case_number = self.line(self.tr("Case &number"), most=CASE_LIMIT)
        self.case_number.setPlaceholderText(self.tr("Optional; it is burned into the clips"))
        self.folder, self.browse_button = QLineEdit(), QPushButton(self.tr("Choose…"))
        self.browse_button.setAutoDefault(False)
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.folder, 1)
        row.addWidget(self.browse_button)
        self.fields.addRow(self.tr("&Folder"), place)
        self.fields.labelForField(place).setBuddy(self.folder)  # type: ignore[attr-defined]
        self.amounts, self.bar = PlainLabel(), QProgressBar()
        self.amounts.setProperty("role", "quiet")
        self.amounts.setWordWrap(True)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress of the export"))
        self.column.insertWidget(4, self.amounts)
        self.column.insertWidget(5, self.bar)
        self.column.insertStretch(6, 1)  # fewer lines of amounts must not move the choices under the mouse
        self.show_button = QPushButton(self.tr("Show folder"))
        self.show_button.setAutoDefault(False)
        self.buttons.insertWidget(1, self.show_button)
        self._inputs = (self.cameras, self.span, self.tracks, self.reason, self.case_number, place)
        self._connect()

    def _side_by_side(self) -> QWidget:
        """Cameras and tracks: one below the other they would be higher than a small screen."""
        both = QWidget()
        grid = QGridLayout(both)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        titles = PlainLabel(self.tr("Cameras")), PlainLabel(self.tr("What is exported"))
        for column, (title, widget) in enumerate(zip(titles, (self.cameras, self.tracks), strict=True)):
            title.setProperty("role", "caption")
            grid.addWidget(title, 0, column)
            grid.addWidget(widget, 1, column, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, 1)
        return both

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reason.setFocus()

    def _connect(self) -> None:
        for changed in (self.cameras.changed, self.span.changed, self.tracks.changed):
            changed.connect(self._changed)
        for field in (self.reason, self.case_number, self.folder):
            field.textChanged.connect(lambda _text: self._changed())
        self.span.whole_button.clicked.connect(lambda: self.span.show_span(*self._whole))
        self.span.loop_button.clicked.connect(self._take_loop)
        self.span.begin_here.clicked.connect(lambda: self._take_here(begin=True))
        self.span.end_here.clicked.connect(lambda: self._take_here(begin=False))
        self.browse_button.clicked.connect(self._browse)
        self.show_button.clicked.connect(self._show_folder)

    def _take_loop(self) -> None:
        loop = None if self._deck is None else self._deck.view().loop
        if loop is not None:
            self.span.show_span(*loop)

    def _take_here(self, *, begin: bool) -> None:
        if self._deck is None:
            return
        from_ns, to_ns = self.span.span()
        here_ns = self._deck.tape_ns()
        self.span.show_span(*((here_ns, to_ns) if begin else (from_ns, here_ns)))

    def _browse(self) -> None:
        """The folder that the evidence's own folder is made in."""
        now = Path(self.folder.text().strip() or str(self._exporter.home()))
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Where the evidence goes"), str(now.parent))
        if chosen:
            self.folder.setText(str(_free_name(Path(chosen) / now.name)))

    def _show_folder(self) -> None:
        if self._made is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._made)))


def _free_name(path: Path) -> Path:
    """The first of name, name-2, name-3 … that is not there."""
    number, free = 1, path
    while free.exists() and number < 1000:
        number += 1
        free = path.with_name(f"{path.name}-{number}")
    return free


def _hashed(folder: Path, progress: Progress) -> tuple[Path, str]:
    progress.check()
    return folder, hashlib.sha256((folder / "manifest.json").read_bytes()).hexdigest()
