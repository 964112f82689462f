"""What stands in the pictures' place or over them: a notice, a round that is paused, a round that has ended."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from duty.patrol.view import PauseReason, RoundState, RoundView
from ui import theme
from ui.marks import Mark
from ui.patrol.tally import RoundTotals
from ui.shell.focus import FocusPage
from ui.shell.labels import MarkLabel, PlainLabel, set_role
from ui.words import patrol as words

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PausedCover(QFrame):
    """A card over the pictures: why the round stands still, and how it goes on."""

    resume_requested = Signal()
    sign_in_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setProperty("role", "card")
        self._reason = PauseReason.NONE
        self._mark = MarkLabel(24, Mark.ATTENTION)
        self.title, self.text = PlainLabel(), PlainLabel()
        self.title.setProperty("role", "title")
        self.text.setWordWrap(True)
        self.resume, self.sign_in = QPushButton(), QPushButton()
        self.resume.setProperty("role", "primary")
        for button in (self.resume, self.sign_in):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.resume.clicked.connect(self.resume_requested)
        self.sign_in.clicked.connect(self.sign_in_requested)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._mark)
        head.addWidget(self.title, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.sign_in)
        foot.addWidget(self.resume)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.text)
        column.addLayout(foot)
        self.setFixedWidth(440)

    def show_reason(self, reason: PauseReason) -> None:
        self._reason = reason
        self._mark.set_mark(Mark.ALARM if reason is PauseReason.ALARM else Mark.ATTENTION)
        self._mark.setVisible(reason is not PauseReason.ASKED)
        self.title.setText(words.paused_title(reason))
        self.text.setText(words.paused_text(reason))
        self.resume.setText(self.tr("Go on  {key}").replace("{key}", "P"))
        self.sign_in.setText(self.tr("Sign in…  {key}").replace("{key}", "Ctrl+L"))
        self.sign_in.setVisible(reason is PauseReason.SIGNED_OUT)
        self.setAccessibleName(self.title.text())
        self.setAccessibleDescription(self.text.text())
        self.place()

    def place(self) -> None:
        """In the middle of whatever it lies over."""
        over = self._over
        self.setFixedWidth(min(440, max(200, over.width() - 32)))
        height = self.heightForWidth(self.width())
        self.resize(self.width(), height if height > 0 else self.sizeHint().height())
        self.move((over.width() - self.width()) // 2, max(0, (over.height() - self.height()) // 2))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.show_reason(self._reason)


class EndedPage(FocusPage):
    """What a round came to, and that every answer is in the book."""

    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[RoundView, RoundTotals] | None = None
        self._counts = words.PatrolCounts(self)
        self.title, self.name, self.book = PlainLabel(), PlainLabel(), PlainLabel()
        self.title.setProperty("role", "title")
        self.name.setProperty("role", "quiet")
        self._figures: list[tuple[QLabel, QLabel]] = []
        self.button = QPushButton()
        self.button.setProperty("role", "primary")
        self.button.clicked.connect(self.done)
        self.hand_focus_to(self.button)
        self._build()
        self._say()

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(40)
        grid.setVerticalSpacing(2)
        for place in range(4):
            figure, word = PlainLabel(), PlainLabel()
            figure.setFont(theme.figures_font(2 * theme.current().large))
            word.setProperty("role", "quiet")
            grid.addWidget(figure, 0, place, Qt.AlignmentFlag.AlignHCenter)
            grid.addWidget(word, 1, place, Qt.AlignmentFlag.AlignHCenter)
            self._figures.append((figure, word))
        column = QVBoxLayout(self)
        column.setSpacing(16)
        column.addStretch(1)
        for widget in (self.title, self.name):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addLayout(grid)
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(8)
        column.addWidget(self.book, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def show_round(self, view: RoundView, totals: RoundTotals) -> None:
        self._shown = view, totals
        self._say()

    def _say(self) -> None:
        titles = (self.tr("seen"), self.tr("of them late"), self.tr("abnormal"), self.tr("could not be seen"))
        for (_, word), title in zip(self._figures, titles, strict=True):
            word.setText(title)
        self.button.setText(self.tr("Back  {key}").replace("{key}", "Enter"))
        if self._shown is None:
            return
        view, totals = self._shown
        match view.state:
            case RoundState.FINISHED:
                title = self.tr("The round is finished")
            case RoundState.ABANDONED:
                title = self.tr("The round was ended early")
            case _:
                title = self.tr("Every camera has its answer")  # the book does not have them all yet
        self.title.setText(title)
        done = self.tr("{n} of {all} cameras").replace("{n}", str(view.cameras_done))
        self.name.setText(f"{words.round_name(view)} · {done.replace('{all}', str(view.cameras_total))}")
        counted = (totals.seen, totals.late, totals.abnormal, totals.cannot_see)
        for (figure, _), count in zip(self._figures, counted, strict=True):
            figure.setText(str(count))
        kept = self.tr("✓ Every answer is in the book")
        self.book.setText(self._counts.unsaved(view.unsaved) if view.unsaved else kept)
        set_role(self.book, "attention" if view.unsaved else "quiet")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (*ENTER, Qt.Key.Key_Escape) and not event.isAutoRepeat():
            self.done.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
