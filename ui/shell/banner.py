"""The band across the top for a breach that nobody has acknowledged: who, where, since when, and the two acts."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from base.clock import NS_PER_S, Clock
from duty.incidents import IncidentView
from ui import theme
from ui.incidents.acts import IncidentActs, has_place_on_map
from ui.marks import Mark, paint_mark
from ui.shell.labels import ElidedLabel, PlainLabel
from ui.words import duty, figures


class Banner(QFrame):
    """Hidden while nothing waits. Shows the longest-waiting one: a newer must not take its place under a finger."""

    def __init__(
        self,
        acts: IncidentActs,
        clock: Clock,
        zone: ZoneInfo,
        acknowledge: QAction,
        show_on_map: QAction,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._acts = acts
        self._clock, self._zone = clock, zone
        self._painted_at_ns: dict[int, int] = {}
        self._view: IncidentView | None = None
        self._act, self._map = acknowledge, show_on_map
        self._mark = _BannerMark()
        self._title, self._why, self._more = ElidedLabel(), ElidedLabel(), PlainLabel()
        self._title.setProperty("role", "title")
        self.acknowledge_button, self.map_button = QPushButton(), QPushButton()
        self.acknowledge_button.setProperty("role", "primary")
        for button in (self.acknowledge_button, self.map_button):
            button.setAutoDefault(True)  # Enter presses it, as Space does
        self.acknowledge_button.clicked.connect(self._acknowledge)
        self.map_button.clicked.connect(self._show_on_map)
        self._lay_out()
        acts.changed.connect(self.refresh)
        self.hide()
        self.refresh()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._why)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(12)
        row.addWidget(self._mark)
        row.addLayout(words, 1)
        row.addWidget(self._more)
        row.addWidget(self.map_button)
        row.addWidget(self.acknowledge_button)

    @property
    def incident(self) -> IncidentView | None:
        """What it shows now: what Acknowledge and Show on map speak of."""
        return self._view

    def painted_at_ns(self, incident_id: int) -> int | None:
        """Monotonic time at which the incident was first announced here: shown, or counted among those that wait."""
        return self._painted_at_ns.get(incident_id)

    def _acknowledge(self) -> None:
        if self._view is not None:
            self._acts.acknowledge(self._view.incident_id)

    def _show_on_map(self) -> None:
        if self._view is not None:
            self._acts.show_on_map_requested.emit(self._view)

    def refresh(self) -> None:
        waiting = self._acts.alarms()
        self._view = waiting[0] if waiting else None
        if self._view is None:
            self.hide()
            return
        view = self._view
        now_ns = self._clock.wall_ns()
        age = figures.age(max(0.0, (now_ns - view.raised_wall_ns) / NS_PER_S))
        self._title.setText(duty.incident_title(view))
        at = duty.clock_time(view.raised_wall_ns, self._zone, now_ns)
        since = self.tr("since {time} ({age})").replace("{time}", at).replace("{age}", age)
        reasons = duty.reasons(view.reasons)
        camera = self._acts.camera_names.get(view.camera_id, "")
        level = self.tr("told further up, level {n}").replace("{n}", str(view.escalations))
        parts = (since, camera, reasons, level if view.escalations else "")
        self._why.setText(" · ".join(part for part in parts if part))
        self.map_button.setVisible(has_place_on_map(view))
        self._more.setText(self.tr("1 of %n", None, len(waiting)) if len(waiting) > 1 else "")
        pending = self._acts.is_pending(view.incident_id)
        self._say_buttons(pending)
        self.show()
        if view.incident_id not in self._painted_at_ns:
            self._paint_now()

    def _paint_now(self) -> None:
        """Before the wall below, which makes room for it, is painted anew: an alarm comes first."""
        parent = self.parentWidget()
        layout = parent.layout() if parent is not None else None
        if layout is not None and self.isVisible():
            layout.activate()
            self.repaint()

    def _say_buttons(self, pending: bool) -> None:
        trouble = self._acts.trouble()
        written = self.tr("Being written…") if not trouble else self.tr("Waiting for the book…")
        self.acknowledge_button.setText(written if pending else with_key(self._act))
        self.acknowledge_button.setEnabled(not pending)
        self.map_button.setText(with_key(self._map))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        for view in self._acts.alarms():
            self._painted_at_ns.setdefault(view.incident_id, self._clock.monotonic_ns())


def with_key(action: QAction) -> str:
    """The action's words and its key, so that the key is learnt where the hand is."""
    key = action.shortcut().toString(action.shortcut().SequenceFormat.NativeText)
    return f"{action.iconText()}  {key}" if key else action.iconText()


class _BannerMark(QWidget):
    """The alarm's octagon in reverse: ink on the alarm's colour, with the alarm's colour inside."""

    def sizeHint(self) -> QSize:
        return QSize(32, 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.current()
        reverse = replace(tokens, alarm=theme.ink_on(tokens.alarm))
        painter = QPainter(self)
        paint_mark(painter, QRectF(self.rect()), Mark.ALARM, reverse)
        painter.end()
