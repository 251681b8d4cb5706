"""Thousands among złoty, euro among złoty, and 12.5 among 0.125."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from statistics import median

from excel_modules.doctor.grid import TOTAL, Book, Cell, Position, Sheet, amount, is_amount, number_of, shown, year_of
from excel_modules.doctor.kinds import Kind, Suspicion
from excel_modules.doctor.lines import Line, alike, constant_number, lines_of
from excel_modules.doctor.texts import OWN_UNIT
from excel_modules.sheet import cell_name
from mrl_desktop.polish import fold

_TOLERANCE = 0.005
MOST_ROWS = 1500
"""Rows of a sheet that is compared with others; longer ones are statistics."""


def unit_of(text: str) -> str:
    """The unit of money a heading, a note or a number format names: „tys. zł", „mln zł", „zł", „EUR"; "" for none."""
    said = fold(text)
    if re.search(r"\beur(?:o)?\b|€", said):
        return "tys. EUR" if re.search(r"\btys\b", said) else "EUR"
    if re.search(r"\b(?:zl\w*|pln)\b", said):
        return "tys. zł" if re.search(r"\btys\b", said) else "mln zł" if re.search(r"\bmln\b", said) else "zł"
    return ""


def units(sheet: Sheet) -> Iterator[Suspicion]:
    """Cells in another unit than their neighbours, each told once."""
    told: set[Position] = set()
    for place, message in _headings(sheet):
        told.add(place)
        yield _suspicion(sheet, place, Kind.UNITS, message, "Podaj wszystkie kwoty tabeli w jednej jednostce i popraw nagłówek.", 0.8)
    for line in lines_of(sheet):
        extremes = _extremes(sheet, line)
        formats = Counter(_unit_of_format(cell.code) for place in line.places if (cell := sheet.cells[place]).number)
        marked = [place for place in line.places if sheet.cells[place].text or (sheet.cells[place].code and _unit_of_format(sheet.cells[place].code))]
        for place in dict.fromkeys((*marked, *extremes)):
            cell = sheet.cells[place]
            if place in told or cell.formula is not None:
                continue
            if message := (_own_unit(sheet, line, place, formats) if place in marked else "") or (_jump(sheet, line, place, cell) if place in extremes else ""):
                told.add(place)
                yield _suspicion(sheet, place, Kind.UNITS, message, "Sprawdź, czy ta kwota jest w tej samej jednostce co pozostałe (zł, tys. zł, EUR), i popraw ją.", 0.8)
    for place, message in _against_row(sheet):
        if place not in told:
            told.add(place)
            yield _suspicion(sheet, place, Kind.UNITS, message, "Sprawdź, czy ta kwota jest w tej samej jednostce co pozostałe (zł, tys. zł, EUR), i popraw ją.", 0.85)


def _suspicion(sheet: Sheet, place: Position, kind: Kind, message: str, hint: str, confidence: float) -> Suspicion:
    return Suspicion(kind=kind, sheet=sheet.name, row=place[0], column=place[1], value=shown(sheet.cells[place]), message=message, hint=hint, confidence=confidence)


def _headings(sheet: Sheet) -> Iterator[tuple[Position, str]]:
    """One column whose heading names another unit than columns with the same words beside it („2021 [zł]", „2022 [tys. zł]")."""
    for row in sorted(sheet.headings):
        named: dict[str, list[tuple[Position, str]]] = {}
        for column in sheet.rows[row]:
            said = sheet.cells[row, column].text
            unit = unit_of(said)
            if unit:
                stem = re.sub(r"\d+|[\[(].*?[\])]|\b(?:tys|mln|zl\w*|pln|eur\w*|w)\b|[.,€%]", " ", fold(said))
                named.setdefault(" ".join(stem.split()), []).append(((row, column), unit))
        for cells in named.values():
            kinds = [unit for _, unit in cells]
            usual = max(set(kinds), key=kinds.count)
            if len(cells) < 3 or kinds.count(usual) <= len(kinds) / 2:
                continue
            for place, unit in cells:
                if unit != usual:
                    yield place, f"Nagłówek „{sheet.cells[place].text}” mówi o kwotach w {unit}, a sąsiednie kolumny są w {usual}."


def _own_unit(sheet: Sheet, line: Line, place: Position, formats: Counter[str]) -> str:
    """A unit typed in the cell or shown by its number format, other than in its neighbours. `formats` counts units of the line's formats."""
    cell = sheet.cells[place]
    numbers = formats.total() - (1 if cell.number else 0)
    if numbers < 2:
        return ""
    if cell.text and number_of(cell.text) is not None and OWN_UNIT.search(fold(cell.text)):
        return f"Kwota „{cell.text}” w komórce {cell_name(*place)} ma dopisaną jednostkę i jest zapisana jako tekst, a sąsiednie komórki są liczbami."
    if cell.number and line.down and (own := _unit_of_format(cell.code)) not in ("", "zł") and formats[own] == 1 and unit_of(sheet.heading(*place)) != own:
        return f"Kwota {shown(cell)} w komórce {cell_name(*place)} jest pokazana w {own}, a sąsiednie komórki w innej jednostce."
    return ""


@lru_cache(maxsize=1000)
def _unit_of_format(code: str) -> str:
    quoted = " ".join(re.findall(r'"([^"]*)"|\[\$([^\]-]*)', code)[0]) if re.search(r'"|\[\$', code) else ""
    return unit_of(quoted)


def _jump(sheet: Sheet, line: Line, place: Position, cell: Cell) -> str:
    """One number about a thousand times larger or smaller than all its alike neighbours."""
    found = constant_number(cell)
    if found is None or not cell.number or found <= 0 or cell.is_percent or (year_of(cell) and place[0] in sheet.headings):
        return ""
    if (not line.down and not alike(sheet, line)) or (line.down and not _of_money(sheet, place)):
        return ""
    own_total = sheet.is_total(*place)
    others = [
        value
        for one in line.places
        if one != place and (value := _value(sheet.cells[one])) is not None and value > 0 and not sheet.cells[one].is_percent and (own_total or not line.down or not sheet.is_total(*one))
    ]
    money = _of_money(sheet, place) or bool(_MONEY.search(sheet.label(*place)))
    if len(others) < (2 if money else 3):
        return ""
    logs = [math.log10(value) for value in others]
    middle, spread = median(logs), max(logs) - min(logs)
    distance = math.log10(found) - middle
    near = min(abs(math.log10(found) - one) for one in logs)
    if line.down or money:
        few = len(others) < 4
        if spread > (1.3 if few else 1.8) or near < (1.9 if few else 1.5) or not 2.2 <= abs(distance) <= 3.8 or not _fits_shifted(found, others):
            return ""
    elif spread > 0.9 or near < 2.2 or not 2.6 <= abs(distance) <= 3.4:
        return ""
    how = "większa" if distance > 0 else "mniejsza"
    return f"Kwota {shown(cell)} w komórce {cell_name(*place)} jest około tysiąca razy {how} niż sąsiednie (zwykle około {amount(float(f'{10**middle:.2g}'))})."


def _extremes(sheet: Sheet, line: Line) -> list[Position]:
    """The largest and the smallest positive numbers of a line where they are far apart: only they can be off by a thousand."""
    values = sorted((value, place) for place in line.places if (value := _value(sheet.cells[place])) is not None and value > 0)
    if len(values) < 3 or values[-1][0] < 30 * values[0][0]:
        return []
    return [place for _, place in (*values[:2], *values[-2:])]


def _value(cell: Cell) -> float | None:
    if cell.error or cell.is_date or not cell.number:
        return None
    return float(cell.value)  # type: ignore[arg-type]


_MONEY = re.compile(r"\b(koszt\w*|kwot\w*|wartosc\w*|cena|ceny|dochod\w*|wydat\w*|dofinansowani\w*|wklad\w*|budzet\w*|naklad\w*|grant\w*|dotacj\w*|srodk\w*|dlug\w*|podat\w*)\b")


def _of_money(sheet: Sheet, place: Position) -> bool:
    """Whether a column is of money, by the words over it."""
    said = sheet.heading(*place)
    return bool(unit_of(said) or _MONEY.search(said))


def _fits_shifted(found: float, others: list[float]) -> bool:
    """Whether the number would stand among the others when divided or multiplied by a thousand."""
    return any(min(others) / 2 <= shifted <= max(others) * 2 for shifted in (found / 1000, found * 1000))


def _against_row(sheet: Sheet) -> Iterator[tuple[Position, str]]:
    """A number exactly a thousand times off from the sum or product its row makes: thousands beside złoty."""
    for row, columns in sheet.rows.items():
        if row in sheet.headings:
            continue
        cells = [(row, column) for column in columns if is_amount(sheet.cells[row, column]) and sheet.cells[row, column].number]
        for place in cells:
            value = constant_number(sheet.cells[place])
            heading = sheet.heading(*place)
            if value is None or value < 1 or not TOTAL.search(heading.split(" | ")[0]):
                continue
            run: list[Position] = []
            for step in (-1, 1):
                column = place[1] + step
                while (other := sheet.at(row, column)) is not None and other.number and not other.is_percent and not TOTAL.search(sheet.heading(row, column).split(" | ")[0]):
                    run.append((row, column))
                    column += step
                total = sum(_value(sheet.cells[one]) or 0.0 for one in run)
                if len(run) >= 2 and total > 0 and unit_of(heading) in ("", *(unit_of(sheet.heading(*one)) for one in run)):
                    for factor in (1000.0, 0.001):
                        if abs(value * factor - total) <= _TOLERANCE * total:
                            how = "tysiąc razy mniejsza niż" if factor > 1 else "tysiąc razy większa niż"
                            yield place, f"Kwota {shown(sheet.cells[place])} w komórce {cell_name(*place)} jest {how} suma kwot w tym wierszu ({amount(total)})."
                run = []


def percents(sheet: Sheet) -> Iterator[Suspicion]:
    """Percents written as 12.5 among 0.125, and the other way round."""
    told: set[Position] = set()
    for line in lines_of(sheet):
        values = [(place, float(sheet.cells[place].value)) for place in line.places if sheet.cells[place].number and not sheet.cells[place].is_date]  # type: ignore[arg-type]
        positive = sorted((value, place) for place, value in values if value > 0)
        if len(positive) < 4 or positive[-1][0] < 8 * positive[0][0] or not _of_percents(sheet, line, positive[0][1]):
            continue
        for value, place in (*positive[:2], *positive[-2:]):
            cell = sheet.cells[place]
            if place in told or cell.formula is not None:
                continue
            others = [other for one, other in values if one != place and other > 0]
            low, high = min(others), max(others)
            if (high <= 1.5 and value > 1.5 and low / 3 <= value / 100 <= max(high * 3, 1.0) and value > 8 * high) or (
                low >= 1 and value < 1 and value <= low / 8 and low / 3 <= value * 100 <= high * 3 and high <= 150
            ):
                told.add(place)
                message = f"Procent w komórce {cell_name(*place)} ({shown(cell)}) jest zapisany inaczej niż sąsiednie, na przykład {shown(sheet.cells[next(one for one, _ in values if one != place)])}."
                yield _suspicion(sheet, place, Kind.PERCENT, message, "Zapisz wszystkie procenty tak samo, najlepiej w formacie procentowym (12,5% to 0,125).", 0.85)


def _of_percents(sheet: Sheet, line: Line, place: Position) -> bool:
    if any(sheet.cells[one].is_percent for one in line.places):
        return True
    said = sheet.heading(*place) if line.down else sheet.label(*place)
    return bool(re.search(r"%|\bprocent\w*|\bodsetek\b|\budzial\w*|\bstop[ay]\b", said))


def between_sheets(book: Book) -> Iterator[Suspicion]:
    """The same money of the same thing a thousand times apart on two sheets, where no heading explains it."""
    known: dict[tuple[str, str], tuple[Sheet, Position, float]] = {}
    for sheet in book.sheets if len(book.sheets) > 1 else ():
        if len(sheet.rows) > MOST_ROWS:
            continue
        note = _sheet_unit(sheet)
        for (row, column), cell in sheet.cells.items():
            if not cell.number or cell.is_date or cell.is_percent or row in sheet.headings:
                continue
            value = float(cell.value)  # type: ignore[arg-type]
            if abs(value) < 10:
                continue
            name = fold(sheet.name_of_row(row, column))
            heading = re.sub(r"[\[(].*?[\])]", "", sheet.heading(row, column).split(" | ")[0]).strip()
            if len(name) < 8 or not heading or TOTAL.search(name):
                continue
            unit = unit_of(sheet.heading(row, column)) or note
            key = (name, heading)
            if key not in known:
                known[key] = (sheet, (row, column), value)
                continue
            other_sheet, other, other_value = known[key]
            if other_sheet is sheet or cell.formula is not None or not other_value:
                continue
            ratio = value / other_value
            other_unit = unit_of(other_sheet.heading(*other)) or _sheet_unit(other_sheet)
            if unit == other_unit and (abs(ratio - 1000) < 5 or abs(ratio - 0.001) < 0.000005):
                message = f"Kwota {shown(cell)} w komórce {cell_name(row, column)} różni się tysiąckrotnie od kwoty w arkuszu „{other_sheet.name}” ({cell_name(*other)}: {shown(other_sheet.cells[other])})."
                yield _suspicion(sheet, (row, column), Kind.UNITS, message, "Sprawdź, która z kwot jest w złotych, a która w tysiącach złotych, i popraw jedną z nich.", 0.8)


def _sheet_unit(sheet: Sheet) -> str:
    """The unit a note over the table names („w tys. zł")."""
    for (row, _), cell in sheet.cells.items():
        if row < 8 and cell.text and len(cell.text) < 120 and (unit := unit_of(cell.text)) and re.search(r"\bw\s+(?:tys|mln|zl|pln|eur)", fold(cell.text)):
            return unit
    return ""
