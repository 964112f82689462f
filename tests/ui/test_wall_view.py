"""The wall's painting, pixel by pixel, and what it asks of the feed."""

from contextlib import AbstractContextManager
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from base.clock import NS_PER_S
from tests.ui.fake_world import FakeWorld
from ui import theme
from ui.bridge import Bridge
from ui.wall.layout import Rect
from ui.wall.tile import Tile
from ui.wall.view import WallView
from video.feed import HIDDEN, CameraState, Picture, Reason, StreamDemand

Pixels = NDArray[np.uint8]


@pytest.fixture
def view(qtbot: QtBot, bridge: Bridge, fake: FakeWorld) -> WallView:
    """Nine cameras, 3 × 3, shown, asked for, and waiting."""
    made = WallView(bridge)
    qtbot.addWidget(made)
    made.resize(966, 606)
    made.show()
    bridge.tick()
    settle(qtbot, fake)
    return made


def settle(qtbot: QtBot, fake: FakeWorld) -> None:
    """Until the sizes of the present layout were asked for."""
    qtbot.wait(150)
    assert fake.cameras.demands


def painted(view: WallView) -> Pixels:
    """What is on the view, shape (height, width, 4), BGRX, one entry a device pixel."""
    image = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    flat = np.frombuffer(image.constBits(), np.uint8)
    return flat.reshape(image.height(), image.bytesPerLine() // 4, 4)[:, : image.width()].copy()


def cut(pixels: Pixels, rect: Rect) -> Pixels:
    return pixels[rect.y : rect.bottom, rect.x : rect.right, :3]


def noise(width: int, height: int, seed: int = 1) -> Pixels:
    pixels = np.random.default_rng(seed).integers(0, 256, (height, width, 4), dtype=np.uint8)
    pixels[..., 3] = 255
    return pixels


def show_picture(view: WallView, bridge: Bridge, fake: FakeWorld, camera: int, pixels: Pixels) -> Tile:
    fake.cameras.put(camera, pixels)
    fake.clock.advance(0.2)
    bridge.tick()
    return next(tile for tile in view.tiles if tile.camera == camera)


def test_a_picture_of_the_right_size_is_on_the_screen_pixel_for_pixel(
    view: WallView, bridge: Bridge, fake: FakeWorld
) -> None:
    box = view.tiles[4].box
    pixels = noise(box.width, box.height)
    tile = show_picture(view, bridge, fake, 4, pixels)
    assert np.array_equal(cut(painted(view), tile.box), pixels[..., :3])
    assert view.statistics().scaled == 0
    assert fake.cameras.held == 0


def test_rows_padded_in_the_slot_are_read_in_place(view: WallView, bridge: Bridge, fake: FakeWorld) -> None:
    box = view.tiles[0].box
    fake.cameras.put(0, noise(box.width, box.height))
    padded = noise(box.width + 24, box.height, seed=7)
    held = fake.cameras._pictures[0]
    assert held is not None
    fake.cameras._pictures[0] = replace(held, pixels=padded[:, : box.width])
    bridge.tick()
    fake.clock.advance(0.2)
    bridge.tick()
    assert np.array_equal(cut(painted(view), box), padded[:, : box.width, :3])


@pytest.mark.parametrize(("width", "height"), [(640, 480), (480, 640), (1280, 300), (64, 36)])
def test_other_sizes_are_letterboxed_on_black(
    view: WallView, bridge: Bridge, fake: FakeWorld, width: int, height: int
) -> None:
    white = np.full((height, width, 4), 255, np.uint8)
    tile = show_picture(view, bridge, fake, 2, white)
    on_screen = painted(view)
    assert tile.picture is not None
    assert abs(tile.picture.width * height - tile.picture.height * width) <= max(width, height)
    assert np.all(cut(on_screen, tile.picture) == 255)
    box = cut(on_screen, tile.box)
    assert np.count_nonzero(np.all(box == 255, axis=2)) == tile.picture.width * tile.picture.height
    assert np.all(box[np.any(box != 255, axis=2)] < 16)


def test_a_stale_picture_never_looks_like_the_live_one(view: WallView, bridge: Bridge, fake: FakeWorld) -> None:
    box = view.tiles[0].box
    tile = show_picture(view, bridge, fake, 0, noise(box.width, box.height))
    live = painted(view)
    fake.cameras.set_state(0, CameraState.STALE, Reason.TIMED_OUT)
    fake.clock.advance(3)
    bridge.tick()
    stale = painted(view)
    before, after = cut(live, tile.box).astype(int), cut(stale, tile.box).astype(int)
    assert after.mean() < 0.6 * before.mean()
    bright = np.all(before > 60, axis=2)
    assert np.mean(np.any(before != after, axis=2)[bright]) > 0.999
    assert not np.array_equal(cut(live, tile.caption_rect), cut(stale, tile.caption_rect))


def test_facts_that_stand_still_do_not_keep_a_tile_live(view: WallView, bridge: Bridge, fake: FakeWorld) -> None:
    box = view.tiles[0].box
    tile = show_picture(view, bridge, fake, 0, noise(box.width, box.height))
    live = painted(view)
    fake.clock.advance(30)
    bridge.tick()
    assert tile.caption is not None
    assert tile.caption.state is CameraState.STALE
    assert not np.array_equal(cut(live, tile.box), cut(painted(view), tile.box))


@pytest.mark.parametrize("state", [CameraState.OFFLINE, CameraState.UNAUTHORISED, CameraState.UNSUPPORTED])
def test_nothing_of_the_picture_is_left_when_a_camera_is_gone(
    view: WallView, bridge: Bridge, fake: FakeWorld, state: CameraState
) -> None:
    tile = show_picture(view, bridge, fake, 0, np.full((400, 600, 4), (40, 250, 90, 255), np.uint8))
    assert np.any(np.all(cut(painted(view), tile.box) == (40, 250, 90), axis=2))
    fake.cameras.set_state(0, state, Reason.UNREACHABLE)
    fake.clock.advance(0.2)
    bridge.tick()
    after = cut(painted(view), tile.box)
    assert not np.any(np.all(after == (40, 250, 90), axis=2))
    assert len(np.unique(after.reshape(-1, 3), axis=0)) > 10, "no words on the tile"


def test_each_state_looks_different(view: WallView, bridge: Bridge, fake: FakeWorld) -> None:
    captions, boxes = set(), set()
    for state in CameraState:
        fake.cameras.put(0, np.full((200, 356, 4), 128, np.uint8))
        fake.cameras.set_state(0, state, Reason.NONE)
        fake.clock.advance(0.2)
        bridge.tick()
        on_screen = painted(view)
        captions.add(cut(on_screen, view.tiles[0].caption_rect).tobytes())
        boxes.add(cut(on_screen, view.tiles[0].box).tobytes())
    assert len(captions) == len(CameraState)
    assert len(boxes) == len(CameraState)


def test_an_offline_tile_says_cause_time_and_next_try(view: WallView, bridge: Bridge, fake: FakeWorld) -> None:
    fake.cameras.set_state(3, CameraState.OFFLINE, Reason.REFUSED, next_try_ns=fake.clock.monotonic_ns() + 8 * NS_PER_S)
    fake.clock.advance(3)
    bridge.tick()
    body = view.tiles[3].body
    assert body is not None
    assert body.headline == "The camera refuses the connection"
    assert body.advice
    assert body.since == "since 16:00:00 (3 s)"  # the fake clock's wall time, in Shanghai
    assert body.next_try == "next try in 5 s"
    fake.clock.advance(6)
    bridge.tick()
    assert view.tiles[3].body is not None
    assert view.tiles[3].body.next_try == "trying now"


def test_only_tiles_that_moved_are_painted_again(
    view: WallView, bridge: Bridge, fake: FakeWorld, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for camera in range(9):
        box = view.tiles[camera].box
        fake.cameras.put(camera, noise(box.width, box.height, camera))
    fake.clock.advance(0.2)
    bridge.tick()
    qtbot.wait(20)
    counts = [c.pictures for c in view.statistics().cameras]
    assert counts == [1] * 9
    asked: list[int] = []
    inner = fake.cameras.picture

    def spying(index: int) -> AbstractContextManager[Picture | None]:
        asked.append(index)
        return inner(index)

    monkeypatch.setattr(fake.cameras, "picture", spying)
    box = view.tiles[5].box
    fake.cameras.put(5, noise(box.width, box.height, 50))
    bridge.tick()
    qtbot.wait(20)
    assert set(asked) == {5}
    assert [c.pictures for c in view.statistics().cameras] == [1, 1, 1, 1, 1, 2, 1, 1, 1]


def test_the_same_picture_painted_twice_counts_once(
    view: WallView, bridge: Bridge, fake: FakeWorld, qtbot: QtBot
) -> None:
    show_picture(view, bridge, fake, 0, noise(100, 80))
    for _ in range(3):
        view.repaint()
    assert view.statistics().cameras[0].pictures == 1
    assert view.statistics().cameras[0].sequence == 1


def test_shown_fps_counts_while_in_view(view: WallView, bridge: Bridge, fake: FakeWorld) -> None:
    for _ in range(51):
        fake.cameras.put(0, noise(64, 48))
        bridge.tick()
        view.repaint()
        fake.clock.advance(0.04)
    bridge.tick()
    assert view.statistics().shown_fps(0) == pytest.approx(25, abs=0.6)
    assert view.statistics().shown_fps(1) == 0
    view.hide()
    for _ in range(20):
        fake.clock.advance(1)
        bridge.tick()
    assert view.statistics().shown_fps(0) == pytest.approx(25, abs=0.6)


# What it asks of the feed


def last_demands(fake: FakeWorld) -> list[StreamDemand]:
    return [demands[-1] for demands in fake.cameras.demands]


def test_it_asks_for_exactly_the_picture_boxes(view: WallView, fake: FakeWorld) -> None:
    for tile, demand in zip(view.tiles, last_demands(fake), strict=True):
        assert (demand.width_px, demand.height_px, demand.hidden) == (tile.box.width, tile.box.height, False)


def test_a_new_size_is_asked_for_once_it_rests(view: WallView, fake: FakeWorld, qtbot: QtBot) -> None:
    before = [len(d) for d in fake.cameras.demands]
    for width in range(970, 1200, 10):
        view.resize(width, 700)
    settle(qtbot, fake)
    assert [len(d) for d in fake.cameras.demands] == [n + 1 for n in before]
    assert last_demands(fake)[0].width_px == view.tiles[0].box.width


def test_pages_hide_what_they_do_not_show(view: WallView, fake: FakeWorld) -> None:
    view.set_grid(4)
    assert [d.hidden for d in last_demands(fake)] == [False] * 4 + [True] * 5
    view.turn_page(2)
    assert [d.hidden for d in last_demands(fake)] == [True] * 8 + [False]
    assert len(view.tiles) == 1


def test_an_enlarged_camera_gets_the_whole_wall_and_priority(view: WallView, fake: FakeWorld) -> None:
    small = last_demands(fake)[4]
    view.select(4)
    view.set_enlarged(True)
    demands = last_demands(fake)
    assert demands[4].width_px > 2 * small.width_px
    assert demands[4].priority > small.priority
    assert all(d == HIDDEN for i, d in enumerate(demands) if i != 4)
    view.set_enlarged(False)
    assert last_demands(fake)[4] == small


def test_a_hidden_wall_asks_for_nothing_and_does_nothing(
    view: WallView, bridge: Bridge, fake: FakeWorld, qtbot: QtBot
) -> None:
    view.hide()
    assert all(d == HIDDEN for d in last_demands(fake))
    paints = len(view.statistics().paint_ms)
    fake.cameras.put(0)
    fake.clock.advance(1)
    bridge.tick()
    qtbot.wait(150)
    assert len(view.statistics().paint_ms) == paints
    view.show()
    assert not any(d.hidden for d in last_demands(fake))


def test_a_minimised_window_asks_for_nothing(view: WallView, bridge: Bridge, fake: FakeWorld, qtbot: QtBot) -> None:
    view.showMinimized()
    fake.clock.advance(0.2)
    bridge.tick()
    assert all(d == HIDDEN for d in last_demands(fake))
    view.showNormal()
    fake.clock.advance(0.2)
    bridge.tick()
    assert not any(d.hidden for d in last_demands(fake))


def test_coming_back_never_shows_the_picture_from_before_as_live(
    view: WallView, bridge: Bridge, fake: FakeWorld
) -> None:
    box = view.tiles[0].box
    tile = show_picture(view, bridge, fake, 0, np.full((box.height, box.width, 4), (40, 250, 90, 255), np.uint8))
    view.hide()
    fake.clock.advance(60)
    view.show()
    bridge.tick()
    assert not np.any(np.all(cut(painted(view), tile.box) == (40, 250, 90), axis=2))
    assert view.tiles[0].caption is not None
    assert view.tiles[0].caption.state is CameraState.CONNECTING


def test_clicks_select_and_double_clicks_enlarge(view: WallView) -> None:
    rect = view.tiles[5].rect
    point = QPoint(rect.x + rect.width // 2, rect.y + rect.height // 2)
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=point)
    assert view.model.selected == 5
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=point)
    assert [tile.camera for tile in view.tiles] == [5]
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=point)
    assert len(view.tiles) == 9


def test_hovering_tells_more_in_the_caption(view: WallView, bridge: Bridge, fake: FakeWorld, qtbot: QtBot) -> None:
    tile = show_picture(view, bridge, fake, 0, noise(100, 80))
    assert tile.caption is not None
    assert "1280×720" not in tile.caption.aside
    QTest.mouseMove(view, QPoint(tile.rect.x + 30, tile.rect.y + 60))
    qtbot.waitUntil(lambda: "1280×720" in (tile.caption.aside if tile.caption else ""))
    view.leaveEvent(QEvent(QEvent.Type.Leave))
    assert "1280×720" not in tile.caption.aside


def test_assistive_technology_hears_the_selected_camera_and_its_state(
    view: WallView, bridge: Bridge, fake: FakeWorld
) -> None:
    fake.cameras.set_state(1, CameraState.UNAUTHORISED, Reason.WRONG_PASSWORD)
    fake.clock.advance(0.2)
    bridge.tick()
    view.select(1)
    assert view.accessibleName() == "Camera wall"
    assert view.accessibleDescription() == "2, Camera 2, unauthorised, Wrong user name or password"


def test_the_light_theme_repaints_captions_and_keeps_pictures_on_black(
    view: WallView, bridge: Bridge, fake: FakeWorld
) -> None:
    tile = show_picture(view, bridge, fake, 0, np.full((100, 20, 4), 255, np.uint8))
    dark = painted(view)
    theme.set_current(theme.LIGHT)
    light = painted(view)
    assert cut(light, tile.caption_rect).mean() > 180 > 80 > cut(dark, tile.caption_rect).mean()
    assert np.array_equal(cut(light, tile.box), cut(dark, tile.box))
