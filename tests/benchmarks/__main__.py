"""`python -m tests.benchmarks [ROW...]`: measure, print a table, write build/bench.json. 1 when a bar is missed."""

import sys
from collections.abc import Callable

from base.errors import PersonError
from tests.benchmarks import book_rows, long_session, recording_cost, wall_cost, window_shown
from tests.benchmarks.mavlink_row import mavlink_row
from tests.benchmarks.replay_telemetry import replay_row
from tests.benchmarks.rows import RESULTS, Row, keep, table

ROWS: dict[str, Callable[[], Row]] = {
    "wall_cpu_over_decode_scale": wall_cost.decode_scale,
    "wall_cpu_over_opencv": wall_cost.opencv,
    "mavlink_msgs_per_core_s": mavlink_row,
    "replay_speed_telemetry": replay_row,
    "window_shown_s": window_shown.row,
    "due_list_ms_1m": book_rows.due_row,
    "month_report_s": book_rows.report_row,
    "record_extra_cores": recording_cost.row,
    "session_open_s": long_session.open_row,
    "seek_ms_p95": long_session.seek_row,
}


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in ROWS]
    if unknown:
        print(f"There is no row called {', '.join(unknown)}; there are {', '.join(ROWS)}.", file=sys.stderr)
        return 2
    rows, failed = [], False
    for name in names or ROWS:
        print(f"measuring {name} …", file=sys.stderr, flush=True)
        try:
            rows.append(ROWS[name]())
        except PersonError as error:
            print(f"{name}: {error}", file=sys.stderr)
            failed = True
    print(table(rows))
    keep(rows)
    print(f"written to {RESULTS}")
    return 1 if failed or not all(row.holds for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
