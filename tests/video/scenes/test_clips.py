"""The clips: drawn by child processes, whole or not there at all."""

import io
import subprocess
import sys
import textwrap
import threading
import time
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import av
import cv2
import numpy as np
import psutil
import pytest
from av.video.stream import VideoStream
from numpy.typing import NDArray

from base.clock import NS_PER_S
from base.errors import PersonError
from video.scenes import clips
from video.scenes.child import FPS, draw_clip, encoded
from video.scenes.clips import SCENES, ensure, path_of
from video.scenes.places import stage_of
from video.stillness import Stillness

ROOT = Path(__file__).resolve().parents[3]
QUICK = ("alley_night",)


def nothing(done: int, total: int, scene: str) -> None:
    pass


def pictures_of(path: Path) -> tuple[list[NDArray[np.uint8]], list[bool]]:
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        assert stream.codec_context.name == "h264"
        assert stream.codec_context.has_b_frames == 0
        assert stream.average_rate == FPS
        frames = list(container.decode(stream))
    return [np.asarray(f.to_ndarray(format="bgr24"), np.uint8) for f in frames], [f.key_frame for f in frames]


def difference(a: NDArray[np.uint8], b: NDArray[np.uint8]) -> float:
    return float(cv2.absdiff(a, b).mean())


def test_a_clip_is_drawn_decodes_moves_and_is_kept(tmp_path: Path) -> None:
    seen: list[tuple[int, int, str]] = []
    (path,) = ensure(tmp_path, lambda *what: seen.append(what), threading.Event(), scenes=QUICK, frames=40)
    pictures, keys = pictures_of(path)
    assert len(pictures) == 40
    assert pictures[0].shape == (720, 1280, 3)
    assert keys[0]
    assert [i for i, k in enumerate(keys) if k] == [0, 30], "a key frame every 2 s"
    steps = [difference(a, b) for a, b in pairwise(pictures)]
    assert min(steps) > 0.05, "something moves in every frame"
    assert difference(pictures[-1], pictures[0]) < 2.5 * max(steps), "the last runs into the first"
    assert seen[-1] == (40, 40, "alley_night")
    assert [s[0] for s in seen] == sorted(s[0] for s in seen)
    stamp = path.stat().st_mtime_ns
    again: list[int] = []
    assert ensure(tmp_path, lambda d, t, s: again.append(d), threading.Event(), scenes=QUICK, frames=40) == (path,)
    assert again == []
    assert path.stat().st_mtime_ns == stamp
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_another_version_is_drawn_anew_and_the_old_one_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draw_clip("alley_night", path_of(tmp_path, "alley_night"), 2)
    old = path_of(tmp_path, "alley_night")
    monkeypatch.setattr(clips, "DRAWING_VERSION", clips.DRAWING_VERSION + 1)
    (new,) = ensure(tmp_path, nothing, threading.Event(), scenes=QUICK, frames=2)
    assert new != old
    assert list(tmp_path.iterdir()) == [new]


def test_cancelling_leaves_no_broken_clip_and_no_process(tmp_path: Path) -> None:
    stop = threading.Event()

    def progress(done: int, total: int, scene: str) -> None:
        stop.set()

    assert ensure(tmp_path, progress, stop, scenes=("alley_night", "garage"), frames=5000) == ()
    assert list(tmp_path.iterdir()) == []
    assert [c for c in psutil.Process().children() if "clip" in " ".join(c.cmdline())] == []


def test_a_drawer_that_crashes_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    before = {c.pid for c in psutil.Process().children()}

    def progress(done: int, total: int, scene: str) -> None:
        for child in psutil.Process().children():
            if child.pid not in before and "spawn_main" in " ".join(child.cmdline()):
                child.kill()

    with pytest.raises(PersonError, match="garage"):
        ensure(tmp_path, progress, threading.Event(), scenes=("garage",), frames=5000)
    assert list(tmp_path.iterdir()) == []


def test_left_overs_of_a_crash_are_cleared_and_a_half_written_one_is_never_taken(tmp_path: Path) -> None:
    dead = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True, check=True
    )
    (tmp_path / f".alley_night-00000000.{dead.stdout.strip()}.part").write_bytes(b"half")
    (path,) = ensure(tmp_path, nothing, threading.Event(), scenes=QUICK, frames=2)
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_a_folder_that_cannot_be_is_one_sentence(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with pytest.raises(PersonError, match="file/clips"):
        ensure(blocked / "clips", nothing, threading.Event(), scenes=QUICK, frames=2)


def test_a_full_disk_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=1_000_000))
    with pytest.raises(PersonError, match="8 MB are needed and 1 MB are free"):
        ensure(tmp_path, nothing, threading.Event(), scenes=QUICK, frames=2)


def test_the_calling_process_loads_neither_opencv_nor_ffmpeg() -> None:
    code = "import sys, duty.demo, video.scenes.clips, video.scenes.child; print({'cv2', 'av'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


PARENT = """
    import sys, threading
    from pathlib import Path
    sys.path.insert(0, {root!r})
    from video.scenes.clips import ensure

    def progress(done, total, scene):
        print("drawing", flush=True)

    if __name__ == "__main__":
        ensure(Path({folder!r}), progress, threading.Event(), scenes=("alley_night",), frames=100000)
"""


def test_drawers_do_not_outlive_a_killed_parent(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(textwrap.dedent(PARENT.format(root=str(ROOT), folder=str(tmp_path / "clips"))))
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == "drawing\n"
        children = psutil.Process(parent.pid).children(recursive=True)
        assert children
        parent.kill()
        parent.stdout.read()
        _gone, left = psutil.wait_procs(children, timeout=10)
    assert not left
    assert list((tmp_path / "clips").glob("*.mp4")) == []


def test_every_scene_has_a_builder_and_a_name() -> None:
    from video.scenes.places import crossings, squares, streets, works

    assert len(SCENES) == 16
    assert len({s.name for s in SCENES}) == 16
    for scene in SCENES:
        assert sum(hasattr(module, scene.id) for module in (crossings, streets, squares, works)) == 1


def test_a_loop_has_no_seam() -> None:
    """Without grain the picture at the loop's end is the one at its start, to the pixel."""
    stage = stage_of("alley_night")
    assert np.array_equal(stage.frame(0.0), stage.frame(1.0))
    assert not np.array_equal(stage.frame(0.0), stage.frame(0.5))


def test_encoding_nothing_and_odd_sizes() -> None:
    grey = np.full((48, 64, 3), 90, np.uint8)
    started = time.monotonic()
    data = encoded(iter([grey, grey]))
    assert time.monotonic() - started < 5
    assert data[4:8] == b"ftyp"


def key_frames_of(scene: str) -> bytes:
    """Every picture of the loop that is a key frame in the clip, and nothing between them."""
    stage, buffer = stage_of(scene), io.BytesIO()
    with av.open(buffer, "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=1, options={"preset": "ultrafast", "crf": "24", "g": "1"})
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = 1280, 720, "yuv420p"
        for i in range(0, clips.FRAMES, 2 * FPS):
            planes = np.asarray(cv2.cvtColor(stage.frame(i / clips.FRAMES, i), cv2.COLOR_BGR2YUV_I420), np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(planes, format="yuv420p")))
        container.mux(stream.encode(None))
    return buffer.getvalue()


QUIETEST = ("garage", "roof_dock")


@pytest.mark.parametrize(
    "scene", [pytest.param(s.id, marks=() if s.id in QUIETEST else pytest.mark.soak) for s in SCENES]
)
def test_no_scene_is_taken_for_a_frozen_picture(scene: str) -> None:
    stillness, number, clip = Stillness(), 0, key_frames_of(scene)
    for _ in range(4):
        with av.open(io.BytesIO(clip), "r") as container:
            for frame in container.decode(video=0):
                assert stillness.look(frame, number * 2 * NS_PER_S) is None
                number += 1
    assert number == 24
