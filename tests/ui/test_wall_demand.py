"""Views that need the same cameras: their wishes add up, and the feed hears of changes only."""

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from tests.ui.fake_world import FakeWorld
from ui.bridge import Bridge
from ui.wall.demand import DemandBroker, DemandKeeper, merged
from ui.wall.view import WallView
from video.feed import HIDDEN, StreamDemand

demands = st.builds(
    StreamDemand,
    width_px=st.integers(1, 4000),
    height_px=st.integers(1, 4000),
    max_fps=st.sampled_from([2.0, 15.0, 60.0]),
    priority=st.integers(-1, 2),
)


def latest(fake: FakeWorld) -> list[StreamDemand]:
    return [asked[-1] for asked in fake.cameras.demands]


def test_the_largest_wish_wins_in_every_respect_and_nothing_is_asked_twice() -> None:
    fake = FakeWorld(cameras=3)
    broker = DemandBroker(fake.cameras)
    wall, round_ = DemandKeeper(broker), DemandKeeper(broker)
    wall.ask({0: StreamDemand(400, 225), 1: StreamDemand(400, 225)})
    round_.ask({0: StreamDemand(900, 200, max_fps=2.0, priority=1)})
    assert latest(fake) == [StreamDemand(900, 225, 60.0, 1), StreamDemand(400, 225), HIDDEN]
    counts = [len(asked) for asked in fake.cameras.demands]
    wall.ask({0: StreamDemand(300, 225), 1: StreamDemand(400, 225)})
    round_.ask({0: StreamDemand(900, 225, max_fps=2.0, priority=1)})
    assert [len(asked) for asked in fake.cameras.demands] == counts
    round_.ask({})
    wall.ask({})
    assert latest(fake) == [HIDDEN] * 3


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 2), st.dictionaries(st.integers(0, 3), demands)), max_size=12))
def test_the_feed_always_knows_the_sum_of_what_the_views_wish_for_now(
    asks: list[tuple[int, dict[int, StreamDemand]]],
) -> None:
    fake = FakeWorld(cameras=4)
    broker = DemandBroker(fake.cameras)
    clients = [DemandKeeper(broker) for _ in range(3)]
    now: dict[int, dict[int, StreamDemand]] = {}
    for client, wanted in asks:
        now[client] = wanted
        clients[client].ask(wanted)
        for camera in range(4):
            wishes = [wish[camera] for wish in now.values() if camera in wish]
            asked = fake.cameras.demands[camera]
            assert asked[-1] == merged(wishes)
            assert all(wish.width_px <= asked[-1].width_px for wish in wishes)
            assert asked[-1].hidden == (not wishes)
            assert all(one != other for one, other in pairwise(asked))


def test_two_walls_in_two_windows_do_not_hide_each_others_cameras(
    qtbot: QtBot, bridge: Bridge, fake: FakeWorld
) -> None:
    views = [WallView(bridge) for _ in range(2)]
    for view in views:
        qtbot.addWidget(view)
        view.resize(640, 400)
        view.show()
    views[0].set_grid(9)
    views[1].set_grid(1)
    bridge.tick()
    box = views[1].tiles[0].box
    assert not any(demand.hidden for demand in latest(fake))
    assert latest(fake)[0].width_px == box.width
    views[0].hide()
    bridge.tick()
    assert [demand.hidden for demand in latest(fake)] == [False] + [True] * 8
    views[1].hide()
    assert all(demand.hidden for demand in latest(fake))


def test_a_tile_knows_what_was_painted_on_it_since_it_came_into_view(
    qtbot: QtBot, bridge: Bridge, fake: FakeWorld
) -> None:
    view = WallView(bridge)
    qtbot.addWidget(view)
    view.resize(640, 400)
    view.show()
    view.set_grid(1)
    bridge.tick()
    fake.cameras.put(0, np.full((90, 160, 4), 200, np.uint8))
    fake.clock.advance(0.3)
    bridge.tick()
    view.grab()
    tile = view.tiles[0]
    assert (tile.sequence, tile.pixels_width, tile.pixels_height) == (1, 160, 90)
    assert tile.painted_at_ns - tile.received_at_ns == 300_000_000
    assert tile.picture is not None
    assert tile.picture.width > 160
    view.hide()
    view.show()
    assert view.tiles[0].sequence == -1
