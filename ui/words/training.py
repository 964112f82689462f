"""What goes wrong in a training, and what a trainee can do about it, in words."""

from PySide6.QtCore import QCoreApplication, QObject

from drones.config import DockConfig, DroneConfig
from duty.precinct import Precinct
from sessions.training.script import Expected, InjectionKind, ReactionKind
from video.config import CameraConfig


def injection(kind: InjectionKind) -> str:
    translate = QCoreApplication.translate
    match kind:
        case InjectionKind.LINK_LOSS:
            return translate("Training", "Link lost")
        case InjectionKind.DOCK_RAIN:
            return translate("Training", "Rain at a dock")
        case InjectionKind.COVER_JAMMED:
            return translate("Training", "Dock cover jammed")
        case InjectionKind.CAMERA_FREEZE:
            return translate("Training", "Camera picture frozen")
        case InjectionKind.BLACK_FLIGHT:
            return translate("Training", "Unknown aircraft")


def reaction(kind: ReactionKind) -> str:
    translate = QCoreApplication.translate
    match kind:
        case ReactionKind.NOTICED:
            return translate("Training", "Said what is wrong")
        case ReactionKind.ACKNOWLEDGED:
            return translate("Training", "Acknowledged the incident")
        case ReactionKind.DISPATCHED:
            return translate("Training", "Sent a responder")
        case ReactionKind.CLOSED:
            return translate("Training", "Closed the incident")
        case ReactionKind.OPENED:
            return translate("Training", "Opened an incident")
        case ReactionKind.CANNOT_SEE:
            return translate("Training", "Reported the camera in a round")


def clock(seconds: float) -> str:
    """Such as 3:05."""
    whole = max(0, int(seconds))
    return f"{whole // 60}:{whole % 60:02d}"


def after(seconds: float | None) -> str:
    if seconds is None:
        return QCoreApplication.translate("Training", "not at all")
    return QCoreApplication.translate("Training", "{seconds} s").replace("{seconds}", f"{seconds:.0f}")


def points(value: float, most: int) -> str:
    text = QCoreApplication.translate("Training", "{points} of {most} points")
    return text.replace("{points}", f"{value:g}").replace("{most}", str(most))


def points_in_all(most: int) -> str:
    """What a script's marks are worth together."""
    return QCoreApplication.translate("Training", "{points} points in all").replace("{points}", str(most))


def expected(mark: Expected) -> str:
    """Such as "within 30 s: 10 points, until 60 s half"."""
    text = QCoreApplication.translate("Training", "within {within} s: {points} points, until {late} s half of them")
    return (
        text.replace("{within}", f"{mark.within_s:g}")
        .replace("{points}", str(mark.points))
        .replace("{late}", f"{mark.late_s:g}")
    )


def targets(precinct: Precinct, kind: InjectionKind) -> list[tuple[str, str]]:
    """(name, id) of everything that it can happen to."""
    things: tuple[DroneConfig | DockConfig | CameraConfig, ...]
    match kind:
        case InjectionKind.LINK_LOSS:
            things = (*precinct.drones, *precinct.docks)
        case InjectionKind.DOCK_RAIN | InjectionKind.COVER_JAMMED:
            things = precinct.docks
        case InjectionKind.CAMERA_FREEZE:
            things = precinct.cameras
        case InjectionKind.BLACK_FLIGHT:
            things = ()
    return [(f"{thing.name} ({thing.id})", thing.id) for thing in things]


class Counted(QObject):
    """For plurals, which lupdate knows in `tr` only."""

    def injections(self, count: int) -> str:
        return self.tr("%n injection(s)", "", count)

    def marks(self, count: int) -> str:
        return self.tr("%n mark(s)", "", count)

    def wrong(self, count: int) -> str:
        return self.tr("%n time(s) something was named that was not so", "", count)
