"""What could not be done, said in a dialog before there is a window to say it in."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox

from base.errors import ConfigurationError, PersonError
from ui.words.counts import Counts

LINES_SHOWN = 12


def show_trouble(error: PersonError) -> None:
    """Show the error's sentences, the first few in full; comes back when the person has closed the dialog."""
    box = QMessageBox()
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(QCoreApplication.translate("MainWindow", "Mouse Patrol"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(QCoreApplication.translate("Trouble", "Mouse Patrol cannot start."))
    box.setInformativeText("\n".join(_lines(error)))
    box.exec()


def _lines(error: PersonError) -> list[str]:
    if not isinstance(error, ConfigurationError):
        return [str(error)]
    lines = [error.source, *error.problems[:LINES_SHOWN]]
    more = len(error.problems) - LINES_SHOWN
    if more > 0:
        lines.append(Counts().and_more(more))
    return lines
