"""Words for what needs a person: a title, why, and what to do next."""

from PySide6.QtCore import QCoreApplication

from duty.attention import AttentionItem, AttentionKind
from ui.words import cameras, duty
from video.feed import Reason


def title(item: AttentionItem) -> str:
    """One line: what is wrong with whom."""
    return _TITLES[item.kind]().replace("{subject}", item.subject)


_TITLES = {
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
}


def why(item: AttentionItem) -> str:
    """A line or two: the evidence or the cause."""
    match item.kind:
        case AttentionKind.BREACH | AttentionKind.CANNOT_TELL:
            said = duty.reasons(tuple(item.value.split(",")))
            pattern = QCoreApplication.translate("Attention", "{zone}: {reasons}")
            where = pattern.replace("{zone}", item.place).replace("{reasons}", said) if said else item.place
            return f"{item.subject}\n{where}"
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
        case _:
            return item.value


def next_step(item: AttentionItem) -> str:
    """What a person should do, one short sentence; "" where the button says it all."""
    match item.kind:
        case AttentionKind.CANNOT_TELL:
            return QCoreApplication.translate("Attention", "Look for it on a camera.")
        case AttentionKind.LINK_LOST:
            return QCoreApplication.translate("Attention", "Call the pilot.")
        case AttentionKind.BATTERY_LOW:
            return QCoreApplication.translate("Attention", "Ask the pilot to return.")
        case AttentionKind.OWN_IN_ZONE:
            return QCoreApplication.translate("Attention", "Ask the pilot whether the flight is permitted.")
        case AttentionKind.DOCK_ALARM:
            return QCoreApplication.translate("Attention", "Send someone to the dock.")
        case AttentionKind.CAMERA_OFFLINE | AttentionKind.CAMERA_UNAUTHORISED:
            reason = _camera_reason(item.value)
            return cameras.advice(reason) if reason else ""
        case AttentionKind.LINK_CLOSED:
            return QCoreApplication.translate("Attention", "Check the address and the radio.")
        case AttentionKind.ZONE_QUARANTINED:
            return QCoreApplication.translate("Attention", "Have the zone file corrected.")
        case AttentionKind.BOOK_UNAVAILABLE:
            return QCoreApplication.translate("Attention", "Write on paper until it is back.")
        case AttentionKind.BREACH:
            return ""


def _camera_reason(value: str) -> Reason | None:
    return Reason(value) if value in {reason.value for reason in Reason} else None


def _camera_cause(value: str) -> str:
    reason = _camera_reason(value)
    return value if reason is None else cameras.cause(reason)
