"""Chapters P11–P13: agreement with other documents, complementary projects, horizontal principles, environmental assessment."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence

from generator.blocks import Block, Look, Paragraph, Run, Table
from generator.context import ChapterContext
from generator.prl.strategy import strategic_goals
from generator.tables import centred, decapitalised, own_source, row, text
from mrl_desktop.domain.diagnosis import Scope
from mrl_desktop.domain.people import CoherenceLink, EnvironmentalAssessment
from mrl_desktop.domain.strategy import Goal
from mrl_desktop.domain.undertakings import Category, Complementarity, HorizontalAnswer, Undertaking
from mrl_desktop.paths import resource
from mrl_desktop.polish import counted, day, joined

STRENGTH = {1: "● słaba", 2: "●● średnia", 3: "●●● silna"}


def coherence(context: ChapterContext) -> Sequence[Block]:
    return [*coherence_table(context, Scope.PRL, strategic_goals(context), "T-SPOJNOSC"), *complementarity(context)]


def coherence_table(context: ChapterContext, scope: Scope, goals: Sequence[Goal], key: str) -> Sequence[Block]:
    """Documents × goals; a missing pair means that no agreement was claimed."""
    links = context.project.all(CoherenceLink, lambda link: link.scope is scope)
    if not links:
        return []
    documents = list(dict.fromkeys(link.document for link in links))
    rows = []
    for document in documents:
        of_document = [link for link in links if link.document == document]
        directions = next((link.directions for link in of_document if link.directions), None)
        by_goal = {link.goal: link.strength for link in of_document}
        rows.append(row(document, directions, *(STRENGTH.get(by_goal.get(goal.id) or 0, "–") for goal in goals), record=of_document[0].id))
    return [
        Table(
            key=key,
            caption="Zgodność z innymi dokumentami",
            columns=(text("Dokument", 2.4), text("Cele i kierunki dokumentu", 2.8), *(centred(context.numbering.code(goal.id), 1) for goal in goals)),
            rows=tuple(rows),
            source=own_source(context),
            note="●●● zgodność silna, ●● średnia, ● słaba, – nie dotyczy.",
        )
    ]


def complementarity(context: ChapterContext) -> Sequence[Block]:
    found = context.project.all(Complementarity)
    if not found:
        return []
    rows = []
    for item in found:
        undertaking = context.project.one(Undertaking, item.undertaking)
        named = f"{context.numbering.code(undertaking.id)} {undertaking.title}" if undertaking else None
        rows.append(row(named, item.related, item.programme or None, item.period or None, item.type or None, record=item.id))
    return [
        Table(
            key="T-KOMPL",
            caption="Projekty komplementarne",
            columns=(text("Projekt", 2.2), text("Projekt powiązany", 2.4), text("Program lub źródło", 1.8), centred("Okres", 1), text("Rodzaj komplementarności", 1.4)),
            rows=tuple(rows),
            source=own_source(context),
        )
    ]


def horizontal(context: ChapterContext) -> Sequence[Block]:
    return horizontal_table(context, Scope.PRL, "T-HORYZ")


def horizontal_table(context: ChapterContext, scope: Scope, key: str) -> Sequence[Block]:
    """T-HORYZ: how the whole document keeps each principle, with risks and remedies; below, which projects say how they do.

    What a single project does stands in its card; a project that names a risk of its own gets a row here too.
    """
    answers = context.project.all(HorizontalAnswer, lambda answer: answer.scope is scope)
    if not answers:
        return []
    order = list(context.principles)
    answers.sort(key=lambda answer: (order.index(answer.principle) if answer.principle in order else len(order), answer.undertaking is not None, answer.position))
    whole = [answer for answer in answers if not answer.undertaking or answer.risk or answer.remedy]
    blocks: list[Block] = []
    if whole:
        rows = [
            row(
                context.principles.get(answer.principle, answer.principle),
                context.numbering.code(answer.undertaking) if answer.undertaking else "cały dokument",
                answer.way or None,
                answer.risk or "–",
                answer.remedy or "–",
                record=answer.id,
            )
            for answer in whole
        ]
        columns = (text("Zasada", 1.8), text("Zakres", 0.9), text("Sposób realizacji", 3), text("Ryzyko naruszenia", 1.6), text("Środki zaradcze", 1.6))
        blocks.append(Table(key=key, caption="Zasady horyzontalne", columns=columns, rows=tuple(rows), source=own_source(context)))
    overview = _principles_by_project(context, answers)
    return [*blocks, overview] if overview else blocks


def _principles_by_project(context: ChapterContext, answers: Sequence[HorizontalAnswer]) -> Paragraph | None:
    """In how many cards all principles are described, and where one is missing; None for no project."""
    kept = {(answer.undertaking, answer.principle) for answer in answers if answer.undertaking and answer.way}
    principles = [principle for principle in context.principles if any(kind == principle for _, kind in kept)]
    projects = context.project.all(Undertaking, lambda one: one.category is not Category.RESERVE)
    if not projects or not principles:
        return None
    lacking = {one.id: [principle for principle in principles if (one.id, principle) not in kept] for one in projects}
    complete = sum(1 for missing in lacking.values() if not missing)
    every = counted(len(principles), "zasady", "zasad", "zasad")
    if complete == len(projects):
        words = f"Karta każdego z {counted(len(projects), 'projektu', 'projektów', 'projektów')} opisuje sposób realizacji {every}."
        return Paragraph(runs=(Run(text=words),))
    gaps = "; ".join(
        f"{context.numbering.code(one.id)} ({joined([decapitalised(context.principles[principle]) for principle in lacking[one.id]])})" for one in projects if lacking[one.id]
    )
    words = f"Sposób realizacji zasad w poszczególnych projektach opisują ich karty. Do uzupełnienia: {gaps}."
    return Paragraph(runs=(Run(text=words),))


def environmental_assessment(context: ChapterContext) -> Sequence[Block]:
    """The status in the words of `resources/rules/environmental_assessment.toml`, with dates and references."""
    record = context.project.single(EnvironmentalAssessment)
    variants = tomllib.loads(resource("rules", "environmental_assessment.toml").read_text(encoding="utf-8")).get("status", {})
    variant = variants.get(record.status)
    if not variant:
        return [Paragraph(runs=(Run(text="[BRAK: status strategicznej oceny oddziaływania na środowisko]", missing=True),), record=record.id)]
    blocks: list[Block] = [Paragraph(runs=context.text(str(variant["text"])), look=Look.CONCLUSION, record=record.id)]
    steps = (
        ("Wystąpienie gminy", "", record.request_day),
        ("Regionalny Dyrektor Ochrony Środowiska", record.rdos_reference, record.rdos_day),
        ("Państwowy Wojewódzki Inspektor Sanitarny", record.sanepid_reference, record.sanepid_day),
    )
    known = [row(step, reference or "–", day(when) if when else None) for step, reference, when in steps if reference or when]
    if known:
        blocks.append(
            Table(
                key="T-SOOS",
                caption="Przebieg uzgodnień w sprawie oceny oddziaływania na środowisko",
                columns=(text("Organ lub czynność", 2.4), text("Znak pisma", 1.6), text("Data", 1.4)),
                rows=tuple(known),
                source=own_source(context),
            )
        )
    if record.note:
        blocks.append(Paragraph(runs=context.text(record.note), record=record.id))
    return blocks
