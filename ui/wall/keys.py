"""The wall's keys. Digits choose a camera by its number, however many digits it has."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from base.clock import NS_PER_S, Clock
from ui.wall.layout import AUTO, GRIDS
from ui.wall.view import WallView

Key = Qt.Key
DIGITS_WITHIN_NS = 3 * NS_PER_S // 2
"""Digits typed this close together are one number."""


translate = QCoreApplication.translate
WORDS: tuple[tuple[tuple[Key, ...], Callable[[], str]], ...] = (
    (
        (Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down),
        lambda: translate("WallKeys", "Choose the camera beside"),
    ),
    ((Key.Key_Home, Key.Key_End), lambda: translate("WallKeys", "The first and the last camera")),
    ((Key.Key_PageUp, Key.Key_PageDown), lambda: translate("WallKeys", "Turn the page")),
    ((Key.Key_Return, Key.Key_Enter), lambda: translate("WallKeys", "Bring a camera to full size and back")),
    ((Key.Key_Escape,), lambda: translate("WallKeys", "Back from full size or full screen")),
    ((Key.Key_Plus, Key.Key_Equal, Key.Key_Minus), lambda: translate("WallKeys", "More or fewer tiles")),
    ((Key.Key_Slash,), lambda: translate("WallKeys", "Search cameras")),
    ((Key.Key_F11,), lambda: translate("WallKeys", "The wall in full screen and back")),
)


class WallKeys:
    def __init__(self, view: WallView, clock: Clock) -> None:
        self._view = view
        self._clock = clock
        self._typed = ""
        self._typed_at_ns = 0
        self._acts: dict[int, Callable[[], object]] = {
            Key.Key_Left: lambda: view.step(-1, 0),
            Key.Key_Right: lambda: view.step(1, 0),
            Key.Key_Up: lambda: view.step(0, -1),
            Key.Key_Down: lambda: view.step(0, 1),
            Key.Key_Home: lambda: view.select_edge(last=False),
            Key.Key_End: lambda: view.select_edge(last=True),
            Key.Key_PageUp: lambda: view.turn_page(-1),
            Key.Key_PageDown: lambda: view.turn_page(1),
            Key.Key_Return: self._toggle,
            Key.Key_Enter: self._toggle,
            Key.Key_Escape: self._back,
            Key.Key_Plus: lambda: self._next_grid(1),
            Key.Key_Equal: lambda: self._next_grid(1),
            Key.Key_Minus: lambda: self._next_grid(-1),
            Key.Key_F11: view.full_screen_requested.emit,
            Key.Key_Slash: view.search_requested.emit,
        }

    def press(self, event: QKeyEvent) -> bool:
        """Act on a key; False when it is none of the wall's."""
        plain = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier, Qt.KeyboardModifier.ShiftModifier
        if event.type() != QEvent.Type.KeyPress or event.modifiers() not in plain:
            return False
        text = event.text()
        if text.isascii() and text.isdigit():
            self._digit(text)
            return True
        act = self._acts.get(event.key())
        if act is None:
            return False
        self._typed = ""
        act()
        return True

    @property
    def keys(self) -> frozenset[int]:
        """Every key that does something, digits apart."""
        return frozenset(self._acts)

    def lines(self) -> list[tuple[tuple[str, ...], str]]:
        """Keys as the platform writes them, and what they do, for the list of keys."""
        said = [(_written(keys), words()) for keys, words in WORDS]
        return [*said, (("0 … 9",), translate("WallKeys", "Choose a camera by its number"))]

    def _digit(self, digit: str) -> None:
        now_ns = self._clock.monotonic_ns()
        if now_ns - self._typed_at_ns > DIGITS_WITHIN_NS:
            self._typed = ""
        self._typed_at_ns = now_ns
        self._typed += digit
        if int(self._typed) > len(self._view.model.cameras):  # too long to be a number here: begin anew
            self._typed = digit
        self._view.select(int(self._typed) - 1)

    def _toggle(self) -> None:
        self._view.set_enlarged(not self._view.model.enlarged)

    def _back(self) -> None:
        if self._view.model.enlarged:
            self._view.set_enlarged(False)
        else:
            self._view.leave_requested.emit()

    def _next_grid(self, step: int) -> None:
        choices = (AUTO, *GRIDS)
        place = choices.index(self._view.model.grid) + step
        if 0 <= place < len(choices):
            self._view.set_grid(choices[place])


def _written(keys: tuple[Key, ...]) -> tuple[str, ...]:
    return tuple(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in keys)
