"""The panel on the right: what needs a person, most urgent first, each with why and the next act as a button."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from duty.attention import AttentionItem, AttentionKind, Urgency
from ui import theme
from ui.marks import Mark
from ui.shell.labels import MarkLabel, set_role
from ui.words import attention as words
from ui.words import figures
from ui.words.counts import Counts

GROUP_FROM = 4
"""So many things of one kind become one card: a flood must not push a single alarm out of sight (EEMUA 191)."""
NAMES_SHOWN = 6
MOST_BREACHES = 40
"""Beyond this only their number: a sender that makes up serials would stop the window with a thousand cards."""
WIDTH_PX = 296


class Act(StrEnum):
    ACKNOWLEDGE = "acknowledge"
    CLOSE = "close"
    SHOW_ON_MAP = "show_on_map"
    SHOW_IN_FLEET = "show_in_fleet"
    SHOW_ON_WALL = "show_on_wall"
    SHOW_INCIDENTS = "show_incidents"
    SHOW_PATROL = "show_patrol"
    SHOW_SESSIONS = "show_sessions"
    SHOW_NOT_RECORDED = "show_not_recorded"


@dataclass(frozen=True, slots=True)
class Card:
    """One card: one item, or many of one kind."""

    key: str
    items: tuple[AttentionItem, ...]

    @property
    def first(self) -> AttentionItem:
        return self.items[0]


def cards(items: tuple[AttentionItem, ...]) -> tuple[Card, ...]:
    """Items as cards in the same order; breaches are never put together: each needs its own answer."""
    made: list[Card] = []
    for _, same in groupby(sorted(items, key=lambda i: (-i.urgency, i.acknowledged)), key=lambda i: -i.urgency):
        group = list(same)
        counts = {kind: sum(i.kind is kind for i in group) for kind in AttentionKind}
        done: set[AttentionKind] = set()
        for item in group:
            if item.incident_id is not None or item.kind is AttentionKind.BREACH or counts[item.kind] < GROUP_FROM:
                made.append(Card(f"{item.key}:{item.incident_id}", (item,)))
            elif item.kind not in done:
                done.add(item.kind)
                made.append(Card(f"many:{item.kind}", tuple(i for i in group if i.kind is item.kind)))
    return tuple(made)


def next_acts(item: AttentionItem) -> tuple[Act, ...]:
    """What the card offers, the most useful first."""
    match item.kind:
        case AttentionKind.BREACH | AttentionKind.INCIDENT if item.incident_id is None and item.count > 1:
            return (Act.SHOW_INCIDENTS,)
        case AttentionKind.BREACH:
            return (Act.CLOSE if item.acknowledged else Act.ACKNOWLEDGE, Act.SHOW_ON_MAP)
        case AttentionKind.INCIDENT:
            return (Act.CLOSE if item.acknowledged else Act.ACKNOWLEDGE, Act.SHOW_INCIDENTS)
        case AttentionKind.CANNOT_TELL | AttentionKind.OWN_IN_ZONE | AttentionKind.ZONE_QUARANTINED:
            return (Act.SHOW_ON_MAP,)
        case AttentionKind.CAMERA_OFFLINE | AttentionKind.CAMERA_UNAUTHORISED | AttentionKind.CAMERA_FROZEN:
            return (Act.SHOW_ON_WALL,)
        case AttentionKind.CAMERAS_OVERDUE | AttentionKind.NOBODY_AT_DESK:
            return (Act.SHOW_PATROL,)
        case AttentionKind.RECORDER:
            return (Act.SHOW_SESSIONS,)
        case AttentionKind.CAMERA_NOT_RECORDED:
            return (Act.SHOW_NOT_RECORDED,)
        case AttentionKind.BOOK_UNAVAILABLE:
            return (Act.SHOW_INCIDENTS,)
        case _:
            return (Act.SHOW_IN_FLEET,)


def shown(made: tuple[Card, ...]) -> tuple[Card, ...]:
    """All cards but the breaches beyond the first MOST_BREACHES; those stand in the list of incidents."""
    breaches = [card.key for card in made if card.first.kind is AttentionKind.BREACH]
    left_out = set(breaches[MOST_BREACHES:])
    return tuple(card for card in made if card.key not in left_out)


class AttentionPanel(QFrame):
    act_requested = Signal(object, object)
    """(Act, AttentionItem)"""

    def __init__(self, is_pending: Callable[[int], bool], parent: QWidget | None = None) -> None:
        """`is_pending(incident_id)`: an act on it was asked for and is not in the book yet."""
        super().__init__(parent)
        self.setProperty("role", "side")
        self.setFixedWidth(WIDTH_PX)
        self._is_pending = is_pending
        self._cards: dict[str, _CardView] = {}
        self._order: tuple[str, ...] = ()
        self._items: tuple[AttentionItem, ...] = ()
        self._now_ns = 0
        self._title, self._count = QLabel(), QLabel()
        self._title.setProperty("role", "heading")
        self._count.setProperty("role", "caption")
        self._calm = _Calm()
        self._more = QLabel()
        self._more.setProperty("role", "caption")
        self._more.setContentsMargins(16, 0, 16, 12)
        self._list = QVBoxLayout()
        self._list.setContentsMargins(12, 0, 12, 12)
        self._list.setSpacing(8)
        self._lay_out()
        self._say()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 16, 8)
        head.addWidget(self._title)
        head.addStretch()
        head.addWidget(self._count)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._list)
        column.addWidget(self._more)
        column.addWidget(self._calm)
        column.addStretch()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self._scroll, 1)

    @property
    def items(self) -> tuple[AttentionItem, ...]:
        return self._items

    def set_items(self, items: tuple[AttentionItem, ...], now_ns: int) -> None:
        """Show these; `now_ns` (monotonic) gives their ages. Cards that stay keep their place and the focus."""
        self._items, self._now_ns = items, now_ns
        all_cards = cards(items)
        made = shown(all_cards)
        keys = tuple(card.key for card in made)
        for key in [k for k in self._cards if k not in keys]:
            gone = self._cards.pop(key)
            self._list.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for card in made:
            if card.key not in self._cards:
                view = _CardView()
                view.act_requested.connect(self.act_requested)
                self._cards[card.key] = view
        if keys != self._order:
            self._order = keys
            self._arrange(keys)
        for card in made:
            pending = card.first.incident_id is not None and self._is_pending(card.first.incident_id)
            self._cards[card.key].show_card(card, now_ns, pending)
        self._calm.setVisible(not made)
        left_out = len(all_cards) - len(made)
        self._more.setText(Counts().and_more(left_out))
        self._more.setVisible(left_out > 0)
        self._count.setText(str(len(items)) if items else "")

    def _arrange(self, keys: tuple[str, ...]) -> None:
        before: QWidget = self
        for row, key in enumerate(keys):
            view = self._cards[key]
            if self._list.indexOf(view) != row:
                self._list.removeWidget(view)
                self._list.insertWidget(row, view)
            for button in view.buttons:
                QWidget.setTabOrder(before, button)
                before = button

    def focus_first(self) -> bool:
        """Put the keyboard on the most urgent card's first button; False when there is none."""
        for key in self._order:
            for button in self._cards[key].buttons:
                if button.isVisible() and button.isEnabled():
                    button.setFocus(Qt.FocusReason.ShortcutFocusReason)
                    self._scroll.ensureWidgetVisible(self._cards[key])
                    return True
        return False

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
            self.set_items(self._items, self._now_ns)

    def _say(self) -> None:
        self._title.setText(self.tr("Needs attention"))
        self._calm.say(self.tr("Nothing needs you now"))


class _CardView(QFrame):
    act_requested = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._card: Card | None = None
        self._acts: tuple[Act, ...] = ()
        self._mark = MarkLabel(18)
        self._title, self._age = QLabel(), QLabel()
        self._why, self._next = QLabel(), QLabel()
        self._title.setProperty("role", "heading")
        self._age.setFont(theme.figures_font(theme.current().small))
        self._age.setProperty("role", "caption")
        for label in (self._title, self._why, self._next):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._next.setProperty("role", "small")
        self._why.setProperty("role", "caption")
        self.buttons = (QPushButton(), QPushButton())
        self._lay_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        for index in (1, 0):  # the most useful at the right, where the eye ends; tab order keeps it first
            button = self.buttons[index]
            button.setAutoDefault(True)
            button.setProperty("role", "small")
            button.clicked.connect(lambda _checked=False, i=index: self._act(i))
            row.addWidget(button)
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 8, 8, 8)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self._mark, 0, 0, top)
        grid.addWidget(self._title, 0, 1)
        grid.addWidget(self._age, 0, 2, top)
        grid.addWidget(self._why, 1, 1, 1, 2)
        grid.addWidget(self._next, 2, 1, 1, 2)
        grid.addLayout(row, 3, 0, 1, 3)
        grid.setColumnStretch(1, 1)

    def show_card(self, card: Card, now_ns: int, pending: bool) -> None:
        self._card = card
        item = card.first
        many = len(card.items) > 1
        self._mark.set_mark(mark_of(item))
        self._title.setText(Counts().things(item.kind, sum(i.count for i in card.items)) if many else words.title(item))
        names = [i.subject for i in card.items if i.subject]
        self._why.setText(Counts().listed(names, NAMES_SHOWN) if many else words.why(item))
        self._next.setText("" if many else words.next_step(item))
        for label in (self._why, self._next):
            label.setVisible(bool(label.text()))
        self._age.setText(figures.age(figures.seconds_between(min(i.since_ns for i in card.items), now_ns)))
        self._acts = next_acts(item)
        for index, button in enumerate(self.buttons):
            button.setVisible(index < len(self._acts))
            if index < len(self._acts):
                act = self._acts[index]
                waits = pending and act in (Act.ACKNOWLEDGE, Act.CLOSE)
                button.setText(self.tr("Being written…") if waits else self._word(act))
                button.setEnabled(not waits)
                set_role(button, "small-primary" if act is Act.ACKNOWLEDGE and not waits else "small")

    def _act(self, index: int) -> None:
        if self._card is not None and index < len(self._acts):
            self.act_requested.emit(self._acts[index], self._card.first)

    def _word(self, act: Act) -> str:
        match act:
            case Act.ACKNOWLEDGE:
                return self.tr("Acknowledge")
            case Act.CLOSE:
                return self.tr("Close…")
            case Act.SHOW_ON_MAP:
                return self.tr("Show on map")
            case Act.SHOW_IN_FLEET:
                return self.tr("Show in fleet")
            case Act.SHOW_ON_WALL:
                return self.tr("Show on wall")
            case Act.SHOW_INCIDENTS:
                return self.tr("Show incidents")
            case Act.SHOW_PATROL:
                return self.tr("Go to Patrol")
            case Act.SHOW_SESSIONS:
                return self.tr("Show sessions")
            case Act.SHOW_NOT_RECORDED:
                return self.tr("Show which")


def mark_of(item: AttentionItem) -> Mark:
    if item.kind in (AttentionKind.CAMERA_OFFLINE, AttentionKind.CAMERA_UNAUTHORISED, AttentionKind.LINK_CLOSED):
        return Mark.OFFLINE
    if item.kind is AttentionKind.BREACH and item.acknowledged:
        return Mark.UNKNOWN_AIRCRAFT
    return {Urgency.ALARM: Mark.ALARM, Urgency.WARNING: Mark.ATTENTION, Urgency.NOTICE: Mark.STALE}[item.urgency]


class _Calm(QWidget):
    """The empty state: a quiet dot and a line."""

    def __init__(self) -> None:
        super().__init__()
        self._label = QLabel()
        self._label.setProperty("role", "quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.addWidget(MarkLabel(14))
        row.addWidget(self._label)
        row.addStretch()

    def say(self, text: str) -> None:
        self._label.setText(text)
