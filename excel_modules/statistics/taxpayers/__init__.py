"""Tables of the tax database POLTAX (Ministry of Finance): taxpayers, revenue, income and tax by source, age and sex, per unit.

Presumptive layouts („układ przypuszczalny", no real extract was at hand): one row per unit, or per unit and class, titles above, headings
of one to three rows. What the headings mean stands in `resources/indicators/variables_poltax.toml`, editable without programming.
"""

from __future__ import annotations

from excel_modules.reading import Contents, Recognition
from excel_modules.sheet import Workbook
from excel_modules.statistics.gus_bdl.table import has_units, table_in
from excel_modules.statistics.unit_tables.reading_tables import presumed, publication, read_publication
from excel_modules.statistics.unit_tables.remarks import Remarks
from excel_modules.statistics.unit_tables.wording import wording
from mrl_desktop.domain.progress import Progress

NAME = "poltax"
VERSION = "1"
PUBLISHER = "Ministerstwo Finansów (POLTAX)"

WORDS = "variables_poltax.toml"


def recognise(workbook: Workbook) -> Recognition | None:
    """By words of taxes on residents' incomes beside a table of units; exports of BDL with such words are left to their reader."""
    words = wording(WORDS)
    found = publication(workbook, words)
    if not found.shapes or not words.says("topic", found.text) or words.says("other", found.text):
        return None
    if any(table is not None and (table.typical or has_units(table)) for sheet in workbook.sheets if (table := table_in(workbook.file, sheet))):
        return None
    named = words.says("poltax", found.text)
    if not named and not words.says("strong", found.text):
        return None
    return Recognition(layout="tablica POLTAX (podatnicy i ich dochody)", confidence=0.9 if named else 0.7)


def read(workbook: Workbook, recognition: Recognition, progress: Progress) -> Contents:
    """All values of the tables. Raises Refused when there is none."""
    progress(1, 2, "Czytam wartości")
    remarks = Remarks(workbook.file)
    remarks.say(presumed(workbook.file))
    return read_publication(workbook, publication(workbook, wording(WORDS)), PUBLISHER, remarks)
