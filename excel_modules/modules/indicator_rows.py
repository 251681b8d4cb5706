"""The table of an indicator register, and what an indicator of any sheet belongs to. Layout presumed: no real file is known."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from excel_modules.modules import convert
from excel_modules.modules.codes import code_key, split_code
from excel_modules.modules.goal_sheets import indicator_draft
from excel_modules.modules.intake import Fields, Intake, Source
from excel_modules.modules.labels import label_key
from excel_modules.modules.layout import Column, Heading, Layout, Row, candidates
from excel_modules.modules.other_records import goal_named, known_project, project_named, same_name
from excel_modules.modules.page import Cell, Page, Role
from excel_modules.modules.table_rows import book_above, fields_of, is_total, rows_of
from excel_modules.modules.targets import aim
from excel_modules.parse import Unreadable
from mrl_desktop.domain.findings import Severity
from mrl_desktop.domain.strategy import Goal, IndicatorKind, PlanIndicator
from mrl_desktop.polish import fold

HEADER_ROWS = 40


def kind_of(cell: Cell, notes: list[str]) -> IndicatorKind | None:
    """P, R or O, also as „produkt", „wskaźnik rezultatu bezpośredniego", „oddziaływania"."""
    said = fold(convert.ticked(cell.text)).strip(" .-–")
    if convert.says_nothing(cell.text):
        return None
    for kind, start, letters in ((IndicatorKind.OUTPUT, "produkt", ("p", "wp")), (IndicatorKind.RESULT, "rezultat", ("r", "wr")), (IndicatorKind.IMPACT, "oddzial", ("o", "wo", "w"))):
        if said in letters or re.search(rf"(?<![a-z]){start}", said):
            return kind
    raise Unreadable(f"„{cell.text}” nie jest rodzajem wskaźnika: produktu (P), rezultatu (R) ani oddziaływania (O).")


REGISTER = Layout(
    name="rejestr wskaźników",
    sheets=("Rejestr", "Rejestr wskaźników", "Wskaźniki", "Lista wskaźników"),
    least=4,
    columns=(
        Column("Nazwa wskaźnika", "indicator", convert.line, ("Nazwa", "Wskaźnik", "Wskaźniki", "Miernik", "Treść wskaźnika"), True),
        Column("Kod", "code", convert.line, ("Kod wskaźnika", "Symbol", "ID wskaźnika", "Nr wskaźnika", "Symbol wskaźnika")),
        Column("Typ (P/R/O)", "indicator_kind", kind_of, ("Rodzaj", "Rodzaj wskaźnika", "Typ wskaźnika", "P/R/O", "Poziom wskaźnika")),
        Column("J.m.", "unit", convert.line, ("Jednostka miary", "Jednostka", "Jedn.", "Miara")),
        Column("Baza", "baseline", aim, ("Wartość bazowa", "Wartość początkowa", "Stan wyjściowy", "Wartość wyjściowa", "Wart. baz.", "Stan", "Stan obecny"), dated=True),
        Column("Rok bazowy", "baseline_year", convert.year, ("Rok bazy", "Rok wartości bazowej")),
        Column("Wartość pośrednia", "interim", aim, ("Wartość okresowa", "Cel pośredni"), dated=True),
        Column("Rok pośredni", "interim_year", convert.year, ("Rok wartości pośredniej",)),
        Column("Cel", "target", aim, ("Wartość docelowa", "Wartość celu", "Docelowo", "Wartość planowana", "Wart. doc.", "Stan docelowy"), dated=True),
        Column("Rok", "target_year", convert.year, ("Rok docelowy", "Rok wartości docelowej", "Rok osiągnięcia", "Rok celu")),
        Column("Źródło", "source", convert.line, ("Źródło danych", "Źródło weryfikacji", "Źródło informacji", "Skąd dane")),
        Column("Częst.", "frequency", convert.line, ("Częstotliwość", "Częstotliwość pomiaru", "Częst. pomiaru", "Jak często")),
        Column("Odpowiedzialny", "responsible", convert.role, ("Odpowiedzialny za pomiar", "Podmiot odpowiedzialny", "Komórka odpowiedzialna", "Osoba odpowiedzialna", "Kto mierzy", "Kto zbiera dane")),
        Column("Dotyczy", "owner", convert.line, ("Cel operacyjny", "Cel / projekt", "Cel strategiczny", "Nr celu", "Kod celu", "Powiązany cel", "Cel PRL", "Realizowany cel", "Powiązanie")),
        Column("Projekt", "project", convert.line, ("Kod projektu", "Nazwa projektu", "Nr projektu")),
        Column("Uwagi", "note", convert.text, ("Definicja", "Definicja i sposób liczenia", "Sposób obliczania", "Opis")),
    ),
    numbers=("Lp.", "L.p.", "Nr", "Numer"),
)


@dataclass(slots=True, kw_only=True)
class Known:
    """One indicator of the register, so that its metric card adds to it instead of making another."""

    id: UUID
    code: str
    name: str


def register_heading(page: Page) -> Heading | None:
    """The header of a register: names of indicators beside a value, and something only indicators have."""
    found: Heading | None = None
    for heading in candidates(page, REGISTER, 0, HEADER_ROWS):
        columns = heading.columns.keys()
        if columns & {"baseline", "target"} and len(columns & {"indicator_kind", "unit", "baseline_year", "target_year", "frequency", "baseline", "target"}) >= 3:
            heading = _owner_apart(page, _years_apart(page, heading))
            if found is None or heading.score > found.score + 0.05:
                found = heading
    return found


def _only_year(cell: Cell) -> bool:
    return re.fullmatch(r"(?:19|20)\d\d(?:\.0)?(?:\s*r\.?)?", cell.text.strip()) is not None


def _years_apart(page: Page, heading: Heading) -> Heading:
    """Years under a common title: „Wartość bazowa" over „Wartość" and „Rok"."""
    below = page.by_row.get(heading.bottom + 1, [])
    if len(below) >= 2 and all(label_key(cell.text) in ("rok", "wartosc", "wart", "w roku", "r") or _only_year(cell) for cell in below) and not all(map(_only_year, below)):
        texts = heading.texts | {cell.column: f"{above.text} {cell.text}" if (above := page.seen(heading.bottom, cell.column)) else cell.text for cell in below}
        heading = replace(heading, bottom=heading.bottom + 1, texts=texts)
    columns = dict(heading.columns)
    for column in heading.texts:
        parts = [cell.text for row in range(heading.top, heading.bottom + 1) if (cell := page.seen(row, column)) and cell.row >= heading.top]
        parts = list(dict.fromkeys(parts))
        if len(parts) < 2 or label_key(parts[-1]) not in ("rok", "w roku", "r"):
            continue
        fitting: list[tuple[float, str]] = []
        for known in REGISTER.columns:
            beside = page.seen(heading.top, heading.columns[known.field]) if known.field in heading.columns else None
            together = beside is not None and beside is page.seen(heading.top, column)  # one title over the value and its year
            points = 1.5 if together else known.fits(" ".join(parts[:-1]))
            if known.field in ("baseline", "interim", "target") and points >= 0.8:
                fitting.append((points, known.field))
        if fitting:
            columns = {name: place for name, place in columns.items() if place != column} | {f"{max(fitting)[1]}_year": column}
    return replace(heading, columns=columns)


def _owner_apart(page: Page, heading: Heading) -> Heading:
    """A column „Cel" filled with goals is not the target value but what the indicator belongs to."""
    if "target" not in heading.columns or fold(heading.text("target")).strip(" .:") not in ("cel", "cele"):
        return heading
    cells = [cell for row in page.rows if row > heading.bottom and (cell := page.at(row, heading.columns["target"]))]
    goals = sum(map(names_goal, cells))
    if cells and goals * 2 > len(cells) and "owner" not in heading.columns:
        columns = {name: column for name, column in heading.columns.items() if name != "target"} | {"owner": heading.columns["target"]}
        for column, text in heading.texts.items():
            if column not in columns.values() and fold(text).strip(" .:") in ("cel", "wartosc", "wartosc docelowa"):
                columns["target"] = column
        return replace(heading, columns=columns)
    return heading


def names_goal(cell: Cell) -> bool:
    """Whether a cell under „Cel" names a goal („CO1.1", „Czyste powietrze"), not a value („wzrost o 10%", „≥ 35 szt.")."""
    return isinstance(cell.value, str) and bool(
        re.match(r"(?i)\s*(?:c[so]?|p)[-. ]?\d|\s*cel\b", cell.text) or (not re.search(r"\d|wzrost|spadek|utrzym|uzupe", fold(cell.text)) and len(cell.text) >= 12)
    )


def read_register(intake: Intake, page: Page, heading: Heading, known: list[Known]) -> None:
    """Indicators row by row; what each belongs to is told by its own column, else by its code, else by a heading row above it."""
    book_above(page, heading.top)
    section: Cell | None = None
    for position, row in enumerate(rows_of(intake, page, heading)):
        page.mark(row.numbers.values(), Role.LABEL)
        if is_total(row):
            page.mark(row.everything, Role.LABEL)
            continue
        if len(row.everything) == 1 and isinstance(row.everything[0].value, str):
            section = row.everything[0]
            page.mark(section, Role.LABEL)
            continue
        fields = fields_of(intake, page, heading, row)
        if not fields.get("indicator"):
            for cell in row.everything:
                page.roles.pop((cell.row, cell.column), None)
                intake.skip(page, cell, "Wiersz nie ma nazwy wskaźnika.", severity=None)
            intake.say(Severity.WARNING, "I19", f"Wiersz {row.number + 1} nie ma nazwy wskaźnika; pominięto go.", "Dopisz nazwę w pliku.", page=page, cell=row.first, value=row.first.text[:200])
            continue
        code = str(fields.values.pop("code", "") or "")
        about, source = belongs_to(intake, page, heading, row.cells | _merged(page, heading, row), fields, code, section)
        kind = kind_by_code(code)
        record = enter_indicator(intake, page, heading, row, fields, about, source, kind, position, known, code)
        known.append(Known(id=record, code=code_key(code), name=str(fields.get("indicator"))))


def _merged(page: Page, heading: Heading, row: Row) -> dict[str, Cell]:
    """Owners merged over several rows."""
    return {name: cell for name in ("owner", "project") if name in heading.columns and name not in row.cells and (cell := page.seen(row.number, heading.columns[name]))}


def kind_by_code(code: str) -> IndicatorKind:
    folded = fold(code)
    if re.match(r"w?p(?![a-z])|.*[-./]w?p\d", folded) and not re.match(r"p\d+$", folded):
        return IndicatorKind.OUTPUT
    if re.match(r"w?o(?![a-z])|.*[-./]w?o\d", folded):
        return IndicatorKind.IMPACT
    return IndicatorKind.RESULT


def belongs_to(intake: Intake, page: Page, heading: Heading | None, cells: dict[str, Cell], fields: Fields, code: str, section: Cell | None) -> tuple[UUID | None, Source | None]:
    """What an indicator belongs to – a project or a goal – and the cell that says so."""
    for name in ("project", "owner"):
        said = fields.values.pop(name, None)
        fields.sources = [source for source in fields.sources if source[0] != name]
        cell = cells.get(name)
        if said is None and cell is not None and heading is not None and page.seen(cell.row, cell.column) is cell:
            said = convert.line(cell, [])
        if said and cell is not None:
            page.mark(cell, Role.READ)
            about = project_named(intake, said) if name == "project" else _owner(intake, said)
            if about is not None:
                return about, ("about", page.name, cell.address, cell.text)
    if code and (about := _by_code(intake, code)) is not None and (cell := cells.get("code")):
        return about, ("about", page.name, cell.address, cell.text)
    if section is not None and (about := _owner(intake, section.text, guess=False)) is not None:
        page.mark(section, Role.READ)
        return about, ("about", page.name, section.address, section.text)
    return None, None


def _owner(intake: Intake, said: str, *, guess: bool = True) -> UUID | None:
    """A goal or a project a text names; without `guess` only when it is sure that it names one."""
    if found := known_project(intake, said):
        return found
    code, rest = split_code(" ".join(said.split()))
    if code is not None and code.word in ("p", "pr", "projekt"):
        return project_named(intake, said)
    known = [draft for draft in intake.drafts.values() if isinstance(draft.record, Goal)]
    for draft in known:
        if same_name(draft.match_name, rest or said) or same_name(draft.match_name, said):
            return draft.record.id
    if guess or (code is not None and (code.word.startswith("c") or len(code.path) == 2)):
        return goal_named(intake, said)
    return None


_INSIDE_CODE = re.compile(r"(?i)^\s*(?:w[a-z]{0,3}[-_./ ]?)?(?:([pr])[-_./ ]?)?((?:CS|CO|C)[-. ]?\d{1,2}(?:[.]\d{1,2})?|\d{1,2}[.]\d{1,2}(?=[.]\d))(?![\d])")
_PROJECT_CODE = re.compile(r"(?i)^\s*(?:w[a-z]{0,2}[-_./ ])?(P[-. ]?\d{1,3})(?=[-_./ ]|\.\D)")


def _by_code(intake: Intake, code: str) -> UUID | None:
    """What the code of an indicator says: „CO1.1-R1" and „WR-1.1.2" belong to goal 1.1, „P01-W1" to project P01."""
    if found := _PROJECT_CODE.match(code):
        project = known_project(intake, found[1])
        if project is not None or not any(draft.record.kind == "undertaking" and draft.sources for draft in intake.drafts.values()):
            return project or project_named(intake, found[1])
    if found := _INSIDE_CODE.match(code):
        return goal_named(intake, found[2])
    return None


def enter_indicator(
    intake: Intake,
    page: Page,
    heading: Heading,
    row: Row,
    fields: Fields,
    about: UUID | None,
    source: Source | None,
    kind: IndicatorKind,
    position: int,
    known: list[Known],
    code: str,
) -> UUID:
    """Drafts the indicator, or adds what is new to the one another sheet of the file has told under the same name."""
    name = " ".join(str(fields.get("indicator")).split())
    same = _same(intake, name, about, code, known)
    if same is None:
        if about is None:
            message = f"Nie wiadomo, którego celu albo projektu dotyczy wskaźnik „{name}”."
            intake.say(Severity.WARNING, "I103", message, "Wskaż go w programie albo dopisz kod celu lub projektu w pliku.", page=page, cell=row.cells["indicator"], value=name)
        record = indicator_draft(intake, page, heading, row, fields, about=about, about_source=source, kind=kind, position=position, family="M11")
        if code and (cell := row.cells.get("code")):
            draft = intake.drafts[record]
            intake.drafts[record] = replace(draft, match_code=code, sources=(*draft.sources, ("", page.name, cell.address, cell.text)))
        return record
    before = intake.drafts[same].record
    assert isinstance(before, PlanIndicator)
    aside = Intake(file=intake.file)
    made = aside.drafts[indicator_draft(aside, page, heading, row, fields, about=before.about, about_source=None, kind=before.indicator_kind, position=position, family="M11")]
    fresh: dict[str, Any] = {}
    empty = PlanIndicator()
    for field_name, value in made.record.values().items():
        old = getattr(before, field_name)
        told = next((one for one in made.sources if one[0] == field_name), None)
        if field_name in ("id", "position", "name") or told is None or value == old:
            continue
        if old == getattr(empty, field_name):
            fresh[field_name] = value
        elif fold(str(value)) != fold(str(old)):
            message = f"Wskaźnik „{name}”: w komórce {told[2]} jest „{told[3]}”, a w innym arkuszu „{old}”; wczytano to drugie."
            intake.say(Severity.WARNING, "I24", message, "Popraw jeden z arkuszy.", page=page, cell=row.cells["indicator"], value=told[3][:200])
    intake.revise(same, fresh, [one for one in made.sources if one[0] in fresh])
    return same


def _same(intake: Intake, name: str, about: UUID | None, code: str, known: list[Known]) -> UUID | None:
    if code and (found := next((one.id for one in known if one.code and one.code == code_key(code)), None)):
        return found if fold(name) == fold(str(getattr(intake.drafts[found].record, "name", ""))) else None
    drafts = [draft for draft in intake.drafts.values() if isinstance(draft.record, PlanIndicator) and fold(draft.record.name) == fold(name)]
    fitting = [draft for draft in drafts if getattr(draft.record, "about", None) == about] or ([] if about is not None else drafts)
    return fitting[0].record.id if len(fitting) == 1 else None
