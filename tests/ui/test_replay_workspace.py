"""The Replay workspace in the whole window: opening, cancelling and closing sessions; nothing stays behind."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from base.clock import NS_PER_S
from duty.people import OperatorView, Role
from sessions.world import WorldKind
from tests.ui.fake_sessions import FakeDeck, FakeSessions
from tests.ui.fake_world import FakeWorld
from tests.ui.test_shell_sound import Recorder
from ui.bridge import Bridge
from ui.main_window import MainWindow
from ui.replay.deck_page import DeckPage
from ui.replay.workspace import DECK, LIBRARY, ReplayWorkspace
from ui.shell.rail import Workspace
from ui.sound import Tone

PILOT = OperatorView("chen", "Chen Gang", Role.PILOT)
SUPERVISOR = OperatorView("li", "Li Hua", Role.SUPERVISOR)


class ReplayDesk:
    """The real window with fake sessions, and hands."""

    def __init__(self, qtbot: QtBot, folder: Path, who: OperatorView | None = SUPERVISOR) -> None:
        self.qtbot = qtbot
        self.fake = FakeWorld(kind=WorldKind.LIVE)
        self.fake.operators.show(current=who)
        self.sessions = FakeSessions()
        self.bridge = Bridge(self.fake.world, sessions=self.sessions.sessions)
        self.player = Recorder()
        store = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
        away = (Workspace.INCIDENTS, Workspace.REPLAY)
        rooms = {w: QWidget() for w in Workspace if w not in away}
        self.window = MainWindow(self.bridge, store, workspaces=rooms, player=self.player)
        qtbot.addWidget(self.window)
        self.window.resize(1920, 1080)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        replay = self.window.workspaces[Workspace.REPLAY]
        assert isinstance(replay, ReplayWorkspace)
        self.replay = replay
        self.turn()

    def turn(self, seconds: float = 0.0) -> None:
        self.fake.clock.advance(seconds)
        self.bridge.tick()
        self.window._look()
        QApplication.processEvents()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        target = QApplication.focusWidget() or QApplication.activeWindow() or self.window
        QTest.keyClick(target, key, modifier)
        QApplication.processEvents()

    def open(self) -> tuple[DeckPage, FakeDeck]:
        """The first session of the list that can be opened, by keyboard."""
        self.window.show_workspace(Workspace.REPLAY)
        assert self.replay.library is not None
        self.replay.library.select(self.sessions.library.view().entries[1].id)
        self.replay.library.table.setFocus()
        self.press(Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: self.replay.deck_page is not None)
        page = self.replay.deck_page
        assert page is not None
        QApplication.processEvents()
        return page, self.sessions.decks[-1]


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[ReplayDesk]:
    made = ReplayDesk(qtbot, tmp_path)
    yield made
    made.window.close()


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_replay_is_the_last_on_the_rail_and_has_a_key(desk: ReplayDesk) -> None:
    desk.press(Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    assert desk.window.places.current is Workspace.REPLAY
    assert list(desk.window.workspaces) == list(Workspace)


def test_enter_opens_a_session_and_closing_it_ends_its_deck(desk: ReplayDesk) -> None:
    page, deck = desk.open()
    assert desk.replay.page == DECK
    assert "REPLAY" in texts(page)
    page.close_button.click()
    QApplication.processEvents()
    assert deck.closed
    assert desk.replay.page == LIBRARY
    assert desk.replay.deck_page is None
    desk.qtbot.waitUntil(lambda: not isValid(page))


def test_closing_the_window_ends_the_deck(desk: ReplayDesk) -> None:
    _, deck = desk.open()
    desk.window.close()
    assert deck.closed


def test_opening_another_session_ends_the_one_before(desk: ReplayDesk) -> None:
    _, first = desk.open()
    desk.replay.show_page(LIBRARY)
    _, second = desk.open()
    assert first.closed
    assert not second.closed


def test_what_is_still_being_recorded_is_opened_anew_where_one_stands(desk: ReplayDesk) -> None:
    page, first = desk.open()
    assert not page.more_button.isVisible()
    page.show_page(1)
    begin_ns = first.timeline.first_tape_ns
    loop = (begin_ns + 5 * NS_PER_S, begin_ns + 9 * NS_PER_S)
    first.show(playing=True, rate=2.0, focus="c02", loop=loop)
    first.seek(first.timeline.first_tape_ns + 7 * NS_PER_S)
    page.more_requested.emit()
    desk.qtbot.waitUntil(lambda: len(desk.sessions.decks) == 2 and desk.replay.deck_page is not None)
    second, now = desk.sessions.decks[-1], desk.replay.deck_page
    assert first.closed
    assert now is not None
    assert now.pages.currentIndex() == 1
    assert second.tape_ns() == first.timeline.first_tape_ns + 7 * NS_PER_S
    view = second.view()
    assert (view.playing, view.rate, view.focus, view.loop) == (True, 2.0, "c02", loop)


def test_opening_another_one_meanwhile_begins_at_its_beginning(desk: ReplayDesk) -> None:
    page, first = desk.open()
    first.seek(first.timeline.first_tape_ns + 7 * NS_PER_S)
    with desk.sessions.held(desk.sessions.opening):
        page.more_requested.emit()
        assert desk.replay.library is not None
        entries = desk.sessions.library.view().entries
        desk.replay.open(next(entry for entry in entries if entry.id != entries[1].id))
    desk.qtbot.waitUntil(lambda: desk.replay.deck_page is not None)
    assert not [call for call in desk.sessions.decks[-1].calls if call[0] == "seek"]


def test_opening_shows_how_far_it_is_and_can_be_cancelled(desk: ReplayDesk) -> None:
    with desk.sessions.held(desk.sessions.opening):
        desk.window.show_workspace(Workspace.REPLAY)
        assert desk.replay.library is not None
        desk.replay.library.select(desk.sessions.library.view().entries[1].id)
        desk.press(Qt.Key.Key_Return)
        desk.qtbot.waitUntil(lambda: "camera" in desk.replay.progress.step.text())
        assert "Drone over the stadium" in desk.replay.progress.title.text()
        assert desk.replay.progress.bar.maximum() > 0
        desk.replay.progress.cancel_button.click()
        assert desk.replay.page == LIBRARY
    assert desk.replay.deck_page is None


def test_a_deck_that_comes_after_the_window_has_closed_is_closed_too(desk: ReplayDesk) -> None:
    with desk.sessions.held(desk.sessions.opening) as let_go:
        desk.window.show_workspace(Workspace.REPLAY)
        assert desk.replay.library is not None
        desk.replay.library.select(desk.sessions.library.view().entries[1].id)
        desk.press(Qt.Key.Key_Return)
        let_go()
        desk.window.close()
    assert all(deck.closed for deck in desk.sessions.decks)
    assert desk.replay.deck_page is None


def test_a_session_that_cannot_be_opened_says_why(desk: ReplayDesk) -> None:
    desk.sessions.trouble = "The session has a damaged manifest."
    desk.window.show_workspace(Workspace.REPLAY)
    assert desk.replay.library is not None
    desk.replay.library.select(desk.sessions.library.view().entries[1].id)
    desk.press(Qt.Key.Key_Return)
    library = desk.replay.library
    desk.qtbot.waitUntil(lambda: "damaged manifest" in library.trouble.text())
    assert desk.replay.page == LIBRARY


def test_without_sessions_the_workspace_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    fake = FakeWorld()
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    window = MainWindow(Bridge(fake.world), store, player=Recorder())
    qtbot.addWidget(window)
    window.show()
    window.show_workspace(Workspace.REPLAY)
    QApplication.processEvents()
    assert "Sessions cannot be used" in texts(window)
    assert not window.record_field.isVisible()
    window.close()


def test_a_replayed_breach_neither_rings_nor_shows_among_what_is_live(desk: ReplayDesk) -> None:
    page, deck = desk.open()
    deck.fake.incident(1, subject="REPLAYED")
    page.bridge.tick()
    desk.turn(1)
    assert page.bridge.incidents
    assert not desk.window.banner.isVisible()
    assert all("REPLAYED" not in item.subject for item in desk.window.attention_panel.items)
    assert Tone.ALARM not in [tone for tone, _ in desk.player.played]
    assert desk.bridge.incidents == ()


def test_torn_off_it_keeps_the_band_and_the_live_alarm(desk: ReplayDesk) -> None:
    page, deck = desk.open()
    window = desk.window.places.tear_off(Workspace.REPLAY)
    QApplication.processEvents()
    assert page.window() is window
    assert page.band.isVisible()
    assert "REPLAY" in texts(window)
    desk.fake.incident(1)
    desk.turn()
    assert window.banner.isVisible()
    window.close()
    QApplication.processEvents()
    assert page.window() is desk.window
    assert not deck.closed


def test_the_training_page_has_its_place(desk: ReplayDesk) -> None:
    label = QLabel("training")
    desk.replay.set_training_page(label)
    desk.replay.show_page(2)
    desk.window.show_workspace(Workspace.REPLAY)
    assert label.isVisible()


def test_it_says_it_all_in_the_small_window(desk: ReplayDesk) -> None:
    page, _ = desk.open()
    desk.window.resize(1280, 720)
    QApplication.processEvents()
    for button, _, _ in page.transport._buttons:
        assert button.mapTo(page, button.rect().bottomRight()).x() <= page.width(), button.toolTip()
    assert desk.window.width() == 1280


def stops(room: QWidget) -> set[QWidget]:
    """All that Tab should reach in it."""
    return {
        widget
        for widget in room.findChildren(QWidget)
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    }


@pytest.mark.parametrize("place", ["deck", "library"])
@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab], ids=["forward", "backward"])
def test_tab_reaches_everything_and_comes_back(desk: ReplayDesk, place: str, key: Qt.Key) -> None:
    page, _ = desk.open()
    if place == "library":
        desk.replay.show_page(LIBRARY)
    wanted = stops(desk.replay)
    assert len(wanted) > (20 if place == "deck" else 6)
    first = QApplication.focusWidget()
    assert first is not None
    reached = []
    for _step in range(len(stops(desk.window)) + 1):
        desk.press(key)
        now = QApplication.focusWidget()
        assert now is not None
        reached.append(now)
        if now is first:
            break
    assert wanted - set(reached) == set()
    if place == "deck" and key == Qt.Key.Key_Tab:
        bar = page.transport
        shown = [one for one in reached if one.parentWidget() is bar]
        assert shown == sorted(shown, key=lambda one: one.x()), "the bar's buttons in the order in which they stand"


def test_a_page_hands_the_focus_on_to_what_its_keys_are_for(desk: ReplayDesk) -> None:
    page, _ = desk.open()
    assert QApplication.focusWidget() is page.wall.view
    desk.replay.show_page(LIBRARY)
    assert desk.replay.library is not None
    assert QApplication.focusWidget() is desk.replay.library.table
    desk.window.banner.setFocus()
    desk.window.show_workspace(Workspace.REPLAY)
    assert QApplication.focusWidget() is desk.replay.library.table
