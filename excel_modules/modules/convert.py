"""How cells of legacy workbooks are read: each function takes a cell and notes for the planner, and gives a value or raises Unreadable."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from excel_modules import parse
from excel_modules.modules.intake import Converter
from excel_modules.modules.page import Cell
from excel_modules.modules.periods import Period, period_of_value
from excel_modules.modules.personal import names_person, role_only
from excel_modules.parse import Unreadable
from mrl_desktop.domain.diagnosis import Dimension
from mrl_desktop.polish import fold

E = TypeVar("E", bound=StrEnum)

_NOTHING = frozenset(("", "-", "–", "—", "−", "…", "...", "..", ".", "?", "do uzupelnienia", "uzupelnic", "(wybierz)", "wybierz", "wybierz z listy", "(wybierz z listy)", "xxx"))
_FOOTNOTE = re.compile(r"(?<=[\d%])\s*(?:\*+|[¹²³⁴⁵⁶⁷⁸⁹]+|\d\))$")


def says_nothing(text: str) -> bool:
    """Whether a text cell is only a placeholder. „brak" and „nie dotyczy" are answers and stay."""
    return fold(text).strip() in _NOTHING


def text(cell: Cell, notes: list[str]) -> str | None:
    """Text as it stands; line breaks stay."""
    return None if says_nothing(cell.text) else cell.text


def line(cell: Cell, notes: list[str]) -> str | None:
    """Text on one line: titles and names broken by Alt+Enter are joined."""
    said = re.sub(r"\s+", " ", cell.text).strip()
    return None if says_nothing(said) else said


def points(cell: Cell, notes: list[str]) -> tuple[str, ...]:
    """Entries of a list typed in one cell: lines, bullets, semicolons."""
    return () if says_nothing(cell.text) else parse.several(cell.text)


def number(cell: Cell, notes: list[str]) -> Decimal | None:
    """A number; percent cells as they are seen (12.5 for 12,5%)."""
    _footnote(cell, notes)
    found = parse.number(cell.value)
    return found * 100 if found is not None and cell.percent and not isinstance(cell.value, str) else found


def _footnote(cell: Cell, notes: list[str]) -> None:
    if isinstance(cell.value, str) and not cell.value.lstrip().startswith("(") and (mark := _FOOTNOTE.search(cell.value)):
        notes.append(f"Znak przypisu „{mark[0].strip()}” przy liczbie pominięto.")


def scale(low: int, high: int) -> Converter:
    """A grade in points, also as words or letters: „niskie", „Ś", „3 - wysokie"."""
    words = {"b. niski": low, "n": low, "nisk": low, "mal": low, "sredn": (low + high) // 2, "s": (low + high) // 2, "w": high, "wysok": high, "duz": high}

    def grade(cell: Cell, notes: list[str]) -> int | None:
        if parse.is_blank(cell.value):
            return None
        said = fold(cell.text)
        if re.match(r"\d+[.,]0*[1-9]|\d+\s*(?:-|–|—|do|lub|,|;)\s*\d", said):
            raise Unreadable(f"„{cell.text}” to nie jest jedna ocena w pełnych stopniach skali {low}–{high}.")
        if found := re.match(r"(\d+)(?:[.,]0)?(?=\D|$)", said):
            points_given = int(found[1])
            if low <= points_given <= high:
                return points_given
            raise Unreadable(f"Ocena {points_given} jest spoza skali {low}–{high}.")
        for word, points_meant in words.items():
            if said == word or (len(word) > 2 and said.startswith(word)):
                notes.append(f"Ocenę „{cell.text}” zapisano jako {points_meant} w skali {low}–{high}.")
                return points_meant
        raise Unreadable(f"„{cell.text}” nie jest oceną w skali {low}–{high}.")

    return grade


def money(factor: Decimal = Decimal(1)) -> Converter:
    """An amount in złoty; `factor` is what the header says of the unit (1000 under „tys. zł")."""

    def amount(cell: Cell, notes: list[str]) -> Decimal | None:
        _footnote(cell, notes)
        value = cell.value
        if isinstance(value, str) and factor == 1 and re.fullmatch(r"\d{1,3}\.\d{3}", value.strip()):
            value = value.replace(".", "")
        found = parse.money(value, factor)
        if found is not None and isinstance(cell.value, str):
            own = parse.factor(cell.value)
            if own not in (1, factor):
                notes.append("Jednostka podana w komórce jest inna niż w nagłówku; użyto tej z komórki.")
        return found

    return amount


def unit_factor(*headings: str) -> Decimal:
    """What amounts under these headings are multiplied by; the first that names thousands or millions decides. Raises Unreadable for euro."""
    for heading in headings:
        folded = fold(heading)
        if re.search(r"\beur(?:o)?\b|€", folded):
            raise Unreadable("Kwoty w tej kolumnie są w euro.")
        if (factor := parse.factor(heading)) != 1:
            return factor
        if re.search(r"[\[(]\s*(?:w )?(?:zl|pln)\s*[\])]|\bw zl\b", folded):
            return Decimal(1)
    return Decimal(1)


def period(cell: Cell, notes: list[str]) -> Period | None:
    """A term from–to however typed."""
    if parse.is_blank(cell.value):
        return None
    found = period_of_value(cell.value)
    if found is None:
        raise Unreadable(f"„{cell.text}” nie jest terminem, który program rozumie.")
    return found


def first_day(cell: Cell, notes: list[str]) -> date | None:
    """The first day of a term."""
    found = period(cell, notes)
    return None if found is None else found.start or found.end


def last_day(cell: Cell, notes: list[str]) -> date | None:
    """The last day of a term."""
    found = period(cell, notes)
    return None if found is None else found.end or found.start


def year(cell: Cell, notes: list[str]) -> int | None:
    """A year."""
    return parse.year(cell.value)


def whole(cell: Cell, notes: list[str]) -> int | None:
    """A whole number, the unit behind it dropped („5 lat")."""
    value = re.sub(r"\s*(?:lat[a]?|rok|roku|mies\w*)\.?$", "", cell.value) if isinstance(cell.value, str) else cell.value
    return parse.whole(value)


_MARKED = re.compile(r"(?:([☑☒✓✔✗■●]|\[\s*x\s*\])|([☐□○]|\[\s*\]))\s*(tak|nie)\b", re.IGNORECASE)


def yes_no(cell: Cell, notes: list[str]) -> bool | None:
    """TAK/NIE however marked, also „☐ TAK ☑ NIE"."""
    if isinstance(cell.value, str):
        chosen = [word for mark, _, word in _MARKED.findall(cell.value) if mark]
        if len(chosen) == 1:
            return fold(chosen[0]) == "tak"
        if _MARKED.search(cell.value) or re.fullmatch(r"tak\s*[/|]\s*nie", fold(cell.value)):
            return None
        if found := re.match(r"(tak|nie)\b(?!\s+dotyczy)", fold(cell.value)):
            return found[1] == "tak"
    return parse.yes_no(cell.value)


def choice(*words: tuple[E, tuple[str, ...]]) -> Converter:
    """One of the program's terms, by words the cell may say, single letters alone; ticked lists („☑ podstawowy ☐ uzupełniający") too."""

    def chosen(cell: Cell, notes: list[str]) -> E | None:
        if says_nothing(cell.text):
            return None
        said = fold(ticked(cell.text))
        found = {term for term, starts in words for start in starts if re.search(rf"(?<![a-z]){re.escape(start)}{'(?![a-z])' if len(start) == 1 else ''}", said)}
        if len(found) == 1:
            return found.pop()
        exact = [term for term, _ in words if fold(str(term)) == said]
        if exact:
            return exact[0]
        known = ", ".join(f"„{term}”" for term, _ in words)
        raise Unreadable(f"„{cell.text}” nie jest żadną z możliwości: {known}.")

    return chosen


_MARK_BEHIND = re.compile(r"([^☑☒✓✔☐□\[\]]+?)\s*([☑☒✓✔☐□]|\[\s*[xX]?\s*\])")
_BEHIND = re.compile(rf"\s*(?:{_MARK_BEHIND.pattern}\s*)+")


def ticked(said: str) -> str:
    """Only what is ticked in „☑ podstawowy ☐ uzupełniający" or „podstawowy ☑ uzupełniający ☐"; the whole text where nothing is marked."""
    if _BEHIND.fullmatch(said):
        marks = _MARK_BEHIND.findall(said)
        behind = [text_.strip(" ,;/\n") for text_, mark in marks if mark in "☑☒✓✔" or "x" in mark.lower()]
        return ", ".join(behind) if behind else said
    parts = re.findall(r"([☑☒✓✔☐□]|\[\s*x?\s*\])\s*([^☑☒✓✔☐□\[]+)", said)
    chosen = [text_.strip(" ,;/\n") for mark, text_ in parts if mark in "☑☒✓✔" or "x" in mark]
    return ", ".join(chosen) if chosen else said


_DIMENSIONS: Mapping[str, Dimension] = {
    "spolecz": Dimension.SOCIAL,
    "gospodar": Dimension.ECONOMIC,
    "srodowisk": Dimension.ENVIRONMENTAL,
    "klimat": Dimension.ENVIRONMENTAL,
    "przestrzen": Dimension.SPATIAL,
    "kultur": Dimension.CULTURAL,
    "inteligent": Dimension.SMART,
    "cyfrow": Dimension.SMART,
    "smart": Dimension.SMART,
    "instytuc": Dimension.INSTITUTIONAL,
}


def dimensions(cell: Cell, notes: list[str]) -> tuple[Dimension, ...]:
    """Dimensions of development named in a cell, in its order, ticked ones where there are ticks."""
    if says_nothing(cell.text):
        return ()
    said = fold(ticked(cell.text))
    found: dict[Dimension, None] = {}
    for word in re.findall(r"[a-z]+", said):
        for start, dimension in _DIMENSIONS.items():
            if word.startswith(start):
                found[dimension] = None
    if not found:
        raise Unreadable(f"„{cell.text}” nie jest żadnym z wymiarów rozwoju.")
    return tuple(found)


def dimension(cell: Cell, notes: list[str]) -> Dimension | None:
    """The one dimension named in a cell; of several the first, with a note."""
    found = dimensions(cell, notes)
    if len(found) > 1:
        notes.append(f"Z kilku wymiarów wybrano pierwszy: {found[0]}.")
    return found[0] if found else None


def role(cell: Cell, notes: list[str]) -> str | None:
    """Who is responsible, as a role or a unit; a person's name is left out."""
    if says_nothing(cell.text):
        return None
    if not names_person(cell.text):
        return cell.text
    kept = role_only(cell.text)
    notes.append("Imię i nazwisko pominięto, bo to dane osobowe; wczytano tylko funkcję." if kept else "Imię i nazwisko pominięto, bo to dane osobowe.")
    return kept or None
