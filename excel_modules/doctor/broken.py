"""Error values, formulas that lead to other files, and formulas whose result the file does not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from excel_modules.doctor.compute import Calculator, Unknowable
from excel_modules.doctor.formulas import Broken, Opaque, references, walk
from excel_modules.doctor.grid import Book, Cell, Position, Sheet, amount, names_of, shown
from excel_modules.doctor.kinds import Kind, Suspicion
from excel_modules.doctor.lines import area_places
from excel_modules.sheet import ERRORS, cell_name

_ERROR_TEXT = re.compile(r"#[¡¿]?[A-ZĄĆĘŁŃÓŚŹŻÀ-Ž][A-ZĄĆĘŁŃÓŚŹŻÀ-Ž_/ ]*(?:/0)?[!?]|#N/[ADV]\b!?|#NV|#DIV/0!?|(?:Err|Błąd|Fehler):5\d\d", re.IGNORECASE)
"""Error values as they show in Excel of any language and in LibreOffice: #REF!, #ADR!, #BEZUG!, #¡VALOR!, Err:502."""
_MEANINGS = {
    "#REF!": "formuła odwołuje się do komórki, której już nie ma",
    "#ADR!": "formuła odwołuje się do komórki, której już nie ma",
    "#DIV/0!": "formuła dzieli przez zero albo przez pustą komórkę",
    "#DZIEL/0!": "formuła dzieli przez zero albo przez pustą komórkę",
    "#VALUE!": "formuła dostała tekst zamiast liczby",
    "#ARG!": "formuła dostała tekst zamiast liczby",
    "#NAME?": "w formule jest nazwa, której program nie zna",
    "#NAZWA?": "w formule jest nazwa, której program nie zna",
    "#N/A": "formuła nie znalazła szukanej wartości",
    "#N/D!": "formuła nie znalazła szukanej wartości",
    "#N/D": "formuła nie znalazła szukanej wartości",
    "#NUM!": "wynik formuły nie jest liczbą, którą można zapisać",
    "#LICZBA!": "wynik formuły nie jest liczbą, którą można zapisać",
}
_POLISH = {"#REF!": "#ADR!", "#VALUE!": "#ARG!", "#DIV/0!": "#DZIEL/0!", "#NAME?": "#NAZWA?", "#NUM!": "#LICZBA!", "#NULL!": "#ZERO!", "#N/A": "#N/D!"}


def is_error_cell(cell: Cell) -> bool:
    """Whether a cell shows an error, as a value or as a text typed or pasted."""
    if cell.error:
        return True
    said = cell.text.strip() if cell.text else ""
    return said.startswith(("#", "Err:", "Błąd:", "Fehler:")) and len(said) < 20 and (said.upper() in ERRORS or bool(_ERROR_TEXT.fullmatch(said)))


def errors(sheet: Sheet) -> Iterator[Suspicion]:
    """Cells with errors, told at the cell where the error begins; cells that only pass it on come along."""
    wrong = {place for place, cell in sheet.cells.items() if is_error_cell(cell)}
    heirs: dict[Position, list[Position]] = {}
    for place in wrong:
        if (root := _root(sheet, place, wrong)) != place:
            heirs.setdefault(root, []).append(place)
    inherited = {place for places in heirs.values() for place in places}
    for place, cell in sheet.cells.items():
        broken = cell.formula is not None and any(isinstance(one, Broken) for one in walk(cell.formula))
        if (place in wrong and place not in inherited) or (broken and place not in wrong):
            yield _suspicion(sheet, place, cell, sorted(heirs.get(place, ())))


def _root(sheet: Sheet, place: Position, wrong: set[Position]) -> Position:
    seen = {place}
    while True:
        node = sheet.cells[place].formula
        above = None
        for one in references(node) if node is not None else ():
            if one.sheet:
                continue
            top, left, bottom, right = area_places(one, *place)
            above = next((other for other in wrong if top <= other[0] <= bottom and left <= other[1] <= right and other not in seen), None)
            if above:
                break
        if above is None:
            return place
        seen.add(above)
        place = above


def _suspicion(sheet: Sheet, place: Position, cell: Cell, heirs: list[Position]) -> Suspicion:
    said = shown(cell) if is_error_cell(cell) else "#REF!"
    meaning = _MEANINGS.get(said.upper(), "")
    polish = _POLISH.get(said.upper(), "")
    named = f"{said} (po polsku {polish})" if polish and polish != said else said
    message = f"W komórce {cell_name(*place)} jest błąd {named}" + (f": {meaning}." if meaning else ".")
    if not is_error_cell(cell):
        message = f"Formuła w komórce {cell_name(*place)} zawiera błąd {named}: {meaning}."
    if heirs:
        message += f" Przechodzi on na komórki {names_of(heirs)}."
    return Suspicion(
        kind=Kind.ERROR,
        sheet=sheet.name,
        row=place[0],
        column=place[1],
        value=said,
        message=message,
        hint="Popraw formułę w tej komórce." if cell.formula is not None else "Wpisz w tej komórce właściwą wartość.",
        confidence=1.0,
        also=tuple(heirs),
    )


def outer_links(book: Book) -> Iterator[Suspicion]:
    """Formulas that take values from other files: one for each file and sheet."""
    quoted: set[str] = set()
    for sheet in book.sheets:
        found: dict[str, list[Position]] = {}
        for place, cell in sheet.cells.items():
            for key in _outer(cell):
                found.setdefault(key, []).append(place)
        for key, places in found.items():
            number = key.strip("[]")
            quoted.add(number)
            name = book.links.get(number, "") or (number if not number.isdigit() else "")
            places.sort()
            which = f"pliku „{name}”" if name else "innego pliku"
            message = f"Formuła w komórce {cell_name(*places[0])} bierze wartość z {which}."
            if len(places) > 1:
                message += f" To samo dotyczy komórek {names_of(places[1:])}."
            yield _link(sheet.name, places, shown(sheet.cells[places[0]]), message)
    for number, name in book.links.items():
        if number not in quoted:
            which = f"plikiem „{name}”" if name else "innym plikiem"
            yield _link("", [], name, f"Skoroszyt jest połączony z {which}, choć nie widać tego w żadnej komórce.")


def _outer(cell: Cell) -> set[str]:
    """Outer files a formula quotes: „[1]" or „[plik.xlsx]"."""
    if cell.formula is None:
        return set()
    found = set()
    for one in walk(cell.formula):
        text = one.text if isinstance(one, Opaque) else getattr(one, "sheet", "")
        if isinstance(text, str) and "[" in text and (match := re.match(r"=?'?(?:[^'\[]*)\[([^\]#]+)\](?=[^\]]*(?:!|$))", text)) and (match[1].isdigit() or "." in match[1]):
            found.add(match[1])
    return found


def _link(sheet: str, places: list[Position], value: str, message: str) -> Suspicion:
    row, column = places[0] if places else (-1, -1)
    return Suspicion(
        kind=Kind.LINK,
        sheet=sheet,
        row=row,
        column=column,
        value=value,
        message=message,
        hint="Gdy tamten plik zniknie albo się zmieni, liczba też się zmieni. Wklej ją jako wartość (Dane › Edytuj łącza › Przerwij łącze) i zapisz, skąd pochodzi.",
        confidence=1.0,
        also=tuple(places[1:]),
    )


def unstored(sheet: Sheet, calculator: Calculator) -> tuple[list[Suspicion], dict[str, str]]:
    """Formulas without a result: one suspicion for the sheet, and results by cell as far as they can be worked out."""
    places = sorted(place for place, cell in sheet.cells.items() if cell.formula is not None and cell.value is None and not cell.error)
    if not places:
        return [], {}
    computed: dict[str, str] = {}
    for place in places:
        try:
            value = calculator.value(sheet, *place)
        except Unknowable:
            continue
        computed[cell_name(*place)] = amount(value) if isinstance(value, float) else "PRAWDA" if value is True else "FAŁSZ" if value is False else str(value or "")
    first = cell_name(*places[0])
    if len(places) == 1:
        message = f"Plik nie przechowuje wyniku formuły w komórce {first}."
    else:
        message = f"W arkuszu „{sheet.name}” plik nie przechowuje wyników {len(places)} formuł: {names_of(places)}."
    if computed:
        some = "; ".join(f"{name} = {value}" for name, value in list(computed.items())[:4])
        message += f" Program policzył {len(computed)} z nich ({some})." if len(places) > 1 else f" Program policzył go: {computed.get(first, '')}."
    suspicion = Suspicion(
        kind=Kind.UNSTORED,
        sheet=sheet.name,
        row=places[0][0],
        column=places[0][1],
        message=message,
        hint="Otwórz plik w Excelu lub LibreOffice i zapisz go; wyniki zapiszą się same.",
        confidence=1.0,
        also=tuple(places[1:]),
    )
    return [suspicion], computed
