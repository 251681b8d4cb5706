"""Text on its way into XML: escaped, rid of signs XML cannot hold, with Polish hard spaces."""

from __future__ import annotations

import re
from functools import lru_cache

from mrl_desktop.polish import hard_spaces

_SPECIAL = re.compile("[&<>\"\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
LINE_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
NO_BREAK_HYPHEN = '</w:t><w:noBreakHyphen/><w:t xml:space="preserve">'
_CODE = re.compile(r"(?<=\b[A-Z])-(?=\d)")
"""The hyphen in codes of projects, „P-1.2.03": a line must not break there."""
TAB = '</w:t><w:tab/><w:t xml:space="preserve">'


def escaped(text: str) -> str:
    """Text safe inside an element or a double-quoted attribute."""
    if _SPECIAL.search(text) is None:
        return text
    return _SPECIAL.sub(lambda found: _ENTITIES.get(found.group(), ""), text)


def inside(text: str) -> str:
    """Content of a `w:t`: escaped, with line breaks and tabs as Word writes them. Hard spaces are set already."""
    text = escaped(text)
    if "-" in text:
        text = _CODE.sub(NO_BREAK_HYPHEN, text)
    if "\n" in text or "\t" in text:
        text = text.replace("\r", "").replace("\n", LINE_BREAK).replace("\t", TAB)
    return text


@lru_cache(maxsize=20_000)
def typeset(text: str) -> str:
    """Content of a `w:t` with hard spaces where a line must not break. Remembered, because labels and cells repeat."""
    return inside(hard_spaces(text) if " " in text else text)
