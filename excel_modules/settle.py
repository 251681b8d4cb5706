"""The half of reading that knows the country and the catalogue: units become territories, series become variables."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import compress
from typing import TYPE_CHECKING

from excel_modules.duplicates import without_duplicates, without_repeated_sheets
from excel_modules.extract import Extract
from excel_modules.identify import Identification, made_key, scale
from excel_modules.reading import OWN_TOWN, ObservedTable, Reading, SeriesQuestion, Skipped, Tally, error, note, warning
from excel_modules.sheet import cell_name
from mrl_desktop.domain.facts import Mark
from mrl_desktop.domain.findings import Finding, Severity
from mrl_desktop.domain.imports import SeriesChoice
from mrl_desktop.domain.indicators import Variable
from mrl_desktop.domain.statistics import ObservationBlock, Series
from mrl_desktop.domain.territory import Resolution
from mrl_desktop.polish import counted

if TYPE_CHECKING:
    from mrl_desktop.domain.territory import Register

_SHOWN = 10


def settle(
    file: str,
    sha256: str,
    extract: Extract,
    register: Register,
    variables: Iterable[Variable],
    choices: Iterable[SeriesChoice],
    *,
    town: str = "",
    others: Collection[str] = (),
    kept: Collection[tuple[str, str]] = (),
) -> Reading:
    """The reading of a file for a project: what of it can be stored, what is asked, what is left out and why.

    `town` is the project's own town, which a table that names no place is of; with the `others` it goes before its namesakes.
    `kept` are the columns of personal data, by sheet and cell, that the planner wants all the same.
    """
    contents = extract.contents
    identification = Identification(file, sha256, contents, variables, choices)
    tables = [_Settling(file, table, identification, town, others).settle(register) for table in contents.tables]
    unanswered = [question for table in tables for question in table.questions if question.answer is None]
    made = [table.block for table in tables if table.block is not None]
    blocks, repeated, about_repeated = without_repeated_sheets(file, made)
    findings = [*extract.findings, *(finding for table in tables for finding in table.findings), *about_repeated, *_unanswered(file, unanswered)]
    tally = sum((table.tally for table in tables), Tally()) + Tally(observations=-len(repeated), skipped=len(repeated))
    personal = tuple(replace(column, kept=(column.sheet, column.cell) in kept) for column in contents.personal)
    return Reading(
        file=file,
        sha256=sha256,
        recognised_as=extract.recognised_as,
        reader=extract.reader,
        reader_version=extract.reader_version,
        publisher=extract.publisher,
        vintage=contents.vintage,
        confidence=extract.confidence,
        blocks=tuple(block for block in blocks if len(block)),
        records=(*contents.records, *(draft for column in personal if column.kept for draft in column.drafts)),
        questions=tuple(question for table in tables for question in table.questions),
        skipped=(
            *contents.skipped,
            *(column.left_out for column in personal if not column.kept),
            *(skipped for table in tables for skipped in table.skipped),
            *repeated,
        ),
        findings=tuple(findings),
        notes=extract.notes,
        tally=tally,
        personal=personal,
    )


def _unanswered(file: str, questions: Sequence[SeriesQuestion]) -> list[Finding]:
    """One finding for all series that wait for a choice, one for those the catalogue does not know, one for missing years."""
    found = []
    if asked := [question for question in questions if question.proposals]:
        message = f"Plik nie mówi jednoznacznie, czego dotyczą jego dane: {_listed(asked)}. Do czasu wyboru nie zostaną zapisane."
        hint = "W podglądzie importu wskaż dla każdego szeregu zmienną z listy albo wybierz „pomiń”. Program zapamięta wybór."
        found.append(warning("I60", file, message, hint, sheet=asked[0].sheet, cell=asked[0].cell))
    if foreign := [question for question in questions if not question.proposals]:
        message = f"Katalog zmiennych nie zna tych danych: {_listed(foreign)}. Nie zostaną zapisane."
        hint = "Jeśli są potrzebne, wskaż dla nich zmienną w podglądzie importu albo dodaj ją do katalogu zmiennych; w innym razie nie trzeba nic robić."
        found.append(note("I63", file, message, hint, sheet=foreign[0].sheet, cell=foreign[0].cell))
    if undated := [question for question in questions if question.year is None]:
        what = "Nagłówki kolumn nie podają" if len(undated) == len(questions) else f"Nagłówki niektórych kolumn ({_listed(undated)}) nie podają"
        message = f"{what} roku, którego dotyczą dane."
        hint = "Podaj rok w podglądzie importu albo pobierz tablicę ponownie i nie zmieniaj jej nagłówka."
        found.append(warning("I61", file, message, hint, sheet=undated[0].sheet, cell=undated[0].cell))
    return found


def _listed(questions: Sequence[SeriesQuestion]) -> str:
    """A few of the series and how many they are."""
    shown = "; ".join(f"„{question.says}”" for question in questions[:3]) + ("; …" if len(questions) > 3 else "")
    values = sum(question.values for question in questions)
    return f"{shown} ({counted(len(questions), 'szereg', 'szeregi', 'szeregów')}, {counted(values, 'wartość', 'wartości', 'wartości')})"


class _Settling:
    """One table on its way to a block."""

    def __init__(self, file: str, table: ObservedTable, identification: Identification, town: str, others: Collection[str]) -> None:
        self.town, self.preferred = town, {town, *others} - {""}
        self.file, self.table, self.identification = file, table, identification
        self.questions: list[SeriesQuestion] = []
        self.skipped: list[Skipped] = []
        self.findings: list[Finding] = []
        self.block: ObservationBlock | None = None
        self.tally = Tally(present=table.present, empty=table.empty, skipped=table.skipped)

    def settle(self, register: Register) -> _Settling:
        table = self.table
        territories, territory_of = self._territories(register)
        series, series_of, years_of, scale_of = self._series()
        keep: list[bool] | None = None
        if -1 in territory_of or -1 in series_of:
            keep = [territory_of[unit] >= 0 and series_of[one] >= 0 for unit, one in zip(table.unit_index, table.series_index, strict=True)]
        unit_index, series_index = _kept(table.unit_index, keep), _kept(table.series_index, keep)
        years, rows, columns = _kept(table.years, keep), _kept(table.rows, keep), _kept(table.columns, keep)
        values = table.values if keep is None else list(compress(table.values, keep))
        marks: Sequence[Mark] = table.marks if keep is None or not table.marks else list(compress(table.marks, keep))
        if any(years_of):
            years = array("i", [years_of[one] or year for one, year in zip(series_index, years, strict=True)])
        if any(factor != 1 for factor in scale_of):
            values = [None if value is None else value * scale_of[one] for value, one in zip(values, series_index, strict=True)]
        territory_index = unit_index if territory_of == list(range(len(territory_of))) else array("i", [territory_of[unit] for unit in unit_index])
        if series_of != list(range(len(series_of))):
            series_index = array("i", [series_of[one] for one in series_index])
        block = ObservationBlock(
            sheet=table.sheet,
            series=tuple(series),
            territories=tuple(territories),
            series_index=series_index,
            territory_index=territory_index,
            years=years,
            values=values,
            marks=marks,
            rows=rows,
            columns=columns,
            gathered=table.gathered,
            gathered_how=table.gathered_how,
        )
        block, skipped, findings = without_duplicates(self.file, block)
        self.skipped.extend(skipped)
        self.findings.extend(findings)
        if len(block):
            self.block = block
        lost = table.present - table.empty - table.skipped - len(block)
        self.tally = Tally(present=table.present, observations=len(block), empty=table.empty, skipped=table.skipped + lost)
        return self

    def _territories(self, register: Register) -> tuple[list[str], list[int]]:
        """Distinct territories, and for each unit of the table its place among them, -1 when unknown."""
        table = self.table
        found: dict[str, int] = {}
        places: list[int] = []
        unknown: list[tuple[int, str]] = []
        told: list[str] = []
        resolutions = self._own(register) or register.resolve_column(table.codes, table.names, table.contexts, self.preferred)
        doubtful = [unit for unit, resolution in enumerate(resolutions) if resolution.doubtful]
        if doubtful:
            resolutions = self._doubted(resolutions, doubtful)
        for unit, resolution in enumerate(resolutions):
            if resolution.code is None:
                places.append(-1)
                unknown.append((unit, resolution.problem))
                continue
            places.append(found.setdefault(resolution.code, len(found)))
            if resolution.note and not resolution.doubtful:
                told.append(resolution.note)
        if told:
            more = f" Takich jednostek jest {len(told)}." if len(told) > 1 else ""
            cell = cell_name(table.unit_rows[0], table.code_column)
            self.findings.append(note("I53", self.file, told[0] + more, "Nie trzeba nic robić.", sheet=table.sheet, cell=cell))
        if unknown and not any(finding.code == "I64" and finding.severity is Severity.ERROR for finding in self.findings):
            self._tell_unknown(unknown, everything=len(unknown) == len(places))
        return list(found), places

    def _own(self, register: Register) -> list[Resolution]:
        """The project's town for a table that names no place; empty for every other table."""
        if set(self.table.names) != {OWN_TOWN}:
            return []
        place = register.get(self.town)
        if place is None:
            problem = "W pliku nie ma nazwy ani kodu gminy, a w projekcie nie wybrano jeszcze miasta. Wybierz je w kroku „Miasto” i wczytaj plik ponownie."
            return [Resolution(code=None, problem=problem)]
        return [Resolution(code=place.code, note=f"W pliku nie ma nazwy ani kodu gminy; przyjęto miasto projektu: {place.label}.")]

    def _doubted(self, resolutions: list[Resolution], doubtful: list[int]) -> list[Resolution]:
        """Codes beside names of quite other units: a few are told, many mean that one column was moved against the other, and none is taken."""
        table = self.table
        cell = cell_name(table.unit_rows[doubtful[0]], table.code_column)
        shown = "; ".join(f"„{table.codes[unit]} {table.names[unit]}”" for unit in doubtful[:_SHOWN]) + (f" i jeszcze {len(doubtful) - _SHOWN}" if len(doubtful) > _SHOWN else "")
        named = sum(1 for name in table.names if name)
        if len(doubtful) < 3 or len(doubtful) < 0.2 * named:
            message = f"Przy niektórych kodach stoją nazwy innych jednostek: {shown}. Wartości zapisano przy jednostkach, które wskazuje kod."
            hint = "Sprawdź w pliku, czy kod i nazwa w tych wierszach należą do siebie."
            self.findings.append(warning("I64", self.file, message, hint, sheet=table.sheet, cell=cell, value=table.codes[doubtful[0]]))
            return resolutions
        message = f"Kody i nazwy jednostek nie pasują do siebie ({shown}), jakby posortowano tylko jedną z tych kolumn. Wartości nie wczytano."
        hint = "Pobierz tablicę ponownie albo przywróć w pliku właściwą kolejność kodów i nazw."
        self.findings.append(error("I64", self.file, message, hint, sheet=table.sheet, cell=cell, value=table.codes[doubtful[0]]))
        problem = "Kody i nazwy jednostek w tabeli nie pasują do siebie."
        return [Resolution(code=None, problem=problem)] * len(resolutions)

    def _tell_unknown(self, unknown: list[tuple[int, str]], *, everything: bool) -> None:
        table = self.table
        values = Counter(table.unit_index)
        for unit, problem in unknown:
            cell = cell_name(table.unit_rows[unit], table.code_column)
            said = self._called(unit)
            reason = problem or "Nie wiadomo, którą jednostkę oznacza ten kod."
            self.skipped.append(Skipped(sheet=table.sheet, cell=cell, reason=reason, value=said, count=values[unit]))
        shown = "; ".join(f"„{self._called(unit)}”" for unit, _ in unknown[:_SHOWN])
        more = f" i jeszcze {len(unknown) - _SHOWN}" if len(unknown) > _SHOWN else ""
        first = unknown[0][0]
        cell = cell_name(table.unit_rows[first], table.code_column)
        if table.names == [OWN_TOWN]:
            hint = "Wybierz miasto w kroku „Miasto” i wczytaj plik ponownie."
            self.findings.append(error("I03", self.file, unknown[0][1], hint, sheet=table.sheet, cell=cell))
        elif not any(table.codes):
            message = f"W tabeli nie ma kodów, a po samej nazwie nie da się rozpoznać {counted(len(unknown), 'jednostki', 'jednostek', 'jednostek')}: {shown}{more}. Ich wartości pominięto."
            hint = "Dodaj w pliku kolumnę z kodem TERYT albo z powiatem i rodzajem gminy, i wczytaj go ponownie; jednostki spoza grupy porównawczej możesz zostawić."
            made = error if everything else warning
            self.findings.append(made("I03", self.file, message, hint, sheet=table.sheet, cell=cell, value=table.names[first]))
        elif everything:
            message = f"Żaden kod w kolumnie „Kod” nie oznacza znanej jednostki ({shown}{more})."
            hint = "Sprawdź, czy w pliku jest kolumna z kodami TERYT albo identyfikatorami BDL, i pobierz tablicę ponownie."
            if any("wykładnik" in problem for _, problem in unknown):
                hint = "Program, w którym zapisano plik, obciął cyfry kodów. Pobierz tablicę ponownie i wczytaj ją bez zapisywania w Excelu."
            self.findings.append(error("I03", self.file, message, hint, sheet=table.sheet, cell=cell, value=table.codes[first]))
        else:
            message = f"Nie rozpoznano {counted(len(unknown), 'jednostki', 'jednostek', 'jednostek')}: {shown}{more}. Ich wartości pominięto."
            hint = "Jeśli to jednostki spoza województwa lub zniesione dawno temu, nie trzeba nic robić; w innym razie sprawdź kody w pliku."
            self.findings.append(warning("I03", self.file, message, hint, sheet=table.sheet, cell=cell, value=table.codes[first]))

    def _called(self, unit: int) -> str:
        name = self.table.names[unit]
        return f"{self.table.codes[unit]} {'' if name == OWN_TOWN else name}".strip()

    def _series(self) -> tuple[list[Series], list[int], list[int], list[float]]:
        """Series to store; for each of the table its place among them or -1, the year the planner gave or 0, and the scale."""
        table = self.table
        counts = Counter(table.series_index)
        latest: dict[int, int] = {}
        for place, said_year in set(zip(table.series_index, table.years, strict=True)):
            latest[place] = max(latest.get(place, 0), said_year)
        stored: dict[str, int] = {}
        made: list[Series] = []
        places: list[int] = []
        years: list[int] = []
        scales: list[float] = []
        for number_, raw in enumerate(table.series):
            question = self.identification.question(raw, table.sheet, table.dimension_names, latest.get(number_, 0), counts[number_])
            one, year, factor = self._answered(question)
            if one is None and not question.proposals and (raw.key or question.subject_title) and raw.dated and question.answer is None:
                one = Series(
                    key=raw.key or made_key(question.subject_title, raw.dimensions, raw.unit),
                    title=raw.title or f"{question.subject_title}: {'; '.join(raw.dimensions)}",
                    subject=question.subject_hint,
                    dimensions=raw.dimensions,
                    dimension_names=table.dimension_names,
                    unit=raw.unit,
                    publisher=self.identification.contents.publisher,
                )
            else:
                self.questions.append(question)
            if one is None:
                reason = "Planista wybrał „pomiń”." if question.answer == "" else "Nie wskazano, której zmiennej dotyczą te dane."
                self.skipped.append(Skipped(sheet=table.sheet, cell=raw.cell, reason=reason, value=raw.says, count=counts[number_]))
                places.append(-1)
            else:
                if one.key not in stored:
                    made.append(one)
                places.append(stored.setdefault(one.key, len(stored)))
            years.append(year)
            scales.append(factor)
        return made, places, years, scales

    def _answered(self, question: SeriesQuestion) -> tuple[Series | None, int, float]:
        """The series an answered question stands for, the planner's year (0 when the file's own counts) and the scale."""
        if not question.answer:
            return None, 0, 1.0
        variable = self.identification.variables[question.answer]
        choice = self.identification.choice(question)
        unit = question.unit or (choice.unit if choice else "")
        factor = scale(unit, variable.unit)
        if factor is None:
            message = f"Dane „{question.says}” są w jednostce „{unit}”, a zmienna „{variable.title}” w jednostce „{variable.unit}”, więc ich nie zapisano."
            hint = "Wybierz w podglądzie inną zmienną albo wczytaj tablicę w odpowiedniej jednostce."
            self.findings.append(error("I62", self.file, message, hint, sheet=question.sheet, cell=question.cell, value=unit))
            return None, 0, 1.0
        year = choice.year if choice and choice.year and question.year is None else 0
        series = Series(
            key=variable.key,
            title=variable.title,
            subject=variable.subject or question.subject_hint,
            dimensions=question.dimensions,
            dimension_names=question.dimension_names,
            unit=variable.unit or unit,
            publisher=self.identification.contents.publisher,
        )
        return series, year, factor


def _kept(column: Sequence[int], keep: list[bool] | None) -> Sequence[int]:
    return column if keep is None else array("i", compress(column, keep))
