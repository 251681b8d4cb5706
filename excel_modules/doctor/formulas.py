"""Formulas understood: parsed once into a tree whose references are relative to their cell, so that equal formulas compare equal.

Two cells „=B5*C5" and „=B6*C6" have one pattern; that is how a formula that differs from its neighbours is seen. Follows the grammar
of SpreadsheetML formulas (ECMA-376, part 1, 18.17); what it does not follow (names of tables, arrays) becomes `Opaque`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from excel_modules.sheet import cell_position, column_name

LAST_ROW, LAST_COLUMN = 1_048_575, 16_383
LONGEST = 8192
"""Letters of a formula; Excel allows no more."""


@dataclass(frozen=True, slots=True)
class Constant:
    """A number, a text, TRUE or FALSE."""

    value: float | str | bool


@dataclass(frozen=True, slots=True)
class Broken:
    """An error written in the formula itself: #REF!."""

    name: str


@dataclass(frozen=True, slots=True)
class Reference:
    """One cell. A row or column that is not fixed is an offset from the cell the formula stands in."""

    sheet: str
    row: int
    row_fixed: bool
    column: int
    column_fixed: bool

    def at(self, row: int, column: int) -> tuple[int, int]:
        """The position it means in a formula that stands at (row, column)."""
        return self.row if self.row_fixed else self.row + row, self.column if self.column_fixed else self.column + column


@dataclass(frozen=True, slots=True)
class Area:
    """A range of cells."""

    first: Reference
    last: Reference

    @property
    def sheet(self) -> str:
        return self.first.sheet

    def at(self, row: int, column: int) -> tuple[int, int, int, int]:
        """Top, left, bottom, right for a formula that stands at (row, column)."""
        top, left = self.first.at(row, column)
        bottom, right = self.last.at(row, column)
        return min(top, bottom), min(left, right), max(top, bottom), max(left, right)


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments."""

    name: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """An operator between two nodes, or before or behind one."""

    sign: str
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Opaque:
    """Something this program does not follow."""

    text: str


Node = Constant | Broken | Reference | Area | Call | Operation | Opaque

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<text>"(?:[^"]|"")*")
    | (?P<error>\#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!))
    | (?P<reference>(?P<sheet>(?:'(?:[^']|'')*'|[^\W\d][\w.]*|\[\d+\][\w.]*)!)?
        (?:(?P<cell>\$?[A-Za-z]{1,3}\$?\d{1,7})(?::(?P<end>\$?[A-Za-z]{1,3}\$?\d{1,7}))?
         |(?P<columns>\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3})|(?P<rows>\$?\d{1,7}:\$?\d{1,7})|(?P<gone>\#REF!))(?![\w(.!]))
    | (?P<number>\d+\.?\d*(?:[Ee][+-]?\d+)?|\.\d+(?:[Ee][+-]?\d+)?)
    | (?P<name>(?:'(?:[^']|'')*'|\[\d+\])?!?[^\W\d][\w.\\?]*(?:\[[^\]]*(?:\[[^\]]*\][^\]]*)*\])?)
    | (?P<sign><>|<=|>=|[-+*/^&=<>%(),;:{}@\#!])
    )""",
    re.X,
)
_STRENGTH = {"=": 1, "<>": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4, "^": 5}
_CELL = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)(\d+)")


def parse(text: str, row: int, column: int) -> Node:
    """The tree of a formula (without „=") that stands at (row, column). What is not followed is `Opaque`; never raises."""
    if len(text) > LONGEST:
        return Opaque(text[:LONGEST])
    try:
        return _Parser(text, row, column).whole()
    except (ValueError, RecursionError):
        return Opaque(text)


class _Parser:
    def __init__(self, text: str, row: int, column: int) -> None:
        self.row, self.column = row, column
        self.tokens: list[tuple[str, re.Match[str]]] = []
        at = 0
        text = text.strip()
        while at < len(text):
            found = _TOKEN.match(text, at)
            if found is None:
                raise ValueError(text)
            kind = next(name for name in ("text", "error", "reference", "number", "name", "sign") if found[name] is not None)
            self.tokens.append((kind, found))
            at = found.end()
        self.next = 0

    def whole(self) -> Node:
        node = self.operation(0)
        if self.next < len(self.tokens):
            raise ValueError("rest")
        return node

    def sign(self) -> str:
        """The sign that comes next, "" when something else does."""
        if self.next < len(self.tokens) and self.tokens[self.next][0] == "sign":
            return self.tokens[self.next][1]["sign"]
        return ""

    def take(self, sign: str) -> None:
        if self.sign() != sign:
            raise ValueError(sign)
        self.next += 1

    def operation(self, strength: int) -> Node:
        left = self.prefixed()
        while (sign := self.sign()) in _STRENGTH and _STRENGTH[sign] > strength:
            self.next += 1
            left = Operation(sign, (left, self.operation(_STRENGTH[sign])))
        return left

    def prefixed(self) -> Node:
        if (sign := self.sign()) in ("-", "+"):
            self.next += 1
            inner = self.prefixed()
            return inner if sign == "+" else Operation("minus", (inner,))
        node = self.single()
        while self.sign() == "%":
            self.next += 1
            node = Operation("percent", (node,))
        return node

    def single(self) -> Node:
        if self.next >= len(self.tokens):
            raise ValueError("end")
        kind, token = self.tokens[self.next]
        self.next += 1
        if kind == "number":
            return Constant(float(token["number"]))
        if kind == "text":
            return Constant(token["text"][1:-1].replace('""', '"'))
        if kind == "error":
            return Broken(token["error"])
        if kind == "reference":
            return self.reference(token)
        if kind == "name":
            return self.named(token["name"])
        if token["sign"] == "(":
            inner = self.operation(0)
            self.take(")")
            return inner
        raise ValueError(token["sign"])

    def named(self, name: str) -> Node:
        if self.sign() != "(":
            if name.upper() in ("TRUE", "FALSE"):
                return Constant(name.upper() == "TRUE")
            return Opaque(name)
        self.next += 1
        arguments: list[Node] = []
        while self.sign() != ")":
            if self.sign() in (",", ";"):
                arguments.append(Opaque(""))
            else:
                arguments.append(self.operation(0))
            if self.sign() in (",", ";"):
                self.next += 1
            elif self.sign() != ")":
                raise ValueError(name)
        self.next += 1
        return Call(name.upper().removeprefix("_XLFN."), tuple(arguments))

    def reference(self, token: re.Match[str]) -> Node:
        sheet = (token["sheet"] or "")[:-1]
        if sheet.startswith("'"):
            sheet = sheet[1:-1].replace("''", "'")
        if token["gone"]:
            return Broken("#REF!")
        if token["columns"]:
            first, last = token["columns"].split(":")
            return Area(self.place(sheet, f"{first}$1"), self.place(sheet, f"{last}${LAST_ROW + 1}"))
        if token["rows"]:
            first, last = token["rows"].split(":")
            return Area(self.place(sheet, f"$A{first}"), self.place(sheet, f"${column_name(LAST_COLUMN)}{last}"))
        first_cell = self.place(sheet, token["cell"])
        return Area(first_cell, self.place(sheet, token["end"])) if token["end"] else first_cell

    def place(self, sheet: str, name: str) -> Reference:
        found = _CELL.fullmatch(name)
        if found is None:
            raise ValueError(name)
        row, column = _position(found[2] + found[4])
        return Reference(sheet, row if found[3] else row - self.row, bool(found[3]), column if found[1] else column - self.column, bool(found[1]))


@lru_cache(maxsize=20_000)
def _position(name: str) -> tuple[int, int]:
    return cell_position(name)


def walk(node: Node) -> Iterator[Node]:
    """The node and everything in it."""
    yield node
    parts = node.arguments if isinstance(node, Call) else node.parts if isinstance(node, Operation) else ()
    for part in parts:
        yield from walk(part)


def references(node: Node) -> Iterator[Reference | Area]:
    """Every cell and range the formula names."""
    return (one for one in walk(node) if isinstance(one, Reference | Area))


def added(node: Node) -> list[Reference | Area] | None:
    """What a formula adds up when it is nothing but a sum: „SUM(B2:B9)", „B2+B3+SUM(B5:B6)". None for anything else."""
    if isinstance(node, Reference | Area):
        return [node]
    if isinstance(node, Call) and node.name == "SUM":
        parts: list[Node] = list(node.arguments)
    elif isinstance(node, Call) and node.name == "ROUND" and len(node.arguments) == 2:
        parts = [node.arguments[0]]
    elif isinstance(node, Operation) and node.sign == "+":
        parts = list(node.parts)
    else:
        return None
    found: list[Reference | Area] = []
    for part in parts:
        inner = added(part)
        if inner is None:
            return None
        found += inner
    return found


def is_sum(node: Node) -> bool:
    """Whether the formula only adds cells up (one reference alone is not a sum)."""
    return not isinstance(node, Reference | Area) and bool(added(node))
