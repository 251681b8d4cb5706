"""The language of formulas: what it computes, what it refuses, how it reads to people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrl_desktop.analysis.formulas import FormulaError, Reference, compiled


def test_a_formula_computes_with_values_in_the_order_of_its_references() -> None:
    formula = compiled("100 * (a + b) / c")
    assert formula.references == (Reference("a"), Reference("b"), Reference("c"))
    assert formula.value([1.0, 2.0, 4.0]) == pytest.approx(75.0)


def test_dividing_by_zero_gives_no_value() -> None:
    assert compiled("a / b").value([1.0, 0.0]) is None


def test_earlier_years_means_and_the_country_are_references_of_their_own() -> None:
    formula = compiled("x / sprzed(x, 5) - srednio(x) + kraj(x)")
    assert formula.references == (
        Reference("x"),
        Reference("x", years_back=5),
        Reference("x", mean=True),
        Reference("x", country=True),
    )
    assert formula.variables == ("x",)


@pytest.mark.parametrize(
    "text",
    [
        "", "a +", "__import__('os')", "a.b", "a ** 2", "open(a)", "sprzed(a)", "sprzed(a, -1)", "srednio(a + b)",
        "a if b else c", "[a]", "lambda: a", "'tekst'", "True", "sprzed(a, lat=2)",
    ],
)  # fmt: skip
def test_what_is_not_plain_arithmetic_is_refused(text: str) -> None:
    with pytest.raises(FormulaError):
        compiled(text)


def test_people_read_titles_and_signs_with_only_the_parentheses_needed() -> None:
    text = compiled("100 * (a - b) / (c * d) - 1").for_people({"a": "Urodzenia", "b": "Zgony", "c": "C", "d": "D"})
    assert text == "100 × ([Urodzenia] − [Zgony]) ÷ ([C] × [D]) − 1"


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=4), st.data())
def test_a_formula_gives_what_python_gives(names: list[str], data: st.DataObject) -> None:
    operators = data.draw(st.lists(st.sampled_from("+-*"), min_size=len(names) - 1, max_size=len(names) - 1))
    text = names[0] + "".join(f" {operator} ({name} + 1)" for operator, name in zip(operators, names[1:], strict=True))
    numbers = {name: float(data.draw(st.integers(-1000, 1000))) for name in "abc"}
    formula = compiled(text)
    assert formula.value([numbers[reference.variable] for reference in formula.references]) == eval(text, {}, numbers)
