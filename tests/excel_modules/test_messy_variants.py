"""The thirty ways legacy workbooks go wrong (domain notes, 7.9), one test each, in their order.

Small workbooks of our own, read as the program reads them; what must come out is told by the workbook itself.
"""

from __future__ import annotations

import unicodedata
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from excel_modules.reading import Reading, read_here
from mrl_desktop.analysis.catalogue import load_catalogue
from mrl_desktop.domain.diagnosis import FinanceFigure
from mrl_desktop.domain.findings import Severity
from mrl_desktop.domain.records import Record
from mrl_desktop.domain.strategy import Goal, PlanIndicator
from mrl_desktop.domain.territory import Register
from mrl_desktop.domain.undertakings import Category, Risk, Task, Undertaking
from tests.excel_modules import bad_files
from tests.mutations.old_excel import write_xls

R = TypeVar("R", bound=Record)
Rows = Sequence[Sequence[Any]]
Reader = Callable[..., Reading]

HEAD = ["Lp.", "Kod", "Nazwa projektu", "Wiązka", "Podst./uzup.", "Koszt całkowity [zł]", "Termin", "Odpowiedzialny", "Status"]
PARK = [1, "P01", "Park nad Bielą", "Zieleń", "podstawowy", 1234567.5, "2021-2023", "Wydział Inwestycji", "koncepcja"]
CLUB = [2, "P02", "Klub seniora", "Usługi", "uzupełniający", 400000, "2022", "Ośrodek Pomocy Społecznej", "pomysł"]
COSTS = {"Park nad Bielą": 1234567.5, "Klub seniora": 400000.0}
RISK_HEAD = ["Lp.", "Ryzyko", "Kategoria", "P (1–5)", "S (1–5)", "Reakcja", "Działania", "Właściciel"]
RISKS = [[1, "Wzrost cen robót", "finansowe", 4, 5, "łagodzenie", "rezerwa", "Wydział Inwestycji"], [2, "Brak kadry", "kadrowe", 2, 3, "unikanie", "szkolenia", "Sekretarz"]]
AGES = [f"{low}-{low + 4}" for low in range(0, 85, 5)]


@pytest.fixture
def read(tmp_path: Path, register: Register) -> Reader:
    """Writes sheets into a workbook, lets a test touch it, and reads it with the program's own catalogue."""

    def of(sheets: Mapping[str, Rows] | Rows, touch: Callable[[Any], None] = lambda book: None, file: str = "zeszyt.xlsx") -> Reading:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in (sheets if isinstance(sheets, Mapping) else {"Lista projektów": sheets}).items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(list(row))
        touch(book)
        path = tmp_path / file
        book.save(path)
        return read_here(path, register, tuple(load_catalogue().variables.values()))

    return of


@pytest.fixture
def read_path(register: Register) -> Callable[[Path], Reading]:
    return lambda path: read_here(path, register, tuple(load_catalogue().variables.values()))


def records(reading: Reading, kind: type[R]) -> list[R]:
    """Records the file itself brings."""
    return [draft.record for draft in reading.records if isinstance(draft.record, kind) and draft.sources]


def costs(reading: Reading) -> dict[str, float]:
    return {one.title: float(one.declared_cost or 0) for one in records(reading, Undertaking)}


def told(reading: Reading) -> set[str]:
    """Cells that findings and the list of skipped ones name."""
    return {finding.place.cell for finding in reading.findings} | {one.cell for one in reading.skipped}


def listed(reading: Reading, cell: str) -> bool:
    """Whether a cell is told of by itself or inside a range."""
    from openpyxl.utils.cell import column_index_from_string, coordinate_from_string, range_boundaries

    letters, row = coordinate_from_string(cell)
    column = column_index_from_string(letters)
    for area in told(reading):
        if area and area[0].isalpha():
            left, top, right, bottom = range_boundaries(area.split(",")[0])
            if (left or 0) <= column <= (right or 0) and (top or 0) <= row <= (bottom or 0):
                return True
    return False


def observed(reading: Reading) -> dict[tuple[str, int], float | None]:
    return {
        (block.series[series].key, year): value
        for block in reading.blocks
        for series, year, value in zip(block.series_index, block.years, block.values, strict=True)
    }


@pytest.mark.parametrize("count", range(9))
def test_01_rows_of_titles_above_the_header_do_not_matter(read: Reader, count: int) -> None:
    above = [["MIASTO NOWE BIELANY"], ["Plan Rozwoju Lokalnego"], [], ["Zespół Miejski"], ["stan na 15.03.2020 r."], ["Tabela nr 4"], [], ["wersja robocza"]][:count]
    assert costs(read([*above, HEAD, PARK, CLUB])) == COSTS


def test_02_cells_merged_across_and_down_are_read_as_seen(read: Reader) -> None:
    third = [3, "P03", "Skwer", "Zieleń", "podstawowy", 10000, "2023", "Wydział Inwestycji", "pomysł"]

    def touch(book: Any) -> None:
        sheet = book.active
        sheet.merge_cells("A1:I1")
        sheet["D4"].value = None
        sheet.merge_cells("D3:D4")

    found = read([["Lista projektów"], HEAD, PARK, third, CLUB], touch)
    bundles = {draft.record.id: draft.record.name_for_people for draft in found.records}
    assert costs(found) == {**COSTS, "Skwer": 10000}
    assert {one.title: one.bundle and bundles.get(one.bundle) for one in records(found, Undertaking)} == {"Park nad Bielą": "Zieleń", "Skwer": "Zieleń", "Klub seniora": "Usługi"}


@pytest.mark.parametrize("rows", [2, 3])
def test_03_a_header_of_two_or_three_rows_is_one_header(read: Reader, rows: int) -> None:
    top = [None, None, None, "Wskaźnik", None, "Wartość bazowa", None, "Wartość docelowa", None]
    under = ["Lp.", "Kod", "Typ (P/R/O)", "Nazwa", "J.m.", "Wartość", "Rok", "Wartość", "Rok"]
    over = [["Rejestr wskaźników – część A", *[None] * 8]] if rows == 3 else []

    def touch(book: Any) -> None:
        row = len(over) + 1
        for area in ("D{0}:E{0}", "F{0}:G{0}", "H{0}:I{0}"):
            book.active.merge_cells(area.format(row))
        if over:
            book.active.merge_cells("A1:I1")

    found = read({"Rejestr": [*over, top, under, [1, "W1", "R", "Stopa bezrobocia", "%", 8.1, 2019, 6.5, 2024]]}, touch)
    [one] = records(found, PlanIndicator)
    assert (one.name, float(one.baseline or 0), one.baseline_year, float(one.target or 0), one.target_year) == ("Stopa bezrobocia", 8.1, 2019, 6.5, 2024)


def test_04_a_header_repeated_on_every_printed_page_is_no_record(read: Reader) -> None:
    assert costs(read([HEAD, PARK, HEAD, CLUB])) == COSTS


@pytest.mark.parametrize("way", ["w nagłówku", "w kolumnie", "w uwadze", "nigdzie"])
def test_05_units_are_found_in_the_header_in_a_column_in_a_note_or_taken_as_zloty(read: Reader, way: str) -> None:
    years = ["Wykonanie 2018", "Wykonanie 2019"]
    thousand = [250.5, 300]
    ways: dict[str, list[list[Any]]] = {
        "w nagłówku": [["Lp.", "Wyszczególnienie", *(f"{year} [tys. zł]" for year in years)], ["1", "Dochody ogółem", *thousand]],
        "w kolumnie": [["Lp.", "Wyszczególnienie", "J.m.", *years], ["1", "Dochody ogółem", "tys. zł", *thousand]],
        "w uwadze": [["WPF"], [None, "w tys. zł"], ["Lp.", "Wyszczególnienie", *years], ["1", "Dochody ogółem", *thousand]],
        "nigdzie": [["Lp.", "Wyszczególnienie", *years], ["1", "Dochody ogółem", 250500, 300000]],
    }
    rows = ways[way]
    more = ["2", "Wydatki ogółem", *(["tys. zł"] if way == "w kolumnie" else []), *(thousand if way != "nigdzie" else [250500, 300000])]
    found = read({"WPF": [*rows, more]})
    amounts = {(one.item, one.year): float(one.amount or 0) for one in records(found, FinanceFigure)}
    assert amounts == {(item, year): amount for item in ("dochody", "wydatki") for year, amount in ((2018, 250500.0), (2019, 300000.0))}


@pytest.mark.parametrize("mark", ["*", "¹", " 1)", "**"])
def test_06_footnote_marks_glued_to_numbers_are_no_digits(read: Reader, mark: str) -> None:
    park = [*PARK[:5], f"1 234 567,5{mark}", *PARK[6:]]
    found = read([HEAD, park, CLUB, [], [f"{mark.strip()} dane szacunkowe"]])
    assert costs(found) == COSTS
    assert listed(found, "A5")


@pytest.mark.parametrize("typed", ["1 234 567,50", "1\u00a0234\u00a0567,50", "1\u202f234\u202f567,5", "1.234.567,50", "1'234'567,50", "1234567,5", "1234567.5", "1 234 567.50"])
def test_07_every_separator_of_thousands_and_decimals_is_understood(read: Reader, typed: str) -> None:
    assert costs(read([HEAD, [*PARK[:5], typed, *PARK[6:]], CLUB])) == COSTS


@pytest.mark.parametrize(("typed", "form"), [(0.125, "0.0%"), (12.5, "General"), ("12,5", "@"), ("12,5%", "@"), ("12,5 %", "@")])
def test_08_numbers_as_text_and_percents_three_ways_say_the_same(read: Reader, typed: Any, form: str) -> None:
    head = ["Kod", "Nazwa", "Typ (P/R/O)", "J.m.", "Baza", "Rok bazowy", "Cel", "Rok", "Źródło"]

    def touch(book: Any) -> None:
        book.active["E2"].number_format = form

    [one] = records(read({"Rejestr": [head, ["W1", "Odsetek dzieci w żłobkach", "R", "%", typed, "2019", "25", "2024", "GUS"]]}, touch), PlanIndicator)
    assert (float(one.baseline or 0), float(one.target or 0), one.baseline_year, one.target_year) == (12.5, 25.0, 2019, 2024)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (datetime(2021, 3, 15), datetime(2021, 9, 30), ("2021-03", "2021-09")),
        ("2021-03", "III kw. 2021", ("2021-03", "2021-09")),
        ("marzec 2021 r.", "do końca 2022", ("2021-03", "2022-12")),
        ("I kw. 2021", "31.12.2022 r.", ("2021-01", "2022-12")),
    ],
)
def test_09_dates_are_understood_however_written(read: Reader, start: Any, end: Any, months: tuple[str, str]) -> None:
    card = [["KARTA PROJEKTU"], ["1. Tytuł projektu", "Park nad Bielą"], ["2. Wnioskodawca", "Gmina"], ["6. Wiązka", "Zieleń"], ["7. Opis stanu istniejącego", "Zaniedbany teren"], ["9. Zakres (zadania)"], ["Lp.", "Zadanie", "Termin od", "Termin do", "Koszt brutto"], [1, "Alejki", start, end, 100], ["12. Koszt całkowity", 100]]
    [task] = records(read({"P01": card}), Task)
    assert (f"{task.start:%Y-%m}", f"{task.end:%Y-%m}") == months


def test_09_age_groups_turned_into_dates_are_age_groups_again(read: Reader) -> None:
    rows: list[list[Any]] = [["Ludność według wieku i płci – Mielec (stan w dniu 31 XII 2019)"], ["Grupa wieku", "Kobiety", "Mężczyźni"]]
    rows += [[age, 100 + place, 200 + place] for place, age in enumerate(AGES)]
    rows[3][0], rows[4][0] = datetime(2020, 9, 5), datetime(2014, 10, 1)
    found = observed(read({"Struktura_wieku": rows}))
    assert {key: value for key, value in found.items() if key[0].endswith("_k")} == {(f"wiek_{age.replace('-', '_')}_k", 2019): 100.0 + place for place, age in enumerate(AGES)}


def test_10_a_zero_is_a_number_and_a_dash_is_not(read: Reader) -> None:
    head = ["Kod", "Nazwa", "Typ (P/R/O)", "J.m.", "Baza", "Rok bazowy", "Cel", "Rok", "Źródło"]
    nothing = ["–", ".", "x", "b.d.", "n/d", "#N/A", None]
    rows = [[f"W{place}", f"Wskaźnik {place}", "R", "szt.", one, 2019, 10, 2024, "UM"] for place, one in enumerate([0, "0", *nothing])]
    found = {one.name: one.baseline for one in records(read({"Rejestr": [head, *rows]}), PlanIndicator)}
    assert {name for name, base in found.items() if base is not None and float(base) == 0} == {"Wskaźnik 0", "Wskaźnik 1"}
    assert [found[f"Wskaźnik {place}"] for place in range(2, 2 + len(nothing))] == [None] * len(nothing)


def test_11_hidden_rows_columns_and_sheets_are_read_and_told_of(read: Reader) -> None:
    def touch(book: Any) -> None:
        sheet = book["Lista projektów"]
        sheet.auto_filter.ref = "A1:I3"
        sheet.row_dimensions[3].hidden = True
        sheet.row_dimensions[3].outlineLevel = 1
        sheet.column_dimensions["D"].hidden = True
        book["Rejestr ryzyk"].sheet_state = "hidden"

    found = read({"Lista projektów": [HEAD, PARK, CLUB], "Rejestr ryzyk": [RISK_HEAD, *RISKS]}, touch)
    assert costs(found) == COSTS
    assert len(records(found, Risk)) == 2
    assert any("ukry" in finding.message.casefold() for finding in found.findings)


def test_12_subtotals_among_data_are_no_records(read: Reader) -> None:
    subtotal = [None, None, "Razem wiązka 1", None, None, 1234567.5]
    grand = ["OGÓŁEM", None, None, None, None, 1634567.5]
    assert costs(read([HEAD, PARK, subtotal, CLUB, grand])) == COSTS


def test_13_a_formula_without_a_stored_result_is_told_of_with_what_to_do(read: Reader) -> None:
    found = read([HEAD, [*PARK[:5], "=1000000+234567.5", *PARK[6:]], CLUB])
    said = [finding for finding in found.findings if "formu" in finding.message.casefold()]
    assert said and any("F2" in finding.message + finding.place.cell for finding in said)
    assert all(finding.hint for finding in said)
    assert costs(found)["Park nad Bielą"] in (0.0, 1234567.5)


def test_14_values_linked_from_another_workbook_are_read_from_what_is_stored(read: Reader, tmp_path: Path, read_path: Callable[[Path], Reading]) -> None:
    read([HEAD, PARK, CLUB])
    source, target = tmp_path / "zeszyt.xlsx", tmp_path / "z_laczem.xlsx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                assert b"<v>1234567.5</v>" in content
                content = content.replace(b"<v>1234567.5</v>", b"<f>[1]Arkusz1!$B$4</f><v>1234567.5</v>")
            new.writestr(name, content)
    assert costs(read_path(target)) == COSTS


@pytest.mark.parametrize("form", ["xls", "xlsm", "ods"])
def test_15_other_forms_of_workbooks_say_the_same(read: Reader, tmp_path: Path, read_path: Callable[[Path], Reading], form: str) -> None:
    rows: list[list[Any]] = [["Lista projektów"], HEAD, PARK, CLUB]
    path = tmp_path / f"lista.{form}"
    if form == "xls":
        write_xls(path, [("Lista projektów", {(row, column): value for row, line in enumerate(rows) for column, value in enumerate(line) if value is not None}, [(0, 0, 0, 8)], False)])
    elif form == "ods":
        bad_files.spreadsheet(path, rows)
    else:
        read(rows, file="lista.xlsx")
        with zipfile.ZipFile(tmp_path / "lista.xlsx") as old, zipfile.ZipFile(path, "w") as new:
            for name in old.namelist():
                new.writestr(name, old.read(name).replace(b"spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml") if name == "[Content_Types].xml" else old.read(name))
            new.writestr("xl/vbaProject.bin", b"never run")
    assert costs(read_path(path)) == COSTS


def test_15_a_workbook_with_a_password_is_refused_with_what_to_do(tmp_path: Path, read_path: Callable[[Path], Reading]) -> None:
    found = read_path(bad_files.locked_workbook(tmp_path / "tajny.xlsx"))
    assert found.refused
    assert "hasł" in found.findings[0].message and found.findings[0].hint


def test_16_sheets_may_cover_different_years(read: Reader) -> None:
    def sheet(years: range) -> Rows:
        return [["Lp.", "Wyszczególnienie", *(f"Wykonanie {year}" for year in years)], ["1", "Dochody ogółem", *(year * 1000.0 for year in years)], ["2", "Wydatki ogółem", *(year * 900.0 for year in years)]]

    found = read({"Dane Rb": sheet(range(2015, 2018)), "WPF": sheet(range(2017, 2020))})
    amounts = {(one.item, one.year): float(one.amount or 0) for one in records(found, FinanceFigure)}
    assert amounts == {(item, year): year * factor for item, factor in (("dochody", 1000.0), ("wydatki", 900.0)) for year in range(2015, 2020)}


@pytest.mark.parametrize(
    "worn",
    [
        lambda text: text.replace("ą", "a").replace("ś", "s").replace("ł", "l"),
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: f"{text}  ",
        lambda text: text.replace(" ", "  "),
        lambda text: text.replace(" ", "\n"),
        lambda text: text.replace(" ", "\u00a0"),
        str.upper,
    ],
    ids=["bez ogonków", "NFD", "odstępy na końcu", "podwójne odstępy", "łamane", "twarde odstępy", "wielkie litery"],
)
def test_17_the_same_label_spelt_differently_is_the_same_label(read: Reader, worn: Callable[[str], str]) -> None:
    assert costs(read([[worn(one) for one in HEAD], PARK, CLUB])) == COSTS


def test_17_one_goal_spelt_in_two_ways_is_one_goal(read: Reader) -> None:
    rows = [["Cel strategiczny", "Cel operacyjny"], ["Zdrowe miasto", "Czyste powietrze"], [unicodedata.normalize("NFD", "Zdrowe  miasto "), "Więcej zieleni"]]
    titles = [" ".join(goal.title.split()) for goal in records(read({"Cele": rows}), Goal)]
    assert sorted(titles) == ["Czyste powietrze", "Więcej zieleni", "Zdrowe miasto"]


@pytest.mark.parametrize("name", ["Lista projektów (2)", "kopia Lista projektów"])
def test_18_a_copy_of_a_sheet_brings_nothing_twice(read: Reader, name: str) -> None:
    found = read({"Lista projektów": [HEAD, PARK, CLUB], name: [HEAD, PARK, CLUB]})
    assert sorted(one.title for one in records(found, Undertaking)) == sorted(COSTS)


@pytest.mark.parametrize("shown", ["#ARG!", "#DZIEL/0!", "#NAZWA?", "#ADR!", "#REF!"])
def test_19_errors_of_the_spreadsheet_are_told_of_and_never_read(read: Reader, shown: str) -> None:
    found = read([HEAD, [*PARK[:5], shown, *PARK[6:]], CLUB])
    assert {one.title: one.declared_cost for one in records(found, Undertaking)}["Park nad Bielą"] is None
    assert listed(found, "F2")


def test_20_comments_with_decisions_are_shown_to_the_planner(read: Reader) -> None:
    def touch(book: Any) -> None:
        book.active["F2"].comment = Comment("decyzja burmistrza: przesunąć na 2022 r.", "JK")

    found = read([HEAD, PARK, CLUB], touch)
    assert any("przesunąć na 2022" in finding.message + finding.value for finding in found.findings)


def test_21_colour_as_the_only_mark_of_a_timetable_is_read(read: Reader) -> None:
    def touch(book: Any) -> None:
        sheet = book.active
        sheet.merge_cells("C1:F1")
        sheet.merge_cells("G1:J1")
        for cell in ("D3", "E3", "F3", "G3"):
            sheet[cell].fill = PatternFill("solid", fgColor="92D050")
        sheet["I4"].fill = PatternFill("solid", fgColor="92D050")

    rows = [["Lp", "Zadanie", 2021, None, None, None, 2022], [None, None, *(["I kw.", "II kw.", "III kw.", "IV kw."] * 2)], [1, "Dokumentacja"], [2, "Roboty budowlane"]]
    found = {task.title: (f"{task.start:%Y-%m}", f"{task.end:%Y-%m}") for task in records(read({"Harmonogram": rows}, touch), Task) if task.start and task.end}
    assert found == {"Dokumentacja": ("2021-04", "2022-03"), "Roboty budowlane": ("2022-07", "2022-09")}


def test_22_several_values_in_one_cell_are_kept_as_text_and_told_of(read: Reader) -> None:
    head = ["Kod", "Nazwa", "Typ (P/R/O)", "J.m.", "Baza", "Rok bazowy", "Cel", "Rok", "Źródło"]
    found = read({"Rejestr": [head, ["W1", "Nowe firmy", "R", "szt.", 5, 2019, "10 (2021), 15 (2022)", None, "UM"]]})
    [one] = records(found, PlanIndicator)
    assert "10 (2021), 15 (2022)" in one.target_text or listed(found, "G2")
    assert one.target is None or float(one.target) == 15


def test_23_text_no_longer_in_the_drop_down_list_is_told_of(read: Reader) -> None:
    found = read([HEAD, [*PARK[:4], "flagowy (lista 2016)", *PARK[5:]], CLUB])
    assert costs(found) == COSTS
    assert listed(found, "E2")
    assert {one.title: one.category for one in records(found, Undertaking)}["Klub seniora"] is Category.SUPPLEMENTARY


def test_24_empty_rows_of_the_template_are_no_records(read: Reader) -> None:
    empty = [[3, "", "…", "", "", 0], [4, None, "...", None, None, 0], [5]]
    assert costs(read([HEAD, PARK, CLUB, *empty])) == COSTS


def test_25_a_csv_in_cp1250_with_semicolons_or_with_a_bom_says_the_same(tmp_path: Path, read_path: Callable[[Path], Reading]) -> None:
    lines = "\r\n".join(";".join(str(cell).replace("1234567.5", "1234567,50") for cell in row) for row in (HEAD, PARK, CLUB))
    for name, encoding in (("stary.csv", "cp1250"), ("z_bom.csv", "utf-8-sig")):
        path = tmp_path / name
        path.write_bytes(lines.encode(encoding))
        assert costs(read_path(path)) == COSTS, name


def test_26_persons_and_telephones_do_not_come_in_unnoticed(read: Reader) -> None:
    found = read([HEAD, [*PARK[:7], "Jan Kowalski, tel. 17 123 45 67", PARK[8]], CLUB])
    assert costs(found) == COSTS
    park = next(one for one in records(found, Undertaking) if one.title == "Park nad Bielą")
    assert "123 45 67" not in park.unit
    assert listed(found, "H2")


def test_27_sums_off_by_a_grosz_are_no_error(read: Reader) -> None:
    found = read([HEAD, PARK, CLUB, ["RAZEM", None, None, None, None, 1634567.51]])
    assert costs(found) == COSTS
    assert not [finding for finding in found.findings if finding.severity is Severity.ERROR]


def test_28_a_code_without_its_leading_zero_is_the_same_town(read: Reader) -> None:
    rows = [["TERYT", "Miasto", "Rok", "Wskaźnik", "Wartość", "J.m."], [201011, "Bolesławiec", 2019, "Stopa bezrobocia rejestrowanego", 5.5, "%"], [1811011, "Mielec", 2019, "Stopa bezrobocia rejestrowanego", 6.5, "%"]]
    found = read({"MRL_wskaźniki": rows})
    assert {(block.territories[territory], value) for block in found.blocks for territory, value in zip(block.territory_index, block.values, strict=True)} == {("0201011", 5.5), ("1811011", 6.5)}


@pytest.mark.parametrize("name", ["M. Mielec", "Mielec (1)", "Mielec – miasto", "Gmina Miejska Mielec", "MIELEC"])
def test_29_a_town_is_known_by_every_way_offices_write_it(read: Reader, name: str) -> None:
    rows: list[list[Any]] = [[f"Ludność według wieku i płci – {name} (stan w dniu 31 XII 2019)"], ["Grupa wieku", "Kobiety", "Mężczyźni"]]
    rows += [[age, 100, 200] for age in AGES]
    found = read({"Struktura_wieku": rows})
    assert {code for block in found.blocks for code in block.territories} <= {"1811011", "", "@miasto"}
    assert len(observed(found)) >= 2 * len(AGES)


def test_30_a_sheet_of_pictures_only_is_told_of(read: Reader, tmp_path: Path, read_path: Callable[[Path], Reading]) -> None:
    import xlsxwriter

    path = tmp_path / "obrazki.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Drzewo celów")
    sheet.insert_textbox("B2", "Cel 1. Zdrowe miasto")
    other = book.add_worksheet("Lista projektów")
    for row, line in enumerate((HEAD, PARK, CLUB)):
        other.write_row(row, 0, line)
    book.close()
    found = read_path(path)
    assert costs(found) == COSTS
    assert any("Drzewo celów" in finding.message + finding.place.sheet for finding in found.findings)
