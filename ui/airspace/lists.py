"""Tracks and zones in words, for the lists beside the map, and how such a list is painted."""

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from drones.picture import AirPicture, Presence, TrackView, Verdict, VerdictView, ZoneView
from ui import theme
from ui.airspace.scene import Key, Kind, tail
from ui.fleet.rows import CELL_ROLE, KEY_ROLE, Cell, Column, Row, RowsModel, Tone
from ui.fleet.table import tone_colour
from ui.marks import Mark, paint_mark
from ui.words import air, figures

MARK = 16
PADDING = 8


def no_columns() -> tuple[Column, ...]:
    return (Column("", ""),)


def track_rows(picture: AirPicture, now_ns: int) -> list[Row]:
    """Everything that a receiver heard, what breaks a rule first."""
    verdicts: dict[str, list[VerdictView]] = {}
    for verdict in picture.verdicts:
        verdicts.setdefault(verdict.track_id, []).append(verdict)
    names = {v.system: v.name or f"#{v.system}" for v in picture.vehicles}
    return [_track_row(track, verdicts.get(track.track_id, []), names, now_ns) for track in picture.tracks]


def _track_row(track: TrackView, verdicts: list[VerdictView], names: dict[int, str], now_ns: int) -> Row:
    worst = {v.verdict for v in verdicts}
    if track.ours:
        rank, mark, tone = 0, Mark.OURS, Tone.OURS
    elif Verdict.IN_BREACH in worst:
        rank, mark, tone = 3, Mark.ALARM, Tone.ALARM
    elif Verdict.CANNOT_TELL in worst:
        rank, mark, tone = 2, Mark.ATTENTION, Tone.ATTENTION
    else:
        rank, mark, tone = 1, Mark.UNKNOWN_AIRCRAFT, Tone.UNKNOWN_AIRCRAFT
    lost = track.presence is Presence.LOST
    old = figures.old_age(track.heard_at_ns, now_ns)
    said = [air.verdict_sentence(v.verdict, v.zone_name, v.reasons) for v in sorted(verdicts, key=_gravity)]
    if track.ours:
        said = [_ours(names.get(track.own_system or 0, ""))]
    elif not said:
        said = [QCoreApplication.translate("Airspace", "In no active zone")]
    heights = ", ".join(figures.altitude(a) for a in track.altitudes)
    if not heights:
        heights = QCoreApplication.translate("Airspace", "altitude unknown")
    said.append(f"{air.track_source(track.source)} · {heights}")
    cell = Cell(
        tail(track.track_id),
        tone=Tone.QUIET if lost else tone,
        aside=old or figures.figure(track.speed_mps, "m/s"),
        mark=mark,
        tip="\n".join(said),
    )
    return Row(Key(Kind.TRACK, track.track_id), rank, track.track_id, (cell,), " ".join(track.ids).casefold())


def _gravity(verdict: VerdictView) -> int:
    return (Verdict.IN_BREACH, Verdict.CANNOT_TELL, Verdict.CLEAR).index(verdict.verdict)


def _ours(name: str) -> str:
    return QCoreApplication.translate("Airspace", "Our own drone {name}").replace("{name}", name)


def zone_rows(picture: AirPicture) -> list[Row]:
    """Zones: in breach, active, quarantined, then those that rest."""
    breached = {v.zone_id for v in picture.verdicts if v.verdict is Verdict.IN_BREACH}
    return [_zone_row(zone, zone.zone_id in breached) for zone in picture.zones]


def _zone_row(zone: ZoneView, in_breach: bool) -> Row:
    name = zone.name or zone.zone_id
    if zone.quarantined:
        rank, mark, tone = 2, Mark.ATTENTION, Tone.ATTENTION
        aside = QCoreApplication.translate("Airspace", "not used")
        said = QCoreApplication.translate("Airspace", "Quarantined: {why}").replace("{why}", zone.quarantined)
    else:
        said = f"{air.restriction(zone.restriction)} · {limits(zone)}"
        if in_breach:
            rank, mark, tone, aside = 3, Mark.ALARM, Tone.ALARM, air.verdict(Verdict.IN_BREACH)
        elif zone.active:
            rank, mark, tone = 1, Mark.OK, Tone.NORMAL
            aside = QCoreApplication.translate("Airspace", "active now")
        else:
            rank, mark, tone = 0, Mark.OFFLINE, Tone.QUIET
            aside = QCoreApplication.translate("Airspace", "not active")
    cell = Cell(name, tone=tone, aside=aside, mark=mark, tip=said)
    return Row(Key(Kind.ZONE, zone.zone_id), rank, name, (cell,), name.casefold())


def limits(zone: ZoneView) -> str:
    if zone.lower is None and zone.upper is None:
        return QCoreApplication.translate("Airspace", "at every altitude")
    lower = (
        QCoreApplication.translate("Airspace", "the ground")
        if zone.lower is None
        else figures.altitude_short(zone.lower)
    )
    upper = (
        QCoreApplication.translate("Airspace", "unlimited")
        if zone.upper is None
        else figures.altitude_short(zone.upper)
    )
    return (
        QCoreApplication.translate("Airspace", "{lower} to {upper}").replace("{lower}", lower).replace("{upper}", upper)
    )


class CardDelegate(QStyledItemDelegate):
    """A title with its mark, what stands aside at the right, and the sentences below, wrapped."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        cell: Cell = index.data(CELL_ROLE)
        tokens = theme.current()
        rect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(tokens.line))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(tokens.accent))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(tokens.raised))
        inner = rect.adjusted(PADDING, PADDING - 2, -PADDING, -PADDING + 2)
        if cell.mark is not None:
            paint_mark(painter, QRectF(inner.left(), inner.top() + 2, MARK, MARK), cell.mark, tokens)
        inner.setLeft(inner.left() + MARK + PADDING)
        painter.setFont(theme.figures_font(tokens.normal))
        metrics = painter.fontMetrics()
        title = QRect(inner.left(), inner.top(), inner.width(), metrics.height())
        aside_width = metrics.horizontalAdvance(cell.aside) + PADDING if cell.aside else 0
        painter.setPen(tone_colour(cell.tone.value, tokens))
        room = title.width() - aside_width
        painter.drawText(
            title, Qt.AlignmentFlag.AlignLeft, metrics.elidedText(cell.text, Qt.TextElideMode.ElideRight, room)
        )
        painter.setPen(QColor(tokens.quiet))
        painter.drawText(title, Qt.AlignmentFlag.AlignRight, cell.aside)
        painter.setFont(theme.text_font(tokens.small))
        below = inner.adjusted(0, metrics.height() + 2, 0, 0)
        painter.setPen(QColor(tokens.text if cell.tone in (Tone.ALARM, Tone.ATTENTION) else tokens.quiet))
        painter.drawText(below, Qt.TextFlag.TextWordWrap, cell.tip)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        cell: Cell = index.data(CELL_ROLE)
        tokens = theme.current()
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else 300
        room = QRect(0, 0, max(80, width - 3 * PADDING - MARK), 1000)
        below = QFontMetrics(theme.text_font(tokens.small)).boundingRect(room, Qt.TextFlag.TextWordWrap, cell.tip)
        title = QFontMetrics(theme.figures_font(tokens.normal)).height()
        return QSize(width, title + 2 + below.height() + 2 * (PADDING - 2))


class CardList(QListView):
    """A list of cards over a RowsModel of one column. The height of a card follows its sentences."""

    chosen = Signal(object)
    """The Key of the card that a person selected."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = RowsModel(no_columns, self)
        self.setModel(self.cards)
        self.setItemDelegate(CardDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        # It keeps its place, so that words do not wrap anew, but shows nothing where there is nothing to scroll.
        bar = self.verticalScrollBar()
        bar.setEnabled(False)
        bar.rangeChanged.connect(lambda low, high: bar.setEnabled(high > low))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self._sentences: tuple[str, ...] = ()
        self._following = False
        self.selectionModel().selectionChanged.connect(lambda *_: self._tell())

    def show_rows(self, rows: list[Row], now_ns: int) -> None:
        self.cards.update_rows(rows, now_ns)
        sentences = tuple(row.cells[0].tip for row in self.cards.rows)
        if sentences != self._sentences:
            self._sentences = sentences
            self.scheduleDelayedItemsLayout()

    def follow(self, key: Key | None) -> None:
        """Show the map's selection here too, without telling of it."""
        row = None if key is None else self.cards.row_of(key)
        self._following = True
        if row is None:
            self.clearSelection()
        else:
            self.setCurrentIndex(self.cards.index(row, 0))
        self._following = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex().data(KEY_ROLE))
            return
        super().keyPressEvent(event)

    def _tell(self) -> None:
        indexes = self.selectedIndexes()
        if indexes and not self._following:
            self.chosen.emit(indexes[0].data(KEY_ROLE))
