"""Density and gaps against a count by hand; marks out of rows, also of damaged ones."""

import json
import random
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from base.clock import NS_PER_S
from duty.config import PrecinctConfig
from sessions.manifest import Manifest, Why
from sessions.replay.marks import marks_of
from sessions.replay.timeline import CAMERA_GAP_NS, LINK_GAP_NS, Arrivals, timeline
from sessions.replay.view import MarkKind
from sessions.rows import SessionRow, Topic
from video.config import CameraConfig

FIRST_NS = 1_000 * NS_PER_S
MANIFEST = Manifest(
    id="s",
    why=Why.PERSON,
    program="",
    started_tape_ns=FIRST_NS,
    started_wall_ns=1_790_000_000 * NS_PER_S,
    precinct=PrecinctConfig(name="Harbour", time_zone="Asia/Shanghai", centre=(31.2, 121.5)),
    cameras=(CameraConfig(id="c1", name="East gate", address="/none"),),
)


def arrivals(times_s: list[float], sizes: list[int] | None = None, *, is_camera: bool = True) -> Arrivals:
    at = np.array([FIRST_NS + round(s * NS_PER_S) for s in times_s], np.int64)
    return Arrivals("x", is_camera, "X", at, np.array(sizes or [100] * len(times_s), np.uint32))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(-20, 120), max_size=60), st.integers(1, 90), st.booleans())
def test_against_a_count_by_hand(times_s: list[float], length_s: int, is_camera: bool) -> None:
    times_s = sorted(times_s)
    sizes = [random.Random(i).randrange(1, 5000) for i in range(len(times_s))]
    one = arrivals(times_s, sizes, is_camera=is_camera)
    last_ns = FIRST_NS + length_s * NS_PER_S
    found = timeline(FIRST_NS, last_ns, [one], [])
    assert found.bins == length_s

    counted = [0] * length_s
    inside = []
    for at, size in zip(one.at_tape_ns.tolist(), sizes, strict=True):
        if FIRST_NS <= at <= last_ns:
            counted[min((at - FIRST_NS) // NS_PER_S, length_s - 1)] += size
            inside.append(at)
    highest = max(counted) or 1
    lane = found.lanes[1]
    assert lane.density == pytest.approx([n / highest for n in counted], abs=1e-4)
    assert found.lanes[0].density == lane.density

    places = [FIRST_NS, *inside, last_ns]
    longest = CAMERA_GAP_NS if is_camera else LINK_GAP_NS
    assert lane.gaps == tuple((a, b) for a, b in pairwise(places) if b - a > longest)


def test_a_gap_of_everything_is_where_nobody_sent_anything() -> None:
    camera = arrivals([0, 1, 2, 10, 11, 20, 29, 30])
    link = arrivals([0, 3, 14, 15, 30], is_camera=False)
    found = timeline(FIRST_NS, FIRST_NS + 30 * NS_PER_S, [camera, link], [])
    gaps_s = [((a - FIRST_NS) // NS_PER_S, (b - FIRST_NS) // NS_PER_S) for a, b in found.lanes[0].gaps]
    assert gaps_s == [(3, 10), (11, 14), (15, 20), (20, 29)]
    assert [(mark.kind, mark.at_tape_ns) for mark in found.marks] == [
        (MarkKind.LINK_LOST, FIRST_NS + 3 * NS_PER_S),
        (MarkKind.LINK_LOST, FIRST_NS + 15 * NS_PER_S),
    ]


def test_nothing_at_all() -> None:
    found = timeline(FIRST_NS, FIRST_NS + 1, [arrivals([])], [])
    assert found.bins == 1
    assert found.lanes[1].density == (0.0,)
    assert timeline(FIRST_NS, FIRST_NS, [], []).lanes[0].gaps == ()


def row(at_s: float, topic: Topic, key: str, body: object) -> SessionRow:
    return SessionRow(FIRST_NS + round(at_s * NS_PER_S), topic, key, json.dumps(body))


def test_marks_of_rows() -> None:
    rows = [
        row(1, Topic.CAMERA, "c1", {"state": "live"}),
        row(2, Topic.VERDICT, "t/z", {"verdict": "cannot_tell", "zone_name": "Z"}),
        row(3, Topic.VERDICT, "t/z", {"verdict": "in_breach", "zone_name": "Z"}),
        row(4, Topic.VERDICT, "t/z", {"verdict": "in_breach", "zone_name": "Z"}),
        row(5, Topic.CAMERA, "c1", {"state": "offline"}),
        row(6, Topic.CAMERA, "c1", {"state": "unauthorised"}),
        row(7, Topic.CAMERA, "c1", {"state": "live"}),
        row(8, Topic.CAMERA, "c1", {"state": "offline"}),
        row(9, Topic.SIGHTING, "c1", {"answer": "normal"}),
        row(10, Topic.SIGHTING, "c1", {"answer": "abnormal", "note": "a bag"}),
        row(11, Topic.ACT, "plan_switched", {"subject": "highest"}),
        row(12, Topic.BOOKMARK, "wang", {"note": "look"}),
        row(13, Topic.LAYOUT, "wall", {"cameras": ["c1"]}),
    ]
    found = [(round((m.at_tape_ns - FIRST_NS) / NS_PER_S), m.kind, m.text) for m in marks_of(rows, MANIFEST)]
    assert found == [
        (3, MarkKind.VERDICT, "Z"),
        (5, MarkKind.CAMERA_OUT, "East gate"),
        (8, MarkKind.CAMERA_OUT, "East gate"),
        (10, MarkKind.FINDING, "a bag"),
        (11, MarkKind.ACT, "highest"),
        (12, MarkKind.BOOKMARK, "look"),
    ]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(list(Topic)), st.text(max_size=10), st.one_of(st.text(max_size=40), st.just("[" * 9000)))
def test_no_row_is_too_strange(topic: Topic, key: str, body: str) -> None:
    for one in (body, f'{{"verdict": {body}}}', '{"answer": 3, "note": [], "values": {"subject": {}}}', "null", "[]"):
        for mark in marks_of([SessionRow(FIRST_NS, topic, key, one)], MANIFEST):
            assert isinstance(mark.text, str)
