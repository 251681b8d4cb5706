"""Budget figures of one workbook: each item, year and stage once, with the cell it came from; sums checked against their parts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from excel_modules.modules.budget_rows import item_names, sums
from excel_modules.modules.intake import Intake, Source
from excel_modules.modules.page import Cell, Page, Role
from mrl_desktop.domain.diagnosis import FinanceFigure
from mrl_desktop.domain.findings import Severity
from mrl_desktop.domain.records import id_from
from mrl_desktop.polish import money


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A figure already taken."""

    id: UUID
    amount: Decimal
    page: Page
    cell: Cell
    factor: Decimal
    """Unit of its sheet, which is also how exact it is."""


class BudgetFigures:
    """Collects figures while sheets are read, the most exact sheets first."""

    def __init__(self, intake: Intake) -> None:
        self.intake = intake
        self.known: dict[tuple[str, int, str], Known] = {}

    def put(
        self, page: Page, cell: Cell, item: str, year: int, stage: str, amount: Decimal, factor: Decimal, *, label: Cell, head: Cell, any_stage: bool = False, also: tuple[Source, ...] = ()
    ) -> None:
        """One amount in złoty. The same figure again confirms the first; another amount is told and left out.

        `any_stage`: the sheet does not say the stage for sure, so an equal figure of another stage of that year is the same one.
        """
        stages = ("wykonanie", "plan", "prognoza") if any_stage else (stage,)
        earlier = [known for one in stages if (known := self.known.get((item, year, one)))]
        same = next((known for known in earlier if abs(known.amount - amount) <= max(known.factor, factor)), None)
        if same is not None:
            page.roles.pop((cell.row, cell.column), None)
            where = f"komórka {same.cell.address}" + (f" arkusza „{same.page.name}”" if same.page is not page else "")
            self.intake.skip(page, cell, f"Tę samą kwotę podaje już {where}; wczytano ją raz.", severity=None)
            return
        if earlier and (any_stage or (item, year, stage) in self.known):
            self._differs(page, cell, item, year, stage, amount, earlier[0])
            return
        figure = FinanceFigure(id=id_from("finance_figure", "M3", item, year, stage), position=len(self.known), item=item, year=year, stage=stage, amount=amount)
        sources: list[Source] = [
            ("", page.name, cell.address, cell.text),
            ("item", page.name, label.address, label.text),
            ("year", page.name, head.address, head.text),
            ("stage", page.name, head.address, head.text),
            ("amount", page.name, cell.address, cell.text),
            *also,
        ]
        self.intake.draft(figure, sources, name=f"{item_names().get(item, item)}, {year}, {stage}")
        self.known[item, year, stage] = Known(id=figure.id, amount=amount, page=page, cell=cell, factor=factor)
        page.mark(cell, Role.READ)

    def _differs(self, page: Page, cell: Cell, item: str, year: int, stage: str, amount: Decimal, first: Known) -> None:
        page.roles.pop((cell.row, cell.column), None)
        where = f"w arkuszu „{first.page.name}” (komórka {first.cell.address})" if first.page is not page else f"w komórce {first.cell.address}"
        self.intake.skip(
            page,
            cell,
            f"„{item_names().get(item, item)}” za {year} r. ({stage}) wynosi tu {money(amount)} zł, a {where} {money(first.amount)} zł; zostaje tamta kwota.",
            "Sprawdź, która kwota jest właściwa, i popraw drugą w pliku.",
            code="I95",
        )

    def check(self) -> None:
        """Tells totals that differ from the sum of their parts by more than rounding."""
        for total, parts in sums().items():
            for (item, year, stage), known in list(self.known.items()):
                found = [self.known.get((part, year, stage)) for part in parts]
                if item != total or any(one is None for one in found):
                    continue
                given = [one for one in found if one is not None]
                expected = sum((one.amount for one in given), Decimal(0))
                if abs(expected - known.amount) > max(one.factor for one in (known, *given)):
                    names = " i ".join(f"„{item_names()[part]}”" for part in parts)
                    self.intake.say(
                        Severity.WARNING,
                        "I96",
                        f"„{item_names()[total]}” za {year} r. ({stage}) to {money(known.amount)} zł, a {names} dają razem {money(expected)} zł.",
                        "Sprawdź te pozycje w pliku; wczytano je tak, jak stoją.",
                        page=known.page,
                        cell=known.cell,
                        value=known.cell.text,
                    )
