"""Exports that may not begin, that stop half-way, and that go on."""

import errno
import hashlib
import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import pytest

from base.errors import PersonError
from duty.acts import ActKind
from duty.book.rows import Receipt, Row
from duty.people import RIGHTS, Right, Role
from sessions.evidence.export import StationExporter, export
from sessions.evidence.material import Material
from sessions.evidence.partial import Partial, partial_of
from sessions.evidence.request import EvidenceRequest, Track
from sessions.evidence.verify import verify_folder
from sessions.hashes import sha256_of
from sessions.jobs import Job, JobState
from tests.sessions.evidence.material import DeadLedger, Session, Station, request_of
from video.evidence.process import Scissors

LIMIT_S = 60.0


def ended(job: Job[Path]) -> str:
    """The sentence that it failed with, "" when it was done."""
    view = job.wait(LIMIT_S)
    assert view.state is not JobState.RUNNING
    return view.error


def until(happened: Callable[[], bool], what: str, limit_s: float = 30.0) -> None:
    ends = time.monotonic() + limit_s
    while not happened():
        assert time.monotonic() < ends, f"did not happen in time: {what}"
        time.sleep(0.005)


@pytest.fixture
def wish(session: Session, tmp_path: Path) -> EvidenceRequest:
    return request_of(session, tmp_path / "evidence")


@pytest.fixture
def light(wish: EvidenceRequest) -> EvidenceRequest:
    """Nothing that takes a second."""
    return replace(wish, tracks=frozenset({Track.TELEMETRY, Track.AUDIT}), cameras=())


# What may not begin.


def test_only_whoever_is_signed_in_and_may_exports(light: EvidenceRequest, station: Station) -> None:
    for rights, login in (
        (RIGHTS[Role.DUTY_OFFICER], "li"),
        (RIGHTS[Role.PILOT], "li"),
        (set(Right), ""),
        (set(), "x"),
    ):
        station.rights, station.login = set(rights), login
        assert ended(export(light, station.house()))
    assert not light.folder.parent.joinpath("evidence.partial").exists()
    assert station.ledger.kinds() == []


@pytest.mark.parametrize(
    ("track", "right"), [(Track.UNMASKED, Right.SEE_UNMASKED), (Track.RESTRICTED, Right.SEE_RESTRICTED)]
)
def test_what_is_behind_a_right_of_its_own_needs_it(
    wish: EvidenceRequest, station: Station, track: Track, right: Right
) -> None:
    station.rights.discard(right)
    assert right.value in ended(export(replace(wish, tracks=frozenset({track})), station.house()))
    assert station.ledger.kinds() == []


@pytest.mark.parametrize(
    "changes",
    [
        {"reason": ""},
        {"reason": "  x   "},
        {"reason": "x" * 501},
        {"reason": "\u200b" * 20},
        {"reason": "not text \udcff"},
        {"folder": Path("/tmp/not text \udcff")},
        {"case_number": "1\n2"},
        {"case_number": "9" * 61},
        {"tracks": frozenset()},
        {"cameras": (), "tracks": frozenset({Track.ORIGINALS})},
        {"cameras": ("c01", "nobody")},
        {"cameras": ("c01", "c01")},
        {"from_tape_ns": 10, "to_tape_ns": 10},
        {"session": Path("/nowhere")},
    ],
)
def test_what_makes_no_sense_is_one_sentence(wish: EvidenceRequest, station: Station, changes: dict[str, Any]) -> None:
    sentence = ended(export(replace(wish, **changes), station.house()))
    assert sentence.endswith(".")
    assert station.ledger.kinds() == []
    assert list(wish.folder.parent.iterdir()) == [station.data] or not wish.folder.exists()


def test_no_byte_leaves_before_the_act_is_in_the_book(light: EvidenceRequest, station: Station) -> None:
    seen: list[tuple[str, bool, bool]] = []

    def before(row: Row) -> None:
        seen.append((str(row.values["kind"]), partial_of(light.folder).exists(), light.folder.exists()))

    station.ledger.before = before
    assert ended(export(light, station.house())) == ""
    assert seen == [("exported", False, False), ("exported", True, False)]
    first, second = (str(row.values["detail"]) for row in station.ledger.rows)
    assert '"manifest_sha256": ""' in first
    assert verify_folder(light.folder).manifest_sha256 in second
    assert "Theft of a bicycle" in first


@pytest.mark.parametrize("receipt", [Receipt.SPOOLED, Receipt.REFUSED])
def test_without_the_book_nothing_leaves(light: EvidenceRequest, station: Station, receipt: Receipt) -> None:
    ledger = DeadLedger(receipt)
    assert "the server is away" in ended(export(light, station.house(ledger=ledger)))
    assert not partial_of(light.folder).exists()
    assert [row.values["kind"] for row in ledger.rows] == ["exported", "export_ended"]


def test_waiting_for_the_book_can_be_cancelled(light: EvidenceRequest, station: Station) -> None:
    ledger = DeadLedger(Receipt.WAITING)
    job = export(light, station.house(ledger=ledger))
    until(lambda: bool(ledger.rows), "the act was written")
    job.cancel()
    assert job.wait(LIMIT_S).state is JobState.CANCELLED
    assert not partial_of(light.folder).exists()
    assert ledger.rows[-1].values["kind"] == ActKind.EXPORT_ENDED.value


def test_nothing_is_written_over(light: EvidenceRequest, station: Station) -> None:
    light.folder.mkdir()
    (light.folder / "mine").write_text("mine")
    assert "already something" in ended(export(light, station.house()))
    assert [path.name for path in light.folder.iterdir()] == ["mine"]
    other = replace(light, folder=light.folder.with_name("other"))
    partial_of(other.folder).mkdir()
    (partial_of(other.folder) / "mine").write_text("mine")
    assert "something else" in ended(export(other, station.house()))
    assert [path.name for path in partial_of(other.folder).iterdir()] == ["mine"]
    assert ended(export(replace(light, folder=light.folder / "not" / "there"), station.house()))


def test_an_export_that_ended_in_its_first_moment_is_begun_anew(light: EvidenceRequest, station: Station) -> None:
    partial_of(light.folder).mkdir()
    (partial_of(light.folder) / "export.json").write_bytes(b"")
    assert ended(export(light, station.house())) == ""
    assert verify_folder(light.folder).code == 0


def test_a_masked_camera_gives_no_original_unless_asked_for(
    wish: EvidenceRequest, session: Session, station: Station
) -> None:
    only = replace(wish, cameras=("c02",), tracks=frozenset({Track.ORIGINALS}))
    job = export(only, station.house())
    assert ended(job) == ""
    assert not list(job.result().rglob("*.mp4"))
    assert (job.result() / "video" / "01-c02" / "packets.csv").read_text(encoding="utf-8-sig").count("\n") == 1
    measured = StationExporter(station.house(), wish.folder.parent).measure(only)
    measured.wait(LIMIT_S)
    assert measured.result().masked_only == ("c02",)
    assert measured.result().packets == 0


def test_restricted_telemetry_only_when_asked_for(light: EvidenceRequest, station: Station) -> None:
    job = export(replace(light, tracks=frozenset({Track.RESTRICTED})), station.house())
    assert ended(job) == ""
    assert [path.name for path in (job.result() / "telemetry").iterdir()] == ["00.restricted.tlog"]


# What stops half-way.


def child_of(job: Job[Path]) -> psutil.Process:
    """The process that cuts and draws."""
    found: list[psutil.Process] = []

    def look() -> bool:
        found[:] = [
            child
            for child in psutil.Process().children()
            if child.status() != psutil.STATUS_ZOMBIE and "spawn_main" in " ".join(child.cmdline())
        ]
        return bool(found)

    until(look, "a child was started")
    return found[0]


def stamps(folder: Path) -> dict[str, int]:
    return {path.relative_to(folder).as_posix(): path.stat().st_mtime_ns for path in folder.rglob("*.mp4")}


def test_a_cancelled_export_goes_on_where_it_was(wish: EvidenceRequest, station: Station) -> None:
    wish = replace(wish, cameras=("c01",))
    job = export(wish, station.house())
    until(lambda: job.view().step == "rendered c01", "the drawing began")
    job.cancel()
    assert job.wait(LIMIT_S).state is JobState.CANCELLED
    assert station.ledger.kinds()[-1] == "export_ended"
    assert not wish.folder.exists()
    before = stamps(partial_of(wish.folder) / "evidence")
    assert list(before) == ["video/01-c01/original-001.mp4"]
    exporter = StationExporter(station.house(), wish.folder.parent)
    measured = exporter.measure(wish)
    measured.wait(LIMIT_S)
    assert measured.result().resumes
    other = replace(wish, case_number="another")
    assert "something else" in ended(export(other, station.house()))
    again = exporter.start(wish)
    assert ended(again) == ""
    after = stamps(again.result())
    assert before.items() <= after.items()
    verdict = verify_folder(again.result())
    assert verdict.code == 0
    assert not partial_of(wish.folder).exists()
    assert station.ledger.kinds().count("exported") == 4


def test_what_was_damaged_meanwhile_is_made_again(wish: EvidenceRequest, station: Station) -> None:
    originals = replace(wish, tracks=frozenset({Track.ORIGINALS, Track.TELEMETRY}), cameras=("c01",))
    station.ledger.before = lambda row: stop_second(station, row)
    assert "no more" in ended(export(originals, station.house()))
    clip = next(partial_of(wish.folder).rglob("original-001.mp4"))
    whole = clip.read_bytes()
    clip.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    (clip.parent / "left over").write_text("by nobody")
    station.ledger.before = lambda row: None
    job = export(originals, station.house())
    assert ended(job) == ""
    assert next(job.result().rglob("original-001.mp4")).read_bytes() == whole
    assert verify_folder(job.result()).code == 0


def stop_second(station: Station, row: Row) -> None:
    if "exported" in station.ledger.kinds() and row.values["kind"] == "exported":
        raise OSError(errno.EIO, "no more")


def test_the_child_may_be_killed_and_the_export_goes_on(wish: EvidenceRequest, station: Station) -> None:
    wish = replace(wish, cameras=("c02",), tracks=frozenset({Track.RENDERED}), from_tape_ns=wish.to_tape_ns - 10**9)
    job = export(wish, station.house())
    until(lambda: job.view().step.startswith("rendered"), "the drawing began")
    os.kill(child_of(job).pid, signal.SIGKILL)
    assert "it goes on where it was" in ended(job)
    assert station.ledger.kinds()[-1] == "export_ended"
    again = export(wish, station.house())
    assert ended(again) == ""
    assert verify_folder(again.result()).code == 0


@pytest.fixture
def stopped_step(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[BaseException, Callable[[], object]], None]]:
    """The second step fails with an error of the system's, after something was done."""

    def arrange(error: BaseException, first: Callable[[], object]) -> None:
        step = Partial.step

        def failing(self: Partial, name: str, *rest: Any) -> Any:
            if name.startswith("audit"):
                first()
                raise error
            return step(self, name, *rest)

        monkeypatch.setattr(Partial, "step", failing)

    yield arrange
    monkeypatch.undo()


def test_a_full_disk_is_one_sentence(
    light: EvidenceRequest, station: Station, stopped_step: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped_step(OSError(errno.ENOSPC, "No space left on device"), lambda: None)
    sentence = ended(export(light, station.house()))
    assert "is full" in sentence
    assert station.ledger.kinds() == ["exported", "export_ended"]
    monkeypatch.undo()
    assert ended(export(light, station.house())) == ""
    assert verify_folder(light.folder).code == 0


def test_a_target_that_goes_away_is_one_sentence(
    light: EvidenceRequest, station: Station, stopped_step: Callable[..., None]
) -> None:
    away = light.folder.with_name("away")
    stopped_step(FileNotFoundError(2, "gone"), lambda: partial_of(light.folder).rename(away))
    assert "connect its disk" in ended(export(light, station.house()))


def test_a_session_that_is_deleted_meanwhile_is_one_sentence(
    light: EvidenceRequest, session: Session, station: Station, stopped_step: Callable[..., None]
) -> None:
    away = session.folder.with_name("away")
    stopped_step(FileNotFoundError(2, "gone"), lambda: session.folder.rename(away))
    try:
        assert "not there any more" in ended(export(light, station.house()))
    finally:
        away.rename(session.folder)


def test_the_disk_of_the_child_may_be_full(tmp_path: Path, session: Session, wish: EvidenceRequest) -> None:
    """/dev/full takes no byte: neither FFmpeg nor the child swallows that."""
    from video.evidence.order import Cut, EvidenceError, Render

    span = Material(wish, session.manifest).span("c01")
    for name, order in (
        ("original-001.mp4", Cut(span, str(tmp_path))),
        ("rendered.mp4", Render(span, str(tmp_path), (), "x", "", "UTC")),
    ):
        (tmp_path / name).symlink_to("/dev/full")
        with Scissors() as scissors, pytest.raises(EvidenceError) as caught:
            scissors.obey(order, lambda done, of: None)
        assert caught.value.no_space, str(caught.value)


def test_two_exports_to_the_same_place_do_not_meet(light: EvidenceRequest, station: Station) -> None:
    with Partial(light.folder, "same", lambda: None), pytest.raises(Exception, match="already using"):
        Partial(light.folder, "same", lambda: None)


def test_an_export_with_nothing_in_its_span_says_so(wish: EvidenceRequest, session: Session, station: Station) -> None:
    late = replace(
        wish,
        from_tape_ns=wish.to_tape_ns + 3_600 * 10**9,
        to_tape_ns=wish.to_tape_ns + 3_610 * 10**9,
        tracks=frozenset({Track.ORIGINALS, Track.TELEMETRY}),
    )
    measured = StationExporter(station.house(), wish.folder.parent).measure(late)
    measured.wait(LIMIT_S)
    assert measured.result().nothing_of == ("c01", "c02")
    assert {gap.source for gap in measured.result().gaps} == {"c01", "c02"}
    job = export(late, station.house())
    assert ended(job) == ""
    assert verify_folder(job.result()).code == 0
    assert not list(job.result().rglob("*.mp4"))


def test_the_measure_counts_what_is_exported(
    evidence: tuple[Path, str], wish: EvidenceRequest, station: Station
) -> None:
    job = StationExporter(station.house(), wish.folder.parent).measure(wish)
    job.wait(LIMIT_S)
    measured = job.result()
    originals = list(evidence[0].rglob("original-*.mp4"))
    assert measured.original_bytes == pytest.approx(sum(sha256_of(p, lambda: None)[0] for p in originals), rel=0.2)
    assert measured.rendered_s == pytest.approx(8.0)
    assert not measured.resumes
    assert measured.nothing_of == measured.masked_only == ()


def test_a_partial_export_that_was_tampered_with_leads_nowhere(tmp_path: Path) -> None:
    """Neither a link in the place of its folder nor a path in its journal."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "mine").write_text("x")
    with Partial(tmp_path / "out", "one", lambda: None) as partial:
        (partial.folder / "done.jsonl").write_text(
            json.dumps(
                {
                    "step": "s",
                    "files": [{"path": "../../outside/mine", "size": 1, "sha256": hashlib.sha256(b"x").hexdigest()}],
                    "facts": {},
                }
            )
        )
    with Partial(tmp_path / "out", "one", lambda: None) as partial:
        (partial.folder / "making").mkdir(exist_ok=True)
        assert partial.step("s", "", lambda _: ((), {})).files == ()
        partial.evidence.rmdir()
        partial.evidence.symlink_to(outside, target_is_directory=True)
    with pytest.raises(PersonError, match="something else"):
        Partial(tmp_path / "out", "one", lambda: None)
    assert (outside / "mine").exists()
