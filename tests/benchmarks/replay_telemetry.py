"""replay_speed_telemetry: tape seconds that an AirReplay plays in a second, with a picture each 100 ms of real time."""

import statistics
import time

from base.clock import NS_PER_S
from drones.replay import STEP_NS, AirReplay, AirTape
from tests.benchmarks.rows import Row
from tests.benchmarks.telemetry_tape import recorded

BAR = 16.0
_SECONDS = 120.0
_TURNS = 3
_PICTURE_S = 0.1
_SEEKS = 9


def replay_row() -> Row:
    with recorded(_SECONDS) as recording:
        tape = recording.tape()
        speed = statistics.median(_speed(recording.replay(tape), tape) for _ in range(_TURNS))
        seeks_ms = _seeks_ms(recording.replay(tape), tape)
        tape.close()
    rate = recording.messages / recording.seconds
    note = (
        f"59 systems, {rate:.0f} messages/s, 1 thread, median of {_TURNS} turns; "
        f"a seek {statistics.median(seeks_ms):.0f} ms, the longest of {_SEEKS} {max(seeks_ms):.0f} ms"
    )
    return Row("replay_speed_telemetry", round(speed, 1), "tape s/s", BAR, "higher", "", note)


def _speed(replay: AirReplay, tape: AirTape) -> float:
    replay.seek(tape.start_ns)
    started_s = pictured_s = time.perf_counter()
    end_ns = tape.last_tape_ns
    while replay.at_tape_ns + STEP_NS <= end_ns:
        replay.play_to(replay.at_tape_ns + STEP_NS)
        if time.perf_counter() - pictured_s >= _PICTURE_S:
            pictured_s = time.perf_counter()
            replay.picture()
    return (end_ns - tape.start_ns) / NS_PER_S / (time.perf_counter() - started_s)


def _seeks_ms(replay: AirReplay, tape: AirTape) -> list[float]:
    """To places in turn from far and near, each with its picture."""
    span_ns = tape.last_tape_ns - tape.start_ns
    taken = []
    for i in range(_SEEKS):
        started_s = time.perf_counter()
        replay.seek(tape.start_ns + span_ns * (i * 4 % _SEEKS) // _SEEKS + 4_900_000_000)
        replay.picture()
        taken.append((time.perf_counter() - started_s) * 1000)
    return taken
