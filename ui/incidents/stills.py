"""Stills of an incident: thumbnails, one large, and whether the file is still what the book says."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QSize, Qt
from PySide6.QtGui import QIcon, QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QDialog, QGridLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from duty.incidents import StillView
from ui.shell.labels import PlainLabel, plain_tip
from ui.words import duty

THUMBNAIL = QSize(140, 79)
COLUMNS = 2
MOST_BYTES = 32_000_000
"""A still is a few hundred kilobytes: a file that is larger is none of ours and is not read."""


def load(folder: Path, still: StillView, within: QSize) -> tuple[QImage | None, str]:
    """The picture, no larger than `within`, or None; and what is wrong with it ("" when nothing is).

    The path comes out of the book, which others may have written: it must stay below `folder`.
    """
    path = (folder / still.path).resolve()
    try:
        if not path.is_relative_to(folder.resolve()) or path.stat().st_size > MOST_BYTES:
            return None, QCoreApplication.translate("Stills", "The file is none of this program's.")
        content = path.read_bytes()
    except OSError:
        return None, QCoreApplication.translate("Stills", "The file is missing.")
    problem = ""
    if still.sha256 and hashlib.sha256(content).hexdigest() != still.sha256:
        problem = QCoreApplication.translate("Stills", "The file was changed after it was taken.")
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    reader = QImageReader(buffer)
    size = reader.size()
    if size.isValid() and (size.width() > within.width() or size.height() > within.height()):
        reader.setScaledSize(size.scaled(within, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        return None, problem or QCoreApplication.translate("Stills", "The file is not a picture.")
    return image, problem


class Stills(QWidget):
    """Thumbnails, two beside one another; Enter or a click shows one large."""

    def __init__(self, folder: Path, cameras: Mapping[str, str], zone: ZoneInfo) -> None:
        """`cameras` are names by id."""
        super().__init__()
        self._folder, self._cameras, self._zone = folder, cameras, zone
        self._shown: tuple[StillView, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self.buttons: list[QToolButton] = []
        self.hide()

    def show_stills(self, stills: tuple[StillView, ...]) -> None:
        if stills == self._shown:
            return
        self._shown = stills
        for button in self.buttons:
            self._grid.removeWidget(button)
            button.deleteLater()
        self.buttons = [self._button(still) for still in stills]
        for index, button in enumerate(self.buttons):
            self._grid.addWidget(button, index // COLUMNS, index % COLUMNS, Qt.AlignmentFlag.AlignLeft)
        self.setVisible(bool(stills))

    def _button(self, still: StillView) -> QToolButton:
        button = QToolButton()
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setIconSize(THUMBNAIL)
        button.setProperty("role", "picture")
        ratio = self.devicePixelRatioF()
        image, problem = load(self._folder, still, THUMBNAIL * ratio)
        if image is not None:
            image.setDevicePixelRatio(ratio)
            button.setIcon(QIcon(QPixmap.fromImage(image)))
        name = self._cameras.get(still.camera_id, still.camera_id)
        text = button.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, THUMBNAIL.width() - 12)
        button.setText(text.replace("&", "&&"))
        button.setToolTip(plain_tip("\n".join(part for part in (name, self._at(still), problem) if part)))
        button.clicked.connect(lambda: StillDialog(self._folder, still, f"{name}  {self._at(still)}", self).open())
        return button

    def _at(self, still: StillView) -> str:
        return f"{duty.local(still.taken_wall_ns, self._zone):%Y-%m-%d %H:%M:%S}"


class StillDialog(QDialog):
    def __init__(self, folder: Path, still: StillView, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        room = self.screen().availableGeometry().size() * 0.8
        ratio = self.devicePixelRatioF()
        image, problem = load(folder, still, room * ratio)
        picture, said, close = PlainLabel(), PlainLabel(problem), QPushButton(self.tr("Close"))
        if image is not None:
            image.setDevicePixelRatio(ratio)
            picture.setPixmap(QPixmap.fromImage(image))
        said.setProperty("role", "alarm")
        said.setVisible(bool(problem))
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(picture)
        column.addWidget(said)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
