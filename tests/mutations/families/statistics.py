"""Clean workbooks of figures: M1 (monitor of local development), M2 (demography), M3 (finance)."""

from __future__ import annotations

from typing import Any

from tests.mutations.book import Answer, Book, Cell, Column, Fact, Form, Lines, Row, Sheet, Table, data, label, titles, total
from tests.mutations.town_plan import AGES, MRL, TOWNS, TownPlan


def start_sheet(plan: TownPlan, module: str) -> Sheet:
    """The first sheet many modules have: version, town and code at the usual places."""
    rows: list[list[Cell | None]] = [
        [Cell(module, role="tytuł", bold=True)],
        [],
        [Cell("Wersja", role="etykieta"), Cell("wersja 2.1 z 15.03.2020", role="ozdoba")],
        [],
        [Cell("Miasto", role="etykieta"), Cell(plan.town, role="ozdoba", kind="miasto")],
        [Cell("TERYT", role="etykieta"), Cell(plan.code, role="ozdoba", kind="teryt")],
    ]
    return Sheet("START", ("START", "Instrukcja", "Start", "Strona tytułowa"), [Lines(rows)])


def m1(plan: TownPlan, layout: int) -> Book:
    rng = plan.rng
    years = list(range(plan.first - 6, plan.first - 1))
    chosen = rng.sample(MRL, rng.randint(4, 6))

    def value(one: tuple[str, str, int, int, int]) -> float:
        found = round(rng.uniform(one[2], one[3]), one[4])
        return int(found) if one[4] == 0 else found

    def fact(name: str, code: str, year: int, amount: Any) -> Fact:
        return Fact("wskaźnik MRL", f"{name}|{code}", str(year), amount)

    head: tuple[str, ...] = ("Wskaźnik", "Nazwa wskaźnika", "Wskaźnik MRL", "Wyszczególnienie")
    sheets = [start_sheet(plan, "Moduł 1. Diagnoza – Monitor Rozwoju Lokalnego")]
    others = [pair for pair in TOWNS if pair[0] != plan.code]
    group = [(plan.code, plan.town), *rng.sample(others, 4)]
    if layout == 0:
        columns = [
            Column("lp", ("Lp.", "L.p.", "Nr"), "lp"),
            Column("nazwa", head, "nazwa"),
            Column("jm", ("J.m.", "Jednostka", "Jedn. miary", "Jednostka miary")),
            *(Column(str(year), (str(year),), "lata", fixed=True) for year in years),
        ]
        rows = []
        for number, one in enumerate(chosen, 1):
            cells = {
                "lp": Cell(number, role="lp"),
                "nazwa": Cell(one[0], role="etykieta", kind="nazwa"),
                "jm": Cell(one[1], role="etykieta"),
            }
            for year in years:
                amount = value(one)
                cells[str(year)] = data(amount, "procent" if one[1] == "%" else "liczba", fact(one[0], plan.code, year, amount))
            rows.append(Row(cells))
        sheets.append(
            Sheet(
                "MRL_wskaźniki",
                ("MRL_wskaźniki", "Wskaźniki", "MRL - wskaźniki", "Dane"),
                [titles(f"Wskaźniki Monitora Rozwoju Lokalnego – {plan.town}", "Źródło: GUS BDL, dostęp 12.02.2020"), Table(columns, rows)],
            )
        )
    elif layout == 1:
        year = years[-1]
        columns = [
            Column("kod", ("TERYT", "Kod TERYT", "Kod", "Kod gminy"), "teryt"),
            Column("miasto", ("Miasto", "Gmina", "Nazwa gminy", "Nazwa jednostki", "Jednostka terytorialna"), "miasto"),
            *(Column(one[0], (one[0],), "liczba", unit=one[1] if one[1] not in one[0] else "") for one in chosen),
        ]
        rows = []
        for code, town in group:
            cells = {"kod": Cell(code, role="etykieta", kind="teryt"), "miasto": Cell(town, role="etykieta", kind="miasto")}
            for one in chosen:
                amount = value(one)
                cells[one[0]] = data(amount, "procent" if one[1] == "%" else "liczba", fact(one[0], code, year, amount))
            rows.append(Row(cells))
        sheets.append(
            Sheet(
                "Grupa_porównawcza",
                ("Grupa_porównawcza", "Porównanie", "Grupa porównawcza", "Miasta podobne"),
                [titles("Grupa porównawcza – wskaźniki MRL", f"Dane za rok {year}"), Table(columns, rows)],
            )
        )
    elif layout == 2:
        columns = [
            Column("nazwa", head, "nazwa"),
            Column("kod", ("Kod TERYT", "TERYT", "Kod"), "teryt"),
            Column("miasto", ("Miasto", "Gmina", "Jednostka"), "miasto"),
            Column("rok", ("Rok", "Rok danych"), "rok"),
            Column("wartosc", ("Wartość", "Wartość wskaźnika", "Wynik"), "liczba"),
            Column("jm", ("J.m.", "Jednostka miary", "Jedn.")),
        ]
        rows = []
        for one in chosen:
            for code, town in group[:3]:
                for year in years[-2:]:
                    amount = value(one)
                    rows.append(
                        Row(
                            {
                                "nazwa": Cell(one[0], role="etykieta", kind="nazwa"),
                                "kod": Cell(code, role="etykieta", kind="teryt"),
                                "miasto": Cell(town, role="etykieta", kind="miasto"),
                                "rok": Cell(year, role="etykieta", kind="rok"),
                                "wartosc": data(amount, "procent" if one[1] == "%" else "liczba", fact(one[0], code, year, amount)),
                                "jm": Cell(one[1], role="etykieta"),
                            }
                        )
                    )
        sheets.append(Sheet("MRL_wskaźniki", ("MRL_wskaźniki", "Dane MRL", "Baza", "Wskaźniki miast"), [Table(columns, rows)]))
    elif layout == 4:
        year = years[-1]
        columns = [
            Column("nazwa", head, "nazwa", fixed=True),
            Column("jm", ("J.m.", "Jednostka", "Jednostka miary"), fixed=True),
            *(Column(code, (town,), "miasto") for code, town in group),
            Column("srednia", ("Średnia grupy", "Średnia"), "suma", fixed=True),
        ]
        rows = []
        for one in chosen:
            cells = {"nazwa": Cell(one[0], role="etykieta", kind="nazwa"), "jm": Cell(one[1], role="etykieta")}
            for code, _ in group:
                amount = value(one)
                cells[code] = data(amount, "procent" if one[1] == "%" else "liczba", fact(one[0], code, year, amount))
            cells["srednia"] = Cell(round(sum(cells[code].value for code, _ in group) / len(group), 2), role="suma", kind="liczba", formula=("AVERAGE", [cells[code] for code, _ in group]))
            rows.append(Row(cells))
        sheets.append(Sheet("Grupa_porównawcza", ("Grupa_porównawcza", "Porównanie", "Miasta"), [titles("Porównanie z grupą miast", f"rok {year}"), Table(columns, rows)]))
    else:
        one = chosen[0]
        columns = [
            Column("miasto", ("Miasto", "Gmina", "Nazwa"), "miasto"),
            Column("kod", ("TERYT", "Kod"), "teryt"),
            *(Column(str(year), (str(year), f"{year} r.", f"rok {year}"), "lata", fixed=True) for year in years),
        ]
        rows = []
        for code, town in group:
            cells = {"miasto": Cell(town, role="etykieta", kind="miasto"), "kod": Cell(code, role="etykieta", kind="teryt")}
            for year in years:
                amount = value(one)
                cells[str(year)] = data(amount, "procent" if one[1] == "%" else "liczba", fact(one[0], code, year, amount))
            rows.append(Row(cells))
        sheets.append(
            Sheet(
                "Grupa_porównawcza",
                ("Grupa_porównawcza", "Porównanie", "Benchmark"),
                [titles(f"{one[0]} [{one[1]}]"), Table(columns, rows)],
            )
        )
    return Book(
        "M1",
        f"Modul_1_Diagnoza_MRL_{plan.town.replace(' ', '_')}.xlsx",
        sheets,
        layout="abcde"[layout],
        town=plan.code,
        closed=("obserwacja",),
    )


def m2(plan: TownPlan, layout: int) -> Book:
    rng = plan.rng
    years = list(range(plan.first - 3, plan.first))
    sexes = {"ogółem": ("Ogółem", "Razem"), "kobiety": ("Kobiety", "K", "kobiety"), "mężczyźni": ("Mężczyźni", "M", "mężczyźni")}
    sheets = [start_sheet(plan, "Moduł 2. Demografia")] if rng.random() < 0.6 else []
    people = {(age, sex, year): rng.randint(300, 2400) for age in AGES for sex in ("kobiety", "mężczyźni") for year in years}
    age_says = ("Grupa wieku", "Wiek", "Grupy wieku", "Przedział wieku")
    note = f"Ludność według grup wieku i płci – Miasto {plan.town} (stan w dniu 31 XII)"

    def group(age: str, year: int, cells: dict[str, Cell], prefix: str) -> None:
        women, men = people[age, "kobiety", year], people[age, "mężczyźni", year]
        w = cells[f"{prefix}kobiety"] = data(women, "liczba", Fact("ludność", f"{age}|kobiety|{plan.code}", str(year), women))
        m = cells[f"{prefix}mężczyźni"] = data(men, "liczba", Fact("ludność", f"{age}|mężczyźni|{plan.code}", str(year), men))
        cells[f"{prefix}ogółem"] = data(
            women + men, "liczba", Fact("ludność", f"{age}|ogółem|{plan.code}", str(year), women + men), formula=("SUM", [w, m])
        )

    def all_ages(rows: list[Row], keys: dict[str, tuple[str, int]]) -> Row:
        made = total(("Razem", "Ogółem", "RAZEM"), [], "wiek", {key: [row.cells[key] for row in rows] for key in keys})
        for key, (sex, year) in keys.items():
            made.cells[key].facts = [Fact("ludność", f"ogółem|{sex}|{plan.code}", str(year), made.cells[key].value)]
        return made

    if layout in (0, 3):
        used = years if layout == 0 else years[-2:]
        columns = [Column("wiek", age_says, "wiek", fixed=True)]
        for year in used:
            columns += [
                Column(f"{year}{sex}", sexes[sex], "liczba", group=(str(year),), fixed=True) for sex in ("ogółem", "kobiety", "mężczyźni")
            ]
        rows = []
        for age in AGES:
            cells = {"wiek": Cell(age, role="etykieta", kind="wiek")}
            for year in used:
                group(age, year, cells, str(year))
            rows.append(Row(cells))
        keys = {f"{year}{sex}": (sex, year) for year in used for sex in sexes}
        sheets.append(
            Sheet(
                "Struktura_wieku",
                ("Struktura_wieku", "Struktura wieku", "Ludność wg wieku", "Wiek i płeć"),
                [titles(note, "Źródło: GUS BDL, dostęp 12.02.2020"), Table(columns, [*rows, all_ages(rows, keys)])],
            )
        )
    elif layout == 1:
        for year in years[-2:]:
            columns = [
                Column("wiek", age_says, "wiek", fixed=True),
                *(Column(sex, sexes[sex], "liczba") for sex in ("kobiety", "mężczyźni", "ogółem")),
            ]
            rows = []
            for age in AGES:
                cells = {"wiek": Cell(age, role="etykieta", kind="wiek")}
                group(age, year, cells, "")
                rows.append(Row(cells))
            sheets.append(
                Sheet(
                    f"Struktura_{year}",
                    (f"Struktura_{year}", f"Wiek {year}", f"{year}"),
                    [
                        titles(f"Ludność wg wieku i płci w {plan.town}", f"Stan na 31.12.{year} r."),
                        Table(columns, [*rows, all_ages(rows, {sex: (sex, year) for sex in sexes})]),
                    ],
                )
            )
    elif layout == 4:
        columns = [Column("wiek", age_says, "wiek", fixed=True)]
        for sex in ("ogółem", "mężczyźni", "kobiety"):
            columns += [Column(f"{year}{sex}", (str(year),), "lata", group=sexes[sex], fixed=True) for year in years]
        rows = []
        for age in AGES:
            cells = {"wiek": Cell(age, role="etykieta", kind="wiek")}
            for year in years:
                group(age, year, cells, str(year))
            rows.append(Row(cells))
        whole = all_ages(rows, {f"{year}{sex}": (sex, year) for year in years for sex in sexes})
        rows.append(whole)
        for wordings, key, share in ((("przedprodukcyjny", "wiek przedprodukcyjny", "w wieku przedprodukcyjnym"), "przedprodukcyjny", 0.17), (("produkcyjny", "wiek produkcyjny", "w wieku produkcyjnym"), "produkcyjny", 0.6), (("poprodukcyjny", "wiek poprodukcyjny", "w wieku poprodukcyjnym"), "poprodukcyjny", 0.23)):
            cells = {"wiek": Cell(wordings[0], role="etykieta", says=wordings)}
            for year in years:
                amount = round(whole.cells[f"{year}ogółem"].value * share)
                cells[f"{year}ogółem"] = data(amount, "liczba", Fact("ludność", f"{key}||{plan.code}", str(year), amount))
            rows.append(Row(cells))
        sheets.append(Sheet("Struktura_wieku", ("Struktura_wieku", "Struktura wieku", "Ludność"), [titles(note), Table(columns, rows)]))
    elif layout == 5:
        columns = [Column("rok", ("Rok", "Rok danych"), "rok"), Column("wiek", age_says, "wiek"), Column("plec", ("Płeć",)), Column("osoby", ("Liczba osób", "Ludność", "Liczba ludności"), "liczba")]
        rows = []
        for year in years[-2:]:
            for sex in ("kobiety", "mężczyźni"):
                for age in AGES:
                    amount = people[age, sex, year]
                    rows.append(Row({"rok": Cell(year, role="etykieta", kind="rok"), "wiek": Cell(age, role="etykieta", kind="wiek"), "plec": Cell(sex, role="etykieta"), "osoby": data(amount, "liczba", Fact("ludność", f"{age}|{sex}|{plan.code}", str(year), amount))}))
        sheets.append(Sheet("Dane", ("Dane", "Ludność", "Dane wejściowe"), [titles(note), Table(columns, rows)]))
    if layout in (2, 3):
        span = list(range(plan.first - 6, plan.first))
        columns = [
            Column("co", ("Wyszczególnienie", "Kategoria", "Zjawisko"), "nazwa", fixed=True),
            Column("jm", ("J.m.", "Jedn.")),
            *(Column(str(year), (str(year), f"{year} r."), "lata", fixed=True) for year in span),
        ]
        births = {year: rng.randint(250, 700) for year in span}
        deaths = {year: rng.randint(250, 700) for year in span}
        arrivals = {year: rng.randint(200, 600) for year in span}
        departures = {year: rng.randint(200, 700) for year in span}
        rows = []
        for key, says, figures in (
            ("urodzenia", ("Urodzenia żywe", "Urodzenia", "Liczba urodzeń żywych"), births),
            ("zgony", ("Zgony ogółem", "Zgony", "Liczba zgonów"), deaths),
            ("przyrost_naturalny", ("Przyrost naturalny", "Saldo urodzeń i zgonów"), {year: births[year] - deaths[year] for year in span}),
            ("zameldowania", ("Zameldowania ogółem", "Napływ (zameldowania)", "Zameldowania"), arrivals),
            ("wymeldowania", ("Wymeldowania ogółem", "Odpływ (wymeldowania)", "Wymeldowania"), departures),
            ("saldo_migracji", ("Saldo migracji", "Saldo migracji ogółem"), {year: arrivals[year] - departures[year] for year in span}),
        ):
            cells = {
                "co": Cell(says[0], role="etykieta", kind="nazwa", says=says, indent=1 if key != "przyrost_naturalny" else 0),
                "jm": Cell("os.", role="etykieta"),
            }
            for year in span:
                cells[str(year)] = data(figures[year], "liczba", Fact("ludność", f"{key}||{plan.code}", str(year), figures[year]))
            rows.append(Row(cells))
        sheets.append(
            Sheet(
                "Ruch_ludności",
                ("Ruch_ludności", "Ruch naturalny i migracje", "Ruch ludności"),
                [titles(f"Ruch naturalny i wędrówkowy ludności – {plan.town}"), Table(columns, rows)],
            )
        )
    if layout == 2:
        span = [plan.first + step for step in (0, 5, 10, 15, 20)]
        columns = [Column("wiek", age_says, "wiek", fixed=True), *(Column(str(year), (str(year),), "lata", fixed=True) for year in span)]
        rows = []
        for age in AGES:
            cells = {"wiek": Cell(age, role="etykieta", kind="wiek")}
            for year in span:
                amount = rng.randint(600, 4200)
                cells[str(year)] = data(amount, "liczba", Fact("prognoza", f"{age}||{plan.code}", str(year), amount))
            rows.append(Row(cells))
        made = total(("Razem", "Ogółem"), [], "wiek", {str(year): [row.cells[str(year)] for row in rows] for year in span})
        sheets.append(
            Sheet(
                "Prognoza",
                ("Prognoza", "Prognoza ludności", "Prognoza demograficzna"),
                [titles(f"Prognoza liczby ludności miasta {plan.town} wg wieku"), Table(columns, [*rows, made])],
            )
        )
        pairs = Form(
            [
                Answer(label("Dzietność (TFR)", "TFR", "Współczynnik dzietności"), Cell(1.35, kind="liczba")),
                Answer(label("Wariant migracji", "Migracje – wariant"), Cell(rng.choice(["niski", "średni", "wysoki"]))),
            ]
        )
        sheets.append(Sheet("Założenia", ("Założenia", "Zalozenia prognozy"), [titles("Założenia prognozy"), pairs]))
    return Book("M2", "Modul_2_Demografia.xlsx", sheets, layout="abcdefg"[layout], town=plan.code, closed=("obserwacja",))


WPF = (
    ("1", "dochody", ("Dochody ogółem", "Dochody razem", "DOCHODY OGÓŁEM")),
    ("1.1", "dochody_biezace", ("Dochody bieżące", "dochody bieżące, w tym:", "w tym: dochody bieżące")),
    (
        "1.1.1",
        "pit",
        ("dochody z tytułu udziału we wpływach z podatku dochodowego od osób fizycznych", "udziały w PIT", "Udział w podatku PIT"),
    ),
    ("1.1.2", "cit", ("dochody z tytułu udziału we wpływach z podatku dochodowego od osób prawnych", "udziały w CIT")),
    ("1.1.3", "subwencja", ("z subwencji ogólnej", "subwencja ogólna", "Subwencja ogólna")),
    ("1.1.4", "dotacje_biezace", ("z tytułu dotacji i środków przeznaczonych na cele bieżące", "dotacje i środki na cele bieżące")),
    ("1.1.5.1", "podatek_od_nieruchomosci", ("z podatku od nieruchomości", "podatek od nieruchomości")),
    ("1.2", "dochody_majatkowe", ("Dochody majątkowe", "dochody majątkowe, w tym", "Dochody majątkowe razem")),
    ("1.2.1", "sprzedaz_majatku", ("ze sprzedaży majątku", "sprzedaż majątku", "dochody ze sprzedaży majątku")),
    ("2", "wydatki", ("Wydatki ogółem", "WYDATKI OGÓŁEM", "Wydatki razem")),
    ("2.1", "wydatki_biezace", ("Wydatki bieżące", "wydatki bieżące, w tym:")),
    ("2.1.1", "wynagrodzenia", ("na wynagrodzenia i składki od nich naliczane", "wynagrodzenia i pochodne", "Wynagrodzenia")),
    ("2.1.3", "odsetki", ("wydatki na obsługę długu", "obsługa długu", "odsetki i obsługa długu")),
    ("2.2", "wydatki_majatkowe", ("Wydatki majątkowe", "wydatki majątkowe, w tym")),
    ("3", "", ("Wynik budżetu", "Nadwyżka/deficyt")),
    ("6", "dlug", ("Kwota długu", "Kwota długu na koniec roku", "Zadłużenie na 31.12")),
)


def m3(plan: TownPlan, layout: int) -> Book:
    rng = plan.rng
    span = list(range(plan.first - 3, plan.first + 4))
    last = plan.first - 1
    figures: dict[tuple[str, int], float] = {}
    for year in span:
        for _, key, _ in WPF:
            figures[key, year] = round(rng.uniform(0.5, 30) * 1e6, 2)
        figures["dochody", year] = round(figures["dochody_biezace", year] + figures["dochody_majatkowe", year], 2)
        figures["wydatki", year] = round(figures["wydatki_biezace", year] + figures["wydatki_majatkowe", year], 2)
    sheets = [start_sheet(plan, "Moduł 3. Finanse")] if rng.random() < 0.5 else []
    planned = {place: round(amount * 1.02, 2) for place, amount in figures.items()}
    for year in span:
        for whole, parts in (("dochody", ("dochody_biezace", "dochody_majatkowe")), ("wydatki", ("wydatki_biezace", "wydatki_majatkowe"))):
            planned[whole, year] = round(sum(planned[part, year] for part in parts), 2)

    def rows_of(used: list[tuple[str, tuple[str, ...], int, str]], wanted: tuple[str, ...] = ()) -> list[Row]:
        """`used`: (column key, -, year, stages allowed)."""
        rows = []
        for number, key, says in WPF:
            if wanted and key not in wanted:
                continue
            cells = {
                "lp": Cell(number, role="lp", kind="lp"),
                "co": Cell(says[0], role="etykieta", kind="nazwa", says=says, indent=number.count(".")),
            }
            for column, _, year, stage in used:
                if not key:
                    made = Cell(
                        round(figures["dochody", year] - figures["wydatki", year], 2), role="suma", kind="kwota", formula=("RÓŻNICA", [])
                    )
                else:
                    amount = figures[key, year] if stage != "plan" else planned[key, year]
                    made = data(amount, "kwota", Fact("finanse", key, f"{year} {stage}", amount))
                cells[column] = made
            rows.append(Row(cells))
        by_key = {key: row for (_, key, _), row in zip([one for one in WPF if not wanted or one[1] in wanted], rows, strict=True)}
        for column, *_ in used:
            for top, parts in (
                ("dochody", ("dochody_biezace", "dochody_majatkowe")),
                ("wydatki", ("wydatki_biezace", "wydatki_majatkowe")),
            ):
                if top in by_key and all(part in by_key for part in parts) and isinstance(by_key[top].cells[column].value, float):
                    cell = by_key[top].cells[column]
                    if cell.facts and cell.value == round(sum(by_key[part].cells[column].value for part in parts), 2):
                        cell.formula = ("SUM2", [by_key[part].cells[column] for part in parts])
            if "" in by_key:
                by_key[""].cells[column].formula = ("RÓŻNICA", [by_key["dochody"].cells[column], by_key["wydatki"].cells[column]])
                by_key[""].cells[column].value = round(by_key["dochody"].cells[column].value - by_key["wydatki"].cells[column].value, 2)
        return rows

    lead = [
        Column("lp", ("Lp.", "L.p.", "Nr poz."), "lp", fixed=True),
        Column("co", ("Wyszczególnienie", "Treść", "Nazwa pozycji"), "nazwa", fixed=True),
    ]
    if layout == 0:
        used: list[tuple[str, tuple[str, ...], int, str]] = []
        for year in span:
            if year < last:
                used.append((f"w{year}", (f"Wykonanie {year}", f"Wyk. {year}", f"Wykonanie za {year} r."), year, "wykonanie"))
            elif year == last:
                used.append((f"l{year}", (f"Plan 3 kw. {year}", f"Plan na III kw. {year}"), year, "plan"))
                used.append((f"w{year}", (f"Wykonanie {year}", f"Wykonanie za rok {year}"), year, "wykonanie"))
            else:
                used.append((f"p{year}", (str(year), f"Prognoza {year}", f"{year} r."), year, "prognoza"))
        columns = [*lead, *(Column(key, says, "kwota" if not says[0].isdigit() else "lata", fixed=True) for key, says, _, _ in used)]
        sheets.append(
            Sheet(
                "WPF",
                ("WPF", "Wieloletnia prognoza", "Prognoza WPF"),
                [titles(f"Wieloletnia prognoza finansowa – Miasto {plan.town}", "w zł"), Table(columns, rows_of(used))],
            )
        )
    elif layout == 1:
        used = []
        columns = [*lead]
        for year in span[:3]:
            for stage, says in (("plan", ("Plan", "Plan po zmianach")), ("wykonanie", ("Wykonanie", "Wyk."))):
                used.append((f"{stage}{year}", says, year, stage))
                columns.append(Column(f"{stage}{year}", says, "kwota", group=(str(year),), fixed=True))
        wanted = (
            "dochody",
            "dochody_biezace",
            "pit",
            "cit",
            "subwencja",
            "dochody_majatkowe",
            "wydatki",
            "wydatki_biezace",
            "wydatki_majatkowe",
        )
        sheets.append(
            Sheet(
                "Dane Rb",
                ("Dane Rb", "Rb-27S i Rb-28S", "Sprawozdania Rb"),
                [titles(f"Dochody i wydatki budżetu – {plan.town}", "dane w złotych"), Table(columns, rows_of(used, wanted))],
            )
        )
    else:
        years = span[:5]
        columns = [
            Column("co", ("Wyszczególnienie", "Pozycja"), "nazwa", fixed=True),
            *(Column(str(year), (str(year),), "lata", fixed=True) for year in years),
        ]
        rows = []
        kept: tuple[tuple[tuple[str, ...], str], ...] = (
            (("Dochody bieżące", "Db", "Dochody bieżące (Db)"), "dochody_biezace"),
            (("Dochody ze sprzedaży majątku", "Sm", "Sprzedaż majątku"), "sprzedaz_majatku"),
            (("Wydatki bieżące", "Wb", "Wydatki bieżące (Wb)"), "wydatki_biezace"),
            (("Spłata rat kapitałowych", "R", "Raty kapitałowe", "Rozchody – spłata rat"), "splata_rat"),
            (("Odsetki", "O", "Odsetki i dyskonto"), "odsetki"),
        )
        for wordings, key in kept:
            cells = {"co": Cell(wordings[0], role="etykieta", kind="nazwa", says=(wordings[0], *wordings[2:]))}
            for year in years:
                amount = figures.setdefault((key, year), round(rng.uniform(0.2, 3) * 1e6, 2))
                cells[str(year)] = data(amount, "kwota", Fact("finanse", key, f"{year} ?", amount))
            rows.append(Row(cells))
        verdict = {"co": Cell("Spełnienie relacji z art. 243", role="etykieta")}
        for year in years:
            verdict[str(year)] = Cell(rng.choice(["TAK", "TAK", "NIE"]), role="suma")
        rows.append(Row(verdict, role="suma"))
        sheets.append(
            Sheet(
                "art_243",
                ("art_243", "Art. 243", "Wskaźnik art. 243"),
                [titles("Indywidualny wskaźnik zadłużenia (art. 243 uofp)", "kwoty w zł"), Table(columns, rows)],
            )
        )
    return Book("M3", "Modul_3_Finanse_v2.3.xlsx", sheets, layout="abc"[layout], town=plan.code)
