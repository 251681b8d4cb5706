"""Ratings of single persons in a self-assessment, persons across or down, without their names. Layout presumed: no real file is known."""

from __future__ import annotations

import re
import statistics
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from excel_modules import parse
from excel_modules.modules.assessment_sheets import _SUMMARY, FEWEST_MATCHED, SPREAD, Assessment, assessor_columns, question_rows, rating
from excel_modules.modules.intake import Fields, Intake
from excel_modules.modules.labels import best
from excel_modules.modules.layout import Heading
from excel_modules.modules.page import Cell, Page, Role
from excel_modules.modules.personal import names_person
from excel_modules.modules.question_matching import best_bank, is_question, question_in, split_id
from excel_modules.modules.table_rows import book_above
from excel_modules.parse import Unreadable
from excel_modules.reading import Skipped
from mrl_desktop.analysis.self_assessment import Bank, Question
from mrl_desktop.domain.findings import Severity
from mrl_desktop.polish import fold, number

_ANONYMOUS = re.compile(r"^(?:os(?:oba)?|ekspert\w*|oceniajac\w*|resp\w*|czlon\w*|uczestni\w*|ankiet\w*|pracowni\w*|o|e|r|nr)?[\s.:_-]*(?:nr\s*)?(?:\d{1,3}|[a-z])\.?$")


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
    spread = {f"x{column}": column for column, text in heading.texts.items() if not heading.known(column) and column not in columns and best(text, SPREAD[:-3]) >= 0.8}
    wider = Heading(layout=heading.layout, top=heading.top, bottom=heading.bottom, columns=named | spread, numbers=heading.numbers, texts=heading.texts, score=heading.score)
    for row, question in question_rows(assessment, page, wider):
        if question is None:
            continue
        given: list[int] = []
        for column in _in_order(columns):
            cell = row.cells.get(f"os{column}")
            if cell is None:
                continue
            value = intake.convert(page, cell, rating)
            if isinstance(value, int):
                given.append(value)
                assessment.individual.setdefault(question.id, []).append((value, page, cell))
        page.mark((cell for name, cell in row.cells.items() if name in spread), Role.LABEL)
        for name, how in (("mean", statistics.fmean), ("median", statistics.median)):
            if cell := row.cells.get(name):
                page.mark(cell, Role.LABEL)
                _check(intake, page, cell, float(how(given)) if given else None, "Średnia" if name == "mean" else "Mediana")
        if (cell := row.cells.get("consensus")) and page.free(cell):
            value = intake.convert(page, cell, rating)
            if value is not None:
                fields = assessment.answers.setdefault(question.id, Fields())
                fields.put("consensus" if isinstance(value, int) else "no_rating", value, page, cell)


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
            value = intake.convert(page, cell, rating)
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
