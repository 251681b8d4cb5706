"""Seeded workbooks of goals and project cards as offices write them, with what each says. Built from the description of the families
(the readers' tables of labels are not used), then worn by the ways files go wrong."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

STRATEGIC = ("Zdrowe i zielone miasto", "Silna gospodarka lokalna", "Sprawne usługi publiczne", "Miasto otwarte na młodych")
OPERATIONAL = (
    "Poprawa jakości powietrza",
    "Więcej terenów zieleni",
    "Wsparcie przedsiębiorców",
    "Nowe tereny inwestycyjne",
    "Dostępny transport publiczny",
    "Lepsza opieka nad dziećmi do lat 3",
    "Mieszkania dla młodych rodzin",
    "Kultura bliżej ludzi",
)
MEASURES = ("Wymiana źródeł ciepła", "Nasadzenia drzew", "Punkt obsługi firm", "Uzbrojenie terenów", "Zakup autobusów", "Budowa żłobka", "Remont kamienic", "Festiwal miejski", "Audyty energetyczne")
INDICATORS = (
    ("Liczba wymienionych kotłów", "szt."),
    ("Średnioroczne stężenie pyłu PM10", "µg/m³"),
    ("Powierzchnia terenów zieleni", "ha"),
    ("Liczba nowych firm", "szt."),
    ("Stopa bezrobocia", "%"),
    ("Pasażerowie komunikacji miejskiej", "osoby"),
)
PROBLEMS = ("Zła jakość powietrza", "Odpływ młodych mieszkańców", "Niska przedsiębiorczość", "Starzejące się społeczeństwo", "Brak miejsc w żłobkach")
CAUSES = ("stare piece", "brak mieszkań na wynajem", "daleko do autostrady", "niskie płace", "mała oferta kulturalna")
PROJECTS = ("Park nad Bielą", "Żłobek miejski nr 2", "Inkubator przedsiębiorczości", "Zielone przystanki", "Rewitalizacja rynku", "Cyfrowy urząd")
BUNDLES = ("Zieleń i powietrze", "Przedsiębiorcze miasto")
LEADERS = ("Gmina Miejska Nowe Bielany", "Miejski Ośrodek Kultury", "Zakład Gospodarki Komunalnej sp. z o.o.")


@dataclass
class Plan:
    """What the workbook says, in plain pairs that a test compares."""

    seed: int
    path: Path = Path()
    goals: dict[str, str] = field(default_factory=dict)
    """Goal → the goal above it, "" for strategic ones."""
    measures: dict[str, str] = field(default_factory=dict)
    indicators: dict[tuple[str, str], tuple[float, float]] = field(default_factory=dict)
    """(Goal or project, name) → base and target."""
    problems: dict[str, tuple[str, ...]] = field(default_factory=dict)
    projects: dict[str, dict[str, Any]] = field(default_factory=dict)
    tasks: dict[tuple[str, str], float] = field(default_factory=dict)
    money: dict[tuple[str, int], float] = field(default_factory=dict)
    """(Project, year) → złoty of all sources."""
    steps: list[str] = field(default_factory=list)


def plan(seed: int, folder: Path) -> Plan:
    """One workbook with goals and problems, or with projects, or with both."""
    rng = random.Random(seed)
    made = Plan(seed)
    book = openpyxl.Workbook()
    book.remove(book.active)
    kind = rng.choice(["cele", "projekty", "oba"])
    made.steps.append(kind)
    if rng.random() < 0.4:
        start = book.create_sheet(rng.choice(["START", "Instrukcja"]))
        for row in (["Moduł Excel"], [], ["wersja 2.1 z 15.03.2020"], [], ["Nowe Bielany"], ["0201011"]):
            start.append(row)
    if kind != "projekty":
        _goals(book, rng, made)
        if rng.random() < 0.6:
            _problems(book, rng, made)
    if kind != "cele":
        _projects(book, rng, made)
    made.path = folder / rng.choice(["Modul_7_Drzewo_celow.xlsx", "Karty projektów (kopia).xlsx", "PRL robocze v3 FINAL.xlsx"])
    book.save(made.path)
    return made


def number(rng: random.Random, value: float) -> Any:
    """A number as people type it."""
    whole = value == int(value)
    plain = f"{value:,.0f}" if whole else f"{value:,.1f}"
    ways: list[Any] = [value, value, value, int(value) if whole else value]
    for mark in (" ", "\u00a0", "\u202f"):
        ways.append(plain.replace(",", "\0").replace(".", ",").replace("\0", mark))
    ways.append(plain.replace(",", "").replace(".", ",") + rng.choice(["", "*", " "]))
    return rng.choice(ways)


def amount(rng: random.Random, value: float, unit: float) -> Any:
    """Money in the unit of its column."""
    typed = value / unit
    return rng.choice([typed, typed, f"{typed:,.2f}".replace(",", " ").replace(".", ","), f"{typed:,.2f}".replace(",", "\u00a0").replace(".", ",") + ("" if unit > 1 else " zł")])


def aged(rng: random.Random, text: str) -> str:
    """The same words after years of copying: double spaces, line breaks, decomposed letters, spaces behind."""
    return rng.choice([text, text, text, text + " ", text.replace(" ", "  ", 1), text.replace(" ", "\u00a0", 1), unicodedata.normalize("NFD", text)])


def label(rng: random.Random, *wordings: str) -> str:
    """A heading in one of its wordings, perhaps with a mark people add."""
    said = rng.choice(wordings)
    return rng.choice([said, said, said, said + ":", said + "*", said.upper(), said.replace(" ", "\n", 1), " " + said])


def _heads(sheet: Any, rng: random.Random, made: Plan, width: int) -> int:
    """Title rows above a table; returns how many."""
    count = rng.choice([0, 0, 1, 2, 4, 8])
    titles = ["MIASTO NOWE BIELANY", "Plan Rozwoju Lokalnego", "opracował: zespół ds. PRL", "stan na 15.03.2020 r."]
    for row in range(count):
        said = titles[row] if row < len(titles) else None
        sheet.append([said])
    if count and rng.random() < 0.5:
        sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=width)
    if count:
        made.steps.append(f"{count} wierszy tytułu")
    return count


def _goals(book: openpyxl.Workbook, rng: random.Random, made: Plan) -> None:
    tops = rng.sample(STRATEGIC, rng.randint(1, 3))
    lower = rng.sample(OPERATIONAL, rng.randint(len(tops) + 1, 6))
    measures, indicators = rng.sample(MEASURES, len(MEASURES)), rng.sample(INDICATORS, len(INDICATORS))
    branches: list[tuple[str, str, list[str], tuple[str, str] | None]] = []
    for place, goal in enumerate(lower):
        top = tops[place * len(tops) // len(lower)]
        own = [measures.pop() for _ in range(min(rng.randint(0, 2), len(measures)))]
        told = indicators.pop() if indicators and rng.random() < 0.7 else None
        branches.append((top, goal, own, told))
        made.goals[top], made.goals[goal] = "", top
        made.measures.update(dict.fromkeys(own, goal))
    if rng.random() < 0.25:
        _goal_tree(book, rng, made, branches)
    else:
        _goal_table(book, rng, made, branches)


def _numbering(rng: random.Random) -> tuple[str, Callable[[int], str], Callable[[int, int], str], Callable[[int, int, int], str]]:
    roman = ["", "I", "II", "III", "IV"]
    return rng.choice(
        [
            ("1.1", lambda a: f"{a}.", lambda a, b: f"{a}.{b}.", lambda a, b, c: f"{a}.{b}.{c}."),
            ("I.1", lambda a: roman[a], lambda a, b: f"{roman[a]}.{b}", lambda a, b, c: f"{roman[a]}.{b}.{'abc'[c - 1]}"),
            ("CS1", lambda a: f"CS{a}", lambda a, b: f"CO{a}.{b}", lambda a, b, c: f"D{a}.{b}.{c}"),
        ]
    )


def _goal_table(book: openpyxl.Workbook, rng: random.Random, made: Plan, branches: list[tuple[str, str, list[str], tuple[str, str] | None]]) -> None:
    sheet = book.create_sheet(rng.choice(["Drzewo celów", "Cele", "Arkusz1", "Układ celów (2)"]))
    numbered, style = rng.choice(["kolumny", "w komórce", "bez"]), _numbering(rng)
    merging, base_in_header = rng.random() < 0.5, rng.random() < 0.5
    made.steps.append(f"tabela celów, numery {numbered} {style[0]}{', scalone' if merging else ''}")
    base, target = rng.choice([("Wartość bazowa", "Wartość docelowa"), ("Baza", "Wart. docelowa"), ("Wartość początkowa", "Wartość planowana")])
    header: list[Any] = []
    number_column = numbered == "kolumny"
    if number_column:
        header.append(rng.choice(["Nr celu strat.", "Nr", "Lp."]))
    header.append(label(rng, "Cel strategiczny", "Cele strategiczne"))
    if number_column:
        header.append("Nr")
    header.append(label(rng, "Cel operacyjny", "Cele operacyjne"))
    if number_column:
        header.append("Nr")
    header.append(label(rng, "Kierunek działania", "Kierunki działań", "Działania"))
    header += [label(rng, "Wskaźnik", "Nazwa wskaźnika"), rng.choice(["J.m.", "Jednostka miary", "j.m."])]
    header += [f"{base} (2019)", f"{target} (2024)"] if base_in_header else [base, "Rok bazowy", target, "Rok docelowy"]
    header.append(label(rng, "Źródło", "Źródło danych"))
    _heads(sheet, rng, made, len(header))
    top = sheet.max_row + 1 if sheet.max_row > 1 or sheet["A1"].value else 1
    sheet.append(header)
    counts: dict[str, int] = {}
    order: list[str] = []
    before = ("", "")
    spans: dict[tuple[int, str], list[int]] = {}
    for strategic, goal, measures, told in branches:
        if strategic not in order:
            order.append(strategic)
        counts[strategic] = counts.get(strategic, 0) + 1
        a, b = order.index(strategic) + 1, counts[strategic]
        for c, measure in enumerate(measures or [""], 1):
            cells: list[Any] = []
            for level, (name, code) in enumerate(((strategic, style[1](a)), (goal, style[2](a, b)), (measure, style[3](a, b, c)))):
                again = level < 2 and name == before[level] and (merging or rng.random() < 0.7)
                name_cell = None if again or not name else (f"{code} {aged(rng, name)}" if numbered == "w komórce" else aged(rng, name))
                if number_column:
                    cells.append(None if again or not name else code)
                cells.append(name_cell)
                if name and level < 2:
                    spans.setdefault((len(cells), name), []).append(sheet.max_row + 1)
            if told and c == 1:
                first, last = round(rng.uniform(1, 900), 1), round(rng.uniform(1, 900), 0)
                made.indicators[goal, told[0]] = first, last
                aim = rng.choice([number(rng, last), f"min. {last:.0f}", f"≥ {last:.0f}", f"ok. {last:.0f}"])
                values = [number(rng, first), aim] if base_in_header else [number(rng, first), rng.choice([2019, "2019 r."]), aim, "2024"]
                cells += [told[0], told[1], *values, "GUS BDL"]
            sheet.append(cells)
            before = (strategic, goal)
    if merging:
        for (column, _), rows in spans.items():
            if len(rows) > 1 and rows == list(range(rows[0], rows[0] + len(rows))):
                sheet.merge_cells(start_row=rows[0], end_row=rows[-1], start_column=column, end_column=column)
                if number_column:
                    sheet.merge_cells(start_row=rows[0], end_row=rows[-1], start_column=column - 1, end_column=column - 1)
    _wear(sheet, rng, made, top, header)


def _goal_tree(book: openpyxl.Workbook, rng: random.Random, made: Plan, branches: list[tuple[str, str, list[str], tuple[str, str] | None]]) -> None:
    sheet = book.create_sheet(rng.choice(["Drzewo celów", "Cele"]))
    style, words = _numbering(rng), rng.random() < 0.3
    made.steps.append(f"drzewo w kolumnie {'słowa' if words else style[0]}")
    _heads(sheet, rng, made, 3)
    if rng.random() < 0.6:
        sheet.append([rng.choice(["Drzewo celów", "Cele i kierunki działań", "Cele"])])
    order: list[str] = []
    counts: dict[str, int] = {}
    for strategic, goal, measures, _ in branches:
        if strategic not in order:
            order.append(strategic)
            sheet.append([f"Cel strategiczny {len(order)}. {strategic}" if words else f"{style[1](len(order))} {strategic}"])
        counts[strategic] = counts.get(strategic, 0) + 1
        a, b = order.index(strategic) + 1, counts[strategic]
        sheet.append([f"   Cel operacyjny {a}.{b}. {goal}" if words else f"   {style[2](a, b)} {goal}"])
        for c, measure in enumerate(measures, 1):
            sheet.append([f"      Kierunek działania {a}.{b}.{c}. {measure}" if words else f"      {style[3](a, b, c)} {measure}"])


def _problems(book: openpyxl.Workbook, rng: random.Random, made: Plan) -> None:
    sheet = book.create_sheet(rng.choice(["Problemy", "Drzewo problemów"]))
    header = [rng.choice(["Nr", "Lp."]), label(rng, "Problem kluczowy", "Problem", "Główny problem"), label(rng, "Przyczyny"), label(rng, "Skutki"), label(rng, "Potencjały"), "Źródło"]
    _heads(sheet, rng, made, len(header))
    sheet.append(header)
    for place, problem in enumerate(rng.sample(PROBLEMS, rng.randint(2, 4)), 1):
        causes = tuple(rng.sample(CAUSES, rng.randint(1, 3)))
        made.problems[problem] = causes
        bullet = rng.choice(["- ", "• ", ""])
        sheet.append([rng.choice([place, f"P{place}"]), aged(rng, problem), "\n".join(bullet + cause for cause in causes), "- odpływ ludności", "dobre położenie", "warsztaty"])


def _projects(book: openpyxl.Workbook, rng: random.Random, made: Plan) -> None:
    names = rng.sample(PROJECTS, rng.randint(1, 4))
    for place, name in enumerate(names, 1):
        cost = round(rng.uniform(100_000, 9_000_000), -2)
        made.projects[name] = {"code": f"P{place:02}", "declared_cost": cost, "leader": rng.choice(LEADERS), "bundle": rng.choice(BUNDLES)}
    listed = rng.random() < 0.7
    if listed:
        _project_list(book, rng, made, names)
    carded = [name for name in names if not listed or rng.random() < 0.8]
    together = len(carded) > 1 and rng.random() < 0.15
    sheet = None
    for name in carded:
        if sheet is None or not together:
            code = made.projects[name]["code"]
            sheet = book.create_sheet(rng.choice([code, code, f"{code} (2)", f"Karta {name}"[:28]]))
            if together:
                made.steps.append("karty jedna pod drugą")
        else:
            sheet.append([])
            sheet.append([])
        _card(sheet, rng, made, name, spread=not together)
    if rng.random() < 0.3:
        words = book.create_sheet("Słowniki")
        for row in (["Typ", "Status"], ["inwestycyjny", "koncepcja"], ["nieinwestycyjny", "gotowy do realizacji"]):
            words.append(row)


def _project_list(book: openpyxl.Workbook, rng: random.Random, made: Plan, names: Sequence[str]) -> None:
    sheet = book.create_sheet(rng.choice(["Lista projektów", "Projekty", "Arkusz2"]))
    thousands = rng.random() < 0.5
    unit = 1000.0 if thousands else 1.0
    said = rng.choice(["[tys. zł]", "w tys. zł", "(tys. zł)"]) if thousands else rng.choice(["", "[zł]"])
    made.steps.append(f"lista projektów {said}")
    header = ["Lp.", label(rng, "Kod", "Kod projektu"), label(rng, "Nazwa projektu", "Tytuł projektu"), label(rng, "Wiązka"), "Podst./uzup."]
    header += [f"Koszt całkowity {said}".strip(), f"Dofinansowanie {said}".strip(), f"Wkład własny {said}".strip(), rng.choice(["Termin", "Okres realizacji"]), "Odpowiedzialny", "Status"]
    _heads(sheet, rng, made, len(header))
    top = sheet.max_row + 1 if sheet.max_row > 1 or sheet["A1"].value else 1
    sheet.append(header)
    place = 0
    for count, bundle in enumerate(BUNDLES, 1):
        mine = [name for name in names if made.projects[name]["bundle"] == bundle]
        for name in mine:
            place += 1
            cost = made.projects[name]["declared_cost"]
            row = [place, made.projects[name]["code"], aged(rng, name), bundle, rng.choice(["podst.", "podstawowy", "P", "uzup."])]
            row += [amount(rng, cost, unit), amount(rng, round(cost * 0.85, 2), unit), amount(rng, round(cost * 0.15, 2), unit)]
            row += [rng.choice(["2021-2023", "2021–2023", "2022", "III kw. 2021 – IV kw. 2023"]), "Wydział Inwestycji", rng.choice(["koncepcja", "w przygotowaniu", "gotowy"])]
            sheet.append(row)
        if mine and rng.random() < 0.5:
            total = sum(made.projects[name]["declared_cost"] for name in mine)
            sheet.append([f"Razem wiązka {count}", None, None, None, None, total / unit])
    if rng.random() < 0.6:
        sheet.append([None, None, rng.choice(["RAZEM", "OGÓŁEM"]), None, None, sum(one["declared_cost"] for one in made.projects.values()) / unit])
    _wear(sheet, rng, made, top, header)


def _card(sheet: Any, rng: random.Random, made: Plan, name: str, *, spread: bool) -> None:
    facts = made.projects[name]
    style = rng.choice(["numery", "bez numerów", "w jednej komórce"])
    made.steps.append(f"karta {style}")
    count = 0

    def ask(wording: str, value: Any) -> None:
        nonlocal count
        count += 1
        said = f"{count}. {wording}" if style == "numery" else wording
        if style == "w jednej komórce" and isinstance(value, str):
            sheet.append([f"{said}: {value}"])
        else:
            sheet.append([said + rng.choice(["", ":"]), value])
            if spread and rng.random() < 0.5:
                sheet.merge_cells(start_row=sheet.max_row, end_row=sheet.max_row, start_column=2, end_column=8)

    sheet.append([rng.choice(["KARTA PROJEKTU", "Karta projektu nr " + facts["code"], "Fiszka projektowa – karta projektu"])])
    if rng.random() < 0.4:
        sheet.append([])
    ask(rng.choice(["Tytuł projektu", "Nazwa projektu"]), aged(rng, name))
    if rng.random() < 0.5:
        ask("Kod projektu", facts["code"])
    ask(rng.choice(["Wnioskodawca / Lider", "Wnioskodawca", "Lider projektu"]), facts["leader"])
    middle: list[tuple[str, Any]] = [
        ("Partnerzy", rng.choice(["Stowarzyszenie Zielona Biela", "brak", "–"])),
        ("Wiązka", facts["bundle"]),
        ("Opis stanu istniejącego", "Teren zaniedbany, bez oświetlenia.\nOd 2015 r. nieużytkowany."),
        (rng.choice(["Cele projektu", "Cel projektu"]), "Lepsza jakość życia mieszkańców"),
        (rng.choice(["Grupy docelowe", "Odbiorcy"]), "mieszkańcy miasta, ok. 120 os."),
    ]
    rng.shuffle(middle)
    for wording, value in middle[: rng.randint(3, 5)]:
        ask(wording, value)
    sheet.append([rng.choice(["9. Zakres (zadania)", "Zakres (zadania)", "Zadania"])])
    sheet.append(["Lp.", label(rng, "Zadanie", "Nazwa zadania"), "Termin od", "Termin do", rng.choice(["Koszt brutto", "Koszt [zł]"])])
    left = facts["declared_cost"]
    tasks = [f"Zadanie {word}" for word in rng.sample(["projektowe", "budowlane", "promocyjne", "zakupowe"], rng.randint(1, 3))]
    for place, task in enumerate(tasks, 1):
        cost = left if place == len(tasks) else round(left / 2, -1)
        left -= cost
        made.tasks[name, task] = cost
        sheet.append([place, task, rng.choice(["2021-03", "marzec 2021 r.", "01.03.2021"]), rng.choice(["III kw. 2021", "2022", "do końca 2022"]), amount(rng, cost, 1)])
    if rng.random() < 0.4:
        sheet.append([None, "Razem", None, None, facts["declared_cost"]])
    if rng.random() < 0.6:
        sheet.append(["11. Wskaźniki" if style == "numery" else "Wskaźniki"])
        sheet.append(["Nazwa", "J.m.", "Baza", "Cel", "Rok", "Źródło"])
        indicator, unit = rng.choice(INDICATORS)
        last = round(rng.uniform(1, 900))
        made.indicators[name, indicator] = 0.0, float(last)
        sheet.append([indicator, unit, rng.choice([0, "0"]), last, 2024, "Urząd Miasta"])
    ask("Koszt całkowity", amount(rng, facts["declared_cost"], 1))
    sheet.append(["13. Źródła finansowania" if style == "numery" else "Źródła finansowania"])
    years = [2021, 2022, 2023]
    as_text = rng.random() < 0.4
    sheet.append(["Źródło", *(str(year) if as_text else year for year in years), "Razem"])
    for source, share in (("Dotacja EOG", 0.85), ("Wkład własny", 0.15)):
        row = [round(facts["declared_cost"] * share / 3, 2) for _ in years]
        for year, value in zip(years, row, strict=True):
            made.money[name, year] = round(made.money.get((name, year), 0.0) + value, 2)
        sheet.append([source, *row, round(sum(row), 2)])
    if rng.random() < 0.5:
        sheet.append(["Razem", *(made.money[name, year] for year in years), round(sum(made.money[name, year] for year in years), 2)])
    ask("Pomoc publiczna", rng.choice(["nie", "NIE", "nie dotyczy"]))
    ask("Osoba do kontaktu", rng.choice(["Jan Kowalski, Wydział Inwestycji, tel. 17 123 45 67", "Kierownik Wydziału Inwestycji"]))
    if rng.random() < 0.2:
        sheet["A1"].comment = Comment("do uzgodnienia z burmistrzem", "JK")


def _wear(sheet: Any, rng: random.Random, made: Plan, top: int, header: list[Any]) -> None:
    """What years of use do to a table without changing what it says."""
    match rng.choice(["", "", "filtr", "kolory", "przypis", "puste wiersze szablonu", "nagłówek powtórzony", "numery kolumn", "kolumna obok", "ukryta kolumna"]):
        case "filtr":
            for row in range(top + 2, sheet.max_row + 1, 2):
                sheet.row_dimensions[row].hidden = True
            made.steps.append("ukryte wiersze")
        case "kolory":
            for cell in sheet[top]:
                cell.fill = PatternFill("solid", fgColor="FFFF00")
        case "przypis":
            sheet.append([])
            sheet.append(["* dane szacunkowe"])
            made.steps.append("przypis")
        case "puste wiersze szablonu":
            for _ in range(3):
                sheet.append(["…"] * 2 + [None] * (len(header) - 3) + [0])
            made.steps.append("puste wiersze szablonu")
        case "nagłówek powtórzony":
            sheet.append(header)
            made.steps.append("nagłówek powtórzony")
        case "numery kolumn":
            if not sheet.merged_cells.ranges:
                sheet.insert_rows(top + 1)
                for place in range(len(header)):
                    sheet.cell(top + 1, place + 1, place + 1)
                made.steps.append("wiersz z numerami kolumn")
        case "kolumna obok":
            sheet.cell(top + 1, len(header) + 3, "zapytać skarbnika")
        case "ukryta kolumna":
            sheet.column_dimensions["A"].hidden = True
