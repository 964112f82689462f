"""The round's small parts: stills on disk, held keys, new alarms, what a round came to, the words of all its states."""

import hashlib
import os
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from base.clock import ManualClock
from base.errors import PersonError
from duty.book.rows import Receipt
from duty.incidents import IncidentState
from duty.patrol.view import Answer, CameraInStep, NotSeen, PauseReason, Refusal, RoundKind, RoundState, StepView
from tests.ui.fake_world import FakeWorld, incident
from tests.ui.patrol_views import cameras_in_step, due_cameras, patrol_view, round_view
from ui.patrol.reference_panel import taken_text
from ui.patrol.step_painter import BAR_PARTS, Sign, step_caption
from ui.patrol.stills import FINDINGS, KeptStill, discard, keep, picture_of, still_path
from ui.patrol.tally import RoundTally
from ui.patrol.watching import Activity, HeldKey, NewAlarms
from ui.words import patrol as words
from video.feed import CameraState

Key = Qt.Key


def key(key: Qt.Key, kind: QEvent.Type = QEvent.Type.KeyPress, *, repeat: bool = False) -> QKeyEvent:
    return QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, "", repeat)


def done(future: Future[KeptStill]) -> KeptStill:
    return future.result(timeout=10)


# Stills


def test_a_still_is_a_copy_that_is_whole_on_disk_with_its_checksum(fake: FakeWorld, tmp_path: Path) -> None:
    fake.cameras.put(3, width=640, height=360)
    image = picture_of(fake.cameras, 3)
    assert image is not None
    assert fake.cameras.held == 0
    path = still_path(FINDINGS, "c04", fake.clock.wall_ns())
    kept = done(keep(image, tmp_path, path))
    content = (tmp_path / kept.path).read_bytes()
    assert kept.path.startswith("stills/")
    assert "c04" in kept.path
    assert kept.path.count("/") == 2
    assert hashlib.sha256(content).hexdigest() == kept.sha256
    again = QImage.fromData(content)
    assert (again.width(), again.height()) == (kept.width_px, kept.height_px) == (640, 360)
    assert [p.name for p in (tmp_path / kept.path).parent.iterdir()] == [Path(kept.path).name]


def test_there_is_no_still_without_a_picture(fake: FakeWorld) -> None:
    assert picture_of(fake.cameras, 0) is None


def test_two_stills_of_one_second_have_two_names() -> None:
    assert still_path(FINDINGS, "c01", 5) != still_path(FINDINGS, "c01", 5)


@pytest.mark.skipif(os.name != "posix", reason="a file in the folder's place says it everywhere; tested once")
def test_a_disk_that_refuses_says_so_in_one_sentence_and_leaves_no_half(tmp_path: Path) -> None:
    (tmp_path / "stills").write_text("in the way")
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    with pytest.raises(PersonError, match=r"cannot be written to .*: Not a directory"):
        done(keep(image, tmp_path, still_path(FINDINGS, "c01", 0)))
    assert [p.name for p in tmp_path.iterdir()] == ["stills"]


def test_a_still_that_nobody_wants_goes_away_even_when_it_is_written_later(tmp_path: Path, qtbot: QtBot) -> None:
    image = QImage(640, 360, QImage.Format.Format_RGB32)
    image.fill(0)
    future = keep(image, tmp_path, still_path(FINDINGS, "c01", 0))
    discard(tmp_path, future)
    done(future)
    qtbot.waitUntil(lambda: not [p for p in tmp_path.rglob("*") if p.is_file()])


def test_a_reference_tells_when_it_was_taken() -> None:
    zone = ZoneInfo("Asia/Shanghai")
    assert taken_text("references/2026-01/20260101T101010Z-c02-abc.jpg", zone, 0) == "2026-01-01 18:10:10"
    assert taken_text("references/other.jpg", zone, 0) == ""
    assert taken_text("references/20261301T101010Z-c.jpg", zone, 0) == ""


# Keys and input


def test_a_key_is_held_while_it_repeats_and_until_it_was_let_go() -> None:
    held = HeldKey(Key.Key_Space)
    assert not held.press(key(Key.Key_Space))
    assert held.press(key(Key.Key_Space, repeat=True))
    held.release(key(Key.Key_Space, QEvent.Type.KeyRelease, repeat=True))
    assert held.press(key(Key.Key_Space))
    held.release(key(Key.Key_A, QEvent.Type.KeyRelease))
    assert held.press(key(Key.Key_Space))
    held.release(key(Key.Key_Space, QEvent.Type.KeyRelease))
    assert not held.press(key(Key.Key_Space))
    held.forget()
    assert not held.press(key(Key.Key_Space))


def test_any_input_anywhere_tells_that_somebody_is_there_once_a_second_at_most(qtbot: QtBot) -> None:
    clock, touches = ManualClock(), [0]

    def touched() -> None:
        touches[0] += 1

    somewhere, dialog = QWidget(), QWidget()
    for widget in (somewhere, dialog):
        qtbot.addWidget(widget)
    somewhere.show()
    activity = Activity(clock, touched, somewhere)
    QTest.keyClick(somewhere.windowHandle(), Key.Key_X)
    QTest.mouseClick(somewhere.windowHandle(), Qt.MouseButton.LeftButton)
    assert touches == [1]
    clock.advance(1.0)
    QTest.mouseClick(somewhere.windowHandle(), Qt.MouseButton.LeftButton)
    assert touches == [2]
    clock.advance(5.0)
    somewhere.repaint()
    QApplication.processEvents()
    assert touches == [2]
    dialog.show()  # one that came later
    activity.look_for_windows()
    QTest.keyClick(dialog.windowHandle(), Key.Key_X)
    assert touches == [3]
    activity.stop()
    clock.advance(5.0)
    QTest.keyClick(somewhere.windowHandle(), Key.Key_X)
    assert touches == [3]


# Alarms


def test_an_alarm_is_new_once_and_never_one_of_an_earlier_run_or_of_ones_own() -> None:
    clock, alarms = ManualClock(), NewAlarms()
    old = replace(incident(1, clock), evidence_at_ns=None, committed_at_ns=None)
    breach = incident(2, clock)
    assert not alarms.look((), "wang")
    assert not alarms.look((old,), "wang")
    assert alarms.look((breach, old), "wang")
    assert not alarms.look((breach, old), "wang")
    mine = replace(incident(3, clock), operator="wang")
    assert not alarms.look((mine, breach, old), "wang")
    call = replace(incident(4, clock), operator="li")
    assert alarms.look((call, mine, breach, old), "wang")
    known = replace(incident(5, clock), state=IncidentState.ACKNOWLEDGED)
    assert not alarms.look((known, call, mine, breach, old), "wang")


def test_the_first_alarm_of_all_is_news() -> None:
    assert NewAlarms().look((incident(1, ManualClock()),), "wang")


# What a round came to


def test_the_totals_of_a_round_count_every_step_once() -> None:
    tally = RoundTally()
    late = due_cameras(6, overdue=2)
    first = round_view(cameras_in_step(4), number=1)
    tally.take(patrol_view(due=late, round=first))
    answered = cameras_in_step(4, {1: {"answer": Answer.ABNORMAL}, 3: {"answer": Answer.CANNOT_SEE}})
    tally.take(patrol_view(due=late, round=round_view(answered, number=1)))
    tally.take(patrol_view(due=late, round=round_view(answered, number=1)))
    tally.take(patrol_view(due=due_cameras(6, overdue=0), round=round_view(cameras_in_step(2, start=4), number=2)))
    ended = replace(first, state=RoundState.FINISHED, step=None, cameras_done=6)
    totals = tally.totals(ended)
    assert (totals.seen, totals.late, totals.abnormal, totals.cannot_see) == (5, 2, 1, 1)
    tally.take(patrol_view(round=replace(first, uuid="another")))
    assert tally.totals(replace(ended, cameras_done=0)).abnormal == 0


# Strips and words


@pytest.mark.parametrize("why", [w for w in NotSeen if w not in (NotSeen.NONE, NotSeen.DWELLING)])
def test_a_strip_says_why_a_camera_cannot_be_ticked(why: NotSeen) -> None:
    camera = cameras_in_step(1, {1: {"not_seen": why, "dwelt_s": 0.0}})[0]
    caption = step_caption(camera, round_step(camera), "Gate", CameraState.LIVE)
    assert caption.aside == words.not_seen(why) != ""
    assert (caption.sign, caption.abnormal, caption.parts) == (Sign.ATTENTION, True, 0)


@pytest.mark.parametrize(
    ("receipt", "sign"),
    [
        (Receipt.WAITING, Sign.WAITING),
        (Receipt.SPOOLED, Sign.TICK_LATER),
        (Receipt.COMMITTED, Sign.TICK),
        (Receipt.REFUSED, Sign.ALARM),
    ],
)
def test_a_tick_is_shown_for_what_is_in_the_book_only(receipt: Receipt, sign: Sign) -> None:
    camera = cameras_in_step(1, {1: {"answer": Answer.ABNORMAL, "receipt": receipt, "displayed": True}})[0]
    caption = step_caption(camera, round_step(camera), "Gate", CameraState.LIVE)
    assert caption.sign is sign
    assert caption.note == words.receipt(receipt) != ""


@pytest.mark.parametrize(("dwelt_s", "parts"), [(0.0, 0), (4.0, BAR_PARTS // 2), (7.99, BAR_PARTS - 1)])
def test_the_bar_fills_and_is_full_only_when_the_dwell_is_over(dwelt_s: float, parts: int) -> None:
    camera = cameras_in_step(1, {1: {"dwelt_s": dwelt_s}})[0]
    assert step_caption(camera, round_step(camera), "Gate", CameraState.LIVE).parts == parts
    full = replace(camera, displayed=True, not_seen=NotSeen.NONE)
    assert step_caption(full, round_step(full), "Gate", CameraState.LIVE).parts == BAR_PARTS


def test_a_paused_step_does_not_say_that_a_picture_is_missing() -> None:
    camera = cameras_in_step(1, {1: {"not_seen": NotSeen.NO_PICTURE, "dwelt_s": 0.0}})[0]
    running = step_caption(camera, round_step(camera), "Gate", CameraState.LIVE)
    paused = step_caption(camera, round_step(camera), "Gate", CameraState.LIVE, paused=True)
    assert (running.aside, running.sign) == ("No picture yet", Sign.ATTENTION)
    assert (paused.aside, paused.sign) == ("", Sign.NONE)


def round_step(camera: CameraInStep) -> StepView:
    step = round_view((camera,)).step
    assert step is not None
    return step


@pytest.mark.parametrize(
    "said",
    [
        [words.refusal(r) for r in Refusal],
        [words.paused_title(r) for r in PauseReason] + [words.paused_text(r) for r in PauseReason],
        [words.kind(k) for k in RoundKind],
        [words.receipt(r) for r in Receipt if r is not Receipt.UNKNOWN],
        [words.answer(a) for a in Answer if a is not Answer.NONE],
    ],
)
def test_everything_has_words(said: list[str]) -> None:
    assert all(said)


def test_seconds_that_are_lacking_are_rounded_up() -> None:
    assert "1 s" in words.too_early(0.01)
    assert "3 s" in words.too_early(2.2)
