"""Every filled cell of a recognised sheet is read, is a label or an ornament the program knows, or is listed as skipped with its address."""

from __future__ import annotations

import random
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter, range_boundaries

from excel_modules.modules import _recognised
from excel_modules.modules.intake import Intake
from excel_modules.modules.page import Role, pages_of
from excel_modules.opening import open_workbook
from excel_modules.sheet import grid

GOALS = [
    ["Gmina Miejska"],
    ["Nr celu strat.", "Cel strategiczny", "Nr", "Cel operacyjny", "Kierunek działania", "Wskaźnik", "J.m.", "Wartość bazowa (2019)", "Wartość docelowa (2024)", "Źródło"],
    ["CS1", "Zdrowe miasto", "CO1.1", "Czyste powietrze", "Wymiana kotłów", "Pył", "µg/m³", 41, "≥ 30", "GIOŚ"],
    [None, None, "CO1.2", "Ruch", None, "Kluby", "szt.", 3, "min. 5", "UM"],
    ["* dane szacunkowe"],
]
LIST = [
    ["Lp.", "Kod", "Nazwa projektu", "Wiązka", "Podst./uzup.", "Koszt całkowity [tys. zł]", "Dofinansowanie [tys. zł]", "Wkład własny [tys. zł]", "Termin", "Odpowiedzialny", "Status"],
    [1, "P01", "Park", "Zieleń", "podst.", 1000, 850, 150, "2021-2023", "Wydział Inwestycji", "koncepcja"],
    ["Razem wiązka 1", None, None, None, None, 1000, 850, 150],
]
CARD = [
    ["KARTA PROJEKTU"],
    ["1. Tytuł projektu", "Park"],
    ["2. Wnioskodawca", "Gmina"],
    ["3. Partnerzy", "Nadleśnictwo"],
    ["6. Wiązka", "Zieleń"],
    ["7. Opis stanu istniejącego", "Zaniedbany teren"],
    ["9. Zakres (zadania)"],
    ["Lp.", "Zadanie", "Termin od", "Termin do", "Koszt brutto"],
    [1, "Projekt", "2021-03", "III kw. 2021", 100],
    ["12. Koszt całkowity", 1000000],
    ["13. Źródła finansowania"],
    ["Źródło", 2021, 2022, "Razem"],
    ["Dotacja", 85, 100, 185],
]
BOOK = {"Drzewo celów": GOALS, "Lista projektów": LIST, "P01": CARD}


def cells_of(area: str) -> list[str]:
    """Addresses in „B2:C3"."""
    left, top, right, bottom = range_boundaries(area)
    return [f"{get_column_letter(column)}{row}" for row in range(top, bottom + 1) for column in range(left, right + 1)]


def account(pages: Any) -> tuple[dict[str, dict[str, Role]], set[tuple[str, str]], set[tuple[str, str]], set[tuple[str, str]]]:
    """What became of each filled cell: role by sheet and cell, cells listed as skipped, cells drafts name, all filled cells."""
    intake = Intake(file="x.xlsx")
    parts: dict[str, Any] = {}
    families: dict[str, Any] = {}
    filled: set[tuple[str, str]] = set()
    for page in pages:
        match = _recognised(page)
        if match is None:
            continue
        families[match[0].NAME] = match[0]
        parts.setdefault(match[0].NAME, []).append((page, match[1]))
        filled |= {(page.name, cell.address) for cell in page.cells.values()}
    for name, mine in parts.items():
        families[name].read(intake, mine)
    intake.finish()
    roles: dict[str, dict[str, Role]] = {}
    for mine in parts.values():
        for page, _ in mine:
            intake.close(page)
            roles[page.name] = {page.cells[position].address: role for position, role in page.roles.items() if position in page.cells}
    skipped = {(one.sheet, cell) for one in intake.skipped for cell in cells_of(one.cell)}
    told = {(sheet, cell) for draft in intake.drafts.values() for _, sheet, cell, _ in draft.sources}
    return roles, skipped, told, filled


def check_account(pages: Any) -> dict[str, dict[str, Role]]:
    roles, skipped, _, filled = account(pages)
    assert filled, "nie rozpoznano żadnego arkusza"
    for sheet, address in filled:
        role = roles[sheet].get(address)
        assert role is not None, (sheet, address)
        assert (role is Role.SKIPPED) <= ((sheet, address) in skipped), (sheet, address)
    return roles


def test_every_cell_of_a_clean_workbook_is_accounted_for() -> None:
    roles = check_account(pages_of(grid(**BOOK)))
    skipped = {(sheet, address) for sheet, cells in roles.items() for address, role in cells.items() if role is Role.SKIPPED}
    assert skipped == {("Drzewo celów", "A5")}


def test_every_answer_of_a_clean_workbook_is_named_by_some_record() -> None:
    _, _, told, _ = account(pages_of(grid(**BOOK)))
    answers = {("Drzewo celów", f"{column}{row}") for row, columns in ((3, "ABCDEFGHIJ"), (4, "CDFGHIJ")) for column in columns}
    answers |= {("P01", cell) for cell in ("B2", "B3", "B4", "B5", "B6", "B9", "C9", "D9", "E9", "B10", "B13", "C13")}
    answers |= {("Lista projektów", cell) for cell in ("E2", "I2", "J2", "K2")}
    assert answers <= told


def test_a_note_beside_the_table_is_listed_with_its_address() -> None:
    rows = [[*row] for row in LIST]
    rows.append([])
    rows.append([None] * 14 + ["uzgodnić z burmistrzem"])
    _, skipped, _, _ = account(pages_of(grid(**{"Lista projektów": rows})))
    assert ("Lista projektów", "O5") in skipped


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_nothing_is_lost_when_cells_are_moved_emptied_or_spoiled(data: st.DataObject) -> None:
    book = {name: [list(row) for row in rows] for name, rows in BOOK.items()}
    strange = st.sampled_from(["#ADR!", "b.d.", "…", "do uzupełnienia", "uwaga: sprawdzić", "12,5*", 0, -1, True, "☑", "Razem", "Cel strategiczny", "Partnerzy", "2021/2022", "tel. 17 123 45 67", None])
    for name, rows in book.items():
        for _ in range(data.draw(st.integers(0, 4), label=f"zmian w {name}")):
            row = data.draw(st.sampled_from(range(len(rows))))
            column = data.draw(st.integers(0, 11))
            rows[row].extend([None] * (column + 1 - len(rows[row])))
            rows[row][column] = data.draw(strange)
        if data.draw(st.booleans()):
            rows.insert(data.draw(st.integers(0, len(rows))), [])
    pages = pages_of(grid(**book))
    roles, skipped, _, filled = account(pages)
    for sheet, address in filled:
        assert address in roles[sheet], (sheet, address, book[sheet])
        assert (roles[sheet][address] is Role.SKIPPED) <= ((sheet, address) in skipped)


@pytest.mark.slow
def test_the_sample_workbooks_are_read_without_a_loss(request: pytest.FixtureRequest) -> None:
    folder = request.config.rootpath / "resources" / "examples" / "nowe_bielany"
    books = sorted(folder.glob("Modul_*.xlsx"))
    if not books:
        pytest.skip("brak zeszytów przykładowych")
    for book in books:
        check_account(pages_of(open_workbook(book)))


def test_a_sheet_of_another_kind_is_listed_whole(read: Any) -> None:
    found = read({"Cele": [["Cel strategiczny", "Cel operacyjny"], ["1. A", "1.1. B"]], "Urlopy": [["Pracownik", "Dni"], ["x", 3]], "Instrukcja": [["Wypełnij żółte pola"]]})
    listed = {one.sheet: (one.cell, one.count) for one in found.contents.skipped}
    assert listed == {"Urlopy": ("A1:B2", 4), "Instrukcja": ("A1", 1)}
    assert [finding.place.sheet for finding in found.findings("I30")] == ["Urlopy"]


def test_a_formula_without_a_stored_result_is_not_taken_for_an_empty_cell(tmp_path: Any) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Lista"
    for row in LIST[:2]:
        sheet.append(row)
    sheet["F2"] = "=500+500"
    book.save(tmp_path / "formula.xlsx")
    workbook = open_workbook(tmp_path / "formula.xlsx")
    assert any("F2" in finding.message and finding.hint for finding in workbook.findings)


def test_reading_a_shuffled_goal_table_keeps_every_goal() -> None:
    titles = [f"Cel o nazwie {i}" for i in range(1, 30)]
    random.Random(7).shuffle(titles)
    rows = [["Cel strategiczny", "Nr", "Cel operacyjny"], *[["1. A" if i == 0 else None, f"1.{i + 1}", title] for i, title in enumerate(titles)]]
    _, _, told, _ = account(pages_of(grid(Cele=rows)))
    assert {f"C{i + 2}" for i in range(len(titles))} <= {cell for _, cell in told}


def test_one_trouble_of_very_many_rows_is_told_with_a_count(read: Any) -> None:
    rows = [["Lp.", "Nazwa projektu", "Kod", "Wiązka", "Koszt całkowity [zł]"], *[[i, f"Projekt {i}", f"P{i}", "Zieleń", f"do ustalenia {i}"] for i in range(1, 90)]]
    found = read({"Lista projektów": rows})
    told = found.findings("I11")
    assert len(told) < 10 and "razem 89" in told[-1].message
    assert sum(one.cell.startswith("E") for one in found.contents.skipped) == 89
