"""What goes down a worker's pipe. Its end is the order to end."""

from dataclasses import dataclass

from video.recording.order import RecordOrder


@dataclass(frozen=True, slots=True)
class Serve:
    """Take these cameras, by index."""

    cameras: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """For every camera that the worker has or gets; None: no more."""

    order: RecordOrder | None


Order = Serve | Record
