"""Plurals, lists, hard spaces, and text made ready for searching and sorting."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from mrl_desktop.polish.dates import MONTHS
from mrl_desktop.polish.numbers import NBSP, number


def plural(n: int, one: str, few: str, many: str) -> str:
    """The word that goes with a count: 1 projekt, 2–4 projekty, 5 projektów, 12 projektów, 22 projekty."""
    count = abs(n)
    if count == 1:
        return one
    if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14):
        return few
    return many


def counted(n: int, one: str, few: str, many: str) -> str:
    """The count and its word with a hard space between: „5 projektów"."""
    return f"{number(n)}{NBSP}{plural(n, one, few, many)}"


def joined(items: Iterable[str], last: str = "i") -> str:
    """„a, b i c"; `last` is the word before the last item."""
    words: Sequence[str] = [item for item in items if item]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last}{NBSP if len(last) == 1 else ' '}{words[-1]}"


_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def roman(n: int) -> str:
    """A Roman numeral. Raises ValueError outside 1–3999."""
    if not 0 < n < 4000:
        raise ValueError(f"{n} has no Roman numeral")
    text = ""
    for value, sign in _ROMAN:
        text += sign * (n // value)
        n %= value
    return text


_AFTER_DOT = (
    "art. Art. ust. lit. poz. str. s. rozdz. zał. tab. Tab. rys. Rys. ul. al. pl. os. im. prof. inż. św. ks. gen. m. gm. pow. woj. ok. tj. np. m.in. tzw. ds. t. Dz. §"
)
_AFTER = "nr Nr pkt tabela Tabela tabeli wykres Wykres wykresie dr mgr"
_BEFORE = (
    r"r\.|w\.|%|‰|zł|złotych|gr|tys\.|mln|mld|szt\.|os\.|osób|osoby|proc\.|p\.p\.|pp\.|pkt(?![ \u00a0]\d)|ha|km|km2|km²|km/h|m|m2|m²|m3|m³|cm|mm|t|kg|Mg"
    r"|kW|kWh|MW|MWh|GJ|PLN|EUR|euro|godz\.|min|kw\.|lat|lata|etatów|etaty|etatu|" + "|".join(MONTHS)
)


def _whole_words(words: str) -> str:
    """Pattern for a place right behind the space after one of the words. Words of one length together, for a look back must know how far."""
    by_length: dict[int, list[str]] = {}
    for word in words.split():
        by_length.setdefault(len(word), []).append(re.escape(word))
    return "|".join(f"(?<=(?:{'|'.join(group)}) )(?<!\\w{'.' * (length + 1)})" for length, group in by_length.items())


# One pattern that looks around each space once, the commonest reasons to leave it soft first: documents have a hundred thousand of them.
_HARD = re.compile(
    rf" (?:(?<=[aiouwzAIOUWZ] )(?<![\w.]. )(?=\S)"
    rf"|(?<=[.§] )(?=\S)(?:{_whole_words(_AFTER_DOT)}|(?<=tys\. )(?=zł|osób))"
    rf"|(?<=[\dIVX] )(?=(?:{_BEFORE})(?!\w))|(?<=\d )(?=\d{{3}}(?!\d))"
    rf"|(?<=[rtaise] )(?=\S)(?:{_whole_words(_AFTER)})"
    rf"|(?<=ml[nd] )(?=zł)|(?<=mln )(?=osób)|(?=[–—] ))",
    re.DOTALL,
)


def hard_spaces(text: str) -> str:
    """The same text with spaces made hard where a line must not break: after one-letter words and „nr", „art.", before units and „r.",
    inside numbers and before a dash. Only spaces change, so positions in the text stay; doing it twice changes nothing more."""
    return _HARD.sub(NBSP, text)


_SPACE = re.compile(r"\s+")
_STROKES = str.maketrans("łŁøØđĐ", "lLoOdD")


def fold(text: str) -> str:
    """Text for searching: small letters without diacritics (ł too), single spaces."""
    if text.isascii():
        plain = text
    else:
        decomposed = unicodedata.normalize("NFKD", text.translate(_STROKES))
        plain = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return _SPACE.sub(" ", plain).strip().lower()


_ALPHABET = "0123456789aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż"
_ORDER = {sign: chr(0x100 + place) for place, sign in enumerate(_ALPHABET)}


def sort_key(text: str) -> tuple[str, str]:
    """Key for Polish alphabetical order: ą after a, ł after l, ż last; the case of letters decides only between equal texts."""
    key = []
    for sign in unicodedata.normalize("NFC", _SPACE.sub(" ", text).strip()).lower():
        place = _ORDER.get(sign)
        if place is None:
            base = unicodedata.normalize("NFKD", sign)[:1]
            place = _ORDER.get(base) or (" " if sign in "-–—" else base)
        key.append(place)
    return "".join(key), text
