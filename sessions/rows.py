"""What a session holds beside packets: one SQLite file of rows that are only added, each on a topic, at a tape time.

sessions.row_file writes and reads them.
"""

from dataclasses import dataclass
from enum import StrEnum


class Topic(StrEnum):
    """After each: what `key` names; then the body (JSON)."""

    CAMERA = "camera"
    """camera id; state, reason, detail, recording, frozen_since_ns (tape time, where the picture stands still)"""
    LAYOUT = "layout"
    """the workspace; what was shown: cameras (ids in tile order), selected, enlarged"""
    VERDICT = "verdict"
    """track id/zone id; VerdictView as JSON"""
    INCIDENT = "incident"
    """the incident's uuid; IncidentView as JSON, whole, whenever it changed"""
    SIGHTING = "sighting"
    """camera id; the book's row (personal content left out)"""
    ACT = "act"
    """the act's kind; the book's row (personal content left out)"""
    BOOKMARK = "bookmark"
    """operator; note"""
    CLOCK = "clock"
    """""; wall_ns read at this tape time: every 10 s, and when the wall clock was set"""
    GAP = "gap"
    """camera id, link name, or "" for everything; why (a RecorderFault), lost (how much), over (true when it ended)"""


MOST_BODY_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class SessionRow:
    at_tape_ns: int
    topic: Topic
    key: str
    body: str
    """JSON, at most 64 KB."""
