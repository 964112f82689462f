"""seek_ms_p95: from the wish to be elsewhere in a session until every tile shows a picture of there.

Counted from outside: the pictures' own times are read out of the slots, as a wall does.
"""

import random
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import av
import numpy as np

from base.clock import NS_PER_S, SystemClock
from base.errors import PersonError
from base.playhead import Playhead
from tests.benchmarks.clips import FPS, clips
from tests.benchmarks.rows import BUILD, Row
from video.config import CameraConfig
from video.feed import CameraFeed, StreamDemand
from video.recording.head import head_of
from video.recording.segments import Kept, SegmentFolder
from video.replay.feed import ReplayFeed
from video.replay.index import TapeIndex, open_index
from video.replay.tape import Tape

CAMERAS = 16
MINUTES = 4
SEEKS = 40
BOX = (480, 270)
"""A tile of a wall of 4 × 4 on 1920 × 1080."""
GROUP_NS = 2 * NS_PER_S
LIMIT_S = 10.0
LOOK_EVERY_S = 0.004
BEGINS_NS = 5_000 * NS_PER_S
FOCUS = 5
TICKS_PER_S = 90_000


class Deck(Protocol):
    """What is measured: sessions.replay.deck.ReplayDeck, or the video alone."""

    def seek(self, tape_ns: int) -> None: ...

    def states_are_there(self) -> bool:
        """Whether telemetry and incidents are those of the place that was last asked for."""
        ...


@dataclass(slots=True)
class Seeks:
    """Milliseconds of each seek, from the call."""

    near: list[float] = field(default_factory=list)
    """Until all tiles show a picture of the group at that place, and all states are right."""
    exact: list[float] = field(default_factory=list)
    """Until all tiles show the very picture."""
    focused: list[float] = field(default_factory=list)
    """Until the focused one does."""


def row() -> Row:
    tapes = recorded(BUILD / "bench" / "tapes")
    cameras = tuple(CameraConfig(id=tape.camera_id, name=tape.camera_id, address="/none") for tape in tapes)
    clock = SystemClock()
    feed = ReplayFeed(cameras, tapes, clock=clock)
    feed.start()
    try:
        indexes = [open_index(tape) for tape in tapes]
        seeks = measured(feed, VideoOnly(feed, clock, indexes), indexes)
    finally:
        feed.stop()
    near, exact, focused = (p95(values) for values in (seeks.near, seeks.exact, seeks.focused))
    note = (
        f"{SEEKS} seeks in {MINUTES} min of {CAMERAS} × 720p {FPS} fps, key frames every 2 s, paused; median "
        f"{np.median(seeks.near):.0f} ms; all {CAMERAS} exact p95 {exact:.0f} ms (≤ 2500), the focused one "
        f"{focused:.0f} ms"
    )
    return Row("seek_ms_p95", round(near), "ms", 250, "lower", "a person's patience", note)


def p95(values: list[float]) -> float:
    return float(np.percentile(values, 95))


class VideoOnly:
    """The cameras without the rest of a session."""

    def __init__(self, feed: ReplayFeed, clock: SystemClock, indexes: list[TapeIndex]) -> None:
        self._feed = feed
        self._clock = clock
        self._first_ns = min(index.first_ns or 0 for index in indexes)
        self._last_ns = max(index.last_ns or 0 for index in indexes)
        self._version = 0

    def seek(self, tape_ns: int) -> None:
        self._version += 1
        now_ns = self._clock.monotonic_ns()
        self._feed.set_playhead(Playhead(self._version, tape_ns, now_ns, 0.0, self._first_ns, self._last_ns))

    def states_are_there(self) -> bool:
        return True


def measured(feed: CameraFeed, deck: Deck, indexes: list[TapeIndex], *, seeks: int = SEEKS, seed: int = 1) -> Seeks:
    """Seeks to random places of the tapes, all of whose cameras are shown in tiles, one of them focused."""
    for index in range(len(feed.cameras)):
        feed.demand(index, StreamDemand(*BOX, priority=int(index == FOCUS)))
    chance = random.Random(seed)
    first_ns = max(index.first_ns or 0 for index in indexes)
    last_ns = min(index.last_ns or 0 for index in indexes)
    _one(feed, deck, indexes, chance.randrange(first_ns, last_ns), Seeks())  # the workers load their libraries
    result = Seeks()
    for _ in range(seeks):
        _one(feed, deck, indexes, chance.randrange(first_ns, last_ns), result)
    return result


def _one(feed: CameraFeed, deck: Deck, indexes: list[TapeIndex], tape_ns: int, result: Seeks) -> None:
    wanted_ns = [index.frame_at(tape_ns) or 0 for index in indexes]
    near, exact = set(range(len(indexes))), set(range(len(indexes)))
    began_s = time.perf_counter()
    focused_ms: float | None = None
    near_ms: float | None = None
    looked = np.full(len(indexes), -1)
    deck.seek(tape_ns)
    while exact:
        if time.perf_counter() - began_s > LIMIT_S * 3:
            raise PersonError(f"The pictures of {len(exact)} cameras did not come within {LIMIT_S * 3:.0f} s.")
        sequences = feed.sequences().astype(np.int64)
        for i in exact & set(np.flatnonzero(sequences != looked).tolist()):
            with feed.picture(i) as picture:
                at_ns = None if picture is None else picture.received_at_ns
                looked[i] = -1 if picture is None else picture.sequence
            if at_ns is not None and abs(wanted_ns[i] - at_ns) <= GROUP_NS:
                near.discard(i)
            if at_ns == wanted_ns[i]:
                exact.discard(i)
        now_ms = (time.perf_counter() - began_s) * 1000
        if near_ms is None and not near and deck.states_are_there():
            near_ms = now_ms
        if focused_ms is None and FOCUS not in exact:
            focused_ms = now_ms
        time.sleep(LOOK_EVERY_S)
    result.exact.append(now_ms)
    result.near.append(near_ms if near_ms is not None else now_ms)
    result.focused.append(focused_ms if focused_ms is not None else now_ms)


def recorded(folder: Path) -> tuple[Tape, ...]:
    """The benchmarks' clips as the recorder would have written them for some minutes, made once (1 GB)."""
    names = [f"c{number:02d}" for number in range(1, CAMERAS + 1)]
    if not (folder / f"whole-{MINUTES}").exists():
        for place, (name, clip) in enumerate(zip(names, clips(CAMERAS), strict=True)):
            _record(clip, folder / name, place)
        (folder / f"whole-{MINUTES}").touch()
    return tuple(Tape(name, folder / name) for name in names)


def _record(clip: Path, folder: Path, place: int) -> None:
    with av.open(str(clip)) as container:
        stream = container.streams.video[0]
        head = head_of(stream)
        packets = [(bytes(p), p.is_keyframe) for p in container.demux(stream) if p.size]
    ticks = round(float(1 / head.time_base) / FPS)
    segments = SegmentFolder(folder, segment_s=20.0)
    shift = place * 2 * FPS  # so that not all cameras have the same picture
    for second in range(MINUTES * 60):
        kept = []
        for number in range(second * FPS, (second + 1) * FPS):
            data, is_key = packets[(number + shift) % len(packets)]
            received_ns = BEGINS_NS + place * 3_000_000 + number * NS_PER_S // FPS
            kept.append(Kept(head, data, number * ticks, number * ticks, is_key, is_key, received_ns))
        segments.write(kept)
    segments.close()
