"""The bands that say at a glance what is now and what was: a word, a shape and a colour, on every half and window."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from base.clock import Clock
from ui import theme
from ui.shell.labels import ElidedLabel
from ui.words import duty

BAND_PX = 36
MARK_PX = 18


class Band(QWidget):
    """A filled bar: a mark and a word at the left, date and time, then a line of words."""

    def __init__(self, clock: Clock, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock, self._zone = clock, zone
        self.setFixedHeight(BAND_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.word, self.time, self.words = QLabel(), QLabel(), ElidedLabel()
        for label in (self.word, self.time):
            label.setTextFormat(Qt.TextFormat.PlainText)
        tokens = theme.current()
        word_font = theme.text_font(tokens.large - 2)
        word_font.setBold(True)
        self.word.setFont(word_font)
        time_font = theme.figures_font(tokens.large - 4)
        time_font.setBold(True)
        self.time.setFont(time_font)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(16 + MARK_PX + 10, 0, 12, 0)
        self.row.setSpacing(16)
        self.row.addWidget(self.word)
        self.row.addWidget(self.time)
        self.row.addWidget(self.words, 1)
        self.say()
        self.tick()
        self._dress()

    def fill(self) -> str:
        """The band's colour."""
        raise NotImplementedError

    def say(self) -> None:
        """The word, in the present language."""
        raise NotImplementedError

    def paint_shape(self, painter: QPainter, box: QRectF) -> None:
        raise NotImplementedError

    def tick(self) -> None:
        """Show this moment of its clock."""
        text = duty.local(self._clock.wall_ns(), self._zone).strftime("%Y-%m-%d  %H:%M:%S")
        if text != self.time.text():
            self.time.setText(text)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), BAND_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self.fill()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.ink_on(self.fill())))
        self.paint_shape(painter, QRectF(16, (BAND_PX - MARK_PX) / 2, MARK_PX, MARK_PX))
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.say()
        elif event.type() == QEvent.Type.PaletteChange:
            self._dress()

    def _dress(self) -> None:
        ink = theme.ink_on(self.fill())
        if self.property("ink") == ink:
            return  # setting a style sheet changes the palette, which would call us again
        self.setProperty("ink", ink)
        for label in (self.word, self.time, self.words):
            label.setStyleSheet(f"color: {ink};")
        self.update()


class ReplayBand(Band):
    """REPLAY, with the date and time of the tape and the session's title."""

    def __init__(self, clock: Clock, zone: ZoneInfo, title: str, parent: QWidget | None = None) -> None:
        self._title = title
        super().__init__(clock, zone, parent)

    def fill(self) -> str:
        return theme.current().replay

    def say(self) -> None:
        self.word.setText(self.tr("REPLAY"))
        self.words.setText(self.tr("Session “{title}”").replace("{title}", self._title))  # a time, where it has no name
        self.setAccessibleName(self.tr("Replay: nothing here is now"))
        self.setToolTip(self.tr("What is shown here was recorded: nothing here is now"))

    def paint_shape(self, painter: QPainter, box: QRectF) -> None:
        """Two triangles that point back."""
        middle, half = box.center().y(), box.width() / 2
        for left in (box.left(), box.left() + half):
            tip = [(left, middle), (left + half, box.top()), (left + half, box.bottom())]
            polygon = QPolygonF()
            for x, y in tip:
                polygon.append(QRectF(x, y, 0, 0).topLeft())
            painter.drawPolygon(polygon)


class LiveBand(Band):
    """LIVE, with the time of the wall clock: over the live half, so that the two cannot be taken for one another."""

    def fill(self) -> str:
        return theme.current().text

    def say(self) -> None:
        self.word.setText(self.tr("LIVE"))
        self.setAccessibleName(self.tr("Live: what is happening now"))
        self.setToolTip(self.tr("What is happening now"))

    def paint_shape(self, painter: QPainter, box: QRectF) -> None:
        painter.drawEllipse(box.adjusted(2, 2, -2, -2))
