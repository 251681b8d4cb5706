"""Statistics of the town taken from one sheet of its workbook, on their way to `ObservedTable`."""

from __future__ import annotations

from decimal import Decimal

from excel_modules.modules.intake import Intake
from excel_modules.modules.page import Cell, Page, Role
from excel_modules.reading import OWN_TOWN, ObservedTable, RawSeries
from mrl_desktop.domain.territory_names import plain_name


class TownFigures:
    """Collects values of one page; the unit is the workbook's own town unless another is named."""

    def __init__(self, intake: Intake, page: Page) -> None:
        self.intake, self.page = intake, page
        self._units: dict[tuple[str, str, str], int] = {}
        self._series: dict[RawSeries, int] = {}
        self._keys: dict[tuple[str, str], RawSeries] = {}
        self.table = ObservedTable(sheet=page.name, codes=[], names=[], unit_rows=[], series=[], contexts=[])

    def add(self, cell: Cell, series: RawSeries, year: int, value: Decimal, unit: tuple[str, str, str] | None = None) -> None:
        """One value of a unit given by code, name and context; of the workbook's town, or the project's, when none is given."""
        town = self.intake.town
        if unit is None:
            unit = (town.code, town.name, town.context) if town.told else ("", OWN_TOWN, "")
        elif not unit[0] and town.code and plain_name(unit[1]) == plain_name(town.name):
            unit = town.code, town.name, town.context
        series = self._keys.setdefault((series.variable or series.key, series.unit), series)
        table = self.table
        if unit not in self._units:
            self._units[unit] = len(table.codes)
            table.codes.append(unit[0])
            table.names.append(unit[1])
            table.contexts.append(unit[2])
            table.unit_rows.append(cell.row)
        if series not in self._series:
            self._series[series] = len(table.series)
            table.series.append(series)
        table.unit_index.append(self._units[unit])
        table.series_index.append(self._series[series])
        table.years.append(year)
        table.values.append(float(value))
        table.rows.append(cell.row)
        table.columns.append(cell.column)
        table.present += 1
        self.page.mark(cell, Role.READ)

    def close(self) -> None:
        """Hands the table over."""
        if self.table.values:
            self.intake.tables.append(self.table)
