"""What kind of question a column answers, told from all its answers, and the answers coded as the record keeps them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from excel_modules import parse
from excel_modules.parse import Unreadable
from excel_modules.surveys.several_answers import parted
from excel_modules.surveys.vocabulary import in_order, is_tick, plain, stands_last, steps, table
from mrl_desktop.domain.surveys import BLANK, QuestionKind
from mrl_desktop.polish import fold, sort_key

OWN_WORDS = "Inne odpowiedzi"
"""Option under which answers in respondents' own words are counted."""
_UNIT = re.compile(r"\s*(?:lat|lata|l\.|rok|zł|km|min\.?|os\.?|osób|%)$")
_STEP = re.compile(r"^(\d{1,2})(?:$|\s*[-–—.:=(]\s*\D)")
_RANGE = re.compile(r"(?<!\d)([01])\s*(?:do|a|-|–|—|\.\.\.?)\s*(\d{1,2})(?!\d)")
_NOTHING_TO_SAY = frozenset(("brak uwag", "nie mam", "nie mam uwag", "bez uwag", "nie dotyczy", "nie ma"))
_FEW = 20
"""Among fewer answers a repetition means more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What a column (or all rows of a matrix) asks for."""

    kind: QuestionKind
    options: tuple[str, ...] = ()
    several: bool = False
    """Whether a cell may hold several options."""
    own_words: bool = False
    """Whether answers outside the options are counted under OWN_WORDS."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """Answers of one column as `SurveyQuestion` keeps them."""

    answers: tuple[int, ...] = ()
    texts: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    """Answers in respondents' own words, in alphabetical order."""
    rounded: int = 0
    """How many fractions were rounded."""


OPEN = Kind(kind=QuestionKind.OPEN)


def kind_of(values: Sequence[str], asked: str) -> Kind:
    """The kind of question with these answers ("" for none), asked in these words."""
    filled = [value for value in values if value]
    if not filled:
        return OPEN
    counts = Counter(filled)
    if (numbers := _numbers(counts)) is not None:
        return _numeric(numbers, asked)
    if (cells := parted(filled)) is not None:
        options, own = _closed(Counter(part for cell in cells for part in cell), len(filled))
        return Kind(kind=QuestionKind.MULTIPLE, options=_with_own(options, own), several=True, own_words=own)
    if not _is_closed(counts):
        return OPEN
    options, own = _closed(counts, len(filled))
    ordered = in_order(options)
    scale = steps(ordered) is not None or _numbered_steps(ordered)
    return Kind(kind=QuestionKind.SCALE if scale and not own else QuestionKind.SINGLE, options=_with_own(options, own), own_words=own)


def of_options(options: Sequence[str], values: Sequence[str]) -> Kind:
    """The kind of question whose options are known beforehand, in their order; answers beside them are added at the end."""
    filled = [value for value in values if value]
    cells = None if all(value in options for value in filled) else parted(filled)
    said = [part for cell in cells for part in cell] if cells else filled
    more = tuple(sorted(set(said).difference(options), key=sort_key))
    steps_of = steps(options)
    if cells:
        return Kind(kind=QuestionKind.MULTIPLE, options=(*options, *more), several=True)
    if steps_of is not None and not more:
        return Kind(kind=QuestionKind.SCALE, options=in_order(options))
    return Kind(kind=QuestionKind.SINGLE, options=(*options, *more))


def coded(values: Sequence[str], kind: Kind) -> Coded:
    """A column's answers in the order of respondents; open ones in alphabetical order."""
    if kind.kind is QuestionKind.OPEN:
        return Coded(texts=tuple(sorted((value for value in values if value), key=sort_key)))
    if kind.kind is QuestionKind.NUMBER:
        known = {value: _number(value) if value else None for value in set(values)}
        numbers = [known[value] for value in values]
        return Coded(
            answers=tuple(BLANK if number is None else _rounded(number) for number in numbers),
            rounded=sum(1 for number in numbers if number is not None and number != int(number)),
        )
    places = {option: place for place, option in enumerate(kind.options)}
    own: list[str] = []

    def place_of(answer: str) -> int:
        place = places.get(answer)
        if place is None:
            own.append(answer)
            return places[OWN_WORDS]
        return place

    if kind.several:
        filled = [value for value in values if value]
        lists = iter(parted(filled) or [[value] for value in filled])
        answers = tuple(sum({1 << place_of(part) for part in next(lists)}) if value else BLANK for value in values)
    else:
        shown = _shown_as(kind)
        written = {value: shown(value) if value else "" for value in set(values)}
        answers = tuple(place_of(answer) if (answer := written[value]) else BLANK for value in values)
    return Coded(answers=answers, own=tuple(sorted(own, key=sort_key)))


def ticked(columns: Mapping[str, Sequence[str]]) -> Coded:
    """Columns of „marked – not marked" (option → its column) as one question of several answers; who marked nothing anywhere left it out."""
    answers: list[int] = []
    for row in zip(*columns.values(), strict=True):
        marks = [is_tick(value) if value else None for value in row]
        chosen = sum(1 << place for place, mark in enumerate(marks) if mark)
        answers.append(chosen if any(mark is not None for mark in marks) else BLANK)
    return Coded(answers=tuple(answers))


def all_ticks(values: Sequence[str]) -> bool:
    """Whether a column only marks: „Tak" or „Nie", Y, 1 or 0, x. A blank column does too."""
    return all(not value or is_tick(value) is not None for value in set(values))


def _shown_as(kind: Kind) -> Callable[[str], str]:
    """How a value is written among the options: numbers of a scale without „.0"."""
    if all(option.isdigit() for option in kind.options):
        return lambda value: "" if (number := _number(value)) is None else str(_rounded(number))
    return lambda value: value


def _number(value: str) -> float | None:
    try:
        found = parse.number(_UNIT.sub("", value))
    except Unreadable:
        return None
    return float(found) if found is not None and 0 <= found < 10**15 else None


def _numbers(values: Iterable[str]) -> list[float] | None:
    """Texts as numbers, those that say nothing left out; None when one is not a number or none is."""
    found: list[float] = []
    for value in values:
        if parse.is_blank(value):
            continue
        number = _number(value)
        if number is None:
            return None
        found.append(number)
    return found or None


def _rounded(number: float) -> int:
    return int(number + 0.5)


def _numeric(numbers: Sequence[float], asked: str) -> Kind:
    """A scale from 1 (or 0) to 5, 7 or 10, a code of two values, or plain numbers."""
    said = fold(asked)
    whole = all(number == int(number) for number in numbers)
    low, high, different = min(numbers), max(numbers), len(set(numbers))
    told = _RANGE.search(said)
    if whole and told and int(told[1]) <= low and high <= int(told[2]) and int(told[2]) <= 10:
        return Kind(kind=QuestionKind.SCALE, options=tuple(map(str, range(int(told[1]), int(told[2]) + 1))))
    counted = any(re.search(rf"\b{word}\b", said) for word in table("liczba")["slowa"])
    if whole and not counted and high <= 10:
        if different <= 2 and not (different == 2 and high > 2):
            return Kind(kind=QuestionKind.SINGLE, options=tuple(str(int(number)) for number in sorted(set(numbers))))
        top = 5 if high <= 5 else 10
        return Kind(kind=QuestionKind.SCALE, options=tuple(map(str, range(0 if low < 1 else 1, top + 1))))
    return Kind(kind=QuestionKind.NUMBER)


def _is_closed(counts: Counter[str]) -> bool:
    """Whether texts come from a list: they repeat, and are not long."""
    total, different = sum(counts.values()), len(counts)
    if steps(counts) is not None or all(is_tick(value) is not None or stands_last(value) for value in counts):
        return True
    saying = {value: count for value, count in counts.items() if not parse.is_blank(value) and plain(value) not in _NOTHING_TO_SAY}
    if not saying:
        return True
    told = sum(saying.values())
    again = {value: count for value, count in saying.items() if count > 1}
    covered = sum(again.values())
    long = sum(len(value) * count for value, count in again.items()) > 150 * covered
    if not again or long or len(again) > table("granice")["najwiecej_opcji"]:
        return False
    if total < _FEW:
        return len(saying) <= 0.67 * told and different <= 0.67 * total and (different > 1 or total >= 5)
    return covered >= 0.7 * told


def _closed(counts: Counter[str], answered: int) -> tuple[list[str], bool]:
    """Options, and whether some answers are respondents' own words: said once each, where the options come again and again."""
    once = [option for option, count in counts.items() if count == 1]
    if answered >= _FEW and len(once) > 3 and steps(counts) is None and not _numbered_steps(tuple(counts)):
        return [option for option in counts if counts[option] > 1], True
    return list(counts), False


def _with_own(options: Sequence[str], own: bool) -> tuple[str, ...]:
    ordered = in_order(options)
    return (*ordered, OWN_WORDS) if own and OWN_WORDS not in ordered else ordered


def _numbered_steps(options: Sequence[str]) -> bool:
    """Steps with numbers in front: „1 – bardzo źle"."""
    said = [option for option in options if not stands_last(option)]
    found = [_STEP.match(option) for option in said]
    numbers = {int(match[1]) for match in found if match}
    return len(said) >= 3 and all(found) and len(numbers) == len(said) and max(numbers) <= 10
