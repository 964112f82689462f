"""What a tile may claim about its camera: the feed's facts, doubted by the age of the picture itself. Pure: no Qt.

An old picture that looks live is the most dangerous fault of a wall, so the wall never takes "live" on trust: should
the feed's own facts stand still, the picture's age alone turns the tile amber.
"""

from dataclasses import dataclass

from base.clock import NS_PER_S
from video.feed import CameraFacts, CameraState, Reason, StreamKind

SLACK_NS = NS_PER_S // 2
"""Facts come ten times a second, and the feed is the one that decides: the wall steps in only when it does not."""
KEY_FRAMES_AMBER_NS = 15 * NS_PER_S
"""Key frames come every 2 to 10 s; the feed counts packets in between, which the wall cannot see."""


@dataclass(frozen=True, slots=True)
class TileState:
    state: CameraState
    reason: Reason
    shows_picture: bool
    """False: no picture, or one that was already old when the tile came into view."""
    age_s: float | None
    """Of the newest picture's data."""
    frozen_s: float | None = None
    """Pictures come, but have shown nothing new for so long: as old as that, whatever their data's age."""


def amber_after_ns(facts: CameraFacts) -> int:
    """max(2 / fps, 2 s), as the feed counts it, for pictures that should come one after the other."""
    if facts.stream is StreamKind.KEY:
        return KEY_FRAMES_AMBER_NS
    fps = facts.source_fps
    return round(max(2 / fps, 2.0) * NS_PER_S) if fps else 2 * NS_PER_S


def tile_state(facts: CameraFacts, *, now_ns: int, in_view_since_ns: int) -> TileState:
    """What the tile says at `now_ns`; it came into view at `in_view_since_ns` (both monotonic)."""
    at_ns = facts.picture_at_ns
    age_ns = None if at_ns is None else max(0, now_ns - at_ns)
    age_s = None if age_ns is None else age_ns / NS_PER_S
    if facts.state not in (CameraState.LIVE, CameraState.STALE):
        return TileState(facts.state, facts.reason, False, age_s)
    limit_ns = amber_after_ns(facts)
    if at_ns is None or age_ns is None or at_ns < in_view_since_ns - limit_ns:
        # Nothing new since it came into view. It was not decoded meanwhile, so that is no fault, and no picture either.
        waited_ns = now_ns - in_view_since_ns
        if facts.state is CameraState.LIVE or waited_ns < limit_ns + SLACK_NS:
            return TileState(CameraState.CONNECTING, Reason.STARTING, False, None)
        return TileState(CameraState.STALE, facts.reason, False, age_s)
    if facts.state is CameraState.LIVE and age_ns > limit_ns + SLACK_NS:
        return TileState(CameraState.STALE, Reason.TIMED_OUT, True, age_s)
    if facts.state is CameraState.LIVE and facts.frozen_since_ns is not None:
        return TileState(CameraState.STALE, Reason.NONE, True, age_s, max(0, now_ns - facts.frozen_since_ns) / NS_PER_S)
    return TileState(facts.state, facts.reason, True, age_s)


def replayed_state(facts: CameraFacts, *, now_ns: int, seeking: bool) -> TileState:
    """What the tile of a tape says while the tape stands at `now_ns`: it may stand still, run back and jump, so a
    picture is judged by how far it is from there, either way. While the deck is `seeking` the picture of before stays
    as it is, with its own time on it, instead of flashing amber at every move of the hand."""
    at_ns = facts.picture_at_ns
    apart_ns = None if at_ns is None else abs(now_ns - at_ns)
    apart_s = None if apart_ns is None else apart_ns / NS_PER_S
    if facts.state not in (CameraState.LIVE, CameraState.STALE):
        return TileState(facts.state, facts.reason, False, apart_s)
    if apart_ns is None:
        return TileState(CameraState.CONNECTING, Reason.STARTING, False, None)
    limit_ns = KEY_FRAMES_AMBER_NS if facts.keys_only else amber_after_ns(facts)
    if apart_ns > limit_ns + SLACK_NS and not seeking:
        return TileState(CameraState.STALE, Reason.TIMED_OUT, True, apart_s)
    return TileState(CameraState.LIVE if seeking else facts.state, facts.reason, True, apart_s)
