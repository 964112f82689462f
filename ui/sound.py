"""What is heard: when (SoundPolicy, pure) and how (tones made of numbers, played in a thread of its own).

An alarm sounds three times in ten seconds, and again whenever the configuration says (patrol.repeat_alarm_s) or it is
told further up, until somebody acknowledges it; it cannot be muted. Everything else sounds once for one new thing, and
a thing that comes and goes stays silent for a minute after it was heard.
"""

import array
import logging
import os
import queue
import sys
import threading
from collections.abc import Generator, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from base.clock import NS_PER_S
from duty.attention import AttentionItem, Urgency

log = logging.getLogger(__name__)

ALARM_EVERY_NS = 3 * NS_PER_S
ALARM_TIMES = 3
"""A call of an alarm. Between two calls it is quiet enough to telephone: an alarm that never stops is switched off."""
QUIET_AFTER_SOUND_NS = 60 * NS_PER_S
RATE_HZ = 48_000
OLD_AFTER = 2
"""Tones that may wait for the device; a sound that comes late would tell of something that is over."""


class Tone(StrEnum):
    ALARM = "alarm"
    WARNING = "warning"


class Player(Protocol):
    @property
    def available(self) -> bool:
        """False once it is known that nothing can be heard; shown in the status bar."""
        ...

    def play(self, tone: Tone, volume: float) -> None:
        """Start `tone` at `volume` (0 to 1). Never waits, never fails."""
        ...

    def stop(self) -> None:
        """Cut off what sounds and let go of the device; within a second."""
        ...


@dataclass
class SoundPolicy:
    """Decides what to play from the attention items of one moment. Keeps only keys and times."""

    _sounded_ns: dict[str, int] = field(default_factory=dict)
    _present: frozenset[str] = frozenset()
    _called: dict[str, tuple[int, int]] = field(default_factory=dict)
    """For each alarm what it was last called for: its repeat and its level."""
    _left: int = 0
    _alarm_at_ns: int | None = None

    def decide(self, items: Iterable[AttentionItem], now_ns: int) -> Tone | None:
        """At most one tone; an alarm outranks a warning. `now_ns` is monotonic."""
        items = tuple(items)
        self._sounded_ns = {k: t for k, t in self._sounded_ns.items() if now_ns - t < QUIET_AFTER_SOUND_NS}
        fresh = [i.key for i in items if self._is_news(i)]
        self._present = frozenset(i.key for i in items)
        self._sounded_ns.update(dict.fromkeys(fresh, now_ns))
        calls = {i.key: (i.repeat, i.escalated) for i in items if _repeats(i)}
        if any(self._called.get(key) != call for key, call in calls.items()):
            self._left = ALARM_TIMES
        self._called = calls
        if not calls:
            self._left, self._alarm_at_ns = 0, None
        elif self._left and (self._alarm_at_ns is None or now_ns - self._alarm_at_ns >= ALARM_EVERY_NS):
            self._left, self._alarm_at_ns = self._left - 1, now_ns
            return Tone.ALARM
        return Tone.WARNING if fresh and not calls else None

    def _is_news(self, item: AttentionItem) -> bool:
        """Notices are seen, not heard; so is what the person who sits here has opened."""
        if item.urgency is Urgency.NOTICE or item.acknowledged or item.own or _repeats(item):
            return False
        return item.key not in self._present and item.key not in self._sounded_ns


def _repeats(item: AttentionItem) -> bool:
    """Only what a person can acknowledge may go on sounding: there must be a way to stop it."""
    return item.urgency is Urgency.ALARM and item.incident_id is not None and not item.acknowledged


def samples(tone: Tone) -> NDArray[np.float32]:
    """The tone, shape (n,), −1 to 1, RATE_HZ. Two pitches a fifth apart carry over speech and a fan's noise."""
    level, notes = _SCORES[tone]
    return (level * np.concatenate([_note(hz, seconds) for hz, seconds in notes])).astype(np.float32)


_SCORES: dict[Tone, tuple[float, tuple[tuple[float, float], ...]]] = {
    Tone.ALARM: (0.8, ((988.0, 0.18), (659.0, 0.18)) * 3),
    Tone.WARNING: (0.45, ((523.0, 0.16), (659.0, 0.24))),
}
"""Loudness, then (pitch in Hz, length in s) of each note."""


def _note(hz: float, seconds: float) -> NDArray[np.float64]:
    t = np.arange(int(RATE_HZ * seconds)) / RATE_HZ
    wave = np.sin(2 * np.pi * hz * t) + 0.3 * np.sin(4 * np.pi * hz * t) + 0.12 * np.sin(6 * np.pi * hz * t)
    edge = np.minimum(1.0, np.minimum(t, t[::-1]) / 0.012)  # no clicks at either end
    return wave / 1.42 * edge


def pcm(tone: Tone, volume: float) -> "array.array[int]":
    """Signed 16-bit samples of one channel."""
    scaled = np.clip(samples(tone) * min(1.0, max(0.0, volume)), -1.0, 1.0) * 32767
    return array.array("h", scaled.astype(np.int16).tobytes())


class SilentPlayer:
    """For runs without a window: nothing is heard, and nothing is wrong with that."""

    available = True

    def play(self, tone: Tone, volume: float) -> None:
        log.debug("not played: %s at %.2f", tone, volume)

    def stop(self) -> None:
        pass


class DevicePlayer:
    """Plays through the system's sound device. Opening it and waiting for it happen in its own daemon thread."""

    def __init__(self) -> None:
        self._waiting: queue.Queue[tuple[Tone, float] | None] = queue.Queue(OLD_AFTER)
        self._available = has_output()
        self._thread: threading.Thread | None = None
        self._over = threading.Event()

    @property
    def available(self) -> bool:
        return self._available

    def play(self, tone: Tone, volume: float) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="sound", daemon=True)
            self._thread.start()
        try:
            self._waiting.put_nowait((tone, volume))
        except queue.Full:
            log.debug("the sound device is busy; %s was left out", tone)

    def stop(self, timeout_s: float = 1.0) -> None:
        if self._thread is None:
            return
        while True:
            try:
                self._waiting.put_nowait(None)
                break
            except queue.Full:
                try:
                    self._waiting.get_nowait()
                except queue.Empty:
                    continue
        self._over.set()
        self._thread.join(timeout_s)

    def _run(self) -> None:
        while (wish := self._waiting.get()) is not None:
            self._available = has_output() and self._sound(*wish)

    def _sound(self, tone: Tone, volume: float) -> bool:
        """True if a real device took it."""
        import miniaudio  # here, in the thread that plays: it brings an HTTP client, which the window need not wait for

        data = pcm(tone, volume)
        over = self._over = threading.Event()
        try:
            with miniaudio.PlaybackDevice(
                output_format=miniaudio.SampleFormat.SIGNED16, nchannels=1, sample_rate=RATE_HZ, app_name="Mouse Patrol"
            ) as device:
                stream = _stream(data, over)
                next(stream)
                device.start(stream)
                return over.wait(len(data) / RATE_HZ + 2.0)
        except (miniaudio.MiniaudioError, OSError) as error:
            if self._available:
                log.warning("No sound can be played: %s", error)
            return False


def _stream(data: "array.array[int]", over: threading.Event) -> "Generator[array.array[int], int, None]":
    """miniaudio's pull: it sends how many frames it wants and gets them, silence after the end."""
    position = 0
    frames = yield array.array("h")
    while True:
        piece = data[position : position + frames]
        position += frames
        piece.extend([0] * (frames - len(piece)))
        if position >= len(data) + RATE_HZ // 5:  # what the device still holds must be heard too
            over.set()
        frames = yield piece


def has_output(devices: Path = Path("/dev/snd"), runtime: Path | None = None) -> bool:
    """False where Linux shows neither a playback device nor a sound server; elsewhere the try decides.

    Asked before opening, because ALSA writes a page of complaints to the terminal where there is no card.
    """
    if not sys.platform.startswith("linux"):
        return True
    if os.environ.get("PULSE_SERVER"):
        return True
    runtime = runtime or Path(os.environ.get("XDG_RUNTIME_DIR", f"/run/user/{os.getuid()}"))
    servers = (runtime / "pulse" / "native", runtime / "pipewire-0")
    return any(devices.glob("pcm*p")) or any(server.exists() for server in servers)
