"""Polish wording: numbers, money, dates, plurals, hard spaces, sorting and names of towns in cases. Standard library only."""

from mrl_desktop.polish.dates import day, moment, year_range
from mrl_desktop.polish.numbers import MINUS, NBSP, money, number, parse_number, percent, signed
from mrl_desktop.polish.towns import TownForms, in_place, propose_forms
from mrl_desktop.polish.words import counted, fold, hard_spaces, joined, plural, roman, sort_key

__all__ = [
    "MINUS",
    "NBSP",
    "TownForms",
    "counted",
    "day",
    "fold",
    "hard_spaces",
    "in_place",
    "joined",
    "moment",
    "money",
    "number",
    "parse_number",
    "percent",
    "plural",
    "propose_forms",
    "roman",
    "signed",
    "sort_key",
    "year_range",
]
