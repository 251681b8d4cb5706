"""A saved JSON answer laid out as sheets: lists of values become tables a person can look at, one row for each value.

Two things are known: answers of the publisher's statistical service (values by variable or by unit, see `DATA`), whatever they are
wrapped in; and any list of flat entries, which becomes a table under its keys. Row 1 holds headings in both.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from excel_modules.reading import Refused, error
from excel_modules.sheet import Sheet, Workbook

DATA = ("Kod", "Nazwa", "Id zmiennej", "Id jednostki miary", "Rok", "Wartosc", "Id atrybutu", "Stan danych")
"""Headings of a table of values; codes are the 12-digit ids of the service."""
DEEPEST = 12
"""Levels of wrapping that are looked through."""
MOST_COLUMNS = 60


def is_json(head: bytes) -> bool:
    """Whether a text begins as a JSON list or object does."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n")
    return start[:1] in (b"{", b"[") and start[1:200].lstrip(b" \t\r\n")[:1] in (b'"', b"{", b"[", b"}", b"]")


def open_json(file: str, data: bytes) -> Workbook:
    """The sheets of a JSON file. Raises Refused when it is no JSON or holds no list of entries."""
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as failure:
        raise Refused(
            error("P03", file, "Plik JSON jest uszkodzony albo niepełny.", "Zapisz odpowiedź usługi jeszcze raz, w całości, i wczytaj ponownie.")
        ) from failure
    sheets: list[Sheet] = []
    for name, rows in _tables(content, "", 0):
        taken = {sheet.name for sheet in sheets}
        called = name or "dane"
        number = 2
        while called in taken:
            called, number = f"{name or 'dane'} ({number})", number + 1
        sheets.append(Sheet(called, rows))
    if not sheets:
        raise Refused(error("P11", file, "W pliku JSON nie ma listy z danymi.", "Wczytaj zapisaną odpowiedź usługi z danymi (wartości zmiennej albo jednostki)."))
    return Workbook(file=file, format="json", sheets=sheets, notes=("odpowiedź usługi zapisana jako JSON; pokazano ją jako tabelę",))


def _tables(content: Any, name: str, depth: int) -> Iterator[tuple[str, list[list[Any]]]]:
    """Every table inside, in order of appearance."""
    if depth > DEEPEST:
        return
    if isinstance(content, Mapping):
        results = content.get("results")
        if isinstance(results, Sequence) and not isinstance(results, str) and any(map(_has_values, results)):
            yield name, _values(results, content)
        elif _has_values(content):
            yield name, _values([content], {})
        else:
            for key, inner in content.items():
                yield from _tables(inner, str(key), depth + 1)
    elif isinstance(content, list) and content:
        if any(map(_has_values, content)):
            yield name, _values(content, {})
        elif all(isinstance(entry, Mapping) for entry in content):
            if any("results" in entry for entry in content):
                for entry in content:
                    yield from _tables(entry, name, depth + 1)
            else:
                yield name, _entries(content)
        else:
            for entry in content:
                yield from _tables(entry, name, depth + 1)


def _has_values(entry: Any) -> bool:
    """Whether it is one unit or one variable with its years."""
    values = entry.get("values") if isinstance(entry, Mapping) else None
    return isinstance(values, list) and all(isinstance(value, Mapping) and "year" in value for value in values)


def _values(results: Sequence[Any], around: Mapping[str, Any]) -> list[list[Any]]:
    """One row for each value. What is said around the list (variable, unit, measure) holds for every entry that does not say otherwise."""
    rows: list[list[Any]] = [list(DATA)]
    for entry in results:
        if not _has_values(entry):
            continue
        by_unit = "unitId" in around
        code = around.get("unitId") if by_unit else entry.get("id")
        called = around.get("unitName") if by_unit else entry.get("name")
        variable = entry.get("id") if by_unit else around.get("variableId", entry.get("variableId"))
        measure = entry.get("measureUnitId", around.get("measureUnitId"))
        updated = entry.get("lastUpdate", around.get("lastUpdate"))
        for value in entry["values"]:
            rows.append([*map(_scalar, (code, called, variable, measure, str(value.get("year", "")), value.get("val"), value.get("attrId"), updated))])
    return rows


def _entries(content: Sequence[Mapping[str, Any]]) -> list[list[Any]]:
    """Flat entries under their keys; a key met later than in the first entries is a column too."""
    keys = list(dict.fromkeys(str(key) for entry in content for key in entry))[:MOST_COLUMNS]
    return [keys, *([_scalar(entry.get(key)) for key in keys] for entry in content)]


def _scalar(value: Any) -> Any:
    """What a cell can hold; lists and objects inside are shown as text."""
    if value is None or isinstance(value, str | int | float | bool):
        return "" if value is None else value
    return json.dumps(value, ensure_ascii=False)[:2000]
