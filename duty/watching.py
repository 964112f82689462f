"""What the shift report has to know of machines: when drones were in the air, and which cameras were out.

Pure state machines, and a Worker that looks once a second and writes what changed. Only what was seen to change is
written: a link that is lost says nothing of an aircraft that flies on.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from base.clock import NS_PER_S, Clock
from base.worker import Worker
from drones.picture import AirPicture, Presence, VehicleKind
from duty.acts import ActKind, act
from duty.book.rows import Ledger, Row
from video.feed import CameraFacts, CameraState

LOOK_EVERY_S = 1.0
OUT_AFTER_NS = 60 * NS_PER_S
"""A camera that is away for less was restarted, or its link flickered."""
BACK_AFTER_NS = 10 * NS_PER_S
"""And one that shows a picture now and then is not back: a row each time would fill the book."""


@dataclass(slots=True)
class Sorties:
    """From arming to disarming, as each drone itself says. Disarmed and armed are told only of one that is heard."""

    _armed: dict[int, bool] = field(default_factory=dict)

    def look(self, air: AirPicture, now_wall_ns: int) -> tuple[Row, ...]:
        rows = []
        for vehicle in air.vehicles:
            if vehicle.kind is not VehicleKind.DRONE or vehicle.presence is not Presence.OK or vehicle.armed is None:
                continue
            before = self._armed.get(vehicle.system, False)
            self._armed[vehicle.system] = vehicle.armed
            if vehicle.armed is before:
                continue
            kind = ActKind.DRONE_ARMED if vehicle.armed else ActKind.DRONE_DISARMED
            subject = vehicle.config_id or str(vehicle.system)
            detail = {"system": vehicle.system}
            rows.append(act(kind, subject, at_wall_ns=now_wall_ns, operator="", detail=detail))
        return tuple(rows)


@dataclass(slots=True)
class _Camera:
    since_ns: int
    """Since when it is as it is: well, or not. Monotonic."""
    bad: bool
    why: str = ""
    out_since_wall_ns: int | None = None
    """It was written as out."""
    out_since_ns: int = 0


@dataclass(slots=True)
class Outages:
    """Cameras without a picture, or with one that is frozen, for more than a minute."""

    _cameras: dict[str, _Camera] = field(default_factory=dict)

    def look(self, cameras: Iterable[CameraFacts], now_ns: int, now_wall_ns: int) -> tuple[Row, ...]:
        rows = []
        for facts in cameras:
            why = _why_out(facts)
            camera = self._cameras.setdefault(facts.camera_id, _Camera(now_ns, bool(why)))
            if why is not None and bool(why) is not camera.bad:
                camera.bad, camera.since_ns = bool(why), now_ns
            camera.why = why or camera.why
            row = _changed(facts.camera_id, camera, now_ns, now_wall_ns)
            if row is not None:
                rows.append(row)
        return tuple(rows)


def _why_out(facts: CameraFacts) -> str | None:
    """A code; "" when all is well; None when nothing is known: a camera that is tried again is not back yet."""
    if facts.state in (CameraState.OFFLINE, CameraState.UNAUTHORISED, CameraState.UNSUPPORTED):
        return facts.reason.value or facts.state.value
    if facts.state is CameraState.CONNECTING or facts.hidden:
        return None
    if facts.frozen_since_ns is not None:
        return "frozen"
    return "" if facts.state is CameraState.LIVE else facts.reason.value or facts.state.value


def _changed(camera_id: str, camera: _Camera, now_ns: int, now_wall_ns: int) -> Row | None:
    age_ns = now_ns - camera.since_ns
    if camera.bad and camera.out_since_wall_ns is None and age_ns >= OUT_AFTER_NS:
        camera.out_since_ns, camera.out_since_wall_ns = camera.since_ns, now_wall_ns - age_ns
        detail = {"reason": camera.why}
        return act(ActKind.CAMERA_OUT, camera_id, at_wall_ns=camera.out_since_wall_ns, operator="", detail=detail)
    if not camera.bad and camera.out_since_wall_ns is not None and age_ns >= BACK_AFTER_NS:
        return _back(camera_id, camera, now_ns - age_ns, now_wall_ns - age_ns)
    return None


def _back(camera_id: str, camera: _Camera, back_ns: int, back_wall_ns: int) -> Row:
    camera.out_since_wall_ns = None
    out_s = max(0, back_ns - camera.out_since_ns) // NS_PER_S
    return act(ActKind.CAMERA_BACK, camera_id, at_wall_ns=back_wall_ns, operator="", detail={"out_s": out_s})


class Watch(Worker):
    """Looks once a second; what it writes goes through the ledger and so survives a book that is away."""

    def __init__(
        self,
        air: Callable[[], AirPicture],
        cameras: Callable[[], Iterable[CameraFacts]],
        ledger: Ledger,
        clock: Clock,
    ) -> None:
        """`air` is AirService.picture, `cameras` is Supervisor.facts: both may be asked in any thread."""
        super().__init__("watch")
        self._air, self._cameras, self._ledger, self._clock = air, cameras, ledger, clock
        self._sorties, self._outages = Sorties(), Outages()

    def run_once(self) -> None:
        self.look()
        self._clock.wait(self.stopping, LOOK_EVERY_S)

    def look(self) -> None:
        now_ns, now_wall_ns = self._clock.monotonic_ns(), self._clock.wall_ns()
        rows = (
            *self._sorties.look(self._air(), now_wall_ns),
            *self._outages.look(self._cameras(), now_ns, now_wall_ns),
        )
        if rows:
            self._ledger.write(*rows)
