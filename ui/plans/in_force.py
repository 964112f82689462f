"""The precinct as the patrol walks it now: with the plans that were edited since the program began."""

from typing import Protocol, runtime_checkable

from duty.patrol.view import Refusal
from duty.precinct import Precinct
from sessions.world import World


@runtime_checkable
class TakesPlans(Protocol):
    """A patrol whose plans may be edited while it runs."""

    def replan(self, precinct: Precinct, *, file: str = "", summary: str = "") -> Refusal | None: ...


def precinct_in_force(world: World) -> Precinct:
    edited: object = getattr(world.patrol, "precinct", None)
    return edited if isinstance(edited, Precinct) else world.precinct


def put_in_force(world: World, precinct: Precinct, *, file: str, summary: str) -> Refusal | None:
    """Written down as an act of whoever is signed in."""
    patrol: object = world.patrol
    return patrol.replan(precinct, file=file, summary=summary) if isinstance(patrol, TakesPlans) else None
