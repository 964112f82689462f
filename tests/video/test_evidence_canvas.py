"""The canvas of a drawn clip: the same picture as on the wall, whatever the camera sends and however it is turned."""

import cv2
import numpy as np
import pytest
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from video.evidence.canvas import BT601, BT709, Canvas, matrix_of
from video.masks import Masks
from video.scaling import Scaler, plan

WIDTH, HEIGHT, TOP = 320, 180, 24
FULL = 2


def picture() -> NDArray[np.uint8]:
    """RGB: soft colours, so that halved chroma and scaling tell nothing apart."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    red, green, blue = 40 + 170 * x / WIDTH, 40 + 170 * y / HEIGHT, 200 - 150 * x / WIDTH
    return np.stack((red, green, blue), axis=2).astype(np.uint8)


def frame_of(kind: str, matrix: int) -> VideoFrame:
    whole = VideoFrame.from_ndarray(picture(), "rgb24")
    if kind == "rgb24":
        return whole
    is_full = kind.startswith("yuvj")
    spaces = {"dst_colorspace": 1 if matrix == BT709 else 5, "src_color_range": FULL}
    frame = whole.reformat(format=kind, dst_color_range=FULL if is_full else 1, **spaces)
    frame.colorspace, frame.color_range = matrix, FULL if is_full else 1
    return frame


def shown(canvas: Canvas) -> NDArray[np.int64]:
    """RGB of the picture, by its own matrix."""
    frame = canvas.frame()
    space = 1 if canvas.matrix == BT709 else 5
    rgb = frame.reformat(format="rgb24", src_colorspace=space, src_color_range=1, dst_color_range=FULL).to_ndarray()
    return np.asarray(rgb, np.int64)[TOP:]


@pytest.mark.parametrize("canvas_matrix", [BT601, BT709])
@pytest.mark.parametrize("matrix", [BT601, BT709])
@pytest.mark.parametrize("kind", ["yuv420p", "yuvj420p", "yuv422p", "rgb24"])
@pytest.mark.parametrize(("rotation", "scale"), [(0, 1), (90, 1), (180, 2), (-90, 2)])
def test_the_same_colours_as_on_the_wall(kind: str, matrix: int, canvas_matrix: int, rotation: int, scale: int) -> None:
    frame = frame_of(kind, matrix)
    assert matrix_of(frame) == (matrix if kind == "yuv420p" else None)
    how = plan(WIDTH, HEIGHT, 1.0, rotation, (WIDTH // scale, WIDTH // scale))
    wall = np.empty((how.height, how.width, 4), np.uint8)
    Scaler().draw(frame, how, wall)
    canvas = Canvas(how.width, TOP, how.height, canvas_matrix, ())
    canvas.show(frame, how)
    away = np.abs(shown(canvas) - wall[:, :, 2::-1].astype(np.int64))
    assert away.mean() < 2
    assert away[4:-4, 4:-4].max() <= 8


def test_masks_are_black_and_what_is_around_a_smaller_picture_too() -> None:
    lower_half = ((0.0, 0.5), (1.0, 0.5), (1.0, 1.0), (0.0, 1.0))
    canvas = Canvas(WIDTH, TOP, HEIGHT, BT601, (lower_half,))
    frame = frame_of("yuv420p", BT601)
    for box in ((WIDTH, HEIGHT), (WIDTH // 2, HEIGHT // 2), (WIDTH, HEIGHT)):
        how = plan(WIDTH, HEIGHT, 1.0, 0, box)
        canvas.show(frame, how)
        top, left = (HEIGHT - how.height) // 2, (WIDTH - how.width) // 2
        seen = shown(canvas)
        assert seen[top + how.height // 2 : top + how.height, left : left + how.width].max() <= 4
        assert seen[top + 6 : top + how.height // 2 - 6, left + 4 : left + how.width - 4].min() > 20
        around = np.ones(seen.shape[:2], bool)
        around[max(top - 2, 0) : top + how.height + 2, max(left - 2, 0) : left + how.width + 2] = False
        assert not around.any() or seen[around].max() <= 4


def test_masks_are_where_the_walls_are_whatever_the_camera_sends() -> None:
    seed = 20261122
    rng = np.random.default_rng(seed)
    print("seed", seed)
    for _ in range(120):
        width, height = (int(length) for length in rng.integers(2, 400, 2))
        kind = str(rng.choice(["yuv420p", "yuvj420p", "yuv422p", "yuv444p", "yuv420p10le", "nv12", "gray"]))
        frame = VideoFrame.from_ndarray(np.full((height, width, 3), (250, 120, 40), np.uint8), "rgb24")
        frame = frame.reformat(format=kind, dst_color_range=FULL if kind == "yuvj420p" else 1)
        frame.colorspace = int(rng.choice([1, 2, 5, 6, 9]))
        aspect, rotation = float(rng.choice([1, 64 / 45, 0.5])), int(rng.choice([0, 90, 180, -90]))
        polygons = tuple(tuple((float(x), float(y)) for x, y in rng.random((4, 2))) for _ in range(2))
        first = plan(int(rng.integers(16, 400)), int(rng.integers(16, 400)), 1.0, 0, (1920, 1080))
        if rng.random() < 0.6:  # else the stream changed its size half-way
            first = plan(width, height, aspect, rotation, (1920, 1080))
        how = plan(width, height, aspect, rotation, (first.width, first.height))
        wall = np.full((how.height, how.width, 4), 255, np.uint8)
        Masks(polygons).burn(wall)
        is_black = wall[:, :, 0] == 0
        canvas = Canvas(first.width, TOP, first.height, BT601, polygons)
        canvas.show(frame, how)
        top, left = (first.height - how.height) // 4 * 2, (first.width - how.width) // 4 * 2
        place = np.s_[top : top + how.height, left : left + how.width]
        luma, *chroma = (np.asarray(plane.copy()) for plane in canvas._planes)
        assert (luma[TOP:][place][is_black] == 16).all(), (width, height, kind)
        assert (luma[TOP:][place][~is_black] > 40).all(), (width, height, kind)
        for plane in chroma:
            doubled = plane[TOP // 2 :].repeat(2, axis=0).repeat(2, axis=1)[place]
            assert (doubled[is_black] == 128).all(), (width, height, kind)


def test_a_card_hides_the_picture_and_the_caption_stays() -> None:
    canvas = Canvas(WIDTH, TOP, HEIGHT, BT709, ())
    caption = np.zeros((TOP, WIDTH), np.uint8)
    caption[:, : WIDTH // 2] = 255
    canvas.write_caption(caption)
    canvas.show(frame_of("yuv420p", BT709), plan(WIDTH, HEIGHT, 1.0, 0, (WIDTH, HEIGHT)))
    canvas.show_card(np.full((HEIGHT, WIDTH), 48, np.uint8))
    frame = canvas.frame()
    grey = np.asarray(frame.reformat(format="rgb24", src_color_range=1, dst_color_range=FULL).to_ndarray(), np.uint8)
    assert np.abs(cv2.mean(grey[TOP:])[0] - 48) < 2
    assert grey[:TOP, : WIDTH // 2 - 2].min() > 250
    assert grey[:TOP, WIDTH // 2 + 2 :].max() < 4


def test_a_picture_of_odd_size_takes_the_long_way() -> None:
    frame = VideoFrame.from_ndarray(picture(), "rgb24").reformat(WIDTH - 1, HEIGHT - 1, "yuv420p")
    assert matrix_of(frame) is None
    how = plan(WIDTH - 1, HEIGHT - 1, 1.0, 0, (WIDTH, HEIGHT))
    canvas = Canvas(how.width, TOP, how.height, BT601, ())
    canvas.show(frame, how)
    assert shown(canvas).std() > 20
