"""The cameras of a round that an officer asks for."""

from base.clock import NS_PER_S
from duty.patrol import steps
from duty.patrol.due import FUTURE_NS
from duty.patrol.known import Known
from duty.patrol.timetable import Timetable
from duty.patrol.view import Refusal, RoundKind


def cameras_of(
    kind: RoundKind, which: str, table: Timetable, known: Known, wall_ns: int
) -> tuple[str, tuple[str, ...]] | Refusal:
    """The round's name and its cameras in order. `table` has just been refreshed."""
    name = ""
    if kind is RoundKind.AREA:
        if which not in table.plans.area_names:
            return Refusal.NO_SUCH_CAMERA
        name, cameras = table.plans.area_names[which], table.plans.in_area(which)
    elif kind is RoundKind.ROUTE:
        route = next((r for r in table.precinct.routes if r.id == which), None)
        if route is None:
            return Refusal.NO_SUCH_CAMERA
        name, cameras = route.name, steps.along(route, table.cameras)
    elif kind is RoundKind.ALL:
        cameras = tuple(table.cameras)
    else:
        cameras = _due_cameras(table, known, wall_ns)
    return (name, cameras) if cameras else Refusal.NOTHING_DUE


def _due_cameras(table: Timetable, known: Known, wall_ns: int) -> tuple[str, ...]:
    """Without those that need not be offered; but something is offered whenever there are cameras at all."""
    level = known.plan.level
    size = table.plans.plans[level].step
    for left_out in (known.waiting() | _resting(table, known, wall_ns), frozenset[str]()):
        cameras = steps.due_round(
            table.due.cameras, table.intervals(level), table.shift, wall_ns, not_now=left_out, size=size
        )
        if cameras:
            return cameras
    return ()


def _resting(table: Timetable, known: Known, wall_ns: int) -> frozenset[str]:
    """Cameras that are out of order and were tried within their interval: there is nothing new to see."""
    shift = table.shift
    resting = set()
    for camera in table.due.cameras:
        tried_wall_ns = known.tried.get(camera.camera_id)
        if not camera.out or tried_wall_ns is None or tried_wall_ns > wall_ns + FUTURE_NS:
            continue
        interval_s = table.plans.cameras[known.plan.level][camera.camera_id].interval_s
        if interval_s is not None:
            is_resting = wall_ns < tried_wall_ns + interval_s * NS_PER_S
        else:
            is_resting = shift is not None and tried_wall_ns >= shift.start_wall_ns
        if is_resting:
            resting.add(camera.camera_id)
    return frozenset(resting)
