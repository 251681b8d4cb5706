"""Results of schools gathered by place: sums of pupils, and means weighted by the number of pupils.

Mean of a place = Σ (pupils of a school × mean of the school) / Σ pupils, over its schools that have both; the publishers hide the
mean of a school with very few pupils, so those pupils count only in the number of pupils.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from excel_modules.parse import text
from excel_modules.reading import ObservedTable, RawSeries, note, warning
from excel_modules.sheet import CellValue, Workbook, cell_name
from excel_modules.statistics.exams.results import AVERAGES, PUPILS, Results, Subject, exam_words
from excel_modules.statistics.unit_tables.headings import Heading
from excel_modules.statistics.unit_tables.remarks import Remarks
from excel_modules.statistics.unit_tables.wording import plain
from excel_modules.statistics.value_column import value_column
from mrl_desktop.polish import counted, fold

_PARTS = "45"
"""Kinds of territory that are the town and the countryside of one mixed municipality (kind 3)."""
_HOW = "wynik to średnia wyników szkół ważona liczbą zdających, a liczba zdających to ich suma"
_NO_PLACE = "Nie wiadomo, w której gminie lub miejscowości jest ta szkoła."


@dataclass(slots=True)
class _Places:
    """Where the school of each row is: the place's number, −1 when the row does not say."""

    codes: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    contexts: list[str] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    of_row: dict[int, int] = field(default_factory=dict)
    folded: int = 0
    """Schools whose code named only the town or only the countryside."""


@dataclass(slots=True)
class _Kept:
    """One column of a subject: its values by row."""

    heading: Heading
    values: dict[int, float]


def gather(workbook: Workbook, results: Results, remarks: Remarks) -> ObservedTable:
    """Means and numbers of pupils of every place."""
    rows = _schools(results, remarks)
    places = _places(results, rows)
    sheet = results.sheet
    table = _empty_table(results, places)
    for subject in results.subjects:
        kept = {name: _column(workbook, results, rows, subject.columns[name], remarks, name) for name in (PUPILS, *AVERAGES) if name in subject.columns}
        _add_counts(table, results, subject, kept[PUPILS], places)
        for name in AVERAGES:
            if name in kept:
                _add_means(table, results, subject, name, kept[name], kept[PUPILS], places, remarks)
        lost = [row for row in rows if places.of_row.get(row, -1) < 0]
        table.present += (unplaced := sum(1 for one in kept.values() for row in lost if row in one.values))
        table.skipped += unplaced
    for row in rows:
        if places.of_row.get(row, -1) < 0:
            remarks.left_row(sheet, row, sheet.rows[row], "", _NO_PLACE)
    _tell(results, places, rows, remarks)
    return table


def _schools(results: Results, remarks: Remarks) -> list[int]:
    """Rows of schools; other filled rows are told."""
    values = [heading.column for subject in results.subjects for heading in subject.columns.values()]
    places = [column for column in (results.code, results.commune, results.place, results.school) if column >= 0]
    found = []
    for number in range(results.data, results.sheet.height):
        row = results.sheet.rows[number]
        if not any(value is not None for value in row):
            continue
        first = next(text(value) for value in row if value is not None)
        if any(_at(row, column) for column in places) and any(_at(row, column) for column in values):
            found.append(number)
        elif exam_words().is_sum(first) and any(_at(row, column) for column in values):
            remarks.left_row(results.sheet, number, row, "I72", "Wiersz sumuje inne wiersze i nie jest szkołą.")
        else:
            remarks.left_row(results.sheet, number, row, "", "Wiersz nie ma wyniku szkoły.")
    return found


def _at(row: Sequence[CellValue], column: int) -> str:
    return text(row[column]) if 0 <= column < len(row) else ""


def _places(results: Results, rows: Sequence[int]) -> _Places:
    found = _Places()
    known: dict[tuple[str, str, str], int] = {}
    long = any(len(_at(results.sheet.rows[row], results.code)) == 7 for row in rows) if results.code >= 0 else False
    for row in rows:
        cells = results.sheet.rows[row]
        code, kind = _at(cells, results.code), _at(cells, results.kind)
        if code.isdigit() and long:
            code = code.zfill(7)
        if code[-1:] in tuple(_PARTS) and (len(code) == 7 or (code and _is_part(kind))):
            code = code[:-1] + "3"
            found.folded += 1
        name = _at(cells, results.commune) or ("" if code else _at(cells, results.place))
        context = _context(results, cells, kind)
        key = (code, "" if code else fold(name), "" if code else fold(context))
        if not code and not name:
            continue
        if key not in known:
            known[key] = len(found.codes)
            found.codes.append(code)
            found.names.append(name)
            found.contexts.append(context)
            found.first.append(row)
        found.of_row[row] = known[key]
    return found


def _is_part(kind: str) -> bool:
    return fold(kind) in ("miasto", "obszar wiejski") or "miejsko" in fold(kind)


def _context(results: Results, cells: Sequence[CellValue], kind: str) -> str:
    """What is said of the place besides its name: powiat, voivodeship, kind; a mere name of a town is that of an urban municipality first."""
    powiat, voivodeship = _at(cells, results.powiat), _at(cells, results.voivodeship)
    parts = [f"powiat {powiat}" if powiat else "", f"woj. {voivodeship}" if voivodeship else ""]
    if results.commune >= 0:
        parts.append("gmina miejsko-wiejska" if _is_part(kind) else kind)
    elif results.code < 0:
        parts.append("miasto")
    return ", ".join(part for part in parts if part)


def _empty_table(results: Results, places: _Places) -> ObservedTable:
    at = results.code if results.code >= 0 else results.commune if results.commune >= 0 else results.place
    return ObservedTable(
        sheet=results.sheet.name,
        codes=list(places.codes),
        names=list(places.names),
        contexts=list(places.contexts),
        unit_rows=list(places.first),
        series=[],
        code_column=at,
        dimension_names=("Egzamin", "Przedmiot", "Statystyka"),
        gathered_how=_HOW,
    )


def _column(workbook: Workbook, results: Results, rows: Sequence[int], heading: Heading, remarks: Remarks, name: str) -> _Kept:
    """Values of a column by row; cells that are no numbers, or no percentages, are told."""
    sheet = results.sheet
    cells = [sheet.rows[row][heading.column] if heading.column < len(sheet.rows[row]) else None for row in rows]
    read = value_column(cells, workbook.decimal or ",")
    for place, said in read.bad.items():
        remarks.not_a_number(sheet.name, cell_name(rows[place], heading.column), said)
    found: dict[int, float] = {}
    for row, value in zip(rows, read.values, strict=True):
        if value is None:
            continue
        if value < 0 or (name in AVERAGES and value > 100):
            remarks.not_a_number(sheet.name, cell_name(row, heading.column), f"{value:g}")
            continue
        found[row] = value
    return _Kept(heading, found)


def _series(results: Results, subject: Subject, statistic: str, heading: Heading) -> RawSeries:
    words = exam_words()
    exam = results.exam or "egzamin"
    facets = {"Egzamin": exam, "Przedmiot": subject.name, "Statystyka": statistic}
    if subject.level:
        facets["Poziom"] = subject.level
    dimensions = tuple(facets.values())
    unit = "osoba" if statistic == PUPILS else "%"
    says = "; ".join(dimensions)
    return RawSeries(
        dimensions=dimensions,
        unit=unit,
        cell=heading.cell,
        says=f"{says} [{unit}]",
        variable=words.variable(facets),
        subject=f"Wyniki: {exam}",
        key=f"{words.prefix}:" + ":".join(plain(value).replace(" ", "_") for value in dimensions),
        title=says[:1].upper() + says[1:],
        dated=results.year is not None,
    )


def _add(table: ObservedTable, results: Results, place: int, value: float, rows: Sequence[int], column: int) -> None:
    """One gathered value, standing in the row of the first school it rests on."""
    table.values.append(value)
    table.unit_index.append(place)
    table.series_index.append(len(table.series) - 1)
    table.years.append(results.year or 0)
    table.rows.append(rows[0])
    table.columns.append(column)
    table.present += 1
    if len(rows) > 1:
        table.gathered[rows[0], column] = tuple(rows)


def _by_place(places: _Places, rows: Sequence[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for row in rows:
        if (place := places.of_row.get(row, -1)) >= 0:
            found.setdefault(place, []).append(row)
    return found


def _add_counts(table: ObservedTable, results: Results, subject: Subject, pupils: _Kept, places: _Places) -> None:
    table.series.append(_series(results, subject, PUPILS, pupils.heading))
    for place, rows in _by_place(places, sorted(pupils.values)).items():
        _add(table, results, place, sum(pupils.values[row] for row in rows), rows, pupils.heading.column)


def _add_means(table: ObservedTable, results: Results, subject: Subject, name: str, mean: _Kept, pupils: _Kept, places: _Places, remarks: Remarks) -> None:
    table.series.append(_series(results, subject, name, mean.heading))
    both = [row for row in sorted(mean.values) if pupils.values.get(row, 0) > 0]
    by_place = _by_place(places, both)
    for place, rows in by_place.items():
        weight = sum(pupils.values[row] for row in rows)
        _add(table, results, place, sum(pupils.values[row] * mean.values[row] for row in rows) / weight, rows, mean.heading.column)
    without = [row for row in sorted(pupils.values) if pupils.values[row] > 0 and row not in mean.values and row in places.of_row]
    unweighted = [row for row in sorted(mean.values) if pupils.values.get(row, 0) <= 0 and row in places.of_row]
    alone = {places.of_row[row] for row in without} - by_place.keys()
    table.present += len(alone) + len(unweighted)
    table.empty += len(alone)
    table.skipped += len(unweighted)
    for row in unweighted:
        remarks.not_a_number(results.sheet.name, cell_name(row, mean.heading.column), f"{mean.values[row]:g} bez liczby zdających")
    if without:
        heads = sum(pupils.values[row] for row in without)
        message = (
            f"{subject.name.capitalize()}: wydawca nie podał wyniku {counted(len(without), 'szkoły', 'szkół', 'szkół')}, w których zdawało mało uczniów "
            f"(razem {counted(int(heads), 'zdający', 'zdających', 'zdających')}); nie wchodzą do średnich, wchodzą do liczby zdających."
        )
        if alone:
            message += f" W {counted(len(alone), 'miejscu', 'miejscach', 'miejscach')} nie ma przez to żadnej średniej."
        remarks.say(note("I77", remarks.file, message, "Nie trzeba nic robić.", sheet=results.sheet.name, cell=cell_name(without[0], mean.heading.column)))


def _tell(results: Results, places: _Places, rows: Sequence[int], remarks: Remarks) -> None:
    sheet = results.sheet
    for heading in results.others:
        reason = "Odchylenia, mediany i wartości modalnej gminy nie da się policzyć z wyników szkół."
        remarks.left_column(sheet, results.data, heading.column, heading.said, reason)
    for heading in results.labels:
        remarks.left_column(sheet, results.data, heading.column, heading.said, "Kolumna opisuje szkołę i nie zawiera wyników.")
    for heading in results.unnamed:
        remarks.unnamed_column(sheet, results.data, heading.column)
    if places.folded:
        message = f"Kody części miejskiej i wiejskiej ({counted(places.folded, 'szkoła', 'szkoły', 'szkół')}) połączono w kody gmin miejsko-wiejskich."
        remarks.say(note("I78", remarks.file, message, "Nie trzeba nic robić.", sheet=sheet.name))
    if results.code < 0 and results.commune < 0:
        message = (
            "Plik podaje tylko miejscowości szkół, bez gmin, więc wyniki policzono dla miast; szkół na wsi nie można przypisać do gmin i pominięto je. "
            "Wynik miasta w gminie miejsko-wiejskiej nie obejmuje jej wsi."
        )
        hint = "Wyniki całych gmin są w pliku okręgowej komisji egzaminacyjnej z kodami gmin."
        remarks.say(warning("I79", remarks.file, message, hint, sheet=sheet.name, cell=cell_name(results.data, results.place)))
    lost = [row for row in rows if row not in places.of_row]
    if lost:
        message = f"Przy {counted(len(lost), 'szkole', 'szkołach', 'szkołach')} nie ma gminy ani miejscowości; ich wyniki pominięto."
        remarks.say(warning("I80", remarks.file, message, "Uzupełnij w pliku gminę albo kod TERYT.", sheet=sheet.name, cell=cell_name(lost[0], 0)))


