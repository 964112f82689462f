"""When something is recorded, and why: a state machine of the rule, people's acts and incidents."""

from dataclasses import dataclass, replace

from base.clock import NS_PER_S
from duty.recording import RecordingConfig, RecordingMode
from sessions.manifest import CutOff, Why

LET_GO_EVERY_NS = 10 * NS_PER_S
ROLL_ON_NS = 1800 * NS_PER_S
"""A recording that only stands ready is begun anew after so long: what its folder has besides pictures goes with it."""


@dataclass(frozen=True, slots=True)
class Begin:
    """A session begins. `ready`: it only stands ready, for an incident to keep."""

    why: Why
    operator: str
    ready: bool = False


@dataclass(frozen=True, slots=True)
class Keep:
    """What stands ready becomes a session, from `from_tape_ns` on; so does the one before it, as far as it reaches."""

    why: Why
    operator: str
    from_tape_ns: int


@dataclass(frozen=True, slots=True)
class LetGo:
    """Of what stands ready, everything that ended before."""

    before_tape_ns: int


@dataclass(frozen=True, slots=True)
class End:
    cut_off: CutOff


Step = Begin | Keep | LetGo | End


@dataclass(frozen=True, slots=True)
class Running:
    why: Why
    operator: str
    ready: bool
    began_tape_ns: int
    """Of a session that stood ready: when it was kept."""


class Policy:
    """Told of acts and incidents, asked with `advance` what is to be done now. All times are tape times.

    What is to be done, is done: `advance` takes its own steps for carried out. Several steps come in order.
    """

    def __init__(self, config: RecordingConfig, asked: Why = Why.PERSON) -> None:
        """`asked` is why a session is recorded that a person started."""
        self._asked = asked
        self._config = config
        self._before_ns = config.before_s * NS_PER_S
        self._after_ns = config.after_s * NS_PER_S
        self._longest_ns = config.longest_min * 60 * NS_PER_S
        self._person: str | None = None
        """Who wants a recording; "" is a person, too, in a house without logins."""
        self._open = 0
        self._incident_until_ns: int | None = None
        self._begin_anew = False
        self._let_go_ns = 0
        self.running: Running | None = None

    @property
    def wanted_by(self) -> str | None:
        return self._person

    def start(self, operator: str) -> None:
        """A person's act."""
        if self._person is None and self._config.mode is not RecordingMode.OFF:
            self._person = operator

    def stop(self) -> None:
        """A person's act: it ends what a person began; an incident keeps its own, and `always` begins anew."""
        self._person = None
        self._begin_anew = self._config.mode is RecordingMode.ALWAYS and self.running is not None

    def incidents(self, open_count: int, *, raised: bool, now_ns: int) -> None:
        """How many are open now, and whether one was raised since the last call."""
        if raised or (self._open and not open_count):
            self._incident_until_ns = now_ns + self._after_ns
        self._open = open_count

    def lost(self) -> None:
        """The session that ran is not there any more: its folder went."""
        self.running = None

    def advance(self, now_ns: int) -> tuple[Step, ...]:
        why = self._why(now_ns)
        running = self.running
        if why is None:
            return self._stand_by(now_ns)
        operator = self._person or ""
        if running is None:
            return (self._begin(why, operator, now_ns),)
        if running.ready:
            self.running = Running(why, operator, False, now_ns)
            return (Keep(why, operator, now_ns - self._before_ns),)
        if self._begin_anew or now_ns - running.began_tape_ns >= self._longest_ns:
            cut_off = CutOff.PERSON if self._begin_anew else CutOff.LONG_ENOUGH
            return End(cut_off), self._begin(why, operator, now_ns)
        if running.why is not why:
            self.running = replace(running, why=why)
        return ()

    def _why(self, now_ns: int) -> Why | None:
        mode = self._config.mode
        if mode is RecordingMode.OFF:
            return None
        if mode is RecordingMode.ALWAYS:
            return Why.ALWAYS
        if self._person is not None:
            return self._asked
        until_ns = self._incident_until_ns
        after = until_ns is not None and now_ns < until_ns
        return Why.INCIDENT if mode is RecordingMode.INCIDENTS and (self._open or after) else None

    def _stand_by(self, now_ns: int) -> tuple[Step, ...]:
        """Nothing is wanted now; in mode `incidents` the last minute stands ready."""
        running, rolls = self.running, self._config.mode is RecordingMode.INCIDENTS
        steps: tuple[Step, ...] = ()
        if running is not None and not running.ready:
            ended = CutOff.PERSON if running.why is self._asked else CutOff.INCIDENT_OVER
            steps = (End(ended),)
            self.running = running = None
        if not rolls:
            return steps
        if running is not None and now_ns - running.began_tape_ns >= ROLL_ON_NS:
            steps = (End(CutOff.LONG_ENOUGH),)
            running = None
        if running is None:
            return (*steps, self._begin(Why.INCIDENT, "", now_ns, ready=True))
        if now_ns - self._let_go_ns < LET_GO_EVERY_NS:
            return ()
        self._let_go_ns = now_ns
        return (LetGo(now_ns - self._before_ns),)

    def _begin(self, why: Why, operator: str, now_ns: int, *, ready: bool = False) -> Begin:
        self._begin_anew = False
        self.running = Running(why, operator, ready, now_ns)
        return Begin(why, operator, ready)
