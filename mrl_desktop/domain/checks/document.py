"""Rules of the written document: L11, L16–L20. They judge the parts a context brings and say nothing without them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from uuid import UUID

from mrl_desktop.domain.checks.context import CheckContext, Flaw
from mrl_desktop.domain.facts import Fact
from mrl_desktop.domain.project import Project
from mrl_desktop.polish import joined, number

UNFINISHED = re.compile(r"\b(TODO|XXX+|lorem ipsum|do uzupełnienia|do uzup\.)", re.IGNORECASE)
ABBREVIATION = re.compile(r"(?<![\w-])[A-ZĄĆĘŁŃÓŚŹŻ]{2,6}(?![\w-])")
ROMAN = re.compile(r"M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
TOLERANCE = Decimal("0.1")


def quoted_numbers_are_current(project: Project, context: CheckContext) -> Iterator[Flaw]:
    """L11: every quoted number can be answered (one flaw a chapter), and the text was looked at since its data changed."""
    missing: dict[tuple[str, UUID | None], list[str]] = {}
    for quote in context.quotes:
        if quote.current is None or quote.current.value is None:
            tokens = missing.setdefault((quote.chapter, quote.record), [])
            if quote.token not in tokens:
                tokens.append(quote.token)
    for (chapter, record), tokens in missing.items():
        listed = joined([f"{{{{{token}}}}}" for token in tokens])
        yield Flaw(
            message=f"W tekście rozdziału {chapter} nie ma danych dla: {listed}.",
            hint="Proszę wczytać brakujące dane albo usunąć te liczby z tekstu.",
            record=record,
            field="text",
            chapter=chapter,
            step="documents",
            value=", ".join(tokens),
        )
    for quote in context.quotes:
        if quote.current is None or quote.current.value is None or not quote.text_edited or not quote.data_updated:
            continue
        if quote.data_updated > quote.text_edited:
            now = number(quote.current.value, quote.current.decimals)
            yield Flaw(
                message=f"Dane liczby {{{{{quote.token}}}}} w rozdziale {quote.chapter} zmieniły się po ostatniej edycji tekstu – do sprawdzenia.",
                hint=f"Obecna wartość: {now}. Proszę sprawdzić, czy zdanie nadal jest prawdziwe, i zapisać tekst.",
                record=quote.record,
                field="text",
                chapter=quote.chapter,
                step="documents",
                value=quote.token,
            )


def sections_are_written(project: Project, context: CheckContext) -> Iterator[Flaw]:
    """L16: no empty required section, no leftovers of writing, none shorter than its minimum."""
    for section in context.sections:
        text = section.text.strip()
        left = UNFINISHED.search(text)
        if not text and section.required:
            message, hint = "jest pusty, a jest obowiązkowy", "Proszę napisać tekst rozdziału albo uzupełnić dane, z których powstaje."
        elif left:
            message, hint = f"zawiera niedokończony fragment „{left.group()}”", "Proszę dokończyć albo usunąć ten fragment."
        elif text and len(text) < section.shortest:
            message = f"ma {len(text)} znaków, a powinien mieć co najmniej {section.shortest}"
            hint = "Proszę rozwinąć tekst rozdziału."
        else:
            continue
        yield Flaw(
            message=f"Rozdział {section.chapter} „{section.title}” {message}.",
            hint=hint,
            chapter=section.chapter,
            title=section.title,
            step="documents",
            value=left.group() if left else "",
        )


def tables_and_charts_are_accessible(project: Project, context: CheckContext) -> Iterator[Flaw]:
    """L17: every chart has an alternative text, every table a header row, both a caption and a source."""
    for part in context.captioned:
        lacking = [
            name
            for name, missing in (
                ("podpisu", not part.caption.strip()),
                ("źródła", not part.source.strip()),
                ("tekstu alternatywnego", part.kind != "tabela" and not part.alt.strip()),
                ("wiersza nagłówkowego", part.kind == "tabela" and not part.header),
            )
            if missing
        ]
        if lacking:
            called = (
                f"{part.kind[:1].upper()}{part.kind[1:]} „{part.caption}”"
                if part.caption.strip()
                else f"{part.kind[:1].upper()}{part.kind[1:]}"
            )
            yield Flaw(
                message=f"{called} w rozdziale {part.chapter} nie ma {joined(lacking)}.",
                hint="Bez tego dokument nie jest dostępny dla osób korzystających z czytników ekranu.",
                chapter=part.chapter,
                title=part.caption,
                step="documents",
            )


def abbreviations_are_explained(project: Project, context: CheckContext) -> Iterator[Flaw]:
    """L18: every abbreviation used is in the list of abbreviations. Each unknown one is told once, with the chapters it stands in."""
    if not context.abbreviations:
        return
    used: dict[str, list[str]] = {}
    for section in context.sections:
        for match in ABBREVIATION.finditer(section.text):
            word = match.group()
            if word not in context.abbreviations and not ROMAN.fullmatch(word) and section.chapter not in used.setdefault(word, []):
                used[word].append(section.chapter)
    for word, chapters in used.items():
        yield Flaw(
            message=f"Skrótu „{word}” (rozdziały: {', '.join(chapters)}) nie ma w wykazie skrótów.",
            hint="Proszę dopisać skrót do wykazu (plik skroty.toml) albo zapisać pełną nazwę.",
            chapter=chapters[0],
            step="documents",
            value=word,
        )


def numbers_are_consistent(project: Project, context: CheckContext) -> Iterator[Flaw]:
    """L19: one quantity of one place and year has one value wherever it is printed."""
    seen: dict[tuple[str, int | None, str], tuple[str, Fact]] = {}
    told: set[tuple[str, int | None, str]] = set()
    for chapter, fact in context.quoted:
        if fact.value is None or fact.year is None:
            continue
        key = (fact.key, fact.year, fact.territory)
        where, first = seen.setdefault(key, (chapter, fact))
        if first.value != fact.value and key not in told:
            told.add(key)
            yield Flaw(
                message=(
                    f"„{fact.label}” za {fact.year} r. ma różne wartości: {number(first.value, first.decimals)} w rozdziale {where} "
                    f"i {number(fact.value, fact.decimals)} w rozdziale {chapter}."
                ),
                hint="Proszę sprawdzić, z którego pliku pochodzi każda z wartości, i zostawić jedną.",
                chapter=chapter,
                title=fact.label,
                step="documents",
                value=str(fact.value),
            )


def shares_add_up(project: Project, context: CheckContext) -> Iterator[Flaw]:
    """L20: shares shown as parts of a whole add up to 100 % ± 0.1."""
    for part in context.shares:
        total = sum(part.values, Decimal(0))
        if part.values and any(part.values) and abs(total - 100) > TOLERANCE:
            yield Flaw(
                message=f"Udziały w tabeli „{part.title}” (rozdział {part.chapter}) sumują się do {number(total, 1)}%, a nie do 100%.",
                hint="Proszę sprawdzić, czy żadna pozycja nie została pominięta albo policzona dwa razy.",
                chapter=part.chapter,
                title=part.title,
                step="documents",
                value=str(total),
            )
