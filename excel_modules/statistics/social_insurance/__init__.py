"""Tables of ZUS and KRUS: insured people, pensioners and benefits by unit, age and sex; sizes of benefits in the whole country.

Presumptive layouts („układ przypuszczalny", no real file was at hand): rows before the header, a header of one to three rows,
„Ogółem" first, codes of six or seven digits or names. Of the national table of sizes of benefits only a description was at hand
(six rows of text, then the header, then „Ogółem", then ranges written as „ 9900,01  -  10000,00").
"""

from __future__ import annotations

import re

from excel_modules.parse import text
from excel_modules.reading import Contents, Recognition, Refused, error
from excel_modules.sheet import Workbook, cell_name
from excel_modules.statistics.gus_bdl.table import has_units, table_in
from excel_modules.statistics.unit_tables.reading_tables import Publication, presumed, publication, read_publication
from excel_modules.statistics.unit_tables.remarks import Remarks
from excel_modules.statistics.unit_tables.wording import wording
from mrl_desktop.domain.findings import Finding
from mrl_desktop.domain.progress import Progress
from mrl_desktop.polish import fold

_BRANCH = re.compile(r"^(?:[ivx]+ )?(?:oddzial|inspektorat|placowka terenowa|biuro terenowe)\b")
NAME = "zus-krus"
VERSION = "1"
PUBLISHER = "ZUS"

WORDS = "variables_zus_krus.toml"


def recognise(workbook: Workbook) -> Recognition | None:
    """By the name of the institution and of what it insures or pays; exports of BDL about pensions are left to their reader."""
    words = wording(WORDS)
    found = publication(workbook, words)
    if not found.shapes or not words.says("topic", found.text):
        return None
    if any(table is not None and (table.typical or has_units(table)) for sheet in workbook.sheets if (table := table_in(workbook.file, sheet))):
        return None
    who = _institution(found)
    if not who and not words.says("strong", found.text):
        return None
    national = all(shape.country for shape in found.shapes)
    what = "struktura świadczeń w kraju" if national else "ubezpieczeni i świadczenia"
    return Recognition(layout=f"tablica {who or 'ZUS lub KRUS'} ({what})", confidence=0.85 if who else 0.6)


def read(workbook: Workbook, recognition: Recognition, progress: Progress) -> Contents:
    """All values of the tables. Raises Refused when there is none, and when they are of branches and not of municipalities."""
    found = publication(workbook, wording(WORDS))
    progress(1, 2, "Czytam wartości")
    if (branches := _branches(workbook.file, found)) is not None:
        raise Refused(branches)
    remarks = Remarks(workbook.file)
    remarks.say(presumed(workbook.file))
    return read_publication(workbook, found, _institution(found) or PUBLISHER, remarks)


def _branches(file: str, found: Publication) -> Finding | None:
    """What is said of a table whose rows are branches of ZUS or KRUS: they are no municipalities and no powiaty."""
    for shape in found.shapes:
        if shape.code >= 0 or shape.country or shape.name < 0:
            continue
        names = [text(row[shape.name]) for row in shape.sheet.rows[shape.data :] if shape.name < len(row) and row[shape.name] is not None]
        named = [name for name in names if _BRANCH.match(fold(name))]
        if len(named) > 0.6 * len(names):
            message = f"Tablica podaje dane według oddziałów ({named[0]} i inne), a nie gmin, powiatów ani województw, więc nie da się ich przypisać do miasta."
            hint = "Poszukaj tablicy tego samego wydawcy według gmin lub powiatów, na przykład w portalu danych ZUS."
            return error("I83", file, message, hint, sheet=shape.sheet.name, cell=cell_name(shape.data, shape.name))
    return None


def _institution(found: Publication) -> str:
    if found.words.says("krus", found.text) and not found.words.says("zus", found.text):
        return "KRUS"
    return "ZUS" if found.words.says("zus", found.text) else ""
