"""What the selected camera is: when it was seen, when it is due, and where to go from here."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget


class CameraCard(QFrame):
    wall_requested = Signal(str)
    """The camera's id."""
    round_requested = Signal(str)
    """The id of the camera's area."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._camera_id = self._area_id = ""
        self.title, self.words = QLabel(), QLabel()
        self.title.setProperty("role", "heading")
        for label in (self.title, self.words):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.wall_button, self.round_button = QPushButton(), QPushButton()
        self.wall_button.clicked.connect(lambda: self.wall_requested.emit(self._camera_id))
        self.round_button.clicked.connect(lambda: self.round_requested.emit(self._area_id))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.wall_button)
        buttons.addWidget(self.round_button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(6)
        column.addWidget(self.title)
        column.addWidget(self.words)
        column.addLayout(buttons)
        self.retranslate()

    def show_camera(self, camera_id: str, area_id: str, title: str, words: str, *, may_start: bool) -> None:
        self._camera_id, self._area_id = camera_id, area_id
        self.title.setText(title)
        self.words.setText(words)
        self.round_button.setVisible(bool(area_id))
        self.round_button.setEnabled(may_start)
        self.round_button.setToolTip(
            "" if may_start else self.tr("Your role may not walk rounds, or nobody is signed in")
        )

    def retranslate(self) -> None:
        self.wall_button.setText(self.tr("Show on the wall"))
        self.round_button.setText(self.tr("Round of its area"))
