"""The reference picture of a camera, beside the live one: how the place looks when all is as it should be."""

import re
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from base.clock import NS_PER_S
from ui.shell.labels import ElidedLabel, PlainLabel
from ui.wall.layout import Rect, fitted
from ui.wall.tile_painter import PICTURE_GROUND
from ui.words import duty

_TIME = re.compile(r"(\d{8}T\d{6})Z-")


class PictureBox(QWidget):
    """One picture, as large as there is room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_image(self, image: QImage) -> None:
        self._image = image
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, 180)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(PICTURE_GROUND))
        if not self._image.isNull():
            box = Rect(0, 0, self.width(), self.height())
            place = fitted(box, self._image.width(), self._image.height())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(place.x, place.y, place.width, place.height), self._image)
        painter.end()


class ReferencePanel(QFrame):
    keep_requested = Signal()
    close_requested = Signal()

    def __init__(self, data: Path, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data, self._zone = data, zone
        self.setProperty("role", "side")
        self._title = PlainLabel()
        self._title.setProperty("role", "heading")
        self._camera = ElidedLabel()
        self._camera.setProperty("role", "quiet")
        self.picture = PictureBox()
        self.words = PlainLabel()
        self.words.setProperty("role", "caption")
        self.words.setWordWrap(True)
        self.keep, self.close_button = QPushButton(), QPushButton()
        for button in (self.keep, self.close_button):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.keep.clicked.connect(self.keep_requested)
        self.close_button.clicked.connect(self.close_requested)
        self._build()
        self._retranslate()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._title)
        head.addWidget(self._camera, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.keep)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 8)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.picture, 1)
        column.addWidget(self.words)
        column.addLayout(foot)

    def show_camera(self, name: str, path: str | None, now_wall_ns: int) -> None:
        """`path` is below the data folder; None: there is no reference of this camera."""
        self._camera.setText(name)
        self.picture.setAccessibleName(self.tr("Reference picture of {camera}").replace("{camera}", name))
        if path is None:
            self.picture.show_image(QImage())
            self.words.setText(self.tr("No reference picture is kept of this camera."))
            return
        image = self._read(path)
        self.picture.show_image(image)
        if image.isNull():
            self.words.setText(self.tr("The file {path} cannot be read.").replace("{path}", path))
            return
        taken = taken_text(path, self._zone, now_wall_ns)
        self.words.setText(self.tr("Kept {time}").replace("{time}", taken) if taken else "")

    def _read(self, path: str) -> QImage:
        """Only from below the data folder, whatever a row says."""
        file = (self._data / path).resolve()
        if not file.is_relative_to(self._data.resolve()):
            return QImage()
        return QImageReader(str(file)).read()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Reference"))
        self.keep.setText(self.tr("Keep the present picture  {key}").replace("{key}", "Ctrl+R"))
        self.close_button.setText(self.tr("Close  {key}").replace("{key}", "R"))


def taken_text(path: str, zone: tzinfo, now_wall_ns: int) -> str:
    """When a still was taken, from its name; "" where the name does not tell."""
    found = _TIME.search(path)
    if found is None:
        return ""
    try:
        at = datetime.strptime(found.group(1), "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return ""
    return duty.clock_time(int(at.timestamp()) * NS_PER_S, zone, now_wall_ns)
