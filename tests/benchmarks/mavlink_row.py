"""mavlink_msgs_per_core_s: the real logs through the live path, as a row."""

from base.errors import PersonError
from tests.benchmarks import mavlink_rate
from tests.benchmarks.rows import Row


def mavlink_row() -> Row:
    """Raises PersonError when the real logs are not there."""
    if not any(mavlink_rate.LOGS.glob("*.tlog")):
        raise PersonError(f"the real logs are not there: {mavlink_rate.LOGS}")
    ours, peer = mavlink_rate.compare()
    note = f"{mavlink_rate.PEER}, which only decodes, in the same run: {peer:.0f}; {ours / peer:.2f} times as many"
    return Row("mavlink_msgs_per_core_s", round(ours), "msg/s", mavlink_rate.BAR, "higher", mavlink_rate.PEER, note)
