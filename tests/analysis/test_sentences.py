"""Sentences agree with the name's gender and number, quote their numbers as facts, and never say what the data do not."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrl_desktop.analysis import sentences
from mrl_desktop.analysis.catalogue import load_catalogue
from mrl_desktop.analysis.comparison import position
from mrl_desktop.analysis.diagnosis import IndicatorResult
from mrl_desktop.analysis.sentences import TownWords
from mrl_desktop.domain.facts import Fact
from mrl_desktop.domain.indicators import IndicatorDefinition

TOWN = TownWords(name="Mielec", genitive="Mielca", place="w Mielcu", code="1811011")
SPACE = "\u00a0"


def fact(definition: IndicatorDefinition, value: float, year: int, territory: str = "1811011", name: str = "Mielec") -> Fact:
    return Fact(
        key=definition.id, label=definition.name, value=value, unit=definition.unit, year=year, territory=territory, territory_name=name,
        decimals=definition.decimals,
    )  # fmt: skip


def result(
    definition: IndicatorDefinition, own: float, first: float | None = None, others: Mapping[str, float] | None = None
) -> IndicatorResult:
    now = fact(definition, own, 2024)
    before = fact(definition, first, 2015) if first is not None else None
    group = {"1811011": own, **others} if others else {}
    placed = position(group, "1811011", definition.direction) if others else None
    return IndicatorResult(
        definition=definition,
        own=now,
        first=before,
        change=sentences.change(definition, before, now),
        position=placed,
        group_mean=fact(definition, placed.mean, 2024, "") if placed else None,
        group_values=group,
    )


def said(one: IndicatorResult) -> str:
    return sentences.plain(sentences.interpretation(one, TOWN)).replace(SPACE, " ")


def headed(one: IndicatorResult) -> str:
    return sentences.plain(sentences.headline(one, TOWN)).replace(SPACE, " ")


def indicator(id_: str) -> IndicatorDefinition:
    return load_catalogue().indicators[id_]


@pytest.mark.parametrize(
    ("id_", "own", "first", "others", "expected"),
    [
        (
            "R06", 7.1, 12.0, {"a": 5.0, "b": 6.0},
            "W 2024 r. stopa bezrobocia rejestrowanego w Mielcu wyniosła 7,1% i była o 1,6 p.p. wyższa niż średnio w grupie porównawczej (5,5%). "
            "Daje to 3. miejsce na 3 porównywanych. Od 2015 r. spadła o 4,9 p.p.",
        ),
        (
            "D07", 70.0, 60.0, {"a": 70.5, "b": 70.5},
            "W 2024 r. wskaźnik obciążenia demograficznego w Mielcu wyniósł 70,0 osoby na 100 osób w wieku produkcyjnym i był zbliżony do średniej "
            "w grupie porównawczej (70,5). Daje to 1. miejsce na 3 porównywanych. "
            "Od 2015 r. wzrósł o 16,7%.",
        ),
        (
            "D05", -3.2, 0.5, {"a": 1.0, "b": 2.0},
            "W 2024 r. saldo migracji na pobyt stały na 1000 ludności w Mielcu wyniosło −3,2 i było o 4,7 niższe niż średnio w grupie porównawczej "
            "(1,5). Daje to 3. miejsce na 3 porównywanych. Od 2015 r. obniżyło się z 0,5 do −3,2.",
        ),
        (
            "F01", 6000.0, 5990.0, {"a": 5000.0, "b": 5000.0},
            "W 2024 r. dochody budżetu gminy ogółem na mieszkańca w Mielcu wyniosły 6 000 zł i były o 20,0% wyższe niż średnio w grupie porównawczej "
            "(5 000). Daje to 1. miejsce na 3 porównywanych. Od 2015 r. nie zmieniły się istotnie.",
        ),
    ],
)  # fmt: skip
def test_sentences_agree_in_gender_and_number(id_: str, own: float, first: float, others: dict[str, float], expected: str) -> None:
    assert said(result(indicator(id_), own, first, others)) == expected


@pytest.mark.parametrize(
    ("people", "words"),
    [(43_370.0, "43 370 osób"), (43_372.0, "43 372 osoby"), (43_371.0, "43 371 osób"), (12.0, "12 osób"), (1.0, "1 osoba")],
)
def test_counted_people_stand_in_the_right_form(people: float, words: str) -> None:
    assert said(result(indicator("D00"), people)) == f"W 2024 r. liczba ludności w Mielcu wyniosła {words}."


def test_a_powiats_value_is_said_to_be_the_powiats() -> None:
    definition = indicator("R06")
    own = replace(fact(definition, 7.1, 2024), territory="1811000", territory_name="powiat mielecki")
    assert "w powiecie mieleckim wyniosła 7,1%" in said(IndicatorResult(definition=definition, own=own))
    wschodni = replace(own, territory="1006000", territory_name="powiat łódzki wschodni")
    assert "w powiecie łódzkim wschodnim" in said(IndicatorResult(definition=definition, own=wschodni))


def test_equal_places_are_said_to_be_shared() -> None:
    assert "2. miejsce ex aequo na 4" in said(result(indicator("G01"), 900.0, None, {"a": 1000.0, "b": 900.0, "c": 800.0}))


def test_an_indicator_without_a_better_side_is_not_placed_nor_compared() -> None:
    text = said(result(indicator("D01"), 800.0, None, {"a": 1000.0, "b": 900.0, "c": 800.0}))
    assert text == "W 2024 r. gęstość zaludnienia w Mielcu wyniosła 800 osób na 1 km²."


def test_nothing_is_said_without_a_value() -> None:
    assert sentences.interpretation(IndicatorResult(definition=indicator("D01")), TOWN) == ()
    assert headed(IndicatorResult(definition=indicator("D01"))) == "Gęstość zaludnienia: brak danych"


def test_headlines_tell_the_change_and_the_side_of_the_mean() -> None:
    assert headed(result(indicator("R06"), 7.1, 12.0, {"a": 5.0, "b": 6.0})) == (
        "Stopa bezrobocia rejestrowanego spadła o 4,9 p.p. od 2015 r.; poziom powyżej średniej grupy"
    )
    assert headed(result(indicator("R06"), 7.1)) == "Stopa bezrobocia rejestrowanego wynosi 7,1%"
    assert headed(result(indicator("F01"), 6000.0)) == "Dochody budżetu gminy ogółem na mieszkańca wynoszą 6 000 zł"


def test_every_number_but_the_years_is_a_fact() -> None:
    pieces = sentences.interpretation(result(indicator("R06"), 7.1, 12.0, {"a": 5.0, "b": 6.0}), TOWN)
    quoted = [piece.text.replace(SPACE, " ") for piece in pieces if piece.fact is not None]
    assert quoted == ["7,1%", "1,6", "5,5%", "3", "4,9"]
    for piece in pieces:
        if piece.fact is not None and piece.fact.key.endswith("zmiana"):
            assert [fact.year for fact in piece.fact.inputs] == [2015, 2024]


@given(st.floats(0.01, 1e6), st.floats(0.01, 1e6), st.sampled_from(sorted(load_catalogue().indicators)))
def test_what_is_said_of_a_change_is_true(before: float, after: float, id_: str) -> None:
    definition = indicator(id_)
    text = said(result(definition, after, before))
    rises = any(verb in text for verb in ("wzrósł", "wzrosła", "wzrosło", "wzrosły"))
    falls = any(verb in text for verb in ("spadł", "spadła", "spadło", "spadły", "obniżył", "obniżyła", "obniżyło"))
    assert rises + falls + ("nie zmieni" in text) == 1
    assert not rises or after > before
    assert not falls or after < before


@given(st.floats(0.01, 1e5), st.floats(0.01, 1e5), st.floats(0.01, 1e5), st.sampled_from(sorted(load_catalogue().indicators)))
def test_what_is_said_of_the_group_is_true(own: float, a: float, b: float, id_: str) -> None:
    definition = indicator(id_)
    text = said(result(definition, own, None, {"a": a, "b": b}))
    mean = (a + b) / 2
    assert own > mean or not any(word in text for word in ("wyższy niż", "wyższa niż", "wyższe niż"))
    assert own < mean or not any(word in text for word in ("niższy niż", "niższa niż", "niższe niż"))


@given(st.floats(-100, 100), st.floats(-100, 100), st.sampled_from(["D03", "D05", "G04", "D14", "D02"]))
def test_balances_may_be_negative_and_are_told_from_to(before: float, after: float, id_: str) -> None:
    text = said(result(indicator(id_), after, before))
    assert " o " not in text.split("Od 2015")[1] or "nie zmieni" in text
