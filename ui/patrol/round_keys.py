"""The keys of a round. Each is fresh: one that is held down does nothing, and Space that is held down is refused."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent

from ui.patrol.watching import HeldKey

Key = Qt.Key
PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier, Qt.KeyboardModifier.ShiftModifier)
translate = QCoreApplication.translate


class Acts(Protocol):
    """What the keys do."""

    def normal(self, *, held: bool = False) -> None: ...
    def choose(self, number: int) -> None: ...
    def abnormal(self) -> None: ...
    def cannot_see(self) -> None: ...
    def toggle_reference(self) -> None: ...
    def keep_reference(self) -> None: ...
    def pause_or_resume(self) -> None: ...
    def back(self) -> None: ...


class RoundKeys:
    def __init__(self, acts: Acts) -> None:
        self._acts = acts
        self.space = HeldKey(Key.Key_Space)
        self._by_key: dict[int, Callable[[], None]] = {
            Key.Key_A: acts.abnormal,
            Key.Key_N: acts.cannot_see,
            Key.Key_R: acts.toggle_reference,
            Key.Key_P: acts.pause_or_resume,
            Key.Key_Escape: acts.back,
        }

    def press(self, event: QKeyEvent) -> bool:
        """Act on a key; False when it is none of the round's."""
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() == Key.Key_R:
            if not event.isAutoRepeat():
                self._acts.keep_reference()
            return True
        if event.modifiers() not in PLAIN:
            return False
        if event.key() == Key.Key_Space:
            self._acts.normal(held=self.space.press(event))
            return True
        number = event.key() - Key.Key_0
        act = self._by_key.get(event.key())
        if not 1 <= number <= 9 and act is None:
            return False
        if event.isAutoRepeat():
            return True
        if act is not None:
            act()
        else:
            self._acts.choose(number)
        return True

    def release(self, event: QKeyEvent) -> None:
        self.space.release(event)

    def lines(self) -> list[tuple[tuple[str, ...], str]]:
        """Keys as written, and what they do, for the list of keys."""
        return [
            ((translate("RoundKeys", "Space"),), translate("RoundKeys", "All normal, and on to the next step")),
            (("1 … 9",), translate("RoundKeys", "Choose a camera of the step")),
            (("A",), translate("RoundKeys", "The chosen camera is abnormal: a still, a word, an incident")),
            (("N",), translate("RoundKeys", "The chosen camera cannot be seen: a repair ticket")),
            (("R",), translate("RoundKeys", "Its reference picture beside it, and away again")),
            (("Ctrl+R",), translate("RoundKeys", "Keep its present picture as the reference")),
            (("P",), translate("RoundKeys", "Pause the round and go on")),
            (("Esc",), translate("RoundKeys", "Back; end the round")),
            (("Enter",), translate("RoundKeys", "Before a round: begin what is due")),
        ]
