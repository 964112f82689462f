"""What the deck needs of those that follow its playhead."""

from typing import Protocol

from base.playhead import Playhead
from drones.picture import AirPicture
from video.feed import CameraFeed
from video.replay.settled import Settled


class Cameras(CameraFeed, Protocol):
    """video.replay.feed.ReplayFeed."""

    def set_playhead(self, playhead: Playhead) -> None: ...

    def set_focus(self, camera_id: str) -> None:
        """Whose pictures come first; "" for nobody's."""
        ...

    def settled(self) -> tuple[Settled, ...]:
        """How far each camera has come with the present playhead, in the cameras' order."""
        ...

    def start(self) -> None: ...

    def stop(self, timeout_s: float = 3.0) -> bool: ...


class AirTapePlayer(Protocol):
    """drones.replay.AirReplay: the air at a moment of the tape, deterministic. For one thread."""

    @property
    def at_tape_ns(self) -> int:
        """The grid point that its state is of."""
        ...

    def seek(self, tape_ns: int) -> None:
        """To the state of the last grid point at or before `tape_ns`, from wherever it is."""
        ...

    def play_to(self, tape_ns: int) -> None:
        """On from where it is, to the last grid point at or before."""
        ...

    def picture(self) -> AirPicture: ...
