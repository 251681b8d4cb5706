"""Numbers as Polish offices write them, and numbers as they are found typed in files."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from math import isfinite

NBSP = "\u00a0"
MINUS = "\u2212"
NO_VALUE = "."
"""The sign of public statistics for „brak informacji"."""



def number(value: float | int | Decimal | None, decimals: int | None = None) -> str:
    """A number with hard spaces between thousands and a decimal comma, rounded half up; "." when there is none.

    Without `decimals` as many places as the value has, at most two.
    """
    exact = _exact(value)
    if exact is None:
        return NO_VALUE
    if decimals is None:
        text = _digits(exact, 2).rstrip("0").rstrip(",")
        return "0" if text in ("", "-0", MINUS + "0") else text
    return _digits(exact, decimals)


def money(value: Decimal | int | float | None, *, grosze: bool = True) -> str:
    """An amount without its unit: „1 234,56"; with `grosze` False rounded to whole złoty."""
    return number(value, 2 if grosze else 0)


def percent(value: float | int | Decimal | None, decimals: int | None = 1) -> str:
    """„12,5%" from 12.5; the sign stands without a space."""
    text = number(value, decimals)
    return text if text == NO_VALUE else text + "%"


def signed(value: float | int | Decimal | None, decimals: int | None = None) -> str:
    """A change with its sign: „+3,1", „−6,2"; what rounds to zero has no sign."""
    text = number(value, decimals)
    plain_zero = not any(sign in "123456789" for sign in text)
    return text if plain_zero or text.startswith(MINUS) else "+" + text


def _exact(value: float | int | Decimal | None) -> Decimal | None:
    """The value as the decimal a person reads (0.1 is 0.1), or None for nothing, infinity and not-a-number."""
    if value is None:
        return None
    if isinstance(value, Decimal):
        return value if value.is_finite() else None
    if isinstance(value, int):
        return Decimal(value)
    as_float = float(value)  # numpy's floats print differently, plain ones do not
    return Decimal(repr(as_float)) if isfinite(as_float) else None


def _digits(value: Decimal, decimals: int) -> str:
    try:
        rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    except InvalidOperation:  # more digits than the decimal context holds
        rounded = value
    text = f"{abs(rounded):,f}".replace(",", NBSP).replace(".", ",")
    return MINUS + text if rounded < 0 else text


_SPACES = re.compile(r"[\s\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff]+")
_MINUSES = re.compile("[\u2212\u2010-\u2015\ufe63\uff0d]")
_TAIL = re.compile(
    r"(?P<scale>tys\.?|mln\.?|mld\.?)?\s*"
    r"(?P<unit>zł(?:otych|ote|oty)?\.?|zl\.?|pln|eur(?:o)?|€|%|‰|os(?:ób|oby|oba|\.)?|szt(?:uk[ai]?|\.)?|m2|m²|km2|km²|km|m|ha|etat(?:y|ów|u)?)?"
    r"\s*(?:brutto|netto)?$",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^(?:zł|pln|eur|€)\s*", re.IGNORECASE)
_EXPONENT = re.compile(r"^([+-]?\d+(?:[.,]\d+)?)e([+-]?\d{1,3})$", re.IGNORECASE)
_SCALES = {"tys": Decimal(1000), "mln": Decimal(1_000_000), "mld": Decimal(1_000_000_000)}
_GROUPED = {sign: re.compile(rf"\d{{1,3}}(?:{re.escape(sign)}\d{{3}})+") for sign in " '.,"}
_PLAIN = re.compile(r"\d*")


def parse_number(text: str) -> Decimal | None:
    """The number a person typed, or None when the text is not one number.

    Understood: spaces of every kind, apostrophes and points between thousands, decimal comma or point, all minus signs, minus behind,
    accountants' „(1 234)", „12,5%" (12.5), „1,5 mln zł" (multiplied out), „500,-", „1,23E+05", a unit behind. One comma is always
    decimal; one point is decimal unless three digits and złoty follow („1.500 zł"). Approximations („ok. 5") are not a number.
    """
    cleaned = _MINUSES.sub("-", _SPACES.sub(" ", text.strip().strip("'"))).replace("\u2019", "'").replace("`", "'").strip()
    if not any(sign.isdigit() for sign in cleaned):
        return None
    negative = False
    bracketed = re.fullmatch(r"\((.+)\)\s*(.*)", cleaned)
    if bracketed:
        negative, cleaned = True, f"{bracketed[1].strip()} {bracketed[2]}".strip()
        if cleaned[0] in "+-":
            return None
    cleaned = _LEAD.sub("", cleaned)
    sign = re.match(r"([+-])\s*", cleaned)
    if sign:
        negative, cleaned = negative or sign[1] == "-", cleaned[sign.end() :]
    exponent = _EXPONENT.match(cleaned)
    if exponent:
        value = Decimal(exponent[1].replace(",", ".")).scaleb(int(exponent[2]))
        return -value if negative else value
    body = re.match(r"[\d\s.,']*(?:-(?!\S))?", cleaned)
    if body is None:
        return None
    tail = _TAIL.fullmatch(cleaned[body.end() :].strip())
    if tail is None:
        return None
    digits = body[0].strip()
    if digits.endswith((",-", ".-")):
        digits = digits[:-2]
    elif digits.endswith("-"):
        if negative:
            return None
        negative, digits = True, digits[:-1].strip()
    in_money = (tail["unit"] or "").lower().startswith(("zł", "zl", "pln"))
    value_or_none = _plain_value(digits, in_money=in_money and not tail["scale"])
    if value_or_none is None:
        return None
    scale = _SCALES.get((tail["scale"] or "").lower().rstrip("."), Decimal(1))
    value = value_or_none * scale if scale != 1 else value_or_none
    return -value if negative else value


def _plain_value(digits: str, *, in_money: bool) -> Decimal | None:
    """Digits with separators, without sign and unit, to a number."""
    comma, point = digits.rfind(","), digits.rfind(".")
    if comma >= 0 and point >= 0:
        decimal_at = max(comma, point)
    elif comma >= 0:
        decimal_at = comma if digits.count(",") == 1 else -1
    elif point >= 0:
        thousands = in_money and len(digits) - point == 4 and point > 0
        decimal_at = -1 if digits.count(".") > 1 or thousands else point
    else:
        decimal_at = -1
    whole, fraction = (digits, "") if decimal_at < 0 else (digits[:decimal_at], digits[decimal_at + 1 :])
    if not _PLAIN.fullmatch(fraction) or not (whole or fraction):
        return None
    if not _PLAIN.fullmatch(whole):
        separator = next((sign for sign in " '.," if sign in whole), "")
        if not separator or not _GROUPED[separator].fullmatch(whole):
            return None
        whole = whole.replace(separator, "")
    return Decimal(f"{whole or '0'}.{fraction}" if fraction else whole or "0")
