from dataclasses import replace

from drones.picture import (
    AirPicture,
    ChargeState,
    CoverState,
    DockMode,
    DockView,
    GpsFix,
    LinkState,
    LinkView,
    Presence,
    VehicleKind,
    VehicleView,
    Verdict,
    VerdictReason,
    VerdictView,
)
from duty.attention import Attention, AttentionKind, Urgency
from duty.incidents import IncidentKind, IncidentState, IncidentView
from video.feed import CameraFacts, CameraState, Reason, StreamKind

S = 1_000_000_000

DRONE = VehicleView(
    system=7,
    kind=VehicleKind.DRONE,
    presence=Presence.OK,
    name="P7",
    config_id="p7",
    mav_type=2,
    autopilot=3,
    mode="AUTO",
    armed=True,
    position=None,
    altitude_amsl=None,
    altitude_rel=None,
    position_at_ns=None,
    heading_deg=None,
    speed_mps=None,
    climb_mps=None,
    gps_fix=GpsFix.FIX_3D,
    satellites=14,
    home=None,
    home_distance_m=None,
    battery_percent=80,
    battery_volts=None,
    battery_at_ns=None,
    battery_low=False,
    heartbeat_at_ns=5 * S,
    links=("field",),
    messages=1,
    lost=0,
    last_text="",
    last_text_severity=None,
    zone_ids=(),
    trail=(),
)
DOCK = DockView(
    system=101,
    name="Roof",
    config_id="d1",
    presence=Presence.OK,
    position=None,
    mode=DockMode.IDLE,
    cover=CoverState.CLOSED,
    drone_present=True,
    drone_system=7,
    charge=ChargeState.CHARGING,
    battery_percent=80,
    backup_percent=None,
    task_step=None,
    emergency_stop=False,
    alarm=False,
    temperature_in_c=None,
    temperature_out_c=None,
    humidity_percent=None,
    wind_mps=None,
    rain_level=None,
    supply_volts=None,
    network_quality=None,
    heartbeat_at_ns=5 * S,
    status_at_ns=5 * S,
    last_text="",
    links=("field",),
    messages=1,
)
CAMERA = CameraFacts(
    camera_id="c01",
    state=CameraState.LIVE,
    reason=Reason.NONE,
    detail="",
    stream=StreamKind.MAIN,
    source_fps=25,
    source_width=1280,
    source_height=720,
    width=640,
    height=360,
    sequence=9,
    picture_at_ns=5 * S,
    state_since_ns=4 * S,
    next_try_ns=None,
    reconnects=0,
    first_picture_s=0.2,
    latency_ms=20,
    worker=0,
)
INCIDENT = IncidentView(
    incident_id=1,
    kind=IncidentKind.AIRSPACE,
    state=IncidentState.NEW,
    subject="1581F",
    zone_id="Z1",
    zone_name="Quarter",
    position=None,
    reasons=("inside",),
    raised_wall_ns=1,
    acknowledged_wall_ns=None,
    closed_wall_ns=None,
    disposition=None,
    note="",
    evidence_at_ns=6 * S,
    committed_at_ns=6 * S,
)
CALM = AirPicture(10 * S, vehicles=(DRONE,), docks=(DOCK,))


def kinds(air: AirPicture = CALM, *, camera: CameraFacts = CAMERA, incident: IncidentView | None = None) -> list[str]:
    items = Attention({"c01": "North gate"}).items(
        air=air, cameras=(camera,), incidents=(incident,) if incident else (), trouble="", now_ns=10 * S
    )
    return [item.kind for item in items]


def test_nothing_needs_anybody_when_all_is_well() -> None:
    assert kinds() == []


def test_each_trouble_has_its_item() -> None:
    assert kinds(replace(CALM, vehicles=(replace(DRONE, presence=Presence.LOST),))) == ["link_lost"]
    assert kinds(replace(CALM, vehicles=(replace(DRONE, battery_low=True),))) == ["battery_low"]
    assert kinds(replace(CALM, vehicles=(replace(DRONE, zone_ids=("Z1",)),))) == ["own_in_zone"]
    assert kinds(replace(CALM, vehicles=(replace(DRONE, kind=VehicleKind.OTHER, presence=Presence.LOST),))) == []
    assert kinds(replace(CALM, docks=(replace(DOCK, alarm=True),))) == ["dock_alarm"]
    assert kinds(replace(CALM, docks=(replace(DOCK, presence=Presence.LOST, alarm=True),))) == ["link_lost"]
    link = LinkView("field", "udpin:x:1", LinkState.CLOSED, "address in use", 0, 0, 0, 0, 0, None)
    assert kinds(replace(CALM, links=(link,))) == ["link_closed"]
    unknown = VerdictView("T", "Z1", "Quarter", Verdict.CANNOT_TELL, (VerdictReason.ALTITUDE_UNKNOWN,), 1, 1)
    assert kinds(replace(CALM, verdicts=(unknown,))) == ["cannot_tell"]
    assert kinds(camera=replace(CAMERA, state=CameraState.OFFLINE, reason=Reason.REFUSED)) == ["camera_offline"]
    assert kinds(camera=replace(CAMERA, state=CameraState.UNAUTHORISED)) == ["camera_unauthorised"]
    assert kinds(camera=replace(CAMERA, state=CameraState.STALE)) == []


def test_the_most_urgent_comes_first_and_an_acknowledged_one_after_its_like() -> None:
    air = replace(CALM, vehicles=(replace(DRONE, battery_low=True),))
    offline = replace(CAMERA, state=CameraState.OFFLINE)
    acknowledged = replace(INCIDENT, incident_id=2, subject="other", state=IncidentState.ACKNOWLEDGED, evidence_at_ns=S)
    items = Attention({}).items(
        air=air, cameras=(offline,), incidents=(acknowledged, INCIDENT), trouble="disk full", now_ns=10 * S
    )
    assert [i.kind for i in items] == ["breach", "book_unavailable", "breach", "battery_low", "camera_offline"]
    assert items[0].incident_id == 1
    assert [i.urgency for i in items] == sorted((i.urgency for i in items), reverse=True)
    assert items[0].urgency is Urgency.ALARM


def test_since_is_kept_for_as_long_as_it_lasts() -> None:
    attention = Attention({})
    low = replace(CALM, vehicles=(replace(DRONE, battery_low=True),))

    def since(air: AirPicture, now_s: int) -> list[int]:
        items = attention.items(air=air, cameras=(), incidents=(), trouble="", now_ns=now_s * S)
        return [i.since_ns // S for i in items]

    assert since(low, 10) == [10]
    assert since(low, 20) == [10]
    assert since(CALM, 30) == []
    assert since(low, 40) == [40]


def test_closed_incidents_need_nobody() -> None:
    assert kinds(incident=replace(INCIDENT, state=IncidentState.CLOSED)) == []
    assert kinds(incident=INCIDENT) == [AttentionKind.BREACH]
