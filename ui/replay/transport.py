"""The transport bar: play, speed, steps, events, loop, words, and where the tape stands."""

from collections.abc import Callable
from itertools import pairwise
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QMenu, QToolButton, QVBoxLayout, QWidget

from base.clock import NS_PER_S
from sessions.manifest import Manifest
from sessions.replay.view import RATES, MarkKind
from ui import theme
from ui.replay.control import NOTE_LIMIT, DeckControl
from ui.replay.timeline_geometry import is_gap
from ui.shell.icons import icon
from ui.shell.labels import FigureLabel, set_role
from ui.words import duty, figures
from ui.words import sessions as words

ICON_PX = 20
ROOMY_PX = 1000
BEHIND_S = 0.5
"""Telemetry this far behind is told."""
SAID_FOR_TICKS = 150
"""A word that answers a key stays three seconds."""


class NoteLine(QLineEdit):
    """One line in the bar, so that it never lies over a picture. Enter writes it down, Escape drops it."""

    def __init__(self, control: DeckControl, parent: QWidget) -> None:
        super().__init__(parent)
        self._control = control
        self._was_playing = False
        self.setMaxLength(NOTE_LIMIT)
        self.setMinimumWidth(260)
        self.hide()

    def begin(self) -> None:
        """The tape stands while one writes: the word belongs to this place."""
        self._was_playing = self._control.deck.view().playing
        self._control.pause()
        self.clear()
        self.show()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._control.annotate(self.text())
            self._end()
        elif event.key() == Qt.Key.Key_Escape:
            self._end()
        else:
            super().keyPressEvent(event)
            event.accept()  # no letter of a word is a key of the deck

    def _end(self) -> None:
        self.hide()
        parent = self.parentWidget()
        if parent is not None:
            parent.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._was_playing:
            self._control.play()


class Transport(QFrame):
    def __init__(self, control: DeckControl, manifest: Manifest, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._control, self._deck = control, control.deck
        self._manifest, self._zone = manifest, zone
        self.setProperty("role", "panel")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._buttons: list[tuple[QToolButton, str, Callable[[], str]]] = []
        self._said, self._said_left = "", 0
        self._shows_playing: bool | None = None
        self.clock, self.utc, self.place = FigureLabel(), FigureLabel(), FigureLabel()
        self.state = QLabel()
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.state.setProperty("role", "attention")
        self.note = NoteLine(control, self)
        self.rates, self.kinds = QToolButton(self), QToolButton(self)
        self._make_buttons()
        self._make_menus()
        self._lay_out()
        control.note_requested.connect(self._begin_note)
        control.no_more.connect(self._no_more)
        control.acted.connect(self.tick)
        self.retranslate()
        self.tick()

    def _make_buttons(self) -> None:
        c = self._control
        self.start = self._button("skip-previous", lambda: self.tr("To the beginning (Home)"), c.to_start)
        self.previous = self._button("page-previous-outline", lambda: self.tr("Previous event (P)"), lambda: c.jump(-1))
        self.slower = self._button("rewind", lambda: self.tr("Backward, faster (J)"), lambda: c.faster(-1))
        self.back = self._button("step-backward", lambda: self.tr("One picture back (←)"), lambda: c.step(-1))
        self.play = self._button("play", lambda: self.tr("Play or pause (Space)"), c.toggle)
        self.forth = self._button("step-forward", lambda: self.tr("One picture on (→)"), lambda: c.step(1))
        self.faster = self._button("fast-forward", lambda: self.tr("Forward, faster (L)"), lambda: c.faster(1))
        self.next = self._button("page-next-outline", lambda: self.tr("Next event (N)"), lambda: c.jump(1))
        self.end = self._button("skip-next", lambda: self.tr("To the end (End)"), c.to_end)
        self.loop_in = self._button("ray-start", lambda: self.tr("The loop begins here (I)"), c.loop_in)
        self.loop_out = self._button("ray-end", lambda: self.tr("The loop ends here (O)"), c.loop_out)
        self.loop_off = self._button("repeat-off", lambda: self.tr("No loop (X)"), c.loop_off)
        self.annotate = self._button("bookmark-plus-outline", self._note_tip, c.ask_for_note)
        self.go_to = self._button("clock-outline", lambda: self.tr("Go to a time (G)"), c.time_requested.emit)

    def _button(self, name: str, words_: Callable[[], str], act: Callable[[], object]) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("role", "flat")
        button.setIconSize(QSize(ICON_PX, ICON_PX))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: act())
        self._buttons.append((button, name, words_))
        return button

    def _make_menus(self) -> None:
        for button, menu in ((self.rates, QMenu(self)), (self.kinds, QMenu(self))):
            button.setMenu(menu)
            button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setProperty("role", "flat")
        group = QActionGroup(self)
        self._rate_entries: dict[float, QAction] = {}
        for rate in RATES:
            entry = QAction(words.rate(rate), group)
            entry.setCheckable(True)
            entry.triggered.connect(lambda _checked=False, r=rate: self._control.set_rate(r))
            self.rates.menu().addAction(entry)
            self._rate_entries[rate] = entry
        self._kind_entries: dict[MarkKind, QAction] = {}
        for kind in MarkKind:
            entry = QAction(self)
            entry.setCheckable(True)
            entry.setChecked(True)
            entry.toggled.connect(self._choose_kinds)
            self.kinds.menu().addAction(entry)
            self._kind_entries[kind] = entry

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(2)
        for button in (self.start, self.previous, self.slower, self.back, self.play, self.forth, self.faster):
            row.addWidget(button)
        for widget in (self.next, self.end, self.rates):
            row.addWidget(widget)
        row.addSpacing(12)
        times = QVBoxLayout()
        times.setSpacing(0)
        self.clock.setFont(theme.figures_font(theme.current().normal + 2))
        for label, widest in ((self.clock, "00:00:00.000"), (self.place, "00:00:00 / 00:00:00")):
            label.ensurePolished()
            label.setMinimumWidth(label.fontMetrics().horizontalAdvance(widest) + 4)
        for label in (self.utc, self.place):
            label.setProperty("role", "caption")
        times.addWidget(self.clock)
        times.addWidget(self.utc)
        row.addLayout(times)
        row.addSpacing(12)
        row.addWidget(self.place)
        row.addSpacing(12)
        row.addWidget(self.state)
        row.addStretch(1)
        row.addWidget(self.note)
        for widget in (self.loop_in, self.loop_out, self.loop_off, self.kinds, self.annotate, self.go_to):
            row.addWidget(widget)
        shown = [item.widget() for item in (row.itemAt(i) for i in range(row.count())) if item is not None]
        stops = [widget for widget in shown if widget is not None and widget.focusPolicy() & Qt.FocusPolicy.TabFocus]
        for one, other in pairwise(stops):  # as they stand, not as they were made
            self.setTabOrder(one, other)

    def tick(self) -> None:
        """Follow the deck; a label whose words stay is not touched."""
        view, now_ns = self._deck.view(), self._deck.tape_ns()
        line = self._deck.timeline
        wall_ns = self._manifest.wall_ns(now_ns)
        at = duty.local(wall_ns, self._zone)
        # Thousandths are read while the tape stands; while it runs they are a blur that costs a paint each tick.
        tail = "" if view.playing else f".{at.microsecond // 1000:03d}"
        self.clock.show_text(at.strftime("%H:%M:%S") + tail)
        self.utc.show_text(duty.local(wall_ns, ZoneInfo("UTC")).strftime("%H:%M:%S UTC"))
        done_s = (now_ns - line.first_tape_ns) / NS_PER_S
        self.place.show_text(f"{duty.span(done_s)} / {duty.span((line.last_tape_ns - line.first_tape_ns) / NS_PER_S)}")
        if view.playing is not self._shows_playing:
            self._shows_playing = view.playing
            self.play.setIcon(icon("pause" if view.playing else "play", theme.current().text))
        rate = words.rate(view.rate)
        if rate != self.rates.text():
            self.rates.setText(rate)
            entry = self._rate_entries.get(view.rate)
            if entry is not None:
                entry.setChecked(True)
        self.loop_off.setEnabled(view.loop is not None or self._control.loop_from_ns is not None)
        if self._said_left:
            self._said_left -= 1
        text = " · ".join(self.states())
        if text != self.state.text():
            self.state.setText(text)
            doubtful = self.is_gap() or view.behind_s >= BEHIND_S or (view.keys_only and view.playing)
            set_role(self.state, "attention" if doubtful else "quiet")

    def is_gap(self) -> bool:
        """Nothing was recorded of the focused camera where the tape stands."""
        return is_gap(self._deck.timeline, self._deck.view().focus, self._deck.tape_ns())

    def states(self) -> list[str]:
        """What a person must know of what is shown now, in words."""
        view = self._deck.view()
        said = [self._said] if self._said_left else []
        if self.is_gap():
            said.append(self.tr("gap: nothing was recorded here"))
        if view.at_end and not view.playing:
            said.append(self.tr("at the end"))
        if view.seeking:
            said.append(self.tr("seeking…"))
        if view.keys_only and view.playing:
            said.append(self.tr("key frames only"))
        if view.behind_s >= BEHIND_S:
            said.append(self.tr("telemetry {age} behind").replace("{age}", figures.age(max(1.0, view.behind_s))))
        if view.loop is not None:
            said.append(self.tr("loop"))
        return said

    def retranslate(self) -> None:
        for button, name, tip in self._buttons:
            button.setToolTip(tip())
            button.setAccessibleName(tip())
            button.setIcon(icon(name, theme.current().text))
        self._shows_playing = None
        self.rates.setToolTip(self.tr("Speed; above 2× and backward video shows key frames only"))
        self.rates.setAccessibleName(self.tr("Speed"))
        self.rates.setMinimumWidth(56)
        self.kinds.setIcon(icon("filter-variant", theme.current().text))
        self.kinds.setToolTip(self.tr("At which events N and P stop"))
        self.kinds.setAccessibleName(self.tr("Kinds of events"))
        self.note.setPlaceholderText(self.tr("A word at this place; Enter writes it down"))
        self.note.setAccessibleName(self.tr("A word at this place"))
        for kind, entry in self._kind_entries.items():
            entry.setText(words.mark_kind(kind))
        self.clock.setToolTip(self._zone.key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, what the keyboard and the menu do as well gives way to the time."""
        super().resizeEvent(event)
        roomy = self.width() >= ROOMY_PX
        for button in (self.start, self.end, self.slower, self.faster):
            button.setVisible(roomy)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self.retranslate()

    def offer(self) -> None:
        """Who may not write a word is told so by the button, before the word is written."""
        self.annotate.setEnabled(not self._control.may_annotate())
        self.annotate.setToolTip(self._note_tip())

    def _note_tip(self) -> str:
        return self._control.may_annotate() or self.tr("Write a word at this place (B)")

    def _begin_note(self) -> None:
        why_not = self._control.may_annotate()
        if why_not:
            self._say(why_not)
        else:
            self.note.begin()

    def _choose_kinds(self) -> None:
        chosen = frozenset(kind for kind, entry in self._kind_entries.items() if entry.isChecked())
        self._control.kinds = None if len(chosen) == len(self._kind_entries) else chosen
        self._control.acted.emit()

    def _no_more(self, direction: int) -> None:
        self._say(self.tr("no later event") if direction > 0 else self.tr("no earlier event"))

    def _say(self, text: str) -> None:
        self._said, self._said_left = text, SAID_FOR_TICKS
        self.tick()
