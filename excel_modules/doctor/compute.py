"""A small evaluator for formulas of planners' workbooks: arithmetic, comparisons and the functions they use most.

Stored results are trusted where the file holds them, so a difference shows at the very cell that is wrong and not at all that follow.
What is not followed raises `Unknowable` and nothing is claimed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal
from statistics import median

from excel_modules.doctor.formulas import Area, Broken, Call, Constant, Node, Opaque, Operation, Reference
from excel_modules.doctor.grid import Book, Cell, Position, Sheet, number_of

Value = float | str | bool | None
DEEPEST = 120
"""How many formulas without results may hang on one another."""
LARGEST = 200_000
"""Cells of one range that are looked at."""


class Unknowable(Exception):
    """The result cannot be told."""


class Circle(Unknowable):
    """A formula depends on itself. `places` are the cells of the circle."""

    def __init__(self, places: tuple[tuple[str, Position], ...]) -> None:
        super().__init__("circle")
        self.places = places


class Wrong(Unknowable):
    """The result is an error of the spreadsheet."""


class Calculator:
    """Works out formulas of one workbook; results of cells without a stored one are remembered."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._known: dict[tuple[str, Position], Value | Exception] = {}
        self._under_way: list[tuple[str, Position]] = []

    def value(self, sheet: Sheet, row: int, column: int) -> Value:
        """What a cell holds; worked out when the file does not hold its result. Raises Unknowable."""
        cell = sheet.cells.get((row, column))
        if cell is None:
            return None
        if cell.error:
            raise Wrong(str(cell.value))
        if cell.value is not None or cell.formula is None:
            return float(cell.value) if cell.number else cell.value  # type: ignore[arg-type]
        key = (sheet.name, (row, column))
        if key in self._known:
            known = self._known[key]
            if isinstance(known, Exception):
                raise known
            return known
        if key in self._under_way:
            raise Circle(tuple(self._under_way[self._under_way.index(key) :]))
        if len(self._under_way) > DEEPEST:
            raise Unknowable("depth")
        self._under_way.append(key)
        try:
            found = self.result(sheet, row, column)
        except Unknowable as failure:
            self._known[key] = failure
            raise
        finally:
            self._under_way.pop()
        self._known[key] = found
        return found

    def result(self, sheet: Sheet, row: int, column: int, formula: Node | None = None) -> Value:
        """What a formula gives when it stands at this place, by default the cell's own. Raises Unknowable."""
        node = formula or sheet.cells[row, column].formula
        if node is None:
            raise Unknowable("no formula")
        found = _Evaluation(self, sheet, row, column).scalar(node)
        return 0.0 if found is None else found


class _Evaluation:
    def __init__(self, calculator: Calculator, sheet: Sheet, row: int, column: int) -> None:
        self.calculator, self.sheet, self.row, self.column = calculator, sheet, row, column

    def scalar(self, node: Node) -> Value:
        match node:
            case Constant():
                return float(node.value) if isinstance(node.value, int | float) and not isinstance(node.value, bool) else node.value
            case Broken():
                raise Wrong(node.name)
            case Reference():
                return self.calculator.value(self.where(node.sheet), *node.at(self.row, self.column))
            case Operation():
                return self.operation(node)
            case Call():
                return self.call(node)
            case Area() | Opaque():
                raise Unknowable(str(node))

    def where(self, name: str) -> Sheet:
        if not name:
            return self.sheet
        found = self.calculator.book.sheet(name)
        if found is None:
            raise Unknowable(name)
        return found

    def number(self, node: Node) -> float:
        return as_number(self.scalar(node))

    def operation(self, node: Operation) -> Value:
        if node.sign == "minus":
            return -self.number(node.parts[0])
        if node.sign == "percent":
            return self.number(node.parts[0]) / 100
        if node.sign == "&":
            return "".join(_as_text(self.scalar(part)) for part in node.parts)
        if node.sign in ("=", "<>", "<", ">", "<=", ">="):
            return _compared(node.sign, self.scalar(node.parts[0]), self.scalar(node.parts[1]))
        left, right = self.number(node.parts[0]), self.number(node.parts[1])
        try:
            if node.sign == "+":
                return left + right
            if node.sign == "-":
                return left - right
            if node.sign == "*":
                return left * right
            if node.sign == "/":
                return left / right
            return float(left**right)
        except (ZeroDivisionError, OverflowError, TypeError, ValueError) as failure:
            raise Wrong("#DIV/0!") from failure

    def cells(self, node: Reference | Area) -> Iterator[Cell | Value]:
        """Values of the filled cells of a range."""
        sheet = self.where(node.sheet)
        places = [node.at(self.row, self.column)] if isinstance(node, Reference) else list(filled(sheet, *node.at(self.row, self.column)))
        for place in places:
            yield self.calculator.value(sheet, *place)

    def numbers(self, arguments: Sequence[Node]) -> list[float]:
        """Numbers of arguments as SUM takes them: texts and truths inside ranges do not count."""
        found: list[float] = []
        for argument in arguments:
            if isinstance(argument, Reference | Area):
                found += [value for value in self.cells(argument) if isinstance(value, float)]
            elif not (isinstance(argument, Opaque) and not argument.text):
                found.append(self.number(argument))
        return found

    def call(self, node: Call) -> Value:
        arguments = node.arguments
        match node.name:
            case "IF" if 2 <= len(arguments) <= 3:
                if as_truth(self.scalar(arguments[0])):
                    return self.scalar(arguments[1])
                return self.scalar(arguments[2]) if len(arguments) > 2 else False
            case "IFERROR" if len(arguments) == 2:
                try:
                    return self.scalar(arguments[0])
                except Wrong:
                    return self.scalar(arguments[1])
            case "ROUND" | "ROUNDUP" | "ROUNDDOWN" if len(arguments) == 2:
                way = {"ROUND": ROUND_HALF_UP, "ROUNDUP": ROUND_UP, "ROUNDDOWN": ROUND_DOWN}[node.name]
                return rounded(self.number(arguments[0]), int(self.number(arguments[1])), way)
            case "ABS" if len(arguments) == 1:
                return abs(self.number(arguments[0]))
            case "INT" if len(arguments) == 1:
                return float(math.floor(self.number(arguments[0])))
            case "AND":
                return all(as_truth(self.scalar(one)) for one in arguments)
            case "OR":
                return any(as_truth(self.scalar(one)) for one in arguments)
            case "NOT" if len(arguments) == 1:
                return not as_truth(self.scalar(arguments[0]))
            case "COUNTA":
                return float(sum(1 for one in arguments if isinstance(one, Reference | Area) for value in self.cells(one) if value is not None))
            case "SUBTOTAL" if len(arguments) > 1 and self.number(arguments[0]) % 100 in (1, 4, 5, 9):
                return GATHERED[{1: "AVERAGE", 4: "MAX", 5: "MIN", 9: "SUM"}[int(self.number(arguments[0])) % 100]](self.numbers(arguments[1:]))
            case "SUMIF" | "COUNTIF":
                raise Unknowable(node.name)
            case name if name in GATHERED:
                return GATHERED[name](self.numbers(arguments))
        raise Unknowable(node.name)


def _mean(values: list[float]) -> float:
    if not values:
        raise Wrong("#DIV/0!")
    return math.fsum(values) / len(values)


def _middle(values: list[float]) -> float:
    if not values:
        raise Wrong("#NUM!")
    return float(median(values))


GATHERED: dict[str, Callable[[list[float]], float]] = {
    "SUM": math.fsum,
    "AVERAGE": _mean,
    "MIN": lambda values: min(values, default=0.0),
    "MAX": lambda values: max(values, default=0.0),
    "COUNT": lambda values: float(len(values)),
    "PRODUCT": lambda values: math.prod(values) if values else 0.0,
    "MEDIAN": _middle,
}


def filled(sheet: Sheet, top: int, left: int, bottom: int, right: int) -> Iterator[Position]:
    """Filled cells of a range, column by column, looked up whichever way is shorter. Raises Unknowable for very large ones."""
    if (bottom - top + 1) * (right - left + 1) <= 4000:
        for column in range(left, right + 1):
            for row in range(top, bottom + 1):
                if (row, column) in sheet.cells:
                    yield row, column
        return
    count = 0
    for column in sheet.columns:
        if left <= column <= right:
            for row in sheet.columns[column]:
                if top <= row <= bottom:
                    count += 1
                    if count > LARGEST:
                        raise Unknowable("large")
                    yield row, column


def rounded(value: float, places: int, way: str) -> float:
    """Rounding as a spreadsheet does it: halves away from zero, by the digits a person reads."""
    try:
        return float(Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), rounding=way))
    except ArithmeticError as failure:
        raise Unknowable("round") from failure


def as_number(value: Value) -> float:
    if value is None:
        return 0.0
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, str):
        found = number_of(value)
        if found is None:
            raise Wrong("#VALUE!")
        return found
    return float(value)


def as_truth(value: Value) -> bool:
    if isinstance(value, str):
        raise Wrong("#VALUE!")
    return bool(value)


def _as_text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _compared(sign: str, left: Value, right: Value) -> bool:
    if left is None:
        left = "" if isinstance(right, str) else 0.0
    if right is None:
        right = "" if isinstance(left, str) else 0.0
    if isinstance(left, str) and isinstance(right, str):
        first, second = left.casefold(), right.casefold()
        order = (first > second) - (first < second)
    elif isinstance(left, str) or isinstance(right, str):
        order = 1 if isinstance(left, str) else -1
    else:
        order = (float(left) > float(right)) - (float(left) < float(right))
    return {"=": order == 0, "<>": order != 0, "<": order < 0, ">": order > 0, "<=": order <= 0, ">=": order >= 0}[sign]
