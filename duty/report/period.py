"""The period of a report and what was to be watched in it: cameras under a plan, shifts."""

from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from base.clock import NS_PER_S
from duty.book.tables import act, incident, sighting
from duty.patrol.config import PlanLevel
from duty.patrol.plan import CameraPlan, PlanTable
from duty.patrol.shifts import Shifts
from duty.patrol.view import ShiftView
from duty.precinct import Precinct
from duty.report.deadlines import hours_of

DAY_NS = 24 * 3600 * NS_PER_S


@dataclass(frozen=True, slots=True)
class Period:
    from_ns: int
    to_ns: int
    end_ns: int
    """Until when things are counted: `to`, or now where that has not come."""
    began_ns: int | None
    """When the book began; None: it is empty. No deadline lies before it."""
    first_plan: PlanLevel
    """In force before the book says anything of plans."""
    plan_table: PlanTable
    shifts: Shifts
    hour_of: Callable[[int], int]
    ids: range
    """Of the sightings: those of the period have ids in it, and few others have."""

    @property
    def counted_from_ns(self) -> int:
        """A camera that was never seen has its first deadline one interval after this moment."""
        return self.from_ns if self.began_ns is None else max(self.from_ns, self.began_ns)

    def watched(self, level: PlanLevel) -> tuple[CameraPlan, ...]:
        """All cameras of the configuration, as that plan has them."""
        return tuple(self.plan_table.cameras[level].values())

    def shifts_ended(self) -> tuple[ShiftView, ...]:
        """Every shift whose end lies in the period and in the book's time."""
        if self.began_ns is None:
            return ()
        around = self.shifts.between(self.from_ns - 3 * DAY_NS, self.end_ns)
        return tuple(s for s in around if self.counted_from_ns < s.end_wall_ns <= self.end_ns)


def read_period(connection: Connection, precinct: Precinct, from_ns: int, to_ns: int, now_ns: int) -> Period:
    zone = precinct.zone()
    end_ns = max(from_ns, min(to_ns, now_ns))
    return Period(
        from_ns=from_ns,
        to_ns=to_ns,
        end_ns=end_ns,
        began_ns=book_began(connection),
        first_plan=precinct.patrol.plan,
        plan_table=PlanTable(precinct),
        shifts=Shifts(zone.key, precinct.all_shifts()),
        hour_of=hours_of(zone),
        ids=_ids(connection, from_ns, end_ns),
    )


def book_began(connection: Connection) -> int | None:
    """The earliest row's time; None for an empty book."""
    times = [
        connection.execute(sa.select(sa.func.min(table.c.at_wall_ns))).scalar_one()
        for table in (sighting, act, incident)
    ]
    return min((int(t) for t in times if t is not None), default=None)


def _ids(connection: Connection, from_ns: int, end_ns: int) -> range:
    """Read by id, a month is one walk along the table; by the index of times it takes three times as long."""
    s = sighting.c
    query = sa.select(sa.func.min(s.id), sa.func.max(s.id)).where(s.at_wall_ns >= from_ns, s.at_wall_ns < end_ns)
    low, high = connection.execute(query).one()
    return range(0) if low is None else range(low, high + 1)
