"""Codes of territories as files write them: one scheme is decided for a whole column, then every cell is resolved."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mrl_desktop.domain.territory_names import Names, agrees, kind_in
from mrl_desktop.domain.territory_unit import Level, Territory
from mrl_desktop.polish import day


class Scheme(StrEnum):
    """How a column writes its codes; the value is what a planner reads."""

    TERYT_7 = "kod TERYT, 7 cyfr"
    TERYT_7_CUT = "kod TERYT, 7 cyfr, bez zer na początku"
    TERYT_6 = "kod TERYT bez rodzaju gminy, 6 cyfr"
    TERYT_4 = "kod powiatu, 4 cyfry"
    TERYT_2 = "kod województwa, 2 cyfry"
    SPACED = "kod TERYT z odstępami"
    BDL_12 = "identyfikator GUS, 12 cyfr"
    NTS_10 = "dawny kod NTS, 10 cyfr"
    LAU_13 = "kod Eurostatu LAU, 13 cyfr"
    NAME = "nazwa (brak kodów)"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What one cell means. `code` is None exactly when `problem` says why; `note` is worth knowing but harmless."""

    code: str | None
    scheme: Scheme = Scheme.UNKNOWN
    note: str = ""
    problem: str = ""
    doubtful: bool = False
    """The name beside the code is that of quite another unit, as when one column was sorted and the other was not."""


_FLOAT = re.compile(r"(\d+)[.,]0+")
_THOUSANDS = re.compile(r"\d{1,3}(?:[ .]\d{3})+(?:[.,]0+)?")
_PARTED = re.compile(r"\d\d(?:[-./]\d\d){2}(?:[-./]\d)?")
_EXPONENT = re.compile(r"\d+(?:[.,]\d+)?[eE]\+?\d+")
_SPACED = re.compile(r"\d\d(?: \d\d){1,2}(?: \d)?")
_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_OLD_MACROREGIONS = {"2": "010000000000", "4": "020000000000", "5": "030000000000", "6": "040000000000"}
"""Regions of the nomenclature used until 2017 with the same voivodeships as a macroregion of today; 1 and 3 had others."""


def cleaned(cell: str) -> str:
    """The cell without the marks spreadsheets leave: outer spaces, an apostrophe, „.0", thousands; parts end up with single spaces."""
    text = _SPACES.sub(" ", str(cell).strip().strip("'\"=")).strip()
    if text.isdigit():
        return text
    if as_float := _FLOAT.fullmatch(text):
        return as_float[1]
    if _THOUSANDS.fullmatch(text):
        return re.sub(r"[ .]", "", re.sub(r"(?<=\d{3})[.,]0+$", "", text)) if not re.fullmatch(r"\d{1,3}\.\d{3}", text) else text.replace(".", "")
    return re.sub(r"[-./]", " ", text) if _PARTED.fullmatch(text) else text


class CodeBook:
    """Everything needed to resolve codes, indexed once for a register."""

    def __init__(self, by_code: Mapping[str, Territory]) -> None:
        self.by_code = by_code
        self._by_six: dict[str, str] = {}
        self._subregions: dict[str, str] = {}
        self._names: Names | None = None
        for code, territory in by_code.items():
            if territory.level is Level.GMINA and (territory.valid_to is None or code[:6] not in self._by_six):
                self._by_six[code[:6]] = code
            elif territory.level is Level.SUBREGION and len(code) == 12:
                self._subregions[code[2:4] + code[5:7]] = code

    def resolve_column(self, codes: Sequence[str], names: Sequence[str], contexts: Sequence[str] = (), preferred: Collection[str] = ()) -> list[Resolution]:
        """One resolution for each row. Missing names may be given as an empty sequence; `contexts` say in words what else is known of
        a unit without a code (powiat, voivodeship, kind). A name that stays ambiguous means the one of `preferred` it can mean, if it
        stands in the column once.
        """
        cells = [cleaned(code) for code in codes]
        called = [str(name) for name in names] if names else [""] * len(cells)
        if len(called) != len(cells):
            raise ValueError("codes and names differ in length")
        if not any(cells):
            return self._all_by_name(called, contexts or [""] * len(called), set(preferred))
        scheme = self._scheme(cells, called)
        if scheme is None:
            problem = "Cyfry mogą być kodem TERYT z uciętym zerem albo kodem bez rodzaju gminy. Dodaj w pliku kolumnę z nazwą albo zapisz kody jako tekst."
            return [Resolution(code=None, problem=f"Nie wiadomo, co znaczy kod {cell}. {problem}" if cell else "Brak kodu.") for cell in cells]
        return self._each(cells, called, scheme)

    def _all_by_name(self, names: Sequence[str], contexts: Sequence[str], preferred: set[str]) -> list[Resolution]:
        once = Counter(zip(names, contexts, strict=True))
        known = {pair: self._by_name(pair[0], Scheme.NAME, pair[1], preferred if count == 1 else set()) for pair, count in once.items()}
        return [known[pair] for pair in zip(names, contexts, strict=True)]

    def _each(self, cells: Sequence[str], names: Sequence[str], scheme: Scheme) -> list[Resolution]:
        known: dict[tuple[str, str], Resolution] = {}
        result = []
        for pair in zip(cells, names, strict=True):
            if pair not in known:
                known[pair] = self._one(*pair, scheme)
            result.append(known[pair])
        return result

    def _scheme(self, cells: Iterable[str], names: Iterable[str]) -> Scheme | None:
        """The scheme of a column by the longest of its codes; None when six digits stay ambiguous."""
        cells, names = list(cells), list(names)
        if any(_SPACED.fullmatch(cell) for cell in cells):
            return Scheme.SPACED
        lengths = Counter(len(cell) for cell in cells if cell.isdigit())
        longest = max((length for length in lengths if length <= 13), default=0)
        exact = {13: Scheme.LAU_13, 12: Scheme.BDL_12, 11: Scheme.BDL_12, 10: Scheme.NTS_10, 7: Scheme.TERYT_7}
        if longest in exact:
            return exact[longest]
        if longest in (5, 6):
            return self._six_or_cut(cells, names)
        if longest in (3, 4):
            return Scheme.TERYT_4
        return Scheme.TERYT_2 if longest else Scheme.UNKNOWN

    def _six_or_cut(self, cells: list[str], names: list[str]) -> Scheme | None:
        """Six digits are a code without the kind of gmina, or seven digits that lost their zero: names decide, then the register."""
        if any(len(cell) == 6 and cell.startswith("0") for cell in cells) or any(len(cell) == 5 for cell in cells):
            return Scheme.TERYT_6
        pairs = sorted({pair for pair in zip(cells, names, strict=True) if len(pair[0]) == 6 and pair[0].isdigit()})
        scores: dict[Scheme, tuple[int, int]] = {}
        for scheme in (Scheme.TERYT_6, Scheme.TERYT_7_CUT):
            hits = [(self.by_code.get(self._code(cell, scheme) or ""), name) for cell, name in pairs]
            agreeing = sum(1 for territory, name in hits if territory is not None and name and agrees(name, territory))
            scores[scheme] = (agreeing, sum(territory is not None for territory, _ in hits))
        six, cut = scores[Scheme.TERYT_6], scores[Scheme.TERYT_7_CUT]
        if six == cut:
            return None
        return Scheme.TERYT_6 if six > cut else Scheme.TERYT_7_CUT

    def _one(self, cell: str, name: str, scheme: Scheme) -> Resolution:
        if scheme is Scheme.NAME or not cell:
            return self._by_name(name, scheme)
        code = self._code(cell, scheme)
        territory = self.by_code.get(code) if code else None
        if territory is None:
            return self._unknown(cell, code or "", name, scheme)
        notes = []
        doubtful = not agrees(name, territory) and self._is_anothers(name)
        if not agrees(name, territory):
            notes.append(f"W pliku przy kodzie {cell} stoi nazwa „{name.strip()}”, w wykazie – „{territory.label}”; przyjęto kod.")
        elif (kind := kind_in(name)) and territory.unit_type and kind != territory.unit_type and scheme is not Scheme.TERYT_6:
            notes.append(f"Rodzaj gminy w nazwie „{name.strip()}” nie zgadza się z kodem {cell}; przyjęto kod.")
        if territory.valid_to:
            until = day(date.fromisoformat(territory.valid_to))
            after = f"; dziś ma kod {territory.successor}" if territory.successor else ""
            notes.append(f"Kod {territory.code} ({territory.name}) obowiązywał do {until}{after}.")
        return Resolution(code=territory.code, scheme=scheme, note=" ".join(notes), doubtful=doubtful)

    def _is_anothers(self, name: str) -> bool:
        """Whether the register knows other territories by this name."""
        if self._names is None:
            self._names = Names(self.by_code.values())
        return bool(self._names.candidates(name))

    def _by_name(self, name: str, scheme: Scheme, context: str = "", preferred: Collection[str] = ()) -> Resolution:
        if not name.strip():
            return Resolution(code=None, scheme=scheme, problem="Wiersz nie ma ani kodu, ani nazwy jednostki.")
        if self._names is None:
            self._names = Names(self.by_code.values())
        found = self._names.told(name, context)
        chosen = [one for one in found if one.code in preferred]
        if len(found) > 1 and len(chosen) == 1:
            note = f"Brak kodu; „{name.strip()}” to nazwa kilku jednostek, przyjęto jednostkę z projektu: {chosen[0].label}."
            return Resolution(code=chosen[0].code, scheme=Scheme.NAME, note=note)
        if len(found) == 1:
            note = f"Brak kodu; „{name.strip()}” rozpoznano po nazwie jako {found[0].label}."
            return Resolution(code=found[0].code, scheme=Scheme.NAME, note=note)
        if not found:
            return Resolution(code=None, scheme=Scheme.NAME, problem=f"Brak kodu, a nazwy „{name.strip()}” nie ma w wykazie jednostek.")
        choices = "; ".join(territory.label for territory in found[:5]) + (" i inne" if len(found) > 5 else "")
        problem = f"Brak kodu, a nazwa „{name.strip()}” pasuje do kilku jednostek: {choices}. Dodaj w pliku kolumnę z kodem."
        return Resolution(code=None, scheme=Scheme.NAME, problem=problem)

    def _unknown(self, cell: str, code: str, name: str, scheme: Scheme) -> Resolution:
        """A code the register lacks: perhaps an old kind of a gmina it knows, else a problem."""
        today = self._by_six.get(code[:6]) if len(code) == 7 and code[6] in "0123" else None
        if today:
            territory = self.by_code[today]
            if agrees(name, territory):
                note = f"Kod {cell} podaje inny rodzaj gminy niż wykaz; przyjęto {territory.label} ({today})."
                return Resolution(code=today, scheme=scheme, note=note)
        called = f" („{name.strip()}”)" if name.strip() else ""
        if _EXPONENT.fullmatch(cell):
            problem = f"Kod {cell}{called} program zapisał jako liczbę z wykładnikiem i obciął jego cyfry. Pobierz tablicę ponownie i wczytaj ją bez zapisywania w Excelu."
            return Resolution(code=None, scheme=scheme, problem=problem)
        if not cell.replace(" ", "").isdigit():
            return Resolution(code=None, scheme=scheme, problem=f"„{cell}” nie jest kodem jednostki{called}; wiersz pominięto.")
        hint = "Jeśli to jednostka zniesiona albo utworzona niedawno, dodaj ją do projektu lub popraw kod w pliku."
        return Resolution(code=None, scheme=scheme, problem=f"Kodu {cell}{called} nie ma w wykazie jednostek. {hint}")

    def _code(self, cell: str, scheme: Scheme) -> str | None:
        """The register's code a cell stands for (perhaps one it lacks), or None when it is no code at all."""
        digits = cell.replace(" ", "") if scheme is Scheme.SPACED else cell
        if not digits.isascii() or not digits.isdigit():
            return None
        if not digits.strip("0"):
            return "0000000"
        length = len(digits)
        match scheme:
            case Scheme.SPACED:
                return self._gmina(digits) if length == 6 else digits.ljust(7, "0")
            case Scheme.LAU_13 if length == 13:
                return self._gmina(digits[4:6] + digits[9:11] + digits[11:13])
            case Scheme.BDL_12 if length >= 11:
                return self._from_bdl(digits.zfill(12))
            case Scheme.NTS_10 if length == 10:
                return self._from_nts(digits)
            case Scheme.TERYT_6 if length in (5, 6):
                return self._gmina(digits.zfill(6))
            case Scheme.TERYT_4 if length in (3, 4):
                return digits.zfill(4) + "000"
            case Scheme.TERYT_2 if length <= 2:
                return digits.zfill(2) + "00000"
            case _:
                return digits.zfill(7) if length in (6, 7) else None

    def _gmina(self, six: str) -> str:
        """Six digits to the gmina they name, whatever its kind today; a powiat's six digits to the powiat."""
        return self._by_six.get(six, six + "0")

    def _from_bdl(self, id: str) -> str:
        """MM WW R SS PP GGR: rows above the powiat keep their own id, except voivodeships, which have a TERYT code."""
        voivodeship, region, subregion, powiat, rest = id[2:4], id[4], id[5:7], id[7:9], id[9:]
        if powiat != "00":
            return voivodeship + powiat + rest
        return voivodeship + "00000" if voivodeship != "00" and region == "0" and subregion == "00" else id

    def _from_nts(self, code: str) -> str:
        """R WW SS PP GGR of the nomenclature used until 2017."""
        macroregion, voivodeship, subregion, powiat, rest = code[0], code[1:3], code[3:5], code[5:7], code[7:]
        if powiat != "00":
            return voivodeship + powiat + rest
        if subregion != "00":
            return self._subregions.get(voivodeship + subregion, code)
        return voivodeship + "00000" if voivodeship != "00" else _OLD_MACROREGIONS.get(macroregion, code)
