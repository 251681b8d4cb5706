"""The small language in which the catalogue writes its indicators, checked before anything is computed.

A formula is arithmetic (+ - * / and parentheses) over numbers, variable keys and three functions:
`sprzed(x, n)` the value n years earlier, `srednio(x)` the mean of this and the previous year-end, `kraj(x)` Poland's value.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mrl_desktop import polish

_OPERATORS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "−", ast.Mult: "×", ast.Div: "÷"}


class FormulaError(ValueError):
    """A formula that cannot be read; its text says in Polish what is wrong."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One value a formula needs: which variable, how many years back, as a yearly mean, or of the country."""

    variable: str
    years_back: int = 0
    mean: bool = False
    country: bool = False


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula ready to be computed many times."""

    text: str
    references: tuple[Reference, ...]
    function: Callable[..., float]

    def value(self, values: Sequence[float]) -> float | None:
        """The result for values given in the order of `references`; None where it divides by zero."""
        try:
            return self.function(*values)
        except ZeroDivisionError:
            return None

    @property
    def is_plain(self) -> bool:
        """Whether it is nothing but one variable."""
        return self.text.strip().isidentifier()

    @property
    def variables(self) -> tuple[str, ...]:
        """Keys of the variables it uses, each once."""
        return tuple(dict.fromkeys(reference.variable for reference in self.references))

    def for_people(self, titles: Mapping[str, str]) -> str:
        """The formula with the variables' titles in brackets and Polish signs."""
        return _text(ast.parse(self.text.strip(), mode="eval").body, titles)


def compiled(text: str) -> Formula:
    """Reads and checks a formula. Raises FormulaError with a Polish explanation."""
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError) as error:
        raise FormulaError(f"wzoru „{text}” nie da się odczytać") from error
    references: list[Reference] = []
    body = _checked(tree.body, references)
    names = [ast.arg(f"v{index}") for index in range(len(references))]
    arguments = ast.arguments(posonlyargs=[], args=names, kwonlyargs=[], kw_defaults=[], defaults=[])
    tree = ast.fix_missing_locations(ast.Expression(ast.Lambda(arguments, body)))
    return Formula(text, tuple(references), eval(compile(tree, "wzór", "eval"), {"__builtins__": {}}))


def _checked(node: ast.expr, references: list[Reference]) -> ast.expr:
    match node:
        case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _OPERATORS:
            return ast.BinOp(_checked(left, references), operator, _checked(right, references))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return ast.UnaryOp(ast.USub(), _checked(operand, references))
        case ast.Constant(value=value) if isinstance(value, int | float) and not isinstance(value, bool):
            return ast.Constant(float(value))
        case ast.Name(id=name):
            return _slot(Reference(name), references)
        case ast.Call(func=ast.Name(id=function), args=arguments, keywords=[]):
            return _slot(_call(function, arguments), references)
    raise FormulaError(
        f"we wzorze stoi „{ast.unparse(node)}”, a dozwolone są tylko liczby, zmienne, + - * /, nawiasy, sprzed(), srednio() i kraj()"
    )


def _call(function: str, arguments: Sequence[ast.expr]) -> Reference:
    match function, arguments:
        case "sprzed", [ast.Name(id=name), ast.Constant(value=int(years))] if years > 0:
            return Reference(name, years_back=years)
        case "srednio", [ast.Name(id=name)]:
            return Reference(name, mean=True)
        case "kraj", [ast.Name(id=name)]:
            return Reference(name, country=True)
    raise FormulaError(
        f"nieznana funkcja lub złe argumenty: „{function}”; dozwolone są sprzed(zmienna, lata), srednio(zmienna) i kraj(zmienna)"
    )


def _slot(reference: Reference, references: list[Reference]) -> ast.expr:
    if reference not in references:
        references.append(reference)
    return ast.Name(f"v{references.index(reference)}", ast.Load())


def _text(node: Any, titles: Mapping[str, str], at_least: int = 0) -> str:
    """The node in words; in parentheses when it binds weaker than `at_least` (1 sum, 2 product, 3 anything single)."""
    match node:
        case ast.BinOp(left=left, op=operator, right=right):
            binding = 2 if isinstance(operator, ast.Mult | ast.Div) else 1
            tighter = binding + isinstance(operator, ast.Sub | ast.Div)
            joined = f"{_text(left, titles, binding)} {_OPERATORS[type(operator)]} {_text(right, titles, tighter)}"
            return f"({joined})" if binding < at_least else joined
        case ast.UnaryOp(operand=operand):
            return f"−{_text(operand, titles, 3)}"
        case ast.Constant(value=int() | float() as value):
            return polish.number(value)
        case ast.Name(id=name):
            return f"[{titles.get(name, name)}]"
        case ast.Call(func=ast.Name(id="sprzed"), args=[ast.Name(id=name), ast.Constant(value=int(years))]):
            return f"[{titles.get(name, name)} {polish.counted(years, 'rok', 'lata', 'lat')} wcześniej]"
        case ast.Call(func=ast.Name(id="srednio"), args=[ast.Name(id=name)]):
            return f"[{titles.get(name, name)}, średnia z roku i roku poprzedniego]"
        case ast.Call(func=ast.Name(id="kraj"), args=[ast.Name(id=name)]):
            return f"[{titles.get(name, name)} – Polska]"
    raise FormulaError("nieznany element wzoru")
