"""What is said about cameras: states, why one is not live, and what a person can do about it."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from video.feed import CameraState, Reason, StreamKind

translate = QCoreApplication.translate


def state_word(state: CameraState) -> str:
    match state:
        case CameraState.CONNECTING:
            return translate("Cameras", "connecting")
        case CameraState.LIVE:
            return translate("Cameras", "live")
        case CameraState.STALE:
            return translate("Cameras", "stale")
        case CameraState.OFFLINE:
            return translate("Cameras", "offline")
        case CameraState.UNAUTHORISED:
            return translate("Cameras", "unauthorised")
        case CameraState.UNSUPPORTED:
            return translate("Cameras", "unsupported")


def cause(reason: Reason, detail: str = "") -> str:
    """Why the camera is not live, in a few words; "" when there is nothing to say."""
    match reason:
        case Reason.CODEC if detail:
            return translate("Cameras", "Unknown video format: {codec}").format(codec=detail)
        case Reason.MISSING_SECRET if detail:
            return translate("Cameras", "The secret “{name}” is missing").format(name=detail)
        case _:
            return _CAUSES[reason]()


_CAUSES: dict[Reason, Callable[[], str]] = {
    Reason.NONE: lambda: "",
    Reason.STARTING: lambda: translate("Cameras", "Waiting for the first picture"),
    Reason.BAD_ADDRESS: lambda: translate("Cameras", "The address cannot be used"),
    Reason.UNREACHABLE: lambda: translate("Cameras", "The camera does not answer"),
    Reason.REFUSED: lambda: translate("Cameras", "The camera refuses the connection"),
    Reason.NOT_FOUND: lambda: translate("Cameras", "There is no such stream"),
    Reason.TIMED_OUT: lambda: translate("Cameras", "No more pictures come"),
    Reason.ENDED: lambda: translate("Cameras", "The camera ended the stream"),
    Reason.BROKEN: lambda: translate("Cameras", "The stream cannot be read"),
    Reason.NO_VIDEO: lambda: translate("Cameras", "The stream carries no video"),
    Reason.CODEC: lambda: translate("Cameras", "Unknown video format"),
    Reason.WRONG_PASSWORD: lambda: translate("Cameras", "Wrong user name or password"),
    Reason.MISSING_SECRET: lambda: translate("Cameras", "The password is missing"),
    Reason.WORKER_LOST: lambda: translate("Cameras", "The decoder stopped and is being started again"),
    Reason.NO_MEMORY: lambda: translate("Cameras", "There is no shared memory left"),
    Reason.NO_FILE: lambda: translate("Cameras", "There is no such file or device"),
}


def advice(reason: Reason) -> str:
    """What a person can do about it, one short sentence; "" where waiting is all."""
    return _ADVICE[reason]()


_ADVICE: dict[Reason, Callable[[], str]] = {
    Reason.NONE: lambda: "",
    Reason.STARTING: lambda: "",
    Reason.BAD_ADDRESS: lambda: translate("Cameras", "Correct the address in the configuration."),
    Reason.UNREACHABLE: lambda: translate("Cameras", "Check its power and its network."),
    Reason.REFUSED: lambda: translate("Cameras", "Check the port and that its video service runs."),
    Reason.NOT_FOUND: lambda: translate("Cameras", "Check the path at the end of its address."),
    Reason.TIMED_OUT: lambda: translate("Cameras", "Check its network; it may be overloaded."),
    Reason.ENDED: lambda: translate("Cameras", "It may be restarting."),
    Reason.BROKEN: lambda: translate("Cameras", "Check the camera’s video settings."),
    Reason.NO_VIDEO: lambda: translate("Cameras", "Check the camera’s video settings."),
    Reason.CODEC: lambda: translate("Cameras", "Set the camera to H.264 or H.265."),
    Reason.WRONG_PASSWORD: lambda: translate("Cameras", "Correct user and secret in the configuration."),
    Reason.MISSING_SECRET: lambda: translate("Cameras", "Store it in the keyring or the environment."),
    Reason.WORKER_LOST: lambda: "",
    Reason.NO_MEMORY: lambda: translate("Cameras", "Free memory or show fewer cameras at a time."),
    Reason.NO_FILE: lambda: translate("Cameras", "Check its path, or plug the device in."),
}


def stream_word(stream: StreamKind) -> str:
    match stream:
        case StreamKind.MAIN:
            return translate("Cameras", "main stream")
        case StreamKind.SUB:
            return translate("Cameras", "sub-stream")
        case StreamKind.KEY:
            return translate("Cameras", "key frames")


def age_text(age_s: float) -> str:
    """An age in its largest unit, rounded down, so that it changes as rarely as it can."""
    whole_s = max(0, int(age_s))
    if whole_s < 1:
        return translate("Cameras", "< 1 s")
    if whole_s < 60:
        return translate("Cameras", "{n} s").format(n=whole_s)
    if whole_s < 3600:
        return translate("Cameras", "{n} min").format(n=whole_s // 60)
    if whole_s < 48 * 3600:
        return translate("Cameras", "{n} h").format(n=whole_s // 3600)
    return translate("Cameras", "{n} d").format(n=whole_s // 86400)


def next_try_text(wait_s: float) -> str:
    whole_s = max(0, int(wait_s + 0.999))
    if whole_s == 0:
        return translate("Cameras", "trying now")
    if whole_s < 60:
        return translate("Cameras", "next try in {n} s").format(n=whole_s)
    return translate("Cameras", "next try in {n} min").format(n=(whole_s + 59) // 60)


def since_text(clock_time: str, age_s: float) -> str:
    return translate("Cameras", "since {time} ({age})").format(time=clock_time, age=age_text(age_s))


def no_picture_for(age: str) -> str:
    return translate("Cameras", "No new picture for {age}").format(age=age)


def not_recorded() -> str:
    return translate("Cameras", "no pictures")


def nothing_recorded() -> str:
    """Whether the camera was offline then, or nothing was kept of it, a tape does not tell."""
    return translate("Cameras", "No pictures of this moment")


def nearest_picture(apart: str) -> str:
    """Of a replay: what is shown is not of the place where the tape stands."""
    return translate("Cameras", "No picture here: the nearest is {age} away").format(age=apart)


def frozen_word() -> str:
    return translate("Cameras", "frozen")


def frozen_for(age: str) -> str:
    return translate("Cameras", "Frozen picture: nothing new for {age}").format(age=age)


def rate_text(fps: float) -> str:
    return translate("Cameras", "{n} fps").format(n=f"{fps:.3g}")
