"""How the rating of an indicator looks: an icon, a colour and always the word."""

from __future__ import annotations

from mrl_desktop import polish
from mrl_desktop.analysis.diagnosis import IndicatorResult
from mrl_desktop.domain.facts import Fact

STRONG, WEAK, MIDDLE, UNRATED, MISSING = "mocne", "słabe", "przeciętne", "bez oceny", "bez danych"
LOOKS = {STRONG: ("up", "good"), WEAK: ("down", "bad"), MIDDLE: ("half", "muted"), UNRATED: ("circle", "muted"), MISSING: ("info", "muted")}


def standing(result: IndicatorResult) -> str:
    """One of the five words by which the list is filtered."""
    if result.own is None:
        return MISSING
    if not result.rating:
        return UNRATED
    return STRONG if "mocna" in result.rating else WEAK if "słaba" in result.rating else MIDDLE


def look(result: IndicatorResult) -> tuple[str, str]:
    """(icon, colour token)."""
    return LOOKS[standing(result)]


def words(result: IndicatorResult) -> str:
    """„zdecydowana mocna strona", „bez oceny", „brak danych"."""
    if result.own is None:
        return "brak danych"
    return result.rating or "bez oceny"


def shown(fact: Fact | None, *, sign: bool = False) -> str:
    """„43 370", „12,4%", „+3,1 p.p."; a dash without a value."""
    if fact is None or fact.value is None:
        return "–"
    figure = polish.signed(fact.value, fact.decimals) if sign else polish.number(fact.value, fact.decimals)
    if fact.unit == "%":
        return f"{figure}%"
    return f"{figure}{polish.NBSP}{fact.unit}" if fact.unit == "p.p." else figure


def place_in_group(result: IndicatorResult) -> str:
    """„3. z 11", or an empty text."""
    return f"{result.position.rank}. z{polish.NBSP}{result.position.count}" if result.position else ""


def in_short(rating: str) -> str:
    """„wyraźnie słaba" for „zdecydowana słaba strona": what fits a narrow list."""
    return rating.replace("zdecydowana ", "wyraźnie ").removesuffix(" strona")


def note(result: IndicatorResult) -> str:
    """The second line of an entry: rating, value, place."""
    return " · ".join(part for part in (in_short(words(result)), shown(result.own) if result.own else "", place_in_group(result)) if part)
