"""Chapter P10: who took part, what they said, and what became of their remarks."""

from __future__ import annotations

from collections.abc import Sequence

from generator.blocks import Block, Look, Paragraph, Table, plain
from generator.context import ChapterContext
from generator.tables import centred, own_source, row, text
from mrl_desktop.domain.diagnosis import Scope
from mrl_desktop.domain.people import ConsultationComment, WorkEvent
from mrl_desktop.polish import counted


def report(context: ChapterContext) -> Sequence[Block]:
    comments = context.project.all(ConsultationComment)
    blocks: list[Block] = list(participation_table(context, Scope.PRL, "T-PARTYC"))
    if not comments:
        return blocks
    taken = sum(1 for comment in comments if comment.decision.startswith(("uwzgl", "częśc")))
    sentence = (
        f"W konsultacjach zgłoszono {counted(len(comments), 'uwagę', 'uwagi', 'uwag')}; w całości lub części "
        f"uwzględniono {counted(taken, 'uwagę', 'uwagi', 'uwag')}."
    )
    if all(comment.decision.strip() and comment.reason.strip() for comment in comments):
        sentence += " Każda otrzymała stanowisko z uzasadnieniem."
    blocks.insert(0, Paragraph(runs=plain(sentence), look=Look.CONCLUSION))
    blocks.append(
        Table(
            key="T-UWAGI",
            caption="Zestawienie uwag z konsultacji",
            columns=(centred("Lp.", 0.5), text("Zgłaszający", 1.3), centred("Data", 1), text("Rozdział", 1), text("Treść uwagi", 3), text("Stanowisko", 1.3), text("Uzasadnienie", 2.6)),
            rows=tuple(
                row(index, comment.category, comment.day, comment.place or None, comment.text, comment.decision or None, comment.reason or None, record=comment.id)
                for index, comment in enumerate(comments, start=1)
            ),
            source=own_source(context, "karty konsultacyjne"),
            small=True,
        )
    )
    return blocks


def participation_table(context: ChapterContext, scope: Scope, key: str) -> Sequence[Block]:
    """T-PARTYC: events open to residents or partners."""
    events = sorted(context.project.all(WorkEvent, lambda event: event.participation and event.scope is scope), key=lambda event: (str(event.day or ""), event.position))
    if not events:
        return []
    return [
        Table(
            key=key,
            caption="Działania partycypacyjne",
            columns=(
                centred("Data", 1),
                text("Forma i miejsce lub kanał", 2.4),
                text("Grupa", 1.3),
                centred("Liczba osób", 0.8),
                text("Główne wnioski", 2.4),
                text("Wpływ na dokument", 2.2),
            ),
            rows=tuple(
                row(
                    event.day,
                    f"{event.title} ({event.place or event.form})" if event.place or event.form else event.title,
                    event.group or None,
                    event.participants,
                    event.result or None,
                    event.influence or None,
                    record=event.id,
                )
                for event in events
            ),
            source=own_source(context),
            small=True,
        )
    ]
