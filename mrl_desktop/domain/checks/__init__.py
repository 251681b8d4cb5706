"""The rules of a sound plan, L01–L20: one function and one row each. Errors block the final version, warnings are a checklist."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mrl_desktop.domain.checks import document, logic, money
from mrl_desktop.domain.checks.context import Captioned, CheckContext, Flaw, Quote, Section, Shares
from mrl_desktop.domain.findings import Finding, Place, Severity
from mrl_desktop.domain.project import Project

__all__ = ["RULES", "Captioned", "CheckContext", "Quote", "Rule", "Section", "Shares", "check"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its stable code, what it demands, how grave a breach is, and the function that looks for breaches."""

    code: str
    title: str
    severity: Severity
    look: Callable[[Project, CheckContext], Iterator[Flaw]]


RULES: tuple[Rule, ...] = (
    Rule("L01", "Cele strategiczne odpowiadają na wyzwania, a każde wyzwanie ma cel", Severity.ERROR, logic.goals_answer_challenges),
    Rule("L02", "Każde wyzwanie wynika z problemu popartego dowodem", Severity.WARNING, logic.challenges_have_evidence),
    Rule("L03", "Każdy cel operacyjny ma kompletny wskaźnik rezultatu", Severity.ERROR, logic.operational_goals_are_measured),
    Rule("L04", "Każdy projekt ma jeden główny cel operacyjny", Severity.ERROR, logic.projects_serve_one_goal),
    Rule("L05", "Każdy projekt podstawowy ma pełną kartę i wskaźniki", Severity.ERROR, logic.basic_projects_are_complete),
    Rule("L06", "Lata i kierunek wskaźników są zgodne z wartościami", Severity.ERROR, money.targets_agree_with_direction),
    Rule("L07", "Źródła finansowania sumują się do kosztu całkowitego", Severity.ERROR, money.sums_agree),
    Rule("L08", "Koszty kwalifikowalne i dotacje mieszczą się w limitach", Severity.ERROR, money.grants_stay_within_limits),
    Rule("L09", "Terminy projektów, zadań i kosztów są ze sobą zgodne", Severity.ERROR, money.dates_fit),
    Rule("L10", "Ten sam wskaźnik jest wszędzie zapisany tak samo", Severity.ERROR, logic.indicators_are_the_same_everywhere),
    Rule("L11", "Liczby cytowane w tekstach są aktualne", Severity.WARNING, document.quoted_numbers_are_current),
    Rule(
        "L12",
        "Działania PRI wynikają z samooceny, a projekty mają warunki instytucjonalne",
        Severity.WARNING,
        logic.institution_and_projects_are_linked,
    ),
    Rule("L13", "Wiązki łączą projekty z różnych wymiarów", Severity.WARNING, logic.bundles_integrate),
    Rule("L14", "Projekty mają zasady horyzontalne, test pomocy, koszty utrzymania i ryzyka", Severity.WARNING, logic.projects_are_weighed),
    Rule("L15", "Konsultacje są kompletne", Severity.WARNING, logic.consultation_is_complete),
    Rule("L16", "Rozdziały są napisane", Severity.WARNING, document.sections_are_written),
    Rule("L17", "Tabele i wykresy są podpisane i dostępne", Severity.ERROR, document.tables_and_charts_are_accessible),
    Rule("L18", "Skróty są objaśnione w wykazie", Severity.WARNING, document.abbreviations_are_explained),
    Rule("L19", "Ta sama wielkość ma w całym dokumencie tę samą wartość", Severity.ERROR, document.numbers_are_consistent),
    Rule("L20", "Udziały sumują się do 100%", Severity.WARNING, document.shares_add_up),
)


def check(project: Project, context: CheckContext) -> list[Finding]:
    """Everything the rules have to say, in the order of the rules."""
    return [_finding(rule, flaw) for rule in RULES for flaw in rule.look(project, context)]


def _finding(rule: Rule, flaw: Flaw) -> Finding:
    return Finding(
        severity=flaw.severity or rule.severity,
        code=rule.code,
        message=flaw.message,
        hint=flaw.hint,
        place=Place(record=flaw.record, field=flaw.field, chapter=flaw.chapter, step=flaw.step, title=flaw.title),
        value=flaw.value,
    )
