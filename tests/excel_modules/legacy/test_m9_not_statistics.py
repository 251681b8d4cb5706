"""Registers of schools and tables of places, which M9 once took for sources of funding."""

from __future__ import annotations

from pathlib import Path

from excel_modules.reading import read_here
from mrl_desktop.domain.territory import Register


def test_a_register_of_schools_of_the_country_is_no_budget(tmp_path: Path) -> None:
    heads = "Numer RSPO;Województwo;Powiat;Gmina;Nazwa szkoły/placówki;Typ organu prowadzącego;Liczba uczniów"
    path = tmp_path / "szkoly.csv"
    path.write_text(f"{heads}\n11234;LIPOWSKIE;bielański;Nowe Bielany;SZKOŁA PODSTAWOWA NR 1;Gmina;214\n11235;LIPOWSKIE;bielański;Lipogród;SZKOŁA PODSTAWOWA NR 2;Gmina;118\n", encoding="utf-8")

    reading = read_here(path, Register([]), ())

    assert reading.refused and reading.records == ()
