"""What the fleet was a while ago: battery, altitude and texts of each vehicle, kept for the detail panel.

Taken while the workspace is hidden too (a look back that begins when one looks is none), but only every two seconds.
"""

from collections import deque
from typing import NamedTuple

from base.clock import NS_PER_S
from drones.picture import AirPicture, Presence

SAMPLE_EVERY_NS = 2 * NS_PER_S
SAMPLES = 600
"""20 minutes."""
TEXTS = 40


class Sample(NamedTuple):
    at_ns: int
    battery_percent: int | None
    altitude_m: float | None
    """Above home where known, else above sea level."""


class Text(NamedTuple):
    at_ns: int
    severity: int | None
    text: str


class History:
    def __init__(self) -> None:
        self._samples: dict[int, deque[Sample]] = {}
        self._texts: dict[int, deque[Text]] = {}
        self._last_texts: dict[int, tuple[str, int | None]] = {}
        self._due_ns: int | None = None

    def _forget(self) -> None:
        for kept in (self._samples, self._texts, self._last_texts):
            kept.clear()
        self._due_ns = None

    def take(self, picture: AirPicture, now_ns: int) -> None:
        """Keep a sample of every drone that is heard, and every STATUSTEXT that is new."""
        if self._due_ns is not None and now_ns < self._due_ns - SAMPLE_EVERY_NS:
            self._forget()  # a replay that went back: what is still to come was no while ago
        if self._due_ns is not None and now_ns < self._due_ns:
            return
        self._due_ns = now_ns + SAMPLE_EVERY_NS
        for vehicle in picture.vehicles:
            self._take_text(vehicle.system, vehicle.last_text, vehicle.last_text_severity, now_ns)
            if vehicle.presence is Presence.LOST:
                continue
            shown = vehicle.altitude_rel or vehicle.altitude_amsl
            sample = Sample(now_ns, vehicle.battery_percent, None if shown is None else shown.metres)
            self._samples.setdefault(vehicle.system, deque(maxlen=SAMPLES)).append(sample)
        for dock in picture.docks:
            self._take_text(dock.system, dock.last_text, None, now_ns)

    def samples(self, system: int) -> tuple[Sample, ...]:
        return tuple(self._samples.get(system, ()))

    def texts(self, system: int) -> tuple[Text, ...]:
        """Newest first."""
        return tuple(reversed(self._texts.get(system, ())))

    def _take_text(self, system: int, text: str, severity: int | None, now_ns: int) -> None:
        if text and self._last_texts.get(system) != (text, severity):
            self._last_texts[system] = (text, severity)
            self._texts.setdefault(system, deque(maxlen=TEXTS)).append(Text(now_ns, severity, text))
