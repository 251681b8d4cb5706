"""Names of towns in cases: a table of names known for certain, and rules for the rest."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from mrl_desktop.polish import in_place, propose_forms

KNOWN = Path(__file__).with_name("odmiana.csv")
CASES = {
    "dopełniacz": "genitive",
    "celownik": "dative",
    "biernik": "accusative",
    "narzędnik": "instrumental",
    "miejscownik": "locative",
    "przymiotnik": "adjective",
}


def known_towns() -> list[dict[str, str]]:
    with KNOWN.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=";"))


def test_the_table_has_towns_of_every_ending() -> None:
    towns = known_towns()
    assert len(towns) >= 200
    for ending in ("ów", "sk", "ck", "in", "yn", "iec", "ek", "sław", "ń", "sz", "rz", "ice", "ce", "y", "ki", "no", "owo", "sko", "ca", "na", "a", "ie"):
        assert any(town["nazwa"].endswith(ending) for town in towns), ending


@pytest.mark.parametrize("town", known_towns(), ids=lambda town: town["nazwa"])
def test_a_known_town_has_all_its_forms_right(town: dict[str, str]) -> None:
    forms = propose_forms(town["nazwa"])
    assert {header: getattr(forms, case) for header, case in CASES.items()} == {header: town[header] for header in CASES}
    assert forms.nominative == town["nazwa"]


def test_the_fictitious_town_declines_as_its_neighbours_would_say_it() -> None:
    forms = propose_forms("Nowe Bielany")
    assert (forms.genitive, forms.dative, forms.accusative) == ("Nowych Bielan", "Nowym Bielanom", "Nowe Bielany")
    assert (forms.instrumental, forms.locative, forms.adjective) == ("Nowymi Bielanami", "Nowych Bielanach", "nowobielański")
    assert not forms.sure, "nazwa spoza tabeli: człowiek ma spojrzeć"


@pytest.mark.parametrize(
    ("name", "genitive", "locative"),
    [
        ("Czarnolas Wielki", "Czarnolasa Wielkiego", "Czarnolasie Wielkim"),
        ("Stara Brzezina", "Starej Brzeziny", "Starej Brzezinie"),
        ("Modrzewo nad Wartą", "Modrzewa nad Wartą", "Modrzewie nad Wartą"),
        ("Olchów", "Olchowa", "Olchowie"),
        ("Lipnica-Zdrój", "Lipnicy-Zdroju", "Lipnicy-Zdroju"),
    ],
)
def test_invented_names_follow_the_pattern_of_real_ones(name: str, genitive: str, locative: str) -> None:
    forms = propose_forms(name)
    assert (forms.genitive, forms.locative) == (genitive, locative)


def test_doubtful_names_are_not_called_sure() -> None:
    for name in ("Xyz", "Ygg", "Alwernia", "Tłuszcz", ""):
        assert not propose_forms(name).sure, name


def test_a_village_is_sure_only_when_the_table_names_it() -> None:
    assert not propose_forms("Wólka Mała", "2").sure
    assert propose_forms("Tarnów", "1").sure
    assert not propose_forms("Tarnów", "2").sure
    assert propose_forms("Zamość", "2").sure


def test_every_name_of_the_register_gets_forms_that_are_words() -> None:
    from mrl_desktop.storage.reference_data import load_register

    for unit in load_register().gminy():
        forms = propose_forms(unit.name, unit.unit_type)
        for text in (forms.genitive, forms.dative, forms.accusative, forms.instrumental, forms.locative):
            assert text
            assert text[0].isupper(), unit.name
            assert text == " ".join(text.split())
        assert forms.adjective == forms.adjective.lower()
        assert forms.adjective.endswith(("ski", "cki", "dzki", "wy")), (unit.name, forms.adjective)


def test_the_preposition_fits_the_name() -> None:
    said = {name: in_place(propose_forms(name).locative).replace("\u00a0", " ") for name in ("Mielec", "Wrocław", "Włocławek", "Frombork", "Warszawa", "Wieluń")}
    assert said == {
        "Mielec": "w Mielcu",
        "Wrocław": "we Wrocławiu",
        "Włocławek": "we Włocławku",
        "Frombork": "we Fromborku",
        "Warszawa": "w Warszawie",
        "Wieluń": "w Wieluniu",
    }
