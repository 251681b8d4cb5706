"""Observed values by slice: which file answers, from which cell, and what an undone import hides."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mrl_desktop.domain.facts import Mark
from mrl_desktop.domain.imports import ImportBatch
from mrl_desktop.domain.project import Change
from mrl_desktop.domain.statistics import Observation, ObservationBlock, Series, Statistics
from mrl_desktop.storage import Workspace
from mrl_desktop.storage.sql_statistics import AT_ONCE, cell_name

PEOPLE = Series(key="ludnosc", title="Ludność", subject="P2137", dimensions=("ogółem",), dimension_names=("Płeć",), unit="osoba")
WOMEN = Series(key="kobiety", title="Kobiety", unit="osoba")
OSIEK, BRODNICA = "0402072", "0402011"


def block(*values: tuple[Series, str, int, float | None], sheet: str = "TABLICA", marks: tuple[Mark, ...] = (), top: int = 1) -> ObservationBlock:
    """A sheet with one value per row from row `top`, in column C."""
    series = tuple(dict.fromkeys(value[0] for value in values))
    territories = tuple(dict.fromkeys(value[1] for value in values))
    return ObservationBlock(
        sheet=sheet,
        series=series,
        territories=territories,
        series_index=[series.index(value[0]) for value in values],
        territory_index=[territories.index(value[1]) for value in values],
        years=[value[2] for value in values],
        values=[value[3] for value in values],
        marks=marks,
        rows=range(top, top + len(values)),
        columns=[2] * len(values),
    )


def bring(workspace: Workspace, *blocks: ObservationBlock, **fields: object) -> tuple[ImportBatch, Change]:
    """Imports blocks as one file; the batch and the change that would undo it."""
    batch = ImportBatch(file="dane.csv").with_values(fields)  # type: ignore[arg-type]
    assert isinstance(batch, ImportBatch)
    return batch, workspace.apply(Change(label="import", puts=(batch,)), blocks={batch.id: blocks})


def value(statistics: Statistics, series: Series = PEOPLE, territory: str = OSIEK, year: int = 2020) -> float | str | None:
    found = statistics.observation(series.key, territory, year)
    return "nie ma" if found is None else found.value


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.create(tmp_path / "plan.mrl", who="Anna") as opened:
        yield opened


def test_a_value_names_its_cell_and_its_file(workspace: Workspace) -> None:
    moment = datetime(2026, 5, 4, 12, tzinfo=UTC)
    batch, _ = bring(
        workspace,
        block((PEOPLE, OSIEK, 2020, 4012.0), top=6),
        file="LUDN.csv",
        sha256="ab" * 32,
        vintage="2026-05-01",
        imported_at=moment,
        reader="gus_bdl",
        reader_version="3",
        publisher="GUS",
    )
    found = workspace.statistics.observation("ludnosc", OSIEK, 2020)
    assert found is not None and found.source is not None
    assert (found.series, found.territory, found.year, found.value, found.mark) == ("ludnosc", OSIEK, 2020, 4012.0, Mark.NORMAL)
    assert str(found.source) == "LUDN.csv › TABLICA › C7"
    assert (found.source.sha256, found.source.vintage, found.source.imported_at) == ("ab" * 32, "2026-05-01", moment)
    assert (found.source.importer, found.source.publisher, found.source.batch) == ("gus_bdl 3", "GUS", batch.id)


@pytest.mark.parametrize(
    ("row", "column", "name"),
    [(0, 0, "A1"), (9, 25, "Z10"), (0, 26, "AA1"), (0, 701, "ZZ1"), (0, 702, "AAA1"), (1048575, 16383, "XFD1048576"), (5, -1, "")],
)
def test_cells_are_named_as_in_a_spreadsheet(row: int, column: int, name: str) -> None:
    assert cell_name(row, column) == name


def test_an_undone_import_answers_no_more_and_a_redone_one_again(workspace: Workspace) -> None:
    _, undo = bring(workspace, block((PEOPLE, OSIEK, 2020, 1.0)))
    redo = workspace.apply(undo)
    assert value(workspace.statistics) == "nie ma"
    assert workspace.statistics.series() == {}
    assert workspace.statistics.count() == 0
    assert workspace.statistics.years("ludnosc") == workspace.statistics.territories("ludnosc", 2020) == []
    workspace.apply(redo)
    assert value(workspace.statistics) == 1.0
    assert workspace.statistics.count() == 1


def test_a_switched_off_import_is_kept_in_the_file_and_can_be_switched_on(workspace: Workspace, tmp_path: Path) -> None:
    batch, _ = bring(workspace, block((PEOPLE, OSIEK, 2020, 1.0)))
    workspace.apply(Change(label="wyłączenie pliku", puts=(batch.with_values({"active": False}),)))
    assert value(workspace.statistics) == "nie ma"
    assert workspace.statistics.count(batch.id) == 0
    workspace.save()
    with Workspace.open(tmp_path / "plan.mrl", who="Jan", take_lock=False) as again:
        assert value(again.statistics) == "nie ma"
        again.apply(Change(label="włączenie pliku", puts=(batch,)))
        assert value(again.statistics) == 1.0
        assert again.statistics.count(batch.id) == 1
        again.save_copy(tmp_path / "kopia.mrl")
        again.close(save=False)


def test_values_of_an_undone_import_do_not_stay_in_the_file_for_ever(workspace: Workspace, tmp_path: Path) -> None:
    batch, undo = bring(workspace, block((PEOPLE, OSIEK, 2020, 1.0)))
    workspace.apply(undo)
    workspace.save()
    with Workspace.open(tmp_path / "plan.mrl", who="Jan", take_lock=False) as again:
        again.apply(Change(label="ponowienie", puts=(batch,)))
        assert again.statistics.count() == 0
        again.close(save=False)


def test_the_newer_vintage_answers_whatever_the_order_of_import(workspace: Workspace) -> None:
    early, late = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)
    newer, _ = bring(workspace, block((PEOPLE, OSIEK, 2020, 2.0)), vintage="2025-06-30T10:00", imported_at=early)
    bring(workspace, block((PEOPLE, OSIEK, 2020, 1.0), (PEOPLE, BRODNICA, 2020, 9.0)), vintage="2024-01-15", imported_at=late)
    assert value(workspace.statistics) == 2.0
    assert value(workspace.statistics, territory=BRODNICA) == 9.0
    workspace.apply(Change(label="wyłączenie", puts=(newer.with_values({"active": False}),)))
    assert value(workspace.statistics) == 1.0


def test_of_equal_vintages_the_later_import_answers(workspace: Workspace) -> None:
    bring(workspace, block((PEOPLE, OSIEK, 2020, 2.0)), vintage="2025", imported_at=datetime(2026, 2, 1, tzinfo=UTC))
    bring(workspace, block((PEOPLE, OSIEK, 2020, 1.0)), vintage="2025", imported_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert value(workspace.statistics) == 2.0


def test_a_newer_secret_hides_an_older_value(workspace: Workspace) -> None:
    bring(workspace, block((PEOPLE, OSIEK, 2020, 1.0)), vintage="2024")
    bring(workspace, block((PEOPLE, OSIEK, 2020, None), marks=(Mark.SUPPRESSED,)), vintage="2025")
    found = workspace.statistics.observation("ludnosc", OSIEK, 2020)
    assert found is not None
    assert (found.value, found.mark) == (None, Mark.SUPPRESSED)


def test_every_mark_comes_back(workspace: Workspace, tmp_path: Path) -> None:
    marks = tuple(Mark)
    bring(workspace, block(*((PEOPLE, OSIEK, 2000 + number, float(number)) for number in range(len(marks))), marks=marks))
    assert tuple(one.mark for one in workspace.statistics.slice(["ludnosc"], [OSIEK])) == marks
    workspace.save()
    with Workspace.open(tmp_path / "plan.mrl", who="Jan", take_lock=False) as again:
        assert tuple(one.mark for one in again.statistics.slice(["ludnosc"], [OSIEK])) == marks


def test_a_sheet_that_says_the_same_thing_twice_loses_neither(workspace: Workspace) -> None:
    bring(workspace, block((PEOPLE, OSIEK, 2020, None), (PEOPLE, OSIEK, 2020, 5.0), (PEOPLE, OSIEK, 2020, 6.0), top=0))
    found = workspace.statistics.observation("ludnosc", OSIEK, 2020)
    assert found is not None and found.source is not None
    assert (found.value, found.source.cell) == (5.0, "C2")
    assert workspace.statistics.count() == 3


def test_a_block_without_cells_is_taken_too(workspace: Workspace) -> None:
    bring(
        workspace,
        ObservationBlock(sheet="", series=(PEOPLE,), territories=(OSIEK,), series_index=[0, 0], territory_index=[0, 0], years=[2020, 2020], values=[1, 2]),
    )
    found = workspace.statistics.observation("ludnosc", OSIEK, 2020)
    assert found is not None and found.source is not None
    assert (found.value, found.source.cell) == (1.0, "")


@pytest.mark.parametrize("column", [list, tuple, lambda values: array("i", values), lambda values: np.array(values, dtype=np.int64)])
def test_columns_may_be_lists_arrays_or_numpy(workspace: Workspace, column: type[list[int]]) -> None:
    bring(
        workspace,
        ObservationBlock(
            sheet="S",
            series=(PEOPLE, WOMEN),
            territories=(OSIEK, BRODNICA),
            series_index=column([0, 1]),
            territory_index=column([1, 0]),
            years=column([2020, 2021]),
            values=np.array([1.5, np.nan]),
            rows=column([1, 2]),
            columns=column([3, 4]),
        ),
    )
    assert value(workspace.statistics, PEOPLE, BRODNICA) == 1.5
    assert value(workspace.statistics, WOMEN, OSIEK, 2021) is None


def test_a_block_of_unequal_columns_is_refused_whole(workspace: Workspace) -> None:
    crooked = ObservationBlock(sheet="S", series=(PEOPLE,), territories=(OSIEK,), series_index=[0], territory_index=[0], years=[2020, 2021], values=[1])
    with pytest.raises(ValueError, match="differ in length"):
        bring(workspace, block((WOMEN, OSIEK, 2020, 1.0)), crooked)
    assert len(workspace.project) == 0
    assert workspace.statistics.series() == {}
    bring(workspace, block((PEOPLE, OSIEK, 2020, 7.0)))
    assert value(workspace.statistics) == 7.0


def test_observations_without_their_batch_are_refused(workspace: Workspace) -> None:
    with pytest.raises(ValueError, match="import batch"):
        workspace.apply(Change(label="import"), blocks={ImportBatch().id: [block((PEOPLE, OSIEK, 2020, 1.0))]})


def test_importing_a_batch_again_replaces_its_values(workspace: Workspace) -> None:
    batch, undo = bring(workspace, block((PEOPLE, OSIEK, 2020, 1.0), (PEOPLE, OSIEK, 2021, 1.0)))
    workspace.apply(undo)
    workspace.apply(Change(label="import", puts=(batch,)), blocks={batch.id: [block((PEOPLE, OSIEK, 2020, 2.0))]})
    assert [(one.year, one.value) for one in workspace.statistics.slice(["ludnosc"], [OSIEK])] == [(2020, 2.0)]
    assert workspace.statistics.count() == 1


def test_years_territories_and_series_are_listed(workspace: Workspace) -> None:
    bring(workspace, block((PEOPLE, OSIEK, 2021, 1.0), (PEOPLE, BRODNICA, 2019, 2.0), (WOMEN, OSIEK, 2020, 3.0)))
    statistics = workspace.statistics
    assert statistics.years("ludnosc") == [2019, 2021]
    assert statistics.years("ludnosc", OSIEK) == [2021]
    assert statistics.years("ludnosc", "9999999") == statistics.years("nieznany szereg") == []
    assert statistics.territories("ludnosc", 2019) == [BRODNICA]
    assert statistics.territories("ludnosc", 1999) == []
    assert statistics.series() == {"ludnosc": PEOPLE, "kobiety": WOMEN}


def test_a_slice_of_the_whole_country_is_whole(workspace: Workspace) -> None:
    codes = [f"{number:07d}" for number in range(AT_ONCE * 2 + 7)]
    bring(workspace, block(*((PEOPLE, code, 2020, float(number)) for number, code in enumerate(codes))))
    found = workspace.statistics.slice(["ludnosc"], codes, [2020])
    assert {one.territory: one.value for one in found} == {code: float(number) for number, code in enumerate(codes)}
    assert workspace.statistics.slice(["ludnosc"], codes, []) == workspace.statistics.slice([], codes) == []


CHOICES = st.tuples(st.sampled_from([PEOPLE, WOMEN]), st.sampled_from([OSIEK, BRODNICA]), st.integers(2018, 2020), st.floats(-9, 9))
FILES = st.lists(
    st.tuples(st.sampled_from(["", "2023", "2024-05"]), st.booleans(), st.lists(CHOICES, max_size=8, unique_by=lambda row: row[:3])),
    min_size=1,
    max_size=4,
)


@settings(max_examples=15, deadline=None)
@given(files=FILES)
def test_answers_agree_with_a_plain_reading_of_the_files(files: list[tuple[str, bool, list[tuple[Series, str, int, float]]]]) -> None:
    expected: dict[tuple[str, str, int], float] = {}
    for _, (_, rows) in sorted(enumerate((vintage, rows) for vintage, active, rows in files if active), key=lambda one: (one[1][0], one[0])):
        expected |= {(series.key, territory, year): number for series, territory, year, number in rows}
    with Workspace.create(None, who="Anna") as workspace:
        for vintage, active, rows in files:
            bring(workspace, block(*rows), vintage=vintage, active=active)
        found: list[Observation] = list(workspace.statistics.slice(["kobiety", "ludnosc"], [BRODNICA, OSIEK]))
        assert {(one.series, one.territory, one.year): one.value for one in found} == expected
        assert len(found) == len(expected)
        assert workspace.statistics.slice(["kobiety"], [OSIEK], [2019]) == [
            one for one in found if (one.series, one.territory, one.year) == ("kobiety", OSIEK, 2019)
        ]
