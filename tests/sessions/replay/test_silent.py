"""Nothing in a replay's World can transmit, and no book is behind it."""

import functools
import gc
import socket
import subprocess
import sys
import types
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from base.errors import PersonError
from drones import transports
from drones.links import LinkWorker
from drones.simulator.child import SimulatorProcess
from duty.book.store import Book
from duty.desk import Desk
from duty.incidents import Dispatch, Disposition, IncidentKind, NewIncident
from duty.operators import BookOperators
from duty.patrol.config import PlanLevel
from duty.patrol.view import RoundKind
from duty.people import Role
from duty.reading import BookReader
from sessions.replay.deck import ReplayDeck
from sessions.world import WorldKind
from tests.sessions.replay.conftest import Opened

SPEAKING: tuple[type, ...] = (
    socket.socket,
    LinkWorker,
    SimulatorProcess,
    Desk,
    Book,
    BookReader,
    BookOperators,
    *(kind for kind in vars(transports).values() if isinstance(kind, type) and kind.__module__ == transports.__name__),
)
NOT_WALKED = (type, types.ModuleType, types.FrameType, types.CodeType)
"""Through them everything that was ever imported is reached; what belongs to an object is in its attributes."""
MOST_OBJECTS = 2_000_000


def reachable(*roots: object) -> Iterator[object]:
    seen: set[int] = set()
    waiting = list(roots)
    kept = []
    while waiting:
        one = waiting.pop()
        if id(one) in seen or isinstance(one, NOT_WALKED):
            continue
        seen.add(id(one))
        kept.append(one)  # so that no id is given again
        assert len(seen) < MOST_OBJECTS
        yield one
        if isinstance(one, types.FunctionType):  # not what its module holds, but what it was made with
            waiting += [cell.cell_contents for cell in one.__closure__ or () if _is_filled(cell)]
            waiting += [*(one.__defaults__ or ()), *(one.__kwdefaults__ or {}).values()]
        else:
            waiting += gc.get_referents(one)


def _is_filled(cell: types.CellType) -> bool:
    try:
        return cell.cell_contents is not cell
    except ValueError:
        return False


def speaking(deck: ReplayDeck) -> list[object]:
    return [one for one in reachable(deck, deck.world) if isinstance(one, SPEAKING)]


def test_no_object_of_a_replay_can_transmit_or_write_a_book(small_session: Path, opened: Opened) -> None:
    with opened(small_session) as deck:
        assert deck.world.kind is WorldKind.REPLAY
        assert all(not link.transmit and link.system_id is None for link in deck.world.precinct.links)
        assert speaking(deck) == []


def test_the_walk_finds_what_speaks(small_session: Path, opened_without_video: Opened) -> None:
    with opened_without_video(small_session) as deck, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as hidden:
        parts = deck._parts
        for place in (lambda: hidden, functools.partial(print, hidden), {"deep": [(hidden,)]}):
            deck._parts = replace(parts, annotate=place)  # type: ignore[arg-type]
            assert speaking(deck) == [hidden]
        deck._parts = parts
        assert speaking(deck) == []


_ONLY_REPLAYS = """
import sys, threading
from pathlib import Path
from base.clock import SystemClock
from sessions.jobs import Progress
from sessions.replay.opening import open_session
deck = open_session(Path(sys.argv[1]), live_clock=SystemClock(), progress=Progress(threading.Event()))
deck.seek(deck.timeline.last_tape_ns)
while not deck.world.air.picture().vehicles:
    pass
deck.close()
assert deck.wait_until_closed(30)
print(" ".join(sys.modules))
"""


def test_a_process_that_only_replays_loads_nothing_that_could(small_session: Path) -> None:
    command = [sys.executable, "-c", _ONLY_REPLAYS, str(small_session)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.split())
    speaks = {"drones.transports", "drones.links", "drones.service", "drones.simulator"}
    books = {"duty.desk", "duty.book.store", "sqlalchemy", "cryptography"}
    assert not loaded & (speaks | books | {"av", "cv2", "PySide6"})


def test_acts_change_nothing(small_session: Path, opened_without_video: Opened) -> None:
    before = {path: path.stat().st_mtime_ns for path in small_session.rglob("*") if path.is_file()}
    with opened_without_video(small_session) as deck:
        world = deck.world
        deck.seek(deck.timeline.last_tape_ns)
        shown = world.desk.incidents()
        assert shown
        incident = shown[0].incident_id
        world.desk.acknowledge(incident)
        world.desk.acknowledge_all()
        world.desk.close(incident, Disposition.SETTLED, "")
        world.desk.dispatch(incident, Dispatch("t1", "", "", "", None, ""))
        world.desk.on_scene(incident, "t1")
        world.desk.escalate(incident, "")
        world.desk.correct(incident, "")
        assert world.desk.open_incident(NewIncident(IncidentKind.CALL, "x")) == ""
        assert world.desk.incidents() is shown
        assert world.patrol.start(RoundKind.ALL) is not None
        assert world.patrol.normal(held=False) is not None
        assert world.patrol.switch_plan(PlanLevel.HIGHEST) is not None
        assert world.patrol.view().round is None
        world.operators.sign_in("wang", "secret")
        world.operators.add("wang", "Wang", Role.SUPERVISOR, "secret")
        assert world.operators.view().current is None
        for answer in (world.records.shifts(), world.records.purge("u", "wang", ""), world.records.backup(Path(), _no)):
            with pytest.raises(PersonError, match="replay"):
                answer.result(1)
    after = {path: path.stat().st_mtime_ns for path in small_session.rglob("*") if path.is_file()}
    after.pop(small_session / "in_use.lock", None)
    before.pop(small_session / "in_use.lock", None)
    assert after == before


def _no(done: int, total: int) -> bool:
    return False
