"""Sheets of the demographic workbook (M2) with events by year, assumptions and demand for services."""

from __future__ import annotations

from typing import Any

import pytest

from tests.excel_modules.legacy.test_m2_ages import values

EVENTS = [
    ["Ruch ludności"],
    ["Wyszczególnienie", "J.m.", "2010", "2011 r.", 2012],
    ["Ludność ogółem (stan w dniu 31 XII)", "os.", 60000, "59 900", 59800],
    ["    w tym kobiety", "os.", 31000, 30900, 30800],
    ["Urodzenia żywe", "os.", 600, 590, 580],
    ["Zgony ogółem", "os.", 610, 600, 620],
    ["Przyrost naturalny", "os.", "(10)", "−10", "-40"],
    ["Saldo migracji", "os.", "(1 234)", "\u2212200", "b.d."],
    ["Małżeństwa", "os.", 300, 290, 280],
    ["Urodzenia żywe na 1000 ludności", "‰", "10,0", "9,8", 9.7],
]


def test_events_are_read_under_the_variables_of_the_catalogue(read: Any) -> None:
    found = values(read({"Ruch_ludności": EVENTS}))
    assert {key for key, _ in found} == {"ludnosc", "ludnosc_k", "urodzenia", "zgony", "przyrost_naturalny", "saldo_migracji", "demografia:malzenstwa", "urodzenia_na_1000"}
    assert found["ludnosc", 2011] == 59900
    assert [found["przyrost_naturalny", year] for year in (2010, 2011, 2012)] == [-10, -10, -40]
    assert (found["saldo_migracji", 2010], found["saldo_migracji", 2011]) == (-1234, -200)
    assert ("saldo_migracji", 2012) not in found
    assert found["urodzenia_na_1000", 2010] == 10.0


def test_columns_in_another_order_and_years_from_the_latest_are_the_same_table(read: Any) -> None:
    turned = [[row[-1], *row[1:-1][::-1], row[0]] if len(row) > 1 else row for row in EVENTS]
    assert values(read({"x": turned})) == values(read({"x": EVENTS}))


def test_internal_and_foreign_migration_are_not_taken_for_all_of_it(read: Any) -> None:
    rows = [*EVENTS[:6], ["Migracje wewnętrzne"], ["Saldo migracji", "os.", 1, 2, 3], ["Migracje zagraniczne"], ["Saldo migracji", "os.", 4, 5, 6]]
    found = values(read({"x": rows}))
    assert ("saldo_migracji", 2010) not in found
    assert {key for key, _ in found} >= {"demografia:migracje wewnetrzne saldo migracji", "demografia:migracje zagraniczne saldo migracji"}


@pytest.mark.parametrize("title", ["Ruch ludności – Tczew", "Ruch naturalny miasta Tczewa w latach 2010–2012", "Ludność w Tczewie"])
def test_without_a_first_sheet_the_town_is_the_one_of_the_title(read: Any, title: str) -> None:
    found = read({"x": [[title], *EVENTS[1:]]})
    assert [table.names for table in found.contents.tables] == [["Miasto Tczew"]]


def test_a_workbook_that_names_no_town_is_the_projects_own(read: Any) -> None:
    assert [table.names for table in read({"x": EVENTS}).contents.tables] == [["@miasto"]]


def test_assumptions_of_a_forecast_are_listed_with_the_reason(read: Any) -> None:
    found = read({"Ruch": EVENTS, "Założenia": [["Założenia prognozy"], [], ["Dzietność (TFR)", 1.35], ["Wariant migracji", "średni"], ["SRB", 1.06]]})
    assert {one.cell: one.value for one in found.contents.skipped if one.sheet == "Założenia"} == {"B3": "1.35", "B4": "średni", "B5": "1.06"}
    assert all("w programie" in one.reason for one in found.contents.skipped if one.sheet == "Założenia")
    assert len(found.findings("I94")) == 1


def test_demand_for_services_is_kept_under_the_towns_own_names(read: Any) -> None:
    rows = [["Zapotrzebowanie na usługi"], ["Grupa", 2025, 2030], ["Dzieci w wieku żłobkowym", 900, 800], ["Dzieci w wieku przedszkolnym", 1500, 1400], ["Uczniowie szkół podstawowych", 3000, 2900]]
    found = values(read({"Popyt": rows}))
    assert found == {
        ("prognoza:popyt:dzieci w wieku zlobkowym", 2025): 900,
        ("prognoza:popyt:dzieci w wieku zlobkowym", 2030): 800,
        ("prognoza:popyt:dzieci w wieku przedszkolnym", 2025): 1500,
        ("prognoza:popyt:dzieci w wieku przedszkolnym", 2030): 1400,
        ("prognoza:popyt:uczniowie szkol podstawowych", 2025): 3000,
        ("prognoza:popyt:uczniowie szkol podstawowych", 2030): 2900,
    }


def test_errors_of_the_spreadsheet_are_left_out_by_cell(read: Any) -> None:
    rows = [list(row) for row in EVENTS]
    rows[4][2] = "#ADR!"
    found = read({"x": rows})
    assert ("urodzenia", 2010) not in values(found) and "C5" in found.skipped_cells("x")
