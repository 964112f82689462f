"""Cameras of which a trainer can freeze one: pictures go on coming, and nothing in them changes any more."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from base.clock import NS_PER_S, Clock
from video.config import CameraConfig
from video.feed import CameraFacts, CameraFeed, CameraState, Picture, StreamDemand
from video.freshness import FROZEN_AFTER_NS

_USUAL_FPS = 25.0


@dataclass(slots=True)
class _Frozen:
    since_ns: int
    picture: Picture | None
    fps: float
    real: int
    """The feed's own sequence number when it froze."""


class FreezingFeed:
    """video.feed.CameraFeed in front of another one. For the thread that shows pictures, as that is."""

    def __init__(self, feed: CameraFeed, clock: Clock) -> None:
        self._feed = feed
        self._clock = clock
        self._frozen: dict[int, _Frozen] = {}
        self._ahead = np.zeros(len(feed.cameras), np.uint64)
        """Pictures that a freeze has counted more than the feed did."""

    def freeze(self, camera_id: str) -> None:
        index = self._index(camera_id)
        if index in self._frozen:
            return
        with self._feed.picture(index) as held:
            picture = None if held is None else replace(held, pixels=_copy(held.pixels))
        facts = self._feed.facts()[index]
        self._frozen[index] = _Frozen(
            self._clock.monotonic_ns(), picture, facts.source_fps or _USUAL_FPS, int(self._feed.sequences()[index])
        )

    def thaw(self, camera_id: str) -> None:
        index = self._index(camera_id)
        frozen = self._frozen.pop(index, None)
        if frozen is not None:
            real = int(self._feed.sequences()[index])
            counted = frozen.real + self._count(frozen)
            self._ahead[index] += max(0, counted - real) + 1

    @property
    def cameras(self) -> tuple[CameraConfig, ...]:
        return self._feed.cameras

    def facts(self) -> tuple[CameraFacts, ...]:
        return tuple(self._facts_of(index, facts) for index, facts in enumerate(self._feed.facts()))

    def sequences(self) -> NDArray[np.uint64]:
        sequences = self._feed.sequences() + self._ahead
        for index, frozen in self._frozen.items():
            sequences[index] = frozen.real + self._count(frozen) + int(self._ahead[index])
        return sequences

    def demand(self, index: int, demand: StreamDemand) -> None:
        self._feed.demand(index, demand)

    def picture(self, index: int) -> AbstractContextManager[Picture | None]:
        return self._held(index)

    @property
    def worker_restarts(self) -> int:
        return self._feed.worker_restarts

    def process_ids(self) -> tuple[int, ...]:
        return self._feed.process_ids()

    @contextmanager
    def _held(self, index: int) -> Iterator[Picture | None]:
        frozen = self._frozen.get(index)
        if frozen is not None and frozen.picture is not None:
            yield self._still(index, frozen, frozen.picture)
            return
        with self._feed.picture(index) as picture:
            if frozen is not None and picture is not None:  # there was none when it froze: it stands still on this one
                frozen.picture = replace(picture, pixels=_copy(picture.pixels))
                yield self._still(index, frozen, frozen.picture)
                return
            ahead = int(self._ahead[index])
            yield replace(picture, sequence=picture.sequence + ahead) if picture is not None and ahead else picture

    def _still(self, index: int, frozen: _Frozen, picture: Picture) -> Picture:
        sequence = frozen.real + self._count(frozen) + int(self._ahead[index])
        return replace(picture, sequence=sequence, received_at_ns=self._newest_ns(frozen))

    def _facts_of(self, index: int, facts: CameraFacts) -> CameraFacts:
        ahead, frozen = int(self._ahead[index]), self._frozen.get(index)
        if frozen is None or frozen.picture is None:
            return replace(facts, sequence=facts.sequence + ahead) if ahead else facts
        long_enough = self._clock.monotonic_ns() - frozen.since_ns >= FROZEN_AFTER_NS
        looked_at = facts.state in (CameraState.LIVE, CameraState.STALE) and not facts.hidden
        return replace(
            facts,
            sequence=frozen.real + self._count(frozen) + ahead,
            picture_at_ns=self._newest_ns(frozen),
            frozen_since_ns=frozen.since_ns if long_enough and looked_at else facts.frozen_since_ns,
        )

    def _count(self, frozen: _Frozen) -> int:
        """Pictures since it froze."""
        return int((self._clock.monotonic_ns() - frozen.since_ns) / NS_PER_S * frozen.fps)

    def _newest_ns(self, frozen: _Frozen) -> int:
        return frozen.since_ns + round(self._count(frozen) / frozen.fps * NS_PER_S)

    def _index(self, camera_id: str) -> int:
        return next(i for i, camera in enumerate(self.cameras) if camera.id == camera_id)


def _copy(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A buffer of a camera's slot is written again; a frozen picture must not change."""
    copied = pixels.copy()
    copied.setflags(write=False)
    return copied
