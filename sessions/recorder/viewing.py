"""What the window sees of the recorder before anything was recorded."""

from duty.recording import RecordingMode
from sessions.recording import RecorderFault, RecorderState, RecorderView


def nothing_yet(mode: RecordingMode) -> RecorderView:
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
