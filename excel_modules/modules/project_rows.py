"""Which rows of a budget or a schedule name a project and which a task of the project above them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from excel_modules.modules.codes import code_key, code_of
from excel_modules.modules.intake import Intake
from excel_modules.modules.layout import Heading, Row
from excel_modules.modules.other_records import known_project, project_named, same_name, split_project
from excel_modules.modules.page import Cell, Page, Role
from mrl_desktop.polish import fold

_PROJECT_WORD = re.compile(r"^\s*(?:projekt|przedsięwzięcie)\s*(?:nr\s*\d|\d|:|„|[A-Z]{1,3}[-.]?\d{1,3}\b)", re.IGNORECASE)
_INSIDE = re.compile(r"^(.{1,60}?)\s*(?:/|\||:|\n)\s*(\S.{2,})$", re.DOTALL)
_INSIDE_NAMED = re.compile(r"^\s*zadanie\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """The project rows belong to, and the cell that names it. `id` None: the row names none that could be told."""

    id: UUID | None
    page: Page
    cell: Cell
    said: str


def with_lines(rows: Sequence[Row], item: str) -> list[Row]:
    """Rows where a line across the table, begun in the column of numbers („Projekt P02 Żłobek"), names the project rows below it are of."""
    return [
        replace(row, cells={item: cell}, numbers={})
        if item not in row.cells and len(row.everything) == 1 and isinstance((cell := row.first).value, str) and len(cell.text) > 3 and row.numbers and (_PROJECT_WORD.match(cell.text) or all(split_project(cell.text)))
        else row
        for row in rows
    ]


@dataclass(slots=True, kw_only=True)
class ProjectRows:
    """Goes down the rows of one table and says of each the project it belongs to and the task it names, if any.

    A row names a project when it says so („Projekt 2: …"), when its code or name is a project's, when its number is of the first level
    where others are of the second, or when it stands bare, without amounts and marks, above rows that have them.
    """

    intake: Intake
    page: Page
    heading: Heading
    rows: Sequence[Row]
    item: str
    """Field of the column that may name both projects and tasks."""
    facts: frozenset[str]
    """Fields that only a task or a cost has."""
    owner: Owner | None = None
    deep: bool = field(init=False)
    some_bare: bool = field(init=False)
    rests: dict[str, set[str]] = field(init=False)
    """Code → different names beside it."""
    flat: bool = field(init=False)
    """Nothing tells tasks from projects, and the column is said to hold projects: every row is one."""

    def __post_init__(self) -> None:
        self.deep = any((number := self._number(row)) is not None and len(number) >= 2 for row in self.rows)
        named = [row for row in self.rows if self.item in row.cells]
        bare = sum(self.bare(row) for row in named)
        self.some_bare = 0 < bare < len(named)
        self.rests = {}
        for row in named:
            code, rest = split_project(row.cells[self.item].text)
            if code:
                self.rests.setdefault(code_key(code), set()).add(" ".join(rest.split()))
        self.flat = not self.deep and not self.some_bare and not self.rests and "projekt" in fold(self.heading.text(self.item)) and not any(_INSIDE_NAMED.match(row.cells[self.item].text) for row in named)

    def bare(self, row: Row) -> bool:
        """Whether the row names something and says nothing more about it."""
        return not self.facts & row.cells.keys()

    def _number(self, row: Row) -> tuple[int, ...] | None:
        cell = row.numbers.get(self.item) or row.numbers.get("")
        code = code_of(cell.value) if cell else None
        return code.path if code else None

    def step(self, row: Row) -> Cell | None:
        """Goes to a row. Gives the cell that names a task, None when the row is about the project itself."""
        if "project" in self.heading.columns:
            return self._by_column(row)
        cell = row.cells.get(self.item)
        if cell is None:
            return None
        inside = _INSIDE.match(cell.text)
        if inside and (split_project(inside[1])[0] or known_project(self.intake, inside[1])) and not _PROJECT_WORD.match(cell.text):
            self._own(cell, inside[1])
            return cell.saying(inside[2].strip())
        code, rest = split_project(cell.text)
        if code and rest and len(self.rests.get(code_key(code), ())) > 1 and not self.bare(row) and not _PROJECT_WORD.match(cell.text):
            self._own(cell, code)
            title = self._title_of(code)
            return None if title and same_name(title, rest) else cell.saying(rest)
        if self._is_project(row, cell, code):
            self._own(cell, cell.text)
            return None
        return cell

    def _title_of(self, code: str) -> str:
        found = known_project(self.intake, code)
        return self.intake.drafts[found].match_name if found else ""

    def _is_project(self, row: Row, cell: Cell, code: str) -> bool:
        if _PROJECT_WORD.match(cell.text) or (known_project(self.intake, cell.text) is not None and (self.bare(row) or bool(code) or not self.deep)):
            return True
        if self.flat:
            return True
        number = self._number(row)
        if self.deep and number is not None:
            return len(number) == 1
        if code:
            return True
        return self.some_bare and self.bare(row) and not self.deep and (number is None or self.owner is None)

    def _by_column(self, row: Row) -> Cell | None:
        column = self.heading.columns["project"]
        cell = row.cells.get("project") or self.page.seen(row.number, column)
        if cell is not None and (self.owner is None or self.owner.cell is not cell):
            number = row.numbers.get("project") or row.numbers.get("")
            code = split_project(number.text)[0] if number is not None and isinstance(number.value, str) else ""
            said = cell.text
            if number is not None and code and code == number.text.strip() and not split_project(said)[0]:
                self.page.mark(number, Role.READ)
                said = f"{code} – {said}"
            self._own(cell, said)
        return row.cells.get(self.item)

    def _own(self, cell: Cell, said: str) -> None:
        self.page.mark(cell, Role.READ)
        self.owner = Owner(id=project_named(self.intake, said), page=self.page, cell=cell, said=said)
