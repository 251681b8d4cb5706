"""The tables of a strategy review: goals, indicators and grades; their columns and the words of grades. Layout presumed: no real file is known."""

from __future__ import annotations

import re

from excel_modules import parse
from excel_modules.modules import convert
from excel_modules.modules.grid_axes import five_steps, grade
from excel_modules.modules.layout import Column, Layout
from excel_modules.modules.page import Cell
from mrl_desktop.polish import fold


def span(cell: Cell, notes: list[str]) -> tuple[int, int] | None:
    """First and last year of the time judged."""
    return parse.year_range(cell.value)


_GOAL = Column(
    "Cel", "title", convert.line, ("Cel strategii", "Cel strategiczny", "Nazwa celu", "Treść celu", "Cel dotychczasowej strategii", "Cele", "Cel / priorytet", "Cele strategii", "Cel operacyjny", "Priorytet"), True
)
_INDICATOR = Column("Wskaźnik", "indicator", convert.line, ("Nazwa wskaźnika", "Miernik", "Wskaźnik realizacji", "Wskaźniki"))
REVIEW = Layout(
    name="ocena realizacji strategii",
    sheets=("Ocena", "Ocena strategii", "Ocena realizacji"),
    least=3,
    columns=(
        _GOAL,
        Column("Cel operacyjny", "inner", convert.line, ("Cel szczegółowy", "Cele operacyjne")),
        _INDICATOR,
        Column("Rok od", "year_from", convert.year, ("Rok bazowy", "Rok początkowy", "Od roku", "Rok bazy")),
        Column("Rok do", "year_to", convert.year, ("Rok końcowy", "Do roku", "Rok oceny", "Rok docelowy")),
        Column("Okres", "period", span, ("Lata", "Okres oceny", "Oceniany okres")),
        Column("Ocena (1-5)", "rating", convert.line, ("Ocena", "Ocena realizacji", "Stopień realizacji", "Stopień osiągnięcia", "Ocena celu", "Ocena stopnia realizacji", "Punkty"), True),
        Column("Wniosek", "conclusion", convert.text, ("Wnioski", "Komentarz", "Uzasadnienie", "Uzasadnienie oceny", "Rekomendacja", "Rekomendacje", "Wniosek na przyszłość", "Opis")),
    ),
)
GOALS = Layout(
    name="cele dotychczasowej strategii",
    sheets=("Cele", "Cele strategii"),
    least=1,
    columns=(_GOAL, Column("Cel operacyjny", "inner", convert.line, ("Cel szczegółowy", "Cele operacyjne")), Column("Opis", "description", convert.text, ("Opis celu", "Uwagi"))),
)
INDICATORS = Layout(
    name="wskaźniki dotychczasowej strategii",
    sheets=("Wskaźniki", "Wskaźniki strategii"),
    least=2,
    columns=(
        Column("Wskaźnik", "indicator", convert.line, _INDICATOR.also, True),
        Column(_GOAL.label, "title", convert.line, _GOAL.also),
        Column("J.m.", "unit", convert.line, ("Jednostka miary", "Jednostka", "Miara")),
        Column("Źródło", "source", convert.line, ("Źródło danych",)),
        Column("Trend", "trend", convert.line, ("Kierunek", "Tendencja", "Zmiana", "Pożądany kierunek")),
    ),
)


def rating(cell: Cell, notes: list[str]) -> int | None:
    """A grade 1–5, also „4/5", a word of a scale, or the part of the goal reached in percent."""
    said = fold(cell.text).strip()
    if found := re.fullmatch(r"([1-5])\s*/\s*5", said):
        return int(found[1])
    percent = None
    if cell.percent and isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        percent = float(cell.value) * 100
    elif found := re.fullmatch(r"(\d{1,3}(?:[.,]\d+)?)\s*%", said):
        percent = float(found[1].replace(",", "."))
    if percent is not None:
        meant = min(5, max(1, 1 + int(percent // 20)))
        notes.append(f"Stopień realizacji „{cell.text}” zapisano jako {meant} w skali 1–5.")
        return meant
    for points, pattern in ((1, r"niezrealizowan|nie zrealizowan|nieosiagn|nie osiagn|brak realizacji"), (3, r"czesciow"), (5, r"(?:w pelni |calkowicie )?(?:zrealizowan|osiagn)")):
        if re.match(pattern, said):
            notes.append(f"Ocenę „{cell.text}” zapisano jako {points} w skali 1–5.")
            return points
    result: int | None = grade(5, five=five_steps(cell.text))(cell, notes)
    return result
