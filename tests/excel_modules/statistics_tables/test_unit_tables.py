"""The engine of printed tables: every cell is accounted for whatever stands in it, words mean what the resource files say."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from excel_modules.reading import Reading
from excel_modules.sheet import cell_position, grid, normal
from excel_modules.statistics.unit_tables.observing import observe
from excel_modules.statistics.unit_tables.remarks import Remarks
from excel_modules.statistics.unit_tables.shape import find_shape, is_value
from excel_modules.statistics.unit_tables.wording import Wording, plain, wording
from mrl_desktop.analysis.catalogue import load_catalogue
from tests.conftest import ROOT
from tests.excel_modules.answering import codes, observed

Read = Callable[..., Reading]
Book = Callable[..., Path]
FILES = ("variables_gus_tablice.toml", "variables_zus_krus.toml", "variables_egzaminy.toml")
GUS = wording(FILES[0])

TABLE = [
    ["TABL. 7. LUDNOŚĆ WEDŁUG PŁCI W 2022 R."],
    ["Gminy\nGminas", "Identyfikator terytorialny\nCode", "Ludność\nPopulation", "", "", "Zgony\nDeaths"],
    ["", "", "ogółem\ntotal", "mężczyźni\nmales", "kobiety\nfemales", ""],
    [1, 2, 3, 4, 5, 6],
]
CELLS = st.one_of(
    st.integers(-9_999, 99_999),
    st.floats(-1e6, 1e6, allow_nan=False),
    st.sampled_from(["-", "–", ".", "x", "#", "", "12*", "1 234¹", "1 234,5", "b.d.", "brak", "około 5", "#ADR!", "12a)", None, True]),
)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 99), st.lists(CELLS, min_size=4, max_size=4)), min_size=1, max_size=8))
def test_every_cell_is_a_value_or_empty_or_skipped_with_its_name(rows: list[tuple[int, list[object]]]) -> None:
    assume(all(sum(is_value(normal(cells[place])) for _, cells in rows) * 2 > len(rows) for place in range(4)))  # a column of words is no column of values
    body = [[f"G.Gmina {number}", f"02{number:02}011", *cells] for number, cells in rows]
    sheet = grid("t.xlsx", Tablica=[*TABLE, ["POLSKA", "", 1, 1, 1, 1], *body, ["Razem", "", 5, 5, 5, 5], ["Źródło: GUS."]])
    shape = find_shape(sheet.sheets[0], GUS)
    assert shape is not None
    remarks = Remarks("t.xlsx")
    made = observe(sheet, shape, GUS, GUS.context(shape.titles), remarks)

    assert made.present == len(made.values) + made.empty + made.skipped == 4 * (len(rows) + 2)
    taken = set(zip(made.rows, made.columns, strict=True))
    assert len(taken) == len(made.values)
    named = {cell_position(skipped.cell) for skipped in remarks.skipped if ":" not in skipped.cell}
    for number, (_, cells) in enumerate(rows, start=len(TABLE) + 1):
        for column, cell in enumerate(cells, start=2):
            assert (cell in (None, "")) != ((number, column) in taken or (number, column) in named)
    plain_numbers = {(number, column): cell for number, (_, cells) in enumerate(rows, start=len(TABLE) + 1) for column, cell in enumerate(cells, start=2) if type(cell) in (int, float)}
    read = dict(zip(zip(made.rows, made.columns, strict=True), made.values, strict=True))
    assert all(read[place] == cell for place, cell in plain_numbers.items())


@pytest.mark.parametrize(
    ("said", "facets"),
    [
        ("Małżeń-stwa \nMarriages", {"Zjawisko": "małżeństwa"}),
        ("Zgony ogółem", {"Zjawisko": "zgony"}),
        ("Zgony niemowląt na 1000 urodzeń żywych", {"Zjawisko": "zgony niemowląt", "Miara": "na 1000 urodzeń żywych"}),
        ("Migracje wewnętrzne; odpływ", {"Zjawisko": "migracje wewnętrzne", "Przepływ": "odpływ"}),
        ("Kobiety w wieku 85 lat i więcej", {"Płeć": "kobiety", "Wiek": "85 i więcej"}),
        ("0–4", {"Wiek": "0-4"}),
        ("Napływ 30 i więcej", {"Przepływ": "napływ", "Wiek": "30 i więcej"}),
        ("20 do 24 lat", {"Wiek": "20-24"}),
        ("na wsi", {"Miejsce": "wieś"}),
        ("Ludność (stan w dniu 31.12.2020 r.)", {"Zjawisko": "ludność"}),
        ("Napływ z innych województw", {"Przepływ": "napływ", "Kierunek": "inne województwo"}),
    ],
)
def test_headings_of_gus_mean_what_they_say(said: str, facets: dict[str, str]) -> None:
    found = GUS.understood(GUS.polish(said))

    assert found.facets == facets
    assert not found.rest


@pytest.mark.parametrize("said", ["Powierzchnia w km2", "Gęstość zaludnienia", "Bezrobotni", "Ludność na aptekę", "Zgony z powodu nowotworów"])
def test_a_heading_with_unknown_words_is_never_taken_for_a_known_quantity(said: str) -> None:
    assert GUS.understood(said).rest


def test_a_year_of_a_date_is_no_age_and_an_amount_no_year() -> None:
    assert GUS.understood("Stan w dniu 31 XII 2021").year == 2021
    zus = wording(FILES[1])
    amount = zus.understood(" 1900,01  -  2000,00")
    assert amount.year is None
    assert amount.facets == {"Przedział kwot": "1900,01–2000,00"}


def test_titles_that_name_several_quantities_name_none() -> None:
    several = GUS.context(["Ludność, urodzenia żywe i zgony w 2020 r."])
    one = GUS.context(["Migracje wewnętrzne ludności na pobyt stały w 2021 r."])

    assert "Zjawisko" not in several.facets
    assert several.year == 2020
    assert one.facets["Zjawisko"] == "migracje wewnętrzne"
    assert GUS.context(["Prognoza ludności na lata 2023-2040"]).year is None


@pytest.mark.parametrize("file", FILES)
def test_resource_files_name_only_variables_and_facets_that_exist(file: str) -> None:
    content = tomllib.loads((ROOT / "resources" / "indicators" / file).read_text(encoding="utf-8"))
    catalogue = load_catalogue()
    facets = set(content["reader"]["facets"])

    assert not [finding for finding in catalogue.findings if finding.place.file == file]
    for entry in content["meaning"]:
        assert set(entry["is"]) <= facets, entry
        assert entry["words"]
    for entry in content.get("same", ()):
        assert entry["variable"] in catalogue.variables
        assert set(entry["is"]) <= facets
    for subject in content["subject"]:
        assert set(subject["dimension_names"]) <= facets
        assert subject["publisher"] != "GUS BDL"


@pytest.mark.parametrize("file", FILES)
def test_every_wording_of_a_resource_file_is_understood_as_it_says(file: str) -> None:
    content = tomllib.loads((ROOT / "resources" / "indicators" / file).read_text(encoding="utf-8"))
    words = Wording(content, {})
    for entry in content["meaning"]:
        for said in entry["words"]:
            found = words.understood(said.replace("*", "").replace("  ", " "))
            assert entry["is"].items() <= found.facets.items(), said


def test_plain_takes_away_what_only_printing_put_there() -> None:
    assert plain("Małżeń-\nstwa¹") == "malzenstwa"
    assert plain("liczba_zdających_polski") == "liczba zdajacych polski"
    assert plain("miejsko-wiejskie (razem)") == "miejskowiejskie razem"
    assert plain("0–4") == "0-4"


def test_a_header_repeated_on_the_next_page_is_told_not_read(read: Read, workbook: Book) -> None:
    row = ["M.Bolesławiec", "0201011", 100, 48, 52, 3]
    path = workbook([*TABLE, row, TABLE[1], TABLE[2], TABLE[3], ["G.Bolesławiec", "0201022", 50, 25, 25, "-"]], "A2:A3", "B2:B3", "C2:E2", "F2:F3")
    reading = read(path)

    values = observed(reading)
    assert values["ludnosc_k", "0201022", 2022] == 25
    assert values["zgony", "0201022", 2022] == 0
    assert len(values) == 8
    assert "I55" not in codes(reading)
    assert sum(skipped.count for skipped in reading.skipped if skipped.reason == "Powtórzony nagłówek tabeli.") == 4 + 3 + 6


def test_sheets_named_by_years_and_sexes_say_so_for_their_tables(read: Read, tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for year in (2021, 2022):
        page = book.create_sheet(f"kobiety {year}")
        for row in (["Tabl. 4. Ludność gmin"], ["Gminy", "Kod", "Ogółem", "0-4"], ["M.Bolesławiec", "0201011", year, 10], ["G.Bolesławiec", "0201022", 50, 5]):
            page.append(row)
    book.save(tmp_path / "ludnosc.xlsx")
    values = observed(read(tmp_path / "ludnosc.xlsx"))

    assert values["ludnosc_k", "0201011", 2021] == 2021
    assert values["ludnosc_k", "0201011", 2022] == 2022
    assert values["wiek_0_4_k", "0201022", 2022] == 5


def test_a_section_of_towns_and_one_of_villages(read: Read, workbook: Book) -> None:
    path = workbook(
        [
            ["TABL. 9. LUDNOŚĆ W POWIATACH W 2023 R."],
            ["Powiaty", "Identyfikator terytorialny", "Ogółem", "Kobiety"],
            ["MIASTA"],
            ["bolesławiecki", "0201", 42000, 22000],
            ["dzierżoniowski", "0202", 78000, 41000],
            ["WIEŚ"],
            ["bolesławiecki", "0201", 47000, 23500],
        ]
    )
    values = observed(read(path))

    assert values["ludnosc_miasto", "0201000", 2023] == 42000
    assert values["ludnosc_wies", "0201000", 2023] == 47000
    assert ("ludnosc", "0201000", 2023) not in values


def test_cells_under_no_heading_and_other_sheets_are_told(read: Read, tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    page = book.active
    for row in (["Tabl. 4. Ludność gmin, 2023"], ["Gminy", "Kod", "Ogółem"], ["M.Bolesławiec", "0201011", 10, 77], ["G.Bolesławiec", "0201022", 50, None, 88]):
        page.append(row)
    book.create_sheet("notatki").append(["zadzwonić do GUS"])
    book.save(tmp_path / "ludnosc.xlsx")
    reading = read(tmp_path / "ludnosc.xlsx")

    assert {(skipped.sheet, skipped.cell) for skipped in reading.skipped} == {("Sheet", "D3"), ("Sheet", "E4"), ("notatki", "A1")}
    assert {"I52", "I81"} <= codes(reading)


@given(st.integers(0, 60), st.integers(1, 40), st.sampled_from(["{0}-{1}", "{0}–{1} lat", "{0} - {1} lata", "{0} do {1} lat", "w wieku {0}-{1} lat"]))
def test_a_range_of_ages_is_the_same_however_it_is_written(first: int, more: int, form: str) -> None:
    assert GUS.understood(form.format(first, first + more)).facets == {"Wiek": f"{first}-{first + more}"}
