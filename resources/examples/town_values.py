"""Every variable of the catalogue for every fictitious town and year: computed from people where it counts people, else drawn."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from town_model import COUNTRY, GROUPS, LAST, OWN, TOWNS, VOIVODESHIP, YEARS, Town, Trend, ages, dice, movement, people, simple, spread

SERIES: dict[str, Trend] = {
    # na 1000 lub 10 tys. mieszkańców, w procentach albo w złotych; (poziom 2024, krok roczny, wpływ siły miasta, szum, miejsca)
    "bezrobotni_udzial": Trend(3.9, -0.42, -1.5, 0.3, 3, low=1.2, shocks=((2020, 1.22), (2021, 1.12))),
    "bezrobotni_kobiety": Trend(55.0, 0.15, -1.0, 1.2),
    "pracujacy_na_1000": Trend(262, 2.1, 42, 12, 2),
    "pracujace_udzial": Trend(49.0, 0.1, 1.0, 1.0),
    "stopa": Trend(6.4, -0.62, -2.6, 0.5, low=1.5, shocks=((2020, 1.15), (2021, 1.08))),
    "wynagrodzenie_do_kraju": Trend(82.3, -0.22, 6.8, 1.3, 3),
    "podmioty_na_10tys": Trend(1085, 11, 165, 35, 2),
    "podmioty_c_udzial": Trend(9.2, -0.03, 0.6, 0.8, 3),
    "nowe_na_10tys": Trend(84, 0.9, 15, 4, 2),
    "wykreslone_na_10tys": Trend(64, 0.4, -3, 4, 2, shocks=((2015, 1.1), (2022, 1.12))),
    "osoby_fizyczne_udzial": Trend(69.0, 0.1, 1.5, 1.2, 3),
    "duze_na_10tys": Trend(38, -0.5, 6.5, 2.0, 2),
    "obiekty_noclegowe": Trend(7, 0.1, 2.5, 1.5, 0, low=1),
    "miejsca_na_obiekt": Trend(46, 0.3, 4, 5, 1, low=15),
    "dochody_pc": Trend(7650, 0.083, 560, 160, 2, relative=True),
    "wlasne_udzial": Trend(51.5, 0.12, 6.2, 1.3, 3),
    "pit_udzial": Trend(20.5, 0.05, 2.4, 0.6, 3, shocks=((2022, 0.94),)),
    "cit_udzial": Trend(1.15, 0.02, 0.35, 0.15, 3, low=0.2),
    "nieruchomosci_udzial": Trend(11.2, -0.1, 0.6, 0.7, 3),
    "majatek_udzial": Trend(3.1, -0.03, 0.3, 0.5, 3, low=0.6),
    "subwencja_udzial": Trend(22.5, -0.25, -2.2, 0.8, 3),
    "wydatki_do_dochodow": Trend(101.2, 0.15, -0.9, 0.9, 3),
    "inwestycje_udzial": Trend(15.2, 0.22, 3.1, 1.2, 3, low=4, shocks=((2020, 0.86), (2023, 1.16))),
    "dzial_600": Trend(7.6, 0.05, 0.8, 0.6, 3),
    "dzial_801": Trend(33.5, 0.1, 0.6, 1.0, 3),
    "dzial_852": Trend(7.4, 0.06, -0.8, 0.4, 3),
    "dzial_855": Trend(14.0, 0.3, -1.0, 0.7, 3, low=6),
    "dzial_900": Trend(10.3, 0.05, 0.5, 0.6, 3),
    "dzial_921": Trend(4.3, 0.02, 0.5, 0.3, 3),
    "mieszkania_na_1000": Trend(438, 5.6, 9, 8, 2),
    "powierzchnia_na_osobe": Trend(29.2, 0.36, 1.2, 0.6),
    "komunalne_udzial": Trend(9.8, -0.28, -1.8, 1.0, 3),
    "oddane_na_1000": Trend(3.4, 0.12, 1.35, 0.35, 3, low=0.4),
    "przedszkola_odsetek": Trend(93.5, 1.1, 3.5, 1.2, high=112),
    "skolaryzacja_sp": Trend(98.0, 0.2, 2.0, 1.2),
    "uczniowie_na_100": Trend(104, 0.8, 8, 4, 2),
    "zlobki_odsetek": Trend(24.0, 1.7, 5.5, 1.5, low=3),
    "zlobki_miejsca_na_1000": Trend(258, 19, 52, 14, 1, low=20),
    "pomoc_na_10tys": Trend(352, -17, -92, 18, 0, low=90),
    "ludnosc_na_apteke": Trend(2620, 34, -130, 120, 0),
    "porady_na_osobe": Trend(9.1, 0.12, 0.8, 0.4, 3, shocks=((2020, 0.87), (2021, 0.95))),
    "ngo_na_1000": Trend(3.75, 0.07, 0.42, 0.18, 2),
    "frekwencja_rada": Trend(50.6, -0.25, 2.2, 1.0),
    "czytelnicy_na_1000": Trend(141, -2.2, 16, 7, 0, shocks=((2020, 0.84), (2021, 0.88))),
    "imprezy": Trend(236, 3, 45, 22, 0, shocks=((2020, 0.42), (2021, 0.63))),
    "uczestnicy_na_1000": Trend(905, 14, 170, 55, 2, shocks=((2020, 0.31), (2021, 0.48))),
    "zdarzenia_na_1000": Trend(11.9, 0.18, -1.1, 0.7, shocks=((2017, 1.12), (2022, 1.15))),
    "odpady_zmieszane_na_osobe": Trend(196, -3.2, -14, 7),
    "odpady_selektywne": Trend(38.5, 1.9, 3.2, 1.4),
    "lesistosc": Trend(17.5, 0.02, 1.5, 5.0, low=4, shake=0.004),
    "obszary_chronione": Trend(14.0, 0.0, 2.0, 6.0, low=1, shake=0.002),
    "tereny_zieleni": Trend(4.6, 0.07, 0.9, 0.5, shake=0.05),
    "wodociag_odsetek": Trend(96.6, 0.12, 0.9, 0.6, high=99.9, shake=0.08),
    "kanalizacja_odsetek": Trend(91.0, 0.35, 2.8, 1.2, high=99.5, shake=0.06),
    "gaz_odsetek": Trend(71.0, 0.45, 7.5, 3.0, high=97, shake=0.04),
    "zuzycie_wody": Trend(32.8, 0.15, 0.9, 0.8),
    "mpzp_odsetek": Trend(58.0, 1.4, 9.0, 7.0, high=100, shake=0.05),
    "drogi_rowerowe_na_100km2": Trend(62, 4.6, 17, 7, low=3, shake=0.1),
}

CLASSES = ("podmioty_10_49", "podmioty_50_249", "podmioty_250_999", "podmioty_1000")
NATIONAL_RATE = dict(zip(YEARS, (9.7, 8.2, 6.6, 5.8, 5.2, 6.8, 5.8, 5.2, 5.1, 5.1), strict=True))
NATIONAL_WAGE = dict(zip(YEARS, (4151, 4291, 4528, 4835, 5182, 5523, 6001, 6706, 7595, 8650), strict=True))
"""Rounded, for exercise only: the sample says so in its guide."""


def drawn(name: str, town: Town, year: int) -> float:
    """A simple series in one year."""
    return simple(name, SERIES[name], town)[year]


def _people(town: Town, year: int) -> int:
    return movement(town)[year].population


def _share(total: str, name: str) -> Callable[[Town, int], float]:
    return lambda town, year: round(value(total, town, year) * drawn(name, town, year) / 100, 2)


def _per(name: str, base: int) -> Callable[[Town, int], float]:
    return lambda town, year: round(_people(town, year) * drawn(name, town, year) / base)


def _per_head(total: str) -> Callable[[Town, int], float]:
    return lambda town, year: round(value(total, town, year) / _people(town, year), 2)


@cache
def _classes(town: Town, year: int) -> dict[str, int]:
    large = round(_people(town, year) * drawn("duze_na_10tys", town, year) / 10_000)
    tiny, small = large - round(large * 0.19), round(large * 0.165)
    return dict(zip(CLASSES, (tiny, small, large - tiny - small, 0), strict=True))


COMPUTED: dict[str, Callable[[Town, int], float]] = {
    "ludnosc": _people,
    "ludnosc_k": lambda t, y: people(t, y, sex="kobiety"),
    "ludnosc_m": lambda t, y: people(t, y, sex="mężczyźni"),
    "przedprodukcyjny": lambda t, y: ages(t, y)[0],
    "produkcyjny": lambda t, y: ages(t, y)[1],
    "poprodukcyjny": lambda t, y: ages(t, y)[2],
    "gestosc": lambda t, y: round(_people(t, y) / t.area, 1),
    "ludnosc_tys": lambda t, y: round(_people(t, y) / 1000, 2),
    "zmiana_ludnosci_na_1000": lambda t, y: round(1000 * movement(t)[y].growth / (_people(t, y) - movement(t)[y].growth), 1),
    "urbanizacja": lambda t, y: 100.0,
    "nieprodukcyjni_na_100": lambda t, y: round(100 * (ages(t, y)[0] + ages(t, y)[2]) / ages(t, y)[1], 1),
    "odsetek_65": lambda t, y: round(100 * people(t, y, slice(13, 18)) / _people(t, y), 1),
    "urodzenia": lambda t, y: movement(t)[y].births,
    "zgony": lambda t, y: movement(t)[y].deaths,
    "przyrost_naturalny": lambda t, y: movement(t)[y].births - movement(t)[y].deaths,
    "urodzenia_na_1000": lambda t, y: round(1000 * movement(t)[y].births / _middle(t, y), 2),
    "zgony_na_1000": lambda t, y: round(1000 * movement(t)[y].deaths / _middle(t, y), 2),
    "przyrost_na_1000": lambda t, y: round(1000 * (movement(t)[y].births - movement(t)[y].deaths) / _middle(t, y), 2),
    "zameldowania": lambda t, y: movement(t)[y].arrivals + movement(t)[y].immigration,
    "wymeldowania": lambda t, y: movement(t)[y].departures + movement(t)[y].emigration,
    "saldo_migracji": lambda t, y: value("zameldowania", t, y) - value("wymeldowania", t, y),
    "zameldowania_zagranica": lambda t, y: movement(t)[y].immigration,
    "wymeldowania_zagranica": lambda t, y: movement(t)[y].emigration,
    "bezrobotni": lambda t, y: round(ages(t, y)[1] * drawn("bezrobotni_udzial", t, y) / 100),
    "bezrobotni_k": lambda t, y: round(value("bezrobotni", t, y) * drawn("bezrobotni_kobiety", t, y) / 100),
    "bezrobotni_m": lambda t, y: value("bezrobotni", t, y) - value("bezrobotni_k", t, y),
    "pracujacy": _per("pracujacy_na_1000", 1000),
    "pracujacy_k": lambda t, y: round(value("pracujacy", t, y) * drawn("pracujace_udzial", t, y) / 100),
    "podmioty": _per("podmioty_na_10tys", 10_000),
    "podmioty_c": lambda t, y: round(value("podmioty", t, y) * drawn("podmioty_c_udzial", t, y) / 100),
    "podmioty_nowe": _per("nowe_na_10tys", 10_000),
    "podmioty_wykreslone": _per("wykreslone_na_10tys", 10_000),
    "podmioty_klasy": lambda t, y: value("podmioty", t, y),
    "podmioty_0_9": lambda t, y: value("podmioty", t, y) - sum(_classes(t, y).values()),
    "osoby_fizyczne": lambda t, y: round(value("podmioty", t, y) * drawn("osoby_fizyczne_udzial", t, y) / 100),
    "miejsca_noclegowe": lambda t, y: round(drawn("obiekty_noclegowe", t, y) * drawn("miejsca_na_obiekt", t, y)),
    "dochody": lambda t, y: round(_people(t, y) * drawn("dochody_pc", t, y), 2),
    "dochody_wlasne": _share("dochody", "wlasne_udzial"),
    "udzialy_pit": _share("dochody", "pit_udzial"),
    "udzialy_cit": _share("dochody", "cit_udzial"),
    "udzialy_pit_cit": lambda t, y: round(value("udzialy_pit", t, y) + value("udzialy_cit", t, y), 2),
    "podatek_od_nieruchomosci": _share("dochody", "nieruchomosci_udzial"),
    "dochody_z_majatku": _share("dochody", "majatek_udzial"),
    "dochody_na_mieszkanca": _per_head("dochody"),
    "dochody_wlasne_na_mieszkanca": _per_head("dochody_wlasne"),
    "pit_na_mieszkanca": _per_head("udzialy_pit"),
    "subwencja": _share("dochody", "subwencja_udzial"),
    "dotacje": lambda t, y: round(value("dochody", t, y) - value("dochody_wlasne", t, y) - value("subwencja", t, y), 2),
    "wydatki": _share("dochody", "wydatki_do_dochodow"),
    "wydatki_inwestycyjne": _share("wydatki", "inwestycje_udzial"),
    "mieszkania": _per("mieszkania_na_1000", 1000),
    "mieszkania_komunalne": lambda t, y: round(value("mieszkania", t, y) * drawn("komunalne_udzial", t, y) / 100),
    "mieszkania_oddane": _per("oddane_na_1000", 1000),
    "mieszkania_oddane_na_1000": lambda t, y: round(1000 * value("mieszkania_oddane", t, y) / _people(t, y), 2),
    "uczniowie_sp": lambda t, y: round((people(t, y, slice(1, 3)) - 0.3 * people(t, y, slice(1, 2))) * drawn("skolaryzacja_sp", t, y) / 100),
    "uczniowie_lo": lambda t, y: _pupils(t, y)[0],
    "uczniowie_technika": lambda t, y: _pupils(t, y)[1],
    "uczniowie_branzowe": lambda t, y: _pupils(t, y)[2],
    "porady": _per("porady_na_osobe", 1),
    "uczestnicy_imprez": _per("uczestnicy_na_1000", 1000),
    "drogi_rowerowe": lambda t, y: round(drawn("drogi_rowerowe_na_100km2", t, y) * t.area / 100, 1),
    "frekwencja_burmistrz": lambda t, y: round(drawn("frekwencja_rada", t, y) - 0.1 + dice("burmistrz", t.code).uniform(0, 0.2), 1),
}

ELECTIONS = (2018, 2024)
LAST_YEAR = LAST


def _middle(town: Town, year: int) -> float:
    facts = movement(town)[year]
    return facts.population - facts.growth / 2


def _pupils(town: Town, year: int) -> list[int]:
    total = round(people(town, year, slice(3, 4)) * drawn("uczniowie_na_100", town, year) / 100)
    return spread(total, [0.41, 0.46, 0.13])


def value(key: str, town: Town, year: int) -> float:
    """The variable's value in the town; raises KeyError for a variable this model does not know."""
    if key in COMPUTED:
        return COMPUTED[key](town, year)
    if key in CLASSES:
        return _classes(town, year)[key]
    if key.startswith("wydatki_"):
        return round(value("wydatki", town, year) * drawn("dzial_" + key.removeprefix("wydatki_"), town, year) / 100, 2)
    if key.startswith("wiek_"):
        return _age(key.removeprefix("wiek_"), town, year)
    return drawn(key, town, year)


def _age(what: str, town: Town, year: int) -> int:
    sex = {"k": "kobiety", "m": "mężczyźni"}.get(what[-1], "")
    what = what.removesuffix("_k").removesuffix("_m")
    wide = {"70": slice(14, 18), "0_14": slice(0, 3), "85": slice(17, 18)}
    place = wide.get(what)
    if place is None:
        index = GROUPS.index(what.replace("_", "-"))
        place = slice(index, index + 1)
    return people(town, year, place, sex)


def known(key: str, year: int) -> bool:
    """Whether the publisher would have the value at all that year (elections are not every year)."""
    return not key.startswith("frekwencja") or year in ELECTIONS


def area_value(key: str, code: str, year: int) -> float | None:
    """Values of powiaty, the voivodeship and Poland for the few variables given at those levels."""
    town = next((town for town in TOWNS if town.powiat_code == code), None)
    if key == "stopa_bezrobocia":
        if code == COUNTRY:
            return NATIONAL_RATE[year]
        rates = [drawn("stopa", one, year) for one in ([town] if town else TOWNS)]
        return round(sum(rates) / len(rates), 1)
    if key == "wynagrodzenie":
        if code == COUNTRY:
            return float(NATIONAL_WAGE[year])
        shares = [drawn("wynagrodzenie_do_kraju", one, year) for one in ([town] if town else TOWNS)]
        return round(NATIONAL_WAGE[year] * sum(shares) / len(shares) / 100, 2)
    if key in ("gestosc", "ludnosc_tys") and code != COUNTRY:
        members = [town] if town else list(TOWNS)
        heads = sum(round(_people(one, year) * (1 + one.rural * (1 - 0.002 * (LAST - year)))) for one in members)
        land = sum(one.area * 15.5 for one in members)
        return round(heads / land, 1) if key == "gestosc" else round(heads / 1000, 2)
    return None


__all__ = ["COUNTRY", "LAST_YEAR", "OWN", "TOWNS", "VOIVODESHIP", "YEARS", "area_value", "known", "value"]
