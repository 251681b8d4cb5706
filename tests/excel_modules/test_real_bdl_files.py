"""Exports other people downloaded from the Bank Danych Lokalnych: read right, or refused with a finding that says what to do."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from excel_modules.reading import Reading
from mrl_desktop.domain.facts import Mark
from mrl_desktop.domain.findings import Severity
from tests.excel_modules.answering import codes, values_of

Read = Callable[..., Reading]


def bdl_files(real: Path) -> list[Path]:
    return sorted(path for folder in ("bdl_csv_wide", "bdl_csv_long", "bdl_xlsx", "damaged") for path in (real / folder).iterdir())


@pytest.mark.slow
def test_every_value_cell_is_read_or_skipped_with_a_reason_or_empty(real: Path, read_answered: Read) -> None:
    for path in bdl_files(real):
        reading = read_answered(path)
        tally = reading.tally
        assert tally.present == tally.observations + tally.empty + tally.skipped, path.name
        assert tally.observations == sum(len(block) for block in reading.blocks), path.name
        if reading.refused:
            assert any(finding.severity is Severity.ERROR and finding.hint for finding in reading.findings), path.name
        else:
            assert tally.observations > 0, path.name


def test_no_real_export_is_refused(real: Path, read_answered: Read) -> None:
    assert not {path.name: codes(reading) for path in bdl_files(real) if (reading := read_answered(path)).refused}


def test_the_export_without_codes_is_read_by_names(real: Path, read_answered: Read) -> None:
    reading = read_answered(real / "damaged/Ludnosc_99.xlsx")

    [block] = reading.blocks
    assert len(block.territories) == 17 and "0200000" in block.territories and "0000000" in block.territories
    assert "I01" in codes(reading)


def test_population_of_boleslawiec_2020_agrees_between_wide_and_long(real: Path, read_answered: Read) -> None:
    long = read_answered(real / "bdl_csv_long/LUDN_2137_CREL_20220407210714.csv")
    wide = read_answered(real / "bdl_csv_wide/LUDN_2137_CTAB_20210625164329.csv", 2020)

    assert values_of(long, "ogółem; ogółem")["0201011", 2020] == 38486
    assert values_of(wide, "ogółem")["0201011", 2020] == 38486
    assert wide.vintage == "2021-06-25T16:43:29"


def test_country_and_voivodeships_stay_themselves(real: Path, read_answered: Read) -> None:
    assert values_of(read_answered(real / "bdl_csv_wide/LUDN_2137_CTAB_20200327110716.csv"), "ogółem; ogółem")["0000000", 2018] == 38_411_148
    assert values_of(read_answered(real / "bdl_csv_wide/LUDN_2137_CTAB_20260414235116.csv"), "ogółem; ogółem")["0200000", 2024] == 2_868_242


def test_long_gmina_file_has_all_2477_gminy_and_three_sexes(real: Path, read_answered: Read) -> None:
    reading = read_answered(real / "bdl_csv_long/LUDN_2137_CREL_20220407210714.csv")
    [block] = reading.blocks

    assert len(block.territories) == 2477
    assert len(block) == 3 * 2477
    assert block.series[0].dimension_names == ("Wiek", "Płeć")


def test_ten_digit_codes_of_2017_mean_the_same_powiaty(real: Path, read_answered: Read) -> None:
    reading = read_answered(real / "bdl_csv_wide/LUDN_3427_CTAB_20170523203746.csv")

    assert values_of(reading, "ogółem")["1006000", 2015] == 1.1


def test_subregions_of_twelve_digit_codes_do_not_become_voivodeships(real: Path, read_answered: Read) -> None:
    reading = read_answered(real / "bdl_csv_long/LUDN_2137_CREL_20230312180341.csv")
    krakow = values_of(reading, "ogółem; ogółem")

    assert krakow["011212000000", 1995] == 632_376
    assert ("1200000", 1995) not in krakow


def test_urban_and_rural_parts_stay_territories_of_their_own(real: Path, read_answered: Read) -> None:
    [block] = read_answered(real / "bdl_csv_wide/LUDN_2137_CTAB_20210625164329.csv").blocks
    whole_and_parts = {"0201043", "0201044", "0201045"}

    assert whole_and_parts <= set(block.territories)


def test_lost_zeros_are_restored(real: Path, read_answered: Read) -> None:
    reading = read_answered(real / "damaged/RYNE_1944_CTAB_20200327105843.csv")

    found = values_of(reading, "ogolem")
    assert found["0000000", 2019] == 866_374
    assert found["0200000", 2019] == 56_022


def test_swapped_separators_are_recognised_and_told(real: Path, read_answered: Read) -> None:
    reading = read_answered(real / "damaged/LUDN_2425_CTAB_20250611231708.csv")

    assert "separator kolumn: przecinek" in reading.notes
    assert "znak dziesiętny: kropka" in reading.notes
    assert values_of(reading, "ludność w tysiącach")["0000000", 2024] == pytest.approx(37489.09)


def test_cut_header_asks_for_the_year_and_proposes_that_of_the_file_name(real: Path, read: Read) -> None:
    reading = read(real / "damaged/LUDN_2425_CTAB_20241028202819_2023.csv")

    [question] = reading.questions
    assert (question.year, question.year_hint) == (None, 2023)
    assert not reading.blocks
    assert "I61" in codes(reading)


def test_reworked_long_table_with_lost_zeros_is_read(real: Path, read_answered: Read) -> None:
    reading = read_answered(real / "damaged/Number_of_people.xlsx")

    assert values_of(reading, "Number of people")["0201000", 1995] == 89_407
    assert reading.tally.observations + reading.tally.skipped == 10_696


def test_attributes_of_long_files_become_marks_and_hidden_values_never_zero(real: Path, read_answered: Read) -> None:
    told = {
        "x": Mark.SUPPRESSED,
        "n": Mark.NOT_YET,
        "M": Mark.BREAK,
        "s": Mark.ESTIMATED,
    }
    for path in sorted((real / "bdl_csv_long").iterdir()):
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream, delimiter=";"))
        expected = Counter(told[row["Atrybut"].strip()] for row in rows if row["Atrybut"].strip() in told)
        [block] = read_answered(path).blocks
        found = Counter(mark for mark in block.marks if mark is not Mark.NORMAL)
        assert found == expected, path.name
        for value, mark in zip(block.values, block.marks, strict=False):
            if mark in (Mark.SUPPRESSED, Mark.NOT_YET):
                assert value is None, path.name


def test_every_number_of_a_long_file_arrives_unchanged(real: Path, read_answered: Read) -> None:
    for path in sorted((real / "bdl_csv_long").iterdir()):
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream, delimiter=";"))
        hidden = {"x", "n"}
        expected = sorted(float(row["Wartosc"].replace(",", ".")) for row in rows if row["Wartosc"] and row["Atrybut"].strip() not in hidden)
        [block] = read_answered(path).blocks
        assert sorted(value for value in block.values if value is not None) == expected, path.name


def test_hidden_value_of_a_workbook_is_missing_though_zero_is_printed(real: Path, read_answered: Read) -> None:
    [block] = read_answered(real / "bdl_xlsx/RYNE_3783_XPIV_20260112155353.xlsx").blocks

    hidden = [place for place, mark in enumerate(block.marks) if mark is Mark.SUPPRESSED]
    assert len(hidden) == 2
    assert all(block.values[place] is None for place in hidden)


@pytest.mark.parametrize(
    ("name", "territory"),
    [("WYNA_2497_CTAB_20260321172330.csv", "2467000"), ("RYNE_3787_CTAB_20260321171501.csv", "1015000")],
)
def test_isolated_zero_of_a_wide_file_is_doubted(real: Path, read_answered: Read, name: str, territory: str) -> None:
    reading = read_answered(real / "bdl_csv_wide" / name)
    [block] = reading.blocks

    doubted = [block.territories[block.territory_index[place]] for place, mark in enumerate(block.marks) if mark is Mark.DOUBTFUL_ZERO]
    assert doubted == [territory]
    assert [finding.code for finding in reading.findings if finding.severity is Severity.WARNING] == ["I05"]


def test_honest_zeros_and_balances_are_not_doubted(real: Path, read_answered: Read) -> None:
    for name in ("bdl_csv_wide/LUDN_1350_CTAB_20260321174505.csv", "bdl_csv_wide/LUDN_2137_CTAB_20210625164329.csv", "bdl_xlsx/ludnosc_2013-2024.xlsx"):
        assert "I05" not in codes(read_answered(real / name)), name


def test_renamed_workbook_is_known_by_its_description(real: Path, read: Read) -> None:
    reading = read(real / "bdl_xlsx/ludnosc_2013-2024.xlsx")

    assert reading.recognised_as == "tablica GUS BDL (XLSX, szeroka)"
    assert reading.vintage == "2025-05-22"
    [women] = [question for question in reading.questions if question.dimensions == ("ogółem", "kobiety")]
    assert women.sure and women.answer == "kobiety"
    assert women.dimension_names == ("Wiek", "Płeć")


def test_wide_workbook_agrees_with_its_cells(real: Path, read: Read) -> None:
    import openpyxl

    path = real / "bdl_xlsx/ludnosc_2013-2024.xlsx"
    sheet = openpyxl.load_workbook(path)["TABLICA"]
    reading = read(path)
    [block] = reading.blocks

    for place in range(0, len(block), 997):
        cell = sheet.cell(block.rows[place] + 1, block.columns[place] + 1)
        assert cell.value == block.values[place]
        assert sheet.cell(cell.row, 1).value == block.territories[block.territory_index[place]]
        assert int(str(sheet.cell(3, cell.column).value)) == block.years[place]


def test_export_time_in_the_name_is_the_vintage(real: Path, read: Read) -> None:
    assert read(real / "bdl_xlsx/LUDN_1872_XTAB_20200327174719.xlsx").vintage == "2020-03-27T17:47:19"
