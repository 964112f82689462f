"""A report's HTML as a PDF: A4, a head and a page number on every page. Works without a display."""

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QGuiApplication,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QPen,
    QTextDocument,
)

from ui.report.searchable import searchable
from ui.theme import CJK_FAMILIES

DPI = 300
MARGIN_MM = 16.0
BAND_MM = 9.0
"""Of the paper's margin-free part, above and below the text: the head and the page number."""
INK, QUIET, LINE = "#16202B", "#4A5766", "#C3CCD6"


def pdf_of(html: str, *, title: str, head: str, page_of: str) -> bytes:
    """The file's bytes. `head` stands on top of every page, `page_of` below: its {page} and {pages} are filled in.

    Needs a QGuiApplication; fonts that are used are embedded.
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = _writer(buffer, title)
    document = QTextDocument()
    document.setDefaultFont(report_font())
    document.setDocumentMargin(0)
    document.documentLayout().setPaintDevice(writer)
    document.setHtml(html)
    paper = QRectF(writer.pageLayout().paintRectPixels(DPI))
    paper.moveTo(0, 0)
    band = BAND_MM / 25.4 * DPI
    body = paper.adjusted(0, band, 0, -band)
    document.setPageSize(QSizeF(body.size()))
    painter = QPainter(writer)
    try:
        pages = document.pageCount()
        for page in range(pages):
            if page:
                writer.newPage()
            _draw_page(painter, document, body, page)
            said = page_of.replace("{page}", str(page + 1)).replace("{pages}", str(pages))
            _draw_bands(painter, paper, band, head, said)
    finally:
        painter.end()
    text = document.toPlainText() + head + page_of + "0123456789"
    return searchable(bytes(buffer.data().data()), text, report_font())


def _writer(buffer: QBuffer, title: str) -> QPdfWriter:
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("Mouse Patrol")
    writer.setResolution(DPI)
    margins = QMarginsF(MARGIN_MM, MARGIN_MM - BAND_MM / 2, MARGIN_MM, MARGIN_MM - BAND_MM / 2)
    size = QPageSize(QPageSize.PageSizeId.A4)
    writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter))
    return writer


def _draw_page(painter: QPainter, document: QTextDocument, body: QRectF, page: int) -> None:
    top = page * body.height()
    painter.save()
    painter.translate(QPointF(body.left(), body.top() - top))
    context = QAbstractTextDocumentLayout.PaintContext()
    context.clip = QRectF(0, top, body.width(), body.height())
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Text, QColor(INK))
    context.palette = palette
    painter.setClipRect(context.clip)
    document.documentLayout().draw(painter, context)
    painter.restore()


def _draw_bands(painter: QPainter, paper: QRectF, band: float, head: str, said: str) -> None:
    font = report_font(8)
    painter.setFont(font)
    painter.setPen(QColor(QUIET))
    metrics = QFontMetricsF(font, painter.device())
    fitting = metrics.elidedText(head, Qt.TextElideMode.ElideRight, paper.width())
    top = QRectF(paper.left(), paper.top(), paper.width(), band * 0.6)
    bottom = QRectF(paper.left(), paper.bottom() - band * 0.6, paper.width(), band * 0.6)
    painter.drawText(top, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, fitting)
    painter.drawText(bottom, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, said)
    painter.setPen(QPen(QColor(LINE), 2))
    painter.drawLine(top.bottomLeft(), top.bottomRight())


def report_font(points: int = 10) -> QFont:
    """Chinese and Latin from one family, where there is one of ours.

    Without "locl": its variants of digits have no character of their own, and Qt 6.11 writes a PDF from which they
    cannot be read or copied any more.
    """
    there = set(QFontDatabase.families())
    families = [family for family in CJK_FAMILIES if family in there]
    font = QFont([*families, *QGuiApplication.font().families()])
    font.setPointSize(points)
    font.setFeature(QFont.Tag("locl"), 0)
    return font
