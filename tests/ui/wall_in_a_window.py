"""Run by test_wall_window.py on a display of its own: `python -m tests.ui.wall_in_a_window MARGIN`; prints JSON.

Puts noise on every tile, then new noise on one tile only, and looks at the screen itself, so that the window system's
scaling, clipping and flushing are in the test. MARGIN moves the wall by device-independent pixels inside its window.
"""

import json
import sys

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tests.ui.fake_world import FakeWorld
from ui.application import make_application
from ui.bridge import Bridge
from ui.wall.tile import Tile
from ui.wall.view import WallView


def noise(tile: Tile, seed: int) -> NDArray[np.uint8]:
    pixels = np.random.default_rng(seed).integers(0, 256, (tile.box.height, tile.box.width, 4), dtype=np.uint8)
    pixels[..., 3] = 255
    return pixels


def on_screen(window: QWidget) -> NDArray[np.uint8]:
    image = window.screen().grabWindow(0).toImage().convertToFormat(QImage.Format.Format_RGB32)
    flat = np.frombuffer(image.constBits(), np.uint8)
    return flat.reshape(image.height(), image.bytesPerLine() // 4, 4)[:, : image.width(), :3].copy()


def is_at(screen: NDArray[np.uint8], pixels: NDArray[np.uint8], x: int, y: int) -> bool:
    height, width = pixels.shape[:2]
    return np.array_equal(screen[y : y + height, x : x + width], pixels[..., :3])


def turn_upright(view: WallView, fake: FakeWorld, bridge: Bridge, window: QWidget) -> bool:
    """A stream that changes its shape half-way: nothing of the wide picture may be left beside the narrow one."""
    tile = view.tiles[4]
    tall = np.full((tile.box.height, tile.box.height // 2, 4), 255, np.uint8)
    fake.cameras.put(4, tall)
    for _ in range(3):
        bridge.tick()
        QTest.qWait(60)
    scale, origin = view.devicePixelRatioF(), view.mapTo(window, QPoint(0, 0))
    x, y = round(origin.x() * scale) + tile.box.x, round(origin.y() * scale) + tile.box.y
    box = on_screen(window)[y : y + tile.box.height, x : x + tile.box.width]
    white = np.all(box == 255, axis=2)
    return bool(np.count_nonzero(white) == tall.shape[0] * tall.shape[1] and np.all(box[~white] < 16))


def main() -> None:
    margin = int(sys.argv[1])
    app = make_application(sys.argv[:1], language="en", offscreen=False)
    fake = FakeWorld(cameras=9)
    bridge = Bridge(fake.world)
    window = QWidget()
    column = QVBoxLayout(window)
    column.setContentsMargins(margin, margin, margin, margin)
    view = WallView(bridge)
    column.addWidget(view)
    window.setGeometry(0, 0, 900, 600)
    window.show()
    QTest.qWaitForWindowExposed(window)
    bridge.tick()
    QTest.qWait(200)
    shown = {tile.camera: noise(tile, tile.camera) for tile in view.tiles}
    for camera, pixels in shown.items():
        fake.cameras.put(camera, pixels)
    fake.clock.advance(0.2)
    bridge.tick()
    QTest.qWait(200)
    shown[4] = noise(view.tiles[4], 99)
    fake.cameras.put(4, shown[4])
    bridge.tick()
    QTest.qWait(200)
    screen = on_screen(window)
    scale = view.devicePixelRatioF()
    origin = view.mapTo(window, QPoint(0, 0))
    found = {}
    for tile in view.tiles:
        x, y = round(origin.x() * scale) + tile.box.x, round(origin.y() * scale) + tile.box.y
        found[tile.camera] = is_at(screen, shown[tile.camera], x, y)
    turned = turn_upright(view, fake, bridge, window)
    whole = all(d[-1].width_px == t.box.width for d, t in zip(fake.cameras.demands, view.tiles, strict=True))
    print(
        json.dumps(
            {
                "scale": scale,
                "exact": found,
                "turned": turned,
                "asked_for_boxes": whole,
                "scaled": view.statistics().scaled,
                "pictures": [c.pictures for c in view.statistics().cameras],
            }
        )
    )
    bridge.stop()
    app.quit()


if __name__ == "__main__":
    main()
