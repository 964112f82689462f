"""The library: every session that is kept, found by any of its words, with its details and what can be done with it."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QHideEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from base.errors import PersonError
from duty.people import Right
from sessions.library import Library, LibraryView, SessionEntry
from sessions.manifest import Why
from ui.people.gate import Gate
from ui.replay.dialogs import DeleteDialog, RenameDialog
from ui.replay.library_detail import LibraryDetail
from ui.replay.library_model import Column, LibraryModel, Only
from ui.replay.library_table import SessionTable
from ui.shell.labels import PlainLabel
from ui.wall.bar import SearchField
from ui.words import sessions as words
from ui.words.counts import Counts
from ui.words.troubles import said

LOOK_MS = 250


class LibraryPage(QWidget):
    open_requested = Signal(object)
    """The SessionEntry."""
    foreign_requested = Signal()
    export_requested = Signal(object)
    """The SessionEntry."""

    def __init__(
        self, library: Library, gate: Gate, zone: ZoneInfo, record_key: Callable[[], str], parent: QWidget | None = None
    ) -> None:
        """`record_key()` is the key that starts a recording, as the platform writes it."""
        super().__init__(parent)
        self._library, self._gate, self._zone, self._record_key = library, gate, zone, record_key
        self._view: LibraryView | None = None
        self.model = LibraryModel(zone, self)
        self.table = SessionTable(self.model)
        self.detail = LibraryDetail(self.model, gate, zone)
        self.search, self.only = SearchField(self), QComboBox()
        self._title, self.counts = PlainLabel(), PlainLabel()
        self.trouble = PlainLabel()
        self.foreign_button, self.empty_foreign, self.show_all = QPushButton(), QPushButton(), QPushButton()
        self.empty_title, self.empty_text = PlainLabel(), PlainLabel()
        self.pages = QStackedWidget()
        self._lay_out()
        self._make_actions()
        self._connect()
        self.retranslate()
        self.look()

    def _lay_out(self) -> None:
        self._title.setProperty("role", "title")
        self.counts.setProperty("role", "quiet")
        self.trouble.setProperty("role", "alarm")
        self.trouble.setWordWrap(True)
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(160)
        self.search.setMaximumWidth(400)
        self.only.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._title)
        head.addWidget(self.counts)
        head.addStretch(1)
        head.addWidget(self.search, 2)
        head.addWidget(self.only)
        head.addWidget(self.foreign_button)
        filled = QWidget()
        row = QHBoxLayout(filled)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.table, 1)
        row.addWidget(self.detail)
        self.pages.addWidget(filled)
        self.pages.addWidget(self._empty())
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.trouble)
        column.addWidget(self.pages, 1)

    def _empty(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setSpacing(16)
        self.empty_title.setProperty("role", "title")
        self.empty_text.setProperty("role", "quiet")
        self.empty_text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty_text.setWordWrap(True)
        self.empty_text.setFixedWidth(560)
        column.addStretch(1)
        for widget in (self.empty_title, self.empty_text, self.empty_foreign, self.show_all):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return page

    def _make_actions(self) -> None:
        self._rename, self._find = QAction(self.table), QAction(self)
        self._delete, self._refresh = QAction(self.table), QAction(self)
        for owner, action, key, act in (
            (self.table, self._rename, "R", self.rename),
            (self.table, self._delete, "Del", self.delete),
            (self, self._refresh, "Ctrl+R", self._library.refresh),
            (self, self._find, "Ctrl+F", self._to_search),
        ):
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(act)
            owner.addAction(action)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._filter)
        self.search.left.connect(self.table.setFocus)
        self.only.currentIndexChanged.connect(self._filter)
        self.foreign_button.clicked.connect(self.foreign_requested)
        self.empty_foreign.clicked.connect(self.foreign_requested)
        self.show_all.clicked.connect(self.clear_filter)
        self.table.opened.connect(self.open)
        self.table.doubleClicked.connect(self.open)
        self.table.selectionModel().currentRowChanged.connect(self._selected)
        d = self.detail
        d.open_requested.connect(self.open)
        d.rename_requested.connect(self.rename)
        d.protect_requested.connect(self.protect)
        d.delete_requested.connect(self.delete)
        d.export_requested.connect(self._export)
        self._gate.changed.connect(self._offer)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    # What is shown

    def look(self) -> None:
        view = self._library.view()
        if view is not self._view:
            self._view = view
            before = self.selected()
            self.model.set_entries(view.entries)
            self._keep(before)
            self._show_state()

    def selected(self) -> SessionEntry | None:
        return self.model.entry(self.table.currentIndex().row())

    def select(self, session_id: str) -> bool:
        return self.table.choose(session_id)

    def clear_filter(self) -> None:
        self.only.setCurrentIndex(0)
        self.search.clear()
        self.table.setFocus()

    def _keep(self, before: SessionEntry | None) -> None:
        """After a change of the rows the same session stays selected, else the first one is."""
        now = self.selected()
        stayed = before is not None and now is not None and now.id == before.id
        if not stayed and (before is None or not self.select(before.id)) and self.model.rows:
            self.select(self.model.rows[0].id)
        self._selected()

    def _filter(self) -> None:
        before = self.selected()
        self.model.set_search(self.search.text())
        self.model.set_only(str(self.only.currentData()))
        self._keep(before)
        self._show_state()

    def _selected(self) -> None:
        self.detail.show_entry(self.selected())
        self.say_trouble(said(self._view.trouble) if self._view is not None else "")

    def _show_state(self) -> None:
        view = self._view
        if view is None:
            return
        self.say_trouble(said(view.trouble))
        shown, total = len(self.model.rows), self.model.total
        counted = Counts().sessions(total)
        if shown != total:
            counted = self.tr("{n} of {all}").replace("{n}", str(shown)).replace("{all}", counted)
        if view.reading:
            counted = f"{counted} · {self.tr('the folder is being read…')}"
        self.counts.setText(counted if total or view.reading else "")
        self.pages.setCurrentIndex(0 if shown else 1)
        for widget in (self.search, self.only, self.foreign_button):
            widget.setVisible(total > 0)  # without sessions there is nothing to search, and the page says what to do
        self._say_empty(view, total)

    def _say_empty(self, view: LibraryView, total: int) -> None:
        hidden = total > 0
        self.show_all.setVisible(hidden)
        self.empty_foreign.setVisible(not hidden and not view.reading)
        if hidden:
            self.empty_title.setText(self.tr("No session matches"))
            self.empty_text.setText(self.tr("No session of this kind has these words."))
        elif view.reading:
            self.empty_title.setText(self.tr("Reading the sessions…"))
            self.empty_text.setText(str(view.folder))
        else:
            self.empty_title.setText(self.tr("No session has been recorded yet"))
            how = self.tr(
                "{key}, or the field “not recording” at the bottom of the window, starts a recording. "
                "What is recorded appears here and can be replayed."
            )
            other = self.tr("Telemetry logs and clips from elsewhere can be opened, too.")
            self.empty_text.setText(f"{how.replace('{key}', self._record_key())}\n{other}")

    # What can be done

    def open(self) -> None:
        entry = self.selected()
        if entry is None:
            return
        why = said(entry.trouble) or self._gate.why_not(Right.REPLAY)
        if why:
            self.say_trouble(why)
        else:
            self._gate.then(Right.REPLAY, lambda: self.open_requested.emit(entry))

    def rename(self) -> None:
        entry = self.selected()
        if entry is not None:
            self._gate.then(Right.SESSIONS, lambda: self._ask_title(entry))

    def protect(self) -> None:
        entry = self.selected()
        if entry is not None:
            act = self._library.protect
            self._change(lambda: act(entry.id, not entry.protected, self._gate.login))

    def delete(self) -> None:
        entry = self.selected()
        if entry is not None and not self.detail.why_kept(entry):
            self._gate.then(Right.SESSIONS, lambda: self._ask_delete(entry))

    def _export(self) -> None:
        entry = self.selected()
        if entry is not None and not entry.trouble:
            self._gate.then(Right.EXPORT, lambda: self.export_requested.emit(entry))

    def _ask_title(self, entry: SessionEntry) -> None:
        dialog = RenameDialog(entry, self._zone, self)
        rename = self._library.rename
        dialog.chosen.connect(lambda i, title: self._change(lambda: rename(i, title, self._gate.login)))
        dialog.open()

    def _ask_delete(self, entry: SessionEntry) -> None:
        dialog = DeleteDialog(entry, self._zone, self)
        remove = self._library.delete
        dialog.chosen.connect(lambda i: self._change(lambda: remove(i, self._gate.login)))
        dialog.open()

    def _change(self, act: Callable[[], object]) -> None:
        self._gate.then(Right.SESSIONS, lambda: self._try(act))

    def _try(self, act: Callable[[], object]) -> None:
        try:
            act()
        except PersonError as error:
            self.say_trouble(said(str(error)))
            return
        self.look()

    def say_trouble(self, text: str) -> None:
        """One sentence over the list, until something changes."""
        self.trouble.setText(text)
        self.trouble.setVisible(bool(text))

    def _to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _offer(self) -> None:
        why = self._gate.why_not(Right.REPLAY)
        for button in (self.foreign_button, self.empty_foreign):
            button.setEnabled(not why)
            button.setToolTip(why)

    # Words and Qt's events

    def retranslate(self) -> None:
        self._title.setText(self.tr("Sessions"))
        self.search.setPlaceholderText(self.tr("Search titles, cameras, incidents, notes (Ctrl+F)"))
        self.search.setAccessibleName(self.tr("Search sessions"))
        self.foreign_button.setText(self.tr("Open other material…"))
        self.empty_foreign.setText(self.tr("Open other material…"))
        self.show_all.setText(self.tr("Show all sessions"))
        self._rename.setText(self.tr("Rename the session"))
        self._delete.setText(self.tr("Delete the session"))
        self._refresh.setText(self.tr("Read the folder again"))
        self._find.setText(self.tr("Search sessions"))
        self.table.setAccessibleName(self.tr("Sessions"))
        self._say_choices()
        self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)
        self._offer()
        self._show_state()

    def _say_choices(self) -> None:
        choices: list[tuple[str, str]] = [(Only.ALL.value, self.tr("All sessions"))]
        choices += [(why.value, self.tr("Only: {kind}").replace("{kind}", words.why(why))) for why in Why]
        choices += [
            (Only.INCIDENTS.value, self.tr("With incidents")),
            (Only.BOOKMARKS.value, self.tr("With bookmarks")),
            (Only.PROTECTED.value, self.tr("Protected")),
            (Only.TROUBLE.value, self.tr("Damaged")),
        ]
        for i, (value, text) in enumerate(choices):
            if i < self.only.count():
                self.only.setItemText(i, text)
            else:
                self.only.addItem(text, value)
        self.only.setAccessibleName(self.tr("Which sessions"))

    def key_lines(self) -> list[tuple[tuple[str, ...], str]]:
        return [(("Enter",), self.tr("Open the session"))]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.fit(self.width())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
