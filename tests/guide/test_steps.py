from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from mrl_desktop.domain.diagnosis import Challenge, Evidence, Problem
from mrl_desktop.domain.facts import Mark
from mrl_desktop.domain.imports import ImportBatch
from mrl_desktop.domain.people import TeamMember
from mrl_desktop.domain.project import Project
from mrl_desktop.domain.records import KINDS, Record
from mrl_desktop.domain.review import Remark, RemarkState
from mrl_desktop.domain.settings import Settings
from mrl_desktop.domain.statistics import Observation, Reading, Series
from mrl_desktop.domain.strategy import Goal, GoalLevel, PlanIndicator
from mrl_desktop.domain.undertakings import BudgetLine, Undertaking
from mrl_desktop.guide.steps import STEP_OF_KIND, STEPS, StepProgress, StepState, next_step, progress_of_all, step
from mrl_desktop.paths import resource

TOWN = "2611011"


class Observed:
    """Observations of population held in memory, answering as the project file does."""

    def __init__(self, values: Mapping[tuple[str, int], float] = {}) -> None:
        self._values = values

    def observation(self, series: str, territory: str, year: int) -> Observation | None:
        value = self._values.get((territory, year))
        return None if value is None else Observation(series=series, territory=territory, year=year, value=value)

    def slice(self, series: Collection[str], territories: Collection[str], years: Collection[int] | None = None) -> Iterable[Observation]:
        return ()

    def readings(self, series: Collection[str], territories: Collection[str], years: Collection[int] | None = None) -> Iterable[Reading]:
        return [(one.series, one.territory, one.year, one.value, one.mark) for one in self.slice(series, territories, years)]

    def column(self, series: str, territories: Collection[str], year: int, unknown: Collection[Mark]) -> dict[str, float]:
        return {code: value for _, code, _, value, mark in self.readings([series], territories, [year]) if value is not None and mark not in unknown}

    def years(self, series: str, territory: str | None = None) -> Sequence[int]:
        return sorted({year for code, year in self._values if territory in (None, code)})

    def series(self) -> Mapping[str, Series]:
        return {}

    def territories(self, series: str, year: int) -> Sequence[str]:
        return sorted(code for code, each in self._values if each == year)

    def count(self, batch: UUID | None = None) -> int:
        return len(self._values)


def progress(step_id: str, *records: Record, observed: Observed | None = None) -> StepProgress:
    return step(step_id).progress(Project(records), observed or Observed())


def test_the_path_has_the_ten_steps_in_the_agreed_order() -> None:
    titles = ["Miasto", "Dane", "Diagnoza", "Wyzwania", "Wizja i cele", "Projekty", "Finanse", "Instytucja (PRI)", "Dokumenty", "Recenzja"]
    assert [each.title for each in STEPS] == titles
    assert [each.number for each in STEPS] == list(range(1, 11))


def test_an_empty_project_has_begun_nothing_and_starts_with_the_town() -> None:
    progress_now = progress_of_all(Project(), Observed())
    assert {each.state for each in progress_now.values()} == {StepState.EMPTY}
    assert next_step(progress_now) == "town"


def test_every_step_of_an_empty_project_says_in_full_sentences_what_it_lacks() -> None:
    for each in progress_of_all(Project(), Observed()).values():
        assert each.missing
        assert all(says[0].isupper() and says.endswith(".") for says in each.missing)


def test_town_is_done_with_names_checked_years_lead_and_team() -> None:
    settings = Settings(territory=TOWN, town_forms_checked=True, horizon_start=2027, horizon_end=2036, lead_name="Anna")
    team = [TeamMember(name=name) for name in "ABC"]
    assert progress("town", settings, *team).state is StepState.DONE
    assert progress("town", settings, *team[:2]).missing == ("Wpisz co najmniej 3\u00a0osoby z Zespołu Miejskiego.",)


def test_data_needs_a_file_in_use_the_town_and_its_peers() -> None:
    settings = Settings(territory=TOWN)
    peers = {(code, 2024): 1.0 for code in (TOWN, "1", "2", "3")}
    batch = ImportBatch(file="a.csv", observations=4)
    assert progress("data", settings, batch, observed=Observed(peers)).state is StepState.DONE
    assert progress("data", settings, batch, observed=Observed({(TOWN, 2024): 1.0})).missing == (
        "Wczytaj dane miast, z którymi chcesz się porównać.",
    )
    undone = ImportBatch(file="a.csv", observations=4, active=False)
    assert "Wczytaj pierwszy plik z danymi." in progress("data", settings, undone, observed=Observed(peers)).missing


def test_each_problem_asks_for_evidence_and_each_challenge_for_a_problem() -> None:
    problem, bare = Problem(title="A"), Problem(title="B")
    proof = Evidence(about=problem.id, indicator="D01", year=2024)
    challenge = Challenge(title="C", problems=(problem.id,))
    assert progress("challenges", problem, proof, challenge).state is StepState.DONE
    half = progress("challenges", problem, bare, proof, challenge)
    assert half.done == pytest.approx((1 + 0.5 + 1 + 1) / 4)


def test_operational_goal_is_measured_only_with_both_values_and_years() -> None:
    main = Goal(title="S", challenges=(Challenge().id,))
    goal = Goal(level=GoalLevel.OPERATIONAL, parent=main.id, title="O")
    whole = PlanIndicator(about=goal.id, baseline=Decimal(1), baseline_year=2024, target=Decimal(2), target_year=2030)
    says = "Każdy cel operacyjny powinien mieć wskaźnik rezultatu z wartością bazową i docelową."
    assert says not in progress("goals", main, goal, whole).missing
    for gap in ("baseline", "baseline_year", "target", "target_year"):
        assert says in progress("goals", main, goal, whole.with_values({gap: None})).missing


def test_finance_is_done_when_sources_add_up_to_the_cost_of_the_card() -> None:
    card = Undertaking(title="A", declared_cost=Decimal("100.10"))
    lines = [BudgetLine(about=card.id, source=source, year=2027, amount=Decimal(amount)) for source, amount in (("a", "100.00"), ("b", "0.10"))]
    assert progress("finance", card, *lines).state is StepState.DONE
    assert progress("finance", card, lines[0]).missing == (
        "Suma źródeł powinna być równa kosztowi całkowitemu każdego projektu podstawowego.",
    )


def test_review_is_done_when_every_remark_is_decided() -> None:
    assert progress("review", Remark(text="a", state=RemarkState.REJECTED)).state is StepState.DONE
    assert progress("review", Remark(text="a", state=RemarkState.REJECTED), Remark(text="b")).state is StepState.IN_WORK


def test_a_step_more_than_half_done_lets_the_person_go_on() -> None:
    shares = dict.fromkeys((each.id for each in STEPS), StepProgress(done=0.0))
    shares["town"] = StepProgress(done=0.8)
    assert next_step(shares) == "data"
    assert next_step({each.id: StepProgress(done=0.8) for each in STEPS}) == "town"
    assert next_step({each.id: StepProgress(done=1.0) for each in STEPS}) == ""


def test_no_step_is_called_done_while_something_is_missing() -> None:
    settings = Settings(territory=TOWN, town_forms_checked=True, horizon_start=2027, horizon_end=2036, lead_name="Anna", document_date=date(2027, 1, 1))
    for each in progress_of_all(Project([settings]), Observed()).values():
        assert (each.done == 1) == (not each.missing)


def test_every_kind_of_record_is_edited_on_some_step() -> None:
    assert set(STEP_OF_KIND) == set(KINDS)
    assert set(STEP_OF_KIND.values()) <= {each.id for each in STEPS}


def test_every_step_has_help_with_why_how_and_both_examples() -> None:
    for each in STEPS:
        text = resource("help", f"{each.id}.md").read_text(encoding="utf-8")
        for head in ("# Po co ten krok?", "## Jak to zrobić?", "## Dobry przykład", "## Zły przykład"):
            assert head in text, (each.id, head)
