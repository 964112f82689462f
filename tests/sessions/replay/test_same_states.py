"""States after a seek are those after playing through: the air and the incidents of a replay's World."""

import random
from pathlib import Path

import pytest

from base.clock import NS_PER_S, ManualClock
from drones.picture import AirPicture
from duty.incidents import IncidentView
from sessions.replay.air import GRID_NS
from sessions.replay.deck import ReplayDeck
from tests.sessions.replay.conftest import Opened, settle, wait_until

State = tuple[AirPicture, tuple[IncidentView, ...], tuple[int, int]]


def state(deck: ReplayDeck) -> State:
    wanted_ns = deck.tape_ns() // GRID_NS * GRID_NS
    wait_until(lambda: deck.world.air.picture().at_ns == wanted_ns, "the air is there")
    return deck.world.air.picture(), deck.world.desk.incidents(), deck.world.desk.counts()


def states_by_playing(deck: ReplayDeck, clock: ManualClock, times: list[int]) -> dict[int, State]:
    """Once through the tape from its beginning, stopping at nothing."""
    deck.seek(deck.timeline.first_tape_ns)
    settle(deck)
    deck.set_rate(1.0)
    deck.play()
    found = {}
    for at_ns in sorted(times):
        clock.advance((at_ns - deck.tape_ns()) / NS_PER_S)
        deck.advance()
        assert deck.tape_ns() == at_ns
        found[at_ns] = state(deck)
    deck.pause()
    return found


def compare(deck: ReplayDeck, clock: ManualClock, dice: random.Random, samples: int) -> None:
    first_ns, last_ns = deck.timeline.first_tape_ns, deck.timeline.last_tape_ns
    times = [dice.randrange(first_ns, last_ns) for _ in range(samples)]
    times += [mark.at_tape_ns for mark in deck.timeline.marks] + [first_ns, last_ns - 1]
    played = states_by_playing(deck, clock, times)
    assert len({len(incidents) for _, incidents, _ in played.values()}) > 1, "nothing happened between the samples"
    assert any(air.vehicles for air, *_ in played.values())
    dice.shuffle(times)
    for at_ns in times:
        deck.seek(at_ns, exact=dice.random() < 0.5)
        settle(deck)
        assert state(deck) == played[at_ns], f"after a seek to {at_ns - first_ns}"

    deck.seek(last_ns)
    deck.set_rate(-1.0)
    deck.play()
    for at_ns in sorted(times, reverse=True):
        clock.advance(max((deck.tape_ns() - at_ns) / NS_PER_S, 0))
        assert state(deck) == played[at_ns], f"backward at {at_ns - first_ns}"


def test_a_seek_gives_the_states_of_playing_through(small_session: Path, opened_without_video: Opened) -> None:
    seed = random.randrange(1_000_000)
    print(f"seed {seed}")
    clock = ManualClock()
    with opened_without_video(small_session, clock) as deck:
        compare(deck, clock, random.Random(seed), 8)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(10))
def test_a_seek_gives_the_states_of_playing_through_many_times(
    small_session: Path, opened_without_video: Opened, seed: int
) -> None:
    clock = ManualClock()
    with opened_without_video(small_session, clock) as deck:
        compare(deck, clock, random.Random(seed), 60)
