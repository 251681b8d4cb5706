"""The program's own keys for words planners use: sources of money and horizontal principles."""

from __future__ import annotations

import re

from mrl_desktop.polish import fold

_SOURCES: tuple[tuple[str, str], ...] = (
    ("budzet_panstwa", r"budzet\w* panstwa|srodk\w+ budzetu panstwa"),
    ("wklad_wlasny", r"wlasn|budzet\w* (?:gminy|miasta|jst|miejsk)|wklad gminy|srodki (?:gminy|miasta)|^(?:gmina|miasto|jst|um)(?: [a-z ]{3,30})?$"),
    ("prywatne", r"prywatn|przedsiebiorc|sponsor|partner\w* (?:prywatn|spoleczn)|fundacj|stowarzysz|ngo\b|organizacj\w+ pozarzad"),
    ("inne_publiczne", r"inne (?:srodki )?publiczn|publiczn|pfron|nfosigw|wfosigw|powiat|wojewodz|polski lad|rzadow|fundusz\w* (?:drog|pracy|solidarn|dostepn)|inne\b|pozosta"),
    ("dotacja", r"dotacj|grant|eog\b|nmf\b|norwes|mf eog|dofinansow|rozwoj lokaln|unij|efrr|efs|fundusz\w* europ|\bue\b"),
)

_PRINCIPLES: tuple[tuple[str, str], ...] = (
    ("dostepnosc", r"dostepn|projektowani\w+ uniwersaln|niepelnospraw"),
    ("rownosc_plci", r"plci|kobiet"),
    ("rownosc_szans", r"rownos|niedyskrymin|rowne szans"),
    ("klimat", r"klimat|zrownowaz|srodowisk|dnsh|zielon"),
    ("dobre_rzadzenie", r"rzadzeni|przejrzyst|antykorup|good governance"),
    ("tolerancja", r"toleran|nienawis|hate"),
    ("mniejszosci", r"mniejszos|rom(?:ow|owie|ska|skiej)\b"),
)


def funding_source(text: str) -> str:
    """Key of the funding source a row or column names, "" when it cannot be told."""
    folded = re.sub(r"\s+", " ", fold(text))
    return next((key for key, pattern in _SOURCES if re.search(pattern, folded)), "")


def principle(text: str) -> str:
    """Key of the horizontal principle a text names, "" when it cannot be told."""
    folded = re.sub(r"\s+", " ", fold(text))
    return next((key for key, pattern in _PRINCIPLES if re.search(pattern, folded)), "")
