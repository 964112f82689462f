"""Evidence of what somebody else recorded: his files whole, their hashes, and no word that it was ours."""

import hashlib
import json
import os
import shutil
import threading
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import av
import pytest

from base.clock import NS_PER_S
from drones.tlog import STAMP_BYTES, records
from sessions import manifest as manifests
from sessions import sources
from sessions.evidence.export import StationExporter, export
from sessions.evidence.material import find_material
from sessions.evidence.request import EvidenceRequest, Track
from sessions.evidence.verify import lines, verify_folder
from sessions.files import SessionFiles
from sessions.foreign import put_together
from sessions.jobs import JobState, Progress
from sessions.library import ForeignSource
from sessions.manifest import Manifest
from tests.drones.support import Speaker, heartbeat
from tests.sessions.evidence.material import Station

LIMIT_S = 60.0
EIGHT_NS = round(datetime(2026, 11, 22, 8, tzinfo=UTC).timestamp()) * NS_PER_S
PLAIN = frozenset({Track.ORIGINALS, Track.TELEMETRY, Track.AUDIT})
SETUP_SIGNING, SYSTEM = 256, 12904


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two clips of a camera, one with B-frames in Matroska; a log with a pilot's position and a signing key in it."""
    from tests.video.clips import write_clip

    folder = tmp_path_factory.mktemp("handed over")
    write_clip(folder / "gate_20261122_080000.mp4", width=128, height=96, seconds=2)
    plain = write_clip(folder / "b.mp4", width=128, height=96, seconds=2, b_frames=2)
    other = folder / "gate_20261122_080003.mkv"
    with av.open(str(plain)) as source, av.open(str(other), "w") as target:
        stream = target.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(video=0):
            if packet.dts is not None:
                packet.stream = stream
                target.mux(packet)
    plain.unlink()
    speaker = Speaker(1)
    with (folder / "flight.tlog").open("wb") as out:
        for number in range(50):
            stamp_us = EIGHT_NS // 1000 + number * 100_000
            for frame in (speaker.say(heartbeat()), _frame(SYSTEM), _frame(SETUP_SIGNING)):
                out.write(stamp_us.to_bytes(STAMP_BYTES, "big") + frame)
    return folder


def _frame(message_id: int) -> bytes:
    """Whole by its header; nobody asks for the CRC of what is only cut."""
    head = bytes((0xFD, 4, 0, 0, 7, 1, 1)) + message_id.to_bytes(3, "little")
    return head + b"abcd" + b"\0\0"


@pytest.fixture(scope="module")
def together(material: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The session, looked through once."""
    root = tmp_path_factory.mktemp("sessions")
    wanted = (ForeignSource(material), ForeignSource(material / "flight.tlog"))
    folder = root / put_together(root, "Handed over", wanted, "li", Progress(threading.Event()))
    described = manifests.read(SessionFiles(folder).manifest)
    find_material(_wish(folder, described, root / "nowhere"), described, Progress(threading.Event()))
    return folder


@pytest.fixture
def wish(together: Path, tmp_path: Path) -> EvidenceRequest:
    folder = tmp_path / together.name
    shutil.copytree(together, folder)
    return _wish(folder, manifests.read(SessionFiles(folder).manifest), tmp_path / "out")


def _wish(folder: Path, described: Manifest, out: Path) -> EvidenceRequest:
    """Seconds 1 to 4 of 5."""
    return EvidenceRequest(
        session=folder,
        cameras=tuple(camera.id for camera in described.cameras),
        from_tape_ns=described.started_tape_ns + NS_PER_S,
        to_tape_ns=described.started_tape_ns + 4 * NS_PER_S,
        tracks=PLAIN,
        reason="Handed over by the neighbour",
        folder=out,
        operator="li",
    )


def exported(wish: EvidenceRequest, station: Station) -> Path:
    job = export(wish, station.house())
    view = job.wait(LIMIT_S)
    assert view.state is JobState.DONE, view.error
    return job.result()


def failed(wish: EvidenceRequest, station: Station) -> str:
    view = export(wish, station.house()).wait(LIMIT_S)
    assert view.state is JobState.FAILED
    return view.error


def test_files_whole_with_their_hashes_and_marked(material: Path, wish: EvidenceRequest, station: Station) -> None:
    folder = exported(wish, station)
    said = json.loads((folder / "manifest.json").read_bytes())
    assert said["origin"] == "not recorded by this program"
    (camera,) = said["cameras"]
    for source in camera["original"]["sources"]:
        theirs = material / source["name"]
        ours = folder / "video" / "01-gate" / source["file"]
        assert ours.read_bytes() == theirs.read_bytes()
        assert source["sha256_when_put_together"] == hashlib.sha256(theirs.read_bytes()).hexdigest()
    assert [source["starts_utc"][:19] for source in camera["original"]["sources"]] == [
        "2026-11-22T08:00:00",
        "2026-11-22T08:00:03",
    ]
    assert {path.suffix for path in (folder / "video" / "01-gate").glob("original*")} == {".mp4", ".mkv"}
    (link,) = said["links"]
    assert (
        link["source"]["sha256_when_put_together"]
        == hashlib.sha256((material / "flight.tlog").read_bytes()).hexdigest()
    )
    assert (folder / "README.txt").read_text("utf-8-sig").count("NOT RECORDED BY THIS PROGRAM") == 1
    verdict = verify_folder(folder)
    assert verdict.code == 0
    assert any("NOT RECORDED" in line for line in lines(verdict, "en"))
    assert not (folder / "audit" / "session.csv").exists()
    assert (folder / "audit" / "book.csv").exists()


def test_the_clip_that_is_looked_at_has_their_pictures_at_their_times(wish: EvidenceRequest, station: Station) -> None:
    """1 s of the first clip, one that stands and a card for the pause, 1 s of the second."""
    folder = exported(replace(wish, tracks=frozenset({Track.RENDERED})), station)
    (camera,) = json.loads((folder / "manifest.json").read_bytes())["cameras"]
    assert camera["rendered"]["packets"] == pytest.approx(50, abs=2)
    assert camera["rendered"]["faults"] == camera["rendered"]["gone"] == 0
    assert [(source["name"], len(source["sha256_when_put_together"])) for source in camera["rendered"]["sources"]] == [
        ("gate_20261122_080000.mp4", 64),
        ("gate_20261122_080003.mkv", 64),
    ]
    with av.open(str(folder / "video" / "01-gate" / "rendered.mp4")) as container:
        times = [float(frame.time or 0) for frame in container.decode(video=0)]
    assert times == sorted(times)
    assert times[0] == 0
    assert times[-1] == pytest.approx(3.0, abs=0.1)
    assert max(b - a for a, b in pairwise(times)) == pytest.approx(1.0, abs=0.1)


def test_pilots_positions_need_their_own_track_and_keys_never_leave(wish: EvidenceRequest, station: Station) -> None:
    folder = exported(replace(wish, tracks=frozenset({Track.TELEMETRY, Track.RESTRICTED}), cameras=()), station)
    found = {path.name: _ids(path) for path in (folder / "telemetry").iterdir()}
    assert found == {"00.tlog": {0}, "00.restricted.tlog": {SYSTEM}}
    links = json.loads((folder / "manifest.json").read_bytes())["links"]
    assert {link["log"]: (link["records"], link["left_out"]) for link in links} == {
        "00.tlog": (31, 62),
        "00.restricted.tlog": (31, 62),
    }


def test_what_was_changed_since_is_no_evidence(material: Path, wish: EvidenceRequest, station: Station) -> None:
    for name in ("gate_20261122_080003.mkv", "flight.tlog"):
        path = material / name
        before = path.read_bytes()
        known = path.stat()
        try:
            path.write_bytes(before[:-1] + bytes((before[-1] ^ 1,)))
            drawn = replace(wish, folder=wish.folder.with_name("drawn"), tracks=frozenset({Track.RENDERED}))
            for asked in (wish, drawn) if name.endswith(".mkv") else (wish,):
                sentence = failed(asked, station)
                assert name in sentence
                assert "put it together anew" in sentence
            assert not wish.folder.exists()
        finally:
            path.write_bytes(before)
            os.utime(path, ns=(known.st_atime_ns, known.st_mtime_ns))
    assert verify_folder(exported(wish, station)).code == 0  # it goes on when they are what they were


def test_what_is_gone_is_one_sentence(material: Path, wish: EvidenceRequest, station: Station) -> None:
    path = material / "gate_20261122_080000.mp4"
    away = path.with_suffix(".away")
    path.rename(away)
    try:
        assert "is not where it was" in failed(wish, station)
        job = StationExporter(station.house(), wish.folder.parent).measure(wish)
        assert "is not where it was" in job.wait(LIMIT_S).error
    finally:
        away.rename(path)


def test_a_list_that_names_other_files_leads_to_none(wish: EvidenceRequest, station: Station, tmp_path: Path) -> None:
    """A session from elsewhere says where its clips are: what is no video never leaves."""
    secret = tmp_path / "secret.mp4"
    secret.write_text("the station's own")
    files = SessionFiles(wish.session)
    known = sources.read(files.sources)
    (camera,) = known.cameras
    clips = tuple(clip.model_copy(update={"path": secret, "sha256": ""}) for clip in camera.clips)
    changed = known.model_copy(update={"cameras": (camera.model_copy(update={"clips": clips}),)})
    sources.write(changed, files.sources)
    folder = exported(wish, station)
    assert not list(folder.glob("video/**/*"))
    sources.write(known, files.sources)


def test_one_that_was_put_together_by_an_earlier_version_has_no_hash(wish: EvidenceRequest, station: Station) -> None:
    files = SessionFiles(wish.session)
    said = json.loads(files.sources.read_bytes())
    for one in (*said["cameras"][0]["clips"], *said["logs"]):
        del one["sha256"]
    files.sources.write_text(json.dumps(said))
    folder = exported(wish, station)
    (camera,) = json.loads((folder / "manifest.json").read_bytes())["cameras"]
    assert {source["sha256_when_put_together"] for source in camera["original"]["sources"]} == {""}


def test_the_measure_counts_whole_files(material: Path, wish: EvidenceRequest, station: Station) -> None:
    job = StationExporter(station.house(), wish.folder.parent).measure(wish)
    assert job.wait(LIMIT_S).state is JobState.DONE
    wanted = sum(path.stat().st_size for path in material.glob("gate*"))
    assert job.result().original_bytes == wanted
    assert job.result().nothing_of == ()


def _ids(path: Path) -> set[int]:
    return {int.from_bytes(raw[7:10], "little") for _, raw in records(path.read_bytes())}
