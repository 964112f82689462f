"""The rows that a patrol writes: sightings, findings with their incident and still, repair tickets, references."""

from dataclasses import dataclass

from duty.acts import ActKind, act
from duty.book.rows import Row, Value
from duty.incidents import IncidentKind
from duty.patrol.config import PlanLevel
from duty.patrol.patrol import StillFile
from duty.patrol.plan import CameraPlan
from duty.patrol.round import Given
from video.config import CameraConfig

NOTE_LIMIT = 500
TITLE_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Moment:
    """When, by whom and under which plan something was answered."""

    at_wall_ns: int
    login: str
    level: PlanLevel
    shift_key: str
    """"" between shifts."""


def sighting(
    given: Given,
    moment: Moment,
    plan: CameraPlan,
    *,
    round_uuid: str,
    dwell_ms: int,
    due_wall_ns: int | None,
    note: str,
) -> Row:
    shown = given.shown
    values: dict[str, Value] = {
        "round_uuid": round_uuid,
        "step": given.step,
        "camera_id": given.camera_id,
        "area_id": plan.area_id,
        "tier": plan.tier.value,
        "plan": moment.level.value,
        "shift": moment.shift_key,
        "stream": "" if shown is None else shown.stream.value,
        "width_px": 0 if shown is None else shown.width_px,
        "height_px": 0 if shown is None else shown.height_px,
        "dwell_ms": dwell_ms,
        "displayed_ms": given.displayed_ms,
        "displayed": given.displayed,
        "looked": given.looked,
        "answer": given.answer.value,
        "credited": given.credited,
        "due_wall_ns": due_wall_ns,
        "interval_s": plan.interval_s,
        "note": note[:NOTE_LIMIT],
    }
    return Row("sighting", values, at_wall_ns=moment.at_wall_ns, operator=moment.login)


def finding(moment: Moment, camera: CameraConfig, area_id: str, word: str) -> Row:
    """The incident that a finding opens: at the same moment and of the same camera as its sighting."""
    values: dict[str, Value] = {
        "kind": IncidentKind.FINDING.value,
        "subject": camera.id,
        "title": word[:TITLE_LIMIT],
        "camera_id": camera.id,
        "area_id": area_id,
        "zone_id": "",
        "zone_name": "",
        "latitude": camera.latitude,
        "longitude": camera.longitude,
        "reasons": "",
    }
    return Row("incident", values, at_wall_ns=moment.at_wall_ns, operator=moment.login)


def still(file: StillFile, camera_id: str, *, incident_uuid: str, at_wall_ns: int, login: str) -> Row:
    """A finding's picture, or without an incident the camera's reference picture."""
    values: dict[str, Value] = {
        "purpose": "finding" if incident_uuid else "reference",
        "incident_uuid": incident_uuid,
        "camera_id": camera_id,
        "path": file.path,
        "sha256": file.sha256,
        "width_px": file.width_px,
        "height_px": file.height_px,
    }
    return Row("still", values, at_wall_ns=at_wall_ns, operator=login)


def ticket(moment: Moment, camera_id: str, note: str) -> Row:
    values: dict[str, Value] = {"camera_id": camera_id, "note": note[:NOTE_LIMIT]}
    return Row("ticket", values, at_wall_ns=moment.at_wall_ns, operator=moment.login)


def ticket_closed(ticket_uuid: str, note: str, *, at_wall_ns: int, login: str) -> Row:
    values: dict[str, Value] = {"ticket_uuid": ticket_uuid, "act": "closed", "note": note[:NOTE_LIMIT]}
    return Row("ticket_act", values, at_wall_ns=at_wall_ns, operator=login)


def round_ended(round_uuid: str, state: str, *, at_wall_ns: int, login: str) -> Row:
    return act(ActKind.ROUND_ENDED, round_uuid, at_wall_ns=at_wall_ns, operator=login, detail={"state": state})
