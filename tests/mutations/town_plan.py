"""A seeded fictional plan of a town: what a workbook's families tell of. Names are ours, figures drawn; only towns' codes are real."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

TOWNS = (
    ("1811011", "Mielec"),
    ("1817011", "Sanok"),
    ("0201011", "Bolesławiec"),
    ("1402011", "Ciechanów"),
    ("2805011", "Ełk"),
    ("0402011", "Brodnica"),
    ("0203011", "Głogów"),
    ("2214011", "Tczew"),
    ("1012011", "Radomsko"),
    ("0601011", "Międzyrzec Podlaski"),
)
"""Codes and names of urban gminy as the register writes them."""

GOALS = {
    "Konkurencyjna gospodarka miasta": (
        "Uzbrojone tereny dla inwestorów",
        "Silne kadry dla lokalnych firm",
        "Śródmieście przyjazne usługom",
    ),
    "Wysoka jakość życia mieszkańców": (
        "Dostępne i zróżnicowane mieszkania",
        "Nowoczesna edukacja",
        "Usługi społeczne dla seniorów",
        "Aktywna młodzież",
    ),
    "Miasto odporne na zmiany klimatu": ("Niskoemisyjny transport", "Błękitno-zielona infrastruktura", "Efektywność energetyczna budynków"),
    "Sprawny i otwarty urząd": ("Cyfrowe usługi publiczne", "Partycypacja społeczna"),
}
MEASURES = (
    "Budowa dróg do strefy gospodarczej", "Program stażowy dla absolwentów", "Remonty lokali użytkowych", "Budownictwo czynszowe TBS", "Pracownie przyrodnicze w szkołach",
    "Dzienny dom pobytu", "Młodzieżowa rada miasta", "Sieć dróg rowerowych", "Ogrody deszczowe", "Termomodernizacja szkół", "System elektronicznych wniosków", "Panel obywatelski",
)  # fmt: skip
INDICATORS = (
    ("Liczba nowych miejsc pracy", "szt."), ("Powierzchnia uzbrojonych terenów", "ha"), ("Liczba oddanych mieszkań komunalnych", "szt."), ("Odsetek dzieci objętych opieką żłobkową", "%"),
    ("Długość dróg rowerowych", "km"), ("Liczba użytkowników e-usług", "osoby"), ("Zużycie energii w budynkach gminy", "MWh/rok"), ("Frekwencja w budżecie obywatelskim", "%"),
    ("Liczba uczestników zajęć dla seniorów", "osoby"), ("Udział powierzchni biologicznie czynnej", "%"),
)  # fmt: skip
PROBLEMS = (
    (
        "Odpływ młodych, wykształconych osób",
        ("brak atrakcyjnych miejsc pracy", "wysokie ceny najmu", "uboga oferta spędzania czasu"),
        "starzenie się miasta i spadek wpływów z PIT",
    ),
    ("Niska jakość powietrza w sezonie grzewczym", ("przestarzałe źródła ciepła", "ubóstwo energetyczne"), "choroby układu oddechowego"),
    ("Degradacja śródmieścia", ("zły stan kamienic", "odpływ handlu do galerii"), "utrata funkcji centrum"),
    (
        "Niewystarczająca oferta usług opiekuńczych",
        ("brak kadry opiekuńczej", "mała liczba miejsc dziennego pobytu"),
        "przeciążenie rodzin",
    ),
    ("Słaba dostępność komunikacyjna osiedli", ("rzadkie kursy autobusów", "brak węzła przesiadkowego"), "wykluczenie transportowe"),
)
CHALLENGES = (
    "Zatrzymanie młodych mieszkańców",
    "Poprawa jakości powietrza i zdrowia",
    "Ożywienie śródmieścia",
    "Opieka nad starzejącą się społecznością",
    "Dostępność transportowa dla wszystkich",
)
SWOT = {
    "mocna strona": (
        "Rozpoznawalna marka specjalnej strefy",
        "Wysoka aktywność organizacji pozarządowych",
        "Dobre położenie przy drodze krajowej",
    ),
    "słaba strona": ("Niski odsetek mieszkań z ciepłem systemowym", "Ujemne saldo migracji", "Wysokie koszty utrzymania oświaty"),
    "szansa": ("Środki krajowego planu odbudowy", "Rozwój pracy zdalnej", "Nowa linia kolejowa"),
    "zagrożenie": ("Wzrost cen energii", "Konkurencja dużych ośrodków", "Ubytek dochodów bieżących"),
}
PROJECTS = (
    "Centrum Aktywności Młodych", "Termomodernizacja szkół podstawowych", "Zielony skwer przy ul. Lipowej", "Miejski Inkubator Kompetencji", "Dom Dziennego Pobytu Senior+",
    "Przebudowa placu Wolności", "Elektroniczny urząd 24h", "Ścieżka rowerowa nad Wisłoką",
)  # fmt: skip
BUNDLES = ("Młodzi w mieście", "Zielone śródmieście", "Przyjazne usługi")
LEADERS = ("Urząd Miejski", "Miejskie Centrum Kultury", "Ośrodek Pomocy Społecznej", "Centrum Usług Wspólnych")
UNITS = ("Wydział Inwestycji", "Wydział Rozwoju Miasta", "Wydział Edukacji", "Referat Gospodarki Komunalnej", "Biuro Promocji")
TASKS = (
    "Opracowanie dokumentacji projektowej",
    "Roboty budowlane",
    "Zakup wyposażenia",
    "Szkolenia i warsztaty",
    "Nadzór inwestorski",
    "Działania promocyjne",
)
RISKS = (
    ("Wzrost cen robót budowlanych", "finansowe", "kosztorys z rezerwą 10%"), ("Opóźnienie pozwolenia na budowę", "prawne", "wczesne uzgodnienia"), ("Niska frekwencja na zajęciach", "społeczne", "badanie potrzeb"),
    ("Rotacja kadry projektu", "kadrowe", "zastępstwa i opis stanowisk"), ("Brak wykonawców w przetargu", "organizacyjne", "dialog techniczny z rynkiem"), ("Utrata płynności finansowej gminy", "finansowe", "harmonogram płatności"),
    ("Protesty mieszkańców", "społeczne", "konsultacje na etapie koncepcji"),
)  # fmt: skip
STAKEHOLDERS = (
    ("Rada Seniorów", "mieszkańcy"), ("Cech Rzemiosł Różnych", "przedsiębiorcy"), ("Starostwo Powiatowe", "administracja"), ("Spółdzielnia Mieszkaniowa „Metalowiec”", "podmioty gospodarcze"),
    ("Stowarzyszenie Zielone Miasto", "organizacje pozarządowe"), ("Młodzieżowa Rada Miasta", "mieszkańcy"), ("Państwowe Gospodarstwo Wodne", "administracja"), ("Klub Sportowy Stal", "organizacje pozarządowe"),
)  # fmt: skip
PEOPLE = ("Anna Wiśniewska", "Piotr Zieliński", "Katarzyna Lewandowska", "Marek Wójcik")
AGES = (*(f"{low}-{low + 4}" for low in range(0, 85, 5)), "85 i więcej")
MRL = (
    ("Liczba podmiotów wpisanych do rejestru REGON na 10 tys. ludności", "na 10 tys. ludności", 700, 1400, 1), ("Stopa bezrobocia rejestrowanego", "%", 3, 18, 1), ("Wskaźnik samodzielności finansowej", "%", 35, 70, 1),
    ("Dochody budżetu gminy ogółem na mieszkańca", "zł na mieszkańca", 3500, 7800, 2), ("Liczba ludności", "osób", 12000, 62000, 0), ("Udział wydatków inwestycyjnych w wydatkach ogółem", "%", 5, 30, 1),
    ("Przeciętne miesięczne wynagrodzenie brutto", "zł", 3900, 6900, 2), ("Liczba miejsc noclegowych na 1000 ludności", "na 1000 ludności", 1, 60, 2),
)  # fmt: skip
"""Indicators of the town's monitor with their unit, range and decimals; named as the program's catalogue names them."""

QUESTIONS = (
    ("jeden", "Czy planuje Pan/Pani pozostać w mieście w ciągu najbliższych 5 lat?", ("zdecydowanie tak", "raczej tak", "raczej nie", "zdecydowanie nie", "trudno powiedzieć")),
    ("jeden", "Jak ocenia Pan/Pani dostępność mieszkań?", ("bardzo dobrze", "dobrze", "przeciętnie", "źle", "bardzo źle")),
    ("wiele", "Czego najbardziej brakuje w mieście?", ("miejsc pracy", "oferty kulturalnej", "terenów zielonych", "parkingów")),
    ("skala", "Proszę ocenić jakość transportu publicznego (1-5)", ("1", "2", "3", "4", "5")),
    ("jeden", "Płeć", ("kobieta", "mężczyzna")),
    ("otwarte", "Co zmienił(a)by Pan/Pani w mieście?", ("więcej ławek w parku", "szybszy internet", "lepsze oświetlenie osiedla", "tańsze bilety", "kino letnie nad rzeką")),
    ("jeden", "Przedział wiekowy", ("13-15 lat", "16-19 lat", "20-24 lata")),
)  # fmt: skip
ACTIONS = (
    "Wdrożenie elektronicznego obiegu dokumentów",
    "Szkolenia z zarządzania projektami",
    "Powołanie biura analiz",
    "Opracowanie standardu konsultacji",
    "Audyt dostępności cyfrowej",
)


@dataclass
class TownPlan:
    """What the town's workbooks tell of."""

    rng: random.Random
    code: str
    town: str
    first: int
    """First year of the plan."""
    goals: dict[str, list[str]] = field(default_factory=dict)

    @property
    def years(self) -> list[int]:
        return list(range(self.first, self.first + 4))

    def money(self, low: int = 20, high: int = 4000) -> float:
        """Złoty, mostly round hundreds."""
        return float(self.rng.randint(low, high) * 1000 + self.rng.choice([0, 0, 500, 400, 200]))


def town_plan(rng: random.Random) -> TownPlan:
    code, town = rng.choice(TOWNS)
    made = TownPlan(rng, code, town, rng.choice([2020, 2021, 2022, 2023]))
    for goal in rng.sample(sorted(GOALS), rng.randint(2, 3)):
        made.goals[goal] = rng.sample(GOALS[goal], rng.randint(1, len(GOALS[goal])))
    return made
