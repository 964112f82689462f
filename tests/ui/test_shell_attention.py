"""The attention panel: order, flood, acts, focus that stays, and words for every kind."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from base.clock import NS_PER_S
from duty.attention import AttentionItem, AttentionKind, Urgency
from ui.shell.attention_panel import MOST_BREACHES, Act, AttentionPanel, cards, next_acts
from ui.words import attention as words
from ui.words.counts import Counts

NOW_NS = 500 * NS_PER_S
URGENCY = {
    AttentionKind.BREACH: Urgency.ALARM,
    AttentionKind.BOOK_UNAVAILABLE: Urgency.ALARM,
    AttentionKind.CAMERA_OFFLINE: Urgency.NOTICE,
    AttentionKind.CAMERA_UNAUTHORISED: Urgency.NOTICE,
    AttentionKind.ZONE_QUARANTINED: Urgency.NOTICE,
}


def item(kind: AttentionKind, name: str = "a", *, value: str = "", **more: object) -> AttentionItem:
    made = AttentionItem(
        f"{kind}:{name}", kind, URGENCY.get(kind, Urgency.WARNING), name, "Zone", value, NOW_NS - 9 * NS_PER_S
    )
    return replace(made, **more)  # type: ignore[arg-type]


@pytest.fixture
def panel(qtbot: QtBot) -> AttentionPanel:
    made = AttentionPanel(lambda incident_id: incident_id == 99)
    made.resize(296, 700)
    qtbot.addWidget(made)
    made.show()
    return made


def show(panel: AttentionPanel, items: tuple[AttentionItem, ...]) -> None:
    panel.set_items(items, NOW_NS)
    QApplication.processEvents()


def focused(panel: AttentionPanel) -> QWidget:
    widget = panel.focusWidget()
    assert widget is not None
    return widget


def texts(panel: AttentionPanel) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible() and label.text()]


def buttons(panel: AttentionPanel) -> list[QPushButton]:
    return [b for b in panel.findChildren(QPushButton) if b.isVisible()]


def button(panel: AttentionPanel, text: str) -> QPushButton:
    return next(b for b in buttons(panel) if b.text() == text)


def test_nothing_to_do_is_said_in_so_many_words(panel: AttentionPanel) -> None:
    show(panel, ())
    assert "Nothing needs you now" in texts(panel)
    assert not panel.focus_first()


def test_a_flood_of_one_kind_becomes_one_card_and_no_breach_is_ever_hidden_in_a_group() -> None:
    cameras = tuple(item(AttentionKind.CAMERA_OFFLINE, f"c{i}") for i in range(40))
    breaches = tuple(item(AttentionKind.BREACH, f"b{i}", incident_id=i) for i in range(6))
    made = cards((*breaches, item(AttentionKind.LINK_LOST), *cameras))
    assert [len(card.items) for card in made] == [1] * 7 + [40]
    assert {i for card in made for i in card.items} == {*breaches, item(AttentionKind.LINK_LOST), *cameras}


def test_a_thousand_breaches_are_some_cards_and_a_number_and_push_nothing_else_out(panel: AttentionPanel) -> None:
    breaches = tuple(item(AttentionKind.BREACH, f"b{i}", incident_id=i) for i in range(1000))
    show(panel, (*breaches, item(AttentionKind.BOOK_UNAVAILABLE), item(AttentionKind.LINK_LOST, "Drone 7")))
    said = texts(panel)
    assert "1002" in said
    assert f"and {1000 - MOST_BREACHES} more" in said
    assert {"The duty book cannot be written", "Drone 7: link lost"} <= set(said)
    assert len(panel.findChildren(QPushButton)) < 4 * MOST_BREACHES
    show(panel, breaches[:MOST_BREACHES])
    assert not any("more" in text for text in texts(panel))


def test_a_group_says_how_many_and_names_the_first(panel: AttentionPanel) -> None:
    show(panel, tuple(item(AttentionKind.LINK_LOST, f"Drone {i}") for i in range(9)))
    said = " ".join(texts(panel))
    assert "9" in said
    assert "Drone 0, Drone 1" in said
    assert "3 more" in said


@pytest.mark.parametrize("kind", list(AttentionKind))
def test_every_kind_has_a_title_and_an_act(kind: AttentionKind) -> None:
    thing = item(kind, "Thing", value="inside")
    assert words.title(thing)
    assert "{" not in words.title(thing) + words.why(thing) + words.next_step(thing)
    assert words.why(thing)
    assert next_acts(thing)
    assert "5" in Counts().things(kind, 5)


def test_a_camera_reason_that_is_unknown_is_shown_as_it_is() -> None:
    assert words.why(item(AttentionKind.CAMERA_OFFLINE, value="from_the_future")) == "from_the_future"


def test_the_button_asks_for_the_act(panel: AttentionPanel, qtbot: QtBot) -> None:
    thing = item(AttentionKind.BREACH, incident_id=7)
    show(panel, (thing,))
    with qtbot.waitSignal(panel.act_requested) as asked:
        button(panel, "Acknowledge").click()
    assert asked.args == [Act.ACKNOWLEDGE, thing]
    with qtbot.waitSignal(panel.act_requested) as asked:
        button(panel, "Show on map").click()
    assert asked.args == [Act.SHOW_ON_MAP, thing]


def test_an_acknowledged_breach_offers_to_be_closed(panel: AttentionPanel) -> None:
    show(panel, (item(AttentionKind.BREACH, incident_id=7, acknowledged=True),))
    assert [b.text() for b in buttons(panel)] == ["Show on map", "Close…"]


def test_an_act_that_is_being_written_cannot_be_asked_for_again(panel: AttentionPanel) -> None:
    show(panel, (item(AttentionKind.BREACH, incident_id=99),))
    assert not button(panel, "Being written…").isEnabled()


def test_the_keyboard_focus_stays_on_its_card_when_others_come_and_go(panel: AttentionPanel, qtbot: QtBot) -> None:
    low = item(AttentionKind.BATTERY_LOW, "Drone 2")
    show(panel, (low,))
    panel.activateWindow()
    assert panel.focus_first()
    qtbot.waitUntil(lambda: panel.focusWidget() is button(panel, "Show in fleet"))
    before = focused(panel)
    show(panel, (item(AttentionKind.BREACH, incident_id=1), low))
    assert panel.focusWidget() is before
    show(panel, (low,))
    assert panel.focusWidget() is before
    with qtbot.waitSignal(panel.act_requested) as asked:
        QTest.keyClick(before, Qt.Key.Key_Return)
    assert asked.args[1] == low


def test_enter_reaches_the_most_urgent_first(panel: AttentionPanel, qtbot: QtBot) -> None:
    panel.activateWindow()
    show(panel, (item(AttentionKind.BREACH, incident_id=1), item(AttentionKind.LINK_LOST)))
    assert panel.focus_first()
    assert isinstance(panel.focusWidget(), QPushButton)
    order: list[str] = []
    record: Callable[[object, object], None] = lambda act, thing: order.append(str(act))  # noqa: E731
    panel.act_requested.connect(record)
    QTest.keyClick(focused(panel), Qt.Key.Key_Return)
    QTest.keyClick(focused(panel), Qt.Key.Key_Tab)
    QTest.keyClick(focused(panel), Qt.Key.Key_Return)
    QTest.keyClick(focused(panel), Qt.Key.Key_Tab)
    QTest.keyClick(focused(panel), Qt.Key.Key_Return)
    assert order == ["acknowledge", "show_on_map", "show_in_fleet"]
