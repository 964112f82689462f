"""A picture that stood still when it was recorded is said to have stood still when it is replayed."""

import json
import shutil
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from base.clock import NS_PER_S
from sessions import kept
from sessions.files import SessionFiles
from sessions.recorder.happenings import Cameras
from sessions.replay.frozen import Frozen
from sessions.row_file import RowWriter
from sessions.rows import SessionRow, Topic
from tests.sessions import hour
from tests.sessions.recorder.station import facts
from tests.sessions.replay.conftest import Opened, settle
from video.feed import StreamDemand

BEGAN_NS = hour.STARTED_TAPE_NS


def written(camera: str = "c01") -> list[SessionRow]:
    """As a recorder writes it: all is well, at second 20 it has stood still since 10, at 30 it goes on."""
    cameras, rows = Cameras(), []
    for at_s, since_s in ((1, None), (20, 10), (25, 10), (30, None)):
        since_ns = None if since_s is None else BEGAN_NS + since_s * NS_PER_S
        rows += cameras.look([facts(camera, frozen_since_ns=since_ns)], BEGAN_NS + at_s * NS_PER_S)
    return rows


def test_from_when_it_was_known_until_it_went_on() -> None:
    rows = written()
    assert len(rows) == 3
    frozen = Frozen(rows, {})
    known = {at_s: frozen.since_ns("c01", BEGAN_NS + at_s * NS_PER_S) for at_s in (0, 15, 20, 29, 30, 40)}
    since_ns = BEGAN_NS + 10 * NS_PER_S
    assert known == {0: None, 15: None, 20: since_ns, 29: since_ns, 30: None, 40: None}
    assert frozen.since_ns("c02", BEGAN_NS + 25 * NS_PER_S) is None
    moved = Frozen(rows, {"c01": 5 * NS_PER_S})
    assert moved.since_ns("c01", BEGAN_NS + 24 * NS_PER_S) is None
    assert moved.since_ns("c01", BEGAN_NS + 25 * NS_PER_S) == since_ns + 5 * NS_PER_S


@given(st.lists(st.one_of(st.text(max_size=20), st.recursive(st.none() | st.integers() | st.floats(), st.lists).map(
    lambda value: json.dumps({"frozen_since_ns": value})
)), max_size=6))  # fmt: skip
def test_whatever_a_row_says(bodies: list[str]) -> None:
    frozen = Frozen([SessionRow(at, Topic.CAMERA, "c", body) for at, body in enumerate(bodies)], {})
    for at in range(-1, len(bodies) + 1):
        since_ns = frozen.since_ns("c", at)
        assert since_ns is None or abs(since_ns) < 2**60


def test_the_deck_s_cameras_say_it(small_session: Path, tmp_path: Path, opened: Opened) -> None:
    folder = tmp_path / "own"
    shutil.copytree(small_session, folder)
    writer = RowWriter(SessionFiles(folder).rows)
    writer.add(written())
    writer.close()
    kept.change(folder, lambda known: known.model_copy(update={"offsets_s": {"c01": 1.0}}))
    with opened(folder) as deck:
        cameras = deck.world.cameras
        cameras.demand(0, StreamDemand(160, 90))
        for at_s, since_s in ((25, 11), (35, None), (5, None)):
            deck.seek(BEGAN_NS + at_s * NS_PER_S)
            settle(deck)
            said = cameras.facts()
            assert said[0].frozen_since_ns == (None if since_s is None else BEGAN_NS + since_s * NS_PER_S)
            assert said[1].frozen_since_ns is None
