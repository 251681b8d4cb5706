"""Family M10: the register of risks, their map, and the test of state aid, recognised by what is in the sheets.

The layouts are presumed from the practice of offices („układ przypuszczalny"): no real file is known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from excel_modules.modules.aid_card import aid_card, read_aid_card
from excel_modules.modules.aid_test import aid_heading, down_columns, read_across, read_down
from excel_modules.modules.family import Part
from excel_modules.modules.intake import Intake
from excel_modules.modules.layout import find
from excel_modules.modules.page import Page
from excel_modules.modules.risk_register import REGISTER, Rated, map_axes, read_map, read_register

NAME = "M10"
TITLE = "rejestr ryzyk i test pomocy publicznej (moduł M10)"

HEADER_ROWS = 40
MAP_ROWS = 60
"""A map of risks is a small grid; longer sheets are none."""


def recognise(page: Page) -> Part | None:
    """Which sheet of this family the page is."""
    found: list[Part] = []
    if heading := find(page, REGISTER, last=HEADER_ROWS):
        found.append(Part(role="register", score=heading.score + 0.5, heading=heading))
    if heading := aid_heading(page, HEADER_ROWS):
        found.append(Part(role="aid", score=heading.score, heading=heading))
    elif aid_card(page):
        found.append(Part(role="aid card", score=4.0, title="test pomocy publicznej jednego projektu"))
    elif down_columns(page, HEADER_ROWS):
        found.append(Part(role="aid down", score=4.0, title="test pomocy publicznej"))
    return max(found, key=lambda part: part.score, default=None)


def adopt(pages: Sequence[tuple[Page, str, Part | None]]) -> Mapping[int, Part]:
    """A map of risks means something only beside a register."""
    if not any(family == NAME and part and part.role == "register" for _, family, part in pages):
        return {}
    return {
        place: Part(role="map", score=1.0, title="mapa ryzyka")
        for place, (page, family, part) in enumerate(pages)
        if (part is None or (family != NAME and part.score < 3)) and len(page.rows) <= MAP_ROWS and map_axes(page)
    }


def read(intake: Intake, parts: Sequence[tuple[Page, Part]]) -> None:
    """Reads registers, then tests, then maps, which only repeat the registers."""
    risks: list[Rated] = []
    for role in ("register", "aid", "aid card", "aid down", "map"):
        for page, part in parts:
            if part.role != role:
                continue
            if role == "register" and part.heading:
                risks.extend(read_register(intake, page, part.heading))
            elif role == "aid" and part.heading:
                read_across(intake, page, part.heading)
            elif role == "aid card" and (card := aid_card(page)):
                read_aid_card(intake, page, card)
            elif role == "aid down" and (told := down_columns(page, HEADER_ROWS)):
                read_down(intake, page, *told)
            elif role == "map" and (axes := map_axes(page)):
                read_map(intake, page, axes, risks)
    for page, _ in parts:
        intake.list_checked(page)
