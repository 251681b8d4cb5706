"""Zeros of wide exports that mean „no data": which are doubted and which are not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from excel_modules.reading import Reading, read_here
from mrl_desktop.domain.facts import Mark
from mrl_desktop.domain.territory import Register
from tests.excel_modules import bad_files
from tests.excel_modules.answering import answers

MIXED = (("0201011", "Bolesławiec (1)"), ("0201043", "Nowogrodziec (3)"), ("0201044", "Nowogrodziec - miasto (4)"), ("0201045", "Nowogrodziec - obszar wiejski (5)"))
WHOLE = (("0000000", "POLSKA"), ("0200000", "DOLNOŚLĄSKIE"), ("0201000", "Powiat bolesławiecki"))
YEARS = (2018, 2019, 2020)


def doubted(path: Path, register: Register, units: Sequence[tuple[str, str]], rows: Sequence[Sequence[int]], what: str = "bezrobotni zarejestrowani") -> set[tuple[str, int]]:
    """(code, year) of zeros that an export with these values, one row per unit and one column per year, is doubted in."""
    header = "".join(f'"{what};{year};[osoba]";' for year in YEARS)
    body = "".join(f'{code};"{name}";{";".join(map(str, row))};\n' for (code, name), row in zip(units, rows, strict=True))
    bad_files.wide_csv(path, text=f'"Kod";"Nazwa";{header}\n{body}')
    variables, choices = answers(read_here(path, register, ()).questions, 2020)
    reading: Reading = read_here(path, register, variables, choices)
    assert reading.tally.present == reading.tally.observations == len(units) * len(YEARS)
    return {
        (block.territories[unit], year)
        for block in reading.blocks
        for unit, year, mark in zip(block.territory_index, block.years, block.marks or [], strict=bool(block.marks))
        if mark is Mark.DOUBTFUL_ZERO
    }


def test_zeros_of_a_town_and_its_countryside_are_doubted_when_the_municipality_has_people(tmp_path: Path, register: Register) -> None:
    found = doubted(tmp_path / "dane.csv", register, MIXED, [[400, 410, 420], [215, 234, 342], [0, 60, 85], [0, 174, 257]])

    assert found == {("0201044", 2018), ("0201045", 2018)}


def test_a_zero_of_the_countryside_alone_is_honest(tmp_path: Path, register: Register) -> None:
    assert doubted(tmp_path / "dane.csv", register, MIXED, [[0, 2, 3], [60, 0, 62], [60, 0, 62], [0, 0, 0]], "miejsca w żłobkach") == set()


def test_a_year_in_which_every_unit_has_zero_is_doubted_even_in_a_balance(tmp_path: Path, register: Register) -> None:
    found = doubted(tmp_path / "dane.csv", register, WHOLE, [[-15750, 0, 1505], [556, 0, 2809], [-56, 0, 61]], "saldo migracji")

    assert found == {(code, 2019) for code, _ in WHOLE}


@pytest.mark.parametrize("rows", [[[0, 0, 3], [0, 0, 1], [0, 0, 2]], [[0, 0, 0], [0, 0, 0], [0, 0, 0]]])
def test_zeros_of_small_things_are_honest(tmp_path: Path, register: Register, rows: list[list[int]]) -> None:
    assert doubted(tmp_path / "dane.csv", register, WHOLE, rows, "kina") == set()
