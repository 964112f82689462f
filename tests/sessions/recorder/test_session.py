"""A session's folder while it is recorded, and what is let go of what only stands ready."""

import hashlib
from fractions import Fraction
from pathlib import Path

import pytest

from base.clock import NS_PER_S
from drones.config import Crs, ZoneFileConfig
from duty.acts import BOOK_ONLY, ActKind, act
from duty.recording import RecordingConfig
from sessions import manifest
from sessions.manifest import CutOff, Why
from sessions.recorder.happenings import of_the_book
from sessions.recorder.policy import Begin
from sessions.recorder.root import Root
from sessions.recorder.session import Current, Station
from sessions.recorder.trouble import WELL_FOR_NS, Change, Trouble
from sessions.recording import RecorderFault
from sessions.sizes import session_folders
from tests.sessions.recorder.station import precinct
from video.config import CameraConfig
from video.recording.packets import SEGMENTS_NAME, Segment

BEGAN_NS = 1_000 * NS_PER_S
SQUARE = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0))


def begun(root: Path, *, ready: bool = False, station: Station | None = None) -> Current:
    root.mkdir(exist_ok=True)
    begin = Begin(Why.INCIDENT if ready else Why.PERSON, "", ready)
    station = station or Station(root, precinct(), "desk", "1")
    return Current(station, begin, now_tape_ns=BEGAN_NS, now_wall_ns=1_800_000_000 * NS_PER_S)


def test_pictures_of_before_go_and_the_rest_becomes_a_session(tmp_path: Path) -> None:
    current = begun(tmp_path / "sessions", ready=True)
    assert list(session_folders(tmp_path / "sessions")) == [], "it is no session yet"
    camera = current.files.video / "c1"
    camera.mkdir()
    with (camera / SEGMENTS_NAME).open("wb") as lines:
        for number in range(6):
            first_ns = BEGAN_NS + number * 20 * NS_PER_S
            segment = Segment(number, Fraction(1, 90_000), 0, first_ns, "h264", 640, 360, False)
            lines.write(segment.line())
            (camera / segment.file_name).touch()
    current.let_go(BEGAN_NS + 50 * NS_PER_S)
    assert sorted(path.name for path in camera.glob("*.mp4")) == [f"{n:05}.mp4" for n in (2, 3, 4, 5)]
    current.keep(Why.INCIDENT, "", BEGAN_NS + 50 * NS_PER_S)
    assert list(session_folders(tmp_path / "sessions")) == [current.folder]
    assert manifest.read(current.files.manifest).kept_from_tape_ns == BEGAN_NS + 50 * NS_PER_S
    current.end(CutOff.INCIDENT_OVER, BEGAN_NS + 200 * NS_PER_S)
    current.release()
    assert manifest.read(current.files.manifest).ended_tape_ns == BEGAN_NS + 200 * NS_PER_S


def test_zones_come_along_and_secrets_do_not(tmp_path: Path) -> None:
    zones = tmp_path / "zones.geojson"
    zones.write_text('{"type": "FeatureCollection", "features": []}')
    given = precinct().model_copy(
        update={
            "recording": RecordingConfig(keep_unmasked=("c1", "c2"), leave_out=("c3",)),
            "zones": (
                ZoneFileConfig(path=str(zones), crs=Crs.WGS84),
                ZoneFileConfig(path=str(tmp_path / "none"), crs=Crs.WGS84),
            ),
            "cameras": (
                CameraConfig(
                    id="c1", name="One", address="http://h/1?token=abc", user="u", secret="s", masks=(SQUARE,)
                ),
                CameraConfig(id="c2", name="Two", address="rtsp://h/2", sub_address="http://h/2?password=xyz"),
                CameraConfig(id="c3", name="Three", address="rtsp://h/3"),
            ),
        }
    )
    (tmp_path / "sessions").mkdir()
    station = Station(tmp_path / "sessions", given, "desk", "1")
    current = begun(tmp_path / "sessions", station=station)
    written = manifest.read(current.files.manifest)
    assert [zone.path for zone in written.zones] == ["zones/00-zones.geojson"]
    assert written.zone_sha256 == (hashlib.sha256(zones.read_bytes()).hexdigest(),)
    assert [camera.id for camera in written.cameras] == ["c1", "c2"]
    assert written.unmasked == ("c1",)
    text = current.files.manifest.read_text()
    assert "abc" not in text
    assert "xyz" not in text
    assert '"s"' not in text
    order = current.order(given)
    assert (order.cameras, order.unmasked) == (frozenset({"c1", "c2"}), frozenset({"c1"}))
    assert written.libraries["av"]
    current.release()


def test_what_cannot_be_begun_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(manifest, "write", full)
    with pytest.raises(OSError, match="space"):
        begun(tmp_path / "sessions")
    assert list((tmp_path / "sessions").iterdir()) == []


def test_the_root_is_made_again_only_on_its_own_disk(tmp_path: Path) -> None:
    root = Root(tmp_path / "a" / "sessions")
    assert root.is_there()
    (tmp_path / "a" / "sessions").rmdir()
    assert root.is_there()
    (tmp_path / "a" / "sessions").rmdir()
    (tmp_path / "a").rmdir()
    assert not root.is_there()
    assert root.why


def test_a_fault_that_comes_and_goes_is_one() -> None:
    trouble, slow, now_ns = Trouble(), RecorderFault.DISK_SLOW, 0
    assert trouble.look([RecorderFault.NONE], 0, now_ns) is None
    assert trouble.look([slow], 5, now_ns) == Change(slow)
    for _ in range(5):
        now_ns += WELL_FOR_NS // 2
        assert trouble.look([], 7, now_ns) is None
        assert trouble.look([slow], 7, now_ns) is None
    worse = trouble.look([slow, RecorderFault.DISK_GONE], 9, now_ns)
    assert worse == Change(RecorderFault.DISK_GONE, slow, 0, 9)
    assert trouble.look([], 9, now_ns + WELL_FOR_NS) == Change(RecorderFault.NONE, RecorderFault.DISK_GONE, now_ns, 0)


def test_acts_on_passwords_stay_in_the_book() -> None:
    rows = [act(kind, "wang", at_wall_ns=5, operator="", detail={"seal": "f00d"}) for kind in ActKind]
    said = of_the_book(rows, 10, 10)
    assert {row.key for row in said} == {kind.value for kind in ActKind} - {kind.value for kind in BOOK_ONLY}
    assert ActKind.PASSWORD_SET in BOOK_ONLY
