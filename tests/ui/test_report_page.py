"""The reports page: choosing, waiting, showing, saving; nothing in the book, nobody signed in, a book that is away."""

import threading
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from base.errors import PersonError
from duty.acts import ActKind
from duty.book.rows import Row
from duty.patrol.view import ShiftView
from tests.duty.report.test_shapes import a_report
from tests.ui.fake_people import SUPERVISOR
from tests.ui.fake_world import FakeWorld
from ui.bridge import Bridge
from ui.report import paper
from ui.report.page import MESSAGE, PREVIEW, WAITING, ReportsPage
from ui.report.paper import Shape

NS = 1_000_000_000
HALF_DAY = 43_200 * NS


@pytest.fixture
def page(qtbot: QtBot, bridge: Bridge) -> Iterator[ReportsPage]:
    bridge.tick()
    made = ReportsPage(bridge)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    yield made
    qtbot.waitUntil(lambda: not any(t.name.startswith("report") for t in threading.enumerate()))


def shifts(fake: FakeWorld, count: int = 3) -> tuple[ShiftView, ...]:
    now = fake.clock.wall_ns()
    return tuple(
        ShiftView(
            f"2027-01-{15 - i}/day",
            "day",
            "Day",
            now - i * HALF_DAY - HALF_DAY // 2,
            now - i * HALF_DAY + HALF_DAY // 2,
        )
        for i in range(count)
    )


def answer(fake: FakeWorld, value: object) -> tuple[str, tuple[object, ...]]:
    """To the last question; which it was."""
    name, arguments, future = fake.records.asked[-1]
    if isinstance(value, BaseException):
        future.set_exception(value)
    else:
        future.set_result(value)
    return name, arguments


def shown(qtbot: QtBot, page: ReportsPage, fake: FakeWorld) -> None:
    answer(fake, shifts(fake))
    page.look()
    answer(fake, a_report())
    page.look()
    qtbot.waitUntil(lambda: page.report is not None)


def test_the_newest_shift_is_shown_first_and_marked_as_not_over(
    qtbot: QtBot, page: ReportsPage, fake: FakeWorld
) -> None:
    assert page.pages.currentIndex() == WAITING
    assert answer(fake, shifts(fake)) == ("shifts", ())
    page.look()
    assert page.choices.count() == 5
    assert "not over yet" in page.choices.item(0).text()
    assert "not over yet" not in page.choices.item(1).text()
    assert answer(fake, a_report()) == ("shift_report", (shifts(fake)[0],))
    page.look()
    qtbot.waitUntil(lambda: page.pages.currentIndex() == PREVIEW)
    text = page.preview.toPlainText()
    assert "Early <1>" in text
    assert "灯柱倒下" in text
    assert all(button.isEnabled() for button in page.save_buttons.values())


def test_arrows_choose_and_what_was_asked_before_is_let_go(qtbot: QtBot, page: ReportsPage, fake: FakeWorld) -> None:
    answer(fake, shifts(fake))
    page.look()
    first = fake.records.asked[-1][2]
    page.choices.setFocus()
    QTest.keyClick(page.choices, Qt.Key.Key_Down)
    assert first.cancelled()
    assert fake.records.asked[-1][1] == (shifts(fake)[1],)
    QTest.keyClick(page.choices, Qt.Key.Key_End)
    name, (start, end) = fake.records.asked[-1][:2]
    assert name == "period_report"
    assert isinstance(start, int)
    assert isinstance(end, int)
    assert end - start == 30 * 86_400 * NS
    assert not any(button.isEnabled() for button in page.save_buttons.values())


def test_an_empty_book_says_what_to_do(page: ReportsPage, fake: FakeWorld) -> None:
    answer(fake, ())
    page.look()
    assert page.pages.currentIndex() == MESSAGE
    assert "Alt+1" in page.message.text()
    assert page.choices.count() == 0


def test_a_book_that_is_away_is_a_sentence_and_can_be_read_again(
    qtbot: QtBot, page: ReportsPage, fake: FakeWorld
) -> None:
    answer(fake, PersonError("The book on db.example cannot be read: no route to host"))
    page.look()
    assert page.pages.currentIndex() == MESSAGE
    assert "no route to host" in page.message.text()
    asked = len(fake.records.asked)
    QTest.keyClick(page.choices, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert len(fake.records.asked) == asked + 1


def test_reading_can_be_cancelled(qtbot: QtBot, page: ReportsPage, fake: FakeWorld) -> None:
    answer(fake, shifts(fake))
    page.look()
    asked = fake.records.asked[-1][2]
    assert page.cancel_button.isVisible()
    QTest.keyClick(page.choices, Qt.Key.Key_Escape)
    assert asked.cancelled()
    assert page.pages.currentIndex() == MESSAGE
    assert not page.cancel_button.isVisible()


def test_nobody_signed_in_and_nobody_who_may(page: ReportsPage, fake: FakeWorld, bridge: Bridge) -> None:
    fake.operators.show(current=None)
    bridge.tick()
    assert page.pages.currentIndex() == MESSAGE
    assert page.sign_in_button.isVisible()
    assert page.choices.count() == 0
    asked = len(fake.records.asked)
    fake.operators.show(current=SUPERVISOR)
    bridge.tick()
    assert len(fake.records.asked) == asked + 1
    assert not page.sign_in_button.isVisible()


@pytest.mark.parametrize(
    ("shape", "begin"),
    [(Shape.PDF, b"%PDF-1."), (Shape.HTML, b"<!DOCTYPE html>"), (Shape.CSV, b"\xef\xbb\xbf")],
)
def test_saving_writes_the_file_and_an_act(
    qtbot: QtBot, page: ReportsPage, fake: FakeWorld, tmp_path: Path, shape: Shape, begin: bytes
) -> None:
    written: list[Row] = []
    fake.desk.write = lambda *rows: written.extend(rows)  # type: ignore[attr-defined]
    shown(qtbot, page, fake)
    path = tmp_path / paper.file_name(a_report(), fake.precinct, shape)
    page.save(shape, path)
    assert not page.save_buttons[shape].isEnabled()
    qtbot.waitUntil(lambda: "Saved" in page.hint.text())
    assert path.read_bytes().startswith(begin)
    assert list(tmp_path.iterdir()) == [path]
    (row,) = written
    assert row.values["kind"] == ActKind.REPORTED.value
    assert row.values["subject"] == a_report().shift_key
    assert shape.value in str(row.values["detail"])
    assert row.operator == "wang"


def test_a_folder_that_cannot_be_written_is_a_sentence(
    qtbot: QtBot, page: ReportsPage, fake: FakeWorld, tmp_path: Path
) -> None:
    shown(qtbot, page, fake)
    page.save(Shape.CSV, tmp_path / "no such folder" / "report.csv")
    qtbot.waitUntil(lambda: "cannot be written" in page.hint.text())
    assert page.save_buttons[Shape.CSV].isEnabled()


def test_saving_can_be_cancelled_and_no_file_comes(
    qtbot: QtBot, page: ReportsPage, fake: FakeWorld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown(qtbot, page, fake)
    go_on = threading.Event()

    def slow(*_: Any) -> bytes:
        go_on.wait(10.0)
        return b"late"

    monkeypatch.setattr(paper, "bytes_of", slow)
    page.save(Shape.PDF, tmp_path / "report.pdf")
    QTest.keyClick(page.choices, Qt.Key.Key_Escape)
    go_on.set()
    qtbot.waitUntil(lambda: not any(t.name == "report" for t in threading.enumerate()))
    assert list(tmp_path.iterdir()) == []
    assert "no file" in page.hint.text()
    assert page.save_buttons[Shape.PDF].isEnabled()


def test_what_goes_wrong_unexpectedly_is_said_and_logged(
    page: ReportsPage, fake: FakeWorld, caplog: pytest.LogCaptureFixture
) -> None:
    answer(fake, RuntimeError("a fault of ours"))
    page.look()
    assert page.pages.currentIndex() == MESSAGE
    assert "a fault of ours" in caplog.text


def test_reading_again_keeps_what_was_chosen(qtbot: QtBot, page: ReportsPage, fake: FakeWorld) -> None:
    answer(fake, shifts(fake))
    page.look()
    page.choices.setCurrentRow(2)
    page.ask()
    answer(fake, shifts(fake))
    page.look()
    assert page.choices.currentRow() == 2
    assert fake.records.asked[-1][1] == (shifts(fake)[2],)


@pytest.mark.parametrize(
    ("report", "name"),
    [
        (a_report(), "report-2026-10-25-early.pdf"),
        (replace(a_report(), shift_key="2026-10-25/../x y"), "report-2026-10-25-x-y.pdf"),
        (replace(a_report(), shift_key=""), "report-2026-10-25-2026-10-25.pdf"),
    ],
)
def test_file_names_are_fit_for_every_disk(fake: FakeWorld, report: Any, name: str) -> None:
    assert paper.file_name(report, fake.precinct, Shape.PDF) == name


def test_futures_are_not_heard_of_after_they_were_let_go(page: ReportsPage) -> None:
    heard: list[object] = []
    future: Future[int] = Future()
    page._reading.wait(future, heard.append, heard.append)
    page._reading.let_go()
    page.look()
    assert heard == []
