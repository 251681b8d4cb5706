"""Results of exams school by school (CKE, OKE), gathered into results of municipalities.

Measured on real files: results of the eighth-grade exam of 2024 by region and town (without codes), and of OKE Warszawa 2025 with
codes of gminy; both as one-row headers. Presumptive („układ przypuszczalny", no real file at hand): the two-row header of the
publisher, with the subject over the number of pupils, mean, deviation, median and mode; the matura and the former gimnazjum exam.
"""

from __future__ import annotations

from excel_modules.reading import Contents, Recognition, Refused, error, warning
from excel_modules.sheet import Workbook
from excel_modules.statistics.exams.gathering import gather
from excel_modules.statistics.exams.results import Results, exam_words, results_in
from excel_modules.statistics.unit_tables.remarks import Remarks
from mrl_desktop.domain.progress import Progress

NAME = "egzaminy"
VERSION = "1"
PUBLISHER = "CKE"


def recognise(workbook: Workbook) -> Recognition | None:
    """By headings of subjects with the mean and the number of pupils, beside a column of schools or places."""
    found = _results(workbook)
    if not found:
        return None
    exam = found[0].exam or "egzamin"
    where = "z kodami gmin" if found[0].code >= 0 else "z nazwami gmin" if found[0].commune >= 0 else "tylko z nazwami miejscowości"
    return Recognition(layout=f"wyniki szkół – {exam} ({where})", confidence=0.92 if len(found[0].subjects) > 1 else 0.88)


def read(workbook: Workbook, recognition: Recognition, progress: Progress) -> Contents:
    """Means and numbers of pupils of every municipality. Raises Refused when no school has a result."""
    found = _results(workbook)
    progress(1, 2, "Liczę średnie gmin")
    remarks = Remarks(workbook.file)
    tables = [gather(workbook, results, remarks) for results in found]
    taken = {results.sheet.name for results in found}
    for sheet in workbook.sheets:
        if sheet.name not in taken and not sheet.empty:
            remarks.sheet_not_read(sheet)
    if not any(table.values for table in tables):
        message = "W pliku nie ma ani jednego wyniku szkoły, który można przypisać do gminy lub miejscowości."
        raise Refused(error("I76", workbook.file, message, "Sprawdź, czy są w nim kolumny z gminą (albo kodem TERYT), liczbą zdających i średnim wynikiem."))
    if any(results.year is None for results in found):
        message = "Plik nie mówi, z którego roku są wyniki egzaminu."
        hint = "Dopisz rok do nazwy pliku (na przykład „wyniki_2025.csv”) i wczytaj go ponownie; program przyjmie go dla wszystkich kolumn."
        remarks.say(warning("I82", workbook.file, message, hint, sheet=found[0].sheet.name, cell="A1"))
    remarks.tell()
    return Contents(
        tables=tuple(tables),
        skipped=tuple(remarks.skipped),
        findings=remarks.findings(),
        publisher="OKE" if any(results.regional for results in found) else PUBLISHER,
        year_hint=exam_words().context([workbook.file.rsplit(".", 1)[0]]).year,
        notes=("wyniki gmin: średnia ważona liczbą zdających ze wszystkich szkół gminy",),
    )


def _results(workbook: Workbook) -> list[Results]:
    return [results for sheet in workbook.sheets if not sheet.hidden and (results := results_in(workbook, sheet))]
