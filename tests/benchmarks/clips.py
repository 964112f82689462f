"""The clips that the walls of the benchmarks show: 720p 25 fps H.264 at about 1.6 Mbit/s, made once.

A still camera's picture as an encoder sees it: fine texture that never moves, a sensor's noise over it, people and cars
of their own texture crossing it. Flat colours would decode in a third of the time and flatter every side.
"""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from base.errors import PersonError
from tests.benchmarks.rows import BUILD

WIDTH, HEIGHT, FPS = 1280, 720, 25
SECONDS = 40
BIT_RATE = 1_600_000
MADE = 3
"""Different clips; more cameras than that show them again."""
VERSION = 3


def clips(count: int, folder: Path = BUILD / "bench" / "clips") -> tuple[Path, ...]:
    """`count` clips' paths, the same few over and over; what is missing is made first (about half a minute each)."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"street-{VERSION}-{i}.mp4" for i in range(MADE)]
    for seed, path in enumerate(paths):
        if not path.exists():
            part = path.with_suffix(".part")
            encode(pictures(seed, SECONDS * FPS), part)
            part.rename(path)
    return tuple(paths[i % MADE] for i in range(count))


def pictures(seed: int, count: int) -> Iterator[NDArray[np.uint8]]:
    """Shape (720, 1280, 3), RGB."""
    random = np.random.default_rng(seed)
    street = _texture(random, HEIGHT, WIDTH, tone=(96, 100, 104), contrast=46)
    walkers = [_Walker(random) for _ in range(14)]
    noise = [random.normal(0, 2.2, (HEIGHT, WIDTH, 1)).astype(np.int16) for _ in range(7)]
    for i in range(count):
        picture = street.copy()
        for walker in walkers:
            walker.draw(picture, i)
        picture += noise[i % len(noise)]
        yield np.clip(picture, 0, 255).astype(np.uint8)


def encode(frames: Iterator[NDArray[np.uint8]], path: Path) -> None:
    """As cameras do: High profile, a key frame every 2 s, no B-frames.  Raises PersonError when the disk is full."""
    try:
        with av.open(str(path), "w", format="mp4") as container:
            stream = container.add_stream("libx264", rate=FPS)
            stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
            stream.bit_rate = BIT_RATE
            stream.gop_size = 2 * FPS
            stream.options = {
                "preset": "veryfast",
                "profile": "high",
                "bf": "0",
                "maxrate": "2000k",
                "bufsize": "1600k",
            }
            for rgb in frames:
                container.mux(stream.encode(av.VideoFrame.from_ndarray(rgb, format="rgb24")))
            container.mux(stream.encode(None))
    except OSError as error:
        raise PersonError(f"The benchmark's clip {path} cannot be written: {error.strerror or error}") from None


class _Walker:
    """Something with a texture of its own that crosses the picture at a steady pace."""

    def __init__(self, random: np.random.Generator) -> None:
        self._height = int(random.integers(60, 220))
        self._width = int(self._height * random.choice([0.4, 1.9]))
        tone = tuple(int(v) for v in random.integers(30, 200, 3))
        self._pixels = _texture(random, self._height, self._width, tone=tone, contrast=60)
        self._y = int(random.integers(HEIGHT // 4, HEIGHT - self._height))
        self._start = int(random.integers(0, WIDTH))
        self._speed = float(random.uniform(1.0, 6.0) * random.choice([-1, 1]))

    def draw(self, picture: NDArray[np.int16], frame: int) -> None:
        x = int(self._start + self._speed * frame) % (WIDTH + self._width) - self._width
        left, right = max(0, x), min(WIDTH, x + self._width)
        if left < right:
            picture[self._y : self._y + self._height, left:right] = self._pixels[:, left - x : right - x]


def _texture(
    random: np.random.Generator, height: int, width: int, *, tone: tuple[int, ...], contrast: int
) -> NDArray[np.int16]:
    """Noise of several sizes summed: detail at every scale, as asphalt, leaves and cloth have."""
    total = np.zeros((height, width), np.float32)
    for size in (4, 8, 16, 32, 64):
        coarse = random.normal(0, 1, (height // size + 2, width // size + 2)).astype(np.float32)
        ys, xs = np.arange(height) / size, np.arange(width) / size
        y, x = ys.astype(int), xs.astype(int)
        fy, fx = (ys - y)[:, None].astype(np.float32), (xs - x)[None, :].astype(np.float32)
        top = coarse[np.ix_(y, x)] * (1 - fx) + coarse[np.ix_(y, x + 1)] * fx
        bottom = coarse[np.ix_(y + 1, x)] * (1 - fx) + coarse[np.ix_(y + 1, x + 1)] * fx
        total += (top * (1 - fy) + bottom * fy) * size**0.5
    total *= contrast / (total.std() * 2)
    return (total[..., None] + np.array(tone, np.float32)).astype(np.int16)


def bit_rate(path: Path) -> float:
    """Bits a second, as ffprobe has it."""
    command = ["ffprobe", "-v", "error", "-show_entries", "format=bit_rate", "-of", "csv=p=0", str(path)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
