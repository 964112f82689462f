"""Sounds as the window handles them: what is due goes to the player. Notices can be muted for a while, alarms not."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from base.clock import NS_PER_S, Clock
from duty.attention import AttentionItem
from ui.sound import Player, SoundPolicy, Tone

MUTE_NS = 15 * 60 * NS_PER_S
"""A mute that ends by itself: nobody has to remember it at the change of shift."""
VOLUMES = (25, 50, 75, 100)
ALARM_AT_LEAST = 0.5
"""An alarm stays audible however low the volume is set."""


class Sounding(QObject):
    changed = Signal()
    """Muted, or no longer."""

    def __init__(self, player: Player, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player, self._clock = player, clock
        self._policy = SoundPolicy()
        self._muted_until_ns: int | None = None
        self.volume_percent = 75

    @property
    def muted(self) -> bool:
        return self._muted_until_ns is not None

    def mute(self, muted: bool) -> None:
        self._muted_until_ns = self._clock.monotonic_ns() + MUTE_NS if muted else None
        self.changed.emit()

    def hear(self, items: Iterable[AttentionItem]) -> None:
        now_ns = self._clock.monotonic_ns()
        if self._muted_until_ns is not None and now_ns >= self._muted_until_ns:
            self.mute(False)
        tone = self._policy.decide(items, now_ns)
        if tone is None or (self.muted and tone is not Tone.ALARM):
            return
        volume = self.volume_percent / 100
        self._player.play(tone, max(volume, ALARM_AT_LEAST) if tone is Tone.ALARM else volume)

    def stop(self) -> None:
        self._player.stop()

    def state_text(self) -> str:
        """What the status bar says of it; "" while sounds are heard as they should be."""
        if not self._player.available:
            return self.tr("No sound device")
        if self._muted_until_ns is None:
            return ""
        left_ns = max(0, self._muted_until_ns - self._clock.monotonic_ns())
        minutes = -(-left_ns // (60 * NS_PER_S))
        return self.tr("Notices muted for %n min", None, minutes)
