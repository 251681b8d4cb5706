"""Sheets „Problemy", „Wyzwania" and „SWOT" of the problems–goals workbook."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from uuid import UUID

from excel_modules.modules import convert
from excel_modules.modules.codes import Code, code_of, split_code
from excel_modules.modules.intake import Fields, Intake
from excel_modules.modules.labels import best
from excel_modules.modules.layout import Column, Heading, Layout, Row
from excel_modules.modules.other_records import enter
from excel_modules.modules.page import Cell, Page, Role
from excel_modules.modules.table_rows import book_above, fields_of, is_note, is_total, rows_of
from excel_modules.parse import Unreadable, several
from mrl_desktop.domain.diagnosis import Challenge, Evidence, EvidenceKind, Problem, Quadrant, SwotItem
from mrl_desktop.domain.findings import Severity
from mrl_desktop.domain.records import id_from
from mrl_desktop.polish import fold

PROBLEMS = Layout(
    name="problemy",
    sheets=("Problemy", "Drzewo problemów"),
    columns=(
        Column("Problem kluczowy", "title", convert.line, ("Problem", "Nazwa problemu", "Główny problem", "Opis problemu", "Zidentyfikowany problem"), required=True),
        Column("Przyczyny", "causes", convert.points, ("Przyczyna", "Przyczyny problemu", "Z czego wynika", "Skąd się bierze", "Powody")),
        Column("Skutki", "effects", convert.points, ("Skutek", "Skutki problemu", "Konsekwencje", "Do czego prowadzi")),
        Column("Potencjały", "potentials", convert.text, ("Potencjał", "Zasoby", "Potencjały do wykorzystania", "Zasoby do wykorzystania")),
        Column("Źródło", "evidence", convert.text, ("Źródła", "Dowód", "Dowody", "Źródło informacji", "Źródło danych", "Skąd wiadomo", "Na jakiej podstawie", "Uzasadnienie danymi")),
        Column("Wymiar", "dimension", convert.dimension, ("Wymiar rozwoju", "Sfera", "Obszar")),
        Column("Skala", "scale", convert.scale(1, 5), ("Skala problemu", "Waga", "Ocena")),
        Column("Powiązane wyzwanie", "challenge", convert.text, ("Wyzwanie", "Nr wyzwania")),
    ),
)

CHALLENGES = Layout(
    name="wyzwania",
    sheets=("Wyzwania", "Wyzwania rozwojowe"),
    columns=(
        Column("Wyzwanie", "title", convert.line, ("Wyzwanie rozwojowe", "Nazwa wyzwania", "Treść wyzwania"), required=True),
        Column("Opis", "description", convert.text, ("Opis wyzwania", "Uzasadnienie")),
        Column("Wynikające z problemów", "problems", convert.text, ("Problemy", "Powiązane problemy", "Wynika z problemów", "Problem", "Nr problemu")),
        Column("Potencjały do wykorzystania", "potentials", convert.text, ("Potencjały", "Potencjał")),
        Column("Priorytet", "priority", convert.scale(1, 9), ("Ważność", "Kolejność")),
        Column("Wymiar", "dimension", convert.dimension, ("Wymiar rozwoju", "Sfera", "Obszar")),
    ),
)

_QUADRANTS = (
    (Quadrant.STRENGTH, ("mocn", "siln", "atut")),
    (Quadrant.WEAKNESS, ("slab",)),
    (Quadrant.OPPORTUNITY, ("szans",)),
    (Quadrant.THREAT, ("zagrozen",)),
)

_LETTERS = {"s": Quadrant.STRENGTH, "w": Quadrant.WEAKNESS, "o": Quadrant.OPPORTUNITY, "t": Quadrant.THREAT}
_NAMED = convert.choice(*_QUADRANTS)


def quadrant_said(cell: Cell, notes: list[str]) -> Quadrant | None:
    """A quadrant by its Polish name or its letter: „S", „W – słabe strony"."""
    return _LETTERS.get(fold(cell.text).strip(" .()")) or _NAMED(cell, notes)


SWOT_LIST = Layout(
    name="lista SWOT",
    sheets=("SWOT", "Analiza SWOT"),
    columns=(
        Column("Kategoria", "quadrant", quadrant_said, ("Ćwiartka", "Rodzaj", "Typ", "Pole SWOT", "Grupa", "Obszar SWOT", "SWOT", "Element SWOT"), required=True),
        Column("Czynnik", "text", convert.line, ("Treść", "Opis", "Pozycja", "Zapis"), required=True),
        Column("Wymiar", "dimension", convert.dimension, ("Wymiar rozwoju", "Sfera", "Obszar")),
        Column("Waga", "weight", convert.whole, ("Ważność", "Ocena")),
    ),
)


def take_number(intake: Intake, page: Page, row: Row, name: str) -> tuple[Code | None, Cell | None]:
    """The number typed in the column before a field, or before the whole row."""
    cell = row.numbers.get(name) or (row.numbers.get("") if name in ("title", "text") else None)
    if cell is None:
        return None, None
    code = code_of(cell.value)
    if code is None:
        if convert.says_nothing(cell.text):
            page.mark(cell, Role.DECORATION)
        else:
            intake.skip(page, cell, f"„{cell.text}” nie jest numerem.", "Numery program nadaje sam; sprawdź tylko kolejność.", severity=Severity.NOTE)
        return None, None
    page.mark(cell, Role.READ)
    return code, cell


def numbered_title(intake: Intake, page: Page, row: Row, fields: Fields, name: str = "title") -> tuple[Code | None, Cell | None]:
    """The row's number from its own column or from the front of the title, which then loses it."""
    code, cell = take_number(intake, page, row, name)
    inside, rest = split_code(fields.get(name) or "")
    if inside and rest:
        fields.values[name] = rest
        if code is None:
            code, cell = inside, row.cells[name]
    return code, cell


def whole_source(page: Page, cell: Cell) -> tuple[str, str, str, str]:
    """Where the record as a whole stands in the file: its number's cell, or its name's."""
    return ("", page.name, cell.address, cell.text)


def read_problems(intake: Intake, page: Page, heading: Heading) -> None:
    """Problems with causes, effects and, where the source is named, the evidence."""
    book_above(page, heading.top)
    for position, row in enumerate(rows_of(intake, page, heading)):
        fields = fields_of(intake, page, heading, row)
        if is_total(row) or not fields.get("title"):
            _no_title(intake, page, row, "problemu")
            continue
        code, number = numbered_title(intake, page, row, fields)
        evidence, challenge = fields.values.pop("evidence", None), fields.values.pop("challenge", None)
        where = [source for source in fields.sources if source[0] == "evidence"]
        fields.sources = [source for source in fields.sources if source[0] not in ("evidence", "challenge")]
        key = str(code) if code else fold(fields.get("title"))
        record = Problem(id=id_from("problem", "M7", key), position=position, **fields.values)
        known = intake.drafts.get(record.id)
        again = known is not None and fold(known.match_name) == fold(record.title)  # a copy of the sheet, maybe edited since
        if known is not None and not again:
            _twice(intake, page, row.first, "problem", record.title)
            record = Problem(id=id_from("problem", "M7", key, fold(record.title)), position=position, **fields.values)
        sources = [whole_source(page, number or row.cells["title"]), *fields.sources]
        if again:
            enter(intake, record, sources, name=record.title)
        else:
            intake.draft(record, sources, code=str(code or ""))
        if evidence:
            proof = Evidence(
                id=id_from("evidence", "M7", str(record.id)), position=position, about=record.id, evidence_kind=EvidenceKind.DOCUMENT, text=evidence
            )
            enter(intake, proof, [("text", *where[0][1:]), ("about", *where[0][1:])], name=evidence)
        if challenge:
            intake.later.append(partial(_join, intake, page, row.cells["challenge"], challenge, record.id))


def read_challenges(intake: Intake, page: Page, heading: Heading) -> None:
    """Challenges with the problems they come from."""
    book_above(page, heading.top)
    for position, row in enumerate(rows_of(intake, page, heading)):
        fields = fields_of(intake, page, heading, row)
        if is_total(row) or not fields.get("title"):
            _no_title(intake, page, row, "wyzwania")
            continue
        code, number = numbered_title(intake, page, row, fields)
        said = fields.values.pop("problems", None)
        linked = named_in(intake, page, row.cells["problems"], said, Problem) if said else ()
        if linked:
            fields.values["problems"] = linked
        else:
            fields.sources = [source for source in fields.sources if source[0] != "problems"]
        key = str(code) if code else fold(fields.get("title"))
        record = Challenge(id=id_from("challenge", "M7", key), position=position, **fields.values)
        known = intake.drafts.get(record.id)
        again = known is not None and fold(known.match_name) == fold(record.title)
        if known is not None and not again:
            _twice(intake, page, row.first, "wyzwanie", record.title)
            record = Challenge(id=id_from("challenge", "M7", key, fold(record.title)), position=position, **fields.values)
        sources = [whole_source(page, number or row.cells["title"]), *fields.sources]
        if again:
            enter(intake, record, sources, name=record.title)
        else:
            intake.draft(record, sources, code=str(code or ""))


def _join(intake: Intake, page: Page, cell: Cell, said: str, problem: UUID) -> None:
    """Joins a problem to the challenges its row names, once all challenges are read."""
    for challenge in named_in(intake, page, cell, said, Challenge):
        record = intake.drafts[challenge].record
        assert isinstance(record, Challenge)
        if problem not in record.problems:
            intake.revise(challenge, {"problems": (*record.problems, problem)}, [("problems", page.name, cell.address, cell.text)])


def named_in(intake: Intake, page: Page, cell: Cell, said: str, cls: type[Problem] | type[Challenge]) -> tuple[UUID, ...]:
    """Records a cell refers to by number („P1, P3") or by title; unknown ones are reported."""
    known = [draft for draft in intake.drafts.values() if isinstance(draft.record, cls)]
    found: list[UUID] = []
    parts = several(said) if "\n" in said or ";" in said else (said,)
    for part in parts:
        ids = [draft.record.id for draft in known if fold(draft.match_name) == fold(split_code(part)[1]) or fold(draft.match_name) == fold(part)]
        if not ids:
            pieces = [piece.strip() for piece in part.replace(" i ", ",").split(",") if piece.strip()]
            codes = [split_code(piece)[0] or code_of(piece) for piece in pieces]
            ids = [draft.record.id for code in codes if code for draft in known if draft.match_code == str(code)]
            if not all(codes) or len(ids) < len(codes):
                title = "wyzwania" if cls is Challenge else "problemu"
                intake.say(
                    Severity.WARNING,
                    "I18",
                    f"Nie znaleziono {title}, na który wskazuje wpis „{part}”." if cls is Problem else f"Nie znaleziono {title}, na które wskazuje wpis „{part}”.",
                    "Wskaż powiązanie w programie.",
                    page=page,
                    cell=cell,
                    value=part,
                )
        found.extend(i for i in ids if i not in found)
    return tuple(found)


def quadrant_of(text: str) -> Quadrant | None:
    """Which quadrant a heading such as „MOCNE STRONY (S)" names."""
    if len(text) > 60:
        return None
    known = {
        Quadrant.STRENGTH: ("Mocne strony", "Silne strony", "Atuty", "Strengths"),
        Quadrant.WEAKNESS: ("Słabe strony", "Słabości", "Weaknesses"),
        Quadrant.OPPORTUNITY: ("Szanse", "Opportunities"),
        Quadrant.THREAT: ("Zagrożenia", "Threats"),
    }
    scored = {quadrant: best(text, labels) for quadrant, labels in known.items()}
    quadrant = max(scored, key=lambda key: scored[key])
    return quadrant if scored[quadrant] >= 0.7 else None


def quadrants(page: Page, rows: int | None = None) -> dict[tuple[int, int], Quadrant]:
    """Headings of a 2×2 SWOT on a page or its first filled rows; empty unless at least three quadrants are there."""
    cells = (cell for row in page.rows[:rows] for cell in page.by_row[row])
    found = {(cell.row, cell.column): quadrant for cell in cells if (quadrant := quadrant_of(cell.text))}
    return found if len(set(found.values())) >= 3 else {}


def read_swot(intake: Intake, page: Page) -> None:
    """A SWOT laid out in four fields, side by side or one under another."""
    headings = quadrants(page)
    book_above(page, min(row for row, _ in headings))
    page.mark((page.cells[position] for position in headings), Role.LABEL)
    lefts = sorted({column for _, column in headings})
    width = max([after - before for before, after in pairwise(lefts)], default=0)  # what stands further right is no part of the fields
    position = 0
    for (top, left), quadrant in headings.items():
        beside = [column for row, column in headings if row == top and column > left]
        right = min(beside, default=left + width if width else 10**6)
        below = min((row for row, _ in headings if row > top), default=10**6)
        for cell in list(page.cells.values()):
            inside = top <= cell.row < below and left <= cell.column < right and (cell.row > top or cell.column > left)
            if not inside or not page.free(cell):
                continue
            if is_note(cell):
                intake.skip(page, cell, "Przypis lub uwaga; nie należy do planu.", severity=None)
            elif best(cell.text, ("Waga", "Wymiar", "Lp.", "Nr", "Dowód", "Czynnik", "Treść")) >= 0.9:
                page.mark(cell, Role.LABEL)
            elif isinstance(cell.value, str) and code_of(cell.value) is None:
                position = _read_items(intake, page, cell, quadrant, position, right)
            elif (after := page.at(cell.row, cell.column + 1)) and isinstance(after.value, str) and page.free(after):
                page.mark(cell, Role.LABEL)


def _read_items(intake: Intake, page: Page, cell: Cell, quadrant: Quadrant, position: int, right: int) -> int:
    entries = intake.convert(page, cell, convert.points) or ()
    beside = page.at(cell.row, cell.column + 1) if cell.column + 1 < right else None
    weight = intake.convert(page, beside, convert.whole) if beside and isinstance(beside.value, int | float) and len(entries) == 1 else None
    for entry in entries:
        said = split_code(entry)[1]
        item = SwotItem(id=id_from("swot_item", "M7", quadrant.name, fold(said)), position=position, quadrant=quadrant, text=said, weight=weight)
        sources = [("", page.name, cell.address, entry), ("text", page.name, cell.address, entry)]
        if weight is not None and beside:
            sources.append(("weight", page.name, beside.address, beside.text))
        intake.draft(item, sources, name=said)
        position += 1
    return position


def names_quadrants(page: Page, heading: Heading) -> bool:
    """Whether the column taken for the quadrant does name quadrants; a category may be of anything."""
    cells = [cell for row in page.rows if row > heading.bottom and (cell := page.at(row, heading.columns["quadrant"]))][:30]
    fitting = 0
    for cell in cells:
        try:
            fitting += quadrant_said(cell, []) is not None
        except Unreadable:
            continue
    return fitting * 2 > len(cells)


def read_swot_list(intake: Intake, page: Page, heading: Heading) -> None:
    """A SWOT as a list with a column naming the quadrant."""
    book_above(page, heading.top)
    quadrant: Quadrant | None = None
    for position, row in enumerate(rows_of(intake, page, heading)):
        fields = fields_of(intake, page, heading, row)
        quadrant = fields.get("quadrant") or quadrant
        number, cell = numbered_title(intake, page, row, fields, "text")
        page.mark((one for one in row.numbers.values() if page.free(one)), Role.LABEL)
        if not fields.get("text") or quadrant is None or is_total(row):
            _no_title(intake, page, row, "pozycji SWOT")
            continue
        fields.values["quadrant"] = quadrant
        record = SwotItem(id=id_from("swot_item", "M7", quadrant.name, fold(fields.get("text"))), position=position, **fields.values)
        intake.draft(record, [whole_source(page, cell or row.cells["text"]), *fields.sources], code=str(number or ""), name=record.text)


def _no_title(intake: Intake, page: Page, row: Row, what: str) -> None:
    for cell in row.everything:
        if is_total(row):
            page.mark(cell, Role.LABEL)
        else:
            page.roles.pop((cell.row, cell.column), None)
            intake.skip(page, cell, f"Wiersz nie ma nazwy {what}.", severity=None)
    if not is_total(row):
        intake.say(
            Severity.WARNING,
            "I19",
            f"Wiersz {row.number + 1} nie ma nazwy {what}; pominięto go.",
            "Dopisz nazwę w pliku i wczytaj go ponownie.",
            page=page,
            cell=row.first,
            value=row.first.text,
        )


def _twice(intake: Intake, page: Page, cell: Cell, what: str, title: str) -> None:
    intake.say(
        Severity.WARNING,
        "I21",
        f"W pliku dwa razy występuje ten sam numer: {what} „{title}”.",
        "Oba wpisy wczytano osobno; sprawdź numery w pliku.",
        page=page,
        cell=cell,
        value=cell.text,
    )
