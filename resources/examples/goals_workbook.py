"""`Modul_7_Drzewo_celow.xlsx`: problems, challenges, the goal tree and SWOT as a town hall keeps them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from packed_files import save
from sheet_looks import SOFT, fit, heads, printed, start_sheet, styled, title, widths
from town_facts import catalogue, indicator
from town_values import LAST_YEAR

CONTENT = Path(__file__).resolve().parent / "cele.toml"
TARGET_YEAR = 2030


def write(folder: Path) -> Path:
    """Writes the workbook and returns its path."""
    from openpyxl import Workbook

    content = tomllib.loads(CONTENT.read_text(encoding="utf-8"))
    book = Workbook()
    start_sheet(book, "Moduł 7. Problemy, wyzwania i drzewo celów", ["Najpierw arkusz Problemy, potem Wyzwania, na końcu Drzewo celów i SWOT."])
    _problems(book.create_sheet("Problemy"), content)
    _challenges(book.create_sheet("Wyzwania"), content)
    _goals(book.create_sheet("Drzewo celów"), content)
    _swot(book.create_sheet("SWOT"), content["swot"])
    target = folder / "Modul_7_Drzewo_celow.xlsx"
    save(book, target, title="Moduł 7. Drzewo celów – Nowe Bielany", author="Zespół Miejski")
    return target


def _problems(sheet: Any, content: Mapping[str, Any]) -> None:
    title(sheet, "Problemy kluczowe miasta Nowe Bielany", "Warsztaty 12 i 26 listopada 2025 r.; jedna przyczyna i jeden skutek w wierszu komórki", 8)
    heads(sheet, 4, ("Nr", "Problem kluczowy", "Przyczyny", "Skutki", "Potencjały", "Źródło", "Wymiar", "Skala"))
    for row, problem in enumerate(content["problem"], 5):
        said = (
            row - 4, problem["tytul"], "\n".join(f"- {one}" for one in problem["przyczyny"]), "\n".join(f"- {one}" for one in problem["skutki"]),
            problem["potencjaly"], problem["zrodlo"], problem["wymiar"], 5 if row < 7 else 4,
        )
        for column, value in enumerate(said, 1):
            styled(sheet.cell(row, column, value), bold=column == 2, center=column in (1, 8))
    widths(sheet, 5, 34, 44, 44, 34, 28, 15, 8)
    sheet.freeze_panes = "C5"
    fit(sheet, 4)
    printed(sheet, "4:4")


def _challenges(sheet: Any, content: Mapping[str, Any]) -> None:
    title(sheet, "Wyzwania rozwojowe", "Kolejność według głosowania Zespołu Miejskiego 10 grudnia 2025 r.", 5)
    heads(sheet, 4, ("Nr", "Wyzwanie", "Wynikające z problemów", "Potencjały do wykorzystania", "Priorytet"))
    for row, challenge in enumerate(content["wyzwanie"], 5):
        problems = ", ".join(code.removeprefix("PR") for code in challenge["problemy"])
        said = (row - 4, challenge["tytul"], problems, challenge["potencjaly"], challenge["priorytet"])
        for column, value in enumerate(said, 1):
            styled(sheet.cell(row, column, value), bold=column == 2, center=column in (1, 3, 5))
    widths(sheet, 5, 52, 22, 52, 10)
    sheet.freeze_panes = "A5"
    fit(sheet, 4)
    printed(sheet, "4:4")


def _indicator(entry: Mapping[str, Any]) -> tuple[str, str, float, float, str]:
    if "katalog" not in entry:
        return entry["nazwa"], entry["jm"], entry["baza"], entry["cel"], entry["zrodlo"]
    return entry["nazwa"], entry["jm"], indicator(catalogue()[entry["katalog"]]), entry["cel"], "GUS BDL"


def _goals(sheet: Any, content: Mapping[str, Any]) -> None:
    title(sheet, "Drzewo celów Planu Rozwoju Lokalnego", "Wartości bazowe według danych GUS za 2024 r. lub rejestrów miasta", 11)
    heads(sheet, 4, (
        "Nr celu strat.", "Cel strategiczny", "Nr", "Cel operacyjny", "Nr", "Kierunek działania", "Wskaźnik", "J.m.",
        f"Wartość bazowa ({LAST_YEAR})", f"Wartość docelowa ({TARGET_YEAR})", "Źródło",
    ))
    row = 5
    for goal in content["cel"]:
        goal_top, number = row, goal["kod"].removeprefix("CS")
        for operational in (one for one in content["cel_operacyjny"] if one["kod"].startswith(f"CO{number}.")):
            top, code = row, operational["kod"].removeprefix("CO")
            for index, direction in enumerate(operational["kierunki"]):
                styled(sheet.cell(row, 5, f"{code}.{index + 1}"), center=True)
                styled(sheet.cell(row, 6, direction))
                shown = _indicator(operational["wskazniki"][index]) if index < len(operational["wskazniki"]) else (None,) * 5
                for column, value in enumerate(shown, 7):
                    styled(sheet.cell(row, column, value), center=column in (9, 10))
                row += 1
            _merged(sheet, top, row - 1, 3, code, 4, operational["tytul"])
        _merged(sheet, goal_top, row - 1, 1, f"{number}.", 2, goal["tytul"])
    widths(sheet, 9, 26, 7, 30, 8, 38, 42, 18, 12, 12, 26)
    sheet.freeze_panes = "E5"
    fit(sheet, 4)
    printed(sheet, "4:4")


def _merged(sheet: Any, top: int, bottom: int, code_column: int, code: str, column: int, text: str) -> None:
    styled(sheet.cell(top, code_column, code), bold=True, fill=SOFT, center=True)
    styled(sheet.cell(top, column, text), bold=True, fill=SOFT)
    if bottom > top:
        for one in (code_column, column):
            sheet.merge_cells(start_row=top, end_row=bottom, start_column=one, end_column=one)


def _swot(sheet: Any, swot: Mapping[str, list[str]]) -> None:
    title(sheet, "Analiza SWOT", "Zespół Miejski, 10 grudnia 2025 r.", 2)
    row = 4
    for left, right, names in (("mocne", "slabe", ("Mocne strony", "Słabe strony")), ("szanse", "zagrozenia", ("Szanse", "Zagrożenia"))):
        heads(sheet, row, names)
        for index in range(max(len(swot[left]), len(swot[right]))):
            for column, side in ((1, left), (2, right)):
                styled(sheet.cell(row + 1 + index, column, swot[side][index] if index < len(swot[side]) else None))
        row += 2 + max(len(swot[left]), len(swot[right]))
    widths(sheet, 70, 70)
    fit(sheet, 4)
    printed(sheet)
