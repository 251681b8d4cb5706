"""Which town a workbook of a town hall is about: the code and the name on its first sheet, else the name in a title or in the file's name."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from excel_modules import parse
from excel_modules.modules.labels import label_key
from excel_modules.sheet import CellValue, Sheet, Workbook
from mrl_desktop.paths import resource
from mrl_desktop.polish import fold, propose_forms

_CODE_LABELS = re.compile(r"^(?:kod )?teryt(?: (?:gminy|miasta|jst|jednostki))?$|^kod (?:gus|gminy|miasta|jednostki|jst)$|^(?:nr|numer) teryt$")
_NAME_LABELS = re.compile(r"^(?:nazwa )?(?:miasto|miasta|gmina|gminy|jst|jednostki?|samorzad(?:u)?|miasto gmina|jednostka samorzadu(?: terytorialnego)?)$")
_BESIDE_LABELS = re.compile(r"^(?:powiat|wojewodztwo)$")
_CODE = re.compile(r"^\d{6,7}$")
_CAPITAL = r"[A-ZĄĆĘŁŃÓŚŹŻ][\w]+"
_NAME = rf"{_CAPITAL}(?:-{_CAPITAL})?(?: (?:{_CAPITAL}|nad {_CAPITAL}))*"
_TITLED = re.compile(rf"(?:\b(?:Gmina Miejska|Gmina|Miasto|GMINA MIEJSKA|MIASTO|gmina miejska|miasto)\s+|\bM\.\s*)({_NAME})")
_FILE = re.compile(r"(?:diagnoza|mrl|demografia|finanse|wpf)[_ -]+([^\W\d_][^\d.]*?)(?:[_ -]*(?:v?\d.*|kopia.*|\(.*))?$", re.IGNORECASE)
_NOT_NAMES = re.compile(r"^(?:mrl|modul|dane|wpf|rb|kopia|final|ost|wersja|v|nowa?y?|diagnoza|gminy|miasta|wskazniki)\b")
_CUE = re.compile(r"(?:[–—-]\s*|\b(?:[Mm]iast[oaeu]:?|[Gg]min[ayieę]+:?|GMINA:?|MIASTO:?|[Mm]ieszkańc\w+|[Ww]e?|dla|M\.|m\.)\s+)(?:[Mm]iast[oa]\s+|[Gg]min[ay]\s+)?(?:[Mm]iejsk\w+\s+)?")
_ROWS, _BESIDE, _TITLE_ROWS = 40, 5, 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A town in the file's words; everything empty when the file does not say."""

    code: str = ""
    name: str = ""
    context: str = ""
    """Powiat and voivodeship, where the file names them."""

    @property
    def told(self) -> bool:
        return bool(self.code or self.name)


def town_of(workbook: Workbook) -> Town:
    """The town of a workbook. The sheet with its code is asked first, then titles of all sheets, then the file's name."""
    code = name = ""
    context: list[str] = []
    for sheet in workbook.sheets:
        for label, value in _pairs(sheet):
            if _CODE_LABELS.match(label) and not code and _CODE.match(said := re.sub(r"\s", "", parse.text(value)).removesuffix(".0")):
                code = said
            elif _NAME_LABELS.match(label) and not name and _may_be_start(sheet) and _is_name(parse.text(value)):
                name = parse.text(value)
                context += ["miasto"] if label.endswith(("miasto", "miasta")) else []
            elif _BESIDE_LABELS.match(label) and _may_be_start(sheet) and isinstance(value, str):
                context.append(f"{label} {value}")
    if not code and not name:
        name = _positions(workbook)
    if not code and not name:
        name = next((found for sheet in workbook.sheets for found in _titles(sheet)), "") or _of_file(workbook.file)
    town = "miasto" in context and not code
    return Town(code=code, name=as_town(name) if town else unit_name(name), context=", ".join(part for part in context if part != "miasto"))


def unit_name(said: str) -> str:
    """A name of a unit with plain hyphens and spaces, as the register compares it: „Mielec – miasto" → „Mielec - miasto"."""
    return re.sub(r"\s+", " ", re.sub(r"\s*[–—]\s*", " - ", said)).strip(" ,;:*")


def as_town(said: str) -> str:
    """A name under „Miasto" or among towns, so that a rural gmina of the same name is not meant: „Mielec" → „Miasto Mielec"."""
    name = unit_name(said)
    return name if not name or re.search(r"\b(?:miast|miejsk|gmin|wiejsk)|^m\.|\(\d\)", fold(name)) else f"Miasto {name}"


def is_town(said: str) -> bool:
    """Whether a text is the name of a town of the register, in the nominative or with „Miasto" before it."""
    name = re.sub(r"^(?:miasto|gmina miejska|m\.)\s+", "", fold(unit_name(said)))
    return name in _forms() and fold(_forms()[name]) == name


def _may_be_start(sheet: Sheet) -> bool:
    """A sheet of a few short lines, not a table: START, „Instrukcja", „Info"."""
    return sheet.height <= _ROWS and sum(1 for row in sheet.rows if sum(cell is not None for cell in row) > 3) <= 1


def _pairs(sheet: Sheet) -> Iterator[tuple[str, CellValue]]:
    """Labels and what stands to the right of them, or behind a colon in the same cell."""
    for row in sheet.rows[:_ROWS]:
        for column, value in enumerate(row):
            if not isinstance(value, str) or len(value) > 120:
                continue
            head, colon, tail = value.partition(":")
            if colon and tail.strip():
                yield label_key(head), tail.strip()
            beside = next((other for other in row[column + 1 : column + 1 + _BESIDE] if other is not None), None)
            if beside is not None:
                yield label_key(value), beside


def _is_name(said: str) -> bool:
    return 2 <= len(said) <= 80 and not any(sign.isdigit() for sign in said.replace("(1)", "").replace("(3)", "")) and said[:1].isalpha()


def _positions(workbook: Workbook) -> str:
    """The name in B5 of a START sheet that has no labels."""
    for sheet in workbook.sheets:
        if fold(sheet.name).strip().startswith(("start", "instrukcja")) and _is_name(said := parse.text(sheet.cell(4, 1))):
            return said
    return ""


def _titles(sheet: Sheet) -> Iterator[str]:
    """Names in lines above tables: „… – Miasto Mielec (stan w dniu 31 XII)", „Prognoza ludności miasta Tczewa"."""
    for row in sheet.rows[:_TITLE_ROWS]:
        said = [value for value in row if value is not None]
        for value in said if len(said) <= 2 else ():
            if isinstance(value, str) and len(value) <= 200 and (found := _in_title(value)):
                yield found


def _in_title(text: str) -> str:
    """The town a title names in any case, as „Miasto Tczew"; else whatever capitalised name follows „Miasto"."""
    for cue in _CUE.finditer(text):
        following = re.match(r"[\w-]+(?: [\w-]+){0,3}", text[cue.end() :])
        words = following[0].split() if following else []
        for count in range(len(words), 0, -1):
            longer = count < len(words) and words[count][:1].isupper()  # „Nowe Bielany" is not „Nowe"
            if not longer and words[0][:1].isupper() and (name := _forms().get(fold(" ".join(words[:count])))):
                return f"Miasto {name}"
    found = _TITLED.search(text)
    return found[0] if found else ""


@cache
def _forms() -> dict[str, str]:
    """Names of towns of the register in every case, folded → the name."""
    with resource("reference", "jednostki.csv").open(encoding="utf-8", newline="") as file:
        names = {row["nazwa"] for row in csv.DictReader(file, delimiter=";") if row["poziom"] == "gmina" and row["rodzaj"] in ("1", "3") and not row["ważna_do"]}
    found: dict[str, str] = {}
    for name in sorted(names):
        forms = propose_forms(name)
        for form in (forms.genitive, forms.locative, forms.instrumental, forms.dative):
            found.setdefault(fold(form), name)
    found.update({fold(name): name for name in names})
    return found


def _of_file(file: str) -> str:
    """The name behind the module's title: „Modul_1_Diagnoza_MRL_Mielec.xlsx"."""
    stem = file.rsplit(".", 1)[0]
    if found := _FILE.search(stem):
        said = re.sub(r"[_-]+", " ", found[1]).strip()
        said = re.sub(r"^(?:mrl|diagnoza)\s+", "", said, flags=re.IGNORECASE)
        if said and not _NOT_NAMES.match(fold(said)):
            return said
    return ""
