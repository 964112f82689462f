"""A shift's or a period's figures, read from the book in a few passes. docs/report-shift.md defines each of them."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from duty.book.tables import head
from duty.patrol.view import ShiftView
from duty.precinct import Precinct
from duty.report import cases, happenings, sightings
from duty.report.period import read_period
from duty.report.view import ShiftReport


def shift_report(
    connection: Connection,
    precinct: Precinct,
    from_wall_ns: int,
    to_wall_ns: int,
    shift: ShiftView | None,
    now_wall_ns: int,
) -> ShiftReport:
    """What lies in [from, to), and not after now. `shift` is None for a week or a month."""
    span = read_period(connection, precinct, from_wall_ns, to_wall_ns, now_wall_ns)
    plans, levels = happenings.plans(connection, span)
    level = levels.at(span.end_ns)
    counted, round_counts = sightings.count(connection, span)
    answers = sightings.notable(connection, span)
    on_time = sightings.on_time(connection, span, level, levels, answers)
    operators = happenings.operators(connection, span, round_counts)
    rounds = happenings.rounds(connection, span, round_counts)
    findings = cases.findings(connection, span, answers)
    at_head = connection.execute(sa.select(head.c.seq, head.c.hash)).one()
    return ShiftReport(
        shift_key="" if shift is None else shift.key,
        shift_name="" if shift is None else shift.name,
        from_wall_ns=from_wall_ns,
        to_wall_ns=to_wall_ns,
        made_wall_ns=now_wall_ns,
        operators=operators,
        plans=plans,
        sightings=counted.sightings,
        displayed=counted.displayed,
        looked=counted.looked,
        credited=counted.credited,
        abnormal=counted.abnormal,
        cannot_see=counted.cannot_see,
        tiers=sightings.tiers(span, level, on_time),
        on_time=on_time.on_time(),
        rounds=rounds,
        nobody_s=happenings.nobody_s(connection, span),
        late=tuple(sorted(on_time.late.values(), key=lambda c: (-c.missed, -c.worst_s, c.camera_id))),
        findings=findings,
        incidents=cases.incidents(connection, span),
        out=happenings.out(connection, span),
        sorties=happenings.sorties(connection, span),
        head_seq=at_head.seq,
        head_hash=at_head.hash,
        names=happenings.names(connection, operators),
    )
