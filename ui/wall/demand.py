"""Tells the feed what the wall needs of each camera, and only when that changed."""

from collections.abc import Mapping

from video.feed import HIDDEN, CameraFeed, StreamDemand

ENLARGED_PRIORITY = 2
TILE_PRIORITY = 0


class DemandKeeper:
    def __init__(self, feed: CameraFeed) -> None:
        self._feed = feed
        self._asked: list[StreamDemand | None] = [None] * len(feed.cameras)

    def ask(self, wanted: Mapping[int, StreamDemand]) -> None:
        """Ask for what `wanted` says by camera index; every other camera is hidden."""
        for index, asked in enumerate(self._asked):
            demand = wanted.get(index, HIDDEN)
            if demand != asked:
                self._asked[index] = demand
                self._feed.demand(index, demand)
