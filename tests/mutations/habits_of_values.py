"""What people do to values without changing what they say: numbers as text, thousands of złoty, dates in words, notes in cells.

As in `habits_of_layout`, a habit returns a few words, or "" when it does not fit. Facts leave with values that are taken out.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date

from tests.mutations.book import Book, Cell, Column, Form, Lines, Row, Table
from tests.mutations.habits_of_layout import NOTES, main_tables
from tests.mutations.town_plan import PEOPLE

MONTHS = ("styczeń", "luty", "marzec", "kwiecień", "maj", "czerwiec", "lipiec", "sierpień", "wrzesień", "październik", "listopad", "grudzień")
ROMAN = ("", "I", "II", "III", "IV")


def cells(book: Book, *kinds: str) -> Iterator[Cell]:
    """Data cells of these kinds, of tables and cards, not yet rewritten."""
    for table in book.tables():
        for _, _, cell in table.cells():
            if cell.kind in kinds and cell.written is None and cell.value is not None:
                yield cell
    for sheet in book.sheets:
        for block in sheet.blocks:
            if isinstance(block, Form):
                for answer in block.answers:
                    if isinstance(answer.value, Cell) and answer.value.kind in kinds and answer.value.written is None and answer.value.value is not None:
                        yield answer.value


def _summed(book: Book) -> set[int]:
    return {id(cell) for table in book.tables() for _, _, one in table.cells() if one.formula for cell in one.formula[1]}


def thousands(value: float, mark: str, comma: str, places: int | None = None) -> str:
    """A number as typed with a separator of thousands and a decimal mark."""
    wanted = (0 if float(value).is_integer() else 2) if places is None else places
    if places is None and not float(value).is_integer():
        wanted = max(2, len(f"{value:.6f}".rstrip("0").partition(".")[2]))
    return f"{value:,.{wanted}f}".replace(",", "\0").replace(".", comma).replace("\0", mark)


def numbers_as_text(book: Book, rng: random.Random) -> str:
    mark = rng.choice([" ", "\u00a0", "\u202f", "'", "."])
    places = 2 if mark == "." else None
    done = False
    tables = main_tables(book) or list(book.tables())
    table = rng.choice(tables) if tables else None
    if table is None:
        return ""
    for _, _, cell in table.cells():
        if cell.kind in ("liczba", "kwota", "cena") and cell.role == "dane" and cell.formula is None and cell.written is None and isinstance(cell.value, int | float) and rng.random() < 0.8:
            if cell.kind == "liczba" and abs(cell.value) < 1000 and float(cell.value).is_integer():
                cell.written = str(int(cell.value))
            else:
                cell.written = thousands(cell.value, mark, ",", places if cell.kind == "kwota" or mark == "." else None)
            done = True
    return f"liczby jako tekst z „{mark}”" if done else ""


def decimal_dot(book: Book, rng: random.Random) -> str:
    done = False
    for cell in cells(book, "kwota", "liczba"):
        if isinstance(cell.value, float) and cell.role == "dane" and cell.formula is None and not cell.value.is_integer():
            cell.written = thousands(cell.value, rng.choice(["", " "]), ".")
            done = True
    return "kropka dziesiętna w tekście" if done else ""


def currency_in_cells(book: Book, rng: random.Random) -> str:
    found = [cell for cell in cells(book, "kwota") if cell.role == "dane" and cell.formula is None]
    if not found or _in_thousands(book):
        return ""
    for cell in found:
        if rng.random() < 0.7:
            cell.written = thousands(cell.value, rng.choice([" ", "\u00a0"]), ",", 2) + rng.choice([" zł", " PLN", " zł brutto"])
    return "kwoty z „zł” w komórce"


def _in_thousands(book: Book) -> bool:
    return any("tys. zł" in step for step in book.steps)


def in_thousands_of_zloty(book: Book, rng: random.Random) -> str:
    """Money of a table in thousands: the heading of the column or the note above says so."""
    for table in main_tables(book):
        money = [cell for _, _, cell in table.cells() if cell.kind == "kwota"]
        columns = [column for column in table.columns if column.kind == "kwota" and column.unit == "zł"]
        note = _unit_note(book, table)
        if any(cell.written is not None for cell in money) or not money or (not columns and note is None):
            continue
        under = {column.key for column in columns} if columns else {column.key for column in table.columns}
        if columns and any(cell.kind == "kwota" and column.key not in under for _, column, cell in table.cells()):
            continue
        if any(column.cell is not None and column.cell.written is not None for column in columns):
            continue
        for cell in money:
            cell.written = round(cell.value / 1000, 5)
        for column in columns:
            column.unit, column.bare = "tys. zł", False
            column.cell = None
        if not columns and note is not None:
            note.value = rng.choice(["w tys. zł", "kwoty w tys. zł", "dane w tys. zł", "(tys. zł)"])
        return "kwoty w tys. zł"
    return ""


def _unit_note(book: Book, table: Table) -> Cell | None:
    for sheet in book.sheets:
        if table in sheet.blocks:
            for block in sheet.blocks:
                if isinstance(block, Lines):
                    for line in block.rows:
                        for cell in line:
                            if cell is not None and isinstance(cell.value, str) and ("zł" in cell.value or "złot" in cell.value) and len(cell.value) < 30 and cell.written is None:
                                return cell
    return None


def unit_elsewhere(book: Book, rng: random.Random) -> str:
    """The unit of money said differently: in round brackets, after a comma, over the table, or not at all (złoty)."""
    way = rng.choice(["nawiasy", "przecinek", "notatka", "brak"])
    for table in main_tables(book):
        columns = [column for column in table.columns if column.unit and column.kind == "kwota" and not column.bare and (column.cell is None or column.cell.written is None)]
        if not columns:
            continue
        if way in ("notatka", "brak") and _in_thousands(book) and way == "brak":
            return ""
        for column in columns:
            column.cell = None
            if way == "nawiasy":
                column.brackets = (" (w ", ")")
            elif way == "przecinek":
                column.brackets = (", ", "")
            else:
                column.bare = True
        if way == "notatka":
            for sheet in book.sheets:
                if table in sheet.blocks:
                    sheet.blocks.insert(sheet.blocks.index(table), Lines([[Cell(f"Kwoty w {columns[0].unit}", role="tytuł")]]))
        return f"jednostka: {way}"
    return ""


def footnote_marks(book: Book, rng: random.Random) -> str:
    found = [cell for cell in cells(book, "liczba", "kwota") if cell.role == "dane" and cell.formula is None]
    if not found or book.family in ("M4", "M12", "M10", "M5"):
        return ""
    for cell in rng.sample(found, min(len(found), rng.randint(1, 4))):
        cell.written = thousands(cell.value, rng.choice([" ", "\u00a0"]), ",") + rng.choice(["*", "¹", " 1)", "²", "**"])
    return "przypisy przy liczbach"


def percent_ways(book: Book, rng: random.Random) -> str:
    found = [cell for cell in cells(book, "procent") if cell.facts and cell.formula is None]
    if not found:
        return ""
    way = rng.choice(["znak", "format", "znak ze spacją"] if book.form != "xls" else ["znak", "znak ze spacją"])
    for cell in found:
        if way == "format":
            cell.written, cell.number_format = round(cell.value / 100, 8), "0.0%"
        else:
            cell.written = str(cell.value).replace(".", ",") + ("%" if way == "znak" else " %")
    return f"procenty: {way}"


def dates_in_words(book: Book, rng: random.Random) -> str:
    done = False
    for cell in cells(book, "data"):
        fact = next((fact for fact in cell.facts if fact.field.startswith("rok")), None)
        if fact is None:
            continue
        year, end = int(fact.value), fact.field == "rok końca"
        month = rng.randint(1, 12)
        ways: list[object] = [date(year, month, 15), f"{year}-{month:02d}", f"{ROMAN[rng.randint(1, 4)]} kw. {year}", f"{MONTHS[month - 1]} {year} r.", f"15.{month:02d}.{year}", f"{month:02d}.{year}", f"{year} r."]
        if end:
            ways += [f"do końca {year}", f"31.12.{year} r."]
        cell.written = rng.choice(ways)
        done = True
    for cell in cells(book, "lata od-do"):
        years = sorted(int(fact.value) for fact in cell.facts if fact.field.startswith("rok"))
        if len(years) == 2:
            first, last = years
            cell.written = rng.choice([f"{first}–{last}", f"{first} - {last}", f"lata {first}-{last}", f"od {first} do {last}", f"01.{first} – 12.{last}", f"{first}/{last}"])
            done = True
    return "daty różnie pisane" if done else ""


def years_as_text(book: Book, rng: random.Random) -> str:
    way = rng.choice(["{} r.", "rok {}", "{}", "{}*", "{}\n", "R. {}"])
    done = False
    for table in book.tables():
        for column in table.columns:
            cell = column.heading()
            if column.kind == "lata" and str(cell.value).strip().isdigit() and cell.written is None:
                cell.written, done = way.format(cell.value), True
            if column.group and column.group[0].isdigit():
                column.group = (way.format(column.group[0]).strip(),) if way != "{}" else column.group
                column.group_cell = None
                done = done or way != "{}"
    return f"lata jako „{way}”" if done else ""


def years_as_numbers(book: Book, rng: random.Random) -> str:
    done = False
    for table in book.tables():
        for column in table.columns:
            cell = column.heading()
            if column.kind == "lata" and str(cell.value).strip().isdigit() and cell.written is None:
                cell.written, done = int(str(cell.value)), True
    return "lata jako liczby" if done else ""


def nothing_marks(book: Book, rng: random.Random) -> str:
    """No value, said in one of the ways people say it; its facts go."""
    summed = _summed(book)
    found = [cell for cell in cells(book, "liczba", "kwota") if cell.role == "dane" and cell.formula is None and id(cell) not in summed]
    if len(found) < 4:
        return ""
    for cell in rng.sample(found, min(3, len(found) // 4) or 1):
        cell.written, cell.facts, cell.role = rng.choice(["–", "-", "b.d.", "n/d", "x", ".", "brak danych", ""]), [], "ozdoba"
    return "brak danych różnie zapisany"


def errors_in_cells(book: Book, rng: random.Random) -> str:
    summed = _summed(book)
    found = [cell for cell in cells(book, "liczba", "kwota") if id(cell) not in summed and cell.role in ("dane", "suma")]
    if not found:
        return ""
    for cell in rng.sample(found, min(2, len(found))):
        cell.written, cell.facts, cell.formula = rng.choice(["#REF!", "#N/A", "#DIV/0!", "#ADR!", "#DZIEL/0!"]), [], None
    return "błędy arkusza w komórkach"


def formulas_without_results(book: Book, rng: random.Random) -> str:
    done = False
    for table in book.tables():
        for _, _, cell in table.cells():
            if cell.formula is not None and cell.written is None and rng.random() < 0.7:
                cell.stored, cell.facts, done = False, [], True
    return "formuły bez zapisanych wyników" if done else ""


def formulas_made_constants(book: Book, rng: random.Random) -> str:
    done = False
    for table in book.tables():
        for _, _, cell in table.cells():
            if cell.formula is not None:
                cell.formula, done = None, True
    return "wyniki wklejone jako wartości" if done else ""


def small_formulas(book: Book, rng: random.Random) -> str:
    """An amount typed as a sum of two: the result is stored."""
    found = [cell for cell in cells(book, "kwota", "liczba") if cell.role == "dane" and cell.formula is None and isinstance(cell.value, int | float) and cell.value > 10]
    for cell in rng.sample(found, min(3, len(found))):
        part = int(cell.value // 2)
        cell.raw_formula = f"={part}+{round(cell.value - part, 2)}"
    return "kwoty jako małe formuły" if found else ""


def external_links(book: Book, rng: random.Random) -> str:
    found = [cell for cell in cells(book, "kwota", "liczba") if cell.role == "dane" and cell.formula is None and not cell.raw_formula and cell.written is None]
    for number, cell in enumerate(rng.sample(found, min(2, len(found)))):
        cell.raw_formula = f"='[1]Budżet 2020'!$C${number + 5}"
    return "łącza do innego skoroszytu" if found else ""


def persons_named(book: Book, rng: random.Random) -> str:
    done = False
    for table in book.tables():
        for row, column, cell in table.cells():
            if column.key == "kto" and row.role == "dane" and cell.written is None and cell.rows == 1 and rng.random() < 0.6:
                cell.written = f"{rng.choice(PEOPLE)}, tel. 17 {rng.randint(100, 999)} {rng.randint(10, 99)} {rng.randint(10, 99)}"
                cell.facts, done = [], True
    for sheet in book.sheets:
        for block in sheet.blocks:
            if isinstance(block, Form):
                for answer in block.answers:
                    if isinstance(answer.value, Cell) and answer.value.kind == "kontakt":
                        answer.value.written, done = f"{rng.choice(PEOPLE)}, tel. 600 {rng.randint(100, 999)} {rng.randint(100, 999)}, a@um.pl", True
    return "nazwiska i telefony" if done else ""


def code_without_zero(book: Book, rng: random.Random) -> str:
    found = [cell for table in book.tables() for _, _, cell in table.cells() if cell.kind == "teryt"] + [cell for sheet in book.sheets for block in sheet.blocks if isinstance(block, Lines) for line in block.rows for cell in line if cell is not None and cell.kind == "teryt"]
    for cell in found:
        cell.written = int(cell.value)
    return "TERYT jako liczba bez zera" if found else ""


def town_in_other_words(book: Book, rng: random.Random) -> str:
    """As offices write a town's name, beside its code; one way for the whole column."""
    found = [cell for table in book.tables() for _, _, cell in table.cells() if cell.kind == "miasto"] + [cell for sheet in book.sheets for block in sheet.blocks if isinstance(block, Lines) for line in block.rows for cell in line if cell is not None and cell.kind == "miasto"]
    way: Callable[[str], str] = rng.choice([lambda name: f"M. {name}", lambda name: f"{name} (1)", lambda name: f"{name} – miasto", lambda name: f"Gmina Miejska {name}", str.upper, lambda name: f"Miasto {name}"])
    for cell in found:
        cell.written = way(cell.value)
    return f"miasto jako „{found[0].written}”" if found else ""


def comments_left(book: Book, rng: random.Random) -> str:
    found = [cell for table in book.tables() for _, _, cell in table.cells() if cell.role == "dane" and cell.shown is not None]
    for cell in rng.sample(found, min(2, len(found))):
        cell.comment = rng.choice(["decyzja burmistrza: zostaje", *NOTES])
    return "komentarze w komórkach" if found else ""


def several_values(book: Book, rng: random.Random) -> str:
    """A target in words or several numbers: it is no longer one number."""
    found = [cell for cell in cells(book, "liczba") if cell.facts and cell.facts[0].what == "wskaźnik" and cell.facts[0].field == "cel"]
    for cell in rng.sample(found, min(2, len(found))):
        cell.facts = [fact for fact in cell.facts if fact.field not in ("cel", "rok celu")]
        cell.written = rng.choice([f"{cell.value} (2023), {cell.value + 5} (2024)", "wzrost o 10%", "do uzupełnienia", "utrzymanie poziomu"])
        if cell.written == "do uzupełnienia":
            cell.role = "ozdoba"
    return "cel nie jest jedną liczbą" if found else ""


def about_numbers(book: Book, rng: random.Random) -> str:
    """Targets with „min.", „≥", „ok.": the number is what it was."""
    found = [cell for cell in cells(book, "liczba") if cell.facts and cell.facts[0].what == "wskaźnik" and cell.facts[0].field == "cel"]
    for cell in rng.sample(found, min(3, len(found))):
        cell.written = rng.choice([f"≥ {cell.value}", f"min. {cell.value}", f"ok. {cell.value}", f"{cell.value} szt.", f"co najmniej {cell.value}"])
    return "cele z „min.” i „≥”" if found else ""


def coloured(book: Book, rng: random.Random) -> str:
    for table in book.tables():
        for _, column, cell in table.cells():
            if cell.role == "dane" and column.kind != "kwartał" and cell.shown is not None and rng.random() < 0.2:
                cell.fill = rng.choice(["FFFF00", "FFC7CE", "C6EFCE"])
    return "kolory w komórkach" if list(book.tables()) and book.form != "xls" else ""


def outside_dictionary(book: Book, rng: random.Random) -> str:
    found = list(cells(book, "lista wyboru"))
    for cell in rng.sample(found, min(2, len(found))):
        cell.written, cell.facts = rng.choice(["do ustalenia z burmistrzem", "grupa X", "etap II b"]), []
    return "tekst spoza listy wyboru" if found else ""


def negative_ways(book: Book, rng: random.Random) -> str:
    found = [cell for cell in cells(book, "liczba", "kwota") if isinstance(cell.value, int | float) and cell.value < 0 and cell.formula is None]
    way = rng.choice(["({})", "\u2212{}", "- {}", "–{}"])
    for cell in found:
        cell.written = way.format(thousands(-cell.value, " ", ","))
    return f"ujemne jako „{way}”" if found else ""


def yes_no_ways(book: Book, rng: random.Random) -> str:
    found = list(cells(book, "tak"))
    yes, no = rng.choice([("☑", "☐"), (True, False), ("tak", "nie"), ("T", "N"), ("prawda", "fałsz"), ("X", "–")])
    for cell in found:
        cell.written = yes if cell.value == "TAK" else no
        if no == "–" and cell.written == no:
            cell.facts, cell.role = [], "ozdoba"
    return f"TAK/NIE jako {yes}/{no}" if found else ""


def marks_in_timetable(book: Book, rng: random.Random) -> str:
    found = [cell for table in book.tables() for _, _, cell in table.cells() if cell.kind == "znak"]
    way = rng.choice(["X", 1, "kolor", "█", "v"])
    if way == "kolor" and book.form in ("xls", "ods"):
        way = "X"
    for cell in found:
        cell.value, cell.fill = (None, "FFC000") if way == "kolor" else (way, "")
    return f"harmonogram znaczony: {way}" if found else ""


def points_with_words(book: Book, rng: random.Random) -> str:
    words = {1: "bardzo niskie", 2: "niskie", 3: "średnie", 4: "wysokie", 5: "bardzo wysokie"}
    found = [cell for cell in cells(book, "liczba") if cell.facts and cell.facts[0].what == "ryzyko" and isinstance(cell.value, int)]
    way = rng.choice(["{} – {}", "{} ({})"])
    for cell in found:
        cell.written = way.format(cell.value, words[cell.value])
    for table in book.tables():
        for _, _, cell in table.cells():
            if cell.formula is not None and cell.formula[0] == "PRODUCT":
                cell.formula = None  # words cannot be multiplied
    return "punkty ze słowami" if found else ""


def subtotal_inside(book: Book, rng: random.Random) -> str:
    for table in main_tables(book):
        money = [column for column in table.columns if column.kind == "kwota"]
        rows = [number for number, row in enumerate(table.rows) if row.role == "dane"]
        if book.family not in ("M8", "M9", "M12") or len(rows) < 3 or not money or table.repeated_header or any(cell.rows > 1 for row in table.rows for cell in row.cells.values()):
            continue
        name = next((column for column in table.columns if column.kind == "nazwa"), None)
        if name is None or any(row.role == "suma" for row in table.rows[: rows[-1]]):
            continue
        end = rows[1] + 1
        cells_of = {column.key: Cell(None, role="suma", kind="kwota") for column in money}
        for column in money:
            summed = [row.cells[column.key] for row in table.rows[:end] if column.key in row.cells]
            if any(not isinstance(cell.shown, int | float) for cell in summed):
                return ""
            total = round(sum(float(cell.shown) for cell in summed), 5)
            cells_of[column.key] = Cell(total, role="suma", kind="kwota", written=total, formula=("SUM", summed))
        table.rows.insert(end, Row({name.key: Cell(rng.choice(["Suma częściowa", "Razem etap I", "Razem"]), role="suma", bold=True), **cells_of}, role="suma"))
        return "podsuma w środku tabeli"
    return ""


def ages_in_words(book: Book, rng: random.Random) -> str:
    way = rng.choice(["{} lat", "{}–{}", "{} - {}", "od {} do {} lat"])
    done = False
    for cell in cells(book, "wiek"):
        first, _, last = str(cell.value).partition("-")
        if last:
            cell.written = way.format(first, last) if way.count("{}") == 2 else way.format(cell.value)
        else:
            cell.written = rng.choice(["85+", "85 lat i więcej", "85 i więcej", "powyżej 84 lat"]) if cell.value == "85 i więcej" else cell.value
        done = True
    return f"wiek jako „{way}”" if done else ""


def share_of_total(book: Book, rng: random.Random) -> str:
    """A column of shares beside sums of money: derived, nothing to read, to be listed."""
    for table in main_tables(book):
        if book.family == "M8" and any(column.key == "koszt" for column in table.columns) and not any(column.key == "udzial" for column in table.columns):
            table.columns.append(Column("udzial", ("Udział w całości [%]",)))
            for row in table.rows:
                if row.role == "dane":
                    row.cells["udzial"] = Cell(round(rng.uniform(1, 40), 1), role="uwaga")
            return "kolumna z udziałem"
    return ""
