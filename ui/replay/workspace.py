"""The Replay workspace: the library of sessions, the deck of the one that is open, and training."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from base.errors import PersonError
from duty.people import Right
from sessions.jobs import JobView
from sessions.library import SessionEntry
from sessions.replay.view import Deck, Mark
from ui.bridge import Bridge
from ui.people.gate import Gate
from ui.replay import keys
from ui.replay.library_page import LibraryPage
from ui.replay.opening import ProgressPage, Watched
from ui.shell.focus import FocusPage
from ui.shell.labels import PlainLabel
from ui.words import sessions as words
from ui.words.troubles import said

if TYPE_CHECKING:
    from ui.replay.deck_page import DeckPage, Stand

LIBRARY, DECK, TRAINING = range(3)


class NoSession(QWidget):
    """What stands in the deck's place while nothing is open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.text = PlainLabel(), PlainLabel()
        self.title.setProperty("role", "title")
        self.text.setProperty("role", "quiet")
        column = QVBoxLayout(self)
        column.setSpacing(16)
        column.addStretch(1)
        for label in (self.title, self.text):
            column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)


class ReplayWorkspace(FocusPage):
    changed = Signal()
    """Another page, or another session."""

    def __init__(
        self, bridge: Bridge, gate: Gate, record_key: Callable[[], str] = str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._bridge, self._gate, self._sessions = bridge, gate, bridge.sessions
        self._zone = ZoneInfo(bridge.world.precinct.precinct.time_zone)
        self.library: LibraryPage | None = None
        self.deck_page: DeckPage | None = None
        self.training: QWidget | None = None
        self._opened: SessionEntry | None = None
        self._wanted: tuple[int, tuple[Mark, ...]] | None = None
        """Where to stand once it is open, and what to mark."""
        self._stand: Stand | None = None
        """Of the page that the next one takes the place of."""
        self.tabs, self.pages = QTabBar(), QStackedWidget()
        self._deck_room, self._no_session, self.progress = QStackedWidget(), NoSession(), ProgressPage()
        self._deck_room.addWidget(self._no_session)
        self._deck_room.addWidget(self.progress)
        if self._sessions is not None:
            self.library = LibraryPage(self._sessions.library, gate, self._zone, record_key)
            self.library.open_requested.connect(self.open)
            self.library.foreign_requested.connect(self._ask_for_material)
            self.library.export_requested.connect(self._export)
            self.library.detail.can_export = self._can_export()
        self._opening: Watched[Deck] = Watched(
            self, show=self.progress.show_view, done=self._show_deck, ended=self._not_opened, drop=lambda d: d.close()
        )
        self.progress.cancel_requested.connect(self._opening.cancel)
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        for page in (self.library or NoSession(), self._deck_room, QWidget()):
            self.pages.addWidget(page)
            self.tabs.addTab("")
        self.tabs.setTabVisible(TRAINING, False)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.currentChanged.connect(self.show_page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self.pages, 1)
        self.show_page(LIBRARY)

    # What others ask of it

    @property
    def page(self) -> int:
        return self.pages.currentIndex()

    def show_page(self, index: int) -> None:
        self.pages.setCurrentIndex(index)
        if self.tabs.currentIndex() != index:
            self.tabs.setCurrentIndex(index)
        shown: QWidget = self.pages.widget(index) or self
        if index == LIBRARY and self.library is not None:
            shown = self.library.table
        elif index == DECK:
            shown = self.deck_page or self._deck_room
        self.hand_focus_to(shown)
        if self.isVisible():
            shown.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def set_training_page(self, page: QWidget) -> None:
        """The trainer's place; without one it has no tab."""
        old = self.pages.widget(TRAINING)
        if old is not None:
            self.pages.removeWidget(old)
            old.deleteLater()
        self.training = page
        self.pages.insertWidget(TRAINING, page)
        self.tabs.setTabVisible(TRAINING, True)

    def open(self, entry: SessionEntry) -> None:
        """Instead of the one that is open, whose processes end first."""
        if self._sessions is None:
            return
        self.close_deck()
        self._opened, self._stand, self._wanted = entry, None, None
        opening = self.tr("Opening “{title}”…").replace("{title}", words.title(entry, self._zone))
        self.progress.begin(opening)
        self._deck_room.setCurrentWidget(self.progress)
        self.show_page(DECK)
        try:
            self._opening.watch(self._sessions.open(entry.id))
        except PersonError as error:
            self._refuse(said(str(error)))

    def open_by_id(self, session_id: str) -> bool:
        """False when the library has no such session."""
        if self._sessions is None:
            return False
        entry = next((e for e in self._sessions.library.view().entries if e.id == session_id), None)
        if entry is not None:
            self.open(entry)
        return entry is not None

    def close_deck(self) -> None:
        page, self.deck_page = self.deck_page, None
        self._opened = None
        if page is not None:
            page.close_down()
            self._deck_room.removeWidget(page)
            page.hide()
            page.setParent(None)
            page.deleteLater()
        self._deck_room.setCurrentWidget(self._no_session)
        self.changed.emit()

    def close_down(self) -> None:
        """The window closes: what is open or being opened ends with it."""
        self._opening.close()
        self.close_deck()

    def key_lines(self) -> list[tuple[tuple[str, ...], str]]:
        """For the list of keys: keys as written, and what they do."""
        return [*(self.library.key_lines() if self.library is not None else []), *keys.key_lines()]

    # Opening

    def _show_deck(self, deck: Deck) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            deck.add_marks(*wanted[1])
            deck.seek(wanted[0])
        entry = self._opened
        title = words.title(entry, self._zone) if entry is not None else deck.manifest.id
        from ui.replay.deck_page import DeckPage  # the window's start waits for none of it; likewise below

        self.deck_page = DeckPage(self._bridge, deck, self._gate, title, self._can_export())
        self.deck_page.close_requested.connect(self._close_and_go_back)
        self.deck_page.export_requested.connect(self._export_deck)
        self.deck_page.more_requested.connect(self._open_more)
        self._deck_room.addWidget(self.deck_page)
        self._deck_room.setCurrentWidget(self.deck_page)
        stand, self._stand = self._stand, None
        if stand is not None:
            self.deck_page.take_up(stand)
        if self.page == DECK:
            self.show_page(DECK)
        self.changed.emit()

    def _open_more(self) -> None:
        """The same session, as long as it is by now."""
        if self._opened is not None and self.deck_page is not None:
            stand = self.deck_page.stand()
            self.open(self._opened)
            self._stand = stand

    def _not_opened(self, view: JobView) -> None:
        self._refuse(said(view.error))

    def _refuse(self, error: str) -> None:
        self._opened = self._stand = self._wanted = None
        self._deck_room.setCurrentWidget(self._no_session)
        self.show_page(LIBRARY)
        if self.library is not None and error:
            self.library.say_trouble(error)

    def _close_and_go_back(self) -> None:
        self.close_deck()
        self.show_page(LIBRARY)

    def _ask_for_material(self) -> None:
        self._gate.then(Right.REPLAY, self._show_material)

    def _show_material(self) -> None:
        if self._sessions is None:
            return
        from ui.replay.foreign import ForeignDialog

        dialog = ForeignDialog(self._sessions.library, self._zone, self._gate.login, self)
        dialog.made.connect(self.show_made)
        dialog.open()

    def open_at(self, session_id: str, tape_ns: int, marks: tuple[Mark, ...] = ()) -> None:
        """Open it, and stand at this moment, with further marks on its timeline."""
        if self.open_by_id(session_id):
            self._wanted = tape_ns, marks

    def show_made(self, session_id: str) -> None:
        """What was just put together of other people's material."""
        if self.library is not None:
            self.library.clear_filter()
            self.library.look()
            self.library.select(session_id)
        self.open_by_id(session_id)

    # Evidence

    def _can_export(self) -> bool:
        return self._sessions is not None and self._sessions.exporter is not None

    def _export_deck(self) -> None:
        if self._opened is not None:
            entry = self._opened
            self._gate.then(Right.EXPORT, lambda: self._export(entry))

    def _export(self, entry: SessionEntry) -> None:
        exporter = self._sessions.exporter if self._sessions is not None else None
        if exporter is None:
            return
        from ui.evidence.dialog import EvidenceDialog

        is_open = self._opened is not None and self._opened.id == entry.id and self.deck_page is not None
        deck = self.deck_page.deck if is_open and self.deck_page is not None else None
        dialog = EvidenceDialog(exporter, deck, entry, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    # Words

    def retranslate(self) -> None:
        for index, text in (
            (LIBRARY, self.tr("Sessions")),
            (DECK, self.tr("Open session")),
            (TRAINING, self.tr("Training")),
        ):
            self.tabs.setTabText(index, text)
        self.tabs.setAccessibleName(self.tr("Pages of Replay"))
        self._no_session.title.setText(self.tr("No session is open"))
        self._no_session.text.setText(self.tr("Choose one under Sessions and press Enter."))
        missing = self.pages.widget(LIBRARY)
        if isinstance(missing, NoSession):
            missing.title.setText(self.tr("Sessions cannot be used"))
            missing.text.setText(self.tr("This run of the program has no folder for sessions."))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
