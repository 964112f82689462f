"""A camera that a trainer freezes: its picture stands still, its age does not, and it comes back."""

import numpy as np

from base.clock import NS_PER_S, ManualClock
from sessions.training.freezing import FreezingFeed
from tests.ui.fake_world import FakeCameras, camera
from video.feed import StreamDemand
from video.freshness import FROZEN_AFTER_NS


def test_frozen_and_back() -> None:
    clock = ManualClock()
    real = FakeCameras((camera(1), camera(2)), clock)
    feed = FreezingFeed(real, clock)
    demand = StreamDemand(480, 270)
    feed.demand(0, demand)
    assert real.demands[0] == [demand]

    def put(value: int) -> None:
        for index in (0, 1):
            real.put(index, np.full((8, 8, 4), value, np.uint8))

    put(10)
    feed.freeze("c01")
    last = int(feed.sequences()[0])
    for value in range(11, 11 + 12 * 5):
        clock.advance(0.2)
        put(value)
        sequence = int(feed.sequences()[0])
        assert sequence >= last + 4, "pictures go on coming, at the camera's rate"
        last = sequence
        with feed.picture(0) as frozen, feed.picture(1) as other:
            assert frozen is not None
            assert other is not None
            assert int(frozen.pixels[0, 0, 0]) == 10
            assert int(other.pixels[0, 0, 0]) == value
            assert clock.monotonic_ns() - frozen.received_at_ns < 0.1 * NS_PER_S, "and none of them is old"
    facts = feed.facts()
    assert facts[0].frozen_since_ns is not None
    assert clock.monotonic_ns() - facts[0].frozen_since_ns >= FROZEN_AFTER_NS
    assert facts[0].sequence == last
    assert facts[1].frozen_since_ns is None
    feed.thaw("c01")
    put(99)
    assert int(feed.sequences()[0]) > last
    with feed.picture(0) as picture:
        assert picture is not None
        assert int(picture.pixels[0, 0, 0]) == 99
        assert picture.sequence == int(feed.sequences()[0])
    assert feed.facts()[0].frozen_since_ns is None


def test_a_camera_without_a_picture_can_be_frozen_too() -> None:
    clock = ManualClock()
    feed = FreezingFeed(FakeCameras((camera(1),), clock), clock)
    feed.freeze("c01")
    feed.freeze("c01")
    with feed.picture(0) as picture:
        assert picture is None
    feed.thaw("c01")
    feed.thaw("c01")


def test_one_that_froze_before_it_showed_anything_stands_still_on_its_first_picture() -> None:
    clock = ManualClock()
    real = FakeCameras((camera(1),), clock)
    feed = FreezingFeed(real, clock)
    feed.freeze("c01")
    last = 0
    for value in (10, 11, 12):
        clock.advance(0.2)
        real.put(0, np.full((8, 8, 4), value, np.uint8))
        with feed.picture(0) as picture:
            assert picture is not None
            assert int(picture.pixels[0, 0, 0]) == 10
            assert picture.sequence > last
            last = picture.sequence
    feed.thaw("c01")
    with feed.picture(0) as picture:
        assert picture is not None
        assert int(picture.pixels[0, 0, 0]) == 12
        assert picture.sequence > last
