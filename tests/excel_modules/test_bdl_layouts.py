"""Layouts of BDL exports and what people do to them, made small."""

from __future__ import annotations

import csv
import io
import string
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from excel_modules.reading import Reading, read_here
from excel_modules.sheet import cell_name
from excel_modules.statistics.gus_bdl.file_name import understood
from excel_modules.statistics.gus_bdl.wide_table import label
from mrl_desktop.domain.facts import Mark
from mrl_desktop.domain.findings import Severity
from mrl_desktop.domain.territory import Register
from tests.excel_modules import bad_files
from tests.excel_modules.answering import answers, codes, observed, values_of

Read = Callable[..., Reading]
GMINY = (("0201011", "Bolesławiec (1)"), ("0201022", "Bolesławiec (2)"), ("0201032", "Gromadka (2)"), ("0201043", "Nowogrodziec (3)"))
LONG = '"Kod";"Nazwa";"Wiek";"Płeć";"Rok";"Wartosc";"Jednostka miary";"Atrybut";\n'


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("ogółem;ogółem;2018;[osoba]", (("ogółem", "ogółem"), 2018, "osoba")),
        ("budynki mieszkalne ogółem (PKOB 11);2022;[-]", (("budynki mieszkalne ogółem (PKOB 11)",), 2022, "-")),
        ("ludność na 1 km2,2024,[osoba]", (("ludność na 1 km2",), 2024, "osoba")),
        ("boiska 36x19 m;2016;[szt.]", (("boiska 36x19 m",), 2016, "szt.")),
        ("2010;2022;[szt.]", (("2010",), 2022, "szt.")),
        ("ludność w tysiącach", (("ludność w tysiącach",), None, "")),
        ("targi, wystawy i pokazy", (("targi, wystawy i pokazy",), None, "")),
        ("0;ogółem;2021;[lata]", (("0", "ogółem"), 2021, "lata")),
    ],
)
def test_heading_of_a_wide_csv_is_taken_apart_from_its_end(said: str, meant: tuple[tuple[str, ...], int | None, str]) -> None:
    assert label(said) == meant


@pytest.mark.parametrize(
    ("name", "subject", "exported", "year"),
    [
        ("LUDN_2137_CTAB_20260414235116.csv", "P2137", "2026-04-14T23:51:16", None),
        ("LUDN_2425_CTAB_20241028202819_2023.csv", "P2425", "2024-10-28T20:28:19", 2023),
        ("LUDN_2137_20160225144358.xlsx", "P2137", "2016-02-25T14:43:58", None),
        ("WYNA_2497_CREL_20230312151155 (1).csv", "P2497", "2023-03-12T15:11:55", None),
        ("RYNE_4098.xlsx", "P4098", "", None),
        ("ludnosc_2013-2024.xlsx", "", "", None),
        ("bezrobocie 2021.csv", "", "", 2021),
        ("LUDN_2137_CTAB_20269914235116.csv", "P2137", "", None),
    ],
)
def test_file_name_is_a_hint(name: str, subject: str, exported: str, year: int | None) -> None:
    found = understood(name)
    assert (found.subject, found.exported, found.year) == (subject, exported, year)


def test_relational_workbook_is_read_from_the_filled_sheet_not_the_empty_one(tmp_path: Path, read: Read) -> None:
    reading = read(bad_files.long_workbook(tmp_path / "renamed.xlsx"))

    assert reading.recognised_as == "tablica GUS BDL (XLSX, relacyjna)"
    assert [block.sheet for block in reading.blocks] == ["DANE"]
    assert reading.vintage == "2025-05-22"


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_wide_workbook_with_any_number_of_header_rows(tmp_path: Path, read_answered: Read, depth: int) -> None:
    """Merged headings are written once and hold for the cells to their right."""
    header: list[list[object]] = [["Kod", "Nazwa", f"cecha {level}", None, f"inna {level}", None] for level in range(depth)]
    header[0][:2] = ["Kod", "Nazwa"]
    for row in header[1:]:
        row[:2] = [None, None]
    years: list[object] = [None, None, "2023", "2024", "2023", "2024"]
    units: list[object] = [None, None, "[osoba]", "[osoba]", "[%]", "[%]"]
    body: list[list[object]] = [["0201011", "Bolesławiec (1)", 1, 2, 3, 4]]
    path = bad_files.workbook(tmp_path / "szeroka.xlsx", OPIS=bad_files.OPIS, TABLICA=[*header, years, units, *body])

    reading = read_answered(path)

    first, second = "; ".join(f"cecha {level}" for level in range(depth)), "; ".join(f"inna {level}" for level in range(depth))
    assert values_of(reading, first) == {("0201011", 2023): 1, ("0201011", 2024): 2}
    assert values_of(reading, second) == {("0201011", 2023): 3, ("0201011", 2024): 4}
    assert {series.unit for block in reading.blocks for series in block.series} == {"osoba", "%"}


def test_workbook_with_macros_is_read_like_any_other(tmp_path: Path, read: Read) -> None:
    path = bad_files.long_workbook(tmp_path / "dane.xlsx").rename(tmp_path / "dane.xlsm")

    assert len(observed(read(path))) == 2


def test_spreadsheet_of_libreoffice_is_read(tmp_path: Path, read_answered: Read) -> None:
    rows = [["Kod", "Nazwa", "ogółem;2024;[osoba]"], ["0201011", "Bolesławiec (1)", 5], ["0201022", "Bolesławiec (2)", 6]]

    reading = read_answered(bad_files.spreadsheet(tmp_path / "dane.ods", rows))

    assert reading.recognised_as == "tablica GUS BDL (ODS, szeroka)"
    assert sorted(values_of(reading, "ogółem").values()) == [5, 6]


@pytest.mark.parametrize("above", ["sep=;\n", "Ludność w gminach\nźródło: GUS, BDL\n\n", "\n\n"])
def test_lines_above_the_header_do_not_hide_it(tmp_path: Path, read_answered: Read, above: str) -> None:
    reading = read_answered(bad_files.wide_csv(tmp_path / f"dane{len(above)}.csv", text=above + bad_files.HEADER + bad_files.ROWS))

    assert values_of(reading, "ogółem; ogółem") == {("0201011", 2024): 37210, ("0201022", 2024): 15433}


def test_workbook_saved_again_by_excel_with_numbers_for_codes_and_years(tmp_path: Path, read: Read) -> None:
    table = [["Kod", "Nazwa", "ogółem", None], [None, None, "ogółem", None], [None, None, 2023, 2024], [None, None, "[osoba]", "[osoba]"]]
    table += [[0, "POLSKA", 37636508, 37489087], [200000, "DOLNOŚLĄSKIE", 2879271, 2868242], [201011, "Bolesławiec (1)", 37500, 37210]]

    reading = read(bad_files.workbook(tmp_path / "ludnosc.xlsx", OPIS=bad_files.OPIS, TABLICA=table))

    found = observed(reading)
    assert found["ludnosc", "0000000", 2024] == 37_489_087
    assert found["ludnosc", "0200000", 2023] == 2_879_271
    assert found["ludnosc", "0201011", 2024] == 37_210


def test_units_of_a_table_whose_codes_are_gone_are_known_by_their_names(tmp_path: Path, read_answered: Read) -> None:
    """Both with the column left empty and with the column cut out; a name that several units bear is told, never guessed."""
    emptied = bad_files.HEADER + ';"Bolesławiec (1)";37210;\n;"Gromadka (2)";5000;\n;"Osiek (2)";4000;\n'
    cut = "\n".join(line.partition(";")[2] for line in emptied.splitlines())
    for number, text in enumerate((emptied, cut)):
        reading = read_answered(bad_files.wide_csv(tmp_path / f"dane{number}.csv", text=text))
        assert {(block.territories[place], value) for block in reading.blocks for place, value in zip(block.territory_index, block.values, strict=True)} == {
            ("0201011", 37210),
            ("0201032", 5000),
        }
        assert {"I01", "I03"} <= codes(reading)
        assert any("Osiek" in skipped.value for skipped in reading.skipped)
        tally = reading.tally
        assert tally.present == tally.observations + tally.empty + tally.skipped


def test_table_whose_headings_are_only_years_asks_what_it_is_about(tmp_path: Path, read_answered: Read) -> None:
    text = "Jednostka terytorialna;Kod;2022;2023\nBolesławiec (1);0201011;5;6\nBolesławiec (2);0201022;7;8\n"

    reading = read_answered(bad_files.wide_csv(tmp_path / "dane.csv", text=text))

    assert [question.says for question in reading.questions] == ["kolumny z samymi latami"]
    assert values_of(reading, "") == {("0201011", 2022): 5, ("0201011", 2023): 6, ("0201022", 2022): 7, ("0201022", 2023): 8}


def test_english_export_of_2016_with_the_unit_before_the_value(tmp_path: Path, read_answered: Read) -> None:
    description = [["Category:", "POPULATION"], ["Subgroup:", "Population by age"], ["Last update:", "13/01/2016"], ["Dimensions:", "Age; Sex; Year"]]
    data = [["TERYT_CODE", "TERYT_NAME", "AGE", "SEX", "YEAR", "MEASURE UNIT", "VALUE", "ATTRIBUTE"]]
    data.append(["1101506000", "Powiat łódzki wschodni", "total", "males", "2014", "person", 33000, " "])  # type: ignore[list-item]
    path = bad_files.workbook(tmp_path / "LUDN_2137_20160225144358.xlsx", DESCRIPTION=description, DATA=data, PIVOT=[["Row Labels"]])  # type: ignore[arg-type]

    reading = read_answered(path)

    assert values_of(reading, "total; males") == {("1006000", 2014): 33000}
    assert reading.blocks[0].series[0].unit == "person"


def test_header_fallen_apart_is_put_together_when_it_fits(tmp_path: Path, read_answered: Read) -> None:
    text = "Kod,Nazwa,ogółem,2011,[osoba],kobiety,2011,[osoba]\n201011,Bolesławiec (1),5,3,,,,\n201022,Bolesławiec (2),7,4,,,,\n"

    reading = read_answered(bad_files.wide_csv(tmp_path / "NARO_3304.csv", text=text))

    assert values_of(reading, "kobiety") == {("0201011", 2011): 3, ("0201022", 2011): 4}


def test_header_fallen_apart_is_refused_when_it_does_not_fit(tmp_path: Path, read: Read) -> None:
    text = "Kod,Nazwa,ogółem,2011,[osoba],kobiety,2011,[osoba]\n201011,Bolesławiec (1),5,3,9,,,\n"

    reading = read(bad_files.wide_csv(tmp_path / "NARO_3304.csv", text=text))

    assert reading.refused and codes(reading) == {"I54"}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["teryt/TERC_Urzedowy_2025-11-18.csv", "teryt/NUTS_PL.csv", "exams/wyniki_testow.csv", "mf_pit/20210215_Gminy_2_za_2020.xlsx", "gus_tables/Tabela_IV.xls"])
def test_registers_and_tables_of_others_are_not_taken_for_exports(real: Path, read: Read, name: str) -> None:
    assert "BDL" not in read(real / name).recognised_as


def test_register_of_units_is_not_taken_for_statistics(tmp_path: Path, read: Read) -> None:
    text = "code;name;level;parent\n0201011;Bolesławiec;gmina;0201000\n0201022;Bolesławiec;gmina;0201000\n"

    assert read(bad_files.wide_csv(tmp_path / "rejestr.csv", text=text)).refused


def test_table_packed_into_an_archive_is_read(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "LUDN_2137_CTAB_20250101120000.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("tablica.csv", bad_files.HEADER + bad_files.ROWS)

    assert len(read(path).questions) == 1


ATTRIBUTES = [
    ("", 5.0, 5.0, Mark.NORMAL),
    ("x", 0.0, None, Mark.SUPPRESSED),
    ("X", 0.0, None, Mark.SUPPRESSED),
    ("n", 0.0, None, Mark.NOT_YET),
    ("z", 0.0, 0.0, Mark.NORMAL),
    ("Z", 0.0, 0.0, Mark.BREAK),
    ("k", 7.0, 7.0, Mark.INCOMPLETE),
    ("K", 7.0, 7.0, Mark.INCOMPLETE),
    ("a", 0.0, 0.0, Mark.BELOW_FORMAT),
    ("A", 0.0, 0.0, Mark.BELOW_FORMAT),
    ("s", 7.0, 7.0, Mark.ESTIMATED),
    ("M", 7.0, 7.0, Mark.BREAK),
    ("v", 7.0, 7.0, Mark.LOW_PRECISION),
    ("p", 7.0, 7.0, Mark.JOINT),
]


@pytest.mark.parametrize(("letter", "printed", "value", "mark"), ATTRIBUTES)
def test_each_attribute_means_what_the_publisher_says(tmp_path: Path, read_answered: Read, letter: str, printed: float, value: float | None, mark: Mark) -> None:
    rows = f'0201011;"Bolesławiec (1)";"ogółem";"ogółem";"2024";{printed:.0f};"osoba";"{letter}";\n'
    rows += '0201022;"Bolesławiec (2)";"ogółem";"ogółem";"2024";3;"osoba";"k";\n'

    [block] = read_answered(bad_files.wide_csv(tmp_path / f"dane_{letter}_{letter.isupper()}.csv", text=LONG + rows)).blocks

    assert (block.values[0], block.marks[0]) == (value, mark)


def test_empty_value_with_an_attribute_is_kept_as_missing_and_without_one_is_not_kept(tmp_path: Path, read_answered: Read) -> None:
    rows = '0201011;"a";"ogółem";"ogółem";"2024";;"osoba";"n";\n0201022;"b";"ogółem";"ogółem";"2024";;"osoba";"";\n'
    reading = read_answered(bad_files.wide_csv(tmp_path / "dane.csv", text=LONG + rows))

    assert [(block.territories, list(block.values), list(block.marks)) for block in reading.blocks] == [(("0201011", "0201022"), [None], [Mark.NOT_YET])]
    assert (reading.tally.present, reading.tally.empty, reading.tally.observations) == (2, 1, 1)


def test_number_denied_by_its_attribute_and_unknown_attribute_are_told(tmp_path: Path, read_answered: Read) -> None:
    rows = '0201011;"a";"ogółem";"ogółem";"2024";12;"osoba";"x";\n0201022;"b";"ogółem";"ogółem";"2024";8;"osoba";"q";\n'
    reading = read_answered(bad_files.wide_csv(tmp_path / "dane.csv", text=LONG + rows))

    assert list(reading.blocks[0].values) == [None, 8]
    told = {finding.code: finding.place.cell for finding in reading.findings}
    assert told["I09"] == "F2" and told["I06"] == "H3"


def test_dash_means_missing_and_words_are_skipped_with_their_cell(tmp_path: Path, read_answered: Read) -> None:
    text = bad_files.HEADER + '0201011;"a";-;\n0201022;"b";dużo;\n0201032;"c";1 234,5;\n'
    reading = read_answered(bad_files.wide_csv(tmp_path / "dane.csv", text=text))

    [block] = reading.blocks
    assert list(zip(block.values, block.marks, strict=True)) == [(None, Mark.MISSING), (1234.5, Mark.NORMAL)]
    [skipped] = [skipped for skipped in reading.skipped if skipped.value == "dużo"]
    assert skipped.cell == "C3" and "I07" in codes(reading)


def test_notes_under_the_table_and_values_without_heading_are_told(tmp_path: Path, read_answered: Read) -> None:
    text = bad_files.HEADER + '0201011;"a";5;77;\n;"Źródło: GUS";;\n\n'
    reading = read_answered(bad_files.wide_csv(tmp_path / "dane.csv", text=text))

    assert {"I51", "I52"} <= codes(reading)
    assert {(skipped.cell, skipped.value) for skipped in reading.skipped} == {("B3", "Źródło: GUS"), ("D2", "77")}


def test_same_value_twice_is_read_once_and_a_contradiction_is_told(tmp_path: Path, read_answered: Read) -> None:
    text = bad_files.HEADER + '0201011;"a";5;\n0201011;"a";5;\n0201022;"b";6;\n0201022;"b";9;\n'
    reading = read_answered(bad_files.wide_csv(tmp_path / "dane.csv", text=text))

    assert list(reading.blocks[0].values) == [5, 6]
    told = [(finding.severity, finding.place.cell) for finding in reading.findings if finding.code == "I08"]
    assert told == [(Severity.NOTE, ""), (Severity.WARNING, "C5")]
    assert reading.tally.skipped == 2


def test_year_that_is_none_is_skipped_with_its_cell(tmp_path: Path, read_answered: Read) -> None:
    rows = '0201011;"a";"ogółem";"ogółem";"dawno";12;"osoba";"";\n0201022;"b";"ogółem";"ogółem";"2024";8;"osoba";"";\n'
    reading = read_answered(bad_files.wide_csv(tmp_path / "dane.csv", text=LONG + rows))

    assert list(reading.blocks[0].values) == [8]
    assert [(skipped.cell, skipped.value) for skipped in reading.skipped] == [("E2", "dawno")]


def test_value_can_be_traced_to_its_cell(tmp_path: Path, read_answered: Read) -> None:
    path = bad_files.long_workbook(tmp_path / "dane.xlsx")
    [block] = read_answered(path).blocks

    assert [cell_name(row, column) for row, column in zip(block.rows, block.columns, strict=True)] == ["F2", "F3"]


words = st.text(alphabet=string.ascii_lowercase + "ąęłóżź -()", min_size=1, max_size=12).map(str.strip).filter(lambda text: len(text) > 1)
numbers = st.one_of(st.integers(-10_000_000, 10_000_000).map(float), st.integers(-99_999, 99_999).map(lambda number: number / 100))
tables = st.dictionaries(
    st.tuples(words, words, st.integers(1995, 2025)),
    st.lists(st.one_of(st.none(), numbers), min_size=len(GMINY), max_size=len(GMINY)),
    min_size=1,
    max_size=6,
)


def printed(number: float | None) -> str:
    return "" if number is None else f"{number:.2f}".replace(".", ",") if number % 1 else f"{number:.0f}"


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(table=tables)
def test_wide_and_long_exports_of_the_same_table_give_the_same_observations(tmp_path: Path, register: Register, table: dict[tuple[str, str, int], list[float | None]]) -> None:
    wide, long = io.StringIO(), io.StringIO()
    wide_rows, long_rows = csv.writer(wide, delimiter=";"), csv.writer(long, delimiter=";")
    wide_rows.writerow(["Kod", "Nazwa", *(f"{age};{sex};{year};[osoba]" for age, sex, year in table), ""])
    long_rows.writerow(["Kod", "Nazwa", "Wiek", "Płeć", "Rok", "Wartosc", "Jednostka miary", "Atrybut", ""])
    for number, (code, name) in enumerate(GMINY):
        wide_rows.writerow([code, name, *(printed(values[number]) for values in table.values()), ""])
        for (age, sex, year), values in table.items():
            long_rows.writerow([code, name, age, sex, year, printed(values[number]), "osoba", "", ""])
    expected = {(f"{age}; {sex}", code, year): value for (age, sex, year), values in table.items() for (code, _), value in zip(GMINY, values, strict=True) if value is not None}

    for text in (wide.getvalue(), long.getvalue()):
        path = bad_files.wide_csv(tmp_path / "dane.csv", text=text)
        variables, choices = answers(read_here(path, register, ()).questions, 2020)
        reading = read_here(path, register, variables, choices)
        titles = {variable.key: variable.title.removesuffix(" [osoba]") for variable in variables}
        found = {(titles[key], code, year): value for (key, code, year), value in observed(reading).items()}
        assert found == pytest.approx(expected)
        assert reading.tally.present == reading.tally.observations + reading.tally.empty


@pytest.mark.parametrize(
    ("text", "layout"),
    [
        ('"Kod";"Nazwa";"wskaźniki;mrl;1995;[osoba]";\n0201011;"Bolesławiec (1)";;\n0201043;"Nowogrodziec (3)";0;\n', "szeroka"),
        (LONG + '0201011;"Bolesławiec (1)";"wskaźniki";"mrl";"1995";;"osoba";"";\n0201043;"Nowogrodziec (3)";"wskaźniki";"mrl";"1995";0;"osoba";"";\n', "relacyjna"),
    ],
)
def test_an_export_is_an_export_whatever_words_it_holds(tmp_path: Path, register: Register, text: str, layout: str) -> None:
    reading = read_here(bad_files.wide_csv(tmp_path / "diagnoza_mrl.csv", text=text), register, ())

    assert reading.recognised_as == f"tablica GUS BDL (CSV, {layout})" and reading.tally.present == 2
