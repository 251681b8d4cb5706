"""Kinds of values a person types: how each is shown in Polish and read back from text. Forms and tables share them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import cast

from mrl_desktop import polish
from mrl_desktop.domain.records import Value

Options = Sequence[tuple[Value, str]]
"""(value kept, words shown)."""


class NotUnderstood(ValueError):
    """The typed text is not a value of this kind; the message says in Polish what is expected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """How one kind of value is written. `parse` raises NotUnderstood; an empty text gives `empty`."""

    show: Callable[[Value], str]
    parse: Callable[[str], Value]
    empty: Value = None
    right: bool = False
    """Numbers stand at the right."""
    options: Callable[[], Options] | None = None
    """For choices: what can be chosen now."""
    flag: bool = False

    def read(self, text: str) -> Value:
        """The value of a typed text."""
        return self.parse(text) if text.strip() else self.empty


def _text(text: str) -> Value:
    return text.strip()


def _number(text: str) -> Value:
    value = polish.parse_number(text)
    if value is None:
        raise NotUnderstood("Podaj liczbę, na przykład 1 234,50.")
    return value


def _money(text: str) -> Value:
    value = polish.parse_number(text)
    if value is None:
        raise NotUnderstood("Podaj kwotę w złotych, na przykład 120 000,00.")
    return value.quantize(Decimal("0.01"))


def _whole(text: str) -> Value:
    value = polish.parse_number(text)
    if value is None or value != value.to_integral_value():
        raise NotUnderstood("Podaj liczbę całkowitą, na przykład 28.")
    return int(value)


def _year(text: str) -> Value:
    match = re.fullmatch(r"\s*(\d{4})\s*(r\.?)?\s*", text)
    if not match or not 1900 <= int(match[1]) <= 2100:
        raise NotUnderstood("Podaj rok czterema cyframi, na przykład 2027.")
    return int(match[1])


def _day(text: str) -> Value:
    match = re.fullmatch(r"\s*(\d{1,2})[.\-/ ](\d{1,2})[.\-/ ](\d{4})\s*(r\.?)?\s*", text)
    iso = re.fullmatch(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*", text)
    try:
        if match:
            return date(int(match[3]), int(match[2]), int(match[1]))
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
    except ValueError:
        pass
    raise NotUnderstood("Podaj datę: dzień.miesiąc.rok, na przykład 15.03.2027.")


def _show_money(value: Value) -> str:
    return "" if value is None else polish.money(cast(Decimal, value))


def _show_number(value: Value) -> str:
    return "" if value is None else polish.number(cast(Decimal, value))


TEXT = Kind(show=lambda value: "" if value is None else str(value), parse=_text, empty="")
NUMBER = Kind(show=_show_number, parse=_number, right=True)
MONEY = Kind(show=_show_money, parse=_money, right=True)
WHOLE = Kind(show=_show_number, parse=_whole, right=True)
YEAR = Kind(show=lambda value: "" if value is None else str(value), parse=_year)
DAY = Kind(show=lambda value: f"{value:%d.%m.%Y}" if isinstance(value, date) else "", parse=_day)


def _yes_no(text: str) -> Value:
    words = {"tak": True, "t": True, "x": True, "1": True, "nie": False, "n": False, "0": False}
    answer = words.get(polish.fold(text.strip()))
    if answer is None:
        raise NotUnderstood("Wpisz „tak” albo „nie”.")
    return answer


FLAG = Kind(show=lambda value: "tak" if value else "nie", parse=_yes_no, empty=False, flag=True)


def choice(options: Options | Callable[[], Options], *, empty: Value = None) -> Kind:
    """A value chosen from a list; typed or pasted text is matched with the words shown, diacritics and case aside."""
    ask = options if callable(options) else lambda: options

    def show(value: Value) -> str:
        return next((words for kept, words in ask() if kept == value), "" if value in (None, empty) else str(value))

    def parse(text: str) -> Value:
        wanted = polish.fold(text)
        for kept, words in ask():
            if polish.fold(words) == wanted:
                return kept
        known = ", ".join(words for _, words in ask() if words)
        raise NotUnderstood(f"Wybierz z listy: {known}.")

    return Kind(show=show, parse=parse, empty=empty, options=ask)


def enumeration(cls: type, *, blank: str = "—") -> Kind:
    """A choice from an enumeration of Polish words, with `blank` for „nie wybrano" (leave it "" to forbid that)."""
    words: list[tuple[Value, str]] = [(cast(Value, member), str(member)) for member in cls]  # type: ignore[attr-defined]
    return choice([(None, blank), *words] if blank else words)


def scale(low: int = 1, high: int = 5) -> Kind:
    """A rating on a short scale."""
    return choice([(None, "—"), *((n, str(n)) for n in range(low, high + 1))])
