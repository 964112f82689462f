"""Cutting and drawing: what is taken, what is burned in, what is said where pictures are missing."""

import gc
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import psutil
import pytest
from av.container import InputContainer
from numpy.typing import NDArray

from base.clock import NS_PER_S
from tests.sessions.evidence.material import BEGAN_TAPE_NS, BEGAN_WALL_NS, FRAME_NS, MASK, PAUSE, record_clip
from tests.video.clips import join_sizes, write_clip
from video.evidence.caption import Caption
from video.evidence.child import obey
from video.evidence.cut import utc_text
from video.evidence.order import Cut, Done, EvidenceError, Failed, Render, Span
from video.evidence.process import Scissors
from video.evidence.reading import Came, Faults, packets_of
from video.evidence.span import take
from video.replay.strangers import make_indexes
from video.replay.tape import Clip, Tape

OFFSET_NS = BEGAN_WALL_NS - BEGAN_TAPE_NS
WIDTH, HEIGHT = 320, 180
ROOT = Path(__file__).parents[2]
PARENT = """
import os, sys, threading, time
from video.evidence.order import Render, Span
from video.evidence.process import Scissors
if __name__ == "__main__":
    told = threading.Event()
    span = Span("c02", sys.argv[1], 0, 2**62, 0, True, True)
    def heard(at, of):
        if at and not told.is_set():
            told.set()
            print(scissors.process_id, flush=True)
            time.sleep(60)
    with Scissors() as scissors:
        scissors.obey(Render(span, sys.argv[2], (), "x", "", "UTC"), heard)
"""


def second(seconds: float) -> int:
    return BEGAN_TAPE_NS + round(seconds * NS_PER_S)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six seconds, a key frame a second, a segment every two."""
    home = tmp_path_factory.mktemp("video")
    clip = write_clip(home / "clip.mp4", seconds=6, moving=False)
    record_clip(home / "c02", clip, pause=PAUSE)
    return home / "c02"


def span_of(folder: Path, from_s: float, to_s: float) -> Span:
    return Span("c02", str(folder), second(from_s), second(to_s), OFFSET_NS, is_masked=True, unmasked=True)


def render_of(span: Span, target: Path) -> Render:
    return Render(span, str(target), (MASK,), "解放路口 (c02)", "案 17", "Asia/Shanghai")


@pytest.fixture(scope="module")
def drawn(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Done]:
    target = tmp_path_factory.mktemp("drawn")
    done = obey(render_of(span_of(folder, 1.5, 5.5), target), lambda at, of: None)
    assert isinstance(done, Done), done
    return target / "rendered.mp4", done


def pictures(path: Path) -> Iterator[tuple[float, NDArray[np.uint8]]]:
    """(seconds, BGR pixels)"""
    with av.open(str(path)) as container:
        for frame in container.decode(video=0):
            yield (
                float((frame.pts or 0) * (frame.time_base or Fraction(0))),
                np.asarray(frame.to_ndarray(format="bgr24"), np.uint8),
            )


def test_the_masks_are_burned_in_and_the_rest_is_as_it_was(drawn: tuple[Path, Done]) -> None:
    for at_s, pixels in pictures(drawn[0]):
        picture = pixels[-HEIGHT:]
        if picture[:40, :40].std() < 3:  # the card in the gap
            continue
        inside = picture[HEIGHT // 4 + 4 : HEIGHT * 3 // 4 - 4, WIDTH // 4 + 4 : WIDTH * 3 // 4 - 4]
        assert inside.max() < 24, at_s
        assert picture[10, 20].min() > 200, at_s  # the white bar
        assert picture[10, WIDTH - 20].max() < 50, at_s  # the black one


def test_every_picture_has_its_own_time_above_it(drawn: tuple[Path, Done]) -> None:
    """Drawn anew for the right time it is the same band; for a time of a second before or after it is not."""
    band = Caption(WIDTH, HEIGHT, "解放路口 (c02)", "案 17", "Asia/Shanghai")

    def expected(wall_ns: int) -> NDArray[np.float64]:
        return np.repeat(band.draw(wall_ns)[:, :, np.newaxis], 3, axis=2).astype(float)

    checked = 0
    for at_s, pixels in pictures(drawn[0]):
        if at_s in (0.0, 4.0):  # the picture before the span, and the last one: they have their own times
            continue
        wall_ns = second(1.5) + round(at_s * NS_PER_S) + OFFSET_NS
        there = pixels[:-HEIGHT].astype(float)
        assert there.shape[0] == band.height
        right = np.abs(there - expected(wall_ns)).mean()
        for other_ns in (wall_ns - NS_PER_S, wall_ns + NS_PER_S, wall_ns + 3_600 * NS_PER_S):
            assert right < 0.8 * np.abs(there - expected(other_ns)).mean(), at_s
        checked += 1
    assert checked > 30


def test_its_time_is_the_time_of_receiving(drawn: tuple[Path, Done], folder: Path) -> None:
    times = [at_s for at_s, _ in pictures(drawn[0])]
    received = [
        row["received_ns"] for piece in take(span_of(folder, 1.5, 5.5), originals=False).pieces for row in piece.packets
    ]
    wanted = [(int(at) - second(1.5)) / 1e9 for at in received if at >= second(1.5)]
    for at_s in wanted:
        assert min(abs(at_s - one) for one in times) < 0.001
    assert drawn[1].packets == len(wanted)
    assert times[-1] == pytest.approx(4.0, abs=0.05)


def test_a_gap_shows_a_card_and_not_the_last_picture(drawn: tuple[Path, Done]) -> None:
    """Packets 60 to 124 are missing: from 2.4 s to 5 s of the recording, 0.9 to 3.5 of the clip."""
    begins, ends = (PAUSE[0] - 1) * FRAME_NS / 1e9 - 1.5, PAUSE[1] * FRAME_NS / 1e9 - 1.5
    shown = [(at_s, pixels) for at_s, pixels in pictures(drawn[0]) if begins + 0.5 < at_s < ends - 0.01]
    assert len(shown) == 1
    at_s, card = shown[0]
    assert at_s == pytest.approx(begins + 1.0, abs=0.05)
    corner = card[-HEIGHT:][:40, :40]
    assert corner.std() < 3  # plain grey
    assert card[-HEIGHT:].max() > 150  # with words in it


def test_a_span_without_pictures_at_its_beginning_and_end_says_so(folder: Path, tmp_path: Path) -> None:
    done = obey(render_of(span_of(folder, -4, 12), tmp_path), lambda at, of: None)
    assert isinstance(done, Done)
    shown = list(pictures(tmp_path / "rendered.mp4"))
    assert shown[0][0] == 0.0
    assert shown[0][1][-HEIGHT:][:40, :40].std() < 3
    assert shown[-1][0] == pytest.approx(16.0, abs=0.05)
    assert shown[-1][1][-HEIGHT:][:40, :40].std() < 3


def test_the_span_begins_with_the_key_frame_before_it(folder: Path) -> None:
    taken = take(span_of(folder, 1.5, 2.0), originals=True)
    assert taken.pieces[0].packets[0]["received_ns"] == pytest.approx(second(1.0), abs=20_000_000)
    assert taken.pieces[0].skip == 25
    assert take(span_of(folder, 3.0, 4.0), originals=True).count > 0  # the picture before the gap: it is 0.6 s old
    assert take(span_of(folder, 4.5, 4.9), originals=True).count == 0  # 2.1 s old: it says nothing of then
    assert take(span_of(folder, 100, 110), originals=True).count == 0
    assert take(span_of(folder, -9, -1), originals=True).count == 0


def test_what_stands_unmasked_is_left_out_unless_asked_for(folder: Path, tmp_path: Path) -> None:
    hidden = replace(span_of(folder, 1, 2), unmasked=False)
    taken = take(hidden, originals=True)
    assert (taken.count, taken.left_out > 20) == (0, True)
    assert take(hidden, originals=False).count == taken.left_out
    copy = tmp_path / "c02"
    copy.mkdir()
    for path in folder.iterdir():
        copy.joinpath(path.name).write_bytes(path.read_bytes())
    hidden = replace(hidden, folder=str(copy))
    lines = [json.loads(line) for line in (copy / "segments.jsonl").read_text().splitlines()]
    (copy / "segments.jsonl").write_text("".join(json.dumps(line | {"masked": True}) + "\n" for line in lines))
    assert take(hidden, originals=True).left_out == 0  # now they say that they are masked
    for nothing in ("", "rubbish\n"):
        (copy / "segments.jsonl").write_text(nothing)
        assert take(hidden, originals=True).count == 0  # of what nothing is known it is not believed
    (copy / "segments.jsonl").unlink()
    assert take(hidden, originals=True).count == 0


def test_a_stream_that_changes_its_size_is_two_originals_and_one_clip(tmp_path: Path) -> None:
    parts = [write_clip(tmp_path / f"{w}.mp4", width=w, height=h, seconds=2) for w, h in ((320, 180), (160, 120))]
    join_sizes(tmp_path / "both.h264", parts)
    home = tmp_path / "c03"
    record_clip(home, parts[0])
    record_clip(home, parts[1], from_ns=second(2))
    span = Span("c03", str(home), second(0), second(4), OFFSET_NS, is_masked=False, unmasked=False)
    done = obey(Cut(span, str(tmp_path)), lambda at, of: None)
    assert isinstance(done, Done)
    assert done.files == ("original-001.mp4", "original-002.mp4", "packets.csv")
    assert (done.packets, done.faults) == (100, 0)
    drawn = obey(replace(render_of(span, tmp_path), masks=()), lambda at, of: None)
    assert isinstance(drawn, Done)
    assert drawn.packets == 100
    assert {pixels.shape for _, pixels in pictures(tmp_path / "rendered.mp4")} == {
        (HEIGHT + Caption(320, 180, "x", "", "UTC").height, 320, 3)
    }


def damage(folder: Path, how: Callable[[Path], object], tmp_path: Path) -> Path:
    copy = tmp_path / "damaged"
    copy.mkdir()
    for path in folder.iterdir():
        copy.joinpath(path.name).write_bytes(path.read_bytes())
    how(copy)
    return copy


@pytest.mark.parametrize(
    ("how", "gone"),
    [
        (lambda f: (f / "00001.mp4").unlink(), True),
        (lambda f: (f / "00001.mp4").write_bytes(b"no clip"), True),
        (lambda f: (f / "00001.mp4").write_bytes((f / "00001.mp4").read_bytes()[:2500]), True),
        (lambda f: (f / "packets.idx").unlink(), False),
        (lambda f: (f / "packets.idx").write_bytes((f / "packets.idx").read_bytes()[: 32 * 40 + 5]), False),
        (lambda f: (f / "packets.idx").write_bytes(bytes(range(256)) * 10), True),
    ],
)
def test_a_damaged_recording_gives_what_is_left(
    folder: Path, tmp_path: Path, how: Callable[[Path], object], gone: bool
) -> None:
    broken = damage(folder, how, tmp_path)
    for order in (Cut(span_of(broken, 0, 6), str(tmp_path)), render_of(span_of(broken, 0, 6), tmp_path)):
        done = obey(order, lambda at, of: None)
        assert isinstance(done, Done), done
        assert done.packets < 85
        if gone and done.packets:
            assert done.gone > 0


def test_a_target_that_is_not_there_fails_in_words(folder: Path, tmp_path: Path) -> None:
    for order in (Cut(span_of(folder, 1, 2), "/nowhere"), render_of(span_of(folder, 1, 2), Path("/nowhere"))):
        failed = obey(order, lambda at, of: None)
        assert isinstance(failed, Failed)
        assert "c02" in failed.sentence


def test_the_process_ends_with_its_block_and_breaks_off_when_it_is_told(folder: Path, tmp_path: Path) -> None:
    class EnoughError(Exception):
        pass

    def enough(at: int, of: int) -> None:
        if at:
            raise EnoughError

    with Scissors() as scissors:
        with pytest.raises(EnoughError):
            scissors.obey(render_of(span_of(folder, 0, 6), tmp_path), enough)
        process_id = scissors.process_id
        assert process_id is not None
        scissors.end()
        assert not psutil.pid_exists(process_id)
        with pytest.raises(EvidenceError):
            scissors.obey(Cut(span_of(folder, 1, 2), "/nowhere"), lambda at, of: None)


def test_the_process_does_not_outlive_a_program_that_was_killed(folder: Path, tmp_path: Path) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(folder), str(tmp_path)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    try:
        assert parent.stdout is not None
        child = psutil.Process(int(parent.stdout.readline()))
    finally:
        parent.kill()
        parent.wait(10)
        parent.stdout.close()  # type: ignore[union-attr]
    psutil.wait_procs([child], timeout=10)
    assert not child.is_running() or child.status() == psutil.STATUS_ZOMBIE


def test_long_names_fit_and_controls_are_no_letters() -> None:
    caption = Caption(160, 120, "摄像头" * 40 + "\n\x1b[2J", "9" * 60, "Asia/Shanghai")
    grey = caption.draw(BEGAN_WALL_NS)
    assert grey.shape == (caption.height, 160)
    assert grey.max() > 200


def test_utc_is_written_to_the_microsecond() -> None:
    assert utc_text(BEGAN_WALL_NS + 1_234_567_890) == "2026-11-22T08:00:01.234567Z"


def need_open(came: Came) -> None:
    container = came.stream.container
    assert isinstance(container, InputContainer)
    container.seek(0)  # an assertion of its own where it is closed


def test_whoever_holds_a_packet_may_ask_its_stream(folder: Path, tmp_path: Path) -> None:
    """Decoders are emptied after the last packet, and ask the file for the shape of its pixels: it must not be closed
    by then, for what was freed is read otherwise."""
    came = None
    for came in packets_of(take(span_of(folder, 1.5, 5.5), originals=False), Faults()):
        first = came
    assert came is not None
    need_open(came)
    assert came.stream.sample_aspect_ratio is None or came.stream.sample_aspect_ratio > 0
    clip = write_clip(tmp_path / "clip.mkv", seconds=2, b_frames=2)
    tape = Tape("x", clips=(Clip(clip, second(0)), Clip(clip, second(3))), cache=tmp_path / "cache")
    make_indexes([tape])
    foreign = replace(span_of(folder, 0, 5), foreign=tape, is_masked=False)
    parts = {id(one.part): one for one in packets_of(take(foreign, originals=False), Faults())}
    assert len(parts) == 2
    for one in (*parts.values(), first):
        need_open(one)
    done = obey(render_of(foreign, tmp_path), lambda at, of: None)
    assert isinstance(done, Done), done
    assert done.packets == 100


def open_files() -> int:
    return psutil.Process().num_fds()


def test_a_span_of_many_segments_or_clips_needs_few_files_open_at_once(tmp_path: Path) -> None:
    """Without the collector's help: it comes when it likes, and a process may have a thousand files."""
    clip = write_clip(tmp_path / "clip.mp4", width=64, height=36, seconds=8, gop=5)
    record_clip(tmp_path / "c02", clip, segment_s=0.2)
    segments = len(list((tmp_path / "c02").glob("*.mp4")))
    assert segments >= 20
    tape = Tape("x", clips=tuple(Clip(clip, second(8 * i)) for i in range(6)), cache=tmp_path / "cache")
    make_indexes([tape])
    recorded = span_of(tmp_path / "c02", 0, 8)
    gc.disable()
    try:
        for span in (recorded, replace(recorded, to_ns=second(60), foreign=tape, is_masked=False)):
            before, most, faults = open_files(), 0, Faults()
            for _ in packets_of(take(span, originals=False), faults):
                most = max(most, open_files() - before)
            assert most <= 5
            assert faults == Faults()
    finally:
        gc.enable()
