"""Text tables (CSV): their encoding, separator and decimal mark worked out from the bytes, and told to the planner."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from excel_modules.reading import Refused, error, warning
from excel_modules.sheet import Sheet, Workbook
from mrl_desktop.domain.findings import Finding

_POLISH = frozenset("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ")
_USUAL = _POLISH | frozenset("–—„”’«»§°²³½×…€\u00a0")
_LEGACY = (("cp1250", "Windows (cp1250)"), ("iso8859-2", "ISO 8859-2"), ("cp852", "DOS (cp852)"))
_SEPARATORS = ((";", "średnik"), (",", "przecinek"), ("\t", "tabulator"), ("|", "kreska pionowa"))
_COMMA = re.compile(r"^[-−]?\d[\d \u00a0\u202f.]*,\d+$")
_POINT = re.compile(r"^[-−]?\d+\.\d+$")
_SPOILED = re.compile("Ĺ‚|Ä…|Ä™|Ĺ›|ĹĽ|Ĺş|Ä‡|Ăł|Ĺ„")
_THOUSANDS = re.compile(r"^[-−]?\d{1,3}(?:\.\d{3})+$")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of a file and the name of its encoding for people; `doubtful` when no Polish letter confirms it."""

    text: str
    encoding: str
    doubtful: bool = False


def decode(data: bytes) -> Decoded:
    """By byte order mark, then as strict UTF-8, then by which legacy encoding gives the most Polish letters."""
    if data.startswith(codecs.BOM_UTF8):
        data = data[3:]
    elif data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Decoded(data.decode("utf-16", "replace"), "UTF-16")
    elif is_wide_text(data[:8192]):
        wide = "utf-16-le" if data[1:8192:2].count(0) > data[0:8192:2].count(0) else "utf-16-be"
        return Decoded(data.decode(wide, "replace"), "UTF-16")
    try:
        text = data.decode("utf-8")
        whole = _repaired(text)
        return Decoded(text, "UTF-8") if whole is None else Decoded(whole, "UTF-8 zapisane dwukrotnie (litery odtworzono)")
    except UnicodeDecodeError:
        pass
    best_score, best = -1e9, Decoded("", "")
    for codec, name in _LEGACY:
        text = data.decode(codec, "replace")
        odd = Counter(character for character in text if ord(character) > 127)
        score = sum(count if character in _POLISH else 0 if character in _USUAL else -count for character, count in odd.items())
        if score > best_score:
            best_score, best = score, Decoded(text, name, doubtful=score <= 0)
    return best


def separator(text: str) -> str:
    """The separator under which the first rows fall into the same number of fields, two at least; ";" when none does."""
    sample = text[:400_000].splitlines(keepends=True)[:40]
    best, best_score = ";", (0.0, 0)
    for mark, _ in _SEPARATORS:
        try:
            counts = [len(row) for row in csv.reader(sample, delimiter=mark) if row]
        except csv.Error:
            continue
        if not counts:
            continue
        usual, times = Counter(counts).most_common(1)[0]
        score = (times / len(counts), usual)
        if usual >= 2 and score > best_score:
            best, best_score = mark, score
    return best


def decimal_mark(rows: list[list[str]], delimiter: str) -> tuple[str, bool]:
    """Decimal mark of the numbers, and whether that is doubtful: „1.234" and nothing else, which exports with ";" never write as a fraction."""
    commas = points = thousands = 0
    for row in rows[1:4000]:
        for field in row[2:]:
            if _COMMA.match(field):
                commas += 1
            elif _THOUSANDS.match(field) and not field.startswith("0"):
                thousands += 1
            elif _POINT.match(field):
                points += 1
    if delimiter == "," and points + thousands > commas:
        return ".", False
    if points > commas:
        return ".", False
    if commas:
        return ",", False
    return ("," if delimiter != "," else "."), thousands > 0 and delimiter != ","


def _repaired(text: str) -> str | None:
    """The text as it was before its UTF-8 bytes were once taken for Windows letters („BolesĹ‚awiec"); None when they were not."""
    if not _SPOILED.search(text):
        return None
    known = {bytes([number]).decode("cp1250", "ignore") or chr(number): number for number in range(256)}
    try:
        return bytes(known[character] for character in text).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return None


def is_wide_text(head: bytes) -> bool:
    """Whether bytes are UTF-16 without its mark at the start: every other byte of Latin text is then zero."""
    half = len(head) // 2
    return half >= 8 and max(head[0::2].count(0), head[1::2].count(0)) > 0.7 * half and min(head[0::2].count(0), head[1::2].count(0)) < 0.1 * half


def open_text(file: str, data: bytes) -> Workbook:
    """A text table as a workbook of one sheet without a name. Raises Refused when it is not a table at all."""
    decoded = decode(data)
    if "\x00" in decoded.text:
        raise Refused(_no_table(file))
    delimiter = separator(decoded.text)
    rows = _rows(file, decoded.text, delimiter)
    wrapped = one_column(rows)
    if wrapped is not None:
        delimiter = separator(wrapped)
        rows = _rows(file, wrapped, delimiter)
    with_columns = sum(sum(map(bool, row)) >= 2 for row in rows[:200])
    if with_columns == 1 and sum(map(any, rows[:200])) == 1:
        hint = "Pobierz tablicę ponownie i zaznacz przy tym jednostki terytorialne, których dane są potrzebne."
        raise Refused(error("P11", file, "W pliku jest tylko nagłówek tabeli, bez wierszy z danymi.", hint))
    if with_columns < 2:
        raise Refused(_no_table(file))
    mark, thousands = decimal_mark(rows, delimiter)
    findings: list[Finding] = []
    if decoded.doubtful:
        findings.append(
            warning(
                "P15",
                file,
                f"Nie udało się pewnie rozpoznać kodowania polskich liter; przyjęto {decoded.encoding}.",
                "Sprawdź w podglądzie, czy nazwy są zapisane poprawnie. Jeśli nie, zapisz plik w Excelu jako „CSV UTF-8”.",
            )
        )
    if thousands:
        findings.append(
            warning(
                "P15",
                file,
                "Liczby mają kropkę przed trzema cyframi (np. 1.234); przyjęto, że oddziela ona tysiące.",
                "Sprawdź wartości w podglądzie. Jeśli kropka oddziela części ułamkowe, zapisz plik ponownie z przecinkiem.",
            )
        )
    names = dict(_SEPARATORS)
    notes = (
        f"kodowanie {decoded.encoding}",
        f"separator kolumn: {names[delimiter]}",
        "znak dziesiętny: " + ("przecinek" if mark == "," else "kropka"),
    )
    return Workbook(file=file, format="csv", sheets=[Sheet("", rows)], notes=notes, findings=tuple(findings), decimal=mark)


def one_column(rows: Sequence[Sequence[Any]]) -> str | None:
    """The text of a table all of whose lines stand whole in the first column, as a program that did not part them saved it; else None."""
    filled = (row for row in rows if any(value not in ("", None) for value in row))
    lines = [row[0] for row in islice(filled, 50)]
    if len(lines) < 2 or not all(isinstance(line, str) and line.count(";") >= 2 for line in lines):
        return None
    filled = (row for row in rows if any(value not in ("", None) for value in row))
    if any(not isinstance(row[0], str) or any(value not in ("", None) for value in row[1:]) for row in filled):
        return None
    return "\n".join(str(row[0]) if row and row[0] is not None else "" for row in rows)


def parted(file: str, sheet: Sheet) -> Sheet:
    """A sheet whose lines stand whole in column A, parted into cells; any other sheet as it is."""
    text = one_column(sheet.raw)
    return sheet if text is None else Sheet(sheet.name, _rows(file, text, separator(text)), hidden=sheet.hidden, hidden_rows=sheet.hidden_rows)


def _rows(file: str, text: str, delimiter: str) -> list[list[str]]:
    limit = csv.field_size_limit(1 << 20)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as failure:
        raise Refused(_no_table(file)) from failure
    finally:
        csv.field_size_limit(limit)


def _no_table(file: str) -> Finding:
    return error(
        "P11",
        file,
        "W pliku nie widać tabeli: wiersze nie dzielą się na kolumny.",
        "Wybierz plik z danymi (CSV, XLSX, XLS lub ODS), najlepiej taki, jaki pobrano z Banku Danych Lokalnych.",
    )
