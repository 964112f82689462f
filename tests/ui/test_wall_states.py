"""What a tile may claim: never live with an old picture, whatever the facts say."""

from dataclasses import replace
from datetime import UTC

from hypothesis import given
from hypothesis import strategies as st

from base.clock import NS_PER_S
from tests.ui.fake_world import camera_facts
from ui.wall.states import KEY_FRAMES_AMBER_NS, SLACK_NS, amber_after_ns, tile_state
from ui.wall.tile_words import Moment, body_for, caption_for
from video.feed import CameraFacts, CameraState, Reason, StreamKind

NOW_NS = 5_000 * NS_PER_S
LONG_AGO_NS = 1_000 * NS_PER_S


def facts(state: CameraState, picture_age_s: float | None, fps: float | None = 25.0) -> CameraFacts:
    at_ns = None if picture_age_s is None else NOW_NS - round(picture_age_s * NS_PER_S)
    return replace(camera_facts("c01", NOW_NS, state), picture_at_ns=at_ns, source_fps=fps)


@given(
    state=st.sampled_from(list(CameraState)),
    age_s=st.one_of(st.none(), st.floats(0, 500)),
    fps=st.one_of(st.none(), st.floats(0.1, 60)),
    in_view_s=st.floats(0, 500),
    stream=st.sampled_from(list(StreamKind)),
)
def test_live_is_said_only_of_a_fresh_picture_that_came_while_in_view(
    state: CameraState, age_s: float | None, fps: float | None, in_view_s: float, stream: StreamKind
) -> None:
    given_facts = replace(facts(state, age_s, fps), stream=stream)
    tile = tile_state(given_facts, now_ns=NOW_NS, in_view_since_ns=NOW_NS - round(in_view_s * NS_PER_S))
    if tile.state is CameraState.LIVE:
        assert age_s is not None
        assert tile.shows_picture
        assert age_s * NS_PER_S <= amber_after_ns(given_facts) + SLACK_NS + 1
    if tile.shows_picture:
        assert tile.state in (CameraState.LIVE, CameraState.STALE)
    if state not in (CameraState.LIVE, CameraState.STALE):
        assert (tile.state, tile.shows_picture) == (state, False)


def test_facts_that_stand_still_turn_amber_by_themselves() -> None:
    fresh = tile_state(facts(CameraState.LIVE, 0.04), now_ns=NOW_NS, in_view_since_ns=LONG_AGO_NS)
    assert fresh.state is CameraState.LIVE
    old = tile_state(facts(CameraState.LIVE, 2.6), now_ns=NOW_NS, in_view_since_ns=LONG_AGO_NS)
    assert (old.state, old.reason, old.shows_picture) == (CameraState.STALE, Reason.TIMED_OUT, True)


def test_a_frozen_picture_is_never_live_and_says_since_when() -> None:
    hung = replace(facts(CameraState.LIVE, 0.04), frozen_since_ns=NOW_NS - 95 * NS_PER_S)
    tile = tile_state(hung, now_ns=NOW_NS, in_view_since_ns=LONG_AGO_NS)
    assert (tile.state, tile.shows_picture, tile.frozen_s) == (CameraState.STALE, True, 95.0)
    caption = caption_for("1", "Gate", tile, hung, hovered=False)
    assert (caption.state, caption.aside) == (CameraState.STALE, "frozen 1 min")
    body = body_for(tile, hung, Moment(NOW_NS, 0), UTC)
    assert (body.headline, body.veiled) == ("Frozen picture: nothing new for 1 min", False)
    gone = replace(hung, picture_at_ns=NOW_NS - 4 * NS_PER_S)
    tile = tile_state(gone, now_ns=NOW_NS, in_view_since_ns=LONG_AGO_NS)
    assert (tile.state, tile.frozen_s) == (CameraState.STALE, None)  # no pictures come: that is said instead


def test_a_slow_camera_has_its_own_limit() -> None:
    slow = facts(CameraState.LIVE, 3.0, fps=0.5)
    assert tile_state(slow, now_ns=NOW_NS, in_view_since_ns=LONG_AGO_NS).state is CameraState.LIVE
    keys = replace(facts(CameraState.LIVE, 9.0), stream=StreamKind.KEY)
    assert amber_after_ns(keys) == KEY_FRAMES_AMBER_NS
    assert tile_state(keys, now_ns=NOW_NS, in_view_since_ns=LONG_AGO_NS).state is CameraState.LIVE


def test_a_tile_that_comes_into_view_waits_rather_than_show_what_was_there_before() -> None:
    tile = tile_state(facts(CameraState.LIVE, 60.0), now_ns=NOW_NS, in_view_since_ns=NOW_NS - NS_PER_S)
    assert (tile.state, tile.shows_picture) == (CameraState.CONNECTING, False)
