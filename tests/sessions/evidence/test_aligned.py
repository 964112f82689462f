"""What a person said of a camera's clock is in what leaves the house: it is what was seen."""

import argparse
import csv
import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from base.clock import NS_PER_S
from sessions import kept
from sessions.evidence import command
from sessions.evidence.arguments import add_arguments
from sessions.evidence.export import StationExporter, export
from sessions.evidence.request import EvidenceRequest, Track
from sessions.evidence.verify import verify_folder
from sessions.files import SessionFiles
from sessions.jobs import JobState
from sessions.row_file import RowWriter
from sessions.rows import SessionRow, Topic
from tests.sessions.evidence.material import BEGAN_TAPE_NS, ID, LENGTH_S, Session, Station, request_of

LIMIT_S = 60.0
OFFSET_S = 1.2
TRACKS = frozenset({Track.ORIGINALS, Track.RENDERED})


@pytest.fixture
def own(session: Session, tmp_path: Path) -> Session:
    """One that may be changed."""
    folder = tmp_path / session.folder.name
    shutil.copytree(session.folder, folder)
    session = replace(session, folder=folder)
    kept.change(session.folder, lambda _: kept.Kept(offsets_s={"c01": OFFSET_S}))
    return session


@pytest.fixture
def wish(own: Session, tmp_path: Path) -> EvidenceRequest:
    """Seconds 3 to 5 of what is seen: 1.8 to 3.8 of what c01 sent."""
    span = (BEGAN_TAPE_NS + 3 * NS_PER_S, BEGAN_TAPE_NS + 5 * NS_PER_S)
    return request_of(own, tmp_path / "out", cameras=("c01",), tracks=TRACKS, from_tape_ns=span[0], to_tape_ns=span[1])


def exported(wish: EvidenceRequest, station: Station) -> Path:
    job = export(wish, station.house())
    view = job.wait(LIMIT_S)
    assert view.state is JobState.DONE, view.error
    return job.result()


def test_the_packets_are_those_that_were_seen_and_both_times_are_told(
    own: Session, wish: EvidenceRequest, station: Station
) -> None:
    folder = exported(replace(wish, tracks=frozenset({Track.ORIGINALS})), station)
    shift_ns = round(OFFSET_S * NS_PER_S)
    with (folder / "video" / "01-c01" / "packets.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["in_span"] == "yes"]
    seen = [
        one.received_ns for one in own.sent["c01"] if wish.from_tape_ns <= one.received_ns + shift_ns <= wish.to_tape_ns
    ]
    assert [int(row["received_tape_ns"]) for row in rows] == seen
    first_s = (seen[0] - BEGAN_TAPE_NS) / NS_PER_S
    assert float(rows[0]["received_utc"][17:-1]) == pytest.approx(first_s, abs=1e-3)
    assert float(rows[0]["shown_utc"][17:-1]) == pytest.approx(first_s + OFFSET_S, abs=1e-3)
    said = json.loads((folder / "manifest.json").read_bytes())
    (camera,) = said["cameras"]
    assert camera["offset_s"] == OFFSET_S
    assert camera["original"]["last_ns"] == seen[-1] + shift_ns
    assert verify_folder(folder).code == 0


def test_the_rendered_clip_shows_what_was_seen(wish: EvidenceRequest, own: Session, station: Station) -> None:
    """The same pictures as without an offset of the span that much earlier."""
    wish = replace(wish, tracks=frozenset({Track.RENDERED}))
    moved = exported(wish, station)
    rendered = json.loads((moved / "manifest.json").read_bytes())["cameras"][0]["rendered"]
    assert wish.from_tape_ns <= rendered["first_ns"] <= rendered["last_ns"] <= wish.to_tape_ns
    kept.change(own.folder, lambda _: kept.Kept())
    shift_ns = round(OFFSET_S * NS_PER_S)
    plain = exported(
        replace(
            wish,
            folder=wish.folder.with_name("plain"),
            from_tape_ns=wish.from_tape_ns - shift_ns,
            to_tape_ns=wish.to_tape_ns - shift_ns,
        ),
        station,
    )
    ours, theirs = (_pictures(folder / "video" / "01-c01" / "rendered.mp4") for folder in (moved, plain))
    assert len(ours) == len(theirs) > 40
    height = ours[0].shape[0]
    for one, other in zip(ours, theirs, strict=True):  # below the caption, which tells another time
        assert np.abs(one[height // 2 :].astype(int) - other[height // 2 :]).mean() < 1


def test_a_changed_offset_is_another_export(wish: EvidenceRequest, own: Session, station: Station) -> None:
    """One that stopped does not go on with pictures of another time."""
    partial = wish.folder.with_name("out.partial")
    job = export(replace(wish, tracks=frozenset({Track.RENDERED})), station.house())
    ends = 0
    while not partial.exists() and ends < 2_000:
        job.wait(0.005)
        ends += 1
    job.cancel()
    job.wait(LIMIT_S)
    kept.change(own.folder, lambda _: kept.Kept(offsets_s={"c01": 0.5}))
    again = export(replace(wish, tracks=frozenset({Track.RENDERED})), station.house())
    assert "another export" in again.wait(LIMIT_S).error


def test_gaps_are_told_in_the_time_that_was_seen(own: Session, wish: EvidenceRequest, station: Station) -> None:
    """c01 ends at second 6 of what it sent, and is seen 2 s later."""
    kept.change(own.folder, lambda _: kept.Kept(offsets_s={"c01": 2.0}))
    longer = replace(wish, to_tape_ns=BEGAN_TAPE_NS + 12 * NS_PER_S)
    job = StationExporter(station.house(), wish.folder.parent).measure(longer)
    job.wait(LIMIT_S)
    (gap,) = [gap for gap in job.result().gaps if gap.source == "c01"]
    assert gap.from_tape_ns == own.sent["c01"][-1].received_ns + 2 * NS_PER_S
    assert gap.to_tape_ns == longer.to_tape_ns


def test_what_the_recorder_left_out_is_told_where_it_is_seen_and_however_early_it_began(
    own: Session, wish: EvidenceRequest, station: Station
) -> None:
    """c02 lost packets in seconds 3 to 4, and everything from second 5.2 on."""
    kept.change(own.folder, lambda _: kept.Kept(offsets_s={"c02": 1.0}))
    writer = RowWriter(SessionFiles(own.folder).rows)
    writer.add([SessionRow(BEGAN_TAPE_NS + 5_200_000_000, Topic.GAP, "", '{"why": "disk_full"}')])
    writer.close()

    def noted(from_s: float, to_s: float) -> list[tuple[str, float, float, str]]:
        from_ns, to_ns = (BEGAN_TAPE_NS + round(at_s * NS_PER_S) for at_s in (from_s, to_s))
        span = replace(wish, from_tape_ns=from_ns, to_tape_ns=to_ns)
        job = StationExporter(station.house(), wish.folder.parent).measure(span)
        assert job.wait(LIMIT_S).state is JobState.DONE
        return [
            (
                gap.source,
                (gap.from_tape_ns - BEGAN_TAPE_NS) / NS_PER_S,
                (gap.to_tape_ns - BEGAN_TAPE_NS) / NS_PER_S,
                gap.why,
            )
            for gap in job.result().gaps
            if gap.why
        ]

    assert noted(0, 3.9) == []
    assert noted(3, 4.5) == [("c02", 4.0, 4.5, "disk_slow")]
    assert noted(4.2, 4.4) == [("c02", 4.2, 4.4, "disk_slow")]
    assert noted(4.5, 5.5) == [("c02", 4.5, 5.0, "disk_slow"), ("", 5.2, 5.5, "disk_full")]
    assert noted(5.4, 6.0) == [("", 5.4, 6.0, "disk_full")]


def test_offsets_that_cannot_be_read_are_said(own: Session, wish: EvidenceRequest, station: Station) -> None:
    (own.folder / "kept.json").write_bytes(os.urandom(50))
    folder = exported(replace(wish, tracks=frozenset({Track.ORIGINALS})), station)
    said = json.loads((folder / "manifest.json").read_bytes())
    assert "damaged" in said["session"]["offsets_trouble"]
    assert said["cameras"][0]["offset_s"] == 0


def test_the_command_takes_all_that_is_seen(own: Session, tmp_path: Path) -> None:
    words = [ID, "--reason", "Theft of a bicycle", "--operator", "x", "--to-folder", str(tmp_path / "out")]
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    kept.change(own.folder, lambda _: kept.Kept(offsets_s={"c01": -2.0, "c02": 3.0}))
    request = command.request_of(parser.parse_args(words), own.folder)
    span_s = ((at - BEGAN_TAPE_NS) / NS_PER_S for at in (request.from_tape_ns, request.to_tape_ns))
    assert tuple(span_s) == (-2.0, LENGTH_S + 3.0)


def _pictures(path: Path) -> list[NDArray[np.uint8]]:
    with av.open(str(path)) as container:
        return [np.asarray(frame.to_ndarray(format="gray"), np.uint8) for frame in container.decode(video=0)]
