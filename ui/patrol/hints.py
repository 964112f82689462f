"""The keys of the round as a row of buttons: what can be done now, by key or by mouse."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

GAP_PX = 8
HEIGHT_PX = 48


@dataclass(frozen=True, slots=True)
class Hint:
    key: str
    words: str
    act: Callable[[], object]
    ready: bool = True


class HintBar(QWidget):
    """As many as fit, the most useful first; the list of keys has them all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[QPushButton] = []
        self._hints: tuple[Hint, ...] = ()
        self.setFixedHeight(HEIGHT_PX)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_hints(self, hints: Sequence[Hint]) -> None:
        """The first is the one that goes on: it is lit while it would be taken."""
        while len(self.buttons) < len(hints):
            self.buttons.append(self._made(len(self.buttons)))
        self._hints = tuple(hints)
        for place, (button, hint) in enumerate(zip(self.buttons, hints, strict=False)):
            text = f"{hint.words}  {hint.key}".replace("&", "&&")
            role = ("primary" if hint.ready else "") if place == 0 else ""
            if button.text() != text or button.property("role") != role:
                button.setText(text)
                button.setAccessibleName(f"{hint.words} ({hint.key})")
                button.setProperty("role", role)
                button.style().unpolish(button)
                button.style().polish(button)
        self._lay_out()

    def minimumSizeHint(self) -> QSize:
        return QSize(80, HEIGHT_PX)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _made(self, place: int) -> QPushButton:
        button = QPushButton(self)
        button.setFocusPolicy(button.focusPolicy().NoFocus)
        button.clicked.connect(lambda: self._hints[place].act())
        return button

    def _lay_out(self) -> None:
        x = GAP_PX
        fits = True
        for place, button in enumerate(self.buttons):
            size = button.sizeHint()
            fits = fits and place < len(self._hints) and x + size.width() + GAP_PX <= self.width()
            button.setVisible(fits)
            if fits:
                button.setGeometry(x, (self.height() - size.height()) // 2, size.width(), size.height())
                x += size.width() + GAP_PX
