"""Sheet „Grupa_porównawcza": towns to compare with, as codes and names, becomes a comparison group of the project."""

from __future__ import annotations

import re
from collections.abc import Sequence

from excel_modules.modules import convert
from excel_modules.modules.intake import Intake, Source
from excel_modules.modules.layout import Column, Heading, Layout, find
from excel_modules.modules.page import Cell, Page, Role
from excel_modules.modules.table_rows import TOTAL, book_above, rows_of
from excel_modules.modules.year_table import find_tables
from mrl_desktop.domain.findings import Severity
from mrl_desktop.domain.records import id_from
from mrl_desktop.domain.settings import ComparisonGroup
from mrl_desktop.polish import fold

GROUP = Layout(
    name="grupa porównawcza",
    sheets=("Grupa porównawcza", "Grupa_porównawcza", "Miasta porównawcze", "Grupa"),
    least=2,
    columns=(
        Column("TERYT", "code", convert.line, ("Kod TERYT", "Kod", "Kod GUS", "Kod gminy", "Kod jednostki", "Identyfikator", "TERYT gminy")),
        Column("Miasto", "name", convert.line, ("Gmina", "Nazwa", "Nazwa gminy", "Nazwa miasta", "Jednostka terytorialna", "JST", "Nazwa jednostki", "Samorząd"), True),
        Column("Powiat", "powiat", convert.line),
        Column("Województwo", "voivodeship", convert.line, ("Woj.",)),
        Column("Rodzaj", "kind", convert.line, ("Typ", "Typ gminy", "Rodzaj gminy")),
        Column("Liczba ludności", "population", convert.line, ("Ludność", "Liczba mieszkańców", "Mieszkańcy", "Ludność ogółem")),
        Column("Uzasadnienie", "reason", convert.text, ("Kryterium", "Uwagi", "Powód wyboru", "Dlaczego")),
    ),
    numbers=("Lp.", "L.p.", "Nr"),
)
_SAID = re.compile(r"porownaw|podobn\w+ (?:gmin|miast|jednost)|benchmark|peer")


def find_group(page: Page) -> Heading | None:
    """The header of a list of towns, when the page speaks of comparing or most rows have codes; tables of figures are not lists."""
    heading = find(page, GROUP, last=40)
    if heading is None or not heading.columns.keys() & {"code", "voivodeship", "powiat", "population", "reason"}:
        return None
    rows = [row for row in page.rows if row > heading.bottom]
    codes = [cell for row in rows if "code" in heading.columns and (cell := page.at(row, heading.columns["code"])) and code_of(cell)]
    if names_comparison(page) and rows:
        return heading if len(page.cells) < 40 * max(len(rows), 1) and not any(len(table.years) > 1 for table in find_tables(page)) else None
    few = len(heading.texts) <= len(heading.columns) + len(heading.numbers) + 1
    return heading if few and len(codes) >= 3 and len(codes) >= 0.7 * len(rows) and "population" in heading.columns else None


def names_comparison(page: Page) -> bool:
    """Whether the sheet's name or first lines speak of a group to compare with."""
    said = [page.name, *(cell.text for row in page.rows[:6] for cell in page.by_row[row])]
    return any(_SAID.search(fold(text)) for text in said)


def group_from_codes(intake: Intake, page: Page) -> None:
    """The group that a table of values for several towns names by their codes, for a sheet that speaks of comparing."""
    own = intake.town.code.zfill(7) if intake.town.code else ""
    codes = {code: cell for cell in page.cells.values() if page.roles.get((cell.row, cell.column)) is Role.LABEL and (code := code_of(cell)) and code != own}
    if codes:
        _put(intake, [("members", page.name, cell.address, cell.text) for cell in codes.values()], tuple(codes), page)


def _put(intake: Intake, sources: Sequence[Source], members: tuple[str, ...], page: Page) -> None:
    title = "Grupa porównawcza z modułu MRL"
    first = sources[0]
    group = ComparisonGroup(id=id_from("comparison_group", "M1"), name=title, members=members)
    intake.draft(group, [("", *first[1:]), ("name", page.name, first[2], page.name), *sources], name=title)


def code_of(cell: Cell) -> str:
    """The seven digits of a gmina's code, with the zero a spreadsheet dropped; "" when the cell has none."""
    digits = re.sub(r"[\s_\-/']", "", cell.text).removesuffix(".0")
    return digits.zfill(7) if digits.isdigit() and len(digits) in (6, 7) and digits.zfill(7)[-1] in "1234589" else ""


def read_group(intake: Intake, page: Page, heading: Heading) -> None:
    """One group of all listed towns; the workbook's own town is left out, towns without a code are told."""
    book_above(page, heading.top)
    members: list[str] = []
    sources: list[Source] = []
    nameless: list[Cell] = []
    own = intake.town.code.zfill(7) if intake.town.code else ""
    for row in rows_of(intake, page, heading):
        name, code = row.cells.get("name"), row.cells.get("code")
        if any(isinstance(cell.value, str) and TOTAL.match(fold(cell.text)) for cell in row.everything):
            for cell in row.everything:
                intake.skip(page, cell, "Wiersz podsumowania.", severity=None)
            continue
        page.mark((cell for at, cell in row.cells.items() if at in ("name", "powiat", "voivodeship", "kind")), Role.LABEL)
        page.mark(row.numbers.values(), Role.LABEL)
        for at in ("population", "reason"):
            if at in row.cells:
                intake.skip(page, row.cells[at], "Program bierze liczbę ludności ze statystyki." if at == "population" else "Uzasadnienie wyboru wpisuje się w programie.", severity=None)
        found = code_of(code) if code else ""
        if code is not None and found:
            page.mark(code, Role.READ)
            if found != own and found not in members:
                members.append(found)
                sources.append(("members", page.name, code.address, code.text))
        elif name is not None:
            nameless.append(name)
            for one in (name, code):
                if one is not None:
                    page.roles.pop((one.row, one.column), None)
                    intake.skip(page, one, "Przy tej jednostce nie ma kodu TERYT, więc nie trafiła do grupy porównawczej.", severity=None)
    if nameless:
        intake.say(
            Severity.WARNING,
            "I92",
            f"W grupie porównawczej nie ma kodów TERYT przy {len(nameless)} jednostkach, np. „{nameless[0].text}”; nie dodano ich do grupy.",
            "Dopisz w arkuszu kolumnę z kodami TERYT albo dodaj te jednostki w programie.",
            page=page,
            cell=nameless[0],
            value=nameless[0].text,
        )
    if members:
        _put(intake, sources, tuple(members), page)
