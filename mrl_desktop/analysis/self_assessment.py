"""Self-assessment of the town hall: question banks, results by question and area, gaps and the order in which to close them."""

from __future__ import annotations

import statistics as figures
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from mrl_desktop.analysis.rules import threshold
from mrl_desktop.domain.charts import Chart, ChartKind, ChartSeries, Role
from mrl_desktop.domain.facts import Fact, Source
from mrl_desktop.domain.institution import AssessmentAnswer, AssessmentRound
from mrl_desktop.domain.project import Project
from mrl_desktop.paths import resource
from mrl_desktop.polish import number

DEFAULT_BANK = "oecd_obszary"
HIGHEST_WEIGHT = 5
"""Importance and feasibility are given on 1–5; an unanswered one counts as the middle, 3."""
MIDDLE_WEIGHT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    value: int
    label: str
    descriptor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question; `descriptors` are ordered like the scale's levels."""

    id: str
    area: str
    text: str
    evidence: str
    """What could support the answer."""
    descriptors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BankArea:
    id: str
    name: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank:
    """A tool: its scale, areas and questions."""

    id: str
    name: str
    version: str
    origin: str
    levels: tuple[Level, ...]
    areas: tuple[BankArea, ...]

    @property
    def questions(self) -> dict[str, Question]:
        return {question.id: question for area in self.areas for question in area.questions}

    @property
    def best(self) -> int:
        return self.levels[-1].value

    @property
    def worst(self) -> int:
        return self.levels[0].value


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionResult:
    """What a round says of one question (row of T-SAM-WYN)."""

    question: Question
    answer: AssessmentAnswer | None
    count: int
    """Individual ratings."""
    mean: float | None
    median: float | None
    lowest: int | None
    highest: int | None
    deviation: float | None
    """Standard deviation of the individual ratings, of a population (÷n)."""
    dispersed: bool
    """„rozbieżność ocen": the team should talk before it settles."""
    consensus: Fact | None
    """The common answer; None for „nie wiem", „nie dotyczy" and no answer."""
    target: int | None
    gap: int | None
    """target − consensus, never below 0."""
    priority: float | None
    """gap × importance × feasibility, 0–100 of the greatest possible."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaScore:
    """An area of the tool: the mean of its common answers."""

    area: BankArea
    score: Fact | None
    target: float | None
    gap: float | None
    answered: int
    priority: float | None
    """The greatest priority among its questions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """Results of one round."""

    round: AssessmentRound
    bank: Bank
    questions: tuple[QuestionResult, ...]
    areas: tuple[AreaScore, ...]

    @property
    def priorities(self) -> list[QuestionResult]:
        """Questions with a gap, the most urgent first."""
        return sorted((one for one in self.questions if one.priority), key=lambda one: (-(one.priority or 0.0), one.question.id))

    @property
    def strengths(self) -> list[QuestionResult]:
        """Questions whose common answer reaches the target, the best first."""
        good = [one for one in self.questions if one.consensus is not None and one.gap == 0]
        return sorted(good, key=lambda one: (-float(one.consensus.value or 0) if one.consensus else 0.0, one.question.id))

    @property
    def completeness(self) -> float:
        """Part of the questions that have a common answer, 0–1."""
        return sum(one.consensus is not None for one in self.questions) / len(self.questions) if self.questions else 0.0


@cache
def banks() -> Mapping[str, Bank]:
    """Every bank in `resources/question_banks/` by its id."""
    found = [_bank(path.read_text(encoding="utf-8")) for path in sorted(resource("question_banks").glob("*.toml"))]
    return {bank.id: bank for bank in found}


def assess(project: Project, round_id: UUID) -> Assessment | None:
    """Results of a round, or None when it or its tool is unknown."""
    held = project.one(AssessmentRound, round_id)
    bank = banks().get(held.tool or DEFAULT_BANK) if held is not None else None
    if held is None or bank is None:
        return None
    answers = {answer.question: answer for answer in project.all(AssessmentAnswer, lambda answer: answer.round == round_id)}
    results = tuple(_question(question, answers.get(question.id), bank) for question in bank.questions.values())
    areas = tuple(_area(area, [result for result in results if result.question.area == area.id]) for area in bank.areas)
    return Assessment(round=held, bank=bank, questions=results, areas=areas)


def latest(project: Project) -> Assessment | None:
    """Results of the newest round (by its end or start, else the last in the list) that has any common answer."""
    rounds = sorted(project.all(AssessmentRound), key=lambda one: (str(one.end or one.start or ""), one.position))
    found = [assessment for one in rounds if (assessment := assess(project, one.id)) is not None and assessment.completeness]
    return found[-1] if found else None


def priority(gap: float, importance: int | None, feasibility: int | None, span: int = 4) -> float:
    """gap × importance × feasibility in percent of the greatest possible (`span` is the scale's length)."""
    weight = (importance or MIDDLE_WEIGHT) * (feasibility or MIDDLE_WEIGHT)
    return 100 * max(0.0, gap) * weight / (span * HIGHEST_WEIGHT**2)


def radar(assessment: Assessment) -> Chart:
    """Area scores against their targets."""
    scored = [area for area in assessment.areas if area.score is not None]
    values = {area.area.id: float(area.score.value or 0) for area in scored if area.score is not None}
    weakest = min(scored, key=lambda area: values[area.area.id]).area.name if scored else ""
    listed = "; ".join(f"{area.area.name}: {number(values[area.area.id], 1)}" for area in scored)
    return Chart(
        kind=ChartKind.RADAR,
        title=f"Najwięcej do zrobienia: {weakest}" if weakest else "Samoocena: brak ocen",
        subtitle=f"Samoocena według obszarów, skala {assessment.bank.worst}–{assessment.bank.best}",
        categories=tuple(area.area.id for area in scored),
        series=(
            ChartSeries(
                name="ocena",
                role=Role.OWN,
                values=tuple(values[area.area.id] for area in scored),
                facts=tuple(area.score for area in scored),
            ),
            ChartSeries(name="poziom docelowy", role=Role.GROUP, values=tuple(area.target for area in scored)),
        ),
        decimals=1,
        source="samoocena urzędu",
        alt=f"Wykres radarowy samooceny. {listed}." if listed else "Brak ocen.",
    )


def gaps(assessment: Assessment) -> Chart:
    """Questions by area as a heat map of common answers."""
    width = max((len(area.questions) for area in assessment.bank.areas), default=0)
    rows = []
    for area in assessment.bank.areas:
        own = [result for result in assessment.questions if result.question.area == area.id]
        padded: list[QuestionResult | None] = [*own, *[None] * (width - len(own))]
        facts = tuple(result.consensus if result is not None else None for result in padded)
        rows.append(
            ChartSeries(
                name=f"{area.id}. {area.name}",
                values=tuple(float(fact.value or 0) if fact is not None else None for fact in facts),
                labels=tuple(f"{result.question.id}: {result.consensus.value}" if result and result.consensus else "" for result in padded),
                facts=facts,
            )
        )
    low = [
        result.question.id for result in assessment.questions if result.consensus is not None and float(result.consensus.value or 0) <= 2
    ]
    return Chart(
        kind=ChartKind.HEATMAP,
        title=f"Ocenę 1 lub 2 otrzymało {len(low)} z {sum(1 for one in assessment.questions if one.consensus is not None)} pytań",
        subtitle=f"Skala {assessment.bank.worst}–{assessment.bank.best}; w polu kod pytania i ocena uzgodniona; im ciemniejsze pole, tym niższa ocena",
        categories=tuple(str(index + 1) for index in range(width)),
        series=tuple(rows),
        decimals=0,
        high_is_good=True,
        source="samoocena urzędu",
        alt=f"Mapa ocen pytań. Ocenę 1 lub 2 otrzymały: {', '.join(low)}."
        if low
        else "Mapa ocen pytań. Żadne pytanie nie ma oceny 1 ani 2.",
    )


def _question(question: Question, answer: AssessmentAnswer | None, bank: Bank) -> QuestionResult:
    ratings = [rating for rating in (answer.individual if answer else ()) if bank.worst <= rating <= bank.best]
    deviation = figures.pstdev(ratings) if ratings else None
    dispersed = bool(ratings) and (
        max(ratings) - min(ratings) >= threshold("samoocena", "rozbieznosc_zakres")
        or (deviation or 0.0) >= threshold("samoocena", "rozbieznosc_odchylenie")
    )
    common = answer.consensus if answer is not None else None
    target = (answer.target or int(threshold("samoocena", "poziom_docelowy"))) if answer is not None and common is not None else None
    gap = max(0, target - common) if target is not None and common is not None else None
    return QuestionResult(
        question=question,
        answer=answer,
        count=len(ratings),
        mean=figures.fmean(ratings) if ratings else None,
        median=figures.median(ratings) if ratings else None,
        lowest=min(ratings, default=None),
        highest=max(ratings, default=None),
        deviation=deviation,
        dispersed=dispersed,
        consensus=_fact(question, answer) if answer is not None and common is not None else None,
        target=target,
        gap=gap,
        priority=priority(gap, answer.importance, answer.feasibility, bank.best - bank.worst)
        if gap is not None and answer is not None
        else None,
    )


def _fact(question: Question, answer: AssessmentAnswer) -> Fact:
    return Fact(
        key=f"samoocena:{question.id}",
        label=f"{question.id} – ocena uzgodniona",
        value=answer.consensus,
        decimals=0,
        source=Source(record=answer.id, field="consensus"),
    )


def _area(area: BankArea, results: Sequence[QuestionResult]) -> AreaScore:
    answered = [result for result in results if result.consensus is not None]
    facts = tuple(result.consensus for result in answered if result.consensus is not None)
    score = (
        Fact(
            key=f"samoocena:{area.id}",
            label=f"{area.id} {area.name} – ocena obszaru",
            value=figures.fmean(float(fact.value or 0) for fact in facts),
            decimals=1,
            formula="średnia ocen uzgodnionych, bez odpowiedzi „nie wiem” i „nie dotyczy”",
            inputs=facts,
        )
        if facts
        else None
    )
    targets = [result.target for result in answered if result.target is not None]
    target = figures.fmean(targets) if targets else None
    return AreaScore(
        area=area,
        score=score,
        target=target,
        gap=max(0.0, target - float(score.value or 0)) if score is not None and target is not None else None,
        answered=len(answered),
        priority=max((result.priority for result in answered if result.priority is not None), default=None),
    )


def _bank(text: str) -> Bank:
    content = tomllib.loads(text)
    levels = tuple(Level(value=one["value"], label=one["label"], descriptor=one["descriptor"]) for one in content["scale"]["level"])
    areas = tuple(
        BankArea(
            id=area["id"],
            name=area["name"],
            questions=tuple(
                Question(
                    id=question["id"],
                    area=area["id"],
                    text=question["text"],
                    evidence=question.get("evidence", ""),
                    descriptors=(question["one"], *(level.descriptor for level in levels[1:-1]), question["five"]),
                )
                for question in area["question"]
            ),
        )
        for area in content["area"]
    )
    return Bank(id=content["id"], name=content["name"], version=content["version"], origin=content["origin"], levels=levels, areas=areas)
