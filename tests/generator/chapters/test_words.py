"""Small words of the documents: numbers with nouns, rounded money, units beside names, other languages, columns left out."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from generator.blocks import Paragraph
from generator.context import ChapterContext
from generator.narrative import blocks_of
from generator.tables import centred, decapitalised, figure, group_row, row, text, without_empty
from generator.tokens import Tokens, rounded_money, with_noun
from mrl_desktop.analysis.catalogue import load_catalogue
from mrl_desktop.domain.facts import Fact

NOTHING = Tokens(indicator=lambda key, year: None, variable=lambda key, year: None, total=lambda key: None, goal=lambda code: None)


def fact(value: float, decimals: int = 0) -> Fact:
    return Fact(key="x", label="x", value=value, decimals=decimals)


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [(1, 0, "1 projekt"), (2, 0, "2 projekty"), (5, 0, "5 projektów"), (12, 0, "12 projektów"), (22, 0, "22 projekty"), (2.5, 1, "2,5 projektu"), (43370, 0, "43 370 projektów")],
)
def test_a_noun_takes_the_form_its_number_asks_for(value: float, decimals: int, expected: str) -> None:
    assert with_noun(fact(value, decimals), ("projekt", "projekty", "projektów", "projektu")).replace("\u00a0", " ") == expected


def test_a_fraction_takes_the_form_of_few_when_no_other_is_given() -> None:
    assert with_noun(fact(6.6, 1), ("miejsce", "miejsca", "miejsc")) == "6,6\u00a0miejsca"


def test_a_token_asks_for_the_noun_and_for_rounded_money() -> None:
    tokens = Tokens(indicator=lambda key, year: fact(1122), variable=lambda key, year: None, total=lambda key: fact(32871261.65, 2) if key == "koszt" else None, goal=lambda code: None)
    runs = tokens.runs("Przypada {{wsk:D01|osoba|osoby|osób}}, koszt {{suma:koszt:mln}}.")
    assert "".join(run.text for run in runs).replace("\u00a0", " ") == "Przypada 1 122 osoby, koszt 32,9 mln zł."
    assert [run.fact is not None for run in runs] == [False, True, False, True, False]


def test_a_token_that_cannot_be_answered_is_a_visible_gap_without_the_forms() -> None:
    (gap,) = NOTHING.runs("{{wsk:D01|osoba|osoby|osób}}")
    assert gap.missing and gap.text == "[BRAK: wsk:D01]"


@pytest.mark.parametrize(("amount", "expected"), [("32871261.65", "32,9 mln zł"), ("1000000", "1,0 mln zł"), ("406200", "406 tys. zł"), ("950", "950 zł"), ("0", "0 zł"), ("-1500000", "−1,5 mln zł")])
def test_money_in_running_text_is_rounded_to_what_can_be_remembered(amount: str, expected: str) -> None:
    assert rounded_money(Decimal(amount)).replace("\u00a0", " ") == expected


def test_the_unit_beside_a_name_leaves_out_what_the_name_has_said() -> None:
    catalogue = load_catalogue().indicators
    beside = {key: catalogue[key].unit_beside(catalogue[key].name) for key in ("G01", "F01", "R01", "T02", "D16", "D00", "D04")}
    assert beside == {
        "G01": "", "F01": "zł", "R01": "%", "T02": "km", "D16": "osób w wieku 15–24 lata na 100 osób w wieku 55–64 lata", "D00": "osób", "D04": "na 1000 ludności",
    }
    assert catalogue["H01"].unit_beside(catalogue["H01"].label) == ""


def test_no_indicator_of_the_catalogue_repeats_its_unit_beside_its_name() -> None:
    for definition in load_catalogue().indicators.values():
        unit = definition.unit_beside(definition.name)
        assert not (" na " in f" {unit}" and unit.partition("na ")[2] and definition.name.endswith(f"na {unit.partition('na ')[2]}")), definition.name


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Wkład własny gminy", "wkład własny gminy"), ("Dotacja Programu (EOG/NMF 85%)", "dotacja Programu (EOG/NMF 85%)"), ("PFRON", "PFRON"),
        ("Nowe Bielany", "Nowe Bielany"), ("Czynsze", "czynsze"), ("", ""),
    ],
)
def test_words_go_into_a_sentence_but_names_keep_their_capitals(words: str, expected: str) -> None:
    assert decapitalised(words) == expected


def test_a_paragraph_marked_as_english_carries_its_language() -> None:
    polish, english = blocks_of("Po polsku.\n\n[en] **Summary.** In English.", NOTHING)
    assert isinstance(polish, Paragraph) and isinstance(english, Paragraph)
    assert (polish.lang, english.lang) == ("", "en-GB")
    assert "".join(run.text for run in english.runs) == "Summary. In English."


def test_a_column_with_nothing_but_signs_of_no_data_goes_and_sub_headings_shrink() -> None:
    columns = (text("Kod"), text("Nazwa"), centred("Kierunek"), figure("Wartość"))
    rows = (group_row("Cel", 4), row("W1", "Saldo", None, 3), row("W2", "Dochód", "–", 4), row("Razem", "", "", 7, total=True))
    kept, narrowed = without_empty(columns, rows)
    assert [column.title for column in kept] == ["Kod", "Nazwa", "Wartość"]
    assert [sum(cell.span for cell in one.cells) for one in narrowed] == [3, 3, 3, 3]
    assert without_empty(columns[:2], rows[1:1]) == (columns[:2], ())


def test_sums_lead_to_all_planned_projects(sample_context: ChapterContext, ) -> None:
    total = sample_context.total("koszt")
    assert total is not None
    assert len({source.record for source in total.sources()}) == len(sample_context.costs) > 5


def test_sentences_of_a_section_are_few_and_those_asked_for_are_among_them(sample_context: ChapterContext) -> None:
    from generator.indicator_blocks import MOST_SENTENCES, results_of, sentences
    from generator.prl.demography import INDICATORS

    results = results_of(sample_context, INDICATORS)
    assert len(sentences(sample_context, results).items) == MOST_SENTENCES
    asked = sentences(sample_context, results, always=("D00",), most=1)
    assert "liczba ludności" in asked.items[0][0].text


def test_the_lead_names_the_truly_weakest_areas_first(sample_context: ChapterContext) -> None:
    from generator.dimension import areas_by_score, place_sentence

    areas = areas_by_score(sample_context)
    whole = sample_context.diagnosis.area("")
    assert whole is not None
    sentence = "".join(run.text for run in place_sentence("Ogólny potencjał rozwoju", whole, areas))
    assert f"„{areas[-1].name}”" in sentence
    assert sentence.startswith("Na tle grupy porównawczej ogólny potencjał rozwoju wypada")


def test_making_a_context_is_cheap_and_small_ones_know_their_town(small: Callable[..., ChapterContext]) -> None:
    assert small().town is not None and small().words["miasto.dop"] == "Próbowa"
