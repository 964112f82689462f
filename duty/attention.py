"""What needs a person now, most urgent first: drawn from the incidents, the air, the cameras and the patrol."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum

from base.clock import NS_PER_S
from drones.picture import AirPicture, LinkState, Presence, VehicleKind, Verdict
from duty.incidents import IncidentKind, IncidentState, IncidentView
from duty.patrol.config import Tier
from duty.patrol.view import PatrolView
from video.feed import CameraFacts, CameraState
from video.recording.order import RecordState


class Urgency(IntEnum):
    """ISA-18.2's order: few alarms, each one with an act."""

    ALARM = 3
    WARNING = 2
    NOTICE = 1


class AttentionKind(StrEnum):
    BREACH = "breach"
    """An open airspace incident; `subject` the track, `place` the zone, `incident_id` set."""
    CANNOT_TELL = "cannot_tell"
    """A track that may be in a zone: evidence is missing."""
    LINK_LOST = "link_lost"
    """A drone or dock of ours is not heard any more."""
    BATTERY_LOW = "battery_low"
    OWN_IN_ZONE = "own_in_zone"
    DOCK_ALARM = "dock_alarm"
    CAMERA_OFFLINE = "camera_offline"
    CAMERA_UNAUTHORISED = "camera_unauthorised"
    LINK_CLOSED = "link_closed"
    ZONE_QUARANTINED = "zone_quarantined"
    BOOK_UNAVAILABLE = "book_unavailable"
    """A row could not be written; it is kept and tried again."""
    INCIDENT = "incident"
    """Any other open incident; `subject` its title, `place` its camera, `value` its kind, `incident_id` set."""
    CAMERA_FROZEN = "camera_frozen"
    """Pictures come, and nothing in them changes."""
    CAMERAS_OVERDUE = "cameras_overdue"
    """One for all: `count` cameras are past their deadline. Those with a repair ticket are left out."""
    NOBODY_AT_DESK = "nobody_at_desk"
    RECORDER = "recorder"
    """The recording lacks something; `value` is a RecorderFault's code."""
    CAMERA_NOT_RECORDED = "camera_not_recorded"
    """Ordered, and cannot be recorded for a reason of its own; `value` is a RecordState's code."""


@dataclass(frozen=True, slots=True)
class AttentionItem:
    key: str
    """The same thing has the same key for as long as it lasts."""
    kind: AttentionKind
    urgency: Urgency
    subject: str
    place: str
    value: str
    """A figure or a code that the kind needs: battery percent, camera reason, verdict reason, detail."""
    since_ns: int
    """Monotonic."""
    incident_id: int | None = None
    acknowledged: bool = False
    repeat: int = 0
    """How often it has to have been heard again: counts up for as long as an alarm is not acknowledged."""
    escalated: int = 0
    """How many levels it was told further up, because nobody acknowledged it."""
    count: int = 1
    """How many things of its kind it stands for."""
    own: bool = False
    """An incident that whoever is signed in has opened: it needs to be dealt with, and is no news to that person."""


CANNOT_TELL_AFTER_NS = 2 * NS_PER_S
"""At a zone's edge the evidence is often complete a moment later: nobody need look before."""
MOST_OF_A_KIND = 50
"""Beyond it one item stands for all the others of the kind: a flood must not push a single alarm out of sight."""


@dataclass(frozen=True, slots=True)
class RecordingTrouble:
    """What is wrong with the recorder as a whole."""

    fault: str
    """A RecorderFault's code: that room is above this one."""
    since_wall_ns: int | None


class Attention:
    """Remembers since when each thing has needed a person; everything else is drawn anew each time."""

    def __init__(self, camera_names: Mapping[str, str], repeat_alarm_s: float = 30.0) -> None:
        self._camera_names = camera_names
        self._repeat_ns = round(repeat_alarm_s * NS_PER_S)
        self._since_ns: dict[str, int] = {}

    def items(
        self,
        *,
        air: AirPicture,
        cameras: Iterable[CameraFacts],
        incidents: Iterable[IncidentView],
        trouble: str,
        now_ns: int,
        now_wall_ns: int,
        patrol: PatrolView | None = None,
        operator: str = "",
        recording: RecordingTrouble | None = None,
    ) -> tuple[AttentionItem, ...]:
        """All items, most urgent first, then those not acknowledged, then the longest standing.

        `trouble` is why the book cannot be written, or "". `now_ns` is monotonic, `now_wall_ns` the same moment in UTC:
        an incident of an earlier run is as old as the book says. `operator` is the login of whoever is signed in.
        """
        found: list[AttentionItem] = []
        acts = _of_incidents(incidents, self._camera_names, now_ns, now_wall_ns, operator)
        others: Iterable[AttentionItem] = _of_patrol(patrol, now_ns, now_wall_ns)
        of_cameras = self._of_cameras(seen := tuple(cameras))
        others = [*others, *self._of_records(seen, now_ns), *_of_recorder(recording, now_ns, now_wall_ns)]
        for item in (*acts, *_of_air(air, now_ns), *of_cameras, *others, *_of_book(trouble)):
            since_ns = self._since_ns.get(item.key, item.since_ns or now_ns)
            found.append(replace(item, since_ns=since_ns, repeat=self._repeat(item, now_ns - since_ns)))
        self._since_ns = {item.key: item.since_ns for item in found}
        found.sort(key=lambda item: (-item.urgency, item.acknowledged, -item.escalated, item.since_ns, item.key))
        return _grouped(found)

    def _repeat(self, item: AttentionItem, age_ns: int) -> int:
        """Only what a person can acknowledge may go on sounding: there must be a way to stop it."""
        sounds = item.urgency is Urgency.ALARM and item.incident_id is not None and not item.acknowledged
        return max(0, age_ns) // self._repeat_ns if sounds else 0

    def _of_cameras(self, cameras: Iterable[CameraFacts]) -> Iterator[AttentionItem]:
        for camera in cameras:
            if camera.state in (CameraState.OFFLINE, CameraState.UNSUPPORTED):
                kind = AttentionKind.CAMERA_OFFLINE
            elif camera.state is CameraState.UNAUTHORISED:
                kind = AttentionKind.CAMERA_UNAUTHORISED
            elif camera.frozen_since_ns is not None:
                kind = AttentionKind.CAMERA_FROZEN
            else:
                continue
            name = self._camera_names.get(camera.camera_id, camera.camera_id)
            since_ns = camera.state_since_ns if camera.frozen_since_ns is None else camera.frozen_since_ns
            yield _item(kind, Urgency.NOTICE, camera.camera_id, name, camera.reason, since_ns)

    def _of_records(self, cameras: Iterable[CameraFacts], now_ns: int) -> Iterator[AttentionItem]:
        """A disk's trouble is one thing for all cameras, and a camera without a picture is told already."""
        for camera in cameras:
            if camera.recording in (RecordState.CODEC, RecordState.NO_STREAM):
                name = self._camera_names.get(camera.camera_id, camera.camera_id)
                kind = AttentionKind.CAMERA_NOT_RECORDED
                yield _item(kind, Urgency.NOTICE, camera.camera_id, name, camera.recording.value, 0)


def _of_recorder(trouble: RecordingTrouble | None, now_ns: int, now_wall_ns: int) -> Iterator[AttentionItem]:
    if trouble is not None and trouble.fault:
        age_ns = 0 if trouble.since_wall_ns is None else max(0, now_wall_ns - trouble.since_wall_ns)
        yield _item(AttentionKind.RECORDER, Urgency.WARNING, trouble.fault, "", trouble.fault, now_ns - age_ns)


def _of_incidents(
    incidents: Iterable[IncidentView], names: Mapping[str, str], now_ns: int, now_wall_ns: int, operator: str
) -> Iterator[AttentionItem]:
    for incident in incidents:
        if incident.state is IncidentState.CLOSED:
            continue
        age_ns = max(0, now_wall_ns - incident.raised_wall_ns)
        new = incident.state is IncidentState.NEW
        breach = incident.kind is IncidentKind.AIRSPACE
        kind = AttentionKind.BREACH if breach else AttentionKind.INCIDENT
        matter = f"{incident.subject}:{incident.zone_id}" if breach else incident.uuid or str(incident.incident_id)
        # What a person wrote down was seen by that person: it becomes an alarm when nobody takes it on.
        alarm = breach or (new and incident.escalations > 0)
        yield AttentionItem(
            key=f"{kind}:{matter}",
            kind=kind,
            urgency=Urgency.ALARM if alarm else Urgency.WARNING,
            subject=incident.subject if breach else incident.title,
            place=incident.zone_name if breach else names.get(incident.camera_id, incident.camera_id),
            value=",".join(incident.reasons) if breach else incident.kind.value,
            since_ns=incident.evidence_at_ns or now_ns - age_ns,
            incident_id=incident.incident_id,
            acknowledged=not new,
            escalated=incident.escalations if new else 0,
            count=max(1, incident.tracks),
            own=new and incident.is_of(operator),
        )


def _of_patrol(patrol: PatrolView | None, now_ns: int, now_wall_ns: int) -> Iterator[AttentionItem]:
    if patrol is None:
        return
    late = [camera for camera in patrol.due if camera.overdue and not camera.out] if patrol.loaded else []
    if late:
        urgency = Urgency.WARNING if any(camera.tier is Tier.KEY for camera in late) else Urgency.NOTICE
        since_ns = now_ns - max(0, now_wall_ns - min(camera.due_wall_ns for camera in late))
        item = _item(AttentionKind.CAMERAS_OVERDUE, urgency, "patrol", "", str(len(late)), since_ns)
        yield replace(item, count=len(late))
    if patrol.nobody_since_wall_ns is not None:
        since_ns = now_ns - max(0, now_wall_ns - patrol.nobody_since_wall_ns)
        yield _item(AttentionKind.NOBODY_AT_DESK, Urgency.WARNING, "desk", "", "", since_ns)


def _grouped(items: Sequence[AttentionItem]) -> tuple[AttentionItem, ...]:
    """The first of each kind, and one for all the others: it has no incident of its own to acknowledge."""
    of_kind: dict[AttentionKind, list[AttentionItem]] = defaultdict(list)
    for item in items:
        of_kind[item.kind].append(item)
    if all(len(same) <= MOST_OF_A_KIND for same in of_kind.values()):
        return tuple(items)
    kept: list[AttentionItem] = []
    for kind, same in of_kind.items():
        first, rest = same[:MOST_OF_A_KIND], same[MOST_OF_A_KIND:]
        kept += first
        if rest:
            kept.append(
                AttentionItem(
                    key=f"{kind}:more",
                    kind=kind,
                    urgency=rest[0].urgency,
                    subject="",
                    place="",
                    value="",
                    since_ns=min(item.since_ns for item in rest),
                    acknowledged=all(item.acknowledged for item in rest),
                    escalated=max(item.escalated for item in rest),
                    count=sum(item.count for item in rest),
                )
            )
    kept.sort(key=lambda item: (-item.urgency, item.acknowledged, -item.escalated, item.since_ns, item.key))
    return tuple(kept)


def _of_air(air: AirPicture, now_ns: int) -> Iterator[AttentionItem]:
    yield from _of_verdicts(air, now_ns)
    yield from _of_drones(air)
    yield from _of_docks(air)
    for link in air.links:
        if link.state is LinkState.CLOSED and link.detail:
            yield _item(AttentionKind.LINK_CLOSED, Urgency.WARNING, link.name, link.name, link.detail, 0)
    for zone in air.zones:
        if zone.quarantined:
            key = f"{zone.source}:{zone.zone_id}"
            yield _item(AttentionKind.ZONE_QUARANTINED, Urgency.NOTICE, key, zone.name, zone.quarantined, 0)


def _of_verdicts(air: AirPicture, now_ns: int) -> Iterator[AttentionItem]:
    for verdict in air.verdicts:
        if verdict.verdict is Verdict.CANNOT_TELL and now_ns - verdict.since_ns >= CANNOT_TELL_AFTER_NS:
            key = f"{verdict.track_id}:{verdict.zone_id}"
            reason = ",".join(verdict.reasons)
            item = _item(AttentionKind.CANNOT_TELL, Urgency.WARNING, key, verdict.track_id, reason, verdict.since_ns)
            yield replace(item, place=verdict.zone_name)


def _of_drones(air: AirPicture) -> Iterator[AttentionItem]:
    zones = {zone.zone_id: zone.name for zone in air.zones}
    for vehicle in air.vehicles:
        if vehicle.kind is not VehicleKind.DRONE:
            continue
        key, name = str(vehicle.system), vehicle.name or str(vehicle.system)
        if vehicle.presence is Presence.LOST:
            if vehicle.heartbeat_at_ns is not None:  # one that was never heard was not lost
                yield _item(AttentionKind.LINK_LOST, Urgency.WARNING, key, name, "", vehicle.heartbeat_at_ns)
            continue
        if vehicle.battery_low:
            value = "" if vehicle.battery_percent is None else str(vehicle.battery_percent)
            yield _item(AttentionKind.BATTERY_LOW, Urgency.WARNING, key, name, value, 0)
        for zone_id in vehicle.zone_ids:
            item = _item(AttentionKind.OWN_IN_ZONE, Urgency.WARNING, f"{key}:{zone_id}", name, "", 0)
            yield replace(item, place=zones.get(zone_id, zone_id))


def _of_docks(air: AirPicture) -> Iterator[AttentionItem]:
    for dock in air.docks:
        key, name = str(dock.system), dock.name or str(dock.system)
        if dock.presence is Presence.LOST:
            if dock.heartbeat_at_ns is not None:
                yield _item(AttentionKind.LINK_LOST, Urgency.WARNING, key, name, "", dock.heartbeat_at_ns)
        elif dock.alarm or dock.emergency_stop:
            value = "emergency_stop" if dock.emergency_stop else "alarm"
            yield _item(AttentionKind.DOCK_ALARM, Urgency.WARNING, key, name, value, 0)


def _of_book(trouble: str) -> Iterator[AttentionItem]:
    if trouble:
        yield _item(AttentionKind.BOOK_UNAVAILABLE, Urgency.ALARM, "book", "", trouble, 0)


def _item(kind: AttentionKind, urgency: Urgency, key: str, subject: str, value: str, since_ns: int) -> AttentionItem:
    return AttentionItem(f"{kind}:{key}", kind, urgency, subject, "", value, since_ns)
