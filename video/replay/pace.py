"""How long a camera of a replay may rest until another picture is due."""

from base.clock import NS_PER_S
from video.replay.index import TapeIndex

REST_S, HIDDEN_REST_S = 1.0, 0.25


def until_next_s(index: TapeIndex, rate: float, tape_ns: int, picture: int | None, *, keys_only: bool) -> float:
    """Seconds until another picture than `picture` is due, as far as can be foreseen."""
    if rate == 0:
        return REST_S
    due_ns = _due_ns(index, rate, tape_ns, picture, keys_only=keys_only)
    if due_ns is None:
        return HIDDEN_REST_S
    return min(max((due_ns - tape_ns) / rate / NS_PER_S, 0.001), HIDDEN_REST_S)


def _due_ns(index: TapeIndex, rate: float, tape_ns: int, picture: int | None, *, keys_only: bool) -> int | None:
    if rate < 0:
        return int(index.times_ns[picture]) - 1 if picture is not None else None
    if keys_only:
        following = index.key_after(tape_ns)
    else:
        newest = index.at(tape_ns)
        following = 0 if newest is None else newest + 1
    return int(index.times_ns[following]) if following is not None and following < len(index) else None
