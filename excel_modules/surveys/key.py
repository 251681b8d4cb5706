"""The sheet „Klucz" beside the answers: what questions and codes of answers stand for.

The layout is a best guess (no real file of this kind was found): one row per code, the question's code or text beside it or above.
A key that names no question at all („K – kobieta") is said of every column whose answers are all among its codes, numbers excepted.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from excel_modules.parse import text
from excel_modules.sheet import Sheet, normal, range_name
from excel_modules.surveys.vocabulary import named, plain
from mrl_desktop.polish import fold

_NUMBER = re.compile(r"^(?:pyt\w*\.?\s*)?\d{1,3}[.)]\s+(?=\D)")
_COLUMNS = ("tresc_pytania", "kod_odpowiedzi", "odpowiedz", "kod_pytania")


@dataclass(slots=True)
class Meaning:
    """One question of the key."""

    text: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    """Code → answer, in the order of the key."""
    rows: list[int] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Key:
    """Everything the sheet says."""

    sheet: Sheet
    columns: dict[str, int]
    top: int
    meanings: dict[str, Meaning]

    def of(self, *names: str) -> Meaning | None:
        """What is said of a question, by its code or its text."""
        return next((found for name in names if name and (found := self.meanings.get(_question(name))) is not None), None)

    def of_codes(self, values: Collection[str]) -> Meaning | None:
        """What a key without questions says of a column with these answers: only when all are its codes, and none is a number."""
        common = self.meanings.get("")
        said = {fold(value) for value in values if value}
        known = {fold(code) for code in common.labels} if common else set()
        return common if said and said <= known and not any(value.isdigit() for value in said) else None

    @property
    def common(self) -> bool:
        """Whether codes stand without the question they belong to."""
        return "" in self.meanings

    def cells(self, meaning: Meaning) -> str:
        """The rows of the key that speak of a question."""
        return range_name(min(meaning.rows), min(self.columns.values()), max(meaning.rows), max(self.columns.values()))


def read_key(sheet: Sheet) -> Key | None:
    """The key on a sheet, or None when the sheet has no headings of one."""
    for row, raw in enumerate(sheet.raw[:15]):
        columns: dict[str, int] = {}
        for place, value in enumerate(raw):
            said = text(normal(value))
            use = next((use for use in _COLUMNS if use not in columns and said and named("klucz", use, said)), None)
            if use:
                columns[use] = place
        if {"kod_odpowiedzi", "odpowiedz"} <= columns.keys() or {"kod_pytania", "tresc_pytania"} <= columns.keys():
            return Key(sheet=sheet, columns=columns, top=row, meanings=_meanings(sheet, row, columns))
    return None


def _meanings(sheet: Sheet, top: int, columns: dict[str, int]) -> dict[str, Meaning]:
    """Meanings by question; the one without a question has an empty name. A question stands once above its codes, or in merged cells."""
    found: dict[str, Meaning] = {}
    name = ""
    for row in range(top + 1, sheet.height):
        said = {use: _at(sheet.raw[row], place) for use, place in columns.items()}
        filled = [text(normal(value)) for value in sheet.raw[row] if text(normal(value))]
        if not filled:
            continue
        asked = said.get("kod_pytania") or said.get("tresc_pytania", "")
        if not asked and len(filled) == 1 and not columns.keys() & {"kod_pytania", "tresc_pytania"}:
            asked = filled[0]
        name = _question(asked) or name
        meaning = found.setdefault(name, Meaning())
        meaning.rows.append(row)
        meaning.text = meaning.text or (said.get("tresc_pytania", "") if "kod_pytania" in columns else "")
        if said.get("kod_odpowiedzi") and said.get("odpowiedz"):
            meaning.labels.setdefault(said["kod_odpowiedzi"], said["odpowiedz"])
    return found


def _question(said: str) -> str:
    """A question's name for comparing: its number in front counts no more than case and spaces."""
    return _NUMBER.sub("", plain(" ".join(said.split()))) or plain(said)


def _at(raw: Sequence[object], place: int) -> str:
    return text(normal(raw[place])) if place < len(raw) else ""
