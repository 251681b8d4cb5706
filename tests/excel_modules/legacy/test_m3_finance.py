"""The financial workbook (M3): rows told by their labels, stages and units by their headings, one figure for one item, year and stage."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal as D
from typing import Any

import pytest

from excel_modules.merge import compare
from mrl_desktop.domain.diagnosis import FinanceFigure
from mrl_desktop.domain.project import Change, Project

YEARS = ["Wykonanie 2017", "Wykonanie 2018", "Plan 3 kw. 2019", "Przewidywane wykonanie 2019", "2020", 2021]
STAGES = [(2017, "wykonanie"), (2018, "wykonanie"), (2019, "plan"), (2019, "prognoza"), (2020, "prognoza"), (2021, "prognoza")]
INCOME, CURRENT, CAPITAL = 98_000_000, 90_000_000, 8_000_000


def row(number: Any, label: str, amount: float, step: float = 0) -> list[Any]:
    return [number, label, *(amount + step * place for place in range(len(YEARS)))]


def forecast(unit: str = "w zł", scale: int = 1) -> list[list[Any]]:
    return [
        ["Wieloletnia prognoza finansowa"],
        [None, unit],
        ["Lp.", "Wyszczególnienie", *YEARS],
        row(1, "Dochody ogółem", INCOME / scale),
        row(datetime(2026, 1, 1), "Dochody bieżące, w tym:", CURRENT / scale),
        row("1.1.1", "dochody z tytułu udziału we wpływach z podatku dochodowego od osób fizycznych", 20_000_000 / scale),
        row("1.1.4", "dotacje", 12_000_000 / scale),
        row(1.2, "Dochody majątkowe", CAPITAL / scale),
        row("1.2.2", "dotacje", 5_000_000 / scale),
        row(2, "Wydatki ogółem", 99_000_000 / scale),
        row(6, "Kwota długu, o której mowa w art. 226", 30_000_000 / scale),
        row("7.1", "Różnica między dochodami bieżącymi a wydatkami bieżącymi", 1_000_000 / scale),
        row("10.1", "Wydatki objęte limitem art. 226 ust. 3 pkt 4", 500_000 / scale),
    ]


def figures(found: Any) -> dict[tuple[str, int | None, str], D | None]:
    return {(one.item, one.year, one.stage): one.amount for one in found.of(FinanceFigure)}


EXPECTED = {
    (item, year, stage): D(amount)
    for item, amount in (
        ("dochody", INCOME),
        ("dochody_biezace", CURRENT),
        ("pit", 20_000_000),
        ("dotacje_biezace", 12_000_000),
        ("dochody_majatkowe", CAPITAL),
        ("dotacje_inwestycyjne", 5_000_000),
        ("wydatki", 99_000_000),
        ("dlug", 30_000_000),
    )
    for year, stage in STAGES
}


def test_rows_are_told_by_labels_and_the_heading_above_them_not_by_numbers(read: Any) -> None:
    found = read({"Arkusz1": forecast()})
    assert figures(found) == EXPECTED
    wrong_numbers = [[100 - at if at > 2 else line[0], *line[1:]] for at, line in enumerate(forecast())]
    assert figures(read({"x": wrong_numbers})) == EXPECTED


def test_every_figure_names_its_cell_and_its_year(read: Any) -> None:
    found = read({"WPF": forecast()})
    debt = next(one for one in found.of(FinanceFigure) if one.item == "dlug" and one.year == 2018)
    assert (found.cell_of(debt, "amount"), found.cell_of(debt, "year"), found.cell_of(debt, "item")) == (["D11"], ["D3"], ["B11"])


def test_rows_without_an_item_are_listed_with_the_reason(read: Any) -> None:
    found = read({"WPF": forecast()})
    assert {one.cell[0] + one.cell[1:]: one.reason for one in found.contents.skipped if one.cell in ("C12", "C13")} == {
        "C12": "Program sam liczy tę wielkość z pozycji budżetu.",
        "C13": "Program nie ma takiej pozycji budżetu: „Wydatki objęte limitem art. 226 ust. 3 pkt 4”.",
    }


@pytest.mark.parametrize("where", ["pod tytułem", "w nagłówku", "w kolumnie", "w uwadze", "w tytule"])
def test_thousands_are_multiplied_wherever_they_are_named(read: Any, where: str) -> None:
    rows = forecast("", 1000)
    if where == "pod tytułem":
        rows[1] = [None, "w tys. zł"]
    elif where == "w nagłówku":
        rows[2] = ["Lp.", "Wyszczególnienie [tys. zł]", *YEARS]
    elif where == "w kolumnie":
        rows = [[*line[:2], "J.m." if at == 2 else "tys. zł", *line[2:]] if at >= 2 else line for at, line in enumerate(rows)]
    elif where == "w uwadze":
        rows += [[], ["* kwoty w tys. zł"]]
    else:
        rows[0] = ["Wieloletnia prognoza finansowa (w tys. zł)"]
    assert figures(read({"WPF": rows})) == EXPECTED


def test_two_units_at_once_are_told_and_no_amount_is_guessed(read: Any) -> None:
    found = read({"WPF": [["Prognoza w tys. zł"], *forecast("w zł")[1:]]})
    assert figures(found) == {}
    assert [finding.severity.value for finding in found.findings("I97")] == [type(found.findings("I97")[0].severity).ERROR.value]
    assert "C4" in found.skipped_cells("WPF")


def test_thousands_that_would_make_a_budget_no_town_has_are_not_believed(read: Any) -> None:
    found = read({"WPF": forecast("w tys. zł")})
    assert figures(found) == {} and len(found.findings("I97")) == 1


def test_a_unit_of_one_column_is_of_that_column_only(read: Any) -> None:
    rows = forecast()
    rows[2] = [*rows[2][:-1], "2021 [tys. zł]"]
    rows = [[*line[:-1], line[-1] / 1000] if at > 2 else line for at, line in enumerate(rows)]
    assert figures(read({"WPF": rows})) == EXPECTED


@pytest.mark.parametrize("typed", ["98 000 000,00", "98\u202f000\u202f000", "98.000.000,00", "98'000'000", "98 000 000¹", "98 000 tys. zł", "98 mln zł"])
def test_amounts_typed_as_text_are_the_amounts_people_see(read: Any, typed: str) -> None:
    rows = forecast()
    rows[3] = [*rows[3][:2], typed, *rows[3][3:]]
    assert figures(read({"WPF": rows}))["dochody", 2017, "wykonanie"] == D(INCOME)


def test_a_total_that_differs_from_its_parts_is_told_unless_by_rounding(read: Any) -> None:
    exact = [("1", "Dochody ogółem", INCOME), ("1.1", "Dochody bieżące", CURRENT), ("1.2", "Dochody majątkowe", CAPITAL)]
    for off, told in ((0, 0), (1, 0), (5000, 1)):
        rows = [["WPF w zł"], ["Lp.", "Wyszczególnienie", "Wykonanie 2018"], *([number, label, amount + (off if number == "1" else 0)] for number, label, amount in exact)]
        found = read({"WPF": rows}).findings("I96")
        assert len(found) == told, off
        assert all(finding.place.cell == "C3" for finding in found)


def test_other_sheets_confirm_figures_or_contradict_them(read: Any) -> None:
    title, head = ["Relacja z art. 243 (w tys. zł)"], ["Rok", 2020, 2021]
    sheet = [title, head, ["R", 2000, 2000], ["Db", 90000, 91000], ["Sm", 300, 300], ["Lewa", 2.1, 2.2], ["TAK/NIE", "TAK", "TAK"]]
    found = read({"WPF": forecast(), "art_243": sheet})
    assert figures(found) == EXPECTED | {(item, year, "prognoza"): D(amount) for item, amount in (("splata_rat", 2_000_000), ("sprzedaz_majatku", 300_000)) for year in (2020, 2021)}
    assert [finding.place.cell for finding in found.findings("I95")] == ["C4"]
    assert {"B6", "C7"} <= found.skipped_cells("art_243")


def test_the_potential_gives_new_debt_and_its_minus_is_a_sign_of_the_label(read: Any) -> None:
    rows = [["Potencjał inwestycyjny, w zł"], ["", 2020, 2021, "2020–2021"], ["Wynik operacyjny", 9e6, 9e6, 18e6], ["− Spłata rat", -2e6, -2e6, -4e6], ["= Wynik operacyjny netto", 7e6, 7e6, 14e6], ["+ Nowy dług (limit)", 1e6, 1e6, 2e6]]
    found = read({"Potencjał": rows})
    assert figures(found) == {(item, year, "prognoza"): D(amount) for item, amount in (("splata_rat", 2_000_000), ("nowy_dlug", 1_000_000)) for year in (2020, 2021)}
    assert {"B3", "D4", "D6"} <= found.skipped_cells("Potencjał")


def test_years_before_the_forecast_without_a_stage_are_execution(read: Any) -> None:
    rb = [["Dane Rb (w zł)"], ["Wyszczególnienie", 2015, 2016], ["Dochody ogółem", 80e6, 81e6], ["Dochody bieżące", 75e6, 76e6], ["Wydatki ogółem", 79e6, 80e6]]
    found = figures(read({"Dane": rb, "WPF": forecast()}))
    assert found["dochody", 2015, "wykonanie"] == D(80_000_000) and found["wydatki", 2016, "wykonanie"] == D(80_000_000)


REPORT = [
    ["Rb-27S – sprawozdanie z wykonania planu dochodów za okres od początku roku do dnia 31 grudnia roku 2018"],
    ["Dział", "Rozdział", "Paragraf", "Plan (po zmianach)", "Dochody wykonane"],
    ["756", "75621", "0010", 19e6, 20e6],
    [756, 75621, 20, 1e6, 1.1e6],
    [756, 75615, 310, 9e6, 9.5e6],
    ["758", "75801", "2920", 20e6, 21e6],
    ["700", "70005", "0770", 2e6, 2.4e6],
    ["Razem", None, None, 51e6, 54e6],
]


def test_a_report_by_paragraphs_is_summed_into_items(read: Any) -> None:
    found = figures(read({"Rb": REPORT}))
    done = {item: amount for (item, year, stage), amount in found.items() if (year, stage) == (2018, "wykonanie")}
    assert done == {key: D(value) for key, value in {"dochody": 54_000_000, "dochody_biezace": 51_600_000, "pit": 20_000_000, "cit": 1_100_000, "podatek_od_nieruchomosci": 9_500_000, "subwencja": 21_000_000, "sprzedaz_majatku": 2_400_000, "dochody_majatkowe": 2_400_000}.items()}  # fmt: skip
    assert found["dochody", 2018, "plan"] == D(51_000_000)


def test_a_report_of_a_part_of_the_year_is_no_execution_of_the_year(read: Any) -> None:
    rows = [[REPORT[0][0].replace("31 grudnia", "30 czerwca")], *REPORT[1:]]
    found = read({"Rb": rows})
    assert {stage for _, _, stage in figures(found)} == {"plan"}
    assert "E3" in found.skipped_cells("Rb")


def test_stages_under_years_and_a_report_typed_over(read: Any) -> None:
    rows = [["Dane Rb (zł)"], ["Wyszczególnienie", "2018", None, "2019", None], [None, "Plan", "Wykonanie", "Plan", "Wykonanie"], ["Dochody ogółem", 50e6, 51e6, 52e6, 53e6], ["Wydatki ogółem", 50e6, 51e6, 52e6, 53e6], ["Kwota długu", 5e6, 5e6, 6e6, 6e6]]
    assert figures(read({"Dane Rb": rows}))["dochody", 2019, "wykonanie"] == D(53_000_000)
    ndx = [["Rb-NDS o nadwyżce/deficycie, 31 grudnia 2019 r."], ["Wyszczególnienie", "Plan (po zmianach)", "Wykonanie"], ["A. DOCHODY", 52e6, 53e6], ["A1. Dochody bieżące", 50e6, 51e6], ["B. WYDATKI", 52e6, 52e6], ["C. NADWYŻKA/DEFICYT", 0, 1e6]]
    found = figures(read({"Rb-NDS": ndx}))
    assert found["dochody", 2019, "wykonanie"] == D(53_000_000) and found["wynik", 2019, "wykonanie"] == D(1_000_000) and found["dochody_biezace", 2019, "plan"] == D(50_000_000)


def test_reading_again_changes_nothing_and_meets_figures_typed_in_the_window(read: Any) -> None:
    reading = read({"WPF": forecast()}).reading()
    typed = FinanceFigure(item="dochody", year=2018, stage="wykonanie", amount=D(INCOME))
    project = Project()
    project.apply(Change(label="", puts=(typed,)))
    first = compare(project, reading)
    assert sum(item.state.value == "nowe" for item in first.items) == len(EXPECTED) - 1


    project.apply(first.change(first.batch(who="", when=datetime(2026, 1, 1, tzinfo=UTC))))
    assert len(project.all(FinanceFigure)) == len(EXPECTED)
    assert not compare(project, reading).change(first.batch(who="", when=datetime(2026, 1, 2, tzinfo=UTC)))
