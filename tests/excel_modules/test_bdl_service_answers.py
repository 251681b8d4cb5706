"""Saved answers of the BDL service: by variable and by unit, whole, paged and wrapped; every value keeps its row."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from excel_modules.json_tables import open_json
from excel_modules.reading import Reading, read_here
from mrl_desktop.analysis.catalogue import load_catalogue
from mrl_desktop.domain.facts import Mark
from mrl_desktop.domain.territory import Register
from mrl_desktop.storage.reference_data import load_register

POPULATION = 72305
"""Number of the variable „ludność ogółem" in the service."""


@pytest.fixture(scope="module")
def whole_register() -> Register:
    return load_register()


def answer(path: Path, content: Any, register: Register) -> Reading:
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return read_here(path, register, tuple(load_catalogue().variables.values()))


def by_variable(**around: Any) -> dict[str, Any]:
    return {
        "totalRecords": 2,
        "variableId": POPULATION,
        "measureUnitId": 26,
        "lastUpdate": "2025-05-14T15:05:15.743",
        "results": [
            {"id": "011212001011", "name": "Bochnia", "values": [{"year": "2023", "val": 29000, "attrId": 1}, {"year": "2024", "val": 0, "attrId": 50}]},
            {"id": "030200000000", "name": "DOLNOŚLĄSKIE", "values": [{"year": "2023", "val": 2879271, "attrId": 11}]},
        ],
        **around,
    }


def found(reading: Reading) -> dict[tuple[str, str, int], tuple[float | None, Mark]]:
    return {
        (block.series[series].key, block.territories[place], year): (value, block.marks[at] if block.marks else Mark.NORMAL)
        for block in reading.blocks
        for at, (series, place, year, value) in enumerate(zip(block.series_index, block.territory_index, block.years, block.values, strict=True))
    }


def test_an_answer_by_variable_is_known_by_its_number_and_asks_nothing(tmp_path: Path, whole_register: Register) -> None:
    reading = answer(tmp_path / "odpowiedz.json", by_variable(), whole_register)
    assert found(reading) == {
        ("ludnosc", "1201011", 2023): (29000, Mark.NORMAL),
        ("ludnosc", "1201011", 2024): (None, Mark.NOT_YET),
        ("ludnosc", "0200000", 2023): (2879271, Mark.BREAK),
    }
    assert reading.vintage.startswith("2025-05-14")
    assert all(question.answer for question in reading.questions)
    assert reading.tally.present == reading.tally.observations == 3


def test_an_answer_by_unit_gives_several_variables_of_one_unit(tmp_path: Path, whole_register: Register) -> None:
    content = {
        "unitId": "011212001011",
        "unitName": "Bochnia",
        "results": [
            {"id": POPULATION, "measureUnitId": 26, "lastUpdate": "2025-05-14", "values": [{"year": "2024", "val": 28900, "attrId": 1}]},
            {"id": 999_999, "measureUnitId": 26, "values": [{"year": "2024", "val": 5, "attrId": 1}]},
        ],
    }
    reading = answer(tmp_path / "jednostka.json", content, whole_register)
    assert found(reading) == {("ludnosc", "1201011", 2024): (28900, Mark.NORMAL)}
    [asked] = [question for question in reading.questions if question.answer is None]
    assert "999999" in asked.says and asked.unit == "osoba"


def test_pages_and_wrappings_of_a_library_are_looked_through(tmp_path: Path, whole_register: Register) -> None:
    second = by_variable(results=[{"id": "011212001022", "name": "Bochnia", "values": [{"year": "2024", "val": 7, "attrId": 1}]}])
    for content in ([by_variable(), second], {"strony": [by_variable(), second]}, {"strona_1": by_variable(), "strona_2": second}):
        reading = answer(tmp_path / "strony.json", content, whole_register)
        assert len(found(reading)) == 4 and found(reading)["ludnosc", "1201022", 2024] == (7, Mark.NORMAL)


def test_a_list_of_variables_beside_the_values_names_a_variable_the_catalogue_lacks(tmp_path: Path, whole_register: Register) -> None:
    listed = [{"id": 10, "subjectId": "P1313", "n1": "ogółem", "n2": "25-29", "level": 6, "measureUnitId": 26, "measureUnitName": "osoba"}]
    content = {"zmienne": listed, "wartosci": by_variable(variableId=10)}
    reading = answer(tmp_path / "z_wykazem.json", content, whole_register)
    assert {key for key, _, _ in found(reading)} == {"bdl:10"}
    assert reading.blocks[0].series[0].title.startswith("ogółem; 25-29")
    assert any("Wykaz" in skipped.reason for skipped in reading.skipped)


def test_lists_without_values_are_refused_with_what_to_do(tmp_path: Path, whole_register: Register) -> None:
    reading = answer(tmp_path / "jednostki.json", {"results": [{"id": "011212001011", "name": "Bochnia", "level": 6}]}, whole_register)
    assert reading.refused and "wykaz" in reading.findings[0].message and reading.findings[0].hint


@pytest.mark.parametrize("text", ['{"results": [', '[{"id": 1, "values": [{"year": "2024", "val": ', "[" * 5000 + "]" * 5000])
def test_a_broken_answer_is_one_finding(tmp_path: Path, whole_register: Register, text: str) -> None:
    path = tmp_path / "urwany.json"
    path.write_text(text, encoding="utf-8")
    reading = read_here(path, whole_register, ())
    assert reading.refused and len(reading.findings) == 1 and reading.findings[0].hint


def test_texts_in_place_of_numbers_and_years_are_listed_by_cell(tmp_path: Path, whole_register: Register) -> None:
    values = [{"year": "2023", "val": "=1+1", "attrId": 1}, {"year": "MMXX", "val": 3, "attrId": 1}, {"year": "2024", "val": 4, "attrId": 1}]
    reading = answer(tmp_path / "dziwne.json", by_variable(results=[{"id": "011212001011", "name": "Bochnia", "values": values}]), whole_register)
    assert reading.tally.observations == 1 and reading.tally.skipped == 2
    assert {skipped.cell for skipped in reading.skipped} == {"F2", "E3"}


def test_real_answers_are_read_and_lists_are_told(real: Path, whole_register: Register) -> None:
    variables = tuple(load_catalogue().variables.values())
    readings = {path.name: read_here(path, whole_register, variables) for path in sorted((real / "bdl_api_json").glob("*.json"))}
    data = readings.pop("samples_raw_data.json")
    assert not data.refused and data.tally.present > 50
    assert data.tally.present == data.tally.observations + data.tally.empty + data.tally.skipped
    assert all(reading.refused and "wykaz" in reading.findings[0].message for reading in readings.values())


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["results", "values", "id", "name", "year", "val", "attrId", "x"]), inner, max_size=4),
    max_leaves=20,
)


@settings(max_examples=150, deadline=None)
@given(content=json_values)
def test_no_json_brings_the_opening_down(content: Any) -> None:
    from excel_modules.reading import Refused

    try:
        workbook = open_json("x.json", json.dumps(content).encode())
    except Refused as refusal:
        assert refusal.finding.hint
    else:
        assert workbook.sheets
