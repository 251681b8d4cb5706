"""The demographic workbook (M2): people by age and sex, events, assumptions and forecasts, however the sheets are typed."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from excel_modules.modules.age_groups import AgeGroup, groups_of
from excel_modules.modules.page import page_of
from excel_modules.sheet import Sheet

BANDS = [(low, low + 4) for low in range(0, 85, 5)]
LABELS = [f"{low}-{high}" for low, high in BANDS] + ["85 i więcej"]
START = [["Moduł 2. Demografia"], [], ["Wersja", "wersja 2.1"], [], ["Miasto", "Mielec"], ["TERYT", "1811011"]]


def structure(labels: list[Any] = LABELS, *, total: int | None = None) -> list[list[Any]]:
    """Two years by sex; a group's women are its place, its men ten more."""
    rows: list[list[Any]] = [["Ludność według grup wieku i płci – Miasto Mielec (stan w dniu 31 XII)"], ["Źródło: GUS BDL, dostęp 12.02.2020"], []]
    rows += [["Grupa wieku", "2018", None, None, "2019", None, None], [None, *["Ogółem", "Kobiety", "Mężczyźni"] * 2]]
    for place, label in enumerate(labels):
        rows.append([label, 2 * place + 10, place, place + 10, 2 * place + 12, place + 1, place + 11])
    women, men = sum(range(18)), sum(range(10, 28))
    rows.append(["Razem", women + men if total is None else total, women, men, women + men + 36, women + 18, men + 18])
    return rows


MERGED = ["A1:G1", "A4:A5", "B4:D4", "E4:G4"]


def values(found: Any) -> dict[tuple[str, int], float]:
    """(variable or own key, year) → value, of every table."""
    return {
        (table.series[series].variable or table.series[series].key, year): value
        for table in found.contents.tables
        for series, year, value in zip(table.series_index, table.years, table.values, strict=True)
    }


def expected() -> dict[tuple[str, int], float]:
    keys = [f"wiek_{low}_{high}" for low, high in BANDS] + ["wiek_85"]
    found = {}
    for place, key in enumerate(keys):
        for year, step in ((2018, 0), (2019, 1)):
            found |= {(key, year): 2 * place + 10 + 2 * step, (f"{key}_k", year): place + step, (f"{key}_m", year): place + 10 + step}
    for year in (2018, 2019):
        for suffix in ("", "_k", "_m"):
            found["ludnosc" + suffix, year] = sum(value for (key, at), value in found.items() if at == year and key in {f"{one}{suffix}" for one in keys})
    return found


def test_every_group_sex_and_year_is_read_for_the_town_of_the_first_sheet(read: Any, sheet: Any) -> None:
    found = read({"START": START, "Struktura_wieku": sheet(structure(), merged=MERGED)})
    assert values(found) == expected()
    assert {(table.codes[0], table.names[0]) for table in found.contents.tables} == {("1811011", "Mielec")}


@pytest.mark.parametrize("name", ["Struktura_wieku", "Arkusz3", "STRUKTURA WIEKU (2)", "dane"])
@pytest.mark.parametrize("above", [0, 3, 8])
def test_neither_the_name_of_the_sheet_nor_lines_above_matter(read: Any, name: str, above: int) -> None:
    found = read({name: [[f"Linia {line}"] for line in range(above)] + structure()})
    assert values(found) == expected()


def test_headings_that_are_not_merged_group_the_columns_to_their_right(read: Any) -> None:
    assert values(read({"x": structure()})) == expected()


def test_groups_turned_into_dates_are_recovered_and_told(read: Any) -> None:
    labels: list[Any] = [*LABELS]
    labels[1], labels[2] = datetime(2020, 9, 5), "10-paź"
    found = read({"Struktura_wieku": structure(labels)})
    assert values(found) == expected()
    assert [finding.place.cell for finding in found.findings("I91")] == ["A7", "A8"]


def test_a_date_that_its_neighbours_do_not_explain_is_left_out_and_told(read: Any) -> None:
    labels: list[Any] = [*LABELS]
    labels[3] = datetime(2020, 3, 2)
    found = read({"Struktura_wieku": structure(labels)})
    assert {key for key, _ in expected()} - {key for key, _ in values(found)} == {"wiek_15_19", "wiek_15_19_k", "wiek_15_19_m"}
    assert [finding.place.cell for finding in found.findings("I92")] == ["A9"]
    assert {"A9", "B9", "G9"} <= found.skipped_cells("Struktura_wieku")


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 8), st.integers(1, 3), st.sampled_from(["d", "m", "tekst"]))
def test_a_run_of_dates_between_known_groups_is_always_the_groups_that_fill_it(first: int, length: int, way: str) -> None:
    labels: list[Any] = [*LABELS]
    for place in range(first, first + length):
        low, high = BANDS[place]
        month = low if 1 <= low <= 12 else high if high <= 12 else 0
        if month:
            labels[place] = {"d": datetime(2020, month, min(high, 28)), "m": datetime(2020, month, 1), "tekst": f"{low}-{['sty', 'lut', 'mar', 'kwi', 'maj', 'cze', 'lip', 'sie', 'wrz', 'paź', 'lis', 'gru'][month - 1]}"}[way]
    page = page_of(Sheet("x", [[label] for label in labels]))
    groups, _, uncertain = groups_of([page.at(row, 0) for row in range(len(labels))])
    assert not uncertain
    assert groups == {place: AgeGroup(*band) for place, band in enumerate(BANDS)} | {17: AgeGroup(85, 999)}


@pytest.mark.parametrize("total", [488, 460])
def test_a_total_that_misses_people_is_told_and_one_off_by_rounding_is_not(read: Any, total: int) -> None:
    exact = sum(2 * place + 10 for place in range(18))
    assert read({"x": structure(total=exact + 1)}).findings("I93") == []
    told = read({"x": structure(total=total)}).findings("I93")
    assert [finding.place.cell for finding in told] == (["B24"] if abs(total - exact) > 1 else [])


@pytest.mark.parametrize(
    "worn",
    [
        lambda label: label.replace("-", "–"),
        lambda label: f" {label} lat",
        lambda label: label.replace("-", " - "),
        lambda label: label.replace("i więcej", "lat i wiecej").upper(),
        lambda label: unicodedata.normalize("NFD", label),
        lambda label: label.replace("85 i więcej", "85+"),
        lambda label: f"od {label.replace('-', ' do ')} lat" if "-" in label else "85 lat i starsi",
    ],
)
def test_groups_may_be_written_in_many_ways(read: Any, worn: Any) -> None:
    assert values(read({"x": structure([worn(label) for label in LABELS])})) == expected()


@pytest.mark.parametrize(("typed", "value"), [("1 234", 1234), ("1\u00a0234¹", 1234), ("1.234", 1234), ("1'234", 1234), ("1 234*", 1234), ("1 234 1)", 1234), ("1234 os.", 1234), (1234.0, 1234)])
def test_counts_typed_as_text_are_the_counts_people_see(read: Any, typed: Any, value: float) -> None:
    rows = structure()
    rows[5][1] = typed
    assert values(read({"x": rows}))["wiek_0_4", 2018] == value


def test_a_sheet_of_one_year_takes_it_from_its_title(read: Any) -> None:
    rows: list[list[Any]] = [["Ludność wg wieku i płci"], ["Stan na 31.12.2019 r."], [], ["Grupa wieku", "Kobiety", "Mężczyźni", "Ogółem"]]
    rows += [[label, place, place + 1, 2 * place + 1] for place, label in enumerate(LABELS)]
    found = values(read({"Struktura": rows}))
    assert found["wiek_5_9_k", 2019] == 1 and found["wiek_85", 2019] == 35 and len(found) == 54


def test_a_header_repeated_on_every_page_and_hidden_rows_change_nothing(read: Any, sheet: Any) -> None:
    rows = structure()
    again = [*rows[:12], rows[3], rows[4], *rows[12:]]
    found = read({"Struktura_wieku": sheet(again, hidden_rows=[9, 10])})
    assert values(found) == expected()
    assert len(found.findings("I16")) == 1


def test_working_age_and_notes_below_the_table_are_told_apart(read: Any) -> None:
    rows = [*structure(), [], ["w tym wiek: przedprodukcyjny", 30, 14, 16], ["produkcyjny", 60], ["poprodukcyjny", 20], [], ["* dane szacunkowe"]]
    found = read({"Struktura_wieku": rows})
    assert {key: value for key, value in values(found).items() if "produkcyjny" in key[0]} == {
        ("przedprodukcyjny", 2018): 30,
        ("demografia:przedprodukcyjny_k", 2018): 14,
        ("demografia:przedprodukcyjny_m", 2018): 16,
        ("produkcyjny", 2018): 60,
        ("poprodukcyjny", 2018): 20,
    }
    assert "A30" in found.skipped_cells("Struktura_wieku")


def test_a_forecast_is_stored_apart_from_what_was_observed(read: Any) -> None:
    rows: list[list[Any]] = [["Prognoza ludności"], [], ["Grupa wieku", "2020", "2025", "2040", "Zmiana 2020–2040", "%"]]
    rows += [[label, 10, 11, 12, 2, 20.0] for label in LABELS]
    found = read({"Arkusz2": [*rows, ["Razem", 180, 198, 216, 36, 20.0]]})
    keys = {key for key, _ in values(found)}
    assert keys == {f"prognoza:wiek_{low}_{high}" for low, high in BANDS} | {"prognoza:wiek_85", "prognoza:ludnosc"}
    assert {"E4", "F4"} <= found.skipped_cells("Arkusz2")
    assert not found.findings("I93")


def test_numbers_in_thousands_are_said_to_be_so(read: Any) -> None:
    rows = structure()
    rows[1] = ["w tys. osób"]
    assert {series.unit for table in read({"x": rows}).contents.tables for series in table.series} == {"tys. osób"}
