"""Chapter I1: what the institutional plan is for and how it came about."""

from __future__ import annotations

from collections.abc import Sequence

from generator.blocks import Block, Look, Paragraph, plain
from generator.context import ChapterContext
from generator.prl.introduction import calendar_table
from mrl_desktop.domain.diagnosis import Scope


def opening(context: ChapterContext) -> Sequence[Block]:
    lead = (
        f"{context.title()} mówi, jak urząd i jednostki miasta przygotują się do realizacji celów, które stawia "
        f"{context.title(scope=Scope.PRL)}. Oba dokumenty mają wspólną diagnozę, wspólny budżet i jeden rejestr wskaźników."
    )
    return [Paragraph(runs=plain(lead), look=Look.LEAD), *calendar_table(context, Scope.PRI, "T-PRI-KALENDARIUM")]
