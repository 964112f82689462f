"""The dialog that takes evidence out of the house, with an exporter that works when a test lets it."""

import hashlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from base.clock import NS_PER_S
from base.errors import PersonError
from drones.config import LinkConfig
from duty.people import RIGHTS, Right, Role
from sessions import manifest as manifests
from sessions.evidence.request import USUAL, EvidenceRequest, GapFact, Measure, Track
from sessions.jobs import Job, Progress
from sessions.manifest import Manifest
from tests.ui.fake_sessions import FIRST_NS, LAST_NS, FakeDeck, entry
from ui.evidence.dialog import EvidenceDialog

MASK = ((0.2, 0.2), (0.4, 0.2), (0.4, 0.4))


class FakeExporter:
    """sessions.evidence.request.Exporter."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self.role = Role.SUPERVISOR
        self.started: list[EvidenceRequest] = []
        self.measured: list[EvidenceRequest] = []
        self.gate = threading.Event()
        """An export works until it is set."""
        self.trouble = ""
        self.measure_is = Measure(
            packets=9_000,
            original_bytes=240_000_000,
            telemetry_bytes=3_000_000,
            rendered_s=720.0,
            estimated_bytes=500_000_000,
            free_bytes=12_000_000_000,
            gaps=(GapFact("c02", FIRST_NS, FIRST_NS + 12 * NS_PER_S),),
            masked_only=("c03",),
            nothing_of=(),
            resumes=False,
        )

    def who(self) -> str:
        return "li"

    def may(self, right: Right) -> bool:
        return right in RIGHTS[self.role]

    def home(self) -> Path:
        return self._home

    def measure(self, request: EvidenceRequest) -> Job[Measure]:
        self.measured.append(request)
        return Job("measure", lambda progress: self.measure_is)

    def start(self, request: EvidenceRequest) -> Job[Path]:
        self.started.append(request)

        def work(progress: Progress) -> Path:
            done = 0
            while not self.gate.wait(0.005):
                done = min(done + 1, 99)
                progress.say(done, 100, "rendered c02")
            if self.trouble:
                raise PersonError(self.trouble)
            request.folder.mkdir(parents=True)
            (request.folder / "manifest.json").write_bytes(b"{}")
            return request.folder

        return Job("evidence", work)


def manifest() -> Manifest:
    cameras = FakeDeck().manifest.cameras
    masked = cameras[2].model_copy(update={"masks": (MASK,)})
    links = (LinkConfig(name="udp 14550", address="udpin:127.0.0.1:14550"),)
    return FakeDeck().manifest.model_copy(
        update={"cameras": (*cameras[:2], masked, *cameras[3:]), "unmasked": ("c03",), "links": links}
    )


@pytest.fixture
def exporter(tmp_path: Path) -> Iterator[FakeExporter]:
    made = FakeExporter(tmp_path / "evidence")
    yield made
    made.gate.set()


@pytest.fixture
def deck() -> FakeDeck:
    return FakeDeck(manifest=manifest())


@pytest.fixture
def show(qtbot: QtBot, exporter: FakeExporter) -> Callable[[FakeDeck | None], EvidenceDialog]:
    def make(deck: FakeDeck | None) -> EvidenceDialog:
        dialog = EvidenceDialog(exporter, deck, entry(3))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        dialog.open()
        return dialog

    return make


Show = Callable[[FakeDeck | None], EvidenceDialog]


def fill(dialog: EvidenceDialog) -> None:
    dialog.reason.setText("Theft of a bicycle")


def test_it_asks_for_a_reason_first(show: Show, deck: FakeDeck, exporter: FakeExporter) -> None:
    dialog = show(deck)
    assert not dialog.do_button.isEnabled()
    assert dialog.hint.text() == "Say why it is exported."
    dialog.do()
    assert exporter.started == []
    fill(dialog)
    assert dialog.do_button.isEnabled()
    assert dialog.hint.text() == ""


def test_what_is_chosen_is_what_is_exported(show: Show, deck: FakeDeck, exporter: FakeExporter) -> None:
    loop = (FIRST_NS + 60 * NS_PER_S, FIRST_NS + 90 * NS_PER_S)
    deck.show(loop=loop)
    dialog = show(deck)
    fill(dialog)
    dialog.case_number.setText("2026-17")
    dialog.cameras.none_button.click()
    dialog.cameras.list.item(1).setCheckState(Qt.CheckState.Checked)
    dialog.tracks.boxes[Track.AUDIT].setChecked(False)
    dialog.tracks.boxes[Track.UNMASKED].setChecked(True)
    dialog.do()
    (request,) = exporter.started
    assert (request.from_tape_ns, request.to_tape_ns) == loop
    assert request.cameras == ("c02",)
    assert request.tracks == (USUAL | {Track.UNMASKED}) - {Track.AUDIT}
    assert (request.reason, request.case_number, request.operator) == ("Theft of a bicycle", "2026-17", "li")
    assert request.folder.parent == exporter.home()


def test_the_span_follows_the_deck_and_its_ends(show: Show, deck: FakeDeck) -> None:
    dialog = show(deck)
    assert dialog.span.span() == (FIRST_NS, LAST_NS)
    assert dialog.span.begin.text() == "2027-01-04  02:13:20.000"  # Shanghai's time
    deck.seek(FIRST_NS + 10 * NS_PER_S)
    dialog.span.begin_here.click()
    deck.seek(FIRST_NS + 25 * NS_PER_S)
    dialog.span.end_here.click()
    assert dialog.span.span() == (FIRST_NS + 10 * NS_PER_S, FIRST_NS + 25 * NS_PER_S)
    dialog.span.whole_button.click()
    assert dialog.span.span() == (FIRST_NS, LAST_NS)
    deck.seek(FIRST_NS)
    dialog.span.end_here.click()
    assert dialog.hint.text() == "The span ends before it begins."


def test_what_needs_another_right_is_grey(show: Show, deck: FakeDeck, exporter: FakeExporter) -> None:
    exporter.role = Role.TRAINER
    dialog = show(deck)
    fill(dialog)
    assert not dialog.tracks.boxes[Track.UNMASKED].isEnabled()
    assert not dialog.tracks.boxes[Track.RESTRICTED].isEnabled()
    assert "right that you do not have" in dialog.tracks.why.text()
    assert not dialog.do_button.isEnabled()
    assert dialog.hint.text() == "Your role may not export evidence."


def test_what_the_session_has_not_is_not_offered(show: Show) -> None:
    dialog = show(FakeDeck())
    assert dialog.tracks.boxes[Track.UNMASKED].isHidden()
    assert dialog.tracks.boxes[Track.TELEMETRY].isHidden()
    assert Track.TELEMETRY not in dialog.tracks.tracks()


def test_it_says_how_much_it_is_and_what_is_missing(
    show: Show, deck: FakeDeck, qtbot: QtBot, exporter: FakeExporter
) -> None:
    dialog = show(deck)
    qtbot.waitUntil(lambda: bool(dialog.amounts.text()))
    text = dialog.amounts.text()
    assert "9000 original packet" in text
    assert "12.0\u00a0GB are free" in text
    assert "1 gap" in text
    assert "1 masked camera" in text
    exporter.measure_is = replace(exporter.measure_is, free_bytes=1000)
    fill(dialog)
    qtbot.waitUntil(lambda: "room" in dialog.hint.text())
    assert not dialog.do_button.isEnabled()


def test_it_runs_says_how_long_and_tells_how_to_check(
    show: Show, deck: FakeDeck, qtbot: QtBot, exporter: FakeExporter
) -> None:
    dialog = show(deck)
    assert not dialog.isModal()
    fill(dialog)
    dialog.do()
    qtbot.waitUntil(lambda: "Clip of c02" in dialog.hint.text() and dialog.bar.value() > 0)
    assert dialog.bar.isVisible()
    assert not dialog.reason.isEnabled()
    exporter.gate.set()
    qtbot.waitUntil(lambda: dialog.show_button.isVisible())
    text = dialog.amounts.text()
    assert hashlib.sha256(b"{}").hexdigest() in text
    assert str(exporter.started[0].folder) in text
    assert "verify.py" in text
    assert not dialog.do_button.isVisible()
    assert not dialog.bar.isVisible()


def test_escape_stops_it_and_it_goes_on(show: Show, deck: FakeDeck, qtbot: QtBot, exporter: FakeExporter) -> None:
    dialog = show(deck)
    fill(dialog)
    dialog.do()
    assert dialog.is_running
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: "Stopped" in dialog.hint.text())
    assert dialog.isVisible()
    assert dialog.do_button.text() == "Go on"
    exporter.gate.set()
    dialog.do_button.click()
    qtbot.waitUntil(lambda: dialog.show_button.isVisible())
    assert exporter.started[0] == exporter.started[1]
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_what_went_wrong_is_said(show: Show, deck: FakeDeck, qtbot: QtBot, exporter: FakeExporter) -> None:
    exporter.trouble = "The disk of /evidence is full: make room."
    exporter.gate.set()
    dialog = show(deck)
    fill(dialog)
    dialog.do()
    qtbot.waitUntil(lambda: dialog.hint.text() == exporter.trouble)
    assert dialog.do_button.isEnabled()
    assert dialog.do_button.text() == "Go on"


def test_out_of_the_library_the_manifest_is_read_in_a_thread(
    qtbot: QtBot, exporter: FakeExporter, tmp_path: Path
) -> None:
    folder = tmp_path / "s"
    folder.mkdir()
    manifests.write(manifest(), folder / "manifest.json")
    dialog = EvidenceDialog(exporter, None, entry(3, folder=folder))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.cameras.list.count() == 4)
    assert dialog.span.span() == (FIRST_NS, LAST_NS)
    assert dialog.span.begin_here.isHidden()


def test_a_damaged_session_is_said(qtbot: QtBot, exporter: FakeExporter, tmp_path: Path) -> None:
    dialog = EvidenceDialog(exporter, None, entry(3, folder=tmp_path))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(lambda: "cannot be read" in dialog.hint.text())
    assert not dialog.do_button.isEnabled()


def test_everything_is_reached_by_the_keyboard(show: Show, deck: FakeDeck, qtbot: QtBot) -> None:
    dialog = show(deck)
    fill(dialog)
    dialog.activateWindow()
    dialog.cameras.list.setFocus()
    seen = set()
    for _ in range(40):
        widget = dialog.focusWidget()
        seen.add(widget)
        assert widget is not None
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    wanted = {dialog.cameras.list, dialog.span.begin, dialog.reason, dialog.folder, dialog.do_button}
    assert wanted <= seen
    assert set(dialog.tracks.boxes.values()) <= seen


def test_closing_the_window_stops_the_export(show: Show, deck: FakeDeck, qtbot: QtBot, exporter: FakeExporter) -> None:
    dialog = show(deck)
    fill(dialog)
    dialog.do()
    job = dialog._job
    assert job is not None
    dialog.done(0)
    assert job.wait(5).state.value == "cancelled"
