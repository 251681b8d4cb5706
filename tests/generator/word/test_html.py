"""The preview shows the same words as the Word file, and its links lead to facts, records and chapters."""

from __future__ import annotations

import re
from types import ModuleType

from lxml import html

from generator.blocks import Heading, Paragraph, Run, plain
from generator.html import facts_of, to_html


def test_every_fact_has_a_link_with_its_number(demo: ModuleType) -> None:
    document = demo.document()
    numbers = [int(number) for number in re.findall(r'href="fact:(\d+)"', to_html(document))]
    facts = list(document.facts())
    assert facts_of(document.blocks()) == facts
    assert numbers == sorted(numbers)
    assert set(numbers) <= set(range(len(facts)))
    quoted = [run.text for block in document.blocks() for run in demo_runs(block) if run.fact is not None]
    tree = html.fromstring(to_html(document))
    shown = [link.text_content() for link in tree.iter("a") if (link.get("href") or "").startswith("fact:")]
    assert [text.replace("\u00a0", " ") for text in shown] == [text.replace("\u00a0", " ") for text in quoted]


def demo_runs(block: object) -> list[Run]:
    from generator.blocks import runs_of

    return list(runs_of(block))  # type: ignore[arg-type]


def test_references_show_labels_and_lead_to_chapters(demo: ModuleType) -> None:
    text = to_html(demo.document())
    assert '<a href="chapter:T-FINPLAN-ZR">Tabela\u00a03</a>' in text
    assert '<a name="T-FINPLAN-ZR">' in text


def test_charts_are_places_the_window_fills(demo: ModuleType) -> None:
    images = re.findall(r'<img src="chart:([^"]+)" alt="([^"]+)"', to_html(demo.document()))
    assert [key for key, _ in images] == ["C-MIGRACJE", "C-1", "C-2"]
    assert all(alt for _, alt in images)


def test_a_record_leads_to_its_form(demo: ModuleType) -> None:
    assert f'href="record:{demo.PROJECT}"' in to_html(demo.document())


def test_signs_of_markup_in_a_text_stay_text() -> None:
    made = to_html([Heading(text="Ala & <b>", key="k"), Paragraph(runs=plain("5 < 6\nnowa linia"))])
    assert "Ala &amp; &lt;b&gt;" in made
    assert "5 &lt; 6<br/>nowa linia" in made


def test_the_html_is_well_nested(demo: ModuleType) -> None:
    from xml.etree import ElementTree

    ElementTree.fromstring(to_html(demo.document()).replace("&nbsp;", "\u00a0"))
