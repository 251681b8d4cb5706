"""The path as a table: ten steps, what completes each, what is still missing, and which step is sensible next. No screen needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import groupby

from mrl_desktop import polish
from mrl_desktop.domain.diagnosis import Challenge, Evidence, Problem, Quadrant, Scope, SwotItem
from mrl_desktop.domain.imports import ImportBatch
from mrl_desktop.domain.institution import AssessmentAnswer, AssessmentRound, InstitutionalAction
from mrl_desktop.domain.narrative import Narrative
from mrl_desktop.domain.people import ConsultationComment, MonitoringItem, TeamMember
from mrl_desktop.domain.project import Project
from mrl_desktop.domain.review import Remark, RemarkState
from mrl_desktop.domain.settings import Settings
from mrl_desktop.domain.statistics import Statistics
from mrl_desktop.domain.strategy import Goal, GoalLevel, IndicatorKind, PlanIndicator, Vision
from mrl_desktop.domain.undertakings import BudgetLine, Category, Risk, Undertaking

TEAM_LEAST = 3
PEERS_LEAST = 3
STARTED = 0.5
"""A step at least half done no longer asks for attention while a later one is emptier."""


class StepState(StrEnum):
    EMPTY = "nie zaczęto"
    IN_WORK = "w toku"
    DONE = "gotowe"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepProgress:
    """How far a step is, 0 to 1, and what it still lacks, as Polish sentences."""

    done: float
    missing: tuple[str, ...] = ()

    @property
    def state(self) -> StepState:
        if self.done >= 1:
            return StepState.DONE
        return StepState.IN_WORK if self.done > 0 else StepState.EMPTY


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One thing a step needs: how much of it is there (0 to 1) and what to say while it is not whole."""

    says: str
    met: Callable[[Project, Statistics], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the path. `purpose` is the one sentence under the page's title."""

    id: str
    number: int
    title: str
    purpose: str
    requirements: tuple[Requirement, ...]

    def progress(self, project: Project, statistics: Statistics) -> StepProgress:
        shares = [min(max(requirement.met(project, statistics), 0.0), 1.0) for requirement in self.requirements]
        missing = tuple(requirement.says for requirement, share in zip(self.requirements, shares, strict=True) if share < 1)
        return StepProgress(done=1.0 if not missing else min(sum(shares) / len(shares), 0.99), missing=missing)


def _share(items: Sequence[object], good: Callable[..., bool]) -> float:
    """Part of the items that fulfil the condition; nothing at all counts as none."""
    return sum(1 for item in items if good(item)) / len(items) if items else 0.0


def _filled(*values: object) -> float:
    return _share(values, lambda value: value not in (None, "", 0))


# -- what each step needs -------------------------------------------------------------------------------------------------


def _town_chosen(project: Project, statistics: Statistics) -> float:
    return _filled(project.single(Settings).territory)


def _forms_checked(project: Project, statistics: Statistics) -> float:
    return float(project.single(Settings).town_forms_checked)


def _horizon(project: Project, statistics: Statistics) -> float:
    settings = project.single(Settings)
    return _filled(settings.horizon_start, settings.horizon_end)


def _lead(project: Project, statistics: Statistics) -> float:
    return _filled(project.single(Settings).lead_name)


def _team(project: Project, statistics: Statistics) -> float:
    return len(project.all(TeamMember)) / TEAM_LEAST


def _files(project: Project, statistics: Statistics) -> float:
    return float(any(batch.active and batch.observations for batch in project.all(ImportBatch)))


def _population(project: Project, statistics: Statistics) -> float:
    town = project.single(Settings).territory
    return float(bool(town and statistics.years("ludnosc", town)))


def _peers(project: Project, statistics: Statistics) -> float:
    town = project.single(Settings).territory
    years = statistics.years("ludnosc", town) if town else ()
    return (len(statistics.territories("ludnosc", max(years))) - 1) / PEERS_LEAST if years else 0.0


def _swot(project: Project, statistics: Statistics) -> float:
    present = {item.quadrant for item in project.all(SwotItem) if item.scope is Scope.PRL and item.text}
    return len(present) / len(Quadrant)


def _problems(project: Project, statistics: Statistics) -> float:
    return float(any(problem.scope is Scope.PRL for problem in project.all(Problem)))


def _evidence(project: Project, statistics: Statistics) -> float:
    proved = {evidence.about for evidence in project.all(Evidence)}
    return _share(project.all(Problem, lambda problem: problem.scope is Scope.PRL), lambda problem: problem.id in proved)


def _challenges(project: Project, statistics: Statistics) -> float:
    return float(any(challenge.scope is Scope.PRL for challenge in project.all(Challenge)))


def _challenges_rest(project: Project, statistics: Statistics) -> float:
    return _share(project.all(Challenge, lambda challenge: challenge.scope is Scope.PRL), lambda challenge: bool(challenge.problems))


def _goals(project: Project, level: GoalLevel) -> list[Goal]:
    return project.all(Goal, lambda goal: goal.level is level)


def _vision(project: Project, statistics: Statistics) -> float:
    return _filled(project.single(Vision).text or project.single(Vision).slogan)


def _strategic(project: Project, statistics: Statistics) -> float:
    return float(bool(_goals(project, GoalLevel.STRATEGIC)))


def _strategic_answer(project: Project, statistics: Statistics) -> float:
    return _share(_goals(project, GoalLevel.STRATEGIC), lambda goal: bool(goal.challenges))


def _operational(project: Project, statistics: Statistics) -> float:
    parents = {goal.parent for goal in _goals(project, GoalLevel.OPERATIONAL)}
    return _share(_goals(project, GoalLevel.STRATEGIC), lambda goal: goal.id in parents)


def _measured(project: Project, statistics: Statistics) -> float:
    measured = {
        indicator.about
        for indicator in project.all(PlanIndicator)
        if indicator.indicator_kind is IndicatorKind.RESULT
        and indicator.baseline is not None
        and (indicator.target is not None or indicator.target_text)
        and indicator.baseline_year
        and indicator.target_year
    }
    return _share(_goals(project, GoalLevel.OPERATIONAL), lambda goal: goal.id in measured)


def _any_project(project: Project, statistics: Statistics) -> float:
    return float(bool(project.all(Undertaking)))


def _projects_serve(project: Project, statistics: Statistics) -> float:
    return _share(project.all(Undertaking), lambda card: card.goal is not None)


def _basic(project: Project) -> list[Undertaking]:
    return project.all(Undertaking, lambda card: card.category is Category.BASIC)


def _cards(project: Project, statistics: Statistics) -> float:
    def whole(card: Undertaking) -> bool:
        return all((card.title, card.leader, card.aim, card.description, card.target_groups, card.start, card.end))

    return _share(_basic(project), whole)


def _financed(project: Project, statistics: Statistics) -> float:
    financed = {line.about for line in project.all(BudgetLine) if line.amount}
    return _share(_basic(project), lambda card: card.id in financed)


def _sums_agree(project: Project, statistics: Statistics) -> float:
    lines = sorted((line for line in project.all(BudgetLine) if line.about), key=lambda line: str(line.about))
    sums = {about: sum((line.amount or Decimal(0) for line in group), Decimal(0)) for about, group in groupby(lines, lambda line: line.about)}
    return _share(_basic(project), lambda card: card.declared_cost is not None and sums.get(card.id) == card.declared_cost)


def _round(project: Project, statistics: Statistics) -> float:
    return float(bool(project.all(AssessmentRound)))


def _answered(project: Project, statistics: Statistics) -> float:
    return _share(project.all(AssessmentAnswer), lambda answer: answer.consensus is not None or bool(answer.no_rating))


def _institutional_goals(project: Project, statistics: Statistics) -> float:
    return float(bool(_goals(project, GoalLevel.INSTITUTIONAL)))


def _institutional_actions(project: Project, statistics: Statistics) -> float:
    return _share(project.all(InstitutionalAction), lambda action: action.goal is not None)


def _texts(scope: Scope) -> Callable[[Project, Statistics], float]:
    return lambda project, statistics: float(any(text.document is scope and text.text.strip() for text in project.all(Narrative)))


def _risks(project: Project, statistics: Statistics) -> float:
    return float(bool(project.all(Risk)))


def _monitoring(project: Project, statistics: Statistics) -> float:
    return float(bool(project.all(MonitoringItem)))


def _dated(project: Project, statistics: Statistics) -> float:
    return _filled(project.single(Settings).document_date)


def _any_remark(project: Project, statistics: Statistics) -> float:
    return float(bool(project.all(Remark) or project.all(ConsultationComment)))


def _remarks_closed(project: Project, statistics: Statistics) -> float:
    closed = {RemarkState.ACCEPTED, RemarkState.PARTLY, RemarkState.REJECTED}
    answers = [remark.state in closed for remark in project.all(Remark)]
    answers += [bool(comment.decision and comment.reason) for comment in project.all(ConsultationComment)]
    return _share(answers, bool)


def _step(number: int, step_id: str, title: str, purpose: str, *requirements: tuple[str, Callable[[Project, Statistics], float]]) -> Step:
    return Step(
        id=step_id, number=number, title=title, purpose=purpose, requirements=tuple(Requirement(says=says, met=met) for says, met in requirements)
    )


STEPS: tuple[Step, ...] = (
    _step(
        1, "town", "Miasto", "Ustal raz, dla kogo i na jakie lata powstają dokumenty oraz kto je przygotowuje.",
        ("Wybierz miasto.", _town_chosen),
        ("Sprawdź odmianę nazwy miasta i potwierdź, że jest poprawna.", _forms_checked),
        ("Podaj lata, na które powstaje dokument.", _horizon),
        ("Podaj, kto kieruje pracami.", _lead),
        (f"Wpisz co najmniej {polish.counted(TEAM_LEAST, 'osobę', 'osoby', 'osób')} z Zespołu Miejskiego.", _team),
    ),
    _step(
        2, "data", "Dane", "Wczytaj pliki ze statystyki publicznej i dotychczasowe arkusze. Program pokaże, co z nich rozumie, zanim cokolwiek zapisze.",
        ("Wczytaj pierwszy plik z danymi.", _files),
        ("Wczytaj liczbę ludności miasta.", _population),
        ("Wczytaj dane miast, z którymi chcesz się porównać.", _peers),
    ),
    _step(
        3, "diagnosis", "Diagnoza", "Zobacz, jak miasto wypada na tle podobnych miast i co się zmienia.",
        ("Potrzebna jest liczba ludności miasta z kroku „Dane”.", _population),
        ("Potrzebne są dane miast z grupy porównawczej.", _peers),
        ("Uzupełnij cztery pola analizy SWOT.", _swot),
    ),
    _step(
        4, "challenges", "Wyzwania", "Nazwij problemy, poprzyj je dowodami i zapisz wyzwania, na które odpowie plan.",
        ("Zapisz pierwszy problem.", _problems),
        ("Każdy problem powinien mieć dowód: wskaźnik, wynik badania albo dokument.", _evidence),
        ("Zapisz pierwsze wyzwanie.", _challenges),
        ("Każde wyzwanie powinno wynikać z co najmniej jednego problemu.", _challenges_rest),
    ),
    _step(
        5, "goals", "Wizja i cele", "Opisz, jakie ma być miasto, i ustal cele wraz ze wskaźnikami, po których poznasz sukces.",
        ("Opisz wizję miasta.", _vision),
        ("Dodaj pierwszy cel strategiczny.", _strategic),
        ("Każdy cel strategiczny powinien odpowiadać na co najmniej jedno wyzwanie.", _strategic_answer),
        ("Każdy cel strategiczny powinien mieć cele operacyjne.", _operational),
        ("Każdy cel operacyjny powinien mieć wskaźnik rezultatu z wartością bazową i docelową.", _measured),
    ),
    _step(
        6, "undertakings", "Projekty", "Zbierz projekty, przypisz je do celów i wypełnij karty projektów.",
        ("Dodaj pierwszy projekt.", _any_project),
        ("Każdy projekt powinien służyć jednemu głównemu celowi operacyjnemu.", _projects_serve),
        ("Uzupełnij karty projektów podstawowych: lider, cel, opis działań, odbiorcy i terminy.", _cards),
    ),
    _step(
        7, "finance", "Finanse", "Rozpisz koszty projektów na lata i źródła. Sumy program liczy sam, co do grosza.",
        ("Każdy projekt podstawowy powinien mieć źródła finansowania.", _financed),
        ("Suma źródeł powinna być równa kosztowi całkowitemu każdego projektu podstawowego.", _sums_agree),
    ),
    _step(
        8, "institution", "Instytucja (PRI)", "Oceńcie wspólnie urząd, wskażcie luki i zaplanujcie działania rozwoju instytucjonalnego.",
        ("Rozpocznij samoocenę urzędu.", _round),
        ("Odpowiedz na pytania samooceny.", _answered),
        ("Dodaj cel rozwoju instytucjonalnego.", _institutional_goals),
        ("Dodaj działania instytucjonalne i przypisz je do celów.", _institutional_actions),
    ),
    _step(
        9, "documents", "Dokumenty", "Dopisz własne teksty, obejrzyj podgląd i zapisz oba dokumenty w Wordzie.",
        ("Napisz własny tekst przynajmniej jednego rozdziału PRL.", _texts(Scope.PRL)),
        ("Napisz własny tekst przynajmniej jednego rozdziału PRI.", _texts(Scope.PRI)),
        ("Uzupełnij rejestr ryzyk.", _risks),
        ("Uzupełnij harmonogram monitorowania.", _monitoring),
        ("Podaj datę dokumentu.", _dated),
    ),
    _step(
        10, "review", "Recenzja", "Zbierz uwagi doradców i mieszkańców, odpowiedz na każdą i doprowadź dokument do wersji ostatecznej.",
        ("Zapisz pierwszą uwagę doradcy albo z konsultacji.", _any_remark),
        ("Na każdą uwagę odpowiedz i uzasadnij rozstrzygnięcie.", _remarks_closed),
    ),
)  # fmt: skip

STEP_OF_KIND: dict[str, str] = {
    "settings": "town", "team_member": "town", "work_event": "town", "own_territory": "town",
    "import_batch": "data", "series_choice": "data", "field_source": "data",
    "comparison_group": "diagnosis", "swot_item": "challenges",
    "problem": "challenges", "evidence": "challenges", "challenge": "challenges",
    "vision": "goals", "scenario": "goals", "goal": "goals", "measure": "goals", "plan_indicator": "goals",
    "bundle": "undertakings", "undertaking": "undertakings", "task": "undertakings", "milestone": "undertakings", "risk": "undertakings",
    "state_aid": "undertakings", "horizontal_answer": "undertakings",
    "budget_line": "finance", "finance_figure": "finance",
    "org_unit": "institution", "institution_figure": "institution", "institution_document": "institution", "public_service": "institution",
    "assessment_round": "institution", "assessment_answer": "institution", "institutional_action": "institution",
    "narrative": "documents", "coherence_link": "documents", "duty": "documents", "monitoring_item": "documents",
    "environmental_assessment": "documents", "survey": "documents", "survey_question": "documents", "stakeholder": "documents", "strategy_review": "documents",
    "scenario_score": "documents", "selection_criterion": "documents", "criterion_score": "documents", "complementarity": "documents",
    "remark": "review", "consultation_comment": "review",
}  # fmt: skip
"""On which step a record of each kind is edited; findings and search lead there."""


def step(step_id: str) -> Step:
    """The step of an id. Raises KeyError for an unknown one."""
    for found in STEPS:
        if found.id == step_id:
            return found
    raise KeyError(step_id)


def progress_of_all(project: Project, statistics: Statistics) -> dict[str, StepProgress]:
    """Progress of every step by its id, in the order of the path."""
    return {each.id: each.progress(project, statistics) for each in STEPS}


def next_step(progress: dict[str, StepProgress]) -> str:
    """The step sensible next: the first not yet half done, else the first not finished, else ""."""
    for enough in (STARTED, 1.0):
        for each in STEPS:
            if progress[each.id].done < enough:
                return each.id
    return ""

