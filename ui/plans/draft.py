"""What is being edited: plans, shifts, routes, key cameras; one value, and what is wrong with it. No Qt here."""

import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, NamedTuple

from duty.patrol.config import PlanConfig, PlanLevel, RouteConfig, ShiftConfig
from duty.plan_file import PlanChanges
from duty.precinct import Precinct

NAME_LIMIT = 80
ROUTE_LIMIT = 200
SUMMARY_LIMIT = 1000
DAY_MIN = 24 * 60


class Wrong(StrEnum):
    """What is wrong with a field; the words are the window's."""

    NO_NAME = "no_name"
    LONG_NAME = "long_name"
    NO_CAMERAS = "no_cameras"
    MANY_CAMERAS = "many_cameras"
    NO_SHIFT = "no_shift"


class Problem(NamedTuple):
    part: str
    """"shifts" or "routes"."""
    id: str
    """Of the entry; "" for the part as a whole."""
    wrong: Wrong


@dataclass(frozen=True, slots=True)
class Draft:
    """May be wrong while somebody types: `problems_of` says where."""

    plans: tuple[PlanConfig, ...]
    """One for each level, in order."""
    shifts: tuple[ShiftConfig, ...]
    routes: tuple[RouteConfig, ...]
    key_cameras: tuple[str, ...]
    """In the cameras' order."""

    def plan(self, level: PlanLevel) -> PlanConfig:
        return next(plan for plan in self.plans if plan.level is level)

    def with_plan(self, level: PlanLevel, **changes: Any) -> "Draft":
        return replace(self, plans=_changed(self.plans, "level", level, changes))

    def with_shift(self, shift_id: str, **changes: Any) -> "Draft":
        return replace(self, shifts=_changed(self.shifts, "id", shift_id, changes))

    def with_route(self, route_id: str, **changes: Any) -> "Draft":
        return replace(self, routes=_changed(self.routes, "id", route_id, changes))

    def without(self, part: str, entry_id: str) -> "Draft":
        """Without a shift or a route."""
        left = tuple(entry for entry in getattr(self, part) if entry.id != entry_id)
        return replace(self, **{part: left})

    def with_new_shift(self, name: str) -> "Draft":
        start = self.shifts[-1].end if self.shifts else "08:00"
        end = self.shifts[0].start if self.shifts else "20:00"
        new_id = _new_id(name, (s.id for s in self.shifts))
        made = ShiftConfig.model_construct(id=new_id, name=name, start=start, end=end, officers=1)
        return replace(self, shifts=(*self.shifts, made))

    def with_new_route(self, name: str) -> "Draft":
        """Its cameras are still to be chosen."""
        made = RouteConfig.model_construct(id=_new_id(name, (r.id for r in self.routes)), name=name, cameras=())
        return replace(self, routes=(*self.routes, made))


def draft_of(precinct: Precinct) -> Draft:
    chosen = set(precinct.patrol.key_cameras)
    return Draft(
        plans=precinct.all_plans(),
        shifts=precinct.all_shifts(),
        routes=precinct.routes,
        key_cameras=tuple(c.id for c in precinct.cameras if c.id in chosen),
    )


def problems_of(draft: Draft) -> tuple[Problem, ...]:
    return tuple(_problems(draft))


def applied(precinct: Precinct, draft: Draft) -> Precinct:
    """The precinct as it would be; the draft must have no problems."""
    patrol = precinct.patrol.model_copy(update={"key_cameras": draft.key_cameras})
    return precinct.model_copy(
        update={"plans": draft.plans, "shifts": draft.shifts, "routes": draft.routes, "patrol": patrol}
    )


def changes_of(precinct: Precinct, draft: Draft) -> PlanChanges:
    """Only the parts that differ from what is configured: the rest of the file is not touched."""
    before = draft_of(precinct)
    patrol = precinct.patrol.model_copy(update={"key_cameras": draft.key_cameras})
    return PlanChanges(
        patrol=patrol if set(draft.key_cameras) != set(before.key_cameras) else None,
        plans=draft.plans if draft.plans != before.plans else None,
        shifts=draft.shifts if draft.shifts != before.shifts else None,
        routes=draft.routes if draft.routes != before.routes else None,
    )


def summary_of(before: Draft, after: Draft) -> str:
    """What was changed, for the book: fields as the file spells them. At most SUMMARY_LIMIT characters."""
    lines = [f"patrol.key_cameras: {len(before.key_cameras)} -> {len(after.key_cameras)}"]
    if set(before.key_cameras) == set(after.key_cameras):
        lines.clear()
    for part, key in (("plans", "level"), ("shifts", "id"), ("routes", "id")):
        old = {str(getattr(e, key)): e for e in getattr(before, part)}
        new = {str(getattr(e, key)): e for e in getattr(after, part)}
        lines += [f"{part}.{name}: removed" for name in old if name not in new]
        lines += [f"{part}.{name}: added" for name in new if name not in old]
        for name in new:
            if name in old and old[name] != new[name]:
                was, now = old[name].model_dump(mode="json"), new[name].model_dump(mode="json")
                lines += [f"{part}.{name}.{f}: {was[f]} -> {now[f]}" for f in now if was[f] != now[f]]
    text = "; ".join(lines)
    return text if len(text) <= SUMMARY_LIMIT else text[: SUMMARY_LIMIT - 1] + "…"


def uncovered(shifts: Iterable[ShiftConfig]) -> list[tuple[str, str]]:
    """Times of day, HH:MM, in which no shift is on duty."""
    covered = [False] * DAY_MIN
    for shift in shifts:
        start, end = _minute(shift.start), _minute(shift.end)
        length = (end - start) % DAY_MIN or DAY_MIN
        for minute in range(start, start + length):
            covered[minute % DAY_MIN] = True
    if not any(covered):
        return []
    begins = [m for m in range(DAY_MIN) if not covered[m] and covered[m - 1]]
    gaps = []
    for begin in begins:
        end = begin
        while not covered[end % DAY_MIN]:
            end += 1
        gaps.append((_clock(begin), _clock(end)))
    return gaps


def moved(cameras: tuple[str, ...], place: int, by: int) -> tuple[str, ...]:
    """One camera of a route `by` places on; at an end it stays."""
    to = place + by
    if not (0 <= place < len(cameras) and 0 <= to < len(cameras)):
        return cameras
    order = list(cameras)
    order.insert(to, order.pop(place))
    return tuple(order)


def _problems(draft: Draft) -> Iterator[Problem]:
    if not draft.shifts:
        yield Problem("shifts", "", Wrong.NO_SHIFT)
    for part, entries in (("shifts", draft.shifts), ("routes", draft.routes)):
        for entry in entries:
            if not entry.name.strip():
                yield Problem(part, entry.id, Wrong.NO_NAME)
            elif len(entry.name) > NAME_LIMIT:
                yield Problem(part, entry.id, Wrong.LONG_NAME)
    for route in draft.routes:
        if not route.cameras:
            yield Problem("routes", route.id, Wrong.NO_CAMERAS)
        elif len(route.cameras) > ROUTE_LIMIT:
            yield Problem("routes", route.id, Wrong.MANY_CAMERAS)


def _minute(time: str) -> int:
    hours, minutes = time.split(":")
    return int(hours) * 60 + int(minutes)


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"


def _changed(entries: tuple[Any, ...], key: str, value: object, changes: dict[str, Any]) -> tuple[Any, ...]:
    # model_copy checks nothing: a name may be empty while it is being typed.
    return tuple(entry.model_copy(update=changes) if getattr(entry, key) == value else entry for entry in entries)


def _new_id(name: str, taken: Iterable[str]) -> str:
    """Made of the name's own letters where it has any, and never one that is there."""
    plain = re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-").lower()[:30]
    base = plain if plain and name.isascii() else f"n-{zlib.crc32(name.encode()):08x}"
    known, number = set(taken), 1
    while (base if number == 1 else f"{base}-{number}") in known:
        number += 1
    return base if number == 1 else f"{base}-{number}"
