"""What is wrong with a document before it becomes Word: references without a target, gaps left open, rows that do not fit their table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from generator.blocks import Block, Card, Chapter, ChartBlock, Document, Heading, Table, runs_of
from generator.word.drawings import pixels
from mrl_desktop.domain.findings import Finding, Place, Severity
from mrl_desktop.polish import counted


def check_document(document: Document) -> list[Finding]:
    """Findings about the whole document, chapter by chapter, then about its cover."""
    keys = Counter(key for block in document.blocks() if (key := _key(block)))
    findings: list[Finding] = []
    for chapter in document.chapters:
        place = Place(chapter=chapter.key, title=_title(chapter))
        findings += _references(chapter, keys, place)
        findings += _gaps(chapter, place)
        for block in chapter.blocks:
            findings += _about(block, place)
    for key, count in keys.items():
        if count > 1:
            findings.append(
                Finding(
                    severity=Severity.WARNING,
                    code="G21",
                    message=f"Oznaczenie „{key}” noszą {counted(count, 'miejsce', 'miejsca', 'miejsc')} dokumentu; odsyłacze prowadzą do pierwszego.",
                    hint="Zgłoś to autorom programu.",
                    value=key,
                )
            )
    return findings + list(_cover(document))


def _key(block: Block) -> str:
    return block.key if isinstance(block, Heading | Table | Card | ChartBlock) else ""


def _title(chapter: Chapter) -> str:
    return next((block.text for block in chapter.blocks if isinstance(block, Heading)), "")


def _references(chapter: Chapter, keys: Counter[str], place: Place) -> Iterator[Finding]:
    for block in chapter.blocks:
        for run in runs_of(block):
            if run.ref and run.ref not in keys:
                yield Finding(
                    severity=Severity.WARNING,
                    code="G20",
                    message=f"Odsyłacz prowadzi do „{run.ref}”, czego w dokumencie nie ma.",
                    hint="Popraw odsyłacz w tekście rozdziału albo uzupełnij dane, z których powstaje ta tabela lub wykres.",
                    place=place,
                    value=run.ref,
                )


def _gaps(chapter: Chapter, place: Place) -> Iterator[Finding]:
    gaps = [run.text for block in chapter.blocks for run in runs_of(block) if run.missing]
    if gaps:
        yield Finding(
            severity=Severity.WARNING,
            code="G22",
            message=f"Rozdział ma {counted(len(gaps), 'brak', 'braki', 'braków')} do uzupełnienia: {', '.join(dict.fromkeys(gaps))}.",
            hint="Uzupełnij brakujące dane; wersja ostateczna nie może mieć braków.",
            place=place,
            value=gaps[0],
        )


def _about(block: Block, place: Place) -> Iterator[Finding]:
    """What is wrong with one block."""
    match block:
        case Table():
            if not block.rows:
                yield _faulty("G23", f"Tabela „{block.caption}” nie ma wierszy.", "Uzupełnij dane, z których powstaje, albo usuń ją z dokumentu.", place)
            if not block.source:
                yield _faulty("G24", f"Tabela „{block.caption}” nie ma źródła.", "Podaj źródło danych.", place)
            for number, row in enumerate(block.rows, start=1):
                width = sum(max(cell.span, 1) for cell in row.cells)
                if width != len(block.columns) and not (row.group and len(row.cells) == 1):
                    message = f"Wiersz {number} tabeli „{block.caption}” ma {counted(width, 'komórkę', 'komórki', 'komórek')} na {counted(len(block.columns), 'kolumnę', 'kolumny', 'kolumn')}."
                    yield _faulty("G25", message, "Zgłoś to autorom programu.", place)
        case ChartBlock():
            if not block.chart.alt:
                yield _faulty("G26", f"Wykres „{block.caption or block.chart.title}” nie ma opisu dla osób niewidzących.", "Zgłoś to autorom programu.", place)
            if not block.chart.source:
                yield _faulty("G24", f"Wykres „{block.caption or block.chart.title}” nie ma źródła.", "Podaj źródło danych.", place)
        case Card() if not block.source:
            yield _faulty("G24", f"Karta „{block.caption}” nie ma źródła.", "Podaj źródło danych.", place)
        case _:
            pass


def _faulty(code: str, message: str, hint: str, place: Place) -> Finding:
    return Finding(severity=Severity.WARNING, code=code, message=message, hint=hint, place=place)


def _cover(document: Document) -> Iterator[Finding]:
    arms = document.cover.coat_of_arms
    if not arms:
        return
    try:
        pixels(Path(arms).read_bytes())
    except (OSError, ValueError):
        yield Finding(
            severity=Severity.WARNING,
            code="G27",
            message=f"Nie udało się odczytać herbu z pliku „{Path(arms).name}”; na okładce jest tarcza z literami.",
            hint="Wskaż w kroku „Miasto” plik herbu w formacie PNG lub JPEG.",
            place=Place(file=arms, step="Miasto"),
            value=arms,
        )
