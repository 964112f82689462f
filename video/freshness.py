"""Whether a tile may call itself live: decided in the process that shows it, from ages alone.

Pure: a worker that hangs cannot make a tile look live, because nothing it fails to say counts in its favour.
"""

from dataclasses import dataclass

from base.clock import NS_PER_S
from video.feed import CameraState, Reason
from video.status import Phase, Status

CONNECT_LIMIT_NS = 15 * NS_PER_S
"""A first try that is still going on after this is offline to whoever waits for it."""
FROZEN_AFTER_NS = 10 * NS_PER_S
"""Pictures that do not change any more: long enough for five of the usual key frames, short beside the minutes between
two looks of a person."""


@dataclass(frozen=True, slots=True)
class Verdict:
    state: CameraState
    reason: Reason
    since_ns: int


def amber_after_ns(source_fps: float | None) -> int:
    """No data for this long is stale: max(2 / fps, 2 s)."""
    slow = 2.0 / source_fps if source_fps is not None and source_fps > 0.0 else 0.0
    return round(max(slow, 2.0) * NS_PER_S)


def grey_after_ns(source_fps: float | None) -> int:
    """No data for this long is offline: max(5 s, 2.5 × amber)."""
    return max(5 * NS_PER_S, amber_after_ns(source_fps) * 5 // 2)


def judge(status: Status, now_ns: int, visible_since_ns: int | None) -> Verdict:
    """What to show of a camera; `visible_since_ns` is None while its pictures are not asked for."""
    if status.reason in (Reason.WRONG_PASSWORD, Reason.MISSING_SECRET):
        return Verdict(CameraState.UNAUTHORISED, status.reason, status.reason_since_ns)
    if status.reason is Reason.CODEC:
        return Verdict(CameraState.UNSUPPORTED, status.reason, status.reason_since_ns)
    by_packets = status.counts_packets or visible_since_ns is None
    last_ns = max(status.packet_at_ns, status.picture_at_ns) if by_packets else status.picture_at_ns
    if visible_since_ns is not None and last_ns < visible_since_ns and _is_opening(status, now_ns, visible_since_ns):
        return Verdict(CameraState.CONNECTING, Reason.STARTING, max(visible_since_ns, status.phase_since_ns))
    if last_ns == 0:
        return _before_the_first(status, now_ns)
    age_ns = now_ns - last_ns
    amber_ns, grey_ns = amber_after_ns(status.source_fps), grey_after_ns(status.source_fps)
    if age_ns < amber_ns:
        return Verdict(CameraState.LIVE, Reason.NONE, status.live_since_ns)
    reason = status.reason if status.reason not in (Reason.NONE, Reason.STARTING) else Reason.TIMED_OUT
    if age_ns < grey_ns:
        return Verdict(CameraState.STALE, reason, last_ns + amber_ns)
    return Verdict(CameraState.OFFLINE, reason, last_ns + grey_ns)


def _is_opening(status: Status, now_ns: int, visible_since_ns: int) -> bool:
    """Asked for a moment ago, and all is well so far: its old picture is neither live nor a fault."""
    if status.phase is not Phase.STREAMING or status.reason is not Reason.NONE:
        return False
    flowing = now_ns - status.packet_at_ns < amber_after_ns(status.source_fps)
    return flowing and now_ns - visible_since_ns < grey_after_ns(status.source_fps)


def _before_the_first(status: Status, now_ns: int) -> Verdict:
    trying = status.phase is not Phase.WAITING and status.reason in (Reason.NONE, Reason.STARTING, Reason.WORKER_LOST)
    if trying and (status.phase is Phase.IDLE or now_ns - status.phase_since_ns < CONNECT_LIMIT_NS):
        return Verdict(CameraState.CONNECTING, status.reason or Reason.STARTING, status.phase_since_ns)
    since_ns = status.reason_since_ns or status.phase_since_ns
    return Verdict(CameraState.OFFLINE, status.reason or Reason.TIMED_OUT, since_ns)
