"""The wall that people commonly write: a thread and a cv2.VideoCapture a camera, cvtColor, QImage, QPixmap, QLabel.

Usage: python peer_opencv_wall.py URL... Prints "<monotonic seconds> <pictures shown>" five times a second.
The widespread recipe, with its fast scaling, as it stands in countless answers and tutorials; nothing slowed down.
"""

import sys
import time

import cv2
from PySide6.QtCore import Qt, QThread, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QWidget


class CameraThread(QThread):
    picture = Signal(QImage)

    def __init__(self, url: str, width: int, height: int) -> None:
        super().__init__()
        self._url, self._width, self._height = url, width, height

    def run(self) -> None:
        capture = cv2.VideoCapture(self._url, cv2.CAP_FFMPEG)
        while not self.isInterruptionRequested():
            ok, frame = capture.read()
            if not ok:
                break
            rgb = cv2.cvtColor(frame, cv2.COLOR_BGR2RGB)
            height, width, channels = rgb.shape
            image = QImage(rgb.data, width, height, channels * width, QImage.Format.Format_RGB888)
            self.picture.emit(image.scaled(self._width, self._height, Qt.AspectRatioMode.KeepAspectRatio))


class Wall(QWidget):
    def __init__(self, urls: list[str], width: int, height: int) -> None:
        super().__init__()
        self.shown = 0
        self.setGeometry(0, 0, width, height)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(2)
        side = max(1, round(len(urls) ** 0.5))
        self._threads = []
        for i, url in enumerate(urls):
            label = QLabel(self)
            grid.addWidget(label, i // side, i % side)
            thread = CameraThread(url, width // side, height // side)
            thread.picture.connect(lambda image, target=label: self._show(image, target))
            thread.start()
            self._threads.append(thread)

    def _show(self, image: QImage, label: QLabel) -> None:
        label.setPixmap(QPixmap.fromImage(image))
        self.shown += 1


def main() -> None:
    app = QApplication(sys.argv[:1])
    size = app.primaryScreen().size()
    wall = Wall(sys.argv[1:], size.width(), size.height())
    wall.show()
    timer = QTimer()
    timer.timeout.connect(lambda: print(time.monotonic(), wall.shown, flush=True))
    timer.start(200)
    app.exec()


if __name__ == "__main__":
    main()
