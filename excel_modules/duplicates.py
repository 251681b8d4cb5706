"""Several values of one series, territory and year in one file: the first is taken, the others are told."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace
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
    return _thinned(block, keep), skipped, _told(file, block, len(skipped) - len(differing), differing)


def without_repeated_sheets(file: str, blocks: Sequence[ObservationBlock]) -> tuple[list[ObservationBlock], list[Skipped], list[Finding]]:
    """Blocks of one file less what an earlier sheet has already given; a sheet copied and changed would otherwise contradict the first."""
    if len({series.key for block in blocks for series in block.series}) == sum(len(block.series) for block in blocks):
        return list(blocks), [], []
    first: dict[tuple[str, str, int], tuple[str, float | None]] = {}
    kept: list[ObservationBlock] = []
    skipped: list[Skipped] = []
    found: list[Finding] = []
    for block in blocks:
        same: list[int] = []
        differing: list[tuple[int, str, float | None]] = []
        keys = [series.key for series in block.series]
        fresh: dict[tuple[str, str, int], tuple[str, float | None]] = {}
        for place, (territory, series, year) in enumerate(zip(block.territory_index, block.series_index, block.years, strict=True)):
            key = keys[series], block.territories[territory], year
            earlier = first.get(key)
            if earlier is None:
                fresh[key] = block.sheet, block.values[place]
            elif earlier[1] == block.values[place]:
                same.append(place)
            else:
                differing.append((place, *earlier))
        first.update(fresh)
        repeated = {*same, *(place for place, _, _ in differing)}
        kept.append(_thinned(block, [place not in repeated for place in range(len(block))]) if repeated else block)
        for place in sorted(repeated):
            skipped.append(Skipped(sheet=block.sheet, cell=_cell(block, place), reason="Tę samą daną podaje wcześniejszy arkusz.", value=number(block.values[place])))
        if same:
            message = f"Arkusz „{block.sheet}” powtarza dane z wcześniejszego arkusza ({counted(len(same), 'wartość', 'wartości', 'wartości')}); wczytano je raz."
            found.append(note("I08", file, message, sheet=block.sheet))
        if differing:
            place, sheet, value = differing[0]
            message = (
                f"Arkusz „{block.sheet}” podaje inne wartości niż arkusz „{sheet}” dla tych samych jednostek i lat "
                f"({counted(len(differing), 'wartość', 'wartości', 'wartości')}; np. {_cell(block, place)}: {number(block.values[place])} zamiast {number(value)}). Wczytano wartości z arkusza „{sheet}”."
            )
            hint = "Sprawdź, który arkusz jest właściwy, i usuń drugi z pliku."
            found.append(warning("I08", file, message, hint, sheet=block.sheet, cell=_cell(block, place), value=number(block.values[place])))
    return kept, skipped, found


def _thinned(block: ObservationBlock, keep: list[bool]) -> ObservationBlock:
    """The block less some of its values."""
    return replace(
        block,
        series_index=array("i", compress(block.series_index, keep)),
        territory_index=array("i", compress(block.territory_index, keep)),
        years=array("i", compress(block.years, keep)),
        values=list(compress(block.values, keep)),
        marks=list(compress(block.marks, keep)) if block.marks else (),
        rows=array("i", compress(block.rows, keep)),
        columns=array("i", compress(block.columns, keep)),
    )


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
