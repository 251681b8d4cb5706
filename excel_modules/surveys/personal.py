"""Personal data of respondents: columns told by their heading or by what stands in them, and contacts inside open answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from excel_modules.modules.personal import names_person
from excel_modules.surveys.headings import Heading
from excel_modules.surveys.vocabulary import is_tick, named, personal_words, plain, stands_last, steps

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\d.,/-])(?:(?:\+|00)48[ -]?)?(?:\d{3}[ -]?\d{3}[ -]?\d{3}|\(?\d{2}\)?[ -]\d{3}[ -]\d{2}[ -]\d{2})(?![\d,/]|-\d|\.\d)")
_PESEL = re.compile(r"(?<!\d)\d{11}(?!\d)")
_IP = re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])|\b(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{0,4}\b", re.IGNORECASE)
_ADDRESS = re.compile(r"\b(?:ul|al|os|pl)\.?\s+\S.*\d|\b\d{2}-\d{3}\b", re.IGNORECASE)
_EMAILS, _PESELS = "adresy e-mail", "numery PESEL"
_PATTERNS = ((_EMAILS, _EMAIL), (_PESELS, _PESEL), ("numery telefonów", _PHONE), ("adresy komputerów (IP)", _IP), ("adresy zamieszkania", _ADDRESS))
_ENOUGH = 0.5
"""A column is personal when at least this share of its filled cells looks so and is nearly nothing else."""
_LOOKED_AT = 2000
_LONG = 8
"""A heading of more words is a question about something; its words alone prove nothing."""
_DIGITS = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)


def why_personal(heading: Heading, values: Sequence[str]) -> str:
    """Why a column holds personal data, as the end of a sentence; "" when it does not. `values` are its filled cells as text."""
    by_heading = _by_heading(heading)
    if by_heading and not _only_ticks(values):
        return f"nagłówek wskazuje na dane osobowe: {by_heading}"
    counts = Counter(values[:_LOOKED_AT])
    total = sum(counts.values())
    for what, pattern in _PATTERNS:
        hits = sum(count for value, count in counts.items() if _shows(what, pattern, value))
        if (hits >= 2 and hits >= _ENOUGH * total) or hits == total == 1:
            return f"w komórkach są {what}"
    named_ones = sum(count for value, count in counts.items() if len(value.split()) <= 4 and names_person(value))
    if named_ones >= 2 and named_ones >= _ENOUGH * total:
        return "w komórkach są imiona i nazwiska"
    return ""


def _shows(what: str, pattern: re.Pattern[str], value: str) -> bool:
    """Whether a cell is such a thing and little else; an e-mail address counts anywhere, a PESEL number only when its last digit fits."""
    found = pattern.search(value)
    if not found or (what != _EMAILS and len(found[0]) < 0.6 * len(value)):
        return False
    return what != _PESELS or is_pesel(found[0])


def said_personal(heading: Heading) -> bool:
    """Whether the heading alone says that the column is personal."""
    return bool(_by_heading(heading))


def _by_heading(heading: Heading) -> str:
    said = plain(heading.text or heading.code)
    if named("narzedzia", "osobowe_nazwa", heading.said):
        return "imię i nazwisko"
    words = re.findall(r"[\w-]+", said)
    if len(words) > _LONG or heading.said.endswith("?"):
        return ""
    for reason, pattern in personal_words():
        if any(pattern.fullmatch(part) for part in (plain(heading.code), said)) or (len(words) <= _LONG and pattern.search(said) and _asks_for(said, words)):
            return reason
    return ""


def _asks_for(said: str, words: list[str]) -> bool:
    """Whether a heading of several words asks for the thing itself: „Twój adres e-mail", not „Kontakt przez telefon z urzędem jest łatwy"."""
    return len(words) <= 3 or re.match(r"(?:prosze |podaj|wpisz|twoj|pana|pani|numer|nr |adres|imie|nazwisko|e-?mail|telefon|kontakt)", said) is not None


def _only_ticks(values: Sequence[str]) -> bool:
    """Whether the column only marks or rates such a thing („Telefon": tak, nie), which says of nobody who he is."""
    different = set(values)
    rated = all(is_tick(value) is not None or stands_last(value) or (value.isdigit() and int(value) <= 10) for value in different)
    return bool(different) and (rated or steps(different) is not None)


def is_pesel(text: str) -> bool:
    """Whether eleven digits are a PESEL number (its last digit is worked out from the others: Rozporządzenie MSWiA, weights 1-3-7-9)."""
    if not re.fullmatch(r"\d{11}", text):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(text, _DIGITS, strict=False))
    return (10 - total % 10) % 10 == int(text[10]) and 1 <= int(text[2:4]) % 20 <= 12


def without_contacts(text: str) -> str:
    """An answer with e-mail addresses, telephone and PESEL numbers taken out and the place marked."""
    if not any(sign.isdigit() or sign == "@" for sign in text):
        return text
    masked = _EMAIL.sub("[adres e-mail usunięty]", text)
    masked = _PESEL.sub(lambda found: "[numer PESEL usunięty]" if is_pesel(found[0]) else found[0], masked)
    return _PHONE.sub("[numer telefonu usunięty]", masked)


def masked(text: str) -> str:
    """An example nobody can be known by: the first sign of each word stays, the rest are dots."""
    shown = re.sub(r"(\w)(\w*)", lambda found: ("•" if found[1].isdigit() else found[1]) + "•" * min(len(found[2]), 8), " ".join(text.split()))
    return shown if len(shown) <= 40 else f"{shown[:39]}…"
