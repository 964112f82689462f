"""What the rooms above see of the cameras: facts, demands and pictures. The doors, not the machinery behind them."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from video.config import CameraConfig
from video.recording.order import RecordState


class CameraState(StrEnum):
    CONNECTING = "connecting"
    LIVE = "live"
    STALE = "stale"
    """No new picture for max(2 / fps, 2 s): amber."""
    OFFLINE = "offline"
    """No new picture for max(5 s, 2.5 × amber), or no connection: grey, with the cause."""
    UNAUTHORISED = "unauthorised"
    UNSUPPORTED = "unsupported"


class Reason(StrEnum):
    """Why a camera is not live. What a person can do differs for each, so each is a word of its own."""

    NONE = ""
    STARTING = "starting"
    BAD_ADDRESS = "bad_address"
    UNREACHABLE = "unreachable"
    """No route, unknown host, or nothing answers in time."""
    REFUSED = "refused"
    NOT_FOUND = "not_found"
    """The server has no such stream."""
    TIMED_OUT = "timed_out"
    """Connected, then nothing came within the time limit."""
    ENDED = "ended"
    """The source closed the stream."""
    BROKEN = "broken"
    """What came could not be demuxed or decoded."""
    NO_VIDEO = "no_video"
    CODEC = "codec"
    WRONG_PASSWORD = "wrong_password"
    MISSING_SECRET = "missing_secret"
    WORKER_LOST = "worker_lost"
    """The process that decoded it died or hung; it is being started again."""
    NO_MEMORY = "no_memory"
    """Shared memory is full."""
    NO_FILE = "no_file"
    """The file or the device does not exist, or is something else."""


class StreamKind(StrEnum):
    MAIN = "main"
    SUB = "sub"
    KEY = "key"
    """Key frames only."""


@dataclass(frozen=True, slots=True)
class StreamDemand:
    """What the wall needs of one camera. Sizes are device pixels of the picture's box; the picture keeps its aspect."""

    width_px: int
    height_px: int
    max_fps: float = 60.0
    priority: int = 0
    """Higher is more important: the camera in full size, then those in the round, then the rest."""
    hidden: bool = False


HIDDEN = StreamDemand(0, 0, 0.0, -1, hidden=True)


@dataclass(frozen=True, slots=True)
class CameraFacts:
    """One camera at one moment. All *_ns are on the monotonic clock."""

    camera_id: str
    state: CameraState
    reason: Reason
    detail: str
    """What the reason speaks of, free of passwords: a codec's name, a server's own words; may be empty."""
    stream: StreamKind
    source_fps: float | None
    source_width: int
    source_height: int
    width: int
    height: int
    """Size of the pictures in the slot, device pixels; 0 before the first."""
    sequence: int
    """Counts pictures put into the slot; the same number is the same picture."""
    picture_at_ns: int | None
    """When the newest picture's data was received."""
    state_since_ns: int
    next_try_ns: int | None
    reconnects: int
    first_picture_s: float | None
    """From the demand that opened the stream to its first picture."""
    latency_ms: float | None
    """Newest picture: from its data's receipt to its place in the slot."""
    worker: int
    """Index of the worker process that serves it."""
    hidden: bool = False
    """Not asked for: received, but not decoded, so its newest picture grows old though all is well."""
    frozen_since_ns: int | None = None
    """Pictures come, and nothing in them has changed since: the camera or its encoder hangs. None: all is well."""
    masked_share: float = 0.0
    """Of the picture's area under privacy masks, 0 to 1."""
    recording: RecordState = RecordState.OFF
    recorded_bytes: int = 0
    """On the disk since the present recording began."""
    record_lost: int = 0
    """Packets that the recording had to leave out."""
    keys_only: bool = False
    """A replay that shows key frames only: faster than twice, or backward, or while the handle is dragged."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that will not change while it is held."""

    sequence: int
    pixels: NDArray[np.uint8]
    """Shape (height, width, 4), read-only, BGRX (Qt's RGB32 on little-endian), rows `strides[0]` bytes apart."""
    received_at_ns: int


class CameraFeed(Protocol):
    """The wall's door to the cameras, live or replayed. Cameras are counted in the order of `cameras`."""

    @property
    def cameras(self) -> tuple[CameraConfig, ...]: ...

    def facts(self) -> tuple[CameraFacts, ...]:
        """One entry a camera, in order; cheap enough to call ten times a second."""
        ...

    def sequences(self) -> NDArray[np.uint64]:
        """The sequence number of each camera's newest picture, shape (cameras,); cheap enough for every tick."""
        ...

    def demand(self, index: int, demand: StreamDemand) -> None: ...

    def picture(self, index: int) -> AbstractContextManager[Picture | None]:
        """Hold the newest picture for the length of a `with` block; None before the first.

        Of two that came at nearly the same moment the earlier comes first, and the newest with the next call.
        """
        ...

    @property
    def worker_restarts(self) -> int: ...

    def process_ids(self) -> tuple[int, ...]:
        """The processes that work for the feed, for figures."""
        ...
