"""Rules of the chain evidence → problem → challenge → goal → project: L01–L05, L10, L12–L15."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mrl_desktop.domain.checks.context import CheckContext, Flaw
from mrl_desktop.domain.diagnosis import Challenge, Evidence, EvidenceKind, Problem, Scope
from mrl_desktop.domain.findings import Severity
from mrl_desktop.domain.institution import InstitutionalAction
from mrl_desktop.domain.numbering import Numbering
from mrl_desktop.domain.people import ConsultationComment, WorkEvent
from mrl_desktop.domain.project import Project
from mrl_desktop.domain.records import Record
from mrl_desktop.domain.settings import Profile, Settings
from mrl_desktop.domain.strategy import Goal, GoalLevel, IndicatorKind, PlanIndicator
from mrl_desktop.domain.undertakings import Bundle, Category, HorizontalAnswer, Risk, StateAid, Undertaking, UndertakingType
from mrl_desktop.polish import counted, fold, joined, number


def goals_answer_challenges(project: Project, context: CheckContext) -> Iterator[Flaw]:
    """L01: every strategic goal answers a challenge; every challenge has a goal. Institutional goals of the PRI should too (warning)."""
    numbering = Numbering(project)
    challenges = {challenge.id: challenge for challenge in project.all(Challenge)}
    answered = {challenge for goal in project.all(Goal) for challenge in goal.challenges}
    for goal in project.all(Goal, lambda goal: goal.level in (GoalLevel.STRATEGIC, GoalLevel.INSTITUTIONAL)):
        if not any(challenge in challenges for challenge in goal.challenges):
            yield Flaw(
                message=f"{_named(goal, numbering)} nie odpowiada na żadne wyzwanie.",
                hint="Proszę wskazać przy celu wyzwanie, na które odpowiada.",
                record=goal.id,
                field="challenges",
                title=goal.name_for_people,
                step="goals" if goal.level is GoalLevel.STRATEGIC else "institution",
                severity=None if goal.level is GoalLevel.STRATEGIC else Severity.WARNING,
            )
    for challenge in challenges.values():
        if challenge.id not in answered:
            yield Flaw(
                message=f"{_named(challenge, numbering)} nie ma celu, który na nie odpowiada.",
                hint="Proszę przypisać wyzwanie do celu albo je usunąć.",
                record=challenge.id,
                title=challenge.name_for_people,
                step="challenges",
            )


def challenges_have_evidence(project: Project, context: CheckContext) -> Iterator[Flaw]:
    """L02: every challenge cites a problem, and one of its problems (or itself) has full evidence."""
    numbering = Numbering(project)
    proved = {evidence.about for evidence in project.all(Evidence) if _full(evidence)}
    for challenge in project.all(Challenge):
        problems = [problem for problem in challenge.problems if project.one(Problem, problem) is not None]
        if not problems:
            message, hint = "nie wskazuje problemu, z którego wynika", "Proszę wybrać co najmniej jeden problem."
        elif challenge.id not in proved and not any(problem in proved for problem in problems):
            message = "nie ma dowodu: żaden z jego problemów nie jest poparty wskaźnikiem z rokiem, wynikiem badania ani dokumentem"
            hint = "Proszę dodać przy problemie dowód: wskaźnik z rokiem, badanie albo dokument."
        else:
            continue
        yield Flaw(
            message=f"{_named(challenge, numbering)} {message}.",
            hint=hint,
            record=challenge.id,
            field="problems",
            title=challenge.name_for_people,
            step="challenges",
        )


def operational_goals_are_measured(project: Project, context: CheckContext) -> Iterator[Flaw]:
    """L03: every operational goal has a result indicator with baseline, target, both years, unit and source."""
    numbering = Numbering(project)
    for goal in project.all(Goal, lambda goal: goal.level is GoalLevel.OPERATIONAL):
        own = [one for one in project.all(PlanIndicator) if one.about == goal.id and one.indicator_kind is IndicatorKind.RESULT]
        lacking = [_lacking(indicator) for indicator in own]
        if own and not all(lacking):
            continue
        detail = f" We wskaźniku „{own[0].name}” brakuje: {joined(lacking[0])}." if own else ""
        yield Flaw(
            message=f"{_named(goal, numbering)} nie ma kompletnego wskaźnika rezultatu.{detail}",
            hint="Proszę uzupełnić wskaźnik: nazwę, jednostkę, wartość bazową i docelową, oba lata i źródło danych.",
            record=own[0].id if own else goal.id,
            title=goal.name_for_people,
            step="goals",
        )


def projects_serve_one_goal(project: Project, context: CheckContext) -> Iterator[Flaw]:
    """L04: every project belongs to exactly one operational goal; supporting goals exist and differ from it."""
    numbering = Numbering(project)
    for undertaking in project.all(Undertaking):
        goal = project.one(Goal, undertaking.goal)
        if goal is None or goal.level is not GoalLevel.OPERATIONAL:
            wrong = "wskazuje cel, który nie jest operacyjny" if goal is not None else "nie ma głównego celu operacyjnego"
            yield Flaw(
                message=f"{_named(undertaking, numbering)} {wrong}.",
                hint="Proszę wybrać w karcie projektu jeden cel operacyjny.",
                record=undertaking.id,
                field="goal",
                title=undertaking.name_for_people,
                step="undertakings",
            )
        elif undertaking.goal in undertaking.supporting_goals:
            yield Flaw(
                message=f"{_named(undertaking, numbering)} ma ten sam cel wpisany jako główny i jako wspierany.",
                hint="Proszę usunąć go z listy celów wspieranych.",
                record=undertaking.id,
                field="supporting_goals",
                title=undertaking.name_for_people,
                step="undertakings",
            )


def basic_projects_are_complete(project: Project, context: CheckContext) -> Iterator[Flaw]:
    """L05: every basic project has a full card and an output and a result indicator."""
    numbering = Numbering(project)
    for undertaking in project.all(Undertaking, lambda one: one.category is Category.BASIC):
        empty = [(field, name) for field, name in context.card_fields if _empty(getattr(undertaking, field, None))]
        kinds = {indicator.indicator_kind for indicator in project.all(PlanIndicator) if indicator.about == undertaking.id}
        missing = [name for _, name in empty]
        missing += ["wskaźnik produktu"] if IndicatorKind.OUTPUT not in kinds else []
        missing += ["wskaźnik rezultatu"] if IndicatorKind.RESULT not in kinds else []
        if missing:
            yield Flaw(
                message=f"{_named(undertaking, numbering)}: w karcie brakuje: {joined(missing)}.",
                hint="Projekt podstawowy musi mieć pełną kartę. Proszę uzupełnić brakujące pola albo zmienić kategorię projektu.",
                record=undertaking.id,
                field=empty[0][0] if empty else "",
                title=undertaking.name_for_people,
                step="undertakings",
            )


def indicators_are_the_same_everywhere(project: Project, context: CheckContext) -> Iterator[Flaw]:
    """L10: indicators of one catalogue id, or of one name, have one name, unit and baseline of a year everywhere."""
    groups: dict[str, list[PlanIndicator]] = {}
    for indicator in project.all(PlanIndicator):
        key = indicator.catalogue or fold(indicator.name)
        if key:
            groups.setdefault(key, []).append(indicator)
    for same in groups.values():
        first = same[0]
        for other in same[1:]:
            differs = []
            if fold(other.name) != fold(first.name):
                differs.append(f"nazwa („{first.name}” i „{other.name}”)")
            if fold(other.unit) != fold(first.unit):
                differs.append(f"jednostka („{first.unit}” i „{other.unit}”)")
            # an indicator of a project may count its own outputs: only one taken from the catalogue must have the same baseline
            if first.catalogue and other.baseline_year == first.baseline_year and other.baseline != first.baseline:
                differs.append(f"wartość bazowa za {first.baseline_year} r. ({number(first.baseline)} i {number(other.baseline)})")
            if differs:
                yield Flaw(
                    message=f"Ten sam wskaźnik „{other.name}” jest zapisany różnie: {joined(differs)}.",
                    hint="Proszę ujednolicić zapis we wszystkich miejscach.",
                    record=other.id,
                    title=other.name_for_people,
                    step=_step_of(project, other),
                )


def institution_and_projects_are_linked(project: Project, context: CheckContext) -> Iterator[Flaw]:
    """L12: every PRI action answers a self-assessment finding; every basic project says its institutional conditions."""
    numbering = Numbering(project)
    for action in project.all(InstitutionalAction, lambda one: not one.gaps):
        yield Flaw(
            message=f"{_named(action, numbering)} nie wskazuje luki z samooceny, na którą odpowiada.",
            hint="Proszę wybrać pytanie samooceny, którego dotyczy działanie.",
            record=action.id,
            field="gaps",
            title=action.name_for_people,
            step="institution",
        )
    for undertaking in project.all(Undertaking, lambda one: one.category is Category.BASIC and not one.institutional_conditions.strip()):
        yield Flaw(
            message=f"{_named(undertaking, numbering)} nie ma opisanych warunków instytucjonalnych.",
            hint="Proszę napisać, czego urząd potrzebuje do realizacji projektu, albo że niczego dodatkowego.",
            record=undertaking.id,
            field="institutional_conditions",
            title=undertaking.name_for_people,
            step="undertakings",
        )


def bundles_integrate(project: Project, context: CheckContext) -> Iterator[Flaw]:
    """L13: a bundle has at least two projects, at least two dimensions and a description of the synergy."""
    numbering = Numbering(project)
    for bundle in project.all(Bundle):
        members = [one for one in project.all(Undertaking) if one.bundle == bundle.id]
        dimensions = {dimension for undertaking in members for dimension in undertaking.dimensions}
        wrong = []
        if len(members) < 2:
            wrong.append("ma mniej niż dwa projekty")
        if len(dimensions) < 2:
            wrong.append("nie łączy dwóch wymiarów rozwoju")
        if not bundle.synergy.strip():
            wrong.append("nie ma opisu efektu synergii")
        if wrong:
            yield Flaw(
                message=f"{_named(bundle, numbering)} {joined(wrong)}.",
                hint="Wiązka łączy co najmniej dwa projekty z co najmniej dwóch wymiarów i wyjaśnia, co daje ich połączenie.",
                record=bundle.id,
                field="" if bundle.synergy.strip() else "synergy",
                title=bundle.name_for_people,
                step="undertakings",
            )


def projects_are_weighed(project: Project, context: CheckContext) -> Iterator[Flaw]:
    """L14: every planned project has horizontal principles, a state-aid test, maintenance cost (investments) and a risk."""
    numbering = Numbering(project)
    for undertaking in project.all(Undertaking, lambda one: one.category is not Category.RESERVE):
        answered = {one.principle for one in project.all(HorizontalAnswer) if one.undertaking == undertaking.id and one.way.strip()}
        unanswered = [name for key, name in context.principles if key not in answered]
        missing = [f"zasady horyzontalne ({joined(unanswered)})"] if unanswered else []
        if not any(one.undertaking == undertaking.id and _tested(one) for one in project.all(StateAid)):
            missing.append("test pomocy publicznej")
        if undertaking.type in (UndertakingType.INVESTMENT, UndertakingType.MIXED) and undertaking.maintenance_cost is None:
            missing.append("roczny koszt utrzymania")
        if not any(one.about == undertaking.id for one in project.all(Risk)):
            missing.append("co najmniej jedno ryzyko")
        if missing:
            yield Flaw(
                message=f"{_named(undertaking, numbering)}: brakuje: {joined(missing)}.",
                hint="Proszę uzupełnić te części karty projektu.",
                record=undertaking.id,
                title=undertaking.name_for_people,
                step="undertakings",
            )


def consultation_is_complete(project: Project, context: CheckContext) -> Iterator[Flaw]:
    """L15: consultation lasted long enough, has a report, and every comment has a decision and a reason. An error under the SRG profile."""
    severity = Severity.ERROR if project.single(Settings).profile is Profile.SRG else Severity.WARNING
    events = [event for event in project.all(WorkEvent) if "konsultac" in fold(f"{event.form} {event.title}") and event.scope is Scope.PRL]
    comments = project.all(ConsultationComment)
    days = sorted(day for day in [*(event.day for event in events), *(comment.day for comment in comments)] if day is not None)
    if not events:
        yield Flaw(
            message="W kalendarium nie ma konsultacji społecznych.",
            hint="Proszę dodać w kalendarium wydarzenia o formie „konsultacje”: ogłoszenie, spotkania i zakończenie.",
            step="documents",
            severity=severity,
        )
    elif not days or (days[-1] - days[0]).days < context.consultation_days:
        lasted = counted((days[-1] - days[0]).days, "dzień", "dni", "dni") if days else "nieznany czas"
        yield Flaw(
            message=f"Konsultacje trwały krócej niż wymagane {counted(context.consultation_days, 'dzień', 'dni', 'dni')}: {lasted}.",
            hint="Proszę sprawdzić daty ogłoszenia i zakończenia konsultacji w kalendarium.",
            record=events[0].id,
            field="day",
            title=events[0].name_for_people,
            step="town",
            severity=severity,
        )
    if events and not any(event.result.strip() for event in events):
        yield Flaw(
            message="Konsultacje nie mają opisanego wyniku (raportu).",
            hint="Proszę wpisać przy wydarzeniu konsultacji, co z nich wynikło.",
            record=events[0].id,
            field="result",
            title=events[0].name_for_people,
            step="town",
            severity=severity,
        )
    for comment in comments:
        if not comment.decision.strip() or not comment.reason.strip():
            lacking = joined(
                [name for name, text in (("stanowiska", comment.decision), ("uzasadnienia", comment.reason)) if not text.strip()]
            )
            yield Flaw(
                message=f"Uwaga z konsultacji „{_short(comment.text)}” nie ma {lacking}.",
                hint="Każda uwaga musi mieć stanowisko (uwzględniona, częściowo, nieuwzględniona) i uzasadnienie.",
                record=comment.id,
                field="decision" if not comment.decision.strip() else "reason",
                title=_short(comment.text),
                step="review",
                severity=severity,
            )


def _full(evidence: Evidence) -> bool:
    match evidence.evidence_kind:
        case EvidenceKind.INDICATOR:
            return bool(evidence.indicator) and evidence.year is not None
        case EvidenceKind.SURVEY:
            return evidence.survey is not None or bool(evidence.text.strip())
        case EvidenceKind.DOCUMENT:
            return bool(evidence.text.strip())


def _lacking(indicator: PlanIndicator) -> list[str]:
    needed: Iterable[tuple[str, object]] = (
        ("nazwa", indicator.name.strip()),
        ("jednostka", indicator.unit.strip()),
        ("wartość bazowa", "x" if indicator.baseline is not None else ""),
        ("rok bazowy", indicator.baseline_year),
        ("wartość docelowa", "x" if indicator.target is not None else ""),
        ("rok docelowy", indicator.target_year),
        ("źródło danych", indicator.source.strip() or indicator.catalogue),
    )
    return [name for name, value in needed if not value]


def _empty(value: object) -> bool:
    return value is None or value == () or (isinstance(value, str) and not value.strip())


def _tested(test: StateAid) -> bool:
    return all(answer is not None for answer in (test.transfer, test.advantage, test.selectivity, test.distortion))


def _step_of(project: Project, indicator: PlanIndicator) -> str:
    match project.get(indicator.about):
        case Undertaking():
            return "undertakings"
        case InstitutionalAction():
            return "institution"
        case Goal(level=GoalLevel.INSTITUTIONAL | GoalLevel.INSTITUTIONAL_MAIN):
            return "institution"
    return "goals"


def _named(record: Record, numbering: Numbering) -> str:
    """„Cel CO1.1 „Czyste powietrze”” – kind, display number and title."""
    kind = record.title_of_kind[:1].upper() + record.title_of_kind[1:]
    return f"{kind} {numbering.code(record.id)} „{_short(record.name_for_people)}”"


def _short(text: str, limit: int = 80) -> str:
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
