"""The coverage page on a fake world: what the map shows, what is said beside it, and that it rests while hidden."""

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication

from base.clock import NS_PER_S
from duty.coverage.view import OnTime, WeeksView
from duty.patrol.config import PlanLevel, Tier
from duty.patrol.view import DueCamera, RoundKind, TierView
from tests.ui.fake_people import OFFICER
from tests.ui.fake_world import FakeWorld, empty_world
from ui import theme
from ui.airspace.scene import Key, Kind
from ui.bridge import Bridge
from ui.coverage.page import CoveragePage
from ui.coverage.panel import CoveragePanel
from ui.coverage.scene import SHADES, SHADES_EVERY_S, Look, look_of
from video.feed import CameraState

HOUR_NS = 3600 * NS_PER_S


@pytest.fixture(autouse=True)
def _deleted(qapp: QApplication) -> Iterator[None]:
    yield
    for window in QApplication.topLevelWidgets():
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def due(fake: FakeWorld, number: int, part: float = 0.2, **changes: object) -> DueCamera:
    """Of an hour's interval, `part` has passed."""
    now_ns = fake.clock.wall_ns()
    seen_ns = now_ns - round(part * HOUR_NS)
    item = DueCamera(f"c{number:02d}", "old-town", Tier.KEY, seen_ns + HOUR_NS, seen_ns, part > 1, out=False)
    return replace(item, **changes)  # type: ignore[arg-type]


def show_due(fake: FakeWorld, *items: DueCamera, **changes: object) -> None:
    overdue = sum(item.overdue for item in items)
    ahead = [item.due_wall_ns for item in items if not item.overdue]
    tier = TierView(Tier.KEY, 3600, len(items), len(items) - overdue, overdue, min(ahead, default=None))
    fake.patrol.show(due=items, tiers=(tier,), **changes)


def opened(bridge: Bridge) -> CoveragePage:
    page = CoveragePage(bridge)
    page.resize(1400, 900)
    bridge.tick()
    page.show()
    settle(page.panel)
    return page


def settle(panel: CoveragePanel) -> None:
    deadline = time.monotonic() + 5
    QApplication.processEvents()
    while panel.map.settling and time.monotonic() < deadline:
        QTest.qWait(20)
    QApplication.processEvents()


def refresh(page: CoveragePage, bridge: Bridge, fake: FakeWorld) -> None:
    fake.clock.advance(0.3)  # the bridge asks for facts five times a second
    bridge.tick()
    page.refresh()
    settle(page.panel)


def colours(page: CoveragePage) -> set[str]:
    image = page.panel.map.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint32) & 0xFFFFFF
    return {f"#{colour:06x}" for colour in np.unique(pixels).tolist()}


def test_the_page_costs_the_start_nothing(bridge: Bridge) -> None:
    page = CoveragePage(bridge)
    bridge.tick()
    assert not page.opened
    code = "import ui.coverage.page, sys; print('pyqtgraph' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


def test_each_camera_wears_the_sign_of_its_deadline(fake: FakeWorld, bridge: Bridge) -> None:
    items = (due(fake, 1, 0.1), due(fake, 2, 0.8), due(fake, 3, 1.4), due(fake, 4, 0.3, out=True), due(fake, 5, 0.6))
    show_due(fake, *items)
    panel = opened(bridge).panel
    looks = {patch.eye.key.name: (patch.look, patch.shade) for patch in panel.scene.patches}
    assert looks["c01"] == (Look.CALM, 0)
    assert looks["c02"][0] is Look.SOON
    assert looks["c03"] == (Look.OVERDUE, SHADES)
    assert looks["c04"][0] is Look.OUT
    assert looks["c05"] == (Look.CALM, 1)
    assert looks["c06"][0] is Look.UNKNOWN, "no deadline is known of it"


def test_overdue_is_amber_on_the_map_and_nothing_is_red(fake: FakeWorld, bridge: Bridge) -> None:
    show_due(fake, due(fake, 1, 0.2))
    page = opened(bridge)
    assert theme.DARK.attention.lower() not in colours(page)
    show_due(fake, due(fake, 1, 0.95))
    refresh(page, bridge, fake)
    assert theme.DARK.attention.lower() not in colours(page), "near its deadline it is paler"
    show_due(fake, due(fake, 1, 1.2))
    refresh(page, bridge, fake)
    assert theme.DARK.attention.lower() in colours(page)
    assert theme.DARK.alarm.lower() not in colours(page), "red belongs to alarms"


def test_a_camera_without_a_good_picture_leaves_its_squares_blind(fake: FakeWorld, bridge: Bridge) -> None:
    for index in range(9):
        fake.cameras.put(index)
    page = opened(bridge)
    assert page.panel.view is not None
    before = len(page.panel.view.blind)
    assert before < page.panel.view.cells
    for index in range(9):
        fake.cameras.set_state(index, CameraState.OFFLINE)
    refresh(page, bridge, fake)
    assert len(page.panel.view.blind) == page.panel.view.cells > before
    share = page.panel.squares.text()
    assert f"{len(page.panel.view.blind)} of {page.panel.view.cells} squares" in share.replace("\u2009", "")
    patch = page.panel.scene.patch(Key(Kind.CAMERA, "c01"))
    assert patch is not None
    assert not patch.healthy


def test_nothing_is_painted_anew_while_nothing_changes(fake: FakeWorld, bridge: Bridge) -> None:
    show_due(fake, *(due(fake, n, 0.1) for n in range(1, 10)))
    page = opened(bridge)
    version = page.panel.scene.still_version
    for _ in range(3):
        refresh(page, bridge, fake)
    assert page.panel.scene.still_version == version
    fake.clock.advance(3000)
    refresh(page, bridge, fake)
    assert page.panel.scene.still_version > version, "time alone turns grey into amber"


def test_shades_alone_do_not_paint_the_map_again_and_again(fake: FakeWorld, bridge: Bridge) -> None:
    """Nine cameras of 400 s each: one of them darkens every 2.8 s."""
    now_ns = fake.clock.wall_ns()
    items = []
    for number in range(1, 10):
        seen_ns = now_ns - (200 + 3 * number) * NS_PER_S
        items.append(due(fake, number, last_seen_wall_ns=seen_ns, due_wall_ns=seen_ns + 400 * NS_PER_S))
    show_due(fake, *items)
    page = opened(bridge)
    version = page.panel.scene.still_version
    painted = 0
    for _ in range(60):
        fake.clock.advance(1)
        bridge.tick()
        page.refresh()
        painted += page.panel.scene.still_version - version
        version = page.panel.scene.still_version
    assert 5 <= painted <= 60 / SHADES_EVERY_S
    show_due(fake, due(fake, 1, 1.1))
    fake.clock.advance(0.3)
    bridge.tick()
    page.refresh()
    assert page.panel.scene.still_version == version + 1, "what is overdue does not wait"


def test_it_works_only_while_it_can_be_seen(fake: FakeWorld, bridge: Bridge) -> None:
    page = opened(bridge)
    seen = []
    page.panel.coverage.view = lambda *a: seen.append(a)  # type: ignore[method-assign, assignment]
    page.hide()
    for _ in range(3):
        fake.clock.advance(1)
        bridge.tick()
        QTest.qWait(10)
    assert not page._timer.isActive()
    assert seen == []


def test_the_countdown_and_the_counts_of_a_tier(fake: FakeWorld, bridge: Bridge) -> None:
    show_due(fake, due(fake, 1, 0.5), due(fake, 2, 1.5))
    page = opened(bridge)
    card = page.panel.tiers.cards[Tier.KEY]
    assert card.countdown.text() == "30:00"
    assert card.state.text() == "1 of 2 overdue"
    assert not page.panel.tiers.cards[Tier.ORDINARY].isVisible()
    fake.clock.advance(61)
    bridge.tick()
    page.refresh()
    assert card.countdown.text() == "28:59"
    show_due(fake, due(fake, 1, 0.5), loaded=False)
    refresh(page, bridge, fake)
    assert card.state.text() == "Reading the book…"


def test_the_due_list_and_the_areas(fake: FakeWorld, bridge: Bridge) -> None:
    show_due(fake, due(fake, 3, 1.5), due(fake, 1, 0.5), due(fake, 2, 0.2, out=True))
    page = opened(bridge)
    shown = [[cell.text for cell in row.cells] for row in page.panel.due.rows_model.rows]
    assert shown == [["Camera 3", "30\u00a0min late"], ["Camera 1", "in 30\u00a0min"], ["Camera 2", "out"]]
    areas = {row.cells[0].text: [cell.text for cell in row.cells[1:4]] for row in page.panel.areas.rows_model.rows}
    assert areas == {"Old town": ["5", "1", "0"], "Riverside": ["4", "0", "1"]}


def test_picking_a_camera_tells_of_it_and_leads_on(fake: FakeWorld, bridge: Bridge) -> None:
    show_due(fake, due(fake, 3, 1.5))
    fake.cameras.put(2)
    page = opened(bridge)
    panel = page.panel
    walls, rounds = QSignalSpy(page.wall_requested), QSignalSpy(page.round_requested)
    window = panel.map.window_now
    patch = panel.scene.patch(Key(Kind.CAMERA, "c03"))
    assert patch is not None
    x, y = window.to_px(patch.eye.x_m, patch.eye.y_m)
    QTest.mouseClick(panel.map.viewport(), Qt.MouseButton.LeftButton, pos=_point(x, y))
    assert panel.map.selected == Key(Kind.CAMERA, "c03")
    assert panel.due.chosen_key() == "c03"
    assert panel.card.isVisible()
    assert panel.card.title.text() == "Camera 3"
    assert "Last seen 1\u00a0h ago" in panel.card.words.text()
    assert "30\u00a0min late" in panel.card.words.text()
    assert "live" in panel.card.words.text()
    panel.card.wall_button.click()
    panel.card.round_button.click()
    assert walls.at(0) == ["c03"]
    assert rounds.at(0) == [RoundKind.AREA, "old-town"]
    QTest.keyClick(panel.map, Qt.Key.Key_Escape)
    assert not panel.card.isVisible()


def test_nobody_signed_in_begins_no_round(fake: FakeWorld, bridge: Bridge) -> None:
    page = opened(bridge)
    page.show_camera("c01")
    page.refresh()
    assert page.panel.card.round_button.isEnabled() is OFFICER.active
    fake.operators.show(current=None)
    refresh(page, bridge, fake)
    assert not page.panel.card.round_button.isEnabled()


def test_enter_in_the_due_list_leads_to_the_wall(fake: FakeWorld, bridge: Bridge) -> None:
    show_due(fake, due(fake, 2, 0.5))
    page = opened(bridge)
    walls = QSignalSpy(page.wall_requested)
    page.panel.due.choose("c02")
    assert page.panel.map.selected == Key(Kind.CAMERA, "c02")
    QTest.keyClick(page.panel.due, Qt.Key.Key_Return)
    assert walls.at(0) == ["c02"]


def test_an_area_is_brought_into_view(fake: FakeWorld, bridge: Bridge) -> None:
    page = opened(bridge)
    before = page.panel.map.window_now
    page.panel.areas.choose("riverside")
    assert page.panel.map.window_now != before
    window = page.panel.map.window_now
    inside = [p for p in page.panel.scene.patches if page.panel.coverage.area_of(p.eye.key.name) == "riverside"]
    assert len(inside) == 4
    assert all(window.has(*window.to_px(p.eye.x_m, p.eye.y_m)) for p in inside)


def test_keys_zoom_move_and_switch(fake: FakeWorld, bridge: Bridge) -> None:
    page = opened(bridge)
    first = page.panel.map.window_now
    QTest.keyClick(page.panel.map, Qt.Key.Key_Plus)
    assert page.panel.map.window_now.pixels_per_m > first.pixels_per_m
    QTest.keyClick(page.panel.map, Qt.Key.Key_Home)
    assert page.panel.map.window_now.pixels_per_m == pytest.approx(first.pixels_per_m)
    QTest.keyClick(page.panel.map, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert page.panel.map.selected is not None
    page.panel.map.setFocus()
    QTest.keyClick(page.panel.map, Qt.Key.Key_B)
    assert not page.panel.map.layers.zones
    QTest.keyClick(page.panel.map, Qt.Key.Key_W)
    assert page.weeks.isVisible()
    QTest.keyClick(page.weeks, Qt.Key.Key_M)
    assert page.panel.isVisible()


def test_an_empty_precinct_says_what_is_missing(qapp: QApplication) -> None:
    fake = empty_world()
    bridge = Bridge(fake.world)
    page = opened(bridge)
    assert page.panel.empty_words.isVisible()
    assert "no squares to count" in page.panel.squares.text()
    bridge.stop()


def test_looks_are_told_apart_without_colour() -> None:
    """Painted in one colour, no sign is like another."""
    from ui.coverage.painting import paint_sign

    one = replace(theme.DARK, ok="#ffffff", attention="#ffffff", offline="#ffffff")
    painted = []
    for look in Look:
        image = QImage(24, 24, QImage.Format.Format_RGB32)
        image.fill(QColor(one.ground))
        painter = QPainter(image)
        paint_sign(painter, 12, 12, look, 0, one)
        painter.end()
        painted.append(bytes(image.constBits()))
    assert len(set(painted)) == len(Look)


def test_551_cameras_are_refreshed_quickly(qapp: QApplication) -> None:
    fake = FakeWorld(cameras=551)
    show_due(fake, *(due(fake, n, (n % 100) / 90) for n in range(1, 552)))
    bridge = Bridge(fake.world)
    page = opened(bridge)
    taken = []
    for _ in range(5):
        fake.clock.advance(1)
        bridge.tick()
        started = time.thread_time()
        page.refresh()
        taken.append(time.thread_time() - started)
    assert sorted(taken)[2] < 0.15, taken
    bridge.stop()


def answer(fake: FakeWorld, *groups: OnTime) -> WeeksView:
    now_ns = fake.clock.wall_ns()
    return WeeksView(now_ns - 7 * 24 * HOUR_NS, now_ns, groups, sum(g.met + g.missed for g in groups))


def test_weeks_are_asked_for_when_they_are_looked_at(fake: FakeWorld, bridge: Bridge) -> None:
    page = opened(bridge)
    assert fake.records.asked == []
    page.weeks_button.click()
    name, (from_ns, to_ns), future = fake.records.asked[0]
    assert name == "weeks"
    assert to_ns == fake.clock.wall_ns()
    assert from_ns == fake.clock.wall_ns() - 7 * 24 * HOUR_NS
    assert page.weeks.pages.currentIndex() == 0, "it says that it reads"
    groups = (
        OnTime("old-town", 8, PlanLevel.ROUTINE, 9, 1),
        OnTime("old-town", 8, PlanLevel.HIGHEST, 1, 1),
        OnTime("riverside", 23, PlanLevel.ROUTINE, 1000, 1),
        OnTime("gone-area", 0, PlanLevel.ROUTINE, 0, 4),
    )
    future.set_result(answer(fake, *groups))
    page.weeks.poll()
    heat = page.weeks.heat.heat
    shown = {row.name: row for row in heat.rows}
    assert list(shown) == ["All areas", "gone-area", "Old town", "Riverside"]
    assert shown["Old town"].hours[8] == (10, 2)
    assert shown["All areas"].total == (1010, 7)
    texts = {heat.rows[row].name: heat.data(heat.index(row, 9)) for row in range(4)}
    assert texts == {"All areas": "83", "gone-area": "–", "Old town": "83", "Riverside": "–"}
    assert heat.data(heat.index(3, 24)) == "99", "a thousand and one met but one is not all"
    tip = heat.data(heat.index(2, 9), Qt.ItemDataRole.ToolTipRole)
    assert tip == "Old town, 08:00–09:00: 10 of 12 deadlines were met (83\u00a0%)"
    plans = {row.cells[0].text: [c.text for c in row.cells[1:]] for row in page.weeks.plans.rows_model.rows}
    assert plans["Routine"] == ["99\u00a0%", "1\u2009009", "6"]
    assert plans["Heightened"] == ["–", "0", "0"]


def test_weeks_that_fail_say_so_and_can_be_asked_again(fake: FakeWorld, bridge: Bridge) -> None:
    from base.errors import PersonError

    page = opened(bridge)
    page.weeks_button.click()
    fake.records.asked[0][2].set_exception(PersonError("the book is away"))
    page.weeks.poll()
    assert page.weeks.problem.isVisible()
    assert page.weeks.problem.text() == "the book is away"
    page.weeks.retry_button.click()
    assert len(fake.records.asked) == 2
    fake.records.asked[1][2].set_result(answer(fake))
    page.weeks.poll()
    assert page.weeks.empty.isVisible()


def test_another_span_lets_the_first_question_go(fake: FakeWorld, bridge: Bridge) -> None:
    page = opened(bridge)
    page.weeks_button.click()
    page.weeks.span_buttons[28].click()
    assert fake.records.asked[0][2].cancelled()
    from_ns, to_ns = fake.records.asked[1][1]
    assert (to_ns - from_ns) == 28 * 24 * HOUR_NS  # type: ignore[operator]
    page.weeks.cancel_button.click()
    assert fake.records.asked[1][2].cancelled()
    assert page.weeks.problem.isVisible()


def test_a_hidden_week_does_not_poll(fake: FakeWorld, bridge: Bridge) -> None:
    page = opened(bridge)
    page.weeks_button.click()
    page.hide()
    assert not page.weeks._timer.isActive()
    fake.records.asked[0][2].set_result(answer(fake, OnTime("old-town", 1, PlanLevel.ROUTINE, 1, 0)))
    page.show()
    page.weeks.poll()
    assert page.weeks.view is not None


def test_other_languages_and_themes_are_painted(fake: FakeWorld, bridge: Bridge) -> None:
    show_due(fake, due(fake, 1, 1.5), due(fake, 2, 0.8), due(fake, 3, 0.1, out=True))
    page = opened(bridge)
    theme.set_current(theme.LIGHT)
    settle(page.panel)
    assert theme.LIGHT.attention.lower() in colours(page)
    QApplication.sendEvent(page, QEvent(QEvent.Type.LanguageChange))
    assert page.panel.plans_button.text() == "Plans…"


def test_an_unknown_part_is_no_deadline() -> None:
    from duty.coverage.view import CameraCoverage

    camera = CameraCoverage("c", None, None, None, overdue=False, out=False, healthy=True, sector=())
    assert look_of(camera) == (Look.UNKNOWN, 0)
    for tenth in range(10):
        look, shade = look_of(replace(camera, part=tenth / 10))
        assert look in (Look.CALM, Look.SOON)
        assert 0 <= shade < SHADES


def _point(x: float, y: float):  # type: ignore[no-untyped-def]
    from PySide6.QtCore import QPoint

    return QPoint(round(x), round(y))
