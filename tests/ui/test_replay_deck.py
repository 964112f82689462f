"""The deck: keys, transport, timeline by mouse and keyboard, side by side, bands, and what a replay must never do."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QPainter, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from base.clock import NS_PER_S
from duty.people import OperatorView, Role
from sessions.replay.view import MarkKind
from sessions.world import WorldKind
from tests.ui.dialogs import dialog
from tests.ui.fake_people import SUPERVISOR
from tests.ui.fake_sessions import FIRST_NS, LAST_NS, FakeDeck
from tests.ui.fake_world import FakeWorld
from ui import theme
from ui.bridge import Bridge
from ui.people.gate import Gate
from ui.replay.band import LiveBand, ReplayBand
from ui.replay.control import next_rate
from ui.replay.deck_page import DeckPage
from ui.replay.go_to import GoToDialog
from ui.replay.timeline_geometry import AXIS_PX, LABEL_PX, MARKS_PX
from ui.wall.layout import Rect
from ui.wall.tile_painter import TilePainter
from ui.wall.tile_words import Caption
from video.feed import CameraState

Key, Modifier = Qt.Key, Qt.KeyboardModifier
MINUTE_NS = 60 * NS_PER_S


class Player:
    """A deck page in a window of its own."""

    def __init__(self, qtbot: QtBot, *, goes_on: bool = False) -> None:
        self.qtbot = qtbot
        self.live = FakeWorld(kind=WorldKind.LIVE, cameras=4)
        self.live.operators.show(current=SUPERVISOR)
        self.bridge = Bridge(self.live.world)
        self.bridge.tick()
        self.deck = FakeDeck()
        self.deck.show(goes_on=goes_on)
        self.page = DeckPage(self.bridge, self.deck, Gate(self.bridge), "Drone over the stadium")
        qtbot.addWidget(self.page)
        self.page.resize(1500, 900)
        self.page.show()
        self.page.activateWindow()
        qtbot.waitUntil(self.page.isActiveWindow)
        self.page.bridge.stop()  # a test drives its own ticks
        self.page.wall.view.setFocus()
        self.turn()

    def turn(self, seconds: float = 0.0) -> None:
        self.deck.run(seconds)
        self.live.clock.advance(max(0.2, seconds))
        self.bridge.tick()
        self.page.bridge.tick()
        QApplication.processEvents()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Modifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.page, key, modifier)
        QApplication.processEvents()

    def asked(self) -> tuple[object, ...]:
        """The last thing that was asked of the deck, thumbnails apart."""
        return [call for call in self.deck.calls if call[0] != "thumbnail"][-1]

    def at(self, tape_ns: int, row_px: int = AXIS_PX + MARKS_PX + 4) -> QPoint:
        return QPoint(round(self.page.timeline.span.x(tape_ns)), row_px)


@pytest.fixture
def player(qtbot: QtBot) -> Iterator[Player]:
    made = Player(qtbot)
    yield made
    made.page.close_down()


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


# Keys


def test_space_and_k_play_and_pause_whatever_has_the_keyboard(player: Player) -> None:
    for widget in (player.page.wall.view, player.page.timeline):
        widget.setFocus()
        for key in (Key.Key_Space, Key.Key_K):
            player.press(key)
            assert player.deck.view().playing
            player.press(key)
            assert not player.deck.view().playing


def test_a_timeline_with_the_keyboard_still_shows_its_lanes(player: Player) -> None:
    timeline = player.page.timeline
    place = player.at(LAST_NS, timeline.height() - 4)  # far from the head, near no frame
    seen = []
    for widget in (player.page.wall.view, timeline):
        widget.setFocus()
        QApplication.processEvents()
        picture = timeline.grab().toImage()
        scale = picture.devicePixelRatio()
        seen.append(picture.pixelColor(round((place.x() - 40) * scale), round((place.y() - 8) * scale)).name())
    assert timeline.hasFocus()
    assert seen[0] == seen[1]


def test_j_and_l_go_faster_and_the_other_way(player: Player) -> None:
    rates = []
    for key in (Key.Key_L, Key.Key_L, Key.Key_L, Key.Key_J, Key.Key_J, Key.Key_J, Key.Key_J, Key.Key_K, Key.Key_J):
        player.press(key)
        rates.append(player.deck.view().rate)
    assert rates == [1, 2, 4, 2, 1, -1, -2, -2, -1]
    assert player.deck.view().playing


def test_the_fastest_stays_the_fastest() -> None:
    assert next_rate(32.0, 1, playing=True) == 32.0
    assert next_rate(-8.0, -1, playing=True) == -8.0
    assert next_rate(0.25, 1, playing=True) == 1.0
    assert next_rate(0.25, -1, playing=True) == -1.0


def test_arrows_step_pictures_while_it_stands_and_seconds_while_it_plays(player: Player) -> None:
    player.press(Key.Key_Right)
    assert player.asked() == ("step", 1)
    player.press(Key.Key_Left)
    assert player.asked() == ("step", -1)
    player.press(Key.Key_Right, Modifier.ShiftModifier)
    assert player.asked() == ("seek", FIRST_NS + MINUTE_NS, True)
    player.press(Key.Key_Space)
    player.press(Key.Key_Left)
    assert player.asked() == ("seek", FIRST_NS + 55 * NS_PER_S, True)
    player.press(Key.Key_Home)
    assert player.asked() == ("seek", FIRST_NS, True)
    player.press(Key.Key_End)
    assert player.asked() == ("seek", LAST_NS, True)


def test_a_loop_has_a_beginning_and_an_end_and_can_be_dropped(player: Player) -> None:
    player.press(Key.Key_I)
    assert player.deck.view().loop is None, "a loop without an end loops nothing"
    player.deck.seek(FIRST_NS + MINUTE_NS)
    player.press(Key.Key_O)
    assert player.deck.view().loop == (FIRST_NS, FIRST_NS + MINUTE_NS)
    player.turn()
    assert "loop" in player.page.transport.states()
    player.deck.seek(FIRST_NS + 30 * NS_PER_S)
    player.press(Key.Key_I)
    assert player.deck.view().loop == (FIRST_NS + 30 * NS_PER_S, FIRST_NS + MINUTE_NS)
    player.press(Key.Key_X)
    assert player.deck.view().loop is None
    assert not player.page.transport.loop_off.isEnabled()


def test_n_and_p_go_to_events_of_the_chosen_kinds(player: Player) -> None:
    marks = player.deck.timeline.marks
    player.press(Key.Key_N)
    assert player.deck.tape_ns() == marks[0].at_tape_ns
    for kind, entry in player.page.transport._kind_entries.items():
        entry.setChecked(kind is MarkKind.FINDING)
    player.press(Key.Key_N)
    finding = next(m for m in marks if m.kind is MarkKind.FINDING)
    assert player.deck.tape_ns() == finding.at_tape_ns
    assert player.asked() == ("jump", 1, frozenset({MarkKind.FINDING}))
    player.press(Key.Key_N)
    assert "no later event" in player.page.transport.state.text()
    assert player.deck.tape_ns() == finding.at_tape_ns


def test_a_word_is_written_at_the_place_where_the_tape_stands(player: Player) -> None:
    player.press(Key.Key_Space)
    player.press(Key.Key_B)
    note = player.page.transport.note
    assert note.isVisible()
    assert not player.deck.view().playing, "the place would run away from the word"
    QTest.keyClicks(note, "left bag, k")
    assert note.text() == "left bag, k", "a letter of a word was taken for a key of the deck"
    player.press(Key.Key_Return)
    assert ("annotate", "left bag, k", "li") in player.deck.calls
    assert player.deck.view().playing
    assert not note.isVisible()
    player.turn()
    assert any(m.text == "left bag, k" for m in player.page.timeline._line.marks)


def test_escape_writes_no_word(player: Player) -> None:
    player.press(Key.Key_B)
    QTest.keyClicks(player.page.transport.note, "nothing")
    player.press(Key.Key_Escape)
    assert not any(call[0] == "annotate" for call in player.deck.calls)


def test_g_goes_to_a_time_of_the_tape(player: Player) -> None:
    player.press(Key.Key_G)
    shown = dialog(GoToDialog)
    shown.time.setText("02:20")
    QTest.keyClick(shown.time, Key.Key_Return)
    assert player.asked() == ("seek", FIRST_NS + 400 * NS_PER_S, True)


def test_control_and_arrows_choose_the_camera_that_steps_go_by(player: Player) -> None:
    player.press(Key.Key_Right, Modifier.ControlModifier)
    assert player.deck.view().focus == "c02"
    player.press(Key.Key_3)
    assert player.deck.view().focus == "c03"


def test_keys_work_on_the_fleets_tables_too(player: Player) -> None:
    player.page.show_page(1)
    player.turn()
    player.page.fleet.drones.table.setFocus()
    player.press(Key.Key_Space)
    assert player.deck.view().playing
    player.press(Key.Key_L)
    assert player.deck.view().rate == 2.0


def test_the_list_of_keys_tells_every_key_of_the_deck() -> None:
    from ui.replay.keys import key_lines

    said = {key for keys, _ in key_lines() for key in keys}
    assert {"Space", "K", "J", "L", "←", "→", "Home", "End", "I", "O", "X", "B", "N", "P", "G"} <= said


# The timeline


def test_a_drag_asks_for_near_pictures_and_letting_go_for_the_exact_one(player: Player) -> None:
    line = player.page.timeline
    one, two = FIRST_NS + 10 * MINUTE_NS, FIRST_NS + 20 * MINUTE_NS
    QTest.mousePress(line, Qt.MouseButton.LeftButton, pos=player.at(one))
    kind, first, exact = player.asked()
    assert (kind, exact) == ("seek", False)
    assert abs(first - one) < line.span.ns_per_px  # type: ignore[operator]
    QTest.mouseMove(line, player.at(two))
    kind, dragged, exact = player.asked()
    assert (kind, exact) == ("seek", False)
    QTest.mouseRelease(line, Qt.MouseButton.LeftButton, pos=player.at(two))
    assert player.asked() == ("seek", dragged, True)
    assert not line.is_dragged


def test_a_click_on_a_mark_goes_exactly_there(player: Player) -> None:
    mark = player.deck.timeline.marks[3]
    spot = player.at(mark.at_tape_ns, AXIS_PX + MARKS_PX // 2) + QPoint(3, 0)
    QTest.mouseClick(player.page.timeline, Qt.MouseButton.LeftButton, pos=spot)
    assert player.deck.tape_ns() == mark.at_tape_ns


def test_a_drag_past_the_edge_stays_on_the_tape(player: Player) -> None:
    line = player.page.timeline
    QTest.mousePress(line, Qt.MouseButton.LeftButton, pos=player.at(LAST_NS - MINUTE_NS))
    QTest.mouseMove(line, QPoint(line.width() + 400, 30))
    QTest.mouseRelease(line, Qt.MouseButton.LeftButton, pos=QPoint(line.width() + 400, 30))
    assert player.asked() == ("seek", LAST_NS, True)


def test_a_click_on_a_cameras_name_selects_it(player: Player) -> None:
    row = next(i for i, lane in enumerate(player.page.timeline.lanes) if lane.name == "c03")
    y = AXIS_PX + MARKS_PX + row * 16 + 8
    QTest.mouseClick(player.page.timeline, Qt.MouseButton.LeftButton, pos=QPoint(40, y))
    assert player.deck.view().focus == "c03"


def wheel(player: Player, tape_ns: int, turn: int, modifiers: Qt.KeyboardModifier = Modifier.NoModifier) -> None:
    point = QPointF(player.at(tape_ns))
    line = player.page.timeline
    event = QWheelEvent(
        point,
        line.mapToGlobal(point),
        QPoint(),
        QPoint(0, turn),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(line, event)


def test_the_wheel_zooms_around_the_pointer_and_shift_moves_along(player: Player) -> None:
    line, around = player.page.timeline, FIRST_NS + 15 * MINUTE_NS
    before = line.span
    for _ in range(5):
        wheel(player, around, 120)
    assert line.span.to_ns - line.span.from_ns < (before.to_ns - before.from_ns) / 2
    assert abs(line.span.x(around) - before.x(around)) <= 1.5
    was = line.span.from_ns
    wheel(player, around, -120, Modifier.ShiftModifier)
    assert line.span.from_ns > was
    line.setFocus()
    player.press(Key.Key_0)
    assert line.span == before
    player.press(Key.Key_Plus)
    assert line.span.to_ns - line.span.from_ns < before.to_ns - before.from_ns


def test_the_line_follows_the_playhead_that_runs_out_of_it(player: Player) -> None:
    line = player.page.timeline
    line.zoom(30.0, FIRST_NS)
    player.press(Key.Key_Space)
    player.turn(600)
    assert line.span.contains(player.deck.tape_ns())


def test_only_the_strips_of_the_playhead_are_painted_while_it_plays(player: Player) -> None:
    line = player.page.timeline
    player.press(Key.Key_Space)
    player.turn(1)
    QApplication.processEvents()
    drawn = line._drawn
    assert drawn is not None
    player.turn(20)
    assert line._drawn is drawn, "the whole line was drawn again"


def test_little_room_leaves_the_focused_camera_everything_and_the_links(player: Player) -> None:
    line = player.page.timeline
    line.set_height(AXIS_PX + MARKS_PX + 6 + 4 * 16)
    QApplication.processEvents()
    assert [lane.name for lane in line.lanes] == ["", "c01", "udp 14550", "tcp radio"]
    player.press(Key.Key_4)
    QApplication.processEvents()
    assert [lane.name for lane in line.lanes][1] == "c04"


def test_hovering_tells_time_event_and_gap(player: Player) -> None:
    line = player.page.timeline
    mark = player.deck.timeline.marks[0]
    QTest.mouseMove(line, player.at(mark.at_tape_ns, AXIS_PX + MARKS_PX // 2))
    assert "Unknown aircraft" in line.preview.words.text()
    gap = player.deck.timeline.lanes[2].gaps[0]
    QTest.mouseMove(line, player.at((gap[0] + gap[1]) // 2, AXIS_PX + MARKS_PX + 2 * 16 + 8))
    assert "nothing recorded" in line.preview.words.text()
    player.page.timeline.preview.leave()


def test_a_gap_of_the_focused_camera_is_said(player: Player) -> None:
    player.press(Key.Key_2)
    gap = player.deck.timeline.lanes[2].gaps[0]
    player.deck.seek(gap[0] + NS_PER_S)
    player.turn()
    assert "gap" in player.page.transport.state.text()


# What is shown


def test_states_are_said_in_words(player: Player) -> None:
    player.deck.show(playing=True, rate=8.0, keys_only=True, behind_s=3.2, seeking=True)
    player.turn()
    said = player.page.transport.state.text()
    for word in ("key frames only", "telemetry 3", "seeking"):
        assert word in said
    assert player.page.transport.rates.text() == "8×"
    assert player.page.transport.utc.text().endswith("UTC")


def test_what_could_not_be_opened_is_said_over_the_rest(player: Player) -> None:
    assert not player.page.trouble.isVisible()
    player.deck.show(trouble="The clip /m/mall/1.mp4 is not there any more.")
    player.turn()
    assert player.page.trouble.isVisible()
    assert "not there any more" in player.page.trouble.text()


def test_one_that_is_still_being_recorded_offers_what_came_since(qtbot: QtBot) -> None:
    player = Player(qtbot, goes_on=True)
    try:
        with qtbot.waitSignal(player.page.more_requested):
            QTest.mouseClick(player.page.more_button, Qt.MouseButton.LeftButton)
    finally:
        player.page.close_down()


def test_who_may_not_is_told_so_by_the_button_and_by_the_bar(player: Player) -> None:
    page = player.page
    assert page.export_button.isEnabled()
    assert page.transport.annotate.isEnabled()
    player.live.operators.show(current=OperatorView("chen", "Chen Gang", Role.PILOT))
    player.turn()
    for button in (page.export_button, page.transport.annotate):
        assert not button.isEnabled()
        assert "Supervisor" in button.toolTip()
    player.press(Key.Key_B)
    assert not page.transport.note.isVisible()
    assert "Supervisor" in page.transport.state.text()
    player.live.operators.show(current=None)
    player.turn()
    assert page.export_button.isEnabled(), "the sign-in comes first"


def test_nothing_in_a_replay_is_called_live(player: Player) -> None:
    said = [*(label.text() for label in player.page.findChildren(QLabel) if label.isVisible())]
    assert not [text for text in said if "live" in text.split()]
    assert "live" not in player.page.wall.view.accessibleDescription()


def test_tiles_wear_the_time_of_the_tape(player: Player) -> None:
    player.deck.seek(FIRST_NS + 100 * NS_PER_S)
    player.deck.fake.cameras.put(0)
    player.turn()
    caption = player.page.wall.view.tiles[0].caption
    assert caption is not None
    assert caption.aside == "02:15:00"


@pytest.mark.parametrize("theirs", [True, False], ids=["replay", "live"])
def test_in_a_narrow_tile_the_tapes_time_is_read_and_the_name_gives_way(qapp: QApplication, theirs: bool) -> None:
    painter = TilePainter(1.0, theme.DARK)
    rect = Rect(0, 0, 150, painter.caption_px)
    seen = []
    for aside in ("02:15:00", ""):
        caption = Caption(CameraState.LIVE, "01", "Bell Tower crossroads, north side", aside, aside_first=theirs)
        image = QImage(rect.width, rect.height, QImage.Format.Format_RGB32)
        brush = QPainter(image)
        painter.paint_caption(brush, rect, caption, selected=False)
        brush.end()
        seen.append(image)
    assert (seen[0] != seen[1]) is theirs


def test_a_picture_of_elsewhere_never_passes_for_this_place(player: Player) -> None:
    for place in (FIRST_NS + 30 * MINUTE_NS, FIRST_NS):
        player.deck.fake.cameras.put(0)
        player.turn()
        player.deck.seek(place)
        player.turn()
        tile = player.page.wall.view.tiles[0]
        assert tile.body is not None
        assert tile.body.state is CameraState.STALE
        assert "No picture here" in tile.body.headline


def test_while_it_seeks_the_old_picture_stays_with_its_own_time(player: Player) -> None:
    player.deck.fake.cameras.put(0)
    player.deck.seek(FIRST_NS + 30 * MINUTE_NS)
    player.deck.show(seeking=True)
    player.turn()
    tile = player.page.wall.view.tiles[0]
    assert tile.body is not None
    assert tile.body.state is CameraState.LIVE
    assert tile.caption is not None
    assert tile.caption.aside == "02:13:20"


def test_beside_live_both_halves_are_marked(player: Player) -> None:
    player.live.cameras.put(0)
    player.page.beside_button.click()
    player.turn()
    player.turn()
    half = player.page.live_half
    assert half is not None
    assert "LIVE" in texts(half)
    assert "REPLAY" not in texts(half)
    assert "REPLAY" in texts(player.page)
    assert half.mapTo(player.page, QPoint()).x() < player.page.wall.mapTo(player.page, QPoint()).x()
    assert not player.live.cameras.demands[0][-1].hidden, "the live wall beside asked for nothing"
    player.page.beside_button.click()
    player.turn()
    assert player.page.live_half is None
    assert player.live.cameras.demands[0][-1].hidden


def test_the_band_reads_well_in_both_themes(player: Player) -> None:
    for tokens in (theme.DARK, theme.LIGHT):
        assert theme.contrast(theme.ink_on(tokens.replay), tokens.replay) >= 4.5
        assert theme.contrast(tokens.replay, tokens.ground) >= 3
    assert "2027-01-04  02:13:20" in texts(player.page.band)
    player.deck.seek(FIRST_NS + MINUTE_NS)
    player.turn()
    assert "02:14:20" in texts(player.page.band)


def test_the_wall_alone_on_a_screen_wears_the_band(player: Player) -> None:
    player.page.wall.toggle_full_screen()
    window = player.page.wall.view.window()
    assert window is not player.page
    player.deck.seek(FIRST_NS + MINUTE_NS)
    player.turn()
    band = window.findChild(ReplayBand)
    assert band is not None
    assert "REPLAY" in texts(band)
    assert "02:14:20" in texts(band)
    player.page.wall.leave_full_screen()
    player.turn()


def test_the_tape_is_driven_by_the_pages_own_bridge_and_stops_with_it(player: Player) -> None:
    before = player.deck.advanced
    player.page.bridge.start()
    player.qtbot.waitUntil(lambda: player.deck.advanced > before + 3)
    player.page.close_down()
    stopped = player.deck.advanced
    QTest.qWait(80)
    assert player.deck.advanced == stopped
    assert player.deck.closed


def test_a_replay_without_incidents_speaks_of_its_moment_and_gives_no_advice(player: Player) -> None:
    player.page.show_page(3)
    player.turn()
    said = texts(player.page.incidents)
    assert "up to this moment" in said
    assert "open one here" not in said
    assert "in the book" not in said


def test_nothing_can_be_done_with_a_replayed_incident(player: Player) -> None:
    player.deck.fake.incident(1)
    player.page.show_page(3)
    player.turn()
    for button in player.page.incidents.detail.buttons.values():
        assert not button.isVisible()
    assert not player.page.incidents.new_button.isVisible()
    for key in (Key.Key_F2, Key.Key_F4):
        player.press(key)
    assert player.deck.fake.desk.wishes == []


def test_live_and_replay_bands_have_different_shapes_and_words(player: Player) -> None:
    live = LiveBand(player.live.clock, player.page.zone)
    player.qtbot.addWidget(live)
    assert live.word.text() != player.page.band.word.text()
    assert live.fill() != player.page.band.fill()


def test_a_deck_at_its_end_plays_from_the_beginning(player: Player) -> None:
    player.deck.seek(LAST_NS)
    player.deck.show(at_end=True)
    player.press(Key.Key_Space)
    assert player.deck.tape_ns() == FIRST_NS
    assert player.deck.view().playing


def test_fleet_history_is_forgotten_when_the_tape_goes_back(player: Player) -> None:
    history = player.page.fleet._history
    player.deck.seek(FIRST_NS + 10 * MINUTE_NS)
    air = player.deck.fake.air
    air.set(replace(air.picture()))
    player.turn()
    assert history.samples(1)
    player.deck.seek(FIRST_NS)
    air.set(replace(air.picture()))
    player.turn()
    assert [s.at_ns for s in history.samples(1)] == [FIRST_NS]


def test_thumbnails_appear_when_they_are_made(player: Player, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6.QtGui import QPixmap

    path = tmp_path / "t.png"
    pixmap = QPixmap(160, 90)
    pixmap.fill(Qt.GlobalColor.red)
    assert pixmap.save(str(path))
    answers = [None, path]
    monkeypatch.setattr(player.deck, "thumbnail", lambda _ns: answers.pop(0) if len(answers) > 1 else answers[0])
    preview = player.page.timeline.preview
    QTest.mouseMove(player.page.timeline, QPoint(LABEL_PX + 200, 60))
    player.qtbot.waitUntil(preview.picture.isVisible)
    QTest.mouseMove(player.page.timeline, QPoint(LABEL_PX + 260, 60))
    assert preview.picture.pixmap().isNull(), "a picture of another place was left under the pointer"
    preview.leave()
