"""Every rule L01–L20: a sound plan passes it, one broken place is found, with the record and the step to go to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from mrl_desktop.analysis.check_context import check_context
from mrl_desktop.domain.checks import RULES, Captioned, CheckContext, Quote, Section, Shares, check
from mrl_desktop.domain.diagnosis import Challenge, Dimension, Evidence, EvidenceKind, Problem
from mrl_desktop.domain.facts import Fact
from mrl_desktop.domain.findings import Finding, Severity
from mrl_desktop.domain.institution import InstitutionalAction
from mrl_desktop.domain.people import ConsultationComment, WorkEvent
from mrl_desktop.domain.project import Project
from mrl_desktop.domain.records import Record
from mrl_desktop.domain.settings import Profile, Settings
from mrl_desktop.domain.strategy import Direction, Goal, GoalLevel, IndicatorKind, PlanIndicator
from mrl_desktop.domain.undertakings import (
    BudgetLine,
    Bundle,
    Category,
    HorizontalAnswer,
    Milestone,
    Risk,
    StateAid,
    Task,
    Undertaking,
    UndertakingType,
)

SETTINGS = Settings(territory="9901011", town_name="Nowe Bielany", horizon_start=2026, horizon_end=2030)
PROBLEM = Problem(title="Zanieczyszczone powietrze")
EVIDENCE = Evidence(about=PROBLEM.id, evidence_kind=EvidenceKind.INDICATOR, indicator="O02", year=2024)
CHALLENGE = Challenge(title="Czyste powietrze", problems=(PROBLEM.id,))
STRATEGIC = Goal(level=GoalLevel.STRATEGIC, title="Zdrowe miasto", challenges=(CHALLENGE.id,))
GOAL = Goal(level=GoalLevel.OPERATIONAL, title="Niska emisja", parent=STRATEGIC.id)
RESULT = PlanIndicator(
    about=GOAL.id, name="Udział odpadów zbieranych selektywnie", indicator_kind=IndicatorKind.RESULT, unit="%", catalogue="O02",
    baseline=Decimal("31.5"), baseline_year=2024, target=Decimal("50"), target_year=2030, direction=Direction.UP, source="GUS BDL",
)  # fmt: skip
BUNDLE = Bundle(title="Zielone śródmieście", synergy="Wspólny efekt w jednym kwartale.", goal=STRATEGIC.id)
FULL = Undertaking(
    title="Zielony skwer", category=Category.BASIC, type=UndertakingType.INVESTMENT, bundle=BUNDLE.id, goal=GOAL.id,
    dimensions=(Dimension.ENVIRONMENTAL,), leader="Gmina", unit="Wydział Inwestycji", target_groups="mieszkańcy", problems=(PROBLEM.id,),
    existing_state="Plac z betonu.", needs="Zgłoszone w badaniu.", aim="Chłodniejsze śródmieście", description="Nasadzenia.",
    location="Rynek", outputs="skwer", results="niższa temperatura", declared_cost=Decimal("1000.01"), eligible_cost=Decimal("1000.01"),
    start=date(2027, 1, 1), end=date(2028, 12, 31), maintenance_cost=Decimal("50"), institutional_conditions="Nic dodatkowego.",
)  # fmt: skip
OTHER = Undertaking(
    title="Warsztaty sąsiedzkie", category=Category.SUPPLEMENTARY, type=UndertakingType.SOFT, bundle=BUNDLE.id, goal=GOAL.id,
    dimensions=(Dimension.SOCIAL,), start=date(2027, 1, 1), end=date(2027, 12, 31),
)  # fmt: skip
ACTION = InstitutionalAction(title="Zespół danych", gaps=("A4.5",), cost=Decimal("200"))
EVENT = WorkEvent(title="Ogłoszenie konsultacji", form="konsultacje", day=date(2026, 2, 1), result="Raport z konsultacji.")
COMMENT = ConsultationComment(text="Więcej drzew", day=date(2026, 3, 15), decision="uwzględniona", reason="Zgodna z celem.")


def weighed(undertaking: Undertaking) -> list[Record]:
    """Horizontal principles, state-aid test and risk of a project."""
    answers = [HorizontalAnswer(undertaking=undertaking.id, principle=key, way="Tak.") for key, _ in check_context().principles]
    test = StateAid(undertaking=undertaking.id, transfer=True, advantage=False, selectivity=False, distortion=False)
    return [*answers, test, Risk(about=undertaking.id, title="Wzrost cen")]


def sound() -> list[Record]:
    """A small plan that breaks no rule."""
    indicators = [
        PlanIndicator(
            about=FULL.id,
            name=name,
            indicator_kind=kind,
            unit="szt.",
            direction=Direction.UP,
            baseline=Decimal(0),
            target=Decimal(1),
            baseline_year=2026,
            target_year=2028,
        )
        for name, kind in (("Liczba skwerów", IndicatorKind.OUTPUT), ("Liczba korzystających", IndicatorKind.RESULT))
    ]
    lines = [
        BudgetLine(about=FULL.id, source="dotacja", year=2027, amount=Decimal("600.01")),
        BudgetLine(about=FULL.id, source="wklad_wlasny", year=2028, amount=Decimal("400")),
        BudgetLine(about=ACTION.id, source="wklad_wlasny", year=2026, amount=Decimal("200")),
    ]
    plan = [SETTINGS, PROBLEM, EVIDENCE, CHALLENGE, STRATEGIC, GOAL, RESULT, BUNDLE, FULL, OTHER, ACTION, EVENT, COMMENT]
    return [*plan, *indicators, *lines, *weighed(FULL), *weighed(OTHER)]


def found(code: str, *changed: Record, without: Iterable[Record] = (), context: CheckContext | None = None) -> list[Finding]:
    """Findings of one rule for the sound plan with some records changed or added and some taken out."""
    gone = {record.id for record in without}
    records = {record.id: record for record in sound() if record.id not in gone}
    records.update({record.id: record for record in changed})
    return [finding for finding in check(Project(records.values()), context or check_context()) if finding.code == code]


def test_every_rule_has_a_code_of_its_own_in_order() -> None:
    assert [rule.code for rule in RULES] == [f"L{number:02d}" for number in range(1, 21)]


def test_a_sound_plan_breaks_no_rule() -> None:
    assert check(Project(sound()), check_context()) == []


def test_an_empty_project_has_no_errors() -> None:
    assert all(finding.severity is not Severity.ERROR for finding in check(Project(), check_context()))


def test_L01_a_goal_without_a_challenge_and_a_challenge_without_a_goal() -> None:
    findings = found("L01", replace(STRATEGIC, challenges=()))
    assert {finding.place.record for finding in findings} == {STRATEGIC.id, CHALLENGE.id}
    assert {finding.place.step for finding in findings} == {"goals", "challenges"}
    assert all(finding.severity is Severity.ERROR for finding in findings)


def test_L02_a_challenge_without_problem_or_evidence() -> None:
    assert "nie wskazuje problemu" in found("L02", replace(CHALLENGE, problems=()))[0].message
    assert "nie ma dowodu" in found("L02", replace(EVIDENCE, year=None))[0].message
    assert "nie ma dowodu" in found("L02", without=[EVIDENCE])[0].message


def test_L03_an_operational_goal_without_a_full_result_indicator() -> None:
    assert found("L03", without=[RESULT])[0].place.record == GOAL.id
    finding = found("L03", replace(RESULT, baseline=None, unit=""))[0]
    assert "jednostka i" in finding.message.replace("\u00a0", " ") and "wartość bazowa" in finding.message
    assert finding.place.record == RESULT.id


def test_L03_a_baseline_of_zero_is_a_baseline() -> None:
    assert found("L03", replace(RESULT, baseline=Decimal(0))) == []


def test_L04_a_project_without_one_operational_goal() -> None:
    assert found("L04", replace(FULL, goal=None))[0].place.field == "goal"
    assert "nie jest operacyjny" in found("L04", replace(FULL, goal=STRATEGIC.id))[0].message
    assert "główny i jako wspierany" in found("L04", replace(FULL, supporting_goals=(GOAL.id,)))[0].message


def test_L05_a_basic_project_with_gaps_in_its_card() -> None:
    finding = found("L05", replace(FULL, leader=" ", aim=""))[0]
    assert "lider" in finding.message and "cel projektu" in finding.message
    assert (finding.place.record, finding.place.field, finding.place.step) == (FULL.id, "leader", "undertakings")
    assert found("L05", replace(FULL, leader="", category=Category.SUPPLEMENTARY)) == []


def test_L05_a_basic_project_without_indicators() -> None:
    rest = [record for record in sound() if not (isinstance(record, PlanIndicator) and record.about == FULL.id)]
    messages = [finding.message for finding in check(Project(rest), check_context()) if finding.code == "L05"]
    assert len(messages) == 1 and "wskaźnik produktu" in messages[0] and "wskaźnik rezultatu" in messages[0]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"target_year": 2020}, "target_year"),
        ({"interim_year": 2035, "interim": Decimal(40)}, "interim_year"),
        ({"target": Decimal(30)}, "direction"),
        ({"direction": Direction.DOWN}, "direction"),
        ({"direction": Direction.LEVEL, "target": Decimal(10)}, "direction"),
    ],
)
def test_L06_years_or_direction_that_disagree_with_the_values(change: dict[str, object], field: str) -> None:
    findings = found("L06", RESULT.with_values(change))  # type: ignore[arg-type]
    assert [(finding.place.record, finding.place.field) for finding in findings] == [(RESULT.id, field)]


def test_L06_keeping_a_level_is_agreed_with() -> None:
    assert found("L06", replace(RESULT, direction=Direction.LEVEL, target=RESULT.baseline)) == []


def test_L07_a_cost_that_differs_by_one_grosz() -> None:
    finding = found("L07", replace(FULL, declared_cost=Decimal("1000.00"), eligible_cost=Decimal(1)))[0]
    assert "1 000,01 zł" in finding.message.replace("\u00a0", " ") and "0,01 zł" in finding.message
    assert (finding.place.record, finding.place.step) == (FULL.id, "finance")
    assert found("L07", replace(ACTION, cost=Decimal("200.01")))[0].place.record == ACTION.id


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (BudgetLine(about=FULL.id, source="dotacja", amount=Decimal(1)), "nie ma roku"),
        (BudgetLine(source="dotacja", year=2027, amount=Decimal(1)), "nie należy do żadnego"),
        (BudgetLine(about=FULL.id, source="dotacja", year=2027, amount=Decimal(-1)), "ujemna"),
        (BudgetLine(about=FULL.id, source="skarbonka", year=2027, amount=Decimal(1)), "nieznane źródło „skarbonka”"),
        (BudgetLine(about=FULL.id, source="dotacja", year=2027, amount=Decimal("0.001")), "ułamki grosza"),
    ],
)
def test_L07_a_line_that_no_table_can_hold(line: BudgetLine, words: str) -> None:
    messages = {finding.place.record: finding.message for finding in found("L07", line)}
    assert words in messages[line.id]


def test_L07_a_reserve_project_may_wait_for_its_money() -> None:
    reserve = Undertaking(title="Kiedyś", category=Category.RESERVE, goal=GOAL.id, declared_cost=Decimal(5))
    assert found("L07", reserve) == []


def test_L08_eligible_costs_and_grants_above_their_limits() -> None:
    assert "wyższe niż koszt całkowity" in found("L08", replace(FULL, eligible_cost=Decimal("1000.02")))[0].message
    assert "przekracza 100% kosztów" in found("L08", replace(FULL, eligible_cost=Decimal("600.00")))[0].message
    low = replace(check_context(), grant_limit=Decimal("600"))
    assert "przekracza limit 600,00 zł" in found("L08", context=low)[0].message.replace("\u00a0", " ")
    assert found("L08", context=replace(low, grant_limit=Decimal("600.01"))) == []


@pytest.mark.parametrize(
    ("record", "words"),
    [
        (replace(FULL, start=date(2029, 1, 1)), "późniejszy niż koniec"),
        (replace(FULL, end=date(2031, 1, 1)), "wykracza poza lata dokumentu 2026–2030"),
        (Milestone(about=FULL.id, title="Odbiór", due=date(2029, 1, 1)), "kamień milowy „Odbiór”"),
        (Task(undertaking=FULL.id, title="Projekt", start=date(2026, 1, 1)), "początek zadania „Projekt”"),
        (BudgetLine(about=FULL.id, source="dotacja", year=2026, amount=Decimal(1)), "koszty zaplanowano w latach 2026"),
    ],
)
def test_L09_times_that_do_not_fit(record: Record, words: str) -> None:
    findings = found("L09", record)
    assert len(findings) == 1
    assert words in findings[0].message and findings[0].place.record == FULL.id


def test_L10_one_indicator_written_in_two_ways() -> None:
    twin = PlanIndicator(
        position=9, about=FULL.id, name=RESULT.name, catalogue="O02", unit="szt.", baseline=Decimal(30), baseline_year=2024
    )
    finding = found("L10", twin)[0]
    assert "jednostka" in finding.message and "31,5 i" in finding.message.replace("\u00a0", " ")
    assert (finding.place.record, finding.place.step) == (twin.id, "undertakings")
    other_year = replace(twin, unit="%", baseline_year=2020)
    assert found("L10", other_year) == []


def test_L11_a_quoted_number_that_is_missing_or_older_than_its_data() -> None:
    fact = Fact(key="D07", label="Obciążenie", value=77.6, decimals=1)
    quote = Quote(chapter="P2.3.1", token="wsk:D07:2024", current=fact, text_edited=datetime(2026, 1, 2), data_updated=datetime(2026, 1, 1))
    assert found("L11", context=replace(check_context(), quotes=(quote,))) == []
    stale = replace(quote, data_updated=datetime(2026, 2, 1))
    assert "do sprawdzenia" in found("L11", context=replace(check_context(), quotes=(stale,)))[0].message
    gone = (replace(quote, current=None), replace(quote, current=None, token="suma:dotacja"), replace(quote, current=None))
    findings = found("L11", context=replace(check_context(), quotes=gone))
    assert [finding.value for finding in findings] == ["wsk:D07:2024, suma:dotacja"]
    assert "{{wsk:D07:2024}}" in findings[0].message


def test_L12_an_action_without_a_gap_and_a_project_without_conditions() -> None:
    assert found("L12", replace(ACTION, gaps=()))[0].place.record == ACTION.id
    assert found("L12", replace(FULL, institutional_conditions=""))[0].place.field == "institutional_conditions"


def test_L13_a_bundle_that_does_not_integrate() -> None:
    assert "mniej niż dwa projekty" in found("L13", replace(OTHER, bundle=None))[0].message
    assert "dwóch wymiarów" in found("L13", replace(OTHER, dimensions=(Dimension.ENVIRONMENTAL,)))[0].message
    assert "synergii" in found("L13", replace(BUNDLE, synergy=""))[0].message


def test_L14_a_project_not_weighed() -> None:
    fresh = Undertaking(title="Nowy", type=UndertakingType.INVESTMENT, category=Category.SUPPLEMENTARY, goal=GOAL.id)
    message = found("L14", fresh)[0].message
    assert all(words in message for words in ("zasady horyzontalne", "test pomocy publicznej", "koszt utrzymania", "ryzyko"))
    assert found("L14", replace(fresh, category=Category.RESERVE)) == []


def test_L15_consultation_too_short_without_report_or_answers() -> None:
    assert "krócej" in found("L15", replace(COMMENT, day=date(2026, 2, 20)))[0].message
    assert "nie mają opisanego wyniku" in found("L15", replace(EVENT, result=""))[0].message
    assert "nie ma uzasadnienia" in found("L15", replace(COMMENT, reason=""))[0].message
    assert "nie ma konsultacji" in found("L15", without=[EVENT])[0].message


def test_L15_is_an_error_only_for_a_strategy() -> None:
    assert found("L15", without=[EVENT])[0].severity is Severity.WARNING
    assert found("L15", replace(SETTINGS, profile=Profile.SRG), without=[EVENT])[0].severity is Severity.ERROR


@pytest.mark.parametrize(
    ("text", "words"), [("", "pusty"), ("Opis TODO", "„TODO”"), ("Lorem ipsum dolor", "„Lorem ipsum”"), ("Krótko.", "co najmniej 50")]
)
def test_L16_sections_not_written(text: str, words: str) -> None:
    section = Section(chapter="P1.1", title="Podstawa", text=text, required=True, shortest=50)
    finding = found("L16", context=replace(check_context(), sections=(section,)))[0]
    assert words in finding.message and finding.place.chapter == "P1.1"
    good = replace(section, text="Dokument powstał na podstawie umowy i uchwały rady miasta, po konsultacjach.")
    assert found("L16", context=replace(check_context(), sections=(good,))) == []


def test_L17_a_chart_without_alternative_text_and_a_table_without_header() -> None:
    chart = Captioned(chapter="P2", kind="wykres", caption="Ludność", source="GUS", alt="")
    table = Captioned(chapter="P2", kind="tabela", caption="", source="", header=False)
    findings = found("L17", context=replace(check_context(), captioned=(chart, table)))
    assert "tekstu alternatywnego" in findings[0].message
    assert all(word in findings[1].message for word in ("podpisu", "źródła", "wiersza nagłówkowego"))
    good = (replace(chart, alt="Wykres."), replace(table, caption="Ludność", source="GUS", header=True))
    assert found("L17", context=replace(check_context(), captioned=good)) == []


def test_L18_an_abbreviation_nobody_explains() -> None:
    sections = (Section(chapter="P1", title="", text="Dane GUS i MOPS z XIX wieku, w III kwartale, w CUW."),)
    context = replace(check_context(), sections=sections, abbreviations=frozenset({"GUS", "MOPS"}))
    assert [finding.value for finding in found("L18", context=context)] == ["CUW"]
    assert found("L18", context=replace(context, abbreviations=frozenset({"GUS", "MOPS", "CUW"}))) == []


def test_L19_one_quantity_with_two_values() -> None:
    fact = Fact(key="ludnosc", label="Ludność", value=43_370.0, year=2024, territory="9901011", decimals=0)
    pair = (("P2", fact), ("P2.3.1", replace(fact, value=43_371.0)))
    finding = found("L19", context=replace(check_context(), quoted=pair))[0]
    assert "43 370" in finding.message.replace("\u00a0", " ") and finding.place.chapter == "P2.3.1"
    other_year = (pair[0], ("P2.3.1", replace(fact, value=1.0, year=2023)))
    assert found("L19", context=replace(check_context(), quoted=other_year)) == []


def test_L20_shares_that_do_not_make_a_hundred() -> None:
    good = Shares(chapter="P5.1", title="Źródła", values=(Decimal("33.3"), Decimal("33.3"), Decimal("33.3")))
    assert found("L20", context=replace(check_context(), shares=(good,))) == []
    bad = replace(good, values=(Decimal("33.3"), Decimal("33.3"), Decimal("33.1")))
    assert "99,7%" in found("L20", context=replace(check_context(), shares=(bad,)))[0].message


def test_findings_say_in_polish_what_is_wrong_and_what_to_do() -> None:
    broken = Project([replace(STRATEGIC, challenges=()), CHALLENGE, replace(FULL, goal=None, declared_cost=Decimal(7)), BUNDLE, ACTION])
    findings = check(broken, check_context())
    assert len(findings) > 5
    for finding in findings:
        assert finding.message[0].isupper() and finding.message.endswith(".")
        assert finding.hint.endswith(".")
        assert finding.place.step or finding.place.chapter
