"""Population of the town as facts: past and structure (T-DEMO-1, T-DEMO-2), projection in variants (T-DEMO-PROG), demand for services (T-POPYT)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mrl_desktop.analysis.cohorts import GROUPS, Assumptions, Step, Structure, projected, yearly_births
from mrl_desktop.analysis.indicator_values import IndicatorValues
from mrl_desktop.analysis.rules import rules, threshold
from mrl_desktop.domain.facts import Fact
from mrl_desktop.polish import number

AGE_KEYS = (*(f"wiek_{5 * i}_{5 * i + 4}" for i in range(GROUPS - 1)), "wiek_85")
"""Keys of the catalogue variables of the five-year groups; `_k` and `_m` behind them for women and men."""

_PROJECTION = "metoda składnikowa: dożycie, urodzenia i migracje w pięcioletnich krokach, założenia w tabeli założeń prognozy"
_SPLIT = "suma pięcioletnich grup wieku, rozłożonych równomiernie na roczniki"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table: what, in which unit, one fact (or None) per column."""

    label: str
    unit: str
    facts: tuple[Fact | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """A structure read from statistics, with the facts of its 36 groups: women first, then men."""

    structure: Structure
    women: tuple[Fact, ...]
    men: tuple[Fact, ...]

    @property
    def facts(self) -> tuple[Fact, ...]:
        return (*self.women, *self.men)


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """One variant: base, assumptions and steps."""

    variant: str
    name: str
    base: Observed
    assumptions: Assumptions
    steps: tuple[Step, ...]

    @property
    def structures(self) -> tuple[Structure, ...]:
        """Base year first."""
        return (self.base.structure, *(step.structure for step in self.steps))

    def persons(
        self, label: str, low: int, high: int | None = None, *, low_women: int | None = None, high_women: int | None = None
    ) -> list[Fact]:
        """People of an age in the base year and after every step, rounded to persons only when shown."""
        return [
            Fact(
                key=f"prognoza:{self.variant}:{label}",
                label=f"{label} – {'stan' if index == 0 else f'prognoza, wariant {self.name}'}",
                value=structure.persons(low, high, low_women=low_women, high_women=high_women),
                unit="osób",
                year=structure.year,
                territory=self.base.women[0].territory,
                territory_name=self.base.women[0].territory_name,
                decimals=0,
                formula=_SPLIT if index == 0 else _PROJECTION,
                inputs=self.base.facts,
            )
            for index, structure in enumerate(self.structures)
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastRow:
    """A row of T-DEMO-PROG."""

    label: str
    facts: tuple[Fact, ...]
    """Base year and every step."""
    change: Fact
    change_percent: Fact | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """A row of T-POPYT."""

    service: str
    ages: str
    base: Fact
    target: Fact
    change: Fact | None
    conclusion: str


# -- what was ---------------------------------------------------------------------------------------------------------


def observed(values: IndicatorValues, territory: str, year: int | None = None) -> Observed | None:
    """The structure by sex of a year (the newest complete one); None while some of the 36 groups has no value."""
    newest = year if year is not None else values.variable(f"{AGE_KEYS[0]}_k", territory).year
    if newest is None:
        return None
    women = tuple(values.variable(f"{key}_k", territory, newest) for key in AGE_KEYS)
    men = tuple(values.variable(f"{key}_m", territory, newest) for key in AGE_KEYS)
    if any(fact.value is None for fact in (*women, *men)):
        return None
    return Observed(structure=Structure(year=newest, women=_floats(women), men=_floats(men)), women=women, men=men)


def population_rows(values: IndicatorValues, territory: str, years: Sequence[int]) -> list[Row]:
    """T-DEMO-1: state and movement of the population in these years; rows without any value are left out."""
    natural = "urodzenia − zgony"
    rows = [
        _variable_row(values, territory, years, key, label)
        for key, label in (
            ("ludnosc", "Ludność ogółem (31 XII)"),
            ("ludnosc_k", "kobiety"),
            ("ludnosc_m", "mężczyźni"),
            ("urodzenia", "Urodzenia żywe"),
            ("zgony", "Zgony"),
        )
    ]
    births, deaths = rows[3].facts, rows[4].facts
    rows.append(Row(label="Przyrost naturalny", unit="osób", facts=_combined(births, deaths, -1, "Przyrost naturalny", natural)))
    rows += [
        _variable_row(values, territory, years, key, label)
        for key, label in (("zameldowania", "Zameldowania"), ("wymeldowania", "Wymeldowania"), ("saldo_migracji", "Saldo migracji ogółem"))
    ]
    rows.append(
        Row(
            label="Przyrost rzeczywisty",
            unit="osób",
            facts=_combined(rows[5].facts, rows[8].facts, 1, "Przyrost rzeczywisty", "przyrost naturalny + saldo migracji"),
        )
    )
    for indicator, label in (
        ("D04", "Urodzenia na 1000 ludności"),
        ("D18", "Zgony na 1000 ludności"),
        ("D03", "Przyrost naturalny na 1000 ludności"),
        ("D05", "Saldo migracji na 1000 ludności"),
    ):
        if indicator in values.catalogue.indicators:
            facts = tuple(_present(values.fact(indicator, territory, year)) for year in years)
            rows.append(Row(label=label, unit="‰", facts=facts))
    return [row for row in rows if any(row.facts)]


def structure_rows(values: IndicatorValues, territory: str, years: Sequence[int]) -> list[tuple[Row, Row]]:
    """T-DEMO-2: for each economic age group the numbers and the shares in the total of the three."""
    keys = (("przedprodukcyjny", "Wiek przedprodukcyjny"), ("produkcyjny", "Wiek produkcyjny"), ("poprodukcyjny", "Wiek poprodukcyjny"))
    numbers = [_variable_row(values, territory, years, key, label) for key, label in keys]
    shares = []
    for row in numbers:
        facts = []
        for index, own in enumerate(row.facts):
            parts = [other.facts[index] for other in numbers]
            known = [part for part in parts if part is not None]
            whole = sum(_float(part) for part in known)
            facts.append(
                Fact(
                    key=f"udział:{own.key}",
                    label=f"{row.label} – udział",
                    value=100 * _float(own) / whole,
                    unit="%",
                    year=own.year,
                    territory=own.territory,
                    territory_name=own.territory_name,
                    decimals=1,
                    formula="100 × liczba osób w grupie ÷ suma trzech grup",
                    inputs=tuple(known),
                )
                if own is not None and len(known) == len(parts) and whole
                else None
            )
        shares.append(Row(label=row.label, unit="%", facts=tuple(facts)))
    return [(count, share) for count, share in zip(numbers, shares, strict=True) if any(count.facts)]


# -- what may come ----------------------------------------------------------------------------------------------------


def forecasts(values: IndicatorValues, territory: str) -> list[Forecast]:
    """Every variant of the rules from the newest complete structure; empty while there is none."""
    base = observed(values, territory)
    if base is None:
        return []
    content = rules("demography")
    return [
        Forecast(
            variant=variant["id"],
            name=variant["nazwa"],
            base=base,
            assumptions=assumed,
            steps=tuple(projected(base.structure, assumed, int(content["kroki"]))),
        )
        for variant in content["wariant"]
        for assumed in [assumptions(values, territory, base.structure, variant)]
    ]


def assumptions(values: IndicatorValues, territory: str, base: Structure, variant: Mapping[str, Any]) -> Assumptions:
    """The rules' assumptions, fertility scaled to the births of recent years and migrants to the balance of the last five, by variant."""
    content = rules("demography")
    fertility = [float(rate) for rate in content["plodnosc"]["wspolczynniki"]]
    modelled = yearly_births(base, fertility)
    if content["plodnosc"]["dopasuj_do_urodzen"] and modelled:
        births = _recent(values, territory, "urodzenia", base.year, int(content["plodnosc"]["lata_dopasowania"]))
        if births:
            scale = sum(births) / len(births) / modelled
            fertility = [rate * scale for rate in fertility]
    span = int(content["migracje"]["lata"])
    balance = _recent(values, territory, "saldo_migracji", base.year, span)
    total = sum(balance) / len(balance) * span * float(variant["migracje"]) if balance else 0.0
    total += base.total * float(variant["dodatek_promile"]) / 1000
    return Assumptions(
        survival_women=tuple(content["dozycie"]["kobiety"]),
        survival_men=tuple(content["dozycie"]["mezczyzni"]),
        fertility=tuple(rate * float(variant["plodnosc"]) for rate in fertility),
        migrants_women=tuple(total * share for share in content["migracje"]["kobiety"]),
        migrants_men=tuple(total * share for share in content["migracje"]["mezczyzni"]),
        survival_girls=float(content["dozycie"]["noworodki_dziewczynki"]),
        survival_boys=float(content["dozycie"]["noworodki_chlopcy"]),
        boys_per_girl=float(content["proporcja_plci"]),
        migration_follows=bool(content["migracje"]["proporcjonalnie"]),
    )


def forecast_rows(forecast: Forecast) -> list[ForecastRow]:
    """T-DEMO-PROG of a variant: the rules' age groups, with the change from base to last year."""
    return [
        ForecastRow(
            label=group["nazwa"],
            facts=tuple(facts),
            change=_change(facts, relative=False),
            change_percent=_change(facts, relative=True) if _float(facts[0]) else None,
        )
        for group in rules("demography")["grupa"]
        for facts in [_of_ages(forecast, group)]
    ]


def demand(forecast: Forecast) -> list[Demand]:
    """T-POPYT: users of the services of the rules now and at the end of the forecast, with the conclusion that the numbers support."""
    found = []
    limit = threshold("zmiana", "nieistotna_procent")
    for service in rules("demography")["usluga"]:
        facts = _of_ages(forecast, service)
        change = _change(facts, relative=True) if _float(facts[0]) else None
        moved = _float(change) if change is not None else 0.0
        word = "bez_zmian" if abs(moved) <= limit else "wzrost" if moved > 0 else "spadek"
        ages = f"{service['od']}–{service['do']} lat" if "do" in service else f"{service['od']} lat i więcej"
        found.append(Demand(service=service["nazwa"], ages=ages, base=facts[0], target=facts[-1], change=change, conclusion=service[word]))
    return found


def assumption_rows(items: Sequence[Forecast]) -> list[tuple[str, list[str]]]:
    """The table of assumptions to print: a label and its value in each variant."""
    return [
        ("Współczynnik dzietności (TFR)", [number(item.assumptions.total_fertility, 2) for item in items]),
        (
            "Saldo migracji w ciągu 5 lat [osób]",
            [number(sum(item.assumptions.migrants_women) + sum(item.assumptions.migrants_men), 0) for item in items],
        ),
        ("Urodzenia chłopców na jedną dziewczynkę", [number(item.assumptions.boys_per_girl, 2) for item in items]),
        ("Dożycie i rozkład wieku", [str(rules("demography")["zrodlo"]) for _ in items]),
    ]


def caution(base: Structure) -> str:
    """A sentence of warning for small populations, else nothing."""
    if base.total >= float(rules("demography")["mala_populacja"]):
        return ""
    return f"Prognoza dla {number(base.total, 0)} mieszkańców jest obarczona dużym błędem: w małej populacji pojedyncze zdarzenia zmieniają wynik."


def _of_ages(forecast: Forecast, group: Mapping[str, Any]) -> list[Fact]:
    return forecast.persons(
        group["nazwa"], group["od"], group.get("do"), low_women=group.get("od_kobiety"), high_women=group.get("do_kobiety")
    )


def _change(facts: Sequence[Fact], *, relative: bool) -> Fact:
    before, after = _float(facts[0]), _float(facts[-1])
    return Fact(
        key=f"{facts[0].key}:zmiana{'_procent' if relative else ''}",
        label=f"{facts[0].label.split(' – ')[0]} – zmiana {facts[0].year}–{facts[-1].year}",
        value=100 * (after - before) / before if relative else after - before,
        unit="%" if relative else "osób",
        year=facts[-1].year,
        decimals=1 if relative else 0,
        formula="100 × (koniec − początek) ÷ początek" if relative else "koniec − początek",
        inputs=(facts[0], facts[-1]),
    )


def _recent(values: IndicatorValues, territory: str, key: str, year: int, count: int) -> list[float]:
    """Known values of the years up to `year`, at most `count`."""
    facts = [values.variable(key, territory, one) for one in range(year - count + 1, year + 1)]
    return [_float(fact) for fact in facts if fact.value is not None]


def _variable_row(values: IndicatorValues, territory: str, years: Iterable[int], key: str, label: str) -> Row:
    return Row(label=label, unit="osób", facts=tuple(_present(values.variable(key, territory, year)) for year in years))


def _combined(first: Sequence[Fact | None], second: Sequence[Fact | None], sign: int, label: str, formula: str) -> tuple[Fact | None, ...]:
    """First plus (or minus) second, year by year; None where either is unknown."""
    return tuple(
        Fact(
            key=label,
            label=label,
            value=_float(a) + sign * _float(b),
            unit="osób",
            year=a.year,
            territory=a.territory,
            territory_name=a.territory_name,
            decimals=0,
            formula=formula,
            inputs=(a, b),
        )
        if a is not None and b is not None
        else None
        for a, b in zip(first, second, strict=True)
    )


def _present(fact: Fact) -> Fact | None:
    return fact if fact.value is not None else None


def _float(fact: Fact | None) -> float:
    return float(fact.value) if fact is not None and fact.value is not None else 0.0


def _floats(facts: Iterable[Fact]) -> tuple[float, ...]:
    return tuple(_float(fact) for fact in facts)
