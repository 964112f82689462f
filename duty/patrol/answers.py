"""The officer's answers on their way into the book, and what they change once they are there."""

from collections.abc import Mapping, Sequence
from functools import partial

from base.clock import NS_PER_MS
from duty.book.rows import Receipt, Row
from duty.patrol import rows
from duty.patrol.known import Known
from duty.patrol.outbox import Outbox, Settled
from duty.patrol.patrol import StillFile
from duty.patrol.progress import Progress
from duty.patrol.round import Given, Round
from duty.patrol.rows import Moment
from duty.patrol.timetable import Timetable


class Answers:
    """Of one round."""

    def __init__(self, walked: Round, outbox: Outbox, known: Known) -> None:
        self.progress = Progress()
        self._walked = walked
        self._outbox = outbox
        self._known = known

    def normal(self, given: Sequence[Given], table: Timetable, wall_ns: int) -> None:
        """All that were left of a step, in one transaction."""
        if given:
            self._write([(answer, "") for answer in given], table, self._moment(table, wall_ns), (), {})

    def abnormal(self, given: Given, table: Timetable, wall_ns: int, word: str, still: StillFile | None) -> None:
        """The sighting with the incident that it opens and its still: all of it or nothing."""
        moment = self._moment(table, wall_ns)
        camera_id = given.camera_id
        area_id = table.plans.cameras[moment.level][camera_id].area_id
        more = [rows.finding(moment, table.cameras[camera_id], area_id, word)]
        if still is not None:
            incident_uuid = more[0].uuid
            more.append(
                rows.still(still, camera_id, incident_uuid=incident_uuid, at_wall_ns=wall_ns, login=moment.login)
            )
        self._write([(given, word)], table, moment, more, {})

    def cannot_see(self, given: Given, table: Timetable, wall_ns: int, word: str) -> None:
        """With a repair ticket, unless one is open."""
        moment = self._moment(table, wall_ns)
        camera_id = given.camera_id
        if self._known.has_ticket(camera_id):
            self._write([(given, word)], table, moment, (), {})
            return
        ticket = rows.ticket(moment, camera_id, word)
        self._known.ask_for_repair(camera_id, ticket.uuid)
        follow = {ticket.uuid: partial(self._known.settle_ticket, camera_id, ticket.uuid)}
        self._write([(given, word)], table, moment, (ticket,), follow)

    def _moment(self, table: Timetable, wall_ns: int) -> Moment:
        shift = table.times(wall_ns).present
        shift_key = "" if shift is None else shift.key
        return Moment(wall_ns, self._walked.login, self._known.plan.level, shift_key)

    def _write(
        self,
        answers: Sequence[tuple[Given, str]],
        table: Timetable,
        moment: Moment,
        more: Sequence[Row],
        follow: Mapping[str, Settled],
    ) -> None:
        """One transaction: the sightings with their notes, and what goes with them."""
        sightings, following = [], dict(follow)
        for given, note in answers:
            camera_id = given.camera_id
            plan = table.plans.cameras[moment.level][camera_id]
            last_wall_ns = self._known.assumed(camera_id)
            is_known = self._known.loaded or last_wall_ns is not None
            due = table.deadline_of_record(plan, last_wall_ns, moment.at_wall_ns) if is_known else None
            row = rows.sighting(
                given,
                moment,
                plan,
                round_uuid=self._walked.plan.uuid,
                dwell_ms=self._walked.dwell_ns // NS_PER_MS,
                due_wall_ns=due,
                note=note,
            )
            if given.credited:
                self._known.credit(camera_id, row.uuid, moment.at_wall_ns)
            self.progress.note(camera_id, Receipt.WAITING)
            following[row.uuid] = partial(self._settled, given, row.uuid, moment.at_wall_ns)
            sightings.append(row)
        self._outbox.write(*sightings, *more, follow=following)

    def _settled(self, given: Given, row_uuid: str, at_wall_ns: int, receipt: Receipt) -> None:
        self.progress.note(given.camera_id, receipt)
        if given.credited:
            self._known.settle_credit(given.camera_id, row_uuid, at_wall_ns, receipt)
        elif receipt is not Receipt.REFUSED:
            self._known.tried[given.camera_id] = at_wall_ns
