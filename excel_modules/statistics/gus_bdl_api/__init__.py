"""Saved answers of the service of the Bank Danych Lokalnych (JSON): values by variable and by unit, alone, paged or wrapped by a library."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from excel_modules.json_tables import DATA
from excel_modules.parse import text
from excel_modules.reading import Contents, ObservedTable, RawSeries, Recognition, Refused, Skipped, error, warning
from excel_modules.sheet import Sheet, Workbook, cell_name, normal, range_name
from excel_modules.statistics.gus_bdl.attributes import BY_NUMBER
from mrl_desktop.domain.facts import Mark
from mrl_desktop.domain.findings import Finding
from mrl_desktop.domain.progress import Progress
from mrl_desktop.paths import resource

NAME = "gus-bdl-api"
VERSION = "1"
PUBLISHER = "GUS BDL"

_CODE, _CALLED, _VARIABLE, _MEASURE, _YEAR, _VALUE, _ATTRIBUTE, _UPDATED = range(len(DATA))
_VARIABLES = ("id", "subjectId", "n1")
"""Headings of a list of variables."""
_LISTS = {"id", "name", "level"}, {"id", "subjectId"}, {"id", "symbol"}, {"id", "hasVariables"}, {"id", "description"}
"""Headings of lists of the service that hold no values."""


@dataclass(frozen=True, slots=True)
class About:
    """What a list of variables in the same file says of one."""

    dimensions: tuple[str, ...]
    unit: str
    subject: str


def recognise(workbook: Workbook) -> Recognition | None:
    """By the tables the answers are laid out into."""
    if workbook.format != "json":
        return None
    if any(map(_holds_values, workbook.sheets)):
        return Recognition(layout="odpowiedź usługi GUS BDL (JSON)", confidence=0.95)
    heads = [{text(normal(cell)) for cell in sheet.raw[0]} for sheet in workbook.sheets if sheet.raw]
    listed = any(known <= head for head in heads for known in _LISTS)
    return Recognition(layout="wykaz z usługi GUS BDL (JSON)", confidence=0.91, detail="list") if listed else None


def read(workbook: Workbook, recognition: Recognition, progress: Progress) -> Contents:
    """All values of the answers. Raises Refused for a file with lists of units or variables only."""
    if recognition.detail:
        raise Refused(_only_lists(workbook.file))
    known = _listed_variables(workbook)
    tables: list[ObservedTable] = []
    skipped: list[Skipped] = []
    findings: list[Finding] = []
    progress(1, 2, "Czytam wartości")
    for sheet in workbook.sheets:
        if _holds_values(sheet):
            tables.append(_table(workbook.file, sheet, known, skipped, findings))
        elif sheet.height > 1:
            where = range_name(0, 0, sheet.height - 1, sheet.width - 1)
            skipped.append(Skipped(sheet=sheet.name, cell=where, reason="Wykaz bez wartości; posłużył tylko do opisania zmiennych.", count=sum(1 for _ in sheet.filled())))
    updated = [text(normal(row[_UPDATED])) for sheet in workbook.sheets if _holds_values(sheet) for row in sheet.raw[1:]]
    return Contents(tables=tuple(tables), skipped=tuple(skipped), findings=tuple(findings), publisher=PUBLISHER, vintage=max(updated, default="")[:19])


def _holds_values(sheet: Sheet) -> bool:
    return bool(sheet.raw) and tuple(sheet.raw[0]) == DATA


def _listed_variables(workbook: Workbook) -> Mapping[str, About]:
    """Variables named in the same file: number → what it is."""
    found: dict[str, About] = {}
    for sheet in workbook.sheets:
        head = [text(normal(cell)) for cell in sheet.raw[0]] if sheet.raw else []
        if not all(name in head for name in _VARIABLES):
            continue
        for row in sheet.raw[1:]:
            said = {name: text(normal(cell)) for name, cell in zip(head, row, strict=False)}
            dimensions = tuple(said[name] for name in (f"n{place}" for place in range(1, 6)) if said.get(name))
            found[said["id"]] = About(dimensions, said.get("measureUnitName", ""), said["subjectId"])
    return found


def _table(file: str, sheet: Sheet, known: Mapping[str, About], skipped: list[Skipped], findings: list[Finding]) -> ObservedTable:
    made = ObservedTable(sheet=sheet.name, codes=[], names=[], unit_rows=[], series=[], code_column=_CODE)
    units: dict[str, int] = {}
    series: dict[tuple[str, str], int] = {}
    marks: list[Mark] = []
    bad: list[tuple[str, str]] = []
    for number, row in enumerate(sheet.raw[1:], start=1):
        made.present += 1
        said = [text(normal(cell)) for cell in row]
        value: Any = row[_VALUE]
        attribute = BY_NUMBER.get(said[_ATTRIBUTE])
        year = int(said[_YEAR]) if said[_YEAR].isdigit() and len(said[_YEAR]) == 4 else 0
        if value == "" and (attribute is None or attribute.keeps):
            made.empty += 1
            continue
        numeric = value == "" or (isinstance(value, int | float) and not isinstance(value, bool))
        if not year or not numeric:
            cell, reason = (cell_name(number, _VALUE), "Zamiast liczby stoi tekst.") if year else (cell_name(number, _YEAR), "Nie ma roku.")
            bad.append((cell, said[_VALUE] if year else said[_YEAR]))
            skipped.append(Skipped(sheet=sheet.name, cell=cell, reason=reason, value=said[_VALUE]))
            made.skipped += 1
            continue
        unit = units.setdefault(said[_CODE], len(units))
        if unit == len(made.codes):
            made.codes.append(said[_CODE])
            made.names.append(said[_CALLED])
            made.unit_rows.append(number)
        key = said[_VARIABLE], said[_MEASURE]
        place = series.setdefault(key, len(series))
        if place == len(made.series):
            made.series.append(_series(key, known.get(said[_VARIABLE]), cell_name(number, _VARIABLE)))
        made.unit_index.append(unit)
        made.series_index.append(place)
        made.years.append(year)
        made.values.append(None if value == "" or (attribute is not None and not attribute.keeps) else float(value))
        marks.append(attribute.mark if attribute is not None else Mark.NORMAL)
        made.rows.append(number)
    made.columns = array("i", [_VALUE]) * len(made.values)
    made.marks = marks if any(mark is not Mark.NORMAL for mark in marks) else []
    if bad:
        message = f"Niektórych wartości nie da się odczytać, więc je pominięto ({'; '.join(f'{cell}: „{value}”' for cell, value in bad[:5])}; razem {len(bad)})."
        findings.append(warning("I07", file, message, "Zapisz odpowiedź usługi jeszcze raz.", sheet=sheet.name, cell=bad[0][0], value=bad[0][1]))
    return made


def _series(key: tuple[str, str], about: About | None, cell: str) -> RawSeries:
    variable, measure = key
    unit = about.unit if about and about.unit else measures().get(measure, "")
    dimensions = about.dimensions if about else ()
    named = "; ".join(dimensions)
    says = f"zmienna nr {variable}" + (f": {named}" if named else "") if variable else "dane bez numeru zmiennej"
    return RawSeries(
        dimensions=dimensions,
        unit=unit,
        cell=cell,
        says=f"{says} [{unit}]" if unit else says,
        variable=f"bdl:{variable}" if variable else "",
        key=f"bdl:{variable}" if about and variable else "",
        title=f"{named} (zmienna BDL nr {variable})" if about else "",
    )


@cache
def measures() -> Mapping[str, str]:
    """Units of measure of the service: number → name."""
    lines = resource("reference", "bdl_jednostki_miary.csv").read_text(encoding="utf-8").splitlines()[1:]
    return dict(line.split(";", 1) for line in lines if ";" in line)


def _only_lists(file: str) -> Finding:
    return error(
        "I02",
        file,
        "Plik zawiera wykaz (jednostek, zmiennych albo oznaczeń), a nie wartości.",
        "Zapisz odpowiedź usługi z danymi: wartości wybranej zmiennej albo wybranej jednostki.",
    )
