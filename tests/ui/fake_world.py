"""A World made of plain values for the tests of ui/: cameras whose pictures a test puts in, an air that it sets, a desk
whose acts are committed only when it says so. Time stands still until the test moves `world.clock`."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from base.clock import NS_PER_S, ManualClock
from base.geodesy import Position
from drones.picture import (
    AirPicture,
    Altitude,
    AltitudeDatum,
    ChargeState,
    CoverState,
    DockMode,
    DockView,
    GpsFix,
    LinkState,
    LinkView,
    Presence,
    Restriction,
    TrackSource,
    TrackView,
    VehicleKind,
    VehicleView,
    Verdict,
    VerdictReason,
    VerdictView,
    ZoneView,
)
from duty.config import PrecinctConfig
from duty.incidents import Dispatch, Disposition, IncidentKind, IncidentState, IncidentView, NewIncident
from duty.patrol.patrol import StillFile
from duty.precinct import Precinct
from sessions.world import World, WorldKind
from tests.ui.fake_patrol import FakePatrol
from tests.ui.fake_people import FakeOperators
from tests.ui.fake_records import FakeRecords
from video.config import CameraConfig, Owner
from video.feed import CameraFacts, CameraState, Picture, Reason, StreamDemand, StreamKind

CENTRE = Position(31.2304, 121.4737)
NOW_NS = 1_000 * NS_PER_S
"""What a fresh fake world's monotonic clock shows."""


def camera(number: int) -> CameraConfig:
    return CameraConfig(
        id=f"c{number:02d}",
        name=f"Camera {number}",
        address=f"rtsp://127.0.0.1/{number}",
        latitude=CENTRE.latitude + 0.002 * (number % 4),
        longitude=CENTRE.longitude + 0.002 * (number // 4),
        heading_deg=float(30 * number % 360),
        field_of_view_deg=70.0,
        area="Old town" if number % 2 else "Riverside",
        owner=(Owner.POLICE, Owner.COMMUNITY)[number % 2],
    )


def camera_facts(camera_id: str, now_ns: int = NOW_NS, state: CameraState = CameraState.CONNECTING) -> CameraFacts:
    return CameraFacts(
        camera_id=camera_id,
        state=state,
        reason=Reason.STARTING if state is CameraState.CONNECTING else Reason.NONE,
        detail="",
        stream=StreamKind.MAIN,
        source_fps=25.0,
        source_width=1280,
        source_height=720,
        width=0,
        height=0,
        sequence=0,
        picture_at_ns=None,
        state_since_ns=now_ns,
        next_try_ns=None,
        reconnects=0,
        first_picture_s=None,
        latency_ms=None,
        worker=0,
    )


class FakeCameras:
    """video.feed.CameraFeed: `put` a picture and the camera is live; `set_state` for everything else."""

    def __init__(self, cameras: tuple[CameraConfig, ...], clock: ManualClock) -> None:
        self._cameras = cameras
        self._clock = clock
        self._facts = [camera_facts(c.id, clock.monotonic_ns()) for c in cameras]
        self._pictures: list[Picture | None] = [None] * len(cameras)
        self.demands: list[list[StreamDemand]] = [[] for _ in cameras]
        """Every demand made of each camera, oldest first."""
        self.held = 0
        """Pictures being held at this moment."""
        self.worker_restarts = 0

    @property
    def cameras(self) -> tuple[CameraConfig, ...]:
        return self._cameras

    def facts(self) -> tuple[CameraFacts, ...]:
        return tuple(self._facts)

    def sequences(self) -> NDArray[np.uint64]:
        return np.array([f.sequence for f in self._facts], dtype=np.uint64)

    def demand(self, index: int, demand: StreamDemand) -> None:
        self.demands[index].append(demand)

    @contextmanager
    def picture(self, index: int) -> Iterator[Picture | None]:
        self.held += 1
        try:
            yield self._pictures[index]
        finally:
            self.held -= 1

    def process_ids(self) -> tuple[int, ...]:
        return ()

    def put(self, index: int, pixels: NDArray[np.uint8] | None = None, *, width: int = 480, height: int = 270) -> None:
        """A new picture, shape (height, width, 4) BGRX; without one, a plain colour of its own for each camera."""
        now_ns = self._clock.monotonic_ns()
        sequence = self._facts[index].sequence + 1
        if pixels is None:
            pixels = street(index, width, height)
        pixels = np.ascontiguousarray(pixels)
        pixels.setflags(write=False)
        self._pictures[index] = Picture(sequence, pixels, now_ns)
        self.set_state(index, CameraState.LIVE)
        self._facts[index] = replace(
            self._facts[index],
            width=pixels.shape[1],
            height=pixels.shape[0],
            sequence=sequence,
            picture_at_ns=now_ns,
            first_picture_s=0.4,
            latency_ms=20.0,
        )

    def set_state(self, index: int, state: CameraState, reason: Reason = Reason.NONE, **changes: object) -> None:
        """`changes` are other fields of CameraFacts, such as detail or next_try_ns."""
        facts = self._facts[index]
        since_ns = facts.state_since_ns if facts.state is state else self._clock.monotonic_ns()
        self._facts[index] = replace(facts, state=state, reason=reason, state_since_ns=since_ns, **changes)  # type: ignore[arg-type]


def street(index: int, width: int = 480, height: int = 270) -> NDArray[np.uint8]:
    """A quiet picture with a horizon and a road, different for each camera; shape (height, width, 4), BGRX."""
    pixels = np.full((height, width, 4), 255, dtype=np.uint8)
    shade = 40 + (index * 37) % 60
    horizon = height // 3 + (index * 7) % max(1, height // 6)
    pixels[:horizon, :, :3] = (shade + 50, shade + 30, shade + 15)
    pixels[horizon:, :, :3] = (shade, shade + 5, shade)
    for y in range(horizon, height):
        half = max(1, (y - horizon) * width // (2 * height))
        middle = width // 2 + (index % 5 - 2) * (height - y) // 4
        pixels[y, max(0, middle - half) : max(0, middle + half), :3] = shade // 2 + 20
    return pixels


def vehicle(system: int, now_ns: int = NOW_NS, **changes: object) -> VehicleView:
    position = Position(CENTRE.latitude + 0.001 * system, CENTRE.longitude + 0.0015 * system)
    view = VehicleView(
        system=system,
        kind=VehicleKind.DRONE,
        presence=Presence.OK,
        name=f"Drone {system}",
        config_id=f"d{system:02d}",
        mav_type=2,
        autopilot=3,
        mode="AUTO",
        armed=True,
        position=position,
        altitude_amsl=Altitude(84.0, AltitudeDatum.AMSL),
        altitude_rel=Altitude(80.0, AltitudeDatum.HOME),
        position_at_ns=now_ns - NS_PER_S // 5,
        heading_deg=float(40 * system % 360),
        speed_mps=8.5,
        climb_mps=0.1,
        gps_fix=GpsFix.FIX_3D,
        satellites=14,
        home=CENTRE,
        home_distance_m=190.0 * system,
        battery_percent=78,
        battery_volts=22.8,
        battery_at_ns=now_ns - NS_PER_S // 2,
        battery_low=False,
        heartbeat_at_ns=now_ns - NS_PER_S // 2,
        links=("udp 14550",),
        messages=4200,
        lost=3,
        last_text="",
        last_text_severity=None,
        zone_ids=(),
        trail=tuple(
            Position(position.latitude - 0.0001 * i, position.longitude - 0.00015 * i) for i in range(30, -1, -1)
        ),
    )
    return replace(view, **changes)  # type: ignore[arg-type]


def dock(system: int, now_ns: int = NOW_NS, **changes: object) -> DockView:
    view = DockView(
        system=system,
        name=f"Dock {system}",
        config_id=f"k{system:02d}",
        presence=Presence.OK,
        position=Position(CENTRE.latitude - 0.002, CENTRE.longitude + 0.0001 * (system - 100)),
        mode=DockMode.IDLE,
        cover=CoverState.CLOSED,
        drone_present=True,
        drone_system=2,
        charge=ChargeState.CHARGING,
        battery_percent=64,
        backup_percent=97,
        task_step=0,
        emergency_stop=False,
        alarm=False,
        temperature_in_c=24.5,
        temperature_out_c=18.0,
        humidity_percent=55.0,
        wind_mps=3.2,
        rain_level=0,
        supply_volts=230.0,
        network_quality=4,
        heartbeat_at_ns=now_ns - NS_PER_S // 2,
        status_at_ns=now_ns - NS_PER_S // 2,
        last_text="",
        links=("udp 14550",),
        messages=900,
    )
    return replace(view, **changes)  # type: ignore[arg-type]


def track(track_id: str = "1581F5FKD229400A1B2C", now_ns: int = NOW_NS, **changes: object) -> TrackView:
    position = Position(CENTRE.latitude + 0.004, CENTRE.longitude - 0.003)
    view = TrackView(
        track_id=track_id,
        source=TrackSource.REMOTE_ID,
        ids=(track_id, "60:60:1f:aa:bb:cc"),
        ours=False,
        own_system=None,
        presence=Presence.OK,
        position=position,
        altitudes=(Altitude(122.0, AltitudeDatum.ELLIPSOID), Altitude(108.0, AltitudeDatum.HOME)),
        heading_deg=135.0,
        speed_mps=11.0,
        climb_mps=0.0,
        first_heard_at_ns=now_ns - 20 * NS_PER_S,
        heard_at_ns=now_ns - NS_PER_S // 10,
        position_at_ns=now_ns - NS_PER_S // 10,
        messages=140,
        airborne=True,
        trail=tuple(
            Position(position.latitude + 0.0001 * i, position.longitude - 0.0001 * i) for i in range(20, -1, -1)
        ),
    )
    return replace(view, **changes)  # type: ignore[arg-type]


def zone(zone_id: str = "Z3", name: str = "City hall no-fly zone", **changes: object) -> ZoneView:
    at = Position(CENTRE.latitude + 0.004, CENTRE.longitude - 0.003)
    ring = tuple(
        (at.latitude + dy, at.longitude + dx)
        for dy, dx in ((-0.002, -0.003), (-0.002, 0.003), (0.002, 0.0), (-0.002, -0.003))
    )
    view = ZoneView(
        zone_id=zone_id,
        name=name,
        restriction=Restriction.PROHIBITED,
        active=True,
        rings=(ring,),
        lower=Altitude(0.0, AltitudeDatum.GROUND),
        upper=Altitude(120.0, AltitudeDatum.GROUND),
        source="zones.geojson",
    )
    return replace(view, **changes)  # type: ignore[arg-type]


def link(name: str = "udp 14550", now_ns: int = NOW_NS, **changes: object) -> LinkView:
    view = LinkView(
        name=name,
        address="udpin:0.0.0.0:14550",
        state=LinkState.RECEIVING,
        detail="",
        messages=9000,
        per_second=450.0,
        lost=9,
        bad=0,
        unknown=0,
        heard_at_ns=now_ns,
    )
    return replace(view, **changes)  # type: ignore[arg-type]


def verdict(track_id: str = "1581F5FKD229400A1B2C", now_ns: int = NOW_NS, **changes: object) -> VerdictView:
    view = VerdictView(
        track_id=track_id,
        zone_id="Z3",
        zone_name="City hall no-fly zone",
        verdict=Verdict.IN_BREACH,
        reasons=(VerdictReason.INSIDE,),
        since_ns=now_ns - 5 * NS_PER_S,
        evidence_at_ns=now_ns - 5 * NS_PER_S,
    )
    return replace(view, **changes)  # type: ignore[arg-type]


def incident(incident_id: int = 1, clock: ManualClock | None = None, **changes: object) -> IncidentView:
    clock = clock or ManualClock()
    view = IncidentView(
        incident_id=incident_id,
        kind=IncidentKind.AIRSPACE,
        state=IncidentState.NEW,
        subject="1581F5FKD229400A1B2C",
        zone_id="Z3",
        zone_name="City hall no-fly zone",
        position=Position(CENTRE.latitude + 0.004, CENTRE.longitude - 0.003),
        reasons=(VerdictReason.INSIDE.value,),
        raised_wall_ns=clock.wall_ns(),
        acknowledged_wall_ns=None,
        closed_wall_ns=None,
        disposition=None,
        note="",
        evidence_at_ns=clock.monotonic_ns(),
        committed_at_ns=clock.monotonic_ns(),
    )
    return replace(view, **changes)  # type: ignore[arg-type]


def busy_air(now_ns: int = NOW_NS) -> AirPicture:
    """Three drones (one lost), two docks, one of our tracks and one that is not, in breach of a zone."""
    lost = vehicle(
        3, now_ns, presence=Presence.LOST, heartbeat_at_ns=now_ns - 9 * NS_PER_S, position_at_ns=now_ns - 9 * NS_PER_S
    )
    return AirPicture(
        at_ns=now_ns,
        links=(link(now_ns=now_ns), link("tcp radio", now_ns, state=LinkState.WAITING, per_second=0.0, lost=0)),
        vehicles=(vehicle(1, now_ns), vehicle(2, now_ns, battery_percent=18, battery_low=True, mode="RTL"), lost),
        docks=(dock(101, now_ns), dock(102, now_ns, drone_present=False, drone_system=3, charge=ChargeState.IDLE)),
        zones=(zone(), zone("Z4", "Stadium", active=False, restriction=Restriction.CONDITIONAL)),
        tracks=(track(now_ns=now_ns), track("OURS0001", now_ns, ours=True, own_system=1)),
        verdicts=(verdict(now_ns=now_ns),),
    )


class FakeAir:
    def __init__(self, picture: AirPicture) -> None:
        self._picture = picture

    def picture(self) -> AirPicture:
        return self._picture

    def set(self, picture: AirPicture) -> None:
        self._picture = picture


@dataclass
class FakeDesk:
    """Acts wait in `wishes` until `commit()`, as they wait for the book's thread in the real one."""

    clock: ManualClock
    rows: dict[int, IncidentView] = field(default_factory=dict)
    wishes: list[tuple[int, IncidentState, Disposition | None, str]] = field(default_factory=list)
    why_not: str = ""
    calls: list[tuple[object, ...]] = field(default_factory=list)
    """The acts that need no wish, as they were asked for."""
    _shown: tuple[IncidentView, ...] = ()

    def incidents(self) -> tuple[IncidentView, ...]:
        return self._shown

    def counts(self) -> tuple[int, int]:
        return sum(row.state is not IncidentState.CLOSED for row in self.rows.values()), len(self.rows)

    def acknowledge(self, incident_id: int) -> None:
        self.wishes.append((incident_id, IncidentState.ACKNOWLEDGED, None, ""))

    def close(self, incident_id: int, disposition: Disposition, note: str) -> None:
        self.wishes.append((incident_id, IncidentState.CLOSED, disposition, note))

    def open_incident(self, new: NewIncident, still: StillFile | None = None) -> str:
        self.calls.append(("open_incident", new, still))
        return "0" * 32

    def dispatch(self, incident_id: int, dispatch: Dispatch) -> None:
        self.calls.append(("dispatch", incident_id, dispatch))

    def on_scene(self, incident_id: int, responder_id: str) -> None:
        self.calls.append(("on_scene", incident_id, responder_id))

    def acknowledge_all(self) -> None:
        for view in self._shown:
            if view.state is IncidentState.NEW:
                self.acknowledge(view.incident_id)

    def escalate(self, incident_id: int, told: str) -> None:
        self.calls.append(("escalate", incident_id, told))

    def correct(self, incident_id: int, note: str) -> None:
        self.calls.append(("correct", incident_id, note))

    def trouble(self) -> str:
        return self.why_not

    def put(self, *rows: IncidentView) -> None:
        self.rows.update({row.incident_id: row for row in rows})
        self._show()

    def commit(self) -> None:
        now_ns = self.clock.wall_ns()
        for incident_id, state, disposition, note in self.wishes:
            row = replace(self.rows[incident_id], state=state)
            if state is IncidentState.ACKNOWLEDGED:
                row = replace(row, acknowledged_wall_ns=now_ns)
            else:
                row = replace(row, closed_wall_ns=now_ns, disposition=disposition, note=note)
            self.rows[incident_id] = row
        self.wishes.clear()
        self._show()

    def _show(self) -> None:
        ordered = sorted(
            self.rows.values(), key=lambda r: (r.state is IncidentState.CLOSED, -r.raised_wall_ns, -r.incident_id)
        )
        self._shown = tuple(ordered)


class FakeWorld:
    """`world` is what the Bridge takes; the rest are the levers that a test pulls."""

    def __init__(
        self,
        *,
        cameras: int = 9,
        kind: WorldKind = WorldKind.DEMO,
        air: AirPicture | None = None,
        name: str = "Riverside",
        data: Path = Path("unused"),
        clock: ManualClock | None = None,
    ) -> None:
        self.clock = clock or ManualClock(monotonic_ns=NOW_NS)
        configs = tuple(camera(i + 1) for i in range(cameras))
        centre = (CENTRE.latitude, CENTRE.longitude)
        self.precinct = Precinct(
            precinct=PrecinctConfig(name=name, time_zone="Asia/Shanghai", centre=centre), cameras=configs
        )
        self.cameras = FakeCameras(configs, self.clock)
        self.air = FakeAir(busy_air() if air is None else air)
        self.desk = FakeDesk(self.clock)
        self.patrol = FakePatrol(self.clock)
        self.operators = FakeOperators()
        self.records = FakeRecords()
        self.world = World(
            kind,
            self.clock,
            self.precinct,
            self.cameras,
            self.air,
            self.desk,
            self.patrol,
            self.operators,
            self.records,
            data,
        )

    def incident(self, incident_id: int = 1, **changes: object) -> IncidentView:
        """A new incident, raised now, in the book."""
        view = incident(incident_id, self.clock, **changes)
        self.desk.put(view)
        return view


def empty_world() -> FakeWorld:
    """A configuration with nothing in it but the precinct."""
    return FakeWorld(cameras=0, kind=WorldKind.LIVE, air=AirPicture(NOW_NS))
