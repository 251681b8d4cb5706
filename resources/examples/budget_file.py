"""`opowiesc/budzet.toml`: the town's budget 2018-2030 as the treasurer would give it; executed years agree with the statistics files."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

from packed_files import write_text
from project_money import OWN_SHARE, sources
from town_model import dice
from town_values import LAST_YEAR, OWN, value

YEARS = range(2018, 2031)
PLAN = 2025
HEADER = """# OPOWIEŚĆ O MIEŚCIE ZMYŚLONYM: budżet miasta w złotych, w układzie wieloletniej prognozy finansowej.
# Plik układa make_files.py; wykonanie 2018–2024 zgadza się z plikami statystycznymi.
"""


def write(folder: Path) -> Path:
    """Writes the file into the story's folder and returns its path."""
    lines = [HEADER]
    table = budget()
    for item in table[YEARS[0]]:
        for stage, years in (("wykonanie", range(2018, LAST_YEAR + 1)), ("plan", range(PLAN, PLAN + 1)), ("prognoza", range(PLAN + 1, 2031))):
            amounts = ", ".join(f"{year} = {table[year][item]:.2f}" for year in years)
            lines.append(f'[[budzet]]\npozycja = "{item}"\netap = "{stage}"\nkwoty = {{ {amounts} }}\n')
    target = folder / "budzet.toml"
    target.parent.mkdir(parents=True, exist_ok=True)
    write_text(target, "\n".join(lines))
    return target


def _projects() -> dict[int, tuple[float, float]]:
    """(cost, outside money) of all projects of the plan by year."""
    cards = tomllib.loads((Path(__file__).resolve().parent / "karty.toml").read_text(encoding="utf-8"))["projekt"]
    years: dict[int, tuple[float, float]] = {}
    for card in cards:
        for name, amounts in sources(card).items():
            for year, amount in amounts.items():
                cost, outside = years.get(year, (0.0, 0.0))
                years[year] = cost + float(amount), outside + (0.0 if name == OWN_SHARE else float(amount))
    return years


def budget() -> dict[int, dict[str, Decimal]]:
    """Every position of every year; sums of the parts agree to the grosz."""
    projects, debt = _projects(), Decimal(98_400_000)
    table: dict[int, dict[str, Decimal]] = {}
    growth = 1.0
    for year in YEARS:
        draw = dice("budzet", year)
        past = min(year, LAST_YEAR)
        growth *= 1.0 if year <= LAST_YEAR else 1.058 if year == PLAN else 1.034

        def stat(key: str, past: int = past, growth: float = growth) -> float:
            return value(key, OWN, past) * growth

        new_law = year > LAST_YEAR
        sale = _grosz(stat("dochody") * draw.uniform(0.009, 0.012))
        outside = projects.get(year, (0.0, 0.0))[1]
        capital_grants = _grosz(stat("dochody") * draw.uniform(0.036, 0.046) + outside)
        income = _grosz(stat("dochody") + outside)
        capital = sale + capital_grants
        current = income - capital
        pit = _grosz(stat("udzialy_pit") * (1.42 if new_law else 1))
        cit = _grosz(stat("udzialy_cit") * (1.2 if new_law else 1))
        subsidy = _grosz(stat("subwencja") * (0.66 if new_law else 1))
        grants = _grosz(stat("dotacje")) - (capital_grants - _grosz(outside))
        wages_share = 0.438 + 0.002 * (year - 2018)
        spending_total = _grosz(stat("wydatki") + projects.get(year, (0.0, 0.0))[0] * 0.86)
        investments = _grosz(stat("wydatki_inwestycyjne") * (0.82 if new_law else 1) + projects.get(year, (0.0, 0.0))[0] * 0.86)
        capital_spending = investments + _grosz(stat("wydatki") * 0.003)
        current_spending = spending_total - capital_spending
        repaid = _grosz(float(income) * draw.uniform(0.024, 0.029))
        interest = _grosz(float(debt) * (0.052 if 2022 <= year <= 2026 else 0.031))
        needed = max(spending_total - income + repaid, Decimal(0))
        borrowed = _grosz(float(needed) * 0.62)
        debt += borrowed - repaid
        school = _grosz(stat("wydatki_801") * 1.032)
        table[year] = {
            "dochody": income, "dochody_biezace": current, "pit": pit, "cit": cit, "subwencja": subsidy, "dotacje_biezace": grants,
            "pozostale_biezace": current - pit - cit - subsidy - grants, "podatek_od_nieruchomosci": _grosz(stat("podatek_od_nieruchomosci")),
            "dochody_majatkowe": capital, "sprzedaz_majatku": sale, "dotacje_inwestycyjne": capital_grants,
            "wydatki": spending_total, "wydatki_biezace": current_spending, "wynagrodzenia": _grosz(float(current_spending) * wages_share),
            "poreczenia": Decimal(0), "odsetki": interest, "wydatki_majatkowe": capital_spending, "inwestycje": investments,
            "przychody": needed, "rozchody": repaid, "splata_rat": repaid, "dlug": debt,
            "wydatki_oswiatowe": school, "potrzeby_oswiatowe": _grosz(float(school) * 0.61),
            "wylaczenia_dochody": Decimal(0), "wylaczenia_wydatki": Decimal(0), "wylaczenia_splaty": Decimal(0),
            "nowy_dlug": borrowed if new_law else Decimal(0),
        }
    return table


def _grosz(amount: float) -> Decimal:
    return Decimal(f"{amount:.2f}")
