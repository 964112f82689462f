"""A page of the Patrol workspace: a shift's or a period's report, looked at, saved and printed."""

import logging
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from threading import Event
from typing import Any

from PySide6.QtCore import QDir, QEvent, QStandardPaths, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from base.clock import NS_PER_S
from duty.acts import ActKind, act
from duty.patrol.view import ShiftView
from duty.people import Right
from duty.report.view import ShiftReport
from ui.bridge import Bridge
from ui.report import paper
from ui.report.background import Waiting, in_background
from ui.report.choices import Choice, Choices
from ui.report.paper import Shape
from ui.report.pdf import report_font
from ui.shell.focus import FocusPage
from ui.shell.labels import set_role
from ui.words import people

log = logging.getLogger(__name__)
DAY_NS = 86_400 * NS_PER_S
MESSAGE, WAITING, PREVIEW = range(3)


class ReportsPage(FocusPage):
    sign_in_requested = Signal()
    """Nobody is signed in, and reports are for those who may see them."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._zone = bridge.world.precinct.zone()
        self._report: ShiftReport | None = None
        self._html = ""
        self._cancelled: Event | None = None
        self._asked_as: str | None = None
        self._reading, self._making = Waiting(self), Waiting(self)
        self.choices = Choices()
        self.preview = QTextBrowser()
        self.message_title, self.message, self.waiting, self.hint = QLabel(), QLabel(), QLabel(), QLabel()
        self.cancel_button, self.again_button, self.sign_in_button = QPushButton(), QPushButton(), QPushButton()
        self.save_buttons = {shape: QPushButton() for shape in (Shape.PDF, Shape.HTML, Shape.CSV)}
        self.print_button = QPushButton()
        self.pages = QStackedWidget()
        self._build()
        self._connect()
        self.retranslate()

    @property
    def report(self) -> ShiftReport | None:
        """The one that is shown."""
        return self._report

    def ask(self) -> None:
        """Read the list of shifts anew."""
        current = self._bridge.operators.current if self._bridge.operators is not None else None
        self._asked_as = "" if current is None else current.login
        self._forget()
        if self._bridge.operators is not None and (current is None or not current.may(Right.REPORTS)):
            self.choices.show_shifts((), self._zone, 0)
            self._say(
                self.tr("Sign in to see the reports") if current is None else self.tr("Reports are not for everybody"),
                people.who_may(Right.REPORTS),
                sign_in=current is None,
            )
            return
        self._wait(self.tr("Reading the book…"), self._bridge.world.records.shifts(), self._take_shifts)

    def look(self) -> None:
        """Whether an answer is there; a timer calls it. Public for the tests."""
        self._reading.look()
        self._making.look()

    def save(self, shape: Shape, path: Path) -> None:
        """Make the file beside the window's work; what becomes of it stands in the hint."""
        report, world = self._report, self._bridge.world
        if report is None or self._making.waits:
            return
        language = self.locale().name()

        def make(cancelled: Event) -> Path:
            content = paper.bytes_of(shape, report, world.precinct, world.data, language)
            if cancelled.is_set():
                return path
            paper.write(path, content)
            return path

        self._hint(self.tr("Writing {file}…").replace("{file}", path.name))
        future, self._cancelled = in_background(make, "report")
        self._making.wait(future, lambda written: self._written(written, shape, report), self._not_written)
        self._offer()

    def cancel(self) -> None:
        """Of what is being read or made; what was there before is shown again."""
        if self._making.waits:
            if self._cancelled is not None:
                self._cancelled.set()
            self._making.let_go()
            self._hint(self.tr("Cancelled: no file was written."))
        elif self._reading.waits:
            self._reading.let_go()
            if self._report is not None:
                self.pages.setCurrentIndex(PREVIEW)
            else:
                self._say(self.tr("Cancelled"), self.tr("Choose a shift, or read the book again (Ctrl+R)."))
        self._offer()

    def key_lines(self) -> list[tuple[tuple[str, ...], str]]:
        """For the list of keys: keys as written, and what they do."""
        return [
            (("↑", "↓"), self.tr("Choose a shift or a period")),
            (("Ctrl+S",), self.tr("Save the report as PDF")),
            (("Ctrl+Shift+S",), self.tr("Save the report as a web page")),
            (("Ctrl+Alt+S",), self.tr("Save the report's tables as CSV")),
            (("Ctrl+Shift+P",), self.tr("Print the report")),
            (("Ctrl+R",), self.tr("Read the reports again")),
            (("Esc",), self.tr("Cancel what is being made")),
        ]

    def retranslate(self) -> None:
        self.choices.setAccessibleName(self.tr("Shifts and periods"))
        self.preview.setAccessibleName(self.tr("The report"))
        self.save_buttons[Shape.PDF].setText(self.tr("Save as PDF…"))
        self.save_buttons[Shape.HTML].setText(self.tr("Web page…"))
        self.save_buttons[Shape.CSV].setText(self.tr("CSV…"))
        self.print_button.setText(self.tr("Print…"))
        self.again_button.setText(self.tr("Read again"))
        self.cancel_button.setText(self.tr("Cancel"))
        self.sign_in_button.setText(self.tr("Sign in"))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._operators_changed()
        self.choices.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            if self.isVisible():
                self.ask()

    def _operators_changed(self, _view: object = None) -> None:
        view = self._bridge.operators
        login = "" if view is None or view.current is None else view.current.login
        if self.isVisible() and login != self._asked_as:
            self.ask()

    def _take_shifts(self, shifts: tuple[ShiftView, ...]) -> None:
        if not shifts:
            self.choices.show_shifts((), self._zone, 0)
            self._say(
                self.tr("Nothing to report yet"),
                self.tr("A shift is listed here as soon as its book has something in it. Begin with a round (Alt+1)."),
            )
            return
        before = self.choices.choice
        self.choices.show_shifts(shifts, self._zone, self._bridge.world.clock.wall_ns())
        if before is not None and self.choices.choice is not None and before.key == self.choices.choice.key:
            self._choose(self.choices.choice)

    def _choose(self, choice: Choice) -> None:
        records = self._bridge.world.records
        self._report = None
        if choice.shift is not None:
            future: Any = records.shift_report(choice.shift)
        else:
            now_ns = self._bridge.world.clock.wall_ns()
            future = records.period_report(now_ns - (choice.days or 1) * DAY_NS, now_ns)
        self._wait(self.tr("Reading the book…"), future, self._prepare)

    def _prepare(self, report: ShiftReport) -> None:
        """Its stills are read and made small beside the window's work."""
        world, language = self._bridge.world, self.locale().name()
        future, _ = in_background(
            lambda _: paper.html_of(report, world.precinct, world.data, language, plain=True), "report preview"
        )
        self._wait(self.tr("Setting the pages…"), future, lambda html: self._show(report, html))

    def _show(self, report: ShiftReport, html: str) -> None:
        self._report, self._html = report, html
        document = self.preview.document()
        document.setDefaultFont(report_font())
        document.setDocumentMargin(24)
        self.preview.setHtml(html)
        self.pages.setCurrentIndex(PREVIEW)
        self._offer()

    def _problem(self, why: str) -> None:
        self._report = None
        if why:
            self._say(self.tr("The book could not be read"), why)
        else:
            self._say(self.tr("Cancelled"), self.tr("Choose a shift, or read the book again (Ctrl+R)."))

    def _written(self, path: Path, shape: Shape, report: ShiftReport) -> None:
        self._hint(self.tr("Saved: {file}").replace("{file}", QDir.toNativeSeparators(str(path))))
        self._write_down(shape.value, report)
        self._offer()

    def _not_written(self, why: str) -> None:
        self._hint(self.tr("It cannot be written: {why}").replace("{why}", why), wrong=True)
        self._offer()

    def _write_down(self, form: str, report: ShiftReport) -> None:
        """Who took a report out of the program, and which."""
        write = getattr(self._bridge.world.desk, "write", None)
        if write is None:
            return
        view = self._bridge.operators
        subject = report.shift_key or f"{report.from_wall_ns}/{report.to_wall_ns}"
        login = "" if view is None or view.current is None else view.current.login
        now_ns = self._bridge.world.clock.wall_ns()
        write(act(ActKind.REPORTED, subject, at_wall_ns=now_ns, operator=login, detail={"format": form}))

    def _ask_for_file(self, shape: Shape) -> None:
        report = self._report
        if report is None or self._making.waits:
            return
        kinds = {Shape.PDF: "PDF (*.pdf)", Shape.HTML: "HTML (*.html)", Shape.CSV: "CSV (*.csv)"}
        dialog = QFileDialog(self, self.tr("Save the report"), self._folder(), kinds[shape])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(shape.value)
        dialog.selectFile(paper.file_name(report, self._bridge.world.precinct, shape))
        dialog.fileSelected.connect(lambda name: self.save(shape, Path(name)))
        dialog.open()

    def _folder(self) -> str:
        return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or QDir.homePath()

    def _print(self) -> None:
        report = self._report
        if report is None:
            return
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # a tenth of a second, and seldom wanted

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(paper.head_line(report, self._bridge.world.precinct))
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def go() -> None:
            self.preview.document().print_(printer)
            self._write_down("print", report)

        dialog.accepted.connect(go)
        QDialog.open(dialog)

    def _forget(self) -> None:
        self._reading.let_go()
        self._report = None
        self._hint("")

    def _wait(self, text: str, future: "Future[Any]", then: Callable[[Any], None]) -> None:
        self._reading.wait(future, then, self._problem)
        self.waiting.setText(text)
        self.pages.setCurrentIndex(WAITING)
        self._offer()

    def _say(self, title: str, advice: str, *, sign_in: bool = False) -> None:
        self.message_title.setText(title)
        self.message.setText(advice)
        self.sign_in_button.setVisible(sign_in)
        self.pages.setCurrentIndex(MESSAGE)
        self._offer()

    def _hint(self, text: str, *, wrong: bool = False) -> None:
        self.hint.setText(text)
        self.hint.setVisible(bool(text))
        set_role(self.hint, "alarm" if wrong else "quiet")

    def _offer(self) -> None:
        can = self._report is not None and not self._making.waits
        for button in (*self.save_buttons.values(), self.print_button):
            button.setEnabled(can)
        self.cancel_button.setVisible(self._making.waits or self._reading.waits)

    def _connect(self) -> None:
        self.choices.chosen.connect(self._choose)
        self.again_button.clicked.connect(self.ask)
        self.cancel_button.clicked.connect(self.cancel)
        self.sign_in_button.clicked.connect(self.sign_in_requested)
        self.print_button.clicked.connect(self._print)
        for shape, button in self.save_buttons.items():
            button.clicked.connect(lambda _checked=False, s=shape: self._ask_for_file(s))
        self._bridge.operators_changed.connect(self._operators_changed)
        for keys, button in (
            ("Ctrl+S", self.save_buttons[Shape.PDF]),
            ("Ctrl+Shift+S", self.save_buttons[Shape.HTML]),
            ("Ctrl+Alt+S", self.save_buttons[Shape.CSV]),
            ("Ctrl+Shift+P", self.print_button),
            ("Ctrl+R", self.again_button),
            ("Esc", self.cancel_button),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(button.click)
            if keys != "Esc":
                button.setToolTip(QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText))

    def _build(self) -> None:
        for label in (self.message_title, self.message, self.waiting, self.hint):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.message_title.setProperty("role", "title")
        self.message.setProperty("role", "quiet")
        self.waiting.setProperty("role", "quiet")
        self.hint.setProperty("role", "quiet")
        self.save_buttons[Shape.PDF].setProperty("role", "primary")
        self.preview.setOpenLinks(False)
        self.preview.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Ink on white paper in either theme: what is looked at is what is printed.
        self.preview.setStyleSheet("QTextBrowser { background: #FFFFFF; color: #16202B; }")
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (*self.save_buttons.values(), self.print_button):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.again_button)
        busy = QProgressBar()
        busy.setRange(0, 0)
        busy.setTextVisible(False)
        busy.setFixedWidth(320)
        self.pages.addWidget(_centred(self.message_title, self.message, self.sign_in_button))
        self.pages.addWidget(_centred(self.waiting, busy))
        self.pages.addWidget(self.preview)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(16, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.pages, 1)
        column.addWidget(self.hint)
        splitter = QSplitter()
        splitter.addWidget(self.choices)
        splitter.addWidget(right)
        splitter.setStretchFactor(1, 1)
        splitter.setChildrenCollapsible(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 16, 16, 16)
        outer.addWidget(splitter)
        self.hand_focus_to(self.choices)
        self._hint("")
        self._offer()


def _centred(*widgets: QWidget) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.addStretch(1)
    for widget in widgets:
        if isinstance(widget, QLabel):
            widget.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(widget)
        else:
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
    column.addStretch(1)
    return made
