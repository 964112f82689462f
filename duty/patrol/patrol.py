"""The patrol: one precinct's plan, shift, due list and round, as one object that the window drives.

Pure but for the rows that it hands to the ledger. Every method returns at once; what the book has shows in `view`.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from duty.patrol.config import PlanLevel
from duty.patrol.view import PatrolView, Refusal, RoundKind, Shown


class PatrolRoom(Protocol):
    """What the window sees of it. All *_ns arguments are the clock's, taken by the caller at one moment."""

    def view(self) -> PatrolView:
        """The same object until something changed."""
        ...

    def advance(self, shown: Sequence[Shown]) -> None:
        """Called at every tick of the window: the cameras of the present step, as the screen really shows them."""
        ...

    def touched(self) -> None:
        """Any input anywhere in the program: somebody is at the desk."""
        ...

    def alarm(self) -> None:
        """A new alarm: a running round pauses; `resume` goes on where it was."""
        ...

    def start(self, kind: RoundKind, which: str = "") -> Refusal | None:
        """Begin a round; `which` is an area's or a route's id. One that runs is ended as abandoned first."""
        ...

    def pause(self) -> Refusal | None: ...

    def resume(self) -> Refusal | None: ...

    def abandon(self) -> Refusal | None: ...

    def choose(self, number: int) -> Refusal | None:
        """Keys 1 to 9: the camera that the next act is about."""
        ...

    def normal(self, *, held: bool) -> Refusal | None:
        """Space: every camera that has no other answer is normal, and on to the next step. `held`: the key repeats, or
        went down before the step came up."""
        ...

    def abnormal(self, word: str, still: "StillFile | None") -> Refusal | None:
        """A: a finding about the chosen camera, which opens an incident with its still."""
        ...

    def cannot_see(self, word: str = "") -> Refusal | None:
        """N: the chosen camera cannot be seen; opens a repair ticket unless one is open."""
        ...

    def switch_plan(self, level: PlanLevel) -> Refusal | None: ...

    def close_ticket(self, camera_id: str, note: str) -> Refusal | None:
        """The camera is repaired."""
        ...

    def set_reference(self, camera_id: str, still: "StillFile") -> Refusal | None: ...

    def references(self) -> Mapping[str, str]:
        """Newest reference picture by camera: path below the data folder."""
        ...


class StillFile(Protocol):
    """A picture that was written to disk (and is there to stay) before anything says so."""

    @property
    def path(self) -> str:
        """Below the data folder."""
        ...

    @property
    def sha256(self) -> str: ...

    @property
    def width_px(self) -> int: ...

    @property
    def height_px(self) -> int: ...
