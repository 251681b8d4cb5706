"""Findings in words: Polish sentences chosen by what the numbers say, with every number carried as a fact.

Templates and inflected words are in `resources/sentences/wskazniki.toml`; the rules for choosing between them are here.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from mrl_desktop.analysis.rules import threshold
from mrl_desktop.domain.facts import Fact
from mrl_desktop.domain.indicators import IndicatorDefinition
from mrl_desktop.domain.settings import Settings
from mrl_desktop.paths import resource
from mrl_desktop.polish import NBSP, hard_spaces, in_place, number, plural

if TYPE_CHECKING:
    from mrl_desktop.analysis.diagnosis import IndicatorResult

PERCENTAGE_POINTS = "p.p."


class Piece(NamedTuple):
    """A stretch of a sentence; with `fact` it is the number quoted."""

    text: str
    fact: Fact | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TownWords:
    """How sentences call the town."""

    name: str = "miasto"
    genitive: str = "miasta"
    place: str = "w mieście"
    """„w Mielcu", „we Wrocławiu"."""
    code: str = ""


def town_words(settings: Settings) -> TownWords:
    """The town's name as the settings give it; „miasto" while there is none."""
    if not settings.town_name:
        return TownWords(code=settings.territory)
    return TownWords(
        name=settings.town_name,
        genitive=settings.town_genitive or settings.town_name,
        place=in_place(settings.town_locative) if settings.town_locative else f"w{NBSP}mieście {settings.town_name}",
        code=settings.territory,
    )


def plain(pieces: Iterable[Piece]) -> str:
    """The sentence as plain text."""
    return "".join(piece.text for piece in pieces)


# -- changes and differences ------------------------------------------------------------------------------------------


def change_between(definition: IndicatorDefinition, before: float, after: float) -> float | None:
    """The change as it is told: in percent of the earlier value, or in the unit where that has no sense (%, balances)."""
    if definition.signed or definition.in_percent:
        return after - before
    return 100 * (after - before) / before if before else None


def change_unit(definition: IndicatorDefinition) -> str:
    """The unit in which changes and differences of the indicator are told."""
    if definition.in_percent:
        return PERCENTAGE_POINTS
    return definition.unit if definition.signed else "%"


def change_decimals(definition: IndicatorDefinition) -> int:
    """Decimals of changes and differences."""
    return max(definition.decimals, 1) if definition.in_percent or definition.signed else 1


def change(definition: IndicatorDefinition, first: Fact | None, last: Fact | None) -> Fact | None:
    """The change between two facts as a fact resting on both."""
    if first is None or last is None or first.value is None or last.value is None:
        return None
    value = change_between(definition, float(first.value), float(last.value))
    if value is None:
        return None
    relative = not (definition.signed or definition.in_percent)
    return Fact(
        key=f"{definition.id}:zmiana",
        label=f"{definition.name} – zmiana od {first.year} r.",
        value=value,
        unit=change_unit(definition),
        year=last.year,
        territory=last.territory,
        territory_name=last.territory_name,
        decimals=change_decimals(definition),
        formula="100 × (wartość ostatnia − pierwsza) ÷ pierwsza" if relative else "wartość ostatnia − pierwsza",
        inputs=(first, last),
    )


def unchanged(definition: IndicatorDefinition, first: Fact | None, last: Fact | None) -> bool:
    """Whether two values are too close to speak of a change (or of a difference)."""
    if first is None or last is None or first.value is None or last.value is None:
        return False
    before, after = float(first.value), float(last.value)
    if number(before, definition.decimals) == number(after, definition.decimals):
        return True
    if definition.stable is not None:
        return abs(after - before) <= definition.stable
    return abs(after - before) <= abs(before) * threshold("zmiana", "nieistotna_procent") / 100


def difference(own: Fact | None, mean: Fact | None, definition: IndicatorDefinition) -> Fact | None:
    """How far the town is from the group's mean, told as a change is: in percent of the mean, p.p. or the unit."""
    if own is None or mean is None or own.value is None or mean.value is None:
        return None
    value = change_between(definition, float(mean.value), float(own.value))
    if value is None:
        return None
    return Fact(
        key=f"{definition.id}:różnica",
        label=f"{definition.name} – różnica do średniej grupy porównawczej",
        value=value,
        unit=change_unit(definition),
        year=own.year,
        territory=own.territory,
        territory_name=own.territory_name,
        decimals=change_decimals(definition),
        formula="wartość miasta − średnia grupy"
        if definition.signed or definition.in_percent
        else "100 × (wartość miasta − średnia grupy) ÷ średnia grupy",
        inputs=(own, mean),
    )


# -- sentences --------------------------------------------------------------------------------------------------------


def interpretation(result: IndicatorResult, town: TownWords) -> tuple[Piece, ...]:
    """Value against the group, place, and change since the first year; empty when there is no value."""
    if result.own is None or result.own.value is None:
        return ()
    words = _templates()
    fields = _fields(result, town)
    sentences = [_filled(words["wartosc"][_against_mean(result) or "sama"], fields)]
    if result.position is not None and result.definition.direction != "=":
        tied = list(result.group_values.values()).count(float(result.own.value)) > 1
        sentences.append(_filled(words["miejsce"]["ex_aequo" if tied else "zdanie"], fields))
    if result.first is not None and result.change is not None:
        in_group = _filled(words["zmiana"]["w_grupie"], fields) if result.group_change is not None else []
        sentences.append(_filled(words["zmiana"][_movement(result)], fields | {"w_grupie": in_group}))
    pieces = sentences[0]
    for sentence in sentences[1:]:
        pieces = [*pieces, Piece(" "), *sentence]
    return _with_hard_spaces(pieces)


def headline(result: IndicatorResult, town: TownWords) -> tuple[Piece, ...]:
    """One short finding: the change where there is one to tell, else the value; and the side of the group's mean."""
    words = _templates()["naglowek"]
    fields = _fields(result, town)
    if result.own is None or result.own.value is None:
        return _with_hard_spaces(_filled(words["brak"], fields))
    side = {"wyzsza": "powyzej", "nizsza": "ponizej", "zblizona": "na_poziomie", "": ""}[_against_mean(result)]
    movement = _movement(result) if result.first is not None and result.change is not None else "sama"
    fields["wobec_grupy"] = [Piece(words[side if movement == "sama" else f"poziom_{side}"])] if side else []
    return _with_hard_spaces(_filled(words[movement], fields))


def value_pieces(fact: Fact) -> list[Piece]:
    """A fact as it is quoted in text: the number (with its percent sign) and the unit in the form the number asks for."""
    figure = number(fact.value, fact.decimals)
    if fact.unit == "%":
        return [Piece(f"{figure}%", fact)]
    unit = _inflected(fact)
    return [Piece(figure, fact), Piece(NBSP + unit)] if unit else [Piece(figure, fact)]


def _against_mean(result: IndicatorResult) -> str:
    """„wyzsza", „nizsza", „zblizona", or "" where a comparison would say nothing."""
    if result.position is None or result.difference is None or result.definition.direction == "=":
        return ""
    if unchanged(result.definition, result.group_mean, result.own):
        return "zblizona"
    return "wyzsza" if float(result.difference.value or 0) > 0 else "nizsza"


def _movement(result: IndicatorResult) -> str:
    if result.change is None or unchanged(result.definition, result.first, result.own):
        return "bez_zmiany"
    word = "wzrost" if float(result.change.value or 0) > 0 else "spadek"
    return f"{word}_saldo" if result.definition.signed else word


def _fields(result: IndicatorResult, town: TownWords) -> dict[str, list[Piece]]:
    definition, own = result.definition, result.own
    fields = {
        "nazwa": [Piece(definition.in_sentence)],
        "Nazwa": [Piece(definition.name)],
        "gdzie": [Piece(_where(own, town))],
    }
    for name, forms in _templates()["formy"].items():
        fields[name] = [Piece(forms[definition.gender])]
    if own is not None:
        fields |= {"rok": [Piece(str(own.year))], "wartosc": value_pieces(own), "liczba1": value_pieces(own)[:1]}
    if result.first is not None:
        fields |= {
            "rok0": [Piece(str(result.first.year))],
            "wartosc0": value_pieces(result.first)[:1],
            "liczba0": value_pieces(result.first)[:1],
        }
    if result.change is not None:
        fields["zmiana"] = _amount(result.change)
    if result.group_change is not None:
        fields["zmiana_grupy"] = _signed(result.group_change)
    if result.difference is not None:
        fields["roznica"] = _amount(result.difference)
    if result.group_mean is not None:
        fields["srednia"] = value_pieces(result.group_mean)[:1]
    if result.position is not None:
        fields["miejsce"] = [Piece(str(result.position.rank), place_fact(result))]
        fields["liczba"] = [Piece(number(result.position.count))]
    return fields


def place_fact(result: IndicatorResult) -> Fact | None:
    """The place in the group as a fact, resting on the town's value and the group's."""
    if result.position is None or result.own is None:
        return None
    return Fact(
        key=f"{result.definition.id}:miejsce",
        label=f"{result.definition.name} – miejsce wśród {result.position.count} jednostek",
        value=result.position.rank,
        year=result.own.year,
        territory=result.own.territory,
        territory_name=result.own.territory_name,
        decimals=0,
        formula="miejsce w uporządkowaniu od wartości najkorzystniejszej; równe wartości dzielą lepsze miejsce",
        inputs=(result.own, *((result.group_mean,) if result.group_mean else ())),
    )


def _where(own: Fact | None, town: TownWords) -> str:
    """The town, or the powiat when the value is the powiat's."""
    if own is None or own.territory in ("", town.code) or not own.territory.endswith("000"):
        return town.place
    name = re.sub(r"(?i)^powiat\s+", "", own.territory_name)
    endings = [word for word in name.split() if not word.endswith(("i", "y"))]
    if not name or endings:
        return f"w{NBSP}powiecie ({own.territory_name})"
    inflected = " ".join(word + "m" for word in name.split())
    return f"w{NBSP}powiecie {inflected}"


def _amount(fact: Fact) -> list[Piece]:
    """A change without its sign, which the verb says: „2,1 p.p.", „12,3%", „3,4"."""
    figure = number(abs(float(fact.value or 0)), fact.decimals)
    if fact.unit == "%":
        return [Piece(f"{figure}%", fact)]
    return [Piece(figure, fact), *([Piece(NBSP + fact.unit)] if fact.unit == PERCENTAGE_POINTS else [])]


def _signed(fact: Fact) -> list[Piece]:
    figure = number(fact.value, fact.decimals)
    if float(fact.value or 0) > 0 and any(sign in "123456789" for sign in figure):
        figure = f"+{figure}"
    if fact.unit == "%":
        return [Piece(f"{figure}%", fact)]
    return [Piece(figure, fact), *([Piece(NBSP + fact.unit)] if fact.unit == PERCENTAGE_POINTS else [])]


def _inflected(fact: Fact) -> str:
    """The unit in the form the number asks for, without the „na …" that the name has said already."""
    head, per, tail = f" {fact.unit}".partition(" na ")
    unit = head.strip() if per and f"na {tail}" in fact.label else fact.unit
    word, _, rest = unit.partition(" ")
    forms = _templates()["jednostki"].get(word)
    if forms is None or fact.value is None:
        return unit
    shown = number(fact.value, fact.decimals)
    form = forms[1] if "," in shown else plural(round(float(fact.value)), *forms)
    return f"{form} {rest}".strip()


def _filled(template: str, fields: Mapping[str, list[Piece]]) -> list[Piece]:
    """The template with pieces in place of its fields. Raises KeyError for a field nobody provides."""
    pieces: list[Piece] = []
    for text, field in re.findall(r"([^{]*)(?:\{(\w+)\})?", template):
        if pieces and pieces[-1].text.endswith("."):
            text = text.removeprefix(".")  # „p.p." has its full stop already
        if text:
            pieces.append(Piece(text))
        if field:
            pieces.extend(fields[field])
    return pieces


def _with_hard_spaces(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """The same pieces, plain ones joined, with hard spaces where the whole sentence asks for them."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and joined[-1].fact is None and piece.fact is None:
            joined[-1] = Piece(joined[-1].text + piece.text)
        else:
            joined.append(piece)
    whole = hard_spaces(plain(joined))
    result: list[Piece] = []
    start = 0
    for piece in joined:
        result.append(Piece(whole[start : start + len(piece.text)], piece.fact))
        start += len(piece.text)
    return tuple(result)


@cache
def _templates() -> Mapping[str, Any]:
    return tomllib.loads(resource("sentences", "wskazniki.toml").read_text(encoding="utf-8"))
