"""Sheets of a self-assessment: the questionnaire, individual ratings, and the team's common answers. Layouts presumed: no real file is known."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from excel_modules import parse
from excel_modules.modules import convert
from excel_modules.modules.intake import Fields, Intake, Source
from excel_modules.modules.labels import best
from excel_modules.modules.layout import Column, Heading, Layout, Row, candidates, find
from excel_modules.modules.page import Cell, Page, Role
from excel_modules.modules.periods import period_of
from excel_modules.modules.question_matching import best_bank, is_question, question_in, split_id
from excel_modules.modules.table_rows import book_above, is_total, rows_of
from excel_modules.parse import Unreadable
from mrl_desktop.analysis.self_assessment import Bank, Question
from mrl_desktop.domain.findings import Severity
from mrl_desktop.domain.institution import AssessmentAnswer, AssessmentRound
from mrl_desktop.domain.records import id_from
from mrl_desktop.polish import fold


def rating(cell: Cell, notes: list[str]) -> int | str | None:
    """A grade 1–5, or „nie wiem" and „nie dotyczy" as such."""
    said = fold(cell.text).strip(" .")
    if said in ("nie wiem", "nw", "n/w", "trudno powiedziec"):
        return "nie wiem"
    if said in ("nie dotyczy", "nd", "n/d", "n.d"):
        return "nie dotyczy"
    if found := re.fullmatch(r"([1-5])\s*/\s*5", said):
        return int(found[1])
    value: int | None = convert.scale(1, 5)(cell, notes)
    if isinstance(cell.value, float) and not cell.value.is_integer():
        raise Unreadable(f"Ocena {cell.text} nie jest pełnym stopniem skali 1–5.")
    return value


TEAM = Layout(
    name="ocena zespołowa",
    sheets=("Ocena zespołowa", "Ocena wspólna", "Konsensus"),
    least=2,
    columns=(
        Column("Pytanie", "question", convert.line, ("Treść pytania", "Pytania", "Pytanie / stwierdzenie", "Stwierdzenie", "Pytanie kontrolne", "Kryterium / pytanie", "Obszar / pytanie"), True),
        Column("Obszar", "area", convert.line, ("Obszar oceny", "Obszary", "Nazwa obszaru")),
        Column("Kryterium", "criterion", convert.line, ("Kryteria", "Kryterium oceny")),
        Column("Ocena 1–5", "consensus", rating, ("Ocena", "Ocena zespołowa", "Ocena wspólna", "Ocena zespołu", "Konsensus", "Ocena uzgodniona", "Odpowiedź", "Poziom", "Punkty")),
        Column("Dowody", "evidence", convert.text, ("Dowód", "Dowody / uzasadnienie", "Uzasadnienie", "Potwierdzenie", "Uzasadnienie oceny", "Źródła informacji")),
        Column("Mocne strony", "strengths", convert.text, ("Silne strony", "Atuty", "Mocna strona", "Co robimy dobrze", "Co działa")),
        Column("Słabe strony", "improvements", convert.text, ("Słabości", "Do poprawy", "Obszary do poprawy", "Słaba strona", "Luki", "Co wymaga poprawy", "Co poprawić", "Co nie działa")),
        Column("Cel", "target", rating, ("Poziom docelowy", "Ocena docelowa", "Cel (1–5)", "Stan docelowy", "Docelowo")),
        Column("Działania", "recommendation", convert.text, ("Rekomendacje", "Zalecenia", "Działania naprawcze", "Proponowane działania", "Rekomendowane działania", "Działanie", "Rekomendacja")),
        Column("Ważność", "importance", convert.scale(1, 5), ("Waga", "Istotność")),
        Column("Wykonalność", "feasibility", convert.scale(1, 5), ("Łatwość wdrożenia",)),
        Column("Śr.", "mean", convert.line, ("Średnia", "Śr. ocen", "Średnia ocen", "Średnia ocena", "Średnia indywidualnych")),
        Column("Med.", "median", convert.line, ("Mediana",)),
    ),
    numbers=("Nr", "Lp.", "L.p.", "Kod", "Symbol", "Nr pytania", "Kod pytania", "ID"),
)
SPREAD = ("Odch. stand.", "Odchylenie", "Odchylenie standardowe", "Min", "Max", "Minimum", "Maksimum", "Rozstęp", "Suma", "Liczba ocen", "Uwagi", "Komentarz", "Rozrzut")
_SUMMARY = re.compile(r"^(?:sredni\w*|wynik\w*|ocena obszaru|podsumowanie|mediana|suma|razem|ogolem)\b")
FEWEST_MATCHED = 3


@dataclass(slots=True, kw_only=True)
class Assessment:
    """One self-assessment as the sheets of a workbook tell it together."""

    intake: Intake
    bank: Bank
    answers: dict[str, Fields] = field(default_factory=dict)
    places: dict[str, tuple[Page, Cell]] = field(default_factory=dict)
    individual: dict[str, list[tuple[int, Page, Cell]]] = field(default_factory=dict)
    assessors: int = 0

    def matched(self, page: Page, cell: Cell | None, number: Cell | None) -> Question | None:
        """The bank's question of a row; one that is not in the bank is listed as skipped with all that stands beside it."""
        inside, text = split_id(cell.text) if cell else ("", "")
        question = question_in(self.bank, number.text if number else inside, text)
        if question is None and number is not None and inside:
            question = question_in(self.bank, inside, text)
        if question is not None and (where := cell or number) is not None:
            self.places.setdefault(question.id, (page, where))
        return question


def question_heading(page: Page, last: int) -> Heading | None:
    """The header above questions."""
    found: Heading | None = None
    for heading in candidates(page, TEAM, 0, last):
        if found is None or heading.score > found.score + 0.05:
            found = heading
    return found or _by_content(page, last) or find(page, _CRITERIA, last=last)


_CRITERIA = replace(
    TEAM,
    columns=(
        Column("Kryterium", "question", convert.line, ("Kryteria", "Kryterium oceny", "Oceniany element", "Zagadnienie", "Standard", "Obszar / kryterium"), True),
        *(column for column in TEAM.columns if column.field not in ("question", "criterion")),
    ),
)
"""Where criteria stand for questions."""
_BESIDE = Layout(name=TEAM.name, columns=tuple(column for column in TEAM.columns if column.field != "question"), least=1, numbers=TEAM.numbers)


def _by_content(page: Page, last: int) -> Heading | None:
    """The header above a column whose cells are questions of a bank, whatever the column is called."""
    counts = Counter(cell.column for cell in page.cells.values() if isinstance(cell.value, str) and len(cell.text) >= 20 and is_question(cell.text))
    if not counts:
        return None
    column, count = counts.most_common(1)[0]
    if count < FEWEST_MATCHED:
        return None
    first = min(cell.row for cell in page.cells.values() if cell.column == column and isinstance(cell.value, str) and is_question(cell.text))
    found: Heading | None = None
    for heading in candidates(page, _BESIDE, max(0, first - 4), min(last, first - 1)):
        if heading.bottom < first and (found is None or heading.score > found.score + 0.05):
            found = heading
    if found is None:
        return None
    columns = {name: place for name, place in found.columns.items() if place != column} | {"question": column}
    return replace(found, layout=TEAM, columns=columns, score=found.score + 1)


def assessor_columns(page: Page, heading: Heading) -> dict[int, str]:
    """Columns of single persons' ratings: unknown to the layout and filled with grades."""
    found: dict[int, str] = {}
    for column, text in heading.texts.items():
        if heading.known(column) or best(text, SPREAD) >= 0.8:
            continue
        cells = [cell for row in page.rows if row > heading.bottom and page.seen(row, heading.columns["question"]) and (cell := page.at(row, column)) and not parse.is_blank(cell.value)]
        graded = sum(1 for cell in cells if re.fullmatch(r"[1-5](?:[.,]0)?(?:\s*/\s*5)?|nie wiem|nw|n/w", fold(cell.text).strip()))
        if cells and graded >= 0.7 * len(cells):
            found[column] = text
    return found


def asked(page: Page, heading: Heading) -> Iterator[tuple[str, str]]:
    """(number, text) of every row under a header of questions."""
    column = heading.columns["question"]
    numbers = heading.numbers.get("question", heading.numbers.get(""))
    for row in page.rows:
        if row <= heading.bottom:
            continue
        cell = page.at(row, column)
        number_cell = page.at(row, numbers) if numbers is not None else None
        if cell or number_cell:
            inside, text = split_id(cell.text) if cell else ("", "")
            yield (number_cell.text if number_cell else inside), text


def bank_of(pages: list[tuple[Page, Heading]]) -> tuple[Bank, int]:
    """The bank the workbook's questions come from, and how many of them it knows."""
    return best_bank(list(dict.fromkeys(pair for page, heading in pages for pair in asked(page, heading))))


def question_rows(assessment: Assessment, page: Page, heading: Heading) -> Iterator[tuple[Row, Question | None]]:
    """Rows of questions with the bank's question; areas, summaries and questions the bank does not know are booked here."""
    intake = assessment.intake
    book_above(page, heading.top)
    unknown: list[Cell] = []
    for row in rows_of(intake, page, heading):
        cell = row.cells.get("question")
        number_cell = row.numbers.get("question") or row.numbers.get("")
        page.mark([one for name in ("area", "criterion") if (one := row.cells.get(name))], Role.LABEL)
        if is_total(row) or _SUMMARY.match(fold(row.first.text)) or (cell is not None and _SUMMARY.match(fold(cell.text))):
            page.mark(row.everything, Role.LABEL)
            continue
        rest = [one for one in row.everything if page.free(one)]
        if cell is None and (number_cell is None or len(rest) <= 1):
            if len(rest) <= 1:
                page.mark(rest, Role.LABEL)
            else:
                for one in rest:
                    intake.skip(page, one, "Wiersz nie ma pytania.", severity=None)
                intake.say(Severity.WARNING, "I19", f"Wiersz {row.number + 1} nie ma pytania; pominięto go.", "Dopisz pytanie albo jego numer w pliku.", page=page, cell=rest[0], value=rest[0].text[:200])
            continue
        question = assessment.matched(page, cell, number_cell)
        if question is None and cell is not None and len(rest) <= (2 if number_cell else 1) and not cell.text.strip().endswith("?"):
            page.mark(rest, Role.LABEL)  # the name of an area across the table
            continue
        if question is None:
            for one in rest:
                intake.skip(page, one, "Pytania nie ma w banku pytań programu; odpowiedzi na nie nie wczytano.", severity=None)
            unknown.append(cell or row.first)
            continue
        page.mark([one for one in (cell, number_cell) if one], Role.READ)
        yield row, question
    if unknown:
        count = len(unknown)
        message = f"Pytań, których nie ma w banku „{assessment.bank.name}”: {count} (pierwsze w komórce {unknown[0].address}: „{unknown[0].text[:80]}”)."
        intake.say(Severity.WARNING, "I99", message, "Dopisz te pytania do banku pytań albo użyj w pliku ich numerów z banku, np. A1.1.", page=page, cell=unknown[0], value=unknown[0].text[:200])


def read_team(assessment: Assessment, page: Page, heading: Heading) -> None:
    """The team's common answers with what lies behind them."""
    intake = assessment.intake
    for row, question in question_rows(assessment, page, heading):
        if question is None:
            continue
        fields = assessment.answers.setdefault(question.id, Fields())
        for column in heading.layout.columns:
            name, cell = column.field, row.cells.get(column.field)
            if cell is None or name in ("question", "area", "criterion"):
                continue
            if name in ("mean", "median"):
                page.mark(cell, Role.LABEL)
                continue
            value = intake.convert(page, intake.without_personal(page, cell), column.convert)
            if value is None:
                continue
            if isinstance(value, str) and name == "consensus":
                fields.put("no_rating", value, page, cell)
            elif isinstance(value, str) and name == "target":
                intake.skip(page, cell, "Poziom docelowy nie jest stopniem skali.", code="I11")
            elif name in fields.values and fields.values[name] != value:
                intake.say(Severity.WARNING, "I21", f"Pytanie {question.id} stoi w arkuszach dwa razy z różną treścią; wczytano pierwszą.", "Sprawdź arkusze.", page=page, cell=cell, value=cell.text[:200])
            else:
                fields.put(name, value, page, cell)
        if "target" in row.cells and "target" not in fields.values and page.free(row.cells["target"]):
            intake.skip(page, row.cells["target"], "Nie rozpoznano poziomu docelowego.", severity=None)


def read_questionnaire(assessment: Assessment, page: Page, heading: Heading) -> None:
    """The form itself: questions are only compared with the bank; ratings ticked in it are those of one person."""
    intake = assessment.intake
    for row, question in question_rows(assessment, page, heading):
        for name, cell in row.cells.items():
            if name in ("question", "area", "criterion") or not page.free(cell):
                continue
            if name == "consensus" and question is not None:
                value = intake.convert(page, cell, rating)
                if isinstance(value, int):
                    assessment.individual.setdefault(question.id, []).append((value, page, cell))
            else:
                intake.skip(page, cell, "Kwestionariusz jest tylko wzorem; odpowiedzi wczytuje się z arkuszy ocen.", severity=None)


_DATE = re.compile(r"(?:data|termin|dni[au]?|okres|przeprowadzon\w*)[^\d]{0,40}(\d.*)$")


def finish(assessment: Assessment, pages: list[Page]) -> UUID:
    """Makes the round and its answers. Returns the round's id."""
    intake, bank = assessment.intake, assessment.bank
    page, cell, title = _title(pages)
    round_id = id_from("assessment_round", "M12", fold(title))
    values: dict[str, Any] = {"title": title, "tool": bank.id}
    sources: list[Source] = [("", page.name, cell.address, cell.text), ("title", page.name, cell.address, title), ("tool", page.name, cell.address, bank.name)]
    if assessment.assessors:
        values["assessors"] = assessment.assessors
        where = next((one for given in assessment.individual.values() for one in given), None)
        if where:
            sources.append(("assessors", where[1].name, where[2].address, str(assessment.assessors)))
    for place in pages:
        for one in place.cells.values():
            if place.roles.get((one.row, one.column)) is Role.DECORATION and (found := _DATE.search(fold(one.text))) and (period := period_of(found[1])):
                values |= {name: day for name, day in (("start", period.start), ("end", period.end)) if day and name not in values}
                sources += [(name, place.name, one.address, one.text) for name in ("start", "end") if name in values and not any(source[0] == name for source in sources)]
    intake.draft(AssessmentRound(id=round_id, **values), sources, name=title)
    keys = [key for key in bank.questions if key in assessment.answers or key in assessment.individual]
    for position, key in enumerate(keys):
        fields = assessment.answers.get(key, Fields())
        where_page, where_cell = assessment.places[key]
        told: list[Source] = [("", where_page.name, where_cell.address, where_cell.text[:200]), ("question", where_page.name, where_cell.address, where_cell.text[:200])]
        told += [*fields.sources, ("round", page.name, cell.address, title)]
        more: dict[str, Any] = dict(fields.values)
        if given := assessment.individual.get(key):
            more["individual"] = tuple(value for value, _, _ in given)
            told += [("individual", one.name, at.address, at.text) for _, one, at in given]
        answer = AssessmentAnswer(id=id_from("assessment_answer", "M12", str(round_id), key), position=position, round=round_id, question=key, **more)
        intake.draft(answer, told, name=f"{key} {bank.questions[key].text}"[:120])
    return round_id


def _title(pages: list[Page]) -> tuple[Page, Cell, str]:
    """What the workbook calls the self-assessment: its own title with a year, else any title that says so."""
    found: list[tuple[bool, Page, Cell]] = []
    for page in pages:
        for cell in page.cells.values():
            if page.roles.get((cell.row, cell.column)) is Role.DECORATION and "samoocen" in fold(cell.text) and len(cell.text) <= 140:
                found.append((bool(re.search(r"20\d\d", cell.text)), page, cell))
    if found:
        _, page, cell = max(found, key=lambda one: one[0])
        said = re.sub(r"(?i)\s*[-–—:(,]\s*(?:ocen[ay]\s+(?:zespo\w+|wsp\w+|indyw\w+)|kwestionariusz|wyniki)\b.*$", "", " ".join(cell.text.split()))
        return page, cell, said
    page = pages[0]
    return page, next(iter(page.cells.values())), "Samoocena instytucjonalna"
