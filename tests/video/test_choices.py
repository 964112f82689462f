"""The pure deciders: stream, pace, lateness, thinning, blame, economy, sizes."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from base.clock import NS_PER_S
from video.economy import SECONDS_OFF, SECONDS_ON, Economy
from video.feed import HIDDEN, StreamDemand, StreamKind
from video.isolation import Groups
from video.pacing import Lateness, Pace, RateMeter, Thinning
from video.sizes import displayed_size, fit, quarter_turns_clockwise
from video.slots import BUFFER_BYTES
from video.stream_choice import StreamChoice


def s(seconds: float) -> int:
    return round(seconds * NS_PER_S)


def tile(height: int) -> StreamDemand:
    return StreamDemand(height * 16 // 9, height)


class TestStreamChoice:
    def test_the_first_choice_is_immediate(self) -> None:
        for height, expected in ((1080, StreamKind.MAIN), (172, StreamKind.MAIN), (171, StreamKind.SUB)):
            assert StreamChoice(has_sub=True).choose(tile(height), s(1)) is expected
        assert StreamChoice(has_sub=False).choose(tile(171), s(1)) is StreamKind.MAIN
        assert StreamChoice(has_sub=False).choose(tile(54), s(1)) is StreamKind.KEY

    def test_small_for_a_second_before_the_sub_stream(self) -> None:
        choice = StreamChoice(has_sub=True)
        choice.choose(tile(400), s(0))
        assert choice.choose(tile(160), s(10)) is StreamKind.MAIN
        assert choice.choose(tile(160), s(10.9)) is StreamKind.MAIN
        assert choice.choose(tile(160), s(11)) is StreamKind.SUB

    def test_hysteresis_and_five_seconds_between_changes(self) -> None:
        choice = StreamChoice(has_sub=True)
        choice.choose(tile(160), s(0))
        assert choice.choose(tile(229), s(20)) is StreamKind.SUB
        assert choice.choose(tile(230), s(21)) is StreamKind.MAIN
        assert choice.choose(tile(160), s(22)) is StreamKind.MAIN
        assert choice.choose(tile(160), s(25.9)) is StreamKind.MAIN
        assert choice.choose(tile(160), s(26)) is StreamKind.SUB

    def test_full_size_does_not_wait(self) -> None:
        choice = StreamChoice(has_sub=True)
        choice.choose(tile(160), s(0))
        choice.choose(tile(300), s(10))
        choice.choose(tile(160), s(20))
        assert choice.choose(tile(160), s(21)) is StreamKind.SUB
        assert choice.choose(tile(1080), s(21.1)) is StreamKind.MAIN

    def test_a_hidden_tile_keeps_what_it_has(self) -> None:
        choice = StreamChoice(has_sub=True)
        choice.choose(tile(160), s(0))
        assert choice.choose(HIDDEN, s(100)) is StreamKind.SUB

    def test_a_sub_stream_that_failed_is_left_alone_for_ten_minutes(self) -> None:
        choice = StreamChoice(has_sub=True)
        choice.choose(tile(160), s(0))
        choice.sub_failed(s(1))
        assert choice.choose(tile(160), s(500)) is StreamKind.MAIN
        assert not choice.uses_sub(s(500))
        choice.choose(tile(160), s(602))
        assert choice.choose(tile(160), s(603.1)) is StreamKind.SUB

    def test_key_frames_come_from_the_sub_stream_where_there_is_one(self) -> None:
        for has_sub in (True, False):
            choice = StreamChoice(has_sub=has_sub)
            assert choice.choose(tile(40), s(0)) is StreamKind.KEY
            assert choice.uses_sub(s(0)) is has_sub

    @given(st.lists(st.tuples(st.integers(2, 2160), st.integers(1, 3000)), min_size=1, max_size=60))
    def test_no_flapping(self, steps: list[tuple[int, int]]) -> None:
        choice = StreamChoice(has_sub=True)
        now_ns, changed_ns, before = 0, None, None
        for height, pause_ms in steps:
            now_ns += pause_ms * 1_000_000
            kind = choice.choose(tile(height), now_ns)
            if before is not None and kind is not before:
                assert height >= 540 or changed_ns is None or now_ns - changed_ns >= s(5)
                changed_ns = now_ns
            before = kind


class TestPacing:
    def test_packets_are_due_as_they_were_recorded(self) -> None:
        pace = Pace()
        assert [pace.due_ns(m, s(100)) for m in (3.0, 3.04, 3.08)] == [s(100), s(100.04), s(100.08)]

    def test_the_last_picture_of_a_loop_has_its_time(self) -> None:
        pace = Pace()
        assert [pace.due_ns(m, s(100)) for m in (0.0, 0.1, 0.2)] == [s(100), s(100.1), s(100.2)]
        pace.rewound()
        assert [pace.due_ns(m, s(100.2)) for m in (0.0, 0.1)] == [s(100.3), s(100.4)]

    def test_a_file_of_one_picture_does_not_spin(self) -> None:
        pace, now_ns = Pace(), s(100)
        for _ in range(25):
            now_ns = max(now_ns, pace.due_ns(3.0, now_ns))
            pace.rewound()
        assert now_ns == pytest.approx(s(100.96), abs=s(0.001))

    def test_no_racing_after_a_pause(self) -> None:
        pace = Pace()
        pace.due_ns(0.0, s(100))
        assert pace.due_ns(1.0, s(105)) == s(105)
        assert pace.due_ns(1.04, s(105)) == s(105.04)

    def test_a_broken_time_line_starts_anew(self) -> None:
        pace = Pace()
        pace.due_ns(50.0, s(100))
        assert pace.due_ns(7.0, s(101)) == s(101)
        assert pace.due_ns(9000.0, s(102)) == s(102)

    @pytest.mark.parametrize("fps", [0.2, 1.0, 12.5, 25.0, 60.0])
    def test_the_rate_is_what_arrives(self, fps: float) -> None:
        meter = RateMeter()
        assert meter.per_s() is None
        for number in range(200):
            meter.count(s(5 + number / fps))
        assert meter.per_s() == pytest.approx(fps, rel=0.02)

    def test_the_burst_of_the_opening_does_not_count(self) -> None:
        meter = RateMeter()
        for number in range(50):
            meter.count(s(5) + number)
        for number in range(50):
            meter.count(s(5 + number / 25))
        assert meter.per_s() == pytest.approx(25, rel=0.02)

    def test_packets_that_come_all_at_once_are_no_rate(self) -> None:
        meter = RateMeter()
        for number in range(20):
            meter.count(s(5) + number)
        assert meter.per_s() is None

    def test_lateness_grows_from_when_nothing_waited(self) -> None:
        late = Lateness()
        assert late.late_s(0.0, s(100), caught_up=True) == 0.0
        assert late.late_s(1.0, s(101.3), caught_up=False) == pytest.approx(0.3)
        assert late.late_s(2.0, s(102.1), caught_up=False) == pytest.approx(0.1)
        assert late.late_s(3.0, s(104.0), caught_up=True) == 0.0

    @pytest.mark.parametrize("rate", [0.5, 0.98, 1.02, 3.0])
    def test_a_camera_clock_of_any_rate_is_not_lateness(self, rate: float) -> None:
        late = Lateness()
        lags = [late.late_s(number / 25 * rate, s(100 + number / 25), caught_up=True) for number in range(1000)]
        assert max(lags) == 0.0

    def test_a_burst_after_a_pause_is_not_late(self) -> None:
        late = Lateness()
        late.late_s(0.0, s(100), caught_up=True)
        assert [late.late_s(1 + n / 25, s(102 + n / 1000), caught_up=n == 0) for n in range(25)] == [0.0] * 25

    def test_another_time_line_starts_anew(self) -> None:
        late = Lateness()
        late.late_s(50.0, s(100), caught_up=True)
        assert late.late_s(1.0, s(101), caught_up=False) == 0.0
        assert late.late_s(9000.0, s(102), caught_up=False) == 0.0

    @pytest.mark.parametrize(("max_fps", "expected"), [(25.0, 500), (60.0, 500), (12.5, 250), (5.0, 100), (1.0, 20)])
    def test_thinning_is_even_and_exact(self, max_fps: float, expected: int) -> None:
        thin = Thinning()
        passed = [n for n in range(500) if thin.lets_through(s(100 + n / 25), max_fps, 25.0)]
        assert abs(len(passed) - expected) <= 1
        gaps = {b - a for a, b in pairwise(passed)}
        assert max(gaps) - min(gaps) <= 1

    def test_nothing_passes_at_no_rate(self) -> None:
        assert not Thinning().lets_through(s(1), 0.0, 25.0)


class TestIsolation:
    def test_cameras_are_spread_in_turn(self) -> None:
        groups = Groups.spread(5, 2)
        assert groups.groups == [[0, 2, 4], [1, 3]]
        assert groups.workers() == {0: 0, 1: 1, 2: 0, 3: 1, 4: 0}

    def test_the_second_time_a_suspect_gets_a_worker_of_its_own(self) -> None:
        groups = Groups.spread(6, 2)
        assert groups.died(0, (2,), s(1)) == []
        assert groups.died(0, (2,), s(30)) == [2]
        assert groups.groups == [[0, 4], [1, 3, 5], [2]]
        assert groups.died(2, (2,), s(31)) == []

    def test_of_two_suspects_the_one_that_was_there_both_times(self) -> None:
        groups = Groups.spread(6, 2)
        groups.died(0, (0, 2), s(1))
        assert groups.died(0, (2, 4), s(5)) == [2]
        assert groups.groups[2] == [2]

    def test_a_worker_killed_from_outside_does_not_end_in_a_process_for_each_camera(self) -> None:
        """Under load all of its cameras may be inside the decoder, and whoever kills for want of memory comes again."""
        groups = Groups.spread(16, 2)
        for number in range(2):
            for worker in (0, 1):
                groups.died(worker, tuple(groups.groups[worker]), s(10 * number))
        assert [len(members) for members in groups.groups] == [4, 4, 4, 4]

    def test_of_many_suspects_the_culprit_is_found(self) -> None:
        groups = Groups.spread(8, 1)
        culprit, deaths = 5, 0
        while len(groups.groups[groups.workers()[culprit]]) > 1:
            deaths += 1
            worker = groups.workers()[culprit]
            groups.died(worker, tuple(groups.groups[worker]), s(5 * deaths))
            assert deaths <= 4

    def test_old_deaths_are_forgotten(self) -> None:
        groups = Groups.spread(4, 2)
        groups.died(0, (2,), s(1))
        assert groups.died(0, (2,), s(1000)) == []

    def test_where_nobody_can_be_blamed_halves_find_the_culprit(self) -> None:
        groups = Groups.spread(8, 1)
        culprit, now_s, deaths = 5, 0.0, 0
        while len(groups.groups[groups.workers()[culprit]]) > 1:
            now_s, deaths = now_s + 5, deaths + 1
            groups.died(groups.workers()[culprit], (), s(now_s))
            assert deaths <= 6
        assert sorted(camera for members in groups.groups for camera in members) == list(range(8))

    @given(st.integers(1, 12), st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11), st.booleans()), max_size=40))
    def test_no_camera_is_lost_or_doubled(self, cameras: int, deaths: list[tuple[int, int, bool]]) -> None:
        groups = Groups.spread(cameras, 2)
        for number, (worker, suspect, named) in enumerate(deaths):
            groups.died(worker % len(groups.groups), (suspect,) if named else (), s(number))
        assert sorted(camera for members in groups.groups for camera in members) == list(range(cameras))
        assert len(groups.groups) <= cameras + 2


class TestEconomy:
    def test_on_when_the_workers_fill_the_machine(self) -> None:
        economy = Economy()
        looks = [economy.look(machine=0.98, workers=0.85) for _ in range(SECONDS_ON)]
        assert looks == [False] * (SECONDS_ON - 1) + [True]

    def test_never_for_somebody_elses_load_nor_for_nine_cameras(self) -> None:
        economy = Economy()
        assert not any(economy.look(machine=1.0, workers=0.56) for _ in range(60))

    def test_off_after_half_a_minute_of_ease(self) -> None:
        economy = Economy()
        for _ in range(SECONDS_ON):
            economy.look(machine=0.98, workers=0.85)
        assert all(economy.look(machine=0.5, workers=0.4) for _ in range(SECONDS_OFF - 1))
        assert economy.look(machine=0.7, workers=0.6)
        assert not [economy.look(machine=0.5, workers=0.4) for _ in range(SECONDS_OFF)][-1]


class TestSizes:
    @pytest.mark.parametrize(
        ("source", "box", "expected"),
        [
            ((1280, 720), (640, 360), (640, 360)),
            ((1280, 720), (640, 400), (640, 360)),
            ((1280, 720), (480, 270), (480, 270)),
            ((1280, 720), (3840, 2160), (1280, 720)),
            ((641, 361), (640, 360), (638, 360)),
            ((1080, 1920), (640, 360), (202, 360)),
            ((7680, 4320), (9000, 9000), (3840, 2160)),
            ((4320, 7680), (9000, 9000), (2160, 3840)),
            ((1920, 1080), (1, 1), (2, 2)),
            ((1, 1), (640, 360), (2, 2)),
        ],
    )
    def test_fit(self, source: tuple[int, int], box: tuple[int, int], expected: tuple[int, int]) -> None:
        assert fit(*source, *box) == expected

    @given(st.integers(1, 9000), st.integers(1, 9000), st.integers(-5, 9000), st.integers(-5, 9000))
    def test_always_even_and_always_in_a_slot(self, width: int, height: int, box_w: int, box_h: int) -> None:
        w, h = fit(width, height, box_w, box_h)
        assert w % 2 == h % 2 == 0
        assert 0 < w * h * 4 <= BUFFER_BYTES

    def test_pixel_aspect_only_ever_widens(self) -> None:
        assert displayed_size(352, 288, 12 / 11) == (384.0, 288.0)
        assert displayed_size(720, 576, 0.5) == (720.0, 1152.0)
        assert displayed_size(720, 576, 0.0) == (720.0, 576.0)
        assert displayed_size(720, 576, 1e9) == (720.0, 576.0)

    @pytest.mark.parametrize(("rotation", "turns"), [(0, 0), (-90, 1), (90, 3), (180, 2), (-180, 2), (-88, 1)])
    def test_turns(self, rotation: int, turns: int) -> None:
        assert quarter_turns_clockwise(rotation) == turns
