"""A sheet filled in like a form: a label, and its value beside it, under it or behind a colon in the same cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as stored

from excel_modules.modules.codes import code_of
from excel_modules.modules.intake import Converter
from excel_modules.modules.labels import GOOD, Labels, label_key
from excel_modules.modules.layout import Heading
from excel_modules.modules.page import Cell, Page, Role


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a form: its label, the field it fills, how the answer is read, and other labels it is known by."""

    label: str
    field: str
    convert: Converter
    also: tuple[str, ...] = ()
    money: bool = False
    labels: Labels = stored(init=False, repr=False, compare=False)
    longer: Labels = stored(init=False, repr=False, compare=False)
    """The labels of more than one word."""

    def __post_init__(self) -> None:
        every = (self.label, *self.also)
        object.__setattr__(self, "labels", Labels(every))
        object.__setattr__(self, "longer", Labels(label for label in every if " " in label_key(label)))

    def fits(self, head: str) -> float:
        """How well a text fits the question; „Opis trwałości" is not „Opis", though „Opis projektu" is."""
        points = self.labels.best(head)
        words = label_key(head).split()
        if points < GOOD or len(words) < 2 or words[0] not in _WIDE or all(word.startswith(_PLAIN) for word in words[1:]):
            return points
        return self.longer.best(head)


_WIDE = frozenset(["opis", "opisy", "cel", "cele", "zakres", "zadania", "dokumentacja", "problem", "problemy", "uzasadnienie", "przychody", "finansowanie", "potrzeby", "status", "typ", "wskazniki", "koszt", "okres", "termin"])
"""Words that begin the labels of many different things."""
_PLAIN = ("projekt", "przedsiewz", "zadan", "inwestyc", "realiz", "glown", "planow", "szczegol", "krot", "skroc", "ogoln", "rzeczow", "dzial", "merytor", "wskaznik", "w", "i", "do", "na", "oraz", "dla", "lub")
"""Words that add nothing to them."""


@dataclass(slots=True, kw_only=True)
class Found:
    """A label found on a page, and what may be its answer."""

    question: Question
    cell: Cell
    inside: Cell | None = None
    """The part of the label's own cell behind the colon."""
    values: list[Cell] = stored(default_factory=list)

    @property
    def row(self) -> int:
        return self.cell.row

    def answer(self) -> Cell | None:
        """All cells of the answer as one, lines under lines; None when nothing was filled in."""
        if not self.values:
            return None
        if len(self.values) == 1:
            return self.values[0]
        rows: dict[int, list[str]] = {}
        for cell in self.values:
            rows.setdefault(cell.row, []).append(cell.text)
        text = "\n".join(" ".join(parts) for parts in rows.values())
        first, last = self.values[0], self.values[-1]
        name = f"{first.address}:{last.address}" if not first.name else first.name
        return replace(first, value=text, text=text, name=name, problem=next((cell.problem for cell in self.values if cell.problem), ""))


def match(cell: Cell, questions: Sequence[Question], least: float = GOOD) -> Found | None:
    """The question a cell asks, with the answer when it stands in the same cell."""
    if not isinstance(cell.value, str):
        return None
    candidates: list[tuple[float, Question, str]] = []
    heads = [(cell.text, "")] if len(cell.text) <= 100 else []
    if ":" in cell.text:
        head, _, tail = cell.text.partition(":")
        heads.append((head, tail.strip()))
    if "\n" in cell.text:
        head, _, tail = cell.text.partition("\n")
        heads.append((head.rstrip(":"), tail.strip()))
    for head, tail in heads:
        if not 0 < len(head) <= 100:
            continue
        for question in questions:
            points = question.fits(head)
            if points >= (max(least, 0.95) if tail and ":" not in cell.text else least):
                candidates.append((points, question, tail))
    if not candidates:
        return None
    points, question, tail = max(candidates, key=lambda item: (item[0], bool(item[2]) and ":" in cell.text))  # a label broken into two lines is one label
    return Found(question=question, cell=cell, inside=cell.saying(tail.lstrip(" :")) if tail.lstrip(" :") else None)


def labels_in(page: Page, questions: Sequence[Question], rows: Iterable[int], columns: range) -> list[Found]:
    """Labels in some rows and columns of a page: the first cell of a row, or a further one that fits almost exactly."""
    found: list[Found] = []
    for row in rows:
        cells = [cell for cell in page.by_row.get(row, ()) if cell.column in columns]
        first = True
        for cell in cells:
            if first and code_of(cell.value) is not None and len(cells) > 1:
                continue
            label = match(cell, questions, GOOD if first else 0.95)
            if label and not first and not label_is_short(cell):
                label = None
            if label:
                found.append(label)
            first = False
        if cells and len(found) > 1 and _answers(found[-2], found[-1], cells):
            found.pop()
    return found


def _answers(label: Found, further: Found, cells: Sequence[Cell]) -> bool:
    """Whether the last cell of a row, although worded like a label, can only be the answer of the label just before it."""
    return (
        label.row == further.row
        and further.cell is cells[-1]
        and further.inside is None
        and label.inside is None
        and not any(label.cell.column < cell.column < further.cell.column for cell in cells)
    )


def label_is_short(cell: Cell) -> bool:
    """Whether a cell further right in its row is worded as a label, not as an answer."""
    return len(cell.text) <= 60


def collect(page: Page, labels: list[Found], headings: Sequence[Heading], rows: Sequence[int], columns: range) -> None:
    """Gives each label its answer: behind the colon, to the right, and below until the next label or table."""
    starts = {label.row for label in labels} | {heading.top for heading in headings}
    tables = {row for heading in headings for row in range(heading.top, heading.bottom + 1)}
    taken = {(label.cell.row, label.cell.column) for label in labels}
    for label in labels:
        page.mark(label.cell, Role.LABEL)
        before = page.at(label.row, label.cell.column - 1)
        if before and code_of(before.value) is not None and (before.row, before.column) not in taken:
            page.mark(before, Role.LABEL)
        if label.inside:
            label.values.append(label.inside)
        ends = [other.cell.column for other in labels if other.row == label.row and other.cell.column > label.cell.column]
        right = min(ends, default=columns.stop)
        beside = [
            cell for cell in page.by_row[label.row] if label.cell.column < cell.column < right and (cell.row, cell.column) not in taken and not _numbers_next(cell, ends)
        ]
        label.values.extend(beside)
        if ends:
            continue
        following = [row for row in rows if row > label.row]
        previous = label.row
        height = max((r for (r, c), top in page.merged.items() if top == (label.row, label.cell.column) and c == label.cell.column), default=label.row)
        for row in following:
            if row in starts or row in tables:
                break
            cells = [cell for cell in page.by_row[row] if cell.column in columns and (cell.row, cell.column) not in taken]
            under_label = any(cell.column <= label.cell.column for cell in cells)
            if row > height + 1 and row > previous + 1:
                break
            if label.values and under_label and row > height:
                break
            label.values.extend(cells)
            previous = row


def _numbers_next(cell: Cell, ends: list[int]) -> bool:
    """Whether the cell is just the number typed before the next label of the row."""
    return cell.column + 1 in ends and code_of(cell.value) is not None and label_key(cell.text) == label_key(cell.text).strip()
