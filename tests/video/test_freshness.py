"""The limits after which a picture is amber and grey, and what a person is told meanwhile."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from base.clock import NS_PER_S
from video.feed import CameraState, Reason, StreamKind
from video.freshness import CONNECT_LIMIT_NS, amber_after_ns, grey_after_ns, judge
from video.status import Phase, Status

T0 = 1000 * NS_PER_S


def s(seconds: float) -> int:
    return round(seconds * NS_PER_S)


LIVE = Status(
    phase=Phase.STREAMING, source_fps=25.0, picture_at_ns=T0, packet_at_ns=T0, live_since_ns=T0 - 5, phase_since_ns=1
)


def state(status: Status, now_ns: int, visible_since_ns: int | None = 1) -> tuple[CameraState, Reason]:
    verdict = judge(status, now_ns, visible_since_ns)
    return verdict.state, verdict.reason


@pytest.mark.parametrize(
    ("fps", "amber_s", "grey_s"),
    [(25.0, 2.0, 5.0), (None, 2.0, 5.0), (0.0, 2.0, 5.0), (1.0, 2.0, 5.0), (0.5, 4.0, 10.0), (0.1, 20.0, 50.0)],
)
def test_limits(fps: float | None, amber_s: float, grey_s: float) -> None:
    assert amber_after_ns(fps) == s(amber_s)
    assert grey_after_ns(fps) == s(grey_s)


def test_live_then_stale_then_offline() -> None:
    assert state(LIVE, T0 + s(1.99)) == (CameraState.LIVE, Reason.NONE)
    assert judge(LIVE, T0, 1).since_ns == T0 - 5
    stale = judge(LIVE, T0 + s(2.01), 1)
    assert (stale.state, stale.reason, stale.since_ns) == (CameraState.STALE, Reason.TIMED_OUT, T0 + s(2))
    gone = judge(LIVE, T0 + s(5.01), 1)
    assert (gone.state, gone.reason, gone.since_ns) == (CameraState.OFFLINE, Reason.TIMED_OUT, T0 + s(5))


def test_a_lost_connection_keeps_the_limits_and_names_the_cause() -> None:
    lost = LIVE.with_(phase=Phase.WAITING, reason=Reason.REFUSED)
    assert state(lost, T0 + s(1)) == (CameraState.LIVE, Reason.NONE)
    assert state(lost, T0 + s(3)) == (CameraState.STALE, Reason.REFUSED)
    assert state(lost.with_(phase=Phase.CONNECTING), T0 + s(9)) == (CameraState.OFFLINE, Reason.REFUSED)


def test_packets_count_where_pictures_cannot() -> None:
    old = LIVE.with_(picture_at_ns=T0 - s(8), packet_at_ns=T0)
    assert state(old, T0 + s(1))[0] is CameraState.OFFLINE
    assert state(old.with_(counts_packets=True, stream=StreamKind.KEY), T0 + s(1))[0] is CameraState.LIVE
    assert state(old, T0 + s(1), visible_since_ns=None)[0] is CameraState.LIVE
    assert state(old, T0 + s(3), visible_since_ns=None)[0] is CameraState.STALE


def test_shown_again_is_connecting_until_its_first_new_picture_never_live_with_an_old_one() -> None:
    hidden = LIVE.with_(picture_at_ns=T0 - s(60), packet_at_ns=T0 + s(0.9))
    assert state(hidden, T0 + s(1), visible_since_ns=T0) == (CameraState.CONNECTING, Reason.STARTING)
    recent = LIVE.with_(picture_at_ns=T0 - s(1), packet_at_ns=T0 + s(0.5))
    assert state(recent, T0 + s(0.5), visible_since_ns=T0)[0] is CameraState.CONNECTING
    assert state(LIVE.with_(packet_at_ns=T0 + s(9)), T0 + s(9), visible_since_ns=T0 + 1)[0] is CameraState.OFFLINE


def test_before_the_first_picture() -> None:
    new = Status()
    assert state(new, T0) == (CameraState.CONNECTING, Reason.STARTING)
    trying = Status(phase=Phase.CONNECTING, phase_since_ns=T0)
    assert state(trying, T0 + s(3)) == (CameraState.CONNECTING, Reason.STARTING)
    assert state(trying, T0 + CONNECT_LIMIT_NS) == (CameraState.OFFLINE, Reason.TIMED_OUT)
    failed = Status(phase=Phase.WAITING, reason=Reason.REFUSED, reason_since_ns=T0)
    assert state(failed, T0 + s(1)) == (CameraState.OFFLINE, Reason.REFUSED)
    again = failed.with_(phase=Phase.CONNECTING, phase_since_ns=T0 + s(2))
    assert state(again, T0 + s(3)) == (CameraState.OFFLINE, Reason.REFUSED)
    assert judge(again, T0 + s(3), 1).since_ns == T0


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        (Reason.WRONG_PASSWORD, CameraState.UNAUTHORISED),
        (Reason.MISSING_SECRET, CameraState.UNAUTHORISED),
        (Reason.CODEC, CameraState.UNSUPPORTED),
        (Reason.NO_VIDEO, CameraState.OFFLINE),
        (Reason.NO_MEMORY, CameraState.OFFLINE),
    ],
)
def test_some_reasons_are_states(reason: Reason, expected: CameraState) -> None:
    status = Status(phase=Phase.WAITING, reason=reason, reason_since_ns=T0)
    assert state(status, T0 + s(1)) == (expected, reason)


@given(
    phase=st.sampled_from(Phase),
    reason=st.sampled_from(Reason),
    fps=st.none() | st.floats(0.01, 240),
    age_s=st.floats(0, 1e6),
    packet_age_s=st.floats(0, 1e6),
    counts_packets=st.booleans(),
    visible_s=st.none() | st.floats(0, 1e6),
)
def test_never_live_on_old_data(
    phase: Phase,
    reason: Reason,
    fps: float | None,
    age_s: float,
    packet_age_s: float,
    counts_packets: bool,
    visible_s: float | None,
) -> None:
    now_ns = T0 + s(2e6)
    status = Status(
        phase=phase,
        reason=reason,
        source_fps=fps,
        counts_packets=counts_packets,
        picture_at_ns=now_ns - s(age_s),
        packet_at_ns=now_ns - s(packet_age_s),
    )
    verdict = judge(status, now_ns, None if visible_s is None else now_ns - s(visible_s))
    if verdict.state is CameraState.LIVE:
        by_packets = counts_packets or visible_s is None
        youngest_s = min(age_s, packet_age_s) if by_packets else age_s
        assert s(youngest_s) < amber_after_ns(fps)
        assert verdict.reason is Reason.NONE
