"""Layouts of town halls and consultants nobody here made: other headings, columns and habits of the families M1, M2, M4 and M5.

All are assumed (no real file was found); numbers are written here and looked for where they were put.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from excel_modules.reading import Contents, read_here
from mrl_desktop.analysis.catalogue import load_catalogue
from mrl_desktop.domain.diagnosis import FinanceFigure, Stakeholder
from mrl_desktop.domain.settings import ComparisonGroup
from mrl_desktop.storage.reference_data import load_register
from tests.excel_modules.legacy.conftest import write

AGES = ("0-4", "5-9", "10-14", "15-19", "20-24", "25 i więcej")
WOMEN, MEN = (11, 12, 13, 14, 15, 60), (21, 22, 23, 24, 25, 70)


def figures(contents: Contents) -> Mapping[tuple[str, str, int], float]:
    """Values by series, place (code or name) and year; two values of the same would be lost here, so the count is checked."""
    found: dict[tuple[str, str, int], float] = {}
    for table in contents.tables:
        for place, value in enumerate(table.values):
            series, unit = table.series[table.series_index[place]], table.unit_index[place]
            key = series.variable or series.key, table.codes[unit] or table.names[unit], table.years[place]
            assert key not in found, key
            assert value is not None
            found[key] = value
    return found


def test_ages_across_with_a_column_of_sex_keep_women_and_men_apart(read: Any) -> None:
    rows = [["Rok", "Płeć", *AGES, "Suma"], [2018, "kobieta", *WOMEN, sum(WOMEN)], [2018, "mężczyzna", *MEN, sum(MEN)]]
    contents = read({"Ludność": rows}).contents
    found = figures(contents)
    assert {found["wiek_0_4_k", "@miasto", 2018], found["wiek_0_4_m", "@miasto", 2018]} == {11, 21}
    assert found["ludnosc_k", "@miasto", 2018] == sum(WOMEN) and found["ludnosc_m", "@miasto", 2018] == sum(MEN)
    assert ("wiek_0_4", "@miasto", 2018) not in found
    assert not contents.skipped


def test_ages_down_with_a_column_of_sex_keep_women_and_men_apart(read: Any) -> None:
    rows: list[list[Any]] = [["Grupa wieku", "Płeć", 2018, 2019]]
    for age, women, men in zip(AGES, WOMEN, MEN, strict=True):
        rows += [[age, "K", women, women + 1], [age, "M", men, men + 1]]
    found = figures(read({"Struktura_wieku": rows}).contents)
    assert found["wiek_5_9_k", "@miasto", 2019] == 13 and found["wiek_5_9_m", "@miasto", 2018] == 22
    assert len(found) == 4 * len(AGES)


def test_a_table_printed_in_two_strips_is_read_whole(read: Any) -> None:
    head = ["Wiek", "Kobiety", "Mężczyźni"]
    rows: list[list[Any]] = [["Struktura wieku mieszkańców w 2019 r."], [], [*head, None, *head]]
    rows += [[AGES[row], WOMEN[row], MEN[row], None, AGES[row + 3], WOMEN[row + 3], MEN[row + 3]] for row in range(3)]
    found = figures(read({"Wiek": rows}).contents)
    assert sorted(found.values()) == sorted([*WOMEN, *MEN])
    assert found["wiek_15_19_m", "@miasto", 2019] == 24 and found["wiek_0_4_m", "@miasto", 2019] == 21


def test_the_left_side_of_a_pyramid_of_ages_is_read_without_its_minus(read: Any) -> None:
    rows: list[list[Any]] = [["Piramida wieku – rok 2019"], ["Wiek", "mężczyźni", "kobiety"], *([age, -men, women] for age, women, men in zip(AGES, WOMEN, MEN, strict=True))]
    book = read({"Piramida": rows})
    found = figures(book.contents)
    assert found["wiek_10_14_m", "@miasto", 2019] == 23 and found["wiek_10_14_k", "@miasto", 2019] == 13
    assert any("minus" in finding.message for finding in book.findings("I13"))


def test_one_number_of_people_below_zero_is_no_pyramid(read: Any) -> None:
    rows: list[list[Any]] = [["Ludność 2019"], ["Wiek", "mężczyźni", "kobiety"], *([age, men, women] for age, women, men in zip(AGES, WOMEN, MEN, strict=True))]
    rows[4][1] = -23
    book = read({"Wiek": rows})
    assert ("wiek_10_14_m", "@miasto", 2019) not in figures(book.contents)
    assert "B5" in book.skipped_cells("Wiek")


def test_a_total_beside_people_of_working_age_is_the_population_and_a_ratio_counts_no_persons(read: Any) -> None:
    rows = [
        ["Ludność wg ekonomicznych grup wieku"],
        ["Rok", "Ogółem", "przedprodukcyjny (0-17)", "produkcyjny (18-59/64)", "poprodukcyjny (60/65+)", "Wsk. obciążenia"],
        ["2017 r.", "60 323", "10 480", "38 400", "11 443", "57,1"],
        ["2018 r.", "60 075", "10 400", "37 900", "11 775", "58,5"],
    ]
    contents = read({"Dane": rows}).contents
    found = figures(contents)
    assert found["ludnosc", "@miasto", 2018] == 60_075
    [ratio] = [series for table in contents.tables for series in table.series if "obci" in series.says]
    assert ratio.unit == "-"


def test_a_forecast_of_three_wide_age_groups_is_read(read: Any) -> None:
    rows = [["Prognoza ludności do 2040 r."], ["Grupa wieku", "2030", "2040"], ["0-17", 9000, 8100], ["18-64", 33_000, 30_000], ["65+", 15_000, 16_500]]
    found = figures(read({"Prognoza": rows}).contents)
    assert found["prognoza:wiek_18_64", "@miasto", 2040] == 30_000


def test_a_title_with_its_frame_names_the_variable_and_a_day_is_no_unit(read: Any) -> None:
    rows = [
        ["Porównanie miast – liczba ludności w latach 2018–2019 (stan na 31.12)"],
        ["L.p.", "Miasto", "Kod TERYT", 2018, 2019],
        [1, "Mielec", 1811011, 60_075, 59_800],
        [2, "Dębica", 1803011, 45_800, 45_700],
    ]
    book = read({"Grupa porównawcza": rows})
    assert figures(book.contents) == {("ludnosc", "1811011", 2018): 60_075, ("ludnosc", "1811011", 2019): 59_800, ("ludnosc", "1803011", 2018): 45_800, ("ludnosc", "1803011", 2019): 45_700}
    assert book.one(ComparisonGroup).members


def test_names_beside_codes_are_towns_whatever_their_heading(read: Any) -> None:
    rows = [["Liczba ludnosci [osób]"], ["Nazwa", "TERYT", "2018", "rok 2019"], ["Mielec", "1811011", 60_075, 59_800], ["Dębica", "1803011", 45_800, 45_700]]
    found = figures(read({"Grupa_porównawcza v2": rows}).contents)
    assert found["ludnosc", "1803011", 2019] == 45_700 and len(found) == 4


def test_indicators_headed_wyszczegolnienie_one_value_in_a_row_are_read(read: Any) -> None:
    rows = [
        ["Wyszczególnienie", "Kod TERYT", "Gmina", "Rok danych", "Wartość wskaźnika", "Jedn."],
        *(["Udział wydatków inwestycyjnych", code, town, year, value, "%"] for code, town, year, value in (("1811011", "Mielec", 2018, "6,1%"), ("1811011", "Mielec", 2019, "24,6%"), ("1803011", "Dębica", 2018, "2,5%"))),
        ["Przeciętne miesięczne wynagrodzenie brutto", "1811011", "Mielec", 2018, 2015.0, "zł"],
    ]
    contents = read({"MRL_wskaźniki": rows}).contents
    assert sorted(figures(contents).values()) == [2.5, 6.1, 24.6, 2015.0]


def test_the_town_is_told_by_a_title_with_a_colon(read: Any) -> None:
    rows = [["Diagnoza – wskaźniki"], ["Miasto: Mielec", None, None, "stan danych: 2019"], ["Lp", "Wyszczególnienie", "Miara", "Rok", None], [None, None, None, 2018, 2019], [1, "Ludność", "osoba", 60_075, 59_800], [2, "Zgony", "osoba", 500, 510]]
    contents = read({"Zestawienie": rows}).contents
    assert {name for table in contents.tables for name in table.names} == {"Miasto Mielec"}


def test_interes_that_holds_grades_is_engagement_and_no_description(read: Any) -> None:
    rows = [["Interesariusz", "Ocena", None, "Strategia postępowania"], [None, "wpływ", "interes", None], ["PKP PLK", "W", "N", "utrzymywać zadowolenie"], ["Rada Osiedla", "N", "W", "informować"]]
    found = {one.name: one for one in read({"Analiza": rows}).of(Stakeholder)}
    assert (found["PKP PLK"].influence, found["PKP PLK"].engagement, found["PKP PLK"].interest) == (5, 1, "")
    assert found["Rada Osiedla"].engagement == 5


def test_rows_of_figures_above_a_recognised_table_are_listed_and_not_taken_for_titles(read: Any) -> None:
    rows = [
        ["Zestawienie A", "B", "C"],
        ["coś innego", "12,5", "13,5"],
        [],
        ["Wskaźnik", "J.m.", 2018, 2019],
        ["Ludność ogółem", "osoba", 60_075, 59_800],
        ["Przeciętne miesięczne wynagrodzenie brutto", "zł", 4012.5, 4300],
    ]
    book = read({"MRL_wskaźniki": rows})
    assert {"A2", "B2", "C2"} <= book.skipped_cells("MRL_wskaźniki")


def test_grades_under_a_row_of_column_numbers_are_found_in_the_first_table(read: Any) -> None:
    head = ["Lp.", "Cel strategii", "Wskaźnik", "Wartość 2017", "Wartość 2022", "Ocena (1–5)", "Wnioski"]
    numbers = [1, 2, 3, 4, 5, 6, 7]
    rows = [head, numbers, [1, "Partycypacja", "Frekwencja", 40, 45, "b.d.", "kontynuować"], head, numbers, [2, "E-usługi", "Użytkownicy", 10, 20, 4, "rozwijać"]]
    told = read({"Ocena": rows}).told_cells("Ocena")
    assert {"B3", "G3", "B6", "F6"} <= told


def test_a_source_under_the_table_says_that_figures_are_of_years_that_were(read: Any) -> None:
    rows = [
        ["Sytuacja finansowa miasta"],
        ["Rok", "Dochody ogółem (zł)", "Wydatki ogółem (zł)", "Podatek dochodowy PIT (zł)"],
        [2018, 200_000_000, 198_000_000, 50_000_000],
        [2019, 210_000_000, 205_000_000, 52_000_000],
        ["Źródło: sprawozdania budżetowe Rb-27S i Rb-28S"],
    ]
    found = read({"Arkusz1": rows}).of(FinanceFigure)
    assert {(one.item, one.year, one.stage, one.amount) for one in found if one.item != "wydatki"} == {
        (item, year, "wykonanie", amount)
        for item, year, amount in (("dochody", 2018, 200_000_000), ("dochody", 2019, 210_000_000), ("pit", 2018, 50_000_000), ("pit", 2019, 52_000_000))
    }


def test_a_towns_own_table_of_indicators_is_no_export_of_the_statistical_office(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["miasto", "kod", "wskaznik", "rok", "wartosc", "jm"],
        *([town, code, "Ludność ogółem", year, value, "osoba"] for town, code in (("Mielec", "1811011"), ("Dębica", "1803011")) for year, value in ((2018, 60_000), (2019, 59_900))),
    ]
    write(tmp_path / "dane.xlsx", {"Dane długie": rows})
    variables = load_catalogue().variables
    reading = read_here(tmp_path / "dane.xlsx", load_register(), tuple(variables.values()))
    assert {(block.series[block.series_index[place]].key, block.territories[block.territory_index[place]], year) for block in reading.blocks for place, year in enumerate(block.years)} == {
        ("ludnosc", code, year) for code in ("1811011", "1803011") for year in (2018, 2019)
    }


def test_towns_over_the_same_years_keep_their_own_numbers(read: Any) -> None:
    rows = [
        ["Wyszczególnienie", "Dębica", None, "Mielec", None, "powiat", None],
        [None, 2018, 2019, 2018, 2019, 2018, 2019],
        ["Ludność ogółem", 45_800, 45_700, 60_075, 59_800, 137_000, 136_500],
        ["Urodzenia żywe", 440, 430, 612, 600, 1300, 1290],
        ["Zgony", 410, 420, 510, 520, 1200, 1210],
    ]
    book = read({"Ludność": rows})
    found = figures(book.contents)
    assert found["ludnosc", "Miasto Mielec", 2018] == 60_075 and found["ludnosc", "Miasto Dębica", 2019] == 45_700
    assert len(found) == 12
    assert {"F3", "G5"} <= book.skipped_cells("Ludność")


def test_numbers_of_cases_beside_a_table_name_no_year(read: Any) -> None:
    rows = [
        ["Porównanie z grupą miast, rok 2019"],
        ["Wskaźnik", "J.m.", "Brodnica", "Tczew", "Nr sprawy"],
        ["Wskaźnik samodzielności finansowej", "%", 43.9, 51.3, "WRM.042.1.2021"],
        ["Dochody budżetu gminy ogółem na mieszkańca", "zł na mieszkańca", 6499.23, 5098.45, "OR.0050.12.2021"],
    ]
    found = figures(read({"Grupa_porównawcza": rows}).contents)
    assert sorted(found.values()) == [43.9, 51.3, 5098.45, 6499.23]
    assert {year for _, _, year in found} == {2019}
