"""Sessions of foreign material: where clips and logs are placed in time, and what is refused in one sentence."""

import json
import os
import threading
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from base.clock import NS_PER_S
from base.errors import PersonError
from drones.dialect import load
from drones.simulator.fleet import Fleet
from duty.config import PrecinctConfig
from sessions import kept, manifest, sources
from sessions.files import SessionFiles
from sessions.foreign import STARTED_TAPE_NS, put_together, time_in_name
from sessions.jobs import CancelledError, Progress
from sessions.library import ForeignSource
from sessions.library_entries import Entries
from sessions.library_pictures import Pictures
from sessions.manifest import Manifest, Why
from sessions.sources import Sources
from tests.conftest import REAL_DATA
from tests.video.clips import write_clip

SHANGHAI = ZoneInfo("Asia/Shanghai")
PLACE = PrecinctConfig(name="Harbour", time_zone="Asia/Shanghai", centre=(31.2, 121.5))
EIGHT_NS = round(datetime(2026, 11, 22, 8, tzinfo=SHANGHAI).timestamp()) * NS_PER_S


def progress() -> Progress:
    return Progress(threading.Event())


def together(folder: Path, *material: ForeignSource, title: str = "") -> tuple[Manifest, Sources, Path]:
    session_id = put_together(folder, title, material, "wang", progress(), precinct=PLACE)
    files = SessionFiles(folder / session_id)
    return manifest.read(files.manifest), sources.read(files.sources), files.folder


def write_log(path: Path, start_wall_ns: int, seconds: int = 3) -> Path:
    fleet = Fleet(load(), drones=1, docks=0, seed=1)
    with path.open("wb") as out:
        while fleet.t_s < seconds:
            for datagram in fleet.advance():
                stamp_us = start_wall_ns // 1000 + round(fleet.t_s * 1e6)
                out.write(stamp_us.to_bytes(8, "big") + datagram[: 10 + datagram[1] + 2])
    return path


def test_pieces_of_one_camera_and_a_camera_of_its_own(tmp_path: Path) -> None:
    clips = tmp_path / "exported"
    clips.mkdir()
    for name in ("gate_20261122_080002.mp4", "gate_20261122_080000.mp4", "东门 2026-11-22T08-00-01.mp4"):
        write_clip(clips / name, width=64, height=48, seconds=2)
    log = write_log(tmp_path / "flight.tlog", EIGHT_NS + NS_PER_S)
    found, material, folder = together(tmp_path / "s", ForeignSource(clips), ForeignSource(log), title="Gate")

    assert found.why is Why.FOREIGN
    assert {camera.name for camera in found.cameras} == {"gate", "东门"}
    gate = next(camera for camera in material.cameras if camera.id == "gate")
    assert [clip.path.name[5:20] for clip in gate.clips] == ["20261122_080000", "20261122_080002"]
    assert [clip.starts_tape_ns - STARTED_TAPE_NS for clip in gate.clips] == [0, 2 * NS_PER_S]
    assert found.started_wall_ns == EIGHT_NS
    assert found.ended_tape_ns == STARTED_TAPE_NS + 4 * NS_PER_S
    assert [link.name for link in found.links] == ["flight"]
    assert kept.read(folder)[0].title == "Gate"
    assert not list(folder.glob("**/*.mp4"))  # it stays where it is


def test_they_have_a_first_picture_in_the_library(tmp_path: Path) -> None:
    """Of the first clip that is still there; none of a session of telemetry alone."""
    clips = [write_clip(tmp_path / f"gate_20261122_08000{second}.mp4", seconds=2) for second in (0, 4)]
    _, _, folder = together(tmp_path / "s", *(ForeignSource(clip) for clip in clips))
    clips[0].unlink()
    log = write_log(tmp_path / "flight.tlog", EIGHT_NS)
    _, _, other = together(tmp_path / "s", ForeignSource(log))
    entries = Entries(tmp_path / "s")
    pictures = Pictures()
    assert pictures.one_more(entries.entry(one, recording=False) for one in (other, folder))
    made = entries.entry(folder, recording=False).thumbnail
    assert made is not None
    assert made.read_bytes().startswith(b"\xff\xd8")
    assert entries.entry(other, recording=False).thumbnail is None
    assert not pictures.one_more(entries.entry(one, recording=False) for one in (other, folder))


def test_a_start_that_somebody_gives_moves_all_pieces(tmp_path: Path) -> None:
    for name in ("a_20200101_000010.mp4", "a_20200101_000020.mp4"):
        write_clip(tmp_path / name, width=64, height=48, seconds=1)
    found, material, _ = together(tmp_path / "s", ForeignSource(tmp_path, starts_wall_ns=EIGHT_NS))
    assert found.started_wall_ns == EIGHT_NS
    assert [clip.starts_tape_ns - STARTED_TAPE_NS for clip in material.cameras[0].clips] == [0, 10 * NS_PER_S]


def test_without_a_time_in_the_name_the_metadata_then_the_files_time(tmp_path: Path) -> None:
    import av

    plain = write_clip(tmp_path / "plain.mp4", width=64, height=48, seconds=2)
    os.utime(plain, ns=(EIGHT_NS, EIGHT_NS))
    found, *_ = together(tmp_path / "s", ForeignSource(plain))
    assert found.started_wall_ns == pytest.approx(EIGHT_NS - 2 * NS_PER_S, abs=NS_PER_S / 10)
    told = tmp_path / "told.mp4"
    with av.open(str(plain)) as source, av.open(str(told), "w") as target:
        target.metadata["creation_time"] = "2026-11-22T00:00:00.000000Z"
        stream = target.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(video=0):
            if packet.dts is not None:
                packet.stream = stream
                target.mux(packet)
    found, *_ = together(tmp_path / "t", ForeignSource(told))
    assert found.started_wall_ns == EIGHT_NS


def test_a_log_begins_when_somebody_says_and_offsets_are_kept_apart(tmp_path: Path) -> None:
    log = write_log(tmp_path / "flight.tlog", 1_000_000_000 * NS_PER_S)
    found, material, folder = together(tmp_path / "s", ForeignSource(log, starts_wall_ns=EIGHT_NS, offset_s=1.5))
    assert found.started_wall_ns == EIGHT_NS
    assert material.logs[0].late_ns == pytest.approx(EIGHT_NS - 1_000_000_000 * NS_PER_S, abs=NS_PER_S)
    assert kept.read(folder)[0].offsets_s == {"flight": 1.5}


@pytest.mark.real_data
def test_a_log_with_stamps_of_the_year_14444(tmp_path: Path) -> None:
    found, *_ = together(tmp_path / "s", ForeignSource(REAL_DATA / "tlog" / "corrupt-stamps.tlog"))
    assert 2000 < datetime.fromtimestamp(found.started_wall_ns / 1e9, UTC).year < 2100
    assert found.ended_tape_ns is not None
    assert found.ended_tape_ns - found.started_tape_ns < 86_400 * NS_PER_S


def test_names_are_made_identifiers_and_stay_apart(tmp_path: Path) -> None:
    for name in ("东门.mp4", "西门.mp4", "-- x y.mp4", "x-y.mp4", "A" * 80 + ".mp4"):
        write_clip(tmp_path / name, width=64, height=48, seconds=0.2)
    found, *_ = together(tmp_path / "s", ForeignSource(tmp_path))
    ids = [camera.id for camera in found.cameras]
    assert len(set(ids)) == 5
    found.as_precinct(tmp_path)  # every rule of the configuration holds


def test_names_that_break_lines_or_turn_them_around_are_plain_text(tmp_path: Path) -> None:
    """They stand in lists, in evidence and on terminals."""
    for name in ("a\nb_20261122_080000.mp4", "c\x1b[2Jd.mp4", "e\u202ef.mp4"):
        write_clip(tmp_path / name, width=64, height=48, seconds=0.2)
    found, listed, _ = together(tmp_path / "s", ForeignSource(tmp_path), title="A\nB")
    assert {camera.name for camera in found.cameras} == {"a b", "c [2Jd", "e f"}
    assert all(clip.path.is_file() for camera in listed.cameras for clip in camera.clips)


@pytest.mark.parametrize(
    ("make", "word"),
    [
        (lambda folder: folder / "nothing.tlog", "nothing.tlog"),
        (lambda folder: folder / "nowhere", "nowhere"),
        (lambda folder: _written(folder / "noise.tlog", os.urandom(5000)), "no telemetry log"),
        (lambda folder: _written(folder / "empty.tlog", b""), "empty.tlog"),
        (lambda folder: _written(folder / "noise.mp4", os.urandom(5000)), "no video"),
    ],
)
def test_one_sentence_for_what_cannot_be_used(tmp_path: Path, make: object, word: str) -> None:
    assert callable(make)
    with pytest.raises(PersonError, match=word):
        together(tmp_path / "s", ForeignSource(make(tmp_path)))
    assert not (tmp_path / "s").exists()


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_it_can_be_cancelled(tmp_path: Path) -> None:
    log = write_log(tmp_path / "a.tlog", EIGHT_NS)
    clip = write_clip(tmp_path / "a.mp4", width=64, height=48, seconds=0.2)
    cancelled = threading.Event()
    cancelled.set()
    with pytest.raises(CancelledError):
        put_together(tmp_path / "s", "", (ForeignSource(log), ForeignSource(clip)), "wang", Progress(cancelled))
    assert not (tmp_path / "s").exists()


@pytest.mark.parametrize(
    "name",
    [
        "gate_20261122_080000.mp4",
        "gate 2026-11-22T08-00-00.mkv",
        "DJI_20261122080000_0001_D.MP4",
        "2026.11.22 08.00.00.ts",
        "ch1-20261122T000000Z.mp4",
    ],
)
def test_times_in_names(name: str) -> None:
    assert time_in_name(name, SHANGHAI) == EIGHT_NS


@pytest.mark.parametrize("name", ["gate.mp4", "20269922_080000.mp4", "20261122_250000.mp4", "120261122080000.mp4", ""])
def test_no_times_in_names(name: str) -> None:
    assert time_in_name(name, SHANGHAI) is None


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=60))
def test_any_name_has_a_time_or_none(name: str) -> None:
    found = time_in_name(name, SHANGHAI)
    assert found is None or 946_684_800 <= found // NS_PER_S < 4_102_444_800 + 86_400


def test_a_damaged_list_of_material_is_one_sentence(tmp_path: Path) -> None:
    for data in (b"", b"[]", b'{"cameras": 3}', b"[" * 100_000, json.dumps({"logs": [{}]}).encode()):
        path = _written(tmp_path / "sources.json", data)
        with pytest.raises(PersonError, match="damaged"):
            sources.read(path)
