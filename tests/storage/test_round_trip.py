"""What goes into a project file comes out of it: every kind of record, every series of changes, every journal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mrl_desktop.domain.project import Change, Project, replayed
from mrl_desktop.domain.records import KINDS, Record
from mrl_desktop.domain.settings import SETTINGS_ID, Settings
from mrl_desktop.domain.strategy import Goal
from mrl_desktop.domain.undertakings import BudgetLine, Undertaking
from mrl_desktop.storage import Workspace, database, record_rows

Strategy = st.SearchStrategy[Record]


def in_order(project: Project) -> dict[str, list[Record]]:
    """Every record by kind, in the order of its making."""
    return {kind: [record for record in project if record.kind == kind] for kind in KINDS}


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> database.Database:
    return database.create(tmp_path_factory.mktemp("baza") / "pusta.mrl")


class _Undone(Exception):
    pass


@pytest.mark.parametrize("kind", sorted(KINDS))
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_every_kind_of_record_comes_back_as_it_was(
    kind: str, empty: database.Database, records_of: Callable[[str], Strategy], data: st.DataObject
) -> None:
    records = data.draw(st.lists(records_of(kind), min_size=1, max_size=3, unique_by=lambda record: record.id))
    with pytest.raises(_Undone), empty.transaction() as connection:
        record_rows.write(connection, Project(), Change(puts=tuple(records)))
        assert list(record_rows.read_all(connection)) == records
        raise _Undone


def changes(project: Project, some_record: Strategy) -> st.SearchStrategy[Change]:
    """Changes that the project as it is now can take: new records, edited ones, removals, all in one."""
    held = list(project)
    edited = st.sampled_from(held).flatmap(
        lambda old: some_record.filter(lambda new: new.kind == old.kind).map(lambda new: new.with_values({"id": old.id}))
    )
    puts = st.lists(st.one_of(some_record, edited) if held else some_record, max_size=4, unique_by=lambda record: record.id)
    removes = st.lists(st.sampled_from(held), max_size=2, unique=True) if held else st.just([])
    return st.builds(
        lambda label, new, old: Change(
            label=label,
            puts=tuple(record for record in new if (project.get(record.id) or record).kind == record.kind),
            removes=tuple(record.id for record in old if record.id not in {other.id for other in new}),
        ),
        st.text(max_size=10),
        puts,
        removes,
    )


@pytest.fixture(scope="session")
def few_kinds(records_of: Callable[[str], Strategy]) -> Strategy:
    return st.one_of(*(records_of(kind) for kind in ("goal", "budget_line", "narrative", "own_territory")))


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_the_journal_replayed_on_nothing_gives_the_same_plan(few_kinds: Strategy, data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "plan.mrl"
        with Workspace.create(path, who="Anna") as workspace:
            for _ in range(data.draw(st.integers(1, 5))):
                workspace.apply(data.draw(changes(workspace.project, few_kinds)))
            plan = in_order(workspace.project)
        with Workspace.open(path, who="Jan") as again:
            assert in_order(again.project) == plan
            replay = Project()
            for entry in reversed(again.journal()):
                replay.apply(replayed(replay, entry))
            assert in_order(replay) == plan


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_undoing_everything_and_doing_it_again_leads_back_and_forth(few_kinds: Strategy, data: st.DataObject) -> None:
    with Workspace.create(None, who="Anna") as workspace:
        plans = [set(workspace.project)]
        undo: list[Change] = []
        for _ in range(data.draw(st.integers(1, 5))):
            undo.append(workspace.apply(data.draw(changes(workspace.project, few_kinds))))
            plans.append(set(workspace.project))
        redo: list[Change] = []
        for expected in reversed(plans[:-1]):
            redo.append(workspace.apply(undo.pop()))
            assert set(workspace.project) == expected
        assert stored(workspace) == plans[0]
        for expected in plans[1:]:
            workspace.apply(redo.pop())
            assert set(workspace.project) == expected
        assert stored(workspace) == plans[-1]


def stored(workspace: Workspace) -> set[Record]:
    """The plan as a process that starts now would read it."""
    copy = workspace.working.with_name("podglad.mrl")
    workspace.save_copy(copy)
    seen = database.Database(copy)
    with seen.transaction() as connection:
        records = set(record_rows.read_all(connection))
    seen.close()
    return records


def test_money_and_dates_are_exact(tmp_path: Path) -> None:
    line = BudgetLine(amount=Decimal("12345678901234567890.10"), year=2027)
    card = Undertaking(title="Żłobek „Źdźbło”", start=date(2024, 2, 29), declared_cost=Decimal("0.1"))
    with Workspace.create(tmp_path / "kwoty.mrl", who="Anna", records=[line, card]):
        pass
    with Workspace.open(tmp_path / "kwoty.mrl", who="Anna") as workspace:
        assert workspace.project.one(BudgetLine, line.id) == line
        assert str(workspace.project.single(BudgetLine).amount) == "12345678901234567890.10"
        assert workspace.project.one(Undertaking, card.id) == card


def test_records_keep_the_order_of_their_making_after_an_edit(tmp_path: Path) -> None:
    first, second, third = (Goal(title=title) for title in "abc")
    with Workspace.create(tmp_path / "cele.mrl", who="Anna", records=[first, second, third]) as workspace:
        workspace.apply(Change(label="zmiana", puts=(first.with_values({"title": "A"}),)))
        workspace.apply(workspace.apply(Change(label="usunięcie", removes=(second.id,))))
        expected = [record.id for record in workspace.project]
    with Workspace.open(tmp_path / "cele.mrl", who="Anna") as workspace:
        assert [record.id for record in workspace.project] == expected == [first.id, third.id, second.id]


def test_a_change_that_changes_nothing_leaves_no_trace(tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "cele.mrl", who="Anna", records=[Settings(town_name="Osiek")]) as workspace:
        workspace.save()
        workspace.apply(Change(label="nic", puts=(workspace.project.single(Settings),)))
        assert not workspace.unsaved_changes
        assert [entry.label for entry in workspace.journal()] == ["nowy projekt"]


def test_the_journal_says_who_changed_which_field_of_which_record(tmp_path: Path) -> None:
    goal, other = Goal(title="Stary tytuł"), Goal(title="inny")
    with Workspace.create(tmp_path / "dziennik.mrl", who="Anna", records=[goal, other]):
        pass
    with Workspace.open(tmp_path / "dziennik.mrl", who="Jan") as workspace:
        workspace.apply(Change(label="zmiana celu", puts=(goal.with_values({"title": "Nowy tytuł"}),)))
        workspace.apply(Change(label="usunięcie", removes=(other.id,)))
        newest, edit, creation = workspace.journal()
        assert (edit.who, edit.label) == ("Jan", "zmiana celu")
        assert [(line.field, line.before, line.after) for line in edit.fields] == [("title", "Stary tytuł", "Nowy tytuł")]
        assert newest.when >= edit.when >= creation.when
        assert newest.when.tzinfo is not None
        assert [entry.id for entry in workspace.journal(goal.id)] == [edit.id, creation.id]
        assert {line.record for entry in workspace.journal(goal.id) for line in entry.fields} == {goal.id}
        assert workspace.journal(limit=1) == [newest]
        assert workspace.journal(SETTINGS_ID) == []
