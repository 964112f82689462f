"""The bar at the foot: the precinct, counts of what is well and what is not, links with their loss, DEMO, the clock."""

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QSizePolicy, QWidget

from base.clock import NS_PER_S
from drones.picture import AirPicture, LinkState, LinkView, Presence, VehicleKind
from sessions.world import WorldKind
from ui import theme
from ui.bridge import Bridge
from ui.marks import Mark
from ui.shell.duty_field import DutyField
from ui.shell.icons import icon
from ui.shell.labels import FigureLabel, MarkLabel, set_role
from ui.words import air as air_words
from ui.words import cameras as camera_words
from ui.words import duty, figures
from video.feed import CameraFacts, CameraState

HEIGHT_PX = 32
LINKS_SHOWN = 2
"""More links than this are shown as one figure, the worst of them; the tool tip names each."""
ROOMY_PX = 1500
"""A narrower bar leaves out the precinct's name, which the title has too, and makes one figure of all links."""
OLD_S = 5.0


@dataclass(frozen=True, slots=True)
class Count:
    """So many of all are well; `mark` says how bad the rest is."""

    well: int
    total: int
    mark: Mark


def count_cameras(cameras: tuple[CameraFacts, ...]) -> Count:
    live = sum(c.state is CameraState.LIVE for c in cameras)
    stale = any(c.state is CameraState.STALE for c in cameras)
    settled = all(c.state in (CameraState.LIVE, CameraState.CONNECTING) for c in cameras)
    return Count(live, len(cameras), Mark.OK if settled else Mark.STALE if stale else Mark.OFFLINE)


def count_drones(air: AirPicture) -> Count:
    return _count([v.presence for v in air.vehicles if v.kind is VehicleKind.DRONE])


def count_docks(air: AirPicture) -> Count:
    counted = _count([d.presence for d in air.docks])
    alarmed = any(d.alarm or d.emergency_stop for d in air.docks)
    return Count(counted.well, counted.total, Mark.ATTENTION if alarmed else counted.mark)


def _count(presences: list[Presence]) -> Count:
    well = sum(p is Presence.OK for p in presences)
    if Presence.LOST in presences:
        return Count(well, len(presences), Mark.ATTENTION)
    return Count(well, len(presences), Mark.STALE if Presence.STALE in presences else Mark.OK)


def link_mark(link: LinkView) -> Mark:
    match link.state:
        case LinkState.RECEIVING:
            return Mark.OK
        case LinkState.WAITING:
            return Mark.STALE
        case LinkState.CLOSED | LinkState.ENDED:
            return Mark.OFFLINE


def loss_percent(links: tuple[LinkView, ...]) -> float | None:
    """Lost of all that were sent, in percent; None before anything was heard."""
    sent = sum(link.messages + link.lost for link in links)
    return 100.0 * sum(link.lost for link in links) / sent if sent else None


def oldest_age_s(air: AirPicture, cameras: tuple[CameraFacts, ...], now_ns: int) -> float | None:
    """Age of the oldest value that passes for current, in seconds; what is lost or offline is counted elsewhere.

    A camera that nobody looks at is not decoded: the age of its last picture says nothing.
    """
    times = [v.heartbeat_at_ns for v in air.vehicles if v.presence is Presence.OK]
    times += [d.heartbeat_at_ns for d in air.docks if d.presence is Presence.OK]
    times += [c.picture_at_ns for c in cameras if c.state is CameraState.LIVE and not c.hidden]
    known = [t for t in times if t is not None]
    return max(0.0, (now_ns - min(known)) / NS_PER_S) if known else None


class StatusBar(QFrame):
    """Pulls nothing itself but the clock; everything else comes from the bridge's signals."""

    def __init__(
        self, bridge: Bridge, people: QMenu, sound_state: Callable[[], str], recording: QWidget | None = None
    ) -> None:
        """`sound_state()` is "" when sounds are heard as they should be, else a few words in the present language.
        `people` is what the operator's name opens, `recording` the recorder's field."""
        super().__init__()
        self.setProperty("role", "foot")
        self.setFixedHeight(HEIGHT_PX)
        self._bridge = bridge
        self._sound_state = sound_state
        self._zone = ZoneInfo(bridge.world.precinct.precinct.time_zone)
        self._name = QLabel(bridge.world.precinct.precinct.name)
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.cameras, self.drones, self.docks = _Field(), _Field(), _Field()
        self.links = tuple(_Field() for _ in range(LINKS_SHOWN))
        self._sound_icon, self._sound_ink = QLabel(), ""
        self.sound, self.age, self.clock = FigureLabel(), FigureLabel(), FigureLabel()
        self.clock.setFont(theme.figures_font(theme.current().normal))
        self.sound.setProperty("role", "attention")
        self.age.setProperty("role", "caption")
        self.demo = demo_badge(bridge.world.kind)
        self.duty = DutyField(bridge, people)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(20)
        row.addWidget(self._name)
        row.addWidget(self.duty)
        if recording is not None:
            row.addWidget(recording)
        for field in (self.cameras, self.drones, self.docks, *self.links):
            row.addWidget(field)
        row.addStretch()
        sound = QHBoxLayout()
        sound.setSpacing(6)
        sound.addWidget(self._sound_icon)
        sound.addWidget(self.sound)
        row.addLayout(sound)
        for label in (self.age, self.demo, self.clock):
            row.addWidget(label)
        bridge.cameras_changed.connect(self._show_cameras)
        bridge.air_changed.connect(self._show_air)
        self._timer = QTimer(self)
        self._timer.setInterval(250)
        self._timer.timeout.connect(self.show_time)
        self._timer.start()
        self._show_all()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._name.setVisible(self.width() >= ROOMY_PX)
        self._show_air(self._bridge.air)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show_all()

    def _show_all(self) -> None:
        say_demo(self.demo)
        self._show_cameras(self._bridge.cameras)
        self._show_air(self._bridge.air)
        self.show_time()

    def _show_cameras(self, cameras: tuple[CameraFacts, ...]) -> None:
        count = count_cameras(cameras)
        self.cameras.show_count(count, self.tr("Cameras {live}/{all} live"))
        states = [c.state for c in cameras]
        lines = [f"{states.count(s)}  {camera_words.state_word(s)}" for s in CameraState if s in states]
        self.cameras.setToolTip("\n".join(lines))

    def _show_air(self, air: AirPicture) -> None:
        self.drones.show_count(count_drones(air), self.tr("Drones {live}/{all}"))
        self.docks.show_count(count_docks(air), self.tr("Docks {live}/{all}"))
        self.drones.setToolTip(self.tr("Drones heard within two seconds, of all that were heard or are configured"))
        self.docks.setToolTip(self.tr("Docks heard within two seconds, of all that were heard or are configured"))
        one_each = len(air.links) <= (LINKS_SHOWN if self.width() >= ROOMY_PX else 1)
        shown = [(link,) for link in air.links] if one_each else [air.links]
        for field, links in zip(self.links, [*shown, *[()] * LINKS_SHOWN], strict=False):
            field.setVisible(bool(links))
            if links:
                field.show_text(_worst_mark(links), self._links_text(links))
                field.setToolTip("\n".join(self._link_tip(link) for link in links))

    def _links_text(self, links: tuple[LinkView, ...]) -> str:
        loss = figures.figure(loss_percent(links), "%", 1)
        if len(links) == 1 and links[0].state is not LinkState.RECEIVING:
            return f"{links[0].name}  {air_words.link_state(links[0].state)}"
        if len(links) == 1:
            text = self.tr("{name}  loss {loss}").replace("{name}", links[0].name)
        else:
            well = sum(link.state is LinkState.RECEIVING for link in links)
            text = self.tr("Links {live}/{all}  loss {loss}").replace("{live}", str(well))
            text = text.replace("{all}", str(len(links)))
        return text.replace("{loss}", loss)

    def _link_tip(self, link: LinkView) -> str:
        state = air_words.link_state(link.state)
        rate = figures.figure(link.per_second, self.tr("messages/s"))
        counts = self.tr("lost {lost}, bad {bad}, unknown {unknown}")
        for key, value in (("{lost}", link.lost), ("{bad}", link.bad), ("{unknown}", link.unknown)):
            counts = counts.replace(key, figures.count(value))
        return " · ".join(part for part in (link.name, link.address, state, link.detail, rate, counts) if part)

    def show_time(self) -> None:
        clock = self._bridge.world.clock
        at = duty.local(clock.wall_ns(), self._zone)
        self.clock.show_text(at.strftime("%Y-%m-%d  %H:%M:%S"))
        self.clock.setToolTip(self._zone.key)
        age_s = oldest_age_s(self._bridge.air, self._bridge.cameras, clock.monotonic_ns())
        self.age.setVisible(age_s is not None)
        if age_s is not None:
            self.age.show_text(self.tr("oldest value {n} s").replace("{n}", f"{age_s:.1f}"))
            set_role(self.age, "attention" if age_s > OLD_S else "caption")
        said = self._sound_state()
        ink = theme.current().attention
        if said and ink != self._sound_ink:
            self._sound_ink = ink
            self._sound_icon.setPixmap(icon("volume-off", ink).pixmap(16, 16))
        for widget in (self._sound_icon, self.sound):
            widget.setVisible(bool(said))
        self.sound.show_text(said)


class _Field(QWidget):
    """A mark and a figure."""

    def __init__(self) -> None:
        super().__init__()
        self._mark = MarkLabel(14)
        self._label = FigureLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._mark)
        row.addWidget(self._label)

    @property
    def text(self) -> str:
        return self._label.text()

    @property
    def mark(self) -> Mark:
        return self._mark.mark

    def show_count(self, count: Count, pattern: str) -> None:
        """Hidden where there is nothing of the kind: a zero of zero tells nobody anything."""
        self.setVisible(count.total > 0)
        self.show_text(count.mark, pattern.replace("{live}", str(count.well)).replace("{all}", str(count.total)))

    def show_text(self, mark: Mark, text: str) -> None:
        self._mark.set_mark(mark)
        self._label.show_text(text)


def _worst_mark(links: tuple[LinkView, ...]) -> Mark:
    marks = [link_mark(link) for link in links]
    return next((m for m in (Mark.OFFLINE, Mark.STALE) if m in marks), Mark.OK)


def demo_badge(kind: WorldKind) -> QLabel:
    """The mark of a world that is not the real one; hidden in the live one. `say_demo` gives it its word."""
    badge = QLabel()
    badge.setProperty("role", "badge")
    badge.setVisible(kind is WorldKind.DEMO)
    badge.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    say_demo(badge)
    return badge


def say_demo(badge: QLabel) -> None:
    badge.setText(QCoreApplication.translate("DemoBadge", "DEMO"))
    badge.setToolTip(
        QCoreApplication.translate("DemoBadge", "Nothing here is real: made-up cameras, drones and alarms")
    )
