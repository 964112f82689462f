"""A page that can be looked at, printed, saved as PDF and copied as text; always ink on white paper."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QDir, QIODevice, QMarginsF, QStandardPaths, Qt
from PySide6.QtGui import QGuiApplication, QPageLayout, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from base.errors import PersonError
from ui.shell.labels import set_role

MARGIN_MM = 15.0
PDF_DPI = 300
PAPER_PX = 700
"""Width of the page on the screen, and what its pictures are made for."""
STYLE = """
body { color: #101418; font-size: 11pt; }
h1 { font-size: 16pt; margin: 0 0 4px 0; }
h2 { font-size: 12pt; margin: 14px 0 4px 0; }
p { margin: 2px 0; }
td { padding: 2px 12px 2px 0; vertical-align: top; }
.quiet { color: #4A5766; }
.mono { font-family: monospace; font-size: 8pt; }
"""


def document_of(html: str) -> QTextDocument:
    """`html` in the paper's style; pictures are added as resources by whoever made it."""
    document = QTextDocument()
    document.setDefaultStyleSheet(STYLE)
    document.setDocumentMargin(16)
    document.setHtml(html)
    return document


def pdf_of(document: QTextDocument, title: str) -> bytes:
    """The document on A4, as a PDF file's bytes; no disk is needed for it."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("Mouse Patrol")
    writer.setResolution(PDF_DPI)
    size = QPageSize(QPageSize.PageSizeId.A4)
    writer.setPageSize(size)
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter))
    copy = document.clone()
    copy.setDocumentMargin(0)
    copy.print_(writer)
    copy.deleteLater()
    del writer
    return bytes(buffer.data().data())


def write_pdf(document: QTextDocument, title: str, path: Path) -> None:
    """Raises PersonError when the file cannot be written."""
    try:
        path.write_bytes(pdf_of(document, title))
    except OSError as error:
        raise PersonError(f"{path}: {error.strerror or error}") from error


class PaperDialog(QDialog):
    def __init__(self, title: str, document: QTextDocument, file_name: str, parent: QWidget | None = None) -> None:
        """`file_name` without folder and ending: what is proposed for the PDF."""
        super().__init__(parent)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._title, self._file_name = title, file_name
        self.document = document
        document.setParent(self)
        self.view = QTextBrowser()
        self.view.setStyleSheet("QTextBrowser { background: #FFFFFF; color: #101418; }")
        self.view.setOpenLinks(False)
        self.view.setDocument(document)
        self.hint = QLabel()
        self.hint.setWordWrap(True)
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.setProperty("role", "quiet")
        self.hint.hide()
        self.print_button = QPushButton(self.tr("&Print…"))
        self.pdf_button = QPushButton(self.tr("&Save as PDF…"))
        self.copy_button = QPushButton(self.tr("&Copy as text"))
        self.close_button = QPushButton(self.tr("Close"))
        self.print_button.clicked.connect(self._print)
        self.pdf_button.clicked.connect(self._ask_for_file)
        self.copy_button.clicked.connect(self.copy)
        self.close_button.clicked.connect(self.accept)
        self._lay_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.print_button, self.pdf_button, self.copy_button):
            row.addWidget(button)
        row.addStretch()
        row.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(self.view, 1)
        column.addWidget(self.hint)
        column.addLayout(row)
        room = self.screen().availableGeometry()
        self.resize(min(PAPER_PX + 96, room.width() - 40), min(900, room.height() - 80))

    def text(self) -> str:
        """The page as plain text, without the places of its pictures."""
        return self.document.toPlainText().replace("\ufffc", "").strip() + "\n"

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text())
        self._say(self.tr("Copied."))

    def save(self, path: Path) -> None:
        try:
            write_pdf(self.document, self._title, path)
        except PersonError as error:
            self._say(self.tr("It cannot be written: {why}").replace("{why}", str(error)), wrong=True)
        else:
            self._say(self.tr("Saved: {file}").replace("{file}", str(path)))

    def _ask_for_file(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or QDir.homePath()
        dialog = QFileDialog(self, self.tr("Save as PDF"), folder, "PDF (*.pdf)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(f"{self._file_name}.pdf")
        dialog.fileSelected.connect(lambda name: self.save(Path(name)))
        dialog.open()

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # a tenth of a second, and seldom wanted

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._title)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.document.print_(printer))
        QDialog.open(dialog)

    def _say(self, text: str, *, wrong: bool = False) -> None:
        self.hint.setText(text)
        self.hint.show()
        set_role(self.hint, "alarm" if wrong else "quiet")
