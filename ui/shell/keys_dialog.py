"""The list of keys, made from the actions that the keys really trigger, so that it cannot tell anything else."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

KeyLine = tuple[tuple[str, ...], str]
"""The keys, as the platform writes them, and what they do."""


ARROWS = {Qt.Key.Key_Left: "←", Qt.Key.Key_Right: "→", Qt.Key.Key_Up: "↑", Qt.Key.Key_Down: "↓"}


def key_of(action: QAction) -> str:
    """Its key, as the platform writes it."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


def lines_of(actions: Iterable[QAction]) -> list[KeyLine]:
    """One line for each action that has a key."""
    return [(_written(action.shortcuts()), action.text()) for action in actions if action.shortcuts() and action.text()]


def _written(keys: list[QKeySequence]) -> tuple[str, ...]:
    """A key and the same key with Shift, for platforms that tell the two apart, are one key to a person."""
    plain = {key.toString() for key in keys}
    distinct = [key for key in keys if key.toString().removeprefix("Shift+") not in plain - {key.toString()}]
    return tuple(_arrow(key) or key.toString(QKeySequence.SequenceFormat.NativeText) for key in distinct)


def _arrow(key: QKeySequence) -> str:
    """The sign of an arrow key alone, as every workspace writes it; empty for any other key."""
    return next((sign for arrow, sign in ARROWS.items() if key == QKeySequence(arrow)), "")


class KeysDialog(QDialog):
    def __init__(self, sections: Sequence[tuple[str, Sequence[KeyLine]]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("List of keys"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for title, lines in sections:
            heading = QLabel(title)
            heading.setProperty("role", "heading")
            grid.addWidget(heading, grid.rowCount(), 0, 1, 2)
            for keys, words in lines:
                row = grid.rowCount()
                grid.addLayout(_keys(keys), row, 0)
                grid.addWidget(QLabel(words), row, 1)
            grid.setRowMinimumHeight(grid.rowCount(), 8)
        inside = QWidget()
        inside.setLayout(grid)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(scroll, 1)
        column.addWidget(buttons)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setMinimumWidth(inside.sizeHint().width() + scroll.verticalScrollBar().sizeHint().width() + 8)
        room = self.screen().availableGeometry().height() - 160
        self.resize(self.sizeHint().width(), min(room, inside.sizeHint().height() + 120))


def _keys(keys: tuple[str, ...]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(6)
    for key in dict.fromkeys(keys):  # Return and Enter are one word in some languages
        label = QLabel(key)
        label.setProperty("role", "key")
        row.addWidget(label)
    row.addStretch()
    return row
