"""Words for what needs a person: a title, why, and what to do next."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from duty.attention import AttentionItem, AttentionKind
from duty.incidents import IncidentKind
from sessions.recording import RecorderFault
from ui.words import cameras, duty, sessions
from ui.words.counts import Counts
from video.feed import Reason
from video.recording.order import RecordState


def title(item: AttentionItem) -> str:
    """One line: what is wrong with whom, or with how many."""
    if item.kind is AttentionKind.CAMERAS_OVERDUE or (item.count > 1 and item.incident_id is None):
        return Counts().things(item.kind, item.count)
    if item.kind is AttentionKind.BREACH and item.count > 1:
        many = QCoreApplication.translate("Attention", "{n} unknown aircraft")
        return many.replace("{n}", str(item.count))
    if item.kind is AttentionKind.INCIDENT and not item.subject:
        return _incident_kind(item.value)
    return _TITLES[item.kind]().replace("{subject}", item.subject)


_TITLES: dict[AttentionKind, Callable[[], str]] = {
    AttentionKind.BREACH: lambda: QCoreApplication.translate("Attention", "Unknown aircraft"),
    AttentionKind.CANNOT_TELL: lambda: QCoreApplication.translate("Attention", "Possible breach"),
    AttentionKind.LINK_LOST: lambda: QCoreApplication.translate("Attention", "{subject}: link lost"),
    AttentionKind.BATTERY_LOW: lambda: QCoreApplication.translate("Attention", "{subject}: battery low"),
    AttentionKind.OWN_IN_ZONE: lambda: QCoreApplication.translate("Attention", "{subject} is in a zone"),
    AttentionKind.DOCK_ALARM: lambda: QCoreApplication.translate("Attention", "{subject}: dock alarm"),
    AttentionKind.CAMERA_OFFLINE: lambda: QCoreApplication.translate("Attention", "{subject}: no picture"),
    AttentionKind.CAMERA_UNAUTHORISED: lambda: QCoreApplication.translate("Attention", "{subject}: access denied"),
    AttentionKind.LINK_CLOSED: lambda: QCoreApplication.translate("Attention", "Link {subject} is closed"),
    AttentionKind.ZONE_QUARANTINED: lambda: QCoreApplication.translate("Attention", "Zone {subject} is not in use"),
    AttentionKind.BOOK_UNAVAILABLE: lambda: QCoreApplication.translate("Attention", "The duty book cannot be written"),
    AttentionKind.INCIDENT: lambda: "{subject}",
    AttentionKind.CAMERA_FROZEN: lambda: QCoreApplication.translate("Attention", "{subject}: frozen picture"),
    AttentionKind.NOBODY_AT_DESK: lambda: QCoreApplication.translate("Attention", "Nobody at the desk"),
    AttentionKind.RECORDER: lambda: QCoreApplication.translate("Attention", "The recording is not complete"),
    AttentionKind.CAMERA_NOT_RECORDED: lambda: QCoreApplication.translate("Attention", "{subject}: not recorded"),
}


def why(item: AttentionItem) -> str:
    """A line or two: the evidence or the cause."""
    match item.kind:
        case AttentionKind.BREACH | AttentionKind.CANNOT_TELL:
            said = duty.reasons(tuple(item.value.split(",")))
            pattern = QCoreApplication.translate("Attention", "{zone}: {reasons}")
            where = pattern.replace("{zone}", item.place).replace("{reasons}", said) if said else item.place
            return f"{item.subject}\n{where}" if item.count == 1 else where
        case AttentionKind.BATTERY_LOW:
            if not item.value:
                return QCoreApplication.translate("Attention", "It reports a low battery.")
            return QCoreApplication.translate("Attention", "{percent} % left").replace("{percent}", item.value)
        case AttentionKind.OWN_IN_ZONE:
            return item.place
        case AttentionKind.LINK_LOST:
            return QCoreApplication.translate("Attention", "Last values are kept.")
        case AttentionKind.DOCK_ALARM if item.value == "emergency_stop":
            return QCoreApplication.translate("Attention", "The emergency stop is pressed.")
        case AttentionKind.DOCK_ALARM:
            return QCoreApplication.translate("Attention", "The dock reports an alarm.")
        case AttentionKind.CAMERA_OFFLINE | AttentionKind.CAMERA_UNAUTHORISED:
            return _camera_cause(item.value)
        case AttentionKind.INCIDENT:
            return " · ".join(part for part in (_incident_kind(item.value), item.place) if part)
        case AttentionKind.RECORDER:
            fault = _fault(item.value)
            return sessions.fault(fault) if fault else item.value
        case AttentionKind.CAMERA_NOT_RECORDED:
            known = {state.value: state for state in RecordState}
            return sessions.record_state(known[item.value]) if item.value in known else item.value
        case _:
            return _of_patrol(item.kind) or item.value


def _of_patrol(kind: AttentionKind) -> str:
    match kind:
        case AttentionKind.CAMERA_FROZEN:
            return QCoreApplication.translate("Attention", "Pictures come, and nothing in them changes.")
        case AttentionKind.CAMERAS_OVERDUE:
            return QCoreApplication.translate("Attention", "Past the time by which they have to be looked at.")
        case AttentionKind.NOBODY_AT_DESK:
            return QCoreApplication.translate("Attention", "No key and no mouse for a while; the time is not counted.")
        case _:
            return ""


def next_step(item: AttentionItem) -> str:
    """What a person should do, one short sentence; "" where the button says it all."""
    if item.kind in (AttentionKind.CAMERA_OFFLINE, AttentionKind.CAMERA_UNAUTHORISED):
        reason = _camera_reason(item.value)
        return cameras.advice(reason) if reason else ""
    if item.kind is AttentionKind.RECORDER:
        fault = _fault(item.value)
        return sessions.fault_advice(fault) if fault else ""
    if item.escalated:
        said = QCoreApplication.translate("Attention", "Nobody acknowledged it: told further up, level {n}.")
        return said.replace("{n}", str(item.escalated))
    if item.own:
        return QCoreApplication.translate("Attention", "Opened by you: send somebody, or acknowledge it.")
    return _NEXT[item.kind]() if item.kind in _NEXT else ""


_NEXT: dict[AttentionKind, Callable[[], str]] = {
    AttentionKind.CANNOT_TELL: lambda: QCoreApplication.translate("Attention", "Look for it on a camera."),
    AttentionKind.LINK_LOST: lambda: QCoreApplication.translate("Attention", "Call the pilot."),
    AttentionKind.BATTERY_LOW: lambda: QCoreApplication.translate("Attention", "Ask the pilot to return."),
    AttentionKind.OWN_IN_ZONE: lambda: QCoreApplication.translate(
        "Attention", "Ask the pilot whether the flight is permitted."
    ),
    AttentionKind.DOCK_ALARM: lambda: QCoreApplication.translate("Attention", "Send someone to the dock."),
    AttentionKind.LINK_CLOSED: lambda: QCoreApplication.translate("Attention", "Check the address and the radio."),
    AttentionKind.ZONE_QUARANTINED: lambda: QCoreApplication.translate("Attention", "Have the zone file corrected."),
    AttentionKind.BOOK_UNAVAILABLE: lambda: QCoreApplication.translate("Attention", "Write on paper until it is back."),
    AttentionKind.CAMERA_FROZEN: lambda: QCoreApplication.translate("Attention", "Have the camera started anew."),
    AttentionKind.CAMERAS_OVERDUE: lambda: QCoreApplication.translate("Attention", "Start a round."),
}


def _fault(value: str) -> RecorderFault | None:
    return RecorderFault(value) if value in {fault.value for fault in RecorderFault} else None


def _incident_kind(value: str) -> str:
    known = {kind.value: kind for kind in IncidentKind}
    return duty.incident_kind(known[value]) if value in known else value


def _camera_reason(value: str) -> Reason | None:
    return Reason(value) if value in {reason.value for reason in Reason} else None


def _camera_cause(value: str) -> str:
    reason = _camera_reason(value)
    return value if reason is None else cameras.cause(reason)
