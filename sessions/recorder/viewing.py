"""What the window sees of the recorder."""

from collections.abc import Iterable
from dataclasses import replace

from duty.recording import RecordingMode
from sessions.manifest import Why
from sessions.recorder.messages import Report
from sessions.recorder.session import Current
from sessions.recording import RecorderFault, RecorderState, RecorderView
from sessions.retention import Retention
from video.feed import CameraFacts
from video.recording.order import RecordState

_RECORDED = (RecordState.ON, RecordState.MASKED)


def nothing_yet(mode: RecordingMode) -> RecorderView:
    """Before anything was recorded."""
    return RecorderView(
        mode=mode,
        state=RecorderState.OFF if mode is RecordingMode.OFF else RecorderState.READY,
        session_id="",
        why=None,
        since_wall_ns=None,
        written_bytes=0,
        cameras=0,
        cameras_wrong=0,
        messages=0,
        kept_bytes=0,
        free_bytes=None,
        fault=RecorderFault.NONE,
        fault_since_wall_ns=None,
        lost=0,
    )


def standing_by(
    mode: RecordingMode,
    retention: Retention,
    *,
    written_bytes: int,
    fault: RecorderFault,
    fault_since_wall_ns: int | None,
) -> RecorderView:
    """Between sessions; `written_bytes` of one that stands ready."""
    return replace(
        nothing_yet(mode),
        written_bytes=written_bytes,
        kept_bytes=retention.kept_bytes + written_bytes,
        free_bytes=retention.free_bytes,
        fault=fault,
        fault_since_wall_ns=fault_since_wall_ns,
    )


def recording(
    view: RecorderView,
    session: Current,
    facts: Iterable[CameraFacts],
    report: Report,
    *,
    why: Why | None,
    ordered: int,
    lost: int,
) -> RecorderView:
    """The same while a session is recorded. `ordered`: cameras that should be; `lost`: of telemetry and rows."""
    cameras = tuple(facts)
    recorded = sum(one.recording in _RECORDED for one in cameras)
    return replace(
        view,
        state=RecorderState.RECORDING,
        session_id=session.id,
        why=why,
        since_wall_ns=session.since_wall_ns,
        cameras=recorded,
        cameras_wrong=max(0, ordered - recorded),
        messages=report.messages,
        lost=lost + sum(one.record_lost for one in cameras),
    )


def written_bytes(report: Report, facts: Iterable[CameraFacts]) -> int:
    return report.written_bytes + sum(one.recorded_bytes for one in facts)
