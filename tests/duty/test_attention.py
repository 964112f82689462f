from dataclasses import replace

from drones.picture import AirPicture, LinkState, Presence, VehicleKind, Verdict, VerdictReason
from duty.attention import Attention, AttentionKind, Urgency
from duty.incidents import IncidentState, IncidentView
from tests.ui.fake_world import camera_facts, dock, incident, link, vehicle, verdict
from video.feed import CameraFacts, CameraState, Reason

S = 1_000_000_000
WALL_NS = 1_800_000_000 * S

DRONE = vehicle(7, battery_percent=80)
DOCK = dock(101)
CAMERA = camera_facts("c01", state=CameraState.LIVE)
INCIDENT = incident(1, evidence_at_ns=6 * S)
CALM = AirPicture(10 * S, vehicles=(DRONE,), docks=(DOCK,))


def kinds(air: AirPicture = CALM, *, camera: CameraFacts = CAMERA, incident: IncidentView | None = None) -> list[str]:
    items = Attention({"c01": "North gate"}).items(
        air=air,
        cameras=(camera,),
        incidents=(incident,) if incident else (),
        trouble="",
        now_ns=10 * S,
        now_wall_ns=WALL_NS,
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
    closed = link(state=LinkState.CLOSED, detail="address in use")
    assert kinds(replace(CALM, links=(closed,))) == ["link_closed"]
    never = replace(DRONE, presence=Presence.LOST, heartbeat_at_ns=None)
    assert kinds(replace(CALM, vehicles=(never,))) == [], "what was never heard was not lost"
    unknown = verdict(now_ns=10 * S, verdict=Verdict.CANNOT_TELL, reasons=(VerdictReason.ALTITUDE_UNKNOWN,))
    assert kinds(replace(CALM, verdicts=(replace(unknown, since_ns=9 * S),))) == [], "it may be told in a moment"
    assert kinds(replace(CALM, verdicts=(unknown,))) == ["cannot_tell"]
    assert kinds(camera=replace(CAMERA, state=CameraState.OFFLINE, reason=Reason.REFUSED)) == ["camera_offline"]
    assert kinds(camera=replace(CAMERA, state=CameraState.UNAUTHORISED)) == ["camera_unauthorised"]
    assert kinds(camera=replace(CAMERA, state=CameraState.STALE)) == []


def test_the_most_urgent_comes_first_and_an_acknowledged_one_after_its_like() -> None:
    air = replace(CALM, vehicles=(replace(DRONE, battery_low=True),))
    offline = replace(CAMERA, state=CameraState.OFFLINE)
    acknowledged = replace(INCIDENT, incident_id=2, subject="other", state=IncidentState.ACKNOWLEDGED, evidence_at_ns=S)
    items = Attention({}).items(
        air=air,
        cameras=(offline,),
        incidents=(acknowledged, INCIDENT),
        trouble="disk full",
        now_ns=10 * S,
        now_wall_ns=WALL_NS,
    )
    assert [i.kind for i in items] == ["breach", "book_unavailable", "breach", "battery_low", "camera_offline"]
    assert items[0].incident_id == 1
    assert [i.urgency for i in items] == sorted((i.urgency for i in items), reverse=True)
    assert items[0].urgency is Urgency.ALARM


def test_an_incident_of_an_earlier_run_is_as_old_as_the_book_says() -> None:
    loaded = incident(1, evidence_at_ns=None, raised_wall_ns=WALL_NS - 7200 * S)
    (item,) = Attention({}).items(
        air=CALM, cameras=(), incidents=(loaded,), trouble="", now_ns=10 * S, now_wall_ns=WALL_NS
    )
    assert 10 * S - item.since_ns == 7200 * S


def test_since_is_kept_for_as_long_as_it_lasts() -> None:
    attention = Attention({})
    low = replace(CALM, vehicles=(replace(DRONE, battery_low=True),))

    def since(air: AirPicture, now_s: int) -> list[int]:
        items = attention.items(air=air, cameras=(), incidents=(), trouble="", now_ns=now_s * S, now_wall_ns=WALL_NS)
        return [i.since_ns // S for i in items]

    assert since(low, 10) == [10]
    assert since(low, 20) == [10]
    assert since(CALM, 30) == []
    assert since(low, 40) == [40]


def test_closed_incidents_need_nobody() -> None:
    assert kinds(incident=replace(INCIDENT, state=IncidentState.CLOSED)) == []
    assert kinds(incident=INCIDENT) == [AttentionKind.BREACH]
