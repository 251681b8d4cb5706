"""The chapter as it will read: text with numbers that can be asked, tables, and charts painted as on the other pages."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, QUrl, Signal
from PySide6.QtGui import QImage, QPainter, QRegion, QResizeEvent, QTextDocument, QTextOption
from PySide6.QtWidgets import QTextBrowser, QWidget

from generator.blocks import ChartBlock
from generator.html import INK, TINTS
from mrl_desktop.domain.charts import Chart
from mrl_desktop.ui import theme
from mrl_desktop.ui.pages.document_work import Preview
from mrl_desktop.ui.widgets.chart import ChartCanvas

NOTHING = "<p><i>Tu zobaczysz, jak rozdział będzie wyglądał w dokumencie.</i></p>"


class ChapterPreview(QTextBrowser):
    """Links lead to facts, records and chapters; the last two are only told."""

    record_wanted = Signal(str)
    chapter_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._preview: Preview | None = None
        self._charts: dict[str, Chart] = {}
        self._drawn_at = 0
        self.setOpenLinks(False)
        self.setAccessibleName("Podgląd rozdziału")
        self.document().setDocumentMargin(theme.S12)
        self.setWordWrapMode(QTextOption.WrapMode.WordWrap)
        self.anchorClicked.connect(self._clicked)
        theme.theme().changed.connect(self._render)
        self._render()

    def display(self, preview: Preview | None) -> None:
        """Shows a chapter; the same chapter keeps its place on the screen."""
        same = preview is not None and self._preview is not None and preview.key == self._preview.key
        if same and self._preview is not None and preview is not None and preview.html == self._preview.html and preview.blocks == self._preview.blocks:
            self._preview = preview
            return
        place = self.verticalScrollBar().value() if same else 0
        self._preview = preview
        self._charts = {block.key: block.chart for block in preview.blocks if isinstance(block, ChartBlock)} if preview else {}
        self._render()
        self.verticalScrollBar().setValue(place)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Charts are painted when the text asks for them."""
        url = QUrl(name) if isinstance(name, str) else name
        chart = self._charts.get(url.toString().removeprefix("chart:"))
        if url.scheme() != "chart" or chart is None:
            return super().loadResource(kind, url)
        return painted(chart, self._room(), self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._charts and abs(self._room() - self._drawn_at) > theme.S32:
            place = self.verticalScrollBar().value()
            self._render()
            self.verticalScrollBar().setValue(place)

    def _room(self) -> int:
        return max(min(self.viewport().width() - 2 * theme.S16, 720), 240)

    def _render(self) -> None:
        self._drawn_at = self._room()
        document = self.document()
        document.clear()
        document.setDefaultStyleSheet(_style())
        document.addResource(QTextDocument.ResourceType.StyleSheetResource.value, QUrl("look"), _style())
        self.setHtml(_in_theme(self._preview.html) if self._preview is not None else NOTHING)

    def _clicked(self, link: QUrl) -> None:
        kind, _, rest = link.toString().partition(":")
        if kind == "fact" and self._preview is not None and rest.isdigit() and int(rest) < len(self._preview.facts):
            from mrl_desktop.ui.dialogs.fact_source import FactSourceDialog

            FactSourceDialog.tell(self.window(), self._preview.facts[int(rest)])
        elif kind == "record":
            self.record_wanted.emit(rest)
        elif kind == "chapter":
            self.chapter_wanted.emit(rest)


def painted(chart: Chart, width: int, near: QWidget) -> QImage:
    """A chart as a picture of this width, in the theme's colours."""
    canvas = ChartCanvas()
    canvas.setFont(near.font())
    canvas.display(chart)
    canvas.resize(width, max(canvas.heightForWidth(width), 80))
    ratio = near.devicePixelRatioF()
    image = QImage(round(canvas.width() * ratio), round(canvas.height() * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(theme.colour("surface"))
    painter = QPainter(image)
    canvas.render(painter, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    painter.end()
    canvas.deleteLater()
    return image


def _in_theme(html: str) -> str:
    """Tints and lines of tables in the window's colours instead of the paper's; the way to a record as a small sign."""
    scheme = theme.current()
    tints = {"accent": scheme.accent_soft, "good": scheme.good_soft, "warn": scheme.warn_soft, "bad": scheme.bad_soft, "grey": scheme.hover}
    for name, colour in TINTS.items():
        html = html.replace(f'bgcolor="{colour}" style="color:{INK}"', f'bgcolor="{tints[name]}" style="color:{scheme.text}"')
    lines = f'style="border-collapse:collapse; border-style:solid; border-color:{scheme.line}"'
    return html.replace('width="100%" border="1"', f'width="100%" border="1" {lines}').replace("›&nbsp;popraw", "›")


def _style() -> str:
    scheme = theme.current()
    return f"""
        body {{ color: {scheme.text}; line-height: 130%; }}
        a {{ color: {scheme.accent}; text-decoration: none; }}
        h1 {{ font-size: {theme.TITLE}px; }} h2 {{ font-size: {theme.LARGE}px; }} h3, h4 {{ font-size: {theme.BASE}px; }}
        p {{ margin-top: 0; margin-bottom: 8px; }}
        p.lead {{ font-size: {theme.LARGE}px; color: {scheme.muted}; }}
        p.quote {{ font-size: {theme.LARGE}px; font-style: italic; }}
        p.note, p.source, small {{ color: {scheme.muted}; font-size: {theme.SMALL}px; }}
        p.caption {{ margin-top: 12px; margin-bottom: 4px; }}
        table.data {{ border-collapse: collapse; border-color: {scheme.line}; font-size: {theme.SMALL}px; }}
        th {{ background-color: {scheme.rail}; font-weight: 700; }}
        span.figure {{ font-size: {theme.TITLE}px; }}
    """
