"""Tables of ZUS and KRUS: by municipality, by age and sex, and sizes of benefits in the country (layouts known from descriptions)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from excel_modules.reading import Reading
from mrl_desktop.domain.facts import Mark
from tests.excel_modules.answering import codes, observed
from tests.excel_modules.statistics_tables.conftest import EXAMPLES

Read = Callable[..., Reading]
Book = Callable[..., Path]
SAMPLES = EXAMPLES / "zrodla/zus_krus"


def cells(path: Path, first: int) -> list[tuple[object, ...]]:
    import openpyxl

    return list(openpyxl.load_workbook(path).active.iter_rows(min_row=first, values_only=True))


def test_insured_and_pensioners_by_municipality(read: Read) -> None:
    path = SAMPLES / "ZUS_gminy_2024.xlsx"
    reading = read(path)

    own = next(row for row in cells(path, 8) if row[1] == "Nowe Bielany")
    values = observed(reading)
    assert values["zus_ubezpieczeni", "9801011", 2024] == own[2]
    assert values["ubezpieczenia:zus:ubezpieczeni:kobiety:osoba", "9801011", 2024] == own[4]
    assert values["zus_emeryci_rencisci", "9801011", 2024] == own[5]
    assert values["zus_przecietna_emerytura", "9801011", 2024] == float(str(own[7]).replace(",", "."))
    assert reading.publisher == "ZUS"


def test_the_row_of_the_whole_is_no_municipality_and_a_starred_number_is_kept(read: Read) -> None:
    reading = read(SAMPLES / "ZUS_gminy_2024.xlsx")

    assert {territory for _, territory, _ in observed(reading)} == {f"98{number:02}011" for number in range(1, 12)}
    assert {"I71", "I72"} <= codes(reading)
    assert reading.tally.present == reading.tally.observations + reading.tally.skipped == 12 * 6


def test_farmers_by_age_and_sex_of_a_powiat(read: Read) -> None:
    reading = read(SAMPLES / "KRUS_powiaty_2024.csv")

    values = observed(reading)
    assert reading.publisher == "KRUS"
    assert len(values) == 5 * 4 * 2 * 2
    assert values["ubezpieczenia:krus:emeryci_i_rencisci:kobiety:do_24:osoba", "9801000", 2024] == 0
    assert ("krus_ubezpieczeni", "9801000", 2024) not in values  # classes are not the whole


def test_sizes_of_benefits_are_those_of_poland(read: Read) -> None:
    path = SAMPLES / "ZUS_struktura_emerytur_marzec_2025.xlsx"
    values = observed(read(path))

    rows = cells(path, 8)
    assert {territory for _, territory, _ in values} == {"0000000"}
    assert values["zus_emerytury", "0000000", 2025] == rows[0][1]
    assert values["ubezpieczenia:zus:emerytury:kobiety:500,01-1500,00:osoba", "0000000", 2025] == rows[1][3]
    assert len(values) == 7 * 4


def test_thousands_in_the_title_are_people_in_the_catalogue(read: Read, workbook: Book) -> None:
    path = workbook(
        [
            ["Zakład Ubezpieczeń Społecznych"],
            ["Struktura wysokości emerytur w marcu 2025 r. (w tys.)"],
            ["Wysokość świadczenia", "Ogółem", "Przeciętna wysokość emerytury (zł)"],
            ["Ogółem", 6100.5, 3500.25],
            [" 9900,01  -  10000,00", 5.25, 9950],
        ]
    )
    values = observed(read(path))

    assert values["zus_emerytury", "0000000", 2025] == 6_100_500
    assert values["ubezpieczenia:zus:emerytury:9900,01-10000,00:tys._osob", "0000000", 2025] == 5.25
    assert values["zus_przecietna_emerytura", "0000000", 2025] == 3500.25  # złoty are not counted in thousands of people


def test_a_dash_is_no_zero_where_an_average_cannot_be_worked_out(read: Read, workbook: Book) -> None:
    path = workbook([["ZUS 2024"], ["Kod", "Gmina", "Renty rodzinne", "Przeciętna wysokość renty rodzinnej"], ["0201011", "Bolesławiec", 12, 2900.5], ["0201022", "Bolesławiec", "-", "-"]])
    reading = read(path)

    values = observed(reading)
    assert values["zus_renty_rodzinne", "0201022", 2024] == 0
    [average] = [value for (key, place, _), value in values.items() if "przecietna" in key and place == "0201022"]
    assert average is None
    assert Mark.MISSING in reading.blocks[0].marks


def test_without_a_year_the_planner_is_asked(read: Read, workbook: Book) -> None:
    reading = read(workbook([["Emeryci i renciści ZUS"], ["Kod", "Gmina", "Emeryci i renciści"], ["0201011", "Bolesławiec", 12000]]))

    [question] = reading.questions
    assert question.year is None
    assert [proposal.variable for proposal in question.proposals] == ["zus_emeryci_rencisci"]
    assert "I61" in codes(reading)


def test_a_list_of_people_with_zus_in_a_heading_is_no_statistic(workbook: Book) -> None:
    from excel_modules.opening import open_workbook
    from excel_modules.statistics import social_insurance

    path = workbook([["Zadanie", "Koszt", "Składki ZUS"], ["Remont szkoły", 1000, 20], ["Droga gminna", 2000, 30]])
    assert social_insurance.recognise(open_workbook(path)) is None


def test_a_table_of_branches_is_refused_with_the_reason(read: Read, workbook: Book) -> None:
    rows = [["Liczba emerytów pobierających świadczenia z ZUS, 2023"], ["Oddział ZUS", "Liczba emerytów ogółem"], ["Ogółem", 900], ["Oddział w Lipogrodzie", 500], ["II Oddział w Jarzębowie", 400]]
    reading = read(workbook(rows, name="zus_oddzialy.xlsx"))

    assert reading.refused and codes(reading) == {"I83"}
    assert "Oddział w Lipogrodzie" in reading.findings[0].message
