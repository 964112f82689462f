"""What the patrol knows of its cameras: what the book remembers, and what came since, by where its rows are.

Only what is in the book (or safe on this machine's disk) is shown as seen; what still waits counts as seen where the
question is whether to offer a camera again.
"""

from dataclasses import dataclass, field

from duty.book.rows import Receipt
from duty.patrol.config import PlanLevel
from duty.patrol.memory import Memory, PlanInForce

_Place = tuple[int, int]
"""The how-manieth sighting of this run, and its time: what was spooled may be told of after what came later, and the
clock may have been set back between two."""


@dataclass(slots=True)
class _Credited:
    committed: _Place | None = None
    kept: dict[str, _Place] = field(default_factory=dict)
    waiting: dict[str, _Place] = field(default_factory=dict)

    def safe(self) -> int | None:
        """The time of the last one that is in the book or on this machine's disk."""
        places = [*self.kept.values(), *(() if self.committed is None else (self.committed,))]
        return max(places)[1] if places else None


class Known:
    def __init__(self, plan: PlanLevel) -> None:
        self.loaded = False
        self._plans = [PlanInForce(plan, None, "")]
        """One after another, as they were switched; the last one is in force."""
        self.seen: dict[str, int] = {}
        """The last sighting that counts, by camera."""
        self.tried: dict[str, int] = {}
        """The last answer that did not count, by camera."""
        self.tickets: dict[str, dict[str, None]] = {}
        """Open ones by camera: their uuids, oldest first."""
        self.references: dict[str, str] = {}
        self._credited: dict[str, _Credited] = {}
        self._number = 0
        self._asked_for_repair: dict[str, str] = {}
        """Tickets on their way into the book, by uuid."""
        self._closed: set[str] = set()
        """Tickets that were closed in this run, by uuid."""
        self._switching: PlanInForce | None = None
        self.was_switched = False
        """By an act, in this run or before: until then the configuration says which plan it is."""

    @property
    def out(self) -> frozenset[str]:
        return frozenset(camera for camera, tickets in self.tickets.items() if tickets)

    def load(self, memory: Memory) -> None:
        """What came in this run is newer than all that the book remembers."""
        for camera_id, at_wall_ns in memory.credited.items():
            credited = self._credited.setdefault(camera_id, _Credited())
            if credited.committed is None:
                credited.committed = (0, at_wall_ns)
            self._publish(camera_id, credited)
        self.tried = {**memory.tried, **self.tried}
        self.references = {**memory.references, **self.references}
        for camera_id, uuids in memory.tickets.items():
            self.tickets[camera_id] = {**dict.fromkeys(uuids), **self.tickets.get(camera_id, {})}
        if memory.plan is not None and not self.was_switched:
            self._plans, self.was_switched = [memory.plan], True
        self.loaded = True

    def assumed(self, camera_id: str) -> int | None:
        """When it was seen last, whether or not that is in the book yet."""
        credited = self._credited.get(camera_id)
        if credited is not None and credited.waiting:
            return max(credited.waiting.values())[1]
        return self.seen.get(camera_id)

    def waiting(self) -> frozenset[str]:
        """Cameras whose last sighting is not in the book yet."""
        return frozenset(camera for camera, credited in self._credited.items() if credited.waiting)

    def credit(self, camera_id: str, row_uuid: str, at_wall_ns: int) -> None:
        self._number += 1
        self._credited.setdefault(camera_id, _Credited()).waiting[row_uuid] = (self._number, at_wall_ns)

    def settle_credit(self, camera_id: str, row_uuid: str, at_wall_ns: int, receipt: Receipt) -> None:
        credited = self._credited.setdefault(camera_id, _Credited())
        place = credited.waiting.pop(row_uuid, None) or credited.kept.pop(row_uuid, None) or (0, at_wall_ns)
        if receipt is Receipt.COMMITTED:
            credited.committed = max(place, credited.committed or place)
        elif receipt is Receipt.SPOOLED:
            credited.kept[row_uuid] = place
        self._publish(camera_id, credited)

    def has_ticket(self, camera_id: str) -> bool:
        return bool(self.tickets.get(camera_id)) or camera_id in self._asked_for_repair.values()

    def ask_for_repair(self, camera_id: str, ticket_uuid: str) -> None:
        self._asked_for_repair[ticket_uuid] = camera_id

    def settle_ticket(self, camera_id: str, ticket_uuid: str, receipt: Receipt) -> None:
        self._asked_for_repair.pop(ticket_uuid, None)
        if receipt is Receipt.REFUSED:
            self.tickets.get(camera_id, {}).pop(ticket_uuid, None)
        elif ticket_uuid not in self._closed:
            self.tickets.setdefault(camera_id, {})[ticket_uuid] = None

    def settle_close(self, camera_id: str, ticket_uuid: str, receipt: Receipt) -> None:
        if receipt is Receipt.REFUSED:
            self._closed.discard(ticket_uuid)
            self.tickets.setdefault(camera_id, {})[ticket_uuid] = None
        else:
            self._closed.add(ticket_uuid)
            self.tickets.get(camera_id, {}).pop(ticket_uuid, None)

    @property
    def plan(self) -> PlanInForce:
        return self._plans[-1]

    @property
    def wanted(self) -> PlanLevel:
        """The plan that will be in force once all rows are in the book."""
        return self.plan.level if self._switching is None else self._switching.level

    def configured(self, level: PlanLevel) -> None:
        """The configuration's plan is in force until the first switch."""
        if not self.was_switched:
            self._plans = [PlanInForce(level, None, "")]

    def switch(self, plan: PlanInForce) -> None:
        self._switching = plan

    def settle_switch(self, plan: PlanInForce, receipt: Receipt) -> None:
        if self._switching is plan:
            self._switching = None
        if receipt is not Receipt.REFUSED:
            if plan not in self._plans:
                self._plans.append(plan)
            self.was_switched = True
        elif plan in self._plans:  # it was kept on this machine, and then the book would not have it
            self._plans.remove(plan)

    def settle_reference(self, camera_id: str, path: str, receipt: Receipt) -> None:
        if receipt is not Receipt.REFUSED:
            self.references[camera_id] = path
        elif self.references.get(camera_id) == path:
            del self.references[camera_id]

    def _publish(self, camera_id: str, credited: _Credited) -> None:
        last = credited.safe()
        if last is None:
            self.seen.pop(camera_id, None)
        else:
            self.seen[camera_id] = last
