from dataclasses import replace

from drones.picture import AirPicture, LinkState, Presence, VehicleKind, Verdict, VerdictReason
from duty.attention import MOST_OF_A_KIND, Attention, AttentionItem, AttentionKind, Urgency
from duty.incidents import IncidentKind, IncidentState, IncidentView
from duty.patrol.config import PlanLevel, Tier
from duty.patrol.view import DueCamera, PatrolView
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


def items_of(
    *incidents: IncidentView,
    patrol: PatrolView | None = None,
    cameras: tuple[CameraFacts, ...] = (),
    now_s: int = 10,
    operator: str = "",
) -> tuple[AttentionItem, ...]:
    return Attention({"c01": "North gate"}, repeat_alarm_s=30).items(
        air=CALM,
        cameras=cameras,
        incidents=incidents,
        trouble="",
        now_ns=now_s * S,
        now_wall_ns=WALL_NS,
        patrol=patrol,
        operator=operator,
    )


def test_what_whoever_is_signed_in_opened_is_theirs_until_it_is_told_further_up() -> None:
    finding = replace(
        INCIDENT, kind=IncidentKind.FINDING, title="Bag", zone_name="", camera_id="c01", operator="wang", uuid="u"
    )
    escalated = replace(finding, escalations=1)
    for operator, view, own in (
        ("wang", finding, True),
        ("li", finding, False),
        ("", replace(finding, operator=""), False),
        ("wang", escalated, False),
        ("wang", replace(finding, state=IncidentState.ACKNOWLEDGED), False),
    ):
        [item] = items_of(view, operator=operator)
        assert item.own is own
        assert item.place == "North gate"
    assert items_of(escalated, operator="wang")[0].urgency is Urgency.ALARM


def test_an_alarm_repeats_until_it_is_acknowledged() -> None:
    assert [items_of(INCIDENT, now_s=now)[0].repeat for now in (6, 35, 36, 66, 906)] == [0, 0, 1, 2, 30]
    acknowledged = replace(INCIDENT, state=IncidentState.ACKNOWLEDGED)
    assert items_of(acknowledged, now_s=906)[0].repeat == 0
    low = replace(CALM, vehicles=(replace(DRONE, battery_low=True),))
    later = Attention({}, repeat_alarm_s=30)
    for now_s in (10, 1000):
        [warning] = later.items(air=low, cameras=(), incidents=(), trouble="", now_ns=now_s * S, now_wall_ns=WALL_NS)
    assert warning.repeat == 0, "nobody could silence it"


def test_what_escalated_comes_first_and_says_how_often() -> None:
    older = replace(INCIDENT, incident_id=2, subject="older", evidence_at_ns=S)
    told = replace(INCIDENT, incident_id=3, subject="told", escalations=2)
    assert [(i.subject, i.escalated) for i in items_of(older, told)] == [("told", 2), ("older", 0)]
    dealt_with = replace(told, state=IncidentState.ACKNOWLEDGED)
    assert items_of(dealt_with)[0].escalated == 0


def test_what_a_person_wrote_down_is_a_warning_until_nobody_takes_it_on() -> None:
    call = replace(
        INCIDENT, kind=IncidentKind.CALL, title="Shouting", subject="", uuid="u1", evidence_at_ns=None, zone_name=""
    )
    [item] = items_of(call)
    assert (item.kind, item.urgency, item.subject, item.value) == ("incident", Urgency.WARNING, "Shouting", "call")
    [item] = items_of(replace(call, escalations=1))
    assert item.urgency is Urgency.ALARM
    [item] = items_of(replace(call, escalations=1, state=IncidentState.DISPATCHED))
    assert (item.urgency, item.acknowledged) == (Urgency.WARNING, True)
    other = replace(call, incident_id=2, uuid="u2")
    assert len({i.key for i in items_of(call, other)}) == 2, "two calls with the same words are two matters"


def test_a_frozen_camera() -> None:
    frozen = replace(CAMERA, frozen_since_ns=4 * S)
    [item] = items_of(cameras=(frozen,))
    assert (item.kind, item.subject, item.since_ns) == (AttentionKind.CAMERA_FROZEN, "North gate", 4 * S)
    assert [i.kind for i in items_of(cameras=(replace(frozen, state=CameraState.OFFLINE),))] == ["camera_offline"]


def due(camera_id: str, tier: Tier, late_s: int, *, out: bool = False) -> DueCamera:
    return DueCamera(camera_id, "old", tier, WALL_NS - late_s * S, None, overdue=late_s > 0, out=out)


def patrol_of(*cameras: DueCamera, **changes: object) -> PatrolView:
    view = PatrolView(
        plan=PlanLevel.ROUTINE,
        plan_since_wall_ns=None,
        plan_by="",
        shift=None,
        round=None,
        due=cameras,
        tiers=(),
        nobody_since_wall_ns=None,
        loaded=True,
    )
    return replace(view, **changes)  # type: ignore[arg-type]


def test_overdue_cameras_are_one_item_with_a_count() -> None:
    late = (due("c01", Tier.ORDINARY, 5), due("c02", Tier.ORDINARY, 4), due("c03", Tier.ORDINARY, -9))
    broken = due("c04", Tier.KEY, 900, out=True)
    [item] = items_of(patrol=patrol_of(*late, broken))
    assert (item.kind, item.count, item.urgency) == (AttentionKind.CAMERAS_OVERDUE, 2, Urgency.NOTICE)
    assert item.since_ns == 5 * S
    [item] = items_of(patrol=patrol_of(*late, due("c05", Tier.KEY, 1)))
    assert (item.count, item.urgency) == (3, Urgency.WARNING)
    assert items_of(patrol=patrol_of(*late, loaded=False)) == (), "nothing is overdue before the book has told"
    assert items_of(patrol=patrol_of(broken)) == ()


def test_nobody_at_the_desk() -> None:
    [item] = items_of(patrol=patrol_of(nobody_since_wall_ns=WALL_NS - 7 * S))
    assert (item.kind, item.since_ns) == (AttentionKind.NOBODY_AT_DESK, 3 * S)


def test_a_flood_of_one_kind_leaves_room_for_the_others() -> None:
    breaches = [replace(INCIDENT, incident_id=n, subject=f"T{n}", evidence_at_ns=n * S // 100) for n in range(1, 121)]
    breaches[0] = replace(breaches[0], state=IncidentState.ACKNOWLEDGED)
    call = replace(INCIDENT, kind=IncidentKind.CALL, title="Shouting", uuid="u1", incident_id=900)
    items = items_of(*breaches, call)
    found = [i for i in items if i.kind is AttentionKind.BREACH]
    assert len(found) == MOST_OF_A_KIND + 1
    [rest] = [i for i in found if i.incident_id is None]
    assert (rest.count, rest.acknowledged, rest.subject) == (120 - MOST_OF_A_KIND, False, "")
    assert sum(i.count for i in found) == 120
    assert all(not i.acknowledged for i in found), "those that wait are shown one by one first"
    assert [i.kind for i in items].count(AttentionKind.INCIDENT) == 1
    assert len({i.key for i in items}) == len(items)
