"""Tables of the plan that belong to one chapter of a document and to no other step: edited beside the chapter's own text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from mrl_desktop.analysis.rules import rules
from mrl_desktop.domain.diagnosis import Scope, Stakeholder, StrategyReview, Survey
from mrl_desktop.domain.people import CoherenceLink, Duty, EnvironmentalAssessment, MonitoringItem, WorkEvent
from mrl_desktop.domain.records import Listed, Record
from mrl_desktop.domain.strategy import Goal, GoalLevel, Scenario, ScenarioScore
from mrl_desktop.domain.undertakings import Complementarity, CriterionScore, HorizontalAnswer, Risk, SelectionCriterion, Undertaking
from mrl_desktop.ui.forms import Field
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.tables.columns import Column, of_field
from mrl_desktop.ui.tables.record_table import RecordTable
from mrl_desktop.ui.values import DAY, WHOLE, YEAR, Kind, choice, scale

SURVEYS = (Scope.PRL, "diagnosis.surveys")
CHAPTERS: dict[tuple[Scope, str], tuple[str, ...]] = {
    SURVEYS: ("survey",),
    (Scope.PRL, "diagnosis.strategy_review"): ("strategy_review",),
    (Scope.PRL, "diagnosis.stakeholders"): ("stakeholder",),
    (Scope.PRL, "strategy.scenarios"): ("scenario_score",),
    (Scope.PRL, "projects.criteria"): ("selection_criterion", "criterion_score"),
    (Scope.PRL, "risk.register"): ("risk",),
    (Scope.PRL, "management.system"): ("duty",),
    (Scope.PRL, "management.monitoring"): ("monitoring_item",),
    (Scope.PRL, "coherence.coherence"): ("coherence_link", "complementarity"),
    (Scope.PRL, "coherence.horizontal"): ("horizontal_answer",),
    (Scope.PRI, "implementation.monitoring"): ("monitoring_item", "duty"),
    (Scope.PRI, "implementation.participation"): ("work_event",),
    (Scope.PRI, "implementation.horizontal"): ("horizontal_answer",),
    (Scope.PRI, "implementation.coherence"): ("coherence_link",),
}
"""Which kinds of records stand in the tables of which chapter (by what makes it)."""
ENVIRONMENT = "coherence.environmental_assessment"
ATTITUDES = choice([("", "—"), ("+", "+ przychylna"), ("0", "0 obojętna"), ("–", "– niechętna")], empty="")


def chapter_of_record(record: Record) -> tuple[Scope, str] | None:
    """(document, maker) of the chapter in whose tables the record stands; None when it stands in none."""
    if isinstance(record, EnvironmentalAssessment):
        return Scope.PRL, ENVIRONMENT
    scope = getattr(record, "scope", None)
    for (document, make), kinds in CHAPTERS.items():
        if record.kind in kinds and scope in (None, document):
            return document, make
    return None


def environment_fields() -> tuple[Field, ...]:
    """The form of the strategic environmental assessment."""
    states = choice([("", "—"), *((key, str(row["nazwa"])) for key, row in rules("environmental_assessment")["status"].items())], empty="")
    return (
        Field(name="status", label="Stan sprawy", kind=states, required=True, help="Decyduje o tekście rozdziału."),
        Field(name="request_day", label="Data wystąpienia", kind=DAY, span=2, placeholder="dd.mm.rrrr"),
        Field(name="rdos_reference", label="Znak pisma RDOŚ", span=2),
        Field(name="rdos_day", label="Data pisma RDOŚ", kind=DAY, span=2, placeholder="dd.mm.rrrr"),
        Field(name="sanepid_reference", label="Znak pisma inspektora sanitarnego", span=3),
        Field(name="sanepid_day", label="Data pisma", kind=DAY, span=3, placeholder="dd.mm.rrrr"),
        Field(name="note", label="Uwagi", lines=2),
    )


def tables_of(session: ProjectSession, scope: Scope, make: str) -> list[tuple[str, RecordTable[Any]]]:
    """(title, table) of each table of a chapter, made anew."""
    return [_made(session, scope, kind) for kind in CHAPTERS.get((scope, make), ())]


def _choices(session: ProjectSession, cls: type[Listed], where: Callable[[Any], bool] = lambda record: True) -> Kind:
    def options() -> list[tuple[UUID | None, str]]:
        if not session.is_open:
            return [(None, "—")]
        code = session.open_project.numbering.code
        return [(None, "—"), *((one.id, f"{code(one.id)} {one.name_for_people}".strip()) for one in session.project.all(cls, where))]

    return choice(options)


def _made(session: ProjectSession, scope: Scope, kind: str) -> tuple[str, RecordTable[Any]]:
    row = _rows(session, scope)[kind]
    cls, title, what, add, columns, where, values = row

    def new() -> Any:
        return cls(position=session.project.next_position(cls)).with_values(values)

    table = RecordTable[Any](
        session,
        f"{kind}-{scope}",
        title,
        columns,
        lambda: session.project.all(cls, where),
        what,
        new=new,
        add_text=add,
        empty="Nie ma jeszcze wierszy. Z tej tabeli powstanie tabela w dokumencie.",
        most_rows=10,
    )
    return title, table


_Row = tuple[type[Listed], str, str, str, tuple[Column[Any], ...], Callable[[Any], bool], dict[str, Any]]


def _rows(session: ProjectSession, scope: Scope) -> dict[str, _Row]:
    """One row a kind: class, title, what a row is, words of the button, columns, which records, values of a new one."""
    of_scope: Callable[[Any], bool] = lambda record: record.scope is scope  # noqa: E731
    every: Callable[[Any], bool] = lambda record: True  # noqa: E731
    levels = (
        (GoalLevel.STRATEGIC, GoalLevel.OPERATIONAL) if scope is Scope.PRL else (GoalLevel.INSTITUTIONAL_MAIN, GoalLevel.INSTITUTIONAL)
    )
    goals = _choices(session, Goal, lambda goal: goal.level in levels)
    projects = _choices(session, Undertaking)
    principles = choice([(str(row["klucz"]), str(row["nazwa"])) for row in rules("horizontal_principles")["zasada"]])
    code: Column[Any] = Column(title="Kod", get=lambda record: session.open_project.numbering.code(record.id), width=70)
    return {
        "survey": (
            Survey, "Badania społeczne", "badania", "Dodaj badanie",
            (
                code, of_field("title", "Badanie", required=True), of_field("group", "Badana grupa"), of_field("technique", "Technika", width=100),
                of_field("term", "Termin", width=100), of_field("sample", "Próba", WHOLE, unit="os.", width=92), of_field("conclusions", "Wnioski"),
            ), every, {},
        ),
        "stakeholder": (
            Stakeholder, "Interesariusze", "interesariusza", "Dodaj interesariusza",
            (
                of_field("name", "Interesariusz", required=True), of_field("type", "Rodzaj", width=110), of_field("interest", "Czego oczekuje"),
                of_field("influence", "Wpływ", scale(), width=76), of_field("engagement", "Zaangażowanie", scale(), width=120),
                of_field("attitude", "Postawa", ATTITUDES, width=108), of_field("involvement", "Jak włączyć"),
            ), every, {},
        ),
        "strategy_review": (
            StrategyReview, "Ocena dotychczasowej strategii", "oceny celu", "Dodaj cel",
            (
                of_field("title", "Cel dotychczasowej strategii", required=True), of_field("indicator", "Wskaźnik", width=96),
                of_field("year_from", "Od roku", YEAR, width=84), of_field("year_to", "Do roku", YEAR, width=84),
                of_field("rating", "Ocena", scale(), width=80), of_field("conclusion", "Wniosek"),
            ), every, {},
        ),
        "scenario_score": (
            ScenarioScore, "Porównanie wariantów", "oceny wariantu", "Dodaj ocenę",
            (
                of_field("scenario", "Wariant", _choices(session, Scenario), required=True), of_field("criterion", "Kryterium", required=True),
                of_field("weight", "Waga", WHOLE, width=80), of_field("score", "Ocena", scale(), width=80),
            ), every, {},
        ),
        "selection_criterion": (
            SelectionCriterion, "Kryteria wyboru projektów", "kryterium", "Dodaj kryterium",
            (
                code, of_field("name", "Kryterium", required=True), of_field("description", "Opis"), of_field("weight", "Waga", WHOLE, width=80),
                of_field("scale", "Skala", width=80), of_field("method", "Sposób oceny"),
            ), every, {},
        ),
        "criterion_score": (
            CriterionScore, "Oceny projektów", "oceny projektu", "Dodaj ocenę",
            (
                of_field("undertaking", "Projekt", projects, required=True), of_field("criterion", "Kryterium", _choices(session, SelectionCriterion)),
                of_field("score", "Ocena", WHOLE, width=80),
            ), every, {},
        ),
        "risk": (
            Risk, "Rejestr ryzyk", "ryzyka", "Dodaj ryzyko",
            (
                code, of_field("title", "Ryzyko", required=True), of_field("about", "Projekt", projects, width=120),
                of_field("probability", "Prawdop.", scale(), width=92), of_field("impact", "Wpływ", scale(), width=76),
                of_field("prevention", "Zapobieganie"), of_field("owner", "Właściciel", width=120),
            ), of_scope, {"scope": scope},
        ),
        "duty": (
            Duty, "Podział ról", "podziału ról", "Dodaj działanie",
            (
                of_field("action", "Działanie", required=True), of_field("responsible", "Wykonuje"), of_field("accountable", "Zatwierdza"),
                of_field("consulted", "Doradza"), of_field("informed", "Jest powiadamiany"),
            ), of_scope, {"scope": scope},
        ),
        "monitoring_item": (
            MonitoringItem, "Harmonogram monitorowania", "monitorowania", "Dodaj element",
            (
                of_field("element", "Co się sprawdza", required=True), of_field("tool", "Jak"), of_field("frequency", "Jak często", width=110),
                of_field("responsible", "Kto"), of_field("audience", "Dla kogo"), of_field("term", "Termin", width=110),
            ), of_scope, {"scope": scope},
        ),
        "coherence_link": (
            CoherenceLink, "Zgodność z innymi dokumentami", "zgodności", "Dodaj powiązanie",
            (
                of_field("document", "Dokument", required=True), of_field("directions", "Kierunki lub cele dokumentu"), of_field("goal", "Cel planu", goals),
                of_field("strength", "Siła", scale(1, 3), width=76, help="1 – słaba, 3 – silna."),
            ), of_scope, {"scope": scope},
        ),
        "complementarity": (
            Complementarity, "Projekty komplementarne", "projektu komplementarnego", "Dodaj projekt",
            (
                of_field("undertaking", "Projekt planu", projects, required=True), of_field("related", "Projekt powiązany", required=True),
                of_field("programme", "Program", width=140), of_field("period", "Okres", width=100), of_field("type", "Rodzaj związku", width=130),
            ), every, {},
        ),
        "horizontal_answer": (
            HorizontalAnswer, "Zasady horyzontalne w całym dokumencie", "zasady horyzontalnej", "Dodaj zasadę",
            (
                of_field("principle", "Zasada", principles, width=190), of_field("way", "Sposób realizacji", required=True),
                of_field("risk", "Ryzyko naruszenia"), of_field("remedy", "Środki zaradcze"),
            ), lambda answer: answer.scope is scope and answer.undertaking is None, {"scope": scope},
        ),
        "work_event": (
            WorkEvent, "Spotkania i warsztaty w urzędzie", "wydarzenia", "Dodaj wydarzenie",
            (
                of_field("day", "Data", DAY, width=110, required=True), of_field("title", "Wydarzenie", required=True), of_field("form", "Forma", width=120),
                of_field("participants", "Uczestnicy", WHOLE, unit="os.", width=126), of_field("result", "Wynik"),
            ), of_scope, {"scope": scope, "participation": True},
        ),
    }  # fmt: skip
