"""What is said of plans, tiers, deadlines and shares."""

from datetime import tzinfo

from PySide6.QtCore import QCoreApplication

from base.clock import NS_PER_S
from duty.patrol.config import PlanLevel, Tier
from duty.patrol.view import DueCamera, Refusal
from ui.words import duty, figures

translate = QCoreApplication.translate


def plan(level: PlanLevel) -> str:
    match level:
        case PlanLevel.ROUTINE:
            return translate("Coverage", "Routine")
        case PlanLevel.HEIGHTENED:
            return translate("Coverage", "Heightened")
        case PlanLevel.HIGHEST:
            return translate("Coverage", "Highest")


def tier(value: Tier) -> str:
    match value:
        case Tier.KEY:
            return translate("Coverage", "Key cameras")
        case Tier.ORDINARY:
            return translate("Coverage", "Ordinary cameras")


def tier_of_one(value: Tier) -> str:
    match value:
        case Tier.KEY:
            return translate("Coverage", "key camera")
        case Tier.ORDINARY:
            return translate("Coverage", "ordinary camera")


def every(interval_s: float | None) -> str:
    """How often a tier is looked at; None is once a shift."""
    if interval_s is None:
        return translate("Coverage", "once a shift")
    return translate("Coverage", "every {time}").replace("{time}", span(interval_s))


def span(seconds: float) -> str:
    """A length of time that is kept to the minute: "90 min", "4 h", and under two minutes "80 s"."""
    if seconds < 120:
        pattern, value = translate("Figures", "{n} s"), f"{round(seconds, 1):g}"
    elif seconds % 3600 == 0:
        pattern, value = translate("Figures", "{n} h"), f"{seconds / 3600:g}"
    else:
        pattern, value = translate("Figures", "{n} min"), f"{round(seconds / 60, 1):g}"
    return pattern.replace("{n}", value).replace(" ", figures.NBSP)


def countdown(seconds: float) -> str:
    """Time left as a clock shows it: 12:34, or 1:02:03 from an hour on; never below nothing."""
    whole_s = max(0, int(seconds))
    hours, minutes, rest_s = whole_s // 3600, whole_s // 60 % 60, whole_s % 60
    return f"{hours}:{minutes:02d}:{rest_s:02d}" if hours else f"{minutes:02d}:{rest_s:02d}"


def due_in(due_wall_ns: int, now_wall_ns: int) -> str:
    """Such as "in 12 min" or "4 min late"."""
    seconds = (due_wall_ns - now_wall_ns) / NS_PER_S
    if seconds >= 0:
        return translate("Coverage", "in {time}").replace("{time}", figures.age(seconds))
    return late(-seconds)


def late(seconds: float) -> str:
    return translate("Coverage", "{time} late").replace("{time}", figures.age(seconds))


def due_word(item: DueCamera, now_wall_ns: int, loaded: bool) -> str:
    """The state of a camera's deadline in few words."""
    if item.out:
        return translate("Coverage", "out")
    if not loaded:
        return figures.UNKNOWN
    if not item.overdue and item.due_wall_ns < now_wall_ns:
        return translate("Coverage", "due now")
    return due_in(item.due_wall_ns, now_wall_ns)


def percent(part: int, whole: int) -> int | None:
    """Whole per cent, rounded so that 100 is all and 0 is none; None for nothing of nothing."""
    if whole <= 0:
        return None
    rounded = round(100 * part / whole)
    return min(99, max(1, rounded)) if 0 < part < whole else rounded


def share(part: int, whole: int) -> str:
    return figures.figure(percent(part, whole), "%")


def plan_in_force(level: PlanLevel, since_wall_ns: int | None, by: str, zone: tzinfo, now_wall_ns: int) -> str:
    """Such as "Routine since 08:12:40, Wang Min"."""
    if since_wall_ns is None:
        return plan(level)
    time = duty.clock_time(since_wall_ns, zone, now_wall_ns)
    pattern = (
        translate("Coverage", "{plan} since {time}, {name}") if by else translate("Coverage", "{plan} since {time}")
    )
    return pattern.replace("{plan}", plan(level)).replace("{time}", time).replace("{name}", by)


def switch_refused(refusal: Refusal) -> str:
    """Why a plan was not switched."""
    match refusal:
        case Refusal.SIGNED_OUT:
            return translate("Coverage", "Nobody is signed in. Sign in first; the switch is written down with a name.")
        case Refusal.NO_RIGHT:
            return translate("Coverage", "Your role may not switch the plan.")
        case _:
            return translate("Coverage", "The plan was not switched: {why}").replace("{why}", refusal.value)
