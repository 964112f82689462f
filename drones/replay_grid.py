"""The driver of a recorded air: what came is fed, and time passes, at the same points whoever drives.

Grid points are the multiples of 100 ms of tape time. At each, what has a time in the 100 ms up to it is fed, in the
order (time, link, place in the link's recording); then time passes (`advance`), then verdicts are spoken (`evaluate`),
so that nothing is left over and the state can be put away. The recorder's checkpoints and a replay come out of this.
"""

from collections.abc import Sequence
from typing import NamedTuple

from base.clock import NS_PER_S
from drones.air import WANTED, Air
from drones.events import LinkEvent, Now
from drones.framing import Frame
from drones.picture import AirPicture, TrackView, VerdictView

STEP_NS = NS_PER_S // 10
Change = tuple[VerdictView, TrackView]


class Bad(NamedTuple):
    """So many bad frames and stretches, which were counted and not kept."""

    bad: int


class Entry(NamedTuple):
    """One thing of a recording. Sorted by the first three."""

    at_ns: int
    link_number: int
    order: int
    """Row i of the link's index: 2 i + 1; an event before it: 2 i."""
    link: str
    sender: int
    what: Frame | LinkEvent | Bad


def grid_after(tape_ns: int) -> int:
    """The grid point at which something of `tape_ns` is fed."""
    return -(-tape_ns // STEP_NS) * STEP_NS


def grid_before(tape_ns: int) -> int:
    """The last grid point at or before."""
    return tape_ns // STEP_NS * STEP_NS


class Grid:
    """An Air and where it stands."""

    def __init__(self, air: Air, at_ns: int, wall_offset_ns: int, *, is_checked: bool = False) -> None:
        """`at_ns`: a grid point; UTC is tape time plus `wall_offset_ns`. `is_checked`: every frame that will be fed was
        framed a moment ago, and was on no disk since."""
        self.air = air
        self.at_ns = at_ns
        self._wall_offset_ns = wall_offset_ns
        self._is_checked = is_checked

    def feed(self, entry: Entry) -> None:
        what = entry.what
        if isinstance(what, Frame):
            self.air.hear(entry.link, entry.sender, what, entry.at_ns, is_checked=self._is_checked)
        elif isinstance(what, Bad):
            self.air.add_bad(entry.link, what.bad)
        else:
            self.air.feed(what)

    def pass_point(self) -> list[Change]:
        """To the next grid point, all that belongs to it being fed."""
        self.at_ns += STEP_NS
        now = self._now()
        self.air.advance(now)
        return self.air.evaluate(now)

    def go_to(self, to_ns: int, entries: Sequence[Entry], start: int = 0) -> tuple[int, list[Change]]:
        """To the grid point `to_ns`: feed `entries` (sorted) from `start` on; where the first left over is."""
        changes: list[Change] = []
        end = len(entries)
        hear, is_checked = self.air.hear, self._is_checked
        while self.at_ns < to_ns:
            point_ns = self.at_ns + STEP_NS
            while start < end:
                at_ns, _, _, link, sender, what = entries[start]
                if at_ns > point_ns:
                    break
                if isinstance(what, Frame):
                    hear(link, sender, what, at_ns, is_checked=is_checked)
                else:
                    self.feed(entries[start])
                start += 1
            changes += self.pass_point()
        return start, changes

    def picture(self) -> AirPicture:
        return self.air.picture(self._now())

    def _now(self) -> Now:
        return Now(self.at_ns, self.at_ns + self._wall_offset_ns)


def is_wanted(message_id: int) -> bool:
    """Whether the air reads the payload of such messages; of the others only that they came."""
    return message_id in WANTED
