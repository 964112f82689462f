"""How the program's rooms share the threads that read the book."""

import threading
from pathlib import Path

from app import Running
from duty.people import Role, SignInState
from sessions.world import WorldKind
from tests.duty.patrol.station import precinct
from tests.duty.waiting import until


def test_nobody_waits_to_sign_in_until_a_report_is_made(tmp_path: Path) -> None:
    long_report = threading.Event()
    with Running(tmp_path) as running:
        world = running._world(WorldKind.LIVE, precinct(2), tmp_path)
        asked = world.records._reader.do(lambda _: long_report.wait(60))  # type: ignore[attr-defined]
        try:
            until(lambda: world.operators.view().loaded)
            world.operators.add("li", "Li", Role.SUPERVISOR, "tide-lamp-77")
            until(lambda: world.operators.view().state is not SignInState.CHECKING)
            assert world.operators.view().current is not None
            assert not asked.done()
        finally:
            long_report.set()
