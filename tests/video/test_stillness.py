"""The verdict "frozen picture": found in what hangs, not in what is merely quiet."""

import io
import threading
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from numpy.typing import NDArray

from base.clock import NS_PER_S, ManualClock
from tests.conftest import REAL_DATA
from tests.video.clips import write_clip
from tests.video.conftest import camera
from video.board import Board
from video.camera_thread import CameraThread
from video.feed import HIDDEN, StreamDemand
from video.freshness import FROZEN_AFTER_NS
from video.masked_share import masked_share
from video.slots import pictures_file
from video.stillness import CLOCK_SHARE, COLUMNS, LOOK_EVERY_NS, ROWS, Stillness

STREET = REAL_DATA / "video" / "street-walkers-768x576-10fps.avi"
WIDTH, HEIGHT, FPS = 320, 180, 10
CONSTANT_QUALITY = {"preset": "ultrafast", "crf": "28", "threads": "1"}

Luma = NDArray[np.uint8]


def street(noise: float = 1.0, seed: int = 3) -> Luma:
    """A dark street: buildings as grey areas, a bright window here and there, and a sensor's noise over it."""
    picture = np.full((HEIGHT, WIDTH), 40.0)
    dice = np.random.default_rng(7)
    for _ in range(40):
        y, x = int(dice.integers(0, HEIGHT - 30)), int(dice.integers(0, WIDTH - 40))
        picture[y : y + int(dice.integers(8, 60)), x : x + int(dice.integers(8, 80))] = dice.uniform(20, 120)
    return (picture + np.random.default_rng(seed).normal(0, noise, picture.shape)).clip(0, 255).astype(np.uint8)


def ticking(picture: Luma, number: int) -> Luma:
    """A clock of two digits in the corner, another pattern each second."""
    shown = picture.copy()
    dice = np.random.default_rng(number // FPS)
    shown[8:24, 8:32] = np.kron(dice.integers(0, 2, (4, 6)) * 255, np.ones((4, 4), int))
    return shown


def coded(
    pictures: Iterator[Luma], *, codec: str = "libx264", gop: int = 2 * FPS, options: dict[str, str] | None = None
) -> bytes:
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="matroska") as container:
        stream = container.add_stream(codec, rate=FPS, options=CONSTANT_QUALITY if options is None else options)
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        stream.gop_size = gop
        for number, picture in enumerate(pictures):
            frame = VideoFrame.from_ndarray(
                np.vstack([picture, np.full((HEIGHT // 2, WIDTH), 128, np.uint8)]), "yuv420p"
            )
            frame.pts = number
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return buffer.getvalue()


def verdicts(clip: bytes | Path, *, keys_only: bool = False, loops: int = 1, fps: float = FPS) -> list[int | None]:
    """What is said at each picture, played at `fps`; the first comes at 1 s."""
    stillness, said, number = Stillness(), [], 0
    for _ in range(loops):
        with av.open(io.BytesIO(clip) if isinstance(clip, bytes) else str(clip), "r") as container:
            for frame in container.decode(video=0):
                number += 1
                if not keys_only or frame.key_frame:
                    said.append(stillness.look(frame, NS_PER_S + round((number - 1) / fps * NS_PER_S)))
    return said


@pytest.mark.parametrize("with_clock", [False, True])
@pytest.mark.parametrize("keys_only", [False, True])
def test_a_hung_camera_is_frozen_also_under_a_ticking_clock(with_clock: bool, keys_only: bool) -> None:
    still = street()
    clip = coded((ticking(still, n) if with_clock else still) for n in range(17 * FPS))
    said = verdicts(clip, keys_only=keys_only)
    assert said[-1] is not None
    assert said[-1] <= NS_PER_S * 5  # since the picture stands, and not since it was found out
    per_s = 0.5 if keys_only else FPS
    first = next(at for at, since in enumerate(said) if since is not None)
    assert FROZEN_AFTER_NS / NS_PER_S * per_s <= first <= 15 * per_s


@pytest.mark.parametrize("noise", [0.4, 1.0, 4.0])
def test_a_quiet_street_at_night_is_not_frozen(noise: float) -> None:
    """At some 20 kbit/s, where most pictures between the key frames are copies of the ones before them."""
    clip = coded((street(noise, n) for n in range(20 * FPS)), options=CONSTANT_QUALITY | {"crf": "38"})
    assert not any(verdicts(clip))
    assert not any(verdicts(clip, keys_only=True))


def test_a_still_picture_without_any_noise_lives_as_soon_as_something_moves() -> None:
    still = street()

    def then_moving() -> Iterator[Luma]:
        for n in range(20 * FPS):
            picture = still.copy()
            if n >= 16 * FPS:
                at = 20 + (n - 16 * FPS) * 5
                picture[60:110, at : at + 24] = 230
            yield picture

    said = verdicts(coded(then_moving()))
    assert said[16 * FPS - 1] is not None
    moving = said[16 * FPS :]
    seen = next(at for at, since in enumerate(moving) if since is None)
    assert seen / FPS <= LOOK_EVERY_NS / NS_PER_S + 0.2
    assert not any(moving[seen:])


def test_key_frames_far_apart_are_waited_for() -> None:
    """Between them a quiet street may repeat itself exactly; nothing can be told before several have come."""
    still = street()
    said = verdicts(coded((still for _ in range(17 * FPS)), gop=4 * FPS))
    assert said[11 * FPS] is None
    assert said[-1] is not None


@pytest.mark.parametrize("codec", ["mpeg4", "mjpeg"])
def test_other_codecs(codec: str) -> None:
    def frames(noise: bool) -> Iterator[Luma]:
        return (street(1.0, n if noise else 0) for n in range(14 * FPS))

    # MJPEG takes limited range only where strictness is lowered
    options = {"strict": "unofficial"} if codec == "mjpeg" else {"qscale": "6"}
    assert verdicts(coded(frames(False), codec=codec, options=options))[-1] is not None
    assert not any(verdicts(coded(frames(True), codec=codec, options=options)))


def test_a_small_thing_that_wanders_is_no_clock() -> None:
    """Each time it covers less than a clock; not all the time the same place."""
    still = street()

    def frames() -> Iterator[Luma]:
        for n in range(16 * FPS):
            picture = still.copy()
            at = n * (WIDTH - 30) // (16 * FPS)
            picture[150:170, at : at + 20] = 220
            yield picture

    assert (3 * 4) / (ROWS * COLUMNS) < CLOCK_SHARE * 2
    assert not any(verdicts(coded(frames())))


@pytest.mark.parametrize("keys_only", [False, True])
def test_a_loop_of_a_file_is_not_frozen_at_its_seam(clips: Path, keys_only: bool) -> None:
    clip = write_clip(clips / "loop.mp4", seconds=2, fps=FPS, gop=2 * FPS)
    if keys_only:  # one key frame a loop, always the same one: nothing else is there to be seen
        assert verdicts(clip, keys_only=True, loops=8)[-1] is not None
    else:
        assert not any(verdicts(clip, loops=8))


@pytest.mark.real_data
@pytest.mark.parametrize("keys_only", [False, True])
def test_a_real_street_is_not_frozen(keys_only: bool) -> None:
    assert not any(verdicts(STREET, keys_only=keys_only, fps=10))


@pytest.mark.real_data
def test_a_real_street_that_hangs_is_frozen() -> None:
    with av.open(str(STREET)) as container:
        first = next(container.decode(video=0)).reformat(WIDTH, HEIGHT, "yuv420p").to_ndarray()
    picture = first[:HEIGHT].astype(np.uint8)
    assert verdicts(coded(ticking(picture, n) for n in range(16 * FPS)))[-1] is not None


@pytest.mark.parametrize("pixel_format", ["gray", "yuyv422", "yuv420p10le", "rgb24", "nv12", "pal8"])
def test_rare_formats_and_tiny_pictures_are_looked_at_or_left_alone(pixel_format: str) -> None:
    for width, height in ((640, 360), (322, 182), (32, 18), (16, 16)):
        stillness = Stillness()
        for n in range(30):
            frame = VideoFrame(width, height, pixel_format)
            for plane in frame.planes:
                plane.update(bytes([90]) * plane.buffer_size)
            frame.pict_type = av.video.frame.PictureType.I
            stillness.look(frame, n * NS_PER_S)


class _Once(threading.Event):
    """Set when the clock has come so far: ends a camera's thread that is run in the test's own."""

    def __init__(self, clock: ManualClock, until_ns: int) -> None:
        super().__init__()
        self._clock, self._until_ns = clock, until_ns

    def is_set(self) -> bool:
        return self._clock.monotonic_ns() >= self._until_ns


@pytest.fixture
def still_clip(clips: Path) -> Path:
    return write_clip(clips / "hung.mp4", moving=False, seconds=4, options=CONSTANT_QUALITY)


class _Film:
    """One camera's thread, run in the test's own, as fast as it decodes: the clock goes by waiting alone."""

    def __init__(self, clip: Path) -> None:
        self.clock = ManualClock()
        self.board = Board.create(1, 1)
        self.pictures = pictures_file(1)
        self.config = camera(clip)
        self.thread: CameraThread | None = None

    def play(self, seconds: float) -> int:
        """`frozen_since_ns` as the board has it after so long."""
        until = _Once(self.clock, self.clock.monotonic_ns() + round(seconds * NS_PER_S))
        if self.thread is None:
            self.thread = CameraThread(0, self.config, self.board, self.pictures, self.clock, until)
        self.thread.stopping = until
        self.thread.run()
        status = self.board.read_status(0)
        assert status is not None
        return status.frozen_since_ns

    def close(self) -> None:
        self.board.file.close()
        self.pictures.close()


@pytest.fixture
def film(still_clip: Path) -> Iterator[_Film]:
    film = _Film(still_clip)
    film.board.write_demand(0, StreamDemand(160, 90), film.clock.monotonic_ns())
    yield film
    film.close()


def test_the_worker_says_it_and_a_hidden_camera_starts_anew(film: _Film) -> None:
    assert film.play(8) == 0
    since_ns = film.play(8)
    assert since_ns > 0
    assert film.clock.monotonic_ns() - since_ns >= FROZEN_AFTER_NS
    film.board.write_demand(0, HIDDEN, 0)
    assert film.play(3) == 0
    film.board.write_demand(0, StreamDemand(160, 90), film.clock.monotonic_ns())
    assert film.play(8) == 0
    assert film.play(8) > since_ns


def test_a_new_connection_and_a_new_worker_do_not_clear_it(film: _Film) -> None:
    film.play(15)
    since_ns = film.play(1)  # each play is a connection of its own
    assert since_ns > 0
    assert film.play(1) == since_ns
    film.thread = None  # the worker died; the next one reads the status that it left
    assert film.play(3) == since_ns


def test_movement_after_a_new_worker_clears_it(film: _Film, short_clip: Path) -> None:
    assert film.play(16) > 0
    film.thread, film.config = None, camera(short_clip)
    assert film.play(3) == 0


def test_other_decoding_is_no_movement(film: _Film) -> None:
    since_ns = film.play(16)
    assert since_ns > 0
    film.board.economy = True
    assert film.play(6) == since_ns
    film.board.economy = False
    assert film.play(6) == since_ns


def test_the_share_under_masks_counts_every_place_once() -> None:
    left = ((0.0, 0.0), (0.5, 0.0), (0.5, 1.0), (0.0, 1.0))
    assert masked_share(()) == 0.0
    assert masked_share((left,)) == pytest.approx(0.5)
    assert masked_share((left, left)) == pytest.approx(0.5)
    assert masked_share((left, ((0.25, 0.0), (1.0, 0.0), (1.0, 1.0), (0.25, 1.0)))) == pytest.approx(1.0)
    bow_tie = ((0.0, 0.0), (1.0, 1.0), (1.0, 0.0), (0.0, 1.0))
    assert masked_share((bow_tie,)) == pytest.approx(0.5)
