"""Several values of one series, territory and year in one file: the first is taken, the others are told."""

from __future__ import annotations

from array import array
from itertools import compress

from excel_modules.reading import Skipped, note, warning
from excel_modules.sheet import cell_name
from mrl_desktop.domain.findings import Finding
from mrl_desktop.domain.statistics import ObservationBlock
from mrl_desktop.polish import counted, number

_SHOWN = 10


def without_duplicates(file: str, block: ObservationBlock) -> tuple[ObservationBlock, list[Skipped], list[Finding]]:
    """The block with each value once, what was left out, and what is to be said: repetitions in one note, contradictions one by one."""
    many = len(block.series)
    keys = [(t * many + s) * 10_000 + y for t, s, y in zip(block.territory_index, block.series_index, block.years, strict=True)]
    if len(set(keys)) == len(keys):
        return block, [], []
    first: dict[int, int] = {}
    keep = [True] * len(keys)
    skipped: list[Skipped] = []
    differing: list[tuple[int, int]] = []
    for place, key in enumerate(keys):
        earlier = first.setdefault(key, place)
        if earlier == place:
            continue
        keep[place] = False
        reason = f"Wartość dla tej samej jednostki i roku stoi już w komórce {_cell(block, earlier)}."
        skipped.append(Skipped(sheet=block.sheet, cell=_cell(block, place), reason=reason, value=number(block.values[place])))
        if block.values[place] != block.values[earlier]:
            differing.append((earlier, place))
    kept = ObservationBlock(
        sheet=block.sheet,
        series=block.series,
        territories=block.territories,
        series_index=array("i", compress(block.series_index, keep)),
        territory_index=array("i", compress(block.territory_index, keep)),
        years=array("i", compress(block.years, keep)),
        values=list(compress(block.values, keep)),
        marks=list(compress(block.marks, keep)) if block.marks else (),
        rows=array("i", compress(block.rows, keep)),
        columns=array("i", compress(block.columns, keep)),
    )
    return kept, skipped, _told(file, block, len(skipped) - len(differing), differing)


def _told(file: str, block: ObservationBlock, same: int, differing: list[tuple[int, int]]) -> list[Finding]:
    found: list[Finding] = []
    if same:
        message = f"Plik zawiera te same wartości więcej niż raz ({counted(same, 'powtórzenie', 'powtórzenia', 'powtórzeń')}); wczytano je raz."
        found.append(note("I08", file, message, sheet=block.sheet))
    hint = "Sprawdź, która wartość jest właściwa, i usuń drugą z pliku."
    for earlier, place in differing[:_SHOWN]:
        territory = block.territories[block.territory_index[place]]
        first, second = number(block.values[earlier]), number(block.values[place])
        message = (
            f"Dla jednostki {territory} i roku {block.years[place]} plik podaje dwie różne wartości: {first} ({_cell(block, earlier)}) "
            f"i {second} ({_cell(block, place)}). Wczytano pierwszą."
        )
        found.append(warning("I08", file, message, hint, sheet=block.sheet, cell=_cell(block, place), value=second))
    if len(differing) > _SHOWN:
        message = f"Takich sprzecznych wartości jest razem {len(differing)}."
        found.append(warning("I08", file, message, "Pobierz tablicę ponownie.", sheet=block.sheet))
    return found


def _cell(block: ObservationBlock, place: int) -> str:
    return cell_name(block.rows[place], block.columns[place])
