"""Questions of a self-assessment as a workbook words them, matched to the program's banks of questions by number or by text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import cache

from mrl_desktop.analysis.self_assessment import Bank, Question, banks
from mrl_desktop.polish import fold

NEARLY = 0.84
"""How alike a question must be to one of the bank to be it."""
_ID = re.compile(r"^\s*(?:pytanie\s*(?:nr\s*)?)?([A-Z]{0,2}\s?\d{1,2}(?:[.\-_ ]\d{1,2}){0,2})\s*(?![\d.,])[.):\-–]?\s*", re.IGNORECASE)


def split_id(text: str) -> tuple[str, str]:
    """The number typed before a question („A1.2. Czy …"), and the question without it."""
    said = " ".join(text.split())
    found = _ID.match(said)
    if not found or (said[found.end() :] and found[0] == found[0].rstrip(" .):-–") and not found[1][0].isalpha() and "." not in found[1]):
        return "", said
    return found[1], said[found.end() :].strip()


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", fold(text)).strip()


def _numbers(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[a-z]+|\d+", fold(text).replace(" ", "")))


@cache
def _texts(bank: str) -> dict[str, str]:
    """Question's text made plain → its id."""
    return {_plain(question.text): key for key, question in banks()[bank].questions.items()}


def is_question(text: str) -> bool:
    """Whether a cell is a question of any bank, word for word."""
    plain = _plain(split_id(text)[1])
    return any(plain in _texts(bank) for bank in banks())


def question_in(bank: Bank, number: str, text: str) -> Question | None:
    """The bank's question a row means: by its text, or by its number when there is no text or the text is nearly the same."""
    plain = _plain(text)
    known = _texts(bank.id)
    if plain in known:
        return bank.questions[known[plain]]
    by_number = _numbered(bank, number) if number else None
    if by_number is not None and (not plain or SequenceMatcher(None, plain, _plain(by_number.text)).ratio() >= 0.6):
        return by_number
    if by_number is not None and number[:1].isalpha() and _shortened(plain, _plain(by_number.text)):
        return by_number
    if len(plain) < 12:
        return None
    scored = [(SequenceMatcher(None, plain, one).ratio(), key) for one, key in known.items() if abs(len(one) - len(plain)) <= 0.3 * len(one) + 4]
    best = max(scored, default=(0.0, ""))
    if best[0] >= NEARLY:
        return bank.questions[best[1]]
    starts = [key for one, key in known.items() if len(plain) >= 25 and one.startswith(plain)]
    return bank.questions[starts[0]] if len(starts) == 1 else None


def _shortened(plain: str, full: str) -> bool:
    """Whether a text is the question in fewer words („jasny podział odpowiedzialności"), other endings of words aside."""
    words = [word[:5] for word in re.findall(r"[a-z]+", plain) if len(word) >= 5]
    known = {word[:5] for word in re.findall(r"[a-z]+", full)}
    return len(words) >= 2 and 3 * sum(word in known for word in words) >= 2 * len(words)


def _numbered(bank: Bank, number: str) -> Question | None:
    """By the full id, or by its numbers alone („1.2" for A1.2) where that is clear."""
    wanted = _numbers(number)
    exact = [question for question in bank.questions.values() if _numbers(question.id) == wanted]
    if exact:
        return exact[0]
    digits = tuple(part for part in wanted if part.isdigit())
    if len(digits) < 2 or any(part.isalpha() for part in wanted):
        return None
    found = [question for question in bank.questions.values() if tuple(part for part in _numbers(question.id) if part.isdigit()) == digits]
    return found[0] if len(found) == 1 else None


def best_bank(asked: Iterable[tuple[str, str]]) -> tuple[Bank, int]:
    """The bank most of the questions (number, text) belong to, and how many do."""
    listed = list(asked)
    counts: Counter[str] = Counter({key: sum(question_in(bank, number, text) is not None for number, text in listed) for key, bank in banks().items()})
    key, count = max(counts.items(), key=lambda item: item[1])
    return banks()[key], count
