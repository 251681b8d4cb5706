"""Project files of earlier versions open for ever; they are brought up to date in the working copy, never in place."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from mrl_desktop import paths
from mrl_desktop.domain.diagnosis import Dimension
from mrl_desktop.domain.facts import Mark
from mrl_desktop.domain.project import Change, Project, replayed
from mrl_desktop.domain.settings import Settings
from mrl_desktop.domain.strategy import Goal
from mrl_desktop.domain.undertakings import Undertaking
from mrl_desktop.storage import FileRefused, FileState, Workspace, database, recoverable
from mrl_desktop.storage.migrations import STEPS, bring_up_to_date
from mrl_desktop.storage.tables import FORMAT_VERSION

OLD_FILES = Path(__file__).parents[1] / "old_files"


@pytest.fixture(params=range(1, FORMAT_VERSION))
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of the kept file of an earlier version."""
    return Path(shutil.copy(OLD_FILES / f"v{request.param}.mrl", tmp_path / "stary.mrl"))


@pytest.fixture
def first(tmp_path: Path) -> Path:
    return Path(shutil.copy(OLD_FILES / "v1.mrl", tmp_path / "stary.mrl"))


def structure(path: Path) -> dict[str, object]:
    """Tables with their columns (name, type, not null, key) and indexes, in no order."""
    connection = sqlite3.connect(path)
    found: dict[str, object] = {}
    for kind, name in connection.execute("SELECT type, name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'").fetchall():
        if kind == "table":
            found[name] = {(row[1], row[2], row[3], row[5]) for row in connection.execute(f'PRAGMA table_info("{name}")')}
        else:
            found[name] = [row[2] for row in connection.execute(f'PRAGMA index_info("{name}")')]
    connection.close()
    return found


def test_every_step_leads_to_the_next_version_and_every_version_keeps_its_file() -> None:
    assert sorted(STEPS) == list(range(2, FORMAT_VERSION + 1))
    assert {path.stem for path in OLD_FILES.glob("*.mrl")} == {f"v{version}" for version in range(1, FORMAT_VERSION)}


def test_an_old_file_gets_the_tables_of_a_new_one(old: Path, tmp_path: Path) -> None:
    with Workspace.open(old, who="Anna") as workspace:
        brought = structure(workspace.working)
    fresh = database.create(tmp_path / "nowa.mrl")
    fresh.close()
    assert brought == structure(tmp_path / "nowa.mrl")


def test_the_first_old_file_holds_what_was_put_in_it(first: Path) -> None:
    with Workspace.open(first, who="Anna") as workspace:
        project = workspace.project
        assert project.single(Settings).town_name == "Nowe Bielany"
        goal = project.single(Goal)
        assert (goal.title, goal.dimensions) == ("Miasto, w którym chce się żyć", (Dimension.SOCIAL, Dimension.SPATIAL))
        card = project.single(Undertaking)
        assert (card.goal, card.declared_cost, card.start) == (goal.id, Decimal("1234567.80"), date(2022, 3, 1))
        assert [entry.label for entry in workspace.journal(goal.id)] == ["zmiana celu", "nowy cel"]
        values = [(one.territory, one.year, one.value, one.mark, str(one.source)) for one in workspace.statistics.slice(["ludnosc"], ["9901011", "9901021"])]
        assert values == [
            ("9901011", 2021, 18250.0, Mark.NORMAL, "LUDN_2137.csv › DANE › C2"),
            ("9901011", 2022, 18120.5, Mark.ESTIMATED, "LUDN_2137.csv › DANE › D2"),
            ("9901021", 2022, None, Mark.SUPPRESSED, "LUDN_2137.csv › DANE › D3"),
        ]
        observation = workspace.statistics.observation("ludnosc", "9901011", 2021)
        assert observation is not None and observation.source is not None
        assert observation.source.imported_at == datetime(2023, 6, 1, 12, tzinfo=UTC)


def test_the_journal_of_an_old_file_can_be_replayed(old: Path) -> None:
    with Workspace.open(old, who="Anna") as workspace:
        replay = Project()
        for entry in reversed(workspace.journal()):
            replay.apply(replayed(replay, entry))
        assert set(replay) == set(workspace.project)


def test_opening_an_old_file_does_not_touch_it(old: Path) -> None:
    before = old.read_bytes()
    with Workspace.open(old, who="Anna") as workspace:
        assert workspace.state is FileState.SAVED
    assert old.read_bytes() == before
    assert [path.name for path in old.parent.iterdir()] == [old.name]


def test_saving_an_old_file_keeps_the_original_for_good(first: Path) -> None:
    before = first.read_bytes()
    with Workspace.open(first, who="Anna") as workspace:
        for title in ("nowy", "nowszy"):
            workspace.apply(Change(label="nowy cel", puts=(Goal(title=title),)))
            workspace.save()
    assert first.with_name("stary.mrl.v1.bak").read_bytes() == before
    assert first.with_name("stary.mrl.bak").read_bytes() != before
    with Workspace.open(first, who="Anna") as workspace:
        assert {goal.title for goal in workspace.project.all(Goal)} >= {"nowy", "nowszy"}


def test_a_working_copy_of_an_old_program_is_recovered(first: Path) -> None:
    folder = paths.working_folder() / "dawna"
    folder.mkdir()
    shutil.copy(first, folder / "projekt.mrl")
    [left] = recoverable()
    assert (left.town, left.target) == ("Nowe Bielany", None)
    with Workspace.recover(left.working, who="Anna") as workspace:
        assert workspace.project.single(Settings).town_name == "Nowe Bielany"


def test_an_old_file_whose_tables_are_not_those_of_its_version_is_refused(first: Path) -> None:
    connection = sqlite3.connect(first)
    connection.execute("DROP TABLE journal_line")
    connection.close()
    with pytest.raises(FileRefused) as refused:
        Workspace.open(first, who="Anna")
    assert refused.value.finding.code == "P06"


def test_steps_are_carried_out_whole_or_not_at_all(first: Path) -> None:
    def good(connection: sqlite3.Connection) -> None:
        connection.execute("ALTER TABLE goal ADD COLUMN colour TEXT NOT NULL DEFAULT 'zielony'")

    def bad(connection: sqlite3.Connection) -> None:
        connection.execute("UPDATE goal SET colour = 'czerwony'")
        raise sqlite3.OperationalError("no such table")

    connection = sqlite3.connect(first, isolation_level=None)
    with pytest.raises(sqlite3.OperationalError):
        bring_up_to_date(connection, 3, {2: good, 3: bad})
    assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    assert "colour" not in [row[1] for row in connection.execute("PRAGMA table_info(goal)")]
    assert bring_up_to_date(connection, 2, {2: good}) == 1
    assert connection.execute("PRAGMA user_version").fetchone() == (2,)
    assert connection.execute("SELECT DISTINCT colour FROM goal").fetchall() == [("zielony",)]
    connection.close()
