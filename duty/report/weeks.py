"""Deadlines met and missed over weeks, by area, hour and plan."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from duty.book.tables import sighting
from duty.coverage.view import WeeksView
from duty.precinct import Precinct
from duty.report import happenings, sightings
from duty.report.period import read_period


def weeks(
    connection: Connection, precinct: Precinct, from_wall_ns: int, to_wall_ns: int, now_wall_ns: int
) -> WeeksView:
    """The same deadlines as the report of that period counts."""
    span = read_period(connection, precinct, from_wall_ns, to_wall_ns, now_wall_ns)
    _, levels = happenings.plans(connection, span)
    answers = sightings.notable(connection, span)
    groups = sightings.on_time(connection, span, levels.at(span.end_ns), levels, answers).on_time()
    at = sighting.c.at_wall_ns
    query = sa.select(sa.func.count()).select_from(sighting).where(at >= from_wall_ns, at < span.end_ns)
    return WeeksView(from_wall_ns, to_wall_ns, groups, int(connection.execute(query).scalar_one()))
