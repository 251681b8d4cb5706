"""What the wizard asks the reading child: a first proposal for a sheet, and what a profile would make of the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from excel_modules.extract import Extract
from excel_modules.mapping import NAME, PUBLISHER, VERSION, layout_of
from excel_modules.mapping.apply import apply
from excel_modules.mapping.profile import Profile
from excel_modules.mapping.profile_file import from_dict
from excel_modules.mapping.shape import fits
from excel_modules.mapping.suggest import Suggestion, suggest
from excel_modules.opening import open_workbook
from excel_modules.picture import opened
from excel_modules.reading import OWN_TOWN, Refused, Skipped, error
from excel_modules.sheet import cell_name
from mrl_desktop.domain.facts import Mark
from mrl_desktop.domain.findings import Finding
from mrl_desktop.domain.progress import Progress

SHOWN = 50
MOST_SKIPPED = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedValue:
    """One value as it would be stored."""

    place: str
    """Code and name as the file has them; empty for the project's own town."""
    code: str
    year: int
    indicator: str
    value: float | None
    mark: Mark
    unit: str
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedSeries:
    """One indicator of the file: how it is called, in which unit, how many values."""

    title: str
    unit: str
    variable: str
    values: int
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedPreview:
    """What a profile would make of a file."""

    values: tuple[MappedValue, ...] = ()
    series: tuple[MappedSeries, ...] = ()
    count: int = 0
    """All values, not only those shown."""
    places: int = 0
    years: tuple[int, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    findings: tuple[Finding, ...] = ()
    complaint: str = ""
    """Why nothing can be read yet, a full sentence; empty when all is well."""


def suggested(
    path: Path, progress: Progress, sheet: str | None = None, top: int | None = None, header_rows: int | None = None, profile: Mapping[str, Any] | None = None
) -> Suggestion:
    """Task „suggest": what the wizard begins with; with a `profile` that fits, what that one says of the columns."""
    workbook = opened(path)
    known = from_dict(profile) if profile is not None else None
    found = fits(known, workbook) if known is not None else []
    if known is None or not found:
        return suggest(workbook, sheet, top, header_rows)
    fit = found[0]
    made = suggest(workbook, fit.sheet.name, fit.top, known.header_rows)
    rules = tuple((column, replace(fit.columns.get(column, rule), headings=rule.headings, number=rule.number)) for column, rule in made.rules)
    return replace(made, profile=replace(known, columns=made.profile.columns), rules=rules)


def mapped_preview(path: Path, progress: Progress, profile: Mapping[str, Any], limit: int = SHOWN) -> MappedPreview:
    """Task „map": a profile given as plain values (`profile_file.as_dict`) tried on a file."""
    wanted = from_dict(profile)
    if wanted.complaint():
        return MappedPreview(complaint=wanted.complaint())
    workbook = opened(path)
    found = fits(wanted, workbook)
    if not found:
        return MappedPreview(complaint="W pliku nie widać tabeli z takimi kolumnami. Sprawdź, który wiersz jest nagłówkiem i czy wskazano właściwe kolumny.")
    contents = apply(wanted, workbook, found).contents
    values: list[MappedValue] = []
    series: dict[tuple[str, str, str], tuple[int, set[int]]] = {}
    places: set[tuple[str, str, str]] = set()
    for table in contents.tables:
        contexts = table.contexts or [""] * len(table.names)
        places.update(zip(table.codes, table.names, contexts, strict=True))
        counts, years = Counter(table.series_index), dict[int, set[int]]()
        for number, year in set(zip(table.series_index, table.years, strict=True)):
            years.setdefault(number, set()).add(year)
        for number, raw in enumerate(table.series):
            before, seen = series.get((raw.title, raw.unit, raw.variable), (0, set()))
            series[raw.title, raw.unit, raw.variable] = (before + counts[number], seen | years.get(number, set()))
        for place in range(min(limit - len(values), len(table.values))):
            unit = table.unit_index[place]
            name = "" if table.names[unit] == OWN_TOWN else table.names[unit]
            raw = table.series[table.series_index[place]]
            values.append(
                MappedValue(
                    place=" ".join(part for part in (name, f"({contexts[unit]})" if contexts[unit] else "") if part),
                    code=table.codes[unit],
                    year=table.years[place],
                    indicator=raw.title,
                    value=table.values[place],
                    mark=table.marks[place] if table.marks else Mark.NORMAL,
                    unit=raw.unit,
                    sheet=table.sheet,
                    cell=cell_name(table.rows[place], table.columns[place]),
                )
            )
    return MappedPreview(
        values=tuple(values),
        series=tuple(MappedSeries(title=title, unit=unit, variable=variable, values=count, years=tuple(sorted(seen))) for (title, unit, variable), (count, seen) in series.items()),
        count=sum(len(table.values) for table in contents.tables),
        places=len(places),
        years=tuple(sorted({year for table in contents.tables for year in set(table.years) if year})),
        skipped=contents.skipped[:MOST_SKIPPED],
        findings=(*workbook.findings, *contents.findings),
        complaint="" if any(len(table.values) for table in contents.tables) else "Przy takich ustawieniach żadnej wartości nie da się odczytać. Sprawdź kolumny z wartościami i rokiem.",
    )


def extract_as(path: Path, progress: Progress, profile: Mapping[str, Any]) -> Extract:
    """Task „read-as": a file read by just this profile, whatever the readers think of it. Raises Refused when it does not fit."""
    wanted = from_dict(profile)
    progress(0, 2, "Otwieram plik")
    workbook = open_workbook(path)
    found = fits(wanted, workbook)
    if not found or wanted.complaint():
        raise Refused(_does_not_fit(workbook.file, wanted))
    contents = apply(wanted, workbook, found).contents
    progress(2, 2, "Plik odczytany")
    return Extract(
        recognised_as=layout_of(wanted.name),
        confidence=found[0].confidence,
        reader=NAME,
        reader_version=VERSION,
        publisher=contents.publisher or PUBLISHER,
        contents=contents,
        notes=workbook.notes + contents.notes,
        findings=workbook.findings + contents.findings,
    )


def _does_not_fit(file: str, profile: Profile) -> Finding:
    message = f"Plik nie ma układu, który opisuje profil „{profile.name}”: nie znaleziono nagłówka z jego kolumnami."
    return error("I121", file, message, "Wybierz inny profil albo wskaż znaczenie kolumn tego pliku i zapisz nowy profil.")
