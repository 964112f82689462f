"""What a trainer lets go wrong in the simulated fleet: given at the start, so that the same list gives the same run."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from drones.simulator.dock import DockState
from drones.simulator.guests import BLACK_SERIALS, GONE_S, Guest, black_flight

HEAVY_RAIN = 3
_COVER_ABNORMAL = 4


class TroubleKind(StrEnum):
    LINK_LOSS = "link_loss"
    """Nothing of this drone or dock comes any more."""
    DOCK_RAIN = "dock_rain"
    """Heavy rain at the dock."""
    COVER_JAMMED = "cover_jammed"
    """The dock's cover stands still half-way, and the dock's alarm is on."""
    BLACK_FLIGHT = "black_flight"
    """An aircraft that is none of ours flies into the government quarter; a visit takes as long as it takes."""


@dataclass(frozen=True, slots=True)
class Trouble:
    kind: TroubleKind
    system: int
    """System id of the drone or dock; 0 for a black flight."""
    from_s: float
    """Since the simulator's start."""
    to_s: float


class Troubles:
    """With any list, also an empty one, nothing goes wrong but what is on it."""

    def __init__(self, listed: Sequence[Trouble]) -> None:
        self._listed = tuple(listed)

    def is_silent(self, system: int, t_s: float) -> bool:
        return self._on(TroubleKind.LINK_LOSS, system, t_s)

    def is_rain(self, system: int, t_s: float) -> bool:
        return self._on(TroubleKind.DOCK_RAIN, system, t_s)

    def is_jammed(self, system: int, t_s: float) -> bool:
        return self._on(TroubleKind.COVER_JAMMED, system, t_s)

    def black_flight(self, t_s: float) -> Guest | None:
        """Of visits that overlap, the one that began last. Each has a serial of its own, in turn."""
        begun = sorted(t.from_s for t in self._listed if t.kind is TroubleKind.BLACK_FLIGHT and t.from_s <= t_s)
        into_s = t_s - begun[-1] if begun else GONE_S
        guest = black_flight(into_s) if into_s < GONE_S else None
        serial = BLACK_SERIALS[(len(begun) - 1) % len(BLACK_SERIALS)]
        return None if guest is None else replace(guest, serial=serial)

    def _on(self, kind: TroubleKind, system: int, t_s: float) -> bool:
        return any(t.kind is kind and t.system == system and t.from_s <= t_s < t.to_s for t in self._listed)


def jammed(state: DockState) -> DockState:
    """The state of a dock whose cover stands still."""
    return DockState(
        state.mode,
        _COVER_ABNORMAL,
        state.drone_present,
        state.charge,
        state.task_step,
        state.battery_percent,
        alarm=True,
    )
