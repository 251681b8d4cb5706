"""A chart in the window, painted from the same description as the document's; pointing at it or moving with arrows tells the values."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from mrl_desktop.domain.charts import Chart
from mrl_desktop.ui import theme
from mrl_desktop.ui.widgets.chart_layout import Area, Drawing, Spot, Stroke, Words, lay_out, natural_height

ALIGN = {"left": Qt.AlignmentFlag.AlignLeft, "right": Qt.AlignmentFlag.AlignRight, "center": Qt.AlignmentFlag.AlignHCenter}


class ChartWidget(QWidget):
    """Title, subtitle, picture and source of one chart. `picked` tells the fact behind a value that was clicked."""

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._subtitle, self._source = QLabel(), QLabel(), QLabel()
        self._title.setProperty("role", "section")
        for label in (self._title, self._subtitle, self._source):
            label.setWordWrap(True)
        for label in (self._subtitle, self._source):
            label.setProperty("role", "help")
        self.canvas = ChartCanvas()
        self.canvas.picked.connect(self.picked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S4)
        for part in (self._title, self._subtitle, self.canvas, self._source):
            column.addWidget(part)

    def display(self, chart: Chart | None, *, titled: bool = True) -> None:
        """Shows a chart; None empties the widget. Without the title where the same words stand above already."""
        self.setVisible(chart is not None)
        self._title.setText(chart.title if chart and titled else "")
        self._subtitle.setText(chart.subtitle if chart else "")
        self._source.setText(f"Źródło: {chart.source}" if chart and chart.source else "")
        for label in (self._title, self._subtitle, self._source):
            label.setVisible(bool(label.text()))
        self.canvas.display(chart)


class ChartCanvas(QWidget):
    """Only the picture. Left and right move from value to value; the value is spoken as the widget's description."""

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart: Chart | None = None
        self._drawing = Drawing()
        self._pointed: Spot | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.theme().changed.connect(self.update)

    def display(self, chart: Chart | None) -> None:
        """Shows a chart; its text equivalent becomes the accessible description."""
        self.chart, self._pointed = chart, None
        self.setAccessibleName(f"Wykres: {chart.title}" if chart else "Wykres")
        self.setAccessibleDescription(chart.alt if chart else "")
        self._place()
        self.updateGeometry()
        self.update()

    @property
    def drawing(self) -> Drawing:
        """What is painted now, for tests and for reading aloud."""
        return self._drawing

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return natural_height(self.chart, width) if self.chart else 0

    def sizeHint(self) -> QSize:
        width = self.width() if self.isVisible() else 640
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(220, self.heightForWidth(220) if self.chart else 0)

    def _place(self) -> None:
        metrics = QFontMetricsF(self._font())
        self._drawing = lay_out(self.chart, self.width(), self.height(), metrics.horizontalAdvance) if self.chart else Drawing()

    def _font(self, *, bold: bool = False) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(theme.SMALL)
        font.setBold(bold)
        return font

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        behind = [stroke for stroke in self._drawing.strokes if stroke.role == "grid"]
        for stroke in behind:
            self._stroke(painter, stroke)
        for area in self._drawing.areas:
            self._area(painter, area)
        for stroke in self._drawing.strokes:
            if stroke.role != "grid":
                self._stroke(painter, stroke)
        painter.setPen(Qt.PenStyle.NoPen)
        for dot in self._drawing.dots:
            painter.setBrush(_colour(dot.role))
            painter.drawEllipse(QPointF(dot.x, dot.y), dot.radius, dot.radius)
        for words in self._drawing.words:
            self._words(painter, words)
        if self._pointed is not None:
            spot = self._pointed
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.current().focus), 1.5))
            painter.drawRoundedRect(QRectF(spot.x, spot.y, spot.width, spot.height).adjusted(-1, -1, 1, 1), 3, 3)
        painter.end()

    def _area(self, painter: QPainter, area: Area) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_colour(area.role))
        if area.round:
            (x0, y0), (x1, y1) = area.points[0], area.points[2]
            painter.drawRoundedRect(QRectF(x0, y0, x1 - x0, y1 - y0), area.round, area.round)
        else:
            painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in area.points]))

    def _stroke(self, painter: QPainter, stroke: Stroke) -> None:
        pen = QPen(_colour(stroke.role), stroke.width)
        if stroke.dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in stroke.points]))

    def _words(self, painter: QPainter, words: Words) -> None:
        font = self._font(bold=words.bold)
        painter.setFont(font)
        painter.setPen(_ink(words.role))
        flags = int(ALIGN[words.align] | Qt.AlignmentFlag.AlignVCenter)
        text = words.text
        if words.wrap:
            flags |= int(Qt.TextFlag.TextWordWrap)
        else:
            text = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, words.width)
        painter.drawText(QRectF(words.x, words.y, words.width, words.height), flags, text)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        spot = self._drawing.at(event.position().x(), event.position().y())
        if spot != self._pointed:
            self._point(spot)

    def leaveEvent(self, event: QEvent) -> None:
        self._point(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._pointed is not None and self._pointed.fact is not None:
            self.picked.emit(self._pointed.fact)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        spots = self._drawing.spots
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
        if spots and event.key() in steps:
            at = spots.index(self._pointed) if self._pointed in spots else -1 if steps[Qt.Key(event.key())] > 0 else 0
            self._point(spots[(at + steps[Qt.Key(event.key())]) % len(spots)])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._pointed is not None and self._pointed.fact is not None:
            self.picked.emit(self._pointed.fact)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            if self._pointed is not None:
                QToolTip.showText(event.globalPos(), self._pointed.words, self)
            return True
        return super().event(event)

    def _point(self, spot: Spot | None) -> None:
        self._pointed = spot
        self.setAccessibleDescription(spot.words if spot else self.chart.alt if self.chart else "")
        if spot is not None:
            QToolTip.showText(self.mapToGlobal(QPointF(spot.x + spot.width / 2, spot.y).toPoint()), spot.words, self)
        else:
            QToolTip.hideText()
        self.update()


def _colour(role: str) -> QColor:
    scheme = theme.current()
    if role.startswith("other:"):
        return QColor(scheme.chart_other[int(role[6:]) % len(scheme.chart_other)])
    if role.startswith("heat:"):
        return _heat(float(role[5:]))
    fixed = {
        "own": scheme.chart_own,
        "group": scheme.chart_group,
        "country": scheme.text,
        "band": scheme.chart_band,
        "grid": scheme.line,
        "axis": scheme.muted,
        "link": scheme.muted,
        "root": scheme.accent,
        "branch": scheme.accent,
        "leaf": scheme.accent_soft,
    }
    return QColor(fixed[role])


def _heat(share: float) -> QColor:
    scheme = theme.current()
    return QColor(scheme.good_soft if share < 0.3 else scheme.warn_soft if share < 0.6 else scheme.bad_soft)


def _ink(role: str) -> QColor:
    scheme = theme.current()
    fixed = {"own": scheme.chart_own, "on_root": scheme.on_accent, "muted": scheme.muted}
    return QColor(fixed.get(role, scheme.text))
