"""What people do to the layout of a workbook without changing what it says: rows, columns, headings, sheets, files.

Every habit takes the workbook and the seeded generator and returns a few words saying what was done, or "" when it does not fit.
"""

from __future__ import annotations

import copy
import random
import unicodedata
from datetime import date

from tests.mutations.book import Block, Book, Cell, Column, Form, Lines, Row, Sheet, Table

NOTES = ("uzgodnić ze skarbnikiem", "sprawdzić w marcu", "do decyzji burmistrza", "wg stanu na 15.03", "poprawione przez MK")


def main_tables(book: Book) -> list[Table]:
    """Tables standing on sheets of their own (not inside cards), largest first."""
    found = [block for sheet in book.sheets for block in sheet.blocks if isinstance(block, Table)]
    return sorted(found, key=lambda table: -len(table.rows))


def data_sheets(book: Book) -> list[Sheet]:
    return [sheet for sheet in book.sheets if any(not isinstance(block, Lines) for block in sheet.blocks)]


def titles_above(book: Book, rng: random.Random) -> str:
    sheet = rng.choice(data_sheets(book))
    said = ["URZĄD MIEJSKI", "Plan Rozwoju Lokalnego", "opracowanie: zespół ds. rozwoju", "stan prac: marzec", "", "wersja robocza", "Załącznik nr 2", ""]
    count = rng.randint(1, 8)
    sheet.blocks.insert(0, Lines([[Cell(text, role="tytuł")] if text else [] for text in said[:count]]))
    return f"{count} wierszy tytułu"


def moved_table(book: Book, rng: random.Random) -> str:
    sheet = rng.choice(data_sheets(book))
    sheet.left, sheet.gap = rng.randint(1, 3), rng.randint(1, 3) if not any(isinstance(block, Form) for block in sheet.blocks) else sheet.gap
    sheet.blocks.insert(0, Lines([[] for _ in range(rng.randint(1, 4))]))
    return f"tabela przesunięta o {sheet.left} kolumn"


def sheet_renamed(book: Book, rng: random.Random) -> str:
    sheet = rng.choice(data_sheets(book))
    plain = without_marks(sheet.name)
    ways = [*sheet.says[1:], "Arkusz1", plain, sheet.name.upper(), f"{sheet.name} ", f"{sheet.name} v2", f"{sheet.name} (popr.)", "Tabela"]
    new = rng.choice([one[:31] for one in ways if one not in {other.name for other in book.sheets}])
    sheet.name = new
    return f"arkusz „{new}”"


def file_renamed(book: Book, rng: random.Random) -> str:
    stem = rng.choice(["Zeszyt1", "PRL robocze v3 FINAL", "kopia – do wysłania (2)", "tabele_UM_15032021", "załącznik 4"])
    book.file = f"{stem}.{book.form}"
    return f"plik „{book.file}”"


def title_merged(book: Book, rng: random.Random) -> str:
    for sheet in rng.sample(data_sheets(book), len(data_sheets(book))):
        wide = max((len(table.columns) for table in sheet.blocks if isinstance(table, Table)), default=4)
        for block in sheet.blocks:
            if isinstance(block, Lines) and wide > 1:
                cells = [line[0] for line in block.rows if len(line) == 1 and line[0] is not None and line[0].role == "tytuł"]
                for cell in cells:
                    cell.columns = wide
                if cells:
                    return "tytuł scalony nad tabelą"
    return ""


def repeated_values_merged(book: Book, rng: random.Random) -> str:
    """Equal texts one under another become one merged cell, as people like to see them."""
    for table in main_tables(book):
        if table.repeated_header or any(row.role not in ("dane", "suma") for row in table.rows):
            continue
        columns = [column for column in table.columns if column.key in ("wiazka", "kto", "kategoria", "typ", "obszar", "zrodlo", "jm", "sposob", "nazwa_mrl")]
        rng.shuffle(columns)
        for column in columns:
            done, row = 0, 0
            while row < len(table.rows):
                first = table.rows[row].cells.get(column.key)
                end = row + 1
                while first is not None and first.value is not None and first.rows == 1 and end < len(table.rows) and table.rows[end].role == table.rows[row].role == "dane" and (other := table.rows[end].cells.get(column.key)) is not None and other.shown == first.shown:
                    end += 1
                if end > row + 1 and first is not None:
                    for below in table.rows[row + 1 : end]:
                        first.facts += below.cells.pop(column.key).facts
                    first.rows = end - row
                    done += 1
                row = end
            if done:
                return f"scalone powtórzenia w kolumnie „{column.says[0]}”"
    return ""


def third_header_row(book: Book, rng: random.Random) -> str:
    table = rng.choice(main_tables(book) or [None])
    if table is None or len(table.columns) < 3 or table.header_hidden:
        return ""
    table.third = rng.choice(["Część A – wypełnia zespół", "Dane podstawowe", "Tabela 1"])
    return "dodatkowy wiersz nad nagłówkiem"


def grouped_headings(book: Book, rng: random.Random) -> str:
    """A common heading over neighbouring columns of years or of money."""
    for table in main_tables(book):
        if any(column.group for column in table.columns):
            continue
        for kind, said in (("lata", ("Lata", "W latach", "Rok")), ("kwota", ("Finansowanie", "Kwoty", "Wartości"))):
            places = [place for place, column in enumerate(table.columns) if column.kind == kind]
            if len(places) >= 2 and places == list(range(places[0], places[-1] + 1)):
                words = (rng.choice(said),)
                for place in places:
                    table.columns[place].group = words
                return f"nagłówek piętrowy „{words[0]}”"
    return ""


def header_repeated(book: Book, rng: random.Random) -> str:
    for table in main_tables(book):
        covered: set[int] = set()
        for number, row in enumerate(table.rows):
            for cell in row.cells.values():
                covered |= set(range(number + 1, number + cell.rows))
        free = [number for number in range(2, len(table.rows)) if number not in covered]
        if free and not table.header_hidden:
            table.repeated_header = tuple(sorted(rng.sample(free, min(len(free), rng.randint(1, 2)))))
            return "nagłówek powtórzony na stronach"
    return ""


def columns_reordered(book: Book, rng: random.Random) -> str:
    done = False
    for table in main_tables(book):
        free = [place for place, column in enumerate(table.columns) if not column.fixed and column.kind not in ("lp", "lata") and not column.group]
        if any(column.key in ("cs", "nrs") for column in table.columns):
            continue
        if len(free) >= 2:
            order = free[:]
            rng.shuffle(order)
            columns = list(table.columns)
            for place, other in zip(free, order, strict=True):
                table.columns[place] = columns[other]
            done = done or order != free
    return "kolumny w innej kolejności" if done else ""


def extra_columns(book: Book, rng: random.Random) -> str:
    table = rng.choice(main_tables(book) or [None])
    if table is None or book.family == "M6":
        return ""
    said = rng.choice([("Uwagi zespołu", NOTES), ("Nr sprawy", ("WRM.042.1.2021", "WRM.042.7.2021")), ("Kto wpisał", ("MK", "AW")), ("Stan prac nad wierszem", ("gotowe", "w toku"))])
    column = Column("obce", (said[0],))
    place = len(table.columns) if any(one.fixed or one.group or one.kind == "lata" for one in table.columns) else rng.randint(1, len(table.columns))
    table.columns.insert(place, column)
    for row in table.rows:
        if row.role == "dane" and rng.random() < 0.5:
            row.cells["obce"] = Cell(rng.choice(said[1]), role="uwaga")
    return f"kolumna „{said[0]}”"


def numbered_columns(book: Book, rng: random.Random) -> str:
    table = rng.choice(main_tables(book) or [None])
    if table is None or len(table.columns) < 4 or table.header_hidden or book.family == "M6":
        return ""
    table.numbered_columns = True
    return "wiersz z numerami kolumn"


def note_beside(book: Book, rng: random.Random) -> str:
    for table in main_tables(book):
        rows = [row for row in table.rows if row.role == "dane"]
        if rows and book.family != "M6":
            table.columns += [Column("odstep", ("",)), Column("obok", ("",))]
            rng.choice(rows).cells["obok"] = Cell(rng.choice(NOTES), role="uwaga")
            return "notatka obok tabeli"
    return ""


def footnote_below(book: Book, rng: random.Random) -> str:
    sheet = rng.choice(data_sheets(book))
    if book.family == "M6":
        return ""
    said = ["* dane szacunkowe", "1) wartość wstępna", "Uwaga: kolumny żółte wypełnia wydział"]
    if not any(isinstance(block, Form) for block in sheet.blocks):
        said.append("Źródło: opracowanie własne UM")
    sheet.blocks.append(Lines([[Cell(rng.choice(said), role="uwaga")]]))
    return "przypis pod tabelą"


def hidden_rows(book: Book, rng: random.Random) -> str:
    for table in main_tables(book):
        rows = [row for row in table.rows if row.role == "dane"]
        if len(rows) > 2:
            level = rng.choice([0, 1])
            for row in rng.sample(rows, rng.randint(1, len(rows) // 2)):
                row.hidden, row.level = True, level
            return "wiersze ukryte" + (" i zgrupowane" if level else "")
    return ""


def hidden_column(book: Book, rng: random.Random) -> str:
    for table in main_tables(book):
        if len(table.columns) > 3:
            rng.choice(table.columns[1:]).hidden = True
            return "kolumna ukryta"
    return ""


def filtered(book: Book, rng: random.Random) -> str:
    sheet = rng.choice(data_sheets(book))
    if len([block for block in sheet.blocks if isinstance(block, Table)]) != 1:
        return ""
    sheet.filtered = True
    return "włączony filtr"


def hidden_dictionary(book: Book, rng: random.Random) -> str:
    words = ["niski", "średni", "wysoki", "TAK", "NIE"]
    rows: list[list[Cell | None]] = [[Cell(word, role="ozdoba")] for word in ("Listy wyboru", *words)]
    lists = Lines(rows)
    book.sheets.append(Sheet(rng.choice(["Słowniki", "Słownik", "Listy"]), (), [lists], hidden=True))
    return "ukryty arkusz ze słownikiem"


def foreign_sheet(book: Book, rng: random.Random) -> str:
    name = rng.choice(["Urlopy", "Kontakty robocze", "Arkusz3", "notatki"])
    rows: list[list[Cell | None]] = [[Cell("Pracownik", role="uwaga"), Cell("Dni", role="uwaga")], [Cell("referat", role="uwaga"), Cell(3, role="uwaga")], [Cell(rng.choice(NOTES), role="uwaga")]]
    if any(sheet.name == name for sheet in book.sheets):
        return ""
    book.sheets.insert(rng.randint(0, len(book.sheets)), Sheet(name, (), [Lines(rows)]))
    return f"obcy arkusz „{name}”"


def sheet_copied(book: Book, rng: random.Random) -> str:
    """„P01 (2)": the very same sheet left behind by copying."""
    if book.family in ("M6", "M9"):
        return ""
    sheet = rng.choice(data_sheets(book))
    twin = copy.deepcopy(sheet)
    twin.name = f"{sheet.name[:24]} (2)"
    book.sheets.insert(book.sheets.index(sheet) + 1, twin)
    return f"kopia arkusza „{twin.name}”"


def blank_rows(book: Book, rng: random.Random) -> str:
    for table in main_tables(book):
        covered: set[int] = set()
        for number, row in enumerate(table.rows):
            for cell in row.cells.values():
                covered |= set(range(number + 1, number + cell.rows))
        free = [number for number in range(1, len(table.rows)) if number not in covered]
        if free and not table.repeated_header and book.family != "M6":
            table.rows.insert(rng.choice(free), Row({}, role="pusta"))
            return "pusty wiersz w tabeli"
    return ""


def template_rows(book: Book, rng: random.Random) -> str:
    """Rows of the form nobody filled: a number, dots or zeros."""
    for table in main_tables(book):
        if table.columns[0].kind != "lp" or book.family in ("M6", "M3", "M1"):
            continue
        last = max((number for number, row in enumerate(table.rows) if row.role == "dane"), default=-1)
        for extra in range(rng.randint(1, 3)):
            cells = {table.columns[0].key: Cell(last + 2 + extra, role="lp")}
            if len(table.columns) > 1:
                cells[table.columns[1].key] = Cell(rng.choice(["…", "...", "…"]), role="ozdoba")
            for column in table.columns[2:]:
                if column.kind == "kwota" and rng.random() < 0.6:
                    cells[column.key] = Cell(0, role="ozdoba")
            table.rows.insert(last + 1 + extra, Row(cells, role="pusta"))
        return "puste wiersze szablonu"
    return ""


def section_rows(book: Book, rng: random.Random) -> str:
    """A line over a part of the table that only says what follows."""
    for table in main_tables(book):
        if book.family in ("M8", "M4", "M10", "M11") and not table.repeated_header and all(cell.rows == 1 for row in table.rows for cell in row.cells.values()):
            said = {"M8": "Projekty zgłoszone przez wydziały", "M4": "A. Interesariusze zewnętrzni", "M10": "Ryzyka wdrożenia", "M11": "Wskaźniki wdrażania"}[book.family]
            table.rows.insert(0, Row({table.columns[0].key: Cell(said, role="ozdoba", bold=True, columns=len(table.columns))}, role="sekcja"))
            return "wiersz sekcji w tabeli"
    return ""


def years_dropped(book: Book, rng: random.Random) -> str:
    """One sheet has fewer years than another."""
    for table in rng.sample(main_tables(book), len(main_tables(book))):
        used = {id(cell) for _, _, one in table.cells() if one.formula for cell in one.formula[1]}
        places = [place for place, column in enumerate(table.columns) if column.kind == "lata"]
        if len(places) < 3:
            continue
        gone = rng.choice([places[0], places[-1]])
        key = table.columns[gone].key
        cells = [row.cells[key] for row in table.rows if key in row.cells]
        if any(id(cell) in used for cell in cells if cell.role == "dane") and book.family != "M3" and any(one.formula and one.role == "suma" and column.kind != "lata" for _, column, one in table.cells()):
            continue
        if any(cell.rows > 1 for cell in cells):
            continue
        del table.columns[gone]
        return "inny zakres lat"
    return ""


def card_questions_reordered(book: Book, rng: random.Random) -> str:
    for sheet in data_sheets(book):
        for block in sheet.blocks:
            if isinstance(block, Form) and len(block.answers) > 4:
                first, *rest = block.answers
                if any(answer.label is not None and str(answer.label.shown).strip(" :*").casefold() == "rok" for answer in rest):
                    return ""  # a bare „Rok" means the year of the line above it
                rng.shuffle(rest)
                block.answers = [first, *rest]
                return "pytania karty w innej kolejności"
    return ""


def card_in_one_cell(book: Book, rng: random.Random) -> str:
    """„Tytuł projektu: Park" in a single cell, for all short answers of one card."""
    done = False
    for sheet in data_sheets(book):
        for block in sheet.blocks:
            if isinstance(block, Form) and len(block.answers) > 4:
                for answer in block.answers:
                    value = answer.value
                    if isinstance(value, Cell) and answer.label is not None and isinstance(value.shown, str) and value.kind != "procent":
                        value.written = f"{str(answer.label.shown).rstrip(': ')}: {value.shown}"
                        value.columns = 1
                        answer.label = None
                        done = True
    return "etykieta i odpowiedź w jednej komórce" if done else ""


def two_cards_on_a_sheet(book: Book, rng: random.Random) -> str:
    cards = [sheet for sheet in book.sheets if any(isinstance(block, Form) and len(block.answers) > 8 for block in sheet.blocks)]
    if len(cards) < 2:
        return ""
    blocks: list[Block] = cards[1].blocks
    cards[0].blocks += blocks
    book.sheets.remove(cards[1])
    return "dwie karty w jednym arkuszu"


def card_values_merged(book: Book, rng: random.Random) -> str:
    done = False
    for sheet in data_sheets(book):
        for block in sheet.blocks:
            if isinstance(block, Form):
                block.merged = 0 if block.merged else rng.randint(3, 7)
                for answer in block.answers:
                    if isinstance(answer.value, Cell) and answer.label is not None:
                        answer.value.columns = block.merged or 1
                done = True
    return "odpowiedzi scalone inaczej" if done else ""


def saved_as(form: str) -> object:
    def habit(book: Book, rng: random.Random) -> str:
        """Not where colour or a percent format says something the form cannot keep."""
        if form == "xls" and any((cell.kind == "znak" and cell.value is None) or "%" in cell.number_format for cell in book.cells()):
            return ""
        book.form = form
        book.file = f"{book.file.rpartition('.')[0]}.{form}"
        return f"zapisany jako .{form}"

    return habit


def without_marks(text: str) -> str:
    """Text whose Polish letters lost their marks."""
    return "".join(letter for letter in unicodedata.normalize("NFD", text.replace("ł", "l").replace("Ł", "L")) if not unicodedata.combining(letter))


def header_cells(book: Book) -> list[Cell]:
    found = []
    for table in book.tables():
        for column in table.columns:
            cell = column.heading()
            if isinstance(cell.shown, str) and cell.shown:
                found.append(cell)
            if column.group and column.group_cell is not None and isinstance(column.group_cell.shown, str):
                found.append(column.group_cell)
    for sheet in book.sheets:
        for block in sheet.blocks:
            if isinstance(block, Form):
                found += [answer.label for answer in block.answers if answer.label is not None]
    return list({id(cell): cell for cell in found}.values())


def _reworded(book: Book, rng: random.Random, change: object, share: float = 1.0, family_six: bool = True) -> bool:
    done = False
    for cell in header_cells(book):
        if isinstance(cell.shown, str) and rng.random() < share:
            new = change(cell.shown)  # type: ignore[operator]
            done = done or new != cell.shown
            cell.written = new
    return done


def marks_lost(book: Book, rng: random.Random) -> str:
    if book.family == "M6":
        return ""
    return "etykiety bez polskich znaków" if _reworded(book, rng, without_marks) else ""


def decomposed(book: Book, rng: random.Random) -> str:
    done = _reworded(book, rng, lambda text: unicodedata.normalize("NFD", text))
    for _, _, cell in (one for table in book.tables() for one in table.cells()):
        if cell.kind in ("tekst", "nazwa") and isinstance(cell.shown, str) and rng.random() < 0.5:
            cell.written = unicodedata.normalize("NFD", cell.shown)
    return "litery rozłożone (NFD)" if done else ""


def odd_spaces(book: Book, rng: random.Random) -> str:
    def change(text: str) -> str:
        return rng.choice([f"{text} ", f" {text}", text.replace(" ", "  ", 1), text.replace(" ", "\u00a0"), text])

    done = _reworded(book, rng, change)
    for _, _, cell in (one for table in book.tables() for one in table.cells()):
        if cell.kind in ("tekst", "nazwa") and isinstance(cell.shown, str) and cell.role in ("dane", "etykieta") and rng.random() < 0.3:
            cell.written = rng.choice([f"{cell.shown} ", cell.shown.replace(" ", "  ", 1), cell.shown.replace(" ", "\u00a0", 1)])
    return "zbędne odstępy" if done else ""


def broken_lines(book: Book, rng: random.Random) -> str:
    return "łamane nagłówki" if _reworded(book, rng, lambda text: text.replace(" ", "\n", 1), 0.6) else ""


def capitals(book: Book, rng: random.Random) -> str:
    if book.family in ("M6", "M1"):
        return ""
    return "nagłówki wielkimi literami" if _reworded(book, rng, str.upper) else ""


def colons(book: Book, rng: random.Random) -> str:
    if book.family == "M6":
        return ""
    return "dwukropki i gwiazdki w nagłówkach" if _reworded(book, rng, lambda text: text + rng.choice([":", "*", " *", ""]), 0.5) else ""


def synonyms(book: Book, rng: random.Random) -> str:
    """Other wordings of the same labels; the unit in brackets stays."""
    done = 0
    for table in book.tables():
        for column in table.columns:
            if len(column.says) > 1 and rng.random() < 0.6 and column.heading().written is None:
                column.says = (rng.choice(column.says[1:]),)
                column.cell = None
                column.heading()
                done += 1
            if len(column.group) > 1:
                words = rng.choice(column.group)
                for other in table.columns:
                    if other.group == column.group and other is not column:
                        other.group = (words,)
                column.group = (words,)
        for _, _, cell in table.cells():
            if cell.role in ("etykieta", "suma") and len(cell.says) > 1 and cell.written is None and rng.random() < 0.6:
                cell.value = rng.choice(cell.says[1:])
                done += 1
    for sheet in book.sheets:
        for block in sheet.blocks:
            if isinstance(block, Form):
                for answer in block.answers:
                    if answer.label is not None and len(answer.label.says) > 1 and answer.label.written is None and rng.random() < 0.6:
                        answer.label.value = rng.choice(answer.label.says[1:])
                        done += 1
    return f"{done} innych nazw" if done else ""


def dates_of_ages(book: Book, rng: random.Random) -> str:
    """Age groups the spreadsheet took for dates: 5-9 became the fifth of September, 10-14 October 2014."""
    done = False
    for table in book.tables():
        for _, _, cell in table.cells():
            if cell.kind == "wiek" and cell.value == "5-9":
                cell.written, cell.number_format, done = date(2020, 9, 5), "d-mmm", True
            elif cell.kind == "wiek" and cell.value == "10-14":
                cell.written, cell.number_format = date(2014, 10, 1), "mmm-yy"
    return "grupy wieku zamienione na daty" if done else ""


def numbers_of_rows_spoiled(book: Book, rng: random.Random) -> str:
    """Numbers like 1.1 typed as numbers or turned into dates: rows are known by their words."""
    way = rng.choice(["liczby", "daty"])
    done = False
    for table in book.tables():
        for _, _, cell in table.cells():
            if cell.kind == "lp" and isinstance(cell.value, str) and cell.value.count(".") == 1 and cell.value.replace(".", "").isdigit() and book.family == "M3":
                first, second = (int(part) for part in cell.value.split("."))
                if way == "daty":
                    cell.written, cell.number_format = date(2021, second, first), "d.mmm"
                else:
                    cell.written = float(cell.value)
                done = True
    return f"Lp. jako {way}" if done else ""




def row_of_units(book: Book, rng: random.Random) -> str:
    """Units in a row of their own under the header."""
    for table in main_tables(book):
        money = [column for column in table.columns if column.kind == "kwota" and column.unit and not column.bare and (column.cell is None or column.cell.written is None)]
        if not money or table.repeated_header or table.numbered_columns:
            continue
        for column in money:
            column.bare, column.cell = True, None
        table.rows.insert(0, Row({column.key: Cell(f"[{column.unit}]" if rng.random() < 0.5 else column.unit, role="nagłówek") for column in money}, role="nagłówek"))
        return "jednostki w wierszu pod nagłówkiem"
    return ""


def number_column_dropped(book: Book, rng: random.Random) -> str:
    for table in main_tables(book):
        first = table.columns[0]
        if first.kind == "lp" and first.key == "lp" and len(table.columns) > 2 and book.family not in ("M3", "M6") and all(row.role != "sekcja" for row in table.rows):
            del table.columns[0]
            for row in table.rows:
                row.cells.pop("lp", None)
            return "bez kolumny Lp."
    return ""


def total_on_top(book: Book, rng: random.Random) -> str:
    for table in main_tables(book):
        if table.rows and table.rows[-1].role == "suma" and len([row for row in table.rows if row.role == "suma"]) == 1 and book.family in ("M8", "M9", "M2"):
            table.rows.insert(0, table.rows.pop())
            return "suma nad pozycjami"
    return ""
