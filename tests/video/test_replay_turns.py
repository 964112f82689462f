"""In which order the cameras of a worker decode, and who is the focused one."""

import threading
import time
from collections.abc import Iterator

import pytest

from base.playhead import Playhead
from tests.video.conftest import wait_for
from video.board import Board
from video.feed import HIDDEN, StreamDemand
from video.replay.settled import Settled, settled_word
from video.replay.turns import AT_ONCE, HANGS_S, KEYS_LIMIT_S, Rank, Turns


@pytest.fixture
def board() -> Iterator[Board]:
    board = Board.create(5, 1)
    yield board
    board.file.close()


def test_who_ranks_lowest_goes_first_and_the_less_urgent_do_not_disturb(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("video.replay.turns.HANGS_S", 60.0)  # the machine of the tests may be slow
    turns = Turns(board, threading.Event())
    order: list[Rank] = []
    held = [threading.Event() for _ in range(AT_ONCE)]
    ranks: list[Rank] = [(2, 0, 1), (0, 0, 4), (1, -9, 3), (0, -9, 2), (2, -1, 0)]

    def hold(place: int) -> None:
        with turns.turn((0, 0, 100 + place), turns.changes):
            held[place].wait(20)

    def work(rank: Rank) -> None:
        with turns.turn(rank, turns.changes):
            order.append(rank)

    holders = [threading.Thread(target=hold, args=(place,)) for place in range(AT_ONCE)]
    for holder in holders:
        holder.start()
    wait_for(lambda: len(turns._running) == AT_ONCE)
    workers = [threading.Thread(target=work, args=(rank,)) for rank in ranks]
    for worker in workers:
        worker.start()
    wait_for(lambda: len(turns._waiting) == len(ranks))
    held[0].set()
    wait_for(lambda: len(order) == 2)
    assert sorted(order) == [(0, -9, 2), (0, 0, 4)]  # the less urgent wait: an urgent one is still at work
    assert not threading.Event().wait(0.05)
    assert len(order) == 2
    for event in held:
        event.set()
    for thread in (*holders, *workers):
        thread.join(20)
    assert order[:2] == [(0, -9, 2), (0, 0, 4)]
    assert order[2] == (1, -9, 3)
    assert set(order[3:]) == {(2, -1, 0), (2, 0, 1)}


def test_the_focus_is_the_one_that_is_wanted_most(board: Board) -> None:
    stopping = threading.Event()
    turns = Turns(board, stopping)
    turns.start()
    try:
        wait_for(lambda: turns.changes > 0)
        assert turns.focus() is None
        for demands, focus in (
            ({0: 1, 1: 1}, None), ({0: 1, 1: 5}, 1), ({1: 1, 3: 9}, 3), ({3: -1}, None), ({1: -1}, 0), ({0: -1}, None),
        ):  # fmt: skip
            seen = turns.changes
            for index, priority in demands.items():
                demand = HIDDEN if priority < 0 else StreamDemand(100, 100, priority=priority)
                board.write_demand(index, demand, 0)
            assert turns.wait_for_change(seen, 20)
            wait_for(lambda focus=focus: turns.focus() == focus)  # type: ignore[misc]
    finally:
        stopping.set()
        wait_for(lambda: not any(thread.name == "playhead" for thread in threading.enumerate()))


def test_a_new_playhead_wakes_whoever_waits(board: Board) -> None:
    stopping = threading.Event()
    turns = Turns(board, stopping)
    turns.start()
    try:
        wait_for(lambda: turns.changes > 0)
        seen = turns.changes
        assert not turns.wait_for_change(seen, 0.01)
        board.write_playhead(Playhead(1, 2, 3))
        assert turns.wait_for_change(seen, 20)
    finally:
        stopping.set()
        wait_for(lambda: not any(thread.name == "playhead" for thread in threading.enumerate()))


def test_who_waits_for_a_turn_gives_it_up_for_another_wish(board: Board) -> None:
    stopping = threading.Event()
    turns = Turns(board, stopping)
    turns.start()
    went: list[bool] = []
    try:
        wait_for(lambda: turns.changes > 0)
        seen = turns.changes

        def work() -> None:
            with turns.turn((1, 0), seen) as goes:
                went.append(goes)

        with turns.turn((0, 0), seen) as goes:
            assert goes
            worker = threading.Thread(target=work)
            worker.start()
            wait_for(lambda: bool(turns._waiting))
            board.write_playhead(Playhead(1, 2, 3))
            worker.join(20)
            assert went == [False]
        assert not turns._waiting
        assert not turns._running
        with turns.turn((2, 0), turns.changes) as goes:
            assert goes
    finally:
        stopping.set()
        wait_for(lambda: not any(thread.name == "playhead" for thread in threading.enumerate()))


def test_exact_pictures_wait_for_all_key_frames_and_no_longer(board: Board) -> None:
    stopping = threading.Event()
    turns = Turns(board, stopping)
    for index in (0, 1, 3):
        board.write_demand(index, StreamDemand(100, 100), 0)
    opened = threading.Event()

    def wait(playhead: int, seen: int) -> None:
        if turns.wait_for_keys(playhead, seen):
            opened.set()

    def seek(version: int) -> int:
        seen = turns.changes
        board.write_playhead(Playhead(version, 2, 3, is_jump=True))
        assert turns.wait_for_change(seen, 20)
        return board.playhead_changes()

    def say(index: int, settled: Settled) -> None:
        board.mark_settled(index, settled_word(board.playhead_changes(), board.demand_version(index), settled))

    turns.start()
    try:
        wait_for(lambda: turns.changes > 0)
        playhead = seek(1)
        waiter = threading.Thread(target=wait, args=(playhead, turns.changes))
        waiter.start()
        for index, settled in ((0, Settled.KEY), (1, Settled.NOTHING_HERE)):
            say(index, settled)
            assert not opened.wait(0.02)
        say(3, Settled.KEY_ONLY)  # the others are hidden
        assert opened.wait(20)
        waiter.join(20)

        opened.clear()
        playhead = seek(2)
        began_s = time.monotonic()
        waiter = threading.Thread(target=wait, args=(playhead, turns.changes))
        waiter.start()
        say(0, Settled.KEY)  # and the others hang
        assert opened.wait(20)
        assert time.monotonic() - began_s >= KEYS_LIMIT_S * 0.9
        waiter.join(20)

        opened.clear()
        playhead = seek(3)
        waiter = threading.Thread(target=wait, args=(playhead, turns.changes))
        waiter.start()
        seek(4)
        waiter.join(20)
        assert not opened.is_set()
    finally:
        stopping.set()
        wait_for(lambda: not any(thread.name == "playhead" for thread in threading.enumerate()))


def test_those_that_hang_in_their_files_hold_nobody(board: Board) -> None:
    turns = Turns(board, threading.Event())
    answers = threading.Event()
    went: list[Rank] = []

    def hang(place: int) -> None:
        with turns.turn((0, 0, place), turns.changes):
            answers.wait(30)

    def work() -> None:
        for stage in (0, 1, 2):
            with turns.turn((stage, 0, 9), turns.changes) as goes:
                assert goes
                went.append((stage, 0, 9))

    hanging = [threading.Thread(target=hang, args=(place,)) for place in range(AT_ONCE)]
    worker = threading.Thread(target=work)
    for thread in hanging:
        thread.start()
    wait_for(lambda: len(turns._running) == AT_ONCE)
    began_s = time.monotonic()
    worker.start()
    worker.join(20)
    try:
        assert [rank[0] for rank in went] == [0, 1, 2]
        assert time.monotonic() - began_s >= HANGS_S * 0.5
        assert len(turns._running) == AT_ONCE
    finally:
        answers.set()
    for thread in hanging:
        thread.join(20)
    assert not turns._running
