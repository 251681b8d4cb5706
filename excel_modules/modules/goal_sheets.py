"""Sheet „Drzewo celów": a table of strategic and operational goals, or a tree in one column; with measures and indicators."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

from excel_modules.modules import convert
from excel_modules.modules.codes import Code, code_of, split_code
from excel_modules.modules.intake import Fields, Intake, Source
from excel_modules.modules.layout import Column, Heading, Layout, Row, candidates
from excel_modules.modules.other_records import enter
from excel_modules.modules.page import Cell, Page, Role
from excel_modules.modules.problem_sheets import named_in, take_number, whole_source
from excel_modules.modules.table_rows import book_above, fields_of, is_total, rows_of
from excel_modules.modules.targets import Aim, aim
from excel_modules.parse import several
from mrl_desktop.domain.diagnosis import Challenge
from mrl_desktop.domain.findings import Severity
from mrl_desktop.domain.records import id_from
from mrl_desktop.domain.strategy import Goal, GoalLevel, IndicatorKind, Measure, PlanIndicator
from mrl_desktop.polish import fold

_INDICATOR = (
    Column("Wskaźnik", "indicator", convert.text, ("Nazwa wskaźnika", "Wskaźnik realizacji", "Wskaźnik rezultatu", "Miernik", "Wskaźniki")),
    Column("J.m.", "unit", convert.line, ("Jednostka miary", "Jednostka", "Jedn.", "Miara")),
    Column("Wartość bazowa", "baseline", aim, ("Baza", "Wartość początkowa", "Wartość wyjściowa", "Stan wyjściowy", "Wart. baz.", "Stan", "Stan obecny"), dated=True),
    Column("Rok bazowy", "baseline_year", convert.year, ("Rok bazy", "Rok wartości bazowej")),
    Column("Wartość pośrednia", "interim", aim, ("Wartość okresowa",)),
    Column("Wartość docelowa", "target", aim, ("Wartość planowana", "Wartość oczekiwana", "Wart. doc.", "Wartość celu", "Docelowo", "Cel", "Stan docelowy"), dated=True),
    Column("Rok docelowy", "target_year", convert.year, ("Rok osiągnięcia", "Rok wartości docelowej", "Rok celu")),
    Column("Źródło", "source", convert.line, ("Źródło danych", "Źródło weryfikacji", "Źródło informacji")),
    Column("Częstotliwość pomiaru", "frequency", convert.line, ("Częstotliwość", "Częst.")),
    Column("Odpowiedzialny", "responsible", convert.role, ("Odpowiedzialny za pomiar", "Podmiot odpowiedzialny", "Komórka odpowiedzialna")),
    Column("Uwagi", "note", convert.text, ("Komentarz", "Uwaga")),
)
_GOAL = (
    Column("Odpowiada na wyzwanie", "challenges", convert.text, ("Wyzwanie", "Wyzwania", "Powiązane wyzwanie", "Nr wyzwania")),
    Column("Wymiar", "dimensions", convert.dimensions, ("Wymiary", "Wymiar rozwoju", "Sfera")),
    Column("Opis celu", "description", convert.text, ("Opis", "Uzasadnienie celu")),
    Column("Założenia i ryzyka", "assumptions", convert.text, ("Założenia",)),
)

GOALS = Layout(
    name="tabela celów",
    sheets=("Drzewo celów", "Cele", "Układ celów"),
    columns=(
        Column("Cel strategiczny", "strategic", convert.line, ("Cel strategiczny nazwa", "Cele strategiczne", "Cel strategiczny treść", "Cel główny", "Cel ogólny"), True),
        Column("Cel operacyjny", "operational", convert.line, ("Cel operacyjny nazwa", "Cele operacyjne", "Cel operacyjny treść", "Cel szczegółowy"), True),
        Column(
            "Kierunek działania", "measure", convert.line, ("Kierunek działań", "Kierunki działań", "Kierunek działania nazwa", "Działanie", "Działania", "Kierunki")
        ),
        *_INDICATOR,
        *_GOAL,
    ),
    numbers=("Nr", "Lp.", "Numer", "Kod", "Symbol", "Nr celu strategicznego", "Nr celu operacyjnego", "Nr celu", "Nr kierunku"),
)

TREE = Layout(
    name="drzewo celów w jednej kolumnie",
    sheets=GOALS.sheets,
    columns=(
        Column(
            "Drzewo celów", "tree", convert.line, ("Cele", "Cel", "Cele i kierunki działań", "Cel / kierunek działania", "Nazwa celu", "Treść celu", "Struktura celów", "Treść celu / działania"), True
        ),
        Column("Poziom", "level", convert.line, ("Poziom celu", "Rodzaj celu", "Rodzaj", "Typ celu", "Szczebel")),
        *_INDICATOR,
        *_GOAL,
    ),
    least=1,
)

FEWEST_TOLD = 3
"""Goals that name their own level make a page a tree of goals without any header."""
_WORD_LEVELS = (("cel strategiczn", 1), ("cel glown", 1), ("cs", 1), ("cel operacyjn", 2), ("cel szczegol", 2), ("co", 2), ("kierun", 3), ("dzial", 3), ("d", 3))


@dataclass(slots=True, kw_only=True)
class Place:
    """Where in the tree the reader stands: a goal with its number and the cell it was read from."""

    id: UUID
    code: Code | None
    name: str
    cell: Cell
    page: Page


@dataclass(slots=True, kw_only=True)
class Tree:
    """Builds goals, measures and indicators while rows go by; blank cells go on with the goal above."""

    intake: Intake
    strategic: Place | None = None
    operational: Place | None = None
    codes: list[tuple[int, ...]] = field(default_factory=list)
    position: int = 0

    def goal(self, page: Page, cell: Cell, name: str, code: Code | None, number: Cell | None, level: GoalLevel) -> Place:
        """The goal of this name: the one the reader stands in, one met before, or a new one."""
        inner = level is GoalLevel.OPERATIONAL
        parent = self.strategic if inner else None
        current = self.operational if inner else self.strategic
        if current and fold(current.name) == fold(name):
            return current
        code = code.under(parent.code) if code and parent else code
        code = self._repaired(page, code, number)
        key = str(code) if code else (f"{fold(parent.name)} / " if parent else "") + fold(name)
        record_id = id_from("goal", "M7", key)
        known = self.intake.drafts.get(record_id)
        if known and fold(known.match_name) != fold(name):
            self.intake.say(
                Severity.WARNING,
                "I21",
                f"Numer {code} mają w pliku dwa cele: „{known.match_name}” i „{name}”.",
                "Oba wczytano osobno; popraw numerację w pliku.",
                page=page,
                cell=number or cell,
                value=(number or cell).text,
            )
            record_id, code = id_from("goal", "M7", key, fold(name)), None
        sources: list[Source] = [whole_source(page, number or cell), ("title", page.name, cell.address, name)]
        if parent:
            sources.append(("parent", parent.page.name, parent.cell.address, parent.name))
        record = Goal(id=record_id, position=self.position, level=level, parent=parent.id if parent else None, title=name)
        self.intake.draft(record, sources, code=str(code or ""), name=name)
        self.position += 1
        if inner and parent is None:
            self.intake.say(
                Severity.WARNING,
                "I22",
                f"Cel operacyjny „{name}” nie ma w pliku celu strategicznego.",
                "Wskaż cel strategiczny w programie.",
                page=page,
                cell=cell,
                value=cell.text,
            )
        return Place(id=record_id, code=code, name=name, cell=cell, page=page)

    def _repaired(self, page: Page, code: Code | None, number: Cell | None) -> Code | None:
        """„1.10" typed as a number becomes 1.1: after 1.9 it is taken for what it was; other repetitions stay as they are."""
        if code is None:
            return None
        before = self.codes[-1] if self.codes else ()
        if number and isinstance(number.value, float) and code.path in self.codes and len(code.path) == 2:
            prefix, last = code.path[:-1], code.path[-1]
            if before[:-1] == prefix and before[-1] == last * 10 - 1:
                self.intake.say(
                    Severity.NOTE,
                    "I23",
                    f"Excel zgubił zero w numerze: „{number.text}” po „{'.'.join(map(str, before))}” odczytano jako {'.'.join(map(str, prefix))}.{last * 10}.",
                    "Sprawdź numer celu.",
                    page=page,
                    cell=number,
                    value=number.text,
                )
                code = Code((*prefix, last * 10), code.word)
        if number and not isinstance(number.value, str | int | float):
            self.intake.say(
                Severity.NOTE,
                "I23",
                f"Excel zamienił numer na datę; odczytano go jako {code}.",
                "Sprawdź numer celu.",
                page=page,
                cell=number,
                value=number.text,
            )
        self.codes.append(code.path)
        return code

    def step(self, page: Page, cell: Cell, said: str, code: Code | None, number: Cell | None, level: int) -> None:
        """Goes to a goal, or adds a measure under the goal the reader stands in."""
        inside, name = split_code(said, roman=True)
        if inside and name:
            code = code or inside
        elif inside and not name:
            code, name = code or inside, said
        if level == 1:
            self.strategic, previous = self.goal(page, cell, name, code, number, GoalLevel.STRATEGIC), self.strategic
            if previous is None or previous.id != self.strategic.id:
                self.operational = None
        elif level == 2:
            self.operational = self.goal(page, cell, name, code, number, GoalLevel.OPERATIONAL)
        else:
            self.measure(page, cell, name, code, number)

    def measure(self, page: Page, cell: Cell, name: str, code: Code | None, number: Cell | None) -> None:
        owner = self.operational or self.strategic
        if owner is None:
            page.roles.pop((cell.row, cell.column), None)
            self.intake.skip(page, cell, f"Kierunek działania „{name}” nie ma nad sobą celu.", "Dopisz cel w pliku albo wpisz kierunek w programie.", code="I22")
            return
        code = code.under(owner.code) if code else None
        record = Measure(id=id_from("measure", "M7", str(owner.id), fold(name)), position=self.position, goal=owner.id, title=name)
        self.position += 1
        sources = [whole_source(page, number or cell), ("title", page.name, cell.address, name), ("goal", owner.page.name, owner.cell.address, owner.name)]
        self.intake.draft(record, sources, code=str(code or ""), name=name)

    def indicators(self, page: Page, heading: Heading, row: Row, fields: Fields) -> None:
        """The row's indicator, or indicators when several stand in the cell line by line."""
        owner = self.operational or self.strategic
        if owner is None or not fields.get("indicator"):
            for name in ("unit", "baseline", "target", "interim", "baseline_year", "target_year", "source", "frequency", "responsible", "note"):
                if (cell := row.cells.get(name)) and cell.row == row.number:
                    page.roles.pop((cell.row, cell.column), None)
                    self.intake.skip(page, cell, "Wartość wskaźnika, którego nazwy nie ma w tym wierszu.", "Dopisz nazwę wskaźnika w pliku.", code="I19")
            return
        kind = IndicatorKind.RESULT if owner is self.operational else IndicatorKind.IMPACT
        for part in _parts(self.intake, page, row, fields):
            indicator_draft(self.intake, page, heading, row, part, about=owner.id, about_source=_about(owner), kind=kind, position=self.position)
            self.position += 1

    def about_goal(self, page: Page, row: Row, fields: Fields) -> None:
        """Challenges, dimensions and description typed beside the goal."""
        place = self.operational if self.operational and self.operational.cell.row == row.number else self.strategic
        if place is None:
            return
        values: dict[str, Any] = {}
        sources: list[Source] = []
        for name in ("dimensions", "description", "assumptions"):
            if name in fields.values:
                values[name] = fields.values[name]
                sources.extend(source for source in fields.sources if source[0] == name)
        if values:
            self.intake.revise(place.id, values, sources)
        if said := fields.get("challenges"):
            goal = self.strategic if self.strategic and self.strategic.cell.row == row.number else place
            self.intake.later.append(partial(_answer, self.intake, page, row.cells["challenges"], said, goal.id))


def _about(owner: Place) -> Source:
    return ("about", owner.page.name, owner.cell.address, owner.name)


def _answer(intake: Intake, page: Page, cell: Cell, said: str, goal: UUID) -> None:
    """Joins a goal to the challenges its row names, once all challenges are read."""
    found = named_in(intake, page, cell, said, Challenge)
    record = intake.drafts[goal].record
    assert isinstance(record, Goal)
    fresh = tuple(challenge for challenge in found if challenge not in record.challenges)
    if fresh:
        intake.revise(goal, {"challenges": record.challenges + fresh}, [("challenges", page.name, cell.address, cell.text)])


def _bulleted(said: str) -> tuple[str, ...]:
    """Entries of a list typed in one cell with a bullet or a number before each; none for a text that is only broken into lines."""
    lines = [line for line in said.split("\n") if line.strip()]
    return several(said) if len(lines) > 1 and all(re.match(r"\s*(?:[-–•*]|\d+[.)])\s", line) for line in lines) else ()


def _parts(intake: Intake, page: Page, row: Row, fields: Fields) -> list[Fields]:
    """One indicator a cell, or several when the cell lists them and the values beside it have as many lines."""
    said = str(fields.get("indicator"))
    lines = [line for line in said.split("\n") if line.strip()]
    names = several(said) if len(lines) > 1 else ()
    bulleted = bool(names) and sum(1 for line in lines if re.match(r"\s*(?:[-–•*]|\d+[.)])\s", line)) == len(lines)
    parallel = [name for name in ("target", "baseline") if name in row.cells and len(row.cells[name].text.split("\n")) == len(lines)]
    if len(lines) < 2 or not (bulleted or parallel):
        fields.values["indicator"] = " ".join(lines)
        return [fields]
    parts: list[Fields] = []
    for i, name in enumerate(names):
        part = Fields(values=dict(fields.values), sources=[s for s in fields.sources if s[0] not in ("indicator", "target", "baseline", "unit")])
        part.put("indicator", name, page, row.cells["indicator"], raw=name)
        for column, reader in (("target", aim), ("baseline", aim), ("unit", convert.line)):
            cell = row.cells.get(column)
            if cell is None:
                continue
            pieces = [piece for piece in cell.text.split("\n") if piece.strip()]
            if len(pieces) == len(names):
                part.values.pop(column, None)
                intake.take(part, column, page, cell.saying(pieces[i]), reader)
            elif column in fields.values:
                part.put(column, fields.values[column], page, cell)
        parts.append(part)
    return parts


def indicator_draft(
    intake: Intake,
    page: Page,
    heading: Heading,
    row: Row,
    fields: Fields,
    *,
    about: UUID | None,
    about_source: Source | None,
    kind: IndicatorKind,
    position: int,
    family: str = "M7",
) -> UUID:
    """Drafts one indicator of a goal or a project from the fields of its row; years may stand in the header."""
    name = re.sub(r"\s+", " ", str(fields.get("indicator"))).strip()
    inside, rest = split_code(name)
    name = rest if inside and rest else name
    values: dict[str, Any] = {"name": name, "about": about, "indicator_kind": fields.get("indicator_kind") or kind}
    sources = [("name", *source[1:]) if source[0] == "indicator" else source for source in fields.sources if source[0] not in ("baseline", "target", "interim")]
    sources = [source for source in sources if source[0] in ("name", "unit", "baseline_year", "target_year", "source", "frequency", "responsible", "note", "indicator_kind")]
    for plain in ("unit", "source", "frequency", "responsible", "note"):
        if plain in fields.values:
            values[plain] = fields.values[plain]
    for which in ("baseline", "interim", "target"):
        _put_aim(page, heading, row, fields, which, values, sources)
    if about_source is not None:
        sources.append(about_source)
    record_id = id_from("plan_indicator", family, str(about or ""), fold(name))
    cell = row.cells["indicator"]
    known = intake.drafts.get(record_id)
    if known is not None and family == "M7" and all(source[1] != page.name for source in known.sources):  # a copy of the sheet, maybe edited since
        return enter(intake, PlanIndicator(id=record_id, position=position, **values), [("", page.name, cell.address, name), *sources], name=name)
    if known is not None:
        record_id = id_from("plan_indicator", family, str(about), fold(name), row.number)
    return intake.draft(PlanIndicator(id=record_id, position=position, **values), [("", page.name, cell.address, name), *sources], name=name)


def _put_aim(page: Page, heading: Heading, row: Row, fields: Fields, which: str, values: dict[str, Any], sources: list[Source]) -> None:
    found = fields.get(which)
    cell = row.cells.get(which)
    year_field = f"{which}_year"
    typed = fields.get(year_field)
    if cell is None or not isinstance(found, Aim):
        if typed is not None:
            values[year_field] = typed
        return
    raw = next((source for source in fields.sources if source[0] == which), (which, page.name, cell.address, cell.text))
    if found.value is not None:
        values[which] = found.value
        sources.append((which, *raw[1:]))
    if found.wording:
        field_name = "target_text" if which == "target" else "note"
        old = values.get("note", "")
        values[field_name] = found.wording if which == "target" else "; ".join(part for part in (old, f"wartość bazowa: {found.wording}") if part)
        sources.append((field_name, *raw[1:]))
    if which == "target" and found.direction:
        values["direction"] = found.direction
        sources.append(("direction", *raw[1:]))
    if found.unit and "unit" not in values:
        values["unit"] = found.unit
        sources.append(("unit", *raw[1:]))
    if which == "target" and found.earlier and "interim" not in values:
        values["interim"], values["interim_year"] = found.earlier[-1]
        sources.extend((name, *raw[1:]) for name in ("interim", "interim_year"))
    header = re.search(r"(?<!\d)((?:19|20)\d\d)(?!\d)", heading.text(which))
    if typed is not None:
        values[year_field] = typed
    elif found.year is not None:
        values[year_field] = found.year
        sources.append((year_field, *raw[1:]))
    elif header:
        above = page.seen(heading.bottom, cell.column) or page.seen(heading.top, cell.column)
        values[year_field] = int(header[1])
        if above:
            sources.append((year_field, page.name, above.address, above.text))


def read_goals(intake: Intake, page: Page, heading: Heading) -> None:
    """The table form: strategic and operational goals side by side, merged or repeated or left blank downwards."""
    book_above(page, heading.top)
    tree = Tree(intake=intake)
    for row in rows_of(intake, page, heading):
        if is_total(row):
            page.mark(row.everything, Role.LABEL)
            continue
        fields = fields_of(intake, page, heading, row)
        for level, name in enumerate(("strategic", "operational", "measure"), 1):
            code, number = take_number(intake, page, row, name)
            if said := fields.get(name):
                listed = _bulleted(row.cells[name].text) if level == 3 else ()
                for one in listed or (said,):
                    tree.step(page, row.cells[name], one, None if listed else code, None if listed else number, level)
        tree.about_goal(page, row, fields)
        tree.indicators(page, heading, row, fields)


def tree_header(page: Page, last: int) -> Heading | None:
    """The best header of a tree in the first rows; a line of the tree itself („Cel strategiczny 1. …") is none, however it is worded."""
    found: Heading | None = None
    for heading in candidates(page, TREE, 0, last):
        cell = page.seen(heading.bottom, heading.columns["tree"])
        if (cell is None or not _told_level(cell)) and (found is None or heading.score > found.score + 0.05):
            found = heading
    return found


def tree_heading(page: Page, heading: Heading | None) -> Heading | None:
    """The one column that holds a tree of goals, with the header found above it or one made up; None when no column does."""
    columns = {cell.column for cell in page.cells.values()}
    first = heading.bottom + 1 if heading else 0
    best_column, best_count = -1, 0
    for column in sorted(columns):
        levels = [level for cell in page.cells.values() if cell.column == column and cell.row >= first and isinstance(cell.value, str) and (level := _told_level(cell))]
        if len(set(levels)) >= 2 and len(levels) >= 3 and len(levels) > best_count:
            best_column, best_count = column, len(levels)
    if heading and (best_column < 0 or heading.columns["tree"] == best_column):
        cells = [cell for cell in page.cells.values() if cell.column == heading.columns["tree"] and cell.row >= first]
        deep = len({cell.indent for cell in cells}) >= 2
        numbered = {cell.column for cell in page.cells.values() if cell.column in heading.numbers.values()}
        return heading if best_column >= 0 or deep or numbered or "level" in heading.columns else None
    if best_column < 0:
        return None
    top = min(cell.row for cell in page.cells.values() if cell.column == best_column and isinstance(cell.value, str) and _told_level(cell))
    return Heading(layout=TREE, top=top, bottom=top - 1, columns={"tree": best_column}, numbers={}, texts={best_column: ""}, score=float(best_count))


def speaks_of_goals(page: Page) -> bool:
    """Whether several cells say of themselves which goal they are: „Cel strategiczny 1. …", „Cel operacyjny 1.1 …"."""
    told = 0
    for cell in page.cells.values():
        if isinstance(cell.value, str) and fold(cell.text).startswith("cel"):
            code, rest = split_code(cell.text)
            told += code is not None and bool(rest) and code.word.startswith("cel")
    return told >= FEWEST_TOLD


def _told_level(cell: Cell) -> int:
    """Level said by the cell's own number; 0 when it has none."""
    code, rest = split_code(cell.text, roman=True)
    return _level(code) if code and rest else 0


def _level(code: Code) -> int:
    for start, level in _WORD_LEVELS:
        if code.word == start or (len(start) > 2 and code.word.startswith(start)):
            return level
    return min(len(code.path), 3)


def _said_level(said: str | None) -> int:
    """Level named in a column of its own: „Cel strategiczny", „operacyjny", „działanie"."""
    words = fold(said or "")
    for level, start in ((1, r"strateg|glown|ogoln"), (2, r"operac|szczegol"), (3, r"kierun|dzial|zadan")):
        if re.search(rf"\b(?:{start})", words):
            return level
    return 0


def read_tree(intake: Intake, page: Page, heading: Heading) -> None:
    """The tree form: level by number, by words („Cel operacyjny 1.1") or by indentation."""
    book_above(page, heading.top)
    tree = Tree(intake=intake)
    column = heading.columns["tree"]
    indents = sorted({cell.indent for cell in page.cells.values() if cell.column == column and cell.row > heading.bottom})
    for row in rows_of(intake, page, heading):
        fields = fields_of(intake, page, heading, row)
        cell = row.cells.get("tree")
        if cell and (said := fields.get("tree")):
            code, number = take_number(intake, page, row, "tree")
            code = code or code_of(said)
            told = _said_level(fields.get("level")) or _told_level(cell) or (_level(code) if code else 0)
            tree.step(page, cell, said, code, number, told or min(indents.index(cell.indent) + 1, 3))
        tree.about_goal(page, row, fields)
        tree.indicators(page, heading, row, fields)
