"""Taking evidence out of the house: which cameras, which span, which tracks, why, and where to."""

from PySide6.QtWidgets import QWidget

from sessions.evidence.request import Exporter
from sessions.library import SessionEntry
from sessions.replay.view import Deck
from ui.people.form import Form


class EvidenceDialog(Form):
    """Opened from the deck, whose loop is then the span, or from the library (`deck` None: the whole session)."""

    def __init__(
        self, exporter: Exporter, deck: Deck | None, entry: SessionEntry, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, width_px=640)
        self._exporter, self._deck, self._entry = exporter, deck, entry
        self.setWindowTitle(self.tr("Export evidence"))
