"""Personal data that must not enter a plan: names of persons, phones, addresses. Only the role of a person is kept."""

from __future__ import annotations

import re

from mrl_desktop.polish import fold

_EMAIL = re.compile(r"(?i)(?:e-?mail\s*:?\s*)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?i)(?:\b(?:tel(?:efon)?|kom|fax|faks)\b\.?\s*:?\s*(?:kom\.?\s*)?\+?[\d\s()-]{6,}\d(?:\s*wew\.?\s*\d+)?|(?<!\d)\+48[\s-]?\d{3}[\s-]?\d{3}[\s-]?\d{3}(?!\d))")
_BARE_PHONE = re.compile(r"(?<![\d,.])(?:\d{3}[ -]\d{3}[ -]\d{3}|\(?\d{2}\)?[ -]\d{3}[ -]\d{2}[ -]\d{2})(?![\d,.])")
_ROLE = re.compile(
    r"\b(?:burmistrz|prezydent|wojt|zastep|z-ca|zca|sekretarz|skarbnik|kierowni|dyrekt|naczelni|inspektor|podinspektor|specjalist|referent|koordynator"
    r"|pelnomocni|architekt|urbanist|glown|radc|wydzial|referat|biur|urzad|osrod|zarzad|centrum|szkol|przedszkol|muzeum|bibliotek|dom |dom$|spolk|miejsk|gmin"
    r"|zespol|dzial|jednost|zaklad|fundac|stowarzysz|powiat|instytut|straz|przedsiebior|rada|komisj|samodzieln|stanowisk|menedzer|kierujac)"
)  # fmt: skip
_ABBREVIATION = re.compile(r"^[A-ZĄĆĘŁŃÓŚŹŻ]{2,6}$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?\.?")
_TITLES = frozenset(("mgr", "inz", "dr", "hab", "prof", "arch", "pan", "pani", "p"))
_NAMES = frozenset(
    ["adam", "adrian", "agata", "agnieszka", "aleksander", "aleksandra", "alicja", "alina", "andrzej", "aneta", "anna", "antoni", "arkadiusz", "artur", "barbara", "bartlomiej", "bartosz", "beata", "blazej", "bogdan", "boguslaw", "bogumila", "bozena", "cezary", "czeslaw", "damian", "daniel", "danuta", "dariusz", "dawid", "dominik", "dominika", "dorota", "edward", "edyta", "elzbieta", "emilia", "eryk", "ewa", "ewelina", "filip", "franciszek", "gabriela", "genowefa", "grazyna", "grzegorz", "halina", "hanna", "helena", "henryk", "hubert", "ilona", "irena", "ireneusz", "iwona", "izabela", "jacek", "jadwiga", "jakub", "jan", "janina", "janusz", "jaroslaw", "jerzy", "joanna", "jolanta", "jozef", "julia", "justyna", "kacper", "kamil", "kamila", "karol", "karolina", "katarzyna", "kazimierz", "kinga", "klaudia", "konrad", "krystian", "krystyna", "krzysztof", "leszek", "lidia", "lucyna", "lukasz", "maciej", "magdalena", "malgorzata", "marcin", "marek", "maria", "marian", "mariola", "mariusz", "marta", "marzena", "mateusz", "michal", "mieczyslaw", "milena", "miroslaw", "monika", "natalia", "norbert", "olga", "oskar", "patrycja", "patryk", "paulina", "pawel", "piotr", "przemyslaw", "radoslaw", "rafal", "renata", "robert", "roman", "ryszard", "sebastian", "slawomir", "stanislaw", "stefan", "sylwester", "sylwia", "szymon", "tadeusz", "teresa", "tomasz", "urszula", "wanda", "waldemar", "weronika", "wieslaw", "wieslawa", "wiktor", "wioletta", "witold", "wladyslaw", "wojciech", "zbigniew", "zdzislaw", "zofia", "zuzanna", "zygmunt"]
)


def without_contacts(text: str) -> str:
    """The text without phone numbers and e-mail addresses."""
    cleaned = _PHONE.sub("", _EMAIL.sub("", text))
    return text if cleaned == text else _tidy(cleaned)


def _tidy(text: str) -> str:
    text = re.sub(r"(?i)\b(?:e-?mail|tel(?:efon)?)\s*[.:]*\s*(?=$|[,;\n])", "", text)
    text = re.sub(r"\(\s*\)", "", text)
    text = re.sub(r"[ \t]{2,}", " ", re.sub(r"\s+([,;])", r"\1", text))
    return re.sub(r"([,;])(?:\s*[,;])+", r"\1", text).strip(" ,;-–\n")


def role_only(text: str) -> str:
    """The roles and units named in a contact's cell, without the person: „Jan Kowalski, kierownik referatu, tel. 1" → „kierownik referatu"."""
    bare = _BARE_PHONE.sub("", without_contacts(text))
    parts = [part.strip() for part in re.split(r"[,;\n/(){}]|\s[-–—]\s", bare) if part.strip()]
    kept = [part for part in (_without_person(part) for part in parts) if part and (_ROLE.search(fold(part)) or _ABBREVIATION.match(part))]
    return ", ".join(kept)


def _without_person(part: str) -> str:
    for start, end in reversed(_persons(part)):
        part = part[:start] + part[end:]
    return _tidy(part)


def _persons(text: str) -> list[tuple[int, int]]:
    """Where persons are named: a known first name with the surname beside it, titles before them included."""
    words = list(_WORD.finditer(text))
    found: list[tuple[int, int]] = []
    taken = 0
    for i, word in enumerate(words):
        if i < taken or not _first_name(word[0]):
            continue
        last = i + 1
        if last < len(words) and _first_name(words[last][0]):
            last += 1
        if last < len(words) and _surname(words[last][0]):
            taken = last + 1
            first = i
        elif i > 0 and _surname(words[i - 1][0]):
            taken, first = i + 1, i - 1
        else:
            continue
        while first > 0 and fold(words[first - 1][0]).rstrip(".") in _TITLES:
            first -= 1
        found.append((words[first].start(), words[taken - 1].end()))
    return found


def _first_name(word: str) -> bool:
    return word[:1].isupper() and fold(word) in _NAMES


def _surname(word: str) -> bool:
    return word[:1].isupper() and len(word) > 2 and not word.endswith(".") and not _ROLE.search(fold(word))


def names_person(text: str) -> bool:
    """Whether the text names a person."""
    return bool(_persons(text))
