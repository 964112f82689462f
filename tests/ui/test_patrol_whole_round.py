"""Whole rounds by keys alone, with the real patrol and a book on disk: what is ticked is what the book has."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from duty.book.rows import Receipt, Row
from duty.book.store import Book
from duty.book.tables import sighting, still, ticket
from duty.patrol.room import Patrol
from duty.patrol.view import PauseReason, RoundState, RoundView, StepView
from tests.ui.fake_people import OFFICER
from tests.ui.fake_world import FakeWorld, street
from ui import theme
from ui.bridge import Bridge
from ui.patrol.workspace import PatrolWorkspace
from video.feed import CameraState, Reason

Key = Qt.Key
T = TypeVar("T")
CAMERAS = 6
PICTURE = street(0, 480, 270)
"""The same for all: making one takes longer than painting it."""


class BookNow:
    """A ledger and a reader on one book, in the test's own thread."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.receipts: dict[str, Receipt] = {}
        self.waiting: list[tuple[Row, ...]] = []
        self.is_away = False

    def write(self, *rows: Row) -> None:
        self.waiting.append(rows)
        self.receipts.update({row.uuid: Receipt.WAITING for row in rows})
        self.settle()

    def settle(self) -> None:
        while self.waiting and not self.is_away:
            rows = self.waiting.pop(0)
            self.book.append(rows)
            self.receipts.update({row.uuid: Receipt.COMMITTED for row in rows})

    def receipt(self, row_uuid: str) -> Receipt:
        return self.receipts.get(row_uuid, Receipt.UNKNOWN)

    def trouble(self) -> str:
        return ""

    def do(self, work: Callable[[Book], T], /) -> Future[T]:
        future: Future[T] = Future()
        future.set_result(work(self.book))
        return future


class Officer:
    def __init__(self, qtbot: QtBot, folder: Path, book: Book) -> None:
        self.fake = FakeWorld(cameras=CAMERAS, data=folder)
        soon = self.fake.precinct.patrol.model_copy(update={"nobody_after_min": 1})
        self.fake.precinct = self.fake.precinct.model_copy(update={"patrol": soon})
        self.ledger = BookNow(book)
        self.signed_in = True
        patrol = Patrol(
            self.fake.precinct,
            self.fake.clock,
            self.ledger,
            lambda: OFFICER if self.signed_in else None,
            self.ledger.do,
        )
        self.fake.world = replace(self.fake.world, patrol=patrol)
        self.patrol = patrol
        self.bridge = Bridge(self.fake.world)
        with theme.held_back():
            self.workspace = PatrolWorkspace(self.bridge)
        qtbot.addWidget(self.workspace)
        self.workspace.resize(1000, 640)
        self.workspace.show()
        self.workspace.activateWindow()
        qtbot.waitUntil(self.workspace.isActiveWindow)
        self.dead: set[int] = set()
        self.qtbot = qtbot
        self.watch(1.0)
        self.workspace.setFocus()

    def watch(self, seconds: float, tick_s: float = 0.45) -> None:
        """Time passes with pictures from every camera that is not dead."""
        for _ in range(max(1, round(seconds / tick_s))):
            self.fake.clock.advance(tick_s)
            for index in range(CAMERAS):
                if index not in self.dead:
                    self.fake.cameras.put(index, PICTURE)
            self.bridge.tick()
            QApplication.processEvents()

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(QApplication.focusWidget() or self.workspace, key)
            self.watch(0.2)

    @property
    def line(self) -> str:
        return self.workspace.round.run.line.text.text()

    @property
    def round(self) -> RoundView:
        view = self.patrol.view().round
        assert view is not None
        return view

    @property
    def step(self) -> StepView:
        assert self.round.step is not None
        return self.round.step

    def state(self) -> tuple[RoundState, PauseReason]:
        return self.round.state, self.round.pause

    def has_seen(self, count: int) -> bool:
        """A moment later, for `qtbot.waitUntil`."""
        self.watch(0.1)
        return len(self.rows(sighting)) == count

    def rows(self, table: sa.Table) -> list[dict[str, Any]]:
        with self.ledger.book.reading() as connection:
            return [dict(row._mapping) for row in connection.execute(sa.select(table).order_by(table.c.id))]


@pytest.fixture
def officer(qtbot: QtBot, tmp_path: Path) -> Iterator[Officer]:
    book = Book(tmp_path / "duty-book.sqlite")
    book.open()
    made = Officer(qtbot, tmp_path, book)
    yield made
    made.workspace.close()
    book.close()


def test_a_round_by_keys_alone_is_in_the_book(officer: Officer, tmp_path: Path) -> None:
    officer.press(Key.Key_Return)
    assert officer.state()[0] is RoundState.RUNNING
    assert [c.number for c in officer.step.cameras] == [1, 2, 3, 4]
    officer.press(Key.Key_Space)
    assert "Too early" in officer.line
    officer.watch(9)
    assert officer.step.can_go_on
    officer.press(Key.Key_2, Key.Key_A)
    QTest.keyClicks(QApplication.focusWidget() or officer.workspace, "smoke over the market")
    officer.press(Key.Key_Return)
    found = officer.step.cameras[1].camera_id
    officer.qtbot.waitUntil(lambda: officer.has_seen(1))
    officer.qtbot.waitUntil(lambda: officer.has_seen(1) and officer.step.cameras[1].receipt is Receipt.COMMITTED)
    officer.press(Key.Key_Space)
    assert officer.step.number == 2
    officer.watch(9)
    lost = int(officer.step.cameras[0].camera_id[1:]) - 1
    officer.dead.add(lost)
    officer.fake.cameras.set_state(lost, CameraState.OFFLINE, Reason.UNREACHABLE)
    officer.watch(1)
    officer.press(Key.Key_Space)
    assert "Not live" in officer.line
    officer.press(Key.Key_1, Key.Key_N, Key.Key_Return, Key.Key_Space)
    assert officer.state()[0] is RoundState.FINISHED
    seen = officer.rows(sighting)
    assert len(seen) == CAMERAS
    answers = {row["camera_id"]: row["answer"] for row in seen}
    assert answers == {
        f"c{n:02d}": "abnormal" if f"c{n:02d}" == found else "cannot_see" if n == lost + 1 else "normal"
        for n in range(1, CAMERAS + 1)
    }
    assert [row["credited"] for row in seen].count(True) == CAMERAS - 1
    assert all(row["displayed_ms"] >= 8000 and row["looked"] for row in seen if row["credited"])
    assert all(row["width_px"] >= 320 for row in seen if row["credited"])
    assert [row["camera_id"] for row in officer.rows(ticket)] == [f"c{lost + 1:02d}"]
    [kept] = officer.rows(still)
    assert (tmp_path / kept["path"]).is_file()
    officer.watch(0.4)
    figures = [figure.text() for figure, _ in officer.workspace.round.ended._figures]
    assert figures == ["5", "0", "1", "1"]


def test_no_tick_before_the_book_has_the_row(officer: Officer) -> None:
    officer.press(Key.Key_Return)
    officer.watch(9)
    officer.ledger.is_away = True
    officer.press(Key.Key_Space)
    officer.watch(0.4)
    page = officer.workspace.round
    assert officer.rows(sighting) == []
    assert "✓" not in page.side.progress.saved.text()
    officer.watch(9)
    officer.press(Key.Key_Space)
    assert officer.state()[0] is RoundState.RUNNING
    assert officer.round.step is None
    assert "✓" not in page.ended.book.text()
    assert "Every camera has its answer" in page.ended.title.text()
    officer.ledger.is_away = False
    officer.ledger.settle()
    officer.watch(0.6)
    assert officer.state()[0] is RoundState.FINISHED
    assert page.ended.book.text().startswith("✓")
    assert len(officer.rows(sighting)) == CAMERAS


def test_a_round_in_the_background_is_not_seen(officer: Officer) -> None:
    officer.press(Key.Key_Return)
    officer.watch(3)
    officer.workspace.show_page(2)
    officer.watch(10)
    assert not any(c.displayed for c in officer.step.cameras)
    officer.workspace.show_page(0)
    officer.watch(4)
    officer.press(Key.Key_Space)
    assert "Too early" in officer.line
    assert officer.rows(sighting) == []


def test_an_alarm_pauses_and_the_round_goes_on_where_it_was(officer: Officer) -> None:
    officer.press(Key.Key_Return)
    officer.watch(9)
    officer.press(Key.Key_Space)
    assert officer.step.number == 2
    officer.watch(9)
    officer.fake.incident(7)
    officer.watch(0.6)
    assert officer.state()[1] is PauseReason.ALARM
    assert officer.workspace.round.run.cover.isVisible()
    officer.press(Key.Key_Space)
    assert "paused" in officer.line
    officer.press(Key.Key_P)
    assert officer.step.number == 2
    officer.press(Key.Key_Space)
    assert officer.state()[0] is RoundState.RUNNING  # what was on screen before the alarm does not count
    officer.watch(9)
    officer.press(Key.Key_Space)
    assert officer.state()[0] is RoundState.FINISHED


def test_nobody_at_the_desk_pauses_and_a_key_shows_that_somebody_is_back(officer: Officer) -> None:
    officer.press(Key.Key_Return)
    officer.watch(70, tick_s=0.9)
    assert officer.state()[1] is PauseReason.NOBODY
    assert officer.patrol.view().nobody_since_wall_ns is not None
    officer.press(Key.Key_P)
    assert officer.state()[0] is RoundState.RUNNING
    assert officer.patrol.view().nobody_since_wall_ns is None
