"""Dates the spreadsheet made of age groups, decimals and numbering, and years that are not in order."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from excel_modules.doctor.grid import Cell, Position, Sheet, day_of, names_of, shown, year_of
from excel_modules.doctor.kinds import Kind, Suspicion
from excel_modules.sheet import cell_name
from mrl_desktop.polish import fold

AGES = re.compile(r"\d{1,3}\s*[-–—−]\s*\d{1,3}(?:\s*lat\w*)?|\d{1,3}\s*(?:lat\s*)?(?:i\s*wiecej|\+|i\s*starsi)|do\s*\d+|ponizej\s*\d+|powyzej\s*\d+")
NUMBERING = re.compile(r"\d+(?:\.\d+)*\.?(?:\s?[a-z])?|[ivx]+(?:\.\d+)*\.?")
_MONTHS = r"sty|lut|mar|kwi|maj|cze|lip|sie|wrz|paz|lis|gru|jan|feb|apr|may|jun|jul|aug|sep|oct|nov|dec"
_SHORT_DATE = re.compile(rf"\d{{1,2}}[-. ](?:{_MONTHS})\w*\.?|(?:{_MONTHS})\w*\.?[-. ]\d{{1,2}}|\d{{1,2}}[.-]\d{{1,2}}[.-](?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d(?: 00:00(?::00)?)?")
_DATED = re.compile(r"\b(dat[aey]|termin\w*|dzien|dnia|od|do|poczatek|koniec|start|rozpoczeci\w*|zakonczeni\w*|sporzadz\w*|aktualizac\w*|dostep\w*|znacznik|sygnatura|czas|godzina|stan na|miesiac\w*)\b")


def dates(sheet: Sheet) -> Iterator[Suspicion]:
    """Dates among age groups, numbers or numbering, each told once."""
    told: set[Position] = set()
    for down in (True, False):
        for key, others in (sheet.columns if down else sheet.rows).items():
            line = [(other, key) if down else (key, other) for other in others]
            ages = sum(1 for place in line if sheet.cells[place].text and AGES.fullmatch(fold(sheet.cells[place].text).strip())) > 1
            suspects = [place for place in line if place not in told and _maybe_born(sheet.cells[place], bare=ages)]
            if not suspects or len(suspects) * 2 > len(line):
                continue
            for place in suspects:
                near = _near(line, place, down=down)
                born = _among(sheet, [one for one in near if one not in suspects], place, down=down)
                if born:
                    told.add(place)
                    yield _suspicion(sheet, place, born)


def _maybe_born(cell: Cell, *, bare: bool) -> bool:
    if cell.formula is not None:
        return False
    return cell.is_date or bool(cell.text and len(cell.text) < 20 and _SHORT_DATE.fullmatch(fold(cell.text).strip())) or (bare and cell.number and _serial(cell) and not cell.code)


def _serial(cell: Cell) -> bool:
    """Whether a bare number could be a day of 1990-2060 that lost its format."""
    value = float(cell.value)  # type: ignore[arg-type]
    return value.is_integer() and 32_874 <= value <= 58_800


def _near(line: list[Position], place: Position, *, down: bool) -> list[Position]:
    """Up to twelve filled cells at each side with no large gap between."""
    at = line.index(place)
    found: list[Position] = []
    for step in (-1, 1):
        previous, index = place, at + step
        while 0 <= index < len(line) and abs(index - at) <= 12:
            here = line[index]
            if abs(here[0] - previous[0]) + abs(here[1] - previous[1]) > 3:
                break
            found.append(here)
            previous, index = here, index + step
    return found


def _among(sheet: Sheet, near: list[Position], place: Position, *, down: bool) -> str:
    """What the neighbours are: „grupy wieku", „liczby dziesiętne", „numery pozycji"; "" when a date may well stand there."""
    cells = [sheet.cells[one] for one in near if one[0] not in sheet.headings or not down]
    cell = sheet.cells[place]
    ages = sum(1 for one in cells if one.text and AGES.fullmatch(fold(one.text).strip()))
    if ages >= 2 and ages * 2 >= len(cells):
        return "grupy wieku"
    if not cell.is_date and not cell.text:
        return ""
    said = sheet.heading(*place).split(" | ")[0] if down else ""
    if _DATED.search(said) or _DATED.search(sheet.label(*place)) or any(one.is_date for one in cells):
        return ""
    if down:
        numbering = sum(1 for one in cells if _is_numbering(one))
        dotted = any((one.text and re.match(r"\d+\.\d", one.text)) or (one.number and not float(one.value).is_integer()) for one in cells)  # type: ignore[arg-type]
        first = not any(sheet.at(place[0], column) for column in range(place[1]))
        if first and numbering >= 3 and numbering >= 0.7 * len(cells) and (dotted or re.search(r"\blp\b|\bnr\b|\bl\.p", said)):
            return "numery pozycji"
    numbers = [one for one in cells if one.number and not one.is_date]
    if len(numbers) >= 3 and len(numbers) >= 0.7 * len(cells) and not all(year_of(one) for one in numbers):
        return "liczby"
    return ""


def _is_numbering(cell: Cell) -> bool:
    if cell.number:
        return 0 < float(cell.value) < 100  # type: ignore[arg-type]
    return bool(cell.text) and NUMBERING.fullmatch(fold(cell.text).strip()) is not None


def _suspicion(sheet: Sheet, place: Position, among: str) -> Suspicion:
    cell = sheet.cells[place]
    was = _was(cell, among)
    return Suspicion(
        kind=Kind.DATE,
        sheet=sheet.name,
        row=place[0],
        column=place[1],
        value=shown(cell),
        message=f"W komórce {cell_name(*place)} jest data {shown(cell)}, a obok stoją {among}."
        + (f" Prawdopodobnie wpisano „{was}”, a arkusz zamienił to na datę." if was else ""),
        hint="Zmień format komórki na „Tekst” i wpisz wartość od nowa." if among != "liczby" else "Zmień format komórki na „Ogólne” i wpisz liczbę od nowa.",
        confidence=0.95 if among == "grupy wieku" else 0.85,
    )


def _was(cell: Cell, among: str) -> str:
    """What was probably typed: „5-9" for 5 September."""
    if not cell.number or not 0 < float(cell.value) < 2_958_466:  # type: ignore[arg-type]
        return ""
    day = day_of(float(cell.value))  # type: ignore[arg-type]
    first, second = sorted((day.day, day.month)) if among == "grupy wieku" else (day.day, day.month)
    if among == "grupy wieku":
        return f"{first}-{second}"
    return f"{first}.{second:02d}" if among == "liczby" else f"{first}.{second}"


def years(sheet: Sheet) -> Iterator[Suspicion]:
    """Headings whose years repeat or go back, where the others are in order."""
    for row in sorted(sheet.headings):
        yield from _out_of_order(sheet, [(row, column) for column in sheet.rows[row] if year_of(sheet.cells[row, column])])
    for column, rows in sheet.columns.items():
        heading = [row for row in rows if re.search(r"\brok\b|\blata\b", fold(sheet.cells[row, column].text)) and len(sheet.cells[row, column].text) < 20]
        if heading:
            run: list[Position] = []
            for row in rows:
                if row > heading[0] and year_of(sheet.cells[row, column]) and (not run or row == run[-1][0] + 1):
                    run.append((row, column))
            if _is_axis(sheet, column, run):
                yield from _out_of_order(sheet, run)


def _is_axis(sheet: Sheet, column: int, run: list[Position]) -> bool:
    """Whether a column of years names the rows: it stands first and its years do not repeat in general."""
    years_of = [year_of(sheet.cells[place]) for place in run]
    return len(run) >= 5 and not any(place < column for row, _ in run for place in sheet.rows[row]) and len(set(years_of)) >= len(run) - 1


def _out_of_order(sheet: Sheet, places: list[Position]) -> Iterator[Suspicion]:
    values = [year_of(sheet.cells[place]) or 0 for place in places]
    if len(values) < 4:
        return
    steps = [second - first for first, second in itertools.pairwise(values)]
    usual = max(set(steps), key=steps.count)
    if usual == 0 or steps.count(usual) < len(steps) - 2 or steps.count(usual) < 2:
        return
    wrong = [step for step in steps if step != usual]
    if not wrong or all(step * usual > 0 for step in wrong):
        return  # in order; a year left out is no mistake
    offsets = [value - usual * index for index, value in enumerate(values)]
    base = max(set(offsets), key=offsets.count)
    outliers = [place for place, offset in zip(places, offsets, strict=True) if offset != base]
    if not outliers or len(outliers) > 2:
        return
    if _repeats(values):
        return
    place = outliers[0]
    yield Suspicion(
        kind=Kind.YEARS,
        sheet=sheet.name,
        row=place[0],
        column=place[1],
        value=shown(sheet.cells[place]),
        message=f"Rok w komórce {cell_name(*place)} ({shown(sheet.cells[place])}) jest powtórzony albo nie po kolei."
        + (f" Dotyczy to także komórki {names_of(outliers[1:])}." if len(outliers) > 1 else ""),
        hint=f"Sprawdź nagłówek; po kolei byłby tu rok {base + usual * places.index(place)}.",
        confidence=0.9,
        also=tuple(outliers[1:]),
    )


def _repeats(values: list[int]) -> bool:
    """Whether the years are one row of years written several times: for cost, then for grants."""
    return any(values == values[:period] * (len(values) // period) for period in range(2, len(values) // 2 + 1) if len(values) % period == 0)
