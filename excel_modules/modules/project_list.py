"""Sheets „Lista projektów" and „Wiązki" of the project workbook."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from excel_modules.modules import convert
from excel_modules.modules.codes import code_of, split_code
from excel_modules.modules.intake import Converter, Fields, Intake
from excel_modules.modules.layout import Column, Heading, Layout, Row
from excel_modules.modules.page import Cell, Page, Role
from excel_modules.modules.projects import Projects
from excel_modules.modules.table_rows import book_above, fields_of, is_total, money_of, rows_of
from excel_modules.parse import Unreadable
from mrl_desktop.domain.findings import Severity
from mrl_desktop.domain.records import id_from
from mrl_desktop.domain.strategy import GoalLevel
from mrl_desktop.domain.undertakings import Bundle, Category, Readiness, UndertakingType
from mrl_desktop.polish import fold, money

CATEGORY = convert.choice(
    (Category.BASIC, ("podst", "p")), (Category.SUPPLEMENTARY, ("uzup", "u")), (Category.RESERVE, ("rezerw", "r"))
)
TYPE = convert.choice(
    (UndertakingType.SOFT, ("nieinwest", "miekk")), (UndertakingType.INVESTMENT, ("inwest", "tward")), (UndertakingType.MIXED, ("miesz",))
)
STATUS = convert.choice(
    (Readiness.IDEA, ("pomysl", "idea")),
    (Readiness.CONCEPT, ("koncepc",)),
    (Readiness.DOCUMENTS, ("dokumentac", "w przygotowaniu", "przygotowan", "projektowani")),
    (Readiness.READY, ("gotow",)),
    (Readiness.RUNNING, ("w realizacji", "w trakcie", "realizowan", "trwa")),
    (Readiness.DONE, ("zakoncz", "zrealizowan")),
)

LIST = Layout(
    name="lista projektów",
    sheets=("Lista projektów", "Projekty", "Wykaz projektów", "Lista przedsięwzięć"),
    least=4,
    columns=(
        Column("Nazwa projektu", "title", convert.line, ("Tytuł projektu", "Projekt", "Nazwa przedsięwzięcia", "Przedsięwzięcie", "Nazwa działania", "Tytuł"), True),
        Column("Kod", "code", convert.line, ("Kod projektu", "Symbol", "Symbol projektu", "Nr projektu", "Numer projektu")),
        Column("Wiązka", "bundle", convert.line, ("Wiązka projektów", "Nazwa wiązki", "Wiązka działań")),
        Column("Podst./uzup.", "category", CATEGORY, ("Kategoria", "Podstawowy/uzupełniający", "Rodzaj działania", "Podst. / uzup.", "Lista", "Kategoria projektu", "Rodzaj", "P/U")),
        Column("Typ", "type", TYPE, ("Typ projektu", "Rodzaj projektu", "Charakter")),
        Column("Koszt całkowity", "declared_cost", convert.money(), ("Wartość projektu", "Koszt ogółem", "Wartość całkowita", "Całkowity koszt", "Koszt", "Koszt całk.", "Wartość ogółem", "Budżet", "Budżet projektu"), money=True),
        Column("Koszty kwalifikowalne", "eligible_cost", convert.money(), ("Wydatki kwalifikowalne", "Koszt kwalifikowalny"), money=True),
        Column("Dofinansowanie", "grant", convert.money(), ("Dotacja", "Kwota dofinansowania", "Grant", "Wnioskowane dofinansowanie", "w tym grant", "w tym dofinansowanie"), money=True),
        Column("Wkład własny", "own", convert.money(), ("Środki własne", "Wkład gminy", "Wkład własny gminy", "Wkład wł.", "Udział własny"), money=True),
        Column("Inne źródła", "others", convert.money(), ("Inne środki", "Pozostałe źródła", "Inne środki publiczne"), money=True),
        Column("Termin", "period", convert.period, ("Okres realizacji", "Termin realizacji", "Lata realizacji", "Lata", "Harmonogram", "Czas realizacji", "Okres")),
        Column("Data rozpoczęcia", "start", convert.first_day, ("Termin od", "Początek", "Rozpoczęcie", "Termin rozpoczęcia", "Start", "Od")),
        Column("Data zakończenia", "end", convert.last_day, ("Termin do", "Koniec", "Zakończenie", "Termin zakończenia", "Meta", "Do")),
        Column("Odpowiedzialny", "unit", convert.role, ("Podmiot odpowiedzialny", "Komórka odpowiedzialna", "Jednostka odpowiedzialna", "Realizator", "Jednostka realizująca", "Jednostka wiodąca", "Wydział", "Wydział prowadzący", "Kto realizuje")),
        Column("Status", "status", STATUS, ("Stan przygotowania", "Gotowość", "Stopień gotowości", "Stan")),
        Column("Cel operacyjny", "goal", convert.line, ("Cel", "Cel operacyjny główny", "Nr celu operacyjnego")),
        Column("Lider", "leader", convert.role, ("Wnioskodawca", "Wnioskodawca / Lider")),
        Column("Partnerzy", "partners", convert.text, ("Partner",)),
        Column("Wymiary", "dimensions", convert.dimensions, ("Wymiar", "Wymiar rozwoju")),
        Column("Lokalizacja", "location", convert.line, ("Miejsce realizacji",)),
        Column("Opis", "description", convert.text, ("Opis projektu", "Zakres", "Zakres rzeczowy", "Zakres projektu", "Krótki opis")),
    ),
    numbers=("Lp.", "L.p.", "Nr"),
)

NAMED_LIST = replace(LIST, columns=(replace(LIST.columns[0], also=(*LIST.columns[0].also, "Nazwa")), *LIST.columns[1:]))
"""The list on a sheet that says it is of projects, where „Nazwa" alone is theirs."""

BUNDLES = Layout(
    name="wiązki projektów",
    sheets=("Wiązki", "Wiązki projektów"),
    columns=(
        Column("Nazwa wiązki", "title", convert.line, ("Wiązka", "Tytuł wiązki", "Wiązka projektów"), True),
        Column("Cel strategiczny", "goal", convert.line, ("Cel",)),
        Column("Projekty", "members", convert.text, ("Kody projektów", "Projekty w wiązce", "Lista projektów")),
        Column("Opis efektu synergii", "synergy", convert.text, ("Efekt synergii", "Synergia", "Opis synergii", "Uzasadnienie"), True),
        Column("Koszt łączny", "cost", convert.money(), ("Łączny koszt", "Koszt wiązki", "Koszt całkowity"), money=True),
        Column("Lider wiązki", "leader", convert.role, ("Lider", "Koordynator", "Odpowiedzialny")),
    ),
    numbers=("Lp.", "Nr", "Kod", "Kod wiązki", "Nr wiązki", "Symbol"),
)

SUMMED = ("declared_cost", "eligible_cost", "grant", "own", "others")


def read_list(projects: Projects, page: Page, heading: Heading) -> None:
    """Projects row by row; subtotals are not projects, but must agree with the rows above them."""
    intake = projects.intake
    book_above(page, heading.top)
    heading = _kinds_apart(page, heading)
    since: dict[str, Decimal] = {}
    overall: dict[str, Decimal] = {}
    of_bundle: dict[tuple[str, str], Decimal] = {}
    bundle = ""
    groups = 0
    for row in rows_of(intake, page, heading):
        if is_total(row) and not row.cells.get("code"):
            grand = groups > 0 and bool(re.match(r"(?:razem\s*/\s*)?(?:ogolem|razem$|suma$|lacznie|razem projekt)", fold(row.first.text)))
            same = {name: of_bundle.get((bundle, name), Decimal(0)) for name in SUMMED} if bundle else since
            _check_total(intake, page, heading, row, overall if grand else since, overall if grand else same)
            if not grand:
                since, groups = {}, groups + 1
            continue
        fields = fields_of(intake, page, heading, row)
        _book_numbers(page, row)
        title, code = fields.values.get("title"), fields.values.get("code") or ""
        if not title:
            _section_or_nameless(intake, page, row)
            continue
        bundle = fold(fields.get("bundle") or "") or bundle
        for name in SUMMED:
            amount = fields.get(name) or Decimal(0)
            of_bundle[bundle, name] = of_bundle.get((bundle, name), Decimal(0)) + amount
            since[name] = since.get(name, Decimal(0)) + amount
            overall[name] = overall.get(name, Decimal(0)) + amount
        entry = projects.find(code, title) or projects.add(page, row.cells["title"], code, title)
        if entry.listed is not None:
            intake.say(Severity.WARNING, "I21", f"Projekt „{title}” stoi na liście dwa razy; wczytano pierwszy wiersz.", "Sprawdź listę.", page=page, cell=row.cells["title"], value=title)
            for cell in row.everything:
                page.roles.pop((cell.row, cell.column), None)
                intake.skip(page, cell, "Projekt stoi na liście drugi raz.", severity=None)
            continue
        entry.listed = _listed(projects, page, heading, row, fields, entry.amounts)
        if not entry.carded:
            entry.fields.values.setdefault("title", title)
            entry.fields.sources = [source for source in entry.listed.sources if source[0] == "title"]


def _kinds_apart(page: Page, heading: Heading) -> Heading:
    """„Rodzaj projektu" over „podst." and „uzup." is the category, whatever it is called; and the other way round."""
    for name, own, other, wanted in (("type", TYPE, "category", CATEGORY), ("category", CATEGORY, "type", TYPE)):
        if name in heading.columns and other not in heading.columns:
            cells = [cell for row in page.rows if row > heading.bottom and (cell := page.at(row, heading.columns[name])) and not convert.says_nothing(cell.text)]
            if sum(_reads(wanted, cell) for cell in cells) > sum(_reads(own, cell) for cell in cells):
                return replace(heading, columns={other if one == name else one: column for one, column in heading.columns.items()})
    return heading


def _reads(converter: Converter, cell: Cell) -> bool:
    try:
        return converter(cell, []) is not None
    except Unreadable:
        return False


def _book_numbers(page: Page, row: Row) -> None:
    page.mark(row.numbers.values(), Role.LABEL)


def _section_or_nameless(intake: Intake, page: Page, row: Row) -> None:
    """„Wiązka 1: …" typed across the table is a heading; a row with amounts but no name is reported."""
    money_cells = [cell for name, cell in row.cells.items() if name in SUMMED]
    for cell in row.everything:
        if money_cells:
            page.roles.pop((cell.row, cell.column), None)
        if page.free(cell):
            intake.skip(page, cell, "Wiersz listy nie ma nazwy projektu.", severity=None)
    if money_cells:
        message = f"Wiersz {row.number + 1} ma kwoty, ale nie ma nazwy projektu; pominięto go."
        intake.say(Severity.WARNING, "I19", message, "Dopisz nazwę projektu w pliku.", page=page, cell=money_cells[0], value=money_cells[0].text)


def _listed(projects: Projects, page: Page, heading: Heading, row: Row, fields: Fields, amounts: dict[str, tuple[Decimal, Page, Cell]]) -> Fields:
    """The row's fields as fields of a project: terms, links and amounts by source."""
    for name, source in (("grant", "dotacja"), ("own", "wklad_wlasny"), ("others", "inne_publiczne")):
        if (amount := fields.values.pop(name, None)) is not None and amount != 0:
            amounts[source] = (amount, page, row.cells[name])
    fields.sources = [source for source in fields.sources if source[0] not in ("grant", "own", "others")]
    put_period(fields, page, row.cells.get("period"))
    bundle_cell = row.cells.get("bundle") or (page.seen(row.number, heading.columns["bundle"]) if "bundle" in heading.columns else None)
    if bundle_cell and (said := convert.line(bundle_cell, [])):
        page.mark(bundle_cell, Role.READ)
        fields.put("bundle", projects.bundle(page, bundle_cell, said), page, bundle_cell)
    if said := fields.get("goal"):
        fields.put("goal", projects.goal(said, GoalLevel.OPERATIONAL), page, row.cells["goal"])
    return fields


def put_period(fields: Fields, page: Page, cell: Cell | None) -> None:
    """A term from–to becomes the project's first and last day, unless they are given apart."""
    period = fields.values.pop("period", None)
    fields.sources = [source for source in fields.sources if source[0] != "period"]
    if period is None or cell is None:
        return
    for name, value in (("start", period.start), ("end", period.end)):
        if value is not None and name not in fields.values:
            fields.put(name, value, page, cell)


def _check_total(intake: Intake, page: Page, heading: Heading, row: Row, sums: dict[str, Decimal], of_bundle: dict[str, Decimal]) -> None:
    """A subtotal is booked and compared with the sum of the rows it stands for: those since the subtotal before, or those of its bundle."""
    page.mark(row.everything, Role.LABEL)
    for name in SUMMED:
        cell = row.cells.get(name)
        if cell is None or cell.problem:
            continue
        total = intake.convert(page, cell, money_of(page, heading, heading.text(name)))
        difference = None if total is None else total - sums.get(name, Decimal(0))
        if difference and total != of_bundle.get(name):
            intake.say(
                Severity.NOTE if abs(difference) <= 1 else Severity.WARNING,
                "I26",
                f"„{row.first.text}”: w pliku jest {money(total)} zł, a suma projektów powyżej to {money(sums.get(name, Decimal(0)))} zł (różnica {money(difference)} zł).",
                "Sprawdź, czy w pliku nie brakuje projektu albo suma nie jest wpisana ręcznie; program liczy sumy sam.",
                page=page,
                cell=cell,
                value=cell.text,
            )


def read_bundles(projects: Projects, page: Page, heading: Heading) -> None:
    """Bundles with their goal, synergy and leader; the projects they list get the bundle."""
    intake = projects.intake
    book_above(page, heading.top)
    for row in rows_of(intake, page, heading):
        if is_total(row):
            page.mark(row.everything, Role.LABEL)
            continue
        fields = fields_of(intake, page, heading, row)
        title = fields.values.get("title")
        if not title:
            _section_or_nameless(intake, page, row)
            continue
        number = row.numbers.get("title") or row.numbers.get("")
        page.mark(row.numbers.values(), Role.LABEL)
        code, rest = split_code(title)
        code = (code_of(number.value) if number else None) or code
        if rest and rest != title:
            fields.values["title"] = title = rest
        members, goal = fields.values.pop("members", None), fields.values.pop("goal", None)
        fields.values.pop("cost", None)
        fields.sources = [source for source in fields.sources if source[0] not in ("members", "cost", "goal")]
        if goal:
            fields.put("goal", projects.goal(goal, GoalLevel.STRATEGIC), page, row.cells["goal"])
        record = Bundle(id=_bundle_id(projects, str(code or ""), title), position=projects.bundle_count, **fields.values)
        where = number or row.cells["title"]
        intake.draft(record, [("", page.name, where.address, where.text), *fields.sources], code=str(code or ""), name=title)
        projects.remember_bundle(record.id, code, title)
        if members:
            projects.bundle_members.append((record.id, members, page, row.cells["members"]))


def _bundle_id(projects: Projects, code: str, title: str) -> UUID:
    wanted = id_from("bundle", "M8", code or fold(title))
    return wanted if wanted not in projects.intake.drafts else id_from("bundle", "M8", code, fold(title))
