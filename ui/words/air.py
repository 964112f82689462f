"""Words for what drones/picture.py reports: states, fixes, datums, verdicts and their reasons."""

from PySide6.QtCore import QCoreApplication

from drones.picture import (
    ChargeState,
    CoverState,
    DockMode,
    GpsFix,
    LinkState,
    LinkView,
    Presence,
    Restriction,
    TrackSource,
    Verdict,
    VerdictReason,
)
from ui.words import figures


def presence(value: Presence) -> str:
    match value:
        case Presence.OK:
            return QCoreApplication.translate("Air", "OK")
        case Presence.STALE:
            return QCoreApplication.translate("Air", "Silent")
        case Presence.LOST:
            return QCoreApplication.translate("Air", "Lost")


def never_heard() -> str:
    return QCoreApplication.translate("Air", "Never heard")


def battery_low() -> str:
    return QCoreApplication.translate("Air", "Battery low")


def in_zone(names: list[str]) -> str:
    """For a drone of our own inside active zones."""
    return QCoreApplication.translate("Air", "In zone {zones}").replace("{zones}", ", ".join(names))


def armed(value: bool | None) -> str:
    if value is None:
        return figures.UNKNOWN
    if value:
        return QCoreApplication.translate("Air", "Armed")
    return QCoreApplication.translate("Air", "Disarmed")


def yes_no(value: bool | None) -> str:
    if value is None:
        return figures.UNKNOWN
    return QCoreApplication.translate("Air", "Yes") if value else QCoreApplication.translate("Air", "No")


def gps_fix(value: GpsFix) -> str:
    match value:
        case GpsFix.UNKNOWN:
            return figures.UNKNOWN
        case GpsFix.NO_GPS:
            return QCoreApplication.translate("Air", "No GPS")
        case GpsFix.NO_FIX:
            return QCoreApplication.translate("Air", "No fix")
        case GpsFix.FIX_2D:
            return QCoreApplication.translate("Air", "2D")
        case GpsFix.FIX_3D:
            return QCoreApplication.translate("Air", "3D")
        case GpsFix.DGPS:
            return QCoreApplication.translate("Air", "DGPS")
        case GpsFix.RTK_FLOAT:
            return QCoreApplication.translate("Air", "RTK float")
        case GpsFix.RTK_FIXED:
            return QCoreApplication.translate("Air", "RTK fixed")
        case GpsFix.STATIC:
            return QCoreApplication.translate("Air", "Static")
        case GpsFix.PPP:
            return QCoreApplication.translate("Air", "PPP")


def dock_mode(value: DockMode) -> str:
    match value:
        case DockMode.UNKNOWN:
            return figures.UNKNOWN
        case DockMode.IDLE:
            return QCoreApplication.translate("Air", "Idle")
        case DockMode.ONSITE_DEBUG:
            return QCoreApplication.translate("Air", "Debug on site")
        case DockMode.REMOTE_DEBUG:
            return QCoreApplication.translate("Air", "Remote debug")
        case DockMode.UPGRADING:
            return QCoreApplication.translate("Air", "Upgrading")
        case DockMode.WORKING:
            return QCoreApplication.translate("Air", "Working")


def cover(value: CoverState) -> str:
    match value:
        case CoverState.UNKNOWN:
            return figures.UNKNOWN
        case CoverState.CLOSED:
            return QCoreApplication.translate("Air", "Closed")
        case CoverState.OPEN:
            return QCoreApplication.translate("Air", "Open")
        case CoverState.HALF:
            return QCoreApplication.translate("Air", "Half open")
        case CoverState.ABNORMAL:
            return QCoreApplication.translate("Air", "Abnormal")


def charge(value: ChargeState) -> str:
    match value:
        case ChargeState.UNKNOWN:
            return figures.UNKNOWN
        case ChargeState.IDLE:
            return QCoreApplication.translate("Air", "Not charging")
        case ChargeState.CHARGING:
            return QCoreApplication.translate("Air", "Charging")
        case ChargeState.FULL:
            return QCoreApplication.translate("Air", "Full")
        case ChargeState.FAULT:
            return QCoreApplication.translate("Air", "Charge fault")


def rain(level: int | None) -> str:
    if level is None:
        return figures.UNKNOWN
    words = (
        QCoreApplication.translate("Air", "Dry"),
        QCoreApplication.translate("Air", "Light rain"),
        QCoreApplication.translate("Air", "Moderate rain"),
        QCoreApplication.translate("Air", "Heavy rain"),
    )
    return words[level] if 0 <= level < len(words) else str(level)


def network(quality: int | None) -> str:
    """DOCK_STATUS.net_quality, 0 none to 5 best."""
    return figures.UNKNOWN if quality is None else f"{quality}/5"


def restriction(value: Restriction) -> str:
    match value:
        case Restriction.PROHIBITED:
            return QCoreApplication.translate("Air", "Prohibited")
        case Restriction.AUTHORISATION:
            return QCoreApplication.translate("Air", "Authorisation required")
        case Restriction.CONDITIONAL:
            return QCoreApplication.translate("Air", "Conditional")
        case Restriction.INFORMATION:
            return QCoreApplication.translate("Air", "Information")


def track_source(value: TrackSource) -> str:
    match value:
        case TrackSource.REMOTE_ID:
            return QCoreApplication.translate("Air", "Remote ID")
        case TrackSource.ADSB:
            return QCoreApplication.translate("Air", "ADS-B")


def verdict(value: Verdict) -> str:
    match value:
        case Verdict.IN_BREACH:
            return QCoreApplication.translate("Air", "In breach")
        case Verdict.CLEAR:
            return QCoreApplication.translate("Air", "Clear")
        case Verdict.CANNOT_TELL:
            return QCoreApplication.translate("Air", "Cannot tell")


def reason(value: VerdictReason) -> str:
    """A clause that follows a verdict and a colon."""
    match value:
        case VerdictReason.INSIDE:
            return QCoreApplication.translate("Air", "it is inside the zone")
        case VerdictReason.OUTSIDE:
            return QCoreApplication.translate("Air", "it is outside the zone")
        case VerdictReason.ABOVE:
            return QCoreApplication.translate("Air", "it flies above the zone's upper limit")
        case VerdictReason.BELOW:
            return QCoreApplication.translate("Air", "it flies below the zone's lower limit")
        case VerdictReason.ZONE_INACTIVE:
            return QCoreApplication.translate("Air", "the zone is not active now")
        case VerdictReason.OURS:
            return QCoreApplication.translate("Air", "it is our own drone")
        case VerdictReason.SERIAL_WITHOUT_POSITION:
            return QCoreApplication.translate("Air", "it claims a serial number of ours, but our drone is not there")
        case _:
            return _doubt(value)


def _doubt(value: VerdictReason) -> str:
    match value:
        case VerdictReason.ALTITUDE_UNKNOWN:
            return QCoreApplication.translate("Air", "its altitude is unknown")
        case VerdictReason.DATUM_UNKNOWN:
            return QCoreApplication.translate("Air", "its altitude cannot be compared with the zone's limits")
        case VerdictReason.POSITION_UNKNOWN:
            return QCoreApplication.translate("Air", "its position is unknown")
        case VerdictReason.POSITION_OLD:
            return QCoreApplication.translate("Air", "its position is out of date")
        case VerdictReason.ON_GROUND:
            return QCoreApplication.translate("Air", "it says that it is on the ground")
        case VerdictReason.NEAR_EDGE:
            return QCoreApplication.translate("Air", "it is nearer to the zone's edge than its position is exact")
        case _:
            return value.value


def verdict_sentence(value: Verdict, zone_name: str, reasons: tuple[VerdictReason, ...]) -> str:
    """Such as "In breach of Hall: it is inside the zone; its altitude is unknown"."""
    match value:
        case Verdict.IN_BREACH:
            pattern = QCoreApplication.translate("Air", "In breach of {zone}")
        case Verdict.CLEAR:
            pattern = QCoreApplication.translate("Air", "Clear of {zone}")
        case Verdict.CANNOT_TELL:
            pattern = QCoreApplication.translate("Air", "Cannot tell for {zone}")
    said = pattern.replace("{zone}", zone_name)
    if not reasons:
        return said
    why = QCoreApplication.translate("Air", "; ").join(reason(r) for r in reasons)
    return QCoreApplication.translate("Air", "{verdict}: {why}").replace("{verdict}", said).replace("{why}", why)


def severity(level: int | None) -> str:
    """STATUSTEXT.severity (MAV_SEVERITY), 0 emergency to 7 debug."""
    words = (
        QCoreApplication.translate("Air", "Emergency"),
        QCoreApplication.translate("Air", "Alert"),
        QCoreApplication.translate("Air", "Critical"),
        QCoreApplication.translate("Air", "Error"),
        QCoreApplication.translate("Air", "Warning"),
        QCoreApplication.translate("Air", "Notice"),
        QCoreApplication.translate("Air", "Info"),
        QCoreApplication.translate("Air", "Debug"),
    )
    return words[level] if level is not None and 0 <= level < len(words) else ""


def link_state(value: LinkState) -> str:
    match value:
        case LinkState.CLOSED:
            return QCoreApplication.translate("Air", "Closed")
        case LinkState.WAITING:
            return QCoreApplication.translate("Air", "Waiting")
        case LinkState.RECEIVING:
            return QCoreApplication.translate("Air", "Receiving")
        case LinkState.ENDED:
            return QCoreApplication.translate("Air", "Ended")


def link_detail(link: LinkView, now_ns: int) -> str:
    """What is the matter with a link and what to do about it; "" while it receives."""
    match link.state:
        case LinkState.RECEIVING:
            return ""
        case LinkState.ENDED:
            return QCoreApplication.translate("Air", "The log was played to its end")
        case LinkState.CLOSED:
            said = QCoreApplication.translate("Air", "Cannot be opened; trying again. Check the address and the device")
            return f"{said} ({link.detail})" if link.detail else said
        case LinkState.WAITING if link.heard_at_ns is None:
            return QCoreApplication.translate(
                "Air", "Nothing heard yet. Point the telemetry at this address and check the firewall"
            )
        case LinkState.WAITING:
            seconds = figures.seconds_between(link.heard_at_ns, now_ns)
            return QCoreApplication.translate("Air", "Silent for {age}. Check the radio or the router").replace(
                "{age}", figures.age(seconds)
            )
