"""wall_cpu_over_decode_scale and wall_cpu_over_opencv: CPU for each distinct picture painted, ours over theirs."""

from dataclasses import dataclass
from functools import cache
from statistics import median

from tests.benchmarks.peers import run_ffmpeg, run_opencv
from tests.benchmarks.rows import Row
from tests.benchmarks.wall_program import WallRun, run_wall

CAMERAS = 9
SECONDS = 10.0
ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Round:
    ours: WallRun
    size: tuple[int, int]
    ffmpeg: WallRun
    opencv: WallRun


@cache
def rounds() -> tuple[Round, ...]:
    """Every side in turn, so that a machine that slows down slows all of them."""
    made = []
    for _ in range(ROUNDS):
        ours = run_wall(CAMERAS, SECONDS)
        assert ours.report is not None
        camera = ours.report["cameras"][0]
        size = (camera["width"], camera["height"])
        made.append(Round(ours, size, run_ffmpeg(CAMERAS, SECONDS, *size), run_opencv(CAMERAS, SECONDS)))
    return tuple(made)


def decode_scale() -> Row:
    ratios = [r.ours.ms_a_picture / r.ffmpeg.ms_a_picture for r in rounds()]
    return Row(
        "wall_cpu_over_decode_scale",
        round(median(ratios), 3),
        "ratio",
        1.2,
        "lower",
        "ffmpeg decode and scale",
        _note(ratios, [r.ffmpeg for r in rounds()], "ffmpeg -re -threads 1"),
    )


def opencv() -> Row:
    ratios = [r.ours.ms_a_picture / r.opencv.ms_a_picture for r in rounds()]
    return Row(
        "wall_cpu_over_opencv",
        round(median(ratios), 3),
        "ratio",
        0.6,
        "lower",
        "cv2.VideoCapture and QLabel",
        _note(ratios, [r.opencv for r in rounds()], "OpenCV wall"),
    )


def _note(ratios: list[float], theirs: list[WallRun], name: str) -> str:
    width, height = rounds()[0].size
    streams = {c["stream"] for r in rounds() for c in (r.ours.report or {})["cameras"]}
    ours = [r.ours for r in rounds()]
    return (
        f"{CAMERAS} x 720p25 to {width}x{height}, {'/'.join(sorted(streams))}; ratios {_list(ratios)}; "
        f"ms CPU a picture: ours {_list([r.ms_a_picture for r in ours])}, "
        f"{name} {_list([r.ms_a_picture for r in theirs])}; "
        f"cores: ours {_list([r.cores for r in ours])} (UI {_list([_ui_cores(r) for r in ours])}), "
        f"{name} {_list([r.cores for r in theirs])}; pictures/s: ours {_list([_rate(r) for r in ours])}, "
        f"{name} {_list([_rate(r) for r in theirs])}"
    )


def _ui_cores(run: WallRun) -> float:
    return run.ui_cpu_s / run.seconds


def _rate(run: WallRun) -> float:
    return run.pictures / run.seconds


def _list(values: list[float]) -> str:
    return "/".join(f"{value:.3g}" for value in values)
