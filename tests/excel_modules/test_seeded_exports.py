"""Hundreds of exports made from seeds, whole and spoiled: every value comes out where the publisher put it, or its loss is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from excel_modules.reading import Reading, read_here
from mrl_desktop.domain.territory import Register
from tests.excel_modules import exports
from tests.excel_modules.answering import answers

ENOUGH = 70
"""Files of each kind in a run of the tests; more seeds were tried while the readers were made."""


def check(case: exports.Case, register: Register) -> Reading:
    """Reads a made file with every question answered and compares it with what was written."""
    variables, choices = answers(read_here(case.path, register, ()).questions, 2020)
    reading = read_here(case.path, register, variables, choices)
    found: dict[exports.Key, float | None] = {}
    for block in reading.blocks:
        for series, territory, year, value in zip(block.series_index, block.territory_index, block.years, block.values, strict=True):
            words = block.series[series].dimensions
            key = words, block.territories[territory], year
            assert key not in found, key
            found[key] = value
            assert block.series[series].unit == case.units_of[words]
    signs_for_nothing = {key for key, value in found.items() if value is None and key not in case.truth}
    assert {key: value for key, value in found.items() if key not in signs_for_nothing} == pytest.approx(case.truth)
    tally = reading.tally
    assert tally.present == tally.observations + tally.empty + tally.skipped
    told = Counter((finding.code, finding.place.sheet) for finding in reading.findings)
    assert max(told.values(), default=0) <= 10, "one thing is said once, with a count"
    assert all(finding.hint or finding.severity.name == "NOTE" for finding in reading.findings)
    return reading


@pytest.mark.parametrize("make", [exports.csv_case, exports.xlsx_case], ids=["csv", "xlsx"])
@pytest.mark.parametrize("part", [0, *(pytest.param(part, marks=pytest.mark.slow) for part in range(1, 5))])
def test_spoiled_exports_give_what_was_written(tmp_path: Path, register: Register, make: Callable[[int, Path], exports.Case], part: int) -> None:
    for seed in range(part * ENOUGH // 5, (part + 1) * ENOUGH // 5):
        folder = tmp_path / str(seed)
        folder.mkdir()
        case = make(seed, folder)
        try:
            check(case, register)
        except AssertionError as failure:
            raise AssertionError(f"{case.seed}: {case.steps}") from failure
