"""What a trainee did, held against the script's marks. Pure."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sessions.training.script import Expected, InjectionKind, Planned, ReactionKind, Script

SLACK_S = 1.0
"""A reaction may be stamped a little before what it answers: two clocks, and the way of a datagram."""


@dataclass(frozen=True, slots=True)
class Reaction:
    at_s: float
    """Since the run's beginning."""
    kind: ReactionKind
    target: str
    """Id of the drone, dock or camera, serial of an aircraft; "" where the act names none."""
    about: InjectionKind | None = None
    """What it was said to be: with NOTICED, and BLACK_FLIGHT for acts on an airspace incident."""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    expected: Expected
    planned: Planned
    reaction: Reaction | None
    after_s: float | None
    """From the injection's beginning to the reaction; None: there was none in time."""
    points: float
    decided: bool = True
    """False: the run ended, or was broken off, before it was too late. Nobody can tell, and it counts for nothing."""


@dataclass(frozen=True, slots=True)
class Score:
    marks: tuple[Mark, ...]
    """In the script's order."""
    false: tuple[Reaction, ...]
    """Noticed what was not there."""
    points: float
    most: int
    """Of the marks that are decided."""


def score(
    script: Script, planned: Sequence[Planned], reactions: Iterable[Reaction], length_s: float = math.inf
) -> Score:
    """Each mark takes the first reaction that answers it and that no mark before it has taken. `length_s`: when the run
    ended; what comes after it is none of it."""
    by_id = {one.id: one for one in planned}
    ordered = sorted((r for r in reactions if r.at_s <= length_s), key=lambda r: r.at_s)
    taken: set[int] = set()
    marks: dict[int, Mark] = {}
    # the earliest injections first: of two that are alike, the reaction belongs to the one that has waited longer
    order = sorted(range(len(script.marks)), key=lambda i: (by_id[script.marks[i].injection].from_s, i))
    for index in order:
        expected = script.marks[index]
        injection = by_id[expected.injection]
        found = next(
            (i for i, r in enumerate(ordered) if i not in taken and _answers(r, expected, injection)),
            None,
        )
        if found is None:
            decided = injection.from_s + expected.late_s <= length_s
            marks[index] = Mark(expected, injection, None, None, 0.0, decided)
            continue
        taken.add(found)
        after_s = max(0.0, ordered[found].at_s - injection.from_s)
        points = expected.points * (1.0 if after_s <= expected.within_s else 0.5)
        marks[index] = Mark(expected, injection, ordered[found], after_s, points)
    false = tuple(
        r
        for i, r in enumerate(ordered)
        if i not in taken and r.kind is ReactionKind.NOTICED and not any(_is_about(r, p) for p in planned)
    )
    in_order = tuple(marks[i] for i in range(len(script.marks)))
    points = sum(mark.points for mark in in_order) + script.false_points * len(false)
    most = sum(mark.expected.points for mark in in_order if mark.decided)
    return Score(in_order, false, points, most)


def _answers(reaction: Reaction, expected: Expected, injection: Planned) -> bool:
    after_s = reaction.at_s - injection.from_s
    return reaction.kind is expected.reaction and -SLACK_S <= after_s <= expected.late_s and _fits(reaction, injection)


def _is_about(reaction: Reaction, injection: Planned) -> bool:
    """Somebody may well notice, late or twice, what has begun."""
    return reaction.at_s >= injection.from_s - SLACK_S and _fits(reaction, injection)


def _fits(reaction: Reaction, injection: Planned) -> bool:
    if reaction.about is not None and reaction.about is not injection.kind:
        return False
    if injection.kind is InjectionKind.BLACK_FLIGHT:
        is_this_one = not (reaction.target and injection.target) or reaction.target == injection.target
        is_about = reaction.about is InjectionKind.BLACK_FLIGHT
        return (is_about and is_this_one) or reaction.kind is ReactionKind.OPENED
    if reaction.kind is ReactionKind.OPENED and not reaction.target:
        return True
    return reaction.target == injection.target
