"""The report as a PDF, laid out by Qt's rich text engine: no browser and no further library (decision 11).

The only place of the engine that knows Qt; it is imported when a PDF is asked for, never before.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import TemplateError
from PySide6.QtCore import QBuffer, QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
    QPolygonF,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
)

from engine.clock import clock
from engine.errors import ReportError
from engine.qt_none import protect_none
from engine.report import html, timeline
from engine.report.atomic import replacing
from engine.report.record import ReportRecord
from engine.report.words import SEGMENTS
from engine.results import FileResult, SegmentKind

DOTS_PER_INCH = 300
MARGIN_MM = 16.0
FOOTER_MM = 9.0
_MARKER = re.compile("^\ue000(\\d+)\ue000$")
_FILLS = {
    SegmentKind.AI: "#e0661a",
    SegmentKind.HUMAN: "#3a8fcb",
    SegmentKind.UNCERTAIN: "#9aa1ad",
    SegmentKind.NO_SPEECH: "#d6dae0",
}
_INK, _MUTED, _LINE, _BAND = "#171a21", "#5b6370", "#e1e4ea", "#fbe7db"


@dataclass(frozen=True, slots=True)
class _Placed:
    """A timeline's place in the laid out text, in the document's units."""

    top: float
    result: FileResult


def draw_timeline(painter: QPainter, result: FileResult) -> None:
    """Draw what `engine.report.timeline.timeline_svg` writes, in the same units."""
    axis = timeline.Axis(timeline.length_of(result))
    segments = timeline.drawn_segments(result, axis)
    height = timeline.BOTTOM - timeline.TOP
    font = QFont()
    font.setPixelSize(12)
    painter.setFont(font)
    for x, width, segment in segments:
        if segment.kind is SegmentKind.AI:
            painter.fillRect(QRectF(x, timeline.TOP, width, height), QColor(_BAND))
    for share in (0, 50, 100):
        y = timeline.BOTTOM - height * share / 100
        painter.setPen(QPen(QColor(_LINE), 1))
        painter.drawLine(QPointF(timeline.LEFT, y), QPointF(timeline.RIGHT, y))
        _label(painter, QRectF(0, y - 8, timeline.LEFT - 6, 16), str(share), Qt.AlignmentFlag.AlignRight)
    painter.setPen(QPen(QColor(_INK), 1.6))
    for run in timeline.curve_runs(result):
        painter.drawPolyline(QPolygonF([QPointF(axis.x(t), timeline.BOTTOM - height * p) for t, p in run]))
    for x, width, segment in segments:
        box = QRectF(x, timeline.STRIP_TOP, width, timeline.STRIP_HEIGHT)
        painter.fillRect(box, QColor(_FILLS[segment.kind]))
        if width >= 16:
            painter.setPen(QColor("#ffffff" if segment.kind is not SegmentKind.NO_SPEECH else _MUTED))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, SEGMENTS[segment.kind].icon)
    for tick in axis.ticks():
        _label(painter, QRectF(axis.x(tick) - 30, 114, 60, 18), clock(tick), Qt.AlignmentFlag.AlignHCenter)


def _label(painter: QPainter, box: QRectF, text: str, side: Qt.AlignmentFlag) -> None:
    painter.setPen(QColor(_MUTED))
    painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, text)


@cache
def _own_application() -> QGuiApplication:
    """Qt needs an application object for fonts; on Linux one that needs no display."""
    arguments = ["veravox", "-platform", "offscreen"] if sys.platform.startswith("linux") else ["veravox"]
    return QGuiApplication(arguments)


def _document(record: ReportRecord, writer: QPdfWriter, page: QSizeF) -> tuple[QTextDocument, dict[int, list[_Placed]]]:
    """The laid out text and the places of its timelines."""
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.documentLayout().setPaintDevice(writer)
    font = QFont("Noto Sans")
    font.setStyleHint(QFont.StyleHint.SansSerif)
    font.setPointSizeF(9.0)
    document.setDefaultFont(font)
    document.setDocumentMargin(0)
    document.setHtml(html.environment().get_template("report_pdf.html.j2").render(**html.context(record)))
    owners = _reserve_timelines(document, record, page.width())
    document.setPageSize(page)
    return document, _placed(document, owners, page.height())


def _reserve_timelines(document: QTextDocument, record: ReportRecord, width: float) -> dict[int, FileResult]:
    """Make room where the template left marks, each file's once, and tell which block is whose.

    Not a text object of Qt: the drawing would run inside a call from C++, where an error cannot be told.
    """
    waiting = {i: f for i, f in enumerate(record.files) if f.verdict.is_flagged}
    owners: dict[int, FileResult] = {}
    marks: list[QTextBlock] = []
    block = document.begin()
    while block.isValid():
        found = _MARKER.match(block.text())
        result = waiting.pop(int(found.group(1)), None) if found else None
        if result is not None:
            owners[block.blockNumber()] = result
            marks.append(block)
        block = block.next()
    room = QTextBlockFormat()
    # Qt takes line heights in dots of the screen and scales them to the page.
    screen = QGuiApplication.primaryScreen()
    dots = screen.logicalDotsPerInchY() if screen else 96.0
    height = width * timeline.HEIGHT / timeline.WIDTH * dots / DOTS_PER_INCH
    room.setLineHeight(height, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for mark in marks:
        cursor.setPosition(mark.position())
        cursor.setPosition(mark.position() + mark.length() - 1, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText("\u00a0")
        cursor.mergeBlockFormat(room)
    cursor.endEditBlock()
    return owners


def _placed(document: QTextDocument, owners: dict[int, FileResult], page_height: float) -> dict[int, list[_Placed]]:
    """Timelines by page."""
    pages: dict[int, list[_Placed]] = {}
    layout = document.documentLayout()
    for number, result in owners.items():
        top = layout.blockBoundingRect(document.findBlockByNumber(number)).top()
        pages.setdefault(int(top // page_height), []).append(_Placed(top, result))
    return pages


def _paint(record: ReportRecord, writer: QPdfWriter) -> None:
    per_mm = DOTS_PER_INCH / 25.4
    area = QSizeF(writer.width(), writer.height())
    page = QSizeF(area.width(), area.height() - FOOTER_MM * per_mm)
    document, timelines = _document(record, writer, page)
    pages = document.pageCount()
    left = f"Veravox {record.app_version} · detector {record.model.name} {record.model.sha256[:12]}"
    painter = QPainter()
    if not painter.begin(writer):
        raise ReportError("The PDF could not be drawn", "Use --html instead; a browser prints it to PDF.")
    for number in range(pages):
        if number:
            writer.newPage()
        painter.save()
        painter.translate(0, -number * page.height())
        document.drawContents(painter, QRectF(0, number * page.height(), page.width(), page.height()))
        for placed in timelines.get(number, ()):
            painter.save()
            painter.translate(0, placed.top)
            painter.scale(page.width() / timeline.WIDTH, page.width() / timeline.WIDTH)
            draw_timeline(painter, placed.result)
            painter.restore()
        painter.restore()
        footer = QRectF(0, page.height(), area.width(), area.height() - page.height())
        font = QFont(document.defaultFont())
        font.setPointSizeF(7.5)
        painter.setFont(font)
        painter.setPen(QColor(_MUTED))
        painter.drawText(footer, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, left)
        text = f"page {number + 1} of {pages}"
        painter.drawText(footer, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, text)
    painter.end()


def to_pdf(record: ReportRecord) -> bytes:
    """The report as the bytes of a PDF file.

    Raises:
        ReportError: Qt could not draw it, or the templates are damaged.
    """
    protect_none()
    if QGuiApplication.instance() is None:
        _own_application()
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM))
    writer.setResolution(DOTS_PER_INCH)
    writer.setTitle("Veravox report")
    writer.setCreator(f"Veravox {record.app_version}")
    try:
        _paint(record, writer)
    except (TemplateError, FileNotFoundError) as error:
        raise ReportError(f"The report template is damaged: {error}", "Install the program again.") from error
    return bytes(buffer.data().data())


def write_pdf(record: ReportRecord, path: Path) -> None:
    """Write the PDF.

    Raises:
        ReportError: The file cannot be written or drawn.
    """
    content = to_pdf(record)
    with replacing(path) as temporary:
        temporary.write_bytes(content)
