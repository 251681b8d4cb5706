"""Numbers of goals, problems and projects as they are typed: „I.1", „CO1.1", „Cel 1", „1.2. Poprawa…", a number turned into a date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from mrl_desktop.polish import fold

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}

_WORDS = (
    r"cele?u?\s+(?:strategiczn|operacyjn|g[łl][óo]wn|szczeg[óo][łl]ow|instytucjonaln)\w*|cele?u?|kierun\w+(?:\s+dzia[łl]a\w*)?|dzia[łl]anie"
    r"|wyzwanie|problem|projekt|wi[ąa]zka|zadanie|nr|numer"
)
_SHORT = r"CS|CO|CI|DI|PR|WP|WY|[PWDKSOZ]"
_ELEMENT = r"(?:\d{1,3}|[IVX]{1,6}|[ivx]{2,6}|[a-z])"
_PATH = rf"(?P<path>(?:\d{{1,3}}|[IVX]{{1,6}})(?:\s?[./-]\s?{_ELEMENT}(?![^\W\d_]))*)(?!\w)"
_WITH_WORD = re.compile(rf"(?i:(?P<word>{_WORDS}))\s*(?i:nr)?\s*[-.]?\s*(?:(?:{_SHORT})[-. ]?)?{_PATH}")
_WITH_SHORT = re.compile(rf"(?P<word>{_SHORT}|{_SHORT.lower()})[-.]?{_PATH}")
_BARE = re.compile(_PATH)
_COMPOUND = re.compile(r"(?i)^(?:CS|C)[-. ]?(?:\d{1,2}|[IVX]{1,4})\s*/\s*(?=CO|C|\d)")
"""„CS1/CO1.1": the parent's number typed before the goal's own."""
_ROMAN_BEFORE = re.compile(r"([IVX]{1,4})\s+(?=[A-ZĄĆĘŁŃÓŚŹŻ][^\W\d_])")
_AFTER = re.compile(r"\s*[.):]?\s*(?:[-–—:]\s*)?")


@dataclass(frozen=True, slots=True)
class Code:
    """A place in a numbering: the path of numbers, and the word or letters before it („co", „cel operacyjny")."""

    path: tuple[int, ...]
    word: str = ""

    def __str__(self) -> str:
        return ".".join(map(str, self.path))

    def under(self, parent: Code | None) -> Code:
        """The same number inside its parent: „2" under „1" is „1.2"; one that already is inside stays."""
        if parent is None or len(self.path) > len(parent.path):
            return self
        return Code(parent.path + self.path[-1:], self.word)


def _number(element: str) -> int:
    if element.isdigit():
        return int(element)
    low = element.lower()
    if all(letter in _ROMAN for letter in low) and (element.isupper() or len(low) > 1):
        values = [_ROMAN[letter] for letter in low]
        return sum(-v if i + 1 < len(values) and v < values[i + 1] else v for i, v in enumerate(values))
    return ord(low) - ord("a") + 1


def _path(text: str) -> tuple[int, ...]:
    return tuple(_number(part) for part in re.split(r"[./\-\s]+", text) if part)


def code_of(value: object) -> Code | None:
    """The code a whole cell is; None when the cell is not just a code. Understands numbers and dates Excel made of „1.2"."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, datetime | date):
        return Code((value.day, value.month))
    if isinstance(value, int | float):
        if value < 0 or value > 9999:
            return None
        return Code(_path(repr(value) if value != int(value) else str(int(value))))
    text = _COMPOUND.sub("", str(value).strip().strip("*").strip())
    for pattern in (_WITH_WORD, _WITH_SHORT, _BARE):
        found = pattern.match(text)
        if found and not text[found.end() :].strip(" .):-–—"):
            return Code(_path(found["path"]), _word(found))
    return None


def _word(found: re.Match[str]) -> str:
    return fold(found.groupdict().get("word") or "")


def split_code(text: str, *, roman: bool = False) -> tuple[Code | None, str]:
    """A code typed before the text in the same cell, and the text without it; (None, text) when there is none.

    With `roman`, „II Silna gospodarka" begins with a number even without a full stop, as goals do and titles like „V Festiwal" do not.
    """
    text = _COMPOUND.sub("", text.strip())
    if roman and (found := _ROMAN_BEFORE.match(text)):
        return Code(_path(found[1])), text[found.end() :].strip()
    for pattern in (_WITH_WORD, _WITH_SHORT, _BARE):
        found = pattern.match(text)
        if not found:
            continue
        rest = text[found.end() :]
        after = _AFTER.match(rest)
        gap = after[0] if after else ""
        remaining = rest[len(gap) :].strip()
        path = _path(found["path"])
        marked = bool(gap.strip()) or "\n" in gap
        if not remaining:
            return Code(path, _word(found)), ""
        named = pattern is _WITH_WORD or (pattern is _WITH_SHORT and bool(gap))
        level_number = len(path) > 1 and bool(gap) and (remaining[0].isupper() or not remaining[0].isalnum())
        single_number = marked and not remaining[0].isdigit() and gap != gap.lstrip() + " " and bool(re.match(r"[.):]|\s*[-–—]\s", gap))
        if named or level_number or single_number:
            return Code(path, _word(found)), remaining
    return None, text


def code_key(text: str) -> str:
    """A project's own code made comparable: „P-01", „P 1" and „p1" are the same; letters and numbers, no leading zeros."""
    return ".".join(part.lstrip("0") or "0" if part.isdigit() else part for part in re.findall(r"[a-z]+|\d+", fold(text)))
