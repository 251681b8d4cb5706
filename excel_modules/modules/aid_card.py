"""The test of state aid for one project: conditions down the page, the answers beside them („Pytanie | TAK | NIE | Uzasadnienie"). Layout presumed: no real file is known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from excel_modules.modules import convert
from excel_modules.modules.aid_test import AMOUNT, BASIS, BENEFICIARY, NAMES, PROJECT, RESULT, aid_draft, condition
from excel_modules.modules.intake import Intake
from excel_modules.modules.labels import best
from excel_modules.modules.page import Cell, Page, Role
from mrl_desktop.domain.findings import Severity
from mrl_desktop.polish import fold

_ANSWER = ("Odpowiedź", "Tak/nie", "TAK / NIE", "Ocena", "Spełnione", "Czy spełnione", "Wynik")
_CODE_INSIDE = re.compile(r"\b([A-Z]{1,3}[-. ]?\d{1,3})\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class AidCard:
    """Where the conditions stand, and which columns answer them."""

    head: int
    column: int
    rows: Mapping[str, int]
    yes: int | None
    no: int | None
    answer: int | None


def aid_card(page: Page) -> AidCard | None:
    """The test of one project; None for any other sheet."""
    for column in sorted({cell.column for cell in page.cells.values()}):
        rows: dict[str, int] = {}
        for cell in page.cells.values():
            if cell.column == column and isinstance(cell.value, str) and (asked := condition(cell.text)):
                rows.setdefault(asked, cell.row)
        if len(rows) < 3:
            continue
        top = min(rows.values())
        for row in reversed([row for row in page.rows if row < top][-3:]):
            right = [cell for cell in page.by_row[row] if cell.column > column and isinstance(cell.value, str)]
            yes = next((cell.column for cell in right if fold(cell.text).strip(" .:") == "tak"), None)
            no = next((cell.column for cell in right if fold(cell.text).strip(" .:") == "nie"), None)
            answer = next((cell.column for cell in right if best(cell.text, _ANSWER) >= 0.9), None)
            if (yes is not None and no is not None) or answer is not None:
                return AidCard(head=row, column=column, rows=rows, yes=yes, no=no, answer=answer)
    return None


def read_aid_card(intake: Intake, page: Page, card: AidCard) -> None:
    """The answers of one project; without the project's name nothing is taken."""
    others: dict[str, Cell] = {}
    for cell in page.cells.values():
        if not isinstance(cell.value, str) or cell.row in card.rows.values() or cell.row == card.head:
            continue
        head, colon, tail = cell.text.partition(":")
        for name, labels in (("project", PROJECT), ("beneficiary", BENEFICIARY), ("amount", AMOUNT), ("basis", BASIS), ("result", RESULT)):
            if name in others or best(head, labels) < 0.9:
                continue
            beside = next((one for one in page.by_row[cell.row] if one.column > cell.column), None)
            if colon and tail.strip():
                others[name] = cell.saying(tail.strip())
            elif beside is not None:
                page.mark(cell, Role.LABEL)
                others[name] = beside
    project = others.get("project") or _named(page, card)
    if project is None or not convert.line(project, []):
        message = "Test pomocy publicznej nie mówi, którego projektu dotyczy; nie wczytano go."
        intake.say(Severity.WARNING, "I19", message, "Wpisz nad pytaniami „Projekt:” i kod lub nazwę projektu.", page=page)
        return
    page.mark(project, Role.READ)
    page.mark((cell for cell in page.by_row[card.head] if cell.column >= card.column), Role.LABEL)
    answers: dict[str, tuple[Any, Cell]] = {}
    for name, row in card.rows.items():
        page.mark((cell for cell in page.by_row[row] if cell.column <= card.column), Role.LABEL)
        if (told := _told(intake, page, card, name, row)) is not None:
            answers[name] = told
    for name, converter in (("beneficiary", convert.line), ("basis", convert.text), ("amount", convert.money())):
        if name in others and (value := intake.convert(page, others[name], converter)) is not None:
            answers[name] = (value, others[name])
    aid_draft(intake, page, project, project.text, answers, others.get("result"), 0)
    first = min([card.head, *card.rows.values()])
    page.mark((cell for cell in page.cells.values() if cell.row < first and page.free(cell) and cell.column <= card.column), Role.DECORATION)


def _named(page: Page, card: AidCard) -> Cell | None:
    """The project in a line above the questions, or in the sheet's name: „Test pomocy – P02"."""
    for row in page.rows:
        if row < card.head and (found := _CODE_INSIDE.search(page.by_row[row][0].text)):
            return page.by_row[row][0].saying(found[1])
    found = _CODE_INSIDE.search(page.name)
    return page.by_row[card.head][0].saying(found[1]) if found else None


def _told(intake: Intake, page: Page, card: AidCard, name: str, row: int) -> tuple[bool, Cell] | None:
    if card.answer is not None and (cell := page.at(row, card.answer)):
        value = intake.convert(page, cell, convert.yes_no)
        return None if value is None else (value, cell)
    given: list[tuple[bool, Cell]] = []
    for column, meant in ((card.yes, True), (card.no, False)):
        cell = page.at(row, column) if column is not None else None
        if cell is not None and (value := intake.convert(page, cell, convert.yes_no)) is not None and value:
            given.append((meant, cell))
    if len(given) == 2:
        message = f"Przy warunku „{NAMES[name]}” zaznaczono i TAK, i NIE; nie wczytano odpowiedzi."
        intake.say(Severity.WARNING, "I11", message, "Zostaw w pliku jedno zaznaczenie.", page=page, cell=given[0][1], value=given[0][1].text)
    return given[0] if len(given) == 1 else None
