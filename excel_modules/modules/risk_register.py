"""Sheets „Rejestr ryzyk" and „Mapa ryzyka". Layouts presumed: no real file is known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from excel_modules import parse
from excel_modules.modules import convert
from excel_modules.modules.codes import code_key
from excel_modules.modules.grid_axes import Axes, axes_of, five_steps, grade
from excel_modules.modules.intake import Intake, Source
from excel_modules.modules.layout import Column, Heading, Layout, Row
from excel_modules.modules.other_records import enter, project_in_cell
from excel_modules.modules.page import Cell, Page, Role
from excel_modules.modules.table_rows import book_above, fields_of, is_total, rows_of
from excel_modules.parse import Unreadable
from mrl_desktop.domain.diagnosis import Scope
from mrl_desktop.domain.findings import Severity
from mrl_desktop.domain.records import id_from
from mrl_desktop.domain.undertakings import Risk
from mrl_desktop.polish import fold

REGISTER = Layout(
    name="rejestr ryzyk",
    sheets=("Rejestr ryzyk", "Ryzyka", "Analiza ryzyka", "Rejestr ryzyka"),
    least=3,
    columns=(
        Column("Ryzyko", "title", convert.line, ("Nazwa ryzyka", "Opis ryzyka", "Zagrożenie", "Czynnik ryzyka", "Zidentyfikowane ryzyko", "Zdarzenie"), True),
        Column("Kategoria", "category", convert.line, ("Kategoria ryzyka", "Rodzaj ryzyka", "Typ ryzyka", "Obszar ryzyka", "Grupa ryzyka", "Obszar")),
        Column("Przyczyna", "cause", convert.text, ("Przyczyny", "Źródło ryzyka")),
        Column("Opis skutków", "effect", convert.text, ("Następstwa", "Konsekwencje", "Opis skutku", "Skutki ryzyka")),
        Column("P", "probability", convert.line, ("Prawdopodobieństwo", "P (1-5)", "Prawdop.", "Prawdopodobieństwo wystąpienia", "Prawdopodobieństwo P", "Możliwość wystąpienia", "Szansa wystąpienia"), True),
        Column("S/W", "impact", convert.line, ("Wpływ", "S", "W", "Skutek", "Siła wpływu", "Wpływ (1-5)", "Istotność", "Skutek / wpływ", "Waga skutku", "Skutek S", "Wpływ W", "Skutki", "Siła oddziaływania", "Oddziaływanie", "Siła skutku", "Dotkliwość", "Wpływ na projekt"), True),
        Column("Poziom", "level", convert.line, ("Poziom = P*S", "Poziom ryzyka", "Istotność ryzyka", "Ocena ryzyka", "PxS", "P x W", "P*S", "P*W", "Iloczyn", "Punktacja", "Wartość ryzyka")),
        Column("Reakcja", "response", convert.line, ("Reakcja na ryzyko", "Sposób reakcji", "Strategia", "Metoda reakcji", "Strategia reakcji")),
        Column("Działania", "prevention", convert.text, ("Działania zapobiegawcze", "Działania zaradcze", "Przeciwdziałanie", "Środki zaradcze", "Sposób ograniczenia", "Mechanizmy kontrolne", "Plan działań", "Działania minimalizujące", "Plan przeciwdziałania", "Jak zapobiegamy")),
        Column("Właściciel", "owner", convert.role, ("Właściciel ryzyka", "Odpowiedzialny", "Osoba odpowiedzialna", "Komórka odpowiedzialna")),
        Column("Projekt", "project", convert.line, ("Kod projektu", "Nazwa projektu", "Dotyczy projektu", "Dotyczy", "Nr projektu", "Powiązany projekt", "Przedsięwzięcie")),
        Column("Dokument", "scope", convert.line, ("PRL/PRI", "PRL / PRI", "Plan")),
    ),
    numbers=("Lp.", "L.p.", "Nr", "Nr ryzyka", "ID", "Kod", "Symbol", "Numer", "Kod ryzyka"),
)
_SCALE = re.compile(r"(?<!\d)1\s*(?:-|–|—|−|do|\.\.|…)\s*(\d{1,2})(?![\d.,])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """A risk as the register has it, for comparing with the map: its number, and its grades on the register's own scale."""

    number: str
    title: str
    probability: int | None
    impact: int | None
    cell: Cell


def _highest(page: Page, heading: Heading, name: str, rows: Sequence[Row]) -> int:
    """The top of the scale a column is graded on: told by its header, else by the lines above and below the table, else 5."""
    told = [int(found[1]) for found in _SCALE.finditer(fold(heading.text(name)))]
    if told:
        return told[-1]
    around = [cell.text for cell in page.cells.values() if cell.row < heading.top or (rows and cell.row > rows[-1].number)]
    for text in around:
        if re.search(r"skal|ocen|prawdop|wplyw|skut|punkt", fold(text)) and (found := _SCALE.search(fold(text))):
            return int(found[1])
    return 5


def rescaled(points: int, highest: int) -> int:
    """A grade on 1…highest as the nearest on 1–5: of three steps 1, 3, 5."""
    exact = 1 + Decimal(points - 1) * 4 / (highest - 1)
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def read_register(intake: Intake, page: Page, heading: Heading) -> list[Rated]:
    """Risks row by row, grades on 1–5 whatever the sheet's own scale; the level typed in the file is only checked."""
    book_above(page, heading.top)
    rows = list(rows_of(intake, page, heading))
    scales = {name: _highest(page, heading, name, rows) for name in ("probability", "impact")}
    five = frozenset(name for name in scales if any(five_steps(row.cells[name].text) for row in rows if name in row.cells))
    odd = {name: highest for name, highest in scales.items() if highest != 5}
    if odd:
        shown = " i ".join(f"{'prawdopodobieństwa' if name == 'probability' else 'wpływu'} (1–{highest})" for name, highest in odd.items())
        intake.say(Severity.NOTE, "I108", f"Skalę {shown} przeliczono na 1–5.", "Sprawdź oceny w programie.", page=page)
    told: list[Rated] = []
    whole = _scope(" ".join([page.name, *(cell.text for cell in page.cells.values() if cell.row < heading.top)]))
    section: Cell | None = None
    for position, row in enumerate(rows):
        if is_total(row):
            page.mark(row.everything, Role.LABEL)
            continue
        if set(row.cells) <= {"title", "category"} and len(row.everything) == 1 and not row.numbers:
            section = row.everything[0]
            page.mark(section, Role.LABEL)
            continue
        rated = _risk(intake, page, heading, row, position, scales, five, whole, section)
        if rated:
            told.append(rated)
    graded = [points for one in told for points in (one.probability, one.impact) if points is not None]
    if not odd and len(told) >= 5 and graded and max(graded) <= 3 and all(isinstance(cell.value, int | float) for row in rows for name, cell in row.cells.items() if name in scales):
        message = "Wszystkie oceny ryzyk są nie wyższe niż 3; może to skala 1–3, a nie 1–5. Wczytano je jako oceny w skali 1–5."
        intake.say(Severity.WARNING, "I108", message, "Jeśli to skala 1–3, dopisz ją w nagłówku kolumny, np. „P (1–3)”, i wczytaj plik ponownie.", page=page, cell=told[0].cell)
    return told


def _scope(text: str) -> Scope:
    folded = fold(text)
    return Scope.PRI if re.search(r"\bpri\b|instytucjonaln", folded) and not re.search(r"\bprl\b", folded) else Scope.PRL


def _risk(
    intake: Intake, page: Page, heading: Heading, row: Row, position: int, scales: dict[str, int], five: frozenset[str], whole: Scope, section: Cell | None
) -> Rated | None:
    plain = Row(number=row.number, cells={name: cell for name, cell in row.cells.items() if name not in ("probability", "impact", "level")}, everything=row.everything)
    fields = fields_of(intake, page, heading, plain)
    number = row.numbers.get("title") or row.numbers.get("")
    page.mark(row.numbers.values(), Role.LABEL)
    title = fields.values.get("title")
    if not title:
        for cell in row.everything:
            page.roles.pop((cell.row, cell.column), None)
            intake.skip(page, cell, "Wiersz nie ma nazwy ryzyka.", severity=None)
        intake.say(Severity.WARNING, "I19", f"Wiersz {row.number + 1} nie ma nazwy ryzyka; pominięto go.", "Dopisz nazwę w pliku.", page=page, cell=row.first, value=row.first.text[:200])
        return None
    own: dict[str, int | None] = {}
    for name in ("probability", "impact"):
        own[name] = None
        if graded := row.cells.get(name):
            own[name] = intake.convert(page, graded, grade(scales[name], five=name in five))
            if (points := own[name]) is not None:
                fields.put(name, points if scales[name] == 5 else rescaled(points, scales[name]), page, graded)
    _check_level(intake, page, row, own)
    about = _about(intake, page, heading, row, fields.values.pop("project", None), section)
    fields.sources = [source for source in fields.sources if source[0] != "project"]
    scope = whole
    if said := fields.values.pop("scope", None):
        scope = _scope(said)
        fields.put("scope", scope, page, row.cells["scope"])
    elif scope is Scope.PRI:
        fields.put("scope", scope, page, row.cells["title"])
    fields.values["scope"] = scope
    sources: list[Source] = [("", page.name, (number or row.cells["title"]).address, (number or row.cells["title"]).text), *fields.sources]
    named = row.cells.get("project") or (page.seen(row.number, heading.columns["project"]) if "project" in heading.columns else section)
    if about and named:
        sources.append(("about", page.name, named.address, named.text))
    record_id = id_from("risk", "M10", str(about or ""), fold(title))
    if record_id in intake.drafts:
        intake.say(Severity.WARNING, "I21", f"Ryzyko „{title}” stoi w rejestrze dwa razy.", "Sprawdź rejestr.", page=page, cell=row.cells["title"], value=title)
        record_id = id_from("risk", "M10", str(about or ""), fold(title), row.number)
    enter(intake, Risk(id=record_id, position=position, about=about, **fields.values), sources, name=title)
    return Rated(number=code_key(number.text) if number else "", title=title, probability=own["probability"], impact=own["impact"], cell=row.cells["title"])


def _about(intake: Intake, page: Page, heading: Heading, row: Row, said: str | None, section: Cell | None) -> UUID | None:
    if said:
        return project_in_cell(intake, page, row.cells["project"], said)
    if "project" in heading.columns:
        cell = page.seen(row.number, heading.columns["project"])
        return project_in_cell(intake, page, cell, cell.text) if cell and convert.line(cell, []) else None
    if section is not None and re.match(r"(?i)\s*projekt\b|[A-Z]{1,3}-?\d", section.text):
        return project_in_cell(intake, page, section, section.text)
    return None


def _check_level(intake: Intake, page: Page, row: Row, own: dict[str, int | None]) -> None:
    """The level typed or counted in the file: only compared with the product of the grades."""
    cell = row.cells.get("level")
    if cell is None:
        return
    page.mark(cell, Role.LABEL)
    try:
        said = None if cell.problem else parse.number(cell.value)
    except Unreadable:
        return  # „wysoki": a word for the same thing
    if said is None or own["probability"] is None or own["impact"] is None:
        return
    counted = own["probability"] * own["impact"]
    if said != counted:
        message = f"Poziom ryzyka w pliku to {cell.text}, a z ocen wynika {own['probability']} × {own['impact']} = {counted}."
        intake.say(Severity.WARNING, "I109", message, "Sprawdź oceny; program liczy poziom sam.", page=page, cell=cell, value=cell.text)


def map_axes(page: Page) -> Axes | None:
    """The axes of a map of risks: probability against impact."""
    return axes_of(page, ("Prawdopodobieństwo", "P", "Prawdop."), ("Wpływ", "Skutek", "Skutki", "S", "W", "Istotność"))


def read_map(intake: Intake, page: Page, axes: Axes, risks: Sequence[Rated]) -> None:
    """The map only repeats the register: every number in it is compared with the grades of that risk."""
    known = {one.number: one for one in risks if one.number}
    page.mark(page.cells.values(), Role.LABEL)
    for cell, probability, impact in axes.inside(page):
        product = parse.is_blank(cell.value) or cell.text == str(probability * impact)
        for piece in [] if product else re.findall(r"[A-Za-z]{0,3}[-.]?\d+", cell.text):
            risk = known.get(code_key(piece))
            if risk is None:
                continue
            if risk.probability is not None and risk.impact is not None and (risk.probability, risk.impact) != (probability, impact):
                message = f"Na mapie ryzyko nr {piece} („{risk.title}”) ma P = {probability} i S = {impact}, a w rejestrze P = {risk.probability} i S = {risk.impact}."
                intake.say(Severity.WARNING, "I109", message, "Wczytano oceny z rejestru; popraw mapę albo rejestr.", page=page, cell=cell, value=cell.text)

