"""What is said about sessions: why they were recorded, how large and how long they are, what went wrong with them."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from sessions.library import SessionEntry
from sessions.manifest import CutOff, Why
from sessions.recording import RecorderFault
from sessions.replay.view import MarkKind
from ui.words import duty, figures
from video.recording.order import RecordState

translate = QCoreApplication.translate
NBSP = "\u00a0"


def why(value: Why | None) -> str:
    return _WHY[value]() if value is not None else translate("Sessions", "damaged")


_WHY: dict[Why, Callable[[], str]] = {
    Why.PERSON: lambda: translate("Sessions", "by hand"),
    Why.INCIDENT: lambda: translate("Sessions", "incident"),
    Why.ALWAYS: lambda: translate("Sessions", "continuous"),
    Why.TRAINING: lambda: translate("Sessions", "training"),
    Why.FOREIGN: lambda: translate("Sessions", "other material"),
}


def cut_off(value: CutOff) -> str:
    """How it ended; "" for what needs no word."""
    match value:
        case CutOff.PERSON:
            return translate("Sessions", "stopped by hand")
        case CutOff.LONG_ENOUGH:
            return translate("Sessions", "continued in the next session")
        case CutOff.INCIDENT_OVER:
            return translate("Sessions", "the incident was over")
        case CutOff.PROGRAM_ENDED:
            return translate("Sessions", "the program was closed")
        case CutOff.DISK:
            return translate("Sessions", "the disk took no more")
        case CutOff.NOT_ENDED:
            return translate("Sessions", "cut off: the program did not end in order")


def title(entry: SessionEntry, zone: ZoneInfo) -> str:
    """A person's title, else when it was."""
    return entry.title or started(entry, zone)


def started(entry: SessionEntry, zone: ZoneInfo) -> str:
    return duty.local(entry.started_wall_ns, zone).strftime("%Y-%m-%d %H:%M:%S")


def size(count: float | None) -> str:
    """Bytes in decimal units, as disks are sold: "730 KB", "1.5 GB"."""
    if count is None:
        return figures.UNKNOWN
    for unit, step in (("TB", 1e12), ("GB", 1e9), ("MB", 1e6)):
        if count >= step:
            return f"{count / step:.1f}{NBSP}{unit}"
    return f"{round(count / 1e3)}{NBSP}KB"


def remaining(seconds: float | None) -> str:
    """How long a piece of work will still take; "" while that is not known."""
    if seconds is None:
        return ""
    return translate("Sessions", "about {age} left").replace("{age}", figures.age(max(1.0, seconds)))


def rate(value: float) -> str:
    """A speed of replay: "1×", "½×", "−4×"."""
    plain = {0.25: "¼", 0.5: "½"}.get(abs(value), f"{abs(value):g}")
    return f"{'−' if value < 0 else ''}{plain}×"


def fault(value: RecorderFault) -> str:
    """What is wrong with the recorder, in a sentence; "" when nothing is."""
    match value:
        case RecorderFault.DISK_FULL:
            return translate("Sessions", "The disk for recordings is full.")
        case RecorderFault.DISK_SLOW:
            return translate("Sessions", "The disk is too slow: parts of the recording are being lost.")
        case RecorderFault.DISK_GONE:
            return translate("Sessions", "The folder for recordings is gone or cannot be written.")
        case RecorderFault.PROCESS_LOST:
            return translate("Sessions", "The recorder stopped by itself and is being started again.")
        case RecorderFault.NONE:
            return ""


def fault_short(value: RecorderFault) -> str:
    match value:
        case RecorderFault.DISK_FULL:
            return translate("Sessions", "disk full")
        case RecorderFault.DISK_SLOW:
            return translate("Sessions", "disk too slow")
        case RecorderFault.DISK_GONE:
            return translate("Sessions", "disk gone")
        case RecorderFault.PROCESS_LOST:
            return translate("Sessions", "recorder restarts")
        case RecorderFault.NONE:
            return ""


def fault_advice(value: RecorderFault) -> str:
    """What a person can do about it."""
    match value:
        case RecorderFault.DISK_FULL:
            return translate("Sessions", "Delete or take the protection off old sessions, or add space.")
        case RecorderFault.DISK_SLOW:
            return translate("Sessions", "Stop other work on that disk, or use a faster one.")
        case RecorderFault.DISK_GONE:
            return translate("Sessions", "Plug the disk in again; recording goes on by itself.")
        case RecorderFault.PROCESS_LOST:
            return translate("Sessions", "If it comes again, tell whoever looks after this machine.")
        case RecorderFault.NONE:
            return ""


def record_state(value: RecordState) -> str:
    """What becomes of a camera's packets."""
    match value:
        case RecordState.OFF:
            return translate("Sessions", "not recorded")
        case RecordState.WAITING:
            return translate("Sessions", "waits for the first key frame")
        case RecordState.ON:
            return translate("Sessions", "recorded")
        case RecordState.MASKED:
            return translate("Sessions", "recorded as masked key frames")
        case RecordState.DISK_FULL:
            return translate("Sessions", "not recorded: the disk is full")
        case RecordState.DISK_SLOW:
            return translate("Sessions", "parts are lost: the disk is too slow")
        case RecordState.DISK_GONE:
            return translate("Sessions", "not recorded: the folder is gone")
        case RecordState.CODEC:
            return translate("Sessions", "not recorded: its video format cannot be kept")
        case RecordState.NO_STREAM:
            return translate("Sessions", "not recorded: its main stream cannot be opened")


def mark_kind(value: MarkKind) -> str:
    return _MARKS[value]()


def not_recorded(value: RecordState, *, whole: bool) -> str:
    """For a tile: that its camera is ordered and not recorded, `whole` with why; "" where all is as ordered."""
    if value in (RecordState.OFF, RecordState.WAITING, RecordState.ON, RecordState.MASKED):
        return ""
    return record_state(value) if whole else translate("Sessions", "not recorded")


_MARKS: dict[MarkKind, Callable[[], str]] = {
    MarkKind.INCIDENT: lambda: translate("Sessions", "Incident"),
    MarkKind.VERDICT: lambda: translate("Sessions", "Verdict"),
    MarkKind.BOOKMARK: lambda: translate("Sessions", "Bookmark"),
    MarkKind.CAMERA_OUT: lambda: translate("Sessions", "Camera out"),
    MarkKind.LINK_LOST: lambda: translate("Sessions", "Link lost"),
    MarkKind.FINDING: lambda: translate("Sessions", "Finding"),
    MarkKind.ACT: lambda: translate("Sessions", "Act"),
    MarkKind.ANNOTATION: lambda: translate("Sessions", "Annotation"),
    MarkKind.INJECTION: lambda: translate("Sessions", "Injection"),
}
