"""Sheet „Budżet": costs of projects and tasks with net, VAT and gross, and the years they fall in. Layout presumed: no real file is known."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from excel_modules.modules import convert
from excel_modules.modules.amounts import Amounts, Rate, compare
from excel_modules.modules.intake import Intake, Source
from excel_modules.modules.layout import Column, Heading, Layout, Row, candidates
from excel_modules.modules.other_records import enter
from excel_modules.modules.page import Cell, Page, Role
from excel_modules.modules.project_rows import Owner, ProjectRows, with_lines
from excel_modules.modules.table_rows import book_above, is_total, rows_of, with_years_below
from mrl_desktop.domain.findings import Severity
from mrl_desktop.domain.records import id_from
from mrl_desktop.domain.undertakings import Task
from mrl_desktop.polish import fold, money

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


def vat_rate(cell: Cell, notes: list[str]) -> Decimal | None:
    """A rate of VAT in percent: 23, „23%", 0.23; „zw." and „np." are 0."""
    said = fold(cell.text).strip(" .")
    if said in ("zw", "zwolniony", "zwolnione", "np", "n.p", "nie podlega", "oo"):
        return Decimal(0)
    found = convert.number(cell, notes)
    return found * 100 if found is not None and 0 < found < 1 else found


BUDGET = Layout(
    name="budżet projektów",
    sheets=("Budżet", "Budżet projektów", "Kosztorys", "Koszty", "Budżet szczegółowy"),
    least=3,
    columns=(
        Column(
            "Projekt / zadanie",
            "item",
            convert.line,
            ("Zadanie", "Nazwa zadania", "Projekt / zadanie / koszt", "Zadanie / pozycja", "Nazwa kosztu", "Opis kosztu", "Pozycja budżetu", "Pozycja", "Wyszczególnienie", "Przedmiot", "Nazwa pozycji", "Zakres", "Zadania"),
        ),
        Column("Projekt", "project", convert.line, ("Nazwa projektu", "Kod projektu", "Tytuł projektu", "Przedsięwzięcie", "Nr projektu")),
        Column("Kategoria kosztu", "category", convert.line, ("Kategoria", "Kategoria kosztów", "Kategoria wydatku", "Rodzaj kosztu", "Rodzaj wydatku")),
        Column("J.m.", "unit", convert.line, ("Jednostka miary", "Jednostka", "Jedn.")),
        Column("Ilość", "quantity", convert.number, ("Liczba", "Liczba jednostek", "Liczba sztuk")),
        Column("Cena jedn. netto", "price", convert.number, ("Cena jednostkowa", "Cena jednostkowa netto", "Cena netto", "Koszt jednostkowy"), money=True),
        Column("VAT %", "vat", vat_rate, ("VAT", "Stawka VAT", "Podatek VAT")),
        Column("Wartość netto", "net", convert.number, ("Netto", "Koszt netto", "Kwota netto"), money=True),
        Column("Kwota VAT", "vat_amount", convert.number, ("Wartość VAT",), money=True),
        Column("Wartość brutto", "gross", convert.number, ("Brutto", "Koszt brutto", "Kwota brutto", "Koszt", "Wartość", "Koszt całkowity", "Kwota"), money=True),
        Column("Kwalif. (T/N)", "eligible", convert.yes_no, ("Kwalifikowalny", "Kwalifikowalność", "Koszt kwalifikowalny", "Wydatek kwalifikowalny", "Kwalifikowane")),
        Column("Waluta", "currency", convert.line, ("Jednostka kwot",)),
        Column("Razem", "total", convert.number, ("Ogółem", "Suma", "Łącznie", "Razem lata"), money=True),
    ),
)
_CHECKED = ("quantity", "unit", "price", "vat", "vat_amount", "net", "total")
"""Columns from which the cost is only checked."""
_AMOUNTS = ("price", "net", "vat_amount", "gross", "total")


@dataclass(slots=True, kw_only=True)
class Cost:
    """One task as its rows add up."""

    owner: Owner | None
    title: str
    cell: Cell
    gross: Decimal = Decimal(0)
    counted: bool = False
    cells: list[Cell] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    """Category and eligibility of each row, for the task's description."""
    described: list[Cell] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class YearMoney:
    """Money of one project in one year, without a source, and the cells it was added up from."""

    owner: Owner
    page: Page
    amount: Decimal = Decimal(0)
    cells: list[Cell] = field(default_factory=list)


def budget_heading(page: Page, last: int) -> Heading | None:
    """The header of a budget: names and amounts, with something that only budgets have (years, VAT, quantities, categories)."""
    found: Heading | None = None
    for heading in candidates(page, BUDGET, 0, last):
        heading = with_years_below(page, heading)
        years = year_columns(heading)
        names = heading.columns.keys() & {"item", "project"}
        priced = heading.columns.keys() & {"gross", "net", "total"} or len(years) >= 2
        budget = heading.columns.keys() & {"vat", "quantity", "category", "price", "eligible", "net"}
        if names and priced and len(budget) + min(len(years), 2) >= 2 and budget:
            heading = replace(heading, score=heading.score + 1.1 * len(years))
            if found is None or heading.score > found.score + 0.05:
                found = heading
    return found


def year_columns(heading: Heading) -> dict[int, int]:
    """Year → column, for columns of nothing else."""
    taken = set(heading.columns.values())
    years: dict[int, int] = {}
    for column, text in heading.texts.items():
        found = set(_YEAR.findall(text))
        if column not in taken and len(found) == 1 and len(text) <= 40 and not re.search(r"\b(?:termin|stan|data|narastaj)", fold(text)):
            years.setdefault(int(found.pop()), column)
    return years


def read_budget(intake: Intake, page: Page, heading: Heading, rate: Rate | None) -> dict[tuple[UUID, int], YearMoney]:
    """Tasks with their costs; gives the money of projects by year, which has no source yet."""
    book_above(page, heading.top)
    years = year_columns(heading)
    heading = replace(heading, columns=heading.columns | {str(year): column for year, column in years.items()})
    if "item" not in heading.columns:
        heading = replace(heading, columns=heading.columns | {"item": heading.columns["category"]}) if "category" in heading.columns else heading
    rows = with_lines(list(rows_of(intake, page, heading)), "item")
    named = Counter(fold(cell.text) for row in rows if not is_total(row) and (cell := row.cells.get("item")))
    repeated = frozenset(row.number for row in rows if (cell := row.cells.get("item")) and named[fold(cell.text)] > 1)
    reader = _Budget(costed=repeated, intake=intake, page=page, heading=heading, years=tuple(years), amounts=Amounts(intake, page, heading, rate))
    facts = frozenset(("category", "quantity", "price", "vat", "net", "gross", "eligible", "total", *map(str, years)))
    walk = ProjectRows(intake=intake, page=page, heading=heading, rows=[row for row in rows if not is_total(row)], item="item", facts=facts)
    for row in rows:
        page.mark(row.numbers.values(), Role.LABEL)
        if is_total(row):
            reader.total(row, walk.owner)
        else:
            task = walk.step(row)
            reader.row(row, walk.owner, task)
    reader.finish()
    return reader.by_year


def _described(values: dict[str, Any], task: Cell) -> str:
    """What the row says of the cost beside its amount: „roboty budowlane; koszt kwalifikowalny"."""
    told = [] if values.get("category") in (None, task.text) else [f"Kategoria kosztu: {values['category']}"]
    if (eligible := values.get("eligible")) is not None:
        told.append("koszt kwalifikowalny" if eligible else "koszt niekwalifikowalny")
    return "; ".join(told)


@dataclass(slots=True, kw_only=True)
class _Budget:
    intake: Intake
    page: Page
    heading: Heading
    years: tuple[int, ...]
    amounts: Amounts
    costs: dict[tuple[UUID | None, str], Cost] = field(default_factory=dict)
    by_year: dict[tuple[UUID, int], YearMoney] = field(default_factory=dict)
    """By project and year; year 0 where the file gives none."""
    sums: dict[tuple[UUID | None, str], Decimal] = field(default_factory=dict)
    """(Project or None for all, field) → sum of the rows so far."""
    costed: frozenset[int] = frozenset()
    """Rows that name only a project, one of several rows of it, each for a cost of its own category."""
    announced: dict[UUID | None, list[tuple[Row, dict[str, Decimal], Owner]]] = field(default_factory=dict)
    """Amounts standing in the project's own row, above its tasks."""

    def converter(self, row: Row, name: str) -> Callable[[Cell, list[str]], Any]:
        column = next((one for one in self.heading.layout.columns if one.field == name), None)
        if column is None or column.money:
            currency = row.cells["currency"].text if "currency" in row.cells else ""
            return self.amounts.of(self.heading.text(name), currency)
        return column.convert

    def values(self, row: Row) -> dict[str, Any]:
        """All that the row says, by field; cells that could not be read are left out and have been told."""
        found: dict[str, Any] = {}
        for name, cell in row.cells.items():
            if name in ("item", "project"):
                continue
            if name == "currency":
                self.page.mark(cell, Role.READ)
                continue
            value = self.intake.convert(self.page, cell, self.converter(row, name))
            if value is not None:
                found[name] = value
        return found

    def row(self, row: Row, owner: Owner | None, task: Cell | None) -> None:
        values = self.values(row)
        project = owner.id if owner else None
        if owner is None and "project" not in self.heading.columns and not values:
            if task is not None:
                self.page.mark(task, Role.LABEL)
            return
        gross = self._gross(row, values)
        if task is None and "category" in values and row.number in self.costed:
            task = row.cells["category"]
        if task is None:
            self._own_row(row, owner, values, gross)
            return
        self.page.mark(task, Role.READ)
        self._checked(row)
        title = " ".join(task.text.split())
        key = (project, fold(title))
        cost = self.costs.setdefault(key, Cost(owner=owner, title=title, cell=task))
        cost.described.extend(row.cells[name] for name in ("category", "eligible") if name in values and row.cells[name].column != task.column)
        cost.lines.append(_described(values, task))
        if gross is not None:
            cost.gross += gross
            cost.counted = True
            cost.cells.append(row.cells.get("gross") or row.cells.get("total") or row.cells.get("net") or row.cells.get("price") or task)
        self._years(row, owner, values)
        self._sum(project, values, gross)

    def _checked(self, row: Row) -> None:
        """Lists the cells from which the cost was only checked."""
        for name, cell in row.cells.items():
            if name in _CHECKED and not (name == "total" and "gross" not in row.cells):
                self.page.roles.pop((cell.row, cell.column), None)
                self.intake.skip(self.page, cell, "Porównano z kosztem pozycji; program nie przechowuje składników ceny.", severity=None)

    def _sum(self, project: UUID | None, values: dict[str, Any], gross: Decimal | None) -> None:
        told = {name: value for name, value in values.items() if name in ("net", "vat_amount", "total") or name.isdigit()}
        if gross is not None:
            told["gross"] = gross
            told.setdefault("total", gross)
        for name, value in told.items():
            for whose in {project, None}:
                self.sums[whose, name] = self.sums.get((whose, name), Decimal(0)) + value

    def _gross(self, row: Row, values: dict[str, Any]) -> Decimal | None:
        """Cost of the row with VAT: as typed, else counted from what there is; what does not agree is told."""
        counted: Decimal | None = None
        net = values.get("net")
        if net is None and "quantity" in values and "price" in values:
            net = values["quantity"] * values["price"]
        if net is not None and ("vat" in values or "vat_amount" in values):
            counted = (net + values["vat_amount"] if "vat_amount" in values else net * (1 + values["vat"] / 100)).quantize(Decimal("0.01"))
        in_years = sum((values[str(year)] for year in self.years if str(year) in values), Decimal(0)) if any(str(year) in values for year in self.years) else None
        gross: Decimal | None = values.get("gross")
        if gross is not None and counted is not None and abs(gross - counted) > 1:
            self._gross_differs(row.cells["gross"], gross, counted, values.get("vat"))
        total = values.get("total")
        if total is not None and in_years is not None:
            compare(self.intake, self.page, row.cells["total"], f"„Razem” w wierszu {row.number + 1}", total, in_years)
        known = gross if gross is not None else total if total is not None else in_years if in_years is not None else counted if counted is not None else net
        if gross is not None and in_years is not None and total is None:
            compare(self.intake, self.page, row.cells["gross"], f"Wartość brutto w wierszu {row.number + 1} i lata", gross, in_years)
        elif gross is not None and total is not None and abs(total - gross) > 1:
            compare(self.intake, self.page, row.cells["total"], f"„Razem” w wierszu {row.number + 1} i wartość brutto", total, gross)
        return known

    def _gross_differs(self, cell: Cell, gross: Decimal, counted: Decimal, rate: Decimal | None) -> None:
        twice = rate is not None and rate > 0 and abs(counted * (1 + rate / 100) - gross) <= 1
        what = "VAT doliczono dwa razy" if twice else "wartość brutto nie wynika z ceny i stawki VAT"
        self.intake.say(
            Severity.WARNING,
            "I102",
            f"Wygląda na to, że {what}: w pliku jest {money(gross)} zł, a z wyliczenia {money(counted)} zł. Wczytano kwotę z pliku.",
            "Sprawdź wiersz budżetu.",
            page=self.page,
            cell=cell,
            value=cell.text,
        )

    def _own_row(self, row: Row, owner: Owner | None, values: dict[str, Any], gross: Decimal | None) -> None:
        """The project's own row: its amounts are the sum of the tasks below, or all there is about the project."""
        if owner is None:
            for cell in row.everything:
                self.page.roles.pop((cell.row, cell.column), None)
                self.intake.skip(self.page, cell, "Wiersz budżetu nie ma nazwy.", "Dopisz nazwę zadania w pliku.", code="I19")
            return
        self._checked(row)
        for name in ("category", "eligible"):
            if name in values:
                self.page.roles.pop((row.cells[name].row, row.cells[name].column), None)
                self.intake.skip(self.page, row.cells[name], "Opis kosztu całego projektu; jego miejsce jest przy zadaniach projektu.", severity=None)
        told = {name: value for name, value in values.items() if name in _AMOUNTS or name.isdigit()}
        if gross is not None:
            told["gross"] = gross
        if told:
            self.announced.setdefault(owner.id, []).append((row, told, owner))

    def _years(self, row: Row, owner: Owner | None, values: dict[str, Any]) -> None:
        for year in self.years:
            amount = values.get(str(year))
            if amount is None or owner is None or owner.id is None:
                continue
            place = self.by_year.setdefault((owner.id, year), YearMoney(owner=owner, page=self.page))
            if amount:
                place.amount += amount
                place.cells.append(row.cells[str(year)])

    def total(self, row: Row, owner: Owner | None) -> None:
        """A row of sums: of the project it names or stands under, or of all."""
        self.page.mark(row.everything, Role.LABEL)
        said = " ".join(fold(cell.text) for cell in row.everything if isinstance(cell.value, str))
        for name, cell in row.cells.items():
            if name in ("item", "project", "price", "vat", "quantity", "unit", "category", "eligible", "currency") or cell.problem:
                continue
            found = self.intake.convert(self.page, cell, self.converter(row, name))
            self.page.roles[cell.row, cell.column] = Role.LABEL
            sums = [self.sums.get((whose, name), Decimal(0)) for whose in ((owner.id if owner else None), None)]
            if found is None or found in sums or (not any(sums) and name in ("net", "vat_amount")):
                continue
            whole = bool(re.search(r"ogolem|wszystk|calosc", said)) or owner is None
            compare(self.intake, self.page, cell, f"„{' '.join(row.first.text.split())}”", found, sums[1] if whole or abs(found - sums[1]) < abs(found - sums[0]) else sums[0])

    def finish(self) -> None:
        self._announce()
        for position, cost in enumerate(self.costs.values()):
            project = cost.owner.id if cost.owner else None
            values: dict[str, Any] = {"cost": cost.gross} if cost.counted else {}
            sources: list[Source] = [("", self.page.name, cost.cell.address, cost.cell.text), ("title", self.page.name, cost.cell.address, cost.title)]
            sources += [("cost", self.page.name, cell.address, cell.text) for cell in cost.cells]
            if description := "\n".join(dict.fromkeys(line for line in cost.lines if line)):
                values["description"] = description
                sources += [("description", self.page.name, cell.address, cell.text) for cell in cost.described]
            if cost.owner and project:
                sources.append(("undertaking", cost.owner.page.name, cost.owner.cell.address, cost.owner.cell.text))
            record = Task(id=id_from("task", "M9", str(project or ""), fold(cost.title)), position=position, undertaking=project, title=cost.title, **values)
            enter(self.intake, record, sources, name=cost.title, quiet=("description",))
            if project is None:
                message = f"Nie wiadomo, do którego projektu należy zadanie „{cost.title}”."
                self.intake.say(Severity.WARNING, "I103", message, "Wskaż projekt w programie albo dopisz go w pliku.", page=self.page, cell=cost.cell, value=cost.cell.text)

    def _announce(self) -> None:
        """A project's own row with tasks under it is compared with them; one without tasks gives the project's money by year."""
        for project, row, told, owner in [(project, *one) for project, listed in self.announced.items() for one in listed]:
            if any(key[0] == project for key in self.costs):
                for name, said in told.items():
                    counted = self.sums.get((project, name))
                    if counted is not None and name in row.cells:
                        compare(self.intake, self.page, row.cells[name], f"Wiersz projektu „{row.cells['item'].text if 'item' in row.cells else row.first.text}”", said, counted)
                for name, cell in row.cells.items():
                    if name in told:
                        self.page.roles.pop((cell.row, cell.column), None)
                        self.intake.skip(self.page, cell, "Suma zadań projektu; program liczy ją sam.", severity=None)
                continue
            self._years(row, owner, told)
            whole = row.cells.get("gross") or row.cells.get("total") or row.cells.get("net")
            if any(name.isdigit() for name in told):
                if "gross" in row.cells:
                    self.page.roles.pop((row.cells["gross"].row, row.cells["gross"].column), None)
                    self.intake.skip(self.page, row.cells["gross"], "Koszt projektu porównano z sumą lat; program liczy go sam.", severity=None)
            elif whole is not None and project is not None and told.get("gross"):
                self.page.roles[whole.row, whole.column] = Role.READ
                place = self.by_year.setdefault((project, 0), YearMoney(owner=owner, page=self.page))
                place.amount += told["gross"]
                place.cells.append(whole)


def join_years(intake: Intake, known: dict[tuple[UUID, int], YearMoney], more: Mapping[tuple[UUID, int], YearMoney]) -> None:
    """Adds the money of another budget sheet; what a second sheet says of a project and a year already told is only compared."""
    for (project, year), money_ in more.items():
        before = known.get((project, year))
        if before is None:
            known[project, year] = money_
            continue
        skipped_years(intake, money_, f"Kwotę tego projektu i roku wczytano z arkusza „{before.page.name}”; tę tylko porównano.")
        if before.amount != money_.amount and money_.cells:
            when = f" w roku {year}" if year else ""
            message = f"Kwota projektu „{money_.owner.said}”{when} jest w arkuszu „{money_.page.name}” inna ({money(money_.amount)} zł) niż w arkuszu „{before.page.name}” ({money(before.amount)} zł); wczytano tę drugą."
            intake.say(Severity.WARNING, "I24", message, "Popraw jeden z arkuszy.", page=money_.page, cell=money_.cells[0], value=money_.cells[0].text)


def year_sources(money_: YearMoney) -> list[Source]:
    """Where a year's money of a project comes from, as sources of a budget line."""
    cells = money_.cells
    first: list[Source] = [("", money_.page.name, cells[0].address, cells[0].text)] if cells else []
    about = ("about", money_.owner.page.name, money_.owner.cell.address, money_.owner.cell.text)
    return [*first, *(("amount", money_.page.name, cell.address, cell.text) for cell in cells), about]


def skipped_years(intake: Intake, money_: YearMoney, reason: str) -> None:
    """Lists the cells of a year's money as not taken."""
    for cell in money_.cells:
        money_.page.roles.pop((cell.row, cell.column), None)
        intake.skip(money_.page, cell, reason, severity=None)

