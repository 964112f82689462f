"""The status record: whatever is written is read again; what was never written does not pass for a status."""

from hypothesis import given
from hypothesis import strategies as st

from video import status as record
from video.feed import Reason, StreamKind
from video.status import SIZE, Phase, Status

_counts = st.integers(0, 2**63)
_figures = st.none() | st.floats(allow_nan=False)
_details = st.text(max_size=60).filter(lambda text: "\0" not in text and len(text.encode(errors="replace")) <= 222)


@given(
    st.builds(
        Status,
        phase=st.sampled_from(Phase),
        reason=st.sampled_from(Reason),
        stream=st.sampled_from(StreamKind),
        counts_packets=st.booleans(),
        **dict.fromkeys(("source_width", "height", "reconnects", "late", "picture_at_ns", "next_try_ns"), _counts),
        **dict.fromkeys(("source_fps", "first_picture_s", "latency_ms"), _figures),
        detail=_details,
    )
)
def test_round_trip(status: Status) -> None:
    buffer = memoryview(bytearray(SIZE + 3))
    record.pack_into(buffer, 3, status)
    assert record.unpack_from(buffer, 3) == status


@given(st.binary(min_size=SIZE, max_size=SIZE))
def test_any_bytes_are_a_status_or_a_value_error(data: bytes) -> None:
    try:
        status = record.unpack_from(memoryview(data), 0)
    except ValueError:
        return
    assert isinstance(status, Status)


def test_a_long_detail_is_cut_at_a_whole_character() -> None:
    buffer = memoryview(bytearray(SIZE))
    record.pack_into(buffer, 0, Status(detail="鼠" * 100))
    assert record.unpack_from(buffer, 0).detail == "鼠" * 74
