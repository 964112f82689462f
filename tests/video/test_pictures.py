"""From frames to pixels: colours, sizes, turns, masks; compared with swscale, which every player here is built on."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from tests.video.clips import bars, turn, write_clip
from tests.video.conftest import camera
from video.decoding import Decoder, Mode
from video.masks import Masks
from video.scaling import Scaler, plan
from video.source import address_of, open_source


def drawn(frame: VideoFrame, box: tuple[int, int], *, aspect: float = 1.0, rotation: int = 0) -> NDArray[np.uint8]:
    how = plan(frame.width, frame.height, aspect, rotation, box)
    target = np.zeros((how.height, how.width, 4), np.uint8)
    Scaler().draw(frame, how, target)
    return target


def by_swscale(frame: VideoFrame, width: int, height: int) -> NDArray[np.int16]:
    """Its best: bicubic, with full chroma interpolation and accurate rounding."""
    flags = "BICUBIC|ACCURATE_RND|FULL_CHR_H_INT|FULL_CHR_H_INP"
    from av.video.reformatter import Interpolation

    value = 0
    for name in flags.split("|"):
        value |= int(Interpolation[name])
    converted = frame.reformat(width, height, "bgr24", interpolation=value, dst_color_range=2)
    return converted.to_ndarray().astype(np.int16)


def bar_frame(pixel_format: str, colorspace: int, color_range: int, width: int = 640, height: int = 360) -> VideoFrame:
    rgb = VideoFrame.from_ndarray(bars(width, height), "rgb24")
    space = {1: 1, 5: 5, 6: 5, 2: 5, 9: 9}[colorspace]
    frame = rgb.reformat(format=pixel_format, dst_colorspace=space, dst_color_range=color_range or 1)
    frame.colorspace, frame.color_range = colorspace, color_range
    return frame


@pytest.mark.parametrize("colorspace", [1, 2, 5, 6, 9], ids=["709", "unspecified", "470bg", "170m", "2020"])
@pytest.mark.parametrize("color_range", [0, 1, 2], ids=["unspecified", "limited", "full"])
@pytest.mark.parametrize("pixel_format", ["yuv420p", "yuv422p", "yuv444p", "nv12", "yuv420p10le"])
def test_colours_of_every_space_and_range(pixel_format: str, colorspace: int, color_range: int) -> None:
    picture = drawn(bar_frame(pixel_format, colorspace, color_range), (320, 180))
    wanted = bars(320, 180)[..., ::-1].astype(np.int16)
    middles = [column for column in range(320) if 12 <= column % 40 < 28]
    difference = np.abs(picture[:, middles, :3].astype(np.int16) - wanted[:, middles])
    assert difference.max() <= 6, difference.max()
    assert (picture[..., 3] == 255).all()


@pytest.mark.parametrize("colorspace", [1, 2])
@pytest.mark.parametrize("box", [(640, 360), (320, 180), (214, 120), (480, 270), (1280, 720)])
def test_pictures_are_as_good_as_fast_bilinear(box: tuple[int, int], colorspace: int) -> None:
    """Against swscale's best scaler, ours is not further off than its quickest one (the peer that we measure by)."""
    rng = np.random.default_rng(7)
    rough = rng.integers(16, 235, (90, 160, 1), np.uint8).repeat(3, axis=2)
    rgb = VideoFrame.from_ndarray(rough, "rgb24").reformat(1280, 720, "rgb24", interpolation="BICUBIC")
    frame = rgb.reformat(format="yuv420p", dst_colorspace={1: 1, 2: 5}[colorspace], dst_color_range=1)
    frame.colorspace, frame.color_range = colorspace, 1
    ours = drawn(frame, box)
    height, width = ours.shape[:2]
    best = by_swscale(frame, width, height)
    quick = frame.reformat(width, height, "bgr24", interpolation="FAST_BILINEAR", dst_color_range=2).to_ndarray()
    off = np.abs(ours[..., :3].astype(np.int16) - best).mean()
    quick_off = np.abs(quick.astype(np.int16) - best).mean()
    assert off <= quick_off + 0.6


@pytest.mark.parametrize(("pixel_format", "colorspace", "color_range"), [("yuv420p", 1, 1), ("yuv420p", 6, 2),
    ("yuvj420p", 6, 2), ("yuv422p", 1, 1), ("nv12", 1, 1), ("yuv420p10le", 1, 1), ("yuv420p", 6, 1)])  # fmt: skip
def test_a_tile_of_any_width_is_filled_to_its_edge(pixel_format: str, colorspace: int, color_range: int) -> None:
    """swscale's quickest ways go 8 or 16 pixels at a time, and leave what is over of some widths as it was."""
    plain = np.full((180, 320, 3), (250, 120, 40), np.uint8)
    spaces = {"dst_colorspace": 1 if colorspace == 1 else 5, "dst_color_range": color_range}
    frame = VideoFrame.from_ndarray(plain, "rgb24").reformat(format=pixel_format, **spaces)
    frame.colorspace, frame.color_range = colorspace, color_range
    for width in (*range(34, 68, 2), 318, 320):
        picture = drawn(frame, (width, 180))
        assert picture.shape[1] == width
        assert np.abs(picture[:, :, :3].astype(np.int16) - (40, 120, 250)).max() <= 6, width


@pytest.mark.parametrize("size", [(321, 179), (1279, 719), (17, 11), (2, 2), (1, 1), (3, 640)])
def test_odd_sizes(size: tuple[int, int]) -> None:
    frame = VideoFrame.from_ndarray(np.full((size[1], size[0], 3), (200, 60, 30), np.uint8), "rgb24")
    picture = drawn(frame.reformat(format="yuv420p"), (160, 90))
    assert picture.shape[0] % 2 == picture.shape[1] % 2 == 0
    assert np.abs(picture[..., :3].astype(int) - (30, 60, 200)).max() < 12


@pytest.mark.parametrize(("rotation", "corner"), [(0, "left"), (-90, "top"), (180, "right"), (90, "bottom")])
def test_rotated_pictures_stand_upright(rotation: int, corner: str) -> None:
    """The left edge of the stored picture is white."""
    stored = np.zeros((180, 320, 3), np.uint8)
    stored[:, :40] = 255
    picture = drawn(VideoFrame.from_ndarray(stored, "rgb24").reformat(format="yuv420p"), (320, 320), rotation=rotation)
    height, width = picture.shape[:2]
    assert (width, height) == ((320, 180) if rotation % 180 == 0 else (180, 320))
    edges = {"left": picture[:, :10], "right": picture[:, -10:], "top": picture[:10], "bottom": picture[-10:]}
    assert {name for name, edge in edges.items() if edge[..., :3].min() > 200} == {corner}


def frames_of(path: Path, mode: Mode = Mode.ALL) -> Iterator[tuple[VideoFrame, int, float]]:
    source = open_source(address_of(camera(path), sub=False))
    decoder = Decoder(source.stream, 0, lambda: None)
    try:
        for packet in source.packets():
            if packet is None:
                return
            for frame in decoder.feed(packet, mode, economy=False, half_rate=False, now_ns=0):
                yield frame, decoder.rotation_deg, source.pixel_aspect
    finally:
        source.close()


def test_the_display_matrix_of_a_file_is_found(clips: Path) -> None:
    for quarter in (1, 2, 3):
        path = turn(write_clip(clips / f"turned{quarter}.mp4", seconds=0.4), quarter)
        assert next(frames_of(path))[1] % 360 == -90 * quarter % 360


def test_pixels_that_are_not_square_are_widened(clips: Path) -> None:
    path = write_clip(clips / "wide.mp4", width=352, height=288, aspect=Fraction(12, 11), seconds=0.4)
    frame, _, aspect = next(frames_of(path))
    assert drawn(frame, (800, 800), aspect=aspect).shape[:2] == (288, 384)


def test_only_key_frames_when_that_is_asked_for(clips: Path) -> None:
    path = write_clip(clips / "keys.mp4", seconds=2, gop=25, b_frames=2)
    assert len(list(frames_of(path, Mode.KEYS))) == 2
    assert len(list(frames_of(path, Mode.ALL))) >= 47  # the last ones wait in the decoder for the file's next round


def test_hidden_then_shown_continues_with_the_very_next_packet(clips: Path) -> None:
    path = write_clip(clips / "hidden.mp4", seconds=2, gop=25)
    for hidden_mode in (Mode.NOTHING, Mode.KEYS):
        source = open_source(address_of(camera(path), sub=False))
        entered: list[int] = []
        decoder = Decoder(source.stream, 0, lambda entered=entered: entered.append(1))  # type: ignore[misc]
        shown = []
        for number, packet in enumerate(source.packets()):
            assert packet is not None
            mode = hidden_mode if number < 40 else Mode.ALL
            shown += [
                (number, frame)
                for frame in decoder.feed(packet, mode, economy=False, half_rate=False, now_ns=0)
                if mode is Mode.ALL
            ]
            if number == 41:
                break
        assert [number for number, _ in shown] == [40, 41]
        wanted = bars(320, 180, 40 * 4)[..., ::-1].astype(np.int16)
        picture = drawn(shown[0][1], (320, 180))[..., :3].astype(np.int16)
        assert np.median(np.abs(picture - wanted)) < 6
        lone_keys = 2 * 2 if hidden_mode is Mode.KEYS else 0  # each of them drained
        assert len(entered) == lone_keys + len(range(25, 42))
        source.close()


def test_economy_starts_and_ends_at_a_key_frame(clips: Path) -> None:
    path = write_clip(clips / "economy.mp4", seconds=3, gop=25)
    source = open_source(address_of(camera(path), sub=False))
    decoder = Decoder(source.stream, 0, lambda: None)
    count = 0
    for number, packet in enumerate(source.packets()):
        if packet is None:
            break
        economy = 10 <= number < 35
        count += len(decoder.feed(packet, Mode.ALL, economy=economy, half_rate=False, now_ns=0))
    source.close()
    assert count >= 72


class TestMasks:
    SQUARE = ((0.25, 0.25), (0.75, 0.25), (0.75, 0.75), (0.25, 0.75))

    @pytest.mark.parametrize("size", [(320, 180), (640, 360), (101, 57)])
    def test_burned_in_solid_at_every_size(self, size: tuple[int, int]) -> None:
        width, height = size
        pixels = np.full((height, width, 4), 200, np.uint8)
        masks = Masks((self.SQUARE,))
        masks.burn(pixels)
        inside = pixels[int(height * 0.25) : int(height * 0.75), int(width * 0.25) : int(width * 0.75), :3]
        assert not inside.any()
        assert (pixels[: height // 5] == 200).all()
        assert (pixels[:, : width // 5] == 200).all()

    def test_no_masks_change_nothing(self) -> None:
        pixels = np.full((20, 20, 4), 9, np.uint8)
        Masks(()).burn(pixels)
        assert (pixels == 9).all()

    def test_a_mask_over_the_edge_covers_to_the_edge(self) -> None:
        pixels = np.full((90, 160, 4), 200, np.uint8)
        Masks((((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)),)).burn(pixels)
        assert not pixels[..., :3].any()


def test_the_test_clips_are_what_they_say(short_clip: Path) -> None:
    with av.open(str(short_clip)) as container:
        frames = list(container.decode(video=0))
    assert (len(frames), frames[0].width, frames[0].height) == (100, 320, 180)
