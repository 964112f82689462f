"""Tells the feed what is needed of each camera: the wishes of all views merged, and only when the sum changed."""

from collections.abc import Iterable, Mapping

from video.feed import HIDDEN, CameraFeed, StreamDemand

ENLARGED_PRIORITY = 2
ROUND_PRIORITY = 1
TILE_PRIORITY = 0
AHEAD_PRIORITY = -1
"""Connected before it is looked at: whatever is on the screen comes first."""


class DemandBroker:
    """One for each World. A view that is nowhere to be seen wishes for nothing; what nobody wishes for is hidden."""

    def __init__(self, feed: CameraFeed) -> None:
        self._feed = feed
        self._wishes: list[dict[object, StreamDemand]] = [{} for _ in feed.cameras]
        self._asked: list[StreamDemand | None] = [None] * len(feed.cameras)

    def ask(self, client: object, wanted: Mapping[int, StreamDemand]) -> None:
        """From now on `client` wishes for what `wanted` says by camera index, and for no other camera."""
        for index, wishes in enumerate(self._wishes):
            wish = wanted.get(index)
            if wish is None:
                wishes.pop(client, None)
            else:
                wishes[client] = wish
            demand = merged(wishes.values())
            if demand != self._asked[index]:
                self._asked[index] = demand
                self._feed.demand(index, demand)


class DemandKeeper:
    """One view's wishes."""

    def __init__(self, broker: DemandBroker) -> None:
        self._broker = broker

    def ask(self, wanted: Mapping[int, StreamDemand]) -> None:
        self._broker.ask(self, wanted)


def merged(wishes: Iterable[StreamDemand]) -> StreamDemand:
    """What serves everybody: the largest size, the highest rate, the highest priority; HIDDEN without a wish."""
    seen = [wish for wish in wishes if not wish.hidden]
    if not seen:
        return HIDDEN
    if len(seen) == 1:
        return seen[0]
    return StreamDemand(
        width_px=max(w.width_px for w in seen),
        height_px=max(w.height_px for w in seen),
        max_fps=max(w.max_fps for w in seen),
        priority=max(w.priority for w in seen),
    )
