"""Numbers typed where the neighbours have a formula, and formulas that differ from those at both their sides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from excel_modules.doctor.compute import Calculator, Unknowable, as_number
from excel_modules.doctor.formulas import Node, is_sum
from excel_modules.doctor.grid import TOTAL, Position, Sheet, amount, shown
from excel_modules.doctor.kinds import Kind, Suspicion
from excel_modules.doctor.lines import Line, along, constant_number, fits, lines_of, sum_cells
from excel_modules.sheet import cell_name

MOST_PASTED = 3
"""Numbers side by side that may still be pasted ones; more of them are entered by hand on purpose."""


def pasted(sheet: Sheet, calculator: Calculator) -> Iterator[Suspicion]:
    """Numbers in place of formulas, each told once."""
    told: set[Position] = set()
    for line in lines_of(sheet):
        formulas = [(place, sheet.cells[place].formula) for place in line.places if sheet.cells[place].formula is not None]
        if not formulas or len(formulas) == len(line.places):
            continue
        counts = Counter(node for _, node in formulas)
        for index, place in enumerate(line.places):
            if place in told or constant_number(sheet.cells[place]) is None or not sheet.cells[place].number:
                continue
            node = _wanted(sheet, line, index, counts, calculator)
            if node is not None:
                told.add(place)
                yield _suspicion(sheet, place, node, calculator, sum(counts.values()))
    yield from _lonely_totals(sheet, calculator, told)


def _wanted(sheet: Sheet, line: Line, index: int, counts: Counter[Node | None], calculator: Calculator) -> Node | None:
    """The formula that should stand at a place of a line, None when none is missing there."""
    before = _nearest(sheet, line, index, -1)
    after = _nearest(sheet, line, index, 1)
    row, column = line.places[index]
    if before is not None and before == after:
        if along(sheet, before, line) and not _steady(sheet, line, index, before):
            return None
        return before if fits(sheet, before, row, column) and not _other_row(sheet, line, index, before) else None
    single = after or before
    if (before is None) != (after is None) and single is not None and counts[single] == 1 and line.down and is_sum(single):
        total_column = bool(TOTAL.search(sheet.heading(row, column).split(" | ")[0])) and _total_of_row(sheet, single, row, column)
        return single if total_column and fits(sheet, single, row, column) and _near(sheet, single, row, column, calculator, 0.01) else None
    node, count = next(((one, counts[one]) for one in (before, after) if one is not None and counts[one] > 1), (None, 0))
    edge = (before is None) != (after is None)
    if node is None or not fits(sheet, node, row, column) or along(sheet, node, line):
        return None
    if line.down and is_sum(node) and sheet.is_total(row, column) and not _total_of_row(sheet, node, row, column):
        return None
    if count >= 3 and (edge or (before != after and count >= 4)):
        return node if _neighbour(sheet, line, index) or _near(sheet, node, row, column, calculator, 0.001) else None
    return node if _near(sheet, node, row, column, calculator, 0.005) else None


def _steady(sheet: Sheet, line: Line, index: int, node: Node) -> bool:
    """Whether a line whose formulas take one another is made of them, with this one number standing between two."""
    formulas = sum(1 for place in line.places if sheet.cells[place].formula == node)
    beside = all(sheet.cells[line.places[index + step]].formula == node for step in (-1, 1))
    return beside and formulas >= 4 and formulas * 3 >= 2 * len(line.places)


def _other_row(sheet: Sheet, line: Line, index: int, node: Node) -> bool:
    """Whether the formulas stand only in rows of totals and the number in an ordinary row."""
    if not line.down or sheet.is_total(*line.places[index]):
        return False
    return all(sheet.is_total(*place) for place in line.places if sheet.cells[place].formula == node)


def _total_of_row(sheet: Sheet, node: Node, row: int, column: int) -> bool:
    cells = sum_cells(sheet, node, row, column)
    return bool(cells) and all(at_row == row for at_row, _ in cells or ())


def _neighbour(sheet: Sheet, line: Line, index: int) -> bool:
    """Whether a formula stands right beside a place of a line."""
    return any(0 <= other < len(line.places) and sheet.cells[line.places[other]].formula is not None for other in (index - 1, index + 1))


def _nearest(sheet: Sheet, line: Line, index: int, step: int) -> Node | None:
    """The nearest formula of a line in one direction, over at most a few numbers."""
    for distance in range(1, MOST_PASTED + 2):
        at = index + step * distance
        if not 0 <= at < len(line.places):
            return None
        if (node := sheet.cells[line.places[at]].formula) is not None:
            return node
    return None


def _near(sheet: Sheet, node: Node, row: int, column: int, calculator: Calculator, tolerance: float) -> bool:
    try:
        wanted = as_number(calculator.result(sheet, row, column, node))
    except Unknowable:
        return False
    found = constant_number(sheet.cells[row, column])
    return found is not None and abs(found - wanted) <= max(tolerance * max(abs(wanted), abs(found)), 0.01)


def _suspicion(sheet: Sheet, place: Position, node: Node, calculator: Calculator, formulas: int) -> Suspicion:
    cell = sheet.cells[place]
    said = shown(cell)
    try:
        wanted: float | None = as_number(calculator.result(sheet, *place, node))
    except Unknowable:
        wanted = None
    found = constant_number(cell) or 0.0
    if wanted is None:
        about = ""
    elif abs(wanted - found) < 0.005:
        about = " Na razie jest równa wynikowi formuły, ale nie zmieni się, gdy zmienią się dane."
    else:
        about = f" Formuła dałaby {amount(wanted)}, różnica wynosi {amount(found - wanted)}."
    return Suspicion(
        kind=Kind.PASTED,
        sheet=sheet.name,
        row=place[0],
        column=place[1],
        value=said,
        message=f"W komórce {cell_name(*place)} jest wpisana liczba {said}, a w sąsiednich komórkach jest formuła.{about}",
        hint="Skopiuj do tej komórki formułę z komórki obok albo upewnij się, że liczbę wpisano celowo.",
        confidence=0.95 if formulas > 3 else 0.8,
    )


def _lonely_totals(sheet: Sheet, calculator: Calculator, told: set[Position]) -> Iterator[Suspicion]:
    """Totals typed by hand in rows called so, where other totals of the same column or row are formulas."""
    for column, rows in sheet.columns.items():
        sums = [row for row in rows if (node := sheet.cells[row, column].formula) is not None and is_sum(node) and _looks_up(sheet, node, row, column)]
        if not sums:
            continue
        for row in rows:
            if (row, column) in told or not sheet.cells[row, column].number or constant_number(sheet.cells[row, column]) is None or not sheet.is_total(row, column):
                continue
            block = _block_above(sheet, row, column)
            if len(block) < 2:
                continue
            total = sum(constant_number(sheet.cells[place]) or _stored(sheet, place) for place in block)
            found = constant_number(sheet.cells[row, column]) or 0.0
            if abs(found - total) <= 0.25 * max(abs(total), abs(found)):
                told.add((row, column))
                yield Suspicion(
                    kind=Kind.PASTED,
                    sheet=sheet.name,
                    row=row,
                    column=column,
                    value=shown(sheet.cells[row, column]),
                    message=f"Suma w komórce {cell_name(row, column)} jest wpisana jako liczba, a inne sumy w tej kolumnie są formułami."
                    + (f" Wiersze powyżej dają razem {amount(total)}." if abs(total - found) >= 0.005 else ""),
                    hint=f"Wpisz w tej komórce formułę =SUMA({cell_name(*block[0])}:{cell_name(*block[-1])}).",
                    confidence=0.8,
                )


def _looks_up(sheet: Sheet, node: Node, row: int, column: int) -> bool:
    """Whether a sum adds cells of its own column above it."""
    cells = sum_cells(sheet, node, row, column)
    return bool(cells) and all(at_column == column and at_row < row for at_row, at_column in cells or ())


def _stored(sheet: Sheet, place: Position) -> float:
    value = sheet.cells[place].value
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0.0


def _block_above(sheet: Sheet, row: int, column: int) -> list[Position]:
    """Amounts right above a total, up to the total or heading before it."""
    found: list[Position] = []
    above = row - 1
    while above >= 0 and above not in sheet.headings and not sheet.is_total(above, column):
        cell = sheet.at(above, column)
        if cell is None or (constant_number(cell) is None and cell.formula is None):
            break
        found.append((above, column))
        above -= 1
    return found[::-1]


def unlike(sheet: Sheet) -> Iterator[Suspicion]:
    """Formulas that differ from one formula all their neighbours share, and are no sums of their own."""
    for line in lines_of(sheet):
        nodes = [sheet.cells[place].formula for place in line.places]
        for index in range(1, len(nodes) - 1):
            node, before, after = nodes[index], nodes[index - 1], nodes[index + 1]
            if node is None or before is None or before != after or node == before or nodes.count(before) < 4 or nodes.count(node) > 1:
                continue
            row, column = line.places[index]
            if is_sum(node) or is_sum(before) or not fits(sheet, before, row, column):
                continue
            beside = ((row, column - 1), (row, column + 1)) if line.down else ((row - 1, column), (row + 1, column))
            if any((other := sheet.at(*place)) is not None and other.formula == node for place in beside):
                continue
            yield Suspicion(
                kind=Kind.OTHER_FORMULA,
                sheet=sheet.name,
                row=row,
                column=column,
                value=shown(sheet.cells[row, column]),
                message=f"Formuła w komórce {cell_name(row, column)} liczy inaczej niż formuły po obu jej stronach.",
                hint="Porównaj ją z formułą w komórce obok; jeśli ma być taka sama, skopiuj ją stamtąd.",
                confidence=0.7,
            )
