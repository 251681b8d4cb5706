"""Clean workbooks about people: M4 (stakeholders), M5 (review of the strategy), M6 (survey), M12 (self-assessment of the town hall)."""

from __future__ import annotations

from collections.abc import Sequence

from tests.mutations.book import Book, Cell, Column, Fact, Row, Sheet, Table, data, titles
from tests.mutations.families.statistics import start_sheet
from tests.mutations.town_plan import ACTIONS, INDICATORS, QUESTIONS, STAKEHOLDERS, UNITS, TownPlan


def m4(plan: TownPlan, layout: int) -> Book:
    rng = plan.rng
    chosen = rng.sample(STAKEHOLDERS, rng.randint(4, 7))
    numbered = layout != 1
    columns = [
        *([Column("lp", ("Lp.", "Nr", "L.p."), "lp")] if numbered else []),
        Column("nazwa", ("Interesariusz", "Nazwa interesariusza", "Nazwa podmiotu", "Grupa interesariuszy"), "nazwa"),
        Column("typ", ("Typ", "Rodzaj", "Kategoria interesariusza", "Sektor")),
        Column("interes", ("Interes / oczekiwania", "Oczekiwania", "Interesy", "Czego oczekuje")),
        Column("wplyw", ("Wpływ (1–5)", "Siła wpływu", "Poziom wpływu (1-5)", "Wpływ na projekt"), "liczba"),
        Column(
            "zaangazowanie", ("Zaangażowanie (1–5)", "Zainteresowanie (1-5)", "Poziom zainteresowania", "Stopień zaangażowania"), "liczba"
        ),
        *([Column("postawa", ("Postawa", "Nastawienie", "Stosunek do planu"))] if layout != 1 else []),
        *(
            [Column("sposob", ("Sposób włączenia", "Forma zaangażowania", "Działania angażujące", "Sposób komunikacji"))]
            if layout != 2
            else []
        ),
    ]
    rows = []
    for number, (name, kind) in enumerate(chosen, 1):
        power, interest = rng.randint(1, 5), rng.randint(1, 5)
        wish, way = (
            rng.choice(["udział w decyzjach", "czyste środowisko", "rozwój firm", "lepsze usługi"]),
            rng.choice(["warsztaty", "ankieta", "spotkania kwartalne"]),
        )
        attitude = rng.choice(["+", "–", "0"]) if layout == 0 else rng.choice(["pozytywna", "neutralna", "negatywna"])
        cells = {
            "lp": Cell(number, role="lp"),
            "nazwa": data(name, "nazwa", Fact("interesariusz", name, "jest", True)),
            "typ": data(kind, "tekst", Fact("interesariusz", name, "typ", kind)),
            "interes": data(wish, "tekst", Fact("interesariusz", name, "interes", wish)),
            "wplyw": data(power, "liczba", Fact("interesariusz", name, "wpływ", power)),
            "zaangazowanie": data(interest, "liczba", Fact("interesariusz", name, "zaangażowanie", interest)),
            "postawa": data(
                attitude,
                "tekst",
                Fact("interesariusz", name, "postawa", {"pozytywna": "+", "neutralna": "0", "negatywna": "–"}.get(attitude, attitude)),
            ),
            "sposob": data(way, "tekst", Fact("interesariusz", name, "sposób", way)),
        }
        rows.append(Row({column.key: cells[column.key] for column in columns}))
    sheets = [
        Sheet(
            "Lista",
            ("Lista", "Interesariusze", "Analiza interesariuszy", "Mapa interesariuszy"),
            [titles("Analiza interesariuszy"), Table(columns, rows)],
        )
    ]
    if layout == 0:
        sheets.insert(0, start_sheet(plan, "Moduł 4. Interesariusze"))
    return Book("M4", "Modul_4_Interesariusze.xlsx", sheets, layout="abc"[layout], closed=("interesariusz",))


def m5(plan: TownPlan, layout: int) -> Book:
    rng = plan.rng
    goals = [(top, goal) for top, lower in plan.goals.items() for goal in lower]
    columns = [
        Column("lp", ("Lp.", "Nr"), "lp"),
        Column("cel", ("Cel strategii", "Cel", "Cel operacyjny dotychczasowej strategii", "Oceniany cel"), "nazwa"),
        *(
            [
                Column("wskaznik", ("Wskaźnik", "Nazwa wskaźnika", "Miernik")),
                Column("od", (f"Wartość {plan.first - 6}", f"Wartość w {plan.first - 6} r."), "liczba"),
                Column("do", (f"Wartość {plan.first - 1}", f"Wartość w {plan.first - 1} r."), "liczba"),
            ]
            if layout != 1
            else []
        ),
        Column("ocena", ("Ocena (1–5)", "Ocena realizacji (1-5)", "Ocena stopnia realizacji", "Ocena"), "liczba"),
        Column("wniosek", ("Wnioski", "Wniosek", "Rekomendacje / wnioski", "Uzasadnienie oceny")),
    ]
    rows = []
    for number, (_, goal) in enumerate(goals, 1):
        indicator, rating = rng.choice(INDICATORS)[0], rng.randint(1, 5)
        said = rng.choice(["kontynuować w nowym planie", "cel osiągnięty częściowo", "zmienić sposób pomiaru", "wymaga większych nakładów"])
        cells = {
            "lp": Cell(number, role="lp"),
            "cel": data(goal, "nazwa", Fact("ocena strategii", goal, "jest", True)),
            "wskaznik": data(indicator),
            "od": data(rng.randint(10, 80), "liczba"),
            "do": data(rng.randint(10, 80), "liczba"),
            "ocena": data(rating, "liczba", Fact("ocena strategii", goal, "ocena", rating)),
            "wniosek": data(said, "tekst", Fact("ocena strategii", goal, "wniosek", said)),
        }
        rows.append(Row({column.key: cells[column.key] for column in columns}))
    sheets = [
        Sheet(
            "Ocena",
            ("Ocena", "Ocena strategii", "Ocena realizacji", "Ewaluacja"),
            [titles("Ocena realizacji dotychczasowej strategii rozwoju", f"lata {plan.first - 6}–{plan.first - 1}"), Table(columns, rows)],
        )
    ]
    if layout == 0:
        sheets.insert(0, start_sheet(plan, "Moduł 5. Ocena strategii"))
    return Book("M5", "Modul_5_Ocena_strategii.xlsx", sheets, layout="abc"[layout], closed=("ocena strategii",))


def m6(plan: TownPlan, layout: int) -> Book:
    rng = plan.rng
    people = rng.randint(12, 30)
    chosen = [QUESTIONS[4], *rng.sample([one for one in QUESTIONS if one != QUESTIONS[4]], 4)]
    columns: list[Column] = []
    stamp = {0: ("Sygnatura czasowa",), 1: ("Identyfikator", "ID"), 2: ("Lp.", "Nr ankiety"), 3: ("Nr ankiety", "Lp.")}[layout]
    columns.append(Column("stempel", stamp, "lp"))
    rows = [
        Row({"stempel": Cell(number if layout else f"2021/03/{number % 27 + 1:02d} 10:{number:02d}:00 AM CET", role="lp")})
        for number in range(1, people + 1)
    ]
    for place, (kind, text, options) in enumerate(chosen, 1):
        key = f"p{place}"
        said = f"{place}. {text}" if layout == 2 else text
        if kind == "wiele" and layout == 2:
            for option in options:
                columns.append(Column(f"{key}{option}", (f"{said} [{option}]",), "nazwa", fixed=True))
                for row in rows:
                    if rng.random() < 0.4:
                        row.cells[f"{key}{option}"] = data("x", "odpowiedź", Fact("ankieta", text, option, 1))
            continue
        columns.append(Column(key, (said,), "nazwa"))
        for row in rows:
            if kind == "otwarte" and rng.random() < 0.6:
                continue
            if kind == "wiele":
                picked = [option for option in options if rng.random() < 0.45]
                if picked:
                    row.cells[key] = Cell(
                        {0: ", ", 1: ";"}.get(layout, "; ").join(picked) + (";" if layout == 1 else ""),
                        kind="odpowiedź",
                        facts=[Fact("ankieta", text, option, 1) for option in picked],
                    )
                continue
            option = rng.choice(options)
            row.cells[key] = data(int(option) if option.isdigit() else option, "odpowiedź", Fact("ankieta", text, option, 1))
    name = {0: "Odpowiedzi", 1: "Form1", 2: "Odpowiedzi", 3: "Odpowiedzi"}[layout]
    sheets = [Sheet(name, (name, "Odpowiedzi", "Wyniki ankiety", "Dane"), [Table(columns, rows)])]
    if layout == 3:
        sheets.append(_key(chosen, rows))
    return Book(
        "M6",
        rng.choice(["Ankieta_mlodziez_wyniki.xlsx", "Ankieta mieszkańcy (odpowiedzi).xlsx"]),
        sheets,
        layout="abcd"[layout],
        closed=("ankieta",),
    )


def _key(chosen: Sequence[tuple[str, str, tuple[str, ...]]], rows: list[Row]) -> Sheet:
    """Turns answers to questions of one choice into numbers 1, 2, 3… and gives the sheet that says what they mean."""
    lines: list[Row] = []
    for place, (kind, text, options) in enumerate(chosen, 1):
        if kind != "jeden":
            continue
        for number, option in enumerate(options, 1):
            lines.append(Row({"pytanie": Cell(text, role="etykieta"), "kod": Cell(number, role="etykieta"), "znaczenie": Cell(option, role="etykieta")}))
        for row in rows:
            cell = row.cells.get(f"p{place}")
            if cell is not None:
                cell.value = options.index(str(cell.value)) + 1
    heads = [Column("pytanie", ("Pytanie", "Treść pytania"), fixed=True), Column("kod", ("Kod", "Kod odpowiedzi"), fixed=True), Column("znaczenie", ("Odpowiedź", "Znaczenie", "Etykieta"), fixed=True)]
    return Sheet("Klucz", ("Klucz", "Klucz odpowiedzi", "Kody"), [Table(heads, lines)])


BANK = (
    ("A1.1", "Planowanie strategiczne rozwoju lokalnego", "Czy miasto ma aktualną strategię rozwoju opartą na danych i diagnozie?"),
    ("A1.2", "Planowanie strategiczne rozwoju lokalnego", "Czy cele strategii mają mierzalne wskaźniki z wartością bazową i docelową?"),
    ("A1.3", "Planowanie strategiczne rozwoju lokalnego", "Czy strategia jest powiązana z budżetem i wieloletnią prognozą finansową?"),
    ("A1.4", "Planowanie strategiczne rozwoju lokalnego", "Czy strategia jest zintegrowana z planowaniem przestrzennym?"),
    ("A2.1", "Koordynacja", "Czy odpowiedzialność za zadania rozwojowe jest w urzędzie jasno podzielona?"),
    ("A2.2", "Koordynacja", "Czy działa stały zespół lub komórka koordynująca rozwój miasta?"),
    ("A2.3", "Koordynacja", "Czy informacje przepływają sprawnie między komórkami urzędu?"),
    ("A3.1", "Współpraca", "Czy miasto współpracuje z gminami sąsiednimi i w ramach miejskiego obszaru funkcjonalnego?"),
    ("A3.2", "Współpraca", "Czy miasto współpracuje z powiatem i samorządem województwa?"),
    ("A3.3", "Współpraca", "Czy miasto planuje inwestycje w perspektywie wieloletniej?"),
)
"""Questions of the program's own bank of questions (a resource planners see), by their ids; areas as a town hall would write them."""


def m12(plan: TownPlan, layout: int) -> Book:
    rng = plan.rng
    asked = sorted(rng.sample(BANK, rng.randint(5, 8)))
    columns = [
        *([Column("kod", ("Kod", "Nr pytania", "Symbol"), "lp")] if layout != 1 else []),
        Column("obszar", ("Obszar", "Obszar oceny", "Obszar samooceny")),
        Column("pytanie", ("Pytanie", "Kryterium / pytanie", "Treść pytania"), "nazwa"),
        Column("ocena", ("Ocena 1–5", "Ocena zespołu (1-5)", "Ocena wspólna", "Ocena (1-5)"), "liczba"),
        Column("dowody", ("Dowody", "Uzasadnienie / dowody", "Dowody na potwierdzenie oceny")),
        Column("mocne", ("Mocne strony", "Silne strony")),
        Column("slabe", ("Słabe strony", "Obszary do poprawy", "Do poprawy")),
        *([Column("cel", ("Cel", "Poziom docelowy", "Ocena docelowa"), "liczba")] if layout != 2 else []),
    ]
    rows = []
    before = ""
    for code, area, text in asked:
        rating, aim = rng.randint(1, 4), 5
        proof, strong, weak = (
            rng.choice(["uchwała rady", "zarządzenie burmistrza", "raport o stanie gminy"]),
            rng.choice(["doświadczona kadra", "dobra współpraca"]),
            rng.choice(["brak procedury", "za mało danych"]),
        )
        cells = {
            "kod": Cell(code, role="etykieta", kind="lp"),
            "obszar": Cell(area, role="etykieta") if area != before else Cell(None, role="etykieta"),
            "pytanie": data(text, "nazwa", Fact("samoocena", code, "jest", True)),
            "ocena": data(rating, "liczba", Fact("samoocena", code, "ocena", rating)),
            "dowody": data(proof, "tekst", Fact("samoocena", code, "dowody", proof)),
            "mocne": data(strong, "tekst", Fact("samoocena", code, "mocne strony", strong)),
            "slabe": data(weak, "tekst", Fact("samoocena", code, "słabe strony", weak)),
            "cel": data(aim, "liczba", Fact("samoocena", code, "cel", aim)),
        }
        rows.append(Row({column.key: cells[column.key] for column in columns if cells[column.key].value is not None}))
        if area != before:
            rows[-1].cells["obszar"].rows = sum(1 for one in asked if one[1] == area)
        before = area
    sheets = [
        Sheet(
            "Ocena zespołowa",
            ("Ocena zespołowa", "Samoocena", "Kwestionariusz", "Ocena wspólna"),
            [titles("Samoocena instytucjonalna urzędu", f"{plan.town}"), Table(columns, rows)],
        )
    ]
    if layout < 2:
        members = [f"Os. {number}" for number in range(1, rng.randint(4, 6))]
        single = [
            Column("pytanie", ("Pytanie", "Treść pytania"), "nazwa"),
            *(Column(one, (one, one.replace("Os.", "Osoba"), one.replace("Os. ", "Os.")), "liczba") for one in members),
            Column("srednia", ("Śr.", "Średnia"), "liczba"),
            Column("mediana", ("Med.", "Mediana"), "liczba"),
        ]
        found = []
        for code, _, text in asked:
            cells = {"pytanie": Cell(text, role="etykieta", kind="nazwa")}
            votes = []
            for one in members:
                vote = rng.randint(1, 5)
                votes.append(vote)
                cells[one] = data(vote, "liczba", Fact("głosy", code, str(vote), 1))
            cells["srednia"] = Cell(
                round(sum(votes) / len(votes), 2), role="suma", kind="liczba", formula=("AVERAGE", [cells[one] for one in members])
            )
            cells["mediana"] = Cell(sorted(votes)[len(votes) // 2], role="suma", kind="liczba")
            found.append(Row(cells))
        sheets.append(Sheet("Oceny indywidualne", ("Oceny indywidualne", "Indywidualne", "Oceny osób"), [Table(single, found)]))
    if layout == 3:
        heads = [Column("osoba", ("Oceniający", "Osoba", "Respondent"), "lp", fixed=True), *(Column(code, (code,), "liczba", fixed=True) for code, _, _ in asked)]
        lines = []
        for person in range(1, rng.randint(4, 6)):
            cells = {"osoba": Cell(f"Os. {person}", role="lp")}
            for code, _, _ in asked:
                vote = rng.randint(1, 5)
                cells[code] = data(vote, "liczba", Fact("głosy", code, str(vote), 1))
            lines.append(Row(cells))
        sheets.append(Sheet("Oceny indywidualne", ("Oceny indywidualne", "Indywidualne"), [titles("Oceny indywidualne członków zespołu"), Table(heads, lines)]))
    if layout != 1:
        plan_columns = [
            Column("lp", ("Lp.", "Nr"), "lp"),
            Column("dzialanie", ("Działanie", "Nazwa działania", "Działanie doskonalące"), "nazwa"),
            Column("kto", ("Odpowiedzialny", "Osoba odpowiedzialna", "Komórka odpowiedzialna")),
            Column("termin", ("Termin", "Termin realizacji", "Czas realizacji"), "data"),
            Column("koszt", ("Koszt", "Szacowany koszt", "Koszt brutto"), "kwota", unit="zł"),
        ]
        found = []
        for number, action in enumerate(rng.sample(ACTIONS, rng.randint(2, 4)), 1):
            year, cost, unit = plan.first + rng.randint(0, 3), plan.money(5, 400), rng.choice(UNITS)
            found.append(
                Row(
                    {
                        "lp": Cell(number, role="lp"),
                        "dzialanie": data(action, "nazwa", Fact("działanie", action, "jest", True)),
                        "kto": data(unit, "tekst", Fact("działanie", action, "odpowiedzialny", unit)),
                        "termin": data(year, "data", Fact("działanie", action, "rok końca", year)),
                        "koszt": data(cost, "kwota", Fact("działanie", action, "koszt", cost)),
                    }
                )
            )
        sheets.append(
            Sheet("Plan działań", ("Plan działań", "Plan poprawy", "Działania"), [titles("Plan działań PRI"), Table(plan_columns, found)])
        )
    return Book("M12", "Modul_12_Samoocena_PRI.xlsx", sheets, layout="abcd"[layout], closed=("samoocena", "działanie"))
