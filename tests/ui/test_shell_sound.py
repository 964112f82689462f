"""When something sounds, what it sounds like, and that a machine without a sound device is no trouble."""

import queue
import sys
import threading
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import miniaudio
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from base.clock import NS_PER_S, ManualClock
from duty.attention import AttentionItem, AttentionKind, Urgency
from ui import sound
from ui.shell.sounding import Sounding
from ui.sound import DevicePlayer, SoundPolicy, Tone, has_output, pcm, samples


class Recorder:
    """A Player that keeps what it was asked to play."""

    def __init__(self) -> None:
        self.available = True
        self.stopped = False
        self.played: list[tuple[Tone, float]] = []

    def play(self, tone: Tone, volume: float) -> None:
        self.played.append((tone, volume))

    def stop(self) -> None:
        self.stopped = True


def breach(incident_id: int = 1, *, acknowledged: bool = False) -> AttentionItem:
    key = f"breach:{incident_id}"
    return AttentionItem(
        key, AttentionKind.BREACH, Urgency.ALARM, "X", "Z", "", 0, incident_id=incident_id, acknowledged=acknowledged
    )


def lost(name: str = "3") -> AttentionItem:
    return AttentionItem(f"link_lost:{name}", AttentionKind.LINK_LOST, Urgency.WARNING, name, "", "", 0)


def offline() -> AttentionItem:
    return AttentionItem("camera_offline:c1", AttentionKind.CAMERA_OFFLINE, Urgency.NOTICE, "c1", "", "", 0)


def heard(policy: SoundPolicy, items: list[AttentionItem], seconds: float, *, start_s: float = 0.0) -> list[float]:
    """Seconds at which something sounded, asked four times a second."""
    times = []
    for i in range(int(seconds * 4)):
        at_s = start_s + i / 4
        if policy.decide(items, round(at_s * NS_PER_S)) is not None:
            times.append(at_s)
    return times


def test_an_alarm_calls_three_times_and_again_at_every_repeat_until_it_is_acknowledged() -> None:
    policy = SoundPolicy()
    assert heard(policy, [breach()], 30) == [0.0, 3.0, 6.0]
    assert heard(policy, [replace(breach(), repeat=1)], 30, start_s=30) == [30.0, 33.0, 36.0]
    assert heard(policy, [replace(breach(), repeat=1, escalated=1)], 30, start_s=60) == [60.0, 63.0, 66.0]
    assert heard(policy, [breach(acknowledged=True)], 10, start_s=90) == []
    assert policy.decide([breach(acknowledged=True), breach(2)], 101 * NS_PER_S) is Tone.ALARM


def test_an_alarm_that_comes_while_another_calls_is_called_in_full() -> None:
    policy = SoundPolicy()
    assert heard(policy, [breach()], 5) == [0.0, 3.0]
    assert heard(policy, [breach(), breach(2)], 20, start_s=5) == [6.0, 9.0, 12.0]


def test_what_somebody_else_opened_is_heard_once_and_what_oneself_opened_never() -> None:
    item = AttentionItem("incident:u", AttentionKind.INCIDENT, Urgency.WARNING, "Bag", "", "finding", 0, incident_id=4)
    assert heard(SoundPolicy(), [item], 100) == [0.0]
    policy = SoundPolicy()
    assert heard(policy, [replace(item, own=True)], 100) == []
    told = replace(item, urgency=Urgency.ALARM, escalated=1)
    assert heard(policy, [told], 30, start_s=100) == [100.0, 103.0, 106.0], "it was told further up"


def test_one_sound_for_one_new_thing() -> None:
    policy = SoundPolicy()
    assert heard(policy, [lost()], 300) == [0.0]
    assert heard(policy, [lost(), lost("4")], 10, start_s=300) == [300.0]


def test_flapping_is_heard_once_a_minute_at_most() -> None:
    policy = SoundPolicy()
    times = [t for t in range(240) if policy.decide([lost()] if t % 2 == 0 else [], t * NS_PER_S) is not None]
    assert times == [0, 60, 120, 180]


def test_notices_and_an_unwritable_book_never_repeat() -> None:
    policy = SoundPolicy()
    assert heard(policy, [offline()], 120) == []
    book = AttentionItem("book_unavailable:book", AttentionKind.BOOK_UNAVAILABLE, Urgency.ALARM, "", "", "disk full", 0)
    assert heard(policy, [book], 120, start_s=200) == [200.0]


def test_a_warning_under_an_alarm_is_not_heard_twice_later() -> None:
    policy = SoundPolicy()
    assert policy.decide([breach(), lost()], 0) is Tone.ALARM
    assert policy.decide([lost()], 1 * NS_PER_S) is None


@given(st.lists(st.tuples(st.floats(0.01, 90), st.booleans()), max_size=60))
def test_no_thing_is_ever_heard_twice_within_a_minute(steps: list[tuple[float, bool]]) -> None:
    policy, now_ns, times, ever = SoundPolicy(), 0, [], False
    for seconds, there in steps:
        now_ns += round(seconds * NS_PER_S)
        if policy.decide([lost()] if there else [], now_ns) is not None:
            assert there
            times.append(now_ns)
        ever = ever or there
        assert bool(times) == ever, "the first time must be heard"
    assert all(b - a >= sound.QUIET_AFTER_SOUND_NS for a, b in pairwise(times))


def test_tones_are_loud_enough_differ_and_begin_and_end_without_a_click() -> None:
    alarm, warning = samples(Tone.ALARM), samples(Tone.WARNING)
    for tone in (alarm, warning):
        assert 0.3 < np.abs(tone).max() <= 1.0
        assert abs(tone[0]) < 0.01
        assert abs(tone[-1]) < 0.01
    assert np.sqrt(np.mean(alarm**2)) > np.sqrt(np.mean(warning**2))
    pitch = np.fft.rfftfreq(8192, 1 / sound.RATE_HZ)[np.abs(np.fft.rfft(alarm[:8192])).argmax()]
    assert pitch == pytest.approx(988, abs=8)
    assert max(abs(v) for v in pcm(Tone.ALARM, 5.0)) <= 32767
    assert not any(pcm(Tone.ALARM, 0.0))


def test_mute_silences_notices_ends_by_itself_and_never_touches_an_alarm(qapp: QApplication) -> None:
    clock, player = ManualClock(), Recorder()
    sounding = Sounding(player, clock)
    sounding.volume_percent = 25
    sounding.mute(True)
    assert "15" in sounding.state_text()
    sounding.hear([lost()])
    assert player.played == []
    sounding.hear([breach()])
    assert player.played == [(Tone.ALARM, 0.5)]
    clock.advance(15 * 60 + 1)
    sounding.hear([lost("5")])
    assert not sounding.muted
    assert player.played[-1] == (Tone.WARNING, 0.25)
    assert sounding.state_text() == ""


def test_no_sound_device_is_said(qapp: QApplication) -> None:
    player = Recorder()
    player.available = False
    assert Sounding(player, ManualClock()).state_text() == "No sound device"


class FakeDevice:
    """miniaudio.PlaybackDevice: pulls from the generator in a thread, as the real one does."""

    opened: queue.SimpleQueue["FakeDevice"] = queue.SimpleQueue()

    def __init__(self, **kwargs: object) -> None:
        self.pulled: list[int] = []
        FakeDevice.opened.put(self)

    def __enter__(self) -> "FakeDevice":
        return self

    def __exit__(self, *error: object) -> None:
        self.running = False

    def start(self, stream: object) -> None:
        self.running = True

        def pull() -> None:
            while self.running:
                self.pulled.extend(stream.send(4800))  # type: ignore[attr-defined]

        threading.Thread(target=pull, daemon=True).start()


def test_the_device_gets_the_whole_tone_and_silence_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(miniaudio, "PlaybackDevice", FakeDevice)
    monkeypatch.setattr(sound, "has_output", lambda: True)
    player = DevicePlayer()
    player.play(Tone.WARNING, 1.0)
    device = FakeDevice.opened.get(timeout=5)
    tone = list(pcm(Tone.WARNING, 1.0))
    until = time.monotonic() + 5
    while len(device.pulled) < len(tone) and time.monotonic() < until:
        time.sleep(0.005)
    player.stop(timeout_s=5)
    assert device.pulled[: len(tone)] == tone
    assert not any(device.pulled[len(tone) :])
    assert player.available


def test_a_device_that_cannot_be_opened_is_no_crash_and_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = threading.Event()

    def refuse(**kwargs: object) -> None:
        tried.set()
        raise miniaudio.MiniaudioError("no card")

    monkeypatch.setattr(miniaudio, "PlaybackDevice", refuse)
    monkeypatch.setattr(sound, "has_output", lambda: True)
    player = DevicePlayer()
    player.play(Tone.ALARM, 1.0)
    assert tried.wait(5)
    player.stop(timeout_s=5)
    assert not player.available


def test_playing_never_waits_for_a_device_that_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    release = threading.Event()

    def hang(**kwargs: object) -> None:
        release.wait(20)
        raise miniaudio.MiniaudioError("gone")

    monkeypatch.setattr(miniaudio, "PlaybackDevice", hang)
    monkeypatch.setattr(sound, "has_output", lambda: True)
    player = DevicePlayer()
    started = time.monotonic()
    for _ in range(50):
        player.play(Tone.ALARM, 1.0)
    assert time.monotonic() - started < 2.0
    release.set()
    player.stop(timeout_s=5)


def test_output_is_looked_for_where_linux_shows_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("PULSE_SERVER", raising=False)
    devices, runtime = tmp_path / "snd", tmp_path / "run"
    devices.mkdir()
    assert not has_output(devices, runtime)
    (devices / "pcmC0D0c").touch()  # a microphone alone is no loudspeaker
    assert not has_output(devices, runtime)
    (devices / "pcmC0D0p").touch()
    assert has_output(devices, runtime)
    (runtime / "pulse").mkdir(parents=True)
    (runtime / "pulse" / "native").touch()
    assert has_output(tmp_path, runtime)
