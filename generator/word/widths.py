"""Widths of table columns, from what stands in them: no word is cut, numbers stay on one line, long texts get the room that is left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.blocks import Align, Column, Row

PRINT, SMALL_PRINT = 10.0, 8.5
"""Sizes of table text in points, as the template has them."""
MARGINS = 200
"""Both side margins of a cell with a hair to spare, in twentieths of a point."""
BOLD = 1.05
LOOKED_AT = 60
"""Rows looked at; the rest of a long table is like its beginning."""
WIDEST_WORD = 24 * 0.5
WIDEST_TEXT = 90 * 0.5
"""In ems: beyond this a word may be broken and a text asks for no more room."""
SHORT_TEXT = 19 * 0.5
"""In ems: a text shorter than this stays on one line as long as `ROOMY` of the width is enough for all columns."""
ROOMY = 0.85

_WIDTHS = {
    463: " \u00a0", 470: "il", 490: "j", 511: ",.;:'I", 627: "-()[]", 625: "fJ", 686: "tł", 714: "r/", 801: "sś", 809: "zżź", 866: "cćxL", 925: "vyk", 941: "FSŚ",
    981: "aą", 998: "TYEĘZŻŹ", 1019: "eę–", 1038: "0123456789−+", 1092: "CĆBPRKX", 1162: "VA", 1260: "DG", 1322: "HNŃUOÓ", 1464: "%w", 1636: "m", 1790: "MW",
}  # fmt: skip
"""Advance widths of Carlito, which are Calibri's, in 1/2048 em; other signs are taken as 1080."""
_ADVANCE = {sign: width / 2048 for width, signs in _WIDTHS.items() for sign in signs}
_OTHER = 1080 / 2048


def ems(text: str) -> float:
    """Width of a text in ems of the document's type."""
    return sum(_ADVANCE.get(sign, _OTHER) for sign in text)


def column_widths(columns: Sequence[Column], rows: Sequence[Row], total: int, *, small: bool, spread: float = 1.0) -> tuple[list[int], bool]:
    """Widths that sum up to `total` (twentieths of a point), and whether small print is used: asked for, or because nothing else fits.

    `spread` says how much wider than Calibri the type runs.
    """
    words, texts = _needs(columns, rows)
    for size in (SMALL_PRINT,) if small else (PRINT, SMALL_PRINT):
        em = size * 20 * BOLD * spread
        minimum = [min(word, WIDEST_WORD) * em + MARGINS for word in words]
        even = _even(columns, minimum)
        if sum(even) <= total:
            minimum = even
        whole = [max(low, text * em + MARGINS) if text < SHORT_TEXT else low for low, text in zip(minimum, texts, strict=True)]
        if sum(whole) <= total * ROOMY:
            minimum = whole
        if sum(minimum) <= total:
            more = [max(min(text, WIDEST_TEXT) * em + MARGINS - low, 0.0) * column.weight**0.5 for text, low, column in zip(texts, minimum, columns, strict=True)]
            share = (total - sum(minimum)) / (sum(more) or 1.0)
            if not any(more):
                more, share = minimum, (total - sum(minimum)) / sum(minimum)
            return _rounded((low + part * share for low, part in zip(minimum, more, strict=True)), total), size == SMALL_PRINT
    return _rounded((value * total / sum(minimum) for value in minimum), total), True


def _needs(columns: Sequence[Column], rows: Sequence[Row]) -> tuple[list[float], list[float]]:
    """Width of the widest unbreakable stretch and of the longest text of each column, in ems. Columns of numbers never break."""
    words = [max((ems(word) for word in f"{column.title} [{column.unit}]".split()), default=0.0) if column.unit else _widest_word(column.title) for column in columns]
    longest = [0] * len(columns)
    texts = [ems(column.title) / 2 for column in columns]
    numbers = [column.align is Align.RIGHT for column in columns]
    for row in rows[:LOOKED_AT]:
        if row.group or len(row.cells) != len(columns):
            continue
        for index, cell in enumerate(row.cells):
            text = cell.runs[0].text if len(cell.runs) == 1 else "".join(run.text for run in cell.runs)
            if len(text) > longest[index] and cell.span == 1:
                longest[index] = len(text)
                width = ems(text[:120])
                texts[index] = max(texts[index], width)
                words[index] = max(words[index], width if numbers[index] and width < WIDEST_WORD else _widest_word(text))
    return words, [max(word, text) for word, text in zip(words, texts, strict=True)]


def _widest_word(text: str) -> float:
    """Width of the longest stretch that cannot be broken; a hard space holds it together."""
    return ems(max(text.replace("\n", " ").split(" "), key=len)) if text else 0.0


def _even(columns: Sequence[Column], minimum: Sequence[float]) -> list[float]:
    """The same minimum for all columns of numbers that were given the same weight: years side by side look alike."""
    widest: dict[float, float] = {}
    for column, low in zip(columns, minimum, strict=True):
        if column.align is Align.RIGHT:
            widest[column.weight] = max(widest.get(column.weight, 0.0), low)
    return [widest[column.weight] if column.align is Align.RIGHT else low for column, low in zip(columns, minimum, strict=True)]


def _rounded(widths: Iterable[float], total: int) -> list[int]:
    whole = [round(width) for width in widths]
    whole[-1] += total - sum(whole)
    return whole
