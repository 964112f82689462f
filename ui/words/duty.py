"""Words for incidents: states, dispositions, reasons, titles, and times as the precinct's clock shows them."""

from datetime import UTC, datetime, timedelta, tzinfo

from PySide6.QtCore import QCoreApplication

from base.clock import NS_PER_S
from drones.picture import VerdictReason
from duty.incidents import Disposition, IncidentKind, IncidentState, IncidentView
from ui.words import air


def incident_state(value: IncidentState) -> str:
    match value:
        case IncidentState.NEW:
            return QCoreApplication.translate("Duty", "New")
        case IncidentState.ACKNOWLEDGED:
            return QCoreApplication.translate("Duty", "Acknowledged")
        case IncidentState.DISPATCHED:
            return QCoreApplication.translate("Duty", "Dispatched")
        case IncidentState.ON_SCENE:
            return QCoreApplication.translate("Duty", "On scene")
        case IncidentState.CLOSED:
            return QCoreApplication.translate("Duty", "Closed")


def incident_kind(value: IncidentKind) -> str:
    match value:
        case IncidentKind.AIRSPACE:
            return QCoreApplication.translate("Duty", "Unknown aircraft in a zone")
        case IncidentKind.FINDING:
            return QCoreApplication.translate("Duty", "Seen on a camera")
        case IncidentKind.CALL:
            return QCoreApplication.translate("Duty", "Call")
        case IncidentKind.OTHER:
            return QCoreApplication.translate("Duty", "Other")


def disposition(value: Disposition) -> str:
    match value:
        case Disposition.HANDED_OVER:
            return QCoreApplication.translate("Duty", "Handed over to a team")
        case Disposition.PILOT_REACHED:
            return QCoreApplication.translate("Duty", "Pilot reached")
        case Disposition.LEFT_ZONE:
            return QCoreApplication.translate("Duty", "Aircraft left the zone")
        case Disposition.PERMITTED:
            return QCoreApplication.translate("Duty", "Flight was permitted")
        case Disposition.FALSE_ALARM:
            return QCoreApplication.translate("Duty", "False alarm")
        case Disposition.SETTLED:
            return QCoreApplication.translate("Duty", "Settled on the spot")
        case Disposition.NOTHING_FOUND:
            return QCoreApplication.translate("Duty", "Nothing found")
        case Disposition.OTHER:
            return QCoreApplication.translate("Duty", "Other (say in the note)")


def dispositions(kind: IncidentKind) -> tuple[Disposition, ...]:
    """How an incident of this kind can end: what is about aircraft is asked of aircraft only."""
    air_only = {Disposition.PILOT_REACHED, Disposition.LEFT_ZONE, Disposition.PERMITTED}
    ground_only = {Disposition.SETTLED, Disposition.NOTHING_FOUND}
    out = ground_only if kind is IncidentKind.AIRSPACE else air_only
    return tuple(value for value in Disposition if value not in out)


def spans(view: IncidentView) -> list[tuple[str, float]]:
    """How long it took from the raising to each step that was reached, in seconds; never negative."""
    steps = [
        (QCoreApplication.translate("Duty", "To acknowledge"), view.acknowledged_wall_ns),
        (QCoreApplication.translate("Duty", "To dispatch"), view.dispatched_wall_ns),
        (QCoreApplication.translate("Duty", "To arrive"), view.on_scene_wall_ns),
        (QCoreApplication.translate("Duty", "To close"), view.closed_wall_ns),
    ]
    return [(name, max(0.0, (at - view.raised_wall_ns) / NS_PER_S)) for name, at in steps if at is not None]


def span(seconds: float) -> str:
    """Minutes and seconds, hours where there are some: "0:42", "12:05", "1:03:20"."""
    whole = round(seconds)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def incident_number(incident_id: int) -> str:
    """An incident that the book could not write yet has a provisional negative id: it is shown without a number."""
    return str(incident_id) if incident_id > 0 else QCoreApplication.translate("Duty", "not written yet")


def incident_title(view: IncidentView) -> str:
    """Such as "Unknown aircraft 1581F5… in City hall no-fly zone"."""
    if view.title:
        return view.title
    if view.kind is not IncidentKind.AIRSPACE:
        return incident_kind(view.kind)
    if view.tracks > 1:
        many = QCoreApplication.translate("Duty", "{n} unknown aircraft in {zone}")
        return many.replace("{zone}", view.zone_name).replace("{n}", str(view.tracks))
    pattern = QCoreApplication.translate("Duty", "Unknown aircraft {subject} in {zone}")
    return pattern.replace("{zone}", view.zone_name).replace("{subject}", view.subject)


def reasons(codes: tuple[str, ...]) -> str:
    """Verdict reasons in words; a code that this version does not know (from a newer book) is shown as it is."""
    known = {reason.value: reason for reason in VerdictReason}
    said = [air.reason(known[code]) if code in known else code for code in codes if code]
    return QCoreApplication.translate("Duty", "; ").join(said)


def clock_time(wall_ns: int | None, zone: tzinfo, now_wall_ns: int) -> str:
    """Hours, minutes, seconds in the precinct's zone; with the date where that is not today's. "" for None."""
    if wall_ns is None:
        return ""
    at, today = local(wall_ns, zone), local(now_wall_ns, zone).date()
    return at.strftime("%H:%M:%S") if at.date() == today else at.strftime("%Y-%m-%d %H:%M:%S")


def local(wall_ns: int, zone: tzinfo) -> datetime:
    """`wall_ns` (UTC, since 1970) in the precinct's zone, exact to the microsecond."""
    since_1970 = timedelta(seconds=wall_ns // NS_PER_S, microseconds=wall_ns % NS_PER_S // 1000)
    return (datetime(1970, 1, 1, tzinfo=UTC) + since_1970).astimezone(zone)
