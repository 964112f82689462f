"""Everything of this room that the window uses, in one value."""

from collections.abc import Callable
from dataclasses import dataclass

from sessions.evidence.request import Exporter
from sessions.jobs import Job
from sessions.library import Library
from sessions.recording import RecorderRoom
from sessions.replay.view import Deck
from sessions.training.room import TrainingRoom


@dataclass(frozen=True, slots=True)
class Sessions:
    recorder: RecorderRoom
    library: Library
    open: Callable[[str], Job[Deck]]
    """A session by its id, for the person who is signed in; who opened it is written down first."""
    exporter: Exporter | None = None
    """Evidence; None where nothing can be signed."""
    training: TrainingRoom | None = None
