"""The policy's promises, whatever people and incidents do."""

from dataclasses import dataclass, field

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from base.clock import NS_PER_S
from duty.recording import RecordingConfig, RecordingMode
from sessions.manifest import CutOff, Why
from sessions.recorder.policy import ROLL_ON_NS, Begin, End, Keep, LetGo, Policy, Step

BEFORE_S, AFTER_S, LONGEST_S = 60, 300, 600


def config(mode: RecordingMode) -> RecordingConfig:
    return RecordingConfig(mode=mode, before_s=BEFORE_S, after_s=AFTER_S, longest_min=LONGEST_S // 60)


@dataclass
class Bench:
    """A policy whose time and incidents a test moves; looks at every step that it asks for."""

    mode: RecordingMode
    now_ns: int = 1_000 * NS_PER_S
    open_count: int = 0
    wanted: bool = False
    last_incident_ns: int | None = None
    running: Begin | None = None
    real: bool = False
    real_since_ns: int = 0
    steps: list[Step] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.policy = Policy(config(self.mode))
        self.tick()

    def tick(self) -> tuple[Step, ...]:
        steps = self.policy.advance(self.now_ns)
        for step in steps:
            self.take(step)
        self.steps += steps
        return steps

    def take(self, step: Step) -> None:
        if isinstance(step, Begin):
            assert self.running is None
            self.running, self.real, self.real_since_ns = step, not step.ready, self.now_ns
        elif isinstance(step, Keep):
            assert self.running is not None
            assert not self.real
            assert step.from_tape_ns == self.now_ns - BEFORE_S * NS_PER_S
            self.real, self.real_since_ns = True, self.now_ns
        elif isinstance(step, LetGo):
            assert self.running is not None
            assert not self.real, "nothing of a session is let go"
            assert step.before_tape_ns <= self.now_ns - BEFORE_S * NS_PER_S
        else:
            assert self.running is not None
            self.running, self.real = None, False

    # What may happen.

    def wait(self, seconds: float) -> None:
        self.now_ns += round(seconds * NS_PER_S)
        self.policy.incidents(self.open_count, raised=False, now_ns=self.now_ns)
        self.tick()

    def start(self) -> None:
        self.wanted = True
        self.policy.start("wang")
        self.tick()

    def stop(self) -> None:
        self.wanted = False
        self.policy.stop()
        self.tick()

    def raise_one(self) -> None:
        self.open_count += 1
        self.last_incident_ns = self.now_ns
        self.policy.incidents(self.open_count, raised=True, now_ns=self.now_ns)
        self.tick()

    def close_one(self) -> None:
        if self.open_count:
            self.open_count -= 1
            if not self.open_count:
                self.last_incident_ns = self.now_ns
            self.policy.incidents(self.open_count, raised=False, now_ns=self.now_ns)
            self.tick()

    def lose(self) -> None:
        if self.running is not None:
            self.policy.lost()
            self.running, self.real = None, False
            self.tick()

    def must_record(self) -> bool:
        since_ns = None if self.last_incident_ns is None else self.now_ns - self.last_incident_ns
        incident = self.open_count > 0 or (since_ns is not None and since_ns < AFTER_S * NS_PER_S)
        return {
            RecordingMode.OFF: False,
            RecordingMode.ON_DEMAND: self.wanted,
            RecordingMode.INCIDENTS: self.wanted or incident,
            RecordingMode.ALWAYS: True,
        }[self.mode]


EVENTS = st.one_of(
    st.tuples(st.just("wait"), st.sampled_from([0.25, 5.0, 61.0, 299.0, 301.0, 601.0])),
    st.tuples(st.sampled_from(["start", "stop", "raise_one", "close_one", "lose"])),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(RecordingMode), st.lists(EVENTS, max_size=40))
def test_what_must_be_recorded_is_and_nothing_else(mode: RecordingMode, events: list[tuple[str, float]]) -> None:
    bench = Bench(mode)
    for name, *arguments in events:
        getattr(bench, name)(*arguments)
        assert bench.real is bench.must_record()
        ready = bench.running is not None and not bench.real
        assert ready is (mode is RecordingMode.INCIDENTS and not bench.must_record())
        if bench.real:
            assert bench.now_ns - bench.real_since_ns < LONGEST_S * NS_PER_S


def test_a_session_is_followed_by_the_next_one_at_the_same_moment() -> None:
    bench = Bench(RecordingMode.ALWAYS)
    bench.wait(LONGEST_S)
    assert bench.steps == [Begin(Why.ALWAYS, ""), End(CutOff.LONG_ENOUGH), Begin(Why.ALWAYS, "")]


def test_a_stop_in_mode_always_begins_anew() -> None:
    bench = Bench(RecordingMode.ALWAYS)
    bench.stop()
    assert bench.steps[1:] == [End(CutOff.PERSON), Begin(Why.ALWAYS, "")]
    bench.wait(1)
    assert len(bench.steps) == 3


def test_an_incident_keeps_what_stood_ready_and_a_stop_does_not_take_it_away() -> None:
    bench = Bench(RecordingMode.INCIDENTS)
    bench.wait(100)
    bench.raise_one()
    assert isinstance(bench.steps[-1], Keep)
    bench.start()
    bench.stop()
    bench.close_one()
    bench.wait(AFTER_S - 1)
    assert bench.real
    bench.wait(1)
    assert bench.steps[-2:] == [End(CutOff.INCIDENT_OVER), Begin(Why.INCIDENT, "", ready=True)]


def test_a_persons_start_keeps_what_stood_ready() -> None:
    bench = Bench(RecordingMode.INCIDENTS)
    bench.wait(100)
    bench.start()
    assert bench.steps[-1] == Keep(Why.PERSON, "wang", bench.now_ns - BEFORE_S * NS_PER_S)


def test_what_stands_ready_is_let_go_and_begun_anew_now_and_then() -> None:
    bench = Bench(RecordingMode.INCIDENTS)
    for _ in range(ROLL_ON_NS // NS_PER_S // 5 + 1):
        bench.wait(5)
    assert sum(isinstance(step, LetGo) for step in bench.steps) > 100
    assert End(CutOff.LONG_ENOUGH) in bench.steps
    assert bench.running is not None
    assert bench.running.ready
