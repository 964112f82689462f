"""Numbers in words: figures with their units, ages, times and places; an en dash where a value is unknown.

A no-break space stands between figure and unit. SI symbols are the same in every language; the rest is translated.
"""

from PySide6.QtCore import QCoreApplication

from base.clock import NS_PER_S
from base.geodesy import Position
from drones.picture import Altitude, AltitudeDatum

UNKNOWN = "–"
NBSP = "\u00a0"
AGE_SHOWN_AFTER_S = 2.0
"""Younger values wear no age: everything that is well would otherwise flicker."""


def unknown_tip() -> str:
    return QCoreApplication.translate("Figures", "Unknown: nothing was reported yet")


def figure(value: float | None, unit: str, decimals: int = 0) -> str:
    """`value` with its unit, such as "12.4 m/s"; an en dash for None."""
    if value is None:
        return UNKNOWN
    text = f"{value:.{decimals}f}"
    if float(text) == 0:
        text = text.lstrip("-")
    text = text.replace("-", "−")
    return f"{text}{NBSP}{unit}" if unit else text


def distance(metres: float | None) -> str:
    """Metres up to 9,999 m, kilometres beyond."""
    if metres is None or abs(metres) < 10_000:
        return figure(metres, "m")
    return figure(metres / 1000, "km", 1)


def degrees(value: float | None) -> str:
    return UNKNOWN if value is None else f"{round(value) % 360}°"


def count(value: int | None) -> str:
    """A whole number with thin spaces between thousands."""
    return UNKNOWN if value is None else f"{value:,}".replace(",", "\u2009")


def altitude(value: Altitude | None) -> str:
    """An altitude with its datum spelt out, such as "120 m above home"."""
    if value is None:
        return UNKNOWN
    metres = figure(value.metres, "m")
    match value.datum:
        case AltitudeDatum.AMSL:
            pattern = QCoreApplication.translate("Figures", "{metres} above sea level")
        case AltitudeDatum.ELLIPSOID:
            pattern = QCoreApplication.translate("Figures", "{metres} above the WGS84 ellipsoid")
        case AltitudeDatum.HOME:
            pattern = QCoreApplication.translate("Figures", "{metres} above home")
        case AltitudeDatum.GROUND:
            pattern = QCoreApplication.translate("Figures", "{metres} above ground")
        case AltitudeDatum.PRESSURE:
            pattern = QCoreApplication.translate("Figures", "{metres} pressure altitude")
    return pattern.replace("{metres}", metres)


def altitude_short(value: Altitude | None) -> str:
    """The same where room is scarce: in table cells and on the map."""
    if value is None:
        return UNKNOWN
    metres = figure(value.metres, "m")
    match value.datum:
        case AltitudeDatum.AMSL:
            pattern = QCoreApplication.translate("Figures", "{metres} AMSL")
        case AltitudeDatum.ELLIPSOID:
            pattern = QCoreApplication.translate("Figures", "{metres} WGS84")
        case AltitudeDatum.HOME:
            pattern = QCoreApplication.translate("Figures", "{metres} rel.")
        case AltitudeDatum.GROUND:
            pattern = QCoreApplication.translate("Figures", "{metres} AGL")
        case AltitudeDatum.PRESSURE:
            pattern = QCoreApplication.translate("Figures", "{metres} press.")
    return pattern.replace("{metres}", metres)


def seconds_between(then_ns: int | None, now_ns: int) -> float | None:
    """An age in seconds, never negative; None for something that never was."""
    return None if then_ns is None else max(0.0, (now_ns - then_ns) / NS_PER_S)


def age(seconds: float | None) -> str:
    """A span of time in its largest fitting unit: "4 s", "12 min", "3 h"."""
    if seconds is None:
        return UNKNOWN
    if seconds < 60:
        pattern, value = QCoreApplication.translate("Figures", "{n} s"), seconds
    elif seconds < 3600:
        pattern, value = QCoreApplication.translate("Figures", "{n} min"), seconds / 60
    elif seconds < 48 * 3600:
        pattern, value = QCoreApplication.translate("Figures", "{n} h"), seconds / 3600
    else:
        pattern, value = QCoreApplication.translate("Figures", "{n} d"), seconds / 86400
    return pattern.replace("{n}", str(int(value))).replace(" ", NBSP)


def ago(seconds: float | None) -> str:
    if seconds is None:
        return QCoreApplication.translate("Figures", "never")
    return QCoreApplication.translate("Figures", "{age} ago").replace("{age}", age(seconds))


def old_age(then_ns: int | None, now_ns: int) -> str:
    """The age of a value that should no longer pass for fresh; "" while it is at most 2 s old or never was."""
    seconds = seconds_between(then_ns, now_ns)
    return "" if seconds is None or seconds <= AGE_SHOWN_AFTER_S else age(seconds)


def place(position: Position | None) -> str:
    """Latitude and longitude in decimal degrees with their hemispheres, five decimals (about a metre)."""
    if position is None:
        return UNKNOWN
    side = north() if position.latitude >= 0 else _south()
    east = QCoreApplication.translate("Figures", "E") if position.longitude >= 0 else _west()
    return f"{abs(position.latitude):.5f}°{NBSP}{side}  {abs(position.longitude):.5f}°{NBSP}{east}"


def place_to_copy(position: Position) -> str:
    """Latitude, longitude as every map program reads them; not translated."""
    return f"{position.latitude:.6f}, {position.longitude:.6f}"


def north() -> str:
    return QCoreApplication.translate("Figures", "N")


def _south() -> str:
    return QCoreApplication.translate("Figures", "S")


def _west() -> str:
    return QCoreApplication.translate("Figures", "W")
