"""Tables of printed publications of GUS and the statistical offices: vital statistics and migration, population, projections.

Measured on real files: Tabl. IV (population, vital statistics and migration by gmina, 2020) and table 5 (population of powiaty by
sex, 2020), both legacy `.xls`. Presumptive layouts („układ przypuszczalny", no real file was at hand): migration by direction, age
and sex; ready population projections, wide and long; they are read by the same words.

In these tables a dash means that nothing happened: a true zero, unlike in exports of BDL.
"""

from __future__ import annotations

import re

from excel_modules.parse import text
from excel_modules.reading import Contents, Recognition
from excel_modules.sheet import Workbook
from excel_modules.statistics.gus_bdl.table import has_units, table_in
from excel_modules.statistics.unit_tables.reading_tables import Publication, presumed, publication, read_publication
from excel_modules.statistics.unit_tables.remarks import Remarks
from excel_modules.statistics.unit_tables.shape import Shape
from excel_modules.statistics.unit_tables.wording import Wording, wording
from mrl_desktop.domain.progress import Progress

NAME = "gus-tablice"
VERSION = "1"
PUBLISHER = "GUS"

WORDS = "variables_gus_tablice.toml"
_SAMPLE = 200
_TESTED = "sprawdzony"
_MEASURED = ("ludność, ruch naturalny i migracje", "ludność według płci")
_AGES = re.compile(r"\b(?:wiek\w*|\d{1,2}-\d{1,2})\b")


def recognise(workbook: Workbook) -> Recognition | None:
    """By words of this publisher in titles and headings, beside a table of units; exports of BDL, which have units in brackets, are left."""
    words = wording(WORDS)
    found = publication(workbook, words)
    if not found.shapes or _is_export(workbook):
        return None
    topic, printed, sure = words.says("topic", found.text), words.says("table", found.text), words.says("sure", found.text)
    if not topic or not (printed or sure):
        return None
    what = _what(words, found.text)
    several = any(_several_units(shape) for shape in found.shapes)
    confidence = (0.9 if several else 0.8) if sure and printed else (0.88 if several else 0.6) if sure else (0.65 if several else 0.55)
    tested = what in _MEASURED
    return Recognition(layout=f"tablica GUS ({what})", confidence=confidence, detail=_TESTED if tested else "")


def read(workbook: Workbook, recognition: Recognition, progress: Progress) -> Contents:
    """All values of the tables. Raises Refused when there is none."""
    words = wording(WORDS)
    found = publication(workbook, words)
    progress(1, 2, "Czytam wartości")
    remarks = Remarks(workbook.file)
    if recognition.detail != _TESTED:
        remarks.say(presumed(workbook.file))
    return read_publication(workbook, found, _publisher(found), remarks)


def _several_units(shape: Shape) -> bool:
    """Whether codes of several units stand in the table: a town's own workbook has only its own."""
    column = shape.code
    codes = {text(row[column]) for row in shape.sheet.raw[shape.data : shape.data + _SAMPLE] if 0 <= column < len(row)} - {""}
    return len(codes) > 1


def _publisher(found: Publication) -> str:
    return "Urząd Statystyczny w Olsztynie" if found.words.says("office", found.text) else PUBLISHER


def _what(words: Wording, said: str) -> str:
    if "prognoz" in said:
        return "prognoza ludności"
    if "migrac" in said or "migracj" in said:
        return "ludność, ruch naturalny i migracje" if "ruch naturalny" in said or "urodzenia" in said else "migracje"
    return "ludność według wieku" if _AGES.search(said) else "ludność według płci"


def _is_export(workbook: Workbook) -> bool:
    """Whether a sheet has the headings of an export of BDL: units in brackets, or labels that end with one."""
    for sheet in workbook.sheets:
        table = table_in(workbook.file, sheet)
        if table is not None and (table.typical or has_units(table)):
            return True
    return False
