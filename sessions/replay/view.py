"""The door to a session that is replayed: where it stands, and what may be done with it."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from sessions.manifest import Manifest
from sessions.world import World

RATES = (-8.0, -4.0, -2.0, -1.0, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0)
SMOOTH_UP_TO = 2.0
"""Faster than this, and backward, video shows key frames only, and says so."""


class MarkKind(StrEnum):
    INCIDENT = "incident"
    """raised; `name` is the incident's uuid"""
    VERDICT = "verdict"
    BOOKMARK = "bookmark"
    CAMERA_OUT = "camera_out"
    LINK_LOST = "link_lost"
    FINDING = "finding"
    """a sighting that was not normal"""
    ACT = "act"
    ANNOTATION = "annotation"
    INJECTION = "injection"
    """of a training script"""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something on the timeline that one can jump to."""

    at_tape_ns: int
    kind: MarkKind
    name: str
    text: str
    """A person's words, or a name: nothing to translate. May be empty."""


@dataclass(frozen=True, slots=True)
class Lane:
    """One source on the timeline."""

    name: str
    """Camera id or link name; "" for everything together."""
    is_camera: bool
    title: str
    density: tuple[float, ...]
    """Bytes a second in each of `Timeline.bins`, scaled to 0..1 by the lane's own highest."""
    gaps: tuple[tuple[int, int], ...]
    """(from, to) tape ns without data, longer than 2 s for a camera and 5 s for a link."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Made once, when the session is opened."""

    first_tape_ns: int
    last_tape_ns: int
    bins: int
    lanes: tuple[Lane, ...]
    marks: tuple[Mark, ...]
    """In order of time."""


@dataclass(frozen=True, slots=True)
class DeckView:
    """Replaced whole when something changed but the time, which `Deck.tape_ns()` tells."""

    playing: bool
    rate: float
    loop: tuple[int, int] | None
    """Tape ns."""
    focus: str
    """The camera that frame steps go by, whose picture comes first after a seek; "" for none."""
    at_end: bool
    seeking: bool
    """Pictures or states of the present place are not all there yet."""
    keys_only: bool
    behind_s: float
    """How far telemetry is behind the clock, when the machine is too slow for the speed."""
    trouble: str = ""
    """One sentence on what could not be opened, such as a foreign clip that was moved; "" when all is there."""
    goes_on: bool = False
    """It was still being recorded when it was opened, up to then: opened again it is longer."""


class Deck(Protocol):
    """The controls of one opened session. Every method returns at once; the window's thread only."""

    @property
    def world(self) -> World:
        """Of kind REPLAY, with the deck's clock."""
        ...

    @property
    def manifest(self) -> Manifest: ...

    @property
    def folder(self) -> Path: ...

    @property
    def timeline(self) -> Timeline: ...

    def view(self) -> DeckView: ...

    def tape_ns(self) -> int:
        """Now, on the tape."""
        ...

    def advance(self) -> None:
        """At every tick of the window: loops, and stops at the end."""
        ...

    def play(self) -> None: ...

    def pause(self) -> None: ...

    def set_rate(self, rate: float) -> None:
        """One of RATES."""
        ...

    def seek(self, tape_ns: int, *, exact: bool = True) -> None:
        """`exact` False while the handle is dragged: nearest key frames."""
        ...

    def step(self, frames: int) -> None:
        """Pause, and go by pictures of the focused camera, back with a negative count."""
        ...

    def jump(self, direction: int, kinds: frozenset[MarkKind] | None = None) -> Mark | None:
        """To the next (1) or the one before (-1); None when there is no more."""
        ...

    def set_loop(self, span: tuple[int, int] | None) -> None: ...

    def set_focus(self, camera_id: str) -> None: ...

    def annotate(self, text: str, operator: str) -> None:
        """A word at this place, kept beside the session; appears among the marks of `timeline`."""
        ...

    def add_marks(self, *marks: Mark) -> None:
        """Further marks for the timeline, such as those of a training's run; they go with the deck."""
        ...

    def thumbnail(self, tape_ns: int) -> Path | None:
        """A small picture of the focused camera from about then; None while it is being made."""
        ...

    def close(self) -> None:
        """Ends its processes and threads."""
        ...
