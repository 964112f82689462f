"""Which camera is to blame when a worker dies, and where cameras go then. Pure.

A camera that is inside the decoder when its worker dies is a suspect; the second time it gets a worker of its own.
Several that were there both times leave together, or by halves where they are all: when a busy machine runs short of
memory and kills workers, each camera in a process of its own would need ten times as much.
Where no camera was inside the decoder (the parser, the network code), all of that worker's are suspects: the second
time within two minutes they are parted into halves, which ends with the culprit alone.
"""

from dataclasses import dataclass, field

from base.clock import NS_PER_S

FORGET_AFTER_NS = 600 * NS_PER_S
NAMELESS_WITHIN_NS = 120 * NS_PER_S


@dataclass(slots=True)
class Groups:
    """The cameras of each worker: `groups[w]` are worker w's, by index. Groups are added, never removed."""

    groups: list[list[int]]
    _blamed_ns: dict[int, int] = field(default_factory=dict)
    _nameless_ns: dict[int, int] = field(default_factory=dict)

    @classmethod
    def spread(cls, cameras: int, workers: int) -> "Groups":
        """In turn, so that neighbours on the wall are decoded by different workers."""
        return cls([list(range(worker, cameras, workers)) for worker in range(workers)])

    def workers(self) -> dict[int, int]:
        """The worker of each camera."""
        return {camera: worker for worker, members in enumerate(list(self.groups)) for camera in members}

    def died(self, worker: int, inside_decoder: tuple[int, ...], now_ns: int) -> list[int]:
        """Worker `worker` died with these of its cameras inside the decoder; returns the workers that are new."""
        members = self.groups[worker]
        suspects = [camera for camera in inside_decoder if camera in members]
        if suspects:
            return self._blame(worker, suspects, now_ns)
        before_ns = self._nameless_ns.pop(worker, None)
        if before_ns is None or now_ns - before_ns > NAMELESS_WITHIN_NS:
            self._nameless_ns[worker] = now_ns
            return []
        return [self._part(worker, members[1::2])] if len(members) > 1 else []

    def _blame(self, worker: int, suspects: list[int], now_ns: int) -> list[int]:
        again = []
        for camera in suspects:
            before_ns = self._blamed_ns.get(camera)
            self._blamed_ns[camera] = now_ns
            if before_ns is not None and now_ns - before_ns <= FORGET_AFTER_NS:
                again.append(camera)
        members = self.groups[worker]
        leaving = again if len(again) < len(members) else again[1::2]
        return [self._part(worker, leaving)] if leaving else []

    def _part(self, worker: int, leaving: list[int]) -> int:
        self.groups[worker] = [camera for camera in self.groups[worker] if camera not in leaving]
        self.groups.append(list(leaving))
        return len(self.groups) - 1
