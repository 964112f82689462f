"""Video against telemetry: pictures that draw their time, held against the deck's clock and the air's."""

import random
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from base.clock import NS_PER_MS, NS_PER_S
from drones.picture import AirPicture
from sessions.replay.air import GRID_NS
from sessions.replay.deck import ReplayDeck
from tests.sessions import hour
from tests.sessions.replay.conftest import Opened, settle, wait_until
from video.feed import StreamDemand

APART_NS = 50 * NS_PER_MS
SAMPLES = 60


@pytest.fixture
def deck(small_session: Path, opened: Opened) -> Iterator[ReplayDeck]:
    with opened(small_session) as deck:
        for camera in range(2):
            deck.world.cameras.demand(camera, StreamDemand(320, 180))
        deck.seek(deck.timeline.first_tape_ns + 5 * NS_PER_S)
        settle(deck)
        yield deck


def drawn(deck: ReplayDeck, camera: int) -> tuple[int, int]:
    """The number that is drawn in the picture that is shown, and the time that the feed gives it."""
    with deck.world.cameras.picture(camera) as picture:
        assert picture is not None
        return hour.read_number(picture.pixels), picture.received_at_ns


def heartbeat_ns(air: AirPicture) -> int:
    """The newest heartbeat of all drones."""
    return max(v.heartbeat_at_ns for v in air.vehicles if v.heartbeat_at_ns is not None)


def test_paused_every_picture_and_every_state_is_of_that_moment(deck: ReplayDeck) -> None:
    seed = random.randrange(1_000_000)
    print(f"seed {seed}")
    dice = random.Random(seed)
    for _ in range(8):
        at_ns = dice.randrange(deck.timeline.first_tape_ns + NS_PER_S, deck.timeline.last_tape_ns)
        deck.seek(at_ns)
        settle(deck)
        for camera in range(2):
            number, received_ns = drawn(deck, camera)
            assert number == hour.drawn_number(camera, at_ns)
            assert 0 <= at_ns - received_ns < hour.FRAME_NS
        assert 0 <= at_ns - deck.world.air.picture().at_ns < GRID_NS


def test_playing_video_and_telemetry_are_within_50_ms(deck: ReplayDeck) -> None:
    """How far each is behind what it should show at that moment: the picture that was received last, the state of the
    last grid point. Their difference is what a person sees. The median, since the machine has other things to do."""
    deck.play()
    video_ns, air_ns, apart_ns = [], [], []
    heard_ns = 0
    for _ in range(SAMPLES):
        time.sleep(0.043)
        deck.advance()
        now_ns = deck.tape_ns()
        number, received_ns = drawn(deck, 0)
        air = deck.world.air.picture()
        due = hour.picture_number(0, now_ns)
        assert (number - hour.drawn_number(0, received_ns)) % hour.CLIP == 0  # the feed says the picture's own time
        behind_video_ns = hour.received_ns(0, due) - received_ns
        behind_air_ns = now_ns // GRID_NS * GRID_NS - air.at_ns
        assert heartbeat_ns(air) <= air.at_ns <= now_ns + NS_PER_MS
        heard_ns = max(heard_ns, heartbeat_ns(air))
        video_ns.append(behind_video_ns)
        air_ns.append(behind_air_ns)
        apart_ns.append(abs(behind_video_ns - behind_air_ns))
    print(f"behind: video {median(video_ns) / 1e6:.0f} ms, air {median(air_ns) / 1e6:.0f} ms")
    print(f"apart: median {median(apart_ns) / 1e6:.0f} ms, most {max(apart_ns) / 1e6:.0f} ms")
    assert median(apart_ns) <= APART_NS
    assert heard_ns > deck.timeline.first_tape_ns + 5 * NS_PER_S  # telemetry went on, too


def test_at_sixteen_times_telemetry_keeps_up(deck: ReplayDeck) -> None:
    deck.seek(deck.timeline.first_tape_ns)
    settle(deck)
    deck.set_rate(16.0)
    deck.play()
    behind_s = []

    def at_end() -> bool:
        deck.advance()
        behind_s.append(deck.view().behind_s)
        return deck.view().at_end

    wait_until(at_end, "it has played through")
    wait_until(lambda: deck.world.air.picture().at_ns == deck.timeline.last_tape_ns // GRID_NS * GRID_NS, "the air is")
    assert median(behind_s) <= 2.0
