"""The deck's keys, and the lines that tell of them; the wall keeps the others."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent

from ui.replay.control import LONG_SKIP_S, DeckControl

Key = Qt.Key
Modifier = Qt.KeyboardModifier
Act = Callable[[], object]
translate = QCoreApplication.translate


class DeckKeys:
    def __init__(self, control: DeckControl, step_camera: Callable[[int, int], object]) -> None:
        """`step_camera(columns, rows)` moves the selection on the wall: there arrows alone belong to the tape."""
        c = control
        self._plain: dict[int, Act] = {
            Key.Key_Space: c.toggle,
            Key.Key_K: c.toggle,
            Key.Key_J: lambda: c.faster(-1),
            Key.Key_L: lambda: c.faster(1),
            Key.Key_Left: lambda: c.arrow(-1),
            Key.Key_Right: lambda: c.arrow(1),
            Key.Key_Home: c.to_start,
            Key.Key_End: c.to_end,
            Key.Key_I: c.loop_in,
            Key.Key_O: c.loop_out,
            Key.Key_X: c.loop_off,
            Key.Key_B: c.ask_for_note,
            Key.Key_N: lambda: c.jump(1),
            Key.Key_P: lambda: c.jump(-1),
            Key.Key_G: c.time_requested.emit,
        }
        self._shift: dict[int, Act] = {
            Key.Key_Left: lambda: c.skip(-LONG_SKIP_S),
            Key.Key_Right: lambda: c.skip(LONG_SKIP_S),
        }
        self._control: dict[int, Act] = {
            Key.Key_Left: lambda: step_camera(-1, 0),
            Key.Key_Right: lambda: step_camera(1, 0),
            Key.Key_Up: lambda: step_camera(0, -1),
            Key.Key_Down: lambda: step_camera(0, 1),
        }
        self._once = frozenset({Key.Key_Space, Key.Key_K, Key.Key_I, Key.Key_O, Key.Key_B, Key.Key_G})

    def takes(self, event: QKeyEvent) -> bool:
        """A plain letter that means something here; a text field that has the keyboard never lets it come this far."""
        plain = not event.modifiers() & ~Modifier.KeypadModifier
        return plain and event.text().isalpha() and event.key() in self._plain

    def press(self, event: QKeyEvent) -> bool:
        """Act on a key; False when it is none of the deck's."""
        if event.type() != QEvent.Type.KeyPress:
            return False
        modifiers = event.modifiers() & ~Modifier.KeypadModifier
        table = {
            Modifier.NoModifier: self._plain,
            Modifier.ShiftModifier: self._shift,
            Modifier.ControlModifier: self._control,
        }.get(modifiers)
        act = None if table is None else table.get(event.key())
        if act is None:
            return False
        if not (event.isAutoRepeat() and event.key() in self._once):
            act()
        return True


def key_lines() -> list[tuple[tuple[str, ...], str]]:
    return [
        (("Space", "K"), translate("DeckKeys", "Play or pause")),
        (("J", "L"), translate("DeckKeys", "Backward and forward; again for faster")),
        (("←", "→"), translate("DeckKeys", "A picture back or on while it stands, 5 s while it plays")),
        (("Shift+←", "Shift+→"), translate("DeckKeys", "A minute back or on")),
        (("Home", "End"), translate("DeckKeys", "To the beginning or the end")),
        (("N", "P"), translate("DeckKeys", "To the next or the previous event")),
        (("I", "O", "X"), translate("DeckKeys", "Begin and end of a loop; no loop")),
        (("B",), translate("DeckKeys", "Write a word at this place")),
        (("G",), translate("DeckKeys", "Go to a time")),
        (("Ctrl+←", "Ctrl+→", "Ctrl+↑", "Ctrl+↓"), translate("DeckKeys", "Choose the camera beside")),
        (("+", "−", "0"), translate("DeckKeys", "Zoom the timeline; the whole of it (on the timeline)")),
    ]
