"""Space that was pressed too early or held down: written down, but not once for every repeat of a key."""

from base.clock import NS_PER_S
from duty.acts import ActKind, act
from duty.book.rows import Row
from duty.patrol.view import Refusal

EVERY_NS = 10 * NS_PER_S


class Tries:
    """At most one act in ten seconds for each kind of refusal; it says how many tries it stands for."""

    def __init__(self, round_uuid: str) -> None:
        self._round_uuid = round_uuid
        self._waiting: dict[Refusal, int] = {}
        self._next_ns: dict[Refusal, int] = {}
        self._login = ""

    def note(self, refusal: Refusal, login: str) -> None:
        self._waiting[refusal] = self._waiting.get(refusal, 0) + 1
        self._login = login

    def rows(self, now_ns: int, at_wall_ns: int, *, last: bool = False) -> list[Row]:
        """What is to be written now; `last`: the round ends, nothing may stay behind."""
        rows = []
        for refusal in tuple(self._waiting):
            if last or now_ns >= self._next_ns.get(refusal, now_ns):
                self._next_ns[refusal] = now_ns + EVERY_NS
                detail = {"refusal": refusal.value, "tries": self._waiting.pop(refusal)}
                rows.append(
                    act(
                        ActKind.TRIED_EARLY,
                        self._round_uuid,
                        at_wall_ns=at_wall_ns,
                        operator=self._login,
                        detail=detail,
                    )
                )
        return rows
