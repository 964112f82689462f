"""Words for who could be sent: how the distance was found, and what one should know before asking."""

from PySide6.QtCore import QCoreApplication

from duty.dispatch import Caution, From, Point, Suggestion, SuggestionKind
from ui.words import figures


def how(one: Suggestion) -> str:
    """Such as "397 m in a straight line from its configured place to the camera. Bound to the area: asked first."."""
    if one.distance_m is None:
        said = QCoreApplication.translate("Dispatch", "The distance is not known.")
    else:
        pattern = QCoreApplication.translate("Dispatch", "{distance} in a straight line, from {start} to {end}.")
        said = pattern.replace("{distance}", figures.distance(one.distance_m))
        said = said.replace("{start}", _from(one.measured_from)).replace("{end}", _to(one.point.basis))
    if one.bound:
        said += " " + QCoreApplication.translate("Dispatch", "Bound to the area: asked first.")
    return said


def remarks(one: Suggestion) -> str:
    """What stands in the last column: free or busy, a drone's charge and dock, the weather."""
    parts = []
    if one.kind is SuggestionKind.DRONE:
        parts.append(QCoreApplication.translate("Dispatch", "ask its pilot"))
    if one.busy_with is not None:
        parts.append(QCoreApplication.translate("Dispatch", "busy with no. {n}").replace("{n}", str(one.busy_with)))
    if one.percent is not None:
        parts.append(f"{one.percent}{figures.NBSP}%")
    if one.dock_name:
        parts.append(one.dock_name)
    parts += [_caution(caution) for caution in one.cautions]
    return " · ".join(parts)


def _from(value: From) -> str:
    match value:
        case From.CONFIGURED:
            return QCoreApplication.translate("Dispatch", "its configured place")
        case From.DOCK:
            return QCoreApplication.translate("Dispatch", "its dock")
        case From.UNKNOWN:
            return figures.UNKNOWN


def _to(value: Point) -> str:
    match value:
        case Point.GIVEN:
            return QCoreApplication.translate("Dispatch", "the incident's place")
        case Point.RAISED:
            return QCoreApplication.translate("Dispatch", "where the aircraft was when it was raised")
        case Point.CAMERA:
            return QCoreApplication.translate("Dispatch", "the camera")
        case Point.AREA:
            return QCoreApplication.translate("Dispatch", "the middle of the area")
        case Point.UNKNOWN:
            return figures.UNKNOWN


def _caution(value: Caution) -> str:
    match value:
        case Caution.WIND:
            return QCoreApplication.translate("Dispatch", "strong wind")
        case Caution.RAIN:
            return QCoreApplication.translate("Dispatch", "rain")
