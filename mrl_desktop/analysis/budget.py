"""The town's budget: indicators F01–F13, the debt limit of art. 243 and the money left for investing.

Amounts come from the treasurer's figures (FinanceFigure records); what is missing there is taken from imported statistics where a
variable of the same meaning exists. Rules that change by year are in `resources/rules/finance_by_year.toml`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from mrl_desktop.analysis.indicator_values import IndicatorValues
from mrl_desktop.analysis.rules import rules
from mrl_desktop.domain.diagnosis import FinanceFigure
from mrl_desktop.domain.facts import Fact, Mark, Source
from mrl_desktop.domain.project import Project

STAGES = ("wykonanie", "plan", "prognoza")
"""Stages of a figure; for one year the first of these that exists is used."""

STATISTICS = {
    "dochody": "dochody",
    "pit": "udzialy_pit",
    "cit": "udzialy_cit",
    "subwencja": "subwencja",
    "podatek_od_nieruchomosci": "podatek_od_nieruchomosci",
    "wydatki": "wydatki",
    "inwestycje": "wydatki_inwestycyjne",
    "dochody_wlasne": "dochody_wlasne",
    "ludnosc": "ludnosc",
}
"""Budget item to the catalogue variable that means the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A line of the budget as the rules name it."""

    key: str
    number: str
    name: str
    level: int
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DebtLimit:
    """Art. 243 in one year, in percent: payments (left) against the mean of earlier years (right)."""

    year: int
    left: Fact
    right: Fact
    margin: Fact
    """right − left, percentage points."""
    fulfilled: bool
    regime: str


class Budget:
    """Figures of one town by item and year."""

    def __init__(self, project: Project, values: IndicatorValues | None = None, territory: str = "") -> None:
        self._values = values
        self._territory = territory
        self._figures: dict[tuple[str, int], FinanceFigure] = {}
        for figure in project.all(FinanceFigure, lambda figure: figure.year is not None and figure.amount is not None):
            key = (figure.item, figure.year or 0)
            kept = self._figures.get(key)
            if kept is None or _rank(figure) < _rank(kept):
                self._figures[key] = figure
        self._names = {item.key: item.name for item in items()}

    @property
    def years(self) -> list[int]:
        """Years with any figure of the treasurer, ascending."""
        return sorted({year for _, year in self._figures})

    def stage(self, year: int) -> str:
        """„wykonanie", „plan" or „prognoza": the stage most figures of the year have; empty for a year without figures."""
        stages = [figure.stage for (_, of), figure in self._figures.items() if of == year]
        return max(set(stages), key=stages.count) if stages else ""

    def fact(self, item: str, year: int) -> Fact | None:
        """The amount of an item in a year, in złoty, or None when it is unknown."""
        figure = self._figures.get((item, year))
        if figure is not None:
            return Fact(
                key=f"budżet:{item}",
                label=self._names.get(item, item),
                value=figure.amount,
                unit="zł",
                year=year,
                decimals=2,
                mark=Mark.NORMAL,
                source=Source(record=figure.id, field="amount"),
            )
        variable = STATISTICS.get(item)
        if variable is None or self._values is None or variable not in self._values.catalogue.variables:
            return None
        fact = self._values.variable(variable, self._territory, year)
        return fact if fact.value is not None else None

    def indicator(self, key: str, year: int) -> Fact | None:
        """One of INDICATORS in a year, or None when an amount it needs is unknown."""
        definition = INDICATORS[key]
        inputs = [self.fact(item, year) for item in definition.items]
        if any(fact is None for fact in inputs):
            return None
        known = [fact for fact in inputs if fact is not None]
        try:
            value = definition.compute(*[float(fact.value or 0) for fact in known])
        except ZeroDivisionError:
            return None
        return Fact(
            key=key,
            label=definition.name,
            value=value,
            unit=definition.unit,
            year=year,
            decimals=definition.decimals,
            formula=definition.formula,
            inputs=tuple(known),
        )

    def investment_potential(self, first: int, last: int) -> Fact | None:
        """F12: the sum over years of operating surplus − instalments + property sales, plus the new debt allowed; None where a year is unknown."""
        inputs: list[Fact] = []
        total = Decimal(0)
        for year in range(first, last + 1):
            parts = [(sign, self.fact(item, year)) for sign, item in ((1, "dochody_biezace"), (-1, "wydatki_biezace"), (-1, "splata_rat"))]
            if any(fact is None for _, fact in parts):
                return None
            parts += [(1, self.fact("sprzedaz_majatku", year)), (1, self.fact("nowy_dlug", year))]
            for sign, fact in parts:
                if fact is not None:
                    total += sign * Decimal(str(fact.value))
                    inputs.append(fact)
        return Fact(
            key="F12",
            label=f"Wolne środki na inwestycje w latach {first}–{last}",
            value=total,
            unit="zł",
            year=last,
            decimals=2,
            formula="suma lat: dochody bieżące − wydatki bieżące − spłata rat + sprzedaż majątku + dopuszczalny nowy dług",
            inputs=tuple(inputs),
        )

    def debt_limit(self, year: int) -> DebtLimit | None:
        """Art. 243 under the year's rule; None when a year it needs is unknown. The document says: „Symulacja poglądowa"."""
        regime = regime_of(year)
        if regime is None:
            return None
        left = self._payments(year, regime)
        earlier = [self._surplus(year - back, regime) for back in range(1, int(regime["lat"]) + 1)]
        if left is None or any(fact is None for fact in earlier):
            return None
        known = tuple(fact for fact in earlier if fact is not None)
        right = Fact(
            key="art243:prawa",
            label="Dopuszczalny wskaźnik spłaty zobowiązań (prawa strona)",
            value=sum(float(fact.value or 0) for fact in known) / len(known),
            unit="%",
            year=year,
            decimals=2,
            formula=f"średnia relacji z {len(known)} poprzednich lat",
            inputs=known,
        )
        margin = Fact(
            key="art243:rezerwa",
            label="Rezerwa do limitu",
            value=float(right.value or 0) - float(left.value or 0),
            unit="p.p.",
            year=year,
            decimals=2,
            formula="prawa strona − lewa strona",
            inputs=(right, left),
        )
        return DebtLimit(
            year=year, left=left, right=right, margin=margin, fulfilled=float(margin.value or 0) >= 0, regime=str(regime["opis"])
        )

    def _payments(self, year: int, regime: Mapping[str, Any]) -> Fact | None:
        """Left side: instalments, interest and guarantees without exclusions, over the rule's denominator."""
        instalments, interest = self.fact("splata_rat", year), self.fact("odsetki", year)
        denominator = self._denominator(year, regime)
        if instalments is None or interest is None or denominator is None or not denominator.value:
            return None
        guarantees, excluded = self.fact("poreczenia", year), self.fact("wylaczenia_splaty", year)
        paid = _number(instalments) + _number(interest) + _number(guarantees) - _number(excluded)
        return Fact(
            key="art243:lewa",
            label="Wskaźnik spłaty zobowiązań (lewa strona)",
            value=100 * paid / _number(denominator),
            unit="%",
            year=year,
            decimals=2,
            formula="100 × (raty + odsetki + poręczenia − wyłączenia) ÷ mianownik",
            inputs=_given(instalments, interest, guarantees, excluded, denominator),
        )

    def _surplus(self, year: int, regime: Mapping[str, Any]) -> Fact | None:
        """One year of the right side: current surplus (by the rule's exclusions) over the denominator."""
        revenue, expenditure = self.fact("dochody_biezace", year), self.fact("wydatki_biezace", year)
        denominator = self._denominator(year, regime)
        if revenue is None or expenditure is None or denominator is None or not denominator.value:
            return None
        sales = self.fact("sprzedaz_majatku", year) if regime["sprzedaz"] else None
        interest = self.fact("odsetki", year) if regime["odsetki_poza"] else None
        from_revenue, from_expenditure = self.fact("wylaczenia_dochody", year), self.fact("wylaczenia_wydatki", year)
        surplus = (
            _number(revenue)
            - _number(from_revenue)
            - (_number(expenditure) - _number(interest) - _number(from_expenditure))
            + _number(sales)
        )
        return Fact(
            key="art243:rok",
            label=f"Relacja nadwyżki bieżącej w {year} r.",
            value=100 * surplus / _number(denominator),
            unit="%",
            year=year,
            decimals=2,
            formula=f"100 × nadwyżka bieżąca ÷ mianownik ({regime['opis']})",
            inputs=_given(revenue, expenditure, sales, interest, from_revenue, from_expenditure, denominator),
        )

    def _denominator(self, year: int, regime: Mapping[str, Any]) -> Fact | None:
        if regime["mianownik"] == "dochody":
            return self.fact("dochody", year)
        revenue, grants = self.fact("dochody_biezace", year), self.fact("dotacje_biezace", year)
        if revenue is None or grants is None:
            return None
        return Fact(
            key="art243:mianownik",
            label="Dochody bieżące bez dotacji i środków na cele bieżące",
            value=_number(revenue) - _number(grants),
            unit="zł",
            year=year,
            decimals=2,
            formula="dochody bieżące − dotacje i środki na cele bieżące",
            inputs=(revenue, grants),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetIndicator:
    """A formula over budget items."""

    name: str
    unit: str
    items: tuple[str, ...]
    compute: Callable[..., float]
    formula: str
    decimals: int = 1


INDICATORS: Mapping[str, BudgetIndicator] = {
    "F01": BudgetIndicator(name="Dochody ogółem na mieszkańca", unit="zł", items=("dochody", "ludnosc"), compute=lambda d, p: d / p, formula="dochody ogółem ÷ liczba ludności", decimals=0),
    "F02": BudgetIndicator(name="Wskaźnik samodzielności finansowej", unit="%", items=("dochody_wlasne", "dochody"), compute=lambda own, d: 100 * own / d, formula="100 × dochody własne ÷ dochody ogółem"),
    "F03": BudgetIndicator(name="Wynik operacyjny", unit="zł", items=("dochody_biezace", "wydatki_biezace"), compute=lambda d, w: d - w, formula="dochody bieżące − wydatki bieżące", decimals=2),
    "F04": BudgetIndicator(name="Wskaźnik nadwyżki operacyjnej", unit="%", items=("dochody_biezace", "wydatki_biezace", "dochody"), compute=lambda db, wb, d: 100 * (db - wb) / d, formula="100 × (dochody bieżące − wydatki bieżące) ÷ dochody ogółem"),
    "F05": BudgetIndicator(name="Wynik operacyjny netto", unit="zł", items=("dochody_biezace", "wydatki_biezace", "splata_rat"), compute=lambda d, w, r: d - w - r, formula="dochody bieżące − wydatki bieżące − spłata rat kapitałowych", decimals=2),
    "F06": BudgetIndicator(name="Udział wydatków majątkowych w wydatkach ogółem", unit="%", items=("wydatki_majatkowe", "wydatki"), compute=lambda m, w: 100 * m / w, formula="100 × wydatki majątkowe ÷ wydatki ogółem"),
    "F07": BudgetIndicator(name="Zadłużenie w relacji do dochodów", unit="%", items=("dlug", "dochody"), compute=lambda debt, d: 100 * debt / d, formula="100 × kwota długu ÷ dochody ogółem"),
    "F08": BudgetIndicator(name="Obsługa długu w relacji do dochodów", unit="%", items=("splata_rat", "odsetki", "dochody"), compute=lambda r, o, d: 100 * (r + o) / d, formula="100 × (raty + odsetki) ÷ dochody ogółem"),
    "F09": BudgetIndicator(name="Udział wynagrodzeń w wydatkach bieżących", unit="%", items=("wynagrodzenia", "wydatki_biezace"), compute=lambda p, w: 100 * p / w, formula="100 × wynagrodzenia z pochodnymi ÷ wydatki bieżące"),
    "F10": BudgetIndicator(name="Udział PIT w dochodach ogółem", unit="%", items=("pit", "dochody"), compute=lambda p, d: 100 * p / d, formula="100 × udziały w PIT ÷ dochody ogółem"),
    "F11": BudgetIndicator(name="Wskaźnik samofinansowania", unit="%", items=("dochody_biezace", "wydatki_biezace", "dochody_majatkowe", "wydatki_majatkowe"), compute=lambda db, wb, dm, wm: 100 * (db - wb + dm) / wm, formula="100 × (wynik operacyjny + dochody majątkowe) ÷ wydatki majątkowe"),
    "F13": BudgetIndicator(name="Luka oświatowa", unit="zł", items=("wydatki_oswiatowe", "potrzeby_oswiatowe"), compute=lambda w, s: w - s, formula="wydatki oświatowe − część oświatowa subwencji (od 2025 r. potrzeby oświatowe)", decimals=2),
}  # fmt: skip
"""F01–F11 and F13; F12 is `Budget.investment_potential`."""


def items() -> Sequence[Item]:
    """Budget items in the order of the multi-year forecast."""
    return [
        Item(key=entry["klucz"], number=entry["numer"], name=entry["nazwa"], level=entry["poziom"], parts=tuple(entry.get("razem", ())))
        for entry in rules("budget_items")["pozycja"]
    ]


def regime_of(year: int) -> Mapping[str, Any] | None:
    """The rule of art. 243 for a budget year, or None where the rules have none."""
    return next((regime for regime in rules("finance_by_year")["art243"] if regime["od"] <= year <= regime["do"]), None)


def disclaimer() -> str:
    """What must stand beside every simulation of the debt limit."""
    return str(rules("finance_by_year")["zastrzezenie"])


def _rank(figure: FinanceFigure) -> int:
    return STAGES.index(figure.stage) if figure.stage in STAGES else len(STAGES)


def _number(fact: Fact | None) -> float:
    return float(fact.value) if fact is not None and fact.value is not None else 0.0


def _given(*facts: Fact | None) -> tuple[Fact, ...]:
    return tuple(fact for fact in facts if fact is not None)
