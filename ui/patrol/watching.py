"""Whether somebody is at the desk, whether a key is being held, and whether an alarm is new."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent

from base.clock import NS_PER_S, Clock
from duty.incidents import IncidentState, IncidentView

INPUTS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


LOOK_FOR_WINDOWS_MS = 1000


class Activity(QObject):
    """Calls `touched` for any input to any window of the program, at most once a second.

    It filters the events of the windows, not the application's: those of every widget, a thousand a second while the
    wall moves, would each be a call into Python (measured: 2 % of a core and more).
    """

    def __init__(self, clock: Clock, touched: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._clock, self._touched = clock, touched
        self._quiet_until_ns = 0
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_FOR_WINDOWS_MS)
        self._timer.timeout.connect(self.look_for_windows)
        self._timer.start()
        self.look_for_windows()

    def look_for_windows(self) -> None:
        """Dialogs and torn-off workspaces come and go; to filter a window twice changes nothing."""
        for window in QGuiApplication.allWindows():
            window.installEventFilter(self)

    def stop(self) -> None:
        self._timer.stop()
        for window in QGuiApplication.allWindows():
            window.removeEventFilter(self)

    def note(self) -> None:
        """Somebody did something."""
        now_ns = self._clock.monotonic_ns()
        if now_ns >= self._quiet_until_ns:
            self._quiet_until_ns = now_ns + NS_PER_S
            self._touched()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in INPUTS:
            self.note()
        return False


class HeldKey:
    """Tells a fresh press of one key from one that repeats, or that began before it could mean anything."""

    def __init__(self, key: Qt.Key) -> None:
        self._key = key
        self._is_down = False

    def press(self, event: QKeyEvent) -> bool:
        """True when the key is being held: it repeats, or was never let go since the last press."""
        held = event.isAutoRepeat() or self._is_down
        self._is_down = True
        return held

    def release(self, event: QKeyEvent) -> None:
        if event.key() == self._key and not event.isAutoRepeat():
            self._is_down = False

    def forget(self) -> None:
        """The window lost the keyboard: the release will not be heard here."""
        self._is_down = False


class NewAlarms:
    """Which incidents are alarms that came up since the last look."""

    def __init__(self) -> None:
        self._known: set[str] = set()

    def look(self, incidents: Sequence[IncidentView], operator: str) -> bool:
        """True when one is new that this operator has not opened: a finding of one's own interrupts nobody.

        Incidents of an earlier run that the book gives back are no news, however long it takes to read them.
        """
        before = self._known
        self._known = {_key(i) for i in incidents}
        arrived = [i for i in incidents if i.state is IncidentState.NEW and _key(i) not in before]
        return any(_is_of_this_run(i) and (not i.operator or i.operator != operator) for i in arrived)


def _key(incident: IncidentView) -> str:
    """A breach is shown before the book has given it its number."""
    return incident.uuid or str(incident.incident_id)


def _is_of_this_run(incident: IncidentView) -> bool:
    return incident.evidence_at_ns is not None or incident.committed_at_ns is not None
