"""Family M9: costs, sources and schedules of projects, as offices keep them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from excel_modules.merge import compare
from mrl_desktop.domain.project import Change, Project
from mrl_desktop.domain.undertakings import BudgetLine, Milestone, Task, Undertaking

BUDGET: list[list[Any]] = [
    ["Budżet projektów"],
    ["kwoty w zł"],
    [],
    ["Lp", "Projekt / zadanie", "Kategoria kosztu", "J.m.", "Ilość", "Cena jedn. netto", "VAT %", "Wartość brutto", "Kwalif. (T/N)", 2021, 2022, "Razem"],
    [1, "P01 Park nad Bielą"],
    ["1.1", "Dokumentacja", "usługi", "szt.", 1, 100000, "23%", "123 000,00 zł", "T", 123000, None, 123000],
    ["1.2", "Roboty", "roboty", "kpl.", 1, "1\u202f000\u202f000", 0.23, 1230000, "T", None, 1230000, 1230000],
    ["Razem P01", None, None, None, None, None, None, 1353000, None, 123000, 1230000, 1353000],
    [2, "P02 Żłobek miejski"],
    ["2.1", "Wyposażenie", "dostawy", "kpl.", 2, 50000, 23, 123000, "N", None, 123000, 123000],
    ["RAZEM", None, None, None, None, None, None, 1476000, None, 123000, 1353000, 1476000],
]
SOURCES: list[list[Any]] = [
    ["Źródła finansowania"],
    ["Projekt", "Grant (85%)", "Budżet państwa (15%)", "Środki własne", "Inne (nazwa)", "Razem"],
    ["P01 Park nad Bielą", 1000000, 176470, 176530, 0, 1353000],
    ["P02 Żłobek miejski", 100000, "17 647", "5 353 zł", "-", 123000],
    ["Razem", 1100000, 194117, 181883, 0, 1476000],
]
QUARTERS: list[list[Any]] = [
    ["Harmonogram"],
    ["Lp", "Zadanie", "Odpowiedzialny", 2021, None, None, None, 2022],
    [None, None, None, "I", "II", "III", "IV", "I", "II", "III", "IV"],
]


def title_of(book: Any, link: Any) -> str:
    return str(next(d.match_code or d.match_name for d in book.contents.records if d.record.id == link))


def money(book: Any) -> dict[tuple[str, str, int | None], Decimal | None]:
    return {(title_of(book, line.about), line.source, line.year): line.amount for line in book.of(BudgetLine)}


def terms(book: Any) -> dict[str, tuple[date | None, date | None]]:
    return {task.title: (task.start, task.end) for task in book.of(Task)}


def merged(*areas: str) -> Callable[[Any], None]:
    def touch(sheet: Any) -> None:
        for area in areas:
            sheet.merge_cells(area)

    return touch


def painted(*cells: str, colour: str = "FF4F81BD") -> Callable[[Any], None]:
    from openpyxl.styles import PatternFill

    def touch(sheet: Any) -> None:
        for cell in cells:
            sheet[cell].fill = PatternFill("solid", fgColor=colour)

    return touch


def test_tasks_get_their_costs_and_belong_to_the_project_above_them(read: Any) -> None:
    book = read({"Arkusz1": BUDGET})
    assert {(title_of(book, task.undertaking), task.title): task.cost for task in book.of(Task)} == {
        ("P01", "Dokumentacja"): Decimal(123000),
        ("P01", "Roboty"): Decimal(1230000),
        ("P02", "Wyposażenie"): Decimal(123000),
    }
    assert not book.of(Undertaking)  # a budget only points at projects
    assert not book.findings("I26")


def test_sources_of_projects_become_budget_lines(read: Any) -> None:
    book = read({"Arkusz7": SOURCES})
    assert money(book) == {
        ("P01", "dotacja", None): Decimal(1000000),
        ("P01", "budzet_panstwa", None): Decimal(176470),
        ("P01", "wklad_wlasny", None): Decimal(176530),
        ("P02", "dotacja", None): Decimal(100000),
        ("P02", "budzet_panstwa", None): Decimal(17647),
        ("P02", "wklad_wlasny", None): Decimal(5353),
    }


def test_sources_by_year_stand_in_a_header_of_two_rows(read: Any, sheet: Any) -> None:
    rows = [["Projekt", "Grant", None, "Środki własne", None, "Razem"], [None, 2021, 2022, 2021, 2022], ["P01", 10, 20, 1, 2, 33]]
    book = read({"Montaż": sheet(rows, touch=merged("B1:C1", "D1:E1"))})
    assert money(book) == {("P01", "dotacja", 2021): 10, ("P01", "dotacja", 2022): 20, ("P01", "wklad_wlasny", 2021): 1, ("P01", "wklad_wlasny", 2022): 2}


def test_sources_may_stand_in_rows_under_a_merged_project(read: Any, sheet: Any) -> None:
    rows = [["Projekt", "Źródło", 2021, 2022, "Razem"], ["P01", "Dotacja EOG", 10, 20, 30], [None, "Budżet gminy", 1, 2, 3]]
    book = read({"A": sheet(rows, touch=merged("A2:A3"))})
    assert money(book) == {("P01", "dotacja", 2021): 10, ("P01", "dotacja", 2022): 20, ("P01", "wklad_wlasny", 2021): 1, ("P01", "wklad_wlasny", 2022): 2}


def test_years_of_the_budget_and_undated_sources_are_not_counted_twice(read: Any) -> None:
    book = read({"Budżet": BUDGET, "Źródła": SOURCES})
    assert sum(line.amount or 0 for line in book.of(BudgetLine)) == Decimal(1353000 + 123000)
    assert {"J6", "K7", "K10"} <= book.skipped_cells("Budżet")
    assert book.findings("I104")


def test_years_without_any_source_wait_for_the_planner_to_name_it(read: Any) -> None:
    book = read({"Budżet": BUDGET})
    assert money(book) == {("P01", "", 2021): 123000, ("P01", "", 2022): 1230000, ("P02", "", 2022): 123000}
    assert book.findings("I104")


@pytest.mark.parametrize(("note", "factor"), [("w tys. zł", 1000), ("kwoty w EUR, kurs 4,30", Decimal("4.30")), ("w zł", 1)])
def test_amounts_are_brought_to_zloty_from_the_unit_the_sheet_names(read: Any, note: str, factor: Any) -> None:
    rows = [["Źródła finansowania"], [note], ["Projekt", "Grant", "Środki własne"], ["P01", 100, 10]]
    book = read({"Źródła": rows})
    assert money(book) == {("P01", "dotacja", None): 100 * factor, ("P01", "wklad_wlasny", None): 10 * factor}
    assert bool(book.findings("I101")) == ("EUR" in note)


def test_euro_without_a_rate_is_not_read_and_says_so(read: Any) -> None:
    book = read({"Źródła": [["Projekt", "Grant [EUR]", "Środki własne [EUR]"], ["P01", 100, 10]]})
    assert not book.of(BudgetLine)
    assert {"B2", "C2"} <= book.skipped_cells("Źródła")
    assert "kurs" in book.findings("I11")[0].message


def test_a_pasted_total_that_is_wrong_is_told(read: Any) -> None:
    rows = [list(row) for row in BUDGET]
    rows[5][-1] = 999
    book = read({"Budżet": rows})
    assert [finding.place.cell for finding in book.findings("I26")][:1] == ["L6"]


def test_vat_counted_twice_is_suspected(read: Any) -> None:
    rows = [list(row) for row in BUDGET]
    rows[9][7] = 151290
    assert [finding.place.cell for finding in read({"Budżet": rows}).findings("I102")] == ["H10"]


def test_the_colour_of_cells_alone_gives_terms_of_tasks(read: Any, sheet: Any) -> None:
    rows = [*QUARTERS, [1, "P01 Park"], ["1.1", "Dokumentacja", "Wydział Inwestycji"], ["1.2", "Roboty", "Wydział Inwestycji"]]

    def touch(page: Any) -> None:
        merged("D2:G2", "H2:K2", "A2:A3", "B2:B3", "C2:C3")(page)
        painted("D5", "E5")(page)
        painted("F6", "G6", "H6", colour="FF00B050")(page)
        painted(*(f"{letter}4" for letter in "ABCDEFGHIJK"), colour="FFD9D9D9")(page)  # the project's row is grey all along

    book = read({"H": sheet(rows, touch=touch)})
    assert terms(book) == {"Dokumentacja": (date(2021, 1, 1), date(2021, 6, 30)), "Roboty": (date(2021, 7, 1), date(2022, 3, 31))}
    assert {title_of(book, task.undertaking) for task in book.of(Task)} == {"P01"}


@pytest.mark.parametrize("mark", ["x", "X", 1, "■", "✓"])
def test_signs_in_cells_give_terms_of_tasks(read: Any, mark: Any) -> None:
    book = read({"H": [*QUARTERS, [1, "Zadanie A", None, None, mark, mark]]})
    assert terms(book) == {"Zadanie A": (date(2021, 4, 1), date(2021, 9, 30))}


def test_months_as_roman_numbers_under_merged_years(read: Any, sheet: Any) -> None:
    months = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
    rows = [["Zadanie", 2021, *[None] * 11], [None, *months], ["Roboty", *[None] * 9, "x", "x"]]
    assert terms(read({"H": sheet(rows, touch=merged("B1:M1", "A1:A2"))})) == {"Roboty": (date(2021, 10, 1), date(2021, 11, 30))}


def test_quarters_named_with_their_years(read: Any) -> None:
    rows = [["Lp.", "Zadanie", "I kw. 2021", "II kw. 2021", "III kw. 2021", "IV kw. 2021"], [1, "Roboty", None, "x", "x"]]
    assert terms(read({"H": rows})) == {"Roboty": (date(2021, 4, 1), date(2021, 9, 30))}


def test_milestones_are_read_with_their_legend(read: Any) -> None:
    rows = [*QUARTERS, [1, "P01 Park"], ["1.1", "Roboty", None, "x", "x", "M1"], ["1.2", "Otwarcie", None, None, None, None, "◆"], [], ["M1 – odbiór końcowy"]]
    book = read({"H": rows})
    assert {one.title: one.due for one in book.of(Milestone)} == {"odbiór końcowy": date(2021, 9, 30), "Otwarcie": date(2021, 12, 31)}
    assert set(terms(book)) == {"Roboty"}


def test_budget_and_schedule_make_one_task(read: Any) -> None:
    rows = [*QUARTERS, [1, "P01 Park nad Bielą"], ["1.1", "Dokumentacja", "Jan Kowalski, inspektor", "x"]]
    book = read({"Budżet": BUDGET, "Harmonogram": rows})
    [task] = [task for task in book.of(Task) if task.title == "Dokumentacja"]
    assert (task.cost, task.start, task.end, task.responsible) == (123000, date(2021, 1, 1), date(2021, 3, 31), "inspektor")


def test_projects_of_the_same_file_are_found_by_name(read: Any) -> None:
    projects = [["Lp.", "Kod", "Nazwa projektu", "Wiązka", "Podst./uzup.", "Termin"], [1, "P01", "Park nad Bielą", "Zieleń", "podst.", "2021"]]
    book = read({"Lista projektów": projects, "Źródła": [["Projekt", "Grant", "Środki własne"], ["Park nad Biela", 10, 1]]})
    [project] = book.of(Undertaking)
    assert {line.about for line in book.of(BudgetLine)} == {project.id}


def test_projects_already_in_the_plan_are_found_by_code_and_reading_again_changes_nothing(read: Any) -> None:
    project = Project()
    park = Undertaking(code="P01", title="Park nad Bielą")
    project.apply(Change(label="dodanie", puts=(park,)))
    book = read({"Źródła": SOURCES})
    merge = compare(project, book.reading())
    batch = merge.batch(who="Ewa", when=datetime(2026, 1, 1))
    project.apply(merge.change(batch))
    assert {line.amount for line in project.all(BudgetLine) if line.about == park.id} == {Decimal(1000000), Decimal(176470), Decimal(176530)}
    again = compare(project, book.reading())
    assert not again.change(again.batch(who="Ewa", when=datetime(2026, 1, 2))).puts


def test_every_cell_of_costs_and_sources_is_read_or_told(read: Any) -> None:
    book = read({"Budżet": BUDGET, "Źródła": SOURCES})
    rows: list[tuple[str, int, list[Any]]] = [("Budżet", 6, BUDGET[5]), ("Budżet", 7, BUDGET[6]), ("Budżet", 10, BUDGET[9]), ("Źródła", 3, SOURCES[2]), ("Źródła", 4, SOURCES[3])]
    for name, number, row in rows:
        told = book.told_cells(name) | {one for cell in book.skipped_cells(name) for one in _cells(cell)}
        assert not {f"{chr(65 + place)}{number}" for place, value in enumerate(row) if value is not None and (place or name == "Źródła")} - told


def _cells(area: str) -> list[str]:
    from openpyxl.utils import get_column_letter, range_boundaries

    left, top, right, bottom = range_boundaries(area)
    return [f"{get_column_letter(column)}{row}" for row in range(top or 1, (bottom or 1) + 1) for column in range(left or 1, (right or 1) + 1)]
