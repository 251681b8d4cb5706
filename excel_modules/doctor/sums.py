"""Sums that leave something out, take something twice or too much, and results that do not agree with what they add up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from excel_modules.doctor.compute import Calculator, Circle, Unknowable, as_number
from excel_modules.doctor.formulas import Area, Call, Node, added, is_sum, references, walk
from excel_modules.doctor.grid import PART, TOTAL, Position, Sheet, amount, is_amount, names_of, shown, year_of
from excel_modules.doctor.kinds import Kind, Suspicion
from excel_modules.doctor.lines import area_places, constant_number, lines_of, sum_cells
from excel_modules.sheet import cell_name

ROUNDING = 1.0
"""Differences up to this many units come from rounding."""
EXACT = 0.005


def short_sums(sheet: Sheet) -> Iterator[Suspicion]:
    """Sums that do not take what they should."""
    usual = _usual(sheet)
    sums = _sums(sheet)
    for place, cells in sums.items():
        node = sheet.cells[place].formula
        assert node is not None
        if place in cells:
            continue  # told as a circle
        found = _against_siblings(sheet, place, node, cells, usual.get(place)) or _years_inside(sheet, place, cells)
        if not found and place not in usual:
            found = _gap(sheet, place, node, cells, sums)
        if not found:
            found = _twice(sheet, place, node, cells, sums)
        if found:
            yield found


def _sums(sheet: Sheet) -> dict[Position, set[Position]]:
    """Every sum of the sheet with the cells it takes."""
    found: dict[Position, set[Position]] = {}
    for place, cell in sheet.cells.items():
        if cell.formula is not None and (cells := sum_cells(sheet, cell.formula, *place)):
            found[place] = cells
    return found


def _usual(sheet: Sheet) -> dict[Position, Node]:
    """For sums beside others: the formula most of their neighbours share, across the direction they add in."""
    found: dict[Position, Node] = {}
    for line in lines_of(sheet):
        nodes = {place: node for place in line.places if (node := sheet.cells[place].formula) is not None and is_sum(node)}
        across = {place: node for place, node in nodes.items() if _adds_across(sheet, node, place, down_line=line.down)}
        if len(across) < 2:
            continue
        (common, count), *_ = Counter(across.values()).most_common(1)
        for place, node in across.items():
            if count >= 2 and (node == common or count > sum(1 for one in across.values() if one == node)):
                found[place] = common
    return found


def _adds_across(sheet: Sheet, node: Node, place: Position, *, down_line: bool) -> bool:
    """Whether a sum takes cells at right angles to the line: sums of rows in a column, sums of columns in a row."""
    cells = sum_cells(sheet, node, *place)
    if not cells:
        return False
    row, column = place
    return all(at_row == row for at_row, _ in cells) if down_line else all(at_column == column for _, at_column in cells)


def _against_siblings(sheet: Sheet, place: Position, node: Node, cells: set[Position], common: Node | None) -> Suspicion | None:
    if common is None or common == node:
        return None
    wanted = sum_cells(sheet, common, *place) or set()
    missing = sorted(one for one in wanted - cells if is_amount(sheet.at(*one)))
    extra = sorted(one for one in cells - wanted if is_amount(sheet.at(*one)))
    if missing and not extra:
        return _missing(sheet, place, missing, "Sumy w sąsiednich komórkach obejmują także", 0.95)
    if extra and not missing:
        message = f"Suma w komórce {cell_name(*place)} bierze więcej niż sumy obok: także {names_of(extra)}."
        return _suspicion(sheet, place, message, "Porównaj zakres z sumą w komórce obok i popraw go.", 0.9)
    if missing and extra:
        message = f"Suma w komórce {cell_name(*place)} bierze inne komórki niż sumy obok: {names_of(extra)} zamiast {names_of(missing)}."
        return _suspicion(sheet, place, message, "Porównaj zakres z sumą w komórce obok i popraw go.", 0.9)
    return None


def _missing(sheet: Sheet, place: Position, missing: list[Position], why: str, confidence: float) -> Suspicion:
    message = f"Suma w komórce {cell_name(*place)} nie obejmuje wszystkiego. {why} {names_of(missing)}."
    return _suspicion(sheet, place, message, "Popraw zakres sumy tak, żeby obejmował wszystkie pozycje.", confidence)


def _suspicion(sheet: Sheet, place: Position, message: str, hint: str, confidence: float, kind: Kind = Kind.SHORT_SUM) -> Suspicion:
    return Suspicion(kind=kind, sheet=sheet.name, row=place[0], column=place[1], value=shown(sheet.cells[place]), message=message, hint=hint, confidence=confidence)


def _years_inside(sheet: Sheet, place: Position, cells: set[Position]) -> Suspicion | None:
    """A sum that begins in the heading and adds the year up."""
    years = sorted(one for one in cells if one[0] in sheet.headings and (cell := sheet.at(*one)) is not None and cell.number and year_of(cell))
    if not years or len(years) == len(cells):
        return None
    message = f"Suma w komórce {cell_name(*place)} zaczyna się w nagłówku i dolicza rok z komórki {cell_name(*years[0])}."
    return _suspicion(sheet, place, message, "Zacznij zakres sumy od pierwszego wiersza z liczbami.", 0.9)


def _gap(sheet: Sheet, place: Position, node: Node, cells: set[Position], sums: dict[Position, set[Position]]) -> Suspicion | None:
    """A sum of the column above (or the row before it) that stops short of itself, starts late or has a hole."""
    row, column = place
    if all(at_column == column and at_row < row for at_row, at_column in cells):
        partial = not sheet.is_total(row, column) and any(other != place and other[1] == column and taken & _between(cells) for other, taken in sums.items())
        if partial:
            return None
        return _gap_above(sheet, place, node, cells, sums)
    if all(at_row == row and at_column < column for at_row, at_column in cells):
        return _gap_before(sheet, place, cells)
    return None


def _between(cells: set[Position]) -> set[Position]:
    rows = [row for row, _ in cells]
    column = next(iter(cells))[1]
    return {(row, column) for row in range(min(rows) - 1, max(rows) + 3)}


def _gap_above(sheet: Sheet, place: Position, node: Node, cells: set[Position], sums: dict[Position, set[Position]]) -> Suspicion | None:
    row, column = place
    first, last = min(at_row for at_row, _ in cells), max(at_row for at_row, _ in cells)
    whole_ranges = any(isinstance(part, Area) for part in added(node) or ())
    between = range(last + 1, row)
    below = [(one, column) for one in between if _counts(sheet, one, column, sums, place)]
    clean = all((one, column) in sheet.cells and is_amount(sheet.at(one, column)) and not sheet.is_total(one, column) and one not in sheet.headings for one in between)
    if below and clean and len(below) <= max(3, len(cells)) and whole_ranges:
        return _missing(sheet, place, below, "Poniżej zakresu, a nad sumą, są jeszcze", 0.9)
    if last >= row - 2 or clean:
        late: list[Position] = []
        above = first - 1
        while above >= 0 and _counts(sheet, above, column, sums, place) and len(late) < 4:
            late.append((above, column))
            above -= 1
        ends = above < 0 or above in sheet.headings or not is_amount(sheet.at(above, column)) or (above, column) in sums or sheet.is_total(above, column)
        blocked = (above, column) in sums and bool(sums[above, column] & set(late))
        if late and ends and not blocked and whole_ranges and len(late) <= max(1, len(cells) // 2) and not _own_group(sheet, first, column):
            return _missing(sheet, place, sorted(late), "Nad zakresem, w tej samej tabeli, są jeszcze", 0.85)
    holes = [(one, column) for one in range(first, last) if (one, column) not in cells and _counts(sheet, one, column, sums, place)]
    if holes and whole_ranges and len(holes) * 3 <= len(cells) and all(not PART.match(sheet.label(one, column)) for one, _ in holes):
        return _missing(sheet, place, holes, "W środku zakresu pominięto", 0.85)
    return None


def _own_group(sheet: Sheet, row: int, column: int) -> bool:
    """Whether a new group begins in this row: its first column says something that the row above does not share."""
    heads = sheet.rows.get(row, [])
    first = sheet.at(row, heads[0]) if heads else None
    previous = sheet.at(row - 1, heads[0]) if heads else None
    merged = sheet.covered.get((row, heads[0])) if heads else None
    return first is not None and previous is None and merged == (row, heads[0])


def _counts(sheet: Sheet, row: int, column: int, sums: dict[Position, set[Position]], place: Position) -> bool:
    """Whether a cell is an item that a sum beside should take: an amount, no heading, no total, no part of another item."""
    cell = sheet.at(row, column)
    if cell is None or not is_amount(cell) or row in sheet.headings or cell.is_date:
        return False
    if (row, column) in sums or sheet.is_total(row, column) or PART.match(sheet.label(row, column)):
        return False
    return not (year_of(cell) and row + 1 not in sheet.headings and _over_amounts(sheet, row, column))


def _over_amounts(sheet: Sheet, row: int, column: int) -> bool:
    """Whether a year-like number stands over numbers of quite another size: then it is a heading."""
    below = constant_number(sheet.at(row + 1, column))
    return below is not None and not 1000 < abs(below) < 4000


def _gap_before(sheet: Sheet, place: Position, cells: set[Position]) -> Suspicion | None:
    """The same along a row, only where headings show that the cells left out are of the same kind (years, „Os. 1")."""
    row, column = place
    first, last = min(at_column for _, at_column in cells), max(at_column for _, at_column in cells)
    kinds = {_kind_of_heading(sheet, row, one) for _, one in cells}
    if len(kinds) != 1 or not (kind := kinds.pop()):
        return None
    outside = [(row, one) for one in (*range(last + 1, column), *range(first - 1, -1, -1)) if is_amount(sheet.at(row, one)) and _kind_of_heading(sheet, row, one) == kind]
    near = [one for one in outside if one[1] in range(last + 1, column) or one[1] >= first - 2]
    return _missing(sheet, place, sorted(near), "W tym samym wierszu są jeszcze", 0.85) if near and len(near) < len(cells) else None


def _kind_of_heading(sheet: Sheet, row: int, column: int) -> str:
    """A heading without its digits: „rok", „os. "; "" when it says nothing that could be compared."""
    said = sheet.heading(row, column).split(" | ")[0]
    if TOTAL.search(said):
        return ""
    plain = re.sub(r"\d+|\b[ivx]+\b", "#", said)
    return plain if "#" in plain else ""


def _twice(sheet: Sheet, place: Position, node: Node, cells: set[Position], sums: dict[Position, set[Position]]) -> Suspicion | None:
    """A sum over both items and the subtotals made of them."""
    if any(isinstance(one, Call) and one.name == "SUBTOTAL" for one in walk(node)):
        return None
    doubled = sorted(one for one in cells if one in sums and len(sums[one] & cells) > 1)
    if not doubled:
        return None
    message = f"Suma w komórce {cell_name(*place)} liczy te same kwoty dwa razy: bierze pozycje i ich sumę częściową {names_of(doubled)}."
    return _suspicion(sheet, place, message, "Dodaj tylko same pozycje albo tylko sumy częściowe.", 0.85)


# -- results -----------------------------------------------------------------------------------------------------------


def wrong_results(sheet: Sheet, calculator: Calculator) -> Iterator[Suspicion]:
    """Formulas whose stored result is not what they give, and formulas that depend on themselves."""
    told: set[frozenset[tuple[str, Position]]] = set()
    for place, cell in sheet.cells.items():
        if cell.formula is None or cell.error:
            continue
        if _takes_itself(sheet, cell.formula, place):
            yield _circle(sheet, place)
            continue
        try:
            wanted = calculator.result(sheet, *place) if cell.value is not None else calculator.value(sheet, *place)
        except Circle as circle:
            key = frozenset(circle.places)
            if key not in told:
                told.add(key)
                yield _circle(sheet, place)
            continue
        except Unknowable:
            continue
        if cell.number and isinstance(wanted, float):
            found = as_number(float(cell.value))  # type: ignore[arg-type]
            if abs(found - wanted) > max(EXACT, 1e-9 * abs(wanted)) and is_sum(cell.formula):
                yield _off(sheet, place, found, wanted, "Formuła daje teraz", "Otwórz plik w Excelu i zapisz go, żeby wyniki policzyły się od nowa.")


def _takes_itself(sheet: Sheet, node: Node, place: Position) -> bool:
    for one in references(node):
        if not one.sheet or one.sheet.casefold() == sheet.name.casefold():
            top, left, bottom, right = area_places(one, *place)
            if top <= place[0] <= bottom and left <= place[1] <= right:
                return not _only_position(node)
    return False


def _only_position(node: Node) -> bool:
    """Functions that ask where a cell is, not what it holds."""
    return any(isinstance(one, Call) and one.name in ("ROW", "COLUMN", "ROWS", "COLUMNS", "OFFSET", "CELL", "ADDRESS") for one in walk(node))


def _circle(sheet: Sheet, place: Position) -> Suspicion:
    message = f"Formuła w komórce {cell_name(*place)} korzysta ze swojego własnego wyniku (odwołanie cykliczne)."
    return _suspicion(sheet, place, message, "Popraw zakres formuły tak, żeby nie obejmował komórki, w której stoi.", 0.99, Kind.CIRCULAR)


def _off(sheet: Sheet, place: Position, found: float, wanted: float, why: str, hint: str) -> Suspicion:
    difference = abs(found - wanted)
    kind = Kind.ROUNDING if difference <= ROUNDING else Kind.SUM_OFF
    message = f"W komórce {cell_name(*place)} jest {amount(found)}. {why} {amount(wanted)}; różnica wynosi {amount(difference)}."
    return _suspicion(sheet, place, message, hint, 0.8 if kind is Kind.SUM_OFF else 0.7, kind)


def wrong_totals(sheet: Sheet) -> Iterator[Suspicion]:
    """Totals typed by hand that are not the sum of their items, where other totals of the same row or column are."""
    yield from _totals(sheet, down=True)
    yield from _totals(sheet, down=False)


def _totals(sheet: Sheet, *, down: bool) -> Iterator[Suspicion]:
    """For each row (`down`) or column called a total: whether its cells are the sums of one and the same stretch."""
    keys = sheet.rows if down else sheet.columns
    for key, places in keys.items():
        cells = [(key, one) if down else (one, key) for one in places]
        totals = [place for place in cells if _is_typed_total(sheet, place, down=down)]
        if len(totals) < (1 if down else 3):
            continue
        agree: list[Position] = []
        differ: list[tuple[Position, float, int]] = []
        for place in totals:
            parts = _parts(sheet, place, down=down)
            if len(parts) < 2:
                continue
            values = [constant_number(sheet.cells[one]) or 0.0 for one in parts]
            found = constant_number(sheet.cells[place]) or 0.0
            if abs(found - sum(values)) < EXACT:
                agree.append(place)
            elif not _is_mean(found, values):
                differ.append((place, sum(values), len(values)))
        for place, wanted, count in differ:
            found = constant_number(sheet.cells[place]) or 0.0
            off = abs(found - wanted)
            hundred = abs(wanted - 100) < 2 or abs(found - 100) < EXACT
            proved = len(agree) >= (1 if down else max(3, 2 * len(differ))) and len(differ) <= max(1, len(agree) // 2)
            alone = down and not agree and len(differ) == 1 and count >= 3 and off <= ROUNDING and abs(wanted) >= 1000
            if ((proved and off <= 0.6 * max(abs(wanted), abs(found))) or alone) and not (hundred and off < 2) and not sheet.cells[place].is_percent:
                where = "Pozycje powyżej dają razem" if down else "Pozycje w tym wierszu dają razem"
                yield _off(sheet, place, found, wanted, where, "Sprawdź, czy suma i jej składniki są wpisane dobrze.")


def _is_typed_total(sheet: Sheet, place: Position, *, down: bool) -> bool:
    if place[0] in sheet.headings or not sheet.cells[place].number or constant_number(sheet.cells[place]) is None:
        return False
    return sheet.is_total(*place) if down else bool(TOTAL.search(sheet.heading(*place).split(" | ")[0])) and not sheet.is_total(*place)


def _parts(sheet: Sheet, place: Position, *, down: bool) -> list[Position]:
    """Typed numbers before a total: up its column to the total or heading before it, or left along its row."""
    row, column = place
    found: list[Position] = []
    while True:
        row, column = (row - 1, column) if down else (row, column - 1)
        cell = sheet.at(row, column)
        if cell is None or constant_number(cell) is None or not cell.number or row in sheet.headings:
            return found
        if down and (sheet.is_total(row, column) or PART.match(sheet.label(row, column))):
            return found if not PART.match(sheet.label(row, column)) else []
        if not down and (TOTAL.search(sheet.heading(row, column)) or not _kind_of_heading(sheet, row, column)):
            return found
        found.append((row, column))


def _is_mean(found: float, values: list[float]) -> bool:
    """Whether a total is rather an average, or a number of another kind: it lies among its items."""
    return len(values) > 2 and min(values) <= found <= max(values) and abs(found - sum(values)) > ROUNDING


