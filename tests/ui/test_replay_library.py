"""The library: found by any word, opened, renamed, protected, deleted after a second look, and by whom."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from base.clock import NS_PER_S
from duty.people import OperatorView, Role
from sessions.manifest import Why
from sessions.replay.view import Lane, Timeline
from tests.ui.dialogs import dialog
from tests.ui.fake_people import OFFICER, SUPERVISOR
from tests.ui.fake_sessions import FIRST_NS, LAST_NS, STARTED_WALL_NS, FakeDeck, FakeLibrary, entry, some_entries
from tests.ui.fake_world import FakeWorld
from ui.bridge import Bridge
from ui.people.gate import Gate
from ui.replay.dialogs import DeleteDialog, RenameDialog
from ui.replay.foreign import ForeignDialog, start_wall_ns
from ui.replay.go_to import wanted_tape_ns
from ui.replay.library_model import Column, Only
from ui.replay.library_page import LibraryPage
from ui.replay.timeline_geometry import Span, columns, followed, held, tick_step_ns, zoomed

ZONE = ZoneInfo("Asia/Shanghai")
Key = Qt.Key


class Shelf:
    """The library's page alone."""

    def __init__(self, qtbot: QtBot, who: OperatorView | None = SUPERVISOR) -> None:
        self.qtbot = qtbot
        self.fake = FakeWorld()
        self.fake.operators.show(current=who)
        self.bridge = Bridge(self.fake.world)
        self.bridge.tick()
        self.gate = Gate(self.bridge)
        self.library = FakeLibrary(*some_entries())
        self.page = LibraryPage(self.library, self.gate, ZONE, lambda: "Ctrl+Shift+R")
        qtbot.addWidget(self.page)
        self.page.resize(1600, 800)
        self.page.show()
        self.page.activateWindow()
        qtbot.waitUntil(self.page.isActiveWindow)
        self.page.table.setFocus()
        self.opened: list[str] = []
        self.page.open_requested.connect(lambda e: self.opened.append(e.id))

    def ids(self) -> list[str]:
        return [e.id for e in self.page.model.rows]

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.page, key)
        QApplication.processEvents()


@pytest.fixture
def shelf(qtbot: QtBot) -> Iterator[Shelf]:
    made = Shelf(qtbot)
    yield made
    made.bridge.stop()


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("stadium", [4]),
        ("STADIUM drone", [4]),
        ("east gate fight", [4]),
        ("it turns", [4]),
        ("1581F5", [4]),
        ("2027-01-04 08:13", [3]),
        ("other material", [2]),
        ("damaged", [1]),
        ("li", [2]),
        ("", [5, 4, 3, 2, 1]),
        ("nowhere to be found", []),
    ],
)
def test_every_word_of_a_session_finds_it(shelf: Shelf, words: str, numbers: list[int]) -> None:
    shelf.page.search.setText(words)
    found = shelf.ids()
    assert found == [entry(n).id for n in numbers] or (words == "li" and entry(2).id in found)


def test_filters_narrow_the_list(shelf: Shelf) -> None:
    for only, numbers in (
        (Only.INCIDENTS.value, [4]),
        (Only.PROTECTED.value, [4]),
        (Only.BOOKMARKS.value, [4]),
        (Only.TROUBLE.value, [1]),
        (Why.ALWAYS.value, [5]),
        (Why.PERSON.value, [3]),
    ):
        shelf.page.only.setCurrentIndex(shelf.page.only.findData(only))
        assert shelf.ids() == [entry(n).id for n in numbers]
    assert "1 of" in shelf.page.counts.text()


def test_it_sorts_by_every_column(shelf: Shelf) -> None:
    for column in Column:
        shelf.page.table.sortByColumn(column, Qt.SortOrder.AscendingOrder)
        ascending = shelf.ids()
        shelf.page.table.sortByColumn(column, Qt.SortOrder.DescendingOrder)
        assert sorted(ascending) == sorted(shelf.ids())
        assert len(ascending) == 5
    shelf.page.table.sortByColumn(Column.SIZE, Qt.SortOrder.AscendingOrder)
    assert shelf.ids() == [entry(n).id for n in (1, 2, 3, 4, 5)]


def test_a_session_that_grows_leaves_the_list_as_it_is(shelf: Shelf, qtbot: QtBot) -> None:
    shelf.page.resize(1600, 240)
    table, last = shelf.page.table, shelf.ids()[-1]
    assert shelf.page.select(last)
    table.scrollToTop()
    with qtbot.assertNotEmitted(shelf.page.model.modelReset):
        shelf.library.show(entries=tuple(replace(e, bytes=7) for e in shelf.library.view().entries))
        shelf.page.look()
    assert {e.bytes for e in shelf.page.model.rows} == {7}
    selected = shelf.page.selected()
    assert selected is not None
    assert selected.id == last
    assert table.verticalScrollBar().maximum() > 0
    assert table.verticalScrollBar().value() == 0


def test_enter_opens_what_is_selected_and_not_what_is_damaged(shelf: Shelf) -> None:
    shelf.page.select(entry(3).id)
    shelf.press(Key.Key_Return)
    assert shelf.opened == [entry(3).id]
    shelf.page.select(entry(1).id)
    shelf.press(Key.Key_Return)
    assert shelf.opened == [entry(3).id]
    assert "damaged manifest" in shelf.page.trouble.text()


def test_r_gives_another_title(shelf: Shelf) -> None:
    shelf.page.select(entry(3).id)
    shelf.press(Key.Key_R)
    shown = dialog(RenameDialog)
    shown.title.setText("  Fireworks  ")
    QTest.keyClick(shown.title, Key.Key_Return)
    assert ("rename", entry(3).id, "Fireworks", "li") in shelf.library.calls
    selected = shelf.page.selected()
    assert selected is not None
    assert selected.title == "Fireworks"


def test_deleting_names_what_is_lost_and_enter_by_habit_keeps_it(shelf: Shelf) -> None:
    shelf.library.show(
        entries=tuple(replace(e, protected=False) if e.protected else e for e in shelf.library.view().entries)
    )
    shelf.page.look()
    shelf.page.select(entry(4).id)
    shelf.press(Key.Key_Delete)
    shown = dialog(DeleteDialog)
    said = f"{shown.heading.text()}\n{shown.words.text()}"
    for word in ("Drone over the stadium", "40:00", "Camera 1", "Fight at the east gate", "6.0", "bookmark"):
        assert word in said
    shelf.press(Key.Key_Return)
    assert not any(call[0] == "delete" for call in shelf.library.calls)
    shelf.page.delete()
    dialog(DeleteDialog).do_button.click()
    assert ("delete", entry(4).id, "li") in shelf.library.calls
    assert entry(4).id not in shelf.ids()


def test_what_is_protected_or_being_recorded_cannot_be_deleted(shelf: Shelf) -> None:
    for number, why in ((4, "protected"), (5, "being recorded")):
        shelf.page.select(entry(number).id)
        shelf.press(Key.Key_Delete)
        assert QApplication.activeModalWidget() is None
        assert not shelf.page.detail.delete_button.isEnabled()
        assert why in shelf.page.detail.delete_button.toolTip()


def test_protection_is_put_on_and_taken_off(shelf: Shelf) -> None:
    shelf.page.select(entry(3).id)
    shelf.page.detail.protect_button.click()
    assert ("protect", entry(3).id, True, "li") in shelf.library.calls
    shelf.page.detail.protect_button.click()
    assert ("protect", entry(3).id, False, "li") in shelf.library.calls


def test_a_refusal_of_the_library_is_said(shelf: Shelf) -> None:
    shelf.library.refusal = "The session is on a disk that cannot be written."
    shelf.page.select(entry(3).id)
    shelf.page.detail.protect_button.click()
    assert "cannot be written" in shelf.page.trouble.text()


def test_who_lacks_the_right_sees_why_and_changes_nothing(qtbot: QtBot) -> None:
    shelf = Shelf(qtbot, OFFICER)
    shelf.page.select(entry(3).id)
    for button in (shelf.page.detail.rename_button, shelf.page.detail.protect_button, shelf.page.detail.delete_button):
        assert not button.isEnabled()
        assert button.toolTip()
    assert shelf.page.detail.open_button.isEnabled()
    shelf.press(Key.Key_R)
    shelf.press(Key.Key_Delete)
    assert QApplication.activeModalWidget() is None
    assert shelf.library.calls == []


def test_with_nobody_there_the_sign_in_comes_first(qtbot: QtBot) -> None:
    shelf = Shelf(qtbot, None)
    asked = []
    shelf.gate.sign_in_requested.connect(lambda: asked.append(True))
    shelf.page.select(entry(3).id)
    shelf.press(Key.Key_Return)
    assert asked
    assert shelf.opened == []
    shelf.fake.operators.show(current=OperatorView("chen", "Chen Gang", Role.PILOT))
    shelf.bridge.tick()
    shelf.gate.go_on()
    assert shelf.opened == [entry(3).id]


def test_an_empty_library_says_what_to_do(shelf: Shelf) -> None:
    shelf.library.show(entries=())
    shelf.page.look()
    assert "Ctrl+Shift+R" in shelf.page.empty_text.text()
    assert shelf.page.empty_foreign.isVisible()
    assert not shelf.page.search.isVisible()
    shelf.library.show(reading=True)
    shelf.page.look()
    assert "Reading" in shelf.page.empty_title.text()


def test_no_match_offers_everything_again(shelf: Shelf) -> None:
    shelf.page.search.setText("zzz")
    assert shelf.page.empty_title.text() == "No session matches"
    shelf.page.show_all.click()
    assert len(shelf.ids()) == 5


def test_the_librarys_trouble_is_shown(shelf: Shelf) -> None:
    shelf.library.show(trouble="The folder /data cannot be read.")
    shelf.page.look()
    assert shelf.page.trouble.isVisible()


def test_a_damaged_thumbnail_is_no_picture(shelf: Shelf, tmp_path: Path) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"nothing like a picture")
    shelf.library.show(entries=(entry(3, thumbnail=broken), entry(2, thumbnail=tmp_path / "gone.jpg")))
    shelf.page.look()
    assert shelf.page.model.rowCount() == 2
    assert not shelf.page.model.thumbnail(shelf.page.model.rows[0]).isNull()


# Other material


def test_material_is_put_together_with_starts_and_offsets(shelf: Shelf) -> None:
    shown = ForeignDialog(shelf.library, ZONE, "li", shelf.page)
    shown.open()
    assert not shown.do_button.isEnabled()
    for name in ("/m/flight.tlog", "/m/mall", "/m/mall"):
        shown.add(Path(name))
    (_, log_start, _), (_, start, offset) = shown._rows()
    assert not log_start.isEnabled(), "a log carries its own times"
    start.setText("yesterday")
    assert not shown.do_button.isEnabled()
    start.setText("2026-11-22 14:05:09")
    offset.setValue(-1.25)
    made: list[str] = []
    shown.made.connect(made.append)
    shown.do()
    shelf.qtbot.waitUntil(lambda: bool(made))
    act, title, sources, operator = shelf.library.calls[-1]
    assert (act, title, operator) == ("put_together", "flight", "li")
    assert isinstance(sources, tuple)
    log, clips = sources
    assert (log.path, log.starts_wall_ns) == (Path("/m/flight.tlog"), None)
    assert (clips.starts_wall_ns, clips.offset_s) == (1_795_327_509 * NS_PER_S, -1.25)


def test_putting_together_can_be_cancelled_and_fails_in_words(shelf: Shelf) -> None:
    shown = ForeignDialog(shelf.library, ZONE, "li", shelf.page)
    shown.open()
    shown.add(Path("/m/mall"))
    shelf.library.gate.clear()
    shown.do()
    shelf.qtbot.waitUntil(lambda: shown.bar.maximum() > 0 and shown.bar.isVisible())
    shown.cancel_button.click()
    assert shown.isVisible(), "cancelling the work closed the dialog"
    assert "nothing was added" in shown.hint.text()
    shelf.library.gate.set()
    shelf.library.refusal = "In /m/mall there is no clip."
    shown.do()
    shelf.qtbot.waitUntil(lambda: "no clip" in shown.hint.text())
    shown._working.close()
    shown.cancel_button.click()


# What is pure


@given(st.text(max_size=40))
@settings(max_examples=60)
def test_any_text_for_a_time_is_read_or_refused(text: str) -> None:
    deck = FakeDeck()
    wanted_tape_ns(text, deck.manifest, ZONE, FIRST_NS, FIRST_NS)
    start_wall_ns(text, ZONE)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("02:13:20", 0),
        ("2:14", 40),
        ("02:13:21.5", 1.5),
        ("2027-01-04 02:20", 400),
        ("+90", 690),
        ("-1:30", 510),
        ("−1:00:00", -3000),
        ("02:13", -20),
        ("01:00", 82_000),
        ("25:00", None),
        ("soon", None),
        ("", None),
    ],
)
def test_times_that_a_person_types(text: str, seconds: float | None) -> None:
    """The tape begins at 02:13:20 and stands at ten minutes; a time of day before that is the next day's."""
    wanted = wanted_tape_ns(text, FakeDeck().manifest, ZONE, FIRST_NS + 600 * NS_PER_S, FIRST_NS)
    assert wanted == (None if seconds is None else FIRST_NS + round(seconds * NS_PER_S))


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.floats(0.01, 100), st.integers(-(10**6), 2 * 10**6))
@settings(max_examples=60)
def test_a_zoomed_view_stays_on_the_tape(start: int, length: int, factor: float, around: int) -> None:
    whole = (0, 2 * 10**6)
    view = held((start, start + length), whole)
    for made in (zoomed(view, whole, factor, around), followed(view, whole, max(0, around), backward=factor < 1)):
        assert whole[0] <= made[0] <= made[1] <= whole[1]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=60), st.integers(1, 200), st.integers(0, 50), st.integers(1, 50))
@settings(max_examples=60)
def test_columns_are_the_highest_of_their_bins(density: list[float], count: int, start: int, length: int) -> None:
    line = Timeline(0, 100, len(density), (), ())
    span = Span(start, start + length, 0.0, float(count))
    made = columns(Lane("", False, "", tuple(density), ()), line, span, count)
    assert made.shape == (count,)
    edges = np.linspace(start, start + length, count + 1) * len(density) / 100
    for low, high, value in zip(edges[:-1], edges[1:], made, strict=True):
        first = min(int(low), len(density) - 1)
        assert value == max(density[first : max(first + 1, int(high))])


def test_ticks_are_round_and_wide_enough() -> None:
    for seconds in (1, 10, 3600, 86_400, 30 * 86_400):
        span = Span(0, seconds * NS_PER_S, 0.0, 1400.0)
        assert tick_step_ns(span) / span.ns_per_px >= 110


def test_the_fake_tape_is_where_the_tests_think() -> None:
    assert FakeDeck().manifest.wall_ns(LAST_NS) == STARTED_WALL_NS + 3600 * NS_PER_S
