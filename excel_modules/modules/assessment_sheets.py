"""Sheets of a self-assessment: the questionnaire, individual ratings, and the team's common answers. Layouts presumed: no real file is known."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from excel_modules import parse
from excel_modules.modules import convert
from excel_modules.modules.intake import Fields, Intake, Source
from excel_modules.modules.labels import best
from excel_modules.modules.layout import Column, Heading, Layout, Row, book_above, candidates, find, is_total, rows_of
from excel_modules.modules.page import Cell, Page, Role
from excel_modules.modules.periods import period_of
from excel_modules.modules.personal import names_person
from excel_modules.modules.question_matching import best_bank, is_question, question_in, split_id
from excel_modules.parse import Unreadable
from excel_modules.reading import Skipped
from mrl_desktop.analysis.self_assessment import Bank, Question
from mrl_desktop.domain.findings import Severity
from mrl_desktop.domain.institution import AssessmentAnswer, AssessmentRound
from mrl_desktop.domain.records import id_from
from mrl_desktop.polish import fold, number


def _rating(cell: Cell, notes: list[str]) -> int | str | None:
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
        Column("Ocena 1–5", "consensus", _rating, ("Ocena", "Ocena zespołowa", "Ocena wspólna", "Ocena zespołu", "Konsensus", "Ocena uzgodniona", "Odpowiedź", "Poziom", "Punkty")),
        Column("Dowody", "evidence", convert.text, ("Dowód", "Dowody / uzasadnienie", "Uzasadnienie", "Potwierdzenie", "Uzasadnienie oceny", "Źródła informacji")),
        Column("Mocne strony", "strengths", convert.text, ("Silne strony", "Atuty", "Mocna strona", "Co robimy dobrze", "Co działa")),
        Column("Słabe strony", "improvements", convert.text, ("Słabości", "Do poprawy", "Obszary do poprawy", "Słaba strona", "Luki", "Co wymaga poprawy", "Co poprawić", "Co nie działa")),
        Column("Cel", "target", _rating, ("Poziom docelowy", "Ocena docelowa", "Cel (1–5)", "Stan docelowy", "Docelowo")),
        Column("Działania", "recommendation", convert.text, ("Rekomendacje", "Zalecenia", "Działania naprawcze", "Proponowane działania", "Rekomendowane działania", "Działanie", "Rekomendacja")),
        Column("Ważność", "importance", convert.scale(1, 5), ("Waga", "Istotność")),
        Column("Wykonalność", "feasibility", convert.scale(1, 5), ("Łatwość wdrożenia",)),
        Column("Śr.", "mean", convert.line, ("Średnia", "Śr. ocen", "Średnia ocen", "Średnia ocena", "Średnia indywidualnych")),
        Column("Med.", "median", convert.line, ("Mediana",)),
    ),
    numbers=("Nr", "Lp.", "L.p.", "Kod", "Symbol", "Nr pytania", "Kod pytania", "ID"),
)
_ANONYMOUS = re.compile(r"^(?:os(?:oba)?|ekspert\w*|oceniajac\w*|resp\w*|czlon\w*|uczestni\w*|ankiet\w*|pracowni\w*|o|e|r|nr)?[\s.:_-]*(?:nr\s*)?(?:\d{1,3}|[a-z])\.?$")
_SPREAD = ("Odch. stand.", "Odchylenie", "Odchylenie standardowe", "Min", "Max", "Minimum", "Maksimum", "Rozstęp", "Suma", "Liczba ocen", "Uwagi", "Komentarz", "Rozrzut")
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
        if heading.known(column) or best(text, _SPREAD) >= 0.8:
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


def _question_rows(assessment: Assessment, page: Page, heading: Heading) -> Iterator[tuple[Row, Question | None]]:
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
    for row, question in _question_rows(assessment, page, heading):
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


def read_individual(assessment: Assessment, page: Page, heading: Heading) -> None:
    """Ratings of single persons, without their names; the mean and the median typed in the file are only checked."""
    intake = assessment.intake
    columns = assessor_columns(page, heading)
    below = [cell for cell in page.by_row.get(heading.bottom + 1, ()) if isinstance(cell.value, str)]
    if below and {cell.column for cell in below} <= columns.keys():  # „Oceniający" over the persons
        columns |= {cell.column: cell.text for cell in below}
        heading = replace(heading, bottom=heading.bottom + 1, texts=heading.texts | {cell.column: cell.text for cell in below})
    assessment.assessors = max(assessment.assessors, len(columns))
    _say_names(intake, page, heading, columns)
    named = heading.columns | {f"os{column}": column for column in columns}
    spread = {f"x{column}": column for column, text in heading.texts.items() if not heading.known(column) and column not in columns and best(text, _SPREAD[:-3]) >= 0.8}
    wider = Heading(layout=heading.layout, top=heading.top, bottom=heading.bottom, columns=named | spread, numbers=heading.numbers, texts=heading.texts, score=heading.score)
    for row, question in _question_rows(assessment, page, wider):
        if question is None:
            continue
        given: list[int] = []
        for column in _in_order(columns):
            cell = row.cells.get(f"os{column}")
            if cell is None:
                continue
            value = intake.convert(page, cell, _rating)
            if isinstance(value, int):
                given.append(value)
                assessment.individual.setdefault(question.id, []).append((value, page, cell))
        page.mark((cell for name, cell in row.cells.items() if name in spread), Role.LABEL)
        for name, how in (("mean", statistics.fmean), ("median", statistics.median)):
            if cell := row.cells.get(name):
                page.mark(cell, Role.LABEL)
                _check(intake, page, cell, float(how(given)) if given else None, "Średnia" if name == "mean" else "Mediana")
        if (cell := row.cells.get("consensus")) and page.free(cell):
            value = intake.convert(page, cell, _rating)
            if value is not None:
                fields = assessment.answers.setdefault(question.id, Fields())
                fields.put("consensus" if isinstance(value, int) else "no_rating", value, page, cell)


def read_questionnaire(assessment: Assessment, page: Page, heading: Heading) -> None:
    """The form itself: questions are only compared with the bank; ratings ticked in it are those of one person."""
    intake = assessment.intake
    for row, question in _question_rows(assessment, page, heading):
        for name, cell in row.cells.items():
            if name in ("question", "area", "criterion") or not page.free(cell):
                continue
            if name == "consensus" and question is not None:
                value = intake.convert(page, cell, _rating)
                if isinstance(value, int):
                    assessment.individual.setdefault(question.id, []).append((value, page, cell))
            else:
                intake.skip(page, cell, "Kwestionariusz jest tylko wzorem; odpowiedzi wczytuje się z arkuszy ocen.", severity=None)


def persons_down(page: Page, last: int) -> tuple[int, dict[int, Question]] | None:
    """Ratings with persons down and questions across: the header's row, and the question of each column."""
    for row in page.rows:
        if row > last:
            break
        told = [cell for cell in page.by_row[row] if isinstance(cell.value, str) and (_QUESTION_ID.match(cell.text) or is_question(cell.text))]
        if len(told) < FEWEST_MATCHED:
            continue
        bank, matched = best_bank([(cell.text.strip(" .:*"), "") if _QUESTION_ID.match(cell.text) else split_id(cell.text) for cell in told])
        if matched < FEWEST_MATCHED:
            continue
        questions = {cell.column: _across(bank, cell) for cell in told}
        return row, {column: question for column, question in questions.items() if question is not None}
    return None


_QUESTION_ID = re.compile(r"^\s*(?:[Pp]yt(?:anie|\.)?\s*)?[A-Z]{0,2}\s?\d{1,2}[.]\d{1,2}[\s.:*]*$")


def _across(bank: Bank, cell: Cell) -> Question | None:
    return question_in(bank, cell.text.strip(" .:*"), "") if _QUESTION_ID.match(cell.text) else question_in(bank, *split_id(cell.text))


def read_persons_down(assessment: Assessment, page: Page, head: int, questions: Mapping[int, Question]) -> None:
    """One person in a row; the person's name is personal data and stays out."""
    intake = assessment.intake
    book_above(page, head)
    for cell in page.by_row[head]:
        page.mark(cell, Role.READ if cell.column in questions else Role.LABEL)
        if cell.column in questions:
            assessment.places.setdefault(questions[cell.column].id, (page, cell))
    persons = 0
    for row in page.rows:
        if row <= head:
            continue
        cells = page.by_row[row]
        first = cells[0]
        rated = [cell for cell in cells if cell.column in questions]
        if [cell.text for cell in cells] == [str(number_) for number_ in range(1, len(cells) + 1)] and len(cells) > 2:
            page.mark(cells, Role.DECORATION)
            continue
        if _SUMMARY.match(fold(first.text)):
            page.mark(cells, Role.LABEL)
            continue
        given = 0
        for cell in rated:
            value = intake.convert(page, cell, _rating)
            if isinstance(value, int):
                given += 1
                assessment.individual.setdefault(questions[cell.column].id, []).append((value, page, cell))
        persons += bool(given)
        for cell in cells:
            if cell.column in questions:
                continue
            if not rated or cell.column > min(questions):
                intake.skip(page, cell, "Komórka leży poza ocenami.", severity=None)
            elif _ANONYMOUS.match(fold(cell.text).strip()):
                page.mark(cell, Role.LABEL)
            else:
                page.mark(cell, Role.SKIPPED)
                intake.skipped.append(_nameless(page, cell))
                intake.say(Severity.NOTE, "I20", "Wiersz z ocenami wskazuje osobę; pominięto ją, bo to dane osobowe. Oceny wczytano bez nazwisk.", "Nic nie trzeba robić.", page=page, cell=cell)
    assessment.assessors = max(assessment.assessors, persons)


def _in_order(columns: dict[int, str]) -> list[int]:
    """Columns by the numbers of the persons where every heading has one („Os. 2"), else as they stand."""
    numbers = {column: re.search(r"(\d{1,3})\D*$", text) for column, text in columns.items()}
    known = {column: int(found[1]) for column, found in numbers.items() if found}
    return sorted(columns, key=lambda column: (known[column], column)) if len(set(known.values())) == len(columns) else sorted(columns)


def _say_names(intake: Intake, page: Page, heading: Heading, columns: dict[int, str]) -> None:
    """Names of persons above the ratings are personal data: they are dropped and it is told, without repeating them."""
    for column, text in columns.items():
        if names_person(text) or not _ANONYMOUS.match(fold(text).strip()):
            for row in range(heading.top, heading.bottom + 1):
                if (cell := page.at(row, column)) is not None and not _ANONYMOUS.match(fold(cell.text).strip()):
                    page.roles.pop((cell.row, cell.column), None)
                    page.mark(cell, Role.SKIPPED)
                    intake.skipped.append(_nameless(page, cell))
                    intake.say(Severity.NOTE, "I20", "Nagłówek kolumny z oceną wskazuje osobę; pominięto go, bo to dane osobowe. Oceny wczytano bez nazwisk.", "Nic nie trzeba robić.", page=page, cell=cell)


def _nameless(page: Page, cell: Cell) -> Skipped:
    return Skipped(sheet=page.name, cell=cell.address, reason="Nagłówek wskazuje osobę; to dane osobowe.")


def _check(intake: Intake, page: Page, cell: Cell, counted: float | None, what: str) -> None:
    try:
        said = None if cell.problem else parse.number(cell.value)
    except Unreadable:
        return
    if said is None or counted is None or abs(float(said) - counted) <= 0.051:
        return
    message = f"{what} w pliku to {cell.text}, a z ocen w wierszu wynika {number(Decimal(str(round(counted, 2))), 2)}."
    intake.say(Severity.WARNING, "I109", message, "Sprawdź wiersz; program liczy średnie sam.", page=page, cell=cell, value=cell.text)


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

