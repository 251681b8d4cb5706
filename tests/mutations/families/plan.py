"""Clean workbooks of the plan itself: M7 (problems and goals), M8 (projects), M9 (budget and timetable), M10 (risks), M11 (indicators)."""

from __future__ import annotations

from tests.mutations.book import Answer, Book, Cell, Column, Fact, Form, Lines, Row, Sheet, Table, data, label, titles, total
from tests.mutations.families.statistics import start_sheet
from tests.mutations.town_plan import (
    BUNDLES,
    CHALLENGES,
    INDICATORS,
    LEADERS,
    MEASURES,
    PROBLEMS,
    PROJECTS,
    RISKS,
    SWOT,
    TASKS,
    UNITS,
    TownPlan,
)

ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def _goal(text: str, level: str, above: str = "") -> list[Fact]:
    return [Fact("cel", text, "poziom", level), *([Fact("cel", text, "nad", above)] if above else [])]


def _tree(plan: TownPlan) -> Book:
    """Goals and measures in one column, told apart by numbers and indents."""
    measures = plan.rng.sample(MEASURES, len(MEASURES))
    lines: list[list[Cell | None]] = []
    for a, (top, lower) in enumerate(plan.goals.items(), 1):
        lines.append([Cell(f"Cel strategiczny {a}. {top}", facts=_goal(top, "strategiczny"), bold=True)])
        for b, goal in enumerate(lower, 1):
            lines.append([Cell(f"Cel operacyjny {a}.{b}. {goal}", facts=_goal(goal, "operacyjny", top), indent=1)])
            for c in range(1, plan.rng.randint(1, 2) + 1):
                measure = measures.pop()
                lines.append([Cell(f"{a}.{b}.{c}. {measure}", facts=[Fact("kierunek", measure, "cel", goal)], indent=2)])
                if len(measures) < 2:
                    measures = [f"{one} – etap II" for one in MEASURES]
    sheet = Sheet("Drzewo celów", ("Drzewo celów", "Cele", "Struktura celów"), [titles("Drzewo celów"), Table([Column("drzewo", ("Cele i kierunki działań", "Układ celów"), fixed=True)], [Row({"drzewo": line[0]}) for line in lines if line[0] is not None], header_hidden=True)])
    return Book("M7", "Modul_7_Drzewo_celow.xlsx", [sheet], layout="e", closed=("cel", "kierunek"))


def m7(plan: TownPlan, layout: int) -> Book:
    rng = plan.rng
    measures, indicators = rng.sample(MEASURES, len(MEASURES)), rng.sample(INDICATORS, len(INDICATORS))
    sheets: list[Sheet] = []
    rows: list[Row] = []
    own, inside = layout in (0, 3), layout == 1
    columns = [
        *([Column("nrs", ("Nr celu strat.", "Nr", "Nr CS"), "lp")] if own else []),
        Column("cs", ("Cel strategiczny", "Cele strategiczne", "CEL STRATEGICZNY")),
        *([Column("nro", ("Nr", "Nr celu oper.", "Nr CO"), "lp")] if own else []),
        Column("co", ("Cel operacyjny", "Cele operacyjne", "Cel szczegółowy")),
        Column("kd", ("Kierunek działania", "Kierunki działań", "Działania kierunkowe")),
    ]
    if layout != 2:
        columns += [
            Column("w", ("Wskaźnik", "Nazwa wskaźnika", "Wskaźnik rezultatu"), "nazwa"),
            Column("jm", ("J.m.", "Jednostka miary", "Jedn.")),
            Column(
                "baza", (f"Wartość bazowa ({plan.first - 1})", f"Baza {plan.first - 1}", f"Wartość bazowa {plan.first - 1} r."), "liczba"
            ),
            Column(
                "cel", (f"Wartość docelowa ({plan.first + 4})", f"Cel {plan.first + 4}", f"Wartość docelowa {plan.first + 4} r."), "liczba"
            ),
            Column("zrodlo", ("Źródło", "Źródło danych", "Źródło weryfikacji")),
        ]
    style = rng.choice(("1", "I", "CS"))
    for a, (top, lower) in enumerate(plan.goals.items(), 1):
        one = {"1": f"{a}.", "I": ROMAN[a], "CS": f"CS{a}"}[style]
        first: Row | None = None
        for b, goal in enumerate(lower, 1):
            two = {"1": f"{a}.{b}.", "I": f"{ROMAN[a]}.{b}", "CS": f"CO{a}.{b}"}[style]
            under: list[str | None] = [measures.pop() for _ in range(min(len(measures), rng.randint(1, 2)))] or [None]
            for number, measure in enumerate(under):
                cells: dict[str, Cell] = {}
                if not number:
                    said = f"{two} {goal}" if inside else goal
                    cells["co"] = Cell(said, kind="tekst", facts=_goal(goal, "operacyjny", top))
                    cells["nro"] = Cell(two, role="lp", kind="lp")
                    if indicators and layout != 2:
                        name, unit = indicators.pop()
                        base, target = float(rng.randint(0, 300)), float(rng.randint(301, 900))
                        cells["w"] = data(name, "nazwa", Fact("wskaźnik", name, "dotyczy", goal))
                        cells["jm"] = data(unit, "tekst", Fact("wskaźnik", name, "jednostka", unit))
                        cells["baza"] = data(
                            int(base), "procent" if unit == "%" else "liczba", Fact("wskaźnik", name, "baza", base), Fact("wskaźnik", name, "rok bazowy", plan.first - 1)
                        )
                        cells["cel"] = data(
                            int(target), "procent" if unit == "%" else "liczba", Fact("wskaźnik", name, "cel", target), Fact("wskaźnik", name, "rok celu", plan.first + 4)
                        )
                        source = rng.choice(["GUS BDL", "Urząd Miejski", "sprawozdania jednostek"])
                        cells["zrodlo"] = data(source, "tekst", Fact("wskaźnik", name, "źródło", source))
                if measure:
                    cells["kd"] = data(measure, "tekst", Fact("kierunek", measure, "cel", goal))
                row = Row({key: cell for key, cell in cells.items() if key in {column.key for column in columns}})
                if first is None:
                    first = row
                    row.cells["cs"] = Cell(f"Cel strategiczny {a}. {top}" if inside else top, facts=_goal(top, "strategiczny"))
                    if own:
                        row.cells["nrs"] = Cell(one, role="lp", kind="lp")
                if not number and len(under) > 1:
                    for key in ("co", "nro"):
                        if key in row.cells and layout == 3:
                            row.cells[key].rows = len(under)
                rows.append(row)
        assert first is not None
        if layout in (0, 3):
            height = len(rows) - rows.index(first)
            for key in ("cs", "nrs"):
                if key in first.cells:
                    first.cells[key].rows = height
    if layout == 4:
        return _tree(plan)
    if layout == 0:
        sheets.append(start_sheet(plan, "Moduł 7. Drzewo celów"))
    sheets.append(
        Sheet(
            "Drzewo celów",
            ("Drzewo celów", "Cele", "Układ celów", "Struktura celów"),
            [titles("Układ celów i kierunków działań", f"Plan Rozwoju Lokalnego miasta {plan.town}"), Table(columns, rows)],
        )
    )
    if layout in (1, 2, 3):
        found = []
        for number, (title, causes, effects) in enumerate(rng.sample(PROBLEMS, 3), 1):
            found.append(
                Row(
                    {
                        "nr": Cell(number, role="lp"),
                        "problem": data(title, "nazwa", Fact("problem", title, "jest", True)),
                        "przyczyny": data(
                            "\n".join(f"- {one}" for one in causes),
                            "lista",
                            *(Fact("problem", title, f"przyczyna {one}", True) for one in causes),
                        ),
                        "skutki": data(effects, "lista", Fact("problem", title, f"skutek {effects}", True)),
                        "potencjaly": data("aktywne organizacje", "tekst", Fact("problem", title, "potencjały", "aktywne organizacje")),
                    }
                )
            )
        heads = [
            Column("nr", ("Nr", "Lp."), "lp"),
            Column("problem", ("Problem kluczowy", "Problem", "Nazwa problemu"), "nazwa"),
            Column("przyczyny", ("Przyczyny", "Przyczyny problemu")),
            Column("skutki", ("Skutki", "Skutki problemu", "Konsekwencje")),
            Column("potencjaly", ("Potencjały", "Potencjał", "Potencjały rozwojowe")),
        ]
        sheets.append(Sheet("Problemy", ("Problemy", "Drzewo problemów", "Analiza problemów"), [Table(heads, found)]))
    if layout == 2:
        fields = [(kind, rng.sample(said, 2)) for kind, said in SWOT.items()]
        names: dict[str, tuple[str, ...]] = {
            "mocna strona": ("Mocne strony", "S – mocne strony", "Silne strony"),
            "słaba strona": ("Słabe strony", "W – słabe strony"),
            "szansa": ("Szanse", "O – szanse"),
            "zagrożenie": ("Zagrożenia", "T – zagrożenia"),
        }
        heads = [Column(kind, names[kind]) for kind, _ in fields]
        lines = [
            Row({kind: data(items[place], "tekst", Fact("swot", items[place], "pole", kind)) for kind, items in fields})
            for place in range(2)
        ]
        sheets.append(Sheet("SWOT", ("SWOT", "Analiza SWOT"), [Table(heads, lines)]))
        heads = [
            Column("nr", ("Nr", "Lp."), "lp"),
            Column("wyzwanie", ("Wyzwanie", "Nazwa wyzwania", "Wyzwanie rozwojowe"), "nazwa"),
            Column("opis", ("Opis", "Opis wyzwania")),
        ]
        lines = [
            Row(
                {
                    "nr": Cell(number, role="lp"),
                    "wyzwanie": data(one, "nazwa", Fact("wyzwanie", one, "jest", True)),
                    "opis": data("wynika z diagnozy", "tekst", Fact("wyzwanie", one, "opis", "wynika z diagnozy")),
                }
            )
            for number, one in enumerate(rng.sample(CHALLENGES, 3), 1)
        ]
        sheets.append(Sheet("Wyzwania", ("Wyzwania", "Wyzwania rozwojowe"), [Table(heads, lines)]))
    return Book(
        "M7",
        "Modul_7_Drzewo_celow.xlsx",
        sheets,
        layout="abcd"[layout],
        closed=("cel", "kierunek", "problem", "swot", "wyzwanie", "wskaźnik"),
    )


def _project_table(plan: TownPlan, chosen: list[str], *, bundled: bool, cost_of: dict[str, float]) -> Table:
    rng = plan.rng
    columns = [
        Column("lp", ("Lp.", "L.p.", "Nr"), "lp"),
        Column("kod", ("Kod", "Symbol", "Kod projektu"), "kod"),
        Column("nazwa", ("Nazwa projektu", "Tytuł projektu", "Projekt", "Nazwa przedsięwzięcia"), "nazwa"),
        Column("wiazka", ("Wiązka", "Wiązka projektów", "Pakiet / wiązka")),
        Column("rodzaj", ("Podst./uzup.", "Rodzaj projektu (podstawowy/uzupełniający)", "Kategoria projektu")),
        Column("koszt", ("Koszt całkowity", "Wartość projektu", "Wartość całkowita", "Całkowity koszt"), "kwota", unit="zł"),
        Column("dotacja", ("Dofinansowanie", "Kwota dofinansowania", "Dotacja"), "kwota", unit="zł"),
        Column("wklad", ("Wkład własny", "Środki własne"), "kwota", unit="zł"),
        Column("termin", ("Termin", "Termin realizacji", "Okres realizacji"), "data"),
        Column("kto", ("Odpowiedzialny", "Jednostka odpowiedzialna", "Komórka odpowiedzialna", "Realizator")),
        Column("status", ("Status", "Stan przygotowania", "Stopień gotowości")),
    ]
    rows: list[Row] = []
    bundles = BUNDLES[: rng.randint(1, 2) + 1]
    groups: dict[str, list[Row]] = {bundle: [] for bundle in bundles}
    for place, name in enumerate(chosen):
        bundle = bundles[place * len(bundles) // len(chosen)]
        cost = cost_of.setdefault(name, plan.money())
        grant = round(cost * 0.85, 2)
        first, last = plan.first, plan.first + rng.randint(1, 3)
        kind, status, unit = (
            rng.choice(["podstawowy", "uzupełniający"]),
            rng.choice(["pomysł", "koncepcja", "dokumentacja", "w realizacji"]),
            rng.choice(UNITS),
        )
        cells = {
            "lp": Cell(place + 1, role="lp"),
            "kod": data(f"P{place + 1:02d}", "kod", Fact("projekt", name, "kod", f"P{place + 1:02d}")),
            "nazwa": data(name, "nazwa", Fact("projekt", name, "jest", True)),
            "wiazka": data(bundle, "tekst", Fact("projekt", name, "wiązka", bundle)),
            "rodzaj": data(kind, "lista wyboru", Fact("projekt", name, "rodzaj", kind)),
            "koszt": data(cost, "kwota", Fact("projekt", name, "koszt", cost)),
            "dotacja": data(grant, "kwota", Fact("pieniądze", name, "dotacja", grant)),
            "wklad": data(round(cost - grant, 2), "kwota", Fact("pieniądze", name, "wklad_wlasny", round(cost - grant, 2))),
            "termin": data(
                f"{first}-{last}", "lata od-do", Fact("projekt", name, "rok początku", first), Fact("projekt", name, "rok końca", last)
            ),
            "kto": data(unit, "tekst", Fact("projekt", name, "odpowiedzialny", unit)),
            "status": data(status, "lista wyboru", Fact("projekt", name, "stan", status)),
        }
        row = Row(cells)
        rows.append(row)
        groups[bundle].append(row)
        if bundled and (place + 1 == len(chosen) or bundles[(place + 1) * len(bundles) // len(chosen)] != bundle):
            rows.append(
                total(
                    f"Razem wiązka {bundles.index(bundle) + 1}",
                    [],
                    "nazwa",
                    {key: [one.cells[key] for one in groups[bundle]] for key in ("koszt", "dotacja", "wklad")},
                )
            )
    every = [row for row in rows if row.role == "dane"]
    rows.append(
        total(("RAZEM", "OGÓŁEM", "Razem"), [], "nazwa", {key: [row.cells[key] for row in every] for key in ("koszt", "dotacja", "wklad")})
    )
    return Table(columns, rows)


def _card(plan: TownPlan, name: str, number: int, cost: float, *, numbered: bool, merged: bool) -> Sheet:
    rng = plan.rng
    leader, group, state = (
        rng.choice(LEADERS),
        rng.choice(["młodzież do 26 lat", "seniorzy", "wszyscy mieszkańcy"]),
        rng.choice(["Obiekt wymaga remontu.", "Brak miejsca spotkań."]),
    )
    top = rng.choice(sorted(plan.goals))
    goal = rng.choice(plan.goals[top])
    asked = iter(range(1, 30))

    def ask(*says: str, **more: object) -> Cell:
        at = next(asked)
        return label(*((f"{at}. {one}" for one in says) if numbered else says), role="etykieta")

    shares = [round(cost * part, 2) for part in (0.25, 0.5)]
    shares.append(round(cost - sum(shares), 2))
    years = plan.years[:3]
    money_columns = [
        Column("zrodlo", ("Źródło", "Źródło finansowania", "Źródła"), fixed=True),
        *(Column(str(year), (str(year),), "lata", fixed=True) for year in years),
        Column("razem", ("Razem", "Ogółem"), "suma", fixed=True),
    ]
    money_rows = []
    for source, key, part in (("Dotacja EOG", "dotacja", 0.85), ("Wkład własny gminy", "wklad_wlasny", 0.15)):
        cells = {"zrodlo": Cell(source, role="etykieta")}
        for year, share in zip(years, shares, strict=True):
            amount = round(share * part, 2) if key == "dotacja" else round(share - round(share * 0.85, 2), 2)
            cells[str(year)] = data(amount, "kwota", Fact("pieniądze", name, f"{key} {year}", amount))
        cells["razem"] = Cell(
            round(sum(cells[str(year)].value for year in years), 2),
            role="suma",
            kind="kwota",
            formula=("SUM", [cells[str(year)] for year in years]),
        )
        money_rows.append(Row(cells))
    money_rows.append(
        total("Razem", [], "zrodlo", {key: [row.cells[key] for row in money_rows] for key in (*(str(year) for year in years), "razem")})
    )
    tasks = rng.sample(TASKS, 2)
    task_rows = []
    for place, task in enumerate(tasks, 1):
        price = round(cost / 2, 2) if place == 1 else round(cost - round(cost / 2, 2), 2)
        first, last = plan.first + place - 1, plan.first + place
        task_rows.append(
            Row(
                {
                    "lp": Cell(place, role="lp"),
                    "zadanie": data(task, "nazwa", Fact("zadanie", f"{name} / {task}", "jest", True)),
                    "od": data(f"{first}-03", "data", Fact("zadanie", f"{name} / {task}", "rok początku", first)),
                    "do": data(f"{ROMAN[rng.randint(1, 4)]} kw. {last}", "data", Fact("zadanie", f"{name} / {task}", "rok końca", last)),
                    "koszt": data(price, "kwota", Fact("zadanie", f"{name} / {task}", "koszt", price)),
                }
            )
        )
    indicator, unit = rng.choice(INDICATORS)
    target = rng.randint(10, 900)
    indicator_row = Row(
        {
            "nazwa": data(indicator, "nazwa", Fact("wskaźnik", f"{name} / {indicator}", "dotyczy", name)),
            "jm": data(unit, "tekst", Fact("wskaźnik", f"{name} / {indicator}", "jednostka", unit)),
            "baza": data(0, "liczba", Fact("wskaźnik", f"{name} / {indicator}", "baza", 0)),
            "cel": data(target, "procent" if unit == "%" else "liczba", Fact("wskaźnik", f"{name} / {indicator}", "cel", target)),
            "rok": data(plan.first + 3, "rok", Fact("wskaźnik", f"{name} / {indicator}", "rok celu", plan.first + 3)),
            "zrodlo": data("protokoły odbioru", "tekst", Fact("wskaźnik", f"{name} / {indicator}", "źródło", "protokoły odbioru")),
        }
    )
    form = Form(
        [
            Answer(
                ask("Tytuł projektu", "Nazwa projektu", "Tytuł przedsięwzięcia"), data(name, "nazwa", Fact("projekt", name, "jest", True))
            ),
            Answer(
                ask("Wnioskodawca / Lider", "Wnioskodawca", "Lider projektu", "Podmiot realizujący"),
                data(leader, "tekst", Fact("projekt", name, "lider", leader)),
            ),
            Answer(ask("Partnerzy", "Partnerzy projektu"), data("Powiat", "tekst", Fact("projekt", name, "partnerzy", "Powiat"))),
            Answer(ask("Cel strategiczny (wybierz z listy)", "Cel strategiczny"), data(top)),
            Answer(ask("Cel operacyjny", "Cel operacyjny planu"), data(goal, "tekst", Fact("projekt", name, "cel", goal))),
            Answer(
                ask("Opis stanu istniejącego", "Stan istniejący", "Opis sytuacji wyjściowej"),
                data(state, "tekst", Fact("projekt", name, "stan istniejący", state)),
            ),
            Answer(
                ask("Zakres (zadania)", "Zadania", "Zakres rzeczowy / zadania"),
                Table(
                    [
                        Column("lp", ("Lp.", "Nr"), "lp"),
                        Column("zadanie", ("Zadanie", "Nazwa zadania"), "nazwa"),
                        Column("od", ("Termin od", "Od", "Data rozpoczęcia"), "data"),
                        Column("do", ("Termin do", "Do", "Data zakończenia"), "data"),
                        Column("koszt", ("Koszt brutto", "Koszt", "Wartość brutto"), "kwota", unit="zł", bare=True),
                    ],
                    task_rows,
                ),
            ),
            Answer(
                ask("Grupy docelowe", "Grupa docelowa", "Odbiorcy projektu"),
                data(group, "tekst", Fact("projekt", name, "grupy docelowe", group)),
            ),
            Answer(
                ask("Wskaźniki", "Wskaźniki projektu"),
                Table(
                    [
                        Column("nazwa", ("Nazwa", "Nazwa wskaźnika", "Wskaźnik"), "nazwa"),
                        Column("jm", ("J.m.", "Jednostka")),
                        Column("baza", ("Baza", "Wartość bazowa"), "liczba"),
                        Column("cel", ("Cel", "Wartość docelowa"), "liczba"),
                        Column("rok", ("Rok", "Rok osiągnięcia"), "rok"),
                        Column("zrodlo", ("Źródło", "Źródło danych")),
                    ],
                    [indicator_row],
                ),
            ),
            Answer(
                ask("Koszt całkowity", "Całkowity koszt projektu", "Wartość projektu"),
                data(cost, "kwota", Fact("projekt", name, "koszt", cost)),
            ),
            Answer(ask("Źródła finansowania", "Finansowanie", "Montaż finansowy"), Table(money_columns, money_rows)),
            Answer(ask("Osoba do kontaktu", "Kontakt"), data("Kierownik Wydziału Rozwoju", "kontakt")),
        ],
        merged=7 if merged else 0,
    )
    return Sheet(
        f"P{number:02d}",
        (f"P{number:02d}", f"Karta {number}", f"Projekt {number}", f"Fiszka {number}"),
        [titles("KARTA PROJEKTU"), form],
        gap=1,
    )


def m8(plan: TownPlan, layout: int) -> Book:
    """A list of projects with the card of the last one, two cards alone, or the list alone by bundles."""
    rng = plan.rng
    chosen = rng.sample(PROJECTS, rng.randint(3, 6))
    cost_of: dict[str, float] = {}
    sheets = [start_sheet(plan, "Moduł 8. Karty projektów")] if rng.random() < 0.4 else []
    if layout in (0, 2):
        names = ("Lista projektów", "Projekty", "Wykaz projektów", "Lista przedsięwzięć")
        sheets.append(Sheet(names[0], names, [titles("Lista projektów PRL"), _project_table(plan, chosen, bundled=layout == 2, cost_of=cost_of)]))
    if layout != 2:
        for number, name in list(enumerate(chosen, 1))[-2 if layout == 1 else -1 :]:
            cost = cost_of.get(name) or plan.money()
            sheets.append(_card(plan, name, number if layout == 0 else number - len(chosen) + 2, cost, numbered=rng.random() < 0.6, merged=rng.random() < 0.5))
    return Book("M8", "Modul_8_Karty_projektow.xlsx", sheets, layout="abc"[layout], closed=("projekt", "zadanie", "wskaźnik"))


def m9(plan: TownPlan, layout: int) -> Book:
    rng = plan.rng
    chosen = rng.sample(PROJECTS, rng.randint(2, 4))
    years = plan.years
    sheets = []
    if layout in (0, 2):
        columns = [
            Column("lp", ("Lp", "Lp.", "Nr"), "lp"),
            Column("projekt", ("Projekt / zadanie", "Projekt", "Nazwa projektu / zadania"), "nazwa"),
            Column("kategoria", ("Kategoria kosztu", "Rodzaj kosztu", "Kategoria wydatku")),
            *(
                [
                    Column("ilosc", ("Ilość", "Liczba jednostek"), "liczba"),
                    Column("cena", ("Cena jedn. netto", "Cena jednostkowa netto"), "cena", unit="zł", bare=True),
                    Column("vat", ("VAT %", "Stawka VAT", "VAT"), "procent"),
                ]
                if layout == 0
                else []
            ),
            Column("brutto", ("Wartość brutto", "Koszt brutto", "Wartość ogółem brutto"), "kwota", unit="zł", bare=layout == 0),
            *(Column(str(year), (str(year), f"{year} r."), "lata", fixed=True) for year in years),
            Column("razem", ("Razem", "Razem lata", "Suma"), "suma"),
        ]
        rows: list[Row] = []
        for number, name in enumerate(chosen, 1):
            if layout == 0:
                count, price = rng.randint(1, 9), float(rng.randint(10, 900) * 1000)
                gross = round(count * price * 1.23, 2)
            else:
                gross = plan.money()
            parts = [round(gross * share, 2) for share in (0.2, 0.3, 0.4)]
            parts.append(round(gross - sum(parts), 2))
            cells = {
                "lp": Cell(number, role="lp"),
                "projekt": data(name, "nazwa", Fact("projekt?", name, "jest", True)),
                "kategoria": data(rng.choice(["roboty budowlane", "usługi zewnętrzne", "wyposażenie"])),
            }
            if layout == 0:
                cells |= {"ilosc": data(count, "liczba"), "cena": data(price, "cena"), "vat": data(23, "procent")}
            for year, part in zip(years, parts, strict=True):
                cells[str(year)] = data(part, "kwota", Fact("pieniądze", name, f"rok {year}", part))
            cells["brutto"] = Cell(gross, kind="kwota", facts=[])
            cells["razem"] = Cell(gross, role="suma", kind="kwota", formula=("SUM", [cells[str(year)] for year in years]))
            rows.append(Row(cells))
        rows.append(
            total(
                ("Razem", "OGÓŁEM", "RAZEM"),
                [],
                "projekt",
                {key: [row.cells[key] for row in rows] for key in ("brutto", *(str(year) for year in years), "razem")},
            )
        )
        sheets.append(
            Sheet(
                "Budżet",
                ("Budżet", "Budżet projektów", "Kosztorys", "Nakłady"),
                [titles("Budżet projektów PRL", "kwoty brutto w zł"), Table(columns, rows)],
            )
        )
    if layout == 3:
        columns = [
            Column("lp", ("Lp", "Lp."), "lp", fixed=True),
            Column("projekt", ("Projekt", "Nazwa projektu", "Tytuł projektu"), "nazwa", fixed=True),
            Column("kategoria", ("Kategoria kosztu", "Rodzaj kosztu"), fixed=True),
            Column("jm", ("J.m.",)),
            Column("brutto", ("Wartość brutto", "Koszt brutto"), "kwota", unit="zł"),
            Column("kwalif", ("Kwalif. (T/N)", "Koszt kwalifikowalny (T/N)")),
            *(Column(str(year), (str(year),), "lata", fixed=True) for year in years),
            Column("razem", ("Razem", "Suma"), "suma", fixed=True),
        ]
        rows = []
        for number, name in enumerate(chosen, 1):
            own: list[Row] = []
            sums = dict.fromkeys(years, 0.0)
            for category in ("roboty budowlane", "wyposażenie", "promocja")[: rng.randint(2, 3)]:
                gross = plan.money(40, 900)
                parts = [round(gross * share, 2) for share in (0.25, 0.25, 0.25)]
                parts.append(round(gross - sum(parts), 2))
                cells = {"kategoria": data(category), "jm": data("kpl."), "brutto": Cell(gross, kind="kwota"), "kwalif": data(rng.choice(["T", "T", "N"]))}
                for year, part in zip(years, parts, strict=True):
                    cells[str(year)] = Cell(part, kind="kwota")
                    sums[year] += part
                cells["razem"] = Cell(gross, role="suma", kind="kwota", formula=("SUM", [cells[str(year)] for year in years]))
                own.append(Row(cells))
            own[0].cells |= {"lp": Cell(number, role="lp", rows=len(own)), "projekt": Cell(name, kind="nazwa", facts=[Fact("projekt?", name, "jest", True)], rows=len(own))}
            for year in years:
                own[-1].cells[str(year)].facts = [Fact("pieniądze", name, f"rok {year}", round(sums[year], 2))]
            rows += own
        rows.append(total(("Razem", "OGÓŁEM"), [], "projekt", {key: [row.cells[key] for row in rows] for key in ("brutto", *(str(year) for year in years), "razem")}))
        sheets.append(Sheet("Budżet", ("Budżet", "Budżet projektów", "Kosztorys"), [titles("Budżet projektów PRL"), Table(columns, rows)]))
        months = [(years[0], month) for month in range(1, 13)]
        columns = [Column("lp", ("Lp",), "lp", fixed=True), Column("zadanie", ("Zadanie", "Działanie / zadanie"), "nazwa", fixed=True), *(Column(f"{year}.{month}", (ROMAN[month],), "kwartał", group=(str(year),), fixed=True) for year, month in months)]
        rows = []
        for number, task in enumerate(rng.sample(TASKS, 4), 1):
            start = rng.randint(0, 7)
            end = rng.randint(start + 1, 11)
            cells = {"lp": Cell(number, role="lp"), "zadanie": data(task, "nazwa", Fact("zadanie", task, "jest", True))}
            for place in range(start, end + 1):
                year, month = months[place]
                marks = [Fact("zadanie", task, "miesiąc początku", f"{year}-{month:02d}")] if place == start else []
                marks += [Fact("zadanie", task, "miesiąc końca", f"{year}-{month:02d}")] if place == end else []
                cells[f"{year}.{month}"] = Cell("x", kind="znak", facts=marks)
            rows.append(Row(cells))
        sheets.append(Sheet("Harmonogram", ("Harmonogram", "Harmonogram roczny"), [titles("Harmonogram realizacji zadań"), Table(columns, rows)]))
    if layout in (1, 2):
        columns = [
            Column("projekt", ("Projekt", "Nazwa projektu"), "nazwa"),
            Column("dotacja", ("Grant (85%)", "Dotacja EOG (85%)", "Grant"), "kwota"),
            Column("budzet_panstwa", ("Budżet państwa (15%)", "Budżet państwa", "Środki budżetu państwa"), "kwota"),
            Column("wklad_wlasny", ("Środki własne", "Wkład własny", "Środki własne gminy"), "kwota"),
            Column("razem", ("Razem", "Ogółem"), "suma"),
        ]
        rows = []
        for name in chosen if layout == 1 else chosen[:0]:
            amounts = {key: plan.money(10, 900) for key in ("dotacja", "budzet_panstwa", "wklad_wlasny")}
            cells = {"projekt": data(name, "nazwa", Fact("projekt?", name, "jest", True))}
            for key, amount in amounts.items():
                cells[key] = data(amount, "kwota", Fact("pieniądze", name, key, amount))
            cells["razem"] = Cell(sum(amounts.values()), role="suma", kind="kwota", formula=("SUM", [cells[key] for key in amounts]))
            rows.append(Row(cells))
        if rows:
            rows.append(
                total(
                    "Razem",
                    [],
                    "projekt",
                    {key: [row.cells[key] for row in rows] for key in ("dotacja", "budzet_panstwa", "wklad_wlasny", "razem")},
                )
            )
            sheets.append(
                Sheet(
                    "Źródła",
                    ("Źródła", "Źródła finansowania", "Montaż finansowy"),
                    [titles("Źródła finansowania projektów", "w zł"), Table(columns, rows)],
                )
            )
    if layout in (1, 2):
        quarters = [(year, quarter) for year in years[:3] for quarter in range(1, 5)]
        columns = [
            Column("lp", ("Lp", "Lp."), "lp", fixed=True),
            Column("zadanie", ("Zadanie", "Nazwa zadania", "Etap / zadanie"), "nazwa", fixed=True),
            Column("kto", ("Odpowiedzialny", "Realizator", "Jednostka odpowiedzialna"), fixed=True),
            *(
                Column(f"{year}.{quarter}", (ROMAN[quarter], f"{ROMAN[quarter]} kw."), "kwartał", group=(str(year),), fixed=True)
                for year, quarter in quarters
            ),
        ]
        rows = []
        coloured = rng.random() < 0.5
        for number, task in enumerate(rng.sample(TASKS, 4), 1):
            start = rng.randint(0, 7)
            end = rng.randint(start, 11)
            unit = rng.choice(UNITS)
            cells = {
                "lp": Cell(number, role="lp"),
                "zadanie": data(task, "nazwa", Fact("zadanie", task, "jest", True)),
                "kto": data(unit, "tekst", Fact("zadanie", task, "odpowiedzialny", unit)),
            }
            for place in range(start, end + 1):
                year, quarter = quarters[place]
                facts = []
                if place == start:
                    facts.append(Fact("zadanie", task, "miesiąc początku", f"{year}-{quarter * 3 - 2:02d}"))
                if place == end:
                    facts.append(Fact("zadanie", task, "miesiąc końca", f"{year}-{quarter * 3:02d}"))
                cells[f"{year}.{quarter}"] = Cell(None if coloured else "x", kind="znak", fill="92D050" if coloured else "", facts=facts)
            rows.append(Row(cells))
        sheets.append(
            Sheet(
                "Harmonogram",
                ("Harmonogram", "Harmonogram realizacji", "Gantt"),
                [titles("Harmonogram realizacji zadań"), Table(columns, rows)],
            )
        )
    return Book("M9", "Modul_9_Budzet.xlsx", sheets, layout="abcd"[layout], closed=("projekt?", "zadanie"))


def m10(plan: TownPlan, layout: int) -> Book:
    rng = plan.rng
    words = layout in (1, 3)
    columns = [
        Column("lp", ("Lp.", "Nr", "L.p."), "lp"),
        Column("ryzyko", ("Ryzyko", "Nazwa ryzyka", "Opis ryzyka", "Zidentyfikowane ryzyko"), "nazwa"),
        Column("kategoria", ("Kategoria", "Kategoria ryzyka", "Rodzaj ryzyka")),
        Column(
            "p",
            ("Prawdopodobieństwo", "Prawdopodobieństwo wystąpienia")
            if words
            else ("P (1–5)", "Prawdopodobieństwo (1-5)", "Prawdopodobieństwo P (1–5)"),
            "liczba",
        ),
        Column(
            "s",
            ("Wpływ", "Skutek", "Siła oddziaływania") if words else ("S (1–5)", "Skutek (1-5)", "Wpływ W (1–5)", "Wpływ (1-5)"),
            "liczba",
        ),
        *([] if words else [Column("poziom", ("Poziom = P*S", "Poziom ryzyka", "Istotność (PxS)"), "suma")]),
        Column("reakcja", ("Reakcja", "Reakcja na ryzyko", "Strategia postępowania")),
        Column("dzialania", ("Działania", "Działania zapobiegawcze", "Sposób przeciwdziałania", "Środki zaradcze")),
        Column("kto", ("Właściciel", "Właściciel ryzyka", "Odpowiedzialny")),
    ]
    rows = []
    step = {1: "niskie", 3: "średnie", 5: "wysokie"} if layout == 1 else {1: "N", 3: "Ś", 5: "W"}
    for number, (name, kind, action) in enumerate(rng.sample(RISKS, rng.randint(4, 6)), 1):
        p, s = (rng.choice([1, 3, 5]), rng.choice([1, 3, 5])) if words else (rng.randint(1, 5), rng.randint(1, 5))
        owner, answer = rng.choice(UNITS), rng.choice(["unikanie", "łagodzenie", "akceptacja", "przeniesienie"])
        made_p = data(step[p] if words else p, "słowo" if words else "liczba", Fact("ryzyko", name, "P", p))
        made_s = data(step[s] if words else s, "słowo" if words else "liczba", Fact("ryzyko", name, "I", s))
        cells = {
            "lp": Cell(number, role="lp"),
            "ryzyko": data(name, "nazwa", Fact("ryzyko", name, "jest", True)),
            "kategoria": data(kind, "tekst", Fact("ryzyko", name, "kategoria", kind)),
            "p": made_p,
            "s": made_s,
            "poziom": Cell(p * s, role="suma", kind="liczba", formula=None if words else ("PRODUCT", [made_p, made_s])),
            "reakcja": data(answer, "tekst", Fact("ryzyko", name, "reakcja", answer)),
            "dzialania": data(action, "tekst", Fact("ryzyko", name, "działania", action)),
            "kto": data(owner, "tekst", Fact("ryzyko", name, "właściciel", owner)),
        }
        rows.append(Row({column.key: cells[column.key] for column in columns}))
    sheets = [
        Sheet(
            "Rejestr ryzyk",
            ("Rejestr ryzyk", "Ryzyka", "Analiza ryzyka", "Rejestr ryzyka"),
            [titles("Rejestr ryzyk Planu Rozwoju Lokalnego"), Table(columns, rows)],
        )
    ]
    closed: tuple[str, ...] = ("ryzyko",)
    if layout == 2:
        names = rng.sample(PROJECTS, 3)
        columns = [
            Column("projekt", ("Projekt", "Nazwa projektu"), "nazwa"),
            Column("beneficjent", ("Beneficjent pomocy", "Beneficjent", "Potencjalny beneficjent")),
            Column("przeniesienie", ("Transfer środków publicznych", "Środki publiczne (T/N)", "1. Transfer zasobów publicznych"), "tak"),
            Column("korzysc", ("Korzyść ekonomiczna", "Korzyść (T/N)", "2. Korzyść ekonomiczna"), "tak"),
            Column("selektywnosc", ("Selektywność", "Selektywność (T/N)", "3. Selektywność"), "tak"),
            Column("zaklocenie", ("Zakłócenie konkurencji", "Wpływ na konkurencję i handel", "4. Zakłócenie konkurencji"), "tak"),
        ]
        rows = []
        for name in names:
            cells = {
                "projekt": data(name, "nazwa", Fact("pomoc publiczna", name, "jest", True)),
                "beneficjent": data("gmina", "tekst", Fact("pomoc publiczna", name, "beneficjent", "gmina")),
            }
            for key in ("przeniesienie", "korzysc", "selektywnosc", "zaklocenie"):
                yes = rng.random() < 0.5
                cells[key] = data("TAK" if yes else "NIE", "tak", Fact("pomoc publiczna", name, key, yes))
            rows.append(Row(cells))
        sheets.append(
            Sheet(
                "Test pomocy",
                ("Test pomocy", "Pomoc publiczna", "Test pomocy publicznej"),
                [titles("Test pomocy publicznej"), Table(columns, rows)],
            )
        )
        closed = ("ryzyko", "pomoc publiczna")
    return Book("M10", "Modul_10_Ryzyka.xlsx", sheets, layout="abcd"[layout], closed=closed)


def m11(plan: TownPlan, layout: int) -> Book:
    rng = plan.rng
    names = {"P": "produktu", "R": "rezultatu", "O": "oddziaływania"}
    chosen = rng.sample(INDICATORS, rng.randint(4, 7))
    facts: list[tuple[dict[str, Cell], str]] = []
    for place, (name, unit) in enumerate(chosen, 1):
        kind = rng.choice("PRO")
        base, target = rng.randint(0, 400), rng.randint(401, 1500)
        often, who, source = (
            rng.choice(["co rok", "co kwartał"]),
            rng.choice(UNITS),
            rng.choice(["GUS BDL", "dane własne urzędu", "ankieta"]),
        )
        cells = {
            "kod": data(f"W{place}", "kod"),
            "nazwa": data(name, "nazwa", Fact("wskaźnik", name, "jest", True)),
            "typ": data(kind if layout == 0 else names[kind], "lista wyboru", Fact("wskaźnik", name, "typ", names[kind])),
            "jm": data(unit, "tekst", Fact("wskaźnik", name, "jednostka", unit)),
            "baza": data(base, "procent" if unit == "%" else "liczba", Fact("wskaźnik", name, "baza", base)),
            "rok_bazowy": data(plan.first - 1, "rok", Fact("wskaźnik", name, "rok bazowy", plan.first - 1)),
            "cel": data(target, "procent" if unit == "%" else "liczba", Fact("wskaźnik", name, "cel", target)),
            "rok": data(plan.first + 4, "rok", Fact("wskaźnik", name, "rok celu", plan.first + 4)),
            "zrodlo": data(source, "tekst", Fact("wskaźnik", name, "źródło", source)),
            "czest": data(often, "tekst", Fact("wskaźnik", name, "częstotliwość", often)),
            "kto": data(who, "tekst", Fact("wskaźnik", name, "odpowiedzialny", who)),
        }
        facts.append((cells, name))
    says: dict[str, tuple[str, ...]] = {
        "kod": ("Kod", "Symbol", "Nr wskaźnika"),
        "nazwa": ("Nazwa", "Nazwa wskaźnika", "Wskaźnik"),
        "typ": ("Typ (P/R/O)", "Rodzaj wskaźnika", "Typ wskaźnika"),
        "jm": ("J.m.", "Jednostka miary", "Jednostka"),
        "baza": ("Baza", "Wartość bazowa", "Wartość początkowa"),
        "rok_bazowy": ("Rok bazowy", "Rok wartości bazowej"),
        "cel": ("Cel", "Wartość docelowa", "Wartość planowana"),
        "rok": ("Rok", "Rok docelowy", "Rok osiągnięcia"),
        "zrodlo": ("Źródło", "Źródło danych", "Źródło weryfikacji"),
        "czest": ("Częst.", "Częstotliwość pomiaru", "Częstotliwość"),
        "kto": ("Odpowiedzialny", "Jednostka odpowiedzialna", "Osoba odpowiedzialna za pomiar"),
    }
    kinds = {"kod": "kod", "nazwa": "nazwa", "baza": "liczba", "cel": "liczba", "rok": "rok", "rok_bazowy": "rok"}
    sheets = []
    if layout != 2:
        columns = [
            Column(key, words, kinds.get(key, "tekst"), fixed=key in ("baza", "rok_bazowy", "cel", "rok")) for key, words in says.items()
        ]
        if layout == 1:
            for column in columns:
                if column.key in ("baza", "rok_bazowy"):
                    column.group, column.says = (
                        ("Wartość bazowa", "Stan wyjściowy"),
                        {"baza": ("Wartość",), "rok_bazowy": ("Rok",)}[column.key],
                    )
                if column.key in ("cel", "rok"):
                    column.group, column.says = ("Wartość docelowa", "Stan docelowy"), {"cel": ("Wartość",), "rok": ("Rok",)}[column.key]
        sheets.append(
            Sheet(
                "Rejestr",
                ("Rejestr", "Rejestr wskaźników", "Wskaźniki", "Lista wskaźników"),
                [titles("Rejestr wskaźników PRL"), Table(columns, [Row(cells) for cells, _ in facts])],
            )
        )
    else:
        blocks: list[Lines | Form] = []
        for number, (cells, _) in enumerate(facts, 1):
            blocks.append(titles(f"Metryka wskaźnika nr {number}"))
            blocks.append(
                Form(
                    [
                        Answer(label(*(("Nazwa wskaźnika", "Wskaźnik") if key == "nazwa" else words), role="etykieta"), cells[key])
                        for key, words in says.items()
                        if key != "kod"
                    ]
                )
            )
        sheets.append(Sheet("Metryki", ("Metryki", "Metryki wskaźników", "Karty wskaźników"), list(blocks), gap=0))
    return Book("M11", "Modul_11_Wskazniki.xlsx", sheets, layout="abc"[layout], closed=("wskaźnik",))
