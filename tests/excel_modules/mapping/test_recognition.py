"""Profiles offered by themselves, the first proposal for an unknown table, plain XML, and the samples."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from excel_modules.mapping.apply import apply
from excel_modules.mapping.profile import OWN, SUFFIX, Meaning, Says, YearFrom
from excel_modules.mapping.profile_file import written
from excel_modules.mapping.shape import fits
from excel_modules.mapping.shelf import own_folder, ready_folder, shelf
from excel_modules.mapping.suggest import suggest
from excel_modules.opening import open_workbook
from excel_modules.packed import unpack
from excel_modules.reading import Reading, Refused, read_here
from excel_modules.registry import best
from excel_modules.sheet import grid
from mrl_desktop.domain.territory import Level, Register, Territory
from tests.excel_modules.mapping.tables import LONG, SOURCES, facts, filled

MONITOR = SOURCES / "mrl" / "monitor_wskazniki.csv"
MONITOR_WIDE = SOURCES / "mrl" / "monitor_lata_w_kolumnach.xlsx"
WASTE = SOURCES / "inne" / "odpady_zwiazku_gmin.xlsx"
DOGS = SOURCES / "inne" / "psy_2024.xlsx"
REPORT = SOURCES / "inne" / "wydatki_z_programu_ksiegowego.xml"
TOWNS = {"9801011": "Nowe Bielany", "9802011": "Lipogród", "9803011": "Sosnobród", "9804011": "Jarzębów", "9805011": "Kalinogród", "9806011": "Olszomin"}


@pytest.fixture(scope="module")
def towns() -> Register:
    return Register([Territory(code=code, name=name, level=Level.GMINA, unit_type="1") for code, name in TOWNS.items()])


def keep(text: str, name: str = "profil") -> Path:
    """Puts a profile into the person's folder."""
    own_folder().mkdir(parents=True, exist_ok=True)
    path = own_folder() / f"{name}{SUFFIX}"
    path.write_text(text, encoding="utf-8")
    return path


def values_of(reading: Reading) -> dict[tuple[str, str, int], float | None]:
    return {
        (block.series[series].title, block.territories[place], year): value
        for block in reading.blocks
        for series, place, year, value in zip(block.series_index, block.territory_index, block.years, block.values, strict=True)
    }


# -- Monitor Rozwoju Lokalnego --------------------------------------------------------------------------------------------


def test_a_table_of_the_monitor_is_read_by_the_ready_profile_without_a_question(towns: Register) -> None:
    reading = read_here(MONITOR, towns, ())
    lines = [line.split(";") for line in MONITOR.read_text(encoding="utf-8").splitlines()[1:]]

    assert reading.recognised_as == "tabela według profilu „Monitor Rozwoju Lokalnego”"
    assert reading.questions == ()
    assert reading.findings == ()
    assert values_of(reading) == {(line[6], line[1], int(line[8])): float(line[9].replace(",", ".")) for line in lines}
    assert {series.unit for block in reading.blocks for series in block.series} == {line[7] for line in lines}
    assert {one.reason for one in reading.skipped} == {"Rodzaj gminy program zna z kodu TERYT.", "Nazwa grupy porównawczej z Monitora; w programie grupę wybiera się w kroku „Miasto”."}


def test_the_ready_profile_reads_years_side_by_side_too() -> None:
    workbook = open_workbook(MONITOR_WIDE)
    [profile] = [one.profile for one in shelf() if one.profile is not None and one.profile.ready]
    assert profile is not None
    applied = apply(profile, workbook, fits(profile, workbook))

    assert {one[2] for one in facts(applied.contents)} == set(range(2019, 2025))
    assert len(facts(applied.contents)) == 4 * 6 * 6
    assert applied.account.filled == filled(workbook)


def test_every_ready_profile_is_sound() -> None:
    ready = [one for one in shelf() if one.path.parent == ready_folder()]

    assert {one.path.name for one in ready} == {path.name for path in ready_folder().glob(f"*{SUFFIX}")}
    for one in ready:
        assert one.profile is not None and one.profile.ready and not one.profile.complaint()


# -- own profiles -----------------------------------------------------------------------------------------------------


def test_a_kept_profile_is_offered_for_the_next_file_of_that_shape(tmp_path: Path, towns: Register) -> None:
    assert best(open_workbook(WASTE)) is None
    keep(written(suggest(open_workbook(WASTE)).profile))
    later = Path(shutil.copy(WASTE, tmp_path / "dane od zwiazku.xlsx"))

    reading = read_here(later, towns, ())

    assert reading.reader == "profil"
    assert reading.questions == ()
    assert values_of(reading)["Papier", "9802011", 2023] == 527.0
    assert values_of(reading)["Papier", "9803011", 2023] is None
    assert len(values_of(reading)) == 40


def test_a_profile_taken_away_is_no_longer_offered() -> None:
    path = keep(written(suggest(open_workbook(WASTE)).profile))
    assert best(open_workbook(WASTE)) is not None
    path.unlink()
    assert best(open_workbook(WASTE)) is None


def test_a_damaged_profile_in_the_folder_stops_nobody() -> None:
    keep("[[kolumna", "a")
    keep(written(suggest(open_workbook(WASTE)).profile), "b")

    assert best(open_workbook(WASTE)) is not None
    assert [one.problem.code for one in shelf() if one.problem is not None] == ["I120"]


def test_an_own_profile_goes_before_the_ready_one() -> None:
    keep(written(suggest(open_workbook(MONITOR)).profile))
    found = best(open_workbook(MONITOR))

    assert found is not None and "Monitor wskazniki" in found[1].layout


def test_a_publishers_export_is_not_taken_for_a_profile(towns: Register) -> None:
    keep(written(LONG))
    header = ["Kod", "Nazwa", "Wskaźniki", "Rok", "Wartość", "Jednostka miary", "Atrybut"]
    found = best(grid("LUDN_2425_CREL_20250618101803.xlsx", Dane=[header, ["0201011", "Bolesławiec (1)", "gęstość", 2024, 5, "osoba", None]]))

    assert found is not None and found[0].NAME == "gus-bdl"


# -- the first proposal ---------------------------------------------------------------------------------------------------


def test_proposal_for_merged_headers() -> None:
    found = suggest(open_workbook(WASTE))

    assert (found.top, found.profile.header_rows) == (2, 2)
    assert [(rule.headings[0], rule.meaning) for rule in found.profile.columns] == [
        ("Lp.", Meaning.IGNORE),
        ("Gmina", Meaning.NAME),
        *((f"{name} [t] | {{rok}}", Meaning.VALUE) for name in ("Papier", "Szkło", "Tworzywa", "Bioodpady")),
        ("Uwagi", Meaning.IGNORE),
    ]
    assert {rule.says for rule in found.profile.columns if rule.meaning is Meaning.VALUE} == {Says.INDICATOR}


def test_proposal_for_a_list_of_one_town_takes_the_year_of_the_title() -> None:
    profile = suggest(open_workbook(DOGS)).profile

    assert (profile.place, profile.year_from, profile.year) == (OWN, YearFrom.TITLE, 2024)
    assert profile.complaint() == ""


@pytest.mark.parametrize("path", [MONITOR, MONITOR_WIDE, WASTE, DOGS, REPORT], ids=lambda path: path.name)
def test_a_proposal_reads_its_own_table_with_every_cell_accounted_for(path: Path) -> None:
    workbook = open_workbook(path)
    profile = suggest(workbook).profile
    applied = apply(profile, workbook, fits(profile, workbook))

    assert profile.complaint() == ""
    assert facts(applied.contents)
    assert applied.account.filled == filled(workbook)


@pytest.mark.parametrize("rows", [[], [["a"]], [[1, 2], [3, 4]], [[None, "x"]], [["Rok", 2020, 2021]]])
def test_a_proposal_for_an_odd_sheet_is_still_one(rows: list[list[object]]) -> None:
    found = suggest(grid(Dane=rows))

    assert found.profile.name
    fits(found.profile, grid(Dane=rows))


# -- plain XML --------------------------------------------------------------------------------------------------------


def test_repeated_elements_of_xml_become_rows() -> None:
    [sheet] = open_workbook(REPORT).sheets

    assert sheet.name == "Pozycja"
    assert sheet.raw[0] == ["rok", "Jednostka/Nazwa", "Jednostka/KodTeryt", "lp", "Dzial", "Rozdzial", "Plan", "Wykonanie"]
    assert sheet.raw[1] == ["2024", "Nowe Bielany", "9801011", "1", "600", "60016", "4250000", "4102334.18"]
    assert sheet.height == 5


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><a><r><x>&d;</x></r><r/></a>', "P05"),
        ('<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/hostname"><a><r x="1"/><r x="2"/></a>', "P05"),
        ('<?xml version="1.0"?><a><r><x>1</x></r>', "P03"),
        ('<?xml version="1.0"?><a><b>1</b></a>', "P11"),
        ('<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "P02"),
        ('<?xml version="1.0"?>' + "<a>" * 5000 + "</a>" * 5000, "P11"),
    ],
)
def test_hostile_and_odd_xml_is_a_finding(tmp_path: Path, text: str, code: str) -> None:
    path = tmp_path / "plik.xml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(Refused) as refused:
        open_workbook(path)

    assert refused.value.finding.code == code


def test_samples_come_out_the_same_again(tmp_path: Path) -> None:
    import subprocess
    import sys

    maker = SOURCES.parent / "zrodla_profile.py"
    subprocess.run([sys.executable, str(maker), str(tmp_path)], check=True, capture_output=True)

    made = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(made) == 5
    for path in made:
        assert path.read_bytes() == (SOURCES / path.relative_to(tmp_path)).read_bytes(), path.name


# -- tables of other publishers: what the first proposal must not take for statistics ------------------------------------


def meanings(*rows: list[object]) -> dict[str, Meaning]:
    """Heading → what the first proposal takes the column for."""
    found = suggest(grid("tabela.csv", Dane=rows))
    return {found.headings[place]: rule.meaning for place, rule in found.rules}


def test_the_number_of_a_quarter_tells_values_apart_and_is_no_value() -> None:
    found = meanings(["Rok", "Kwartał", "Cena mieszkania"], ["2023", "3", "9 120"], ["2023", "4", "9 410"], ["2024", "1", "9 500"])

    assert found == {"Rok": Meaning.YEAR, "Kwartał": Meaning.DIMENSION, "Cena mieszkania": Meaning.VALUE}


def test_numbers_of_registers_and_codes_in_pieces_are_left_out() -> None:
    found = meanings(
        ["Numer RSPO", "Woj", "Pow", "Gmi", "Gmina", "Typ gminy", "REGON", "Kod pocztowy", "Liczba uczniów"],
        ["11 234.00", "98", "01", "01", "Nowe Bielany", "M", "000111222", "99-001", "214"],
        ["11 235.00", "98", "01", "02", "Lipogród", "M", "000111333", "99-002", "118"],
    )

    assert [heading for heading, meaning in found.items() if meaning is Meaning.IGNORE] == ["Numer RSPO", "Woj", "Pow", "Gmi", "REGON", "Kod pocztowy"]
    assert found["Gmina"] is Meaning.NAME and found["Typ gminy"] is Meaning.CONTEXT and found["Liczba uczniów"] is Meaning.VALUE


def test_headings_joined_by_underscores_are_words() -> None:
    found = meanings(["Nazwa_gminy", "Kod_GUS", "Liczba_szkół_2024"], ["Nowe Bielany", "9801011", "4"], ["Lipogród", "9802011", "3"])

    assert found["Nazwa_gminy"] is Meaning.NAME and found["Kod_GUS"] is Meaning.CODE


def test_a_table_of_powiaty_is_not_taken_for_one_of_the_towns_own() -> None:
    rows = [["WOJ", "POW", "Województwo/Powiat", "Stopa bezrobocia w %"], ["02", "00", "DOLNOŚLĄSKIE", "4,4"], ["02", "01", "bolesławiecki", "3,1"]]
    found = suggest(grid("bezrobocie.csv", Dane=rows))

    assert found.profile.place == ""
    assert [rule.meaning for _, rule in found.rules] == [Meaning.IGNORE, Meaning.IGNORE, Meaning.NAME, Meaning.VALUE]


def test_a_table_packed_into_an_archive_is_read_by_the_persons_profile_too(tmp_path: Path, towns: Register) -> None:
    keep(written(suggest(open_workbook(WASTE)).profile))
    packed = tmp_path / "odpady.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(WASTE, "dane/odpady_zwiazku_gmin.xlsx")

    [taken_out] = unpack(packed, tmp_path)
    plain, inside = read_here(WASTE, towns, ()), read_here(taken_out, towns, ())

    assert inside.recognised_as == plain.recognised_as
    assert values_of(inside) == values_of(plain) != {}
