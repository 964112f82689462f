"""Where a person wants to go: a time of day of the tape, or so much back or on. Reading it is pure."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from base.clock import NS_PER_S
from sessions.manifest import Manifest
from ui.people.form import Form
from ui.words import duty

_CLOCK = re.compile(
    r"(?:(\d{4})-(\d{1,2})-(\d{1,2})[ T]+)?(\d{1,2})[::](\d{1,2})(?:[::](\d{1,2})(?:[.,](\d{1,3}))?)?", re.ASCII
)
_SHIFT = re.compile(r"([+\-−])\s*(?:(\d{1,3})[::])?(?:(\d{1,3})[::])?(\d{1,6})(?:[.,](\d{1,3}))?\s*s?", re.ASCII)


def wanted_tape_ns(text: str, manifest: Manifest, zone: ZoneInfo, now_tape_ns: int, first_ns: int) -> int | None:
    """The place that `text` names: "14:05", "14:05:09.5", "2026-11-22 14:05" in the precinct's time, or "+90", "-1:30"
    from here. A time of day without a date is the first such one on the tape. None when it says nothing that we know;
    it may lie beyond the tape's ends."""
    said = text.strip()
    shift = _SHIFT.fullmatch(said)
    if shift is not None:
        sign, *parts = shift.groups()
        hours, minutes, seconds, millis = parts
        if minutes is None:
            hours, minutes = None, hours  # "1:30" is a minute and a half
        whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds)
        span_ns = whole * NS_PER_S + _millis(millis) * 1_000_000
        return now_tape_ns + (span_ns if sign == "+" else -span_ns)
    clock = _CLOCK.fullmatch(said)
    if clock is None:
        return None
    return _of_clock(clock, manifest, zone, first_ns)


def _of_clock(clock: re.Match[str], manifest: Manifest, zone: ZoneInfo, first_ns: int) -> int | None:
    year, month, day, hour, minute, second, millis = clock.groups()
    starts = duty.local(manifest.wall_ns(first_ns), zone)
    try:
        on = starts.date() if year is None else date(int(year), int(month), int(day))
        at = datetime(on.year, on.month, on.day, int(hour), int(minute), int(second or 0), tzinfo=zone)
        floor = starts.replace(microsecond=0, second=0 if second is None else starts.second)
        if year is None and at < floor:
            at += timedelta(days=1)
        return manifest.tape_ns(int(at.timestamp()) * NS_PER_S + _millis(millis) * 1_000_000)
    except (ValueError, OverflowError):
        return None


def _millis(text: str | None) -> int:
    return int(text.ljust(3, "0")) if text else 0


class GoToDialog(Form):
    chosen = Signal(object)
    """Tape ns."""

    def __init__(
        self, manifest: Manifest, zone: ZoneInfo, now_tape_ns: int, span: tuple[int, int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, width_px=440)
        self._manifest, self._zone, self._now_ns, self._span = manifest, zone, now_tape_ns, span
        self.setWindowTitle(self.tr("Go to a time"))
        first, last = (duty.local(manifest.wall_ns(ns), zone).strftime("%Y-%m-%d %H:%M:%S") for ns in span)
        reach = self.tr("The tape goes from {first} to {last}.")
        self.say(self.tr("Go to a time"), reach.replace("{first}", first).replace("{last}", last))
        self.time = self.line(self.tr("&Time"), most=40)
        self.time.setText(duty.local(manifest.wall_ns(now_tape_ns), zone).strftime("%H:%M:%S"))
        self.time.textChanged.connect(self._look)
        self.do_button.setText(self.tr("Go there"))
        self._look()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.time.setFocus()
        self.time.selectAll()

    def _wanted(self) -> int | None:
        return wanted_tape_ns(self.time.text(), self._manifest, self._zone, self._now_ns, self._span[0])

    def _look(self) -> None:
        wanted = self._wanted()
        self.do_button.setEnabled(wanted is not None)
        if wanted is None:
            self.say_hint(self.tr("Such as 14:05, 14:05:09.5, 2026-11-22 14:05, +90 or −1:30."), wrong=True)
        elif not self._span[0] <= wanted <= self._span[1]:
            self.say_hint(self.tr("That is beyond the tape: it goes to its nearest end."))
        else:
            at = duty.local(self._manifest.wall_ns(wanted), self._zone).strftime("%Y-%m-%d %H:%M:%S")
            self.say_hint(self.tr("Enter goes to {time}.").replace("{time}", at))

    def do(self) -> None:
        wanted = self._wanted()
        if wanted is not None:
            self.accept()
            self.chosen.emit(wanted)
