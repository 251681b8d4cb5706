"""Reader of survey answers, one row per respondent: LimeSurvey, Google Forms, Microsoft Forms, plain tables, workbooks of module M6.

Only a LimeSurvey and a Google Forms file were seen; the layouts of Microsoft Forms and of the sheet „Klucz" are best guesses
from documentation (no real file).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from excel_modules.reading import Contents, Recognition, Refused, Skipped, error, note
from excel_modules.sheet import Sheet, Workbook, range_name
from excel_modules.surveys.key import Key, read_key
from excel_modules.surveys.questionnaire import Questionnaire
from excel_modules.surveys.respondents import Respondents, Tool, likeness, respondents
from excel_modules.surveys.vocabulary import named, table
from mrl_desktop.domain.progress import Progress
from mrl_desktop.polish import counted, number

NAME = "ankiety"
VERSION = "1"
PUBLISHER = "badanie własne miasta"

_SURE = 0.95
_WITH_KEY = 0.9
"""Answers beside a sheet that says what their codes mean."""
_LEAST_ROWS = 3
"""Respondents without which a table beside a key is no survey."""
_ROWS_LOOKED_AT = 400
_ENDINGS = re.compile(
    r"(?:[\s_-]*(?:\(\d+(?:-\d+)?\)|\((?:odpowiedzi|responses)\)|- ?kopia|kopia|\d{4}-\d{2}-\d{2}(?:[ _T]\d{2}[-_.:]?\d{2}(?:[-_.:]?\d{2})?)?|20\d{6}(?:[_-]?\d{4,6})?|(?:wyniki|odpowiedzi)))+$",
    re.IGNORECASE,
)
_LIMESURVEY = re.compile(r"^results?-survey[ _-]?(\d+)", re.IGNORECASE)


def recognise(workbook: Workbook) -> Recognition | None:
    """Whether some sheet has one row per respondent: by the columns a tool adds, or by questions and answers that repeat."""
    best: tuple[float, Tool] | None = None
    keys = _keys(workbook)
    for sheet in workbook.sheets:
        found = _sample(sheet)
        sureness = _sureness(sheet, found, keys) if found else 0.0
        if found and sureness and (best is None or sureness > best[0]):
            best = sureness, found.tool
    if best is None:
        return None
    if best[1] is Tool.NONE and any(read_key(sheet) is not None for sheet in workbook.sheets if named("klucz", "arkusz", sheet.name)):
        best = max(best[0], _WITH_KEY), best[1]
    return Recognition(layout=f"wyniki ankiety ({best[1]})" if best[1] else "wyniki ankiety", confidence=best[0])


def read(workbook: Workbook, recognition: Recognition, progress: Progress) -> Contents:
    """A survey with its questions for every sheet of answers. Raises Refused when there are more answers than a project should hold."""
    around = _keys(workbook)
    keys = {id(key.sheet): key for key in around}
    surveys = [sheet for sheet in workbook.sheets if id(sheet) not in keys and _is_survey(sheet, around)]
    key = next(iter(keys.values()), None)
    made: list[Questionnaire] = []
    skipped: list[Skipped] = []
    findings = []
    for done, sheet in enumerate(workbook.sheets):
        progress(done, len(workbook.sheets), f"Czytam arkusz {sheet.name}" if sheet.name else "Czytam odpowiedzi")
        if id(sheet) in keys:
            skipped += _around_key(keys[id(sheet)])
        elif sheet in surveys and (found := respondents(sheet)) is not None:
            _refuse_too_many(workbook.file, found)
            title = title_of(workbook.file, found, sheet.name if len(surveys) > 1 else "")
            made.append(Questionnaire(file=workbook.file, title=title, found=found, key=key).make())
        elif not sheet.empty:
            derived = named("arkusze", "pochodne", sheet.name)
            reason = "Arkusz z podsumowaniem policzonym z odpowiedzi; program policzy to sam." if derived else "Arkusza nie rozpoznano jako odpowiedzi na ankietę."
            skipped.append(_whole(sheet, reason))
            if not derived:
                message = f"Arkusz „{sheet.name}” nie zawiera odpowiedzi na ankietę; nic z niego nie wczytano."
                findings.append(note("I118", workbook.file, message, "Sprawdź, czy nie ma w nim czegoś ważnego.", sheet=sheet.name))
    if recognition.confidence < _WITH_KEY:
        message = "Plik wygląda na odpowiedzi na ankietę: każdy wiersz to jedna osoba. Nie widać jednak, z jakiego narzędzia pochodzi."
        findings.append(note("I115", workbook.file, message, "Sprawdź w podglądzie, czy pytania i rodzaje odpowiedzi rozpoznano dobrze."))
    return Contents(
        records=tuple(draft for one in made for draft in one.drafts),
        skipped=(*skipped, *(left for one in made for left in one.skipped)),
        findings=(*findings, *(said for one in made for said in one.findings)),
        publisher=PUBLISHER,
        notes=tuple(f"„{one.title}”: {counted(len(one.found.rows), 'respondent', 'respondentów', 'respondentów')}, {counted(len(one.drafts) - 1, 'pytanie', 'pytania', 'pytań')}" for one in made),
        personal=tuple(column for one in made for column in one.personal),
    )


def title_of(file: str, found: Respondents, sheet: str = "") -> str:
    """Name of a survey: the title above the headings, or the file's name without what exports add to it („(Odpowiedzi)", „(1-57)", dates)."""
    above = [said for row in found.sheet.raw[: found.top] for said in row if isinstance(said, str) and len(said.split()) > 1]
    stem = PurePath(file).stem
    if lime := _LIMESURVEY.match(stem):
        own = f"Ankieta LimeSurvey {lime[1]}"
    else:
        own = _ENDINGS.sub("", stem.replace("_", " ")).strip(" -_") or stem
    title = " ".join(above[0].split()) if above and len(above[0]) <= 150 else own
    return f"{title} – {sheet}" if sheet else title


def _sample(sheet: Sheet) -> Respondents | None:
    return respondents(sheet, _ROWS_LOOKED_AT) if sheet.height > 1 else None


def _keys(workbook: Workbook) -> list[Key]:
    """Keys on sheets that are no answers themselves."""
    return [key for sheet in workbook.sheets if (key := read_key(sheet)) is not None and not _is_survey(sheet, ())]


def _is_survey(sheet: Sheet, keys: Sequence[Key]) -> bool:
    found = _sample(sheet)
    return found is not None and _sureness(sheet, found, keys) > 0


def _sureness(sheet: Sheet, found: Respondents, keys: Sequence[Key]) -> float:
    if named("arkusze", "pochodne", sheet.name) or named("klucz", "arkusz", sheet.name):
        return 0.0
    if found.tool is not Tool.NONE:
        return _SURE
    others = [key for key in keys if key.sheet is not sheet]
    explained = sum(1 for head in found.headings if any(key.of(head.code, head.said, head.text) is not None for key in others))
    if explained >= 2 and len(found.rows) >= _LEAST_ROWS:
        return _WITH_KEY
    answers = bool(sheet.name) and named("arkusze", "odpowiedzi", sheet.name)
    if answers and len(found.rows) >= _LEAST_ROWS and any(key.common and named("klucz", "arkusz", key.sheet.name) for key in others):
        asked = any("?" in head.said for head in found.headings)
        worded = any(key.of_codes(set(found.values(head.column))) is not None for key in others for head in found.headings)
        if asked and worded:
            return _WITH_KEY
    alike = likeness(found)
    return min(0.85, alike + 0.1) if alike and answers else alike


def _refuse_too_many(file: str, found: Respondents) -> None:
    answers, most = len(found.rows) * len(found.headings), int(table("granice")["najwiecej_odpowiedzi"])
    if answers > most:
        message = f"Ankieta ma {number(len(found.rows))} respondentów i {number(len(found.headings))} kolumn, czyli {number(answers)} odpowiedzi; program przyjmuje najwyżej {number(most)}."
        hint = "Zostaw w pliku tylko potrzebne pytania albo podziel go na części i wczytaj je osobno."
        raise Refused(error("I119", file, message, hint, sheet=found.sheet.name))


def _whole(sheet: Sheet, reason: str) -> Skipped:
    filled = [(row, column) for row, column, _ in sheet.filled()]
    rows, columns = [row for row, _ in filled], [column for _, column in filled]
    return Skipped(sheet=sheet.name, cell=range_name(min(rows), min(columns), max(rows), max(columns)), reason=reason, count=len(filled))


def _around_key(key: Key) -> list[Skipped]:
    """What stands on the key's sheet; it is used to put codes into words and brings nothing by itself."""
    reason = "Klucz: według niego kody odpowiedzi zamieniono na słowa."
    return [_whole(key.sheet, reason)]


__all__ = ["NAME", "PUBLISHER", "VERSION", "read", "recognise", "title_of"]
