"""A small dialog: a heading, fields one under the other, a line that says what is wrong, two buttons."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.shell.labels import set_role

LABEL_GAP_PX = 16


class FittingDialog(QDialog):
    """Grows until nothing is squeezed: a line of words that comes later breaks into two."""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return done

    def fit(self) -> None:
        column = self.layout()
        if column is None or not self.isVisible():
            return
        column.activate()
        needed_px = max(column.totalHeightForWidth(self.width()), column.totalSizeHint().height())
        if needed_px > self.height():
            self.resize(self.width(), needed_px)


class Form(FittingDialog):
    """Enter does it, Escape changes nothing. The window behind goes on: nothing here stops its ticks."""

    def __init__(self, parent: QWidget | None = None, *, width_px: int = 440) -> None:
        super().__init__(parent)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(width_px)
        self.heading, self.words, self.hint = QLabel(), QLabel(), QLabel()
        self.heading.setProperty("role", "heading")
        self.words.setProperty("role", "quiet")
        self.hint.setProperty("role", "quiet")
        for label in (self.heading, self.words, self.hint):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.hide()
        self.fields = QFormLayout()
        self.fields.setHorizontalSpacing(LABEL_GAP_PX)
        self.fields.setVerticalSpacing(8)
        self.fields.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.fields.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.do_button, self.cancel_button = QPushButton(), QPushButton(self.tr("Cancel"))
        self.do_button.setProperty("role", "primary")
        self.do_button.setDefault(True)
        self.cancel_button.setAutoDefault(False)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.addStretch()
        self.buttons.addWidget(self.cancel_button)
        self.buttons.addWidget(self.do_button)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 20, 24, 20)
        self.column.setSpacing(12)
        for part in (self.heading, self.words):
            self.column.addWidget(part)
        self.column.addLayout(self.fields)
        self.column.addWidget(self.hint)
        self.column.addLayout(self.buttons)
        self.cancel_button.clicked.connect(self.reject)
        self.do_button.clicked.connect(self.do)

    def do(self) -> None:
        """What the primary button does."""

    def say(self, heading: str, words: str = "") -> None:
        for label, text in ((self.heading, heading), (self.words, words)):
            label.setText(text)
            label.setVisible(bool(text))

    def say_hint(self, text: str, *, wrong: bool = False) -> None:
        """The line over the buttons: in the alarm's colour where something is wrong."""
        if text != self.hint.text():
            self.hint.setText(text)
        self.hint.setVisible(bool(text))
        set_role(self.hint, "alarm" if wrong else "quiet")
        self.fit()

    def line(self, label: str, *, most: int, secret: bool = False, text: str = "") -> QLineEdit:
        """A row with a field for one line of at most `most` characters."""
        field = QLineEdit(text)
        field.setMaxLength(most)
        if secret:
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self.fields.addRow(label, field)
        return field

    def paragraph(self, label: str, *, height_px: int = 72) -> QPlainTextEdit:
        """A row with a field for several lines; Tab leaves it."""
        field = QPlainTextEdit()
        field.setTabChangesFocus(True)
        field.setFixedHeight(height_px)
        self.fields.addRow(label, field)
        return field

    def choice(self, label: str, values: list[tuple[str, object]]) -> QComboBox:
        """A row with one of several; each with what it stands for as its data."""
        field = QComboBox()
        for text, value in values:
            field.addItem(text, value)
        self.fields.addRow(label, field)
        return field
