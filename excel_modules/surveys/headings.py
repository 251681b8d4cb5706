"""Headings of survey columns taken apart: code, question, row of a matrix; and what a column is for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum, auto

from excel_modules.sheet import cell_name
from excel_modules.surveys.vocabulary import named, plain

_CODED = re.compile(r"^([A-Za-z]\w{0,39}(?:\[[^\]]*\]){0,2})\.\s+(\S.*)$", re.DOTALL)
_CODE = re.compile(r"^[A-Za-z]\w{0,39}(?:\[[^\]\s]+\]){1,2}$|^[A-Za-z]{1,12}_?\d{1,4}[A-Za-z]?(?:_\w{1,8})?$|^(?:[A-Za-z]{1,4}\d{1,3}){2,4}$")
_TIMING = re.compile(r"^(?:interviewtime|groupTime\d*|\w+Time)$")
_TIMING_WORDS = re.compile(r"^(?:total time|group time|question time|calkowity czas|czas calkowity|czas grupy|czas pytania)\b")
_OTHER = re.compile(r"^(?:other|inne|inny|inna|sonstiges)$")


class Use(Enum):
    """What a column is for."""

    QUESTION = auto()
    TIME = auto()
    SENT = auto()
    ID = auto()
    SERVICE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """One column: where its heading stands and what it says."""

    column: int
    cells: tuple[str, ...]
    """Cells of the heading, that of the question above a matrix first."""
    said: str
    """The heading as it stands in the file."""
    code: str = ""
    group: str = ""
    """The question of which the column is one row."""
    text: str = ""
    use: Use = Use.QUESTION

    @property
    def whole(self) -> str:
        """Everything the heading asks, on one line."""
        return f"{self.group} {self.text}".strip()

    @property
    def base(self) -> str:
        """What columns of one question share: „Q2" of „Q2[SQ001]", or the question itself; "" for a column of its own."""
        return self.code.partition("[")[0] if "[" in self.code else self.group

    @property
    def other(self) -> bool:
        """Whether the column holds what was typed at „inne"."""
        return self.code.endswith("[other]") or (bool(self.group) and _OTHER.match(plain(self.text)) is not None)


def are_coded(said: list[str]) -> bool:
    """Whether headings stand as „code. text", the second of LimeSurvey's three ways."""
    filled = [" ".join(text.split()) for text in said if text.strip()]
    return bool(filled) and sum(1 for text in filled if _CODED.match(text)) >= 0.8 * len(filled)


def heading(row: int, column: int, said: str, *, coded: bool = False) -> Heading:
    """A heading of one cell."""
    flat = " ".join(said.split())
    code, text = _parted(flat, coded)
    group, own = _in_brackets(text)
    if "[" in code and not text:
        group, own = code.partition("[")[0], code.partition("[")[2].rstrip("]")
    found = Heading(column=column, cells=(cell_name(row, column),), said=flat, code=code, group=group, text=own or code)
    return replace(found, use=_use(found))


def under(row: int, column: int, question: str, question_column: int, said: str) -> Heading:
    """A heading of two cells, one above the other: the question at (row, question_column), its row of a matrix below."""
    below = " ".join(said.split())
    cells = (cell_name(row, question_column), cell_name(row + 1, column))
    use = Use.ID if named("kolumny", "identyfikator", below) else Use.QUESTION
    return Heading(column=column, cells=cells, said=below, group=" ".join(question.split()), text=below, use=use)


def _parted(said: str, coded: bool) -> tuple[str, str]:
    """(code, text) of a heading: „Q2[SQ001]", „Q2[SQ001]. Pytanie [wiersz]", „Pytanie"."""
    if _CODE.match(said):
        return said, ""
    if coded and (found := _CODED.match(said)):
        return found[1], found[2]
    return "", said


def _in_brackets(text: str) -> tuple[str, str]:
    """(question, row) of „Pytanie [wiersz]"; the brackets that end the text count, nested ones belong to the row."""
    if not text.endswith("]"):
        return "", text
    depth = 0
    for place in range(len(text) - 1, -1, -1):
        depth += (text[place] == "]") - (text[place] == "[")
        if depth == 0:
            question, row = text[:place].strip(), text[place + 1 : -1].strip()
            return (question, row) if question and row else ("", text)
    return "", text


def _use(found: Heading) -> Use:
    """What the tools' own columns are for, by code or by words; everything else is a question."""
    if found.group and "[" not in found.said:
        return Use.QUESTION
    for word in dict.fromkeys((found.code, found.text)):
        for key, use in (("wyslano", Use.SENT), ("czas", Use.TIME), ("identyfikator", Use.ID), ("techniczne", Use.SERVICE)):
            if word and named("kolumny", key, word):
                return use
    timed = _TIMING.match(found.code or found.said) or _TIMING_WORDS.match(plain(found.text))
    return Use.SERVICE if timed else Use.QUESTION
