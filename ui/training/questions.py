"""What is asked before something is deleted for good."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def ask_to_delete(parent: QWidget, question: str, do: Callable[[], object]) -> None:
    """Comes back at once; `do` is called when a person says so. Enter and Escape keep it."""
    translate = QCoreApplication.translate
    box = QMessageBox(parent)
    box.setWindowTitle(translate("TrainingPage", "Delete?"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(question)
    yes = box.addButton(translate("TrainingPage", "Delete"), QMessageBox.ButtonRole.DestructiveRole)
    keep = box.addButton(translate("TrainingPage", "Keep"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(keep)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    yes.clicked.connect(lambda: do())
    box.open()
